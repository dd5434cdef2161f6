/* SPDX-License-Identifier: EUPL-1.2 */
/* The centre of a request, what time it is there, and when it is open. */
#include "base/id.h"
#include "centre/centre_cache.h"
#include "centre/centre_map.h"
#include "centre/centre_store.h"
#include "i18n/i18n.h"
#include "i18n/timezone.h"

#include "base/banned.h"

#define SLUG_MIN 2
#define SLUG_MAX 40

/* ---- the centre itself -------------------------------------------------------------------------
 */

static bool slug_is_valid(struct str slug)
{
    if (slug.len < SLUG_MIN || slug.len > SLUG_MAX) {
        return false;
    }
    for (size_t i = 0; i < slug.len; i++) {
        const char sign = slug.ptr[i];
        if (!(sign >= 'a' && sign <= 'z') && !(sign >= '0' && sign <= '9') && sign != '-') {
            return false;
        }
    }
    return true;
}

static enum status add_in_write(struct ctx *ctx, void *arg)
{
    static const int usual[7][2] = {{600, 1080}, {600, 1080}, {600, 1080}, {600, 1080},
                                    {600, 1080}, {600, 960},  {0, 0}};
    const struct centre *centre = arg;
    const int64_t today = timezone_local(centre->time_zone, ctx->now_ms).day;
    ctx->centre_id = centre->id;
    TRY(centre_store_add(ctx, centre));
    return centre_store_week(ctx, CENTRE_HOUSE, today, usual);
}

enum status centre_add(struct ctx *ctx, const struct centre *centre)
{
    if (!slug_is_valid(centre->slug)) {
        return ctx_fail(
            ctx, INVALID,
            N_("Write the short name with small letters a–z, digits and hyphens, 2 to 40 "
               "in all."),
            "slug");
    }
    if (centre->name.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write the name of the centre."), "name");
    }
    struct centre added = *centre;
    added.time_zone = centre->time_zone.len > 0 ? centre->time_zone : STR("Europe/Oslo");
    if (!timezone_exists(added.time_zone)) {
        return ctx_fail(ctx, INVALID, N_("That time zone does not exist."), "time_zone");
    }
    struct map map;
    TRY(centre_map_read(ctx, centre->map, &map));
    added.id = id_new();
    const int64_t before = ctx->centre_id;
    const enum status status = db_write(ctx, add_in_write, &added);
    if (status != OK) {
        ctx->centre_id = before;
    }
    if (status == CONFLICT) {
        return ctx_fail(ctx, CONFLICT, N_("Another centre has that short name."), "slug");
    }
    return status;
}

struct copying {
    struct ctx *ctx;
    struct centre *ret_centre;
};

static void copy_centre(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    const struct copying *copying = arg;
    struct arena *mem = copying->ctx->mem;
    *copying->ret_centre = (struct centre){.id = centre->id,
                                           .slug = str_copy(mem, centre->slug),
                                           .name = str_copy(mem, centre->name),
                                           .municipality = str_copy(mem, centre->municipality),
                                           .address = str_copy(mem, centre->address),
                                           .getting_here = str_copy(mem, centre->getting_here),
                                           .map = str_copy(mem, centre->map),
                                           .email = str_copy(mem, centre->email),
                                           .phone = str_copy(mem, centre->phone),
                                           .time_zone = str_copy(mem, centre->time_zone),
                                           .stop_id = str_copy(mem, centre->stop_id),
                                           .position = str_copy(mem, centre->position),
                                           .demo = centre->demo};
}

enum status centre_get(struct ctx *ctx, struct centre *ret_centre)
{
    struct copying copying = {.ctx = ctx, .ret_centre = ret_centre};
    return centre_cache_with(ctx, copy_centre, &copying);
}

enum status centre_list(struct ctx *ctx, struct i64_list *ret_ids)
{
    return centre_store_ids(ctx, ret_ids);
}

enum status centre_choose(struct ctx *ctx, struct str slug)
{
    int64_t id = 0;
    TRY(centre_store_by_slug(ctx, slug, &id));
    ctx->centre_id = id;
    return OK;
}

/* The name of the host without port, in lower case. */
static struct str host_of(struct ctx *ctx, const struct request *req)
{
    const struct str host = request_header(req, "Host");
    const bool is_ipv6 = host.len > 0 && host.ptr[0] == '[';
    const ptrdiff_t colon = is_ipv6 ? -1 : str_find_byte(host, ':');
    return str_lower_ascii(ctx->mem, str_slice(host, 0, colon < 0 ? host.len : (size_t)colon));
}

static void keep_zone(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    struct ctx *ctx = arg;
    ctx->zone = str_copy(ctx->mem, centre->time_zone);
}

enum status centre_find(struct ctx *ctx, const struct request *req)
{
    int64_t id = 0;
    TRY(centre_cache_find(ctx, req->centre_slug, host_of(ctx, req), &id));
    ctx->centre_id = id;
    return centre_cache_with(ctx, keep_zone, ctx);
}

/* ---- time there --------------------------------------------------------------------------------
 */

struct local {
    int64_t at_ms;
    struct local_time time;
};

static void to_local(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    struct local *local = arg;
    local->time = timezone_local(centre->time_zone, local->at_ms);
}

static struct local_time local_at(struct ctx *ctx, int64_t at_ms)
{
    struct local local = {.at_ms = at_ms, .time = timezone_local(STR("UTC"), at_ms)};
    if (ctx->centre_id != 0 && centre_cache_with(ctx, to_local, &local) != OK) {
        local.time = timezone_local(STR("UTC"), at_ms);
    }
    return local.time;
}

int64_t centre_today(struct ctx *ctx)
{
    return local_at(ctx, ctx->now_ms).day;
}

int centre_minute(struct ctx *ctx)
{
    return local_at(ctx, ctx->now_ms).minute;
}

int64_t centre_day_of(struct ctx *ctx, int64_t at_ms)
{
    return local_at(ctx, at_ms).day;
}

int centre_minute_of(struct ctx *ctx, int64_t at_ms)
{
    return local_at(ctx, at_ms).minute;
}

struct instant {
    int64_t day;
    int minute;
    int64_t at_ms;
};

static void to_instant(const struct centre *centre, const struct calendar *calendar, void *arg)
{
    (void)calendar;
    struct instant *instant = arg;
    instant->at_ms = timezone_instant(centre->time_zone, instant->day, instant->minute);
}

int64_t centre_instant(struct ctx *ctx, int64_t day, int minute)
{
    struct instant instant = {.day = day, .minute = minute};
    if (ctx->centre_id == 0 || centre_cache_with(ctx, to_instant, &instant) != OK) {
        return day * MS_PER_DAY + minute * MS_PER_MINUTE;
    }
    return instant.at_ms;
}

void centre_close(const struct db *db)
{
    centre_cache_drop(db);
}
