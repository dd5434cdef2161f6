/* SPDX-License-Identifier: EUPL-1.2 */
/* What the two halves of PostgreSQL share: db_postgres.c has connections and transactions,
 * db_postgres_query.c statements and values. */
#ifndef OMBRUK_DB_DB_POSTGRES_H
#define OMBRUK_DB_DB_POSTGRES_H

#include <libpq-fe.h>

#include "db/db_engine.h"

struct postgres_conn {
    struct db_conn base;
    PGconn *handle;
    struct db_map statements; /* the value is the statement's name on the server */
    int64_t changes;
    bool reading; /* in a transaction that we made read-only */
    /* The transaction that the next statement begins, or NULL: sent along with it, so that they
     * share one way to the server and back. */
    const char *begin;
};

static inline struct postgres_conn *db_postgres_of(struct db_conn *conn)
{
    return (struct postgres_conn *)conn;
}

/* The status for a result that is an error; marks the connection as lost or the transaction as
 * worth trying again. `result` may be NULL. */
enum status db_postgres_fail(struct postgres_conn *conn, const PGresult *result,
                             const char *statement);

/* Begins at once what was to begin with the next statement. */
enum status db_postgres_begin_now(struct postgres_conn *conn);

/* As in struct db_backend. */
enum status db_postgres_query(struct rows *rows, const struct db_value *values, bool keep);
enum status db_postgres_next(struct rows *rows, bool *ret_found);
void db_postgres_done(struct rows *rows);
int64_t db_postgres_changes(struct db_conn *base);
enum status db_postgres_number(struct rows *rows, int column, int64_t *ret_number);
enum status db_postgres_text(struct rows *rows, int column, enum db_kind kind,
                             struct str *ret_text);
enum status db_postgres_table_read(struct db_conn *base, const struct table *table,
                                   const char *text, table_row_fn *fn, void *arg);
enum status db_postgres_fill_begin(struct db_conn *base, const char *text, void **ret_state);
enum status db_postgres_fill_row(struct db_conn *base, void *state, const struct db_value *values,
                                 size_t count);
enum status db_postgres_fill_end(struct db_conn *base, void *state, bool whole);
bool db_postgres_check(struct db_conn *base, const struct sql *sql, char *ret_why);

#endif
