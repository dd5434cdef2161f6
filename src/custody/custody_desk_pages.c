/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk of the store: finding things, and doing the same to many of them. */
#include "base/vec.h"
#include "centre/centre.h"
#include "custody/custody_forms.h"
#include "custody/custody_pages.h"
#include "custody/custody_words.h"
#include "custody_html.h"
#include "goods/goods_find.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define DESK_PAGE 50

/* ---- looking --------------------------------------------------------------------------------- */

static int64_t or_zero(int64_t value)
{
    return value == NO_I64 ? 0 : value;
}

static struct goods_find find_of(struct ctx *ctx, const struct desk_find_input *input)
{
    return (struct goods_find){
        .code = input->code.ptr == NULL ? STR("") : input->code,
        .category_id = or_zero(input->category_id),
        .holder_id = or_zero(input->holder_id),
        .received_before = or_zero(input->days) == 0 ? 0 : centre_today(ctx) - input->days + 1,
        .oldest_first = or_zero(input->days) > 0,
        .after_id = or_zero(input->after_id),
        .limit = DESK_PAGE,
    };
}

static struct str number_of(struct ctx *ctx, int64_t value)
{
    return value == NO_I64 || value == 0 ? STR("") : custody_words_id(ctx, value);
}

static struct form_field find_field(struct ctx *ctx, const struct request *req, const char *name,
                                    struct str value)
{
    struct form_field field = form_field(ctx, req, &custody_find_form, name, value);
    if (field.value.len == 0) {
        field.value = value;
    }
    return field;
}

static enum status add_search(struct ctx *ctx, const struct request *req,
                              const struct desk_find_input *input, struct desk_view *view)
{
    view->code = find_field(ctx, req, "kode", input->code);
    view->category = find_field(ctx, req, "kategori", number_of(ctx, input->category_id));
    view->holder = find_field(ctx, req, "sted", number_of(ctx, input->holder_id));
    view->days = find_field(ctx, req, "dager", number_of(ctx, input->days));
    custody_words_categories(ctx, &view->category);
    custody_words_nothing(ctx, &view->category, N_("Everything"));
    TRY(custody_words_holders(ctx, CUSTODY_KINDS_HAVING, &view->holder));
    custody_words_nothing(ctx, &view->holder, N_("Everywhere"));
    return OK;
}

#define DESK_ADDRESS "/kontor/lager?kode={}&kategori={}&sted={}&dager={}&etter={}"

static struct url page_url(struct ctx *ctx, const struct desk_find_input *input, int64_t after_id)
{
    const struct str values[] = {
        input->code.ptr == NULL ? STR("") : input->code, number_of(ctx, input->category_id),
        number_of(ctx, input->holder_id), number_of(ctx, input->days), number_of(ctx, after_id)};
    return url_build(ctx, DESK_ADDRESS, values, 5);
}

static enum status add_rows(struct ctx *ctx, const struct request *req,
                            const struct desk_find_input *input, struct desk_view *view)
{
    const struct goods_find find = find_of(ctx, input);
    const struct str ticked = form_field(ctx, req, &custody_desk_form, "things", STR("")).value;
    struct goods_found found;
    const struct ctx_error kept = ctx->err;
    const enum status status = goods_find(ctx, &find, &found);
    if (status == INVALID) {
        /* What was typed is no code: told at its field, with an empty list. */
        view->code.error =
            custody_words_text(ctx, N_("Write all eight signs of the label, or the last four."));
        ctx->err = kept;
        return OK;
    }
    TRY(status);
    for (size_t i = 0; i < found.things.count; i++) {
        struct store_row row = custody_words_row(ctx, &found.things.ptr[i], "/kontor/lager/{}");
        row.chosen = custody_words_typed(ticked, row.id);
        vec_push(ctx->mem, &view->rows, row);
    }
    if (found.more) {
        view->next = page_url(ctx, input, found.next_id);
    }
    return OK;
}

static enum status add_acts(struct ctx *ctx, const struct request *req,
                            const struct desk_find_input *input, struct desk_view *view)
{
    const struct form *form = &custody_desk_form;
    view->act_url = page_url(ctx, input, input->after_id);
    view->may_change = (ctx->actor.roles & WHO_MANAGER) != 0;
    custody_words_errors(ctx, req, form, &view->errors);
    view->things_error = form_field(ctx, req, form, "things", STR("")).error;
    view->to = form_field(ctx, req, form, "to", STR(""));
    view->way = form_field(ctx, req, form, "way", STR(""));
    view->reason = form_field(ctx, req, form, "reason", STR(""));
    view->to.required = true;
    view->way.required = true;
    view->reason.required = true;
    return custody_words_holders(ctx, CUSTODY_KINDS_HAVING, &view->to);
}

