/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes the C header and source for a room's queries. */
#include <string.h>

#include "sqlpack.h"

#include "base/banned.h"

#define LITERAL_WIDTH 80

static const char *const c_types[] = {"int64_t ", "struct str ", "struct str "};
static const char *const kind_names[] = {"DB_I64", "DB_TEXT", "DB_BYTES"};
static const char *const value_makers[] = {"db_i64", "db_text", "db_bytes"};
static const char *const column_readers[] = {"rows_i64", "rows_text", "rows_bytes"};

static void put_upper(struct strbuf *out, struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        strbuf_byte(out, c >= 'a' && c <= 'z' ? (char)(c - 'a' + 'A') : c);
    }
}

/* One byte of a C string literal. Octal, because a hexadecimal escape has no end of its own; a
 * second '?' in a row is escaped so that no trigraph can arise. */
static void put_escaped(struct strbuf *out, char c, char previous)
{
    if (c == '"' || c == '\\' || (c == '?' && previous == '?')) {
        strbuf_byte(out, '\\');
        strbuf_byte(out, c);
    } else if (c == '\n') {
        strbuf_literal(out, "\\n");
    } else if ((unsigned char)c < ' ' || (unsigned char)c >= 0x7F) {
        strbuf_format(out, "\\%03o", (unsigned char)c);
    } else {
        strbuf_byte(out, c);
    }
}

/* Where a line of the literal that begins at `at` ends: after a newline, else after a space near
 * the width, else at the width. */
static size_t literal_line_end(struct str text, size_t at)
{
    const size_t widest = text.len - at > LITERAL_WIDTH ? at + LITERAL_WIDTH : text.len;
    const ptrdiff_t newline = str_find_byte(str_slice(text, at, widest), '\n');
    if (newline >= 0) {
        return at + (size_t)newline + 1;
    }
    size_t end = widest;
    while (end < text.len && end > at + LITERAL_WIDTH / 2 && text.ptr[end - 1] != ' ') {
        end--;
    }
    return end;
}

void emit_literal(struct strbuf *out, struct str text, int indent)
{
    size_t at = 0;
    do {
        const size_t end = literal_line_end(text, at);
        strbuf_format(out, "%*s\"", indent, "");
        for (size_t i = at; i < end; i++) {
            put_escaped(out, text.ptr[i], i == at ? '\0' : text.ptr[i - 1]);
        }
        strbuf_cstr(out, end < text.len ? "\"\n" : "\"");
        at = end;
    } while (at < text.len);
}

/* ---- declarations ------------------------------------------------------------------------------
 */

static bool has_args_struct(const struct query *query)
{
    return query->params.count > SQLPACK_DIRECT_ARGS_MAX;
}

static void put_enum(struct strbuf *out, const struct query *query, const value_list *values,
                     const char *infix)
{
    if (values->count == 0) {
        return;
    }
    strbuf_literal(out, "enum {\n");
    for (size_t i = 0; i < values->count; i++) {
        strbuf_literal(out, "    ");
        put_upper(out, query->name);
        strbuf_cstr(out, infix);
        put_upper(out, values->ptr[i].name);
        strbuf_cstr(out, i + 1 < values->count ? ",\n" : "\n};\n");
    }
}

static void put_struct(struct strbuf *out, const struct query *query, const value_list *values,
                       const char *suffix)
{
    strbuf_format(out, "struct %.*s%s {\n", STR_ARG(query->name), suffix);
    for (size_t i = 0; i < values->count; i++) {
        const struct value *value = &values->ptr[i];
        strbuf_format(out, "    %s%.*s;%s\n", c_types[value->kind], STR_ARG(value->name),
                      value->nullable ? " /* may be NULL */" : "");
    }
    strbuf_literal(out, "};\n");
}

