/* SPDX-License-Identifier: EUPL-1.2 */
/* Opening hours as a calendar that other programs read again and again. */
#include "base/vec.h"
#include "centre/centre_calendar.h"
#include "centre/centre_pages.h"
#include "i18n/calendar.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define DAYS_BACK  7
#define DAYS_AHEAD 183

/* A day that is closed each week is nothing to put in a calendar; one that a reason closes is. */
static bool is_worth_telling(const struct hours *hours)
{
    return hours->open || hours->note.len > 0 || hours->reason != NULL;
}

static struct calendar_event event_of(struct ctx *ctx, int64_t tenant_id, int64_t day,
                                      const struct hours *hours)
{
    const struct str why = centre_hours_why(ctx, hours);
    const struct i18n_arg arg = {"why", why};
    struct calendar_event event = {
        .uid = str_format(ctx->mem, "hours-%lld-%lld-%lld@ombruk", (long long)ctx->centre_id,
                          (long long)tenant_id, (long long)day),
        .all_day = !hours->open,
        .day = day,
    };
    if (hours->open) {
        event.starts_ms = centre_instant(ctx, day, hours->opens_minute);
        event.ends_ms = centre_instant(ctx, day, hours->closes_minute);
        event.summary = why.len > 0 ? i18n_fill(ctx, N_("Open – {why}"), &arg, 1)
                                    : str_of(i18n_text(ctx->lang, N_("Open")));
    } else {
        event.summary = why.len > 0 ? i18n_fill(ctx, N_("Closed – {why}"), &arg, 1)
                                    : str_of(i18n_text(ctx->lang, N_("Closed")));
    }
    return event;
}

enum status centre_hours_calendar(struct ctx *ctx, int64_t tenant_id, struct str name,
                                  struct str location, struct str *ret_text)
{
    const int64_t today = centre_today(ctx);
    struct calendar_events events = {0};
    for (int64_t day = today - DAYS_BACK; day < today + DAYS_AHEAD; day++) {
        struct hours hours;
        TRY(centre_hours(ctx, tenant_id, day, &hours));
        if (is_worth_telling(&hours)) {
            struct calendar_event event = event_of(ctx, tenant_id, day, &hours);
            event.location = location;
            vec_push(ctx->mem, &events, event);
        }
    }
    const struct i18n_arg arg = {"name", name};
    *ret_text = calendar_text(ctx, i18n_fill(ctx, N_("Opening hours, {name}"), &arg, 1), &events);
    return OK;
}

enum status centre_calendar_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct centre centre;
    struct str text;
    (void)req;
    TRY(centre_get(ctx, &centre));
    TRY(centre_hours_calendar(ctx, CENTRE_HOUSE, centre.name, centre.address, &text));
    res->content_type = STR("text/calendar; charset=utf-8");
    res->cache_control = STR("public, max-age=3600");
    strbuf_str(&res->body, text);
    return OK;
}
