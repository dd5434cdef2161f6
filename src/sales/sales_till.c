/* SPDX-License-Identifier: EUPL-1.2 */
/* The till: find by label or pick-up code, sell in one tap, undo. */
#include "base/id.h"
#include "base/vec.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "sales/sales.h"
#include "sales/sales_forms.h"
#include "sales/sales_pages.h"
#include "sales/sales_views.h"
#include "sales_html.h"

#include "base/banned.h"

#define SALES_SHOWN 100
#define HOLD_SIGNS  3

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

static struct str number(struct ctx *ctx, int64_t value)
{
    return str_format(ctx->mem, "%lld", (long long)value);
}

static struct str title_of(struct ctx *ctx, int64_t listing_id)
{
    struct listing listing;
    return catalogue_listing(ctx, listing_id, &listing) == OK ? listing.title : STR("");
}

static struct str sum_text(struct ctx *ctx, int64_t ore)
{
    return ore == 0 ? translate(ctx, N_("Free")) : i18n_money(ctx, ore);
}

/* ---- today's sales and holds ----------------------------------------------------------------- */

static enum status add_sales(struct ctx *ctx, struct till_view *view)
{
    struct sales sales;
    int64_t total_ore = 0;
    int64_t things = 0;
    TRY(sales_of_day(ctx, ctx->actor.owner_id, centre_today(ctx), SALES_SHOWN, &sales));
    for (size_t i = 0; i < sales.count; i++) {
        const struct sale *sale = &sales.ptr[i];
        const struct str id = number(ctx, sale->id);
        const bool undone = sale->undone_ms != NO_I64;
        struct till_row row = {.when = centre_clock(ctx, sale->at_ms),
                               .name = title_of(ctx, sale->listing_id),
                               .price = sum_text(ctx, sale->total_ore),
                               .undone = undone};
        if (!undone) {
            row.undo = url_build(ctx, "/salg/{}/angre", &id, 1);
            total_ore += sale->total_ore;
            things += sale->count;
        }
        vec_push(ctx->mem, &view->rows, row);
    }
    vec_push(ctx->mem, &view->tiles,
             (struct tile){.label = translate(ctx, N_("Sold today")),
                           .figure = i18n_money(ctx, total_ore),
                           .note = fill1(ctx, N_("{n} pcs"), "n", i18n_number(ctx, things))});
    return OK;
}

static enum status add_holds(struct ctx *ctx, struct till_view *view)
{
    struct holds holds;
    TRY(catalogue_holds_of(ctx, ctx->actor.owner_id, &holds));
    for (size_t i = 0; i < holds.count; i++) {
        const struct hold *hold = &holds.ptr[i];
        struct listing listing;
        int64_t waiting = 0;
        TRY(catalogue_listing(ctx, hold->listing_id, &listing));
        TRY(catalogue_line_length(ctx, hold->listing_id, &waiting));
        const struct str values[] = {listing.code, hold->pickup_code};
        const struct i18n_arg args[] = {
            {"day", i18n_day_relative(ctx, centre_day_of(ctx, hold->until_ms), centre_today(ctx))},
            {"time", centre_clock(ctx, hold->until_ms)}};
        vec_push(ctx->mem, &view->holds,
                 (struct held_row){
                     .code = hold->pickup_code,
                     .name = listing.title,
                     .until = i18n_fill(ctx, N_("until {day} at {time}"), args, 2),
                     .line = waiting == 0 ? STR("")
                                          : fill1(ctx, N_("in the queue: {n}"), "n",
                                                  i18n_number(ctx, waiting)),
                     .url = url_build(ctx, "/salg/{}?hold={}", values, 2),
                 });
    }
    return OK;
}

static void add_done(struct ctx *ctx, int64_t sale_id, struct till_view *view)
{
    struct sale sale;
    if (sale_id == NO_I64 || sale_id == 0 ||
        sales_get(ctx, ctx->actor.owner_id, sale_id, &sale) != OK) {
        return;
    }
    const struct str id = number(ctx, sale.id);
    const struct i18n_arg args[] = {{"name", title_of(ctx, sale.listing_id)},
                                    {"price", sum_text(ctx, sale.total_ore)}};
    if (sale.undone_ms == NO_I64) {
        view->done.text = i18n_fill(ctx, N_("Sold: {name}, {price}"), args, 2);
        view->done.undo = url_build(ctx, "/salg/{}/angre", &id, 1);
    } else {
        view->done.text = i18n_fill(ctx, N_("Undone: {name}, {price}"), args, 2);
    }
}

