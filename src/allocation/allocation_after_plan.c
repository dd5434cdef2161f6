/* SPDX-License-Identifier: EUPL-1.2 */
/* Windows, turns and terms as figures. */
#include "allocation/allocation_after_plan.h"

#include "base/day.h"

#include "base/banned.h"

__extension__ typedef __int128 wide;

struct pick_up_window *allocation_after_plan_window(struct pick_up_windows *windows,
                                                    int64_t station_id, int64_t now_ms,
                                                    int64_t lots)
{
    for (size_t i = 0; i < windows->count; i++) {
        struct pick_up_window *window = &windows->ptr[i];
        if (window->station_id == station_id && window->starts_ms > now_ms &&
            window->capacity_lots - window->taken_lots >= lots) {
            return window;
        }
    }
    return NULL;
}

static bool goes_before(const struct swap_ask *a, const struct swap_ask *b)
{
    const wide left = (wide)a->balance_mp * b->weight;
    const wide right = (wide)b->balance_mp * a->weight;
    if (left != right) {
        return left < right;
    }
    if (a->weight != b->weight) {
        return a->weight < b->weight;
    }
    return a->at_ms != b->at_ms ? a->at_ms < b->at_ms : a->tenant_id < b->tenant_id;
}

const struct swap_ask *allocation_after_plan_taker(const struct swap_asks *asks)
{
    const struct swap_ask *taker = NULL;
    for (size_t i = 0; i < asks->count; i++) {
        if (taker == NULL || goes_before(&asks->ptr[i], taker)) {
            taker = &asks->ptr[i];
        }
    }
    return taker;
}

int64_t allocation_after_plan_last_day(int64_t from_day)
{
    struct date date = day_to_date(from_day);
    date.year++;
    if (!day_date_is_valid(date)) {
        date.day--;
        return day_from_date(date);
    }
    return day_from_date(date) - 1;
}

bool allocation_after_plan_partner_runs(const struct partner *partner, int64_t day,
                                        int64_t used_day)
{
    if (partner->ended || day < partner->from_day || day > partner->to_day) {
        return false;
    }
    return partner->term != PARTNER_ONCE || used_day == NO_I64 || used_day == day;
}
