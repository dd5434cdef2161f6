/* SPDX-License-Identifier: EUPL-1.2 */
/* The points of everybody: a row of entries for each lead, the newest with the balance. */
#include "allocation/allocation_group.h"

#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

const char *allocation_points_words(int64_t kind)
{
#define POINTS_KIND_CASE(number, name, words)                                                      \
    case (number):                                                                                 \
        return words;
    switch (kind) {
        POINTS_KIND_TABLE(POINTS_KIND_CASE)
    default:
        return NULL;
    }
#undef POINTS_KIND_CASE
}

bool allocation_floor_scale(int64_t a, int64_t b, int64_t c, int64_t *ret)
{
    __extension__ typedef __int128 wide;
    const wide product = (wide)a * b;
    wide quotient = product / c;
    if (product % c < 0) {
        quotient--;
    }
    if (quotient < -ALLOCATION_FIGURE_MAX || quotient > ALLOCATION_FIGURE_MAX) {
        return false;
    }
    *ret = (int64_t)quotient;
    return true;
}

enum status allocation_balance(struct ctx *ctx, int64_t lead_id, int64_t *ret_mp)
{
    int64_t seq = 0;
    int64_t mp = NO_I64;
    const enum status found = allocation_store_newest_points(ctx, lead_id, &seq, &mp);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_mp = found == OK ? mp : NO_I64;
    return OK;
}

enum status allocation_points_add(struct ctx *ctx, int64_t lead_id,
                                  const struct points_entry *entry)
{
    struct points_entry added = *entry;
    int64_t seq = 0;
    int64_t balance_mp = 0;
    const enum status found = allocation_store_newest_points(ctx, lead_id, &seq, &balance_mp);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    added.seq = found == OK ? seq + 1 : 1;
    added.balance_mp = (found == OK ? balance_mp : 0) + entry->mp;
    added.at_ms = entry->at_ms == 0 ? ctx->now_ms : entry->at_ms;
    if (entry->mp < -ALLOCATION_FIGURE_MAX || entry->mp > ALLOCATION_FIGURE_MAX ||
        added.balance_mp < -ALLOCATION_FIGURE_MAX || added.balance_mp > ALLOCATION_FIGURE_MAX) {
        return ctx_fail(ctx, INVALID, N_("The points would become too many to count."), "points");
    }
    return allocation_store_add_points(ctx, lead_id, &added);
}

bool allocation_group_opening(const struct groups *groups, int64_t weight, int64_t credit_mp,
                              int64_t *ret_mp)
{
    int64_t sum_mp = 0;
    int64_t sum_weight = 0;
    int64_t mean = 0;
    for (size_t i = 0; i < groups->count; i++) {
        const struct group *group = &groups->ptr[i];
        if (group->active && group->balance_mp != NO_I64) {
            sum_mp += group->balance_mp;
            sum_weight += group->weight;
        }
    }
    if (sum_weight > 0 && !allocation_floor_scale(sum_mp, weight, sum_weight, &mean)) {
        return false;
    }
    *ret_mp = mean - credit_mp;
    return true;
}

/* ---- joining and parting
 * ------------------------------------------------------------------------- */

static enum status add_owner_entry(struct ctx *ctx, int64_t lead_id, int64_t mp)
{
    const struct points_entry entry = {.kind = POINTS_OWNER,
                                       .mp = mp,
                                       .round_id = NO_I64,
                                       .run_id = NO_I64,
                                       .thing_id = NO_I64,
                                       .note = STR("")};
    return mp == 0 ? OK : allocation_points_add(ctx, lead_id, &entry);
}

static int64_t weight_of(const struct participants *rows, int64_t tenant_id)
{
    for (size_t i = 0; i < rows->count; i++) {
        if (rows->ptr[i].tenant_id == tenant_id) {
            return rows->ptr[i].weight;
        }
    }
    return 1;
}

