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
/* `count` things of `listings` are new, the first ones. */
MUST_CHECK enum status alerts_mail_new(struct ctx *ctx, const struct alert *alert,
                                       const struct asked *asked, const struct listings *listings,
                                       size_t count);

#endif
