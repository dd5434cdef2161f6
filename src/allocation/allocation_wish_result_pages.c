/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop got of a round, what it did not get and why, and where it stands now. */
#include "allocation/allocation_wish_pages.h"

#include "allocation/allocation_after.h"
#include "allocation/allocation_outcome.h"
#include "allocation/allocation_wish_store.h"
#include "allocation/allocation_wish_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define PICK_UPS_READ 500
#define LOTS_SHOWN    6
#define REFUSED_SHOWN 12 /* cards; the others are a press away */
#define GOT_SHOWN     24
#define TICKET_SHOWN  8 /* digits: enough to tell tickets apart */

/* ---- pick-ups
 * ------------------------------------------------------------------------------------- */

/* What waits in one window at one station. */
struct waiting {
    int64_t window_id;
    int64_t station_id;
    int64_t lots;
    int64_t g; /* of those whose weight is known */
};
struct waitings {
    struct waiting *ptr;
    size_t count;
    size_t capacity;
};

static struct waiting *waiting_at(struct ctx *ctx, struct waitings *all, const struct pick_up *one)
{
    for (size_t i = 0; i < all->count; i++) {
        if (all->ptr[i].window_id == one->window_id && all->ptr[i].station_id == one->station_id) {
            return &all->ptr[i];
        }
    }
    vec_push(ctx->mem, all,
             (struct waiting){.window_id = one->window_id, .station_id = one->station_id});
    return &all->ptr[all->count - 1];
}

static struct str window_text(struct ctx *ctx, const struct pick_up_windows *windows,
                              int64_t window_id)
{
    for (size_t i = 0; i < windows->count; i++) {
        const struct pick_up_window *window = &windows->ptr[i];
        if (window->id == window_id) {
            const struct i18n_arg args[] = {
                {"day", i18n_day(ctx, centre_day_of(ctx, window->starts_ms))},
                {"from", centre_clock(ctx, window->starts_ms)},
                {"to", centre_clock(ctx, window->ends_ms)}};
            return i18n_fill(ctx, N_("Collect {day}, {from}–{to}"), args, 3);
        }
    }
    return allocation_wish_words_of(ctx, N_("Agree with the station when you collect"));
}

static enum status add_pick_ups(struct ctx *ctx, const struct round *round,
                                struct result_view *view)
{
    struct pick_ups pick_ups;
    struct pick_up_windows windows;
    struct waitings all = {0};
    TRY(allocation_pick_ups_of(ctx, ctx->actor.owner_id, PICK_UP_WAITING, PICK_UPS_READ,
                               &pick_ups));
    TRY(allocation_windows(ctx, round->id, &windows));
    for (size_t i = 0; i < pick_ups.count; i++) {
        if (pick_ups.ptr[i].round_id == round->id) {
            struct waiting *waiting = waiting_at(ctx, &all, &pick_ups.ptr[i]);
            waiting->lots++;
            waiting->g += pick_ups.ptr[i].thing.g == NO_I64 ? 0 : pick_ups.ptr[i].thing.g;
        }
    }
    for (size_t i = 0; i < all.count; i++) {
        const struct waiting *waiting = &all.ptr[i];
        const struct i18n_arg args[] = {
            {"station", allocation_wish_words_station(ctx, waiting->station_id)},
            {"things", allocation_wish_words_things(ctx, waiting->lots)},
            {"weight", i18n_grams(ctx, waiting->g)}};
        vec_push(ctx->mem, &view->pick_ups,
                 (struct result_pick_up){
                     .when = window_text(ctx, &windows, waiting->window_id),
                     .where = waiting->g == 0
                                  ? i18n_fill(ctx, N_("{station} · {things}"), args, 2)
                                  : i18n_fill(ctx, N_("{station} · {things} · about {weight}"),
                                              args, 3)});
    }
    view->change = url_build(ctx, "/henting", NULL, 0);
    return OK;
}

/* ---- cards
 * ---------------------------------------------------------------------------------------- */

static struct str turn_text(struct ctx *ctx, int64_t turn)
{
    return turn == NO_I64 ? STR("–") : i18n_number(ctx, turn);
}

static struct str lots_text(struct ctx *ctx, const struct refusal *refusal, int64_t lots)
{
    return refusal->points_mp > 0 || lots == NO_I64 ? STR("") : i18n_number(ctx, lots);
}

/* The two shops that are compared; nothing where the figures say nothing (no approval, a cap). Of a
 * lot that came free by an exchange they are those of who had the turn. */
