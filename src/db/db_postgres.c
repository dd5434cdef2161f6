/* SPDX-License-Identifier: EUPL-1.2 */
/* PostgreSQL behind db_engine.h: connections, transactions, and writes tried again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/log.h"
#include "db/db_postgres.h"

#include "base/banned.h"

#define SERVER_VERSION_MIN 150000

/* How long a retried write pauses: doubled each time, drawn at random up to that. */
#define RETRY_FIRST_MS 2
#define RETRY_MOST_MS  128

/* Any number, the same in each program that changes this schema. */
#define SCHEMA_LOCK "SELECT pg_advisory_xact_lock(7066331982246113)"

/* ---- errors ---------------------------------------------------------------------------------- */

static bool state_begins(const char *state, const char *prefix)
{
    return strncmp(state, prefix, strlen(prefix)) == 0;
}

/* What an SQLSTATE means for us (PostgreSQL manual, appendix A). */
static enum status state_status(const char *state)
{
    static const struct {
        const char *prefix;
        enum status status;
    } table[] = {
        {"23502", INTERNAL},    /* not null: our mistake */
        {"23", CONFLICT},       /* other constraints */
        {"P0001", CONFLICT},    /* raised by a trigger or function */
        {"40", BUSY},           /* serialization failure, deadlock */
        {"55P03", BUSY},        /* lock not had in time */
        {"57014", BUSY},        /* cancelled, e.g. by a time limit */
        {"08", UNAVAILABLE},    /* connection */
        {"53", UNAVAILABLE},    /* disk full, memory, too many connections */
        {"57P", UNAVAILABLE},   /* shutting down, starting up */
        {"58", UNAVAILABLE},    /* I/O error */
        {"25006", UNAVAILABLE}, /* read-only server, e.g. a stand-by after fail-over */
        {"22021", INVALID},     /* bytes that are not text */
        {"22P05", INVALID},
    };
    for (size_t i = 0; i < sizeof(table) / sizeof(table[0]); i++) {
        if (state_begins(state, table[i].prefix)) {
            return table[i].status;
        }
    }
    return INTERNAL;
}

/* Another connection may do: the server goes down or has become a stand-by, or the statements were
 * planned before another program changed the schema. */
static bool wants_new_connection(const char *state)
{
    return state_begins(state, "57P") || strcmp(state, "25006") == 0 ||
           strcmp(state, "0A000") == 0 || strcmp(state, "26000") == 0;
}

enum status db_postgres_fail(struct postgres_conn *conn, const PGresult *result,
                             const char *statement)
{
    const char *state = result == NULL ? NULL : PQresultErrorField(result, PG_DIAG_SQLSTATE);
    const bool gone = state == NULL || PQstatus(conn->handle) != CONNECTION_OK;
    enum status status = gone ? UNAVAILABLE : state_status(state);
    if (!gone && conn->reading && strcmp(state, "25006") == 0) {
        /* Our own transaction refused it: what writes was declared to read. */
        status = INTERNAL;
    } else if (gone || wants_new_connection(state)) {
        conn->base.lost = true;
    }
    if (state != NULL && state_begins(state, "40")) {
        conn->base.retry = true;
    }
    if (status != CONFLICT && !conn->base.retry) {
        /* The server's words may quote values, so only its code is written down. */
        log_line(status == BUSY || status == INVALID ? LOG_WARN : LOG_ERROR, "db",
                 "statement=%s sqlstate=%s lost=%d", statement, state == NULL ? "none" : state,
                 conn->base.lost);
    }
    return status;
}

/* ---- connections ----------------------------------------------------------------------------- */

static void ignore_notice(void *arg, const PGresult *result)
{
    (void)arg;
    (void)result;
}

static PGconn *connect_params(const struct db *db)
{
    char timeout_s[16];
    snprintf(timeout_s, sizeof(timeout_s), "%d",
             db->options.patience_ms < 2000 ? 2 : db->options.patience_ms / 1000);
    /* What stands in the address comes last and wins. */
    const char *const names[] = {
        "connect_timeout",     "tcp_user_timeout", "keepalives_idle",
        "keepalives_interval", "keepalives_count", "fallback_application_name",
        "client_encoding",     "dbname",           NULL};
    const char *const values[] = {timeout_s, "15000", "30",     "5", "3",
                                  "ombruk",  "UTF8",  db->path, NULL};
    return PQconnectdbParams(names, values, 1);
}

