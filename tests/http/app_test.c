/* SPDX-License-Identifier: EUPL-1.2 */
/* Lots from the app: once, whatever the network and the clock do, and never into nothing. */
#include <string.h>

#include "base/day.h"
#include "centre/centre.h"
#include "http_app.h"

int http_app_test(void);

#define DATA "/inn/data"

static int64_t received_at(struct fixture *f, const char *uuid)
{
    return app_thing(f, uuid).received_ms;
}

/* ---- the phone's own list -------------------------------------------------------------------- */

static void test_the_data_has_what_a_phone_needs_in_each_language(void **state)
{
    struct fixture *f = fixture_shared();
    static const struct {
        const char *path;
        const char *words;
        const char *rule;
    } cases[] = {{"/inn/data", "Hel", "Barnesete til bil"},
                 {"/nn/inn/data", "Heil", "Gjevaren veit"},
                 {"/en/inn/data", "Whole", "Child car seat"}};
    (void)state;
    for (size_t i = 0; i < 3; i++) {
        const struct answer data = fixture_get(f, &f->who[AS_STATION_WORKER], cases[i].path);
        assert_int_equal(data.code, 200);
        assert_str(data.content_type, "application/json");
        assert_true(answer_has(&data, fixture_text(f, "\"name\":\"%s\"", cases[i].words)));
        assert_true(answer_has(&data, "\"category\":30200,\"action\":\"ask\""));
        assert_true(answer_has(&data, cases[i].rule));
        assert_true(answer_has(&data, "\"name\":\"Skogheim\""));
        assert_true(answer_has(&data, "\"class\":\"station\""));
        assert_true(answer_has(&data, "\"limits\":{\"photo_bytes\":10485760"));
        assert_true(app_member(f, &data, "version").len > 0);
    }
}

static void test_a_device_gets_the_data_before_anybody_is_signed_in(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer data = fixture_get(f, &f->who[AS_DEVICE], DATA);
    assert_int_equal(data.code, 200);
    assert_true(answer_has(&data, "\"person\":null"));
}

static void test_the_version_moves_with_the_lists_and_not_with_the_day(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer before = fixture_get(f, &f->who[AS_STATION_WORKER], DATA);
    assert_int_equal(app_lot(f, APP_UUID "1", "").code, 201);
    const struct answer after = fixture_get(f, &f->who[AS_STATION_WORKER], DATA);
    assert_true(str_equal(app_member(f, &before, "version"), app_member(f, &after, "version")));
    assert_false(str_equal(answer_header(&before, "ETag"), answer_header(&after, "ETag")));
    fixture_secrets(f);
    const struct answer people = fixture_get(f, &f->who[AS_STATION_WORKER], DATA);
    assert_false(str_equal(app_member(f, &before, "version"), app_member(f, &people, "version")));
    fixture_close(f);
}

/* ---- who may --------------------------------------------------------------------------------- */

static void test_without_a_worker_or_a_device_it_is_401_and_says_which(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct fixture_request lot = {.method = HTTP_POST,
                                        .path = "/inn/data/lot",
                                        .body = STR("{}"),
                                        .content_type = "application/json",
                                        .origin = "http://ombruk.test"};
    const struct answer device = fixture_send(f, &f->who[AS_DEVICE], lot);
    assert_int_equal(device.code, 401);
    assert_true(answer_has(&device, "\"code\":\"UNAUTHENTICATED\""));
    assert_null(answer_header(&device, "WWW-Authenticate").ptr);
    const struct answer nobody = fixture_send(f, &f->who[AS_VISITOR], lot);
    assert_int_equal(nobody.code, 401);
    assert_true(answer_has(&nobody, "\"code\":\"DEVICE\""));
    assert_int_equal(fixture_get(f, &f->who[AS_VISITOR], DATA).code, 401);
    assert_int_equal(fixture_get(f, &f->who[AS_MANAGER], DATA).code, 403);
}

static void test_another_site_cannot_send(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer answer = fixture_send(f, &f->who[AS_STATION_WORKER],
                                              (struct fixture_request){
                                                  .method = HTTP_POST,
                                                  .path = "/inn/data/lot",
                                                  .body = STR("{}"),
                                                  .content_type = "application/json",
                                                  .origin = "https://example.com",
                                              });
    assert_int_equal(answer.code, 403);
}

/* ---- once ------------------------------------------------------------------------------------ */

