/* SPDX-License-Identifier: EUPL-1.2 */
/* The tables of the station's room. */
#include "station/station_store.h"

#include "base/vec.h"
#include "station_sql.h"

#include "base/banned.h"

#define ROLLS_MAX   100
#define REFUSED_MAX 20

static struct str text_or_null(struct str text)
{
    return text.len > 0 ? text : (struct str){0};
}

static struct str text_or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

static int64_t id_or_null(int64_t id)
{
    return id == 0 ? NO_I64 : id;
}

/* ---- lots ------------------------------------------------------------------------------------ */

enum status station_store_add_lot(struct ctx *ctx, int64_t thing_id, const struct intake *intake)
{
    return sql_station_lot_add(ctx, ctx->centre_id, thing_id, intake->rule_id,
                               text_or_empty(intake->answers));
}

enum status station_store_is_undone(struct ctx *ctx, struct str uuid, bool *ret_undone)
{
    struct station_undone_get_row row;
    const enum status status = one_station_undone_get(ctx, ctx->centre_id, uuid, &row);
    *ret_undone = status == OK;
    return status == NOT_FOUND ? OK : status;
}

enum status station_store_add_undone(struct ctx *ctx, struct str uuid)
{
    return sql_station_undone_add(ctx, ctx->centre_id, uuid, ctx->now_ms);
}

enum status station_store_add_refused(struct ctx *ctx, const struct intake_refusal *no,
                                      bool *ret_new)
{
    TRY(sql_station_refused_add(ctx,
                                &(struct station_refused_add_args){.centre_id = ctx->centre_id,
                                                                   .uuid = no->uuid,
                                                                   .station_id = no->station_id,
                                                                   .day = no->day,
                                                                   .category_id = no->category_id,
                                                                   .rule_id = no->rule_id}));
    *ret_new = db_changes(ctx) > 0;
    return OK;
}

enum status station_store_refused(struct ctx *ctx, int64_t from_day,
                                  struct intake_refused_sums *ret_sums)
{
    struct intake_refused_sums sums = {0};
    struct station_refused_sums_row row;
    struct rows rows = sql_station_refused_sums(ctx, ctx->centre_id, from_day, REFUSED_MAX);
    while (next_station_refused_sums(&rows, &row)) {
        vec_push(ctx->mem, &sums, (struct intake_refused_sum){row.category_id, row.count});
    }
    TRY(rows_done(&rows));
    *ret_sums = sums;
    return OK;
}

/* ---- the help pile --------------------------------------------------------------------------- */

static struct help_case case_of(const struct station_help_get_row *row)
{
    return (struct help_case){.id = row->id,
                              .kind = (enum help_kind)row->kind,
                              .key = row->key,
                              .station_id = row->station_id,
                              .person_id = row->person_id == NO_I64 ? 0 : row->person_id,
                              .at_ms = row->at_ms,
                              .received_ms = row->received_ms,
                              .why = row->why,
                              .body = row->body,
                              .upload = text_or_empty(row->upload),
                              .label = text_or_empty(row->label),
                              .thing_id = row->thing_id,
                              .other_id = row->other_id,
                              .settled = row->settled,
                              .settled_ms = row->settled_ms,
                              .reason = row->reason};
}

enum status station_store_add_help(struct ctx *ctx, const struct help_case *help, int64_t *ret_id)
{
    struct help_case there;
    TRY(sql_station_help_add(
        ctx, &(struct station_help_add_args){.centre_id = ctx->centre_id,
                                             .id = help->id,
                                             .kind = help->kind,
                                             .key = help->key,
                                             .station_id = help->station_id,
                                             .person_id = id_or_null(help->person_id),
                                             .at_ms = help->at_ms,
                                             .received_ms = help->received_ms,
                                             .why = text_or_empty(help->why),
                                             .body = text_or_empty(help->body),
                                             .upload = text_or_null(help->upload),
                                             .label = text_or_null(help->label),
                                             .thing_id = help->thing_id,
                                             .other_id = help->other_id}));
    if (db_changes(ctx) > 0) {
        *ret_id = help->id;
        return OK;
    }
    TRY(station_store_help_by_key(ctx, help->key, &there));
    *ret_id = there.id;
    return OK;
}

enum status station_store_help(struct ctx *ctx, int64_t id, struct help_case *ret_help)
{
    struct station_help_get_row row;
    TRY(one_station_help_get(ctx, ctx->centre_id, id, &row));
    *ret_help = case_of(&row);
    return OK;
}

enum status station_store_help_by_key(struct ctx *ctx, struct str key, struct help_case *ret_help)
{
    struct station_help_get_row row;
    TRY(one_station_help_by_key(ctx, ctx->centre_id, key, &row));
    *ret_help = case_of(&row);
    return OK;
}

