/* SPDX-License-Identifier: EUPL-1.2 */
/* Backups of a whole centre: from either engine into either, and everything that goes wrong. */
#include "app/backup.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "app/command.h"
#include "base/clock.h"
#include "media/media.h"
#include "test.h"
#include "test_db.h"

int app_backup_test(void);

#define TEXT_MAX  8192
#define WORDS_MAX 16
#define FILE_MAX  ((size_t)32 * 1024 * 1024)
#define HASH      "0123456789012345678901234567890123456789012345678901234567890123"
#define NOW_MS    INT64_C(1795426910735)

struct outcome {
    int code;
    char out[TEXT_MAX];
    char err[TEXT_MAX];
};

static void take(FILE *file, char text[TEXT_MAX])
{
    rewind(file);
    text[fread(text, 1, TEXT_MAX - 1, file)] = '\0';
    fclose(file);
}

static struct outcome run(const char *const *words)
{
    char *argv[WORDS_MAX + 1] = {strdup("ombruk")};
    struct outcome outcome = {0};
    int argc = 1;
    for (; words[argc - 1] != NULL && argc < WORDS_MAX; argc++) {
        argv[argc] = strdup(words[argc - 1]);
    }
    FILE *in = tmpfile();
    FILE *out = tmpfile();
    FILE *err = tmpfile();
    assert_true(in != NULL && out != NULL && err != NULL);
    outcome.code = command_main(argc, argv, in, out, err);
    fclose(in);
    take(out, outcome.out);
    take(err, outcome.err);
    for (int i = 0; i < argc; i++) {
        free(argv[i]);
    }
    return outcome;
}

#define RUN(...) run((const char *const[]){__VA_ARGS__, "--log-level", "error", NULL})

static bool is_one_line(const char *text)
{
    const char *end = strchr(text, '\n');
    return strncmp(text, "ombruk: ", 8) == 0 && end != NULL && end[1] == '\0';
}

/* ---- places ---------------------------------------------------------------------------------- */

struct place {
    char data[TEST_DB_URL_MAX];
    char url[TEST_DB_URL_MAX + 32];
};

static int made;

/* A data folder that is not there yet, and an empty database for it. */
static struct place new_place(enum db_engine engine)
{
    struct place place;
    snprintf(place.data, sizeof(place.data), "%s/backup-%d", test_folder(), ++made);
    if (engine == DB_SQLITE) {
        snprintf(place.url, sizeof(place.url), "sqlite:%s/ombruk.db", place.data);
    } else {
        test_db_create_empty(engine, place.url);
    }
    return place;
}

static const char *new_file(char path[TEST_DB_URL_MAX])
{
    snprintf(path, TEST_DB_URL_MAX, "%s/backup-%d.backup", test_folder(), ++made);
    return path;
}

static void create(const struct place *place, const char *file);

/* A small centre with photos in all sizes, and a backup of it; made once for each engine, and only
 * read by the tests. */
struct saved {
    struct place place;
    char file[TEST_DB_URL_MAX];
};

static const struct saved *a_centre(void)
{
    static struct saved made_for[DB_ENGINE_COUNT];
    const enum db_engine engine = test_db_engine();
    struct saved *saved = &made_for[engine];
    if (saved->file[0] != '\0') {
        return saved;
    }
    const struct place place = new_place(engine);
    assert_int_equal(RUN("demo", "--things", "12", "--pictures", "2", "--data", place.data,
                         "--database", place.url)
                         .code,
                     COMMAND_DONE);
    assert_int_equal(RUN("jobs", "run", "--data", place.data, "--database", place.url).code,
                     COMMAND_DONE);
    saved->place = place;
    create(&place, new_file(saved->file));
    return saved;
}

static void create(const struct place *place, const char *file)
{
    clock_set_ms(NOW_MS);
    const struct outcome outcome =
        RUN("backup", "create", file, "--data", place->data, "--database", place->url);
    clock_release();
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.code, COMMAND_DONE);
}

static struct outcome restore(const struct place *place, const char *file)
{
    return RUN("backup", "restore", file, "--data", place->data, "--database", place->url);
}

