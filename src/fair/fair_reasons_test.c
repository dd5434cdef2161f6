/* SPDX-License-Identifier: EUPL-1.2 */
/* Every reason is true: told anew from the turns alone, as somebody would who has only the files.
 */
#include <stdlib.h>

#include "fair/fair_small.h"
#include "test.h"

int fair_fair_reasons_test(void);

/* When the lot left the pool, and to whom; 0: it did not. */
static int left_pool(const struct small_result *result, int lot, int *ret_to)
{
    *ret_to = SMALL_NONE;
    for (int turn = 1; turn <= result->turns; turn++) {
        const struct small_turn *row = &result->turn[turn];
        for (int i = 0; i < row->steps; i++) {
            if (row->lot[i] == lot && row->holder[i] == SMALL_NONE) {
                *ret_to = i == 0 ? row->tenant : row->holder[i - 1];
                return turn;
            }
        }
    }
    return 0;
}

static bool is_gain(const struct small_turn *row)
{
    return row->action != FAIR_LEAVE && row->action != FAIR_TRADE;
}

/* The turn in which the tenant got its n-th lot (of the class, or of any: SMALL_NONE); 0: from the
 * start, SMALL_NONE: never. */
static int turn_of_lot(const struct small_result *result, int tenant, int class, int n)
{
    int got = 0;
    for (int turn = 1; turn <= result->turns && n > 0; turn++) {
        const struct small_turn *row = &result->turn[turn];
        if (row->tenant == tenant && is_gain(row) && (class == SMALL_NONE || row->class == class) &&
            ++got == n) {
            return turn;
        }
    }
    return n == 0 ? 0 : SMALL_NONE;
}

static bool reached_before(int cap, int turn, int left)
{
    return cap != SMALL_NONE && turn != SMALL_NONE && (left == 0 || turn < left);
}

/* The last exchange in which the tenant gave the lot; fills turn, other and own_turn. */
static bool last_given(const struct small_result *result, int tenant, int lot,
                       struct small_reason *reason)
{
    bool gave = false;
    int got = 0;
    for (int turn = 1; turn <= result->turns; turn++) {
        const struct small_turn *row = &result->turn[turn];
        for (int i = 0; i < row->steps; i++) {
            const int to = i == 0 ? row->tenant : row->holder[i - 1];
            if (row->lot[i] == lot && row->holder[i] == tenant) {
                gave = true;
                reason->turn = turn;
                reason->other = to;
            }
            if (row->lot[i] == lot && to == tenant) {
                got = turn;
            }
        }
    }
    reason->own_turn = gave ? got : 0;
    return gave;
}

struct own {
    int left;      /* the turn in which it left the class; 0: it did not */
    int gains;     /* lots it got in the class */
    int last_gain; /* the last turn of that kind before the lot left the pool; 0: none */
};

static struct own own_turns(const struct small_result *result, int tenant, int class, int left)
{
    struct own own = {0, 0, 0};
    for (int turn = 1; turn <= result->turns; turn++) {
        const struct small_turn *row = &result->turn[turn];
        if (row->tenant != tenant || row->class != class) {
            continue;
        }
        own.left = row->action == FAIR_LEAVE ? turn : own.left;
        own.gains += is_gain(row) ? 1 : 0;
        own.last_gain = is_gain(row) && turn < left ? turn : own.last_gain;
    }
    return own;
}

