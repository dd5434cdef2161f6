/* SPDX-License-Identifier: EUPL-1.2 */
/* Saves an installation in one file and fills an empty one from it. */
#include "app/backup.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "app/version.h"
#include "base/clock.h"
#include "base/vec.h"
#include "media/media.h"

#include "base/banned.h"

#define WHY(...) snprintf(ret_why, 256, __VA_ARGS__)

const struct backup_left_out backup_left_out[] = {
    {"node_lease", "which processes run now"},
    {"job_lease", "which process does the jobs now"},
    {"session", "nobody is signed in by having the backup: people sign in again"},
    {"sign_in_code", "codes and links that are good for a short time only"},
    {"device_code", "the same for devices"},
    {NULL, NULL},
};

/* ---- tables ---------------------------------------------------------------------------------- */

static bool is_left_out(struct str table)
{
    const struct backup_left_out *row = backup_left_out;
    while (row->table != NULL && !str_equal(table, str_of(row->table))) {
        row++;
    }
    return row->table != NULL;
}

enum status backup_tables(struct ctx *ctx, struct tables *ret_tables)
{
    struct tables all;
    struct tables tables = {0};
    TRY(tables_list(ctx, &all));
    for (size_t i = 0; i < all.count; i++) {
        if (!is_left_out(all.ptr[i].name)) {
            vec_push(ctx->mem, &tables, all.ptr[i]);
        }
    }
    *ret_tables = tables;
    return OK;
}

static enum status database_failed(enum status status, char ret_why[256])
{
    WHY("the database answered with an error; see the log");
    return status;
}

/* ---- create ---------------------------------------------------------------------------------- */

struct creation {
    struct archive *archive;
    struct db *db;
    struct ctx *ctx;
    FILE *hashes; /* of the photos, a line each: read after the tables, so that no transaction waits
                   */
    struct backup_counts counts;
    char *why;
};

static enum status told(struct creation *creation, enum status status)
{
    if (status != OK) {
        snprintf(creation->why, 256, "%s", archive_why(creation->archive));
    }
    return status;
}

static enum status note_hash(void *arg, struct str hash)
{
    const struct creation *creation = arg;
    return fprintf(creation->hashes, "%.*s\n", STR_ARG(hash)) > 0 ? OK : UNAVAILABLE;
}

/* All that is read from the database, in one transaction. */
static enum status save_tables(struct creation *creation)
{
    struct tables tables;
    const enum status listed = backup_tables(creation->ctx, &tables);
    if (listed != OK) {
        return database_failed(listed, creation->why);
    }
    TRY(told(creation, archive_add_migrations(creation->archive, creation->ctx)));
    for (size_t i = 0; i < tables.count; i++) {
        int64_t rows = 0;
        TRY(told(creation,
                 archive_add_table(creation->archive, creation->ctx, &tables.ptr[i], &rows)));
        creation->counts.rows += rows;
    }
    creation->counts.tables = (int64_t)tables.count;
    const enum status noted = media_each(creation->ctx, note_hash, creation);
    return noted == OK ? OK : database_failed(noted, creation->why);
}

static enum status save_file(struct creation *creation, const char *name)
{
    int64_t bytes = 0;
    const int fd = media_open(name);
    if (fd < 0 && errno == ENOENT && str_ends_with(str_of(name), STR(".raw"))) {
        return GONE;
    }
    if (fd < 0) {
        snprintf(creation->why, 256, "cannot read the photo %.79s: %s", name, strerror(errno));
        return UNAVAILABLE;
    }
    const enum status status =
        told(creation, archive_add_file(creation->archive, name, fd, &bytes));
    close(fd);
    creation->counts.files += bytes >= 0 ? 1 : 0;
    creation->counts.bytes += bytes >= 0 ? bytes : 0;
    return status;
}

static enum status save_files(struct creation *creation, struct str hash)
{
    char names[MEDIA_FILES_MAX][MEDIA_NAME_MAX];
    size_t count = 0;
    if (media_files_of(hash, names, &count) != OK) {
        snprintf(creation->why, 256,
                 "the photo %.64s is gone from the media folder; put it back from an older backup",
                 hash.ptr);
        return NOT_FOUND;
    }
    for (size_t i = 0; i < count; i++) {
        TRY(save_file(creation, names[i]));
    }
    return OK;
}

/* A photo that goes through the door meanwhile has another file then. */
static enum status save_photo(struct creation *creation, struct str hash)
{
    const enum status status = save_files(creation, hash);
    return status == GONE ? save_files(creation, hash) : status;
}

static enum status save_photos(struct creation *creation)
{
    char line[MEDIA_NAME_MAX];
    rewind(creation->hashes);
    while (fgets(line, sizeof(line), creation->hashes) != NULL) {
        line[strcspn(line, "\n")] = '\0';
        TRY(save_photo(creation, str_of(line)));
    }
    if (ferror(creation->hashes) != 0) {
        snprintf(creation->why, 256, "cannot read a temporary file: %s", strerror(errno));
        return UNAVAILABLE;
    }
    return OK;
}

static enum status save(struct creation *creation)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .now_ms = clock_now_ms()};
    creation->ctx = &ctx;
    db_session_begin(&ctx, creation->db);
    const enum status status = save_tables(creation);
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    creation->ctx = NULL;
    TRY(status);
    TRY(save_photos(creation));
    return told(creation, archive_finish(creation->archive));
}

