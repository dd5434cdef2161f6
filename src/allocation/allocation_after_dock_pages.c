/* SPDX-License-Identifier: EUPL-1.2 */
/* The shop's pick-ups: when and where, another time, what it has, and its calendar. */
#include "allocation/allocation_after_forms.h"
#include "allocation/allocation_after_pages.h"
#include "allocation/allocation_after_words.h"
#include "allocation/allocation_wish_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define LOTS_MAX 500

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- times ----------------------------------------------------------------------------------- */

static bool together(const struct pick_up *a, const struct pick_up *b)
{
    return a->round_id == b->round_id && a->station_id == b->station_id &&
           a->window_id == b->window_id && a->due_ms == b->due_ms;
}

static bool confirmed(const struct pick_up *lot)
{
    return lot->given_ms != NO_I64 || lot->received_ms != NO_I64;
}

static struct str box_when(struct ctx *ctx, const struct pick_up *lot)
{
    const struct i18n_arg args[] = {
        {"when", lot->window_id == NO_I64
                     ? centre_when_near(ctx, lot->due_ms)
                     : allocation_after_words_span(ctx, lot->starts_ms, lot->due_ms)}};
    return i18n_fill(ctx,
                     lot->window_id == NO_I64 ? N_("Collect before {when}; agree on a time")
                                              : N_("Collect {when}"),
                     args, 1);
}

static struct str box_where(struct ctx *ctx, const struct pick_up *first,
                            const struct things *things)
{
    const struct i18n_arg args[] = {
        {"station", allocation_after_words_holder(ctx, first->station_id)},
        {"n", i18n_number(ctx, (int64_t)things->count)},
        {"weight", allocation_after_words_weight(ctx, things->ptr, things->count)}};
    return i18n_replace(ctx,
                        i18n_plural(ctx->lang, N_("{station} · 1 lot · {weight}"),
                                    N_("{station} · {n} lots · {weight}"), (int64_t)things->count),
                        args, 3);
}

/* The other times of the round at the station that have room for what would move. */
static enum status add_times(struct ctx *ctx, const struct request *req,
                             const struct pick_up *first, int64_t lots, struct dock_box *box)
{
    struct pick_up_windows windows;
    const struct str chosen =
        form_field(ctx, req, &allocation_after_move_form, "to", STR("")).value;
    TRY(allocation_windows(ctx, first->round_id, &windows));
    for (size_t i = 0; i < windows.count; i++) {
        const struct pick_up_window *window = &windows.ptr[i];
        const int64_t room = window->capacity_lots - window->taken_lots;
        if (window->station_id != first->station_id || window->id == first->window_id ||
            window->starts_ms <= ctx->now_ms || room < lots) {
            continue;
        }
        const struct i18n_arg arg = {"n", i18n_number(ctx, room)};
        const struct str value = allocation_after_words_id(ctx, window->id);
        vec_push(ctx->mem, &box->times,
                 (struct dock_time){
                     .value = value,
                     .label = allocation_after_words_span(ctx, window->starts_ms, window->ends_ms),
                     .room = i18n_replace(ctx,
                                          i18n_plural(ctx->lang, N_("room for 1 lot"),
                                                      N_("room for {n} lots"), room),
                                          &arg, 1),
                     .chosen = str_equal(value, chosen),
                 });
    }
    return OK;
}

/* What was posted from this box, when it came back. */
static void add_error(struct ctx *ctx, const struct request *req, struct dock_box *box)
{
    const struct form *form = &allocation_after_move_form;
    if (!req->again || req->route->form != form ||
        !str_equal(form_field(ctx, req, form, "from", STR("")).value, box->from)) {
        return;
    }
    box->error = form_field(ctx, req, form, "to", STR("")).error;
    box->open = true;
}

static enum status add_box(struct ctx *ctx, const struct request *req, const struct pick_ups *lots,
                           size_t at, struct dock_view *view)
{
    const struct pick_up *first = &lots->ptr[at];
    struct things things = {0};
    int64_t free_lots = 0;
    for (size_t i = at; i < lots->count; i++) {
        if (together(first, &lots->ptr[i])) {
            vec_push(ctx->mem, &things, lots->ptr[i].thing);
            free_lots += confirmed(&lots->ptr[i]) ? 0 : 1;
        }
    }
    struct dock_box box = {
        .when = box_when(ctx, first),
        .where = box_where(ctx, first, &things),
        .from =
            first->window_id == NO_I64 ? STR("") : allocation_after_words_id(ctx, first->window_id),
        .can_move = free_lots > 0 && first->due_ms > ctx->now_ms,
    };
    if (box.can_move) {
        TRY(add_times(ctx, req, first, free_lots, &box));
    }
    add_error(ctx, req, &box);
    vec_push(ctx->mem, &view->boxes, box);
    return OK;
}

