/* SPDX-License-Identifier: EUPL-1.2 */
/* Results as they may be read: awards, refusals, and what would have helped. */
#include "allocation/allocation_result.h"

#include "allocation/allocation_group.h"
#include "allocation/allocation_outcome.h"
#include "base/vec.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define TICKET_DIGITS 8
#define LOTS_SHOWN    6

/* ---- files
 * --------------------------------------------------------------------------------------------- */

static bool is_public(const struct draw_run *run, struct str name)
{
    return run->state >= RUN_PUBLISHED || str_equal(name, str_of(fair_out_names[FAIR_COMMITMENT]));
}

enum status allocation_files(struct ctx *ctx, const struct draw_run *run,
                             struct draw_files *ret_files)
{
    struct draw_files all;
    struct draw_files files = {0};
    TRY(allocation_store_files(ctx, run->id, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (is_public(run, all.ptr[i].name)) {
            vec_push(ctx->mem, &files, all.ptr[i]);
        }
    }
    *ret_files = files;
    return OK;
}

enum status allocation_file(struct ctx *ctx, const struct draw_run *run, struct str name,
                            struct str *ret_bytes)
{
    return is_public(run, name) ? allocation_store_file(ctx, run->id, name, ret_bytes) : NOT_FOUND;
}

/* ---- names
 * --------------------------------------------------------------------------------------------- */

static const struct entrant *entrant_of(const struct result_names *names, int64_t lead_id)
{
    for (size_t i = 0; i < names->entrants.count; i++) {
        if (names->entrants.ptr[i].lead_id == lead_id) {
            return &names->entrants.ptr[i];
        }
    }
    return NULL;
}

static enum status read_names(struct ctx *ctx, const struct draw_run *run, struct result_names *ret)
{
    struct result_names names = {.seed = run->seed};
    struct tenant tenant;
    struct allocation_rules rules;
    struct round round;
    TRY(allocation_round(ctx, run->round_id, &round));
    TRY(allocation_rules_get(ctx, round.rules_id, &rules));
    TRY(allocation_store_entrants(ctx, run->round_id, &names.entrants));
    names.show_names = rules.show_names;
    for (size_t i = 0; names.show_names && i < names.entrants.count; i++) {
        TRY(tenants_get(ctx, names.entrants.ptr[i].lead_id, &tenant));
        vec_push(ctx->mem, &names.shops, tenant.name);
    }
    *ret = names;
    return OK;
}

static struct str alias_of(const struct result_names *names, int64_t lead_id)
{
    const struct entrant *entrant = entrant_of(names, lead_id);
    return entrant == NULL ? STR("") : entrant->alias;
}

static struct str name_of(const struct result_names *names, int64_t lead_id)
{
    for (size_t i = 0; names->show_names && i < names->entrants.count; i++) {
        if (names->entrants.ptr[i].lead_id == lead_id) {
            return names->shops.ptr[i];
        }
    }
    return alias_of(names, lead_id);
}

/* Inside a sentence an alias says that it is a shop. */
static struct str called(struct ctx *ctx, const struct result_names *names, int64_t lead_id)
{
    const struct i18n_arg arg = {"alias", name_of(names, lead_id)};
    return names->show_names ? arg.value : i18n_fill(ctx, N_("Shop {alias}"), &arg, 1);
}

/* ---- awards
 * -------------------------------------------------------------------------------------------- */

static enum status fill_awards(struct ctx *ctx, const struct draw_run *run,
                               const struct stored_awards *stored, struct awards *ret_awards)
{
    struct result_names names;
    struct awards awards = {0};
    struct i64_list ids = {0};
    struct things things;
    TRY(read_names(ctx, run, &names));
    for (size_t i = 0; i < stored->count; i++) {
        vec_push(ctx->mem, &ids, stored->ptr[i].thing_id);
    }
    TRY(goods_things(ctx, &ids, &things));
    for (size_t i = 0; i < stored->count; i++) {
        const struct stored_award *row = &stored->ptr[i];
        struct award award = {.thing = things.ptr[i],
                              .lead_id = row->lead_id,
                              .tenant_id = row->tenant_id,
                              .alias = alias_of(&names, row->lead_id),
                              .name = name_of(&names, row->lead_id),
                              .turn = row->turn,
                              .points_mp = row->points_mp};
        vec_push(ctx->mem, &awards, award);
    }
    *ret_awards = awards;
    return OK;
}

static enum status read_awards(struct ctx *ctx, int64_t run_id, bool office,
                               struct draw_run *ret_run, struct stored_awards *ret_awards)
{
    TRY(allocation_store_run(ctx, run_id, ret_run));
    if (!office && ret_run->state < RUN_PUBLISHED) {
        return NOT_FOUND;
    }
    return allocation_store_awards(ctx, run_id, 0, ret_awards);
}

enum status allocation_awards(struct ctx *ctx, int64_t run_id, bool office,
                              struct awards *ret_awards)
{
    struct stored_awards stored;
    struct draw_run run;
    TRY(read_awards(ctx, run_id, office, &run, &stored));
    return fill_awards(ctx, &run, &stored, ret_awards);
}

enum status allocation_awards_page(struct ctx *ctx, int64_t run_id, bool office,
                                   const struct awards_part *part, struct awards *ret_awards,
                                   int64_t *ret_count)
{
    struct stored_awards stored;
    struct draw_run run;
    TRY(read_awards(ctx, run_id, office, &run, &stored));
    const int64_t count = (int64_t)stored.count;
    const int64_t first = part->first < count ? part->first : count;
    const int64_t most = count - first < part->most ? count - first : part->most;
    const struct stored_awards shown = {.ptr = stored.count == 0 ? NULL : stored.ptr + first,
                                        .count = (size_t)most};
    TRY(fill_awards(ctx, &run, &shown, ret_awards));
    *ret_count = count;
    return OK;
}

/* The published run, and the lead that the shop was counted with at its close; 0 if it took no
 * part.
 */
static enum status read_published(struct ctx *ctx, int64_t run_id, int64_t tenant_id,
                                  struct draw_run *ret_run, int64_t *ret_lead_id)
{
    struct round_members members;
    TRY(allocation_store_run(ctx, run_id, ret_run));
    if (ret_run->state < RUN_PUBLISHED) {
        return NOT_FOUND;
    }
    TRY(allocation_store_members(ctx, ret_run->round_id, &members));
    *ret_lead_id = 0;
    for (size_t i = 0; i < members.count; i++) {
        if (members.ptr[i].tenant_id == tenant_id) {
            *ret_lead_id = members.ptr[i].lead_id;
        }
    }
    return OK;
}

enum status allocation_awards_of(struct ctx *ctx, int64_t run_id, int64_t tenant_id,
                                 struct awards *ret_awards)
{
    struct stored_awards stored = {0};
    struct draw_run run;
    int64_t lead_id = 0;
    TRY(read_published(ctx, run_id, tenant_id, &run, &lead_id));
    if (lead_id != 0) {
        TRY(allocation_store_awards(ctx, run_id, lead_id, &stored));
    }
    return fill_awards(ctx, &run, &stored, ret_awards);
}

/* ---- refusals
 * ------------------------------------------------------------------------------------------ */

static int compare_fractions(int64_t a, int64_t a_weight, int64_t b, int64_t b_weight)
{
    __extension__ typedef __int128 wide;
    const wide left = (wide)a * b_weight;
    const wide right = (wide)b * a_weight;
    return (left > right) - (left < right);
}

enum refusal_measure allocation_result_measure(const struct refusal *refusal)
{
    if (refusal->other_balance_mp == NO_I64 || refusal->own_balance_mp == NO_I64) {
        return MEASURE_NONE;
    }
    if (refusal->startup_turn) {
        return MEASURE_STARTUP;
    }
    if (refusal->points_mp <= 0 && compare_fractions(refusal->other_lots, refusal->other_weight,
                                                     refusal->own_lots, refusal->own_weight) != 0) {
        return MEASURE_LOTS;
    }
    if (compare_fractions(refusal->other_balance_mp, refusal->other_weight, refusal->own_balance_mp,
                          refusal->own_weight) != 0) {
        return MEASURE_POINTS;
    }
    return refusal->other_weight == refusal->own_weight ? MEASURE_TICKET : MEASURE_WEIGHT;
}

static void add_tickets(struct ctx *ctx, const struct result_names *names, int64_t own_id,
                        int64_t turn_id, struct refusal *refusal)
{
    const enum refusal_measure measure = allocation_result_measure(refusal);
    if (measure != MEASURE_WEIGHT && measure != MEASURE_TICKET) {
        return;
    }
    const struct str own = allocation_ticket(ctx, names->seed, alias_of(names, own_id));
    const struct str other = allocation_ticket(ctx, names->seed, alias_of(names, turn_id));
    refusal->own_ticket = str_slice(own, 0, TICKET_DIGITS);
    refusal->other_ticket = str_slice(other, 0, TICKET_DIGITS);
}

static int64_t weight_of(const struct result_names *names, int64_t lead_id)
{
    const struct entrant *entrant = entrant_of(names, lead_id);
    return entrant == NULL ? 1 : entrant->weight;
}

struct refusal allocation_result_refusal(struct ctx *ctx, const struct result_names *names,
                                         const struct stored_refusal *stored)
{
    const bool by_exchange = stored->turn_id != NO_I64 && stored->turn_id != stored->other_id;
    struct refusal refusal = {
        .code = stored->code,
        .turn = stored->turn,
        .own_turn = stored->own_turn,
        .other_id = stored->other_id,
        .other = STR(""),
        .points_mp = stored->points_mp,
        .mover_id = by_exchange ? stored->turn_id : NO_I64,
        .mover = STR(""),
        .startup_turn = stored->startup_turn,
        .own_balance_mp = stored->own_balance_mp,
        .other_balance_mp = stored->other_balance_mp,
        .own_lots = stored->own_lots,
        .other_lots = stored->other_lots,
        .own_weight = weight_of(names, stored->lead_id),
        .other_weight = weight_of(names, stored->turn_id),
        .own_ticket = STR(""),
        .other_ticket = STR(""),
    };
    if (stored->other_id != NO_I64) {
        refusal.other = called(ctx, names, stored->other_id);
    }
    if (by_exchange) {
        refusal.mover = called(ctx, names, stored->turn_id);
    }
    add_tickets(ctx, names, stored->lead_id, stored->turn_id, &refusal);
    return refusal;
}

enum status allocation_refusals_of(struct ctx *ctx, int64_t run_id, int64_t tenant_id,
                                   struct refusals *ret_refusals)
{
    struct stored_refusals stored = {0};
    struct refusals refusals = {0};
    struct i64_list ids = {0};
    struct things things;
    struct result_names names;
    struct draw_run run;
    int64_t lead_id = 0;
    TRY(read_published(ctx, run_id, tenant_id, &run, &lead_id));
    TRY(read_names(ctx, &run, &names));
    if (lead_id != 0) {
        TRY(allocation_store_refusals(ctx, run_id, lead_id, &stored));
    }
    for (size_t i = 0; i < stored.count; i++) {
        vec_push(ctx->mem, &ids, stored.ptr[i].thing_id);
    }
    TRY(goods_things(ctx, &ids, &things));
    for (size_t i = 0; i < stored.count; i++) {
        struct refusal refusal = allocation_result_refusal(ctx, &names, &stored.ptr[i]);
        refusal.thing = things.ptr[i];
        vec_push(ctx->mem, &refusals, refusal);
    }
    *ret_refusals = refusals;
    return OK;
}

/* ---- what would have helped
 * ---------------------------------------------------------------------------- */

/* A newcomer stands where its points would open. */
static int64_t standing_mp(const struct groups *groups, const struct group *group)
{
    int64_t mp = 0;
    if (group->balance_mp != NO_I64) {
        return group->balance_mp;
    }
    return allocation_group_opening(groups, group->weight, 0, &mp) ? mp : 0;
}

static bool comes_before(const struct groups *groups, const struct group *a, const struct group *b)
{
    const int by_points =
        compare_fractions(standing_mp(groups, a), a->weight, standing_mp(groups, b), b->weight);
    return by_points != 0 ? by_points < 0 : a->weight != b->weight ? a->weight < b->weight : false;
}

static enum status fill_place(struct ctx *ctx, int64_t lead_id, struct outlook *outlook)
{
    struct groups groups;
    const struct group *own = NULL;
    TRY(allocation_groups(ctx, &groups));
    for (size_t i = 0; i < groups.count; i++) {
        own = groups.ptr[i].active && groups.ptr[i].lead_id == lead_id ? &groups.ptr[i] : own;
        outlook->participants += groups.ptr[i].active;
    }
    if (own == NULL) {
        return OK;
    }
    outlook->place = 1;
    for (size_t i = 0; i < groups.count; i++) {
        outlook->place += groups.ptr[i].active && comes_before(&groups, &groups.ptr[i], own);
    }
    return OK;
}

enum status allocation_outlook(struct ctx *ctx, int64_t run_id, int64_t tenant_id,
                               struct outlook *ret_outlook)
{
    struct outlook outlook = {0};
    struct participant participant;
    struct i64_list unclaimed;
    struct draw_run run;
    int64_t lead_then = 0;
    TRY(read_published(ctx, run_id, tenant_id, &run, &lead_then));
    TRY(allocation_participant(ctx, tenant_id, &participant));
    TRY(fill_place(ctx, participant.lead_id, &outlook));
    TRY(allocation_store_unclaimed(ctx, run.round_id, run_id, tenant_id, &unclaimed));
    outlook.unclaimed = (int64_t)unclaimed.count;
    unclaimed.count = unclaimed.count < LOTS_SHOWN ? unclaimed.count : LOTS_SHOWN;
    TRY(goods_things(ctx, &unclaimed, &outlook.lots));
    *ret_outlook = outlook;
    return OK;
}
