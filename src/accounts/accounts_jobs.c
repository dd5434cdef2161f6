/* SPDX-License-Identifier: EUPL-1.2 */
/* Background work of accounts: codes by e-mail, and sweeping out what nobody can use any more. */
#include "accounts/accounts_sign_in.h"

#include "base/banned.h"

/* Longer than any idle limit, so that a use another process has not flushed yet cannot be lost. */
#define IDLE_KEPT_MS  (3 * MS_PER_DAY)
#define CODES_KEPT_MS MS_PER_DAY

static enum status clean_in_write(struct ctx *ctx, void *arg)
{
    (void)arg;
    return accounts_store_clean(ctx, ctx->now_ms - IDLE_KEPT_MS, ctx->now_ms - CODES_KEPT_MS);
}

static enum status clean(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return db_write(ctx, clean_in_write, NULL);
}

const struct job_kind accounts_jobs[] = {
    {.name = "accounts_mail_code", .run = accounts_sign_in_mail_code},
    {.name = "accounts_clean", .run = clean, .every_ms = MS_PER_HOUR},
    {.name = NULL},
};
