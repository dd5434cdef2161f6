/* SPDX-License-Identifier: EUPL-1.2 */
/* The code for who delivered: made at the station, looked up by anybody who has it. */
#include "accounts/accounts.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_forms.h"
#include "custody/custody_journey.h"
#include "custody/custody_pages.h"
#include "custody/custody_words.h"
#include "custody_html.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

#define LATEST_MAX       30
#define LOOKUPS_A_MINUTE 120

/* ---- making one ------------------------------------------------------------------------------ */

/* The lot that a saved page led from. */
static struct str first_chosen(struct ctx *ctx, const struct request *req)
{
    const struct delivery_show_input *input = req->again ? NULL : req->form;
    struct str code;
    struct thing thing;
    if (input == NULL || input->like.ptr == NULL) {
        return STR("");
    }
    const struct ctx_error kept = ctx->err;
    const bool found =
        goods_code_read(ctx, input->like, &code) == OK && goods_by_code(ctx, code, &thing) == OK;
    ctx->err = kept;
    return found ? custody_words_id(ctx, thing.id) : STR("");
}

static enum status add_things(struct ctx *ctx, const struct request *req, int64_t station_id,
                              int64_t day, struct delivery_new_view *view)
{
    const struct str ticked =
        req->again ? form_field(ctx, req, &custody_delivery_form, "things", STR("")).value
                   : first_chosen(ctx, req);
    struct things things;
    TRY(goods_received_on(ctx, station_id, day, LATEST_MAX, &things));
    for (size_t i = 0; i < things.count && view->things.count < LATEST_MAX; i++) {
        const struct thing *thing = &things.ptr[i];
        struct delivery delivery;
        const enum status bound = custody_delivery_of(ctx, thing->id, &delivery);
        if (bound == OK) {
            continue;
        }
        if (bound != NOT_FOUND) {
            return bound;
        }
        struct delivery_choice choice = {.id = custody_words_id(ctx, thing->id),
                                         .name = goods_name(ctx, thing),
                                         .code = str_slice(thing->code, 4, 8),
                                         .when = centre_clock(ctx, thing->received_ms)};
        choice.chosen = custody_words_typed(ticked, choice.id);
        vec_push(ctx->mem, &view->things, choice);
    }
    return OK;
}

enum status custody_delivery_new_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &custody_delivery_form;
    struct delivery_new_view view = {0};
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    TRY(add_things(ctx, req, station_id, centre_today(ctx), &view));
    centre_page(ctx, req, PAGE_STATION, N_("Code for who delivered"), "/inn/levering", &view.page);
    custody_words_errors(ctx, req, form, &view.errors);
    view.things_error = req->again ? form_field(ctx, req, form, "things", STR("")).error : STR("");
    if (view.things.count == 0) {
        static const char *const nothing[] = {NULL};
        custody_words_aim(&view.errors, nothing);
    }
    view.make_url = url_build(ctx, "/inn/levering", NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    custody_delivery_new_html(&out, &view);
    return OK;
}

enum status custody_delivery_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct delivery_input *input = req->form;
    struct delivery delivery;
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    TRY(custody_delivery_new(ctx, station_id, &input->things, &delivery));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/inn/levering/%.*s", STR_ARG(delivery.code)));
}

/* ---- showing and printing it ----------------------------------------------------------------- */

/* Of the station that asks. */
static enum status delivery_in(struct ctx *ctx, const struct request *req, struct delivery *ret)
{
    struct delivery delivery;
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    TRY(custody_delivery(ctx, req->params[0], &delivery));
    if (delivery.place_id != station_id) {
        return NOT_FOUND;
    }
    *ret = delivery;
    return OK;
}

static struct str target_of(struct ctx *ctx, const struct request *req,
                            const struct delivery *delivery)
{
    return custody_words_target(ctx, req, "/hva-skjedde/", delivery->code);
}

enum status custody_delivery_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct delivery_view view = {0};
    struct delivery delivery;
    struct i64_list things;
    struct str svg;
    TRY(delivery_in(ctx, req, &delivery));
    TRY(custody_delivery_things(ctx, delivery.id, &things));
    view.address = target_of(ctx, req, &delivery);
    TRY(qr_svg(ctx, view.address, &svg));
    centre_page(ctx, req, PAGE_STATION, N_("Code for who delivered"), "/inn/levering", &view.page);
    view.qr.markup = svg;
    view.code = custody_words_code(ctx, delivery.code);
    view.sum = custody_words_lots(ctx, (int64_t)things.count);
    view.slip = url_build(ctx, "/inn/levering/{}/lapp", &delivery.code, 1);
    view.again = url_build(ctx, "/inn", NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    custody_delivery_html(&out, &view);
    return OK;
}

