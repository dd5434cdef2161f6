/* SPDX-License-Identifier: EUPL-1.2 */
/* Makes and removes the databases of tests. */
#include "test_db.h"

#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/migrate.h"

#include "base/banned.h"

static char folder[256];
static pid_t owner;
static int made;
static enum db_engine current = DB_SQLITE;
static bool said_missing;

static const char *postgres_url(void)
{
    const char *url = getenv("OMBRUK_TEST_POSTGRES");
    return url == NULL || url[0] == '\0' ? NULL : url;
}

bool test_db_has(enum db_engine engine)
{
    return engine == DB_SQLITE || postgres_url() != NULL;
}

enum db_engine test_db_engine(void)
{
    return current;
}

/* OMBRUK_TEST_ENGINES=sqlite leaves the other engine out, on purpose. */
static bool is_wanted(enum db_engine engine)
{
    const char *only = getenv("OMBRUK_TEST_ENGINES");
    return only == NULL || strcmp(only, "sqlite") != 0 || engine == DB_SQLITE;
}

bool test_db_select(enum db_engine engine, const char *group, int *ret_failed)
{
    current = engine;
    if (!is_wanted(engine)) {
        return false;
    }
    if (test_db_has(engine)) {
        return true;
    }
    const char *ci = getenv("CI");
    if (ci != NULL && strcmp(ci, "true") == 0) {
        fprintf(stderr, "%s: OMBRUK_TEST_POSTGRES is not set, and CI=true allows no gap\n", group);
        (*ret_failed)++;
    } else if (!said_missing) {
        said_missing = true;
        fprintf(stderr, "not run on PostgreSQL, for OMBRUK_TEST_POSTGRES is not set\n");
    }
    return false;
}

/* ---- the folder --------------------------------------------------------------------------------
 */

static int remove_entry(const char *path, const struct stat *info, int type, struct FTW *place)
{
    (void)info;
    (void)type;
    (void)place;
    return remove(path);
}

static void remove_folder(void)
{
    /* A forked child ends without touching what its parent still uses. */
    if (getpid() == owner) {
        nftw(folder, remove_entry, 16, FTW_DEPTH | FTW_PHYS);
    }
}

const char *test_folder(void)
{
    if (folder[0] == '\0') {
        const char *where = getenv("TMPDIR");
        snprintf(folder, sizeof(folder), "%s/ombruk-test.XXXXXX", where == NULL ? "/tmp" : where);
        if (mkdtemp(folder) == NULL) {
            fprintf(stderr, "cannot make %s: %s\n", folder, strerror(errno));
            abort();
        }
        owner = getpid();
        atexit(remove_folder);
    }
    return folder;
}

static void must(enum status status, const char *what, const char *why)
{
    if (status != OK) {
        fprintf(stderr, "%s: %s: %s\n", what, status_name(status), why);
        abort();
    }
}

static void migrate_url(const char *url)
{
    char why[256] = "";
    struct db *db = NULL;
    struct migrate_result result;
    must(db_open((struct db_options){.url = str_of(url)}, &db, why), url, why);
    must(db_migrate(db, &result, why), url, why);
    db_close(db);
}

/* ---- SQLite ------------------------------------------------------------------------------------
 */

static void copy_file(const char *from, const char *to)
{
    char bytes[65536];
    const int in = open(from, O_RDONLY | O_CLOEXEC);
    const int out = open(to, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    ssize_t got = 0;
    bool ok = in >= 0 && out >= 0;
    while (ok && (got = read(in, bytes, sizeof(bytes))) > 0) {
        ok = write(out, bytes, (size_t)got) == got;
    }
    must(ok && got == 0 ? OK : UNAVAILABLE, to, "cannot copy");
    close(in);
    close(out);
}

/* Migrates once and copies for each test. */
static void create_sqlite(bool migrated, char ret_url[TEST_DB_URL_MAX])
{
    static bool has_model = false;
    char model[TEST_DB_URL_MAX];
    snprintf(model, sizeof(model), "sqlite:%s/model.db", test_folder());
    if (migrated && !has_model) {
        migrate_url(model);
        has_model = true;
    }
    snprintf(ret_url, TEST_DB_URL_MAX, "sqlite:%s/test-%d.db", test_folder(), ++made);
    if (migrated) {
        copy_file(model + strlen("sqlite:"), ret_url + strlen("sqlite:"));
    }
}

/* ---- PostgreSQL --------------------------------------------------------------------------------
 */

static enum status run_text(struct ctx *ctx, void *arg)
{
    const struct sql sql = {.name = "test_schema", .text = {NULL, arg}, .writes = true};
    return db_exec(ctx, &sql, NULL);
}

static void run_on_server(const char *text)
{
    char why[256] = "";
    char copy[256];
    struct db *db = NULL;
    struct ctx ctx;
    snprintf(copy, sizeof(copy), "%s", text);
    must(db_open((struct db_options){.url = str_of(postgres_url())}, &db, why), "PostgreSQL", why);
    test_ctx_begin(&ctx, db);
    must(db_write(&ctx, run_text, copy), text, "see the log");
    test_ctx_end(&ctx);
    db_close(db);
}

static void drop_schemas(void)
{
    for (int i = 1; i <= made && getpid() == owner; i++) {
        char text[128];
        snprintf(text, sizeof(text), "DROP SCHEMA IF EXISTS test_%d_%d CASCADE", (int)owner, i);
        run_on_server(text);
    }
}

static void create_postgres(bool migrated, char ret_url[TEST_DB_URL_MAX])
{
    static bool registered = false;
    char text[128];
    test_folder();
    if (!registered) {
        atexit(drop_schemas);
        registered = true;
    }
    snprintf(text, sizeof(text), "CREATE SCHEMA test_%d_%d", (int)owner, ++made);
    run_on_server(text);
    snprintf(ret_url, TEST_DB_URL_MAX, "%s%soptions=-csearch_path%%3Dtest_%d_%d", postgres_url(),
             strchr(postgres_url(), '?') == NULL ? "?" : "&", (int)owner, made);
    if (migrated) {
        migrate_url(ret_url);
    }
}

/* ---- both --------------------------------------------------------------------------------------
 */

void test_db_create(enum db_engine engine, char ret_url[TEST_DB_URL_MAX])
{
    engine == DB_SQLITE ? create_sqlite(true, ret_url) : create_postgres(true, ret_url);
}

void test_db_create_empty(enum db_engine engine, char ret_url[TEST_DB_URL_MAX])
{
    engine == DB_SQLITE ? create_sqlite(false, ret_url) : create_postgres(false, ret_url);
}

struct db *test_db_open_with(enum db_engine engine, struct db_options options)
{
    char url[TEST_DB_URL_MAX];
    char why[256] = "";
    struct db *db = NULL;
    test_db_create(engine, url);
    options.url = str_of(url);
    must(db_open(options, &db, why), url, why);
    return db;
}

struct db *test_db_open(enum db_engine engine)
{
    return test_db_open_with(engine, (struct db_options){0});
}

void test_ctx_begin(struct ctx *ctx, struct db *db)
{
    *ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP), .now_ms = clock_now_ms()};
    db_session_begin(ctx, db);
}

void test_ctx_end(struct ctx *ctx)
{
    db_session_end(ctx);
    arena_destroy(ctx->mem);
    ctx->mem = NULL;
}