static bool is_there(const char *path)
{
    return access(path, F_OK) == 0;
}

static int entries(const char *path)
{
    int count = 0;
    DIR *folder = opendir(path);
    assert_non_null(folder);
    while (readdir(folder) != NULL) {
        count++;
    }
    closedir(folder);
    return count - 2;
}

static struct str read_file(const char *path)
{
    char *bytes = malloc(FILE_MAX);
    FILE *file = fopen(path, "rb");
    assert_true(bytes != NULL && file != NULL);
    const size_t len = fread(bytes, 1, FILE_MAX, file);
    assert_true(len > 0 && len < FILE_MAX);
    fclose(file);
    return (struct str){bytes, len};
}

static void write_file(const char *path, const char *bytes, size_t len)
{
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes, 1, len, file), len);
    assert_int_equal(fclose(file), 0);
}

static void assert_same_files(const char *a, const char *b)
{
    const struct str left = read_file(a);
    const struct str right = read_file(b);
    assert_int_equal(left.len, right.len);
    assert_memory_equal(left.ptr, right.ptr, left.len);
    free((char *)(uintptr_t)left.ptr);
    free((char *)(uintptr_t)right.ptr);
}

/* ---- what is in it --------------------------------------------------------------------------- */

static bool has_name(const struct tables *tables, struct str name)
{
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->ptr[i].name, name)) {
            return true;
        }
    }
    return false;
}

static bool has_reason(struct str name)
{
    for (const struct backup_left_out *row = backup_left_out; row->table != NULL; row++) {
        if (str_equal(name, str_of(row->table))) {
            return true;
        }
    }
    return str_equal(name, STR("schema_migration"));
}

#define ALL_TABLES_SQLITE                                                                          \
    "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type IN ('table', 'virtual')"    \
    " AND name NOT LIKE 'sqlite%'"
#define ALL_TABLES_POSTGRES                                                                        \
    "SELECT CAST(table_name AS TEXT) AS name FROM information_schema.tables"                       \
    " WHERE table_schema = current_schema() AND table_type = 'BASE TABLE'"

static void every_table_of_the_schema_is_saved_or_has_a_reason(void **state)
{
    static const enum db_kind kinds[] = {DB_TEXT};
    static const char *const names[] = {"name"};
    static const struct sql all = {.name = "all_tables",
                                   .text = {ALL_TABLES_SQLITE, ALL_TABLES_POSTGRES},
                                   .column_kinds = kinds,
                                   .column_names = names,
                                   .column_count = 1};
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    struct tables tables;
    size_t count = 0;
    size_t reasons = 0;
    (void)state;
    test_ctx_begin(&ctx, db);
    assert_int_equal(backup_tables(&ctx, &tables), OK);
    struct rows rows = db_query(&ctx, &all, NULL);
    while (rows_next(&rows)) {
        const struct str name = rows_text_required(&rows, 0);
        if (has_name(&tables, name) == has_reason(name)) {
            print_error("%.*s\n", STR_ARG(name));
            fail();
        }
        count++;
        reasons += has_reason(name) ? 1 : 0;
    }
    assert_int_equal(rows_done(&rows), OK);
    assert_int_equal(count, tables.count + reasons);
    for (const struct backup_left_out *row = backup_left_out; row->table != NULL; row++) {
        reasons--;
    }
    assert_int_equal(reasons, 1);
    test_ctx_end(&ctx);
    db_close(db);
}

