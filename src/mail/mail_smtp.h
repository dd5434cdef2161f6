/* SPDX-License-Identifier: EUPL-1.2 */
/* One conversation with a mail server, for this floor's own files only. */
#ifndef OMBRUK_MAIL_MAIL_SMTP_H
#define OMBRUK_MAIL_MAIL_SMTP_H

#include "mail/mail.h"

/* What became of one mail. */
enum mail_outcome {
    MAIL_SENT,
    MAIL_LATER,     /* the server asks to try this mail again */
    MAIL_REFUSED,   /* the server will never take this mail to this address */
    MAIL_NO_SERVER, /* nothing to do with this mail: not reached, not let in, sender not accepted */
};

struct mail_smtp;

/* Reads the settings; connects with the first mail. NULL if there is no memory for it. */
struct mail_smtp *mail_smtp_open(struct ctx *ctx, const struct mail_settings *settings);
/* `message` as mail_message() makes it. Waits 10 s for the connection, 30 s in all. */
enum mail_outcome mail_smtp_send(struct ctx *ctx, struct mail_smtp *smtp, struct str to,
                                 struct str message);
/* Says goodbye. NULL is allowed. */
void mail_smtp_close(struct mail_smtp *smtp);

#endif
