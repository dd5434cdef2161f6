/* SPDX-License-Identifier: EUPL-1.2 */
/* The engine-neutral half of db.h: sessions, results, and what all writes share. */
#include "db/db.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "db/db_engine.h"

#include "base/banned.h"

#define DEFAULT_PATIENCE_MS   5000
#define DEFAULT_POOL_SQLITE   8
#define DEFAULT_POOL_POSTGRES 16
/* Dead connections a session meets before it gives up. */
#define LEASE_TRIES 2

/* ---- opening --------------------------------------------------------------------------------- */

static bool read_url(struct str url, enum db_engine *ret_engine, struct str *ret_path)
{
    if (str_starts_with(url, STR("sqlite:")) && url.len > strlen("sqlite:")) {
        *ret_engine = DB_SQLITE;
        *ret_path = str_slice(url, strlen("sqlite:"), url.len);
        return true;
    }
    *ret_engine = DB_POSTGRES;
    *ret_path = url;
    return str_starts_with(url, STR("postgresql://")) || str_starts_with(url, STR("postgres://"));
}

static atomic_llong serials;

static struct db *db_create(struct db_options options, enum db_engine engine, struct str path)
{
    struct db *db = calloc(1, sizeof(*db));
    if (db == NULL) {
        abort();
    }
    db->serial = atomic_fetch_add(&serials, 1) + 1;
    db->engine = engine;
    db->backend = engine == DB_SQLITE ? &db_sqlite_backend : &db_postgres_backend;
    db->path = strndup(path.ptr, path.len);
    if (db->path == NULL) {
        abort();
    }
    db->options = options;
    db->options.url = str_of(db->path);
    if (options.patience_ms == 0) {
        db->options.patience_ms = DEFAULT_PATIENCE_MS;
    }
    if (options.pool_size == 0) {
        db->options.pool_size = engine == DB_SQLITE ? DEFAULT_POOL_SQLITE : DEFAULT_POOL_POSTGRES;
    }
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&db->mutex, NULL);
    pthread_cond_init(&db->returned, &attributes);
    pthread_condattr_destroy(&attributes);
    return db;
}

/* A first connection proves that the database can be reached; SQLite's is the writer's. */
static enum status db_reach(struct db *db, char *ret_why)
{
    if (db->engine == DB_SQLITE) {
        return db_writer_start(db, ret_why);
    }
    struct db_conn *conn = NULL;
    TRY(db_pool_connect(db, DB_CONN_READ, &conn, ret_why));
    db->open_count = 1;
    db_pool_give(conn);
    return OK;
}

enum status db_open(struct db_options options, struct db **ret_db, char ret_why[256])
{
    enum db_engine engine = DB_SQLITE;
    struct str path = {0};
    if (!read_url(options.url, &engine, &path)) {
        snprintf(ret_why, DB_WHY_SIZE,
                 "the database address must be sqlite:PATH or postgresql://HOST/NAME");
        return INVALID;
    }
    if (options.pool_size < 0 || options.pool_size > 1000 || options.group_wait_us < 0 ||
        options.group_wait_us > 1000000 || options.patience_ms < 0) {
        snprintf(ret_why, DB_WHY_SIZE, "a database option is out of range");
        return INVALID;
    }
    struct db *db = db_create(options, engine, path);
    const enum status status = db_reach(db, ret_why);
    if (status != OK) {
        db_close(db);
        return status;
    }
    *ret_db = db;
    return OK;
}

void db_close(struct db *db)
{
    if (db == NULL) {
        return;
    }
    db_writer_stop(db);
    db_pool_drop_idle(db);
    assert(db->open_count == 0);
    pthread_cond_destroy(&db->returned);
    pthread_mutex_destroy(&db->mutex);
    free(db->path);
    free(db);
}

enum db_engine db_engine(const struct db *db)
{
    return db->engine;
}

int64_t db_serial(const struct db *db)
{
    return db->serial;
}

bool db_is_alive(struct db *db)
{
    struct db_conn *conn = NULL;
    if (db_pool_take(db, &conn) != OK) {
        return false;
    }
    bool alive = db->backend->alive(conn);
    if (!alive && conn->lost) {
        /* The idle ones are likely as dead; what counts is whether a new one can be had. */
        db_pool_give(conn);
        db_pool_drop_idle(db);
        if (db_pool_take(db, &conn) != OK) {
            return false;
        }
        alive = db->backend->alive(conn);
    }
    db_pool_give(conn);
    return alive;
}

/* ---- sessions -------------------------------------------------------------------------------- */

