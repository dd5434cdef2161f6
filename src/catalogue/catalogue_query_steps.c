/* SPDX-License-Identifier: EUPL-1.2 */
/* A query as conditions of the index. */
#include "base/vec.h"
#include "catalogue/catalogue_facets.h"
#include "catalogue/catalogue_query.h"
#include "catalogue/catalogue_words.h"

#include "base/banned.h"

struct asking {
    struct ctx *ctx;
    struct facet_condition condition;
};

static void put(struct asking *asking, enum facet_op op)
{
    vec_push(asking->ctx->mem, &asking->condition, (struct facet_step){.op = op});
}

static void put_has(struct asking *asking, uint8_t group, struct str token)
{
    vec_push(asking->ctx->mem, &asking->condition,
             (struct facet_step){FACET_HAS, {.group = group, .text = token}});
}

/* As the thing, or also as what only tells which thing; or a colour, "_f3". */
static void put_token(struct asking *asking, struct str token, bool in_any_way)
{
    if (str_starts_with(token, STR("_f"))) {
        put_has(asking, FACET_GROUP(FACET_COLOUR), str_slice(token, 2, token.len));
        return;
    }
    put_has(asking, 0, token);
    if (in_any_way) {
        put_has(asking, 0, str_format(asking->ctx->mem, WEAK_PREFIX "%.*s", STR_ARG(token)));
    }
}

static void put_alternative(struct asking *asking, const struct query_alternative *alternative,
                            bool in_any_way)
{
    if (alternative->count == 1) {
        put_token(asking, alternative->tokens[0], in_any_way);
        return;
    }
    for (size_t i = 0; i < alternative->count; i++) {
        put(asking, FACET_NONE);
        put_token(asking, alternative->tokens[i], i + 1 < alternative->count);
        if (i > 0) {
            put(asking, FACET_AND);
        }
    }
    put(asking, FACET_OR);
}

/* Any of its alternatives; on the stack is the set they are added to. */
static void put_word(struct asking *asking, const struct query_word *word, bool in_any_way)
{
    for (size_t i = 0; i < word->count; i++) {
        put_alternative(asking, &word->alternatives[i], in_any_way);
    }
}

static bool names_things(const struct query_word *word)
{
    return word->colour_id == NO_I64;
}

static struct asking begin(struct ctx *ctx)
{
    struct asking asking = {.ctx = ctx};
    put(&asking, FACET_NONE);
    return asking;
}

struct facet_condition catalogue_query_word_condition(struct ctx *ctx,
                                                      const struct query_word *word)
{
    struct asking asking = begin(ctx);
    put_word(&asking, word, true);
    return asking.condition;
}

struct facet_condition catalogue_query_best(struct ctx *ctx, const struct catalogue_query *query)
{
    struct asking asking = begin(ctx);
    bool first = true;
    for (size_t i = 0; i < query->word_count; i++) {
        if (names_things(&query->words[i])) {
            put(&asking, FACET_NONE);
            put_word(&asking, &query->words[i], false);
            put(&asking, first ? FACET_OR : FACET_AND);
            first = false;
        }
    }
    return asking.condition;
}

static void add(struct query_conditions *conditions, struct asking asking)
{
    conditions->list[conditions->count++] = asking.condition;
}

/* One of the words at least is the thing itself; a colour is none. */
static void add_thing(struct ctx *ctx, const struct catalogue_query *query,
                      struct query_conditions *conditions)
{
    struct asking asking = begin(ctx);
    bool any = false;
    for (size_t i = 0; i < query->word_count; i++) {
        if (names_things(&query->words[i])) {
            put_word(&asking, &query->words[i], false);
            any = true;
        }
    }
    if (any) {
        add(conditions, asking);
    }
}

void catalogue_query_conditions(struct ctx *ctx, const struct catalogue_query *query,
                                enum query_strength strength,
                                struct query_conditions *ret_conditions)
{
    const bool in_any_way = strength == QUERY_IN_ANY_WAY || query->word_count > 1;
    ret_conditions->count = 0;
    for (size_t i = 0; i < query->word_count; i++) {
        struct asking asking = begin(ctx);
        put_word(&asking, &query->words[i], in_any_way);
        add(ret_conditions, asking);
    }
    if (strength == QUERY_AS_THE_THING && query->word_count > 1) {
        add_thing(ctx, query, ret_conditions);
    }
    if (query->size_count > 0) {
        struct asking asking = begin(ctx);
        for (size_t i = 0; i < query->size_count; i++) {
            put_has(&asking, FACET_GROUP(FACET_SIZE), query->sizes[i]);
        }
        add(ret_conditions, asking);
    }
}
