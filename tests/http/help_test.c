/* SPDX-License-Identifier: EUPL-1.2 */
/* The help pile: what could not be received waits, and is settled once. */
#include <string.h>

#include "http_app.h"
#include "media/media_files.h"
#include "media/photo.h"

int http_help_test(void);

#define LOT APP_UUID "1"

/* "%s" in `format` is the case that the answer tells. */
static const char *case_path(struct fixture *f, const struct answer *answer, const char *format)
{
    const char *place = strstr(format, "%s");
    return fixture_text(f, "%.*s%.*s%s", (int)(place - format), format,
                        STR_ARG(app_member(f, answer, "help")), place + 2);
}

static struct answer office(struct fixture *f, const char *path, const char *const *fields)
{
    return fixture_post(f, &f->who[AS_MANAGER], path, fields);
}

static void test_a_case_tells_what_is_wrong_in_three_languages(void **state)
{
    struct fixture *f = fixture_open();
    static const struct {
        const char *format;
        const char *words;
    } cases[] = {{"/inn/hjelp/%s", "Hvor mange"},
                 {"/nn/inn/hjelp/%s", "Kor mange"},
                 {"/en/inn/hjelp/%s", "How many"}};
    (void)state;
    const struct answer kept = app_lot(f, LOT, "\"count\":0,\"note\":\"Blå <b>vogn</b> 🚼\"");
    for (size_t i = 0; i < 3; i++) {
        const struct answer page =
            fixture_get(f, &f->who[AS_STATION_WORKER], case_path(f, &kept, cases[i].format));
        assert_int_equal(page.code, 200);
        assert_true(answer_has(&page, cases[i].words));
        assert_true(answer_has(&page, "Blå &lt;b&gt;vogn&lt;/b&gt; 🚼"));
    }
    const struct answer list = fixture_get(f, &f->who[AS_MANAGER], "/kontor/hjelp");
    assert_true(answer_has(&list, case_path(f, &kept, "/kontor/hjelp/%s")));
    fixture_close(f);
}

static void test_a_corrected_lot_is_that_which_the_phone_sent(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer kept = app_lot(f, LOT, "\"count\":0");
    const char *path = case_path(f, &kept, "/kontor/hjelp/%s/ta-imot");
    const struct answer wrong =
        office(f, path, FIELDS("category", "10101", "state", "1", "count", "0", "weight", "2,5"));
    assert_int_equal(wrong.code, 422);
    assert_true(answer_has(&wrong, "2,5"));
    const char *const *right =
        FIELDS("category", "10101", "state", "1", "count", "4", "weight", "2,5");
    assert_int_equal(office(f, path, right).code, 303);
    assert_int_equal(office(f, path, right).code, 303);
    assert_int_equal(app_thing(f, LOT).count, 4);
    assert_int_equal(app_help_count(f), 0);
    assert_int_equal(app_lot(f, LOT, "\"count\":0").code, 200);
    fixture_close(f);
}

static void test_what_is_thrown_away_does_not_come_back(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer kept = app_lot(f, LOT, "\"count\":0");
    const char *path = case_path(f, &kept, "/inn/hjelp/%s/kast");
    struct browser *worker = &f->who[AS_STATION_WORKER];
    assert_int_equal(fixture_post(f, worker, path, FIELDS_NONE).code, 422);
    assert_int_equal(fixture_post(f, worker, path, FIELDS("reason", "2")).code, 303);
    assert_int_equal(app_help_count(f), 0);
    assert_int_equal(app_lot(f, LOT, "\"count\":1").code, 409);
    const struct answer late = office(f, case_path(f, &kept, "/kontor/hjelp/%s/ta-imot"),
                                      FIELDS("category", "10101", "state", "1", "count", "1"));
    assert_int_equal(late.code, 409);
    fixture_close(f);
}

static void test_a_source_that_is_a_shop_is_refused(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer kept = app_lot(f, LOT, "\"count\":0");
    const char *shop = fixture_text(f, "%lld", (long long)f->home.shops[0].id);
    const struct answer answer =
        office(f, case_path(f, &kept, "/kontor/hjelp/%s/ta-imot"),
               FIELDS("category", "10101", "state", "1", "count", "1", "source", shop));
    assert_int_equal(answer.code, 422);
    assert_int_equal(app_help_count(f), 1);
    fixture_close(f);
}

static void test_a_photo_that_is_none_can_be_replaced_and_looked_at(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str bytes = STR("%PDF-1.4 and no picture at all");
    assert_int_equal(app_lot(f, LOT, "").code, 201);
    const struct answer kept = app_photo(f, APP_UUID "8", LOT, bytes, 0, bytes.len);
    assert_int_equal(kept.code, 422);
    const struct answer file =
        fixture_get(f, &f->who[AS_MANAGER], case_path(f, &kept, "/kontor/hjelp/%s/fil"));
    assert_int_equal(file.code, 200);
    assert_str(file.content_type, "application/octet-stream");
    assert_true(answer_header(&file, "Content-Disposition").len > 0);
    const struct answer page =
        fixture_get(f, &f->who[AS_MANAGER], case_path(f, &kept, "/kontor/hjelp/%s"));
    assert_true(answer_has(&page, fixture_text(f, "%.4s-", app_thing(f, LOT).code.ptr)));
    assert_int_equal(office(f, case_path(f, &kept, "/kontor/hjelp/%s/ferdig"), FIELDS_NONE).code,
                     303);
    assert_int_equal(app_help_count(f), 0);
    /* Settled: what the phone wrote into it is gone with it. */
    assert_false(media_file_exists(app_sum(f, bytes), PHOTO_RAW));
    assert_int_equal(
        fixture_get(f, &f->who[AS_MANAGER], case_path(f, &kept, "/kontor/hjelp/%s/fil")).code, 404);
    fixture_close(f);
}

static void test_another_station_does_not_see_it(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    int64_t station_id = 0;
    int64_t device_id = 0;
    struct str code;
    struct str token;
    (void)state;
    const struct answer kept = app_lot(f, LOT, "\"count\":0");
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_holder_add(&ctx, 0, HOLDER_STATION, STR("Nordlia"), &station_id), OK);
    assert_int_equal(accounts_device_code(&ctx, station_id, STR("Brett"), &code), OK);
    assert_int_equal(accounts_device_enrol(&ctx, code, &token, &device_id), OK);
    app_end(&ctx);
    struct browser elsewhere =
        fixture_browser(f, f->home.id, f->who[AS_STATION_WORKER].person_id, device_id);
    assert_int_equal(fixture_get(f, &elsewhere, case_path(f, &kept, "/inn/hjelp/%s")).code, 404);
    assert_int_equal(fixture_post(f, &elsewhere, case_path(f, &kept, "/inn/hjelp/%s/kast"),
                                  FIELDS("reason", "1"))
                         .code,
                     404);
    fixture_close(f);
}

int http_help_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_case_tells_what_is_wrong_in_three_languages),
        cmocka_unit_test(test_a_corrected_lot_is_that_which_the_phone_sent),
        cmocka_unit_test(test_what_is_thrown_away_does_not_come_back),
        cmocka_unit_test(test_a_source_that_is_a_shop_is_refused),
        cmocka_unit_test(test_a_photo_that_is_none_can_be_replaced_and_looked_at),
        cmocka_unit_test(test_another_station_does_not_see_it),
    };
    return TEST_DB_RUN("help", tests);
}
