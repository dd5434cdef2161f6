/* SPDX-License-Identifier: EUPL-1.2 */
/* The thread that makes the indexes. */
#include "app/warming.h"

#include <pthread.h>

#include "base/clock.h"
#include "base/log.h"
#include "catalogue/catalogue.h"
#include "centre/centre.h"

#include "base/banned.h"

struct warming {
    struct app *app;
    pthread_t thread;
};

/* In the memory of `ctx`. */
static struct i64_list centres(struct ctx *ctx)
{
    struct i64_list ids = {0};
    if (centre_list(ctx, &ids) != OK) {
        ids.count = 0;
    }
    return ids;
}

static void *work(void *arg)
{
    struct warming *warming = arg;
    struct ctx all;
    enum status status = OK;
    size_t made = 0;
    const int64_t began_ms = clock_monotonic_ms();
    app_begin(warming->app, &all);
    const struct i64_list ids = centres(&all);
    db_session_end(&all);
    for (size_t i = 0; i < ids.count && status == OK; i++) {
        struct ctx ctx;
        app_begin(warming->app, &ctx);
        ctx.centre_id = ids.ptr[i];
        status = catalogue_warm(&ctx);
        made += status == OK ? 1 : 0;
        app_end(&ctx);
    }
    arena_destroy(all.mem);
    log_info("app.warm", "centres=%zu of=%zu ms=%lld", made, ids.count,
             (long long)(clock_monotonic_ms() - began_ms));
    return NULL;
}

struct warming *warming_start(struct app *app)
{
    struct warming *warming = ARENA_NEW(app->mem, struct warming);
    warming->app = app;
    if (pthread_create(&warming->thread, NULL, work, warming) != 0) {
        log_error("app.warm", "reason=\"no thread to be had\"");
        return NULL;
    }
    return warming;
}

void warming_stop(struct warming *warming)
{
    if (warming != NULL) {
        catalogue_give_up(warming->app->db);
        pthread_join(warming->thread, NULL);
    }
}
