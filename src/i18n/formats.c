/* SPDX-License-Identifier: EUPL-1.2 */
/* Money, weights, numbers, days and times as people write them in each language. */
#include <stdio.h>

#include "base/day.h"
#include "base/strbuf.h"
#include "i18n/i18n.h"
#include "i18n/timezone.h"

#include "base/banned.h"

#define NO_BREAK_SPACE "\xc2\xa0"
#define MINUS          "\xe2\x88\x92"

#define G_PER_KG    UINT64_C(1000)
#define G_PER_TONNE UINT64_C(1000000)

static bool is_english(const struct ctx *ctx)
{
    return ctx->lang == LANG_EN;
}

static uint64_t magnitude(int64_t number)
{
    return number < 0 ? 0 - (uint64_t)number : (uint64_t)number;
}

/* ---- numbers ----------------------------------------------------------------------------------
 */

static void put_grouped(struct strbuf *out, uint64_t number, bool english)
{
    char digits[24];
    size_t at = sizeof(digits);
    do {
        digits[--at] = (char)('0' + number % 10);
        number /= 10;
    } while (number != 0);
    const size_t first = at;
    for (; at < sizeof(digits); at++) {
        if (at > first && (sizeof(digits) - at) % 3 == 0) {
            strbuf_cstr(out, english ? "," : NO_BREAK_SPACE);
        }
        strbuf_byte(out, digits[at]);
    }
}

static struct str finish(struct ctx *ctx, struct strbuf *out)
{
    const struct str text = strbuf_copy(out, ctx->mem);
    strbuf_finish(out);
    return text;
}

static void begin(struct strbuf *out, int64_t number)
{
    strbuf_init(out, 200);
    if (number < 0) {
        strbuf_literal(out, MINUS);
    }
}

struct str i18n_number(struct ctx *ctx, int64_t number)
{
    struct strbuf out;
    begin(&out, number);
    put_grouped(&out, magnitude(number), is_english(ctx));
    return finish(ctx, &out);
}

struct str i18n_milli(struct ctx *ctx, int64_t milli)
{
    const uint64_t amount = magnitude(milli);
    struct strbuf out;
    begin(&out, milli);
    put_grouped(&out, amount / 1000, is_english(ctx));
    int decimals = (int)(amount % 1000);
    if (decimals != 0) {
        int places = 3;
        for (; decimals % 10 == 0; decimals /= 10) {
            places--;
        }
        strbuf_format(&out, "%c%0*d", is_english(ctx) ? '.' : ',', places, decimals);
    }
    return finish(ctx, &out);
}

struct str i18n_money(struct ctx *ctx, int64_t ore)
{
    const bool english = is_english(ctx);
    const uint64_t amount = magnitude(ore);
    struct strbuf out;
    begin(&out, ore);
    if (english) {
        strbuf_literal(&out, "NOK" NO_BREAK_SPACE);
    }
    put_grouped(&out, amount / 100, english);
    if (amount % 100 != 0) {
        strbuf_format(&out, "%c%02d", english ? '.' : ',', (int)(amount % 100));
    }
    if (!english) {
        strbuf_literal(&out, NO_BREAK_SPACE "kr");
    }
    return finish(ctx, &out);
}

/* ---- weights ----------------------------------------------------------------------------------
 */

/* `number` rounded half up to three significant digits. */
static uint64_t three_digits(uint64_t number)
{
    uint64_t unit = 1;
    while (number / unit >= 1000) {
        unit *= 10;
    }
    const uint64_t rounded = number / unit + (unit > 1 && number % unit >= unit / 2);
    return rounded * unit;
}

/* `number` ÷ `unit` with the decimals that are not zero, at most two. */
static void put_decimal(struct strbuf *out, uint64_t number, uint64_t unit, bool english)
{
    put_grouped(out, number / unit, english);
    const int hundredths = (int)(number % unit * 100 / unit);
    if (hundredths == 0) {
        return;
    }
    strbuf_byte(out, english ? '.' : ',');
    if (hundredths % 10 == 0) {
        strbuf_format(out, "%d", hundredths / 10);
    } else {
        strbuf_format(out, "%02d", hundredths);
    }
}

