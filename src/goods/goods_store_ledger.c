/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading for verification, sums and seals; holders. */
#include "base/id.h"
#include "base/vec.h"
#include "goods/goods_store.h"
#include "goods_sql.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static void copy_hash(unsigned char out[32], struct str hash)
{
    memset(out, 0, 32);
    if (hash.len == 32) {
        memcpy(out, hash.ptr, 32);
    }
}

static struct str hash_str(const unsigned char hash[32])
{
    return (struct str){(const char *)hash, 32};
}

static struct goods_snapshot snapshot_of(const struct goods_states_row *row)
{
    struct goods_snapshot result = {
        .id = row->id,
        .state =
            {
                .code = row->code,
                .parent_id = row->parent_id,
                .category_id = row->category_id,
                .kind_key = row->kind_key.ptr == NULL ? STR("") : row->kind_key,
                .holder_id = row->holder_id,
                .allotted_to = row->allotted_to,
                .source_id = row->source_id,
                .count = row->count,
                .g = row->g,
                .weight_method = row->weight_method,
                .station_state = row->station_state,
                .grade = row->grade,
                .size_key = row->size_key.ptr == NULL ? STR("") : row->size_key,
                .received_ms = row->received_ms,
                .blocked = row->blocked != 0,
                .seq = row->seq,
                .place_id = row->place_id,
                .since_ms = row->since_ms,
                .stops = row->stops,
                .listed = row->listed,
            },
    };
    copy_hash(result.state.hash, row->hash);
    return result;
}

