/* SPDX-License-Identifier: EUPL-1.2 */
/* Looking for what is new, and ending what has run out: in steps, each mailbox a write of its own.
 */
#include "alerts/alerts_mail.h"
#include "alerts/alerts_store.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

#define LOOK_STEP      200
#define LOOK_EVERY_MS  (10 * MS_PER_MINUTE)
#define AGAIN_MS       (30 * MS_PER_MINUTE)
#define FIRST_MINUTE   (7 * 60)
#define LAST_MINUTE    (21 * 60)
#define KEEP_OVER_DAYS 30

/* One mailbox. */
struct telling {
    struct alert_news news[ALERTS_PER_ADDRESS];
    size_t count;
    size_t fresh;   /* of them, that have something new */
    int64_t due_ms; /* when to look again */
};

/* When the next mail may come, in the morning: until then there is nothing to look for. */
static int64_t tomorrow(struct ctx *ctx)
{
    return centre_instant(ctx, centre_today(ctx) + 1, FIRST_MINUTE);
}

/* Another that has looked meanwhile, or a stop, leaves all of it for the next time. */
static enum status tell_box(struct ctx *ctx, void *arg)
{
    struct telling *telling = arg;
    struct ctx own = *ctx;
    for (size_t i = 0; i < telling->count; i++) {
        const struct alert_news *news = &telling->news[i];
        const int64_t seen_seq =
            news->count > 0 ? news->found.listings.ptr[0].seq : news->alert.seen_seq;
        bool told = false;
        TRY(alerts_store_told(ctx, &news->alert, seen_seq, telling->due_ms, &told));
        if (!told) {
            return CONFLICT;
        }
    }
    if (telling->fresh == 0) {
        return OK;
    }
    own.lang = (enum lang)telling->news[0].alert.lang;
    return alerts_mail_news(&own, telling->news, telling->count);
}

/* What is newer than what its owner has been told of, found in no farther way. */
static enum status look(struct ctx *ctx, const struct alert *alert, struct alert_news *news)
{
    struct ctx own = *ctx;
    own.lang = (enum lang)alert->lang;
    news->alert = *alert;
    news->count = 0;
    TRY(catalogue_asked(&own, alert->query, &news->asked));
    TRY(catalogue_search(&own, &news->asked.search, &news->found));
    while ((int64_t)news->found.by <= alert->nearest && news->count < news->found.listings.count &&
           news->found.listings.ptr[news->count].seq > alert->seen_seq) {
        news->count++;
    }
    return OK;
}

/* Which of a mailbox are on; `*ret_due` when one of them is to be looked at, `*ret_told` when a
 * mail has gone out today: whoever is told is due again the next morning and not before. */
static void on_in(struct ctx *ctx, const struct alerts *box, struct alerts *ret_on, bool *ret_due,
                  bool *ret_told)
{
    const int64_t morning = tomorrow(ctx);
    *ret_due = false;
    *ret_told = false;
    for (size_t i = 0; i < box->count; i++) {
        if (box->ptr[i].state == ALERT_ON) {
            *ret_due = *ret_due || box->ptr[i].due_ms <= ctx->now_ms;
            *ret_told = *ret_told || box->ptr[i].due_ms >= morning;
            vec_push(ctx->mem, ret_on, box->ptr[i]);
        }
    }
}

/* All of the mailbox of one that is due: what is new for any of them comes in the day's one mail.
 */
static enum status look_in_box(struct ctx *ctx, struct str box, int64_t *mailed)
{
    struct telling telling = {0};
    struct alerts alive;
    struct alerts on = {0};
    bool due = false;
    bool told = false;
    TRY(alerts_of_box(ctx, box, &alive));
    on_in(ctx, &alive, &on, &due, &told);
    if (!due) {
        return OK; /* another of the same mailbox came first */
    }
    for (size_t i = 0; i < on.count && i < ALERTS_PER_ADDRESS; i++) {
        struct alert_news *news = &telling.news[telling.count++];
        news->alert = on.ptr[i];
        if (!told) {
            TRY(look(ctx, &on.ptr[i], news));
            telling.fresh += news->count > 0;
        }
    }
    telling.due_ms = told || telling.fresh > 0 ? tomorrow(ctx) : ctx->now_ms + AGAIN_MS;
    const enum status status = db_write(ctx, tell_box, &telling);
    *mailed += status == OK && telling.fresh > 0;
    return status == CONFLICT ? OK : status;
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
        TRY(look_in_box(ctx, due.ptr[i].box, &mailed));
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
