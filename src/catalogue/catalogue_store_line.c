/* SPDX-License-Identifier: EUPL-1.2 */
/* Who stands in line, and how much a person or a network holds, as it is kept. */
#include "base/vec.h"
#include "catalogue/catalogue_store.h"
#include "catalogue_sql.h"

#include "base/banned.h"

/* ---- how much somebody holds ----------------------------------------------------------------- */

enum status catalogue_store_holds_by_contact(struct ctx *ctx, struct str contact_hash,
                                             enum hold_state state, int64_t *ret_count)
{
    struct catalogue_holds_by_contact_row row;
    TRY(one_catalogue_holds_by_contact(ctx, ctx->centre_id, contact_hash, state, &row));
    *ret_count = row.holds;
    return OK;
}

enum status catalogue_store_holds_in_shop(struct ctx *ctx, struct str contact_hash,
                                          enum hold_state state, int64_t tenant_id,
                                          int64_t *ret_count)
{
    struct catalogue_holds_in_shop_row row;
    TRY(one_catalogue_holds_in_shop(ctx, ctx->centre_id, contact_hash, state, tenant_id, &row));
    *ret_count = row.holds;
    return OK;
}

enum status catalogue_store_holds_of_it(struct ctx *ctx, struct str contact_hash,
                                        enum hold_state state, int64_t listing_id,
                                        int64_t *ret_count)
{
    struct catalogue_holds_of_it_row row;
    TRY(one_catalogue_holds_of_it(ctx, ctx->centre_id, contact_hash, state, listing_id, &row));
    *ret_count = row.holds;
    return OK;
}

enum status catalogue_store_holds_since(struct ctx *ctx, struct str contact_hash, int64_t since_ms,
                                        int64_t *ret_count)
{
    struct catalogue_holds_since_row row;
    TRY(one_catalogue_holds_since(ctx, ctx->centre_id, contact_hash, since_ms, &row));
    *ret_count = row.holds;
    return OK;
}

enum status catalogue_store_holds_missed(struct ctx *ctx, struct str contact_hash, int64_t since_ms,
                                         int64_t *ret_count, int64_t *ret_first_ms)
{
    struct catalogue_holds_missed_row row;
    TRY(one_catalogue_holds_missed(ctx, ctx->centre_id, contact_hash, HOLD_EXPIRED, since_ms,
                                   &row));
    *ret_count = row.holds;
    *ret_first_ms = row.first_ms;
    return OK;
}

enum status catalogue_store_holds_by_client(struct ctx *ctx, struct str client_hash,
                                            enum hold_state state, int64_t tenant_id,
                                            struct client_holds *ret)
{
    struct catalogue_holds_by_client_row row;
    TRY(one_catalogue_holds_by_client(ctx, ctx->centre_id, client_hash, state, tenant_id, &row));
    *ret = (struct client_holds){row.in_shop, row.unconfirmed};
    return OK;
}

enum status catalogue_store_holds_by_site(struct ctx *ctx, struct str site_hash,
                                          enum hold_state state, int64_t tenant_id,
                                          struct client_holds *ret)
{
    struct catalogue_holds_by_site_row row;
    TRY(one_catalogue_holds_by_site(ctx, ctx->centre_id, site_hash, state, tenant_id, &row));
    *ret = (struct client_holds){row.in_shop, row.unconfirmed};
    return OK;
}

enum status catalogue_store_holds_open(struct ctx *ctx, int64_t tenant_id, struct open_holds *ret)
{
    struct catalogue_holds_open_row row;
    TRY(one_catalogue_holds_open(ctx, ctx->centre_id, tenant_id, HOLD_ACTIVE, &row));
    *ret = (struct open_holds){row.held, row.asked, row.phones};
    return OK;
}

enum status catalogue_store_on_sale(struct ctx *ctx, int64_t tenant_id, int64_t most,
                                    int64_t *ret_things)
{
    struct catalogue_offers_row offers;
    struct catalogue_on_sale_row row;
    TRY(one_catalogue_offers(ctx, ctx->centre_id, tenant_id, LISTING_PUBLIC, most, &offers));
    if (offers.offers >= most) {
        *ret_things = offers.offers; /* each is of one thing at least */
        return OK;
    }
    TRY(one_catalogue_on_sale(ctx, ctx->centre_id, tenant_id, LISTING_PUBLIC, most, &row));
    *ret_things = row.things;
    return OK;
}

/* ---- the line -------------------------------------------------------------------------------- */

enum status catalogue_store_line_before(struct ctx *ctx, int64_t listing_id, int64_t id,
                                        int64_t *ret_waiting)
{
    struct catalogue_line_before_row row;
    TRY(one_catalogue_line_before(ctx, ctx->centre_id, listing_id, HOLD_WAITING, id, &row));
    *ret_waiting = row.waiting;
    return OK;
}

enum status catalogue_store_lines_due(struct ctx *ctx, int64_t limit, struct i64_list *ret)
{
    struct i64_list list = {0};
    struct catalogue_lines_due_row row;
    struct rows rows =
        sql_catalogue_lines_due(ctx, ctx->centre_id, HOLD_WAITING, LISTING_PUBLIC, limit);
    while (next_catalogue_lines_due(&rows, &row)) {
        vec_push(ctx->mem, &list, row.id);
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status catalogue_store_turn(struct ctx *ctx, const struct hold *hold, struct str turn_hash)
{
    return sql_catalogue_hold_turn(ctx, &(struct catalogue_hold_turn_args){
                                            .centre_id = ctx->centre_id,
                                            .id = hold->id,
                                            .state = hold->state,
                                            .until_ms = hold->until_ms,
                                            .pickup_code = hold->pickup_code,
                                            .turn_hash = turn_hash,
                                        });
}

enum status catalogue_store_extend_hold(struct ctx *ctx, int64_t id, int64_t until_ms)
{
    return sql_catalogue_hold_extend(ctx, ctx->centre_id, id, until_ms);
}

enum status catalogue_store_end_waiting(struct ctx *ctx, int64_t id)
{
    return sql_catalogue_hold_end(ctx, ctx->centre_id, id, HOLD_CANCELLED, ctx->now_ms,
                                  HOLD_WAITING);
}
