/* SPDX-License-Identifier: EUPL-1.2 */
/* A period as few kept sums. */
#include "goods/goods_period.h"

#include "base/vec.h"

#include "base/banned.h"

struct planning {
    struct arena *arena;
    const struct kept_spans *kept;
    struct period_pieces *pieces;
};

struct stretch {
    int64_t from_day;
    int64_t to_day;
};

static void add(const struct planning *planning, enum goods_span span, struct stretch days,
                int sign)
{
    struct period_pieces *pieces = planning->pieces;
    struct period_piece *last = pieces->count == 0 ? NULL : &pieces->ptr[pieces->count - 1];
    if (last != NULL && last->span == span && last->sign == sign &&
        last->to_day + 1 == days.from_day) {
        last->to_day = days.to_day;
        return;
    }
    vec_push(planning->arena, pieces,
             (struct period_piece){span, days.from_day, days.to_day, sign});
}

static void plan(const struct planning *planning, enum goods_span span, struct stretch days,
                 int sign);

/* The part `days` of one kept month or year. */
static void plan_part(const struct planning *planning, const struct kept_span *kept,
                      struct stretch days, int sign)
{
    const int64_t rest = (days.from_day - kept->from_day) + (kept->to_day - days.to_day);
    if (rest > days.to_day - days.from_day) {
        plan(planning, kept->span - 1, days, sign);
        return;
    }
    add(planning, kept->span, (struct stretch){kept->from_day, kept->to_day}, sign);
    plan(planning, kept->span - 1, (struct stretch){kept->from_day, days.from_day - 1}, -sign);
    plan(planning, kept->span - 1, (struct stretch){days.to_day + 1, kept->to_day}, -sign);
}

/* `days` by kept rows of `span` and below. */
static void plan(const struct planning *planning, enum goods_span span, struct stretch days,
                 int sign)
{
    if (days.from_day > days.to_day) {
        return;
    }
    if (span == SPAN_DAY) {
        add(planning, SPAN_DAY, days, sign);
        return;
    }
    int64_t at = days.from_day;
    for (size_t i = 0; i < planning->kept->count && at <= days.to_day; i++) {
        const struct kept_span *kept = &planning->kept->ptr[i];
        if (kept->span != (int64_t)span || kept->to_day < at || kept->from_day > days.to_day) {
            continue;
        }
        const struct stretch part = {at > kept->from_day ? at : kept->from_day,
                                     days.to_day < kept->to_day ? days.to_day : kept->to_day};
        plan(planning, span - 1, (struct stretch){at, part.from_day - 1}, sign);
        plan_part(planning, kept, part, sign);
        at = part.to_day + 1;
    }
    plan(planning, span - 1, (struct stretch){at, days.to_day}, sign);
}

void goods_period_plan(struct arena *arena, const struct kept_spans *kept, int64_t from_day,
                       int64_t to_day, struct period_pieces *ret_pieces)
{
    struct period_pieces pieces = {0};
    const struct planning planning = {arena, kept, &pieces};
    plan(&planning, SPAN_YEAR, (struct stretch){from_day, to_day}, 1);
    *ret_pieces = pieces;
}
