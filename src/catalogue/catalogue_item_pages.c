/* SPDX-License-Identifier: EUPL-1.2 */
/* A thing, and holding it. */
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_item.h"
#include "catalogue/catalogue_machine.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "safety/safety.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

/* ---- what is told of a thing ----------------------------------------------------------------- */

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts,
                 (struct fact){.label = translate(ctx, label), .value = value, .note = STR("")});
    }
}

static struct str colour_name(const struct ctx *ctx, int64_t colour_id)
{
    const struct goods_colour *colour = colour_id == NO_I64 ? NULL : goods_codes_colour(colour_id);
    return colour == NULL ? STR("") : colour->name.in[ctx->lang];
}

static void add_facts(struct ctx *ctx, const struct listing *listing, struct item_view *view)
{
    const char *grade = goods_grade_words(listing->grade);
    add_fact(ctx, &view->facts, N_("Condition"), grade == NULL ? STR("") : translate(ctx, grade));
    add_fact(ctx, &view->facts, N_("Kind"), catalogue_cards_category(ctx, listing->category_id));
    add_fact(ctx, &view->facts, N_("Colour"), colour_name(ctx, listing->colour_id));
    add_fact(ctx, &view->facts, N_("Brand"), listing->brand);
    add_fact(ctx, &view->facts, N_("Season"),
             catalogue_season_names(ctx, ctx->lang, listing->seasons));
    add_fact(ctx, &view->facts, N_("Material"), listing->material);
    if (listing->washed_day > 0) {
        add_fact(ctx, &view->facts, N_("Washed"), i18n_day(ctx, listing->washed_day));
    }
    if (listing->count_left > 1) {
        add_fact(ctx, &view->facts, N_("Left"), i18n_number(ctx, listing->count_left));
    }
}

/* ---- holding --------------------------------------------------------------------------------- */

/* What was wrong with either form: meanwhile the other one may stand in its place. */
static void add_errors(struct ctx *ctx, struct request *req, struct item_view *view)
{
    view->errors.errors = form_errors(ctx, req, &catalogue_hold_form);
    if (view->errors.errors.count == 0) {
        view->errors.errors = form_errors(ctx, req, &catalogue_line_form);
    }
}

/* The form to stand in line, in the place of the one to hold it. */
static enum status add_line(struct ctx *ctx, struct request *req, const struct listing *listing,
                            struct item_view *view)
{
    int64_t waiting = 0;
    view->not_now = translate(ctx, N_("Someone got there first. Join the queue?"));
    TRY(catalogue_line_length(ctx, listing->id, &waiting));
    if (waiting >= HOLD_LINE_MAX) {
        view->not_now = fill1(ctx, CATALOGUE_LINE_FULL, "detail", i18n_number(ctx, HOLD_LINE_MAX));
        return OK;
    }
    view->can_hold = true;
    view->hold_url = url_build(ctx, "/ting/{}/ko", &listing->code, 1);
    view->hold_act = translate(ctx, N_("Join the queue"));
    view->hold_act_short = view->hold_act;
    view->hold_button = view->hold_act;
    view->first_name = (struct form_field){0};
    view->contact = form_field(ctx, req, &catalogue_line_form, "contact", STR(""));
    view->hold_note = translate(ctx, N_("When it is your turn, you get an e-mail, and we hold it "
                                        "for you until 4 pm on the shop's next open day."));
    view->hold_limits = waiting == 0 ? translate(ctx, N_("Nobody is in the queue yet."))
                                     : fill1(ctx, N_("In the queue before you: {n}."), "n",
                                             i18n_number(ctx, waiting));
    return OK;
}

/* What one may hold, and how much of the shop may be held. */
static struct str limits(struct ctx *ctx)
{
    const struct i18n_arg args[] = {
        {"email", i18n_number(ctx, HOLD_PER_EMAIL)},
        {"phone", i18n_number(ctx, HOLD_PER_PHONE)},
        {"shop", i18n_number(ctx, HOLD_PER_SHOP)},
        {"day", i18n_number(ctx, HOLD_PER_DAY)},
        {"missed", i18n_number(ctx, HOLD_MISSED_DAYS)},
        {"share", i18n_number(ctx, 100 / HOLD_SHOP_SHARE)},
        {"unconfirmed", i18n_number(ctx, 100 / HOLD_SHOP_UNCONFIRMED_SHARE)},
    };
    return i18n_fill(
        ctx,
        N_("Things you can hold at once: {email} with an e-mail, {phone} with a mobile number; "
           "{shop} in one shop, {day} a day. What you do not collect makes it fewer for {missed} "
           "days. At most {share} percent of a shop is held at a time, {unconfirmed} percent "
           "unconfirmed."),
        args, sizeof(args) / sizeof(args[0]));
}

