/* SPDX-License-Identifier: EUPL-1.2 */
/* Writes by many at once: shared commits, races, full disks and lost servers. */
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <time.h>

#include "base/clock.h"
#include "base/fiber.h"
#include "db/db_probe.h"

#include "base/banned.h"

int db_db_writer_test(void);

#define CROWD 12

static void pause_ms(long ms)
{
    const struct timespec pause = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
    nanosleep(&pause, NULL);
}

/* ---- a crowd: threads whose writes meet in one batch ----------------------------------------- */

struct crowd;

struct member {
    struct crowd *crowd;
    int number;
    int runs;
    size_t arena_used;
    enum status status;
    pthread_t thread;
};

struct crowd {
    struct db *db;
    db_write_fn *fn;
    _Atomic int ready;
    struct member members[CROWD];
};

static void *member_main(void *arg)
{
    struct member *member = arg;
    struct ctx ctx;
    test_ctx_begin(&ctx, member->crowd->db);
    atomic_fetch_add(&member->crowd->ready, 1);
    const size_t before = arena_used(ctx.mem);
    member->status = db_write(&ctx, member->crowd->fn, member);
    member->arena_used = arena_used(ctx.mem) - before;
    test_ctx_end(&ctx);
    return NULL;
}

/* Holds the writer until all of the crowd stand in its queue. A repeated run finds them there. */
static enum status hold_until_ready(struct ctx *ctx, void *arg)
{
    (void)ctx;
    struct crowd *crowd = arg;
    const bool again = atomic_load(&crowd->ready) > 0;
    for (int i = 0; i < CROWD && !again; i++) {
        struct member *member = &crowd->members[i];
        *member = (struct member){.crowd = crowd, .number = i};
        assert_int_equal(pthread_create(&member->thread, NULL, member_main, member), 0);
    }
    while (atomic_load(&crowd->ready) < CROWD) {
        pause_ms(1);
    }
    pause_ms(20);
    return OK;
}

static void crowd_run(struct crowd *crowd, struct db *db, db_write_fn *fn)
{
    *crowd = (struct crowd){.db = db, .fn = fn};
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(db_write(&ctx, hold_until_ready, crowd), OK);
    for (int i = 0; i < CROWD; i++) {
        pthread_join(crowd->members[i].thread, NULL);
    }
    test_ctx_end(&ctx);
}

/* Every third has a key that is taken. */
static enum status add_or_collide(struct ctx *ctx, void *arg)
{
    struct member *member = arg;
    char name[16];
    snprintf(name, sizeof(name), "name %d", member->number);
    member->runs++;
    struct probe probe = {member->number % 3 == 0 ? 1000 : member->number, name, 0};
    return probe_add(ctx, &probe);
}

static void one_that_fails_leaves_its_neighbours_alone(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    struct crowd crowd;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1000, "taken"), OK);
    crowd_run(&crowd, db, add_or_collide);
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(crowd.members[i].status, i % 3 == 0 ? CONFLICT : OK);
    }
    assert_int_equal(probe_count(&ctx), 1 + CROWD - CROWD / 3);
    test_ctx_end(&ctx);
    db_close(db);
}

/* Adds one; every third then meets a key that is taken. */
static enum status add_then_collide(struct ctx *ctx, void *arg)
{
    struct member *member = arg;
    char name[16];
    snprintf(name, sizeof(name), "name %d", member->number);
    struct probe probe = {member->number, name, 0};
    struct probe taken = {1000, "other", 0};
    member->runs++;
    TRY(probe_add(ctx, &probe));
    return member->number % 3 == 0 ? probe_add(ctx, &taken) : OK;
}

static void one_that_fails_half_way_takes_back_only_its_own(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    struct crowd crowd;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1000, "taken"), OK);
    crowd_run(&crowd, db, add_then_collide);
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(crowd.members[i].status, i % 3 == 0 ? CONFLICT : OK);
        if (test_db_engine() == DB_SQLITE) {
            assert_in_range(crowd.members[i].runs, 1, 2);
        }
    }
    assert_int_equal(probe_count(&ctx), 1 + CROWD - CROWD / 3);
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- fibers: many writes that wait on one thread --------------------------------------------- */

