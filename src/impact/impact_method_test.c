/* SPDX-License-Identifier: EUPL-1.2 */
/* Method v1: the worked examples and what must always hold. */
#include "impact/impact_method.h"

#include "base/arena.h"
#include "test.h"

int impact_impact_method_test(void);

static struct ctx ctx;
static const struct impact_factor_set *set;
static const struct impact_settings plain = {0};

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

static struct impact_line line_of(const char *key, struct impact_event event)
{
    struct impact_line line;
    impact_method_line(set, impact_factors_get(set, str_of(key)), &plain, &event, &line);
    return line;
}

static void assert_grams(struct impact_grams grams, int64_t low, int64_t central, int64_t high)
{
    assert_int_equal(grams.low_g, low);
    assert_int_equal(grams.central_g, central);
    assert_int_equal(grams.high_g, high);
}

static void test_100_kg_of_childrens_clothes_sold_in_the_shop(void **state)
{
    (void)state;
    const struct impact_line line =
        line_of("child_clothing",
                (struct impact_event){.action = IMPACT_RESALE, .count = 300, .mass_g = 100000});
    /* 100 × 22.31 × 0.28 × 0.5, × 0.28, × 0.646. */
    assert_grams(line.total, 312340, 624680, 1441226);
    assert_int_equal(line.grade, IMPACT_GRADE_B);
    assert_int_equal(line.reuse_class, IMPACT_TEXTILES);
    assert_grams(line.waste, 0, 0, 0);
}

static void test_one_laptop_sold(void **state)
{
    (void)state;
    const struct impact_line line =
        line_of("laptop", (struct impact_event){.action = IMPACT_RESALE, .count = 1, .mass_g = -1});
    /* 182.3 × 0.27 × 0.5 × 0.71; 182.3 × 0.27 = 49.221; 265.32 × 0.27. */
    assert_grams(line.total, 17473, 49221, 71636);
    assert_int_equal(line.mass_g, 0);
    assert_int_equal(line.unknown_count, 1);
}

static void test_repairs_use_their_own_rates(void **state)
{
    (void)state;
    const struct impact_event repair = {.action = IMPACT_REPAIR, .count = 1, .mass_g = 1000};
    /* 22.31 × 0.27 × 0.5; × 0.5; × 0.822. */
    assert_grams(line_of("child_clothing", repair).total, 3012, 11155, 18339);
    /* 13.8 × 0.27 × 0.5; × 0.5; × 0.5. */
    assert_grams(line_of("side_table", repair).total, 1863, 6900, 6900);
}

static void test_parameters_name_their_sources(void **state)
{
    (void)state;
    struct impact_parameters parameters;
    assert_int_equal(impact_method_parameters(set, impact_factors_get(set, STR("laptop")),
                                              IMPACT_RESALE, &parameters),
                     OK);
    assert_str(parameters.displacement[IMPACT_CENTRAL].rate_key, "WRAP2013-ALL");
    assert_int_equal(parameters.displacement[IMPACT_HIGH].ppm, 270000);
    assert_str(parameters.life[IMPACT_LOW].rate_key, "TNO-HALF");
    assert_int_equal(parameters.life[IMPACT_LOW].ppm, 500000);
    assert_int_equal(parameters.life[IMPACT_CENTRAL].ppm, 1000000);
    assert_str(parameters.rebound[IMPACT_LOW].rate_key, "MAKOV2018");
    assert_int_equal(parameters.rebound[IMPACT_LOW].ppm, 290000);
    assert_int_equal(parameters.rebound[IMPACT_CENTRAL].ppm, 0);
}

static void test_where_nothing_is_known_only_kilograms_count(void **state)
{
    (void)state;
    static const struct {
        const char *key;
        enum impact_action action;
        int64_t mass_g;
        enum impact_gap gap;
    } rows[] = {
        {"tent", IMPACT_RESALE, 3000, IMPACT_GAP_FACTOR},
        {"unicorn", IMPACT_RESALE, 3000, IMPACT_GAP_FACTOR},
        {"laptop", IMPACT_RENTAL, 3000, IMPACT_GAP_RATE},
        {"child_clothing", IMPACT_REDESIGN, 3000, IMPACT_GAP_RATE},
        {"bricks", IMPACT_RESALE, 3000, IMPACT_GAP_RATE},
        {"child_clothing", IMPACT_RESALE, -1, IMPACT_GAP_MASS},
        {"fridge", IMPACT_RESALE, 3000, IMPACT_GAP_ENERGY},
    };
    for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
        const struct impact_line line = line_of(
            rows[i].key,
            (struct impact_event){.action = rows[i].action, .count = 2, .mass_g = rows[i].mass_g});
        assert_int_equal(line.gap, rows[i].gap);
        assert_non_null(impact_method_gap_words(line.gap));
        assert_int_equal(line.grade, IMPACT_GRADE_NONE);
        assert_grams(line.total, 0, 0, 0);
        assert_int_equal(line.mass_g, rows[i].mass_g < 0 ? 0 : rows[i].mass_g);
        assert_int_equal(line.unknown_count, rows[i].mass_g < 0 ? 2 : 0);
    }
    assert_null(impact_method_gap_words(IMPACT_COMPLETE));
    const struct impact_line checked = line_of(
        "fridge",
        (struct impact_event){
            .action = IMPACT_RESALE, .count = 1, .mass_g = -1, .energy_label_checked = true});
    assert_int_equal(checked.gap, IMPACT_COMPLETE);
    assert_int_equal(checked.total.central_g, 69471);
}

