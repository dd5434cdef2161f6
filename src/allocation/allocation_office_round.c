/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of one round: where it stands, what is to be done now, and what belongs to that. */
#include "accounts/accounts.h"
#include "allocation/allocation_after.h"
#include "allocation/allocation_after_words.h"
#include "allocation/allocation_office_beacon.h"
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_pages.h"
#include "allocation/allocation_office_result.h"
#include "allocation/allocation_office_store.h"
#include "allocation/allocation_office_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

static struct url round_url(struct ctx *ctx, const char *pattern, const struct round *round)
{
    const struct str number = allocation_office_number(ctx, round->number);
    return url_build(ctx, pattern, &number, 1);
}

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    vec_push(ctx->mem, facts, (struct fact){translate(ctx, label), value, STR("")});
}

/* ---- what to do now -------------------------------------------------------------------------- */

static void act_on_draft(struct ctx *ctx, const struct round *round, int64_t lots,
                         struct office_act *act)
{
    if (lots == 0) {
        act->heading = translate(ctx, N_("Choose the lots"));
        act->text = translate(ctx, N_("A round needs lots before it can open."));
        act->link = round_url(ctx, "/kontor/runder/{}/partier", round);
        act->act = translate(ctx, N_("Choose lots"));
        return;
    }
    act->heading = translate(ctx, N_("Open for wishes"));
    act->text = fill1(ctx,
                      N_("Opening fixes rules, points and times, and sends the shops a mail. "
                         "Wishes then close {when}."),
                      "when", centre_when(ctx, round->closes_ms));
    act->post = round_url(ctx, "/kontor/runder/{}/apne", round);
    act->act = translate(ctx, N_("Open now"));
    act->version = allocation_office_number(ctx, round->version);
    act->other_post = round_url(ctx, "/kontor/runder/{}/planlegg", round);
    act->other_planned = !round->planned;
    act->other_act = round->planned ? translate(ctx, N_("Do not open by itself"))
                                    : translate(ctx, N_("Let it open by itself"));
    if (round->planned) {
        act->text = fill1(ctx, N_("It opens by itself {when}. The shops then get a mail."), "when",
                          centre_when(ctx, round->opens_ms));
    }
}

static void act_on_closed(struct ctx *ctx, const struct round *round, struct office_act *act)
{
    if (ctx->now_ms < round->draw_ms) {
        act->heading = translate(ctx, N_("Wait for the public randomness"));
        act->text = fill1(ctx,
                          N_("Nobody knows it before {when}. What goes in is fixed: the commitment "
                             "is public."),
                          "when", centre_when(ctx, round->draw_ms));
        return;
    }
    act->heading = translate(ctx, N_("Bring in the public randomness"));
    act->text = translate(ctx, N_("Two people read it from the source, each for themselves. When "
                                  "they agree, the round is drawn at once."));
    act->here = STR("randomness");
    act->act = translate(ctx, N_("Enter the randomness"));
}

static struct office_act act_of(struct ctx *ctx, const struct round *round, int64_t lots)
{
    struct office_act act = {0};
    switch (round->state) {
    case ROUND_DRAFT:
        act_on_draft(ctx, round, lots, &act);
        break;
    case ROUND_OPEN:
        act.heading = translate(ctx, N_("The shops are wishing"));
        act.text = fill1(ctx,
                         N_("Wishes close {when}, by this server’s clock. Then the commitment "
                            "is published by itself."),
                         "when", centre_when(ctx, round->closes_ms));
        break;
    case ROUND_CLOSED:
        act_on_closed(ctx, round, &act);
        break;
    case ROUND_DRAWN:
        act.heading = translate(ctx, N_("Look at the result and publish it"));
        act.text = translate(ctx, N_("Publishing gives the lots to the shops, books the points, "
                                     "sets up the pick-ups, sends the mails and makes all files "
                                     "public. It cannot be undone, only corrected in public."));
        act.post = round_url(ctx, "/kontor/runder/{}/publiser", round);
        act.act = translate(ctx, N_("Publish the result"));
        break;
    case ROUND_PUBLISHED:
        act.heading = translate(ctx, N_("The shops collect their lots"));
        act.text = translate(ctx, N_("The round is finished when every lot is collected or dealt "
                                     "with."));
        act.link = round_url(ctx, "/fordeling/{}", round);
        act.act = translate(ctx, N_("See what everybody sees"));
        break;
    case ROUND_CANCELLED:
        act.heading = translate(ctx, N_("The round was called off"));
        act.text = round->reason;
        break;
    default:
        act.heading = translate(ctx, N_("The round is finished"));
        act.text = translate(ctx, N_("Its files stay public."));
        act.link = round_url(ctx, "/fordeling/{}", round);
        act.act = translate(ctx, N_("See what everybody sees"));
        break;
    }
    return act;
}

