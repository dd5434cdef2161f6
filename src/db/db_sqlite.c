/* SPDX-License-Identifier: EUPL-1.2 */
/* SQLite behind db_engine.h: one file in WAL mode, each connection used by one thread at a time. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "db/db_sqlite.h"

#include "base/banned.h"

static const char *const control_text[] = {
    [CONTROL_BEGIN] = "BEGIN",
    [CONTROL_BEGIN_WRITE] = "BEGIN IMMEDIATE",
    [CONTROL_COMMIT] = "COMMIT",
    [CONTROL_ROLLBACK] = "ROLLBACK",
    [CONTROL_SAVEPOINT] = "SAVEPOINT request",
    [CONTROL_RELEASE] = "RELEASE request",
    [CONTROL_ROLLBACK_TO] = "ROLLBACK TO request",
    [CONTROL_ALIVE] = "SELECT count(*) FROM sqlite_schema",
};

/* ---- errors ---------------------------------------------------------------------------------- */

static enum status constraint_status(int extended)
{
    /* A value that must never be missing or of another type is our mistake, not a collision. */
    return extended == SQLITE_CONSTRAINT_NOTNULL || extended == SQLITE_CONSTRAINT_DATATYPE
               ? INTERNAL
               : CONFLICT;
}

static enum status code_status(const struct sqlite_conn *conn, int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_CONSTRAINT:
        return constraint_status(code);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return BUSY;
    case SQLITE_READONLY:
        return conn->writer ? UNAVAILABLE : INTERNAL;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
    case SQLITE_NOMEM:
    case SQLITE_PERM:
    case SQLITE_AUTH:
        return UNAVAILABLE;
    default:
        return INTERNAL;
    }
}

enum status db_sqlite_status(struct sqlite_conn *conn, int code, const char *statement)
{
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) {
        return OK;
    }
    const int extended = sqlite3_extended_errcode(conn->handle);
    const enum status status =
        code_status(conn, (extended & 0xFF) == (code & 0xFF) ? extended : code);
    if (status != CONFLICT) {
        log_line(status == BUSY ? LOG_WARN : LOG_ERROR, "db", "statement=%s code=%d why=\"%s\"",
                 statement, extended, sqlite3_errmsg(conn->handle));
    }
    return status;
}

/* ---- connections ----------------------------------------------------------------------------- */

static void configure_library(void)
{
    /* Its statistics cost a global lock at each allocation. */
    sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
    sqlite3_initialize();
}

/* Creates the file for its owner alone, and makes its name durable. */
static bool create_file(const char *path)
{
    const int fd = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return errno == EEXIST;
    }
    close(fd);
    char folder[4096];
    const char *slash = strrchr(path, '/');
    snprintf(folder, sizeof(folder), "%.*s", slash == NULL ? 1 : (int)(slash - path) + 1,
             slash == NULL ? "." : path);
    const int folder_fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    const bool ok = folder_fd >= 0 && fsync(folder_fd) == 0;
    if (folder_fd >= 0) {
        close(folder_fd);
    }
    return ok;
}

/* Readers have little memory of their own: pages are read again from the kernel's cache. A mapped
 * file would be dropped and mapped anew by each reader after every commit, which costs more. */
