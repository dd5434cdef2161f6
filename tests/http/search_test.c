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

static void test_each_filter_stands_in_the_address_and_can_be_taken_away(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer page = find(
        f, "/finn?ord=parkdress&storrelse=h104&vokser=1&tilstand=2~1&pris=900&sorter=billigst");
    assert_true(answer_has(&page, "Blå parkdress"));
    /* Each chip leads to the same search without it. */
    assert_true(answer_has(&page, "href=\"/finn?ord=parkdress&amp;tilstand=2~1&amp;pris=900&amp;"
                                  "sorter=billigst\"") ||
                answer_has(&page, "href=\"/finn?ord=parkdress&amp;vokser=1&amp;tilstand=2~1&amp;"
                                  "pris=900&amp;sorter=billigst\""));
    assert_true(answer_has(&page,
                           "href=\"/finn?ord=parkdress&amp;storrelse=h104&amp;tilstand=2~1&amp;"
                           "pris=900&amp;sorter=billigst\""));
    assert_true(answer_has(&page, "href=\"/finn?ord=parkdress&amp;storrelse=h104&amp;vokser=1&amp;"
                                  "tilstand=1&amp;pris=900&amp;sorter=billigst\""));
    assert_true(answer_has(&page, "vokser inn i 110"));
    assert_true(answer_has(&page, "104 passer nå. 110 er med, så det varer lenger."));
    /* A new word keeps the filters. */
    assert_true(answer_has(&page, "type=\"hidden\" name=\"tilstand\" value=\"2~1\""));
    const struct answer rough = find(f, "/finn?ord=parkdress&tilstand=4");
    assert_true(answer_has(&rough, "Uten de andre filtrene"));
    const struct answer filter = find(f, "/finn/filter?storrelse=h104&vokser=1");
    assert_true(answer_has(&filter, "Nullstill"));
    assert_true(answer_has(&filter, "104 passer nå."));
    assert_true(answer_has(&filter, "/finn/filter?storrelse=h104&amp;vokser=1&amp;tilstand=2"));
}

static void test_filters_from_strangers_are_left_out(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    static const char *const odd[] = {
        "/finn?kategori=999999&storrelse=x~~h104~%00&tilstand=9~a&farge=nei&sesong=5&butikk=ingen",
        "/finn?pris=-1&fra=x&sorter=tilfeldig&vokser=0&ny=&leie=false",
        "/finn?storrelse=h98~h98~h98~h98~h98~h98~h98~h98~h98~h98~h98",
        "/finn?alder=nei~~2-4~-1&kategori=10101",
        "/finn?merke=~~~&kategori=10101&kategori=10102",
    };
    for (size_t i = 0; i < sizeof(odd) / sizeof(odd[0]); i++) {
        find(f, odd[i]);
        find(f, fixture_text(f, "/finn/filter%s", odd[i] + 5));
        find(f, fixture_text(f, "/finn/feed%s", odd[i] + 5));
    }
    /* A page that is none is the first. */
    struct browser visitor = {0};
    const struct answer old = fixture_get(f, &visitor, "/finn?ord=parkdress&etter=nei");
    assert_true(old.code == 200 ||
                (old.code == 303 && str_ends_with(old.location, STR("/finn?ord=parkdress"))));
}

int http_search_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_understood_is_told_and_can_be_taken_away),
        cmocka_unit_test(test_a_synonym_finds_the_thing_and_a_slip_is_mended_and_told),
        cmocka_unit_test(test_each_filter_stands_in_the_address_and_can_be_taken_away),
        cmocka_unit_test(test_filters_from_strangers_are_left_out),
        cmocka_unit_test(test_signs_and_long_texts_find_nothing_and_break_nothing),
    };
    return TEST_DB_RUN("search", tests);
}
