/* SPDX-License-Identifier: EUPL-1.2 */
/* How a listing looks in a list. */
#include "catalogue/catalogue_cards.h"

#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

enum status catalogue_cards_shops(struct ctx *ctx, struct shop_names *ret_names)
{
    struct shop_names names = {.today = centre_today(ctx)};
    TRY(tenants_list(ctx, &names.tenants));
    *ret_names = names;
    return OK;
}

const struct tenant *catalogue_cards_shop(const struct shop_names *names, int64_t tenant_id)
{
    for (size_t i = 0; i < names->tenants.count; i++) {
        if (names->tenants.ptr[i].id == tenant_id) {
            return &names->tenants.ptr[i];
        }
    }
    return NULL;
}

struct str catalogue_cards_size(const struct ctx *ctx, struct str size_key)
{
    const struct goods_size *size = size_key.len == 0 ? NULL : goods_codes_size_by_key(size_key);
    return size == NULL ? STR("") : size->name.in[ctx->lang];
}

struct str catalogue_cards_age(struct ctx *ctx, struct str size_key)
{
    const struct goods_size *size = size_key.len == 0 ? NULL : goods_codes_size_by_key(size_key);
    if (size == NULL || size->age.in[ctx->lang].len == 0) {
        return STR("");
    }
    const struct i18n_arg arg = {"age", size->age.in[ctx->lang]};
    return i18n_fill(ctx, N_("fits about {age}"), &arg, 1);
}

struct str catalogue_cards_category(const struct ctx *ctx, int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    return category == NULL ? STR("") : category->name.in[ctx->lang];
}

struct str catalogue_cards_icon(int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    return category == NULL ? STR("box") : category->icon;
}

struct str catalogue_cards_total(struct ctx *ctx, int64_t total)
{
    if (total > CATALOGUE_COUNT_MAX) {
        const struct i18n_arg arg = {"n", i18n_number(ctx, total)};
        const struct i18n_arg more = {"n", i18n_number(ctx, CATALOGUE_COUNT_MAX)};
        return total == CATALOGUE_COUNT_MAX + 1
                   ? i18n_fill(ctx, N_("more than {n} things"), &more, 1)
                   : i18n_fill(ctx, N_("{n} things"), &arg, 1);
    }
    const struct i18n_arg arg = {"n", i18n_number(ctx, total)};
    return i18n_replace(ctx, i18n_plural(ctx->lang, N_("1 thing"), N_("{n} things"), total), &arg,
                        1);
}

struct str catalogue_cards_count(struct ctx *ctx, int64_t count)
{
    if (count > CATALOGUE_COUNT_MAX) {
        return str_format(ctx->mem, "%.*s+", STR_ARG(i18n_number(ctx, CATALOGUE_COUNT_MAX)));
    }
    return count < 0 ? STR("") : i18n_number(ctx, count);
}

struct url catalogue_cards_photo(struct ctx *ctx, struct str hash, int width)
{
    if (hash.len == 0) {
        return (struct url){0};
    }
    return url_fixed(ctx, photo_path(ctx, hash, (enum photo_size)width));
}

struct price_tag catalogue_cards_tag(struct ctx *ctx, const struct listing *listing, bool large)
{
    const bool held = listing->held > 0 && listing->held >= listing->count_left;
    const bool is_free = listing->price_ore == 0;
    return (struct price_tag){
        .price = held      ? str_of(i18n_text(ctx->lang, N_("Held")))
                 : is_free ? str_of(i18n_text(ctx->lang, N_("Free")))
                           : i18n_money(ctx, listing->price_ore),
        .before =
            listing->before_ore != NO_I64 && !held ? i18n_money(ctx, listing->before_ore) : STR(""),
        .sun = held || is_free,
        .sold = listing->state == LISTING_SOLD,
        .large = large,
    };
}

struct thing_card catalogue_cards_card(struct ctx *ctx, const struct shop_names *names,
                                       const struct listing *listing, bool eager)
{
    const struct tenant *shop = catalogue_cards_shop(names, listing->tenant_id);
    return (struct thing_card){
        .url = url_build(ctx, "/ting/{}", &listing->code, 1),
        .code = listing->code,
        .name = listing->title,
        .picture = catalogue_cards_photo(ctx, listing->photo, PHOTO_400),
        .picture_alt = STR(""),
        .icon = catalogue_cards_icon(listing->category_id),
        .tag = catalogue_cards_tag(ctx, listing, false),
        .size = catalogue_cards_size(ctx, listing->size_key),
        .shop = shop == NULL ? STR("") : shop->name,
        .badge = listing->published_day == names->today && listing->state == LISTING_PUBLIC
                     ? str_of(i18n_text(ctx->lang, N_("New today")))
                     : STR(""),
        .eager = eager,
        .sold = listing->state == LISTING_SOLD,
    };
}

struct thing_cards catalogue_cards_of(struct ctx *ctx, const struct shop_names *names,
                                      const struct listings *listings, size_t eager)
{
    struct thing_cards cards = {0};
    for (size_t i = 0; i < listings->count; i++) {
        vec_push(ctx->mem, &cards, catalogue_cards_card(ctx, names, &listings->ptr[i], i < eager));
    }
    return cards;
}

struct place catalogue_cards_place(struct ctx *ctx, const struct tenant *shop, struct str where)
{
    struct open_now open;
    struct place place = {.where = where};
    if (shop == NULL) {
        return place;
    }
    place.shop = shop->name;
    place.url = url_build(ctx, "/butikk/{}", &shop->slug, 1);
    if (shop->place.len > 0) {
        place.where = where.len == 0 ? shop->place
                                     : str_format(ctx->mem, "%.*s, %.*s", STR_ARG(shop->place),
                                                  STR_ARG(where));
    }
    if (centre_open_now(ctx, shop->id, &open) == OK) {
        place.hours = open.text;
    }
    int64_t spot = 0;
    if (str_to_i64(shop->unit, &spot) && spot >= 1 && spot <= 7) {
        place.spot = spot;
    }
    return place;
}
