/* SPDX-License-Identifier: EUPL-1.2 */
/* Drives libmicrohttpd from a thread of our own.
 *
 * The library's own threads would let a worker resume a connection from outside while the loop
 * suspends another; and its epoll loop waits again when exactly 128 sockets are ready at once,
 * with all 128 unserved. Here one thread does everything to an instance and never blocks inside
 * it, so neither can happen: others only append to a list and ring a bell (eventfd). */
#include "http/loop.h"

#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/fiber.h"
#include "base/log.h"
#include "http/connection.h"
#include "http/exchange.h"

#include "base/banned.h"

/* Longest sleep: bounds how late a deadline is noticed, and any stall nobody thought of. */
#define SLEEP_MAX_MS 250
#define TICK_MS      250
#define FREE_MAX     32
/* Requests that wait for the database at the same time; more of them go to the workers. */
#define FIBERS_MAX 256
/* Read buffer, header table and response header of a connection must fit. */
#define CONNECTION_MEMORY ((size_t)32 * 1024)

struct loop {
    const struct loop_setup *setup;
    struct MHD_Daemon *daemon;
    pthread_t thread;
    int bell;
    _Atomic bool draining;
    _Atomic bool ending;
    _Atomic int active;  /* requests from their first line to their last byte */
    _Atomic int working; /* those with a worker */
    bool quiesced;
    int64_t ticked_ms;
    struct connection *connections;
    struct exchange *free;
    int free_count;
    int fiber_count; /* made: under way and free */
    int free_fiber_count;
    struct fiber *free_fibers[FIBERS_MAX];
    _Atomic(struct exchange *) done; /* the newest first */
};

/* ---- exchanges ----------------------------------------------------------------------------- */

static struct exchange *take_exchange(struct loop *loop)
{
    struct exchange *exchange = loop->free;
    if (exchange == NULL) {
        exchange = exchange_create(loop->setup->app);
        exchange->owner = loop;
    } else {
        loop->free = exchange->next;
        loop->free_count--;
    }
    exchange->next = NULL;
    return exchange;
}

static void give_exchange(struct loop *loop, struct exchange *exchange)
{
    exchange_end(exchange);
    if (loop->free_count == FREE_MAX) {
        exchange_destroy(exchange);
        return;
    }
    exchange->next = loop->free;
    loop->free = exchange;
    loop->free_count++;
}

static void ring(struct loop *loop)
{
    const uint64_t one = 1;
    /* The only failure is a counter at its maximum: then the bell is ringing anyway. */
    const ssize_t written = write(loop->bell, &one, sizeof(one));
    (void)written;
}

/* From any thread: the loop has to look at it. */
static void hand_back(struct exchange *exchange)
{
    struct loop *loop = exchange->owner;
    struct exchange *first = atomic_load(&loop->done);
    do {
        exchange->next = first;
    } while (!atomic_compare_exchange_weak(&loop->done, &first, exchange));
    if (first == NULL) {
        ring(loop);
    }
}

/* On a worker thread. */
static void run_exchange(struct work *work)
{
    struct exchange *exchange = (struct exchange *)(void *)work;
    exchange_handle(exchange);
    hand_back(exchange);
}

/* ---- fibers -------------------------------------------------------------------------------- */

static void run_in_fiber(void *arg)
{
    exchange_handle(arg);
}

/* On the writer's thread. */
static void wake_fiber(void *arg)
{
    hand_back(arg);
}

/* NULL if there are as many as there may be, or no memory for one more. */
static struct fiber *take_fiber(struct loop *loop)
{
    if (loop->free_fiber_count > 0) {
        return loop->free_fibers[--loop->free_fiber_count];
    }
    struct fiber *fiber = loop->fiber_count < FIBERS_MAX ? fiber_create() : NULL;
    loop->fiber_count += fiber != NULL ? 1 : 0;
    return fiber;
}

static void give_fiber(struct loop *loop, struct fiber *fiber)
{
    loop->free_fibers[loop->free_fiber_count++] = fiber;
}

