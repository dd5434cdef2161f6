/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking for what is new, and ending what has run out: in steps, each alert a write of its own. */
#include "alerts/alerts_mail.h"
#include "alerts/alerts_store.h"
#include "base/day.h"
#include "centre/centre.h"

#include "base/banned.h"

#define LOOK_STEP      200
#define LOOK_EVERY_MS  (10 * MS_PER_MINUTE)
#define AGAIN_MS       (30 * MS_PER_MINUTE)
#define FIRST_MINUTE   (7 * 60)
#define LAST_MINUTE    (21 * 60)
#define KEEP_OVER_DAYS 30

struct telling {
    const struct alert *alert;
    struct asked asked;
    struct found found;
    size_t count; /* of found, that are new */
    int64_t mailed;
};

/* When the next mail may come, in the morning: until then there is nothing to look for. */
static int64_t tomorrow(struct ctx *ctx)
{
    return centre_instant(ctx, centre_today(ctx) + 1, FIRST_MINUTE);
}

static enum status tell_one(struct ctx *ctx, void *arg)
{
    struct telling *telling = arg;
    const struct alert *alert = telling->alert;
    struct ctx own = *ctx;
    bool told = false;
    if (telling->count == 0) {
        return alerts_store_told(ctx, alert, alert->seen_seq, ctx->now_ms + AGAIN_MS, &told);
    }
    TRY(alerts_store_told(ctx, alert, telling->found.listings.ptr[0].seq, tomorrow(ctx), &told));
    if (!told) {
        return OK;
    }
    own.lang = (enum lang)alert->lang;
    TRY(catalogue_asked(&own, alert->query, &telling->asked));
    telling->mailed = 1;
    return alerts_mail_new(&own, alert, &telling->asked, &telling->found.listings, telling->count);
}

static enum status look(struct ctx *ctx, const struct alert *alert, int64_t *mailed)
{
    struct telling telling = {.alert = alert};
    TRY(catalogue_asked(ctx, alert->query, &telling.asked));
    TRY(catalogue_search(ctx, &telling.asked.search, &telling.found));
    while ((int64_t)telling.found.by <= alert->nearest &&
           telling.count < telling.found.listings.count &&
           telling.found.listings.ptr[telling.count].seq > alert->seen_seq) {
        telling.count++;
    }
    TRY(db_write(ctx, tell_one, &telling));
    *mailed += telling.mailed;
    return OK;
}

static enum status end_over(struct ctx *ctx, void *arg)
{
    struct alerts over;
    (void)arg;
    TRY(alerts_store_over(ctx, LOOK_STEP, &over));
    for (size_t i = 0; i < over.count; i++) {
        TRY(over.ptr[i].state == ALERT_OVER
                ? alerts_store_delete(ctx, over.ptr[i].id)
                : alerts_store_end(ctx, over.ptr[i].id, ctx->now_ms + KEEP_OVER_DAYS * MS_PER_DAY));
    }
    return OK;
}

enum status alerts_tell(struct ctx *ctx, int64_t *ret_mailed)
{
    struct alerts due = {0};
    struct alerts over;
    int64_t mailed = 0;
    const int minute = centre_minute(ctx);
    TRY(alerts_store_over(ctx, 1, &over));
    if (over.count > 0) {
        TRY(db_write(ctx, end_over, NULL));
    }
    if (minute >= FIRST_MINUTE && minute < LAST_MINUTE) {
        TRY(alerts_store_due(ctx, LOOK_STEP, &due));
    }
    for (size_t i = 0; i < due.count; i++) {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(look(ctx, &due.ptr[i], &mailed));
        arena_reset(ctx->mem, mark);
    }
    *ret_mailed = mailed;
    return OK;
}

static enum status tell_job(struct ctx *ctx, struct str argument)
{
    int64_t mailed = 0;
    (void)argument;
    return alerts_tell(ctx, &mailed);
}

const struct job_kind alerts_jobs[] = {
    {.name = "alerts", .run = tell_job, .every_ms = LOOK_EVERY_MS},
    {.name = NULL},
};
