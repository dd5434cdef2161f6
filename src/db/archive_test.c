/* SPDX-License-Identifier: EUPL-1.2 */
/* Archives: one moment of all tables, and files made to do harm. */
#include "db/archive.h"

#include <fcntl.h>
#include <sqlite3.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/vec.h"
#include "db/db_probe.h"

#include "base/banned.h"

int db_archive_test(void);

#define FILE_BYTES_MAX 200001

static const struct archive_about about = {.program = "1.2.3", .engine = "test", .made_ms = 7};

static char path[TEST_DB_URL_MAX];

static const char *new_path(void)
{
    static int made;
    snprintf(path, sizeof(path), "%s/archive-%d", test_folder(), ++made);
    return path;
}

static struct archive *begin_archive(void)
{
    char why[256] = "";
    struct archive *archive = NULL;
    assert_int_equal(archive_create(new_path(), &about, &archive, why), OK);
    return archive;
}

static void add_table(struct archive *archive, struct ctx *ctx, const struct tables *tables,
                      const char *name)
{
    int64_t rows = 0;
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->ptr[i].name, str_of(name))) {
            assert_int_equal(archive_add_table(archive, ctx, &tables->ptr[i], &rows), OK);
        }
    }
}

/* node_lease is the floor's own and has rows of its own; the tests copy the other two. */
static struct tables probe_tables(struct ctx *ctx)
{
    struct tables all;
    struct tables two = {0};
    assert_int_equal(tables_list(ctx, &all), OK);
    for (size_t i = 0; i < all.count; i++) {
        if (!str_equal(all.ptr[i].name, STR("node_lease"))) {
            vec_push(ctx->mem, &two, all.ptr[i]);
        }
    }
    assert_int_equal(two.count, 2);
    return two;
}

static enum status add_strange(struct ctx *ctx, void *arg)
{
    (void)arg;
    static const char bytes[] = "\0\377\001";
    const struct db_test_add_args full = {.id = -5,
                                          .name = STR("Å — blå ål"),
                                          .n = 0,
                                          .note = STR(""),
                                          .data = {bytes, 3},
                                          .at_ms = INT64_MAX};
    const struct db_test_add_args bare = {
        .id = INT64_MAX, .name = STR("a\nb\t\"c'"), .n = NO_I64, .at_ms = -1};
    const struct db_test_add_args empty = {
        .id = 3, .name = STR("z"), .n = INT64_MAX, .data = {"", 0}, .at_ms = NO_I64};
    TRY(sql_db_test_add(ctx, &full));
    TRY(sql_db_test_add(ctx, &bare));
    TRY(sql_db_test_add(ctx, &empty));
    return sql_db_test_add_leaf(ctx, 1, 3);
}

/* An archive of a database with such rows, at `path`. */
static void save_strange(void)
{
    struct db *db = probe_open((struct db_options){0});
    struct archive *archive = begin_archive();
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(db_write(&ctx, add_strange, NULL), OK);
    const struct tables tables = probe_tables(&ctx);
    assert_int_equal(archive_add_migrations(archive, &ctx), OK);
    add_table(archive, &ctx, &tables, "probe");
    add_table(archive, &ctx, &tables, "leaf");
    test_ctx_end(&ctx);
    assert_int_equal(archive_finish(archive), OK);
    archive_close(archive);
    db_close(db);
}

struct loading {
    struct archive *archive;
    struct tables tables;
    int64_t rows;
};

static enum status load_all(struct ctx *ctx, void *arg)
{
    struct loading *loading = arg;
    loading->rows = 0;
    TRY(archive_check_tables(loading->archive, &loading->tables));
    TRY(tables_clear(ctx, &loading->tables));
    for (size_t i = 0; i < loading->tables.count; i++) {
        TRY(archive_load_table(loading->archive, ctx, &loading->tables.ptr[i], &loading->rows));
    }
    return OK;
}

