/* SPDX-License-Identifier: EUPL-1.2 */
/* The thread that keeps the lease and flushes memory. */
#include "app/housekeeping.h"

#include <pthread.h>
#include <time.h>

#include "accounts/accounts.h"
#include "base/log.h"
#include "db/migrate.h"

#include "base/banned.h"

struct housekeeping {
    struct app *app;
    pthread_t thread;
    pthread_mutex_t lock;
    pthread_cond_t wake;
    bool stop;
};

void housekeeping_round(struct app *app)
{
    struct ctx ctx;
    app_begin(app, &ctx);
    if (app->node >= 0 && db_node_renew(app->db, app->node) != OK) {
        log_warn("housekeeping.node", "node=%d reason=\"lease not renewed\"", app->node);
    }
    const enum status status = accounts_flush(&ctx);
    if (status != OK) {
        log_warn("housekeeping.flush", "status=%s", status_name(status));
    }
    app_end(&ctx);
}

/* False when it is time to stop. */
static bool wait_a_minute(struct housekeeping *housekeeping)
{
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_sec += HOUSEKEEPING_MS / 1000;
    pthread_mutex_lock(&housekeeping->lock);
    while (!housekeeping->stop &&
           pthread_cond_timedwait(&housekeeping->wake, &housekeeping->lock, &until) == 0) {
    }
    const bool go_on = !housekeeping->stop;
    pthread_mutex_unlock(&housekeeping->lock);
    return go_on;
}

static void *work(void *arg)
{
    struct housekeeping *housekeeping = arg;
    while (wait_a_minute(housekeeping)) {
        housekeeping_round(housekeeping->app);
    }
    return NULL;
}

struct housekeeping *housekeeping_start(struct app *app)
{
    struct housekeeping *housekeeping = ARENA_NEW(app->mem, struct housekeeping);
    housekeeping->app = app;
    pthread_mutex_init(&housekeeping->lock, NULL);
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_cond_init(&housekeeping->wake, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&housekeeping->thread, NULL, work, housekeeping) != 0) {
        log_error("housekeeping.start", "reason=\"no thread to be had\"");
        return NULL;
    }
    return housekeeping;
}

void housekeeping_stop(struct housekeeping *housekeeping)
{
    if (housekeeping == NULL) {
        return;
    }
    pthread_mutex_lock(&housekeeping->lock);
    housekeeping->stop = true;
    pthread_cond_signal(&housekeeping->wake);
    pthread_mutex_unlock(&housekeeping->lock);
    pthread_join(housekeeping->thread, NULL);
    housekeeping_round(housekeeping->app);
    pthread_cond_destroy(&housekeeping->wake);
    pthread_mutex_destroy(&housekeeping->lock);
}
