/* SPDX-License-Identifier: EUPL-1.2 */
/* Words and their keys: forms meet, plain letters meet, compounds are cut, hostile text is
 * harmless. */
#include "catalogue/catalogue_words.h"

#include "catalogue/catalogue_words_split.h"
#include "test.h"

int catalogue_words_test(void);

static void test_forms_of_a_word_have_one_key(void **state)
{
    (void)state;
    static const char *const rows[][2] = {{"bukser", "bukse"},
                                          {"støvlene", "STØVLER"},
                                          {"Jakker,", "jakkene"},
                                          {"parkdresser", "parkdressen"},
                                          {"luer", "lue"},
                                          {"luene", "lua"},
                                          {"skiene", "ski"},
                                          {"sofaer", "sofa"},
                                          {"sofaen", "sofa"},
                                          {"bleier", "bleie"},
                                          {"stovler", "støvler"},
                                          {"stoevlene", "støvel støvlar"},
                                          {"paaskepynt", "påskepynt"},
                                          {"baatene", "båten"},
                                          {"klaer", "klær"},
                                          {"joerund", "jørund"},
                                          {"CAFÉ", "café"},
                                          {"Strauß", "strauss"},
                                          {"bøker", "boker"},
                                          {"Möbel", "møbel"}};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        struct word a;
        struct word b;
        size_t at = 0;
        assert_true(catalogue_word_next(str_of(rows[i][0]), &at, &a));
        at = i == 11 ? strlen("støvel ") : 0;
        assert_true(catalogue_word_next(str_of(rows[i][1]), &at, &b));
        const struct word_text left = catalogue_key(word_text_view(&a.lowered));
        const struct word_text right = catalogue_key(word_text_view(&b.lowered));
        if (!str_equal(word_text_view(&left), word_text_view(&right))) {
            fail_msg("%s is %.*s and %s is %.*s", rows[i][0], (int)left.len, left.bytes, rows[i][1],
                     (int)right.len, right.bytes);
        }
    }
}

static void test_each_key_stands_once_and_signs_divide(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    assert_str(catalogue_keys(&ctx, STR("Lue/lue \xE2\x80\x93 lue_104 \"\xC2\xA0*\"")), "lu 104");
    assert_str(catalogue_keys(&ctx, STR("")), "");
    assert_str(catalogue_keys(&ctx, STR("\xFF\xC3")), "");
    arena_destroy(ctx.mem);
}

static void test_where_words_stand_is_told(void **state)
{
    (void)state;
    struct word word;
    size_t at = 0;
    const struct str text = STR(" Blå el-sykkel");
    assert_true(catalogue_word_next(text, &at, &word));
    assert_int_equal(word.from, 1);
    assert_int_equal(word.to, 5);
    assert_true(catalogue_word_next(text, &at, &word));
    assert_false(word.hyphened);
    assert_true(catalogue_word_next(text, &at, &word));
    assert_true(word.hyphened);
    assert_int_equal(word.to, text.len);
    assert_false(catalogue_word_next(text, &at, &word));
}

/* "sykkel+hjelm", or "-" when it is not cut; "~" before what is not what it ends with. */
static struct str cut(struct ctx *ctx, const char *word)
{
    struct word_parts parts;
    struct str text = STR("");
    if (!catalogue_split(str_of(word), &parts)) {
        return STR("-");
    }
    for (size_t i = 0; i < parts.count; i++) {
        text = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(text),
                          i == 0                 ? ""
                          : parts.thing + 1 == i ? "~"
                                                 : "+",
                          (int)parts.keys[i].len, parts.keys[i].bytes);
    }
    return text;
}

