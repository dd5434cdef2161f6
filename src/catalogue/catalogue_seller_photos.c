/* SPDX-License-Identifier: EUPL-1.2 */
/* The pictures a shop gives of a thing. */
#include "catalogue/catalogue_seller_photos.h"

#include "catalogue/catalogue_seller_store.h"
#include "media/media.h"

#include "base/banned.h"

static const char *const fields[SELLER_PHOTOS_MAX] = {"photo", "wear_photo", "photo_3", "photo_4"};

/* 64 hex digits; whether we have the photo, photo_add() looks. */
static bool is_hash(struct str text)
{
    bool hex = text.len == SELLER_PHOTO_HASH;
    for (size_t i = 0; hex && i < text.len; i++) {
        hex = (text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
              (text.ptr[i] >= 'a' && text.ptr[i] <= 'f');
    }
    return hex;
}

struct seller_photos catalogue_seller_photos_of(struct str text)
{
    struct seller_photos photos;
    struct str rest = text;
    struct str part;
    for (size_t i = 0; i < SELLER_PHOTOS_MAX; i++) {
        const bool has = text.len > 0 && str_split(&rest, ',', &part);
        photos.hash[i] = has && is_hash(part) ? part : STR("");
    }
    return photos;
}

struct str catalogue_seller_photos_text(struct ctx *ctx, const struct seller_photos *photos)
{
    struct str text = STR("");
    size_t last = 0;
    for (size_t i = 0; i < SELLER_PHOTOS_MAX; i++) {
        last = photos->hash[i].len > 0 ? i + 1 : last;
    }
    for (size_t i = 0; i < last; i++) {
        text = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(text), i > 0 ? "," : "",
                          STR_ARG(photos->hash[i]));
    }
    return text;
}

/* `ret_hash` stays as it was when nothing was sent. */
static enum status store(struct ctx *ctx, const struct upload *sent, const char *field,
                         struct str *ret_hash)
{
    if (sent == NULL || sent->bytes.len == 0) {
        return OK;
    }
    const enum status stored = photo_store(ctx, sent->bytes, ret_hash);
    return stored == INVALID || stored == TOO_LARGE
               ? ctx_fail(ctx, INVALID, ctx->err.message, field)
               : stored;
}

enum status catalogue_seller_photos_take(struct ctx *ctx,
                                         const struct upload *const sent[SELLER_PHOTOS_MAX],
                                         struct seller_photos *photos)
{
    for (size_t i = 0; i < SELLER_PHOTOS_MAX; i++) {
        TRY(store(ctx, sent[i], fields[i], &photos->hash[i]));
    }
    return OK;
}

struct adding {
    int64_t thing_id;
    struct str hash;
    bool of_wear;
};

static bool has_photo(const struct str_list *photos, struct str hash)
{
    for (size_t i = 0; i < photos->count; i++) {
        if (str_equal(photos->ptr[i], hash)) {
            return true;
        }
    }
    return false;
}

static enum status add_one(struct ctx *ctx, void *arg)
{
    const struct adding *adding = arg;
    struct str_list photos;
    TRY(goods_photos(ctx, adding->thing_id, &photos));
    if (!has_photo(&photos, adding->hash) && photos.count >= SELLER_PHOTOS_MAX) {
        return ctx_fail(ctx, INVALID, N_("It has four pictures already, and more are not shown."),
                        fields[adding->of_wear ? SELLER_PHOTO_WEAR : SELLER_PHOTO_MAIN]);
    }
    TRY(goods_add_photo(ctx, adding->thing_id, adding->hash, false));
    return adding->of_wear ? catalogue_seller_set_wear_photo(ctx, adding->thing_id, adding->hash)
                           : OK;
}

static enum status add(struct ctx *ctx, const struct upload *sent, bool of_wear,
                       const struct thing *thing)
{
    struct adding adding = {.thing_id = thing->id, .hash = STR(""), .of_wear = of_wear};
    TRY(store(ctx, sent, fields[of_wear ? SELLER_PHOTO_WEAR : SELLER_PHOTO_MAIN], &adding.hash));
    return adding.hash.len == 0 ? OK : db_write(ctx, add_one, &adding);
}

enum status catalogue_seller_photos_add(struct ctx *ctx, const struct upload *photo,
                                        const struct upload *wear, struct thing *thing)
{
    TRY(add(ctx, photo, false, thing));
    TRY(add(ctx, wear, true, thing));
    return goods_thing(ctx, thing->id, thing);
}

struct removing {
    int64_t tenant_id;
    int64_t thing_id;
    struct str hash;
};

static enum status remove_one(struct ctx *ctx, void *arg)
{
    const struct removing *removing = arg;
    struct thing thing;
    TRY(goods_thing(ctx, removing->thing_id, &thing));
    if (thing.holder_id != removing->tenant_id) {
        return NOT_FOUND;
    }
    TRY(goods_remove_photo(ctx, thing.id, removing->hash));
    TRY(catalogue_seller_store_drop_wear_photo(ctx, thing.id, removing->hash));
    TRY(goods_thing(ctx, thing.id, &thing));
    return catalogue_show_photo(ctx, &thing);
}

enum status catalogue_seller_photos_remove(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                           struct str hash)
{
    struct removing removing = {tenant_id, thing_id, hash};
    return db_write(ctx, remove_one, &removing);
}

enum status catalogue_seller_set_wear_photo(struct ctx *ctx, int64_t thing_id, struct str hash)
{
    return catalogue_seller_store_set_wear_photo(ctx, thing_id, hash);
}

enum status catalogue_seller_wear_photo(struct ctx *ctx, int64_t thing_id, struct str *ret_hash)
{
    return catalogue_seller_store_wear_photo(ctx, thing_id, ret_hash);
}
