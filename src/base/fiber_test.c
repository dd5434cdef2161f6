/* SPDX-License-Identifier: EUPL-1.2 */
/* Fibers: order, stacks of their own, waking. */
#include <string.h>

#include "base/fiber.h"

#include "test.h"

int base_fiber_test(void);

struct walk {
    char steps[64];
    int number;
    int woken;
    struct fiber *seen;
};

static void step(struct walk *walk, char what)
{
    walk->steps[strlen(walk->steps)] = what;
}

static void on_wake(void *arg)
{
    struct walk *walk = arg;
    walk->woken++;
}

static void walk_twice(void *arg)
{
    struct walk *walk = arg;
    char own[4096];
    memset(own, walk->number, sizeof(own));
    walk->seen = fiber_current();
    step(walk, 'a');
    fiber_wait();
    step(walk, 'b');
    fiber_wait();
    step(walk, 'c');
    for (size_t i = 0; i < sizeof(own); i++) {
        assert_int_equal(own[i], walk->number);
    }
}

static void walk_once(void *arg)
{
    step(arg, 'x');
}

static void test_a_fiber_stops_where_it_waits_and_goes_on_there(void **state)
{
    struct walk walk = {.number = 1};
    struct fiber *fiber = fiber_create();
    (void)state;
    assert_null(fiber_current());
    assert_false(fiber_start(fiber, walk_twice, on_wake, &walk));
    assert_null(fiber_current());
    assert_ptr_equal(walk.seen, fiber);
    assert_string_equal(walk.steps, "a");
    assert_false(fiber_resume(fiber));
    assert_string_equal(walk.steps, "ab");
    fiber_wake(fiber);
    assert_int_equal(walk.woken, 1);
    assert_true(fiber_resume(fiber));
    assert_string_equal(walk.steps, "abc");
    fiber_destroy(fiber);
    fiber_destroy(NULL);
}

static void test_fibers_that_wait_beside_each_other_keep_their_stacks(void **state)
{
    enum {
        FIBERS = 20
    };
    struct walk walks[FIBERS] = {0};
    struct fiber *fibers[FIBERS];
    (void)state;
    for (int i = 0; i < FIBERS; i++) {
        walks[i].number = i;
        fibers[i] = fiber_create();
        assert_non_null(fibers[i]);
        assert_false(fiber_start(fibers[i], walk_twice, on_wake, &walks[i]));
    }
    for (int i = FIBERS - 1; i >= 0; i--) {
        assert_false(fiber_resume(fibers[i]));
    }
    for (int i = 0; i < FIBERS; i++) {
        assert_true(fiber_resume(fibers[i]));
        assert_string_equal(walks[i].steps, "abc");
        fiber_destroy(fibers[i]);
    }
}

static void test_a_fiber_that_ended_can_be_started_again(void **state)
{
    struct walk walk = {.number = 3};
    struct fiber *fiber = fiber_create();
    (void)state;
    assert_true(fiber_start(fiber, walk_once, on_wake, &walk));
    assert_false(fiber_start(fiber, walk_twice, on_wake, &walk));
    assert_false(fiber_resume(fiber));
    assert_true(fiber_resume(fiber));
    assert_true(fiber_start(fiber, walk_once, on_wake, &walk));
    assert_string_equal(walk.steps, "xabcx");
    fiber_destroy(fiber);
}

int base_fiber_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_fiber_stops_where_it_waits_and_goes_on_there),
        cmocka_unit_test(test_fibers_that_wait_beside_each_other_keep_their_stacks),
        cmocka_unit_test(test_a_fiber_that_ended_can_be_started_again),
    };
    return cmocka_run_group_tests_name("base fiber", tests, NULL, NULL);
}
