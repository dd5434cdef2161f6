/* SPDX-License-Identifier: EUPL-1.2 */
/* What a listing is found by, as tokens of the index. */
#include <assert.h>
#include <pthread.h>

#include "base/vec.h"
#include "catalogue/catalogue_ages.h"
#include "catalogue/catalogue_facets.h"
#include "catalogue/catalogue_words.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"

#include "base/banned.h"

#define ORE_PER_KR 100
/* A day is a value only while somebody can ask for it as today. */
#define DAYS_ASKED_FOR 2
#define SIZES_MAX      ((size_t)512)
#define FITS_MAX       8 /* on average */

static void add(struct ctx *ctx, struct facet_tokens *tokens, enum facet facet, struct str text)
{
    vec_push(ctx->mem, tokens, (struct facet_token){.group = FACET_GROUP(facet), .text = text});
}

static void add_number(struct ctx *ctx, struct facet_tokens *tokens, enum facet facet,
                       int64_t number)
{
    add(ctx, tokens, facet, str_of_i64(ctx->mem, number));
}

static void add_if(struct ctx *ctx, struct facet_tokens *tokens, enum facet facet, bool is_so)
{
    if (is_so) {
        add(ctx, tokens, facet, STR("1"));
    }
}

static void add_categories(struct ctx *ctx, struct facet_tokens *tokens, int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    while (category != NULL) {
        add_number(ctx, tokens, FACET_CATEGORY, category->id);
        add_if(ctx, tokens, FACET_RENT, str_equal(category->key, STR("lending")));
        category = category->parent_id == 0 ? NULL : goods_codes_category(category->parent_id);
    }
}

/* Which other sizes each suits: looked for once, not for each of a million things. */
static size_t fits_at[SIZES_MAX + 1];
static const struct goods_size *fits[SIZES_MAX * FITS_MAX];
static pthread_once_t fits_made = PTHREAD_ONCE_INIT;

static void make_fits(void)
{
    const struct goods_codes *codes = goods_codes_all();
    size_t count = 0;
    assert(codes->size_count <= SIZES_MAX);
    for (size_t own = 0; own < codes->size_count; own++) {
        for (size_t i = 0; i < codes->size_count; i++) {
            if (i != own && goods_size_fits(&codes->sizes[i], &codes->sizes[own])) {
                assert(count < SIZES_MAX * FITS_MAX);
                fits[count++] = &codes->sizes[i];
            }
        }
        fits_at[own + 1] = count;
    }
}

static size_t fits_first(const struct goods_size *size)
{
    pthread_once(&fits_made, make_fits);
    return fits_at[size - goods_codes_all()->sizes];
}

/* Every size whose wearer it suits, so that one value says all that fits. */
static void add_sizes(struct ctx *ctx, struct facet_tokens *tokens, struct str size_key)
{
    const struct goods_size *own = size_key.len == 0 ? NULL : goods_codes_size_by_key(size_key);
    if (own == NULL) {
        return;
    }
    add(ctx, tokens, FACET_SIZE, size_key);
    for (size_t i = fits_first(own); i < fits_first(own + 1); i++) {
        add(ctx, tokens, FACET_SIZE, fits[i]->key);
    }
}

/* By the size; without one by what the title tells. */
static void add_ages(struct ctx *ctx, struct facet_tokens *tokens, const struct listing *listing)
{
    const struct goods_size *size =
        listing->size_key.len == 0 ? NULL : goods_codes_size_by_key(listing->size_key);
    const uint32_t set = size == NULL
                             ? catalogue_ages_of_title(ctx, listing->category_id, listing->title)
                             : catalogue_ages_of_size(size);
    for (int64_t age = 1; set != 0 && age <= CATALOGUE_AGES; age++) {
        if ((set & CATALOGUE_AGE_BIT(age)) != 0) {
            add_number(ctx, tokens, FACET_AGE, age);
        }
    }
}

int64_t catalogue_facets_price_step(int64_t price_ore)
{
#define STEP(kr) (kr) * ORE_PER_KR,
    static const int64_t steps[] = {CATALOGUE_PRICE_STEPS(STEP)};
#undef STEP
    for (size_t i = 0; i < sizeof(steps) / sizeof(steps[0]); i++) {
        if (price_ore <= steps[i]) {
            return steps[i];
        }
    }
    return NO_I64;
}

struct str catalogue_facets_brand(struct ctx *ctx, struct str brand)
{
    struct str key = STR("");
    struct word word;
    for (size_t at = 0; catalogue_word_next(brand, &at, &word);) {
        const struct word_text folded = catalogue_fold(word_text_view(&word.lowered));
        key = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(key), key.len > 0 ? "-" : "",
                         (int)folded.len, folded.bytes);
    }
    return key;
}

static void add_brand(struct ctx *ctx, struct facet_tokens *tokens, struct str brand)
{
    const struct str key = brand.len == 0 ? brand : catalogue_facets_brand(ctx, brand);
    if (key.len > 0) {
        vec_push(
            ctx->mem, tokens,
            (struct facet_token){.group = FACET_GROUP(FACET_BRAND), .text = key, .label = brand});
    }
}

struct facet_tokens catalogue_facets_words(struct ctx *ctx, struct str words)
{
    struct facet_tokens tokens = {0};
    struct str rest = words;
    struct str word;
    while (words.len > 0 && str_split(&rest, ' ', &word)) {
        if (word.len > 0) {
            vec_push(ctx->mem, &tokens, (struct facet_token){.text = word});
        }
    }
    return tokens;
}

struct facet_tokens catalogue_facets_tokens(struct ctx *ctx, const struct facet_row *row,
                                            int64_t today)
{
    const struct listing *listing = &row->listing;
    struct facet_tokens tokens = catalogue_facets_words(ctx, row->words);
    const int64_t step = catalogue_facets_price_step(listing->price_ore);
    add_categories(ctx, &tokens, listing->category_id);
    add_sizes(ctx, &tokens, listing->size_key);
    add_ages(ctx, &tokens, listing);
    add_number(ctx, &tokens, FACET_GRADE, listing->grade);
    if (step != NO_I64) {
        add_number(ctx, &tokens, FACET_PRICE, step);
    }
    if (listing->colour_id != NO_I64) {
        add_number(ctx, &tokens, FACET_COLOUR, listing->colour_id);
    }
    add_brand(ctx, &tokens, listing->brand);
    for (int64_t season = SEASON_WINTER; season < SEASON_END; season++) {
        if ((listing->seasons & SEASON_BIT(season)) != 0) {
            add_number(ctx, &tokens, FACET_SEASON, season);
        }
    }
    add_number(ctx, &tokens, FACET_SHOP, listing->tenant_id);
    add_if(ctx, &tokens, FACET_FREE, listing->price_ore == 0);
    if (listing->published_day >= today - DAYS_ASKED_FOR) {
        add_number(ctx, &tokens, FACET_NEW_TODAY, listing->published_day);
    }
    add_if(ctx, &tokens, FACET_REDUCED, listing->before_ore != NO_I64);
    add_if(ctx, &tokens, FACET_CHECKED, listing->checked);
    return tokens;
}
