/* SPDX-License-Identifier: EUPL-1.2 */
/* Photos in pieces: limits, what is swept away, and what a header tells. The rest is tested over
 * HTTP (tests/http/app_photo_test.c). */
#include "media/upload.h"

#include "base/arena.h"
#include "base/day.h"
#include "media/upload_header.h"
#include "test_centre.h"
#include "test_db.h"

#include "base/banned.h"

int media_upload_test(void);

static const struct job_kind no_jobs[] = {{.name = "test_whole", .run = NULL}, {0}};
static const struct job_kind *const tables[] = {upload_jobs, no_jobs};

static struct db *begin(struct ctx *ctx)
{
    struct db *db = test_db_open(test_db_engine());
    test_ctx_begin(ctx, db);
    test_centre_enter(ctx, 7);
    jobs_register(tables, 2);
    assert_int_equal(media_start(str_of(test_folder())), OK);
    return db;
}

static void end(struct ctx *ctx, struct db *db)
{
    test_ctx_end(ctx);
    db_close(db);
}

static struct upload_promise promise(struct ctx *ctx, int number, int64_t size)
{
    return (struct upload_promise){
        .uuid = str_format(ctx->mem, "0197a1f2-5d6f-7d7e-9a63-%012d", number),
        .owner = STR("test:1"),
        .position = 1,
        .place_id = 1,
        .size = size,
        .hash = str_format(ctx->mem, "%064d", number)};
}

static enum status put(struct ctx *ctx, int number, int64_t size, struct upload_progress *progress)
{
    const struct upload_promise promised = promise(ctx, number, size);
    enum upload_answer answer = UPLOAD_DONE;
    const enum status status =
        upload_put(ctx, &promised, 0, STR("piece"), "test_whole", progress, &answer);
    assert_true(status != OK || answer == UPLOAD_GO_ON);
    return status;
}

static void test_a_partial_upload_is_swept_away_after_two_weeks(void **state)
{
    struct ctx ctx;
    struct upload_progress progress;
    (void)state;
    struct db *db = begin(&ctx);
    assert_int_equal(put(&ctx, 1, 100, &progress), OK);
    assert_int_equal(progress.have, 5);
    assert_int_equal(upload_jobs[0].run(&ctx, STR("")), OK);
    assert_int_equal(upload_find(&ctx, progress.promise.uuid, &progress), OK);
    assert_int_equal(progress.have, 5);
    ctx.now_ms += (UPLOAD_PARTIAL_DAYS + 1) * MS_PER_DAY;
    assert_int_equal(upload_jobs[0].run(&ctx, STR("")), OK);
    assert_int_equal(upload_find(&ctx, promise(&ctx, 1, 100).uuid, &progress), NOT_FOUND);
    /* Sent again it begins at nothing: the old bytes are gone too. */
    assert_int_equal(put(&ctx, 1, 100, &progress), OK);
    assert_int_equal(progress.have, 5);
    end(&ctx, db);
}

static void test_a_centre_has_so_many_on_their_way_and_no_more(void **state)
{
    struct ctx ctx;
    struct upload_progress progress;
    struct upload_backlog backlog;
    (void)state;
    struct db *db = begin(&ctx);
    int number = 1;
    for (; number <= UPLOAD_PARTIAL_MAX; number++) {
        assert_int_equal(put(&ctx, number, 6, &progress), OK);
    }
    assert_int_equal(put(&ctx, number, 6, &progress), BUSY);
    assert_int_equal(upload_backlog(&ctx, &backlog), OK);
    assert_int_equal(backlog.partial, UPLOAD_PARTIAL_MAX);
    assert_int_equal(backlog.waiting, 0);
    end(&ctx, db);
}

static void test_bytes_of_partial_uploads_are_limited_too(void **state)
{
    struct ctx ctx;
    struct upload_progress progress;
    (void)state;
    struct db *db = begin(&ctx);
    enum status status = OK;
    int number = 0;
    while (status == OK) {
        status = put(&ctx, ++number, (int64_t)PHOTO_BYTES_MAX, &progress);
    }
    assert_int_equal(status, BUSY);
    assert_int_equal(number - 1, UPLOAD_PARTIAL_BYTES_MAX / (int64_t)PHOTO_BYTES_MAX);
    end(&ctx, db);
}

static void test_a_header_tells_what_it_is(void **state)
{
    static const struct {
        struct str bytes;
        enum photo_verdict verdict;
    } cases[] = {
        {STR_INIT(""), PHOTO_NOT_PICTURE},
        {STR_INIT("\xff\xd8\xff"), PHOTO_BROKEN},
        {STR_INIT("\xff\xd8\xff\xe0\x00\x04\x00\x00\xff\xc0\x00\x0b\x08\x00\x64\x00\xc8"),
         PHOTO_FINE},
        {STR_INIT("\xff\xd8\xff\xe0\x00\x04\x00\x00.\xff\xff\xc2\x00\x0b\x08\x00\x64\x00\xc8"),
         PHOTO_FINE},
        {STR_INIT("\xff\xd8\xff\xc0\x00\x0b\x08\x00\x3f\x00\xc8"), PHOTO_SMALL},
        {STR_INIT("\xff\xd8\xff\xc0\x00\x0b\x08\xff\xff\xff\xff"), PHOTO_TOO_MANY_PIXELS},
        {STR_INIT("\xff\xd8\xff\xc0\x00\x0b\x08\x00\x00\x00\x64"), PHOTO_BROKEN},
        {STR_INIT("\xff\xd8\xff\xda\x00\x0b\x08\x00\x64\x00\x64"), PHOTO_BROKEN},
        {STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x64\0\0\0\x64"), PHOTO_FINE},
        {STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rIHDR\xff\xff\xff\xff\xff\xff\xff\xff"),
         PHOTO_TOO_MANY_PIXELS},
        {STR_INIT("\x89PNG\r\n\x1a\n\0\0\0\rJUNK\0\0\0\x64\0\0\0\x64"), PHOTO_BROKEN},
        {STR_INIT("GIF89a"), PHOTO_NOT_PICTURE},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        assert_int_equal(upload_header(cases[i].bytes), cases[i].verdict);
    }
}

int media_upload_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_partial_upload_is_swept_away_after_two_weeks),
        cmocka_unit_test(test_a_centre_has_so_many_on_their_way_and_no_more),
        cmocka_unit_test(test_bytes_of_partial_uploads_are_limited_too),
        cmocka_unit_test(test_a_header_tells_what_it_is),
    };
    return TEST_DB_RUN("uploads", tests);
}
