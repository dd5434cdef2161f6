/* SPDX-License-Identifier: EUPL-1.2 */
/* The language of sqlpack: what it makes of good files and what it says of bad ones. */
#include "sqlpack.h"

#include <stdio.h>

#include "test.h"

#include "base/banned.h"

int sqlpack_sqlpack_test(void);

/* ---- bad files ------------------------------------------------------------------------------- */

struct bad {
    const char *source;
    int line;
    const char *why;
};

static const struct bad bad_files[] = {
    {"SELECT 1;", 1, "SQL before the first"},
    {"-- hello\n\nSELECT 1;\n-- query a() -> b int\nSELECT 1 AS b;", 3, "SQL before the first"},
    {"-- query a() -> b int\n", 1, "a has no statement"},
    {"-- query a() -> b int\nSELECT 1 AS b", 1, "does not end with ;"},
    {"-- query a() -> b int\nSELECT 1; SELECT 2;", 2, "nothing may follow ;"},
    {"-- query a() -> b int\nSELECT 'x;\n", 2, "begins and never ends"},
    {"-- query a() -> b int\nSELECT /* x;\n", 2, "begins and never ends"},
    {"-- query a() -> b int\nSELECT :x;", 2, ":x is not declared"},
    {"-- query a(x int) -> b int\nSELECT ':x';", 1, "declares x and has no :x"},
    {"-- query a(x int) -> b int\nSELECT ?1;", 2, "not ?"},
    {"-- query a(x int) -> b int\nSELECT $1;", 2, "not $1"},
    {"-- query a(x int, x int) -> b int\nSELECT :x;", 1, "\"x\" stands twice"},
    {"-- query a() -> b int, b int\nSELECT 1, 2;", 1, "\"b\" stands twice"},
    {"-- query a(x integer) -> b int\nSELECT :x;", 1, "expected a type"},
    {"-- query a(x) -> b int\nSELECT :x;", 1, "expected a type"},
    {"-- query a(x int -> b int\nSELECT :x;", 1, "expected , or )"},
    {"-- query a() b int\nSELECT 1;", 1, "expected -> and the columns"},
    {"-- query a()\nSELECT 1;", 1, "expected -> and the columns"},
    {"-- query a() ->\nSELECT 1;", 1, "expected a name at the end"},
    {"-- query a -> b int\nSELECT 1;", 1, "expected ("},
    {"-- query (x int) -> b int\nSELECT 1;", 1, "expected the name of the query"},
    {"-- query a() -> b int c\nSELECT 1;", 1, "after the end of the signature"},
    {"-- query a() -> b int [mysql]\nSELECT 1;", 1, "expected sqlite or postgres"},
    {"-- query A() -> b int\nSELECT 1;", 1, "names are lower-case"},
    {"-- query a_() -> b int\nSELECT 1;", 1, "names are lower-case"},
    {"-- query a() -> int int\nSELECT 1;", 1, "means something in C"},
    {"-- query a() -> as nobody\nSELECT 1;", 1, "no query nobody above"},
    {"-- exec a() -> b int\nDELETE FROM t;", 1, "exec has no columns"},
    {"-- exec a()\nSELECT 1;", 2, "exec writes"},
    {"-- exec a()\nWITH x AS (SELECT 1) SELECT * FROM x;", 2, "exec writes"},
    {"-- exec a()\nDROP TABLE t;", 2, "begin with SELECT"},
    {"-- query a() -> b int\nSELECT 1;\n-- query a() -> b int\nSELECT 1;", 3, "already in line 1"},
    {"-- query a() -> b int [sqlite]\nSELECT 1;\n-- query a() -> b int? [postgres]\nSELECT 1;", 3,
     "differs from the one in line 1"},
    {"-- query a() -> b int\nSELECT x::int;", 2, ":: is PostgreSQL's"},
    {"-- query a() -> b int\nSELECT x FROM t WHERE x ILIKE 'y';", 2, "ILIKE"},
    {"-- query a() -> b int\nSELECT\n now ();", 3, "now()"},
    {"-- query a() -> b int\nSELECT 1 FROM t FOR /* x */ UPDATE;", 2, "FOR UPDATE"},
    {"-- query a() -> b int\nSELECT $$x$$;", 2, "dollar quotes"},
    {"-- exec a()\nINSERT OR IGNORE INTO t VALUES (1);", 2, "ON CONFLICT"},
    {"-- query a() -> b int\nSELECT rowid FROM t;", 2, "rowid"},
};

