/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints site maps and feeds of products. */
#include "html/sitemap.h"

#include "html/feed.h"
#include "html/xml_print.h"

#include "base/banned.h"

enum status sitemap_write(struct ctx *ctx, const struct sitemap *sitemap, bool is_index,
                          struct strbuf *out)
{
    struct xml_print p;
    xml_print_begin(ctx, &p);
    xml_open(&p, is_index ? "sitemapindex" : "urlset");
    xml_attribute(&p, "xmlns", STR("http://www.sitemaps.org/schemas/sitemap/0.9"));
    for (size_t i = 0; i < sitemap->count && i < SITEMAP_ADDRESSES_MAX; i++) {
        const struct sitemap_address *address = &sitemap->ptr[i];
        xml_open(&p, is_index ? "sitemap" : "url");
        xml_element(&p, "loc", address->url);
        if (address->changed_ms != 0) {
            xml_element(&p, "lastmod", feed_time(ctx, address->changed_ms));
        }
        xml_close(&p);
    }
    xml_close(&p);
    return xml_print_finish(&p, out);
}

struct str sitemap_kroner(struct ctx *ctx, int64_t ore)
{
    return str_format(ctx->mem, "%lld.%02d", (long long)(ore / 100), (int)(ore % 100));
}

static struct str price(struct ctx *ctx, int64_t ore)
{
    return str_concat(ctx->mem, sitemap_kroner(ctx, ore), STR(" NOK"));
}

static void put_known(struct xml_print *p, const char *name, struct str value)
{
    if (value.len > 0) {
        xml_element(p, name, value);
    }
}

static void put_product(struct xml_print *p, const struct product *product)
{
    xml_open(p, "item");
    xml_element(p, "g:id", product->id);
    xml_element(p, "title", product->title);
    xml_element(p, "description", product->description);
    xml_element(p, "link", product->url);
    put_known(p, "g:image_link", product->picture);
    xml_element(p, "g:condition", STR("used"));
    xml_element(p, "g:availability", product->available ? STR("in_stock") : STR("out_of_stock"));
    xml_element(p, "g:price", price(p->ctx, product->price_ore));
    if (product->sale_ore >= 0) {
        xml_element(p, "g:sale_price", price(p->ctx, product->sale_ore));
    }
    /* Second-hand things have no number that others could know them by. */
    xml_element(p, "g:identifier_exists", STR("no"));
    put_known(p, "g:product_type", product->category);
    put_known(p, "g:color", product->colour);
    put_known(p, "g:size", product->size);
    xml_close(p);
}

static void put_link(struct xml_print *p, const char *rel, struct str href)
{
    xml_open(p, "atom:link");
    xml_attribute(p, "rel", str_of(rel));
    xml_attribute(p, "type", STR("application/rss+xml"));
    xml_attribute(p, "href", href);
    xml_close(p);
}

enum status sitemap_products_write(struct ctx *ctx, const struct product_feed *feed,
                                   struct strbuf *out)
{
    struct xml_print p;
    xml_print_begin(ctx, &p);
    xml_open(&p, "rss");
    xml_attribute(&p, "version", STR("2.0"));
    xml_attribute(&p, "xmlns:g", STR("http://base.google.com/ns/1.0"));
    xml_attribute(&p, "xmlns:atom", STR("http://www.w3.org/2005/Atom"));
    xml_open(&p, "channel");
    xml_element(&p, "title", feed->title);
    xml_element(&p, "link", feed->url);
    xml_element(&p, "description", feed->description);
    put_link(&p, "self", feed->self);
    if (feed->next.len > 0) {
        put_link(&p, "next", feed->next);
    }
    for (size_t i = 0; i < feed->products.count; i++) {
        put_product(&p, &feed->products.ptr[i]);
    }
    xml_close(&p);
    xml_close(&p);
    return xml_print_finish(&p, out);
}
