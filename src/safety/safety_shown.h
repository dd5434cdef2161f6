/* SPDX-License-Identifier: EUPL-1.2 */
/* How things, recalls, people and choices are shown on every page of the room. */
#ifndef OMBRUK_SAFETY_SAFETY_SHOWN_H
#define OMBRUK_SAFETY_SAFETY_SHOWN_H

#include "safety/safety_recall_store.h"
#include "safety/safety_views.h"

struct str safety_shown(const struct ctx *ctx, const char *source); /* translated */
struct str safety_shown_number(struct ctx *ctx, int64_t number);    /* digits; empty for NO_I64 */
void safety_shown_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value);

MUST_CHECK enum status safety_shown_thing(struct ctx *ctx, const struct thing *thing,
                                          struct safety_thing *ret);
/* "KINDERKRAFT I-CARE i-Size". */
struct str safety_shown_recall(struct ctx *ctx, const struct recall *recall);
void safety_shown_recall_facts(struct ctx *ctx, const struct recall *recall, struct facts *facts);
/* "Kari, 24. november kl. 12"; without a person the instant alone. */
struct str safety_shown_by(struct ctx *ctx, int64_t person_id, int64_t at_ms);
/* "same brand (35)", one pill each. */
struct pills safety_shown_reasons(struct ctx *ctx, struct str reasons);
struct pill safety_shown_score(struct ctx *ctx, int64_t score);
/* Category, and the kind after a dash; either may be 0 or empty. */
struct str safety_shown_place(struct ctx *ctx, int64_t category_id, struct str kind_key);

/* Every category, the tree shown by dashes; every kind by name. */
void safety_shown_categories(struct ctx *ctx, struct form_field *field);
void safety_shown_kinds(struct ctx *ctx, struct form_field *field);

#endif
