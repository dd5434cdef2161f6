/* SPDX-License-Identifier: EUPL-1.2 */
/* What the index counted, as the facets of a search. */
#include <stdlib.h>

#include "base/vec.h"
#include "catalogue/catalogue_narrow.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define COUNT_TOP  (CATALOGUE_COUNT_MAX + 1)
#define ORE_PER_KR 100

struct counting {
    struct ctx *ctx;
    const struct search *search;
    struct found *found;
    /* By place in our lists. */
    int64_t *categories;
    int64_t *sizes;
};

static void add(struct counting *counting, enum facet facet, struct facet_count count)
{
    count.key = count.key.ptr == NULL ? STR("") : count.key;
    count.name = count.name.ptr == NULL ? STR("") : count.name;
    vec_push(counting->ctx->mem, &counting->found->facets[facet], count);
}

static bool is_chosen_size(const struct search *search, struct str key)
{
    bool is_chosen = str_equal(search->size_key, key);
    for (size_t i = 0; i < search->more_sizes.count && i < SEARCH_CHOICES_MAX; i++) {
        is_chosen = is_chosen || str_equal(search->more_sizes.keys[i], key);
    }
    return is_chosen;
}

/* Takes what the index counted: values of our lists to their places, others as they come. */
static void take(struct counting *counting, const struct facet_value *value)
{
    const struct goods_codes *codes = goods_codes_all();
    const enum facet facet = (enum facet)(value->group - FACET_GROUP(0));
    int64_t id = 0;
    if (facet == FACET_SIZE) {
        const struct goods_size *size = goods_codes_size_by_key(value->text);
        if (size != NULL) {
            counting->sizes[size - codes->sizes] = value->docs;
        }
        return;
    }
    if (facet == FACET_BRAND) {
        add(counting, facet,
            (struct facet_count){
                .key = value->text, .name = value->label, .listings = value->docs});
        return;
    }
    if (!str_to_i64(value->text, &id)) {
        return;
    }
    if (facet == FACET_CATEGORY) {
        const struct goods_category *category = goods_codes_category(id);
        if (category != NULL) {
            counting->categories[category - codes->categories] = value->docs;
        }
    } else if (facet != FACET_NEW_TODAY) {
        add(counting, facet, (struct facet_count){.id = id, .listings = value->docs});
    } else if (id == centre_today(counting->ctx)) {
        add(counting, facet, (struct facet_count){.id = 1, .listings = value->docs});
    }
}

static void put_lists(struct counting *counting)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        const int64_t id = codes->categories[i].id;
        if (counting->categories[i] > 0 || id == counting->search->category_id) {
            add(counting, FACET_CATEGORY,
                (struct facet_count){.id = id, .listings = counting->categories[i]});
        }
    }
    for (size_t i = 0; i < codes->size_count; i++) {
        const struct str key = codes->sizes[i].key;
        if (counting->sizes[i] > 0 || is_chosen_size(counting->search, key)) {
            add(counting, FACET_SIZE,
                (struct facet_count){.key = key, .listings = counting->sizes[i]});
        }
    }
}

static const struct facet_count *count_of_id(const struct facet_counts *counts, int64_t id)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (counts->ptr[i].id == id) {
            return &counts->ptr[i];
        }
    }
    return NULL;
}

/* Chosen ones that nothing has, so that they can be taken away. */
static void put_chosen_ids(struct counting *counting, enum facet facet,
                           const struct chosen_ids *chosen)
{
    for (size_t i = 0; i < chosen->count && i < SEARCH_CHOICES_MAX; i++) {
        if (count_of_id(&counting->found->facets[facet], chosen->ids[i]) == NULL) {
            add(counting, facet, (struct facet_count){.id = chosen->ids[i]});
        }
    }
}

static void put_chosen_brands(struct counting *counting)
{
    const struct chosen_keys *chosen = &counting->search->brands;
    struct facet_counts *counts = &counting->found->facets[FACET_BRAND];
    for (size_t i = 0; i < chosen->count && i < SEARCH_CHOICES_MAX; i++) {
        const struct str key = catalogue_facets_brand(counting->ctx, chosen->keys[i]);
        bool has = key.len == 0;
        for (size_t at = 0; at < counts->count; at++) {
            has = has || str_equal(counts->ptr[at].key, key);
        }
        if (!has) {
            add(counting, FACET_BRAND, (struct facet_count){.key = key, .name = chosen->keys[i]});
        }
    }
}

static void put_flag(struct counting *counting, enum facet facet, bool chosen)
{
    const struct chosen_ids one = {.ids = {1}, .count = chosen ? 1 : 0};
    put_chosen_ids(counting, facet, &one);
}

