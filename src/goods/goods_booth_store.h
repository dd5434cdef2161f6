/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of goods_booth.sql. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_BOOTH_STORE_H
#define OMBRUK_GOODS_GOODS_BOOTH_STORE_H

#include "goods/goods_booth.h"

/* Lots of one kind. */
struct booth_pile {
    struct str kind_key; /* empty: not known */
    int64_t lots;
    int64_t count;
};
struct booth_piles {
    struct booth_pile *ptr;
    size_t count;
    size_t capacity;
};
/* A thing and since when its holder has it. */
struct stood_thing {
    int64_t id;
    int64_t since_ms;
};
struct stood_things {
    struct stood_thing *ptr;
    size_t count;
    size_t capacity;
};
/* Appends what the holder has had longest, longest first, after `after`. */
MUST_CHECK enum status goods_booth_store_longest(struct ctx *ctx, int64_t holder_id,
                                                 const struct stood_thing *after, int64_t limit,
                                                 struct stood_things *stood);
MUST_CHECK enum status goods_booth_store_set(struct ctx *ctx, const struct booth *booth);
MUST_CHECK enum status goods_booth_store_at(struct ctx *ctx, int64_t tenant_id, int64_t day,
                                            struct booth *ret);
MUST_CHECK enum status goods_booth_store_all(struct ctx *ctx, int64_t day, struct booths *ret);
MUST_CHECK enum status goods_booth_store_awaiting(struct ctx *ctx, int64_t tenant_id,
                                                  struct booth_piles *ret);
MUST_CHECK enum status goods_booth_store_in_hand(struct ctx *ctx, int64_t tenant_id,
                                                 struct booth_piles *ret);
MUST_CHECK enum status goods_booth_store_add_day(struct ctx *ctx, const struct booth_day *day);
MUST_CHECK enum status goods_booth_store_days(struct ctx *ctx, int64_t tenant_id, int64_t from_day,
                                              int64_t to_day, struct booth_days *ret);

#endif
