/* SPDX-License-Identifier: EUPL-1.2 */
/* Amounts of the mass balance in words, and its lines put together. */
#include "goods/goods_balance_words.h"

#include <stdlib.h>

#include "base/vec.h"
#include "goods/goods_apply.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

bool goods_sum_is_nothing(const struct goods_sum *sum)
{
    return goods_sum_is_zero(*sum);
}

struct str goods_balance_grams(struct ctx *ctx, int64_t g)
{
    return g < 0 ? str_concat(ctx->mem, STR("−"), i18n_grams(ctx, -g)) : i18n_grams(ctx, g);
}

struct str goods_balance_number(struct ctx *ctx, int64_t count)
{
    return count < 0 ? str_concat(ctx->mem, STR("−"), i18n_number(ctx, -count))
                     : i18n_number(ctx, count);
}

struct str goods_balance_things(struct ctx *ctx, int64_t count)
{
    const struct i18n_arg arg = {"n", goods_balance_number(ctx, count)};
    return i18n_replace(ctx, i18n_plural(ctx->lang, N_("1 thing"), N_("{n} things"), count), &arg,
                        1);
}

struct str goods_balance_unknown(struct ctx *ctx, const struct goods_sum *sum)
{
    const struct i18n_arg arg = {"n", goods_balance_number(ctx, sum->unknown_count)};
    return sum->unknown_count == 0 ? STR("")
                                   : i18n_fill(ctx, N_("{n} without known weight"), &arg, 1);
}

struct balance_cell goods_balance_cell(struct ctx *ctx, const struct goods_sum *sum, struct url url)
{
    if (goods_sum_is_zero(*sum)) {
        return (struct balance_cell){.weight = STR("")};
    }
    const bool known = sum->g != 0 || sum->count != sum->unknown_count;
    return (struct balance_cell){
        .weight = known ? goods_balance_grams(ctx, sum->g)
                        : str_of(i18n_text(ctx->lang, N_("weight not known"))),
        .count = sum->count == 0 ? STR("") : goods_balance_things(ctx, sum->count),
        .unknown = known ? goods_balance_unknown(ctx, sum) : STR(""),
        .url = url};
}

const char *goods_balance_why(const struct goods_event *event)
{
    if (event->kind == GOODS_DISCARDED || event->kind == GOODS_RECYCLED) {
        return goods_discard_words(goods_detail_i64(event->detail, "reason"));
    }
    return event->kind == GOODS_CORRECTED ? goods_why_words(goods_detail_i64(event->detail, "why"))
                                          : NULL;
}

/* ---- lines ----------------------------------------------------------------------------------- */

static void add_line(struct goods_line *to, const struct goods_line *line)
{
    for (int bucket = 0; bucket < BUCKET_COUNT; bucket++) {
        to->buckets[bucket] = goods_sum_add(to->buckets[bucket], line->buckets[bucket]);
    }
    to->holds = to->holds && line->holds;
}

static struct goods_line *line_with(struct ctx *ctx, struct goods_lines *lines, int64_t id)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (lines->ptr[i].id == id) {
            return &lines->ptr[i];
        }
    }
    vec_push(ctx->mem, lines, (struct goods_line){.id = id, .holds = true});
    return &lines->ptr[lines->count - 1];
}

static int64_t public_place(int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    return category == NULL ? INT64_MAX : category->sort;
}

static int by_place(const void *a, const void *b)
{
    const int64_t x = public_place(((const struct goods_line *)a)->id);
    const int64_t y = public_place(((const struct goods_line *)b)->id);
    return x < y ? -1 : x > y;
}

static int64_t weight_of(const struct goods_line *line)
{
    const int64_t in = line->buckets[BUCKET_RECEIVED].g;
    return in > 0 ? in : llabs(line->buckets[BUCKET_MOVED].g);
}

static int by_weight(const void *a, const void *b)
{
    const int64_t x = weight_of(a);
    const int64_t y = weight_of(b);
    return x < y ? 1 : x > y ? -1 : 0;
}

void goods_balance_gather(struct ctx *ctx, const struct balance_filter *filter,
                          const struct goods_lines *lines, struct goods_lines *ret_lines)
{
    struct goods_lines gathered = {0};
    const bool tree = filter->of.by == BY_CATEGORY;
    for (size_t i = 0; i < lines->count; i++) {
        const int64_t id = lines->ptr[i].id;
        const int64_t at = tree ? goods_balance_line_of(filter, id) : id;
        add_line(line_with(ctx, &gathered, at), &lines->ptr[i]);
    }
    if (gathered.count > 0) {
        qsort(gathered.ptr, gathered.count, sizeof(*gathered.ptr), tree ? by_place : by_weight);
    }
    *ret_lines = gathered;
}
