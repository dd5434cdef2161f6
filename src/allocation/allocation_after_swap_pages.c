/* SPDX-License-Identifier: EUPL-1.2 */
/* The swap square: what is offered, one's own offers, and offering a lot. */
#include "allocation/allocation_after_forms.h"
#include "allocation/allocation_after_pages.h"
#include "allocation/allocation_after_words.h"
#include "allocation/allocation_wish_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define OFFERABLE_MAX 40

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct swap_card card_of(struct ctx *ctx, const struct swap_offer *offer)
{
    const struct i18n_arg args[] = {{"points", allocation_points_text(ctx, offer->points_mp, 1)},
                                    {"when", centre_when_near(ctx, offer->until_ms)}};
    return (struct swap_card){
        .id = allocation_after_words_id(ctx, offer->id),
        .lot = allocation_after_words_lot(ctx, &offer->thing),
        .points = i18n_fill(ctx, N_("{points} points"), args, 2),
        .left = allocation_wish_words_left(ctx, offer->until_ms - ctx->now_ms),
        .until = i18n_fill(ctx, N_("until {when}"), args, 2),
        .from = translate(ctx, offer->from_tenant == NO_I64 ? N_("From the centre")
                                                            : N_("From another shop")),
        .asked = offer->asked,
        .may = offer->approved,
    };
}

static enum status add_offers(struct ctx *ctx, struct swap_view *view)
{
    struct swap_offers offers;
    TRY(allocation_swap_offers(ctx, ctx->actor.owner_id, &offers));
    for (size_t i = 0; i < offers.count; i++) {
        if (offers.ptr[i].from_tenant == ctx->actor.owner_id) {
            vec_push(ctx->mem, &view->own, card_of(ctx, &offers.ptr[i]));
        } else {
            vec_push(ctx->mem, &view->offers, card_of(ctx, &offers.ptr[i]));
        }
    }
    return OK;
}

static enum status add_offerable(struct ctx *ctx, struct swap_view *view)
{
    struct things things;
    TRY(allocation_swap_offerable(ctx, ctx->actor.owner_id, OFFERABLE_MAX, &things));
    for (size_t i = 0; i < things.count; i++) {
        struct dock_lot lot = allocation_after_words_lot(ctx, &things.ptr[i]);
        lot.state =
            things.ptr[i].holder_id == ctx->actor.owner_id
                ? (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("In the shop"))}
                : (struct pill){PILL_INFO, STR("truck"), translate(ctx, N_("At the station"))};
        vec_push(ctx->mem, &view->offerable, lot);
    }
    return OK;
}

static const char *done_words(int64_t done)
{
    switch (done) {
    case SWAP_DONE_OFFERED:
        return N_("It is on the swap square now.");
    case SWAP_DONE_ASKED:
        return N_("You have asked for it. You get a mail if it becomes yours.");
    case SWAP_DONE_NOT_ASKED:
        return N_("You no longer ask for it.");
    case SWAP_DONE_WITHDRAWN:
        return N_("The offer is withdrawn. You keep it.");
    default:
        return NULL;
    }
}

static void add_errors(struct ctx *ctx, const struct request *req, struct swap_view *view)
{
    const struct form *forms[] = {&allocation_after_offer_form, &allocation_after_ask_form,
                                  &allocation_after_unask_form, &allocation_after_withdraw_form};
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        const struct form_errors errors = form_errors(ctx, req, forms[i]);
        for (size_t k = 0; k < errors.count; k++) {
            /* The fields are hidden ones of many forms: there is no single place to jump to. */
            vec_push(ctx->mem, &view->errors.errors,
                     (struct form_error){STR(""), errors.ptr[k].message});
        }
    }
}

enum status allocation_after_swap_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const bool fresh = req->route->form == &allocation_after_swap_form && !req->again;
    const struct swap_show_input *input = fresh ? req->form : NULL;
    struct swap_view view = {0};
    centre_page(ctx, req, PAGE_TENANT, N_("The swap square"), "/bytte", &view.page);
    add_errors(ctx, req, &view);
    TRY(add_offers(ctx, &view));
    TRY(add_offerable(ctx, &view));
    if (input != NULL && done_words(input->done) != NULL) {
        view.done.text = translate(ctx, done_words(input->done));
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing is offered right now")),
        .text = translate(ctx, N_("What a shop cannot use, and what nobody collected in time, "
                                  "stands here for some days.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    allocation_swap_html(&out, &view);
    return OK;
}

enum status allocation_after_offer_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct swap_offer_input *input = req->form;
    struct str code;
    int64_t offer_id = 0;
    TRY(goods_code_read(ctx, input->code, &code));
    TRY(allocation_swap_offer(ctx, ctx->actor.owner_id, code, &offer_id));
    return response_redirect(ctx, req, res, STR("/bytte?gjort=tilbudt"));
}

enum status allocation_after_ask_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct swap_act_input *input = req->form;
    TRY(allocation_swap_ask(ctx, ctx->actor.owner_id, input->offer_id, true));
    return response_redirect(ctx, req, res, STR("/bytte?gjort=vil-ha"));
}

enum status allocation_after_unask_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct swap_act_input *input = req->form;
    TRY(allocation_swap_ask(ctx, ctx->actor.owner_id, input->offer_id, false));
    return response_redirect(ctx, req, res, STR("/bytte?gjort=likevel-ikke"));
}

enum status allocation_after_withdraw_post(struct ctx *ctx, struct request *req,
                                           struct response *res)
{
    const struct swap_act_input *input = req->form;
    TRY(allocation_swap_withdraw(ctx, ctx->actor.owner_id, input->offer_id));
    return response_redirect(ctx, req, res, STR("/bytte?gjort=trukket"));
}
