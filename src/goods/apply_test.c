/* SPDX-License-Identifier: EUPL-1.2 */
/* The rule of the ledger: the balance holds after any row of events, and wrong events are refused.
 */
#include "db/db.h"
#include "goods/goods_apply.h"
#include "test.h"

int goods_apply_test(void);

#define CATEGORIES 4
#define HOLDERS    5

struct world {
    struct arena *mem;
    struct goods_sum sums[CATEGORIES][HOLDERS][BUCKET_COUNT];
    uint64_t random;
};

static int64_t draw(struct world *world, int64_t bound)
{
    world->random = world->random * 6364136223846793005u + 1442695040888963407u;
    return (int64_t)((world->random >> 33) % (uint64_t)bound);
}

static void book(struct world *world, const struct goods_deltas *deltas)
{
    for (size_t i = 0; i < deltas->count; i++) {
        const struct goods_delta *delta = &deltas->rows[i];
        struct goods_sum *sum = &world->sums[delta->category_id][delta->holder_id][delta->bucket];
        *sum = goods_sum_add(*sum, delta->sum);
    }
}

/* For each holder of each category; and what is moved is nothing over all of them. */
static void assert_balance(const struct world *world)
{
    struct goods_sum moved = {0};
    for (int i = 0; i < CATEGORIES * HOLDERS; i++) {
        const struct goods_sum *sums = world->sums[i / HOLDERS][i % HOLDERS];
        struct goods_sum out = {0};
        for (int bucket = BUCKET_HELD; bucket < BUCKET_COUNT; bucket++) {
            out = goods_sum_add(out, sums[bucket]);
        }
        assert_true(goods_sum_is_zero(goods_sum_add(sums[BUCKET_RECEIVED], goods_sum_negate(out))));
        moved = goods_sum_add(moved, sums[BUCKET_MOVED]);
    }
    assert_true(goods_sum_is_zero(moved));
}

static struct goods_event first_event(struct world *world)
{
    const int64_t count = draw(world, 20) + 1;
    return (struct goods_event){
        .seq = 1,
        .kind = draw(world, 4) == 0 ? GOODS_SPLIT : GOODS_RECEIVED,
        .to_holder = 1,
        .from_holder = NO_I64,
        .count = count,
        .g = draw(world, 3) == 0 ? NO_I64 : draw(world, 9000) + 1,
        .category_id = draw(world, CATEGORIES),
        .source_id = 1,
        .detail = STR("code=ABCDEFGH&state=1"),
    };
}

/* Undoes a sale, an intake or an allotment, right or wrong. */
static void correct(struct world *world, const struct thing_state *state, struct goods_event *event)
{
    event->count = draw(world, 3) + 1;
    event->g = draw(world, 3) == 0 ? NO_I64 : draw(world, 100);
    event->category_id = draw(world, CATEGORIES);
    event->detail = draw(world, 2) == 0 ? STR("undo=11") : STR("undo=12");
    if (draw(world, 3) == 0) {
        event->count = state->count;
        event->g = state->g;
        event->category_id = state->category_id;
        event->detail = STR("undo=1");
    } else if (state->allotted_to != NO_I64) {
        event->count = 0;
        event->from_holder = state->allotted_to;
        event->to_holder = state->holder_id;
        event->detail = STR("undo=6");
    }
}

/* Counted again or put together with another lot, right or wrong. */
static void one_way(struct world *world, const struct thing_state *state, struct goods_event *event)
{
    const bool out = draw(world, 2) == 0;
    event->from_holder = out ? state->holder_id : NO_I64;
    event->to_holder = out ? NO_I64 : state->holder_id;
    event->count = draw(world, state->count + 2);
    event->g = draw(world, 4) == 0 ? NO_I64 : draw(world, 500);
    if (out) {
        event->g = state->count == 0 ? 0 : goods_share(state->g, event->count, state->count);
    }
    if (event->kind == GOODS_CORRECTED) {
        event->detail = STR("recount=1&why=4");
    } else {
        event->detail = draw(world, 2) == 0 ? STR("from=7&stops=9") : STR("into=7");
        event->count = out && draw(world, 4) != 0 ? state->count : event->count;
        event->g = out ? goods_share(state->g, event->count, state->count < 1 ? 1 : state->count)
                       : event->g;
    }
}

