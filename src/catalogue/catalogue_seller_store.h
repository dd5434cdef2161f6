/* SPDX-License-Identifier: EUPL-1.2 */
/* What is kept for the people who sell: runs the queries of catalogue_seller.sql. Inside the room
 * only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_STORE_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_STORE_H

#include "catalogue/catalogue.h"
#include "catalogue/catalogue_seller_control.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_rule.h"
#include "catalogue/catalogue_seller_sample.h"

/* What one listing was sold for today, for one; adds up with what is there. */
MUST_CHECK enum status catalogue_seller_store_sold(struct ctx *ctx, const struct listing *listing,
                                                   struct str kind_key, int64_t price_ore,
                                                   int64_t count);
/* Takes it back; nothing happens for what was sold on another day. */
MUST_CHECK enum status catalogue_seller_store_unsold(struct ctx *ctx, const struct listing *listing,
                                                     int64_t price_ore, int64_t count);

struct sold_price {
    int64_t price_ore;
    int64_t tenant_id;
    int64_t count;
};
struct sold_prices {
    struct sold_price *ptr;
    size_t count;
    size_t capacity;
};
/* Since `from_day`, newest first, at most `limit` rows; `kind_key` empty: any kind. */
MUST_CHECK enum status catalogue_seller_store_prices(struct ctx *ctx, int64_t category_id,
                                                     struct str kind_key, struct str size_key,
                                                     int64_t from_day, int64_t limit,
                                                     struct sold_prices *ret_prices);

/* That the shop has taken the thing in itself, and said that it is no new product. */
MUST_CHECK enum status catalogue_seller_store_own(struct ctx *ctx, int64_t thing_id,
                                                  int64_t tenant_id);

struct price_rules {
    struct price_rule *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status catalogue_seller_store_rule(struct ctx *ctx, int64_t tenant_id,
                                                   struct price_rule *ret_rule);
/* Of all shops, where nobody has looked on that day. */
MUST_CHECK enum status catalogue_seller_store_rules_due(struct ctx *ctx, int64_t day,
                                                        struct price_rules *ret_rules);
MUST_CHECK enum status catalogue_seller_store_set_rule(struct ctx *ctx,
                                                       const struct price_rule *rule);
MUST_CHECK enum status catalogue_seller_store_looked(struct ctx *ctx, int64_t tenant_id,
                                                     int64_t day);
MUST_CHECK enum status catalogue_seller_store_end_rule(struct ctx *ctx, int64_t tenant_id);
MUST_CHECK enum status catalogue_seller_store_fall(struct ctx *ctx, int64_t listing_id,
                                                   struct price_fall *ret_fall);
MUST_CHECK enum status catalogue_seller_store_set_fall(struct ctx *ctx, int64_t listing_id,
                                                       const struct price_fall *fall);

MUST_CHECK enum status catalogue_seller_store_draft(struct ctx *ctx, int64_t tenant_id,
                                                    int64_t thing_id, struct draft *ret_draft);
MUST_CHECK enum status catalogue_seller_store_set_draft(struct ctx *ctx, int64_t tenant_id,
                                                        int64_t thing_id,
                                                        const struct draft *draft);
MUST_CHECK enum status catalogue_seller_store_drop_draft(struct ctx *ctx, int64_t tenant_id,
                                                         int64_t thing_id);

MUST_CHECK enum status catalogue_seller_store_forget_drafts(struct ctx *ctx, int64_t before_ms);

/* How far the safety tests have been followed; NOT_FOUND: not at all. */
MUST_CHECK enum status catalogue_seller_store_tested(struct ctx *ctx, int64_t *ret_test_id);
MUST_CHECK enum status catalogue_seller_store_set_tested(struct ctx *ctx, int64_t test_id);

/* NOT_FOUND: none was drawn. Sets what stands about the month, not what was chosen. */
MUST_CHECK enum status catalogue_seller_store_sampling(struct ctx *ctx, int64_t month,
                                                       struct samples *ret_samples);
MUST_CHECK enum status catalogue_seller_store_add_sampling(struct ctx *ctx,
                                                           const struct samples *samples);
MUST_CHECK enum status catalogue_seller_store_add_sample(struct ctx *ctx, int64_t month,
                                                         const struct sample *sample);
/* Appends those of samples->month. */
MUST_CHECK enum status catalogue_seller_store_samples(struct ctx *ctx, struct samples *samples);
MUST_CHECK enum status catalogue_seller_store_sample_result(struct ctx *ctx, int64_t month,
                                                            int64_t listing_id,
                                                            int64_t *ret_result);
/* Nothing when it is not in the sample or has a result. */
MUST_CHECK enum status catalogue_seller_store_settle_sample(struct ctx *ctx, int64_t month,
                                                            int64_t listing_id,
                                                            enum sample_result result);
MUST_CHECK enum status catalogue_seller_store_sample_months(struct ctx *ctx, int64_t from_month,
                                                            struct sample_months *ret_months);

/* NOT_FOUND: no picture is marked. */
MUST_CHECK enum status catalogue_seller_store_wear_photo(struct ctx *ctx, int64_t thing_id,
                                                         struct str *ret_hash);
MUST_CHECK enum status catalogue_seller_store_drop_wear_photo(struct ctx *ctx, int64_t thing_id,
                                                              struct str hash);
MUST_CHECK enum status catalogue_seller_store_set_wear_photo(struct ctx *ctx, int64_t thing_id,
                                                             struct str hash);

/* How a listing was before the last act; of `before` only what a page can change is set. */
struct undo_row {
    enum undo_act act;
    int64_t at_ms;
    int64_t version; /* of the listing after the act */
    struct listing before;
};
MUST_CHECK enum status catalogue_seller_store_undo(struct ctx *ctx, int64_t listing_id,
                                                   struct undo_row *ret_row);
MUST_CHECK enum status catalogue_seller_store_set_undo(struct ctx *ctx, int64_t listing_id,
                                                       const struct undo_row *row);
MUST_CHECK enum status catalogue_seller_store_end_undo(struct ctx *ctx, int64_t listing_id);

/* The day of the shop's newest declaration; NOT_FOUND. */
MUST_CHECK enum status catalogue_seller_store_declared(struct ctx *ctx, int64_t tenant_id,
                                                       int64_t *ret_day);
MUST_CHECK enum status catalogue_seller_store_declare(struct ctx *ctx, int64_t tenant_id,
                                                      int64_t day);
/* Appends what the shop has `least` or more alike of, as new. */
MUST_CHECK enum status catalogue_seller_store_controls(struct ctx *ctx, int64_t tenant_id,
                                                       int64_t least, int64_t limit,
                                                       struct controls *controls);
/* Now, by who acts. */
MUST_CHECK enum status catalogue_seller_store_moderate(struct ctx *ctx,
                                                       const struct moderated *row);
MUST_CHECK enum status catalogue_seller_store_why_off(struct ctx *ctx, int64_t listing_id,
                                                      struct moderated *ret_moderated);
MUST_CHECK enum status catalogue_seller_store_unsettled(struct ctx *ctx, int64_t limit,
                                                        struct moderateds *ret_list);
MUST_CHECK enum status catalogue_seller_store_mended(struct ctx *ctx, int64_t listing_id);
MUST_CHECK enum status catalogue_seller_store_seen(struct ctx *ctx, int64_t listing_id);

#endif