/* True when the exchange is handled: by its worker, or in its fiber, which goes on here. */
static bool is_handled(struct loop *loop, struct exchange *exchange)
{
    if (exchange->fiber != NULL) {
        if (!fiber_resume(exchange->fiber)) {
            return false;
        }
        give_fiber(loop, exchange->fiber);
        exchange->fiber = NULL;
    }
    return true;
}

/* ---- what others finished ------------------------------------------------------------------ */

static void resume(struct loop *loop, struct exchange *exchange)
{
    exchange->state = EXCHANGE_DONE;
    atomic_fetch_sub(&loop->working, 1);
    MHD_resume_connection(exchange->connection);
}

/* True if any connection was resumed. */
static bool resume_done(struct loop *loop)
{
    struct exchange *exchange = atomic_exchange(&loop->done, NULL);
    bool any = false;
    while (exchange != NULL) {
        struct exchange *next = exchange->next;
        exchange->next = NULL;
        if (is_handled(loop, exchange)) {
            resume(loop, exchange);
            any = true;
        }
        exchange = next;
    }
    return any;
}

/* ---- connections --------------------------------------------------------------------------- */

static struct connection *connection_of(struct MHD_Connection *connection)
{
    const union MHD_ConnectionInfo *info =
        MHD_get_connection_info(connection, MHD_CONNECTION_INFO_SOCKET_CONTEXT);
    return info->socket_context;
}

static void on_connection(void *cls, struct MHD_Connection *mhd, void **context,
                          enum MHD_ConnectionNotificationCode code)
{
    struct loop *loop = cls;
    if (code == MHD_CONNECTION_NOTIFY_STARTED) {
        *context = connection_open(
            &loop->connections, loop->setup,
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CLIENT_ADDRESS)->client_addr,
            MHD_get_connection_info(mhd, MHD_CONNECTION_INFO_CONNECTION_FD)->connect_fd);
    } else {
        connection_close(&loop->connections, loop->setup, *context);
        *context = NULL;
    }
}

static void end_overdue(struct loop *loop)
{
    const int64_t now_ms = clock_monotonic_ms();
    if (now_ms - loop->ticked_ms >= TICK_MS) {
        loop->ticked_ms = now_ms;
        connection_end_overdue(loop->connections, loop->setup, now_ms);
    }
}

/* ---- requests ------------------------------------------------------------------------------ */

static void *on_request_line(void *cls, const char *uri, struct MHD_Connection *mhd)
{
    struct loop *loop = cls;
    struct exchange *exchange = take_exchange(loop);
    struct connection *connection = connection_of(mhd);
    exchange_begin(exchange, mhd, str_of(uri));
    connection_set_phase(connection, PHASE_HEADER);
    atomic_fetch_add(&loop->active, 1);
    return exchange;
}

static void on_completed(void *cls, struct MHD_Connection *mhd, void **context,
                         enum MHD_RequestTerminationCode code)
{
    struct loop *loop = cls;
    struct exchange *exchange = *context;
    (void)code;
    if (exchange == NULL) {
        return;
    }
    struct connection *connection = connection_of(mhd);
    connection_set_phase(connection, PHASE_WAITING);
    give_exchange(loop, exchange);
    atomic_fetch_sub(&loop->active, 1);
    *context = NULL;
}

static enum MHD_Result answer(struct loop *loop, struct exchange *exchange)
{
    return exchange_answer(exchange, atomic_load(&loop->draining));
}

static enum MHD_Result refuse(struct loop *loop, struct exchange *exchange, enum status status)
{
    connection_set_phase(connection_of(exchange->connection), PHASE_BUSY);
    exchange_refuse(exchange, status);
    return answer(loop, exchange);
}

static enum MHD_Result wait_outside(struct loop *loop, struct exchange *exchange)
{
    exchange->state = EXCHANGE_WORKING;
    atomic_fetch_add(&loop->working, 1);
    MHD_suspend_connection(exchange->connection);
    return MHD_YES;
}

