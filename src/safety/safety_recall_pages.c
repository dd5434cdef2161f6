/* SPDX-License-Identifier: EUPL-1.2 */
/* A person decides what is a recalled thing; the shop that has it answers and throws it away. */
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_find.h"
#include "i18n/i18n.h"
#include "roles/roles.h"
#include "safety/safety_forms.h"
#include "safety/safety_pages.h"
#include "safety/safety_recall_store.h"
#include "safety/safety_shown.h"
#include "safety_html.h"

#include "base/banned.h"

#define LIST_PATH "/kontor/tilbakekall"
#define OWN_PATH  "/tilbakekall"
#define PAGE_ROWS 30
#define OLD_ROWS  15
#define OWN_ROWS  100

/* ---- the list -------------------------------------------------------------------------------- */

static enum status add_line(struct ctx *ctx, const struct safety_match *match,
                            struct match_lines *lines)
{
    struct match_line line = {.score = safety_shown_score(ctx, match->score)};
    struct thing thing;
    struct recall recall;
    TRY(goods_thing(ctx, match->thing_id, &thing));
    TRY(safety_recall_get(ctx, match->recall_id, &recall));
    TRY(safety_shown_thing(ctx, &thing, &line.thing));
    const struct str id = safety_shown_number(ctx, match->id);
    line.recall = safety_shown_recall(ctx, &recall);
    line.url = url_build(ctx, LIST_PATH "/{}", &id, 1);
    vec_push(ctx->mem, lines, line);
    return OK;
}

static enum status add_lines(struct ctx *ctx, int64_t state, int64_t before_id, size_t limit,
                             struct match_lines *lines, struct url *next)
{
    struct safety_matches matches;
    TRY(safety_matches(ctx, state, before_id, (int64_t)limit + 1, &matches));
    for (size_t i = 0; i < matches.count && i < limit; i++) {
        TRY(add_line(ctx, &matches.ptr[i], lines));
    }
    if (matches.count > limit && next != NULL) {
        const struct str last = safety_shown_number(ctx, matches.ptr[limit - 1].id);
        *next = url_build(ctx, LIST_PATH "?etter={}", &last, 1);
    }
    return OK;
}

static enum status known_words(struct ctx *ctx, struct str *ret_words)
{
    int64_t count = 0;
    int64_t newest_ms = NO_I64;
    TRY(safety_recall_count(ctx, &count, &newest_ms));
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, count)},
        {"when", newest_ms == NO_I64 ? STR("") : centre_when(ctx, newest_ms)}};
    *ret_words =
        count == 0
            ? safety_shown(ctx, N_("No recalls are known yet. The operator reads them in with the "
                                   "command ombruk import recalls."))
            : i18n_fill(ctx, N_("{n} recalls are known, the newest read in {when}."), args, 2);
    return OK;
}

enum status safety_recalls_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct saved_input *input = req->form;
    struct recalls_view view = {0};
    TRY(add_lines(ctx, MATCH_OPEN, input->before_id, PAGE_ROWS, &view.open, &view.next));
    if (input->before_id == NO_I64) {
        TRY(add_lines(ctx, MATCH_ASKED, NO_I64, PAGE_ROWS, &view.asked, NULL));
        TRY(add_lines(ctx, MATCH_BLOCKED, NO_I64, OLD_ROWS, &view.blocked, NULL));
        TRY(add_lines(ctx, MATCH_OTHER, NO_I64, OLD_ROWS, &view.other, NULL));
    }
    TRY(known_words(ctx, &view.known));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, LIST_PATH, &view.page);
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = safety_shown(ctx, N_("Nothing waits to be decided")),
        .text = safety_shown(ctx, N_("When something in the house may be a recalled thing, it "
                                     "stands here with what speaks for it."))};
    struct html_out out = centre_out(ctx, req, res);
    safety_recalls_html(&out, &view);
    return OK;
}

/* ---- one match ------------------------------------------------------------------------------- */

static struct pill state_pill(struct ctx *ctx, int64_t state)
{
    const struct str words = safety_shown(ctx, safety_match_words(state));
    switch (state) {
    case MATCH_BLOCKED:
        return (struct pill){PILL_BAD, STR("stop"), words};
    case MATCH_OTHER:
        return (struct pill){PILL_OPEN, STR("check"), words};
    case MATCH_ASKED:
        return (struct pill){PILL_INFO, STR("envelope"), words};
    default:
        return (struct pill){PILL_WAIT, STR("hourglass"), words};
    }
}

