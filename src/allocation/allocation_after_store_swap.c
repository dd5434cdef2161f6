/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing and reading offers on the swap square, leftovers, partners and calendar feeds. */
#include "allocation/allocation_after_store.h"

#include "allocation_after_sql.h"
#include "base/id.h"
#include "base/vec.h"

#include "base/banned.h"

static int64_t actor_of(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

/* ---- the swap square ------------------------------------------------------------------------- */

static struct swap_row swap_of(const struct allocation_swap_row *row)
{
    return (struct swap_row){.id = row->id,
                             .thing_id = row->thing_id,
                             .from_tenant = row->from_tenant,
                             .round_id = row->round_id,
                             .points_mp = row->points_mp,
                             .offered_ms = row->offered_ms,
                             .until_ms = row->until_ms,
                             .state = row->state,
                             .taker_id = row->taker_id};
}

enum status allocation_after_store_swap(struct ctx *ctx, int64_t id, struct swap_row *ret_row)
{
    struct allocation_swap_row row;
    TRY(one_allocation_swap(ctx, ctx->centre_id, id, &row));
    *ret_row = swap_of(&row);
    return OK;
}

enum status allocation_after_store_swap_of(struct ctx *ctx, int64_t thing_id,
                                           struct swap_row *ret_row)
{
    struct allocation_swap_row row;
    TRY(one_allocation_swap_of_thing(ctx, ctx->centre_id, thing_id, &row));
    *ret_row = swap_of(&row);
    return OK;
}

enum status allocation_after_store_swaps_open(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                                              struct swap_offers *ret_offers)
{
    struct swap_offers offers = {0};
    struct i64_list ids = {0};
    struct things things;
    struct allocation_swaps_open_row row;
    struct rows rows =
        sql_allocation_swaps_open(ctx, ctx->centre_id, tenant_id, ctx->now_ms, limit);
    while (next_allocation_swaps_open(&rows, &row)) {
        vec_push(ctx->mem, &offers,
                 (struct swap_offer){.id = row.id,
                                     .thing = {.id = row.thing_id},
                                     .from_tenant = row.from_tenant,
                                     .points_mp = row.points_mp,
                                     .offered_ms = row.offered_ms,
                                     .until_ms = row.until_ms,
                                     .state = row.state,
                                     .taker_id = row.taker_id,
                                     .requires = row.requires.ptr == NULL ? STR("") : row.requires,
                                     .asked = row.asked != 0});
    }
    TRY(rows_done(&rows));
    for (size_t i = 0; i < offers.count; i++) {
        vec_push(ctx->mem, &ids, offers.ptr[i].thing.id);
    }
    TRY(goods_things(ctx, &ids, &things));
    for (size_t i = 0; i < offers.count; i++) {
        offers.ptr[i].thing = things.ptr[i];
    }
    *ret_offers = offers;
    return OK;
}

enum status allocation_after_store_swaps_ended(struct ctx *ctx, int64_t limit,
                                               struct swap_rows *ret_rows)
{
    struct swap_rows list = {0};
    struct allocation_swap_row row;
    struct rows rows = sql_allocation_swaps_ended(ctx, ctx->centre_id, ctx->now_ms, limit);
    while (next_allocation_swaps_ended(&rows, &row)) {
        vec_push(ctx->mem, &list, swap_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rows = list;
    return OK;
}

enum status allocation_after_store_add_swap(struct ctx *ctx, const struct swap_row *row,
                                            int64_t *ret_id)
{
    const int64_t id = id_new();
    TRY(sql_allocation_swap_put(ctx, &(struct allocation_swap_put_args){
                                         .centre_id = ctx->centre_id,
                                         .id = id,
                                         .thing_id = row->thing_id,
                                         .from_tenant = row->from_tenant,
                                         .round_id = row->round_id,
                                         .points_mp = row->points_mp,
                                         .offered_ms = ctx->now_ms,
                                         .until_ms = row->until_ms,
                                         .offered_by = actor_of(ctx),
                                     }));
    *ret_id = id;
    return OK;
}

enum status allocation_after_store_end_swap(struct ctx *ctx, int64_t id, int64_t state,
                                            int64_t taker_id)
{
    TRY(sql_allocation_swap_end(ctx, ctx->centre_id, id, state, taker_id, ctx->now_ms));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status allocation_after_store_asks(struct ctx *ctx, int64_t offer_id,
                                        struct swap_asks *ret_asks)
{
    struct swap_asks asks = {0};
    struct allocation_swap_asks_row row;
    struct rows rows = sql_allocation_swap_asks(ctx, ctx->centre_id, offer_id);
    while (next_allocation_swap_asks(&rows, &row)) {
        vec_push(ctx->mem, &asks,
                 (struct swap_ask){.tenant_id = row.tenant_id, .at_ms = row.at_ms});
    }
    TRY(rows_done(&rows));
    *ret_asks = asks;
    return OK;
}

enum status allocation_after_store_ask(struct ctx *ctx, int64_t offer_id, int64_t tenant_id,
                                       bool asks)
{
    return asks ? sql_allocation_swap_ask_put(ctx, ctx->centre_id, offer_id, tenant_id, ctx->now_ms,
                                              actor_of(ctx))
                : sql_allocation_swap_ask_delete(ctx, ctx->centre_id, offer_id, tenant_id);
}

enum status allocation_after_store_move_asks(struct ctx *ctx, int64_t from_offer, int64_t to_offer,
                                             int64_t but_tenant)
{
    return sql_allocation_swap_asks_move(ctx, ctx->centre_id, from_offer, to_offer, but_tenant);
}

enum status allocation_after_store_seen(struct ctx *ctx, int64_t offer_id,
                                        const struct swap_ask *ask)
{
    return sql_allocation_swap_ask_seen(ctx, ctx->centre_id, offer_id, ask->tenant_id,
                                        ask->balance_mp, ask->weight);
}

/* ---- what nobody wanted ---------------------------------------------------------------------- */

static struct leftover_row leftover_of(const struct allocation_leftovers_of_row *row)
{
    return (struct leftover_row){.thing_id = row->thing_id,
                                 .round_id = row->round_id,
                                 .station_id = row->station_id,
                                 .points_mp = row->points_mp,
                                 .quota_class = row->quota_class,
                                 .requires = row->requires,
                                 .parent_id = row->parent_id};
}

enum status allocation_after_store_leftovers(struct ctx *ctx, int64_t after_round,
                                             int64_t after_thing, int64_t limit,
                                             struct leftover_rows *ret_rows)
{
    struct leftover_rows list = {0};
    struct allocation_leftovers_of_row row;
    struct rows rows =
        sql_allocation_leftovers_of(ctx, ctx->centre_id, after_round, after_thing, limit);
    while (next_allocation_leftovers_of(&rows, &row)) {
        vec_push(ctx->mem, &list, leftover_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rows = list;
    return OK;
}

enum status allocation_after_store_leftover(struct ctx *ctx, int64_t thing_id,
                                            struct leftover_row *ret_row)
{
    struct allocation_leftovers_of_row row;
    TRY(one_allocation_leftover_of_thing(ctx, ctx->centre_id, thing_id, &row));
    *ret_row = leftover_of(&row);
    return OK;
}

enum status allocation_after_store_decide(struct ctx *ctx, const struct decision *decision)
{
    return sql_allocation_leftover_put(ctx, &(struct allocation_leftover_put_args){
                                                .centre_id = ctx->centre_id,
                                                .id = id_new(),
                                                .thing_id = decision->thing_id,
                                                .round_id = decision->round_id,
                                                .outcome = decision->outcome,
                                                .next_round_id = decision->next_round_id,
                                                .partner_id = decision->partner_id,
                                                .reason = decision->reason,
                                                .at_ms = ctx->now_ms,
                                                .person_id = actor_of(ctx),
                                            });
}

/* ---- partners -------------------------------------------------------------------------------- */

static enum status fill_partner(struct ctx *ctx, const struct allocation_partner_row *row,
                                struct partner *ret_partner)
{
    struct partner partner = {.id = row->id,
                              .name = row->name,
                              .organisation_number = row->organisation_number,
                              .email = row->email,
                              .term = row->term,
                              .from_day = row->from_day,
                              .to_day = row->to_day,
                              .used_ms = row->used_ms,
                              .ended = row->ended_ms != NO_I64,
                              .version = row->version};
    struct allocation_partner_categories_row category;
    struct rows rows = sql_allocation_partner_categories(ctx, ctx->centre_id, row->id);
    while (next_allocation_partner_categories(&rows, &category)) {
        vec_push(ctx->mem, &partner.categories, category.category_id);
    }
    TRY(rows_done(&rows));
    *ret_partner = partner;
    return OK;
}

enum status allocation_after_store_partner(struct ctx *ctx, int64_t id, struct partner *ret_partner)
{
    struct allocation_partner_row row;
    TRY(one_allocation_partner(ctx, ctx->centre_id, id, &row));
    return fill_partner(ctx, &row, ret_partner);
}

enum status allocation_after_store_partners(struct ctx *ctx, int64_t limit,
                                            struct partners *ret_partners)
{
    struct partners list = {0};
    struct allocation_partner_row row;
    struct partner partner;
    struct rows rows = sql_allocation_partners_all(ctx, ctx->centre_id, limit);
    enum status filling = OK;
    while (filling == OK && next_allocation_partners_all(&rows, &row)) {
        filling = fill_partner(ctx, &row, &partner);
        if (filling == OK) {
            vec_push(ctx->mem, &list, partner);
        }
    }
    TRY(rows_done(&rows));
    TRY(filling);
    *ret_partners = list;
    return OK;
}

enum status allocation_after_store_add_partner(struct ctx *ctx, const struct partner *partner,
                                               int64_t *ret_id)
{
    const int64_t id = id_new();
    TRY(sql_allocation_partner_put(ctx, &(struct allocation_partner_put_args){
                                            .centre_id = ctx->centre_id,
                                            .id = id,
                                            .name = partner->name,
                                            .organisation_number = partner->organisation_number,
                                            .email = partner->email,
                                            .term = partner->term,
                                            .from_day = partner->from_day,
                                            .to_day = partner->to_day,
                                        }));
    for (size_t i = 0; i < partner->categories.count; i++) {
        TRY(sql_allocation_partner_category_put(ctx, ctx->centre_id, id,
                                                partner->categories.ptr[i]));
    }
    *ret_id = id;
    return OK;
}

enum status allocation_after_store_end_partner(struct ctx *ctx, int64_t id)
{
    return sql_allocation_partner_stop(ctx, ctx->centre_id, id, ctx->now_ms);
}

enum status allocation_after_store_use_partner(struct ctx *ctx, int64_t id)
{
    return sql_allocation_partner_used(ctx, ctx->centre_id, id, ctx->now_ms);
}

/* ---- calendar feeds -------------------------------------------------------------------------- */

enum status allocation_after_store_feed(struct ctx *ctx, int64_t tenant_id, int64_t *ret_made_ms)
{
    struct allocation_feed_row row;
    TRY(one_allocation_feed(ctx, ctx->centre_id, tenant_id, &row));
    *ret_made_ms = row.made_ms;
    return OK;
}

enum status allocation_after_store_feed_of(struct ctx *ctx, struct str token_hash,
                                           int64_t *ret_tenant_id)
{
    struct allocation_feed_by_hash_row row;
    TRY(one_allocation_feed_by_hash(ctx, ctx->centre_id, token_hash, &row));
    *ret_tenant_id = row.tenant_id;
    return OK;
}

enum status allocation_after_store_put_feed(struct ctx *ctx, int64_t tenant_id,
                                            struct str token_hash)
{
    return sql_allocation_feed_put(ctx, ctx->centre_id, tenant_id, token_hash, ctx->now_ms);
}
