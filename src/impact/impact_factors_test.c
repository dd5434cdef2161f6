/* SPDX-License-Identifier: EUPL-1.2 */
/* The factor set: what stands in the files, and what a set must not hold. */
#include "impact/impact_factors.h"

#include <stdlib.h>

#include "base/arena.h"
#include "base/units.h"
#include "goods/goods_codes.h"
#include "test.h"

int impact_impact_factors_test(void);

static struct ctx ctx;
static const struct impact_factor_set *set;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    const struct impact_files files = impact_factors_embedded();
    return impact_factors_read(&ctx, &files, &set) == OK ? 0 : -1;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static void test_the_set_holds_277_kinds_with_a_name_and_a_hash(void **state)
{
    (void)state;
    assert_int_equal(set->factor_count, 277);
    assert_int_equal(set->rate_count, 10);
    assert_int_equal(set->sha256.len, 64);
    assert_str(set->version, IMPACT_FACTORS_VERSION);
    size_t with_factor = 0;
    for (size_t i = 0; i < set->factor_count; i++) {
        with_factor += set->factors[i].unit != IMPACT_NO_FACTOR;
    }
    assert_int_equal(with_factor, 245);
    const struct impact_factor *laptop = impact_factors_get(set, STR("laptop"));
    assert_int_equal(laptop->unit, IMPACT_PER_ITEM);
    assert_int_equal(laptop->central_mg, 182300000);
    assert_int_equal(laptop->high_mg, 265320000);
    assert_int_equal(laptop->grade, IMPACT_GRADE_B);
    assert_int_equal(laptop->weight_g, 1830);
    assert_int_equal(laptop->reuse_class, IMPACT_EEE);
    assert_int_equal(impact_factors_get(set, STR("plasterboard"))->central_mg, 120050);
    assert_null(impact_factors_get(set, STR("unicorn")));
}

static void test_every_kind_of_goods_has_its_factor_row_and_back(void **state)
{
    (void)state;
    const struct goods_codes *codes = goods_codes_all();
    assert_int_equal(codes->kind_count, set->factor_count);
    for (size_t i = 0; i < set->factor_count; i++) {
        const struct impact_factor *factor = &set->factors[i];
        const struct goods_kind *kind = goods_codes_kind(factor->key);
        assert_non_null(kind);
        assert_int_equal(kind->default_weight_g, factor->weight_g);
        assert_true(str_equal(kind->weight_source, factor->weight_source));
        assert_true(impact_factors_class(factor->reuse_class).len > 0);
    }
}

/* ---- the notes, read again ---- */

/* What stands in the notes before the numbers that are other sources' values for the same unit. */
struct phrase {
    const char *before;
    const char *after; /* what must follow the number(s) */
    int numbers;       /* joined by '-', '; fabric ' or ' per ' */
    enum {
        SAME_UNIT,
        PER_ITEM, /* divided by the typical weight where the row is per kilogram */
        QUOTIENT  /* the first divided by the second */
    } meaning;
};

static const struct phrase phrases[] = {
    {"other ", " (", 1, PER_ITEM},
    {"other source ", " per item", 1, PER_ITEM},
    {"alternative ", " per item (", 1, PER_ITEM},
    {"(RESTART-RAW Privett), ", " per plush dog", 1, PER_ITEM},
    {" kg = ", " per kg", 1, SAME_UNIT},
    {"range ", "", 2, SAME_UNIT},
    {"high: 166/15.1=", "", 1, SAME_UNIT},
    {"high ", " (", 1, SAME_UNIT},
    {"others ", " per book", 2, SAME_UNIT},
    {"; sport ", ")", 2, SAME_UNIT},
    {"embodied ", " > total", 1, SAME_UNIT},
    {"stages sum to ", " in same file", 1, SAME_UNIT},
    {"thesis: ", " new", 1, SAME_UNIT},
    {"would be ", "", 1, SAME_UNIT},
    {"Toy 0.93 kg / ", ";", 1, SAME_UNIT},
    {"wool sweater ", " kg)", 2, QUOTIENT},
};

static bool take_number(struct str *rest, int64_t *ret_mg)
{
    size_t len = 0;
    while (len < rest->len && ((rest->ptr[len] >= '0' && rest->ptr[len] <= '9') ||
                               (rest->ptr[len] == '.' && len + 1 < rest->len &&
                                rest->ptr[len + 1] >= '0' && rest->ptr[len + 1] <= '9'))) {
        len++;
    }
    if (!decimal_parse(str_slice(*rest, 0, len), 6, ret_mg)) {
        return false;
    }
    *rest = str_slice(*rest, len, rest->len);
    return true;
}

