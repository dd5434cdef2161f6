/* SPDX-License-Identifier: EUPL-1.2 */
/* Arena: growth, marks, zeroing. */
#include "base/arena.h"
#include "base/vec.h"
#include "test.h"

int base_arena_test(void);

static void test_memory_is_zeroed_also_when_used_again(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    const struct arena_mark mark = arena_mark(arena);
    unsigned char *first = arena_alloc(arena, 100);
    memset(first, 0xFF, 100);
    arena_reset(arena, mark);
    const unsigned char *second = arena_alloc(arena, 100);
    for (int i = 0; i < 100; i++) {
        assert_int_equal(second[i], 0);
    }
    arena_destroy(arena);
}

static void test_reset_gives_back_blocks_made_after_the_mark(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    char *kept = arena_alloc(arena, 10);
    kept[0] = 'k';
    const struct arena_mark mark = arena_mark(arena);
    const size_t used = arena_used(arena);
    for (int i = 0; i < 50; i++) {
        memset(arena_alloc(arena, 10000), 'x', 10000);
    }
    memset(arena_alloc(arena, 1000000), 'y', 1000000);
    arena_reset(arena, mark);
    assert_int_equal(arena_used(arena), used);
    assert_int_equal(kept[0], 'k');
    arena_clear(arena);
    assert_int_equal(arena_used(arena), 0);
    arena_destroy(arena);
    arena_destroy(NULL);
}

static void test_vec_keeps_elements_while_growing(void **state)
{
    (void)state;
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    VEC(int) list = {0};
    for (int i = 0; i < 1000; i++) {
        vec_push(arena, &list, i * 3);
    }
    assert_int_equal(list.count, 1000);
    for (int i = 0; i < 1000; i++) {
        assert_int_equal(list.ptr[i], i * 3);
    }
    arena_destroy(arena);
}

int base_arena_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_memory_is_zeroed_also_when_used_again),
        cmocka_unit_test(test_reset_gives_back_blocks_made_after_the_mark),
        cmocka_unit_test(test_vec_keeps_elements_while_growing),
    };
    return cmocka_run_group_tests_name("base arena", tests, NULL, NULL);
}
