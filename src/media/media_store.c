/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of photos. */
#include "media/media_store.h"

#include <stdio.h>

#include "media_sql.h"

#include "base/banned.h"

#define PAGE_PHOTOS 1000

enum status media_store_photo(struct ctx *ctx, struct str hash, bool demo, bool *ret_new)
{
    TRY(sql_media_photo_add(ctx, ctx->centre_id, hash, demo, ctx->now_ms));
    *ret_new = db_changes(ctx) > 0;
    return OK;
}

struct sized {
    struct str hash;
    bool has;
};

static enum status write_sized(struct ctx *ctx, void *arg)
{
    struct sized *sized = arg;
    TRY(sql_media_photo_sized(ctx, ctx->centre_id, sized->hash, ctx->now_ms));
    sized->has = db_changes(ctx) > 0;
    return OK;
}

enum status media_store_sized(struct ctx *ctx, struct str hash, bool *ret_has)
{
    struct sized sized = {.hash = hash};
    TRY(db_write(ctx, write_sized, &sized));
    *ret_has = sized.has;
    return OK;
}

enum status media_store_has(struct ctx *ctx, struct str hash, bool *ret_has)
{
    struct media_photo_has_row row;
    TRY(one_media_photo_has(ctx, ctx->centre_id, hash, &row));
    *ret_has = row.count > 0;
    return OK;
}

enum status media_store_remove(struct ctx *ctx, struct str hash)
{
    return sql_media_photo_remove(ctx, ctx->centre_id, hash);
}

enum status media_store_wanted(struct ctx *ctx, struct str hash, bool *ret_wanted)
{
    struct media_photo_wanted_row row;
    TRY(one_media_photo_wanted(ctx, hash, &row));
    *ret_wanted = row.count > 0;
    return OK;
}

enum status media_store_backlog(struct ctx *ctx, int64_t *ret_count)
{
    struct media_photo_backlog_row row;
    TRY(one_media_photo_backlog(ctx, ctx->centre_id, &row));
    *ret_count = row.count;
    return OK;
}

/* Where a page begins; the hash outlives the page's memory. */
struct place {
    int64_t centre_id;
    char hash[MEDIA_NAME_MAX];
};

static enum status walk_page(struct ctx *ctx, struct place *place, media_hash_fn *fn, void *arg)
{
    const struct str after = str_copy(ctx->mem, str_of(place->hash));
    struct rows rows = sql_media_photo_page(ctx, place->centre_id, after, PAGE_PHOTOS);
    struct media_photo_page_row row;
    enum status status = OK;
    while (status == OK && next_media_photo_page(&rows, &row)) {
        place->centre_id = row.centre_id;
        snprintf(place->hash, sizeof(place->hash), "%.*s", STR_ARG(row.hash));
        status = fn(arg, row.hash);
    }
    const enum status done = rows_done(&rows);
    return status == OK ? done : status;
}

enum status media_store_each(struct ctx *ctx, media_hash_fn *fn, void *arg)
{
    struct place place = {.centre_id = 0};
    struct place before;
    enum status status = OK;
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        before = place;
        status = walk_page(ctx, &place, fn, arg);
        arena_reset(ctx->mem, mark);
    } while (status == OK &&
             (place.centre_id != before.centre_id || strcmp(place.hash, before.hash) != 0));
    return status;
}
