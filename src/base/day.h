/* SPDX-License-Identifier: EUPL-1.2 */
/* Days of the proleptic Gregorian calendar as a count since 1970-01-01, and Easter.
 *
 * A day is an int64 named `…_day`. Which day an instant falls on depends on a time zone and is
 * answered by timezone.h. Supported: years 1 to 9999. */
#ifndef OMBRUK_BASE_DAY_H
#define OMBRUK_BASE_DAY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/str.h"

#define MS_PER_SECOND INT64_C(1000)
#define MS_PER_MINUTE (60 * MS_PER_SECOND)
#define MS_PER_HOUR   (60 * MS_PER_MINUTE)
#define MS_PER_DAY    (24 * MS_PER_HOUR)

struct date {
    int year;
    int month; /* 1 to 12 */
    int day;   /* 1 to 31 */
};

/* Algorithm: H. Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil. */
int64_t day_from_date(struct date date);
struct date day_to_date(int64_t day);

/* True if the date exists in the calendar and the year is 1 to 9999. */
bool day_date_is_valid(struct date date);

/* ISO weekday: Monday 1 to Sunday 7. */
int day_weekday(int64_t day);
/* ISO 8601 week, 1 to 53: the first is the one with the year's first Thursday. */
int day_week(int64_t day);

/* Easter Sunday of `year` (1583 to 9999): Meeus, Astronomical Algorithms, chapter 8. */
int64_t day_easter(int year);

/* "2026-11-23" and back; false unless it is exactly that form and an existing date. */
struct str day_iso(struct arena *arena, int64_t day);
bool day_parse_iso(struct str s, int64_t *ret_day);

#endif
