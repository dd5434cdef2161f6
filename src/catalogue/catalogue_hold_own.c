/* SPDX-License-Identifier: EUPL-1.2 */
/* What the holder does with a hold: look at it, confirm it, make it longer, give it up; and how it
 * ends by itself. */
#include <sodium.h>

#include "base/day.h"
#include "catalogue/catalogue_facets.h"
#include "catalogue/catalogue_hold_inside.h"
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_rule.h"
#include "catalogue/catalogue_seller_sample.h"
#include "centre/centre.h"

#include "base/banned.h"

#define PICKUP_SIGNS 3
#define RELEASE_STEP 500

enum status catalogue_hold_by_secret(struct ctx *ctx, struct str token, struct stored_hold *ret)
{
    if (token.len != 2 * (size_t)HOLD_TOKEN_BYTES) {
        return NOT_FOUND;
    }
    const struct str hash = catalogue_hold_sha256(ctx, token);
    const enum status found = catalogue_store_hold_by_token(ctx, hash, ret);
    return found == NOT_FOUND ? catalogue_store_hold_by_turn(ctx, hash, ret) : found;
}

bool catalogue_hold_over(const struct ctx *ctx, const struct hold *hold)
{
    return hold->until_ms <= ctx->now_ms ||
           (hold->confirm_until_ms != NO_I64 && hold->confirm_until_ms <= ctx->now_ms);
}

enum status catalogue_hold_by_token(struct ctx *ctx, struct str token, struct hold *ret_hold)
{
    struct stored_hold stored;
    TRY(catalogue_hold_by_secret(ctx, token, &stored));
    *ret_hold = stored.hold;
    return OK;
}

