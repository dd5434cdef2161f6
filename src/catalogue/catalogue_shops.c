/* SPDX-License-Identifier: EUPL-1.2 */
/* Shops that what a visitor typed is about: by their name, what they do, what they take in, what
 * they say of themselves. From the list that a page has read anyway, so both engines find the same.
 */
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_words.h"

#include "base/banned.h"

#define HITS_MAX   3
#define WORDS_MAX  8
#define READ_BYTES ((size_t)256 * 1024) /* of all shops' texts: then it is enough */
#define PART_BYTES 4                    /* of a compound that may be found within it */

struct typed {
    struct word_text keys[WORDS_MAX];
    size_t count;
};

static bool is_like(const struct word_text *word, const struct word_text *typed)
{
    if (word->len == typed->len && memcmp(word->bytes, typed->bytes, word->len) == 0) {
        return true;
    }
    return typed->len >= PART_BYTES &&
           memmem(word->bytes, word->len, typed->bytes, typed->len) != NULL;
}

/* Which of the typed words the text has, as bits. */
static unsigned found_in(const struct typed *typed, struct str text)
{
    struct word word;
    size_t at = 0;
    unsigned found = 0;
    while (catalogue_word_next(text, &at, &word)) {
        const struct word_text key =
            catalogue_key((struct str){word.lowered.bytes, word.lowered.len});
        for (size_t i = 0; i < typed->count; i++) {
            found |= is_like(&key, &typed->keys[i]) ? 1u << i : 0;
        }
    }
    return found;
}

/* The first line of what they do that has one of the words; empty: none. */
static struct str line_of(struct ctx *ctx, const struct tenant *shop, const struct typed *typed,
                          unsigned *found)
{
    struct facts services = {0};
    struct str line = STR("");
    tenants_services(ctx, shop, &services);
    for (size_t i = 0; i < services.count; i++) {
        const unsigned here = found_in(typed, services.ptr[i].label);
        *found |= here;
        if (here != 0 && line.len == 0) {
            line = services.ptr[i].value.len == 0
                       ? services.ptr[i].label
                       : str_format(ctx->mem, "%.*s: %.*s", STR_ARG(services.ptr[i].label),
                                    STR_ARG(services.ptr[i].value));
        }
    }
    return line;
}

static bool is_about(struct ctx *ctx, const struct tenant *shop, const struct typed *typed,
                     size_t *left, struct shop_hit *ret)
{
    const struct str texts[] = {shop->name, tenants_told(ctx, shop->takes),
                                tenants_about(ctx, shop)};
    unsigned found = 0;
    const struct str line = line_of(ctx, shop, typed, &found);
    size_t read = tenants_told(ctx, shop->services).len;
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        found |= found_in(typed, texts[i]);
        read += texts[i].len;
    }
    *left = read < *left ? *left - read : 0;
    if (found != (1u << typed->count) - 1) {
        return false;
    }
    *ret = (struct shop_hit){.name = shop->name,
                             .what = line.len > 0 ? line : shop->place,
                             .url = url_build(ctx, "/butikk/{}", &shop->slug, 1)};
    return true;
}

struct shop_hits catalogue_shops(struct ctx *ctx, const struct shop_names *names, struct str words)
{
    struct shop_hits hits = {0};
    struct typed typed = {.count = 0};
    struct word word;
    size_t at = 0;
    size_t left = READ_BYTES;
    while (typed.count < WORDS_MAX && catalogue_word_next(words, &at, &word)) {
        typed.keys[typed.count++] =
            catalogue_key((struct str){word.lowered.bytes, word.lowered.len});
    }
    for (size_t i = 0;
         typed.count > 0 && left > 0 && i < names->tenants.count && hits.count < HITS_MAX; i++) {
        struct shop_hit hit;
        if (is_about(ctx, &names->tenants.ptr[i], &typed, &left, &hit)) {
            vec_push(ctx->mem, &hits, hit);
        }
    }
    return hits;
}
