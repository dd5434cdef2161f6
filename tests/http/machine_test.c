/* SPDX-License-Identifier: EUPL-1.2 */
/* What programs read: schema.org data, site maps, the feed of products, robots.txt, previews. */
#include "catalogue/catalogue.h"
#include "http_fixture.h"
#include "json/json.h"

int http_machine_test(void);

/* The data script of a page, parsed; freed by json_free(). */
static struct json *data_of(const struct answer *page)
{
    const struct str begin = STR("<script type=\"application/ld+json\">");
    const ptrdiff_t at = str_find(page->body, begin);
    assert_true(at > 0);
    const struct str rest = str_slice(page->body, (size_t)at + begin.len, page->body.len);
    const ptrdiff_t end = str_find(rest, STR("</script>"));
    struct json *root = NULL;
    assert_true(end > 0);
    assert_int_equal(json_parse(str_slice(rest, 0, (size_t)end), (size_t)64 * 1024, &root), OK);
    return root;
}

static struct str text_of(struct fixture *f, const struct json *object, const char *name)
{
    struct str text = STR("");
    assert_true(json_str(json_get(object, name), f->mem, &text));
    return text;
}

static const char *thing_path(struct fixture *f, const char *language)
{
    return fixture_text(f, "%s/ting/%s", language, f->home.shops[0].published.ptr);
}

static void test_a_thing_is_a_product_with_an_offer(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer page = fixture_get(f, &f->who[AS_VISITOR], thing_path(f, "/nn"));
    struct json *product = data_of(&page);
    const struct json *offer = json_get(product, "offers");
    assert_str(text_of(f, product, "@type"), "Product");
    assert_str(text_of(f, product, "sku"), f->home.shops[0].published.ptr);
    assert_str(text_of(f, offer, "priceCurrency"), "NOK");
    assert_str(text_of(f, offer, "itemCondition"), "https://schema.org/UsedCondition");
    assert_true(str_find(text_of(f, offer, "price"), STR(".")) > 0);
    assert_true(str_find(text_of(f, offer, "url"), STR("/nn/ting/")) > 0);
    assert_str(text_of(f, json_get(offer, "seller"), "@type"), "Store");
    json_free(product);
    assert_true(answer_has(&page, "<meta property=\"og:title\""));
    assert_true(answer_has(&page, "<meta property=\"og:image\" content=\"http"));
    fixture_close(f);
}

/* What a shop writes must not end the script, nor be read as markup by a preview. */
static void test_hostile_texts_stay_inside_their_place(void **state)
{
    struct fixture *f = fixture_open();
    struct ctx ctx;
    struct listing listing;
    (void)state;
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_by_code(&ctx, f->home.shops[0].published, &listing), OK);
    ctx.actor.owner_id = f->home.shops[0].id;
    const struct publication publication = {
        .thing_id = listing.thing_id,
        .title = STR("</script><script>alert(1)</script>\" onload=\"x"),
        .wear = STR("<!-- ]]> & \xe2\x80\xa8"),
        .category_id = listing.category_id,
        .grade = listing.grade,
        .size_key = listing.size_key,
        .colour_id = listing.colour_id,
        .price_ore = 1,
    };
    assert_int_equal(catalogue_publish(&ctx, f->home.shops[0].id, &publication, &listing), OK);
    app_end(&ctx);
    const struct answer page = fixture_get(f, &f->who[AS_VISITOR], thing_path(f, ""));
    assert_int_equal(page.code, 200);
    assert_false(answer_has(&page, "<script>alert"));
    assert_true(answer_has(&page, "<meta property=\"og:title\" content=\"&lt;/script&gt;"
                                  "&lt;script&gt;alert(1)&lt;/script&gt;&#34; onload=&#34;x\">"));
    struct json *product = data_of(&page);
    assert_str(text_of(f, product, "name"), "</script><script>alert(1)</script>\" onload=\"x");
    assert_str(text_of(f, json_get(product, "offers"), "price"), "0.01");
    json_free(product);
    const struct answer feed = fixture_get(f, &f->who[AS_VISITOR], "/varestrom.xml");
    assert_false(answer_has(&feed, "<script>"));
    assert_true(answer_has(&feed, "&lt;/script&gt;"));
    fixture_close(f);
}

