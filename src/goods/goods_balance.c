/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance, from the kept sums. */
#include <stdlib.h>

#include "base/vec.h"
#include "goods/goods_sums.h"

#include "base/banned.h"

const char *goods_explained_words(int64_t reason)
{
#define GOODS_EXPLAINED_CASE(number, name, words)                                                  \
    case (number):                                                                                 \
        return words;
    switch (reason) {
        GOODS_WHY_TABLE(GOODS_EXPLAINED_CASE)
        GOODS_EXPLAINED_TABLE(GOODS_EXPLAINED_CASE)
    default:
        return NULL;
    }
#undef GOODS_EXPLAINED_CASE
}

static bool adds_up(const struct goods_sum buckets[BUCKET_COUNT])
{
    struct goods_sum out = {0};
    for (int bucket = BUCKET_HELD; bucket < BUCKET_COUNT; bucket++) {
        out = goods_sum_add(out, buckets[bucket]);
    }
    return goods_sum_is_zero(goods_sum_add(buckets[BUCKET_RECEIVED], goods_sum_negate(out)));
}

/* ---- reading a period ------------------------------------------------------------------------ */

static int compare_rows(const void *a, const void *b)
{
    const struct goods_total_row *x = a;
    const struct goods_total_row *y = b;
    if (x->category_id != y->category_id) {
        return x->category_id < y->category_id ? -1 : 1;
    }
    if (x->source_id != y->source_id) {
        return x->source_id < y->source_id ? -1 : 1;
    }
    return x->holder_id < y->holder_id ? -1 : x->holder_id > y->holder_id;
}

static void take_sums(struct ctx *ctx, const struct goods_sums *sums, struct goods_total_rows *ret)
{
    struct goods_total_rows list = {0};
    for (size_t i = 0; i < sums->capacity; i++) {
        const struct sum_entry *entry = &sums->entries[i];
        if (entry->used && !goods_sum_is_zero(entry->row.sum)) {
            vec_push(ctx->mem, &list, entry->row);
        }
    }
    if (list.count > 0) {
        qsort(list.ptr, list.count, sizeof(*list.ptr), compare_rows);
    }
    *ret = list;
}

struct adding {
    struct goods_sums sums;
    int sign;
    bool strange; /* a row that no event can have made */
};

static void add_row(void *arg, const struct goods_total_row *row)
{
    struct adding *adding = arg;
    if (row->bucket < 0 || row->bucket >= BUCKET_COUNT || row->reason < 0 ||
        row->reason >= GOODS_REASONS) {
        adding->strange = true;
        return;
    }
    goods_sums_add(&adding->sums, row, adding->sign);
}

static enum status add_pieces(struct ctx *ctx, const struct goods_totals_wanted *wanted,
                              const struct period_pieces *pieces, struct adding *adding)
{
    for (size_t i = 0; i < pieces->count; i++) {
        adding->sign = pieces->ptr[i].sign;
        TRY(goods_store_totals(ctx, wanted, &pieces->ptr[i], add_row, adding));
    }
    return adding->strange ? INTERNAL : OK;
}

/* The sums that are not zero, by category, source and holder. */
static enum status read_period(struct ctx *ctx, const struct goods_totals_wanted *wanted,
                               int64_t from_day, int64_t to_day, struct goods_total_rows *ret)
{
    struct kept_spans kept;
    struct period_pieces pieces;
    struct adding adding = {.sign = 1};
    TRY(goods_store_kept_spans(ctx, &kept));
    goods_period_plan(ctx->mem, &kept, from_day, to_day, &pieces);
    const enum status status = add_pieces(ctx, wanted, &pieces, &adding);
    if (status == OK) {
        take_sums(ctx, &adding.sums, ret);
    }
    goods_sums_finish(&adding.sums);
    return status;
}

/* ---- by category and source ------------------------------------------------------------------ */

enum status goods_balance(struct ctx *ctx, int64_t from_day, int64_t to_day,
                          struct goods_balances *ret_rows)
{
    const struct goods_totals_wanted wanted = {.by_category = true, .by_source = true};
    struct goods_total_rows totals;
    struct goods_balances rows = {0};
    TRY(read_period(ctx, &wanted, from_day, to_day, &totals));
    for (size_t i = 0; i < totals.count; i++) {
        const struct goods_total_row *total = &totals.ptr[i];
        struct goods_balance *last = rows.count == 0 ? NULL : &rows.ptr[rows.count - 1];
        if (last == NULL || last->category_id != total->category_id ||
            last->source_id != total->source_id) {
            vec_push(ctx->mem, &rows,
                     (struct goods_balance){.category_id = total->category_id,
                                            .source_id = total->source_id});
            last = &rows.ptr[rows.count - 1];
        }
        last->buckets[total->bucket] = goods_sum_add(last->buckets[total->bucket], total->sum);
    }
    for (size_t i = 0; i < rows.count; i++) {
        rows.ptr[i].holds = adds_up(rows.ptr[i].buckets);
    }
    *ret_rows = rows;
    return OK;
}

/* ---- a sheet --------------------------------------------------------------------------------- */

static void add_reason(struct goods_sheet *sheet, const struct goods_total_row *total)
{
    struct goods_sum *reasons = total->bucket == BUCKET_DISCARDED   ? sheet->discarded
                                : total->bucket == BUCKET_RECYCLED  ? sheet->recycled
                                : total->bucket == BUCKET_CORRECTED ? sheet->corrected
                                                                    : NULL;
    if (reasons != NULL) {
        reasons[total->reason] = goods_sum_add(reasons[total->reason], total->sum);
    }
}

static void add_to_line(struct goods_line *line, const struct goods_total_row *total)
{
    line->buckets[total->bucket] = goods_sum_add(line->buckets[total->bucket], total->sum);
}

static void add_total(struct ctx *ctx, enum goods_by by, const struct goods_total_row *total,
                      struct goods_sheet *sheet)
{
    struct goods_lines *lines = &sheet->lines;
    const int64_t id = by == BY_CATEGORY ? total->category_id
                       : by == BY_SOURCE ? total->source_id
                                         : total->holder_id;
    if (lines->count == 0 || lines->ptr[lines->count - 1].id != id) {
        vec_push(ctx->mem, lines, (struct goods_line){.id = id});
    }
    add_to_line(&lines->ptr[lines->count - 1], total);
    add_to_line(&sheet->all, total);
    add_reason(sheet, total);
}

enum status goods_sheet(struct ctx *ctx, const struct goods_sheet_of *of,
                        struct goods_sheet *ret_sheet)
{
    const struct goods_totals_wanted wanted = {.category_id = of->category_id,
                                               .source_kind = of->source_kind,
                                               .source_id = of->source_id,
                                               .holder_id = of->holder_id,
                                               .by_category = of->by == BY_CATEGORY,
                                               .by_source = of->by == BY_SOURCE,
                                               .by_holder = of->by == BY_HOLDER};
    struct goods_total_rows totals;
    struct goods_sheet *sheet = ARENA_NEW(ctx->mem, struct goods_sheet);
    TRY(read_period(ctx, &wanted, of->from_day, of->to_day, &totals));
    for (size_t i = 0; i < totals.count; i++) {
        add_total(ctx, of->by, &totals.ptr[i], sheet);
    }
    for (size_t i = 0; i < sheet->lines.count; i++) {
        sheet->lines.ptr[i].holds = adds_up(sheet->lines.ptr[i].buckets);
    }
    sheet->all.holds = adds_up(sheet->all.buckets);
    *ret_sheet = *sheet;
    return OK;
}
