/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes small draws, runs them through the engine, and reads the published files back. */
#include "fair/fair_small.h"

#include <stdio.h>
#include <stdlib.h>

#include "test.h"

int fair_fair_small_test(void);

/* ---- at random ------------------------------------------------------------------------------- */

uint64_t fair_small_random(uint64_t *state)
{
    /* splitmix64 */
    uint64_t z = (*state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ z >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ z >> 27) * UINT64_C(0x94d049bb133111eb);
    return z ^ z >> 31;
}

int fair_small_below(uint64_t *state, int bound)
{
    return (int)(fair_small_random(state) % (uint64_t)bound);
}

static void make_tenant(struct small *small, int i, int shape, uint64_t *state)
{
    static const int weights[] = {1, 1, 2, 3, 4};
    small->weight[i] = weights[fair_small_below(state, 5)];
    small->balance[i] =
        fair_small_below(state, 4) * 500 + (fair_small_below(state, 2) == 0 ? i * 17 : 0);
    small->balance[i] = (shape & SMALL_EVEN) ? 0 : small->balance[i];
    if ((shape & SMALL_DEBTS) && fair_small_below(state, 3) == 0) {
        small->balance[i] = -small->balance[i] - 250;
    }
    small->cap[i] = (shape & SMALL_CAPS) && fair_small_below(state, 3) == 0
                        ? fair_small_below(state, 4)
                        : SMALL_NONE;
    small->startup[i] = (shape & SMALL_STARTUPS) && fair_small_below(state, 2) == 0;
    small->inactive[i] = (shape & SMALL_ABSENT) && fair_small_below(state, 4) == 0;
    small->eligible[i] = fair_small_below(state, 2) == 0;
    for (int class = 0; class < SMALL_CLASSES; class ++) {
        small->class_cap[i][class] = (shape & SMALL_CAPS) && fair_small_below(state, 4) == 0
                                         ? fair_small_below(state, 3)
                                         : SMALL_NONE;
    }
}

struct small fair_small_make(uint64_t seed, int shape, int tenants, int lots)
{
    static const int points[] = {1000, 2000, 500, 1, 0, -1000};
    struct small small = {.decay_den = 2};
    uint64_t state = seed;
    const int density = 1 + fair_small_below(&state, 4);
    const int levels = 1 + fair_small_below(&state, 3);
    small.tenants = 1 + fair_small_below(&state, tenants);
    small.lots = 1 + fair_small_below(&state, lots);
    small.classes = (shape & SMALL_ONE_CLASS) ? 1 : 1 + fair_small_below(&state, SMALL_CLASSES);
    small.share_ppm = (shape & SMALL_STARTUPS) ? 250000 * (1 + fair_small_below(&state, 4)) : 0;
    small.round = 1 + fair_small_below(&state, 1000000);
    for (int i = 0; i < small.classes; i++) {
        small.points[i] = points[fair_small_below(&state, (shape & SMALL_NEGATIVE) ? 6 : 4)];
    }
    for (int i = 0; i < small.tenants; i++) {
        make_tenant(&small, i, shape, &state);
    }
    for (int lot = 0; lot < small.lots; lot++) {
        small.class_of[lot] = fair_small_below(&state, small.classes);
        small.needs[lot] = (shape & SMALL_ABSENT) && fair_small_below(&state, 3) == 0;
        for (int i = 0; i < small.tenants; i++) {
            small.stars[i][lot] =
                fair_small_below(&state, 4) < density ? 1 + fair_small_below(&state, levels) : 0;
        }
    }
    return small;
}

bool fair_small_may_get(const struct small *small, int tenant, int lot)
{
    return small->stars[tenant][lot] > 0 && !small->inactive[tenant] &&
           (!small->needs[lot] || small->eligible[tenant]);
}

/* ---- to texts -------------------------------------------------------------------------------- */

struct texts {
    struct strbuf buf[FAIR_IN_COUNT];
};

static void write_tenants(const struct small *small, struct texts *texts)
{
    for (int i = 0; i < small->tenants; i++) {
        strbuf_format(&texts->buf[FAIR_TENANTS], "t%d,%d,%d,", i, small->weight[i],
                      small->balance[i]);
        if (small->cap[i] != SMALL_NONE) {
            strbuf_format(&texts->buf[FAIR_TENANTS], "%d", small->cap[i]);
        }
        strbuf_format(&texts->buf[FAIR_TENANTS], ",%d,%d\n", small->startup[i],
                      !small->inactive[i]);
        if (small->eligible[i]) {
            strbuf_format(&texts->buf[FAIR_ELIGIBILITY], "t%d,need\n", i);
        }
    }
}