static void each_table_comes_after_those_it_refers_to(void **state)
{
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    struct tables tables;
    (void)state;
    test_ctx_begin(&ctx, db);
    assert_int_equal(backup_tables(&ctx, &tables), OK);
    static const char *const order[] = {"centre", "category", "thing", "goods_event", "seal_leaf"};
    size_t at = 0;
    for (size_t i = 0; i < tables.count && at < 5; i++) {
        at += str_equal(tables.ptr[i].name, str_of(order[at])) ? 1 : 0;
    }
    assert_int_equal(at, 5);
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- there and back -------------------------------------------------------------------------- */

/* The engine of the group into `other` and back: had anything been lost or changed on the way, the
 * last file would not be the first, byte for byte. */
static void there_and_back(enum db_engine other)
{
    char between[TEST_DB_URL_MAX];
    char last[TEST_DB_URL_MAX];
    const char *first = a_centre()->file;
    const struct place there = new_place(other);
    const struct place back = new_place(test_db_engine());
    struct outcome outcome = restore(&there, first);
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.code, COMMAND_DONE);
    assert_non_null(strstr(outcome.out, "differences 0"));
    create(&there, new_file(between));
    outcome = restore(&back, between);
    assert_int_equal(outcome.code, COMMAND_DONE);
    create(&back, new_file(last));
    assert_same_files(first, last);
    /* What is derived was made anew: an engine that searches finds the same. */
    assert_int_equal(RUN("ledger", "verify", "--data", back.data, "--database", back.url).code,
                     COMMAND_DONE);
}

static void a_backup_restores_into_sqlite_and_back(void **state)
{
    (void)state;
    there_and_back(DB_SQLITE);
}

static void a_backup_restores_into_postgres_and_back(void **state)
{
    (void)state;
    if (test_db_has(DB_POSTGRES)) {
        there_and_back(DB_POSTGRES);
    }
}

/* Compares each file in one media folder with the other's; gives how many there are. */
static int compare_media(const struct place *left, const struct place *right)
{
    int count = 0;
    for (unsigned i = 0; i < 256; i++) {
        char folder[TEST_DB_URL_MAX + 16];
        snprintf(folder, sizeof(folder), "%s/media/%02x", left->data, i);
        DIR *entries_of = opendir(folder);
        const struct dirent *entry = NULL;
        while (entries_of != NULL && (entry = readdir(entries_of)) != NULL) {
            char a[2 * TEST_DB_URL_MAX];
            char b[2 * TEST_DB_URL_MAX];
            if (entry->d_name[0] == '.') {
                continue;
            }
            snprintf(a, sizeof(a), "%s/%s", folder, entry->d_name);
            snprintf(b, sizeof(b), "%s/media/%02x/%s", right->data, i, entry->d_name);
            assert_same_files(a, b);
            count++;
        }
        if (entries_of != NULL) {
            closedir(entries_of);
        }
    }
    return count;
}

static void photos_are_restored_byte_for_byte(void **state)
{
    const struct saved *saved = a_centre();
    const struct place place = new_place(test_db_engine());
    (void)state;
    assert_int_equal(restore(&place, saved->file).code, COMMAND_DONE);
    const int count = compare_media(&saved->place, &place);
    /* Three drawings (one from near), the pictures made of them, and three sizes of each. */
    assert_int_equal(count, 15);
    assert_int_equal(compare_media(&place, &saved->place), count);
}

static void a_good_backup_verifies_and_only_its_owner_reads_it(void **state)
{
    struct stat info;
    const struct saved *saved = a_centre();
    (void)state;
    const struct outcome outcome = RUN("backup", "verify", saved->file);
    assert_string_equal(outcome.err, "");
    assert_int_equal(outcome.code, COMMAND_DONE);
    assert_non_null(strstr(outcome.out, "differences 0"));
    assert_non_null(strstr(outcome.out, "can be restored"));
    assert_int_equal(stat(saved->file, &info), 0);
    assert_int_equal(info.st_mode & 0777, 0600);
}

static void in_a_folder_a_backup_gets_a_name_by_its_instant(void **state)
{
    char folder[TEST_DB_URL_MAX];
    char file[TEST_DB_URL_MAX + 64];
    const struct saved *saved = a_centre();
    (void)state;
    assert_int_equal(mkdir(new_file(folder), 0700), 0);
    create(&saved->place, folder);
    snprintf(file, sizeof(file), "%s/ombruk-2026-11-23T094150Z.backup", folder);
    assert_true(is_there(file));
    assert_int_equal(entries(folder), 1);
}

