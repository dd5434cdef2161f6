/* SPDX-License-Identifier: EUPL-1.2 */
/* The start page: search, whether it is open, four doors, what is new, what is on, the shops, what
 * came of it.
 */
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue_asked.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_children.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_machine.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define HOME_CARDS  8
#define HOME_ROW    4
#define HOME_SHOPS  4
#define HOME_COMING 3
#define WEEK_DAYS   7

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static void add_tile(struct ctx *ctx, struct home_view *view, const struct home_tile *tile)
{
    if (tile->url.href.len > 0) {
        vec_push(ctx->mem, &view->tiles, *tile);
    }
}

static void add_shops(struct ctx *ctx, const struct request *req, const struct shop_names *names,
                      struct home_view *view)
{
    for (size_t i = 0; i < names->tenants.count && i < HOME_SHOPS; i++) {
        const struct tenant *shop = &names->tenants.ptr[i];
        struct open_now open;
        struct home_shop card = {
            .name = shop->name,
            .text = tenants_about(ctx, shop),
            .url = url_build(ctx, "/butikk/{}", &shop->slug, 1),
            .icon = shop->icon,
            .picture = tenants_picture(shop->icon),
        };
        if (centre_open_now(ctx, shop->id, &open) == OK) {
            card.open = (struct pill){open.state == OPEN_NOW ? PILL_OPEN : PILL_QUIET, STR("clock"),
                                      open.text};
        }
        vec_push(ctx->mem, &view->shops, card);
    }
    view->shops_url = centre_link(ctx, req, "/butikker", NULL, 0);
}

static void add_tiles(struct ctx *ctx, const struct request *req, struct home_view *view,
                      int64_t total)
{
    const struct home_tile tiles[] = {
        {.label = translate(ctx, N_("Find things")),
         .note = catalogue_cards_total(ctx, total),
         .icon = STR("search"),
         .url = centre_link(ctx, req, "/finn", NULL, 0),
         .primary = true},
        {.label = translate(ctx, N_("Repair it")),
         .note = translate(ctx, N_("Who mends it, and for how much")),
         .icon = STR("wrench"),
         .url = centre_link(ctx, req, "/reparer", NULL, 0),
         .tint = TINT_SUN},
        {.label = translate(ctx, N_("What's on")),
         .note = view->coming.count > 0 ? view->coming.ptr[0].label
                                        : translate(ctx, N_("In the house and the shops")),
         .icon = STR("calendar"),
         .url = centre_link(ctx, req, "/hva-skjer", NULL, 0),
         .tint = TINT_SKY},
        {.label = translate(ctx, N_("Getting here")),
         .note = translate(ctx, N_("Bus, bike, car and lift")),
         .icon = STR("location"),
         .url = centre_link(ctx, req, "/finn-fram", NULL, 0),
         .tint = TINT_CLAY},
    };
    for (size_t i = 0; i < sizeof(tiles) / sizeof(tiles[0]); i++) {
        add_tile(ctx, view, &tiles[i]);
    }
}

/* Kilos handed over to their next user so far this year, from the ledger's own sums. */
static enum status add_result(struct ctx *ctx, const struct request *req, int64_t today,
                              struct home_view *view)
{
    struct goods_sum reused;
    const int64_t new_year = day_from_date((struct date){day_to_date(today).year, 1, 1});
    TRY(goods_reused(ctx, new_year, today, &reused));
    if (reused.g > 0) {
        view->impact_figure = i18n_grams(ctx, reused.g);
        view->impact_text = translate(ctx, N_("got a new home so far this year"));
        view->impact_url = centre_link(ctx, req, "/resultater", NULL, 0);
        view->method_url = centre_link(ctx, req, "/resultater/metode", NULL, 0);
    }
    return OK;
}

/* The header says that it is closed; here is room for why. */
static enum status add_open(struct ctx *ctx, struct home_view *view)
{
    struct open_now open;
    TRY(centre_open_now(ctx, 0, &open));
    if (!str_equal(open.text, open.brief)) {
        view->open_text = open.text;
    }
    return OK;
}

