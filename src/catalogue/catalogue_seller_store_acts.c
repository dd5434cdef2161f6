/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of catalogue_seller.sql: drafts, undo, declarations, moderation. */
#include "base/vec.h"
#include "catalogue/catalogue_seller_store.h"
#include "catalogue_seller_sql.h"
#include "centre/centre.h"

#include "base/banned.h"

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

static int64_t who(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

/* ---- drafts ---------------------------------------------------------------------------------- */

enum status catalogue_seller_store_draft(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                         struct draft *ret_draft)
{
    struct seller_draft_row row;
    TRY(one_seller_draft(ctx, ctx->centre_id, tenant_id, thing_id, &row));
    *ret_draft = (struct draft){.title = row.title,
                                .wear = row.wear,
                                .category = row.category,
                                .kind = row.kind,
                                .size = row.size,
                                .grade = row.grade,
                                .colour = row.colour,
                                .price = row.price,
                                .place = row.place,
                                .count = row.count,
                                .photo = row.photo,
                                .brand = row.brand,
                                .seasons = row.seasons,
                                .material = row.material,
                                .washed = row.washed,
                                .saved_ms = row.saved_ms};
    return OK;
}

enum status catalogue_seller_store_set_draft(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                             const struct draft *draft)
{
    return sql_seller_draft_set(ctx, &(struct seller_draft_set_args){
                                         .centre_id = ctx->centre_id,
                                         .tenant_id = tenant_id,
                                         .thing_id = thing_id,
                                         .title = or_empty(draft->title),
                                         .wear = or_empty(draft->wear),
                                         .category = or_empty(draft->category),
                                         .kind = or_empty(draft->kind),
                                         .size = or_empty(draft->size),
                                         .grade = or_empty(draft->grade),
                                         .colour = or_empty(draft->colour),
                                         .price = or_empty(draft->price),
                                         .place = or_empty(draft->place),
                                         .count = or_empty(draft->count),
                                         .photo = or_empty(draft->photo),
                                         .brand = or_empty(draft->brand),
                                         .seasons = or_empty(draft->seasons),
                                         .material = or_empty(draft->material),
                                         .washed = or_empty(draft->washed),
                                         .saved_ms = ctx->now_ms,
                                     });
}

enum status catalogue_seller_store_drop_draft(struct ctx *ctx, int64_t tenant_id, int64_t thing_id)
{
    return sql_seller_draft_drop(ctx, ctx->centre_id, tenant_id, thing_id);
}

enum status catalogue_seller_store_forget_drafts(struct ctx *ctx, int64_t before_ms)
{
    return sql_seller_drafts_forget(ctx, ctx->centre_id, before_ms);
}

/* ---- tests that are followed -------------------------------------------------------------------
 */

enum status catalogue_seller_store_tested(struct ctx *ctx, int64_t *ret_test_id)
{
    struct seller_tested_row row;
    TRY(one_seller_tested(ctx, ctx->centre_id, &row));
    *ret_test_id = row.test_id;
    return OK;
}

enum status catalogue_seller_store_set_tested(struct ctx *ctx, int64_t test_id)
{
    return sql_seller_tested_set(ctx, ctx->centre_id, test_id);
}

/* ---- the picture of the fault ------------------------------------------------------------------
 */

enum status catalogue_seller_store_wear_photo(struct ctx *ctx, int64_t thing_id,
                                              struct str *ret_hash)
{
    struct seller_wear_photo_row row;
    TRY(one_seller_wear_photo(ctx, ctx->centre_id, thing_id, &row));
    *ret_hash = row.hash;
    return OK;
}

enum status catalogue_seller_store_set_wear_photo(struct ctx *ctx, int64_t thing_id,
                                                  struct str hash)
{
    return sql_seller_wear_photo_set(ctx, ctx->centre_id, thing_id, hash, ctx->now_ms);
}

enum status catalogue_seller_store_drop_wear_photo(struct ctx *ctx, int64_t thing_id,
                                                   struct str hash)
{
    return sql_seller_wear_photo_remove(ctx, ctx->centre_id, thing_id, hash);
}

/* ---- undo ------------------------------------------------------------------------------------ */

enum status catalogue_seller_store_undo(struct ctx *ctx, int64_t listing_id,
                                        struct undo_row *ret_row)
{
    struct seller_undo_row row;
    TRY(one_seller_undo(ctx, ctx->centre_id, listing_id, &row));
    *ret_row = (struct undo_row){.act = (enum undo_act)row.act,
                                 .at_ms = row.at_ms,
                                 .version = row.version,
                                 .before = {.title = row.title,
                                            .wear = row.wear,
                                            .category_id = row.category_id,
                                            .grade = row.grade,
                                            .size_key = row.size_key,
                                            .colour_id = row.colour_id,
                                            .price_ore = row.price_ore,
                                            .before_ore = row.before_ore,
                                            .place = row.place,
                                            .brand = row.brand,
                                            .seasons = row.seasons,
                                            .material = row.material,
                                            .washed_day = row.washed_day}};
    return OK;
}

enum status catalogue_seller_store_set_undo(struct ctx *ctx, int64_t listing_id,
                                            const struct undo_row *row)
{
    const struct listing *before = &row->before;
    return sql_seller_undo_set(
        ctx, &(struct seller_undo_set_args){.centre_id = ctx->centre_id,
                                            .listing_id = listing_id,
                                            .act = row->act,
                                            .at_ms = ctx->now_ms,
                                            .version = row->version,
                                            .title = before->title,
                                            .wear = before->wear,
                                            .category_id = before->category_id,
                                            .grade = before->grade,
                                            .size_key = or_empty(before->size_key),
                                            .colour_id = before->colour_id,
                                            .price_ore = before->price_ore,
                                            .before_ore = before->before_ore,
                                            .place = before->place,
                                            .brand = or_empty(before->brand),
                                            .seasons = before->seasons,
                                            .material = or_empty(before->material),
                                            .washed_day = before->washed_day});
}

enum status catalogue_seller_store_end_undo(struct ctx *ctx, int64_t listing_id)
{
    return sql_seller_undo_end(ctx, ctx->centre_id, listing_id);
}

/* ---- declarations and control ---------------------------------------------------------------- */

enum status catalogue_seller_store_declared(struct ctx *ctx, int64_t tenant_id, int64_t *ret_day)
{
    struct seller_declared_row row;
    TRY(one_seller_declared(ctx, ctx->centre_id, tenant_id, &row));
    *ret_day = row.day;
    return OK;
}

enum status catalogue_seller_store_declare(struct ctx *ctx, int64_t tenant_id, int64_t day)
{
    return sql_seller_declare(ctx, ctx->centre_id, tenant_id, day, who(ctx), ctx->now_ms);
}

enum status catalogue_seller_store_controls(struct ctx *ctx, int64_t tenant_id, int64_t least,
                                            int64_t limit, struct controls *controls)
{
    struct seller_controls_row row;
    struct rows rows =
        sql_seller_controls(ctx, &(struct seller_controls_args){.centre_id = ctx->centre_id,
                                                                .tenant_id = tenant_id,
                                                                .state = LISTING_PUBLIC,
                                                                .grade = GRADE_LIKE_NEW,
                                                                .least = least,
                                                                .most = limit});
    while (next_seller_controls(&rows, &row)) {
        vec_push(ctx->mem, controls,
                 (struct control){tenant_id, row.category_id, row.size_key, row.count, row.code});
    }
    return rows_done(&rows);
}

/* ---- moderation ------------------------------------------------------------------------------ */

static struct moderated moderated_of(const struct seller_why_off_row *row)
{
    return (struct moderated){.listing_id = row->listing_id,
                              .code = row->code,
                              .title = row->title,
                              .tenant_id = row->tenant_id,
                              .reason = row->reason,
                              .sentence = row->sentence,
                              .at_ms = row->at_ms,
                              .person_id = row->person_id,
                              .mended_ms = row->mended_ms,
                              .seen_ms = row->seen_ms};
}

enum status catalogue_seller_store_moderate(struct ctx *ctx, const struct moderated *row)
{
    return sql_seller_moderate(ctx, &(struct seller_moderate_args){.centre_id = ctx->centre_id,
                                                                   .listing_id = row->listing_id,
                                                                   .at_ms = ctx->now_ms,
                                                                   .tenant_id = row->tenant_id,
                                                                   .person_id = who(ctx),
                                                                   .reason = row->reason,
                                                                   .sentence = row->sentence});
}

enum status catalogue_seller_store_why_off(struct ctx *ctx, int64_t listing_id,
                                           struct moderated *ret_moderated)
{
    struct seller_why_off_row row;
    TRY(one_seller_why_off(ctx, ctx->centre_id, listing_id, &row));
    *ret_moderated = moderated_of(&row);
    return OK;
}

enum status catalogue_seller_store_unsettled(struct ctx *ctx, int64_t limit,
                                             struct moderateds *ret_list)
{
    struct moderateds list = {0};
    struct seller_why_off_row row;
    struct rows rows = sql_seller_unsettled(ctx, ctx->centre_id, limit);
    while (next_seller_unsettled(&rows, &row)) {
        vec_push(ctx->mem, &list, moderated_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return OK;
}

enum status catalogue_seller_store_mended(struct ctx *ctx, int64_t listing_id)
{
    return sql_seller_mended(ctx, ctx->centre_id, listing_id, ctx->now_ms);
}

enum status catalogue_seller_store_seen(struct ctx *ctx, int64_t listing_id)
{
    return sql_seller_seen(ctx, ctx->centre_id, listing_id, ctx->now_ms);
}