static enum status show_till(struct ctx *ctx, struct request *req, struct response *res,
                             int64_t sold)
{
    struct till_view view = {0};
    centre_page(ctx, req, PAGE_TENANT, N_("Sell"), "/salg", &view.page);
    view.find_url = url_build(ctx, "/salg", NULL, 0);
    view.code = form_field(ctx, req, &sales_find_form, "kode", STR(""));
    view.errors.errors = form_errors(ctx, req, &sales_find_form);
    TRY(add_sales(ctx, &view));
    TRY(add_holds(ctx, &view));
    add_done(ctx, sold, &view);
    struct html_out out = centre_out(ctx, req, res);
    sales_till_html(&out, &view);
    return OK;
}

/* Three signs are a customer's pick-up code, more are a label. */
static enum status find_sale(struct ctx *ctx, struct str typed, struct str *ret_path)
{
    struct str code;
    struct listing listing;
    struct hold hold;
    if (str_trim(typed).len <= HOLD_SIGNS) {
        if (catalogue_hold_by_code(ctx, ctx->actor.owner_id, typed, &hold) != OK) {
            return ctx_fail(ctx, NOT_FOUND, N_("No thing is held here with that code."), "kode");
        }
        TRY(catalogue_listing(ctx, hold.listing_id, &listing));
        *ret_path = str_format(ctx->mem, "/salg/%.*s?hold=%.*s", STR_ARG(listing.code),
                               STR_ARG(hold.pickup_code));
        return OK;
    }
    const enum status read = goods_code_read(ctx, typed, &code);
    if (read != OK) {
        ctx->err.field = "kode";
        return read;
    }
    if (catalogue_by_code(ctx, code, &listing) != OK || listing.tenant_id != ctx->actor.owner_id) {
        return ctx_fail(ctx, NOT_FOUND,
                        N_("You have nothing for sale with this label. Check the label."), "kode");
    }
    *ret_path = str_format(ctx->mem, "/salg/%.*s", STR_ARG(code));
    return OK;
}

enum status sales_till_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct find_sale_input *input = req->again ? NULL : req->form;
    struct str path;
    if (input != NULL && input->code.ptr != NULL) {
        const enum status found = find_sale(ctx, input->code, &path);
        if (found == OK) {
            return response_redirect(ctx, req, res, path);
        }
        if (ctx->err.field == NULL) {
            return found;
        }
        res->code = 422;
    }
    return show_till(ctx, req, res, input == NULL ? NO_I64 : input->sold);
}

/* ---- one sale -------------------------------------------------------------------------------- */

static struct str new_key(struct ctx *ctx)
{
    unsigned char bytes[16];
    random_bytes(bytes, sizeof(bytes));
    bytes[6] = (unsigned char)((bytes[6] & 0x0F) | 0x40);
    bytes[8] = (unsigned char)((bytes[8] & 0x3F) | 0x80);
    const struct str hex = str_hex(ctx->mem, bytes, sizeof(bytes));
    return str_format(ctx->mem, "%.8s-%.4s-%.4s-%.4s-%.12s", hex.ptr, hex.ptr + 8, hex.ptr + 12,
                      hex.ptr + 16, hex.ptr + 20);
}

static struct str typed_money(struct ctx *ctx, int64_t ore)
{
    return ore % 100 == 0 ? number(ctx, ore / 100)
                          : str_format(ctx->mem, "%lld,%02lld", (long long)(ore / 100),
                                       (long long)(ore % 100));
}

static struct pill state_of(struct ctx *ctx, const struct listing *listing, bool has_hold)
{
    if (listing->state == LISTING_SOLD) {
        return (struct pill){PILL_PASSED, STR("check"), translate(ctx, N_("Sold"))};
    }
    if (listing->state != LISTING_PUBLIC) {
        return (struct pill){PILL_QUIET, STR("x"), translate(ctx, N_("Not for sale"))};
    }
    if (has_hold || listing->held > 0) {
        return (struct pill){PILL_INFO, STR("clock"), translate(ctx, N_("Held"))};
    }
    return (struct pill){PILL_OPEN, STR("tag"), translate(ctx, N_("For sale"))};
}

