/* SPDX-License-Identifier: EUPL-1.2 */
/* Photos in pieces: any split, repeated and out of order; what is no picture gets help. */
#include <string.h>
#include <unistd.h>

#include "http_app.h"
#include "media/media.h"
#include "media/media_files.h"
#include "media/photo.h"

int http_app_photo_test(void);

#define LOT   APP_UUID "1"
#define PHOTO "0297a1f2-5d6f-7d7e-9a63-000000000001"
#define OTHER "0297a1f2-5d6f-7d7e-9a63-000000000002"

static struct answer head(struct fixture *f, const char *uuid)
{
    return fixture_send(f, &f->who[AS_STATION_WORKER],
                        (struct fixture_request){.method = HTTP_HEAD,
                                                 .path = fixture_text(f, "/inn/photo/%s", uuid)});
}

static void expect_head(struct fixture *f, const char *uuid, size_t length, const char *done)
{
    const struct answer answer = head(f, uuid);
    assert_int_equal(answer.code, 200);
    assert_str(answer_header(&answer, "X-Photo-Length"), fixture_text(f, "%zu", length));
    assert_str(answer_header(&answer, "X-Photo-Done"), done);
}

static void expect_have(const struct answer *answer, int code, const char *text)
{
    if (answer->code != code || !answer_has(answer, text)) {
        fail_msg("%d %.*s, not %d with %s", answer->code, STR_ARG(answer->body), code, text);
    }
}

static struct str served(struct fixture *f, const char *uuid)
{
    const struct thing thing = app_thing(f, uuid);
    int fd = -1;
    int64_t size = 0;
    const char *type = NULL;
    bool final = false;
    if (thing.photo.len == 0) {
        return STR("");
    }
    assert_int_equal(photo_open(thing.photo, 400, &fd, &size, &type, &final), OK);
    char *bytes = arena_alloc(f->mem, (size_t)size);
    assert_int_equal(read(fd, bytes, (size_t)size), size);
    close(fd);
    return (struct str){bytes, (size_t)size};
}

/* What the office reads of photos on their way. */
static void expect_backlog(struct fixture *f, const char *come, const char *half)
{
    const struct answer page = fixture_get(f, &f->who[AS_MANAGER], "/en/kontor/bilder");
    assert_int_equal(page.code, 200);
    const char *const facts[][2] = {{"Come, not yet looked into", come},
                                    {"Half sent from phones", half}};
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        const ptrdiff_t at = str_find(page.body, str_of(facts[i][0]));
        assert_true(at >= 0);
        const struct str rest = str_slice(page.body, (size_t)at, page.body.len);
        const ptrdiff_t value = str_find(rest, STR("<dd>"));
        assert_true(value >= 0);
        assert_true(str_starts_with(str_slice(rest, (size_t)value + 4, rest.len),
                                    str_of(fixture_text(f, "%s<", facts[i][1]))));
    }
}

static void test_a_photo_in_one_piece_reaches_its_lot_and_loses_its_place(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str photo = app_jpeg(f, 400, 300, 1);
    assert_true(str_find(photo, STR("PhoneOfSomebody")) >= 0);
    assert_int_equal(app_lot(f, LOT, "").code, 201);
    const struct answer put = app_photo(f, PHOTO, LOT, photo, 0, photo.len);
    expect_have(&put, 200, fixture_text(f, "{\"have\":%zu,\"done\":true}", photo.len));
    expect_head(f, PHOTO, photo.len, "1");
    assert_int_equal(served(f, LOT).len, 0);
    /* As it came, with its place, only until the job has looked; the office sees it wait. */
    const struct str hash = app_sum(f, photo);
    assert_true(media_file_exists(hash, PHOTO_RAW));
    expect_backlog(f, "1", "0");
    fixture_run_jobs(f);
    assert_false(media_file_exists(hash, PHOTO_RAW));
    expect_backlog(f, "0", "0");
    const struct answer office = fixture_get(f, &f->who[AS_MANAGER], "/en/kontor/bilder");
    assert_true(answer_has(&office, "All photos that have come are ready."));
    const struct str kept = served(f, LOT);
    assert_true(kept.len > 0);
    assert_true(str_find(kept, STR("Exif")) < 0 && str_find(kept, STR("PhoneOfSomebody")) < 0);
    fixture_close(f);
}

static void test_a_photo_may_come_before_its_lot(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str photo = app_jpeg(f, 200, 300, 2);
    assert_int_equal(app_photo(f, PHOTO, LOT, photo, 0, photo.len).code, 200);
    fixture_run_jobs(f);
    assert_int_equal(app_lot(f, LOT, "").code, 201);
    assert_true(served(f, LOT).len > 0);
    fixture_close(f);
}

