/* SPDX-License-Identifier: EUPL-1.2 */
/* What is in an archive: about, migrations, tables, files. */
#include "db/archive.h"

#include <assert.h>
#include <endian.h>
#include <errno.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "db/archive_file.h"
#include "db/db_sqlite.h"
#include "db_sql.h"

#include "base/banned.h"

#define TEXT_MAX    ((size_t)64 * 1024)
#define ROW_MAX     ((size_t)512 * 1024 * 1024)
#define CHUNK_BYTES ((size_t)64 * 1024)
#define HASH_LEN    32

/* Its own tables; what is read must be defined exactly so. */
static const struct own_table {
    const char *name;
    const char *text;
} own_tables[] = {
    {"archive_about", "CREATE TABLE archive_about (key TEXT NOT NULL PRIMARY KEY, value TEXT NOT "
                      "NULL) STRICT"},
    {"archive_migration", "CREATE TABLE archive_migration (name TEXT NOT NULL PRIMARY KEY, sha256 "
                          "TEXT NOT NULL) STRICT"},
    {"archive_table",
     "CREATE TABLE archive_table (name TEXT NOT NULL PRIMARY KEY, rows INTEGER NOT "
     "NULL, hash BLOB NOT NULL) STRICT"},
    {"archive_file",
     "CREATE TABLE archive_file (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, "
     "bytes INTEGER NOT NULL, hash BLOB NOT NULL, data BLOB NOT NULL) STRICT"},
};
#define OWN_TABLES (sizeof(own_tables) / sizeof(own_tables[0]))

/* ---- statements ------------------------------------------------------------------------------ */

static enum status prepare(struct archive *archive, const char *text, sqlite3_stmt **ret_stmt)
{
    return archive_status(archive, sqlite3_prepare_v2(archive->handle, text, -1, ret_stmt, NULL));
}

/* Runs a statement without result. */
static enum status run(struct archive *archive, const char *text, const struct db_value *values,
                       size_t count)
{
    sqlite3_stmt *stmt = NULL;
    TRY(prepare(archive, text, &stmt));
    int code = db_sqlite_bind(stmt, values, count);
    if (code == SQLITE_OK) {
        code = sqlite3_step(stmt);
    }
    const enum status status = archive_status(archive, code);
    sqlite3_finalize(stmt);
    return status;
}

static enum status damaged(struct archive *archive, const char *what)
{
    return archive_fail(archive, INVALID, "the backup makes no sense: %s", what);
}

static void put_definition(struct strbuf *text, const struct table *table)
{
    static const char *const types[] = {
        [DB_I64] = "INTEGER", [DB_TEXT] = "TEXT", [DB_BYTES] = "BLOB"};
    strbuf_format(text, "CREATE TABLE \"%.*s\" (", STR_ARG(table->name));
    for (size_t i = 0; i < table->column_count; i++) {
        strbuf_format(text, "%s\"%.*s\" %s", i == 0 ? "" : ", ", STR_ARG(table->columns[i].name),
                      types[table->columns[i].kind]);
    }
    strbuf_cstr(text, ") STRICT");
    assert(!text->overflow);
}

/* It is a table, defined exactly so. */
static enum status check_definition(struct archive *archive, struct str name, struct str text)
{
    sqlite3_stmt *stmt = NULL;
    TRY(prepare(archive,
                "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ? AND sql = ?",
                &stmt));
    const struct db_value values[] = {db_text(name), db_text(text)};
    int code = db_sqlite_bind(stmt, values, 2);
    code = code == SQLITE_OK ? sqlite3_step(stmt) : code;
    const bool found = code == SQLITE_ROW;
    const enum status status = archive_status(archive, code);
    sqlite3_finalize(stmt);
    TRY(status);
    return found ? OK
                 : archive_fail(archive, INVALID,
                                "the backup makes no sense: no table %.*s as it should be",
                                STR_ARG(name));
}

