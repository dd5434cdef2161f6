/* SPDX-License-Identifier: EUPL-1.2 */
/* Stops, tests, moves, merging, counting again and throwing away, on both engines: the ledger
 * rebuilds each of them. */
#include "goods/goods_booth.h"
#include "goods/goods_find.h"
#include "goods/goods_yard.h"

int goods_goods_custody_test(void);

static enum status stop(struct yard *yard, int64_t thing_id, enum goods_stop stop)
{
    bool is_new = false;
    return goods_stop_set(&yard->ctx, thing_id, stop, STR("recall=7"), &is_new);
}

/* ---- receiving ------------------------------------------------------------------------------- */

static void test_a_station_counts_what_it_received_from_any_source(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct station_day day;
    struct things things;
    struct holder source;
    (void)state;
    struct lot lot = yard_lot(&yard);
    lot.source_id = GOODS_HOLDER_OF(HOLDER_BOUGHT);
    const struct thing bought = yard_receive(&yard, &lot);
    assert_int_equal(bought.place_id, yard.station);
    yard_move(&yard, &bought, GOODS_HOLDER_OF(HOLDER_HOUSE));
    assert_int_equal(goods_station_day(ctx, yard.station, centre_today(ctx), &day), OK);
    assert_int_equal(day.lots, 1);
    assert_int_equal(goods_received_on(ctx, yard.station, centre_today(ctx), 10, &things), OK);
    assert_int_equal(things.count, 1);
    assert_int_equal(goods_holder(ctx, bought.source_id, &source), OK);
    assert_int_equal(source.kind, HOLDER_BOUGHT);
    ctx->lang = LANG_EN;
    assert_int_equal(goods_holder(ctx, bought.source_id, &source), OK);
    assert_str(source.name, "Bought");
    yard_end(&yard);
}

static void test_what_is_sent_late_counts_on_the_stations_day(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct station_day day;
    (void)state;
    struct lot lot = yard_lot(&yard);
    lot.received_ms = ctx->now_ms - 2 * YARD_DAY_MS;
    const struct thing thing = yard_receive(&yard, &lot);
    assert_int_equal(thing.received_ms, lot.received_ms);
    assert_int_equal(thing.since_ms, lot.received_ms);
    assert_int_equal(goods_station_day(ctx, yard.station, centre_today(ctx) - 2, &day), OK);
    assert_int_equal(day.lots, 1);
    struct goods_sum sum;
    assert_int_equal(goods_received(ctx, centre_today(ctx), centre_today(ctx), &sum), OK);
    assert_int_equal(sum.count, 4);
    yard_end(&yard);
}

static void test_a_label_printed_before_is_bound_once(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct thing thing;
    bool is_new = false;
    (void)state;
    struct lot lot = yard_lot(&yard);
    lot.label = goods_code_new(ctx);
    const struct thing first = yard_receive(&yard, &lot);
    assert_true(str_equal(first.code, lot.label));
    assert_int_equal(goods_receive(ctx, &lot, &thing, &is_new), OK);
    assert_false(is_new);
    struct lot other = yard_lot(&yard);
    other.label = lot.label;
    assert_int_equal(goods_receive(ctx, &other, &thing, &is_new), CONFLICT);
    assert_string_equal(ctx->err.field, "label");
    other.label = STR("AAAA");
    assert_int_equal(goods_receive(ctx, &other, &thing, &is_new), INVALID);
    yard_end(&yard);
}

/* ---- stops ----------------------------------------------------------------------------------- */

