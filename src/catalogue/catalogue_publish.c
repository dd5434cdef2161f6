/* SPDX-License-Identifier: EUPL-1.2 */
/* Publishing, pricing and withdrawing. */
#include "base/id.h"
#include "catalogue/catalogue_index.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "safety/safety.h"

#include "base/banned.h"

#define SEASONS_ALL (SEASON_BIT(SEASON_END) - SEASON_BIT(SEASON_WINTER))

struct publishing {
    int64_t tenant_id;
    const struct publication *publication;
    bool checked;
    struct indexed_listing row;
};

static enum status check_texts(struct ctx *ctx, const struct publication *publication)
{
    if (str_utf8_length(publication->title) > CATALOGUE_TITLE_MAX) {
        return ctx_fail(ctx, INVALID, N_("The name may have 80 characters."), "title");
    }
    if (str_utf8_length(publication->wear) > CATALOGUE_WEAR_MAX) {
        return ctx_fail(ctx, INVALID, N_("Faults and wear may have 300 characters."), "wear");
    }
    if (str_utf8_length(publication->place) > CATALOGUE_PLACE_MAX) {
        return ctx_fail(ctx, INVALID, N_("The place may have 40 characters."), "place");
    }
    if (str_utf8_length(publication->brand) > CATALOGUE_BRAND_MAX) {
        return ctx_fail(ctx, INVALID, N_("The brand may have 40 characters."), "brand");
    }
    if (str_utf8_length(publication->material) > CATALOGUE_MATERIAL_MAX) {
        return ctx_fail(ctx, INVALID, N_("The material may have 60 characters."), "material");
    }
    return OK;
}

enum status catalogue_check_publication(struct ctx *ctx, const struct publication *publication)
{
    const struct goods_category *category = goods_codes_category(publication->category_id);
    const struct goods_size *size =
        publication->size_key.len == 0 ? NULL : goods_codes_size_by_key(publication->size_key);
    if (publication->price_ore < 0 || publication->price_ore > CATALOGUE_PRICE_MAX_ORE) {
        return ctx_fail(ctx, INVALID, N_("The price must be from 0 to 100 000 kr."), "price");
    }
    if (category == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose what it is from the list."), "category");
    }
    if (publication->kind_key.len > 0 && goods_codes_kind(publication->kind_key) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose a kind from the list."), "kind");
    }
    if (size == NULL && (category->size_required || publication->size_key.len > 0)) {
        return ctx_fail(ctx, INVALID, N_("Choose a size from the list."), "size");
    }
    if (publication->colour_id != NO_I64 && goods_codes_colour(publication->colour_id) == NULL) {
        return ctx_fail(ctx, INVALID, N_("Choose a colour from the list."), "colour");
    }
    if ((publication->seasons & ~SEASONS_ALL) != 0) {
        return ctx_fail(ctx, INVALID, N_("Choose seasons from the list."), "seasons");
    }
    if (publication->washed_day < 0 || publication->washed_day > centre_today(ctx)) {
        return ctx_fail(ctx, INVALID, N_("It cannot be washed on a day that is to come."),
                        "washed");
    }
    return check_texts(ctx, publication);
}

/* "Parkdress, grønn": kind or category, and colour, in the centre's first language. */
static struct str made_title(struct ctx *ctx, const struct publication *publication)
{
    const struct goods_kind *kind =
        publication->kind_key.len == 0 ? NULL : goods_codes_kind(publication->kind_key);
    const struct goods_category *category = goods_codes_category(publication->category_id);
    const struct goods_colour *colour =
        publication->colour_id == NO_I64 ? NULL : goods_codes_colour(publication->colour_id);
    const struct str name = kind != NULL ? kind->name.in[LANG_NB] : category->name.in[LANG_NB];
    if (colour == NULL) {
        return name;
    }
    const struct str colour_name = str_lower_ascii(ctx->mem, colour->name.in[LANG_NB]);
    return str_format(ctx->mem, "%.*s, %.*s", STR_ARG(name), STR_ARG(colour_name));
}

/* The listing's fields as published; keeps id, code, holds and history of one that is there. */
static void fill(struct ctx *ctx, struct publishing *publishing, const struct thing *thing)
{
    const struct publication *from = publishing->publication;
    struct listing *listing = &publishing->row.listing;
    listing->thing_id = thing->id;
    listing->tenant_id = publishing->tenant_id;
    listing->code = thing->code;
    listing->title = from->title.len > 0 ? from->title : made_title(ctx, from);
    listing->wear = from->wear.ptr == NULL ? STR("") : from->wear;
    listing->category_id = from->category_id;
    listing->grade = from->grade;
    listing->size_key = from->size_key;
    listing->colour_id = from->colour_id;
    listing->brand = from->brand.ptr == NULL ? STR("") : str_trim(from->brand);
    listing->seasons = from->seasons;
    listing->material = from->material.ptr == NULL ? STR("") : str_trim(from->material);
    listing->washed_day = from->washed_day;
    listing->checked = publishing->checked;
    listing->price_ore = from->price_ore;
    listing->place = from->place.ptr == NULL ? STR("") : from->place;
    listing->photo = thing->photo;
    listing->count_left = thing->count;
    listing->state = LISTING_PUBLIC;
    listing->ended_ms = NO_I64;
    catalogue_index_text(ctx, &publishing->row, from->kind_key);
}

