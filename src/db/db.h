/* SPDX-License-Identifier: EUPL-1.2 */
/* One database API over SQLite (embedded) and PostgreSQL.
 *
 * Rooms do not call db_query() with text: tools/sqlpack turns a room's `.sql` file into typed
 * functions (README.md in tools/sqlpack) that call what is declared here.
 *
 * Threads: a struct db is shared; a session belongs to one ctx and so to one thread at a time.
 * Reads run in a read-only transaction that begins with the first query of a session and ends
 * with db_session_end() or when a write begins, so one request sees one state. Writes exist only
 * inside db_write(). */
#ifndef OMBRUK_DB_DB_H
#define OMBRUK_DB_DB_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/ctx.h"

enum db_engine {
    DB_SQLITE,
    DB_POSTGRES,
    DB_ENGINE_COUNT
};

struct db;
struct db_conn;

/* ---- opening --------------------------------------------------------------------------------- */

struct db_options {
    /* "sqlite:PATH" or "postgresql://…" (also "postgres://…", libpq connection URI). */
    struct str url;
    /* Connections for reading on SQLite; all connections on PostgreSQL. 0: a default (8 / 16). */
    int pool_size;
    /* SQLite: how long a write waits for other requests to share its commit when others are under
     * way; 0 means only those already queued. */
    int group_wait_us;
    /* How long to keep trying for a connection or a lock before UNAVAILABLE / BUSY. 0: 5000. */
    int patience_ms;
};

/* Opens the database and, on SQLite, starts its writer thread. SQLite files are created when
 * missing (mode 0600) and get WAL, synchronous=FULL, foreign_keys=ON, busy_timeout; every
 * pragma is set explicitly. PostgreSQL must be version 15 or newer with the encoding UTF8, and
 * synchronous_commit is turned on where it was off. UNAVAILABLE if it cannot be reached, INVALID
 * for an unknown scheme, an option out of range or an unfit server; then `ret_why` says in one line
 * what to do.
 *
 * What differs and stays so: ORDER BY of text goes by bytes on SQLite and by the database's
 * collation on PostgreSQL; lists for people are sorted in the program. LIKE tells letters apart by
 * case on both. */
MUST_CHECK enum status db_open(struct db_options options, struct db **ret_db, char ret_why[256]);

/* Finishes queued writes, stops the writer, closes all connections. NULL is allowed. */
void db_close(struct db *db);

enum db_engine db_engine(const struct db *db);
/* A number that no other database has that this process ever opened: for what is kept in memory
 * beside it. */
int64_t db_serial(const struct db *db);

/* True if a trivial query works now; for health checks. Takes at most `patience_ms`. */
bool db_is_alive(struct db *db);

/* ---- sessions -------------------------------------------------------------------------------- */

/* Ties `ctx` to `db`; takes no connection yet (the first query leases one from the pool). */
void db_session_begin(struct ctx *ctx, struct db *db);
/* Ends the read transaction and gives the connection back. Allowed without a session. */
void db_session_end(struct ctx *ctx);

/* The database a session belongs to. */
struct db *db_of(const struct ctx *ctx);

/* ---- writing --------------------------------------------------------------------------------- */

/* Runs in one transaction. Must be repeatable (it may run again after a lost race) and send
 * nothing; no password hashing, no pictures. On SQLite it runs on the writer thread while the
 * caller waits. Memory from ctx->mem taken by a run that is repeated is given back before the
 * next. A status other than OK rolls this function's changes back and is returned to the caller
 * of db_write() with ctx->err kept. */
typedef enum status db_write_fn(struct ctx *ctx, void *arg);

/* A statement that fails inside db_write() spoils the whole write on both engines: later statements
 * fail with the same status and nothing of it is stored, whatever the function returns. So do not
 * try and catch: ON CONFLICT DO NOTHING and db_changes() ask without failing.
 *
 * PostgreSQL writes are SERIALIZABLE: rooms are written for SQLite's one writer, which is serial,
 * and the same text has to be right on both. Reads are REPEATABLE READ, READ ONLY: one unchanging
 * picture, and they never fail by the doings of others.
 *
 * OK means durably committed (SQLite: WAL with synchronous=FULL; PostgreSQL: synchronous_commit).
 * Group commit on SQLite: queued writes share a transaction; when one fails that had changed
 * something, all run again, each in a SAVEPOINT, and if the batch itself fails, each alone. On
 * PostgreSQL: retried on serialization failure, deadlock and lost connection before COMMIT was
 * sent. Inside a db_write_fn it joins the transaction under way (a failure of the inner one must be
 * returned by the outer one). BUSY: lock not had in time. UNAVAILABLE: disk full, I/O error, server
 * gone; nothing of it is stored — or, only when the connection was lost during COMMIT on
 * PostgreSQL, it is unknown, so writers carry an idempotency key. */