static void test_what_is_stopped_is_not_sold_until_it_is_let_go(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    int64_t event_id = 0;
    bool is_new = false;
    (void)state;
    for (int bit = STOP_RECALLED; bit <= STOP_HOLDING; bit *= 2) {
        const struct thing thing = yard_in_shop(&yard);
        assert_int_equal(stop(&yard, thing.id, (enum goods_stop)bit), OK);
        assert_int_equal(goods_stop_set(ctx, thing.id, (enum goods_stop)bit, STR(""), &is_new), OK);
        assert_false(is_new);
        const struct thing stopped = yard_now(&yard, thing.id);
        assert_int_equal(stopped.stops, bit);
        assert_int_equal(stopped.blocked, bit <= STOP_LEGAL);
        assert_false(goods_sellable(&stopped));
        assert_non_null(goods_stop_words(bit));
        assert_int_equal(goods_hand_over(ctx, thing.id, yard.shop, 1, 5000, &event_id), CONFLICT);
        assert_string_equal(ctx->err.message, goods_stop_refusal(bit));
        assert_int_equal(goods_hand_over(ctx, thing.id, yard.shop, 1, 0, &event_id), CONFLICT);
        assert_int_equal(goods_stop_clear(ctx, thing.id, (enum goods_stop)bit, STR(""), &is_new),
                         OK);
        assert_true(is_new);
        assert_int_equal(goods_hand_over(ctx, thing.id, yard.shop, 1, 5000, &event_id), OK);
    }
    assert_int_equal(stop(&yard, 1, STOP_UNSAFE), NOT_FOUND);
    assert_int_equal(stop(&yard, 1, STOPS_BLOCKING), INVALID);
    yard_end(&yard);
}

static void test_an_untested_lot_may_be_moved_given_and_divided_but_not_sold(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct thing thing;
    struct things parts;
    int64_t event_id = 0;
    bool is_new = false;
    (void)state;
    struct lot lot = yard_lot(&yard);
    lot.stops = STOP_UNTESTED;
    const struct thing untested = yard_receive(&yard, &lot);
    assert_int_equal(untested.stops, STOP_UNTESTED);
    assert_false(untested.blocked);
    assert_int_equal(goods_allot(ctx, untested.id, yard.shop), OK);
    assert_int_equal(goods_pick_up(ctx, untested.code, yard.shop, &thing, &is_new), OK);
    const struct thing_part part = {.count = 1, .g = NO_I64};
    assert_int_equal(goods_split(ctx, thing.id, yard.shop, thing.seq, &part, 1, &parts), OK);
    assert_int_equal(parts.ptr[0].stops, STOP_UNTESTED);
    assert_int_equal(goods_hand_over(ctx, parts.ptr[0].id, yard.shop, 1, 100, &event_id), CONFLICT);
    assert_int_equal(goods_tested(ctx, parts.ptr[0].id, true, 5, &is_new), OK);
    assert_true(is_new);
    assert_int_equal(goods_hand_over(ctx, parts.ptr[0].id, yard.shop, 1, 100, &event_id), OK);
    assert_int_equal(yard_now(&yard, thing.id).stops, STOP_UNTESTED);
    yard_end(&yard);
}

static void test_tests_and_wiping_set_and_clear_their_stops_once(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    bool is_new = false;
    (void)state;
    const struct thing thing = yard_in_shop(&yard);
    assert_int_equal(stop(&yard, thing.id, STOP_UNWIPED), OK);
    assert_int_equal(goods_tested(ctx, thing.id, false, 5, &is_new), OK);
    assert_int_equal(yard_now(&yard, thing.id).stops, STOP_UNTESTED | STOP_UNWIPED);
    assert_int_equal(goods_tested(ctx, thing.id, true, 6, &is_new), OK);
    assert_int_equal(yard_now(&yard, thing.id).stops, STOP_UNWIPED);
    assert_int_equal(goods_tested(ctx, thing.id, false, 5, &is_new), OK);
    assert_false(is_new);
    assert_int_equal(goods_wiped(ctx, thing.id, 9, &is_new), OK);
    assert_int_equal(yard_now(&yard, thing.id).stops, 0);
    yard_end(&yard);
}