/* Back from rental to whoever has the rest, sometimes wrongly to somebody else. */
static void bring_back(struct world *world, const struct thing_state *state,
                       struct goods_event *event)
{
    event->count = draw(world, 4);
    event->g = draw(world, 3) == 0 ? NO_I64 : draw(world, 500);
    event->category_id = draw(world, CATEGORIES);
    event->from_holder = draw(world, 3) + 1;
    event->to_holder = draw(world, 4) == 0 ? NO_I64 : state->holder_id;
}

/* What stops a sale or changes hands, and moves no amounts. */
static struct goods_event still_event(struct world *world, const struct thing_state *state)
{
    static const struct {
        enum goods_event_kind kind;
        const char *detail;
    } stills[] = {
        {GOODS_BLOCKED, "stop=1&on=1"},
        {GOODS_BLOCKED, "stop=1&on=0"},
        {GOODS_BLOCKED, "stop=8&on=1"},
        {GOODS_BLOCKED, "stop=64&on=1"},
        {GOODS_BLOCKED, "stop=1"},
        {GOODS_TESTED, "test=4&passed=0"},
        {GOODS_TESTED, "test=5&passed=1"},
        {GOODS_TESTED, "test=5"},
        {GOODS_WIPED, "wiping=4"},
        {GOODS_LISTED, ""},
        {GOODS_UNLISTED, ""},
        {GOODS_LOADED, "load=3"},
        {GOODS_MOVED, "load=3"},
        {GOODS_MOVED, ""},
    };
    const size_t at = (size_t)draw(world, (int64_t)(sizeof(stills) / sizeof(stills[0])));
    return (struct goods_event){.seq = state->seq + 1,
                                .kind = stills[at].kind,
                                .at_ms = 1000 * (state->seq + 1),
                                .from_holder = state->holder_id,
                                .to_holder = draw(world, 4) + 1,
                                .g = NO_I64,
                                .category_id = state->category_id,
                                .source_id = state->source_id,
                                .kind_key = STR(""),
                                .detail = str_of(stills[at].detail)};
}

/* A following event of a random kind; amounts sometimes too large on purpose. */
static struct goods_event next_event(struct world *world, const struct thing_state *state)
{
    static const int kinds[] = {GOODS_SOLD,      GOODS_GIVEN,      GOODS_WEIGHED,   GOODS_GRADED,
                                GOODS_SPLIT,     GOODS_LISTED,     GOODS_DISCARDED, GOODS_CORRECTED,
                                GOODS_PICKED_UP, GOODS_RECYCLED,   GOODS_PASSED_ON, GOODS_ALLOTTED,
                                GOODS_MERGED,    GOODS_RENTED_OUT, GOODS_RETURNED};
    if (draw(world, 3) == 0) {
        return still_event(world, state);
    }
    struct goods_event event = {
        .seq = state->seq + 1,
        .kind = kinds[draw(world, 15)],
        .at_ms = 1000 * (state->seq + 1),
        .to_holder = 2,
        .from_holder = 1,
        .category_id = state->category_id,
        .source_id = state->source_id,
        .kind_key = STR(""),
        .detail = STR(""),
        .weight_method = WEIGHT_SCALE,
    };
    event.count = draw(world, state->count + 2);
    event.g = state->g == NO_I64 ? NO_I64
              : state->count == 0
                  ? 0
                  : goods_share(state->g, event.count, state->count < 1 ? 1 : state->count);
    if (event.kind == GOODS_WEIGHED) {
        event.count = state->count;
        event.g = draw(world, 5000);
    } else if (event.kind == GOODS_GRADED) {
        event.category_id = draw(world, CATEGORIES);
        event.detail = STR("grade=2&size=104");
    } else if (event.kind == GOODS_MERGED ||
               (event.kind == GOODS_CORRECTED && draw(world, 2) == 0)) {
        one_way(world, state, &event);
    } else if (event.kind == GOODS_CORRECTED) {
        correct(world, state, &event);
    } else if (event.kind == GOODS_RETURNED) {
        bring_back(world, state, &event);
    } else if (event.kind == GOODS_PASSED_ON) {
        event.count = draw(world, 2) == 0 ? 0 : event.count;
        event.to_holder = event.count == 0 ? 3 : NO_I64;
        event.from_holder = state->holder_id;
    }
    return event;
}

