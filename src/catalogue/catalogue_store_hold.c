/* SPDX-License-Identifier: EUPL-1.2 */
/* Holds as they are kept. */
#include "base/vec.h"
#include "catalogue/catalogue_store.h"
#include "catalogue_sql.h"

#include "base/banned.h"

#define HOLDS_OF_MAX 200

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

static struct stored_hold hold_of(const struct catalogue_hold_row *row)
{
    return (struct stored_hold){
        .hold =
            {
                .id = row->id,
                .listing_id = row->listing_id,
                .tenant_id = row->tenant_id,
                .count = row->count,
                .contact = or_empty(row->contact),
                .first_name = or_empty(row->first_name),
                .pickup_code = row->pickup_code,
                .confirmed = row->confirmed != 0,
                .by_email = str_find_byte(or_empty(row->contact), '@') >= 0,
                .confirm_until_ms = row->confirm_until_ms,
                .extended = row->extended != 0,
                .lang = row->lang,
                .state = row->state,
                .created_ms = row->created_ms,
                .until_ms = row->until_ms,
            },
        .confirm_hash = row->confirm_hash,
        .confirm_tries_left = row->confirm_tries_left,
    };
}

static enum status one(enum status found, const struct catalogue_hold_row *row,
                       struct stored_hold *ret)
{
    if (found == OK) {
        *ret = hold_of(row);
    }
    return found;
}

static enum status collect(struct ctx *ctx, struct rows rows,
                           bool (*next)(struct rows *, struct catalogue_hold_row *),
                           struct stored_holds *ret)
{
    struct stored_holds list = {0};
    struct catalogue_hold_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, &list, hold_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status catalogue_store_add_hold(struct ctx *ctx, const struct new_hold *hold)
{
    const struct hold *h = &hold->hold;
    return sql_catalogue_hold_add(
        ctx, &(struct catalogue_hold_add_args){
                 .centre_id = ctx->centre_id,
                 .id = h->id,
                 .listing_id = h->listing_id,
                 .tenant_id = h->tenant_id,
                 .count = h->count,
                 .contact = h->contact,
                 .contact_hash = hold->contact_hash,
                 .first_name = h->first_name.len == 0 ? (struct str){NULL, 0} : h->first_name,
                 .pickup_code = h->pickup_code,
                 .token_hash = hold->token_hash,
                 .confirm_hash = hold->confirm_hash,
                 .confirm_until_ms = h->confirm_until_ms,
                 .confirm_tries_left = 5,
                 .confirmed = h->confirmed,
                 .state = h->state,
                 .created_ms = h->created_ms,
                 .until_ms = h->until_ms,
                 .lang = h->lang,
                 .client_hash = hold->client_hash,
                 .site_hash = hold->site_hash,
             });
}

enum status catalogue_store_hold(struct ctx *ctx, int64_t id, struct stored_hold *ret)
{
    struct catalogue_hold_row row;
    return one(one_catalogue_hold(ctx, ctx->centre_id, id, &row), &row, ret);
}

enum status catalogue_store_hold_by_token(struct ctx *ctx, struct str token_hash,
                                          struct stored_hold *ret)
{
    struct catalogue_hold_row row;
    return one(one_catalogue_hold_by_token(ctx, ctx->centre_id, token_hash, &row), &row, ret);
}

enum status catalogue_store_hold_by_turn(struct ctx *ctx, struct str turn_hash,
                                         struct stored_hold *ret)
{
    struct catalogue_hold_row row;
    return one(one_catalogue_hold_by_turn(ctx, ctx->centre_id, turn_hash, &row), &row, ret);
}

enum status catalogue_store_line_first(struct ctx *ctx, int64_t listing_id, struct stored_hold *ret)
{
    struct catalogue_hold_row row;
    return one(one_catalogue_line_first(ctx, ctx->centre_id, listing_id, HOLD_WAITING, &row), &row,
               ret);
}

enum status catalogue_store_hold_by_pickup(struct ctx *ctx, int64_t tenant_id,
                                           struct str pickup_code, struct stored_hold *ret)
{
    struct catalogue_hold_row row;
    return one(one_catalogue_hold_by_pickup(ctx, ctx->centre_id, tenant_id, HOLD_ACTIVE,
                                            pickup_code, &row),
               &row, ret);
}

enum status catalogue_store_holds_on(struct ctx *ctx, int64_t listing_id, enum hold_state state,
                                     struct stored_holds *ret)
{
    return collect(ctx, sql_catalogue_holds_on(ctx, ctx->centre_id, listing_id, state),
                   next_catalogue_holds_on, ret);
}

enum status catalogue_store_holds_over(struct ctx *ctx, enum hold_state state, int64_t limit,
                                       struct stored_holds *ret)
{
    return collect(ctx, sql_catalogue_holds_over(ctx, ctx->centre_id, state, ctx->now_ms, limit),
                   next_catalogue_holds_over, ret);
}

static struct holds holds_in(struct ctx *ctx, const struct stored_holds *stored)
{
    struct holds list = {0};
    for (size_t i = 0; i < stored->count; i++) {
        vec_push(ctx->mem, &list, stored->ptr[i].hold);
    }
    return list;
}

enum status catalogue_holds_of(struct ctx *ctx, int64_t tenant_id, struct holds *ret_holds)
{
    struct stored_holds stored;
    TRY(collect(ctx,
                sql_catalogue_holds_of(ctx, ctx->centre_id, tenant_id, HOLD_ACTIVE, HOLDS_OF_MAX),
                next_catalogue_holds_of, &stored));
    *ret_holds = holds_in(ctx, &stored);
    return OK;
}

enum status catalogue_holds_ending(struct ctx *ctx, int64_t until_ms, int64_t limit,
                                   struct holds *ret_holds, int64_t *ret_total)
{
    struct stored_holds stored;
    struct catalogue_holds_ending_count_row row;
    TRY(collect(ctx, sql_catalogue_holds_ending(ctx, ctx->centre_id, HOLD_ACTIVE, until_ms, limit),
                next_catalogue_holds_ending, &stored));
    TRY(one_catalogue_holds_ending_count(ctx, ctx->centre_id, HOLD_ACTIVE, until_ms, &row));
    *ret_holds = holds_in(ctx, &stored);
    *ret_total = row.holds;
    return OK;
}

enum status catalogue_store_end_hold(struct ctx *ctx, int64_t id, enum hold_state state,
                                     bool *ret_changed)
{
    TRY(sql_catalogue_hold_end(ctx, ctx->centre_id, id, state, ctx->now_ms, HOLD_ACTIVE));
    *ret_changed = db_changes(ctx) == 1;
    return OK;
}

enum status catalogue_store_confirm_hold(struct ctx *ctx, int64_t id)
{
    return sql_catalogue_hold_confirmed(ctx, ctx->centre_id, id);
}

enum status catalogue_store_try_hold(struct ctx *ctx, int64_t id)
{
    return sql_catalogue_hold_try(ctx, ctx->centre_id, id);
}

enum status catalogue_store_erase_holds(struct ctx *ctx, int64_t ended_before_ms)
{
    return sql_catalogue_hold_erase(ctx, ctx->centre_id, ended_before_ms, STR("-"));
}
