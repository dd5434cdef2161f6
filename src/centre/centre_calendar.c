/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening hours: holidays, exceptions, patterns, and what follows from them. */
#include "centre/centre_calendar.h"

#include "base/banned.h"

struct fixed_holiday {
    int month;
    int day;
    const char *name;
};

struct moving_holiday {
    int after_easter;
    const char *name;
};

/* A day that is two holidays is called by the first that matches: 17 May before Whit Monday. */
static const struct fixed_holiday fixed_holidays[] = {
    {1, 1, N_("New Year's Day")},  {5, 1, N_("Labour Day")},   {5, 17, N_("Constitution Day")},
    {12, 25, N_("Christmas Day")}, {12, 26, N_("Boxing Day")},
};

static const struct moving_holiday moving_holidays[] = {
    {-3, N_("Maundy Thursday")}, {-2, N_("Good Friday")},   {0, N_("Easter Sunday")},
    {1, N_("Easter Monday")},    {39, N_("Ascension Day")}, {49, N_("Whit Sunday")},
    {50, N_("Whit Monday")},
};

static const struct {
    const char *name;
    int latest; /* minute at which shops close at the latest, by helligdagsfredloven § 5 */
} eves[EVE_COUNT] = {
    [EVE_EASTER] = {N_("Easter Eve"), CENTRE_EVE_CLOSES_MINUTE},
    [EVE_WHITSUN] = {N_("Whitsun Eve"), CENTRE_EVE_CLOSES_MINUTE},
    [EVE_CHRISTMAS] = {N_("Christmas Eve"), CENTRE_EVE_CLOSES_MINUTE},
    [EVE_NEW_YEAR] = {N_("New Year's Eve"), 24 * 60},
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

const char *centre_holiday(int64_t day)
{
    const struct date date = day_to_date(day);
    for (size_t i = 0; i < COUNT(fixed_holidays); i++) {
        if (fixed_holidays[i].month == date.month && fixed_holidays[i].day == date.day) {
            return fixed_holidays[i].name;
        }
    }
    const int64_t easter = day_easter(date.year);
    for (size_t i = 0; i < COUNT(moving_holidays); i++) {
        if (easter + moving_holidays[i].after_easter == day) {
            return moving_holidays[i].name;
        }
    }
    return NULL;
}

enum calendar_eve centre_calendar_eve(int64_t day)
{
    const struct date date = day_to_date(day);
    if (date.month == 12 && (date.day == 24 || date.day == 31)) {
        return date.day == 24 ? EVE_CHRISTMAS : EVE_NEW_YEAR;
    }
    const int64_t after_easter = day - day_easter(date.year);
    return after_easter == -1 ? EVE_EASTER : after_easter == 48 ? EVE_WHITSUN : EVE_NONE;
}

const char *centre_calendar_eve_name(enum calendar_eve eve)
{
    return eves[eve].name;
}

int centre_calendar_eve_latest(enum calendar_eve eve)
{
    return eves[eve].latest;
}

static const struct calendar_exception *exception_of(const struct calendar *calendar,
                                                     int64_t owner_id, int64_t day)
{
    for (size_t i = 0; i < calendar->exceptions.count; i++) {
        const struct calendar_exception *exception = &calendar->exceptions.ptr[i];
        if (exception->owner_id == owner_id && exception->day == day) {
            return exception;
        }
    }
    return NULL;
}

/* The owner's pattern on `day`. `*ret_own` says whether it has any pattern then; a weekday without
 * a row is closed. */
static struct hours pattern_of(const struct calendar *calendar, int64_t owner_id, int64_t day,
                               bool *ret_own)
{
    struct hours hours = {.open = false};
    const int weekday = day_weekday(day);
    *ret_own = false;
    for (size_t i = 0; i < calendar->weeks.count; i++) {
        const struct calendar_week *week = &calendar->weeks.ptr[i];
        const bool in_force =
            week->from_day <= day && (week->to_day == NO_I64 || day <= week->to_day);
        if (week->owner_id != owner_id || !in_force) {
            continue;
        }
        *ret_own = true;
        if (week->weekday == weekday) {
            hours = (struct hours){.open = true,
                                   .opens_minute = week->opens_minute,
                                   .closes_minute = week->closes_minute};
        }
    }
    return hours;
}

static struct hours of_exception(const struct calendar_exception *exception, enum lang lang)
{
    return (struct hours){.open = exception->open,
                          .opens_minute = exception->opens_minute,
                          .closes_minute = exception->closes_minute,
                          .note = exception->reason[lang]};
}

/* Both must be open: the time they share. Name and note are those of `outer`. */
static struct hours within(struct hours outer, struct hours inner)
{
    const int opens =
        outer.opens_minute > inner.opens_minute ? outer.opens_minute : inner.opens_minute;
    const int closes =
        outer.closes_minute < inner.closes_minute ? outer.closes_minute : inner.closes_minute;
    outer.open = outer.open && inner.open && opens < closes;
    outer.opens_minute = outer.open ? opens : 0;
    outer.closes_minute = outer.open ? closes : 0;
    return outer;
}

static struct hours shortened_on_eve(const struct calendar *calendar, struct hours hours,
                                     int64_t day)
{
    const enum calendar_eve eve = centre_calendar_eve(day);
    if (eve == EVE_NONE || !hours.open) {
        return hours;
    }
    const int chosen = calendar->eves[eve];
    const int latest = centre_calendar_eve_latest(eve);
    const int closes = chosen > 0 && chosen < latest ? chosen : latest;
    if (chosen < 0) {
        return (struct hours){.reason = eves[eve].name};
    }
    if (hours.closes_minute <= closes) {
        return hours;
    }
    hours = within(hours, (struct hours){.open = true, .closes_minute = closes});
    hours.reason = eves[eve].name;
    return hours;
}

bool centre_calendar_own_entrance(const struct calendar *calendar, int64_t tenant_id)
{
    for (size_t i = 0; i < calendar->own_entrance.count; i++) {
        if (calendar->own_entrance.ptr[i] == tenant_id) {
            return true;
        }
    }
    return false;
}

struct hours centre_calendar_week(const struct calendar *calendar, int64_t owner_id, int64_t day)
{
    bool own = false;
    return pattern_of(calendar, owner_id, day, &own);
}

static struct hours hours_of_house(const struct calendar *calendar, int64_t day, enum lang lang)
{
    bool has = false;
    const struct hours pattern = pattern_of(calendar, CENTRE_HOUSE, day, &has);
    const struct calendar_exception *exception = exception_of(calendar, CENTRE_HOUSE, day);
    if (exception != NULL) {
        return of_exception(exception, lang);
    }
    const char *holiday = centre_holiday(day);
    if (holiday != NULL) {
        return (struct hours){.reason = holiday};
    }
    return shortened_on_eve(calendar, pattern, day);
}

/* A shop that is reached through the house is open while the house is. Why it is not comes from the
 * house, where the house is what closes it. */
static struct hours inside(struct hours house, struct hours shop)
{
    if (!shop.open) {
        return shop;
    }
    if (!house.open) {
        return house;
    }
    struct hours hours = within(shop, house);
    const bool narrowed = hours.opens_minute != shop.opens_minute ||
                          hours.closes_minute != shop.closes_minute || !hours.open;
    if (hours.note.len == 0) {
        hours.note = house.note;
    }
    if (narrowed && hours.reason == NULL) {
        hours.reason = house.reason;
    }
    return hours;
}

struct hours centre_calendar_usual(const struct calendar *calendar, int64_t tenant_id, int64_t day)
{
    bool own = false;
    bool has = false;
    const struct hours house = pattern_of(calendar, CENTRE_HOUSE, day, &has);
    const struct hours shop = pattern_of(calendar, tenant_id, day, &own);
    if (tenant_id == CENTRE_HOUSE || !own) {
        return house;
    }
    return centre_calendar_own_entrance(calendar, tenant_id) ? shop : inside(house, shop);
}

struct hours centre_calendar_hours(const struct calendar *calendar, int64_t tenant_id, int64_t day,
                                   enum lang lang)
{
    bool own = false;
    const struct hours house = hours_of_house(calendar, day, lang);
    if (tenant_id == CENTRE_HOUSE) {
        return house;
    }
    const bool free = centre_calendar_own_entrance(calendar, tenant_id);
    const struct calendar_exception *exception = exception_of(calendar, tenant_id, day);
    if (exception != NULL) {
        const struct hours hours = of_exception(exception, lang);
        return free ? hours : inside(house, hours);
    }
    const struct hours shop = pattern_of(calendar, tenant_id, day, &own);
    if (!own) {
        return house;
    }
    if (!free) {
        /* On a day that it is away anyway, a holiday is still the reason that people look for. */
        return shop.open || house.open ? inside(house, shop) : house;
    }
    const char *holiday = centre_holiday(day);
    return holiday != NULL ? (struct hours){.reason = holiday}
                           : shortened_on_eve(calendar, shop, day);
}

bool centre_calendar_next(const struct calendar *calendar, int64_t tenant_id, int64_t first_day,
                          enum lang lang, int64_t *ret_day, struct hours *ret_hours)
{
    for (int64_t day = first_day; day < first_day + CENTRE_DAYS_AHEAD; day++) {
        const struct hours hours = centre_calendar_hours(calendar, tenant_id, day, lang);
        if (hours.open) {
            *ret_day = day;
            *ret_hours = hours;
            return true;
        }
    }
    return false;
}

enum open_state centre_calendar_state(const struct calendar *calendar, int64_t tenant_id,
                                      int64_t today, int minute, enum lang lang, int64_t *ret_day,
                                      struct hours *ret_hours)
{
    const struct hours hours = centre_calendar_hours(calendar, tenant_id, today, lang);
    if (hours.open && minute < hours.closes_minute) {
        *ret_day = today;
        *ret_hours = hours;
        return minute >= hours.opens_minute ? OPEN_NOW : OPEN_LATER;
    }
    struct hours next = {.open = false};
    int64_t next_day = NO_I64;
    (void)centre_calendar_next(calendar, tenant_id, today + 1, lang, &next_day, &next);
    *ret_day = next_day;
    *ret_hours = next;
    return hours.open && next_day != NO_I64 ? OPEN_LATER : CLOSED_TODAY;
}

int centre_calendar_hold_minute(const struct hours *hours)
{
    if (hours->opens_minute >= CENTRE_HOLD_MINUTE || hours->closes_minute < CENTRE_HOLD_MINUTE) {
        return hours->closes_minute;
    }
    return CENTRE_HOLD_MINUTE;
}

bool centre_calendar_week_valid(const int minutes[7][2])
{
    for (int i = 0; i < 7; i++) {
        const int opens = minutes[i][0];
        const int closes = minutes[i][1];
        const bool closed = opens == 0 && closes == 0;
        if (!closed && (opens < 0 || opens >= closes || closes > 24 * 60)) {
            return false;
        }
    }
    return true;
}
