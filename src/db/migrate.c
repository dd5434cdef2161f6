/* SPDX-License-Identifier: EUPL-1.2 */
/* Applies migrations, each in a transaction that no two processes have at once. */
#include "db/migrate.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/vec.h"
#include "db/db_engine.h"
#include "db_sql.h"

#include "base/banned.h"

static const char *const own_tables[] = {
    [DB_SQLITE] =
        "CREATE TABLE IF NOT EXISTS schema_migration ("
        "name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, applied_ms INTEGER NOT NULL) STRICT;"
        "CREATE TABLE IF NOT EXISTS node_lease ("
        "node INTEGER NOT NULL PRIMARY KEY, holder INTEGER NOT NULL, renewed_ms INTEGER NOT NULL)"
        " STRICT;",
    [DB_POSTGRES] =
        "CREATE TABLE IF NOT EXISTS schema_migration ("
        "name TEXT NOT NULL PRIMARY KEY, sha256 TEXT NOT NULL, applied_ms BIGINT NOT NULL);"
        "CREATE TABLE IF NOT EXISTS node_lease ("
        "node BIGINT NOT NULL PRIMARY KEY, holder BIGINT NOT NULL, renewed_ms BIGINT NOT NULL);",
};

/* A context on a connection of its own, with a transaction begun by hand. */
struct migrator {
    struct ctx ctx;
    struct db_conn *conn;
    const struct db_backend *backend;
    const struct migration *known;
    char *why;
};

/* ---- what is and what should be -------------------------------------------------------------- */

typedef VEC(struct db_migration_list_row) applied_list;

static const struct migration *known_find(const struct migration *known, struct str name)
{
    while (known->name != NULL && !str_equal(str_of(known->name), name)) {
        known++;
    }
    return known->name == NULL ? NULL : known;
}

static bool applied_has(const applied_list *applied, const char *name)
{
    for (size_t i = 0; i < applied->count; i++) {
        if (str_equal(applied->ptr[i].name, str_of(name))) {
            return true;
        }
    }
    return false;
}

/* Reads what was applied; CONFLICT if this program does not know it or knows it otherwise. */
static enum status read_applied(struct ctx *ctx, const struct migration *known, char *ret_why,
                                applied_list *ret_applied)
{
    struct rows rows = sql_db_migration_list(ctx);
    struct db_migration_list_row row;
    while (next_db_migration_list(&rows, &row)) {
        vec_push(ctx->mem, ret_applied, row);
    }
    TRY(rows_done(&rows));
    for (size_t i = 0; i < ret_applied->count; i++) {
        const struct str name = ret_applied->ptr[i].name;
        const struct migration *migration = known_find(known, name);
        if (migration == NULL) {
            snprintf(ret_why, DB_WHY_SIZE,
                     "the database has the migration %.*s, which this program does not know: use "
                     "the newer program",
                     STR_ARG(name));
            return CONFLICT;
        }
        if (!str_equal(ret_applied->ptr[i].sha256, str_of(migration->sha256))) {
            snprintf(ret_why, DB_WHY_SIZE,
                     "the migration %.*s was changed after it was applied: use the program that "
                     "made this database",
                     STR_ARG(name));
            return CONFLICT;
        }
    }
    return OK;
}

static bool has_tables(struct ctx *ctx, enum status *ret_status)
{
    struct db_has_tables_row row = {0};
    *ret_status = one_db_has_tables(ctx, &row);
    return row.tables == 2;
}

/* ---- applying -------------------------------------------------------------------------------- */

static enum status apply(struct migrator *migrator, const struct migration *migration)
{
    struct ctx *ctx = &migrator->ctx;
    struct db_broken_keys_row keys;
    TRY(migrator->backend->script(migrator->conn, migration->name,
                                  migration->text[db_of(ctx)->engine]));
    TRY(one_db_broken_keys(ctx, &keys));
    if (keys.broken > 0) {
        snprintf(migrator->why, DB_WHY_SIZE, "the migration %s leaves %lld broken references",
                 migration->name, (long long)keys.broken);
        return INTERNAL;
    }
    return sql_db_migration_add(ctx, str_of(migration->name), str_of(migration->sha256),
                                clock_now_ms());
}

/* What SQLite's planner has to know and cannot guess: that the first column of an index, the
 * centre, tells nothing, and the next ones much. Without it a table's own key (centre, id) looks as
 * good as an index of (centre, holder, id), and a page reads a million things. Fixed figures
 * instead of measured ones, so that a plan is the same in a test as in a centre after ten years
 * (sqlite.org/queryplanner-ng.html, section 4.3); tables look huge, so that none is read whole to
 * make a Bloom filter. PostgreSQL measures by itself. */
static const char *const statistics[] = {
    [DB_SQLITE] =
        "ANALYZE sqlite_schema;"
        "DELETE FROM sqlite_stat1;"
        "INSERT INTO sqlite_stat1 (tbl, idx, stat)"
        " SELECT t.name, CASE x.origin WHEN 'pk' THEN t.name ELSE x.name END,"
        "  '1000000000' || (SELECT group_concat(CASE"
        "    WHEN x.\"unique\" AND c.seqno = (SELECT MAX(seqno) FROM pragma_index_info(x.name))"
        "     THEN ' 1'"
        "    WHEN c.seqno = 0 THEN ' 1000000' WHEN c.seqno = 1 THEN ' 1000' ELSE ' 100' END, '')"
        "    FROM pragma_index_info(x.name) c) || ' noskipscan'"
        "  FROM pragma_table_list t, pragma_index_list(t.name) x"
        " WHERE t.wr AND t.schema = 'main'"
        "   AND (SELECT name FROM pragma_index_info(x.name) WHERE seqno = 0) = 'centre_id';"
        "ANALYZE sqlite_schema;",
    [DB_POSTGRES] = NULL,
};

