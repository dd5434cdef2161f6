/* SPDX-License-Identifier: EUPL-1.2 */
/* Holding a thing or standing in line for it, and the page of the one who does. */
#include "base/day.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define HOLDS_PER_HOUR 20

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

static enum status to_hold(struct ctx *ctx, struct request *req, struct response *res,
                           struct str token)
{
    return response_redirect(ctx, req, res, str_concat(ctx->mem, STR("/hold/"), token));
}

/* ---- wishes ---------------------------------------------------------------------------------- */

static enum status read_wish(struct ctx *ctx, struct request *req, const char *what,
                             struct hold_wish *ret)
{
    ret->client = req->remote;
    TRY(goods_code_in_path(ctx, req->params[0], &ret->code));
    return rate_limit(what, req->remote, HOLDS_PER_HOUR, MS_PER_HOUR, ctx->now_ms);
}

enum status catalogue_hold_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct hold_input *input = req->form;
    struct hold_wish wish = {
        .contact = input->contact,
        .first_name = input->first_name.ptr == NULL ? STR("") : input->first_name,
    };
    struct hold hold;
    struct str token;
    TRY(read_wish(ctx, req, "hold", &wish));
    TRY(catalogue_hold_for(ctx, &wish, &hold, &token));
    return to_hold(ctx, req, res, token);
}

enum status catalogue_line_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct line_input *input = req->form;
    struct hold_wish wish = {.contact = input->contact, .first_name = STR("")};
    struct hold hold;
    struct str token;
    TRY(read_wish(ctx, req, "line", &wish));
    TRY(catalogue_join_line(ctx, &wish, &hold, &token));
    return to_hold(ctx, req, res, token);
}

/* ---- the page of a hold ---------------------------------------------------------------------- */

static struct str ended_text(struct ctx *ctx, const struct hold *hold,
                             const struct listing *listing)
{
    if (hold->state == HOLD_COLLECTED) {
        return translate(ctx, N_("You have collected it. Enjoy."));
    }
    if (listing->state != LISTING_PUBLIC) {
        return translate(ctx, N_("This is no longer for sale."));
    }
    if (hold->pickup_code.len == 0) {
        return translate(ctx, N_("You are no longer in the queue."));
    }
    return hold->state == HOLD_CANCELLED
               ? translate(ctx, N_("The hold is cancelled."))
               : translate(ctx, N_("The hold has ended, and others can take it now."));
}

/* What follows from not collecting, for whoever confirmed the hold. */
static enum status add_missed(struct ctx *ctx, const struct hold *hold, struct held_view *view)
{
    struct hold_allowance allowance;
    if (hold->state != HOLD_EXPIRED || !hold->confirmed || hold->contact.len == 0) {
        return OK;
    }
    TRY(catalogue_hold_allowance(ctx, hold->contact, &allowance));
    if (allowance.missed > 0) {
        const struct i18n_arg args[] = {
            {"n", i18n_number(ctx, allowance.at_once)},
            {"day", i18n_day(ctx, centre_day_of(ctx, allowance.until_ms))}};
        view->missed =
            i18n_fill(ctx,
                      N_("It was not collected. Things you can hold at once until {day}: {n}. Then "
                         "it is forgotten. Cancel next time, and nothing is counted."),
                      args, 2);
    }
    return OK;
}

static void add_confirm(struct ctx *ctx, struct request *req, const struct hold *hold,
                        struct held_view *view)
{
    view->must_confirm = !hold->confirmed && hold->confirm_until_ms != NO_I64;
    if (view->must_confirm) {
        const struct i18n_arg args[] = {{"contact", hold->contact},
                                        {"when", centre_when_near(ctx, hold->confirm_until_ms)}};
        view->confirm_note =
            i18n_fill(ctx, N_("We have sent a code to {contact}. Type it before {when}."), args, 2);
        view->confirm_url = url_build(ctx, "/hold/{}/bekreft", &req->params[0], 1);
        view->code = form_field(ctx, req, &catalogue_confirm_form, "code", STR(""));
        view->errors.errors = form_errors(ctx, req, &catalogue_confirm_form);
    }
}

