/* SPDX-License-Identifier: EUPL-1.2 */
/* The promises of jobs.h, on both engines. */
#include "jobs/jobs.h"

#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/clock.h"
#include "base/day.h"
#include "base/log.h"
#include "jobs/job.h"
#include "jobs/job_store.h"
#include "test_centre.h"
#include "test_db.h"

#include "base/banned.h"

int jobs_jobs_test(void);

#define START_MS INT64_C(1800000000000)

/* What the kinds below have done since the test began. */
static _Atomic int ran;
static _Atomic int64_t ran_centre;
static char ran_argument[64];
static enum status answer;

static enum status note(struct ctx *ctx, struct str argument)
{
    atomic_store(&ran_centre, ctx->centre_id);
    snprintf(ran_argument, sizeof(ran_argument), "%.*s", STR_ARG(argument));
    atomic_fetch_add(&ran, 1);
    return answer;
}

static enum status queue_it(struct ctx *ctx, void *arg)
{
    const char *kind = arg;
    return job_queue(ctx, kind, STR("one"), 0);
}

/* Wants itself again the first time it runs. */
static enum status note_and_queue(struct ctx *ctx, struct str argument)
{
    const enum status status = note(ctx, argument);
    return atomic_load(&ran) == 1 ? db_write(ctx, queue_it, (char[]){"again"}) : status;
}

static enum status crash(struct ctx *ctx, struct str argument)
{
    (void)ctx;
    (void)argument;
    _exit(9);
}

/* Two that meet: each waits until the other runs too. */
static pthread_mutex_t meeting = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t met = PTHREAD_COND_INITIALIZER;
static int present;

static enum status meet(struct ctx *ctx, struct str argument)
{
    struct timespec until;
    clock_gettime(CLOCK_REALTIME, &until);
    until.tv_sec += 20;
    pthread_mutex_lock(&meeting);
    present++;
    pthread_cond_broadcast(&met);
    int waited = 0;
    while (present < 2 && waited == 0) {
        waited = pthread_cond_timedwait(&met, &meeting, &until);
    }
    const bool both = present >= 2;
    pthread_mutex_unlock(&meeting);
    return both ? note(ctx, argument) : BUSY;
}

/* Takes longer than the wait after which it is due again. */
static _Atomic int begun;

static enum status take_long(struct ctx *ctx, struct str argument)
{
    atomic_fetch_add(&begun, 1);
    clock_set_ms(ctx->now_ms + 2 * MS_PER_MINUTE);
    usleep(2500000);
    return note(ctx, argument);
}

static const struct job_kind queued[] = {
    {.name = "note", .run = note},
    {.name = "again", .run = note_and_queue},
    {.name = "crash", .run = crash},
    {.name = "global", .run = note, .global = true},
    {.name = "heavy", .run = note, .heavy = true},
    {.name = "meet_light", .run = meet},
    {.name = "meet_heavy", .run = meet, .heavy = true},
    {.name = "meet_heavy_too", .run = meet, .heavy = true},
    {.name = "long", .run = take_long, .heavy = true},
    {0},
};
static const struct job_kind hourly[] = {
    {.name = "hourly", .run = note, .every_ms = MS_PER_HOUR},
    {0},
};
static const struct job_kind daily_global[] = {
    {.name = "daily", .run = note, .every_ms = MS_PER_DAY, .global = true},
    {0},
};

static const struct job_kind *const tables_queued[] = {queued};
static const struct job_kind *const tables_hourly[] = {queued, hourly};
static const struct job_kind *const tables_daily[] = {queued, daily_global};

static void begin(struct ctx *ctx, struct db *db)
{
    log_set_level(LOG_ERROR);
    clock_set_ms(START_MS);
    jobs_register(tables_queued, 1);
    test_ctx_begin(ctx, db);
    ctx->now_ms = START_MS;
    test_centre_enter(ctx, 7);
    atomic_store(&ran, 0);
    atomic_store(&ran_centre, -1);
    ran_argument[0] = '\0';
    answer = OK;
    present = 0;
}

