/* SPDX-License-Identifier: EUPL-1.2 */
/* Between the library's connection and our request and response. */
#include "http/exchange.h"

#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "http/asset.h"

#include "base/banned.h"

/* A page is some tens of kilobytes; larger memory is given back. */
#define KEEP_MAX    ((size_t)128 * 1024)
#define DROPPED_MAX ((size_t)1024 * 1024)

struct exchange *exchange_create(const struct http_app *app)
{
    struct exchange *exchange = calloc(1, sizeof(*exchange));
    if (exchange == NULL) {
        log_error("server", "why=\"out of memory\"");
        abort();
    }
    exchange->app = app;
    exchange->ctx.mem = arena_create(ARENA_DEFAULT_CAP);
    strbuf_init(&exchange->spare, HTTP_RESPONSE_MAX);
    exchange->res.file_fd = -1;
    return exchange;
}

void exchange_destroy(struct exchange *exchange)
{
    if (exchange == NULL) {
        return;
    }
    response_finish(&exchange->res);
    strbuf_finish(&exchange->spare);
    strbuf_finish(&exchange->body);
    arena_destroy(exchange->ctx.mem);
    free(exchange);
}

void exchange_begin(struct exchange *exchange, struct MHD_Connection *connection, struct str target)
{
    exchange->connection = connection;
    exchange->state = EXCHANGE_NEW;
    exchange->refused = false;
    exchange->dropped = 0;
    exchange->ctx.now_ms = clock_now_ms();
    exchange->req.target = str_copy(exchange->ctx.mem, target);
    exchange->req.headers = exchange->headers;
    response_init(&exchange->res);
    exchange->res.body = exchange->spare;
    exchange->spare = (struct strbuf){.max = HTTP_RESPONSE_MAX};
}

void exchange_end(struct exchange *exchange)
{
    if (exchange->res.body.capacity <= KEEP_MAX && !exchange->res.body.overflow) {
        exchange->spare = exchange->res.body;
        strbuf_clear(&exchange->spare);
        exchange->res.body = (struct strbuf){0};
    }
    response_finish(&exchange->res);
    strbuf_finish(&exchange->body);
    struct arena *mem = exchange->ctx.mem;
    arena_clear(mem);
    exchange->ctx = (struct ctx){.mem = mem};
    exchange->req = (struct request){.method = HTTP_GET};
    exchange->connection = NULL;
}

static bool method_of(const char *name, enum http_method *ret_method)
{
    for (int method = 0; method < HTTP_METHOD_COUNT; method++) {
        if (strcmp(name, http_method_name((enum http_method)method)) == 0) {
            *ret_method = (enum http_method)method;
            return true;
        }
    }
    return false;
}

struct collected {
    struct exchange *exchange;
    bool too_many;
    bool hidden; /* the library cut something off that it does not show */
    const char *line_end;
};

/* Versions before 1.0 read header lines as C strings: what follows a NUL is lost to us but not to
 * others on the way, a bare LF ends a line, and a line that begins with ':' ends the header. They
 * keep the received lines in place, with CR and LF made NUL, so a line that does not begin two
 * bytes after the last value, or a header that does not end in CR LF CR LF, hid something. */
static void look_for_hidden_bytes(struct collected *all, const char *key, const char *value,
                                  size_t value_len)
{
#if MHD_VERSION < 0x01000000
    if (all->line_end != NULL && key != all->line_end + 2) {
        all->hidden = true;
    }
    all->line_end = value + value_len;
#else
    (void)all;
    (void)key;
    (void)value;
    (void)value_len;
#endif
}

static enum MHD_Result collect_header(void *cls, enum MHD_ValueKind kind, const char *key,
                                      size_t key_len, const char *value, size_t value_len)
{
    struct collected *all = cls;
    struct request *req = &all->exchange->req;
    (void)kind;
    if (req->header_count == HTTP_HEADERS_MAX) {
        all->too_many = true;
        return MHD_NO;
    }
    look_for_hidden_bytes(all, key, value, value_len);
    req->headers[req->header_count++] = (struct http_header){
        .name = {key, key_len},
        .value = str_trim((struct str){value == NULL ? "" : value, value_len}),
    };
    return MHD_YES;
}

static enum status collect_headers(struct exchange *exchange)
{
    struct collected all = {.exchange = exchange};
    MHD_get_connection_values_n(exchange->connection, MHD_HEADER_KIND, collect_header, &all);
    if (all.too_many) {
        return TOO_LARGE;
    }
    const bool tail = all.line_end != NULL && (all.line_end[1] != '\0' || all.line_end[2] != '\0' ||
                                               all.line_end[3] != '\0');
    return all.hidden || tail ? MALFORMED : OK;
}

/* The last header of that name: the one the nearest proxy wrote. */
static struct str last_header(const struct request *req, struct str name)
{
    struct str value = {0};
    for (size_t i = 0; i < req->header_count; i++) {
        if (str_equal_nocase(req->headers[i].name, name)) {
            value = req->headers[i].value;
        }
    }
    return value;
}

