/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers a request from the gate to the last header. */
#include "base/clock.h"
#include "base/log.h"
#include "http/asset.h"
#include "http/finish.h"
#include "http/http.h"
#include "http/input.h"
#include "http/percent.h"

#include "base/banned.h"

#define NEXT_MAX 1000

static void reset(struct response *res)
{
    response_finish(res);
    response_init(res);
}

static bool is_read(const struct request *req)
{
    return req->method == HTTP_GET || req->method == HTTP_HEAD;
}

/* The visitor's secret, if the cookie looks like one of ours. */
static struct str visitor_secret(const struct request *req)
{
    unsigned char bytes[16];
    const struct str cookie = request_cookie(req, HTTP_VISITOR_COOKIE);
    return str_from_hex(cookie, bytes, sizeof(bytes)) ? cookie : (struct str){0};
}

static enum status admit(const struct ctx *ctx, const struct request *req)
{
    const uint64_t who = req->route->who;
    if ((who & EVERYONE) != 0 || (who & ctx->actor.roles) != 0) {
        return OK;
    }
    return ctx->actor.person_id == 0 ? UNAUTHENTICATED : FORBIDDEN;
}

static enum status redirect_to_sign_in(struct ctx *ctx, struct request *req, struct response *res)
{
    struct str next = req->path;
    if (req->query.len > 0 && next.len + req->query.len < NEXT_MAX) {
        next = str_format(ctx->mem, "%.*s?%.*s", STR_ARG(next), STR_ARG(req->query));
    }
    next = percent_encode(ctx->mem, next);
    const struct str sign_in = req->app->sign_in_path(ctx, req);
    return response_redirect(
        ctx, req, res, str_format(ctx->mem, "%.*s?neste=%.*s", STR_ARG(sign_in), STR_ARG(next)));
}

static enum status answer_route(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct http_app *app = req->app;
    req->token_secret = visitor_secret(req);
    TRY(app->find_centre(ctx, req));
    TRY(app->identify(ctx, req));
    TRY(req->open_status);
    const enum status admitted = admit(ctx, req);
    if (admitted == UNAUTHENTICATED && is_read(req) && !req->wants_json) {
        return redirect_to_sign_in(ctx, req, res);
    }
    TRY(admitted);
    TRY(input_read(ctx, req));
    return req->route->handler(ctx, req, res);
}

/* NOT_FOUND with a field: what was typed there is the name of nothing. */
static bool is_correctable(const struct ctx *ctx, enum status status)
{
    return status == INVALID || status == CONFLICT || status == TOO_MANY || status == BUSY ||
           status == UNAVAILABLE || (status == NOT_FOUND && ctx->err.field != NULL);
}

static bool has_field_error(const struct request *req)
{
    return req->form_result != NULL && !req->form_result->ok;
}

/* True if the form could be shown again. */
static bool show_again(struct ctx *ctx, struct request *req, struct response *res,
                       enum status status)
{
    if (req->route == NULL || req->route->again == NULL || req->form_result == NULL ||
        !is_correctable(ctx, status)) {
        return false;
    }
    if (ctx->err.message == NULL && !has_field_error(req)) {
        ctx->err.message = status_message(status);
    }
    reset(res);
    input_read_again(ctx, req);
    if (req->route->again(ctx, req, res) != OK) {
        return false;
    }
    res->code = status_http_code(status);
    return true;
}

/* The gate's refusals come before anyone looks at address or cookies. */
static bool is_stopped_by_gate(const struct request *req)
{
    return req->route == NULL && req->allow.len == 0 &&
           (req->open_status == MALFORMED || req->open_status == TOO_LARGE);
}

/* Codes finer than the status table's. */
static int code_of(const struct request *req, enum status status)
{
    if (status == MALFORMED && req->allow.len > 0) {
        return 405;
    }
    if (status == TOO_LARGE && is_stopped_by_gate(req)) {
        return req->target.len > HTTP_TARGET_MAX ? 414 : 431;
    }
    return status_http_code(status);
}

static void show_error(struct ctx *ctx, struct request *req, struct response *res,
                       enum status status)
{
    reset(res);
    if (req->allow.len > 0 && status == MALFORMED && ctx->err.message == NULL) {
        ctx->err.message = N_("This address cannot be used that way.");
    }
    req->app->error_page(ctx, req, res, status);
    res->code = code_of(req, status);
    if (res->code == 405) {
        response_header(ctx, res, "Allow", req->allow);
    }
    if (status == UNAUTHENTICATED && req->wants_json && req->route != NULL &&
        req->route->guard != GUARD_DEVICE) {
        response_header(ctx, res, "WWW-Authenticate", STR("Bearer"));
    }
}

static size_t sent_bytes(const struct request *req, const struct response *res)
{
    if (req->method == HTTP_HEAD) {
        return 0;
    }
    return res->body.len + res->fixed.len + (res->file_fd >= 0 ? (size_t)res->file_size : 0);
}

static void log_request(const struct request *req, const struct response *res, enum status status,
                        int64_t begin_us)
{
    const char *route = req->route != NULL ? req->route->path : asset_is_wanted(req) ? "/a/" : "-";
    const int level = status_log_level(status) < LOG_INFO ? LOG_INFO : status_log_level(status);
    log_line((enum log_level)level, "request", "method=%s route=%s status=%d bytes=%zu us=%lld",
             http_method_name(req->method), route, res->code, sent_bytes(req, res),
             (long long)(clock_monotonic_us() - begin_us));
}

static enum status answer(struct ctx *ctx, struct request *req, struct response *res)
{
    if (is_stopped_by_gate(req)) {
        show_error(ctx, req, res, req->open_status);
        return req->open_status;
    }
    const bool asset = asset_is_wanted(req);
    const enum status status = asset ? asset_answer(ctx, req, res) : answer_route(ctx, req, res);
    if (status != OK && !show_again(ctx, req, res, status)) {
        show_error(ctx, req, res, status);
    }
    if (res->body.overflow) {
        log_error("response", "why=\"page over %zu bytes\"", HTTP_RESPONSE_MAX);
        show_error(ctx, req, res, INTERNAL);
        return INTERNAL;
    }
    return status;
}

void http_handle(const struct http_app *app, struct ctx *ctx, struct request *req,
                 struct response *res)
{
    const int64_t begin_us = clock_monotonic_us();
    if (!req->opened) {
        http_open(app, ctx, req);
    }
    if (app->db != NULL) {
        db_session_begin(ctx, app->db);
    }
    const enum status status = answer(ctx, req, res);
    if (app->db != NULL) {
        db_session_end(ctx);
    }
    finish_response(ctx, req, res);
    log_request(req, res, status, begin_us);
}

void http_refuse(const struct http_app *app, struct ctx *ctx, struct request *req,
                 struct response *res, enum status status)
{
    const int64_t begin_us = clock_monotonic_us();
    if (!req->opened) {
        http_open(app, ctx, req);
    }
    show_error(ctx, req, res, status);
    finish_response(ctx, req, res);
    log_request(req, res, status, begin_us);
}
