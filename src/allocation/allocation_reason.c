/* SPDX-License-Identifier: EUPL-1.2 */
/* Why a wish was not met, in words with the numbers that decided. Every sentence says what the
 * files say and nothing more: allocation_reason_test.c holds them against each other. */
#include "allocation/allocation_result.h"
#include "i18n/i18n.h"

#include "base/banned.h"

/* ---- numbers
 * ------------------------------------------------------------------------------------------- */

/* `number` / (10^decimals) in digits, with the sign and the mark of the language. */
static struct str decimal_text(struct ctx *ctx, int64_t number, int decimals)
{
    const int64_t size = number < 0 ? -number : number;
    const char *sign = number < 0 ? "−" : "";
    int64_t unit = 1;
    for (int i = 0; i < decimals; i++) {
        unit *= 10;
    }
    const struct str whole = i18n_number(ctx, size / unit);
    if (decimals == 0) {
        return str_format(ctx->mem, "%s%.*s", sign, STR_ARG(whole));
    }
    return str_format(ctx->mem, "%s%.*s%s%0*lld", sign, STR_ARG(whole),
                      ctx->lang == LANG_EN ? "." : ",", decimals, (long long)(size % unit));
}

/* a ÷ b rounded half away from zero; b > 0. */
static int64_t rounded(int64_t a, int64_t b)
{
    const int64_t quotient = a / b;
    const int64_t rest = a % b;
    const int64_t size = rest < 0 ? -rest : rest;
    return size >= b - size ? quotient + (a < 0 ? -1 : 1) : quotient;
}

static struct str per_share(struct ctx *ctx, int64_t mp, int64_t weight, int decimals)
{
    return decimals == 1 ? decimal_text(ctx, rounded(mp, weight * 100), 1)
                         : decimal_text(ctx, rounded(mp, weight), 3);
}

struct str allocation_points_text(struct ctx *ctx, int64_t mp, int64_t weight)
{
    return per_share(ctx, mp, weight < 1 ? 1 : weight, 1);
}

/* Both figures of a comparison with so many decimals that they differ as they do; false if even
 * three are too few. */
static bool both_per_share(struct ctx *ctx, const struct refusal *refusal, int64_t theirs,
                           int64_t yours, struct i18n_arg args[2])
{
    for (int decimals = 1; decimals <= 3; decimals += 2) {
        args[0] =
            (struct i18n_arg){"theirs", per_share(ctx, theirs, refusal->other_weight, decimals)};
        args[1] = (struct i18n_arg){"yours", per_share(ctx, yours, refusal->own_weight, decimals)};
        if (!str_equal(args[0].value, args[1].value)) {
            return true;
        }
    }
    return false;
}

/* ---- what decided
 * -------------------------------------------------------------------------------------- */

static struct str whose_turn(const struct refusal *refusal)
{
    return refusal->mover.len > 0 ? refusal->mover : refusal->other;
}

static struct str by_points(struct ctx *ctx, const struct refusal *refusal)
{
    struct i18n_arg args[3];
    const bool differ =
        both_per_share(ctx, refusal, refusal->other_balance_mp, refusal->own_balance_mp, args);
    args[2] = (struct i18n_arg){"mover", whose_turn(refusal)};
    return i18n_fill(ctx,
                     differ
                         ? N_("{mover} had {theirs} points per share and you had {yours}. Who has "
                              "fewest goes first.")
                         : N_("{mover} had a trifle fewer points per share than you: both about "
                              "{yours}. Who has fewest goes first."),
                     args, 3);
}

static struct str by_lots(struct ctx *ctx, const struct refusal *refusal)
{
    struct i18n_arg args[3];
    const bool differ =
        both_per_share(ctx, refusal, refusal->other_lots * 1000, refusal->own_lots * 1000, args);
    args[2] = (struct i18n_arg){"mover", whose_turn(refusal)};
    return i18n_fill(ctx,
                     differ
                         ? N_("It gives no points above zero, and then who has got fewest of its "
                              "kind goes first: {mover} had {theirs} lots per share and you had "
                              "{yours}.")
                         : N_("It gives no points above zero, and then who has got fewest of its "
                              "kind goes first: {mover} had a trifle fewer lots per share, both "
                              "about {yours}."),
                     args, 3);
}

static struct str by_weight(struct ctx *ctx, const struct refusal *refusal)
{
    const struct i18n_arg args[] = {
        {"yours", allocation_points_text(ctx, refusal->own_balance_mp, refusal->own_weight)},
        {"mover", whose_turn(refusal)},
        {"their_share", i18n_number(ctx, refusal->other_weight)},
        {"your_share", i18n_number(ctx, refusal->own_weight)}};
    return i18n_fill(
        ctx,
        N_("You had equally many points per share ({yours}). Then the smaller share goes "
           "first: {mover} has {their_share} and you have {your_share}."),
        args, 4);
}

