/* SPDX-License-Identifier: EUPL-1.2 */
/* Rolls of labels: made, printed, put on things, and what happens when one is used twice. */
#include <string.h>
#include <unistd.h>

#include "http_app.h"
#include "media/process.h"
#include "station/station.h"

int http_labels_test(void);

#define PHOTO "0297a1f2-5d6f-7d7e-9a63-00000000000"

#define CODES_MAX 400

/* The codes that a phone is given for the roll `roll_id`. */
static size_t codes_of(struct fixture *f, int64_t roll_id, struct str ret_codes[CODES_MAX])
{
    const struct answer data = fixture_get(f, &f->who[AS_STATION_WORKER], "/inn/data");
    const struct str mark =
        str_of(fixture_text(f, "{\"id\":\"%lld\",\"codes\":[\"", (long long)roll_id));
    const ptrdiff_t at = str_find(data.body, mark);
    size_t count = 0;
    if (at < 0) {
        return 0;
    }
    struct str rest = str_slice(data.body, (size_t)at + mark.len, data.body.len);
    rest = str_slice(rest, 0, (size_t)str_find_byte(rest, ']'));
    while (rest.len >= GOODS_CODE_LEN && count < CODES_MAX) {
        ret_codes[count++] = str_slice(rest, 0, GOODS_CODE_LEN);
        rest = str_slice(rest, GOODS_CODE_LEN + 3, rest.len);
    }
    return count;
}

static int64_t make(struct fixture *f, int64_t count)
{
    struct ctx ctx;
    int64_t roll_id = 0;
    fixture_ctx(f, &ctx);
    assert_int_equal(station_add_roll(&ctx, f->home.station_id, count, &roll_id), OK);
    app_end(&ctx);
    return roll_id;
}

static const char *with_label(struct fixture *f, struct str label)
{
    return fixture_text(f, "\"label\":\"%.*s\"", STR_ARG(label));
}

static void test_a_roll_has_codes_that_four_signs_tell_apart(void **state)
{
    struct fixture *f = fixture_open();
    struct str codes[CODES_MAX] = {0};
    struct ctx ctx;
    (void)state;
    const size_t count = codes_of(f, make(f, 300), codes);
    assert_int_equal(count, 300);
    fixture_ctx(f, &ctx);
    for (size_t i = 0; i < count; i++) {
        struct str read;
        assert_int_equal(goods_code_read(&ctx, codes[i], &read), OK);
        for (size_t j = 0; j < i; j++) {
            assert_false(str_ends_with(codes[i], str_slice(codes[j], 4, 8)));
        }
    }
    app_end(&ctx);
    fixture_close(f);
}

static void test_a_label_is_bound_by_code_address_or_its_last_four_signs(void **state)
{
    struct fixture *f = fixture_open();
    struct str codes[CODES_MAX] = {0};
    (void)state;
    const int64_t roll_id = make(f, 5);
    assert_int_equal(codes_of(f, roll_id, codes), 5);
    const struct str typed[] = {
        codes[0], str_of(fixture_text(f, "https://ombruk.test/ting/%.*s", STR_ARG(codes[1]))),
        str_lower_ascii(f->mem, str_slice(codes[2], 4, 8)),
        str_of(fixture_text(f, "%.4s-%.4s", codes[3].ptr, codes[3].ptr + 4))};
    for (size_t i = 0; i < 4; i++) {
        const char *uuid = fixture_text(f, APP_UUID "%zu", i);
        const struct answer answer = app_lot(f, uuid, with_label(f, typed[i]));
        assert_int_equal(answer.code, 201);
        assert_true(str_equal(app_member(f, &answer, "code"), codes[i]));
        assert_false(answer_has(&answer, "help"));
    }
    struct str left[CODES_MAX];
    assert_int_equal(codes_of(f, roll_id, left), 1);
    fixture_close(f);
}

/* The newest case is the last one in the list. */
static const char *newest_case(struct fixture *f, const struct answer *list)
{
    struct str rest = list->body;
    ptrdiff_t at = 0;
    const char *path = NULL;
    while ((at = str_find(rest, STR("href=\"/inn/hjelp/"))) >= 0) {
        rest = str_slice(rest, (size_t)at + 6, rest.len);
        path = fixture_text(f, "%.*s", (int)str_find_byte(rest, '"'), rest.ptr);
    }
    assert_non_null(path);
    return path;
}