static void end(struct ctx *ctx, struct db *db)
{
    test_ctx_end(ctx);
    db_close(db);
    clock_release();
    log_set_level(LOG_INFO);
}

static int run_due(struct db *db)
{
    int count = -1;
    assert_int_equal(jobs_run_due(db, 0, &count), OK);
    return count;
}

static struct jobs_backlog backlog(struct ctx *ctx)
{
    struct jobs_backlog now;
    struct db *db = db_of(ctx);
    db_session_end(ctx);
    db_session_begin(ctx, db);
    assert_int_equal(jobs_backlog(ctx, &now), OK);
    return now;
}

static void queue(struct ctx *ctx, const char *kind)
{
    char name[32];
    snprintf(name, sizeof(name), "%s", kind);
    assert_int_equal(db_write(ctx, queue_it, name), OK);
}

/* ---- queued work ------------------------------------------------------------------------------
 */

static void a_queued_job_runs_once_in_its_centre_with_its_argument(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "note");
    assert_int_equal(backlog(&ctx).waiting, 1);
    assert_int_equal(run_due(db), 1);
    assert_int_equal(ran, 1);
    assert_int_equal(ran_centre, 7);
    assert_string_equal(ran_argument, "one");
    assert_int_equal(run_due(db), 0);
    assert_int_equal(backlog(&ctx).waiting, 0);
    assert_true(backlog(&ctx).oldest_due_ms == NO_I64);
    end(&ctx, db);
}

static void a_global_job_belongs_to_no_centre(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "global");
    assert_int_equal(run_due(db), 1);
    assert_int_equal(ran_centre, 0);
    end(&ctx, db);
}

static enum status queue_and_fail(struct ctx *ctx, void *arg)
{
    TRY(queue_it(ctx, arg));
    return CONFLICT;
}

static void a_job_does_not_exist_if_its_write_failed(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    assert_int_equal(db_write(&ctx, queue_and_fail, (char[]){"note"}), CONFLICT);
    assert_int_equal(run_due(db), 0);
    end(&ctx, db);
}

static void the_same_work_waits_once(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "note");
    queue(&ctx, "note");
    assert_int_equal(backlog(&ctx).waiting, 1);
    assert_int_equal(run_due(db), 1);
    end(&ctx, db);
}

static void work_wanted_while_it_runs_is_run_once_more(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "again");
    assert_int_equal(run_due(db), 2);
    assert_int_equal(ran, 2);
    assert_int_equal(backlog(&ctx).waiting, 0);
    end(&ctx, db);
}

static enum status queue_later(struct ctx *ctx, void *arg)
{
    (void)arg;
    return job_queue(ctx, "note", STR("later"), START_MS + 5000);
}

static void a_job_waits_for_its_time(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    assert_int_equal(db_write(&ctx, queue_later, NULL), OK);
    assert_true(backlog(&ctx).oldest_due_ms == START_MS + 5000);
    clock_set_ms(START_MS + 4999);
    assert_int_equal(run_due(db), 0);
    clock_set_ms(START_MS + 5000);
    assert_int_equal(run_due(db), 1);
    end(&ctx, db);
}

static enum status queue_five(struct ctx *ctx, void *arg)
{
    (void)arg;
    static const char *const names[] = {"a", "b", "c", "d", "e"};
    for (size_t i = 0; i < 5; i++) {
        TRY(job_queue(ctx, i % 2 == 0 ? "note" : "heavy", str_of(names[i]), 0));
    }
    return OK;
}

static void light_and_heavy_are_run_up_to_the_limit(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    assert_int_equal(db_write(&ctx, queue_five, NULL), OK);
    int count = 0;
    assert_int_equal(jobs_run_due(db, 2, &count), OK);
    assert_int_equal(count, 2);
    assert_int_equal(ran, 2);
    assert_int_equal(run_due(db), 3);
    end(&ctx, db);
}

/* ---- failures ---------------------------------------------------------------------------------
 */

