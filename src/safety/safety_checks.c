/* SPDX-License-Identifier: EUPL-1.2 */
/* What stops a lot at intake, and what lifts it: electrical tests and wiping. */
#include "safety/safety_checks.h"

#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "safety/safety_dealer.h"
#include "safety/safety_rules.h"

#include "base/banned.h"

#define DAYS_BACK_MAX 366

/* ---- at intake ------------------------------------------------------------------------------- */

enum status safety_checks_stops(struct ctx *ctx, int64_t category_id, struct str kind_key,
                                int64_t day, int64_t *ret_stops)
{
    int64_t chain[3];
    int64_t classes = 0;
    safety_rules_chain(category_id, chain);
    TRY(safety_store_class_of(ctx, chain, kind_key, day, &classes));
    *ret_stops = ((classes & CLASS_ELECTRICAL) != 0 ? STOP_UNTESTED : 0) |
                 ((classes & CLASS_DATA) != 0 ? STOP_UNWIPED : 0);
    return OK;
}

enum status safety_stops_for(struct ctx *ctx, int64_t category_id, struct str kind_key,
                             int64_t source_kind, int64_t day, int64_t *ret_stops,
                             int64_t *ret_hold_until_day)
{
    struct stored_dealer_rule rule;
    int64_t stops = 0;
    *ret_hold_until_day = NO_I64;
    TRY(safety_checks_stops(ctx, category_id, kind_key, day, &stops));
    const enum status found = safety_dealer_rule(ctx, category_id, source_kind, day, &rule);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (found == OK) {
        stops |= STOP_HOLDING;
        *ret_hold_until_day = day + rule.hold_days - 1;
    }
    *ret_stops = stops;
    return OK;
}

/* ---- writing down ---------------------------------------------------------------------------- */

struct checking {
    int64_t thing_id;
    int64_t holder_id;
    struct safety_test test;
    struct safety_wipe wipe;
};

static enum status check_day(struct ctx *ctx, int64_t day)
{
    const int64_t today = centre_today(ctx);
    if (day == NO_I64 || day > today || day < today - DAYS_BACK_MAX) {
        return ctx_fail(ctx, INVALID, N_("Write the day it was done: today, or within a year."),
                        "day");
    }
    return OK;
}

static enum status own_thing(struct ctx *ctx, int64_t thing_id, int64_t holder_id)
{
    struct thing thing;
    TRY(goods_thing(ctx, thing_id, &thing));
    return holder_id == NO_I64 || thing.holder_id == holder_id ? OK : NOT_FOUND;
}

static int64_t actor_of(const struct ctx *ctx)
{
    return ctx->actor.person_id == 0 ? NO_I64 : ctx->actor.person_id;
}

static enum status add_test(struct ctx *ctx, void *arg)
{
    struct checking *checking = arg;
    bool is_new = false;
    TRY(own_thing(ctx, checking->thing_id, checking->holder_id));
    checking->test.id = id_new();
    checking->test.at_ms = ctx->now_ms;
    checking->test.person_id = actor_of(ctx);
    TRY(safety_store_add_test(ctx, checking->thing_id, NO_I64, &checking->test));
    return goods_tested(ctx, checking->thing_id, checking->test.passed, checking->test.id, &is_new);
}

enum status safety_test_add(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                            const struct safety_test *test)
{
    struct checking checking = {.thing_id = thing_id, .holder_id = holder_id, .test = *test};
    TRY(check_day(ctx, test->day));
    if (test->tester.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write who tested it."), "tester");
    }
    if (test->instrument.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write which instrument was used."), "instrument");
    }
    if (test->guarantee_months < 0 || test->guarantee_months > SAFETY_GUARANTEE_MAX ||
        (!test->passed && test->guarantee_months > 0)) {
        return ctx_fail(ctx, INVALID, N_("Only what passed can have a guarantee."), "guarantee");
    }
    return db_write(ctx, add_test, &checking);
}

