/* SPDX-License-Identifier: EUPL-1.2 */
/* Hashes, keys and a whole small draw, against figures made by hand. */
#include "fair/fair_heap.h"
#include "fair/fair_sort.h"
#include "fair/fair_test_texts.h"
#include "test.h"

int fair_fair_draw_test(void);

/* Made with sha256sum: of canonical.txt; of "LSX1", that, 17 and the randomness, each with LF; of
 * the seed, "tenant" and the id, each with LF. */
#define COMMITMENT "c8b6ad6db4ce0bf6a36c6f21cb9800569c91899b88c2d0cccae368cb8195e32f"
#define SEED       "49e2170e1cd971411973abdd15108f0380ec8e94f0bf59a261065db6741def56"
#define TICKET_A   "a5d3cce6593d89cc6d08ff248cad8bd3e7c42e45ae709ad38bf2794864f6c0f0"
#define TICKET_B   "c7dddebe94ca6f65bee4ea9729fdf32edae5138010ba3d46ca176e2f700f59b6"

static void draw_texts(struct arena *mem, const struct str in[FAIR_IN_COUNT], int threads,
                       struct str out[FAIR_OUT_COUNT])
{
    struct fair_error error = {0};
    assert_int_equal(fair_draw(mem, in, threads, out, &error), OK);
}

static void test_a_draw_is_as_worked_out_by_hand(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct str in[FAIR_IN_COUNT];
    struct str out[FAIR_OUT_COUNT];
    (void)state;
    test_texts(in);
    draw_texts(mem, in, 1, out);
    assert_str(out[FAIR_COMMITMENT], COMMITMENT "\n");
    /* b is a newcomer at the mean of 0, a is at 0: the smaller weight goes first. */
    assert_str(out[FAIR_TURNS],
               "turn,points_mp,class,tenant,balance_mp,weight,ticket,action,lot,chain\n"
               "1,1000,m\xc3\xb8"
               "bler,a,0,1," TICKET_A ",take,x,\n"
               "2,1000,m\xc3\xb8"
               "bler,b,0,2," TICKET_B ",leave,,\n"
               "3,1000,m\xc3\xb8"
               "bler,a,1000,1," TICKET_A ",leave,,\n"
               "4,500,a b,b,0,2," TICKET_B ",take,y,\n"
               "5,500,a b,b,500,2," TICKET_B ",leave,,\n");
    assert_str(out[FAIR_AWARDS], "lot,tenant,turn\nx,a,1\ny,b,4\n");
    assert_str(out[FAIR_LEDGER],
               "tenant,before_mp,gained_mp,after_mp\na,0,1000,500\nb,0,500,250\n");
    assert_str(out[FAIR_FROZEN], "points_mp,class,turn,tenant,lot\n1000,m\xc3\xb8"
                                 "bler,2,b,x\n"
                                 "500,a b,5,b,y\n");
    assert_str(out[FAIR_REASONS], "tenant,lot,code,turn,other,own_turn\nb,x,nothing,1,a,2\n");
    assert_true(str_find(out[FAIR_REPORT], STR("\"seed\": \"" SEED "\"")) > 0);
    arena_destroy(mem);
}

static void test_nothing_to_share_is_shared(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct str in[FAIR_IN_COUNT];
    struct str out[FAIR_OUT_COUNT];
    (void)state;
    test_texts(in);
    in[FAIR_TENANTS] = STR("tenant,weight,balance_mp,cap_lots,startup,active\n");
    in[FAIR_LOTS] = STR("lot,points_mp,class,requires,window\n");
    in[FAIR_WISHES] = STR("tenant,lot,stars");
    in[FAIR_ELIGIBILITY] = STR("tenant,requires\n");
    in[FAIR_CAPS] = STR("tenant,class,cap_lots\n");
    draw_texts(mem, in, 2, out);
    assert_str(out[FAIR_AWARDS], "lot,tenant,turn\n");
    assert_true(str_find(out[FAIR_REPORT], STR("\"gini_ppm\": null")) > 0);
    arena_destroy(mem);
}

/* A draw that holds just what a key needs. */
struct keys {
    struct fair_case all;
    struct fair_draw draw;
    struct fair_tenant tenants[2];
    int64_t begin[2];
    uint32_t got[2];
    uint32_t rank[2];
};

static bool is_before(int64_t a, uint32_t v, int64_t b, uint32_t w)
{
    struct keys keys = {.tenants = {{.weight = v}, {.weight = w}}, .begin = {a, b}, .rank = {1, 0}};
    const struct fair_class class = {.points = 1};
    keys.all.tenants = keys.tenants;
    keys.draw.all = &keys.all;
    keys.draw.begin = keys.begin;
    keys.draw.got = keys.got;
    keys.draw.rank = keys.rank;
    return fair_is_before(&keys.draw, &class, 0, 1);
}

static void test_fractions_that_differ_in_the_73rd_bit_are_told_apart(void **state)
{
    const int64_t most = FAIR_LARGEST;
    (void)state;
    assert_true(is_before(most - 1, 1000000, most, 1000000));
    assert_false(is_before(most, 1000000, most - 1, 1000000));
    assert_true(is_before(-most, 999999, -most, 1000000));
    assert_true(is_before(most, 1000000, most, 999999));
    /* (2^53 − 1) / 10^6 and the next fraction of 999999 differ by less than 10^−6. */
    assert_int_equal(is_before(9007199254740991, 1000000, 9007190247541737, 999999), true);
    assert_int_equal(is_before(9007199254740991, 1000000, 9007190247541736, 999999), false);
    /* Alike: the rank decides, in which the second comes first. */
    assert_false(is_before(3, 1, 6, 2));
    assert_false(is_before(-most, 1, -most, 1));
}

static void test_texts_sort_by_bytes_a_shorter_one_first(void **state)
{
    static const char *const words[] = {
        "",    "-",  ".",        "A",         "a",
        "a-",  "aa", "aaaaaaaa", "aaaaaaaaa", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab",
        "aab", "b",  "z",        "\xc3\xb8"};
    enum {
        COUNT = sizeof(words) / sizeof(words[0]),
        TIMES = 5
    };
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct fair_text texts[COUNT * TIMES];
    uint32_t order[COUNT * TIMES];
    (void)state;
    for (uint32_t i = 0; i < COUNT * TIMES; i++) {
        const char *word = words[i * 11 % COUNT];
        texts[i] = (struct fair_text){word, (uint32_t)strlen(word)};
    }
    fair_sort_texts(mem, texts, COUNT * TIMES, order);
    for (uint32_t i = 0; i < COUNT * TIMES; i++) {
        assert_string_equal(texts[order[i]].ptr, words[i / TIMES]);
    }
    arena_destroy(mem);
}

int fair_fair_draw_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_draw_is_as_worked_out_by_hand),
        cmocka_unit_test(test_nothing_to_share_is_shared),
        cmocka_unit_test(test_fractions_that_differ_in_the_73rd_bit_are_told_apart),
        cmocka_unit_test(test_texts_sort_by_bytes_a_shorter_one_first),
    };
    return cmocka_run_group_tests_name("a draw", tests, NULL, NULL);
}