static bool has_class(const struct small *small, int class)
{
    for (int lot = 0; lot < small->lots; lot++) {
        if (small->class_of[lot] == class) {
            return true;
        }
    }
    return false;
}

static void write_lots(const struct small *small, struct texts *texts)
{
    for (int lot = 0; lot < small->lots; lot++) {
        strbuf_format(&texts->buf[FAIR_LOTS], "l%d,%d,c%d,%s,\n", lot,
                      small->points[small->class_of[lot]], small->class_of[lot],
                      small->needs[lot] ? "need" : "");
        for (int i = 0; i < small->tenants; i++) {
            if (small->stars[i][lot] > 0) {
                strbuf_format(&texts->buf[FAIR_WISHES], "t%d,l%d,%d\n", i, lot,
                              small->stars[i][lot]);
            }
        }
    }
    for (int i = 0; i < small->tenants; i++) {
        for (int class = 0; class < small->classes; class ++) {
            if (small->class_cap[i][class] != SMALL_NONE && has_class(small, class)) {
                strbuf_format(&texts->buf[FAIR_CAPS], "t%d,c%d,%d\n", i, class,
                              small->class_cap[i][class]);
            }
        }
    }
}

static void write_texts(const struct small *small, struct texts *texts)
{
    static const char *const headers[FAIR_IN_COUNT] = {
        [FAIR_TENANTS] = "tenant,weight,balance_mp,cap_lots,startup,active\n",
        [FAIR_LOTS] = "lot,points_mp,class,requires,window\n",
        [FAIR_WISHES] = "tenant,lot,stars\n",
        [FAIR_ELIGIBILITY] = "tenant,requires\n",
        [FAIR_CAPS] = "tenant,class,cap_lots\n",
        [FAIR_SETTINGS] = "",
    };
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        strbuf_init(&texts->buf[i], 100000);
        strbuf_cstr(&texts->buf[i], headers[i]);
    }
    write_tenants(small, texts);
    write_lots(small, texts);
    strbuf_format(&texts->buf[FAIR_SETTINGS],
                  "chain=\nround=%d\nsignature=\nrandomness=%064d\nstartup_share_ppm=%d\n"
                  "decay_num=1\ndecay_den=%d\nfloor_mp=\nnewcomer_credit_mp=0\n",
                  small->round, 0, small->share_ppm, small->decay_den);
}

void fair_small_print(const struct small *small)
{
    struct texts texts;
    write_texts(small, &texts);
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        print_error("---- %s\n%s", fair_in_names[i], texts.buf[i].ptr);
        strbuf_finish(&texts.buf[i]);
    }
}

/* ---- from texts ------------------------------------------------------------------------------ */

/* The next field of a line, or line of a text; the rest stays. */
static struct str take(struct str *rest, char separator)
{
    struct str part = STR("");
    (void)str_split(rest, separator, &part);
    return part;
}

/* The number behind the letter of an id, or of a number; `none` where the field is empty. */
static int64_t number_of(struct str field, int64_t none)
{
    int64_t number = none;
    if (field.len > 0 && field.ptr[0] >= 'a') {
        field = str_slice(field, 1, field.len);
    }
    (void)str_to_i64(field, &number);
    return number;
}

static enum fair_action action_of(struct str word)
{
    static const char *const words[] = {"take", "chain", "startup", "leave", "trade"};
    int action = 0;
    while (!str_equal(word, str_of(words[action]))) {
        action++;
    }
    return (enum fair_action)action;
}

static void read_chain(struct small_turn *turn, struct str lot, struct str chain)
{
    if (lot.len == 0) {
        return;
    }
    if (chain.len == 0) {
        turn->steps = 1;
        turn->lot[0] = (int)number_of(lot, SMALL_NONE);
        turn->holder[0] = SMALL_NONE;
        return;
    }
    while (chain.ptr != NULL) {
        struct str step = take(&chain, '>');
        turn->lot[turn->steps] = (int)number_of(take(&step, ':'), SMALL_NONE);
        turn->holder[turn->steps] =
            step.ptr == NULL ? SMALL_NONE : (int)number_of(step, SMALL_NONE);
        turn->steps++;
        assert_true(turn->steps < SMALL_STEPS);
    }
    /* A trade closes with its first lot. */
    turn->steps -= turn->action == FAIR_TRADE ? 1 : 0;
}

