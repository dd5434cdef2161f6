/* SPDX-License-Identifier: EUPL-1.2 */
/* Searching as people write: what was understood is told back and can be taken away. */
#include "http_fixture.h"

int http_search_test(void);

static struct answer find(struct fixture *f, const char *path)
{
    const struct answer page = fixture_get(f, &f->who[AS_VISITOR], path);
    assert_int_equal(page.code, 200);
    return page;
}

static void test_what_is_understood_is_told_and_can_be_taken_away(void **state)
{
    struct fixture *f = fixture_shared();
    static const struct {
        const char *path;
        const char *size;
        const char *price;
    } cases[] = {
        {"/finn?ord=parkdress+str.+104+under+900+kr", "Str. 104", "Opptil 900"},
        {"/nn/finn?ord=parkdress+str.+104+under+900+kr", "Str. 104", "Opptil 900"},
        {"/en/finn?ord=snowsuit+size+104+under+900+kr", "Size 104", "Up to NOK"},
    };
    (void)state;
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct answer page = find(f, cases[i].path);
        assert_true(answer_has(&page, cases[i].size));
        assert_true(answer_has(&page, cases[i].price));
        assert_true(answer_has(&page, "Blå parkdress"));
    }
    const struct answer page = find(f, cases[0].path);
    assert_true(answer_has(&page, "ord=parkdress%20under%20900%20kr"));
}

static void test_a_synonym_finds_the_thing_and_a_slip_is_mended_and_told(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer synonym = find(f, "/finn?ord=vinterdress");
    assert_true(answer_has(&synonym, "Blå parkdress"));
    assert_false(answer_has(&synonym, "Ingenting har ordet"));
    const struct answer slip = find(f, "/finn?ord=prakdress");
    assert_true(answer_has(&slip, "Blå parkdress"));
    assert_true(answer_has(&slip, "Ingenting har ordet «prakdress»."));
}

static void test_signs_and_long_texts_find_nothing_and_break_nothing(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer signs = find(f, "/finn?ord=%22%27%28%29%2A%3A");
    assert_true(answer_has(&signs, "Ingenting slikt akkurat nå"));
    find(f, "/finn?ord=%F0%9F%98%80%20NEAR%20OR%20AND%20NOT%20%2D%2D");
}

int http_search_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_understood_is_told_and_can_be_taken_away),
        cmocka_unit_test(test_a_synonym_finds_the_thing_and_a_slip_is_mended_and_told),
        cmocka_unit_test(test_signs_and_long_texts_find_nothing_and_break_nothing),
    };
    return TEST_DB_RUN("search", tests);
}
