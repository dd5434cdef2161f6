/* SPDX-License-Identifier: EUPL-1.2 */
/* Prices that fall by a shop's own rule. Inside the room only.
 *
 * After so many days a price becomes so many percent lower than the first one, in whole kroner,
 * never below the floor and never higher than it is. Days count from when the thing was put out. A
 * price that the shop sets itself after the rule has acted is a new first price, from the day on
 * which the rule sees it. The struck price is the one before the last fall, not the first: that is
 * the lowest of the time before, which is what one may compare with. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_RULE_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_RULE_H

#include "catalogue/catalogue.h"

#define PRICE_RULE_STEPS    2
#define PRICE_RULE_DAYS_MAX 365

struct price_rule {
    int64_t tenant_id;
    struct {
        int64_t days;
        int64_t percent; /* 0: no such step */
    } steps[PRICE_RULE_STEPS];
    int64_t floor_ore;
    int64_t looked_day;
};

/* How far a listing has fallen. */
struct price_fall {
    int64_t from_day;
    int64_t base_ore;
    int64_t price_ore; /* as the rule left it */
    int64_t steps;     /* how many have been taken */
    bool paused;
};

/* The fall as it is today: without a row, or after the shop has set the price itself or put the
 * thing out anew, from the beginning. */
struct price_fall catalogue_seller_fall(const struct listing *listing,
                                        const struct price_fall *stored, int64_t today);
/* The next fall of a price; `*ret_day` may be past. False when there is none. */
bool catalogue_seller_next_fall(const struct price_rule *rule, const struct price_fall *fall,
                                int64_t *ret_day, int64_t *ret_price_ore);

/* NOT_FOUND: the shop has none. */
MUST_CHECK enum status catalogue_seller_rule(struct ctx *ctx, int64_t tenant_id,
                                             struct price_rule *ret_rule);
/* From tomorrow. INVALID, on the fields of the form, unless the second step comes later and goes
 * further than the first. */
MUST_CHECK enum status catalogue_seller_set_rule(struct ctx *ctx, const struct price_rule *rule);
MUST_CHECK enum status catalogue_seller_end_rule(struct ctx *ctx, int64_t tenant_id);
MUST_CHECK enum status catalogue_seller_fall_of(struct ctx *ctx, const struct listing *listing,
                                                struct price_fall *ret_fall);
/* Lets the price of one listing alone, or no longer. NOT_FOUND for another shop's. */
MUST_CHECK enum status catalogue_seller_pause(struct ctx *ctx, int64_t tenant_id,
                                              int64_t listing_id, bool paused);

/* Lets prices fall that are due, each shop once a day; `*ret_fallen`: how many. The job
 * "catalogue_prices" does it each hour. Again: nothing. */
MUST_CHECK enum status catalogue_seller_lower(struct ctx *ctx, int64_t *ret_fallen);
job_fn catalogue_seller_prices_job;

#endif
