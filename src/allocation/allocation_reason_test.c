/* SPDX-License-Identifier: EUPL-1.2 */
/* What is told of a refusal is true: random draws, held against the published files alone. */
#include <sodium.h>

#include "allocation/allocation_reason_scene.h"

int allocation_allocation_reason_test(void);

#define DRAWS 1500

/* ---- holding the words against the files
 * ----------------------------------------------------------------- */

enum claim {
    CLAIM_WENT,
    CLAIM_EXCHANGED_FOR,
    CLAIM_NOBODY,
    CLAIM_POINTS,
    CLAIM_TRIFLE,
    CLAIM_LOTS,
    CLAIM_WEIGHT,
    CLAIM_TICKET,
    CLAIM_STARTUP,
    CLAIM_LEFT,
    CLAIM_TOOK,
    CLAIM_MOVED_ON,
    CLAIM_CAP,
    CLAIM_NO_CAP,
    CLAIM_INACTIVE,
    CLAIM_INELIGIBLE
};

static bool says(struct str text, struct str words)
{
    return str_find(text, words) >= 0;
}

/* a/b rounded half away from zero, as text with so many decimals, the plain way. */
static struct str plain_decimal(struct world *world, int64_t mp, int64_t weight, int decimals)
{
    const int64_t scale = decimals == 1 ? 100 : 1;
    const int64_t unit = decimals == 1 ? 10 : 1000;
    const int64_t size = mp < 0 ? -mp : mp;
    const int64_t number = (2 * size + weight * scale) / (2 * weight * scale);
    return str_format(world->ctx.mem, "%s%lld.%0*lld", mp < 0 && number > 0 ? "−" : "",
                      (long long)(number / unit), decimals, (long long)(number % unit));
}

static struct str shop(struct world *world, struct str alias)
{
    return str_format(world->ctx.mem, "Shop %.*s", STR_ARG(alias));
}

static void check_points(struct world *world, struct str text, const struct row *turn,
                         struct str own)
{
    const bool plus = number_of(turn->fields[1]) > 0;
    const int64_t number = number_of(turn->fields[0]);
    const struct standing theirs = standing_before(world, turn->fields[3], number);
    const struct standing yours = standing_before(world, own, number);
    const int64_t a = plus ? theirs.balance_mp : theirs.class_balance_mp;
    const int64_t b = plus ? yours.balance_mp : yours.class_balance_mp;
    const int64_t a_weight = number_of(tenant_row(world, turn->fields[3]).fields[1]);
    const int64_t b_weight = number_of(tenant_row(world, own).fields[1]);
    assert_true(a * b_weight < b * a_weight);
    if (plus) {
        assert_int_equal(a, number_of(turn->fields[4]));
    } else {
        assert_int_equal(theirs.lots * b_weight, yours.lots * a_weight);
        assert_true(says(text, STR("equally many per share. Then the points from before")));
    }
    if (says(text, STR("a trifle fewer points"))) {
        world->counts[CLAIM_TRIFLE]++;
        assert_true(
            str_equal(plain_decimal(world, a, a_weight, 3), plain_decimal(world, b, b_weight, 3)));
        return;
    }
    world->counts[CLAIM_POINTS]++;
    const int decimals =
        str_equal(plain_decimal(world, a, a_weight, 1), plain_decimal(world, b, b_weight, 1)) ? 3
                                                                                              : 1;
    const struct str words = str_format(
        world->ctx.mem,
        "%.*s had %.*s points per share and you had %.*s. Who has fewest goes first.",
        STR_ARG(shop(world, turn->fields[3])), STR_ARG(plain_decimal(world, a, a_weight, decimals)),
        STR_ARG(plain_decimal(world, b, b_weight, decimals)));
    assert_true(says(text, words));
}

