/* SPDX-License-Identifier: EUPL-1.2 */
/* Migrations and node leases, on both engines. */
#include "db/migrate.h"

#include <stdio.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "db/db_probe.h"

#include "base/banned.h"

int db_migrate_test(void);

#define HASH(digit) "000000000000000000000000000000000000000000000000000000000000000" digit

#define BOTH(sql)                                                                                  \
    {                                                                                              \
        sql, sql                                                                                   \
    }

static const struct migration first[] = {
    {.name = "0001_a", .text = BOTH("CREATE TABLE a (x TEXT NOT NULL);"), .sha256 = HASH("1")},
    {.name = NULL}};

static const struct migration first_and_second[] = {
    {.name = "0001_a", .text = BOTH("CREATE TABLE a (x TEXT NOT NULL);"), .sha256 = HASH("1")},
    {.name = "0002_b",
     .text = BOTH("CREATE TABLE b (x TEXT NOT NULL); INSERT INTO b (x) VALUES ('one'), ('two');"),
     .sha256 = HASH("2")},
    {.name = NULL}};

static const struct migration first_changed[] = {
    {.name = "0001_a", .text = BOTH("CREATE TABLE a (y TEXT NOT NULL);"), .sha256 = HASH("3")},
    {.name = NULL}};

static const struct migration second_wrong[] = {
    {.name = "0001_a", .text = BOTH("CREATE TABLE a (x TEXT NOT NULL);"), .sha256 = HASH("1")},
    {.name = "0002_b",
     .text = BOTH("CREATE TABLE b (x TEXT NOT NULL); INSERT INTO nowhere (x) VALUES ('one');"),
     .sha256 = HASH("2")},
    {.name = NULL}};

static struct db *open_url(const char *url)
{
    char why[256] = "";
    struct db *db = NULL;
    assert_int_equal(db_open((struct db_options){.url = str_of(url)}, &db, why), OK);
    return db;
}

static struct db *open_empty(void)
{
    char url[TEST_DB_URL_MAX];
    test_db_create_empty(test_db_engine(), url);
    return open_url(url);
}

/* True if the table can be read. Statements are known by their address, so each has its own. */
static bool has_table(struct db *db, char name)
{
    static const struct sql selects[] = {{.name = "a", .text = BOTH("SELECT x FROM a")},
                                         {.name = "b", .text = BOTH("SELECT x FROM b")}};
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    const bool found = db_exec(&ctx, &selects[name - 'a'], NULL) == OK;
    test_ctx_end(&ctx);
    return found;
}

static void what_is_missing_is_applied_once(void **state)
{
    (void)state;
    struct db *db = open_empty();
    char why[256] = "";
    struct migrate_result result = {0};
    assert_int_equal(migrate_check_tables(db, first, why), CONFLICT);
    assert_non_null(strstr(why, "ombruk migrate"));
    assert_int_equal(migrate_tables(db, first, &result, why), OK);
    assert_true(result.applied == 1 && result.already == 0);
    assert_int_equal(migrate_check_tables(db, first, why), OK);
    assert_int_equal(migrate_check_tables(db, first_and_second, why), CONFLICT);
    assert_non_null(strstr(why, "0002_b"));
    assert_int_equal(migrate_tables(db, first_and_second, &result, why), OK);
    assert_true(result.applied == 1 && result.already == 1);
    assert_int_equal(migrate_tables(db, first_and_second, &result, why), OK);
    assert_true(result.applied == 0 && result.already == 2);
    assert_true(has_table(db, 'a') && has_table(db, 'b'));
    db_close(db);
}

static void a_changed_migration_is_refused(void **state)
{
    (void)state;
    struct db *db = open_empty();
    char why[256] = "";
    struct migrate_result result = {0};
    assert_int_equal(migrate_tables(db, first, &result, why), OK);
    assert_int_equal(migrate_tables(db, first_changed, &result, why), CONFLICT);
    assert_non_null(strstr(why, "0001_a was changed"));
    assert_int_equal(migrate_check_tables(db, first_changed, why), CONFLICT);
    assert_int_equal(migrate_check_tables(db, first, why), OK);
    db_close(db);
}

