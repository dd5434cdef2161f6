/* SPDX-License-Identifier: EUPL-1.2 */
/* Signing in and out, lockout, tokens, and sessions that are not from here. */
#include "base/day.h"
#include "http_fixture.h"

int http_sign_in_test(void);

static const char *const right[] = {
    "email", "MANAGER@example.no", "password", FIXTURE_PASSWORD, NULL, NULL};

static void test_the_right_password_opens_a_session_that_works(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser browser = {0};
    const struct answer page = fixture_get(f, &browser, "/logg-inn");
    assert_int_equal(page.code, 200);
    const struct answer answer =
        fixture_send(f, &browser,
                     (struct fixture_request){.method = HTTP_POST,
                                              .path = "/logg-inn",
                                              .fields = right,
                                              .token = fixture_token(f, page)});
    assert_int_equal(answer.code, 303);
    assert_true(browser.session.len > 0);
    assert_int_equal(fixture_get(f, &browser, "/kontor/folk").code, 200);
    fixture_close(f);
}

static void test_the_session_cookie_is_closed_to_scripts_and_other_sites(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser browser = {0};
    const struct answer answer = fixture_post(f, &browser, "/logg-inn", right);
    const struct str cookie = answer_header(&answer, "Set-Cookie");
    assert_true(str_starts_with(cookie, STR("ob_session=")));
    assert_true(str_find(cookie, STR("HttpOnly")) > 0);
    assert_true(str_find(cookie, STR("SameSite=Lax")) > 0);
    fixture_close(f);
}

static void test_wrong_password_and_unknown_address_get_the_same_answer(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    const struct answer wrong =
        fixture_post(f, &browser, "/logg-inn",
                     FIELDS("email", "manager@example.no", "password", "sykkel lampe bjørk"));
    const struct answer unknown =
        fixture_post(f, &browser, "/logg-inn",
                     FIELDS("email", "ingen@example.no", "password", "sykkel lampe bjørk"));
    assert_int_equal(wrong.code, 422);
    assert_int_equal(unknown.code, 422);
    assert_int_equal(wrong.body.len + strlen("ingen") - strlen("manager"), unknown.body.len);
    assert_true(answer_has(&wrong, "role=\"alert\""));
    assert_true(answer_has(&wrong, "value=\"manager@example.no\""));
    assert_false(answer_has(&wrong, "bjørk"));
    assert_int_equal(browser.session.len, 0);
    fixture_close(f);
}

static void test_ten_wrong_passwords_close_the_address_for_a_quarter_of_an_hour(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    for (int i = 0; i < 10; i++) {
        assert_int_equal(
            fixture_post(f, &browser, "/logg-inn",
                         FIELDS("email", "lukket@example.no", "password", "feil passord her"))
                .code,
            422);
    }
    assert_int_equal(fixture_post(f, &browser, "/logg-inn",
                                  FIELDS("email", "lukket@example.no", "password", "feil igjen nå"))
                         .code,
                     429);
    fixture_wait(f, 15 * MS_PER_MINUTE);
    assert_int_equal(fixture_post(f, &browser, "/logg-inn",
                                  FIELDS("email", "lukket@example.no", "password", "feil igjen nå"))
                         .code,
                     422);
    fixture_close(f);
}

static void test_signing_in_makes_a_new_session_and_ends_the_old_one(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser before = f->who[AS_MANAGER];
    struct browser browser = before;
    assert_int_equal(fixture_post(f, &browser, "/logg-inn", right).code, 303);
    assert_false(str_equal(before.session, browser.session));
    assert_int_equal(fixture_get(f, &browser, "/kontor/folk").code, 200);
    assert_int_equal(fixture_get(f, &before, "/kontor/folk").code, 303);
    fixture_close(f);
}

static void test_signing_out_ends_the_session_everywhere_it_was_copied(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser copy = f->who[AS_MANAGER];
    struct browser browser = copy;
    assert_int_equal(fixture_post(f, &browser, "/logg-ut", FIELDS_NONE).code, 303);
    assert_int_equal(browser.session.len, 0);
    assert_int_equal(fixture_get(f, &copy, "/konto").code, 303);
    fixture_close(f);
}

