/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance of any period and filter, before and after months are kept, and made anew from
 * the ledger; on both engines. */
#include "base/day.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "goods/goods_period.h"
#include "goods/goods_rent.h"
#include "goods/goods_sheet.h"
#include "test_db.h"
#include "test_house.h"

int goods_goods_balance_test(void);

#define FIRST_DAY INT64_C(20100) /* 12 January 2025 */
#define DAYS      700
#define LOTS      60

/* ---- a period in pieces ---------------------------------------------------------------------- */

static void push(struct kept_spans *kept, enum goods_span span, int64_t from_day, int64_t to_day)
{
    kept->ptr[kept->count++] = (struct kept_span){span, from_day, to_day};
}

/* Adds 1 or −1 to each day that the piece has. */
static void paint(const struct kept_spans *kept, const struct period_piece *piece, int *days)
{
    for (int64_t day = piece->from_day; piece->span == SPAN_DAY && day <= piece->to_day; day++) {
        days[day] += piece->sign;
    }
    for (size_t i = 0; i < kept->count; i++) {
        const struct kept_span *span = &kept->ptr[i];
        if (span->span == (int64_t)piece->span && span->from_day >= piece->from_day &&
            span->from_day <= piece->to_day) {
            for (int64_t day = span->from_day; day <= span->to_day; day++) {
                days[day] += piece->sign;
            }
        }
    }
}

static void test_pieces_of_a_period_are_each_of_its_days_once(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct kept_span spans[40];
    struct kept_spans kept = {.ptr = spans};
    /* "Months" of ten days and "years" of sixty; one month in the middle is not kept. */
    for (int64_t day = 20; day < 200; day += 10) {
        if (day != 90) {
            push(&kept, SPAN_MONTH, day, day + 9);
        }
    }
    push(&kept, SPAN_YEAR, 20, 79);
    push(&kept, SPAN_YEAR, 140, 199);
    size_t most = 0;
    for (int64_t from = 0; from < 230; from += 3) {
        for (int64_t to = from; to < 230; to += 2) {
            struct period_pieces pieces;
            int days[240] = {0};
            goods_period_plan(mem, &kept, from, to, &pieces);
            for (size_t i = 0; i < pieces.count; i++) {
                paint(&kept, &pieces.ptr[i], days);
            }
            for (int64_t day = 0; day < 240; day++) {
                assert_int_equal(days[day], day >= from && day <= to ? 1 : 0);
            }
            most = pieces.count > most ? pieces.count : most;
        }
    }
    assert_true(most <= 13);
    arena_destroy(mem);
}

/* ---- a centre with a history ----------------------------------------------------------------- */

struct yard {
    struct db *db;
    struct ctx ctx;
    int64_t stations[2];
    int64_t shops[2];
    uint64_t random;
};

static int64_t draw(struct yard *yard, int64_t bound)
{
    yard->random = yard->random * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((yard->random >> 33) % (uint64_t)bound);
}

static void on_day(struct yard *yard, int64_t day)
{
    yard->ctx.now_ms = day * MS_PER_DAY + 11 * MS_PER_HOUR;
}

static struct yard yard_begin(void)
{
    struct yard yard = {.db = test_db_open(test_db_engine()), .random = 7};
    const struct centre centre = test_house_centre();
    test_ctx_begin(&yard.ctx, yard.db);
    struct ctx *ctx = &yard.ctx;
    assert_int_equal(centre_add(ctx, &centre), OK);
    assert_int_equal(goods_load_codes(ctx), OK);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(
            goods_holder_add(ctx, 0, HOLDER_STATION, STR("Skogheim"), &yard.stations[i]), OK);
        assert_int_equal(goods_holder_add(ctx, 0, HOLDER_TENANT, STR("Hjulet"), &yard.shops[i]),
                         OK);
    }
    return yard;
}

static void yard_end(struct yard *yard)
{
    test_ctx_end(&yard->ctx);
    centre_close(yard->db);
    db_close(yard->db);
}

