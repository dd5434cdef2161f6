/* SPDX-License-Identifier: EUPL-1.2 */
/* The lots of a round as pictures with three answers, for a shop and for the manager it has asked.
 */
#include "allocation/allocation_wish_pages.h"

#include "allocation/allocation_wish_facts.h"
#include "allocation/allocation_wish_forms.h"
#include "allocation/allocation_wish_store.h"
#include "allocation/allocation_wish_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define PER_PAGE    48
#define EAGER_CARDS 4

/* ---- what is looked at
 * --------------------------------------------------------------------------- */

#define CHOICE_FITS   STR("passer")
#define CHOICE_ALL    STR("alt")
#define CHOICE_REPAIR STR("fikses")

/* Whose wishes, by whom, and which part of the lots. */
struct look {
    struct round round;
    int64_t tenant_id;
    bool by_manager;
    struct str choice; /* one of the above, or the id of a station */
    int64_t page;      /* from 1 */
};

static struct str number(struct ctx *ctx, int64_t value)
{
    return str_of_i64(ctx->mem, value);
}

/* The page with this choice; `anchor` empty or the id of a thing. */
static struct url look_url(struct ctx *ctx, const struct look *look, struct str choice,
                           int64_t page, struct str anchor)
{
    const struct str side = page == 1 ? STR("") : number(ctx, page);
    const struct str round = number(ctx, look->round.number);
    const struct str values[] = {round, number(ctx, look->tenant_id), choice, side, anchor};
    const struct str own[] = {round, choice, side, anchor};
    if (look->by_manager) {
        return anchor.len == 0
                   ? url_build(ctx, "/kontor/runder/{}/onsker/{}?utvalg={}&side={}", values, 4)
                   : url_build(ctx, "/kontor/runder/{}/onsker/{}?utvalg={}&side={}#l{}", values, 5);
    }
    return anchor.len == 0 ? url_build(ctx, "/onsker?runde={}&utvalg={}&side={}", own, 3)
                           : url_build(ctx, "/onsker?runde={}&utvalg={}&side={}#l{}", own, 4);
}

static struct url press_url(struct ctx *ctx, const struct look *look, int64_t thing_id)
{
    const struct str side = look->page == 1 ? STR("") : number(ctx, look->page);
    const struct str round = number(ctx, look->round.number);
    const struct str thing = number(ctx, thing_id);
    const struct str values[] = {round, number(ctx, look->tenant_id), thing, look->choice, side};
    const struct str own[] = {round, thing, look->choice, side};
    return look->by_manager
               ? url_build(ctx, "/kontor/runder/{}/onsker/{}/ting/{}?utvalg={}&side={}", values, 5)
               : url_build(ctx, "/onsker/{}/ting/{}?utvalg={}&side={}", own, 4);
}

static struct url room_url(struct ctx *ctx, const struct look *look)
{
    const struct str side = look->page == 1 ? STR("") : number(ctx, look->page);
    const struct str round = number(ctx, look->round.number);
    const struct str values[] = {round, number(ctx, look->tenant_id), look->choice, side};
    const struct str own[] = {round, look->choice, side};
    return look->by_manager
               ? url_build(ctx, "/kontor/runder/{}/onsker/{}/plass?utvalg={}&side={}", values, 4)
               : url_build(ctx, "/onsker/{}/plass?utvalg={}&side={}", own, 3);
}

/* What the address says beside the round. Anything that makes no sense shows the first page. */
static void read_choice(struct ctx *ctx, const struct request *req, struct look *look)
{
    int64_t page = 0;
    look->choice = request_query(ctx, req, "utvalg");
    look->page = str_to_i64(request_query(ctx, req, "side"), &page) && page > 1 ? page : 1;
}

/* The round and shop in a manager's address. 404 unless the shop has asked for it: that it has
 * wishes at all is nobody's to see. */
static enum status read_manager(struct ctx *ctx, const struct request *req, struct look *look)
{
    struct tenant shop;
    bool delegated = false;
    int64_t round_number = 0;
    TRY(request_param_i64(req, 0, &round_number));
    TRY(request_param_i64(req, 1, &look->tenant_id));
    TRY(tenants_get(ctx, look->tenant_id, &shop));
    TRY(allocation_wish_store_delegated(ctx, look->tenant_id, &delegated));
    if (!delegated) {
        return NOT_FOUND;
    }
    TRY(allocation_round_by_number(ctx, round_number, &look->round));
    look->by_manager = true;
    read_choice(ctx, req, look);
    return look->round.state == ROUND_DRAFT ? NOT_FOUND : OK;
}

