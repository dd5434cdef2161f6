/* SPDX-License-Identifier: EUPL-1.2 */
/* The promises of db.h, on both engines. */
#include "db/db.h"

#include <pthread.h>
#include <stdio.h>

#include "db/db_probe.h"

#include "base/banned.h"

int db_db_test(void);

/* ---- opening --------------------------------------------------------------------------------- */

static void an_unknown_address_is_refused_with_advice(void **state)
{
    (void)state;
    static const char *const wrong[] = {"", "sqlite:", "mysql://x", "/tmp/file.db"};
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        char why[256] = "";
        struct db *db = NULL;
        assert_int_equal(db_open((struct db_options){.url = str_of(wrong[i])}, &db, why), INVALID);
        assert_null(db);
        assert_non_null(strstr(why, "sqlite:PATH"));
    }
}

static void a_database_out_of_reach_is_unavailable(void **state)
{
    (void)state;
    char why[256] = "";
    struct db *db = NULL;
    const struct db_options options = {
        .url = test_db_engine() == DB_SQLITE
                   ? STR("sqlite:/nowhere/at/all.db")
                   : STR("postgresql://nobody@/none?host=/nowhere/at/all"),
        .patience_ms = 50};
    assert_int_equal(db_open(options, &db, why), UNAVAILABLE);
    assert_null(db);
    assert_true(strlen(why) > 10);
}

static void an_open_database_is_alive(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    assert_true(db_is_alive(db));
    assert_int_equal(db_engine(db), test_db_engine());
    db_close(db);
    db_close(NULL);
}

/* ---- values ---------------------------------------------------------------------------------- */

static enum status add_values(struct ctx *ctx, void *arg)
{
    return sql_db_test_add(ctx, arg);
}

static void what_is_written_is_read_back(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct db_test_add_args args = {.id = INT64_MAX,
                                    .name = STR("Blåbær 'n\" ?1 $1 \xF0\x9F\x90\x91"),
                                    .n = INT64_MAX,
                                    .note = STR(""),
                                    .data = {"\0\xFF\0", 3},
                                    .at_ms = INT64_MIN + 1};
    struct db_test_get_row row;
    assert_int_equal(db_write(&ctx, add_values, &args), OK);
    assert_int_equal(one_db_test_get(&ctx, INT64_MAX, &row), OK);
    assert_true(row.id == INT64_MAX && row.n == INT64_MAX && row.at_ms == INT64_MIN + 1);
    assert_true(str_equal(row.name, args.name));
    assert_non_null(row.note.ptr);
    assert_int_equal(row.note.len, 0);
    assert_int_equal(row.data.len, 3);
    assert_memory_equal(row.data.ptr, "\0\xFF\0", 3);
    test_ctx_end(&ctx);
    db_close(db);
}

static void nothing_is_null_and_empty_is_not(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    /* The zeroed name is the empty text: its parameter is declared without `?`. */
    struct db_test_add_args args = {.id = 1, .n = NO_I64, .at_ms = NO_I64};
    struct db_test_get_row row;
    assert_int_equal(db_write(&ctx, add_values, &args), OK);
    assert_int_equal(one_db_test_get(&ctx, 1, &row), OK);
    assert_str(row.name, "");
    assert_true(row.n == NO_I64 && row.at_ms == NO_I64);
    assert_null(row.note.ptr);
    assert_null(row.data.ptr);
    args = (struct db_test_add_args){.id = 2, .name = STR("2"), .data = STR("")};
    assert_int_equal(db_write(&ctx, add_values, &args), OK);
    assert_int_equal(one_db_test_get(&ctx, 2, &row), OK);
    assert_non_null(row.data.ptr);
    assert_int_equal(row.data.len, 0);
    assert_int_equal(one_db_test_get(&ctx, 3, &row), NOT_FOUND);
    test_ctx_end(&ctx);
    db_close(db);
}

static void a_number_parameter_is_64_bits_wherever_it_stands(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct db_test_coalesce_row row;
    assert_int_equal(one_db_test_coalesce(&ctx, INT64_C(1) << 40, &row), OK);
    assert_true(row.x == INT64_C(1) << 40 && row.is_null == 0);
    assert_int_equal(one_db_test_coalesce(&ctx, NO_I64, &row), OK);
    assert_true(row.x == 0 && row.is_null == 1);
    test_ctx_end(&ctx);
    db_close(db);
}

static void text_with_a_nul_byte_is_invalid(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct db_test_add_args args = {.id = 1, .name = {"a\0b", 3}};
    assert_int_equal(db_write(&ctx, add_values, &args), INVALID);
    assert_int_equal(probe_count(&ctx), 0);
    test_ctx_end(&ctx);
    db_close(db);
}