static struct thing receive(struct yard *yard)
{
    static const char *const keys[] = {"snowsuits", "bicycles", "books"};
    const struct goods_category *category =
        goods_codes_category_by_key(str_of(keys[draw(yard, 3)]));
    const int64_t station = yard->stations[draw(yard, 2)];
    const bool known = draw(yard, 4) > 0;
    const struct lot lot = {.key_source = STR("test"),
                            .key = STR(""),
                            .holder_id = station,
                            .source_id =
                                draw(yard, 3) == 0 ? GOODS_HOLDER_OF(HOLDER_SURPLUS) : station,
                            .category_id = category == NULL ? 10000 : category->id,
                            .kind_key = STR(""),
                            .count = draw(yard, 9) + 2,
                            .g = known ? draw(yard, 9000) + 1000 : NO_I64,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&yard->ctx, &lot, &thing, &is_new), OK);
    return thing;
}

/* One lot and what becomes of it, on days one after the other. */
static void live(struct yard *yard, int64_t day)
{
    struct ctx *ctx = &yard->ctx;
    const int64_t shop = yard->shops[draw(yard, 2)];
    int64_t event_id = 0;
    bool is_new = false;
    on_day(yard, day);
    struct thing thing = receive(yard);
    const int64_t station = thing.holder_id;
    if (draw(yard, 4) == 0) {
        assert_int_equal(goods_dispose(ctx, thing.id, station, GOODS_DISCARDED, 1, DISCARD_BROKEN),
                         OK);
    }
    on_day(yard, day + 1 + draw(yard, 20));
    assert_int_equal(goods_allot(ctx, thing.id, shop), OK);
    assert_int_equal(goods_pick_up(ctx, thing.code, shop, &thing, &is_new), OK);
    on_day(yard, day + 30);
    assert_int_equal(goods_hand_over(ctx, thing.id, shop, 1, 5000, &event_id), OK);
    if (draw(yard, 3) == 0) {
        assert_int_equal(goods_undo_hand_over(ctx, event_id, shop), OK);
        assert_int_equal(goods_rent_out(ctx, thing.id, shop, NO_I64, 1, &event_id), OK);
        if (draw(yard, 2) == 0) {
            on_day(yard, day + 33);
            assert_int_equal(goods_take_back(ctx, event_id, shop, 1, 1), OK);
        }
    }
    if (draw(yard, 3) == 0) {
        assert_int_equal(goods_weigh(ctx, thing.id, shop, 4321), OK);
    }
}

static void live_all(struct yard *yard)
{
    for (int i = 0; i < LOTS; i++) {
        live(yard, FIRST_DAY + i * DAYS / LOTS);
    }
    on_day(yard, FIRST_DAY + DAYS + 40);
}

static void assert_ledger(struct yard *yard)
{
    struct goods_verdict verdict;
    assert_int_equal(goods_verify(&yard->ctx, &verdict), OK);
    if (verdict.differences > 0) {
        print_error("%.*s\n", STR_ARG(verdict.first));
    }
    assert_int_equal(verdict.differences, 0);
}

/* ---- any period and filter ------------------------------------------------------------------- */

#define QUESTIONS 60

static struct goods_sheet_of question(struct yard *yard)
{
    const int64_t from = FIRST_DAY - 20 + draw(yard, DAYS + 60);
    struct goods_sheet_of of = {
        .from_day = from, .to_day = from + draw(yard, DAYS), .by = (enum goods_by)draw(yard, 3)};
    if (draw(yard, 3) == 0) {
        of.category_id = draw(yard, 2) == 0 ? 10000 : 10100;
    }
    if (draw(yard, 3) == 0) {
        of.source_kind = draw(yard, 2) == 0 ? HOLDER_STATION : HOLDER_SURPLUS;
    }
    if (draw(yard, 3) == 0) {
        of.source_id = yard->stations[draw(yard, 2)];
    }
    if (draw(yard, 3) == 0) {
        of.holder_id = draw(yard, 2) == 0 ? yard->shops[0] : yard->stations[1];
    }
    return of;
}

static void assert_same(const struct goods_sheet *a, const struct goods_sheet *b)
{
    assert_int_equal(a->lines.count, b->lines.count);
    for (size_t i = 0; i < a->lines.count; i++) {
        assert_memory_equal(&a->lines.ptr[i], &b->lines.ptr[i], sizeof(struct goods_line));
    }
    assert_memory_equal(&a->all, &b->all, sizeof(a->all));
    assert_memory_equal(a->discarded, b->discarded, sizeof(a->discarded));
    assert_memory_equal(a->corrected, b->corrected, sizeof(a->corrected));
}