static void each_mistake_is_named_with_its_line(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(bad_files) / sizeof(bad_files[0]); i++) {
        const struct bad *bad = &bad_files[i];
        struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
        struct sqlpack pack;
        struct sqlpack_error error = {0};
        assert_false(sqlpack_parse(mem, str_of(bad->source), &pack, &error));
        if (error.line != bad->line || strstr(error.why, bad->why) == NULL) {
            fail_msg("%s\nsays %d: %s", bad->source, error.line, error.why);
        }
        arena_destroy(mem);
    }
}

static void limits_hold(void **state)
{
    (void)state;
    struct arena *mem = arena_create((size_t)64 * 1024 * 1024);
    struct sqlpack pack;
    struct sqlpack_error error = {0};
    struct strbuf many;
    strbuf_init(&many, SQLPACK_FILE_MAX * 2);
    strbuf_literal(&many, "-- query a(p0 int");
    for (int i = 1; i <= SQLPACK_PARAMS_MAX; i++) {
        strbuf_format(&many, ", p%d int", i);
    }
    strbuf_literal(&many, ") -> b int\nSELECT 1;");
    assert_false(sqlpack_parse(mem, strbuf_view(&many), &pack, &error));
    assert_non_null(strstr(error.why, "more than 64 values"));
    strbuf_clear(&many);
    while (many.len <= SQLPACK_FILE_MAX) {
        strbuf_literal(&many, "-- a comment as any other, only once too often\n");
    }
    assert_false(sqlpack_parse(mem, strbuf_view(&many), &pack, &error));
    assert_non_null(strstr(error.why, "the file is over"));
    assert_false(sqlpack_parse(mem, (struct str){"--\0", 3}, &pack, &error));
    assert_non_null(strstr(error.why, "NUL"));
    strbuf_finish(&many);
    arena_destroy(mem);
}

/* ---- good files ------------------------------------------------------------------------------ */

static struct sqlpack parse(struct arena *mem, const char *source)
{
    struct sqlpack pack = {0};
    struct sqlpack_error error = {0};
    if (!sqlpack_parse(mem, str_of(source), &pack, &error)) {
        fail_msg("%d: %s", error.line, error.why);
    }
    return pack;
}

static void names_become_numbers(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    const struct sqlpack pack =
        parse(mem, "-- query a(x int,\n--     y text?) -> b int, c bytes?\n"
                   "-- Why it is asked.\n"
                   "SELECT  b, -- the :b\n  c FROM t\n"
                   " WHERE y = :y AND z = ':x' AND x IN (:x, :y) /* ? */ AND \"a:b\" > 1 ;\n");
    assert_int_equal(pack.queries.count, 1);
    const struct query *query = &pack.queries.ptr[0];
    assert_str(query->text[ENGINE_SQLITE], "SELECT b, c FROM t WHERE y = ?2 AND z = ':x' AND x IN "
                                           "(?1, ?2) AND \"a:b\" > 1");
    assert_str(query->text[ENGINE_POSTGRES], "SELECT b, c FROM t WHERE y = $2 AND z = ':x' AND x "
                                             "IN ($1, $2) AND \"a:b\" > 1");
    assert_false(query->writes);
    assert_true(query->params.ptr[1].nullable && !query->params.ptr[0].nullable);
    assert_int_equal(query->columns.ptr[1].kind, VALUE_BYTES);
    arena_destroy(mem);
}

static void what_writes_is_known(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    const struct sqlpack pack =
        parse(mem, "-- query a() -> b int\ninsert into t values (1) returning b;\n"
                   "-- query c() -> b int\nWITH x AS (SELECT 1) UPDATE t SET b = 1 RETURNING b;\n"
                   "-- query d() -> b int\nWITH x AS (SELECT 'DELETE') SELECT 1 AS b FROM x;\n"
                   "-- query e() -> b int\nVALUES (1);\n"
                   "-- exec f()\nDELETE FROM t;\n");
    static const bool writes[] = {true, true, false, false, true};
    assert_int_equal(pack.queries.count, 5);
    for (size_t i = 0; i < 5; i++) {
        assert_int_equal(pack.queries.ptr[i].writes, writes[i]);
    }
    arena_destroy(mem);
}

static void engines_may_have_texts_of_their_own(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    const struct sqlpack pack =
        parse(mem, "-- query a(x int) -> b int [postgres]\nSELECT x::int FROM t WHERE y ? :x;\n"
                   "-- exec o() [sqlite]\nINSERT INTO f (f) VALUES ('optimize');\n"
                   "-- query a(x int) -> b int [sqlite]\nSELECT rowid FROM t WHERE y GLOB :x;\n");
    assert_int_equal(pack.queries.count, 2);
    assert_str(pack.queries.ptr[0].text[ENGINE_SQLITE], "SELECT rowid FROM t WHERE y GLOB ?1");
    assert_str(pack.queries.ptr[0].text[ENGINE_POSTGRES], "SELECT x::int FROM t WHERE y ? $1");
    assert_null(pack.queries.ptr[1].text[ENGINE_POSTGRES].ptr);
    arena_destroy(mem);
}

