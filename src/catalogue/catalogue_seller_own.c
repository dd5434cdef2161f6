/* SPDX-License-Identifier: EUPL-1.2 */
/* A thing that a shop takes in itself and puts out at once. */
#include "catalogue/catalogue_seller.h"
#include "catalogue/catalogue_seller_store.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "safety/safety.h"

#include "base/banned.h"

struct putting_out {
    int64_t tenant_id;
    const struct own_thing *own;
    struct thing thing;
    bool published;
};

/* Each once, in their order; gives how many. */
static size_t different(const struct seller_photos *photos,
                        struct str ret_hashes[SELLER_PHOTOS_MAX])
{
    size_t count = 0;
    for (size_t i = 0; i < SELLER_PHOTOS_MAX; i++) {
        bool is_new = photos->hash[i].len > 0;
        for (size_t at = 0; is_new && at < count; at++) {
            is_new = !str_equal(ret_hashes[at], photos->hash[i]);
        }
        if (is_new) {
            ret_hashes[count++] = photos->hash[i];
        }
    }
    return count;
}

static enum status receive(struct ctx *ctx, struct putting_out *putting, bool *ret_new)
{
    const struct own_thing *own = putting->own;
    const struct publication *publication = &own->publication;
    struct str photos[SELLER_PHOTOS_MAX];
    int64_t stops = 0;
    int64_t hold_until = NO_I64;
    TRY(safety_stops_for(ctx, publication->category_id, publication->kind_key, HOLDER_TENANT,
                         centre_today(ctx), &stops, &hold_until));
    const struct lot lot = {
        .key_source = STR("shop"),
        .key = str_format(ctx->mem, "%lld-%.*s", (long long)putting->tenant_id, STR_ARG(own->key)),
        .holder_id = putting->tenant_id,
        .source_id = putting->tenant_id,
        .category_id = publication->category_id,
        .kind_key = publication->kind_key,
        .count = own->count,
        .g = NO_I64,
        .state = STATE_WHOLE,
        .grade = publication->grade,
        .size_key = publication->size_key,
        .note = STR(""),
        .photos = photos,
        .photo_count = different(&own->photos, photos),
        .stops = stops,
    };
    return goods_receive(ctx, &lot, &putting->thing, ret_new);
}

static enum status put_out(struct ctx *ctx, void *arg)
{
    struct putting_out *putting = arg;
    struct publication publication = putting->own->publication;
    struct listing listing;
    bool is_new = false;
    TRY(receive(ctx, putting, &is_new));
    putting->published = goods_sellable(&putting->thing);
    if (!is_new) {
        return OK;
    }
    TRY(catalogue_seller_store_own(ctx, putting->thing.id, putting->tenant_id));
    TRY(catalogue_seller_drop_draft(ctx, putting->tenant_id, 0));
    if (putting->own->photos.hash[SELLER_PHOTO_WEAR].len > 0) {
        TRY(catalogue_seller_set_wear_photo(ctx, putting->thing.id,
                                            putting->own->photos.hash[SELLER_PHOTO_WEAR]));
    }
    if (!putting->published) {
        return OK;
    }
    publication.thing_id = putting->thing.id;
    return catalogue_seller_publish(ctx, putting->tenant_id, &publication, &listing);
}

enum status catalogue_seller_put_out(struct ctx *ctx, int64_t tenant_id,
                                     const struct own_thing *own, struct thing *ret_thing,
                                     bool *ret_published)
{
    struct putting_out putting = {.tenant_id = tenant_id, .own = own};
    if (goods_codes_category(own->publication.category_id) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    TRY(db_write(ctx, put_out, &putting));
    *ret_thing = putting.thing;
    *ret_published = putting.published;
    return OK;
}
