/* SPDX-License-Identifier: EUPL-1.2 */
/* The house and its hours as schema.org tells them, for search engines. */
#include "base/day.h"
#include "centre/centre.h"
#include "centre/centre_cache.h"
#include "json/json.h"

#include "base/banned.h"

#define SPECIAL_DAYS 90
#define JSON_MAX     ((size_t)64 * 1024)

struct usual_question {
    int64_t tenant_id;
    int64_t day;
    struct hours hours;
};

static void ask_usual(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)centre;
    struct usual_question *question = arg;
    question->hours = centre_calendar_usual(calendar, question->tenant_id, question->day);
}

enum status centre_usual_hours(struct ctx *ctx, int64_t tenant_id, int64_t day,
                               struct hours *ret_hours)
{
    struct usual_question question = {.tenant_id = tenant_id, .day = day};
    TRY(centre_cache_with(ctx, ask_usual, &question));
    question.hours.note = STR("");
    *ret_hours = question.hours;
    return OK;
}

bool centre_hours_same(const struct hours *a, const struct hours *b)
{
    return a->open == b->open && (!a->open || (a->opens_minute == b->opens_minute &&
                                               a->closes_minute == b->closes_minute));
}

/* Midnight at the end of a day has no time of its own there. */
static void put_time(struct ctx *ctx, struct json_out *out, const char *name, int minute)
{
    const int shown = minute >= 24 * 60 ? 24 * 60 - 1 : minute;
    json_key(out, name);
    json_put_str(out, str_format(ctx->mem, "%02d:%02d", shown / 60, shown % 60));
}

static void put_text(struct json_out *out, const char *name, struct str value)
{
    if (value.len > 0) {
        json_key(out, name);
        json_put_str(out, value);
    }
}

/* Closed all day is told as open from midnight to midnight. */
static void put_special(struct ctx *ctx, struct json_out *out, int64_t day,
                        const struct hours *hours)
{
    json_object_begin(out);
    put_text(out, "@type", STR("OpeningHoursSpecification"));
    put_text(out, "validFrom", day_iso(ctx->mem, day));
    put_text(out, "validThrough", day_iso(ctx->mem, day));
    put_time(ctx, out, "opens", hours->open ? hours->opens_minute : 0);
    put_time(ctx, out, "closes", hours->open ? hours->closes_minute : 0);
    json_object_end(out);
}

enum status centre_hours_json(struct ctx *ctx, int64_t tenant_id, struct json_out *out)
{
    static const char *const names[7] = {
        "https://schema.org/Monday",   "https://schema.org/Tuesday", "https://schema.org/Wednesday",
        "https://schema.org/Thursday", "https://schema.org/Friday",  "https://schema.org/Saturday",
        "https://schema.org/Sunday"};
    const int64_t today = centre_today(ctx);
    struct hours usual;
    struct hours hours;
    json_key(out, "openingHoursSpecification");
    json_array_begin(out);
    for (int64_t day = today; day < today + 7; day++) {
        TRY(centre_usual_hours(ctx, tenant_id, day, &usual));
        if (usual.open) {
            json_object_begin(out);
            put_text(out, "@type", STR("OpeningHoursSpecification"));
            put_text(out, "dayOfWeek", str_of(names[day_weekday(day) - 1]));
            put_time(ctx, out, "opens", usual.opens_minute);
            put_time(ctx, out, "closes", usual.closes_minute);
            json_object_end(out);
        }
    }
    json_array_end(out);
    json_key(out, "specialOpeningHoursSpecification");
    json_array_begin(out);
    for (int64_t day = today; day < today + SPECIAL_DAYS; day++) {
        TRY(centre_usual_hours(ctx, tenant_id, day, &usual));
        TRY(centre_hours(ctx, tenant_id, day, &hours));
        if (!centre_hours_same(&usual, &hours)) {
            put_special(ctx, out, day, &hours);
        }
    }
    json_array_end(out);
    return OK;
}

void centre_address_json(const struct centre *centre, struct json_out *out)
{
    json_key(out, "address");
    json_object_begin(out);
    put_text(out, "@type", STR("PostalAddress"));
    put_text(out, "streetAddress", centre->address);
    put_text(out, "addressCountry", STR("NO"));
    json_object_end(out);
}

static void put_position(struct json_out *out, struct str position)
{
    const ptrdiff_t comma = str_find_byte(position, ',');
    if (comma < 0) {
        return;
    }
    json_key(out, "geo");
    json_object_begin(out);
    put_text(out, "@type", STR("GeoCoordinates"));
    put_text(out, "latitude", str_slice(position, 0, (size_t)comma));
    put_text(out, "longitude", str_slice(position, (size_t)comma + 1, position.len));
    json_object_end(out);
}

enum status centre_house_jsonld(struct ctx *ctx, const struct request *req, struct str *ret_json)
{
    struct centre centre;
    struct strbuf buf;
    TRY(centre_get(ctx, &centre));
    strbuf_init(&buf, JSON_MAX);
    struct json_out out = {.buf = &buf};
    json_object_begin(&out);
    put_text(&out, "@context", STR("https://schema.org"));
    put_text(&out, "@type", STR("Store"));
    put_text(&out, "name", centre.name);
    put_text(&out, "url", centre_whole_address(ctx, req, url_build(ctx, "/", NULL, 0)));
    put_text(&out, "image", centre_whole_address(ctx, req, url_asset("house.png")));
    put_text(&out, "telephone", centre.phone);
    put_text(&out, "email", centre.email);
    centre_address_json(&centre, &out);
    put_position(&out, centre.position);
    const enum status status = centre_hours_json(ctx, 0, &out);
    json_object_end(&out);
    *ret_json = strbuf_copy(&buf, ctx->mem);
    strbuf_finish(&buf);
    return status;
}
