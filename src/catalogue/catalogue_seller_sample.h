/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's spot check for new products: a few listings of each shop, chosen by lot each month.
 * Inside the room only.
 *
 * The lot: a seed is drawn once a month and written down with the time, in the table and in the
 * log. Of what a shop has for sale then, those SAMPLE_PER_SHOP are chosen whose
 * catalogue_seller_sample_rank() is lowest. Whoever has the seed and the ids can do it again. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_SAMPLE_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_SAMPLE_H

#include "catalogue/catalogue.h"

#define SAMPLE_PER_SHOP 5

enum sample_result {
    SAMPLE_OPEN = 0, /* nobody has looked yet */
    SAMPLE_USED = 1, /* it is used, mended or made of used things */
    SAMPLE_NEW = 2,  /* taken off as a new product */
    SAMPLE_OTHER = 3 /* taken off for another reason */
};
/* N_(); of what nobody has looked at too. */
const char *catalogue_seller_sample_words(int64_t result);

struct sample {
    int64_t listing_id;
    int64_t tenant_id;
    int64_t listed; /* how many the shop had for sale when it was drawn */
    int64_t result; /* enum sample_result */
    int64_t at_ms;  /* of the result; NO_I64: none */
    struct str code;
    struct str title;
    bool is_public; /* now */
};
struct samples {
    int64_t month; /* 202611 */
    int64_t seed;
    int64_t made_ms;
    struct sample *ptr;
    size_t count;
    size_t capacity;
};

/* splitmix64 of the seed and the id. Pure. */
uint64_t catalogue_seller_sample_rank(int64_t seed, int64_t listing_id);

/* Draws this month's sample with `seed` (0: a random one); nothing when there is one already. The
 * job "catalogue_sample" does it within an hour of the month's beginning. */
MUST_CHECK enum status catalogue_seller_draw_sample(struct ctx *ctx, int64_t seed);
/* This month's, in the order of the shops; NOT_FOUND before it is drawn. */
MUST_CHECK enum status catalogue_seller_samples(struct ctx *ctx, struct samples *ret_samples);

/* The manager has looked at it and it is used. NOT_FOUND unless it is in this month's sample;
 * CONFLICT when another result is written down; OK again. */
MUST_CHECK enum status catalogue_seller_sample_used(struct ctx *ctx, int64_t listing_id);
/* Inside db_write(): it was taken off; its result when it is in this month's sample and open. */
MUST_CHECK enum status catalogue_seller_sample_off(struct ctx *ctx, int64_t listing_id,
                                                   bool is_new_product);

/* What came of the last twelve months, newest first. */
struct sample_month {
    int64_t month;
    int64_t chosen;
    int64_t used;
    int64_t as_new;
};
struct sample_months {
    struct sample_month *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status catalogue_seller_sample_months(struct ctx *ctx,
                                                      struct sample_months *ret_months);

job_fn catalogue_seller_sample_job;

#endif
