/* SPDX-License-Identifier: EUPL-1.2 */
/* Fields of the pages where shops describe and price things. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_FIELDS_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_FIELDS_H

#include "catalogue/catalogue_seller.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_views.h"
#include "http/form.h"

/* Add the choices to a select; what is the field's value is chosen. Kinds are those of the category
 * and of those above and below it; category 0: all. */
void catalogue_seller_categories(struct ctx *ctx, struct form_field *field);
void catalogue_seller_kinds(struct ctx *ctx, int64_t category_id, struct form_field *field);
void catalogue_seller_colours(struct ctx *ctx, struct form_field *field);
/* The field's value is numbers with commas between. */
void catalogue_seller_seasons(struct ctx *ctx, struct form_field *field);
/* Brands of what is for sale in the house, for the list that the field offers. */
MUST_CHECK enum status catalogue_seller_brands(struct ctx *ctx, struct form_field *field,
                                               struct str_list *ret_brands);
/* SEASON_BIT()s of what was chosen, which holds one of no season when a number was none; and back:
 * "1,4". */
int64_t catalogue_seller_season_bits(const struct i64_list *chosen);
struct str catalogue_seller_season_list(struct ctx *ctx, int64_t seasons);

/* As typed: empty for 0 and NO_I64. */
struct str catalogue_seller_number(struct ctx *ctx, int64_t value);
/* Øre as typed: "250" or "12,50". */
struct str catalogue_seller_money(struct ctx *ctx, int64_t ore);
/* The size as typed, read in the category's own system; empty for none. INVALID, field "size". */
MUST_CHECK enum status catalogue_seller_size(struct ctx *ctx, struct str typed, int64_t category_id,
                                             struct str *ret_key);
/* "Lignende ble solgt for 80–120 kr (12 salg)."; empty when nothing can be told. */
struct str catalogue_seller_band_text(struct ctx *ctx, const struct price_band *band);

/* What is typed, completed by what the name says. */
struct meant {
    int64_t category_id; /* 0: not known */
    struct str kind_key;
    struct str size_key;
    int64_t colour_id;
};
/* `category_id` 0 or NO_I64: by the name. INVALID, field "size". */
MUST_CHECK enum status catalogue_seller_understand(struct ctx *ctx, struct str title,
                                                   int64_t category_id, struct str size,
                                                   struct meant *ret_meant);
/* The same as a page tells it back while it is typed, and what such things were sold for. */
MUST_CHECK enum status catalogue_seller_tell_back(struct ctx *ctx, struct str title,
                                                  int64_t category_id, struct str size,
                                                  struct suggested *ret_suggested);
/* Of a thing that has a category: the one that its name says, when that is another. */
struct fit {
    struct str title;
    int64_t category_id;
    struct str kind_key;
    struct str size; /* as typed */
};
MUST_CHECK enum status catalogue_seller_tell_fit(struct ctx *ctx, const struct fit *fit,
                                                 struct suggested *ret_suggested);

/* The thing of the address /lager/{code}; NOT_FOUND unless the shop of who asks has it. */
MUST_CHECK enum status catalogue_seller_thing(struct ctx *ctx, const struct request *req,
                                              struct thing *ret_thing);
/* The form that takes some out of a lot, and what it put out just now ("?lagt=CODE"). */
MUST_CHECK enum status catalogue_seller_fill_split(struct ctx *ctx, struct request *req,
                                                   const struct thing *thing,
                                                   struct publish_view *view);
/* What was put out just now; empty when `code` is no listing of the shop that is public. */
MUST_CHECK enum status catalogue_seller_done(struct ctx *ctx, struct str code,
                                             struct undo_bar *ret_bar, struct url *ret_url);

/* What the shop's price rule does next to what is out; nothing without a rule. */
MUST_CHECK enum status catalogue_seller_fill_fall(struct ctx *ctx, const struct thing *thing,
                                                  const struct listing *listing,
                                                  struct publish_view *view);

/* When a draft could not be kept: what was typed, and what was wrong. False in all other cases, and
 * nothing is set. */
bool catalogue_seller_typed_draft(struct ctx *ctx, const struct request *req, struct draft *draft,
                                  struct form_errors *ret_errors);
/* "Utkast lagret i dag kl. 12.48." */
struct str catalogue_seller_saved_text(struct ctx *ctx, const struct draft *draft);
/* What the shop did last with the listing and can undo; empty when nothing. */
MUST_CHECK enum status catalogue_seller_undo_bar(struct ctx *ctx, const struct listing *listing,
                                                 struct undo_bar *ret_bar);

#endif
