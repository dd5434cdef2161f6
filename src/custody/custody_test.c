/* SPDX-License-Identifier: EUPL-1.2 */
/* Loads, stocktakes, booths and deliveries, as rules, on both engines. */
#include <stdio.h>

#include "base/clock.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody.h"
#include "custody/custody_codes.h"
#include "custody/custody_journey.h"
#include "goods/goods_booth.h"
#include "goods/goods_codes.h"
#include "tenants/tenants.h"
#include "test_db.h"
#include "test_house.h"

int custody_custody_test(void);

/* Monday 23 November 2026, 11:00 in Oslo. */
#define MONDAY_MS INT64_C(1795428000000)
#define HOUSE     GOODS_HOLDER_OF(HOLDER_HOUSE)
#define TRANSPORT GOODS_HOLDER_OF(HOLDER_TRANSPORT)

struct yard {
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shop;
    int lots;
};

static struct yard yard_begin(void)
{
    struct yard yard = {.db = test_db_open(test_db_engine())};
    const struct centre centre = test_house_centre();
    const struct tenant shop = {.slug = STR("hjulet"),
                                .name = STR("Hjulet"),
                                .organisation_number = STR("100001381"),
                                .about_nb = STR(""),
                                .place = STR(""),
                                .icon = STR("bike")};
    clock_set_ms(MONDAY_MS);
    test_ctx_begin(&yard.ctx, yard.db);
    assert_int_equal(centre_add(&yard.ctx, &centre), OK);
    assert_int_equal(goods_load_codes(&yard.ctx), OK);
    assert_int_equal(goods_holder_add(&yard.ctx, 0, HOLDER_STATION, STR("Skogheim"), &yard.station),
                     OK);
    assert_int_equal(tenants_add(&yard.ctx, &shop, &yard.shop), OK);
    return yard;
}

static void yard_end(struct yard *yard)
{
    struct goods_verdict verdict;
    assert_int_equal(goods_verify(&yard->ctx, &verdict), OK);
    if (verdict.differences != 0) {
        fail_msg("the ledger: %.*s", STR_ARG(verdict.first));
    }
    test_ctx_end(&yard->ctx);
    centre_close(yard->db);
    db_close(yard->db);
    clock_release();
}

static struct thing receive(struct yard *yard, int64_t count)
{
    char key[32];
    (void)snprintf(key, sizeof(key), "lot-%d", yard->lots++);
    const struct lot lot = {.key_source = STR("test"),
                            .key = str_of(key),
                            .holder_id = yard->station,
                            .source_id = yard->station,
                            .category_id = goods_codes_category_by_key(STR("snowsuits"))->id,
                            .kind_key = STR(""),
                            .count = count,
                            .g = 1000 * count,
                            .weight_method = WEIGHT_SCALE,
                            .state = STATE_WHOLE,
                            .size_key = STR(""),
                            .note = STR("")};
    struct thing thing;
    bool is_new = false;
    assert_int_equal(goods_receive(&yard->ctx, &lot, &thing, &is_new), OK);
    return thing;
}

static struct thing now(struct yard *yard, int64_t thing_id)
{
    struct thing thing;
    assert_int_equal(goods_thing(&yard->ctx, thing_id, &thing), OK);
    return thing;
}

static void fails(struct yard *yard, enum status got, enum status wanted, const char *field)
{
    assert_int_equal(got, wanted);
    assert_non_null(yard->ctx.err.field);
    assert_string_equal(yard->ctx.err.field, field);
    yard->ctx.err = (struct ctx_error){0};
}

/* ---- codes ----------------------------------------------------------------------------------- */

static void test_codes_are_read_from_whatever_people_paste(void **state)
{
    struct yard yard = yard_begin();
    struct str_list parts;
    (void)state;
    const struct str a = receive(&yard, 1).code;
    const struct str b = receive(&yard, 1).code;
    const struct str typed =
        str_format(yard.ctx.mem, "  %.4s-%.4s, %.*s;\r\n%.4s %.4s\n%.*s tull 2PXQ", a.ptr,
                   a.ptr + 4, STR_ARG(b), a.ptr, a.ptr + 4, STR_ARG(b));
    custody_codes_split(&yard.ctx, typed, &parts);
    assert_int_equal(parts.count, 4);
    assert_true(str_equal(parts.ptr[0], a));
    assert_true(str_equal(parts.ptr[1], b));
    assert_true(str_equal(parts.ptr[2], STR("tull")));
    assert_true(str_equal(parts.ptr[3], STR("2PXQ")));
    custody_codes_split(&yard.ctx, STR(" ,\n;"), &parts);
    assert_int_equal(parts.count, 0);
    yard_end(&yard);
}