static enum status publish_new(struct ctx *ctx, struct publishing *publishing,
                               const struct thing *thing)
{
    struct indexed_listing *row = &publishing->row;
    *row = (struct indexed_listing){.listing = {.id = id_new(), .before_ore = NO_I64}};
    fill(ctx, publishing, thing);
    row->listing.published_ms = ctx->now_ms;
    row->listing.published_day = centre_today(ctx);
    row->listing.version = 1;
    TRY(catalogue_store_next_seq(ctx, &row->listing.seq));
    TRY(catalogue_store_add(ctx, row));
    TRY(catalogue_store_price(ctx, row->listing.id, row->listing.price_ore));
    TRY(catalogue_index_add(ctx, row));
    return goods_remark(ctx, thing->id, GOODS_LISTED, thing->count, row->listing.price_ore);
}

/* Sequence, day and struck price of a listing that was there `before`. */
static enum status date_again(struct ctx *ctx, const struct listing *before, struct listing *now)
{
    if (before->state != LISTING_PUBLIC) {
        /* Back among the newest, as a new offer. */
        now->published_ms = ctx->now_ms;
        now->published_day = centre_today(ctx);
        now->before_ore = NO_I64;
        return catalogue_store_next_seq(ctx, &now->seq);
    }
    if (before->price_ore != now->price_ore) {
        now->before_ore = now->price_ore < before->price_ore ? before->price_ore : NO_I64;
    }
    return OK;
}

static enum status publish_again(struct ctx *ctx, struct publishing *publishing,
                                 const struct thing *thing)
{
    struct indexed_listing *row = &publishing->row;
    const struct indexed_listing before = *row;
    fill(ctx, publishing, thing);
    TRY(date_again(ctx, &before.listing, &row->listing));
    TRY(catalogue_store_set(ctx, row));
    row->listing.version++;
    if (!str_equal(before.listing.title, row->listing.title)) {
        TRY(safety_titled(ctx, thing->id, row->listing.title));
    }
    if (before.listing.price_ore != row->listing.price_ore) {
        TRY(catalogue_store_price(ctx, row->listing.id, row->listing.price_ore));
    }
    TRY(before.listing.state == LISTING_PUBLIC ? catalogue_index_replace(ctx, &before, row)
                                               : catalogue_index_add(ctx, row));
    return goods_remark(ctx, thing->id, GOODS_LISTED, thing->count, row->listing.price_ore);
}

/* True if the listing says all that the publication wants to say. */
static bool is_listed_so(const struct listing *listing, const struct publication *wanted)
{
    return listing->state == LISTING_PUBLIC && listing->price_ore == wanted->price_ore &&
           listing->category_id == wanted->category_id && listing->grade == wanted->grade &&
           listing->colour_id == wanted->colour_id && listing->seasons == wanted->seasons &&
           listing->washed_day == wanted->washed_day &&
           str_equal(listing->brand, str_trim(wanted->brand)) &&
           str_equal(listing->material, str_trim(wanted->material)) &&
           str_equal(listing->size_key, wanted->size_key) &&
           str_equal(listing->place, wanted->place) && str_equal(listing->wear, wanted->wear) &&
           (wanted->title.len == 0 || str_equal(listing->title, wanted->title));
}

