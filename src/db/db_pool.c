/* SPDX-License-Identifier: EUPL-1.2 */
/* The connections of a database: the one given back last is taken first, for it is warm. */
#include <assert.h>
#include <time.h>

#include "base/clock.h"
#include "base/log.h"
#include "db/db_engine.h"

#include "base/banned.h"

#define CONNECT_PAUSE_MS 100

/* Waits for a connection to come back; false when `until_ms` has passed. */
static bool wait_returned(struct db *db, int64_t until_ms)
{
    const struct timespec until = {.tv_sec = until_ms / 1000,
                                   .tv_nsec = (until_ms % 1000) * 1000000};
    return pthread_cond_timedwait(&db->returned, &db->mutex, &until) == 0 ||
           clock_monotonic_ms() < until_ms;
}

enum status db_pool_connect(struct db *db, enum db_conn_use use, struct db_conn **ret_conn,
                            char *ret_why)
{
    const int64_t until_ms = clock_monotonic_ms() + db->options.patience_ms;
    while (true) {
        const enum status status = db->backend->connect(db, use, ret_conn, ret_why);
        const bool may_pass = status == UNAVAILABLE || status == BUSY;
        if (!may_pass || clock_monotonic_ms() + CONNECT_PAUSE_MS > until_ms) {
            return status;
        }
        const struct timespec pause = {.tv_nsec = CONNECT_PAUSE_MS * 1000000};
        nanosleep(&pause, NULL);
    }
}

/* Opens the connection whose place was counted in open_count. */
static enum status open_counted(struct db *db, struct db_conn **ret_conn)
{
    char why[DB_WHY_SIZE] = "";
    const enum status status = db_pool_connect(db, DB_CONN_READ, ret_conn, why);
    if (status != OK) {
        log_error("db_connect", "status=%s why=\"%s\"", status_name(status), why);
        pthread_mutex_lock(&db->mutex);
        db->open_count--;
        pthread_cond_signal(&db->returned);
        pthread_mutex_unlock(&db->mutex);
    }
    return status;
}

enum status db_pool_take(struct db *db, struct db_conn **ret_conn)
{
    const int64_t until_ms = clock_monotonic_ms() + db->options.patience_ms;
    bool open = false;
    bool late = false;
    pthread_mutex_lock(&db->mutex);
    while (db->idle == NULL && !(open = db->open_count < db->options.pool_size) && !late) {
        late = !wait_returned(db, until_ms);
    }
    if (db->idle != NULL) {
        *ret_conn = db->idle;
        db->idle = db->idle->next;
        pthread_mutex_unlock(&db->mutex);
        return OK;
    }
    db->open_count += open ? 1 : 0;
    pthread_mutex_unlock(&db->mutex);
    return open ? open_counted(db, ret_conn) : BUSY;
}

void db_pool_give(struct db_conn *conn)
{
    struct db *db = conn->db;
    const bool lost = conn->lost;
    conn->retry = false;
    if (lost) {
        db->backend->disconnect(conn);
    }
    pthread_mutex_lock(&db->mutex);
    if (lost) {
        db->open_count--;
    } else {
        conn->next = db->idle;
        db->idle = conn;
    }
    pthread_cond_signal(&db->returned);
    pthread_mutex_unlock(&db->mutex);
}

void db_pool_drop_idle(struct db *db)
{
    pthread_mutex_lock(&db->mutex);
    struct db_conn *conn = db->idle;
    db->idle = NULL;
    int dropped = 0;
    while (conn != NULL) {
        struct db_conn *next = conn->next;
        db->backend->disconnect(conn);
        conn = next;
        dropped++;
    }
    db->open_count -= dropped;
    assert(db->open_count >= 0);
    pthread_cond_broadcast(&db->returned);
    pthread_mutex_unlock(&db->mutex);
}
