/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop wishes over HTTP: it is kept, it closes by the clock, and nobody else sees it. */
#include <stdio.h>

#include "allocation/allocation.h"
#include "app/rooms.h"
#include "base/day.h"
#include "http_custody.h"
#include "http_fixture.h"
#include "http_round.h"

int http_wish_test(void);

struct place {
    struct fixture *f;
    struct http_round round;
    struct browser *shop;
};

static struct place begin(void)
{
    struct fixture *f = fixture_open();
    return (struct place){f, http_round_open(f, &f->home), &f->who[AS_SHOP_OWNER]};
}

static const char *press_path(const struct place *place, int lot)
{
    return fixture_text(place->f, "/en/onsker/%lld/ting/%lld", (long long)place->round.number,
                        (long long)place->round.lots[lot]);
}

static struct answer press(const struct place *place, int lot, const char *stars)
{
    return fixture_post(place->f, place->shop, press_path(place, lot), FIELDS("stars", stars));
}

static struct answer page_of(const struct place *place)
{
    const struct answer page = fixture_get(place->f, place->shop, "/en/onsker?utvalg=alt");
    assert_int_equal(page.code, 200);
    return page;
}

static void test_the_day_of_the_shop_says_what_to_wish_for(void **state)
{
    const struct place place = begin();
    (void)state;
    struct answer page = fixture_get(place.f, place.shop, "/en/i-dag");
    assert_int_equal(page.code, 200);
    assert_true(answer_has(&page, "No wishes yet · deadline"));
    assert_true(answer_has(
        &page, fixture_text(place.f, "/en/onsker?runde=%lld", (long long)place.round.number)));
    assert_int_equal(press(&place, 0, "3").code, 303);
    page = fixture_get(place.f, place.shop, "/en/i-dag");
    assert_true(answer_has(&page, "1 wish · deadline"));
    struct ctx ctx;
    struct participant shop;
    fixture_ctx(place.f, &ctx);
    assert_int_equal(allocation_participant(&ctx, place.f->home.shops[0].id, &shop), OK);
    shop.state = PARTICIPANT_PAUSED;
    assert_int_equal(allocation_participant_set(&ctx, &shop, STR("Pusset opp en måned")), OK);
    app_end(&ctx);
    page = fixture_get(place.f, place.shop, "/en/i-dag");
    assert_false(answer_has(&page, "deadline"));
    fixture_close(place.f);
}

static void test_a_press_is_kept_and_comes_back_to_its_card(void **state)
{
    const struct place place = begin();
    (void)state;
    struct answer page = page_of(&place);
    assert_true(answer_has(&page, "No wishes yet"));
    const struct answer pressed = press(&place, 0, "3");
    assert_int_equal(pressed.code, 303);
    const char *card = fixture_text(place.f, "#l%lld", (long long)place.round.lots[0]);
    assert_true(str_ends_with(pressed.location, str_of(card)));
    page = page_of(&place);
    assert_true(answer_has(&page, "1 wish"));
    assert_true(answer_has(&page, "aria-pressed=\"true\""));
    /* The button that is chosen takes the wish away. */
    assert_int_equal(press(&place, 0, "0").code, 303);
    page = page_of(&place);
    assert_true(answer_has(&page, "No wishes yet"));
    assert_false(answer_has(&page, "aria-pressed=\"true\""));
    fixture_close(place.f);
}

static void test_room_for_lots_is_told_and_what_was_typed_stays(void **state)
{
    const struct place place = begin();
    (void)state;
    const char *path =
        fixture_text(place.f, "/en/onsker/%lld/plass", (long long)place.round.number);
    struct answer answer = fixture_post(place.f, place.shop, path, FIELDS("room", "tolv"));
    assert_int_equal(answer.code, 422);
    assert_true(answer_has(&answer, "value=\"tolv\""));
    assert_true(answer_has(&answer, "Write how many lots there is room for, 0 to 5000."));
    answer = fixture_post(place.f, place.shop, path, FIELDS("room", "12"));
    assert_int_equal(answer.code, 303);
    answer = page_of(&place);
    assert_true(answer_has(&answer, "Room for 12 things"));
    answer = fixture_post(place.f, place.shop, path, FIELDS("room", ""));
    assert_int_equal(answer.code, 303);
    answer = page_of(&place);
    assert_true(answer_has(&answer, "Room for all you get"));
    fixture_close(place.f);
}

