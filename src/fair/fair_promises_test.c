/* SPDX-License-Identifier: EUPL-1.2 */
/* What the draw promises, tried on small draws at random: each result is judged by plain counting,
 * or against all that would have been possible.
 *
 * OMBRUK_PROMISE_CASES is how many draws each promise is tried on (a default that takes seconds);
 * OMBRUK_PROMISE_SEED is the first of them (1). A draw that breaks a promise is made smaller and
 * printed. */
#include <stdio.h>
#include <stdlib.h>

#include "fair/fair_small.h"
#include "test.h"

int fair_fair_promises_test(void);

static int number_in_environment(const char *name, int otherwise)
{
    int64_t number = 0;
    return str_to_i64(str_of(getenv(name)), &number) && number > 0 ? (int)number : otherwise;
}

static void try_promise(small_promise *promise, int shape, int tenants, int lots, int cases)
{
    const int first = number_in_environment("OMBRUK_PROMISE_SEED", 1);
    const int count = number_in_environment("OMBRUK_PROMISE_CASES", cases);
    for (int seed = first; seed < first + count; seed++) {
        const struct small small = fair_small_make((uint64_t)seed, shape, tenants, lots);
        if (promise(&small) != NULL) {
            const struct small less = fair_small_shrink(small, promise);
            const char *broken = promise(&less);
            fair_small_print(&less);
            fail_msg("seed %d: %s", seed, broken);
        }
    }
}

/* ---- counting -------------------------------------------------------------------------------- */

/* How many more lots the tenant may get: of the class, after what it got. */
static int room_of(const struct small *small, const struct small_result *result, int tenant,
                   int class)
{
    int room = SMALL_LOTS + 1;
    int in_class = 0;
    for (int lot = 0; lot < small->lots; lot++) {
        in_class += result->owner[lot] == tenant && small->class_of[lot] == class ? 1 : 0;
    }
    if (small->cap[tenant] != SMALL_NONE) {
        room = small->cap[tenant] - result->got[tenant];
    }
    if (small->class_cap[tenant][class] != SMALL_NONE &&
        small->class_cap[tenant][class] - in_class < room) {
        room = small->class_cap[tenant][class] - in_class;
    }
    return room;
}

static bool is_wasted(const struct small *small, const struct small_result *result, int lot)
{
    for (int i = 0; i < small->tenants; i++) {
        if (fair_small_may_get(small, i, lot) &&
            room_of(small, result, i, small->class_of[lot]) > 0) {
            return true;
        }
    }
    return false;
}

static const char *lots_are_right(const struct small *small, const struct small_result *result,
                                  int64_t points[SMALL_TENANTS])
{
    for (int lot = 0; lot < small->lots; lot++) {
        const int owner = result->owner[lot];
        if (owner == SMALL_NONE) {
            if (is_wasted(small, result, lot)) {
                return "a lot is wasted";
            }
            continue;
        }
        points[owner] += small->points[small->class_of[lot]];
        if (!fair_small_may_get(small, owner, lot)) {
            return "somebody got what it may not get";
        }
        if (room_of(small, result, owner, small->class_of[lot]) < 0) {
            return "somebody is above its cap";
        }
    }
    return NULL;
}

static const char *counts_are_right(const struct small *small)
{
    const struct small_result result = fair_small_draw(small);
    int64_t points[SMALL_TENANTS] = {0};
    const char *broken = lots_are_right(small, &result, points);
    for (int i = 0; broken == NULL && i < small->tenants; i++) {
        const int64_t end = result.before[i] + points[i];
        if (result.gained[i] != points[i] || result.before[i] != small->balance[i]) {
            broken = "points were lost or made";
        }
        if (result.after[i] != (end >= 0 ? end : end - small->decay_den + 1) / small->decay_den) {
            broken = "a balance is not what is left of it";
        }
    }
    return broken;
}

static void test_lots_points_and_caps_add_up(void **state)
{
    (void)state;
    try_promise(counts_are_right,
                SMALL_CAPS | SMALL_STARTUPS | SMALL_NEGATIVE | SMALL_ABSENT | SMALL_DEBTS,
                SMALL_TENANTS, SMALL_LOTS, 1000);
}

/* ---- leximin --------------------------------------------------------------------------------- */

enum {
    BASE = SMALL_LOTS + 1,
    VECTORS = BASE * BASE * BASE * BASE
};

/* What each tenant would be served, as fractions, least first. */
struct served {
    int64_t sum[SMALL_TENANTS];
    int64_t weight[SMALL_TENANTS];
};

