/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as what a visitor types: read within bounds, told back within the text, and asked for
 * in words that no quote can leave. */
#include <stdlib.h>

#include "catalogue/catalogue_query.h"
#include "catalogue/catalogue_query_typos.h"
#include "catalogue/catalogue_words.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void must(bool good)
{
    if (!good) {
        abort();
    }
}

/* Between quotes stands nothing that ends them or has a meaning. */
static void check_tokens(struct str tokens, char quote)
{
    bool inside = false;
    must(tokens.len < (size_t)16 * 1024);
    for (size_t i = 0; i < tokens.len; i++) {
        const unsigned char c = (unsigned char)tokens.ptr[i];
        if (tokens.ptr[i] == quote) {
            inside = !inside;
        } else if (inside) {
            must((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_' || c >= 0x80);
        }
    }
    must(!inside);
}

static void check_query(struct ctx *ctx, const struct catalogue_query *query)
{
    must(query->text.len <= QUERY_TEXT_MAX && query->word_count <= QUERY_WORDS_MAX &&
         query->size_count <= QUERY_SIZES_MAX && query->fact_count <= QUERY_FACTS_MAX);
    for (size_t i = 0; i < query->word_count; i++) {
        must(query->words[i].count > 0 && query->words[i].count <= QUERY_ALTERNATIVES_MAX);
        must(query->words[i].from < query->words[i].to && query->words[i].to <= query->text.len);
    }
    for (size_t i = 0; i < query->fact_count; i++) {
        must(query->facts[i].from < query->facts[i].to && query->facts[i].to <= query->text.len);
        must(catalogue_query_without(ctx, query, i).len <= query->text.len);
    }
    for (int strength = 0; strength < 2; strength++) {
        check_tokens(catalogue_query_tokens(ctx, DB_SQLITE, query, (enum query_strength)strength,
                                            STR("_k1")),
                     '"');
        check_tokens(catalogue_query_tokens(ctx, DB_POSTGRES, query, (enum query_strength)strength,
                                            STR("_k1")),
                     '\'');
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct ctx ctx = {.mem = arena_create((size_t)64 * 1024 * 1024)};
    const struct str text = {(const char *)data, size};
    struct catalogue_query query;
    catalogue_query_read(&ctx, text, &query);
    check_query(&ctx, &query);
    catalogue_query_read_plain(&ctx, text, &query);
    check_query(&ctx, &query);
    const struct index_text title = {text, (enum index_source)(size % 3)};
    must(catalogue_index_words(&ctx, &title, 1).len <= INDEX_WORDS_MAX);
    must(catalogue_typo_distance(str_slice(text, 0, size / 2), str_slice(text, size / 2, size),
                                 2) <= 3);
    arena_destroy(ctx.mem);
    return 0;
}
