/* SPDX-License-Identifier: EUPL-1.2 */
/* The shop's rule for prices that fall, and a listing that is left alone. */
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_seller_fields.h"
#include "catalogue/catalogue_seller_forms.h"
#include "catalogue/catalogue_seller_rule.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

enum status catalogue_rule_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &catalogue_rule_form;
    struct rule_view view = {0};
    struct price_rule rule = {.floor_ore = 0};
    const enum status found = catalogue_seller_rule(ctx, ctx->actor.owner_id, &rule);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    centre_page(ctx, req, PAGE_TENANT, N_("Prices that fall"), "/lager", &view.page);
    view.post_url = url_build(ctx, "/lager/priser", NULL, 0);
    view.has_rule = found == OK;
    view.first_days =
        form_field(ctx, req, form, "first_days", catalogue_seller_number(ctx, rule.steps[0].days));
    view.first_percent = form_field(ctx, req, form, "first_percent",
                                    catalogue_seller_number(ctx, rule.steps[0].percent));
    view.second_days =
        form_field(ctx, req, form, "second_days", catalogue_seller_number(ctx, rule.steps[1].days));
    view.second_percent = form_field(ctx, req, form, "second_percent",
                                     catalogue_seller_number(ctx, rule.steps[1].percent));
    view.floor = form_field(ctx, req, form, "floor",
                            found == OK ? catalogue_seller_money(ctx, rule.floor_ore) : STR(""));
    view.errors.errors = form_errors(ctx, req, form);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_rule_html(&out, &view);
    return OK;
}

enum status catalogue_rule_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct rule_input *input = req->form;
    const int64_t tenant_id = ctx->actor.owner_id;
    if (input->ended) {
        TRY(catalogue_seller_end_rule(ctx, tenant_id));
        return response_redirect(ctx, req, res, STR("/lager/priser"));
    }
    if (input->first_days == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Say after how many days the price falls."), "first_days");
    }
    if (input->first_percent == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Say how many percent the price falls."), "first_percent");
    }
    const bool second = input->second_days != NO_I64 || input->second_percent != NO_I64;
    if (second && input->second_days == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Say after how many days the price falls."),
                        "second_days");
    }
    if (second && input->second_percent == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Say how many percent the price falls."),
                        "second_percent");
    }
    const struct price_rule rule = {
        .tenant_id = tenant_id,
        .steps = {{input->first_days, input->first_percent},
                  {second ? input->second_days : 0, second ? input->second_percent : 0}},
        .floor_ore = input->floor_ore == NO_I64 ? 0 : input->floor_ore};
    TRY(catalogue_seller_set_rule(ctx, &rule));
    return response_redirect(ctx, req, res, STR("/lager/priser"));
}

enum status catalogue_pause_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct pause_input *input = req->form;
    struct thing thing;
    struct listing listing;
    TRY(catalogue_seller_thing(ctx, req, &thing));
    TRY(catalogue_by_code(ctx, thing.code, &listing));
    TRY(catalogue_seller_pause(ctx, ctx->actor.owner_id, listing.id, input->paused));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/lager/%.*s", STR_ARG(thing.code)));
}

enum status catalogue_seller_fill_fall(struct ctx *ctx, const struct thing *thing,
                                       const struct listing *listing, struct publish_view *view)
{
    struct price_rule rule;
    struct price_fall fall;
    int64_t day = 0;
    int64_t price_ore = 0;
    const enum status found = catalogue_seller_rule(ctx, ctx->actor.owner_id, &rule);
    if (found == NOT_FOUND || !view->published) {
        return OK;
    }
    TRY(found);
    TRY(catalogue_seller_fall_of(ctx, listing, &fall));
    const bool falls = catalogue_seller_next_fall(&rule, &fall, &day, &price_ore);
    if (!falls) {
        return OK;
    }
    const int64_t tomorrow = centre_today(ctx) + 1;
    const struct i18n_arg args[] = {
        {"day", i18n_day(ctx, day < tomorrow ? tomorrow : day)},
        {"price",
         price_ore == 0 ? str_of(i18n_text(ctx->lang, N_("Free"))) : i18n_money(ctx, price_ore)},
    };
    view->fall = fall.paused
                     ? str_of(i18n_text(ctx->lang, N_("The price stays as it is. Your rule "
                                                      "leaves this one alone.")))
                     : i18n_fill(ctx, N_("On {day} your rule sets the price to {price}."), args, 2);
    view->fall_paused = fall.paused;
    view->fall_url = url_build(ctx, "/lager/{}/prisregel", &thing->code, 1);
    return OK;
}
