/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of allocation_wish.sql. */
#include "allocation/allocation_wish_store.h"

#include "allocation_wish_sql.h"
#include "base/vec.h"

#include "base/banned.h"

#define HABIT_ROUNDS 20

enum status allocation_wish_store_round(struct ctx *ctx, int64_t round_id, int64_t *ret_state,
                                        int64_t *ret_closes_ms)
{
    struct allocation_wish_round_row row;
    TRY(one_allocation_wish_round(ctx, ctx->centre_id, round_id, &row));
    *ret_state = row.state;
    *ret_closes_ms = row.closes_ms;
    return OK;
}

enum status allocation_wish_store_lot(struct ctx *ctx, int64_t round_id, int64_t thing_id,
                                      struct str *ret_requires)
{
    struct allocation_wish_lot_row row;
    TRY(one_allocation_wish_lot(ctx, ctx->centre_id, round_id, thing_id, &row));
    *ret_requires = row.requires;
    return OK;
}

enum status allocation_wish_store_lots(struct ctx *ctx, int64_t round_id,
                                       struct wish_lots *ret_lots)
{
    struct wish_lots lots = {0};
    struct rows rows = sql_allocation_wish_lots(ctx, ctx->centre_id, round_id);
    struct allocation_wish_lots_row row;
    while (next_allocation_wish_lots(&rows, &row)) {
        vec_push(ctx->mem, &lots, (struct wish_lot){row.thing_id, row.category_id});
    }
    TRY(rows_done(&rows));
    *ret_lots = lots;
    return OK;
}

enum status allocation_wish_store_delegated(struct ctx *ctx, int64_t tenant_id, bool *ret_delegated)
{
    struct allocation_wish_delegated_row row;
    const enum status found = one_allocation_wish_delegated(ctx, ctx->centre_id, tenant_id, &row);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_delegated = found == OK && row.delegated != 0;
    return OK;
}

enum status allocation_wish_store_put(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                      const struct wish *wish)
{
    return sql_allocation_wish_put(
        ctx, &(struct allocation_wish_put_args){
                 .centre_id = ctx->centre_id,
                 .round_id = round_id,
                 .tenant_id = tenant_id,
                 .thing_id = wish->thing_id,
                 .stars = wish->stars,
                 .source = wish->source,
                 .at_ms = ctx->now_ms,
                 .person_id = ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id,
             });
}

enum status allocation_wish_store_rows(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                       struct wishes *ret_wishes)
{
    struct wishes wishes = {0};
    struct rows rows = sql_allocation_wish_rows(ctx, ctx->centre_id, round_id, tenant_id);
    struct allocation_wish_rows_row row;
    while (next_allocation_wish_rows(&rows, &row)) {
        vec_push(ctx->mem, &wishes, (struct wish){row.thing_id, row.stars, row.source});
    }
    TRY(rows_done(&rows));
    *ret_wishes = wishes;
    return OK;
}

enum status allocation_wish_store_put_room(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                           int64_t max_lots)
{
    return sql_allocation_wish_room_put(ctx, ctx->centre_id, round_id, tenant_id, max_lots);
}

enum status allocation_wish_store_room(struct ctx *ctx, int64_t round_id, int64_t tenant_id,
                                       int64_t *ret_max_lots)
{
    struct allocation_wish_room_row row;
    const enum status found =
        one_allocation_wish_room(ctx, ctx->centre_id, round_id, tenant_id, &row);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_max_lots = found == OK ? row.max_lots : NO_I64;
    return OK;
}

enum status allocation_wish_store_standing(struct ctx *ctx, int64_t tenant_id,
                                           struct standing_wishes *ret_wishes)
{
    struct standing_wishes wishes = {0};
    struct rows rows = sql_allocation_wish_standing(ctx, ctx->centre_id, tenant_id);
    struct allocation_wish_standing_row row;
    while (next_allocation_wish_standing(&rows, &row)) {
        vec_push(ctx->mem, &wishes,
                 (struct standing_wish){.id = row.id,
                                        .category_id = row.category_id,
                                        .kind_key = row.kind_key,
                                        .size_key = row.size_key,
                                        .station_state = row.station_state,
                                        .stars = row.stars});
    }
    TRY(rows_done(&rows));
    *ret_wishes = wishes;
    return OK;
}

enum status allocation_wish_store_add_standing(struct ctx *ctx, int64_t tenant_id,
                                               const struct standing_wish *wish)
{
    return sql_allocation_wish_standing_add(
        ctx, &(struct allocation_wish_standing_add_args){.centre_id = ctx->centre_id,
                                                         .id = wish->id,
                                                         .tenant_id = tenant_id,
                                                         .category_id = wish->category_id,
                                                         .kind_key = wish->kind_key,
                                                         .size_key = wish->size_key,
                                                         .station_state = wish->station_state,
                                                         .stars = wish->stars,
                                                         .made_ms = ctx->now_ms});
}

enum status allocation_wish_store_end_standing(struct ctx *ctx, int64_t tenant_id, int64_t id)
{
    TRY(sql_allocation_wish_standing_end(ctx, ctx->centre_id, tenant_id, id, ctx->now_ms));
    return db_changes(ctx) == 1 ? OK : NOT_FOUND;
}

enum status allocation_wish_store_alias(struct ctx *ctx, int64_t round_id, int64_t lead_id,
                                        struct str *ret_alias)
{
    struct allocation_wish_alias_row row;
    TRY(one_allocation_wish_alias(ctx, ctx->centre_id, round_id, lead_id, &row));
    *ret_alias = row.alias;
    return OK;
}

enum status allocation_wish_store_habits(struct ctx *ctx, int64_t number, int64_t tenant_id,
                                         struct i64_list *ret_categories)
{
    struct i64_list categories = {0};
    struct rows rows = sql_allocation_wish_habits(ctx, ctx->centre_id, tenant_id,
                                                  number - HABIT_ROUNDS, number - 1);
    struct allocation_wish_habits_row row;
    while (next_allocation_wish_habits(&rows, &row)) {
        vec_push(ctx->mem, &categories, row.category_id);
    }
    TRY(rows_done(&rows));
    *ret_categories = categories;
    return OK;
}
