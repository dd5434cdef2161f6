/* SPDX-License-Identifier: EUPL-1.2 */
/* SQLite's one writer: a thread that runs queued writes in shared transactions.
 *
 * A batch is BEGIN IMMEDIATE, the requests one after the other, then one COMMIT, whose sync to disk
 * they share. What arrives while the batch runs joins it. Most requests succeed, or fail before
 * they change anything; when one fails after that, the batch is rolled back and run again with each
 * request in a SAVEPOINT of its own, which costs every request a copy of each page it changes. */
#include <assert.h>
#include <errno.h>
#include <pthread.h>
#include <semaphore.h>
#include <stdlib.h>
#include <time.h>

#include "base/clock.h"
#include "base/fiber.h"
#include "base/log.h"
#include "db/db_engine.h"

#include "base/banned.h"

/* A batch is closed when it has run so long or has so many; others wait no longer for it. */
#define BATCH_MS  100
#define BATCH_MAX 512

struct request {
    struct db_attempt attempt;
    struct request *next;
    struct fiber *fiber; /* that waits for it; NULL: a thread does */
    sem_t finished;
};

struct request_list {
    struct request *first;
    struct request *last;
    int count;
};

struct db_writer {
    struct db *db;
    struct db_conn *conn;
    pthread_t thread;
    pthread_mutex_t mutex;
    pthread_cond_t arrived;
    struct request_list queue;
    bool sleeping;
    bool stopping;
    /* Requests in the batch before: tells whether others are under way. */
    int last_count;
};

static void list_add(struct request_list *list, struct request *request)
{
    request->next = NULL;
    if (list->first == NULL) {
        list->first = request;
    } else {
        list->last->next = request;
    }
    list->last = request;
    list->count++;
}

static struct request *list_take(struct request_list *list)
{
    struct request *request = list->first;
    list->first = request->next;
    list->count--;
    return request;
}

/* ---- one request ----------------------------------------------------------------------------- */

/* False if the batch is broken: SQLite rolled all of it back, or the storage failed, which another
 * request may be to blame for. */
static bool batch_is_sound(struct db_conn *conn, const struct request *request)
{
    const enum status failed = request->attempt.failed;
    return db_sqlite_in_transaction(conn) && failed != UNAVAILABLE && failed != BUSY;
}

/* Runs it among the others, with nothing to return to: false if the batch is broken, or it failed
 * after it had changed something. */
static bool run_trusting(struct db_conn *conn, struct request *request)
{
    const int64_t before = db_sqlite_total_changes(conn);
    const enum status status = db_attempt_run(&request->attempt, conn);
    return batch_is_sound(conn, request) &&
           (status == OK || db_sqlite_total_changes(conn) == before);
}

/* Runs it in its savepoint. False if the batch is broken. */
static bool run_in_savepoint(struct db_conn *conn, struct request *request)
{
    request->attempt.status = db_sqlite_savepoint(conn);
    if (request->attempt.status != OK) {
        return false;
    }
    const enum status status = db_attempt_run(&request->attempt, conn);
    return batch_is_sound(conn, request) &&
           (status == OK ? db_sqlite_release(conn) : db_sqlite_rollback_to(conn)) == OK;
}

/* Runs it in a transaction of its own; the answer is final. */
static void run_alone(struct db_conn *conn, struct request *request)
{
    enum status status = db_sqlite_begin_write(conn);
    if (status == OK) {
        status = db_attempt_run(&request->attempt, conn);
    }
    if (status == OK) {
        status = conn->db->backend->commit(conn);
    }
    if (status != OK) {
        conn->db->backend->rollback(conn);
    }
    request->attempt.status = status;
}

/* ---- a batch --------------------------------------------------------------------------------- */

static void finish_all(struct request_list *list)
{
    while (list->first != NULL) {
        /* Once told, the request is its waiter's again. */
        struct request *request = list_take(list);
        if (request->fiber != NULL) {
            fiber_wake(request->fiber);
        } else {
            sem_post(&request->finished);
        }
    }
}

