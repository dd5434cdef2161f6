/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads what a request brings, by the route's guard and form. */
#include "http/input.h"

#include "http/body.h"

#include "base/banned.h"

/* "text/html; charset=utf-8" is of type "text/html". */
static bool is_type(struct str content_type, struct str type)
{
    const ptrdiff_t semicolon = str_find_byte(content_type, ';');
    const struct str bare =
        semicolon < 0 ? content_type : str_slice(content_type, 0, (size_t)semicolon);
    return str_equal_nocase(str_trim(bare), type);
}

static enum status read_body(struct ctx *ctx, const struct request *req,
                             struct form_pairs *ret_pairs)
{
    const struct str type = request_header(req, "content-type");
    const bool form = req->route->guard == GUARD_FORM;
    if (req->route->form != NULL && req->route->form->raw) {
        body_query(ctx, req->query, ret_pairs);
        return OK;
    }
    if (is_type(type, STR("application/json")) && !form) {
        return body_json(ctx, req->body, ret_pairs);
    }
    if (req->method == HTTP_PUT) {
        body_query(ctx, req->query, ret_pairs);
        return OK;
    }
    if (req->body.len == 0 && !form) {
        *ret_pairs = (struct form_pairs){0};
        return OK;
    }
    if (is_type(type, STR("application/x-www-form-urlencoded")) &&
        req->route->guard != GUARD_DEVICE) {
        return body_urlencoded(ctx, req->body, ret_pairs);
    }
    if (is_type(type, STR("multipart/form-data")) && req->route->guard != GUARD_DEVICE) {
        return body_multipart(ctx, type, req->body, ret_pairs);
    }
    return ctx_fail(ctx, MALFORMED, N_("We cannot read that kind of content here."), NULL);
}

static struct str token_in(const struct form_pairs *pairs)
{
    struct str token = {0};
    for (size_t i = 0; i < pairs->count; i++) {
        if (str_equal(pairs->ptr[i].name, STR(FORM_TOKEN_FIELD))) {
            if (token.ptr != NULL) {
                return (struct str){0};
            }
            token = pairs->ptr[i].value;
        }
    }
    return token;
}

static enum status check_guard(struct ctx *ctx, const struct request *req,
                               const struct form_pairs *pairs)
{
    const bool has_origin = request_header(req, "origin").ptr != NULL;
    const bool own_origin = request_is_own_origin(req);
    switch (req->route->guard) {
    case GUARD_BEARER:
    case GUARD_LINK:
        return OK;
    case GUARD_DEVICE:
        return own_origin ? OK
                          : ctx_fail(ctx, FORBIDDEN,
                                     N_("This can only be sent from our own pages."), NULL);
    case GUARD_FORM:
        break;
    }
    if (has_origin && !own_origin) {
        return ctx_fail(ctx, FORBIDDEN, N_("This can only be sent from our own pages."), NULL);
    }
    if (!http_form_token_is_valid(req, token_in(pairs))) {
        return ctx_fail(ctx, FORBIDDEN,
                        N_("This page was open for too long. Open it again and send once more."),
                        NULL);
    }
    return OK;
}

static enum status read_form(struct ctx *ctx, struct request *req, const struct form_pairs *pairs,
                             bool refuse_unknown)
{
    const struct form *form = req->route->form;
    req->form = arena_alloc(ctx->mem, form->size);
    req->form_result = ARENA_NEW(ctx->mem, struct form_result);
    form_read(ctx, form, pairs, refuse_unknown, req->form, req->form_result);
    return req->form_result->ok ? OK : INVALID;
}

static enum status read_query(struct ctx *ctx, struct request *req)
{
    struct form_pairs pairs;
    if (req->route->form == NULL) {
        return OK;
    }
    body_query(ctx, req->query, &pairs);
    const enum status status = read_form(ctx, req, &pairs, false);
    return req->wants_json ? status : OK;
}

enum status input_read(struct ctx *ctx, struct request *req)
{
    struct form_pairs pairs = {0};
    if (req->body.len > http_body_limit(req->app, req)) {
        return TOO_LARGE;
    }
    if (req->method == HTTP_GET || req->method == HTTP_HEAD) {
        return read_query(ctx, req);
    }
    if (req->route->guard == GUARD_DEVICE) {
        TRY(check_guard(ctx, req, &pairs));
    }
    if (req->method != HTTP_DELETE) {
        TRY(read_body(ctx, req, &pairs));
    }
    TRY(check_guard(ctx, req, &pairs));
    return req->route->form == NULL ? OK : read_form(ctx, req, &pairs, true);
}

static const struct form *form_of_get(const struct http_app *app, http_handler *handler)
{
    for (size_t i = 0; i < app->table_count; i++) {
        for (const struct route *row = app->tables[i].routes; row->path != NULL; row++) {
            if (row->method == HTTP_GET && row->handler == handler) {
                return row->form;
            }
        }
    }
    return NULL;
}

void input_read_again(struct ctx *ctx, struct request *req)
{
    const struct form *form = form_of_get(req->app, req->route->again);
    struct form_pairs pairs;
    struct form_result result;
    req->again = true;
    req->form = NULL;
    if (form != NULL) {
        const struct ctx_error err = ctx->err;
        body_query(ctx, req->query, &pairs);
        req->form = arena_alloc(ctx->mem, form->size);
        form_read(ctx, form, &pairs, false, req->form, &result);
        ctx->err = err;
    }
}
