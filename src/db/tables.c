/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables as the schema has them, and their rows through either engine. */
#include "db/tables.h"

#include <assert.h>
#include <stdlib.h>

#include "base/log.h"
#include "base/vec.h"
#include "db/db_engine.h"
#include "db_sql.h"

#include "base/banned.h"

#define TEXT_MAX ((size_t)64 * 1024)

/* ---- which tables ---------------------------------------------------------------------------- */

static bool kind_of(struct str type, enum db_kind *ret_kind)
{
    static const struct {
        const char *type;
        enum db_kind kind;
    } types[] = {{"integer", DB_I64},
                 {"bigint", DB_I64},
                 {"text", DB_TEXT},
                 {"blob", DB_BYTES},
                 {"bytea", DB_BYTES}};
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (str_equal(type, str_of(types[i].type))) {
            *ret_kind = types[i].kind;
            return true;
        }
    }
    return false;
}

/* Names are put into statements between quotes. */
static bool is_plain(struct str name)
{
    bool plain = name.len > 0;
    for (size_t i = 0; plain && i < name.len; i++) {
        const char c = name.ptr[i];
        plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    }
    return plain;
}

static enum status unfit(struct str table, struct str column, const char *why)
{
    log_error("db_tables", "table=%.*s column=%.*s why=\"%s\"", STR_ARG(table), STR_ARG(column),
              why);
    return INTERNAL;
}

static enum status add_column(struct ctx *ctx, struct tables *tables,
                              const struct db_columns_row *row)
{
    struct table_column column = {.name = row->name, .key = row->key};
    if (!is_plain(row->relation) || !is_plain(row->name) || !kind_of(row->type, &column.kind)) {
        return unfit(row->relation, row->name, "not a whole number, text or bytes");
    }
    const bool same =
        tables->count > 0 && str_equal(tables->ptr[tables->count - 1].name, row->relation);
    if (!same) {
        vec_push(ctx->mem, tables, (struct table){.name = row->relation});
    }
    struct table *table = &tables->ptr[tables->count - 1];
    if (table->column_count == DB_VALUES_MAX) {
        return unfit(row->relation, row->name, "too many columns");
    }
    table->columns = vec_reserve(ctx->mem, table->columns, table->column_count,
                                 &table->column_capacity, sizeof(*table->columns));
    table->columns[table->column_count++] = column;
    return OK;
}

static enum status read_tables(struct ctx *ctx, struct tables *tables)
{
    struct rows rows = sql_db_columns(ctx);
    struct db_columns_row row;
    enum status status = OK;
    while (status == OK && next_db_columns(&rows, &row)) {
        status = add_column(ctx, tables, &row);
    }
    const enum status done = rows_done(&rows);
    return status == OK ? done : status;
}

typedef VEC(struct db_references_row) reference_list;

static enum status read_references(struct ctx *ctx, reference_list *references)
{
    struct rows rows = sql_db_references(ctx);
    struct db_references_row row;
    while (next_db_references(&rows, &row)) {
        vec_push(ctx->mem, references, row);
    }
    return rows_done(&rows);
}

