/* SPDX-License-Identifier: EUPL-1.2 */
/* Brands as the shops write them. */
#include "catalogue/catalogue_brands.h"

#include <stdlib.h>

#include "base/vec.h"
#include "catalogue/catalogue_facets.h"

#include "base/banned.h"

#define BRAND_BIT (UINT32_C(1) << FACET_GROUP(FACET_BRAND))

static int most_first(const void *a, const void *b)
{
    const struct facet_value *first = a;
    const struct facet_value *second = b;
    const int by_docs = (second->docs > first->docs) - (second->docs < first->docs);
    return by_docs != 0 ? by_docs : str_compare(first->text, second->text);
}

enum status catalogue_brands(struct ctx *ctx, struct str_list *ret_names)
{
    const struct facet_query query = {.count_max = CATALOGUE_COUNT_MAX, .count_group = BRAND_BIT};
    struct facet_found found;
    *ret_names = (struct str_list){0};
    TRY(catalogue_facets_find(ctx, &query, &found));
    if (found.value_count > 0) {
        qsort(found.values, found.value_count, sizeof(found.values[0]), most_first);
    }
    for (size_t i = 0; i < found.value_count && i < BRANDS_KNOWN_MAX; i++) {
        vec_push(ctx->mem, ret_names, found.values[i].label);
    }
    return OK;
}

struct str catalogue_brand_written(struct ctx *ctx, struct str key)
{
    const struct ctx_error kept = ctx->err;
    struct facet_found found = {0};
    struct facet_step has = {
        FACET_HAS, {.group = FACET_GROUP(FACET_BRAND), .text = catalogue_facets_brand(ctx, key)}};
    struct facet_step steps[] = {{.op = FACET_NONE}, has};
    const struct facet_condition condition = {.ptr = steps, .count = 2};
    const struct facet_query query = {
        .conditions = {&condition}, .condition_count = 1, .count_max = 1, .count_group = BRAND_BIT};
    if (has.token.text.len == 0 || db_is_writing(ctx) ||
        catalogue_facets_find(ctx, &query, &found) != OK) {
        ctx->err = kept;
        return key;
    }
    return found.value_count > 0 ? found.values[0].label : key;
}
