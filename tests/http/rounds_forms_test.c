/* SPDX-License-Identifier: EUPL-1.2 */
/* Hostile and tired input on the pages of the draw is told at its field, and kept. */
#include "base/day.h"
#include "http_refusal.h"
#include "http_rounds.h"

int http_rounds_forms_test(void);

static void test_times_that_cannot_be_are_told_at_the_field(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct refusal late = {.code = 422,
                                 .message = "The draw cannot come before the close.",
                                 .kept = {"value=\"11.59\"", "Uke 48"}};
    refusal_post(f, manager, "/kontor/runder",
                 FIELDS("label", "Uke 48", "opens_day", "2026-11-25", "opens_time", "12",
                        "closes_day", "2026-11-26", "closes_time", "12", "draw_day", "2026-11-26",
                        "draw_time", "11.59"),
                 &late);
    const struct refusal clock = {.code = 422,
                                  .message = "{label} must be a time of day, such as 12.05.",
                                  .label = "Wishes close, time",
                                  .kept = {"value=\"kveld\"", "Uke 48"}};
    refusal_post(f, manager, "/kontor/runder",
                 FIELDS("label", "Uke 48", "opens_day", "2026-11-25", "opens_time", "12",
                        "closes_day", "2026-11-26", "closes_time", "kveld", "draw_day",
                        "2026-11-26", "draw_time", "12.05"),
                 &clock);
    const struct refusal unnamed = {.code = 422,
                                    .message = "{label} is missing.",
                                    .label = "What the round is called",
                                    .kept = {"value=\"12.05\""}};
    refusal_post(f, manager, "/kontor/runder",
                 FIELDS("label", "  ", "opens_day", "2026-11-25", "opens_time", "12", "closes_day",
                        "2026-11-26", "closes_time", "12", "draw_day", "2026-11-26", "draw_time",
                        "12.05"),
                 &unnamed);
    const struct answer list = rounds_page(f, AS_MANAGER, "/kontor/runder");
    assert_false(answer_has(&list, "Uke 48"));
    fixture_close(f);
}

static void test_a_round_is_opened_once_and_called_off_with_a_reason(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    rounds_make(f);
    rounds_open(f);
    const struct answer edit =
        fixture_post(f, manager, "/kontor/runder/1/endre",
                     FIELDS("version", "1", "label", "Uke 49", "opens_day", "2026-11-25",
                            "opens_time", "12", "closes_day", "2026-11-26", "closes_time", "12",
                            "draw_day", "2026-11-26", "draw_time", "12.05"));
    assert_int_equal(edit.code, 409);
    const struct refusal short_reason = {.code = 422,
                                         .message =
                                             "{label} must be at least {detail} characters long.",
                                         .label = "Why",
                                         .detail = "10",
                                         .kept = {"brann</textarea>"}};
    refusal_post(f, manager, "/kontor/runder/1/avlys", FIELDS("reason", "brann"), &short_reason);
    assert_int_equal(fixture_post(f, manager, "/kontor/runder/1/slett", FIELDS_NONE).code, 422);
    assert_string_equal(rounds_state(f), "open for wishes");
    assert_int_equal(
        fixture_post(f, manager, "/kontor/runder/1/avlys", FIELDS("reason", REASON)).code, 303);
    assert_string_equal(rounds_state(f), "called off");
    const struct answer page = rounds_page(f, AS_VISITOR, "/fordeling/1");
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, REASON));
    fixture_close(f);
}

static void test_pick_up_times_are_checked(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *station = fixture_text(f, "%lld", (long long)f->home.station_id);
    const char *abroad = fixture_text(f, "%lld", (long long)f->other.station_id);
    const char *path = "/kontor/runder/1/hentetid";
    (void)state;
    rounds_make(f);
    const struct refusal backwards = {.code = 422,
                                      .message = "It must begin before it ends.",
                                      .kept = {"value=\"14\"", "value=\"13.30\""}};
    refusal_post(f, manager, path,
                 FIELDS("station", station, "day", "2026-11-27", "from", "14", "to", "13.30",
                        "capacity", "40"),
                 &backwards);
    const struct answer foreign = fixture_post(
        f, manager, path,
        FIELDS("station", abroad, "day", "2026-11-27", "from", "12", "to", "14", "capacity", "40"));
    assert_true(foreign.code >= 400 && foreign.code < 500);
    assert_int_equal(fixture_post(f, manager, path,
                                  FIELDS("station", station, "day", "2026-11-27", "from", "12",
                                         "to", "14", "capacity", "40"))
                         .code,
                     303);
    const struct answer page = rounds_page(f, AS_MANAGER, "/kontor/runder/1");
    assert_true(answer_has(&page, "Skogheim"));
    assert_int_equal(fixture_post(f, manager, "/kontor/runder/1/hentetid/fjern",
                                  FIELDS("id", "4611686018427387903"))
                         .code,
                     404);
    fixture_close(f);
}

