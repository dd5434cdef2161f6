/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance: its figures are what the events behind them add up to, whatever it is narrowed
 * to, and the table for other programs says the same. */
#include "base/day.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "goods/goods_sheet.h"
#include "http_app.h"

int http_balance_test(void);

#define PAGE "/en/kontor/massebalanse"

static int occurrences(struct str text, const char *wanted)
{
    int count = 0;
    ptrdiff_t at = 0;
    while ((at = str_find(text, str_of(wanted))) >= 0) {
        text = str_slice(text, (size_t)at + 1, text.len);
        count++;
    }
    return count;
}

static struct answer get(struct fixture *f, const char *path)
{
    const struct answer page = fixture_get(f, &f->who[AS_MANAGER], path);
    assert_int_equal(page.code, 200);
    return page;
}

/* Throws away what is left of the lot that waits at the station. */
static void discard(struct fixture *f, enum goods_discard reason)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, f->home.waiting, &thing), OK);
    assert_int_equal(
        goods_dispose(&ctx, thing.id, thing.holder_id, GOODS_DISCARDED, thing.count, reason), OK);
    app_end(&ctx);
}

static void test_the_sheet_tells_where_everything_is(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    /* Four lots for each of two shops and one that waits, of 1.2 kg; each shop has sold one. */
    struct answer page = get(f, PAGE);
    assert_true(answer_has(&page, "The balance adds up"));
    assert_true(answer_has(&page, "10.8"));
    assert_true(answer_has(&page, "What became of it"));
    assert_true(answer_has(&page, "class=\"ob-c1 ob-range\""));
    assert_false(answer_has(&page, "Why was it thrown away?"));
    page = get(f, PAGE "/hendelser?felt=solgt");
    assert_int_equal(occurrences(page.body, "<td>sold</td>"), 2);
    assert_true(answer_has(&page, "2.4"));
    page = get(f, PAGE "/hendelser?felt=inn&periode=denne-maneden");
    assert_int_equal(occurrences(page.body, "<td>received</td>"), 9);
    page = get(f, PAGE "?periode=forrige-maned");
    assert_true(answer_has(&page, "Nothing happened in this time"));
    page = get(f, PAGE "?fra=2026-11-26&til=2026-11-01&vis=sted");
    assert_true(answer_has(&page, "10.8"));
    fixture_close(f);
}

/* The row of the drawing's table of that name says that. */
static void assert_drawn(struct fixture *f, const struct answer *page, const char *label,
                         const char *amount)
{
    const ptrdiff_t at = str_find(page->body, str_of(fixture_text(f, ">%s</a></th>", label)));
    if (at < 0) {
        fail_msg("%s is not drawn", label);
    }
    const struct str rest = str_slice(page->body, (size_t)at, page->body.len);
    const ptrdiff_t from = str_find(rest, STR("<td class=\"ob-num\">"));
    assert_true(from >= 0);
    const struct str text =
        str_slice(rest, (size_t)from + sizeof("<td class=\"ob-num\">") - 1, rest.len);
    if (!str_starts_with(text, str_of(amount))) {
        fail_msg("%s: %.*s, not %s", label, (int)str_find_byte(text, '<'), text.ptr, amount);
    }
}

static void test_the_drawing_says_what_the_table_says(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    discard(f, DISCARD_BROKEN);
    const struct answer page = get(f, PAGE);
    const ptrdiff_t at = str_find(page.body, STR("ob-figure-wide"));
    assert_true(at >= 0);
    const struct str drawing = str_slice(page.body, (size_t)at, page.body.len);
    const struct str svg = str_slice(drawing, 0, (size_t)str_find(drawing, STR("</svg>")));
    /* 9 lots of 1.2 kg came from the station: 2 are sold, 1 is thrown away, 6 are there. */
    static const char *const out[][2] = {
        {"Sold", "2.4"}, {"Put in stock", "7.2"}, {"Discarded", "1.2"}};
    for (size_t i = 0; i < sizeof(out) / sizeof(out[0]); i++) {
        assert_true(str_find(svg, str_of(out[i][0])) >= 0);
        assert_true(str_find(svg, str_of(out[i][1])) >= 0);
        assert_drawn(f, &page, out[i][0], out[i][1]);
    }
    assert_true(str_find(svg, STR("10.8")) >= 0);
    assert_true(str_find(svg, STR("Rented out")) < 0);
    fixture_close(f);
}

