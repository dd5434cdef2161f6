/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening hours of the house and its shops: set on pages, told on pages, and as a calendar; what
 * holds last until follows them. It is Wednesday 25 November 2026. */
#include <string.h>

#include "base/day.h"
#include "centre/centre.h"
#include "http_fixture.h"
#include "http_refusal.h"

int http_hours_test(void);

#define NEW_YEAR_EVE (day_from_date((struct date){2026, 12, 31}))

static const char *shop_page(struct fixture *f, const char *rest)
{
    return fixture_text(f, "/en/butikk/%s%s", f->home.shops[0].slug.ptr, rest);
}

static void test_a_shop_sets_its_own_week_within_the_house(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    struct answer page = fixture_get(f, &f->who[AS_VISITOR], shop_page(f, ""));
    assert_true(answer_has(&page, "The same hours as the house."));
    page =
        fixture_post(f, owner, "/en/butikken/apningstider", FIELDS("opens1", "9", "closes1", "15"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "The house is open 10\u00a0am–6\u00a0pm then"));
    assert_true(answer_has(&page, "value=\"9\""));
    page = fixture_post(f, owner, "/en/butikken/apningstider",
                        FIELDS("opens7", "12", "closes7", "15"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "The house is closed then"));
    page = fixture_post(f, owner, "/en/butikken/apningstider",
                        FIELDS("opens4", "12", "closes4", "15.30"));
    assert_int_equal(page.code, 303);
    page = fixture_get(f, &f->who[AS_VISITOR], shop_page(f, ""));
    assert_true(answer_has(&page, "Other hours than the house"));
    assert_true(answer_has(&page, "12\u00a0pm–3:30\u00a0pm"));
    fixture_close(f);
}

static void test_staff_look_and_others_do_not_come_in(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(fixture_get(f, &f->who[AS_SHOP_STAFF], "/butikken/apningstider").code, 200);
    assert_int_equal(
        fixture_post(f, &f->who[AS_SHOP_STAFF], "/butikken/apningstider", FIELDS_NONE).code, 403);
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], "/butikken/apningstider", FIELDS_NONE).code, 403);
    fixture_close(f);
}

static void test_a_shop_with_its_own_entrance_is_not_bound_to_the_house(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer saved = fixture_post(
        f, &f->who[AS_MANAGER],
        fixture_text(f, "/kontor/butikker/%lld", (long long)f->home.shops[0].id),
        FIELDS("name", "Hjulet", "organisation_number", "974760673", "own_entrance", "1"));
    assert_int_equal(saved.code, 303);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], "/butikken/apningstider",
                                  FIELDS("opens1", "8", "closes1", "21"))
                         .code,
                     303);
    struct ctx ctx;
    struct hours hours;
    fixture_ctx(f, &ctx);
    const int64_t monday = day_from_date((struct date){2026, 11, 30});
    assert_int_equal(centre_hours(&ctx, f->home.shops[0].id, monday, &hours), OK);
    assert_int_equal(hours.opens_minute, 480);
    assert_int_equal(hours.closes_minute, 1260);
    app_end(&ctx);
    fixture_close(f);
}

static void test_one_shop_never_touches_the_days_of_another(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct hours hours;
    (void)state;
    assert_int_equal(fixture_post(f, &f->who[AS_OTHER_SHOP], "/butikken/apningstider/dag",
                                  FIELDS("day", "2026-11-26", "reason_nb", "Opptelling"))
                         .code,
                     303);
    fixture_ctx(f, &ctx);
    const int64_t thursday = day_from_date((struct date){2026, 11, 26});
    assert_int_equal(centre_hours(&ctx, f->home.shops[0].id, thursday, &hours), OK);
    assert_true(hours.open);
    assert_int_equal(centre_hours(&ctx, f->home.shops[1].id, thursday, &hours), OK);
    assert_false(hours.open);
    assert_str(hours.note, "Opptelling");
    /* A hold lasts until the next day that this shop is open. */
    int64_t day = 0;
    int minute = 0;
    int64_t until_ms = 0;
    assert_int_equal(centre_hold_until(&ctx, f->home.shops[1].id, &day, &minute, &until_ms), OK);
    assert_int_equal(day, thursday + 1);
    assert_int_equal(centre_hold_until(&ctx, f->home.shops[0].id, &day, &minute, &until_ms), OK);
    assert_int_equal(day, thursday);
    app_end(&ctx);
    fixture_close(f);
}

