/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing and reading things and events. */
#include "goods/goods_store.h"

#include "base/id.h"
#include "base/strbuf.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods_sql.h"

#include "base/banned.h"

#define CODE_TRIES 8
#define ID_SIGNS   21 /* of one id in a list, with its comma */

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

static struct str or_null(struct str text)
{
    return text.len == 0 ? (struct str){NULL, 0} : text;
}

static struct str hash_str(const unsigned char hash[32])
{
    return (struct str){(const char *)hash, 32};
}

static void copy_hash(unsigned char out[32], struct str hash)
{
    memset(out, 0, 32);
    if (hash.len == 32) {
        memcpy(out, hash.ptr, 32);
    }
}

static struct stored_thing stored(const struct goods_thing_row *row)
{
    struct stored_thing result = {
        .thing =
            {
                .id = row->id,
                .code = row->code,
                .parent_id = row->parent_id,
                .category_id = row->category_id,
                .kind_key = or_empty(row->kind_key),
                .holder_id = row->holder_id,
                .allotted_to = row->allotted_to,
                .source_id = row->source_id,
                .count = row->count,
                .g = row->g,
                .weight_method = row->weight_method,
                .station_state = row->station_state,
                .grade = row->grade,
                .size_key = or_empty(row->size_key),
                .received_ms = row->received_ms,
                .blocked = row->blocked != 0,
                .seq = row->seq,
                .place_id = row->place_id,
                .since_ms = row->since_ms,
                .stops = row->stops,
                .listed = row->listed,
                .photo = or_empty(row->photo),
                .note = or_empty(row->note),
                .sacks = row->sacks,
            },
    };
    copy_hash(result.hash, row->hash);
    return result;
}

enum status goods_store_thing(struct ctx *ctx, int64_t id, struct stored_thing *ret)
{
    struct goods_thing_row row;
    TRY(one_goods_thing(ctx, ctx->centre_id, id, &row));
    *ret = stored(&row);
    return OK;
}

enum status goods_store_by_code(struct ctx *ctx, struct str code, struct stored_thing *ret)
{
    struct goods_thing_row row;
    TRY(one_goods_thing_by_code(ctx, ctx->centre_id, code, &row));
    *ret = stored(&row);
    return OK;
}

enum status goods_store_by_key(struct ctx *ctx, struct str source, struct str key,
                               struct stored_thing *ret)
{
    struct goods_key_row row;
    TRY(one_goods_key(ctx, ctx->centre_id, source, key, &row));
    return goods_store_thing(ctx, row.thing_id, ret);
}

enum status goods_store_often(struct ctx *ctx, int64_t holder_id, int64_t from_day, int64_t limit,
                              struct goods_oftens *ret_list)
{
    struct goods_oftens list = {0};
    struct goods_often_row row;
    struct rows rows = sql_goods_often(ctx, ctx->centre_id, holder_id, from_day, limit);
    while (next_goods_often(&rows, &row)) {
        vec_push(ctx->mem, &list, (struct goods_often){row.category_id, row.lots});
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return OK;
}

enum status goods_thing(struct ctx *ctx, int64_t thing_id, struct thing *ret_thing)
{
    struct stored_thing found;
    TRY(goods_store_thing(ctx, thing_id, &found));
    *ret_thing = found.thing;
    return OK;
}

enum status goods_parts(struct ctx *ctx, int64_t thing_id, struct i64_list *ret_parts)
{
    struct i64_list parts = {0};
    struct goods_parts_of_row row;
    struct rows rows = sql_goods_parts_of(ctx, ctx->centre_id, thing_id);
    while (next_goods_parts_of(&rows, &row)) {
        vec_push(ctx->mem, &parts, row.id);
    }
    TRY(rows_done(&rows));
    *ret_parts = parts;
    return OK;
}

enum status goods_by_code(struct ctx *ctx, struct str code, struct thing *ret_thing)
{
    struct stored_thing found;
    TRY(goods_store_by_code(ctx, code, &found));
    *ret_thing = found.thing;
    return OK;
}

enum status goods_store_new_code(struct ctx *ctx, struct str *ret_code)
{
    for (int tries = 0; tries < CODE_TRIES; tries++) {
        struct goods_code_taken_row row;
        const struct str code = goods_code_new(ctx);
        const enum status found = one_goods_code_taken(ctx, ctx->centre_id, code, &row);
        if (found == NOT_FOUND) {
            *ret_code = code;
            return OK;
        }
        TRY(found);
    }
    return BUSY;
}

static enum status collect(struct ctx *ctx, struct rows rows,
                           bool (*next)(struct rows *, struct goods_thing_row *),
                           struct things *ret_things)
{
    struct things things = {0};
    struct goods_thing_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, &things, stored(&row).thing);
    }
    TRY(rows_done(&rows));
    *ret_things = things;
    return OK;
}