static void a_value_of_another_kind_than_declared_fails(void **state)
{
    (void)state;
    static const enum db_kind kinds[] = {DB_I64};
    static const char *const names[] = {"name"};
    static const struct sql wrong = {.name = "wrong_kind",
                                     .text = {"SELECT name FROM probe", "SELECT name FROM probe"},
                                     .column_kinds = kinds,
                                     .column_names = names,
                                     .column_count = 1};
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1, "12"), OK);
    struct rows rows = db_query(&ctx, &wrong, NULL);
    assert_true(rows_next(&rows));
    assert_true(rows_i64(&rows, 0) == NO_I64);
    assert_false(rows_next(&rows));
    assert_int_equal(rows_done(&rows), INTERNAL);
    assert_int_equal(probe_count(&ctx), 1);
    test_ctx_end(&ctx);
    db_close(db);
}

static void null_where_the_declaration_says_never_fails(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct db_test_add_args args = {.id = 1, .name = STR("a"), .n = NO_I64};
    struct db_test_n_row row = {.n = 7};
    assert_int_equal(db_write(&ctx, add_values, &args), OK);
    assert_int_equal(one_db_test_n(&ctx, 1, &row), INTERNAL);
    assert_int_equal(row.n, 7);
    test_ctx_end(&ctx);
    db_close(db);
}

static void like_tells_letters_apart_by_case(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1, "Stol"), OK);
    assert_int_equal(probe_write(&ctx, 2, "stol"), OK);
    struct rows rows = sql_db_test_like(&ctx, STR("st%"));
    struct db_test_like_row row;
    assert_true(next_db_test_like(&rows, &row));
    assert_int_equal(row.id, 2);
    assert_false(next_db_test_like(&rows, &row));
    assert_int_equal(rows_done(&rows), OK);
    test_ctx_end(&ctx);
    db_close(db);
}

static void each_engine_gets_its_own_text(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct db_test_engine_row row;
    assert_int_equal(one_db_test_engine(&ctx, &row), OK);
    assert_str(row.engine, test_db_engine() == DB_SQLITE ? "sqlite" : "postgres");
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- results --------------------------------------------------------------------------------- */

static void fill(struct ctx *ctx, int count)
{
    for (int i = 1; i <= count; i++) {
        char name[16];
        snprintf(name, sizeof(name), "name %d", i);
        assert_int_equal(probe_write(ctx, i, name), OK);
    }
}

static void results_are_read_inside_one_another(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    fill(&ctx, 3);
    int seen = 0;
    struct db_test_list_row row;
    struct rows outer = sql_db_test_list(&ctx);
    while (next_db_test_list(&outer, &row)) {
        struct rows inner = sql_db_test_list(&ctx);
        while (next_db_test_list(&inner, &row)) {
            seen++;
        }
        assert_int_equal(rows_done(&inner), OK);
        assert_false(next_db_test_list(&inner, &row));
    }
    assert_int_equal(rows_done(&outer), OK);
    assert_int_equal(seen, 9);
    test_ctx_end(&ctx);
    db_close(db);
}

static void a_result_may_be_left_early(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    fill(&ctx, 3);
    for (int i = 0; i < 3; i++) {
        struct db_test_list_row row;
        struct rows rows = sql_db_test_list(&ctx);
        assert_true(next_db_test_list(&rows, &row));
        assert_int_equal(row.id, 1);
        assert_int_equal(rows.row, 1);
        assert_int_equal(rows_done(&rows), OK);
    }
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status add_returning(struct ctx *ctx, void *arg)
{
    return one_db_test_add_returning(ctx, 5, STR("five"), arg);
}

static void an_insert_may_return_a_row(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct db_test_add_returning_row row = {0};
    assert_int_equal(db_write(&ctx, add_returning, &row), OK);
    assert_true(row.id == 5 && row.n == NO_I64);
    assert_int_equal(probe_count(&ctx), 1);
    test_ctx_end(&ctx);
    db_close(db);
}

/* ---- reading --------------------------------------------------------------------------------- */

static void a_session_sees_one_state(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx reader;
    struct ctx writer;
    test_ctx_begin(&reader, db);
    test_ctx_begin(&writer, db);
    assert_int_equal(probe_count(&reader), 0);
    assert_int_equal(probe_write(&writer, 1, "one"), OK);
    assert_int_equal(probe_count(&reader), 0);
    db_session_end(&reader);
    db_session_end(&reader);
    db_session_begin(&reader, db);
    assert_int_equal(probe_count(&reader), 1);
    test_ctx_end(&reader);
    test_ctx_end(&writer);
    db_close(db);
}

static void a_session_sees_what_it_wrote(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_count(&ctx), 0);
    assert_int_equal(probe_write(&ctx, 1, "one"), OK);
    assert_int_equal(probe_count(&ctx), 1);
    test_ctx_end(&ctx);
    db_close(db);
}

static void reading_cannot_write(void **state)
{
    (void)state;
    static const struct sql sly = {.name = "sly",
                                   .text = {"INSERT INTO probe (id, name) VALUES (1, 'sly')",
                                            "INSERT INTO probe (id, name) VALUES (1, 'sly')"}};
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(db_exec(&ctx, &sly, NULL), INTERNAL);
    assert_int_equal(probe_count(&ctx), 0);
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status connection_of_write(struct ctx *ctx, void *arg)
{
    TRY(sql_db_test_wipe(ctx));
    return one_db_test_connection(ctx, arg);
}

static void one_connection_serves_one_after_another(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct db_test_connection_row first;
    struct db_test_connection_row next;
    for (int i = 0; i < 5; i++) {
        struct ctx ctx;
        test_ctx_begin(&ctx, db);
        assert_int_equal(one_db_test_connection(&ctx, &next), OK);
        first = i == 0 ? next : first;
        assert_int_equal(next.number, first.number);
        assert_int_equal(db_write(&ctx, connection_of_write, &next), OK);
        assert_int_equal(next.number, first.number);
        test_ctx_end(&ctx);
    }
    db_close(db);
}

static enum status do_nothing(struct ctx *ctx, void *arg)
{
    (void)ctx;
    (void)arg;
    return OK;
}

static void a_write_may_write_nothing(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(db_write(&ctx, do_nothing, NULL), OK);
    assert_int_equal(probe_write(&ctx, 1, "one"), OK);
    assert_int_equal(probe_count(&ctx), 1);
    test_ctx_end(&ctx);
    db_close(db);
}

static void a_pool_that_is_used_up_is_busy(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){.pool_size = 1, .patience_ms = 50});
    struct ctx first;
    struct ctx second;
    struct db_test_count_row row;
    test_ctx_begin(&first, db);
    test_ctx_begin(&second, db);
    assert_int_equal(probe_count(&first), 0);
    assert_int_equal(one_db_test_count(&second, &row), BUSY);
    db_session_end(&first);
    assert_int_equal(one_db_test_count(&second, &row), OK);
    test_ctx_end(&first);
    test_ctx_end(&second);
    db_close(db);
}