static void test_waste_counts_only_when_its_factor_is_set_and_apart(void **state)
{
    (void)state;
    const struct impact_settings settings = {.incineration_mg_per_kg = 500000};
    const struct impact_event event = {.action = IMPACT_RESALE, .count = 1, .mass_g = 10000};
    struct impact_line line;
    impact_method_line(set, impact_factors_get(set, STR("child_clothing")), &settings, &event,
                       &line);
    /* 10 kg × 0.5 kg/kg × 0.28 × 0.5, × 0.28, × 0.646. */
    assert_grams(line.waste, 700, 1400, 3230);
    assert_grams(line.production, 31234, 62468, 144123);
    assert_grams(line.total, 31934, 63868, 147353);
}

static void test_grams_are_rounded_half_up_once(void **state)
{
    (void)state;
    struct impact_factor factor = *impact_factors_get(set, STR("side_table"));
    /* × 0.5 in a repair: 1 mg over and under one half gram. */
    factor.low_mg = factor.central_mg = factor.high_mg = 1000;
    const struct impact_event event = {.action = IMPACT_REPAIR, .count = 1, .mass_g = 1};
    struct impact_line line;
    impact_method_line(set, &factor, &plain, &event, &line);
    assert_int_equal(line.total.central_g, 1);
    factor.low_mg = factor.central_mg = factor.high_mg = 999;
    impact_method_line(set, &factor, &plain, &event, &line);
    assert_int_equal(line.total.central_g, 0);
}

/* A repeatable sequence of numbers (Numerical Recipes, ranqd1). */
static uint32_t seed;
static int64_t next(int64_t below)
{
    seed = seed * 1664525 + 1013904223;
    return (int64_t)(seed >> 8) % below;
}

static struct impact_event any_event(void)
{
    return (struct impact_event){.action = (enum impact_action)next(4),
                                 .count = 1 + next(500),
                                 .mass_g = next(10) == 0 ? -1 : next(IMPACT_MASS_MAX_G),
                                 .energy_label_checked = next(2) == 0};
}

static void test_a_return_zeroes_its_sale(void **state)
{
    (void)state;
    static const struct impact_sum zero;
    seed = 7;
    for (int i = 0; i < 5000; i++) {
        struct impact_event event = any_event();
        const struct impact_factor *factor = &set->factors[next((int64_t)set->factor_count)];
        const struct impact_settings settings = {.incineration_mg_per_kg = next(2000000)};
        struct impact_sum sum = {0};
        struct impact_line line;
        impact_method_line(set, factor, &settings, &event, &line);
        impact_method_add(&sum, &line);
        event.turned = true;
        impact_method_line(set, factor, &settings, &event, &line);
        impact_method_add(&sum, &line);
        sum.lines = 0;
        assert_memory_equal(&sum, &zero, sizeof(sum));
    }
}

static void test_a_sum_is_the_sum_of_its_lines_and_low_central_high_are_in_order(void **state)
{
    (void)state;
    struct impact_sum sum = {0};
    struct impact_grams total = {0};
    int64_t mass_g = 0;
    seed = 11;
    for (int i = 0; i < 5000; i++) {
        const struct impact_event event = any_event();
        struct impact_line line;
        impact_method_line(set, &set->factors[next((int64_t)set->factor_count)], &plain, &event,
                           &line);
        impact_method_add(&sum, &line);
        total.low_g += line.total.low_g;
        total.central_g += line.total.central_g;
        total.high_g += line.total.high_g;
        mass_g += line.mass_g;
        assert_true(line.total.low_g <= line.total.central_g);
        assert_true(line.total.central_g <= line.total.high_g);
        assert_true(line.total.low_g >= 0);
    }
    struct impact_grams kept = {0};
    int64_t by_grade = 0;
    int64_t by_class = 0;
    for (int grade = 0; grade < IMPACT_GRADE_COUNT; grade++) {
        kept.low_g += sum.by_grade[grade].low_g;
        kept.central_g += sum.by_grade[grade].central_g;
        kept.high_g += sum.by_grade[grade].high_g;
        by_grade += sum.mass_by_grade_g[grade];
    }
    for (int class = 0; class < IMPACT_CLASS_COUNT; class ++) {
        by_class += sum.mass_by_class_g[class];
    }
    assert_grams(kept, total.low_g, total.central_g, total.high_g);
    assert_int_equal(sum.mass_g, mass_g);
    assert_int_equal(by_grade, mass_g);
    assert_int_equal(by_class, mass_g);
    assert_int_equal(sum.lines, 5000);
}

