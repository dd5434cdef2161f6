/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of safety_recall.sql. */
#include "safety/safety_recall_store.h"

#include "base/id.h"
#include "base/vec.h"
#include "safety_recall_sql.h"

#include "base/banned.h"

static struct str text(struct str s)
{
    return s.ptr == NULL ? STR("") : s;
}

static int64_t actor_of(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

/* ---- recalls --------------------------------------------------------------------------------- */

static struct recall recall_of(const struct recall_row_row *row)
{
    return (struct recall){
        .id = row->id,
        .source = row->source,
        .number = row->number,
        .category = row->category,
        .product = row->product,
        .model = row->model,
        .brand = row->brand,
        .gtins = row->gtins,
        .batches = row->batches,
        .made_when = row->made_when,
        .risk = row->risk,
        .what_to_do = row->what_to_do,
        .url = row->url,
        .country = row->country,
        .imported_ms = row->imported_ms,
    };
}

enum status safety_recall_known(struct ctx *ctx, struct str source, struct str number,
                                int64_t *ret_id, struct str *ret_hash)
{
    struct recall_known_row row;
    TRY(one_recall_known(ctx, ctx->centre_id, source, number, &row));
    *ret_id = row.id;
    *ret_hash = row.content_hash;
    return OK;
}

enum status safety_recall_add(struct ctx *ctx, const struct recall *recall, struct str hash)
{
    return sql_recall_add(ctx, &(struct recall_add_args){.centre_id = ctx->centre_id,
                                                         .id = recall->id,
                                                         .source = recall->source,
                                                         .number = recall->number,
                                                         .category = text(recall->category),
                                                         .product = text(recall->product),
                                                         .model = text(recall->model),
                                                         .brand = text(recall->brand),
                                                         .gtins = text(recall->gtins),
                                                         .batches = text(recall->batches),
                                                         .made_when = text(recall->made_when),
                                                         .risk = text(recall->risk),
                                                         .what_to_do = text(recall->what_to_do),
                                                         .url = text(recall->url),
                                                         .country = text(recall->country),
                                                         .content_hash = hash,
                                                         .imported_ms = ctx->now_ms,
                                                         .imported_by = actor_of(ctx)});
}

enum status safety_recall_change(struct ctx *ctx, const struct recall *recall, struct str hash)
{
    return sql_recall_change(ctx,
                             &(struct recall_change_args){.centre_id = ctx->centre_id,
                                                          .id = recall->id,
                                                          .category = text(recall->category),
                                                          .product = text(recall->product),
                                                          .model = text(recall->model),
                                                          .brand = text(recall->brand),
                                                          .gtins = text(recall->gtins),
                                                          .batches = text(recall->batches),
                                                          .made_when = text(recall->made_when),
                                                          .risk = text(recall->risk),
                                                          .what_to_do = text(recall->what_to_do),
                                                          .url = text(recall->url),
                                                          .country = text(recall->country),
                                                          .content_hash = hash,
                                                          .imported_ms = ctx->now_ms,
                                                          .imported_by = actor_of(ctx)});
}

enum status safety_recall_get(struct ctx *ctx, int64_t id, struct recall *ret_recall)
{
    struct recall_row_row row;
    TRY(one_recall_row(ctx, ctx->centre_id, id, &row));
    *ret_recall = recall_of(&row);
    return OK;
}

enum status safety_recall_list(struct ctx *ctx, int64_t before_id, int64_t limit,
                               struct recalls *ret_recalls)
{
    struct recalls recalls = {0};
    struct rows rows =
        sql_recall_rows(ctx, ctx->centre_id, before_id == NO_I64 ? INT64_MAX : before_id, limit);
    struct recall_row_row row;
    while (next_recall_rows(&rows, &row)) {
        vec_push(ctx->mem, &recalls, recall_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_recalls = recalls;
    return OK;
}

enum status safety_recall_count(struct ctx *ctx, int64_t *ret_count, int64_t *ret_newest_ms)
{
    struct recall_count_row row;
    TRY(one_recall_count(ctx, ctx->centre_id, &row));
    *ret_count = row.n;
    *ret_newest_ms = row.newest_ms;
    return OK;
}

enum status safety_recall_set_words(struct ctx *ctx, int64_t recall_id,
                                    const struct str_list *words)
{
    TRY(sql_recall_words_forget(ctx, ctx->centre_id, recall_id));
    for (size_t i = 0; i < words->count; i++) {
        TRY(sql_recall_word_add(ctx, ctx->centre_id, words->ptr[i], recall_id));
    }
    return OK;
}

static void push_once(struct ctx *ctx, struct i64_list *list, int64_t id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (list->ptr[i] == id) {
            return;
        }
    }
    vec_push(ctx->mem, list, id);
}

enum status safety_recall_find(struct ctx *ctx, struct str word, int64_t limit,
                               struct i64_list *list)
{
    struct rows rows = sql_recall_words_find(ctx, ctx->centre_id, word, limit);
    struct recall_words_find_row row;
    while (next_recall_words_find(&rows, &row)) {
        push_once(ctx, list, row.recall_id);
    }
    return rows_done(&rows);
}

/* ---- what is written on things --------------------------------------------------------------- */

enum status safety_identity(struct ctx *ctx, int64_t thing_id, struct safety_identity *ret_identity)
{
    struct thing_identity_row_row row;
    const enum status status = one_thing_identity_row(ctx, ctx->centre_id, thing_id, &row);
    if (status != OK && status != NOT_FOUND) {
        return status;
    }
    *ret_identity = status == OK
                        ? (struct safety_identity){row.brand, row.model, row.batch, row.gtin}
                        : (struct safety_identity){STR(""), STR(""), STR(""), STR("")};
    return OK;
}

enum status safety_thing_set_identity(struct ctx *ctx, int64_t thing_id,
                                      const struct safety_identity *identity)
{
    return sql_thing_identity_set(ctx,
                                  &(struct thing_identity_set_args){.centre_id = ctx->centre_id,
                                                                    .thing_id = thing_id,
                                                                    .brand = text(identity->brand),
                                                                    .model = text(identity->model),
                                                                    .batch = text(identity->batch),
                                                                    .gtin = text(identity->gtin),
                                                                    .written_ms = ctx->now_ms,
                                                                    .written_by = actor_of(ctx)});
}

enum status safety_thing_set_words(struct ctx *ctx, int64_t thing_id, const struct str_list *words)
{
    TRY(sql_thing_words_forget(ctx, ctx->centre_id, thing_id));
    for (size_t i = 0; i < words->count; i++) {
        TRY(sql_thing_word_add(ctx, ctx->centre_id, words->ptr[i], thing_id));
    }
    return OK;
}

enum status safety_title_get(struct ctx *ctx, int64_t thing_id, struct str *ret_title)
{
    struct thing_title_row_row row;
    const enum status status = one_thing_title_row(ctx, ctx->centre_id, thing_id, &row);
    *ret_title = status == OK ? row.title : STR("");
    return status == NOT_FOUND ? OK : status;
}

enum status safety_title_set(struct ctx *ctx, int64_t thing_id, struct str title)
{
    return sql_thing_title_set(ctx, ctx->centre_id, thing_id, title);
}

enum status safety_titles_seq(struct ctx *ctx, int64_t *ret_seq)
{
    struct recall_titles_seq_row row;
    const enum status status = one_recall_titles_seq(ctx, ctx->centre_id, &row);
    *ret_seq = status == OK ? row.seq : 0;
    return status == NOT_FOUND ? OK : status;
}

enum status safety_titles_set_seq(struct ctx *ctx, int64_t seq)
{
    return sql_recall_titles_set(ctx, ctx->centre_id, seq);
}

enum status safety_thing_find(struct ctx *ctx, struct str word, int64_t after_id, int64_t limit,
                              struct i64_list *ret_ids)
{
    struct i64_list ids = {0};
    struct rows rows = sql_thing_words_find(ctx, ctx->centre_id, word, after_id, limit);
    struct thing_words_find_row row;
    while (next_thing_words_find(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.thing_id);
    }
    TRY(rows_done(&rows));
    *ret_ids = ids;
    return OK;
}

/* ---- matches --------------------------------------------------------------------------------- */

static struct safety_match match_of(const struct recall_match_row_row *row)
{
    return (struct safety_match){
        .id = row->id,
        .recall_id = row->recall_id,
        .thing_id = row->thing_id,
        .score = row->score,
        .reasons = row->reasons,
        .state = row->state,
        .found_ms = row->found_ms,
        .version = row->version,
    };
}

enum status safety_match_add(struct ctx *ctx, const struct safety_match *match)
{
    return sql_recall_match_add(ctx, &(struct recall_match_add_args){.centre_id = ctx->centre_id,
                                                                     .id = match->id,
                                                                     .recall_id = match->recall_id,
                                                                     .thing_id = match->thing_id,
                                                                     .score = match->score,
                                                                     .reasons = match->reasons,
                                                                     .state = match->state,
                                                                     .found_ms = ctx->now_ms});
}

enum status safety_match_get(struct ctx *ctx, int64_t id, struct safety_match *ret_match)
{
    struct recall_match_row_row row;
    TRY(one_recall_match_row(ctx, ctx->centre_id, id, &row));
    *ret_match = match_of(&row);
    return OK;
}

enum status safety_match_pair(struct ctx *ctx, int64_t recall_id, int64_t thing_id,
                              struct safety_match *ret_match)
{
    struct recall_match_row_row row;
    TRY(one_recall_match_pair(ctx, ctx->centre_id, recall_id, thing_id, &row));
    *ret_match = match_of(&row);
    return OK;
}

enum status safety_matches(struct ctx *ctx, int64_t state, int64_t before_id, int64_t limit,
                           struct safety_matches *ret_matches)
{
    struct safety_matches matches = {0};
    struct rows rows = sql_recall_matches(ctx, ctx->centre_id, state,
                                          before_id == NO_I64 ? INT64_MAX : before_id, limit);
    struct recall_match_row_row row;
    while (next_recall_matches(&rows, &row)) {
        vec_push(ctx->mem, &matches, match_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_matches = matches;
    return OK;
}

enum status safety_matches_of(struct ctx *ctx, int64_t thing_id, struct safety_matches *ret_matches)
{
    struct safety_matches matches = {0};
    struct rows rows = sql_recall_matches_of(ctx, ctx->centre_id, thing_id);
    struct recall_match_row_row row;
    while (next_recall_matches_of(&rows, &row)) {
        vec_push(ctx->mem, &matches, match_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_matches = matches;
    return OK;
}

enum status safety_match_set_score(struct ctx *ctx, int64_t id, int64_t score, struct str reasons)
{
    return sql_recall_match_score(ctx, ctx->centre_id, id, score, reasons);
}

enum status safety_match_set_state(struct ctx *ctx, int64_t id, int64_t version,
                                   enum safety_match_state state)
{
    TRY(sql_recall_match_state(ctx, ctx->centre_id, id, version, state));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status safety_decision_add(struct ctx *ctx, int64_t match_id, enum safety_decision decision,
                                struct str why)
{
    return sql_recall_decision_add(ctx,
                                   &(struct recall_decision_add_args){.centre_id = ctx->centre_id,
                                                                      .id = id_new(),
                                                                      .match_id = match_id,
                                                                      .decision = decision,
                                                                      .why = text(why),
                                                                      .at_ms = ctx->now_ms,
                                                                      .person_id = actor_of(ctx)});
}

enum status safety_decisions(struct ctx *ctx, int64_t match_id,
                             struct safety_decisions *ret_decisions)
{
    struct safety_decisions decisions = {0};
    struct rows rows = sql_recall_decisions(ctx, ctx->centre_id, match_id);
    struct recall_decisions_row row;
    while (next_recall_decisions(&rows, &row)) {
        vec_push(ctx->mem, &decisions,
                 (struct safety_decided){.id = row.id,
                                         .decision = row.decision,
                                         .why = row.why,
                                         .at_ms = row.at_ms,
                                         .person_id = row.person_id});
    }
    TRY(rows_done(&rows));
    *ret_decisions = decisions;
    return OK;
}
