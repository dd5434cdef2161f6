/* SPDX-License-Identifier: EUPL-1.2 */
/* Telling back what was understood of the words of a search, so that nothing filters unseen. */
#include "catalogue/catalogue_understood.h"
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str price_words(struct ctx *ctx, const struct query_fact *fact)
{
    const struct i18n_arg args[] = {
        {"from", fact->price_min_ore == NO_I64 ? STR("") : i18n_money(ctx, fact->price_min_ore)},
        {"price", fact->price_max_ore == NO_I64 ? STR("") : i18n_money(ctx, fact->price_max_ore)}};
    if (fact->price_min_ore == NO_I64) {
        return i18n_fill(ctx, N_("Up to {price}"), &args[1], 1);
    }
    return fact->price_max_ore == NO_I64 ? i18n_fill(ctx, N_("From {from}"), args, 1)
                                         : i18n_fill(ctx, N_("{from} to {price}"), args, 2);
}

static struct str fact_words(struct ctx *ctx, const struct catalogue_query *query,
                             const struct query_fact *fact)
{
    struct i18n_arg arg = {"size", STR("")};
    const struct goods_colour *colour = NULL;
    switch (fact->kind) {
    case QUERY_SIZE:
        arg.value = fact->size->name.in[ctx->lang];
        return i18n_fill(ctx, N_("Size {size}"), &arg, 1);
    case QUERY_COLOUR:
        colour = goods_codes_colour(fact->colour_id);
        return colour == NULL ? str_slice(query->text, fact->from, fact->to)
                              : colour->name.in[ctx->lang];
    case QUERY_PRICE:
        return price_words(ctx, fact);
    case QUERY_FREE:
        return translate(ctx, N_("Free"));
    case QUERY_RENT:
        return translate(ctx, N_("To rent"));
    case QUERY_NEW_TODAY:
        return translate(ctx, N_("New today"));
    default:
        return str_slice(query->text, fact->from, fact->to);
    }
}

struct understood_list catalogue_understood(struct ctx *ctx, const struct found *found)
{
    const struct catalogue_query *query = found->query;
    struct understood_list list = {0};
    for (size_t i = 0; i < query->fact_count; i++) {
        /* What does not filter is no filter to take away. */
        if (query->facts[i].kind != QUERY_AGE || !found->without_age) {
            vec_push(ctx->mem, &list,
                     (struct understood){fact_words(ctx, query, &query->facts[i]),
                                         catalogue_query_without(ctx, query, i)});
        }
    }
    return list;
}

static struct str age_note(struct ctx *ctx, const struct catalogue_query *query)
{
    struct i18n_arg arg = {"age", STR("")};
    for (size_t i = 0; i < query->fact_count; i++) {
        if (query->facts[i].kind == QUERY_AGE) {
            arg.value = str_slice(query->text, query->facts[i].from, query->facts[i].to);
        }
    }
    return i18n_fill(ctx, N_("None of these says that it is for {age}."), &arg, 1);
}

struct str catalogue_understood_note(struct ctx *ctx, const struct found *found)
{
    struct i18n_arg args[] = {{"typed", STR("")}, {"corrected", STR("")}};
    if (found->by == FOUND_IN_COMPOUNDS) {
        return translate(ctx, N_("Nothing is just that. These have it in their name."));
    }
    for (size_t i = 0; found->by == FOUND_CORRECTED && i < found->query->word_count; i++) {
        const struct query_word *word = &found->query->words[i];
        if (word->corrected.len > 0) {
            args[0].value = word->typed;
            args[1].value = word->corrected;
            return i18n_fill(
                ctx, N_("Nothing has the word “{typed}”. These are for “{corrected}”."), args, 2);
        }
    }
    return found->without_age ? age_note(ctx, found->query) : STR("");
}
