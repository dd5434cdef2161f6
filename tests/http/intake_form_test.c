/* SPDX-License-Identifier: EUPL-1.2 */
/* The form at the station without JavaScript: everything the app can say. */
#include <string.h>

#include "base/day.h"
#include "http_app.h"

int http_intake_form_test(void);

#define KEY APP_UUID "1"

static struct answer form(struct fixture *f)
{
    return fixture_get(f, &f->who[AS_STATION_WORKER], "/inn");
}

static size_t times(struct str text, const char *what)
{
    size_t count = 0;
    ptrdiff_t at = 0;
    while ((at = str_find(text, str_of(what))) >= 0) {
        count++;
        text = str_slice(text, (size_t)at + 1, text.len);
    }
    return count;
}

static void test_the_whole_tree_is_in_the_form_and_each_kind_once(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer page = form(f);
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "name=\"category\" value=\"10101\""));
    assert_true(answer_has(&page, "name=\"category\" value=\"70700\""));
    assert_int_equal(times(page.body, "name=\"category\" value=\"10000\""), 1);
    assert_int_equal(times(page.body, "name=\"category\""), 144);
    assert_true(answer_has(&page, "name=\"photo2\""));
    assert_true(answer_has(&page, "name=\"label\""));
    assert_true(answer_has(&page, "name=\"sacks\""));
}

static void test_a_source_is_remembered_for_the_shift(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *source = fixture_text(f, "%lld", (long long)GOODS_HOLDER_OF(HOLDER_REUSE_ONLY));
    const struct answer saved = fixture_post(
        f, &f->who[AS_STATION_WORKER], "/inn",
        FIELDS("key", KEY, "category", "10301", "state", "1", "source", source, "sacks", "3"));
    assert_int_equal(saved.code, 303);
    const struct str cookie = answer_header(&saved, "Set-Cookie");
    assert_true(str_starts_with(cookie, str_of(fixture_text(f, "ob_source=%s;", source))));
    assert_int_equal(app_thing(f, KEY).source_id, GOODS_HOLDER_OF(HOLDER_REUSE_ONLY));
    /* It is on the page that says it is saved, though it is not the station's own. */
    const struct answer page = fixture_get(f, &f->who[AS_STATION_WORKER], saved.location.ptr);
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "1 stk. · 3 sekker"));
    const struct answer store =
        fixture_get(f, &f->who[AS_MANAGER],
                    fixture_text(f, "/kontor/lager/%.*s", STR_ARG(app_thing(f, KEY).code)));
    assert_true(answer_has(&store, "1 · 3 sekker"));
    const struct answer again =
        fixture_get(f, &f->who[AS_STATION_WORKER],
                    fixture_text(f, "/inn?som=%.*s", STR_ARG(app_thing(f, KEY).code)));
    assert_true(answer_has(&again, "Samme igjen"));
    assert_true(answer_has(&again, "name=\"sacks\" type=\"text\"") ||
                answer_has(&again, "value=\"3\""));
    fixture_close(f);
}

static struct str part(struct fixture *f, const char *name, struct str bytes)
{
    const char *head = fixture_text(f,
                                    "--XX\r\nContent-Disposition: form-data; name=\"%s\"; "
                                    "filename=\"%s.jpg\"\r\nContent-Type: image/jpeg\r\n\r\n",
                                    name, name);
    return str_concat(f->mem, str_concat(f->mem, str_of(head), bytes), STR("\r\n"));
}

/* The form as a browser without JavaScript sends it, with two pictures. */
static struct answer send_two(struct fixture *f, struct str first, struct str second)
{
    const struct answer page = form(f);
    const char *fields =
        fixture_text(f,
                     "--XX\r\nContent-Disposition: form-data; name=\"%s\"\r\n\r\n%.*s\r\n"
                     "--XX\r\nContent-Disposition: form-data; name=\"key\"\r\n\r\n" KEY "\r\n"
                     "--XX\r\nContent-Disposition: form-data; name=\"category\"\r\n\r\n10301\r\n"
                     "--XX\r\nContent-Disposition: form-data; name=\"state\"\r\n\r\n1\r\n",
                     FORM_TOKEN_FIELD, STR_ARG(fixture_token(f, page)));
    struct str body = str_concat(f->mem, str_of(fields), part(f, "photo", first));
    body = str_concat(f->mem, body, part(f, "photo2", second));
    return fixture_send(
        f, &f->who[AS_STATION_WORKER],
        (struct fixture_request){.method = HTTP_POST,
                                 .path = "/inn",
                                 .content_type = "multipart/form-data; boundary=XX",
                                 .body = str_concat(f->mem, body, STR("--XX--\r\n"))});
}

