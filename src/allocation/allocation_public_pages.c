/* SPDX-License-Identifier: EUPL-1.2 */
/* What everybody may read: the rounds, one round, the rules, and how it works. */
#include "allocation/allocation_public_pages.h"

#include "allocation/allocation.h"
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_result.h"
#include "allocation/allocation_office_tariff.h"
#include "allocation/allocation_office_words.h"
#include "allocation/allocation_public_views.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define ROUNDS_PAGE 20

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

static struct url feed_url(struct ctx *ctx)
{
    return url_build(ctx, "/fordeling/feed.atom", NULL, 0);
}

static void begin(struct ctx *ctx, const struct request *req, const char *title, struct page *page)
{
    centre_page(ctx, req, PAGE_PUBLIC, title, "/fordeling", page);
    page->feed = feed_url(ctx);
}

/* ---- the rounds ------------------------------------------------------------------------------ */

/* What stands about a round, in one sentence. */
static struct str sentence_of(struct ctx *ctx, const struct round *round)
{
    switch (round->state) {
    case ROUND_OPEN:
        return fill1(ctx, N_("The shops wish until {when}."), "when",
                     centre_when(ctx, round->closes_ms));
    case ROUND_CLOSED:
        return fill1(ctx,
                     N_("The wishes are closed and committed to. The draw waits for randomness "
                        "that nobody knows before {when}."),
                     "when", centre_when(ctx, round->draw_ms));
    case ROUND_DRAWN:
        return translate(ctx, N_("The round is drawn. The result comes when the manager has looked "
                                 "at it."));
    case ROUND_CANCELLED:
        return fill1(ctx, N_("The round was called off before the close: {reason}"), "reason",
                     round->reason);
    default:
        return fill1(ctx, N_("The result was published {when}."), "when",
                     centre_when(ctx, round->published_ms));
    }
}

static enum status row_of(struct ctx *ctx, const struct round *round, struct public_round_row *ret)
{
    int64_t lots = 0;
    TRY(allocation_lot_count(ctx, round->id, &lots));
    const struct str number = allocation_office_number(ctx, round->number);
    *ret = (struct public_round_row){.name = allocation_office_round_name(ctx, round),
                                     .number = number,
                                     .url = url_build(ctx, "/fordeling/{}", &number, 1),
                                     .state = allocation_office_pill(ctx, round),
                                     .when = sentence_of(ctx, round),
                                     .lots = allocation_office_lots(ctx, lots)};
    return OK;
}

enum status allocation_public_rounds_page(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct round_list_input *input = req->form;
    struct public_rounds_view view = {.feed = feed_url(ctx)};
    struct rounds rounds;
    TRY(allocation_rounds(ctx, false, input->before_number, ROUNDS_PAGE + 1, &rounds));
    begin(ctx, req, req->route->title, &view.page);
    for (size_t i = 0; i < rounds.count && i < ROUNDS_PAGE; i++) {
        struct public_round_row row;
        TRY(row_of(ctx, &rounds.ptr[i], &row));
        if (rounds.ptr[i].state >= ROUND_PUBLISHED) { /* or called off */
            vec_push(ctx->mem, &view.past, row);
        } else {
            vec_push(ctx->mem, &view.now, row);
        }
    }
    if (rounds.count > ROUNDS_PAGE) {
        const struct str last = allocation_office_number(ctx, rounds.ptr[ROUNDS_PAGE - 1].number);
        view.next = url_build(ctx, "/fordeling?etter={}", &last, 1);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No round yet")),
        .text = translate(ctx, N_("Here stands each round in which lots from the stations are "
                                  "shared out among the shops.")),
        .url = url_build(ctx, "/fordeling/slik-virker-det", NULL, 0),
        .act = translate(ctx, N_("How it works"))};
    struct html_out out = centre_out(ctx, req, res);
    public_rounds_html(&out, &view);
    return OK;
}

/* ---- one round ------------------------------------------------------------------------------- */

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    vec_push(ctx->mem, facts, (struct fact){translate(ctx, label), value, STR("")});
}

static enum status add_facts(struct ctx *ctx, const struct round *round,
                             struct public_round_view *view)
{
    struct allocation_rules rules;
    int64_t lots = 0;
    TRY(allocation_lot_count(ctx, round->id, &lots));
    TRY(allocation_rules_get(ctx, round->rules_id, &rules));
    const struct str id = allocation_office_number(ctx, rules.id);
    const struct i18n_arg beacon[] = {{"n", i18n_number(ctx, round->beacon_round)},
                                      {"chain", round->chain}};
    add_fact(ctx, &view->facts, N_("Lots"), i18n_number(ctx, lots));
    add_fact(ctx, &view->facts, N_("Wishes close"), centre_when(ctx, round->closes_ms));
    add_fact(ctx, &view->facts, N_("Public randomness"),
             i18n_fill(ctx, N_("round {n} of {chain}"), beacon, 2));
    add_fact(ctx, &view->facts, N_("Draw from"), centre_when(ctx, round->draw_ms));
    if (round->points_ppm != 1000000) {
        add_fact(ctx, &view->facts, N_("Points"),
                 fill1(ctx, N_("{percent} of the ordinary ones"), "percent",
                       allocation_office_percent(ctx, round->points_ppm)));
    }
    add_fact(ctx, &view->facts, N_("If that source fails"), rules.fallback);
    view->rules_url = url_build(ctx, "/fordeling/regler?versjon={}", &id, 1);
    return OK;
}

static int64_t page_of(struct ctx *ctx, const struct request *req)
{
    int64_t page = 0;
    return str_to_i64(request_query(ctx, req, "side"), &page) && page > 0 && page < 1000 ? page : 1;
}

