/* SPDX-License-Identifier: EUPL-1.2 */
/* How rounds, rules and lots are said. */
#include "allocation/allocation_office_words.h"

#include "base/units.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define PPM          INT64_C(1000000)
#define ROUNDS_MAX   1000
#define BYTES_PER_KB 1000

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

/* ---- times and figures ----------------------------------------------------------------------- */

struct str allocation_office_clock(struct ctx *ctx, int64_t at_ms)
{
    const int minute = centre_minute_of(ctx, at_ms);
    return str_format(ctx->mem, "%d.%02d", minute / 60, minute % 60);
}

struct str allocation_office_points(struct ctx *ctx, int64_t mp)
{
    return fill1(ctx, mp == 1000 ? N_("1 point") : N_("{n} points"), "n", i18n_milli(ctx, mp));
}

struct str allocation_office_percent(struct ctx *ctx, int64_t ppm)
{
    return fill1(ctx, N_("{n} %"), "n", i18n_milli(ctx, ppm / 10));
}

struct str allocation_office_milli(struct ctx *ctx, int64_t milli)
{
    if (milli == NO_I64) {
        return STR("");
    }
    const int64_t amount = milli < 0 ? -milli : milli;
    const char *sign = milli < 0 ? "-" : "";
    int decimals = (int)(amount % 1000);
    int places = 3;
    if (decimals == 0) {
        return str_format(ctx->mem, "%s%lld", sign, (long long)(amount / 1000));
    }
    for (; decimals % 10 == 0; decimals /= 10) {
        places--;
    }
    return str_format(ctx->mem, "%s%lld%c%0*d", sign, (long long)(amount / 1000),
                      ctx->lang == LANG_EN ? '.' : ',', places, decimals);
}

struct str allocation_office_number(struct ctx *ctx, int64_t number)
{
    return str_of_i64(ctx->mem, number);
}

struct str allocation_office_lots(struct ctx *ctx, int64_t count)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, count)};
    return i18n_replace(ctx, i18n_plural(ctx->lang, N_("1 lot"), N_("{n} lots"), count), &arg, 1);
}

struct str allocation_office_bytes(struct ctx *ctx, int64_t bytes)
{
    if (bytes < BYTES_PER_KB) {
        return fill1(ctx, N_("{n} bytes"), "n", i18n_number(ctx, bytes));
    }
    return fill1(ctx, N_("{n} kB"), "n",
                 i18n_number(ctx, (bytes + BYTES_PER_KB - 1) / BYTES_PER_KB));
}

/* ---- rounds ---------------------------------------------------------------------------------- */

bool allocation_office_is_closed(const struct round *round)
{
    return round->state >= ROUND_CLOSED && round->state <= ROUND_SETTLED;
}

bool allocation_office_is_published(const struct round *round)
{
    return round->state == ROUND_PUBLISHED || round->state == ROUND_SETTLED;
}

struct pill allocation_office_pill(struct ctx *ctx, const struct round *round)
{
    static const struct {
        enum pill_kind kind;
        const char *icon;
    } looks[] = {
        [ROUND_DRAFT] = {PILL_QUIET, "pencil"},       [ROUND_OPEN] = {PILL_OPEN, "heart"},
        [ROUND_CLOSED] = {PILL_WAIT, "padlock"},      [ROUND_DRAWN] = {PILL_WORK, "eye"},
        [ROUND_PUBLISHED] = {PILL_INFO, "megaphone"}, [ROUND_SETTLED] = {PILL_QUIET, "check"},
        [ROUND_CANCELLED] = {PILL_PASSED, "x"},
    };
    const bool known = round->state >= ROUND_DRAFT && round->state <= ROUND_CANCELLED;
    return (struct pill){.kind = known ? looks[round->state].kind : PILL_QUIET,
                         .icon = str_of(known ? looks[round->state].icon : "ring"),
                         .text = translate(ctx, allocation_round_words(round->state))};
}

struct str allocation_office_round_name(struct ctx *ctx, const struct round *round)
{
    return round->parent_id == NO_I64
               ? round->label
               : fill1(ctx, N_("{label}, second call"), "label", round->label);
}

