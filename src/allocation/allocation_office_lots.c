/* SPDX-License-Identifier: EUPL-1.2 */
/* Which lots are in a round, and which wait at the stations for one. */
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_pages.h"
#include "allocation/allocation_office_result.h"
#include "allocation/allocation_office_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define LOTS_PAGE ALLOCATION_OFFICE_LOTS_PAGE

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str detail_of(struct ctx *ctx, const struct thing *thing)
{
    const struct i18n_arg args[] = {
        {"state", translate(ctx, allocation_office_state_words(thing->station_state))},
        {"n", i18n_number(ctx, thing->count)},
        {"weight",
         thing->g == NO_I64 ? translate(ctx, N_("weight not known")) : i18n_grams(ctx, thing->g)}};
    const char *words =
        thing->count == 1 ? N_("{state} · {weight}") : N_("{state} · {n} pcs · {weight}");
    return goods_with_sacks(ctx, thing, i18n_fill(ctx, words, args, 3));
}

static struct office_lot_row row_of(struct ctx *ctx, const struct thing *thing, int64_t station_id,
                                    int64_t points_mp)
{
    return (struct office_lot_row){
        .id = allocation_office_number(ctx, thing->id),
        .picture = allocation_office_picture(ctx, thing),
        .icon = allocation_office_icon(thing),
        .name = goods_name(ctx, thing),
        .code = thing->code,
        .detail = detail_of(ctx, thing),
        .station = allocation_office_station(ctx, station_id),
        .points = points_mp == NO_I64 ? STR("") : allocation_office_points(ctx, points_mp)};
}

/* The rules that would hold if the round opened today; without any, no points are shown. */
static bool rules_now(struct ctx *ctx, struct allocation_rules *ret_rules)
{
    const struct ctx_error kept = ctx->err;
    const bool found = allocation_rules_on(ctx, centre_today(ctx), ret_rules) == OK;
    ctx->err = kept;
    return found;
}

static int64_t points_of(const struct allocation_rules *rules, const struct thing *thing)
{
    int64_t points_mp = NO_I64;
    struct str quota_class;
    struct str requires;
    allocation_rules_apply(rules, thing, &points_mp, &quota_class, &requires);
    return points_mp;
}

static struct url more_url(struct ctx *ctx, const struct round *round, const char *which,
                           int64_t after_id)
{
    const struct str values[] = {allocation_office_number(ctx, round->number), str_of(which),
                                 allocation_office_number(ctx, after_id)};
    return url_build(ctx, "/kontor/runder/{}/partier?vis={}&etter={}", values, 3);
}

static enum status add_waiting(struct ctx *ctx, const struct round *round, int64_t before_id,
                               struct office_lots_view *view)
{
    struct allocation_rules rules;
    struct things things;
    const bool known = rules_now(ctx, &rules);
    TRY(goods_unreserved(ctx, before_id, LOTS_PAGE + 1, &things));
    for (size_t i = 0; i < things.count && i < LOTS_PAGE; i++) {
        const struct thing *thing = &things.ptr[i];
        vec_push(ctx->mem, &view->lots,
                 row_of(ctx, thing, thing->holder_id, known ? points_of(&rules, thing) : NO_I64));
    }
    if (things.count > LOTS_PAGE) {
        view->next = more_url(ctx, round, "venter", things.ptr[LOTS_PAGE - 1].id);
    }
    view->none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No lots are waiting")),
        .text = translate(ctx, N_("What the stations register stands here until a round has it."))};
    return OK;
}

static enum status add_chosen(struct ctx *ctx, const struct round *round, int64_t after_id,
                              struct office_lots_view *view)
{
    struct allocation_rules rules;
    struct round_lots lots;
    const bool draft = round->state == ROUND_DRAFT;
    const bool known = draft && rules_now(ctx, &rules);
    TRY(allocation_lots(ctx, round->id, after_id == NO_I64 ? 0 : after_id, LOTS_PAGE + 1, &lots));
    for (size_t i = 0; i < lots.count && i < LOTS_PAGE; i++) {
        const struct round_lot *lot = &lots.ptr[i];
        const int64_t points_mp = !draft  ? lot->points_mp
                                  : known ? points_of(&rules, &lot->thing)
                                          : NO_I64;
        vec_push(ctx->mem, &view->lots, row_of(ctx, &lot->thing, lot->station_id, points_mp));
    }
    if (lots.count > LOTS_PAGE) {
        view->next = more_url(ctx, round, "runden", lots.ptr[LOTS_PAGE - 1].thing.id);
    }
    view->none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No lots in the round yet")),
        .text = translate(ctx, N_("Choose among those that wait at the stations."))};
    return OK;
}