/* Pieces of every size, each sent twice, with holes and overlaps in between. */
static void test_any_split_repeated_and_out_of_order_is_one_photo(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    for (size_t step = 1; step <= 7; step++) {
        const struct str photo = app_jpeg(f, 90 + (int)step, 80, (int)step);
        const char *uuid = fixture_text(f, "0297a1f2-5d6f-7d7e-9a63-00000000010%zu", step);
        const char *lot = fixture_text(f, APP_UUID "%zu", step);
        const size_t piece = photo.len / step + step;
        const struct answer early = app_photo(f, uuid, lot, photo, photo.len - 1, photo.len);
        expect_have(&early, 409, "\"have\":0");
        assert_true(answer_has(&early, "\"code\":\"OFFSET\""));
        for (size_t at = 0; at < photo.len; at += piece) {
            const size_t to = at + piece < photo.len ? at + piece : photo.len;
            const size_t from = at > 3 ? at - 3 : at; /* overlaps what is there */
            const char *have = fixture_text(f, "\"have\":%zu", to);
            const struct answer first = app_photo(f, uuid, lot, photo, from, to);
            expect_have(&first, 200, have);
            const struct answer again = app_photo(f, uuid, lot, photo, from, to);
            expect_have(&again, 200, have);
            if (to < photo.len) {
                expect_head(f, uuid, to, "0");
                const struct answer hole = app_photo(f, uuid, lot, photo, to + 1, photo.len);
                expect_have(&hole, to + 1 > photo.len ? 413 : 409, "");
            }
        }
        expect_head(f, uuid, photo.len, "1");
        assert_int_equal(app_lot(f, lot, "").code, 201);
    }
    expect_backlog(f, "7", "0");
    fixture_run_jobs(f);
    expect_backlog(f, "0", "0");
    for (size_t step = 1; step <= 7; step++) {
        assert_true(served(f, fixture_text(f, APP_UUID "%zu", step)).len > 0);
    }
    fixture_close(f);
}

static void test_a_wrong_sum_begins_again_at_nothing(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str photo = app_jpeg(f, 100, 100, 3);
    const char *path = fixture_text(
        f, "/inn/photo/" PHOTO "?lot=" LOT "&n=1&offset=0&size=%zu&sha256=%064d", photo.len, 7);
    const struct answer whole = app_send(f, HTTP_PUT, path, photo);
    expect_have(&whole, 422, "\"code\":\"HASH\"");
    expect_have(&whole, 422, "\"have\":0");
    expect_head(f, PHOTO, 0, "0");
    /* In pieces, the last one damaged on the way. */
    char *damaged = arena_alloc(f->mem, photo.len);
    memcpy(damaged, photo.ptr, photo.len);
    damaged[photo.len - 1] ^= 1;
    const struct str sum = app_sum(f, photo);
    assert_int_equal(app_photo(f, PHOTO, LOT, photo, 0, 10).code, 200);
    path = fixture_text(f, "/inn/photo/" PHOTO "?lot=" LOT "&n=1&offset=10&size=%zu&sha256=%.*s",
                        photo.len, STR_ARG(sum));
    const struct answer last =
        app_send(f, HTTP_PUT, path, str_slice((struct str){damaged, photo.len}, 10, photo.len));
    expect_have(&last, 422, "\"have\":0");
    assert_int_equal(app_photo(f, PHOTO, LOT, photo, 0, 10).code, 200);
    const struct answer done = app_photo(f, PHOTO, LOT, photo, 10, photo.len);
    expect_have(&done, 200, "\"done\":true");
    fixture_close(f);
}

/* ---- no pictures ----------------------------------------------------------------------------- */

static void expect_help(struct fixture *f, struct str bytes, const char *message)
{
    const struct answer first = app_photo(f, PHOTO, LOT, bytes, 0, bytes.len);
    expect_have(&first, 422, "\"code\":\"HELP\"");
    expect_have(&first, 422, message);
    const struct answer again = app_photo(f, PHOTO, LOT, bytes, 0, bytes.len);
    expect_have(&again, 422, "\"code\":\"HELP\"");
    assert_int_equal(app_help_count(f), 1);
    assert_int_equal(app_thing(f, LOT).photo.len, 0);
}

static void check_no_picture(struct str bytes, const char *message)
{
    struct fixture *f = fixture_open();
    assert_int_equal(app_lot(f, LOT, "").code, 201);
    expect_help(f, bytes, message);
    fixture_run_jobs(f);
    assert_int_equal(app_help_count(f), 1);
    fixture_close(f);
}

static void test_nothing_is_no_photo(void **state)
{
    (void)state;
    check_no_picture(STR(""), "tomt");
}

static void test_heic_called_jpeg_is_no_photo(void **state)
{
    (void)state;
    check_no_picture(STR("\0\0\0\x18"
                         "ftypheic\0\0\0\0mif1heic and then the rest of it"),
                     "JPEG eller PNG");
}

/* 30 000 × 30 000 pixels in a header of a few bytes. */
static void test_a_bomb_is_refused_by_its_header(void **state)
{
    (void)state;
    check_no_picture(STR("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\x75\x30\0\0\x75\x30\x08\x02\0\0\0"),
                     "50 millioner");
}