/* ---- loads ----------------------------------------------------------------------------------- */

static struct load load_with(struct yard *yard, int64_t to_id, const struct thing *lots,
                             size_t count)
{
    struct load load;
    assert_int_equal(custody_load_new(&yard->ctx, yard->station, to_id, &load), OK);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(custody_load_add(&yard->ctx, load.id, lots[i].code), OK);
    }
    return load;
}

static void test_a_load_moves_its_lots_when_each_end_confirms(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    (void)state;
    const struct thing lots[] = {receive(&yard, 2), receive(&yard, 1)};
    struct load load = load_with(&yard, HOUSE, lots, 2);
    assert_int_equal(now(&yard, lots[0].id).holder_id, yard.station);
    ctx->actor.person_id = 7;
    assert_int_equal(custody_load_send(ctx, load.id), OK);
    assert_int_equal(now(&yard, lots[0].id).holder_id, TRANSPORT);
    ctx->now_ms += MS_PER_HOUR;
    ctx->actor.person_id = 8;
    const struct load_arrival all = {.all = true};
    assert_int_equal(custody_load_arrive(ctx, load.id, &all), OK);
    assert_int_equal(now(&yard, lots[0].id).holder_id, HOUSE);
    assert_int_equal(now(&yard, lots[1].id).holder_id, HOUSE);
    assert_int_equal(custody_load(ctx, load.code, &load), OK);
    assert_int_equal(load.state, LOAD_ARRIVED);
    assert_int_equal(load.sent_by, 7);
    assert_int_equal(load.sent_ms, MONDAY_MS);
    assert_int_equal(load.arrived_by, 8);
    assert_int_equal(load.arrived_ms, MONDAY_MS + MS_PER_HOUR);
    yard_end(&yard);
}

static void test_confirming_twice_changes_nothing_more(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const struct load_arrival all = {.all = true};
    (void)state;
    const struct thing lot = receive(&yard, 1);
    const struct load load = load_with(&yard, HOUSE, &lot, 1);
    assert_int_equal(custody_load_arrive(ctx, load.id, &all), CONFLICT);
    assert_int_equal(custody_load_send(ctx, load.id), OK);
    const int64_t sent = now(&yard, lot.id).seq;
    assert_int_equal(custody_load_send(ctx, load.id), OK);
    assert_int_equal(now(&yard, lot.id).seq, sent);
    assert_int_equal(custody_load_arrive(ctx, load.id, &all), OK);
    const int64_t came = now(&yard, lot.id).seq;
    assert_int_equal(custody_load_arrive(ctx, load.id, &all), OK);
    assert_int_equal(custody_load_send(ctx, load.id), OK);
    assert_int_equal(now(&yard, lot.id).seq, came);
    assert_int_equal(custody_load_call_off(ctx, load.id), CONFLICT);
    assert_int_equal(custody_load_add(ctx, load.id, lot.code), CONFLICT);
    yard_end(&yard);
}

static void test_what_is_different_is_explained_and_set_right(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const int64_t outcomes[] = {LOAD_LOT_CAME, LOAD_LOT_LOST, LOAD_LOT_LEFT};
    struct load_lots listed;
    (void)state;
    const struct thing lots[] = {receive(&yard, 1), receive(&yard, 4), receive(&yard, 1)};
    const struct thing extra = receive(&yard, 1);
    const struct load load = load_with(&yard, HOUSE, lots, 3);
    assert_int_equal(custody_load_send(ctx, load.id), OK);
    struct load_arrival told = {
        .outcomes = outcomes, .outcome_count = 3, .extra = extra.code, .why = STR("?")};
    fails(&yard, custody_load_arrive(ctx, load.id, &told), INVALID, "why");
    assert_int_equal(now(&yard, lots[0].id).holder_id, TRANSPORT);
    told.why = STR("Esken ramlet av på svingen");
    assert_int_equal(custody_load_arrive(ctx, load.id, &told), OK);
    assert_int_equal(now(&yard, lots[0].id).holder_id, HOUSE);
    assert_int_equal(now(&yard, lots[1].id).count, 0);
    assert_int_equal(now(&yard, lots[2].id).holder_id, yard.station);
    assert_int_equal(now(&yard, extra.id).holder_id, HOUSE);
    assert_int_equal(custody_load_lots(ctx, load.id, &listed), OK);
    assert_int_equal(listed.count, 4);
    assert_int_equal(listed.ptr[1].outcome, LOAD_LOT_LOST);
    assert_int_equal(listed.ptr[1].count, 4);
    assert_true(str_equal(listed.ptr[1].why, told.why));
    assert_true(str_equal(listed.ptr[0].why, STR("")));
    assert_int_equal(listed.ptr[3].outcome, LOAD_LOT_EXTRA);
    yard_end(&yard);
}

