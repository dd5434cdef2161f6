/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as an archive, with the trailer they need to be looked into: refused, or each row goes
 * into a database and each file is one that was hashed. */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/log.h"
#include "db/archive.h"
#include "db/migrate.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const struct migration known[] = {
    {.name = "0001_probe",
     .text[DB_SQLITE] = "CREATE TABLE probe (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL,"
                        " data BLOB) STRICT;",
     .sha256 = "1"},
    {.name = NULL},
};

static struct table_column columns[] = {
    {STR_INIT("data"), DB_BYTES, 0}, {STR_INIT("id"), DB_I64, 1}, {STR_INIT("name"), DB_TEXT, 0}};
static struct table probe = {.name = STR_INIT("probe"), .columns = columns, .column_count = 3};
static const struct tables tables = {.ptr = &probe, .count = 1};

static struct db *db;
static char path[64];

static void remove_folder(void)
{
    char text[128];
    static const char *const endings[] = {"archive", "db", "db-wal", "db-shm", ""};
    db_close(db);
    for (size_t i = 0; i < sizeof(endings) / sizeof(endings[0]); i++) {
        snprintf(text, sizeof(text), "%s/%s", path, endings[i]);
        remove(text);
    }
}

/* Once: one database takes all inputs. */
static void start(void)
{
    char url[128];
    char why[256];
    struct migrate_result result;
    log_set_level(LOG_ERROR);
    snprintf(path, sizeof(path), "/dev/shm/fuzz-archive.XXXXXX");
    if (mkdtemp(path) == NULL) {
        abort();
    }
    snprintf(url, sizeof(url), "sqlite:%s/db", path);
    if (db_open((struct db_options){.url = str_of(url)}, &db, why) != OK ||
        migrate_tables(db, known, &result, why) != OK) {
        abort();
    }
    atexit(remove_folder);
}

static void write_archive(const char *name, const uint8_t *data, size_t size)
{
    char trailer[ARCHIVE_TRAILER_LEN];
    const int fd = open(name, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    if (fd < 0 || write(fd, data, size) != (ssize_t)size ||
        !archive_trailer(fd, (int64_t)size, trailer) ||
        write(fd, trailer, sizeof(trailer)) != (ssize_t)sizeof(trailer)) {
        abort();
    }
    close(fd);
}

/* Never keeps anything: the next input finds an empty database. */
static enum status load(struct ctx *ctx, void *arg)
{
    int64_t rows = 0;
    TRY(archive_check_tables(arg, &tables));
    TRY(archive_load_table(arg, ctx, &probe, &rows));
    return CONFLICT;
}

static void read_archive(struct archive *archive)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct archive_file file = {0};
    struct archive_about about;
    size_t count = 0;
    archive_about(archive, &about);
    if (archive_migrations(archive, known, &count) == OK && count != 1) {
        abort();
    }
    db_session_begin(&ctx, db);
    if (db_write(&ctx, load, archive) == OK) {
        abort();
    }
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    while (archive_next_file(archive, &file) == OK && archive_copy_file(archive, &file, -1) == OK) {
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct archive *archive = NULL;
    char name[128];
    char why[256];
    if (db == NULL) {
        start();
    }
    snprintf(name, sizeof(name), "%s/archive", path);
    write_archive(name, data, size);
    if (archive_open(name, &archive, why) == OK) {
        read_archive(archive);
        archive_close(archive);
    }
    return 0;
}