static void read_turns(struct str text, struct small_result *result)
{
    (void)take(&text, '\n');
    while (text.len > 0) {
        struct str line = take(&text, '\n');
        struct small_turn turn = {0};
        (void)take(&line, ',');
        (void)take(&line, ',');
        turn.class = (int)number_of(take(&line, ','), 0);
        turn.tenant = (int)number_of(take(&line, ','), 0);
        turn.balance = number_of(take(&line, ','), 0);
        (void)take(&line, ',');
        (void)take(&line, ',');
        turn.action = action_of(take(&line, ','));
        const struct str lot = take(&line, ',');
        read_chain(&turn, lot, line);
        assert_true(result->turns < SMALL_TURNS);
        result->turn[++result->turns] = turn;
    }
}

static void read_rest(const struct str out[FAIR_OUT_COUNT], struct small_result *result)
{
    struct str text = out[FAIR_AWARDS];
    (void)take(&text, '\n');
    while (text.len > 0) {
        struct str line = take(&text, '\n');
        const int64_t lot = number_of(take(&line, ','), 0);
        const int tenant = (int)number_of(take(&line, ','), 0);
        result->owner[lot] = tenant;
        result->got[tenant]++;
    }
    text = out[FAIR_LEDGER];
    (void)take(&text, '\n');
    while (text.len > 0) {
        struct str line = take(&text, '\n');
        const int64_t tenant = number_of(take(&line, ','), 0);
        result->before[tenant] = number_of(take(&line, ','), 0);
        result->gained[tenant] = number_of(take(&line, ','), 0);
        result->after[tenant] = number_of(take(&line, ','), 0);
    }
}

static void read_reasons(struct str text, struct small_result *result)
{
    (void)take(&text, '\n');
    while (text.len > 0) {
        struct str line = take(&text, '\n');
        struct small_reason *reason = &result->reason[result->reasons++];
        reason->tenant = (int)number_of(take(&line, ','), 0);
        reason->lot = (int)number_of(take(&line, ','), 0);
        const struct str code = take(&line, ',');
        (void)snprintf(reason->code, sizeof(reason->code), "%.*s", STR_ARG(code));
        reason->turn = (int)number_of(take(&line, ','), 0);
        reason->other = (int)number_of(take(&line, ','), SMALL_NONE);
        reason->own_turn = (int)number_of(take(&line, ','), 0);
    }
}

/* ---- the draw -------------------------------------------------------------------------------- */

static enum status collect(void *arg, enum fair_out file, struct str piece)
{
    strbuf_str((struct strbuf *)arg + file, piece);
    return OK;
}

struct small_result fair_small_draw(const struct small *small)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct small_result result = {0};
    struct strbuf pieces[FAIR_OUT_COUNT];
    struct str in[FAIR_IN_COUNT];
    struct str out[FAIR_OUT_COUNT];
    struct texts texts;
    struct fair_error error = {0};
    const struct fair_sink sink = {collect, pieces};
    const struct str seed = str_format(mem, "%064d", small->round);
    write_texts(small, &texts);
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        in[i] = strbuf_view(&texts.buf[i]);
    }
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        strbuf_init(&pieces[i], 1000000);
    }
    if (fair_draw_as_if(mem, in, 1, seed.ptr, &sink, &error) != OK) {
        print_error("%s:%d: %s\n", fair_in_names[error.file], (int)error.line, error.message);
        abort();
    }
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        out[i] = strbuf_view(&pieces[i]);
    }
    memset(result.owner, 0xff, sizeof(result.owner));
    read_turns(out[FAIR_TURNS], &result);
    read_reasons(out[FAIR_REASONS], &result);
    read_rest(out, &result);
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        strbuf_finish(&texts.buf[i]);
    }
    for (int i = 0; i < FAIR_OUT_COUNT; i++) {
        strbuf_finish(&pieces[i]);
    }
    arena_destroy(mem);
    return result;
}

