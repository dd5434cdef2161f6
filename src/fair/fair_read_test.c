/* SPDX-License-Identifier: EUPL-1.2 */
/* What the draw accepts as input, and how it refuses the rest. */
#include "fair/fair_test_texts.h"
#include "test.h"

int fair_fair_read_test(void);

/* `in` with one text in one file replaced by another. */
static void replace(struct arena *mem, struct str *text, const char *from, const char *to)
{
    const ptrdiff_t at = str_find(*text, str_of(from));
    assert_true(at >= 0);
    const struct str begin = str_slice(*text, 0, (size_t)at);
    const struct str end = str_slice(*text, (size_t)at + strlen(from), text->len);
    *text = str_concat(mem, str_concat(mem, begin, str_of(to)), end);
}

static void assert_refused(const struct str in[FAIR_IN_COUNT], enum fair_in file, int64_t line)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    for (int threads = 1; threads <= 3; threads++) {
        struct str out[FAIR_OUT_COUNT] = {{0}};
        struct fair_error error = {0};
        assert_int_equal(fair_draw(mem, in, threads, out, &error), INVALID);
        assert_int_equal(error.file, file);
        assert_int_equal(error.line, line);
        assert_non_null(error.message);
        assert_true(str_is_utf8(error.detail));
        assert_int_equal(str_find_byte(error.detail, '\n'), -1);
        assert_null(out[FAIR_AWARDS].ptr);
    }
    arena_destroy(mem);
}

static struct str canonical(struct arena *mem, const struct str in[FAIR_IN_COUNT])
{
    struct str out[FAIR_OUT_COUNT] = {{0}};
    struct fair_error error = {0};
    const enum status status = fair_commit(mem, in, out, &error);
    if (status != OK) {
        print_error("%s:%d: %s (%.*s)\n", fair_in_names[error.file], (int)error.line, error.message,
                    STR_ARG(error.detail));
    }
    assert_int_equal(status, OK);
    return out[FAIR_CANONICAL];
}

