/* SPDX-License-Identifier: EUPL-1.2 */
/* SQLite behind db_engine.h: one file in WAL mode, each connection used by one thread at a time. */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "db/db_engine.h"

#include "base/banned.h"

/* Statements of the engine itself, prepared once per connection. */
enum control {
    CONTROL_BEGIN,
    CONTROL_BEGIN_WRITE,
    CONTROL_COMMIT,
    CONTROL_ROLLBACK,
    CONTROL_SAVEPOINT,
    CONTROL_RELEASE,
    CONTROL_ROLLBACK_TO,
    CONTROL_ALIVE,
    CONTROL_COUNT
};

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

struct sqlite_conn {
    struct db_conn base;
    sqlite3 *handle;
    bool writer;
    sqlite3_stmt *control[CONTROL_COUNT];
    struct db_map statements;
};

static struct sqlite_conn *sqlite_of(struct db_conn *conn)
{
    return (struct sqlite_conn *)conn;
}

/* ---- errors
 * -------------------------------------------------------------------------------------- */

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

static enum status conn_status(struct sqlite_conn *conn, int code, const char *statement)
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

/* ---- connections
 * --------------------------------------------------------------------------------- */

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

/* Readers have little memory of their own: the mapped file is shared by all through the kernel. */
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
             "PRAGMA mmap_size = 1073741824;"
             "PRAGMA cache_size = %d;"
             "PRAGMA wal_autocheckpoint = 2000;"
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
    struct sqlite_conn *conn = sqlite_of(base);
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

/* ---- transactions
 * -------------------------------------------------------------------------------- */

