/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of things and its filter page. */
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue_asked.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_children.h"
#include "catalogue/catalogue_chosen.h"
#include "catalogue/catalogue_filters.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_nearly.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_understood.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define LIST_EAGER 4

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- the list -------------------------------------------------------------------------------- */

static void add_chosen(struct ctx *ctx, struct list_view *view, struct str label,
                       struct find_input without)
{
    without.after = STR("");
    vec_push(ctx->mem, &view->chosen,
             (struct chosen_filter){label, catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &without),
                                    false});
}

/* What stands in the words is told like a filter, and taken away like one. */
static void show_understood(struct ctx *ctx, struct list_view *view, const struct find_input *find,
                            const struct found *found)
{
    const struct understood_list facts = catalogue_understood(ctx, found);
    for (size_t i = 0; i < facts.count; i++) {
        struct find_input without = *find;
        without.words = facts.ptr[i].without;
        add_chosen(ctx, view, facts.ptr[i].label, without);
    }
    view->note = catalogue_understood_note(ctx, found);
}

static void show_chosen(struct ctx *ctx, struct list_view *view, const struct find_input *find)
{
    const struct asked_fields fields = catalogue_asked_fields(ctx, find);
    view->chosen = catalogue_chosen(ctx, find);
    view->filter_count = (int64_t)view->chosen.count;
    for (size_t i = 0; i < fields.count; i++) {
        vec_push(ctx->mem, &view->keep,
                 (struct form_option){.value = fields.ptr[i].name, .label = fields.ptr[i].value});
    }
}

/* The first size that is asked for, and the next one up; false when there are none such. */
static bool growing(const struct find_input *find, const struct goods_size **ret_size,
                    const struct goods_size **ret_next)
{
    struct str rest = find->sizes;
    struct str key;
    *ret_size = catalogue_asked_next(&rest, &key) ? goods_codes_size_by_key(key) : NULL;
    *ret_next = *ret_size == NULL ? NULL : goods_size_next(*ret_size);
    return *ret_next != NULL;
}

static struct str growth_words(struct ctx *ctx, const struct find_input *find)
{
    const struct goods_size *size = NULL;
    const struct goods_size *next = NULL;
    if (!find->grows || !growing(find, &size, &next)) {
        return STR("");
    }
    const struct i18n_arg args[] = {{"size", size->name.in[ctx->lang]},
                                    {"next", next->name.in[ctx->lang]}};
    return i18n_fill(ctx, N_("{size} fits now. {next} is with it, so that it lasts longer."), args,
                     2);
}

static void show_growth(struct ctx *ctx, struct list_view *view, const struct find_input *find)
{
    const struct goods_size *size = NULL;
    const struct goods_size *next = NULL;
    struct find_input grown = *find;
    view->growth = growth_words(ctx, find);
    if (!find->grows && growing(find, &size, &next) && str_equal(find->sizes, size->key)) {
        const struct i18n_arg arg = {"size", next->name.in[ctx->lang]};
        grown.grows = true;
        grown.after = STR("");
        view->grow = (struct link){i18n_fill(ctx, N_("Also {size}, to grow into"), &arg, 1),
                                   catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &grown)};
    }
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

/* One tap from being told: by mail, or by a feed without an address. */
static enum status show_alert(struct ctx *ctx, const struct request *req, struct list_view *view)
{
    struct asked asked;
    TRY(catalogue_asked(ctx, req->query, &asked));
    view->page.feed = asked.feed;
    view->alert.feed = asked.feed;
    if (asked.query.len == 0 || centre_link(ctx, req, "/varsel", NULL, 0).href.len == 0) {
        return OK;
    }
    view->alert.query = asked.query;
    view->alert.url = url_build(ctx, "/varsel?sok={}", &asked.query, 1);
    view->alert.post = url_build(ctx, "/varsel", NULL, 0);
    view->alert.email = (struct form_field){.name = STR("email"),
                                            .id = STR("f-email"),
                                            .label = translate(ctx, N_("E-mail")),
                                            .hint = STR(""),
                                            .value = STR(""),
                                            .error = STR(""),
                                            .autocomplete = STR("email"),
                                            .input_type = STR("email"),
                                            .input_mode = STR("email"),
                                            .required = true};
    return OK;
}

/* What lists show of a search, with counts. An address that names a page which is none, such as an
 * old one, leads to the first: then `*ret_there` is false, and the answer is made. */