/* ---- writing --------------------------------------------------------------------------------- */

static enum status add_then_fail(struct ctx *ctx, void *arg)
{
    TRY(probe_add(ctx, arg));
    return ctx_fail(ctx, FORBIDDEN, "not you", "name");
}

static void a_write_that_fails_leaves_nothing_but_its_reason(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct probe probe = {1, "one", 0};
    assert_int_equal(db_write(&ctx, add_then_fail, &probe), FORBIDDEN);
    assert_string_equal(ctx.err.message, "not you");
    assert_string_equal(ctx.err.field, "name");
    assert_int_equal(probe_count(&ctx), 0);
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status add_leaf(struct ctx *ctx, void *arg)
{
    return sql_db_test_add_leaf(ctx, 1, *(const int64_t *)arg);
}

static enum status set_n(struct ctx *ctx, void *arg)
{
    return sql_db_test_set_n(ctx, 1, *(const int64_t *)arg);
}

static enum status wipe(struct ctx *ctx, void *arg)
{
    (void)arg;
    return sql_db_test_wipe(ctx);
}

static void broken_constraints_are_conflicts(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    int64_t number = 99;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1, "one"), OK);
    assert_int_equal(probe_write(&ctx, 1, "same key"), CONFLICT);
    assert_int_equal(probe_write(&ctx, 2, "one"), CONFLICT);
    assert_int_equal(probe_write(&ctx, 2, "refused"), CONFLICT);
    assert_int_equal(db_write(&ctx, add_leaf, &number), CONFLICT);
    number = -1;
    assert_int_equal(db_write(&ctx, set_n, &number), CONFLICT);
    number = 1;
    assert_int_equal(db_write(&ctx, add_leaf, &number), OK);
    assert_int_equal(db_write(&ctx, wipe, NULL), CONFLICT);
    assert_int_equal(probe_count(&ctx), 1);
    test_ctx_end(&ctx);
    db_close(db);
}

