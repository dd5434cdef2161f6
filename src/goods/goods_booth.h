/* SPDX-License-Identifier: EUPL-1.2 */
/* How much the booth of a shop holds, and how full it is. A door of the room goods beside goods.h:
 * giving a lot to a shop asks it.
 *
 * What counts is what waits for the shop to pick it up and what it has in hand and has not put out:
 * what stands in the way. Volume is a figure by the kind's size class (goods_booth_litres), for
 * nobody measures lots. */
#ifndef OMBRUK_GOODS_GOODS_BOOTH_H
#define OMBRUK_GOODS_GOODS_BOOTH_H

#include "base/ctx.h"
#include "db/db.h"
#include "goods/goods_codes.h"

#define GOODS_BOOTH_LOTS_MAX   100000
#define GOODS_BOOTH_LITRES_MAX 10000000
#define GOODS_BOOTH_FEE_MAX    10000000

struct booth {
    int64_t tenant_id;
    int64_t from_day;
    int64_t lots_max;   /* NO_I64: no limit */
    int64_t litres_max; /* NO_I64: no limit */
    int64_t fee_ore;    /* for each day on which the booth is full; 0: none */
};
struct booths {
    struct booth *ptr;
    size_t count;
    size_t capacity;
};

/* Litres of one thing of the size class. */
int64_t goods_booth_litres(enum goods_size_class size_class);

/* From `booth->from_day` on the booth holds so much; the same day again replaces it. INVALID (field
 * "lots", "litres", "fee", "from" or "tenant") over the limits, for what is no shop, and for a day
 * that is past. */
MUST_CHECK enum status goods_booth_set(struct ctx *ctx, const struct booth *booth);
/* What holds on `day`; NOT_FOUND: the shop has no limit. */
MUST_CHECK enum status goods_booth_on(struct ctx *ctx, int64_t tenant_id, int64_t day,
                                      struct booth *ret_booth);
/* The rows of all shops that hold on `day` or later, by shop and day: what is published. */
MUST_CHECK enum status goods_booths(struct ctx *ctx, int64_t day, struct booths *ret_booths);

struct booth_use {
    bool limited;       /* false: `booth` holds nothing */
    struct booth booth; /* of today */
    int64_t awaiting;   /* lots given, not picked up */
    int64_t in_hand;    /* lots picked up and not put out */
    int64_t litres;     /* of both */
    bool full;
    /* How many lots more, a lot of middle size counted; NO_I64: no limit. */
    int64_t free_lots;
};
MUST_CHECK enum status goods_booth_use(struct ctx *ctx, int64_t tenant_id,
                                       struct booth_use *ret_use);

/* OK if the shop may be given a lot now; CONFLICT, saying how full the booth is, if not. */
MUST_CHECK enum status goods_booth_room(struct ctx *ctx, int64_t tenant_id);

struct goods_found;
/* What has stood longest where it is now, longest first: of one holder (0: of all), after the thing
 * `after_id` (0: from the longest). As goods_find() gives it; `limit` 1 to GOODS_FIND_MAX. */
MUST_CHECK enum status goods_longest(struct ctx *ctx, int64_t holder_id, int64_t after_id,
                                     int64_t limit, struct goods_found *ret_found);

/* Writes down each booth that is full today, once a day; a second time changes nothing. */
MUST_CHECK enum status goods_booth_note_full(struct ctx *ctx);
struct booth_day {
    int64_t tenant_id;
    int64_t day;
    int64_t lots;
    int64_t litres;
    int64_t fee_ore;
};
struct booth_days {
    struct booth_day *ptr;
    size_t count;
    size_t capacity;
};
/* Full days from `from_day` to `to_day`, both included, by day; `tenant_id` 0: of all shops. At
 * most 10 000. */
MUST_CHECK enum status goods_booth_days(struct ctx *ctx, int64_t tenant_id, int64_t from_day,
                                        int64_t to_day, struct booth_days *ret_days);

extern const struct sql *const goods_booth_sql_all[];

#endif
