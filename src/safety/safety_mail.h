/* SPDX-License-Identifier: EUPL-1.2 */
/* Mails about recalls. */
#ifndef OMBRUK_SAFETY_SAFETY_MAIL_H
#define OMBRUK_SAFETY_SAFETY_MAIL_H

#include "safety/safety_recall_store.h"

/* Inside db_write(). Tells the shop that a thing of its is blocked, or asks it to look. A shop
 * without an address finds it on its page. */
MUST_CHECK enum status safety_mail_blocked(struct ctx *ctx, int64_t tenant_id,
                                           const struct safety_match *match,
                                           const struct thing *thing, const struct recall *recall);
MUST_CHECK enum status safety_mail_asked(struct ctx *ctx, int64_t tenant_id,
                                         const struct safety_match *match,
                                         const struct thing *thing, const struct recall *recall);

#endif