/* (struct ctx *ctx, the parameters */
static void put_parameters(struct strbuf *out, const struct query *query)
{
    strbuf_literal(out, "(struct ctx *ctx");
    if (has_args_struct(query)) {
        strbuf_format(out, ", const struct %.*s_args *args", STR_ARG(query->name));
    }
    for (size_t i = 0; i < query->params.count && !has_args_struct(query); i++) {
        strbuf_format(out, ", %s%.*s", c_types[query->params.ptr[i].kind],
                      STR_ARG(query->params.ptr[i].name));
    }
}

static void put_run_head(struct strbuf *out, const struct query *query)
{
    strbuf_format(out, "%ssql_%.*s", query->is_query ? "struct rows " : "enum status ",
                  STR_ARG(query->name));
    put_parameters(out, query);
    strbuf_literal(out, ")");
}

static void put_next_head(struct strbuf *out, const struct query *query)
{
    strbuf_format(out, "bool next_%.*s(struct rows *rows, struct %.*s_row *ret_row)",
                  STR_ARG(query->name), STR_ARG(query->row_name));
}

static void put_one_head(struct strbuf *out, const struct query *query)
{
    strbuf_format(out, "enum status one_%.*s", STR_ARG(query->name));
    put_parameters(out, query);
    strbuf_format(out, ", struct %.*s_row *ret_row)", STR_ARG(query->row_name));
}

static void put_declarations(struct strbuf *out, const struct query *query)
{
    strbuf_format(out, "\n/* ---- %.*s ---- */\n", STR_ARG(query->name));
    put_enum(out, query, &query->columns, "_");
    put_enum(out, query, &query->params, "_PARAM_");
    strbuf_format(out, "extern const struct sql %.*s_sql;\n", STR_ARG(query->name));
    if (has_args_struct(query)) {
        put_struct(out, query, &query->params, "_args");
    }
    if (!query->is_query) {
        strbuf_literal(out, "MUST_CHECK ");
    } else if (str_equal(query->row_name, query->name)) {
        put_struct(out, query, &query->columns, "_row");
    }
    put_run_head(out, query);
    strbuf_literal(out, ";\n");
    if (query->is_query) {
        put_next_head(out, query);
        strbuf_literal(out, ";\nMUST_CHECK ");
        put_one_head(out, query);
        strbuf_literal(out, ";\n");
    }
}

/* ---- definitions -------------------------------------------------------------------------------
 */

static void put_kinds(struct strbuf *out, const struct query *query, const value_list *values,
                      const char *suffix)
{
    if (values->count == 0) {
        return;
    }
    strbuf_format(out, "static const enum db_kind %.*s%s[] = {", STR_ARG(query->name), suffix);
    for (size_t i = 0; i < values->count; i++) {
        strbuf_format(out, "%s%s", i == 0 ? "" : ", ", kind_names[values->ptr[i].kind]);
    }
    strbuf_literal(out, "};\n");
}

static void put_column_names(struct strbuf *out, const struct query *query)
{
    if (query->columns.count == 0) {
        return;
    }
    strbuf_format(out, "static const char *const %.*s_columns_[] = {", STR_ARG(query->name));
    for (size_t i = 0; i < query->columns.count; i++) {
        strbuf_format(out, "%s\"%.*s\"", i == 0 ? "" : ", ", STR_ARG(query->columns.ptr[i].name));
    }
    strbuf_literal(out, "};\n");
}

static void put_pointer(struct strbuf *out, const char *field, const struct query *query,
                        size_t count, const char *suffix)
{
    if (count > 0) {
        strbuf_format(out, "    .%s = %.*s%s,\n", field, STR_ARG(query->name), suffix);
    }
}