static void add_which(struct ctx *ctx, const struct round *round, bool in_round, int64_t count,
                      struct office_lots_view *view)
{
    const struct str number = allocation_office_number(ctx, round->number);
    const struct str ways[][2] = {{number, STR("runden")}, {number, STR("venter")}};
    const struct i18n_arg arg = {"n", i18n_number(ctx, count)};
    vec_push(
        ctx->mem, &view->which,
        (struct nav_item){.label = i18n_fill(ctx, N_("In the round ({n})"), &arg, 1),
                          .url = url_build(ctx, "/kontor/runder/{}/partier?vis={}", ways[0], 2),
                          .active = in_round});
    if (round->state == ROUND_DRAFT) {
        vec_push(
            ctx->mem, &view->which,
            (struct nav_item){.label = translate(ctx, N_("At the stations")),
                              .url = url_build(ctx, "/kontor/runder/{}/partier?vis={}", ways[1], 2),
                              .active = !in_round});
    }
}

enum status allocation_office_lots_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct lots_input *input = req->again ? NULL : req->form;
    struct office_lots_view view = {0};
    struct round round;
    int64_t count = 0;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    view.errors = allocation_office_errors(ctx, req);
    TRY(allocation_lot_count(ctx, round.id, &count));
    const struct str number = allocation_office_number(ctx, round.number);
    const bool draft = round.state == ROUND_DRAFT;
    /* A draft without lots begins with what can be chosen. */
    const bool told = input != NULL && input->which != NO_I64;
    view.in_round = !draft || (told ? input->which == LOTS_IN_ROUND : count > 0);
    view.may_change = draft && (ctx->actor.roles & WHO_MANAGER) != 0;
    centre_page(ctx, req, PAGE_OFFICE, N_("Lots of the round"), "/kontor/runder", &view.page);
    view.heading = translate(ctx, N_("Lots of the round"));
    view.back = allocation_office_round_name(ctx, &round);
    view.back_url = url_build(ctx, "/kontor/runder/{}", &number, 1);
    view.post_url =
        url_build(ctx, view.in_round ? "/kontor/runder/{}/partier/ut" : "/kontor/runder/{}/partier",
                  &number, 1);
    view.all_url = url_build(ctx, "/kontor/runder/{}/partier/alle", &number, 1);
    add_which(ctx, &round, view.in_round, count, &view);
    const int64_t from = input == NULL ? NO_I64 : input->after_id;
    TRY(view.in_round ? add_chosen(ctx, &round, from, &view)
                      : add_waiting(ctx, &round, from, &view));
    if (input != NULL && input->saved) {
        const struct i18n_arg arg = {"lots", allocation_office_lots(ctx, count)};
        view.saved = i18n_fill(ctx, N_("Saved. {lots} in the round."), &arg, 1);
    }
    struct html_out out = centre_out(ctx, req, res);
    office_lots_html(&out, &view);
    return OK;
}

static enum status back(struct ctx *ctx, const struct request *req, struct response *res,
                        const struct round *round, const char *which)
{
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/kontor/runder/%lld/partier?vis=%s&lagret=1",
                                        (long long)round->number, which));
}

enum status allocation_office_lots_add_post(struct ctx *ctx, struct request *req,
                                            struct response *res)
{
    const struct lot_ids_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_round_add_lots(ctx, round.id, &input->things));
    return back(ctx, req, res, &round, "venter");
}

enum status allocation_office_lots_remove_post(struct ctx *ctx, struct request *req,
                                               struct response *res)
{
    const struct lot_ids_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_round_remove_lots(ctx, round.id, &input->things));
    return back(ctx, req, res, &round, "runden");
}

enum status allocation_office_lots_all_post(struct ctx *ctx, struct request *req,
                                            struct response *res)
{
    struct round round;
    int64_t added = 0;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    TRY(allocation_round_add_all(ctx, round.id, &added));
    return back(ctx, req, res, &round, "runden");
}
