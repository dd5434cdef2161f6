/* SPDX-License-Identifier: EUPL-1.2 */
/* What a search asks for, in the terms of the index. */
#include "catalogue/catalogue_narrow.h"

#include "base/vec.h"
#include "catalogue/catalogue_ages.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"

#include "base/banned.h"

/* By enum search_sort: a cursor of one sort is none of another. */
static const char sort_letters[] = "nlhb";
static const enum facet_order orders[] = {FACET_NEWEST, FACET_LOWEST, FACET_HIGHEST, FACET_BEST};

/* ---- filters --------------------------------------------------------------------------------- */

static void add_filter(struct narrowed *narrowed, enum facet facet,
                       const struct facet_tokens *tokens)
{
    struct facet_query *query = &narrowed->query;
    if (tokens->count > 0) {
        query->filters[query->filter_count++] = (struct facet_filter){
            .group = FACET_GROUP(facet), .tokens = tokens->ptr, .count = tokens->count};
    }
}

static void add_token(struct ctx *ctx, struct facet_tokens *tokens, enum facet facet,
                      struct str text)
{
    vec_push(ctx->mem, tokens, (struct facet_token){.group = FACET_GROUP(facet), .text = text});
}

static void add_ids(struct ctx *ctx, struct narrowed *narrowed, enum facet facet,
                    const struct chosen_ids *chosen)
{
    struct facet_tokens tokens = {0};
    for (size_t i = 0; i < chosen->count && i < SEARCH_CHOICES_MAX; i++) {
        add_token(ctx, &tokens, facet, str_of_i64(ctx->mem, chosen->ids[i]));
    }
    add_filter(narrowed, facet, &tokens);
}

static void add_if(struct ctx *ctx, struct narrowed *narrowed, enum facet facet, bool wanted,
                   struct str text)
{
    struct facet_tokens tokens = {0};
    if (wanted) {
        add_token(ctx, &tokens, facet, text);
    }
    add_filter(narrowed, facet, &tokens);
}

static void add_size(struct ctx *ctx, struct facet_tokens *tokens, struct str key, bool grows_into)
{
    const struct goods_size *size = goods_codes_size_by_key(key);
    const struct goods_size *next = size == NULL || !grows_into ? NULL : goods_size_next(size);
    add_token(ctx, tokens, FACET_SIZE, key);
    if (next != NULL) {
        add_token(ctx, tokens, FACET_SIZE, next->key);
    }
}

static void add_sizes(struct ctx *ctx, struct narrowed *narrowed, const struct search *search)
{
    struct facet_tokens tokens = {0};
    if (search->size_key.len > 0) {
        add_size(ctx, &tokens, search->size_key, search->grows_into);
    }
    for (size_t i = 0; i < search->more_sizes.count && i < SEARCH_CHOICES_MAX; i++) {
        add_size(ctx, &tokens, search->more_sizes.keys[i], search->grows_into);
    }
    add_filter(narrowed, FACET_SIZE, &tokens);
}

static void add_brands(struct ctx *ctx, struct narrowed *narrowed, const struct chosen_keys *chosen)
{
    struct facet_tokens tokens = {0};
    for (size_t i = 0; i < chosen->count && i < SEARCH_CHOICES_MAX; i++) {
        add_token(ctx, &tokens, FACET_BRAND, catalogue_facets_brand(ctx, chosen->keys[i]));
    }
    add_filter(narrowed, FACET_BRAND, &tokens);
}

static void add_price(struct narrowed *narrowed, uint8_t group, int64_t min, int64_t max)
{
    struct facet_query *query = &narrowed->query;
    if (min != NO_I64 || max != NO_I64) {
        query->filters[query->filter_count++] =
            (struct facet_filter){.group = group,
                                  .by_rank = true,
                                  .rank_min = min == NO_I64 ? 0 : min,
                                  .rank_max = max == NO_I64 ? INT64_MAX : max};
    }
}