/* What is true of a thing whatever happens to it. */
static void assert_sound(const struct thing_state *before, const struct thing_state *now,
                         const struct goods_event *event, const struct goods_deltas *deltas)
{
    assert_true(now->count >= 0);
    assert_true(now->g == NO_I64 || now->g >= 0);
    assert_int_equal(now->place_id, before->place_id);
    assert_int_equal(now->blocked, (now->stops & STOPS_BLOCKING) != 0);
    assert_int_equal(now->stops & ~(int64_t)STOPS_ALL, 0);
    assert_true(now->stops == 0 || now->listed != LISTED_AS_IS || event->kind == GOODS_LISTED ||
                before->listed == LISTED_AS_IS);
    assert_int_equal(now->since_ms, now->holder_id == before->holder_id &&
                                            event->kind != GOODS_PICKED_UP &&
                                            event->kind != GOODS_PASSED_ON
                                        ? before->since_ms
                                        : now->since_ms);
    if (event->kind == GOODS_MOVED) {
        assert_int_equal(deltas->count, now->holder_id == before->holder_id ? 0 : 4);
        assert_int_equal(now->count, before->count);
        assert_true(now->g == before->g);
    }
}

static void test_the_balance_holds_after_any_row_of_events(void **state)
{
    (void)state;
    struct world world = {.mem = arena_create((size_t)256 * 1024 * 1024), .random = 42};
    int64_t happened[GOODS_EVENT_KIND_END] = {0};
    for (int thing = 0; thing < 2000; thing++) {
        const struct arena_mark mark = arena_mark(world.mem);
        struct thing_state now = {0};
        struct goods_event event = first_event(&world);
        struct goods_deltas deltas = {0};
        assert_int_equal(goods_apply(world.mem, &now, &event, &deltas), OK);
        book(&world, &deltas);
        for (int step = 0; step < 16; step++) {
            const struct thing_state before = now;
            event = next_event(&world, &now);
            deltas = (struct goods_deltas){0};
            if (goods_apply(world.mem, &now, &event, &deltas) == OK) {
                book(&world, &deltas);
                happened[event.kind]++;
            }
            assert_sound(&before, &now, &event, &deltas);
        }
        assert_balance(&world);
        arena_reset(world.mem, mark);
    }
    assert_true(happened[GOODS_MOVED] > 100 && happened[GOODS_MERGED] > 100);
    assert_true(happened[GOODS_BLOCKED] > 100 && happened[GOODS_CORRECTED] > 100);
    assert_true(happened[GOODS_RENTED_OUT] > 100 && happened[GOODS_RETURNED] > 100);
    arena_destroy(world.mem);
}

