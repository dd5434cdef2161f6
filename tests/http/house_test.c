/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's day: where it is met, and that each figure is what the events behind it add up to.
 */
#include "base/day.h"
#include "goods/goods.h"
#include "http_fixture.h"

int http_house_test(void);

static struct answer house(struct fixture *f)
{
    const struct answer page = fixture_get(f, &f->who[AS_MANAGER], "/en/kontor/i-dag");
    assert_int_equal(page.code, 200);
    return page;
}

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

static void test_the_manager_begins_the_day_there(void **state)
{
    struct fixture *f = fixture_open();
    struct browser browser = {0};
    (void)state;
    fixture_secrets(f);
    const struct answer answer =
        fixture_post(f, &browser, "/logg-inn",
                     FIELDS("email", "MANAGER@example.no", "password", FIXTURE_PASSWORD));
    assert_int_equal(answer.code, 303);
    assert_str(answer.location, "/kontor/i-dag");
    fixture_close(f);
}

/* Each shop of the scene has been given a lot, and one lot waits; all things came in today. */
static void test_what_waits_is_told_until_it_is_done(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct thing thing;
    bool is_new = false;
    (void)state;
    struct answer page = house(f);
    assert_true(answer_has(&page, "Give lots to shops"));
    assert_true(answer_has(&page, "1 lot, the oldest from today"));
    assert_true(answer_has(&page, "Hjulet has not picked up"));
    fixture_ctx(f, &ctx);
    assert_int_equal(
        goods_pick_up(&ctx, f->home.shops[0].awaiting, f->home.shops[0].id, &thing, &is_new), OK);
    assert_int_equal(
        goods_pick_up(&ctx, f->home.shops[1].awaiting, f->home.shops[1].id, &thing, &is_new), OK);
    assert_int_equal(goods_by_code(&ctx, f->home.waiting, &thing), OK);
    assert_int_equal(goods_allot(&ctx, thing.id, f->home.shops[1].id), OK);
    page = house(f);
    assert_false(answer_has(&page, "Give lots to shops"));
    assert_false(answer_has(&page, "Hjulet has not picked up"));
    assert_true(answer_has(&page, "Stor &amp; Liten has not picked up"));
    page = fixture_get(f, &f->who[AS_MANAGER], "/en/varer/gitt");
    assert_int_equal(occurrences(page.body, "Given to Stor &amp; Liten"), 1);
    assert_int_equal(goods_pick_up(&ctx, f->home.waiting, f->home.shops[1].id, &thing, &is_new),
                     OK);
    app_end(&ctx);
    page = house(f);
    assert_true(answer_has(&page, "Nothing waits for you. Good work."));
    page = fixture_get(f, &f->who[AS_MANAGER], "/en/varer/gitt");
    assert_true(answer_has(&page, "The shops have picked everything up"));
    fixture_close(f);
}

static void test_a_lot_in_a_round_shows_a_pill_and_no_form(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct thing thing;
    (void)state;
    struct answer page = fixture_get(f, &f->who[AS_MANAGER], "/en/varer");
    assert_true(answer_has(&page, "Give to the shop"));
    assert_false(answer_has(&page, "In a round"));
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, f->home.waiting, &thing), OK);
    assert_int_equal(goods_reserve(&ctx, thing.id, 1), OK);
    app_end(&ctx);
    page = fixture_get(f, &f->who[AS_MANAGER], "/en/varer");
    assert_false(answer_has(&page, "Give to the shop"));
    assert_true(answer_has(&page, "In a round"));
    fixture_close(f);
}

static void test_a_figure_is_the_sum_of_the_events_it_opens(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    struct answer page = house(f);
    /* Four lots for each of two shops and one that waits, of 1.2 kg; each shop has sold one. */
    assert_true(answer_has(&page, "9 things"));
    assert_true(answer_has(&page, "2 things"));
    page = fixture_get(f, manager, "/en/varer/hendelser?vei=inn");
    assert_int_equal(occurrences(page.body, "<td>received</td>"), 9);
    assert_true(answer_has(&page, "9 things, 10.8"));
    page = fixture_get(f, manager, "/en/varer/hendelser?vei=ut");
    assert_int_equal(occurrences(page.body, "<td>sold</td>"), 2);
    const char *undo = fixture_text(f, "/salg/%lld/angre", (long long)f->home.shops[0].sale_id);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], undo, FIELDS_NONE).code, 303);
    page = fixture_get(f, manager, "/en/varer/hendelser?vei=ut");
    assert_int_equal(occurrences(page.body, "<td>sold</td>"), 2);
    assert_int_equal(occurrences(page.body, "<td>undone</td>"), 1);
    assert_true(answer_has(&page, "1 thing, 1.2"));
    page = fixture_get(f, manager, "/en/varer/hendelser?vei=ut&fra=2026-11-24&til=2026-11-24");
    assert_true(answer_has(&page, "Nothing has gone out in this time"));
    page = fixture_get(f, manager, "/en/varer/hendelser?vei=inn&fra=2026-11-26&til=2026-11-23");
    assert_true(answer_has(&page, "9 things, 10.8"));
    fixture_close(f);
}

static void test_on_a_monday_one_of_today_and_this_week_is_chosen(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const int chosen =
        occurrences(fixture_get(f, manager, "/en/varer/hendelser").body, "aria-current");
    fixture_wait(f, INT64_C(5) * 24 * 3600 * 1000);
    *manager = fixture_browser(f, f->home.id, manager->person_id, 0);
    const struct answer monday = fixture_get(f, manager, "/en/varer/hendelser");
    assert_int_equal(monday.code, 200);
    assert_int_equal(occurrences(monday.body, "aria-current"), chosen);
    fixture_close(f);
}

static void test_a_hold_shows_on_the_day_it_ends(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct answer page = house(f);
    assert_true(answer_has(&page, "No hold ends today."));
    fixture_wait(f, MS_PER_DAY);
    f->who[AS_MANAGER] = fixture_browser(f, f->home.id, f->who[AS_MANAGER].person_id, 0);
    page = house(f);
    assert_false(answer_has(&page, "No hold ends today."));
    assert_int_equal(occurrences(page.body, "Blå parkdress<br>"), 2);
    assert_true(answer_has(&page, "the first at 4"));
    fixture_close(f);
}

static void test_a_day_that_is_not_as_usual_is_told_before_it_comes(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], "/kontor/apningstider/dag",
                                  FIELDS("day", "2026-12-01", "reason_en", "Stocktaking"))
                         .code,
                     303);
    const struct answer page = house(f);
    assert_true(answer_has(&page, "Stocktaking"));
    assert_true(answer_has(&page, "2 of 2"));
    fixture_close(f);
}

int http_house_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_manager_begins_the_day_there),
        cmocka_unit_test(test_what_waits_is_told_until_it_is_done),
        cmocka_unit_test(test_on_a_monday_one_of_today_and_this_week_is_chosen),
        cmocka_unit_test(test_a_lot_in_a_round_shows_a_pill_and_no_form),
        cmocka_unit_test(test_a_figure_is_the_sum_of_the_events_it_opens),
        cmocka_unit_test(test_a_hold_shows_on_the_day_it_ends),
        cmocka_unit_test(test_a_day_that_is_not_as_usual_is_told_before_it_comes),
    };
    return TEST_DB_RUN("house", tests);
}