static void test_an_arrival_that_cannot_be_read_moves_nothing(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    const int64_t untold[] = {LOAD_LOT_UNTOLD};
    const int64_t came[] = {LOAD_LOT_CAME};
    (void)state;
    const struct thing lot = receive(&yard, 1);
    const struct load load = load_with(&yard, HOUSE, &lot, 1);
    assert_int_equal(custody_load_send(ctx, load.id), OK);
    struct load_arrival told = {.outcomes = untold, .outcome_count = 1, .why = STR("Vet ikke")};
    fails(&yard, custody_load_arrive(ctx, load.id, &told), INVALID, "outcomes");
    told.outcome_count = 0;
    fails(&yard, custody_load_arrive(ctx, load.id, &told), CONFLICT, "outcomes");
    told.outcomes = came;
    told.outcome_count = 1;
    told.extra = STR("22222222");
    fails(&yard, custody_load_arrive(ctx, load.id, &told), INVALID, "extra");
    assert_int_equal(now(&yard, lot.id).holder_id, TRANSPORT);
    yard_end(&yard);
}

static void test_only_what_stands_at_the_sender_goes_on_a_load(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct load load;
    struct load other;
    (void)state;
    const struct thing given = receive(&yard, 1);
    const struct thing free_lot = receive(&yard, 1);
    assert_int_equal(goods_allot(ctx, given.id, yard.shop), OK);
    assert_int_equal(custody_load_new(ctx, yard.station, HOUSE, &load), OK);
    assert_int_equal(custody_load_send(ctx, load.id), CONFLICT);
    fails(&yard, custody_load_add(ctx, load.id, STR("22222222")), NOT_FOUND, "codes");
    fails(&yard, custody_load_add(ctx, load.id, STR("")), INVALID, "codes");
    fails(&yard, custody_load_add(ctx, load.id, given.code), CONFLICT, "codes");
    /* The last four are enough, and twice is once. */
    assert_int_equal(custody_load_add(ctx, load.id, str_slice(free_lot.code, 4, 8)), OK);
    assert_int_equal(custody_load_add(ctx, load.id, free_lot.code), OK);
    assert_int_equal(custody_load(ctx, load.code, &load), OK);
    assert_int_equal(load.lots, 1);
    other = load_with(&yard, GOODS_HOLDER_OF(HOLDER_REPAIR), NULL, 0);
    fails(&yard, custody_load_add(ctx, other.id, free_lot.code), CONFLICT, "codes");
    assert_int_equal(custody_load_take_off(ctx, load.id, free_lot.id), OK);
    assert_int_equal(custody_load_add(ctx, other.id, free_lot.code), OK);
    assert_int_equal(custody_load_call_off(ctx, other.id), OK);
    assert_int_equal(custody_load_call_off(ctx, other.id), OK);
    yard_end(&yard);
}

static void test_a_load_has_two_different_ends(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct load load;
    (void)state;
    fails(&yard, custody_load_new(ctx, yard.station, yard.station, &load), INVALID, "to");
    fails(&yard, custody_load_new(ctx, GOODS_HOLDER_OF(HOLDER_BOUGHT), HOUSE, &load), INVALID,
          "from");
    fails(&yard, custody_load_new(ctx, yard.station, GOODS_HOLDER_OF(HOLDER_BOUGHT), &load),
          INVALID, "to");
    fails(&yard, custody_load_new(ctx, yard.station, 4242, &load), INVALID, "to");
    yard_end(&yard);
}

