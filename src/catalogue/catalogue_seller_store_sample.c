/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of catalogue_seller.sql: the spot check. */
#include "base/vec.h"
#include "catalogue/catalogue_seller_store.h"
#include "catalogue_seller_sql.h"

#include "base/banned.h"

enum status catalogue_seller_store_sampling(struct ctx *ctx, int64_t month,
                                            struct samples *ret_samples)
{
    struct seller_sampling_row row;
    TRY(one_seller_sampling(ctx, ctx->centre_id, month, &row));
    *ret_samples = (struct samples){.month = month, .seed = row.seed, .made_ms = row.made_ms};
    return OK;
}

enum status catalogue_seller_store_add_sampling(struct ctx *ctx, const struct samples *samples)
{
    return sql_seller_sampling_add(ctx, ctx->centre_id, samples->month, samples->seed,
                                   samples->made_ms);
}

enum status catalogue_seller_store_add_sample(struct ctx *ctx, int64_t month,
                                              const struct sample *sample)
{
    return sql_seller_sample_add(ctx, ctx->centre_id, month, sample->listing_id, sample->tenant_id,
                                 sample->listed);
}

enum status catalogue_seller_store_samples(struct ctx *ctx, struct samples *samples)
{
    struct seller_samples_row row;
    struct rows rows = sql_seller_samples(ctx, ctx->centre_id, samples->month);
    while (next_seller_samples(&rows, &row)) {
        vec_push(ctx->mem, samples,
                 (struct sample){.listing_id = row.listing_id,
                                 .tenant_id = row.tenant_id,
                                 .listed = row.listed,
                                 .result = row.result,
                                 .at_ms = row.at_ms,
                                 .code = row.code,
                                 .title = row.title,
                                 .is_public = row.state == LISTING_PUBLIC});
    }
    return rows_done(&rows);
}

enum status catalogue_seller_store_sample_result(struct ctx *ctx, int64_t month, int64_t listing_id,
                                                 int64_t *ret_result)
{
    struct seller_sample_result_row row;
    TRY(one_seller_sample_result(ctx, ctx->centre_id, month, listing_id, &row));
    *ret_result = row.result;
    return OK;
}

enum status catalogue_seller_store_settle_sample(struct ctx *ctx, int64_t month, int64_t listing_id,
                                                 enum sample_result result)
{
    return sql_seller_sample_settle(
        ctx, &(struct seller_sample_settle_args){
                 .centre_id = ctx->centre_id,
                 .month = month,
                 .listing_id = listing_id,
                 .result = result,
                 .at_ms = ctx->now_ms,
                 .person_id = ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id});
}

enum status catalogue_seller_store_sample_months(struct ctx *ctx, int64_t from_month,
                                                 struct sample_months *ret_months)
{
    struct sample_months months = {0};
    struct seller_sample_months_row row;
    struct rows rows = sql_seller_sample_months(ctx, ctx->centre_id, from_month);
    while (next_seller_sample_months(&rows, &row)) {
        vec_push(ctx->mem, &months,
                 (struct sample_month){row.month, row.chosen, row.used, row.as_new});
    }
    TRY(rows_done(&rows));
    *ret_months = months;
    return OK;
}