enum status goods_things(struct ctx *ctx, const struct i64_list *ids, struct things *ret_things)
{
    struct things things = {0};
    struct strbuf text;
    if (ids->count > 0) {
        strbuf_init(&text, ids->count * ID_SIGNS);
        for (size_t i = 0; i < ids->count; i++) {
            strbuf_bytes(&text, ",", i > 0 ? 1 : 0);
            strbuf_i64(&text, ids->ptr[i]);
        }
        const enum status status =
            collect(ctx, sql_goods_things(ctx, ctx->centre_id, strbuf_view(&text)),
                    next_goods_things, &things);
        strbuf_finish(&text);
        TRY(status);
    }
    if (things.count != ids->count) {
        return NOT_FOUND;
    }
    *ret_things = things;
    return OK;
}

static int64_t from_newest(int64_t before_id)
{
    return before_id == NO_I64 ? INT64_MAX : before_id;
}

enum status goods_unallotted(struct ctx *ctx, int64_t before_id, int64_t limit,
                             struct things *ret_things)
{
    return collect(ctx,
                   sql_goods_unallotted(ctx, ctx->centre_id, HOLDER_STATION, HOLDER_HOUSE,
                                        from_newest(before_id), limit),
                   next_goods_unallotted, ret_things);
}

enum status goods_unreserved(struct ctx *ctx, int64_t before_id, int64_t limit,
                             struct things *ret_things)
{
    return collect(ctx,
                   sql_goods_unreserved(ctx, ctx->centre_id, HOLDER_STATION, HOLDER_HOUSE,
                                        from_newest(before_id), limit),
                   next_goods_unreserved, ret_things);
}

enum status goods_reserved_for(struct ctx *ctx, int64_t thing_id, int64_t *ret_owner_id)
{
    struct goods_reservation_row row;
    const enum status found = one_goods_reservation(ctx, ctx->centre_id, thing_id, &row);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_owner_id = found == OK ? row.owner_id : NO_I64;
    return OK;
}

enum status goods_reserved(struct ctx *ctx, int64_t from_id, int64_t to_id,
                           struct i64_list *ret_thing_ids)
{
    struct i64_list ids = {0};
    struct goods_reserved_row row;
    struct rows rows = sql_goods_reserved(ctx, ctx->centre_id, from_id, to_id);
    while (next_goods_reserved(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.thing_id);
    }
    TRY(rows_done(&rows));
    *ret_thing_ids = ids;
    return OK;
}

enum status goods_store_add_reservation(struct ctx *ctx, int64_t thing_id, int64_t owner_id)
{
    return sql_goods_reservation_add(ctx, ctx->centre_id, thing_id, owner_id);
}

enum status goods_store_remove_reservation(struct ctx *ctx, int64_t thing_id, int64_t owner_id)
{
    return sql_goods_reservation_remove(ctx, ctx->centre_id, thing_id, owner_id);
}

enum status goods_listed_changed(struct ctx *ctx, int64_t limit, struct things *ret_things)
{
    return collect(ctx, sql_goods_listed_changed(ctx, ctx->centre_id, limit),
                   next_goods_listed_changed, ret_things);
}

enum status goods_unallotted_queue(struct ctx *ctx, struct goods_queue *ret_queue)
{
    struct goods_unallotted_queue_row row;
    TRY(one_goods_unallotted_queue(ctx, ctx->centre_id, HOLDER_STATION, HOLDER_HOUSE, &row));
    *ret_queue = (struct goods_queue){row.lots, row.since_ms};
    return OK;
}

