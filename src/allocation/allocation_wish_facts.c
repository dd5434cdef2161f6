/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads a round as one shop meets it. */
#include "allocation/allocation_wish_facts.h"

#include <stdlib.h>

#include "allocation/allocation_wish_store.h"
#include "base/vec.h"

#include "base/banned.h"

#define IN_HAND_READ 200 /* the newest things of a shop tell what it deals in */

/* The category as residents see it: what is below it is our own finer sorting. */
static int64_t public_category(int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    while (category != NULL && category->level > 2) {
        category = goods_codes_category(category->parent_id);
    }
    return category == NULL ? category_id : category->id;
}

static void add_habit(struct ctx *ctx, struct i64_list *habits, int64_t category_id)
{
    const int64_t wanted = public_category(category_id);
    for (size_t i = 0; i < habits->count; i++) {
        if (habits->ptr[i] == wanted) {
            return;
        }
    }
    vec_push(ctx->mem, habits, wanted);
}

static enum status read_habits(struct ctx *ctx, struct wish_facts *facts)
{
    struct i64_list before;
    struct things in_hand;
    struct standing_wishes standing;
    TRY(allocation_wish_store_habits(ctx, facts->round.number, facts->tenant_id, &before));
    TRY(goods_in_hand(ctx, facts->tenant_id, NO_I64, IN_HAND_READ, &in_hand));
    TRY(allocation_standing(ctx, facts->tenant_id, &standing));
    for (size_t i = 0; i < before.count; i++) {
        add_habit(ctx, &facts->habits, before.ptr[i]);
    }
    for (size_t i = 0; i < in_hand.count; i++) {
        add_habit(ctx, &facts->habits, in_hand.ptr[i].category_id);
    }
    for (size_t i = 0; i < standing.count; i++) {
        add_habit(ctx, &facts->habits, standing.ptr[i].category_id);
    }
    return OK;
}

static int64_t place_of(int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    return category == NULL ? INT64_MAX : category->sort;
}

static int by_kind_then_age(const void *left, const void *right)
{
    const struct round_lot *a = left;
    const struct round_lot *b = right;
    const int64_t place_a = place_of(a->thing.category_id);
    const int64_t place_b = place_of(b->thing.category_id);
    if (place_a != place_b) {
        return place_a < place_b ? -1 : 1;
    }
    if (a->thing.id != b->thing.id) {
        return a->thing.id < b->thing.id ? -1 : 1;
    }
    return 0;
}

static enum status read_shop(struct ctx *ctx, struct wish_facts *facts)
{
    struct participant_caps caps;
    TRY(allocation_wishes_expanded(ctx, facts->round.id, facts->tenant_id, &facts->wishes));
    TRY(allocation_approvals(ctx, facts->tenant_id, &facts->approved, &caps));
    return allocation_room(ctx, facts->round.id, facts->tenant_id, &facts->max_lots);
}

enum status allocation_wish_facts(struct ctx *ctx, const struct round *round, int64_t tenant_id,
                                  struct wish_facts *ret_facts)
{
    struct wish_facts facts = {.round = *round, .tenant_id = tenant_id};
    struct round_lots lots;
    TRY(allocation_lots(ctx, round->id, 0, ALLOCATION_LOTS_MAX, &lots));
    for (size_t i = 0; i < lots.count; i++) {
        if (!lots.ptr[i].withdrawn) {
            vec_push(ctx->mem, &facts.lots, lots.ptr[i]);
        }
    }
    if (facts.lots.count > 0) {
        qsort(facts.lots.ptr, facts.lots.count, sizeof(facts.lots.ptr[0]), by_kind_then_age);
    }
    TRY(read_shop(ctx, &facts));
    TRY(read_habits(ctx, &facts));
    *ret_facts = facts;
    return OK;
}

enum status allocation_wish_facts_of(struct ctx *ctx, const struct round *round, int64_t tenant_id,
                                     int64_t thing_id, struct wish_facts *ret_facts)
{
    struct wish_facts facts = {.round = *round, .tenant_id = tenant_id};
    TRY(allocation_lots(ctx, round->id, thing_id - 1, 1, &facts.lots));
    if (facts.lots.count == 0 || facts.lots.ptr[0].thing.id != thing_id ||
        facts.lots.ptr[0].withdrawn) {
        return NOT_FOUND;
    }
    TRY(read_shop(ctx, &facts));
    *ret_facts = facts;
    return OK;
}

bool allocation_wish_suits(const struct wish_facts *facts, const struct round_lot *lot)
{
    const struct goods_category *category = goods_codes_category(lot->thing.category_id);
    for (; category != NULL && facts->habits.count > 0;
         category = goods_codes_category(category->parent_id)) {
        for (size_t i = 0; i < facts->habits.count; i++) {
            if (facts->habits.ptr[i] == category->id) {
                return true;
            }
        }
    }
    return facts->habits.count == 0;
}

bool allocation_wish_may(const struct wish_facts *facts, const struct round_lot *lot)
{
    for (size_t i = 0; i < facts->approved.count; i++) {
        if (str_equal(facts->approved.ptr[i], lot->requires)) {
            return true;
        }
    }
    return lot->requires.len == 0;
}

const struct wish *allocation_wish_of(const struct wish_facts *facts, int64_t thing_id)
{
    size_t from = 0;
    size_t to = facts->wishes.count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (facts->wishes.ptr[middle].thing_id < thing_id) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from < facts->wishes.count && facts->wishes.ptr[from].thing_id == thing_id
               ? &facts->wishes.ptr[from]
               : NULL;
}
