/* SPDX-License-Identifier: EUPL-1.2 */
/* What was typed and not put out yet. */
#include "catalogue/catalogue_seller_draft.h"

#include "base/day.h"
#include "catalogue/catalogue_seller_store.h"

#include "base/banned.h"

struct saving {
    int64_t tenant_id;
    int64_t thing_id;
    const struct draft *draft;
};

enum status catalogue_seller_draft(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                   struct draft *ret_draft)
{
    return catalogue_seller_store_draft(ctx, tenant_id, thing_id, ret_draft);
}

static enum status save(struct ctx *ctx, void *arg)
{
    const struct saving *saving = arg;
    return catalogue_seller_store_set_draft(ctx, saving->tenant_id, saving->thing_id,
                                            saving->draft);
}

enum status catalogue_seller_save_draft(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                        const struct draft *draft)
{
    struct saving saving = {tenant_id, thing_id, draft};
    return db_write(ctx, save, &saving);
}

static enum status drop(struct ctx *ctx, void *arg)
{
    const struct saving *saving = arg;
    return catalogue_seller_store_drop_draft(ctx, saving->tenant_id, saving->thing_id);
}

enum status catalogue_seller_drop_draft(struct ctx *ctx, int64_t tenant_id, int64_t thing_id)
{
    struct saving saving = {tenant_id, thing_id, NULL};
    return db_write(ctx, drop, &saving);
}

static enum status forget(struct ctx *ctx, void *arg)
{
    (void)arg;
    return catalogue_seller_store_forget_drafts(ctx, ctx->now_ms - DRAFT_KEPT_DAYS * MS_PER_DAY);
}

enum status catalogue_seller_forget_drafts(struct ctx *ctx)
{
    return db_write(ctx, forget, NULL);
}

enum status catalogue_seller_drafts_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return catalogue_seller_forget_drafts(ctx);
}
