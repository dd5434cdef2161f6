/* SPDX-License-Identifier: EUPL-1.2 */
/* Things and shops as schema.org tells them. */
#include "catalogue/catalogue_machine.h"

#include "catalogue/catalogue_cards.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "json/json.h"

#include "base/banned.h"

#define JSON_MAX        ((size_t)64 * 1024)
#define DESCRIPTION_MAX 300 /* code points */

static void put(struct json_out *out, const char *name, struct str value)
{
    if (value.len > 0) {
        json_key(out, name);
        json_put_str(out, value);
    }
}

static struct str colour_name(const struct ctx *ctx, int64_t colour_id)
{
    const struct goods_colour *colour = colour_id == NO_I64 ? NULL : goods_codes_colour(colour_id);
    return colour == NULL ? STR("") : colour->name.in[ctx->lang];
}

/* "Parkdress. 104. Pent brukt. Nuppete på ermet." */
static struct str description_of(struct ctx *ctx, const struct listing *listing)
{
    const char *grade = goods_grade_words(listing->grade);
    const struct str parts[] = {
        catalogue_cards_category(ctx, listing->category_id),
        catalogue_cards_size(ctx, listing->size_key),
        grade == NULL ? STR("") : str_of(i18n_text(ctx->lang, grade)),
        listing->wear,
    };
    struct str text = STR("");
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        if (parts[i].len > 0) {
            text = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(text), text.len > 0 ? " · " : "",
                              STR_ARG(parts[i]));
        }
    }
    return text.len > 0 ? text : listing->title;
}

static struct str whole_photo(struct ctx *ctx, const struct request *req, struct str hash, int size)
{
    return hash.len == 0 ? STR("")
                         : centre_whole_address(ctx, req, catalogue_cards_photo(ctx, hash, size));
}

static const char *availability(const struct listing *listing)
{
    if (listing->state == LISTING_SOLD) {
        return "https://schema.org/SoldOut";
    }
    return listing->state == LISTING_PUBLIC && listing->held < listing->count_left
               ? "https://schema.org/InStoreOnly"
               : "https://schema.org/OutOfStock";
}

static void put_offer(struct ctx *ctx, const struct request *req, const struct listing *listing,
                      const struct tenant *shop, struct json_out *out)
{
    json_key(out, "offers");
    json_object_begin(out);
    put(out, "@type", STR("Offer"));
    put(out, "url", centre_whole_address(ctx, req, url_build(ctx, "/ting/{}", &listing->code, 1)));
    put(out, "price", sitemap_kroner(ctx, listing->price_ore));
    put(out, "priceCurrency", STR("NOK"));
    put(out, "availability", str_of(availability(listing)));
    put(out, "itemCondition", STR("https://schema.org/UsedCondition"));
    if (shop != NULL) {
        json_key(out, "seller");
        json_object_begin(out);
        put(out, "@type", STR("Store"));
        put(out, "name", shop->name);
        put(out, "url",
            centre_whole_address(ctx, req, url_build(ctx, "/butikk/{}", &shop->slug, 1)));
        json_object_end(out);
    }
    json_object_end(out);
}

static void put_brand(struct str brand, struct json_out *out)
{
    if (brand.len > 0) {
        json_key(out, "brand");
        json_object_begin(out);
        put(out, "@type", STR("Brand"));
        put(out, "name", brand);
        json_object_end(out);
    }
}

void catalogue_machine_thing(struct ctx *ctx, const struct request *req,
                             const struct listing *listing, const struct tenant *shop,
                             struct page *page)
{
    struct strbuf buf;
    const struct str photo = whole_photo(ctx, req, listing->photo, PHOTO_800);
    page->description = description_of(ctx, listing);
    if (photo.len > 0) {
        page->picture = photo;
    }
    strbuf_init(&buf, JSON_MAX);
    struct json_out out = {.buf = &buf};
    json_object_begin(&out);
    put(&out, "@context", STR("https://schema.org"));
    put(&out, "@type", STR("Product"));
    put(&out, "name", listing->title);
    put(&out, "sku", listing->code);
    put(&out, "description", page->description);
    put(&out, "image", whole_photo(ctx, req, listing->photo, PHOTO_1600));
    put(&out, "category", catalogue_cards_category(ctx, listing->category_id));
    put_brand(listing->brand, &out);
    put(&out, "color", colour_name(ctx, listing->colour_id));
    put(&out, "material", listing->material);
    put(&out, "size", catalogue_cards_size(ctx, listing->size_key));
    put_offer(ctx, req, listing, shop, &out);
    json_object_end(&out);
    page->jsonld = strbuf_copy(&buf, ctx->mem);
    strbuf_finish(&buf);
}

static void put_house(struct ctx *ctx, const struct request *req, const struct centre *centre,
                      struct json_out *out)
{
    json_key(out, "containedInPlace");
    json_object_begin(out);
    put(out, "@type", STR("Store"));
    put(out, "name", centre->name);
    put(out, "url", centre_whole_address(ctx, req, url_build(ctx, "/", NULL, 0)));
    json_object_end(out);
}

void catalogue_machine_shop(struct ctx *ctx, const struct request *req, const struct tenant *shop,
                            struct page *page)
{
    struct centre centre;
    struct strbuf buf;
    const struct str about = tenants_about(ctx, shop);
    page->description = str_utf8_prefix(about, DESCRIPTION_MAX);
    if (centre_get(ctx, &centre) != OK) {
        return;
    }
    strbuf_init(&buf, JSON_MAX);
    struct json_out out = {.buf = &buf};
    json_object_begin(&out);
    put(&out, "@context", STR("https://schema.org"));
    put(&out, "@type", STR("Store"));
    put(&out, "name", shop->name);
    put(&out, "url", centre_whole_address(ctx, req, url_build(ctx, "/butikk/{}", &shop->slug, 1)));
    put(&out, "description", page->description);
    put(&out, "image", page->picture);
    put(&out, "telephone", shop->phone);
    put(&out, "email", shop->email);
    centre_address_json(&centre, &out);
    put_house(ctx, req, &centre, &out);
    const enum status status = centre_hours_json(ctx, shop->id, &out);
    json_object_end(&out);
    if (status == OK) {
        page->jsonld = strbuf_copy(&buf, ctx->mem);
    }
    strbuf_finish(&buf);
}