/* ---- pick-up times --------------------------------------------------------------------------- */

static struct form_field station_field(struct ctx *ctx, const struct request *req,
                                       const struct holders *stations)
{
    struct form_field field = form_field(
        ctx, req, &allocation_office_window_form, "station",
        stations->count == 1 ? allocation_office_number(ctx, stations->ptr[0].id) : STR(""));
    struct form_option *options = arena_array(ctx->mem, stations->count, sizeof(*options));
    for (size_t i = 0; i < stations->count; i++) {
        options[i].value = allocation_office_number(ctx, stations->ptr[i].id);
        options[i].label = stations->ptr[i].name;
        options[i].chosen = str_equal(options[i].value, field.value);
    }
    field.options.ptr = options;
    field.options.count = stations->count;
    return field;
}

static enum status add_windows(struct ctx *ctx, const struct request *req,
                               const struct round *round, struct office_round_view *view)
{
    const struct form *form = &allocation_office_window_form;
    struct pick_up_windows windows;
    struct holders stations;
    TRY(allocation_windows(ctx, round->id, &windows));
    TRY(goods_stores(ctx, &stations));
    for (size_t i = 0; i < windows.count; i++) {
        const struct pick_up_window *window = &windows.ptr[i];
        const struct i18n_arg args[] = {{"taken", i18n_number(ctx, window->taken_lots)},
                                        {"all", i18n_number(ctx, window->capacity_lots)}};
        vec_push(ctx->mem, &view->windows,
                 (struct office_window_row){
                     .id = allocation_office_number(ctx, window->id),
                     .station = allocation_office_station(ctx, window->station_id),
                     .when = allocation_after_words_span(ctx, window->starts_ms, window->ends_ms),
                     .lots = i18n_fill(ctx, N_("{taken} of {all} lots"), args, 2)});
    }
    view->windows_shown = true;
    view->window_url = round_url(ctx, "/kontor/runder/{}/hentetid", round);
    view->window_remove_url = round_url(ctx, "/kontor/runder/{}/hentetid/fjern", round);
    view->station = station_field(ctx, req, &stations);
    view->day = form_field(ctx, req, form, "day", STR(""));
    view->from = form_field(ctx, req, form, "from", STR(""));
    view->to = form_field(ctx, req, form, "to", STR(""));
    view->capacity = form_field(ctx, req, form, "capacity", STR(""));
    return OK;
}

/* ---- while it is open ------------------------------------------------------------------------ */

/* Which shops have asked for it, the manager knows; whether they have wished, is not told here. */
static void add_helped(struct ctx *ctx, const struct round *round,
                       const struct participants *participants, struct office_round_view *view)
{
    for (size_t i = 0; view->may_change && i < participants->count; i++) {
        const struct participant *shop = &participants->ptr[i];
        const struct str values[] = {allocation_office_number(ctx, round->number),
                                     allocation_office_number(ctx, shop->tenant_id)};
        if (shop->delegated) {
            vec_push(ctx->mem, &view->helped,
                     (struct office_helped_row){
                         .name = fill1(ctx, N_("Wish for {shop}"), "shop", shop->name),
                         .url = url_build(ctx, "/kontor/runder/{}/onsker/{}", values, 2)});
        }
    }
}