static enum status read_own(struct ctx *ctx, const struct request *req, struct look *look)
{
    int64_t round_number = 0;
    TRY(request_param_i64(req, 0, &round_number));
    TRY(allocation_round_by_number(ctx, round_number, &look->round));
    look->tenant_id = ctx->actor.owner_id;
    read_choice(ctx, req, look);
    return look->round.state == ROUND_DRAFT ? NOT_FOUND : OK;
}

static bool takes_wishes(const struct ctx *ctx, const struct round *round)
{
    return round->state == ROUND_OPEN && ctx->now_ms < round->closes_ms;
}

/* ---- the parts of the page
 * ----------------------------------------------------------------------- */

static struct wish_card card_of(struct ctx *ctx, const struct look *look,
                                const struct wish_facts *facts, const struct round_lot *lot)
{
    const struct wish *wish = allocation_wish_of(facts, lot->thing.id);
    struct wish_card card = {
        .id = number(ctx, lot->thing.id),
        .press = press_url(ctx, look, lot->thing.id),
        .name = goods_name(ctx, &lot->thing),
        .points = {.price = allocation_wish_points_words(ctx, lot->points_mp)},
        .picture = allocation_wish_words_picture(ctx, &lot->thing),
        .icon = allocation_wish_words_icon(&lot->thing),
        .stars = wish == NULL ? 0 : wish->stars,
        .standing = wish != NULL && wish->source == WISH_STANDING,
    };
    const struct i18n_arg args[] = {
        {"station", allocation_wish_words_station(ctx, lot->station_id)},
        {"state",
         allocation_wish_words_of(ctx, allocation_wish_words_state(lot->thing.station_state))}};
    card.where =
        goods_with_sacks(ctx, &lot->thing, i18n_fill(ctx, N_("{station} · {state}"), args, 2));
    if (!allocation_wish_may(facts, lot)) {
        card.lacks = allocation_wish_words_fill(ctx, N_("Requires {what}"), "what", lot->requires);
        card.advice = allocation_wish_words_of(ctx, N_("Ask the centre to approve you."));
    }
    return card;
}

static struct wish_bar bar_of(struct ctx *ctx, const struct request *req, const struct look *look,
                              const struct wish_facts *facts)
{
    const struct str most = facts->max_lots == NO_I64 ? STR("") : number(ctx, facts->max_lots);
    struct wish_bar bar = {
        .wishes = allocation_wish_words_wishes(ctx, (int64_t)facts->wishes.count),
        .field = form_field(ctx, req, &allocation_wish_room_form, "room", most),
        .set = room_url(ctx, look),
    };
    bar.open = bar.field.error.len > 0;
    bar.room = facts->max_lots == NO_I64
                   ? allocation_wish_words_of(ctx, N_("Room for all you get"))
                   : allocation_wish_words_fill(ctx, N_("Room for {things}"), "things",
                                                allocation_wish_words_things(ctx, facts->max_lots));
    return bar;
}

static bool chosen(const struct look *look, const struct wish_facts *facts,
                   const struct round_lot *lot)
{
    int64_t station_id = 0;
    if (str_equal(look->choice, CHOICE_FITS)) {
        return allocation_wish_suits(facts, lot);
    }
    if (str_equal(look->choice, CHOICE_REPAIR)) {
        return lot->thing.station_state == STATE_REPAIR;
    }
    return !str_to_i64(look->choice, &station_id) || lot->station_id == station_id;
}

static void add_chip(struct ctx *ctx, struct wishes_view *view, const struct look *look,
                     const struct wish_facts *facts, struct str choice, struct str name)
{
    struct look other = *look;
    int64_t count = 0;
    other.choice = choice;
    for (size_t i = 0; i < facts->lots.count; i++) {
        count += chosen(&other, facts, &facts->lots.ptr[i]);
    }
    const struct i18n_arg args[] = {{"name", name}, {"n", i18n_number(ctx, count)}};
    vec_push(ctx->mem, &view->chips,
             (struct wish_chip){.label = i18n_fill(ctx, N_("{name} ({n})"), args, 2),
                                .url = look_url(ctx, look, choice, 1, STR("")),
                                .active = str_equal(choice, look->choice)});
}

/* The stations that the lots stand at, by name. */
static enum status add_stations(struct ctx *ctx, struct wishes_view *view, const struct look *look,
                                const struct wish_facts *facts)
{
    struct holders stations;
    TRY(goods_stores(ctx, &stations));
    for (size_t i = 0; i < stations.count; i++) {
        bool here = false;
        for (size_t j = 0; j < facts->lots.count && !here; j++) {
            here = facts->lots.ptr[j].station_id == stations.ptr[i].id;
        }
        if (here) {
            add_chip(ctx, view, look, facts, number(ctx, stations.ptr[i].id),
                     allocation_wish_words_station(ctx, stations.ptr[i].id));
        }
    }
    return OK;
}