static enum status publish(struct ctx *ctx, void *arg)
{
    struct publishing *publishing = arg;
    const struct publication *from = publishing->publication;
    const struct description description = {from->category_id, from->kind_key, from->size_key,
                                            from->grade};
    struct thing thing;
    TRY(goods_thing(ctx, from->thing_id, &thing));
    if (thing.holder_id != publishing->tenant_id) {
        return NOT_FOUND;
    }
    if (thing.count == 0) {
        return ctx_fail(ctx, CONFLICT, N_("There is nothing left of this to sell."), NULL);
    }
    if (!goods_sellable(&thing)) {
        return ctx_fail(ctx, CONFLICT, goods_stop_refusal(thing.stops), NULL);
    }
    const enum status found = catalogue_store_by_code(ctx, thing.code, &publishing->row);
    if (from->thing_seq != 0 && from->thing_seq != thing.seq) {
        const bool done = found == OK && is_listed_so(&publishing->row.listing, from);
        return done ? OK : ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    TRY(goods_describe(ctx, from->thing_id, publishing->tenant_id, &description));
    TRY(catalogue_is_checked(ctx, from->thing_id, &publishing->checked));
    if (found == NOT_FOUND) {
        return publish_new(ctx, publishing, &thing);
    }
    TRY(found);
    return publish_again(ctx, publishing, &thing);
}

enum status catalogue_publish(struct ctx *ctx, int64_t tenant_id,
                              const struct publication *publication, struct listing *ret_listing)
{
    struct publishing publishing = {.tenant_id = tenant_id, .publication = publication};
    TRY(catalogue_check_publication(ctx, publication));
    TRY(db_write(ctx, publish, &publishing));
    *ret_listing = publishing.row.listing;
    return OK;
}

const char *catalogue_season_words(int64_t season)
{
    switch (season) {
#define SEASON_CASE(number, name, key, words)                                                      \
    case SEASON_##name:                                                                            \
        return words;
        SEASON_TABLE(SEASON_CASE)
#undef SEASON_CASE
    default:
        return NULL;
    }
}

const char *catalogue_season_key(int64_t season)
{
    switch (season) {
#define SEASON_CASE(number, name, key, words)                                                      \
    case SEASON_##name:                                                                            \
        return key;
        SEASON_TABLE(SEASON_CASE)
#undef SEASON_CASE
    default:
        return NULL;
    }
}

struct str catalogue_season_names(struct ctx *ctx, enum lang lang, int64_t seasons)
{
    struct str names = STR("");
    for (int64_t season = 1; season < SEASON_END; season++) {
        if ((seasons & SEASON_BIT(season)) != 0) {
            const struct str name = str_of(i18n_text(lang, catalogue_season_words(season)));
            names = names.len == 0 ? name
                                   : str_format(ctx->mem, "%.*s, %.*s", STR_ARG(names),
                                                STR_ARG(str_lower_ascii(ctx->mem, name)));
        }
    }
    return names;
}

/* ---- price and withdrawal -------------------------------------------------------------------- */

struct changing {
    int64_t tenant_id;
    int64_t listing_id;
    int64_t version;
    int64_t price_ore;
};

/* The shop's own public listing. */
static enum status own_public(struct ctx *ctx, const struct changing *changing,
                              struct indexed_listing *ret)
{
    struct indexed_listing row;
    TRY(catalogue_store_get(ctx, changing->listing_id, &row));
    if (row.listing.tenant_id != changing->tenant_id) {
        return NOT_FOUND;
    }
    if (row.listing.state != LISTING_PUBLIC) {
        return ctx_fail(ctx, CONFLICT, N_("This is no longer for sale."), NULL);
    }
    *ret = row;
    return OK;
}

static enum status set_price(struct ctx *ctx, void *arg)
{
    const struct changing *changing = arg;
    struct indexed_listing row;
    TRY(own_public(ctx, changing, &row));
    if (row.listing.version != changing->version) {
        return ctx_fail(ctx, CONFLICT, NULL, "price");
    }
    if (row.listing.price_ore == changing->price_ore) {
        return OK;
    }
    const struct indexed_listing before = row;
    row.listing.before_ore =
        changing->price_ore < row.listing.price_ore ? row.listing.price_ore : NO_I64;
    row.listing.price_ore = changing->price_ore;
    TRY(catalogue_store_set(ctx, &row));
    TRY(catalogue_store_price(ctx, row.listing.id, row.listing.price_ore));
    TRY(catalogue_index_replace(ctx, &before, &row));
    return goods_remark(ctx, row.listing.thing_id, GOODS_PRICED, row.listing.count_left,
                        row.listing.price_ore);
}

enum status catalogue_set_price(struct ctx *ctx, int64_t tenant_id, int64_t listing_id,
                                int64_t version, int64_t price_ore)
{
    struct changing changing = {tenant_id, listing_id, version, price_ore};
    if (price_ore < 0 || price_ore > CATALOGUE_PRICE_MAX_ORE) {
        return ctx_fail(ctx, INVALID, N_("The price must be from 0 to 100 000 kr."), "price");
    }
    return db_write(ctx, set_price, &changing);
}

enum status catalogue_show_photo(struct ctx *ctx, const struct thing *thing)
{
    struct indexed_listing row;
    const enum status found = catalogue_store_by_code(ctx, thing->code, &row);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    if (str_equal(row.listing.photo, thing->photo)) {
        return OK;
    }
    const struct indexed_listing before = row;
    row.listing.photo = thing->photo;
    TRY(catalogue_store_set(ctx, &row));
    return row.listing.state == LISTING_PUBLIC ? catalogue_index_replace(ctx, &before, &row) : OK;
}

static enum status withdraw(struct ctx *ctx, void *arg)
{
    const struct changing *changing = arg;
    struct indexed_listing row;
    TRY(own_public(ctx, changing, &row));
    TRY(catalogue_index_end_holds(ctx, &row, 0, HOLD_CANCELLED));
    TRY(catalogue_index_remove(ctx, &row));
    row.listing.state = LISTING_WITHDRAWN;
    row.listing.ended_ms = ctx->now_ms;
    TRY(catalogue_store_set(ctx, &row));
    return goods_remark(ctx, row.listing.thing_id, GOODS_UNLISTED, row.listing.count_left, NO_I64);
}

enum status catalogue_withdraw(struct ctx *ctx, int64_t tenant_id, int64_t listing_id)
{
    struct changing changing = {.tenant_id = tenant_id, .listing_id = listing_id};
    return db_write(ctx, withdraw, &changing);
}