static struct str by_ticket(struct ctx *ctx, const struct refusal *refusal)
{
    const struct i18n_arg args[] = {
        {"yours", allocation_points_text(ctx, refusal->own_balance_mp, refusal->own_weight)},
        {"mover", whose_turn(refusal)},
        {"their_ticket", refusal->other_ticket},
        {"your_ticket", refusal->own_ticket}};
    return i18n_fill(ctx,
                     N_("You had equally many points per share ({yours}). The lot that was drawn "
                        "decided: {mover} had {their_ticket} and you had {your_ticket}, and the "
                        "lower goes first."),
                     args, 4);
}

static struct str join(struct ctx *ctx, struct str a, struct str b)
{
    return a.len == 0   ? b
           : b.len == 0 ? a
                        : str_format(ctx->mem, "%.*s %.*s", STR_ARG(a), STR_ARG(b));
}

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* Among lots without points the balances come second, and as they were before those lots. */
static struct str after_equal_lots(struct ctx *ctx, const struct refusal *refusal, struct str text)
{
    return refusal->points_mp > 0
               ? text
               : join(
                     ctx,
                     translate(ctx, N_("It gives no points above zero, and of its kind you had got "
                                       "equally many per share. Then the points from before those "
                                       "lots count.")),
                     text);
}

static struct str what_decided(struct ctx *ctx, const struct refusal *refusal)
{
    switch (allocation_result_measure(refusal)) {
    case MEASURE_STARTUP:
        return translate(ctx,
                         N_("That turn was kept for a start-up. It is a minimum guarantee, not a "
                            "bonus."));
    case MEASURE_LOTS:
        return by_lots(ctx, refusal);
    case MEASURE_POINTS:
        return after_equal_lots(ctx, refusal, by_points(ctx, refusal));
    case MEASURE_WEIGHT:
        return after_equal_lots(ctx, refusal, by_weight(ctx, refusal));
    case MEASURE_TICKET:
        return after_equal_lots(ctx, refusal, by_ticket(ctx, refusal));
    case MEASURE_NONE:
    default:
        return STR("");
    }
}

/* ---- the sentence
 * -------------------------------------------------------------------------------------- */

static struct str fill_turns(struct ctx *ctx, const struct refusal *refusal, const char *words)
{
    const struct i18n_arg args[] = {
        {"other", refusal->other},
        {"mover", refusal->mover},
        {"turn", refusal->turn == NO_I64 ? STR("") : i18n_number(ctx, refusal->turn)},
        {"own_turn", refusal->own_turn == NO_I64 ? STR("") : i18n_number(ctx, refusal->own_turn)}};
    return i18n_fill(ctx, words, args, 4);
}

static struct str who_got_it(struct ctx *ctx, const struct refusal *refusal)
{
    if (refusal->turn == NO_I64 || refusal->other_id == NO_I64) {
        return translate(ctx, N_("Nobody got this lot."));
    }
    return fill_turns(ctx, refusal,
                      refusal->mover.len > 0
                          ? N_("In turn {turn} {other} exchanged another lot for this one, so that "
                               "{mover} could get one too.")
                          : N_("This lot went to {other} in turn {turn}."));
}

/* At a limit: which, since when, and that the lot was handed out later, if it was. */
static struct str at_limit(struct ctx *ctx, const struct refusal *refusal, const char *reached,
                           const char *none)
{
    return refusal->own_turn == NO_I64
               ? translate(ctx, none)
               : join(ctx, fill_turns(ctx, refusal, reached), who_got_it(ctx, refusal));
}

struct str allocation_refusal_text(struct ctx *ctx, const struct refusal *refusal)
{
    if (str_equal(refusal->code, STR("inactive"))) {
        return translate(ctx, N_("You did not take part in this round."));
    }
    if (str_equal(refusal->code, STR("ineligible"))) {
        return translate(ctx,
                         N_("This lot requires an approval that you did not have when the round "
                            "closed."));
    }
    if (str_equal(refusal->code, STR("cap_draw"))) {
        return at_limit(ctx, refusal,
                        N_("You reached your limit of lots for the round in turn {own_turn}."),
                        N_("Your limit for the round was 0 lots."));
    }
    if (str_equal(refusal->code, STR("cap_class"))) {
        return at_limit(ctx, refusal,
                        N_("You reached your limit for lots of this kind in turn {own_turn}."),
                        N_("Your limit for lots of this kind was 0."));
    }
    if (str_equal(refusal->code, STR("exchanged"))) {
        return fill_turns(ctx, refusal,
                          N_("You got this lot in turn {own_turn}, and in turn {turn} another one "
                             "that you wished for in exchange. Then this one went to {other}."));
    }
    struct str tail = STR("");
    if (str_equal(refusal->code, STR("nothing"))) {
        tail = fill_turns(ctx, refusal,
                          N_("When your turn came, in turn {own_turn}, all you wished for of this "
                             "kind was handed out, and no exchange could help."));
    } else if (str_equal(refusal->code, STR("took"))) {
        tail =
            fill_turns(ctx, refusal,
                       N_("You had got another lot of this kind before that, in turn {own_turn}."));
    }
    return join(ctx, who_got_it(ctx, refusal), join(ctx, what_decided(ctx, refusal), tail));
}
