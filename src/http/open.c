/* SPDX-License-Identifier: EUPL-1.2 */
/* First look at a request: gate, centre and language from the address, route. */
#include "http/asset.h"
#include "http/http.h"

#include "base/banned.h"

#define SLUG_MAX 63

static bool is_slug(struct str slug)
{
    for (size_t i = 0; i < slug.len; i++) {
        const char c = slug.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
            return false;
        }
    }
    return slug.len > 0 && slug.len <= SLUG_MAX;
}

/* Takes "/segment" off the front if it is there as a whole segment. */
static bool take_segment(struct str *rest, struct str segment)
{
    if (!str_starts_with(*rest, segment) ||
        (rest->len > segment.len && rest->ptr[segment.len] != '/')) {
        return false;
    }
    *rest = str_slice(*rest, segment.len, rest->len);
    return true;
}

static enum status take_prefix(struct ctx *ctx, struct request *req)
{
    struct str rest = req->path;
    if (str_starts_with(rest, STR("/c/"))) {
        const struct str after = str_slice(rest, 3, rest.len);
        const ptrdiff_t slash = str_find_byte(after, '/');
        const struct str slug = slash < 0 ? after : str_slice(after, 0, (size_t)slash);
        if (!is_slug(slug)) {
            return NOT_FOUND;
        }
        req->centre_slug = slug;
        rest = str_slice(rest, 3 + slug.len, rest.len);
    }
    ctx->lang = LANG_NB;
    if (take_segment(&rest, STR("/nn"))) {
        ctx->lang = LANG_NN;
    } else if (take_segment(&rest, STR("/en"))) {
        ctx->lang = LANG_EN;
    }
    req->prefix = str_copy(ctx->mem, str_slice(req->path, 0, req->path.len - rest.len));
    req->path = rest.len == 0 ? STR("/") : str_copy(ctx->mem, rest);
    return OK;
}

static enum status open_request(const struct http_app *app, struct ctx *ctx, struct request *req)
{
    const ptrdiff_t question = str_find_byte(req->target, '?');
    req->path = question < 0 ? req->target : str_slice(req->target, 0, (size_t)question);
    req->query = question < 0 ? STR("") : str_slice(req->target, (size_t)question + 1, SIZE_MAX);
    req->prefix = STR("");
    ctx->lang = LANG_NB;
    TRY(http_gate(req));
    if (asset_is_wanted(req)) {
        return OK;
    }
    TRY(take_prefix(ctx, req));
    req->wants_json = str_starts_with(req->path, STR("/api/"));
    TRY(routes_find(app->routes, ctx->mem, req->method, req->path, &req->route, req->params,
                    &req->allow));
    req->wants_json = req->wants_json || req->route->guard == GUARD_DEVICE;
    return OK;
}

void http_open(const struct http_app *app, struct ctx *ctx, struct request *req)
{
    req->app = app;
    req->opened = true;
    req->open_status = open_request(app, ctx, req);
}

enum http_place http_place_of(const struct http_app *app, const struct request *req)
{
    const struct route *route = req->route;
    if (asset_is_wanted(req)) {
        return HTTP_ON_LOOP;
    }
    if (app->db != NULL && db_engine(app->db) != DB_SQLITE) {
        return HTTP_ON_WORKER;
    }
    const bool reads = req->method == HTTP_GET || req->method == HTTP_HEAD;
    if (route == NULL || (reads && !route->slow)) {
        return HTTP_ON_LOOP;
    }
    return route->quick ? HTTP_ON_FIBER : HTTP_ON_WORKER;
}

size_t http_body_limit(const struct http_app *app, const struct request *req)
{
    (void)app;
    const bool takes_body = req->method == HTTP_POST || req->method == HTTP_PUT;
    if (!takes_body || req->route == NULL || req->route->form == NULL) {
        return 0;
    }
    const size_t wanted = req->route->form->body_max;
    if (wanted == 0) {
        return HTTP_BODY_MAX;
    }
    return wanted < HTTP_UPLOAD_MAX ? wanted : HTTP_UPLOAD_MAX;
}