static void put_constant(struct strbuf *out, const struct query *query)
{
    static const char *const engines[] = {"DB_SQLITE", "DB_POSTGRES"};
    put_kinds(out, query, &query->params, "_param_kinds_");
    put_kinds(out, query, &query->columns, "_column_kinds_");
    put_column_names(out, query);
    strbuf_format(out, "const struct sql %.*s_sql = {\n    .name = \"%.*s\",\n",
                  STR_ARG(query->name), STR_ARG(query->name));
    for (int i = 0; i < ENGINE_COUNT; i++) {
        if (query->text[i].ptr != NULL) {
            strbuf_format(out, "    .text[%s] =\n", engines[i]);
            emit_literal(out, query->text[i], 8);
            strbuf_literal(out, ",\n");
        }
    }
    put_pointer(out, "param_kinds", query, query->params.count, "_param_kinds_");
    put_pointer(out, "column_kinds", query, query->columns.count, "_column_kinds_");
    put_pointer(out, "column_names", query, query->columns.count, "_columns_");
    strbuf_format(out, "    .param_count = %zu,\n    .column_count = %zu,\n    .writes = %s,\n};\n",
                  query->params.count, query->columns.count, query->writes ? "true" : "false");
}

static void put_run_body(struct strbuf *out, const struct query *query)
{
    const char *run = query->is_query ? "db_query" : "db_exec";
    put_run_head(out, query);
    strbuf_literal(out, "\n{\n");
    if (query->params.count == 0) {
        strbuf_format(out, "    return %s(ctx, &%.*s_sql, NULL);\n}\n", run, STR_ARG(query->name));
        return;
    }
    strbuf_literal(out, "    const struct db_value values_[] = {\n");
    for (size_t i = 0; i < query->params.count; i++) {
        const struct value *param = &query->params.ptr[i];
        const bool required = !param->nullable && param->kind != VALUE_INT;
        strbuf_format(out, "        %s%s(%s%.*s),\n", value_makers[param->kind],
                      required ? "_required" : "", has_args_struct(query) ? "args->" : "",
                      STR_ARG(param->name));
    }
    strbuf_format(out, "    };\n    return %s(ctx, &%.*s_sql, values_);\n}\n", run,
                  STR_ARG(query->name));
}

static void put_next_body(struct strbuf *out, const struct query *query)
{
    put_next_head(out, query);
    strbuf_format(out,
                  "\n{\n    if (!rows_next(rows)) {\n        return false;\n    }\n"
                  "    const struct %.*s_row row_ = {\n",
                  STR_ARG(query->row_name));
    for (size_t i = 0; i < query->columns.count; i++) {
        const struct value *column = &query->columns.ptr[i];
        strbuf_format(out, "        .%.*s = %s%s(rows, %zu),\n", STR_ARG(column->name),
                      column_readers[column->kind], column->nullable ? "" : "_required", i);
    }
    strbuf_literal(out, "    };\n    if (rows->status != OK) {\n        return false;\n    }\n"
                        "    *ret_row = row_;\n    return true;\n}\n");
}

static void put_one_body(struct strbuf *out, const struct query *query)
{
    put_one_head(out, query);
    strbuf_format(out, "\n{\n    struct rows rows_ = sql_%.*s(ctx", STR_ARG(query->name));
    strbuf_cstr(out, has_args_struct(query) ? ", args" : "");
    for (size_t i = 0; i < query->params.count && !has_args_struct(query); i++) {
        strbuf_format(out, ", %.*s", STR_ARG(query->params.ptr[i].name));
    }
    strbuf_format(out,
                  ");\n    struct %.*s_row row_ = {0};\n"
                  "    const bool found_ = next_%.*s(&rows_, &row_);\n"
                  "    TRY(rows_done(&rows_));\n"
                  "    if (!found_) {\n        return NOT_FOUND;\n    }\n"
                  "    *ret_row = row_;\n    return OK;\n}\n",
                  STR_ARG(query->row_name), STR_ARG(query->name));
}

static void put_definitions(struct strbuf *out, const struct query *query)
{
    strbuf_literal(out, "\n");
    put_constant(out, query);
    put_run_body(out, query);
    if (query->is_query) {
        put_next_body(out, query);
        put_one_body(out, query);
    }
}

