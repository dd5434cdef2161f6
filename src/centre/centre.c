/* SPDX-License-Identifier: EUPL-1.2 */
/* The centre of a request, what time it is there, and when it is open. */
#include "base/id.h"
#include "centre/centre_cache.h"
#include "centre/centre_map.h"
#include "centre/centre_store.h"
#include "i18n/i18n.h"
#include "i18n/timezone.h"

#include "base/banned.h"

#define SLUG_MIN 2
#define SLUG_MAX 40

/* ---- the centre itself -------------------------------------------------------------------------
 */

static bool slug_is_valid(struct str slug)
{
    if (slug.len < SLUG_MIN || slug.len > SLUG_MAX) {
        return false;
    }
    for (size_t i = 0; i < slug.len; i++) {
        const char sign = slug.ptr[i];
        if (!(sign >= 'a' && sign <= 'z') && !(sign >= '0' && sign <= '9') && sign != '-') {
            return false;
        }
    }
    return true;
}

static enum status add_in_write(struct ctx *ctx, void *arg)
{
    static const int usual[7][2] = {{600, 1080}, {600, 1080}, {600, 1080}, {600, 1080},
                                    {600, 1080}, {600, 960},  {0, 0}};
    const struct centre *centre = arg;
    const int64_t today = timezone_local(centre->time_zone, ctx->now_ms).day;
    ctx->centre_id = centre->id;
    TRY(centre_store_add(ctx, centre));
    return centre_store_week(ctx, CENTRE_HOUSE, today, usual);
}

enum status centre_add(struct ctx *ctx, const struct centre *centre)
{
    if (!slug_is_valid(centre->slug)) {
        return ctx_fail(
            ctx, INVALID,
            N_("Write the short name with small letters a–z, digits and hyphens, 2 to 40 "
               "in all."),
            "slug");
    }
    if (centre->name.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write the name of the centre."), "name");
    }
    struct centre added = *centre;
    added.time_zone = centre->time_zone.len > 0 ? centre->time_zone : STR("Europe/Oslo");
    if (!timezone_exists(added.time_zone)) {
        return ctx_fail(ctx, INVALID, N_("That time zone does not exist."), "time_zone");
    }
    struct map map;
    TRY(centre_map_read(ctx, centre->map, &map));
    added.id = id_new();
    const int64_t before = ctx->centre_id;
    const enum status status = db_write(ctx, add_in_write, &added);
    if (status != OK) {
        ctx->centre_id = before;
    }
    if (status == CONFLICT) {
        return ctx_fail(ctx, CONFLICT, N_("Another centre has that short name."), "slug");
    }
    return status;
}

struct copying {
    struct ctx *ctx;
    struct centre *ret_centre;
};

static void copy_centre(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    const struct copying *copying = arg;
    struct arena *mem = copying->ctx->mem;
    *copying->ret_centre = (struct centre){.id = centre->id,
                                           .slug = str_copy(mem, centre->slug),
                                           .name = str_copy(mem, centre->name),
                                           .municipality = str_copy(mem, centre->municipality),
                                           .address = str_copy(mem, centre->address),
                                           .getting_here = str_copy(mem, centre->getting_here),
                                           .map = str_copy(mem, centre->map),
                                           .email = str_copy(mem, centre->email),
                                           .phone = str_copy(mem, centre->phone),
                                           .time_zone = str_copy(mem, centre->time_zone),
                                           .demo = centre->demo};
}

enum status centre_get(struct ctx *ctx, struct centre *ret_centre)
{
    struct copying copying = {.ctx = ctx, .ret_centre = ret_centre};
    return centre_cache_with(ctx, copy_centre, &copying);
}

enum status centre_list(struct ctx *ctx, struct i64_list *ret_ids)
{
    return centre_store_ids(ctx, ret_ids);
}

enum status centre_choose(struct ctx *ctx, struct str slug)
{
    int64_t id = 0;
    TRY(centre_store_by_slug(ctx, slug, &id));
    ctx->centre_id = id;
    return OK;
}

