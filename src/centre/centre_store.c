/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of centre.sql. */
#include "centre/centre_store.h"

#include "base/id.h"
#include "base/vec.h"
#include "centre_sql.h"

#include "base/banned.h"

/* Empty text is text, not NULL. */
static struct str text(struct str s)
{
    return s.ptr == NULL ? STR("") : s;
}

enum status centre_store_get(struct ctx *ctx, struct centre *ret_centre, int64_t *ret_version)
{
    struct centre_row_row row;
    TRY(one_centre_row(ctx, ctx->centre_id, &row));
    *ret_centre = (struct centre){.id = ctx->centre_id,
                                  .slug = row.slug,
                                  .name = row.name,
                                  .municipality = row.municipality,
                                  .address = row.address,
                                  .getting_here = row.getting_here,
                                  .map = row.map,
                                  .email = row.email,
                                  .phone = row.phone,
                                  .time_zone = row.time_zone,
                                  .stop_id = row.stop_id,
                                  .position = row.position,
                                  .demo = row.demo != 0};
    *ret_version = row.version;
    return OK;
}

enum status centre_store_version(struct ctx *ctx, int64_t *ret_version)
{
    struct centre_version_row row;
    TRY(one_centre_version(ctx, ctx->centre_id, &row));
    *ret_version = row.version;
    return OK;
}

static enum status read_weeks(struct ctx *ctx, int64_t since_day, struct calendar *calendar)
{
    struct rows rows = sql_centre_weeks(ctx, ctx->centre_id, since_day);
    struct centre_weeks_row row;
    while (next_centre_weeks(&rows, &row)) {
        vec_push(ctx->mem, &calendar->weeks,
                 (struct calendar_week){.owner_id = row.owner_id,
                                        .from_day = row.from_day,
                                        .to_day = row.to_day,
                                        .weekday = (int)row.weekday,
                                        .opens_minute = (int)row.opens_minute,
                                        .closes_minute = (int)row.closes_minute});
    }
    return rows_done(&rows);
}

static enum status read_exceptions(struct ctx *ctx, int64_t since_day, struct calendar *calendar)
{
    struct rows rows = sql_centre_exceptions(ctx, ctx->centre_id, since_day);
    struct centre_exceptions_row row;
    while (next_centre_exceptions(&rows, &row)) {
        const bool open = row.opens_minute != NO_I64;
        vec_push(ctx->mem, &calendar->exceptions,
                 (struct calendar_exception){.id = row.id,
                                             .owner_id = row.owner_id,
                                             .day = row.day,
                                             .open = open,
                                             .opens_minute = open ? (int)row.opens_minute : 0,
                                             .closes_minute = open ? (int)row.closes_minute : 0,
                                             .reason = {[LANG_NB] = row.reason_nb,
                                                        [LANG_NN] = row.reason_nn,
                                                        [LANG_EN] = row.reason_en}});
    }
    return rows_done(&rows);
}

static enum status read_eves(struct ctx *ctx, struct calendar *calendar)
{
    struct rows rows = sql_centre_eves(ctx, ctx->centre_id);
    struct centre_eves_row row;
    while (next_centre_eves(&rows, &row)) {
        calendar->eves[row.eve] = row.closes_minute == NO_I64 ? -1 : (int)row.closes_minute;
    }
    return rows_done(&rows);
}

static enum status read_own_entrances(struct ctx *ctx, struct calendar *calendar)
{
    struct rows rows = sql_centre_own_entrances(ctx, ctx->centre_id);
    struct centre_own_entrances_row row;
    while (next_centre_own_entrances(&rows, &row)) {
        vec_push(ctx->mem, &calendar->own_entrance, row.owner_id);
    }
    return rows_done(&rows);
}

enum status centre_store_calendar(struct ctx *ctx, int64_t since_day, struct calendar *ret_calendar)
{
    struct calendar calendar = {0};
    TRY(read_weeks(ctx, since_day, &calendar));
    TRY(read_exceptions(ctx, since_day, &calendar));
    TRY(read_eves(ctx, &calendar));
    TRY(read_own_entrances(ctx, &calendar));
    *ret_calendar = calendar;
    return OK;
}

enum status centre_store_ids(struct ctx *ctx, struct i64_list *ret_ids)
{
    struct i64_list ids = {0};
    struct rows rows = sql_centre_ids(ctx);
    struct centre_ids_row row;
    while (next_centre_ids(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.centre_id);
    }
    TRY(rows_done(&rows));
    *ret_ids = ids;
    return OK;
}

enum status centre_store_by_slug(struct ctx *ctx, struct str slug, int64_t *ret_id)
{
    struct centre_by_slug_row row;
    TRY(one_centre_by_slug(ctx, slug, &row));
    *ret_id = row.centre_id;
    return OK;
}

