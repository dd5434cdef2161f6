/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of synonyms: nothing that we sell is left without a name in any of three languages. */
#include "catalogue/catalogue_synonyms.h"

#include "catalogue/catalogue_search_data.h"
#include "csv/csv.h"
#include "goods/goods_codes.h"
#include "test.h"

int catalogue_synonyms_test(void);

/* Whether some row of the list is for `wanted` and has words in all three languages. */
static bool is_named(struct ctx *ctx, struct str wanted)
{
    struct csv_reader *reader = NULL;
    struct csv_row row;
    bool named = false;
    assert_int_equal(csv_open_text(ctx, search_data_synonyms_csv, NULL, &reader), OK);
    while (!named && csv_next(reader, &row) == CSV_ROW) {
        struct str rest = row.fields[0];
        struct str part;
        while (row.fields[0].len > 0 && str_split(&rest, ' ', &part)) {
            named = named || (str_equal(part, wanted) && row.fields[1].len > 0 &&
                              row.fields[2].len > 0 && row.fields[3].len > 0);
        }
    }
    csv_close(reader);
    return named;
}

static void test_every_category_and_kind_has_names_in_three_languages(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create((size_t)256 * 1024 * 1024)};
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count + codes->kind_count + codes->colour_count; i++) {
        const size_t kind = i - codes->category_count;
        const size_t colour = kind - codes->kind_count;
        const struct str wanted =
            i < codes->category_count  ? str_concat(ctx.mem, STR("c:"), codes->categories[i].key)
            : kind < codes->kind_count ? str_concat(ctx.mem, STR("k:"), codes->kinds[kind].key)
                                       : str_concat(ctx.mem, STR("f:"), codes->colours[colour].key);
        if (!is_named(&ctx, wanted)) {
            fail_msg("data/search/synonyms.csv has no row with three languages for %.*s",
                     STR_ARG(wanted));
        }
    }
    arena_destroy(ctx.mem);
}

static struct str key_of(struct ctx *ctx, const char *text)
{
    return catalogue_keys(ctx, str_of(text));
}

static bool asks_for(struct ctx *ctx, const char *word, const char *other, bool *ret_equal)
{
    const struct str wanted = key_of(ctx, other);
    for (const struct synonym_use *use = catalogue_synonyms_of(key_of(ctx, word)); use != NULL;
         use = use->next) {
        for (size_t i = 0; i < use->group->word_count; i++) {
            if (str_equal(use->group->words[i].joined, wanted)) {
                *ret_equal = use->equal;
                return true;
            }
        }
    }
    return false;
}

static void test_words_ask_for_each_other_or_one_way(void **state)
{
    (void)state;
    static const struct {
        const char *word;
        const char *other;
        bool back;
    } rows[] = {
        {"vinterdress", "parkdress", true},
        {"lue", "hue", true},
        {"snowsuit", "parkdress", true},
        {"pram", "barnevogn", true},
        {"stroller", "trille", true},
        {"bilstole", "bilstol", true},
        {"car seat", "bilstol", true},
        {"sofabord", "stuebord", true},
        {"stovebord", "sofabord", true},
        {"helmet", "hjelm", true},
        {"hatt", "lue", true},
        {"vogn", "barnevogn", false},
        {"kvitevarer", "hvitevarer", true},
        {"raud", "rød", true},
    };
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        bool equal = false;
        if (!asks_for(&ctx, rows[i].word, rows[i].other, &equal)) {
            fail_msg("%s does not ask for %s", rows[i].word, rows[i].other);
        }
        const bool back = asks_for(&ctx, rows[i].other, rows[i].word, &equal);
        if (back != rows[i].back) {
            fail_msg("%s and %s: the way back is wrong", rows[i].other, rows[i].word);
        }
    }
    assert_null(catalogue_synonyms_of(STR("reima")));
    assert_null(catalogue_synonyms_of(STR("")));
    arena_destroy(ctx.mem);
}

static void test_mistyped_words_have_something_to_be_compared_with(void **state)
{
    (void)state;
    size_t count = 0;
    const struct known_word *known = catalogue_synonyms_known(&count);
    assert_true(count > 2000);
    for (size_t i = 1; i < count; i++) {
        assert_true(known[i - 1].folded.len <= known[i].folded.len);
    }
    assert_true(catalogue_synonyms_knows(STR("vinterdress")));
    assert_true(catalogue_synonyms_knows(STR("stovler")));
    assert_false(catalogue_synonyms_knows(STR("reima")));
}

int catalogue_synonyms_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_category_and_kind_has_names_in_three_languages),
        cmocka_unit_test(test_words_ask_for_each_other_or_one_way),
        cmocka_unit_test(test_mistyped_words_have_something_to_be_compared_with),
    };
    return cmocka_run_group_tests_name("catalogue synonyms", tests, NULL, NULL);
}
