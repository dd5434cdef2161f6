/* SPDX-License-Identifier: EUPL-1.2 */
/* What an engine does for db.c; private to src/db. */
#ifndef OMBRUK_DB_DB_ENGINE_H
#define OMBRUK_DB_DB_ENGINE_H

#include <pthread.h>

#include "db/db.h"
#include "db/tables.h"

/* What a connection is opened for. SCHEMA checks foreign keys at the end instead of at once. */
enum db_conn_use {
    DB_CONN_READ,
    DB_CONN_WRITE,
    DB_CONN_SCHEMA
};

/* First member of each engine's connection. */
struct db_conn {
    struct db *db;
    struct db_conn *next;
    /* The engine gave up on it: never used again. */
    bool lost;
    /* The transaction failed only because of others under way: worth trying again. */
    bool retry;
};

struct db_backend {
    /* One try. `ret_why` (256 bytes) says what is wrong. */
    enum status (*connect)(struct db *db, enum db_conn_use use, struct db_conn **ret_conn,
                           char *ret_why);
    void (*disconnect)(struct db_conn *conn);
    bool (*alive)(struct db_conn *conn);

    enum status (*begin_read)(struct db_conn *conn);
    /* A transaction for schema changes, that no two processes have at once. */
    enum status (*begin_schema)(struct db_conn *conn);
    enum status (*commit)(struct db_conn *conn);
    void (*rollback)(struct db_conn *conn);
    /* Several statements without parameters. */
    enum status (*script)(struct db_conn *conn, const char *name, const char *text);

    /* Starts the statement on rows->conn; the first row is then rows->pending, or there is none.
     * Sets rows->state if done() has something to free. `keep`: the values outlive the statement.
     */
    enum status (*query)(struct rows *rows, const struct db_value *values, bool keep);
    /* The row after the current one; OK with `*ret_found` false at the end. */
    enum status (*next)(struct rows *rows, bool *ret_found);
    void (*done)(struct rows *rows);
    int64_t (*changes)(struct db_conn *conn);
    /* A value of the current row; INTERNAL if it is of another kind. NULL gives NO_I64 / NULL. */
    enum status (*number)(struct rows *rows, int column, int64_t *ret_number);
    enum status (*text)(struct rows *rows, int column, enum db_kind kind, struct str *ret_text);

    enum status (*write)(struct ctx *ctx, db_write_fn *fn, void *arg);

    /* Begins at once what may else begin with the next statement; before script(). */
    enum status (*begin_now)(struct db_conn *conn);
    /* Each row of the SELECT `text`, whose columns are the table's (tables.h). */
    enum status (*table_read)(struct db_conn *conn, const struct table *table, const char *text,
                              table_row_fn *fn, void *arg);
    /* Adds rows with `text`; end() frees the state, also after an error. */
    enum status (*fill_begin)(struct db_conn *conn, const char *text, void **ret_state);
    enum status (*fill_row)(struct db_conn *conn, void *state, const struct db_value *values,
                            size_t count);
    enum status (*fill_end)(struct db_conn *conn, void *state, bool whole);

    /* Prepares `sql` and compares its columns with the declared ones. */
    bool (*check)(struct db_conn *conn, const struct sql *sql, char *ret_why);
};

extern const struct db_backend db_sqlite_backend;
extern const struct db_backend db_postgres_backend;

struct db_writer;

struct db {
    enum db_engine engine;
    const struct db_backend *backend;
    struct db_options options;
    char *path; /* SQLite: the file; PostgreSQL: the URI */
    struct db_writer *writer;

    pthread_mutex_t mutex;
    pthread_cond_t returned;
    struct db_conn *idle;
    int open_count;
    int64_t serial;

    /* Whose node lease it is, made at db_node_lease(). */
    int64_t node_holder;
};

struct db_session {
    struct db *db;
    struct db_conn *conn;
    bool writing;
    enum status failed; /* of the write under way */
    int open_rows;
    int64_t changes;
};

#define DB_WHY_SIZE 256

/* ---- db_pool.c ---------------------------------------------------------------------------------
 */

/* A connection to read with (PostgreSQL: any use). BUSY if all are taken for as long as patience
 * lasts, UNAVAILABLE if none can be opened. */
MUST_CHECK enum status db_pool_take(struct db *db, struct db_conn **ret_conn);
/* Gives it back; a lost one is closed. */
void db_pool_give(struct db_conn *conn);
/* Closes the idle ones, e.g. because the server went away. */
void db_pool_drop_idle(struct db *db);
/* Opens a connection outside the pool, trying until patience ends. */
MUST_CHECK enum status db_pool_connect(struct db *db, enum db_conn_use use,
                                       struct db_conn **ret_conn, char *ret_why);

/* ---- db.c ------------------------------------------------------------------------------------ */

/* The session's connection, taken first if it has none. */
MUST_CHECK enum status db_session_conn(struct ctx *ctx, struct db_conn **ret_conn);

/* Runs the function of a write in the transaction under way on `conn`: memory and error detail are
 * as at `mark` and `err` before. The status decides between commit and rollback. */
struct db_attempt {
    struct ctx *ctx;
    db_write_fn *fn;
    void *arg;
    struct arena_mark mark;
    struct ctx_error err;
    enum status status; /* the function's answer, or `failed` if it said OK all the same */
    enum status failed; /* of the first statement that failed */
};

void db_attempt_init(struct db_attempt *attempt, struct ctx *ctx, db_write_fn *fn, void *arg);
enum status db_attempt_run(struct db_attempt *attempt, struct db_conn *conn);

/* ---- db_writer.c (SQLite) -------------------------------------------------------------------- */

MUST_CHECK enum status db_writer_start(struct db *db, char *ret_why);
void db_writer_stop(struct db *db);
enum status db_writer_write(struct ctx *ctx, db_write_fn *fn, void *arg);

/* What the writer asks of the SQLite connection besides db_backend. */
enum status db_sqlite_begin_write(struct db_conn *conn);
enum status db_sqlite_savepoint(struct db_conn *conn);
enum status db_sqlite_release(struct db_conn *conn);
enum status db_sqlite_rollback_to(struct db_conn *conn);
/* Rows changed since the connection was opened. */
int64_t db_sqlite_total_changes(struct db_conn *conn);
/* False when SQLite itself has rolled back. */
bool db_sqlite_in_transaction(struct db_conn *conn);

/* ---- db_map.c: what a connection keeps for each statement ---------------------------------------
 */

struct db_map {
    struct db_map_entry {
        const struct sql *sql;
        void *value;
    } * entries;
    size_t capacity; /* a power of two, or 0 */
    size_t count;
};

/* NULL when absent. */
void *db_map_find(const struct db_map *map, const struct sql *sql);
void db_map_insert(struct db_map *map, const struct sql *sql, void *value);
void db_map_finish(struct db_map *map);

#endif