static void test_short_days_are_the_houses_within_the_law(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    struct ctx ctx;
    struct hours hours;
    (void)state;
    struct answer page =
        fixture_post(f, manager, "/en/kontor/apningstider/aften", FIELDS("eve3", "17"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "Shops close at 16 at the latest"));
    page = fixture_post(f, manager, "/en/kontor/apningstider/aften", FIELDS("eve3", "soon"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "value=\"soon\""));
    page = fixture_post(f, manager, "/en/kontor/apningstider/aften",
                        FIELDS("eve3", "0", "eve4", "14"));
    assert_int_equal(page.code, 303);
    fixture_ctx(f, &ctx);
    assert_int_equal(centre_hours(&ctx, 0, NEW_YEAR_EVE - 7, &hours), OK);
    assert_false(hours.open);
    assert_string_equal(hours.reason, "Christmas Eve");
    assert_int_equal(centre_hours(&ctx, f->home.shops[0].id, NEW_YEAR_EVE, &hours), OK);
    assert_int_equal(hours.closes_minute, 840);
    app_end(&ctx);
    page = fixture_get(f, &f->who[AS_VISITOR], "/en/finn-fram");
    assert_true(answer_has(&page, "Christmas Eve"));
    fixture_close(f);
}

static void test_a_closed_day_says_why_where_there_is_room(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], "/kontor/apningstider/dag",
                                  FIELDS("day", "2026-11-25", "reason_nb", "Vannlekkasje",
                                         "reason_en", "Water leak"))
                         .code,
                     303);
    const struct answer page = fixture_get(f, &f->who[AS_VISITOR], "/en");
    assert_true(answer_has(&page, "Closed today – Water leak"));
    assert_true(answer_has(&page, "\">Closed today</span>"));
    fixture_close(f);
}

static void test_the_calendar_knows_summer_time_and_holidays(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *visitor = &f->who[AS_VISITOR];
    (void)state;
    /* Open on Easter Sunday 2027, the day on which clocks are put forward. */
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], "/kontor/apningstider/dag",
                                  FIELDS("day", "2027-03-28", "opens", "10", "closes", "14",
                                         "reason_en", "Market"))
                         .code,
                     303);
    const struct answer house = fixture_get(f, visitor, "/en/apningstider.ics");
    assert_int_equal(house.code, 200);
    assert_str(house.content_type, "text/calendar; charset=utf-8");
    assert_true(answer_has(&house, "BEGIN:VCALENDAR\r\n"));
    /* The Saturday before: 10 to 16 in winter time; that Sunday and after: in summer time. */
    assert_true(answer_has(&house, "DTSTART:20270327T090000Z\r\nDTEND:20270327T150000Z"));
    assert_true(answer_has(&house, "DTSTART:20270328T080000Z\r\nDTEND:20270328T120000Z"));
    assert_true(answer_has(&house, "DTSTART:20270330T080000Z\r\n"));
    assert_true(answer_has(&house, "DTSTART;VALUE=DATE:20270517\r\nDTEND;VALUE=DATE:20270518"));
    assert_true(answer_has(&house, "SUMMARY:Closed – Constitution Day"));
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], "/butikken/apningstider/dag",
                                  FIELDS("day", "2026-12-02", "reason_en", "Stocktaking"))
                         .code,
                     303);
    const struct answer shop = fixture_get(f, visitor, shop_page(f, "/apningstider.ics"));
    assert_true(answer_has(&shop, "DTSTART;VALUE=DATE:20261202"));
    assert_true(answer_has(&shop, "SUMMARY:Closed – Stocktaking"));
    assert_false(answer_has(&house, "Stocktaking"));
    assert_int_equal(fixture_get(f, visitor, "/butikk/finnes-ikke/apningstider.ics").code, 404);
    fixture_close(f);
}