static enum status control(struct db_conn *base, enum control which)
{
    struct sqlite_conn *conn = sqlite_of(base);
    const int code = sqlite3_step(conn->control[which]);
    const enum status status = conn_status(conn, code, control_text[which]);
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
    if (!sqlite3_get_autocommit(sqlite_of(base)->handle)) {
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

bool db_sqlite_in_transaction(struct db_conn *base)
{
    return !sqlite3_get_autocommit(sqlite_of(base)->handle);
}

static enum status sqlite_script(struct db_conn *base, const char *name, const char *text)
{
    struct sqlite_conn *conn = sqlite_of(base);
    return conn_status(conn, sqlite3_exec(conn->handle, text, NULL, NULL, NULL), name);
}

/* ---- statements
 * ---------------------------------------------------------------------------------- */

static enum status prepare(struct sqlite_conn *conn, const struct sql *sql, sqlite3_stmt **ret_stmt)
{
    const int code = sqlite3_prepare_v3(conn->handle, sql->text[DB_SQLITE], -1,
                                        SQLITE_PREPARE_PERSISTENT, ret_stmt, NULL);
    return conn_status(conn, code, sql->name);
}

/* The cached statement, or a new one of its own when the cached one is being read. */
static enum status statement_for(struct sqlite_conn *conn, const struct sql *sql,
                                 sqlite3_stmt **ret_stmt)
{
    sqlite3_stmt *stmt = db_map_find(&conn->statements, sql);
    if (stmt != NULL && !sqlite3_stmt_busy(stmt)) {
        *ret_stmt = stmt;
        return OK;
    }
    const bool cache = stmt == NULL;
    TRY(prepare(conn, sql, &stmt));
    if (cache) {
        db_map_insert(&conn->statements, sql, stmt);
    }
    *ret_stmt = stmt;
    return OK;
}

static int bind(sqlite3_stmt *stmt, int index, const struct db_value *value, bool keep)
{
    const sqlite3_destructor_type lifetime = keep ? SQLITE_STATIC : SQLITE_TRANSIENT;
    switch (value->kind) {
    case DB_I64:
        return sqlite3_bind_int64(stmt, index, value->number);
    case DB_TEXT:
        return sqlite3_bind_text64(stmt, index, value->text.ptr, value->text.len, lifetime,
                                   SQLITE_UTF8);
    case DB_BYTES:
        return sqlite3_bind_blob64(stmt, index, value->text.ptr, value->text.len, lifetime);
    case DB_NULL:
    default:
        return sqlite3_bind_null(stmt, index);
    }
}

static int bind_all(sqlite3_stmt *stmt, const struct sql *sql, const struct db_value *values,
                    bool keep)
{
    /* The other engine's text may use a parameter that this one ends without. */
    const int known = sqlite3_bind_parameter_count(stmt);
    int code = SQLITE_OK;
    for (int i = 0; i < sql->param_count && i < known && code == SQLITE_OK; i++) {
        code = bind(stmt, i + 1, &values[i], keep);
    }
    return code;
}

static enum status sqlite_query(struct rows *rows, const struct db_value *values, bool keep)
{
    struct sqlite_conn *conn = sqlite_of(rows->conn);
    sqlite3_stmt *stmt = NULL;
    TRY(statement_for(conn, rows->sql, &stmt));
    rows->state = stmt;
    int code = bind_all(stmt, rows->sql, values, keep);
    if (code == SQLITE_OK) {
        code = sqlite3_step(stmt);
    }
    rows->pending = code == SQLITE_ROW;
    return conn_status(conn, code, rows->sql->name);
}

static enum status sqlite_next(struct rows *rows, bool *ret_found)
{
    const int code = sqlite3_step(rows->state);
    *ret_found = code == SQLITE_ROW;
    return conn_status(sqlite_of(rows->conn), code, rows->sql->name);
}

static void sqlite_done(struct rows *rows)
{
    if (rows->state == NULL) {
        return;
    }
    sqlite3_reset(rows->state);
    if (db_map_find(&sqlite_of(rows->conn)->statements, rows->sql) != rows->state) {
        sqlite3_finalize(rows->state);
    }
}

static int64_t sqlite_changes(struct db_conn *base)
{
    return sqlite3_changes64(sqlite_of(base)->handle);
}

static enum status sqlite_number(struct rows *rows, int column, int64_t *ret_number)
{
    const int type = sqlite3_column_type(rows->state, column);
    if (type == SQLITE_INTEGER) {
        *ret_number = sqlite3_column_int64(rows->state, column);
    }
    return type == SQLITE_INTEGER || type == SQLITE_NULL ? OK : INTERNAL;
}

static enum status sqlite_text(struct rows *rows, int column, enum db_kind kind,
                               struct str *ret_text)
{
    const int type = sqlite3_column_type(rows->state, column);
    if (type == SQLITE_NULL) {
        return OK;
    }
    if (type != (kind == DB_TEXT ? SQLITE_TEXT : SQLITE_BLOB)) {
        return INTERNAL;
    }
    const char *ptr = sqlite3_column_blob(rows->state, column);
    const int len = sqlite3_column_bytes(rows->state, column);
    *ret_text = ptr == NULL ? STR("") : (struct str){ptr, (size_t)len};
    return OK;
}

/* ---- checks
 * -------------------------------------------------------------------------------------- */

/* What the table says the column holds; expressions have no declared type and pass. */
static bool kind_fits(sqlite3_stmt *stmt, int column, enum db_kind kind)
{
    static const char *const types[] = {
        [DB_I64] = "INTEGER", [DB_TEXT] = "TEXT", [DB_BYTES] = "BLOB"};
    const char *declared = sqlite3_column_decltype(stmt, column);
    return declared == NULL || declared[0] == '\0' || sqlite3_stricmp(declared, types[kind]) == 0 ||
           (kind == DB_I64 && sqlite3_stricmp(declared, "INT") == 0);
}

static bool check_columns(sqlite3_stmt *stmt, const struct sql *sql, char *ret_why)
{
    if (sqlite3_column_count(stmt) != sql->column_count) {
        snprintf(ret_why, DB_WHY_SIZE, "%s: %d columns, declared %d", sql->name,
                 sqlite3_column_count(stmt), sql->column_count);
        return false;
    }
    for (int i = 0; i < sql->column_count; i++) {
        const char *name = sqlite3_column_name(stmt, i);
        if (name == NULL || strcmp(name, sql->column_names[i]) != 0 ||
            !kind_fits(stmt, i, sql->column_kinds[i])) {
            snprintf(ret_why, DB_WHY_SIZE, "%s: column %d is %s of type %s, declared %s", sql->name,
                     i + 1, name == NULL ? "?" : name,
                     sqlite3_column_decltype(stmt, i) == NULL ? "?"
                                                              : sqlite3_column_decltype(stmt, i),
                     sql->column_names[i]);
            return false;
        }
    }
    return true;
}

static bool sqlite_check(struct db_conn *base, const struct sql *sql, char *ret_why)
{
    struct sqlite_conn *conn = sqlite_of(base);
    sqlite3_stmt *stmt = NULL;
    const char *rest = NULL;
    if (sqlite3_prepare_v3(conn->handle, sql->text[DB_SQLITE], -1, 0, &stmt, &rest) != SQLITE_OK) {
        snprintf(ret_why, DB_WHY_SIZE, "%s: %s", sql->name, sqlite3_errmsg(conn->handle));
        return false;
    }
    bool ok = check_columns(stmt, sql, ret_why);
    if (ok && !sql->writes && !sqlite3_stmt_readonly(stmt)) {
        snprintf(ret_why, DB_WHY_SIZE, "%s: writes but is declared to read", sql->name);
        ok = false;
    }
    sqlite3_finalize(stmt);
    return ok;
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
    .query = sqlite_query,
    .next = sqlite_next,
    .done = sqlite_done,
    .changes = sqlite_changes,
    .number = sqlite_number,
    .text = sqlite_text,
    .write = db_writer_write,
    .check = sqlite_check,
};