static bool take_joint(struct str *rest)
{
    static const char *const joints[] = {"-", "; fabric ", " per "};
    for (size_t i = 0; i < 3; i++) {
        if (str_starts_with(*rest, str_of(joints[i]))) {
            *rest = str_slice(*rest, strlen(joints[i]), rest->len);
            return true;
        }
    }
    return false;
}

static void widen(struct impact_factor *expected, int64_t mg)
{
    expected->low_mg = mg < expected->low_mg ? mg : expected->low_mg;
    expected->high_mg = mg > expected->high_mg ? mg : expected->high_mg;
}

/* Widens `expected` by what `phrase` finds in its notes; true if it stood there. */
static bool apply(const struct phrase *phrase, struct impact_factor *expected)
{
    const ptrdiff_t at = str_find(expected->notes, str_of(phrase->before));
    if (at < 0) {
        return false;
    }
    struct str rest =
        str_slice(expected->notes, (size_t)at + strlen(phrase->before), expected->notes.len);
    int64_t mg[2] = {0, 0};
    if (!take_number(&rest, &mg[0]) ||
        (phrase->numbers == 2 && (!take_joint(&rest) || !take_number(&rest, &mg[1]))) ||
        !str_starts_with(rest, str_of(phrase->after))) {
        return false;
    }
    if (phrase->meaning == QUOTIENT) {
        assert_true(scale_half_up(mg[0], 1000000, mg[1], &mg[0]));
    } else if (phrase->meaning == PER_ITEM && expected->unit == IMPACT_PER_KG) {
        assert_true(expected->weight_g > 0);
        assert_true(scale_half_up(mg[0], 1000, expected->weight_g, &mg[0]));
    }
    widen(expected, mg[0]);
    if (phrase->numbers == 2 && phrase->meaning == SAME_UNIT) {
        widen(expected, mg[1]);
    }
    return true;
}

static void test_ranges_and_grades_are_what_the_notes_say(void **state)
{
    (void)state;
    bool used[sizeof(phrases) / sizeof(phrases[0])] = {false};
    size_t ranges = 0;
    for (size_t i = 0; i < set->factor_count; i++) {
        const struct impact_factor *factor = &set->factors[i];
        if (factor->unit == IMPACT_NO_FACTOR) {
            assert_false(str_starts_with(factor->notes, STR("q=")));
            assert_int_equal(factor->grade, IMPACT_GRADE_NONE);
            continue;
        }
        struct impact_factor expected = *factor;
        expected.low_mg = expected.high_mg = factor->central_mg;
        bool found = false;
        for (size_t p = 0; p < sizeof(phrases) / sizeof(phrases[0]); p++) {
            if (apply(&phrases[p], &expected)) {
                found = used[p] = true;
            }
        }
        if (expected.low_mg != factor->low_mg || expected.high_mg != factor->high_mg) {
            fail_msg("%s: %lld to %lld, the notes say %lld to %lld", factor->key.ptr,
                     (long long)factor->low_mg, (long long)factor->high_mg,
                     (long long)expected.low_mg, (long long)expected.high_mg);
        }
        assert_int_equal(found, factor->range_basis.len > 0);
        assert_true(str_starts_with(factor->notes, STR("q=")));
        assert_true(str_equal(str_slice(factor->notes, 2, 3), impact_factors_grade(factor->grade)));
        ranges += found;
    }
    for (size_t p = 0; p < sizeof(phrases) / sizeof(phrases[0]); p++) {
        assert_true(used[p]);
    }
    assert_int_equal(ranges, 34);
}

static void test_an_unknown_kind_takes_its_family_at_grade_d(void **state)
{
    (void)state;
    struct impact_factor factor;
    assert_int_equal(impact_factors_find(set, STR("child_poncho"), STR("child_clothing"), &factor),
                     OK);
    assert_int_equal(factor.central_mg, 22310000);
    assert_int_equal(factor.grade, IMPACT_GRADE_D);
    assert_true(factor.inherited);
    assert_int_equal(impact_factors_find(set, STR("laptop"), STR("child_clothing"), &factor), OK);
    assert_int_equal(factor.grade, IMPACT_GRADE_B);
    assert_false(factor.inherited);
    /* A kind whose row says that nothing is known does not inherit. */
    assert_int_equal(impact_factors_find(set, STR("duvet"), STR("textiles"), &factor), OK);
    assert_int_equal(factor.unit, IMPACT_NO_FACTOR);
    /* Nor does a family without a factor give one. */
    assert_int_equal(impact_factors_find(set, STR("oar"), STR("sport_outdoor"), &factor), OK);
    assert_int_equal(factor.grade, IMPACT_GRADE_NONE);
    assert_int_equal(impact_factors_find(set, STR("oar"), STR("boats"), &factor), NOT_FOUND);
}

