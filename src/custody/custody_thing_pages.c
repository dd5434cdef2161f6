/* SPDX-License-Identifier: EUPL-1.2 */
/* One thing of the store: counting, dividing and weighing it anew. */
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_forms.h"
#include "custody/custody_pages.h"
#include "custody/custody_words.h"
#include "custody_html.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

static enum status thing_in(struct ctx *ctx, const struct request *req, struct thing *ret)
{
    struct str code;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    return goods_by_code(ctx, code, ret);
}

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts, (struct fact){custody_words_text(ctx, label), value, STR("")});
    }
}

static void add_facts(struct ctx *ctx, const struct thing *thing, const struct store_row *row,
                      struct store_thing_view *view)
{
    add_fact(ctx, &view->facts, N_("Where it is"), row->where);
    add_fact(ctx, &view->facts, N_("Stood there"), row->age);
    add_fact(ctx, &view->facts, N_("Count"), goods_with_sacks(ctx, thing, row->count));
    add_fact(ctx, &view->facts, N_("Weight"), row->weight);
    add_fact(ctx, &view->facts, N_("Came from"), custody_words_holder(ctx, thing->source_id));
    add_fact(ctx, &view->facts, N_("Received"), centre_when_near(ctx, thing->received_ms));
    add_fact(ctx, &view->facts, N_("Note"), thing->note);
    if (row->state.text.len > 0) {
        vec_push(ctx->mem, &view->states, row->state);
    }
}

static void add_forms(struct ctx *ctx, const struct request *req, const struct thing *thing,
                      struct store_thing_view *view)
{
    const struct form *recount = &custody_recount_form;
    const struct form *split = &custody_split_form;
    view->may_change = (ctx->actor.roles & WHO_MANAGER) != 0;
    view->can_split = thing->count > 1;
    view->version = custody_words_id(ctx, thing->seq);
    view->count = form_field(ctx, req, recount, "count", custody_words_id(ctx, thing->count));
    view->why = form_field(ctx, req, recount, "why", STR(""));
    view->split_count = form_field(ctx, req, split, "split_count", STR("1"));
    view->split_weight = form_field(ctx, req, split, "split_weight", STR(""));
    view->weight = form_field(ctx, req, &custody_weigh_form, "weight", STR(""));
    custody_words_errors(ctx, req, recount, &view->errors);
    custody_words_errors(ctx, req, split, &view->errors);
    custody_words_errors(ctx, req, &custody_weigh_form, &view->errors);
    static const char *const all[] = {"version",       "count",       "why",          "weight",
                                      "split_version", "split_count", "split_weight", NULL};
    static const char *const whole[] = {"version", "count", "why", "weight", NULL};
    custody_words_aim(&view->errors, view->can_split ? all : whole);
    view->recount_url = url_build(ctx, "/kontor/lager/{}/tell", &thing->code, 1);
    view->split_url = url_build(ctx, "/kontor/lager/{}/del", &thing->code, 1);
    view->weigh_url = url_build(ctx, "/kontor/lager/{}/vei", &thing->code, 1);
}

enum status custody_thing_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct store_thing_view view = {0};
    struct thing thing;
    TRY(thing_in(ctx, req, &thing));
    const struct store_row row = custody_words_row(ctx, &thing, NULL);
    centre_page(ctx, req, PAGE_OFFICE, N_("A thing in the store"), "/kontor/lager", &view.page);
    view.name = row.name;
    view.code = row.code;
    add_facts(ctx, &thing, &row, &view);
    add_forms(ctx, req, &thing, &view);
    if (!req->again && str_equal(request_query(ctx, req, "lagret"), STR("1"))) {
        view.done = custody_words_text(ctx, N_("Saved. It stands in the ledger."));
    }
    view.history = url_build(ctx, "/varer/{}/historikk", &thing.code, 1);
    view.label = url_build(ctx, "/lapp/{}", &thing.code, 1);
    struct html_out out = centre_out(ctx, req, res);
    custody_thing_html(&out, &view);
    return OK;
}

static enum status back(struct ctx *ctx, const struct request *req, struct response *res,
                        struct str code)
{
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/kontor/lager/%.*s?lagret=1", STR_ARG(code)));
}

enum status custody_recount_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct thing_recount_input *input = req->form;
    struct thing thing;
    TRY(thing_in(ctx, req, &thing));
    TRY(goods_recount(ctx, thing.id, thing.holder_id, input->version, input->count,
                      (enum goods_why)input->why));
    return back(ctx, req, res, thing.code);
}

enum status custody_split_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct thing_split_input *input = req->form;
    const struct thing_part part = {.count = input->count, .g = input->g};
    struct thing thing;
    struct thing made;
    TRY(thing_in(ctx, req, &thing));
    const enum status split =
        goods_split_stopped(ctx, thing.id, thing.holder_id, input->version, &part, &made);
    if (split == INVALID && ctx->err.field != NULL) {
        ctx->err.field =
            str_equal(str_of(ctx->err.field), STR("weight")) ? "split_weight" : "split_count";
    }
    TRY(split);
    return back(ctx, req, res, made.code);
}

enum status custody_weigh_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct thing_weigh_input *input = req->form;
    struct thing thing;
    TRY(thing_in(ctx, req, &thing));
    TRY(goods_weigh(ctx, thing.id, thing.holder_id, input->g));
    return back(ctx, req, res, thing.code);
}
