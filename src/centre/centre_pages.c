/* SPDX-License-Identifier: EUPL-1.2 */
/* The public page about where the centre is and when it is open. */
#include "centre/centre_pages.h"

#include "base/vec.h"
#include "centre/centre_calendar.h"
#include "centre/centre_map.h"
#include "centre/centre_views.h"
#include "centre/centre_ways.h"
#include "centre_html.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define WEEK_DAYS     7
#define SPECIAL_SHOWN 12

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct day_hours day_hours(struct ctx *ctx, struct str day, const struct hours *hours)
{
    return (struct day_hours){.day = day,
                              .hours = centre_hours_words(ctx, hours),
                              .note = hours->note.len > 0     ? hours->note
                                      : hours->reason != NULL ? translate(ctx, hours->reason)
                                                              : STR(""),
                              .closed = !hours->open};
}

static enum status add_week(struct ctx *ctx, int64_t today, struct day_hours_list *list)
{
    for (int64_t day = today; day < today + WEEK_DAYS; day++) {
        struct hours hours;
        TRY(centre_hours(ctx, CENTRE_HOUSE, day, &hours));
        struct day_hours row = day_hours(ctx, i18n_day_relative(ctx, day, today), &hours);
        row.today = day == today;
        vec_push(ctx->mem, list, row);
    }
    return OK;
}

/* Paragraphs with a heading become ways to get here, the others stay paragraphs. */
static void add_text(struct ctx *ctx, struct str text, struct getting_here_view *view)
{
    struct str rest = text;
    while (rest.len > 0) {
        const ptrdiff_t end = str_find(rest, STR("\n\n"));
        const size_t len = end < 0 ? rest.len : (size_t)end;
        const struct str paragraph = str_trim(str_slice(rest, 0, len));
        struct task way;
        if (centre_ways_read(ctx, paragraph, &way)) {
            vec_push(ctx->mem, &view->ways, way);
        } else if (paragraph.len > 0) {
            vec_push(ctx->mem, &view->getting_here, paragraph);
        }
        rest = str_slice(rest, end < 0 ? rest.len : len + 2, rest.len);
    }
}

static struct task *way_with(struct tasks *ways, const char *icon)
{
    for (size_t i = 0; i < ways->count; i++) {
        if (str_equal(ways->ptr[i].icon, str_of(icon)) && ways->ptr[i].url.href.len == 0) {
            return &ways->ptr[i];
        }
    }
    return NULL;
}

/* The link goes to the way that the text tells of; one that it does not mention is added. */
static void add_link(struct ctx *ctx, struct tasks *ways, const struct task *usual)
{
    if (usual->url.href.len == 0) {
        return;
    }
    struct task *told = way_with(ways, usual->icon.ptr);
    if (told == NULL) {
        vec_push(ctx->mem, ways, *usual);
        return;
    }
    told->url = usual->url;
    told->act = usual->act;
}

static void add_links(struct ctx *ctx, const struct centre *centre, struct tasks *ways)
{
    const struct str here = translate(ctx, N_("From where you are to our door."));
    const struct task links[] = {
        {.tint = TINT_SKY,
         .icon = STR("bus"),
         .what = translate(ctx, N_("Bus")),
         .detail = here,
         .url = centre_ways_planner(ctx, centre->stop_id),
         .act = translate(ctx, N_("Journey from here"))},
        {.tint = TINT_PLUM,
         .icon = STR("bike"),
         .what = translate(ctx, N_("Bicycle")),
         .detail = here,
         .url = centre_ways_route(ctx, centre->position, BY_BICYCLE),
         .act = translate(ctx, N_("Bicycle route"))},
        {.tint = TINT_SUN,
         .icon = STR("car"),
         .what = translate(ctx, N_("Car")),
         .detail = here,
         .url = centre_ways_route(ctx, centre->position, BY_CAR),
         .act = translate(ctx, N_("Driving directions"))},
        {.tint = TINT_CLAY,
         .icon = STR("location"),
         .what = translate(ctx, N_("On foot")),
         .detail = here,
         .url = centre_ways_route(ctx, centre->position, BY_FOOT),
         .act = translate(ctx, N_("Walking route"))},
    };
    for (size_t i = 0; i < sizeof(links) / sizeof(links[0]); i++) {
        add_link(ctx, ways, &links[i]);
    }
}

static struct url with_scheme(struct ctx *ctx, const char *scheme, struct str value)
{
    if (value.len == 0) {
        return (struct url){0};
    }
    return url_external(ctx, str_format(ctx->mem, "%s%.*s", scheme, STR_ARG(value)));
}

enum status centre_getting_here_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct centre centre;
    struct open_now open;
    struct map map;
    struct getting_here_view view = {0};
    const int64_t today = centre_today(ctx);
    TRY(centre_get(ctx, &centre));
    TRY(centre_open_now(ctx, CENTRE_HOUSE, &open));
    TRY(add_week(ctx, today, &view.week));
    TRY(centre_coming(ctx, today + WEEK_DAYS, SPECIAL_SHOWN, &view.special));
    TRY(centre_map_read(ctx, centre.map, &map));
    centre_map_lay_out(ctx, &map, centre.name, &view.map);
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn-fram", &view.page);
    view.address = centre.address;
    view.open_text = open.text;
    view.page.description = centre.address;
    TRY(centre_house_jsonld(ctx, req, &view.page.jsonld));
    add_text(ctx, centre.getting_here, &view);
    add_links(ctx, &centre, &view.ways);
    TRY(centre_floor_plan(ctx, &view.floor));
    view.calendar_url = url_build(ctx, "/apningstider.ics", NULL, 0);
    view.email = centre.email;
    view.email_url = with_scheme(ctx, "mailto:", centre.email);
    view.phone = centre.phone;
    view.phone_url = with_scheme(ctx, "tel:", centre.phone);
    struct html_out out = centre_out(ctx, req, res);
    centre_getting_here_html(&out, &view);
    return OK;
}
