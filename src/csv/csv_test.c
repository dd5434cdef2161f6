/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables with every oddity the world puts into them. */
#include "csv/csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "test.h"

int csv_csv_test(void);

static struct ctx ctx;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static struct csv_reader *open_with(struct str text, struct csv_options options)
{
    struct csv_reader *reader = NULL;
    assert_int_equal(csv_open_text(&ctx, text, &options, &reader), OK);
    return reader;
}

static struct csv_reader *open_plain(const char *text)
{
    return open_with(str_of(text), (struct csv_options){0});
}

/* The whole table as text: fields in brackets, rows with their line; !N:C for a bad row in column
 * C, !!N where reading failed. */
static struct str dump(struct csv_reader *reader)
{
    struct strbuf out;
    struct csv_row row = {0};
    enum csv_step step = CSV_END;
    strbuf_init(&out, 100000);
    while ((step = csv_next(reader, &row)) != CSV_END && step != CSV_FAILED) {
        if (step == CSV_BAD_ROW) {
            strbuf_format(&out, "!%d:%zu ", (int)csv_problem(reader)->line,
                          csv_problem(reader)->column);
            assert_non_null(csv_problem(reader)->message);
            continue;
        }
        strbuf_format(&out, "%d", (int)row.line);
        for (size_t i = 0; i < row.count; i++) {
            assert_int_equal(row.fields[i].ptr[row.fields[i].len], '\0');
            strbuf_format(&out, "[%s]", row.fields[i].ptr);
        }
        strbuf_byte(&out, ' ');
    }
    if (step == CSV_FAILED) {
        strbuf_format(&out, "!!%d", (int)csv_problem(reader)->line);
        assert_int_equal(csv_next(reader, &row), CSV_FAILED);
    } else {
        assert_int_equal(csv_next(reader, &row), CSV_END);
    }
    const struct str copy = strbuf_copy(&out, ctx.mem);
    strbuf_finish(&out);
    csv_close(reader);
    return copy;
}

static void assert_table(const char *text, const char *expected)
{
    assert_str(dump(open_plain(text)), expected);
}

static void assert_refused(struct str text, const char *in_message)
{
    struct csv_reader *reader = NULL;
    assert_int_equal(csv_open_text(&ctx, text, NULL, &reader), MALFORMED);
    assert_null(reader);
    assert_non_null(strstr(ctx.err.message, in_message));
}

static void test_separators_are_found_in_the_header(void **state)
{
    (void)state;
    assert_table("a,b\n1,2\n", "2[1][2] ");
    assert_table("a;b;c\n1,5;2;3\n", "2[1,5][2][3] ");
    assert_table("a\tb\n1\t2\n", "2[1][2] ");
    assert_table("\"a,x,y,z\";b\n1;2\n", "2[1][2] ");
    assert_table("alone\n1\n", "2[1] ");
    assert_table("sep=;\r\na;b\r\n1;2\r\n", "3[1][2] ");
    struct csv_reader *reader =
        open_with(STR("a,b|c\n1|2\n"), (struct csv_options){.separator = '|'});
    assert_int_equal(csv_separator(reader), '|');
    assert_str(dump(reader), "2[1][2] ");
}

static void test_line_ends_of_all_systems_count_once(void **state)
{
    (void)state;
    assert_table("a,b\r\n1,2\r\n3,4", "2[1][2] 3[3][4] ");
    assert_table("a,b\r1,2\r3,4\r", "2[1][2] 3[3][4] ");
    assert_table("\n\na,b\n\n  \n1,2\n\n3,4\n\n", "6[1][2] 8[3][4] ");
}

static void test_quotes_hold_separators_quotes_and_line_breaks(void **state)
{
    (void)state;
    assert_table("a,b\n\"x, y\",\"said \"\"hei\"\"\"\n", "2[x, y][said \"hei\"] ");
    assert_table("a,b\n\"1\n2\r\n3\",x\nnext,y\n", "2[1\n2\r\n3][x] 5[next][y] ");
    assert_table("a,b\n  spaced  , \"kept  \" \n", "2[spaced][kept  ] ");
    assert_table("a,b\n12\" wheel,\"6\" nail\"\n", "2[12\" wheel][6\" nail] ");
}

