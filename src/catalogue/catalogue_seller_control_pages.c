/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's list of listings to look at, and taking one off sale with a reason. */
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_seller_control.h"
#include "catalogue/catalogue_seller_forms.h"
#include "catalogue/catalogue_seller_sample.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "roles/roles.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str shop_name(const struct shop_names *names, int64_t tenant_id)
{
    const struct tenant *shop = catalogue_cards_shop(names, tenant_id);
    return shop == NULL ? STR("") : shop->name;
}

static struct control_row row_of_control(struct ctx *ctx, const struct shop_names *names,
                                         const struct control *control)
{
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, control->count)},
                                    {"what", catalogue_cards_category(ctx, control->category_id)},
                                    {"size", catalogue_cards_size(ctx, control->size_key)}};
    return (struct control_row){
        .lead = shop_name(names, control->tenant_id),
        .text = control->size_key.len > 0
                    ? i18n_fill(ctx, N_("{n} alike, as new: {what}, size {size}"), args, 3)
                    : i18n_fill(ctx, N_("{n} alike, as new: {what}"), args, 2),
        .note = STR(""),
        .url = url_build(ctx, "/kontor/annonser/{}", &control->code, 1),
        .act = translate(ctx, N_("Look at one")),
    };
}

static struct control_row row_of_moderated(struct ctx *ctx, const struct shop_names *names,
                                           const struct moderated *moderated)
{
    const struct i18n_arg args[] = {
        {"shop", shop_name(names, moderated->tenant_id)},
        {"why", translate(ctx, catalogue_seller_moderation_words(moderated->reason))},
        {"day", i18n_day(ctx, centre_day_of(ctx, moderated->at_ms))}};
    struct control_row row = {
        .lead = moderated->title,
        .text = i18n_fill(ctx, N_("{shop}. Taken off {day}: {why}."), args, 3),
        .note = moderated->sentence,
        .url = url_build(ctx, "/kontor/annonser/{}", &moderated->code, 1),
        .act = translate(ctx, N_("Look at it")),
    };
    if (moderated->mended_ms != NO_I64) {
        row.seen_url = url_build(ctx, "/kontor/annonser/{}/sett", &moderated->code, 1);
        row.seen_act = translate(ctx, N_("It is right now"));
    }
    return row;
}

/* The newest that is public: where a look every day begins. */
static enum status add_newest(struct ctx *ctx, const struct shop_names *names,
                              struct control_view *view)
{
    const struct search newest = {.words = STR(""),
                                  .size_key = STR(""),
                                  .price_min_ore = NO_I64,
                                  .price_max_ore = NO_I64,
                                  .before_seq = NO_I64};
    struct found found;
    TRY(catalogue_search(ctx, &newest, &found));
    for (size_t i = 0; i < found.listings.count; i++) {
        const struct listing *listing = &found.listings.ptr[i];
        vec_push(
            ctx->mem, &view->newest,
            (struct control_row){.lead = listing->title,
                                 .text = shop_name(names, listing->tenant_id),
                                 .note = STR(""),
                                 .url = url_build(ctx, "/kontor/annonser/{}", &listing->code, 1),
                                 .act = translate(ctx, N_("Look at it"))});
    }
    return OK;
}

static struct control_row row_of_sample(struct ctx *ctx, const struct shop_names *names,
                                        const struct sample *sample)
{
    const bool open = sample->result == SAMPLE_OPEN;
    struct control_row row = {
        .lead = sample->title,
        .text = shop_name(names, sample->tenant_id),
        .note = translate(ctx, open && !sample->is_public
                                   ? N_("No longer for sale, and nobody looked at it")
                                   : catalogue_seller_sample_words(sample->result)),
        .url = url_build(ctx, "/kontor/annonser/{}", &sample->code, 1),
        .act = translate(ctx, N_("Look at it")),
    };
    if (open && sample->is_public && (ctx->actor.roles & WHO_MANAGER) != 0) {
        row.seen_url = url_build(ctx, "/kontor/annonser/{}/brukt", &sample->code, 1);
        row.seen_act = translate(ctx, N_("It is used"));
    }
    return row;
}

static enum status add_sample(struct ctx *ctx, const struct shop_names *names,
                              struct control_view *view)
{
    struct samples samples = {0};
    const enum status found = catalogue_seller_samples(ctx, &samples);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, SAMPLE_PER_SHOP)},
                                    {"day", i18n_day(ctx, centre_day_of(ctx, samples.made_ms))},
                                    {"seed", str_of_i64(ctx->mem, samples.seed)}};
    view->sample_text =
        i18n_fill(ctx,
                  N_("Up to {n} things of each shop, drawn by lot on {day} (seed {seed}). "
                     "Look at each. What is new you take off with that reason."),
                  args, 3);
    for (size_t i = 0; i < samples.count; i++) {
        vec_push(ctx->mem, &view->sample, row_of_sample(ctx, names, &samples.ptr[i]));
    }
    return OK;
}