/* Without a choice: what suits the shop, or all where that is nothing. */
static void settle_choice(struct look *look, const struct wish_facts *facts)
{
    int64_t station_id = 0;
    if (str_equal(look->choice, CHOICE_ALL) || str_equal(look->choice, CHOICE_REPAIR) ||
        str_equal(look->choice, CHOICE_FITS) || str_to_i64(look->choice, &station_id)) {
        return;
    }
    look->choice = CHOICE_ALL;
    for (size_t i = 0; i < facts->lots.count && facts->habits.count > 0; i++) {
        if (allocation_wish_suits(facts, &facts->lots.ptr[i])) {
            look->choice = CHOICE_FITS;
            return;
        }
    }
}

static enum status add_chips(struct ctx *ctx, struct wishes_view *view, const struct look *look,
                             const struct wish_facts *facts)
{
    if (facts->habits.count > 0) {
        add_chip(ctx, view, look, facts, CHOICE_FITS,
                 look->by_manager ? allocation_wish_words_of(ctx, N_("Suits the shop"))
                                  : allocation_wish_words_of(ctx, N_("Suits us")));
    }
    add_chip(ctx, view, look, facts, CHOICE_ALL, allocation_wish_words_of(ctx, N_("Everything")));
    TRY(add_stations(ctx, view, look, facts));
    add_chip(ctx, view, look, facts, CHOICE_REPAIR,
             allocation_wish_words_of(ctx, N_("Needs mending")));
    return OK;
}

static void add_cards(struct ctx *ctx, struct wishes_view *view, struct look *look,
                      const struct wish_facts *facts)
{
    int64_t count = 0;
    for (size_t i = 0; i < facts->lots.count; i++) {
        count += chosen(look, facts, &facts->lots.ptr[i]);
    }
    const int64_t pages = count == 0 ? 1 : (count + PER_PAGE - 1) / PER_PAGE;
    look->page = look->page > pages ? pages : look->page;
    int64_t before = (look->page - 1) * PER_PAGE;
    for (size_t i = 0; i < facts->lots.count && view->cards.count < PER_PAGE; i++) {
        if (chosen(look, facts, &facts->lots.ptr[i]) && before-- <= 0) {
            struct wish_card card = card_of(ctx, look, facts, &facts->lots.ptr[i]);
            card.eager = view->cards.count < EAGER_CARDS;
            vec_push(ctx->mem, &view->cards, card);
        }
    }
    view->pages = (struct pagination){.page = look->page, .pages = pages};
    if (look->page > 1) {
        view->pages.previous = look_url(ctx, look, look->choice, look->page - 1, STR(""));
    }
    if (look->page < pages) {
        view->pages.next = look_url(ctx, look, look->choice, look->page + 1, STR(""));
    }
    view->empty = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = allocation_wish_words_of(ctx, N_("Nothing here in this round")),
        .text = allocation_wish_words_of(ctx, N_("Look at all the lots instead.")),
        .url = look_url(ctx, look, CHOICE_ALL, 1, STR("")),
        .act = allocation_wish_words_of(ctx, N_("Show all")),
    };
}

static struct str eyebrow_of(struct ctx *ctx, const struct round *round)
{
    const struct i18n_arg args[] = {{"round", round->label},
                                    {"when", centre_when(ctx, round->closes_ms)}};
    return i18n_fill(ctx, N_("{round} · deadline {when}"), args, 2);
}

/* What the shop can set for itself; the manager only wishes. */
static enum status add_own_settings(struct ctx *ctx, struct wishes_view *view,
                                    const struct look *look)
{
    struct participant shop;
    struct standing_wishes standing;
    TRY(allocation_participant(ctx, look->tenant_id, &shop));
    TRY(allocation_standing(ctx, look->tenant_id, &standing));
    view->delegated = shop.delegated;
    view->delegate = url_build(ctx, "/onsker/hjelp", NULL, 0);
    view->standing = url_build(ctx, "/onsker/faste", NULL, 0);
    view->standing_text =
        standing.count == 0
            ? allocation_wish_words_of(
                  ctx, N_("Do you always wish the same? Say it once, and it is with each round."))
            : allocation_wish_words_count(ctx, N_("1 standing wish is with each round."),
                                          N_("{n} standing wishes are with each round."),
                                          (int64_t)standing.count);
    if (shop.state != PARTICIPANT_ACTIVE) {
        view->notice = allocation_wish_words_of(
            ctx, N_("Your shop is paused in the draw, so these wishes give nothing. Ask the "
                    "centre to take you in again."));
    }
    return OK;
}

