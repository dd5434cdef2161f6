/* SPDX-License-Identifier: EUPL-1.2 */
/* Recalls read from tables, found in stock, decided, told; with the real lists beside the
 * repository. */
#include <stdio.h>

#include "mail/mail.h"
#include "safety/safety_recall_store.h"
#include "safety/safety_scene.h"
#include "test_shared.h"

int safety_recall_test(void);

#define OWN_HEADER "number,product,brand,model,gtin,batch,category,risk\n"
#define OWN_ROW                                                                                    \
    "R-1,Child car seat,Kinderkraft,I-CARE i-Size,5902533919246;5902533919253,23W17,car_seats,"    \
    "Injuries\n"

static const char *file_with(struct house *house, const char *name, const char *text)
{
    const char *path = str_format(house->ctx.mem, "%s/%s", test_folder(), name).ptr;
    FILE *file = fopen(path, "wb");
    assert_non_null(file);
    assert_int_equal(fputs(text, file) >= 0, 1);
    fclose(file);
    return path;
}

struct told {
    int count;
    int64_t line;
    const char *message;
};

static void hear(struct ctx *ctx, const struct safety_import_problem *problem, void *arg)
{
    struct told *told = arg;
    (void)ctx;
    told->count++;
    told->line = problem->line;
    told->message = problem->message;
}

static struct safety_imported import(struct house *house, const char *path, bool dry_run,
                                     struct told *told)
{
    struct safety_imported imported;
    *told = (struct told){0};
    assert_int_equal(safety_import_recalls(&house->ctx, path, dry_run, hear, told, &imported), OK);
    return imported;
}

static struct safety_match only_match(struct house *house, enum safety_match_state match_state)
{
    struct safety_matches matches;
    assert_int_equal(safety_matches(&house->ctx, match_state, NO_I64, 10, &matches), OK);
    assert_int_equal(matches.count, 1);
    return matches.ptr[0];
}

static size_t count_of(struct house *house, enum safety_match_state match_state)
{
    struct safety_matches matches;
    assert_int_equal(safety_matches(&house->ctx, match_state, NO_I64, 100, &matches), OK);
    return matches.count;
}

static const struct safety_identity car_seat = {STR_INIT("Kinderkraft"), STR_INIT("I-Care"),
                                                STR_INIT(""), STR_INIT("")};

/* ---- reading --------------------------------------------------------------------------------- */

static void test_the_same_file_twice_changes_nothing(void **state)
{
    struct house house = house_begin();
    struct told told;
    const char *path = file_with(&house, "own.csv", OWN_HEADER OWN_ROW);
    (void)state;
    struct safety_imported imported = import(&house, path, true, &told);
    assert_int_equal(imported.added, 1);
    imported = import(&house, path, false, &told);
    assert_str(imported.format, "own");
    assert_int_equal(imported.added, 1);
    imported = import(&house, path, false, &told);
    assert_int_equal(imported.added, 0);
    assert_int_equal(imported.known, 1);
    path = file_with(&house, "own.csv",
                     OWN_HEADER "R-1,Child car seat,Kinderkraft,,,,car_seats,Fire\n");
    imported = import(&house, path, false, &told);
    assert_int_equal(imported.changed, 1);
    assert_int_equal(told.count, 0);
    house_end(&house);
}

static void test_bad_rows_are_told_by_line_and_the_others_read(void **state)
{
    struct house house = house_begin();
    struct told told;
    (void)state;
    struct safety_imported imported = import(
        &house, file_with(&house, "bad.csv", OWN_HEADER OWN_ROW ",Fan,,,,,,\n"), false, &told);
    assert_int_equal(imported.rows, 2);
    assert_int_equal(imported.lost, 1);
    assert_int_equal(told.count, 1);
    assert_int_equal(told.line, 3);
    imported = import(&house,
                      file_with(&house, "bad.csv",
                                OWN_HEADER "R-2,Fan,,,,,,\nR-2,Fan,,,,,,\n"
                                           "R-3,,,,,,,\nR-4,a,b,c,d,e,f,g,h,i\n"),
                      false, &told);
    assert_int_equal(imported.lost, 3);
    assert_int_equal(told.count, 3);
    assert_int_equal(told.line, 5);
    assert_int_equal(imported.added, 1);
    house_end(&house);
}

