/* SPDX-License-Identifier: EUPL-1.2 */
/* The house as a whole: what shops have not picked up, and the events behind what came in and what
 * went out. */
#include "goods/goods_pages.h"

#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_forms.h"
#include "goods/goods_store.h"
#include "goods_html.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define GIVEN_PAGE 20
#define FLOW_PAGE  50

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str number(struct ctx *ctx, int64_t value)
{
    return str_format(ctx->mem, "%lld", (long long)value);
}

/* ---- tiles ----------------------------------------------------------------------------------- */

static struct str weight_of(struct ctx *ctx, const struct goods_sum *sum)
{
    return i18n_grams(ctx, sum->g);
}

static void add_tile(struct ctx *ctx, struct tiles *tiles, const char *label, int64_t figure,
                     struct str note, struct url url)
{
    vec_push(ctx->mem, tiles,
             (struct tile){translate(ctx, label), i18n_number(ctx, figure), note, url});
}

enum status goods_pages_tiles(struct ctx *ctx, struct tiles *ret_tiles)
{
    const int64_t today = centre_today(ctx);
    struct tiles tiles = {0};
    struct goods_queue queue;
    struct goods_shop_queues given;
    struct goods_sum in;
    struct goods_sum out;
    int64_t lots = 0;
    TRY(goods_unallotted_queue(ctx, &queue));
    TRY(goods_given_queues(ctx, &given));
    TRY(goods_received(ctx, today, today, &in));
    TRY(goods_reused(ctx, today, today, &out));
    for (size_t i = 0; i < given.count; i++) {
        lots += given.ptr[i].lots;
    }
    const struct str ways[] = {STR("inn"), STR("ut")};
    add_tile(ctx, &tiles, N_("Waiting for a shop"), queue.lots,
             translate(ctx, N_("lots at the stations")), (struct url){0});
    add_tile(ctx, &tiles, N_("Given, not picked up"), lots,
             translate(ctx, N_("lots at the stations")), url_build(ctx, "/varer/gitt", NULL, 0));
    add_tile(ctx, &tiles, N_("Came in today"), in.count, weight_of(ctx, &in),
             url_build(ctx, "/varer/hendelser?vei={}", &ways[0], 1));
    add_tile(ctx, &tiles, N_("Went out today"), out.count, weight_of(ctx, &out),
             url_build(ctx, "/varer/hendelser?vei={}", &ways[1], 1));
    *ret_tiles = tiles;
    return OK;
}

/* ---- given, not picked up -------------------------------------------------------------------- */

enum status goods_given_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct given_input *input = req->form;
    struct waiting_view view = {0};
    struct things things;
    TRY(goods_given(ctx, input->before_id, GIVEN_PAGE + 1, &things));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/varer", &view.page);
    view.heading = translate(ctx, N_("Given, not picked up"));
    for (size_t i = 0; i < things.count && i < GIVEN_PAGE; i++) {
        struct waiting_lot lot = goods_pages_lot(ctx, &things.ptr[i]);
        const struct i18n_arg arg = {"shop", goods_pages_holder(ctx, things.ptr[i].allotted_to)};
        lot.given = i18n_fill(ctx, N_("Given to {shop}"), &arg, 1);
        vec_push(ctx->mem, &view.lots, lot);
    }
    if (things.count > GIVEN_PAGE) {
        const struct str last = number(ctx, things.ptr[GIVEN_PAGE - 1].id);
        view.next = url_build(ctx, "/varer/gitt?etter={}", &last, 1);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("The shops have picked everything up")),
        .text = translate(ctx, N_("A lot that is given to a shop stands here until it is there.")),
        .url = url_build(ctx, "/varer", NULL, 0),
        .act = translate(ctx, N_("Lots that wait for a shop")),
    };
    struct html_out out = centre_out(ctx, req, res);
    goods_given_html(&out, &view);
    return OK;
}

/* ---- events ---------------------------------------------------------------------------------- */

/* The days asked for, the right way round; today when none are named. */
static struct goods_flow flow_of(struct ctx *ctx, const struct flow_input *input)
{
    const int64_t today = centre_today(ctx);
    struct goods_flow flow = {.out = input->way == FLOW_OUT, .from_day = today, .to_day = today};
    if (input->from_day != NO_I64) {
        flow.from_day = input->from_day;
    } else if (input->to_day != NO_I64) {
        flow.from_day = input->to_day;
    }
    if (input->to_day != NO_I64) {
        flow.to_day = input->to_day;
    }
    if (flow.from_day > flow.to_day) {
        const int64_t day = flow.from_day;
        flow.from_day = flow.to_day;
        flow.to_day = day;
    }
    return flow;
}

static struct url flow_url(struct ctx *ctx, const struct goods_flow *flow, struct str before)
{
    const struct str values[] = {flow->out ? STR("ut") : STR("inn"),
                                 day_iso(ctx->mem, flow->from_day), day_iso(ctx->mem, flow->to_day),
                                 before};
    return url_build(ctx, "/varer/hendelser?vei={}&fra={}&til={}&etter={}", values, 4);
}