enum status catalogue_hold_by_code(struct ctx *ctx, int64_t tenant_id, struct str code,
                                   struct hold *ret_hold)
{
    struct stored_hold stored;
    char upper[PICKUP_SIGNS + 1] = {0};
    const struct str typed = str_trim(code);
    if (typed.len != PICKUP_SIGNS) {
        return NOT_FOUND;
    }
    for (size_t i = 0; i < PICKUP_SIGNS; i++) {
        const char c = typed.ptr[i];
        upper[i] = (char)(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
    }
    TRY(catalogue_store_hold_by_pickup(
        ctx, tenant_id, str_copy(ctx->mem, (struct str){upper, PICKUP_SIGNS}), &stored));
    *ret_hold = stored.hold;
    return OK;
}

struct confirming {
    struct str token;
    struct str code;
    /* A wrong code must be counted, so the write succeeds and the answer is given after it. */
    enum status answer;
};

static enum status confirm(struct ctx *ctx, void *arg)
{
    struct confirming *confirming = arg;
    struct stored_hold stored;
    TRY(catalogue_hold_by_secret(ctx, confirming->token, &stored));
    confirming->answer = OK;
    if ((stored.hold.state != HOLD_ACTIVE && stored.hold.state != HOLD_WAITING) ||
        catalogue_hold_over(ctx, &stored.hold)) {
        confirming->answer = GONE;
        return OK;
    }
    if (stored.hold.confirmed) {
        return OK;
    }
    if (stored.confirm_tries_left <= 0 || stored.confirm_hash.len != crypto_hash_sha256_BYTES) {
        confirming->answer = TOO_MANY;
        return OK;
    }
    const struct str given =
        catalogue_hold_code_hash(ctx, stored.hold.id, str_trim(confirming->code));
    if (sodium_memcmp(given.ptr, stored.confirm_hash.ptr, crypto_hash_sha256_BYTES) != 0) {
        confirming->answer = INVALID;
        return catalogue_store_try_hold(ctx, stored.hold.id);
    }
    return catalogue_store_confirm_hold(ctx, stored.hold.id);
}

enum status catalogue_hold_confirm(struct ctx *ctx, struct str token, struct str code)
{
    struct confirming confirming = {.token = token, .code = code};
    TRY(db_write(ctx, confirm, &confirming));
    switch (confirming.answer) {
    case INVALID:
        return ctx_fail(ctx, INVALID,
                        N_("The code is not right. It has six digits, see the e-mail."), "code");
    case TOO_MANY:
        return ctx_fail(ctx, TOO_MANY, N_("Five wrong codes. Hold the thing anew."), "code");
    case GONE:
        return ctx_fail(ctx, GONE, N_("The hold has ended."), NULL);
    default:
        return confirming.answer;
    }
}

/* ---- longer ---------------------------------------------------------------------------------- */

enum status catalogue_hold_longer(struct ctx *ctx, const struct hold *hold, int64_t *ret_until_ms)
{
    int64_t waiting = 0;
    int64_t day = 0;
    int minute = 0;
    if (hold->state != HOLD_ACTIVE || catalogue_hold_over(ctx, hold)) {
        return ctx_fail(ctx, GONE, N_("The hold has ended."), NULL);
    }
    if (hold->extended) {
        return ctx_fail(ctx, CONFLICT, N_("You have had one more day already."), NULL);
    }
    if (hold->confirm_until_ms != NO_I64) {
        return ctx_fail(ctx, CONFLICT, N_("Confirm the hold first."), NULL);
    }
    TRY(catalogue_line_length(ctx, hold->listing_id, &waiting));
    if (waiting > 0) {
        return ctx_fail(ctx, CONFLICT,
                        N_("Somebody is in the queue for it, so you cannot have it longer."), NULL);
    }
    return centre_hold_until_after(ctx, hold->tenant_id, centre_day_of(ctx, hold->until_ms), &day,
                                   &minute, ret_until_ms);
}

static enum status extend(struct ctx *ctx, void *arg)
{
    const struct str *token = arg;
    struct stored_hold stored;
    int64_t until_ms = 0;
    TRY(catalogue_hold_by_secret(ctx, *token, &stored));
    TRY(catalogue_hold_longer(ctx, &stored.hold, &until_ms));
    return catalogue_store_extend_hold(ctx, stored.hold.id, until_ms);
}

enum status catalogue_hold_extend(struct ctx *ctx, struct str token)
{
    return db_write(ctx, extend, &token);
}

/* ---- ending ---------------------------------------------------------------------------------- */

static enum status end_one(struct ctx *ctx, const struct hold *hold, enum hold_state state)
{
    struct indexed_listing row;
    bool changed = false;
    TRY(catalogue_store_end_hold(ctx, hold->id, state, &changed));
    if (!changed) {
        return OK;
    }
    TRY(catalogue_store_get(ctx, hold->listing_id, &row));
    row.listing.held -= hold->count;
    TRY(catalogue_hold_serve(ctx, &row));
    TRY(catalogue_store_set(ctx, &row));
    return goods_remark(ctx, row.listing.thing_id, GOODS_HOLD_ENDED, hold->count, NO_I64);
}

static enum status cancel(struct ctx *ctx, void *arg)
{
    const struct str *token = arg;
    struct stored_hold stored;
    TRY(catalogue_hold_by_secret(ctx, *token, &stored));
    return stored.hold.state == HOLD_WAITING ? catalogue_store_end_waiting(ctx, stored.hold.id)
                                             : end_one(ctx, &stored.hold, HOLD_CANCELLED);
}

enum status catalogue_hold_cancel(struct ctx *ctx, struct str token)
{
    return db_write(ctx, cancel, &token);
}

/* ---- ending by itself ------------------------------------------------------------------------ */

static enum status release(struct ctx *ctx, void *arg)
{
    int64_t *released = arg;
    struct stored_holds holds;
    *released = 0;
    TRY(catalogue_store_holds_over(ctx, HOLD_WAITING, RELEASE_STEP, &holds));
    for (size_t i = 0; i < holds.count; i++) {
        TRY(catalogue_store_end_waiting(ctx, holds.ptr[i].hold.id));
    }
    TRY(catalogue_store_holds_over(ctx, HOLD_ACTIVE, RELEASE_STEP, &holds));
    for (size_t i = 0; i < holds.count; i++) {
        TRY(end_one(ctx, &holds.ptr[i].hold, HOLD_EXPIRED));
        (*released)++;
    }
    TRY(catalogue_hold_serve_all(ctx));
    return catalogue_store_erase_holds(ctx, ctx->now_ms - HOLD_CONTACT_KEEP_DAYS * MS_PER_DAY);
}

enum status catalogue_release_holds(struct ctx *ctx, int64_t *ret_released)
{
    return db_write(ctx, release, ret_released);
}

static enum status release_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    int64_t released = 0;
    return catalogue_release_holds(ctx, &released);
}

static enum status follow_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    int64_t followed = 0;
    return catalogue_follow(ctx, &followed);
}

const struct job_kind catalogue_jobs[] = {
    {.name = "catalogue_holds", .run = release_job, .every_ms = 30 * MS_PER_SECOND},
    {.name = "catalogue_follow", .run = follow_job, .every_ms = 10 * MS_PER_SECOND},
    {.name = "catalogue_facets", .run = catalogue_facets_job, .every_ms = 60 * MS_PER_SECOND},
    {.name = "catalogue_titles", .run = catalogue_titles_job, .every_ms = 60 * MS_PER_SECOND},
    {.name = "catalogue_prices",
     .run = catalogue_seller_prices_job,
     .every_ms = 3600 * MS_PER_SECOND},
    {.name = "catalogue_checked", .run = catalogue_checked_job, .every_ms = 60 * MS_PER_SECOND},
    {.name = "catalogue_drafts", .run = catalogue_seller_drafts_job, .every_ms = MS_PER_DAY},
    {.name = "catalogue_sample", .run = catalogue_seller_sample_job, .every_ms = MS_PER_HOUR},
    {.name = "catalogue_words", .run = catalogue_words_job, .every_ms = 60 * MS_PER_SECOND},
    {.name = NULL},
};