static void test_a_table_of_something_else_is_refused(void **state)
{
    struct house house = house_begin();
    struct safety_imported imported;
    (void)state;
    assert_int_equal(safety_import_recalls(&house.ctx, file_with(&house, "x.csv", "a,b\n1,2\n"),
                                           false, NULL, NULL, &imported),
                     INVALID);
    assert_int_equal(
        safety_import_recalls(&house.ctx, "/finnes/ikke.csv", false, NULL, NULL, &imported),
        NOT_FOUND);
    assert_int_equal(safety_import_recalls(&house.ctx, file_with(&house, "x.csv", ""), false, NULL,
                                           NULL, &imported),
                     MALFORMED);
    house_end(&house);
}

static void test_the_real_lists_are_read_whole(void **state)
{
    struct house house = house_begin();
    struct told told;
    (void)state;
    const char *eu = test_shared_path(house.ctx.mem, "recalls/eu_safety_gate_353.csv");
    const char *us = test_shared_path(house.ctx.mem, "recalls/cpsc_recalls_2025.csv");
    if (eu == NULL || us == NULL) {
        house_end(&house);
        skip();
    }
    struct safety_imported imported = import(&house, eu, false, &told);
    assert_int_equal(imported.rows, 353);
    assert_int_equal(imported.added + imported.lost, 353);
    assert_int_equal(imported.lost, told.count);
    assert_int_equal(imported.lost, 0);
    imported = import(&house, eu, false, &told);
    assert_int_equal(imported.known, 353);
    imported = import(&house, us, false, &told);
    assert_str(imported.format, "cpsc");
    assert_int_equal(imported.rows, 375);
    assert_int_equal(imported.added + imported.lost, 375);
    /* A car seat and a high chair of the list, a pram of a brand that is on it, a bike of none. */
    const struct thing seat = house_receive(&house, "a", "car_seats", "car_seat", 0, "");
    const struct thing chair = house_receive(&house, "b", "baby_chairs", "high_chair", 0,
                                             "Maxi Cosi AVA barnestol, litt slitt");
    const struct thing bike = house_receive(&house, "c", "child_cycles", "", 0, "rød, DBS");
    assert_int_equal(safety_identify(&house.ctx, seat.id, NO_I64,
                                     &(struct safety_identity){STR("KinderKraft®"), STR("i-Care"),
                                                               STR(""), STR("5902533919246")}),
                     OK);
    house_follow(&house);
    struct safety_matches matches;
    assert_int_equal(safety_matches_of(&house.ctx, seat.id, &matches), OK);
    assert_int_equal(matches.count, 1);
    assert_int_equal(matches.ptr[0].score, 100);
    assert_int_equal(safety_matches_of(&house.ctx, chair.id, &matches), OK);
    assert_int_equal(matches.count, 1);
    assert_true(matches.ptr[0].score >= 60);
    assert_int_equal(safety_matches_of(&house.ctx, bike.id, &matches), OK);
    assert_int_equal(matches.count, 0);
    house_end(&house);
}

/* ---- finding --------------------------------------------------------------------------------- */

