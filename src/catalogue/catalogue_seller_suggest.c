/* SPDX-License-Identifier: EUPL-1.2 */
/* What it is, which size and colour, by the words of its title. */
#include "catalogue/catalogue_seller.h"

#include <pthread.h>
#include <stdlib.h>

#include "base/vec.h"
#include "catalogue/catalogue_query.h"
#include "catalogue/catalogue_synonyms.h"
#include "goods/goods_size.h"

#include "base/banned.h"

#define TITLE_KEYS_MAX  24
#define NAMES_ARENA_CAP ((size_t)1024 * 1024)

/* Keys of a title's words and of the parts of compounds, in order. */
struct title_keys {
    struct str keys[TITLE_KEYS_MAX];
    size_t count;
};

static void cut(struct str text, struct title_keys *ret_keys)
{
    size_t from = 0;
    ret_keys->count = 0;
    for (size_t i = 0; i <= text.len && ret_keys->count < TITLE_KEYS_MAX; i++) {
        if (i < text.len && text.ptr[i] != ' ') {
            continue;
        }
        if (i > from) {
            ret_keys->keys[ret_keys->count++] = (struct str){text.ptr + from, i - from};
        }
        from = i + 1;
    }
}

/* ---- names of our lists ---------------------------------------------------------------------- */

/* A kind or category under the keys of one of its names. */
struct named {
    struct str joined;
    size_t place; /* in our lists: kinds before categories */
    struct str kind_key;
    int64_t category_id;
};

static pthread_once_t names_once = PTHREAD_ONCE_INIT;
/* Holds the names until the process ends. */
static struct arena *names_mem;
static VEC(struct named) names;

static void learn(struct ctx *ctx, const struct goods_name *name, const struct named *named)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        struct named one = *named;
        one.joined = catalogue_keys(ctx, name->in[lang]);
        one.place = names.count;
        vec_push(names_mem, &names, one);
    }
}

static int compare_named(const void *a, const void *b)
{
    const struct named *left = a;
    const struct named *right = b;
    const int order = str_compare(left->joined, right->joined);
    return order != 0 ? order : (left->place > right->place) - (left->place < right->place);
}

static void learn_all(void)
{
    const struct goods_codes *codes = goods_codes_all();
    names_mem = arena_create(NAMES_ARENA_CAP);
    struct ctx ctx = {.mem = names_mem};
    for (size_t i = 0; i < codes->kind_count; i++) {
        const struct goods_kind *kind = &codes->kinds[i];
        learn(&ctx, &kind->name,
              &(struct named){.kind_key = kind->key, .category_id = kind->category_id});
    }
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        learn(&ctx, &category->name,
              &(struct named){.kind_key = STR(""), .category_id = category->id});
    }
    qsort(names.ptr, names.count, sizeof(*names.ptr), compare_named);
}

/* A kind or category that is called so in one of our lists: the first there. */
static bool by_name(struct str joined, struct suggestion *suggestion)
{
    pthread_once(&names_once, learn_all);
    size_t from = 0;
    size_t to = names.count;
    while (from < to) {
        const size_t middle = from + (to - from) / 2;
        if (str_compare(names.ptr[middle].joined, joined) < 0) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    if (from == names.count || !str_equal(names.ptr[from].joined, joined)) {
        return false;
    }
    suggestion->kind_key = names.ptr[from].kind_key;
    suggestion->category_id = names.ptr[from].category_id;
    return true;
}

/* ---- from a title ---------------------------------------------------------------------------- */

/* The only kind of the category; empty when there are several or none. */
static struct str only_kind(int64_t category_id)
{
    const struct goods_codes *codes = goods_codes_all();
    struct str key = STR("");
    for (size_t i = 0; i < codes->kind_count; i++) {
        if (codes->kinds[i].category_id == category_id) {
            if (key.len > 0) {
                return STR("");
            }
            key = codes->kinds[i].key;
        }
    }
    return key;
}

static bool by_synonym(struct str joined, struct suggestion *suggestion)
{
    for (const struct synonym_use *use = catalogue_synonyms_of(joined); use != NULL;
         use = use->next) {
        if (use->group->category_count > 0) {
            suggestion->category_id = use->group->category_ids[0];
            return true;
        }
    }
    return false;
}

static bool by_words(struct ctx *ctx, const struct title_keys *title, struct suggestion *suggestion)
{
    for (size_t length = SYNONYM_WORDS_MAX; length > 0; length--) {
        for (size_t at = 0; at + length <= title->count; at++) {
            struct str joined = title->keys[at];
            for (size_t i = 1; i < length; i++) {
                joined = str_format(ctx->mem, "%.*s %.*s", STR_ARG(joined),
                                    STR_ARG(title->keys[at + i]));
            }
            if (by_name(joined, suggestion) || by_synonym(joined, suggestion)) {
                return true;
            }
        }
    }
    return false;
}

/* What compounds end with: the dress of festdress. */
static bool by_parts(struct ctx *ctx, struct str title, struct suggestion *suggestion)
{
    const struct index_text text = {title, INDEX_TITLE};
    struct title_keys parts;
    cut(catalogue_index_words(ctx, &text, 1), &parts);
    for (size_t i = 0; i < parts.count; i++) {
        if (!str_starts_with(parts.keys[i], STR(WEAK_PREFIX)) &&
            (by_name(parts.keys[i], suggestion) || by_synonym(parts.keys[i], suggestion))) {
            return true;
        }
    }
    return false;
}

static void add_facts(struct ctx *ctx, struct str title, struct suggestion *suggestion)
{
    const struct goods_category *category = goods_codes_category(suggestion->category_id);
    struct catalogue_query query;
    catalogue_query_read(ctx, title, &query);
    for (size_t i = 0; i < query.fact_count; i++) {
        const struct query_fact *fact = &query.facts[i];
        const bool fits =
            fact->kind == QUERY_SIZE && fact->size != NULL &&
            (category == NULL || str_equal(category->size_system, fact->size->system));
        if (fits && suggestion->size_key.len == 0) {
            suggestion->size_key = fact->size->key;
        } else if (fact->kind == QUERY_COLOUR && suggestion->colour_id == NO_I64) {
            suggestion->colour_id = fact->colour_id;
        }
    }
}

void catalogue_seller_suggest(struct ctx *ctx, struct str title, struct suggestion *ret_suggestion)
{
    struct suggestion suggestion = {.kind_key = STR(""), .size_key = STR(""), .colour_id = NO_I64};
    struct title_keys keys;
    const struct str text = str_utf8_prefix(title, CATALOGUE_TITLE_MAX);
    cut(catalogue_keys(ctx, text), &keys);
    if (by_words(ctx, &keys, &suggestion) || by_parts(ctx, text, &suggestion)) {
        if (suggestion.kind_key.len == 0) {
            suggestion.kind_key = only_kind(suggestion.category_id);
        }
    }
    add_facts(ctx, text, &suggestion);
    *ret_suggestion = suggestion;
}
