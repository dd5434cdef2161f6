/* SPDX-License-Identifier: EUPL-1.2 */
/* The intake app as files: shell, service worker, manifest. The app itself is ui/js/intake-*.js. */
#include "station/station_app_pages.h"

#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "http/assets.h"
#include "i18n/i18n.h"
#include "station/station_app_views.h"
#include "station/station_app_words.h"
#include "station_html.h"
#include "json/json.h"

#include <sodium.h>

#include "base/banned.h"

#define VERSION_BYTES 10

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str centre_name(struct ctx *ctx)
{
    const struct ctx_error kept = ctx->err;
    struct centre centre;
    const bool known = centre_get(ctx, &centre) == OK;
    ctx->err = kept;
    return known ? centre.name : STR("");
}

static void write_shell(struct ctx *ctx, struct request *req, struct strbuf *buf)
{
    struct app_view view = {
        .lang = str_of(i18n_code(ctx->lang)),
        .centre_name = centre_name(ctx),
        .centre_id = ctx->centre_id,
        .label = {.id = STR("f-label"), .name = STR("label"), .value = STR("")},
    };
    for (const struct app_word_source *word = station_app_words; word->key != NULL; word++) {
        vec_push(ctx->mem, &view.words,
                 (struct app_word){str_of(word->key), translate(ctx, word->text)});
    }
    struct html_out out = {.buf = buf, .ctx = ctx, .prefix = req->prefix};
    station_app_html(&out, &view);
}

static struct str version_of(struct ctx *ctx, struct str bytes)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.ptr, bytes.len);
    return str_hex(ctx->mem, hash, VERSION_BYTES);
}

static struct str etag_of(struct ctx *ctx, struct str bytes)
{
    return str_format(ctx->mem, "\"%.*s\"", STR_ARG(version_of(ctx, bytes)));
}

enum status station_app_page(struct ctx *ctx, struct request *req, struct response *res)
{
    write_shell(ctx, req, &res->body);
    res->etag = etag_of(ctx, strbuf_view(&res->body));
    res->cache_control = STR("private, no-cache");
    return OK;
}

enum status station_app_worker(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct asset *script = asset_by_name("intake-sw.js");
    const struct str base = str_concat(ctx->mem, req->prefix, STR("/inn"));
    struct strbuf shell;
    strbuf_init(&shell, HTTP_RESPONSE_MAX);
    write_shell(ctx, req, &shell);
    const struct str version = version_of(ctx, strbuf_view(&shell));
    strbuf_finish(&shell);
    if (script == NULL) {
        return NOT_FOUND;
    }
    strbuf_str(&res->body, str_format(ctx->mem, "self.VERSION=\"%.*s\";\n", STR_ARG(version)));
    strbuf_str(&res->body, (struct str){(const char *)script->bytes, script->len});
    res->content_type = str_of(script->content_type);
    res->etag = etag_of(ctx, strbuf_view(&res->body));
    res->cache_control = STR("no-cache");
    /* It stands below the page that it answers for. */
    response_header(ctx, res, "Service-Worker-Allowed", base);
    return OK;
}

static void put_text(struct json_out *out, const char *key, struct str text)
{
    json_key(out, key);
    json_put_str(out, text);
}

static void put_icon(struct json_out *out, const char *asset, const char *type, const char *sizes,
                     const char *purpose)
{
    json_object_begin(out);
    put_text(out, "src", url_asset(asset).href);
    put_text(out, "type", str_of(type));
    put_text(out, "sizes", str_of(sizes));
    put_text(out, "purpose", str_of(purpose));
    json_object_end(out);
}

enum status station_app_manifest(struct ctx *ctx, struct request *req, struct response *res)
{
    struct json_out out = {.buf = &res->body};
    const struct str base = str_concat(ctx->mem, req->prefix, STR("/inn"));
    json_object_begin(&out);
    put_text(&out, "id", base);
    put_text(&out, "start_url", base);
    put_text(&out, "scope", base);
    put_text(&out, "name",
             str_format(ctx->mem, "%.*s – %.*s", STR_ARG(translate(ctx, N_("Intake"))),
                        STR_ARG(centre_name(ctx))));
    put_text(&out, "short_name", translate(ctx, N_("Intake")));
    put_text(&out, "lang", str_of(i18n_code(ctx->lang)));
    put_text(&out, "display", STR("standalone"));
    put_text(&out, "orientation", STR("portrait"));
    put_text(&out, "background_color", STR("#ffffff"));
    put_text(&out, "theme_color", STR("#ffffff"));
    json_key(&out, "icons");
    json_array_begin(&out);
    put_icon(&out, "mark.svg", "image/svg+xml", "any", "any");
    put_icon(&out, "mark-app.svg", "image/svg+xml", "any", "maskable");
    json_array_end(&out);
    json_object_end(&out);
    res->content_type = STR("application/manifest+json");
    res->etag = etag_of(ctx, strbuf_view(&res->body));
    res->cache_control = STR("no-cache");
    return OK;
}
