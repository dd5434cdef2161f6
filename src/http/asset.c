/* SPDX-License-Identifier: EUPL-1.2 */
/* Answers /a/… from memory. */
#include "http/asset.h"

#include "http/encoding.h"

#include "base/banned.h"

bool asset_is_wanted(const struct request *req)
{
    return str_starts_with(req->target, STR("/a/"));
}

static const struct asset *find(const struct asset *table, struct str path)
{
    for (const struct asset *asset = table; asset != NULL && asset->name != NULL; asset++) {
        if (str_equal(str_of(asset->path), path)) {
            return asset;
        }
    }
    return NULL;
}

static struct str bytes_of(const unsigned char *bytes, unsigned long len)
{
    return (struct str){(const char *)bytes, len};
}

enum status asset_answer(struct ctx *ctx, struct request *req, struct response *res)
{
    if (req->method != HTTP_GET && req->method != HTTP_HEAD) {
        req->allow = STR("GET, HEAD");
        return MALFORMED;
    }
    const struct asset *asset = find(req->app->assets, req->path);
    if (asset == NULL) {
        return NOT_FOUND;
    }
    const enum encoding encoding = encoding_choose(request_header(req, "accept-encoding"),
                                                   asset->gzip != NULL, asset->brotli != NULL);
    res->fixed = bytes_of(asset->bytes, asset->len);
    if (encoding == ENCODING_GZIP) {
        res->fixed = bytes_of(asset->gzip, asset->gzip_len);
        response_header(ctx, res, "Content-Encoding", STR("gzip"));
    } else if (encoding == ENCODING_BROTLI) {
        res->fixed = bytes_of(asset->brotli, asset->brotli_len);
        response_header(ctx, res, "Content-Encoding", STR("br"));
    }
    if (asset->gzip != NULL || asset->brotli != NULL) {
        response_header(ctx, res, "Vary", STR("Accept-Encoding"));
    }
    res->content_type = str_of(asset->content_type);
    res->cache_control = STR("public, max-age=31536000, immutable");
    return OK;
}