/* Of the lot APP_UUID `digit`, its own. */
static void send_photo(struct fixture *f, const char *digit)
{
    const struct str photo = app_jpeg(f, 300, 200, digit[0]);
    const char *uuid = fixture_text(f, PHOTO "%s", digit);
    const char *lot = fixture_text(f, APP_UUID "%s", digit);
    assert_int_equal(app_photo(f, uuid, lot, photo, 0, photo.len).code, 200);
}

static bool shows_photo(struct fixture *f, const struct answer *page, struct str photo)
{
    return photo.len > 0 &&
           answer_has(page, fixture_text(f, "<img src=\"/bilde/%.*s", STR_ARG(photo)));
}

static void test_a_label_used_twice_gets_help_with_both_and_nothing_is_lost(void **state)
{
    struct fixture *f = fixture_open();
    struct str codes[CODES_MAX] = {0};
    (void)state;
    codes_of(f, make(f, 2), codes);
    assert_int_equal(app_lot(f, APP_UUID "1", with_label(f, codes[0])).code, 201);
    const struct answer second = app_lot(f, APP_UUID "2", with_label(f, codes[0]));
    assert_int_equal(second.code, 201);
    assert_str(app_member(f, &second, "help"), "label");
    assert_false(str_equal(app_member(f, &second, "code"), codes[0]));
    const struct answer again = app_lot(f, APP_UUID "2", with_label(f, codes[0]));
    assert_int_equal(again.code, 200);
    assert_str(app_member(f, &again, "help"), "label");
    assert_int_equal(app_help_count(f), 1);
    send_photo(f, "1");
    send_photo(f, "2");
    fixture_run_jobs(f);
    const struct answer list = fixture_get(f, &f->who[AS_STATION_WORKER], "/inn/hjelp");
    assert_true(answer_has(&list, "En annen ting har den lappen."));
    const char *path = newest_case(f, &list);
    const struct answer page = fixture_get(f, &f->who[AS_STATION_WORKER], path);
    /* The picture of each, so that whoever stands there can tell which is which. */
    const struct str first_photo = app_thing(f, APP_UUID "1").photo;
    const struct str second_photo = app_thing(f, APP_UUID "2").photo;
    assert_false(str_equal(first_photo, second_photo));
    assert_true(shows_photo(f, &page, first_photo));
    assert_true(shows_photo(f, &page, second_photo));
    assert_true(answer_has(&page, fixture_text(f, "%.4s-%.4s", codes[0].ptr, codes[0].ptr + 4)));
    assert_true(
        answer_has(&page, fixture_text(f, "/lapp/%.*s", STR_ARG(app_member(f, &second, "code")))));
    assert_int_equal(
        fixture_post(f, &f->who[AS_STATION_WORKER], fixture_text(f, "%s/ferdig", path), FIELDS_NONE)
            .code,
        303);
    assert_int_equal(app_help_count(f), 0);
    fixture_close(f);
}

static void test_the_second_thing_gets_a_new_label_of_the_roll(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    struct str codes[CODES_MAX] = {0};
    (void)state;
    const int64_t roll_id = make(f, 3);
    codes_of(f, roll_id, codes);
    assert_int_equal(app_lot(f, APP_UUID "1", with_label(f, codes[0])).code, 201);
    const struct answer second = app_lot(f, APP_UUID "2", with_label(f, codes[0]));
    const struct str own = app_member(f, &second, "code");
    const struct answer list = fixture_get(f, worker, "/inn/hjelp");
    const char *path = newest_case(f, &list);
    const char *post = fixture_text(f, "%s/lapp", path);
    const struct answer unknown = fixture_post(f, worker, post, FIELDS("label", "ZZZZ"));
    assert_int_equal(unknown.code, 422);
    assert_true(answer_has(&unknown, "value=\"ZZZZ\""));
    const struct answer taken =
        fixture_post(f, worker, post, FIELDS("label", fixture_text(f, "%.*s", STR_ARG(codes[0]))));
    assert_int_equal(taken.code, 409);
    assert_int_equal(fixture_post(f, worker, post, FIELDS_NONE).code, 422);
    assert_int_equal(app_help_count(f), 1);
    const char *last = fixture_text(f, "%.4s", codes[1].ptr + 4);
    for (int i = 0; i < 2; i++) {
        assert_int_equal(fixture_post(f, worker, post, FIELDS("label", last)).code, 303);
    }
    assert_int_equal(app_help_count(f), 0);
    assert_true(str_equal(app_thing(f, APP_UUID "2").code, codes[1]));
    assert_true(str_equal(app_thing(f, APP_UUID "1").code, codes[0]));
    /* Neither the old code nor the roll knows it any more. */
    assert_int_equal(fixture_get(f, worker, fixture_text(f, "/inn/lagret/%.*s", STR_ARG(own))).code,
                     404);
    struct str left[CODES_MAX];
    assert_int_equal(codes_of(f, roll_id, left), 1);
    fixture_close(f);
}

