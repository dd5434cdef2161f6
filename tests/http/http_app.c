/* SPDX-License-Identifier: EUPL-1.2 */
/* What the intake app sends (docs/intake.md), for tests. */
#include "http_app.h"

#include <sodium.h>
#include <string.h>
#include <vips/vips.h>

#include "json/json.h"

#include "base/banned.h"

#define ORIGIN "http://ombruk.test"

struct answer app_send(struct fixture *f, enum http_method method, const char *path,
                       struct str body)
{
    return fixture_send(f, &f->who[AS_STATION_WORKER],
                        (struct fixture_request){.method = method,
                                                 .path = path,
                                                 .body = body,
                                                 .content_type = method == HTTP_PUT
                                                                     ? "application/octet-stream"
                                                                     : "application/json",
                                                 .origin = ORIGIN});
}

struct answer app_lot(struct fixture *f, const char *uuid, const char *members)
{
    const char *body = fixture_text(
        f,
        "{\"uuid\":\"%s\",\"taken_ms\":%lld,\"sent_ms\":%lld,\"category\":10101,\"state\":1%s%s}",
        uuid, (long long)f->now_ms, (long long)f->now_ms, members[0] == '\0' ? "" : ",", members);
    return app_send(f, HTTP_POST, "/inn/data/lot", str_of(body));
}

struct answer app_undo(struct fixture *f, const char *uuid)
{
    return app_send(f, HTTP_POST, fixture_text(f, "/inn/data/lot/%s/undo", uuid), STR("{}"));
}

struct str app_sum(struct fixture *f, struct str bytes)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)bytes.ptr, bytes.len);
    return str_hex(f->mem, digest, sizeof(digest));
}

struct answer app_photo(struct fixture *f, const char *uuid, const char *lot, struct str photo,
                        size_t from, size_t to)
{
    const struct str sum = app_sum(f, photo);
    return app_send(f, HTTP_PUT,
                    fixture_text(f, "/inn/photo/%s?lot=%s&n=1&offset=%zu&size=%zu&sha256=%.*s",
                                 uuid, lot, from, photo.len, STR_ARG(sum)),
                    str_slice(photo, from, to));
}

struct thing app_thing(struct fixture *f, const char *uuid)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_key(&ctx, STR("intake"), str_of(uuid), &thing), OK);
    thing.code = str_copy(f->mem, thing.code);
    thing.photo = str_copy(f->mem, thing.photo);
    thing.note = str_copy(f->mem, thing.note);
    app_end(&ctx);
    return thing;
}

int64_t app_help_count(struct fixture *f)
{
    const struct answer page = fixture_get(f, &f->who[AS_MANAGER], "/kontor/hjelp");
    int64_t count = 0;
    struct str rest = page.body;
    ptrdiff_t at = 0;
    assert_int_equal(page.code, 200);
    while ((at = str_find(rest, STR("data-case"))) >= 0) {
        count++;
        rest = str_slice(rest, (size_t)at + 1, rest.len);
    }
    /* But for the one that stands there from the beginning. */
    return count - 1;
}

struct str app_member(struct fixture *f, const struct answer *answer, const char *name)
{
    struct json *root = NULL;
    struct str text = STR("");
    assert_int_equal(json_parse(answer->body, answer->body.len, &root), OK);
    if (!json_str(json_get(root, name), f->mem, &text)) {
        fail_msg("no %s in %.*s", name, STR_ARG(answer->body));
    }
    json_free(root);
    return text;
}

struct str app_jpeg(struct fixture *f, int width, int height, int number)
{
    VipsImage *grey = NULL;
    VipsImage *cast = NULL;
    VipsImage *image = NULL;
    void *bytes = NULL;
    size_t size = 0;
    assert_int_equal(VIPS_INIT("http_app"), 0);
    assert_int_equal(
        vips_gaussnoise(&grey, width, height, "mean", 100.0 + number, "sigma", 30.0, NULL), 0);
    assert_int_equal(vips_cast_uchar(grey, &cast, NULL), 0);
    assert_int_equal(vips_copy(cast, &image, "interpretation", VIPS_INTERPRETATION_B_W, NULL), 0);
    vips_image_set_string(image, "exif-ifd3-GPSLatitude", "59/1 54/1 0/1");
    vips_image_set_string(image, "exif-ifd0-Make", "PhoneOfSomebody");
    assert_int_equal(vips_jpegsave_buffer(image, &bytes, &size, NULL), 0);
    const struct str copy = str_copy(f->mem, (struct str){bytes, size});
    g_free(bytes);
    g_object_unref(image);
    g_object_unref(cast);
    g_object_unref(grey);
    return copy;
}