static void a_database_from_the_future_is_refused(void **state)
{
    (void)state;
    struct db *db = open_empty();
    char why[256] = "";
    struct migrate_result result = {0};
    assert_int_equal(migrate_tables(db, first_and_second, &result, why), OK);
    assert_int_equal(migrate_tables(db, first, &result, why), CONFLICT);
    assert_non_null(strstr(why, "0002_b, which this program does not know"));
    assert_int_equal(migrate_check_tables(db, first, why), CONFLICT);
    db_close(db);
}

static void a_migration_that_fails_leaves_nothing(void **state)
{
    (void)state;
    struct db *db = open_empty();
    char why[256] = "";
    struct migrate_result result = {0};
    assert_int_equal(migrate_tables(db, second_wrong, &result, why), UNAVAILABLE);
    assert_true(strlen(why) > 0);
    assert_true(has_table(db, 'a'));
    assert_false(has_table(db, 'b'));
    assert_int_equal(migrate_check_tables(db, first, why), OK);
    assert_int_equal(migrate_tables(db, first_and_second, &result, why), OK);
    assert_true(result.applied == 1 && result.already == 1);
    db_close(db);
}

static const struct migration rebuilt[] = {
    {.name = "0001_probe",
     .text = {"CREATE TABLE p (x INTEGER NOT NULL PRIMARY KEY) STRICT;"
              "CREATE TABLE c (x INTEGER NOT NULL REFERENCES p (x)) STRICT;"
              "INSERT INTO p VALUES (1); INSERT INTO c VALUES (1);"},
     .sha256 = HASH("1")},
    {.name = "0002_rebuild",
     .text = {"CREATE TABLE q (x INTEGER NOT NULL PRIMARY KEY, y TEXT) STRICT;"
              "INSERT INTO q (x) SELECT x FROM p; DROP TABLE p; ALTER TABLE q RENAME TO p;"},
     .sha256 = HASH("2")},
    {.name = "0003_break", .text = {"DELETE FROM p;"}, .sha256 = HASH("3")},
    {.name = NULL}};

static void a_table_may_be_rebuilt_but_no_reference_broken(void **state)
{
    (void)state;
    if (test_db_engine() != DB_SQLITE) {
        return; /* PostgreSQL alters tables in place and enforces keys all the time */
    }
    struct db *db = open_empty();
    char why[256] = "";
    struct migrate_result result = {0};
    assert_int_equal(migrate_tables(db, rebuilt, &result, why), UNAVAILABLE);
    assert_non_null(strstr(why, "0003_break leaves 1 broken"));
    assert_int_equal(migrate_check_tables(db, rebuilt, why), CONFLICT);
    assert_non_null(strstr(why, "0003_break is missing"));
    db_close(db);
}

/* In a child: migrates and ends with 0 if all went well. */
static void migrate_and_exit(const char *url)
{
    char why[256] = "";
    struct db *db = NULL;
    struct migrate_result result;
    enum status status = db_open((struct db_options){.url = str_of(url)}, &db, why);
    if (status == OK) {
        status = db_migrate(db, &result, why);
    }
    if (status == OK) {
        status = db_migrate_check(db, why);
    }
    if (status != OK) {
        fprintf(stderr, "%s\n", why);
    }
    _exit(status == OK ? 0 : 1);
}

