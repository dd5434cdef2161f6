/* SPDX-License-Identifier: EUPL-1.2 */
/* Site maps (sitemaps.org 0.9) and a feed of products (RSS 2.0 with the fields of Google Merchant
 * Center), for programs that list what a site has. */
#ifndef OMBRUK_HTML_SITEMAP_H
#define OMBRUK_HTML_SITEMAP_H

#include "base/ctx.h"
#include "base/strbuf.h"

#define SITEMAP_TYPE "application/xml; charset=utf-8"
/* What the protocol allows in one file. */
#define SITEMAP_ADDRESSES_MAX 50000

struct sitemap_address {
    struct str url;     /* absolute */
    int64_t changed_ms; /* 0: not told */
};

struct sitemap {
    struct sitemap_address *ptr;
    size_t count;
    size_t capacity;
};

/* Pages, or (`is_index`) other site maps. At most SITEMAP_ADDRESSES_MAX are written. Errors as
 * xml_print_finish(). */
MUST_CHECK enum status sitemap_write(struct ctx *ctx, const struct sitemap *sitemap, bool is_index,
                                     struct strbuf *out);

struct product {
    struct str id;
    struct str title;
    struct str description;
    struct str url;     /* absolute */
    struct str picture; /* absolute; may be empty */
    int64_t price_ore;
    int64_t sale_ore; /* below 0: not reduced; else what it costs now, and price_ore before */
    bool available;
    struct str category; /* in words; may be empty */
    struct str colour;   /* may be empty */
    struct str size;     /* may be empty */
};

struct product_feed {
    struct str title;
    struct str description;
    struct str url;  /* absolute, of the page it belongs to */
    struct str self; /* absolute, of this part */
    struct str next; /* absolute, of the next part (RFC 5005); empty: this is the last */
    struct {
        struct product *ptr;
        size_t count;
        size_t capacity;
    } products; /* all second-hand */
};

#define PRODUCT_FEED_TYPE "application/rss+xml; charset=utf-8"

/* Errors as xml_print_finish(). */
MUST_CHECK enum status sitemap_products_write(struct ctx *ctx, const struct product_feed *feed,
                                              struct strbuf *out);

/* "250.00": kroner as programs read them, in ctx->mem. */
struct str sitemap_kroner(struct ctx *ctx, int64_t ore);

#endif