/* ---- rows ------------------------------------------------------------------------------------ */

/* Counts and hashes rows, and refuses what one of the engines could not store. */
struct tally {
    struct archive *archive;
    const struct table *table;
    crypto_generichash_state state;
    struct strbuf bytes; /* the row at hand */
    int64_t rows;
};

static void tally_begin(struct tally *tally, struct archive *archive, const struct table *table)
{
    *tally = (struct tally){.archive = archive, .table = table};
    crypto_generichash_init(&tally->state, NULL, 0, HASH_LEN);
    strbuf_init(&tally->bytes, ROW_MAX);
}

static void put_number(struct strbuf *bytes, uint64_t number)
{
    const uint64_t wire = htobe64(number);
    strbuf_bytes(bytes, (const char *)&wire, sizeof(wire));
}

static bool value_ok(const struct db_value *value)
{
    const bool is_text = value->kind == DB_TEXT || value->kind == DB_BYTES;
    return !is_text ||
           (value->text.len <= ARCHIVE_VALUE_MAX &&
            (value->kind == DB_BYTES ||
             (memchr(value->text.ptr, 0, value->text.len) == NULL && str_is_utf8(value->text))));
}

static enum status tally_row(struct tally *tally, const struct db_value *values)
{
    strbuf_clear(&tally->bytes);
    for (size_t i = 0; i < tally->table->column_count; i++) {
        const struct db_value *value = &values[i];
        if (!value_ok(value)) {
            return archive_fail(tally->archive, INVALID,
                                "row %lld of the table %.*s has text in %.*s that is not UTF-8, or "
                                "a value over 64 MB; mend it first",
                                (long long)tally->rows + 1, STR_ARG(tally->table->name),
                                STR_ARG(tally->table->columns[i].name));
        }
        strbuf_byte(&tally->bytes, (char)value->kind);
        if (value->kind == DB_I64) {
            put_number(&tally->bytes, (uint64_t)value->number);
        } else if (value->kind != DB_NULL) {
            put_number(&tally->bytes, value->text.len);
            strbuf_str(&tally->bytes, value->text);
        }
    }
    if (tally->bytes.overflow) {
        return archive_fail(tally->archive, TOO_LARGE, "a row of the table %.*s is over 512 MB",
                            STR_ARG(tally->table->name));
    }
    crypto_generichash_update(&tally->state, (const unsigned char *)tally->bytes.ptr,
                              tally->bytes.len);
    tally->rows++;
    return OK;
}

static void tally_end(struct tally *tally, unsigned char ret_hash[HASH_LEN])
{
    crypto_generichash_final(&tally->state, ret_hash, HASH_LEN);
    strbuf_finish(&tally->bytes);
}

/* ---- making ---------------------------------------------------------------------------------- */

static enum status put_about(struct archive *archive, const char *key, struct str value)
{
    const struct db_value values[] = {db_text(str_of(key)), db_text(value)};
    return run(archive, "INSERT INTO archive_about (key, value) VALUES (?, ?)", values, 2);
}

static enum status begin(struct archive *archive, const struct archive_about *about)
{
    char made_ms[32];
    snprintf(made_ms, sizeof(made_ms), "%lld", (long long)about->made_ms);
    for (size_t i = 0; i < OWN_TABLES; i++) {
        TRY(run(archive, own_tables[i].text, NULL, 0));
    }
    TRY(put_about(archive, "format", STR("1")));
    TRY(put_about(archive, "program", str_of(about->program)));
    TRY(put_about(archive, "engine", str_of(about->engine)));
    return put_about(archive, "made_ms", str_of(made_ms));
}

enum status archive_create(const char *path, const struct archive_about *about,
                           struct archive **ret_archive, char ret_why[256])
{
    struct archive *archive = NULL;
    TRY(archive_file_begin(path, &archive, ret_why));
    const enum status status = begin(archive, about);
    if (status != OK) {
        snprintf(ret_why, 256, "%s", archive->why);
        archive_close(archive);
        return status;
    }
    archive->about = *about;
    *ret_archive = archive;
    return OK;
}

