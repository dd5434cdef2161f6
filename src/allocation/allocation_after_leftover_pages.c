/* SPDX-License-Identifier: EUPL-1.2 */
/* The office: what no shop got, with its next step, and what a shop has not confirmed. */
#include "accounts/accounts.h"
#include "allocation/allocation_after_forms.h"
#include "allocation/allocation_after_pages.h"
#include "allocation/allocation_after_words.h"
#include "allocation_html.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define LEFTOVERS_MAX  100
#define CLOSES_MINUTE  (12 * 60)
#define DRAW_AFTER_MS  (5 * MS_PER_MINUTE)
#define CLOSES_IN_DAYS 2

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

static void take_errors(struct ctx *ctx, const struct request *req, const struct form *form,
                        struct error_summary *errors)
{
    const struct form_errors found = form_errors(ctx, req, form);
    for (size_t i = 0; i < found.count; i++) {
        vec_push(ctx->mem, &errors->errors, found.ptr[i]);
    }
}

static void tell_most(struct ctx *ctx, size_t count, struct leftovers_view *view)
{
    if (count > LEFTOVERS_MAX) {
        const struct i18n_arg arg = {"n", i18n_number(ctx, LEFTOVERS_MAX)};
        view->more =
            i18n_fill(ctx, N_("These are the first {n}. Deal with some to see more."), &arg, 1);
    }
}

/* ---- what the shop has not confirmed --------------------------------------------------------- */

static enum status add_unreceived(struct ctx *ctx, struct leftovers_view *view)
{
    struct pick_ups lots;
    TRY(allocation_unreceived(ctx, LEFTOVERS_MAX + 1, &lots));
    tell_most(ctx, lots.count, view);
    for (size_t i = 0; i < lots.count && i < LEFTOVERS_MAX; i++) {
        const struct pick_up *lot = &lots.ptr[i];
        struct unreceived_card card = {.id = allocation_after_words_id(ctx, lot->id),
                                       .lot = allocation_after_words_lot(ctx, &lot->thing)};
        const struct i18n_arg args[] = {
            {"shop", allocation_after_words_holder(ctx, lot->tenant_id)},
            {"station", allocation_after_words_holder(ctx, lot->station_id)},
            {"when", centre_when_near(ctx, lot->given_ms)}};
        card.lot.when = i18n_fill(ctx, N_("For {shop} · {station} handed it out {when}"), args, 3);
        vec_push(ctx->mem, &view->unreceived, card);
    }
    return OK;
}

enum status allocation_after_unreceived_post(struct ctx *ctx, struct request *req,
                                             struct response *res)
{
    const struct unreceived_input *input = req->form;
    const bool with_shop = input->found == FOUND_SHOP;
    TRY(allocation_unreceived_decide(ctx, input->pick_up_id, with_shop));
    return response_redirect(ctx, req, res,
                             with_shop ? STR("/kontor/rester?funnet=butikken")
                                       : STR("/kontor/rester?funnet=stasjonen"));
}

/* ---- what is left over ----------------------------------------------------------------------- */

/* True for the lot whose form was posted and came back. */
static bool is_posted(struct ctx *ctx, const struct request *req, struct str id)
{
    const struct form *form = &allocation_after_leave_form;
    return req->again && req->route->form == form &&
           str_equal(form_field(ctx, req, form, "thing", STR("")).value, id);
}

/* Partners that may have it today, then recycling. */
static struct form_field to_field(struct ctx *ctx, const struct request *req,
                                  const struct partners *partners, int64_t category_id)
{
    struct form_field field =
        form_field(ctx, req, &allocation_after_leave_form, "partner", STR(""));
    field.required = true; /* told as a choice that is missing, not as a text */
    struct form_option *options = arena_array(ctx->mem, partners->count + 1, sizeof(*options));
    size_t count = 0;
    for (size_t i = 0; i < partners->count; i++) {
        const struct partner *partner = &partners->ptr[i];
        if (allocation_partner_may_have(ctx, partner, category_id, centre_today(ctx))) {
            options[count].value = allocation_after_words_id(ctx, partner->id);
            options[count].label = partner->name;
            count++;
        }
    }
    options[count].value = STR("0");
    options[count].label =
        translate(ctx, count == 0 ? N_("To recycling (no partner has an agreement for it today)")
                                  : N_("To recycling"));
    count++;
    for (size_t i = 0; i < count; i++) {
        options[i].chosen = str_equal(options[i].value, field.value);
    }
    field.options.ptr = options;
    field.options.count = count;
    return field;
}