static void test_empty_rows_are_skipped_and_short_ones_filled(void **state)
{
    (void)state;
    assert_table("a;b;c\n;;\n1\n ; ;\t\n1;2;3;;;\n", "3[1][][] 5[1][2][3] ");
    assert_table("a\tb\n\t2\n", "2[][2] ");
    assert_table("a,b\n", "");
}

static void test_extra_fields_make_a_bad_row_and_reading_goes_on(void **state)
{
    (void)state;
    assert_table("a,b\n1,2,3\n4,5\n", "!2:3 3[4][5] ");
}

static void test_an_open_quote_is_named_with_its_line(void **state)
{
    (void)state;
    assert_table("a,b\n1,2\n3,\"4\n5,6\n", "2[1][2] !!3");
    struct csv_reader *reader = open_with(STR("a,b\n1,2\n3,\"0123456789\n0123456789\n0123456789\n"),
                                          (struct csv_options){.row_bytes_max = 20});
    assert_str(dump(reader), "2[1][2] !!3");
}

static void test_limits_are_named_with_line_and_column(void **state)
{
    (void)state;
    struct csv_reader *reader = open_with(STR("first,title\n1,123456\n2,12345\n"),
                                          (struct csv_options){.field_bytes_max = 5});
    struct csv_row row;
    assert_int_equal(csv_next(reader, &row), CSV_BAD_ROW);
    assert_int_equal(csv_problem(reader)->line, 2);
    assert_int_equal(csv_problem(reader)->column, 2);
    assert_str(csv_problem(reader)->name, "title");
    assert_str(dump(reader), "3[2][12345] ");
    reader = open_with(STR("a,b\n1,2,,\n1,2,,4\n"), (struct csv_options){.columns_max = 3});
    assert_str(dump(reader), "2[1][2] !3:0 ");
}

static void test_encodings_become_utf8(void **state)
{
    (void)state;
    assert_table("\xEF\xBB\xBF"
                 "navn,b\nbl\xC3\xA5,2\n",
                 "2[bl\xC3\xA5][2] ");
    struct csv_reader *reader = open_with(STR("a;b\nbl\xE5;\x80 5 \x96 \xE6\xF8\n"),
                                          (struct csv_options){.encoding = CSV_LATIN1});
    assert_str(dump(reader), "2[bl\xC3\xA5][\xE2\x82\xAC 5 \xE2\x80\x93 \xC3\xA6\xC3\xB8] ");
    reader = open_with(STR("a;b\nbl\x8C;\xBE\xBF\x81 \xDB\n"),
                       (struct csv_options){.encoding = CSV_MAC_ROMAN});
    assert_str(dump(reader), "2[bl\xC3\xA5][\xC3\xA6\xC3\xB8\xC3\x85 \xE2\x82\xAC] ");
    /* A byte-order mark proves UTF-8 against a wrong choice. */
    reader = open_with(STR("\xEF\xBB\xBF"
                           "a\nbl\xC3\xA5\n"),
                       (struct csv_options){.encoding = CSV_LATIN1});
    assert_str(dump(reader), "2[bl\xC3\xA5] ");
}

static void test_wrong_encoding_is_a_bad_row_with_its_column(void **state)
{
    (void)state;
    assert_table("a,b\n1,bl\xE5\n2,x\n", "!2:2 3[2][x] ");
    assert_str(dump(open_with(STR("a,b\n1,x\0y\n2,x\n"), (struct csv_options){0})),
               "!2:2 3[2][x] ");
}