static void test_a_recalled_lot_is_neither_given_nor_picked_up_nor_changed(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct thing thing;
    struct things parts;
    bool is_new = false;
    (void)state;
    const struct thing lot = yard_received(&yard);
    const struct thing given = yard_received(&yard);
    const struct description description = {.category_id = lot.category_id,
                                            .kind_key = lot.kind_key,
                                            .size_key = STR(""),
                                            .grade = GRADE_USED};
    const struct thing_part part = {.count = 1, .g = NO_I64};
    assert_int_equal(goods_allot(ctx, given.id, yard.shop), OK);
    assert_int_equal(stop(&yard, lot.id, STOP_RECALLED), OK);
    assert_int_equal(stop(&yard, given.id, STOP_RECALLED), OK);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), CONFLICT);
    assert_int_equal(goods_pick_up(ctx, given.code, yard.shop, &thing, &is_new), CONFLICT);
    thing = yard_now(&yard, lot.id);
    assert_int_equal(goods_split(ctx, lot.id, yard.station, thing.seq, &part, 1, &parts), CONFLICT);
    assert_int_equal(goods_describe(ctx, lot.id, yard.station, &description), OK);
    yard_move(&yard, &thing, GOODS_HOLDER_OF(HOLDER_HOUSE));
    yard_end(&yard);
}

static void test_a_sale_can_be_turned_around_after_a_recall(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    int64_t event_id = 0;
    (void)state;
    const struct thing thing = yard_in_shop(&yard);
    assert_int_equal(goods_hand_over(ctx, thing.id, yard.shop, 4, 5000, &event_id), OK);
    assert_int_equal(stop(&yard, thing.id, STOP_RECALLED), OK);
    assert_int_equal(goods_undo_hand_over(ctx, event_id, yard.shop), OK);
    assert_int_equal(yard_now(&yard, thing.id).count, 4);
    yard_end(&yard);
}

/* ---- throwing away --------------------------------------------------------------------------- */

static enum status throw_away(struct yard *yard, int64_t thing_id, enum goods_discard reason)
{
    return goods_dispose(&yard->ctx, thing_id, yard->shop, GOODS_DISCARDED, 1, reason);
}

static void test_what_is_thrown_away_needs_a_reason(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct goods_events events;
    (void)state;
    const struct thing thing = yard_in_shop(&yard);
    assert_int_equal(throw_away(&yard, thing.id, 0), INVALID);
    assert_string_equal(ctx->err.field, "reason");
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_END), INVALID);
    assert_int_equal(goods_dispose(ctx, thing.id, yard.shop, GOODS_PASSED_ON, 1, DISCARD_DIRTY),
                     INVALID);
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_DIRTY), OK);
    assert_int_equal(goods_events_of(ctx, thing.id, &events), OK);
    assert_str(events.ptr[events.count - 1].detail, "reason=2");
    assert_int_equal(yard_bucket(&yard, BUCKET_DISCARDED).count, 1);
    yard_end(&yard);
}

static void test_what_is_dangerous_is_thrown_away_only_as_such(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    bool is_new = false;
    (void)state;
    const struct thing thing = yard_in_shop(&yard);
    assert_int_equal(stop(&yard, thing.id, STOP_RECALLED), OK);
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_NO_ROOM), CONFLICT);
    assert_int_equal(goods_dispose(ctx, thing.id, yard.shop, GOODS_PASSED_ON, 1, 0), CONFLICT);
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_RECALLED), OK);
    assert_int_equal(stop(&yard, thing.id, STOP_LEGAL), OK);
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_RECALLED), CONFLICT);
    assert_int_equal(goods_stop_clear(ctx, thing.id, STOP_LEGAL, STR(""), &is_new), OK);
    assert_int_equal(goods_stop_clear(ctx, thing.id, STOP_RECALLED, STR(""), &is_new), OK);
    assert_int_equal(stop(&yard, thing.id, STOP_UNTESTED), OK);
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_BROKEN), OK);
    yard_end(&yard);
}

/* ---- moves ----------------------------------------------------------------------------------- */

