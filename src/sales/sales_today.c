/* SPDX-License-Identifier: EUPL-1.2 */
/* The shop's first page: what is sold, what waits, what to do now. */
#include "allocation/allocation.h"
#include "base/vec.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "sales/sales.h"
#include "sales/sales_day.h"
#include "sales/sales_pages.h"
#include "sales/sales_views.h"
#include "sales_html.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define WAITING_SHOWN 4

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str fill1(struct ctx *ctx, const char *source, const char *name, struct str value)
{
    const struct i18n_arg arg = {name, value};
    return i18n_fill(ctx, source, &arg, 1);
}

struct day_facts {
    struct sales_days week;
    struct holds holds;
    struct things waiting;
    struct things in_hand;
    int64_t unpriced;
};

static enum status read_facts(struct ctx *ctx, int64_t tenant_id, int64_t today,
                              struct day_facts *ret)
{
    struct day_facts facts = {0};
    TRY(sales_per_day(ctx, tenant_id, today - SALES_DAY_WEEK + 1, today, &facts.week));
    TRY(catalogue_holds_of(ctx, tenant_id, &facts.holds));
    TRY(goods_awaiting(ctx, tenant_id, 200, &facts.waiting));
    TRY(goods_in_hand(ctx, tenant_id, NO_I64, 200, &facts.in_hand));
    for (size_t i = 0; i < facts.in_hand.count; i++) {
        struct listing listing;
        const enum status found = catalogue_by_code(ctx, facts.in_hand.ptr[i].code, &listing);
        facts.unpriced += found == NOT_FOUND;
    }
    *ret = facts;
    return OK;
}

static void add_tile(struct ctx *ctx, struct tiles *tiles, const char *label, struct str figure,
                     struct str note, const char *path)
{
    vec_push(ctx->mem, tiles,
             (struct tile){translate(ctx, label), figure, note, url_build(ctx, path, NULL, 0)});
}

static void add_tiles(struct ctx *ctx, const struct day_facts *facts, struct tiles *tiles)
{
    const struct sales_day *today = &facts->week.ptr[SALES_DAY_WEEK - 1];
    const struct sales_day *yesterday = &facts->week.ptr[SALES_DAY_WEEK - 2];
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, today->things)},
                                    {"yesterday", i18n_money(ctx, yesterday->total_ore)}};
    add_tile(ctx, tiles, N_("Sold today"), i18n_money(ctx, today->total_ore),
             i18n_fill(ctx, N_("{n} pcs · yesterday {yesterday}"), args, 2), "/salg");
    add_tile(ctx, tiles, N_("Held"), i18n_number(ctx, (int64_t)facts->holds.count),
             translate(ctx, N_("for customers")), "/salg");
    add_tile(ctx, tiles, N_("To pick up"), i18n_number(ctx, (int64_t)facts->waiting.count),
             translate(ctx, N_("lots at the stations")), "/henting");
    add_tile(ctx, tiles, N_("To be priced"), i18n_number(ctx, facts->unpriced),
             translate(ctx, N_("in hand, not put out")), "/lager");
}

static void add_task(struct ctx *ctx, struct tasks *tasks, const struct task *task)
{
    vec_push(ctx->mem, tasks, *task);
}

/* What a round asks of the shop: until when, and how many wishes it has there. */
static enum status add_round(struct ctx *ctx, int64_t tenant_id, const struct round *round,
                             struct tasks *tasks)
{
    struct wishes wishes;
    TRY(allocation_wishes_expanded(ctx, round->id, tenant_id, &wishes));
    const struct i18n_arg args[] = {
        {"wishes", sales_day_plural(ctx, N_("1 wish"), N_("{n} wishes"), (int64_t)wishes.count)},
        {"when", centre_when(ctx, round->closes_ms)}};
    const struct str number = str_of_i64(ctx->mem, round->number);
    add_task(ctx, tasks,
             &(struct task){TINT_GREEN, STR("heart"),
                            fill1(ctx, N_("Wish for {round}"), "round", round->label),
                            i18n_fill(ctx,
                                      wishes.count == 0 ? N_("No wishes yet · deadline {when}")
                                                        : N_("{wishes} · deadline {when}"),
                                      args, 2),
                            url_build(ctx, "/onsker?runde={}", &number, 1),
                            translate(ctx, N_("Wish"))});
    return OK;
}

static enum status add_rounds(struct ctx *ctx, int64_t tenant_id, struct tasks *tasks)
{
    struct participant shop;
    struct rounds rounds;
    const enum status found = allocation_participant(ctx, tenant_id, &shop);
    if (found == NOT_FOUND || (found == OK && shop.state != PARTICIPANT_ACTIVE)) {
        return OK;
    }
    TRY(found);
    TRY(allocation_open_rounds(ctx, &rounds));
    for (size_t i = 0; i < rounds.count; i++) {
        TRY(add_round(ctx, tenant_id, &rounds.ptr[i], tasks));
    }
    return OK;
}

