/* SPDX-License-Identifier: EUPL-1.2 */
/* Photos of a centre: recorded with what they belong to, sizes made by a job, on both engines. */
#include <unistd.h>
#include <vips/vips.h>

#include "base/arena.h"
#include "base/log.h"
#include "media/media.h"
#include "test_centre.h"
#include "test_db.h"

#include "base/banned.h"

int media_photo_jobs_test(void);

static const struct job_kind *const tables[] = {media_jobs};

static struct db *begin(struct ctx *ctx)
{
    struct db *db = test_db_open(test_db_engine());
    test_ctx_begin(ctx, db);
    test_centre_enter(ctx, 7);
    jobs_register(tables, 1);
    assert_int_equal(media_start(str_of(test_folder())), OK);
    /* The clockwork of this floor has its first run now, so that counts below are of photos. */
    int count = 0;
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    return db;
}

static void end(struct ctx *ctx, struct db *db)
{
    test_ctx_end(ctx);
    db_close(db);
}

/* A picture unlike those of other numbers. */
static struct str store_photo(struct ctx *ctx, int number)
{
    VipsImage *image = NULL;
    VipsImage *grey = NULL;
    void *bytes = NULL;
    size_t size = 0;
    assert_int_equal(VIPS_INIT("photo_jobs_test"), 0);
    vips_black(&grey, 100 + number, 100, NULL);
    vips_copy(grey, &image, "interpretation", VIPS_INTERPRETATION_B_W, NULL);
    assert_int_equal(vips_pngsave_buffer(image, &bytes, &size, NULL), 0);
    struct str hash = {0};
    assert_int_equal(photo_store(ctx, (struct str){bytes, size}, &hash), OK);
    g_free(bytes);
    g_object_unref(image);
    g_object_unref(grey);
    return hash;
}

static enum status add(struct ctx *ctx, void *arg)
{
    const struct str *hash = arg;
    return photo_add(ctx, *hash, true);
}

static int64_t waiting(struct ctx *ctx)
{
    int64_t count = -1;
    struct db *db = db_of(ctx);
    db_session_end(ctx);
    db_session_begin(ctx, db);
    assert_int_equal(photo_backlog(ctx, &count), OK);
    return count;
}

static bool is_final(struct str hash)
{
    int fd = -1;
    int64_t bytes = 0;
    const char *type = NULL;
    bool final = false;
    assert_int_equal(photo_open(hash, PHOTO_400, &fd, &bytes, &type, &final), OK);
    close(fd);
    return final;
}

static void an_added_photo_gets_its_sizes_from_a_job(void **state)
{
    (void)state;
    struct ctx ctx;
    struct db *db = begin(&ctx);
    struct str hash = store_photo(&ctx, test_db_engine());
    int count = 0;
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_false(is_final(hash));
    assert_int_equal(waiting(&ctx), 1);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_int_equal(count, 1);
    assert_true(is_final(hash));
    assert_int_equal(waiting(&ctx), 0);
    /* Added again it needs no more work. */
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_int_equal(count, 0);
    end(&ctx, db);
}

static void a_photo_that_never_arrived_is_refused(void **state)
{
    (void)state;
    struct ctx ctx;
    struct db *db = begin(&ctx);
    struct str unknown = STR("00000000000000000000000000000000000000000000000000000000000000ff");
    struct str wrong = STR("../../etc/passwd");
    assert_int_equal(db_write(&ctx, add, &unknown), INVALID);
    assert_string_equal(ctx.err.field, "photo");
    assert_int_equal(db_write(&ctx, add, &wrong), INVALID);
    assert_int_equal(waiting(&ctx), 0);
    end(&ctx, db);
}

static void another_centre_has_the_same_photo_of_its_own(void **state)
{
    (void)state;
    struct ctx ctx;
    struct db *db = begin(&ctx);
    struct str hash = store_photo(&ctx, 10 + (int)test_db_engine());
    int count = 0;
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    test_centre_enter(&ctx, 8);
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_int_equal(waiting(&ctx), 1);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_int_equal(waiting(&ctx), 0);
    end(&ctx, db);
}

static enum status take_away(struct ctx *ctx, void *arg)
{
    const struct str *hash = arg;
    return photo_forget(ctx, *hash);
}

static bool is_there(struct str hash)
{
    int fd = -1;
    int64_t bytes = 0;
    const char *type = NULL;
    bool final = false;
    const enum status opened = photo_open(hash, PHOTO_400, &fd, &bytes, &type, &final);
    if (opened == OK) {
        close(fd);
    }
    return opened == OK;
}