static enum status fill_thing_facts(struct ctx *ctx, const struct thing *thing, struct facts *facts)
{
    struct safety_identity identity;
    struct str title;
    TRY(safety_identity(ctx, thing->id, &identity));
    TRY(safety_title_get(ctx, thing->id, &title));
    safety_shown_fact(ctx, facts, N_("Title in the shop"), title);
    safety_shown_fact(ctx, facts, N_("Category"),
                      safety_shown_place(ctx, thing->category_id, thing->kind_key));
    safety_shown_fact(ctx, facts, N_("Brand"), identity.brand);
    safety_shown_fact(ctx, facts, N_("Model"), identity.model);
    safety_shown_fact(ctx, facts, N_("Batch or serial number"), identity.batch);
    safety_shown_fact(ctx, facts, N_("Bar code"), identity.gtin);
    safety_shown_fact(ctx, facts, N_("Note from the station"), thing->note);
    return OK;
}

static enum status fill_log(struct ctx *ctx, int64_t match_id, struct match_view *view)
{
    struct safety_decisions decisions;
    TRY(safety_decisions(ctx, match_id, &decisions));
    for (size_t i = 0; i < decisions.count; i++) {
        const struct safety_decided *one = &decisions.ptr[i];
        vec_push(ctx->mem, &view->log,
                 (struct log_line){.what = safety_shown(ctx, safety_decision_words(one->decision)),
                                   .why = one->why,
                                   .who = safety_shown_by(ctx, one->person_id, one->at_ms)});
    }
    return OK;
}

enum status safety_match_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &safety_decide_form;
    struct match_view view = {.may_change = (ctx->actor.roles & WHO_MANAGER) != 0};
    struct safety_match match;
    struct thing thing;
    struct recall recall;
    int64_t match_id = 0;
    TRY(request_param_i64(req, 0, &match_id));
    TRY(safety_match_get(ctx, match_id, &match));
    TRY(goods_thing(ctx, match.thing_id, &thing));
    TRY(safety_recall_get(ctx, match.recall_id, &recall));
    centre_page(ctx, req, PAGE_OFFICE, N_("Is it a recalled one?"), LIST_PATH, &view.page);
    TRY(safety_shown_thing(ctx, &thing, &view.thing));
    TRY(fill_thing_facts(ctx, &thing, &view.thing_facts));
    safety_shown_recall_facts(ctx, &recall, &view.recall_facts);
    TRY(fill_log(ctx, match_id, &view));
    view.state = state_pill(ctx, match.state);
    view.score = safety_shown_score(ctx, match.score).text;
    view.reasons = safety_shown_reasons(ctx, match.reasons);
    const struct str id = safety_shown_number(ctx, match_id);
    view.check_url = url_build(ctx, "/kontor/el-test/{}", &thing.code, 1);
    view.decide_url = url_build(ctx, LIST_PATH "/{}", &id, 1);
    view.errors.errors = form_errors(ctx, req, form);
    view.version = safety_shown_number(ctx, match.version);
    view.decision = form_field(ctx, req, form, "decision", STR(""));
    view.why = form_field(ctx, req, form, "why", STR(""));
    if (!req->again && ((const struct saved_input *)req->form)->saved) {
        view.saved = safety_shown(ctx, N_("Saved."));
    }
    struct html_out out = centre_out(ctx, req, res);
    safety_match_html(&out, &view);
    return OK;
}

enum status safety_decide_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct decide_input *input = req->form;
    int64_t match_id = 0;
    TRY(request_param_i64(req, 0, &match_id));
    TRY(safety_decide(ctx, match_id, input->version, (enum safety_decision)input->decision,
                      input->why));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, LIST_PATH "/%lld?lagret=1", (long long)match_id));
}

/* ---- the shop's own -------------------------------------------------------------------------- */

