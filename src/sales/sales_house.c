/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's first page: what waits in the house today, from the rooms that know it. */
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "i18n/i18n.h"
#include "sales/sales_day.h"
#include "sales/sales_pages.h"
#include "sales/sales_views.h"
#include "sales_html.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define HOLDS_SHOWN 5
#define SHOPS_SHOWN 4
#define DAYS_AHEAD  14
#define HOUSE       INT64_C(0)

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

static struct str since_text(struct ctx *ctx, int64_t at_ms)
{
    return i18n_day_relative(ctx, centre_day_of(ctx, at_ms), centre_today(ctx));
}

struct house_facts {
    int64_t today;
    struct tenant_list shops;
    int64_t open_shops;
    struct open_now open;
    struct goods_queue queue;
    struct goods_shop_queues given;
    struct holds holds;
    int64_t holds_total;
    struct goods_sum in_today;
    struct goods_sum in_week;
    struct goods_sum out_week;
    struct goods_sum out_days[SALES_DAY_WEEK]; /* today last */
};

static int64_t monday_of(int64_t day)
{
    return day - day_weekday(day) + 1;
}

static enum status read_shops(struct ctx *ctx, struct house_facts *facts)
{
    TRY(tenants_list(ctx, &facts->shops));
    for (size_t i = 0; i < facts->shops.count; i++) {
        struct open_now open;
        TRY(centre_open_now(ctx, facts->shops.ptr[i].id, &open));
        facts->open_shops += open.state == OPEN_NOW;
    }
    return centre_open_now(ctx, HOUSE, &facts->open);
}

static enum status read_sums(struct ctx *ctx, struct house_facts *facts)
{
    const int64_t today = facts->today;
    TRY(goods_received(ctx, today, today, &facts->in_today));
    TRY(goods_received(ctx, monday_of(today), today, &facts->in_week));
    TRY(goods_reused(ctx, monday_of(today), today, &facts->out_week));
    for (int64_t i = 0; i < SALES_DAY_WEEK; i++) {
        const int64_t day = today - SALES_DAY_WEEK + 1 + i;
        TRY(goods_reused(ctx, day, day, &facts->out_days[i]));
    }
    return OK;
}

static enum status read_facts(struct ctx *ctx, struct house_facts *ret)
{
    struct house_facts facts = {.today = centre_today(ctx)};
    TRY(read_shops(ctx, &facts));
    TRY(read_sums(ctx, &facts));
    TRY(goods_unallotted_queue(ctx, &facts.queue));
    TRY(goods_given_queues(ctx, &facts.given));
    TRY(catalogue_holds_ending(ctx, centre_instant(ctx, facts.today + 1, 0) - 1, HOLDS_SHOWN,
                               &facts.holds, &facts.holds_total));
    *ret = facts;
    return OK;
}

/* ---- tiles ----------------------------------------------------------------------------------- */

/* The events of `way` ("inn", "ut") on those days. */
static struct url events_url(struct ctx *ctx, const char *way, int64_t from_day, int64_t to_day)
{
    const struct str values[] = {str_of(way), day_iso(ctx->mem, from_day),
                                 day_iso(ctx->mem, to_day)};
    return url_build(ctx, "/varer/hendelser?vei={}&fra={}&til={}", values, 3);
}

static void add_tiles(struct ctx *ctx, const struct house_facts *facts, struct tiles *tiles)
{
    const struct goods_sum *out = &facts->out_days[SALES_DAY_WEEK - 1];
    const struct i18n_arg shops[] = {{"open", i18n_number(ctx, facts->open_shops)},
                                     {"all", i18n_number(ctx, (int64_t)facts->shops.count)}};
    vec_push(ctx->mem, tiles,
             (struct tile){translate(ctx, N_("Shops open now")),
                           i18n_fill(ctx, N_("{open} of {all}"), shops, 2), facts->open.text,
                           url_build(ctx, "/kontor/apningstider", NULL, 0)});
    vec_push(
        ctx->mem, tiles,
        (struct tile){translate(ctx, N_("Came in today")),
                      sales_day_plural(ctx, N_("1 thing"), N_("{n} things"), facts->in_today.count),
                      i18n_grams(ctx, facts->in_today.g),
                      events_url(ctx, "inn", facts->today, facts->today)});
    vec_push(ctx->mem, tiles,
             (struct tile){translate(ctx, N_("Went out today")),
                           sales_day_plural(ctx, N_("1 thing"), N_("{n} things"), out->count),
                           i18n_grams(ctx, out->g),
                           events_url(ctx, "ut", facts->today, facts->today)});
    vec_push(ctx->mem, tiles,
             (struct tile){
                 translate(ctx, N_("Holds that end today")), i18n_number(ctx, facts->holds_total),
                 facts->holds.count == 0 ? translate(ctx, N_("none"))
                                         : fill1(ctx, N_("the first at {time}"), "time",
                                                 centre_clock(ctx, facts->holds.ptr[0].until_ms)),
                 url_build(ctx, "/kontor/i-dag#holds", NULL, 0)});
}

