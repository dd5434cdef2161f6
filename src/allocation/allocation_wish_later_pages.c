/* SPDX-License-Identifier: EUPL-1.2 */
/* The wishes' page when there is nothing to wish: what happens now, or when the next round opens.
 */
#include "allocation/allocation_wish_pages.h"

#include "allocation/allocation_wish_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define WISHED_SHOWN  24
#define ROUNDS_LOOKED 50 /* drafts and rounds, newest first, in which a planned one is sought */

static void add_step(struct ctx *ctx, struct timeline *steps, enum step_state state,
                     const char *what, struct str when)
{
    vec_push(ctx->mem, steps,
             (struct timeline_step){state, allocation_wish_words_of(ctx, what), when});
}

static void add_steps(struct ctx *ctx, const struct round *round, struct timeline *steps)
{
    const bool drawn = round->state == ROUND_DRAWN;
    add_step(ctx, steps, STEP_DONE, N_("The wishes are closed"),
             centre_when(ctx, round->closes_ms));
    add_step(ctx, steps, drawn ? STEP_DONE : STEP_NOW,
             drawn ? N_("The lots are drawn") : N_("The lots are drawn by public random numbers"),
             centre_when(ctx, round->draw_ms));
    add_step(ctx, steps, drawn ? STEP_NOW : STEP_LATER, N_("You see what you got, and why"),
             allocation_wish_words_of(ctx, N_("when the centre has looked through the result")));
    add_step(ctx, steps, STEP_LATER, N_("You collect at the station"),
             allocation_wish_words_of(ctx, N_("the times stand with the result")));
}

/* The digest that all wishes are sealed by; empty before the job of the close has been there. */
static enum status find_commitment(struct ctx *ctx, const struct round *round,
                                   struct str *ret_commitment)
{
    struct draw_runs runs;
    TRY(allocation_runs(ctx, round->id, &runs));
    for (size_t i = 0; i < runs.count; i++) {
        if (runs.ptr[i].id == round->run_id) {
            *ret_commitment = runs.ptr[i].commitment;
        }
    }
    return OK;
}

/* What the shop sent in, the first of it as pictures. */
static enum status add_wished(struct ctx *ctx, const struct round *round,
                              struct wish_later_view *view, int64_t *ret_count)
{
    struct wishes wishes;
    TRY(allocation_wishes(ctx, round->id, ctx->actor.owner_id, &wishes));
    *ret_count = 0;
    for (size_t i = 0; i < wishes.count; i++) {
        struct thing thing;
        if (wishes.ptr[i].stars == 0) {
            continue;
        }
        if (++*ret_count > WISHED_SHOWN) {
            continue;
        }
        TRY(goods_thing(ctx, wishes.ptr[i].thing_id, &thing));
        vec_push(ctx->mem, &view->wished,
                 (struct thing_card){.name = goods_name(ctx, &thing),
                                     .picture = allocation_wish_words_picture(ctx, &thing),
                                     .icon = allocation_wish_words_icon(&thing)});
    }
    return OK;
}

static enum status add_under_way(struct ctx *ctx, const struct round *round,
                                 struct wish_later_view *view)
{
    const struct str value = str_of_i64(ctx->mem, round->number);
    int64_t count = 0;
    TRY(add_wished(ctx, round, view, &count));
    view->heading = allocation_wish_words_of(ctx, N_("The wishes are closed"));
    view->text = count == 0
                     ? allocation_wish_words_of(ctx, N_("You wished nothing this time."))
                     : allocation_wish_words_count(
                           ctx, N_("Your 1 wish is in. It can no longer be changed."),
                           N_("Your {n} wishes are in. They can no longer be changed."), count);
    view->eyebrow = round->label;
    view->round = url_build(ctx, "/fordeling/{}", &value, 1);
    add_steps(ctx, round, &view->steps);
    return find_commitment(ctx, round, &view->commitment);
}

