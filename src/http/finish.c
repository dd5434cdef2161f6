/* SPDX-License-Identifier: EUPL-1.2 */
/* Headers and codings of every response. */
#include "http/finish.h"

#include "http/encoding.h"

#include "base/banned.h"

#define GZIP_MIN 1024

/* No inline script or style anywhere, nothing from elsewhere (ux.md section 0). */
#define CONTENT_SECURITY_POLICY                                                                    \
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "        \
    "font-src 'self'; connect-src 'self'; worker-src 'self'; manifest-src 'self'; "                \
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

#define PERMISSIONS_POLICY                                                                         \
    "accelerometer=(), autoplay=(), camera=(self), display-capture=(), encrypted-media=(), "       \
    "fullscreen=(), geolocation=(), gyroscope=(), magnetometer=(), microphone=(), midi=(), "       \
    "payment=(), publickey-credentials-get=(), serial=(self), usb=(), xr-spatial-tracking=()"

static struct str without_weak(struct str etag)
{
    return str_starts_with(etag, STR("W/")) ? str_slice(etag, 2, etag.len) : etag;
}

/* Weak comparison, RFC 9110 section 13.1.2. */
static bool etag_is_known(const struct request *req, struct str etag)
{
    struct str rest = request_header(req, "if-none-match");
    struct str part;
    while (rest.len > 0 && str_split(&rest, ',', &part)) {
        part = str_trim(part);
        if (str_equal(part, STR("*")) || str_equal(without_weak(part), without_weak(etag))) {
            return true;
        }
    }
    return false;
}

static bool is_compressible(const struct response *res)
{
    const struct str type = res->content_type;
    return res->body.len > GZIP_MIN &&
           (str_starts_with(type, STR("text/")) || str_find(type, STR("json")) >= 0 ||
            str_find(type, STR("xml")) >= 0);
}

static void compress(struct ctx *ctx, const struct request *req, struct response *res)
{
    if (!is_compressible(res)) {
        return;
    }
    response_header(ctx, res, "Vary", STR("Accept-Encoding"));
    const struct str accept = request_header(req, "accept-encoding");
    if (encoding_choose(accept, true, false) == ENCODING_GZIP && encoding_gzip(&res->body)) {
        response_header(ctx, res, "Content-Encoding", STR("gzip"));
        if (res->etag.len > 0) {
            /* The same page in another coding is not the same bytes. */
            res->etag = str_concat(ctx->mem, STR("W/"), without_weak(res->etag));
        }
    }
}

static struct str default_cache_control(const struct ctx *ctx, const struct request *req)
{
    if (ctx->actor.person_id != 0 || ctx->actor.device_id != 0) {
        return STR("no-store");
    }
    return req->token_secret.len > 0 ? STR("private, no-cache") : STR("no-cache");
}

static void put_caching(struct ctx *ctx, const struct request *req, struct response *res)
{
    if (res->cache_control.len == 0) {
        res->cache_control = default_cache_control(ctx, req);
    }
    response_header(ctx, res, "Cache-Control", res->cache_control);
    if (res->etag.len > 0) {
        response_header(ctx, res, "ETag", res->etag);
    }
    if (res->code == 429 || res->code == 503) {
        response_header(ctx, res, "Retry-After", res->code == 429 ? STR("60") : STR("2"));
    }
}

static void put_security(struct ctx *ctx, const struct request *req, struct response *res)
{
    response_header(ctx, res, "X-Content-Type-Options", STR("nosniff"));
    response_header(ctx, res, "Content-Security-Policy", STR(CONTENT_SECURITY_POLICY));
    response_header(ctx, res, "Referrer-Policy", STR("same-origin"));
    response_header(ctx, res, "Permissions-Policy", STR(PERMISSIONS_POLICY));
    response_header(ctx, res, "Cross-Origin-Opener-Policy", STR("same-origin"));
    if (req->secure) {
        response_header(ctx, res, "Strict-Transport-Security", STR("max-age=31536000"));
    }
}

static void put_content(struct ctx *ctx, struct response *res)
{
    if (res->location.len > 0) {
        response_header(ctx, res, "Location", res->location);
    } else if (res->code != 304) {
        response_header(ctx, res, "Content-Type", res->content_type);
    }
}

void finish_response(struct ctx *ctx, const struct request *req, struct response *res)
{
    const bool reads = req->method == HTTP_GET || req->method == HTTP_HEAD;
    if (reads && res->code == 200 && res->etag.len > 0 && etag_is_known(req, res->etag)) {
        strbuf_clear(&res->body);
        if (res->file_fd >= 0) {
            response_finish(res);
        }
        res->fixed = (struct str){0};
        res->code = 304;
    }
    compress(ctx, req, res);
    if (req->token_secret_is_new) {
        response_cookie(ctx, req, res, HTTP_VISITOR_COOKIE, req->token_secret, "/", 0);
    }
    put_content(ctx, res);
    put_caching(ctx, req, res);
    put_security(ctx, req, res);
}