static void own_ids(struct ctx *ctx, bool posted, struct str number, struct form_field *field)
{
    field->id = str_format(ctx->mem, "%.*s-%.*s", STR_ARG(field->id), STR_ARG(number));
    if (!posted) {
        field->value = STR("");
        field->error = STR("");
        for (size_t i = 0; i < field->options.count; i++) {
            field->options.ptr[i].chosen = false;
        }
    }
}

static bool was_chosen(struct ctx *ctx, const struct request *req, struct str id)
{
    const struct form *form = req->route->form == &allocation_after_ruined_form
                                  ? &allocation_after_ruined_form
                                  : &allocation_after_second_call_form;
    struct str rest = form_field(ctx, req, form, "things", STR("")).value;
    struct str part;
    while (rest.len > 0 && str_split(&rest, ',', &part)) {
        if (str_equal(str_trim(part), id)) {
            return true;
        }
    }
    return false;
}

static struct leftover_card card_of(struct ctx *ctx, const struct request *req,
                                    const struct partners *partners,
                                    const struct leftover *leftover, size_t number)
{
    const struct thing *thing = &leftover->lot.thing;
    const struct i18n_arg arg = {"when", centre_when_near(ctx, thing->received_ms)};
    struct leftover_card card = {
        .id = allocation_after_words_id(ctx, thing->id),
        .number = str_format(ctx->mem, "%zu", number),
        .lot = allocation_after_words_lot(ctx, thing),
    };
    card.lot.when =
        str_format(ctx->mem, "%.*s · %.*s",
                   STR_ARG(allocation_after_words_holder(ctx, leftover->lot.station_id)),
                   STR_ARG(i18n_fill(ctx, N_("received {when}"), &arg, 1)));
    card.chosen = was_chosen(ctx, req, card.id);
    if (leftover->second) {
        const bool posted = is_posted(ctx, req, card.id);
        card.to = to_field(ctx, req, partners, thing->category_id);
        card.discard = form_field(ctx, req, &allocation_after_leave_form, "discard", STR(""));
        card.reason = form_field(ctx, req, &allocation_after_leave_form, "reason", STR(""));
        own_ids(ctx, posted, card.number, &card.discard);
        own_ids(ctx, posted, card.number, &card.to);
        own_ids(ctx, posted, card.number, &card.reason);
    }
    return card;
}

/* The field's own id on that lot's form; empty when there is no such lot or field. */
static struct str field_of(const struct leftover_card *card, struct str id)
{
    if (card == NULL) {
        return STR("");
    }
    return str_equal(id, STR("f-partner"))   ? card->to.id
           : str_equal(id, STR("f-discard")) ? card->discard.id
           : str_equal(id, STR("f-reason"))  ? card->reason.id
                                             : STR("");
}

/* The summary's links lead to the fields of the lot that was posted; to nowhere when the lots, and
 * their fields, are gone. */
static void aim_errors(struct ctx *ctx, const struct request *req, struct leftovers_view *view)
{
    const struct form *form = req->route->form;
    const bool many =
        form == &allocation_after_second_call_form || form == &allocation_after_ruined_form;
    const struct leftover_card *posted = NULL;
    for (size_t i = 0; i < view->second.count; i++) {
        posted = is_posted(ctx, req, view->second.ptr[i].id) ? &view->second.ptr[i] : posted;
    }
    for (size_t i = 0; i < view->errors.errors.count; i++) {
        struct form_error *error = &view->errors.errors.ptr[i];
        if (!many) {
            error->id = field_of(posted, error->id);
        } else if (view->first.count == 0) {
            error->id = STR("");
        }
    }
}

static enum status add_leftovers(struct ctx *ctx, const struct request *req,
                                 struct leftovers_view *view)
{
    struct leftovers lots;
    struct partners partners;
    TRY(allocation_leftovers(ctx, LEFTOVERS_MAX + 1, &lots));
    TRY(allocation_partners(ctx, &partners));
    for (size_t i = 0; i < lots.count && i < LEFTOVERS_MAX; i++) {
        const struct leftover_card card = card_of(ctx, req, &partners, &lots.ptr[i], i);
        if (lots.ptr[i].second) {
            vec_push(ctx->mem, &view->second, card);
        } else {
            vec_push(ctx->mem, &view->first, card);
        }
    }
    tell_most(ctx, lots.count, view);
    return OK;
}