enum status goods_given(struct ctx *ctx, int64_t before_id, int64_t limit,
                        struct things *ret_things)
{
    return collect(ctx, sql_goods_given(ctx, ctx->centre_id, from_newest(before_id), limit),
                   next_goods_given, ret_things);
}

enum status goods_given_queues(struct ctx *ctx, struct goods_shop_queues *ret_queues)
{
    struct goods_shop_queues queues = {0};
    struct goods_given_queues_row row;
    struct rows rows = sql_goods_given_queues(ctx, ctx->centre_id, GOODS_ALLOTTED);
    while (next_goods_given_queues(&rows, &row)) {
        vec_push(ctx->mem, &queues,
                 (struct goods_shop_queue){row.tenant_id, row.lots, row.since_ms});
    }
    TRY(rows_done(&rows));
    *ret_queues = queues;
    return OK;
}

enum status goods_awaiting(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                           struct things *ret_things)
{
    return collect(ctx, sql_goods_awaiting(ctx, ctx->centre_id, tenant_id, limit),
                   next_goods_awaiting, ret_things);
}

enum status goods_in_hand(struct ctx *ctx, int64_t holder_id, int64_t before_id, int64_t limit,
                          struct things *ret_things)
{
    return collect(ctx,
                   sql_goods_in_hand(ctx, ctx->centre_id, holder_id, from_newest(before_id), limit),
                   next_goods_in_hand, ret_things);
}

enum status goods_received_on(struct ctx *ctx, int64_t holder_id, int64_t day, int64_t limit,
                              struct things *ret_things)
{
    return collect(ctx, sql_goods_received_on(ctx, ctx->centre_id, holder_id, day, limit),
                   next_goods_received_on, ret_things);
}

enum status goods_station_day(struct ctx *ctx, int64_t holder_id, int64_t day,
                              struct station_day *ret_day)
{
    struct goods_station_day_row row;
    TRY(one_goods_station_day(ctx, ctx->centre_id, holder_id, day, STATE_REPAIR, &row));
    *ret_day = (struct station_day){row.lots, row.things, row.grams, row.repairs};
    return OK;
}

enum status goods_photos(struct ctx *ctx, int64_t thing_id, struct str_list *ret_hashes)
{
    struct str_list hashes = {0};
    struct goods_photos_row row;
    struct rows rows = sql_goods_photos(ctx, ctx->centre_id, thing_id);
    while (next_goods_photos(&rows, &row)) {
        vec_push(ctx->mem, &hashes, row.hash);
    }
    TRY(rows_done(&rows));
    *ret_hashes = hashes;
    return OK;
}

enum status goods_store_add_thing(struct ctx *ctx, int64_t id, const struct thing_state *state,
                                  int64_t received_day)
{
    return sql_goods_thing_add(ctx, &(struct goods_thing_add_args){
                                        .centre_id = ctx->centre_id,
                                        .id = id,
                                        .code = state->code,
                                        .parent_id = state->parent_id,
                                        .category_id = state->category_id,
                                        .kind_key = or_null(state->kind_key),
                                        .holder_id = state->holder_id,
                                        .allotted_to = state->allotted_to,
                                        .source_id = state->source_id,
                                        .count = state->count,
                                        .g = state->g,
                                        .weight_method = state->weight_method,
                                        .station_state = state->station_state,
                                        .grade = state->grade,
                                        .size_key = or_null(state->size_key),
                                        .received_ms = state->received_ms,
                                        .received_day = received_day,
                                        .blocked = state->blocked,
                                        .seq = state->seq,
                                        .hash = hash_str(state->hash),
                                        .place_id = state->place_id,
                                        .since_ms = state->since_ms,
                                        .stops = state->stops,
                                        .listed = state->listed,
                                    });
}