static void test_a_move_changes_hands_and_nothing_else(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct goods_events events;
    struct i64_list moved;
    (void)state;
    const struct thing lot = yard_received(&yard);
    const struct goods_sum before = yard_bucket(&yard, BUCKET_HELD);
    yard_wait(&yard, YARD_HOUR_MS);
    struct goods_move move = {lot.id, yard.station, lot.seq};
    const int64_t truck = GOODS_HOLDER_OF(HOLDER_TRANSPORT);
    assert_int_equal(goods_loaded(ctx, lot.id, yard.shop, 17), NOT_FOUND);
    assert_int_equal(goods_loaded(ctx, lot.id, yard.station, 17), OK);
    assert_int_equal(goods_move(ctx, &move, 1, truck, STR("load=17"), &moved), CONFLICT);
    assert_str(ctx->err.detail, lot.code.ptr);
    move.version = yard_now(&yard, lot.id).seq;
    assert_int_equal(goods_move(ctx, &move, 1, truck, STR("load=17"), &moved), OK);
    assert_int_equal(moved.count, 1);
    const struct thing thing = yard_now(&yard, lot.id);
    assert_int_equal(thing.holder_id, truck);
    assert_int_equal(thing.since_ms, ctx->now_ms);
    assert_int_equal(thing.place_id, yard.station);
    assert_int_equal(thing.count, lot.count);
    assert_int_equal(yard_bucket(&yard, BUCKET_HELD).g, before.g);
    assert_int_equal(goods_events_of(ctx, lot.id, &events), OK);
    const struct goods_event *last = &events.ptr[events.count - 1];
    assert_int_equal(last->from_holder, yard.station);
    assert_int_equal(last->to_holder, truck);
    assert_str(last->detail, "load=17");
    assert_int_equal(goods_move(ctx, &move, 1, truck, STR(""), &moved), OK);
    assert_int_equal(moved.count, 0);
    assert_int_equal(goods_move(ctx, &move, 1, yard.shop, STR(""), &moved), NOT_FOUND);
    yard_end(&yard);
}

static void test_many_move_or_none(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct i64_list moved;
    (void)state;
    const struct thing a = yard_received(&yard);
    const struct thing b = yard_received(&yard);
    const struct goods_move moves[] = {{a.id, yard.station, NO_I64}, {b.id, yard.station, NO_I64}};
    const int64_t house = GOODS_HOLDER_OF(HOLDER_HOUSE);
    assert_int_equal(goods_reserve(ctx, b.id, YARD_ROUND), OK);
    assert_int_equal(goods_move(ctx, moves, 2, house, STR(""), &moved), CONFLICT);
    assert_int_equal(yard_now(&yard, a.id).holder_id, yard.station);
    assert_int_equal(goods_release(ctx, b.id, YARD_ROUND), OK);
    assert_int_equal(goods_allot(ctx, b.id, yard.shop), OK);
    assert_int_equal(goods_move(ctx, moves, 2, house, STR(""), &moved), CONFLICT);
    assert_int_equal(goods_unallot(ctx, b.id, yard.shop), OK);
    assert_int_equal(goods_move(ctx, moves, 2, GOODS_HOLDER_OF(HOLDER_BOUGHT), STR(""), &moved),
                     INVALID);
    assert_string_equal(ctx->err.field, "to");
    assert_int_equal(goods_move(ctx, moves, 2, 999, STR(""), &moved), INVALID);
    assert_int_equal(goods_move(ctx, moves, 0, house, STR(""), &moved), INVALID);
    assert_int_equal(goods_move(ctx, moves, 2, house, STR(""), &moved), OK);
    assert_int_equal(moved.count, 2);
    yard_end(&yard);
}

static void test_what_is_in_the_store_can_be_given_to_a_shop(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct things waiting;
    struct thing thing;
    bool is_new = false;
    (void)state;
    const struct thing lot = yard_received(&yard);
    yard_move(&yard, &lot, GOODS_HOLDER_OF(HOLDER_HOUSE));
    assert_int_equal(goods_unallotted(ctx, NO_I64, 10, &waiting), OK);
    assert_int_equal(waiting.count, 1);
    assert_int_equal(goods_allot(ctx, lot.id, yard.shop), OK);
    assert_int_equal(goods_pick_up(ctx, lot.code, yard.shop, &thing, &is_new), OK);
    assert_int_equal(thing.holder_id, yard.shop);
    yard_end(&yard);
}