static enum status add_open(struct ctx *ctx, const struct request *req, const struct round *round,
                            struct office_round_view *view)
{
    struct eligibility_problems problems;
    struct participants participants;
    int64_t shops = 0;
    TRY(allocation_office_store_wished(ctx, round->id, &shops));
    TRY(allocation_participants(ctx, &participants));
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, shops)},
                                    {"all", i18n_number(ctx, (int64_t)participants.count)}};
    view->open = true;
    view->wished = i18n_fill(ctx, N_("{n} of {all} shops have wished by hand"), args, 2);
    add_helped(ctx, round, &participants, view);
    TRY(allocation_problems(ctx, round->id, &problems));
    for (size_t i = 0; i < problems.count; i++) {
        const struct eligibility_problem *problem = &problems.ptr[i];
        vec_push(ctx->mem, &view->problems,
                 (struct office_problem_row){.requires = problem->requires,
                                             .wishes = i18n_number(ctx, problem->wishes),
                                             .shops = i18n_number(ctx, problem->shops),
                                             .lots = i18n_number(ctx, problem->lots)});
    }
    view->try_url = round_url(ctx, "/kontor/runder/{}", round);
    view->seed = form_field(ctx, req, &allocation_office_show_form, "fro", STR(""));
    if (!req->again && view->seed.value.len > 0 && view->seed.error.len == 0) {
        struct draw_sums sums;
        TRY(allocation_try(ctx, round->id, view->seed.value, &sums));
        view->tried = allocation_office_sums_band(ctx, &sums);
        view->tried.heading = translate(ctx, N_("What it would give now"));
        view->tried.mark = translate(ctx, N_("TRIAL – cannot be published"));
    }
    return OK;
}

/* ---- after the close ------------------------------------------------------------------------- */

static struct str person_name(struct ctx *ctx, int64_t person_id)
{
    struct person person;
    if (person_id == NO_I64 || accounts_person(ctx, person_id, &person) != OK) {
        return translate(ctx, N_("the program"));
    }
    return person.name;
}

static const char *source_words(enum beacon_source source)
{
    return source == BEACON_FETCHED    ? N_("fetched")
           : source == BEACON_FALLBACK ? N_("the fall-back")
                                       : N_("entered by hand");
}

static enum status add_entries(struct ctx *ctx, const struct round *round,
                               struct office_round_view *view)
{
    struct beacon_entries entries;
    TRY(allocation_beacon_entries(ctx, round->id, &entries));
    bool differ = false;
    for (size_t i = 0; i < entries.count; i++) {
        const struct beacon_entry *entry = &entries.ptr[i];
        differ = differ || !str_equal(entry->beacon.randomness, entries.ptr[0].beacon.randomness) ||
                 !str_equal(entry->beacon.signature, entries.ptr[0].beacon.signature);
        vec_push(
            ctx->mem, &view->entries,
            (struct office_beacon_row){.who = person_name(ctx, entry->person_id),
                                       .when = centre_when(ctx, entry->at_ms),
                                       .source = translate(ctx, source_words(entry->beacon.source)),
                                       .signature = entry->beacon.signature,
                                       .randomness = entry->beacon.randomness,
                                       .note = entry->beacon.note});
    }
    if (differ) {
        view->entries_note = translate(
            ctx,
            N_("These are not the same, so nothing is drawn. Compare both with the source, and "
               "enter it again."));
    } else if (entries.count > 0 && round->state == ROUND_CLOSED) {
        view->entries_note =
            translate(ctx, N_("One has entered it. Now another person does the same."));
    }
    return OK;
}

static void add_fetch(struct ctx *ctx, const struct round *round,
                      const struct allocation_rules *rules, struct office_round_view *view)
{
    struct beacon_fetch fetch;
    if (rules->chain_url.len == 0 || round->state != ROUND_CLOSED) {
        return;
    }
    if (allocation_office_store_fetch(ctx, round->id, &fetch) != OK) {
        view->fetch_note = translate(ctx, N_("The program fetches it by itself when it is time."));
        return;
    }
    const struct i18n_arg detail = {"detail", fetch.detail};
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, fetch.tries)},
        {"when", centre_when(ctx, fetch.tried_ms)},
        {"why", i18n_replace(ctx, i18n_text(ctx->lang, str_copy(ctx->mem, fetch.message).ptr),
                             &detail, 1)}};
    view->fetch_note = i18n_replace(
        ctx,
        i18n_plural(ctx->lang, N_("The program has tried once, {when}: {why} It goes on trying."),
                    N_("The program has tried {n} times, the last time {when}: {why} It goes on "
                       "trying."),
                    fetch.tries),
        args, 3);
}