static void test_the_clock_closes_the_wishes(void **state)
{
    struct place place = begin();
    (void)state;
    assert_int_equal(press(&place, 0, "2").code, 303);
    fixture_wait(place.f, MS_PER_DAY);
    struct browser later = fixture_browser(place.f, place.f->home.id, place.shop->person_id, 0);
    place.shop = &later;
    struct answer answer = press(&place, 1, "3");
    assert_int_equal(answer.code, 409);
    assert_true(answer_has(&answer, "The wishes closed Thursday"));
    answer = fixture_get(place.f, &later, "/en/onsker");
    assert_int_equal(answer.code, 200);
    assert_true(answer_has(&answer, "Your 1 wish is in."));
    assert_false(answer_has(&answer, "Must have"));
    fixture_close(place.f);
}

static void test_a_standing_wish_shows_on_the_cards_it_matches(void **state)
{
    const struct place place = begin();
    const struct goods_category *prams = goods_codes_category_by_key(STR("prams"));
    const char *what = fixture_text(place.f, "c%lld", (long long)prams->id);
    (void)state;
    struct answer answer =
        fixture_post(place.f, place.shop, "/en/onsker/faste",
                     FIELDS("what", what, "size", "enormous", "state", "", "stars", "1"));
    assert_int_equal(answer.code, 422);
    assert_true(answer_has(&answer, "value=\"enormous\""));
    answer = fixture_post(place.f, place.shop, "/en/onsker/faste",
                          FIELDS("what", what, "size", "", "state", "", "stars", "1"));
    assert_int_equal(answer.code, 303);
    answer = page_of(&place);
    assert_true(answer_has(&answer, "2 wishes"));
    assert_true(answer_has(&answer, "standing wish"));
    fixture_close(place.f);
}

static void test_the_manager_comes_in_only_when_asked(void **state)
{
    const struct place place = begin();
    struct browser *manager = &place.f->who[AS_MANAGER];
    const char *path =
        fixture_text(place.f, "/en/kontor/runder/%lld/onsker/%lld", (long long)place.round.number,
                     (long long)place.f->home.shops[0].id);
    const char *lot = fixture_text(place.f, "%s/ting/%lld", path, (long long)place.round.lots[0]);
    (void)state;
    assert_int_equal(fixture_post(place.f, manager, lot, FIELDS("stars", "2")).code, 303);
    const struct answer page = page_of(&place);
    assert_true(answer_has(&page, "1 wish"));
    assert_int_equal(fixture_post(place.f, place.shop, "/onsker/hjelp", FIELDS("on", "0")).code,
                     303);
    assert_int_equal(fixture_get(place.f, manager, path).code, 404);
    assert_int_equal(fixture_post(place.f, manager, lot, FIELDS("stars", "3")).code, 404);
    fixture_close(place.f);
}

/* ---- nobody else sees it
 * ------------------------------------------------------------------------- */

static struct str without_values(struct fixture *f, struct str body, struct str mark)
{
    struct str left = STR("");
    ptrdiff_t at = 0;
    while ((at = str_find(body, mark)) >= 0) {
        left = str_concat(f->mem, left, str_slice(body, 0, (size_t)at));
        body = str_slice(body, (size_t)at + mark.len, body.len);
        body = str_slice(body, (size_t)str_find_byte(body, '"'), body.len);
    }
    return str_concat(f->mem, left, body);
}

/* Without what is new in each answer: the masked form tokens, and the keys of forms that may be
 * sent twice. */
static struct str without_tokens(struct fixture *f, struct str body)
{
    return without_values(f, without_values(f, body, STR("name=\"token\" value=\"")),
                          STR("name=\"key\" value=\""));
}

/* Everybody who is not of the shop; the office is told how many wishes there are, on its pages of
 * the rounds, and nothing else. */