static bool emits(const char *source, struct strbuf *header, struct strbuf *body, char *ret_why)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    const struct sqlpack pack = parse(mem, source);
    struct sqlpack_error error = {.why = ""};
    strbuf_init(header, SQLPACK_OUTPUT_MAX);
    strbuf_init(body, SQLPACK_OUTPUT_MAX);
    const bool ok = sqlpack_emit(&pack, STR("room"), header, body, &error);
    memcpy(ret_why, error.why, sizeof(error.why));
    arena_destroy(mem);
    return ok;
}

static void more_than_five_parameters_come_in_a_struct(void **state)
{
    (void)state;
    char why[200];
    struct strbuf header;
    struct strbuf body;
    assert_true(emits("-- exec five(a int, b int, c int, d int, e int)\n"
                      "DELETE FROM t WHERE x IN (:a, :b, :c, :d, :e);\n"
                      "-- exec six(a int, b int, c int, d int, e int, f text)\n"
                      "DELETE FROM t WHERE x IN (:a, :b, :c, :d, :e, :f);\n",
                      &header, &body, why));
    assert_non_null(strstr(header.ptr, "sql_five(struct ctx *ctx, int64_t a, int64_t b,"));
    assert_non_null(strstr(header.ptr, "sql_six(struct ctx *ctx, const struct six_args *args)"));
    assert_non_null(strstr(header.ptr, "extern const struct sql *const room_sql_all[];"));
    assert_non_null(strstr(body.ptr, "db_text_required(args->f)"));
    strbuf_finish(&header);
    strbuf_finish(&body);
}

static void names_that_would_meet_in_c_are_refused(void **state)
{
    (void)state;
    char why[200];
    struct strbuf header;
    struct strbuf body;
    assert_false(emits("-- query a() -> b_c int\nSELECT 1;\n-- query a_b() -> c int\nSELECT 1;",
                       &header, &body, why));
    assert_non_null(strstr(why, "a_b_c would be made here and from line 1"));
    strbuf_finish(&header);
    strbuf_finish(&body);
}

static void any_text_is_a_safe_literal(void **state)
{
    (void)state;
    struct strbuf out;
    strbuf_init(&out, 10000);
    emit_literal(&out,
                 STR("a\"b\\c?\?=d\n\xC3\xA5"
                     "1"),
                 0);
    assert_string_equal(out.ptr, "\"a\\\"b\\\\c?\\?=d\\n\"\n\"\\303\\2451\"");
    strbuf_finish(&out);
}

/* ---- migrations ------------------------------------------------------------------------------ */

static bool expand(const char *source, int engines, enum sqlpack_engine engine, char *ret_text,
                   struct sqlpack_error *ret_error)
{
    struct strbuf out;
    strbuf_init(&out, 10000);
    const bool ok = migration_expand(str_of(source), engines, engine, &out, ret_error);
    snprintf(ret_text, 1000, "%.*s", STR_ARG(strbuf_view(&out)));
    strbuf_finish(&out);
    return ok;
}

static void schema_tokens_fit_each_engine(void **state)
{
    (void)state;
    static const char source[] =
        "-- What it is.\nCREATE TABLE t (a {id}, b {ref}, c {int} NOT NULL,"
        " d {bytes} DEFAULT '{id}') {strict};\n";
    char text[1000];
    struct sqlpack_error error;
    assert_true(expand(source, FOR_BOTH, ENGINE_SQLITE, text, &error));
    assert_string_equal(text, "CREATE TABLE t (a INTEGER NOT NULL, b INTEGER, c INTEGER NOT NULL,"
                              " d BLOB DEFAULT '{id}') STRICT, WITHOUT ROWID;\n");
    assert_true(expand(source, FOR_BOTH, ENGINE_POSTGRES, text, &error));
    assert_string_equal(text, "CREATE TABLE t (a BIGINT NOT NULL, b BIGINT, c BIGINT NOT NULL,"
                              " d BYTEA DEFAULT '{id}') ;\n");
}

