/* SPDX-License-Identifier: EUPL-1.2 */
/* What is on: the days ahead on which the house or a shop is not as usual, and why. */
#include "base/vec.h"
#include "centre/centre_cache.h"
#include "centre/centre_pages.h"
#include "centre/centre_views.h"
#include "centre/centre_ways.h"
#include "centre_html.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define COMING_DAYS  120
#define COMING_SHOWN 20

struct str centre_hours_words(struct ctx *ctx, const struct hours *hours)
{
    if (!hours->open) {
        return str_of(i18n_text(ctx->lang, N_("Closed")));
    }
    const struct i18n_arg args[] = {{"from", i18n_time(ctx, hours->opens_minute)},
                                    {"to", i18n_time(ctx, hours->closes_minute)}};
    return i18n_fill(ctx, N_("{from}–{to}"), args, 2);
}

static struct fact fact_of(struct ctx *ctx, int64_t day, const struct hours *hours)
{
    return (struct fact){.label = i18n_day_relative(ctx, day, centre_today(ctx)),
                         .value = centre_hours_words(ctx, hours),
                         .note = centre_hours_why(ctx, hours)};
}

enum status centre_coming(struct ctx *ctx, int64_t from_day, size_t most, struct facts *ret_days)
{
    struct facts days = {0};
    for (int64_t day = from_day; day < from_day + COMING_DAYS && days.count < most; day++) {
        struct hours hours;
        TRY(centre_hours(ctx, CENTRE_HOUSE, day, &hours));
        if (hours.note.len > 0 || hours.reason != NULL) {
            vec_push(ctx->mem, &days, fact_of(ctx, day, &hours));
        }
    }
    *ret_days = days;
    return OK;
}

/* ---- of the shops ---------------------------------------------------------------------------- */

struct own_day {
    int64_t shop_id;
    int64_t day;
};

struct own_days {
    struct arena *mem;
    int64_t from_day;
    struct own_day *ptr;
    size_t count;
    size_t capacity;
};

/* By day. */
static void insert(struct own_days *days, struct own_day added)
{
    vec_push(days->mem, days, added);
    for (size_t i = days->count - 1; i > 0 && days->ptr[i - 1].day > added.day; i--) {
        days->ptr[i] = days->ptr[i - 1];
        days->ptr[i - 1] = added;
    }
}

static void collect(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    struct own_days *days = arg;
    (void)centre;
    for (size_t i = 0; i < calendar->exceptions.count; i++) {
        const struct calendar_exception *own = &calendar->exceptions.ptr[i];
        if (own->owner_id != CENTRE_HOUSE && own->day >= days->from_day &&
            own->day < days->from_day + COMING_DAYS) {
            insert(days, (struct own_day){own->owner_id, own->day});
        }
    }
}

static enum status add_shop(struct ctx *ctx, const struct centre_shop *shop,
                            const struct own_days *days, struct whats_on_view *view)
{
    struct whats_on_shop own = {.name = shop->name, .url = shop->url};
    for (size_t i = 0; i < days->count && own.days.count < COMING_SHOWN; i++) {
        struct hours hours;
        if (days->ptr[i].shop_id == shop->id) {
            TRY(centre_hours(ctx, shop->id, days->ptr[i].day, &hours));
            vec_push(ctx->mem, &own.days, fact_of(ctx, days->ptr[i].day, &hours));
        }
    }
    if (own.days.count > 0) {
        vec_push(ctx->mem, &view->shops, own);
    }
    return OK;
}

static enum status add_shops(struct ctx *ctx, int64_t today, struct whats_on_view *view)
{
    struct own_days days = {.mem = ctx->mem, .from_day = today};
    struct centre_shops shops;
    TRY(centre_cache_with(ctx, collect, &days));
    TRY(centre_floor_shops(ctx, &shops));
    for (size_t i = 0; i < shops.count; i++) {
        TRY(add_shop(ctx, &shops.ptr[i], &days, view));
    }
    return OK;
}

enum status centre_whats_on_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const int64_t today = centre_today(ctx);
    struct whats_on_view view = {0};
    struct open_now open;
    TRY(centre_open_now(ctx, CENTRE_HOUSE, &open));
    TRY(centre_coming(ctx, today, COMING_SHOWN, &view.days));
    TRY(add_shops(ctx, today, &view));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/hva-skjer", &view.page);
    view.open_text = open.text;
    view.calendar_url = url_build(ctx, "/apningstider.ics", NULL, 0);
    view.shops_url = centre_link(ctx, req, "/butikker", NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    centre_whats_on_html(&out, &view);
    return OK;
}
