/* SPDX-License-Identifier: EUPL-1.2 */
/* Building a response. */
#include <assert.h>
#include <unistd.h>

#include "base/vec.h"
#include "http/http.h"
#include "i18n/i18n.h"
#include "json/json.h"

#include "base/banned.h"

void response_init(struct response *res)
{
    *res = (struct response){
        .code = 200, .content_type = STR("text/html; charset=utf-8"), .file_fd = -1};
    strbuf_init(&res->body, HTTP_RESPONSE_MAX);
}

void response_finish(struct response *res)
{
    strbuf_finish(&res->body);
    if (res->file_fd >= 0) {
        close(res->file_fd);
        res->file_fd = -1;
    }
}

/* A line break in a value would end the header and begin another. */
static bool is_one_line(struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        if (c < ' ' || c == 0x7F) {
            return false;
        }
    }
    return true;
}

void response_header(struct ctx *ctx, struct response *res, const char *name, struct str value)
{
    assert(is_one_line(value));
    vec_push(ctx->mem, &res->headers, (struct http_header){str_of(name), value});
}

enum status response_redirect(struct ctx *ctx, const struct request *req, struct response *res,
                              struct str path)
{
    /* "//host" and "/\host" would leave this site. */
    const bool own = path.len > 0 && path.ptr[0] == '/' &&
                     (path.len == 1 || (path.ptr[1] != '/' && path.ptr[1] != '\\'));
    if (!own || !is_one_line(path)) {
        return MALFORMED;
    }
    strbuf_clear(&res->body);
    res->code = 303;
    res->location = str_concat(ctx->mem, req->prefix, path);
    return OK;
}

static bool is_cookie_value(struct str value)
{
    for (size_t i = 0; i < value.len; i++) {
        const unsigned char c = (unsigned char)value.ptr[i];
        if (c <= ' ' || c >= 0x7F || c == '"' || c == ',' || c == ';' || c == '\\') {
            return false;
        }
    }
    return true;
}

void response_cookie(struct ctx *ctx, const struct request *req, struct response *res,
                     const char *name, struct str value, const char *path, int64_t max_age_s)
{
    assert(is_cookie_value(value));
    const bool secure = req->secure || str_starts_with(req->app->public_url, STR("https://"));
    struct str age = STR("");
    if (max_age_s != 0) {
        age = str_format(ctx->mem, "; Max-Age=%lld", (long long)(max_age_s < 0 ? 0 : max_age_s));
    }
    response_header(ctx, res, "Set-Cookie",
                    str_format(ctx->mem, "%s=%.*s; Path=%s%.*s; HttpOnly; SameSite=Lax%s", name,
                               STR_ARG(value), path, STR_ARG(age), secure ? "; Secure" : ""));
}

static void put_error(struct ctx *ctx, struct json_out *out, const char *field, const char *label,
                      const char *message, struct str detail)
{
    const char *shown = label == NULL ? field : i18n_text(ctx->lang, label);
    const struct i18n_arg args[] = {{"label", str_of(shown)}, {"detail", detail}};
    json_object_begin(out);
    json_key(out, "field");
    json_put_str(out, str_of(field));
    json_key(out, "message");
    json_put_str(out, i18n_fill(ctx, message, args, sizeof(args) / sizeof(args[0])));
    json_object_end(out);
}

static void put_errors(struct ctx *ctx, const struct request *req, struct json_out *out)
{
    json_key(out, "errors");
    json_array_begin(out);
    const struct form_result *result = req->form_result;
    for (size_t i = 0; result != NULL && i < result->count; i++) {
        const struct form_value *value = &result->values[i];
        if (value->error != NULL) {
            put_error(ctx, out, value->field->name, value->field->label, value->error,
                      value->detail);
        }
    }
    if (ctx->err.message != NULL && ctx->err.field != NULL) {
        put_error(ctx, out, ctx->err.field, NULL, ctx->err.message, ctx->err.detail);
    }
    json_array_end(out);
}

/* Somebody has to enrol the device anew, or only to sign in at it. */
static const char *code_name(const struct ctx *ctx, const struct request *req, enum status status)
{
    const bool device = req->route != NULL && req->route->guard == GUARD_DEVICE;
    return device && status == UNAUTHENTICATED && ctx->actor.device_id == 0 ? "DEVICE"
                                                                            : status_name(status);
}

void response_problem(struct ctx *ctx, const struct request *req, struct response *res,
                      enum status status)
{
    response_problem_as(ctx, req, res, status, code_name(ctx, req, status), NULL, 0);
}

void response_problem_as(struct ctx *ctx, const struct request *req, struct response *res,
                         enum status status, const char *code, const struct problem_member *more,
                         size_t count)
{
    const bool own = ctx->err.message != NULL && ctx->err.field == NULL;
    const struct i18n_arg args[] = {{"label", STR("")}, {"detail", ctx->err.detail}};
    const char *title = own ? ctx->err.message : status_message(status);
    strbuf_clear(&res->body);
    res->code = status_http_code(status);
    res->content_type = STR("application/problem+json");
    struct json_out out = {.buf = &res->body};
    json_object_begin(&out);
    json_key(&out, "status");
    json_put_i64(&out, res->code);
    json_key(&out, "code");
    json_put_str(&out, str_of(code));
    json_key(&out, "title");
    json_put_str(&out, i18n_fill(ctx, title, args, sizeof(args) / sizeof(args[0])));
    put_errors(ctx, req, &out);
    for (size_t i = 0; i < count; i++) {
        json_key(&out, more[i].name);
        if (more[i].text.ptr != NULL) {
            json_put_str(&out, more[i].text);
        } else {
            json_put_i64(&out, more[i].number);
        }
    }
    json_object_end(&out);
}
