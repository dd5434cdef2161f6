/* SPDX-License-Identifier: EUPL-1.2 */
/* Events as text/calendar (RFC 5545), for calendars that read an address again and again. */
#ifndef OMBRUK_I18N_CALENDAR_H
#define OMBRUK_I18N_CALENDAR_H

#include "base/ctx.h"

struct calendar_event {
    struct str uid; /* the same each time: a changed event replaces its old self */
    bool all_day;   /* of `day`; the instants are not looked at */
    int64_t day;    /* since 1970-01-01, wherever the reader is */
    int64_t starts_ms;
    int64_t ends_ms; /* after the start */
    struct str summary;
    struct str location;    /* may be empty */
    struct str description; /* may be empty */
};
struct calendar_events {
    struct calendar_event *ptr;
    size_t count;
    size_t capacity;
};

/* A whole VCALENDAR called `name` with one VEVENT for each event, in ctx->mem: times in UTC, so
 * that no time zone has to be sent along, lines folded and ended with CRLF, texts escaped. Seconds
 * are kept, milliseconds cut. Without events the calendar is empty, which RFC 5545 (3.6) does not
 * foresee and readers take as "nothing planned". Thread-safe. */
struct str calendar_text(struct ctx *ctx, struct str name, const struct calendar_events *events);

#endif
