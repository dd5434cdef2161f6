/* SPDX-License-Identifier: EUPL-1.2 */
/* Whatever is changed behind the room's back is found. */
#include "allocation/allocation_draw_scene.h"

int allocation_allocation_verify_test(void);

/* A change in the tables, the same text for both engines. */
static enum status change(struct ctx *ctx, void *arg)
{
    const struct sql *sql = arg;
    return db_exec(ctx, sql, NULL);
}

/* A centre with a round that was corrected once. */
static struct scene corrected(void)
{
    struct scene scene = scene_begin();
    struct thing lots[4];
    (void)scene_rules(&scene);
    for (int i = 0; i < 4; i++) {
        lots[i] = scene_lot(&scene, scene.category, "");
    }
    const int64_t round = opened(&scene);
    for (int i = 0; i < 4; i++) {
        wish(&scene, round, 0, &lots[i], 1 + i % 3);
        wish(&scene, round, 1, &lots[i], 2);
    }
    closed(&scene, round);
    drawn(&scene, round);
    published(&scene, round);
    int64_t ids[] = {lots[1].id};
    const struct correction correction = {.withdrawn = {ids, 1, 1},
                                          .reason = STR("The lot was broken.")};
    assert_int_equal(allocation_correct(&scene.ctx, round, &correction), OK);
    return scene;
}

static void test_what_is_as_drawn_has_no_differences(void **state)
{
    (void)state;
    struct scene scene = corrected();
    struct allocation_verdict verdict;
    assert_int_equal(allocation_verify(&scene.ctx, &verdict), OK);
    assert_int_equal(verdict.differences, 0);
    assert_int_equal(verdict.runs, 2);
    assert_int_equal(verdict.leads, 3);
    assert_true(verdict.entries >= 9);
    scene_end(&scene);
}

#define CHANGE(words)                                                                              \
    {                                                                                              \
        .name = words, .text = {words, words}, .writes = true                                      \
    }

static const struct sql changes[] = {
    CHANGE("UPDATE points_entry SET balance_mp = balance_mp + 1 WHERE seq = 2"),
    CHANGE("UPDATE points_entry SET mp = mp + 1, balance_mp = balance_mp + 1 WHERE seq = 1"),
    CHANGE("DELETE FROM points_entry WHERE seq = 2"),
    CHANGE("DELETE FROM points_entry WHERE kind = 9"),
    CHANGE("UPDATE award SET turn = turn + 1"),
    CHANGE("UPDATE award SET tenant_id = tenant_id + 1"),
    CHANGE("DELETE FROM award"),
    CHANGE("UPDATE refusal SET code = 'cap_draw'"),
    CHANGE("UPDATE refusal SET own_balance_mp = 5"),
    CHANGE("UPDATE refusal SET own_lots = 5"),
    CHANGE("DELETE FROM refusal"),
    CHANGE("UPDATE draw_run SET seed = 'ab'"),
    CHANGE("UPDATE draw_run SET commitment = 'ab'"),
    CHANGE("UPDATE wish SET stars = 1"),
    CHANGE("UPDATE round_participant SET weight = weight + 1"),
    CHANGE("UPDATE round_lot SET points_mp = points_mp + 1"),
    CHANGE("UPDATE draw_file SET bytes = (SELECT f.bytes FROM draw_file f WHERE f.name = "
           "'frozen.csv' AND f.run_id = draw_file.run_id) WHERE name = 'turns.csv'"),
    CHANGE("UPDATE draw_file SET bytes = (SELECT f.bytes FROM draw_file f WHERE f.name = "
           "'commitment.txt' AND f.run_id = draw_file.run_id) WHERE name = 'canonical.txt'"),
};

static void test_every_change_is_found(void **state)
{
    (void)state;
    for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
        struct scene scene = corrected();
        struct allocation_verdict verdict = {0};
        struct sql sql = changes[i];
        assert_int_equal(db_write(&scene.ctx, change, &sql), OK);
        const enum status status = allocation_verify(&scene.ctx, &verdict);
        if (status == OK && verdict.differences == 0) {
            print_error("not found: %s\n", changes[i].name);
        }
        assert_true(status == INTERNAL || verdict.differences > 0);
        scene_end(&scene);
    }
}

int allocation_allocation_verify_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_as_drawn_has_no_differences),
        cmocka_unit_test(test_every_change_is_found),
    };
    return TEST_DB_RUN("allocation verify", tests);
}
