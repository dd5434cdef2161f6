/* SPDX-License-Identifier: EUPL-1.2 */
/* Two small tables for the tests of the floor, and shorthands. */
#ifndef OMBRUK_DB_DB_PROBE_H
#define OMBRUK_DB_DB_PROBE_H

#include "base/id.h"
#include "db/migrate.h"
#include "db_test_sql.h"
#include "test.h"
#include "test_db.h"

static const struct migration probe_migrations[] = {
    {.name = "0001_probe",
     .text[DB_SQLITE] =
         "CREATE TABLE probe (id INTEGER NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
         " n INTEGER CHECK (n >= 0), note TEXT, data BLOB, at_ms INTEGER) STRICT;"
         "CREATE TABLE leaf (id INTEGER NOT NULL PRIMARY KEY,"
         " probe_id INTEGER NOT NULL REFERENCES probe (id)) STRICT;"
         "CREATE TRIGGER probe_guard BEFORE INSERT ON probe WHEN NEW.name = 'refused'"
         " BEGIN SELECT RAISE(ABORT, 'refused'); END;",
     .text[DB_POSTGRES] =
         "CREATE TABLE probe (id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE,"
         " n BIGINT CHECK (n >= 0), note TEXT, data BYTEA, at_ms BIGINT);"
         "CREATE TABLE leaf (id BIGINT NOT NULL PRIMARY KEY,"
         " probe_id BIGINT NOT NULL REFERENCES probe (id));"
         "CREATE FUNCTION probe_guard() RETURNS trigger LANGUAGE plpgsql AS $$"
         " BEGIN IF NEW.name = 'refused' THEN RAISE EXCEPTION 'refused'; END IF;"
         " IF NEW.name = 'full' THEN RAISE EXCEPTION 'full' USING ERRCODE = '53100'; END IF;"
         " RETURN NEW; END $$;"
         "CREATE TRIGGER probe_guard BEFORE INSERT ON probe"
         " FOR EACH ROW EXECUTE FUNCTION probe_guard();",
     .sha256 = "0000000000000000000000000000000000000000000000000000000000000001"},
    {.name = NULL},
};

static inline struct db *probe_open_url(const char *url, struct db_options options)
{
    char why[256] = "";
    struct db *db = NULL;
    struct migrate_result result;
    options.url = str_of(url);
    assert_int_equal(db_open(options, &db, why), OK);
    assert_int_equal(migrate_tables(db, probe_migrations, &result, why), OK);
    return db;
}

/* A fresh database with the two tables, on the engine of the group. */
static inline struct db *probe_open(struct db_options options)
{
    char url[TEST_DB_URL_MAX];
    test_db_create_empty(test_db_engine(), url);
    return probe_open_url(url, options);
}

struct probe {
    int64_t id;
    const char *name;
    int64_t n;
};

static inline enum status probe_add(struct ctx *ctx, void *arg)
{
    const struct probe *probe = arg;
    const struct db_test_add_args args = {
        .id = probe->id, .name = str_of(probe->name), .n = probe->n, .at_ms = NO_I64};
    return sql_db_test_add(ctx, &args);
}

static inline enum status probe_write(struct ctx *ctx, int64_t id, const char *name)
{
    struct probe probe = {id, name, 0};
    return db_write(ctx, probe_add, &probe);
}

static inline int64_t probe_count(struct ctx *ctx)
{
    struct db_test_count_row row = {0};
    assert_int_equal(one_db_test_count(ctx, &row), OK);
    return row.probes;
}

#endif
