/* SPDX-License-Identifier: EUPL-1.2 */
/* The start page, the list of things and its filter page. */
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_understood.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define HOME_CARDS   8
#define HOME_SHOPS   4
#define NEARLY_CARDS 4
#define LIST_EAGER   4

static const int64_t price_steps_kr[] = {0, 50, 100, 250, 500};

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- addresses of lists ---------------------------------------------------------------------- */

static struct str number_or_none(struct ctx *ctx, int64_t number, int64_t none)
{
    return number == none ? STR("") : str_of_i64(ctx->mem, number);
}

static struct url list_url(struct ctx *ctx, const char *pattern, const struct find_input *find)
{
    const struct str values[] = {
        find->words.ptr == NULL ? STR("") : find->words,
        number_or_none(ctx, find->category_id, 0),
        find->size_key.ptr == NULL ? STR("") : find->size_key,
        number_or_none(ctx, find->max_kr, NO_I64),
        number_or_none(ctx, find->before_seq, NO_I64),
    };
    return url_build(ctx, pattern, values, sizeof(values) / sizeof(values[0]));
}

#define LIST_PATTERN   "/finn?ord={}&kategori={}&storrelse={}&pris={}&etter={}"
#define FILTER_PATTERN "/finn/filter?ord={}&kategori={}&storrelse={}&pris={}&etter={}"

/* What was asked for, with what the lists do not know taken away. */
static struct find_input read_find(const struct request *req)
{
    struct find_input find = {.max_kr = NO_I64, .before_seq = NO_I64};
    if (req->form != NULL) {
        find = *(const struct find_input *)req->form;
    }
    if (find.category_id == NO_I64 || goods_codes_category(find.category_id) == NULL) {
        find.category_id = 0;
    }
    if (find.size_key.len > 0 && goods_codes_size_by_key(find.size_key) == NULL) {
        find.size_key = (struct str){NULL, 0};
    }
    return find;
}

static struct search search_of(const struct find_input *find)
{
    return (struct search){
        .words = find->words,
        .category_id = find->category_id,
        .size_key = find->size_key,
        .price_min_ore = NO_I64,
        .price_max_ore = find->max_kr == NO_I64 ? NO_I64 : find->max_kr * 100,
        .before_seq = find->before_seq,
    };
}

/* ---- filter choices -------------------------------------------------------------------------- */

static int64_t count_of_category(const struct facet_counts *counts, int64_t category_id)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (counts->ptr[i].id == category_id) {
            return counts->ptr[i].listings;
        }
    }
    return 0;
}

static int64_t count_of_size(const struct facet_counts *counts, struct str size_key)
{
    for (size_t i = 0; i < counts->count; i++) {
        if (str_equal(counts->ptr[i].key, size_key)) {
            return counts->ptr[i].listings;
        }
    }
    return 0;
}

static struct filter_choice choice_of(struct ctx *ctx, const char *pattern, struct str label,
                                      int64_t count, const struct find_input *chosen,
                                      bool is_chosen)
{
    return (struct filter_choice){
        .label = label,
        .count = count < 0 ? STR("") : i18n_number(ctx, count),
        .url = list_url(ctx, pattern, chosen),
        .chosen = is_chosen,
    };
}

/* What lies below the chosen category, or beside it when nothing does; counts hold without words.
 */
static enum status add_categories(struct ctx *ctx, const char *pattern,
                                  const struct find_input *find, struct filter_choices *choices)
{
    struct facet_counts counts;
    const struct goods_category *chosen = goods_codes_category(find->category_id);
    int64_t parent = find->category_id;
    if (chosen != NULL && goods_codes_child(chosen->id, NULL) == NULL) {
        parent = chosen->parent_id;
    }
    TRY(catalogue_categories_for(ctx, find->size_key.ptr == NULL ? STR("") : find->size_key,
                                 &counts));
    const struct goods_category *child = NULL;
    while ((child = goods_codes_child(parent, child)) != NULL) {
        const int64_t count = count_of_category(&counts, child->id);
        const bool is_chosen = child->id == find->category_id;
        struct find_input next = *find;
        next.before_seq = NO_I64;
        next.category_id = is_chosen ? child->parent_id : child->id;
        if (count > 0 || is_chosen) {
            vec_push(ctx->mem, choices,
                     choice_of(ctx, pattern, child->name.in[ctx->lang], count, &next, is_chosen));
        }
    }
    return OK;
}

