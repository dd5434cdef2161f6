/* SPDX-License-Identifier: EUPL-1.2 */
/* Standing wishes: what a shop wishes of every round, as a filter. */
#include "allocation/allocation_wish_store.h"

#include "base/id.h"
#include "goods/goods_size.h"

#include "base/banned.h"

bool allocation_standing_matches(const struct standing_wish *wish, const struct thing *thing)
{
    if (!goods_codes_is_within(thing->category_id, wish->category_id)) {
        return false;
    }
    if (wish->kind_key.len > 0 && !str_equal(wish->kind_key, thing->kind_key)) {
        return false;
    }
    if (wish->station_state != 0 && wish->station_state != thing->station_state) {
        return false;
    }
    if (wish->size_key.len == 0) {
        return true;
    }
    const struct goods_size *wished = goods_codes_size_by_key(wish->size_key);
    const struct goods_size *size = goods_codes_size_by_key(thing->size_key);
    return wished != NULL && size != NULL && goods_size_fits(size, wished);
}

enum status allocation_standing(struct ctx *ctx, int64_t tenant_id,
                                struct standing_wishes *ret_wishes)
{
    return allocation_wish_store_standing(ctx, tenant_id, ret_wishes);
}

static enum status check(struct ctx *ctx, const struct standing_wish *wish)
{
    const struct goods_kind *kind = goods_codes_kind(wish->kind_key);
    if (goods_codes_category(wish->category_id) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose a category from the list."), "category");
    }
    /* A kind of another category would never match anything. */
    if (wish->kind_key.len > 0 &&
        (kind == NULL || !goods_codes_is_within(kind->category_id, wish->category_id))) {
        return ctx_fail(ctx, INVALID, N_("Choose a kind from the list."), "kind");
    }
    if (wish->size_key.len > 0 && goods_codes_size_by_key(wish->size_key) == NULL) {
        return ctx_fail(ctx, INVALID,
                        N_("We do not know that size. Write for example 98/104 or sko 28."),
                        "size");
    }
    if (wish->station_state < 0 || wish->station_state > STATE_UNSURE) {
        return ctx_fail(ctx, INVALID, N_("Choose a state from the list."), "state");
    }
    if (wish->stars < 1 || wish->stars > ALLOCATION_STARS_MAX) {
        return ctx_fail(ctx, INVALID, N_("Choose one of the three answers."), "stars");
    }
    return OK;
}

struct standing_change {
    int64_t tenant_id;
    struct standing_wish wish;
};

static bool same(const struct standing_wish *a, const struct standing_wish *b)
{
    return a->category_id == b->category_id && a->station_state == b->station_state &&
           str_equal(a->kind_key, b->kind_key) && str_equal(a->size_key, b->size_key);
}

/* The same filter again replaces its stars, so that a second tap makes no second wish. */
static enum status add(struct ctx *ctx, void *arg)
{
    struct standing_change *change = arg;
    struct standing_wishes wishes;
    TRY(allocation_wish_store_standing(ctx, change->tenant_id, &wishes));
    size_t count = wishes.count;
    for (size_t i = 0; i < wishes.count; i++) {
        if (same(&wishes.ptr[i], &change->wish)) {
            TRY(allocation_wish_store_end_standing(ctx, change->tenant_id, wishes.ptr[i].id));
            count--;
        }
    }
    if (count >= ALLOCATION_STANDING_MAX) {
        return ctx_fail(ctx, INVALID, N_("A shop can have 50 standing wishes. Remove one first."),
                        "category");
    }
    change->wish.id = id_new();
    return allocation_wish_store_add_standing(ctx, change->tenant_id, &change->wish);
}

enum status allocation_standing_add(struct ctx *ctx, int64_t tenant_id,
                                    const struct standing_wish *wish, int64_t *ret_id)
{
    struct standing_change change = {.tenant_id = tenant_id, .wish = *wish};
    TRY(check(ctx, wish));
    TRY(db_write(ctx, add, &change));
    *ret_id = change.wish.id;
    return OK;
}

static enum status end(struct ctx *ctx, void *arg)
{
    const struct standing_change *change = arg;
    return allocation_wish_store_end_standing(ctx, change->tenant_id, change->wish.id);
}

enum status allocation_standing_end(struct ctx *ctx, int64_t tenant_id, int64_t id)
{
    struct standing_change change = {.tenant_id = tenant_id, .wish = {.id = id}};
    return db_write(ctx, end, &change);
}