enum status custody_desk_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct desk_find_input input = *(const struct desk_find_input *)req->form;
    struct desk_view view = {0};
    centre_page(ctx, req, PAGE_OFFICE, N_("The store"), "/kontor/lager", &view.page);
    TRY(add_acts(ctx, req, &input, &view));
    TRY(add_search(ctx, req, &input, &view));
    TRY(add_rows(ctx, req, &input, &view));
    if (view.rows.count == 0) {
        static const char *const nothing[] = {NULL};
        custody_words_aim(&view.errors, nothing);
    }
    if (!req->again && or_zero(input.done) > 0) {
        const struct i18n_arg arg = {"lots", custody_words_lots(ctx, input.done)};
        view.done.text = i18n_fill(ctx, N_("Done with {lots}. It stands in the ledger."), &arg, 1);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = custody_words_text(ctx, N_("Nothing stands here")),
        .text = custody_words_text(
            ctx, N_("No thing that is left fits the search. Try with fewer words.")),
        .url = url_build(ctx, "/kontor/lager", NULL, 0),
        .act = custody_words_text(ctx, N_("Show everything"))};
    struct html_out out = centre_out(ctx, req, res);
    custody_desk_html(&out, &view);
    return OK;
}

/* ---- doing ----------------------------------------------------------------------------------- */

struct desk_doing {
    const struct desk_act_input *input;
    struct things things;
};

static enum status move_all(struct ctx *ctx, const struct desk_doing *doing)
{
    struct goods_move *moves = arena_array(ctx->mem, doing->things.count, sizeof(*moves));
    struct i64_list moved;
    if (doing->input->to_id == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Choose where the things go."), "to");
    }
    for (size_t i = 0; i < doing->things.count; i++) {
        const struct thing *thing = &doing->things.ptr[i];
        moves[i] = (struct goods_move){thing->id, thing->holder_id, thing->seq};
    }
    return goods_move(ctx, moves, doing->things.count, doing->input->to_id, STR(""), &moved);
}

static enum status dispose_all(struct ctx *ctx, const struct desk_doing *doing)
{
    const struct desk_act_input *input = doing->input;
    if (input->way == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Choose where it ends."), "way");
    }
    if (input->reason == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Choose why."), "reason");
    }
    for (size_t i = 0; i < doing->things.count; i++) {
        const struct thing *thing = &doing->things.ptr[i];
        TRY(goods_dispose(ctx, thing->id, thing->holder_id, (enum goods_event_kind)input->way,
                          thing->count, (enum goods_discard)input->reason));
    }
    return OK;
}

static enum status merge_all(struct ctx *ctx, const struct desk_doing *doing)
{
    const struct things *things = &doing->things;
    struct i64_list others = {0};
    struct thing whole;
    if (things->count < 2) {
        return ctx_fail(ctx, INVALID, N_("Tick at least two lots to put together."), "things");
    }
    for (size_t i = 1; i < things->count; i++) {
        vec_push(ctx->mem, &others, things->ptr[i].id);
    }
    const enum status status = goods_merge(ctx, things->ptr[0].id, things->ptr[0].holder_id,
                                           things->ptr[0].seq, &others, &whole);
    if (status != OK && ctx->err.field != NULL) {
        ctx->err.field = "things";
    }
    return status;
}

static enum status do_it(struct ctx *ctx, void *arg)
{
    struct desk_doing *doing = arg;
    TRY(goods_things(ctx, &doing->input->things, &doing->things));
    switch (doing->input->act) {
    case DESK_MOVE:
        return move_all(ctx, doing);
    case DESK_DISPOSE:
        return dispose_all(ctx, doing);
    default:
        return merge_all(ctx, doing);
    }
}

enum status custody_desk_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct desk_act_input *input = req->form;
    struct desk_doing doing = {.input = input};
    TRY(db_write(ctx, do_it, &doing));
    const struct str search[] = {request_query(ctx, req, "kode"),
                                 request_query(ctx, req, "kategori"),
                                 request_query(ctx, req, "sted"), request_query(ctx, req, "dager"),
                                 request_query(ctx, req, "etter")};
    const struct url back = url_build(ctx, DESK_ADDRESS, search, 5);
    const bool asked = str_find_byte(back.href, '?') >= 0;
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "%.*s%cgjort=%zu", STR_ARG(back.href),
                                        asked ? '&' : '?', input->things.count));
}