/* What the shop has of a state, with the forms that go with it. */
static enum status add_own(struct ctx *ctx, const struct request *req,
                           const struct safety_match *match, struct own_matches_view *view)
{
    struct own_match own = {0};
    struct thing thing;
    struct recall recall;
    TRY(goods_thing(ctx, match->thing_id, &thing));
    if (thing.holder_id != ctx->actor.owner_id || thing.count == 0) {
        return OK;
    }
    TRY(safety_recall_get(ctx, match->recall_id, &recall));
    TRY(safety_shown_thing(ctx, &thing, &own.thing));
    safety_shown_recall_facts(ctx, &recall, &own.facts);
    const struct str id = safety_shown_number(ctx, match->id);
    own.check_url = url_build(ctx, "/lager/{}/sikkerhet", &thing.code, 1);
    if (match->state == MATCH_ASKED) {
        own.answer_url = url_build(ctx, OWN_PATH "/{}", &id, 1);
        own.answer = form_field(ctx, req, &safety_answer_form, "answer", STR(""));
        own.why = form_field(ctx, req, &safety_answer_form, "why", STR(""));
        own.answer.id = str_format(ctx->mem, "f-answer-%.*s", STR_ARG(id));
        own.why.id = str_format(ctx->mem, "f-why-%.*s", STR_ARG(id));
    } else {
        own.dispose_url = url_build(ctx, "/lager/{}/tilbakekalt", &thing.code, 1);
        own.way = form_field(ctx, req, &safety_dispose_form, "way", STR(""));
        own.way.id = str_format(ctx->mem, "f-way-%.*s", STR_ARG(id));
    }
    /* Only the form that was posted shows what was typed and what was wrong. */
    if (!req->again || (!str_equal(req->params[0], id) && !str_equal(req->params[0], thing.code))) {
        own.answer.error = own.answer.value = own.why.error = own.why.value = STR("");
        own.way.error = own.way.value = STR("");
        for (size_t i = 0; i < own.answer.options.count; i++) {
            own.answer.options.ptr[i].chosen = false;
        }
        for (size_t i = 0; i < own.way.options.count; i++) {
            own.way.options.ptr[i].chosen = false;
        }
    } else if (view->errors.errors.count > 0) {
        view->errors.errors.ptr[0].id = match->state == MATCH_ASKED ? own.answer.id : own.way.id;
    }
    vec_push(ctx->mem, &view->matches, own);
    return OK;
}

/* The matches of a state by the things that the shop has with a stop, or was asked about. */
static enum status add_blocked(struct ctx *ctx, const struct request *req,
                               struct own_matches_view *view)
{
    const struct goods_find find = {.code = STR(""),
                                    .holder_id = ctx->actor.owner_id,
                                    .stops = STOP_RECALLED,
                                    .limit = OWN_ROWS};
    struct goods_found found;
    TRY(goods_find(ctx, &find, &found));
    for (size_t i = 0; i < found.things.count; i++) {
        struct safety_matches matches;
        TRY(safety_matches_of(ctx, found.things.ptr[i].id, &matches));
        for (size_t j = 0; j < matches.count; j++) {
            if (matches.ptr[j].state == MATCH_BLOCKED) {
                TRY(add_own(ctx, req, &matches.ptr[j], view));
                break;
            }
        }
    }
    return OK;
}

enum status safety_own_recalls_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct own_matches_view view = {0};
    struct safety_matches asked;
    if (req->again) {
        view.errors.errors = form_errors(ctx, req, req->route->form);
        for (size_t i = 0; i < view.errors.errors.count; i++) {
            view.errors.errors.ptr[i].id = STR("");
        }
    } else if (((const struct saved_input *)req->form)->saved) {
        view.saved = safety_shown(ctx, N_("Thank you. It is written down."));
    }
    TRY(add_blocked(ctx, req, &view));
    TRY(safety_matches(ctx, MATCH_ASKED, NO_I64, OWN_ROWS, &asked));
    for (size_t i = 0; i < asked.count; i++) {
        TRY(add_own(ctx, req, &asked.ptr[i], &view));
    }
    centre_page(ctx, req, PAGE_TENANT, N_("Recalled things"), OWN_PATH, &view.page);
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = safety_shown(ctx, N_("Nothing of yours is recalled")),
        .text = safety_shown(ctx, N_("When a thing you have is recalled, or may be, it stands "
                                     "here, and you get a mail.")),
        .url = url_build(ctx, "/lager", NULL, 0),
        .act = safety_shown(ctx, N_("Goods in hand"))};
    struct html_out out = centre_out(ctx, req, res);
    safety_own_recalls_html(&out, &view);
    return OK;
}

enum status safety_answer_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct answer_input *input = req->form;
    int64_t match_id = 0;
    TRY(request_param_i64(req, 0, &match_id));
    TRY(safety_answer(ctx, match_id, ctx->actor.owner_id, (enum safety_decision)input->answer,
                      input->why.ptr == NULL ? STR("") : input->why));
    return response_redirect(ctx, req, res, STR(OWN_PATH "?lagret=1"));
}

enum status safety_dispose_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct dispose_input *input = req->form;
    struct thing thing;
    struct str code;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    TRY(goods_by_code(ctx, code, &thing));
    if (thing.holder_id != ctx->actor.owner_id) {
        return NOT_FOUND;
    }
    if ((thing.stops & STOP_RECALLED) == 0 || thing.count == 0) {
        return ctx_fail(ctx, CONFLICT,
                        N_("It is gone already, or not recalled any more. Look at the list again."),
                        NULL);
    }
    TRY(goods_dispose(ctx, thing.id, ctx->actor.owner_id, (enum goods_event_kind)input->way,
                      thing.count, DISCARD_RECALLED));
    return response_redirect(ctx, req, res, STR(OWN_PATH "?lagret=1"));
}