static void test_a_shop_tells_about_itself_and_visitors_read_it(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *owner = &f->who[AS_SHOP_OWNER];
    (void)state;
    struct answer page = fixture_post(
        f, owner, "/en/butikken",
        FIELDS("people_nb", "Sara og Ola", "takes_nb", "Hele sykler", "services_nb",
               "Punktering: 150 kr\nSjekk av barnesykkel: Gratis", "email", "not an address"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "Punktering: 150 kr"));
    page = fixture_post(f, owner, "/en/butikken",
                        FIELDS("people_nb", "Sara <b>og</b> Ola", "takes_nb", "Hele sykler",
                               "takes_en", "Whole bicycles", "services_nb",
                               "Punktering: 150 kr\n\nBare spør", "email", "hei@example.no"));
    assert_int_equal(page.code, 303);
    page = fixture_get(f, &f->who[AS_VISITOR], shop_page(f, ""));
    assert_true(answer_has(&page, "Sara &lt;b&gt;og&lt;/b&gt; Ola"));
    assert_true(answer_has(&page, "Whole bicycles"));
    assert_true(answer_has(&page, "<dt>Punktering</dt><dd>150 kr"));
    assert_true(answer_has(&page, "<dt>Bare spør</dt>"));
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_STAFF], "/butikken", FIELDS_NONE).code, 403);
    fixture_close(f);
}

static void test_getting_here_links_to_planners_when_the_house_says_where_it_is(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    struct answer page = fixture_get(f, &f->who[AS_VISITOR], "/en/finn-fram");
    assert_false(answer_has(&page, "entur.no"));
    page = fixture_post(f, manager, "/en/kontor/om",
                        FIELDS("name", "Ombruk", "getting_here", "Buss 240: To minutter å gå.",
                               "stop_id", "Handelsparken", "position", "59.78, 10.49"));
    assert_int_equal(page.code, 422);
    page = fixture_post(f, manager, "/en/kontor/om",
                        FIELDS("name", "Ombruk", "getting_here", "Buss 240: To minutter å gå.",
                               "stop_id", "59872", "position", "59.78, 10.49"));
    assert_int_equal(page.code, 303);
    page = fixture_get(f, &f->who[AS_VISITOR], "/en/finn-fram");
    assert_true(answer_has(&page, "https://entur.no/travel-result?stopId=NSR:StopPlace:59872"));
    assert_true(answer_has(&page, "fossgis_osrm_foot&amp;route=%3B59.78%2C10.49"));
    assert_false(answer_has(&page, "<h3>Bus</h3>"));
    assert_true(answer_has(&page, "<h3>On foot</h3>"));
    fixture_close(f);
}

static int times(struct str text, const char *part)
{
    int count = 0;
    ptrdiff_t at = 0;
    while ((at = str_find(text, str_of(part))) >= 0) {
        text = str_slice(text, (size_t)at + strlen(part), text.len);
        count++;
    }
    return count;
}

/* The manager says that it is number 3 on the plan. */
static void place_shop(struct fixture *f)
{
    const char *path = fixture_text(f, "/kontor/butikker/%lld", (long long)f->home.shops[0].id);
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], path,
                                  FIELDS("name", "Hjulet", "organisation_number", "974760673",
                                         "place", "Plan 2", "unit", "3"))
                         .code,
                     303);
}

static void test_the_page_of_a_shop_has_its_own_things_and_its_place(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *visitor = &f->who[AS_VISITOR];
    const struct fixture_shop *own = &f->home.shops[0];
    const struct fixture_shop *other = &f->home.shops[1];
    (void)state;
    place_shop(f);
    const struct answer page = fixture_get(f, visitor, shop_page(f, ""));
    const char *all = fixture_text(f, "/en/finn?butikk=%s", own->slug.ptr);
    assert_true(answer_has(&page, fixture_text(f, "href=\"%s\">See all", all)));
    assert_true(answer_has(&page, fixture_text(f, "/en/ting/%s", own->published.ptr)));
    assert_false(answer_has(&page, other->published.ptr));
    assert_true(answer_has(&page, "Plan 2"));
    assert_int_equal(times(page.body, "class=\"ob-plan-here\" cx=\"116\" cy=\"20\""), 1);
    const struct answer list = fixture_get(f, visitor, all);
    assert_true(answer_has(&list, own->published.ptr));
    assert_false(answer_has(&list, other->published.ptr));
    fixture_close(f);
}