static void test_kept_months_and_years_change_no_figure(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct goods_sheet_of questions[QUESTIONS];
    struct goods_sheet answers[QUESTIONS];
    size_t with_lines = 0;
    live_all(&yard);
    for (int i = 0; i < QUESTIONS; i++) {
        questions[i] = question(&yard);
        assert_int_equal(goods_sheet(&yard.ctx, &questions[i], &answers[i]), OK);
        assert_true(answers[i].all.holds);
        for (size_t line = 0; line < answers[i].lines.count; line++) {
            assert_true(answers[i].lines.ptr[line].holds);
        }
        with_lines += answers[i].lines.count > 0;
    }
    assert_true(with_lines > QUESTIONS / 2);
    assert_int_equal(goods_keep_spans(&yard.ctx), OK);
    assert_int_equal(goods_keep_spans(&yard.ctx), OK);
    assert_ledger(&yard);
    for (int i = 0; i < QUESTIONS; i++) {
        struct goods_sheet again;
        assert_int_equal(goods_sheet(&yard.ctx, &questions[i], &again), OK);
        assert_same(&again, &answers[i]);
    }
    yard_end(&yard);
}

static void test_a_sheet_tells_what_came_of_it_and_why(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct goods_sheet sheet;
    bool is_new = false;
    on_day(&yard, FIRST_DAY);
    struct thing thing = receive(&yard);
    const int64_t station = thing.holder_id;
    const int64_t count = thing.count;
    const struct goods_sheet_of at_station = {
        .from_day = FIRST_DAY, .to_day = FIRST_DAY, .holder_id = station, .by = BY_SOURCE};
    const struct goods_sheet_of at_shop = {
        .from_day = FIRST_DAY, .to_day = FIRST_DAY, .holder_id = yard.shops[0], .by = BY_SOURCE};
    assert_int_equal(goods_dispose(ctx, thing.id, station, GOODS_DISCARDED, 1, DISCARD_DIRTY), OK);
    assert_int_equal(goods_allot(ctx, thing.id, yard.shops[0]), OK);
    assert_int_equal(goods_pick_up(ctx, thing.code, yard.shops[0], &thing, &is_new), OK);
    assert_int_equal(goods_sheet(ctx, &at_station, &sheet), OK);
    assert_int_equal(sheet.lines.count, 1);
    assert_int_equal(sheet.lines.ptr[0].id, thing.source_id);
    assert_int_equal(sheet.all.buckets[BUCKET_RECEIVED].count, count);
    assert_int_equal(sheet.all.buckets[BUCKET_HELD].count, 0);
    assert_int_equal(sheet.all.buckets[BUCKET_MOVED].count, count - 1);
    assert_int_equal(sheet.discarded[DISCARD_DIRTY].count, 1);
    assert_int_equal(sheet.discarded[DISCARD_BROKEN].count, 0);
    assert_true(sheet.all.holds);
    assert_int_equal(goods_sheet(ctx, &at_shop, &sheet), OK);
    assert_int_equal(sheet.all.buckets[BUCKET_RECEIVED].count, 0);
    assert_int_equal(sheet.all.buckets[BUCKET_HELD].count, count - 1);
    assert_int_equal(sheet.all.buckets[BUCKET_MOVED].count, 1 - count);
    assert_true(sheet.all.holds);
    yard_end(&yard);
}

static const struct goods_sum *bucket_at(struct yard *yard, int64_t holder_id,
                                         enum goods_bucket bucket)
{
    static struct goods_sheet sheet;
    const struct goods_sheet_of of = {
        .from_day = FIRST_DAY, .to_day = FIRST_DAY + 10, .holder_id = holder_id, .by = BY_CATEGORY};
    assert_int_equal(goods_sheet(&yard->ctx, &of, &sheet), OK);
    assert_true(sheet.all.holds);
    return &sheet.all.buckets[bucket];
}