/* What was wrong; of a press there is no field to go to. */
static void add_errors(struct ctx *ctx, const struct request *req, struct error_summary *summary)
{
    summary->errors = form_errors(ctx, req, req->route->form);
    for (size_t i = 0; i < summary->errors.count; i++) {
        if (req->route->form != &allocation_wish_room_form) {
            summary->errors.ptr[i].id = STR("");
        }
    }
}

static enum status show(struct ctx *ctx, struct request *req, struct response *res,
                        struct look *look)
{
    struct wishes_view view = {0};
    struct wish_facts facts;
    TRY(allocation_wish_facts(ctx, &look->round, look->tenant_id, &facts));
    settle_choice(look, &facts);
    if (look->by_manager) {
        struct tenant shop;
        TRY(tenants_get(ctx, look->tenant_id, &shop));
        view.heading =
            allocation_wish_words_fill(ctx, N_("What does {shop} wish?"), "shop", shop.name);
    } else {
        view.heading = allocation_wish_words_of(ctx, N_("What do you wish?"));
        TRY(add_own_settings(ctx, &view, look));
        TRY(allocation_wish_round_chips(ctx, look->round.number, &view.rounds));
        TRY(allocation_wish_ways(ctx, &view.ways));
    }
    TRY(add_chips(ctx, &view, look, &facts));
    add_cards(ctx, &view, look, &facts);
    view.bar = bar_of(ctx, req, look, &facts);
    view.eyebrow = eyebrow_of(ctx, &look->round);
    view.left = (struct pill){PILL_WAIT, STR("clock"),
                              allocation_wish_words_left(ctx, look->round.closes_ms - ctx->now_ms)};
    if (view.cards.count > 0) {
        view.self = view.cards.ptr[0].press;
    }
    if (req->again) {
        add_errors(ctx, req, &view.errors);
    }
    centre_page(ctx, req, look->by_manager ? PAGE_OFFICE : PAGE_TENANT, N_("Wishes"),
                look->by_manager ? "/kontor/runder" : "/onsker", &view.page);
    view.page.script = url_asset("wishes.js");
    struct html_out out = centre_out(ctx, req, res);
    allocation_wishes_page_html(&out, &view);
    return OK;
}

/* ---- the pages
 * ----------------------------------------------------------------------------------- */

enum status allocation_wish_round_chips(struct ctx *ctx, int64_t number,
                                        struct wish_chips *ret_chips)
{
    struct rounds open;
    struct wish_chips chips = {0};
    TRY(allocation_open_rounds(ctx, &open));
    for (size_t i = 0; i < open.count; i++) {
        const struct round *round = &open.ptr[i];
        const struct str value = str_of_i64(ctx->mem, round->number);
        if (open.count == 1 && round->number == number) {
            continue;
        }
        vec_push(ctx->mem, &chips,
                 (struct wish_chip){.label = round->label,
                                    .url = url_build(ctx, "/onsker?runde={}", &value, 1),
                                    .active = round->number == number});
    }
    *ret_chips = chips;
    return OK;
}

/* The round of the address, else the open one that closes first, else the newest; false: there has
 * never been one. */
static enum status find_round(struct ctx *ctx, const struct request *req, struct round *ret_round,
                              bool *ret_found)
{
    struct rounds rounds;
    int64_t wanted = 0;
    /* What a failed POST was about stands in its path. */
    const struct str asked =
        req->again && req->params[0].len > 0 ? req->params[0] : request_query(ctx, req, "runde");
    *ret_found = true;
    if (asked.len > 0) {
        if (!str_to_i64(asked, &wanted)) {
            return NOT_FOUND;
        }
        TRY(allocation_round_by_number(ctx, wanted, ret_round));
        return ret_round->state == ROUND_DRAFT ? NOT_FOUND : OK;
    }
    TRY(allocation_open_rounds(ctx, &rounds));
    if (rounds.count == 0) {
        TRY(allocation_rounds(ctx, false, NO_I64, 1, &rounds));
    }
    *ret_found = rounds.count > 0;
    if (*ret_found) {
        *ret_round = rounds.ptr[0];
    }
    return OK;
}

enum status allocation_wish_round_page(struct ctx *ctx, struct request *req, struct response *res,
                                       const struct round *round)
{
    struct look look = {.tenant_id = ctx->actor.owner_id};
    if (round == NULL || !takes_wishes(ctx, round)) {
        return allocation_wish_later_page(ctx, req, res, round);
    }
    look.round = *round;
    read_choice(ctx, req, &look);
    return show(ctx, req, res, &look);
}

