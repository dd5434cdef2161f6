/* SPDX-License-Identifier: EUPL-1.2 */
/* Local time of IANA zones: libical reads the system's tzdata; what it says is cached by day, as
 * asking it takes its lock and most days have one offset. */
#include "i18n/timezone.h"

#include <pthread.h>
#include <stdatomic.h>

#include <libical/ical.h>

#include "base/day.h"
#include "base/log.h"

#include "base/banned.h"

#define ZONES_MAX      64
#define NAME_MAX_BYTES 48
#define DAYS_CACHED    1024 /* a power of two: days are mapped to it directly */
#define S_PER_DAY      INT64_C(86400)

/* A cached day: its number in the upper half, its offset in seconds in the lower. */
struct zone {
    char name[NAME_MAX_BYTES + 1];
    icaltimezone *source;
    _Atomic uint64_t days[DAYS_CACHED];
};

/* Filled once per zone and never changed again; read without a lock up to zone_count. */
static struct zone zones[ZONES_MAX];
static atomic_int zone_count;
static atomic_bool unknown_logged;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* around libical, and adding a zone */

#define NO_DAY      0
#define DAY_CHANGES INT32_MIN /* in place of an offset: the day has more than one */

/* ---- zones ------------------------------------------------------------------------------------
 */

static bool is_zone_name(struct str name)
{
    for (size_t i = 0; i < name.len; i++) {
        const char c = name.ptr[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                           (c >= '0' && c <= '9') || c == '_' || c == '/' || c == '+' || c == '-';
        if (!plain) {
            return false;
        }
    }
    return name.len > 0 && name.len <= NAME_MAX_BYTES && name.ptr[0] != '/';
}

static struct zone *find(struct str name)
{
    const int count = atomic_load_explicit(&zone_count, memory_order_acquire);
    for (int i = 0; i < count; i++) {
        if (str_equal(str_of(zones[i].name), name)) {
            return &zones[i];
        }
    }
    return NULL;
}

/* With the lock held. NULL if there is no such zone, or no room. */
static struct zone *load(struct str name)
{
    struct zone *known = find(name);
    const int count = atomic_load(&zone_count);
    if (known != NULL || count == ZONES_MAX) {
        return known;
    }
    struct zone *zone = &zones[count];
    memcpy(zone->name, name.ptr, name.len);
    zone->name[name.len] = '\0';
    zone->source = icaltimezone_get_builtin_timezone(zone->name);
    if (zone->source == NULL) {
        return NULL;
    }
    atomic_store_explicit(&zone_count, count + 1, memory_order_release);
    return zone;
}

static struct zone *zone_of(struct str name)
{
    struct zone *zone = find(name);
    if (zone != NULL || !is_zone_name(name)) {
        return zone;
    }
    pthread_mutex_lock(&lock);
    zone = load(name);
    pthread_mutex_unlock(&lock);
    return zone;
}

/* The zone, or NULL for UTC. */
static struct zone *zone_or_utc(struct str name)
{
    struct zone *zone = zone_of(name);
    if (zone == NULL && name.len > 0 && !atomic_exchange(&unknown_logged, true)) {
        log_warn("timezone", "why=\"unknown zone, read as UTC\"");
    }
    return zone;
}

bool timezone_exists(struct str zone)
{
    return zone_of(zone) != NULL;
}

/* ---- offsets ----------------------------------------------------------------------------------
 */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static int ask(struct zone *zone, int64_t at_s)
{
    const int64_t day = floor_div(at_s, S_PER_DAY);
    const int second = (int)(at_s - day * S_PER_DAY);
    const struct date date = day_to_date(day);
    struct icaltimetype at = icaltime_null_time();
    at.year = date.year;
    at.month = date.month;
    at.day = date.day;
    at.hour = second / 3600;
    at.minute = second / 60 % 60;
    at.second = second % 60;
    at.zone = icaltimezone_get_utc_timezone();
    pthread_mutex_lock(&lock);
    const int offset = icaltimezone_get_utc_offset_of_utc_time(zone->source, &at, NULL);
    pthread_mutex_unlock(&lock);
    return offset;
}

/* One offset for all of the UTC day, or DAY_CHANGES. */
static int32_t day_offset(struct zone *zone, int64_t day)
{
    _Atomic uint64_t *slot = &zone->days[(uint64_t)day % DAYS_CACHED];
    const uint64_t cached = atomic_load_explicit(slot, memory_order_relaxed);
    /* Day -1 has no own number once NO_DAY is taken; it is asked anew each time. */
    const uint64_t number = (uint64_t)(uint32_t)(day + 1);
    if (cached != NO_DAY && cached >> 32 == number) {
        return (int32_t)(uint32_t)cached;
    }
    const int first = ask(zone, day * S_PER_DAY);
    const int last = ask(zone, (day + 1) * S_PER_DAY - 1);
    const int32_t offset = first == last ? first : DAY_CHANGES;
    if (number != 0) {
        atomic_store_explicit(slot, number << 32 | (uint32_t)offset, memory_order_relaxed);
    }
    return offset;
}

static int offset_at(struct zone *zone, int64_t at_s)
{
    const int32_t offset = day_offset(zone, floor_div(at_s, S_PER_DAY));
    return offset == DAY_CHANGES ? ask(zone, at_s) : offset;
}

/* ---- conversions ------------------------------------------------------------------------------
 */

struct local_time timezone_local(struct str zone_name, int64_t at_ms)
{
    struct zone *zone = zone_or_utc(zone_name);
    const int64_t at_s = floor_div(at_ms, MS_PER_SECOND);
    const int64_t local_s = at_s + (zone == NULL ? 0 : offset_at(zone, at_s));
    const int64_t day = floor_div(local_s, S_PER_DAY);
    return (struct local_time){.day = day, .minute = (int)((local_s - day * S_PER_DAY) / 60)};
}

/* The first instant with another offset than that of `from_s`, which is before it; `to_s` is after
 * it, at most two days later. */
static int64_t change_between(struct zone *zone, int64_t from_s, int64_t to_s)
{
    const int before = offset_at(zone, from_s);
    while (to_s - from_s > 1) {
        const int64_t middle_s = from_s + (to_s - from_s) / 2;
        if (offset_at(zone, middle_s) == before) {
            from_s = middle_s;
        } else {
            to_s = middle_s;
        }
    }
    return to_s;
}

int64_t timezone_instant(struct str zone_name, int64_t day, int minute)
{
    struct zone *zone = zone_or_utc(zone_name);
    const int64_t local_s = day * S_PER_DAY + (int64_t)minute * 60;
    if (zone == NULL) {
        return local_s * MS_PER_SECOND;
    }
    /* The offsets a day before and after enclose any change near; the one before gives the first
     * of two instants. */
    const int64_t first_s = local_s - offset_at(zone, local_s - S_PER_DAY);
    if (first_s + offset_at(zone, first_s) == local_s) {
        return first_s * MS_PER_SECOND;
    }
    const int64_t second_s = local_s - offset_at(zone, local_s + S_PER_DAY);
    if (second_s + offset_at(zone, second_s) == local_s) {
        return second_s * MS_PER_SECOND;
    }
    return change_between(zone, second_s, first_s) * MS_PER_SECOND;
}