/* ---- by class of source ---------------------------------------------------------------------- */

static const struct {
    const char *name;
    enum holder_kind kind;
    int64_t g;
} classes[] = {
    {"stasjon", HOLDER_STATION, 1000},      {"bare-ombruk", HOLDER_REUSE_ONLY, 2000},
    {"levert", HOLDER_DONATION, 3000},      {"kjopt", HOLDER_BOUGHT, 4000},
    {"kommisjon", HOLDER_COMMISSION, 5000}, {"overskudd", HOLDER_SURPLUS, 6000},
};

/* What came in of a class, or by `way`, as the table for other programs says it: count and grams.
 */
static const char *came_in(struct fixture *f, int64_t count, int64_t g)
{
    return fixture_text(f, "2026-01-01,2026-11-25,0,\"\",%lld,%lld,0,", (long long)count,
                        (long long)g);
}

static void test_each_class_of_source_is_counted_apart_from_intake_to_balance(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        const int64_t source = classes[i].kind == HOLDER_STATION ? f->home.station_id
                                                                 : GOODS_HOLDER_OF(classes[i].kind);
        const char *members = fixture_text(f, "\"source\":\"%lld\",\"weight_g\":%lld",
                                           (long long)source, (long long)classes[i].g);
        assert_int_equal(app_lot(f, fixture_text(f, APP_UUID "%zu", i), members).code, 201);
    }
    for (size_t i = 0; i < sizeof(classes) / sizeof(classes[0]); i++) {
        /* Nine lots of 1.2 kg have come from the station before. */
        const bool station = classes[i].kind == HOLDER_STATION;
        const struct answer csv = get(f, fixture_text(f, PAGE ".csv?klasse=%s", classes[i].name));
        if (!answer_has(&csv, came_in(f, station ? 10 : 1, classes[i].g + (station ? 10800 : 0)))) {
            fail_msg("%s: %.*s", classes[i].name, STR_ARG(csv.body));
        }
        const struct answer page = get(f, fixture_text(f, PAGE "?klasse=%s", classes[i].name));
        assert_true(answer_has(&page, "The balance adds up"));
    }
    const struct answer all = get(f, PAGE ".csv?vis=kilde");
    assert_true(answer_has(&all, came_in(f, 15, 21000 + 10800)));
    /* A line for each of them, by the source that it came from. */
    assert_int_equal(occurrences(all.body, "\r\n"), 1 + 6 + 1);
    fixture_close(f);
}

static void test_each_holder_has_a_balance_of_its_own(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const long long shop = (long long)f->home.shops[0].id;
    /* The shop has been handed three lots and has sold one of them. */
    struct answer page = get(f, fixture_text(f, PAGE "?sted=%lld&vis=kilde", shop));
    assert_true(answer_has(&page, "Moved here"));
    assert_true(answer_has(&page, "−3"));
    assert_true(answer_has(&page, "The balance adds up"));
    page = get(f, fixture_text(f, PAGE "/hendelser?felt=flyttet&sted=%lld", shop));
    assert_int_equal(occurrences(page.body, "<td>picked up</td>"), 3);
    page = get(f, fixture_text(f, PAGE "/hendelser?felt=lager&sted=%lld", shop));
    assert_int_equal(occurrences(page.body, "<td>picked up</td>"), 3);
    assert_int_equal(occurrences(page.body, "<td>sold</td>"), 1);
    page = get(f, fixture_text(f, PAGE "/hendelser?felt=solgt&sted=%lld", shop));
    assert_int_equal(occurrences(page.body, "<td>sold</td>"), 1);
    fixture_close(f);
}