static void check_lots(struct world *world, struct str text, const struct row *turn, struct str own)
{
    const int64_t number = number_of(turn->fields[0]);
    const struct standing theirs = standing_before(world, turn->fields[3], number);
    const struct standing yours = standing_before(world, own, number);
    const int64_t a_weight = number_of(tenant_row(world, turn->fields[3]).fields[1]);
    const int64_t b_weight = number_of(tenant_row(world, own).fields[1]);
    assert_true(number_of(turn->fields[1]) <= 0);
    assert_true(theirs.lots * b_weight < yours.lots * a_weight);
    const int decimals = str_equal(plain_decimal(world, theirs.lots * 1000, a_weight, 1),
                                   plain_decimal(world, yours.lots * 1000, b_weight, 1))
                             ? 3
                             : 1;
    const struct str words =
        str_format(world->ctx.mem, "%.*s had %.*s lots per share and you had %.*s.",
                   STR_ARG(shop(world, turn->fields[3])),
                   STR_ARG(plain_decimal(world, theirs.lots * 1000, a_weight, decimals)),
                   STR_ARG(plain_decimal(world, yours.lots * 1000, b_weight, decimals)));
    assert_true(says(text, words));
    world->counts[CLAIM_LOTS]++;
}

/* Equal by all that comes before; then by weight, or by ticket. */
static void check_equal(struct world *world, struct str text, const struct row *turn,
                        struct str own)
{
    const bool plus = number_of(turn->fields[1]) > 0;
    const int64_t number = number_of(turn->fields[0]);
    const struct standing theirs = standing_before(world, turn->fields[3], number);
    const struct standing yours = standing_before(world, own, number);
    const int64_t a_weight = number_of(tenant_row(world, turn->fields[3]).fields[1]);
    const int64_t b_weight = number_of(tenant_row(world, own).fields[1]);
    const int64_t a = plus ? theirs.balance_mp : theirs.class_balance_mp;
    const int64_t b = plus ? yours.balance_mp : yours.class_balance_mp;
    assert_int_equal(a * b_weight, b * a_weight);
    if (!plus) {
        assert_int_equal(theirs.lots * b_weight, yours.lots * a_weight);
    }
    assert_true(says(text, str_format(world->ctx.mem, "points per share (%.*s)",
                                      STR_ARG(plain_decimal(world, b, b_weight, 1)))));
    if (says(text, STR("Then the smaller share goes first"))) {
        assert_true(a_weight < b_weight);
        assert_true(says(text, str_format(world->ctx.mem, "%.*s has %lld and you have %lld.",
                                          STR_ARG(shop(world, turn->fields[3])),
                                          (long long)a_weight, (long long)b_weight)));
        world->counts[CLAIM_WEIGHT]++;
        return;
    }
    unsigned char digest[32];
    const struct str ticket_text = str_format(world->ctx.mem, "%.*s\ntenant\n%.*s\n",
                                              STR_ARG(world->names.seed), STR_ARG(own));
    crypto_hash_sha256(digest, (const unsigned char *)ticket_text.ptr, ticket_text.len);
    const struct str own_ticket = str_hex(world->ctx.mem, digest, 32);
    assert_int_equal(a_weight, b_weight);
    assert_true(str_compare(turn->fields[6], own_ticket) < 0);
    assert_true(says(text, str_format(world->ctx.mem, "%.*s had %.8s and you had %.8s",
                                      STR_ARG(shop(world, turn->fields[3])), turn->fields[6].ptr,
                                      own_ticket.ptr)));
    world->counts[CLAIM_TICKET]++;
}

static void check_startup(struct world *world, const struct row *turn)
{
    assert_true(str_equal(turn->fields[7], STR("startup")));
    assert_true(str_equal(tenant_row(world, turn->fields[3]).fields[4], STR("1")));
    world->counts[CLAIM_STARTUP]++;
}

static void check_decided(struct world *world, struct str text, const struct row *turn,
                          struct str own)
{
    if (says(text, STR("kept for a start-up"))) {
        check_startup(world, turn);
        return;
    }
    assert_false(str_equal(turn->fields[7], STR("startup")));
    if (says(text, STR("lots per share"))) {
        check_lots(world, text, turn, own);
    } else if (says(text, STR("equally many points per share"))) {
        check_equal(world, text, turn, own);
    } else {
        check_points(world, text, turn, own);
    }
}

