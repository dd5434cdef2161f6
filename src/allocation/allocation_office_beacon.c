/* SPDX-License-Identifier: EUPL-1.2 */
/* From a closed round to the randomness that draws it. */
#include "allocation/allocation_office_beacon.h"

#include "allocation/allocation_office_store.h"
#include "fetch/fetch.h"
#include "json/json.h"

#include "base/banned.h"

#define ANSWER_MAX     ((size_t)16 * 1024)
#define ANSWER_SECONDS 15L
#define PLACEHOLDER    "{round}"

struct str allocation_office_beacon_address(struct ctx *ctx, struct str address, int64_t round)
{
    const ptrdiff_t at = str_find(address, STR(PLACEHOLDER));
    if (at < 0) {
        return address;
    }
    return str_format(
        ctx->mem, "%.*s%lld%.*s", (int)at, address.ptr, (long long)round,
        STR_ARG(str_slice(address, (size_t)at + sizeof(PLACEHOLDER) - 1, address.len)));
}

/* Chains of the League of Entropy (drand.love), by a word of their name. */
static const struct {
    const char *word;
    const char *address;
} known_chains[] = {
    {"quicknet", "https://api.drand.sh/"
                 "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971/public/{round}"},
    {"default", "https://api.drand.sh/"
                "8990e7a9aaed2ffed73dbd7092123d6f289930540d7651336225dc172e51b2ce/public/{round}"},
};

struct str allocation_office_beacon_place(struct ctx *ctx, const struct allocation_rules *rules,
                                          int64_t number)
{
    if (rules->chain_url.len > 0) {
        return allocation_office_beacon_address(ctx, rules->chain_url, number);
    }
    for (size_t i = 0; i < sizeof(known_chains) / sizeof(known_chains[0]); i++) {
        if (str_find(rules->chain, str_of(known_chains[i].word)) >= 0) {
            return allocation_office_beacon_address(ctx, str_of(known_chains[i].address), number);
        }
    }
    return STR("");
}

static enum status read_object(struct ctx *ctx, const struct json *root, int64_t number,
                               struct beacon *ret_beacon)
{
    int64_t round = 0;
    struct beacon beacon = {.source = BEACON_FETCHED, .note = STR("")};
    if (!json_i64(json_get(root, "round"), &round) ||
        !json_str(json_get(root, "randomness"), ctx->mem, &beacon.randomness) ||
        !json_str(json_get(root, "signature"), ctx->mem, &beacon.signature)) {
        return ctx_fail(ctx, INVALID,
                        N_("The answer does not hold round, randomness and signature."), NULL);
    }
    if (round != number) {
        ctx->err = (struct ctx_error){
            .message = N_("The answer is about round {detail} of the chain, not about ours."),
            .detail = str_of_i64(ctx->mem, round)};
        return INVALID;
    }
    *ret_beacon = beacon;
    return OK;
}

enum status allocation_office_beacon_read(struct ctx *ctx, struct str json, int64_t number,
                                          struct beacon *ret_beacon)
{
    struct json *root = NULL;
    if (json_parse(json, ANSWER_MAX, &root) != OK) {
        return ctx_fail(ctx, INVALID, N_("The answer is not JSON."), NULL);
    }
    const enum status status = read_object(ctx, root, number, ret_beacon);
    json_free(root);
    return status;
}

static enum status note_failure(struct ctx *ctx, void *arg)
{
    const int64_t *round_id = arg;
    const char *message =
        ctx->err.message == NULL ? N_("The source could not be used.") : ctx->err.message;
    return allocation_office_store_fetch_failed(
        ctx, *round_id, str_of(message), ctx->err.detail.ptr == NULL ? STR("") : ctx->err.detail);
}

static enum status forget_failure(struct ctx *ctx, void *arg)
{
    const int64_t *round_id = arg;
    return allocation_office_store_fetch_done(ctx, *round_id);
}

static enum status fetch_one(struct ctx *ctx, const struct round *round, struct str address)
{
    const struct fetch_limits limits = {.bytes = ANSWER_MAX, .seconds = ANSWER_SECONDS};
    struct str body;
    struct beacon beacon;
    bool drawn = false;
    TRY(fetch_get(ctx, allocation_office_beacon_address(ctx, address, round->beacon_round), &limits,
                  &body));
    TRY(allocation_office_beacon_read(ctx, body, round->beacon_round, &beacon));
    return allocation_beacon(ctx, round->id, &beacon, &drawn);
}

static enum status serve_round(struct ctx *ctx, int64_t round_id)
{
    struct round round;
    struct allocation_rules rules;
    TRY(allocation_round(ctx, round_id, &round));
    if (round.state != ROUND_CLOSED || round.rules_id == NO_I64) {
        return OK;
    }
    TRY(allocation_rules_get(ctx, round.rules_id, &rules));
    if (rules.chain_url.len == 0) {
        return OK;
    }
    ctx->err = (struct ctx_error){0};
    const enum status status = fetch_one(ctx, &round, rules.chain_url);
    return db_write(ctx, status == OK ? forget_failure : note_failure, &round_id);
}

enum status allocation_office_beacon_job(struct ctx *ctx, struct str argument)
{
    struct i64_list ids;
    (void)argument;
    TRY(allocation_office_store_waiting(ctx, &ids));
    for (size_t i = 0; i < ids.count; i++) {
        TRY(serve_round(ctx, ids.ptr[i]));
    }
    return OK;
}