void db_session_begin(struct ctx *ctx, struct db *db)
{
    assert(ctx->db == NULL);
    ctx->db = ARENA_NEW(ctx->mem, struct db_session);
    ctx->db->db = db;
}

/* Ends the read transaction; the connection goes back. */
static void session_release(struct db_session *session)
{
    assert(session->open_rows == 0);
    if (session->conn == NULL) {
        return;
    }
    if (session->db->backend->commit(session->conn) != OK) {
        session->db->backend->rollback(session->conn);
    }
    db_pool_give(session->conn);
    session->conn = NULL;
}

static enum status session_lease(struct db_session *session)
{
    struct db_conn *conn = NULL;
    TRY(db_pool_take(session->db, &conn));
    const enum status status = session->db->backend->begin_read(conn);
    if (status != OK) {
        db_pool_give(conn);
        return status;
    }
    session->conn = conn;
    return OK;
}

enum status db_session_conn(struct ctx *ctx, struct db_conn **ret_conn)
{
    assert(ctx->db != NULL);
    if (ctx->db->conn == NULL) {
        TRY(session_lease(ctx->db));
    }
    *ret_conn = ctx->db->conn;
    return OK;
}

void db_session_end(struct ctx *ctx)
{
    if (ctx->db != NULL) {
        assert(!ctx->db->writing);
        session_release(ctx->db);
        ctx->db = NULL;
    }
}

struct db *db_of(const struct ctx *ctx)
{
    assert(ctx->db != NULL);
    return ctx->db->db;
}

/* ---- results --------------------------------------------------------------------------------- */

static void rows_fail(struct rows *rows, enum status status)
{
    struct db_session *session = rows->ctx->db;
    if (rows->status == OK) {
        rows->status = status;
    }
    if (session->writing && session->failed == OK) {
        session->failed = status;
    }
}

/* Text that both engines can store. */
static bool values_ok(const struct sql *sql, const struct db_value *values)
{
    for (int i = 0; i < sql->param_count; i++) {
        if (values[i].kind == DB_TEXT &&
            memchr(values[i].text.ptr, 0, values[i].text.len) != NULL) {
            return false;
        }
    }
    return true;
}

/* Runs the statement on the session's connection, taking one first if it has none. An idle
 * connection may have died long ago. That shows now, before anything was read, so another is taken;
 * those idle beside it are likely as dead. */
static enum status rows_run(struct rows *rows, const struct db_value *values, bool keep)
{
    struct db_session *session = rows->ctx->db;
    for (int attempt = 0;; attempt++) {
        const bool first = session->conn == NULL;
        if (first) {
            TRY(session_lease(session));
        }
        rows->conn = session->conn;
        const enum status status = session->db->backend->query(rows, values, keep);
        if (status == OK || !first || !session->conn->lost || attempt == LEASE_TRIES) {
            return status;
        }
        rows->conn = NULL;
        db_pool_give(session->conn);
        session->conn = NULL;
        db_pool_drop_idle(session->db);
    }
}

static struct rows rows_start(struct ctx *ctx, const struct sql *sql, const struct db_value *values,
                              bool keep)
{
    struct db_session *session = ctx->db;
    assert(session != NULL);
    assert(!sql->writes || session->writing);
    assert(sql->text[session->db->engine] != NULL);
    assert(sql->param_count <= DB_VALUES_MAX);
    struct rows rows = {.ctx = ctx, .sql = sql};
    enum status status = session->writing ? session->failed : OK;
    if (status == OK && !values_ok(sql, values)) {
        status = INVALID;
    }
    if (status == OK) {
        status = rows_run(&rows, values, keep);
        session->open_rows += rows.conn != NULL ? 1 : 0;
    }
    rows.ended = !rows.pending;
    if (status != OK) {
        rows_fail(&rows, status);
    }
    return rows;
}

struct rows db_query(struct ctx *ctx, const struct sql *sql, const struct db_value *values)
{
    return rows_start(ctx, sql, values, false);
}

bool rows_next(struct rows *rows)
{
    if (rows->status != OK || rows->ended) {
        return false;
    }
    bool found = rows->pending;
    if (!found) {
        const enum status status = rows->conn->db->backend->next(rows, &found);
        if (status != OK) {
            rows_fail(rows, status);
        }
    }
    rows->pending = false;
    rows->ended = !found;
    rows->row += found ? 1 : 0;
    return found;
}

