/* SPDX-License-Identifier: EUPL-1.2 */
/* Loads, at the office, at the station and at the shop that gets one. */
#include "custody/custody_load_pages.h"

#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_forms.h"
#include "custody/custody_pages.h"
#include "custody/custody_words.h"
#include "custody_html.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define LOADS_OPEN_MAX 100
#define LOADS_PAGE     20

/* ---- whose page it is ------------------------------------------------------------------------ */

enum load_place custody_load_place(const struct ctx *ctx, const struct request *req)
{
    const struct str path = str_of(req->route->path);
    const bool anywhere = str_starts_with(path, STR("/lass/"));
    if (anywhere ? (ctx->actor.roles & WHO_OFFICE) != 0 : str_starts_with(path, STR("/kontor/"))) {
        return LOAD_AT_OFFICE;
    }
    if (anywhere ? (ctx->actor.roles & WHO_STATION_WORKER) != 0
                 : str_starts_with(path, STR("/inn/"))) {
        return LOAD_AT_STATION;
    }
    return LOAD_AT_SHOP;
}

enum status custody_load_own(struct ctx *ctx, const struct request *req, int64_t *ret_holder_id)
{
    switch (custody_load_place(ctx, req)) {
    case LOAD_AT_OFFICE:
        *ret_holder_id = 0;
        return OK;
    case LOAD_AT_STATION:
        return accounts_device_station(ctx, ctx->actor.device_id, ret_holder_id);
    default:
        *ret_holder_id = ctx->actor.owner_id;
        return *ret_holder_id == 0 ? NOT_FOUND : OK;
    }
}

enum status custody_load_in(struct ctx *ctx, const struct request *req, struct load *ret_load)
{
    struct load load;
    int64_t own = 0;
    TRY(custody_load_own(ctx, req, &own));
    TRY(custody_load(ctx, req->params[0], &load));
    if (own != 0 && load.from_id != own && load.to_id != own) {
        return NOT_FOUND;
    }
    /* A shop hears of a load when it is on its way. */
    if (custody_load_place(ctx, req) == LOAD_AT_SHOP && load.state != LOAD_SENT &&
        load.state != LOAD_ARRIVED) {
        return NOT_FOUND;
    }
    *ret_load = load;
    return OK;
}

const char *custody_load_path(enum load_place place)
{
    return place == LOAD_AT_STATION ? "/inn/lass"
           : place == LOAD_AT_SHOP  ? "/mottak"
                                    : "/kontor/lass";
}

static const char *page_pattern(enum load_place place)
{
    return place == LOAD_AT_STATION ? "/inn/lass/{}"
           : place == LOAD_AT_SHOP  ? "/mottak/{}"
                                    : "/kontor/lass/{}";
}

static enum page_audience audience_of(enum load_place place)
{
    return place == LOAD_AT_STATION ? PAGE_STATION
           : place == LOAD_AT_SHOP  ? PAGE_TENANT
                                    : PAGE_OFFICE;
}

/* ---- the list -------------------------------------------------------------------------------- */

static struct str when_of(struct ctx *ctx, const struct load *load)
{
    return centre_when_near(ctx, load->arrived_ms != NO_I64 ? load->arrived_ms
                                 : load->sent_ms != NO_I64  ? load->sent_ms
                                                            : load->made_ms);
}

static struct load_row row_of(struct ctx *ctx, enum load_place place, const struct load *load)
{
    return (struct load_row){.code = custody_words_code(ctx, load->code),
                             .url = url_build(ctx, page_pattern(place), &load->code, 1),
                             .from = custody_words_holder(ctx, load->from_id),
                             .to = custody_words_holder(ctx, load->to_id),
                             .lots = custody_words_lots(ctx, load->lots),
                             .when = when_of(ctx, load),
                             .state = custody_words_load_state(ctx, load)};
}

