/* SPDX-License-Identifier: EUPL-1.2 */
/* JSON in: what is read, what is refused. JSON out: commas and escapes. */
#include "json/json.h"

#include "test.h"

int json_json_test(void);

static enum status parse(const char *text)
{
    struct json *root = NULL;
    const enum status status = json_parse(str_of(text), 4096, &root);
    json_free(root);
    return status;
}

static void test_reads_each_kind_of_value(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct json *root = NULL;
    const struct str text =
        STR(" {\"s\":\"bl\\u00e5\\n\",\"n\":-12,\"f\":1.5,\"id\":\"815\",\"t\":true,"
            "\"z\":null,\"a\":[1,2,[3]],\"o\":{\"deep\":\"er\"}} \n");
    assert_int_equal(json_parse(text, text.len, &root), OK);
    struct str s = {0};
    int64_t n = 0;
    bool flag = false;
    assert_true(json_str(json_get(root, "s"), arena, &s));
    assert_str(s, "bl\xC3\xA5\n");
    assert_true(json_i64(json_get(root, "n"), &n));
    assert_int_equal(n, -12);
    assert_false(json_i64(json_get(root, "f"), &n));
    assert_true(json_id(json_get(root, "id"), &n));
    assert_int_equal(n, 815);
    assert_true(json_bool(json_get(root, "t"), &flag));
    assert_true(flag);
    assert_true(json_is_null(json_get(root, "z")));
    assert_int_equal(json_count(json_get(root, "a")), 3);
    assert_true(json_i64(json_at(json_get(root, "a"), 1), &n));
    assert_int_equal(n, 2);
    assert_null(json_at(json_get(root, "a"), 3));
    assert_true(json_str(json_get(json_get(root, "o"), "deep"), arena, &s));
    assert_str(s, "er");
    json_free(root);
    arena_destroy(arena);
}

static void test_what_is_absent_or_of_another_kind_is_not_read(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct json *root = NULL;
    struct str s = {0};
    int64_t n = 0;
    bool flag = false;
    assert_int_equal(json_parse(STR("{\"id\":17,\"s\":\"x\",\"minus\":\"-4\"}"), 99, &root), OK);
    assert_int_equal(json_type(json_get(root, "none")), JSON_ABSENT);
    assert_int_equal(json_type(json_get(root, "s")), JSON_STRING);
    assert_false(json_str(json_get(root, "none"), arena, &s));
    assert_false(json_str(json_get(root, "id"), arena, &s));
    assert_false(json_id(json_get(root, "id"), &n));
    assert_false(json_id(json_get(root, "minus"), &n));
    assert_false(json_i64(json_get(root, "s"), &n));
    assert_false(json_bool(json_get(root, "s"), &flag));
    assert_false(json_is_null(json_get(root, "none")));
    assert_null(json_get(json_get(root, "s"), "s"));
    assert_int_equal(json_count(root), 0);
    assert_null(json_at(root, 0));
    assert_null(json_first(json_get(root, "s")));
    json_free(root);
    arena_destroy(arena);
}

static void test_members_and_elements_are_walked_in_order(void **state)
{
    (void)state;
    struct json *root = NULL;
    const char *name = NULL;
    assert_int_equal(json_parse(STR("{\"b\":[5,6],\"a\":2}"), 99, &root), OK);
    const struct json *list = json_member(root, 0, &name);
    assert_string_equal(name, "b");
    assert_non_null(json_member(root, 1, &name));
    assert_string_equal(name, "a");
    assert_null(json_member(root, 2, &name));
    assert_string_equal(json_name(json_next(json_first(root))), "a");
    assert_null(json_name(json_first(list)));
    int64_t sum = 0;
    for (const struct json *e = json_first(list); e != NULL; e = json_next(e)) {
        int64_t n = 0;
        assert_true(json_i64(e, &n));
        sum = sum * 10 + n;
    }
    assert_int_equal(sum, 56);
    json_free(root);
}

static void test_text_that_only_resembles_json_is_refused(void **state)
{
    (void)state;
    static const char *const texts[] = {
        "",
        "  ",
        "{",
        "[1,]",
        "{\"a\":1,}",
        "{a:1}",
        "[1 2]",
        "01",
        "-",
        "1.",
        ".5",
        "+1",
        "1e",
        "0x10",
        "NaN",
        "Infinity",
        "tru",
        "nulls",
        "'a'",
        "\"a",
        "\"\t\"",
        "\"\\x\"",
        "\"\\u12\"",
        "\"\\ud800\"",
        "\"\xFF\"",
        "{} {}",
        "[]]",
        "// no\n1",
        "{\"a\"}",
        "{\"a\":}",
        "{1:2}",
        "[\"a\\\"]",
        "\xEF\xBB\xBF{}",
        "\"\xC0\xAF\"",
        "{\"a\" 1}",
        "[}",
    };
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (parse(texts[i]) != MALFORMED) {
            fail_msg("not refused: %s", texts[i]);
        }
    }
}

static void test_every_scalar_may_stand_alone(void **state)
{
    (void)state;
    static const char *const texts[] = {"0",    "-0.5e+10", "1E2",  "\"\"",
                                        "true", "false",    "[]",   "{}",
                                        "[ ]",  "{\n}",     "null", "\"\\ud83d\\ude00\""};
    for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
        if (parse(texts[i]) != OK) {
            fail_msg("refused: %s", texts[i]);
        }
    }
}