static const struct spoilt {
    enum fair_in file;
    int64_t line;
    const char *from;
    const char *to;
} spoilt[] = {
    /* The header. */
    {FAIR_TENANTS, 1, "tenant,weight", "tenant,weights"},
    {FAIR_TENANTS, 1, "startup,active\n", "startup,active,more\n"},
    {FAIR_TENANTS, 1, "startup,active\n", "startup\n"},
    {FAIR_TENANTS, 1, "startup,active\n", "startup,startup\n"},
    {FAIR_TENANTS, 1, "tenant,", "Tenant,"},
    /* Rows. */
    {FAIR_TENANTS, 2, "a,1,0,,0,1", "a,1,0,,0"},
    {FAIR_TENANTS, 2, "a,1,0,,0,1", "a,1,0,,0,1,"},
    {FAIR_TENANTS, 3, "\nb,", "\n\nb,"},
    {FAIR_TENANTS, 2, "a,1,0,,0,1", "\"a,1,0,,0,1"},
    {FAIR_TENANTS, 2, "a,1,0,,0,1", "\"a\"\"\",1,0,,0,1"},
    {FAIR_TENANTS, 2, "a,1,0,,0,1", "\"a\"b,1,0,,0,1"},
    {FAIR_TENANTS, 2, "a,1,0,,0,1", "a,1,0,,0,1\r\r"},
    {FAIR_LOTS, 3, "man 10-12", "\"man\n10\""},
    /* Ids and names. */
    {FAIR_TENANTS, 2, "a,1", "\xc3\xa5,1"},
    {FAIR_TENANTS, 2, "a,1", ",1"},
    {FAIR_TENANTS, 2, "a,1", "a ,1"},
    {FAIR_TENANTS, 2, "a,1", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa,1"},
    {FAIR_LOTS, 2,
     "m\xc3\xb8"
     "bler",
     ""},
    {FAIR_LOTS, 2,
     "m\xc3\xb8"
     "bler",
     "m\xc3"},
    {FAIR_LOTS, 2,
     "m\xc3\xb8"
     "bler",
     "\xed\xa0\x80"},
    {FAIR_LOTS, 2,
     "m\xc3\xb8"
     "bler",
     "a\tb"},
    {FAIR_LOTS, 2,
     "m\xc3\xb8"
     "bler",
     "a\x7f"},
    {FAIR_LOTS, 2,
     "m\xc3\xb8"
     "bler",
     "\"a,b\""},
    {FAIR_LOTS, 2,
     "m\xc3\xb8"
     "bler",
     "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\xc3\xb8"},
    /* Numbers. */
    {FAIR_TENANTS, 2, "a,1,0", "a,0,0"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1000001,0"},
    {FAIR_TENANTS, 2, "a,1,0", "a,01,0"},
    {FAIR_TENANTS, 2, "a,1,0", "a,+1,0"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1.0,0"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1,-0"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1,00"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1,-"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1, 0"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1,9007199254740992"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1,-9007199254740992"},
    {FAIR_TENANTS, 2, "a,1,0", "a,1,99999999999999999999"},
    {FAIR_TENANTS, 2, "a,1,0,,", "a,1,0,-1,"},
    {FAIR_TENANTS, 2, "0,1\nb", "2,1\nb"},
    {FAIR_LOTS, 2, "1000", ""},
    {FAIR_LOTS, 2, "1000", "9007199254740992"},
    {FAIR_WISHES, 2, "a,x,1", "a,x,0"},
    {FAIR_WISHES, 2, "a,x,1", "a,x,4"},
    {FAIR_CAPS, 2, "a b,1", "a b,-1"},
    {FAIR_CAPS, 2, "a b,1", "a b,"},
    /* What stands twice, and what does not exist. */
    {FAIR_TENANTS, 3, "b,2", "a,2"},
    {FAIR_LOTS, 3, "y,", "x,"},
    {FAIR_WISHES, 4, "b,y,2", "b,x,2"},
    {FAIR_WISHES, 4, "b,y,2", "b,z,2"},
    {FAIR_WISHES, 3, "b,x,3", "c,x,3"},
    {FAIR_ELIGIBILITY, 2, "b,el", "c,el"},
    {FAIR_ELIGIBILITY, 3, "b,el\n", "b,el\nb,el\n"},
    {FAIR_CAPS, 2, "a,a b", "c,a b"},
    {FAIR_CAPS, 2, "a,a b", "a,el"},
    {FAIR_CAPS, 2, "a,a b", "a,bygg"},
    {FAIR_CAPS, 3, "a b,1\n", "a b,1\na,a b,2\n"},
    /* Settings. */
    {FAIR_SETTINGS, 1, "chain=quicknet", "chain"},
    {FAIR_SETTINGS, 1, "chain=quicknet", "chain=a,b"},
    {FAIR_SETTINGS, 2, "round=17", "Round=17"},
    {FAIR_SETTINGS, 2, "round=17", "round=0"},
    {FAIR_SETTINGS, 2, "round=17", "round=017"},
    {FAIR_SETTINGS, 0, "round=17", "# round=17"},
    {FAIR_SETTINGS, 2, "round=17", "chain=17"},
    {FAIR_SETTINGS, 3, "signature=", "signature=0"},
    {FAIR_SETTINGS, 3, "signature=", "signature=0g"},
    {FAIR_SETTINGS, 4, "signature=", "signature=00"},
    {FAIR_SETTINGS, 4, "randomness=" TEST_RANDOMNESS, "randomness="},
    {FAIR_SETTINGS, 4, "randomness=00", "randomness="},
    {FAIR_SETTINGS, 5, "ppm=0", "ppm=1000001"},
    {FAIR_SETTINGS, 6, "decay_num=1", "decay_num=3"},
    {FAIR_SETTINGS, 7, "decay_den=2", "decay_den=0"},
    {FAIR_SETTINGS, 8, "floor_mp=", "floor_mp=-1"},
    {FAIR_SETTINGS, 9, "credit_mp=0", "credit_mp="},
    {FAIR_SETTINGS, 0, "quicknet", "\xff"},
};

static void test_each_error_is_told_with_its_file_and_line(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    (void)state;
    for (size_t i = 0; i < sizeof(spoilt) / sizeof(spoilt[0]); i++) {
        struct str in[FAIR_IN_COUNT];
        test_texts(in);
        replace(mem, &in[spoilt[i].file], spoilt[i].from, spoilt[i].to);
        print_message("# row %zu of the table\n", i);
        assert_refused(in, spoilt[i].file, spoilt[i].line);
    }
    arena_destroy(mem);
}

static void test_a_missing_or_empty_file_is_told(void **state)
{
    (void)state;
    for (int file = 0; file < FAIR_IN_COUNT; file++) {
        struct str in[FAIR_IN_COUNT];
        test_texts(in);
        in[file] = (struct str){0};
        assert_refused(in, (enum fair_in)file, 0);
        in[file] = STR("");
        assert_refused(in, (enum fair_in)file, file == FAIR_SETTINGS ? 0 : 1);
    }
}

static void test_other_ways_of_writing_say_the_same(void **state)
{
    static const struct {
        enum fair_in file;
        const char *text;
    } same[] = {
        {FAIR_WISHES, "\xef\xbb\xbfstars,lot,tenant\r\n2,y,b\r\n3,x,b\r\n1,x,a\r\n"},
        {FAIR_WISHES, "tenant,lot,stars\na,x,1\nb,x,3\nb,y,2"},
        {FAIR_WISHES, "\"tenant\",\"lot\",stars\n\"a\",\"x\",\"1\"\nb,x,3\r\nb,\"y\",2\r\n"},
        {FAIR_SETTINGS, "; a remark\n\n\tfloor_mp = \r\nnewcomer_credit_mp=0\ndecay_den= 2\n"
                        "decay_num =1\nstartup_share_ppm=0\nchain=quicknet\nround=17\nsignature=\n"
                        "#round=18\nrandomness=" TEST_RANDOMNESS},
    };
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct str in[FAIR_IN_COUNT];
    (void)state;
    test_texts(in);
    const struct str plain = canonical(mem, in);
    for (size_t i = 0; i < sizeof(same) / sizeof(same[0]); i++) {
        test_texts(in);
        in[same[i].file] = str_of(same[i].text);
        assert_str(canonical(mem, in), plain.ptr);
    }
    arena_destroy(mem);
}

static void test_the_canonical_text_is_sorted_by_bytes(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct str in[FAIR_IN_COUNT];
    (void)state;
    test_texts(in);
    /* A name may hold a blank, which sorts before the comma; ids hold nothing that does. */
    in[FAIR_LOTS] = STR("lot,points_mp,class,requires,window\n"
                        "x-,1000,a,,\nx,-5,a b,,\nX,0,m\xc3\xb8"
                        "bler,,\nx.1,0,a,,\ny,0,a,,\n");
    in[FAIR_CAPS] = STR("tenant,class,cap_lots\na,a,1\na,a b,0\nb,a,0\n");
    assert_str(
        canonical(mem, in),
        "LSX1\nchain=quicknet\nround=17\nstartup_share_ppm=0\ndecay_num=1\ndecay_den=2\n"
        "floor_mp=\nnewcomer_credit_mp=0\n[tenants]\na,1,0,,0,1\nb,2,,3,1,1\n[lots]\n"
        "X,0,m\xc3\xb8"
        "bler,,\nx,-5,a b,,\nx-,1000,a,,\nx.1,0,a,,\ny,0,a,,\n"
        "[wishes]\na,x,1\nb,x,3\nb,y,2\n[eligibility]\nb,el\n[caps]\na,a b,0\na,a,1\nb,a,0\n");
    arena_destroy(mem);
}

static void test_figures_beyond_the_limits_of_a_ledger_are_refused(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct str in[FAIR_IN_COUNT];
    (void)state;
    /* By a lot that it gets. */
    test_texts(in);
    replace(mem, &in[FAIR_TENANTS], "a,1,0", "a,1,9007199254740991");
    replace(mem, &in[FAIR_TENANTS], "b,2,,", "b,2,9007199254740991,");
    assert_refused(in, FAIR_TENANTS, 3);
    /* By what a newcomer begins with. */
    test_texts(in);
    replace(mem, &in[FAIR_TENANTS], "a,1,0", "a,1,9007199254740991");
    assert_refused(in, FAIR_TENANTS, 3);
    arena_destroy(mem);
}

static void test_the_commitment_needs_no_randomness(void **state)
{
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct str in[FAIR_IN_COUNT];
    struct str before[FAIR_OUT_COUNT] = {{0}};
    struct str after[FAIR_OUT_COUNT] = {{0}};
    struct fair_error error;
    (void)state;
    test_texts(in);
    assert_int_equal(fair_draw(mem, in, 1, after, &error), OK);
    replace(mem, &in[FAIR_SETTINGS], TEST_RANDOMNESS, "");
    assert_int_equal(fair_commit(mem, in, before, &error), OK);
    assert_str(before[FAIR_COMMITMENT], after[FAIR_COMMITMENT].ptr);
    assert_str(before[FAIR_CANONICAL], after[FAIR_CANONICAL].ptr);
    assert_int_equal(before[FAIR_TURNS].len, 0);
    arena_destroy(mem);
}

int fair_fair_read_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_each_error_is_told_with_its_file_and_line),
        cmocka_unit_test(test_a_missing_or_empty_file_is_told),
        cmocka_unit_test(test_other_ways_of_writing_say_the_same),
        cmocka_unit_test(test_the_canonical_text_is_sorted_by_bytes),
        cmocka_unit_test(test_figures_beyond_the_limits_of_a_ledger_are_refused),
        cmocka_unit_test(test_the_commitment_needs_no_randomness),
    };
    return cmocka_run_group_tests_name("reading a draw", tests, NULL, NULL);
}
