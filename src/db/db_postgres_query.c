/* SPDX-License-Identifier: EUPL-1.2 */
/* PostgreSQL's statements: prepared once per connection, values in binary form. */
#include <assert.h>
#include <endian.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "db/db_postgres.h"

#include "base/banned.h"

/* Type numbers of the server's catalogue (pg_type.dat); they never change. */
enum {
    TYPE_BOOL = 16,
    TYPE_BYTEA = 17,
    TYPE_NAME = 19,
    TYPE_INT8 = 20,
    TYPE_INT2 = 21,
    TYPE_INT4 = 23,
    TYPE_TEXT = 25,
    TYPE_BPCHAR = 1042,
    TYPE_VARCHAR = 1043
};

/* ---- statements ------------------------------------------------------------------------------ */

/* Prepares with the declared types: left to itself the server would take the :x of "COALESCE(:x,
 * 0)" for a 32-bit number and an instant would overflow it. */
static enum status prepare(struct postgres_conn *conn, const struct sql *sql, const char *name)
{
    static const Oid types[] = {
        [DB_I64] = TYPE_INT8, [DB_TEXT] = TYPE_TEXT, [DB_BYTES] = TYPE_BYTEA};
    Oid param_types[DB_VALUES_MAX];
    for (int i = 0; i < sql->param_count; i++) {
        param_types[i] = types[sql->param_kinds[i]];
    }
    PGresult *result =
        PQprepare(conn->handle, name, sql->text[DB_POSTGRES], sql->param_count, param_types);
    const bool ok = PQresultStatus(result) == PGRES_COMMAND_OK;
    const enum status status = ok ? OK : db_postgres_fail(conn, result, sql->name);
    PQclear(result);
    return status;
}

/* Prepares it unless this connection has it. */
static enum status statement_for(struct postgres_conn *conn, const struct sql *sql,
                                 const char **ret_name)
{
    char *name = db_map_find(&conn->statements, sql);
    if (name == NULL) {
        TRY(db_postgres_begin_now(conn));
        if (asprintf(&name, "s%zu", conn->statements.count) < 0) {
            abort();
        }
        const enum status status = prepare(conn, sql, name);
        if (status != OK) {
            free(name);
            return status;
        }
        db_map_insert(&conn->statements, sql, name);
    }
    *ret_name = name;
    return OK;
}

/* Values as libpq wants them; numbers in network order. */
struct bound {
    uint64_t numbers[DB_VALUES_MAX];
    const char *values[DB_VALUES_MAX];
    int lengths[DB_VALUES_MAX];
    int formats[DB_VALUES_MAX];
};

static void bind_all(struct bound *bound, const struct sql *sql, const struct db_value *values)
{
    for (int i = 0; i < sql->param_count; i++) {
        const struct db_value *value = &values[i];
        bound->formats[i] = 1;
        bound->lengths[i] = 0;
        bound->values[i] = NULL;
        if (value->kind == DB_I64) {
            bound->numbers[i] = htobe64((uint64_t)value->number);
            bound->values[i] = (const char *)&bound->numbers[i];
            bound->lengths[i] = sizeof(bound->numbers[i]);
        } else if (value->kind != DB_NULL) {
            assert(value->text.len < INT32_MAX);
            bound->values[i] = value->text.ptr;
            bound->lengths[i] = (int)value->text.len;
        }
    }
}

static bool send_with_begin(PGconn *handle, const char *begin, const char *name,
                            const struct sql *sql, const struct bound *bound)
{
    PGresult *old = NULL;
    while ((old = PQgetResult(handle)) != NULL) {
        PQclear(old);
    }
    return PQenterPipelineMode(handle) == 1 &&
           PQsendQueryParams(handle, begin, 0, NULL, NULL, NULL, NULL, 1) == 1 &&
           PQsendQueryPrepared(handle, name, sql->param_count, bound->values, bound->lengths,
                               bound->formats, 1) == 1 &&
           PQpipelineSync(handle) == 1;
}

/* The answers up to the end of the pipeline: keeps the statement's, or the first that failed. */
static PGresult *receive_with_begin(PGconn *handle)
{
    PGresult *kept = NULL;
    bool more = true;
    while (more) {
        PGresult *result = PQgetResult(handle);
        const ExecStatusType type = PQresultStatus(result);
        if (result == NULL) {
            more = PQstatus(handle) == CONNECTION_OK;
        } else if (type == PGRES_PIPELINE_SYNC ||
                   (kept != NULL && PQresultStatus(kept) == PGRES_FATAL_ERROR)) {
            more = type != PGRES_PIPELINE_SYNC;
            PQclear(result);
        } else {
            PQclear(kept);
            kept = result;
        }
    }
    PQexitPipelineMode(handle);
    return kept;
}

static PGresult *execute(struct postgres_conn *conn, const char *name, const struct sql *sql,
                         const struct bound *bound)
{
    const char *begin = conn->begin;
    if (begin == NULL) {
        return PQexecPrepared(conn->handle, name, sql->param_count, bound->values, bound->lengths,
                              bound->formats, 1);
    }
    conn->begin = NULL;
    if (!send_with_begin(conn->handle, begin, name, sql, bound)) {
        conn->base.lost = true;
        return NULL;
    }
    return receive_with_begin(conn->handle);
}

