/* SPDX-License-Identifier: EUPL-1.2 */
/* Devices at the station, PINs, and what a PIN is good for. */
#include "base/day.h"
#include "http_fixture.h"

int http_station_test(void);

static const char *worker_id(struct fixture *f)
{
    return fixture_text(f, "%lld", (long long)f->who[AS_STATION_WORKER].person_id);
}

static int try_pin(struct fixture *f, struct browser *device, const char *pin)
{
    return fixture_post(f, device, "/inn/person", FIELDS("person", worker_id(f), "pin", pin)).code;
}

static void test_a_device_enrols_once_with_the_managers_code(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct str code;
    (void)state;
    fixture_ctx(f, &ctx);
    assert_int_equal(accounts_device_code(&ctx, f->home.station_id, STR("Nettbrett"), &code), OK);
    const char *typed = fixture_text(f, "%.4s %.4s", code.ptr, code.ptr + 4);
    app_end(&ctx);
    struct browser device = {0};
    struct browser second = {0};
    assert_int_equal(fixture_get(f, &device, "/inn/person").code, 303);
    assert_int_equal(fixture_post(f, &device, "/inn/enroler", FIELDS("code", typed)).code, 303);
    assert_true(device.device.len > 0);
    assert_int_equal(fixture_get(f, &device, "/inn/person").code, 200);
    assert_int_equal(fixture_post(f, &second, "/inn/enroler", FIELDS("code", typed)).code, 422);
    fixture_close(f);
}

static void test_an_enrolment_code_is_too_old_after_an_hour(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct str code;
    (void)state;
    fixture_ctx(f, &ctx);
    assert_int_equal(accounts_device_code(&ctx, f->home.station_id, STR("Nettbrett"), &code), OK);
    const char *typed = fixture_text(f, "%.*s", STR_ARG(code));
    app_end(&ctx);
    struct browser device = {0};
    fixture_wait(f, MS_PER_HOUR);
    assert_int_equal(fixture_post(f, &device, "/inn/enroler", FIELDS("code", typed)).code, 422);
    fixture_close(f);
}

static void test_guessing_enrolment_codes_is_stopped(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser device = {0};
    for (int i = 0; i < 10; i++) {
        assert_int_equal(fixture_post(f, &device, "/inn/enroler", FIELDS("code", "2222-2222")).code,
                         422);
    }
    assert_int_equal(fixture_post(f, &device, "/inn/enroler", FIELDS("code", "2222-2222")).code,
                     429);
    fixture_close(f);
}

static void test_the_right_pin_opens_the_station_and_nothing_else(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    (void)state;
    fixture_secrets(f);
    fixture_ctx(f, &ctx);
    assert_int_equal(accounts_grant(&ctx, f->who[AS_STATION_WORKER].person_id, ROLE_MANAGER, 0),
                     OK);
    app_end(&ctx);
    struct browser device = f->who[AS_DEVICE];
    assert_int_equal(try_pin(f, &device, FIXTURE_PIN), 303);
    assert_int_equal(fixture_get(f, &device, "/inn").code, 200);
    /* The person is a manager too, but four digits do not prove that. */
    assert_int_equal(fixture_get(f, &device, "/kontor/folk").code, 403);
    fixture_close(f);
}

static void test_five_wrong_pins_lock_the_person_for_a_quarter_of_an_hour(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser device = f->who[AS_DEVICE];
    for (int i = 0; i < 5; i++) {
        assert_int_equal(try_pin(f, &device, "1470"), 422);
    }
    assert_int_equal(try_pin(f, &device, FIXTURE_PIN), 429);
    fixture_wait(f, 15 * MS_PER_MINUTE);
    assert_int_equal(try_pin(f, &device, FIXTURE_PIN), 303);
    fixture_close(f);
}

static void test_a_right_pin_forgets_the_wrong_ones_before_it(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser device = f->who[AS_DEVICE];
    for (int round = 0; round < 2; round++) {
        for (int i = 0; i < 4; i++) {
            assert_int_equal(try_pin(f, &device, "1470"), 422);
        }
        assert_int_equal(try_pin(f, &device, FIXTURE_PIN), 303);
    }
    fixture_close(f);
}

static void test_a_pin_without_an_enrolled_device_is_worth_nothing(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser nobody = {0};
    assert_int_equal(try_pin(f, &nobody, FIXTURE_PIN), 401);
    fixture_close(f);
}

static void test_a_shift_ends_after_twelve_hours(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser *worker = &f->who[AS_STATION_WORKER];
    fixture_wait(f, 11 * MS_PER_HOUR);
    assert_int_equal(fixture_get(f, worker, "/inn").code, 200);
    fixture_wait(f, MS_PER_HOUR);
    const struct answer answer = fixture_get(f, worker, "/inn");
    assert_true(str_starts_with(answer.location, STR("/inn/person")));
    fixture_close(f);
}

static void test_a_blocked_device_signs_everybody_at_it_out(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *device = fixture_text(f, "%lld", (long long)f->home.device_id);
    assert_int_equal(
        fixture_post(f, &f->who[AS_MANAGER], "/kontor/enheter/sperr", FIELDS("device", device))
            .code,
        303);
    const struct answer answer = fixture_get(f, &f->who[AS_STATION_WORKER], "/inn");
    assert_true(str_starts_with(answer.location, STR("/inn/enroler")));
    assert_int_equal(fixture_get(f, &f->who[AS_DEVICE], "/inn/person").code, 303);
    fixture_close(f);
}

int http_station_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_device_enrols_once_with_the_managers_code),
        cmocka_unit_test(test_an_enrolment_code_is_too_old_after_an_hour),
        cmocka_unit_test(test_guessing_enrolment_codes_is_stopped),
        cmocka_unit_test(test_the_right_pin_opens_the_station_and_nothing_else),
        cmocka_unit_test(test_five_wrong_pins_lock_the_person_for_a_quarter_of_an_hour),
        cmocka_unit_test(test_a_right_pin_forgets_the_wrong_ones_before_it),
        cmocka_unit_test(test_a_pin_without_an_enrolled_device_is_worth_nothing),
        cmocka_unit_test(test_a_shift_ends_after_twelve_hours),
        cmocka_unit_test(test_a_blocked_device_signs_everybody_at_it_out),
    };
    return TEST_DB_RUN("station", tests);
}