static void nobody_is_signed_in_after_a_restore(void **state)
{
    char file[TEST_DB_URL_MAX];
    const struct place source = new_place(test_db_engine());
    const struct place place = new_place(test_db_engine());
    struct ctx ctx;
    struct db *db = NULL;
    char why[256];
    (void)state;
    /* init leaves a sign-in link. */
    assert_int_equal(RUN("init", "--name", "Senteret", "--admin", "sjef@example.no", "--data",
                         source.data, "--database", source.url)
                         .code,
                     COMMAND_DONE);
    create(&source, new_file(file));
    assert_int_equal(restore(&place, file).code, COMMAND_DONE);
    assert_int_equal(db_open((struct db_options){.url = str_of(place.url)}, &db, why), OK);
    test_ctx_begin(&ctx, db);
    static const enum db_kind kinds[] = {DB_I64, DB_I64};
    static const char *const names[] = {"codes", "people"};
    static const struct sql counts = {
        .name = "counts",
        .text = {"SELECT (SELECT count(*) FROM sign_in_code) AS codes,"
                 " (SELECT count(*) FROM person) AS people",
                 "SELECT (SELECT count(*) FROM sign_in_code) AS codes,"
                 " (SELECT count(*) FROM person) AS people"},
        .column_kinds = kinds,
        .column_names = names,
        .column_count = 2};
    struct rows rows = db_query(&ctx, &counts, NULL);
    assert_true(rows_next(&rows));
    assert_int_equal(rows_i64(&rows, 0), 0);
    assert_int_equal(rows_i64(&rows, 1), 1);
    assert_int_equal(rows_done(&rows), OK);
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- an older program's backup --------------------------------------------------------------- */

static void an_older_backup_is_brought_to_this_version(void **state)
{
    char url[TEST_DB_URL_MAX];
    char file[TEST_DB_URL_MAX];
    char why[256] = "";
    struct migration older[7] = {{0}};
    struct migrate_result result;
    struct archive *archive = NULL;
    struct db *db = NULL;
    struct ctx ctx;
    struct tables tables;
    (void)state;
    memcpy(older, migrations, 6 * sizeof(older[0]));
    test_db_create_empty(test_db_engine(), url);
    assert_int_equal(db_open((struct db_options){.url = str_of(url)}, &db, why), OK);
    assert_int_equal(migrate_tables(db, older, &result, why), OK);
    const struct archive_about about = {.program = "0.0.1", .engine = "test", .made_ms = NOW_MS};
    assert_int_equal(archive_create(new_file(file), &about, &archive, why), OK);
    test_ctx_begin(&ctx, db);
    assert_int_equal(backup_tables(&ctx, &tables), OK);
    assert_int_equal(archive_add_migrations(archive, &ctx), OK);
    for (size_t i = 0; i < tables.count; i++) {
        int64_t rows = 0;
        assert_int_equal(archive_add_table(archive, &ctx, &tables.ptr[i], &rows), OK);
    }
    test_ctx_end(&ctx);
    assert_int_equal(archive_finish(archive), OK);
    archive_close(archive);
    db_close(db);
    const struct place place = new_place(test_db_engine());
    assert_int_equal(restore(&place, file).code, COMMAND_DONE);
    assert_int_equal(db_open((struct db_options){.url = str_of(place.url)}, &db, why), OK);
    assert_int_equal(db_migrate_check(db, why), OK);
    db_close(db);
}

/* ---- refused --------------------------------------------------------------------------------- */

static void another_file_is_never_overwritten(void **state)
{
    char file[TEST_DB_URL_MAX];
    const struct saved *saved = a_centre();
    (void)state;
    write_file(new_file(file), "mine", 4);
    const struct outcome outcome =
        RUN("backup", "create", file, "--data", saved->place.data, "--database", saved->place.url);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_non_null(strstr(outcome.err, "is there already"));
    const struct str kept = read_file(file);
    assert_str(kept, "mine");
    free((char *)(uintptr_t)kept.ptr);
}

static void only_an_empty_folder_and_database_are_filled(void **state)
{
    char path[TEST_DB_URL_MAX + 16];
    const struct saved *saved = a_centre();
    const struct place used = new_place(test_db_engine());
    struct place mixed = new_place(test_db_engine());
    (void)state;
    assert_int_equal(mkdir(used.data, 0700), 0);
    snprintf(path, sizeof(path), "%s/letter.txt", used.data);
    write_file(path, "mine", 4);
    struct outcome outcome = restore(&used, saved->file);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_non_null(strstr(outcome.err, "is not empty"));
    assert_int_equal(entries(used.data), 1);
    /* An empty folder, but somebody's database. */
    snprintf(mixed.url, sizeof(mixed.url), "%s", saved->place.url);
    outcome = restore(&mixed, saved->file);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_non_null(strstr(outcome.err, "is not empty"));
    assert_false(is_there(mixed.data));
    assert_int_equal(
        RUN("ledger", "verify", "--data", saved->place.data, "--database", saved->place.url).code,
        COMMAND_DONE);
}

static void settings_may_stand_in_the_folder(void **state)
{
    char path[TEST_DB_URL_MAX + 16];
    const struct saved *saved = a_centre();
    const struct place place = new_place(test_db_engine());
    (void)state;
    assert_int_equal(mkdir(place.data, 0700), 0);
    snprintf(path, sizeof(path), "%s/ombruk.conf", place.data);
    write_file(path, "workers = 2\n", 12);
    assert_int_equal(restore(&place, saved->file).code, COMMAND_DONE);
}

/* Neither verified nor restored, and nothing is left of the try. */
static void assert_refused(const char *file, const char *word)
{
    const struct place place = new_place(test_db_engine());
    struct outcome outcome = RUN("backup", "verify", file);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_non_null(strstr(outcome.err, word));
    outcome = restore(&place, file);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_non_null(strstr(outcome.err, word));
    assert_false(is_there(place.data));
}

static void a_changed_byte_is_found_wherever_it_is(void **state)
{
    char changed[TEST_DB_URL_MAX];
    const struct saved *saved = a_centre();
    (void)state;
    new_file(changed);
    const struct str good = read_file(saved->file);
    char *bytes = (char *)(uintptr_t)good.ptr;
    for (size_t i = 0; i < 12; i++) {
        const size_t at = 20 + i * (good.len - 21) / 11;
        bytes[at] = (char)(bytes[at] ^ 1);
        write_file(changed, bytes, good.len);
        bytes[at] = (char)(bytes[at] ^ 1);
        assert_int_equal(RUN("backup", "verify", changed).code, COMMAND_FAILED);
    }
    bytes[good.len / 2] = (char)(bytes[good.len / 2] ^ 0x20);
    write_file(changed, bytes, good.len);
    assert_refused(changed, "changed or damaged");
    free(bytes);
}

static void what_is_cut_off_or_foreign_is_refused(void **state)
{
    char cut[TEST_DB_URL_MAX];
    const struct saved *saved = a_centre();
    (void)state;
    new_file(cut);
    const struct str good = read_file(saved->file);
    char *bytes = (char *)(uintptr_t)good.ptr;
    write_file(cut, bytes, good.len - 1);
    assert_refused(cut, "cut off");
    write_file(cut, bytes, good.len / 2);
    assert_refused(cut, "cut off");
    write_file(cut, bytes, 100);
    assert_refused(cut, "cut off");
    write_file(cut, "PK\003\004 something else altogether", 30);
    assert_refused(cut, "is not a backup");
    bytes[good.len - ARCHIVE_TRAILER_LEN + strlen("ombruk backup ")] = '2';
    write_file(cut, bytes, good.len);
    assert_refused(cut, "newer program");
    assert_refused("/nonexistent/x.backup", "No such file");
    assert_refused("/tmp", "not a file");
    free(bytes);
}

static void a_file_name_that_leads_elsewhere_is_refused(void **state)
{
    static const char *const names[] = {"../../../tmp/ombruk-escaped", "/tmp/ombruk-escaped", "x",
                                        HASH ".orig/../../x",          HASH ".exe",           HASH};
    (void)state;
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        char file[TEST_DB_URL_MAX];
        char why[256];
        const struct archive_about about = {.program = "x", .engine = "x", .made_ms = NOW_MS};
        struct archive *archive = NULL;
        int64_t bytes = 0;
        const int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
        const int small = open(test_folder(), O_RDWR | O_TMPFILE | O_CLOEXEC, 0600);
        assert_true(fd >= 0 && small >= 0);
        assert_int_equal(write(small, "root", 4), 4);
        assert_int_equal(archive_create(new_file(file), &about, &archive, why), OK);
        assert_int_equal(archive_add_file(archive, names[i], small, &bytes), OK);
        assert_int_equal(archive_finish(archive), OK);
        archive_close(archive);
        close(fd);
        close(small);
        assert_refused(file, "no photo's");
    }
    assert_false(is_there("/tmp/ombruk-escaped"));
}

