/* SPDX-License-Identifier: EUPL-1.2 */
/* The stop list and the classes: which rows hold on a day, and how they are changed. */
#include "safety/safety_rules.h"

#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "safety/safety_data.h"

#include "base/banned.h"

#define COUNTRY_LEN 2

/* ---- what comes with the program ------------------------------------------------------------- */

static enum status load(struct ctx *ctx, void *arg)
{
    const struct safety_seeds *seeds = safety_data_seeds();
    int64_t cursor = 0;
    bool has = false;
    (void)arg;
    for (size_t i = 0; i < seeds->rule_count; i++) {
        TRY(safety_store_has_rule(ctx, &seeds->rules[i], &has));
        if (!has) {
            TRY(safety_store_add_rule(ctx, &seeds->rules[i], true));
        }
    }
    for (size_t i = 0; i < seeds->class_count; i++) {
        TRY(safety_store_has_class(ctx, &seeds->classes[i], &has));
        if (!has) {
            TRY(safety_store_add_class(ctx, &seeds->classes[i], true));
        }
    }
    for (size_t i = 0; i < seeds->dealer_rule_count; i++) {
        TRY(safety_store_has_dealer_rule(ctx, &seeds->dealer_rules[i], &has));
        if (!has) {
            TRY(safety_store_add_dealer_rule(ctx, &seeds->dealer_rules[i], true));
        }
    }
    /* What was taken in before there were rules is not stopped in one go. */
    TRY(safety_store_cursor(ctx, &cursor));
    return cursor > 0 ? OK : safety_store_set_cursor(ctx, id_floor(ctx->now_ms));
}

enum status safety_load(struct ctx *ctx)
{
    return db_write(ctx, load, NULL);
}

/* ---- the stop list of a day ------------------------------------------------------------------ */

static struct str in_lang(const struct ctx *ctx, const struct str in[LANG_COUNT])
{
    /* Written in one language only is better than silence. */
    return in[ctx->lang].len > 0 ? in[ctx->lang] : in[LANG_NB];
}

static struct safety_rule shown(struct ctx *ctx, const struct stored_rule *stored)
{
    struct safety_rule rule = {
        .id = stored->id,
        .key = stored->key,
        .category_id = stored->category_id,
        .kind_key = stored->kind_key,
        .action = stored->action,
        .picture = stored->picture,
        .title = in_lang(ctx, stored->title),
        .text = in_lang(ctx, stored->text),
        .source = stored->source,
        .from_day = stored->from_day,
        .made_ms = stored->made_ms,
        .made_by = stored->made_by,
    };
    struct str rest = in_lang(ctx, stored->questions);
    struct str line;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, '\n', &line)) {
        line = str_trim(line);
        if (line.len > 0) {
            vec_push(ctx->mem, &rule.questions, str_copy(ctx->mem, line));
        }
    }
    return rule;
}

static int64_t place_of(const struct safety_rule *rule)
{
    const struct goods_category *category = goods_codes_category(rule->category_id);
    return category == NULL ? INT64_MAX : category->sort;
}

static void insert_by_category(struct ctx *ctx, struct safety_rules *rules, struct safety_rule rule)
{
    vec_push(ctx->mem, rules, rule);
    for (size_t i = rules->count - 1; i > 0 && place_of(&rules->ptr[i - 1]) > place_of(&rule);
         i--) {
        rules->ptr[i] = rules->ptr[i - 1];
        rules->ptr[i - 1] = rule;
    }
}

enum status safety_rules_at(struct ctx *ctx, int64_t day, struct safety_rules *ret_rules)
{
    struct stored_rules stored;
    struct safety_rules rules = {0};
    TRY(safety_store_rules(ctx, day, &stored));
    for (size_t i = 0; i < stored.count; i++) {
        const struct stored_rule *one = &stored.ptr[i];
        const bool is_newest = i + 1 == stored.count || !str_equal(stored.ptr[i + 1].key, one->key);
        if (is_newest && !one->ended) {
            insert_by_category(ctx, &rules, shown(ctx, one));
        }
    }
    *ret_rules = rules;
    return OK;
}

enum status safety_rule(struct ctx *ctx, int64_t rule_id, struct safety_rule *ret_rule)
{
    struct stored_rule stored;
    TRY(safety_store_rule(ctx, rule_id, &stored));
    *ret_rule = shown(ctx, &stored);
    return OK;
}

/* ---- changing -------------------------------------------------------------------------------- */

void safety_rules_chain(int64_t category_id, int64_t ret_chain[3])
{
    for (int i = 0; i < 3; i++) {
        const struct goods_category *category = goods_codes_category(category_id);
        ret_chain[i] = category == NULL ? 0 : category_id;
        category_id = category == NULL ? 0 : category->parent_id;
    }
}

