/* SPDX-License-Identifier: EUPL-1.2 */
/* What people are told when the disk is full, the database locked or gone, the clock set back. */
#include <stdio.h>
#include <unistd.h>

#include "base/day.h"
#include "goods/goods.h"
#include "http_fixture.h"
#include "http_refusal.h"

int http_storage_test(void);

#define KEY "5c9c1b52-6d5f-4d7e-9a63-0123456789ab"

/* ---- the database ---------------------------------------------------------------------------- */

#define STORAGE_GONE "The storage is unavailable. Nothing was saved. Try again soon."

static const char *const lot_fields[] = {"key", KEY,    "category", "10301", "state",
                                         "1",   "note", "hjul",     NULL,    NULL};

/* The disk of the next write is full. */
static enum status fill_disk(struct ctx *ctx, void *arg)
{
    static const struct sql sqlite = {
        .name = "fill", .text = {"PRAGMA max_page_count = 1", NULL}, .writes = true};
    static const struct sql function = {
        .name = "fill-function",
        .text = {NULL, "CREATE FUNCTION full_disk() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
                       "RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END $$"},
        .writes = true};
    static const struct sql trigger = {
        .name = "fill-trigger",
        .text = {NULL, "CREATE TRIGGER full_disk BEFORE INSERT ON goods_event FOR EACH ROW "
                       "EXECUTE FUNCTION full_disk()"},
        .writes = true};
    (void)arg;
    if (test_db_engine() == DB_SQLITE) {
        return db_exec(ctx, &sqlite, NULL);
    }
    TRY(db_exec(ctx, &function, NULL));
    return db_exec(ctx, &trigger, NULL);
}

static void test_a_full_disk_is_told_and_keeps_what_was_typed(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    struct ctx ctx;
    (void)state;
    fixture_ctx(f, &ctx);
    assert_int_equal(db_write(&ctx, fill_disk, NULL), OK);
    app_end(&ctx);
    /* A little fits into the pages that are there. */
    struct answer answer = {0};
    for (int i = 0; i < 500 && answer.code != 503; i++) {
        const char *key = fixture_text(f, "5c9c1b52-6d5f-4d7e-9a63-%012d", i);
        answer = fixture_post(
            f, worker, "/inn",
            FIELDS("key", key, "category", "10301", "state", "1", "note",
                   "en lang tekst om hjul som fyller opp det lille som ennå er igjen av plass"));
    }
    assert_int_equal(answer.code, 503);
    const int64_t before = refusal_waiting_lots(f);
    const struct refusal expected = {
        .code = 503, .message = STORAGE_GONE, .kept = {">\nhjul<", "value=\"" KEY "\""}};
    refusal_post(f, worker, "/inn", lot_fields, &expected);
    assert_int_equal(refusal_waiting_lots(f), before);
    assert_int_equal(fixture_get(f, worker, "/inn").code, 200);
    fixture_close(f);
}

/* Holds what a receiving write needs while others want it. */
struct locked {
    struct fixture *f;
    struct answer answers[REFUSAL_LANGUAGES];
};

static enum status post_while_locked(struct ctx *ctx, void *arg)
{
    static const struct sql lock = {.name = "lock",
                                    .text = {"CREATE TABLE locked (n INTEGER)",
                                             "LOCK TABLE goods_event IN ACCESS EXCLUSIVE MODE"},
                                    .writes = true};
    struct locked *locked = arg;
    TRY(db_exec(ctx, &lock, NULL));
    for (size_t i = 0; i < REFUSAL_LANGUAGES; i++) {
        locked->answers[i] =
            fixture_post(locked->f, &locked->f->who[AS_STATION_WORKER],
                         fixture_text(locked->f, "%s/inn", refusal_prefix(i)), lot_fields);
    }
    return OK;
}

static void test_a_locked_database_is_told_and_keeps_what_was_typed(void **state)
{
    struct fixture *f = fixture_open();
    struct locked locked = {.f = f};
    struct ctx ctx;
    char why[256];
    struct db *second = NULL;
    (void)state;
    fixture_reopen(f, f->app.settings.database_url, 60);
    assert_int_equal(
        db_open((struct db_options){.url = f->app.settings.database_url}, &second, why), OK);
    test_ctx_begin(&ctx, second);
    assert_int_equal(db_write(&ctx, post_while_locked, &locked), OK);
    test_ctx_end(&ctx);
    db_close(second);
    const struct refusal expected = {
        .code = 503,
        .message = "Very busy right now. Nothing was saved. Try again in a moment.",
        .kept = {">\nhjul<", "value=\"" KEY "\""}};
    for (size_t i = 0; i < REFUSAL_LANGUAGES; i++) {
        refusal_judge(f, i, locked.answers[i], &expected);
    }
    assert_int_equal(fixture_post(f, &f->who[AS_STATION_WORKER], "/inn", lot_fields).code, 303);
    fixture_close(f);
}