static enum status database_failed(struct archive *archive, enum status status)
{
    return archive_fail(archive, status, "the database answered with an error; see the log");
}

enum status archive_add_migrations(struct archive *archive, struct ctx *ctx)
{
    struct rows rows = sql_db_migration_list(ctx);
    struct db_migration_list_row row;
    enum status status = OK;
    while (status == OK && next_db_migration_list(&rows, &row)) {
        const struct db_value values[] = {db_text(row.name), db_text(row.sha256)};
        status =
            run(archive, "INSERT INTO archive_migration (name, sha256) VALUES (?, ?)", values, 2);
    }
    const enum status done = rows_done(&rows);
    TRY(status);
    return done == OK ? OK : database_failed(archive, done);
}

struct adding {
    struct tally tally;
    sqlite3_stmt *insert;
    bool failed; /* here, not in the database */
};

static enum status add_row(void *arg, const struct db_value *values)
{
    struct adding *adding = arg;
    enum status status = tally_row(&adding->tally, values);
    if (status == OK) {
        int code = db_sqlite_bind(adding->insert, values, adding->tally.table->column_count);
        code = code == SQLITE_OK ? sqlite3_step(adding->insert) : code;
        status = archive_status(adding->tally.archive, code);
        sqlite3_reset(adding->insert);
    }
    adding->failed = status != OK;
    return status;
}

static enum status prepare_insert(struct archive *archive, const struct table *table,
                                  sqlite3_stmt **ret_stmt)
{
    struct strbuf text;
    strbuf_init(&text, TEXT_MAX);
    strbuf_format(&text, "INSERT INTO \"%.*s\" VALUES (", STR_ARG(table->name));
    for (size_t i = 0; i < table->column_count; i++) {
        strbuf_cstr(&text, i == 0 ? "?" : ", ?");
    }
    strbuf_byte(&text, ')');
    const enum status status = prepare(archive, text.ptr, ret_stmt);
    strbuf_finish(&text);
    return status;
}

static enum status define(struct archive *archive, const struct table *table)
{
    struct strbuf text;
    strbuf_init(&text, TEXT_MAX);
    put_definition(&text, table);
    const enum status status = run(archive, text.ptr, NULL, 0);
    strbuf_finish(&text);
    return status;
}

static enum status add_rows(struct archive *archive, struct ctx *ctx, const struct table *table,
                            struct adding *adding)
{
    const enum status status = table_read(ctx, table, add_row, adding);
    return status == OK || adding->failed ? status : database_failed(archive, status);
}

enum status archive_add_table(struct archive *archive, struct ctx *ctx, const struct table *table,
                              int64_t *ret_rows)
{
    struct adding adding = {0};
    unsigned char hash[HASH_LEN];
    TRY(define(archive, table));
    TRY(prepare_insert(archive, table, &adding.insert));
    tally_begin(&adding.tally, archive, table);
    const enum status status = add_rows(archive, ctx, table, &adding);
    tally_end(&adding.tally, hash);
    sqlite3_finalize(adding.insert);
    TRY(status);
    const struct db_value values[] = {db_text(table->name), db_i64(adding.tally.rows),
                                      db_bytes((struct str){(const char *)hash, HASH_LEN})};
    TRY(run(archive, "INSERT INTO archive_table (name, rows, hash) VALUES (?, ?, ?)", values, 3));
    *ret_rows = adding.tally.rows;
    return OK;
}

/* ---- files in -------------------------------------------------------------------------------- */

static enum status has_file(struct archive *archive, const char *name, bool *ret_has)
{
    sqlite3_stmt *stmt = NULL;
    TRY(prepare(archive, "SELECT 1 FROM archive_file WHERE name = ?", &stmt));
    sqlite3_bind_text(stmt, 1, name, -1, SQLITE_STATIC);
    const int code = sqlite3_step(stmt);
    *ret_has = code == SQLITE_ROW;
    const enum status status = archive_status(archive, code);
    sqlite3_finalize(stmt);
    return status;
}