/* ---- what needs the manager ------------------------------------------------------------------ */

static struct str shop_name(const struct house_facts *facts, int64_t tenant_id)
{
    for (size_t i = 0; i < facts->shops.count; i++) {
        if (facts->shops.ptr[i].id == tenant_id) {
            return facts->shops.ptr[i].name;
        }
    }
    return STR("");
}

static struct str lots_since(struct ctx *ctx, int64_t lots, int64_t since_ms)
{
    const struct i18n_arg args[] = {
        {"lots", sales_day_plural(ctx, N_("1 lot"), N_("{n} lots"), lots)},
        {"day", since_text(ctx, since_ms)}};
    return i18n_fill(ctx, N_("{lots}, the oldest from {day}"), args, 2);
}

/* A shop that has left the house since may still stand there with a lot: then its holder tells. */
static struct str holder_name(struct ctx *ctx, const struct house_facts *facts, int64_t tenant_id)
{
    struct holder holder;
    const struct str name = shop_name(facts, tenant_id);
    return name.len > 0 || goods_holder(ctx, tenant_id, &holder) != OK ? name : holder.name;
}

static void add_tasks(struct ctx *ctx, const struct house_facts *facts, struct tasks *tasks)
{
    if (facts->queue.lots > 0) {
        vec_push(ctx->mem, tasks,
                 (struct task){TINT_SUN, STR("swap"), translate(ctx, N_("Give lots to shops")),
                               lots_since(ctx, facts->queue.lots, facts->queue.since_ms),
                               url_build(ctx, "/varer", NULL, 0), translate(ctx, N_("Give"))});
    }
    for (size_t i = 0; i < facts->given.count && i < SHOPS_SHOWN; i++) {
        const struct goods_shop_queue *given = &facts->given.ptr[i];
        vec_push(ctx->mem, tasks,
                 (struct task){TINT_SKY, STR("truck"),
                               fill1(ctx, N_("{shop} has not picked up"), "shop",
                                     holder_name(ctx, facts, given->tenant_id)),
                               lots_since(ctx, given->lots, given->since_ms),
                               url_build(ctx, "/varer/gitt", NULL, 0), translate(ctx, N_("See"))});
    }
    if (facts->given.count > SHOPS_SHOWN) {
        const int64_t more = (int64_t)(facts->given.count - SHOPS_SHOWN);
        vec_push(ctx->mem, tasks,
                 (struct task){TINT_SKY, STR("truck"),
                               sales_day_plural(ctx, N_("1 more shop has not picked up"),
                                                N_("{n} more shops have not picked up"), more),
                               STR(""), url_build(ctx, "/varer/gitt", NULL, 0),
                               translate(ctx, N_("See"))});
    }
}

static void add_holds(struct ctx *ctx, const struct house_facts *facts, struct house_view *view)
{
    for (size_t i = 0; i < facts->holds.count; i++) {
        const struct hold *hold = &facts->holds.ptr[i];
        struct listing listing;
        if (catalogue_listing(ctx, hold->listing_id, &listing) == OK) {
            vec_push(ctx->mem, &view->holds,
                     (struct house_row){
                         .lead = centre_clock(ctx, hold->until_ms),
                         .text = listing.title,
                         .note = shop_name(facts, hold->tenant_id),
                         .url = url_build(ctx, "/ting/{}", &listing.code, 1),
                         .act = translate(ctx, N_("See")),
                     });
        }
    }
    if (facts->holds_total > (int64_t)facts->holds.count) {
        view->more_holds =
            fill1(ctx, N_("and {n} more"), "n",
                  i18n_number(ctx, facts->holds_total - (int64_t)facts->holds.count));
    }
}

/* ---- the week -------------------------------------------------------------------------------- */

static void add_sum(struct ctx *ctx, const struct house_facts *facts, const struct goods_sum *sum,
                    const char *label, const char *way, struct house_view *view)
{
    const struct i18n_arg args[] = {
        {"things", sales_day_plural(ctx, N_("1 thing"), N_("{n} things"), sum->count)},
        {"weight", i18n_grams(ctx, sum->g)}};
    vec_push(ctx->mem, &view->week,
             (struct house_row){
                 .lead = translate(ctx, label),
                 .text = i18n_fill(ctx, N_("{things} · {weight}"), args, 2),
                 .url = events_url(ctx, way, monday_of(facts->today), facts->today),
                 .act = translate(ctx, N_("See")),
             });
}

