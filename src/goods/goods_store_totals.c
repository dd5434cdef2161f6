/* SPDX-License-Identifier: EUPL-1.2 */
/* The kept sums of the mass balance. */
#include "base/id.h"
#include "base/vec.h"
#include "goods/goods_store.h"
#include "goods_sql.h"

#include "base/banned.h"

/* How many rows share a sum, so that two writers on PostgreSQL seldom wait for each other. SQLite
 * has one writer: one row. */
#define TOTAL_SHARDS 8

/* ---- writing --------------------------------------------------------------------------------- */

static enum status add_total(struct ctx *ctx, int64_t shard, const struct goods_total_row *row)
{
    return sql_goods_total_add(ctx, &(struct goods_total_add_args){
                                        .centre_id = ctx->centre_id,
                                        .day = row->day,
                                        .category_id = row->category_id,
                                        .source_id = row->source_id,
                                        .holder_id = row->holder_id,
                                        .bucket = row->bucket,
                                        .reason = row->reason,
                                        .shard = shard,
                                        .count = row->sum.count,
                                        .g = row->sum.g,
                                        .unknown_count = row->sum.unknown_count,
                                    });
}

static enum status add_reused(struct ctx *ctx, int64_t day, int64_t shard, struct goods_sum sum)
{
    return sql_goods_reused_add(ctx, &(struct goods_reused_add_args){
                                         .centre_id = ctx->centre_id,
                                         .day = day,
                                         .shard = shard,
                                         .count = sum.count,
                                         .g = sum.g,
                                         .unknown_count = sum.unknown_count,
                                     });
}

enum status goods_store_add_total(struct ctx *ctx, const struct goods_total_row *row)
{
    return row->bucket < 0 ? add_reused(ctx, row->day, 0, row->sum) : add_total(ctx, 0, row);
}

enum status goods_store_add_deltas(struct ctx *ctx, int64_t day, const struct goods_deltas *deltas)
{
    const int64_t shard = db_engine(db_of(ctx)) == DB_SQLITE ? 0 : random_below(TOTAL_SHARDS);
    struct goods_sum reused = {0};
    for (size_t i = 0; i < deltas->count; i++) {
        const struct goods_delta *delta = &deltas->rows[i];
        TRY(add_total(ctx, shard,
                      &(struct goods_total_row){.day = day,
                                                .category_id = delta->category_id,
                                                .source_id = delta->source_id,
                                                .holder_id = delta->holder_id,
                                                .bucket = delta->bucket,
                                                .reason = delta->reason,
                                                .sum = delta->sum}));
        if (goods_is_reused(delta->bucket)) {
            reused = goods_sum_add(reused, delta->sum);
        }
    }
    return goods_sum_is_zero(reused) ? OK : add_reused(ctx, day, shard, reused);
}

/* ---- reading --------------------------------------------------------------------------------- */

enum status goods_received(struct ctx *ctx, int64_t from_day, int64_t to_day,
                           struct goods_sum *ret_sum)
{
    struct goods_received_row row;
    TRY(one_goods_received(ctx, ctx->centre_id, from_day, to_day, BUCKET_RECEIVED, &row));
    *ret_sum = (struct goods_sum){row.count, row.g, row.unknown_count};
    return OK;
}

enum status goods_reused(struct ctx *ctx, int64_t from_day, int64_t to_day,
                         struct goods_sum *ret_sum)
{
    struct goods_reused_row row;
    TRY(one_goods_reused(ctx, ctx->centre_id, from_day, to_day, &row));
    *ret_sum = (struct goods_sum){row.count, row.g, row.unknown_count};
    return OK;
}

