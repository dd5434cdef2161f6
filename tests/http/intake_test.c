/* SPDX-License-Identifier: EUPL-1.2 */
/* A lot registered by mistake is taken back on the phone at the station. */
#include "base/day.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "http_fixture.h"
#include "impact/impact.h"

int http_intake_test(void);

#define KEY "7c9e6679-7425-40de-944b-e07fc1f90ae7"

/* Three sweaters of 3 kg in all; gives the label code. */
static const char *register_lot(struct fixture *f, const char *key)
{
    const struct answer saved = fixture_post(f, &f->who[AS_STATION_WORKER], "/inn",
                                             FIELDS("key", key, "category", "10301", "state", "2",
                                                    "count", "3", "weight", "3", "note", ""));
    assert_int_equal(saved.code, 303);
    assert_true(str_starts_with(saved.location, STR("/inn/lagret/")));
    return fixture_text(f, "%.8s", saved.location.ptr + strlen("/inn/lagret/"));
}

static const char *saved_path(struct fixture *f, const char *code)
{
    return fixture_text(f, "/inn/lagret/%s", code);
}

static struct answer undo_as(struct fixture *f, struct browser *browser, const char *code)
{
    return fixture_post(f, browser, fixture_text(f, "/inn/lagret/%s/angre", code), FIELDS_NONE);
}

static struct answer undo(struct fixture *f, const char *code)
{
    return undo_as(f, &f->who[AS_STATION_WORKER], code);
}

static struct thing thing_of(struct ctx *ctx, const char *code)
{
    struct thing thing;
    assert_int_equal(goods_by_code(ctx, str_of(code), &thing), OK);
    return thing;
}

/* What the whole ledger says of today; fails when it does not hold together. */
static struct goods_sum received_today(struct fixture *f)
{
    struct ctx ctx;
    struct goods_balances rows;
    struct goods_verdict verdict;
    struct goods_sum sum = {0};
    fixture_ctx(f, &ctx);
    const int64_t today = centre_today(&ctx);
    assert_int_equal(goods_balance(&ctx, today, today, &rows), OK);
    for (size_t i = 0; i < rows.count; i++) {
        assert_true(rows.ptr[i].holds);
        sum.count += rows.ptr[i].buckets[BUCKET_RECEIVED].count;
        sum.g += rows.ptr[i].buckets[BUCKET_RECEIVED].g;
    }
    assert_int_equal(goods_verify(&ctx, &verdict), OK);
    assert_str(verdict.first, "");
    app_end(&ctx);
    return sum;
}

static struct station_day station_today(struct fixture *f)
{
    struct ctx ctx;
    struct station_day day;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_station_day(&ctx, f->home.station_id, centre_today(&ctx), &day), OK);
    app_end(&ctx);
    return day;
}

static void test_an_undone_lot_counts_as_never_received(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct goods_sum before = received_today(f);
    const struct station_day day_before = station_today(f);
    const char *code = register_lot(f, KEY);
    const struct goods_sum between = received_today(f);
    assert_int_equal(between.count, before.count + 3);
    assert_int_equal(between.g, before.g + 3000);
    assert_int_equal(undo(f, code).code, 303);
    const struct goods_sum after = received_today(f);
    const struct station_day day_after = station_today(f);
    assert_int_equal(after.count, before.count);
    assert_int_equal(after.g, before.g);
    assert_int_equal(day_after.lots, day_before.lots);
    assert_int_equal(day_after.count, day_before.count);
    assert_int_equal(day_after.repair, day_before.repair);
    fixture_close(f);
}

static void test_the_page_offers_undo_and_then_says_that_it_is_done(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    (void)state;
    const char *code = register_lot(f, KEY);
    const char *undo_form = fixture_text(f, "action=\"/inn/lagret/%s/angre\"", code);
    struct answer page = fixture_get(f, worker, saved_path(f, code));
    assert_true(answer_has(&page, undo_form));
    page = fixture_follow(f, worker, undo(f, code));
    assert_int_equal(page.code, 200);
    assert_false(answer_has(&page, undo_form));
    assert_true(answer_has(&page, "er angret"));
    page = fixture_get(f, worker, fixture_text(f, "/nn%s", saved_path(f, code)));
    assert_true(answer_has(&page, "er angra"));
    page = fixture_get(f, worker, fixture_text(f, "/en%s", saved_path(f, code)));
    assert_true(answer_has(&page, "is undone"));
    fixture_close(f);
}

static void test_a_double_click_undoes_once(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct goods_events events;
    (void)state;
    const char *code = register_lot(f, KEY);
    assert_int_equal(undo(f, code).code, 303);
    assert_int_equal(undo(f, code).code, 303);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_events_of(&ctx, thing_of(&ctx, code).id, &events), OK);
    assert_int_equal(events.count, 2);
    assert_int_equal(events.ptr[1].kind, GOODS_CORRECTED);
    assert_int_equal(events.ptr[1].refers_to, events.ptr[0].id);
    app_end(&ctx);
    fixture_close(f);
}