static void test_what_cannot_be_is_refused_and_changes_nothing(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct thing_state now = {0};
    struct goods_deltas deltas = {0};
    struct goods_event event = {.seq = 1, .kind = GOODS_SOLD, .to_holder = 1, .count = 1};
    assert_int_equal(goods_apply(mem, &now, &event, &deltas), INTERNAL);
    event = (struct goods_event){.seq = 1,
                                 .kind = GOODS_RECEIVED,
                                 .to_holder = 1,
                                 .count = 2,
                                 .g = 500,
                                 .detail = STR("code=X&state=1")};
    assert_int_equal(goods_apply(mem, &now, &event, &deltas), OK);
    const struct thing_state before = now;
    const struct goods_event wrong[] = {
        {.seq = 3, .kind = GOODS_SOLD, .count = 1, .g = 250},    /* a number is missing */
        {.seq = 2, .kind = GOODS_SOLD, .count = 3, .g = 500},    /* more than there is */
        {.seq = 2, .kind = GOODS_SOLD, .count = 1, .g = 501},    /* heavier than it is */
        {.seq = 2, .kind = GOODS_SOLD, .count = 1, .g = NO_I64}, /* weight forgotten */
        {.seq = 2, .kind = GOODS_SOLD, .count = 0, .g = 0},      /* nothing */
        {.seq = 2, .kind = GOODS_RECEIVED, .count = 1, .g = 1},  /* received twice */
        {.seq = 2, .kind = 99, .count = 1, .g = 1},              /* no such kind */
        {.seq = 2, .kind = GOODS_CORRECTED, .count = 1, .g = 1}, /* of nothing */
        {.seq = 2,
         .kind = GOODS_CORRECTED,
         .from_holder = NO_I64,
         .to_holder = 1,
         .detail = STR_INIT("undo=6")},                                        /* given to nobody */
        {.seq = 2, .kind = GOODS_PASSED_ON, .from_holder = 2, .to_holder = 3}, /* of another */
        {.seq = 2,
         .kind = GOODS_PASSED_ON,
         .from_holder = 1,
         .to_holder = 3,
         .count = 1,
         .g = 250}, /* in part within the house */
    };
    for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
        deltas = (struct goods_deltas){0};
        assert_int_equal(goods_apply(mem, &now, &wrong[i], &deltas), INTERNAL);
        assert_int_equal(deltas.count, 0);
        assert_int_equal(now.count, before.count);
        assert_int_equal(now.seq, before.seq);
    }
    arena_destroy(mem);
}

static struct goods_event first_of(enum goods_event_kind kind, const char *detail)
{
    return (struct goods_event){.seq = 1,
                                .kind = kind,
                                .to_holder = 1,
                                .count = 3,
                                .g = 900,
                                .category_id = 1,
                                .source_id = 1,
                                .detail = str_of(detail)};
}

static struct goods_event undo_of_intake(int64_t seq)
{
    return (struct goods_event){.seq = seq,
                                .kind = GOODS_CORRECTED,
                                .from_holder = 1,
                                .to_holder = NO_I64,
                                .count = 3,
                                .g = 900,
                                .category_id = 1,
                                .source_id = 1,
                                .refers_to = 7,
                                .detail = STR("undo=1")};
}

static void test_an_undone_intake_leaves_nothing_in_hand_and_nothing_received(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct thing_state now = {0};
    struct goods_deltas deltas = {0};
    const struct goods_event received = first_of(GOODS_RECEIVED, "code=ABCDEFGH&state=1");
    const struct goods_event undone = undo_of_intake(2);
    assert_int_equal(goods_apply(mem, &now, &received, &deltas), OK);
    assert_int_equal(goods_apply(mem, &now, &undone, &deltas), OK);
    assert_int_equal(now.count, 0);
    assert_int_equal(now.g, 0);
    struct goods_sum sums[BUCKET_COUNT] = {{0}};
    for (size_t i = 0; i < deltas.count; i++) {
        struct goods_sum *sum = &sums[deltas.rows[i].bucket];
        *sum = goods_sum_add(*sum, deltas.rows[i].sum);
    }
    for (int bucket = 0; bucket < BUCKET_COUNT; bucket++) {
        assert_true(goods_sum_is_zero(sums[bucket]));
    }
    arena_destroy(mem);
}