static void test_the_same_lot_sent_again_is_one(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer first = app_lot(f, APP_UUID "1", "\"count\":3");
    assert_int_equal(first.code, 201);
    const struct answer again = app_lot(f, APP_UUID "1", "\"count\":3");
    assert_int_equal(again.code, 200);
    assert_true(str_equal(first.body, again.body));
    assert_int_equal(app_thing(f, APP_UUID "1").count, 3);
    fixture_close(f);
}

static void test_a_lot_undone_before_it_came_never_comes(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(app_undo(f, APP_UUID "1").code, 200);
    assert_int_equal(app_undo(f, APP_UUID "1").code, 200);
    const struct answer late = app_lot(f, APP_UUID "1", "");
    assert_int_equal(late.code, 409);
    assert_true(answer_has(&late, "\"code\":\"UNDONE\""));
    fixture_close(f);
}

static void test_a_lot_is_undone_after_it_came_and_not_when_a_shop_has_it(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    (void)state;
    assert_int_equal(app_lot(f, APP_UUID "1", "").code, 201);
    assert_int_equal(app_undo(f, APP_UUID "1").code, 200);
    assert_int_equal(app_thing(f, APP_UUID "1").count, 0);
    assert_int_equal(app_undo(f, APP_UUID "1").code, 200);
    assert_int_equal(app_lot(f, APP_UUID "2", "").code, 201);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_allot(&ctx, app_thing(f, APP_UUID "2").id, f->home.shops[0].id), OK);
    app_end(&ctx);
    const struct answer late = app_undo(f, APP_UUID "2");
    assert_int_equal(late.code, 409);
    assert_true(answer_has(&late, "\"code\":\"CONFLICT\""));
    fixture_close(f);
}

/* ---- time ------------------------------------------------------------------------------------ */

static struct answer lot_at(struct fixture *f, const char *uuid, long long taken, long long sent)
{
    return app_send(f, HTTP_POST, "/inn/data/lot",
                    str_of(fixture_text(f,
                                        "{\"uuid\":\"%s\",\"taken_ms\":%lld,\"sent_ms\":%lld,"
                                        "\"category\":10101,\"state\":1}",
                                        uuid, taken, sent)));
}

static void test_a_clock_wrong_by_years_counts_only_what_has_passed(void **state)
{
    struct fixture *f = fixture_open();
    const long long hour = MS_PER_HOUR;
    (void)state;
    /* 1970, two hours late; 2099, a day late. */
    assert_int_equal(lot_at(f, APP_UUID "1", 1000, 1000 + 2 * hour).code, 201);
    assert_true(f->now_ms - received_at(f, APP_UUID "1") >= 2 * hour);
    assert_true(f->now_ms - received_at(f, APP_UUID "1") < 2 * hour + MS_PER_MINUTE);
    assert_int_equal(lot_at(f, APP_UUID "2", 4070908800000, 4070908800000 + 24 * hour).code, 201);
    assert_true(f->now_ms - received_at(f, APP_UUID "2") >= 24 * hour);
    /* The clock was set back between: never in the future. A year in a drawer: two weeks. */
    assert_int_equal(lot_at(f, APP_UUID "3", 5000 + hour, 5000).code, 201);
    assert_true(received_at(f, APP_UUID "3") <= f->now_ms + MS_PER_MINUTE);
    assert_true(f->now_ms - received_at(f, APP_UUID "3") < MS_PER_MINUTE);
    assert_int_equal(lot_at(f, APP_UUID "4", 0, 365 * 24 * hour).code, 201);
    assert_true(f->now_ms - received_at(f, APP_UUID "4") < 15 * MS_PER_DAY);
    fixture_close(f);
}

static void test_yesterdays_lot_is_of_yesterday_at_the_station(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct station_day before;
    struct station_day after;
    (void)state;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_station_day(&ctx, f->home.station_id, centre_today(&ctx) - 1, &before),
                     OK);
    app_end(&ctx);
    assert_int_equal(lot_at(f, APP_UUID "1", 0, MS_PER_DAY).code, 201);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_station_day(&ctx, f->home.station_id, centre_today(&ctx) - 1, &after),
                     OK);
    app_end(&ctx);
    assert_int_equal(after.lots, before.lots + 1);
    fixture_close(f);
}

/* ---- the help pile --------------------------------------------------------------------------- */