static void test_a_session_ends_after_eight_idle_hours_but_not_while_used(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser *manager = &f->who[AS_MANAGER];
    for (int i = 0; i < 3; i++) {
        fixture_wait(f, 7 * MS_PER_HOUR);
        assert_int_equal(fixture_get(f, manager, "/konto").code, 200);
    }
    fixture_wait(f, 8 * MS_PER_HOUR);
    assert_int_equal(fixture_get(f, manager, "/konto").code, 303);
    fixture_close(f);
}

static void test_a_session_ends_after_thirty_days_even_when_used(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser *manager = &f->who[AS_MANAGER];
    for (int hours = 0; hours < 30 * 24 - 6; hours += 6) {
        fixture_wait(f, 6 * MS_PER_HOUR);
        assert_int_equal(fixture_get(f, manager, "/konto").code, 200);
    }
    fixture_wait(f, 6 * MS_PER_HOUR);
    assert_int_equal(fixture_get(f, manager, "/konto").code, 303);
    fixture_close(f);
}

static void test_the_last_use_survives_what_is_in_memory(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    (void)state;
    struct browser *manager = &f->who[AS_MANAGER];
    fixture_wait(f, 7 * MS_PER_HOUR);
    assert_int_equal(fixture_get(f, manager, "/konto").code, 200);
    fixture_ctx(f, &ctx);
    assert_int_equal(accounts_flush(&ctx), OK);
    app_end(&ctx);
    accounts_close(f->app.db);
    fixture_wait(f, 7 * MS_PER_HOUR);
    assert_int_equal(fixture_get(f, manager, "/konto").code, 200);
    fixture_close(f);
}

static void test_a_session_of_another_centre_is_a_visitor_here(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser *other = &f->who[AS_OTHER_MANAGER];
    assert_int_equal(fixture_get(f, other, "/c/utvik/kontor/folk").code, 200);
    assert_int_equal(fixture_get(f, other, "/kontor/folk").code, 303);
    assert_int_equal(fixture_get(f, other, "/c/fjordvik/kontor/folk").code, 303);
    fixture_close(f);
}

static void test_a_form_without_a_token_or_with_another_visitors_is_refused(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser stranger = {0};
    struct browser browser = {0};
    const struct str stolen = fixture_token(f, fixture_get(f, &stranger, "/logg-inn"));
    struct fixture_request sent = {
        .method = HTTP_POST, .path = "/logg-inn", .fields = right, .without_token = true};
    assert_int_equal(fixture_send(f, &browser, sent).code, 403);
    sent.without_token = false;
    sent.token = stolen;
    assert_int_equal(fixture_send(f, &browser, sent).code, 403);
    assert_int_equal(browser.session.len, 0);
    fixture_close(f);
}

static void test_a_form_from_another_site_is_refused_even_with_the_token(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser browser = {0};
    const struct fixture_request sent = {
        .method = HTTP_POST, .path = "/logg-inn", .fields = right, .origin = "https://evil.test"};
    assert_int_equal(fixture_send(f, &browser, sent).code, 403);
    fixture_close(f);
}

static void test_a_token_from_before_signing_in_is_stale_after(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser browser = {0};
    const struct str before = fixture_token(f, fixture_get(f, &browser, "/logg-inn"));
    assert_int_equal(fixture_post(f, &browser, "/logg-inn", right).code, 303);
    const struct fixture_request sent = {
        .method = HTTP_POST, .path = "/logg-ut", .fields = FIELDS_NONE, .token = before};
    assert_int_equal(fixture_send(f, &browser, sent).code, 403);
    assert_int_equal(fixture_get(f, &browser, "/konto").code, 200);
    fixture_close(f);
}