static enum status add_boxes(struct ctx *ctx, const struct request *req,
                             const struct pick_ups *lots, struct dock_view *view)
{
    for (size_t i = 0; i < lots->count; i++) {
        bool shown = false;
        for (size_t k = 0; k < i && !shown; k++) {
            shown = together(&lots->ptr[k], &lots->ptr[i]);
        }
        if (!shown) {
            TRY(add_box(ctx, req, lots, i, view));
        }
    }
    return OK;
}

/* ---- lots ------------------------------------------------------------------------------------ */

static struct pill state_of(struct ctx *ctx, const struct pick_up *lot)
{
    if (lot->received_ms != NO_I64) {
        return (struct pill){PILL_WAIT, STR("hourglass"),
                             translate(ctx, N_("The station has to confirm"))};
    }
    if (lot->given_ms != NO_I64) {
        return (struct pill){PILL_WAIT, STR("hourglass"),
                             translate(ctx, N_("Confirm that you have it"))};
    }
    return lot->due_ms <= ctx->now_ms
               ? (struct pill){PILL_BAD, STR("alert"), translate(ctx, N_("The time is over"))}
               : (struct pill){PILL_INFO, STR("truck"), translate(ctx, N_("Ready to collect"))};
}

static bool from_a_round(const struct pick_ups *lots, int64_t thing_id)
{
    for (size_t i = 0; i < lots->count; i++) {
        if (lots->ptr[i].thing.id == thing_id) {
            return true;
        }
    }
    return false;
}

/* Lots of rounds, then those that the manager gave by hand. */
static enum status add_lots(struct ctx *ctx, const struct pick_ups *lots, struct dock_view *view)
{
    struct things given;
    TRY(goods_awaiting(ctx, ctx->actor.owner_id, LOTS_MAX, &given));
    for (size_t i = 0; i < lots->count; i++) {
        struct dock_lot lot = allocation_after_words_lot(ctx, &lots->ptr[i].thing);
        lot.state = state_of(ctx, &lots->ptr[i]);
        lot.when = allocation_after_words_holder(ctx, lots->ptr[i].station_id);
        vec_push(ctx->mem, &view->lots, lot);
    }
    for (size_t i = 0; i < given.count; i++) {
        if (from_a_round(lots, given.ptr[i].id)) {
            continue;
        }
        struct dock_lot lot = allocation_after_words_lot(ctx, &given.ptr[i]);
        lot.state =
            (struct pill){PILL_INFO, STR("truck"), translate(ctx, N_("Given by the centre"))};
        lot.when = allocation_after_words_holder(ctx, given.ptr[i].holder_id);
        vec_push(ctx->mem, &view->lots, lot);
    }
    return OK;
}

/* ---- what was just done ---------------------------------------------------------------------- */

static void add_done(struct ctx *ctx, const struct pick_ups *lots, struct str code,
                     struct dock_view *view)
{
    struct thing thing;
    if (code.len == 0 || goods_by_code(ctx, code, &thing) != OK) {
        return;
    }
    const struct i18n_arg args[] = {{"name", goods_name(ctx, &thing)}, {"code", thing.code}};
    if (thing.holder_id == ctx->actor.owner_id) {
        view->done = i18n_fill(ctx, N_("You have picked up: {name}"), args, 2);
        view->done_link.label = translate(ctx, N_("Price and put out"));
        view->done_link.url = url_build(ctx, "/lager/{}", &thing.code, 1);
    } else if (from_a_round(lots, thing.id)) {
        view->done = i18n_fill(ctx, N_("You have confirmed: {name}, label {code}"), args, 2);
        view->done_note = translate(
            ctx, N_("The station has to confirm it too. Then you can price it and put it out."));
    }
}

static enum status add_feed(struct ctx *ctx, struct dock_view *view)
{
    int64_t made_ms = 0;
    const enum status found = allocation_feed_made(ctx, ctx->actor.owner_id, &made_ms);
    if (found == OK) {
        const struct i18n_arg arg = {"day", i18n_day(ctx, centre_day_of(ctx, made_ms))};
        view->feed_made = i18n_fill(ctx, N_("Made {day}"), &arg, 1);
    }
    return found == NOT_FOUND ? OK : found;
}