static void test_house_and_shop_are_stores_with_their_hours(void **state)
{
    struct fixture *f = fixture_open();
    const char *paths[] = {"/", "/finn-fram",
                           fixture_text(f, "/butikk/%s", f->home.shops[0].slug.ptr)};
    (void)state;
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        const struct answer page = fixture_get(f, &f->who[AS_VISITOR], paths[i]);
        struct json *store = data_of(&page);
        const struct json *week = json_get(store, "openingHoursSpecification");
        const struct json *special = json_get(store, "specialOpeningHoursSpecification");
        bool christmas = false;
        assert_str(text_of(f, store, "@type"), "Store");
        assert_int_equal(json_count(week), 6);
        assert_str(text_of(f, json_first(week), "opens"), "10:00");
        for (const struct json *day = json_first(special); day != NULL; day = json_next(day)) {
            christmas = christmas || (str_equal(text_of(f, day, "validFrom"), STR("2026-12-25")) &&
                                      str_equal(text_of(f, day, "closes"), STR("00:00")));
        }
        assert_true(christmas);
        json_free(store);
    }
    fixture_close(f);
}

static void test_site_maps_hold_what_is_for_sale_here_and_nothing_else(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *visitor = &f->who[AS_VISITOR];
    (void)state;
    const struct answer index = fixture_get(f, visitor, "/sitemap.xml");
    assert_int_equal(index.code, 200);
    assert_str(index.content_type, "application/xml; charset=utf-8");
    assert_true(answer_has(&index, "<sitemapindex"));
    assert_true(answer_has(&index, "/sitemap.xml?del=0</loc>"));
    assert_true(answer_has(&index, "/sitemap.xml?del=1</loc>"));
    assert_false(answer_has(&index, "del=2</loc>"));
    const struct answer pages = fixture_get(f, visitor, "/sitemap.xml?del=0");
    assert_true(answer_has(&pages, "/finn-fram</loc>"));
    assert_true(answer_has(&pages, fixture_text(f, "/butikk/%s</loc>", f->home.shops[0].slug.ptr)));
    const struct answer things = fixture_get(f, visitor, "/sitemap.xml?del=1");
    const struct fixture_shop *own = &f->home.shops[0];
    assert_true(answer_has(&things, fixture_text(f, "/ting/%s</loc>", own->published.ptr)));
    assert_false(answer_has(&things, own->sold.ptr));
    assert_false(answer_has(&things, own->in_hand.ptr));
    assert_false(answer_has(&things, f->other.shops[0].published.ptr));
    assert_int_equal(fixture_get(f, visitor, "/sitemap.xml?del=2").code, 404);
    assert_int_equal(fixture_get(f, visitor, "/sitemap.xml?del=-1").code, 200);
    fixture_close(f);
}

static void test_the_feed_of_products_says_used_and_what_is_held(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer feed = fixture_get(f, &f->who[AS_VISITOR], "/en/varestrom.xml");
    assert_int_equal(feed.code, 200);
    assert_str(feed.content_type, "application/rss+xml; charset=utf-8");
    assert_true(
        answer_has(&feed, fixture_text(f, "<g:id>%s</g:id>", f->home.shops[0].published.ptr)));
    assert_true(answer_has(&feed, "<g:condition>used</g:condition>"));
    assert_true(answer_has(&feed, "<g:availability>out_of_stock</g:availability>"));
    assert_false(answer_has(&feed, f->home.shops[0].sold.ptr));
    assert_false(answer_has(&feed, f->other.shops[0].published.ptr));
    assert_false(answer_has(&feed, "rel=\"next\""));
    assert_int_equal(fixture_get(f, &f->who[AS_VISITOR], "/varestrom.xml?del=1").code, 404);
    fixture_close(f);
}