static void test_signing_in_goes_on_to_the_page_that_was_asked_for(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    struct browser browser = {0};
    const struct answer asked = fixture_get(f, &browser, "/kontor/folk");
    assert_str(asked.location, "/logg-inn?neste=%2Fkontor%2Ffolk");
    const struct answer page = fixture_get(f, &browser, asked.location.ptr);
    assert_true(answer_has(&page, "name=\"neste\" value=\"/kontor/folk\""));
    const struct answer answer = fixture_post(f, &browser, "/logg-inn",
                                              FIELDS("email", "manager@example.no", "password",
                                                     FIXTURE_PASSWORD, "neste", "/kontor/folk"));
    assert_str(answer.location, "/kontor/folk");
    fixture_close(f);
}

static void test_signing_in_never_goes_on_to_another_site(void **state)
{
    static const char *const away[] = {"//evil.test", "https://evil.test/", "/\\evil.test", "evil"};
    struct fixture *f = fixture_open();
    (void)state;
    fixture_secrets(f);
    for (size_t i = 0; i < sizeof(away) / sizeof(away[0]); i++) {
        struct browser browser = {0};
        const struct answer answer = fixture_post(
            f, &browser, "/logg-inn",
            FIELDS("email", "manager@example.no", "password", FIXTURE_PASSWORD, "neste", away[i]));
        assert_int_equal(answer.code, 303);
        assert_true(str_starts_with(answer.location, STR("/")));
        assert_int_equal(str_find(answer.location, STR("evil")), -1);
    }
    fixture_close(f);
}

/* ---- code by e-mail
 * ------------------------------------------------------------------------------ */

static const char *mailed_code(struct fixture *f, const char *to)
{
    const struct str text = fixture_mail(f, to);
    for (size_t i = 0; i + 6 <= text.len; i++) {
        size_t digits = 0;
        while (digits < 6 && text.ptr[i + digits] >= '0' && text.ptr[i + digits] <= '9') {
            digits++;
        }
        if (digits == 6) {
            return str_copy(f->mem, str_slice(text, i, i + 6)).ptr;
        }
    }
    fail_msg("no six digits in the mail");
    return NULL;
}

static void test_a_mailed_code_signs_in_once(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    assert_int_equal(
        fixture_post(f, &browser, "/logg-inn/kode", FIELDS("email", "Auditor@example.no")).code,
        200);
    fixture_run_jobs(f);
    const char *code = mailed_code(f, "auditor@example.no");
    const char *const *fields = FIELDS("email", "auditor@example.no", "code", code);
    assert_int_equal(fixture_post(f, &browser, "/logg-inn/kode/svar", fields).code, 303);
    assert_int_equal(fixture_get(f, &browser, "/kontor/folk").code, 200);
    struct browser second = {0};
    assert_int_equal(fixture_post(f, &second, "/logg-inn/kode/svar", fields).code, 422);
    fixture_close(f);
}

static void test_five_wrong_codes_spend_the_right_one(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    fixture_post(f, &browser, "/logg-inn/kode", FIELDS("email", "auditor@example.no"));
    fixture_run_jobs(f);
    const char *code = mailed_code(f, "auditor@example.no");
    const char *wrong = code[0] == '1' ? "200000" : "100000";
    for (int i = 0; i < 5; i++) {
        assert_int_equal(fixture_post(f, &browser, "/logg-inn/kode/svar",
                                      FIELDS("email", "auditor@example.no", "code", wrong))
                             .code,
                         422);
    }
    assert_int_equal(fixture_post(f, &browser, "/logg-inn/kode/svar",
                                  FIELDS("email", "auditor@example.no", "code", code))
                         .code,
                     422);
    fixture_close(f);
}

static void test_a_mailed_code_is_too_old_after_ten_minutes(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    fixture_post(f, &browser, "/logg-inn/kode", FIELDS("email", "auditor@example.no"));
    fixture_run_jobs(f);
    const char *code = mailed_code(f, "auditor@example.no");
    fixture_wait(f, 10 * MS_PER_MINUTE);
    assert_int_equal(fixture_post(f, &browser, "/logg-inn/kode/svar",
                                  FIELDS("email", "auditor@example.no", "code", code))
                         .code,
                     422);
    fixture_close(f);
}