static enum status add_hold(struct ctx *ctx, struct request *req, const struct listing *listing,
                            struct item_view *view)
{
    int64_t day = 0;
    int64_t until_ms = 0;
    int minute = 0;
    view->hold_url = url_build(ctx, "/ting/{}/hold", &listing->code, 1);
    view->contact = form_field(ctx, req, &catalogue_hold_form, "contact", STR(""));
    view->first_name = form_field(ctx, req, &catalogue_hold_form, "first_name", STR(""));
    add_errors(ctx, req, view);
    view->hold_button = translate(ctx, N_("Hold it for me"));
    view->hold_note =
        translate(ctx, N_("Free. We only need a mobile number or e-mail. Try it in the shop "
                          "before you pay."));
    view->hold_limits = limits(ctx);
    if (listing->state == LISTING_SOLD) {
        view->not_now = translate(ctx, N_("Sold – see similar"));
        view->sold = true;
    } else if (listing->held >= listing->count_left) {
        return add_line(ctx, req, listing, view);
    } else if (centre_hold_until(ctx, listing->tenant_id, &day, &minute, &until_ms) != OK) {
        view->not_now = translate(ctx, N_("The shop is closed for a long time."));
    } else {
        view->can_hold = true;
        view->hold_act = fill1(ctx, N_("Hold until {when}"), "when",
                               centre_when_near(ctx, centre_instant(ctx, day, minute)));
        view->hold_act_short = fill1(ctx, N_("Hold until {when}"), "when",
                                     i18n_day_relative(ctx, day, centre_today(ctx)));
    }
    return OK;
}

/* Sold things are shown for a while, so that a link does not just end. What is withdrawn, stopped
 * or sold long ago is gone. */
static enum status find_shown(struct ctx *ctx, struct str code, struct listing *ret,
                              struct thing *ret_thing)
{
    TRY(catalogue_by_code(ctx, code, ret));
    TRY(goods_thing(ctx, ret->thing_id, ret_thing));
    const bool shown = ret->state == LISTING_PUBLIC
                           ? goods_sellable(ret_thing)
                           : ret->state == LISTING_SOLD &&
                                 ret->ended_ms >= ctx->now_ms - SOLD_SHOWN_DAYS * MS_PER_DAY;
    return shown ? OK : GONE;
}

static void show_heading(struct ctx *ctx, struct request *req, const struct listing *listing,
                         struct item_view *view)
{
    centre_page(ctx, req, PAGE_PUBLIC, N_("A thing"), "/finn", &view->page);
    view->page.title = listing->title;
    view->back.label = translate(ctx, N_("All things"));
    view->back.url = url_build(ctx, "/finn", NULL, 0);
    view->icon = catalogue_cards_icon(listing->category_id);
    view->name = listing->title;
    view->size = catalogue_cards_size(ctx, listing->size_key);
    view->size_note = catalogue_cards_age(ctx, listing->size_key);
    view->tag = catalogue_cards_tag(ctx, listing, true);
    view->wear = listing->wear;
    view->method = centre_link(ctx, req, "/resultater/metode", NULL, 0);
}

enum status catalogue_item_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const bool asked = !req->again && req->form != NULL;
    const int64_t picture = asked ? ((const struct item_input *)req->form)->picture : 1;
    struct item_view view = {0};
    struct str code;
    struct listing listing;
    struct thing thing;
    struct shop_names names;
    struct str tested;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    const enum status found = find_shown(ctx, code, &listing, &thing);
    if (found == NOT_FOUND || found == GONE) {
        return catalogue_item_gone(ctx, req, res, code, found == GONE ? &listing : NULL);
    }
    TRY(found);
    TRY(catalogue_cards_shops(ctx, &names));
    show_heading(ctx, req, &listing, &view);
    view.place =
        catalogue_cards_place(ctx, catalogue_cards_shop(&names, listing.tenant_id), listing.place);
    add_facts(ctx, &listing, &view);
    TRY(safety_tested_words(ctx, thing.id, &tested));
    add_fact(ctx, &view.facts, N_("Electrical test"), tested);
    TRY(add_hold(ctx, req, &listing, &view));
    view.page.action_bar = view.can_hold;
    TRY(catalogue_item_pictures(ctx, &listing, picture == NO_I64 ? 1 : picture, &view));
    TRY(catalogue_item_story(ctx, &thing, &view));
    TRY(catalogue_item_similar(ctx, &names, &listing, &view.similar, &view.similar_url));
    catalogue_machine_thing(ctx, req, &listing, catalogue_cards_shop(&names, listing.tenant_id),
                            &view.page);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_item_html(&out, &view);
    return OK;
}
