/* SPDX-License-Identifier: EUPL-1.2 */
/* A query in the language of each engine's index. */
#include "base/strbuf.h"
#include "catalogue/catalogue_query.h"
#include "catalogue/catalogue_words.h"

#include "base/banned.h"

#define TOKENS_MAX ((size_t)32 * 1024)

struct asking {
    struct strbuf text;
    enum db_engine engine;
};

static void and_next(struct asking *asking, bool first)
{
    if (!first) {
        strbuf_cstr(&asking->text, asking->engine == DB_SQLITE ? " AND " : " & ");
    }
}

static void or_next(struct asking *asking, bool first)
{
    if (!first) {
        strbuf_cstr(&asking->text, asking->engine == DB_SQLITE ? " OR " : " | ");
    }
}

/* Tokens hold letters, digits and '_' only, so quoting them is enough. */
static void put_token(struct asking *asking, const char *prefix, struct str token)
{
    const char quote = asking->engine == DB_SQLITE ? '"' : '\'';
    strbuf_byte(&asking->text, quote);
    strbuf_cstr(&asking->text, prefix);
    strbuf_str(&asking->text, token);
    strbuf_byte(&asking->text, quote);
}

/* As the thing, or also as what only tells which thing. */
static void put_either(struct asking *asking, struct str token)
{
    strbuf_byte(&asking->text, '(');
    put_token(asking, "", token);
    or_next(asking, false);
    put_token(asking, WEAK_PREFIX, token);
    strbuf_byte(&asking->text, ')');
}

static void put_alternative(struct asking *asking, const struct query_alternative *alternative,
                            bool in_any_way)
{
    const bool facet = alternative->tokens[0].len > 0 && alternative->tokens[0].ptr[0] == '_';
    if (alternative->count == 1) {
        if (in_any_way && !facet) {
            put_either(asking, alternative->tokens[0]);
        } else {
            put_token(asking, "", alternative->tokens[0]);
        }
        return;
    }
    strbuf_byte(&asking->text, '(');
    for (size_t i = 0; i < alternative->count; i++) {
        and_next(asking, i == 0);
        if (i + 1 < alternative->count) {
            put_either(asking, alternative->tokens[i]);
        } else {
            put_token(asking, "", alternative->tokens[i]);
        }
    }
    strbuf_byte(&asking->text, ')');
}

static void put_word(struct asking *asking, const struct query_word *word, bool in_any_way)
{
    strbuf_byte(&asking->text, '(');
    for (size_t i = 0; i < word->count; i++) {
        or_next(asking, i == 0);
        put_alternative(asking, &word->alternatives[i], in_any_way);
    }
    strbuf_byte(&asking->text, ')');
}

static bool names_things(const struct query_word *word)
{
    return word->colour_id == NO_I64;
}

/* One of the words at least is the thing itself; a colour is none. */
static void put_thing(struct asking *asking, const struct catalogue_query *query)
{
    bool first = true;
    strbuf_byte(&asking->text, '(');
    for (size_t i = 0; i < query->word_count; i++) {
        if (names_things(&query->words[i])) {
            or_next(asking, first);
            put_word(asking, &query->words[i], false);
            first = false;
        }
    }
    strbuf_byte(&asking->text, ')');
}

/* Whether some of several words have to be found as the thing. */
static bool needs_thing(const struct catalogue_query *query)
{
    size_t things = 0;
    for (size_t i = 0; i < query->word_count; i++) {
        things += names_things(&query->words[i]) ? 1 : 0;
    }
    return things > 0;
}

/* As put_size() in catalogue_index.c writes it. */
static void put_size(struct asking *asking, struct str key)
{
    char token[WORD_BYTES_MAX];
    const size_t len = key.len < sizeof(token) ? key.len : sizeof(token);
    for (size_t i = 0; i < len; i++) {
        const char c = key.ptr[i];
        token[i] = (char)((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : 'x');
    }
    put_token(asking, "_s", (struct str){token, len});
}

static void put_sizes(struct asking *asking, const struct catalogue_query *query)
{
    strbuf_byte(&asking->text, '(');
    for (size_t i = 0; i < query->size_count; i++) {
        or_next(asking, i == 0);
        put_size(asking, query->sizes[i]);
    }
    strbuf_byte(&asking->text, ')');
}

static void put_facets(struct asking *asking, struct str facets)
{
    struct str rest = facets;
    struct str facet;
    while (facets.len > 0 && str_split(&rest, ' ', &facet)) {
        if (facet.len > 0) {
            and_next(asking, asking->text.len == 0);
            put_token(asking, "", facet);
        }
    }
}

static struct str asked(struct ctx *ctx, struct asking *asking)
{
    const struct str text = strbuf_copy(&asking->text, ctx->mem);
    strbuf_finish(&asking->text);
    return text;
}

struct str catalogue_query_tokens(struct ctx *ctx, enum db_engine engine,
                                  const struct catalogue_query *query, enum query_strength strength,
                                  struct str facets)
{
    struct asking asking = {.engine = engine};
    const bool in_any_way = strength == QUERY_IN_ANY_WAY || query->word_count > 1;
    strbuf_init(&asking.text, TOKENS_MAX);
    for (size_t i = 0; i < query->word_count; i++) {
        and_next(&asking, asking.text.len == 0);
        put_word(&asking, &query->words[i], in_any_way);
    }
    if (strength == QUERY_AS_THE_THING && query->word_count > 1 && needs_thing(query)) {
        and_next(&asking, false);
        put_thing(&asking, query);
    }
    if (query->size_count > 0) {
        and_next(&asking, asking.text.len == 0);
        put_sizes(&asking, query);
    }
    put_facets(&asking, facets);
    return asked(ctx, &asking);
}

struct str catalogue_query_word_tokens(struct ctx *ctx, enum db_engine engine,
                                       const struct catalogue_query *query, size_t word,
                                       struct str facets)
{
    struct asking asking = {.engine = engine};
    strbuf_init(&asking.text, TOKENS_MAX);
    put_word(&asking, &query->words[word], true);
    put_facets(&asking, facets);
    return asked(ctx, &asking);
}