static void test_what_is_wrong_is_kept_and_answers_the_same_again(void **state)
{
    struct fixture *f = fixture_open();
    static const char *const wrong[] = {
        "\"weight_g\":0", "\"weight_g\":9999999999", "\"count\":0",       "\"count\":10001",
        "\"sacks\":0",    "\"kind\":\"no_such\"",    "\"source\":\"999\""};
    (void)state;
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        const char *uuid = fixture_text(f, APP_UUID "%zu", i);
        const struct answer first = app_lot(f, uuid, wrong[i]);
        assert_int_equal(first.code, 422);
        assert_true(answer_has(&first, "\"code\":\"HELP\""));
        const struct answer again = app_lot(f, uuid, wrong[i]);
        assert_int_equal(again.code, 422);
        assert_true(str_equal(app_member(f, &first, "help"), app_member(f, &again, "help")));
        assert_int_equal(app_help_count(f), (int64_t)i + 1);
    }
    fixture_close(f);
}

static void test_999999_grams_and_emoji_are_received(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(
        app_lot(f, APP_UUID "1", "\"weight_g\":999999,\"note\":\"Fin 🚲\\nto hjul\"").code, 201);
    assert_int_equal(app_thing(f, APP_UUID "1").g, 999999);
    assert_str(app_thing(f, APP_UUID "1").note, "Fin 🚲\nto hjul");
    fixture_close(f);
}

static void test_what_is_no_json_is_kept_too(void **state)
{
    struct fixture *f = fixture_open();
    static const char nul[] = "{\"uuid\":\"\0\xff\"}";
    (void)state;
    const struct str bodies[] = {
        STR("this is no JSON"), STR("[1,2"), STR(""), {nul, sizeof(nul) - 1}};
    for (size_t i = 0; i < 4; i++) {
        const struct answer kept = app_send(f, HTTP_POST, "/inn/data/lot", bodies[i]);
        assert_int_equal(kept.code, 422);
        assert_true(answer_has(&kept, "\"code\":\"HELP\""));
        assert_int_equal(app_send(f, HTTP_POST, "/inn/data/lot", bodies[i]).code, 422);
        assert_int_equal(app_help_count(f), (int64_t)i + 1);
    }
    fixture_close(f);
}

static void test_undoing_what_waits_in_the_pile_takes_it_out(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(app_lot(f, APP_UUID "1", "\"count\":0").code, 422);
    assert_int_equal(app_undo(f, APP_UUID "1").code, 200);
    assert_int_equal(app_help_count(f), 0);
    assert_int_equal(app_lot(f, APP_UUID "1", "\"count\":1").code, 409);
    fixture_close(f);
}

static void test_unknown_fields_of_a_newer_app_do_no_harm(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    assert_int_equal(app_lot(f, APP_UUID "1",
                             "\"colour\":\"blue\",\"photos\":[\"" APP_UUID "9\"],"
                             "\"rule\":{\"id\":\"91\",\"answers\":[true,false]},\"kind\":null")
                         .code,
                     201);
    fixture_close(f);
}

/* ---- by, source, sacks ----------------------------------------------------------------------- */

static void test_a_source_class_is_that_of_the_lot(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer data = fixture_get(f, &f->who[AS_STATION_WORKER], DATA);
    assert_true(answer_has(&data, "\"class\":\"reuse_only\""));
    assert_true(answer_has(&data, "\"class\":\"surplus\""));
    assert_int_equal(app_lot(f, APP_UUID "1",
                             fixture_text(f, "\"source\":\"%lld\",\"sacks\":4",
                                          (long long)GOODS_HOLDER_OF(HOLDER_REUSE_ONLY)))
                         .code,
                     201);
    assert_int_equal(app_thing(f, APP_UUID "1").source_id, GOODS_HOLDER_OF(HOLDER_REUSE_ONLY));
    assert_int_equal(app_thing(f, APP_UUID "1").place_id, f->home.station_id);
    /* A shop is no source. */
    assert_int_equal(app_lot(f, APP_UUID "2",
                             fixture_text(f, "\"source\":\"%lld\"", (long long)f->home.shops[0].id))
                         .code,
                     422);
    fixture_close(f);
}

/* A lot of `category` from `source` (0: the station's own). */
static int64_t stops_of(struct fixture *f, const char *uuid, int category, int64_t source)
{
    const char *body =
        fixture_text(f,
                     "{\"uuid\":\"%s\",\"taken_ms\":1,\"sent_ms\":1,"
                     "\"category\":%d,\"state\":1,\"source\":\"%lld\"}",
                     uuid, category, (long long)(source == 0 ? f->home.station_id : source));
    assert_int_equal(app_send(f, HTTP_POST, "/inn/data/lot", str_of(body)).code, 201);
    return app_thing(f, uuid).stops;
}