MUST_CHECK enum status db_write(struct ctx *ctx, db_write_fn *fn, void *arg);

/* True inside db_write(), where what is read may never be committed. */
bool db_is_writing(const struct ctx *ctx);

/* Rows changed by the last statement inside db_write(). */
int64_t db_changes(const struct ctx *ctx);

/* ---- what generated code uses ---------------------------------------------------------------- */

/* SQL NULL for an `int?` parameter or column. */
#define NO_I64 INT64_MIN

enum db_kind {
    DB_NULL,
    DB_I64,
    DB_TEXT,
    DB_BYTES
};

struct db_value {
    enum db_kind kind;
    int64_t number;
    struct str text;
};

static inline struct db_value db_i64(int64_t number)
{
    return (struct db_value){.kind = number == NO_I64 ? DB_NULL : DB_I64, .number = number};
}

/* `.ptr == NULL` is SQL NULL. */
static inline struct db_value db_text(struct str text)
{
    return (struct db_value){.kind = text.ptr == NULL ? DB_NULL : DB_TEXT, .text = text};
}

static inline struct db_value db_bytes(struct str bytes)
{
    return (struct db_value){.kind = bytes.ptr == NULL ? DB_NULL : DB_BYTES, .text = bytes};
}

/* For a parameter declared without `?`: a zeroed str is the empty text, never NULL. */
static inline struct db_value db_text_required(struct str text)
{
    return db_text(text.ptr == NULL ? STR("") : text);
}

static inline struct db_value db_bytes_required(struct str bytes)
{
    return db_bytes(bytes.ptr == NULL ? STR("") : bytes);
}

/* One statement. `text` is indexed by engine; a NULL entry means that engine has no such query
 * (using it is a programming error). Connections know it by its address and keep it prepared, so it
 * must not change or move while the database is open. */
struct sql {
    const char *name;
    const char *text[DB_ENGINE_COUNT];
    const enum db_kind *param_kinds;
    const enum db_kind *column_kinds;
    const char *const *column_names;
    unsigned char param_count;
    unsigned char column_count;
    bool writes;
};

/* A result being read. Zero is an empty, failed-nothing result. */
struct rows {
    struct ctx *ctx;
    const struct sql *sql;
    struct db_conn *conn;
    void *state;
    enum status status;
    int64_t row;  /* rows read so far */
    bool pending; /* a row has come and was not yet given out */
    bool ended;   /* there are no more */
};

/* Parameters and columns one statement may have. */
#define DB_VALUES_MAX 64

/* Runs `sql` with `sql->param_count` values, which are copied. Errors are reported by rows_done().
 * A statement with `writes` outside db_write() is a programming error (assert). Results may be read
 * inside one another. PostgreSQL sends the whole result at once: what may be long is read in pages.
 * INVALID: a text holds a NUL byte, which PostgreSQL cannot store. */
struct rows db_query(struct ctx *ctx, const struct sql *sql, const struct db_value *values);
/* The next row, or false at the end and on error. */
bool rows_next(struct rows *rows);
/* Column `column` of the current row. Text and bytes are copied into ctx->mem; NULL gives NO_I64
 * and a str with `.ptr == NULL`. A value of another kind than asked for fails with INTERNAL. */
int64_t rows_i64(struct rows *rows, int column);
struct str rows_text(struct rows *rows, int column);
struct str rows_bytes(struct rows *rows, int column);
/* The same for columns declared without `?`. Should NULL come all the same, the declaration is
 * wrong: logged, and the result fails with INTERNAL. */
int64_t rows_i64_required(struct rows *rows, int column);
struct str rows_text_required(struct rows *rows, int column);
struct str rows_bytes_required(struct rows *rows, int column);
/* Ends the statement (also early) and says how it went: OK, CONFLICT (unique or foreign key,
 * check), BUSY, UNAVAILABLE, INTERNAL. Must be called for each db_query. */
MUST_CHECK enum status rows_done(struct rows *rows);

/* Runs to the end, dropping rows. */
MUST_CHECK enum status db_exec(struct ctx *ctx, const struct sql *sql,
                               const struct db_value *values);

#endif