static enum status add_months(struct ctx *ctx, struct control_view *view)
{
    struct sample_months months;
    TRY(catalogue_seller_sample_months(ctx, &months));
    for (size_t i = 0; i < months.count; i++) {
        const struct sample_month *month = &months.ptr[i];
        const struct i18n_arg args[] = {{"n", i18n_number(ctx, month->chosen)},
                                        {"used", i18n_number(ctx, month->used)},
                                        {"new", i18n_number(ctx, month->as_new)}};
        vec_push(ctx->mem, &view->months,
                 (struct fact){str_format(ctx->mem, "%02d.%04d", (int)(month->month % 100),
                                          (int)(month->month / 100)),
                               i18n_fill(ctx,
                                         N_("{n} drawn, {used} looked at and used, {new} new and "
                                            "taken off"),
                                         args, 3),
                               STR("")});
    }
    return OK;
}

enum status catalogue_control_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct control_view view = {0};
    struct shop_names names;
    struct controls controls;
    struct moderateds unsettled;
    TRY(catalogue_cards_shops(ctx, &names));
    TRY(catalogue_seller_controls(ctx, &controls));
    TRY(catalogue_seller_unsettled(ctx, &unsettled));
    centre_page(ctx, req, PAGE_OFFICE, N_("Listings to look at"), "/kontor/annonser", &view.page);
    for (size_t i = 0; i < unsettled.count; i++) {
        const struct control_row row = row_of_moderated(ctx, &names, &unsettled.ptr[i]);
        if (unsettled.ptr[i].mended_ms == NO_I64) {
            vec_push(ctx->mem, &view.off, row);
        } else {
            vec_push(ctx->mem, &view.mended, row);
        }
    }
    for (size_t i = 0; i < controls.count; i++) {
        vec_push(ctx->mem, &view.alike, row_of_control(ctx, &names, &controls.ptr[i]));
    }
    for (size_t i = 0; i < names.tenants.count; i++) {
        int64_t until = NO_I64;
        const struct tenant *shop = &names.tenants.ptr[i];
        TRY(catalogue_seller_declared(ctx, shop->id, &until));
        const bool holds = until != NO_I64 && until >= centre_today(ctx);
        const struct i18n_arg arg = {"day", until == NO_I64 ? STR("") : i18n_day(ctx, until)};
        vec_push(ctx->mem, &view.shops,
                 (struct fact){shop->name,
                               holds ? i18n_fill(ctx, N_("Confirmed through {day}"), &arg, 1)
                                     : translate(ctx, N_("Not confirmed: cannot put out")),
                               STR("")});
    }
    TRY(add_newest(ctx, &names, &view));
    TRY(add_sample(ctx, &names, &view));
    TRY(add_months(ctx, &view));
    struct html_out out = centre_out(ctx, req, res);
    catalogue_control_html(&out, &view);
    return OK;
}

static enum status find(struct ctx *ctx, const struct request *req, struct listing *ret_listing)
{
    struct str code;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    return catalogue_by_code(ctx, code, ret_listing);
}

enum status catalogue_moderate_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &catalogue_moderate_form;
    struct moderate_view view = {0};
    struct shop_names names;
    struct listing listing;
    struct moderated why;
    TRY(find(ctx, req, &listing));
    TRY(catalogue_cards_shops(ctx, &names));
    centre_page(ctx, req, PAGE_OFFICE, N_("A listing"), "/kontor/annonser", &view.page);
    view.page.title = listing.title;
    view.name = listing.title;
    view.shop = shop_name(&names, listing.tenant_id);
    view.picture = catalogue_cards_photo(ctx, listing.photo, PHOTO_400);
    view.icon = catalogue_cards_icon(listing.category_id);
    view.is_public = listing.state == LISTING_PUBLIC;
    view.public_url = url_build(ctx, "/ting/{}", &listing.code, 1);
    view.history_url = url_build(ctx, "/varer/{}/historikk", &listing.code, 1);
    view.post_url = url_build(ctx, "/kontor/annonser/{}", &listing.code, 1);
    view.may_act = (ctx->actor.roles & WHO_MANAGER) != 0;
    const enum status found = catalogue_seller_why_off(ctx, listing.id, &why);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (found == OK) {
        view.why = translate(ctx, catalogue_seller_moderation_words(why.reason));
        view.sentence_before = why.sentence;
    }
    view.reason = form_field(ctx, req, form, "reason", STR(""));
    view.sentence = form_field(ctx, req, form, "sentence", STR(""));
    view.errors.errors = form_errors(ctx, req, form);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_moderate_html(&out, &view);
    return OK;
}

enum status catalogue_moderate_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct moderate_input *input = req->form;
    struct listing listing;
    TRY(find(ctx, req, &listing));
    TRY(catalogue_seller_take_off(ctx, listing.id, (enum moderation)input->reason,
                                  input->sentence));
    return response_redirect(ctx, req, res, STR("/kontor/annonser"));
}

enum status catalogue_seen_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct listing listing;
    TRY(find(ctx, req, &listing));
    TRY(catalogue_seller_seen(ctx, listing.id));
    return response_redirect(ctx, req, res, STR("/kontor/annonser"));
}

enum status catalogue_sample_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct listing listing;
    TRY(find(ctx, req, &listing));
    TRY(catalogue_seller_sample_used(ctx, listing.id));
    return response_redirect(ctx, req, res, STR("/kontor/annonser"));
}