/* ---- smaller --------------------------------------------------------------------------------- */

struct small fair_small_without_tenant(const struct small *small, int tenant)
{
    struct small less = *small;
    less.tenants--;
    for (int i = tenant; i < less.tenants; i++) {
        less.weight[i] = small->weight[i + 1];
        less.balance[i] = small->balance[i + 1];
        less.cap[i] = small->cap[i + 1];
        less.inactive[i] = small->inactive[i + 1];
        less.startup[i] = small->startup[i + 1];
        less.eligible[i] = small->eligible[i + 1];
        memcpy(less.class_cap[i], small->class_cap[i + 1], sizeof(less.class_cap[i]));
        memcpy(less.stars[i], small->stars[i + 1], sizeof(less.stars[i]));
    }
    return less;
}

struct small fair_small_without_lot(const struct small *small, int lot)
{
    struct small less = *small;
    less.lots--;
    for (int at = lot; at < less.lots; at++) {
        less.class_of[at] = small->class_of[at + 1];
        less.needs[at] = small->needs[at + 1];
        for (int i = 0; i < small->tenants; i++) {
            less.stars[i][at] = small->stars[i][at + 1];
        }
    }
    return less;
}

enum less {
    LESS_ENDS,
    LESS_SAME, /* it was so plain already */
    LESS
};

static enum less make_plainer(const struct small *small, int i, struct small *less)
{
    if (i < small->tenants) {
        less->weight[i] = 1;
        less->balance[i] = 0;
        return small->weight[i] == 1 && small->balance[i] == 0 ? LESS_SAME : LESS;
    }
    i -= small->tenants;
    if (i < small->tenants) {
        less->cap[i] = SMALL_NONE;
        return small->cap[i] == SMALL_NONE ? LESS_SAME : LESS;
    }
    less->share_ppm = 0;
    return i > small->tenants ? LESS_ENDS : small->share_ppm == 0 ? LESS_SAME : LESS;
}

/* The i-th way to make a case smaller or plainer. */
static enum less make_less(const struct small *small, int i, struct small *ret_less)
{
    *ret_less = *small;
    if (i < small->tenants) {
        *ret_less = fair_small_without_tenant(small, i);
        return ret_less->tenants > 0 ? LESS : LESS_SAME;
    }
    i -= small->tenants;
    if (i < small->lots) {
        *ret_less = fair_small_without_lot(small, i);
        return ret_less->lots > 0 ? LESS : LESS_SAME;
    }
    i -= small->lots;
    if (i < small->tenants * small->lots) {
        int *stars = &ret_less->stars[i / small->lots][i % small->lots];
        const int before = *stars;
        *stars = before > 1 ? 1 : 0;
        return *stars < before ? LESS : LESS_SAME;
    }
    return make_plainer(small, i - small->tenants * small->lots, ret_less);
}

struct small fair_small_shrink(struct small small, small_promise *promise)
{
    struct small less;
    int i = 0;
    enum less made = make_less(&small, i, &less);
    while (made != LESS_ENDS) {
        if (made == LESS && promise(&less) != NULL) {
            small = less;
            i = 0;
        } else {
            i++;
        }
        made = make_less(&small, i, &less);
    }
    return small;
}

/* ---- of this file ---------------------------------------------------------------------------- */

static const char *nobody_gets_two(const struct small *small)
{
    const struct small_result result = fair_small_draw(small);
    for (int i = 0; i < small->tenants; i++) {
        if (result.got[i] >= 2) {
            return "somebody gets two";
        }
    }
    return NULL;
}

static void test_a_case_that_breaks_a_promise_is_made_as_small_as_it_gets(void **state)
{
    (void)state;
    for (uint64_t seed = 1; seed < 30; seed++) {
        const struct small small = fair_small_make(seed, SMALL_CAPS, SMALL_TENANTS, SMALL_LOTS);
        if (nobody_gets_two(&small) != NULL) {
            const struct small less = fair_small_shrink(small, nobody_gets_two);
            assert_non_null(nobody_gets_two(&less));
            assert_int_equal(less.tenants, 1);
            assert_int_equal(less.lots, 2);
        }
    }
}

int fair_fair_small_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_case_that_breaks_a_promise_is_made_as_small_as_it_gets),
    };
    return cmocka_run_group_tests_name("small draws", tests, NULL, NULL);
}