static void add_done(struct ctx *ctx, const struct request *req, struct leftovers_view *view)
{
    const bool fresh = req->route->form == &allocation_after_leftovers_form && !req->again;
    const struct leftovers_show_input *input = fresh ? req->form : NULL;
    if (input == NULL) {
        return;
    }
    if (input->called != NO_I64 && input->called > 0) {
        const struct i18n_arg arg = {"n", i18n_number(ctx, input->called)};
        view->done.text = i18n_replace(
            ctx,
            i18n_plural(ctx->lang, N_("1 lot is in a new round, a draft so far."),
                        N_("{n} lots are in a new round, a draft so far."), input->called),
            &arg, 1);
    } else if (input->left) {
        view->done.text = translate(ctx, N_("It is dealt with and stands in the ledger."));
    } else if (input->found == FOUND_SHOP) {
        view->done.text = translate(ctx, N_("The lot counts as collected."));
    } else if (input->found == FOUND_STATION) {
        view->done.text = translate(
            ctx, N_("The lot counts as not collected. In a moment it is on the swap square."));
    }
}

static struct str week_label(struct ctx *ctx, int64_t day)
{
    const struct i18n_arg arg = {"n", str_of_i64(ctx->mem, day_week(day))};
    return i18n_fill(ctx, N_("Week {n}"), &arg, 1);
}

enum status allocation_after_leftovers_page(struct ctx *ctx, struct request *req,
                                            struct response *res)
{
    const struct form *form = &allocation_after_second_call_form;
    const int64_t closes_day = centre_today(ctx) + CLOSES_IN_DAYS;
    struct leftovers_view view = {.may_change = may_change(ctx)};
    centre_page(ctx, req, PAGE_OFFICE, N_("Leftovers"), "/kontor/rester", &view.page);
    TRY(add_unreceived(ctx, &view));
    TRY(add_leftovers(ctx, req, &view));
    take_errors(ctx, req, form, &view.errors);
    take_errors(ctx, req, &allocation_after_leave_form, &view.errors);
    take_errors(ctx, req, &allocation_after_ruined_form, &view.errors);
    take_errors(ctx, req, &allocation_after_unreceived_form, &view.errors);
    aim_errors(ctx, req, &view);
    add_done(ctx, req, &view);
    if (view.unreceived.count == 0 || view.first.count + view.second.count > 0) {
        view.steps = translate(ctx, N_("The shops come first: what nobody got is called out once "
                                       "more for fewer points. Then a partner with an agreement "
                                       "may have it, and what is left goes to recycling."));
    }
    /* Pages add that it is a second call. */
    view.label = form_field(ctx, req, form, "label", week_label(ctx, closes_day));
    view.closes = form_field(ctx, req, form, "closes", day_iso(ctx->mem, closes_day));
    /* The same form calls the chosen ones out, and then needs neither. */
    view.ruined = form_field(ctx, req, &allocation_after_ruined_form, "discard", STR(""));
    view.ruined_reason = form_field(ctx, req, &allocation_after_ruined_form, "reason", STR(""));
    view.ruined.required = false;
    view.ruined_reason.required = false;
    view.partners =
        (struct link){translate(ctx, N_("Partners")), url_build(ctx, "/kontor/partnere", NULL, 0)};
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing is left over")),
        .text = translate(ctx, N_("Lots that no shop got in a draw stand here with their next "
                                  "step.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    allocation_leftovers_html(&out, &view);
    return OK;
}

enum status allocation_after_second_call_post(struct ctx *ctx, struct request *req,
                                              struct response *res)
{
    const struct second_call_input *input = req->form;
    const int64_t closes_ms = centre_instant(ctx, input->closes_day, CLOSES_MINUTE);
    const struct new_round round = {.label = input->label,
                                    .parent_id = NO_I64,
                                    .opens_ms = ctx->now_ms,
                                    .closes_ms = closes_ms,
                                    .draw_ms = closes_ms + DRAW_AFTER_MS};
    int64_t round_id = 0;
    if (closes_ms <= ctx->now_ms) {
        return ctx_fail(ctx, INVALID, N_("Choose a day that is still to come."), "closes");
    }
    TRY(allocation_second_call(ctx, &input->things, &round, &round_id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/kontor/rester?lyst=%zu", input->things.count));
}

enum status allocation_after_ruined_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct ruined_input *input = req->form;
    TRY(allocation_recycle_ruined(ctx, &input->things, (enum goods_discard)input->discard,
                                  input->reason));
    return response_redirect(ctx, req, res, STR("/kontor/rester?ute=1"));
}

enum status allocation_after_leave_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct leave_input *input = req->form;
    if (input->partner_id == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Choose where it goes."), "partner");
    }
    TRY(input->partner_id == 0
            ? allocation_recycle(ctx, input->thing_id,
                                 input->discard == NO_I64 ? (enum goods_discard)0
                                                          : (enum goods_discard)input->discard,
                                 input->reason)
            : allocation_to_partner(ctx, input->thing_id, input->partner_id, input->reason));
    return response_redirect(ctx, req, res, STR("/kontor/rester?ute=1"));
}