/* From the descriptor into the space made for it, which it must fill exactly. */
static enum status fill_blob(struct archive *archive, const char *name, int fd, sqlite3_blob *blob,
                             unsigned char hash[HASH_LEN])
{
    crypto_generichash_state state;
    unsigned char chunk[CHUNK_BYTES];
    const int bytes = sqlite3_blob_bytes(blob);
    int at = 0;
    crypto_generichash_init(&state, NULL, 0, HASH_LEN);
    while (at < bytes) {
        const size_t want = (size_t)(bytes - at) < CHUNK_BYTES ? (size_t)(bytes - at) : CHUNK_BYTES;
        const ssize_t got = read(fd, chunk, want);
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got <= 0) {
            return archive_fail(archive, UNAVAILABLE, "cannot read the file %s: %s", name,
                                got < 0 ? strerror(errno) : "it became shorter");
        }
        crypto_generichash_update(&state, chunk, (size_t)got);
        TRY(archive_status(archive, sqlite3_blob_write(blob, chunk, (int)got, at)));
        at += (int)got;
    }
    crypto_generichash_final(&state, hash, HASH_LEN);
    return OK;
}

static enum status write_blob(struct archive *archive, const char *name, int fd,
                              unsigned char hash[HASH_LEN])
{
    sqlite3_blob *blob = NULL;
    const int64_t id = sqlite3_last_insert_rowid(archive->handle);
    TRY(archive_status(
        archive, sqlite3_blob_open(archive->handle, "main", "archive_file", "data", id, 1, &blob)));
    const enum status status = fill_blob(archive, name, fd, blob, hash);
    const int code = sqlite3_blob_close(blob);
    return status == OK ? archive_status(archive, code) : status;
}

enum status archive_add_file(struct archive *archive, const char *name, int fd, int64_t *ret_bytes)
{
    unsigned char hash[HASH_LEN];
    bool has = false;
    const int64_t bytes = lseek(fd, 0, SEEK_END);
    if (bytes < 0 || lseek(fd, 0, SEEK_SET) != 0) {
        return archive_fail(archive, UNAVAILABLE, "cannot read the file %s: %s", name,
                            strerror(errno));
    }
    if (bytes > ARCHIVE_FILE_MAX) {
        return archive_fail(archive, TOO_LARGE, "the file %s is over 64 MB", name);
    }
    TRY(has_file(archive, name, &has));
    if (has) {
        *ret_bytes = -1;
        return OK;
    }
    const struct db_value row[] = {db_text(str_of(name)), db_i64(bytes)};
    TRY(run(archive,
            "INSERT INTO archive_file (name, bytes, hash, data) VALUES (?1, ?2, x'', zeroblob(?2))",
            row, 2));
    TRY(write_blob(archive, name, fd, hash));
    const struct db_value done[] = {db_bytes((struct str){(const char *)hash, HASH_LEN}),
                                    db_text(str_of(name))};
    TRY(run(archive, "UPDATE archive_file SET hash = ? WHERE name = ?", done, 2));
    *ret_bytes = bytes;
    return OK;
}

enum status archive_finish(struct archive *archive)
{
    return archive_file_end(archive);
}

/* ---- reading: about and migrations ----------------------------------------------------------- */

