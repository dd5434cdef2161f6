/* SPDX-License-Identifier: EUPL-1.2 */
/* Tells the recalls what listings are called, a while after they are published: publishing itself
 * waits for nothing. */
#include "catalogue/catalogue_index.h"
#include "safety/safety.h"

#include "base/banned.h"

#define TITLES_STEP      200
#define TITLES_STEPS_MAX 100

static enum status tell(struct ctx *ctx, int64_t *seq, size_t *ret_count)
{
    struct listed_titles titles;
    int64_t last = *seq;
    TRY(catalogue_store_titles(ctx, *seq, TITLES_STEP, &titles));
    for (size_t i = 0; i < titles.count; i++) {
        TRY(safety_titled(ctx, titles.ptr[i].thing_id, titles.ptr[i].title));
        last = titles.ptr[i].seq;
    }
    *ret_count = titles.count;
    if (titles.count > 0) {
        TRY(safety_titles_tell(ctx, *seq, last));
    }
    *seq = last;
    return OK;
}

enum status catalogue_titles_job(struct ctx *ctx, struct str argument)
{
    int64_t seq = 0;
    size_t count = TITLES_STEP;
    (void)argument;
    TRY(safety_titles_told(ctx, &seq));
    for (int step = 0; step < TITLES_STEPS_MAX && count == TITLES_STEP; step++) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(tell(ctx, &seq, &count));
        arena_reset(ctx->mem, mark);
    }
    return OK;
}