/* The address of the same server through a link that can be taken away. */
static struct str linked_url(struct fixture *f, const char *link)
{
    const struct str url = f->app.settings.database_url;
    const ptrdiff_t at = str_find(url, STR("host="));
    assert_true(at > 0);
    const struct str rest = str_slice(url, (size_t)at + 5, url.len);
    const ptrdiff_t end = str_find_byte(rest, '&');
    const struct str folder = end < 0 ? rest : str_slice(rest, 0, (size_t)end);
    const struct str after = end < 0 ? STR("") : str_slice(rest, (size_t)end, rest.len);
    assert_int_equal(symlink(fixture_text(f, "%.*s", STR_ARG(folder)), link), 0);
    return str_of(fixture_text(f, "%.*shost=%s%.*s&application_name=gone", (int)at, url.ptr, link,
                               STR_ARG(after)));
}

static enum status cut_off(struct ctx *ctx, void *arg)
{
    static const struct sql end = {
        .name = "cut-off",
        .text = {NULL, "DO $$ BEGIN PERFORM pg_terminate_backend(pid, 1000) FROM pg_stat_activity "
                       "WHERE application_name = 'gone'; END $$"},
        .writes = true};
    (void)arg;
    return db_exec(ctx, &end, NULL);
}

static void test_a_database_that_is_gone_is_told_and_comes_back(void **state)
{
    (void)state;
    if (test_db_engine() != DB_POSTGRES) {
        return; /* a file does not go away while it is open */
    }
    struct fixture *f = fixture_open();
    struct browser *worker = &f->who[AS_STATION_WORKER];
    struct browser visitor = {0};
    struct db *server = NULL;
    struct ctx ctx;
    char why[256];
    const struct str url = f->app.settings.database_url;
    const char *link = fixture_text(f, "%s/gone", test_folder());
    const struct str folder = linked_url(f, link);
    const struct refusal gone = {.code = 503, .message = STORAGE_GONE};
    const struct refusal kept = {
        .code = 503,
        .message = "What you typed is still in the form: go back one page and send it again."};
    fixture_reopen(f, folder, 60);
    assert_int_equal(fixture_get(f, worker, "/inn").code, 200);
    assert_int_equal(db_open((struct db_options){.url = url}, &server, why), OK);
    assert_int_equal(rename(link, fixture_text(f, "%s.away", link)), 0);
    test_ctx_begin(&ctx, server);
    assert_int_equal(db_write(&ctx, cut_off, NULL), OK);
    test_ctx_end(&ctx);
    db_close(server);
    refusal_post(f, worker, "/inn", lot_fields, &gone);
    refusal_post(f, worker, "/inn", lot_fields, &kept);
    refusal_get(f, &visitor, "/finn", &gone);
    assert_int_equal(rename(fixture_text(f, "%s.away", link), link), 0);
    assert_int_equal(fixture_post(f, worker, "/inn", lot_fields).code, 303);
    fixture_close(f);
}

/* ---- the clock ------------------------------------------------------------------------------- */

static void test_a_clock_set_back_loses_nothing_and_breaks_no_chain(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct goods_verdict verdict;
    (void)state;
    const struct str code = f->home.shops[0].published;
    const char *before = refusal_version(f, code);
    fixture_wait(f, -2 * MS_PER_HOUR);
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER],
                                  fixture_text(f, "/lager/%.*s", STR_ARG(code)),
                                  FIELDS("version", before, "category", "10101", "title", "Dress",
                                         "size", "104", "grade", "2", "price", "120"))
                         .code,
                     303);
    assert_string_not_equal(refusal_version(f, code), before);
    assert_int_equal(fixture_post(f, &f->who[AS_STATION_WORKER], "/inn", lot_fields).code, 303);
    fixture_run_jobs(f);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_verify(&ctx, &verdict), OK);
    if (verdict.differences != 0) {
        fail_msg("%.*s", STR_ARG(verdict.first));
    }
    app_end(&ctx);
    fixture_close(f);
}

int http_storage_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_full_disk_is_told_and_keeps_what_was_typed),
        cmocka_unit_test(test_a_locked_database_is_told_and_keeps_what_was_typed),
        cmocka_unit_test(test_a_database_that_is_gone_is_told_and_comes_back),
        cmocka_unit_test(test_a_clock_set_back_loses_nothing_and_breaks_no_chain),
    };
    return TEST_DB_RUN("storage", tests);
}