static void a_photo_that_is_gone_is_named_and_leaves_no_backup(void **state)
{
    char folder[TEST_DB_URL_MAX];
    char file[TEST_DB_URL_MAX + 16];
    const struct place place = new_place(DB_SQLITE);
    const struct saved *saved = a_centre();
    (void)state;
    assert_int_equal(mkdir(new_file(folder), 0700), 0);
    snprintf(file, sizeof(file), "%s/x.backup", folder);
    /* The same database, but a data folder without photos. */
    assert_int_equal(mkdir(place.data, 0700), 0);
    const struct outcome outcome =
        RUN("backup", "create", file, "--data", place.data, "--database", saved->place.url);
    assert_int_equal(outcome.code, COMMAND_FAILED);
    assert_true(is_one_line(outcome.err));
    assert_non_null(strstr(outcome.err, "is gone from the media folder"));
    assert_int_equal(entries(folder), 0);
}

static void a_full_disk_is_told_and_leaves_nothing(void **state)
{
    char folder[TEST_DB_URL_MAX];
    char file[TEST_DB_URL_MAX + 16];
    struct rlimit before;
    const struct saved *saved = a_centre();
    (void)state;
    assert_int_equal(mkdir(new_file(folder), 0700), 0);
    snprintf(file, sizeof(file), "%s/x.backup", folder);
    assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
    /* As on a disk with no more room: writing past it fails instead of killing us. */
    signal(SIGXFSZ, SIG_IGN);
    const struct rlimit little = {.rlim_cur = 100000, .rlim_max = before.rlim_max};
    struct backup_counts counts;
    char why[256] = "";
    struct db *db = NULL;
    assert_int_equal(db_open((struct db_options){.url = str_of(saved->place.url)}, &db, why), OK);
    assert_int_equal(media_start(str_of(saved->place.data)), OK);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &little), 0);
    const enum status status = backup_create(db, file, &counts, why);
    assert_int_equal(setrlimit(RLIMIT_FSIZE, &before), 0);
    signal(SIGXFSZ, SIG_DFL);
    assert_int_equal(status, UNAVAILABLE);
    assert_non_null(strstr(why, "cannot write"));
    assert_int_equal(entries(folder), 0);
    db_close(db);
}