static void test_what_is_out_for_sale_stays_where_it_is(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct i64_list moved;
    (void)state;
    const struct thing thing = yard_in_shop(&yard);
    const struct goods_move move = {thing.id, yard.shop, NO_I64};
    const int64_t house = GOODS_HOLDER_OF(HOLDER_HOUSE);
    assert_int_equal(goods_remark(ctx, thing.id, GOODS_LISTED, 4, 5000), OK);
    assert_int_equal(yard_now(&yard, thing.id).listed, LISTED_AS_IS);
    assert_int_equal(goods_move(ctx, &move, 1, house, STR(""), &moved), CONFLICT);
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_BROKEN), CONFLICT);
    assert_int_equal(goods_remark(ctx, thing.id, GOODS_UNLISTED, 4, NO_I64), OK);
    assert_int_equal(yard_now(&yard, thing.id).listed, LISTED_NOT);
    assert_int_equal(throw_away(&yard, thing.id, DISCARD_BROKEN), OK);
    assert_int_equal(goods_move(ctx, &move, 1, house, STR(""), &moved), OK);
    yard_end(&yard);
}

/* ---- merging --------------------------------------------------------------------------------- */

static void test_merged_lots_are_one_with_all_their_amounts_and_stops(void **state)
{
    struct yard yard = yard_begin();
    struct thing whole;
    (void)state;
    struct lot lot = yard_lot(&yard);
    lot.stops = STOP_UNTESTED;
    lot.g = 1001;
    lot.weight_method = WEIGHT_BAND;
    const struct thing a = yard_received(&yard);
    const struct thing b = yard_receive(&yard, &lot);
    assert_int_equal(yard_merge(&yard, &a, b.id, &whole), OK);
    assert_int_equal(whole.count, 8);
    assert_int_equal(whole.g, 4001);
    assert_int_equal(whole.weight_method, WEIGHT_BAND);
    assert_int_equal(whole.stops, STOP_UNTESTED);
    assert_int_equal(yard_now(&yard, b.id).count, 0);
    assert_int_equal(yard_bucket(&yard, BUCKET_HELD).count, 8);
    assert_int_equal(yard_bucket(&yard, BUCKET_HELD).g, 4001);
    assert_int_equal(yard_bucket(&yard, BUCKET_CORRECTED).count, 0);
    assert_int_equal(yard_bucket(&yard, BUCKET_CORRECTED).g, 0);
    assert_int_equal(yard_merge(&yard, &whole, b.id, &whole), CONFLICT);
    yard_end(&yard);
}

static void test_an_unknown_weight_makes_the_whole_unknown(void **state)
{
    struct yard yard = yard_begin();
    struct thing whole;
    (void)state;
    struct lot lot = yard_lot(&yard);
    lot.g = NO_I64;
    lot.kind_key = STR("");
    const struct thing a = yard_received(&yard);
    const struct thing b = yard_receive(&yard, &lot);
    assert_true(b.g == NO_I64);
    assert_int_equal(yard_merge(&yard, &a, b.id, &whole), OK);
    assert_true(whole.g == NO_I64);
    assert_int_equal(whole.weight_method, WEIGHT_UNKNOWN);
    assert_int_equal(yard_bucket(&yard, BUCKET_HELD).unknown_count, 8);
    assert_int_equal(yard_bucket(&yard, BUCKET_HELD).g, 0);
    yard_end(&yard);
}

static void test_only_like_lots_in_the_same_hands_are_merged(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct thing whole;
    (void)state;
    const struct thing a = yard_received(&yard);
    struct lot other = yard_lot(&yard);
    other.category_id = goods_codes_category_by_key(STR("clothes"))->id;
    other.kind_key = STR("");
    struct lot bought = yard_lot(&yard);
    bought.source_id = GOODS_HOLDER_OF(HOLDER_BOUGHT);
    assert_int_equal(yard_merge(&yard, &a, yard_receive(&yard, &other).id, &whole), INVALID);
    assert_int_equal(yard_merge(&yard, &a, yard_receive(&yard, &bought).id, &whole), INVALID);
    assert_int_equal(yard_merge(&yard, &a, a.id, &whole), INVALID);
    assert_int_equal(yard_merge(&yard, &a, yard_in_shop(&yard).id, &whole), NOT_FOUND);
    const struct thing kept = yard_received(&yard);
    assert_int_equal(goods_reserve(ctx, kept.id, YARD_ROUND), OK);
    assert_int_equal(yard_merge(&yard, &a, kept.id, &whole), CONFLICT);
    const struct thing recalled = yard_received(&yard);
    assert_int_equal(stop(&yard, recalled.id, STOP_RECALLED), OK);
    assert_int_equal(yard_merge(&yard, &a, recalled.id, &whole), CONFLICT);
    assert_int_equal(goods_weigh(ctx, a.id, yard.station, 2900), OK);
    assert_int_equal(yard_merge(&yard, &a, yard_received(&yard).id, &whole), CONFLICT);
    yard_end(&yard);
}