static void test_grade_d_never_stands_in_a_headline_and_c_only_widens_it(void **state)
{
    (void)state;
    struct impact_sum sum = {0};
    const struct impact_event kilo = {.action = IMPACT_RESALE, .count = 1, .mass_g = 1000};
    struct impact_line line = line_of("stroller", kilo);
    assert_int_equal(line.grade, IMPACT_GRADE_D);
    assert_true(line.total.central_g > 0);
    impact_method_add(&sum, &line);
    assert_grams(impact_method_headline(&sum), 0, 0, 0);
    assert_int_equal(impact_method_sure_percent(&sum), 0);
    line = line_of("toys", kilo);
    assert_int_equal(line.grade, IMPACT_GRADE_C);
    impact_method_add(&sum, &line);
    assert_grams(impact_method_headline(&sum), 0, 0, 1215);
    line = line_of("child_clothing", kilo);
    impact_method_add(&sum, &line);
    assert_grams(impact_method_headline(&sum), 3123, 6247, 14412 + 1215);
    assert_int_equal(impact_method_sure_percent(&sum), 33);
    assert_int_equal(impact_method_sure_percent(&(struct impact_sum){0}), -1);
    /* An inherited factor is grade D whatever its family's is. */
    struct impact_factor inherited;
    assert_int_equal(
        impact_factors_find(set, STR("child_poncho"), STR("child_clothing"), &inherited), OK);
    impact_method_line(set, &inherited, &plain, &kilo, &line);
    const struct impact_grams before = impact_method_headline(&sum);
    impact_method_add(&sum, &line);
    assert_true(line.total.central_g > 0);
    assert_grams(impact_method_headline(&sum), before.low_g, before.central_g, before.high_g);
}

static void test_mass_is_weighed_before_own_mean_before_default(void **state)
{
    (void)state;
    enum impact_mass_basis basis;
    struct impact_mass mass = {
        .weighed_g = 900, .own_mean_g = 200, .own_mean_count = 30, .default_g = 170};
    assert_int_equal(impact_method_mass(&mass, 3, &basis), 900);
    assert_int_equal(basis, IMPACT_MASS_WEIGHED);
    mass.weighed_g = -1;
    assert_int_equal(impact_method_mass(&mass, 3, &basis), 600);
    assert_int_equal(basis, IMPACT_MASS_OWN_MEAN);
    mass.own_mean_count = 29;
    assert_int_equal(impact_method_mass(&mass, 3, &basis), 510);
    assert_int_equal(basis, IMPACT_MASS_DEFAULT);
    mass.default_g = -1;
    assert_int_equal(impact_method_mass(&mass, 3, &basis), -1);
    assert_int_equal(basis, IMPACT_MASS_UNKNOWN);
}

static void test_absurd_totals_are_held_for_review(void **state)
{
    (void)state;
    assert_true(impact_method_is_plausible(625, 100));
    assert_true(impact_method_is_plausible(300, 1000));
    assert_true(impact_method_is_plausible(7000, 1000));
    assert_true(impact_method_is_plausible(0, 0));
    assert_false(impact_method_is_plausible(299, 1000));
    assert_false(impact_method_is_plausible(7001, 1000));
    assert_false(impact_method_is_plausible(1, 0));
    assert_false(impact_method_is_plausible(-5, 10));
}

int impact_impact_method_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_100_kg_of_childrens_clothes_sold_in_the_shop),
        cmocka_unit_test(test_one_laptop_sold),
        cmocka_unit_test(test_repairs_use_their_own_rates),
        cmocka_unit_test(test_parameters_name_their_sources),
        cmocka_unit_test(test_where_nothing_is_known_only_kilograms_count),
        cmocka_unit_test(test_waste_counts_only_when_its_factor_is_set_and_apart),
        cmocka_unit_test(test_grams_are_rounded_half_up_once),
        cmocka_unit_test(test_a_return_zeroes_its_sale),
        cmocka_unit_test(test_a_sum_is_the_sum_of_its_lines_and_low_central_high_are_in_order),
        cmocka_unit_test(test_grade_d_never_stands_in_a_headline_and_c_only_widens_it),
        cmocka_unit_test(test_mass_is_weighed_before_own_mean_before_default),
        cmocka_unit_test(test_absurd_totals_are_held_for_review),
    };
    return cmocka_run_group_tests_name("impact method", tests, set_up, tear_down);
}