static int compare_served(const struct served *a, int i, const struct served *b, int j)
{
    const int64_t left = a->sum[i] * b->weight[j];
    const int64_t right = b->sum[j] * a->weight[i];
    return (left > right) - (left < right);
}

static struct served serve(const struct small *small, const int got[SMALL_TENANTS])
{
    struct served served = {{0}, {0}};
    for (int i = 0; i < small->tenants; i++) {
        int at = i;
        const struct served one = {{small->balance[i] + small->points[0] * (int64_t)got[i]},
                                   {small->weight[i]}};
        for (; at > 0 && compare_served(&served, at - 1, &one, 0) > 0; at--) {
            served.sum[at] = served.sum[at - 1];
            served.weight[at] = served.weight[at - 1];
        }
        served.sum[at] = one.sum[0];
        served.weight[at] = one.weight[0];
    }
    return served;
}

static bool is_better(const struct small *small, const int a[SMALL_TENANTS],
                      const int b[SMALL_TENANTS])
{
    const struct served one = serve(small, a);
    const struct served other = serve(small, b);
    for (int i = 0; i < small->tenants; i++) {
        const int order = compare_served(&one, i, &other, i);
        if (order != 0) {
            return order > 0;
        }
    }
    return false;
}

static void counts_of(int vector, int counts[SMALL_TENANTS])
{
    for (int i = 0; i < SMALL_TENANTS; i++) {
        counts[i] = vector % BASE;
        vector /= BASE;
    }
}

static bool has_room(const struct small *small, int tenant, int got)
{
    return (small->cap[tenant] == SMALL_NONE || got < small->cap[tenant]) &&
           (small->class_cap[tenant][0] == SMALL_NONE || got < small->class_cap[tenant][0]);
}

/* Marks every way to share the lots, as one digit for each tenant. */
static void mark_possible(const struct small *small, bool possible[VECTORS])
{
    static const int steps[] = {1, BASE, BASE * BASE, BASE * BASE * BASE};
    memset(possible, 0, VECTORS * sizeof(possible[0]));
    possible[0] = true;
    for (int lot = 0; lot < small->lots; lot++) {
        /* Downwards, so that one lot counts once. */
        for (int vector = VECTORS; vector-- > 0;) {
            int counts[SMALL_TENANTS];
            counts_of(vector, counts);
            for (int i = 0; possible[vector] && i < small->tenants; i++) {
                if (fair_small_may_get(small, i, lot) && has_room(small, i, counts[i])) {
                    possible[vector + steps[i]] = true;
                }
            }
        }
    }
}

static const char *shares_are_the_best(const struct small *small)
{
    static bool possible[VECTORS];
    const struct small_result result = fair_small_draw(small);
    mark_possible(small, possible);
    int sum = 0;
    for (int i = 0; i < small->tenants; i++) {
        sum += result.got[i];
    }
    for (int vector = 0; vector < VECTORS; vector++) {
        int counts[SMALL_TENANTS];
        if (!possible[vector]) {
            continue;
        }
        counts_of(vector, counts);
        if (counts[0] + counts[1] + counts[2] + counts[3] > sum) {
            return "more lots could be given";
        }
        if (is_better(small, counts, result.got)) {
            return "somebody worse off could be better off";
        }
    }
    return NULL;
}

static void test_the_least_served_are_served_as_well_as_possible(void **state)
{
    (void)state;
    try_promise(shares_are_the_best, SMALL_ONE_CLASS | SMALL_CAPS | SMALL_DEBTS, 4, SMALL_LOTS,
                150);
}

/* ---- lies and stars -------------------------------------------------------------------------- */

/* How many of the lots that `truth` wishes the tenant gets when it says what `told` says. */
static int wanted_lots(const struct small *truth, const struct small *told, int tenant)
{
    const struct small_result result = fair_small_draw(told);
    int count = 0;
    for (int lot = 0; lot < truth->lots; lot++) {
        count += result.owner[lot] == tenant && truth->stars[tenant][lot] > 0 ? 1 : 0;
    }
    return count;
}

/* All that a tenant can say: each lot not at all, or with one to three stars. */
static const char *no_lie_pays(const struct small *small)
{
    for (int i = 0; i < small->tenants; i++) {
        const int honest = wanted_lots(small, small, i);
        const int lies = 1 << 2 * small->lots;
        for (int lie = 0; lie < lies; lie++) {
            struct small told = *small;
            for (int lot = 0; lot < small->lots; lot++) {
                told.stars[i][lot] = lie >> 2 * lot & 3;
            }
            if (wanted_lots(small, &told, i) > honest) {
                return "somebody gets more by saying what is not so";
            }
        }
    }
    return NULL;
}