/* ---- one name, one meaning ----------------------------------------------------------------------
 */

struct identifier {
    struct str name;
    int line;
};

typedef VEC(struct identifier) identifier_list;

static bool add_identifier(const struct sqlpack *pack, identifier_list *list, struct str name,
                           int line, struct sqlpack_error *ret_error)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal_nocase(list->ptr[i].name, name)) {
            return sqlpack_fail(ret_error, line, "%.*s would be made here and from line %d",
                                STR_ARG(name), list->ptr[i].line);
        }
    }
    vec_push(pack->mem, list, (struct identifier){name, line});
    return true;
}

static bool add_constants(const struct sqlpack *pack, identifier_list *list,
                          const struct query *query, struct sqlpack_error *ret_error)
{
    const value_list *values[] = {&query->columns, &query->params};
    static const char *const infixes[] = {"_", "_param_"};
    for (int k = 0; k < 2; k++) {
        for (size_t i = 0; i < values[k]->count; i++) {
            const struct str name = str_format(pack->mem, "%.*s%s%.*s", STR_ARG(query->name),
                                               infixes[k], STR_ARG(values[k]->ptr[i].name));
            if (!add_identifier(pack, list, name, query->line, ret_error)) {
                return false;
            }
        }
    }
    return true;
}

/* "goods_on" with a column "shelf_id" and "goods_on_shelf" with "id" make the same constant. */
static bool check_identifiers(const struct sqlpack *pack, struct sqlpack_error *ret_error)
{
    identifier_list list = {0};
    for (size_t i = 0; i < pack->queries.count; i++) {
        if (!add_constants(pack, &list, &pack->queries.ptr[i], ret_error)) {
            return false;
        }
    }
    return true;
}

/* ---- files ----------------------------------------------------------------------------------- */

static void put_header(const struct sqlpack *pack, struct str stem, struct strbuf *out)
{
    strbuf_format(out, "/* Generated by sqlpack from %.*s.sql. */\n#ifndef OMBRUK_SQL_",
                  STR_ARG(stem));
    put_upper(out, stem);
    strbuf_literal(out, "_H\n#define OMBRUK_SQL_");
    put_upper(out, stem);
    strbuf_literal(out, "_H\n\n#include \"db/db.h\"\n");
    for (size_t i = 0; i < pack->queries.count; i++) {
        put_declarations(out, &pack->queries.ptr[i]);
    }
    strbuf_format(out,
                  "\n/* All of the file; ends with NULL. */\n"
                  "extern const struct sql *const %.*s_sql_all[];\n\n#endif\n",
                  STR_ARG(stem));
}

static void put_source(const struct sqlpack *pack, struct str stem, struct strbuf *out)
{
    strbuf_format(out,
                  "/* Generated by sqlpack from %.*s.sql. */\n#include \"%.*s_sql.h\"\n\n"
                  "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n",
                  STR_ARG(stem), STR_ARG(stem));
    for (size_t i = 0; i < pack->queries.count; i++) {
        put_definitions(out, &pack->queries.ptr[i]);
    }
    strbuf_format(out, "\nconst struct sql *const %.*s_sql_all[] = {\n", STR_ARG(stem));
    for (size_t i = 0; i < pack->queries.count; i++) {
        strbuf_format(out, "    &%.*s_sql,\n", STR_ARG(pack->queries.ptr[i].name));
    }
    strbuf_literal(out, "    NULL,\n};\n");
}

bool sqlpack_emit(const struct sqlpack *pack, struct str stem, struct strbuf *header,
                  struct strbuf *body, struct sqlpack_error *ret_error)
{
    if (!check_identifiers(pack, ret_error)) {
        return false;
    }
    put_header(pack, stem, header);
    put_source(pack, stem, body);
    if (header->overflow || body->overflow) {
        return sqlpack_fail(ret_error, 1, "the generated code is over %zu bytes",
                            SQLPACK_OUTPUT_MAX);
    }
    return true;
}
