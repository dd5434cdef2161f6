/* SPDX-License-Identifier: EUPL-1.2 */
/* What the rows of a draw leave behind: goes through them once, in their order. */
#include <string.h>

#include "fair/fair_print.h"

#include "base/banned.h"

struct pass {
    struct fair_draw *draw;
    struct fair_outcome *outcome;
    const struct fair_class *class;
    uint32_t *own_to;
    uint32_t *got; /* by tenant, over the whole draw */
};

static bool is_gain(const struct fair_turn *row)
{
    return row->action != FAIR_LEAVE && row->action != FAIR_TRADE;
}

/* Sums what stands at each number into where it begins; counts[count] is the end. */
static void begin_each(uint32_t *counts, uint32_t count)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= count; i++) {
        const uint32_t here = counts[i];
        counts[i] = at;
        at += here;
    }
}

/* How much there is of each. */
static void count_rows(struct fair_draw *draw, struct fair_outcome *outcome)
{
    for (uint32_t turn = 1; turn <= draw->turn_count; turn++) {
        const struct fair_turn *row = fair_turn_at(draw, turn);
        if (row->action != FAIR_TRADE) {
            outcome->own_from[row->tenant]++;
        }
        if (row->action != FAIR_LEAVE) {
            outcome->given_count += row->count - (row->action == FAIR_TRADE ? 0 : 1);
        }
    }
    begin_each(outcome->own_from, draw->all->tenant_count);
}

static void move(struct pass *pass, uint32_t turn, const struct fair_turn *row)
{
    struct fair_outcome *outcome = pass->outcome;
    const struct fair_step_of *steps = fair_steps_of(pass->draw, row);
    uint32_t to = row->tenant;
    for (uint32_t i = 0; i < row->count; i++) {
        const uint32_t lot = steps[i].lot;
        if (steps[i].holder != FAIR_NONE) {
            outcome->given[outcome->given_count++] =
                (struct fair_given){steps[i].holder, lot, turn, to, outcome->owner_turn[lot]};
        } else {
            outcome->left_turn[lot] = turn;
            outcome->left_to[lot] = to;
        }
        outcome->owner_turn[lot] = turn;
        to = steps[i].holder;
    }
}

static void count_gain(struct pass *pass, uint32_t turn, uint32_t tenant)
{
    const struct fair_case *all = pass->draw->all;
    struct fair_cap *cap = fair_cap_of(all, tenant, pass->class->name);
    if (++pass->got[tenant] == all->tenants[tenant].cap) {
        pass->outcome->cap_turn[tenant] = turn;
    }
    if (cap != NULL && ++cap->got == cap->cap) {
        cap->turn = turn;
    }
}

static void read_row(struct pass *pass, uint32_t turn)
{
    const struct fair_turn *row = fair_turn_at(pass->draw, turn);
    if (row->action != FAIR_TRADE) {
        pass->outcome->own[pass->own_to[row->tenant]++] = turn;
    }
    if (row->action != FAIR_LEAVE) {
        move(pass, turn, row);
    }
    if (is_gain(row)) {
        count_gain(pass, turn, row->tenant);
    }
}

/* Sorts what was given by giver. */
static void sort_given(struct fair_draw *draw, struct fair_outcome *outcome)
{
    const uint32_t tenants = draw->all->tenant_count;
    outcome->given_of = arena_array(draw->mem, outcome->given_count, sizeof(uint32_t));
    outcome->given_from = arena_array(draw->mem, (size_t)tenants + 1, sizeof(uint32_t));
    uint32_t *next = arena_array(draw->mem, (size_t)tenants + 1, sizeof(uint32_t));
    for (uint32_t i = 0; i < outcome->given_count; i++) {
        outcome->given_from[outcome->given[i].giver]++;
    }
    begin_each(outcome->given_from, tenants);
    memcpy(next, outcome->given_from, ((size_t)tenants + 1) * sizeof(next[0]));
    for (uint32_t i = 0; i < outcome->given_count; i++) {
        outcome->given_of[next[outcome->given[i].giver]++] = i;
    }
}

static void make_room(struct fair_draw *draw, struct fair_outcome *outcome)
{
    const uint32_t lots = draw->all->lot_count;
    const uint32_t tenants = draw->all->tenant_count;
    outcome->owner_turn = arena_array(draw->mem, lots, sizeof(uint32_t));
    outcome->left_turn = arena_array(draw->mem, lots, sizeof(uint32_t));
    outcome->left_to = arena_array(draw->mem, lots, sizeof(uint32_t));
    outcome->cap_turn = arena_array(draw->mem, tenants, sizeof(uint32_t));
    outcome->own_from = arena_array(draw->mem, (size_t)tenants + 1, sizeof(uint32_t));
    count_rows(draw, outcome);
    outcome->own = arena_array(draw->mem, outcome->own_from[tenants], sizeof(uint32_t));
    outcome->given = arena_array(draw->mem, outcome->given_count, sizeof(outcome->given[0]));
    outcome->given_count = 0;
    for (uint32_t i = 0; i < tenants; i++) {
        outcome->cap_turn[i] = draw->all->tenants[i].cap == 0 ? 0 : FAIR_NONE;
    }
    for (uint32_t i = 0; i < draw->all->cap_count; i++) {
        draw->all->caps[i].got = 0;
    }
}

void fair_outcome_make(struct fair_draw *draw, struct fair_outcome *ret_outcome)
{
    const uint32_t tenants = draw->all->tenant_count;
    struct pass pass = {.draw = draw, .outcome = ret_outcome};
    *ret_outcome = (struct fair_outcome){0};
    make_room(draw, ret_outcome);
    pass.got = arena_array(draw->mem, tenants, sizeof(uint32_t));
    pass.own_to = arena_array(draw->mem, (size_t)tenants + 1, sizeof(uint32_t));
    memcpy(pass.own_to, ret_outcome->own_from, ((size_t)tenants + 1) * sizeof(uint32_t));
    draw->given = 0;
    draw->given_to_startups = 0;
    uint32_t turn = 1;
    for (uint32_t i = 0; i < draw->class_count; i++) {
        pass.class = &draw->classes[i];
        for (; turn <= pass.class->turn_to; turn++) {
            const struct fair_turn *row = fair_turn_at(draw, turn);
            read_row(&pass, turn);
            if (is_gain(row) && pass.class->points > 0) {
                draw->given++;
                draw->given_to_startups += draw->all->tenants[row->tenant].startup ? 1 : 0;
            }
        }
    }
    sort_given(draw, ret_outcome);
}