int64_t rows_i64(struct rows *rows, int column)
{
    int64_t number = NO_I64;
    assert(column >= 0 && column < rows->sql->column_count);
    assert(rows->row > 0 && !rows->ended);
    const enum status status = rows->conn->db->backend->number(rows, column, &number);
    if (status != OK) {
        log_error("db_kind", "statement=%s column=%d", rows->sql->name, column);
        rows_fail(rows, status);
    }
    return number;
}

static struct str rows_value(struct rows *rows, int column, enum db_kind kind)
{
    struct str text = {0};
    assert(column >= 0 && column < rows->sql->column_count);
    assert(rows->row > 0 && !rows->ended);
    const enum status status = rows->conn->db->backend->text(rows, column, kind, &text);
    if (status != OK) {
        log_error("db_kind", "statement=%s column=%d", rows->sql->name, column);
        rows_fail(rows, status);
        return (struct str){0};
    }
    return text.ptr == NULL ? text : str_copy(rows->ctx->mem, text);
}

struct str rows_text(struct rows *rows, int column)
{
    return rows_value(rows, column, DB_TEXT);
}

struct str rows_bytes(struct rows *rows, int column)
{
    return rows_value(rows, column, DB_BYTES);
}

static void rows_fail_null(struct rows *rows, int column)
{
    if (rows->status == OK) {
        log_error("db_null", "statement=%s column=%d", rows->sql->name, column);
        rows_fail(rows, INTERNAL);
    }
}

int64_t rows_i64_required(struct rows *rows, int column)
{
    const int64_t number = rows_i64(rows, column);
    if (number == NO_I64) {
        rows_fail_null(rows, column);
    }
    return number;
}

struct str rows_text_required(struct rows *rows, int column)
{
    const struct str text = rows_text(rows, column);
    if (text.ptr == NULL) {
        rows_fail_null(rows, column);
    }
    return text;
}

struct str rows_bytes_required(struct rows *rows, int column)
{
    const struct str bytes = rows_bytes(rows, column);
    if (bytes.ptr == NULL) {
        rows_fail_null(rows, column);
    }
    return bytes;
}

/* A read that failed has spoilt its transaction on PostgreSQL: the next query begins anew. */
static void session_forget_failed_read(struct db_session *session)
{
    if (!session->writing && session->open_rows == 0 && session->conn != NULL) {
        session->db->backend->rollback(session->conn);
        db_pool_give(session->conn);
        session->conn = NULL;
    }
}

enum status rows_done(struct rows *rows)
{
    if (rows->conn != NULL) {
        struct db_session *session = rows->ctx->db;
        session->db->backend->done(rows);
        if (rows->sql->writes) {
            session->changes = rows->status == OK ? session->db->backend->changes(rows->conn) : 0;
        }
        session->open_rows--;
        rows->conn = NULL;
        rows->state = NULL;
        if (rows->status != OK) {
            session_forget_failed_read(session);
        }
    }
    return rows->status;
}

enum status db_exec(struct ctx *ctx, const struct sql *sql, const struct db_value *values)
{
    struct rows rows = rows_start(ctx, sql, values, true);
    while (rows_next(&rows)) {
    }
    return rows_done(&rows);
}

/* ---- writing --------------------------------------------------------------------------------- */

bool db_is_writing(const struct ctx *ctx)
{
    return ctx->db != NULL && ctx->db->writing;
}

int64_t db_changes(const struct ctx *ctx)
{
    assert(ctx->db != NULL && ctx->db->writing);
    return ctx->db->changes;
}

enum status db_write(struct ctx *ctx, db_write_fn *fn, void *arg)
{
    struct db_session *session = ctx->db;
    assert(session != NULL);
    if (session->writing) {
        return fn(ctx, arg);
    }
    session_release(session);
    return session->db->backend->write(ctx, fn, arg);
}

void db_attempt_init(struct db_attempt *attempt, struct ctx *ctx, db_write_fn *fn, void *arg)
{
    *attempt = (struct db_attempt){
        .ctx = ctx, .fn = fn, .arg = arg, .mark = arena_mark(ctx->mem), .err = ctx->err};
}

enum status db_attempt_run(struct db_attempt *attempt, struct db_conn *conn)
{
    struct ctx *ctx = attempt->ctx;
    struct db_session *session = ctx->db;
    arena_reset(ctx->mem, attempt->mark);
    ctx->err = attempt->err;
    session->conn = conn;
    session->writing = true;
    session->failed = OK;
    session->changes = 0;
    enum status status = attempt->fn(ctx, attempt->arg);
    assert(session->open_rows == 0);
    if (status == OK) {
        status = session->failed;
    }
    session->writing = false;
    session->conn = NULL;
    attempt->status = status;
    attempt->failed = session->failed;
    return status;
}
