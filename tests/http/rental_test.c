/* SPDX-License-Identifier: EUPL-1.2 */
/* A shop rents a thing out and gets it back; the mass balance has a line for it meanwhile. */
#include "catalogue/catalogue.h"
#include "goods/goods_rent.h"
#include "http_fixture.h"

int http_rental_test(void);

#define BALANCE "/en/kontor/massebalanse"

static struct thing thing_of(struct fixture *f, struct str code)
{
    struct ctx ctx;
    struct thing thing;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_by_code(&ctx, code, &thing), OK);
    app_end(&ctx);
    return thing;
}

static const char *version_of(struct fixture *f, struct str code)
{
    return fixture_text(f, "%lld", (long long)thing_of(f, code).seq);
}

static struct answer rent(struct fixture *f, enum fixture_who who, struct str code,
                          const char *count)
{
    return fixture_post(f, &f->who[who], fixture_text(f, "/en/lager/%.*s/lei-ut", STR_ARG(code)),
                        FIELDS("version", version_of(f, code), "rent_count", count));
}

static struct answer back(struct fixture *f, enum fixture_who who, struct str code, int64_t event,
                          const char *count)
{
    return fixture_post(f, &f->who[who], fixture_text(f, "/en/lager/%.*s/tilbake", STR_ARG(code)),
                        FIELDS("event", fixture_text(f, "%lld", (long long)event), "out", "1",
                               "back_count", count));
}

/* The event by which the thing is out. */
static int64_t out_by(struct fixture *f, struct str code)
{
    const struct thing thing = thing_of(f, code);
    struct goods_rentals rentals;
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_rentals_of(&ctx, thing.id, &rentals), OK);
    assert_int_equal(rentals.count, 1);
    const int64_t event_id = rentals.ptr[0].event_id;
    app_end(&ctx);
    return event_id;
}

static void test_what_is_rented_out_stands_as_such_until_it_is_back(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *shop = &f->who[AS_SHOP_OWNER];
    const struct str code = f->home.shops[0].in_hand;
    const char *own = fixture_text(f, "/en/lager/%.*s", STR_ARG(code));
    (void)state;
    struct answer page = fixture_get(f, shop, own);
    assert_true(answer_has(&page, "/lei-ut\""));
    const struct answer many = rent(f, AS_SHOP_OWNER, code, "77");
    assert_int_equal(many.code, 409);
    assert_true(answer_has(&many, "value=\"77\""));
    assert_int_equal(rent(f, AS_SHOP_OWNER, code, "0").code, 422);
    assert_int_equal(rent(f, AS_OTHER_SHOP, code, "1").code, 404);
    const char *late = version_of(f, code);
    assert_int_equal(rent(f, AS_SHOP_OWNER, code, "1").code, 303);
    /* The same form once more. */
    assert_int_equal(fixture_post(f, shop, fixture_text(f, "%s/lei-ut", own),
                                  FIELDS("version", late, "rent_count", "1"))
                         .code,
                     409);
    const int64_t event = out_by(f, code);
    const char *mark = fixture_text(f, "name=\"event\" value=\"%lld\"", (long long)event);
    page = fixture_get(f, shop, "/en/lager/utlan");
    assert_true(answer_has(&page, mark));
    page = fixture_get(f, shop, own);
    assert_true(answer_has(&page, mark));
    assert_false(answer_has(&page, "/lei-ut\""));
    page = fixture_get(f, &f->who[AS_OTHER_SHOP], "/en/lager/utlan");
    assert_false(answer_has(&page, mark));
    page = fixture_get(f, &f->who[AS_MANAGER], BALANCE);
    assert_true(answer_has(&page, "Rented out</th>"));
    assert_true(answer_has(&page, "The balance adds up"));
    page = fixture_get(f, &f->who[AS_MANAGER], BALANCE "/hendelser?felt=leid");
    assert_true(answer_has(&page, "<td>rented out</td>"));
    /* Back: to who rented it out, once, and no more than is out. */
    assert_int_equal(back(f, AS_OTHER_SHOP, code, event, "1").code, 404);
    assert_int_equal(back(f, AS_SHOP_OWNER, code, event, "2").code, 409);
    assert_int_equal(back(f, AS_SHOP_OWNER, code, f->home.shops[0].event_id, "1").code, 404);
    assert_int_equal(back(f, AS_SHOP_OWNER, code, event, "1").code, 303);
    assert_int_equal(back(f, AS_SHOP_OWNER, code, event, "1").code, 409);
    assert_int_equal(thing_of(f, code).count, 1);
    page = fixture_get(f, shop, "/en/lager/utlan");
    assert_true(answer_has(&page, "Nothing is rented out"));
    page = fixture_get(f, &f->who[AS_MANAGER], BALANCE);
    assert_false(answer_has(&page, "Rented out</th>"));
    assert_true(answer_has(&page, "The balance adds up"));
    fixture_close(f);
}

static void test_what_is_held_is_not_rented_out_and_what_is_out_is_not_offered(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct listing listing;
    struct goods_verdict verdict;
    (void)state;
    const struct answer held = rent(f, AS_SHOP_OWNER, f->home.shops[0].published, "1");
    assert_int_equal(held.code, 409);
    assert_true(answer_has(&held, "Somebody holds it"));
    const struct str code = f->home.shops[0].in_hand;
    const struct thing thing = thing_of(f, code);
    const struct publication publication = {.thing_id = thing.id,
                                            .title = STR("Telt"),
                                            .wear = STR(""),
                                            .category_id = thing.category_id,
                                            .kind_key = STR(""),
                                            .grade = GRADE_NICE,
                                            .size_key = STR("h104"),
                                            .colour_id = NO_I64,
                                            .price_ore = 10000,
                                            .place = STR("")};
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_publish(&ctx, thing.holder_id, &publication, &listing), OK);
    assert_int_equal(listing.state, LISTING_PUBLIC);
    app_end(&ctx);
    assert_int_equal(rent(f, AS_SHOP_OWNER, code, "1").code, 303);
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_by_code(&ctx, code, &listing), OK);
    assert_int_equal(listing.state, LISTING_WITHDRAWN);
    app_end(&ctx);
    assert_int_equal(back(f, AS_SHOP_OWNER, code, out_by(f, code), "1").code, 303);
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_verify(&ctx, &verdict), OK);
    assert_str(verdict.first, "");
    app_end(&ctx);
    fixture_close(f);
}

int http_rental_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_rented_out_stands_as_such_until_it_is_back),
        cmocka_unit_test(test_what_is_held_is_not_rented_out_and_what_is_out_is_not_offered),
    };
    return TEST_DB_RUN("rental", tests);
}