static void test_asking_for_a_code_tells_nobody_whether_the_address_is_known(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    const struct answer known =
        fixture_post(f, &browser, "/logg-inn/kode", FIELDS("email", "auditor@example.no"));
    const struct answer unknown =
        fixture_post(f, &browser, "/logg-inn/kode", FIELDS("email", "ukjentx@example.no"));
    assert_int_equal(known.code, 200);
    assert_int_equal(unknown.code, 200);
    assert_int_equal(known.body.len, unknown.body.len);
    fixture_close(f);
}

/* ---- one-time link
 * --------------------------------------------------------------------------------- */

static void test_opening_a_link_writes_nothing_and_its_button_signs_in_once(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *path = fixture_text(f, "/logg-inn/lenke/%.*s", STR_ARG(f->home.link));
    struct browser browser = {0};
    for (int i = 0; i < 3; i++) {
        assert_int_equal(fixture_get(f, &browser, path).code, 200);
    }
    assert_int_equal(browser.session.len, 0);
    const struct answer answer = fixture_post(f, &browser, path, FIELDS_NONE);
    assert_str(answer.location, "/konto");
    assert_int_equal(fixture_get(f, &browser, "/konto").code, 200);
    struct browser second = {0};
    assert_int_equal(fixture_get(f, &second, path).code, 410);
    assert_int_equal(fixture_post(f, &second, path, FIELDS_NONE).code, 410);
    fixture_close(f);
}

static void test_a_link_is_too_old_after_seven_days(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *path = fixture_text(f, "/logg-inn/lenke/%.*s", STR_ARG(f->home.link));
    struct browser browser = {0};
    fixture_wait(f, 7 * MS_PER_DAY);
    assert_int_equal(fixture_post(f, &browser, path, FIELDS_NONE).code, 410);
    fixture_close(f);
}

static void test_a_link_of_another_centre_does_not_work_here(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    const char *here = fixture_text(f, "/logg-inn/lenke/%.*s", STR_ARG(f->other.link));
    const char *there = fixture_text(f, "/c/utvik/logg-inn/lenke/%.*s", STR_ARG(f->other.link));
    assert_int_equal(fixture_get(f, &browser, here).code, 410);
    assert_int_equal(fixture_get(f, &browser, there).code, 200);
    fixture_close(f);
}

static void test_a_new_password_signs_out_everywhere_else(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = f->who[AS_AUDITOR];
    struct browser elsewhere = f->who[AS_AUDITOR];
    assert_int_equal(fixture_post(f, &browser, "/konto/passord", FIELDS("password", "kort")).code,
                     422);
    assert_int_equal(
        fixture_post(f, &browser, "/konto/passord", FIELDS("password", "fire helt nye ord her"))
            .code,
        303);
    assert_int_equal(fixture_get(f, &browser, "/konto").code, 200);
    assert_int_equal(fixture_get(f, &elsewhere, "/konto").code, 303);
    struct browser again = {0};
    assert_int_equal(
        fixture_post(f, &again, "/logg-inn",
                     FIELDS("email", "auditor@example.no", "password", "fire helt nye ord her"))
            .code,
        303);
    fixture_close(f);
}

/* ---- demo
 * -------------------------------------------------------------------------------------------- */

static void test_the_demos_buttons_exist_only_in_the_demo(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    assert_int_equal(fixture_post(f, &browser, "/logg-inn/demo", FIELDS("role", "manager")).code,
                     404);
    f->app.http.demo = true;
    const struct answer page = fixture_get(f, &browser, "/logg-inn");
    assert_true(answer_has(&page, "value=\"manager\""));
    assert_true(answer_has(&page, "value=\"station-worker\""));
    assert_int_equal(fixture_post(f, &browser, "/logg-inn/demo", FIELDS("role", "manager")).code,
                     303);
    assert_int_equal(fixture_get(f, &browser, "/kontor/folk").code, 200);
    fixture_close(f);
}

static void test_the_demo_has_a_button_for_who_else_is_needed(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser browser = {0};
    f->app.http.demo = true;
    const struct answer page = fixture_get(f, &browser, "/logg-inn");
    assert_true(answer_has(&page, "name=\"number\" value=\"2\""));
    assert_int_equal(
        fixture_post(f, &browser, "/logg-inn/demo", FIELDS("role", "tenant-owner", "number", "2"))
            .code,
        303);
    const char *own = fixture_text(f, "/lager/%.*s", STR_ARG(f->home.shops[1].in_hand));
    assert_int_equal(fixture_get(f, &browser, own).code, 200);
    assert_int_equal(
        fixture_post(f, &browser, "/logg-inn/demo", FIELDS("role", "manager", "number", "3")).code,
        422);
    fixture_close(f);
}

