/* SPDX-License-Identifier: EUPL-1.2 */
/* Electrical tests, wiping and what is written on a thing: for the office, and for a shop's own. */
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_find.h"
#include "i18n/i18n.h"
#include "roles/roles.h"
#include "safety/safety_dealer.h"
#include "safety/safety_forms.h"
#include "safety/safety_pages.h"
#include "safety/safety_recall_store.h"
#include "safety/safety_shown.h"
#include "safety/safety_store.h"
#include "safety_html.h"

#include "base/banned.h"

#define LIST_PATH    "/kontor/el-test"
#define WAITING_PAGE 30

/* ---- the list -------------------------------------------------------------------------------- */

static enum status fill_waiting(struct ctx *ctx, int64_t after_id, struct checks_view *view)
{
    const struct goods_find find = {.code = STR(""),
                                    .stops = STOP_UNTESTED | STOP_UNWIPED,
                                    .after_id = after_id == NO_I64 ? 0 : after_id,
                                    .limit = WAITING_PAGE};
    struct goods_found found;
    TRY(goods_find(ctx, &find, &found));
    for (size_t i = 0; i < found.things.count; i++) {
        struct waiting_line line = {.act = safety_shown(ctx, N_("Look at it"))};
        TRY(safety_shown_thing(ctx, &found.things.ptr[i], &line.thing));
        line.url = url_build(ctx, LIST_PATH "/{}", &found.things.ptr[i].code, 1);
        vec_push(ctx->mem, &view->waiting, line);
    }
    if (found.more) {
        const struct str next = safety_shown_number(ctx, found.next_id);
        view->next = url_build(ctx, LIST_PATH "?etter={}", &next, 1);
    }
    return OK;
}

/* A code was typed: the thing's own page, if there is such a thing. */
static enum status find_code(struct ctx *ctx, const struct request *req, struct response *res,
                             struct str typed, bool *ret_found)
{
    struct str code;
    struct thing thing;
    *ret_found = false;
    if (goods_code_read(ctx, typed, &code) != OK) {
        ctx->err.field = "kode";
        return OK;
    }
    const enum status status = goods_by_code(ctx, code, &thing);
    if (status == NOT_FOUND) {
        ctx->err =
            (struct ctx_error){.message = N_("No thing here has that label."), .field = "kode"};
        return OK;
    }
    TRY(status);
    *ret_found = true;
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, LIST_PATH "/%.*s", STR_ARG(thing.code)));
}

enum status safety_checks_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct code_input *input = req->form;
    struct checks_view view = {0};
    bool found = false;
    if (input->code.ptr != NULL) {
        TRY(find_code(ctx, req, res, input->code, &found));
        if (found) {
            return OK;
        }
    }
    const struct form_errors errors = form_errors(ctx, req, &safety_code_form);
    view.code = form_field(ctx, req, &safety_code_form, "kode", STR(""));
    view.code.required = true;
    if (errors.count > 0) {
        view.code.error = errors.ptr[0].message;
    }
    view.errors.errors = errors;
    ctx->err = (struct ctx_error){0};
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, LIST_PATH, &view.page);
    view.find_url = url_build(ctx, LIST_PATH, NULL, 0);
    TRY(fill_waiting(ctx, input->before_id, &view));
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = safety_shown(ctx, N_("Nothing waits to be tested")),
        .text =
            safety_shown(ctx, N_("What must be tested or wiped before it is sold stands here."))};
    struct html_out out = centre_out(ctx, req, res);
    safety_checks_html(&out, &view);
    return OK;
}

/* ---- one thing ------------------------------------------------------------------------------- */

static void fill_test_form(struct ctx *ctx, const struct request *req, struct check_view *view)
{
    const struct form *form = &safety_test_form;
    const struct str today = day_iso(ctx->mem, centre_today(ctx));
    view->day = form_field(ctx, req, form, "day", today);
    view->tester = form_field(ctx, req, form, "tester", ctx->actor.name);
    view->instrument = form_field(ctx, req, form, "instrument", STR(""));
    view->result = form_field(ctx, req, form, "result", STR(""));
    view->guarantee = form_field(ctx, req, form, "guarantee", STR(""));
    view->note = form_field(ctx, req, form, "note", STR(""));
}

