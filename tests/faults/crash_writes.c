/* SPDX-License-Identifier: EUPL-1.2 */
/* kill -9 in a stream of durable writes, 20 times: what was acknowledged is there, nothing is half.
 *
 * crash_writes [ROUNDS]: on SQLite, and on the PostgreSQL of OMBRUK_TEST_POSTGRES (the client is
 * killed; the server lives). Prints TAP. A child writes with many threads and sends the key of each
 * acknowledged write down a pipe; the parent kills it at a random moment and looks. */
#include <errno.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/id.h"
#include "base/vec.h"
#include "db/db_probe.h"

#include "base/banned.h"

#define ROUNDS       20
#define ROUNDS_MAX   10000
#define WRITERS      16
#define LIVE_LEAST   20
#define LIVE_SPREAD  120
#define MEMORY_CAP   ((size_t)256 * 1024 * 1024)
#define LEAF_PER_ROW 2

static void must(bool ok, const char *what)
{
    if (!ok) {
        fprintf(stderr, "crash_writes: %s\n", what);
        exit(1);
    }
}

static struct db *open_probe(const char *url)
{
    char why[256] = "";
    struct db *db = NULL;
    struct migrate_result result;
    must(db_open((struct db_options){.url = str_of(url)}, &db, why) == OK, why);
    must(migrate_tables(db, probe_migrations, &result, why) == OK, why);
    return db;
}

/* ---- the child ------------------------------------------------------------------------------- */

struct writer {
    struct db *db;
    int pipe;
    int64_t next_key;
};

/* A row and two that refer to it: all or none. */
static enum status add_family(struct ctx *ctx, void *arg)
{
    const int64_t key = *(const int64_t *)arg;
    const struct db_test_add_args args = {
        .id = key, .name = str_format(ctx->mem, "%lld", (long long)key), .at_ms = NO_I64};
    TRY(sql_db_test_add(ctx, &args));
    TRY(sql_db_test_add_leaf(ctx, key * LEAF_PER_ROW, key));
    return sql_db_test_add_leaf(ctx, key * LEAF_PER_ROW + 1, key);
}

static void *write_for_ever(void *arg)
{
    struct writer *writer = arg;
    struct ctx ctx;
    test_ctx_begin(&ctx, writer->db);
    while (true) {
        const struct arena_mark mark = arena_mark(ctx.mem);
        int64_t key = writer->next_key++;
        if (db_write(&ctx, add_family, &key) == OK) {
            must(write(writer->pipe, &key, sizeof(key)) == sizeof(key), "cannot acknowledge");
        }
        arena_reset(ctx.mem, mark);
    }
    return NULL;
}

static _Noreturn void child_main(const char *url, int pipe, int round)
{
    static struct writer writers[WRITERS];
    struct db *db = open_probe(url);
    for (int i = 0; i < WRITERS; i++) {
        pthread_t thread;
        writers[i] = (struct writer){
            .db = db, .pipe = pipe, .next_key = ((int64_t)round * WRITERS + i + 1) * 1000000};
        must(pthread_create(&thread, NULL, write_for_ever, &writers[i]) == 0, "no thread");
    }
    while (true) {
        pause();
    }
}

/* ---- the parent ------------------------------------------------------------------------------ */

typedef VEC(int64_t) key_list;

/* Takes what the pipe holds; false at its end. */
static bool take_keys(struct arena *mem, int pipe, key_list *keys)
{
    int64_t some[512];
    const ssize_t got = read(pipe, some, sizeof(some));
    must(got >= 0 || errno == EINTR, "cannot read the pipe");
    for (size_t i = 0; got > 0 && i < (size_t)got / sizeof(some[0]); i++) {
        vec_push(mem, keys, some[i]);
    }
    return got != 0;
}