/* The two shops' things stand in parts of their own when a part is one step of the sequence. */
static void test_a_large_house_is_told_in_parts(void **state)
{
    struct fixture *f = fixture_open();
    struct browser *visitor = &f->who[AS_VISITOR];
    struct ctx ctx;
    struct listing first;
    struct listing second;
    (void)state;
    fixture_ctx(f, &ctx);
    assert_int_equal(catalogue_by_code(&ctx, f->home.shops[0].published, &first), OK);
    assert_int_equal(catalogue_by_code(&ctx, f->home.shops[1].published, &second), OK);
    app_end(&ctx);
    assert_true(first.seq < second.seq);
    catalogue_divide(1, 1);
    const struct answer index = fixture_get(f, visitor, "/sitemap.xml");
    const struct answer part =
        fixture_get(f, visitor, fixture_text(f, "/sitemap.xml?del=%lld", (long long)first.seq));
    const struct answer feed = fixture_get(
        f, visitor, fixture_text(f, "/varestrom.xml?del=%lld", (long long)first.seq - 1));
    const struct answer last = fixture_get(
        f, visitor, fixture_text(f, "/varestrom.xml?del=%lld", (long long)second.seq - 1));
    catalogue_divide(0, 0);
    assert_true(answer_has(&index, fixture_text(f, "del=%lld</loc>", (long long)first.seq)));
    assert_true(answer_has(&index, fixture_text(f, "del=%lld</loc>", (long long)second.seq)));
    assert_true(answer_has(&part, f->home.shops[0].published.ptr));
    assert_false(answer_has(&part, f->home.shops[1].published.ptr));
    assert_true(answer_has(&feed, f->home.shops[0].published.ptr));
    assert_false(answer_has(&feed, f->home.shops[1].published.ptr));
    assert_true(answer_has(&feed, "rel=\"next\""));
    assert_true(
        answer_has(&feed, fixture_text(f, "/varestrom.xml?del=%lld", (long long)first.seq)));
    assert_true(answer_has(&last, f->home.shops[1].published.ptr));
    fixture_close(f);
}

static void test_robots_are_led_to_the_map_and_away_from_the_rest(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    const struct answer robots = fixture_get(f, &f->who[AS_VISITOR], "/robots.txt");
    assert_int_equal(robots.code, 200);
    assert_true(answer_has(&robots, "User-agent: *\nDisallow: /finn?\nDisallow: /nn/finn?\n"));
    assert_true(answer_has(&robots, "Disallow: /en/hold/\n"));
    assert_true(answer_has(&robots, "/sitemap.xml\n"));
    fixture_close(f);
}

static void test_public_pages_name_themselves_in_each_language(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    f->app.http.public_url = STR("https://ombruk.example.no/");
    const struct answer page = fixture_get(f, &f->who[AS_VISITOR], "/nn/finn-fram");
    assert_true(answer_has(&page, "<link rel=\"canonical\" "
                                  "href=\"https://ombruk.example.no/nn/finn-fram\">"));
    assert_true(
        answer_has(&page, "hreflang=\"en\" href=\"https://ombruk.example.no/en/finn-fram\""));
    assert_true(answer_has(&page, "hreflang=\"x-default\" "
                                  "href=\"https://ombruk.example.no/finn-fram\""));
    assert_true(answer_has(&page, "<meta property=\"og:url\" "
                                  "content=\"https://ombruk.example.no/nn/finn-fram\">"));
    const struct answer office = fixture_get(f, &f->who[AS_MANAGER], "/kontor/om");
    assert_false(answer_has(&office, "og:title"));
    fixture_close(f);
}

int http_machine_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_thing_is_a_product_with_an_offer),
        cmocka_unit_test(test_hostile_texts_stay_inside_their_place),
        cmocka_unit_test(test_house_and_shop_are_stores_with_their_hours),
        cmocka_unit_test(test_site_maps_hold_what_is_for_sale_here_and_nothing_else),
        cmocka_unit_test(test_the_feed_of_products_says_used_and_what_is_held),
        cmocka_unit_test(test_a_large_house_is_told_in_parts),
        cmocka_unit_test(test_robots_are_led_to_the_map_and_away_from_the_rest),
        cmocka_unit_test(test_public_pages_name_themselves_in_each_language),
    };
    return TEST_DB_RUN("http_machine", tests);
}