struct wakes {
    pthread_mutex_t lock;
    pthread_cond_t any;
    struct strand *woken[CROWD];
    int count;
};

struct strand {
    struct wakes *wakes;
    struct fiber *fiber;
    struct member member;
};

static void write_in_fiber(void *arg)
{
    struct strand *strand = arg;
    member_main(&strand->member);
}

static void note_wake(void *arg)
{
    struct strand *strand = arg;
    struct wakes *wakes = strand->wakes;
    pthread_mutex_lock(&wakes->lock);
    wakes->woken[wakes->count++] = strand;
    pthread_cond_signal(&wakes->any);
    pthread_mutex_unlock(&wakes->lock);
}

static struct strand *next_woken(struct wakes *wakes)
{
    pthread_mutex_lock(&wakes->lock);
    while (wakes->count == 0) {
        pthread_cond_wait(&wakes->any, &wakes->lock);
    }
    struct strand *strand = wakes->woken[--wakes->count];
    pthread_mutex_unlock(&wakes->lock);
    return strand;
}

static void writes_in_fibers_wait_without_holding_the_thread(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct wakes wakes = {.lock = PTHREAD_MUTEX_INITIALIZER, .any = PTHREAD_COND_INITIALIZER};
    struct crowd crowd = {.db = db, .fn = add_or_collide};
    struct strand strands[CROWD];
    struct ctx ctx;
    int waiting = 0;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1000, "taken"), OK);
    for (int i = 0; i < CROWD; i++) {
        strands[i] = (struct strand){&wakes, fiber_create(), {.crowd = &crowd, .number = i}};
        waiting += fiber_start(strands[i].fiber, write_in_fiber, note_wake, &strands[i]) ? 0 : 1;
    }
    assert_int_equal(waiting, test_db_engine() == DB_SQLITE ? CROWD : 0);
    while (waiting > 0) {
        waiting -= fiber_resume(next_woken(&wakes)->fiber) ? 1 : 0;
    }
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(strands[i].member.status, i % 3 == 0 ? CONFLICT : OK);
        fiber_destroy(strands[i].fiber);
    }
    assert_int_equal(probe_count(&ctx), 1 + CROWD - CROWD / 3);
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- a disk that fills up -------------------------------------------------------------------- */

static enum status limit_pages(struct ctx *ctx, void *arg)
{
    (void)arg;
    /* As small as the file is now, and a few pages more. */
    static const struct sql least = {
        .name = "limit", .text = {"PRAGMA max_page_count = 30", NULL}, .writes = true};
    return db_exec(ctx, &least, NULL);
}

/* Number 5 asks for more than there is; the others for a little. All take memory too. */
static enum status add_much_or_little(struct ctx *ctx, void *arg)
{
    struct member *member = arg;
    char name[16];
    snprintf(name, sizeof(name), "name %d", member->number);
    member->runs++;
    const size_t size = member->number == 5 ? 1000000 : 10;
    struct db_test_add_args args = {.id = member->number, .name = str_of(name)};
    args.data = (struct str){arena_alloc(ctx->mem, size), size};
    return sql_db_test_add(ctx, &args);
}

static void when_the_batch_fails_each_is_run_again_alone(void **state)
{
    (void)state;
    if (test_db_engine() != DB_SQLITE) {
        return; /* there are no batches; the next test fills PostgreSQL's disk */
    }
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    struct crowd crowd;
    test_ctx_begin(&ctx, db);
    assert_int_equal(db_write(&ctx, limit_pages, NULL), OK);
    crowd_run(&crowd, db, add_much_or_little);
    int runs = 0;
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(crowd.members[i].status, i == 5 ? UNAVAILABLE : OK);
        runs += crowd.members[i].runs;
        if (i != 5) {
            assert_in_range(crowd.members[i].arena_used, 1, 200);
        }
    }
    assert_true(runs > CROWD);
    assert_int_equal(probe_count(&ctx), CROWD - 1);
    assert_int_equal(probe_write(&ctx, 100, "and it goes on"), OK);
    test_ctx_end(&ctx);
    db_close(db);
}

