/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of a shop: who, when, where, what they take in, what they do, what is new. */
#include "base/day.h"
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_machine.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define SHOP_CARDS    12
#define WEEK_DAYS     7
#define DIFFERS_DAYS  60
#define DIFFERS_SHOWN 8

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str hours_text(struct ctx *ctx, const struct hours *hours)
{
    return hours->open
               ? str_format(ctx->mem, "%.*s–%.*s", STR_ARG(i18n_time(ctx, hours->opens_minute)),
                            STR_ARG(i18n_time(ctx, hours->closes_minute)))
               : translate(ctx, N_("closed"));
}

static enum status add_week(struct ctx *ctx, const struct tenant *shop, struct shop_view *view)
{
    const int64_t today = centre_today(ctx);
    for (int64_t day = today; day < today + WEEK_DAYS; day++) {
        struct hours hours;
        TRY(centre_hours(ctx, shop->id, day, &hours));
        vec_push(ctx->mem, &view->hours,
                 (struct fact){.label = i18n_day_relative(ctx, day, today),
                               .value = hours_text(ctx, &hours),
                               .note = centre_hours_why(ctx, &hours)});
    }
    return OK;
}

/* Days on which somebody who knows the hours of the house would come in vain, or too late. */
static enum status add_differs(struct ctx *ctx, const struct tenant *shop, struct shop_view *view)
{
    const int64_t today = centre_today(ctx);
    for (int64_t day = today; day < today + DIFFERS_DAYS && view->differs.count < DIFFERS_SHOWN;
         day++) {
        struct hours house;
        struct hours hours;
        struct hours usual;
        TRY(centre_hours(ctx, 0, day, &house));
        TRY(centre_hours(ctx, shop->id, day, &hours));
        TRY(centre_usual_hours(ctx, shop->id, day, &usual));
        /* The ordinary week is told once; after it, only days that are no ordinary ones. */
        if (centre_hours_same(&house, &hours) ||
            (day >= today + WEEK_DAYS && centre_hours_same(&usual, &hours))) {
            continue;
        }
        const struct i18n_arg args[] = {{"hours", hours_text(ctx, &house)},
                                        {"why", centre_hours_why(ctx, &hours)}};
        vec_push(
            ctx->mem, &view->differs,
            (struct fact){.label = i18n_day_relative(ctx, day, today),
                          .value = hours_text(ctx, &hours),
                          .note = args[1].value.len > 0
                                      ? i18n_fill(ctx, N_("{why} · the house {hours}"), args, 2)
                                      : i18n_fill(ctx, N_("the house {hours}"), args, 1)});
    }
    return OK;
}

static void add_contact(struct ctx *ctx, const struct tenant *shop, struct shop_view *view)
{
    view->contact_email = shop->email;
    view->email_url = url_external(ctx, str_concat(ctx->mem, STR("mailto:"), shop->email));
    view->contact_phone = shop->phone;
    view->phone_url = url_external(ctx, str_concat(ctx->mem, STR("tel:"), shop->phone));
}

static void add_pills(struct ctx *ctx, const struct tenant *shop, struct shop_view *view)
{
    struct open_now open;
    if (centre_open_now(ctx, shop->id, &open) == OK) {
        vec_push(ctx->mem, &view->pills,
                 (struct pill){open.state == OPEN_NOW ? PILL_OPEN : PILL_QUIET, STR("clock"),
                               open.text});
    }
    if (shop->place.len > 0) {
        vec_push(ctx->mem, &view->pills, (struct pill){PILL_INFO, STR("location"), shop->place});
    }
}

enum status catalogue_shop_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct shop_view view = {0};
    struct tenant shop;
    struct shop_names names;
    struct listings newest;
    TRY(tenants_by_slug(ctx, req->params[0], &shop));
    TRY(catalogue_cards_shops(ctx, &names));
    TRY(catalogue_of_tenant(ctx, shop.id, NO_I64, SHOP_CARDS, &newest));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/butikker", &view.page);
    view.page.title = shop.name;
    view.name = shop.name;
    view.picture = tenants_picture(shop.icon);
    view.about = tenants_about(ctx, &shop);
    view.people = tenants_told(ctx, shop.people);
    view.takes = tenants_told(ctx, shop.takes);
    tenants_services(ctx, &shop, &view.services);
    view.place = catalogue_cards_place(ctx, &shop, STR(""));
    view.place.shop = STR("");
    view.place.hours = STR("");
    add_pills(ctx, &shop, &view);
    TRY(add_differs(ctx, &shop, &view));
    TRY(add_week(ctx, &shop, &view));
    add_contact(ctx, &shop, &view);
    view.calendar_url = centre_link(ctx, req, "/butikk/{}/apningstider.ics", &shop.slug, 1);
    view.newest = catalogue_cards_of(ctx, &names, &newest, 2);
    view.all_url = url_build(ctx, "/finn?butikk={}", &shop.slug, 1);
    catalogue_machine_shop(ctx, req, &shop, &view.page);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_shop_html(&out, &view);
    return OK;
}
