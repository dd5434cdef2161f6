/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails to the shops. Inside the room only, inside db_write(). Each goes once to the
 * owner of every shop that takes part, or to the shop's own address, in bokmål; a shop whose
 * address is none gets nothing. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_MAIL_H
#define OMBRUK_ALLOCATION_ALLOCATION_MAIL_H

#include "allocation/allocation.h"
#include "mail/mail.h"

/* Queues `mail` to the shop (mail.to is ours to fill), with the address of `path` on our site on a
 * line of its own at its end, when the site's address is known. OK when there is nobody to send it
 * to. */
MUST_CHECK enum status allocation_mail_send(struct ctx *ctx, int64_t tenant_id, struct mail mail,
                                            struct str path);

MUST_CHECK enum status allocation_mail_opened(struct ctx *ctx, const struct round *round);
MUST_CHECK enum status allocation_mail_reminder(struct ctx *ctx, const struct round *round);
MUST_CHECK enum status allocation_mail_closed(struct ctx *ctx, const struct round *round,
                                              const struct draw_run *run);
MUST_CHECK enum status allocation_mail_cancelled(struct ctx *ctx, const struct round *round,
                                                 struct str reason);
/* To one shop that had wished for a lot which is stopped. */
MUST_CHECK enum status allocation_mail_stopped(struct ctx *ctx, const struct round *round,
                                               int64_t tenant_id, const struct thing *thing);
/* To the shops of the run's round, what each got; `run->reason` tells that it is a correction. */
MUST_CHECK enum status allocation_mail_published(struct ctx *ctx, const struct round *round,
                                                 const struct draw_run *run);

#endif
