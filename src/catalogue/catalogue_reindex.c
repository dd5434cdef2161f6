/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of listings that an earlier program indexed, made anew in steps. */
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_query_typos.h"
#include "goods/goods.h"

#include "base/banned.h"

#define REINDEX_STEP      100 /* listings in one write */
#define REINDEX_STEPS_MAX 50  /* in one run of the job, which comes again each minute */

struct reindexing {
    int64_t limit;
    int64_t count;
};

static enum status reindex_one(struct ctx *ctx, int64_t listing_id)
{
    struct indexed_listing row;
    struct thing thing;
    TRY(catalogue_store_get(ctx, listing_id, &row));
    TRY(goods_thing(ctx, row.listing.thing_id, &thing));
    struct indexed_listing fresh = row;
    catalogue_index_text(ctx, &fresh, thing.kind_key);
    /* Also of what is sold: it may come back. */
    TRY(catalogue_store_changed(ctx, &row.listing, row.words));
    if (row.listing.state == LISTING_PUBLIC) {
        TRY(catalogue_query_learn(ctx, row.listing.title));
    }
    return catalogue_store_reindexed(ctx, &fresh);
}

static enum status reindex(struct ctx *ctx, void *arg)
{
    struct reindexing *reindexing = arg;
    struct i64_list ids;
    TRY(catalogue_store_to_reindex(ctx, reindexing->limit, &ids));
    for (size_t i = 0; i < ids.count; i++) {
        TRY(reindex_one(ctx, ids.ptr[i]));
    }
    reindexing->count = (int64_t)ids.count;
    return OK;
}

enum status catalogue_reindex(struct ctx *ctx, int64_t limit, int64_t *ret_count)
{
    struct i64_list ids;
    struct reindexing reindexing = {.limit = limit};
    TRY(catalogue_store_to_reindex(ctx, 1, &ids));
    if (ids.count > 0) {
        TRY(db_write(ctx, reindex, &reindexing));
    }
    *ret_count = reindexing.count;
    return OK;
}

enum status catalogue_words_job(struct ctx *ctx, struct str argument)
{
    int64_t count = REINDEX_STEP;
    (void)argument;
    for (int step = 0; step < REINDEX_STEPS_MAX && count == REINDEX_STEP; step++) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(catalogue_reindex(ctx, REINDEX_STEP, &count));
        arena_reset(ctx->mem, mark);
    }
    return OK;
}
