/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two halves of SQLite share: db_sqlite.c has connections and transactions,
 * db_sqlite_query.c statements and values. */
#ifndef OMBRUK_DB_DB_SQLITE_H
#define OMBRUK_DB_DB_SQLITE_H

#include <sqlite3.h>

#include "db/db_engine.h"

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

struct sqlite_conn {
    struct db_conn base;
    sqlite3 *handle;
    bool writer;
    sqlite3_stmt *control[CONTROL_COUNT];
    struct db_map statements;
};

static inline struct sqlite_conn *db_sqlite_of(struct db_conn *conn)
{
    return (struct sqlite_conn *)conn;
}

/* What a result code of SQLite means for us; logged when somebody should know. */
enum status db_sqlite_status(struct sqlite_conn *conn, int code, const char *statement);

/* As in struct db_backend. */
enum status db_sqlite_query(struct rows *rows, const struct db_value *values, bool keep);
enum status db_sqlite_next(struct rows *rows, bool *ret_found);
void db_sqlite_done(struct rows *rows);
int64_t db_sqlite_changes(struct db_conn *base);
enum status db_sqlite_number(struct rows *rows, int column, int64_t *ret_number);
enum status db_sqlite_text(struct rows *rows, int column, enum db_kind kind, struct str *ret_text);
enum status db_sqlite_table_read(struct db_conn *base, const struct table *table, const char *text,
                                 table_row_fn *fn, void *arg);
enum status db_sqlite_fill_begin(struct db_conn *base, const char *text, void **ret_state);
enum status db_sqlite_fill_row(struct db_conn *base, void *state, const struct db_value *values,
                               size_t count);
enum status db_sqlite_fill_end(struct db_conn *base, void *state, bool whole);

/* The current row's values, borrowed until the next step; false if one is of another kind than its
 * column. */
bool db_sqlite_values(sqlite3_stmt *stmt, const struct table *table, struct db_value *values);
/* A result code of SQLite. The values are borrowed until they are bound anew. */
int db_sqlite_bind(sqlite3_stmt *stmt, const struct db_value *values, size_t count);

bool db_sqlite_check(struct db_conn *base, const struct sql *sql, char *ret_why);

#endif