static size_t line_count(struct str lines)
{
    struct str rest = lines;
    struct str line;
    size_t count = 0;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, '\n', &line)) {
        count += str_trim(line).len > 0;
    }
    return count;
}

static enum status check_place(struct ctx *ctx, int64_t category_id, struct str kind_key)
{
    const struct goods_kind *kind = kind_key.len == 0 ? NULL : goods_codes_kind(kind_key);
    if (category_id != 0 && goods_codes_category(category_id) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    if (kind_key.len > 0 && kind == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "kind");
    }
    if (kind != NULL && category_id != 0 &&
        !goods_codes_is_within(kind->category_id, category_id)) {
        return ctx_fail(ctx, INVALID, N_("That kind does not belong to the category."), "kind");
    }
    return OK;
}

static enum status check_day(struct ctx *ctx, int64_t from_day)
{
    if (from_day < centre_today(ctx)) {
        return ctx_fail(ctx, INVALID,
                        N_("A rule begins today or later: what has been is not changed."),
                        "from_day");
    }
    return OK;
}

static enum status check_rule(struct ctx *ctx, const struct stored_rule *rule)
{
    const size_t questions = line_count(rule->questions[LANG_NB]);
    if (rule->title[LANG_NB].len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write what the worker reads first."), "title_nb");
    }
    if (rule->text[LANG_NB].len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write why, in a sentence or two."), "text_nb");
    }
    if (rule->source.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write where the rule comes from."), "source");
    }
    if (rule->category_id == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    if ((rule->action == SAFETY_ASK) != (questions > 0)) {
        return ctx_fail(ctx, INVALID,
                        N_("Write questions when the worker is to ask, and only then."),
                        "questions_nb");
    }
    for (size_t lang = 0; lang < LANG_COUNT; lang++) {
        const size_t count = line_count(rule->questions[lang]);
        if (count > SAFETY_QUESTIONS_MAX || (count > 0 && count != questions)) {
            return ctx_fail(ctx, INVALID,
                            N_("At most six questions, one to a line, as many in each language."),
                            lang == LANG_NB   ? "questions_nb"
                            : lang == LANG_NN ? "questions_nn"
                                              : "questions_en");
        }
    }
    TRY(check_place(ctx, rule->category_id, rule->kind_key));
    return check_day(ctx, rule->from_day);
}

static enum status add_rule(struct ctx *ctx, void *arg)
{
    return safety_store_add_rule(ctx, arg, false);
}

enum status safety_rules_change(struct ctx *ctx, const struct stored_rule *rule)
{
    struct stored_rule changed = *rule;
    TRY(check_rule(ctx, rule));
    if (changed.key.len == 0) {
        changed.key = str_format(ctx->mem, "own_%lld", (long long)id_new());
    }
    return db_write(ctx, add_rule, &changed);
}

static enum status add_class(struct ctx *ctx, void *arg)
{
    return safety_store_add_class(ctx, arg, false);
}

enum status safety_rules_classify(struct ctx *ctx, const struct stored_class *row)
{
    struct stored_class changed = *row;
    if (row->source.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write where the rule comes from."), "source");
    }
    if (row->category_id == 0 && row->kind_key.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Choose a category or a kind."), "category");
    }
    TRY(check_place(ctx, row->category_id, row->kind_key));
    TRY(check_day(ctx, row->from_day));
    if (row->kind_key.len > 0) {
        changed.category_id = 0;
    }
    return db_write(ctx, add_class, &changed);
}

static enum status add_dealer_rule(struct ctx *ctx, void *arg)
{
    return safety_store_add_dealer_rule(ctx, arg, false);
}

static bool is_country(struct str country)
{
    return country.len == COUNTRY_LEN && country.ptr[0] >= 'A' && country.ptr[0] <= 'Z' &&
           country.ptr[1] >= 'A' && country.ptr[1] <= 'Z';
}

static enum status check_country(struct ctx *ctx, struct str country)
{
    return is_country(country)
               ? OK
               : ctx_fail(ctx, INVALID, N_("Write the country with two capital letters: NO."),
                          "country");
}

enum status safety_rules_change_dealer(struct ctx *ctx, const struct stored_dealer_rule *rule)
{
    struct stored_dealer_rule changed = *rule;
    TRY(check_country(ctx, rule->country));
    if (rule->what[LANG_NB].len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write what the rule is about."), "what_nb");
    }
    if (rule->source.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write where the rule comes from."), "source");
    }
    TRY(check_place(ctx, rule->category_id, STR("")));
    TRY(check_day(ctx, rule->from_day));
    return db_write(ctx, add_dealer_rule, &changed);
}

static enum status set_country(struct ctx *ctx, void *arg)
{
    const struct str *country = arg;
    return safety_store_set_country(ctx, *country, centre_today(ctx));
}

enum status safety_rules_set_country(struct ctx *ctx, struct str country)
{
    TRY(check_country(ctx, country));
    return db_write(ctx, set_country, &country);
}