static void add_tasks(struct ctx *ctx, const struct day_facts *facts, struct tasks *tasks)
{
    if (facts->waiting.count > 0) {
        add_task(
            ctx, tasks,
            &(struct task){TINT_SKY, STR("truck"), translate(ctx, N_("Pick up at the station")),
                           sales_day_plural(ctx, N_("1 lot waits"), N_("{n} lots wait"),
                                            (int64_t)facts->waiting.count),
                           url_build(ctx, "/henting", NULL, 0), translate(ctx, N_("Pick up"))});
    }
    if (facts->unpriced > 0) {
        add_task(ctx, tasks,
                 &(struct task){TINT_SUN, STR("tag"), translate(ctx, N_("Price and put out")),
                                sales_day_plural(ctx, N_("1 thing in hand"),
                                                 N_("{n} things in hand"), facts->unpriced),
                                url_build(ctx, "/lager", NULL, 0),
                                translate(ctx, N_("Set the price"))});
    }
    for (size_t i = 0; i < facts->holds.count && i < 3; i++) {
        const struct hold *hold = &facts->holds.ptr[i];
        struct listing listing;
        if (catalogue_listing(ctx, hold->listing_id, &listing) == OK) {
            add_task(
                ctx, tasks,
                &(struct task){TINT_PLUM, STR("clock"), listing.title,
                               fill1(ctx, N_("held, code {code}"), "code", hold->pickup_code),
                               url_build(ctx, "/salg/{}?hold={}",
                                         (const struct str[]){listing.code, hold->pickup_code}, 2),
                               translate(ctx, N_("Sell"))});
        }
    }
}

static void add_week(struct ctx *ctx, const struct day_facts *facts, struct today_view *view)
{
    view->week = (struct chart){
        .id = STR("week"),
        .heading = translate(ctx, N_("What did you sell the last seven days?")),
        .subtitle = translate(ctx, N_("Kroner per day")),
        .column_label = translate(ctx, N_("Day")),
        .column_value = translate(ctx, N_("Sold for")),
    };
    for (size_t i = 0; i < facts->week.count; i++) {
        const struct sales_day *day = &facts->week.ptr[i];
        vec_push(ctx->mem, &view->week.points,
                 (struct chart_point){
                     .label = sales_day_short(ctx, day->day),
                     .label_long = i18n_day(ctx, day->day),
                     .value = day->total_ore / 100,
                     .text = i18n_money(ctx, day->total_ore),
                 });
    }
    chart_draw_columns(ctx, &view->week, SALES_DAY_WIDTH);
}

static void add_waiting(struct ctx *ctx, const struct day_facts *facts, struct today_view *view)
{
    for (size_t i = 0; i < facts->waiting.count && i < WAITING_SHOWN; i++) {
        const struct thing *thing = &facts->waiting.ptr[i];
        const struct goods_category *category = goods_codes_category(thing->category_id);
        struct thing_card card = {
            .url = url_build(ctx, "/henting", NULL, 0),
            .name = goods_name(ctx, thing),
            .icon = category == NULL ? STR("box") : category->icon,
        };
        if (thing->photo.len > 0) {
            card.picture = url_fixed(ctx, photo_path(ctx, thing->photo, PHOTO_400));
        }
        vec_push(ctx->mem, &view->waiting, card);
    }
}

static const char *greeting_words(int minute)
{
    if (minute < 10 * 60) {
        return N_("Good morning, {shop}");
    }
    return minute < 17 * 60 ? N_("Good day, {shop}") : N_("Good evening, {shop}");
}

enum status sales_today_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const int64_t tenant_id = ctx->actor.owner_id;
    const int64_t today = centre_today(ctx);
    struct today_view view = {0};
    struct day_facts facts;
    struct tenant shop;
    struct open_now open;
    TRY(tenants_get(ctx, tenant_id, &shop));
    TRY(read_facts(ctx, tenant_id, today, &facts));
    TRY(centre_open_now(ctx, tenant_id, &open));
    centre_page(ctx, req, PAGE_TENANT, req->route->title, "/i-dag", &view.page);
    view.day = i18n_day(ctx, today);
    view.greeting = fill1(ctx, greeting_words(centre_minute(ctx)), "shop", shop.name);
    view.open =
        (struct pill){open.state == OPEN_NOW ? PILL_OPEN : PILL_QUIET, STR("clock"), open.text};
    add_tiles(ctx, &facts, &view.tiles);
    TRY(add_rounds(ctx, tenant_id, &view.tasks));
    add_tasks(ctx, &facts, &view.tasks);
    add_week(ctx, &facts, &view);
    add_waiting(ctx, &facts, &view);
    struct html_out out = centre_out(ctx, req, res);
    sales_today_html(&out, &view);
    return OK;
}