/* ---- counting again -------------------------------------------------------------------------- */

static void test_a_recount_is_an_explained_correction(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct goods_events events;
    (void)state;
    const struct thing lot = yard_received(&yard);
    const int64_t at = yard.station;
    assert_int_equal(goods_recount(ctx, lot.id, at, lot.seq, 3, WHY_FOUND), INVALID);
    assert_int_equal(goods_recount(ctx, lot.id, at, lot.seq, 5, WHY_LOST), INVALID);
    assert_int_equal(goods_recount(ctx, lot.id, at, lot.seq, 3, 0), INVALID);
    assert_int_equal(goods_recount(ctx, lot.id, at, lot.seq, -1, WHY_LOST), INVALID);
    assert_int_equal(goods_recount(ctx, lot.id, at, lot.seq, 4, WHY_STOCKTAKE), OK);
    assert_int_equal(yard_now(&yard, lot.id).seq, lot.seq);
    assert_int_equal(goods_recount(ctx, lot.id, at, lot.seq, 3, WHY_LOST), OK);
    struct thing thing = yard_now(&yard, lot.id);
    assert_int_equal(thing.count, 3);
    assert_int_equal(thing.g, 2250);
    assert_int_equal(yard_bucket(&yard, BUCKET_CORRECTED).count, 1);
    assert_int_equal(yard_bucket(&yard, BUCKET_HELD).g, 2250);
    assert_int_equal(goods_recount(ctx, lot.id, at, lot.seq, 2, WHY_LOST), CONFLICT);
    assert_int_equal(goods_recount(ctx, lot.id, at, thing.seq, 6, WHY_FOUND), OK);
    thing = yard_now(&yard, lot.id);
    assert_int_equal(thing.g, 4500);
    assert_int_equal(goods_recount(ctx, lot.id, at, thing.seq, 0, WHY_STOCKTAKE), OK);
    thing = yard_now(&yard, lot.id);
    assert_int_equal(thing.count, 0);
    assert_int_equal(thing.g, 0);
    assert_int_equal(goods_recount(ctx, lot.id, at, thing.seq, 2, WHY_FOUND), OK);
    thing = yard_now(&yard, lot.id);
    assert_int_equal(thing.count, 2);
    assert_true(thing.g == NO_I64);
    assert_int_equal(yard_bucket(&yard, BUCKET_CORRECTED).count, 2);
    assert_int_equal(goods_events_of(ctx, lot.id, &events), OK);
    assert_str(events.ptr[events.count - 1].detail, "recount=1&why=2");
    yard_end(&yard);
}

static void test_what_is_offered_and_changed_behind_its_back_is_told(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct things changed;
    (void)state;
    const struct thing thing = yard_in_shop(&yard);
    assert_int_equal(goods_remark(ctx, thing.id, GOODS_LISTED, 4, 5000), OK);
    assert_int_equal(goods_listed_changed(ctx, 10, &changed), OK);
    assert_int_equal(changed.count, 0);
    assert_int_equal(
        goods_recount(ctx, thing.id, yard.shop, yard_now(&yard, thing.id).seq, 3, WHY_LOST), OK);
    assert_int_equal(goods_listed_changed(ctx, 10, &changed), OK);
    assert_int_equal(changed.count, 1);
    assert_int_equal(goods_remark(ctx, thing.id, GOODS_LISTED, 3, 5000), OK);
    assert_int_equal(goods_listed_changed(ctx, 10, &changed), OK);
    assert_int_equal(changed.count, 0);
    assert_int_equal(stop(&yard, thing.id, STOP_RECALLED), OK);
    assert_int_equal(goods_listed_changed(ctx, 10, &changed), OK);
    assert_int_equal(changed.count, 1);
    yard_end(&yard);
}

