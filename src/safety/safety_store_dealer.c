/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries about dealers, tests and wiping. */
#include "base/id.h"
#include "base/vec.h"
#include "safety/safety_store.h"
#include "safety_sql.h"

#include "base/banned.h"

#define COUNTRY_DEFAULT STR("NO")

static struct str text(struct str s)
{
    return s.ptr == NULL ? STR("") : s;
}

static int64_t actor_of(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

/* ---- rules for dealers ----------------------------------------------------------------------- */

static struct stored_dealer_rule rule_of(const struct safety_dealer_rules_of_row *row)
{
    return (struct stored_dealer_rule){
        .id = row->id,
        .country = row->country,
        .category_id = row->category_id,
        .from_day = row->from_day,
        .applies = row->applies != 0,
        .hold_days = row->hold_days,
        .commission = row->commission != 0,
        .min_age = row->min_age,
        .keep_days = row->keep_days,
        .what = {row->what_nb, row->what_nn, row->what_en},
        .source = row->source,
        .made_ms = row->made_ms,
        .made_by = row->made_by,
    };
}

enum status safety_store_add_dealer_rule(struct ctx *ctx, const struct stored_dealer_rule *rule,
                                         bool seed)
{
    return sql_safety_dealer_rule_add(
        ctx, &(struct safety_dealer_rule_add_args){.centre_id = ctx->centre_id,
                                                   .id = id_new(),
                                                   .country = rule->country,
                                                   .category_id = rule->category_id,
                                                   .from_day = rule->from_day,
                                                   .applies = rule->applies,
                                                   .hold_days = rule->hold_days,
                                                   .commission = rule->commission,
                                                   .min_age = rule->min_age,
                                                   .keep_days = rule->keep_days,
                                                   .what_nb = text(rule->what[LANG_NB]),
                                                   .what_nn = text(rule->what[LANG_NN]),
                                                   .what_en = text(rule->what[LANG_EN]),
                                                   .source = text(rule->source),
                                                   .made_ms = ctx->now_ms,
                                                   .made_by = seed ? NO_I64 : actor_of(ctx)});
}

enum status safety_store_dealer_rules(struct ctx *ctx, struct stored_dealer_rules *ret_rules)
{
    struct stored_dealer_rules rules = {0};
    struct rows rows = sql_safety_dealer_rule_rows(ctx, ctx->centre_id);
    struct safety_dealer_rules_of_row row;
    while (next_safety_dealer_rule_rows(&rows, &row)) {
        vec_push(ctx->mem, &rules, rule_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rules = rules;
    return OK;
}

enum status safety_store_dealer_rule(struct ctx *ctx, int64_t id,
                                     struct stored_dealer_rule *ret_rule)
{
    struct safety_dealer_rules_of_row row;
    TRY(one_safety_dealer_rule_row(ctx, ctx->centre_id, id, &row));
    *ret_rule = rule_of(&row);
    return OK;
}

enum status safety_store_has_dealer_rule(struct ctx *ctx, const struct stored_dealer_rule *rule,
                                         bool *ret_has)
{
    struct safety_dealer_rule_has_row row;
    TRY(one_safety_dealer_rule_has(ctx, ctx->centre_id, rule->country, rule->category_id,
                                   rule->from_day, &row));
    *ret_has = row.n > 0;
    return OK;
}

enum status safety_store_dealer_rule_of(struct ctx *ctx, struct str country, const int64_t chain[3],
                                        int64_t day, struct stored_dealer_rule *ret_rule)
{
    int nearest = 0;
    struct rows rows = sql_safety_dealer_rules_of(
        ctx, &(struct safety_dealer_rules_of_args){.centre_id = ctx->centre_id,
                                                   .country = country,
                                                   .c1 = chain[0],
                                                   .c2 = chain[1],
                                                   .c3 = chain[2],
                                                   .day = day});
    struct safety_dealer_rules_of_row row;
    while (next_safety_dealer_rules_of(&rows, &row)) {
        int near = 0;
        for (int i = 0; i < 3 && near == 0; i++) {
            near = chain[i] == row.category_id ? 3 - i : 0;
        }
        /* Rows come in order of their days: a later one of the same nearness wins. */
        if (near > 0 && near >= nearest) {
            nearest = near;
            *ret_rule = rule_of(&row);
        }
    }
    TRY(rows_done(&rows));
    return nearest > 0 ? OK : NOT_FOUND;
}

enum status safety_store_country(struct ctx *ctx, int64_t day, struct str *ret_country)
{
    struct safety_country_of_row row;
    const enum status status = one_safety_country_of(ctx, ctx->centre_id, day, &row);
    if (status != OK && status != NOT_FOUND) {
        return status;
    }
    *ret_country = status == OK ? row.country : COUNTRY_DEFAULT;
    return OK;
}

enum status safety_store_set_country(struct ctx *ctx, struct str country, int64_t from_day)
{
    return sql_safety_country_add(ctx,
                                  &(struct safety_country_add_args){.centre_id = ctx->centre_id,
                                                                    .id = id_new(),
                                                                    .country = country,
                                                                    .from_day = from_day,
                                                                    .made_ms = ctx->now_ms,
                                                                    .made_by = actor_of(ctx)});
}

/* ---- the register ---------------------------------------------------------------------------- */

static struct dealer_entry entry_of(const struct dealer_entry_row_row *row)
{
    return (struct dealer_entry){
        .id = row->id,
        .thing_id = row->thing_id,
        .rule_id = row->rule_id,
        .of_id = row->of_id,
        .bought_day = row->bought_day,
        .hold_until_day = row->hold_until_day,
        .price_ore = row->price_ore,
        .released = row->released != 0,
        .seller_known = row->seller_known != 0,
        .name = text(row->name),
        .document = row->document,
        .address = text(row->address),
        .keep_until_day = row->keep_until_day,
    };
}

enum status safety_store_add_entry(struct ctx *ctx, const struct dealer_entry *entry)
{
    return sql_dealer_entry_add(
        ctx, &(struct dealer_entry_add_args){.centre_id = ctx->centre_id,
                                             .id = entry->id,
                                             .thing_id = entry->thing_id,
                                             .rule_id = entry->rule_id,
                                             .of_id = entry->of_id,
                                             .bought_day = entry->bought_day,
                                             .hold_until_day = entry->hold_until_day,
                                             .released = entry->released});
}

enum status safety_store_extend(struct ctx *ctx, int64_t thing_id, int64_t hold_until_day)
{
    return sql_dealer_entry_extend(ctx, ctx->centre_id, thing_id, hold_until_day);
}

enum status safety_store_merged(struct ctx *ctx, int64_t into_id, int64_t from_id)
{
    return sql_dealer_merge_add(ctx, ctx->centre_id, into_id, from_id);
}

enum status safety_store_sellers_known(struct ctx *ctx, const struct dealer_entry *entry,
                                       bool *ret_known)
{
    struct dealer_merge_owes_row row;
    const enum status owes = one_dealer_merge_owes(ctx, ctx->centre_id, entry->id, &row);
    if (owes != OK && owes != NOT_FOUND) {
        return owes;
    }
    *ret_known = entry->seller_known && owes == NOT_FOUND;
    return OK;
}

enum status safety_store_entry(struct ctx *ctx, int64_t id, struct dealer_entry *ret_entry)
{
    struct dealer_entry_row_row row;
    TRY(one_dealer_entry_row(ctx, ctx->centre_id, id, &row));
    *ret_entry = entry_of(&row);
    return OK;
}

enum status safety_store_entry_of(struct ctx *ctx, int64_t thing_id, struct dealer_entry *ret_entry)
{
    struct dealer_entry_row_row row;
    TRY(one_dealer_entry_of(ctx, ctx->centre_id, thing_id, &row));
    *ret_entry = entry_of(&row);
    return OK;
}

enum status safety_store_entries(struct ctx *ctx, int64_t before_id, int64_t limit,
                                 struct dealer_entries *ret_entries)
{
    struct dealer_entries entries = {0};
    struct rows rows =
        sql_dealer_entries(ctx, ctx->centre_id, before_id == NO_I64 ? INT64_MAX : before_id, limit);
    struct dealer_entry_row_row row;
    while (next_dealer_entries(&rows, &row)) {
        vec_push(ctx->mem, &entries, entry_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_entries = entries;
    return OK;
}

enum status safety_store_add_seller(struct ctx *ctx, int64_t entry_id,
                                    const struct safety_seller *seller, int64_t keep_until_day)
{
    TRY(sql_dealer_entry_sold_by(ctx, ctx->centre_id, entry_id, seller->price_ore));
    if (db_changes(ctx) != 1) {
        return CONFLICT;
    }
    return sql_dealer_seller_add(ctx,
                                 &(struct dealer_seller_add_args){.centre_id = ctx->centre_id,
                                                                  .entry_id = entry_id,
                                                                  .name = seller->name,
                                                                  .document = seller->document,
                                                                  .address = text(seller->address),
                                                                  .adult = seller->adult,
                                                                  .keep_until_day = keep_until_day,
                                                                  .written_ms = ctx->now_ms,
                                                                  .written_by = actor_of(ctx)});
}

enum status safety_store_forget_sellers(struct ctx *ctx, int64_t day, int64_t *ret_count)
{
    TRY(sql_dealer_seller_forget(ctx, ctx->centre_id, day));
    *ret_count = db_changes(ctx);
    return OK;
}

enum status safety_store_due(struct ctx *ctx, int64_t day, int64_t limit,
                             struct dealer_entries *ret_entries)
{
    struct dealer_entries entries = {0};
    struct rows rows = sql_dealer_entries_due(ctx, ctx->centre_id, day, limit);
    struct dealer_entries_due_row row;
    while (next_dealer_entries_due(&rows, &row)) {
        vec_push(ctx->mem, &entries, (struct dealer_entry){.id = row.id, .thing_id = row.thing_id});
    }
    TRY(rows_done(&rows));
    *ret_entries = entries;
    return OK;
}

enum status safety_store_release(struct ctx *ctx, int64_t entry_id)
{
    return sql_dealer_entry_release(ctx, ctx->centre_id, entry_id);
}

/* ---- tests and wiping ------------------------------------------------------------------------ */

enum status safety_store_add_test(struct ctx *ctx, int64_t thing_id, int64_t of_id,
                                  const struct safety_test *test)
{
    return sql_electrical_test_add(
        ctx, &(struct electrical_test_add_args){.centre_id = ctx->centre_id,
                                                .id = test->id,
                                                .thing_id = thing_id,
                                                .of_id = of_id,
                                                .day = test->day,
                                                .tester = test->tester,
                                                .instrument = test->instrument,
                                                .passed = test->passed,
                                                .guarantee_months = test->guarantee_months,
                                                .note = text(test->note),
                                                .at_ms = test->at_ms,
                                                .person_id = test->person_id});
}

enum status safety_store_tested_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                                      struct safety_testeds *ret_tested)
{
    struct safety_testeds tested = {0};
    struct rows rows = sql_electrical_tests_after(ctx, ctx->centre_id, after_id, limit);
    struct electrical_tests_after_row row;
    while (next_electrical_tests_after(&rows, &row)) {
        vec_push(ctx->mem, &tested, (struct safety_tested){row.id, row.thing_id});
    }
    TRY(rows_done(&rows));
    *ret_tested = tested;
    return OK;
}

enum status safety_store_tests(struct ctx *ctx, int64_t thing_id, struct safety_tests *ret_tests)
{
    struct safety_tests tests = {0};
    struct rows rows = sql_electrical_tests(ctx, ctx->centre_id, thing_id);
    struct electrical_tests_row row;
    while (next_electrical_tests(&rows, &row)) {
        vec_push(ctx->mem, &tests,
                 (struct safety_test){.id = row.id,
                                      .day = row.day,
                                      .tester = row.tester,
                                      .instrument = row.instrument,
                                      .passed = row.passed != 0,
                                      .guarantee_months = row.guarantee_months,
                                      .note = row.note,
                                      .at_ms = row.at_ms,
                                      .person_id = row.person_id});
    }
    TRY(rows_done(&rows));
    *ret_tests = tests;
    return OK;
}

enum status safety_store_add_wipe(struct ctx *ctx, int64_t thing_id, int64_t of_id,
                                  const struct safety_wipe *wipe)
{
    return sql_data_wipe_add(ctx, &(struct data_wipe_add_args){.centre_id = ctx->centre_id,
                                                               .id = wipe->id,
                                                               .thing_id = thing_id,
                                                               .of_id = of_id,
                                                               .day = wipe->day,
                                                               .method = wipe->method,
                                                               .wiper = wipe->wiper,
                                                               .note = text(wipe->note),
                                                               .at_ms = wipe->at_ms,
                                                               .person_id = wipe->person_id});
}

enum status safety_store_wipes(struct ctx *ctx, int64_t thing_id, struct safety_wipes *ret_wipes)
{
    struct safety_wipes wipes = {0};
    struct rows rows = sql_data_wipes(ctx, ctx->centre_id, thing_id);
    struct data_wipes_row row;
    while (next_data_wipes(&rows, &row)) {
        vec_push(ctx->mem, &wipes,
                 (struct safety_wipe){.id = row.id,
                                      .day = row.day,
                                      .method = row.method,
                                      .wiper = row.wiper,
                                      .note = row.note,
                                      .at_ms = row.at_ms,
                                      .person_id = row.person_id});
    }
    TRY(rows_done(&rows));
    *ret_wipes = wipes;
    return OK;
}
