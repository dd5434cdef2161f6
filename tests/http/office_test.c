/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's pages: people and roles, opening hours, shops. */
#include "base/day.h"
#include "centre/centre.h"
#include "http_fixture.h"

int http_office_test(void);

static const char *person_path(struct fixture *f, int64_t person_id, const char *what)
{
    return fixture_text(f, "/kontor/folk/%lld%s", (long long)person_id, what);
}

static void test_a_new_person_gets_a_link_by_mail_that_the_manager_never_sees(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct answer added = fixture_post(
        f, manager, "/kontor/folk",
        FIELDS("name", "Kari Nordmann", "email", "kari@example.no", "role", "auditor"));
    assert_int_equal(added.code, 303);
    const struct answer page = fixture_follow(f, manager, added);
    assert_int_equal(page.code, 200);
    assert_false(answer_has(&page, "/logg-inn/lenke/"));
    const struct str mail = fixture_mail(f, "kari@example.no");
    const ptrdiff_t at = str_find(mail, STR("/logg-inn/lenke/"));
    assert_true(at > 0);
    const char *link = fixture_text(
        f, "%.80s", str_copy(f->mem, str_slice(mail, (size_t)at, (size_t)at + 80)).ptr);
    struct browser kari = {0};
    assert_int_equal(fixture_post(f, &kari, link, FIELDS_NONE).code, 303);
    assert_int_equal(fixture_get(f, &kari, "/kontor/folk").code, 200);
    fixture_close(f);
}

static void test_a_role_taken_back_is_gone_at_the_next_click(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const int64_t auditor = f->who[AS_AUDITOR].person_id;
    assert_int_equal(fixture_get(f, &f->who[AS_AUDITOR], "/kontor/folk").code, 200);
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], person_path(f, auditor, "/rolle/fjern"),
                                  FIELDS("role", "auditor"))
                         .code,
                     303);
    assert_int_equal(fixture_get(f, &f->who[AS_AUDITOR], "/kontor/folk").code, 403);
    fixture_close(f);
}

static void test_a_manager_makes_no_operator_and_touches_none(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    const int64_t other = f->who[AS_OPERATOR].person_id;
    (void)state;
    assert_int_equal(fixture_post(f, manager, person_path(f, f->home.person_id, "/rolle"),
                                  FIELDS("role", "operator"))
                         .code,
                     422);
    assert_int_equal(
        fixture_post(f, manager, person_path(f, other, "/pin"), FIELDS("pin", "2580")).code, 403);
    assert_int_equal(fixture_post(f, manager, person_path(f, other, "/lenke"), FIELDS_NONE).code,
                     403);
    assert_int_equal(fixture_post(f, manager, person_path(f, other, "/sperr"), FIELDS_NONE).code,
                     403);
    fixture_close(f);
}

static void test_a_shop_role_is_given_only_in_a_shop_of_this_centre(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *path = person_path(f, f->home.person_id, "/rolle");
    (void)state;
    const char *abroad = fixture_text(f, "%lld", (long long)f->other.shops[0].id);
    const char *here = fixture_text(f, "%lld", (long long)f->home.shops[0].id);
    assert_int_equal(fixture_post(f, manager, path, FIELDS("role", "tenant-staff")).code, 422);
    assert_int_equal(
        fixture_post(f, manager, path, FIELDS("role", "tenant-staff", "shop", abroad)).code, 422);
    assert_int_equal(
        fixture_post(f, manager, path, FIELDS("role", "tenant-staff", "shop", here)).code, 303);
    fixture_close(f);
}

static void test_somebody_shut_out_is_out_at_once_and_cannot_come_back(void **state)
{
    struct fixture *f = fixture_open();
    const int64_t auditor = f->who[AS_AUDITOR].person_id;
    (void)state;
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], person_path(f, auditor, "/sperr"), FIELDS_NONE).code,
        303);
    assert_int_equal(fixture_get(f, &f->who[AS_AUDITOR], "/konto").code, 303);
    fixture_close(f);
}

static void test_a_manager_cannot_lock_the_door_behind_themselves(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    assert_int_equal(
        fixture_post(f, manager, person_path(f, manager->person_id, "/sperr"), FIELDS_NONE).code,
        422);
    assert_int_equal(fixture_post(f, manager, person_path(f, manager->person_id, "/rolle/fjern"),
                                  FIELDS("role", "manager"))
                         .code,
                     422);
    assert_int_equal(fixture_get(f, manager, "/kontor/folk").code, 200);
    fixture_close(f);
}

/* ---- opening hours
 * --------------------------------------------------------------------------------- */

static void test_a_new_exception_shows_to_visitors_at_once(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    struct answer page = fixture_get(f, &visitor, "/en/finn-fram");
    assert_true(answer_has(&page, "Open until"));
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], "/kontor/apningstider/dag",
                                  FIELDS("day", "2026-11-25", "reason_en", "Stocktaking"))
                         .code,
                     303);
    page = fixture_get(f, &visitor, "/en/finn-fram");
    assert_true(answer_has(&page, "Closed today"));
    assert_true(answer_has(&page, "Stocktaking"));
    fixture_close(f);
}

