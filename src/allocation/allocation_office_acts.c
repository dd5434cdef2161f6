/* SPDX-License-Identifier: EUPL-1.2 */
/* What the manager does with a round: each act is one POST that leads back to its page. */
#include "allocation/allocation_after.h"
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_pages.h"
#include "allocation/allocation_office_views.h"
#include "allocation/allocation_office_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static enum status back(struct ctx *ctx, const struct request *req, struct response *res,
                        const struct round *round, const char *saved)
{
    return response_redirect(
        ctx, req, res,
        str_format(ctx->mem, "/kontor/runder/%lld?lagret=%s", (long long)round->number, saved));
}

enum status allocation_office_plan_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct plan_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_round_plan(ctx, round.id, input->version, input->planned));
    return back(ctx, req, res, &round, "1");
}

enum status allocation_office_open_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_round_open(ctx, round.id));
    return back(ctx, req, res, &round, "apnet");
}

enum status allocation_office_cancel_post(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct reason_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_round_cancel(ctx, round.id, input->reason));
    return response_redirect(ctx, req, res, STR("/kontor/runder"));
}

/* Without a reason: no shop has seen a draft, and the room refuses one for a round that is open. */
enum status allocation_office_delete_post(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_round_cancel(ctx, round.id, STR("")));
    return response_redirect(ctx, req, res, STR("/kontor/runder"));
}

enum status allocation_office_window_post(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct window_input *input = req->form;
    struct round round;
    int64_t id = 0;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    if (input->to_minute <= input->from_minute) {
        return ctx_fail(ctx, INVALID, N_("It must begin before it ends."), "to");
    }
    const struct pick_up_window window = {
        .round_id = round.id,
        .station_id = input->station_id,
        .starts_ms = centre_instant(ctx, input->day, (int)input->from_minute),
        .ends_ms = centre_instant(ctx, input->day, (int)input->to_minute),
        .capacity_lots = input->capacity};
    TRY(allocation_window_add(ctx, &window, &id));
    return back(ctx, req, res, &round, "1");
}

/* Only a window of the round in the address: ids of another round are nobody's here. */
static enum status own_window(struct ctx *ctx, const struct round *round, int64_t id)
{
    struct pick_up_windows windows;
    TRY(allocation_windows(ctx, round->id, &windows));
    for (size_t i = 0; i < windows.count; i++) {
        if (windows.ptr[i].id == id) {
            return OK;
        }
    }
    return NOT_FOUND;
}

enum status allocation_office_window_remove_post(struct ctx *ctx, struct request *req,
                                                 struct response *res)
{
    const struct window_remove_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(own_window(ctx, &round, input->id));
    TRY(allocation_window_remove(ctx, input->id));
    return back(ctx, req, res, &round, "1");
}

/* ---- randomness ------------------------------------------------------------------------------ */

static struct str without_space(struct ctx *ctx, struct str text)
{
    char *out = arena_alloc(ctx->mem, text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != ' ') {
            out[len++] = text.ptr[i];
        }
    }
    out[len] = '\0';
    return str_lower_ascii(ctx->mem, (struct str){out, len});
}

static enum status take_beacon(struct ctx *ctx, const struct request *req, struct response *res,
                               const struct round *round, const struct beacon *beacon)
{
    bool drawn = false;
    TRY(allocation_beacon(ctx, round->id, beacon, &drawn));
    return back(ctx, req, res, round, drawn ? "trukket" : "tilfeldig");
}

enum status allocation_office_beacon_post(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct beacon_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    if (round.state == ROUND_CLOSED && input->round != round.beacon_round) {
        ctx->err = (struct ctx_error){
            .message = N_("This draw uses round {detail} of the chain. Read that one."),
            .field = "round",
            .detail = i18n_number(ctx, round.beacon_round)};
        return INVALID;
    }
    const struct beacon beacon = {.source = BEACON_BY_HAND,
                                  .signature = without_space(ctx, input->signature),
                                  .randomness = without_space(ctx, input->randomness),
                                  .note = STR("")};
    return take_beacon(ctx, req, res, &round, &beacon);
}

enum status allocation_office_fallback_post(struct ctx *ctx, struct request *req,
                                            struct response *res)
{
    const struct fallback_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    const struct beacon beacon = {.source = BEACON_FALLBACK,
                                  .signature = STR(""),
                                  .randomness = STR(""),
                                  .note = input->note};
    return take_beacon(ctx, req, res, &round, &beacon);
}