static void a_failing_job_is_tried_again_after_1_2_4_minutes_and_kept_as_failed(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    answer = UNAVAILABLE;
    queue(&ctx, "note");
    int64_t now_ms = START_MS;
    assert_int_equal(run_due(db), 1);
    for (int retry = 0; retry < JOB_RETRIES_MAX; retry++) {
        const int64_t wait_ms = MS_PER_MINUTE << retry;
        assert_int_equal(backlog(&ctx).waiting, 1);
        clock_set_ms(now_ms + wait_ms - 1);
        assert_int_equal(run_due(db), 0);
        now_ms += wait_ms;
        clock_set_ms(now_ms);
        assert_int_equal(run_due(db), 1);
    }
    assert_int_equal(ran, 1 + JOB_RETRIES_MAX);
    assert_int_equal(backlog(&ctx).waiting, 0);
    assert_int_equal(backlog(&ctx).failed, 1);
    clock_set_ms(now_ms + 30 * MS_PER_DAY);
    assert_int_equal(run_due(db), 0);
    end(&ctx, db);
}

static void a_failed_job_waits_anew_when_asked_to(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    answer = INTERNAL;
    queue(&ctx, "note");
    for (int run = 0; run <= JOB_RETRIES_MAX; run++) {
        assert_int_equal(run_due(db), 1);
        clock_set_ms(clock_now_ms() + MS_PER_DAY);
    }
    assert_int_equal(backlog(&ctx).failed, 1);
    /* The same work queued meanwhile takes the place of the failed row. */
    queue(&ctx, "note");
    queue(&ctx, "global");
    int64_t count = -1;
    assert_int_equal(jobs_retry_failed(&ctx, &count), OK);
    assert_int_equal(count, 0);
    assert_int_equal(backlog(&ctx).failed, 0);
    answer = OK;
    assert_int_equal(run_due(db), 2);
    end(&ctx, db);
}

static void a_job_with_nothing_left_to_do_is_done(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    answer = GONE;
    queue(&ctx, "note");
    assert_int_equal(run_due(db), 1);
    assert_int_equal(backlog(&ctx).waiting, 0);
    assert_int_equal(backlog(&ctx).failed, 0);
    end(&ctx, db);
}

/* A child that opens the database itself and does not come back from its job. */
static void run_and_crash(const char *url)
{
    const pid_t child = fork();
    if (child == 0) {
        char why[256];
        struct db *db = NULL;
        int count = 0;
        const enum status opened = db_open((struct db_options){.url = str_of(url)}, &db, why);
        _exit(opened != OK || jobs_run_due(db, 0, &count) != OK ? 1 : 0);
    }
    int status = 0;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFEXITED(status));
    assert_int_equal(WEXITSTATUS(status), 9);
}

static struct db *open_url(const char *url)
{
    char why[256];
    struct db *db = NULL;
    assert_int_equal(db_open((struct db_options){.url = str_of(url)}, &db, why), OK);
    return db;
}

static void a_job_that_takes_the_process_with_it_is_given_up(void **state)
{
    (void)state;
    char url[TEST_DB_URL_MAX];
    test_db_create(test_db_engine(), url);
    struct ctx ctx;
    struct db *db = open_url(url);
    begin(&ctx, db);
    queue(&ctx, "crash");
    end(&ctx, db);
    for (int run = 0; run <= JOB_RETRIES_MAX; run++) {
        clock_set_ms(START_MS + run * MS_PER_DAY);
        run_and_crash(url);
    }
    clock_set_ms(START_MS + 20 * MS_PER_DAY);
    db = open_url(url);
    test_ctx_begin(&ctx, db);
    assert_int_equal(run_due(db), 1);
    ctx.centre_id = 7;
    assert_int_equal(backlog(&ctx).failed, 1);
    assert_int_equal(backlog(&ctx).waiting, 0);
    end(&ctx, db);
}