static void a_full_disk_is_unavailable_and_nothing_is_stored(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    if (test_db_engine() == DB_SQLITE) {
        struct member member = {.number = 5};
        assert_int_equal(db_write(&ctx, limit_pages, NULL), OK);
        assert_int_equal(db_write(&ctx, add_much_or_little, &member), UNAVAILABLE);
    } else {
        assert_int_equal(probe_write(&ctx, 1, "full"), UNAVAILABLE);
    }
    assert_int_equal(probe_count(&ctx), 0);
    assert_int_equal(probe_write(&ctx, 2, "a little"), OK);
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- races ----------------------------------------------------------------------------------- */

#define COUNT_EACH 5

/* Reads, then writes what it read plus one: right only if writes are serial. */
static enum status read_and_add_one(struct ctx *ctx, void *arg)
{
    (void)arg;
    struct db_test_n_row row;
    TRY(one_db_test_n(ctx, 1, &row));
    return sql_db_test_set_n(ctx, 1, row.n + 1);
}

static void *count_up(void *arg)
{
    struct ctx ctx;
    test_ctx_begin(&ctx, arg);
    for (int i = 0; i < COUNT_EACH; i++) {
        assert_int_equal(db_write(&ctx, read_and_add_one, NULL), OK);
    }
    test_ctx_end(&ctx);
    return NULL;
}

static void no_update_is_lost_between_writers(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){.patience_ms = 60000});
    struct ctx ctx;
    pthread_t threads[CROWD];
    struct db_test_n_row row;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1, "counter"), OK);
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(pthread_create(&threads[i], NULL, count_up, db), 0);
    }
    for (int i = 0; i < CROWD; i++) {
        pthread_join(threads[i], NULL);
    }
    assert_int_equal(one_db_test_n(&ctx, 1, &row), OK);
    assert_int_equal(row.n, CROWD * COUNT_EACH);
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- locks ----------------------------------------------------------------------------------- */

/* Holds a lock through `first` while `second`, with little patience, wants it. */
struct lock_race {
    struct ctx *second;
    enum status status;
};

static enum status write_while_locked(struct ctx *ctx, void *arg)
{
    struct lock_race *race = arg;
    TRY(sql_db_test_increment(ctx, 1));
    race->status = db_write(race->second, read_and_add_one, NULL);
    return OK;
}

static void a_lock_that_is_not_had_in_time_is_busy(void **state)
{
    (void)state;
    char url[TEST_DB_URL_MAX];
    test_db_create_empty(test_db_engine(), url);
    struct db *first_db = probe_open_url(url, (struct db_options){0});
    struct db *second_db = probe_open_url(url, (struct db_options){.patience_ms = 60});
    struct ctx first;
    struct ctx second;
    struct db_test_n_row row;
    test_ctx_begin(&first, first_db);
    test_ctx_begin(&second, second_db);
    assert_int_equal(probe_write(&first, 1, "locked"), OK);
    struct lock_race race = {.second = &second};
    assert_int_equal(db_write(&first, write_while_locked, &race), OK);
    assert_int_equal(race.status, BUSY);
    assert_int_equal(db_write(&second, read_and_add_one, NULL), OK);
    assert_int_equal(one_db_test_n(&first, 1, &row), OK);
    assert_int_equal(row.n, 2);
    test_ctx_end(&first);
    test_ctx_end(&second);
    db_close(first_db);
    db_close(second_db);
}

/* ---- a server that goes away ----------------------------------------------------------------- */