static void test_a_photo_damaged_further_in_is_found_by_the_job(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str photo = app_jpeg(f, 300, 300, 4);
    const struct str cut = str_slice(photo, 0, photo.len / 2);
    assert_int_equal(app_lot(f, LOT, "").code, 201);
    assert_int_equal(app_photo(f, PHOTO, LOT, cut, 0, cut.len).code, 200);
    assert_int_equal(app_help_count(f), 0);
    fixture_run_jobs(f);
    assert_int_equal(app_help_count(f), 1);
    assert_int_equal(app_thing(f, LOT).photo.len, 0);
    expect_head(f, PHOTO, cut.len, "0");
    fixture_close(f);
}

static void test_twelve_megapixels_in_pieces_are_a_photo(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct str photo = app_jpeg(f, 4000, 3000, 5);
    const size_t piece = (size_t)256 * 1024;
    assert_true(photo.len > piece);
    for (size_t at = 0; at < photo.len; at += piece) {
        const size_t to = at + piece < photo.len ? at + piece : photo.len;
        assert_int_equal(app_photo(f, PHOTO, LOT, photo, at, to).code, 200);
    }
    assert_int_equal(app_lot(f, LOT, "").code, 201);
    fixture_run_jobs(f);
    assert_true(served(f, LOT).len > 0);
    fixture_close(f);
}

static void test_limits_are_told(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const size_t over = (size_t)256 * 1024 + 1;
    char *bytes = arena_alloc(f->mem, over);
    memset(bytes, 'x', over);
    assert_int_equal(app_photo(f, PHOTO, LOT, (struct str){bytes, over}, 0, over).code, 413);
    const char *path =
        fixture_text(f, "/inn/photo/" PHOTO "?lot=" LOT "&n=1&offset=0&size=%d&sha256=%064d",
                     10 * 1024 * 1024 + 1, 1);
    assert_int_equal(app_send(f, HTTP_PUT, path, STR("x")).code, 413);
    path = fixture_text(f, "/inn/photo/" PHOTO "?lot=" LOT "&n=3&offset=0&size=1&sha256=%064d", 1);
    assert_int_equal(app_send(f, HTTP_PUT, path, STR("x")).code, 422);
    path =
        fixture_text(f, "/inn/photo/" PHOTO "?lot=" LOT "&n=1&offset=0&size=1&sha256=zz%062d", 1);
    assert_int_equal(app_send(f, HTTP_PUT, path, STR("x")).code, 422);
    fixture_close(f);
}

static void test_a_third_photo_of_a_lot_gets_help(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    for (int i = 1; i <= 3; i++) {
        const struct str photo = app_jpeg(f, 100, 100 + i, i);
        const char *uuid = fixture_text(f, "0297a1f2-5d6f-7d7e-9a63-00000000000%d", i);
        assert_int_equal(app_photo(f, uuid, LOT, photo, 0, photo.len).code, i < 3 ? 200 : 422);
    }
    fixture_close(f);
}

/* ---- over the API ---------------------------------------------------------------------------- */

static void test_a_program_sends_a_photo_for_its_thing(void **state)
{
    struct fixture *f = fixture_open();
    struct browser token = fixture_bearer(f, AS_STATION_WORKER);
    struct ctx ctx;
    struct thing thing;
    (void)state;
    const char *path =
        fixture_text(f, "/api/v1/photos/" PHOTO "?lot=" LOT "&n=1&offset=0&size=1&sha256=%064d", 1);
    const struct fixture_request early = {
        .method = HTTP_PUT, .path = path, .body = STR("x"), .content_type = "image/jpeg"};
    assert_int_equal(fixture_send(f, &token, early).code, 404);
    const struct fixture_request post = {
        .method = HTTP_POST,
        .path = "/api/v1/things",
        .body = STR("{\"key\":\"" LOT "\",\"category\":10101,\"state\":\"1\"}"),
        .content_type = "application/json"};
    assert_int_equal(fixture_send(f, &token, post).code, 201);
    const struct answer first = fixture_send(f, &token, early);
    assert_int_equal(first.code, 422);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_key(&ctx, STR("api"), STR(LOT), &thing), OK);
    app_end(&ctx);
    fixture_close(f);
}

int http_app_photo_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_photo_in_one_piece_reaches_its_lot_and_loses_its_place),
        cmocka_unit_test(test_a_photo_may_come_before_its_lot),
        cmocka_unit_test(test_any_split_repeated_and_out_of_order_is_one_photo),
        cmocka_unit_test(test_a_wrong_sum_begins_again_at_nothing),
        cmocka_unit_test(test_nothing_is_no_photo),
        cmocka_unit_test(test_heic_called_jpeg_is_no_photo),
        cmocka_unit_test(test_a_bomb_is_refused_by_its_header),
        cmocka_unit_test(test_a_photo_damaged_further_in_is_found_by_the_job),
        cmocka_unit_test(test_twelve_megapixels_in_pieces_are_a_photo),
        cmocka_unit_test(test_limits_are_told),
        cmocka_unit_test(test_a_third_photo_of_a_lot_gets_help),
        cmocka_unit_test(test_a_program_sends_a_photo_for_its_thing),
    };
    return TEST_DB_RUN("app photos", tests);
}
