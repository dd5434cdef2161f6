/* SPDX-License-Identifier: EUPL-1.2 */
/* A lot is saved: its label, what the station has done today, and the way back. */
#include "station/station_pages.h"

#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "station/station_views.h"
#include "station_html.h"

#include "base/banned.h"

#define LATEST_LOTS 3

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* The lot in the address if it was registered at the station of this device, else NOT_FOUND. */
static enum status lot_in_path(struct ctx *ctx, const struct request *req, struct thing *ret_thing,
                               int64_t *ret_station_id)
{
    struct str code;
    struct thing thing;
    int64_t station_id = 0;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    TRY(goods_by_code(ctx, code, &thing));
    if (thing.place_id != station_id) {
        return NOT_FOUND;
    }
    *ret_thing = thing;
    *ret_station_id = station_id;
    return OK;
}

/* ---- today ----------------------------------------------------------------------------------- */

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    vec_push(ctx->mem, facts, (struct fact){translate(ctx, label), value, STR("")});
}

static struct url undo_url(struct ctx *ctx, const struct thing *thing, enum goods_intake state)
{
    return state == INTAKE_OPEN ? url_build(ctx, "/inn/lagret/{}/angre", &thing->code, 1)
                                : (struct url){0};
}

/* The lot that the page is about has its undo at the top. */
static enum status add_latest(struct ctx *ctx, const struct thing *thing,
                              struct intake_saved_view *view)
{
    const struct goods_category *category = goods_codes_category(thing->category_id);
    enum goods_intake state = INTAKE_OPEN;
    TRY(goods_intake_state(ctx, thing->id, &state));
    struct recent_lot lot = {
        .card = {.url = url_build(ctx, "/inn/lagret/{}", &thing->code, 1),
                 .name = goods_name(ctx, thing),
                 .icon = category == NULL ? STR("box") : category->icon},
        .code_short = str_slice(thing->code, 4, 8),
    };
    if (thing->id != view->lot_id) {
        lot.undo = undo_url(ctx, thing, state);
    }
    if (thing->photo.len > 0) {
        lot.card.picture = url_fixed(ctx, photo_path(ctx, thing->photo, PHOTO_400));
    }
    vec_push(ctx->mem, &view->latest, lot);
    return OK;
}

static enum status fill_today(struct ctx *ctx, int64_t station_id, struct intake_saved_view *view)
{
    struct station_day day;
    struct things latest;
    struct holder station;
    const int64_t today = centre_today(ctx);
    TRY(goods_holder(ctx, station_id, &station));
    TRY(goods_station_day(ctx, station_id, today, &day));
    TRY(goods_received_on(ctx, station_id, today, LATEST_LOTS, &latest));
    const struct i18n_arg arg = {"station", station.name};
    view->station = i18n_fill(ctx, N_("Today at {station}"), &arg, 1);
    add_fact(ctx, &view->today, N_("things"), i18n_number(ctx, day.count));
    add_fact(ctx, &view->today, N_("kilos"), i18n_number(ctx, (day.g + 500) / 1000));
    add_fact(ctx, &view->today, N_("need mending"), i18n_number(ctx, day.repair));
    for (size_t i = 0; i < latest.count; i++) {
        TRY(add_latest(ctx, &latest.ptr[i], view));
    }
    return OK;
}

/* ---- the page -------------------------------------------------------------------------------- */

static enum status fill_lot(struct ctx *ctx, const struct thing *thing,
                            struct intake_saved_view *view)
{
    const struct i18n_arg arg = {"name", goods_name(ctx, thing)};
    enum goods_intake state = INTAKE_OPEN;
    TRY(goods_intake_state(ctx, thing->id, &state));
    view->lot_id = thing->id;
    view->undone = state == INTAKE_UNDONE;
    view->undo = undo_url(ctx, thing, state);
    view->heading =
        i18n_fill(ctx, view->undone ? N_("{name} is undone") : N_("{name} is saved"), &arg, 1);
    const struct i18n_arg count = {"n", i18n_number(ctx, thing->count)};
    view->amount = goods_with_sacks(ctx, thing, i18n_fill(ctx, N_("{n} pcs"), &count, 1));
    view->code = str_format(ctx->mem, "%.4s-%.4s", thing->code.ptr, thing->code.ptr + 4);
    view->code_short = str_slice(thing->code, 4, 8);
    view->label_url = url_build(ctx, "/lapp/{}", &thing->code, 1);
    view->again_url = url_build(ctx, "/inn?som={}", &thing->code, 1);
    return OK;
}

enum status station_saved_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct intake_saved_view view = {0};
    struct thing thing;
    int64_t station_id = 0;
    TRY(lot_in_path(ctx, req, &thing, &station_id));
    TRY(fill_lot(ctx, &thing, &view));
    centre_page(ctx, req, PAGE_STATION, view.undone ? N_("Undone") : N_("Saved"), "/inn",
                &view.page);
    view.errors.errors = form_errors(ctx, req, &form_empty);
    view.errors.heading = translate(ctx, N_("This was not undone"));
    view.next_url = url_build(ctx, "/inn", NULL, 0);
    view.delivery = centre_link(ctx, req, "/inn/levering?som={}", &thing.code, 1);
    TRY(fill_today(ctx, station_id, &view));
    struct html_out out = centre_out(ctx, req, res);
    station_saved_html(&out, &view);
    return OK;
}

enum status station_undo_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct thing thing;
    int64_t station_id = 0;
    bool is_new = false;
    TRY(lot_in_path(ctx, req, &thing, &station_id));
    TRY(goods_undo_receive(ctx, thing.id, station_id, &is_new));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/inn/lagret/%.*s", STR_ARG(thing.code)));
}
