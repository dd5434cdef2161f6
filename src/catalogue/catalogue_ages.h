/* SPDX-License-Identifier: EUPL-1.2 */
/* Ages of whom a thing is for: what a child wears at which age, and the ages a search can be
 * narrowed by. A guide, told as one: children differ. Inside the room only; pure. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_AGES_H
#define OMBRUK_CATALOGUE_CATALOGUE_AGES_H

#include "base/ctx.h"
#include "goods/goods_codes.h"

/* Ages are numbered from 1; a set of them is a bit for each. */
#define CATALOGUE_AGES         11
#define CATALOGUE_AGE_BIT(age) (UINT32_C(1) << (age))

/* As it stands in an address: "6-12m", "2-4"; NULL for what is no age. */
const char *catalogue_age_key(int64_t age);
/* 0: none. */
int64_t catalogue_age_of_key(struct str key);
/* "2–4 år" */
struct str catalogue_age_words(struct ctx *ctx, int64_t age);

/* Who wears it. None for sizes that are no child's clothes or shoes. */
uint32_t catalogue_ages_of_size(const struct goods_size *size);
/* Those that have a month between `min` and `max`; an age that ends where another begins is only
 * the younger one. */
uint32_t catalogue_ages_of_months(int64_t months_min, int64_t months_max);
/* What a title says: "Puslespill 3–5 år". Only of things for children. */
uint32_t catalogue_ages_of_title(struct ctx *ctx, int64_t category_id, struct str title);

/* What is worn from so many months on, until the next row. */
struct growth {
    int months;
    const char *size_key; /* NULL: not known any more */
};
extern const struct growth catalogue_growth_body[];
extern const struct growth catalogue_growth_shoe[];
#define CATALOGUE_GROWTH_BODY 22
#define CATALOGUE_GROWTH_SHOE 23

/* Empty: none known. */
struct str catalogue_growth_size(const struct growth *rows, size_t count, int64_t months);

#endif