static void test_a_map_shows_once_it_is_drawn_and_a_wrong_one_is_told(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    struct browser visitor = {0};
    (void)state;
    assert_int_equal(
        fixture_post(f, manager, "/en/kontor/om", FIELDS("name", "Senteret", "map", "")).code, 303);
    struct answer page = fixture_get(f, &visitor, "/en/finn-fram");
    assert_false(answer_has(&page, "ob-map"));
    page =
        fixture_post(f, manager, "/en/kontor/om",
                     FIELDS("name", "Senteret", "map", "bus -30 -40: <Main street>\ncastle 1 1"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "Line 2 of the map"));
    assert_true(answer_has(&page, "castle 1 1"));
    assert_int_equal(fixture_post(f, manager, "/en/kontor/om",
                                  FIELDS("name", "Senteret", "map",
                                         "house -50 0, 50 60\nbus -30 -40: <Main street>"))
                         .code,
                     303);
    page = fixture_get(f, &visitor, "/en/finn-fram");
    assert_true(answer_has(&page, "Map of the way to Senteret"));
    assert_true(answer_has(&page, "Bus, &lt;Main street&gt;: 50 m south-west of the entrance"));
    fixture_close(f);
}

static void test_times_that_make_no_sense_keep_what_was_typed(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer page =
        fixture_post(f, &f->who[AS_MANAGER], "/kontor/apningstider/dag",
                     FIELDS("day", "2026-12-01", "opens", "14", "closes", "12"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "value=\"14\""));
    assert_true(answer_has(&page, "value=\"2026-12-01\""));
    fixture_close(f);
}

/* At the ends of summer time the clock on the wall decides, not the hours that passed. */
static void test_local_instants_follow_the_wall_clock_over_both_changes(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    (void)state;
    fixture_ctx(f, &ctx);
    const int64_t before_spring = day_from_date((struct date){2027, 3, 27});
    const int64_t before_autumn = day_from_date((struct date){2027, 10, 30});
    assert_int_equal(centre_instant(&ctx, before_spring + 1, 960) -
                         centre_instant(&ctx, before_spring, 960),
                     23 * MS_PER_HOUR);
    assert_int_equal(centre_instant(&ctx, before_autumn + 1, 960) -
                         centre_instant(&ctx, before_autumn, 960),
                     25 * MS_PER_HOUR);
    assert_int_equal(centre_day_of(&ctx, centre_instant(&ctx, before_spring + 1, 0)),
                     before_spring + 1);
    app_end(&ctx);
    fixture_close(f);
}

static void test_a_hold_over_easter_ends_on_the_first_open_day(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    int64_t day = 0;
    int minute = 0;
    int64_t until_ms = 0;
    (void)state;
    fixture_ctx(f, &ctx);
    /* Easter Eve 2027 at noon: Sunday and Monday are closed, and summer time begins between. */
    ctx.now_ms = centre_instant(&ctx, day_from_date((struct date){2027, 3, 27}), 720);
    assert_int_equal(centre_hold_until(&ctx, 0, &day, &minute, &until_ms), OK);
    assert_int_equal(day, day_from_date((struct date){2027, 3, 30}));
    assert_int_equal(minute, 960);
    assert_int_equal(until_ms, day * MS_PER_DAY + 14 * MS_PER_HOUR);
    app_end(&ctx);
    fixture_close(f);
}

/* ---- shops
 * ------------------------------------------------------------------------------------------- */

static void test_a_shop_with_a_wrong_organisation_number_is_not_added(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    struct answer page = fixture_post(
        f, manager, "/kontor/butikker",
        FIELDS("name", "Garnkroken", "slug", "garnkroken", "organisation_number", "974 760 674"));
    assert_int_equal(page.code, 422);
    assert_true(answer_has(&page, "value=\"Garnkroken\""));
    page = fixture_post(
        f, manager, "/kontor/butikker",
        FIELDS("name", "Garnkroken", "slug", "garnkroken", "organisation_number", "974 760 673"));
    assert_int_equal(page.code, 303);
    struct browser visitor = {0};
    page = fixture_get(f, &visitor, "/butikker");
    assert_true(answer_has(&page, "Garnkroken"));
    fixture_close(f);
}

static void test_two_shops_cannot_have_the_same_address(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *slug = fixture_text(f, "%.*s", STR_ARG(f->home.shops[0].slug));
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], "/kontor/butikker",
                     FIELDS("name", "Enda en", "slug", slug, "organisation_number", "974760673"))
            .code,
        409);
    fixture_close(f);
}

int http_office_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_new_person_gets_a_link_by_mail_that_the_manager_never_sees),
        cmocka_unit_test(test_a_role_taken_back_is_gone_at_the_next_click),
        cmocka_unit_test(test_a_manager_makes_no_operator_and_touches_none),
        cmocka_unit_test(test_a_shop_role_is_given_only_in_a_shop_of_this_centre),
        cmocka_unit_test(test_somebody_shut_out_is_out_at_once_and_cannot_come_back),
        cmocka_unit_test(test_a_manager_cannot_lock_the_door_behind_themselves),
        cmocka_unit_test(test_a_new_exception_shows_to_visitors_at_once),
        cmocka_unit_test(test_a_map_shows_once_it_is_drawn_and_a_wrong_one_is_told),
        cmocka_unit_test(test_times_that_make_no_sense_keep_what_was_typed),
        cmocka_unit_test(test_local_instants_follow_the_wall_clock_over_both_changes),
        cmocka_unit_test(test_a_hold_over_easter_ends_on_the_first_open_day),
        cmocka_unit_test(test_a_shop_with_a_wrong_organisation_number_is_not_added),
        cmocka_unit_test(test_two_shops_cannot_have_the_same_address),
    };
    return TEST_DB_RUN("office", tests);
}