enum status allocation_office_publish_post(struct ctx *ctx, struct request *req,
                                           struct response *res)
{
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_publish(ctx, round.id));
    return back(ctx, req, res, &round, "publisert");
}

/* ---- drawing anew ---------------------------------------------------------------------------- */

static bool is_chosen(const struct request *req, int64_t id)
{
    const struct correct_input *input = req->again ? req->form : NULL;
    for (size_t i = 0; input != NULL && i < input->shops.count; i++) {
        if (input->shops.ptr[i] == id) {
            return true;
        }
    }
    return false;
}

static void add_consequences(struct ctx *ctx, const struct round *round,
                             struct office_correct_view *view)
{
    vec_push(
        ctx->mem, &view->consequences,
        translate(ctx, N_("The round is drawn once more with the same randomness, without what "
                          "you take out here.")));
    if (round->state == ROUND_DRAWN) {
        vec_push(ctx->mem, &view->consequences,
                 translate(ctx, N_("The draw that you see now is replaced. The new one is "
                                   "published at once.")));
    } else {
        vec_push(
            ctx->mem, &view->consequences,
            translate(ctx, N_("Points and lots of the draw before are taken back, the new ones "
                              "are given at once, and the shops get a mail.")));
        vec_push(ctx->mem, &view->consequences,
                 translate(ctx, N_("This is only possible until the first lot is collected.")));
    }
    vec_push(ctx->mem, &view->consequences,
             translate(ctx, N_("Both draws stay public, the new one with your reason.")));
}

enum status allocation_office_correct_page(struct ctx *ctx, struct request *req,
                                           struct response *res)
{
    const struct form *form = &allocation_office_correct_form;
    struct office_correct_view view = {0};
    struct participants participants;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    view.errors = allocation_office_errors(ctx, req);
    TRY(allocation_participants(ctx, &participants));
    const struct str number = allocation_office_number(ctx, round.number);
    centre_page(ctx, req, PAGE_OFFICE, N_("Draw anew"), "/kontor/runder", &view.page);
    view.heading = translate(ctx, N_("Draw anew"));
    view.back = allocation_office_round_name(ctx, &round);
    view.back_url = url_build(ctx, "/kontor/runder/{}", &number, 1);
    view.save_url = url_build(ctx, "/kontor/runder/{}/rett", &number, 1);
    add_consequences(ctx, &round, &view);
    view.lots = form_field(ctx, req, form, "lots", STR(""));
    view.shops = form_field(ctx, req, form, "shops", STR(""));
    view.reason = form_field(ctx, req, form, "reason", STR(""));
    for (size_t i = 0; i < participants.count; i++) {
        const struct participant *participant = &participants.ptr[i];
        vec_push(ctx->mem, &view.shop_options,
                 (struct form_option){allocation_office_number(ctx, participant->tenant_id),
                                      participant->name, is_chosen(req, participant->tenant_id)});
    }
    struct html_out out = centre_out(ctx, req, res);
    office_correct_html(&out, &view);
    return OK;
}

/* Labels, one a line, to things; the line that is no label of ours is told. */
static enum status read_lots(struct ctx *ctx, struct str lines, struct i64_list *ret_ids)
{
    struct str rest = lines.ptr == NULL ? STR("") : lines;
    struct str line;
    while (str_split(&rest, '\n', &line)) {
        struct str code;
        struct thing thing;
        line = str_trim(line);
        if (line.len == 0) {
            continue;
        }
        if (goods_code_read(ctx, line, &code) != OK || goods_by_code(ctx, code, &thing) != OK) {
            ctx->err = (struct ctx_error){
                .message =
                    N_("{detail} is not the label of a lot. Write each label on its own line."),
                .field = "lots",
                .detail = str_copy(ctx->mem, line)};
            return INVALID;
        }
        vec_push(ctx->mem, ret_ids, thing.id);
    }
    return OK;
}

enum status allocation_office_correct_post(struct ctx *ctx, struct request *req,
                                           struct response *res)
{
    const struct correct_input *input = req->form;
    struct correction correction = {.barred = input->shops, .reason = input->reason};
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(read_lots(ctx, input->lots, &correction.withdrawn));
    if (correction.withdrawn.count == 0 && correction.barred.count == 0) {
        return ctx_fail(ctx, INVALID,
                        N_("Say what is to be different: a lot that goes out, or a shop."), "lots");
    }
    TRY(allocation_correct(ctx, round.id, &correction));
    return back(ctx, req, res, &round, "rettet");
}
