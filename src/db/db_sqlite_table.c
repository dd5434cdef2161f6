/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of whole tables in and out of SQLite. */
#include "db/db_sqlite.h"

#include "base/banned.h"

static bool column_value(sqlite3_stmt *stmt, int column, enum db_kind kind,
                         struct db_value *ret_value)
{
    const int type = sqlite3_column_type(stmt, column);
    if (type == SQLITE_NULL) {
        *ret_value = (struct db_value){.kind = DB_NULL};
        return true;
    }
    if (kind == DB_I64) {
        *ret_value =
            (struct db_value){.kind = DB_I64, .number = sqlite3_column_int64(stmt, column)};
        return type == SQLITE_INTEGER;
    }
    const char *ptr = sqlite3_column_blob(stmt, column);
    const int len = sqlite3_column_bytes(stmt, column);
    *ret_value = (struct db_value){.kind = kind,
                                   .text = ptr == NULL ? STR("") : (struct str){ptr, (size_t)len}};
    return type == (kind == DB_TEXT ? SQLITE_TEXT : SQLITE_BLOB);
}

bool db_sqlite_values(sqlite3_stmt *stmt, const struct table *table, struct db_value *values)
{
    bool fits = true;
    for (size_t i = 0; i < table->column_count; i++) {
        fits = column_value(stmt, (int)i, table->columns[i].kind, &values[i]) && fits;
    }
    return fits;
}

enum status db_sqlite_table_read(struct db_conn *base, const struct table *table, const char *text,
                                 table_row_fn *fn, void *arg)
{
    struct sqlite_conn *conn = db_sqlite_of(base);
    struct db_value values[DB_VALUES_MAX];
    sqlite3_stmt *stmt = NULL;
    int code = sqlite3_prepare_v2(conn->handle, text, -1, &stmt, NULL);
    enum status status = db_sqlite_status(conn, code, "table_read");
    while (status == OK && (code = sqlite3_step(stmt)) == SQLITE_ROW) {
        status = db_sqlite_values(stmt, table, values) ? fn(arg, values) : INTERNAL;
    }
    if (status == OK) {
        status = db_sqlite_status(conn, code, "table_read");
    }
    sqlite3_finalize(stmt);
    return status;
}

static int bind_value(sqlite3_stmt *stmt, int index, const struct db_value *value)
{
    switch (value->kind) {
    case DB_I64:
        return sqlite3_bind_int64(stmt, index, value->number);
    case DB_TEXT:
        return sqlite3_bind_text64(stmt, index, value->text.ptr, value->text.len, SQLITE_STATIC,
                                   SQLITE_UTF8);
    case DB_BYTES:
        return sqlite3_bind_blob64(stmt, index, value->text.ptr, value->text.len, SQLITE_STATIC);
    case DB_NULL:
    default:
        return sqlite3_bind_null(stmt, index);
    }
}

int db_sqlite_bind(sqlite3_stmt *stmt, const struct db_value *values, size_t count)
{
    int code = SQLITE_OK;
    for (size_t i = 0; i < count && code == SQLITE_OK; i++) {
        code = bind_value(stmt, (int)i + 1, &values[i]);
    }
    return code;
}

enum status db_sqlite_fill_begin(struct db_conn *base, const char *text, void **ret_state)
{
    struct sqlite_conn *conn = db_sqlite_of(base);
    sqlite3_stmt *stmt = NULL;
    TRY(db_sqlite_status(conn, sqlite3_prepare_v2(conn->handle, text, -1, &stmt, NULL),
                         "table_fill"));
    *ret_state = stmt;
    return OK;
}

enum status db_sqlite_fill_row(struct db_conn *base, void *state, const struct db_value *values,
                               size_t count)
{
    int code = db_sqlite_bind(state, values, count);
    if (code == SQLITE_OK) {
        code = sqlite3_step(state);
    }
    const enum status status = db_sqlite_status(db_sqlite_of(base), code, "table_fill");
    sqlite3_reset(state);
    return status;
}

enum status db_sqlite_fill_end(struct db_conn *base, void *state, bool whole)
{
    (void)base;
    (void)whole;
    sqlite3_finalize(state);
    return OK;
}