static void test_a_new_recall_is_looked_for_in_stock(void **state)
{
    struct house house = house_begin();
    struct told told;
    (void)state;
    const struct thing seat = house_receive(&house, "a", "car_seats", "car_seat", 0, "");
    const struct thing gone = house_receive(&house, "b", "car_seats", "car_seat", 0, "");
    assert_int_equal(safety_identify(&house.ctx, seat.id, NO_I64, &car_seat), OK);
    assert_int_equal(safety_identify(&house.ctx, gone.id, NO_I64, &car_seat), OK);
    assert_int_equal(
        goods_dispose(&house.ctx, gone.id, house.station, GOODS_RECYCLED, 2, DISCARD_BROKEN), OK);
    const struct safety_imported imported =
        import(&house, file_with(&house, "own.csv", OWN_HEADER OWN_ROW), false, &told);
    assert_int_equal(imported.matches, 1);
    const struct safety_match match = only_match(&house, MATCH_OPEN);
    assert_int_equal(match.thing_id, seat.id);
    assert_str(match.reasons, "brand=35 model=30 product=10 category=10");
    assert_int_equal(match.score, 85);
    /* Nothing is blocked before somebody decides. */
    assert_int_equal(house_thing(&house, seat.id).stops, 0);
    house_end(&house);
}

static void test_what_is_written_down_later_changes_the_score(void **state)
{
    struct house house = house_begin();
    struct told told;
    struct safety_identity identity = car_seat;
    (void)state;
    (void)import(&house, file_with(&house, "own.csv", OWN_HEADER OWN_ROW), false, &told);
    const struct thing seat = house_receive(&house, "a", "car_seats", "", 0, "Kinderkraft sete");
    house_follow(&house);
    assert_int_equal(only_match(&house, MATCH_OPEN).score, 40 + 10);
    /* The batch as people type it. */
    identity.batch = STR(" 23w17 ");
    assert_int_equal(safety_identify(&house.ctx, seat.id, NO_I64, &identity), OK);
    assert_str(only_match(&house, MATCH_OPEN).reasons,
               "brand=35 model=30 batch=25 product=10 category=10");
    identity.batch = STR("23W18");
    assert_int_equal(safety_identify(&house.ctx, seat.id, NO_I64, &identity), OK);
    assert_str(only_match(&house, MATCH_OPEN).reasons, "brand=35 model=30 product=10 category=10");
    identity.gtin = STR("5902533919253");
    assert_int_equal(safety_identify(&house.ctx, seat.id, NO_I64, &identity), OK);
    assert_int_equal(only_match(&house, MATCH_OPEN).score, 100);
    identity.gtin = STR("5902533919254");
    assert_int_equal(safety_identify(&house.ctx, seat.id, NO_I64, &identity), INVALID);
    assert_string_equal(house.ctx.err.field, "gtin");
    assert_int_equal(safety_identify(&house.ctx, seat.id, house.shop, &car_seat), NOT_FOUND);
    house_end(&house);
}

/* ---- deciding -------------------------------------------------------------------------------- */

static struct thing seat_in_shop(struct house *house)
{
    struct told told;
    (void)import(house, file_with(house, "own.csv", OWN_HEADER OWN_ROW), false, &told);
    const struct thing seat = house_receive(house, "a", "car_seats", "car_seat", 0, "");
    house_give(house, &seat);
    assert_int_equal(safety_identify(&house->ctx, seat.id, house->shop, &car_seat), OK);
    return seat;
}

static size_t mails(struct house *house)
{
    struct mail_items items;
    assert_int_equal(mail_list(&house->ctx, 100, &items), OK);
    return items.count;
}