static void add_filters(struct ctx *ctx, struct narrowed *narrowed, const struct search *search,
                        const struct catalogue_query *query)
{
    add_if(ctx, narrowed, FACET_CATEGORY, search->category_id != 0,
           str_of_i64(ctx->mem, search->category_id));
    add_sizes(ctx, narrowed, search);
    /* What catalogue_narrow_loosen() keeps stands before this. */
    const size_t kept = narrowed->query.filter_count;
    add_ids(ctx, narrowed, FACET_AGE, &search->ages);
    add_ids(ctx, narrowed, FACET_GRADE, &search->grades);
    add_price(narrowed, FACET_GROUP(FACET_PRICE), search->price_min_ore, search->price_max_ore);
    add_ids(ctx, narrowed, FACET_COLOUR, &search->colours);
    add_brands(ctx, narrowed, &search->brands);
    add_ids(ctx, narrowed, FACET_SEASON, &search->seasons);
    add_ids(ctx, narrowed, FACET_SHOP, &search->shops);
    add_if(ctx, narrowed, FACET_FREE, search->free_only, STR("1"));
    add_if(ctx, narrowed, FACET_NEW_TODAY, search->new_today,
           str_of_i64(ctx->mem, centre_today(ctx)));
    add_if(ctx, narrowed, FACET_REDUCED, search->reduced, STR("1"));
    add_if(ctx, narrowed, FACET_RENT, search->rent, STR("1"));
    add_if(ctx, narrowed, FACET_CHECKED, search->checked, STR("1"));
    add_price(narrowed, FACET_GROUP_WORDS_PRICE, query->price_min_ore, query->price_max_ore);
    narrowed->is_limited =
        narrowed->query.filter_count > kept || query->new_today || narrowed->wish_age.count > 0;
}

/* ---- words ----------------------------------------------------------------------------------- */

static struct facet_condition wish(struct ctx *ctx, enum facet facet, struct str text)
{
    struct facet_condition condition = {0};
    vec_push(ctx->mem, &condition, (struct facet_step){.op = FACET_NONE});
    vec_push(ctx->mem, &condition,
             (struct facet_step){FACET_HAS, {.group = FACET_GROUP(facet), .text = text}});
    return condition;
}

static void add_condition(struct narrowed *narrowed, const struct facet_condition *condition)
{
    narrowed->query.conditions[narrowed->query.condition_count++] = condition;
}

static void drop_condition(struct narrowed *narrowed, const struct facet_condition *condition)
{
    struct facet_query *query = &narrowed->query;
    size_t kept = 0;
    for (size_t i = 0; i < query->condition_count; i++) {
        if (query->conditions[i] != condition) {
            query->conditions[kept++] = query->conditions[i];
        }
    }
    query->condition_count = kept;
}

/* What is for somebody of one of the ages told. */
static void add_age(struct ctx *ctx, struct narrowed *narrowed, const struct catalogue_query *query)
{
    struct facet_condition *wish_age = &narrowed->wish_age;
    uint32_t set = 0;
    for (size_t i = 0; i < query->fact_count; i++) {
        const struct query_fact *fact = &query->facts[i];
        set |= fact->kind == QUERY_AGE
                   ? catalogue_ages_of_months(fact->months_min, fact->months_max)
                   : 0;
    }
    if (set == 0) {
        return;
    }
    vec_push(ctx->mem, wish_age, (struct facet_step){.op = FACET_NONE});
    for (int64_t age = 1; age <= CATALOGUE_AGES; age++) {
        if ((set & CATALOGUE_AGE_BIT(age)) != 0) {
            const struct facet_token token = {.group = FACET_GROUP(FACET_AGE),
                                              .text = str_of_i64(ctx->mem, age)};
            vec_push(ctx->mem, wish_age, (struct facet_step){FACET_HAS, token});
        }
    }
    add_condition(narrowed, wish_age);
}

static void add_words(struct ctx *ctx, struct narrowed *narrowed,
                      const struct catalogue_query *query, enum query_strength strength)
{
    catalogue_query_conditions(ctx, query, strength, &narrowed->conditions);
    for (size_t i = 0; i < narrowed->conditions.count; i++) {
        add_condition(narrowed, &narrowed->conditions.list[i]);
    }
    if (query->rent) {
        narrowed->wish_rent = wish(ctx, FACET_RENT, STR("1"));
        add_condition(narrowed, &narrowed->wish_rent);
    }
    add_age(ctx, narrowed, query);
    if (query->new_today) {
        narrowed->wish_today = wish(ctx, FACET_NEW_TODAY, str_of_i64(ctx->mem, centre_today(ctx)));
        add_condition(narrowed, &narrowed->wish_today);
    }
}