/* The single sizes of the category's system that something fits. */
static enum status add_sizes(struct ctx *ctx, const char *pattern, const struct find_input *find,
                             struct filter_choices *choices)
{
    struct facet_counts counts;
    const struct goods_category *category = goods_codes_category(find->category_id);
    const struct str system =
        category == NULL || category->size_system.len == 0 ? STR("body") : category->size_system;
    if (category != NULL && category->size_system.len == 0) {
        return OK;
    }
    TRY(catalogue_sizes_in(ctx, find->category_id, system, &counts));
    const struct goods_size *size = NULL;
    while ((size = goods_codes_size_in(system, size)) != NULL) {
        const int64_t count = count_of_size(&counts, size->key);
        const bool is_chosen = str_equal(size->key, find->size_key);
        struct find_input next = *find;
        next.before_seq = NO_I64;
        next.size_key = is_chosen ? STR("") : size->key;
        if ((count > 0 && size->min == size->max) || is_chosen) {
            vec_push(ctx->mem, choices,
                     choice_of(ctx, pattern, size->name.in[ctx->lang], count, &next, is_chosen));
        }
    }
    return OK;
}

static struct str price_label(struct ctx *ctx, int64_t max_kr)
{
    if (max_kr == 0) {
        return translate(ctx, N_("Free"));
    }
    const struct i18n_arg arg = {"price", i18n_money(ctx, max_kr * 100)};
    return i18n_fill(ctx, N_("Up to {price}"), &arg, 1);
}

static void add_prices(struct ctx *ctx, const char *pattern, const struct find_input *find,
                       struct filter_choices *choices)
{
    for (size_t i = 0; i < sizeof(price_steps_kr) / sizeof(price_steps_kr[0]); i++) {
        const bool is_chosen = find->max_kr == price_steps_kr[i];
        struct find_input next = *find;
        next.before_seq = NO_I64;
        next.max_kr = is_chosen ? NO_I64 : price_steps_kr[i];
        vec_push(
            ctx->mem, choices,
            choice_of(ctx, pattern, price_label(ctx, price_steps_kr[i]), -1, &next, is_chosen));
    }
}

/* Sizes a child can have, for the chips that are kept on the device. */
static struct child_chips child_chips(struct ctx *ctx)
{
    struct child_chips chips = {.url = url_build(ctx, "/finn", NULL, 0), .param = STR("storrelse")};
    const struct goods_size *size = NULL;
    while ((size = goods_codes_size_in(STR("body"), size)) != NULL) {
        if (size->min == size->max && size->min > 0) {
            vec_push(ctx->mem, &chips.sizes,
                     (struct form_option){size->key, size->name.in[ctx->lang], false});
        }
    }
    return chips;
}

/* ---- the list -------------------------------------------------------------------------------- */

static void add_chosen(struct ctx *ctx, struct list_view *view, struct str label,
                       struct find_input without)
{
    without.before_seq = NO_I64;
    vec_push(ctx->mem, &view->chosen,
             (struct chosen_filter){label, list_url(ctx, LIST_PATTERN, &without)});
}

static void keep_field(struct ctx *ctx, struct list_view *view, struct str name, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, &view->keep, (struct form_option){.value = name, .label = value});
    }
}