enum status allocation_wish_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct round round;
    bool found = false;
    TRY(find_round(ctx, req, &round, &found));
    return allocation_wish_round_page(ctx, req, res, found ? &round : NULL);
}

enum status allocation_wish_manager_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct look look = {0};
    TRY(read_manager(ctx, req, &look));
    if (!takes_wishes(ctx, &look.round)) {
        ctx->err = (struct ctx_error){.message = N_("The wishes closed {detail}."),
                                      .detail = centre_when(ctx, look.round.closes_ms)};
        return CONFLICT;
    }
    return show(ctx, req, res, &look);
}

/* ---- one press
 * ----------------------------------------------------------------------------------- */

static struct str said(struct ctx *ctx, const struct wish_card *card, const struct wish_bar *bar)
{
    const struct i18n_arg args[] = {
        {"name", card->name},
        {"wish", card->stars == 0
                     ? allocation_wish_words_of(ctx, N_("not wished"))
                     : allocation_wish_words_of(ctx, allocation_wish_words(card->stars))},
        {"wishes", bar->wishes}};
    return i18n_fill(ctx, N_("{name}: {wish}. {wishes}."), args, 3);
}

/* The script asks for what has changed; without it the page comes back at the same card. */
static enum status answer_press(struct ctx *ctx, struct request *req, struct response *res,
                                const struct look *look, int64_t thing_id)
{
    if (request_header(req, "HX-Request").len == 0) {
        const struct url back =
            look_url(ctx, look, look->choice, look->page, number(ctx, thing_id));
        return response_redirect(ctx, req, res, back.href);
    }
    struct wish_facts facts;
    struct wish_pressed_view view = {0};
    TRY(allocation_wish_facts_of(ctx, &look->round, look->tenant_id, thing_id, &facts));
    view.card = card_of(ctx, look, &facts, &facts.lots.ptr[0]);
    view.bar = bar_of(ctx, req, look, &facts);
    view.said = said(ctx, &view.card, &view.bar);
    struct html_out out = centre_out(ctx, req, res);
    allocation_wish_pressed_html(&out, &view);
    return OK;
}

static enum status press(struct ctx *ctx, struct request *req, struct response *res,
                         const struct look *look, int param)
{
    const struct wish_input *input = req->form;
    struct wish_facts facts;
    int64_t thing_id = 0;
    TRY(request_param_i64(req, param, &thing_id));
    TRY(allocation_wish_facts_of(ctx, &look->round, look->tenant_id, thing_id, &facts));
    if (input->stars > 0 && !allocation_wish_may(&facts, &facts.lots.ptr[0])) {
        ctx->err = (struct ctx_error){
            .message = N_("This requires {detail}. Ask the centre to approve you."),
            .detail = facts.lots.ptr[0].requires};
        return CONFLICT;
    }
    TRY(allocation_wish_set(ctx, look->round.id, look->tenant_id, thing_id, input->stars,
                            look->by_manager ? WISH_MANAGER : WISH_OWN));
    return answer_press(ctx, req, res, look, thing_id);
}

enum status allocation_wish_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct look look = {0};
    TRY(read_own(ctx, req, &look));
    return press(ctx, req, res, &look, 1);
}

enum status allocation_wish_manager_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct look look = {0};
    TRY(read_manager(ctx, req, &look));
    return press(ctx, req, res, &look, 2);
}

static enum status set_room(struct ctx *ctx, struct request *req, struct response *res,
                            const struct look *look)
{
    const struct wish_room_input *input = req->form;
    TRY(allocation_room_set(ctx, look->round.id, look->tenant_id, input->room));
    return response_redirect(ctx, req, res,
                             look_url(ctx, look, look->choice, look->page, STR("")).href);
}

enum status allocation_wish_room_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct look look = {0};
    TRY(read_own(ctx, req, &look));
    return set_room(ctx, req, res, &look);
}

enum status allocation_wish_manager_room_post(struct ctx *ctx, struct request *req,
                                              struct response *res)
{
    struct look look = {0};
    TRY(read_manager(ctx, req, &look));
    return set_room(ctx, req, res, &look);
}

enum status allocation_wish_delegate_post(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct wish_delegate_input *input = req->form;
    TRY(allocation_delegate(ctx, ctx->actor.owner_id, input->on != 0));
    return response_redirect(ctx, req, res, STR("/onsker#delegate"));
}