static enum status read_about(struct archive *archive)
{
    sqlite3_stmt *stmt = NULL;
    int code = SQLITE_OK;
    TRY(prepare(archive, "SELECT key, CAST(value AS TEXT) FROM archive_about", &stmt));
    while ((code = sqlite3_step(stmt)) == SQLITE_ROW) {
        const char *key = (const char *)sqlite3_column_text(stmt, 0);
        const char *value = (const char *)sqlite3_column_text(stmt, 1);
        struct archive_about *about = &archive->about;
        if (key == NULL || value == NULL || !str_is_utf8(str_of(value))) {
            continue;
        }
        if (strcmp(key, "program") == 0) {
            snprintf(about->program, sizeof(about->program), "%s", value);
        } else if (strcmp(key, "engine") == 0) {
            snprintf(about->engine, sizeof(about->engine), "%s", value);
        } else if (strcmp(key, "made_ms") == 0 && !str_to_i64(str_of(value), &about->made_ms)) {
            about->made_ms = 0;
        }
    }
    const enum status status = archive_status(archive, code);
    sqlite3_finalize(stmt);
    return status;
}

static enum status check_own_tables(struct archive *archive)
{
    for (size_t i = 0; i < OWN_TABLES; i++) {
        TRY(check_definition(archive, str_of(own_tables[i].name), str_of(own_tables[i].text)));
    }
    return read_about(archive);
}

enum status archive_open(const char *path, struct archive **ret_archive, char ret_why[256])
{
    struct archive *archive = NULL;
    TRY(archive_file_open(path, &archive, ret_why));
    const enum status status = check_own_tables(archive);
    if (status != OK) {
        snprintf(ret_why, 256, "%s", archive->why);
        archive_close(archive);
        return status;
    }
    *ret_archive = archive;
    return OK;
}

void archive_about(const struct archive *archive, struct archive_about *ret_about)
{
    *ret_about = archive->about;
}

static enum status check_migration(struct archive *archive, const struct migration *known,
                                   sqlite3_stmt *stmt)
{
    const char *name = (const char *)sqlite3_column_text(stmt, 0);
    const char *sha256 = (const char *)sqlite3_column_text(stmt, 1);
    if (name == NULL || sha256 == NULL || !str_is_utf8(str_of(name))) {
        return damaged(archive, "a migration without name");
    }
    if (known->name == NULL || strcmp(name, known->name) != 0) {
        return archive_fail(archive, INVALID,
                            "the backup has the migration %.60s, which this program does not know: "
                            "use the program that made it (%.30s) or a newer one",
                            name, archive->about.program);
    }
    if (strcmp(sha256, known->sha256) != 0) {
        return archive_fail(archive, INVALID,
                            "the migration %.60s was changed after the backup was made: use the "
                            "program that made it (%.30s)",
                            name, archive->about.program);
    }
    return OK;
}

enum status archive_migrations(struct archive *archive, const struct migration *known,
                               size_t *ret_count)
{
    sqlite3_stmt *stmt = NULL;
    size_t count = 0;
    int code = SQLITE_DONE;
    enum status status = OK;
    TRY(prepare(archive, "SELECT name, sha256 FROM archive_migration ORDER BY name", &stmt));
    while (status == OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        status = check_migration(archive, &known[count], stmt);
        count += status == OK ? 1 : 0;
    }
    status = status == OK ? archive_status(archive, code) : status;
    sqlite3_finalize(stmt);
    TRY(status);
    if (count == 0) {
        return damaged(archive, "it names no migrations");
    }
    *ret_count = count;
    return OK;
}

/* ---- reading: tables ------------------------------------------------------------------------- */

enum status archive_check_tables(struct archive *archive, const struct tables *tables)
{
    sqlite3_stmt *stmt = NULL;
    TRY(prepare(archive, "SELECT count(*) FROM archive_table", &stmt));
    const int code = sqlite3_step(stmt);
    const bool same = code == SQLITE_ROW && sqlite3_column_int64(stmt, 0) == (int64_t)tables->count;
    enum status status = archive_status(archive, code);
    sqlite3_finalize(stmt);
    if (status == OK && !same) {
        status = damaged(archive, "it holds other tables than its version has");
    }
    for (size_t i = 0; status == OK && i < tables->count; i++) {
        struct strbuf text;
        strbuf_init(&text, TEXT_MAX);
        put_definition(&text, &tables->ptr[i]);
        status = check_definition(archive, tables->ptr[i].name, strbuf_view(&text));
        strbuf_finish(&text);
    }
    return status;
}