static void fill_wipe_form(struct ctx *ctx, const struct request *req, struct check_view *view)
{
    const struct form *form = &safety_wipe_form;
    const struct str today = day_iso(ctx->mem, centre_today(ctx));
    view->wiped_day = form_field(ctx, req, form, "wiped_day", today);
    view->wiper = form_field(ctx, req, form, "wiper", ctx->actor.name);
    view->method = form_field(ctx, req, form, "method", STR(""));
    view->wipe_note = form_field(ctx, req, form, "wipe_note", STR(""));
}

static enum status fill_identity_form(struct ctx *ctx, const struct request *req, int64_t thing_id,
                                      struct check_view *view)
{
    const struct form *form = &safety_identity_form;
    struct safety_identity identity;
    TRY(safety_identity(ctx, thing_id, &identity));
    view->brand = form_field(ctx, req, form, "brand", identity.brand);
    view->model = form_field(ctx, req, form, "model", identity.model);
    view->batch = form_field(ctx, req, form, "batch", identity.batch);
    view->gtin = form_field(ctx, req, form, "gtin", identity.gtin);
    safety_shown_fact(ctx, &view->facts, N_("Brand"), identity.brand);
    safety_shown_fact(ctx, &view->facts, N_("Model"), identity.model);
    safety_shown_fact(ctx, &view->facts, N_("Batch or serial number"), identity.batch);
    safety_shown_fact(ctx, &view->facts, N_("Bar code"), identity.gtin);
    return OK;
}

static struct str test_detail(struct ctx *ctx, const struct safety_test *test)
{
    const struct i18n_arg args[] = {{"instrument", test->instrument},
                                    {"n", i18n_number(ctx, test->guarantee_months)},
                                    {"note", test->note}};
    const struct str base =
        test->guarantee_months == 0
            ? test->instrument
            : i18n_fill(ctx, N_("{instrument} · guarantee {n} months"), args, 3);
    return test->note.len == 0
               ? base
               : str_format(ctx->mem, "%.*s · %.*s", STR_ARG(base), STR_ARG(test->note));
}

static enum status fill_checks(struct ctx *ctx, int64_t thing_id, struct check_view *view)
{
    struct safety_tests tests;
    struct safety_wipes wipes;
    TRY(safety_store_tests(ctx, thing_id, &tests));
    TRY(safety_store_wipes(ctx, thing_id, &wipes));
    for (size_t i = 0; i < tests.count; i++) {
        const struct safety_test *test = &tests.ptr[i];
        const struct pill passed = {PILL_OPEN, STR("check"), safety_shown(ctx, N_("Passed"))};
        const struct pill failed = {PILL_BAD, STR("x"), safety_shown(ctx, N_("Failed"))};
        vec_push(ctx->mem, &view->tests,
                 (struct check_line){.day = i18n_day(ctx, test->day),
                                     .result = test->passed ? passed : failed,
                                     .who = test->tester,
                                     .detail = test_detail(ctx, test)});
    }
    for (size_t i = 0; i < wipes.count; i++) {
        const struct safety_wipe *wipe = &wipes.ptr[i];
        vec_push(ctx->mem, &view->wipes,
                 (struct check_line){.day = i18n_day(ctx, wipe->day),
                                     .result = {PILL_OPEN, STR("check"),
                                                safety_shown(ctx, safety_wipe_words(wipe->method))},
                                     .who = wipe->wiper,
                                     .detail = wipe->note});
    }
    return OK;
}

