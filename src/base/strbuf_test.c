/* SPDX-License-Identifier: EUPL-1.2 */
/* The maximum holds, and is remembered. */
#include "base/strbuf.h"
#include "test.h"

int base_strbuf_test(void);

static void test_appending_past_the_maximum_is_sticky_and_harmless(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init(&buf, 10);
    strbuf_literal(&buf, "12345");
    strbuf_i64(&buf, -1234);
    assert_str(strbuf_view(&buf), "12345-1234");
    assert_false(buf.overflow);
    strbuf_byte(&buf, 'x');
    assert_true(buf.overflow);
    strbuf_cstr(&buf, "");
    strbuf_format(&buf, "%d", 1);
    assert_str(strbuf_view(&buf), "12345-1234");
    strbuf_clear(&buf);
    assert_false(buf.overflow);
    strbuf_format(&buf, "%s-%d", "ab", 7);
    assert_str(strbuf_view(&buf), "ab-7");
    strbuf_finish(&buf);
    strbuf_finish(&buf);
}

static void test_extreme_numbers(void **state)
{
    (void)state;
    struct strbuf buf;
    strbuf_init(&buf, 1000);
    strbuf_i64(&buf, INT64_MIN);
    strbuf_byte(&buf, ' ');
    strbuf_i64(&buf, INT64_MAX);
    strbuf_byte(&buf, ' ');
    strbuf_i64(&buf, 0);
    assert_str(strbuf_view(&buf), "-9223372036854775808 9223372036854775807 0");
    strbuf_finish(&buf);
}

int base_strbuf_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_appending_past_the_maximum_is_sticky_and_harmless),
        cmocka_unit_test(test_extreme_numbers),
    };
    return cmocka_run_group_tests_name("base strbuf", tests, NULL, NULL);
}