static void test_what_was_thrown_away_is_told_by_reason(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const long long station = (long long)f->home.station_id;
    const long long shop = (long long)f->home.shops[0].id;
    discard(f, DISCARD_NO_DEMAND);
    struct answer page = get(f, PAGE);
    assert_true(answer_has(&page, "Why was it thrown away?"));
    assert_true(answer_has(&page, "Nobody wants it: 1.2"));
    page = get(f, fixture_text(f, PAGE "?sted=%lld", station));
    assert_true(answer_has(&page, "Nobody wants it: 1.2"));
    page = get(f, fixture_text(f, PAGE "?kilde=%lld", station));
    assert_true(answer_has(&page, "Nobody wants it: 1.2"));
    page = get(f, fixture_text(f, PAGE "?sted=%lld", shop));
    assert_false(answer_has(&page, "Why was it thrown away?"));
    page = get(f, PAGE "/hendelser?felt=kastet&grunn=4");
    assert_int_equal(occurrences(page.body, "<td>discarded</td>"), 1);
    assert_int_equal(occurrences(page.body, "<td>Nobody wants it</td>"), 1);
    page = get(f, PAGE "/hendelser?felt=kastet&grunn=1");
    assert_true(answer_has(&page, "Nothing happened in this time"));
    fixture_close(f);
}

static void test_a_difference_opens_to_the_things_behind_it(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct thing thing;
    (void)state;
    const char *undo = fixture_text(f, "/salg/%lld/angre", (long long)f->home.shops[0].sale_id);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], undo, FIELDS_NONE).code, 303);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, f->home.shops[0].in_hand, &thing), OK);
    assert_int_equal(goods_weigh(&ctx, thing.id, f->home.shops[0].id, 1500), OK);
    app_end(&ctx);
    struct answer page = get(f, PAGE);
    assert_true(answer_has(&page, "Weighed anew"));
    assert_true(answer_has(&page, "−300"));
    assert_true(answer_has(&page, "The balance adds up"));
    page = get(f, PAGE "/hendelser?felt=rettet&grunn=12");
    assert_int_equal(occurrences(page.body, "<td>weighed</td>"), 1);
    assert_true(answer_has(&page, "−300"));
    /* One sale is taken back: what was sold and its undoing both stand behind the figure. */
    page = get(f, PAGE "/hendelser?felt=solgt");
    assert_int_equal(occurrences(page.body, "<td>sold</td>"), 2);
    assert_int_equal(occurrences(page.body, "<td>corrected</td>"), 1);
    fixture_close(f);
}

static void test_many_events_come_in_pages(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    (void)state;
    fixture_ctx(f, &ctx);
    for (int i = 0; i < 70; i++) {
        const struct lot lot = {.key_source = STR("test"),
                                .key = STR(""),
                                .holder_id = f->home.station_id,
                                .source_id = f->home.station_id,
                                .category_id = 10000,
                                .kind_key = STR(""),
                                .count = 1,
                                .g = NO_I64,
                                .state = STATE_WHOLE,
                                .size_key = STR(""),
                                .note = STR("")};
        struct thing thing;
        bool is_new = false;
        assert_int_equal(goods_receive(&ctx, &lot, &thing, &is_new), OK);
    }
    app_end(&ctx);
    struct answer page = get(f, PAGE);
    assert_true(answer_has(&page, "70 without known weight"));
    page = get(f, PAGE "/hendelser?felt=inn");
    assert_int_equal(occurrences(page.body, "<td>received</td>"), 50);
    const ptrdiff_t at = str_find(page.body, STR("etter="));
    assert_true(at > 0);
    const struct str rest = str_slice(page.body, (size_t)at, page.body.len);
    const ptrdiff_t end = str_find(rest, STR("\""));
    const struct str after = str_slice(rest, 0, (size_t)end);
    page = get(f, fixture_text(f, PAGE "/hendelser?felt=inn&%.*s", STR_ARG(after)));
    assert_int_equal(occurrences(page.body, "<td>received</td>"), 29);
    assert_false(answer_has(&page, "Show more"));
    fixture_close(f);
}