static void test_headers_that_cannot_be_used_are_refused(void **state)
{
    (void)state;
    assert_refused(STR(""), "empty");
    assert_refused(STR("\n \n"), "empty");
    assert_refused(STR("\xFF\xFE"
                       "a\0,\0"),
                   "UTF-16");
    assert_refused(STR("a,b,A\n1,2,3\n"), "same name");
    assert_str(ctx.err.detail, "A");
    assert_refused(STR("a,\"b\n1,2\n"), "never closed");
    struct csv_reader *reader = NULL;
    const struct csv_options colon = {.separator = ':'};
    assert_int_equal(csv_open_text(&ctx, STR("a:b\n"), &colon, &reader), MALFORMED);
    assert_int_equal(csv_open_file(&ctx, "/nonexistent/table.csv", NULL, &reader), NOT_FOUND);
    assert_null(reader);
}

static void test_columns_are_found_by_name(void **state)
{
    (void)state;
    struct csv_reader *reader = open_plain(" Tittel ,,Pris,\n1,2,3,\n");
    assert_int_equal(csv_column_count(reader), 4);
    assert_int_equal(csv_column(reader, STR("tittel")), 0);
    assert_int_equal(csv_column(reader, STR("Pris")), 2);
    assert_int_equal(csv_column(reader, STR("vekt")), CSV_NO_COLUMN);
    assert_str(csv_column_name(reader, 2), "Pris");
    csv_close(reader);
}

static void test_json_lines_give_columns_as_they_come(void **state)
{
    (void)state;
    struct csv_reader *reader =
        open_plain("{\"id\":\"1\",\"price\":12.50}\r\n"
                   "\n"
                   "{\"price\":-1e3, \"id\":2, \"new\":true, \"none\":null}\n"
                   "{\"id\":\"bl\\u00e5 \\ud83e\\uddf8 \\\"\\/\\n\"}");
    assert_str(dump(reader), "1[1][12.50] 3[2][-1e3][true][] "
                             "4[bl\xC3\xA5 \xF0\x9F\xA7\xB8 \"/\n][][][] ");
}

static void test_json_objects_and_lists_are_flattened(void **state)
{
    (void)state;
    struct csv_reader *reader =
        open_plain("{\"price\":{\"amount\":\"12.5\",\"in\":{\"unit\":\"EUR\"}},"
                   "\"colours\":[\"red\", 2, true],\"none\":[],\"photos\":[{\"url\":[1]}, {}]}\n");
    assert_str(dump(reader), "1[12.5][EUR][red, 2, true][][[{\"url\":[1]}, {}]] ");
    reader = open_plain("{\"price\":{\"amount\":1}}\n{\"price\":{}}\n");
    assert_int_equal(csv_column_count(reader), 0);
    struct csv_row row;
    assert_int_equal(csv_next(reader, &row), CSV_ROW);
    assert_int_equal(csv_column(reader, STR("price.amount")), 0);
    assert_str(dump(reader), "");
}

static void test_broken_json_lines_are_bad_rows(void **state)
{
    (void)state;
    static const char *const wrong[] = {
        "{",
        "[1]",
        "{\"a\":1",
        "{\"a\":1}}",
        "{\"a\" 1}",
        "{a:1}",
        "{\"a\":01}",
        "{\"a\":1.}",
        "{\"a\":.5}",
        "{\"a\":+1}",
        "{\"a\":1e}",
        "{\"a\":tru}",
        "{\"a\":\"\\x\"}",
        "{\"a\":\"\\ud800\"}",
        "{\"a\":\"\\udc00\"}",
        "{\"a\":\"\\ud800\\u0041\"}",
        "{\"a\":\"\\u12G4\"}",
        "{\"a\":\"\\u0000\"}",
        "{\"a\":\"\t\"}",
        "{\"a\":\"bl\xE5\"}",
        "{\"bl\xE5\":1}",
        "{\"a\":1,}",
        "{\"a\":[1,]}",
        "{\"a\":[1}",
        "{\"a\":1,\"a\":2}",
        "{\"a\":[[[[[[[[[[1]]]]]]]]]]}",
        "{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":1}}}}}}}}}}",
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        const struct str text = str_format(ctx.mem, "{\"a\":1}\n%s\n{\"a\":2}\n", wrong[i]);
        struct csv_reader *reader = open_with(text, (struct csv_options){CSV_JSON_LINES, 0});
        struct csv_row row;
        assert_int_equal(csv_next(reader, &row), CSV_ROW);
        if (csv_next(reader, &row) != CSV_BAD_ROW) {
            fail_msg("taken as good: %s", wrong[i]);
        }
        assert_int_equal(csv_problem(reader)->line, 2);
        assert_int_equal(csv_next(reader, &row), CSV_ROW);
        assert_str(row.fields[0], "2");
        csv_close(reader);
    }
}