/* Loads the archive at `path` into `db`; its answer, and why in `ret_why`. */
static enum status load_into(struct db *db, int64_t *ret_rows, char ret_why[256])
{
    struct loading loading = {0};
    struct ctx ctx;
    TRY(archive_open(path, &loading.archive, ret_why));
    test_ctx_begin(&ctx, db);
    loading.tables = probe_tables(&ctx);
    const enum status status = db_write(&ctx, load_all, &loading);
    snprintf(ret_why, 256, "%s", archive_why(loading.archive));
    *ret_rows = loading.rows;
    test_ctx_end(&ctx);
    archive_close(loading.archive);
    return status;
}

/* ---- rows ------------------------------------------------------------------------------------ */

static void every_kind_of_value_comes_back_as_it_was(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    struct db_test_get_row row = {0};
    char why[256] = "";
    int64_t rows = 0;
    save_strange();
    assert_int_equal(load_into(db, &rows, why), OK);
    assert_int_equal(rows, 4);
    test_ctx_begin(&ctx, db);
    assert_int_equal(one_db_test_get(&ctx, -5, &row), OK);
    assert_str(row.name, "Å — blå ål");
    assert_true(row.n == 0 && row.at_ms == INT64_MAX);
    assert_true(row.note.ptr != NULL && row.note.len == 0);
    assert_int_equal(row.data.len, 3);
    assert_memory_equal(row.data.ptr, "\0\377\001", 3);
    assert_int_equal(one_db_test_get(&ctx, INT64_MAX, &row), OK);
    assert_true(row.n == NO_I64 && row.note.ptr == NULL && row.data.ptr == NULL);
    assert_int_equal(row.at_ms, -1);
    assert_int_equal(one_db_test_get(&ctx, 3, &row), OK);
    assert_true(row.data.ptr != NULL && row.data.len == 0 && row.n == INT64_MAX);
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status add_with_leaf(struct ctx *ctx, void *arg)
{
    const int64_t *id = arg;
    const struct str name = str_format(ctx->mem, "name %lld", (long long)*id);
    const struct db_test_add_args args = {.id = *id, .name = name, .n = NO_I64, .at_ms = NO_I64};
    TRY(sql_db_test_add(ctx, &args));
    return sql_db_test_add_leaf(ctx, *id, *id);
}

static void add_in_session_of_its_own(struct db *db, int64_t id)
{
    struct ctx other;
    test_ctx_begin(&other, db);
    assert_int_equal(db_write(&other, add_with_leaf, &id), OK);
    test_ctx_end(&other);
}

/* Each write adds a row to both tables. One is made between the reading of the two. */
static void all_tables_are_of_one_moment_while_others_write(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct db *other = probe_open((struct db_options){0});
    struct archive *archive = begin_archive();
    struct ctx ctx;
    char why[256] = "";
    int64_t rows = 0;
    add_in_session_of_its_own(db, 1);
    test_ctx_begin(&ctx, db);
    const struct tables tables = probe_tables(&ctx);
    add_in_session_of_its_own(db, 2);
    add_table(archive, &ctx, &tables, "probe");
    add_in_session_of_its_own(db, 3);
    add_table(archive, &ctx, &tables, "leaf");
    test_ctx_end(&ctx);
    assert_int_equal(archive_finish(archive), OK);
    archive_close(archive);
    assert_int_equal(load_into(other, &rows, why), OK);
    /* As many of one as of the other, and not the last. */
    assert_int_equal(rows, 2);
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_count(&ctx), 3);
    test_ctx_end(&ctx);
    db_close(other);
    db_close(db);
}

static void many_rows_pass_through_a_small_arena(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct db *other = probe_open((struct db_options){0});
    struct ctx ctx;
    char why[256] = "";
    int64_t rows = 0;
    test_ctx_begin(&ctx, db);
    for (int64_t id = 1; id <= 300; id++) {
        assert_int_equal(db_write(&ctx, add_with_leaf, &id), OK);
    }
    struct archive *archive = begin_archive();
    const struct tables tables = probe_tables(&ctx);
    const size_t before = arena_used(ctx.mem);
    add_table(archive, &ctx, &tables, "probe");
    add_table(archive, &ctx, &tables, "leaf");
    assert_int_equal(arena_used(ctx.mem), before);
    test_ctx_end(&ctx);
    assert_int_equal(archive_finish(archive), OK);
    archive_close(archive);
    assert_int_equal(load_into(other, &rows, why), OK);
    assert_int_equal(rows, 600);
    db_close(other);
    db_close(db);
}

