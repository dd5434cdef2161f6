/* SPDX-License-Identifier: EUPL-1.2 */
/* Listings, their index and the kept counts. */
#include "catalogue/catalogue_store.h"

#include "base/id.h"
#include "base/vec.h"
#include "catalogue_sql.h"
#include "centre/centre.h"

#include "base/banned.h"

/* The row of `listing_sequence` that numbers publications. */
#define SEQUENCE_NAME "listing"

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

static struct str or_null(struct str text)
{
    return text.len == 0 ? (struct str){NULL, 0} : text;
}

static struct indexed_listing listing_of(const struct catalogue_listing_row *row)
{
    return (struct indexed_listing){
        .listing =
            {
                .id = row->id,
                .seq = row->seq,
                .thing_id = row->thing_id,
                .tenant_id = row->tenant_id,
                .code = row->code,
                .title = row->title,
                .wear = row->wear,
                .category_id = row->category_id,
                .grade = row->grade,
                .size_key = or_empty(row->size_key),
                .colour_id = row->colour_id,
                .brand = row->brand,
                .seasons = row->seasons,
                .material = row->material,
                .washed_day = row->washed_day,
                .checked = row->checked != 0,
                .price_ore = row->price_ore,
                .before_ore = row->before_ore,
                .count_left = row->count_left,
                .held = row->held,
                .place = row->place,
                .photo = or_empty(row->photo_hash),
                .state = row->state,
                .published_ms = row->published_ms,
                .published_day = row->published_day,
                .ended_ms = row->ended_ms,
                .version = row->version,
            },
        .words = row->words,
    };
}

enum status catalogue_store_get(struct ctx *ctx, int64_t id, struct indexed_listing *ret)
{
    struct catalogue_listing_row row;
    TRY(one_catalogue_listing(ctx, ctx->centre_id, id, &row));
    *ret = listing_of(&row);
    return OK;
}

enum status catalogue_store_by_code(struct ctx *ctx, struct str code, struct indexed_listing *ret)
{
    struct catalogue_listing_row row;
    TRY(one_catalogue_by_code(ctx, ctx->centre_id, code, &row));
    *ret = listing_of(&row);
    return OK;
}

enum status catalogue_listing(struct ctx *ctx, int64_t listing_id, struct listing *ret_listing)
{
    struct indexed_listing row;
    TRY(catalogue_store_get(ctx, listing_id, &row));
    *ret_listing = row.listing;
    return OK;
}

enum status catalogue_by_code(struct ctx *ctx, struct str code, struct listing *ret_listing)
{
    struct indexed_listing row;
    TRY(catalogue_store_by_code(ctx, code, &row));
    *ret_listing = row.listing;
    return OK;
}

static enum status collect(struct ctx *ctx, struct rows rows,
                           bool (*next)(struct rows *, struct catalogue_listing_row *),
                           struct listings *ret)
{
    struct listings list = {0};
    struct catalogue_listing_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, &list, listing_of(&row).listing);
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status catalogue_of_tenant(struct ctx *ctx, int64_t tenant_id, int64_t before_seq,
                                int64_t limit, struct listings *ret_listings)
{
    const int64_t before = before_seq == NO_I64 ? INT64_MAX : before_seq;
    return collect(
        ctx, sql_catalogue_of_tenant(ctx, ctx->centre_id, tenant_id, LISTING_PUBLIC, before, limit),
        next_catalogue_of_tenant, ret_listings);
}

enum status catalogue_store_next_seq(struct ctx *ctx, int64_t *ret_seq)
{
    struct catalogue_next_seq_row row;
    TRY(one_catalogue_next_seq(ctx, STR(SEQUENCE_NAME), &row));
    *ret_seq = row.last;
    return OK;
}

enum status catalogue_store_add(struct ctx *ctx, const struct indexed_listing *row)
{
    const struct listing *listing = &row->listing;
    return sql_catalogue_add(ctx, &(struct catalogue_add_args){
                                      .centre_id = ctx->centre_id,
                                      .id = listing->id,
                                      .seq = listing->seq,
                                      .thing_id = listing->thing_id,
                                      .tenant_id = listing->tenant_id,
                                      .code = listing->code,
                                      .title = listing->title,
                                      .wear = listing->wear,
                                      .category_id = listing->category_id,
                                      .grade = listing->grade,
                                      .size_key = or_null(listing->size_key),
                                      .colour_id = listing->colour_id,
                                      .brand = or_empty(listing->brand),
                                      .seasons = listing->seasons,
                                      .material = or_empty(listing->material),
                                      .washed_day = listing->washed_day,
                                      .checked = listing->checked ? 1 : 0,
                                      .price_ore = listing->price_ore,
                                      .before_ore = listing->before_ore,
                                      .count_left = listing->count_left,
                                      .held = listing->held,
                                      .place = listing->place,
                                      .photo_hash = or_null(listing->photo),
                                      .state = listing->state,
                                      .published_ms = listing->published_ms,
                                      .published_day = listing->published_day,
                                      .words = row->words,
                                  });
}

enum status catalogue_store_set(struct ctx *ctx, const struct indexed_listing *row)
{
    const struct listing *listing = &row->listing;
    TRY(sql_catalogue_set(ctx, &(struct catalogue_set_args){
                                   .centre_id = ctx->centre_id,
                                   .id = listing->id,
                                   .seq = listing->seq,
                                   .title = listing->title,
                                   .wear = listing->wear,
                                   .category_id = listing->category_id,
                                   .grade = listing->grade,
                                   .size_key = or_null(listing->size_key),
                                   .colour_id = listing->colour_id,
                                   .brand = or_empty(listing->brand),
                                   .seasons = listing->seasons,
                                   .material = or_empty(listing->material),
                                   .washed_day = listing->washed_day,
                                   .checked = listing->checked ? 1 : 0,
                                   .price_ore = listing->price_ore,
                                   .before_ore = listing->before_ore,
                                   .count_left = listing->count_left,
                                   .held = listing->held,
                                   .place = listing->place,
                                   .photo_hash = or_null(listing->photo),
                                   .state = listing->state,
                                   .published_ms = listing->published_ms,
                                   .published_day = listing->published_day,
                                   .ended_ms = listing->ended_ms,
                                   .words = row->words,
                                   .version = listing->version,
                               }));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status catalogue_store_price(struct ctx *ctx, int64_t listing_id, int64_t price_ore)
{
    return sql_catalogue_price_change(
        ctx, &(struct catalogue_price_change_args){
                 .centre_id = ctx->centre_id,
                 .id = id_new(),
                 .listing_id = listing_id,
                 .at_ms = ctx->now_ms,
                 .person_id = ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id,
                 .price_ore = price_ore,
             });
}

enum status catalogue_new_today(struct ctx *ctx, int64_t *ret_count)
{
    struct catalogue_published_on_row row;
    TRY(one_catalogue_published_on(ctx, ctx->centre_id, LISTING_PUBLIC, centre_today(ctx), &row));
    *ret_count = row.listings;
    return OK;
}