static void test_getting_here_shows_the_floor_the_lift_and_the_way_for_a_pram(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    place_shop(f);
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], "/kontor/om",
                     FIELDS("name", "Ombruk", "getting_here",
                            "Heis: Fra bussen til plan 2.\n\nBarnevogn: Rampe ved døra.", "map",
                            "hus -50 0, 50 60: plan 2\nheis 9 9"))
            .code,
        303);
    const struct answer page = fixture_get(f, &f->who[AS_VISITOR], "/en/finn-fram");
    assert_true(answer_has(&page, "<h3>Heis</h3><p>Fra bussen til plan 2.</p>"));
    assert_true(answer_has(&page, "<h3>Barnevogn</h3><p>Rampe ved døra.</p>"));
    assert_true(answer_has(&page, "ob-map-place--clay")); /* the lift on the map */
    assert_true(answer_has(&page, "id=\"floor\""));
    assert_int_equal(times(page.body, "<rect class=\"ob-plan-lit\" x=\"380\" y=\"12\""), 1);
    assert_int_equal(times(page.body, "ob-plan-lit"), 1);
    assert_true(answer_has(
        &page, fixture_text(f, "3</b> <a href=\"/en/butikk/%s\">", f->home.shops[0].slug.ptr)));
    fixture_close(f);
}

static void test_who_mends_is_found_by_the_door_and_by_the_search(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *visitor = &f->who[AS_VISITOR];
    static const char *const found_by[] = {"puncture", "Punctures", "gift+wrapping",
                                           "bicycle",  "hjul",      "hjulet"};
    (void)state;
    struct answer page = fixture_get(f, visitor, "/en/reparer");
    assert_true(answer_has(&page, "No shop has told what it mends yet"));
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], "/butikken",
                                  FIELDS("services_en", "Puncture: 150 kr\nGift wrapping: 20 kr",
                                         "takes_en", "Whole bicycles, not electric ones."))
                         .code,
                     303);
    page = fixture_get(f, visitor, "/en/reparer");
    assert_true(answer_has(&page, "<dt>Puncture</dt><dd>150 kr"));
    assert_false(answer_has(&page, "Gift wrapping"));
    assert_true(answer_has(&page, shop_page(f, "\">Hjulet")));
    assert_false(answer_has(&page, f->home.shops[1].slug.ptr));
    for (size_t i = 0; i < sizeof(found_by) / sizeof(found_by[0]); i++) {
        page = fixture_get(f, visitor, fixture_text(f, "/en/finn?ord=%s", found_by[i]));
        if (!answer_has(&page, "id=\"shop-hits\"") ||
            !answer_has(&page, shop_page(f, "\">Hjulet"))) {
            fail_msg("“%s” does not find the shop", found_by[i]);
        }
    }
    page = fixture_get(f, visitor, "/en/finn?ord=puncture");
    assert_true(answer_has(&page, "Puncture: 150 kr"));
    page = fixture_get(f, visitor, "/en/finn?ord=puncture+wardrobe");
    assert_false(answer_has(&page, "id=\"shop-hits\""));
    page = fixture_get(f, visitor, "/en/finn");
    assert_false(answer_has(&page, "id=\"shop-hits\""));
    fixture_close(f);
}

