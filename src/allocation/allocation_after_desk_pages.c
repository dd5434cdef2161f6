/* SPDX-License-Identifier: EUPL-1.2 */
/* The station's pick-up desk: who comes when, and what has been handed out. */
#include "accounts/accounts.h"
#include "allocation/allocation_after_forms.h"
#include "allocation/allocation_after_pages.h"
#include "allocation/allocation_after_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define CODE_HALF (GOODS_CODE_LEN / 2)

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- what has been said about a lot ---------------------------------------------------------- */

static struct str said_of(struct ctx *ctx, const struct pick_up *lot)
{
    if (lot->state == PICK_UP_COLLECTED) {
        return translate(ctx, N_("Collected"));
    }
    if (lot->given_ms != NO_I64) {
        const struct i18n_arg arg = {"when", allocation_after_words_clock(ctx, lot->given_ms)};
        return i18n_fill(ctx, N_("Handed out {when}. The shop has to confirm."), &arg, 1);
    }
    if (lot->received_ms != NO_I64) {
        return translate(ctx, N_("The shop has confirmed. Now you."));
    }
    return lot->due_ms <= ctx->now_ms ? translate(ctx, N_("The time is over")) : STR("");
}

static bool can_give(const struct ctx *ctx, const struct pick_up *lot)
{
    return lot->state == PICK_UP_WAITING && lot->given_ms == NO_I64 &&
           (lot->received_ms != NO_I64 || lot->due_ms > ctx->now_ms);
}

static struct desk_lot desk_lot_of(struct ctx *ctx, const struct pick_up *lot)
{
    const struct str code = lot->thing.code;
    return (struct desk_lot){
        .code = code,
        .code_first = str_slice(code, 0, CODE_HALF),
        .code_last = str_slice(code, CODE_HALF, code.len),
        .name = goods_name(ctx, &lot->thing),
        .said = said_of(ctx, lot),
        .given = !can_give(ctx, lot),
    };
}

/* ---- by time and shop ------------------------------------------------------------------------ */

static struct str time_words(struct ctx *ctx, const struct pick_up *lot)
{
    if (lot->window_id == NO_I64) {
        return translate(ctx, N_("By agreement"));
    }
    return centre_day_of(ctx, lot->starts_ms) == centre_today(ctx)
               ? allocation_after_words_hours(ctx, lot->starts_ms, lot->due_ms)
               : allocation_after_words_span(ctx, lot->starts_ms, lot->due_ms);
}

static struct str sum_words(struct ctx *ctx, const struct pick_up *lots, size_t count)
{
    int64_t left = 0;
    for (size_t i = 0; i < count; i++) {
        left += lots[i].given_ms == NO_I64 && lots[i].state == PICK_UP_WAITING ? 1 : 0;
    }
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, (int64_t)count)},
                                    {"left", i18n_number(ctx, left)}};
    return i18n_replace(ctx,
                        left == 0 ? i18n_plural(ctx->lang, N_("1 lot, handed out"),
                                                N_("{n} lots, all handed out"), (int64_t)count)
                                  : i18n_plural(ctx->lang, N_("1 lot"), N_("{n} lots, {left} left"),
                                                (int64_t)count),
                        args, 2);
}

static struct desk_shop shop_of(struct ctx *ctx, const struct pick_up *lots, size_t count,
                                size_t number)
{
    struct desk_shop shop = {
        .shop = allocation_after_words_holder(ctx, lots[0].tenant_id),
        .id = str_format(ctx->mem, "butikk-%zu", number),
        .sum = sum_words(ctx, lots, count),
    };
    for (size_t i = 0; i < count; i++) {
        vec_push(ctx->mem, &shop.lots, desk_lot_of(ctx, &lots[i]));
    }
    return shop;
}

static void add_times(struct ctx *ctx, const struct pick_ups *lots, struct desk_view *view)
{
    for (size_t i = 0; i < lots->count;) {
        const struct pick_up *first = &lots->ptr[i];
        size_t end = i + 1;
        while (end < lots->count && lots->ptr[end].window_id == first->window_id &&
               lots->ptr[end].tenant_id == first->tenant_id) {
            end++;
        }
        if (i == 0 || lots->ptr[i - 1].window_id != first->window_id) {
            vec_push(ctx->mem, &view->times,
                     (struct desk_time){.when = time_words(ctx, first),
                                        .now = first->window_id != NO_I64 &&
                                               first->starts_ms <= ctx->now_ms &&
                                               first->due_ms > ctx->now_ms});
        }
        struct desk_time *time = &view->times.ptr[view->times.count - 1];
        vec_push(ctx->mem, &time->shops, shop_of(ctx, first, end - i, i));
        i = end;
    }
}

/* ---- the page -------------------------------------------------------------------------------- */

static void add_done(struct ctx *ctx, const struct pick_ups *lots, struct str code,
                     struct desk_view *view)
{
    for (size_t i = 0; i < lots->count; i++) {
        const struct pick_up *lot = &lots->ptr[i];
        if (code.len == 0 || !str_equal(lot->thing.code, code)) {
            continue;
        }
        const struct i18n_arg args[] = {
            {"name", goods_name(ctx, &lot->thing)},
            {"shop", allocation_after_words_holder(ctx, lot->tenant_id)}};
        view->done = i18n_fill(ctx, N_("{name} is handed out to {shop}"), args, 2);
        view->done_note = translate(ctx, lot->state == PICK_UP_COLLECTED
                                             ? N_("The shop has confirmed it too.")
                                             : N_("The shop confirms it with the same label."));
    }
}

enum status allocation_after_desk_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const int64_t today = centre_today(ctx);
    const struct dock_done_input *input =
        req->again || req->route->form != &allocation_after_handed_form ? NULL : req->form;
    struct desk_view view = {0};
    struct pick_ups lots;
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    TRY(allocation_pick_ups_at(ctx, station_id, centre_instant(ctx, today, 0),
                               centre_instant(ctx, today + 1, 0), &lots));
    centre_page(ctx, req, PAGE_STATION, N_("Pick-ups today"), "/inn/henting", &view.page);
    view.station = allocation_after_words_holder(ctx, station_id);
    view.code = form_field(ctx, req, &allocation_after_give_form, "code", STR(""));
    view.errors.errors = form_errors(ctx, req, &allocation_after_give_form);
    add_times(ctx, &lots, &view);
    if (input != NULL) {
        add_done(ctx, &lots, input->code, &view);
    }
    struct html_out out = centre_out(ctx, req, res);
    allocation_desk_html(&out, &view);
    return OK;
}

enum status allocation_after_desk_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct dock_code_input *input = req->form;
    struct str code;
    struct pick_up pick_up;
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    TRY(allocation_pick_up_code(ctx, input->code, station_id, NO_I64, &code));
    TRY(allocation_give(ctx, code, station_id, &pick_up));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/inn/henting?utlevert=%.*s", STR_ARG(code)));
}
