/* SPDX-License-Identifier: EUPL-1.2 */
/* What the catalogue tells programs: search engines, previews, price comparisons. Inside the room
 * only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_MACHINE_H
#define OMBRUK_CATALOGUE_CATALOGUE_MACHINE_H

#include "catalogue/catalogue.h"
#include "html/page.h"
#include "html/sitemap.h"
#include "tenants/tenants.h"

/* How much of the publish sequence stands in one part. A part has at most that many addresses. */
#define MACHINE_ADDRESSES INT64_C(10000)
#define MACHINE_PRODUCTS  INT64_C(5000)

/* By catalogue_divide(). */
struct machine_size {
    int64_t addresses;
    int64_t products;
};
extern struct machine_size catalogue_machine_size;

/* Fills description, picture and schema.org data (Product, Offer) of the page of a thing. `shop`
 * may be NULL. */
void catalogue_machine_thing(struct ctx *ctx, const struct request *req,
                             const struct listing *listing, const struct tenant *shop,
                             struct page *page);
/* The same for the page of a shop (Store, opening hours); without data when the hours cannot be
 * read. */
void catalogue_machine_shop(struct ctx *ctx, const struct request *req, const struct tenant *shop,
                            struct page *page);

/* How many parts of `size` the sequence has by now. */
MUST_CHECK enum status catalogue_machine_parts(struct ctx *ctx, int64_t size, int64_t *ret_parts);
/* True if part `part`, counted from 0, holds something that is for sale in this centre. */
MUST_CHECK enum status catalogue_machine_any(struct ctx *ctx, int64_t part, int64_t size,
                                             bool *ret_any);
/* How many of what is for sale came out on `day`, counted to `most`. */
MUST_CHECK enum status catalogue_machine_new(struct ctx *ctx, int64_t day, int64_t most,
                                             int64_t *ret_count);
/* What is for sale of a part. */
MUST_CHECK enum status catalogue_machine_addresses(struct ctx *ctx, const struct request *req,
                                                   int64_t part, struct sitemap *ret_map);
MUST_CHECK enum status catalogue_machine_products(struct ctx *ctx, const struct request *req,
                                                  int64_t part, struct product_feed *feed);

#endif