static void test_no_lie_about_wishes_or_stars_gives_more_lots(void **state)
{
    (void)state;
    try_promise(no_lie_pays, SMALL_ONE_CLASS | SMALL_CAPS | SMALL_DEBTS, 3, 4, 25);
}

static const char *stars_change_no_count(const struct small *small)
{
    const struct small_result result = fair_small_draw(small);
    for (int turn = 1; turn < 3; turn++) {
        struct small other = *small;
        for (int i = 0; i < small->tenants; i++) {
            for (int lot = 0; lot < small->lots; lot++) {
                other.stars[i][lot] =
                    small->stars[i][lot] == 0 ? 0 : (small->stars[i][lot] + turn + i * lot) % 3 + 1;
            }
        }
        const struct small_result changed = fair_small_draw(&other);
        if (memcmp(result.got, changed.got, sizeof(result.got)) != 0) {
            return "stars change how many lots somebody gets";
        }
    }
    return NULL;
}

static void test_stars_never_change_how_many_lots_anybody_gets(void **state)
{
    (void)state;
    try_promise(stars_change_no_count, SMALL_CAPS | SMALL_NEGATIVE | SMALL_ABSENT | SMALL_DEBTS,
                SMALL_TENANTS, SMALL_LOTS, 500);
}

/* ---- more or fewer --------------------------------------------------------------------------- */

/* True if nobody but `except` has fewer lots in `more` than in `less`. */
static bool nobody_loses(const struct small *small, const struct small_result *less,
                         const struct small_result *more, int except)
{
    for (int i = 0; i < small->tenants; i++) {
        if (i != except && more->got[i] < less->got[i]) {
            return false;
        }
    }
    return true;
}

/* True if the tenant can come to a point at which another is served just as well. There the smaller
 * weight goes first, so at such a point, and only there, more weight can cost a lot. */
static bool may_be_even(const struct small *small, int tenant)
{
    for (int i = 0; i < small->tenants; i++) {
        for (int at = 0; i != tenant && at < (small->lots + 1) * (small->lots + 1); at++) {
            const int own = small->balance[tenant] + small->points[0] * (at / (small->lots + 1));
            const int other = small->balance[i] + small->points[0] * (at % (small->lots + 1));
            if (own * small->weight[i] == other * small->weight[tenant]) {
                return true;
            }
        }
    }
    return false;
}

static const char *more_is_never_less(const struct small *small)
{
    const struct small_result result = fair_small_draw(small);
    for (int lot = 0; lot < small->lots; lot++) {
        struct small fewer = *small;
        for (int i = 0; i < small->tenants; i++) {
            fewer.stars[i][lot] = 0;
        }
        const struct small_result without = fair_small_draw(&fewer);
        if (!nobody_loses(small, &without, &result, SMALL_NONE)) {
            return "somebody loses because there is one lot more";
        }
    }
    for (int i = 0; i < small->tenants; i++) {
        struct small fewer = *small;
        fewer.inactive[i] = true;
        const struct small_result without = fair_small_draw(&fewer);
        if (!nobody_loses(small, &result, &without, i)) {
            return "somebody loses because there is one tenant less";
        }
        struct small heavier = *small;
        heavier.weight[i]++;
        const struct small_result with = fair_small_draw(&heavier);
        if (with.got[i] < result.got[i] && !may_be_even(&heavier, i)) {
            return "somebody loses by more weight";
        }
    }
    return NULL;
}

static void test_a_lot_more_a_tenant_less_and_more_weight_harm_nobody_they_should_not(void **state)
{
    (void)state;
    try_promise(more_is_never_less, SMALL_ONE_CLASS | SMALL_CAPS, SMALL_TENANTS, SMALL_LOTS, 150);
}

/* ---- over many days -------------------------------------------------------------------------- */

enum {
    DAYS = 5
};

/* What a tenant sees in another's lots over the days, in 1/2^DAYS mp so that halving is exact. */
struct seen {
    int64_t sum;
    int64_t largest;
};

static bool reached_cap(const struct small *small, const struct small_result *result, int tenant)
{
    for (int class = 0; class < small->classes; class ++) {
        if (room_of(small, result, tenant, class) <= 0) {
            return true;
        }
    }
    return false;
}

static void see(const struct small *small, const struct small_result *result, int tenant, int other,
                struct seen *seen)
{
    for (int lot = 0; lot < small->lots; lot++) {
        if (result->owner[lot] == other && fair_small_may_get(small, tenant, lot)) {
            const int64_t value = (int64_t)small->points[small->class_of[lot]] << DAYS;
            seen->sum += value;
            seen->largest = value > seen->largest ? value : seen->largest;
        }
    }
}

