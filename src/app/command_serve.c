/* SPDX-License-Identifier: EUPL-1.2 */
/* Serves until it is told to stop. */
#include <pthread.h>
#include <signal.h>
#include <unistd.h>

#include "app/command.h"
#include "base/clock.h"
#include "base/log.h"
#include "http/server.h"

#include "base/banned.h"

/* Blocked in all threads that start from here; only sigwait() below sees them. */
static void block_signals(sigset_t *ret_stop)
{
    sigemptyset(ret_stop);
    sigaddset(ret_stop, SIGTERM);
    sigaddset(ret_stop, SIGINT);
    pthread_sigmask(SIG_BLOCK, ret_stop, NULL);
    signal(SIGPIPE, SIG_IGN);
}

static struct server_options options_of(const struct settings *settings)
{
    return (struct server_options){.listen = settings->listen,
                                   .loops = settings_number(settings->loops),
                                   .workers = settings_number(settings->workers),
                                   .connections_max = settings_number(settings->connections_max),
                                   .connections_per_address =
                                       settings_number(settings->connections_per_address),
                                   .trusted_proxies = settings->trusted_proxies};
}

static int serve(struct command_run *run, struct app *app, const sigset_t *stop, int64_t began_ms)
{
    struct server *server = NULL;
    char why[256];
    if (app_start(app, why) != OK) {
        return command_fail(run, "%s", why);
    }
    if (server_start(&app->http, options_of(&app->settings), &server, why) != OK) {
        return command_fail(run, "%s", why);
    }
    log_info("serve.start", "port=%d node=%d ms=%lld", server_port(server), app->node,
             (long long)(clock_monotonic_ms() - began_ms));
    int got = 0;
    sigwait(stop, &got);
    log_info("serve.stop", "signal=%d", got);
    server_stop(server);
    return COMMAND_DONE;
}

int command_serve(struct command_run *run)
{
    struct app app;
    sigset_t stop;
    const int64_t began_ms = clock_monotonic_ms();
    block_signals(&stop);
    if (!command_open(run, &app, APP_CHECK)) {
        return COMMAND_FAILED;
    }
    const int code = serve(run, &app, &stop, began_ms);
    if (!app_close(&app)) {
        _exit(code);
    }
    return code;
}