#define RULES_REST                                                                                 \
    "startup", "20", "kept", "91,7", "newcomer", "2", "penalty", "1", "second_call", "50",         \
        "swap_hours", "48", "show_names", "1", "chain", "drand-quicknet", "genesis", "1692803367", \
        "period", "3", "fallback", "Lotto på lørdag etter trekningen", "p01", "1", "p02", "0,5",   \
        "p03", "0,75", "p11", "2", "p12", "1", "p13", "1,5", "p21", "4", "p22", "2", "p23", "3",   \
        "p31", "8", "p32", "4", "p33", "6"

static void test_new_rules_are_read_by_everybody(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    (void)state;
    const struct answer saved = fixture_post(
        f, manager, "/kontor/regler",
        FIELDS("from_day", "2026-11-25", "note", "Vi begynner med dette.", RULES_REST, "k0",
               "parkdress", "m0", "-2,125", "c0", "Parkdress", "q0", "ute", "r0", "tørkerom"));
    assert_int_equal(saved.code, 303);
    assert_int_equal(fixture_follow(f, manager, saved).code, 200);
    const struct answer page = rounds_page(f, AS_VISITOR, "/fordeling/regler");
    assert_true(answer_has(&page, "−2,125"));
    assert_true(answer_has(&page, "Parkdress"));
    assert_true(answer_has(&page, "tørkerom"));
    assert_true(answer_has(&page, "Vi begynner med dette."));
    /* The next form begins where these rules are. */
    const struct answer next = rounds_page(f, AS_MANAGER, "/kontor/regler/ny");
    assert_true(answer_has(&next, "value=\"-2,125\""));
    assert_true(answer_has(&next, "value=\"tørkerom\""));
    fixture_close(f);
}

static void test_rules_that_cannot_be_are_told_at_the_field(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *path = "/kontor/regler";
    (void)state;
    const struct refusal past = {.code = 422,
                                 .message = "Rules can begin today or later, never in the past.",
                                 .kept = {"value=\"2026-11-24\"", "value=\"0,75\""}};
    refusal_post(f, manager, path, FIELDS("from_day", "2026-11-24", "note", REASON, RULES_REST),
                 &past);
    const struct refusal figure = {
        .code = 422,
        .message = "{label} must be a number, such as 2,5, with at most three decimals.",
        .label = "Points",
        .kept = {"value=\"mange\"", "value=\"Parkdress\""}};
    refusal_post(f, manager, path,
                 FIELDS("from_day", "2026-11-25", "note", REASON, RULES_REST, "k3", "Parkdress",
                        "m3", "mange"),
                 &figure);
    const struct refusal unknown = {
        .code = 422,
        .message = "We know no kind of thing called {detail}. Choose one from the list.",
        .detail = "romskip",
        .kept = {"value=\"romskip\"", "value=\"7\""}};
    refusal_post(
        f, manager, path,
        FIELDS("from_day", "2026-11-25", "note", REASON, RULES_REST, "k0", "romskip", "m0", "7"),
        &unknown);
    const struct refusal above = {.code = 422,
                                  .message = "{label} must be {detail} or less.",
                                  .label = "Minimum guarantee for start-ups, %",
                                  .detail = "100",
                                  .kept = {"value=\"101\""}};
    refusal_post(f, manager, path,
                 FIELDS("from_day", "2026-11-25", "note", REASON, "startup", "101"), &above);
    const struct refusal no_reason = {.code = 422,
                                      .message =
                                          "{label} must be at least {detail} characters long.",
                                      .label = "Why the rules change",
                                      .detail = "10",
                                      .kept = {"fordi</textarea>"}};
    refusal_post(f, manager, path, FIELDS("from_day", "2026-11-25", "note", "fordi", RULES_REST),
                 &no_reason);
    fixture_close(f);
}

static const char *shop_path(struct fixture *f, int shop, const char *rest)
{
    return fixture_text(f, "/kontor/deltakere/%lld%s", (long long)f->home.shops[shop].id, rest);
}

