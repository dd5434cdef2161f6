/* SPDX-License-Identifier: EUPL-1.2 */
/* Holding and standing in line, the page of a thing, and lists by link, as a visitor meets them. */
#include "base/day.h"
#include "catalogue/catalogue.h"
#include "goods/goods.h"
#include "http_fixture.h"

int http_hold_test(void);

static const char *path_of(struct fixture *f, const char *before, struct str middle,
                           const char *after)
{
    return fixture_text(f, "%s%.*s%s", before, STR_ARG(middle), after);
}

static struct answer got(struct fixture *f, struct browser *browser, const char *path, int code)
{
    const struct answer page = fixture_get(f, browser, path);
    assert_int_equal(page.code, code);
    return page;
}

/* The six digits of the newest mail to somebody. */
static const char *digits(struct fixture *f, const char *to)
{
    const struct str text = fixture_mail(f, to);
    for (size_t i = 0; i + 6 <= text.len; i++) {
        size_t n = 0;
        while (n < 6 && text.ptr[i + n] >= '0' && text.ptr[i + n] <= '9') {
            n++;
        }
        if (n == 6) {
            return fixture_text(f, "%.6s", text.ptr + i);
        }
    }
    fail_msg("no code in the mail to %s", to);
    return "";
}

/* Holds, or stands in line, and confirms; gives the address of the page. */
static struct str confirmed(struct fixture *f, struct browser *browser, const char *path,
                            const char *contact)
{
    const struct answer made = fixture_post(f, browser, path, FIELDS("contact", contact));
    assert_int_equal(made.code, 303);
    const struct str page = str_copy(f->mem, made.location);
    assert_int_equal(fixture_post(f, browser, path_of(f, "", page, "/bekreft"),
                                  FIELDS("code", digits(f, contact)))
                         .code,
                     303);
    return page;
}

static void test_a_hold_is_made_longer_on_its_page_and_only_once(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const struct str token = f->home.shops[0].hold;
    const char *page = path_of(f, "/en/hold/", token, "");
    /* Made by e-mail and not confirmed yet. */
    struct answer shown = got(f, &visitor, page, 200);
    assert_false(answer_has(&shown, "/forleng"));
    const char *confirm = path_of(f, "/en/hold/", token, "/bekreft");
    const struct str to = str_format(f->mem, "%.*s-0@example.no", STR_ARG(f->home.slug));
    assert_int_equal(fixture_post(f, &visitor, confirm, FIELDS("code", digits(f, to.ptr))).code,
                     303);
    shown = got(f, &visitor, page, 200);
    assert_true(answer_has(&shown, "/forleng"));
    const char *longer = path_of(f, "/en/hold/", token, "/forleng");
    assert_int_equal(fixture_post(f, &visitor, longer, FIELDS_NONE).code, 303);
    shown = got(f, &visitor, page, 200);
    assert_false(answer_has(&shown, "/forleng"));
    assert_true(answer_has(&shown, "You have had one more day already."));
    const struct answer again = fixture_post(f, &visitor, longer, FIELDS_NONE);
    assert_int_equal(again.code, 409);
    assert_true(answer_has(&again, "You have had one more day already."));
    fixture_close(f);
}

static void test_who_comes_late_stands_in_line_and_gets_it(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const struct str code = f->home.shops[0].published;
    const char *thing = path_of(f, "/en/ting/", code, "");
    struct answer shown = got(f, &visitor, thing, 200);
    assert_true(answer_has(&shown, "Someone got there first. Join the queue?"));
    assert_true(answer_has(&shown, "Nobody is in the queue yet."));
    const char *line = path_of(f, "/en/ting/", code, "/ko");
    const struct answer phone = fixture_post(f, &visitor, line, FIELDS("contact", "90000001"));
    assert_int_equal(phone.code, 422);
    assert_true(answer_has(&phone, "Enter an e-mail, so we can tell you when it is your turn"));
    assert_true(answer_has(&phone, "value=\"90000001\""));
    const struct str mine = confirmed(f, &visitor, line, "noah@example.no");
    shown = got(f, &visitor, mine.ptr, 200);
    assert_true(answer_has(&shown, "You are number 1 in the queue"));
    const struct answer twice =
        fixture_post(f, &visitor, line, FIELDS("contact", "noah+x@example.no"));
    assert_int_equal(twice.code, 409);
    assert_true(answer_has(&twice, "You are in the queue for this already."));
    /* The shop sees that somebody waits. */
    shown = got(f, &f->who[AS_SHOP_OWNER], "/en/salg", 200);
    assert_true(answer_has(&shown, "in the queue: 1"));
    /* The holder gives it up. */
    assert_int_equal(fixture_post(f, &visitor,
                                  path_of(f, "/hold/", f->home.shops[0].hold, "/avbestill"),
                                  FIELDS_NONE)
                         .code,
                     303);
    shown = got(f, &visitor, mine.ptr, 200);
    assert_true(answer_has(&shown, "Held for you until"));
    /* Then they leave, and it is free. */
    assert_int_equal(
        fixture_post(f, &visitor, path_of(f, "", mine, "/avbestill"), FIELDS_NONE).code, 303);
    shown = got(f, &visitor, thing, 200);
    assert_true(answer_has(&shown, "Hold until"));
    const struct answer free_now =
        fixture_post(f, &visitor, line, FIELDS("contact", "a@example.no"));
    assert_int_equal(free_now.code, 409);
    assert_true(answer_has(&free_now, "It has just become free. You can hold it now."));
    fixture_close(f);
}