struct str i18n_grams(struct ctx *ctx, int64_t g)
{
    const bool english = is_english(ctx);
    const uint64_t rounded = three_digits(magnitude(g));
    struct strbuf out;
    begin(&out, g);
    if (rounded < G_PER_KG) {
        put_grouped(&out, rounded, english);
        strbuf_literal(&out, NO_BREAK_SPACE "g");
    } else if (rounded < G_PER_TONNE) {
        put_decimal(&out, rounded, G_PER_KG, english);
        strbuf_literal(&out, NO_BREAK_SPACE "kg");
    } else {
        const bool one = rounded == G_PER_TONNE;
        put_decimal(&out, rounded, G_PER_TONNE, english);
        strbuf_cstr(&out, !english ? NO_BREAK_SPACE "tonn"
                          : one    ? NO_BREAK_SPACE "tonne"
                                   : NO_BREAK_SPACE "tonnes");
    }
    return finish(ctx, &out);
}

/* ---- days -------------------------------------------------------------------------------------
 */

static const char *weekday_name(enum lang lang, int64_t day)
{
    static const char *const names[LANG_COUNT][7] = {
        [LANG_NB] = {"mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"},
        [LANG_NN] = {"måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "søndag"},
        [LANG_EN] = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"},
    };
    return names[lang][day_weekday(day) - 1];
}

static const char *month_name(enum lang lang, int month)
{
    static const char *const norwegian[12] = {"januar",    "februar", "mars",     "april",
                                              "mai",       "juni",    "juli",     "august",
                                              "september", "oktober", "november", "desember"};
    static const char *const english[12] = {"January",   "February", "March",    "April",
                                            "May",       "June",     "July",     "August",
                                            "September", "October",  "November", "December"};
    return lang == LANG_EN ? english[month - 1] : norwegian[month - 1];
}

/* With the year unless it is the year of `today`. */
static struct str format_day(struct ctx *ctx, int64_t day, int64_t today)
{
    const struct date date = day_to_date(day);
    struct strbuf out;
    strbuf_init(&out, 200);
    strbuf_format(&out,
                  is_english(ctx) ? "%s %d" NO_BREAK_SPACE "%s" : "%s %d." NO_BREAK_SPACE "%s",
                  weekday_name(ctx->lang, day), date.day, month_name(ctx->lang, date.month));
    if (date.year != day_to_date(today).year) {
        strbuf_format(&out, " %d", date.year);
    }
    return finish(ctx, &out);
}

struct str i18n_day(struct ctx *ctx, int64_t day)
{
    return format_day(ctx, day, timezone_local(ctx->zone, ctx->now_ms).day);
}

struct str i18n_day_relative(struct ctx *ctx, int64_t day, int64_t today)
{
    static const char *const near[LANG_COUNT][3] = {
        [LANG_NB] = {"i går", "i dag", "i morgen"},
        [LANG_NN] = {"i går", "i dag", "i morgon"},
        [LANG_EN] = {"yesterday", "today", "tomorrow"},
    };
    const int64_t ahead = day - today;
    if (ahead >= -1 && ahead <= 1) {
        return str_of(near[ctx->lang][ahead + 1]);
    }
    if (ahead > 1 && ahead < 7) {
        return str_format(ctx->mem, "%s %s", is_english(ctx) ? "on" : "på",
                          weekday_name(ctx->lang, day));
    }
    return format_day(ctx, day, today);
}

static struct str english_time(struct ctx *ctx, int minutes)
{
    const int hour = minutes / 60 % 24;
    const int clock_hour = hour % 12 == 0 ? 12 : hour % 12;
    const char *half = hour < 12 ? "am" : "pm";
    return minutes % 60 == 0 ? str_format(ctx->mem, "%d" NO_BREAK_SPACE "%s", clock_hour, half)
                             : str_format(ctx->mem, "%d:%02d" NO_BREAK_SPACE "%s", clock_hour,
                                          minutes % 60, half);
}

struct str i18n_time(struct ctx *ctx, int minutes)
{
    if (is_english(ctx)) {
        return english_time(ctx, minutes);
    }
    return minutes % 60 == 0 ? str_format(ctx->mem, "%d", minutes / 60)
                             : str_format(ctx->mem, "%d.%02d", minutes / 60, minutes % 60);
}