static void add_chart(struct ctx *ctx, const struct house_facts *facts, struct house_view *view)
{
    view->out = (struct chart){
        .id = STR("out"),
        .heading = translate(ctx, N_("How much got a new home the last seven days?")),
        .subtitle = translate(ctx, N_("Kilos per day")),
        .axis_unit = 1000,
        .column_label = translate(ctx, N_("Day")),
        .column_value = translate(ctx, N_("Weight")),
    };
    for (int64_t i = 0; i < SALES_DAY_WEEK; i++) {
        const int64_t day = facts->today - SALES_DAY_WEEK + 1 + i;
        vec_push(ctx->mem, &view->out.points,
                 (struct chart_point){
                     .label = sales_day_short(ctx, day),
                     .label_long = i18n_day(ctx, day),
                     .value = facts->out_days[i].g,
                     .text = i18n_grams(ctx, facts->out_days[i].g),
                     .url = events_url(ctx, "ut", day, day),
                 });
    }
    chart_draw_columns(ctx, &view->out, SALES_DAY_WIDTH);
}

/* ---- opening hours --------------------------------------------------------------------------- */

static struct house_row hours_row(struct ctx *ctx, struct str lead, const struct hours *hours)
{
    const struct i18n_arg args[] = {{"from", i18n_time(ctx, hours->opens_minute)},
                                    {"to", i18n_time(ctx, hours->closes_minute)}};
    return (struct house_row){
        .lead = lead,
        .text =
            hours->open ? i18n_fill(ctx, N_("{from}–{to}"), args, 2) : translate(ctx, N_("Closed")),
        .note = hours->note.len > 0     ? hours->note
                : hours->reason != NULL ? translate(ctx, hours->reason)
                                        : STR(""),
    };
}

static bool same_hours(const struct hours *a, const struct hours *b)
{
    return a->open == b->open && (!a->open || (a->opens_minute == b->opens_minute &&
                                               a->closes_minute == b->closes_minute));
}

/* The house today, the shops that keep other hours today, and the days ahead that are not as
 * usual. */
static enum status add_hours(struct ctx *ctx, const struct house_facts *facts,
                             struct house_rows *rows)
{
    struct hours house;
    TRY(centre_hours(ctx, HOUSE, facts->today, &house));
    vec_push(ctx->mem, rows, hours_row(ctx, translate(ctx, N_("Today")), &house));
    for (size_t i = 0; i < facts->shops.count; i++) {
        struct hours own;
        TRY(centre_hours(ctx, facts->shops.ptr[i].id, facts->today, &own));
        if (!same_hours(&house, &own)) {
            vec_push(ctx->mem, rows, hours_row(ctx, facts->shops.ptr[i].name, &own));
        }
    }
    for (int64_t day = facts->today + 1; day <= facts->today + DAYS_AHEAD; day++) {
        struct hours hours;
        TRY(centre_hours(ctx, HOUSE, day, &hours));
        if (hours.reason != NULL || hours.note.len > 0) {
            vec_push(ctx->mem, rows, hours_row(ctx, i18n_day(ctx, day), &hours));
        }
    }
    return OK;
}

/* ---- the page -------------------------------------------------------------------------------- */

enum status sales_house_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct house_view view = {0};
    struct house_facts facts;
    TRY(read_facts(ctx, &facts));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/i-dag", &view.page);
    view.when = centre_when(ctx, ctx->now_ms);
    view.open = (struct pill){facts.open.state == OPEN_NOW ? PILL_OPEN : PILL_QUIET, STR("clock"),
                              facts.open.text};
    view.set_hours = url_build(ctx, "/kontor/apningstider", NULL, 0);
    add_tiles(ctx, &facts, &view.tiles);
    add_tasks(ctx, &facts, &view.tasks);
    add_holds(ctx, &facts, &view);
    add_sum(ctx, &facts, &facts.in_week, N_("Came in"), "inn", &view);
    add_sum(ctx, &facts, &facts.out_week, N_("Went out"), "ut", &view);
    add_chart(ctx, &facts, &view);
    TRY(add_hours(ctx, &facts, &view.hours));
    struct html_out out = centre_out(ctx, req, res);
    sales_house_html(&out, &view);
    return OK;
}