static void test_a_lot_begins_with_the_stops_of_its_kind_and_source(void **state)
{
    struct fixture *f = fixture_open();
    const int64_t bought = GOODS_HOLDER_OF(HOLDER_BOUGHT);
    (void)state;
    assert_int_equal(stops_of(f, APP_UUID "1", 10101, 0), 0);
    assert_int_equal(stops_of(f, APP_UUID "2", 80300, 0) & STOP_UNTESTED, STOP_UNTESTED);
    assert_int_equal(stops_of(f, APP_UUID "3", 80200, 0), STOP_UNTESTED | STOP_UNWIPED);
    assert_int_equal(stops_of(f, APP_UUID "4", 11202, bought), STOP_HOLDING);
    assert_int_equal(stops_of(f, APP_UUID "5", 11202, 0), 0);
    fixture_close(f);
}

static int64_t person_of(struct fixture *f, const char *uuid)
{
    struct ctx ctx;
    struct goods_events events;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_events_of(&ctx, app_thing(f, uuid).id, &events), OK);
    const int64_t person_id = events.ptr[0].person_id;
    app_end(&ctx);
    return person_id;
}

static void test_by_is_believed_only_of_a_worker(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    int64_t other = 0;
    (void)state;
    fixture_ctx(f, &ctx);
    const struct new_person person = {.name = STR("Turid"), .pin = STR("4711")};
    assert_int_equal(accounts_person_add(&ctx, &person, &other), OK);
    assert_int_equal(accounts_grant(&ctx, other, ROLE_STATION_WORKER, 0), OK);
    app_end(&ctx);
    const int64_t worker = f->who[AS_STATION_WORKER].person_id;
    const char *by = fixture_text(f, "\"by\":\"%lld\"", (long long)other);
    assert_int_equal(app_lot(f, APP_UUID "1", by).code, 201);
    assert_int_equal(person_of(f, APP_UUID "1"), other);
    by = fixture_text(f, "\"by\":\"%lld\"", (long long)f->who[AS_MANAGER].person_id);
    assert_int_equal(app_lot(f, APP_UUID "2", by).code, 201);
    assert_int_equal(person_of(f, APP_UUID "2"), worker);
    fixture_close(f);
}

static void test_what_is_turned_away_is_counted_once(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str body = STR("{\"uuid\":\"" APP_UUID "1\",\"taken_ms\":1,\"sent_ms\":2,"
                                "\"category\":10101,\"rule\":\"91\"}");
    assert_int_equal(app_send(f, HTTP_POST, "/inn/data/refused", body).code, 201);
    assert_int_equal(app_send(f, HTTP_POST, "/inn/data/refused", body).code, 200);
    fixture_close(f);
}

int http_app_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_data_has_what_a_phone_needs_in_each_language),
        cmocka_unit_test(test_a_device_gets_the_data_before_anybody_is_signed_in),
        cmocka_unit_test(test_the_version_moves_with_the_lists_and_not_with_the_day),
        cmocka_unit_test(test_without_a_worker_or_a_device_it_is_401_and_says_which),
        cmocka_unit_test(test_another_site_cannot_send),
        cmocka_unit_test(test_the_same_lot_sent_again_is_one),
        cmocka_unit_test(test_a_lot_undone_before_it_came_never_comes),
        cmocka_unit_test(test_a_lot_is_undone_after_it_came_and_not_when_a_shop_has_it),
        cmocka_unit_test(test_a_clock_wrong_by_years_counts_only_what_has_passed),
        cmocka_unit_test(test_yesterdays_lot_is_of_yesterday_at_the_station),
        cmocka_unit_test(test_what_is_wrong_is_kept_and_answers_the_same_again),
        cmocka_unit_test(test_999999_grams_and_emoji_are_received),
        cmocka_unit_test(test_what_is_no_json_is_kept_too),
        cmocka_unit_test(test_undoing_what_waits_in_the_pile_takes_it_out),
        cmocka_unit_test(test_unknown_fields_of_a_newer_app_do_no_harm),
        cmocka_unit_test(test_a_source_class_is_that_of_the_lot),
        cmocka_unit_test(test_a_lot_begins_with_the_stops_of_its_kind_and_source),
        cmocka_unit_test(test_by_is_believed_only_of_a_worker),
        cmocka_unit_test(test_what_is_turned_away_is_counted_once),
    };
    return TEST_DB_RUN("app", tests);
}
