/* SPDX-License-Identifier: EUPL-1.2 */
/* Who is in the demo centre: the house, its stations, shops and people. All of it is fictional; the
 * organisation numbers have valid check digits in a range that is never given out. */
#ifndef OMBRUK_APP_DEMO_CAST_H
#define OMBRUK_APP_DEMO_CAST_H

#include <stdbool.h>

#include "base/ctx.h"

#define DEMO_SHOPS    8
#define DEMO_STATIONS 3

struct demo_shop {
    const char *slug;
    const char *name;
    const char *organisation_number;
    const char *about_nb;
    const char *about_nn;
    const char *about_en;
    const char *place;
    const char *unit;
    const char *icon;
    const char *goods; /* keys of categories, "clothes shoes" */
    const char *racks; /* how places are called: "stativ", "hylle" */
};

extern const struct demo_shop demo_shops[DEMO_SHOPS];

/* True if the shop deals in goods of the category or one above it. */
bool demo_cast_deals_in(const struct demo_shop *shop, int64_t category_id);

/* A brand for thing number `number` of the category; a third has none. */
struct str demo_cast_brand(int64_t category_id, int64_t number);
/* What things of the category are mostly made of; empty: of many things. */
struct str demo_cast_material(int64_t category_id);
/* What may be worn on thing number `number` of the category, a sentence in Norwegian. */
struct str demo_cast_wear(int64_t category_id, int64_t number);
/* When things of the category are of use, as SEASON_BIT()s; 0: all year. */
int64_t demo_cast_seasons(int64_t category_id);

/* Ids of what was made. */
struct demo_cast {
    int64_t shops[DEMO_SHOPS];
    int64_t shop_people[DEMO_SHOPS];
    int64_t stations[DEMO_STATIONS]; /* two, and where people hand in at the centre */
    int64_t workers[2];
    int64_t manager;
    int64_t deputy; /* a manager too: some things take two people */
};

/* Makes centre, hours, holders, shops and people; sets ctx->centre_id. */
MUST_CHECK enum status demo_cast_make(struct ctx *ctx, struct demo_cast *ret_cast);

#endif