static void end_other_connections(struct ctx *ctx, const char *name)
{
    struct db_test_terminate_row row;
    struct db *db = db_of(ctx);
    /* The list of connections is read once in a transaction. */
    db_session_end(ctx);
    db_session_begin(ctx, db);
    assert_int_equal(one_db_test_terminate(ctx, str_of(name), &row), OK);
    assert_true(row.ended > 0);
    pause_ms(20);
}

struct broken_write {
    struct ctx *killer;
    int runs;
};

static enum status add_and_be_cut_off(struct ctx *ctx, void *arg)
{
    struct broken_write *broken = arg;
    struct probe probe = {2, "two", 0};
    TRY(probe_add(ctx, &probe));
    if (broken->runs++ == 0) {
        end_other_connections(broken->killer, "victim");
        struct db_test_count_row row;
        return one_db_test_count(ctx, &row);
    }
    return OK;
}

static void lost_connections_are_made_anew(void **state)
{
    (void)state;
    if (test_db_engine() != DB_POSTGRES) {
        return; /* a file does not go away like this */
    }
    char url[TEST_DB_URL_MAX];
    char victim_url[TEST_DB_URL_MAX + 32];
    test_db_create_empty(DB_POSTGRES, url);
    snprintf(victim_url, sizeof(victim_url), "%s&application_name=victim", url);
    struct db *killer_db = probe_open_url(url, (struct db_options){0});
    struct db *victim_db = probe_open_url(victim_url, (struct db_options){0});
    struct ctx killer;
    struct ctx victim;
    test_ctx_begin(&killer, killer_db);
    test_ctx_begin(&victim, victim_db);
    assert_int_equal(probe_write(&victim, 1, "one"), OK);
    end_other_connections(&killer, "victim");
    assert_int_equal(probe_count(&victim), 1);
    db_session_end(&victim);
    end_other_connections(&killer, "victim");
    assert_true(db_is_alive(victim_db));
    end_other_connections(&killer, "victim");
    db_session_begin(&victim, victim_db);
    struct broken_write broken = {.killer = &killer};
    assert_int_equal(db_write(&victim, add_and_be_cut_off, &broken), OK);
    assert_int_equal(broken.runs, 2);
    assert_int_equal(probe_count(&victim), 2);
    /* In the middle of reading there is no way to go on; the next request is well again. */
    end_other_connections(&killer, "victim");
    struct db_test_count_row row;
    assert_int_equal(one_db_test_count(&victim, &row), UNAVAILABLE);
    assert_int_equal(probe_count(&victim), 2);
    test_ctx_end(&victim);
    test_ctx_end(&killer);
    db_close(victim_db);
    db_close(killer_db);
}

/* ---- company --------------------------------------------------------------------------------- */

static void waiting_for_company_changes_no_answer(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){.group_wait_us = 2000});
    struct ctx ctx;
    struct crowd crowd;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1000, "taken"), OK);
    crowd_run(&crowd, db, add_or_collide);
    for (int i = 0; i < CROWD; i++) {
        assert_int_equal(crowd.members[i].status, i % 3 == 0 ? CONFLICT : OK);
    }
    /* Alone after a crowd: the wait ends by itself. */
    assert_int_equal(probe_write(&ctx, 1001, "last"), OK);
    test_ctx_end(&ctx);
    db_close(db);
}

int db_db_writer_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(one_that_fails_leaves_its_neighbours_alone),
        cmocka_unit_test(one_that_fails_half_way_takes_back_only_its_own),
        cmocka_unit_test(writes_in_fibers_wait_without_holding_the_thread),
        cmocka_unit_test(when_the_batch_fails_each_is_run_again_alone),
        cmocka_unit_test(a_full_disk_is_unavailable_and_nothing_is_stored),
        cmocka_unit_test(no_update_is_lost_between_writers),
        cmocka_unit_test(a_lock_that_is_not_had_in_time_is_busy),
        cmocka_unit_test(lost_connections_are_made_anew),
        cmocka_unit_test(waiting_for_company_changes_no_answer),
    };
    return TEST_DB_RUN("db writer", tests);
}