/* What stands in the words is told like a filter, and taken away like one. */
static void show_understood(struct ctx *ctx, struct list_view *view, const struct find_input *find,
                            const struct found *found)
{
    const struct understood_list facts = catalogue_understood(ctx, found->query);
    for (size_t i = 0; i < facts.count; i++) {
        struct find_input without = *find;
        without.words = facts.ptr[i].without;
        add_chosen(ctx, view, facts.ptr[i].label, without);
    }
    view->note = catalogue_understood_note(ctx, found);
}

static void show_filters(struct ctx *ctx, struct list_view *view, const struct find_input *find)
{
    struct find_input without = *find;
    if (find->category_id != 0) {
        without.category_id = 0;
        add_chosen(ctx, view, catalogue_cards_category(ctx, find->category_id), without);
    }
    without = *find;
    if (find->size_key.len > 0) {
        const struct i18n_arg arg = {"size", catalogue_cards_size(ctx, find->size_key)};
        without.size_key = STR("");
        add_chosen(ctx, view, i18n_fill(ctx, N_("Size {size}"), &arg, 1), without);
    }
    without = *find;
    if (find->max_kr != NO_I64) {
        without.max_kr = NO_I64;
        add_chosen(ctx, view, price_label(ctx, find->max_kr), without);
    }
    view->filter_count = (int64_t)view->chosen.count;
    keep_field(ctx, view, STR("kategori"), number_or_none(ctx, find->category_id, 0));
    keep_field(ctx, view, STR("storrelse"), find->size_key);
    keep_field(ctx, view, STR("pris"), number_or_none(ctx, find->max_kr, NO_I64));
}

static struct str list_heading(struct ctx *ctx, const struct find_input *find)
{
    if (find->words.len > 0) {
        const struct i18n_arg arg = {"words", find->words};
        return i18n_fill(ctx, N_("Hits for “{words}”"), &arg, 1);
    }
    if (find->category_id != 0) {
        return catalogue_cards_category(ctx, find->category_id);
    }
    return translate(ctx, N_("Find things"));
}

/* Nothing found: what it means, and the same search with less asked for. */
static enum status show_none(struct ctx *ctx, const struct shop_names *names,
                             const struct find_input *find, struct list_view *view)
{
    struct find_input wider = *find;
    struct found found;
    wider.before_seq = NO_I64;
    wider.max_kr = NO_I64;
    if (find->size_key.len > 0) {
        const struct i18n_arg arg = {"size", catalogue_cards_size(ctx, find->size_key)};
        view->none.heading = i18n_fill(ctx, N_("None in size {size} right now"), &arg, 1);
        wider.size_key = STR("");
    } else {
        view->none.heading = translate(ctx, N_("Nothing like that right now"));
        wider.words = STR("");
    }
    view->none.picture = url_asset("scene-teddy.svg");
    view->none.text =
        translate(ctx, N_("New things come every day. Try with fewer words or another size."));
    view->none.url = list_url(ctx, LIST_PATTERN, &wider);
    view->none.act = translate(ctx, N_("Search wider"));
    const struct search search = search_of(&wider);
    TRY(catalogue_search(ctx, &search, &found));
    if (found.listings.count > NEARLY_CARDS) {
        found.listings.count = NEARLY_CARDS;
    }
    view->nearly = catalogue_cards_of(ctx, names, &found.listings, 0);
    return OK;
}