static bool conn_setup(struct postgres_conn *conn, char *ret_why)
{
    const char *encoding = PQparameterStatus(conn->handle, "server_encoding");
    if (PQserverVersion(conn->handle) < SERVER_VERSION_MIN) {
        snprintf(ret_why, DB_WHY_SIZE, "the server must be PostgreSQL 15 or newer");
        return false;
    }
    if (encoding == NULL || strcmp(encoding, "UTF8") != 0) {
        snprintf(ret_why, DB_WHY_SIZE, "create the database with the encoding UTF8");
        return false;
    }
    char text[512];
    snprintf(text, sizeof(text),
             "SET lock_timeout = %d; SET idle_in_transaction_session_timeout = '60s';"
             "SET TIME ZONE 'UTC';"
             "SELECT set_config('synchronous_commit', 'on', false)"
             " WHERE current_setting('synchronous_commit') IN ('off', 'local')",
             conn->base.db->options.patience_ms);
    PGresult *result = PQexec(conn->handle, text);
    const bool ok = PQresultStatus(result) == PGRES_TUPLES_OK;
    PQclear(result);
    if (!ok) {
        snprintf(ret_why, DB_WHY_SIZE, "the server refused our settings");
    }
    return ok;
}

static void postgres_disconnect(struct db_conn *base)
{
    struct postgres_conn *conn = db_postgres_of(base);
    PQfinish(conn->handle);
    for (size_t i = 0; i < conn->statements.capacity; i++) {
        free(conn->statements.entries[i].value);
    }
    db_map_finish(&conn->statements);
    free(conn);
}

static enum status postgres_connect(struct db *db, enum db_conn_use use, struct db_conn **ret_conn,
                                    char *ret_why)
{
    (void)use;
    struct postgres_conn *conn = calloc(1, sizeof(*conn));
    if (conn == NULL) {
        abort();
    }
    conn->base.db = db;
    conn->handle = connect_params(db);
    if (PQstatus(conn->handle) != CONNECTION_OK) {
        const char *why = PQerrorMessage(conn->handle);
        snprintf(ret_why, DB_WHY_SIZE, "cannot reach PostgreSQL: %.*s", (int)strcspn(why, "\n"),
                 why);
        postgres_disconnect(&conn->base);
        return UNAVAILABLE;
    }
    PQsetNoticeReceiver(conn->handle, ignore_notice, NULL);
    if (!conn_setup(conn, ret_why)) {
        postgres_disconnect(&conn->base);
        return INVALID;
    }
    *ret_conn = &conn->base;
    return OK;
}

/* ---- transactions ---------------------------------------------------------------------------- */

static enum status postgres_script(struct db_conn *base, const char *name, const char *text)
{
    struct postgres_conn *conn = db_postgres_of(base);
    PGresult *result = PQexec(conn->handle, text);
    const ExecStatusType type = PQresultStatus(result);
    const bool ok = type == PGRES_COMMAND_OK || type == PGRES_TUPLES_OK;
    const enum status status = ok ? OK : db_postgres_fail(conn, result, name);
    PQclear(result);
    return status;
}

static bool postgres_alive(struct db_conn *base)
{
    return postgres_script(base, "alive", "SELECT 1") == OK;
}

#define BEGIN_READ  "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"
#define BEGIN_WRITE "BEGIN ISOLATION LEVEL SERIALIZABLE"

static enum status postgres_begin_read(struct db_conn *base)
{
    db_postgres_of(base)->reading = true;
    db_postgres_of(base)->begin = BEGIN_READ;
    return OK;
}

static void begin_write(struct db_conn *base)
{
    db_postgres_of(base)->reading = false;
    db_postgres_of(base)->begin = BEGIN_WRITE;
}

enum status db_postgres_begin_now(struct postgres_conn *conn)
{
    const char *begin = conn->begin;
    conn->begin = NULL;
    return begin == NULL ? OK : postgres_script(&conn->base, "begin", begin);
}

static enum status postgres_begin_now(struct db_conn *base)
{
    return db_postgres_begin_now(db_postgres_of(base));
}

static enum status postgres_begin_schema(struct db_conn *base)
{
    db_postgres_of(base)->reading = false;
    TRY(postgres_script(base, "begin", "BEGIN ISOLATION LEVEL READ COMMITTED"));
    return postgres_script(base, "schema_lock", SCHEMA_LOCK);
}