static void test_a_label_of_nobody_gets_help_too(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    static const char *const typed[] = {"22222222", "no label", "ZZZZ", "https://evil.example/?x="};
    for (size_t i = 0; i < 4; i++) {
        const char *uuid = fixture_text(f, APP_UUID "%zu", i);
        const struct answer answer = app_lot(f, uuid, with_label(f, str_of(typed[i])));
        assert_int_equal(answer.code, 201);
        assert_str(app_member(f, &answer, "help"), "label");
    }
    assert_int_equal(app_help_count(f), 4);
    fixture_close(f);
}

static void test_labels_are_printed_for_both_kinds_of_paper(void **state)
{
    struct fixture *f = fixture_shared();
    static const char *const papers[] = {"rull", "ark"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        const struct answer pdf = fixture_get(
            f, &f->who[AS_MANAGER],
            fixture_text(f, "/kontor/lapper/%lld/%s/1", (long long)f->home.roll_id, papers[i]));
        assert_int_equal(pdf.code, 200);
        assert_str(pdf.content_type, "application/pdf");
        assert_true(str_starts_with(pdf.body, STR("%PDF-")));
        const struct answer none = fixture_get(
            f, &f->who[AS_MANAGER],
            fixture_text(f, "/kontor/lapper/%lld/%s/2", (long long)f->home.roll_id, papers[i]));
        assert_int_equal(none.code, 404);
    }
}

/* ---- on paper -------------------------------------------------------------------------------- */

#define OUTPUT_MAX ((size_t)1024 * 1024)

/* What a tool of poppler-utils says about `pdf`. */
static struct str poppler(struct fixture *f, struct str pdf, const char *const *argv)
{
    const int fds[] = {process_input(pdf), process_input(STR(""))};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = 2,
                                    .timeout_ms = 20000,
                                    .cpu_seconds = 10,
                                    .memory_max = (size_t)512 * 1024 * 1024,
                                    .file_max = OUTPUT_MAX};
    struct process_result result = {0};
    struct str out = {0};
    assert_int_equal(process_run(&process, &result), OK);
    assert_int_equal(result.end, PROCESS_EXITED);
    assert_int_equal(result.code, 0);
    assert_int_equal(process_output(f->mem, fds[1], OUTPUT_MAX, &out), OK);
    close(fds[0]);
    close(fds[1]);
    return out;
}

static struct str info_of(struct fixture *f, struct str pdf)
{
    static const char *const argv[] = {"pdfinfo", "-", NULL};
    return poppler(f, pdf, argv);
}

/* The text of page `number`, "1" the first. */
static struct str text_of(struct fixture *f, struct str pdf, const char *number)
{
    const char *const argv[] = {"pdftotext", "-raw", "-f", number, "-l", number, "-", "-", NULL};
    return poppler(f, pdf, argv);
}

/* Letters stand apart on a label, and now and then the tool takes that for a space. */
static struct str without_spaces(struct fixture *f, struct str text)
{
    char *bytes = arena_alloc(f->mem, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ') {
            bytes[len++] = text.ptr[i];
        }
    }
    bytes[len] = '\0';
    return (struct str){bytes, len};
}

/* How many of the codes from `from` to before `to` stand in the text. */
static size_t codes_in(struct fixture *f, struct str read, const struct str *codes, size_t from,
                       size_t to)
{
    size_t found = 0;
    const struct str text = without_spaces(f, read);
    for (size_t i = from; i < to; i++) {
        const char *code = fixture_text(f, "%.4s-%.4s", codes[i].ptr, codes[i].ptr + 4);
        found += str_find(text, str_of(code)) >= 0 ? 1 : 0;
    }
    return found;
}