static void test_what_is_rented_out_is_a_line_of_its_own_until_it_is_back(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const int64_t shop = yard.shops[0];
    struct goods_rentals out;
    struct goods_moved_list moved;
    int64_t first = 0;
    int64_t second = 0;
    bool is_new = false;
    on_day(&yard, FIRST_DAY);
    struct thing tents = receive(&yard);
    assert_int_equal(goods_weigh(ctx, tents.id, tents.holder_id, tents.count * 1000), OK);
    assert_int_equal(goods_allot(ctx, tents.id, shop), OK);
    assert_int_equal(goods_pick_up(ctx, tents.code, shop, &tents, &is_new), OK);
    const int64_t count = tents.count;
    on_day(&yard, FIRST_DAY + 1);
    assert_int_equal(goods_rent_out(ctx, tents.id, shop, tents.seq - 1, 1, &first), CONFLICT);
    assert_int_equal(goods_rent_out(ctx, tents.id, yard.shops[1], NO_I64, 1, &first), NOT_FOUND);
    assert_int_equal(goods_rent_out(ctx, tents.id, shop, tents.seq, count - 1, &first), OK);
    assert_int_equal(goods_rent_out(ctx, tents.id, shop, NO_I64, 2, &second), CONFLICT);
    assert_string_equal(ctx->err.field, "count");
    assert_int_equal(goods_rent_out(ctx, tents.id, shop, NO_I64, 1, &second), OK);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_RENTED)->count, count);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_RENTED)->g, count * 1000);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_HELD)->count, 0);
    assert_int_equal(bucket_at(&yard, 0, BUCKET_GIVEN)->count, 0);
    assert_ledger(&yard);
    /* Back in parts, on another day; never more than went out, and only to who rented it out. */
    on_day(&yard, FIRST_DAY + 5);
    assert_int_equal(goods_rentals(ctx, shop, NO_I64, 10, &out), OK);
    assert_int_equal(out.count, 2);
    assert_int_equal(out.ptr[0].event_id, second);
    assert_int_equal(goods_take_back(ctx, first, yard.shops[1], NO_I64, 1), NOT_FOUND);
    assert_int_equal(goods_take_back(ctx, first, shop, count - 1, count), CONFLICT);
    assert_int_equal(goods_take_back(ctx, first, shop, count - 1, 0), INVALID);
    assert_int_equal(goods_take_back(ctx, second, shop, 1, 1), OK);
    assert_int_equal(goods_take_back(ctx, second, shop, 1, 1), CONFLICT);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_RENTED)->count, count - 1);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_HELD)->g, 1000);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_CORRECTED)->count, 0);
    assert_int_equal(goods_take_back(ctx, first, shop, count - 1, count - 1), OK);
    assert_int_equal(goods_rentals(ctx, shop, NO_I64, 10, &out), OK);
    assert_int_equal(out.count, 0);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_RENTED)->count, 0);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_RENTED)->g, 0);
    assert_int_equal(bucket_at(&yard, shop, BUCKET_HELD)->g, count * 1000);
    const struct goods_moved_of behind = {.of = {.from_day = FIRST_DAY, .to_day = FIRST_DAY + 10},
                                          .bucket = BUCKET_RENTED,
                                          .reason = NO_I64,
                                          .before_id = NO_I64,
                                          .limit = 10};
    assert_int_equal(goods_moved_events(ctx, &behind, &moved), OK);
    assert_int_equal(moved.count, 4);
    assert_ledger(&yard);
    yard_end(&yard);
}

