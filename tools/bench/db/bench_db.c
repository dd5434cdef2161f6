/* SPDX-License-Identifier: EUPL-1.2 */
/* Durable writes through db_write(): shared commits against one transaction for each request.
 *
 * bench_db [--threads N] [--seconds N] [--rounds N] [--url URL]: both ways in turn, the median of
 * the rounds, processor time of the whole process for each write, and the ratio. Without a URL a
 * SQLite file in the current folder (which should be a real disk) is made and removed. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include "base/clock.h"
#include "bench_db_sql.h"
#include "db/migrate.h"

#include "base/banned.h"

#define THREADS_MAX 1024
#define ROUNDS_MAX  101
#define SAMPLES_MAX 65536
#define FILE_NAME   "bench_db.db"

struct options {
    int64_t threads;
    int64_t seconds;
    int64_t rounds;
    const char *url;
};

/* What one way of writing did in one round. */
struct figures {
    double per_second;
    double cpu_us;
    double p50_ms;
    double p99_ms;
};

struct bench {
    struct db *db;
    bool one_by_one;
    pthread_mutex_t turn;
    _Atomic bool stop;
    _Atomic int64_t writes;
    _Atomic int64_t failed;
    _Atomic int64_t next_id;
    _Atomic size_t sample_count;
    int64_t samples_us[SAMPLES_MAX];
};

static struct bench bench = {.turn = PTHREAD_MUTEX_INITIALIZER, .next_id = 1};

static const struct migration bench_migrations[] = {
    {.name = "0001_bench",
     .text = {"CREATE TABLE bench (id INTEGER NOT NULL PRIMARY KEY, n INTEGER NOT NULL,"
              " title TEXT NOT NULL, note TEXT NOT NULL) STRICT;",
              "CREATE TABLE bench (id BIGINT NOT NULL PRIMARY KEY, n BIGINT NOT NULL,"
              " title TEXT NOT NULL, note TEXT NOT NULL);"},
     .sha256 = "bench"},
    {.name = NULL}};

static void must(enum status status, const char *why)
{
    if (status != OK) {
        fprintf(stderr, "bench_db: %s: %s\n", status_name(status), why);
        exit(1);
    }
}

static int64_t now_us(clockid_t clock)
{
    struct timespec now;
    clock_gettime(clock, &now);
    return (int64_t)now.tv_sec * 1000000 + now.tv_nsec / 1000;
}

/* ---- one writer ------------------------------------------------------------------------------ */

static enum status add(struct ctx *ctx, void *arg)
{
    const int64_t id = *(int64_t *)arg;
    return sql_bench_add(ctx, id, id * 7, STR("En stol av tre, litt slitt"),
                         STR("Hentes ved inngangen. Ett ben er limt, ellers hel."));
}

static void *write_until_stopped(void *arg)
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    (void)arg;
    db_session_begin(&ctx, bench.db);
    while (!atomic_load(&bench.stop)) {
        int64_t id = atomic_fetch_add(&bench.next_id, 1);
        const int64_t begun_us = now_us(CLOCK_MONOTONIC);
        if (bench.one_by_one) {
            pthread_mutex_lock(&bench.turn);
        }
        const enum status status = db_write(&ctx, add, &id);
        if (bench.one_by_one) {
            pthread_mutex_unlock(&bench.turn);
        }
        atomic_fetch_add(status == OK ? &bench.writes : &bench.failed, 1);
        const size_t at = atomic_fetch_add(&bench.sample_count, 1);
        if (at < SAMPLES_MAX) {
            bench.samples_us[at] = now_us(CLOCK_MONOTONIC) - begun_us;
        }
    }
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    return NULL;
}

/* ---- one round ------------------------------------------------------------------------------- */

static int compare_i64(const void *a, const void *b)
{
    const int64_t left = *(const int64_t *)a;
    const int64_t right = *(const int64_t *)b;
    return (left > right) - (left < right);
}

