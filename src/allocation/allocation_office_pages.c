/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of rounds, a new round, and the label and times of a draft. */
#include "allocation/allocation_office_pages.h"

#include "allocation/allocation.h"
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_views.h"
#include "allocation/allocation_office_words.h"
#include "allocation_html.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define ROUNDS_PAGE  20
#define WEDNESDAY    3
#define CLOSE_MINUTE (12 * 60)
#define DRAW_MINUTE  (12 * 60 + 5)
#define DAYS_OF_WEEK 7

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

/* ---- the list -------------------------------------------------------------------------------- */

/* What happens next, or happened last. */
static struct str when_of(struct ctx *ctx, const struct round *round)
{
    switch (round->state) {
    case ROUND_DRAFT:
        return fill1(
            ctx, round->planned ? N_("opens by itself {when}") : N_("opening suggested for {when}"),
            "when", centre_when(ctx, round->opens_ms));
    case ROUND_OPEN:
        return fill1(ctx, N_("wishes close {when}"), "when", centre_when(ctx, round->closes_ms));
    case ROUND_CLOSED:
        return fill1(ctx, N_("draw from {when}"), "when", centre_when(ctx, round->draw_ms));
    case ROUND_DRAWN:
        return fill1(ctx, N_("drawn {when}"), "when", centre_when(ctx, round->drawn_ms));
    case ROUND_PUBLISHED:
        return fill1(ctx, N_("published {when}"), "when", centre_when(ctx, round->published_ms));
    case ROUND_CANCELLED:
        return translate(ctx, N_("called off before the close"));
    default:
        return fill1(ctx, N_("finished {when}"), "when", centre_when(ctx, round->settled_ms));
    }
}

static const char *next_of(const struct ctx *ctx, const struct round *round, int64_t lots)
{
    switch (round->state) {
    case ROUND_DRAFT:
        return lots == 0 ? N_("Choose lots") : round->planned ? NULL : N_("Open it");
    case ROUND_CLOSED:
        return ctx->now_ms >= round->draw_ms ? N_("Enter the randomness") : NULL;
    case ROUND_DRAWN:
        return N_("Look and publish");
    default:
        return NULL;
    }
}

static enum status row_of(struct ctx *ctx, const struct round *round, struct office_round_row *ret)
{
    int64_t lots = 0;
    TRY(allocation_lot_count(ctx, round->id, &lots));
    const struct str number = allocation_office_number(ctx, round->number);
    const char *next = next_of(ctx, round, lots);
    *ret = (struct office_round_row){.number = number,
                                     .name = allocation_office_round_name(ctx, round),
                                     .url = url_build(ctx, "/kontor/runder/{}", &number, 1),
                                     .state = allocation_office_pill(ctx, round),
                                     .when = when_of(ctx, round),
                                     .lots = allocation_office_lots(ctx, lots),
                                     .next = next == NULL ? STR("") : translate(ctx, next)};
    return OK;
}

enum status allocation_office_rounds_page(struct ctx *ctx, struct request *req,
                                          struct response *res)
{
    const struct round_list_input *input = req->form;
    struct office_rounds_view view = {.may_change = may_change(ctx)};
    struct rounds rounds;
    TRY(allocation_rounds(ctx, true, input->before_number, ROUNDS_PAGE + 1, &rounds));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/runder", &view.page);
    for (size_t i = 0; i < rounds.count && i < ROUNDS_PAGE; i++) {
        struct office_round_row row;
        TRY(row_of(ctx, &rounds.ptr[i], &row));
        vec_push(ctx->mem, &view.rounds, row);
    }
    if (rounds.count > ROUNDS_PAGE) {
        const struct str last = allocation_office_number(ctx, rounds.ptr[ROUNDS_PAGE - 1].number);
        view.next = url_build(ctx, "/kontor/runder?etter={}", &last, 1);
    }
    view.add_url = url_build(ctx, "/kontor/runder/ny", NULL, 0);
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No round yet")),
        .text = translate(ctx, N_("In a round the shops wish for lots from the stations, and who "
                                  "has got least per share chooses first.")),
        .act = translate(ctx, N_("Make the first round"))};
    if (view.may_change) {
        view.none.url = view.add_url;
    }
    struct html_out out = centre_out(ctx, req, res);
    office_rounds_html(&out, &view);
    return OK;
}