static void find_client(struct exchange *exchange, const struct address *peer,
                        const struct address_blocks *trusted)
{
    struct request *req = &exchange->req;
    struct address client = *peer;
    if (address_is_in(peer, trusted)) {
        client = address_of_client(peer, last_header(req, STR("x-forwarded-for")), trusted);
        req->secure = str_equal_nocase(last_header(req, STR("x-forwarded-proto")), STR("https"));
    }
    address_text(&client, exchange->remote);
    req->remote = str_of(exchange->remote);
}

/* What the header says about a body: its length, or SIZE_MAX for chunks. */
static size_t announced_body(const struct request *req)
{
    int64_t length = 0;
    if (request_header(req, "transfer-encoding").ptr != NULL) {
        return SIZE_MAX;
    }
    const struct str text = request_header(req, "content-length");
    return text.ptr != NULL && str_to_i64(text, &length) ? (size_t)length : 0;
}

/* The request as http_open() would have left it if the gate had stopped it. */
static void stop_at_gate(struct request *req, enum status status)
{
    req->open_status = status;
    req->route = NULL;
    req->allow = (struct str){0};
}

enum status exchange_open(struct exchange *exchange, const char *method, const struct address *peer,
                          const struct address_blocks *trusted)
{
    struct request *req = &exchange->req;
    const struct http_app *app = exchange->app;
    const enum status collected = collect_headers(exchange);
    exchange->method_is_unknown = !method_of(method, &req->method);
    find_client(exchange, peer, trusted);
    http_open(app, &exchange->ctx, req);
    if (collected != OK || exchange->method_is_unknown) {
        stop_at_gate(req, collected != OK ? collected : MALFORMED);
    }
    const size_t announced = announced_body(req);
    const bool no_such_route = req->route == NULL && !asset_is_wanted(req);
    const bool readable = req->open_status == NOT_FOUND || req->allow.len > 0;
    if (req->open_status != OK && (announced > 0 || !readable)) {
        return req->open_status;
    }
    exchange->body_limit = no_such_route ? 0 : http_body_limit(app, req);
    if (announced > exchange->body_limit && (announced != SIZE_MAX || exchange->body_limit == 0)) {
        return TOO_LARGE;
    }
    strbuf_init(&exchange->body, exchange->body_limit);
    return OK;
}

bool exchange_receive(struct exchange *exchange, const char *bytes, size_t len)
{
    strbuf_bytes(&exchange->body, bytes, len);
    if (!exchange->body.overflow) {
        return true;
    }
    /* Only chunks come here: a length was judged before. What follows is read and dropped, so that
     * the client hears the answer, but not for ever. */
    exchange->dropped += len;
    return exchange->dropped <= DROPPED_MAX;
}

void exchange_handle(struct exchange *exchange)
{
    if (exchange->body.overflow) {
        exchange_refuse(exchange, TOO_LARGE);
        return;
    }
    exchange->req.body = strbuf_view(&exchange->body);
    http_handle(exchange->app, &exchange->ctx, &exchange->req, &exchange->res);
}

void exchange_refuse(struct exchange *exchange, enum status status)
{
    exchange->refused = true;
    http_refuse(exchange->app, &exchange->ctx, &exchange->req, &exchange->res, status);
    if (exchange->method_is_unknown) {
        exchange->res.code = MHD_HTTP_NOT_IMPLEMENTED;
    }
}

/* The library only reads what it is lent, but its declaration does not say so. */
static void *lent(const char *bytes)
{
    void *pointer = NULL;
    memcpy(&pointer, &bytes, sizeof(pointer));
    return pointer;
}

static struct MHD_Response *response_of(struct response *res)
{
    if (res->file_fd >= 0) {
        struct MHD_Response *response =
            MHD_create_response_from_fd64((uint64_t)res->file_size, res->file_fd);
        /* The library closes it from now on. */
        res->file_fd = response == NULL ? res->file_fd : -1;
        return response;
    }
    const struct str bytes = res->fixed.ptr != NULL ? res->fixed : strbuf_view(&res->body);
    return MHD_create_response_from_buffer(bytes.len, lent(bytes.ptr), MHD_RESPMEM_PERSISTENT);
}

enum MHD_Result exchange_answer(struct exchange *exchange, bool close)
{
    struct response *res = &exchange->res;
    struct MHD_Response *response = response_of(res);
    if (response == NULL) {
        return MHD_NO;
    }
    for (size_t i = 0; i < res->headers.count; i++) {
        const struct http_header *header = &res->headers.ptr[i];
        MHD_add_response_header(response, header->name.ptr,
                                str_copy(exchange->ctx.mem, header->value).ptr);
    }
    if (close || exchange->refused) {
        MHD_add_response_header(response, MHD_HTTP_HEADER_CONNECTION, "close");
    }
    exchange->state = EXCHANGE_ANSWERED;
    const enum MHD_Result queued =
        MHD_queue_response(exchange->connection, (unsigned)res->code, response);
    MHD_destroy_response(response);
    return queued;
}