enum status goods_store_set_thing(struct ctx *ctx, int64_t id, const struct thing_state *state,
                                  int64_t seq_before)
{
    TRY(sql_goods_thing_set(ctx, &(struct goods_thing_set_args){
                                     .centre_id = ctx->centre_id,
                                     .id = id,
                                     .category_id = state->category_id,
                                     .kind_key = or_null(state->kind_key),
                                     .holder_id = state->holder_id,
                                     .allotted_to = state->allotted_to,
                                     .count = state->count,
                                     .g = state->g,
                                     .weight_method = state->weight_method,
                                     .grade = state->grade,
                                     .size_key = or_null(state->size_key),
                                     .blocked = state->blocked,
                                     .seq = state->seq,
                                     .hash = hash_str(state->hash),
                                     .since_ms = state->since_ms,
                                     .stops = state->stops,
                                     .listed = state->listed,
                                     .seq_before = seq_before,
                                 }));
    return db_changes(ctx) == 1 ? OK : CONFLICT;
}

enum status goods_store_set_code(struct ctx *ctx, int64_t id, struct str code)
{
    return sql_goods_thing_set_code(ctx, ctx->centre_id, id, code);
}

enum status goods_store_add_event(struct ctx *ctx, const struct goods_event *event)
{
    return sql_goods_event_add(ctx, &(struct goods_event_add_args){
                                        .centre_id = ctx->centre_id,
                                        .id = event->id,
                                        .thing_id = event->thing_id,
                                        .seq = event->seq,
                                        .kind = event->kind,
                                        .at_ms = event->at_ms,
                                        .day = event->day,
                                        .person_id = event->person_id,
                                        .device_id = event->device_id,
                                        .from_holder = event->from_holder,
                                        .to_holder = event->to_holder,
                                        .count = event->count,
                                        .g = event->g,
                                        .weight_method = event->weight_method,
                                        .category_id = event->category_id,
                                        .kind_key = or_null(event->kind_key),
                                        .source_id = event->source_id,
                                        .refers_to = event->refers_to,
                                        .detail = event->detail,
                                        .previous_hash = event->previous_hash,
                                        .hash = event->hash,
                                    });
}

enum status goods_store_add_note(struct ctx *ctx, int64_t thing_id, struct str note, int64_t sacks)
{
    return sql_goods_note_add(ctx, ctx->centre_id, thing_id, note, sacks);
}

enum status goods_store_add_key(struct ctx *ctx, struct str source, struct str key,
                                int64_t thing_id)
{
    return sql_goods_key_add(ctx, ctx->centre_id, source, key, thing_id);
}

enum status goods_store_add_photo(struct ctx *ctx, int64_t thing_id, int64_t position,
                                  struct str hash)
{
    return sql_goods_photo_add(ctx, ctx->centre_id, thing_id, position, hash);
}

enum status goods_store_clear_photos(struct ctx *ctx, int64_t thing_id)
{
    return sql_goods_photos_clear(ctx, ctx->centre_id, thing_id);
}

enum status goods_store_photo_used(struct ctx *ctx, struct str hash, bool *ret_used)
{
    struct goods_photo_used_row row;
    TRY(one_goods_photo_used(ctx, ctx->centre_id, hash, &row));
    *ret_used = row.count > 0;
    return OK;
}

enum status goods_store_put_holder(struct ctx *ctx, enum holder_kind kind)
{
    return sql_goods_holder_put(ctx, ctx->centre_id, GOODS_HOLDER_OF(kind), kind);
}

enum status goods_store_category(struct ctx *ctx, int64_t category_id)
{
    struct goods_category_exists_row row;
    return one_goods_category_exists(ctx, ctx->centre_id, category_id, &row);
}

enum status goods_store_lists(struct ctx *ctx, const struct lot *lot, struct lot_lists *ret_lists)
{
    struct goods_lists_row row;
    TRY(one_goods_lists(ctx,
                        &(struct goods_lists_args){.centre_id = ctx->centre_id,
                                                   .category_id = lot->category_id,
                                                   .holder_id = lot->holder_id,
                                                   .source_id = lot->source_id,
                                                   .kind_key = or_empty(lot->kind_key),
                                                   .day = centre_today(ctx)},
                        &row));
    *ret_lists = (struct lot_lists){.category = row.category_id != NO_I64,
                                    .holder = row.holder_id != NO_I64,
                                    .source = row.source_id != NO_I64,
                                    .kind = row.kind_category_id != NO_I64,
                                    .default_g = row.default_weight_g};
    return OK;
}

