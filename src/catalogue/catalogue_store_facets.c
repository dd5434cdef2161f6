/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows for the index in memory, what changed of them, and cards of what it found. */
#include "base/vec.h"
#include "catalogue/catalogue_store.h"
#include "catalogue_sql.h"

#include "base/banned.h"

/* How many changes are kept, and how often older ones go: an index further behind is made anew. */
#define CHANGES_KEPT   16384
#define CHANGES_FORGET 1024

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

static struct facet_row facet_row_of(const struct catalogue_to_index_row *row)
{
    return (struct facet_row){.number = row->number,
                              .changed_seq = row->changed_seq,
                              .words_before = row->words_before,
                              .listing = {.id = row->id,
                                          .seq = row->seq,
                                          .tenant_id = row->tenant_id,
                                          .title = row->title,
                                          .category_id = row->category_id,
                                          .grade = row->grade,
                                          .size_key = or_empty(row->size_key),
                                          .colour_id = row->colour_id,
                                          .brand = row->brand,
                                          .seasons = row->seasons,
                                          .checked = row->checked != 0,
                                          .price_ore = row->price_ore,
                                          .before_ore = row->before_ore,
                                          .state = row->state,
                                          .published_day = row->published_day},
                              .words = row->words};
}

enum status catalogue_store_to_index(struct ctx *ctx, int64_t after_seq, int64_t limit,
                                     struct facet_rows *ret)
{
    struct facet_rows list = {0};
    struct catalogue_to_index_row row;
    struct rows rows = sql_catalogue_to_index(ctx, ctx->centre_id, after_seq, limit);
    while (next_catalogue_to_index(&rows, &row)) {
        vec_push(ctx->mem, &list, facet_row_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status catalogue_store_changes(struct ctx *ctx, int64_t after_number, int64_t limit,
                                    struct facet_rows *ret)
{
    struct facet_rows list = {0};
    struct catalogue_to_index_row row;
    struct rows rows = sql_catalogue_changes(ctx, ctx->centre_id, after_number, limit);
    while (next_catalogue_changes(&rows, &row)) {
        vec_push(ctx->mem, &list, facet_row_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status catalogue_store_index_last(struct ctx *ctx, int64_t *ret_last)
{
    struct catalogue_index_last_row row = {0};
    const enum status found = one_catalogue_index_last(ctx, ctx->centre_id, &row);
    *ret_last = found == OK ? row.last : 0;
    return found == NOT_FOUND ? OK : found;
}

enum status catalogue_store_changed(struct ctx *ctx, const struct listing *listing,
                                    struct str words_before)
{
    struct catalogue_index_next_row row;
    TRY(one_catalogue_index_next(ctx, ctx->centre_id, &row));
    TRY(sql_catalogue_change_add(ctx, ctx->centre_id, row.last, listing->id, listing->seq,
                                 words_before));
    return row.last % CHANGES_FORGET == 0
               ? sql_catalogue_changes_forget(ctx, ctx->centre_id, row.last - CHANGES_KEPT)
               : OK;
}

enum status catalogue_store_cards(struct ctx *ctx, struct str seqs, struct listings *ret)
{
    struct listings list = {0};
    struct catalogue_cards_row row;
    struct rows rows = sql_catalogue_cards(ctx, ctx->centre_id, seqs);
    while (next_catalogue_cards(&rows, &row)) {
        vec_push(ctx->mem, &list,
                 (struct listing){
                     .id = row.id,
                     .seq = row.seq,
                     .tenant_id = row.tenant_id,
                     .code = row.code,
                     .title = row.title,
                     .category_id = row.category_id,
                     .grade = row.grade,
                     .size_key = or_empty(row.size_key),
                     .colour_id = row.colour_id,
                     .brand = row.brand,
                     .seasons = row.seasons,
                     .checked = row.checked != 0,
                     .price_ore = row.price_ore,
                     .before_ore = row.before_ore,
                     .count_left = row.count_left,
                     .held = row.held,
                     .photo = or_empty(row.photo_hash),
                     .state = row.state,
                     .published_day = row.published_day,
                 });
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}
