/* SPDX-License-Identifier: EUPL-1.2 */
/* A period as few kept sums: years, months and days to add or take away. Pure. Inside the room
 * only. */
#ifndef OMBRUK_GOODS_GOODS_PERIOD_H
#define OMBRUK_GOODS_GOODS_PERIOD_H

#include "base/ctx.h"

enum goods_span {
    SPAN_DAY,
    SPAN_MONTH,
    SPAN_YEAR
};

/* A finished month or year whose sums are kept. */
struct kept_span {
    int64_t span;
    int64_t from_day;
    int64_t to_day;
};
struct kept_spans {
    struct kept_span *ptr;
    size_t count;
    size_t capacity;
};

/* The rows of one span that begin on those days, with a sign. */
struct period_piece {
    enum goods_span span;
    int64_t from_day;
    int64_t to_day;
    int sign;
};
struct period_pieces {
    struct period_piece *ptr;
    size_t count;
    size_t capacity;
};

/* The days `from_day`..`to_day` (none if they are the wrong way round): together the pieces are
 * each of those days once. Where most of a kept year or month is asked for, it is taken whole and
 * the rest taken away. `kept` by span and day. */
void goods_period_plan(struct arena *arena, const struct kept_spans *kept, int64_t from_day,
                       int64_t to_day, struct period_pieces *ret_pieces);

#endif