static void test_what_is_on_is_told_by_the_door_and_on_the_start_page(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *visitor = &f->who[AS_VISITOR];
    (void)state;
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], "/kontor/apningstider/dag",
                                  FIELDS("day", "2026-12-01", "opens", "10", "closes", "21",
                                         "reason_en", "Repair evening"))
                         .code,
                     303);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], "/butikken/apningstider/dag",
                                  FIELDS("day", "2026-11-27", "reason_en", "Stocktaking"))
                         .code,
                     303);
    struct answer page = fixture_get(f, visitor, "/en/hva-skjer");
    assert_true(answer_has(&page, "10\u00a0am–9\u00a0pm <small>Repair evening</small>"));
    assert_true(answer_has(&page, "Closed <small>Stocktaking</small>"));
    assert_true(answer_has(&page, shop_page(f, "\">Hjulet")));
    assert_true(answer_has(&page, "Christmas Eve"));
    assert_true(answer_has(&page, "/en/apningstider.ics"));
    page = fixture_get(f, visitor, "/en");
    assert_true(answer_has(&page, "Coming up"));
    assert_true(answer_has(&page, "Repair evening"));
    assert_false(answer_has(&page, "Stocktaking"));
    /* What is over is not told. */
    fixture_wait(f, 7 * MS_PER_DAY);
    page = fixture_get(f, visitor, "/en/hva-skjer");
    assert_false(answer_has(&page, "Repair evening"));
    assert_false(answer_has(&page, "Stocktaking"));
    fixture_close(f);
}

static void test_the_start_page_tells_how_new_the_things_are(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *visitor = &f->who[AS_VISITOR];
    (void)state;
    struct answer page = fixture_get(f, visitor, "/en");
    assert_true(answer_has(&page, "<h2 id=\"newest\">2 new today</h2>"));
    assert_true(answer_has(&page, "href=\"/en/finn?ny=1\">See all"));
    const struct answer list = fixture_get(f, visitor, "/en/finn?ny=1");
    assert_true(answer_has(&list, f->home.shops[0].published.ptr));
    fixture_wait(f, MS_PER_DAY);
    page = fixture_get(f, visitor, "/en");
    assert_true(answer_has(&page, "<h2 id=\"newest\">New this week</h2>"));
    assert_true(answer_has(&page, f->home.shops[0].published.ptr));
    assert_true(answer_has(&page, "href=\"/en/finn\">See all 2"));
    /* One that is new today fills no row: it stands before those of the week. */
    struct browser owner = fixture_browser(f, f->home.id, f->who[AS_SHOP_OWNER].person_id, 0);
    const struct str code = f->home.shops[0].in_hand;
    assert_int_equal(
        fixture_post(f, &owner, fixture_text(f, "/lager/%.*s", STR_ARG(code)),
                     FIELDS("version", refusal_version(f, code), "category", "10101", "title",
                            "Varm dress", "size", "104", "grade", "2", "price", "90"))
            .code,
        303);
    page = fixture_get(f, visitor, "/en");
    assert_true(answer_has(&page, "<h2 id=\"newest\">New this week</h2>"));
    assert_true(answer_has(&page, "href=\"/en/finn\">See all 3"));
    assert_true(answer_has(&page, "Varm dress"));
    assert_true(answer_has(&page, f->home.shops[0].published.ptr));
    fixture_wait(f, 7 * MS_PER_DAY);
    page = fixture_get(f, visitor, "/en");
    assert_true(answer_has(&page, "<h2 id=\"newest\">Newest things</h2>"));
    fixture_close(f);
}

int http_hours_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_shop_sets_its_own_week_within_the_house),
        cmocka_unit_test(test_staff_look_and_others_do_not_come_in),
        cmocka_unit_test(test_a_shop_with_its_own_entrance_is_not_bound_to_the_house),
        cmocka_unit_test(test_one_shop_never_touches_the_days_of_another),
        cmocka_unit_test(test_short_days_are_the_houses_within_the_law),
        cmocka_unit_test(test_a_closed_day_says_why_where_there_is_room),
        cmocka_unit_test(test_the_calendar_knows_summer_time_and_holidays),
        cmocka_unit_test(test_a_shop_tells_about_itself_and_visitors_read_it),
        cmocka_unit_test(test_getting_here_links_to_planners_when_the_house_says_where_it_is),
        cmocka_unit_test(test_the_page_of_a_shop_has_its_own_things_and_its_place),
        cmocka_unit_test(test_getting_here_shows_the_floor_the_lift_and_the_way_for_a_pram),
        cmocka_unit_test(test_who_mends_is_found_by_the_door_and_by_the_search),
        cmocka_unit_test(test_what_is_on_is_told_by_the_door_and_on_the_start_page),
        cmocka_unit_test(test_the_start_page_tells_how_new_the_things_are),
    };
    return TEST_DB_RUN("http_hours", tests);
}
