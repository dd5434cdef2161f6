/* SPDX-License-Identifier: EUPL-1.2 */
/* text/calendar written by libical, which folds lines and escapes texts. */
#include "i18n/calendar.h"

#include <libical/ical.h>

#include "base/day.h"

#include "base/banned.h"

/* libical wants texts with a NUL at the end; a slice need not have one. */
static const char *text_of(struct ctx *ctx, struct str text)
{
    return str_copy(ctx->mem, text).ptr;
}

static struct icaltimetype time_of(int64_t at_ms)
{
    const int64_t day = at_ms / MS_PER_DAY;
    const int64_t second = at_ms % MS_PER_DAY / MS_PER_SECOND;
    const struct date date = day_to_date(day);
    struct icaltimetype at = icaltime_null_time();
    at.year = date.year;
    at.month = date.month;
    at.day = date.day;
    at.hour = (int)(second / 3600);
    at.minute = (int)(second / 60 % 60);
    at.second = (int)(second % 60);
    at.zone = icaltimezone_get_utc_timezone();
    return at;
}

static struct icaltimetype date_of(int64_t day)
{
    const struct date date = day_to_date(day);
    struct icaltimetype at = icaltime_null_date();
    at.year = date.year;
    at.month = date.month;
    at.day = date.day;
    return at;
}

static icalcomponent *component_of(struct ctx *ctx, const struct calendar_event *event)
{
    icalcomponent *component = icalcomponent_new(ICAL_VEVENT_COMPONENT);
    icalcomponent_add_property(component, icalproperty_new_uid(text_of(ctx, event->uid)));
    icalcomponent_add_property(component, icalproperty_new_dtstamp(time_of(ctx->now_ms)));
    const struct icaltimetype starts =
        event->all_day ? date_of(event->day) : time_of(event->starts_ms);
    const struct icaltimetype ends =
        event->all_day ? date_of(event->day + 1) : time_of(event->ends_ms);
    icalcomponent_add_property(component, icalproperty_new_dtstart(starts));
    icalcomponent_add_property(component, icalproperty_new_dtend(ends));
    icalcomponent_add_property(component, icalproperty_new_summary(text_of(ctx, event->summary)));
    if (event->location.len > 0) {
        icalcomponent_add_property(component,
                                   icalproperty_new_location(text_of(ctx, event->location)));
    }
    if (event->description.len > 0) {
        icalcomponent_add_property(component,
                                   icalproperty_new_description(text_of(ctx, event->description)));
    }
    return component;
}

/* A property that RFC 5545 does not name but calendars read: what to call the whole. */
static void add_name(icalcomponent *calendar, const char *name)
{
    icalproperty *property = icalproperty_new_x(name);
    icalproperty_set_x_name(property, "X-WR-CALNAME");
    icalcomponent_add_property(calendar, property);
}

struct str calendar_text(struct ctx *ctx, struct str name, const struct calendar_events *events)
{
    icalcomponent *calendar = icalcomponent_new(ICAL_VCALENDAR_COMPONENT);
    icalcomponent_add_property(calendar, icalproperty_new_version("2.0"));
    icalcomponent_add_property(calendar, icalproperty_new_prodid("-//Ombruk//Ombruk//EN"));
    icalcomponent_add_property(calendar, icalproperty_new_method(ICAL_METHOD_PUBLISH));
    add_name(calendar, text_of(ctx, name));
    for (size_t i = 0; i < events->count; i++) {
        icalcomponent_add_component(calendar, component_of(ctx, &events->ptr[i]));
    }
    char *made = icalcomponent_as_ical_string_r(calendar);
    const struct str text = str_copy(ctx->mem, str_of(made));
    icalmemory_free_buffer(made);
    icalcomponent_free(calendar);
    return text;
}