enum status goods_store_reused_by_day(struct ctx *ctx, struct goods_total_rows *ret)
{
    struct goods_total_rows list = {0};
    struct goods_reused_by_day_row row;
    struct rows rows = sql_goods_reused_by_day(ctx, ctx->centre_id);
    while (next_goods_reused_by_day(&rows, &row)) {
        vec_push(
            ctx->mem, &list,
            (struct goods_total_row){.day = row.day, .sum = {row.count, row.g, row.unknown_count}});
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

static struct goods_total_row total_of(const struct goods_totals_row *row)
{
    return (struct goods_total_row){.category_id = row->category_id,
                                    .source_id = row->source_id,
                                    .holder_id = row->holder_id,
                                    .bucket = row->bucket,
                                    .reason = row->reason,
                                    .sum = {row->count, row->g, row->unknown_count}};
}

/* Everything below a category has an id up to the next of its own level. */
static int64_t last_within(int64_t category_id)
{
    const int64_t step = category_id % 10000 == 0 ? 10000 : category_id % 100 == 0 ? 100 : 1;
    return category_id == 0 ? INT64_MAX : category_id + step - 1;
}

static int64_t last_same(int64_t id)
{
    return id == 0 ? INT64_MAX : id;
}

static struct rows ask_days(struct ctx *ctx, const struct goods_totals_wanted *wanted,
                            const struct period_piece *piece)
{
    return sql_goods_totals(ctx, &(struct goods_totals_args){
                                     .centre_id = ctx->centre_id,
                                     .from_day = piece->from_day,
                                     .to_day = piece->to_day,
                                     .first_category = wanted->category_id,
                                     .last_category = last_within(wanted->category_id),
                                     .first_source = wanted->source_id,
                                     .last_source = last_same(wanted->source_id),
                                     .source_kind = wanted->source_kind,
                                     .first_holder = wanted->holder_id,
                                     .last_holder = last_same(wanted->holder_id),
                                     .by_category = wanted->by_category,
                                     .by_source = wanted->by_source,
                                     .by_holder = wanted->by_holder,
                                 });
}

static struct rows ask_kept(struct ctx *ctx, const struct goods_totals_wanted *wanted,
                            const struct period_piece *piece)
{
    const bool source = wanted->by_source || wanted->source_id != 0 || wanted->source_kind != 0;
    const bool holder = wanted->by_holder || wanted->holder_id != 0;
    return sql_goods_kept_totals(ctx,
                                 &(struct goods_kept_totals_args){
                                     .centre_id = ctx->centre_id,
                                     .span = piece->span,
                                     .cut = (source ? CUT_SOURCE : 0) + (holder ? CUT_HOLDER : 0),
                                     .from_day = piece->from_day,
                                     .to_day = piece->to_day,
                                     .first_category = wanted->category_id,
                                     .last_category = last_within(wanted->category_id),
                                     .first_source = wanted->source_id,
                                     .last_source = source ? last_same(wanted->source_id) : 0,
                                     .source_kind = wanted->source_kind,
                                     .first_holder = wanted->holder_id,
                                     .last_holder = holder ? last_same(wanted->holder_id) : 0,
                                     .by_category = wanted->by_category,
                                     .by_source = wanted->by_source,
                                     .by_holder = wanted->by_holder,
                                 });
}

enum status goods_store_totals(struct ctx *ctx, const struct goods_totals_wanted *wanted,
                               const struct period_piece *piece, goods_total_fn *each, void *arg)
{
    struct goods_totals_row row;
    const bool days = piece->span == SPAN_DAY;
    struct rows rows = days ? ask_days(ctx, wanted, piece) : ask_kept(ctx, wanted, piece);
    while (days ? next_goods_totals(&rows, &row) : next_goods_kept_totals(&rows, &row)) {
        const struct goods_total_row total = total_of(&row);
        each(arg, &total);
    }
    return rows_done(&rows);
}

enum status goods_store_each_total(struct ctx *ctx, goods_total_fn *each, void *arg)
{
    struct goods_totals_by_day_row row;
    struct rows rows = sql_goods_totals_by_day(ctx, ctx->centre_id);
    while (next_goods_totals_by_day(&rows, &row)) {
        const struct goods_total_row total = {.day = row.day,
                                              .category_id = row.category_id,
                                              .source_id = row.source_id,
                                              .holder_id = row.holder_id,
                                              .bucket = row.bucket,
                                              .reason = row.reason,
                                              .sum = {row.count, row.g, row.unknown_count}};
        each(arg, &total);
    }
    return rows_done(&rows);
}

enum status goods_store_moved(struct ctx *ctx, const struct goods_moved_wanted *wanted,
                              struct goods_moved_rows *ret)
{
    struct goods_moved_rows list = {0};
    struct goods_bucket_events_row row;
    const bool any = wanted->reason == NO_I64;
    const struct str reason = any ? STR("%")
                              : wanted->reason == 0
                                  ? STR("%reason=%")
                                  : str_format(ctx->mem, "%%reason=%d", (int)wanted->reason);
    struct rows rows =
        sql_goods_bucket_events(ctx, &(struct goods_bucket_events_args){
                                         .centre_id = ctx->centre_id,
                                         .kinds = (int64_t)wanted->kinds,
                                         .corrected = str_of(wanted->corrected),
                                         .reason = reason,
                                         .reason_told = any || wanted->reason != 0,
                                         .from_day = wanted->from_day,
                                         .to_day = wanted->to_day,
                                         .before_id = wanted->before_id,
                                         .first_category = wanted->of.category_id,
                                         .last_category = last_within(wanted->of.category_id),
                                         .first_source = wanted->of.source_id,
                                         .last_source = last_same(wanted->of.source_id),
                                         .source_kind = wanted->of.source_kind,
                                         .holder_id = wanted->of.holder_id,
                                         .most = wanted->most,
                                     });
    while (next_goods_bucket_events(&rows, &row)) {
        vec_push(ctx->mem, &list, (struct goods_moved_row){row.id, row.thing_id, row.seq});
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

/* ---- finished months and years --------------------------------------------------------------- */

enum status goods_store_kept_spans(struct ctx *ctx, struct kept_spans *ret)
{
    struct kept_spans list = {0};
    struct goods_kept_spans_row row;
    struct rows rows = sql_goods_kept_spans(ctx, ctx->centre_id);
    while (next_goods_kept_spans(&rows, &row)) {
        vec_push(ctx->mem, &list, (struct kept_span){row.span, row.from_day, row.to_day});
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status goods_store_first_day(struct ctx *ctx, int64_t *ret_day)
{
    struct goods_totals_first_row row;
    TRY(one_goods_totals_first(ctx, ctx->centre_id, &row));
    *ret_day = row.day;
    return OK;
}

enum status goods_store_keep(struct ctx *ctx, const struct kept_span *span)
{
    TRY(sql_goods_kept_forget(ctx, ctx->centre_id, span->span, span->from_day));
    for (int cut = 0; cut < CUT_COUNT; cut++) {
        TRY(sql_goods_keep_days(ctx, &(struct goods_keep_days_args){
                                         .centre_id = ctx->centre_id,
                                         .span = span->span,
                                         .cut = cut,
                                         .from_day = span->from_day,
                                         .to_day = span->to_day,
                                         .by_source = (cut & CUT_SOURCE) != 0,
                                         .by_holder = (cut & CUT_HOLDER) != 0,
                                     }));
    }
    return sql_goods_kept_span_add(ctx, ctx->centre_id, span->span, span->from_day, span->to_day);
}

enum status goods_store_forget_kept(struct ctx *ctx, int64_t from_day, int64_t to_day)
{
    return sql_goods_kept_span_forget(ctx, ctx->centre_id, from_day, to_day);
}

enum status goods_store_kept_wrong(struct ctx *ctx, const struct kept_span *span,
                                   int64_t *ret_wrong)
{
    int64_t wrong = 0;
    for (int cut = 0; cut < CUT_COUNT; cut++) {
        struct goods_kept_wrong_row row;
        TRY(one_goods_kept_wrong(ctx,
                                 &(struct goods_kept_wrong_args){
                                     .centre_id = ctx->centre_id,
                                     .span = span->span,
                                     .cut = cut,
                                     .from_day = span->from_day,
                                     .to_day = span->to_day,
                                     .by_source = (cut & CUT_SOURCE) != 0,
                                     .by_holder = (cut & CUT_HOLDER) != 0,
                                 },
                                 &row));
        wrong += row.wrong;
    }
    *ret_wrong = wrong;
    return OK;
}

/* ---- average weights ------------------------------------------------------------------------- */

enum status goods_store_weighed_day(struct ctx *ctx, int64_t *ret_last_day)
{
    struct goods_weighed_day_row row;
    TRY(one_goods_weighed_day(ctx, ctx->centre_id, &row));
    *ret_last_day = row.last_day;
    return OK;
}

enum status goods_store_add_weighed(struct ctx *ctx, int64_t day)
{
    TRY(sql_goods_weighed_add(ctx, ctx->centre_id, day));
    return sql_goods_weighed_day_set(ctx, ctx->centre_id, day);
}

enum status goods_store_add_weight(struct ctx *ctx, struct str kind_key, int64_t from_day,
                                   int64_t g, int64_t weighings)
{
    return sql_goods_kind_weight_add(ctx, ctx->centre_id, kind_key, from_day, g, weighings);
}

enum status goods_weighed(struct ctx *ctx, struct goods_weighed_list *ret_list)
{
    struct goods_weighed_list list = {0};
    struct goods_weighed_row row;
    struct rows rows = sql_goods_weighed(ctx, ctx->centre_id);
    while (next_goods_weighed(&rows, &row)) {
        vec_push(ctx->mem, &list,
                 (struct goods_weighed){.kind_key = row.kind_key,
                                        .weighings = row.weighings,
                                        .things = row.things,
                                        .g = row.g,
                                        .own_g = row.own_g,
                                        .from_day = row.from_day});
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return OK;
}

/* ---- made anew from the ledger --------------------------------------------------------------- */

enum status goods_store_totals_due(struct ctx *ctx, struct i64_list *ret_centres)
{
    struct i64_list list = {0};
    struct goods_totals_due_row row;
    struct rows rows = sql_goods_totals_due(ctx);
    while (next_goods_totals_due(&rows, &row)) {
        vec_push(ctx->mem, &list, row.centre_id);
    }
    TRY(rows_done(&rows));
    *ret_centres = list;
    return OK;
}

enum status goods_store_total_due_done(struct ctx *ctx, bool *ret_was_due)
{
    TRY(sql_goods_total_due_done(ctx, ctx->centre_id));
    *ret_was_due = db_changes(ctx) == 1;
    return OK;
}

enum status goods_store_remove_totals(struct ctx *ctx)
{
    TRY(sql_goods_totals_remove(ctx, ctx->centre_id));
    TRY(sql_goods_kept_remove(ctx, ctx->centre_id));
    TRY(sql_goods_kept_span_forget(ctx, ctx->centre_id, INT64_MIN + 1, INT64_MAX));
    return sql_goods_reused_remove(ctx, ctx->centre_id);
}
