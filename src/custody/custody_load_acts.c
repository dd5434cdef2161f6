/* SPDX-License-Identifier: EUPL-1.2 */
/* What is done to a load, and its list on paper. */
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_forms.h"
#include "custody/custody_load_pages.h"
#include "custody/custody_pages.h"
#include "custody/custody_words.h"
#include "custody_html.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

struct str custody_load_heading(struct ctx *ctx, const struct load *load)
{
    const struct i18n_arg arg = {"code", custody_words_code(ctx, load->code)};
    return i18n_fill(ctx, N_("Load {code}"), &arg, 1);
}

struct str custody_load_way(struct ctx *ctx, const struct load *load)
{
    const struct i18n_arg args[] = {{"from", custody_words_holder(ctx, load->from_id)},
                                    {"to", custody_words_holder(ctx, load->to_id)}};
    return i18n_fill(ctx, N_("From {from} to {to}"), args, 2);
}

/* ---- acts ------------------------------------------------------------------------------------ */

/* The load, if who asks stands at its sending (or getting) end. */
static enum status load_at(struct ctx *ctx, const struct request *req, bool getting,
                           struct load *ret_load)
{
    int64_t own = 0;
    TRY(custody_load_own(ctx, req, &own));
    TRY(custody_load_in(ctx, req, ret_load));
    if (own == 0 || own == (getting ? ret_load->to_id : ret_load->from_id)) {
        return OK;
    }
    return ctx_fail(ctx, CONFLICT,
                    getting ? N_("The one who gets the load confirms that it came.")
                            : N_("The one who sends the load fills it and lets it go."),
                    NULL);
}

static enum status back(struct ctx *ctx, const struct request *req, struct response *res,
                        const struct load *load)
{
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "%s/%.*s",
                                        custody_load_path(custody_load_place(ctx, req)),
                                        STR_ARG(load->code)));
}

enum status custody_load_add_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct load_codes_input *input = req->form;
    struct load load;
    TRY(load_at(ctx, req, false, &load));
    TRY(custody_load_add(ctx, load.id, input->codes));
    return back(ctx, req, res, &load);
}

enum status custody_load_off_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct load_off_input *input = req->form;
    struct load load;
    TRY(load_at(ctx, req, false, &load));
    TRY(custody_load_take_off(ctx, load.id, input->thing_id));
    return back(ctx, req, res, &load);
}

enum status custody_load_send_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct load load;
    TRY(load_at(ctx, req, false, &load));
    TRY(custody_load_send(ctx, load.id));
    return back(ctx, req, res, &load);
}

enum status custody_load_call_off_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct load load;
    TRY(load_at(ctx, req, false, &load));
    TRY(custody_load_call_off(ctx, load.id));
    return back(ctx, req, res, &load);
}

/* What was told for each lot, in the order of the list; 0 for one that nothing was told of. */
static int64_t *outcomes_of(struct ctx *ctx, const struct i64_list *told, size_t count)
{
    int64_t *outcomes = arena_array(ctx->mem, count + 1, sizeof(*outcomes));
    for (size_t i = 0; i < count; i++) {
        outcomes[i] = LOAD_LOT_UNTOLD;
    }
    for (size_t i = 0; i < told->count; i++) {
        const int64_t place = told->ptr[i] / 10;
        if (place >= 1 && place <= (int64_t)count) {
            outcomes[place - 1] = told->ptr[i] % 10;
        }
    }
    return outcomes;
}

enum status custody_load_arrive_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct load_arrive_input *input = req->form;
    struct load load;
    TRY(load_at(ctx, req, true, &load));
    const struct load_arrival arrival = {
        .all = input->all,
        .outcomes = outcomes_of(ctx, &input->outcomes, (size_t)load.lots),
        .outcome_count = (size_t)load.lots,
        .extra = input->extra.ptr == NULL ? STR("") : input->extra,
        .why = input->why.ptr == NULL ? STR("") : input->why,
    };
    TRY(custody_load_arrive(ctx, load.id, &arrival));
    return back(ctx, req, res, &load);
}

/* ---- on paper -------------------------------------------------------------------------------- */

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts, (struct fact){custody_words_text(ctx, label), value, STR("")});
    }
}

static enum status fill_sheet(struct ctx *ctx, const struct request *req, const struct load *load,
                              struct load_sheet_view *view)
{
    struct load_lots lots;
    struct str svg;
    TRY(custody_load_lots(ctx, load->id, &lots));
    TRY(qr_svg(ctx, custody_words_target(ctx, req, "/lass/", load->code), &svg));
    view->qr.markup = svg;
    view->heading = custody_load_heading(ctx, load);
    view->way = custody_load_way(ctx, load);
    view->sum = custody_words_sum(ctx, &lots);
    add_fact(ctx, &view->facts, N_("From"), custody_words_holder(ctx, load->from_id));
    add_fact(ctx, &view->facts, N_("To"), custody_words_holder(ctx, load->to_id));
    add_fact(ctx, &view->facts, N_("Made"), centre_when(ctx, load->made_ms));
    if (load->sent_ms != NO_I64) {
        add_fact(ctx, &view->facts, N_("The sender has confirmed"),
                 centre_when(ctx, load->sent_ms));
    }
    for (size_t i = 0; i < lots.count; i++) {
        vec_push(ctx->mem, &view->lots, custody_load_row(ctx, &lots.ptr[i], NULL));
    }
    return OK;
}

enum status custody_load_sheet(struct ctx *ctx, struct request *req, struct response *res)
{
    struct load_sheet_view view = {0};
    struct load load;
    TRY(custody_load_in(ctx, req, &load));
    centre_page(ctx, req, PAGE_BARE, N_("Load list"), "", &view.page);
    view.page.print = true;
    TRY(fill_sheet(ctx, req, &load, &view));
    struct html_out out = centre_out(ctx, req, res);
    custody_load_sheet_html(&out, &view);
    return custody_words_pdf(ctx, res, str_format(ctx->mem, "lass-%.*s.pdf", STR_ARG(load.code)));
}
