/* SPDX-License-Identifier: EUPL-1.2 */
/* A published round with its lots and awards, written as rows: for tests of what follows a draw,
 * which need no draw. */
#ifndef OMBRUK_TESTS_TEST_DRAW_H
#define OMBRUK_TESTS_TEST_DRAW_H

#include "allocation/allocation_after.h"
#include "test.h"

#define TEST_DRAW_VALUES_MAX 8

struct test_draw_row {
    const struct sql *sql;
    struct db_value values[TEST_DRAW_VALUES_MAX];
};

static enum status test_draw_write(struct ctx *ctx, void *arg)
{
    const struct test_draw_row *row = arg;
    return db_exec(ctx, row->sql, row->values);
}

static const enum db_kind test_draw_numbers[TEST_DRAW_VALUES_MAX] = {
    DB_I64, DB_I64, DB_I64, DB_I64, DB_I64, DB_I64, DB_I64, DB_I64};

/* The number stands for the label too. */
#define TEST_DRAW_ROUND_SQL(centre, id, number, state, rules, run, parent, now)                    \
    "INSERT INTO round (centre_id, id, number, label, parent_id, state, planned, opens_ms, "       \
    "closes_ms, draw_ms, rules_id, chain, beacon_round, points_ppm, opened_ms, published_ms, "     \
    "run_id, made_ms, version) VALUES (" centre ", " id ", " number ", 'Uke 51', " parent          \
    ", " state ", 0, 0, " now ", " now ", " rules ", '', 1, 1000000, 0, " now ", " run ", 0, 1)"
static const struct sql test_draw_round_sql = {
    .name = "test_draw_round",
    .text = {TEST_DRAW_ROUND_SQL("?1", "?2", "?3", "?4", "?5", "?6", "?7", "?8"),
             TEST_DRAW_ROUND_SQL("$1", "$2", "$3", "$4", "$5", "$6", "$7", "$8")},
    .param_kinds = test_draw_numbers,
    .param_count = 8,
    .writes = true};

#define TEST_DRAW_RUN_SQL(centre, id, round)                                                       \
    "INSERT INTO draw_run (centre_id, id, round_id, number, state, reason, commitment, seed, "     \
    "randomness, signature, made_ms) VALUES (" centre ", " id ", " round                           \
    ", 1, 3, '', '', '', '', '', 0)"
static const struct sql test_draw_run_sql = {
    .name = "test_draw_run",
    .text = {TEST_DRAW_RUN_SQL("?1", "?2", "?3"), TEST_DRAW_RUN_SQL("$1", "$2", "$3")},
    .param_kinds = test_draw_numbers,
    .param_count = 3,
    .writes = true};

static const enum db_kind test_draw_lot_kinds[] = {DB_I64, DB_I64, DB_I64, DB_I64,
                                                   DB_I64, DB_I64, DB_TEXT};
#define TEST_DRAW_LOT_SQL(centre, round, thing, station, category, points, requires)               \
    "INSERT INTO round_lot (centre_id, round_id, thing_id, code, station_id, category_id, "        \
    "points_mp, quota_class, requires, withdrawn) VALUES (" centre ", " round ", " thing           \
    ", '', " station ", " category ", " points ", '', " requires ", 0)"
static const struct sql test_draw_lot_sql = {
    .name = "test_draw_lot",
    .text = {TEST_DRAW_LOT_SQL("?1", "?2", "?3", "?4", "?5", "?6", "?7"),
             TEST_DRAW_LOT_SQL("$1", "$2", "$3", "$4", "$5", "$6", "$7")},
    .param_kinds = test_draw_lot_kinds,
    .param_count = 7,
    .writes = true};

#define TEST_DRAW_AWARD_SQL(centre, run, thing, lead, tenant, points)                              \
    "INSERT INTO award (centre_id, run_id, thing_id, lead_id, tenant_id, turn, points_mp) "        \
    "VALUES (" centre ", " run ", " thing ", " lead ", " tenant ", 1, " points ")"
