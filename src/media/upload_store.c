/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of uploads. */
#include "media/upload_store.h"

#include <stdio.h>
#include <string.h>

#include "base/vec.h"
#include "media_sql.h"

#include "base/banned.h"

#define OLD_MAX      500
#define PAGE_UPLOADS 1000
#define UUID_SIZE    37

static struct upload_progress progress_of(const struct media_upload_get_row *row)
{
    return (struct upload_progress){.promise = {.uuid = row->uuid,
                                                .owner = row->owner,
                                                .position = row->position,
                                                .place_id = row->place_id,
                                                .size = row->size,
                                                .hash = row->hash},
                                    .state = (enum upload_state)row->state,
                                    .why = row->why.ptr == NULL ? STR("") : row->why,
                                    .changed_ms = row->changed_ms};
}

enum status upload_store_get(struct ctx *ctx, struct str uuid, struct upload_progress *ret_progress)
{
    struct media_upload_get_row row;
    TRY(one_media_upload_get(ctx, ctx->centre_id, uuid, &row));
    *ret_progress = progress_of(&row);
    return OK;
}

enum status upload_store_of(struct ctx *ctx, struct str owner, struct upload_list *ret_list)
{
    struct upload_list list = {0};
    struct media_upload_get_row row;
    struct rows rows = sql_media_upload_of(ctx, ctx->centre_id, owner);
    while (next_media_upload_of(&rows, &row)) {
        vec_push(ctx->mem, &list, progress_of(&row));
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return OK;
}

enum status upload_store_set(struct ctx *ctx, const struct upload_promise *promise,
                             enum upload_state state, struct str why)
{
    return sql_media_upload_set(
        ctx, &(struct media_upload_set_args){.centre_id = ctx->centre_id,
                                             .uuid = promise->uuid,
                                             .owner = promise->owner,
                                             .position = promise->position,
                                             .place_id = promise->place_id,
                                             .size = promise->size,
                                             .hash = promise->hash,
                                             .state = state,
                                             .why = why.len > 0 ? why : (struct str){0},
                                             .now_ms = ctx->now_ms});
}

enum status upload_store_remove(struct ctx *ctx, struct str uuid)
{
    return sql_media_upload_remove(ctx, ctx->centre_id, uuid);
}

enum status upload_store_backlog(struct ctx *ctx, struct upload_backlog *ret_backlog)
{
    struct media_upload_partial_row partial;
    struct media_upload_waiting_row waiting;
    TRY(one_media_upload_partial(ctx, ctx->centre_id, &partial));
    TRY(one_media_upload_waiting(ctx, ctx->centre_id, &waiting));
    *ret_backlog = (struct upload_backlog){.partial = partial.count,
                                           .partial_bytes = partial.bytes,
                                           .waiting = waiting.count,
                                           .oldest_ms = waiting.oldest_ms};
    return OK;
}

enum status upload_store_is_shared(struct ctx *ctx, struct str hash, struct str uuid,
                                   bool *ret_shared)
{
    struct media_upload_same_row row;
    TRY(one_media_upload_same(ctx, ctx->centre_id, hash, uuid, &row));
    *ret_shared = row.count > 0;
    return OK;
}

enum status upload_store_old(struct ctx *ctx, enum upload_state state, int64_t before_ms,
                             struct upload_list *ret_list)
{
    struct upload_list list = {0};
    struct media_upload_old_row row;
    struct rows rows = sql_media_upload_old(ctx, ctx->centre_id, state, before_ms, OLD_MAX);
    while (next_media_upload_old(&rows, &row)) {
        vec_push(ctx->mem, &list,
                 (struct upload_progress){.promise = {.uuid = row.uuid, .hash = row.hash},
                                          .state = state});
    }
    TRY(rows_done(&rows));
    *ret_list = list;
    return OK;
}

/* Where a page begins; the uuid outlives the page's memory. */
struct place {
    int64_t centre_id;
    char uuid[UUID_SIZE];
    bool ended;
};

static enum status walk_page(struct ctx *ctx, struct place *place, media_hash_fn *fn, void *arg)
{
    const struct str after = str_copy(ctx->mem, str_of(place->uuid));
    struct rows rows = sql_media_upload_page(ctx, place->centre_id, after, PAGE_UPLOADS);
    struct media_upload_page_row row;
    enum status status = OK;
    place->ended = true;
    while (status == OK && next_media_upload_page(&rows, &row)) {
        place->ended = false;
        place->centre_id = row.centre_id;
        snprintf(place->uuid, sizeof(place->uuid), "%.*s", STR_ARG(row.uuid));
        if (row.state == UPLOAD_WHOLE || row.state == UPLOAD_REFUSED) {
            status = fn(arg, row.hash);
        }
    }
    const enum status done = rows_done(&rows);
    return status == OK ? done : status;
}

enum status upload_store_each(struct ctx *ctx, media_hash_fn *fn, void *arg)
{
    struct place place = {.centre_id = 0};
    enum status status = OK;
    while (status == OK && !place.ended) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        status = walk_page(ctx, &place, fn, arg);
        arena_reset(ctx->mem, mark);
    }
    return status;
}