static const char *true_code(const struct small *small, const struct small_result *result,
                             struct small_reason *reason)
{
    const int tenant = reason->tenant;
    const int lot = reason->lot;
    const int class = small->class_of[lot];
    const int left = reason->turn;
    const int cap = small->cap[tenant];
    const int class_cap = small->class_cap[tenant][class];
    const int full = turn_of_lot(result, tenant, SMALL_NONE, cap);
    const int class_full = turn_of_lot(result, tenant, class, class_cap);
    const struct own own = own_turns(result, tenant, class, left);
    if (small->inactive[tenant]) {
        return "inactive";
    }
    if (small->needs[lot] && !small->eligible[tenant]) {
        return "ineligible";
    }
    if (reached_before(cap, full, left)) {
        reason->own_turn = full;
        return "cap_draw";
    }
    if (reached_before(class_cap, class_full, left)) {
        reason->own_turn = class_full;
        return "cap_class";
    }
    if (last_given(result, tenant, lot, reason)) {
        return "exchanged";
    }
    if (own.left > 0 && own.gains == 0) {
        reason->own_turn = own.left;
        return "nothing";
    }
    if (left > 0 && result->turn[left].action == FAIR_STARTUP) {
        return "startup";
    }
    reason->own_turn = left > 0 ? own.last_gain : 0;
    return reason->own_turn > 0 ? "took" : "behind";
}

/* Whoever is told it was behind was in the class then, and not before the one who got the lot. */
static bool was_behind(const struct small *small, const struct small_result *result,
                       const struct small_reason *reason)
{
    const struct small_turn *row = &result->turn[reason->turn];
    int64_t balance = result->before[reason->tenant];
    if (reason->turn == 0) {
        return false;
    }
    for (int turn = 1; turn < reason->turn; turn++) {
        const struct small_turn *earlier = &result->turn[turn];
        if (earlier->tenant == reason->tenant) {
            balance += is_gain(earlier) ? small->points[earlier->class] : 0;
            if (earlier->action == FAIR_LEAVE && earlier->class == row->class) {
                return false;
            }
        }
    }
    return small->share_ppm > 0 || small->points[row->class] <= 0 ||
           row->balance * small->weight[reason->tenant] <= balance * small->weight[row->tenant];
}

static const char *reasons_are_true(const struct small *small)
{
    const struct small_result result = fair_small_draw(small);
    int at = 0;
    for (int tenant = 0; tenant < small->tenants; tenant++) {
        for (int lot = 0; lot < small->lots; lot++) {
            if (small->stars[tenant][lot] == 0 || result.owner[lot] == tenant) {
                continue;
            }
            const struct small_reason *told = &result.reason[at++];
            struct small_reason truth = {.tenant = tenant, .lot = lot};
            truth.turn = left_pool(&result, lot, &truth.other);
            const char *code = true_code(small, &result, &truth);
            if (told->tenant != tenant || told->lot != lot) {
                return "a refused wish has no reason";
            }
            if (strcmp(told->code, code) != 0 || told->turn != truth.turn ||
                told->other != truth.other || told->own_turn != truth.own_turn) {
                return "a reason is not true";
            }
            if (strcmp(code, "behind") == 0 && !was_behind(small, &result, told)) {
                return "somebody was not behind";
            }
        }
    }
    return at == result.reasons ? NULL : "there are reasons for nothing";
}

static void test_every_reason_is_true(void **state)
{
    static const int shapes[] = {0,
                                 SMALL_ONE_CLASS,
                                 SMALL_CAPS,
                                 SMALL_STARTUPS,
                                 SMALL_NEGATIVE,
                                 SMALL_CAPS | SMALL_STARTUPS | SMALL_NEGATIVE | SMALL_ABSENT |
                                     SMALL_DEBTS};
    int64_t count = 0;
    (void)state;
    if (!str_to_i64(str_of(getenv("OMBRUK_PROMISE_CASES")), &count) || count <= 0) {
        count = 300;
    }
    for (int64_t seed = 1; seed <= count; seed++) {
        for (size_t i = 0; i < sizeof(shapes) / sizeof(shapes[0]); i++) {
            const struct small small =
                fair_small_make((uint64_t)seed, shapes[i], SMALL_TENANTS, SMALL_LOTS);
            if (reasons_are_true(&small) != NULL) {
                const struct small less = fair_small_shrink(small, reasons_are_true);
                fair_small_print(&less);
                fail_msg("seed %d: %s", (int)seed, reasons_are_true(&less));
            }
        }
    }
}

int fair_fair_reasons_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_reason_is_true),
    };
    return cmocka_run_group_tests_name("reasons", tests, NULL, NULL);
}