static bool has_table(const struct tables *tables, struct str name)
{
    for (size_t i = 0; i < tables->count; i++) {
        if (str_equal(tables->ptr[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* All that it refers to, itself aside, stand in `sorted`. */
static bool is_ready(struct str name, const reference_list *references, const struct tables *sorted)
{
    for (size_t i = 0; i < references->count; i++) {
        const struct db_references_row *reference = &references->ptr[i];
        if (str_equal(reference->relation, name) && !str_equal(reference->parent, name) &&
            !has_table(sorted, reference->parent)) {
            return false;
        }
    }
    return true;
}

static enum status sort_tables(struct ctx *ctx, const struct tables *tables,
                               const reference_list *references, struct tables *sorted)
{
    size_t before = 0;
    do {
        before = sorted->count;
        for (size_t i = 0; i < tables->count; i++) {
            const struct str name = tables->ptr[i].name;
            if (!has_table(sorted, name) && is_ready(name, references, sorted)) {
                vec_push(ctx->mem, sorted, tables->ptr[i]);
            }
        }
    } while (sorted->count > before);
    return sorted->count == tables->count ? OK
                                          : unfit(STR("?"), STR("?"), "references in a circle");
}

static const struct table_column *key_column(const struct table *table, int64_t place)
{
    for (size_t i = 0; i < table->column_count; i++) {
        if (table->columns[i].key == place) {
            return &table->columns[i];
        }
    }
    return NULL;
}

enum status tables_list(struct ctx *ctx, struct tables *ret_tables)
{
    struct tables tables = {0};
    struct tables sorted = {0};
    reference_list references = {0};
    TRY(read_tables(ctx, &tables));
    for (size_t i = 0; i < tables.count; i++) {
        if (key_column(&tables.ptr[i], 1) == NULL) {
            return unfit(tables.ptr[i].name, STR("?"), "no primary key");
        }
    }
    TRY(read_references(ctx, &references));
    TRY(sort_tables(ctx, &tables, &references, &sorted));
    *ret_tables = sorted;
    return OK;
}

/* ---- reading --------------------------------------------------------------------------------- */

static void put_name(struct strbuf *text, struct str name)
{
    assert(is_plain(name));
    strbuf_byte(text, '"');
    strbuf_str(text, name);
    strbuf_byte(text, '"');
}

void table_put_columns(struct strbuf *text, const struct table *table)
{
    for (size_t i = 0; i < table->column_count; i++) {
        strbuf_cstr(text, i == 0 ? "" : ", ");
        put_name(text, table->columns[i].name);
    }
}

static void put_select(struct strbuf *text, const struct table *table, enum db_engine engine)
{
    const struct table_column *key = NULL;
    strbuf_cstr(text, "SELECT ");
    table_put_columns(text, table);
    strbuf_cstr(text, " FROM ");
    put_name(text, table->name);
    for (int64_t place = 1; (key = key_column(table, place)) != NULL; place++) {
        strbuf_cstr(text, place == 1 ? " ORDER BY " : ", ");
        put_name(text, key->name);
        if (key->kind == DB_TEXT && engine == DB_POSTGRES) {
            strbuf_cstr(text, " COLLATE \"C\"");
        }
    }
}

enum status table_read(struct ctx *ctx, const struct table *table, table_row_fn *fn, void *arg)
{
    struct db_conn *conn = NULL;
    struct strbuf text;
    TRY(db_session_conn(ctx, &conn));
    strbuf_init(&text, TEXT_MAX);
    put_select(&text, table, conn->db->engine);
    assert(!text.overflow);
    const enum status status = conn->db->backend->table_read(conn, table, text.ptr, fn, arg);
    strbuf_finish(&text);
    return status;
}

/* ---- writing --------------------------------------------------------------------------------- */

/* What fails inside a write spoils all of it, as with any statement. */
static enum status written(struct ctx *ctx, enum status status)
{
    struct db_session *session = ctx->db;
    assert(session->writing);
    if (status != OK && session->failed == OK) {
        session->failed = status;
    }
    return session->failed;
}

static enum status clear(struct ctx *ctx, const struct table *table)
{
    struct db_conn *conn = ctx->db->conn;
    struct strbuf text;
    strbuf_init(&text, TEXT_MAX);
    strbuf_cstr(&text, "DELETE FROM ");
    put_name(&text, table->name);
    enum status status = conn->db->backend->begin_now(conn);
    if (status == OK) {
        status = conn->db->backend->script(conn, "table_clear", text.ptr);
    }
    strbuf_finish(&text);
    return written(ctx, status);
}

enum status tables_clear(struct ctx *ctx, const struct tables *tables)
{
    for (size_t i = tables->count; i > 0; i--) {
        TRY(clear(ctx, &tables->ptr[i - 1]));
    }
    return OK;
}

struct table_fill {
    struct ctx *ctx;
    struct db_conn *conn;
    const struct table *table;
    void *state;
};

static void put_fill(struct strbuf *text, const struct table *table, enum db_engine engine)
{
    strbuf_cstr(text, engine == DB_SQLITE ? "INSERT INTO " : "COPY ");
    put_name(text, table->name);
    strbuf_cstr(text, " (");
    table_put_columns(text, table);
    if (engine == DB_POSTGRES) {
        strbuf_cstr(text, ") FROM STDIN (FORMAT binary)");
        return;
    }
    strbuf_cstr(text, ") VALUES (");
    for (size_t i = 0; i < table->column_count; i++) {
        strbuf_cstr(text, i == 0 ? "?" : ", ?");
    }
    strbuf_byte(text, ')');
}

enum status table_fill_begin(struct ctx *ctx, const struct table *table,
                             struct table_fill **ret_fill)
{
    struct table_fill *fill = ARENA_NEW(ctx->mem, struct table_fill);
    struct strbuf text;
    assert(ctx->db->writing);
    *fill = (struct table_fill){.ctx = ctx, .conn = ctx->db->conn, .table = table};
    strbuf_init(&text, TEXT_MAX);
    put_fill(&text, table, fill->conn->db->engine);
    assert(!text.overflow);
    enum status status = fill->conn->db->backend->begin_now(fill->conn);
    if (status == OK) {
        status = fill->conn->db->backend->fill_begin(fill->conn, text.ptr, &fill->state);
    }
    strbuf_finish(&text);
    TRY(written(ctx, status));
    *ret_fill = fill;
    return OK;
}

enum status table_fill_row(struct table_fill *fill, const struct db_value *values)
{
    return written(fill->ctx, fill->conn->db->backend->fill_row(fill->conn, fill->state, values,
                                                                fill->table->column_count));
}

enum status table_fill_end(struct table_fill *fill, bool whole)
{
    const enum status status = fill->conn->db->backend->fill_end(fill->conn, fill->state, whole);
    return written(fill->ctx, status == OK && !whole ? INVALID : status);
}

/* ---- the database as a whole ----------------------------------------------------------------- */

enum status tables_any(struct ctx *ctx, bool *ret_any)
{
    struct rows rows = sql_db_relations(ctx);
    struct db_relations_row row;
    const bool any = next_db_relations(&rows, &row);
    TRY(rows_done(&rows));
    *ret_any = any;
    return OK;
}

/* Views first: they hang on tables. */
static enum status put_drops(struct ctx *ctx, struct strbuf *text)
{
    const bool cascade = db_of(ctx)->engine == DB_POSTGRES;
    struct rows rows = sql_db_relations(ctx);
    struct db_relations_row row;
    while (next_db_relations(&rows, &row)) {
        strbuf_format(text, "DROP %.*s IF EXISTS \"%.*s\"%s;", STR_ARG(row.kind), STR_ARG(row.name),
                      cascade ? " CASCADE" : "");
    }
    return rows_done(&rows);
}

static enum status drop_on(struct ctx *ctx, struct db_conn *conn, struct strbuf *text)
{
    const struct db_backend *backend = conn->db->backend;
    enum status status = backend->begin_schema(conn);
    if (status == OK) {
        status = backend->script(conn, "tables_drop_all", text->ptr);
    }
    if (status == OK) {
        status = backend->commit(conn);
    }
    if (status != OK) {
        backend->rollback(conn);
    }
    (void)ctx;
    return status;
}

enum status tables_drop_all(struct db *db)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct db_conn *conn = NULL;
    struct strbuf text;
    char why[DB_WHY_SIZE];
    strbuf_init(&text, (size_t)1024 * 1024);
    db_session_begin(&ctx, db);
    enum status status = put_drops(&ctx, &text);
    db_session_end(&ctx);
    if (status == OK && text.len > 0) {
        status = db_pool_connect(db, DB_CONN_SCHEMA, &conn, why);
    }
    if (conn != NULL) {
        status = drop_on(&ctx, conn, &text);
        db->backend->disconnect(conn);
    }
    strbuf_finish(&text);
    arena_destroy(ctx.mem);
    return status;
}