static void test_a_move_says_where_and_a_discard_says_why(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    struct thing_state now = {0};
    struct goods_deltas deltas = {0};
    const struct goods_event received = first_of(GOODS_RECEIVED, "code=ABCDEFGH&state=1");
    assert_int_equal(goods_apply(mem, &now, &received, &deltas), OK);
    assert_int_equal(deltas.rows[0].holder_id, 1);
    deltas = (struct goods_deltas){0};
    const struct goods_event moved = {
        .seq = 2, .kind = GOODS_MOVED, .from_holder = 1, .to_holder = 2, .detail = STR("load=7")};
    assert_int_equal(goods_apply(mem, &now, &moved, &deltas), OK);
    assert_int_equal(deltas.count, 4);
    for (size_t i = 0; i < deltas.count; i++) {
        const struct goods_delta *delta = &deltas.rows[i];
        const int64_t sign = (delta->holder_id == 2) == (delta->bucket == BUCKET_HELD) ? 1 : -1;
        assert_true(delta->bucket == BUCKET_HELD || delta->bucket == BUCKET_MOVED);
        assert_int_equal(delta->sum.g, sign * 900);
    }
    deltas = (struct goods_deltas){0};
    const struct goods_event discarded = {.seq = 3,
                                          .kind = GOODS_DISCARDED,
                                          .from_holder = 2,
                                          .count = 1,
                                          .g = 300,
                                          .detail = STR("reason=4")};
    assert_int_equal(goods_apply(mem, &now, &discarded, &deltas), OK);
    assert_int_equal(deltas.rows[1].bucket, BUCKET_DISCARDED);
    assert_int_equal(deltas.rows[1].reason, DISCARD_NO_DEMAND);
    assert_int_equal(deltas.rows[1].holder_id, 2);
    arena_destroy(mem);
}

static void test_only_a_whole_lot_as_it_was_received_can_be_undone(void **state)
{
    (void)state;
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    const struct goods_event between[] = {
        {.seq = 2, .kind = GOODS_ALLOTTED, .to_holder = 2, .category_id = 1},
        {.seq = 2, .kind = GOODS_SOLD, .count = 1, .g = 300, .category_id = 1},
        {.seq = 2, .kind = GOODS_WEIGHED, .count = 3, .g = 800, .category_id = 1},
        {.seq = 2, .kind = GOODS_GRADED, .category_id = 2, .detail = STR("grade=2")},
    };
    for (size_t i = 0; i < sizeof(between) / sizeof(between[0]); i++) {
        struct thing_state now = {0};
        struct goods_deltas deltas = {0};
        const struct goods_event received = first_of(GOODS_RECEIVED, "code=ABCDEFGH&state=1");
        const struct goods_event undone = undo_of_intake(3);
        assert_int_equal(goods_apply(mem, &now, &received, &deltas), OK);
        assert_int_equal(goods_apply(mem, &now, &between[i], &deltas), OK);
        deltas = (struct goods_deltas){0};
        assert_int_equal(goods_apply(mem, &now, &undone, &deltas), INTERNAL);
        assert_int_equal(deltas.count, 0);
    }
    struct thing_state part = {0};
    struct goods_deltas deltas = {0};
    const struct goods_event split = first_of(GOODS_SPLIT, "code=ABCDEFGH&state=1&parent=5");
    const struct goods_event undone = undo_of_intake(2);
    assert_int_equal(goods_apply(mem, &part, &split, &deltas), OK);
    assert_int_equal(goods_apply(mem, &part, &undone, &deltas), INTERNAL);
    arena_destroy(mem);
}

static void test_shares_by_count_add_up_to_the_whole(void **state)
{
    (void)state;
    int64_t left = 1000;
    int64_t sum = 0;
    for (int64_t all = 7; all > 0; all--) {
        const int64_t share = goods_share(left, 1, all);
        assert_true(share == 142 || share == 143);
        left -= share;
        sum += share;
    }
    assert_int_equal(sum, 1000);
    assert_true(goods_share(NO_I64, 1, 5) == NO_I64);
}