static void a_job_of_an_unknown_kind_is_kept_as_failed(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "note");
    jobs_register(NULL, 0);
    assert_int_equal(run_due(db), 1);
    assert_int_equal(ran, 0);
    assert_int_equal(backlog(&ctx).failed, 1);
    end(&ctx, db);
}

/* ---- clockwork --------------------------------------------------------------------------------
 */

static void clockwork_runs_in_each_centre_once_each_interval(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    jobs_register(tables_hourly, 2);
    assert_int_equal(run_due(db), 1);
    assert_int_equal(ran_centre, 7);
    assert_int_equal(backlog(&ctx).waiting, 0);
    test_centre_enter(&ctx, 8);
    assert_int_equal(run_due(db), 1);
    assert_int_equal(ran_centre, 8);
    clock_set_ms(START_MS + MS_PER_HOUR - 1);
    assert_int_equal(run_due(db), 0);
    clock_set_ms(START_MS + MS_PER_HOUR);
    assert_int_equal(run_due(db), 2);
    end(&ctx, db);
}

static void global_clockwork_runs_once_for_all_centres(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    test_centre_enter(&ctx, 8);
    jobs_register(tables_daily, 2);
    assert_int_equal(run_due(db), 1);
    assert_int_equal(ran_centre, 0);
    assert_int_equal(run_due(db), 0);
    end(&ctx, db);
}

static void clockwork_that_fails_goes_on_and_shows(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    jobs_register(tables_hourly, 2);
    answer = UNAVAILABLE;
    for (int hour = 0; hour < 12; hour++) {
        clock_set_ms(START_MS + hour * MS_PER_HOUR);
        assert_int_equal(run_due(db), 1);
    }
    assert_int_equal(ran, 12);
    assert_int_equal(backlog(&ctx).failed, 1);
    answer = OK;
    clock_set_ms(START_MS + 12 * MS_PER_HOUR);
    assert_int_equal(run_due(db), 1);
    assert_int_equal(backlog(&ctx).failed, 0);
    end(&ctx, db);
}

static void clockwork_the_program_no_longer_knows_is_forgotten(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    jobs_register(tables_hourly, 2);
    assert_int_equal(run_due(db), 1);
    jobs_register(tables_queued, 1);
    clock_set_ms(START_MS + MS_PER_HOUR);
    assert_int_equal(run_due(db), 1);
    assert_int_equal(ran, 1);
    assert_int_equal(backlog(&ctx).failed, 0);
    assert_true(backlog(&ctx).oldest_due_ms == NO_I64);
    end(&ctx, db);
}

/* ---- lease and runner -------------------------------------------------------------------------
 */

static void only_the_holder_of_the_lease_runs_jobs(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "note");
    int count = -1;
    assert_int_equal(job_lease_take(db, 11, false), OK);
    assert_int_equal(job_lease_take(db, 11, false), OK);
    assert_int_equal(job_lease_take(db, 12, false), BUSY);
    assert_int_equal(jobs_run_due(db, 0, &count), BUSY);
    assert_int_equal(count, -1);
    assert_int_equal(job_lease_give(db, 12), OK);
    assert_int_equal(jobs_run_due(db, 0, &count), BUSY);
    assert_int_equal(job_lease_give(db, 11), OK);
    assert_int_equal(run_due(db), 1);
    end(&ctx, db);
}

static void a_lease_of_the_dead_ends_and_one_from_a_wrong_clock_counts_for_nothing(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    assert_int_equal(job_lease_take(db, 11, false), OK);
    clock_set_ms(START_MS + JOB_LEASE_MS - 1);
    assert_int_equal(job_lease_take(db, 12, false), BUSY);
    clock_set_ms(START_MS + JOB_LEASE_MS);
    assert_int_equal(job_lease_take(db, 12, false), OK);
    clock_set_ms(START_MS - MS_PER_DAY);
    assert_int_equal(job_lease_take(db, 13, false), OK);
    end(&ctx, db);
}

static void wait_for_runs(int wanted)
{
    const int64_t until_ms = clock_monotonic_ms() + 20000;
    while (atomic_load(&ran) < wanted && clock_monotonic_ms() < until_ms) {
        usleep(5000);
    }
    assert_int_equal(atomic_load(&ran), wanted);
}

