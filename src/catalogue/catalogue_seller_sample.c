/* SPDX-License-Identifier: EUPL-1.2 */
/* The spot check: drawing it, and what comes of it. */
#include "catalogue/catalogue_seller_sample.h"

#include "base/day.h"
#include "base/id.h"
#include "base/log.h"
#include "base/vec.h"
#include "catalogue/catalogue_seller_store.h"
#include "centre/centre.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define LISTINGS_STEP 500
#define MONTHS_SHOWN  100 /* in the numbers of months: a year */

const char *catalogue_seller_sample_words(int64_t result)
{
    switch (result) {
    case SAMPLE_USED:
        return N_("Looked at: it is used");
    case SAMPLE_NEW:
        return N_("Taken off: a new product");
    case SAMPLE_OTHER:
        return N_("Taken off for another reason");
    default:
        return N_("Not looked at yet");
    }
}

uint64_t catalogue_seller_sample_rank(int64_t seed, int64_t listing_id)
{
    uint64_t mixed = (uint64_t)seed ^ ((uint64_t)listing_id * UINT64_C(0x9e3779b97f4a7c15));
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

static int64_t month_now(struct ctx *ctx)
{
    const struct date date = day_to_date(centre_today(ctx));
    return (int64_t)date.year * 100 + date.month;
}

/* ---- the lot --------------------------------------------------------------------------------- */

struct drawing {
    struct samples samples;
};

struct lowest {
    int64_t ids[SAMPLE_PER_SHOP]; /* by rank, the lowest first */
    size_t count;
    int64_t listed;
};

static void consider(struct lowest *lowest, int64_t seed, int64_t listing_id)
{
    const uint64_t rank = catalogue_seller_sample_rank(seed, listing_id);
    size_t at = lowest->count;
    lowest->listed++;
    if (at == SAMPLE_PER_SHOP) {
        if (catalogue_seller_sample_rank(seed, lowest->ids[at - 1]) <= rank) {
            return;
        }
        at--;
    } else {
        lowest->count++;
    }
    while (at > 0 && catalogue_seller_sample_rank(seed, lowest->ids[at - 1]) > rank) {
        lowest->ids[at] = lowest->ids[at - 1];
        at--;
    }
    lowest->ids[at] = listing_id;
}

static enum status draw_shop(struct ctx *ctx, int64_t tenant_id, struct samples *samples)
{
    struct lowest lowest = {0};
    struct listings listings = {0};
    int64_t before = NO_I64;
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(catalogue_of_tenant(ctx, tenant_id, before, LISTINGS_STEP, &listings));
        for (size_t i = 0; i < listings.count; i++) {
            before = listings.ptr[i].seq;
            consider(&lowest, samples->seed, listings.ptr[i].id);
        }
        arena_reset(ctx->mem, mark);
    } while (listings.count == LISTINGS_STEP);
    for (size_t i = 0; i < lowest.count; i++) {
        vec_push(ctx->mem, samples,
                 (struct sample){
                     .listing_id = lowest.ids[i], .tenant_id = tenant_id, .listed = lowest.listed});
    }
    return OK;
}

static enum status write_sample(struct ctx *ctx, void *arg)
{
    const struct drawing *drawing = arg;
    struct samples there;
    const enum status found = catalogue_seller_store_sampling(ctx, drawing->samples.month, &there);
    if (found != NOT_FOUND) {
        return found;
    }
    TRY(catalogue_seller_store_add_sampling(ctx, &drawing->samples));
    for (size_t i = 0; i < drawing->samples.count; i++) {
        TRY(catalogue_seller_store_add_sample(ctx, drawing->samples.month,
                                              &drawing->samples.ptr[i]));
    }
    return OK;
}

static int64_t random_seed(void)
{
    int64_t seed = 0;
    random_bytes(&seed, sizeof(seed));
    return seed & INT64_C(0x1fffffffffffff);
}

enum status catalogue_seller_draw_sample(struct ctx *ctx, int64_t seed)
{
    struct drawing drawing = {.samples = {.month = month_now(ctx),
                                          .seed = seed == 0 ? random_seed() : seed,
                                          .made_ms = ctx->now_ms}};
    struct samples there;
    struct tenant_list tenants;
    const enum status found = catalogue_seller_store_sampling(ctx, drawing.samples.month, &there);
    if (found != NOT_FOUND) {
        return found;
    }
    TRY(tenants_list(ctx, &tenants));
    for (size_t i = 0; i < tenants.count; i++) {
        TRY(draw_shop(ctx, tenants.ptr[i].id, &drawing.samples));
    }
    if (drawing.samples.count == 0) {
        return OK;
    }
    TRY(db_write(ctx, write_sample, &drawing));
    log_info("catalogue.sample", "month=%lld seed=%lld listings=%zu",
             (long long)drawing.samples.month, (long long)drawing.samples.seed,
             drawing.samples.count);
    return OK;
}

enum status catalogue_seller_sample_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return catalogue_seller_draw_sample(ctx, 0);
}

/* ---- what comes of it ------------------------------------------------------------------------ */

enum status catalogue_seller_samples(struct ctx *ctx, struct samples *ret_samples)
{
    TRY(catalogue_seller_store_sampling(ctx, month_now(ctx), ret_samples));
    return catalogue_seller_store_samples(ctx, ret_samples);
}

static enum status used(struct ctx *ctx, void *arg)
{
    const int64_t *listing_id = arg;
    int64_t result = SAMPLE_OPEN;
    TRY(catalogue_seller_store_sample_result(ctx, month_now(ctx), *listing_id, &result));
    if (result == SAMPLE_USED) {
        return OK;
    }
    return result == SAMPLE_OPEN
               ? catalogue_seller_store_settle_sample(ctx, month_now(ctx), *listing_id, SAMPLE_USED)
               : ctx_fail(ctx, CONFLICT, N_("It is taken off already."), NULL);
}

enum status catalogue_seller_sample_used(struct ctx *ctx, int64_t listing_id)
{
    return db_write(ctx, used, &listing_id);
}

enum status catalogue_seller_sample_off(struct ctx *ctx, int64_t listing_id, bool is_new_product)
{
    return catalogue_seller_store_settle_sample(ctx, month_now(ctx), listing_id,
                                                is_new_product ? SAMPLE_NEW : SAMPLE_OTHER);
}

enum status catalogue_seller_sample_months(struct ctx *ctx, struct sample_months *ret_months)
{
    return catalogue_seller_store_sample_months(ctx, month_now(ctx) - MONTHS_SHOWN, ret_months);
}