static void add_step(struct ctx *ctx, struct timeline *timeline, const char *what, int64_t done_ms,
                     struct str later)
{
    const bool first_open =
        timeline->count == 0 || timeline->ptr[timeline->count - 1].state == STEP_DONE;
    const enum step_state state = done_ms != NO_I64 ? STEP_DONE
                                  : first_open      ? STEP_NOW
                                                    : STEP_LATER;
    vec_push(ctx->mem, timeline,
             (struct timeline_step){state, translate(ctx, what),
                                    done_ms != NO_I64 ? centre_when(ctx, done_ms) : later});
}

struct timeline allocation_office_timeline(struct ctx *ctx, const struct round *round)
{
    struct timeline timeline = {0};
    add_step(ctx, &timeline, N_("Opens for wishes"), round->opened_ms,
             round->state != ROUND_DRAFT || round->planned
                 ? centre_when(ctx, round->opens_ms)
                 : fill1(ctx, N_("suggested: {when}"), "when", centre_when(ctx, round->opens_ms)));
    if (round->state == ROUND_CANCELLED) {
        vec_push(ctx->mem, &timeline,
                 (struct timeline_step){STEP_NOW, translate(ctx, N_("Called off before the close")),
                                        round->reason});
        return timeline;
    }
    add_step(ctx, &timeline, N_("Wishes close, and the commitment is published"), round->closed_ms,
             centre_when(ctx, round->closes_ms));
    add_step(ctx, &timeline, N_("Public randomness, and the draw"), round->drawn_ms,
             fill1(ctx, N_("not before {when}"), "when", centre_when(ctx, round->draw_ms)));
    add_step(ctx, &timeline, N_("The result is published"), round->published_ms,
             translate(ctx, N_("when the manager has looked at it")));
    add_step(ctx, &timeline, N_("Every lot is collected or dealt with"), round->settled_ms,
             translate(ctx, N_("after the pick-ups")));
    return timeline;
}

/* ---- lots ------------------------------------------------------------------------------------ */

const char *allocation_office_size_words(int64_t size_class)
{
    switch (size_class) {
    case GOODS_SIZE_S:
        return N_("Small");
    case GOODS_SIZE_L:
        return N_("Large");
    case GOODS_SIZE_PALLET:
        return N_("A pallet");
    default:
        return N_("Medium");
    }
}

const char *allocation_office_state_words(int64_t station_state)
{
    switch (station_state) {
    case STATE_WHOLE:
        return N_("whole");
    case STATE_REPAIR:
        return N_("needs mending");
    default:
        return N_("not sure");
    }
}

struct str allocation_office_category(struct ctx *ctx, int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    if (category_id == 0) {
        return translate(ctx, N_("Everything else"));
    }
    return category == NULL ? allocation_office_number(ctx, category_id)
                            : category->name.in[ctx->lang];
}

struct str allocation_office_station(struct ctx *ctx, int64_t holder_id)
{
    struct holder holder;
    return goods_holder(ctx, holder_id, &holder) == OK ? holder.name : STR("");
}

/* ---- rules ----------------------------------------------------------------------------------- */

int64_t allocation_office_half_life(const struct allocation_rules *rules)
{
    int64_t left = PPM * 1000;
    for (int64_t rounds = 1; rounds <= ROUNDS_MAX; rounds++) {
        if (!scale_half_up(left, rules->decay_num, rules->decay_den, &left)) {
            return 0;
        }
        /* Half, but for what the rounding of the stored share may be off by. */
        if (left <= PPM * 500 + PPM) {
            return rounds;
        }
    }
    return 0;
}

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value,
                     struct str note)
{
    vec_push(ctx->mem, facts, (struct fact){translate(ctx, label), value, note});
}

