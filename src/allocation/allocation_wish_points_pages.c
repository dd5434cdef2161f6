/* SPDX-License-Identifier: EUPL-1.2 */
/* The points of a shop: how many, how they came to be, and what they mean. */
#include "allocation/allocation_wish_pages.h"

#include "allocation/allocation_wish_words.h"
#include "allocation_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define MP            1000 /* milli-points in a point */
#define ROWS_SHOWN    50
#define CHART_ENTRIES 500 /* some ten entries a round, for the rounds of the chart */
#define CHART_ROUNDS  8
#define CHART_WIDTH   560
#define ROUNDS_LOOKED 20 /* in which the newest published one is sought */
#define PPM           INT64_C(1000000)
#define HALF_MOST     200 /* rounds after which nobody counts on */

struct str allocation_wish_points_words(struct ctx *ctx, int64_t mp)
{
    if (mp == MP) {
        return allocation_wish_words_of(ctx, N_("1 point"));
    }
    return allocation_wish_words_fill(ctx, N_("{points} points"), "points",
                                      mp % MP == 0 ? i18n_number(ctx, mp / MP)
                                                   : allocation_points_text(ctx, mp, 1));
}

static struct str points_text(struct ctx *ctx, int64_t mp)
{
    return allocation_points_text(ctx, mp, 1);
}

static void add_tile(struct ctx *ctx, struct tiles *tiles, const char *label, struct str figure,
                     struct str note)
{
    vec_push(ctx->mem, tiles,
             (struct tile){
                 .label = allocation_wish_words_of(ctx, label), .figure = figure, .note = note});
}

/* The run of the newest published round; NO_I64: none. */
static enum status newest_run(struct ctx *ctx, int64_t *ret_run_id)
{
    struct rounds rounds;
    *ret_run_id = NO_I64;
    TRY(allocation_rounds(ctx, false, NO_I64, ROUNDS_LOOKED, &rounds));
    for (size_t i = 0; i < rounds.count && *ret_run_id == NO_I64; i++) {
        if (rounds.ptr[i].published_ms != NO_I64) {
            *ret_run_id = rounds.ptr[i].run_id;
        }
    }
    return OK;
}

static enum status add_tiles(struct ctx *ctx, const struct participant *shop, int64_t balance_mp,
                             struct tiles *tiles)
{
    int64_t run_id = 0;
    add_tile(ctx, tiles, N_("Points now"), points_text(ctx, balance_mp),
             allocation_wish_words_of(ctx, N_("after all that counts less by age")));
    add_tile(ctx, tiles, N_("Points per share"),
             allocation_points_text(ctx, balance_mp, shop->weight),
             allocation_wish_words_count(ctx, N_("you have 1 share"), N_("you have {n} shares"),
                                         shop->weight));
    TRY(newest_run(ctx, &run_id));
    if (run_id == NO_I64) {
        return OK;
    }
    struct outlook outlook;
    TRY(allocation_outlook(ctx, run_id, shop->tenant_id, &outlook));
    if (outlook.place > 0) {
        add_tile(ctx, tiles, N_("Your place next time"), i18n_number(ctx, outlook.place),
                 allocation_wish_words_fill(ctx, N_("of {n}; number 1 has had least"), "n",
                                            i18n_number(ctx, outlook.participants)));
    }
    return OK;
}

/* ---- the chart: the balance after each of the last rounds
 * ----------------------------------------- */

/* What a publication itself wrote: a penalty or a swap of the same round comes days later. */
static bool is_of_draw(const struct points_entry *entry)
{
    return entry->round_id != NO_I64 &&
           (entry->kind == POINTS_OPENING || entry->kind == POINTS_GAINED ||
            entry->kind == POINTS_DECAYED || entry->kind == POINTS_RAISED);
}

static enum status add_point(struct ctx *ctx, const struct points_entry *entry,
                             struct chart_points *points)
{
    struct round round;
    TRY(allocation_round(ctx, entry->round_id, &round));
    vec_push(ctx->mem, points,
             (struct chart_point){.label = i18n_number(ctx, round.number),
                                  .label_long = round.label,
                                  .value = entry->balance_mp,
                                  .text = points_text(ctx, entry->balance_mp)});
    return OK;
}

static enum status add_chart(struct ctx *ctx, int64_t lead_id, struct points_view *view)
{
    struct points_entries entries;
    struct chart_points newest_first = {0};
    int64_t round_id = NO_I64;
    TRY(allocation_points(ctx, lead_id, NO_I64, CHART_ENTRIES, &entries));
    for (size_t i = 0; i < entries.count && newest_first.count < CHART_ROUNDS; i++) {
        const struct points_entry *entry = &entries.ptr[i];
        if (is_of_draw(entry) && entry->round_id != round_id) {
            round_id = entry->round_id;
            TRY(add_point(ctx, entry, &newest_first));
        }
    }
    view->chart = (struct chart){
        .id = STR("balance"),
        .heading = allocation_wish_words_of(ctx, N_("How have your points changed?")),
        .subtitle = allocation_wish_words_of(ctx, N_("Points after each of the last rounds")),
        .column_label = allocation_wish_words_of(ctx, N_("Round")),
        .column_value = allocation_wish_words_of(ctx, N_("Points")),
        .axis_unit = 1000,
        .method = url_build(ctx, "/fordeling/regler", NULL, 0),
    };
    for (size_t i = newest_first.count; i > 0; i--) {
        vec_push(ctx->mem, &view->chart.points, newest_first.ptr[i - 1]);
    }
    if (view->chart.points.count > 0) {
        chart_draw_columns(ctx, &view->chart, CHART_WIDTH);
    }
    return OK;
}