static void two_processes_may_migrate_at_once(void **state)
{
    (void)state;
    char url[TEST_DB_URL_MAX];
    test_db_create_empty(test_db_engine(), url);
    pid_t children[3];
    for (int i = 0; i < 3; i++) {
        children[i] = fork();
        assert_true(children[i] >= 0);
        if (children[i] == 0) {
            migrate_and_exit(url);
        }
    }
    for (int i = 0; i < 3; i++) {
        int status = -1;
        assert_int_equal(waitpid(children[i], &status, 0), children[i]);
        assert_int_equal(status, 0);
    }
    char why[256] = "";
    struct db *db = open_url(url);
    assert_int_equal(db_migrate_check(db, why), OK);
    db_close(db);
}

/* ---- node leases ----------------------------------------------------------------------------- */

static void node_numbers_are_leased_lowest_first(void **state)
{
    (void)state;
    char url[TEST_DB_URL_MAX];
    test_db_create(test_db_engine(), url);
    struct db *dbs[3];
    for (int i = 0; i < 3; i++) {
        int node = -1;
        dbs[i] = open_url(url);
        assert_int_equal(db_node_lease(dbs[i], &node), OK);
        assert_int_equal(node, i);
        assert_int_equal(db_node_renew(dbs[i], node), OK);
    }
    for (int i = 0; i < 3; i++) {
        db_close(dbs[i]);
    }
}

static void a_lease_not_renewed_for_five_minutes_goes_to_another(void **state)
{
    (void)state;
    char url[TEST_DB_URL_MAX];
    test_db_create(test_db_engine(), url);
    struct db *first_db = open_url(url);
    struct db *second_db = open_url(url);
    int node = -1;
    clock_set_ms(1000000);
    assert_int_equal(db_node_lease(first_db, &node), OK);
    clock_set_ms(1000000 + 299999);
    assert_int_equal(db_node_lease(second_db, &node), OK);
    assert_int_equal(node, 1);
    clock_set_ms(1000000 + 300000);
    assert_int_equal(db_node_lease(second_db, &node), OK);
    assert_int_equal(node, 0);
    assert_int_equal(db_node_renew(second_db, 0), OK);
    assert_int_equal(db_node_renew(first_db, 0), CONFLICT);
    clock_release();
    db_close(first_db);
    db_close(second_db);
}

static enum status take_all_nodes(struct ctx *ctx, void *arg)
{
    static const enum db_kind kinds[] = {DB_I64};
    const struct sql sql = {
        .name = "take_all",
        .text = {"INSERT INTO node_lease WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL"
                 " SELECT i + 1 FROM n WHERE i < 1023) SELECT i, 1, ?1 FROM n",
                 "INSERT INTO node_lease SELECT i, 1, $1 FROM generate_series(0, 1023) AS n (i)"},
        .param_kinds = kinds,
        .param_count = 1,
        .writes = true};
    const struct db_value values[] = {db_i64(*(const int64_t *)arg)};
    return db_exec(ctx, &sql, values);
}

static void when_all_nodes_are_taken_it_is_a_conflict(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    struct ctx ctx;
    int node = -1;
    int64_t now_ms = clock_now_ms();
    test_ctx_begin(&ctx, db);
    assert_int_equal(db_write(&ctx, take_all_nodes, &now_ms), OK);
    assert_int_equal(db_node_lease(db, &node), CONFLICT);
    assert_int_equal(node, -1);
    test_ctx_end(&ctx);
    db_close(db);
}

int db_migrate_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_missing_is_applied_once),
        cmocka_unit_test(a_changed_migration_is_refused),
        cmocka_unit_test(a_database_from_the_future_is_refused),
        cmocka_unit_test(a_migration_that_fails_leaves_nothing),
        cmocka_unit_test(a_table_may_be_rebuilt_but_no_reference_broken),
        cmocka_unit_test(two_processes_may_migrate_at_once),
        cmocka_unit_test(node_numbers_are_leased_lowest_first),
        cmocka_unit_test(a_lease_not_renewed_for_five_minutes_goes_to_another),
        cmocka_unit_test(when_all_nodes_are_taken_it_is_a_conflict),
    };
    return TEST_DB_RUN("migrate", tests);
}