static void test_a_load_that_nobody_confirms_is_late(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct loads loads;
    (void)state;
    const struct thing lot = receive(&yard, 1);
    const struct load made = load_with(&yard, HOUSE, &lot, 1);
    assert_int_equal(custody_load_send(ctx, made.id), OK);
    assert_int_equal(custody_loads(ctx, yard.station, true, NO_I64, 10, &loads), OK);
    assert_int_equal(loads.count, 1);
    ctx->now_ms += CUSTODY_LATE_MS;
    assert_false(custody_load_is_late(ctx, &loads.ptr[0]));
    ctx->now_ms += 1;
    assert_true(custody_load_is_late(ctx, &loads.ptr[0]));
    yard_end(&yard);
}

/* ---- stocktakes ------------------------------------------------------------------------------ */

static void test_a_stocktake_tells_what_differs_and_settles_it(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct stocktake_rows rows;
    struct stocktake take;
    struct i64_list moved;
    int64_t id = 0;
    int64_t added = 0;
    (void)state;
    const struct thing here = receive(&yard, 1);
    const struct thing lost = receive(&yard, 3);
    const struct thing elsewhere = receive(&yard, 1);
    const struct goods_move away = {elsewhere.id, yard.station, NO_I64};
    assert_int_equal(goods_move(ctx, &away, 1, HOUSE, STR(""), &moved), OK);
    assert_int_equal(custody_stocktake_begin(ctx, yard.station, NO_I64, STR("Reol 4"), &id), OK);
    fails(&yard, custody_stocktake_begin(ctx, yard.station, NO_I64, STR(""), &id), CONFLICT,
          "holder");
    const struct str codes =
        str_format(ctx->mem, "%.*s\n%.*s\nEIERLØS", STR_ARG(here.code), STR_ARG(elsewhere.code));
    assert_int_equal(custody_stocktake_see(ctx, id, codes, &added), OK);
    assert_int_equal(added, 3);
    assert_int_equal(custody_stocktake_see(ctx, id, here.code, &added), OK);
    assert_int_equal(added, 0);
    assert_int_equal(custody_stocktake_close(ctx, id), CONFLICT);
    assert_int_equal(custody_stocktake_finish(ctx, id), OK);
    assert_int_equal(custody_stocktake_finish(ctx, id), OK);
    assert_int_equal(custody_stocktake_see(ctx, id, lost.code, &added), CONFLICT);
    assert_int_equal(custody_stocktake(ctx, id, &take), OK);
    assert_int_equal(take.seen, 1);
    assert_int_equal(take.different, 3);
    assert_int_equal(take.unsettled, 3);
    assert_int_equal(custody_stocktake_rows(ctx, id, 0, 0, 10, &rows), OK);
    assert_int_equal(rows.count, 3);
    assert_int_equal(rows.ptr[0].kind, STOCKTAKE_ELSEWHERE);
    assert_int_equal(rows.ptr[1].kind, STOCKTAKE_UNKNOWN);
    assert_int_equal(rows.ptr[2].kind, STOCKTAKE_MISSING);

    struct i64_list one = {&rows.ptr[0].number, 1, 1};
    struct stocktake_settling with = {
        .numbers = &one, .outcome = STOCKTAKE_LOST, .discard = NO_I64};
    with.why = STR("Lette i en time");
    fails(&yard, custody_stocktake_settle(ctx, id, &with), INVALID, "rows");
    with.outcome = STOCKTAKE_MOVED;
    assert_int_equal(custody_stocktake_settle(ctx, id, &with), OK);
    assert_int_equal(now(&yard, elsewhere.id).holder_id, yard.station);
    one.ptr = &rows.ptr[1].number;
    with.outcome = STOCKTAKE_LEFT;
    with.why = STR("");
    fails(&yard, custody_stocktake_settle(ctx, id, &with), INVALID, "why");
    with.why = STR("En lapp uten ting");
    assert_int_equal(custody_stocktake_settle(ctx, id, &with), OK);
    assert_int_equal(custody_stocktake_close(ctx, id), CONFLICT);
    one.ptr = &rows.ptr[2].number;
    with.outcome = STOCKTAKE_LOST;
    assert_int_equal(custody_stocktake_settle(ctx, id, &with), OK);
    assert_int_equal(now(&yard, lost.id).count, 0);
    assert_int_equal(custody_stocktake_settle(ctx, id, &with), OK);
    assert_int_equal(custody_stocktake_close(ctx, id), OK);
    assert_int_equal(custody_stocktake_close(ctx, id), OK);
    yard_end(&yard);
}

