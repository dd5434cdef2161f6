/* SPDX-License-Identifier: EUPL-1.2 */
/* Stocktakes: scanning a shelf, and settling what differs. */
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_forms.h"
#include "custody/custody_pages.h"
#include "custody/custody_words.h"
#include "custody_html.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define TAKES_PAGE 20
#define ROWS_PAGE  100

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

/* ---- the list -------------------------------------------------------------------------------- */

static struct pill state_of(const struct ctx *ctx, const struct stocktake *take)
{
    switch (take->state) {
    case STOCKTAKE_COUNTING:
        return (struct pill){PILL_WORK, STR("box"), custody_words_text(ctx, N_("Counting"))};
    case STOCKTAKE_SETTLING:
        return (struct pill){PILL_WAIT, STR("hourglass"),
                             custody_words_text(ctx, N_("Differences to settle"))};
    default:
        return (struct pill){PILL_OPEN, STR("check"), custody_words_text(ctx, N_("Closed"))};
    }
}

static struct str where_of(struct ctx *ctx, const struct stocktake *take)
{
    const struct goods_category *category =
        take->category_id == NO_I64 ? NULL : goods_codes_category(take->category_id);
    const struct str holder = custody_words_holder(ctx, take->holder_id);
    return str_format(ctx->mem, "%.*s%s%.*s%s%.*s", STR_ARG(holder),
                      take->label.len > 0 ? ", " : "", STR_ARG(take->label),
                      category == NULL ? "" : " · ",
                      STR_ARG(category == NULL ? STR("") : category->name.in[ctx->lang]));
}

static struct str when_of(struct ctx *ctx, const struct stocktake *take)
{
    const bool closed = take->state == STOCKTAKE_CLOSED;
    const struct i18n_arg args[] = {
        {"when", centre_when_near(ctx, closed ? take->closed_ms : take->begun_ms)},
        {"who", custody_words_person(ctx, closed ? take->closed_by : take->begun_by)}};
    const char *with = closed ? N_("Closed {when} by {who}") : N_("Begun {when} by {who}");
    const char *without = closed ? N_("Closed {when}") : N_("Begun {when}");
    return i18n_fill(ctx, args[1].value.len > 0 ? with : without, args, 2);
}

static struct str sum_of(struct ctx *ctx, const struct stocktake *take)
{
    const struct i18n_arg args[] = {{"seen", i18n_number(ctx, take->seen)},
                                    {"different", i18n_number(ctx, take->different)}};
    return i18n_fill(ctx, N_("{seen} where they should be · {different} differences"), args, 2);
}

enum status custody_takes_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct load_list_input *input = req->again ? NULL : req->form;
    const struct form *form = &custody_take_new_form;
    struct takes_view view = {.may_change = may_change(ctx)};
    struct stocktakes takes;
    TRY(custody_stocktakes(ctx, input == NULL ? NO_I64 : input->before_id, TAKES_PAGE + 1, &takes));
    centre_page(ctx, req, PAGE_OFFICE, N_("Stocktakes"), "/kontor/telling", &view.page);
    for (size_t i = 0; i < takes.count && i < TAKES_PAGE; i++) {
        const struct stocktake *take = &takes.ptr[i];
        const struct str id = custody_words_id(ctx, take->id);
        vec_push(ctx->mem, &view.takes,
                 (struct take_row){.url = url_build(ctx, "/kontor/telling/{}", &id, 1),
                                   .where = where_of(ctx, take),
                                   .when = when_of(ctx, take),
                                   .sum = sum_of(ctx, take),
                                   .state = state_of(ctx, take)});
    }
    if (takes.count > TAKES_PAGE) {
        const struct str last = custody_words_id(ctx, takes.ptr[TAKES_PAGE - 1].id);
        view.next = url_build(ctx, "/kontor/telling?etter={}", &last, 1);
    }
    custody_words_errors(ctx, req, form, &view.errors);
    view.holder = form_field(ctx, req, form, "holder", STR(""));
    view.category = form_field(ctx, req, form, "category", STR(""));
    view.label = form_field(ctx, req, form, "label", STR(""));
    TRY(custody_words_holders(ctx, CUSTODY_KINDS_HAVING, &view.holder));
    custody_words_categories(ctx, &view.category);
    custody_words_nothing(ctx, &view.category, N_("Everything"));
    struct html_out out = centre_out(ctx, req, res);
    custody_takes_html(&out, &view);
    return OK;
}

static enum status to_take(struct ctx *ctx, const struct request *req, struct response *res,
                           int64_t id, const char *query)
{
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/kontor/telling/%lld%s", (long long)id, query));
}

