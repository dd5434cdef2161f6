/* SPDX-License-Identifier: EUPL-1.2 */
/* What the mails of an alert say. Inside the room only; all inside db_write(). */
#ifndef OMBRUK_ALERTS_ALERTS_MAIL_H
#define OMBRUK_ALERTS_ALERTS_MAIL_H

#include "alerts/alerts.h"
#include "catalogue/catalogue.h"

/* The link that turns it on. */
MUST_CHECK enum status alerts_mail_confirm(struct ctx *ctx, const struct alert *alert,
                                           struct str words);
/* That it is on already, once a day at most. */
MUST_CHECK enum status alerts_mail_again(struct ctx *ctx, const struct alert *alert,
                                         struct str words);
/* What is new for one alert: the first `count` of what is found. */
struct alert_news {
    struct alert alert;
    struct asked asked; /* in the alert's language */
    struct found found;
    size_t count; /* 0: nothing, it is left out */
};
/* All that is new for one mailbox, in one mail, to the address and in the language of the first;
 * nothing when nothing is. */
MUST_CHECK enum status alerts_mail_news(struct ctx *ctx, const struct alert_news *news,
                                        size_t count);

#endif