static void test_what_was_counted_away_comes_back_when_it_is_found(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct stocktake_rows rows;
    int64_t id = 0;
    int64_t added = 0;
    (void)state;
    const struct thing lot = receive(&yard, 2);
    assert_int_equal(goods_recount(ctx, lot.id, yard.station, lot.seq, 0, WHY_LOST), OK);
    assert_int_equal(custody_stocktake_begin(ctx, HOUSE, NO_I64, STR(""), &id), OK);
    assert_int_equal(custody_stocktake_see(ctx, id, lot.code, &added), OK);
    assert_int_equal(custody_stocktake_finish(ctx, id), OK);
    assert_int_equal(custody_stocktake_rows(ctx, id, 0, 0, 10, &rows), OK);
    assert_int_equal(rows.count, 1);
    const struct i64_list one = {&rows.ptr[0].number, 1, 1};
    const struct stocktake_settling with = {
        .numbers = &one, .outcome = STOCKTAKE_MOVED, .discard = NO_I64, .why = STR("")};
    assert_int_equal(custody_stocktake_settle(ctx, id, &with), OK);
    assert_int_equal(now(&yard, lot.id).count, 1);
    assert_int_equal(now(&yard, lot.id).holder_id, HOUSE);
    yard_end(&yard);
}

static void test_throwing_away_in_a_stocktake_needs_its_reason(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct stocktake_rows rows;
    int64_t id = 0;
    (void)state;
    const struct thing lot = receive(&yard, 2);
    assert_int_equal(custody_stocktake_begin(ctx, yard.station, NO_I64, STR(""), &id), OK);
    assert_int_equal(custody_stocktake_finish(ctx, id), OK);
    assert_int_equal(custody_stocktake_rows(ctx, id, 0, 0, 10, &rows), OK);
    const struct i64_list one = {&rows.ptr[0].number, 1, 1};
    struct stocktake_settling with = {
        .numbers = &one, .outcome = STOCKTAKE_DISPOSED, .discard = NO_I64, .why = STR("")};
    fails(&yard, custody_stocktake_settle(ctx, id, &with), INVALID, "discard");
    with.discard = DISCARD_DIRTY;
    assert_int_equal(custody_stocktake_settle(ctx, id, &with), OK);
    assert_int_equal(now(&yard, lot.id).count, 0);
    yard_end(&yard);
}

/* ---- booths ---------------------------------------------------------------------------------- */

static void limit(struct yard *yard, int64_t lots, int64_t litres, int64_t fee_ore)
{
    const struct booth booth = {.tenant_id = yard->shop,
                                .from_day = centre_today(&yard->ctx),
                                .lots_max = lots,
                                .litres_max = litres,
                                .fee_ore = fee_ore};
    assert_int_equal(goods_booth_set(&yard->ctx, &booth), OK);
}

static void test_a_full_booth_is_given_no_more(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct booth_use use;
    struct load load;
    struct thing got;
    bool is_new = false;
    (void)state;
    const struct thing lots[] = {receive(&yard, 1), receive(&yard, 1), receive(&yard, 1)};
    assert_int_equal(goods_booth_use(ctx, yard.shop, &use), OK);
    assert_false(use.limited);
    limit(&yard, 2, NO_I64, 0);
    assert_int_equal(goods_allot(ctx, lots[0].id, yard.shop), OK);
    assert_int_equal(goods_pick_up(ctx, lots[0].code, yard.shop, &got, &is_new), OK);
    assert_int_equal(goods_allot(ctx, lots[1].id, yard.shop), OK);
    fails(&yard, goods_allot(ctx, lots[2].id, yard.shop), CONFLICT, "tenant");
    fails(&yard, custody_load_new(ctx, yard.station, yard.shop, &load), CONFLICT, "to");
    assert_int_equal(goods_booth_use(ctx, yard.shop, &use), OK);
    assert_true(use.full);
    assert_int_equal(use.awaiting, 1);
    assert_int_equal(use.in_hand, 1);
    assert_int_equal(use.litres, 2 * goods_booth_litres(GOODS_SIZE_M));
    /* What is put out stands in nobody's way. */
    assert_int_equal(goods_remark(ctx, got.id, GOODS_LISTED, 1, 100), OK);
    assert_int_equal(goods_allot(ctx, lots[2].id, yard.shop), OK);
    yard_end(&yard);
}

