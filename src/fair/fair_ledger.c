/* SPDX-License-Identifier: EUPL-1.2 */
/* Balances before and after. */
#include "base/ctx.h"
#include "fair/fair_print.h"
#include "fair/fair_rows.h"

#include "base/banned.h"

enum status fair_ledger_refuse(const struct fair_draw *draw, uint32_t tenant)
{
    const struct fair_tenant *one = &draw->all->tenants[tenant];
    return fair_refuse(draw->mem, draw->all->error, FAIR_TENANTS, one->line,
                       N_("The balance of {detail} becomes larger than a draw can count."),
                       (struct str){one->id.ptr, one->id.len});
}

static bool is_too_large(fair_wide figure)
{
    return figure > FAIR_LARGEST || figure < -FAIR_LARGEST;
}

enum status fair_ledger_open(struct fair_draw *draw)
{
    const struct fair_case *all = draw->all;
    fair_wide sum = 0;
    int64_t weight = 0;
    draw->before = arena_array(draw->mem, all->tenant_count, sizeof(draw->before[0]));
    draw->begin = arena_array(draw->mem, all->tenant_count, sizeof(draw->begin[0]));
    for (uint32_t i = 0; i < all->tenant_count; i++) {
        if (all->tenants[i].active && !all->tenants[i].newcomer) {
            sum += all->tenants[i].balance;
            weight += all->tenants[i].weight;
        }
    }
    for (uint32_t i = 0; i < all->tenant_count; i++) {
        const struct fair_tenant *one = &all->tenants[i];
        fair_wide balance = one->balance;
        if (one->newcomer) {
            balance = weight > 0 ? fair_floor(one->weight * sum, weight) : 0;
            balance -= all->settings.newcomer_credit_mp;
        }
        if (is_too_large(balance)) {
            return fair_ledger_refuse(draw, i);
        }
        draw->before[i] = (int64_t)balance;
        draw->begin[i] = (int64_t)balance;
    }
    return OK;
}

/* After all classes `begin` is the balance at the end. */
static fair_wide decayed(const struct fair_draw *draw, uint32_t tenant)
{
    const struct fair_settings *settings = &draw->all->settings;
    return fair_floor((fair_wide)draw->begin[tenant] * settings->decay_num, settings->decay_den);
}

enum status fair_ledger_close(struct fair_draw *draw, struct fair_outcome *outcome)
{
    const struct fair_case *all = draw->all;
    const int64_t floor = all->settings.floor_mp;
    fair_wide sum = 0;
    int64_t weight = 0;
    outcome->gained = arena_array(draw->mem, all->tenant_count, sizeof(int64_t));
    outcome->after = arena_array(draw->mem, all->tenant_count, sizeof(int64_t));
    for (uint32_t i = 0; i < all->tenant_count; i++) {
        if (all->tenants[i].active) {
            sum += decayed(draw, i);
            weight += all->tenants[i].weight;
        }
    }
    for (uint32_t i = 0; i < all->tenant_count; i++) {
        const fair_wide w = all->tenants[i].weight;
        const fair_wide gained = (fair_wide)draw->begin[i] - draw->before[i];
        fair_wide after = decayed(draw, i);
        if (floor >= 0 && weight > 0) {
            const fair_wide least = fair_floor(w * sum, weight) - w * floor;
            after = after > least ? after : least;
        }
        if (is_too_large(gained) || is_too_large(after)) {
            return fair_ledger_refuse(draw, i);
        }
        outcome->gained[i] = (int64_t)gained;
        outcome->after[i] = (int64_t)after;
    }
    return OK;
}