static struct figures run_round(const struct options *options, bool one_by_one)
{
    pthread_t threads[THREADS_MAX];
    bench.one_by_one = one_by_one;
    bench.stop = false;
    bench.writes = 0;
    bench.sample_count = 0;
    const int64_t wall_us = now_us(CLOCK_MONOTONIC);
    const int64_t cpu_us = now_us(CLOCK_PROCESS_CPUTIME_ID);
    for (int64_t i = 0; i < options->threads; i++) {
        must(pthread_create(&threads[i], NULL, write_until_stopped, NULL) == 0 ? OK : UNAVAILABLE,
             "no thread");
    }
    sleep((unsigned)options->seconds);
    bench.stop = true;
    for (int64_t i = 0; i < options->threads; i++) {
        pthread_join(threads[i], NULL);
    }
    const double writes = bench.writes > 0 ? (double)bench.writes : 1;
    const size_t samples = bench.sample_count < SAMPLES_MAX ? bench.sample_count : SAMPLES_MAX;
    qsort(bench.samples_us, samples, sizeof(bench.samples_us[0]), compare_i64);
    return (struct figures){.per_second =
                                writes * 1e6 / (double)(now_us(CLOCK_MONOTONIC) - wall_us),
                            .cpu_us = (double)(now_us(CLOCK_PROCESS_CPUTIME_ID) - cpu_us) / writes,
                            .p50_ms = (double)bench.samples_us[samples / 2] / 1000,
                            .p99_ms = (double)bench.samples_us[samples * 99 / 100] / 1000};
}

static int compare_figures(const void *a, const void *b)
{
    const struct figures *left = a;
    const struct figures *right = b;
    return (left->per_second > right->per_second) - (left->per_second < right->per_second);
}

/* Prints the median round with the least and the most. */
static struct figures report(const char *name, struct figures *rounds, int64_t count)
{
    qsort(rounds, (size_t)count, sizeof(*rounds), compare_figures);
    const struct figures median = rounds[count / 2];
    printf("%-32s %9.0f/s [%.0f-%.0f]  cpu %6.1f us  p50 %7.2f ms  p99 %7.2f ms\n", name,
           median.per_second, rounds[0].per_second, rounds[count - 1].per_second, median.cpu_us,
           median.p50_ms, median.p99_ms);
    return median;
}

/* ---- command line ---------------------------------------------------------------------------- */

static bool read_number(const char *text, int64_t most, int64_t *ret_number)
{
    return str_to_i64(str_of(text), ret_number) && *ret_number >= 1 && *ret_number <= most;
}

static bool read_options(int argc, char **argv, struct options *options)
{
    bool ok = argc % 2 == 1;
    for (int i = 1; ok && i < argc; i += 2) {
        if (strcmp(argv[i], "--threads") == 0) {
            ok = read_number(argv[i + 1], THREADS_MAX, &options->threads);
        } else if (strcmp(argv[i], "--seconds") == 0) {
            ok = read_number(argv[i + 1], 3600, &options->seconds);
        } else if (strcmp(argv[i], "--rounds") == 0) {
            ok = read_number(argv[i + 1], ROUNDS_MAX, &options->rounds);
        } else if (strcmp(argv[i], "--url") == 0) {
            options->url = argv[i + 1];
        } else {
            ok = false;
        }
    }
    return ok;
}

static void remove_files(void)
{
    unlink(FILE_NAME);
    unlink(FILE_NAME "-wal");
    unlink(FILE_NAME "-shm");
}

int main(int argc, char **argv)
{
    struct options options = {.threads = 64, .seconds = 2, .rounds = 3, .url = "sqlite:" FILE_NAME};
    static struct figures shared[ROUNDS_MAX];
    static struct figures single[ROUNDS_MAX];
    char why[256] = "";
    struct migrate_result result;
    if (!read_options(argc, argv, &options)) {
        fprintf(stderr, "usage: bench_db [--threads N] [--seconds N] [--rounds N] [--url URL]\n");
        return 2;
    }
    remove_files();
    must(db_open((struct db_options){.url = str_of(options.url), .patience_ms = 30000}, &bench.db,
                 why),
         why);
    must(migrate_tables(bench.db, bench_migrations, &result, why), why);
    for (int64_t i = 0; i < options.rounds; i++) {
        shared[i] = run_round(&options, false);
        single[i] = run_round(&options, true);
    }
    printf("%lld threads, %lld rounds of %lld s\n", (long long)options.threads,
           (long long)options.rounds, (long long)options.seconds);
    const struct figures many = report("as they come", shared, options.rounds);
    const struct figures one = report("one transaction for each", single, options.rounds);
    printf("ratio %.1f, cpu %.2f, failed %lld\n", many.per_second / one.per_second,
           many.cpu_us / one.cpu_us, (long long)bench.failed);
    db_close(bench.db);
    remove_files();
    return 0;
}