static void add_longer(struct ctx *ctx, const struct request *req, const struct hold *hold,
                       struct held_view *view)
{
    const struct ctx_error before = ctx->err;
    int64_t until_ms = 0;
    const enum status status = catalogue_hold_longer(ctx, hold, &until_ms);
    if (status == OK) {
        view->longer_url = url_build(ctx, "/hold/{}/forleng", &req->params[0], 1);
        view->longer_act =
            fill1(ctx, N_("Hold it until {when} instead"), "when", centre_when_near(ctx, until_ms));
    } else if (status == CONFLICT && !view->must_confirm && ctx->err.message != NULL) {
        view->not_longer = translate(ctx, ctx->err.message);
    }
    ctx->err = before;
}

static void fill_active(struct ctx *ctx, struct request *req, const struct hold *hold,
                        struct held_view *view)
{
    view->heading =
        fill1(ctx, N_("Held for you until {when}"), "when", centre_when_near(ctx, hold->until_ms));
    view->pickup_code = hold->pickup_code;
    view->cancel_url = url_build(ctx, "/hold/{}/avbestill", &req->params[0], 1);
    view->cancel_act = translate(ctx, N_("I no longer need it"));
    add_confirm(ctx, req, hold, view);
    add_longer(ctx, req, hold, view);
}

static enum status fill_waiting(struct ctx *ctx, struct request *req, const struct hold *hold,
                                struct held_view *view)
{
    int64_t place = 0;
    TRY(catalogue_line_place(ctx, hold, &place));
    view->heading = fill1(ctx, N_("You are number {n} in the queue"), "n", i18n_number(ctx, place));
    view->say = translate(ctx, N_("When it is your turn, you get an e-mail, and we hold it for you "
                                  "until 4 pm on the shop's next open day."));
    view->cancel_url = url_build(ctx, "/hold/{}/avbestill", &req->params[0], 1);
    view->cancel_act = translate(ctx, N_("Leave the queue"));
    add_confirm(ctx, req, hold, view);
    return OK;
}

enum status catalogue_held_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct held_view view = {0};
    struct hold hold;
    struct listing listing;
    struct shop_names names;
    TRY(catalogue_hold_by_token(ctx, req->params[0], &hold));
    TRY(catalogue_listing(ctx, hold.listing_id, &listing));
    TRY(catalogue_cards_shops(ctx, &names));
    const struct tenant *shop = catalogue_cards_shop(&names, hold.tenant_id);
    const bool over = catalogue_hold_over(ctx, &hold);
    centre_page(ctx, req, PAGE_PUBLIC, req->again ? N_("Held") : req->route->title, "/finn",
                &view.page);
    view.page.noindex = true;
    view.active = hold.state == HOLD_ACTIVE && !over;
    view.waiting = hold.state == HOLD_WAITING && !over;
    view.card = catalogue_cards_card(ctx, &names, &listing, true);
    view.place = catalogue_cards_place(ctx, shop, listing.place);
    view.find_url = url_build(ctx, "/finn", NULL, 0);
    if (view.active) {
        fill_active(ctx, req, &hold, &view);
        view.say = fill1(ctx, N_("Say the code at the till in {shop}."), "shop",
                         shop == NULL ? STR("") : shop->name);
    } else if (view.waiting) {
        TRY(fill_waiting(ctx, req, &hold, &view));
    } else {
        view.ended = ended_text(ctx, &hold, &listing);
        view.heading = view.ended;
        TRY(add_missed(ctx, &hold, &view));
    }
    view.page.title = view.heading;
    struct html_out out = centre_out(ctx, req, res);
    catalogue_held_html(&out, &view);
    return OK;
}

enum status catalogue_confirm_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct confirm_input *input = req->form;
    TRY(catalogue_hold_confirm(ctx, req->params[0], input->code));
    return to_hold(ctx, req, res, req->params[0]);
}

enum status catalogue_cancel_post(struct ctx *ctx, struct request *req, struct response *res)
{
    TRY(catalogue_hold_cancel(ctx, req->params[0]));
    return to_hold(ctx, req, res, req->params[0]);
}

enum status catalogue_longer_post(struct ctx *ctx, struct request *req, struct response *res)
{
    TRY(catalogue_hold_extend(ctx, req->params[0]));
    return to_hold(ctx, req, res, req->params[0]);
}
