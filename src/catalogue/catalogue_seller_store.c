/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of catalogue_seller.sql. */
#include "catalogue/catalogue_seller_store.h"

#include "base/vec.h"
#include "catalogue_seller_sql.h"
#include "centre/centre.h"

#include "base/banned.h"

enum status catalogue_seller_store_sold(struct ctx *ctx, const struct listing *listing,
                                        struct str kind_key, int64_t price_ore, int64_t count)
{
    return sql_seller_sold(ctx, &(struct seller_sold_args){.centre_id = ctx->centre_id,
                                                           .category_id = listing->category_id,
                                                           .size_key = listing->size_key,
                                                           .day = centre_today(ctx),
                                                           .listing_id = listing->id,
                                                           .price_ore = price_ore,
                                                           .kind_key = kind_key,
                                                           .tenant_id = listing->tenant_id,
                                                           .count = count});
}

enum status catalogue_seller_store_unsold(struct ctx *ctx, const struct listing *listing,
                                          int64_t price_ore, int64_t count)
{
    return sql_seller_unsold(ctx, &(struct seller_unsold_args){.centre_id = ctx->centre_id,
                                                               .category_id = listing->category_id,
                                                               .size_key = listing->size_key,
                                                               .day = centre_today(ctx),
                                                               .listing_id = listing->id,
                                                               .price_ore = price_ore,
                                                               .count = count});
}

enum status catalogue_seller_store_prices(struct ctx *ctx, int64_t category_id, struct str kind_key,
                                          struct str size_key, int64_t from_day, int64_t limit,
                                          struct sold_prices *ret_prices)
{
    struct sold_prices prices = {0};
    struct seller_sold_since_row row;
    struct rows rows =
        sql_seller_sold_since(ctx, &(struct seller_sold_since_args){.centre_id = ctx->centre_id,
                                                                    .category_id = category_id,
                                                                    .size_key = size_key,
                                                                    .from_day = from_day,
                                                                    .kind_key = kind_key,
                                                                    .most = limit});
    while (next_seller_sold_since(&rows, &row)) {
        vec_push(ctx->mem, &prices, (struct sold_price){row.price_ore, row.tenant_id, row.count});
    }
    TRY(rows_done(&rows));
    *ret_prices = prices;
    return OK;
}

enum status catalogue_seller_store_own(struct ctx *ctx, int64_t thing_id, int64_t tenant_id)
{
    return sql_seller_own(ctx, ctx->centre_id, thing_id, tenant_id,
                          ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id, ctx->now_ms);
}

/* ---- prices that fall ------------------------------------------------------------------------ */

static struct price_rule rule_of(const struct seller_rule_row *row)
{
    const bool second = row->second_percent != NO_I64;
    return (struct price_rule){
        .tenant_id = row->tenant_id,
        .steps = {{row->first_days, row->first_percent},
                  {second ? row->second_days : 0, second ? row->second_percent : 0}},
        .floor_ore = row->floor_ore,
        .looked_day = row->looked_day};
}

enum status catalogue_seller_store_rule(struct ctx *ctx, int64_t tenant_id,
                                        struct price_rule *ret_rule)
{
    struct seller_rule_row row;
    TRY(one_seller_rule(ctx, ctx->centre_id, tenant_id, &row));
    *ret_rule = rule_of(&row);
    return OK;
}

enum status catalogue_seller_store_rules_due(struct ctx *ctx, int64_t day,
                                             struct price_rules *ret_rules)
{
    struct price_rules rules = {0};
    struct seller_rule_row row;
    struct rows rows = sql_seller_rules_due(ctx, ctx->centre_id, day);
    while (next_seller_rules_due(&rows, &row)) {
        vec_push(ctx->mem, &rules, rule_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rules = rules;
    return OK;
}

enum status catalogue_seller_store_set_rule(struct ctx *ctx, const struct price_rule *rule)
{
    const bool second = rule->steps[1].percent > 0;
    return sql_seller_rule_set(ctx, &(struct seller_rule_set_args){
                                        .centre_id = ctx->centre_id,
                                        .tenant_id = rule->tenant_id,
                                        .first_days = rule->steps[0].days,
                                        .first_percent = rule->steps[0].percent,
                                        .second_days = second ? rule->steps[1].days : NO_I64,
                                        .second_percent = second ? rule->steps[1].percent : NO_I64,
                                        .floor_ore = rule->floor_ore,
                                        .looked_day = rule->looked_day,
                                    });
}

enum status catalogue_seller_store_looked(struct ctx *ctx, int64_t tenant_id, int64_t day)
{
    return sql_seller_rule_looked(ctx, ctx->centre_id, tenant_id, day);
}

enum status catalogue_seller_store_end_rule(struct ctx *ctx, int64_t tenant_id)
{
    return sql_seller_rule_remove(ctx, ctx->centre_id, tenant_id);
}

enum status catalogue_seller_store_fall(struct ctx *ctx, int64_t listing_id,
                                        struct price_fall *ret_fall)
{
    struct seller_fall_row row;
    TRY(one_seller_fall(ctx, ctx->centre_id, listing_id, &row));
    *ret_fall = (struct price_fall){.from_day = row.from_day,
                                    .base_ore = row.base_ore,
                                    .price_ore = row.price_ore,
                                    .steps = row.steps,
                                    .paused = row.paused != 0};
    return OK;
}

enum status catalogue_seller_store_set_fall(struct ctx *ctx, int64_t listing_id,
                                            const struct price_fall *fall)
{
    return sql_seller_fall_set(ctx, &(struct seller_fall_set_args){.centre_id = ctx->centre_id,
                                                                   .listing_id = listing_id,
                                                                   .from_day = fall->from_day,
                                                                   .base_ore = fall->base_ore,
                                                                   .price_ore = fall->price_ore,
                                                                   .steps = fall->steps,
                                                                   .paused = fall->paused});
}
