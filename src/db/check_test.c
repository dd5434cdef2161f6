/* SPDX-License-Identifier: EUPL-1.2 */
/* All statements against the real schema, the schemas of the engines against each other, and the
 * hashes of released migrations. */
#include "db/check.h"

#include <stdio.h>

#include "base/vec.h"
#include "db/db_probe.h"
#include "test_sql_lists.h"

#include "base/banned.h"

int db_check_test(void);

/* ---- statements ------------------------------------------------------------------------------ */

static void every_statement_fits_the_schema(void **state)
{
    (void)state;
    struct db *db = test_db_open(test_db_engine());
    bool ok = true;
    for (int i = 0; test_sql_lists[i] != NULL; i++) {
        for (const struct sql *const *at = test_sql_lists[i]; *at != NULL; at++) {
            const struct sql *const one[] = {*at, NULL};
            char why[256] = "";
            if (!check_statements(db, one, why)) {
                print_error("%s\n", why);
                ok = false;
            }
        }
    }
    db_close(db);
    assert_true(ok);
}

static void the_statements_of_these_tests_fit_too(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    char why[256] = "";
    const bool ok = check_statements(db, db_test_sql_all, why);
    assert_string_equal(why, "");
    assert_true(ok);
    db_close(db);
}

#define BOTH(sql)                                                                                  \
    {                                                                                              \
        sql, sql                                                                                   \
    }

static void a_wrong_declaration_is_found(void **state)
{
    (void)state;
    static const enum db_kind kinds[] = {DB_I64, DB_TEXT};
    static const char *const names[] = {"id", "name"};
    static const struct sql wrong[] = {
        {.name = "count", .text = BOTH("SELECT id FROM probe")},
        {.name = "order", .text = BOTH("SELECT name, id FROM probe")},
        {.name = "name", .text = BOTH("SELECT id, note FROM probe")},
        {.name = "kind", .text = BOTH("SELECT id, data AS name FROM probe")},
        {.name = "table", .text = BOTH("SELECT id, name FROM nowhere")},
        {.name = "syntax", .text = BOTH("SELECT id name FROM FROM probe")},
    };
    struct db *db = probe_open((struct db_options){0});
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct sql sql = wrong[i];
        char why[256] = "";
        sql.column_kinds = kinds;
        sql.column_names = names;
        sql.column_count = 2;
        const struct sql *const list[] = {&sql, NULL};
        assert_false(check_statements(db, list, why));
        assert_int_equal(strncmp(why, sql.name, strlen(sql.name)), 0);
    }
    db_close(db);
}

/* ---- schemas --------------------------------------------------------------------------------- */

typedef VEC(struct str) line_list;

static void add_columns(struct ctx *ctx, line_list *lines)
{
    struct rows rows = sql_db_test_columns(ctx);
    struct db_test_columns_row row;
    while (next_db_test_columns(&rows, &row)) {
        vec_push(ctx->mem, lines,
                 str_format(ctx->mem, "%.*s %.*s%s", STR_ARG(row.place), STR_ARG(row.kind),
                            row.required != 0 ? " required" : ""));
    }
    assert_int_equal(rows_done(&rows), OK);
}

/* The statements that list one text a row. */
static void add_places(struct ctx *ctx, const struct sql *sql, line_list *lines)
{
    struct rows rows = db_query(ctx, sql, NULL);
    while (rows_next(&rows)) {
        vec_push(ctx->mem, lines, rows_text_required(&rows, 0));
    }
    assert_int_equal(rows_done(&rows), OK);
}

static line_list describe(struct ctx *ctx)
{
    line_list lines = {0};
    add_columns(ctx, &lines);
    add_places(ctx, &db_test_indexes_sql, &lines);
    add_places(ctx, &db_test_references_sql, &lines);
    add_places(ctx, &db_test_checks_sql, &lines);
    return lines;
}

static bool has_line(const line_list *lines, struct str line)
{
    for (size_t i = 0; i < lines->count; i++) {
        if (str_equal(lines->ptr[i], line)) {
            return true;
        }
    }
    return false;
}

static int print_missing(const line_list *here, const line_list *there, const char *where)
{
    int missing = 0;
    for (size_t i = 0; i < here->count; i++) {
        if (!has_line(there, here->ptr[i])) {
            print_error("only on %s: %.*s\n", where, STR_ARG(here->ptr[i]));
            missing++;
        }
    }
    return missing;
}

