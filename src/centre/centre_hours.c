/* SPDX-License-Identifier: EUPL-1.2 */
/* When the house and its shops are open: asked, told in words, and changed. */
#include "centre/centre_cache.h"
#include "centre/centre_store.h"
#include "i18n/i18n.h"

#include "base/banned.h"

struct question {
    struct ctx *ctx;
    int64_t tenant_id;
    int64_t day;
    int minute;
    enum open_state state;
    int64_t next_day;
    bool found;
    struct hours hours;
    struct hours today;
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
    question->today =
        centre_calendar_hours(calendar, question->tenant_id, question->day, question->ctx->lang);
    question->today.note = str_copy(question->ctx->mem, question->today.note);
    keep_note(question);
}

enum status centre_hours(struct ctx *ctx, int64_t tenant_id, int64_t day, struct hours *ret_hours)
{
    struct question question = {.ctx = ctx, .tenant_id = tenant_id, .day = day};
    TRY(centre_cache_with(ctx, ask_hours, &question));
    *ret_hours = question.hours;
    return OK;
}

struct str centre_hours_why(const struct ctx *ctx, const struct hours *hours)
{
    if (hours->note.len > 0 || hours->reason == NULL) {
        return hours->note;
    }
    return str_of(i18n_text(ctx->lang, hours->reason));
}

static struct str closed_today(struct ctx *ctx, const struct question *question, bool brief)
{
    const struct i18n_arg why = {"why", centre_hours_why(ctx, &question->today)};
    if (brief || why.value.len == 0) {
        return str_of(i18n_text(ctx->lang, N_("Closed today")));
    }
    return i18n_fill(ctx, N_("Closed today – {why}"), &why, 1);
}

