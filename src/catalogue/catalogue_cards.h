/* SPDX-License-Identifier: EUPL-1.2 */
/* Listings as cards, tags and words. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_CARDS_H
#define OMBRUK_CATALOGUE_CATALOGUE_CARDS_H

#include "catalogue/catalogue.h"
#include "catalogue/catalogue_views.h"
#include "tenants/tenants.h"

#define SOLD_SHOWN_DAYS 30 /* as sold, with similar things */

/* The shops of the centre, read once per page. */
struct shop_names {
    struct tenant_list tenants;
    int64_t today;
};
MUST_CHECK enum status catalogue_cards_shops(struct ctx *ctx, struct shop_names *ret_names);
/* At most three that `words` are about: all the words stand in what they tell, as a visitor would
 * write them or as a part of a compound. */
struct shop_hits catalogue_shops(struct ctx *ctx, const struct shop_names *names, struct str words);
/* NULL when there is none. */
const struct tenant *catalogue_cards_shop(const struct shop_names *names, int64_t tenant_id);

/* `eager`: above the fold. */
struct thing_card catalogue_cards_card(struct ctx *ctx, const struct shop_names *names,
                                       const struct listing *listing, bool eager);
struct thing_cards catalogue_cards_of(struct ctx *ctx, const struct shop_names *names,
                                      const struct listings *listings, size_t eager);
struct price_tag catalogue_cards_tag(struct ctx *ctx, const struct listing *listing, bool large);

/* Where in the house something is: of a shop (NULL: of none), at `where` in it. */
struct place catalogue_cards_place(struct ctx *ctx, const struct tenant *shop, struct str where);

/* "104", in the language of ctx; empty for none. */
struct str catalogue_cards_size(const struct ctx *ctx, struct str size_key);
/* "passer ca. 3–4 år"; empty when the size has no age. */
struct str catalogue_cards_age(struct ctx *ctx, struct str size_key);
/* Name of a category; empty for 0 and unknown. */
struct str catalogue_cards_category(const struct ctx *ctx, int64_t category_id);
struct str catalogue_cards_icon(int64_t category_id);
/* "218 ting", "1 ting", "mer enn 1 000 ting". */
struct str catalogue_cards_total(struct ctx *ctx, int64_t total);
/* "42", "1 000+"; empty when it is not known (negative). */
struct str catalogue_cards_count(struct ctx *ctx, int64_t count);
/* Our address of a photo, fixed (no prefix); empty for no photo. */
struct url catalogue_cards_photo(struct ctx *ctx, struct str hash, int width);

/* Where to find it: the shop (NULL: not known), its place and `where` in it, whether it is open. */
struct place catalogue_cards_place(struct ctx *ctx, const struct tenant *shop, struct str where);

#endif
