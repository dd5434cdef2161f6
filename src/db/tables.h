/* SPDX-License-Identifier: EUPL-1.2 */
/* Whole tables row by row, whatever the schema holds: what a copy of a database needs.
 *
 * The schema itself is the list of tables, so nothing names them a second time. Left out are the
 * floor's own schema_migration (db_migrate() fills it) and tables whose name ends in "_search":
 * search indexes, which each engine has in its own way and whose room builds them anew. */
#ifndef OMBRUK_DB_TABLES_H
#define OMBRUK_DB_TABLES_H

#include "base/strbuf.h"
#include "db/db.h"

struct table_column {
    struct str name;
    enum db_kind kind;
    int64_t key; /* place in the primary key, from 1; 0: not in it */
};

/* Columns in the order of their names, which both engines share. */
struct table {
    struct str name;
    struct table_column *columns;
    size_t column_count;
    size_t column_capacity;
};

struct tables {
    struct table *ptr;
    size_t count;
    size_t capacity;
};

/* All tables, each after those it refers to, in ctx->mem. INTERNAL (logged) for what cannot be
 * copied: a column of another type than whole number, text or bytes, a table without primary key,
 * or tables that refer to each other in a circle. */
MUST_CHECK enum status tables_list(struct ctx *ctx, struct tables *ret_tables);

/* One row: a value for each column, borrowed until the function returns. Another status than OK
 * ends the reading and is its answer. */
typedef enum status table_row_fn(void *arg, const struct db_value *values);

/* Gives each row to `fn`, in the order of the primary key, texts by bytes: the same on both
 * engines. It reads in the session's transaction, so several tables read in one session are of one
 * moment. Memory does not grow with the table. INTERNAL if a value is of another kind than its
 * column. */
MUST_CHECK enum status table_read(struct ctx *ctx, const struct table *table, table_row_fn *fn,
                                  void *arg);

/* ---- inside db_write() ------------------------------------------------------------------------
 */

/* Removes all rows of these tables, the last one first. */
MUST_CHECK enum status tables_clear(struct ctx *ctx, const struct tables *tables);

/* Adds rows to one table. Errors as of any write, some only shown by the end; a failure spoils the
 * whole write. Between begin and end the session does nothing else. `whole` false gives up. */
struct table_fill;
MUST_CHECK enum status table_fill_begin(struct ctx *ctx, const struct table *table,
                                        struct table_fill **ret_fill);
MUST_CHECK enum status table_fill_row(struct table_fill *fill, const struct db_value *values);
MUST_CHECK enum status table_fill_end(struct table_fill *fill, bool whole);

/* ---- the database as a whole ------------------------------------------------------------------
 */

/* Whether it has any table or view, of whoever. */
MUST_CHECK enum status tables_any(struct ctx *ctx, bool *ret_any);

/* Drops every table and view in one transaction. For a database that was empty a moment ago. */
MUST_CHECK enum status tables_drop_all(struct db *db);

/* ---- inside db --------------------------------------------------------------------------------
 */

/* "name", "name" … of the columns. */
void table_put_columns(struct strbuf *text, const struct table *table);

#endif