static void a_heavy_job_does_not_delay_a_light_one(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "meet_heavy");
    queue(&ctx, "meet_light");
    struct job_runner *runner = NULL;
    assert_int_equal(job_runner_start(db, &runner), OK);
    wait_for_runs(2);
    assert_true(job_runner_stop(runner));
    assert_int_equal(backlog(&ctx).waiting, 0);
    /* It gave the lease back. */
    assert_int_equal(run_due(db), 0);
    end(&ctx, db);
}

static void two_heavy_jobs_run_at_once(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "meet_heavy");
    queue(&ctx, "meet_heavy_too");
    struct job_runner *runner = NULL;
    assert_int_equal(job_runner_start(db, &runner), OK);
    wait_for_runs(2);
    assert_true(job_runner_stop(runner));
    assert_int_equal(backlog(&ctx).waiting, 0);
    end(&ctx, db);
}

static void a_job_that_takes_long_is_not_begun_twice(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    queue(&ctx, "long");
    atomic_store(&begun, 0);
    struct job_runner *runner = NULL;
    assert_int_equal(job_runner_start(db, &runner), OK);
    wait_for_runs(1);
    assert_true(job_runner_stop(runner));
    assert_int_equal(atomic_load(&begun), 1);
    assert_int_equal(backlog(&ctx).waiting, 0);
    end(&ctx, db);
}

static void of_two_runners_one_works(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    begin(&ctx, db);
    assert_int_equal(db_write(&ctx, queue_five, NULL), OK);
    struct job_runner *one = NULL;
    struct job_runner *other = NULL;
    assert_int_equal(job_runner_start(db, &one), OK);
    assert_int_equal(job_runner_start(db, &other), OK);
    wait_for_runs(5);
    assert_true(job_runner_stop(one));
    assert_true(job_runner_stop(other));
    assert_true(job_runner_stop(NULL));
    assert_int_equal(atomic_load(&ran), 5);
    end(&ctx, db);
}

int jobs_jobs_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_queued_job_runs_once_in_its_centre_with_its_argument),
        cmocka_unit_test(a_global_job_belongs_to_no_centre),
        cmocka_unit_test(a_job_does_not_exist_if_its_write_failed),
        cmocka_unit_test(the_same_work_waits_once),
        cmocka_unit_test(work_wanted_while_it_runs_is_run_once_more),
        cmocka_unit_test(a_job_waits_for_its_time),
        cmocka_unit_test(light_and_heavy_are_run_up_to_the_limit),
        cmocka_unit_test(a_failing_job_is_tried_again_after_1_2_4_minutes_and_kept_as_failed),
        cmocka_unit_test(a_failed_job_waits_anew_when_asked_to),
        cmocka_unit_test(a_job_with_nothing_left_to_do_is_done),
        cmocka_unit_test(a_job_that_takes_the_process_with_it_is_given_up),
        cmocka_unit_test(a_job_of_an_unknown_kind_is_kept_as_failed),
        cmocka_unit_test(clockwork_runs_in_each_centre_once_each_interval),
        cmocka_unit_test(global_clockwork_runs_once_for_all_centres),
        cmocka_unit_test(clockwork_that_fails_goes_on_and_shows),
        cmocka_unit_test(clockwork_the_program_no_longer_knows_is_forgotten),
        cmocka_unit_test(only_the_holder_of_the_lease_runs_jobs),
        cmocka_unit_test(a_lease_of_the_dead_ends_and_one_from_a_wrong_clock_counts_for_nothing),
        cmocka_unit_test(a_heavy_job_does_not_delay_a_light_one),
        cmocka_unit_test(two_heavy_jobs_run_at_once),
        cmocka_unit_test(a_job_that_takes_long_is_not_begun_twice),
        cmocka_unit_test(of_two_runners_one_works),
    };
    return TEST_DB_RUN("jobs", tests);
}