static enum status set_statistics(struct migrator *migrator)
{
    const char *text = statistics[db_of(&migrator->ctx)->engine];
    return text == NULL ? OK : migrator->backend->script(migrator->conn, "statistics", text);
}

/* In a transaction: applies the first that is missing, if any. */
static enum status apply_first_missing(struct migrator *migrator, struct migrate_result *result,
                                       bool *ret_more)
{
    struct ctx *ctx = &migrator->ctx;
    applied_list applied = {0};
    TRY(migrator->backend->script(migrator->conn, "own_tables", own_tables[db_of(ctx)->engine]));
    TRY(read_applied(ctx, migrator->known, migrator->why, &applied));
    const struct migration *missing = migrator->known;
    while (missing->name != NULL && applied_has(&applied, missing->name)) {
        missing++;
    }
    *ret_more = missing->name != NULL;
    if (*ret_more) {
        TRY(apply(migrator, missing));
        result->applied++;
    } else {
        result->already = (int)applied.count - result->applied;
        TRY(set_statistics(migrator));
    }
    return OK;
}

static enum status apply_step(struct migrator *migrator, struct migrate_result *result,
                              bool *ret_more)
{
    const struct arena_mark mark = arena_mark(migrator->ctx.mem);
    struct db_session *session = migrator->ctx.db;
    enum status status = migrator->backend->begin_schema(migrator->conn);
    session->failed = OK;
    if (status == OK) {
        status = apply_first_missing(migrator, result, ret_more);
    }
    if (status == OK) {
        status = migrator->backend->commit(migrator->conn);
    }
    if (status != OK) {
        migrator->backend->rollback(migrator->conn);
    }
    arena_reset(migrator->ctx.mem, mark);
    return status;
}

/* Waits longer for the lock than for others: another process may be migrating. */
static enum status apply_all(struct migrator *migrator, struct migrate_result *result)
{
    const int64_t until_ms = clock_monotonic_ms() + MIGRATE_PATIENCE_MS;
    bool more = true;
    while (more) {
        const enum status status = apply_step(migrator, result, &more);
        if (status != OK && (status != BUSY || clock_monotonic_ms() > until_ms)) {
            return status;
        }
    }
    return OK;
}

enum status migrate_tables(struct db *db, const struct migration *known,
                           struct migrate_result *ret_result, char ret_why[256])
{
    struct migrator migrator = {.backend = db->backend, .known = known, .why = ret_why};
    struct migrate_result result = {0};
    snprintf(ret_why, DB_WHY_SIZE, "the database answered with an error; see the log");
    TRY(db_pool_connect(db, DB_CONN_SCHEMA, &migrator.conn, ret_why));
    migrator.ctx.mem = arena_create(ARENA_DEFAULT_CAP);
    db_session_begin(&migrator.ctx, db);
    migrator.ctx.db->conn = migrator.conn;
    migrator.ctx.db->writing = true;
    const enum status status = apply_all(&migrator, &result);
    arena_destroy(migrator.ctx.mem);
    db->backend->disconnect(migrator.conn);
    if (status == OK) {
        *ret_result = result;
        ret_why[0] = '\0';
    }
    return status == BUSY || status == OK || status == CONFLICT ? status : UNAVAILABLE;
}

enum status db_migrate(struct db *db, struct migrate_result *ret_result, char ret_why[256])
{
    return migrate_tables(db, migrations, ret_result, ret_why);
}

/* ---- checking -------------------------------------------------------------------------------- */

static enum status check(struct ctx *ctx, const struct migration *known, char *ret_why)
{
    applied_list applied = {0};
    enum status status = OK;
    if (!has_tables(ctx, &status)) {
        snprintf(ret_why, DB_WHY_SIZE, "the database is empty; run ombruk migrate");
        return status == OK ? CONFLICT : status;
    }
    TRY(read_applied(ctx, known, ret_why, &applied));
    for (const struct migration *migration = known; migration->name != NULL; migration++) {
        if (!applied_has(&applied, migration->name)) {
            snprintf(ret_why, DB_WHY_SIZE, "the migration %s is missing; run ombruk migrate",
                     migration->name);
            return CONFLICT;
        }
    }
    return OK;
}

enum status migrate_check_tables(struct db *db, const struct migration *known, char ret_why[256])
{
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    snprintf(ret_why, DB_WHY_SIZE, "the database answered with an error; see the log");
    db_session_begin(&ctx, db);
    const enum status status = check(&ctx, known, ret_why);
    db_session_end(&ctx);
    arena_destroy(ctx.mem);
    if (status == OK) {
        ret_why[0] = '\0';
    }
    return status;
}

enum status db_migrate_check(struct db *db, char ret_why[256])
{
    return migrate_check_tables(db, migrations, ret_why);
}