/* Things are looked at: those without a photo are left out when there are others. */
static void keep_photos(struct listings *listings)
{
    size_t kept = 0;
    for (size_t i = 0; i < listings->count; i++) {
        if (listings->ptr[i].photo.len > 0) {
            listings->ptr[kept++] = listings->ptr[i];
        }
    }
    listings->count = kept > 0 ? kept : listings->count;
}

/* "86 new today", and the list of them. */
static void show_today(struct ctx *ctx, int64_t count, struct home_view *view)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, count)};
    view->newest_words = count > CATALOGUE_COUNT_MAX
                             ? translate(ctx, N_("More than 1,000 new today"))
                             : i18n_fill(ctx, N_("{n} new today"), &arg, 1);
    view->see_all = translate(ctx, N_("See all"));
    view->see_all_url = url_build(ctx, "/finn?ny=1", NULL, 0);
}

/* "New this week", or in a quiet time just the newest. `newest` has what came before left out. */
static void show_lately(struct ctx *ctx, const struct shop_names *names, int64_t total,
                        struct listings *newest, struct home_view *view)
{
    const struct i18n_arg arg = {"total", i18n_number(ctx, total)};
    const int64_t before = names->today - WEEK_DAYS;
    const bool this_week = newest->count > 0 && newest->ptr[0].published_day > before;
    view->newest_words =
        this_week ? translate(ctx, N_("New this week")) : translate(ctx, N_("Newest things"));
    while (this_week && newest->ptr[newest->count - 1].published_day <= before) {
        newest->count--;
    }
    view->see_all = i18n_fill(ctx, N_("See all {total}"), &arg, 1);
    view->see_all_url = url_build(ctx, "/finn", NULL, 0);
}

/* What is new today, newest first; while that fills no row, what came this week. `*ret_total`: what
 * is for sale in all. */
static enum status add_newest(struct ctx *ctx, const struct shop_names *names,
                              struct home_view *view, int64_t *ret_total)
{
    struct search search = {.price_min_ore = NO_I64,
                            .price_max_ore = NO_I64,
                            .before_seq = NO_I64,
                            .size_key = STR("")};
    struct found all;
    struct found today;
    TRY(catalogue_search(ctx, &search, &all));
    search.new_today = true;
    TRY(catalogue_search(ctx, &search, &today));
    *ret_total = all.total;
    keep_photos(&all.listings);
    keep_photos(&today.listings);
    if (today.listings.count >= HOME_ROW || (today.total > 0 && today.total == all.total)) {
        show_today(ctx, today.total, view);
        all.listings = today.listings;
    } else {
        show_lately(ctx, names, all.total, &all.listings, view);
    }
    if (all.listings.count > HOME_CARDS) {
        all.listings.count = HOME_CARDS;
    }
    view->newest = catalogue_cards_of(ctx, names, &all.listings, 2);
    return OK;
}

static enum status add_coming(struct ctx *ctx, const struct request *req, int64_t today,
                              struct home_view *view)
{
    view->coming_url = centre_link(ctx, req, "/hva-skjer", NULL, 0);
    return centre_coming(ctx, today, HOME_COMING, &view->coming);
}

enum status catalogue_home_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct find_input all = CATALOGUE_FIND_ALL;
    struct home_view view = {0};
    struct shop_names names;
    int64_t total = 0;
    TRY(catalogue_cards_shops(ctx, &names));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/", &view.page);
    view.words = form_field(ctx, req, &catalogue_find_form, "ord", STR(""));
    TRY(add_newest(ctx, &names, &view, &total));
    TRY(add_coming(ctx, req, names.today, &view));
    TRY(add_open(ctx, &view));
    view.page.description = translate(
        ctx,
        N_("Clothes, toys, furniture and more, used and mended, in all the shops of one house."));
    TRY(centre_house_jsonld(ctx, req, &view.page.jsonld));
    view.children = catalogue_children_chips(ctx, req, &all);
    add_shops(ctx, req, &names, &view);
    add_tiles(ctx, req, &view, total);
    TRY(add_result(ctx, req, names.today, &view));
    struct html_out out = centre_out(ctx, req, res);
    catalogue_home_html(&out, &view);
    return OK;
}
