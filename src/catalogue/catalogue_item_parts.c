/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures of a thing, its story, and things like it. */
#include "base/vec.h"
#include "catalogue/catalogue_item.h"
#include "catalogue/catalogue_seller_photos.h"
#include "centre/centre.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"
#include "impact/impact.h"
#include "media/media.h"

#include "base/banned.h"

#define SIMILAR_CARDS 6
#define PHOTOS_MAX    8
#define PARENTS_MAX   10

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- pictures -------------------------------------------------------------------------------- */

/* The number of the picture that the shop names in its words: "see picture 4"; 0: none. */
static int64_t picture_in(struct ctx *ctx, struct str words)
{
    static const char *const names[] = {"bilde ", "bilete ", "foto ", "picture ", "photo "};
    const struct str lower = str_lower_ascii(ctx->mem, words);
    for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
        const struct str name = str_of(names[i]);
        const char *at = memmem(lower.ptr, lower.len, name.ptr, name.len);
        const size_t after = at == NULL ? lower.len : (size_t)(at - lower.ptr) + name.len;
        if (after < lower.len && lower.ptr[after] >= '1' && lower.ptr[after] <= '9') {
            return lower.ptr[after] - '0';
        }
    }
    return 0;
}

/* The one that the shop names, else the one it has marked as that of the fault. */
static enum status picture_named(struct ctx *ctx, const struct listing *listing,
                                 const struct str_list *hashes, int64_t *ret_number)
{
    struct str marked;
    *ret_number = picture_in(ctx, listing->wear);
    if (*ret_number > 0) {
        return OK;
    }
    const enum status found = catalogue_seller_wear_photo(ctx, listing->thing_id, &marked);
    for (size_t i = 0; found == OK && i < hashes->count; i++) {
        if (str_equal(hashes->ptr[i], marked)) {
            *ret_number = (int64_t)i + 1;
        }
    }
    return found == NOT_FOUND ? OK : found;
}

static struct gallery_picture picture_of(struct ctx *ctx, const struct listing *listing,
                                         struct str hash, size_t number)
{
    const struct str text = str_format(ctx->mem, "%zu", number);
    const struct str values[] = {listing->code, text};
    const struct i18n_arg args[] = {{"name", listing->title}, {"n", text}};
    return (struct gallery_picture){
        .small = catalogue_cards_photo(ctx, hash, PHOTO_400),
        .large = catalogue_cards_photo(ctx, hash, PHOTO_800),
        .full = catalogue_cards_photo(ctx, hash, PHOTO_1600),
        .alt = i18n_fill(ctx, N_("{name}, picture {n}"), args, 2),
        .choose = url_build(ctx, "/ting/{}?bilde={}", values, 2),
    };
}

enum status catalogue_item_pictures(struct ctx *ctx, const struct listing *listing, int64_t chosen,
                                    struct item_view *view)
{
    struct str_list hashes;
    int64_t named = 0;
    TRY(goods_photos(ctx, listing->thing_id, &hashes));
    TRY(picture_named(ctx, listing, &hashes, &named));
    for (size_t i = 0; i < hashes.count && i < PHOTOS_MAX; i++) {
        vec_push(ctx->mem, &view->pictures, picture_of(ctx, listing, hashes.ptr[i], i + 1));
    }
    const size_t count = view->pictures.count;
    view->has_picture = count > 0;
    if (count == 0) {
        return OK;
    }
    const size_t first = chosen >= 1 && (size_t)chosen <= count ? (size_t)chosen - 1 : 0;
    view->pictures.ptr[first].chosen = true;
    view->main = view->pictures.ptr[first];
    for (size_t i = 1; i < count; i++) {
        vec_push(ctx->mem, &view->others, view->pictures.ptr[(first + i) % count]);
    }
    if (named >= 1 && (size_t)named <= count) {
        view->wear_picture = view->pictures.ptr[named - 1];
        view->has_wear_picture = true;
    }
    return OK;
}

/* ---- the story ------------------------------------------------------------------------------- */

/* What was divided came in as the lot that it was a part of. */
static enum status origin_of(struct ctx *ctx, const struct thing *thing, struct thing *ret)
{
    *ret = *thing;
    for (int i = 0; i < PARENTS_MAX && ret->parent_id != NO_I64; i++) {
        TRY(goods_thing(ctx, ret->parent_id, ret));
    }
    return OK;
}

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts,
                 (struct fact){.label = translate(ctx, label), .value = value, .note = STR("")});
    }
}

/* To whole kilograms, or tens of grams below one: an estimate has no more digits. */
static int64_t rounded(int64_t g)
{
    const int64_t step = g >= 1000 ? 1000 : 10;
    return (g + step / 2) / step * step;
}

