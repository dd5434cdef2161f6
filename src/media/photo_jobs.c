/* SPDX-License-Identifier: EUPL-1.2 */
/* The photos of a centre: recorded inside a write, their sizes made by a job. */
#include "base/day.h"
#include "media/media.h"
#include "media/media_files.h"
#include "media/media_store.h"
#include "media/photo.h"

#include "base/banned.h"

enum status photo_add(struct ctx *ctx, struct str hash, bool demo)
{
    if (!photo_is_stored(hash)) {
        return ctx_fail(ctx, INVALID, N_("The photo has not arrived. Send it again."), "photo");
    }
    bool added = false;
    TRY(media_store_photo(ctx, hash, demo, &added));
    /* The job came with the row: it waits, has been done or is kept as failed. */
    return added ? job_queue(ctx, "photo_sizes", hash, 0) : OK;
}

enum status photo_forget(struct ctx *ctx, struct str hash)
{
    TRY(media_store_remove(ctx, hash));
    return db_changes(ctx) > 0 ? job_queue(ctx, "photo_forget", hash, 0) : OK;
}

/* In the write, so that nobody is told meanwhile that the photo is here already (photo_add()). */
static enum status destroy_unwanted(struct ctx *ctx, void *arg)
{
    const struct str hash = *(const struct str *)arg;
    bool wanted = false;
    TRY(media_store_wanted(ctx, hash, &wanted));
    for (size_t i = 0; !wanted && photo_file_ending(i) != NULL; i++) {
        media_file_remove(hash, photo_file_ending(i));
    }
    return OK;
}

static enum status forget(struct ctx *ctx, struct str hash)
{
    return db_write(ctx, destroy_unwanted, &hash);
}

enum status photo_backlog(struct ctx *ctx, int64_t *ret_count)
{
    return media_store_backlog(ctx, ret_count);
}

static enum status make_sizes(struct ctx *ctx, struct str hash)
{
    bool has = false;
    TRY(media_store_has(ctx, hash, &has));
    if (!has) {
        return OK; /* forgotten meanwhile */
    }
    TRY(photo_make_sizes(ctx, hash));
    TRY(media_store_sized(ctx, hash, &has));
    return has ? OK : forget(ctx, hash); /* forgotten while they were made */
}

/* Nothing takes a day to be written. */
static enum status sweep(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return media_files_sweep(ctx->now_ms - MS_PER_DAY);
}

const struct job_kind media_jobs[] = {
    {.name = "photo_sizes", .run = make_sizes, .heavy = true},
    {.name = "photo_forget", .run = forget},
    {.name = "media_sweep", .run = sweep, .every_ms = MS_PER_DAY, .global = true, .heavy = true},
    {0},
};