static void a_forgotten_photo_is_destroyed_when_no_centre_has_it(void **state)
{
    (void)state;
    struct ctx ctx;
    struct db *db = begin(&ctx);
    struct str hash = store_photo(&ctx, 20 + (int)test_db_engine());
    int count = 0;
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    test_centre_enter(&ctx, 8);
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_int_equal(db_write(&ctx, take_away, &hash), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_true(is_there(hash));
    ctx.centre_id = 7;
    assert_int_equal(db_write(&ctx, take_away, &hash), OK);
    assert_int_equal(db_write(&ctx, take_away, &hash), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_int_equal(count, 1);
    assert_false(is_there(hash));
    /* Also one whose sizes were never made, and which then comes again. */
    hash = store_photo(&ctx, 20 + (int)test_db_engine());
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_int_equal(db_write(&ctx, take_away, &hash), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_false(is_there(hash));
    assert_int_equal(db_write(&ctx, add, &hash), INVALID);
    hash = store_photo(&ctx, 20 + (int)test_db_engine());
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_true(is_final(hash));
    end(&ctx, db);
}

static const char drawing[] =
    "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 4 5\" width=\"1200\" height=\"1500\">"
    "<rect width=\"4\" height=\"5\" fill=\"#2f7a57\"/></svg>";

static void a_drawing_is_shown_as_it_is_until_its_sizes_are_made(void **state)
{
    (void)state;
    struct ctx ctx;
    struct db *db = begin(&ctx);
    const struct str svg = str_format(ctx.mem, "%s\n<!-- %d -->", drawing, (int)test_db_engine());
    struct str hash = {0};
    struct str again = {0};
    assert_int_equal(photo_store_drawing(&ctx, svg, &hash), OK);
    assert_int_equal(photo_store_drawing(&ctx, svg, &again), OK);
    assert_true(str_equal(hash, again));
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    int fd = -1;
    int64_t bytes = 0;
    const char *type = NULL;
    bool final = true;
    assert_int_equal(photo_open(hash, PHOTO_800, &fd, &bytes, &type, &final), OK);
    close(fd);
    assert_false(final);
    assert_string_equal(type, "image/svg+xml");
    assert_int_equal(bytes, svg.len);
    int count = 0;
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    assert_int_equal(waiting(&ctx), 0);
    assert_int_equal(photo_open(hash, PHOTO_800, &fd, &bytes, &type, &final), OK);
    assert_true(final);
    assert_string_equal(type, "image/webp");
    VipsSource *source = vips_source_new_from_descriptor(fd);
    VipsImage *image = vips_image_new_from_source(source, "", NULL);
    assert_int_equal(vips_image_get_width(image), 800);
    assert_int_equal(vips_image_get_height(image), 1000);
    g_object_unref(image);
    g_object_unref(source);
    close(fd);
    end(&ctx, db);
}

static void a_drawing_that_cannot_be_drawn_is_tried_again(void **state)
{
    (void)state;
    struct ctx ctx;
    struct db *db = begin(&ctx);
    struct str hash = {0};
    const struct str broken = str_format(ctx.mem, "not a drawing %d", (int)test_db_engine());
    assert_int_equal(photo_store_drawing(&ctx, broken, &hash), OK);
    assert_int_equal(db_write(&ctx, add, &hash), OK);
    int count = 0;
    struct jobs_backlog backlog;
    log_set_level(LOG_ERROR);
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    log_set_level(LOG_INFO);
    assert_int_equal(waiting(&ctx), 1);
    assert_int_equal(jobs_backlog(&ctx, &backlog), OK);
    assert_int_equal(backlog.waiting, 1);
    end(&ctx, db);
}

int media_photo_jobs_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_added_photo_gets_its_sizes_from_a_job),
        cmocka_unit_test(a_photo_that_never_arrived_is_refused),
        cmocka_unit_test(another_centre_has_the_same_photo_of_its_own),
        cmocka_unit_test(a_forgotten_photo_is_destroyed_when_no_centre_has_it),
        cmocka_unit_test(a_drawing_is_shown_as_it_is_until_its_sizes_are_made),
        cmocka_unit_test(a_drawing_that_cannot_be_drawn_is_tried_again),
    };
    return TEST_DB_RUN("media_photo_jobs", tests);
}
