/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of whole tables in and out of PostgreSQL: COPY in its binary form (manual, chapter COPY). */
#include <endian.h>
#include <stdlib.h>
#include <string.h>

#include "base/strbuf.h"
#include "db/db_postgres.h"

#include "base/banned.h"

/* Signature, no flags, no extension. */
static const char copy_header[19] = "PGCOPY\n\377\r\n\0\0\0\0\0\0\0\0";

#define FLUSH_BYTES ((size_t)64 * 1024)
#define ROW_MAX     ((size_t)512 * 1024 * 1024)

/* ---- out ------------------------------------------------------------------------------------- */

/* What of a message is not read yet. */
struct message {
    const char *at;
    size_t left;
};

static bool take(struct message *message, void *ret_bytes, size_t len)
{
    if (message->left < len) {
        return false;
    }
    memcpy(ret_bytes, message->at, len);
    message->at += len;
    message->left -= len;
    return true;
}

static bool take_value(struct message *message, enum db_kind kind, struct db_value *ret_value)
{
    uint32_t len = 0;
    uint64_t number = 0;
    if (!take(message, &len, sizeof(len))) {
        return false;
    }
    len = be32toh(len);
    if (len == UINT32_MAX) {
        *ret_value = (struct db_value){.kind = DB_NULL};
        return true;
    }
    if (kind == DB_I64) {
        const bool taken = len == sizeof(number) && take(message, &number, sizeof(number));
        *ret_value = (struct db_value){.kind = DB_I64, .number = (int64_t)be64toh(number)};
        return taken;
    }
    if (message->left < len) {
        return false;
    }
    *ret_value = (struct db_value){.kind = kind, .text = {message->at, len}};
    message->at += len;
    message->left -= len;
    return true;
}

/* A message holds a row, or the end; the first one begins with the header. */
static enum status take_row(struct message *message, const struct table *table, table_row_fn *fn,
                            void *arg)
{
    struct db_value values[DB_VALUES_MAX];
    uint16_t count = 0;
    if (message->left == 0) {
        return OK;
    }
    if (!take(message, &count, sizeof(count))) {
        return INTERNAL;
    }
    count = be16toh(count);
    if (count == UINT16_MAX) {
        return OK;
    }
    bool fits = count == table->column_count;
    for (size_t i = 0; fits && i < table->column_count; i++) {
        fits = take_value(message, table->columns[i].kind, &values[i]);
    }
    return fits && message->left == 0 ? fn(arg, values) : INTERNAL;
}

static enum status take_rows(struct postgres_conn *conn, const struct table *table,
                             table_row_fn *fn, void *arg)
{
    enum status status = OK;
    char *bytes = NULL;
    int len = 0;
    bool first = true;
    while (status == OK && (len = PQgetCopyData(conn->handle, &bytes, 0)) > 0) {
        struct message message = {bytes, (size_t)len};
        char header[sizeof(copy_header)];
        if (first && !take(&message, header, sizeof(header))) {
            status = INTERNAL;
        }
        first = false;
        status = status == OK ? take_row(&message, table, fn, arg) : status;
        PQfreemem(bytes);
    }
    return status;
}

/* The server's last word, so that the connection is ready for the next statement. */
static enum status finish_copy(struct postgres_conn *conn, const char *name)
{
    enum status status = OK;
    PGresult *result = NULL;
    while ((result = PQgetResult(conn->handle)) != NULL) {
        if (PQresultStatus(result) != PGRES_COMMAND_OK && status == OK) {
            status = db_postgres_fail(conn, result, name);
        }
        PQclear(result);
    }
    if (status == OK && PQstatus(conn->handle) != CONNECTION_OK) {
        status = db_postgres_fail(conn, NULL, name);
    }
    return status;
}

static enum status start_copy(struct postgres_conn *conn, const char *text, ExecStatusType wanted,
                              const char *name)
{
    PGresult *result = PQexec(conn->handle, text);
    const bool started = PQresultStatus(result) == wanted;
    const enum status status = started ? OK : db_postgres_fail(conn, result, name);
    PQclear(result);
    return status;
}

