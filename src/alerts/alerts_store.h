/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of alerts. Inside the room only. */
#ifndef OMBRUK_ALERTS_ALERTS_STORE_H
#define OMBRUK_ALERTS_ALERTS_STORE_H

#include "alerts/alerts.h"

MUST_CHECK enum status alerts_store_by_token(struct ctx *ctx, struct str token, struct alert *ret);
/* Asked for or on, of all addresses with that key, newest first. */
MUST_CHECK enum status alerts_store_of(struct ctx *ctx, struct str email_key, int64_t most,
                                       struct alerts *ret);
/* All of that box: asked for, on, over; each oldest first. */
MUST_CHECK enum status alerts_store_of_box(struct ctx *ctx, struct str box, int64_t most,
                                           struct alerts *ret);
/* To be looked at now, longest waiting first. */
MUST_CHECK enum status alerts_store_due(struct ctx *ctx, int64_t most, struct alerts *ret);
/* Whose state has ended by itself. */
MUST_CHECK enum status alerts_store_over(struct ctx *ctx, int64_t most, struct alerts *ret);

/* Inside db_write(). */
MUST_CHECK enum status alerts_store_add(struct ctx *ctx, const struct alert *alert);
MUST_CHECK enum status alerts_store_on(struct ctx *ctx, const struct alert *alert, int64_t until_ms,
                                       int64_t due_ms);
/* `*ret_told` false when another has looked meanwhile. */
MUST_CHECK enum status alerts_store_told(struct ctx *ctx, const struct alert *alert,
                                         int64_t seen_seq, int64_t due_ms, bool *ret_told);
MUST_CHECK enum status alerts_store_end(struct ctx *ctx, int64_t id, int64_t until_ms);
MUST_CHECK enum status alerts_store_delete(struct ctx *ctx, int64_t id);

#endif