static void test_a_set_with_a_fault_is_refused(void **state)
{
    (void)state;
    static const struct {
        const char *file; /* f factors, r ranges, d displacement */
        const char *from;
        const char *to;
        const char *why;
    } faults[] = {
        {"f", "kgCO2e/kg,DESNZ2025 Material use/primary: paper,", "kgCO2e/kg,,", "source"},
        {"f", ",182.3,", ",about 180,", "number"},
        {"f", ",182.3,", ",-182.3,", "number"},
        {"f", ",kgCO2e/item,", ",kgCO2e/dozen,", "unit"},
        {"f", "\ntoys,", "\nchild_clothing,", "twice"},
        {"f", ",baby_equipment,14,", ",aliens,14,", "parent"},
        {"f", "WRAP2013-ALL", "WRAP1999", "displacement"},
        {"f", ",0.27,WRAP2013-ALL", ",0.91,WRAP2013-ALL", "differs"},
        {"f", ",0.27,WRAP2013-ALL", ",0.27,", "without source"},
        {"f", ",WRAP2013-ALL,furniture,1,", ",WRAP2013-ALL,sofas,1,", "class"},
        {"f", ",14,MRWA-2ND pram,", ",14,,", "weight"},
        {"f", "name_nb", "navn", "columns"},
        {"r", "laptop,182.3,265.32,B", "laptop,182.4,265.32,B", "range"},
        {"r", "laptop,182.3,265.32,B", "laptop,182.3,182,B", "range"},
        {"r", "laptop,182.3,265.32,B", "laptop,182.3,265.32,E", "grade"},
        {"r", "\nlaptop,", "\nlaptop,182.3,182.3,B,\nlaptop,", "twice"},
        {"r", "laptop,", "wardrobe,", "without factor"},
        {"r", "laptop,182.3,265.32,B,other 265.32\n", "", "no range"},
        {"d", ",0.27,shopper survey", ",most,shopper survey", "number"},
        {"d", "WRAP2025-REPAIR,", "WRAP2013-ALL,", "twice"},
    };
    for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++) {
        struct impact_files files = impact_factors_embedded();
        struct str *file = faults[i].file[0] == 'f'   ? &files.factors
                           : faults[i].file[0] == 'r' ? &files.ranges
                                                      : &files.displacement;
        const ptrdiff_t at = str_find(*file, str_of(faults[i].from));
        assert_true(at >= 0);
        *file = str_concat(
            ctx.mem, str_concat(ctx.mem, str_slice(*file, 0, (size_t)at), str_of(faults[i].to)),
            str_slice(*file, (size_t)at + strlen(faults[i].from), file->len));
        const struct impact_factor_set *none = NULL;
        if (impact_factors_read(&ctx, &files, &none) != INVALID ||
            str_find(ctx.err.detail, str_of(faults[i].why)) < 0) {
            fail_msg("fault %zu (%s): %s", i, faults[i].why, ctx.err.detail.ptr);
        }
        assert_null(none);
    }
}

static void test_any_change_in_a_file_changes_the_hash(void **state)
{
    (void)state;
    struct impact_files files = impact_factors_embedded();
    const struct impact_factor_set *other = NULL;
    files.context = str_concat(ctx.mem, files.context, STR("\n"));
    assert_int_equal(impact_factors_read(&ctx, &files, &other), OK);
    assert_false(str_equal(other->sha256, set->sha256));
}

int impact_impact_factors_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_set_holds_277_kinds_with_a_name_and_a_hash),
        cmocka_unit_test(test_every_kind_of_goods_has_its_factor_row_and_back),
        cmocka_unit_test(test_ranges_and_grades_are_what_the_notes_say),
        cmocka_unit_test(test_an_unknown_kind_takes_its_family_at_grade_d),
        cmocka_unit_test(test_a_set_with_a_fault_is_refused),
        cmocka_unit_test(test_any_change_in_a_file_changes_the_hash),
    };
    return cmocka_run_group_tests_name("impact factors", tests, set_up, tear_down);
}