static const struct sql test_draw_award_sql = {
    .name = "test_draw_award",
    .text = {TEST_DRAW_AWARD_SQL("?1", "?2", "?3", "?4", "?5", "?6"),
             TEST_DRAW_AWARD_SQL("$1", "$2", "$3", "$4", "$5", "$6")},
    .param_kinds = test_draw_numbers,
    .param_count = 6,
    .writes = true};

#define TEST_DRAW_PUT(ctx, sql_, ...)                                                              \
    do {                                                                                           \
        struct test_draw_row test_draw_row_ = {&(sql_), {__VA_ARGS__}};                            \
        assert_int_equal(db_write((ctx), test_draw_write, &test_draw_row_), OK);                   \
    } while (0)

/* A published round `id` with one run `id` + 1; `parent_id` NO_I64: a first call. */
static inline void test_draw_round(struct ctx *ctx, int64_t id, int64_t number, int64_t rules_id,
                                   int64_t parent_id)
{
    TEST_DRAW_PUT(ctx, test_draw_round_sql, db_i64(ctx->centre_id), db_i64(id), db_i64(number),
                  db_i64(ROUND_PUBLISHED), db_i64(rules_id), db_i64(id + 1), db_i64(parent_id),
                  db_i64(ctx->now_ms));
    TEST_DRAW_PUT(ctx, test_draw_run_sql, db_i64(ctx->centre_id), db_i64(id + 1), db_i64(id));
}

/* A lot of the round, kept for it. */
static inline void test_draw_lot(struct ctx *ctx, int64_t round_id, const struct thing *thing,
                                 int64_t points_mp, struct str requires)
{
    TEST_DRAW_PUT(ctx, test_draw_lot_sql, db_i64(ctx->centre_id), db_i64(round_id),
                  db_i64(thing->id), db_i64(thing->holder_id), db_i64(thing->category_id),
                  db_i64(points_mp), db_text(requires));
    assert_int_equal(goods_reserve(ctx, thing->id, round_id), OK);
}

/* The shop got the lot; its pick-up is made with those of the round. */
static inline void test_draw_award(struct ctx *ctx, int64_t round_id, const struct thing *thing,
                                   int64_t tenant_id, int64_t points_mp)
{
    TEST_DRAW_PUT(ctx, test_draw_award_sql, db_i64(ctx->centre_id), db_i64(round_id + 1),
                  db_i64(thing->id), db_i64(tenant_id), db_i64(tenant_id), db_i64(points_mp));
    assert_int_equal(goods_allot_reserved(ctx, thing->id, tenant_id, round_id), OK);
}

struct test_draw_making {
    int64_t round_id;
    struct i64_list leads;
};

static enum status test_draw_make(struct ctx *ctx, void *arg)
{
    const struct test_draw_making *making = arg;
    return allocation_pick_ups_make(ctx, making->round_id, making->round_id + 1, &making->leads);
}

/* The round's pick-ups, shops in the order of `leads`. */
static inline void test_draw_pick_ups(struct ctx *ctx, int64_t round_id, int64_t *leads,
                                      size_t count)
{
    struct test_draw_making making = {round_id, {leads, count, count}};
    assert_int_equal(db_write(ctx, test_draw_make, &making), OK);
}

struct test_draw_points {
    int64_t lead_id;
    int64_t mp;
};

static enum status test_draw_add_points(struct ctx *ctx, void *arg)
{
    const struct test_draw_points *points = arg;
    const struct points_entry entry = {.kind = POINTS_OPENING,
                                       .mp = points->mp,
                                       .round_id = NO_I64,
                                       .run_id = NO_I64,
                                       .thing_id = NO_I64,
                                       .note = STR("")};
    return allocation_points_add(ctx, points->lead_id, &entry);
}

static inline void test_draw_balance(struct ctx *ctx, int64_t lead_id, int64_t mp)
{
    struct test_draw_points points = {lead_id, mp};
    assert_int_equal(db_write(ctx, test_draw_add_points, &points), OK);
}

#endif
