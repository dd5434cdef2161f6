/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as what a visitor types: read within bounds, told back within the text, and asked for
 * in conditions that keep to their stack. */
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

/* The stack is never left, and of what was typed only words go in. */
static void check_condition(const struct facet_condition *condition)
{
    size_t depth = 0;
    must(condition->count < 400);
    for (size_t i = 0; i < condition->count; i++) {
        const struct facet_step *step = &condition->ptr[i];
        must(step->op == FACET_NONE || depth >= (step->op == FACET_HAS ? 1U : 2U));
        depth += step->op == FACET_NONE ? 1 : 0;
        depth -= step->op == FACET_OR || step->op == FACET_AND ? 1 : 0;
        must(depth <= FACET_STACK_MAX);
        for (size_t c = 0; step->token.group == 0 && c < step->token.text.len; c++) {
            const unsigned char byte = (unsigned char)step->token.text.ptr[c];
            must((byte >= 'a' && byte <= 'z') || (byte >= '0' && byte <= '9') || byte == '_' ||
                 byte >= 0x80);
        }
    }
    must(depth == 1);
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
        struct query_conditions conditions;
        catalogue_query_conditions(ctx, query, (enum query_strength)strength, &conditions);
        for (size_t i = 0; i < conditions.count; i++) {
            check_condition(&conditions.list[i]);
        }
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