/* ---- looking for it -------------------------------------------------------------------------- */

static struct goods_found find(struct yard *yard, const struct goods_find *what)
{
    struct goods_found found;
    assert_int_equal(goods_find(&yard->ctx, what, &found), OK);
    return found;
}

static void test_what_is_left_is_found_by_what_is_known_of_it(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    (void)state;
    const struct thing old = yard_received(&yard);
    yard_wait(&yard, YARD_DAY_MS);
    const struct thing sold = yard_in_shop(&yard);
    const struct thing kept = yard_in_shop(&yard);
    int64_t event_id = 0;
    assert_int_equal(goods_hand_over(ctx, sold.id, yard.shop, 4, 100, &event_id), OK);
    assert_int_equal(stop(&yard, kept.id, STOP_UNTESTED), OK);
    const struct str tail = str_slice(kept.code, GOODS_CODE_LEN - 4, GOODS_CODE_LEN);
    const int64_t clothes = goods_codes_category_by_key(STR("clothes"))->id;
    const int64_t furniture = goods_codes_category_by_key(STR("furniture_home"))->id;
    const struct {
        struct goods_find what;
        size_t count;
        int64_t first;
    } cases[] = {
        {{.limit = 10}, 2, kept.id},
        {{.limit = 10, .oldest_first = true}, 2, old.id},
        {{.limit = 10, .holder_id = yard.shop}, 1, kept.id},
        {{.limit = 10, .holder_kind = HOLDER_STATION}, 1, old.id},
        {{.limit = 10, .holder_kind = HOLDER_REPAIR}, 0, 0},
        {{.limit = 10, .category_id = clothes}, 2, kept.id},
        {{.limit = 10, .category_id = furniture}, 0, 0},
        {{.limit = 10, .received_before = centre_today(ctx)}, 1, old.id},
        {{.limit = 10, .stops = STOP_UNTESTED | STOP_RECALLED}, 1, kept.id},
        {{.limit = 10, .stops = STOP_RECALLED}, 0, 0},
        {{.limit = 10, .code = kept.code}, 1, kept.id},
        {{.limit = 10, .code = tail}, 1, kept.id},
        {{.limit = 10, .code = kept.code, .holder_id = yard.station}, 0, 0},
        {{.limit = 10, .code = sold.code}, 0, 0},
        {{.limit = 10, .code = tail, .stops = STOP_UNTESTED, .oldest_first = true}, 1, kept.id},
        {{.limit = 10, .holder_id = yard.shop, .oldest_first = true}, 1, kept.id},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct goods_found found = find(&yard, &cases[i].what);
        assert_int_equal(found.things.count, cases[i].count);
        assert_false(found.more);
        if (cases[i].count > 0) {
            assert_int_equal(found.things.ptr[0].id, cases[i].first);
        }
    }
    struct goods_found none;
    const struct goods_find wrong = {.limit = 10, .code = STR("ABC")};
    const struct goods_find no_limit = {.limit = 0};
    assert_int_equal(goods_find(ctx, &wrong, &none), INVALID);
    assert_string_equal(ctx->err.field, "code");
    assert_int_equal(goods_find(ctx, &no_limit, &none), INVALID);
    yard_end(&yard);
}