static void add_numbers(struct ctx *ctx, const struct refusal *refusal, struct result_card *card)
{
    if (refusal->other_id == NO_I64 || refusal->own_balance_mp == NO_I64 ||
        refusal->other_balance_mp == NO_I64) {
        return;
    }
    card->tickets = refusal->own_ticket.len > 0;
    card->lots = lots_text(ctx, refusal, refusal->own_lots).len > 0;
    vec_push(
        ctx->mem, &card->numbers,
        (struct result_number){
            .shop = refusal->mover.len > 0 ? refusal->mover : refusal->other,
            .points = allocation_points_text(ctx, refusal->other_balance_mp, refusal->other_weight),
            .lots = lots_text(ctx, refusal, refusal->other_lots),
            .turn = turn_text(ctx, refusal->turn),
            .ticket = refusal->other_ticket,
            .winner = true});
    vec_push(ctx->mem, &card->numbers,
             (struct result_number){.shop = allocation_wish_words_of(ctx, N_("Your shop")),
                                    .points = allocation_points_text(ctx, refusal->own_balance_mp,
                                                                     refusal->own_weight),
                                    .lots = lots_text(ctx, refusal, refusal->own_lots),
                                    .turn = turn_text(ctx, refusal->own_turn),
                                    .ticket = refusal->own_ticket});
}

static struct result_card card_of(struct ctx *ctx, const struct thing *thing)
{
    return (struct result_card){.name = goods_name(ctx, thing),
                                .picture = allocation_wish_words_picture(ctx, thing),
                                .icon = allocation_wish_words_icon(thing)};
}

static struct str more_text(struct ctx *ctx, size_t rest)
{
    return allocation_wish_words_count(ctx, N_("Show the other one"), N_("Show the other {n}"),
                                       (int64_t)rest);
}

static enum status add_refused(struct ctx *ctx, const struct round *round, struct result_view *view)
{
    struct refusals refusals;
    TRY(allocation_refusals_of(ctx, round->run_id, ctx->actor.owner_id, &refusals));
    for (size_t i = 0; i < refusals.count; i++) {
        const struct refusal *refusal = &refusals.ptr[i];
        struct result_card card = card_of(ctx, &refusal->thing);
        card.refused = true;
        card.open = i == 0;
        card.text = allocation_refusal_text(ctx, refusal);
        card.pill = (struct pill){PILL_QUIET, STR("minus"),
                                  allocation_wish_words_of(ctx, refusal->other_id == NO_I64
                                                                    ? N_("You did not get it")
                                                                    : N_("Went to others"))};
        add_numbers(ctx, refusal, &card);
        if (refusal->turn != NO_I64) {
            card.log = allocation_wish_words_fill(ctx, N_("Turn {turn} in the log"), "turn",
                                                  i18n_number(ctx, refusal->turn));
            card.log_url = view->round;
        }
        struct result_cards *cards = i < REFUSED_SHOWN ? &view->refused : &view->refused_rest;
        vec_push(ctx->mem, cards, card);
    }
    view->refused_more = more_text(ctx, view->refused_rest.count);
    return OK;
}

static enum status add_got(struct ctx *ctx, const struct round *round, struct result_view *view)
{
    struct awards awards;
    TRY(allocation_awards_of(ctx, round->run_id, ctx->actor.owner_id, &awards));
    for (size_t i = 0; i < awards.count; i++) {
        const struct award *award = &awards.ptr[i];
        struct result_card card = card_of(ctx, &award->thing);
        card.pill =
            (struct pill){PILL_OPEN, STR("check"), allocation_wish_words_of(ctx, N_("You got it"))};
        card.text = allocation_wish_words_fill(ctx, N_("It counts {points}."), "points",
                                               allocation_wish_points_words(ctx, award->points_mp));
        if (award->turn != NO_I64) {
            card.log = allocation_wish_words_fill(ctx, N_("Turn {turn} in the log"), "turn",
                                                  i18n_number(ctx, award->turn));
            card.log_url = view->round;
        }
        struct result_cards *cards = i < GOT_SHOWN ? &view->got : &view->got_rest;
        vec_push(ctx->mem, cards, card);
    }
    view->got_more = more_text(ctx, view->got_rest.count);
    return OK;
}

static struct str heading_of(struct ctx *ctx, const struct result_view *view)
{
    const size_t got = view->got.count + view->got_rest.count;
    const size_t all = got + view->refused.count + view->refused_rest.count;
    const struct i18n_arg args[] = {{"got", i18n_number(ctx, (int64_t)got)},
                                    {"all", i18n_number(ctx, (int64_t)all)}};
    if (all == 0) {
        return allocation_wish_words_of(ctx, N_("You wished nothing in this round"));
    }
    return i18n_fill(ctx, N_("You got {got} of {all}"), args, 2);
}