enum status custody_delivery_slip(struct ctx *ctx, struct request *req, struct response *res)
{
    struct slip_view view = {0};
    struct delivery delivery;
    struct str svg;
    TRY(delivery_in(ctx, req, &delivery));
    view.address = target_of(ctx, req, &delivery);
    TRY(qr_svg(ctx, view.address, &svg));
    centre_page(ctx, req, PAGE_BARE, N_("Slip with the code"), "", &view.page);
    view.page.print = true;
    view.qr.markup = svg;
    view.code = custody_words_code(ctx, delivery.code);
    view.centre = view.page.centre_name;
    view.day = i18n_day(ctx, delivery.day);
    struct html_out out = centre_out(ctx, req, res);
    custody_slip_html(&out, &view);
    return custody_words_pdf(ctx, res,
                             str_format(ctx->mem, "kode-%.*s.pdf", STR_ARG(delivery.code)));
}

/* ---- looking it up --------------------------------------------------------------------------- */

/* Nobody in the demo has a slip: one code is told there. */
static void add_example(struct ctx *ctx, struct lookup_view *view)
{
    struct delivery delivery;
    if (view->page.demo && custody_delivery_newest(ctx, &delivery) == OK) {
        view->example.label = custody_words_code(ctx, delivery.code);
        view->example.url = url_build(ctx, "/hva-skjedde/{}", &delivery.code, 1);
    }
}

static enum status show_lookup(struct ctx *ctx, struct request *req, struct response *res,
                               struct str typed, bool unknown)
{
    struct lookup_view view = {.unknown = unknown};
    centre_page(ctx, req, PAGE_PUBLIC, N_("What became of it?"), "", &view.page);
    view.code = form_field(ctx, req, &custody_lookup_form, "kode", STR(""));
    view.code.value = typed;
    view.code.required = true;
    if (unknown) {
        view.code.error = custody_words_text(ctx, N_("No delivery has this code."));
        res->code = 404;
        view.page.noindex = true;
    }
    add_example(ctx, &view);
    view.look_url = url_build(ctx, "/hva-skjedde", NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    custody_lookup_html(&out, &view);
    return OK;
}

/* So that nobody tries codes until one is somebody's. */
static enum status count_lookup(struct ctx *ctx, const struct request *req)
{
    return rate_limit("delivery", req->remote, LOOKUPS_A_MINUTE, MS_PER_MINUTE, ctx->now_ms);
}

enum status custody_lookup_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct lookup_input *input = req->form;
    struct delivery delivery;
    if (input == NULL || input->code.ptr == NULL) {
        return show_lookup(ctx, req, res, STR(""), false);
    }
    TRY(count_lookup(ctx, req));
    const enum status found = custody_delivery(ctx, input->code, &delivery);
    if (found == NOT_FOUND) {
        return show_lookup(ctx, req, res, input->code, true);
    }
    TRY(found);
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/hva-skjedde/%.*s", STR_ARG(delivery.code)));
}

enum status custody_journey_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct journey_view view = {0};
    struct delivery delivery;
    struct i64_list things;
    TRY(count_lookup(ctx, req));
    const enum status found = custody_delivery(ctx, req->params[0], &delivery);
    if (found == NOT_FOUND) {
        return show_lookup(ctx, req, res, str_utf8_prefix(req->params[0], 60), true);
    }
    TRY(found);
    TRY(custody_delivery_things(ctx, delivery.id, &things));
    centre_page(ctx, req, PAGE_PUBLIC, N_("What became of it?"), "", &view.page);
    view.page.noindex = true;
    const struct i18n_arg args[] = {{"day", i18n_day(ctx, delivery.day)},
                                    {"place", custody_words_holder(ctx, delivery.place_id)},
                                    {"lots", custody_words_lots(ctx, (int64_t)things.count)}};
    view.heading = custody_words_text(ctx, N_("What became of it?"));
    view.intro = i18n_fill(ctx, N_("{lots} delivered at {place} on {day}."), args, 3);
    for (size_t i = 0; i < things.count; i++) {
        struct journey journey;
        TRY(custody_journey(ctx, things.ptr[i], &journey));
        vec_push(ctx->mem, &view.things, journey);
    }
    struct html_out out = centre_out(ctx, req, res);
    custody_journey_html(&out, &view);
    return OK;
}