static enum status add_open(struct ctx *ctx, enum load_place place, int64_t own,
                            struct loads_view *view)
{
    struct loads loads;
    TRY(custody_loads(ctx, own, true, NO_I64, LOADS_OPEN_MAX, &loads));
    for (size_t i = 0; i < loads.count; i++) {
        if (place != LOAD_AT_SHOP || loads.ptr[i].state == LOAD_SENT) {
            vec_push(ctx->mem, &view->open, row_of(ctx, place, &loads.ptr[i]));
        }
    }
    return OK;
}

static enum status add_past(struct ctx *ctx, enum load_place place, int64_t own, int64_t before_id,
                            struct loads_view *view)
{
    struct loads loads;
    TRY(custody_loads(ctx, own, false, before_id, LOADS_PAGE + 1, &loads));
    for (size_t i = 0; i < loads.count && i < LOADS_PAGE; i++) {
        if (place != LOAD_AT_SHOP || loads.ptr[i].state == LOAD_ARRIVED) {
            vec_push(ctx->mem, &view->past, row_of(ctx, place, &loads.ptr[i]));
        }
    }
    if (loads.count > LOADS_PAGE) {
        const struct str last = custody_words_id(ctx, loads.ptr[LOADS_PAGE - 1].id);
        view->next = url_build(ctx,
                               place == LOAD_AT_STATION ? "/inn/lass?etter={}"
                               : place == LOAD_AT_SHOP  ? "/mottak?etter={}"
                                                        : "/kontor/lass?etter={}",
                               &last, 1);
    }
    return OK;
}

static enum status add_new(struct ctx *ctx, const struct request *req, enum load_place place,
                           struct loads_view *view)
{
    const bool office = place == LOAD_AT_OFFICE;
    const struct form *form = office ? &custody_load_new_form : &custody_station_load_form;
    view->may_change = office ? (ctx->actor.roles & WHO_MANAGER) != 0 : place == LOAD_AT_STATION;
    if (!view->may_change) {
        return OK;
    }
    custody_words_errors(ctx, req, form, &view->errors);
    view->to = form_field(ctx, req, form, "to", STR(""));
    TRY(custody_words_holders(ctx, CUSTODY_KINDS_GETTING, &view->to));
    view->new_url = url_build(ctx, custody_load_path(place), NULL, 0);
    if (!office) {
        return OK;
    }
    view->from = form_field(ctx, req, form, "from", STR(""));
    return custody_words_holders(ctx, CUSTODY_KINDS_SENDING, &view->from);
}

enum status custody_loads_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct load_list_input *input = req->again ? NULL : req->form;
    const enum load_place place = custody_load_place(ctx, req);
    struct loads_view view = {0};
    int64_t own = 0;
    TRY(custody_load_own(ctx, req, &own));
    centre_page(ctx, req, audience_of(place),
                place == LOAD_AT_SHOP ? N_("Loads to the shop") : N_("Loads"),
                custody_load_path(place), &view.page);
    TRY(add_open(ctx, place, own, &view));
    TRY(add_past(ctx, place, own, input == NULL ? NO_I64 : input->before_id, &view));
    TRY(add_new(ctx, req, place, &view));
    struct html_out out = centre_out(ctx, req, res);
    if (place == LOAD_AT_STATION) {
        custody_station_loads_html(&out, &view);
    } else {
        custody_loads_html(&out, &view);
    }
    return OK;
}

static enum status to_load(struct ctx *ctx, const struct request *req, struct response *res,
                           struct str code)
{
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "%s/%.*s",
                                        custody_load_path(custody_load_place(ctx, req)),
                                        STR_ARG(code)));
}

enum status custody_load_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct load_new_input *input = req->form;
    struct load load;
    int64_t from_id = 0;
    TRY(custody_load_own(ctx, req, &from_id));
    TRY(custody_load_new(ctx, from_id == 0 ? input->from_id : from_id, input->to_id, &load));
    return to_load(ctx, req, res, load.code);
}

/* ---- one load -------------------------------------------------------------------------------- */

static void add_step(struct ctx *ctx, const char *words, int64_t at_ms, int64_t person_id,
                     enum step_state state, struct timeline *steps)
{
    const struct str who = custody_words_person(ctx, person_id);
    struct str when =
        at_ms == NO_I64 ? custody_words_text(ctx, N_("not yet")) : centre_when_near(ctx, at_ms);
    if (at_ms != NO_I64 && who.len > 0) {
        when = str_format(ctx->mem, "%.*s · %.*s", STR_ARG(when), STR_ARG(who));
    }
    vec_push(ctx->mem, steps, (struct timeline_step){state, custody_words_text(ctx, words), when});
}

