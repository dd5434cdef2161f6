/* SPDX-License-Identifier: EUPL-1.2 */
/* Fresh databases for tests, on SQLite and on the PostgreSQL of OMBRUK_TEST_POSTGRES.
 *
 * A test file that uses the database runs its group once for each engine:
 *
 *     int goods_goods_test(void)
 *     {
 *         const struct CMUnitTest tests[] = {cmocka_unit_test(a_lot_is_received)};
 *         return TEST_DB_RUN("goods", tests);
 *     }
 *
 * and each test opens what it needs with test_db_open(test_db_engine()). Without the variable the
 * run for PostgreSQL is left out, which one line says, or fails if CI=true
 * (tests/pg_server.sh sets the variable). With OMBRUK_TEST_ENGINES=sqlite such groups run on SQLite
 * alone; tests that compare both engines still do. */
#ifndef OMBRUK_TESTS_TEST_DB_H
#define OMBRUK_TESTS_TEST_DB_H

#include "db/db.h"
#include "test.h"

#define TEST_DB_URL_MAX 1024

/* True if tests can run on `engine` here. */
bool test_db_has(enum db_engine engine);
/* The engine the group is being run for. */
enum db_engine test_db_engine(void);

/* A new, migrated database of its own: a file in a temporary folder, or a schema on the server.
 * Aborts the test if it cannot be had. Everything is removed when the program ends. */
void test_db_create(enum db_engine engine, char ret_url[TEST_DB_URL_MAX]);
/* The same without any migration. */
void test_db_create_empty(enum db_engine engine, char ret_url[TEST_DB_URL_MAX]);

/* test_db_create() and db_open() in one. Closed with db_close(). */
struct db *test_db_open(enum db_engine engine);
struct db *test_db_open_with(enum db_engine engine, struct db_options options);

/* A context with memory, an instant and a session; and what frees it. */
void test_ctx_begin(struct ctx *ctx, struct db *db);
void test_ctx_end(struct ctx *ctx);

/* A folder of this program for files, without a slash at the end. */
const char *test_folder(void);

/* For TEST_DB_RUN: makes `engine` current; false if there is nothing to run. `*ret_failed` counts
 * an engine that is missing where it must be there. */
bool test_db_select(enum db_engine engine, const char *group, int *ret_failed);

#define TEST_DB_RUN(name, tests)                                                                   \
    __extension__({                                                                                \
        int test_failed_ = 0;                                                                      \
        for (int test_engine_ = 0; test_engine_ < DB_ENGINE_COUNT; test_engine_++) {               \
            if (test_db_select((enum db_engine)test_engine_, (name), &test_failed_)) {             \
                test_failed_ += cmocka_run_group_tests_name(                                       \
                    test_engine_ == DB_SQLITE ? name " on SQLite" : name " on PostgreSQL", tests,  \
                    NULL, NULL);                                                                   \
            }                                                                                      \
        }                                                                                          \
        test_failed_;                                                                              \
    })

#endif