static struct str open_text(struct ctx *ctx, const struct question *question, bool brief)
{
    const struct hours *hours = &question->hours;
    if (question->state == OPEN_NOW) {
        const struct i18n_arg until = {"time", i18n_time(ctx, hours->closes_minute)};
        return i18n_fill(ctx, N_("Open until {time}"), &until, 1);
    }
    if (question->next_day == NO_I64) {
        return str_of(i18n_text(ctx->lang, N_("Closed for now")));
    }
    if (question->state == CLOSED_TODAY) {
        return closed_today(ctx, question, brief);
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
    struct question question = {
        .ctx = ctx, .tenant_id = tenant_id, .day = centre_today(ctx), .minute = centre_minute(ctx)};
    TRY(centre_cache_with(ctx, ask_state, &question));
    *ret_open = (struct open_now){.state = question.state,
                                  .text = open_text(ctx, &question, false),
                                  .brief = open_text(ctx, &question, true),
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

/* ---- changes ----------------------------------------------------------------------------------
 */

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

/* A shop's day against the house's. */
struct inside {
    int64_t tenant_id;
    int64_t day; /* NO_I64: an ordinary week from `today` on */
    int64_t today;
    const int (*minutes)[2]; /* a week, or one day */
    int wrong;               /* weekday 0 to 6, or 0 for the day; -1: none */
    struct hours house;
};

static bool sticks_out(const struct hours *house, const int minutes[2])
{
    return minutes[1] > 0 &&
           (!house->open || minutes[0] < house->opens_minute || minutes[1] > house->closes_minute);
}

static void ask_inside(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)centre;
    struct inside *inside = arg;
    inside->wrong = -1;
    if (inside->tenant_id == CENTRE_HOUSE ||
        centre_calendar_own_entrance(calendar, inside->tenant_id)) {
        return;
    }
    if (inside->day != NO_I64) {
        inside->house = centre_calendar_hours(calendar, CENTRE_HOUSE, inside->day, LANG_NB);
        inside->wrong = sticks_out(&inside->house, inside->minutes[0]) ? 0 : -1;
        return;
    }
    for (int i = 0; i < 7 && inside->wrong < 0; i++) {
        const int64_t day = inside->today + (i + 8 - day_weekday(inside->today)) % 7;
        inside->house = centre_calendar_week(calendar, CENTRE_HOUSE, day);
        inside->wrong = sticks_out(&inside->house, inside->minutes[i]) ? i : -1;
    }
}

static enum status check_inside(struct ctx *ctx, struct inside *inside, const char *const fields[7])
{
    TRY(centre_cache_with(ctx, ask_inside, inside));
    if (inside->wrong < 0) {
        return OK;
    }
    const char *field = fields[inside->wrong];
    if (!inside->house.open) {
        return ctx_fail(
            ctx, INVALID,
            N_("The house is closed then, and the way to you is through the house. Leave "
               "it empty, or ask the manager."),
            field);
    }
    const struct i18n_arg args[] = {{"from", i18n_time(ctx, inside->house.opens_minute)},
                                    {"to", i18n_time(ctx, inside->house.closes_minute)}};
    (void)ctx_fail(ctx, INVALID,
                   N_("The house is open {detail} then, and the way to you is through the house. "
                      "Write times within that."),
                   field);
    ctx->err.detail = i18n_fill(ctx, N_("{from}–{to}"), args, 2);
    return INVALID;
}

enum status centre_set_week(struct ctx *ctx, int64_t tenant_id, const int minutes[7][2])
{
    static const char *const fields[7] = {"opens1", "opens2", "opens3", "opens4",
                                          "opens5", "opens6", "opens7"};
    if (!centre_calendar_week_valid(minutes)) {
        return ctx_fail(ctx, INVALID, N_("Opening must come before closing, each day."), NULL);
    }
    struct inside inside = {
        .tenant_id = tenant_id, .day = NO_I64, .today = centre_today(ctx), .minutes = minutes};
    TRY(check_inside(ctx, &inside, fields));
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
    static const char *const fields[7] = {"opens"};
    const bool open = opens >= 0;
    const int minutes[1][2] = {{open ? opens : 0, open ? closes : 0}};
    if (open && (closes <= opens || closes > 24 * 60)) {
        return ctx_fail(ctx, INVALID, N_("Opening must come before closing."), "closes");
    }
    if (day < centre_today(ctx)) {
        return ctx_fail(ctx, INVALID, N_("That day is past."), "day");
    }
    struct inside inside = {
        .tenant_id = tenant_id, .day = day, .today = centre_today(ctx), .minutes = minutes};
    TRY(check_inside(ctx, &inside, fields));
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

static enum status eves_in_write(struct ctx *ctx, void *arg)
{
    const int *closes = arg;
    return centre_store_eves(ctx, closes);
}

enum status centre_set_eves(struct ctx *ctx, const int closes[CENTRE_EVES])
{
    static const char *const fields[EVE_COUNT] = {"", "eve1", "eve2", "eve3", "eve4"};
    int kept[EVE_COUNT] = {0};
    for (int eve = EVE_EASTER; eve < EVE_COUNT; eve++) {
        kept[eve] = closes[eve - 1];
        if (kept[eve] > centre_calendar_eve_latest((enum calendar_eve)eve)) {
            return ctx_fail(ctx, INVALID,
                            N_("Shops close at 16 at the latest on this day, by law. Write 16 or "
                               "earlier."),
                            fields[eve]);
        }
    }
    const enum status status = db_write(ctx, eves_in_write, kept);
    centre_cache_forget(ctx);
    return status;
}

struct entrance {
    int64_t tenant_id;
    bool own;
};

static enum status entrance_in_write(struct ctx *ctx, void *arg)
{
    const struct entrance *entrance = arg;
    return centre_store_own_entrance(ctx, entrance->tenant_id, entrance->own);
}

enum status centre_set_own_entrance(struct ctx *ctx, int64_t tenant_id, bool own)
{
    struct entrance entrance = {tenant_id, own};
    const enum status status = db_write(ctx, entrance_in_write, &entrance);
    centre_cache_forget(ctx);
    return status;
}

struct entrance_question {
    int64_t tenant_id;
    bool own;
};

static void ask_entrance(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)centre;
    struct entrance_question *question = arg;
    question->own = centre_calendar_own_entrance(calendar, question->tenant_id);
}

enum status centre_own_entrance(struct ctx *ctx, int64_t tenant_id, bool *ret_own)
{
    struct entrance_question question = {tenant_id, false};
    TRY(centre_cache_with(ctx, ask_entrance, &question));
    *ret_own = question.own;
    return OK;
}