static void add_steps(struct ctx *ctx, const struct load *load, struct timeline *steps)
{
    add_step(ctx, N_("The load was made"), load->made_ms, load->made_by, STEP_DONE, steps);
    if (load->state == LOAD_CALLED_OFF) {
        return;
    }
    add_step(ctx, N_("The sender has confirmed"), load->sent_ms, load->sent_by,
             load->state == LOAD_OPEN ? STEP_NOW : STEP_DONE, steps);
    add_step(ctx, N_("The receiver has confirmed"), load->arrived_ms, load->arrived_by,
             load->state == LOAD_ARRIVED ? STEP_DONE
             : load->state == LOAD_SENT  ? STEP_NOW
                                         : STEP_LATER,
             steps);
}

static struct pill outcome_pill(const struct ctx *ctx, int64_t outcome)
{
    switch (outcome) {
    case LOAD_LOT_CAME:
        return (struct pill){PILL_OPEN, STR("check"), custody_words_text(ctx, N_("Came"))};
    case LOAD_LOT_LOST:
        return (struct pill){PILL_BAD, STR("alert"),
                             custody_words_text(ctx, N_("Lost on the way"))};
    case LOAD_LOT_LEFT:
        return (struct pill){PILL_WAIT, STR("undo"), custody_words_text(ctx, N_("Never loaded"))};
    case LOAD_LOT_EXTRA:
        return (struct pill){PILL_INFO, STR("plus"), custody_words_text(ctx, N_("Came besides"))};
    default:
        return (struct pill){.text = STR("")};
    }
}

struct store_row custody_load_row(struct ctx *ctx, const struct load_lot *lot, const char *pattern)
{
    struct store_row row = custody_words_row(ctx, &lot->thing, pattern);
    row.count = i18n_number(ctx, lot->count);
    row.weight = custody_words_weight(ctx, lot->g);
    row.state = outcome_pill(ctx, lot->outcome);
    row.reason = lot->why;
    return row;
}

static void add_arrival(struct ctx *ctx, const struct load_lot *lot, size_t number,
                        struct str ticked, struct load_view *view)
{
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, lot->count)},
                                    {"weight", custody_words_weight(ctx, lot->g)}};
    const int64_t base = ((int64_t)number + 1) * 10;
    struct arrival_row row = {.name = goods_name(ctx, &lot->thing),
                              .code = custody_words_code(ctx, lot->thing.code),
                              .detail = i18n_fill(ctx, N_("{n} pcs · {weight}"), args, 2),
                              .field_id = str_format(ctx->mem, "f-outcome-%zu", number + 1),
                              .came = custody_words_id(ctx, base + LOAD_LOT_CAME),
                              .lost = custody_words_id(ctx, base + LOAD_LOT_LOST),
                              .left = custody_words_id(ctx, base + LOAD_LOT_LEFT)};
    row.is_lost = custody_words_typed(ticked, row.lost);
    row.is_left = custody_words_typed(ticked, row.left);
    vec_push(ctx->mem, &view->arrivals, row);
}

static enum status add_lots(struct ctx *ctx, const struct request *req, enum load_place place,
                            const struct load *load, struct load_view *view)
{
    const struct str ticked =
        form_field(ctx, req, &custody_load_arrive_form, "outcomes", STR("")).value;
    struct load_lots lots;
    TRY(custody_load_lots(ctx, load->id, &lots));
    for (size_t i = 0; i < lots.count; i++) {
        const char *pattern = place == LOAD_AT_OFFICE ? "/kontor/lager/{}" : NULL;
        vec_push(ctx->mem, &view->lots, custody_load_row(ctx, &lots.ptr[i], pattern));
        if (view->may_arrive) {
            add_arrival(ctx, &lots.ptr[i], i, ticked, view);
        }
    }
    view->sum = custody_words_sum(ctx, &lots);
    return OK;
}