static void a_missing_value_is_our_mistake(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    assert_int_equal(probe_write(&ctx, 1, "one"), OK);
    int64_t nothing = NO_I64;
    assert_int_equal(db_write(&ctx, add_leaf, &nothing), INTERNAL);
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status fail_and_go_on(struct ctx *ctx, void *arg)
{
    struct probe *probe = arg;
    TRY(probe_add(ctx, probe));
    const enum status second = probe_add(ctx, probe);
    assert_int_equal(second, CONFLICT);
    struct db_test_count_row row;
    /* Even reading is over. */
    assert_int_equal(one_db_test_count(ctx, &row), CONFLICT);
    return OK;
}

static void a_failed_statement_spoils_the_write(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct probe probe = {1, "one", 0};
    assert_int_equal(db_write(&ctx, fail_and_go_on, &probe), CONFLICT);
    assert_int_equal(probe_count(&ctx), 0);
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status outer(struct ctx *ctx, void *arg)
{
    struct probe *probe = arg;
    TRY(probe_add(ctx, probe));
    struct probe inner = {probe->id + 1, "inner", 0};
    TRY(db_write(ctx, probe_add, &inner));
    return probe->n == 0 ? OK : GONE;
}

static void a_write_inside_a_write_joins_it(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    test_ctx_begin(&ctx, db);
    struct probe probe = {1, "outer", 1};
    assert_int_equal(db_write(&ctx, outer, &probe), GONE);
    assert_int_equal(probe_count(&ctx), 0);
    probe.n = 0;
    assert_int_equal(db_write(&ctx, outer, &probe), OK);
    assert_int_equal(probe_count(&ctx), 2);
    test_ctx_end(&ctx);
    db_close(db);
}

static enum status count_changes(struct ctx *ctx, void *arg)
{
    int64_t *changes = arg;
    TRY(sql_db_test_add_if_new(ctx, 1, STR("one")));
    changes[0] = db_changes(ctx);
    TRY(sql_db_test_add_if_new(ctx, 2, STR("one")));
    changes[1] = db_changes(ctx);
    TRY(sql_db_test_set_n(ctx, 77, 1));
    changes[2] = db_changes(ctx);
    TRY(sql_db_test_add_if_new(ctx, 3, STR("three")));
    TRY(sql_db_test_wipe(ctx));
    changes[3] = db_changes(ctx);
    return OK;
}

static void changes_counts_the_rows_of_the_last_statement(void **state)
{
    (void)state;
    struct db *db = probe_open((struct db_options){0});
    struct ctx ctx;
    int64_t changes[4] = {-1, -1, -1, -1};
    test_ctx_begin(&ctx, db);
    assert_int_equal(db_write(&ctx, count_changes, changes), OK);
    assert_true(changes[0] == 1 && changes[1] == 0 && changes[2] == 0 && changes[3] == 2);
    test_ctx_end(&ctx);
    db_close(db);
}

int db_db_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(an_unknown_address_is_refused_with_advice),
        cmocka_unit_test(a_database_out_of_reach_is_unavailable),
        cmocka_unit_test(an_open_database_is_alive),
        cmocka_unit_test(what_is_written_is_read_back),
        cmocka_unit_test(nothing_is_null_and_empty_is_not),
        cmocka_unit_test(a_number_parameter_is_64_bits_wherever_it_stands),
        cmocka_unit_test(text_with_a_nul_byte_is_invalid),
        cmocka_unit_test(a_value_of_another_kind_than_declared_fails),
        cmocka_unit_test(null_where_the_declaration_says_never_fails),
        cmocka_unit_test(like_tells_letters_apart_by_case),
        cmocka_unit_test(each_engine_gets_its_own_text),
        cmocka_unit_test(results_are_read_inside_one_another),
        cmocka_unit_test(a_result_may_be_left_early),
        cmocka_unit_test(an_insert_may_return_a_row),
        cmocka_unit_test(a_session_sees_one_state),
        cmocka_unit_test(a_session_sees_what_it_wrote),
        cmocka_unit_test(reading_cannot_write),
        cmocka_unit_test(one_connection_serves_one_after_another),
        cmocka_unit_test(a_write_may_write_nothing),
        cmocka_unit_test(a_pool_that_is_used_up_is_busy),
        cmocka_unit_test(a_write_that_fails_leaves_nothing_but_its_reason),
        cmocka_unit_test(broken_constraints_are_conflicts),
        cmocka_unit_test(a_missing_value_is_our_mistake),
        cmocka_unit_test(a_failed_statement_spoils_the_write),
        cmocka_unit_test(a_write_inside_a_write_joins_it),
        cmocka_unit_test(changes_counts_the_rows_of_the_last_statement),
    };
    return TEST_DB_RUN("db", tests);
}
