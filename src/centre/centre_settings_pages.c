/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's pages: opening hours, days that differ, texts about the centre. */
#include "base/vec.h"
#include "centre/centre_cache.h"
#include "centre/centre_forms.h"
#include "centre/centre_map.h"
#include "centre/centre_pages.h"
#include "centre/centre_store.h"
#include "centre/centre_views.h"
#include "centre_html.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

#define EXCEPTIONS_SHOWN 100

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

/* "?lagret=…" of the redirect after a POST. */
static struct str saved_text(struct ctx *ctx, const struct request *req)
{
    if (req->again || request_query(ctx, req, "lagret").len == 0) {
        return STR("");
    }
    return translate(ctx, N_("Saved. Visitors see it at once."));
}

/* ---- opening hours
 * --------------------------------------------------------------------------------- */

/* The house's own week in force today, as typed: empty where it is closed. */
static void week_minutes(const struct calendar *calendar, int64_t today, int minutes[7][2])
{
    for (size_t i = 0; i < calendar->weeks.count; i++) {
        const struct calendar_week *week = &calendar->weeks.ptr[i];
        const bool in_force =
            week->from_day <= today && (week->to_day == NO_I64 || today <= week->to_day);
        if (week->owner_id == CENTRE_HOUSE && in_force) {
            minutes[week->weekday - 1][0] = week->opens_minute;
            minutes[week->weekday - 1][1] = week->closes_minute;
        }
    }
}

static struct str minute_text(struct ctx *ctx, bool open, int minute)
{
    return open ? centre_forms_minute_text(ctx->mem, minute) : STR("");
}

static void add_week(struct ctx *ctx, const struct request *req, const struct calendar *calendar,
                     struct hours_view *view)
{
    static const char *const opens[] = {N_("Opens"), N_("Closes")};
    int minutes[7][2] = {{0}};
    week_minutes(calendar, centre_today(ctx), minutes);
    for (int i = 0; i < 7; i++) {
        const bool open = minutes[i][1] > 0;
        struct week_row row = {
            .opens = form_field(ctx, req, &centre_week_form, centre_forms_opens(i),
                                minute_text(ctx, open, minutes[i][0])),
            .closes = form_field(ctx, req, &centre_week_form, centre_forms_closes(i),
                                 minute_text(ctx, open, minutes[i][1]))};
        row.day = row.opens.label;
        row.opens.label = translate(ctx, opens[0]);
        row.closes.label = translate(ctx, opens[1]);
        vec_push(ctx->mem, &view->week, row);
    }
}

static void add_exceptions(struct ctx *ctx, const struct calendar *calendar,
                           struct hours_view *view)
{
    for (size_t i = 0; i < calendar->exceptions.count && i < EXCEPTIONS_SHOWN; i++) {
        const struct calendar_exception *exception = &calendar->exceptions.ptr[i];
        if (exception->owner_id != CENTRE_HOUSE) {
            continue;
        }
        const struct i18n_arg args[] = {{"from", i18n_time(ctx, exception->opens_minute)},
                                        {"to", i18n_time(ctx, exception->closes_minute)}};
        vec_push(ctx->mem, &view->exceptions,
                 (struct exception_item){
                     .id = str_format(ctx->mem, "%lld", (long long)exception->id),
                     .day = i18n_day(ctx, exception->day),
                     .hours = exception->open ? i18n_fill(ctx, N_("{from}–{to}"), args, 2)
                                              : translate(ctx, N_("Closed")),
                     .reason = exception->reason[ctx->lang]});
    }
}

static void add_exception_fields(struct ctx *ctx, const struct request *req,
                                 struct hours_view *view)
{
    const struct form *form = &centre_exception_form;
    view->day = form_field(ctx, req, form, "day", STR(""));
    view->opens = form_field(ctx, req, form, "opens", STR(""));
    view->closes = form_field(ctx, req, form, "closes", STR(""));
    view->reason_nb = form_field(ctx, req, form, "reason_nb", STR(""));
    view->reason_nn = form_field(ctx, req, form, "reason_nn", STR(""));
    view->reason_en = form_field(ctx, req, form, "reason_en", STR(""));
}

enum status centre_hours_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct calendar calendar;
    struct hours_view view = {.may_change = may_change(ctx)};
    TRY(centre_store_calendar(ctx, centre_today(ctx), &calendar));
    view.errors.errors =
        form_errors(ctx, req, req->route->form == NULL ? &centre_week_form : req->route->form);
    centre_page(ctx, req, PAGE_OFFICE, N_("Opening hours"), "/kontor/apningstider", &view.page);
    view.saved = saved_text(ctx, req);
    view.week_url = url_build(ctx, "/kontor/apningstider", NULL, 0);
    view.exception_url = url_build(ctx, "/kontor/apningstider/dag", NULL, 0);
    view.remove_url = url_build(ctx, "/kontor/apningstider/fjern", NULL, 0);
    add_week(ctx, req, &calendar, &view);
    add_exceptions(ctx, &calendar, &view);
    add_exception_fields(ctx, req, &view);
    struct html_out out = centre_out(ctx, req, res);
    centre_opening_hours_html(&out, &view);
    return OK;
}