static void test_litres_limit_too_and_the_newest_day_holds(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct booth_use use;
    struct booths booths;
    (void)state;
    const int64_t litres = goods_booth_litres(GOODS_SIZE_M);
    const struct thing lot = receive(&yard, 2);
    limit(&yard, 100, 3 * litres - 1, 0);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), OK);
    assert_int_equal(goods_booth_use(ctx, yard.shop, &use), OK);
    assert_int_equal(use.litres, 2 * litres);
    assert_int_equal(use.free_lots, 1);
    struct booth later = {.tenant_id = yard.shop,
                          .from_day = centre_today(ctx) + 7,
                          .lots_max = 1,
                          .litres_max = NO_I64,
                          .fee_ore = 5000};
    assert_int_equal(goods_booth_set(ctx, &later), OK);
    assert_int_equal(goods_booth_use(ctx, yard.shop, &use), OK);
    assert_false(use.full);
    assert_int_equal(goods_booths(ctx, centre_today(ctx), &booths), OK);
    assert_int_equal(booths.count, 2);
    ctx->now_ms += 7 * MS_PER_DAY;
    assert_int_equal(goods_booth_use(ctx, yard.shop, &use), OK);
    assert_true(use.full);
    assert_int_equal(goods_booths(ctx, centre_today(ctx), &booths), OK);
    assert_int_equal(booths.count, 1);
    later.from_day = centre_today(ctx) - 1;
    fails(&yard, goods_booth_set(ctx, &later), INVALID, "from");
    later.from_day = centre_today(ctx);
    later.lots_max = NO_I64;
    fails(&yard, goods_booth_set(ctx, &later), INVALID, "lots");
    later.tenant_id = yard.station;
    fails(&yard, goods_booth_set(ctx, &later), INVALID, "tenant");
    yard_end(&yard);
}

static void test_a_full_day_is_noted_once_with_its_fee(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct booth_days days;
    (void)state;
    const int64_t today = centre_today(ctx);
    const struct thing lot = receive(&yard, 1);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), OK);
    assert_int_equal(goods_booth_note_full(ctx), OK);
    limit(&yard, 1, NO_I64, 5000);
    assert_int_equal(goods_booth_note_full(ctx), OK);
    assert_int_equal(goods_booth_note_full(ctx), OK);
    assert_int_equal(goods_booth_days(ctx, yard.shop, today, today, &days), OK);
    assert_int_equal(days.count, 1);
    assert_int_equal(days.ptr[0].fee_ore, 5000);
    assert_int_equal(days.ptr[0].lots, 1);
    assert_int_equal(goods_booth_days(ctx, 0, today + 1, today + 9, &days), OK);
    assert_int_equal(days.count, 0);
    yard_end(&yard);
}

/* ---- deliveries ------------------------------------------------------------------------------ */

static bool tells(const struct journey *journey, const char *text)
{
    for (size_t i = 0; i < journey->steps.count; i++) {
        if (str_find(journey->steps.ptr[i].what, str_of(text)) >= 0) {
            return true;
        }
    }
    return false;
}

static void test_a_delivery_has_each_lot_once_and_only_those_of_its_place(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct delivery delivery;
    struct delivery found;
    struct i64_list bound;
    (void)state;
    struct thing lot = receive(&yard, 1);
    struct thing old = receive(&yard, 1);
    const struct i64_list things = {&lot.id, 1, 1};
    const struct i64_list late = {&old.id, 1, 1};
    const struct i64_list none = {0};
    fails(&yard, custody_delivery_new(ctx, yard.station, &none, &delivery), INVALID, "things");
    fails(&yard, custody_delivery_new(ctx, HOUSE, &things, &delivery), INVALID, "things");
    assert_int_equal(custody_delivery_new(ctx, yard.station, &things, &delivery), OK);
    fails(&yard, custody_delivery_new(ctx, yard.station, &things, &found), CONFLICT, "things");
    assert_int_equal(custody_delivery(ctx, delivery.code, &found), OK);
    assert_int_equal(found.id, delivery.id);
    assert_int_equal(custody_delivery_things(ctx, found.id, &bound), OK);
    assert_int_equal(bound.count, 1);
    assert_int_equal(custody_delivery(ctx, STR("22222222"), &found), NOT_FOUND);
    assert_int_equal(custody_delivery(ctx, STR("???"), &found), NOT_FOUND);
    ctx->now_ms += 2 * MS_PER_DAY;
    fails(&yard, custody_delivery_new(ctx, yard.station, &late, &found), INVALID, "things");
    yard_end(&yard);
}