static enum status add_closed(struct ctx *ctx, const struct request *req, const struct round *round,
                              struct office_round_view *view)
{
    struct allocation_rules rules;
    struct draw_run run;
    TRY(allocation_rules_get(ctx, round->rules_id, &rules));
    TRY(allocation_office_run_of(ctx, round, &run));
    view->closed = true;
    view->commitment = run.commitment;
    view->chain = round->chain;
    view->beacon_round = i18n_number(ctx, round->beacon_round);
    view->beacon_address = allocation_office_beacon_place(ctx, &rules, round->beacon_round);
    view->fallback = rules.fallback;
    TRY(add_entries(ctx, round, view));
    add_fetch(ctx, round, &rules, view);
    if (round->state != ROUND_CLOSED) {
        return OK;
    }
    if (ctx->now_ms < round->draw_ms) {
        view->beacon_wait = fill1(ctx, N_("It can be entered from {when}."), "when",
                                  centre_when(ctx, round->draw_ms));
        return OK;
    }
    const struct form *form = &allocation_office_beacon_form;
    view->beacon_url = round_url(ctx, "/kontor/runder/{}/tilfeldighet", round);
    view->round = form_field(ctx, req, form, "round", STR(""));
    view->signature = form_field(ctx, req, form, "signature", STR(""));
    view->randomness = form_field(ctx, req, form, "randomness", STR(""));
    if (ctx->now_ms < round->draw_ms + ALLOCATION_FALLBACK_MS) {
        view->fallback_wait =
            fill1(ctx, N_("Not before {when}, so that nobody can choose between two results."),
                  "when", centre_when(ctx, round->draw_ms + ALLOCATION_FALLBACK_MS));
        return OK;
    }
    view->fallback_url = round_url(ctx, "/kontor/runder/{}/reserve", round);
    view->fallback_note = form_field(ctx, req, &allocation_office_fallback_form, "note", STR(""));
    return OK;
}

/* ---- after the draw -------------------------------------------------------------------------- */

static int64_t page_of(struct ctx *ctx, const struct request *req)
{
    int64_t page = 0;
    return str_to_i64(request_query(ctx, req, "side"), &page) && page > 0 && page < 1000 ? page : 1;
}

static enum status add_result(struct ctx *ctx, const struct request *req, const struct round *round,
                              struct office_round_view *view)
{
    struct draw_sums sums;
    int64_t count = 0;
    const int64_t page = page_of(ctx, req);
    TRY(allocation_sums(ctx, round->run_id, &sums));
    view->sums = allocation_office_sums_band(ctx, &sums);
    TRY(allocation_office_award_rows(ctx, round->run_id, true, page, &view->awards, &count));
    view->awards_pages =
        allocation_office_award_pages(ctx, "/kontor/runder/{}?side={}",
                                      allocation_office_number(ctx, round->number), page, count);
    if (round->state != ROUND_SETTLED) {
        view->correct_url = round_url(ctx, "/kontor/runder/{}/rett", round);
    }
    return OK;
}

/* ---- the page -------------------------------------------------------------------------------- */

static enum status add_facts(struct ctx *ctx, const struct round *round, int64_t lots,
                             struct office_round_view *view)
{
    struct allocation_rules rules;
    add_fact(ctx, &view->facts, N_("Lots"), i18n_number(ctx, lots));
    add_fact(ctx, &view->facts, N_("Opens"),
             centre_when(ctx, round->opened_ms == NO_I64 ? round->opens_ms : round->opened_ms));
    add_fact(ctx, &view->facts, N_("Wishes close"), centre_when(ctx, round->closes_ms));
    add_fact(ctx, &view->facts, N_("Draw from"), centre_when(ctx, round->draw_ms));
    if (round->rules_id != NO_I64) {
        TRY(allocation_rules_get(ctx, round->rules_id, &rules));
        add_fact(ctx, &view->facts, N_("Rules"),
                 fill1(ctx, N_("from {day}"), "day", i18n_day(ctx, rules.from_day)));
    }
    if (round->points_ppm != 1000000) {
        add_fact(ctx, &view->facts, N_("Points"),
                 fill1(ctx, N_("{percent} of the ordinary ones"), "percent",
                       allocation_office_percent(ctx, round->points_ppm)));
    }
    return OK;
}