/* Lets the child write from its first acknowledgement for a random time, then kills it. */
static void kill_after_a_while(pid_t child, int pipe, struct arena *mem, key_list *keys)
{
    const size_t before = keys->count;
    while (keys->count == before) {
        must(take_keys(mem, pipe, keys), "the child ended by itself");
    }
    const int64_t until_ms = clock_monotonic_ms() + LIVE_LEAST + (int64_t)random_below(LIVE_SPREAD);
    while (clock_monotonic_ms() < until_ms) {
        struct pollfd poll_pipe = {.fd = pipe, .events = POLLIN};
        if (poll(&poll_pipe, 1, 5) > 0) {
            take_keys(mem, pipe, keys);
        }
    }
    must(kill(child, SIGKILL) == 0, "cannot kill the child");
    while (take_keys(mem, pipe, keys)) {
    }
    int status = 0;
    must(waitpid(child, &status, 0) == child && WIFSIGNALED(status), "the child ended by itself");
}

static void run_round(const char *url, int round, struct arena *mem, key_list *keys)
{
    int pipes[2];
    must(pipe(pipes) == 0, "no pipe");
    const pid_t child = fork();
    must(child >= 0, "cannot fork");
    if (child == 0) {
        close(pipes[0]);
        child_main(url, pipes[1], round);
    }
    close(pipes[1]);
    kill_after_a_while(child, pipes[0], mem, keys);
    close(pipes[0]);
}

static int64_t count_leaves(struct ctx *ctx)
{
    static const enum db_kind kinds[] = {DB_I64};
    static const char *const names[] = {"leaves"};
    static const struct sql sql = {
        .name = "leaves",
        .text = {"SELECT count(*) AS leaves FROM leaf", "SELECT count(*) AS leaves FROM leaf"},
        .column_kinds = kinds,
        .column_names = names,
        .column_count = 1};
    struct rows rows = db_query(ctx, &sql, NULL);
    const int64_t leaves = rows_next(&rows) ? rows_i64(&rows, 0) : -1;
    must(rows_done(&rows) == OK, "cannot count");
    return leaves;
}

static bool look(const char *url, const key_list *keys, int round)
{
    struct ctx ctx;
    struct db *db = open_probe(url);
    test_ctx_begin(&ctx, db);
    size_t lost = 0;
    for (size_t i = 0; i < keys->count; i++) {
        struct db_test_get_row row;
        const struct arena_mark mark = arena_mark(ctx.mem);
        const enum status status = one_db_test_get(&ctx, keys->ptr[i], &row);
        must(status == OK || status == NOT_FOUND, "cannot look");
        lost += status == NOT_FOUND ? 1 : 0;
        arena_reset(ctx.mem, mark);
    }
    struct db_test_count_row rows = {0};
    must(one_db_test_count(&ctx, &rows) == OK, "cannot count");
    const bool whole = count_leaves(&ctx) == rows.probes * LEAF_PER_ROW;
    if (lost > 0 || !whole) {
        fprintf(stderr, "round %d: %zu of %zu acknowledged writes lost%s\n", round, lost,
                keys->count, whole ? "" : ", some are half");
    }
    test_ctx_end(&ctx);
    db_close(db);
    return lost == 0 && whole;
}

static bool run_engine(enum db_engine engine, int rounds)
{
    char url[TEST_DB_URL_MAX];
    struct arena *mem = arena_create(MEMORY_CAP);
    key_list keys = {0};
    bool ok = true;
    test_db_create_empty(engine, url);
    db_close(open_probe(url));
    for (int round = 0; round < rounds && ok; round++) {
        run_round(url, round, mem, &keys);
        ok = look(url, &keys, round);
    }
    printf("%sok %d - of %zu writes acknowledged on %s none was lost in %d kills\n",
           ok ? "" : "not ", (int)engine + 1, keys.count,
           engine == DB_SQLITE ? "SQLite" : "PostgreSQL", rounds);
    arena_destroy(mem);
    return ok;
}

int main(int argc, char **argv)
{
    int64_t rounds = ROUNDS;
    int failed = 0;
    if (argc > 2 || (argc == 2 && (!str_to_i64(str_of(argv[1]), &rounds) || rounds < 1 ||
                                   rounds > ROUNDS_MAX))) {
        fprintf(stderr, "usage: crash_writes [ROUNDS]\n");
        return 2;
    }
    for (int engine = 0; engine < DB_ENGINE_COUNT; engine++) {
        if (test_db_select((enum db_engine)engine, "crash_writes", &failed)) {
            failed += run_engine((enum db_engine)engine, (int)rounds) ? 0 : 1;
        }
    }
    return failed > 0;
}