static void test_json_limits_hold(void **state)
{
    (void)state;
    struct csv_reader *reader = open_with(STR("{\"a\":1,\"b\":2,\"c\":3}\n{\"a\":1}\n{\"d\":1}\n"),
                                          (struct csv_options){.columns_max = 2});
    assert_str(dump(reader), "!1:0 2[1] 3[][1] ");
    reader =
        open_with(STR("{\"a\":\"12345\"}\n{\"a\":\"123456\"}\n{\"a\":\"01234567890123456\"}\n"),
                  (struct csv_options){.field_bytes_max = 5, .row_bytes_max = 20});
    assert_str(dump(reader), "1[12345] !2:1 !!3");
}

/* Rows that straddle the reader's windows come out whole. */
static void test_a_large_file_is_read_whole(void **state)
{
    (void)state;
    char path[] = "/tmp/ombruk_csv_test_XXXXXX";
    const int fd = mkstemp(path);
    assert_true(fd >= 0);
    FILE *file = fdopen(fd, "w");
    fputs("key;title;price;a;b;c;d;e;f;g;h;i\r\n", file);
    for (int i = 0; i < 100000; i++) {
        fprintf(file,
                "%d;\"Genser; r\xC3\xB8"
                "d\nstr. %d\";%d,50;a;b;c;d;e;f;g;h;i\r\n",
                i, i % 90, i);
    }
    fclose(file);
    struct csv_reader *reader = NULL;
    assert_int_equal(csv_open_file(&ctx, path, NULL, &reader), OK);
    struct csv_row row;
    int64_t sum = 0;
    int count = 0;
    while (csv_next(reader, &row) == CSV_ROW) {
        int64_t key = -1;
        assert_int_equal(row.count, 12);
        assert_true(str_to_i64(row.fields[0], &key));
        assert_true(str_equal(row.fields[11], STR("i")));
        assert_int_equal(row.line, 2 + 2 * key);
        sum += key;
        count++;
    }
    assert_int_equal(count, 100000);
    assert_int_equal(sum, INT64_C(100000) * 99999 / 2);
    csv_close(reader);
    unlink(path);
}

int csv_csv_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_separators_are_found_in_the_header),
        cmocka_unit_test(test_line_ends_of_all_systems_count_once),
        cmocka_unit_test(test_quotes_hold_separators_quotes_and_line_breaks),
        cmocka_unit_test(test_empty_rows_are_skipped_and_short_ones_filled),
        cmocka_unit_test(test_extra_fields_make_a_bad_row_and_reading_goes_on),
        cmocka_unit_test(test_an_open_quote_is_named_with_its_line),
        cmocka_unit_test(test_limits_are_named_with_line_and_column),
        cmocka_unit_test(test_encodings_become_utf8),
        cmocka_unit_test(test_wrong_encoding_is_a_bad_row_with_its_column),
        cmocka_unit_test(test_headers_that_cannot_be_used_are_refused),
        cmocka_unit_test(test_columns_are_found_by_name),
        cmocka_unit_test(test_json_lines_give_columns_as_they_come),
        cmocka_unit_test(test_json_objects_and_lists_are_flattened),
        cmocka_unit_test(test_broken_json_lines_are_bad_rows),
        cmocka_unit_test(test_json_limits_hold),
        cmocka_unit_test(test_a_large_file_is_read_whole),
    };
    return cmocka_run_group_tests_name("csv csv", tests, set_up, tear_down);
}