static void an_unfinished_archive_leaves_nothing(void **state)
{
    (void)state;
    struct archive *archive = begin_archive();
    archive_close(archive);
    struct stat info;
    assert_int_equal(stat(path, &info), -1);
}

static void a_name_taken_meanwhile_is_not_overwritten(void **state)
{
    (void)state;
    struct archive *archive = begin_archive();
    const int fd = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    close(fd);
    assert_int_equal(archive_finish(archive), CONFLICT);
    assert_non_null(strstr(archive_why(archive), "is there already"));
    archive_close(archive);
    struct stat info;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(info.st_size, 0);
}

/* ---- harm ------------------------------------------------------------------------------------ */

/* Changes what is in the archive at `path` and gives it the trailer of what it is then. */
static void tamper(const char *sql)
{
    struct stat info;
    char trailer[ARCHIVE_TRAILER_LEN];
    sqlite3 *handle = NULL;
    assert_int_equal(stat(path, &info), 0);
    assert_int_equal(truncate(path, info.st_size - ARCHIVE_TRAILER_LEN), 0);
    assert_int_equal(sqlite3_open(path, &handle), SQLITE_OK);
    char *why = NULL;
    if (sqlite3_exec(handle, sql, NULL, NULL, &why) != SQLITE_OK) {
        fail_msg("%s: %s", sql, why);
    }
    assert_int_equal(sqlite3_close(handle), SQLITE_OK);
    const int fd = open(path, O_RDWR | O_APPEND | O_CLOEXEC);
    assert_true(fd >= 0 && fstat(fd, &info) == 0);
    assert_true(archive_trailer(fd, info.st_size, trailer));
    assert_int_equal(write(fd, trailer, sizeof(trailer)), sizeof(trailer));
    close(fd);
}

#define SCHEMA(sql) "PRAGMA writable_schema = ON;" sql

static void whoever_can_write_the_hashes_is_still_checked(void **state)
{
    static const struct {
        const char *sql;
        const char *word;
    } cases[] = {
        {"UPDATE probe SET n = 5 WHERE id = 3", "not the ones that were saved"},
        {"DELETE FROM leaf", "not the ones that were saved"},
        {"INSERT INTO leaf VALUES (9, 3)", "not the ones that were saved"},
        {"UPDATE archive_table SET rows = 7", "not the ones that were saved"},
        {"UPDATE probe SET name = CAST(x'FF41' AS TEXT) WHERE id = 3", "not UTF-8"},
        {"UPDATE probe SET name = 'a' || char(0) || 'b' WHERE id = 3", "not UTF-8"},
        {"UPDATE probe SET n = -1 WHERE id = 3", "refuse"},
        {"UPDATE probe SET name = 'refused' WHERE id = 3", "refuse"},
        {"UPDATE probe SET name = NULL WHERE id = 3", "refuse"},
        {"UPDATE leaf SET probe_id = 404", "refuse"},
        {"DROP TABLE leaf", "no table leaf"},
        {"DROP TABLE leaf; CREATE VIEW leaf AS SELECT 1 AS id, 3 AS probe_id", "no table leaf"},
        {"DROP TABLE leaf; CREATE TABLE leaf (id, probe_id)", "no table leaf"},
        {"DROP TABLE leaf; CREATE TABLE leaf (id INTEGER, probe_id INTEGER AS (3)) STRICT",
         "no table leaf"},
        {"ALTER TABLE leaf ADD COLUMN more TEXT", "no table leaf"},
        {"INSERT INTO archive_table VALUES ('more', 0, x'00')", "other tables"},
        {"DELETE FROM archive_table", "other tables"},
        {"DROP TABLE archive_about", "no table archive_about"},
        {"DROP TABLE archive_file; CREATE VIEW archive_file AS SELECT 1", "no table archive_file"},
        {SCHEMA("UPDATE sqlite_schema SET rootpage = 1 WHERE name = 'leaf'"), "damaged inside"},
        {SCHEMA("UPDATE sqlite_schema SET rootpage = 99999 WHERE name = 'leaf'"), "damaged inside"},
        {SCHEMA("UPDATE sqlite_schema SET sql = 'CREATE TABLE leaf (x'"), "damaged inside"},
        /* Numbers where texts should be: SQLite believes the definition. */
        {SCHEMA("UPDATE sqlite_schema SET rootpage ="
                " (SELECT rootpage FROM sqlite_schema WHERE name = 'leaf') WHERE name = 'probe'"),
         ""},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct db *db = probe_open((struct db_options){0});
        struct ctx ctx;
        char why[256] = "";
        int64_t rows = 0;
        save_strange();
        tamper(cases[i].sql);
        const enum status status = load_into(db, &rows, why);
        if (status == OK || strstr(why, cases[i].word) == NULL) {
            fail_msg("%s: %s: %s", cases[i].sql, status_name(status), why);
        }
        test_ctx_begin(&ctx, db);
        assert_int_equal(probe_count(&ctx), 0);
        test_ctx_end(&ctx);
        db_close(db);
    }
}