static enum status add_wipe(struct ctx *ctx, void *arg)
{
    struct checking *checking = arg;
    bool is_new = false;
    TRY(own_thing(ctx, checking->thing_id, checking->holder_id));
    checking->wipe.id = id_new();
    checking->wipe.at_ms = ctx->now_ms;
    checking->wipe.person_id = actor_of(ctx);
    TRY(safety_store_add_wipe(ctx, checking->thing_id, NO_I64, &checking->wipe));
    return goods_wiped(ctx, checking->thing_id, checking->wipe.id, &is_new);
}

enum status safety_wipe_add(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                            const struct safety_wipe *wipe)
{
    struct checking checking = {.thing_id = thing_id, .holder_id = holder_id, .wipe = *wipe};
    TRY(check_day(ctx, wipe->day));
    if (wipe->wiper.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write who wiped it."), "wiper");
    }
    if (safety_wipe_words(wipe->method) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose how it was wiped."), "method");
    }
    return db_write(ctx, add_wipe, &checking);
}

/* ---- reading --------------------------------------------------------------------------------- */

enum status safety_test_of(struct ctx *ctx, int64_t thing_id, struct safety_test *ret_test)
{
    struct safety_tests tests;
    TRY(safety_store_tests(ctx, thing_id, &tests));
    if (tests.count == 0) {
        return NOT_FOUND;
    }
    *ret_test = tests.ptr[0];
    return OK;
}

enum status safety_tested_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                                struct safety_testeds *ret_tested)
{
    return safety_store_tested_after(ctx, after_id, limit, ret_tested);
}

enum status safety_tested_words(struct ctx *ctx, int64_t thing_id, struct str *ret_words)
{
    struct safety_test test;
    const enum status found = safety_test_of(ctx, thing_id, &test);
    *ret_words = STR("");
    if (found != OK || !test.passed) {
        return found == NOT_FOUND ? OK : found;
    }
    const struct i18n_arg months = {"n", i18n_number(ctx, test.guarantee_months)};
    *ret_words =
        test.guarantee_months == 0
            ? str_of(i18n_text(ctx->lang, N_("Tested electrically")))
            : i18n_replace(ctx,
                           i18n_plural(ctx->lang, N_("Tested, 1 month's guarantee"),
                                       N_("Tested, {n} months' guarantee"), test.guarantee_months),
                           &months, 1);
    return OK;
}

/* ---- parts ----------------------------------------------------------------------------------- */

enum status safety_checks_divide(struct ctx *ctx, const struct thing *part)
{
    struct safety_tests tests;
    struct safety_wipes wipes;
    struct safety_tests own_tests;
    struct safety_wipes own_wipes;
    TRY(safety_store_tests(ctx, part->parent_id, &tests));
    TRY(safety_store_wipes(ctx, part->parent_id, &wipes));
    TRY(safety_store_tests(ctx, part->id, &own_tests));
    TRY(safety_store_wipes(ctx, part->id, &own_wipes));
    /* Only what was done before it was divided is true of the part. */
    for (size_t i = 0; i < tests.count && own_tests.count == 0; i++) {
        if (id_time_ms(tests.ptr[i].id) <= id_time_ms(part->id)) {
            const int64_t of_id = tests.ptr[i].id;
            tests.ptr[i].id = id_new();
            TRY(safety_store_add_test(ctx, part->id, of_id, &tests.ptr[i]));
            break;
        }
    }
    for (size_t i = 0; i < wipes.count && own_wipes.count == 0; i++) {
        if (id_time_ms(wipes.ptr[i].id) <= id_time_ms(part->id)) {
            const int64_t of_id = wipes.ptr[i].id;
            wipes.ptr[i].id = id_new();
            return safety_store_add_wipe(ctx, part->id, of_id, &wipes.ptr[i]);
        }
    }
    return OK;
}