static enum status add_saved(struct ctx *ctx, const struct thing *thing, struct item_view *view)
{
    struct impact_grams grams;
    const bool weighed = thing->g != NO_I64 && thing->count > 0;
    const enum status status = impact_likely(ctx, thing->category_id, thing->kind_key, 1,
                                             weighed ? thing->g / thing->count : NO_I64, &grams);
    if (status != OK) {
        return status == NOT_FOUND ? OK : status;
    }
    const struct i18n_arg args[] = {{"from", i18n_grams(ctx, rounded(grams.low_g))},
                                    {"to", i18n_grams(ctx, rounded(grams.high_g))}};
    view->saved = i18n_fill(ctx, N_("Probably saved: {from} to {to} CO₂e."), args, 2);
    return OK;
}

static enum status add_checks(struct ctx *ctx, const struct thing *thing, struct item_view *view)
{
    struct goods_events events;
    TRY(goods_events_of(ctx, thing->id, &events));
    for (size_t i = events.count; i > 0; i--) {
        if (events.ptr[i - 1].kind == GOODS_WIPED) {
            const struct i18n_arg arg = {"day", i18n_day(ctx, events.ptr[i - 1].day)};
            add_fact(ctx, &view->facts, N_("Stored data"),
                     i18n_fill(ctx, N_("Deleted {day}"), &arg, 1));
            return OK;
        }
    }
    return OK;
}

enum status catalogue_item_story(struct ctx *ctx, const struct thing *thing, struct item_view *view)
{
    struct thing origin;
    struct holder place;
    struct holder source;
    TRY(origin_of(ctx, thing, &origin));
    TRY(goods_holder(ctx, origin.place_id, &place));
    TRY(goods_holder(ctx, origin.source_id, &source));
    const struct i18n_arg args[] = {{"station", place.name},
                                    {"day", i18n_day(ctx, centre_day_of(ctx, origin.received_ms))}};
    view->story = i18n_fill(ctx, N_("Came in at {station} {day}."), args, 2);
    if (source.kind != HOLDER_STATION && goods_source_words(source.kind) != NULL) {
        add_fact(ctx, &view->facts, N_("Comes from"),
                 translate(ctx, goods_source_words(source.kind)));
    }
    if (thing->g != NO_I64 && thing->g > 0) {
        add_fact(ctx, &view->facts, N_("Weight"), i18n_grams(ctx, thing->g));
    }
    TRY(add_checks(ctx, thing, view));
    return add_saved(ctx, thing, view);
}

/* ---- things like it -------------------------------------------------------------------------- */

static bool is_among(const struct listings *listings, int64_t id)
{
    for (size_t i = 0; i < listings->count; i++) {
        if (listings->ptr[i].id == id) {
            return true;
        }
    }
    return false;
}

static enum status add_of_size(struct ctx *ctx, const struct listing *listing, struct str size_key,
                               struct listings *similar)
{
    const struct search search = {.category_id = listing->category_id,
                                  .size_key = size_key,
                                  .price_min_ore = NO_I64,
                                  .price_max_ore = NO_I64,
                                  .before_seq = NO_I64,
                                  /* The thing itself and those found before may be among them. */
                                  .few = SIMILAR_CARDS * 2};
    struct found found;
    if (similar->count >= SIMILAR_CARDS) {
        return OK;
    }
    TRY(catalogue_search(ctx, &search, &found));
    for (size_t i = 0; i < found.listings.count && similar->count < SIMILAR_CARDS; i++) {
        const struct listing *other = &found.listings.ptr[i];
        if (other->id != listing->id && !is_among(similar, other->id)) {
            vec_push(ctx->mem, similar, *other);
        }
    }
    return OK;
}

enum status catalogue_item_similar(struct ctx *ctx, const struct shop_names *names,
                                   const struct listing *listing, struct thing_cards *ret_cards,
                                   struct url *ret_url)
{
    struct listings similar = {0};
    const struct goods_size *size =
        listing->size_key.len == 0 ? NULL : goods_codes_size_by_key(listing->size_key);
    const struct goods_size *next = size == NULL ? NULL : goods_size_next(size);
    const struct str values[] = {str_format(ctx->mem, "%lld", (long long)listing->category_id),
                                 listing->size_key};
    TRY(add_of_size(ctx, listing, listing->size_key, &similar));
    if (next != NULL) {
        TRY(add_of_size(ctx, listing, next->key, &similar));
    }
    TRY(add_of_size(ctx, listing, STR(""), &similar));
    *ret_cards = catalogue_cards_of(ctx, names, &similar, 0);
    *ret_url = url_build(ctx, "/finn?kategori={}&storrelse={}", values, 2);
    return OK;
}
