/* SPDX-License-Identifier: EUPL-1.2 */
/* The tariff survives the way into lines and back. */
#include "allocation/allocation_office_tariff.h"

#include "base/arena.h"
#include "base/vec.h"
#include "test.h"

int allocation_allocation_office_tariff_test(void);

#define CLOTHES 10101 /* categories of the code list */
#define JACKETS 10102

static struct ctx ctx;
static struct allocation_rules rules;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP)};
    rules = (struct allocation_rules){0};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static void put(int64_t category_id, int64_t size, int64_t state, int64_t mp)
{
    vec_push(ctx.mem, &rules.points, (struct tariff_points){category_id, size, state, mp});
}

static void put_all(int64_t category_id, int64_t mp)
{
    for (int64_t size = 0; size < TARIFF_SIZES; size++) {
        for (int64_t state = 1; state <= TARIFF_STATES; state++) {
            put(category_id, size, state, mp);
        }
    }
}

static int64_t points_in(const struct allocation_rules *of, int64_t category_id, int64_t size,
                         int64_t state)
{
    for (size_t i = 0; i < of->points.count; i++) {
        const struct tariff_points *row = &of->points.ptr[i];
        if (row->category_id == category_id && row->size_class == size &&
            row->station_state == state) {
            return row->points_mp;
        }
    }
    return NO_I64;
}

/* Expands the lines of `rules` and finds the same rows; how many lines it took. */
static size_t there_and_back(void)
{
    struct allocation_rules again = {0};
    const struct tariff_lines lines = allocation_office_tariff_lines(&ctx, &rules);
    size_t wrong = 0;
    assert_true(allocation_office_tariff_expand(&ctx, &lines, &again, &wrong));
    assert_int_equal(again.points.count, rules.points.count);
    for (size_t i = 0; i < rules.points.count; i++) {
        const struct tariff_points *row = &rules.points.ptr[i];
        assert_int_equal(points_in(&again, row->category_id, row->size_class, row->station_state),
                         row->points_mp);
    }
    return lines.count;
}

static void test_one_figure_for_a_kind_is_one_line(void **state)
{
    (void)state;
    put_all(CLOTHES, 2500);
    assert_int_equal(there_and_back(), 1);
}

static void test_figures_by_state_are_three_lines(void **state)
{
    (void)state;
    for (int64_t size = 0; size < TARIFF_SIZES; size++) {
        for (int64_t s = 1; s <= TARIFF_STATES; s++) {
            put(CLOTHES, size, s, s * 1000);
        }
    }
    assert_int_equal(there_and_back(), 3);
}

static void test_figures_by_size_are_four_lines(void **state)
{
    (void)state;
    for (int64_t size = 0; size < TARIFF_SIZES; size++) {
        for (int64_t s = 1; s <= TARIFF_STATES; s++) {
            put(CLOTHES, size, s, -size);
        }
    }
    assert_int_equal(there_and_back(), 4);
}

static void test_a_figure_with_one_exception_is_two_lines(void **state)
{
    (void)state;
    put_all(CLOTHES, 2500);
    for (size_t i = 0; i < rules.points.count; i++) {
        struct tariff_points *row = &rules.points.ptr[i];
        row->points_mp = row->size_class == 2 && row->station_state == 1 ? -1000 : row->points_mp;
    }
    assert_int_equal(there_and_back(), 2);
}

static void test_rows_with_gaps_keep_their_gaps(void **state)
{
    (void)state;
    put(CLOTHES, 1, 2, 0);
    put(CLOTHES, 3, 3, -5000);
    assert_int_equal(there_and_back(), 2);
}

static void test_the_more_precise_line_wins(void **state)
{
    struct tariff_lines lines = {0};
    size_t wrong = 0;
    (void)state;
    vec_push(ctx.mem, &lines, (struct tariff_line){CLOTHES, 2, 1, 8000});
    vec_push(ctx.mem, &lines, (struct tariff_line){CLOTHES, NO_I64, NO_I64, 5000});
    assert_true(allocation_office_tariff_expand(&ctx, &lines, &rules, &wrong));
    assert_int_equal(rules.points.count, TARIFF_SIZES * TARIFF_STATES);
    assert_int_equal(points_in(&rules, CLOTHES, 2, 1), 8000);
    assert_int_equal(points_in(&rules, CLOTHES, 2, 2), 5000);
}

static void test_two_lines_that_differ_are_refused(void **state)
{
    struct tariff_lines lines = {0};
    size_t wrong = 0;
    (void)state;
    vec_push(ctx.mem, &lines, (struct tariff_line){CLOTHES, 2, NO_I64, 8000});
    vec_push(ctx.mem, &lines, (struct tariff_line){JACKETS, 2, NO_I64, 1000});
    vec_push(ctx.mem, &lines, (struct tariff_line){CLOTHES, NO_I64, 1, 5000});
    assert_false(allocation_office_tariff_expand(&ctx, &lines, &rules, &wrong));
    assert_int_equal(wrong, 2);
}

static void test_the_default_is_read_apart(void **state)
{
    int64_t mp[TARIFF_SIZES][TARIFF_STATES];
    (void)state;
    put_all(0, 1000);
    put(CLOTHES, 0, 1, 9000);
    allocation_office_tariff_default(&rules, mp);
    assert_int_equal(mp[3][2], 1000);
    assert_int_equal(allocation_office_tariff_lines(&ctx, &rules).count, 1);
}

#define TEST(name) cmocka_unit_test_setup_teardown(name, set_up, tear_down)

int allocation_allocation_office_tariff_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_one_figure_for_a_kind_is_one_line),
        TEST(test_figures_by_state_are_three_lines),
        TEST(test_figures_by_size_are_four_lines),
        TEST(test_a_figure_with_one_exception_is_two_lines),
        TEST(test_rows_with_gaps_keep_their_gaps),
        TEST(test_the_more_precise_line_wins),
        TEST(test_two_lines_that_differ_are_refused),
        TEST(test_the_default_is_read_apart),
    };
    return cmocka_run_group_tests_name("tariff", tests, NULL, NULL);
}