static void add_choice(struct ctx *ctx, struct nav *nav, const char *label,
                       const struct goods_flow *wanted, const struct goods_flow *now)
{
    vec_push(ctx->mem, nav,
             (struct nav_item){.label = translate(ctx, label),
                               .url = flow_url(ctx, wanted, STR("")),
                               .active = wanted->out == now->out &&
                                         wanted->from_day == now->from_day &&
                                         wanted->to_day == now->to_day});
}

static void add_choices(struct ctx *ctx, const struct goods_flow *now, struct flow_view *view)
{
    const int64_t today = centre_today(ctx);
    struct goods_flow other = *now;
    other.out = false;
    add_choice(ctx, &view->ways, N_("Came in"), &other, now);
    other.out = true;
    add_choice(ctx, &view->ways, N_("Went out"), &other, now);
    other = (struct goods_flow){now->out, today, today};
    add_choice(ctx, &view->periods, N_("Today"), &other, now);
    other.from_day = today - day_weekday(today) + 1;
    add_choice(ctx, &view->periods, N_("This week"), &other, now);
    /* On a Monday both are the same day, and only one of them is where one is. */
    view->periods.ptr[1].active &= !view->periods.ptr[0].active;
}

static struct str signed_text(struct ctx *ctx, struct str text, bool negative)
{
    return negative ? str_concat(ctx->mem, STR("−"), text) : text;
}

static struct flow_row row_of(struct ctx *ctx, const struct goods_entry *entry)
{
    const bool undone = entry->kind == GOODS_CORRECTED;
    const char *words = goods_event_words(entry->kind);
    const int64_t holder = entry->from_holder == NO_I64 ? entry->to_holder : entry->from_holder;
    const struct str weight =
        entry->g == NO_I64 ? translate(ctx, N_("weight not known")) : i18n_grams(ctx, entry->g);
    return (struct flow_row){
        .when = centre_when_near(ctx, entry->at_ms),
        .what = translate(ctx, undone || words == NULL ? N_("undone") : words),
        .name = goods_name(ctx, &entry->thing),
        .code = entry->thing.code,
        .where = goods_pages_holder(ctx, holder),
        .count = signed_text(ctx, i18n_number(ctx, entry->count), undone),
        .weight = signed_text(ctx, weight, undone && entry->g != NO_I64),
        .history = url_build(ctx, "/varer/{}/historikk", &entry->thing.code, 1),
    };
}

static struct str period_of(struct ctx *ctx, const struct goods_flow *flow)
{
    const struct i18n_arg args[] = {{"from", i18n_day(ctx, flow->from_day)},
                                    {"to", i18n_day(ctx, flow->to_day)}};
    return flow->from_day == flow->to_day ? args[0].value
                                          : i18n_fill(ctx, N_("{from} to {to}"), args, 2);
}

static enum status add_sum(struct ctx *ctx, const struct goods_flow *flow, struct flow_view *view)
{
    struct goods_sum sum;
    TRY(flow->out ? goods_reused(ctx, flow->from_day, flow->to_day, &sum)
                  : goods_received(ctx, flow->from_day, flow->to_day, &sum));
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, sum.count)},
                                    {"weight", i18n_grams(ctx, sum.g)}};
    view->sum = i18n_replace(
        ctx, i18n_plural(ctx->lang, N_("1 thing, {weight}"), N_("{n} things, {weight}"), sum.count),
        args, 2);
    if (sum.unknown_count != 0) {
        const struct i18n_arg arg = {"n", i18n_number(ctx, sum.unknown_count)};
        view->note = i18n_fill(ctx, N_("{n} things have no known weight and are not in the kilos."),
                               &arg, 1);
    }
    return OK;
}

enum status goods_flow_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct flow_input *input = req->form;
    const struct goods_flow flow = flow_of(ctx, input);
    struct flow_view view = {0};
    struct goods_entries entries;
    TRY(goods_store_entries(ctx, &flow, input->before_id, FLOW_PAGE + 1, &entries));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/i-dag", &view.page);
    view.heading = translate(ctx, flow.out ? N_("What went out to people") : N_("What came in"));
    view.period = period_of(ctx, &flow);
    add_choices(ctx, &flow, &view);
    TRY(add_sum(ctx, &flow, &view));
    for (size_t i = 0; i < entries.count && i < FLOW_PAGE; i++) {
        vec_push(ctx->mem, &view.rows, row_of(ctx, &entries.ptr[i]));
    }
    if (entries.count > FLOW_PAGE) {
        view.next = flow_url(ctx, &flow, number(ctx, entries.ptr[FLOW_PAGE - 1].event_id));
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, flow.out ? N_("Nothing has gone out in this time")
                                           : N_("Nothing has come in in this time")),
        .text = translate(ctx, N_("Each thing stands here as soon as it is registered or sold.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    goods_flow_html(&out, &view);
    return OK;
}