/* When the next planned round opens; empty when none is planned. */
static enum status next_opening(struct ctx *ctx, struct str *ret_text)
{
    struct rounds rounds;
    const struct round *next = NULL;
    TRY(allocation_rounds(ctx, true, NO_I64, ROUNDS_LOOKED, &rounds));
    for (size_t i = 0; i < rounds.count; i++) {
        const struct round *round = &rounds.ptr[i];
        const bool planned = round->state == ROUND_DRAFT && round->planned;
        if (planned && (next == NULL || round->opens_ms < next->opens_ms)) {
            next = round;
        }
    }
    if (next == NULL) {
        *ret_text = allocation_wish_words_of(ctx, N_("You get a mail when the next one opens."));
        return OK;
    }
    const struct i18n_arg args[] = {{"round", next->label},
                                    {"when", centre_when(ctx, next->opens_ms)}};
    *ret_text = i18n_fill(ctx, N_("{round} opens {when}. You get a mail then."), args, 2);
    return OK;
}

static enum status add_nothing_open(struct ctx *ctx, struct wish_later_view *view)
{
    struct str next = STR("");
    TRY(next_opening(ctx, &next));
    view->heading = allocation_wish_words_of(ctx, N_("No round is open"));
    view->empty = (struct empty_state){
        .picture = url_asset("scene-hall.svg"),
        .heading = allocation_wish_words_of(ctx, N_("Nothing to wish right now")),
        .text = next,
        .url = url_build(ctx, "/onsker/faste", NULL, 0),
        .act = allocation_wish_words_of(ctx, N_("Set standing wishes")),
    };
    return OK;
}

/* The centre called it off; what was wished of it counts no more. */
static enum status add_called_off(struct ctx *ctx, const struct round *round,
                                  struct wish_later_view *view)
{
    TRY(add_nothing_open(ctx, view));
    view->heading =
        allocation_wish_words_fill(ctx, N_("{round} was called off"), "round", round->label);
    view->empty.heading = round->reason;
    return OK;
}

static void add_way(struct ctx *ctx, struct links *ways, struct str label, struct url url)
{
    vec_push(ctx->mem, ways, (struct link){label, url});
}

enum status allocation_wish_ways(struct ctx *ctx, struct links *ret_ways)
{
    struct rounds rounds;
    struct links ways = {0};
    TRY(allocation_rounds(ctx, false, NO_I64, ROUNDS_LOOKED, &rounds));
    for (size_t i = 0; i < rounds.count; i++) {
        const struct round *round = &rounds.ptr[i];
        if (round->published_ms != NO_I64) {
            const struct str value = str_of_i64(ctx->mem, round->number);
            add_way(ctx, &ways,
                    allocation_wish_words_fill(ctx, N_("What you got in {round}"), "round",
                                               round->label),
                    url_build(ctx, "/onsker/resultat/{}", &value, 1));
            break;
        }
    }
    add_way(ctx, &ways, allocation_wish_words_of(ctx, N_("Standing wishes")),
            url_build(ctx, "/onsker/faste", NULL, 0));
    add_way(ctx, &ways, allocation_wish_words_of(ctx, N_("Your points")),
            url_build(ctx, "/onsker/poeng", NULL, 0));
    *ret_ways = ways;
    return OK;
}

/* Open by state, but its time is up: it closes as soon as the job gets there. */
static bool under_way(const struct round *round)
{
    return round->state == ROUND_OPEN || round->state == ROUND_CLOSED ||
           round->state == ROUND_DRAWN;
}

enum status allocation_wish_later_page(struct ctx *ctx, struct request *req, struct response *res,
                                       const struct round *round)
{
    struct wish_later_view view = {0};
    if (req->again) {
        view.errors.errors = form_errors(ctx, req, req->route->form);
        for (size_t i = 0; i < view.errors.errors.count; i++) {
            view.errors.errors.ptr[i].id = STR("");
        }
    }
    TRY(allocation_wish_round_chips(ctx, round == NULL ? 0 : round->number, &view.rounds));
    for (size_t i = 0; i < view.rounds.count; i++) {
        struct wish_chip *chip = &view.rounds.ptr[i];
        chip->label = allocation_wish_words_fill(ctx, N_("{round} is open"), "round", chip->label);
    }
    if (round != NULL && under_way(round)) {
        TRY(add_under_way(ctx, round, &view));
    } else if (round != NULL && round->state == ROUND_CANCELLED) {
        TRY(add_called_off(ctx, round, &view));
    } else {
        TRY(add_nothing_open(ctx, &view));
    }
    TRY(allocation_wish_ways(ctx, &view.ways));
    centre_page(ctx, req, PAGE_TENANT, N_("Wishes"), "/onsker", &view.page);
    struct html_out out = centre_out(ctx, req, res);
    allocation_wish_later_html(&out, &view);
    return OK;
}