enum status goods_store_put_category(struct ctx *ctx, int64_t id, int64_t parent_id, struct str key,
                                     const struct str names[LANG_COUNT])
{
    return sql_goods_category_put(ctx, &(struct goods_category_put_args){
                                           .centre_id = ctx->centre_id,
                                           .id = id,
                                           .parent_id = parent_id,
                                           .key = key,
                                           .name_nb = names[LANG_NB],
                                           .name_nn = names[LANG_NN],
                                           .name_en = names[LANG_EN],
                                       });
}

enum status goods_store_put_kind(struct ctx *ctx, struct str key, int64_t category_id,
                                 int64_t default_g, struct str weight_source, struct str size_class)
{
    return sql_goods_kind_put(ctx, &(struct goods_kind_put_args){
                                       .centre_id = ctx->centre_id,
                                       .key = key,
                                       .category_id = category_id,
                                       .default_weight_g = default_g,
                                       .weight_source = weight_source,
                                       .weight_from_day = 0,
                                       .size_class = size_class,
                                   });
}

/* ---- events ---------------------------------------------------------------------------------- */

static struct goods_event event_of(const struct goods_event_row *row)
{
    return (struct goods_event){
        .id = row->id,
        .thing_id = row->thing_id,
        .seq = row->seq,
        .kind = row->kind,
        .at_ms = row->at_ms,
        .day = row->day,
        .person_id = row->person_id,
        .device_id = row->device_id,
        .from_holder = row->from_holder,
        .to_holder = row->to_holder,
        .count = row->count,
        .g = row->g,
        .weight_method = row->weight_method,
        .category_id = row->category_id,
        .kind_key = or_empty(row->kind_key),
        .source_id = row->source_id,
        .refers_to = row->refers_to,
        .detail = row->detail,
        .previous_hash = row->previous_hash,
        .hash = row->hash,
    };
}

static enum status collect_events(struct ctx *ctx, struct rows rows,
                                  bool (*next)(struct rows *, struct goods_event_row *),
                                  struct goods_events *ret)
{
    struct goods_events events = {0};
    struct goods_event_row row;
    while (next(&rows, &row)) {
        vec_push(ctx->mem, &events, event_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = events;
    return OK;
}

enum status goods_event(struct ctx *ctx, int64_t event_id, struct goods_event *ret_event)
{
    struct goods_event_row row;
    TRY(one_goods_event(ctx, ctx->centre_id, event_id, &row));
    *ret_event = event_of(&row);
    return OK;
}

enum status goods_events_of(struct ctx *ctx, int64_t thing_id, struct goods_events *ret_events)
{
    return collect_events(ctx, sql_goods_events_of(ctx, ctx->centre_id, thing_id),
                          next_goods_events_of, ret_events);
}

enum status goods_store_rentals(struct ctx *ctx, int64_t holder_id, int64_t before_id,
                                int64_t limit, struct goods_rentals *ret)
{
    struct goods_rentals rentals = {0};
    struct rows rows = sql_goods_rentals_open(ctx, ctx->centre_id, holder_id,
                                              before_id == NO_I64 ? INT64_MAX : before_id, limit);
    struct goods_rentals_open_row row;
    while (next_goods_rentals_open(&rows, &row)) {
        vec_push(ctx->mem, &rentals,
                 (struct goods_rental){.event_id = row.id, .thing_id = row.thing_id});
    }
    TRY(rows_done(&rows));
    *ret = rentals;
    return OK;
}

enum status goods_events_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                               struct goods_events *ret_events)
{
    return collect_events(ctx, sql_goods_events_after(ctx, ctx->centre_id, after_id, limit),
                          next_goods_events_after, ret_events);
}

enum status goods_store_events_between(struct ctx *ctx, int64_t after_thing, int64_t last_thing,
                                       struct goods_events *ret)
{
    return collect_events(ctx,
                          sql_goods_events_by_thing(ctx, ctx->centre_id, after_thing, last_thing),
                          next_goods_events_by_thing, ret);
}

enum status goods_store_correction(struct ctx *ctx, int64_t thing_id, int64_t refers_to)
{
    struct goods_event_row row;
    return one_goods_correction_of(ctx, ctx->centre_id, thing_id, refers_to, &row);
}