enum status custody_take_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct take_new_input *input = req->form;
    int64_t id = 0;
    TRY(custody_stocktake_begin(ctx, input->holder_id,
                                input->category_id == 0 ? NO_I64 : input->category_id, input->label,
                                &id));
    return to_take(ctx, req, res, id, "");
}

/* ---- one stocktake --------------------------------------------------------------------------- */

static struct pill row_pill(const struct ctx *ctx, const struct stocktake_row *row)
{
    switch (row->outcome) {
    case STOCKTAKE_MOVED:
        return (struct pill){PILL_OPEN, STR("check"), custody_words_text(ctx, N_("Moved here"))};
    case STOCKTAKE_LOST:
        return (struct pill){PILL_BAD, STR("alert"), custody_words_text(ctx, N_("Lost"))};
    case STOCKTAKE_FOUND:
        return (struct pill){PILL_OPEN, STR("check"), custody_words_text(ctx, N_("Is here"))};
    case STOCKTAKE_DISPOSED:
        return (struct pill){PILL_PASSED, STR("recycle"),
                             custody_words_text(ctx, N_("Thrown away"))};
    case STOCKTAKE_LEFT:
        return (struct pill){PILL_QUIET, STR("pencil"), custody_words_text(ctx, N_("Noted"))};
    case STOCKTAKE_UNSETTLED:
        return (struct pill){PILL_WAIT, STR("hourglass"),
                             custody_words_text(ctx, N_("Not settled"))};
    default:
        return (struct pill){PILL_OPEN, STR("check"), custody_words_text(ctx, N_("As it should"))};
    }
}

static struct str kind_text(struct ctx *ctx, const struct stocktake_row *row,
                            const struct thing *thing)
{
    if (row->kind == STOCKTAKE_MISSING) {
        return custody_words_text(ctx, N_("Expected here, not seen"));
    }
    if (row->kind == STOCKTAKE_UNKNOWN) {
        return custody_words_text(ctx, N_("No thing has this label"));
    }
    if (row->kind == STOCKTAKE_SEEN) {
        return custody_words_text(ctx, N_("Where it should be"));
    }
    const struct i18n_arg arg = {"holder", custody_words_holder(ctx, thing->holder_id)};
    return thing->count == 0
               ? custody_words_text(ctx, N_("Seen here; the ledger says that nothing is left"))
               : i18n_fill(ctx, N_("Seen here; the ledger has it at {holder}"), &arg, 1);
}

static enum status add_row(struct ctx *ctx, const struct stocktake_row *row, struct str ticked,
                           struct take_view *view)
{
    struct store_row shown = {.name = custody_words_text(ctx, N_("Unknown label")),
                              .code = custody_words_code(ctx, row->code),
                              .count = STR(""),
                              .weight = STR(""),
                              .age = STR("")};
    struct thing thing = {.holder_id = NO_I64};
    if (row->thing_id != NO_I64) {
        TRY(goods_thing(ctx, row->thing_id, &thing));
        shown = custody_words_row(ctx, &thing, "/kontor/lager/{}");
    }
    shown.id = custody_words_id(ctx, row->number);
    shown.where = kind_text(ctx, row, &thing);
    shown.state = row_pill(ctx, row);
    shown.reason = row->why;
    shown.chosen = custody_words_typed(ticked, shown.id);
    /* A box only for what can be settled. */
    shown.open = row->outcome == STOCKTAKE_UNSETTLED;
    vec_push(ctx->mem, &view->rows, shown);
    return OK;
}

static enum status add_rows(struct ctx *ctx, const struct request *req,
                            const struct stocktake *take, int64_t after, struct take_view *view)
{
    const struct str ticked =
        form_field(ctx, req, &custody_take_settle_form, "rows", STR("")).value;
    struct stocktake_rows rows;
    TRY(custody_stocktake_rows(ctx, take->id, 0, after, ROWS_PAGE + 1, &rows));
    for (size_t i = 0; i < rows.count && i < ROWS_PAGE; i++) {
        TRY(add_row(ctx, &rows.ptr[i], ticked, view));
    }
    if (rows.count > ROWS_PAGE) {
        const struct str values[] = {custody_words_id(ctx, take->id),
                                     custody_words_id(ctx, rows.ptr[ROWS_PAGE - 1].number)};
        view->next = url_build(ctx, "/kontor/telling/{}?etter={}", values, 2);
    }
    return OK;
}

static void add_fact(struct ctx *ctx, struct take_view *view, const char *label, int64_t number)
{
    vec_push(ctx->mem, &view->facts,
             (struct fact){custody_words_text(ctx, label), i18n_number(ctx, number), STR("")});
}