static void fill_sale(struct ctx *ctx, struct request *req, const struct listing *listing,
                      const struct hold *hold, struct sell_view *view)
{
    const struct form *form = &sales_sell_form;
    const struct goods_category *category = goods_codes_category(listing->category_id);
    const struct goods_size *size =
        listing->size_key.len == 0 ? NULL : goods_codes_size_by_key(listing->size_key);
    view->name = listing->title;
    view->code = listing->code;
    view->icon = category == NULL ? STR("box") : category->icon;
    view->size = size == NULL ? STR("") : size->name.in[ctx->lang];
    if (listing->photo.len > 0) {
        view->picture = url_fixed(ctx, photo_path(ctx, listing->photo, PHOTO_400));
    }
    view->state = state_of(ctx, listing, hold != NULL);
    view->sell_url = url_build(ctx, "/salg/{}", &listing->code, 1);
    view->key = req->again ? form_field(ctx, req, form, "key", STR("")).value : STR("");
    if (view->key.len == 0) {
        view->key = new_key(ctx);
    }
    view->listing_id = number(ctx, listing->id);
    view->hold_id = hold == NULL ? STR("") : number(ctx, hold->id);
    view->price = form_field(ctx, req, form, "price", typed_money(ctx, listing->price_ore));
    view->count = form_field(ctx, req, form, "count", STR("1"));
    view->hold_code = form_field(ctx, req, form, "hold", STR(""));
    view->many = listing->count_left > 1;
    view->ask_hold = hold == NULL && listing->held > 0 && listing->held >= listing->count_left;
    view->can_sell = listing->state == LISTING_PUBLIC;
    view->act = translate(ctx, N_("Sold"));
    if (view->can_sell) {
        view->errors.errors = form_errors(ctx, req, form);
        return;
    }
    view->not_now = translate(ctx, listing->state == LISTING_SOLD
                                       ? N_("This has been sold or given away already.")
                                       : N_("This is no longer for sale."));
}

/* The shop's own listing in the address. */
static enum status own_listing(struct ctx *ctx, const struct request *req, struct listing *ret)
{
    struct str code;
    struct listing listing;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    TRY(catalogue_by_code(ctx, code, &listing));
    if (listing.tenant_id != ctx->actor.owner_id) {
        return NOT_FOUND;
    }
    *ret = listing;
    return OK;
}

enum status sales_sell_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct str hold_code = request_query(ctx, req, "hold");
    struct sell_view view = {0};
    struct listing listing;
    struct hold hold;
    bool has_hold = false;
    TRY(own_listing(ctx, req, &listing));
    if (hold_code.ptr != NULL) {
        has_hold = catalogue_hold_by_code(ctx, ctx->actor.owner_id, hold_code, &hold) == OK &&
                   hold.listing_id == listing.id;
    }
    centre_page(ctx, req, PAGE_TENANT, N_("Sell"), "/salg", &view.page);
    view.page.title = listing.title;
    view.page.action_bar = true;
    view.back = url_build(ctx, "/salg", NULL, 0);
    fill_sale(ctx, req, &listing, has_hold ? &hold : NULL, &view);
    struct html_out out = centre_out(ctx, req, res);
    sales_sell_html(&out, &view);
    return OK;
}

/* The hold that the customer's code names, or none. */
static enum status hold_of(struct ctx *ctx, const struct sell_input *input, int64_t *ret_hold_id)
{
    struct hold hold;
    *ret_hold_id = input->hold_id == NO_I64 ? 0 : input->hold_id;
    if (input->hold_code.ptr == NULL) {
        return OK;
    }
    if (catalogue_hold_by_code(ctx, ctx->actor.owner_id, input->hold_code, &hold) != OK ||
        hold.listing_id != input->listing_id) {
        return ctx_fail(ctx, INVALID, N_("This thing is not held with that code."), "hold");
    }
    *ret_hold_id = hold.id;
    return OK;
}

enum status sales_sell_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct sell_input *input = req->form;
    struct new_sale new_sale = {
        .key = input->key,
        .listing_id = input->listing_id,
        .count = input->count,
        .price_ore = input->price_ore * input->count,
    };
    struct sale sale;
    bool is_new = false;
    TRY(hold_of(ctx, input, &new_sale.hold_id));
    TRY(sales_sell(ctx, ctx->actor.owner_id, &new_sale, &sale, &is_new));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/salg?solgt=%lld", (long long)sale.id));
}

enum status sales_undo_post(struct ctx *ctx, struct request *req, struct response *res)
{
    int64_t sale_id = 0;
    TRY(request_param_i64(req, 0, &sale_id));
    TRY(sales_undo(ctx, ctx->actor.owner_id, sale_id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/salg?solgt=%lld", (long long)sale_id));
}
