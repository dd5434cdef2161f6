/* SPDX-License-Identifier: EUPL-1.2 */
/* Factor sets, lines and kept sums. */
#include "impact/impact_store.h"

#include <assert.h>

#include "base/day.h"
#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "impact_sql.h"

#include "base/banned.h"

static enum status add_rows(struct ctx *ctx, const struct impact_factor_set *set, int64_t set_id)
{
    for (size_t i = 0; i < set->factor_count; i++) {
        const struct impact_factor *factor = &set->factors[i];
        const bool known = factor->unit != IMPACT_NO_FACTOR;
        TRY(sql_impact_row_add(ctx, &(struct impact_row_add_args){
                                        .set_id = set_id,
                                        .key = factor->key,
                                        .parent = factor->parent,
                                        .unit = factor->unit == IMPACT_PER_KG     ? STR("kg")
                                                : factor->unit == IMPACT_PER_ITEM ? STR("item")
                                                                                  : STR(""),
                                        .low_mg = known ? factor->low_mg : NO_I64,
                                        .central_mg = known ? factor->central_mg : NO_I64,
                                        .high_mg = known ? factor->high_mg : NO_I64,
                                        .grade = impact_factors_grade(factor->grade),
                                        .source = factor->source,
                                        .source_year = factor->source_year,
                                        .reuse_class = impact_factors_class(factor->reuse_class),
                                    }));
    }
    return OK;
}

enum status impact_store_set(struct ctx *ctx, const struct impact_factor_set *set,
                             int64_t *ret_set_id)
{
    struct impact_set_by_version_row row;
    const enum status found = one_impact_set_by_version(ctx, set->version, &row);
    if (found == OK) {
        if (!str_equal(row.sha256, set->sha256)) {
            return ctx_fail(ctx, CONFLICT, N_("The factor set has changed under the same version."),
                            NULL);
        }
        *ret_set_id = row.id;
        return OK;
    }
    if (found != NOT_FOUND) {
        return found;
    }
    const int64_t set_id = id_new();
    TRY(sql_impact_set_add(ctx, set_id, set->version, centre_today(ctx), set->sha256,
                           set->licence));
    TRY(add_rows(ctx, set, set_id));
    *ret_set_id = set_id;
    return OK;
}

enum status impact_store_cursor(struct ctx *ctx, int64_t *ret_last_event_id)
{
    struct impact_cursor_row row = {0};
    const enum status found = one_impact_cursor(ctx, ctx->centre_id, &row);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_last_event_id = row.last_event_id;
    return OK;
}

enum status impact_store_set_cursor(struct ctx *ctx, int64_t last_event_id)
{
    return sql_impact_cursor_set(ctx, ctx->centre_id, last_event_id);
}

struct impact_total impact_store_total_of(const struct impact_entry *entry)
{
    const bool counted = entry->gap == IMPACT_COMPLETE;
    return (struct impact_total){
        .category_id = entry->category_id,
        .grade = entry->grade,
        .count = entry->count,
        .g = entry->g == NO_I64 ? 0 : entry->g,
        .unknown_count = entry->g == NO_I64 ? entry->count : 0,
        .unknown_range_count = counted && !entry->range_known ? entry->count : 0,
        .co2 = entry->co2,
    };
}

static enum status add_total(struct ctx *ctx, const struct impact_entry *entry)
{
    const struct impact_total total = impact_store_total_of(entry);
    return sql_impact_total_add(ctx, &(struct impact_total_add_args){
                                         .centre_id = ctx->centre_id,
                                         .day = entry->day,
                                         .category_id = total.category_id,
                                         .grade = total.grade,
                                         .count = total.count,
                                         .g = total.g,
                                         .unknown_count = total.unknown_count,
                                         .unknown_range_count = total.unknown_range_count,
                                         .low_g = total.co2.low_g,
                                         .central_g = total.co2.central_g,
                                         .high_g = total.co2.high_g,
                                     });
}

enum status impact_store_add(struct ctx *ctx, const struct impact_entry *entry, int64_t set_id,
                             int64_t source_id, bool *ret_new)
{
    TRY(sql_impact_line_add(ctx, &(struct impact_line_add_args){
                                     .centre_id = ctx->centre_id,
                                     .event_id = entry->event_id,
                                     .set_id = set_id,
                                     .day = entry->day,
                                     .category_id = entry->category_id,
                                     .source_id = source_id,
                                     .factor_key = entry->factor_key,
                                     .grade = entry->grade,
                                     .formula_version = entry->formula_version,
                                     .count = entry->count,
                                     .g = entry->g,
                                     .weight_method = entry->weight_method,
                                     .gap = entry->gap,
                                     .range_known = entry->range_known,
                                     .low_g = entry->co2.low_g,
                                     .central_g = entry->co2.central_g,
                                     .high_g = entry->co2.high_g,
                                 }));
    *ret_new = db_changes(ctx) == 1;
    return *ret_new ? add_total(ctx, entry) : OK;
}