/* Reading has nothing to fail at its end: nobody waits for the answer, which libpq drops before
 * the connection's next command. */
static enum status commit_read(struct postgres_conn *conn)
{
    if (PQsendQuery(conn->handle, "COMMIT") != 1) {
        conn->base.lost = true;
    }
    return OK;
}

static enum status commit_write(struct postgres_conn *conn)
{
    PGresult *result = PQexec(conn->handle, "COMMIT");
    enum status status = OK;
    if (PQresultStatus(result) != PGRES_COMMAND_OK) {
        status = db_postgres_fail(conn, result, "commit");
    } else if (strcmp(PQcmdStatus(result), "COMMIT") != 0) {
        /* It had failed before; the server rolled back. */
        status = INTERNAL;
    }
    PQclear(result);
    return status;
}

static enum status postgres_commit(struct db_conn *base)
{
    struct postgres_conn *conn = db_postgres_of(base);
    if (conn->begin != NULL || base->lost) {
        conn->begin = NULL;
        return base->lost ? UNAVAILABLE : OK;
    }
    return conn->reading ? commit_read(conn) : commit_write(conn);
}

static void postgres_rollback(struct db_conn *base)
{
    struct postgres_conn *conn = db_postgres_of(base);
    const bool begun = conn->begin == NULL;
    conn->begin = NULL;
    if (begun && !base->lost && PQtransactionStatus(conn->handle) != PQTRANS_IDLE &&
        postgres_script(base, "rollback", "ROLLBACK") != OK) {
        base->lost = true;
    }
}

/* ---- writing --------------------------------------------------------------------------------- */

static void pause_before_retry(int attempt)
{
    int64_t most_ms = RETRY_FIRST_MS;
    for (int i = 0; i < attempt && most_ms < RETRY_MOST_MS; i++) {
        most_ms *= 2;
    }
    const struct timespec pause = {.tv_nsec = (long)random_below((uint32_t)most_ms * 1000) * 1000};
    nanosleep(&pause, NULL);
}

/* One try in a transaction of its own. `*ret_again`: nothing was stored and another try may do. */
static enum status try_write(struct db_attempt *attempt, struct db_conn *conn, bool *ret_again)
{
    begin_write(conn);
    enum status status = db_attempt_run(attempt, conn);
    bool sent = false;
    if (status == OK) {
        sent = !conn->lost;
        status = postgres_commit(conn);
    }
    if (status != OK) {
        postgres_rollback(conn);
    }
    const bool unknown = sent && status != OK && conn->lost;
    if (unknown) {
        log_error("db_commit_unknown", "lost=1");
    }
    *ret_again = conn->retry || (conn->lost && !unknown);
    return status;
}

static enum status postgres_write(struct ctx *ctx, db_write_fn *fn, void *arg)
{
    struct db *db = ctx->db->db;
    const int64_t until_ms = clock_monotonic_ms() + db->options.patience_ms;
    struct db_attempt attempt;
    db_attempt_init(&attempt, ctx, fn, arg);
    for (int tries = 0;; tries++) {
        struct db_conn *conn = NULL;
        bool again = false;
        TRY(db_pool_take(db, &conn));
        const enum status status = try_write(&attempt, conn, &again);
        const bool lost = conn->lost;
        db_pool_give(conn);
        if (lost) {
            db_pool_drop_idle(db);
        }
        if (!again) {
            return status;
        }
        if (clock_monotonic_ms() > until_ms) {
            return lost ? UNAVAILABLE : BUSY;
        }
        pause_before_retry(tries);
    }
}

const struct db_backend db_postgres_backend = {
    .connect = postgres_connect,
    .disconnect = postgres_disconnect,
    .alive = postgres_alive,
    .begin_read = postgres_begin_read,
    .begin_schema = postgres_begin_schema,
    .commit = postgres_commit,
    .rollback = postgres_rollback,
    .script = postgres_script,
    .query = db_postgres_query,
    .next = db_postgres_next,
    .done = db_postgres_done,
    .changes = db_postgres_changes,
    .number = db_postgres_number,
    .text = db_postgres_text,
    .write = postgres_write,
    .begin_now = postgres_begin_now,
    .table_read = db_postgres_table_read,
    .fill_begin = db_postgres_fill_begin,
    .fill_row = db_postgres_fill_row,
    .fill_end = db_postgres_fill_end,
    .check = db_postgres_check,
};
