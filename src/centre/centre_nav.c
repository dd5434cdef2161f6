/* SPDX-License-Identifier: EUPL-1.2 */
/* The one list of menu items, and which of them a visitor sees. */
#include "centre/centre_nav.h"

#include <assert.h>

#include "base/vec.h"
#include "i18n/i18n.h"

#include "base/banned.h"

struct item {
    enum page_audience audience;
    const char *path;
    const char *label;
    const char *icon;
    const char *group; /* heading before it in the rail */
    bool phone;
};

static const struct item items[] = {
    {PAGE_PUBLIC, "/finn", N_("Find things"), "search", NULL, true},
    {PAGE_PUBLIC, "/reparer", N_("Repair it"), "wrench", NULL, true},
    {PAGE_PUBLIC, "/hva-skjer", N_("What's on"), "calendar", NULL, true},
    {PAGE_PUBLIC, "/butikker", N_("The shops"), "shops", NULL, false},
    {PAGE_PUBLIC, "/finn-fram", N_("Getting here"), "location", NULL, true},

    {PAGE_TENANT, "/i-dag", N_("Today"), "house", NULL, true},
    {PAGE_TENANT, "/onsker", N_("Wishes"), "heart", NULL, true},
    {PAGE_TENANT, "/henting", N_("Pick-ups"), "truck", NULL, true},
    {PAGE_TENANT, "/bytte", N_("Swap"), "swap", NULL, false},
    {PAGE_TENANT, "/lager", N_("Goods in hand"), "box", NULL, true},
    {PAGE_TENANT, "/bod", N_("Our booth"), "shops", NULL, false},
    {PAGE_TENANT, "/mottak", N_("Loads to the shop"), "truck", NULL, false},
    {PAGE_TENANT, "/salg", N_("Sell"), "kroner", NULL, true},
    {PAGE_TENANT, "/tilbakekall", N_("Recalled things"), "alert", NULL, false},
    {PAGE_TENANT, "/butikken", N_("Our page"), "shops", NULL, false},
    {PAGE_TENANT, "/butikken/apningstider", N_("Opening hours"), "clock", NULL, false},
    {PAGE_TENANT, "/avtalen", N_("The agreement"), "file", NULL, false},

    {PAGE_OFFICE, "/kontor/i-dag", N_("Today"), "grid", NULL, true},
    {PAGE_OFFICE, "/varer", N_("Lots that wait"), "truck", NULL, true},
    {PAGE_OFFICE, "/kontor/massebalanse", N_("Mass balance"), "chart", NULL, false},
    {PAGE_OFFICE, "/kontor/hjelp", N_("Needs help"), "information", N_("Intake"), false},
    {PAGE_OFFICE, "/kontor/bilder", N_("Photos on their way"), "camera-fill", NULL, false},
    {PAGE_OFFICE, "/kontor/lapper", N_("Labels"), "printer-fill", NULL, false},
    {PAGE_OFFICE, "/kontor/runder", N_("Rounds"), "swap", N_("Sharing out"), true},
    {PAGE_OFFICE, "/kontor/regler", N_("Rules and points"), "gavel", NULL, false},
    {PAGE_OFFICE, "/kontor/deltakere", N_("Who takes part"), "tasks", NULL, false},
    {PAGE_OFFICE, "/kontor/rester", N_("Leftovers"), "recycle", NULL, false},
    {PAGE_OFFICE, "/kontor/partnere", N_("Partners"), "branch", NULL, false},
    {PAGE_OFFICE, "/kontor/tilbakekall", N_("Recalls"), "alert", N_("Safety"), false},
    {PAGE_OFFICE, "/kontor/el-test", N_("Electrical tests"), "electronics", NULL, false},
    {PAGE_OFFICE, "/kontor/stoppliste", N_("Stop list"), "stop", NULL, false},
    {PAGE_OFFICE, "/kontor/brukthandel", N_("Dealer's register"), "receipt", NULL, false},
    {PAGE_OFFICE, "/kontor/lager", N_("Find and move"), "box", N_("The store"), false},
    {PAGE_OFFICE, "/kontor/lass", N_("Loads"), "truck", NULL, false},
    {PAGE_OFFICE, "/kontor/telling", N_("Stocktakes"), "tasks", NULL, false},
    {PAGE_OFFICE, "/kontor/boder", N_("Booths"), "shops", NULL, false},
    {PAGE_OFFICE, "/kontor/alder", N_("How long things have stood"), "hourglass", NULL, false},
    {PAGE_OFFICE, "/kontor/butikker", N_("Shops"), "shops", N_("The centre"), false},
    {PAGE_OFFICE, "/kontor/annonser", N_("Listings to look at"), "tag", NULL, false},
    {PAGE_OFFICE, "/kontor/apningstider", N_("Opening hours"), "clock", NULL, true},
    {PAGE_OFFICE, "/kontor/om", N_("About the centre"), "information", NULL, false},
    {PAGE_OFFICE, "/kontor/folk", N_("People"), "people", NULL, false},
    {PAGE_OFFICE, "/kontor/enheter", N_("Devices"), "phone", NULL, false},
    {PAGE_OFFICE, "/kontor/utboks", N_("Outbox"), "envelope", NULL, false},

    {PAGE_STATION, "/inn", N_("Intake"), "house", NULL, true},
    {PAGE_STATION, "/inn/henting", N_("Pick-ups"), "truck", NULL, true},
    {PAGE_STATION, "/inn/hjelp", N_("Needs help"), "information", NULL, true},
    {PAGE_STATION, "/inn/lass", N_("Loads"), "box", NULL, true},
    {PAGE_STATION, "/inn/levering", N_("Code for who delivered"), "qr", NULL, true},
};

