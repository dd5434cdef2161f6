/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries about rules and classes, and about following the ledger. */
#include "safety/safety_store.h"

#include "base/id.h"
#include "base/vec.h"
#include "safety_sql.h"

#include "base/banned.h"

/* Empty text is text, not NULL. */
static struct str text(struct str s)
{
    return s.ptr == NULL ? STR("") : s;
}

static int64_t actor_of(const struct ctx *ctx, bool seed)
{
    return seed || ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

/* ---- rules ----------------------------------------------------------------------------------- */

static struct stored_rule rule_of(const struct safety_rule_row_row *row)
{
    return (struct stored_rule){
        .id = row->id,
        .key = row->rule_key,
        .from_day = row->from_day,
        .ended = row->ended != 0,
        .category_id = row->category_id,
        .kind_key = row->kind_key,
        .action = row->action,
        .picture = row->picture,
        .title = {row->title_nb, row->title_nn, row->title_en},
        .text = {row->text_nb, row->text_nn, row->text_en},
        .questions = {row->questions_nb, row->questions_nn, row->questions_en},
        .source = row->source,
        .made_ms = row->made_ms,
        .made_by = row->made_by,
    };
}

enum status safety_store_add_rule(struct ctx *ctx, const struct stored_rule *rule, bool seed)
{
    return sql_safety_rule_add(
        ctx, &(struct safety_rule_add_args){.centre_id = ctx->centre_id,
                                            .id = id_new(),
                                            .rule_key = rule->key,
                                            .from_day = rule->from_day,
                                            .ended = rule->ended,
                                            .category_id = rule->category_id,
                                            .kind_key = text(rule->kind_key),
                                            .action = rule->action,
                                            .picture = text(rule->picture),
                                            .title_nb = text(rule->title[LANG_NB]),
                                            .title_nn = text(rule->title[LANG_NN]),
                                            .title_en = text(rule->title[LANG_EN]),
                                            .text_nb = text(rule->text[LANG_NB]),
                                            .text_nn = text(rule->text[LANG_NN]),
                                            .text_en = text(rule->text[LANG_EN]),
                                            .questions_nb = text(rule->questions[LANG_NB]),
                                            .questions_nn = text(rule->questions[LANG_NN]),
                                            .questions_en = text(rule->questions[LANG_EN]),
                                            .source = text(rule->source),
                                            .made_ms = ctx->now_ms,
                                            .made_by = actor_of(ctx, seed)});
}

enum status safety_store_rule(struct ctx *ctx, int64_t id, struct stored_rule *ret_rule)
{
    struct safety_rule_row_row row;
    TRY(one_safety_rule_row(ctx, ctx->centre_id, id, &row));
    *ret_rule = rule_of(&row);
    return OK;
}

enum status safety_store_rules(struct ctx *ctx, int64_t day, struct stored_rules *ret_rules)
{
    struct stored_rules rules = {0};
    struct rows rows = sql_safety_rule_rows(ctx, ctx->centre_id, day);
    struct safety_rule_row_row row;
    while (next_safety_rule_rows(&rows, &row)) {
        vec_push(ctx->mem, &rules, rule_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rules = rules;
    return OK;
}

enum status safety_store_versions(struct ctx *ctx, struct str key, struct stored_rules *ret_rules)
{
    struct stored_rules rules = {0};
    struct rows rows = sql_safety_rule_versions(ctx, ctx->centre_id, key);
    struct safety_rule_row_row row;
    while (next_safety_rule_versions(&rows, &row)) {
        vec_push(ctx->mem, &rules, rule_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rules = rules;
    return OK;
}

enum status safety_store_has_rule(struct ctx *ctx, const struct stored_rule *rule, bool *ret_has)
{
    struct safety_rule_has_row row;
    TRY(one_safety_rule_has(ctx, ctx->centre_id, rule->key, rule->from_day, &row));
    *ret_has = row.n > 0;
    return OK;
}

/* ---- classes --------------------------------------------------------------------------------- */

enum status safety_store_add_class(struct ctx *ctx, const struct stored_class *row, bool seed)
{
    return sql_safety_class_add(ctx,
                                &(struct safety_class_add_args){.centre_id = ctx->centre_id,
                                                                .id = id_new(),
                                                                .category_id = row->category_id,
                                                                .kind_key = text(row->kind_key),
                                                                .what = row->what,
                                                                .from_day = row->from_day,
                                                                .applies = row->applies,
                                                                .source = text(row->source),
                                                                .made_ms = ctx->now_ms,
                                                                .made_by = actor_of(ctx, seed)});
}

enum status safety_store_classes(struct ctx *ctx, struct stored_classes *ret_rows)
{
    struct stored_classes classes = {0};
    struct rows rows = sql_safety_class_rows(ctx, ctx->centre_id);
    struct safety_class_rows_row row;
    while (next_safety_class_rows(&rows, &row)) {
        vec_push(ctx->mem, &classes,
                 (struct stored_class){.id = row.id,
                                       .category_id = row.category_id,
                                       .kind_key = row.kind_key,
                                       .what = row.what,
                                       .from_day = row.from_day,
                                       .applies = row.applies != 0,
                                       .source = row.source,
                                       .made_ms = row.made_ms,
                                       .made_by = row.made_by});
    }
    TRY(rows_done(&rows));
    *ret_rows = classes;
    return OK;
}

enum status safety_store_has_class(struct ctx *ctx, const struct stored_class *row, bool *ret_has)
{
    struct safety_class_has_row has;
    TRY(one_safety_class_has(ctx, ctx->centre_id, row->category_id, text(row->kind_key), row->what,
                             row->from_day, &has));
    *ret_has = has.n > 0;
    return OK;
}

/* How near a row is to the thing: its kind 4, its category 3, those above 2 and 1; 0: not at all.
 */
static int nearness(const int64_t chain[3], struct str kind_key,
                    const struct safety_class_of_row *row)
{
    if (row->category_id == 0) {
        return row->kind_key.len > 0 && str_equal(row->kind_key, kind_key) ? 4 : 0;
    }
    for (int i = 0; i < 3 && row->kind_key.len == 0; i++) {
        if (chain[i] == row->category_id) {
            return 3 - i;
        }
    }
    return 0;
}

enum status safety_store_class_of(struct ctx *ctx, const int64_t chain[3], struct str kind_key,
                                  int64_t day, int64_t *ret_mask)
{
    int nearest[CLASS_DATA + 1] = {0};
    int64_t mask = 0;
    struct rows rows =
        sql_safety_class_of(ctx, &(struct safety_class_of_args){.centre_id = ctx->centre_id,
                                                                .c1 = chain[0],
                                                                .c2 = chain[1],
                                                                .c3 = chain[2],
                                                                .kind_key = text(kind_key),
                                                                .day = day});
    struct safety_class_of_row row;
    while (next_safety_class_of(&rows, &row)) {
        const int near = nearness(chain, kind_key, &row);
        /* Rows come in order of their days: a later one of the same nearness wins. */
        if (near > 0 && near >= nearest[row.what]) {
            nearest[row.what] = near;
            mask = row.applies != 0 ? mask | row.what : mask & ~row.what;
        }
    }
    TRY(rows_done(&rows));
    *ret_mask = mask;
    return OK;
}

/* ---- following ------------------------------------------------------------------------------- */

enum status safety_store_cursor(struct ctx *ctx, int64_t *ret_event_id)
{
    struct safety_cursor_of_row row = {0};
    const enum status status = one_safety_cursor_of(ctx, ctx->centre_id, &row);
    if (status != OK && status != NOT_FOUND) {
        return status;
    }
    *ret_event_id = status == OK ? row.event_id : 0;
    return OK;
}

enum status safety_store_set_cursor(struct ctx *ctx, int64_t event_id)
{
    return sql_safety_cursor_set(ctx, ctx->centre_id, event_id);
}