enum status goods_store_snapshots(struct ctx *ctx, int64_t after_id, int64_t limit,
                                  struct goods_snapshots *ret)
{
    struct goods_snapshots list = {0};
    struct goods_states_row row;
    struct rows rows = sql_goods_states(ctx, ctx->centre_id, after_id, limit);
    while (next_goods_states(&rows, &row)) {
        vec_push(ctx->mem, &list, snapshot_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status goods_store_entries(struct ctx *ctx, const struct goods_flow *flow, int64_t before_id,
                                int64_t limit, struct goods_entries *ret)
{
    struct goods_entries entries = {0};
    struct goods_entries_row row;
    struct rows rows =
        sql_goods_entries(ctx, &(struct goods_entries_args){
                                   .centre_id = ctx->centre_id,
                                   .from_day = flow->from_day,
                                   .to_day = flow->to_day,
                                   .kind = flow->out ? GOODS_SOLD : GOODS_RECEIVED,
                                   .other_kind = flow->out ? GOODS_GIVEN : GOODS_RECEIVED,
                                   .undo = flow->out ? STR("undo=11") : STR("undo=1"),
                                   .other_undo = flow->out ? STR("undo=12") : STR("undo=1"),
                                   .before_id = before_id == NO_I64 ? INT64_MAX : before_id,
                                   .most = limit,
                               });
    while (next_goods_entries(&rows, &row)) {
        vec_push(ctx->mem, &entries,
                 (struct goods_entry){
                     .event_id = row.id,
                     .kind = row.kind,
                     .at_ms = row.at_ms,
                     .count = row.count,
                     .g = row.g,
                     .thing = {.code = row.code,
                               .category_id = row.category_id,
                               .kind_key = row.kind_key.ptr == NULL ? STR("") : row.kind_key},
                     .from_holder = row.from_holder,
                     .to_holder = row.to_holder,
                 });
    }
    TRY(rows_done(&rows));
    *ret = entries;
    return OK;
}

/* ---- seals ----------------------------------------------------------------------------------- */

static void push_hash(struct ctx *ctx, struct hashes *list, struct str hash)
{
    list->ptr = vec_reserve(ctx->mem, list->ptr, list->count, &list->capacity, sizeof(*list->ptr));
    copy_hash(list->ptr[list->count++], hash);
}

enum status goods_store_unsealed(struct ctx *ctx, int64_t after_id, int64_t limit,
                                 struct i64_list *ret_ids, struct hashes *ret_hashes)
{
    struct i64_list ids = {0};
    struct hashes hashes = {0};
    struct goods_unsealed_row row;
    struct rows rows = sql_goods_unsealed(ctx, ctx->centre_id, after_id, limit);
    while (next_goods_unsealed(&rows, &row)) {
        vec_push(ctx->mem, &ids, row.id);
        push_hash(ctx, &hashes, row.hash);
    }
    TRY(rows_done(&rows));
    *ret_ids = ids;
    *ret_hashes = hashes;
    return OK;
}

enum status goods_store_unsealed_count(struct ctx *ctx, int64_t *ret_count)
{
    struct goods_unsealed_count_row row;
    TRY(one_goods_unsealed_count(ctx, ctx->centre_id, &row));
    *ret_count = row.events;
    return OK;
}

static struct seal_row seal_of(const struct goods_seal_newest_row *row)
{
    struct seal_row seal = {
        .id = row->id, .number = row->number, .at_ms = row->at_ms, .event_count = row->event_count};
    copy_hash(seal.root, row->root);
    copy_hash(seal.previous, row->previous_hash);
    copy_hash(seal.hash, row->hash);
    return seal;
}

enum status goods_store_newest_seal(struct ctx *ctx, struct seal_row *ret)
{
    struct goods_seal_newest_row row;
    TRY(one_goods_seal_newest(ctx, ctx->centre_id, &row));
    *ret = seal_of(&row);
    return OK;
}

enum status goods_store_seals(struct ctx *ctx, int64_t after_number, int64_t limit,
                              struct seal_rows *ret)
{
    struct seal_rows list = {0};
    struct goods_seal_newest_row row;
    struct rows rows = sql_goods_seals(ctx, ctx->centre_id, after_number, limit);
    while (next_goods_seals(&rows, &row)) {
        vec_push(ctx->mem, &list, seal_of(&row));
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status goods_store_seal_leaves(struct ctx *ctx, int64_t seal_id, struct hashes *ret)
{
    struct hashes list = {0};
    struct goods_seal_leaves_row row;
    struct rows rows = sql_goods_seal_leaves(ctx, ctx->centre_id, seal_id);
    while (next_goods_seal_leaves(&rows, &row)) {
        push_hash(ctx, &list, row.hash);
    }
    TRY(rows_done(&rows));
    *ret = list;
    return OK;
}

enum status goods_store_add_seal(struct ctx *ctx, const struct seal_row *seal,
                                 const struct i64_list *event_ids)
{
    TRY(sql_goods_seal_add(ctx, &(struct goods_seal_add_args){
                                    .centre_id = ctx->centre_id,
                                    .id = seal->id,
                                    .number = seal->number,
                                    .at_ms = seal->at_ms,
                                    .event_count = seal->event_count,
                                    .root = hash_str(seal->root),
                                    .previous_hash = hash_str(seal->previous),
                                    .hash = hash_str(seal->hash),
                                }));
    for (size_t i = 0; i < event_ids->count; i++) {
        TRY(sql_goods_seal_leaf_add(ctx, ctx->centre_id, event_ids->ptr[i], seal->id));
    }
    return OK;
}

/* ---- holders --------------------------------------------------------------------------------- */

struct new_holder {
    int64_t id;
    enum holder_kind kind;
    struct str name;
};

static enum status add_holder(struct ctx *ctx, void *arg)
{
    const struct new_holder *holder = arg;
    return sql_goods_holder_add(ctx, ctx->centre_id, holder->id, holder->kind, holder->name);
}

enum status goods_holder_add(struct ctx *ctx, int64_t id, enum holder_kind kind, struct str name,
                             int64_t *ret_id)
{
    struct new_holder holder = {id == 0 ? id_new() : id, kind, name};
    TRY(db_write(ctx, add_holder, &holder));
    *ret_id = holder.id;
    return OK;
}

/* A holder that every centre has is called what it is until somebody names it. */
static struct holder named(const struct ctx *ctx, const struct goods_holder_row *row)
{
    const char *words = row->name.len > 0 ? NULL : goods_holder_words(row->kind);
    return (struct holder){row->id, row->kind,
                           words == NULL ? row->name : str_of(i18n_text(ctx->lang, words))};
}

enum status goods_holder(struct ctx *ctx, int64_t holder_id, struct holder *ret_holder)
{
    struct goods_holder_row row;
    TRY(one_goods_holder(ctx, ctx->centre_id, holder_id, &row));
    *ret_holder = named(ctx, &row);
    return OK;
}

enum status goods_holders(struct ctx *ctx, enum holder_kind kind, struct holders *ret_holders)
{
    struct holders list = {0};
    struct goods_holder_row row;
    struct rows rows = sql_goods_holders(ctx, ctx->centre_id, kind);
    while (next_goods_holders(&rows, &row)) {
        vec_push(ctx->mem, &list, named(ctx, &row));
    }
    TRY(rows_done(&rows));
    *ret_holders = list;
    return OK;
}

enum status goods_stores(struct ctx *ctx, struct holders *ret_holders)
{
    struct holders stores;
    struct holder house;
    TRY(goods_holders(ctx, HOLDER_STATION, &stores));
    TRY(goods_holder(ctx, GOODS_HOLDER_OF(HOLDER_HOUSE), &house));
    vec_push(ctx->mem, &stores, house);
    *ret_holders = stores;
    return OK;
}