/* ---- pages ----------------------------------------------------------------------------------- */

/* "n2.0.1234": sort, page, key and seq of the last listing of the page before. */
static bool read_cursor(const struct search *search, struct facet_cursor *ret_after,
                        int64_t *ret_page)
{
    struct str rest = str_slice(search->after, 1, search->after.len);
    struct str parts[3];
    int64_t numbers[3];
    if (search->after.len < 2 || search->after.len > 48 ||
        search->after.ptr[0] != sort_letters[search->sort]) {
        return false;
    }
    for (size_t i = 0; i < 3; i++) {
        if (!str_split(&rest, '.', &parts[i]) || !str_to_i64(parts[i], &numbers[i]) ||
            numbers[i] < 0) {
            return false;
        }
    }
    *ret_page = numbers[0];
    *ret_after = (struct facet_cursor){true, numbers[1], numbers[2]};
    return rest.len == 0 && numbers[0] >= 2 && numbers[0] <= SEARCH_PAGES_MAX;
}

struct str catalogue_narrow_next(struct ctx *ctx, enum search_sort sort, int64_t page,
                                 const struct facet_hit *last)
{
    return page > SEARCH_PAGES_MAX
               ? STR("")
               : str_format(ctx->mem, "%c%lld.%lld.%lld", sort_letters[sort], (long long)page,
                            (long long)last->key, (long long)last->seq);
}

static enum status add_page(struct ctx *ctx, struct narrowed *narrowed, const struct search *search,
                            int64_t *ret_page)
{
    struct facet_cursor *after = &narrowed->query.after;
    *ret_page = 1;
    narrowed->query.order = orders[search->sort];
    narrowed->query.limit = CATALOGUE_PAGE + 1;
    if (search->after.len > 0) {
        return read_cursor(search, after, ret_page)
                   ? OK
                   : ctx_fail(ctx, INVALID,
                              N_("There are no further pages. Narrow the search instead."),
                              "after");
    }
    if (search->before_seq != NO_I64 && search->sort == SORT_NEWEST) {
        *after = (struct facet_cursor){true, 0, search->before_seq};
    }
    return OK;
}

enum status catalogue_narrow(struct ctx *ctx, const struct search *search,
                             const struct catalogue_query *query, enum query_strength strength,
                             struct narrowed *ret_narrowed, int64_t *ret_page)
{
    memset(ret_narrowed, 0, sizeof(*ret_narrowed));
    TRY(add_page(ctx, ret_narrowed, search, ret_page));
    add_words(ctx, ret_narrowed, query, strength);
    add_filters(ctx, ret_narrowed, search, query);
    if (search->sort == SORT_BEST) {
        ret_narrowed->best = catalogue_query_best(ctx, query);
        ret_narrowed->query.best = &ret_narrowed->best;
    }
    if (search->with_counts) {
        ret_narrowed->query.count_max = CATALOGUE_COUNT_MAX;
        ret_narrowed->query.count_group = (UINT32_C(1) << FACET_GROUP(FACET_END)) - 2;
    }
    return OK;
}

void catalogue_narrow_loosen(struct narrowed *narrowed)
{
    struct facet_query *query = &narrowed->query;
    size_t kept = 0;
    while (kept < query->filter_count && query->filters[kept].group <= FACET_GROUP(FACET_SIZE)) {
        kept++;
    }
    query->filter_count = kept;
    drop_condition(narrowed, &narrowed->wish_today);
    drop_condition(narrowed, &narrowed->wish_age);
    query->limit = 0;
    query->count_group = 0;
}

bool catalogue_narrow_forget_age(struct narrowed *narrowed)
{
    drop_condition(narrowed, &narrowed->wish_age);
    return narrowed->wish_age.count > 0;
}
