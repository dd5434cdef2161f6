/* SPDX-License-Identifier: EUPL-1.2 */
/* A target line and header lines: gate, address, route, cookies, parameters, codings, client. */
#include <stdlib.h>

#include "http/address.h"
#include "http/encoding.h"
#include "http/http.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static enum status handler(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)ctx;
    (void)req;
    (void)res;
    return OK;
}

static const struct route rows[] = {
    {HTTP_GET, "/", handler, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/ting/{code}", handler, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/ting/ny", handler, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/ting/{code}/bilde/{n}/{x}", handler, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/api/v1/x", handler, EVERYONE, OWNER_NONE},
    ROUTES_END,
};
static const struct route_table tables[] = {{"fuzz", rows}};

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static void check_opened(struct ctx *ctx, struct request *req)
{
    check(req->path.len > 0 && req->path.ptr[0] == '/');
    for (int i = 0; req->route != NULL && i < ROUTE_PARAMS_MAX; i++) {
        check(str_is_utf8(req->params[i]) && str_find_byte(req->params[i], '/') < 0);
        check(req->params[i].len == 0 || strlen(req->params[i].ptr) == req->params[i].len);
    }
    const struct str parameter = request_query(ctx, req, "q");
    check(str_is_utf8(parameter));
}

static void read_headers(struct ctx *ctx, struct request *req)
{
    struct address_blocks trusted;
    const struct address peer = {{0}};
    struct response res;
    const struct str cookie = request_cookie(req, HTTP_VISITOR_COOKIE);
    check(str_find_byte(cookie, ';') < 0);
    encoding_choose(request_header(req, "accept-encoding"), true, true);
    request_is_own_origin(req);
    http_form_token_is_valid(req, cookie);
    response_init(&res);
    if (response_redirect(ctx, req, &res, request_header(req, "x-next")) == OK) {
        check(res.location.len > 0 && res.location.ptr[0] == '/');
        check(res.location.len == 1 || (res.location.ptr[1] != '/' && res.location.ptr[1] != '\\'));
    }
    response_finish(&res);
    if (address_blocks_parse(request_header(req, "x-trusted"), &trusted)) {
        address_of_client(&peer, request_header(req, "x-forwarded-for"), &trusted);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct http_header headers[HTTP_HEADERS_MAX];
    struct str rest = {(const char *)data, size};
    struct str line = {0};
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct routes *routes = routes_create(tables, 1);
    const struct http_app app = {.tables = tables, .table_count = 1, .routes = routes};
    struct request req = {.headers = headers, .app = &app};
    str_split(&rest, '\n', &req.target);
    while (rest.ptr != NULL && req.header_count < HTTP_HEADERS_MAX) {
        struct http_header *header = &headers[req.header_count++];
        str_split(&rest, '\n', &line);
        str_split(&line, ':', &header->name);
        header->value = str_trim(line);
    }
    http_open(&app, &ctx, &req);
    check(http_gate(&req) == OK || req.route == NULL);
    if (req.open_status == OK || req.open_status == NOT_FOUND) {
        check_opened(&ctx, &req);
    }
    read_headers(&ctx, &req);
    routes_destroy(routes);
    arena_destroy(ctx.mem);
    return 0;
}