static void test_a_blocked_thing_cannot_be_sold_and_its_shop_is_told(void **state)
{
    struct house house = house_begin();
    struct safety_decisions log;
    struct mail_items items;
    (void)state;
    const struct thing seat = seat_in_shop(&house);
    const struct safety_match match = only_match(&house, MATCH_OPEN);
    int64_t event_id = 0;
    assert_int_equal(safety_decide(&house.ctx, match.id, match.version, DECISION_BLOCK, STR("")),
                     INVALID);
    assert_int_equal(safety_decide(&house.ctx, match.id, match.version, DECISION_BLOCK,
                                   STR("Samme modell, sett på den")),
                     OK);
    assert_int_equal(house_thing(&house, seat.id).stops, STOP_RECALLED);
    assert_true(house_thing(&house, seat.id).blocked);
    assert_int_equal(goods_hand_over(&house.ctx, seat.id, house.shop, 1, 10000, &event_id),
                     CONFLICT);
    assert_int_equal(mail_list(&house.ctx, 10, &items), OK);
    assert_int_equal(items.count, 1);
    assert_str(items.ptr[0].to, "hjulet@example.no");
    assert_true(str_find(items.ptr[0].text, seat.code) >= 0);
    assert_int_equal(safety_decisions(&house.ctx, match.id, &log), OK);
    assert_int_equal(log.count, 1);
    assert_int_equal(log.ptr[0].person_id, house.manager);
    assert_str(log.ptr[0].why, "Samme modell, sett på den");
    /* Somebody with the old page decides too late. */
    assert_int_equal(safety_decide(&house.ctx, match.id, match.version, DECISION_OTHER, STR("Nei")),
                     CONFLICT);
    assert_int_equal(
        goods_dispose(&house.ctx, seat.id, house.shop, GOODS_DISCARDED, 2, DISCARD_RECALLED), OK);
    house_verify(&house);
    house_end(&house);
}

static void test_a_block_is_lifted_when_it_was_another_after_all(void **state)
{
    struct house house = house_begin();
    (void)state;
    const struct thing seat = seat_in_shop(&house);
    struct safety_match match = only_match(&house, MATCH_OPEN);
    assert_int_equal(safety_decide(&house.ctx, match.id, match.version, DECISION_BLOCK, STR("Lik")),
                     OK);
    match = only_match(&house, MATCH_BLOCKED);
    assert_int_equal(
        safety_decide(&house.ctx, match.id, match.version, DECISION_OTHER, STR("Nyere modell")),
        OK);
    assert_int_equal(house_thing(&house, seat.id).stops, 0);
    /* Decided is decided: the same words do not open it again. */
    assert_int_equal(safety_identify(&house.ctx, seat.id, house.shop, &car_seat), OK);
    assert_int_equal(count_of(&house, MATCH_OPEN), 0);
    assert_int_equal(count_of(&house, MATCH_OTHER), 1);
    house_end(&house);
}

static void test_a_shop_that_is_asked_answers_and_the_office_decides(void **state)
{
    struct house house = house_begin();
    (void)state;
    (void)seat_in_shop(&house);
    const struct safety_match match = only_match(&house, MATCH_OPEN);
    assert_int_equal(safety_answer(&house.ctx, match.id, house.shop, DECISION_YES, STR("")),
                     NOT_FOUND);
    assert_int_equal(
        safety_decide(&house.ctx, match.id, match.version, DECISION_ASK, STR("Se på lappen")), OK);
    assert_int_equal(mails(&house), 1);
    assert_int_equal(safety_answer(&house.ctx, match.id, house.station, DECISION_YES, STR("")),
                     NOT_FOUND);
    assert_int_equal(safety_answer(&house.ctx, match.id, house.shop, DECISION_BLOCK, STR("")),
                     INVALID);
    assert_int_equal(
        safety_answer(&house.ctx, match.id, house.shop, DECISION_YES, STR("23W17 på lappen")), OK);
    assert_int_equal(only_match(&house, MATCH_OPEN).id, match.id);
    house_end(&house);
}

static void test_nobody_is_asked_where_no_shop_has_it(void **state)
{
    struct house house = house_begin();
    struct told told;
    (void)state;
    const struct thing seat = house_receive(&house, "a", "car_seats", "car_seat", 0, "");
    assert_int_equal(safety_identify(&house.ctx, seat.id, NO_I64, &car_seat), OK);
    (void)import(&house, file_with(&house, "own.csv", OWN_HEADER OWN_ROW), false, &told);
    const struct safety_match match = only_match(&house, MATCH_OPEN);
    assert_int_equal(safety_decide(&house.ctx, match.id, match.version, DECISION_ASK, STR("Se")),
                     INVALID);
    assert_string_equal(house.ctx.err.field, "decision");
    assert_int_equal(safety_decide(&house.ctx, match.id, match.version, DECISION_BLOCK, STR("Lik")),
                     OK);
    assert_int_equal(mails(&house), 0);
    house_end(&house);
}

