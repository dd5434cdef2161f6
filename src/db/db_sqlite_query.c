/* SPDX-License-Identifier: EUPL-1.2 */
/* SQLite's statements: prepared once per connection, values of the declared kind only. */
#include <stdio.h>
#include <string.h>

#include "db/db_sqlite.h"

#include "base/banned.h"

/* ---- statements ------------------------------------------------------------------------------ */

static enum status prepare(struct sqlite_conn *conn, const struct sql *sql, sqlite3_stmt **ret_stmt)
{
    const int code = sqlite3_prepare_v3(conn->handle, sql->text[DB_SQLITE], -1,
                                        SQLITE_PREPARE_PERSISTENT, ret_stmt, NULL);
    return db_sqlite_status(conn, code, sql->name);
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

enum status db_sqlite_query(struct rows *rows, const struct db_value *values, bool keep)
{
    struct sqlite_conn *conn = db_sqlite_of(rows->conn);
    sqlite3_stmt *stmt = NULL;
    TRY(statement_for(conn, rows->sql, &stmt));
    rows->state = stmt;
    int code = bind_all(stmt, rows->sql, values, keep);
    if (code == SQLITE_OK) {
        code = sqlite3_step(stmt);
    }
    rows->pending = code == SQLITE_ROW;
    return db_sqlite_status(conn, code, rows->sql->name);
}

enum status db_sqlite_next(struct rows *rows, bool *ret_found)
{
    const int code = sqlite3_step(rows->state);
    *ret_found = code == SQLITE_ROW;
    return db_sqlite_status(db_sqlite_of(rows->conn), code, rows->sql->name);
}

void db_sqlite_done(struct rows *rows)
{
    if (rows->state == NULL) {
        return;
    }
    sqlite3_reset(rows->state);
    if (db_map_find(&db_sqlite_of(rows->conn)->statements, rows->sql) != rows->state) {
        sqlite3_finalize(rows->state);
    }
}

int64_t db_sqlite_changes(struct db_conn *base)
{
    return sqlite3_changes64(db_sqlite_of(base)->handle);
}

enum status db_sqlite_number(struct rows *rows, int column, int64_t *ret_number)
{
    const int type = sqlite3_column_type(rows->state, column);
    if (type == SQLITE_INTEGER) {
        *ret_number = sqlite3_column_int64(rows->state, column);
    }
    return type == SQLITE_INTEGER || type == SQLITE_NULL ? OK : INTERNAL;
}

enum status db_sqlite_text(struct rows *rows, int column, enum db_kind kind, struct str *ret_text)
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

/* ---- checks ---------------------------------------------------------------------------------- */

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

/* Plans that are quick in a test and take minutes in a centre after ten years: a word index that is
 * asked about one row after the other (":=M"), an index made for one query, and a whole centre read
 * again for each row of what came before. CROSS JOIN keeps the order where the planner errs. */
static bool is_slow(const char *step, bool is_first)
{
    return (strstr(step, "VIRTUAL TABLE") != NULL && strstr(step, ":=M") != NULL) ||
           strstr(step, "AUTOMATIC") != NULL || strstr(step, "BLOOM FILTER") != NULL ||
           (!is_first && strstr(step, "(centre_id=?)") != NULL);
}

static bool check_plan(sqlite3 *handle, const struct sql *sql, char *ret_why)
{
    char text[16 * 1024];
    sqlite3_stmt *stmt = NULL;
    bool ok = true;
    snprintf(text, sizeof(text), "EXPLAIN QUERY PLAN %s", sql->text[DB_SQLITE]);
    if (sqlite3_prepare_v2(handle, text, -1, &stmt, NULL) != SQLITE_OK) {
        snprintf(ret_why, DB_WHY_SIZE, "%s: no plan: %s", sql->name, sqlite3_errmsg(handle));
        return false;
    }
    for (bool is_first = true; ok && sqlite3_step(stmt) == SQLITE_ROW; is_first = false) {
        const char *step = (const char *)sqlite3_column_text(stmt, 3);
        if (step != NULL && is_slow(step, is_first)) {
            snprintf(ret_why, DB_WHY_SIZE, "%s: %s", sql->name, step);
            ok = false;
        }
    }
    sqlite3_finalize(stmt);
    return ok;
}

bool db_sqlite_check(struct db_conn *base, const struct sql *sql, char *ret_why)
{
    struct sqlite_conn *conn = db_sqlite_of(base);
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
    return ok && check_plan(conn->handle, sql, ret_why);
}