struct footer_item {
    const char *path;
    const char *label;
    const char *group; /* heading of the column that begins here */
};

static const struct footer_item footer_items[] = {
    {"/finn-fram", N_("Getting here and opening hours"), N_("Visit")},
    {"/butikker", N_("The shops"), NULL},
    {"/finn", N_("Find things"), NULL},
    {"/sok-lokale", N_("Rent a shop"), N_("For businesses")},
    {"/resultater", N_("What reuse saves"), N_("About")},
    {"/fordeling", N_("How lots are shared out"), NULL},
    {"/hva-skjedde", N_("What became of it?"), NULL},
    {"/om/tilgjengelighet", N_("Accessibility"), NULL},
    {"/om/personvern", N_("Privacy"), NULL},
    {"/om/data", N_("Open data and source"), NULL},
    {"/logg-inn", N_("Sign in"), NULL},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* True if a GET route answers `path` and lets the actor in. */
static bool may_open(struct ctx *ctx, const struct request *req, const char *path)
{
    const struct route *route = NULL;
    struct str params[ROUTE_PARAMS_MAX];
    struct str allow;
    if (req->app == NULL || routes_find(req->app->routes, ctx->mem, HTTP_GET, str_of(path), &route,
                                        params, &allow) != OK) {
        return false;
    }
    return (route->who & (EVERYONE | ctx->actor.roles)) != 0;
}

/* In the rail only the group that one is in shows its pages: all of them together are longer than a
 * screen. */
static void fold(struct nav *nav)
{
    for (size_t from = 0, to = 0; from < nav->count; from = to) {
        bool active = false;
        for (to = from; to < nav->count && (to == from || nav->ptr[to].group.len == 0); to++) {
            active = active || nav->ptr[to].active;
        }
        for (size_t i = from; i < to; i++) {
            nav->ptr[i].folded = nav->ptr[from].group.len > 0 && !active;
        }
    }
}

struct nav centre_nav(struct ctx *ctx, const struct request *req, enum page_audience audience,
                      const char *active)
{
    struct nav nav = {0};
    const char *group = NULL;
    for (size_t i = 0; i < COUNT(items); i++) {
        const struct item *item = &items[i];
        if (item->audience != audience) {
            continue;
        }
        /* A heading whose first item is hidden goes to the next one that shows. */
        group = item->group != NULL ? item->group : group;
        if (!may_open(ctx, req, item->path)) {
            continue;
        }
        vec_push(ctx->mem, &nav,
                 (struct nav_item){.label = str_of(i18n_text(ctx->lang, item->label)),
                                   .url = url_build(ctx, item->path, NULL, 0),
                                   .icon = str_of(item->icon),
                                   .group = group == NULL ? STR("")
                                                          : str_of(i18n_text(ctx->lang, group)),
                                   .active = active != NULL && strcmp(active, item->path) == 0,
                                   .phone = item->phone});
        group = NULL;
    }
    fold(&nav);
    return nav;
}

struct footer_columns centre_nav_footer(struct ctx *ctx, const struct request *req)
{
    struct footer_columns columns = {0};
    const char *group = NULL;
    for (size_t i = 0; i < COUNT(footer_items); i++) {
        const struct footer_item *item = &footer_items[i];
        group = item->group != NULL ? item->group : group;
        if (!may_open(ctx, req, item->path)) {
            continue;
        }
        if (group != NULL) {
            vec_push(ctx->mem, &columns,
                     (struct footer_column){.heading = str_of(i18n_text(ctx->lang, group))});
            group = NULL;
        }
        const struct link link = {.label = str_of(i18n_text(ctx->lang, item->label)),
                                  .url = url_build(ctx, item->path, NULL, 0)};
        assert(columns.count > 0);
        vec_push(ctx->mem, &columns.ptr[columns.count - 1].links, link);
    }
    return columns;
}

struct str centre_home(struct ctx *ctx, const struct request *req)
{
    static const enum page_audience order[] = {PAGE_OFFICE, PAGE_TENANT, PAGE_STATION};
    for (size_t i = 0; i < COUNT(order); i++) {
        for (size_t j = 0; j < COUNT(items); j++) {
            if (items[j].audience == order[i] && may_open(ctx, req, items[j].path)) {
                return str_of(items[j].path);
            }
        }
    }
    return STR("/");
}

struct url centre_link(struct ctx *ctx, const struct request *req, const char *pattern,
                       const struct str *values, size_t count)
{
    if (req->app == NULL || !routes_have_pattern(req->app->routes, HTTP_GET, str_of(pattern))) {
        return (struct url){0};
    }
    return url_build(ctx, pattern, values, count);
}