static void test_what_has_stood_longest_is_by_who_has_it_now(void **state)
{
    struct yard yard = yard_begin();
    struct ctx *ctx = &yard.ctx;
    struct goods_found found;
    (void)state;
    const struct thing first = yard_received(&yard);
    yard_wait(&yard, YARD_DAY_MS);
    const struct thing second = yard_received(&yard);
    yard_wait(&yard, YARD_DAY_MS);
    const struct thing third = yard_received(&yard);
    yard_wait(&yard, YARD_DAY_MS);
    yard_move(&yard, &second, GOODS_HOLDER_OF(HOLDER_HOUSE));
    yard_wait(&yard, YARD_DAY_MS);
    yard_move(&yard, &first, GOODS_HOLDER_OF(HOLDER_HOUSE));
    assert_int_equal(goods_longest(ctx, GOODS_HOLDER_OF(HOLDER_HOUSE), 0, 10, &found), OK);
    assert_int_equal(found.things.count, 2);
    assert_int_equal(found.things.ptr[0].id, second.id);
    assert_int_equal(found.things.ptr[1].id, first.id);
    assert_false(found.more);
    assert_int_equal(goods_longest(ctx, 0, 0, 2, &found), OK);
    assert_true(found.more);
    assert_int_equal(found.things.ptr[0].id, third.id);
    assert_int_equal(found.things.ptr[1].id, second.id);
    assert_int_equal(goods_longest(ctx, 0, found.next_id, 2, &found), OK);
    assert_int_equal(found.things.count, 1);
    assert_int_equal(found.things.ptr[0].id, first.id);
    assert_false(found.more);
    assert_int_equal(goods_longest(ctx, 0, 0, 0, &found), INVALID);
    yard_end(&yard);
}

static void test_a_search_goes_on_where_the_page_before_ended(void **state)
{
    struct yard yard = yard_begin();
    (void)state;
    int64_t ids[7];
    for (size_t i = 0; i < 7; i++) {
        ids[i] = yard_received(&yard).id;
    }
    for (int oldest = 0; oldest < 2; oldest++) {
        struct goods_find what = {.limit = 3, .oldest_first = oldest == 1};
        for (size_t at = 0; at < 7; at += 3) {
            const struct goods_found found = find(&yard, &what);
            assert_int_equal(found.things.count, at == 6 ? 1 : 3);
            assert_int_equal(found.things.ptr[0].id, oldest == 1 ? ids[at] : ids[6 - at]);
            assert_int_equal(found.more, at < 6);
            what.after_id = found.next_id;
        }
    }
    yard_end(&yard);
}

int goods_goods_custody_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_station_counts_what_it_received_from_any_source),
        cmocka_unit_test(test_what_is_sent_late_counts_on_the_stations_day),
        cmocka_unit_test(test_a_label_printed_before_is_bound_once),
        cmocka_unit_test(test_what_is_stopped_is_not_sold_until_it_is_let_go),
        cmocka_unit_test(test_an_untested_lot_may_be_moved_given_and_divided_but_not_sold),
        cmocka_unit_test(test_tests_and_wiping_set_and_clear_their_stops_once),
        cmocka_unit_test(test_a_recalled_lot_is_neither_given_nor_picked_up_nor_changed),
        cmocka_unit_test(test_a_sale_can_be_turned_around_after_a_recall),
        cmocka_unit_test(test_what_is_thrown_away_needs_a_reason),
        cmocka_unit_test(test_what_is_dangerous_is_thrown_away_only_as_such),
        cmocka_unit_test(test_a_move_changes_hands_and_nothing_else),
        cmocka_unit_test(test_many_move_or_none),
        cmocka_unit_test(test_what_is_in_the_store_can_be_given_to_a_shop),
        cmocka_unit_test(test_what_is_out_for_sale_stays_where_it_is),
        cmocka_unit_test(test_merged_lots_are_one_with_all_their_amounts_and_stops),
        cmocka_unit_test(test_an_unknown_weight_makes_the_whole_unknown),
        cmocka_unit_test(test_only_like_lots_in_the_same_hands_are_merged),
        cmocka_unit_test(test_a_recount_is_an_explained_correction),
        cmocka_unit_test(test_what_is_offered_and_changed_behind_its_back_is_told),
        cmocka_unit_test(test_what_is_left_is_found_by_what_is_known_of_it),
        cmocka_unit_test(test_what_has_stood_longest_is_by_who_has_it_now),
        cmocka_unit_test(test_a_search_goes_on_where_the_page_before_ended),
    };
    return cmocka_run_group_tests_name("goods custody", tests, NULL, NULL);
}