static void test_who_takes_part_is_changed_with_a_reason(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *lead = fixture_text(f, "%lld", (long long)f->home.shops[0].id);
    const char *path = shop_path(f, 0, "");
    const char *version = rounds_shop_version(f, f->home.shops[0].id);
    (void)state;
    const struct refusal weight = {.code = 422,
                                   .message = "{label} must be {detail} or more.",
                                   .label = "Shares",
                                   .detail = "1",
                                   .kept = {"value=\"0\"", REASON}};
    refusal_post(
        f, manager, path,
        FIELDS("state", "med", "weight", "0", "lead", lead, "reason", REASON, "version", version),
        &weight);
    assert_int_equal(
        fixture_post(f, manager, path,
                     FIELDS("state", "pause", "weight", "2", "cap_lots", "5", "startup", "1",
                            "lead", lead, "reason", REASON, "version", version))
            .code,
        303);
    const struct answer page = rounds_page(f, AS_AUDITOR, path);
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, REASON));
    assert_false(answer_has(&page, "/godkjenning"));
    assert_int_equal(fixture_post(f, manager, path,
                                  FIELDS("state", "med", "weight", "3", "lead", lead, "reason",
                                         REASON, "version", version))
                         .code,
                     409);
    fixture_close(f);
}

static void test_approvals_are_read_line_by_line(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *path = shop_path(f, 1, "/godkjenning");
    (void)state;
    const struct refusal wrong = {
        .code = 422,
        .message = "Write a quota class, a colon and a number, like “bicycles: 5”, not {detail}.",
        .detail = "sykler fem",
        .kept = {"sykler fem", "elektrisk"}};
    refusal_post(f, manager, path,
                 FIELDS("requires", "elektrisk", "caps", "ute: 3\nsykler fem", "reason", REASON),
                 &wrong);
    assert_int_equal(fixture_post(f, manager, path,
                                  FIELDS("requires", "elektrisk\r\n\r\nbarnesete", "caps", "ute: 3",
                                         "reason", REASON))
                         .code,
                     303);
    const struct answer page = rounds_page(f, AS_MANAGER, shop_path(f, 1, ""));
    assert_true(answer_has(&page, "barnesete\nelektrisk") ||
                answer_has(&page, "elektrisk\nbarnesete"));
    assert_true(answer_has(&page, "ute: 3"));
    fixture_close(f);
}

static void test_drawing_anew_says_what_is_different_and_why(void **state)
{
    struct fixture *f = rounds_open_fixture();
    struct browser *manager = &f->who[AS_MANAGER];
    const char *path = "/kontor/runder/1/rett";
    (void)state;
    rounds_make(f);
    rounds_open(f);
    rounds_wish(f);
    rounds_close(f);
    rounds_draw(f);
    rounds_publish(f);
    const struct refusal nothing = {
        .code = 422,
        .message = "Say what is to be different: a lot that goes out, or a shop.",
        .kept = {REASON}};
    refusal_post(f, manager, path, FIELDS("reason", REASON), &nothing);
    const struct refusal unknown = {
        .code = 422,
        .message = "{detail} is not the label of a lot. Write each label on its own line.",
        .detail = "sykkel",
        .kept = {REASON, "sykkel</textarea>"}};
    refusal_post(f, manager, path, FIELDS("lots", "sykkel", "reason", REASON), &unknown);
    const char *shop = fixture_text(f, "%lld", (long long)f->home.shops[0].id);
    assert_int_equal(fixture_post(f, manager, path, FIELDS("shops", shop, "reason", REASON)).code,
                     303);
    const struct answer page = rounds_page(f, AS_VISITOR, "/fordeling/1");
    assert_true(answer_has(&page, REASON));
    struct browser visitor = {0};
    assert_int_equal(fixture_get(f, &visitor, "/fordeling/1/1/filer/awards.csv").code, 200);
    assert_int_equal(fixture_get(f, &visitor, "/fordeling/1/2/filer/awards.csv").code, 200);
    fixture_close(f);
}

int http_rounds_forms_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_times_that_cannot_be_are_told_at_the_field),
        cmocka_unit_test(test_a_round_is_opened_once_and_called_off_with_a_reason),
        cmocka_unit_test(test_pick_up_times_are_checked),
        cmocka_unit_test(test_new_rules_are_read_by_everybody),
        cmocka_unit_test(test_rules_that_cannot_be_are_told_at_the_field),
        cmocka_unit_test(test_who_takes_part_is_changed_with_a_reason),
        cmocka_unit_test(test_approvals_are_read_line_by_line),
        cmocka_unit_test(test_drawing_anew_says_what_is_different_and_why),
    };
    return TEST_DB_RUN("rounds forms", tests);
}