enum status catalogue_list_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct find_input find = read_find(req);
    const struct search search = search_of(&find);
    struct list_view view = {0};
    struct shop_names names;
    struct found found;
    TRY(catalogue_cards_shops(ctx, &names));
    TRY(catalogue_search(ctx, &search, &found));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn", &view.page);
    view.heading = list_heading(ctx, &find);
    view.page.title = view.heading;
    view.words = form_field(ctx, req, &catalogue_find_form, "ord", find.words);
    view.total = catalogue_cards_total(ctx, found.total);
    view.remembered_url = url_build(ctx, "/husket", NULL, 0);
    view.filter_url = list_url(ctx, FILTER_PATTERN, &find);
    show_filters(ctx, &view, &find);
    show_understood(ctx, &view, &find, &found);
    TRY(add_categories(ctx, LIST_PATTERN, &find, &view.categories));
    TRY(add_sizes(ctx, LIST_PATTERN, &find, &view.sizes));
    add_prices(ctx, LIST_PATTERN, &find, &view.prices);
    view.children = child_chips(ctx);
    view.cards = catalogue_cards_of(ctx, &names, &found.listings, LIST_EAGER);
    if (found.more) {
        struct find_input next = find;
        next.before_seq = found.listings.ptr[found.listings.count - 1].seq;
        view.next = list_url(ctx, LIST_PATTERN, &next);
    }
    if (view.cards.count == 0) {
        TRY(show_none(ctx, &names, &find, &view));
    }
    struct html_out out = centre_out(ctx, req, res);
    catalogue_list_html(&out, &view);
    return OK;
}

enum status catalogue_filter_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct find_input find = read_find(req);
    const struct search search = search_of(&find);
    const struct find_input none = {.words = find.words, .max_kr = NO_I64, .before_seq = NO_I64};
    struct filter_view view = {0};
    struct found found;
    TRY(catalogue_search(ctx, &search, &found));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn", &view.page);
    view.page.noindex = true;
    TRY(add_categories(ctx, FILTER_PATTERN, &find, &view.categories));
    TRY(add_sizes(ctx, FILTER_PATTERN, &find, &view.sizes));
    add_prices(ctx, FILTER_PATTERN, &find, &view.prices);
    if (find.category_id != 0 || find.size_key.len > 0 || find.max_kr != NO_I64) {
        view.clear = list_url(ctx, FILTER_PATTERN, &none);
    }
    view.show = list_url(ctx, LIST_PATTERN, &find);
    const struct i18n_arg arg = {"total", catalogue_cards_total(ctx, found.total)};
    view.show_text = i18n_fill(ctx, N_("Show {total}"), &arg, 1);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_filter_html(&out, &view);
    return OK;
}

/* ---- the start page -------------------------------------------------------------------------- */

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
        {.label = translate(ctx, N_("The shops")),
         .note = translate(ctx, N_("Who is here, and where")),
         .icon = STR("shops"),
         .url = centre_link(ctx, req, "/butikker", NULL, 0),
         .tint = TINT_SUN},
        {.label = translate(ctx, N_("Results")),
         .note = translate(ctx, N_("What we have saved together")),
         .icon = STR("recycle"),
         .url = centre_link(ctx, req, "/resultater", NULL, 0),
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
    }
    return OK;
}

enum status catalogue_home_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct search newest = {.price_min_ore = NO_I64,
                                  .price_max_ore = NO_I64,
                                  .before_seq = NO_I64,
                                  .size_key = STR("")};
    struct home_view view = {0};
    struct shop_names names;
    struct found found;
    TRY(catalogue_cards_shops(ctx, &names));
    TRY(catalogue_search(ctx, &newest, &found));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/", &view.page);
    if (found.listings.count > HOME_CARDS) {
        found.listings.count = HOME_CARDS;
    }
    view.words = form_field(ctx, req, &catalogue_find_form, "ord", STR(""));
    view.newest = catalogue_cards_of(ctx, &names, &found.listings, 2);
    const struct i18n_arg arg = {"total", i18n_number(ctx, found.total)};
    view.see_all = i18n_fill(ctx, N_("See all {total}"), &arg, 1);
    view.see_all_url = url_build(ctx, "/finn", NULL, 0);
    view.open_text = view.page.open_text;
    view.children = child_chips(ctx);
    add_shops(ctx, req, &names, &view);
    add_tiles(ctx, req, &view, found.total);
    TRY(add_result(ctx, req, names.today, &view));
    struct html_out out = centre_out(ctx, req, res);
    catalogue_home_html(&out, &view);
    return OK;
}