static void test_the_hash_covers_every_field(void **state)
{
    (void)state;
    const struct goods_event event = {.id = 1,
                                      .thing_id = 2,
                                      .seq = 3,
                                      .kind = 4,
                                      .at_ms = 5,
                                      .day = 6,
                                      .person_id = 7,
                                      .device_id = 8,
                                      .from_holder = 9,
                                      .to_holder = 10,
                                      .count = 11,
                                      .g = 12,
                                      .weight_method = 1,
                                      .category_id = 14,
                                      .kind_key = STR("pram"),
                                      .source_id = 15,
                                      .refers_to = 16,
                                      .detail = STR("a=b")};
    unsigned char previous[32] = {0};
    unsigned char hash[32];
    unsigned char other[32];
    goods_event_hash(1, &event, previous, hash);
    struct goods_event changed[] = {event, event, event, event, event};
    changed[0].g = NO_I64;
    changed[1].detail = STR("a=c");
    changed[2].to_holder = NO_I64;
    changed[3].kind_key = STR("pra");
    changed[4].at_ms = 50;
    for (size_t i = 0; i < sizeof(changed) / sizeof(changed[0]); i++) {
        goods_event_hash(1, &changed[i], previous, other);
        assert_memory_not_equal(hash, other, 32);
    }
    goods_event_hash(2, &event, previous, other);
    assert_memory_not_equal(hash, other, 32);
    previous[31] = 1;
    goods_event_hash(1, &event, previous, other);
    assert_memory_not_equal(hash, other, 32);
}

static void test_the_merkle_root_is_that_of_rfc_6962(void **state)
{
    (void)state;
    /* Two leaves: SHA-256(01 ‖ SHA-256(00 ‖ a) ‖ SHA-256(00 ‖ b)); a third hangs to the right. */
    unsigned char leaves[3][32] = {{1}, {2}, {3}};
    unsigned char two[32];
    unsigned char three[32];
    unsigned char swapped[32];
    unsigned char one[32];
    goods_merkle_root((const unsigned char(*)[32])leaves, 1, one);
    struct arena *mem = arena_create(ARENA_DEFAULT_CAP);
    unsigned char zero_leaf[1][32] = {{0}};
    goods_merkle_root((const unsigned char(*)[32])zero_leaf, 1, two);
    /* SHA-256 of 33 zero bytes. */
    assert_str(str_hex(mem, two, 32),
               "7f9c9e31ac8256ca2f258583df262dbc7d6f68f2a03043d5c99a4ae5a7396ce9");
    goods_merkle_root((const unsigned char(*)[32])leaves, 2, two);
    goods_merkle_root((const unsigned char(*)[32])leaves, 3, three);
    memcpy(leaves[0], leaves[1], 32);
    leaves[1][0] = 1;
    goods_merkle_root((const unsigned char(*)[32])leaves, 2, swapped);
    assert_memory_not_equal(two, swapped, 32);
    assert_memory_not_equal(two, three, 32);
    assert_memory_not_equal(one, two, 32);
    arena_destroy(mem);
}

int goods_apply_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_balance_holds_after_any_row_of_events),
        cmocka_unit_test(test_what_cannot_be_is_refused_and_changes_nothing),
        cmocka_unit_test(test_an_undone_intake_leaves_nothing_in_hand_and_nothing_received),
        cmocka_unit_test(test_a_move_says_where_and_a_discard_says_why),
        cmocka_unit_test(test_only_a_whole_lot_as_it_was_received_can_be_undone),
        cmocka_unit_test(test_shares_by_count_add_up_to_the_whole),
        cmocka_unit_test(test_the_hash_covers_every_field),
        cmocka_unit_test(test_the_merkle_root_is_that_of_rfc_6962),
    };
    return cmocka_run_group_tests_name("goods apply", tests, NULL, NULL);
}