/* Compares with what was noted when it was made. */
static enum status check_tally(struct archive *archive, const struct table *table, int64_t rows,
                               const unsigned char hash[HASH_LEN])
{
    sqlite3_stmt *stmt = NULL;
    TRY(prepare(archive, "SELECT 1 FROM archive_table WHERE name = ? AND rows = ? AND hash = ?",
                &stmt));
    const struct db_value values[] = {db_text(table->name), db_i64(rows),
                                      db_bytes((struct str){(const char *)hash, HASH_LEN})};
    int code = db_sqlite_bind(stmt, values, 3);
    code = code == SQLITE_OK ? sqlite3_step(stmt) : code;
    const bool same = code == SQLITE_ROW;
    const enum status status = archive_status(archive, code);
    sqlite3_finalize(stmt);
    TRY(status);
    return same ? OK
                : archive_fail(archive, INVALID,
                               "the rows of the table %.*s are not the ones that were saved",
                               STR_ARG(table->name));
}

static enum status prepare_select(struct archive *archive, const struct table *table,
                                  sqlite3_stmt **ret_stmt)
{
    struct strbuf text;
    strbuf_init(&text, TEXT_MAX);
    put_definition(&text, table);
    enum status status = check_definition(archive, table->name, strbuf_view(&text));
    strbuf_clear(&text);
    strbuf_cstr(&text, "SELECT ");
    table_put_columns(&text, table);
    strbuf_format(&text, " FROM \"%.*s\" ORDER BY rowid", STR_ARG(table->name));
    if (status == OK) {
        status = prepare(archive, text.ptr, ret_stmt);
    }
    strbuf_finish(&text);
    return status;
}

static enum status load_row(struct tally *tally, sqlite3_stmt *stmt, struct table_fill *fill)
{
    struct db_value values[DB_VALUES_MAX];
    if (!db_sqlite_values(stmt, tally->table, values)) {
        return archive_fail(tally->archive, INVALID,
                            "the table %.*s has a value of the wrong kind in row %lld",
                            STR_ARG(tally->table->name), (long long)tally->rows + 1);
    }
    TRY(tally_row(tally, values));
    const enum status status = table_fill_row(fill, values);
    if (status == CONFLICT || status == INTERNAL) {
        return archive_fail(tally->archive, status,
                            "the database refuses row %lld of the table %.*s",
                            (long long)tally->rows, STR_ARG(tally->table->name));
    }
    return status == OK ? OK : database_failed(tally->archive, status);
}

static enum status load_rows(struct tally *tally, sqlite3_stmt *stmt, struct table_fill *fill)
{
    enum status status = OK;
    int code = SQLITE_DONE;
    while (status == OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        status = load_row(tally, stmt, fill);
    }
    return status == OK ? archive_status(tally->archive, code) : status;
}

static enum status load(struct archive *archive, struct ctx *ctx, const struct table *table,
                        sqlite3_stmt *stmt, int64_t *rows)
{
    struct table_fill *fill = NULL;
    struct tally tally;
    unsigned char hash[HASH_LEN];
    const enum status begun = table_fill_begin(ctx, table, &fill);
    if (begun != OK) {
        return database_failed(archive, begun);
    }
    tally_begin(&tally, archive, table);
    const enum status status = load_rows(&tally, stmt, fill);
    tally_end(&tally, hash);
    const enum status ended = table_fill_end(fill, status == OK);
    TRY(status);
    if (ended != OK) {
        return archive_fail(archive, ended, "the database refuses the rows of the table %.*s",
                            STR_ARG(table->name));
    }
    TRY(check_tally(archive, table, tally.rows, hash));
    *rows += tally.rows;
    return OK;
}

