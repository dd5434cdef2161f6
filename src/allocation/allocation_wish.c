/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop wishes of a round, and how many lots it has room for. */
#include "allocation/allocation_wish_store.h"
#include "allocation/allocation_wish_words.h"

#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

/* Only the server's clock closes a round: from that millisecond on, also before the job has been
 * there. */
static enum status check_open(struct ctx *ctx, int64_t round_id)
{
    int64_t state = 0;
    int64_t closes_ms = 0;
    TRY(allocation_wish_store_round(ctx, round_id, &state, &closes_ms));
    if (state == ROUND_OPEN && ctx->now_ms < closes_ms) {
        return OK;
    }
    if (state == ROUND_DRAFT) {
        return ctx_fail(ctx, CONFLICT, N_("The round has not opened yet. Come back when it has."),
                        NULL);
    }
    ctx->err = (struct ctx_error){.message = N_("The wishes closed {detail}."),
                                  .detail = centre_when(ctx, closes_ms)};
    return CONFLICT;
}

struct wishing {
    int64_t round_id;
    int64_t tenant_id;
    struct wish wish;
    int64_t max_lots;
};

static enum status set_wish(struct ctx *ctx, void *arg)
{
    const struct wishing *wishing = arg;
    struct str requires;
    bool delegated = true;
    TRY(check_open(ctx, wishing->round_id));
    if (wishing->wish.source == WISH_MANAGER) {
        TRY(allocation_wish_store_delegated(ctx, wishing->tenant_id, &delegated));
    }
    if (!delegated) {
        return ctx_fail(ctx, FORBIDDEN, N_("This shop has not asked the centre to wish for it."),
                        NULL);
    }
    TRY(allocation_wish_store_lot(ctx, wishing->round_id, wishing->wish.thing_id, &requires));
    return allocation_wish_store_put(ctx, wishing->round_id, wishing->tenant_id, &wishing->wish);
}

enum status allocation_wish_set(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                int64_t thing_id, int64_t stars, enum wish_source source)
{
    struct wishing wishing = {
        .round_id = round_id, .tenant_id = tenant_id, .wish = {thing_id, stars, (int64_t)source}};
    if (stars < 0 || stars > ALLOCATION_STARS_MAX) {
        return ctx_fail(ctx, INVALID, N_("Choose one of the three answers."), "stars");
    }
    return db_write(ctx, set_wish, &wishing);
}

enum status allocation_wishes(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                              struct wishes *ret_wishes)
{
    return allocation_wish_store_rows(ctx, round_id, tenant_id, ret_wishes);
}

static enum status set_room(struct ctx *ctx, void *arg)
{
    const struct wishing *wishing = arg;
    TRY(check_open(ctx, wishing->round_id));
    return allocation_wish_store_put_room(ctx, wishing->round_id, wishing->tenant_id,
                                          wishing->max_lots);
}

enum status allocation_room_set(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                int64_t max_lots)
{
    struct wishing wishing = {.round_id = round_id, .tenant_id = tenant_id, .max_lots = max_lots};
    if (max_lots != NO_I64 && (max_lots < 0 || max_lots > ALLOCATION_LOTS_MAX)) {
        return ctx_fail(ctx, INVALID, N_("Write how many lots there is room for, 0 to 5000."),
                        "room");
    }
    return db_write(ctx, set_room, &wishing);
}

enum status allocation_room(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                            int64_t *ret_max_lots)
{
    return allocation_wish_store_room(ctx, round_id, tenant_id, ret_max_lots);
}

/* ---- with the standing wishes
 * -------------------------------------------------------------------- */

static bool about_category(const struct standing_wish *wish, int64_t category_id)
{
    return goods_codes_is_within(category_id, wish->category_id);
}

static bool category_is_enough(const struct standing_wish *wish)
{
    return wish->kind_key.len == 0 && wish->size_key.len == 0 && wish->station_state == 0;
}

/* Whether a standing wish asks for more of the lot than its category. */
static bool must_be_read(const struct standing_wishes *standing, const struct wish_lot *lot)
{
    for (size_t i = 0; i < standing->count; i++) {
        if (about_category(&standing->ptr[i], lot->category_id) &&
            !category_is_enough(&standing->ptr[i])) {
            return true;
        }
    }
    return false;
}

/* The lots that the standing wishes ask more of, in order. */
static enum status read_lots(struct ctx *ctx, const struct standing_wishes *standing,
                             const struct wish_lots *lots, struct things *ret_things)
{
    struct i64_list ids = {0};
    for (size_t i = 0; i < lots->count; i++) {
        if (must_be_read(standing, &lots->ptr[i])) {
            vec_push(ctx->mem, &ids, lots->ptr[i].thing_id);
        }
    }
    return goods_things(ctx, &ids, ret_things);
}

/* The most stars of the standing wishes that the lot matches; 0: none. `thing` is NULL where the
 * category is enough. */
static int64_t standing_stars(const struct standing_wishes *standing, const struct wish_lot *lot,
                              const struct thing *thing)
{
    int64_t stars = 0;
    for (size_t i = 0; i < standing->count; i++) {
        const struct standing_wish *wish = &standing->ptr[i];
        if (wish->stars <= stars || !about_category(wish, lot->category_id)) {
            continue;
        }
        struct thing as_drawn = thing == NULL ? (struct thing){0} : *thing;
        as_drawn.category_id = lot->category_id;
        if (category_is_enough(wish) || allocation_standing_matches(wish, &as_drawn)) {
            stars = wish->stars;
        }
    }
    return stars;
}

/* Both lists go by thing, so one walk over them is enough. */
enum status allocation_wishes_expanded(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                       struct wishes *ret_wishes)
{
    struct wishes own;
    struct wishes all = {0};
    struct wish_lots lots;
    struct standing_wishes standing;
    struct things things;
    size_t next = 0;
    size_t read = 0;
    TRY(allocation_wish_store_rows(ctx, round_id, tenant_id, &own));
    TRY(allocation_wish_store_standing(ctx, tenant_id, &standing));
    TRY(allocation_wish_store_lots(ctx, round_id, &lots));
    TRY(read_lots(ctx, &standing, &lots, &things));
    for (size_t i = 0; i < lots.count; i++) {
        const struct wish_lot *lot = &lots.ptr[i];
        struct wish wish = {.thing_id = lot->thing_id, .source = WISH_STANDING};
        const struct thing *thing = read < things.count && things.ptr[read].id == lot->thing_id
                                        ? &things.ptr[read++]
                                        : NULL;
        while (next < own.count && own.ptr[next].thing_id < lot->thing_id) {
            next++;
        }
        if (next < own.count && own.ptr[next].thing_id == lot->thing_id) {
            wish = own.ptr[next];
        } else {
            wish.stars = standing_stars(&standing, lot, thing);
        }
        if (wish.stars > 0) {
            vec_push(ctx->mem, &all, wish);
        }
    }
    *ret_wishes = all;
    return OK;
}
