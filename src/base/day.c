/* SPDX-License-Identifier: EUPL-1.2 */
/* Calendar arithmetic. */
#include "base/day.h"

#include "base/banned.h"

int64_t day_from_date(struct date date)
{
    const int64_t year = date.month <= 2 ? (int64_t)date.year - 1 : date.year;
    const int64_t era = (year >= 0 ? year : year - 399) / 400;
    const int64_t year_of_era = year - era * 400;
    const int64_t month = date.month > 2 ? date.month - 3 : date.month + 9;
    const int64_t day_of_year = (153 * month + 2) / 5 + date.day - 1;
    const int64_t day_of_era =
        year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    return era * 146097 + day_of_era - 719468;
}

struct date day_to_date(int64_t day)
{
    const int64_t shifted = day + 719468;
    const int64_t era = (shifted >= 0 ? shifted : shifted - 146096) / 146097;
    const int64_t day_of_era = shifted - era * 146097;
    const int64_t year_of_era =
        (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
    const int64_t day_of_year =
        day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    const int64_t month = (5 * day_of_year + 2) / 153;
    struct date date = {
        .year = (int)(year_of_era + era * 400),
        .month = (int)(month < 10 ? month + 3 : month - 9),
        .day = (int)(day_of_year - (153 * month + 2) / 5 + 1),
    };
    if (date.month <= 2) {
        date.year++;
    }
    return date;
}

static bool is_leap(int year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

bool day_date_is_valid(struct date date)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    if (date.year < 1 || date.year > 9999 || date.month < 1 || date.month > 12 || date.day < 1) {
        return false;
    }
    const int length = date.month == 2 && is_leap(date.year) ? 29 : lengths[date.month - 1];
    return date.day <= length;
}

int day_weekday(int64_t day)
{
    /* 1970-01-01 was a Thursday. */
    const int64_t since_monday = (day + 3) % 7;
    return (int)(since_monday < 0 ? since_monday + 7 : since_monday) + 1;
}

int day_week(int64_t day)
{
    const int64_t thursday = day + 4 - day_weekday(day);
    const struct date first = {day_to_date(thursday).year, 1, 1};
    return (int)((thursday - day_from_date(first)) / 7) + 1;
}

int64_t day_easter(int year)
{
    const int a = year % 19;
    const int b = year / 100;
    const int c = year % 100;
    const int d = b / 4;
    const int e = b % 4;
    const int f = (b + 8) / 25;
    const int g = (b - f + 1) / 3;
    const int h = (19 * a + b - d - g + 15) % 30;
    const int i = c / 4;
    const int k = c % 4;
    const int l = (32 + 2 * e + 2 * i - h - k) % 7;
    const int m = (a + 11 * h + 22 * l) / 451;
    const int n = h + l - 7 * m + 114;
    return day_from_date((struct date){year, n / 31, n % 31 + 1});
}

struct str day_iso(struct arena *arena, int64_t day)
{
    const struct date date = day_to_date(day);
    return str_format(arena, "%04d-%02d-%02d", date.year, date.month, date.day);
}

static bool digits(struct str s, size_t from, size_t to, int *ret_number)
{
    int number = 0;
    for (size_t i = from; i < to; i++) {
        if (s.ptr[i] < '0' || s.ptr[i] > '9') {
            return false;
        }
        number = number * 10 + (s.ptr[i] - '0');
    }
    *ret_number = number;
    return true;
}

bool day_parse_iso(struct str s, int64_t *ret_day)
{
    struct date date = {0};
    if (s.len != 10 || s.ptr[4] != '-' || s.ptr[7] != '-' || !digits(s, 0, 4, &date.year) ||
        !digits(s, 5, 7, &date.month) || !digits(s, 8, 10, &date.day) || !day_date_is_valid(date)) {
        return false;
    }
    *ret_day = day_from_date(date);
    return true;
}