static enum MHD_Result handle_by_worker(struct loop *loop, struct exchange *exchange)
{
    exchange->work.run = run_exchange;
    if (!worker_pool_add(loop->setup->workers, &exchange->work)) {
        exchange_refuse(exchange, BUSY);
        return answer(loop, exchange);
    }
    return wait_outside(loop, exchange);
}

static enum MHD_Result handle_in_fiber(struct loop *loop, struct exchange *exchange)
{
    struct fiber *fiber = take_fiber(loop);
    if (fiber == NULL) {
        return handle_by_worker(loop, exchange);
    }
    if (fiber_start(fiber, run_in_fiber, wake_fiber, exchange)) {
        give_fiber(loop, fiber);
        return answer(loop, exchange);
    }
    exchange->fiber = fiber;
    return wait_outside(loop, exchange);
}

/* The request is whole. */
static enum MHD_Result dispatch(struct loop *loop, struct exchange *exchange)
{
    connection_set_phase(connection_of(exchange->connection), PHASE_BUSY);
    switch (http_place_of(loop->setup->app, &exchange->req)) {
    case HTTP_ON_WORKER:
        return handle_by_worker(loop, exchange);
    case HTTP_ON_FIBER:
        return handle_in_fiber(loop, exchange);
    case HTTP_ON_LOOP:
        break;
    }
    exchange_handle(exchange);
    return answer(loop, exchange);
}

/* The library says what it gives: eight parameters. NOLINTNEXTLINE(readability-function-size) */
static enum MHD_Result on_request(void *cls, struct MHD_Connection *mhd, const char *url,
                                  const char *method, const char *version, const char *data,
                                  size_t *data_len, void **context)
{
    struct loop *loop = cls;
    struct exchange *exchange = *context;
    struct connection *connection = connection_of(mhd);
    (void)url;
    (void)version;
    switch (exchange->state) {
    case EXCHANGE_NEW: {
        const enum status status =
            exchange_open(exchange, method, &connection->peer, &loop->setup->trusted);
        if (status != OK) {
            return refuse(loop, exchange, status);
        }
        exchange->state = EXCHANGE_READING;
        connection_set_phase(connection, PHASE_BODY);
        return MHD_YES;
    }
    case EXCHANGE_READING:
        if (*data_len > 0) {
            const bool go_on = exchange_receive(exchange, data, *data_len);
            *data_len = 0;
            return go_on ? MHD_YES : MHD_NO;
        }
        return dispatch(loop, exchange);
    case EXCHANGE_DONE:
        return answer(loop, exchange);
    case EXCHANGE_WORKING:
    case EXCHANGE_ANSWERED:
        break;
    }
    return MHD_YES;
}

/* ---- the thread ---------------------------------------------------------------------------- */

static int sleep_ms(struct loop *loop)
{
    MHD_UNSIGNED_LONG_LONG wanted = SLEEP_MAX_MS;
    if (MHD_get_timeout(loop->daemon, &wanted) != MHD_YES || wanted > SLEEP_MAX_MS) {
        return SLEEP_MAX_MS;
    }
    return (int)wanted;
}

static void wait_for_events(struct loop *loop)
{
    struct pollfd fds[] = {
        {.fd = MHD_get_daemon_info(loop->daemon, MHD_DAEMON_INFO_EPOLL_FD)->epoll_fd,
         .events = POLLIN},
        {.fd = loop->bell, .events = POLLIN},
    };
    if (poll(fds, 2, sleep_ms(loop)) > 0 && (fds[1].revents & POLLIN) != 0) {
        uint64_t rings = 0;
        const ssize_t got = read(loop->bell, &rings, sizeof(rings));
        (void)got;
    }
}

static void drain_if_asked(struct loop *loop)
{
    if (!loop->quiesced && atomic_load(&loop->draining)) {
        const int listener = MHD_quiesce_daemon(loop->daemon);
        loop->quiesced = true;
        if (listener >= 0) {
            close(listener);
        }
    }
}

/* True once the end was asked for and no request is left, not even with a worker. */
static bool is_over(struct loop *loop)
{
    if (!atomic_load(&loop->ending)) {
        return false;
    }
    connection_hang_up(loop->connections);
    return atomic_load(&loop->active) == 0;
}