enum status backup_create(struct db *db, const char *path, struct backup_counts *ret_counts,
                          char ret_why[256])
{
    struct creation creation = {.db = db, .why = ret_why};
    struct archive_about about = {.program = OMBRUK_VERSION, .made_ms = clock_now_ms()};
    snprintf(about.engine, sizeof(about.engine), "%s",
             db_engine(db) == DB_SQLITE ? "SQLite" : "PostgreSQL");
    TRY(archive_create(path, &about, &creation.archive, ret_why));
    creation.hashes = tmpfile();
    enum status status = UNAVAILABLE;
    if (creation.hashes == NULL) {
        WHY("cannot make a temporary file: %s", strerror(errno));
    } else {
        status = save(&creation);
        fclose(creation.hashes);
    }
    archive_close(creation.archive);
    if (status == OK) {
        *ret_counts = creation.counts;
    }
    return status;
}

/* ---- load ------------------------------------------------------------------------------------ */

struct loading {
    struct archive *archive;
    int64_t tables;
    int64_t rows;
    bool archive_failed;
};

static enum status load_tables(struct loading *loading, struct ctx *ctx)
{
    struct tables tables;
    loading->rows = 0;
    TRY(backup_tables(ctx, &tables));
    loading->archive_failed = true;
    TRY(archive_check_tables(loading->archive, &tables));
    loading->archive_failed = false;
    TRY(tables_clear(ctx, &tables));
    loading->archive_failed = true;
    for (size_t i = 0; i < tables.count; i++) {
        TRY(archive_load_table(loading->archive, ctx, &tables.ptr[i], &loading->rows));
    }
    loading->archive_failed = false;
    loading->tables = (int64_t)tables.count;
    return OK;
}

static enum status load_in_write(struct ctx *ctx, void *arg)
{
    return load_tables(arg, ctx);
}

static enum status load_rows(struct loading *loading, struct ctx *ctx, char ret_why[256])
{
    const enum status status = db_write(ctx, load_in_write, loading);
    if (status != OK && loading->archive_failed) {
        WHY("%s", archive_why(loading->archive));
        return status;
    }
    return status == OK ? OK : database_failed(status, ret_why);
}

/* The migrations that the rows fit, and no later one. */
static enum status migrate_to(struct db *db, size_t count, char ret_why[256])
{
    struct migrate_result result;
    struct migration *some = calloc(count + 1, sizeof(*some));
    if (some == NULL) {
        abort();
    }
    memcpy(some, migrations, count * sizeof(*some));
    const enum status status = migrate_tables(db, some, &result, ret_why);
    free(some);
    return status;
}

enum status backup_check_empty(struct db *db, char ret_why[256])
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    bool any = true;
    db_session_begin(&ctx, db);
    const enum status status = tables_any(&ctx, &any);
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    if (status != OK) {
        return database_failed(status, ret_why);
    }
    if (any) {
        WHY("the database is not empty; restore into an empty one");
        return CONFLICT;
    }
    return OK;
}

static enum status load_all(struct loading *loading, struct db *db, struct ctx *ctx,
                            char ret_why[256])
{
    struct migrate_result result;
    size_t count = 0;
    const enum status known = archive_migrations(loading->archive, migrations, &count);
    if (known != OK) {
        WHY("%s", archive_why(loading->archive));
        return known;
    }
    TRY(migrate_to(db, count, ret_why));
    db_session_begin(ctx, db);
    TRY(load_rows(loading, ctx, ret_why));
    db_session_end(ctx);
    return db_migrate(db, &result, ret_why);
}

enum status backup_load(struct archive *archive, struct db *db, struct backup_counts *ret_counts,
                        char ret_why[256])
{
    struct loading loading = {.archive = archive};
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .now_ms = clock_now_ms()};
    const enum status status = load_all(&loading, db, &ctx, ret_why);
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    if (status == OK) {
        ret_counts->tables = loading.tables;
        ret_counts->rows = loading.rows;
    }
    return status;
}

static enum status load_file(struct archive *archive, const struct archive_file *file, bool store,
                             char ret_why[256])
{
    int fd = -1;
    enum status status = store ? media_create(file->name, &fd) : media_check_name(file->name);
    if (status != OK) {
        if (status == INVALID) {
            WHY("the backup has a file that is no photo's");
        } else {
            WHY("cannot write the photo %s: %s", file->name, strerror(errno));
        }
        return status;
    }
    status = archive_copy_file(archive, file, fd);
    if (fd >= 0 && close(fd) != 0 && status == OK) {
        WHY("cannot write the photo %s: %s", file->name, strerror(errno));
        return UNAVAILABLE;
    }
    if (status != OK) {
        WHY("%s", archive_why(archive));
    }
    return status;
}

enum status backup_load_files(struct archive *archive, bool store, struct backup_counts *ret_counts,
                              char ret_why[256])
{
    struct archive_file file = {0};
    int64_t files = 0;
    int64_t bytes = 0;
    enum status status = archive_next_file(archive, &file);
    while (status == OK) {
        TRY(load_file(archive, &file, store, ret_why));
        files++;
        bytes += file.bytes;
        status = archive_next_file(archive, &file);
    }
    if (status != NOT_FOUND) {
        WHY("%s", archive_why(archive));
        return status;
    }
    if (store && media_sync() != OK) {
        WHY("cannot write the photos: %s", strerror(errno));
        return UNAVAILABLE;
    }
    ret_counts->files = files;
    ret_counts->bytes = bytes;
    return OK;
}
