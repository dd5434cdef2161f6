/* SPDX-License-Identifier: EUPL-1.2 */
/* The events behind a figure of the mass balance. */
#include "base/vec.h"
#include "goods/goods_codes.h"
#include "goods/goods_store.h"

#include "base/banned.h"

#define BIT(kind) (UINT64_C(1) << (kind))
/* To another holder. */
#define MOVES (BIT(GOODS_PICKED_UP) | BIT(GOODS_PASSED_ON) | BIT(GOODS_MOVED))
/* Amounts that are corrected without anybody getting anything. */
#define CHANGES                                                                                    \
    (BIT(GOODS_WEIGHED) | BIT(GOODS_GRADED) | BIT(GOODS_SPLIT) | BIT(GOODS_CORRECTED) |            \
     BIT(GOODS_MERGED) | BIT(GOODS_RETURNED))
#define OUT                                                                                        \
    (BIT(GOODS_SOLD) | BIT(GOODS_GIVEN) | BIT(GOODS_RENTED_OUT) | BIT(GOODS_RECYCLED) |            \
     BIT(GOODS_DISCARDED))

/* What can have moved something of a bucket; `corrected` as in struct goods_moved_wanted. */
static const struct {
    uint64_t kinds;
    const char *corrected;
} causes[BUCKET_COUNT] = {
    [BUCKET_RECEIVED] = {BIT(GOODS_RECEIVED) | BIT(GOODS_CORRECTED), "undo=1"},
    [BUCKET_HELD] = {BIT(GOODS_RECEIVED) | MOVES | CHANGES | OUT, "%=1%"},
    [BUCKET_SOLD] = {BIT(GOODS_SOLD) | BIT(GOODS_CORRECTED), "undo=11"},
    [BUCKET_GIVEN] = {BIT(GOODS_GIVEN) | BIT(GOODS_CORRECTED), "undo=12"},
    [BUCKET_RENTED] = {BIT(GOODS_RENTED_OUT) | BIT(GOODS_RETURNED), ""},
    [BUCKET_RECYCLED] = {BIT(GOODS_RECYCLED), ""},
    [BUCKET_DISCARDED] = {BIT(GOODS_DISCARDED), ""},
    [BUCKET_PASSED_ON] = {BIT(GOODS_PASSED_ON), ""},
    [BUCKET_CORRECTED] = {CHANGES, "%=1_%"},
    [BUCKET_MOVED] = {MOVES, ""},
};

static bool counts(const struct goods_moved_of *of, const struct goods_delta *delta)
{
    return delta->bucket == of->bucket && (of->reason == NO_I64 || delta->reason == of->reason) &&
           (of->of.holder_id == 0 || delta->holder_id == of->of.holder_id) &&
           (of->of.category_id == 0 ||
            goods_codes_is_within(delta->category_id, of->of.category_id));
}

/* Follows the thing up to the event and takes what that one moved of the figure. */
static enum status follow(struct ctx *ctx, const struct goods_moved_of *of,
                          const struct goods_moved_row *row, struct goods_moved *ret)
{
    struct goods_events events;
    struct thing_state state = {0};
    TRY(goods_events_of(ctx, row->thing_id, &events));
    for (size_t i = 0; i < events.count && events.ptr[i].seq <= row->seq; i++) {
        struct goods_deltas deltas = {0};
        TRY(goods_apply(ctx->mem, &state, &events.ptr[i], &deltas));
        ret->event = events.ptr[i];
        ret->sum = (struct goods_sum){0};
        for (size_t at = 0; at < deltas.count; at++) {
            if (counts(of, &deltas.rows[at])) {
                ret->sum = goods_sum_add(ret->sum, deltas.rows[at].sum);
            }
        }
    }
    ret->code = state.code;
    return OK;
}

enum status goods_moved_events(struct ctx *ctx, const struct goods_moved_of *of,
                               struct goods_moved_list *ret_list)
{
    struct goods_moved_wanted wanted = {
        .of = {.category_id = of->of.category_id,
               .source_kind = of->of.source_kind,
               .source_id = of->of.source_id,
               .holder_id = of->of.holder_id},
        .kinds = causes[of->bucket].kinds,
        .corrected = causes[of->bucket].corrected,
        .reason = of->bucket == BUCKET_CORRECTED ? NO_I64 : of->reason,
        .from_day = of->of.from_day,
        .to_day = of->of.to_day,
        .before_id = INT64_MAX,
        .most = of->limit + 1,
    };
    struct goods_moved_rows rows;
    struct goods_moved_list list = {.next_id = NO_I64};
    if (of->before_id != NO_I64) {
        struct goods_event before;
        TRY(goods_event(ctx, of->before_id, &before));
        wanted.to_day = before.day < wanted.to_day ? before.day : wanted.to_day;
        wanted.before_id = before.id;
    }
    TRY(goods_store_moved(ctx, &wanted, &rows));
    for (size_t i = 0; i < rows.count && (int64_t)i < of->limit; i++) {
        struct goods_moved moved = {0};
        TRY(follow(ctx, of, &rows.ptr[i], &moved));
        if (!goods_sum_is_zero(moved.sum)) {
            vec_push(ctx->mem, &list, moved);
        }
    }
    if ((int64_t)rows.count > of->limit) {
        list.next_id = rows.ptr[of->limit - 1].id;
    }
    *ret_list = list;
    return OK;
}