/* ---- a new round ----------------------------------------------------------------------------- */

/* The number of the ISO 8601 week that `day` is in: that of its Thursday. */
static int64_t week_of(int64_t day)
{
    const int64_t thursday = day - day_weekday(day) + 4;
    const struct date first = {.year = day_to_date(thursday).year, .month = 1, .day = 1};
    return (thursday - day_from_date(first)) / DAYS_OF_WEEK + 1;
}

/* What most rounds are: from now to Wednesday at noon, drawn five minutes later. */
static struct new_round suggested(struct ctx *ctx)
{
    const int64_t today = centre_today(ctx);
    int64_t day = today + (WEDNESDAY - day_weekday(today) + DAYS_OF_WEEK) % DAYS_OF_WEEK;
    if (centre_instant(ctx, day, CLOSE_MINUTE) <= ctx->now_ms + MS_PER_DAY) {
        day += DAYS_OF_WEEK;
    }
    return (struct new_round){
        .label = fill1(ctx, N_("Week {n}"), "n", allocation_office_number(ctx, week_of(day))),
        .parent_id = NO_I64,
        .opens_ms = ctx->now_ms / MS_PER_MINUTE * MS_PER_MINUTE,
        .closes_ms = centre_instant(ctx, day, CLOSE_MINUTE),
        .draw_ms = centre_instant(ctx, day, DRAW_MINUTE),
        .points_ppm = 1000000};
}

static struct str day_text(struct ctx *ctx, int64_t at_ms)
{
    return day_iso(ctx->mem, centre_day_of(ctx, at_ms));
}

static void fill_fields(struct ctx *ctx, const struct request *req, const struct new_round *round,
                        struct office_round_edit_view *view)
{
    const struct form *form = &allocation_office_round_form;
    view->errors = allocation_office_errors(ctx, req);
    view->label = form_field(ctx, req, form, "label", round->label);
    view->opens_day = form_field(ctx, req, form, "opens_day", day_text(ctx, round->opens_ms));
    view->opens_time =
        form_field(ctx, req, form, "opens_time", allocation_office_clock(ctx, round->opens_ms));
    view->closes_day = form_field(ctx, req, form, "closes_day", day_text(ctx, round->closes_ms));
    view->closes_time =
        form_field(ctx, req, form, "closes_time", allocation_office_clock(ctx, round->closes_ms));
    view->draw_day = form_field(ctx, req, form, "draw_day", day_text(ctx, round->draw_ms));
    view->draw_time =
        form_field(ctx, req, form, "draw_time", allocation_office_clock(ctx, round->draw_ms));
}

enum status allocation_office_new_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct office_round_edit_view view = {0};
    struct things waiting;
    const struct new_round round = suggested(ctx);
    TRY(goods_unreserved(ctx, NO_I64, ALLOCATION_LOTS_MAX, &waiting));
    centre_page(ctx, req, PAGE_OFFICE, N_("New round"), "/kontor/runder", &view.page);
    view.heading = translate(ctx, N_("New round"));
    view.back = translate(ctx, N_("Rounds"));
    view.back_url = url_build(ctx, "/kontor/runder", NULL, 0);
    view.save_url = view.back_url;
    view.save_act = translate(ctx, N_("Make the round"));
    fill_fields(ctx, req, &round, &view);
    view.all = form_field(ctx, req, &allocation_office_round_form, "all", STR("1"));
    view.all.hint = fill1(ctx, N_("{lots} wait now. You can take some out again afterwards."),
                          "lots", allocation_office_lots(ctx, (int64_t)waiting.count));
    struct html_out out = centre_out(ctx, req, res);
    office_round_edit_html(&out, &view);
    return OK;
}

