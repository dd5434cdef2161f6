/* SPDX-License-Identifier: EUPL-1.2 */
/* The shop's pick-ups as a calendar that others' programs read, behind a secret address. */
#include <sodium.h>

#include "allocation/allocation_after_store.h"
#include "base/day.h"
#include "base/id.h"
#include "base/vec.h"
#include "i18n/calendar.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define TOKEN_BYTES 24
#define LOTS_MAX    500

static struct str hash_of(struct ctx *ctx, struct str token)
{
    unsigned char *hash = arena_alloc(ctx->mem, crypto_hash_sha256_BYTES);
    crypto_hash_sha256(hash, (const unsigned char *)token.ptr, token.len);
    return (struct str){(const char *)hash, crypto_hash_sha256_BYTES};
}

struct renewing {
    int64_t tenant_id;
    struct str hash;
};

static enum status renew(struct ctx *ctx, void *arg)
{
    const struct renewing *renewing = arg;
    return allocation_after_store_put_feed(ctx, renewing->tenant_id, renewing->hash);
}

enum status allocation_feed_renew(struct ctx *ctx, int64_t tenant_id, struct str *ret_token)
{
    unsigned char bytes[TOKEN_BYTES];
    random_bytes(bytes, sizeof(bytes));
    const struct str token = str_hex(ctx->mem, bytes, sizeof(bytes));
    struct renewing renewing = {tenant_id, hash_of(ctx, token)};
    TRY(db_write(ctx, renew, &renewing));
    *ret_token = token;
    return OK;
}

enum status allocation_feed_made(struct ctx *ctx, int64_t tenant_id, int64_t *ret_made_ms)
{
    return allocation_after_store_feed(ctx, tenant_id, ret_made_ms);
}

/* ---- the calendar ---------------------------------------------------------------------------- */

static struct str station_name(struct ctx *ctx, int64_t station_id)
{
    struct holder holder;
    return goods_holder(ctx, station_id, &holder) == OK ? holder.name : STR("");
}

/* One event for each time and station; what waits without a window stands in its last hour. */
static struct calendar_event event_of(struct ctx *ctx, const struct pick_up *first, int64_t lots)
{
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, lots)},
                                    {"station", station_name(ctx, first->station_id)}};
    const bool any_time = first->window_id == NO_I64;
    const char *words = any_time ? i18n_plural(ctx->lang, N_("Last hour for 1 lot at {station}"),
                                               N_("Last hour for {n} lots at {station}"), lots)
                                 : i18n_plural(ctx->lang, N_("Collect 1 lot at {station}"),
                                               N_("Collect {n} lots at {station}"), lots);
    return (struct calendar_event){
        .uid = str_format(ctx->mem, "pick-up-%lld@ombruk", (long long)first->id),
        .starts_ms = any_time ? first->due_ms - MS_PER_HOUR : first->starts_ms,
        .ends_ms = first->due_ms,
        .summary = i18n_replace(ctx, words, args, 2),
        .location = args[1].value,
        .description = str_of(i18n_text(
            ctx->lang, N_("What is not collected in this time goes to the swap square."))),
    };
}

static bool same_event(const struct pick_up *a, const struct pick_up *b)
{
    return a->round_id == b->round_id && a->station_id == b->station_id &&
           a->window_id == b->window_id && a->due_ms == b->due_ms;
}

static bool counted_before(const struct pick_ups *lots, size_t i)
{
    for (size_t k = 0; k < i; k++) {
        if (same_event(&lots->ptr[k], &lots->ptr[i])) {
            return true;
        }
    }
    return false;
}

static void add_events(struct ctx *ctx, const struct pick_ups *lots, struct calendar_events *events)
{
    for (size_t i = 0; i < lots->count; i++) {
        int64_t count = 0;
        if (counted_before(lots, i)) {
            continue;
        }
        for (size_t k = i; k < lots->count; k++) {
            count += same_event(&lots->ptr[i], &lots->ptr[k]) ? 1 : 0;
        }
        vec_push(ctx->mem, events, event_of(ctx, &lots->ptr[i], count));
    }
}

enum status allocation_feed_text(struct ctx *ctx, struct str token, struct str *ret_calendar)
{
    struct calendar_events events = {0};
    struct pick_ups lots;
    int64_t tenant_id = 0;
    TRY(allocation_after_store_feed_of(ctx, hash_of(ctx, token), &tenant_id));
    TRY(allocation_pick_ups_of(ctx, tenant_id, PICK_UP_WAITING, LOTS_MAX, &lots));
    add_events(ctx, &lots, &events);
    *ret_calendar = calendar_text(ctx, str_of(i18n_text(ctx->lang, N_("Pick-ups"))), &events);
    return OK;
}