enum status station_store_open_help(struct ctx *ctx, int64_t station_id, int64_t after_id,
                                    struct help_cases *ret_cases)
{
    struct help_cases cases = {0};
    struct station_help_get_row row;
    struct rows rows =
        sql_station_help_open(ctx, ctx->centre_id, id_or_null(station_id), after_id, HELP_PAGE + 1);
    while (next_station_help_open(&rows, &row)) {
        vec_push(ctx->mem, &cases, case_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_cases = cases;
    return OK;
}

enum status station_store_help_count(struct ctx *ctx, int64_t station_id, int64_t *ret_count)
{
    struct station_help_count_row row;
    TRY(one_station_help_count(ctx, ctx->centre_id, id_or_null(station_id), &row));
    *ret_count = row.count;
    return OK;
}

enum status station_store_settle(struct ctx *ctx, int64_t id, enum help_settled settled,
                                 int64_t reason, int64_t thing_id)
{
    TRY(sql_station_help_settle(
        ctx, &(struct station_help_settle_args){.centre_id = ctx->centre_id,
                                                .id = id,
                                                .settled = settled,
                                                .settled_ms = ctx->now_ms,
                                                .settled_by = id_or_null(ctx->actor.person_id),
                                                .reason = reason,
                                                .thing_id = thing_id}));
    return db_changes(ctx) > 0 ? OK : CONFLICT;
}

enum status station_store_forget_help(struct ctx *ctx, int64_t before_ms)
{
    return sql_station_help_forget(ctx, ctx->centre_id, before_ms);
}

/* ---- label rolls ----------------------------------------------------------------------------- */

static struct label_roll roll_of(const struct station_rolls_row *row)
{
    return (struct label_roll){.id = row->id,
                               .station_id = row->station_id,
                               .count = row->count,
                               .bound = row->bound,
                               .made_ms = row->made_ms,
                               .closed_ms = row->closed_ms};
}

enum status station_store_add_roll(struct ctx *ctx, const struct label_roll *roll)
{
    return sql_station_roll_add(
        ctx, &(struct station_roll_add_args){.centre_id = ctx->centre_id,
                                             .id = roll->id,
                                             .station_id = roll->station_id,
                                             .count = roll->count,
                                             .made_ms = roll->made_ms,
                                             .made_by = id_or_null(ctx->actor.person_id)});
}

enum status station_store_add_code(struct ctx *ctx, int64_t roll_id, int64_t position,
                                   struct str code)
{
    TRY(sql_station_roll_code_add(ctx, ctx->centre_id, code, roll_id, position));
    return db_changes(ctx) > 0 ? OK : CONFLICT;
}

enum status station_store_rolls(struct ctx *ctx, struct label_rolls *ret_rolls)
{
    struct label_rolls rolls = {0};
    struct station_rolls_row row;
    struct rows rows = sql_station_rolls(ctx, ctx->centre_id, ROLLS_MAX);
    while (next_station_rolls(&rows, &row)) {
        vec_push(ctx->mem, &rolls, roll_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_rolls = rolls;
    return OK;
}

enum status station_store_roll(struct ctx *ctx, int64_t id, struct label_roll *ret_roll)
{
    struct station_rolls_row row;
    TRY(one_station_roll_get(ctx, ctx->centre_id, id, &row));
    *ret_roll = roll_of(&row);
    return OK;
}

enum status station_store_close_roll(struct ctx *ctx, int64_t id)
{
    return sql_station_roll_close(ctx, ctx->centre_id, id, ctx->now_ms);
}

enum status station_store_roll_codes(struct ctx *ctx, int64_t roll_id, int64_t from, int64_t to,
                                     struct label_codes *ret_codes)
{
    struct label_codes codes = {0};
    struct station_roll_codes_row row;
    struct rows rows = sql_station_roll_codes(ctx, ctx->centre_id, roll_id, from, to);
    while (next_station_roll_codes(&rows, &row)) {
        vec_push(ctx->mem, &codes, (struct label_code){roll_id, row.code});
    }
    TRY(rows_done(&rows));
    *ret_codes = codes;
    return OK;
}

enum status station_store_open_codes(struct ctx *ctx, int64_t station_id, bool only_free,
                                     struct label_codes *ret_codes)
{
    struct label_codes codes = {0};
    struct station_open_codes_row row;
    struct rows rows = sql_station_open_codes(ctx, ctx->centre_id, station_id, only_free ? 1 : 0);
    while (next_station_open_codes(&rows, &row)) {
        vec_push(ctx->mem, &codes, (struct label_code){row.roll_id, row.code});
    }
    TRY(rows_done(&rows));
    *ret_codes = codes;
    return OK;
}

enum status station_store_code(struct ctx *ctx, struct str code, int64_t *ret_thing_id)
{
    struct station_code_get_row row;
    TRY(one_station_code_get(ctx, ctx->centre_id, code, &row));
    *ret_thing_id = row.thing_id;
    return OK;
}

enum status station_store_bind(struct ctx *ctx, struct str code, int64_t thing_id)
{
    return sql_station_code_bind(ctx, ctx->centre_id, code, thing_id);
}

/* ---- tiles ----------------------------------------------------------------------------------- */

enum status station_store_tiles(struct ctx *ctx, int64_t station_id,
                                struct i64_list *ret_category_ids)
{
    struct i64_list list = {0};
    struct station_tiles_row row;
    struct rows rows = sql_station_tiles(ctx, ctx->centre_id, station_id);
    while (next_station_tiles(&rows, &row)) {
        vec_push(ctx->mem, &list, row.category_id);
    }
    TRY(rows_done(&rows));
    *ret_category_ids = list;
    return OK;
}

enum status station_store_set_tiles(struct ctx *ctx, int64_t station_id,
                                    const struct i64_list *category_ids)
{
    TRY(sql_station_tiles_clear(ctx, ctx->centre_id, station_id));
    for (size_t i = 0; i < category_ids->count; i++) {
        TRY(sql_station_tile_add(ctx, ctx->centre_id, station_id, (int64_t)i + 1,
                                 category_ids->ptr[i]));
    }
    return OK;
}
