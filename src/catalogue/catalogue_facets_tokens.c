/* SPDX-License-Identifier: EUPL-1.2 */
/* What a listing is found by, as tokens of the index. */
#include "base/vec.h"
#include "catalogue/catalogue_facets.h"
#include "catalogue/catalogue_words.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"

#include "base/banned.h"

#define ORE_PER_KR 100
/* A day is a value only while somebody can ask for it as today. */
#define DAYS_ASKED_FOR 2

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

/* Every size whose wearer it suits, so that one value says all that fits. */
static void add_sizes(struct ctx *ctx, struct facet_tokens *tokens, struct str size_key)
{
    const struct goods_size *own = size_key.len == 0 ? NULL : goods_codes_size_by_key(size_key);
    const struct goods_size *size = NULL;
    if (own == NULL) {
        return;
    }
    add(ctx, tokens, FACET_SIZE, size_key);
    while ((size = goods_codes_size_in(own->system, size)) != NULL) {
        if (size != own && goods_size_fits(size, own)) {
            add(ctx, tokens, FACET_SIZE, size->key);
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

struct facet_tokens catalogue_facets_tokens(struct ctx *ctx, const struct facet_row *row)
{
    const struct listing *listing = &row->listing;
    struct facet_tokens tokens = catalogue_facets_words(ctx, row->words);
    const int64_t step = catalogue_facets_price_step(listing->price_ore);
    add_categories(ctx, &tokens, listing->category_id);
    add_sizes(ctx, &tokens, listing->size_key);
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
    if (listing->published_day >= centre_today(ctx) - DAYS_ASKED_FOR) {
        add_number(ctx, &tokens, FACET_NEW_TODAY, listing->published_day);
    }
    add_if(ctx, &tokens, FACET_REDUCED, listing->before_ore != NO_I64);
    add_if(ctx, &tokens, FACET_CHECKED, listing->checked);
    return tokens;
}