/* The name of the host without port, in lower case. */
static struct str host_of(struct ctx *ctx, const struct request *req)
{
    const struct str host = request_header(req, "Host");
    const bool is_ipv6 = host.len > 0 && host.ptr[0] == '[';
    const ptrdiff_t colon = is_ipv6 ? -1 : str_find_byte(host, ':');
    return str_lower_ascii(ctx->mem, str_slice(host, 0, colon < 0 ? host.len : (size_t)colon));
}

static void keep_zone(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    struct ctx *ctx = arg;
    ctx->zone = str_copy(ctx->mem, centre->time_zone);
}

enum status centre_find(struct ctx *ctx, const struct request *req)
{
    int64_t id = 0;
    TRY(centre_cache_find(ctx, req->centre_slug, host_of(ctx, req), &id));
    ctx->centre_id = id;
    return centre_cache_with(ctx, keep_zone, ctx);
}

/* ---- time there --------------------------------------------------------------------------------
 */

struct local {
    int64_t at_ms;
    struct local_time time;
};

static void to_local(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    struct local *local = arg;
    local->time = timezone_local(centre->time_zone, local->at_ms);
}

static struct local_time local_at(struct ctx *ctx, int64_t at_ms)
{
    struct local local = {.at_ms = at_ms, .time = timezone_local(STR("UTC"), at_ms)};
    if (ctx->centre_id != 0 && centre_cache_with(ctx, to_local, &local) != OK) {
        local.time = timezone_local(STR("UTC"), at_ms);
    }
    return local.time;
}

int64_t centre_today(struct ctx *ctx)
{
    return local_at(ctx, ctx->now_ms).day;
}

int centre_minute(struct ctx *ctx)
{
    return local_at(ctx, ctx->now_ms).minute;
}

int64_t centre_day_of(struct ctx *ctx, int64_t at_ms)
{
    return local_at(ctx, at_ms).day;
}

int centre_minute_of(struct ctx *ctx, int64_t at_ms)
{
    return local_at(ctx, at_ms).minute;
}

struct instant {
    int64_t day;
    int minute;
    int64_t at_ms;
};

static void to_instant(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    struct instant *instant = arg;
    instant->at_ms = timezone_instant(centre->time_zone, instant->day, instant->minute);
}

int64_t centre_instant(struct ctx *ctx, int64_t day, int minute)
{
    struct instant instant = {.day = day, .minute = minute};
    if (ctx->centre_id == 0 || centre_cache_with(ctx, to_instant, &instant) != OK) {
        return day * MS_PER_DAY + minute * MS_PER_MINUTE;
    }
    return instant.at_ms;
}

/* ---- hours
 * --------------------------------------------------------------------------------------- */

struct question {
    struct ctx *ctx;
    int64_t tenant_id;
    int64_t day;
    int minute;
    enum open_state state;
    int64_t next_day;
    bool found;
    struct hours hours;
};

static void keep_note(struct question *question)
{
    question->hours.note = str_copy(question->ctx->mem, question->hours.note);
}

static void ask_hours(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)centre;
    struct question *question = arg;
    question->hours =
        centre_calendar_hours(calendar, question->tenant_id, question->day, question->ctx->lang);
    keep_note(question);
}

static void ask_next(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)centre;
    struct question *question = arg;
    question->found =
        centre_calendar_next(calendar, question->tenant_id, question->day, question->ctx->lang,
                             &question->next_day, &question->hours);
    keep_note(question);
}

static void ask_state(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)centre;
    struct question *question = arg;
    question->state =
        centre_calendar_state(calendar, question->tenant_id, question->day, question->minute,
                              question->ctx->lang, &question->next_day, &question->hours);
    keep_note(question);
}

enum status centre_hours(struct ctx *ctx, int64_t tenant_id, int64_t day, struct hours *ret_hours)
{
    struct question question = {.ctx = ctx, .tenant_id = tenant_id, .day = day};
    TRY(centre_cache_with(ctx, ask_hours, &question));
    *ret_hours = question.hours;
    return OK;
}