static struct impact_entry entry_of(const struct impact_line_row *row)
{
    return (struct impact_entry){
        .event_id = row->event_id,
        .day = row->day,
        .category_id = row->category_id,
        .factor_key = row->factor_key,
        .grade = row->grade,
        .formula_version = row->formula_version,
        .count = row->count,
        .g = row->g,
        .weight_method = row->weight_method,
        .gap = row->gap,
        .range_known = row->range_known != 0,
        .co2 = {row->low_g, row->central_g, row->high_g},
    };
}

static enum status collect(struct ctx *ctx, struct rows rows,
                           bool (*next)(struct rows *, struct impact_line_row *),
                           struct impact_entries *ret)
{
    struct impact_entries list = {0};
    struct impact_line_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, &list, entry_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status impact_line_of(struct ctx *ctx, int64_t event_id, struct impact_entry *ret_line)
{
    struct impact_line_row row;
    TRY(one_impact_line(ctx, ctx->centre_id, event_id, &row));
    *ret_line = entry_of(&row);
    return OK;
}

enum status impact_lines(struct ctx *ctx, int64_t category_id, int64_t from_day, int64_t to_day,
                         int64_t before_id, int64_t limit, struct impact_entries *ret_lines)
{
    const int64_t before = before_id == NO_I64 ? INT64_MAX : before_id;
    if (category_id == 0) {
        return collect(ctx, sql_impact_lines(ctx, ctx->centre_id, from_day, to_day, before, limit),
                       next_impact_lines, ret_lines);
    }
    /* Ids of categories are made so that all below one lie between it and the next of its level
     * (data/goods/categories.csv: 10000, 10100, 10101 …). */
    const int64_t step = category_id % 10000 == 0 ? 10000 : category_id % 100 == 0 ? 100 : 1;
    return collect(ctx,
                   sql_impact_lines_in(ctx,
                                       &(struct impact_lines_in_args){
                                           .centre_id = ctx->centre_id,
                                           .first_category = category_id,
                                           .last_category = category_id + step - 1,
                                           .from_day = from_day,
                                           .to_day = to_day,
                                           .before_id = before,
                                           .most = limit,
                                       }),
                   next_impact_lines_in, ret_lines);
}

enum status impact_store_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                               struct impact_entries *ret)
{
    return collect(ctx, sql_impact_lines_after(ctx, ctx->centre_id, after_id, limit),
                   next_impact_lines_after, ret);
}

enum status impact_store_totals(struct ctx *ctx, int64_t from_day, int64_t to_day,
                                struct impact_totals *ret)
{
    struct impact_totals list = {0};
    struct impact_sums_row row;
    struct rows rows = sql_impact_sums(ctx, ctx->centre_id, from_day, to_day);
    while (next_impact_sums(&rows, &row)) {
        vec_push(ctx->mem, &list,
                 (struct impact_total){
                     .category_id = row.category_id,
                     .grade = row.grade,
                     .count = row.count,
                     .g = row.g,
                     .unknown_count = row.unknown_count,
                     .unknown_range_count = row.unknown_range_count,
                     .co2 = {row.low_g, row.central_g, row.high_g},
                 });
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status impact_by_month(struct ctx *ctx, int months, struct impact_months *ret_months)
{
    struct impact_months list = {0};
    struct impact_days_row row;
    const struct date today = day_to_date(centre_today(ctx));
    for (int back = months - 1; back >= 0; back--) {
        const int month = today.year * 12 + today.month - 1 - back;
        const struct date first = {month / 12, month % 12 + 1, 1};
        vec_push(ctx->mem, &list, (struct impact_month){day_from_date(first), 0});
    }
    assert(list.count > 0);
    struct rows rows = sql_impact_days(ctx, ctx->centre_id, list.ptr[0].first_day);
    size_t at = 0;
    while (next_impact_days(&rows, &row)) {
        while (at + 1 < list.count && row.day >= list.ptr[at + 1].first_day) {
            at++;
        }
        list.ptr[at].g += row.g;
    }
    TRY(rows_done(&rows));
    *ret_months = list;
    return OK;
}
