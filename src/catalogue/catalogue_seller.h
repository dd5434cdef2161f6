/* SPDX-License-Identifier: EUPL-1.2 */
/* What makes selling quick: what a title says, what prices are like, and things that a shop takes
 * in itself. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_H

#include "catalogue/catalogue.h"
#include "catalogue/catalogue_seller_photos.h"

/* ---- what prices are like --------------------------------------------------------------------
 *
 * The rule: what things of the same kind and size were sold for in the house in the last
 * PRICE_BAND_DAYS; when those are too few, things of the same category and size. Told only from
 * PRICE_BAND_SALES sales by PRICE_BAND_SHOPS different shops, so that it never is what one shop
 * takes; of at most PRICE_BAND_ROWS newest rows. The band goes from the 25th to the 75th percentile
 * (nearest rank, each thing of a sale counted), in whole kroner. Given away is not sold. */
#define PRICE_BAND_DAYS  365
#define PRICE_BAND_SALES 5
#define PRICE_BAND_SHOPS 3
#define PRICE_BAND_ROWS  500

struct price_band {
    int64_t sales; /* 0: nothing can be told */
    int64_t low_ore;
    int64_t high_ore;
};
/* `kind_key` and `size_key` may be empty. */
MUST_CHECK enum status catalogue_seller_band(struct ctx *ctx, int64_t category_id,
                                             struct str kind_key, struct str size_key,
                                             struct price_band *ret_band);

/* ---- what a title says ----------------------------------------------------------------------- */

struct suggestion {
    int64_t category_id; /* 0: the words say nothing of it */
    struct str kind_key; /* may be empty */
    struct str size_key; /* may be empty; read in the category's system */
    int64_t colour_id;   /* NO_I64: none */
};
/* By the names of our lists and the synonyms of data/search; the longest phrase wins, the first of
 * equals. "Blå parkdress 98/104": snowsuits, 98/104, blue. Pure; any bytes are harmless. */
void catalogue_seller_suggest(struct ctx *ctx, struct str title, struct suggestion *ret_suggestion);

/* ---- what a shop takes in itself ------------------------------------------------------------- */

struct own_thing {
    struct str key; /* of the form: the same sent twice is one thing */
    int64_t count;  /* 1..GOODS_COUNT_MAX: one listing with a count */
    struct seller_photos photos;
    struct publication publication; /* without thing_id; category as it shall be */
};
/* Receives it into the shop's hands, with the shop as its source, and puts it out for sale, all or
 * nothing. What must be tested or wiped first is only received (`*ret_published` false). OK with
 * the first thing when the key was used before. Errors as goods_receive() and catalogue_publish().
 */
MUST_CHECK enum status catalogue_seller_put_out(struct ctx *ctx, int64_t tenant_id,
                                                const struct own_thing *own,
                                                struct thing *ret_thing, bool *ret_published);

#endif
