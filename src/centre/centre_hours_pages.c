/* SPDX-License-Identifier: EUPL-1.2 */
/* The pages on which the manager sets the hours of the house, and a shop its own. */
#include "base/vec.h"
#include "centre/centre_cache.h"
#include "centre/centre_forms.h"
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

/* The owner's own week in force today, as typed: empty where it is closed. */
static void week_minutes(const struct calendar *calendar, int64_t owner_id, int64_t today,
                         int minutes[7][2])
{
    for (size_t i = 0; i < calendar->weeks.count; i++) {
        const struct calendar_week *week = &calendar->weeks.ptr[i];
        const bool in_force =
            week->from_day <= today && (week->to_day == NO_I64 || today <= week->to_day);
        if (week->owner_id == owner_id && in_force) {
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
                     int64_t owner_id, struct hours_view *view)
{
    static const char *const opens[] = {N_("Opens"), N_("Closes")};
    int minutes[7][2] = {{0}};
    week_minutes(calendar, owner_id, centre_today(ctx), minutes);
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

static void add_exceptions(struct ctx *ctx, const struct calendar *calendar, int64_t owner_id,
                           struct hours_view *view)
{
    for (size_t i = 0; i < calendar->exceptions.count && view->exceptions.count < EXCEPTIONS_SHOWN;
         i++) {
        const struct calendar_exception *exception = &calendar->exceptions.ptr[i];
        if (exception->owner_id != owner_id) {
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

static void add_eves(struct ctx *ctx, const struct request *req, const struct calendar *calendar,
                     struct hours_view *view)
{
    static const char *const names[CENTRE_EVES] = {"eve1", "eve2", "eve3", "eve4"};
    for (int i = 0; i < CENTRE_EVES; i++) {
        const int closes = calendar->eves[i + 1];
        const struct str typed = closes == 0  ? STR("")
                                 : closes < 0 ? STR("0")
                                              : centre_forms_minute_text(ctx->mem, closes);
        vec_push(ctx->mem, &view->eves, form_field(ctx, req, &centre_eves_form, names[i], typed));
    }
}

/* Whose hours a page is about, and where it stands. */
struct desk {
    int64_t owner_id;
    enum page_audience audience;
    const char *path;
    bool may_change;
};

static struct desk desk_of(const struct ctx *ctx, const struct request *req)
{
    if (str_starts_with(str_of(req->route->path), STR(CENTRE_SHOP_HOURS))) {
        return (struct desk){ctx->actor.owner_id, PAGE_TENANT, CENTRE_SHOP_HOURS,
                             (ctx->actor.roles & WHO_TENANT_OWNER) != 0};
    }
    return (struct desk){CENTRE_HOUSE, PAGE_OFFICE, CENTRE_HOUSE_HOURS,
                         (ctx->actor.roles & WHO_MANAGER) != 0};
}

static struct url below(struct ctx *ctx, const struct desk *desk, const char *path)
{
    return url_build(ctx, str_format(ctx->mem, "%s%s", desk->path, path).ptr, NULL, 0);
}

enum status centre_hours_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct desk desk = desk_of(ctx, req);
    struct calendar calendar;
    struct hours_view view = {.may_change = desk.may_change,
                              .of_shop = desk.owner_id != CENTRE_HOUSE};
    TRY(centre_store_calendar(ctx, centre_today(ctx), &calendar));
    view.errors.errors =
        form_errors(ctx, req, req->route->form == NULL ? &centre_week_form : req->route->form);
    centre_page(ctx, req, desk.audience, N_("Opening hours"), desk.path, &view.page);
    if (!req->again && request_query(ctx, req, "lagret").len > 0) {
        view.saved = translate(ctx, N_("Saved. Visitors see it at once."));
    }
    view.own_entrance = centre_calendar_own_entrance(&calendar, desk.owner_id);
    view.week_url = below(ctx, &desk, "");
    view.exception_url = below(ctx, &desk, "/dag");
    view.remove_url = below(ctx, &desk, "/fjern");
    add_week(ctx, req, &calendar, desk.owner_id, &view);
    add_exceptions(ctx, &calendar, desk.owner_id, &view);
    add_exception_fields(ctx, req, &view);
    if (!view.of_shop) {
        view.eves_url = below(ctx, &desk, "/aften");
        add_eves(ctx, req, &calendar, &view);
    }
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

static enum status back_saved(struct ctx *ctx, const struct request *req, struct response *res)
{
    const struct desk desk = desk_of(ctx, req);
    return response_redirect(ctx, req, res, str_format(ctx->mem, "%s?lagret=1", desk.path));
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
    TRY(centre_set_week(ctx, desk_of(ctx, req).owner_id, (const int(*)[2])minutes));
    return back_saved(ctx, req, res);
}

enum status centre_exception_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct exception_input *input = req->form;
    const struct str reason[LANG_COUNT] = {
        [LANG_NB] = input->reason_nb, [LANG_NN] = input->reason_nn, [LANG_EN] = input->reason_en};
    bool open = false;
    int minutes[2] = {0, 0};
    TRY(read_times(ctx, input->opens, input->closes, "opens", "closes", &open, minutes));
    TRY(centre_set_exception(ctx, desk_of(ctx, req).owner_id, input->day, open ? minutes[0] : -1,
                             minutes[1], reason));
    return back_saved(ctx, req, res);
}

struct removal {
    int64_t owner_id;
    int64_t id;
};

static enum status remove_in_write(struct ctx *ctx, void *arg)
{
    const struct removal *removal = arg;
    return centre_store_exception_remove(ctx, removal->owner_id, removal->id);
}

enum status centre_exception_remove_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct exception_remove_input *input = req->form;
    struct removal removal = {desk_of(ctx, req).owner_id, input->id};
    const enum status status = db_write(ctx, remove_in_write, &removal);
    centre_cache_forget(ctx);
    TRY(status);
    return back_saved(ctx, req, res);
}

enum status centre_eves_post(struct ctx *ctx, struct request *req, struct response *res)
{
    static const char *const names[CENTRE_EVES] = {"eve1", "eve2", "eve3", "eve4"};
    const struct eves_input *input = req->form;
    int closes[CENTRE_EVES] = {0};
    for (int i = 0; i < CENTRE_EVES; i++) {
        int minute = 0;
        if (input->closes[i].len == 0) {
            continue;
        }
        if (!centre_forms_minute(input->closes[i], &minute)) {
            return ctx_fail(ctx, INVALID,
                            N_("Write when it closes, like 13 or 13.30, or 0 for closed all day."),
                            names[i]);
        }
        closes[i] = minute == 0 ? -1 : minute;
    }
    TRY(centre_set_eves(ctx, closes));
    return back_saved(ctx, req, res);
}
