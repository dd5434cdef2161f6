/* SPDX-License-Identifier: EUPL-1.2 */
/* The shop's things as a file, and the file that comes back. */
#include "base/vec.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_seller_csv.h"
#include "catalogue/catalogue_seller_forms.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

/* As many problems as somebody mends in one go. */
#define PROBLEMS_SHOWN 100

static void fill(struct ctx *ctx, struct request *req, struct sheet_view *view)
{
    centre_page(ctx, req, PAGE_TENANT, N_("Things in a spreadsheet"), "/lager", &view->page);
    view->post_url = url_build(ctx, "/lager/regneark", NULL, 0);
    view->download = url_build(ctx, "/lager/regneark.csv", NULL, 0);
    view->file = form_field(ctx, req, &catalogue_sheet_form, "file", STR(""));
    view->errors.errors = form_errors(ctx, req, &catalogue_sheet_form);
}

static void draw(struct ctx *ctx, struct request *req, struct response *res,
                 const struct sheet_view *view)
{
    struct html_out out = centre_out(ctx, req, res);
    catalogue_sheet_html(&out, view);
}

enum status catalogue_sheet_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct sheet_view view = {0};
    fill(ctx, req, &view);
    draw(ctx, req, res, &view);
    return OK;
}

static void add_problems(struct ctx *ctx, const struct sheet_result *result,
                         struct sheet_view *view)
{
    for (size_t i = 0; i < result->problems.count && i < PROBLEMS_SHOWN; i++) {
        const struct sheet_problem *problem = &result->problems.ptr[i];
        const struct i18n_arg args[] = {{"n", i18n_number(ctx, problem->line)},
                                        {"what", problem->text}};
        vec_push(ctx->mem, &view->errors.errors,
                 (struct form_error){STR(""), i18n_fill(ctx, N_("Line {n}: {what}"), args, 2)});
    }
    if (result->problems.count > PROBLEMS_SHOWN) {
        const struct i18n_arg arg = {
            "n", i18n_number(ctx, (int64_t)(result->problems.count - PROBLEMS_SHOWN))};
        vec_push(ctx->mem, &view->errors.errors,
                 (struct form_error){STR(""), i18n_fill(ctx, N_("And {n} more."), &arg, 1)});
    }
    view->errors.heading =
        str_of(i18n_text(ctx->lang, N_("Nothing was changed. Mend these lines first.")));
}

enum status catalogue_sheet_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct sheet_input *input = req->form;
    struct sheet_view view = {0};
    struct sheet_result result;
    TRY(catalogue_seller_csv_in(ctx, ctx->actor.owner_id, input->file.bytes, &result));
    fill(ctx, req, &view);
    if (result.problems.count > 0) {
        res->code = 422;
        add_problems(ctx, &result, &view);
    } else {
        const struct i18n_arg args[] = {{"changed", i18n_number(ctx, result.changed)},
                                        {"out", i18n_number(ctx, result.put_out)},
                                        {"same", i18n_number(ctx, result.same)}};
        view.done =
            i18n_fill(ctx, N_("Changed: {changed}. Put out: {out}. As before: {same}."), args, 3);
    }
    draw(ctx, req, res, &view);
    return OK;
}

enum status catalogue_sheet_csv(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)req;
    TRY(catalogue_seller_csv_out(ctx, ctx->actor.owner_id, &res->body));
    res->content_type = STR("text/csv; charset=utf-8");
    response_header(ctx, res, "Content-Disposition", STR("attachment; filename=\"lager.csv\""));
    return OK;
}