static void test_mails_are_read_on_a_page_in_the_demo_and_nowhere_else(void **state)
{
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    (void)state;
    assert_int_equal(
        fixture_post(f, &visitor, "/logg-inn/kode", FIELDS("email", "MANAGER@example.no")).code,
        200);
    fixture_run_jobs(f);
    assert_int_equal(fixture_get(f, &visitor, "/demo/utboks").code, 404);
    assert_int_equal(fixture_get(f, &f->who[AS_MANAGER], "/demo/utboks").code, 404);
    struct answer page = fixture_get(f, &visitor, "/logg-inn/kode");
    assert_false(answer_has(&page, "/demo/utboks"));
    f->app.http.demo = true;
    page = fixture_get(f, &visitor, "/logg-inn/kode");
    assert_true(answer_has(&page, "href=\"/demo/utboks\""));
    page = fixture_get(f, &visitor, "/demo/utboks");
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "manager@example.no"));
    const char *link = fixture_text(f, "/kontor/folk/%lld/lenke", (long long)f->home.person_id);
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], link, FIELDS_NONE).code, 303);
    page = fixture_get(f, &visitor, "/demo/utboks");
    assert_true(answer_has(&page, "<a href=\"/logg-inn/lenke/"));
    fixture_close(f);
}

int http_sign_in_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_demo_has_a_button_for_who_else_is_needed),
        cmocka_unit_test(test_mails_are_read_on_a_page_in_the_demo_and_nowhere_else),
        cmocka_unit_test(test_the_right_password_opens_a_session_that_works),
        cmocka_unit_test(test_the_session_cookie_is_closed_to_scripts_and_other_sites),
        cmocka_unit_test(test_wrong_password_and_unknown_address_get_the_same_answer),
        cmocka_unit_test(test_ten_wrong_passwords_close_the_address_for_a_quarter_of_an_hour),
        cmocka_unit_test(test_signing_in_makes_a_new_session_and_ends_the_old_one),
        cmocka_unit_test(test_signing_out_ends_the_session_everywhere_it_was_copied),
        cmocka_unit_test(test_a_session_ends_after_eight_idle_hours_but_not_while_used),
        cmocka_unit_test(test_a_session_ends_after_thirty_days_even_when_used),
        cmocka_unit_test(test_the_last_use_survives_what_is_in_memory),
        cmocka_unit_test(test_a_session_of_another_centre_is_a_visitor_here),
        cmocka_unit_test(test_a_form_without_a_token_or_with_another_visitors_is_refused),
        cmocka_unit_test(test_a_form_from_another_site_is_refused_even_with_the_token),
        cmocka_unit_test(test_a_token_from_before_signing_in_is_stale_after),
        cmocka_unit_test(test_signing_in_goes_on_to_the_page_that_was_asked_for),
        cmocka_unit_test(test_signing_in_never_goes_on_to_another_site),
        cmocka_unit_test(test_a_mailed_code_signs_in_once),
        cmocka_unit_test(test_five_wrong_codes_spend_the_right_one),
        cmocka_unit_test(test_a_mailed_code_is_too_old_after_ten_minutes),
        cmocka_unit_test(test_asking_for_a_code_tells_nobody_whether_the_address_is_known),
        cmocka_unit_test(test_opening_a_link_writes_nothing_and_its_button_signs_in_once),
        cmocka_unit_test(test_a_link_is_too_old_after_seven_days),
        cmocka_unit_test(test_a_link_of_another_centre_does_not_work_here),
        cmocka_unit_test(test_a_new_password_signs_out_everywhere_else),
        cmocka_unit_test(test_the_demos_buttons_exist_only_in_the_demo),
    };
    return TEST_DB_RUN("sign_in", tests);
}
