/* SPDX-License-Identifier: EUPL-1.2 */
/* Rules and classes as the manager changes them. */
#ifndef OMBRUK_SAFETY_SAFETY_RULES_H
#define OMBRUK_SAFETY_SAFETY_RULES_H

#include "safety/safety_store.h"

/* The category and the two above it; 0 where there is none. */
void safety_rules_chain(int64_t category_id, int64_t ret_chain[3]);

/* A new version of `rule->key`, or a new rule when the key is empty. INVALID (field named): no
 * title or text in bokmål, no source, a question without ASK or none with it, more than
 * SAFETY_QUESTIONS_MAX, a kind that is not of the category, a first day in the past. */
MUST_CHECK enum status safety_rules_change(struct ctx *ctx, const struct stored_rule *rule);

/* From a day on a category (kind empty) or a kind is, or is not, electrical or holds data. INVALID
 * (field named) as above. */
MUST_CHECK enum status safety_rules_classify(struct ctx *ctx, const struct stored_class *row);

MUST_CHECK enum status safety_rules_change_dealer(struct ctx *ctx,
                                                  const struct stored_dealer_rule *rule);
/* Whose rules hold from today. INVALID (field "country") unless it is two capital letters. */
MUST_CHECK enum status safety_rules_set_country(struct ctx *ctx, struct str country);

#endif