static int configure(struct sqlite_conn *conn, enum db_conn_use use)
{
    char text[1024];
    snprintf(text, sizeof(text),
             "PRAGMA busy_timeout = %d;"
             "PRAGMA journal_mode = WAL;"
             "PRAGMA synchronous = FULL;"
             "PRAGMA foreign_keys = %s;"
             "PRAGMA trusted_schema = OFF;"
             "PRAGMA recursive_triggers = ON;"
             "PRAGMA case_sensitive_like = ON;"
             "PRAGMA secure_delete = ON;"
             "PRAGMA cell_size_check = ON;"
             "PRAGMA temp_store = MEMORY;"
             "PRAGMA mmap_size = 0;"
             "PRAGMA cache_size = %d;"
             "PRAGMA wal_autocheckpoint = 4000;"
             "PRAGMA journal_size_limit = 67108864;"
             "PRAGMA query_only = %s;",
             conn->base.db->options.patience_ms, use == DB_CONN_SCHEMA ? "OFF" : "ON",
             use == DB_CONN_READ ? -2000 : -8000, use == DB_CONN_READ ? "ON" : "OFF");
    sqlite3_db_config(conn->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
    sqlite3_db_config(conn->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
    sqlite3_db_config(conn->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);
    return sqlite3_exec(conn->handle, text, NULL, NULL, NULL);
}

static int prepare_control(struct sqlite_conn *conn)
{
    for (int i = 0; i < CONTROL_COUNT; i++) {
        const int code = sqlite3_prepare_v3(conn->handle, control_text[i], -1,
                                            SQLITE_PREPARE_PERSISTENT, &conn->control[i], NULL);
        if (code != SQLITE_OK) {
            return code;
        }
    }
    return SQLITE_OK;
}

static void sqlite_disconnect(struct db_conn *base)
{
    struct sqlite_conn *conn = db_sqlite_of(base);
    for (size_t i = 0; i < conn->statements.capacity; i++) {
        sqlite3_finalize(conn->statements.entries[i].value);
    }
    for (int i = 0; i < CONTROL_COUNT; i++) {
        sqlite3_finalize(conn->control[i]);
    }
    const int code = sqlite3_close(conn->handle);
    assert(code == SQLITE_OK);
    (void)code;
    db_map_finish(&conn->statements);
    free(conn);
}

static enum status sqlite_connect(struct db *db, enum db_conn_use use, struct db_conn **ret_conn,
                                  char *ret_why)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, configure_library);
    if (!create_file(db->path)) {
        snprintf(ret_why, DB_WHY_SIZE, "cannot create the database file: %s", strerror(errno));
        return UNAVAILABLE;
    }
    struct sqlite_conn *conn = calloc(1, sizeof(*conn));
    if (conn == NULL) {
        abort();
    }
    conn->base.db = db;
    conn->writer = use != DB_CONN_READ;
    int code =
        sqlite3_open_v2(db->path, &conn->handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) {
        code = configure(conn, use);
    }
    if (code == SQLITE_OK) {
        code = prepare_control(conn);
    }
    if (code != SQLITE_OK) {
        snprintf(ret_why, DB_WHY_SIZE, "cannot open the database file: %s",
                 sqlite3_errmsg(conn->handle));
        const enum status status = code_status(conn, code);
        sqlite_disconnect(&conn->base);
        return status == BUSY ? BUSY : UNAVAILABLE;
    }
    *ret_conn = &conn->base;
    return OK;
}

/* ---- transactions ---------------------------------------------------------------------------- */

static enum status control(struct db_conn *base, enum control which)
{
    struct sqlite_conn *conn = db_sqlite_of(base);
    const int code = sqlite3_step(conn->control[which]);
    const enum status status = db_sqlite_status(conn, code, control_text[which]);
    sqlite3_reset(conn->control[which]);
    return status;
}

static bool sqlite_alive(struct db_conn *base)
{
    return control(base, CONTROL_ALIVE) == OK;
}

static enum status sqlite_begin_read(struct db_conn *base)
{
    return control(base, CONTROL_BEGIN);
}

static enum status sqlite_commit(struct db_conn *base)
{
    return control(base, CONTROL_COMMIT);
}

static void sqlite_rollback(struct db_conn *base)
{
    if (!sqlite3_get_autocommit(db_sqlite_of(base)->handle)) {
        base->lost = control(base, CONTROL_ROLLBACK) != OK;
    }
}

enum status db_sqlite_begin_write(struct db_conn *base)
{
    return control(base, CONTROL_BEGIN_WRITE);
}

enum status db_sqlite_savepoint(struct db_conn *base)
{
    return control(base, CONTROL_SAVEPOINT);
}

enum status db_sqlite_release(struct db_conn *base)
{
    return control(base, CONTROL_RELEASE);
}

enum status db_sqlite_rollback_to(struct db_conn *base)
{
    TRY(control(base, CONTROL_ROLLBACK_TO));
    return control(base, CONTROL_RELEASE);
}

int64_t db_sqlite_total_changes(struct db_conn *base)
{
    return sqlite3_total_changes64(db_sqlite_of(base)->handle);
}

bool db_sqlite_in_transaction(struct db_conn *base)
{
    return !sqlite3_get_autocommit(db_sqlite_of(base)->handle);
}

static enum status sqlite_begin_now(struct db_conn *base)
{
    (void)base;
    return OK;
}

static enum status sqlite_script(struct db_conn *base, const char *name, const char *text)
{
    struct sqlite_conn *conn = db_sqlite_of(base);
    return db_sqlite_status(conn, sqlite3_exec(conn->handle, text, NULL, NULL, NULL), name);
}

const struct db_backend db_sqlite_backend = {
    .connect = sqlite_connect,
    .disconnect = sqlite_disconnect,
    .alive = sqlite_alive,
    .begin_read = sqlite_begin_read,
    .begin_schema = db_sqlite_begin_write,
    .commit = sqlite_commit,
    .rollback = sqlite_rollback,
    .script = sqlite_script,
    .query = db_sqlite_query,
    .next = db_sqlite_next,
    .done = db_sqlite_done,
    .changes = db_sqlite_changes,
    .number = db_sqlite_number,
    .text = db_sqlite_text,
    .write = db_writer_write,
    .begin_now = sqlite_begin_now,
    .table_read = db_sqlite_table_read,
    .fill_begin = db_sqlite_fill_begin,
    .fill_row = db_sqlite_fill_row,
    .fill_end = db_sqlite_fill_end,
    .check = db_sqlite_check,
};