static enum status migrations_of(const struct migration *known, size_t *ret_count, char why[256])
{
    struct archive *archive = NULL;
    assert_int_equal(archive_open(path, &archive, why), OK);
    const enum status status = archive_migrations(archive, known, ret_count);
    snprintf(why, 256, "%s", archive_why(archive));
    archive_close(archive);
    return status;
}

static void only_migrations_that_the_program_knows_are_accepted(void **state)
{
    const struct migration more[] = {
        probe_migrations[0], {.name = "0002_more", .sha256 = "2"}, {.name = NULL}};
    struct migration changed[] = {probe_migrations[0], {.name = NULL}};
    size_t count = 0;
    char why[256] = "";
    (void)state;
    save_strange();
    assert_int_equal(migrations_of(probe_migrations, &count, why), OK);
    assert_int_equal(count, 1);
    count = 0;
    assert_int_equal(migrations_of(more, &count, why), OK);
    assert_int_equal(count, 1);
    changed[0].sha256 = "other";
    assert_int_equal(migrations_of(changed, &count, why), INVALID);
    assert_non_null(strstr(why, "was changed after the backup"));
    tamper("INSERT INTO archive_migration VALUES ('0009_future', 'x')");
    assert_int_equal(migrations_of(more, &count, why), INVALID);
    assert_non_null(strstr(why, "0009_future, which this program does not know"));
    tamper("DELETE FROM archive_migration");
    assert_int_equal(migrations_of(more, &count, why), INVALID);
}