static void test_two_photos_of_one_lot_are_both_kept_in_order(void **state)
{
    struct fixture *f = fixture_open();
    struct str_list photos;
    struct ctx ctx;
    (void)state;
    const struct str first = app_jpeg(f, 300, 200, 1);
    const struct str second = app_jpeg(f, 200, 300, 2);
    assert_int_equal(send_two(f, first, second).code, 303);
    const struct thing thing = app_thing(f, KEY);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_photos(&ctx, thing.id, &photos), OK);
    assert_int_equal(photos.count, 2);
    assert_true(str_equal(photos.ptr[0], thing.photo));
    assert_false(str_equal(photos.ptr[0], photos.ptr[1]));
    for (size_t i = 0; i < photos.count; i++) {
        const char *path = fixture_text(f, "/bilde/%.*s-400.webp", STR_ARG(photos.ptr[i]));
        assert_int_equal(fixture_get(f, &f->who[AS_STATION_WORKER], path).code, 200);
    }
    app_end(&ctx);
    /* A second one that is no picture is told. */
    assert_int_equal(send_two(f, first, STR("%PDF-1.4")).code, 422);
    fixture_close(f);
}

static void test_a_label_typed_wrong_is_told_and_the_rest_kept(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer wrong = fixture_post(
        f, &f->who[AS_STATION_WORKER], "/inn",
        FIELDS("key", KEY, "category", "10301", "state", "1", "label", "ZZZZ", "note", "Grønn"));
    assert_int_equal(wrong.code, 422);
    assert_true(answer_has(&wrong, "value=\"ZZZZ\""));
    assert_true(answer_has(&wrong, "Grønn"));
    assert_int_equal(app_help_count(f), 0);
    const struct answer taken = fixture_post(
        f, &f->who[AS_STATION_WORKER], "/inn",
        FIELDS("key", KEY, "category", "10301", "state", "1", "label", f->home.waiting.ptr));
    assert_int_equal(taken.code, 409);
    fixture_close(f);
}

static void test_a_source_of_another_kind_is_refused(void **state)
{
    struct fixture *f = fixture_open();
    const char *shop = fixture_text(f, "%lld", (long long)f->home.shops[0].id);
    (void)state;
    assert_int_equal(
        fixture_post(f, &f->who[AS_STATION_WORKER], "/inn",
                     FIELDS("key", KEY, "category", "10301", "state", "1", "source", shop))
            .code,
        422);
    fixture_close(f);
}

/* The value of the checkbox with which the stop list is answered. */
static const char *rule_on(struct fixture *f, const struct answer *page)
{
    static const char mark[] = "name=\"rule\" value=\"";
    const ptrdiff_t at = str_find(page->body, str_of(mark));
    assert_true(at >= 0);
    const struct str rest = str_slice(page->body, (size_t)at + sizeof(mark) - 1, page->body.len);
    return fixture_text(f, "%.*s", (int)str_find_byte(rest, '"'), rest.ptr);
}

static void test_the_stop_list_asks_before_a_lot_is_saved(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    (void)state;
    const struct answer asked =
        fixture_post(f, worker, "/inn",
                     FIELDS("key", KEY, "category", "30200", "state", "1", "note", "Rødt sete"));
    assert_int_equal(asked.code, 422);
    assert_true(answer_has(&asked, "Stopplisten spør om dette."));
    assert_true(answer_has(&asked, "aldri har vært med i en kollisjon"));
    assert_true(answer_has(&asked, "Rødt sete"));
    const char *rule = rule_on(f, &asked);
    /* Another rule's answer is no answer. */
    assert_int_equal(
        fixture_post(f, worker, "/inn",
                     FIELDS("key", KEY, "category", "30200", "state", "1", "rule", "1"))
            .code,
        422);
    assert_int_equal(
        fixture_post(f, worker, "/inn",
                     FIELDS("key", KEY, "category", "30200", "state", "1", "rule", rule))
            .code,
        303);
    assert_int_equal(app_thing(f, KEY).category_id, 30200);
    fixture_close(f);
}