static void add_cancel(struct ctx *ctx, const struct request *req, const struct round *round,
                       struct office_round_view *view)
{
    const bool draft = round->state == ROUND_DRAFT;
    if (!draft && round->state != ROUND_OPEN) {
        return;
    }
    view->cancel_url =
        round_url(ctx, draft ? "/kontor/runder/{}/slett" : "/kontor/runder/{}/avlys", round);
    view->cancel_heading =
        translate(ctx, draft ? N_("Delete the draft") : N_("Call the round off"));
    view->cancel_text = translate(
        ctx, draft ? N_("Its lots are free again. No shop has seen it.")
                   : N_("All wishes in it are dropped, its lots are free again, and the reason is "
                        "mailed to the shops."));
    view->cancel_act = view->cancel_heading;
    if (!draft) {
        view->reason = form_field(ctx, req, &allocation_office_reason_form, "reason", STR(""));
    }
}

static struct str saved_text(struct ctx *ctx, const struct request *req)
{
    static const struct {
        const char *word;
        const char *text;
    } texts[] = {
        {"ny", N_("The round is made. It is a draft until you open it.")},
        {"apnet", N_("The round is open. The shops get a mail.")},
        {"tilfeldig", N_("Saved. Another person must now enter the same.")},
        {"trukket", N_("The round is drawn. Look at the result before you publish it.")},
        {"publisert", N_("The result is published. The shops get a mail.")},
        {"rettet", N_("The round is drawn anew, and both draws are public.")},
    };
    const struct str word = req->again ? STR("") : request_query(ctx, req, "lagret");
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (str_equal(word, str_of(texts[i].word))) {
            return translate(ctx, texts[i].text);
        }
    }
    return word.len > 0 ? translate(ctx, N_("Saved.")) : STR("");
}

static enum status add_parts(struct ctx *ctx, const struct request *req, const struct round *round,
                             struct office_round_view *view)
{
    if (round->state <= ROUND_DRAWN) {
        TRY(add_windows(ctx, req, round, view));
    }
    if (round->state == ROUND_OPEN) {
        TRY(add_open(ctx, req, round, view));
    }
    if (allocation_office_is_closed(round)) {
        TRY(add_closed(ctx, req, round, view));
        TRY(allocation_office_run_rows(ctx, round, &view->runs));
    }
    if (round->state == ROUND_DRAWN || allocation_office_is_published(round)) {
        TRY(add_result(ctx, req, round, view));
    }
    return OK;
}

/* A form that was on the page when it was filled in may be gone: the round has gone on meanwhile.
 */
static bool form_is_shown(const struct request *req, const struct office_round_view *view)
{
    const struct form *form = req->route->form;
    return form == &allocation_office_beacon_form     ? view->round.name.len > 0
           : form == &allocation_office_fallback_form ? view->fallback_note.name.len > 0
           : form == &allocation_office_window_form   ? view->windows_shown
           : form == &allocation_office_reason_form   ? view->reason.name.len > 0
                                                      : true;
}

static void leave_no_dead_links(const struct request *req, struct office_round_view *view)
{
    for (size_t i = 0; !form_is_shown(req, view) && i < view->errors.errors.count; i++) {
        view->errors.errors.ptr[i].id = STR("");
    }
}

enum status allocation_office_round_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct round round;
    int64_t lots = 0;
    struct office_round_view view = {.may_change = may_change(ctx)};
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    view.errors = allocation_office_errors(ctx, req);
    TRY(allocation_lot_count(ctx, round.id, &lots));
    centre_page(ctx, req, PAGE_OFFICE, N_("Round"), "/kontor/runder", &view.page);
    view.name = allocation_office_round_name(ctx, &round);
    view.page.title = view.name;
    view.number = allocation_office_number(ctx, round.number);
    view.state = allocation_office_pill(ctx, &round);
    view.saved = saved_text(ctx, req);
    view.timeline = allocation_office_timeline(ctx, &round);
    view.act = act_of(ctx, &round, lots);
    view.lots_url = round_url(ctx, "/kontor/runder/{}/partier", &round);
    if (round.state == ROUND_DRAFT) {
        view.edit_url = round_url(ctx, "/kontor/runder/{}/endre", &round);
    } else {
        view.public_url = round_url(ctx, "/fordeling/{}", &round);
    }
    TRY(add_facts(ctx, &round, lots, &view));
    TRY(add_parts(ctx, req, &round, &view));
    add_cancel(ctx, req, &round, &view);
    leave_no_dead_links(req, &view);
    struct html_out out = centre_out(ctx, req, res);
    office_round_html(&out, &view);
    return OK;
}
