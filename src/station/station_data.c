/* SPDX-License-Identifier: EUPL-1.2 */
/* What a phone needs to register without network (docs/intake.md). */
#include <sodium.h>

#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "media/upload.h"
#include "station/station_forms.h"
#include "station/station_intake.h"
#include "station/station_pages.h"
#include "station/station_rules.h"
#include "station/station_store.h"
#include "json/json.h"

#include "base/banned.h"

#define DATA_MAX       ((size_t)2 * 1024 * 1024)
#define LATEST_LOTS    3
#define PICKUPS_MAX    5
#define DIGEST_BYTES   16
#define ETAG_TEXT_SIZE 48

static void put_name(struct json_out *out, const char *key, const char *words,
                     const struct ctx *ctx)
{
    json_key(out, key);
    json_put_str(out, str_of(i18n_text(ctx->lang, words)));
}

static void put_text(struct json_out *out, const char *key, struct str text)
{
    json_key(out, key);
    json_put_str(out, text);
}

static void put_number(struct json_out *out, const char *key, int64_t number)
{
    json_key(out, key);
    json_put_i64(out, number);
}

static void put_id(struct json_out *out, const char *key, int64_t id)
{
    json_key(out, key);
    json_put_id(out, id);
}

static void put_named(struct json_out *out, int64_t id, struct str name)
{
    json_object_begin(out);
    put_id(out, "id", id);
    put_text(out, "name", name);
    json_object_end(out);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void put_limits(struct json_out *out)
{
    json_key(out, "limits");
    json_object_begin(out);
    put_number(out, "photo_bytes", (int64_t)PHOTO_BYTES_MAX);
    put_number(out, "piece_bytes", (int64_t)UPLOAD_PIECE_MAX);
    put_number(out, "photos", INTAKE_PHOTOS_MAX);
    put_number(out, "note", GOODS_NOTE_MAX);
    put_number(out, "count", GOODS_COUNT_MAX);
    put_number(out, "sacks", INTAKE_SACKS_MAX);
    put_number(out, "grams", GOODS_GRAMS_MAX);
    put_number(out, "days_back", INTAKE_DAYS_BACK);
    json_object_end(out);
}

static enum status put_people(struct ctx *ctx, struct json_out *out)
{
    struct accounts_workers workers;
    TRY(accounts_workers(ctx, &workers));
    json_key(out, "person");
    if (ctx->actor.person_id == 0) {
        json_put_null(out);
    } else {
        put_named(out, ctx->actor.person_id, ctx->actor.name);
    }
    json_key(out, "people");
    json_array_begin(out);
    for (size_t i = 0; i < workers.count; i++) {
        put_named(out, workers.ptr[i].id, workers.ptr[i].name);
    }
    json_array_end(out);
    return OK;
}

static struct str tile_name(const struct ctx *ctx, const struct goods_category *category)
{
    const struct str name = category->tile_name.in[ctx->lang];
    return name.len > 0 ? name : category->name.in[ctx->lang];
}

static enum status put_tiles(struct ctx *ctx, int64_t station_id, struct json_out *out)
{
    struct i64_list tiles;
    TRY(station_intake_tiles(ctx, station_id, INTAKE_TILES, &tiles));
    json_key(out, "tiles");
    json_array_begin(out);
    for (size_t i = 0; i < tiles.count; i++) {
        const struct goods_category *category = goods_codes_category(tiles.ptr[i]);
        json_object_begin(out);
        put_number(out, "id", category->id);
        put_text(out, "name", tile_name(ctx, category));
        put_text(out, "icon", category->icon);
        json_object_end(out);
    }
    json_array_end(out);
    return OK;
}

static void put_category(const struct ctx *ctx, const struct goods_category *category,
                         struct json_out *out)
{
    json_object_begin(out);
    put_number(out, "id", category->id);
    put_number(out, "parent", category->parent_id);
    put_text(out, "name", category->name.in[ctx->lang]);
    put_text(out, "icon", category->icon);
    put_text(out, "size_system", category->size_system);
    json_object_end(out);
}

/* Parents before children; no deeper than the levels of the list. */
static void put_tree(const struct ctx *ctx, struct json_out *out)
{
    json_key(out, "tree");
    json_array_begin(out);
    const struct goods_category *top = NULL;
    while ((top = goods_codes_child(0, top)) != NULL) {
        put_category(ctx, top, out);
        const struct goods_category *middle = NULL;
        while ((middle = goods_codes_child(top->id, middle)) != NULL) {
            put_category(ctx, middle, out);
            const struct goods_category *leaf = NULL;
            while ((leaf = goods_codes_child(middle->id, leaf)) != NULL) {
                put_category(ctx, leaf, out);
            }
        }
    }
    json_array_end(out);
}

static enum status put_sources(struct ctx *ctx, int64_t station_id, struct json_out *out)
{
    struct holders sources;
    TRY(station_intake_sources(ctx, station_id, &sources));
    json_key(out, "sources");
    json_array_begin(out);
    for (size_t i = 0; i < sources.count; i++) {
        const struct holder *source = &sources.ptr[i];
        json_object_begin(out);
        put_id(out, "id", source->id);
        put_text(out, "class", str_of(station_intake_class(source->kind)));
        put_text(out, "name", station_intake_source_name(ctx, source));
        json_object_end(out);
    }
    json_array_end(out);
    return OK;
}

static void put_choices(struct ctx *ctx, struct json_out *out)
{
    json_key(out, "states");
    json_array_begin(out);
    for (const struct choice *choice = station_states; choice->value != NULL; choice++) {
        json_object_begin(out);
        put_number(out, "value", choice->number);
        put_name(out, "name", choice->label, ctx);
        json_object_end(out);
    }
    json_array_end(out);
    json_key(out, "bands");
    json_array_begin(out);
    for (const struct choice *choice = station_bands; choice->value != NULL; choice++) {
        json_object_begin(out);
        put_text(out, "value", str_of(choice->value));
        put_number(out, "g", choice->number);
        put_name(out, "name", choice->label, ctx);
        json_object_end(out);
    }
    json_array_end(out);
}

static enum status put_rolls(struct ctx *ctx, int64_t station_id, struct json_out *out)
{
    struct label_codes codes;
    TRY(station_store_open_codes(ctx, station_id, true, &codes));
    json_key(out, "rolls");
    json_array_begin(out);
    for (size_t i = 0; i < codes.count; i++) {
        const bool begins = i == 0 || codes.ptr[i].roll_id != codes.ptr[i - 1].roll_id;
        const bool ends = i + 1 == codes.count || codes.ptr[i].roll_id != codes.ptr[i + 1].roll_id;
        if (begins) {
            json_object_begin(out);
            put_id(out, "id", codes.ptr[i].roll_id);
            json_key(out, "codes");
            json_array_begin(out);
        }
        json_put_str(out, codes.ptr[i].code);
        if (ends) {
            json_array_end(out);
            json_object_end(out);
        }
    }
    json_array_end(out);
    return OK;
}

/* ---- today ----------------------------------------------------------------------------------- */

static enum status put_today(struct ctx *ctx, int64_t station_id, struct json_out *out)
{
    struct station_day day;
    TRY(goods_station_day(ctx, station_id, centre_today(ctx), &day));
    json_key(out, "today");
    json_object_begin(out);
    put_number(out, "things", day.count);
    put_number(out, "kilos", (day.g + 500) / 1000);
    put_number(out, "repair", day.repair);
    json_object_end(out);
    return OK;
}

static enum status put_latest(struct ctx *ctx, int64_t station_id, struct json_out *out)
{
    struct things latest;
    TRY(goods_received_on(ctx, station_id, centre_today(ctx), LATEST_LOTS, &latest));
    json_key(out, "latest");
    json_array_begin(out);
    for (size_t i = 0; i < latest.count; i++) {
        const struct thing *thing = &latest.ptr[i];
        const struct goods_category *category = goods_codes_category(thing->category_id);
        json_object_begin(out);
        put_id(out, "id", thing->id);
        put_text(out, "code", thing->code);
        put_text(out, "name", goods_name(ctx, thing));
        put_text(out, "icon", category == NULL ? STR("box") : category->icon);
        if (thing->photo.len > 0) {
            put_text(out, "photo", photo_path(ctx, thing->photo, PHOTO_400));
        }
        json_object_end(out);
    }
    json_array_end(out);
    return OK;
}

static enum status put_pickups(struct ctx *ctx, struct json_out *out)
{
    struct goods_shop_queues queues;
    TRY(goods_given_queues(ctx, &queues));
    json_key(out, "pickups");
    json_array_begin(out);
    for (size_t i = 0; i < queues.count && i < PICKUPS_MAX; i++) {
        struct holder shop;
        TRY(goods_holder(ctx, queues.ptr[i].tenant_id, &shop));
        json_object_begin(out);
        put_number(out, "at_ms", queues.ptr[i].since_ms);
        put_text(out, "shop", shop.name);
        put_number(out, "lots", queues.ptr[i].lots);
        json_object_end(out);
    }
    json_array_end(out);
    return OK;
}

/* ---- all of it ------------------------------------------------------------------------------- */

static struct str digest_of(struct ctx *ctx, const struct strbuf *text)
{
    unsigned char digest[DIGEST_BYTES];
    const struct str view = strbuf_view(text);
    crypto_generichash(digest, sizeof(digest), (const unsigned char *)view.ptr, view.len, NULL, 0);
    return str_hex(ctx->mem, digest, sizeof(digest));
}

static enum status put_lists(struct ctx *ctx, int64_t station_id, struct json_out *out)
{
    struct holder station;
    TRY(goods_holder(ctx, station_id, &station));
    json_key(out, "station");
    put_named(out, station.id, station.name);
    TRY(put_people(ctx, out));
    put_text(out, "lang", str_of(i18n_code(ctx->lang)));
    put_limits(out);
    TRY(put_tiles(ctx, station_id, out));
    put_tree(ctx, out);
    TRY(put_sources(ctx, station_id, out));
    put_choices(ctx, out);
    TRY(station_rules_put(ctx, out));
    return put_rolls(ctx, station_id, out);
}

static enum status put_all(struct ctx *ctx, int64_t station_id, struct strbuf *buf,
                           struct response *res)
{
    struct json_out out = {.buf = buf};
    json_object_begin(&out);
    TRY(put_lists(ctx, station_id, &out));
    put_text(&out, "version", digest_of(ctx, buf));
    TRY(put_today(ctx, station_id, &out));
    TRY(put_latest(ctx, station_id, &out));
    TRY(put_pickups(ctx, &out));
    json_object_end(&out);
    res->etag = str_format(ctx->mem, "\"%.*s\"", STR_ARG(digest_of(ctx, buf)));
    strbuf_str(&res->body, strbuf_view(buf));
    return OK;
}

enum status station_data_get(struct ctx *ctx, struct request *req, struct response *res)
{
    struct strbuf buf;
    int64_t station_id = 0;
    (void)req;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    strbuf_init(&buf, DATA_MAX);
    const enum status status = put_all(ctx, station_id, &buf, res);
    strbuf_finish(&buf);
    res->content_type = STR("application/json");
    res->cache_control = STR("private, no-cache");
    return status;
}
