/* SPDX-License-Identifier: EUPL-1.2 */
/* Reading a request: headers, cookies, parameters, origin. */
#include <assert.h>

#include "http/http.h"
#include "http/percent.h"

#include "base/banned.h"

struct str request_header(const struct request *req, const char *name)
{
    const struct str wanted = str_of(name);
    for (size_t i = 0; i < req->header_count; i++) {
        if (str_equal_nocase(req->headers[i].name, wanted)) {
            return req->headers[i].value;
        }
    }
    return (struct str){0};
}

struct str request_cookie(const struct request *req, const char *name)
{
    const struct str wanted = str_of(name);
    struct str found = {0};
    for (size_t i = 0; i < req->header_count; i++) {
        if (!str_equal_nocase(req->headers[i].name, STR("cookie"))) {
            continue;
        }
        struct str rest = req->headers[i].value;
        struct str part;
        while (rest.ptr != NULL && str_split(&rest, ';', &part)) {
            part = str_trim(part);
            const ptrdiff_t equals = str_find_byte(part, '=');
            if (equals < 0 || !str_equal(str_slice(part, 0, (size_t)equals), wanted)) {
                continue;
            }
            if (found.ptr != NULL) {
                return (struct str){0};
            }
            found = str_slice(part, (size_t)equals + 1, part.len);
        }
    }
    return found;
}

enum status request_param_i64(const struct request *req, int index, int64_t *ret_id)
{
    assert(index >= 0 && index < ROUTE_PARAMS_MAX);
    int64_t id = 0;
    if (req->params[index].ptr == NULL || !str_to_i64(req->params[index], &id) || id <= 0) {
        return NOT_FOUND;
    }
    *ret_id = id;
    return OK;
}

struct str request_query(struct ctx *ctx, const struct request *req, const char *name)
{
    struct str rest = req->query;
    struct str part;
    while (rest.len > 0 && str_split(&rest, '&', &part)) {
        const ptrdiff_t equals = str_find_byte(part, '=');
        const size_t name_len = equals < 0 ? part.len : (size_t)equals;
        struct str decoded;
        if (!percent_decode(ctx->mem, str_slice(part, 0, name_len), true, &decoded) ||
            !str_equal(decoded, str_of(name))) {
            continue;
        }
        if (percent_decode(ctx->mem, str_slice(part, name_len + 1, part.len), true, &decoded)) {
            return decoded;
        }
    }
    return (struct str){0};
}

/* "https://host:port/…" without what follows the authority. */
static struct str origin_of(struct str url)
{
    const ptrdiff_t scheme = str_find(url, STR("://"));
    if (scheme < 0) {
        return (struct str){0};
    }
    const size_t host = (size_t)scheme + 3;
    const ptrdiff_t slash = str_find_byte(str_slice(url, host, url.len), '/');
    return slash < 0 ? url : str_slice(url, 0, host + (size_t)slash);
}

bool request_is_own_origin(const struct request *req)
{
    const struct str origin = request_header(req, "origin");
    if (origin.len == 0) {
        return false;
    }
    const struct str public = origin_of(req->app->public_url);
    if (public.len > 0 && str_equal_nocase(origin, public)) {
        return true;
    }
    const ptrdiff_t scheme = str_find(origin, STR("://"));
    if (scheme < 0) {
        return false;
    }
    const struct str name = str_slice(origin, 0, (size_t)scheme);
    const bool https = str_equal_nocase(name, STR("https"));
    if (!https && (req->secure || !str_equal_nocase(name, STR("http")))) {
        return false;
    }
    const struct str host = str_slice(origin, (size_t)scheme + 3, origin.len);
    return str_equal_nocase(host, request_header(req, "host"));
}