static void both_engines_have_the_same_schema(void **state)
{
    (void)state;
    if (test_db_engine() != DB_POSTGRES) {
        return; /* compared once, when both are there */
    }
    struct db *dbs[DB_ENGINE_COUNT];
    struct ctx ctxs[DB_ENGINE_COUNT];
    line_list lines[DB_ENGINE_COUNT];
    for (int i = 0; i < DB_ENGINE_COUNT; i++) {
        dbs[i] = test_db_open((enum db_engine)i);
        test_ctx_begin(&ctxs[i], dbs[i]);
        lines[i] = describe(&ctxs[i]);
        assert_true(lines[i].count > 10);
    }
    int missing = print_missing(&lines[DB_SQLITE], &lines[DB_POSTGRES], "SQLite");
    missing += print_missing(&lines[DB_POSTGRES], &lines[DB_SQLITE], "PostgreSQL");
    for (int i = 0; i < DB_ENGINE_COUNT; i++) {
        test_ctx_end(&ctxs[i]);
        db_close(dbs[i]);
    }
    assert_int_equal(missing, 0);
}

/* ---- released migrations --------------------------------------------------------------------- */

/* Lines "hash  name" as sha256sum writes them; '#' begins a comment. Prints what differs. */
static int count_changed(struct str list, const struct migration *known)
{
    int changed = 0;
    struct str line;
    while (str_split(&list, '\n', &line)) {
        line = str_trim(line);
        const ptrdiff_t space = str_find_byte(line, ' ');
        if (line.len == 0 || line.ptr[0] == '#') {
            continue;
        }
        const struct str hash = str_slice(line, 0, space < 0 ? line.len : (size_t)space);
        const struct str name = str_trim(str_slice(line, hash.len, line.len));
        const struct migration *at = known;
        while (at->name != NULL && !str_equal(str_of(at->name), name)) {
            at++;
        }
        if (at->name == NULL || !str_equal(str_of(at->sha256), hash)) {
            print_error("released migration changed or gone: %.*s\n", STR_ARG(line));
            changed++;
        }
    }
    return changed;
}

static void released_migrations_never_change(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    FILE *file = fopen(MIGRATIONS_SHA256, "r");
    assert_non_null(file);
    char *bytes = arena_alloc(mem, 100000);
    const size_t len = fread(bytes, 1, 99999, file);
    fclose(file);
    assert_true(len > 0);
    assert_int_equal(count_changed((struct str){bytes, len}, migrations), 0);
    arena_destroy(mem);
}

static void a_change_of_a_released_migration_is_found(void **state)
{
    (void)state;
    static const struct migration known[] = {
        {.name = "0001_a", .sha256 = "aa"}, {.name = "0002_b", .sha256 = "bb"}, {.name = NULL}};
    assert_int_equal(count_changed(STR("# released\n\naa  0001_a\nbb  0002_b\n"), known), 0);
    assert_int_equal(count_changed(STR("aa  0001_a\nbc  0002_b\n"), known), 1);
    assert_int_equal(count_changed(STR("aa  0001_a\ncc  0003_c"), known), 1);
    assert_int_equal(count_changed(STR("aa"), known), 1);
}

static void each_migration_has_a_hash_and_both_texts(void **state)
{
    (void)state;
    int count = 0;
    for (const struct migration *at = migrations; at->name != NULL; at++) {
        assert_int_equal(strlen(at->sha256), 64);
        assert_non_null(at->text[DB_SQLITE]);
        assert_non_null(at->text[DB_POSTGRES]);
        assert_true(at == migrations || strcmp(at[-1].name, at->name) < 0);
        count++;
    }
    assert_true(count > 0);
}

int db_check_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(every_statement_fits_the_schema),
        cmocka_unit_test(the_statements_of_these_tests_fit_too),
        cmocka_unit_test(a_wrong_declaration_is_found),
        cmocka_unit_test(both_engines_have_the_same_schema),
        cmocka_unit_test(released_migrations_never_change),
        cmocka_unit_test(a_change_of_a_released_migration_is_found),
        cmocka_unit_test(each_migration_has_a_hash_and_both_texts),
    };
    return TEST_DB_RUN("check", tests);
}
