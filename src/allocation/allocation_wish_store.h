/* SPDX-License-Identifier: EUPL-1.2 */
/* Wishes as they are kept: the only file pair that asks allocation_wish.sql. Inside the room only.
 */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_WISH_STORE_H
#define OMBRUK_ALLOCATION_ALLOCATION_WISH_STORE_H

#include "allocation/allocation.h"

struct wish_lot {
    int64_t thing_id;
    int64_t category_id; /* as it was when the lot came into the round */
};
struct wish_lots {
    struct wish_lot *ptr;
    size_t count;
    size_t capacity;
};

/* NOT_FOUND without such a round. */
MUST_CHECK enum status allocation_wish_store_round(struct ctx *ctx, int64_t round_id,
                                                   int64_t *ret_state, int64_t *ret_closes_ms);
/* NOT_FOUND for a lot the round does not have, or no longer. */
MUST_CHECK enum status allocation_wish_store_lot(struct ctx *ctx, int64_t round_id,
                                                 int64_t thing_id, struct str *ret_requires);
/* By thing; without what was taken out. */
MUST_CHECK enum status allocation_wish_store_lots(struct ctx *ctx, int64_t round_id,
                                                  struct wish_lots *ret_lots);
/* False for a shop that has no row yet. */
MUST_CHECK enum status allocation_wish_store_delegated(struct ctx *ctx, int64_t tenant_id,
                                                       bool *ret_delegated);
MUST_CHECK enum status allocation_wish_store_put(struct ctx *ctx, int64_t round_id,
                                                 int64_t tenant_id, const struct wish *wish);
/* By thing, with the zeroes. */
MUST_CHECK enum status allocation_wish_store_rows(struct ctx *ctx, int64_t round_id,
                                                  int64_t tenant_id, struct wishes *ret_wishes);
MUST_CHECK enum status allocation_wish_store_put_room(struct ctx *ctx, int64_t round_id,
                                                      int64_t tenant_id, int64_t max_lots);
/* NO_I64 also when nothing was said. */
MUST_CHECK enum status allocation_wish_store_room(struct ctx *ctx, int64_t round_id,
                                                  int64_t tenant_id, int64_t *ret_max_lots);
/* Oldest first, without those that ended. */
MUST_CHECK enum status allocation_wish_store_standing(struct ctx *ctx, int64_t tenant_id,
                                                      struct standing_wishes *ret_wishes);
MUST_CHECK enum status allocation_wish_store_add_standing(struct ctx *ctx, int64_t tenant_id,
                                                          const struct standing_wish *wish);
/* NOT_FOUND for one that is not the shop's or has ended. */
MUST_CHECK enum status allocation_wish_store_end_standing(struct ctx *ctx, int64_t tenant_id,
                                                          int64_t id);
/* What the participant is called in the files of the round; NOT_FOUND before the close, and for who
 * took no part. */
MUST_CHECK enum status allocation_wish_store_alias(struct ctx *ctx, int64_t round_id,
                                                   int64_t lead_id, struct str *ret_alias);
/* Categories of what the shop wished in the twenty rounds before the one with this number:
 * to read on would cost more on each page and tell of habits long gone. */
MUST_CHECK enum status allocation_wish_store_habits(struct ctx *ctx, int64_t number,
                                                    int64_t tenant_id,
                                                    struct i64_list *ret_categories);

#endif