static struct str print(struct fixture *f, int64_t roll_id, const char *paper)
{
    const struct answer pdf =
        fixture_get(f, &f->who[AS_MANAGER],
                    fixture_text(f, "/kontor/lapper/%lld/%s/1", (long long)roll_id, paper));
    assert_int_equal(pdf.code, 200);
    return pdf.body;
}

static void test_a_roll_of_25_is_25_strips_or_two_sheets_with_every_code(void **state)
{
    struct fixture *f = fixture_open();
    struct str codes[CODES_MAX] = {0};
    (void)state;
    const int64_t roll_id = make(f, 25);
    assert_int_equal(codes_of(f, roll_id, codes), 25);
    const struct str strip = print(f, roll_id, "rull");
    struct str info = info_of(f, strip);
    assert_true(str_find(info, STR("Pages:           25\n")) >= 0);
    /* 62 mm × 72 / 25.4 = 175.748 pt; 29 mm = 82.2047 pt. */
    assert_true(str_find(info, STR("175.748 x 82.2047 pts")) >= 0);
    assert_int_equal(codes_in(f, text_of(f, strip, "1"), codes, 0, 25), 1);
    assert_int_equal(codes_in(f, text_of(f, strip, "1"), codes, 0, 1), 1);
    assert_int_equal(codes_in(f, text_of(f, strip, "25"), codes, 24, 25), 1);
    const struct str sheet = print(f, roll_id, "ark");
    info = info_of(f, sheet);
    assert_true(str_find(info, STR("Pages:           2\n")) >= 0);
    assert_true(str_find(info, STR("(A4)")) >= 0);
    assert_int_equal(codes_in(f, text_of(f, sheet, "1"), codes, 0, 24), 24);
    assert_int_equal(codes_in(f, text_of(f, sheet, "1"), codes, 24, 25), 0);
    assert_int_equal(codes_in(f, text_of(f, sheet, "2"), codes, 24, 25), 1);
    assert_int_equal(codes_in(f, text_of(f, sheet, "2"), codes, 0, 24), 0);
    fixture_close(f);
}

static void test_the_manager_makes_and_closes_a_roll(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    struct str codes[CODES_MAX] = {0};
    const char *station = fixture_text(f, "%lld", (long long)f->home.station_id);
    (void)state;
    static const char *const wrong[] = {"0", "2001", "mange"};
    for (size_t i = 0; i < 3; i++) {
        const struct answer answer = fixture_post(f, manager, "/kontor/lapper",
                                                  FIELDS("station", station, "count", wrong[i]));
        assert_int_equal(answer.code, 422);
        assert_true(answer_has(&answer, fixture_text(f, "value=\"%s\"", wrong[i])));
    }
    const struct answer made =
        fixture_post(f, manager, "/kontor/lapper", FIELDS("station", station, "count", "12"));
    assert_int_equal(made.code, 303);
    int64_t roll_id = 0;
    assert_true(str_to_i64(str_slice(made.location, strlen("/kontor/lapper/"), made.location.len),
                           &roll_id));
    assert_int_equal(codes_of(f, roll_id, codes), 12);
    assert_int_equal(
        fixture_post(f, manager, fixture_text(f, "%s/lukk", made.location.ptr), FIELDS_NONE).code,
        303);
    struct str none[CODES_MAX];
    assert_int_equal(codes_of(f, roll_id, none), 0);
    /* What is out can still be scanned. */
    const struct answer lot = app_lot(f, APP_UUID "1", with_label(f, codes[3]));
    assert_true(str_equal(app_member(f, &lot, "code"), codes[3]));
    fixture_close(f);
}

int http_labels_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_roll_has_codes_that_four_signs_tell_apart),
        cmocka_unit_test(test_a_label_is_bound_by_code_address_or_its_last_four_signs),
        cmocka_unit_test(test_a_label_used_twice_gets_help_with_both_and_nothing_is_lost),
        cmocka_unit_test(test_the_second_thing_gets_a_new_label_of_the_roll),
        cmocka_unit_test(test_a_label_of_nobody_gets_help_too),
        cmocka_unit_test(test_labels_are_printed_for_both_kinds_of_paper),
        cmocka_unit_test(test_a_roll_of_25_is_25_strips_or_two_sheets_with_every_code),
        cmocka_unit_test(test_the_manager_makes_and_closes_a_roll),
    };
    return TEST_DB_RUN("labels", tests);
}