/* What was bought tells its holder what is missing before it may be sold. */
static enum status fill_bought(struct ctx *ctx, int64_t thing_id, struct check_view *view)
{
    struct dealer_entry entry;
    struct str until;
    const enum status found = safety_store_entry_of(ctx, thing_id, &entry);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    TRY(safety_dealer_until(ctx, &entry, &until));
    safety_shown_fact(ctx, &view->facts, N_("Bought"), i18n_day(ctx, entry.bought_day));
    safety_shown_fact(ctx, &view->facts, N_("May be sold"), until);
    return OK;
}

/* Which recalls it may be one of: the office decides, the shop reads. */
static enum status fill_matches(struct ctx *ctx, int64_t thing_id, struct check_view *view)
{
    struct safety_matches matches;
    TRY(safety_matches_of(ctx, thing_id, &matches));
    for (size_t i = 0; i < matches.count; i++) {
        struct recall recall;
        TRY(safety_recall_get(ctx, matches.ptr[i].recall_id, &recall));
        vec_push(ctx->mem, &view->matches,
                 (struct check_line){
                     .day = recall.number,
                     .result = safety_shown_score(ctx, matches.ptr[i].score),
                     .who = safety_shown_recall(ctx, &recall),
                     .detail = safety_shown(ctx, safety_match_words(matches.ptr[i].state))});
    }
    return OK;
}

static enum status show_check(struct ctx *ctx, struct request *req, struct response *res,
                              const struct thing *thing, struct check_view *view)
{
    TRY(safety_shown_thing(ctx, thing, &view->thing));
    safety_shown_fact(ctx, &view->facts, N_("Note from the station"), thing->note);
    TRY(fill_bought(ctx, thing->id, view));
    fill_test_form(ctx, req, view);
    fill_wipe_form(ctx, req, view);
    TRY(fill_identity_form(ctx, req, thing->id, view));
    TRY(fill_checks(ctx, thing->id, view));
    TRY(fill_matches(ctx, thing->id, view));
    view->wants_wiping = (thing->stops & STOP_UNWIPED) != 0;
    if (req->again) {
        view->errors.errors = form_errors(ctx, req, req->route->form);
        view->wants_wiping = view->wants_wiping || req->route->form == &safety_wipe_form;
    } else if (req->form != NULL && ((const struct saved_input *)req->form)->saved) {
        view->saved = safety_shown(ctx, N_("Saved."));
    }
    view->page.title = view->thing.name;
    struct html_out out = centre_out(ctx, req, res);
    safety_check_html(&out, view);
    return OK;
}

static enum status thing_of(struct ctx *ctx, const struct request *req, int64_t holder_id,
                            struct thing *ret_thing)
{
    struct str code;
    struct thing thing;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    TRY(goods_by_code(ctx, code, &thing));
    if (holder_id != NO_I64 && thing.holder_id != holder_id) {
        return NOT_FOUND;
    }
    *ret_thing = thing;
    return OK;
}

enum status safety_check_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct check_view view = {.may_write = (ctx->actor.roles & WHO_MANAGER) != 0};
    struct thing thing;
    TRY(thing_of(ctx, req, NO_I64, &thing));
    centre_page(ctx, req, PAGE_OFFICE, N_("Test and wiping"), LIST_PATH, &view.page);
    view.back_url = url_build(ctx, LIST_PATH, NULL, 0);
    view.back = safety_shown(ctx, N_("Electrical tests"));
    view.test_url = url_build(ctx, LIST_PATH "/{}", &thing.code, 1);
    view.wipe_url = url_build(ctx, LIST_PATH "/{}/slettet", &thing.code, 1);
    view.identity_url = url_build(ctx, LIST_PATH "/{}/kjennetegn", &thing.code, 1);
    return show_check(ctx, req, res, &thing, &view);
}