int app_backup_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_table_of_the_schema_is_saved_or_has_a_reason),
        cmocka_unit_test(each_table_comes_after_those_it_refers_to),
        cmocka_unit_test(a_backup_restores_into_sqlite_and_back),
        cmocka_unit_test(a_backup_restores_into_postgres_and_back),
        cmocka_unit_test(photos_are_restored_byte_for_byte),
        cmocka_unit_test(a_good_backup_verifies_and_only_its_owner_reads_it),
        cmocka_unit_test(in_a_folder_a_backup_gets_a_name_by_its_instant),
        cmocka_unit_test(nobody_is_signed_in_after_a_restore),
        cmocka_unit_test(an_older_backup_is_brought_to_this_version),
        cmocka_unit_test(another_file_is_never_overwritten),
        cmocka_unit_test(only_an_empty_folder_and_database_are_filled),
        cmocka_unit_test(settings_may_stand_in_the_folder),
        cmocka_unit_test(a_changed_byte_is_found_wherever_it_is),
        cmocka_unit_test(what_is_cut_off_or_foreign_is_refused),
        cmocka_unit_test(a_file_name_that_leads_elsewhere_is_refused),
        cmocka_unit_test(a_photo_that_is_gone_is_named_and_leaves_no_backup),
        cmocka_unit_test(a_full_disk_is_told_and_leaves_nothing),
    };
    return TEST_DB_RUN("backup", tests);
}