/* ---- the page -------------------------------------------------------------------------------- */

/* Once the boxes are there: a time to choose anew is one of theirs, or nowhere to jump to. */
static void add_errors(struct ctx *ctx, const struct request *req, struct dock_view *view)
{
    const struct form_errors typed = form_errors(ctx, req, &allocation_after_receive_form);
    const struct form_errors moved = form_errors(ctx, req, &allocation_after_move_form);
    struct str id = STR("");
    for (size_t i = 0; i < view->boxes.count; i++) {
        id = view->boxes.ptr[i].open && view->boxes.ptr[i].times.count > 0 ? STR("f-to") : id;
    }
    for (size_t i = 0; i < typed.count; i++) {
        vec_push(ctx->mem, &view->errors.errors, typed.ptr[i]);
    }
    for (size_t i = 0; i < moved.count; i++) {
        vec_push(ctx->mem, &view->errors.errors, (struct form_error){id, moved.ptr[i].message});
    }
}

static enum status show(struct ctx *ctx, struct request *req, struct response *res,
                        struct str feed_address)
{
    const bool fresh = req->route->form == &allocation_after_collected_form && !req->again;
    const struct dock_done_input *input = fresh ? req->form : NULL;
    struct dock_view view = {.feed_address = feed_address};
    struct pick_ups lots;
    TRY(allocation_pick_ups_of(ctx, ctx->actor.owner_id, PICK_UP_WAITING, LOTS_MAX, &lots));
    centre_page(ctx, req, PAGE_TENANT, N_("Pick-ups"), "/henting", &view.page);
    view.code = form_field(ctx, req, &allocation_after_receive_form, "code", STR(""));
    TRY(add_boxes(ctx, req, &lots, &view));
    add_errors(ctx, req, &view);
    TRY(add_lots(ctx, &lots, &view));
    TRY(add_feed(ctx, &view));
    if (input != NULL) {
        add_done(ctx, &lots, input->code, &view);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing waits for you right now")),
        .text = translate(ctx, N_("What you get in a draw or from the centre stands here.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    allocation_dock_html(&out, &view);
    return OK;
}

enum status allocation_after_dock_page(struct ctx *ctx, struct request *req, struct response *res)
{
    return show(ctx, req, res, STR(""));
}

enum status allocation_after_dock_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct dock_code_input *input = req->form;
    const int64_t tenant_id = ctx->actor.owner_id;
    struct str code;
    TRY(allocation_pick_up_code(ctx, input->code, NO_I64, tenant_id, &code));
    TRY(allocation_take(ctx, code, tenant_id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/henting?hentet=%.*s", STR_ARG(code)));
}

enum status allocation_after_move_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct dock_move_input *input = req->form;
    if (input->to == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Choose one of the times."), "to");
    }
    TRY(allocation_pick_up_move(ctx, ctx->actor.owner_id, input->from, input->to));
    return response_redirect(ctx, req, res, STR("/henting"));
}

/* ---- the calendar ---------------------------------------------------------------------------- */

/* The address as a calendar needs it: whole where the program knows what it is called. */
static struct str whole_address(struct ctx *ctx, const struct request *req, struct str token)
{
    const struct str host = request_header(req, "Host");
    const struct str origin =
        req->app->public_url.len > 0
            ? req->app->public_url
            : str_format(ctx->mem, "%s://%.*s", req->secure ? "https" : "http", STR_ARG(host));
    return str_format(ctx->mem, "%.*s%.*s/kalender/%.*s", STR_ARG(origin), STR_ARG(req->prefix),
                      STR_ARG(token));
}

/* Shown only in the answer to the request that made it: the database keeps its hash alone. */
enum status allocation_after_feed_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct str token;
    TRY(allocation_feed_renew(ctx, ctx->actor.owner_id, &token));
    return show(ctx, req, res, whole_address(ctx, req, token));
}

enum status allocation_after_feed(struct ctx *ctx, struct request *req, struct response *res)
{
    struct str text;
    TRY(allocation_feed_text(ctx, req->params[0], &text));
    res->content_type = STR("text/calendar; charset=utf-8");
    res->cache_control = STR("private, max-age=300");
    response_header(ctx, res, "X-Robots-Tag", STR("noindex"));
    strbuf_str(&res->body, text);
    return OK;
}