enum status db_postgres_table_read(struct db_conn *base, const struct table *table,
                                   const char *text, table_row_fn *fn, void *arg)
{
    struct postgres_conn *conn = db_postgres_of(base);
    struct strbuf copy;
    TRY(db_postgres_begin_now(conn));
    strbuf_init(&copy, ROW_MAX);
    strbuf_format(&copy, "COPY (%s) TO STDOUT (FORMAT binary)", text);
    enum status status = start_copy(conn, copy.ptr, PGRES_COPY_OUT, "table_read");
    strbuf_finish(&copy);
    TRY(status);
    status = take_rows(conn, table, fn, arg);
    if (status != OK) {
        /* The server would go on sending: leave it there. */
        base->lost = true;
        return status;
    }
    return finish_copy(conn, "table_read");
}

/* ---- in -------------------------------------------------------------------------------------- */

static void put_value(struct strbuf *buf, const struct db_value *value)
{
    uint64_t number = 0;
    uint32_t len = UINT32_MAX;
    switch (value->kind) {
    case DB_I64:
        len = htobe32(sizeof(number));
        number = htobe64((uint64_t)value->number);
        strbuf_bytes(buf, (const char *)&len, sizeof(len));
        strbuf_bytes(buf, (const char *)&number, sizeof(number));
        return;
    case DB_TEXT:
    case DB_BYTES:
        len = htobe32((uint32_t)value->text.len);
        strbuf_bytes(buf, (const char *)&len, sizeof(len));
        strbuf_str(buf, value->text);
        return;
    case DB_NULL:
    default:
        strbuf_bytes(buf, (const char *)&len, sizeof(len));
    }
}

static enum status flush(struct postgres_conn *conn, struct strbuf *buf)
{
    const bool sent = !buf->overflow && PQputCopyData(conn->handle, buf->ptr, (int)buf->len) == 1;
    const bool too_large = buf->overflow;
    strbuf_clear(buf);
    if (!sent) {
        return too_large ? TOO_LARGE : db_postgres_fail(conn, NULL, "table_fill");
    }
    return OK;
}

enum status db_postgres_fill_begin(struct db_conn *base, const char *text, void **ret_state)
{
    TRY(start_copy(db_postgres_of(base), text, PGRES_COPY_IN, "table_fill"));
    struct strbuf *buf = calloc(1, sizeof(*buf));
    if (buf == NULL) {
        abort();
    }
    strbuf_init(buf, ROW_MAX);
    strbuf_bytes(buf, copy_header, sizeof(copy_header));
    *ret_state = buf;
    return OK;
}

enum status db_postgres_fill_row(struct db_conn *base, void *state, const struct db_value *values,
                                 size_t count)
{
    struct strbuf *buf = state;
    const uint16_t fields = htobe16((uint16_t)count);
    strbuf_bytes(buf, (const char *)&fields, sizeof(fields));
    for (size_t i = 0; i < count; i++) {
        put_value(buf, &values[i]);
    }
    return buf->len >= FLUSH_BYTES || buf->overflow ? flush(db_postgres_of(base), buf) : OK;
}

enum status db_postgres_fill_end(struct db_conn *base, void *state, bool whole)
{
    struct postgres_conn *conn = db_postgres_of(base);
    struct strbuf *buf = state;
    const uint16_t end = UINT16_MAX;
    enum status status = OK;
    if (whole) {
        strbuf_bytes(buf, (const char *)&end, sizeof(end));
        status = flush(conn, buf);
    }
    strbuf_finish(buf);
    free(buf);
    if (PQputCopyEnd(conn->handle, whole && status == OK ? NULL : "given up") != 1) {
        return db_postgres_fail(conn, NULL, "table_fill");
    }
    const enum status finished = finish_copy(conn, "table_fill");
    return status == OK ? finished : status;
}