static void test_parts_of_a_suspected_lot_are_suspected(void **state)
{
    struct house house = house_begin();
    struct things parts;
    const struct thing_part part = {.count = 1, .g = NO_I64};
    (void)state;
    struct thing seat = seat_in_shop(&house);
    const struct safety_match match = only_match(&house, MATCH_OPEN);
    seat = house_thing(&house, seat.id);
    assert_int_equal(goods_split(&house.ctx, seat.id, house.shop, seat.seq, &part, 1, &parts), OK);
    house_follow(&house);
    house_follow(&house);
    assert_int_equal(count_of(&house, MATCH_OPEN), 2);
    assert_int_equal(safety_decide(&house.ctx, match.id, match.version, DECISION_BLOCK, STR("Lik")),
                     OK);
    assert_int_equal(house_thing(&house, parts.ptr[0].id).stops, 0);
    house_end(&house);
}

static void test_a_partly_recalled_lot_is_divided_and_decided_by_part(void **state)
{
    struct house house = house_begin();
    struct ctx *ctx = &house.ctx;
    struct safety_matches matches;
    struct things none;
    struct thing part;
    const struct thing_part one = {.count = 1, .g = NO_I64};
    (void)state;
    struct thing seat = seat_in_shop(&house);
    struct safety_match match = only_match(&house, MATCH_OPEN);
    assert_int_equal(safety_decide(ctx, match.id, match.version, DECISION_BLOCK, STR("Lik")), OK);
    seat = house_thing(&house, seat.id);
    assert_int_equal(goods_split(ctx, seat.id, house.shop, seat.seq, &one, 1, &none), CONFLICT);
    assert_int_equal(goods_split_stopped(ctx, seat.id, house.shop, seat.seq, &one, &part), OK);
    assert_int_equal(part.stops, STOP_RECALLED);
    assert_int_equal(house_thing(&house, seat.id).stops, STOP_RECALLED);
    house_follow(&house);
    assert_int_equal(safety_matches_of(ctx, part.id, &matches), OK);
    assert_int_equal(matches.count, 1);
    match = matches.ptr[0];
    assert_int_equal(safety_decide(ctx, match.id, match.version, DECISION_OTHER, STR("Nyere")), OK);
    assert_int_equal(house_thing(&house, part.id).stops, 0);
    assert_int_equal(house_thing(&house, seat.id).stops, STOP_RECALLED);
    house_end(&house);
}

int safety_recall_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_same_file_twice_changes_nothing),
        cmocka_unit_test(test_bad_rows_are_told_by_line_and_the_others_read),
        cmocka_unit_test(test_a_table_of_something_else_is_refused),
        cmocka_unit_test(test_the_real_lists_are_read_whole),
        cmocka_unit_test(test_a_new_recall_is_looked_for_in_stock),
        cmocka_unit_test(test_what_is_written_down_later_changes_the_score),
        cmocka_unit_test(test_a_blocked_thing_cannot_be_sold_and_its_shop_is_told),
        cmocka_unit_test(test_a_block_is_lifted_when_it_was_another_after_all),
        cmocka_unit_test(test_a_shop_that_is_asked_answers_and_the_office_decides),
        cmocka_unit_test(test_nobody_is_asked_where_no_shop_has_it),
        cmocka_unit_test(test_a_partly_recalled_lot_is_divided_and_decided_by_part),
        cmocka_unit_test(test_parts_of_a_suspected_lot_are_suspected),
    };
    return TEST_DB_RUN("safety recalls", tests);
}