static int some_file(size_t len)
{
    const int fd = open(test_folder(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
    static char bytes[FILE_BYTES_MAX];
    assert_true(fd >= 0 && len <= sizeof(bytes));
    for (size_t i = 0; i < len; i++) {
        bytes[i] = (char)(i * 7 + i / 251);
    }
    assert_int_equal(write(fd, bytes, len), len);
    return fd;
}

static void assert_same_content(int left, int right)
{
    char a[4096];
    char b[4096];
    ssize_t got = 0;
    int64_t at = 0;
    do {
        got = pread(left, a, sizeof(a), at);
        assert_int_equal(pread(right, b, sizeof(b), at), got);
        assert_memory_equal(a, b, got);
        at += got;
    } while (got > 0);
}

static void files_come_back_whole_and_once(void **state)
{
    (void)state;
    static const size_t lengths[] = {0, 1, 65536, FILE_BYTES_MAX};
    struct archive *archive = begin_archive();
    struct archive_file file = {0};
    char why[256] = "";
    int64_t bytes = 0;
    for (int i = 0; i < 4; i++) {
        char name[8];
        const int fd = some_file(lengths[i]);
        snprintf(name, sizeof(name), "file %d", i);
        assert_int_equal(archive_add_file(archive, name, fd, &bytes), OK);
        assert_int_equal(bytes, lengths[i]);
        assert_int_equal(archive_add_file(archive, name, fd, &bytes), OK);
        assert_int_equal(bytes, -1);
        close(fd);
    }
    assert_int_equal(archive_finish(archive), OK);
    archive_close(archive);
    assert_int_equal(archive_open(path, &archive, why), OK);
    for (int i = 0; i < 4; i++) {
        const int wanted = some_file(lengths[i]);
        const int got = open(test_folder(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
        assert_int_equal(archive_next_file(archive, &file), OK);
        assert_int_equal(file.bytes, lengths[i]);
        assert_int_equal(archive_copy_file(archive, &file, got), OK);
        assert_same_content(wanted, got);
        close(wanted);
        close(got);
    }
    assert_int_equal(archive_next_file(archive, &file), NOT_FOUND);
    archive_close(archive);
}

static void a_file_that_is_not_what_its_row_says_is_refused(void **state)
{
    static const char *const cases[] = {
        "UPDATE archive_file SET data = x'00'",
        "UPDATE archive_file SET data = zeroblob(bytes)",
        "UPDATE archive_file SET bytes = 99",
        "UPDATE archive_file SET bytes = -1",
        "UPDATE archive_file SET bytes = 99999999999",
        "UPDATE archive_file SET hash = x'00'",
        "UPDATE archive_file SET name = 'a' || char(0) || 'b'",
        "UPDATE archive_file SET name = hex(zeroblob(100))",
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct archive *archive = begin_archive();
        struct archive_file file = {0};
        char why[256] = "";
        int64_t bytes = 0;
        const int fd = some_file(100);
        assert_int_equal(archive_add_file(archive, "name", fd, &bytes), OK);
        close(fd);
        assert_int_equal(archive_finish(archive), OK);
        archive_close(archive);
        tamper(cases[i]);
        assert_int_equal(archive_open(path, &archive, why), OK);
        enum status status = archive_next_file(archive, &file);
        if (status == OK) {
            status = archive_copy_file(archive, &file, -1);
        }
        assert_int_equal(status, INVALID);
        archive_close(archive);
    }
}

/* ---- all of a database ----------------------------------------------------------------------- */

static void dropping_all_leaves_an_empty_database(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    bool any = false;
    test_ctx_begin(&ctx, db);
    assert_int_equal(tables_any(&ctx, &any), OK);
    assert_true(any);
    test_ctx_end(&ctx);
    assert_int_equal(tables_drop_all(db), OK);
    test_ctx_begin(&ctx, db);
    assert_int_equal(tables_any(&ctx, &any), OK);
    assert_false(any);
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status run_script(struct ctx *ctx, void *arg)
{
    return db_exec(ctx, arg, NULL);
}

static void what_cannot_be_copied_is_an_error_not_left_out(void **state)
{
    static struct sql cases[] = {
        {.name = "real", .writes = true},
        {.name = "no key", .writes = true},
    };
    static const char *const texts[] = {"CREATE TABLE odd (id BIGINT PRIMARY KEY, x REAL)",
                                        "CREATE TABLE odd (id BIGINT)"};
    (void)state;
    for (size_t i = 0; i < 2; i++) {
        struct db *db = probe_open((struct db_options){0});
        struct ctx ctx;
        struct tables tables;
        cases[i].text[DB_SQLITE] = cases[i].text[DB_POSTGRES] = texts[i];
        test_ctx_begin(&ctx, db);
        assert_int_equal(db_write(&ctx, run_script, &cases[i]), OK);
        assert_int_equal(tables_list(&ctx, &tables), INTERNAL);
        test_ctx_end(&ctx);
        db_close(db);
    }
}

int db_archive_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_kind_of_value_comes_back_as_it_was),
        cmocka_unit_test(all_tables_are_of_one_moment_while_others_write),
        cmocka_unit_test(many_rows_pass_through_a_small_arena),
        cmocka_unit_test(an_unfinished_archive_leaves_nothing),
        cmocka_unit_test(a_name_taken_meanwhile_is_not_overwritten),
        cmocka_unit_test(whoever_can_write_the_hashes_is_still_checked),
        cmocka_unit_test(only_migrations_that_the_program_knows_are_accepted),
        cmocka_unit_test(files_come_back_whole_and_once),
        cmocka_unit_test(a_file_that_is_not_what_its_row_says_is_refused),
        cmocka_unit_test(dropping_all_leaves_an_empty_database),
        cmocka_unit_test(what_cannot_be_copied_is_an_error_not_left_out),
    };
    return TEST_DB_RUN("archive", tests);
}