static void test_a_repeated_key_is_refused_at_any_depth(void **state)
{
    (void)state;
    assert_int_equal(parse("{\"a\":1,\"b\":2,\"a\":3}"), MALFORMED);
    assert_int_equal(parse("[{\"x\":{\"a\":1,\"\\u0061\":3}}]"), MALFORMED);
    assert_int_equal(parse("{\"a\":1,\"A\":2,\"b\":{\"a\":1}}"), OK);
}

static void test_a_string_with_u0000_is_refused(void **state)
{
    (void)state;
    struct json *root = NULL;
    assert_int_equal(parse("\"a\\u0000b\""), MALFORMED);
    assert_int_equal(parse("{\"a\\u0000\":1}"), MALFORMED);
    assert_int_equal(json_parse((struct str){"\"a\0b\"", 5}, 99, &root), MALFORMED);
    assert_int_equal(json_parse((struct str){"1\0", 2}, 99, &root), MALFORMED);
}

static void test_numbers_that_a_double_cannot_hold_are_not_whole(void **state)
{
    (void)state;
    static const struct {
        const char *text;
        bool whole;
    } cases[] = {
        {"9007199254740991", true},
        {"-9007199254740991", true},
        {"9007199254740992", false},
        {"9007199254740993", false},
        {"-9007199254740992", false},
        {"1e400", false},
        {"-1e400", false},
        {"1e3", true},
        {"0.1", false},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        struct json *root = NULL;
        int64_t number = 0;
        assert_int_equal(json_parse(str_of(cases[i].text), 99, &root), OK);
        assert_int_equal(json_i64(root, &number), cases[i].whole);
        json_free(root);
    }
}

static void test_depth_members_and_size_have_limits(void **state)
{
    (void)state;
    char nested[2 * (JSON_DEPTH_MAX + 1) + 1];
    memset(nested, '[', JSON_DEPTH_MAX + 1);
    memset(nested + JSON_DEPTH_MAX + 1, ']', JSON_DEPTH_MAX + 1);
    nested[sizeof(nested) - 1] = '\0';
    assert_int_equal(parse(nested), MALFORMED);
    nested[sizeof(nested) - 2] = '\0';
    assert_int_equal(parse(nested + 1), OK);

    struct strbuf text;
    strbuf_init(&text, 65536);
    strbuf_byte(&text, '{');
    for (int i = 0; i <= JSON_MEMBERS_MAX; i++) {
        strbuf_format(&text, "%s\"%d\":0", i > 0 ? "," : "", i);
    }
    strbuf_byte(&text, '}');
    struct json *root = NULL;
    assert_int_equal(json_parse(strbuf_view(&text), 65536, &root), MALFORMED);
    assert_int_equal(json_parse(strbuf_view(&text), text.len - 1, &root), TOO_LARGE);
    assert_null(root);
    strbuf_finish(&text);
}

static void test_the_printer_minds_commas_and_escapes(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init(&buf, 4096);
    struct json_out out = {.buf = &buf};
    json_object_begin(&out);
    json_key(&out, "a");
    json_array_begin(&out);
    json_put_i64(&out, -7);
    json_put_null(&out);
    json_array_begin(&out);
    json_array_end(&out);
    json_put_bool(&out, true);
    json_array_end(&out);
    json_key(&out, "id");
    json_put_id(&out, INT64_MAX);
    json_key(&out, "s");
    json_put_str(&out, STR("\"bl\xC3\xA5\"\\\n\x01\x7F</script>"));
    json_key(&out, "o");
    json_object_begin(&out);
    json_object_end(&out);
    json_object_end(&out);
    assert_str(strbuf_view(&buf),
               "{\"a\":[-7,null,[],true],\"id\":\"9223372036854775807\","
               "\"s\":\"\\\"bl\xC3\xA5\\\"\\\\\\n\\u0001\\u007f</script>\",\"o\":{}}");
    strbuf_finish(&buf);
}

static void test_bytes_that_are_no_text_are_replaced_not_passed_on(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init(&buf, 4096);
    struct json_out out = {.buf = &buf};
    json_put_str(&out, STR("a\xFF\xC3\xA5\xE2\x82"));
    assert_str(strbuf_view(&buf), "\"a\\ufffd\xC3\xA5\\ufffd\\ufffd\"");
    struct json *root = NULL;
    assert_int_equal(json_parse(strbuf_view(&buf), 4096, &root), OK);
    json_free(root);
    strbuf_finish(&buf);
}

int json_json_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_reads_each_kind_of_value),
        cmocka_unit_test(test_what_is_absent_or_of_another_kind_is_not_read),
        cmocka_unit_test(test_members_and_elements_are_walked_in_order),
        cmocka_unit_test(test_text_that_only_resembles_json_is_refused),
        cmocka_unit_test(test_every_scalar_may_stand_alone),
        cmocka_unit_test(test_a_repeated_key_is_refused_at_any_depth),
        cmocka_unit_test(test_a_string_with_u0000_is_refused),
        cmocka_unit_test(test_numbers_that_a_double_cannot_hold_are_not_whole),
        cmocka_unit_test(test_depth_members_and_size_have_limits),
        cmocka_unit_test(test_the_printer_minds_commas_and_escapes),
        cmocka_unit_test(test_bytes_that_are_no_text_are_replaced_not_passed_on),
    };
    return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