/* ---- what follows from it
 * ------------------------------------------------------------------------- */

static enum status add_outlook(struct ctx *ctx, const struct round *round, struct result_view *view)
{
    struct outlook outlook;
    TRY(allocation_outlook(ctx, round->run_id, ctx->actor.owner_id, &outlook));
    if (outlook.place > 0) {
        const struct i18n_arg args[] = {{"place", i18n_number(ctx, outlook.place)},
                                        {"all", i18n_number(ctx, outlook.participants)}};
        view->place = i18n_fill(
            ctx, N_("Next time you stand as number {place} of {all}; number 1 has had least."),
            args, 2);
    }
    view->unclaimed = outlook.unclaimed == 0
                          ? allocation_wish_words_of(
                                ctx, N_("Nothing was left over in the categories you wished in."))
                          : allocation_wish_words_count(
                                ctx, N_("1 thing in the categories you wished in was left over."),
                                N_("{n} things in the categories you wished in were left over."),
                                outlook.unclaimed);
    for (size_t i = 0; i < outlook.lots.count && i < LOTS_SHOWN; i++) {
        const struct thing *thing = &outlook.lots.ptr[i];
        vec_push(ctx->mem, &view->lots,
                 (struct thing_card){.name = goods_name(ctx, thing),
                                     .picture = allocation_wish_words_picture(ctx, thing),
                                     .icon = allocation_wish_words_icon(thing)});
    }
    return OK;
}

static void add_own(struct ctx *ctx, const struct draw_run *run, struct str alias,
                    struct result_view *view)
{
    vec_push(ctx->mem, &view->own,
             (struct fact){.label = allocation_wish_words_of(ctx, N_("You are called")),
                           .value = alias});
    if (run->seed.len == 0) {
        return;
    }
    const struct str ticket = allocation_ticket(ctx, run->seed, alias);
    vec_push(ctx->mem, &view->own,
             (struct fact){.label = allocation_wish_words_of(ctx, N_("Your ticket")),
                           .value = str_slice(ticket, 0, TICKET_SHOWN),
                           .note = str_slice(ticket, TICKET_SHOWN, ticket.len)});
    view->command = str_format(ctx->mem, "printf '%%s\\ntenant\\n%%s\\n' '%.*s' '%.*s' | sha256sum",
                               STR_ARG(run->seed), STR_ARG(alias));
}

static enum status add_check(struct ctx *ctx, const struct round *round, struct result_view *view)
{
    struct draw_runs runs;
    struct participant shop;
    struct str alias = STR("");
    TRY(allocation_runs(ctx, round->id, &runs));
    TRY(allocation_participant(ctx, ctx->actor.owner_id, &shop));
    const enum status found = allocation_wish_store_alias(ctx, round->id, shop.lead_id, &alias);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    for (size_t i = 0; i < runs.count; i++) {
        const struct draw_run *run = &runs.ptr[i];
        if (run->id != round->run_id) {
            continue;
        }
        if (found == OK) {
            add_own(ctx, run, alias, view);
        }
        if (run->reason.len > 0) {
            view->notice = allocation_wish_words_fill(ctx, N_("This draw was corrected: {reason}"),
                                                      "reason", run->reason);
        }
    }
    return OK;
}

enum status allocation_wish_result_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct result_view view = {.points = url_build(ctx, "/onsker/poeng", NULL, 0),
                               .wishes = url_build(ctx, "/onsker", NULL, 0)};
    struct round round;
    int64_t number = 0;
    TRY(request_param_i64(req, 0, &number));
    TRY(allocation_round_by_number(ctx, number, &round));
    if (round.state == ROUND_DRAFT) {
        return NOT_FOUND;
    }
    if (round.published_ms == NO_I64) {
        return allocation_wish_round_page(ctx, req, res, &round);
    }
    const struct str value = str_of_i64(ctx->mem, number);
    view.round = url_build(ctx, "/fordeling/{}", &value, 1);
    TRY(add_refused(ctx, &round, &view));
    TRY(add_got(ctx, &round, &view));
    TRY(add_pick_ups(ctx, &round, &view));
    TRY(add_outlook(ctx, &round, &view));
    TRY(add_check(ctx, &round, &view));
    const struct i18n_arg args[] = {{"round", round.label},
                                    {"when", centre_when(ctx, round.published_ms)}};
    view.eyebrow = i18n_fill(ctx, N_("{round} · shared out {when}"), args, 2);
    view.heading = heading_of(ctx, &view);
    centre_page(ctx, req, PAGE_TENANT, req->route->title, "/onsker", &view.page);
    struct html_out out = centre_out(ctx, req, res);
    allocation_wish_result_html(&out, &view);
    return OK;
}