static struct str decay_note(struct ctx *ctx, const struct allocation_rules *rules)
{
    const int64_t rounds = allocation_office_half_life(rules);
    const struct i18n_arg arg = {"n", i18n_number(ctx, rounds)};
    if (rounds == 0) {
        return STR("");
    }
    return i18n_replace(ctx,
                        i18n_plural(ctx->lang, N_("half of them count after 1 round"),
                                    N_("half of them count after {n} rounds"), rounds),
                        &arg, 1);
}

static void add_chain(struct ctx *ctx, const struct allocation_rules *rules, struct facts *facts)
{
    const struct i18n_arg args[] = {{"n", i18n_milli(ctx, rules->chain_period_ms)},
                                    {"when", centre_when(ctx, rules->chain_genesis_ms)}};
    add_fact(ctx, facts, N_("Public randomness"), rules->chain,
             i18n_fill(ctx, N_("one each {n} seconds since {when}"), args, 2));
    add_fact(ctx, facts, N_("How it comes in"),
             rules->chain_url.len > 0 ? rules->chain_url
                                      : translate(ctx, N_("entered by hand, by two people")),
             STR(""));
    add_fact(ctx, facts, N_("If that source fails"), rules->fallback, STR(""));
}

struct facts allocation_office_rule_facts(struct ctx *ctx, const struct allocation_rules *rules)
{
    struct facts facts = {0};
    int64_t kept_ppm = 0;
    if (!scale_half_up(rules->decay_num, PPM, rules->decay_den, &kept_ppm)) {
        kept_ppm = 0;
    }
    add_fact(ctx, &facts, N_("Minimum guarantee for start-ups"),
             allocation_office_percent(ctx, rules->startup_share_ppm),
             translate(ctx, N_("of the lots; a minimum guarantee, not a bonus")));
    add_fact(ctx, &facts, N_("What is left of older points after each round"),
             allocation_office_percent(ctx, kept_ppm), decay_note(ctx, rules));
    add_fact(ctx, &facts, N_("How far below the mean a shop may come"),
             rules->floor_mp == NO_I64 ? translate(ctx, N_("no limit"))
                                       : allocation_office_points(ctx, rules->floor_mp),
             translate(ctx, N_("per share")));
    add_fact(ctx, &facts, N_("Head start for a new shop"),
             allocation_office_points(ctx, rules->newcomer_credit_mp),
             translate(ctx, N_("below the mean of the others")));
    add_fact(ctx, &facts, N_("When a lot is not collected in time"),
             allocation_office_points(ctx, rules->penalty_mp),
             translate(ctx, N_("are added, and those of the lot stay")));
    add_fact(ctx, &facts, N_("Points in a second call"),
             allocation_office_percent(ctx, rules->second_call_ppm),
             translate(ctx, N_("of the ordinary ones")));
    add_fact(ctx, &facts, N_("An offer on the swap square stands"),
             fill1(ctx, N_("{n} hours"), "n", i18n_number(ctx, rules->swap_hours)), STR(""));
    add_fact(ctx, &facts, N_("Who got what is published with"),
             translate(ctx, rules->show_names ? N_("the names of the shops")
                                              : N_("an alias for each shop")),
             STR(""));
    add_chain(ctx, rules, &facts);
    return facts;
}

/* ---- requests -------------------------------------------------------------------------------- */

struct error_summary allocation_office_errors(struct ctx *ctx, const struct request *req)
{
    struct error_summary summary = {0};
    if (!req->again) {
        return summary;
    }
    summary.errors = form_errors(ctx, req, req->route->form);
    if (summary.errors.count == 0) {
        const struct i18n_arg args[] = {{"label", STR("")}, {"detail", ctx->err.detail}};
        const char *message =
            ctx->err.message != NULL ? ctx->err.message : status_message(CONFLICT);
        vec_push(ctx->mem, &summary.errors,
                 (struct form_error){STR(""), i18n_fill(ctx, message, args, 2)});
    }
    return summary;
}

enum status allocation_office_round_in(struct ctx *ctx, const struct request *req, int index,
                                       struct round *ret_round)
{
    int64_t number = 0;
    TRY(request_param_i64(req, index, &number));
    return allocation_round_by_number(ctx, number, ret_round);
}