static void test_the_table_for_other_programs_is_exact(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer csv = get(f, PAGE ".csv?vis=sted");
    assert_str(csv.content_type, "text/csv; charset=utf-8");
    assert_true(str_starts_with(csv.body, STR("from,to,id,name,in_count,in_g,in_unknown_count,")));
    assert_true(answer_has(&csv, "2026-01-01,2026-11-25,0,\"\",9,10800,0,7,8400,0,2,2400,0,"));
    assert_true(str_ends_with(csv.body, STR(",1\r\n")));
    fixture_close(f);
}

static void test_own_averages_take_the_place_of_the_table(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct thing thing;
    (void)state;
    fixture_ctx(f, &ctx);
    struct lot lot = {.key_source = STR("test"),
                      .key = STR(""),
                      .holder_id = f->home.station_id,
                      .source_id = f->home.station_id,
                      .category_id = goods_codes_category_by_key(STR("snowsuits"))->id,
                      .kind_key = STR("child_snowsuit"),
                      .count = 2,
                      .weight_method = WEIGHT_SCALE,
                      .state = STATE_WHOLE,
                      .size_key = STR(""),
                      .note = STR("")};
    bool is_new = false;
    for (int i = 0; i < GOODS_OWN_WEIGHINGS; i++) {
        lot.g = i % 2 == 0 ? 1400 : 1500;
        assert_int_equal(goods_receive(&ctx, &lot, &thing, &is_new), OK);
    }
    app_end(&ctx);
    fixture_wait(f, MS_PER_DAY);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_learn_weights(&ctx), OK);
    assert_int_equal(goods_learn_weights(&ctx), OK);
    lot.g = NO_I64;
    assert_int_equal(goods_receive(&ctx, &lot, &thing, &is_new), OK);
    assert_int_equal(thing.weight_method, WEIGHT_STANDARD);
    assert_int_equal(thing.g, 2 * 725);
    app_end(&ctx);
    struct browser next_day = fixture_browser(f, f->home.id, f->who[AS_MANAGER].person_id, 0);
    const struct answer page = fixture_get(f, &next_day, PAGE "/vekter");
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "725"));
    assert_true(answer_has(&page, ">30<"));
    fixture_close(f);
}

static void test_who_may_look_and_what_is_not_there(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(fixture_get(f, &f->who[AS_ECONOMIST], PAGE).code, 200);
    assert_int_equal(fixture_get(f, &f->who[AS_AUDITOR], PAGE ".csv").code, 200);
    assert_int_equal(fixture_get(f, &f->who[AS_SHOP_OWNER], PAGE).code, 403);
    struct answer page = get(f, PAGE "?kategori=999999&sted=5&klasse=kjopt");
    assert_true(answer_has(&page, "Nothing happened in this time"));
    /* An event of another centre is not a page to go on from. */
    page = fixture_get(f, &f->who[AS_MANAGER],
                       fixture_text(f, PAGE "/hendelser?felt=inn&etter=%lld",
                                    (long long)f->other.shops[0].event_id));
    assert_int_equal(page.code, 404);
    fixture_close(f);
}

int http_balance_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_sheet_tells_where_everything_is),
        cmocka_unit_test(test_the_drawing_says_what_the_table_says),
        cmocka_unit_test(test_each_class_of_source_is_counted_apart_from_intake_to_balance),
        cmocka_unit_test(test_each_holder_has_a_balance_of_its_own),
        cmocka_unit_test(test_what_was_thrown_away_is_told_by_reason),
        cmocka_unit_test(test_a_difference_opens_to_the_things_behind_it),
        cmocka_unit_test(test_many_events_come_in_pages),
        cmocka_unit_test(test_the_table_for_other_programs_is_exact),
        cmocka_unit_test(test_own_averages_take_the_place_of_the_table),
        cmocka_unit_test(test_who_may_look_and_what_is_not_there),
    };
    return TEST_DB_RUN("balance", tests);
}