/* The index counts each step for itself; a visitor wants all up to it. */
static void add_up_prices(struct counting *counting)
{
#define STEP(kr) (kr) * ORE_PER_KR,
    static const int64_t steps[] = {CATALOGUE_PRICE_STEPS(STEP)};
#undef STEP
    struct facet_counts *counts = &counting->found->facets[FACET_PRICE];
    const struct facet_counts single = *counts;
    int64_t sum = 0;
    *counts = (struct facet_counts){0};
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        const struct facet_count *own = count_of_id(&single, steps[i]);
        sum += own == NULL ? 0 : own->listings;
        sum = sum > COUNT_TOP ? COUNT_TOP : sum;
        if (sum > 0 || steps[i] == counting->search->price_max_ore) {
            add(counting, FACET_PRICE, (struct facet_count){.id = steps[i], .listings = sum});
        }
    }
}

static int by_id(const void *a, const void *b)
{
    const struct facet_count *left = a;
    const struct facet_count *right = b;
    return left->id < right->id ? -1 : left->id > right->id;
}

static int by_most(const void *a, const void *b)
{
    const struct facet_count *left = a;
    const struct facet_count *right = b;
    if (left->listings != right->listings) {
        return left->listings > right->listings ? -1 : 1;
    }
    const int keys = str_compare(left->key, right->key);
    return keys != 0 ? keys : by_id(a, b);
}

static void sort(struct found *found, enum facet facet, int (*compare)(const void *, const void *))
{
    struct facet_counts *counts = &found->facets[facet];
    if (counts->count > 1) {
        qsort(counts->ptr, counts->count, sizeof(*counts->ptr), compare);
    }
}

void catalogue_counts_fill(struct ctx *ctx, const struct search *search,
                           const struct facet_found *counted, struct found *found)
{
    const struct goods_codes *codes = goods_codes_all();
    struct counting counting = {.ctx = ctx,
                                .search = search,
                                .found = found,
                                .categories =
                                    arena_array(ctx->mem, codes->category_count, sizeof(int64_t)),
                                .sizes = arena_array(ctx->mem, codes->size_count, sizeof(int64_t))};
    for (size_t i = 0; i < counted->value_count; i++) {
        take(&counting, &counted->values[i]);
    }
    put_lists(&counting);
    put_chosen_ids(&counting, FACET_AGE, &search->ages);
    put_chosen_ids(&counting, FACET_GRADE, &search->grades);
    put_chosen_ids(&counting, FACET_COLOUR, &search->colours);
    put_chosen_ids(&counting, FACET_SEASON, &search->seasons);
    put_chosen_ids(&counting, FACET_SHOP, &search->shops);
    put_chosen_brands(&counting);
    put_flag(&counting, FACET_FREE, search->free_only);
    put_flag(&counting, FACET_NEW_TODAY, search->new_today);
    put_flag(&counting, FACET_REDUCED, search->reduced);
    put_flag(&counting, FACET_RENT, search->rent);
    put_flag(&counting, FACET_CHECKED, search->checked);
    add_up_prices(&counting);
    sort(found, FACET_AGE, by_id);
    sort(found, FACET_GRADE, by_id);
    sort(found, FACET_COLOUR, by_id);
    sort(found, FACET_SEASON, by_id);
    sort(found, FACET_BRAND, by_most);
    sort(found, FACET_SHOP, by_most);
}

/* ---- one facet of what is there -------------------------------------------------------------- */

/* Exact counts of one facet, with a filter of another. */
static enum status count_one(struct ctx *ctx, enum facet facet, enum facet by, struct str text,
                             struct facet_counts *ret_counts)
{
    const struct search none = {.price_max_ore = NO_I64};
    const struct facet_token token = {.group = FACET_GROUP(by), .text = text};
    struct facet_query query = {.count_max = INT32_MAX,
                                .count_group = UINT32_C(1) << FACET_GROUP(facet)};
    struct facet_found counted;
    struct found found = {.total = 0};
    if (text.len > 0) {
        query.filters[query.filter_count++] =
            (struct facet_filter){.group = FACET_GROUP(by), .tokens = &token, .count = 1};
    }
    TRY(catalogue_facets_find(ctx, &query, &counted));
    catalogue_counts_fill(ctx, &none, &counted, &found);
    *ret_counts = found.facets[facet];
    return OK;
}

enum status catalogue_categories_for(struct ctx *ctx, struct str size_key,
                                     struct facet_counts *ret_counts)
{
    return count_one(ctx, FACET_CATEGORY, FACET_SIZE, size_key, ret_counts);
}

enum status catalogue_sizes_in(struct ctx *ctx, int64_t category_id, struct str system,
                               struct facet_counts *ret_counts)
{
    const struct str category = category_id == 0 ? STR("") : str_of_i64(ctx->mem, category_id);
    struct facet_counts counts;
    size_t kept = 0;
    TRY(count_one(ctx, FACET_SIZE, FACET_CATEGORY, category, &counts));
    for (size_t i = 0; i < counts.count; i++) {
        const struct goods_size *size = goods_codes_size_by_key(counts.ptr[i].key);
        if (size != NULL && str_equal(size->system, system)) {
            counts.ptr[kept++] = counts.ptr[i];
        }
    }
    counts.count = kept;
    *ret_counts = counts;
    return OK;
}