static void add_forms(struct ctx *ctx, const struct request *req, const struct stocktake *take,
                      struct take_view *view)
{
    const struct form *settle = &custody_take_settle_form;
    const struct str id = custody_words_id(ctx, take->id);
    view->see_url = url_build(ctx, "/kontor/telling/{}/sett", &id, 1);
    view->finish_url = url_build(ctx, "/kontor/telling/{}/ferdig", &id, 1);
    view->settle_url = url_build(ctx, "/kontor/telling/{}/avgjor", &id, 1);
    view->close_url = url_build(ctx, "/kontor/telling/{}/lukk", &id, 1);
    view->codes = form_field(ctx, req, &custody_take_codes_form, "codes", STR(""));
    view->outcome = form_field(ctx, req, settle, "outcome", STR(""));
    view->discard = form_field(ctx, req, settle, "discard", STR(""));
    view->why = form_field(ctx, req, settle, "why", STR(""));
    view->rows_error = form_field(ctx, req, settle, "rows", STR("")).error;
    custody_words_errors(ctx, req, &custody_take_codes_form, &view->errors);
    custody_words_errors(ctx, req, settle, &view->errors);
    custody_words_errors(ctx, req, &form_empty, &view->errors);
}

static struct str added_text(struct ctx *ctx, int64_t added)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, added)};
    return added == 0 ? custody_words_text(ctx, N_("All of these were seen before."))
                      : i18n_replace(ctx,
                                     i18n_plural(ctx->lang, N_("1 new label is noted."),
                                                 N_("{n} new labels are noted."), added),
                                     &arg, 1);
}

static void aim_errors(struct take_view *view)
{
    static const char *const counting[] = {"codes", NULL};
    static const char *const settling[] = {"rows", "outcome", "discard", "why", NULL};
    static const char *const neither[] = {NULL};
    custody_words_aim(&view->errors, view->counting                           ? counting
                                     : view->settling && view->rows.count > 0 ? settling
                                                                              : neither);
}

enum status custody_take_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const bool fresh = req->route->form == &custody_take_show_form && !req->again;
    const struct take_show_input *input = fresh ? req->form : NULL;
    struct take_view view = {.may_change = may_change(ctx)};
    struct stocktake take;
    int64_t id = 0;
    TRY(request_param_i64(req, 0, &id));
    TRY(custody_stocktake(ctx, id, &take));
    centre_page(ctx, req, PAGE_OFFICE, N_("Stocktake"), "/kontor/telling", &view.page);
    view.heading = where_of(ctx, &take);
    view.when = when_of(ctx, &take);
    view.state = state_of(ctx, &take);
    view.counting = take.state == STOCKTAKE_COUNTING;
    view.settling = take.state == STOCKTAKE_SETTLING;
    view.can_close = view.settling && take.unsettled == 0;
    add_fact(ctx, &view, N_("Where they should be"), take.seen);
    add_fact(ctx, &view, N_("Differences"), take.different);
    add_fact(ctx, &view, N_("Not settled"), take.unsettled);
    add_forms(ctx, req, &take, &view);
    if (input != NULL && input->added != NO_I64) {
        view.done = added_text(ctx, input->added);
    }
    TRY(add_rows(ctx, req, &take, input == NULL || input->after == NO_I64 ? 0 : input->after,
                 &view));
    aim_errors(&view);
    struct html_out out = centre_out(ctx, req, res);
    custody_take_html(&out, &view);
    return OK;
}

enum status custody_take_see_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct take_codes_input *input = req->form;
    int64_t id = 0;
    int64_t added = 0;
    struct stocktake take;
    TRY(request_param_i64(req, 0, &id));
    TRY(custody_stocktake(ctx, id, &take));
    TRY(custody_stocktake_see(ctx, id, input->codes, &added));
    return to_take(ctx, req, res, id, str_format(ctx->mem, "?nye=%lld", (long long)added).ptr);
}

enum status custody_take_finish_post(struct ctx *ctx, struct request *req, struct response *res)
{
    int64_t id = 0;
    TRY(request_param_i64(req, 0, &id));
    TRY(custody_stocktake_finish(ctx, id));
    return to_take(ctx, req, res, id, "");
}

enum status custody_take_settle_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct take_settle_input *input = req->form;
    const struct stocktake_settling settling = {.numbers = &input->numbers,
                                                .outcome = (enum stocktake_outcome)input->outcome,
                                                .discard = input->discard,
                                                .why = input->why};
    struct stocktake take;
    int64_t id = 0;
    TRY(request_param_i64(req, 0, &id));
    TRY(custody_stocktake(ctx, id, &take));
    TRY(custody_stocktake_settle(ctx, id, &settling));
    return to_take(ctx, req, res, id, "");
}

enum status custody_take_close_post(struct ctx *ctx, struct request *req, struct response *res)
{
    int64_t id = 0;
    TRY(request_param_i64(req, 0, &id));
    TRY(custody_stocktake_close(ctx, id));
    return to_take(ctx, req, res, id, "");
}