/* Two typed times: both empty is closed; INVALID tells which one is wrong. */
static enum status read_times(struct ctx *ctx, struct str opens, struct str closes,
                              const char *opens_field, const char *closes_field, bool *ret_open,
                              int ret_minutes[2])
{
    int minutes[2] = {0, 0};
    const bool open = opens.len > 0 || closes.len > 0;
    if (open && !centre_forms_minute(opens, &minutes[0])) {
        return ctx_fail(ctx, INVALID, N_("Write when it opens, like 10 or 10.30."), opens_field);
    }
    if (open && !centre_forms_minute(closes, &minutes[1])) {
        return ctx_fail(ctx, INVALID, N_("Write when it closes, like 19 or 19.30."), closes_field);
    }
    if (open && minutes[1] <= minutes[0]) {
        return ctx_fail(ctx, INVALID, N_("Opening must come before closing."), closes_field);
    }
    *ret_open = open;
    ret_minutes[0] = minutes[0];
    ret_minutes[1] = minutes[1];
    return OK;
}

static enum status back_saved(struct ctx *ctx, const struct request *req, struct response *res,
                              const char *path)
{
    return response_redirect(ctx, req, res, str_format(ctx->mem, "%s?lagret=1", path));
}

enum status centre_week_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct week_input *input = req->form;
    int minutes[7][2] = {{0}};
    for (int i = 0; i < 7; i++) {
        bool open = false;
        TRY(read_times(ctx, input->opens[i], input->closes[i], centre_forms_opens(i),
                       centre_forms_closes(i), &open, minutes[i]));
    }
    TRY(centre_set_week(ctx, CENTRE_HOUSE, (const int(*)[2])minutes));
    return back_saved(ctx, req, res, "/kontor/apningstider");
}

enum status centre_exception_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct exception_input *input = req->form;
    const struct str reason[LANG_COUNT] = {
        [LANG_NB] = input->reason_nb, [LANG_NN] = input->reason_nn, [LANG_EN] = input->reason_en};
    bool open = false;
    int minutes[2] = {0, 0};
    TRY(read_times(ctx, input->opens, input->closes, "opens", "closes", &open, minutes));
    TRY(centre_set_exception(ctx, CENTRE_HOUSE, input->day, open ? minutes[0] : -1, minutes[1],
                             reason));
    return back_saved(ctx, req, res, "/kontor/apningstider");
}

static enum status remove_in_write(struct ctx *ctx, void *arg)
{
    const int64_t *id = arg;
    return centre_store_exception_remove(ctx, CENTRE_HOUSE, *id);
}

enum status centre_exception_remove_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct exception_remove_input *input = req->form;
    int64_t id = input->id;
    const enum status status = db_write(ctx, remove_in_write, &id);
    centre_cache_forget(ctx);
    TRY(status);
    return back_saved(ctx, req, res, "/kontor/apningstider");
}

/* ---- texts
 * --------------------------------------------------------------------------------------- */

/* The map as it is saved, and the words to write it with. */
static enum status add_map(struct ctx *ctx, const struct centre *centre, struct texts_view *view)
{
    struct map map;
    TRY(centre_map_read(ctx, centre->map, &map));
    centre_map_lay_out(ctx, &map, centre->name, &view->map_drawn);
    for (int kind = 0; kind < MAP_KIND_COUNT; kind++) {
        vec_push(ctx->mem, &view->map_kinds, translate(ctx, centre_map_word((enum map_kind)kind)));
    }
    return OK;
}

enum status centre_texts_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &centre_texts_form;
    struct centre centre;
    struct texts_view view = {.may_change = may_change(ctx)};
    TRY(centre_get(ctx, &centre));
    view.errors.errors = form_errors(ctx, req, form);
    centre_page(ctx, req, PAGE_OFFICE, N_("About the centre"), "/kontor/om", &view.page);
    view.saved = saved_text(ctx, req);
    view.name = form_field(ctx, req, form, "name", centre.name);
    view.address = form_field(ctx, req, form, "address", centre.address);
    view.getting_here = form_field(ctx, req, form, "getting_here", centre.getting_here);
    view.map = form_field(ctx, req, form, "map", centre.map);
    TRY(add_map(ctx, &centre, &view));
    view.email = form_field(ctx, req, form, "email", centre.email);
    view.phone = form_field(ctx, req, form, "phone", centre.phone);
    struct html_out out = centre_out(ctx, req, res);
    centre_texts_html(&out, &view);
    return OK;
}

static enum status texts_in_write(struct ctx *ctx, void *arg)
{
    const struct centre *centre = arg;
    return centre_store_texts(ctx, centre);
}

enum status centre_texts_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct texts_input *input = req->form;
    struct centre centre = {.name = input->name,
                            .address = input->address,
                            .getting_here = input->getting_here,
                            .map = input->map,
                            .email = input->email,
                            .phone = input->phone};
    struct map map;
    TRY(centre_map_read(ctx, input->map, &map));
    const enum status status = db_write(ctx, texts_in_write, &centre);
    centre_cache_forget(ctx);
    TRY(status);
    return back_saved(ctx, req, res, "/kontor/om");
}