enum status safety_own_check_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct check_view view = {.may_write = true};
    struct thing thing;
    TRY(thing_of(ctx, req, ctx->actor.owner_id, &thing));
    centre_page(ctx, req, PAGE_TENANT, N_("Test and wiping"), "/lager", &view.page);
    view.back_url = url_build(ctx, "/lager/{}", &thing.code, 1);
    view.back = safety_shown(ctx, N_("Price and place"));
    view.test_url = url_build(ctx, "/lager/{}/el-test", &thing.code, 1);
    view.wipe_url = url_build(ctx, "/lager/{}/slettet", &thing.code, 1);
    view.identity_url = url_build(ctx, "/lager/{}/kjennetegn", &thing.code, 1);
    return show_check(ctx, req, res, &thing, &view);
}

/* ---- saving ---------------------------------------------------------------------------------- */

static enum status shown_again(struct ctx *ctx, struct request *req, struct response *res,
                               const struct thing *thing, int64_t holder_id)
{
    return response_redirect(
        ctx, req, res,
        holder_id == NO_I64
            ? str_format(ctx->mem, LIST_PATH "/%.*s?lagret=1", STR_ARG(thing->code))
            : str_format(ctx->mem, "/lager/%.*s/sikkerhet?lagret=1", STR_ARG(thing->code)));
}

static struct str text(struct str s)
{
    return s.ptr == NULL ? STR("") : s;
}

static enum status save_test(struct ctx *ctx, struct request *req, struct response *res,
                             int64_t holder_id)
{
    const struct test_input *input = req->form;
    struct thing thing;
    TRY(thing_of(ctx, req, holder_id, &thing));
    const struct safety_test test = {.day = input->day,
                                     .tester = input->tester,
                                     .instrument = input->instrument,
                                     .passed = input->result == 1,
                                     .guarantee_months =
                                         input->guarantee == NO_I64 ? 0 : input->guarantee,
                                     .note = text(input->note)};
    TRY(safety_test_add(ctx, thing.id, holder_id, &test));
    return shown_again(ctx, req, res, &thing, holder_id);
}

static enum status save_wipe(struct ctx *ctx, struct request *req, struct response *res,
                             int64_t holder_id)
{
    const struct wipe_input *input = req->form;
    struct thing thing;
    TRY(thing_of(ctx, req, holder_id, &thing));
    const struct safety_wipe wipe = {.day = input->day,
                                     .method = input->method,
                                     .wiper = input->wiper,
                                     .note = text(input->note)};
    const enum status status = safety_wipe_add(ctx, thing.id, holder_id, &wipe);
    if (status == INVALID && ctx->err.field != NULL && strcmp(ctx->err.field, "day") == 0) {
        ctx->err.field = "wiped_day";
    }
    TRY(status);
    return shown_again(ctx, req, res, &thing, holder_id);
}

static enum status save_identity(struct ctx *ctx, struct request *req, struct response *res,
                                 int64_t holder_id)
{
    const struct identity_input *input = req->form;
    struct thing thing;
    TRY(thing_of(ctx, req, holder_id, &thing));
    const struct safety_identity identity = {text(input->brand), text(input->model),
                                             text(input->batch), text(input->gtin)};
    TRY(safety_identify(ctx, thing.id, holder_id, &identity));
    return shown_again(ctx, req, res, &thing, holder_id);
}

enum status safety_test_post(struct ctx *ctx, struct request *req, struct response *res)
{
    return save_test(ctx, req, res, NO_I64);
}

enum status safety_wipe_post(struct ctx *ctx, struct request *req, struct response *res)
{
    return save_wipe(ctx, req, res, NO_I64);
}

enum status safety_identity_post(struct ctx *ctx, struct request *req, struct response *res)
{
    return save_identity(ctx, req, res, NO_I64);
}

enum status safety_own_test_post(struct ctx *ctx, struct request *req, struct response *res)
{
    return save_test(ctx, req, res, ctx->actor.owner_id);
}

enum status safety_own_wipe_post(struct ctx *ctx, struct request *req, struct response *res)
{
    return save_wipe(ctx, req, res, ctx->actor.owner_id);
}

enum status safety_own_identity_post(struct ctx *ctx, struct request *req, struct response *res)
{
    return save_identity(ctx, req, res, ctx->actor.owner_id);
}