static void *loop_main(void *arg)
{
    struct loop *loop = arg;
    while (!is_over(loop)) {
        MHD_run(loop->daemon);
        drain_if_asked(loop);
        end_overdue(loop);
        if (!resume_done(loop)) {
            wait_for_events(loop);
        }
    }
    return NULL;
}

/* The library's messages quote what clients sent; what matters shows in our own log lines. */
static void drop_message(void *cls, const char *format, va_list args)
{
    (void)cls;
    (void)format;
    (void)args;
}

/* 1.x can be told to be strict. Before, being strict means to hang up without an answer; the gate
 * answers. */
#if MHD_VERSION < 0x01000000
#define STRICTNESS 0
#else
#define STRICTNESS 1
#endif

/* We decode ourselves, after the route is known. */
static size_t keep_escapes(void *cls, struct MHD_Connection *mhd, char *text)
{
    (void)cls;
    (void)mhd;
    return strlen(text);
}

static struct MHD_Daemon *start_library(struct loop *loop, int listen_fd)
{
    const struct loop_setup *setup = loop->setup;
    return MHD_start_daemon(
        MHD_USE_EPOLL | MHD_ALLOW_SUSPEND_RESUME | MHD_USE_ERROR_LOG, 0, NULL, NULL, on_request,
        loop, MHD_OPTION_EXTERNAL_LOGGER, drop_message, NULL, MHD_OPTION_LISTEN_SOCKET, listen_fd,
        MHD_OPTION_CONNECTION_LIMIT, (unsigned)setup->connections_max,
        MHD_OPTION_CONNECTION_TIMEOUT, (unsigned)setup->idle_timeout_s,
        MHD_OPTION_CONNECTION_MEMORY_LIMIT, CONNECTION_MEMORY, MHD_OPTION_STRICT_FOR_CLIENT,
        STRICTNESS, MHD_OPTION_NOTIFY_COMPLETED, on_completed, loop, MHD_OPTION_NOTIFY_CONNECTION,
        on_connection, loop, MHD_OPTION_URI_LOG_CALLBACK, on_request_line, loop,
        MHD_OPTION_UNESCAPE_CALLBACK, keep_escapes, NULL, MHD_OPTION_END);
}

static bool start_thread(struct loop *loop)
{
    sigset_t all;
    sigset_t before;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &before);
    const int error = pthread_create(&loop->thread, NULL, loop_main, loop);
    pthread_sigmask(SIG_SETMASK, &before, NULL);
    return error == 0;
}

struct loop *loop_start(const struct loop_setup *setup, int listen_fd)
{
    struct loop *loop = calloc(1, sizeof(*loop));
    const int own_fd = dup(listen_fd);
    if (loop == NULL || own_fd < 0) {
        free(loop);
        return NULL;
    }
    loop->setup = setup;
    loop->bell = eventfd(0, EFD_NONBLOCK | EFD_CLOEXEC);
    loop->daemon = loop->bell < 0 ? NULL : start_library(loop, own_fd);
    if (loop->daemon == NULL) {
        close(own_fd);
    } else if (start_thread(loop)) {
        return loop;
    } else {
        MHD_stop_daemon(loop->daemon);
    }
    close(loop->bell);
    free(loop);
    return NULL;
}

void loop_drain(struct loop *loop)
{
    atomic_store(&loop->draining, true);
    ring(loop);
}

int loop_active(const struct loop *loop)
{
    return atomic_load(&loop->active);
}

int loop_working(const struct loop *loop)
{
    return atomic_load(&loop->working);
}

void loop_stop(struct loop *loop)
{
    atomic_store(&loop->ending, true);
    ring(loop);
    pthread_join(loop->thread, NULL);
    MHD_stop_daemon(loop->daemon);
    while (loop->free != NULL) {
        struct exchange *next = loop->free->next;
        exchange_destroy(loop->free);
        loop->free = next;
    }
    while (loop->free_fiber_count > 0) {
        fiber_destroy(loop->free_fibers[--loop->free_fiber_count]);
    }
    close(loop->bell);
    free(loop);
}
