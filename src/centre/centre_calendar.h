/* SPDX-License-Identifier: EUPL-1.2 */
/* When the house and its shops are open, decided from what was read: no database, no clock. */
#ifndef OMBRUK_CENTRE_CENTRE_CALENDAR_H
#define OMBRUK_CENTRE_CENTRE_CALENDAR_H

#include "base/day.h"
#include "centre/centre.h"

/* The house itself among the owners of hours; a shop is its tenant id. */
#define CENTRE_HOUSE INT64_C(0)

/* How far ahead "next open" is looked for. */
#define CENTRE_DAYS_AHEAD 60

/* Norwegian law: shops close at 16:00 on the eves of Easter, Whitsun and Christmas. */
#define CENTRE_EVE_CLOSES_MINUTE (16 * 60)

/* The days on which the house may close early. Each but the last closes at CENTRE_EVE_CLOSES_MINUTE
 * at the latest by law. */
enum calendar_eve {
    EVE_NONE,
    EVE_EASTER,
    EVE_WHITSUN,
    EVE_CHRISTMAS,
    EVE_NEW_YEAR,
    EVE_COUNT
};

/* A hold ends at 16:00 (decisions.md). */
#define CENTRE_HOLD_MINUTE (16 * 60)

/* One weekday of a weekly pattern, in force from `from_day` to `to_day` (NO_I64: until changed). */
struct calendar_week {
    int64_t owner_id;
    int64_t from_day;
    int64_t to_day;
    int weekday; /* Monday 1 to Sunday 7 */
    int opens_minute;
    int closes_minute;
};

struct calendar_exception {
    int64_t id;
    int64_t owner_id;
    int64_t day;
    bool open;
    int opens_minute;
    int closes_minute;
    struct str reason[LANG_COUNT];
};

struct calendar {
    struct {
        struct calendar_week *ptr;
        size_t count;
        size_t capacity;
    } weeks;
    struct {
        struct calendar_exception *ptr;
        size_t count;
        size_t capacity;
    } exceptions;
    /* When the house closes on an eve: 0 as the law has it (New Year's Eve: as any day), below 0
     * closed all day. */
    int eves[EVE_COUNT];
    struct i64_list own_entrance; /* shops that may be open while the house is closed */
};

/* Hours of `tenant_id` (or CENTRE_HOUSE) on `day`, by the order of rules in centre.h. The note is
 * in `lang` and points into the calendar. */
struct hours centre_calendar_hours(const struct calendar *calendar, int64_t tenant_id, int64_t day,
                                   enum lang lang);

/* The weekly pattern of an owner on `day` alone: no holidays, no exceptions. */
struct hours centre_calendar_week(const struct calendar *calendar, int64_t owner_id, int64_t day);
/* The hours of an ordinary week on the weekday of `day`: a shop's within the house's. */
struct hours centre_calendar_usual(const struct calendar *calendar, int64_t tenant_id, int64_t day);
/* True if the shop may be open while the house is closed. */
bool centre_calendar_own_entrance(const struct calendar *calendar, int64_t tenant_id);

/* The first open day from `first_day` on, within CENTRE_DAYS_AHEAD days; false if there is none. */
bool centre_calendar_next(const struct calendar *calendar, int64_t tenant_id, int64_t first_day,
                          enum lang lang, int64_t *ret_day, struct hours *ret_hours);

/* Open, opening later today, or closed, at `minute` of `today`. At the opening minute it is open;
 * at the closing minute it is closed. `*ret_day` and `*ret_hours` tell when it is or will next be
 * open;
 * `*ret_day` is NO_I64 when not within CENTRE_DAYS_AHEAD days. */
enum open_state centre_calendar_state(const struct calendar *calendar, int64_t tenant_id,
                                      int64_t today, int minute, enum lang lang, int64_t *ret_day,
                                      struct hours *ret_hours);

/* The minute at which a hold ends on a day with these hours: 16:00, or closing when that is earlier
 * — or when the shop does not open before 16:00. */
int centre_calendar_hold_minute(const struct hours *hours);

/* True if seven rows of opens, closes make a week: both 0 (closed), or 0 ≤ opens < closes ≤ 1440.
 */
bool centre_calendar_week_valid(const int minutes[7][2]);

/* Which eve `day` is, and its N_() name (NULL for EVE_NONE). */
enum calendar_eve centre_calendar_eve(int64_t day);
const char *centre_calendar_eve_name(enum calendar_eve eve);
/* The latest minute at which the law lets shops close on that eve; 24:00 on New Year's Eve. */
int centre_calendar_eve_latest(enum calendar_eve eve);

#endif