static void test_what_comes_back_to_another_shelf_is_explained(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    int64_t event_id = 0;
    bool is_new = false;
    on_day(&yard, FIRST_DAY);
    struct thing lot = receive(&yard);
    const int64_t count = lot.count;
    assert_int_equal(goods_weigh(ctx, lot.id, lot.holder_id, count * 1000), OK);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shops[0]), OK);
    assert_int_equal(goods_pick_up(ctx, lot.code, yard.shops[0], &lot, &is_new), OK);
    assert_int_equal(goods_rent_out(ctx, lot.id, yard.shops[0], NO_I64, 1, &event_id), OK);
    assert_int_equal(goods_pass_on(ctx, lot.id, yard.shops[0], yard.shops[1]), OK);
    assert_int_equal(goods_take_back(ctx, event_id, yard.shops[0], 1, 1), OK);
    assert_int_equal(bucket_at(&yard, yard.shops[0], BUCKET_RENTED)->count, 0);
    assert_int_equal(bucket_at(&yard, yard.shops[0], BUCKET_CORRECTED)->count, 1);
    assert_int_equal(bucket_at(&yard, yard.shops[1], BUCKET_CORRECTED)->count, -1);
    assert_int_equal(bucket_at(&yard, yard.shops[1], BUCKET_HELD)->count, count);
    assert_int_equal(bucket_at(&yard, 0, BUCKET_CORRECTED)->count, 0);
    assert_ledger(&yard);
    yard_end(&yard);
}

/* ---- made anew ------------------------------------------------------------------------------- */

static enum status run_statement(struct ctx *ctx, void *arg)
{
    const struct sql *sql = arg;
    return db_exec(ctx, sql, NULL);
}

/* A prepared statement is known by where it stands. */
static void run(struct yard *yard, const char *text)
{
    static struct sql statements[32];
    static size_t count;
    assert_true(count < sizeof(statements) / sizeof(statements[0]));
    statements[count] = (struct sql){.name = "tamper", .text = {text, text}, .writes = true};
    assert_int_equal(db_write(&yard->ctx, run_statement, &statements[count++]), OK);
}

static void test_the_sums_are_made_anew_where_a_migration_took_them_away(void **state)
{
    (void)state;
    struct yard yard = yard_begin();
    const struct goods_sheet_of all = {
        .from_day = 0, .to_day = FIRST_DAY + DAYS + 40, .by = BY_HOLDER};
    struct goods_sheet before;
    struct goods_sheet after;
    live_all(&yard);
    assert_int_equal(goods_sheet(&yard.ctx, &all, &before), OK);
    run(&yard, "DELETE FROM goods_total");
    assert_int_equal(goods_rebuild_due(&yard.ctx), OK);
    assert_int_equal(goods_sheet(&yard.ctx, &all, &after), OK);
    assert_int_equal(after.lines.count, 0); /* nothing was due */
    run(&yard, "INSERT INTO goods_total_due (centre_id) SELECT centre_id FROM centre");
    assert_int_equal(goods_rebuild_due(&yard.ctx), OK);
    assert_int_equal(goods_sheet(&yard.ctx, &all, &after), OK);
    assert_same(&after, &before);
    assert_ledger(&yard);
    yard_end(&yard);
}

static void test_verification_finds_a_kept_month_that_is_not_its_days(void **state)
{
    (void)state;
    static const char *const changes[] = {
        "UPDATE goods_kept SET g = g + 1 WHERE span = 1 AND cut = 3",
        "UPDATE goods_kept SET reason = 5 WHERE span = 2 AND cut = 0 AND bucket = 6",
        "DELETE FROM goods_kept WHERE span = 1 AND cut = 1",
    };
    struct yard yard = yard_begin();
    live_all(&yard);
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct goods_verdict verdict;
        assert_int_equal(goods_keep_spans(&yard.ctx), OK);
        assert_ledger(&yard);
        run(&yard, changes[i]);
        assert_int_equal(goods_verify(&yard.ctx, &verdict), OK);
        assert_true(verdict.differences > 0);
        run(&yard, "DELETE FROM goods_kept_span");
    }
    yard_end(&yard);
}

int goods_goods_balance_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_pieces_of_a_period_are_each_of_its_days_once),
        cmocka_unit_test(test_kept_months_and_years_change_no_figure),
        cmocka_unit_test(test_a_sheet_tells_what_came_of_it_and_why),
        cmocka_unit_test(test_what_is_rented_out_is_a_line_of_its_own_until_it_is_back),
        cmocka_unit_test(test_what_comes_back_to_another_shelf_is_explained),
        cmocka_unit_test(test_the_sums_are_made_anew_where_a_migration_took_them_away),
        cmocka_unit_test(test_verification_finds_a_kept_month_that_is_not_its_days),
    };
    return TEST_DB_RUN("goods balance", tests);
}