static void test_the_limits_are_told_before_and_when_they_are_met(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const struct str code = f->home.shops[0].published;
    const char *hold = path_of(f, "/en/ting/", code, "/hold");
    assert_int_equal(fixture_post(f, &visitor,
                                  path_of(f, "/hold/", f->home.shops[0].hold, "/avbestill"),
                                  FIELDS_NONE)
                         .code,
                     303);
    struct answer shown = got(f, &visitor, path_of(f, "/en/ting/", code, ""), 200);
    assert_true(answer_has(
        &shown, fixture_text(f,
                             "at once: %d with an e-mail, %d with a mobile number; %d in one "
                             "shop, %d a day.",
                             HOLD_PER_EMAIL, HOLD_PER_PHONE, HOLD_PER_SHOP, HOLD_PER_DAY)));
    assert_true(answer_has(&shown, fixture_text(f, "fewer for %d days", HOLD_MISSED_DAYS)));
    assert_true(answer_has(
        &shown, fixture_text(f, "At most %d percent of a shop is held at a time, %d percent",
                             100 / HOLD_SHOP_SHARE, 100 / HOLD_SHOP_UNCONFIRMED_SHARE)));
    for (int i = 0; i < HOLD_PER_DAY; i++) {
        const struct answer made =
            fixture_post(f, &visitor, hold, FIELDS("contact", "ada@example.no"));
        assert_int_equal(made.code, 303);
        assert_int_equal(
            fixture_post(f, &visitor, path_of(f, "", made.location, "/avbestill"), FIELDS_NONE)
                .code,
            303);
    }
    shown = fixture_post(f, &visitor, hold, FIELDS("contact", "Ada+9@example.no"));
    assert_int_equal(shown.code, 429);
    assert_true(answer_has(&shown, fixture_text(f, "You have held %d things today", HOLD_PER_DAY)));
    assert_true(answer_has(&shown, "You can hold more tomorrow."));
    assert_true(answer_has(&shown, "value=\"Ada+9@example.no\""));
    fixture_close(f);
}

/* ---- the page of a thing --------------------------------------------------------------------- */

static void test_what_is_withdrawn_is_gone_with_a_way_on(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const struct str code = f->home.shops[0].published;
    const char *thing = path_of(f, "/en/ting/", code, "");
    got(f, &visitor, thing, 200);
    assert_int_equal(
        fixture_post(f, &f->who[AS_SHOP_OWNER], path_of(f, "/lager/", code, "/trekk"), FIELDS_NONE)
            .code,
        303);
    const struct answer gone = got(f, &visitor, thing, 410);
    assert_true(answer_has(&gone, "This is no longer for sale."));
    assert_true(answer_has(&gone, "/en/finn"));
    assert_true(answer_has(&gone, "Similar things"));
    got(f, &visitor, "/en/ting/22222222", 404);
    fixture_close(f);
}

/* A snowsuit in 104 of 1.2 kg, in a shop that is number 3 on the plan; Wednesday at noon. */
static void test_the_page_of_a_thing_tells_where_until_when_and_what_it_saves(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const struct fixture_shop *shop = &f->home.shops[0];
    const char *office = fixture_text(f, "/kontor/butikker/%lld", (long long)shop->id);
    assert_int_equal(fixture_post(f, &f->who[AS_MANAGER], office,
                                  FIELDS("name", "Hjulet", "organisation_number", "974760673",
                                         "place", "Plan 2", "unit", "3"))
                         .code,
                     303);
    const struct answer page = got(f, &visitor, path_of(f, "/en/ting/", shop->published, ""), 200);
    assert_true(answer_has(&page, "class=\"ob-plan-here\" cx=\"116\" cy=\"20\""));
    assert_true(answer_has(&page, "<span>Plan 2, Stativ 4</span>"));
    assert_true(answer_has(&page, "<small>Open until 6\u00a0pm</small>"));
    assert_true(answer_has(&page, "<span>fits about 2–4 years</span>"));
    /* The other shop has one like it. */
    const ptrdiff_t similar = str_find(page.body, STR("id=\"similar\""));
    assert_true(similar > 0);
    assert_true(str_find(str_slice(page.body, (size_t)similar, page.body.len),
                         f->home.shops[1].published) > 0);
    /* 1.2 kg of children's clothes: 1.2 × 22.31 × 0.28 × 0.5 = 3.7, 1.2 × 22.31 × 0.646 = 17.3. */
    assert_true(answer_has(&page, "Probably saved: 4\u00a0kg to 17\u00a0kg CO₂e."));
    fixture_close(f);
}