/* Who got it, when: by a plain take, or as the last of an exchange. */
static void check_went(struct world *world, struct str text, struct str lot, const struct row *turn)
{
    const int64_t number = number_of(turn->fields[0]);
    const struct str got = holder_after(world, lot, number);
    assert_int_equal(holder_after(world, lot, number - 1).len, 0);
    assert_true(got.len > 0);
    if (str_equal(got, turn->fields[3])) {
        assert_true(says(text, str_format(world->ctx.mem, "This lot went to %.*s in turn %lld.",
                                          STR_ARG(shop(world, got)), (long long)number)));
        world->counts[CLAIM_WENT]++;
        return;
    }
    if (says(text, STR("This lot went to"))) {
        /* Of limits it is told without who had the turn. */
        assert_true(says(text, str_format(world->ctx.mem, "This lot went to %.*s in turn %lld.",
                                          STR_ARG(shop(world, got)), (long long)number)));
        assert_true(says(text, STR("limit")));
        return;
    }
    assert_true(str_equal(turn->fields[7], STR("chain")) || turn->fields[9].len > 0);
    assert_true(
        says(text, str_format(world->ctx.mem,
                              "In turn %lld %.*s exchanged another lot for this one, so that "
                              "%.*s could get one too.",
                              (long long)number, STR_ARG(shop(world, got)),
                              STR_ARG(shop(world, turn->fields[3])))));
    world->counts[CLAIM_EXCHANGED_FOR]++;
}

/* The turn that stands behind `words` ("in turn ") in the text. */
static int64_t turn_after(struct str text, const char *words)
{
    const ptrdiff_t at = str_find(text, str_of(words));
    assert_true(at >= 0);
    struct str rest = str_slice(text, (size_t)at + strlen(words), text.len);
    int64_t number = 0;
    while (rest.len > 0 && rest.ptr[0] >= '0' && rest.ptr[0] <= '9') {
        number = number * 10 + (rest.ptr[0] - '0');
        rest = str_slice(rest, 1, rest.len);
    }
    return number;
}

static void check_left(struct world *world, struct str text, struct str own)
{
    const struct row row = turn_row(world, turn_after(text, "When your turn came, in turn "));
    assert_true(str_equal(row.fields[3], own));
    assert_true(str_equal(row.fields[7], STR("leave")));
    assert_int_equal(standing_before(world, own, number_of(row.fields[0])).lots, 0);
    world->counts[CLAIM_LEFT]++;
}

static void check_took(struct world *world, struct str text, struct str own, const struct row *turn)
{
    const struct row row =
        turn_row(world, turn_after(text, "another lot of this kind before that, in turn "));
    assert_true(str_equal(row.fields[3], own));
    assert_true(gains(&row));
    assert_true(same_class(&row, turn));
    assert_true(number_of(row.fields[0]) < number_of(turn->fields[0]));
    world->counts[CLAIM_TOOK]++;
}

static void check_moved_on(struct world *world, struct str text, struct str lot, struct str own)
{
    const int64_t got = turn_after(text, "You got this lot in turn ");
    const int64_t gave = turn_after(text, "and in turn ");
    assert_true(str_equal(holder_after(world, lot, got), own));
    assert_false(str_equal(holder_after(world, lot, got - 1), own));
    assert_true(str_equal(holder_after(world, lot, gave - 1), own));
    const struct str next = holder_after(world, lot, gave);
    assert_true(next.len > 0 && !str_equal(next, own));
    assert_true(says(text, str_format(world->ctx.mem, "Then this one went to %.*s.",
                                      STR_ARG(shop(world, next)))));
    world->counts[CLAIM_MOVED_ON]++;
}