static void test_a_journey_follows_parts_and_what_the_lot_is_put_together_with(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct journey journey;
    struct things parts;
    struct thing whole;
    struct thing got;
    bool is_new = false;
    int64_t event_id = 0;
    (void)state;
    ctx->lang = LANG_EN;
    const struct thing lot = receive(&yard, 3);
    const struct thing big = receive(&yard, 5);
    const struct thing_part part = {.count = 1, .g = NO_I64};
    assert_int_equal(custody_journey(ctx, lot.id, &journey), OK);
    assert_true(tells(&journey, "Received at Skogheim"));
    assert_true(str_equal(journey.state.text, STR("Waits in the house")));
    ctx->now_ms += MS_PER_HOUR;
    assert_int_equal(goods_split(ctx, lot.id, yard.station, lot.seq, &part, 1, &parts), OK);
    /* The part is thrown away; the rest goes into a bigger lot, of which one is sold. */
    assert_int_equal(
        goods_dispose(ctx, parts.ptr[0].id, yard.station, GOODS_DISCARDED, 1, DISCARD_BROKEN), OK);
    struct thing rest = now(&yard, lot.id);
    const struct i64_list others = {&rest.id, 1, 1};
    ctx->now_ms += MS_PER_HOUR;
    assert_int_equal(goods_merge(ctx, big.id, yard.station, big.seq, &others, &whole), OK);
    ctx->now_ms += MS_PER_HOUR;
    assert_int_equal(goods_allot(ctx, big.id, yard.shop), OK);
    assert_int_equal(goods_pick_up(ctx, big.code, yard.shop, &got, &is_new), OK);
    assert_int_equal(goods_hand_over(ctx, big.id, yard.shop, 1, 5000, &event_id), OK);
    assert_int_equal(custody_journey(ctx, lot.id, &journey), OK);
    assert_true(tells(&journey, "Thrown away. Reason: Broken"));
    assert_true(tells(&journey, "Put together with others"));
    assert_true(tells(&journey, "Collected by Hjulet"));
    assert_true(tells(&journey, "Sold: somebody uses it again"));
    assert_false(tells(&journey, "50"));
    assert_true(str_equal(journey.state.text, STR("In use again")));
    yard_end(&yard);
}

int custody_custody_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_codes_are_read_from_whatever_people_paste),
        cmocka_unit_test(test_a_load_moves_its_lots_when_each_end_confirms),
        cmocka_unit_test(test_confirming_twice_changes_nothing_more),
        cmocka_unit_test(test_what_is_different_is_explained_and_set_right),
        cmocka_unit_test(test_an_arrival_that_cannot_be_read_moves_nothing),
        cmocka_unit_test(test_only_what_stands_at_the_sender_goes_on_a_load),
        cmocka_unit_test(test_a_load_has_two_different_ends),
        cmocka_unit_test(test_a_load_that_nobody_confirms_is_late),
        cmocka_unit_test(test_a_stocktake_tells_what_differs_and_settles_it),
        cmocka_unit_test(test_what_was_counted_away_comes_back_when_it_is_found),
        cmocka_unit_test(test_throwing_away_in_a_stocktake_needs_its_reason),
        cmocka_unit_test(test_a_full_booth_is_given_no_more),
        cmocka_unit_test(test_litres_limit_too_and_the_newest_day_holds),
        cmocka_unit_test(test_a_full_day_is_noted_once_with_its_fee),
        cmocka_unit_test(test_a_delivery_has_each_lot_once_and_only_those_of_its_place),
        cmocka_unit_test(test_a_journey_follows_parts_and_what_the_lot_is_put_together_with),
    };
    return TEST_DB_RUN("custody", tests);
}
