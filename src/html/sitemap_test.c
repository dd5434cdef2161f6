/* SPDX-License-Identifier: EUPL-1.2 */
/* Site maps and feeds of products, with texts that would break them. */
#include "html/sitemap.h"

#include "base/vec.h"
#include "test.h"

int html_sitemap_test(void);

#define HOLDS(out, part) assert_true(str_find((struct str){(out).ptr, (out).len}, STR(part)) >= 0)

struct printed {
    struct ctx ctx;
    struct strbuf out;
};

static struct printed *printed_begin(void)
{
    struct arena *arena = arena_create(ARENA_DEFAULT_CAP);
    struct printed *printed = ARENA_NEW(arena, struct printed);
    printed->ctx.mem = arena;
    strbuf_init(&printed->out, (size_t)16 * 1024 * 1024);
    return printed;
}

static void printed_end(struct printed *printed)
{
    strbuf_finish(&printed->out);
    arena_destroy(printed->ctx.mem);
}

static void test_a_map_names_pages_and_escapes_them(void **state)
{
    struct printed *p = printed_begin();
    struct sitemap map = {0};
    (void)state;
    vec_push(p->ctx.mem, &map, (struct sitemap_address){STR("https://x.no/finn?a=1&b=2"), 0});
    vec_push(p->ctx.mem, &map, (struct sitemap_address){STR("https://x.no/ting/7K"), 1000});
    assert_int_equal(sitemap_write(&p->ctx, &map, false, &p->out), OK);
    HOLDS(p->out, "<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">");
    HOLDS(p->out, "<url><loc>https://x.no/finn?a=1&amp;b=2</loc></url>");
    HOLDS(p->out, "<lastmod>1970-01-01T00:00:01Z</lastmod>");
    printed_end(p);
}

static void test_no_map_has_more_addresses_than_the_protocol_allows(void **state)
{
    struct printed *p = printed_begin();
    struct sitemap map = {0};
    size_t count = 0;
    (void)state;
    for (int i = 0; i < SITEMAP_ADDRESSES_MAX + 1; i++) {
        vec_push(p->ctx.mem, &map, (struct sitemap_address){STR("https://x.no/"), 0});
    }
    assert_int_equal(sitemap_write(&p->ctx, &map, true, &p->out), OK);
    struct str rest = {p->out.ptr, p->out.len};
    for (ptrdiff_t at = 0; (at = str_find(rest, STR("<sitemap>"))) >= 0; count++) {
        rest = str_slice(rest, (size_t)at + 1, rest.len);
    }
    assert_int_equal(count, SITEMAP_ADDRESSES_MAX);
    printed_end(p);
}

static void test_a_product_is_used_and_tells_both_prices_when_reduced(void **state)
{
    struct printed *p = printed_begin();
    struct product_feed feed = {.title = STR("Huset"),
                                .next = STR("https://x.no/varestrom.xml?del=1")};
    (void)state;
    vec_push(p->ctx.mem, &feed.products,
             (struct product){.id = STR("7K4M2PXQ"),
                              .title = STR("Bord <stort> & \x01 rundt"),
                              .price_ore = 25050,
                              .sale_ore = 5,
                              .available = true});
    assert_int_equal(sitemap_products_write(&p->ctx, &feed, &p->out), OK);
    HOLDS(p->out, "<title>Bord &lt;stort&gt; &amp; \xEF\xBF\xBD rundt</title>");
    HOLDS(p->out, "<g:condition>used</g:condition>");
    HOLDS(p->out, "<g:price>250.50 NOK</g:price><g:sale_price>0.05 NOK</g:sale_price>");
    HOLDS(p->out, "<atom:link rel=\"next\"");
    assert_true(str_find((struct str){p->out.ptr, p->out.len}, STR("image_link")) < 0);
    printed_end(p);
}

int html_sitemap_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_map_names_pages_and_escapes_them),
        cmocka_unit_test(test_no_map_has_more_addresses_than_the_protocol_allows),
        cmocka_unit_test(test_a_product_is_used_and_tells_both_prices_when_reduced),
    };
    return cmocka_run_group_tests_name("sitemap", tests, NULL, NULL);
}