static enum status look(struct ctx *ctx, const struct request *req, struct response *res,
                        struct find_input *find, struct found *ret_found, bool *ret_there)
{
    struct search search;
    TRY(catalogue_asked_search(ctx, find, &search));
    search.with_counts = true;
    const enum status status = catalogue_search(ctx, &search, ret_found);
    *ret_there = !(status == INVALID && find->after.len > 0);
    if (!*ret_there) {
        ctx->err = (struct ctx_error){0};
        find->after = STR("");
        return response_redirect(ctx, req, res,
                                 catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, find).href);
    }
    return status;
}

/* A chosen child's chip says its sizes: they need no chips of their own. The browser does the same
 * for the children it keeps. */
static void leave_to_child(struct list_view *view)
{
    size_t kept = 0;
    bool chosen = false;
    for (size_t i = 0; i < view->children.known.count; i++) {
        chosen = chosen || view->children.known.ptr[i].chosen;
    }
    for (size_t i = 0; i < view->chosen.count; i++) {
        if (!chosen || !view->chosen.ptr[i].of_child) {
            view->chosen.ptr[kept++] = view->chosen.ptr[i];
        }
    }
    view->chosen.count = kept;
}

static void show_pages(struct ctx *ctx, struct list_view *view, const struct find_input *find,
                       const struct found *found)
{
    struct find_input other = *find;
    if (found->next.len > 0) {
        other.after = found->next;
        view->next = catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &other);
    }
    if (find->after.len > 0) {
        other.after = STR("");
        view->first = catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &other);
    }
}

static enum status fill_list(struct ctx *ctx, const struct request *req,
                             const struct find_input *find, const struct found *found,
                             struct list_view *view)
{
    struct shop_names names;
    TRY(catalogue_cards_shops(ctx, &names));
    view->heading = list_heading(ctx, find);
    view->page.title = view->heading;
    view->words = form_field(ctx, req, &catalogue_find_form, "ord", find->words);
    view->total = catalogue_cards_total(ctx, found->total);
    view->remembered_url = url_build(ctx, "/husket", NULL, 0);
    view->filter_url = catalogue_asked_url(ctx, CATALOGUE_FILTER_PATH, find);
    show_chosen(ctx, view, find);
    show_understood(ctx, view, find, found);
    view->shops =
        find->after.len > 0 ? (struct shop_hits){0} : catalogue_shops(ctx, &names, find->words);
    show_growth(ctx, view, find);
    view->groups = catalogue_filters(ctx, CATALOGUE_LIST_PATH, find, found, &names);
    view->sorts = catalogue_filters_sorts(ctx, CATALOGUE_LIST_PATH, find);
    view->children = catalogue_children_chips(ctx, req, find);
    leave_to_child(view);
    view->cards = catalogue_cards_of(ctx, &names, &found->listings, LIST_EAGER);
    show_pages(ctx, view, find, found);
    TRY(show_alert(ctx, req, view));
    return view->cards.count > 0 ? OK
                                 : catalogue_nearly_show(ctx, &names, find, found->query, view);
}

enum status catalogue_list_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct find_input find = catalogue_asked_find(req);
    struct list_view view = {0};
    struct found found;
    bool there = false;
    TRY(look(ctx, req, res, &find, &found, &there));
    if (!there) {
        return OK;
    }
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn", &view.page);
    TRY(fill_list(ctx, req, &find, &found, &view));
    struct html_out out = centre_out(ctx, req, res);
    catalogue_list_html(&out, &view);
    return OK;
}

enum status catalogue_filter_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct find_input find = catalogue_asked_find(req);
    struct find_input none = CATALOGUE_FIND_ALL;
    struct filter_view view = {0};
    struct shop_names names;
    struct found found;
    bool there = false;
    find.after = STR("");
    none.words = find.words;
    TRY(look(ctx, req, res, &find, &found, &there));
    TRY(catalogue_cards_shops(ctx, &names));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn", &view.page);
    view.page.noindex = true;
    view.page.action_bar = true;
    view.growth = growth_words(ctx, &find);
    view.children = catalogue_children_chips(ctx, req, &find);
    view.groups = catalogue_filters(ctx, CATALOGUE_FILTER_PATH, &find, &found, &names);
    view.sorts = catalogue_filters_sorts(ctx, CATALOGUE_FILTER_PATH, &find);
    if (catalogue_asked_fields(ctx, &find).count > 0) {
        view.clear = catalogue_asked_url(ctx, CATALOGUE_FILTER_PATH, &none);
    }
    view.show = catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &find);
    const struct i18n_arg arg = {"total", catalogue_cards_total(ctx, found.total)};
    view.show_text = i18n_fill(ctx, N_("Show {total}"), &arg, 1);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_filter_html(&out, &view);
    return OK;
}