static void test_what_is_sold_is_shown_for_a_month_and_then_gone(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const char *thing = path_of(f, "/en/ting/", f->home.shops[0].sold, "");
    const struct answer sold = got(f, &visitor, thing, 200);
    assert_true(answer_has(&sold, "Sold – see similar"));
    assert_false(answer_has(&sold, "name=\"contact\""));
    fixture_wait(f, 29 * MS_PER_DAY);
    const struct answer later = got(f, &visitor, thing, 200);
    assert_true(answer_has(&later, "Sold – see similar"));
    fixture_wait(f, 2 * MS_PER_DAY);
    got(f, &visitor, thing, 410);
    fixture_close(f);
}

static void test_what_was_put_into_another_lot_leads_there(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    struct ctx ctx;
    struct thing from;
    struct thing into;
    const struct fixture_shop *shop = &f->home.shops[0];
    const char *withdraw = path_of(f, "/lager/", shop->published, "/trekk");
    assert_int_equal(fixture_post(f, &f->who[AS_SHOP_OWNER], withdraw, FIELDS_NONE).code, 303);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, shop->published, &from), OK);
    assert_int_equal(goods_by_code(&ctx, shop->in_hand, &into), OK);
    struct i64_list others = {&from.id, 1, 1};
    assert_int_equal(goods_merge(&ctx, into.id, shop->id, into.seq, &others, &into), OK);
    app_end(&ctx);
    /* Nothing is offered where it went to yet. */
    got(f, &visitor, path_of(f, "/ting/", shop->published, ""), 410);
    fixture_ctx(f, &ctx);
    const struct publication publication = {.thing_id = into.id,
                                            .title = STR("Parkdresser"),
                                            .wear = STR("Litt slitt."),
                                            .category_id = into.category_id,
                                            .kind_key = STR(""),
                                            .grade = GRADE_NICE,
                                            .size_key = STR("h104"),
                                            .colour_id = NO_I64,
                                            .price_ore = 9000,
                                            .place = STR("")};
    struct listing listing;
    assert_int_equal(catalogue_publish(&ctx, shop->id, &publication, &listing), OK);
    app_end(&ctx);
    const struct answer moved = got(f, &visitor, path_of(f, "/en/ting/", shop->published, ""), 301);
    assert_str(moved.location, path_of(f, "/en/ting/", shop->in_hand, ""));
    got(f, &visitor, moved.location.ptr, 200);
    fixture_close(f);
}

static void test_the_story_tells_where_it_came_in_and_names_nobody(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const struct answer page =
        got(f, &visitor, path_of(f, "/en/ting/", f->home.shops[0].published, ""), 200);
    assert_true(answer_has(&page, "Came in at"));
    assert_true(answer_has(&page, "How we count"));
    assert_false(answer_has(&page, "@example.no"));
    fixture_close(f);
}

/* ---- lists ----------------------------------------------------------------------------------- */

static void test_a_list_by_link_tells_what_is_sold(void **state)
{
    (void)state;
    struct fixture *f = fixture_open();
    struct browser visitor = {0};
    const char *path =
        fixture_text(f, "/en/husket?koder=%.*s.%.*s.ZZZZZZZZ&delt=1",
                     STR_ARG(f->home.shops[0].published), STR_ARG(f->home.shops[0].sold));
    const struct answer page = got(f, &visitor, path, 200);
    assert_true(answer_has(&page, "A shared list"));
    assert_true(answer_has(&page, "1 of them is sold."));
    assert_true(answer_has(&page, "1 thing is no longer for sale."));
    /* The link of the list has only what can be shown. */
    assert_true(answer_has(
        &page, fixture_text(f, "data-share=\"/en/husket?koder=%.*s.%.*s&amp;delt=1\"",
                            STR_ARG(f->home.shops[0].published), STR_ARG(f->home.shops[0].sold))));
    fixture_close(f);
}

int http_hold_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_hold_is_made_longer_on_its_page_and_only_once),
        cmocka_unit_test(test_who_comes_late_stands_in_line_and_gets_it),
        cmocka_unit_test(test_the_limits_are_told_before_and_when_they_are_met),
        cmocka_unit_test(test_what_is_withdrawn_is_gone_with_a_way_on),
        cmocka_unit_test(test_the_page_of_a_thing_tells_where_until_when_and_what_it_saves),
        cmocka_unit_test(test_what_is_sold_is_shown_for_a_month_and_then_gone),
        cmocka_unit_test(test_what_was_put_into_another_lot_leads_there),
        cmocka_unit_test(test_the_story_tells_where_it_came_in_and_names_nobody),
        cmocka_unit_test(test_a_list_by_link_tells_what_is_sold),
    };
    return TEST_DB_RUN("holds", tests);
}