enum status centre_store_by_host(struct ctx *ctx, struct str host, int64_t *ret_id)
{
    struct centre_by_host_row row;
    TRY(one_centre_by_host(ctx, host, &row));
    *ret_id = row.centre_id;
    return OK;
}

enum status centre_store_oldest(struct ctx *ctx, int64_t *ret_id)
{
    struct centre_oldest_row row;
    TRY(one_centre_oldest(ctx, &row));
    *ret_id = row.centre_id;
    return OK;
}

enum status centre_store_add(struct ctx *ctx, const struct centre *centre)
{
    return sql_centre_row_add(
        ctx, &(struct centre_row_add_args){.centre_id = centre->id,
                                           .slug = centre->slug,
                                           .name = centre->name,
                                           .municipality = text(centre->municipality),
                                           .address = text(centre->address),
                                           .getting_here = text(centre->getting_here),
                                           .map = text(centre->map),
                                           .email = text(centre->email),
                                           .phone = text(centre->phone),
                                           .time_zone = centre->time_zone,
                                           .demo = centre->demo ? 1 : 0,
                                           .created_ms = ctx->now_ms});
}

enum status centre_store_texts(struct ctx *ctx, const struct centre *centre)
{
    return sql_centre_texts_set(
        ctx, &(struct centre_texts_set_args){.centre_id = ctx->centre_id,
                                             .name = centre->name,
                                             .address = text(centre->address),
                                             .getting_here = text(centre->getting_here),
                                             .map = text(centre->map),
                                             .email = text(centre->email),
                                             .phone = text(centre->phone),
                                             .stop_id = text(centre->stop_id),
                                             .position = text(centre->position)});
}

enum status centre_store_week(struct ctx *ctx, int64_t owner_id, int64_t from_day,
                              const int minutes[7][2])
{
    TRY(sql_centre_week_remove(ctx, ctx->centre_id, owner_id, from_day));
    TRY(sql_centre_week_end(ctx, ctx->centre_id, owner_id, from_day - 1));
    for (int i = 0; i < 7; i++) {
        if (minutes[i][1] == 0) {
            continue;
        }
        TRY(sql_centre_week_add(ctx, &(struct centre_week_add_args){.centre_id = ctx->centre_id,
                                                                    .id = id_new(),
                                                                    .owner_id = owner_id,
                                                                    .weekday = i + 1,
                                                                    .opens_minute = minutes[i][0],
                                                                    .closes_minute = minutes[i][1],
                                                                    .from_day = from_day}));
    }
    return sql_centre_touch(ctx, ctx->centre_id);
}

enum status centre_store_exception(struct ctx *ctx, const struct calendar_exception *exception)
{
    const bool open = exception->open;
    TRY(sql_centre_exception_put(ctx, &(struct centre_exception_put_args){
                                          .centre_id = ctx->centre_id,
                                          .id = id_new(),
                                          .owner_id = exception->owner_id,
                                          .day = exception->day,
                                          .opens_minute = open ? exception->opens_minute : NO_I64,
                                          .closes_minute = open ? exception->closes_minute : NO_I64,
                                          .reason_nb = text(exception->reason[LANG_NB]),
                                          .reason_nn = text(exception->reason[LANG_NN]),
                                          .reason_en = text(exception->reason[LANG_EN])}));
    return sql_centre_touch(ctx, ctx->centre_id);
}

enum status centre_store_exception_remove(struct ctx *ctx, int64_t owner_id, int64_t id)
{
    TRY(sql_centre_exception_remove(ctx, ctx->centre_id, owner_id, id));
    if (db_changes(ctx) == 0) {
        return NOT_FOUND;
    }
    return sql_centre_touch(ctx, ctx->centre_id);
}

enum status centre_store_eves(struct ctx *ctx, const int closes[EVE_COUNT])
{
    for (int eve = EVE_EASTER; eve < EVE_COUNT; eve++) {
        if (closes[eve] == 0) {
            TRY(sql_centre_eve_remove(ctx, ctx->centre_id, eve));
        } else {
            TRY(sql_centre_eve_put(ctx, ctx->centre_id, eve,
                                   closes[eve] < 0 ? NO_I64 : closes[eve]));
        }
    }
    return sql_centre_touch(ctx, ctx->centre_id);
}

enum status centre_store_own_entrance(struct ctx *ctx, int64_t owner_id, bool own)
{
    TRY(own ? sql_centre_own_entrance_add(ctx, ctx->centre_id, owner_id)
            : sql_centre_own_entrance_remove(ctx, ctx->centre_id, owner_id));
    return sql_centre_touch(ctx, ctx->centre_id);
}