enum status db_postgres_query(struct rows *rows, const struct db_value *values, bool keep)
{
    (void)keep;
    struct postgres_conn *conn = db_postgres_of(rows->conn);
    const char *name = NULL;
    struct bound bound;
    TRY(statement_for(conn, rows->sql, &name));
    bind_all(&bound, rows->sql, values);
    PGresult *result = execute(conn, name, rows->sql, &bound);
    const ExecStatusType type = PQresultStatus(result);
    if (type != PGRES_TUPLES_OK && type != PGRES_COMMAND_OK) {
        const enum status status = db_postgres_fail(conn, result, rows->sql->name);
        PQclear(result);
        return status;
    }
    if (rows->sql->writes) {
        conn->changes = strtoll(PQcmdTuples(result), NULL, 10);
    }
    rows->state = result;
    rows->pending = PQntuples(result) > 0;
    return OK;
}

enum status db_postgres_next(struct rows *rows, bool *ret_found)
{
    *ret_found = rows->row < PQntuples(rows->state);
    return OK;
}

void db_postgres_done(struct rows *rows)
{
    PQclear(rows->state);
}

int64_t db_postgres_changes(struct db_conn *base)
{
    return db_postgres_of(base)->changes;
}

/* ---- values ---------------------------------------------------------------------------------- */

static int64_t read_number(const char *bytes, Oid type)
{
    uint64_t wide = 0;
    uint32_t half = 0;
    uint16_t quarter = 0;
    switch (type) {
    case TYPE_INT8:
        memcpy(&wide, bytes, sizeof(wide));
        return (int64_t)be64toh(wide);
    case TYPE_INT4:
        memcpy(&half, bytes, sizeof(half));
        return (int32_t)be32toh(half);
    case TYPE_INT2:
        memcpy(&quarter, bytes, sizeof(quarter));
        return (int16_t)be16toh(quarter);
    default:
        return bytes[0] != 0;
    }
}

static bool type_fits(Oid type, enum db_kind kind)
{
    switch (kind) {
    case DB_I64:
        return type == TYPE_INT8 || type == TYPE_INT4 || type == TYPE_INT2 || type == TYPE_BOOL;
    case DB_TEXT:
        return type == TYPE_TEXT || type == TYPE_VARCHAR || type == TYPE_NAME ||
               type == TYPE_BPCHAR;
    case DB_BYTES:
        return type == TYPE_BYTEA;
    case DB_NULL:
    default:
        return false;
    }
}

enum status db_postgres_number(struct rows *rows, int column, int64_t *ret_number)
{
    const int row = (int)rows->row - 1;
    const Oid type = PQftype(rows->state, column);
    if (!type_fits(type, DB_I64)) {
        return INTERNAL;
    }
    if (!PQgetisnull(rows->state, row, column)) {
        *ret_number = read_number(PQgetvalue(rows->state, row, column), type);
    }
    return OK;
}

enum status db_postgres_text(struct rows *rows, int column, enum db_kind kind, struct str *ret_text)
{
    const int row = (int)rows->row - 1;
    if (!type_fits(PQftype(rows->state, column), kind)) {
        return INTERNAL;
    }
    if (!PQgetisnull(rows->state, row, column)) {
        *ret_text = (struct str){PQgetvalue(rows->state, row, column),
                                 (size_t)PQgetlength(rows->state, row, column)};
    }
    return OK;
}

/* ---- checks ---------------------------------------------------------------------------------- */

static bool check_columns(const PGresult *described, const struct sql *sql, char *ret_why)
{
    if (PQnfields(described) != sql->column_count) {
        snprintf(ret_why, DB_WHY_SIZE, "%s: %d columns, declared %d", sql->name,
                 PQnfields(described), sql->column_count);
        return false;
    }
    for (int i = 0; i < sql->column_count; i++) {
        if (strcmp(PQfname(described, i), sql->column_names[i]) != 0 ||
            !type_fits(PQftype(described, i), sql->column_kinds[i])) {
            snprintf(ret_why, DB_WHY_SIZE, "%s: column %d is %s of type %u, declared %s", sql->name,
                     i + 1, PQfname(described, i), PQftype(described, i), sql->column_names[i]);
            return false;
        }
    }
    return true;
}

bool db_postgres_check(struct db_conn *base, const struct sql *sql, char *ret_why)
{
    struct postgres_conn *conn = db_postgres_of(base);
    if (prepare(conn, sql, "") != OK) {
        const char *why = PQerrorMessage(conn->handle);
        snprintf(ret_why, DB_WHY_SIZE, "%s: %.*s", sql->name, (int)strcspn(why, "\n"), why);
        return false;
    }
    PGresult *described = PQdescribePrepared(conn->handle, "");
    const bool ok =
        PQresultStatus(described) == PGRES_COMMAND_OK && check_columns(described, sql, ret_why);
    PQclear(described);
    return ok;
}
