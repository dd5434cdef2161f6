/* SPDX-License-Identifier: EUPL-1.2 */
/* A person decides about a match; the holder answers; what is written on a thing. */
#include "base/id.h"
#include "centre/centre.h"
#include "safety/safety_mail.h"
#include "safety/safety_match.h"
#include "safety/safety_text.h"

#include "base/banned.h"

/* ---- deciding -------------------------------------------------------------------------------- */

struct deciding {
    int64_t match_id;
    int64_t version;
    int64_t holder_id; /* NO_I64: the office */
    enum safety_decision decision;
    struct str why;
};

/* The shop that has the thing or is about to fetch it; NO_I64: none. */
static enum status shop_of(struct ctx *ctx, const struct thing *thing, int64_t *ret_tenant_id)
{
    struct holder holder;
    TRY(goods_holder(ctx, thing->holder_id, &holder));
    *ret_tenant_id = holder.kind == HOLDER_TENANT ? holder.id : thing->allotted_to;
    return OK;
}

static struct str why_of(struct ctx *ctx, const struct safety_match *match)
{
    return str_format(ctx->mem, "recall=%lld", (long long)match->recall_id);
}

static enum status block(struct ctx *ctx, const struct safety_match *match,
                         const struct thing *thing, const struct recall *recall)
{
    int64_t tenant_id = NO_I64;
    bool is_new = false;
    TRY(goods_stop_set(ctx, thing->id, STOP_RECALLED, why_of(ctx, match), &is_new));
    TRY(shop_of(ctx, thing, &tenant_id));
    return tenant_id == NO_I64 ? OK : safety_mail_blocked(ctx, tenant_id, match, thing, recall);
}

/* Lifts the stop unless another recall holds it. */
static enum status unblock(struct ctx *ctx, const struct safety_match *match)
{
    struct safety_matches matches;
    bool is_new = false;
    if (match->state != MATCH_BLOCKED) {
        return OK;
    }
    TRY(safety_matches_of(ctx, match->thing_id, &matches));
    for (size_t i = 0; i < matches.count; i++) {
        if (matches.ptr[i].id != match->id && matches.ptr[i].state == MATCH_BLOCKED) {
            return OK;
        }
    }
    return goods_stop_clear(ctx, match->thing_id, STOP_RECALLED, why_of(ctx, match), &is_new);
}

static enum status ask(struct ctx *ctx, const struct safety_match *match, const struct thing *thing,
                       const struct recall *recall)
{
    struct holder holder;
    TRY(goods_holder(ctx, thing->holder_id, &holder));
    if (holder.kind != HOLDER_TENANT) {
        return ctx_fail(ctx, INVALID, N_("No shop has it. Look at it and decide."), "decision");
    }
    TRY(unblock(ctx, match));
    return safety_mail_asked(ctx, holder.id, match, thing, recall);
}

static enum status decide(struct ctx *ctx, void *arg)
{
    const struct deciding *deciding = arg;
    struct safety_match match;
    struct thing thing;
    struct recall recall;
    enum safety_match_state state = MATCH_BLOCKED;
    TRY(safety_match_get(ctx, deciding->match_id, &match));
    TRY(goods_thing(ctx, match.thing_id, &thing));
    TRY(safety_recall_get(ctx, match.recall_id, &recall));
    if (match.version != deciding->version) {
        return ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    if (deciding->decision == DECISION_BLOCK) {
        TRY(block(ctx, &match, &thing, &recall));
    } else if (deciding->decision == DECISION_OTHER) {
        state = MATCH_OTHER;
        TRY(unblock(ctx, &match));
    } else {
        state = MATCH_ASKED;
        TRY(ask(ctx, &match, &thing, &recall));
    }
    TRY(safety_match_set_state(ctx, match.id, match.version, state));
    return safety_decision_add(ctx, match.id, deciding->decision, deciding->why);
}

enum status safety_decide(struct ctx *ctx, int64_t match_id, int64_t version,
                          enum safety_decision decision, struct str why)
{
    struct deciding deciding = {match_id, version, NO_I64, decision, why};
    if (decision != DECISION_BLOCK && decision != DECISION_OTHER && decision != DECISION_ASK) {
        return ctx_fail(ctx, INVALID, N_("Choose what is to be done."), "decision");
    }
    if (why.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write why. It is kept in the log."), "why");
    }
    return db_write(ctx, decide, &deciding);
}

/* ---- the holder answers ---------------------------------------------------------------------- */

static enum status answer(struct ctx *ctx, void *arg)
{
    const struct deciding *deciding = arg;
    struct safety_match match;
    struct thing thing;
    TRY(safety_match_get(ctx, deciding->match_id, &match));
    TRY(goods_thing(ctx, match.thing_id, &thing));
    if (match.state != MATCH_ASKED || thing.holder_id != deciding->holder_id) {
        return NOT_FOUND;
    }
    TRY(safety_match_set_state(ctx, match.id, match.version, MATCH_OPEN));
    return safety_decision_add(ctx, match.id, deciding->decision, deciding->why);
}

enum status safety_answer(struct ctx *ctx, int64_t match_id, int64_t holder_id,
                          enum safety_decision decision, struct str why)
{
    struct deciding deciding = {match_id, 0, holder_id, decision, why};
    if (decision != DECISION_YES && decision != DECISION_NO && decision != DECISION_UNSURE) {
        return ctx_fail(ctx, INVALID, N_("Choose an answer."), "answer");
    }
    return db_write(ctx, answer, &deciding);
}

/* ---- what is written on it ------------------------------------------------------------------- */

struct identifying {
    int64_t thing_id;
    int64_t holder_id;
    struct safety_identity identity;
};

static enum status identify(struct ctx *ctx, void *arg)
{
    const struct identifying *identifying = arg;
    struct thing thing;
    TRY(goods_thing(ctx, identifying->thing_id, &thing));
    if (identifying->holder_id != NO_I64 && thing.holder_id != identifying->holder_id) {
        return NOT_FOUND;
    }
    TRY(safety_thing_set_identity(ctx, thing.id, &identifying->identity));
    return safety_match_thing(ctx, &thing);
}

/* The digits alone. */
static struct str digits_of(struct ctx *ctx, struct str typed)
{
    char *digits = arena_alloc(ctx->mem, typed.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < typed.len; i++) {
        if (typed.ptr[i] != ' ' && typed.ptr[i] != '-') {
            digits[len++] = typed.ptr[i];
        }
    }
    digits[len] = '\0';
    return (struct str){digits, len};
}

enum status safety_identify(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                            const struct safety_identity *identity)
{
    struct identifying identifying = {thing_id, holder_id, *identity};
    identifying.identity.gtin = digits_of(ctx, identity->gtin);
    if (identifying.identity.gtin.len > 0 && !safety_text_gtin_valid(identifying.identity.gtin)) {
        return ctx_fail(ctx, INVALID,
                        N_("That is no bar code: it has 8, 12, 13 or 14 digits. Read it again."),
                        "gtin");
    }
    return db_write(ctx, identify, &identifying);
}