static void test_compounds_are_cut_into_parts(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    static const char *const rows[][2] = {
        {"vinterparkdress", "vint+park+dress"},
        {"parkdressene", "park+dress"},
        {"barnesykkel", "barn+sykkel"},
        {"barnesykler", "barn+sykl"},
        {"sykkelhjelmer", "sykkel+hjelm"},
        {"sofabord", "sof+bord"},
        {"babylue", "baby+lu"},
        {"ullundertøy", "ull+undertoy"},
        {"regnbukse", "regn+buks"},
        {"barnebøker", "barn+bok"},
        {"spisestuebord", "spisestu+bord"},
        {"fotballsko", "fotball+sko"},
        {"skistaver", "ski+stav"},
        {"elsykkel", "el+sykkel"},
        {"tvbenk", "tv+benk"},
        {"kjokkenstoler", "kjokk+stol"},
        {"nettbrett", "-"},
        {"bilder", "-"},
        {"poteter", "-"},
        {"skinne", "-"},
        {"stolpe", "-"},
        {"reima", "-"},
        {"sykkel", "-"},
        {"dukkevogner", "dukk~vogn"},
        {"bilstoler", "bil~stol"},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct str got = cut(&ctx, rows[i][0]);
        if (!str_equal(got, str_of(rows[i][1]))) {
            fail_msg("%s: %.*s, not %s", rows[i][0], STR_ARG(got), rows[i][1]);
        }
    }
    arena_destroy(ctx.mem);
}

static struct str indexed(struct ctx *ctx, struct str text, enum index_source source)
{
    return catalogue_index_words(ctx, &(struct index_text){text, source}, 1);
}

static void test_the_index_has_the_parts_and_which_of_them_are_the_thing(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    assert_str(indexed(&ctx, STR("Sykkelhjelm"), INDEX_TITLE), "sykkelhjelm hjelm _msykkel");
    assert_str(indexed(&ctx, STR("sykkelhjelm til sykkel"), INDEX_TITLE),
               "sykkelhjelm hjelm til _msykkel");
    assert_str(indexed(&ctx, STR("Hjelm til sykkel, Reima"), INDEX_TITLE),
               "hjelm til reim _msykkel");
    assert_str(indexed(&ctx, STR("Spisestol i tre"), INDEX_NAME), "spisestol stol i _mspis _mtre");
    assert_str(indexed(&ctx, STR("Bike helmet"), INDEX_ENGLISH), "helm _mbik");
    assert_str(indexed(&ctx, STR("Hats and winter caps"), INDEX_ENGLISH), "hat cap _mand _mwint");
    assert_str(indexed(&ctx, STR("Vinterparkdress"), INDEX_TITLE),
               "vinterparkdress parkdress dress _mvint _mvinterpark _mpark");
    assert_str(indexed(&ctx, STR("Dukkevogn"), INDEX_TITLE), "dukkevogn _mdukk _mvogn");
    assert_str(indexed(&ctx, STR("El-sykkel"), INDEX_TITLE), "el sykkel elsykkel");
    arena_destroy(ctx.mem);
}

static void test_hostile_text_is_bounded(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    char text[60000];
    for (size_t i = 0; i < sizeof(text); i++) {
        text[i] = i % 7 == 6 ? ' ' : (char)('a' + (int)((i * 7919 + i / 5) % 26));
    }
    const struct str words = indexed(&ctx, (struct str){text, sizeof(text)}, INDEX_TITLE);
    assert_true(words.len > 0 && words.len <= INDEX_WORDS_MAX);
    memset(text, 'e', sizeof(text));
    assert_true(indexed(&ctx, (struct str){text, sizeof(text)}, INDEX_TITLE).len <= WORD_BYTES_MAX);
    arena_destroy(ctx.mem);
}

int catalogue_words_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_forms_of_a_word_have_one_key),
        cmocka_unit_test(test_each_key_stands_once_and_signs_divide),
        cmocka_unit_test(test_where_words_stand_is_told),
        cmocka_unit_test(test_compounds_are_cut_into_parts),
        cmocka_unit_test(test_the_index_has_the_parts_and_which_of_them_are_the_thing),
        cmocka_unit_test(test_hostile_text_is_bounded),
    };
    return cmocka_run_group_tests_name("catalogue words", tests, NULL, NULL);
}