static struct new_round round_of(struct ctx *ctx, const struct round_input *input)
{
    return (struct new_round){
        .label = input->label,
        .parent_id = NO_I64,
        .opens_ms = centre_instant(ctx, input->opens_day, (int)input->opens_minute),
        .closes_ms = centre_instant(ctx, input->closes_day, (int)input->closes_minute),
        .draw_ms = centre_instant(ctx, input->draw_day, (int)input->draw_minute),
        .points_ppm = 1000000};
}

/* The room speaks of an instant; the page has a day and a time for it. */
static enum status by_field(struct ctx *ctx, enum status status)
{
    static const struct {
        const char *rule;
        const char *field;
    } names[] = {{"opens", "opens_day"},      {"opens_ms", "opens_day"}, {"closes", "closes_day"},
                 {"closes_ms", "closes_day"}, {"draw", "draw_day"},      {"draw_ms", "draw_day"}};
    for (size_t i = 0; ctx->err.field != NULL && i < sizeof(names) / sizeof(names[0]); i++) {
        if (strcmp(ctx->err.field, names[i].rule) == 0) {
            ctx->err.field = names[i].field;
            return status;
        }
    }
    return status;
}

struct adding {
    struct new_round round;
    bool all;
    int64_t round_id;
};

static enum status add_in_write(struct ctx *ctx, void *arg)
{
    struct adding *adding = arg;
    int64_t added = 0;
    TRY(allocation_round_add(ctx, &adding->round, &adding->round_id));
    return adding->all ? allocation_round_add_all(ctx, adding->round_id, &added) : OK;
}

enum status allocation_office_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct round_input *input = req->form;
    struct adding adding = {.round = round_of(ctx, input), .all = input->all};
    struct round round;
    TRY(by_field(ctx, db_write(ctx, add_in_write, &adding)));
    TRY(allocation_round(ctx, adding.round_id, &round));
    return response_redirect(
        ctx, req, res,
        str_format(ctx->mem, "/kontor/runder/%lld?lagret=ny", (long long)round.number));
}

/* ---- label and times of a draft -------------------------------------------------------------- */

enum status allocation_office_edit_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct office_round_edit_view view = {0};
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    const struct str number = allocation_office_number(ctx, round.number);
    const struct new_round now = {.label = round.label,
                                  .opens_ms = round.opens_ms,
                                  .closes_ms = round.closes_ms,
                                  .draw_ms = round.draw_ms};
    centre_page(ctx, req, PAGE_OFFICE, N_("Name and times"), "/kontor/runder", &view.page);
    view.heading = translate(ctx, N_("Name and times"));
    view.back = allocation_office_round_name(ctx, &round);
    view.back_url = url_build(ctx, "/kontor/runder/{}", &number, 1);
    view.save_url = url_build(ctx, "/kontor/runder/{}/endre", &number, 1);
    view.save_act = translate(ctx, N_("Save"));
    view.version = allocation_office_number(ctx, round.version);
    fill_fields(ctx, req, &now, &view);
    struct html_out out = centre_out(ctx, req, res);
    office_round_edit_html(&out, &view);
    return OK;
}

enum status allocation_office_edit_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct round_input *input = req->form;
    struct round round;
    TRY(allocation_office_round_in(ctx, req, 0, &round));
    struct new_round changed = round_of(ctx, input);
    changed.parent_id = round.parent_id;
    changed.points_ppm = round.points_ppm;
    TRY(by_field(ctx, allocation_round_set(ctx, round.id, input->version, &changed)));
    return response_redirect(
        ctx, req, res,
        str_format(ctx->mem, "/kontor/runder/%lld?lagret=1", (long long)round.number));
}