/* Nobody sees in another's lots, but for one of them, more points per weight than in its own. Each
 * halving rounds away at most one mp. */
static const char *judge_day(const struct small *small, const struct small_result *result,
                             struct seen seen[SMALL_TENANTS][SMALL_TENANTS])
{
    for (int i = 0; i < small->tenants; i++) {
        for (int j = 0; j < small->tenants; j++) {
            if (i != j && !reached_cap(small, result, i)) {
                see(small, result, i, j, &seen[i][j]);
            }
            const int64_t own = (result->before[i] + result->gained[i] + 2) << DAYS;
            const int64_t others = seen[i][j].sum - seen[i][j].largest;
            if (i != j && others * small->weight[i] > own * small->weight[j]) {
                return "somebody has had more than one lot too many over the days";
            }
            seen[i][j].sum /= small->decay_den;
            seen[i][j].largest /= small->decay_den;
        }
    }
    return NULL;
}

/* A history that begins with this day and goes on with days that follow from its round. */
static const char *nobody_envies_more_than_a_lot(const struct small *small)
{
    struct seen seen[SMALL_TENANTS][SMALL_TENANTS] = {{{0, 0}}};
    struct small day = *small;
    for (int i = 0; i < DAYS; i++) {
        const struct small_result result = fair_small_draw(&day);
        const char *broken = judge_day(&day, &result, seen);
        if (broken != NULL) {
            return broken;
        }
        struct small next = fair_small_make((uint64_t)small->round + (uint64_t)i, SMALL_CAPS,
                                            SMALL_TENANTS, SMALL_LOTS);
        next.tenants = day.tenants;
        memcpy(next.weight, day.weight, sizeof(next.weight));
        for (int tenant = 0; tenant < day.tenants; tenant++) {
            next.balance[tenant] = (int)result.after[tenant];
        }
        day = next;
    }
    return NULL;
}

static void test_over_the_days_nobody_envies_more_than_one_lot(void **state)
{
    (void)state;
    try_promise(nobody_envies_more_than_a_lot, SMALL_CAPS | SMALL_EVEN, SMALL_TENANTS, SMALL_LOTS,
                400);
}

/* ---- luck ------------------------------------------------------------------------------------ */

static void test_equal_tenants_win_a_contested_lot_equally_often(void **state)
{
    enum {
        TENANTS = 4,
        DRAWS = 10000
    };
    int64_t wins[TENANTS] = {0};
    struct small small = {
        .tenants = TENANTS, .lots = 2, .classes = 1, .points = {1000}, .decay_den = 1};
    (void)state;
    for (int i = 0; i < TENANTS; i++) {
        small.weight[i] = 1;
        small.cap[i] = SMALL_NONE;
        memset(small.class_cap[i], 0xff, sizeof(small.class_cap[i]));
        small.stars[i][0] = i % 3 + 1;
        small.stars[i][1] = 1;
    }
    for (small.round = 1; small.round <= DRAWS; small.round++) {
        const struct small_result result = fair_small_draw(&small);
        wins[result.owner[0]]++;
        wins[result.owner[1]]++;
    }
    /* Chi-square of 2 × 10 000 wins with 3 degrees of freedom, each draw without replacement: 21.1
     * is passed once in 10 000 tries, and these tries are always the same. */
    int64_t squares = 0;
    const int64_t expected = 2 * DRAWS / TENANTS;
    for (int i = 0; i < TENANTS; i++) {
        squares += (wins[i] - expected) * (wins[i] - expected);
    }
    print_message("# wins: %d %d %d %d\n", (int)wins[0], (int)wins[1], (int)wins[2], (int)wins[3]);
    assert_true(squares * 10 < 211 * expected);
}

int fair_fair_promises_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lots_points_and_caps_add_up),
        cmocka_unit_test(test_the_least_served_are_served_as_well_as_possible),
        cmocka_unit_test(test_no_lie_about_wishes_or_stars_gives_more_lots),
        cmocka_unit_test(test_stars_never_change_how_many_lots_anybody_gets),
        cmocka_unit_test(test_a_lot_more_a_tenant_less_and_more_weight_harm_nobody_they_should_not),
        cmocka_unit_test(test_over_the_days_nobody_envies_more_than_one_lot),
        cmocka_unit_test(test_equal_tenants_win_a_contested_lot_equally_often),
    };
    return cmocka_run_group_tests_name("promises of the draw", tests, NULL, NULL);
}