static void a_common_migration_has_no_type_of_one_engine(void **state)
{
    (void)state;
    static const struct bad wrong[] = {
        {"CREATE TABLE t (\n a BIGINT);", 2, "BIGINT is not in both"},
        {"CREATE TABLE t (a {text});", 1, "unknown token"},
        {"CREATE TABLE t (a {id );", 1, "unknown token"},
        {"CREATE TABLE t (a {id}) STRICT;", 1, "STRICT is not in both"},
        {"INSERT INTO t VALUES (:x);", 1, "no parameters"},
        {"\n-- nothing\n", 1, "no statement"},
        {"SELECT 'x", 1, "begins and never ends"},
    };
    char text[1000];
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        struct sqlpack_error error = {0};
        assert_false(expand(wrong[i].source, FOR_BOTH, ENGINE_SQLITE, text, &error));
        assert_int_equal(error.line, wrong[i].line);
        assert_non_null(strstr(error.why, wrong[i].why));
    }
    struct sqlpack_error error;
    assert_true(expand("CREATE VIEW v AS SELECT CAST(SUM(a) AS BIGINT) AS a FROM t;", FOR_BOTH,
                       ENGINE_SQLITE, text, &error));
    assert_true(expand("CREATE FUNCTION f() RETURNS BIGINT AS $x$ SELECT '{'; $x$ LANGUAGE sql;",
                       FOR_POSTGRES, ENGINE_POSTGRES, text, &error));
}

static bool table_of(const struct migration_file *files, size_t count, struct strbuf *out,
                     struct sqlpack_error *ret_error)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    size_t wrong = 0;
    strbuf_init(out, SQLPACK_OUTPUT_MAX);
    const bool ok = migrations_emit(mem, files, count, out, &wrong, ret_error);
    arena_destroy(mem);
    return ok;
}

static void the_table_has_names_and_hashes(void **state)
{
    (void)state;
    static const struct migration_file files[] = {
        {STR_INIT("0001_a.sql"), STR_INIT("abc")},
        {STR_INIT("0002_b.postgres.sql"), STR_INIT("bc")},
        {STR_INIT("0002_b.sqlite.sql"), STR_INIT("a")},
    };
    struct strbuf out;
    struct sqlpack_error error;
    assert_true(table_of(files, 3, &out, &error));
    /* SHA-256 of "abc" (FIPS 180-4): the common file, and SQLite's followed by PostgreSQL's. */
    const char *hash = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
    const char *once = strstr(out.ptr, hash);
    assert_non_null(once);
    assert_non_null(strstr(once + 1, hash));
    assert_non_null(strstr(out.ptr, ".name = \"0002_b\""));
    assert_non_null(strstr(out.ptr, "{.name = NULL}"));
    strbuf_finish(&out);
    assert_true(table_of(NULL, 0, &out, &error));
    assert_non_null(strstr(out.ptr, "{.name = NULL}"));
    strbuf_finish(&out);
}

static void files_that_do_not_fit_together_are_refused(void **state)
{
    (void)state;
    static const struct {
        const char *names[2];
        const char *why;
    } cases[] = {
        {{"1_a.sql", NULL}, "name it NNNN_name.sql"},
        {{"0001_A.sql", NULL}, "name it NNNN_name.sql"},
        {{"0001_a.txt", NULL}, "name it NNNN_name.sql"},
        {{"0001_a.sql", "0001_b.sql"}, "the number is taken by 0001_a"},
        {{"0001_a.sql", "0001_a.sqlite.sql"}, "a common file and one for an engine"},
        {{"0001_a.postgres.sql", "0002_b.sql"}, "the other engine is missing"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct migration_file files[2];
        size_t count = 0;
        for (; count < 2 && cases[i].names[count] != NULL; count++) {
            files[count] =
                (struct migration_file){str_of(cases[i].names[count]), STR("DELETE FROM t;")};
        }
        struct strbuf out;
        struct sqlpack_error error = {.why = ""};
        assert_false(table_of(files, count, &out, &error));
        assert_non_null(strstr(error.why, cases[i].why));
        strbuf_finish(&out);
    }
}

int sqlpack_sqlpack_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_mistake_is_named_with_its_line),
        cmocka_unit_test(limits_hold),
        cmocka_unit_test(names_become_numbers),
        cmocka_unit_test(what_writes_is_known),
        cmocka_unit_test(engines_may_have_texts_of_their_own),
        cmocka_unit_test(more_than_five_parameters_come_in_a_struct),
        cmocka_unit_test(names_that_would_meet_in_c_are_refused),
        cmocka_unit_test(any_text_is_a_safe_literal),
        cmocka_unit_test(schema_tokens_fit_each_engine),
        cmocka_unit_test(a_common_migration_has_no_type_of_one_engine),
        cmocka_unit_test(the_table_has_names_and_hashes),
        cmocka_unit_test(files_that_do_not_fit_together_are_refused),
    };
    return cmocka_run_group_tests_name("sqlpack", tests, NULL, NULL);
}