static void test_what_the_form_turns_away_is_counted_once(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    (void)state;
    const struct answer asked =
        fixture_post(f, worker, "/inn", FIELDS("key", KEY, "category", "30200", "state", "1"));
    assert_int_equal(asked.code, 422);
    assert_true(answer_has(&asked, "form=\"turn-away\""));
    const char *rule = rule_on(f, &asked);
    const char *const *turned = FIELDS("key", KEY, "category", "30200", "rule", rule);
    for (int i = 0; i < 2; i++) {
        const struct answer sent = fixture_post(f, worker, "/inn/avvist", turned);
        assert_int_equal(sent.code, 303);
        const struct answer next = fixture_get(f, worker, sent.location.ptr);
        assert_int_equal(next.code, 200);
        assert_true(answer_has(&next, "er avvist"));
    }
    const struct answer pile = fixture_get(f, &f->who[AS_MANAGER], "/kontor/hjelp");
    assert_true(answer_has(&pile, "Avvist av stopplisten"));
    assert_true(answer_has(&pile, "<dd>1</dd>"));
    assert_int_equal(
        fixture_post(f, worker, "/inn/avvist", FIELDS("key", KEY, "category", "999998")).code, 422);
    fixture_close(f);
}

static void test_what_is_never_taken_in_can_only_be_turned_away(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const char *rule = fixture_text(f, "/kontor/stoppliste/%lld", (long long)f->home.rule_id);
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], rule,
                                  FIELDS("from_day", "2026-11-25", "category", "10301", "action",
                                         "refuse", "title_nb", "Ikke olabukser", "text_nb",
                                         "Ingen.", "source", "Vedtak 7"))
                         .code,
                     303);
    const struct answer refused =
        fixture_post(f, &f->who[AS_STATION_WORKER], "/inn",
                     FIELDS("key", KEY, "category", "10301", "state", "1"));
    assert_int_equal(refused.code, 422);
    assert_true(answer_has(&refused, "form=\"turn-away\""));
    assert_true(answer_has(&refused, "Ikke olabukser"));
    assert_false(answer_has(&refused, "type=\"checkbox\""));
    fixture_close(f);
}

/* Where the name of each stands in the list of tiles that a phone gets. */
static void test_tiles_stand_in_the_order_of_what_the_station_gets(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    (void)state;
    const struct answer before = fixture_get(f, worker, "/inn/data");
    assert_false(answer_has(&before, "\"tiles\":[{\"id\":70000"));
    for (int i = 0; i < 30; i++) {
        const char *uuid = fixture_text(f, "0397a1f2-5d6f-7d7e-9a63-0000000000%02d", i);
        assert_int_equal(
            fixture_post(f, worker, "/inn", FIELDS("key", uuid, "category", "70700", "state", "1"))
                .code,
            303);
    }
    fixture_wait(f, 2 * MS_PER_DAY);
    fixture_run_jobs(f);
    struct browser device = f->who[AS_DEVICE];
    const struct answer after = fixture_get(f, &device, "/inn/data");
    assert_int_equal(after.code, 200);
    assert_true(answer_has(&after, "\"tiles\":[{\"id\":70000"));
    fixture_close(f);
}

int http_intake_form_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_whole_tree_is_in_the_form_and_each_kind_once),
        cmocka_unit_test(test_a_source_is_remembered_for_the_shift),
        cmocka_unit_test(test_two_photos_of_one_lot_are_both_kept_in_order),
        cmocka_unit_test(test_a_label_typed_wrong_is_told_and_the_rest_kept),
        cmocka_unit_test(test_a_source_of_another_kind_is_refused),
        cmocka_unit_test(test_the_stop_list_asks_before_a_lot_is_saved),
        cmocka_unit_test(test_what_the_form_turns_away_is_counted_once),
        cmocka_unit_test(test_what_is_never_taken_in_can_only_be_turned_away),
        cmocka_unit_test(test_tiles_stand_in_the_order_of_what_the_station_gets),
    };
    return TEST_DB_RUN("intake form", tests);
}