static void replay_all(struct db_writer *writer, struct request_list *list)
{
    log_warn("db_batch", "requests=%d replayed=alone", list->count);
    for (struct request *request = list->first; request != NULL; request = request->next) {
        run_alone(writer->conn, request);
    }
}

/* Waits a little for company if the batch before had more. Called with the mutex held. */
static void wait_for_company(struct db_writer *writer, int so_far)
{
    if (writer->db->options.group_wait_us == 0 || so_far >= writer->last_count ||
        writer->stopping) {
        return;
    }
    struct timespec until;
    clock_gettime(CLOCK_MONOTONIC, &until);
    until.tv_nsec += (long)writer->db->options.group_wait_us * 1000;
    until.tv_sec += until.tv_nsec / 1000000000;
    until.tv_nsec %= 1000000000;
    writer->sleeping = true;
    while (writer->queue.first == NULL && !writer->stopping &&
           pthread_cond_timedwait(&writer->arrived, &writer->mutex, &until) == 0) {
    }
    writer->sleeping = false;
}

/* What has arrived since; an empty list when nothing has. */
static struct request_list take_arrived(struct db_writer *writer, int so_far)
{
    pthread_mutex_lock(&writer->mutex);
    if (writer->queue.first == NULL) {
        wait_for_company(writer, so_far);
    }
    const struct request_list arrived = writer->queue;
    writer->queue = (struct request_list){0};
    pthread_mutex_unlock(&writer->mutex);
    return arrived;
}

typedef bool run_fn(struct db_conn *conn, struct request *request);

/* Runs all of `waiting` and, if it may grow, what arrives meanwhile; moves them to `ran`. False if
 * a run said so; what did not run is then moved too. */
static bool run_all(struct db_writer *writer, struct request_list *waiting,
                    struct request_list *ran, run_fn *run, bool grows)
{
    const int64_t until_ms = clock_monotonic_ms() + BATCH_MS;
    bool sound = true;
    while (waiting->first != NULL) {
        struct request *request = list_take(waiting);
        sound = sound && run(writer->conn, request);
        list_add(ran, request);
        const bool open =
            grows && sound && ran->count < BATCH_MAX && clock_monotonic_ms() < until_ms;
        if (waiting->first == NULL && open) {
            *waiting = take_arrived(writer, ran->count);
        }
    }
    return sound;
}

/* A batch in one transaction; false if nothing of it is stored, `*ret_why` then says why. */
static bool run_batch(struct db_writer *writer, struct request_list *waiting,
                      struct request_list *ran, run_fn *run, bool grows, enum status *ret_why)
{
    *ret_why = db_sqlite_begin_write(writer->conn);
    if (*ret_why != OK) {
        return false;
    }
    *ret_why = UNAVAILABLE;
    if (run_all(writer, waiting, ran, run, grows)) {
        *ret_why = writer->db->backend->commit(writer->conn);
    }
    if (*ret_why != OK) {
        writer->db->backend->rollback(writer->conn);
    }
    return *ret_why == OK;
}

static void refuse_all(struct request_list *list, enum status why)
{
    for (struct request *request = list->first; request != NULL; request = request->next) {
        request->attempt.status = why;
    }
    finish_all(list);
}

/* Nothing is stored: again, so that each can be undone by itself. One that was alone has its answer
 * already, but not OK. */
static void run_again(struct db_writer *writer, struct request_list *again, enum status why)
{
    struct request_list ran = {0};
    if (again->count == 1) {
        if (again->first->attempt.status == OK) {
            again->first->attempt.status = why;
        }
        finish_all(again);
        return;
    }
    if (run_batch(writer, again, &ran, run_in_savepoint, false, &why)) {
        finish_all(&ran);
    } else if (again->first != NULL) {
        refuse_all(again, why);
    } else {
        replay_all(writer, &ran);
        finish_all(&ran);
    }
}