/* The limit was reached in that turn: so many lots, of that class or of all. */
static void check_limit(struct world *world, struct str text, struct str lot, struct str own)
{
    const bool of_class = says(text, STR("of this kind"));
    const int64_t reached =
        turn_after(text, of_class ? "lots of this kind in turn " : "lots for the round in turn ");
    struct row lots = {0};
    struct row row = {0};
    int64_t cap = -1;
    int64_t got = 0;
    for (int i = 1; table_row(world->drawing.in[FAIR_LOTS], i, &row); i++) {
        lots = str_equal(row.fields[0], lot) ? row : lots;
    }
    for (int i = 1; table_row(world->drawing.in[FAIR_CAPS], i, &row); i++) {
        if (of_class && str_equal(row.fields[0], own) && str_equal(row.fields[1], lots.fields[2])) {
            cap = number_of(row.fields[2]);
        }
    }
    cap = of_class ? cap : number_of(tenant_row(world, own).fields[3]);
    for (int64_t i = 1; i <= reached; i++) {
        const struct row turn = turn_row(world, i);
        got += gains(&turn) && str_equal(turn.fields[3], own) &&
               (!of_class || str_equal(turn.fields[2], lots.fields[2]));
    }
    const struct row at = turn_row(world, reached);
    assert_true(gains(&at) && str_equal(at.fields[3], own));
    assert_int_equal(got, cap);
    world->counts[CLAIM_CAP]++;
}

static void check_no_limit(struct world *world, struct str text, struct str own)
{
    struct row row = {0};
    bool zero = false;
    if (says(text, STR("for the round"))) {
        assert_str(tenant_row(world, own).fields[3], "0");
    } else {
        for (int i = 1; table_row(world->drawing.in[FAIR_CAPS], i, &row); i++) {
            zero = zero || (str_equal(row.fields[0], own) && str_equal(row.fields[2], STR("0")));
        }
        assert_true(zero);
    }
    world->counts[CLAIM_NO_CAP]++;
}

/* When the lot left the pool, by the turns alone; NO_I64: never. */
static int64_t left_pool(struct world *world, struct str lot)
{
    struct row row = {0};
    for (int i = 1; table_row(world->drawing.out[FAIR_TURNS], i, &row); i++) {
        if (holder_after(world, lot, i).len > 0) {
            return i;
        }
    }
    return NO_I64;
}

static void check_text(struct world *world, struct str text, struct str lot, struct str own)
{
    if (says(text, STR("did not take part"))) {
        assert_str(tenant_row(world, own).fields[5], "0");
        world->counts[CLAIM_INACTIVE]++;
        return;
    }
    if (says(text, STR("requires an approval"))) {
        struct row row = {0};
        for (int i = 1; table_row(world->drawing.in[FAIR_ELIGIBILITY], i, &row); i++) {
            assert_false(str_equal(row.fields[0], own));
        }
        world->counts[CLAIM_INELIGIBLE]++;
        return;
    }
    if (says(text, STR("You got this lot in turn "))) {
        check_moved_on(world, text, lot, own);
        return;
    }
    if (says(text, STR(" was 0"))) {
        check_no_limit(world, text, own);
        return;
    }
    const int64_t left = left_pool(world, lot);
    const bool limit = says(text, STR("You reached your limit"));
    if (limit) {
        check_limit(world, text, lot, own);
    }
    if (left == NO_I64) {
        assert_true(limit);
        assert_true(says(text, STR("Nobody got this lot.")));
        world->counts[CLAIM_NOBODY]++;
        return;
    }
    const struct row turn = turn_row(world, left);
    check_went(world, text, lot, &turn);
    if (limit) {
        return;
    }
    check_decided(world, text, &turn, own);
    if (says(text, STR("When your turn came"))) {
        check_left(world, text, own);
    }
    if (says(text, STR("another lot of this kind before that"))) {
        check_took(world, text, own, &turn);
    }
}

static void check_draw(struct world *world)
{
    const struct draw_input *input = &world->drawing.input;
    for (size_t i = 0; i < world->drawing.outcome.refusals.count; i++) {
        const struct stored_refusal *stored = &world->drawing.outcome.refusals.ptr[i];
        const struct refusal refusal =
            allocation_result_refusal(&world->ctx, &world->names, stored);
        check_text(world, allocation_refusal_text(&world->ctx, &refusal),
                   input->lots.ptr[allocation_input_lot(input, stored->thing_id)].code,
                   input->entrants.ptr[allocation_input_entrant(input, stored->lead_id)].alias);
    }
}