/* At the addresses of the run: a correction while somebody checks changes nothing under their
 * hands. */
static enum status add_check(struct ctx *ctx, const struct round *round, const struct draw_run *run,
                             struct public_round_view *view)
{
    struct draw_files files;
    TRY(allocation_files(ctx, run, &files));
    for (size_t i = 0; i < files.count; i++) {
        const struct draw_file *file = &files.ptr[i];
        const struct str values[] = {allocation_office_number(ctx, round->number),
                                     allocation_office_number(ctx, run->number), file->name};
        vec_push(
            ctx->mem, &view->check.files,
            (struct allocation_check_file){
                file->name, url_build(ctx, "/fordeling/{}/{}/filer/{}", values, 3), file->size});
    }
    view->check.seed = run->seed;
    return OK;
}

static enum status add_result(struct ctx *ctx, const struct request *req, const struct round *round,
                              const struct draw_run *run, struct public_round_view *view)
{
    struct draw_sums sums;
    int64_t count = 0;
    const int64_t page = page_of(ctx, req);
    TRY(allocation_sums(ctx, run->id, &sums));
    view->sums = allocation_office_sums_band(ctx, &sums);
    TRY(allocation_office_award_rows(ctx, run->id, false, page, &view->awards, &count));
    view->pages = allocation_office_award_pages(
        ctx, "/fordeling/{}?side={}", allocation_office_number(ctx, round->number), page, count);
    view->seed = run->seed;
    TRY(add_check(ctx, round, run, view));
    TRY(allocation_office_run_rows(ctx, round, &view->runs));
    return OK;
}

static enum status add_run(struct ctx *ctx, const struct request *req, const struct round *round,
                           struct public_round_view *view)
{
    struct draw_run run;
    const struct str values[] = {allocation_office_number(ctx, round->number),
                                 STR("commitment.txt")};
    if (!allocation_office_is_closed(round)) {
        return OK;
    }
    TRY(allocation_office_run_of(ctx, round, &run));
    view->commitment = run.commitment;
    view->commitment_file = url_build(ctx, "/fordeling/{}/filer/{}", values, 2);
    return allocation_office_is_published(round) ? add_result(ctx, req, round, &run, view) : OK;
}

enum status allocation_public_round_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct public_round_view view = {.feed = feed_url(ctx)};
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    if (round.state == ROUND_DRAFT) {
        return NOT_FOUND;
    }
    begin(ctx, req, N_("Round"), &view.page);
    view.name = allocation_office_round_name(ctx, &round);
    view.page.title = view.name;
    view.number = allocation_office_number(ctx, round.number);
    view.state = allocation_office_pill(ctx, &round);
    view.lead = sentence_of(ctx, &round);
    view.timeline = allocation_office_timeline(ctx, &round);
    TRY(add_facts(ctx, &round, &view));
    TRY(add_run(ctx, req, &round, &view));
    struct html_out out = centre_out(ctx, req, res);
    public_round_html(&out, &view);
    return OK;
}

/* ---- rules ----------------------------------------------------------------------------------- */

enum status allocation_public_rules_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct rules_show_input *input = req->form;
    struct public_rules_view view = {.feed = feed_url(ctx)};
    struct allocation_rules rules;
    TRY(allocation_office_rules_of(ctx, input->id, &rules));
    begin(ctx, req, req->route->title, &view.page);
    TRY(allocation_office_rules_body(ctx, &rules, "/fordeling/regler?versjon={}", &view.rules));
    struct html_out out = centre_out(ctx, req, res);
    public_rules_html(&out, &view);
    return OK;
}

/* ---- how it works ---------------------------------------------------------------------------- */

/* Four lots of 4 points that all three wish for. A and B have one share each, C has two; they begin
 * at 12, 9 and 20 points. The figures are points per share before each turn. */
static const struct {
    int64_t per_share[3];
    const char *shop;
    const char *why;
} example[] = {
    {{12, 9, 10}, "B", N_("B has got least per share.")},
    {{12, 13, 10}, "C", N_("C now has least per share: 20 points on two shares.")},
    {{12, 13, 12}, "A", N_("A and C are equal. Then the one with the smaller share goes first.")},
    {{16, 13, 12},
     "C",
     N_("C has least again. Had the shares been equal too, the ticket of the "
        "draw would have decided.")},
};

static void add_turns(struct ctx *ctx, struct public_how_view *view)
{
    static const char *const letters[] = {"A", "B", "C"};
    for (size_t i = 0; i < sizeof(example) / sizeof(example[0]); i++) {
        struct example_turn turn = {
            .turn = i18n_number(ctx, (int64_t)i + 1),
            .shop = fill1(ctx, N_("Shop {letter}"), "letter", str_of(example[i].shop)),
            .why = translate(ctx, example[i].why)};
        for (size_t shop = 0; shop < 3; shop++) {
            vec_push(ctx->mem, &turn.shares,
                     (struct form_option){.label = str_of(letters[shop]),
                                          .value = i18n_number(ctx, example[i].per_share[shop]),
                                          .chosen = strcmp(letters[shop], example[i].shop) == 0});
        }
        vec_push(ctx->mem, &view->turns, turn);
    }
}

enum status allocation_public_how_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct public_how_view view = {.feed = feed_url(ctx)};
    struct allocation_rules rules;
    TRY(allocation_office_rules_of(ctx, NO_I64, &rules));
    begin(ctx, req, req->route->title, &view.page);
    add_turns(ctx, &view);
    view.startup_share = allocation_office_percent(ctx, rules.startup_share_ppm);
    view.half_life = i18n_number(ctx, allocation_office_half_life(&rules));
    view.rules_url = url_build(ctx, "/fordeling/regler", NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    public_how_html(&out, &view);
    return OK;
}