/* Who leaves others stands by weight where they stand, so that parting neither helps nor harms. */
static enum status part(struct ctx *ctx, int64_t tenant_id, int64_t from_lead)
{
    struct participants rows;
    int64_t theirs = NO_I64;
    int64_t own = NO_I64;
    int64_t wanted = 0;
    TRY(allocation_store_participants(ctx, &rows));
    TRY(allocation_balance(ctx, from_lead, &theirs));
    TRY(allocation_balance(ctx, tenant_id, &own));
    if (theirs == NO_I64) {
        return OK;
    }
    if (!allocation_floor_scale(theirs, weight_of(&rows, tenant_id), weight_of(&rows, from_lead),
                                &wanted)) {
        return ctx_fail(ctx, INVALID, N_("The points would become too many to count."), "points");
    }
    return add_owner_entry(ctx, tenant_id, wanted - (own == NO_I64 ? 0 : own));
}

enum status allocation_points_move(struct ctx *ctx, int64_t tenant_id, int64_t from_lead,
                                   int64_t to_lead)
{
    int64_t own = NO_I64;
    if (from_lead == to_lead) {
        return OK;
    }
    if (from_lead != tenant_id) {
        TRY(part(ctx, tenant_id, from_lead));
    }
    if (to_lead == tenant_id) {
        return OK;
    }
    TRY(allocation_balance(ctx, tenant_id, &own));
    if (own == NO_I64) {
        return OK;
    }
    TRY(add_owner_entry(ctx, tenant_id, -own));
    return add_owner_entry(ctx, to_lead, own);
}

/* ---- lots given by hand
 * ---------------------------------------------------------------------------- */

static enum status open_points(struct ctx *ctx, const struct groups *groups,
                               const struct group *group, int64_t credit_mp)
{
    struct points_entry entry = {.kind = POINTS_OPENING,
                                 .round_id = NO_I64,
                                 .run_id = NO_I64,
                                 .thing_id = NO_I64,
                                 .note = STR("")};
    if (group->balance_mp != NO_I64 ||
        !allocation_group_opening(groups, group->weight, credit_mp, &entry.mp)) {
        return OK;
    }
    return allocation_points_add(ctx, group->lead_id, &entry);
}

/* Before anybody has points all begin alike: else who was given nothing would begin at the mean of
 * those who were. */
static enum status open_for(struct ctx *ctx, int64_t lead_id, int64_t credit_mp)
{
    struct groups groups;
    bool any = false;
    TRY(allocation_groups(ctx, &groups));
    TRY(allocation_store_any_points(ctx, &any));
    for (size_t i = 0; i < groups.count; i++) {
        if (!any || groups.ptr[i].lead_id == lead_id) {
            TRY(open_points(ctx, &groups, &groups.ptr[i], credit_mp));
        }
    }
    return OK;
}

enum status allocation_points_by_hand(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                      int64_t at_ms, bool taken_back)
{
    struct points_entry entry = {.kind = POINTS_BY_HAND,
                                 .round_id = NO_I64,
                                 .run_id = NO_I64,
                                 .thing_id = thing_id,
                                 .at_ms = at_ms,
                                 .note = STR("")};
    struct participant participant;
    struct allocation_rules rules;
    struct thing thing;
    struct str ignored;
    bool known = false;
    const enum status ruled = allocation_rules_on(ctx, centre_day_of(ctx, at_ms), &rules);
    if (ruled != OK) {
        return ruled == NOT_FOUND ? OK : ruled;
    }
    const enum status found = allocation_participant(ctx, tenant_id, &participant);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    TRY(allocation_store_has_points(ctx, participant.lead_id, &entry, &known));
    if (known) {
        return OK;
    }
    TRY(goods_thing(ctx, thing_id, &thing));
    TRY(open_for(ctx, participant.lead_id, rules.newcomer_credit_mp));
    allocation_rules_apply(&rules, &thing, &entry.mp, &ignored, &ignored);
    entry.mp = taken_back ? -entry.mp : entry.mp;
    return allocation_points_add(ctx, participant.lead_id, &entry);
}