static void write_batch(struct db_writer *writer, struct request_list *waiting)
{
    struct request_list ran = {0};
    enum status why = OK;
    const bool stored = run_batch(writer, waiting, &ran, run_trusting, true, &why);
    if (waiting->first != NULL) {
        refuse_all(waiting, why);
        return;
    }
    writer->last_count = ran.count;
    if (stored) {
        finish_all(&ran);
    } else {
        run_again(writer, &ran, why);
    }
}

/* ---- the thread ------------------------------------------------------------------------------ */

static void *writer_main(void *arg)
{
    struct db_writer *writer = arg;
    pthread_mutex_lock(&writer->mutex);
    while (true) {
        while (writer->queue.first == NULL && !writer->stopping) {
            writer->sleeping = true;
            pthread_cond_wait(&writer->arrived, &writer->mutex);
        }
        writer->sleeping = false;
        if (writer->queue.first == NULL) {
            break;
        }
        struct request_list waiting = writer->queue;
        writer->queue = (struct request_list){0};
        pthread_mutex_unlock(&writer->mutex);
        write_batch(writer, &waiting);
        pthread_mutex_lock(&writer->mutex);
    }
    pthread_mutex_unlock(&writer->mutex);
    return NULL;
}

enum status db_writer_start(struct db *db, char *ret_why)
{
    struct db_writer *writer = calloc(1, sizeof(*writer));
    if (writer == NULL) {
        abort();
    }
    writer->db = db;
    const enum status status = db_pool_connect(db, DB_CONN_WRITE, &writer->conn, ret_why);
    if (status != OK) {
        free(writer);
        return status;
    }
    pthread_condattr_t attributes;
    pthread_condattr_init(&attributes);
    pthread_condattr_setclock(&attributes, CLOCK_MONOTONIC);
    pthread_mutex_init(&writer->mutex, NULL);
    pthread_cond_init(&writer->arrived, &attributes);
    pthread_condattr_destroy(&attributes);
    if (pthread_create(&writer->thread, NULL, writer_main, writer) != 0) {
        abort();
    }
    db->writer = writer;
    return OK;
}

void db_writer_stop(struct db *db)
{
    struct db_writer *writer = db->writer;
    if (writer == NULL) {
        return;
    }
    pthread_mutex_lock(&writer->mutex);
    writer->stopping = true;
    pthread_cond_signal(&writer->arrived);
    pthread_mutex_unlock(&writer->mutex);
    pthread_join(writer->thread, NULL);
    pthread_cond_destroy(&writer->arrived);
    pthread_mutex_destroy(&writer->mutex);
    db->backend->disconnect(writer->conn);
    free(writer);
    db->writer = NULL;
}

static void wait_for(struct request *request)
{
    if (request->fiber != NULL) {
        fiber_wait();
        return;
    }
    while (sem_wait(&request->finished) != 0) {
        assert(errno == EINTR);
    }
}

enum status db_writer_write(struct ctx *ctx, db_write_fn *fn, void *arg)
{
    struct db_writer *writer = ctx->db->db->writer;
    /* A write that waits for the writer it runs on would wait forever. */
    assert(!pthread_equal(pthread_self(), writer->thread));
    struct request request;
    db_attempt_init(&request.attempt, ctx, fn, arg);
    request.fiber = fiber_current();
    sem_init(&request.finished, 0, 0);
    pthread_mutex_lock(&writer->mutex);
    assert(!writer->stopping);
    list_add(&writer->queue, &request);
    const bool wake = writer->sleeping;
    writer->sleeping = false;
    if (wake) {
        pthread_cond_signal(&writer->arrived);
    }
    pthread_mutex_unlock(&writer->mutex);
    wait_for(&request);
    sem_destroy(&request.finished);
    return request.attempt.status;
}