/* ---- every change
 * --------------------------------------------------------------------------------- */

static struct str change_text(struct ctx *ctx, int64_t mp)
{
    return mp > 0 ? str_concat(ctx->mem, STR("+"), points_text(ctx, mp)) : points_text(ctx, mp);
}

static enum status add_row(struct ctx *ctx, const struct points_entry *entry,
                           struct points_view *view)
{
    const char *words = allocation_points_words(entry->kind);
    struct points_row row = {
        .when = centre_when(ctx, entry->at_ms),
        .why = words == NULL ? STR("") : allocation_wish_words_of(ctx, words),
        .note = entry->note,
        .change = change_text(ctx, entry->mp),
        .balance = points_text(ctx, entry->balance_mp),
    };
    struct thing thing;
    struct round round;
    if (entry->thing_id != NO_I64 && goods_thing(ctx, entry->thing_id, &thing) == OK) {
        const struct i18n_arg args[] = {{"why", row.why}, {"thing", goods_name(ctx, &thing)}};
        row.why = i18n_fill(ctx, N_("{why}: {thing}"), args, 2);
    }
    if (entry->round_id != NO_I64 && allocation_round(ctx, entry->round_id, &round) == OK) {
        const struct str value = str_of_i64(ctx->mem, round.number);
        row.round_name = round.label;
        row.round = url_build(ctx, "/onsker/resultat/{}", &value, 1);
    }
    vec_push(ctx->mem, &view->rows, row);
    return OK;
}

static enum status add_rows(struct ctx *ctx, const struct request *req, int64_t lead_id,
                            struct points_view *view)
{
    struct points_entries entries;
    int64_t before = 0;
    if (!str_to_i64(request_query(ctx, req, "for"), &before) || before < 1) {
        before = NO_I64;
    }
    TRY(allocation_points(ctx, lead_id, before, ROWS_SHOWN + 1, &entries));
    for (size_t i = 0; i < entries.count && i < ROWS_SHOWN; i++) {
        TRY(add_row(ctx, &entries.ptr[i], view));
    }
    if (entries.count > ROWS_SHOWN) {
        const struct str value = str_of_i64(ctx->mem, entries.ptr[ROWS_SHOWN - 1].seq);
        view->older = url_build(ctx, "/onsker/poeng?for={}#changes", &value, 1);
    }
    if (before != NO_I64) {
        view->newer = url_build(ctx, "/onsker/poeng", NULL, 0);
    }
    return OK;
}

/* How old points fade: what is left after one round, and after how many half is gone. */
static struct str decay_text(struct ctx *ctx, const struct allocation_rules *rules)
{
    int64_t left = PPM;
    int64_t rounds = 0;
    if (rules->decay_num == rules->decay_den) {
        return allocation_wish_words_of(ctx, N_("Points count the same however old they are."));
    }
    while (left > PPM / 2 && rounds < HALF_MOST) {
        left = left * rules->decay_num / rules->decay_den;
        rounds++;
    }
    const struct i18n_arg args[] = {
        {"percent", allocation_points_text(ctx, rules->decay_num * 100 * 1000, rules->decay_den)},
        {"n", i18n_number(ctx, rounds)}};
    return i18n_fill(ctx,
                     N_("After each round old points count {percent} per cent of what they did, so "
                        "that after {n} rounds they count half."),
                     args, 2);
}

enum status allocation_wish_points_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct points_view view = {.rules = url_build(ctx, "/fordeling/regler", NULL, 0)};
    struct participant shop;
    struct allocation_rules rules;
    int64_t balance_mp = 0;
    TRY(allocation_participant(ctx, ctx->actor.owner_id, &shop));
    TRY(allocation_balance(ctx, shop.lead_id, &balance_mp));
    view.rule = allocation_wish_words_of(
        ctx, N_("Whoever has had the fewest points per share has the next turn."));
    if (balance_mp != NO_I64) {
        TRY(add_tiles(ctx, &shop, balance_mp, &view.tiles));
        TRY(add_chart(ctx, shop.lead_id, &view));
        TRY(add_rows(ctx, req, shop.lead_id, &view));
    }
    const enum status found = allocation_rules_on(ctx, centre_today(ctx), &rules);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (found == OK) {
        view.decay = decay_text(ctx, &rules);
    }
    centre_page(ctx, req, PAGE_TENANT, req->route->title, "/onsker", &view.page);
    struct html_out out = centre_out(ctx, req, res);
    allocation_wish_points_html(&out, &view);
    return OK;
}
