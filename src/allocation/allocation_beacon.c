/* SPDX-License-Identifier: EUPL-1.2 */
/* The randomness of a round: read, compared, and the draw when it is certain. */
#include <sodium.h>

#include "allocation/allocation_draw.h"
#include "base/vec.h"

#include "base/banned.h"

#define RANDOMNESS_DIGITS 64
#define SIGNATURE_DIGITS  1024
#define FALLBACK_BYTES    1000

int64_t allocation_beacon_round(const struct allocation_rules *rules, int64_t at_ms)
{
    const int64_t since = at_ms - rules->chain_genesis_ms;
    return since <= 0 ? 1 : (since + rules->chain_period_ms - 1) / rules->chain_period_ms + 1;
}

/* ---- what was entered
 * --------------------------------------------------------------------------------- */

static bool is_hex(struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char sign = text.ptr[i];
        if (!(sign >= '0' && sign <= '9') && !(sign >= 'a' && sign <= 'f')) {
            return false;
        }
    }
    return true;
}

static struct str sha256(struct ctx *ctx, struct str bytes)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)bytes.ptr, bytes.len);
    return str_hex(ctx->mem, digest, sizeof(digest));
}

static enum status read_fallback(struct ctx *ctx, struct beacon *beacon)
{
    beacon->note = str_trim(beacon->note);
    if (beacon->note.len == 0 || beacon->note.len > FALLBACK_BYTES || !str_is_utf8(beacon->note)) {
        return ctx_fail(ctx, INVALID, N_("Write the public result exactly as it was published."),
                        "note");
    }
    beacon->signature = STR("");
    beacon->randomness = sha256(ctx, beacon->note);
    return OK;
}

static enum status read_beacon(struct ctx *ctx, const struct beacon *entered, struct beacon *ret)
{
    struct beacon beacon = *entered;
    if (beacon.source == BEACON_FALLBACK) {
        TRY(read_fallback(ctx, &beacon));
        *ret = beacon;
        return OK;
    }
    beacon.note = STR("");
    beacon.signature = str_lower_ascii(ctx->mem, str_trim(beacon.signature));
    beacon.randomness = str_lower_ascii(ctx->mem, str_trim(beacon.randomness));
    if (beacon.signature.len == 0 || beacon.signature.len > SIGNATURE_DIGITS ||
        beacon.signature.len % 2 != 0 || !is_hex(beacon.signature)) {
        return ctx_fail(
            ctx, INVALID,
            N_("The signature has only the digits 0–9 and letters a–f. Copy all of it."),
            "signature");
    }
    if (beacon.randomness.len != RANDOMNESS_DIGITS || !is_hex(beacon.randomness)) {
        return ctx_fail(
            ctx, INVALID,
            N_("The random number has 64 signs, digits 0–9 and letters a–f. Copy all of "
               "it."),
            "randomness");
    }
    const size_t len = beacon.signature.len / 2;
    char *bytes = arena_alloc(ctx->mem, len);
    if (!str_from_hex(beacon.signature, bytes, len) ||
        !str_equal(sha256(ctx, (struct str){bytes, len}), beacon.randomness)) {
        return ctx_fail(ctx, INVALID,
                        N_("The random number does not belong to the signature. Copy both from the "
                           "same round."),
                        "randomness");
    }
    *ret = beacon;
    return OK;
}

/* ---- entering it
 * ------------------------------------------------------------------------------------- */

struct entering {
    int64_t round_id;
    struct beacon beacon;
    bool differs; /* from what another person said last */
};

static enum status check_round(struct ctx *ctx, const struct entering *entering)
{
    struct round round;
    TRY(allocation_store_lock_round(ctx, entering->round_id, &round));
    if (round.state < ROUND_CLOSED || round.state == ROUND_CANCELLED) {
        return ctx_fail(ctx, CONFLICT, N_("The round is not closed yet."), NULL);
    }
    if (round.state != ROUND_CLOSED) {
        return ctx_fail(ctx, CONFLICT, N_("This round is drawn already."), NULL);
    }
    if (ctx->now_ms < round.draw_ms) {
        return ctx_fail(
            ctx, CONFLICT,
            N_("The random number of this round does not exist yet. Wait until the time "
               "of the draw."),
            NULL);
    }
    if (entering->beacon.source == BEACON_FALLBACK &&
        ctx->now_ms < round.draw_ms + ALLOCATION_FALLBACK_MS) {
        return ctx_fail(
            ctx, CONFLICT,
            N_("The source is waited for until 24 hours after the time of the draw. Only "
               "then the way out counts."),
            NULL);
    }
    return OK;
}

static int64_t own_id(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

static enum status enter(struct ctx *ctx, void *arg)
{
    struct entering *entering = arg;
    struct beacon_entries entries;
    const int64_t own = own_id(ctx);
    bool entered = false;
    bool disputed = false;
    TRY(check_round(ctx, entering));
    TRY(allocation_beacon_entries(ctx, entering->round_id, &entries));
    entering->differs = false;
    for (size_t i = 0; i < entries.count; i++) {
        const struct beacon_entry *entry = &entries.ptr[i];
        const bool same = str_equal(entry->beacon.randomness, entering->beacon.randomness);
        entered = entered || entry->person_id == own;
        disputed = disputed || entry->person_id != own;
        entering->differs = entry->person_id == own ? entering->differs : !same;
    }
    if (entering->beacon.source != BEACON_FETCHED && entered && !disputed) {
        return ctx_fail(ctx, CONFLICT,
                        N_("You have entered it. Another person must enter the same."), NULL);
    }
    return allocation_store_add_beacon(ctx, entering->round_id, (int64_t)entries.count + 1,
                                       &entering->beacon);
}

enum status allocation_beacon(struct ctx *ctx, int64_t round_id, const struct beacon *beacon,
                              bool *ret_drawn)
{
    struct entering entering = {.round_id = round_id};
    bool drawn = false;
    TRY(read_beacon(ctx, beacon, &entering.beacon));
    if (entering.beacon.source != BEACON_FETCHED && ctx->actor.person_id == 0) {
        return FORBIDDEN;
    }
    TRY(db_write(ctx, enter, &entering));
    TRY(allocation_draw_if_certain(ctx, round_id, &drawn));
    if (!drawn && entering.differs) {
        return ctx_fail(
            ctx, CONFLICT,
            N_("This is not what the other person entered. Both are kept and shown: find "
               "out which is right and enter it anew."),
            NULL);
    }
    *ret_drawn = drawn;
    return OK;
}