enum status archive_load_table(struct archive *archive, struct ctx *ctx, const struct table *table,
                               int64_t *rows)
{
    sqlite3_stmt *stmt = NULL;
    TRY(prepare_select(archive, table, &stmt));
    const enum status status = load(archive, ctx, table, stmt, rows);
    sqlite3_finalize(stmt);
    return status;
}

/* ---- reading: files -------------------------------------------------------------------------- */

static bool take_file(sqlite3_stmt *stmt, struct archive_file *file)
{
    const char *name = (const char *)sqlite3_column_text(stmt, 1);
    const void *hash = sqlite3_column_blob(stmt, 3);
    const int name_len = sqlite3_column_bytes(stmt, 1);
    file->id = sqlite3_column_int64(stmt, 0);
    file->bytes = sqlite3_column_int64(stmt, 2);
    if (name == NULL || name_len >= ARCHIVE_NAME_MAX || strlen(name) != (size_t)name_len ||
        hash == NULL || sqlite3_column_bytes(stmt, 3) != HASH_LEN || file->bytes < 0 ||
        file->bytes > ARCHIVE_FILE_MAX) {
        return false;
    }
    memcpy(file->name, name, (size_t)name_len + 1);
    memcpy(file->hash, hash, HASH_LEN);
    return true;
}

enum status archive_next_file(struct archive *archive, struct archive_file *file)
{
    sqlite3_stmt *stmt = NULL;
    TRY(prepare(archive,
                "SELECT id, name, bytes, hash FROM archive_file WHERE id > ? ORDER BY id LIMIT 1",
                &stmt));
    sqlite3_bind_int64(stmt, 1, file->id);
    const int code = sqlite3_step(stmt);
    enum status status = archive_status(archive, code);
    if (code == SQLITE_DONE) {
        status = NOT_FOUND;
    } else if (status == OK && !take_file(stmt, file)) {
        status = damaged(archive, "a file without proper name, size and hash");
    }
    sqlite3_finalize(stmt);
    return status;
}

static bool write_all(int fd, const unsigned char *bytes, size_t len)
{
    while (len > 0) {
        const ssize_t wrote = write(fd, bytes, len);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        bytes += wrote < 0 ? 0 : wrote;
        len -= wrote < 0 ? 0 : (size_t)wrote;
    }
    return true;
}

static enum status empty_blob(struct archive *archive, const struct archive_file *file,
                              sqlite3_blob *blob, int fd)
{
    crypto_generichash_state state;
    unsigned char chunk[CHUNK_BYTES];
    unsigned char hash[HASH_LEN];
    const int bytes = sqlite3_blob_bytes(blob);
    crypto_generichash_init(&state, NULL, 0, HASH_LEN);
    for (int at = 0; at < bytes; at += (int)CHUNK_BYTES) {
        const int len = bytes - at < (int)CHUNK_BYTES ? bytes - at : (int)CHUNK_BYTES;
        TRY(archive_status(archive, sqlite3_blob_read(blob, chunk, len, at)));
        crypto_generichash_update(&state, chunk, (size_t)len);
        if (fd >= 0 && !write_all(fd, chunk, (size_t)len)) {
            return archive_fail(archive, UNAVAILABLE, "cannot write the file %s: %s", file->name,
                                strerror(errno));
        }
    }
    crypto_generichash_final(&state, hash, HASH_LEN);
    return bytes == file->bytes && memcmp(hash, file->hash, HASH_LEN) == 0
               ? OK
               : archive_fail(archive, INVALID, "the file %s is not the one that was saved",
                              file->name);
}

enum status archive_copy_file(struct archive *archive, const struct archive_file *file, int fd)
{
    sqlite3_blob *blob = NULL;
    TRY(archive_status(archive, sqlite3_blob_open(archive->handle, "main", "archive_file", "data",
                                                  file->id, 0, &blob)));
    const enum status status = empty_blob(archive, file, blob, fd);
    sqlite3_blob_close(blob);
    return status;
}
