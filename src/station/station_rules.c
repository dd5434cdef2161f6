/* SPDX-License-Identifier: EUPL-1.2 */
/* The stop list as the station shows it, and what a lot begins with because of it. */
#include "station/station_rules.h"

#include <assert.h>

#include "centre/centre.h"
#include "goods/goods_codes.h"

#include "base/banned.h"

static void put_text(struct json_out *out, const char *key, struct str text)
{
    json_key(out, key);
    json_put_str(out, text);
}

static void put_rule(const struct safety_rule *rule, struct json_out *out)
{
    json_object_begin(out);
    json_key(out, "id");
    json_put_id(out, rule->id);
    json_key(out, "category");
    json_put_i64(out, rule->category_id);
    put_text(out, "action", str_of(safety_action_key(rule->action)));
    put_text(out, "picture", rule->picture);
    put_text(out, "title", rule->title);
    put_text(out, "text", rule->text);
    json_key(out, "questions");
    json_array_begin(out);
    for (size_t i = 0; i < rule->questions.count; i++) {
        json_put_str(out, rule->questions.ptr[i]);
    }
    json_array_end(out);
    put_text(out, "source", rule->source);
    json_object_end(out);
}

enum status station_rules_put(struct ctx *ctx, struct json_out *out)
{
    struct safety_rules rules;
    TRY(safety_rules_at(ctx, centre_today(ctx), &rules));
    json_key(out, "rules");
    json_array_begin(out);
    for (size_t i = 0; i < rules.count; i++) {
        if (rules.ptr[i].kind_key.len == 0) {
            put_rule(&rules.ptr[i], out);
        }
    }
    json_array_end(out);
    return OK;
}

enum status station_rules_of(struct ctx *ctx, int64_t category_id, struct safety_rule *ret_rule)
{
    struct safety_rules rules;
    const struct goods_category *category = goods_codes_category(category_id);
    TRY(safety_rules_at(ctx, centre_today(ctx), &rules));
    for (; category != NULL; category = goods_codes_category(category->parent_id)) {
        for (size_t i = 0; i < rules.count; i++) {
            if (rules.ptr[i].category_id == category->id && rules.ptr[i].kind_key.len == 0) {
                *ret_rule = rules.ptr[i];
                return OK;
            }
        }
    }
    return NOT_FOUND;
}

enum status station_rules_check(struct ctx *ctx, int64_t category_id, int64_t rule_id,
                                struct str *ret_answers)
{
    static const char yes[] = "111111";
    struct safety_rule rule;
    static_assert(sizeof(yes) == SAFETY_QUESTIONS_MAX + 1, "a sign for each question");
    const enum status found = station_rules_of(ctx, category_id, &rule);
    *ret_answers = STR("");
    if (found == NOT_FOUND || (found == OK && rule.action == SAFETY_TEST)) {
        return OK;
    }
    TRY(found);
    if (rule.action == SAFETY_REFUSE) {
        return ctx_fail(ctx, INVALID, N_("It is on the stop list: do not take it in."), "category");
    }
    if (rule.id != rule_id) {
        return ctx_fail(ctx, INVALID, N_("The stop list asks about this. Look at it, then answer."),
                        "rule");
    }
    *ret_answers = (struct str){yes, rule.questions.count};
    return OK;
}

enum status station_rules_stops(struct ctx *ctx, struct lot *lot)
{
    struct holder source = {.kind = HOLDER_STATION};
    int64_t hold_until_day = NO_I64;
    if (lot->source_id != lot->holder_id) {
        TRY(goods_holder(ctx, lot->source_id, &source));
    }
    return safety_stops_for(ctx, lot->category_id, lot->kind_key, source.kind, centre_today(ctx),
                            &lot->stops, &hold_until_day);
}
