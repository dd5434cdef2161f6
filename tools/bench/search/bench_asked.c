/* SPDX-License-Identifier: EUPL-1.2 */
/* What is searched for. */
#include <stdio.h>
#include <string.h>

#include "base/day.h"
#include "bench_things.h"
#include "catalogue/catalogue_query.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

#define FILTERS    13
#define FILTER_HOP 5 /* so that three of them are of different kinds */
#define TYPO_MIN   5

struct search bench_nothing_asked(void)
{
    return (struct search){.words = STR(""),
                           .price_min_ore = NO_I64,
                           .price_max_ore = NO_I64,
                           .before_seq = NO_I64,
                           .with_counts = true};
}

/* ---- some search ----------------------------------------------------------------------------- */

static void add_size(struct search *search, const struct listing *listing, bool grows)
{
    search->size_key = listing->size_key;
    search->grows_into = search->grows_into || grows;
}

static void add_wish(struct search *search, int64_t which)
{
    search->new_today = search->new_today || which == 8;
    search->free_only = search->free_only || which == 9;
    search->reduced = search->reduced || which == 10;
    search->rent = search->rent || which == 11;
    search->checked = search->checked || which == 12;
}

static void add_filter(struct search *search, const struct listing *listing, int64_t which)
{
    switch (which) {
    case 0:
        search->category_id = listing->category_id;
        break;
    case 1:
    case 7:
        add_size(search, listing, which == 7);
        break;
    case 2:
        search->price_min_ore = listing->price_ore / 2;
        search->price_max_ore = listing->price_ore * 2;
        break;
    case 3:
        search->colours = (struct chosen_ids){.ids = {listing->colour_id}, .count = 1};
        break;
    case 4:
        search->grades = (struct chosen_ids){.ids = {listing->grade, 1}, .count = 2};
        break;
    case 5:
        search->shops = (struct chosen_ids){.ids = {listing->tenant_id}, .count = 1};
        break;
    case 6:
        search->seasons = (struct chosen_ids){.ids = {1 + listing->grade % 4}, .count = 1};
        search->brands =
            (struct chosen_keys){.keys = {listing->brand}, .count = listing->brand.len > 0 ? 1 : 0};
        break;
    default:
        add_wish(search, which);
        break;
    }
}

/* With two letters exchanged. */
static struct str mistyped(struct bench *bench, const char *word, uint64_t *state)
{
    struct str text = str_copy(bench->ctx.mem, str_of(word));
    char *bytes = arena_alloc(bench->ctx.mem, text.len + 1);
    memcpy(bytes, text.ptr, text.len);
    const int64_t at = 1 + bench_below(state, (int64_t)text.len - 2);
    const char kept = bytes[at];
    bytes[at] = bytes[at + 1 < (int64_t)text.len ? at + 1 : at - 1];
    bytes[at + 1 < (int64_t)text.len ? at + 1 : at - 1] = kept;
    return (struct str){bytes, text.len};
}

struct search bench_some_search(struct bench *bench, struct bench_mix mix, uint64_t *state)
{
    int own[DOC_WORDS];
    const struct indexed_listing row = bench_listing(bench, bench_below(state, bench->count), own);
    const int64_t first = bench_below(state, FILTERS);
    struct search search = bench_nothing_asked();
    for (int i = 0; i < mix.words; i++) {
        const char *word = bench->words[own[bench_below(state, DOC_WORDS)]].text;
        const bool slip = mix.typos && strlen(word) >= TYPO_MIN && bench_below(state, 10) == 0;
        search.words = str_format(bench->ctx.mem, "%.*s %.*s", STR_ARG(search.words),
                                  STR_ARG(slip ? mistyped(bench, word, state) : str_of(word)));
    }
    for (int i = 0; i < mix.filters; i++) {
        add_filter(&search, &row.listing, (first + (int64_t)FILTER_HOP * i) % FILTERS);
    }
    return search;
}

/* ---- the worst ------------------------------------------------------------------------------- */

/* The commonest words, all filters with all their choices, a page far back, the dearest sort. */
struct search bench_worst(struct bench *bench)
{
    struct search search = bench_nothing_asked();
    for (int i = 0; i < QUERY_WORDS_MAX; i++) {
        search.words =
            str_format(bench->ctx.mem, "%.*s %s", STR_ARG(search.words), bench->words[i].text);
    }
    search.category_id = goods_codes_category_by_key(STR("clothes"))->id;
    search.size_key = STR("h104");
    search.grows_into = true;
    for (int64_t i = 0; i < SEARCH_CHOICES_MAX; i++) {
        search.grades.ids[search.grades.count++] = 1 + i % 4;
        search.colours.ids[search.colours.count++] = goods_codes_all()->colours[i].id;
        search.brands.keys[search.brands.count++] = str_of(bench_brands[i]);
        search.seasons.ids[search.seasons.count++] = 1 + i % 4;
        search.shops.ids[search.shops.count++] = bench->shops[i];
        search.more_sizes.keys[search.more_sizes.count++] = goods_codes_all()->sizes[10 + i].key;
    }
    search.price_min_ore = 0;
    search.price_max_ore = 100000;
    search.sort = SORT_CHEAPEST;
    search.after = STR("l200.0.1");
    return search;
}