/* Who stands at which end may do what belongs there; the manager may do both. */
static enum status add_rights(struct ctx *ctx, const struct request *req, enum load_place place,
                              const struct load *load, struct load_view *view)
{
    int64_t own = 0;
    TRY(custody_load_own(ctx, req, &own));
    const bool any = place == LOAD_AT_OFFICE && (ctx->actor.roles & WHO_MANAGER) != 0;
    view->may_load = load->state == LOAD_OPEN && (any || (own != 0 && own == load->from_id));
    view->may_arrive = load->state == LOAD_SENT && (any || (own != 0 && own == load->to_id));
    return OK;
}

static void add_urls(struct ctx *ctx, enum load_place place, const struct load *load,
                     struct load_view *view)
{
    const bool office = place == LOAD_AT_OFFICE;
    const struct str *code = &load->code;
    view->back = url_build(ctx, custody_load_path(place), NULL, 0);
    view->list_url = url_build(ctx, "/lass/{}/liste", code, 1);
    view->arrive_url = url_build(ctx,
                                 place == LOAD_AT_SHOP ? "/mottak/{}"
                                 : office              ? "/kontor/lass/{}/mottak"
                                                       : "/inn/lass/{}/mottak",
                                 code, 1);
    if (view->may_load) {
        view->add_url = url_build(ctx, office ? "/kontor/lass/{}/pa" : "/inn/lass/{}/pa", code, 1);
        view->off_url = url_build(ctx, office ? "/kontor/lass/{}/av" : "/inn/lass/{}/av", code, 1);
        view->send_url =
            url_build(ctx, office ? "/kontor/lass/{}/send" : "/inn/lass/{}/send", code, 1);
        view->call_off_url =
            url_build(ctx, office ? "/kontor/lass/{}/avlys" : "/inn/lass/{}/avlys", code, 1);
    }
}

static void add_forms(struct ctx *ctx, const struct request *req, struct load_view *view)
{
    const struct form *arrive = &custody_load_arrive_form;
    view->codes = form_field(ctx, req, &custody_load_codes_form, "codes", STR(""));
    view->extra = form_field(ctx, req, arrive, "extra", STR(""));
    view->why = form_field(ctx, req, arrive, "why", STR(""));
    custody_words_errors(ctx, req, &custody_load_codes_form, &view->errors);
    custody_words_errors(ctx, req, &custody_load_off_form, &view->errors);
    custody_words_errors(ctx, req, arrive, &view->errors);
    custody_words_errors(ctx, req, &form_empty, &view->errors);
    static const char *const loading[] = {"codes", NULL};
    static const char *const arriving[] = {"outcomes", "extra", "why", NULL};
    static const char *const neither[] = {NULL};
    custody_words_aim(&view->errors, view->may_load     ? loading
                                     : view->may_arrive ? arriving
                                                        : neither);
    view->differs = req->again && req->route->form == arrive;
}

enum status custody_load_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const enum load_place place = custody_load_place(ctx, req);
    struct load_view view = {0};
    struct load load;
    struct str svg;
    TRY(custody_load_in(ctx, req, &load));
    TRY(add_rights(ctx, req, place, &load, &view));
    centre_page(ctx, req, audience_of(place), N_("Load"), custody_load_path(place), &view.page);
    view.heading = custody_load_heading(ctx, &load);
    view.way = custody_load_way(ctx, &load);
    view.state = custody_words_load_state(ctx, &load);
    add_steps(ctx, &load, &view.steps);
    add_urls(ctx, place, &load, &view);
    add_forms(ctx, req, &view);
    TRY(add_lots(ctx, req, place, &load, &view));
    view.address = custody_words_target(ctx, req, "/lass/", load.code);
    TRY(qr_svg(ctx, view.address, &svg));
    view.qr.markup = svg;
    struct html_out out = centre_out(ctx, req, res);
    if (place == LOAD_AT_STATION) {
        custody_station_load_html(&out, &view);
    } else {
        custody_load_html(&out, &view);
    }
    return OK;
}