static bool sees_nothing(const struct route *route, enum fixture_who who)
{
    const bool of_shop = who == AS_SHOP_OWNER || who == AS_SHOP_STAFF;
    const bool rounds = str_starts_with(str_of(route->path), STR("/kontor/runder"));
    return !of_shop && !rounds && (route->who & (EVERYONE | fixture_who_roles(who))) != 0;
}

typedef void look_fn(struct place *place, const struct route *route, enum fixture_who who,
                     struct str *kept);

/* The route with the number of the round written into its path. */
static struct route of_round(const struct place *place, const struct route *route)
{
    static const struct str mark = STR_INIT("{number}");
    struct route here = *route;
    const struct str path = str_of(route->path);
    const ptrdiff_t at = str_find(path, mark);
    if (at >= 0) {
        const struct str rest = str_slice(path, (size_t)at + mark.len, path.len);
        here.path = fixture_text(place->f, "%.*s%lld%.*s", (int)at, path.ptr,
                                 (long long)place->round.number, STR_ARG(rest));
    }
    return here;
}

static void keep_answer(struct place *place, const struct route *route, enum fixture_who who,
                        struct str *kept)
{
    struct str unknown = {0};
    const struct route here = of_round(place, route);
    const char *path =
        fixture_path(place->f, &here, who == AS_OTHER_SHOP ? OF_OTHER_SHOP : OF_SHOP, &unknown);
    /* That a parameter has no object is told by the walk of all routes. */
    if (path == NULL) {
        return;
    }
    const struct answer answer = fixture_get(place->f, &place->f->who[who], path);
    /* A label is made anew each time, with a number of its own; a round has none. */
    if (!str_starts_with(answer.content_type, STR("application/pdf"))) {
        *kept = without_tokens(place->f, answer.body);
    }
}

static void compare_answer(struct place *place, const struct route *route, enum fixture_who who,
                           struct str *kept)
{
    struct str now = {0};
    keep_answer(place, route, who, &now);
    if (!str_equal(now, *kept)) {
        fail_msg("%s tells %s of another shop's wishes", route->path, fixture_who_name(who));
    }
}

#define LOOKS_MAX 4000

static void look_at_everything(struct place *place, look_fn *look, struct str *kept)
{
    size_t at = 0;
    for (size_t i = 0; i < rooms_route_count; i++) {
        for (const struct route *route = rooms_routes[i].routes; route->path != NULL; route++) {
            for (int who = 0; who < AS_COUNT; who++) {
                if (route->method == HTTP_GET && route->guard != GUARD_BEARER &&
                    sees_nothing(route, (enum fixture_who)who)) {
                    assert_true(at < LOOKS_MAX);
                    look(place, route, (enum fixture_who)who, &kept[at++]);
                }
            }
        }
    }
    assert_true(at > 100);
}

static void test_nobody_else_sees_what_a_shop_wishes(void **state)
{
    struct fixture *f = fixture_open();
    struct place place = {f, http_round_shared(f, &f->home), &f->who[AS_SHOP_OWNER]};
    struct str *kept = arena_array(f->mem, LOOKS_MAX, sizeof(*kept));
    (void)state;
    /* Made before the first look, for the store shows them. */
    (void)http_custody_shared(f, &f->home);
    look_at_everything(&place, keep_answer, kept);
    assert_int_equal(press(&place, 0, "3").code, 303);
    assert_int_equal(press(&place, 1, "1").code, 303);
    const char *path = fixture_text(f, "/onsker/%lld/plass", (long long)place.round.number);
    assert_int_equal(fixture_post(f, place.shop, path, FIELDS("room", "1")).code, 303);
    look_at_everything(&place, compare_answer, kept);
    fixture_close(f);
}

int http_wish_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_day_of_the_shop_says_what_to_wish_for),
        cmocka_unit_test(test_a_press_is_kept_and_comes_back_to_its_card),
        cmocka_unit_test(test_room_for_lots_is_told_and_what_was_typed_stays),
        cmocka_unit_test(test_the_clock_closes_the_wishes),
        cmocka_unit_test(test_a_standing_wish_shows_on_the_cards_it_matches),
        cmocka_unit_test(test_the_manager_comes_in_only_when_asked),
        cmocka_unit_test(test_nobody_else_sees_what_a_shop_wishes),
    };
    return TEST_DB_RUN("http_wish", tests);
}
