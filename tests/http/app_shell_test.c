/* SPDX-License-Identifier: EUPL-1.2 */
/* The intake app's own files: what a phone keeps is the same for everybody and holds nobody's name.
 */
#include "http_fixture.h"

int http_app_shell_test(void);

static void test_the_shell_is_the_same_for_everybody(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer device = fixture_get(f, &f->who[AS_DEVICE], "/inn/app");
    const struct answer worker = fixture_get(f, &f->who[AS_STATION_WORKER], "/inn/app");
    assert_int_equal(device.code, 200);
    assert_true(str_equal(device.body, worker.body));
    assert_true(answer_header(&device, "ETag").len > 0);
    assert_false(answer_has(&worker, "name=\"token\""));
    assert_true(answer_has(&worker, "data-screen=\"start\""));
    fixture_close(f);
}

static void test_the_worker_may_answer_for_the_page_above_it(void **state)
{
    struct fixture *f = fixture_open();
    struct browser nobody = {0};
    (void)state;
    static const char *const bases[] = {"/inn", "/nn/inn", "/en/inn"};
    struct str before = STR("");
    for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++) {
        const struct answer script = fixture_get(f, &nobody, fixture_text(f, "%s/sw.js", bases[i]));
        assert_int_equal(script.code, 200);
        assert_true(str_starts_with(script.content_type, STR("text/javascript")));
        assert_str(answer_header(&script, "Service-Worker-Allowed"), bases[i]);
        assert_true(str_starts_with(script.body, STR("self.VERSION=\"")));
        /* Another language is another shell, so another version. */
        const struct str version = str_slice(script.body, 0, 40);
        assert_false(str_equal(version, before));
        before = version;
    }
    fixture_close(f);
}

static void test_the_manifest_begins_where_the_app_does(void **state)
{
    struct fixture *f = fixture_open();
    struct browser nobody = {0};
    (void)state;
    const struct answer manifest = fixture_get(f, &nobody, "/nn/inn/manifest.webmanifest");
    assert_int_equal(manifest.code, 200);
    assert_str(manifest.content_type, "application/manifest+json");
    assert_true(answer_has(&manifest, "\"start_url\":\"/nn/inn\""));
    assert_true(answer_has(&manifest, "\"display\":\"standalone\""));
    fixture_close(f);
}

static void test_signing_out_of_the_app_ends_the_session(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    struct browser *worker = &f->who[AS_STATION_WORKER];
    const struct fixture_request foreign = {.method = HTTP_POST,
                                            .path = "/inn/ut",
                                            .body = STR("{}"),
                                            .content_type = "application/json",
                                            .origin = "https://elsewhere.example"};
    assert_int_equal(fixture_send(f, worker, foreign).code, 403);
    assert_int_equal(fixture_get(f, worker, "/inn").code, 200);
    struct fixture_request own = foreign;
    own.origin = "http://ombruk.test";
    const struct answer answer = fixture_send(f, worker, own);
    assert_int_equal(answer.code, 200);
    assert_true(answer_has(&answer, "signed_out"));
    assert_int_equal(fixture_get(f, worker, "/inn").code, 303);
    fixture_close(f);
}

int http_app_shell_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_shell_is_the_same_for_everybody),
        cmocka_unit_test(test_the_worker_may_answer_for_the_page_above_it),
        cmocka_unit_test(test_the_manifest_begins_where_the_app_does),
        cmocka_unit_test(test_signing_out_of_the_app_ends_the_session),
    };
    return TEST_DB_RUN("app shell", tests);
}