static void test_the_form_sent_again_after_undo_makes_no_second_lot(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *code = register_lot(f, KEY);
    assert_int_equal(undo(f, code).code, 303);
    assert_string_equal(register_lot(f, KEY), code);
    const struct answer page = fixture_get(f, &f->who[AS_STATION_WORKER], saved_path(f, code));
    assert_true(answer_has(&page, "er angret"));
    fixture_close(f);
}

static void test_what_a_shop_has_been_given_is_not_undone_and_the_page_says_why(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct thing thing;
    bool is_new = false;
    (void)state;
    const char *code = register_lot(f, KEY);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_allot(&ctx, thing_of(&ctx, code).id, f->home.shops[0].id), OK);
    struct answer page = undo(f, code);
    assert_int_equal(page.code, 409);
    assert_true(answer_has(&page, "gitt dette partiet til en butikk"));
    assert_false(answer_has(&page, fixture_text(f, "/inn/lagret/%s/angre", code)));
    assert_int_equal(goods_pick_up(&ctx, str_of(code), f->home.shops[0].id, &thing, &is_new), OK);
    page = undo(f, code);
    assert_int_equal(page.code, 409);
    assert_true(answer_has(&page, "har hentet dette partiet"));
    assert_int_equal(thing_of(&ctx, code).count, 3);
    app_end(&ctx);
    fixture_close(f);
}

static void test_the_day_after_it_is_too_late(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *code = register_lot(f, KEY);
    fixture_wait(f, 11 * MS_PER_HOUR);
    assert_int_equal(undo(f, code).code, 303);
    const char *late = register_lot(f, "0c9e6679-7425-40de-944b-e07fc1f90ae7");
    fixture_wait(f, 59 * MS_PER_MINUTE);
    assert_int_equal(undo(f, late).code, 303);
    const char *too_late = register_lot(f, "1c9e6679-7425-40de-944b-e07fc1f90ae7");
    fixture_wait(f, MS_PER_MINUTE);
    f->who[AS_STATION_WORKER] =
        fixture_browser(f, f->home.id, f->who[AS_STATION_WORKER].person_id, f->home.device_id);
    f->who[AS_STATION_WORKER].device = f->who[AS_DEVICE].device;
    const struct answer page = undo(f, too_late);
    assert_int_equal(page.code, 409);
    assert_true(answer_has(&page, "en annen dag"));
    fixture_close(f);
}

static void test_another_station_cannot_undo(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct str code;
    struct str token;
    int64_t station_id = 0;
    int64_t device_id = 0;
    (void)state;
    const char *lot = register_lot(f, KEY);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_holder_add(&ctx, 0, HOLDER_STATION, STR("Yggeset"), &station_id), OK);
    assert_int_equal(accounts_device_code(&ctx, station_id, STR("Telefon"), &code), OK);
    assert_int_equal(accounts_device_enrol(&ctx, code, &token, &device_id), OK);
    struct browser elsewhere =
        fixture_browser(f, f->home.id, f->who[AS_STATION_WORKER].person_id, device_id);
    elsewhere.device = str_copy(f->mem, token);
    assert_int_equal(fixture_get(f, &elsewhere, "/inn").code, 200);
    assert_int_equal(undo_as(f, &elsewhere, lot).code, 404);
    assert_int_equal(thing_of(&ctx, lot).count, 3);
    app_end(&ctx);
    fixture_close(f);
}

static void test_an_undone_lot_is_given_to_nobody_and_makes_no_figure(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    int64_t added = 0;
    struct impact_verdict verdict;
    (void)state;
    const char *code = register_lot(f, KEY);
    assert_int_equal(undo(f, code).code, 303);
    const struct answer waiting = fixture_get(f, &f->who[AS_MANAGER], "/varer");
    assert_false(answer_has(&waiting, code));
    const char *shop = fixture_text(f, "%lld", (long long)f->home.shops[0].id);
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], fixture_text(f, "/varer/%s/gi", code),
                                  FIELDS("tenant", shop))
                         .code,
                     409);
    fixture_ctx(f, &ctx);
    assert_int_equal(impact_follow(&ctx, &added), OK);
    assert_int_equal(added, 0);
    assert_int_equal(impact_verify(&ctx, &verdict), OK);
    assert_int_equal(verdict.differences, 0);
    app_end(&ctx);
    fixture_close(f);
}

int http_intake_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_an_undone_lot_counts_as_never_received),
        cmocka_unit_test(test_the_page_offers_undo_and_then_says_that_it_is_done),
        cmocka_unit_test(test_a_double_click_undoes_once),
        cmocka_unit_test(test_the_form_sent_again_after_undo_makes_no_second_lot),
        cmocka_unit_test(test_what_a_shop_has_been_given_is_not_undone_and_the_page_says_why),
        cmocka_unit_test(test_the_day_after_it_is_too_late),
        cmocka_unit_test(test_another_station_cannot_undo),
        cmocka_unit_test(test_an_undone_lot_is_given_to_nobody_and_makes_no_figure),
    };
    return TEST_DB_RUN("intake", tests);
}