static void test_every_sentence_is_true_of_the_files(void **state)
{
    (void)state;
    struct world world = {.random = 20261129};
    world.ctx.mem = arena_create((size_t)512 * 1024 * 1024);
    world.ctx.lang = LANG_EN;
    for (int i = 0; i < DRAWS; i++) {
        const struct arena_mark mark = arena_mark(world.ctx.mem);
        make_draw(&world);
        check_draw(&world);
        arena_reset(world.ctx.mem, mark);
    }
    for (int i = CLAIM_WENT; i <= CLAIM_INELIGIBLE; i++) {
        if (i != CLAIM_TRIFLE) {
            assert_true(world.counts[i] > 0);
        }
    }
    arena_destroy(world.ctx.mem);
}

/* ---- numbers in words
 * -------------------------------------------------------------------------------------- */

static void test_points_have_one_decimal_half_away_from_zero(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .lang = LANG_NB};
    assert_str(allocation_points_text(&ctx, 12400, 1), "12,4");
    assert_str(allocation_points_text(&ctx, 12450, 1), "12,5");
    assert_str(allocation_points_text(&ctx, -12450, 1), "−12,5");
    assert_str(allocation_points_text(&ctx, -49, 1), "0,0");
    assert_str(allocation_points_text(&ctx, 1000, 3), "0,3");
    assert_str(allocation_points_text(&ctx, 0, 1), "0,0");
    ctx.lang = LANG_EN;
    assert_str(allocation_points_text(&ctx, -1550, 1), "−1.6");
    arena_destroy(ctx.mem);
}

static void test_figures_that_look_alike_get_more_decimals(void **state)
{
    (void)state;
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .lang = LANG_NB};
    struct refusal refusal = {.code = STR("behind"),
                              .turn = 4,
                              .own_turn = NO_I64,
                              .other_id = 1,
                              .other = STR("Hjulet"),
                              .points_mp = 1000,
                              .mover_id = NO_I64,
                              .mover = STR(""),
                              .own_balance_mp = 12402,
                              .other_balance_mp = 12401,
                              .own_lots = 0,
                              .other_lots = 0,
                              .own_weight = 1,
                              .other_weight = 1};
    assert_str(allocation_refusal_text(&ctx, &refusal),
               "Partiet gikk til Hjulet i tur 4. Hjulet hadde 12,401 poeng per andel og dere "
               "12,402. Den som har færrest, går først.");
    refusal.own_weight = 3;
    refusal.own_balance_mp = 3 * 12401 + 1;
    assert_str(allocation_refusal_text(&ctx, &refusal),
               "Partiet gikk til Hjulet i tur 4. Hjulet hadde så vidt færre poeng per andel enn "
               "dere: begge om lag 12,401. Den som har færrest, går først.");
    refusal.own_weight = 1;
    refusal.own_balance_mp = 12401;
    refusal.own_ticket = STR("9f8e7d6c");
    refusal.other_ticket = STR("0a1b2c3d");
    assert_str(allocation_refusal_text(&ctx, &refusal),
               "Partiet gikk til Hjulet i tur 4. Dere hadde like mange poeng per andel (12,4). "
               "Loddet avgjorde: Hjulet hadde 0a1b2c3d og dere 9f8e7d6c, og det laveste går "
               "først.");
    refusal.code = STR("cap_draw");
    refusal.own_turn = 2;
    refusal.turn = NO_I64;
    refusal.other_id = NO_I64;
    assert_str(allocation_refusal_text(&ctx, &refusal),
               "Dere nådde taket på partier for runden i tur 2. Ingen fikk dette partiet.");
    arena_destroy(ctx.mem);
}

int allocation_allocation_reason_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_every_sentence_is_true_of_the_files),
        cmocka_unit_test(test_points_have_one_decimal_half_away_from_zero),
        cmocka_unit_test(test_figures_that_look_alike_get_more_decimals),
    };
    return cmocka_run_group_tests_name("allocation reason", tests, NULL, NULL);
}