static struct str open_text(struct ctx *ctx, const struct question *question)
{
    const struct hours *hours = &question->hours;
    if (question->state == OPEN_NOW) {
        const struct i18n_arg until = {"time", i18n_time(ctx, hours->closes_minute)};
        return i18n_fill(ctx, N_("Open until {time}"), &until, 1);
    }
    if (question->state == CLOSED_TODAY || question->next_day == NO_I64) {
        return str_of(i18n_text(ctx->lang, question->next_day == NO_I64 ? N_("Closed for now")
                                                                        : N_("Closed today")));
    }
    const struct i18n_arg opens[] = {
        {"time", i18n_time(ctx, hours->opens_minute)},
        {"day", i18n_day_relative(ctx, question->next_day, question->day)}};
    if (question->next_day == question->day) {
        return i18n_fill(ctx, N_("Opens at {time}"), opens, 1);
    }
    return i18n_fill(ctx, N_("Opens {day} at {time}"), opens, 2);
}

enum status centre_open_now(struct ctx *ctx, int64_t tenant_id, struct open_now *ret_open)
{
    const struct local_time now = local_at(ctx, ctx->now_ms);
    struct question question = {
        .ctx = ctx, .tenant_id = tenant_id, .day = now.day, .minute = now.minute};
    TRY(centre_cache_with(ctx, ask_state, &question));
    *ret_open = (struct open_now){.state = question.state,
                                  .text = open_text(ctx, &question),
                                  .next_day = question.next_day,
                                  .hours = question.hours};
    return OK;
}

enum status centre_hold_until(struct ctx *ctx, int64_t tenant_id, int64_t *ret_day, int *ret_minute,
                              int64_t *ret_until_ms)
{
    return centre_hold_until_after(ctx, tenant_id, centre_today(ctx), ret_day, ret_minute,
                                   ret_until_ms);
}

enum status centre_hold_until_after(struct ctx *ctx, int64_t tenant_id, int64_t after_day,
                                    int64_t *ret_day, int *ret_minute, int64_t *ret_until_ms)
{
    struct question question = {.ctx = ctx, .tenant_id = tenant_id, .day = after_day + 1};
    TRY(centre_cache_with(ctx, ask_next, &question));
    if (!question.found) {
        return ctx_fail(ctx, UNAVAILABLE,
                        N_("The shop has no open day in the next two months, so it cannot hold "
                           "anything now."),
                        NULL);
    }
    const int minute = centre_calendar_hold_minute(&question.hours);
    *ret_day = question.next_day;
    *ret_minute = minute;
    *ret_until_ms = centre_instant(ctx, question.next_day, minute);
    return OK;
}

/* ---- changes
 * ------------------------------------------------------------------------------------- */

struct week_change {
    int64_t owner_id;
    int64_t today;
    const int (*minutes)[2];
};

static enum status week_in_write(struct ctx *ctx, void *arg)
{
    const struct week_change *change = arg;
    return centre_store_week(ctx, change->owner_id, change->today, change->minutes);
}

enum status centre_set_week(struct ctx *ctx, int64_t tenant_id, const int minutes[7][2])
{
    if (!centre_calendar_week_valid(minutes)) {
        return ctx_fail(ctx, INVALID, N_("Opening must come before closing, each day."), NULL);
    }
    struct week_change change = {
        .owner_id = tenant_id, .today = centre_today(ctx), .minutes = minutes};
    const enum status status = db_write(ctx, week_in_write, &change);
    centre_cache_forget(ctx);
    return status;
}

static enum status exception_in_write(struct ctx *ctx, void *arg)
{
    const struct calendar_exception *exception = arg;
    return centre_store_exception(ctx, exception);
}

enum status centre_set_exception(struct ctx *ctx, int64_t tenant_id, int64_t day, int opens,
                                 int closes, const struct str reason[LANG_COUNT])
{
    const bool open = opens >= 0;
    if (open && (closes <= opens || closes > 24 * 60)) {
        return ctx_fail(ctx, INVALID, N_("Opening must come before closing."), "closes");
    }
    if (day < centre_today(ctx)) {
        return ctx_fail(ctx, INVALID, N_("That day is past."), "day");
    }
    struct calendar_exception exception = {.owner_id = tenant_id,
                                           .day = day,
                                           .open = open,
                                           .opens_minute = opens,
                                           .closes_minute = closes};
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        exception.reason[lang] = reason[lang];
    }
    const enum status status = db_write(ctx, exception_in_write, &exception);
    centre_cache_forget(ctx);
    return status;
}

void centre_close(const struct db *db)
{
    centre_cache_drop(db);
}
