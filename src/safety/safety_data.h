/* SPDX-License-Identifier: EUPL-1.2 */
/* What comes with the program (data/safety), read once and never freed. */
#ifndef OMBRUK_SAFETY_SAFETY_DATA_H
#define OMBRUK_SAFETY_SAFETY_DATA_H

#include "safety/safety.h"
#include "safety/safety_store.h"

struct safety_seeds {
    const struct stored_rule *rules;
    size_t rule_count;
    const struct stored_class *classes;
    size_t class_count;
    const struct stored_dealer_rule *dealer_rules;
    size_t dealer_rule_count;
};

/* Thread-safe. The embedded files are part of the program: one that cannot be read aborts. */
const struct safety_seeds *safety_data_seeds(void);

/* Which of our categories a category of theirs can be: `*ret_known` false when the list does not
 * know it; known without any means that a reuse centre takes in nothing of the kind. A key of one
 * of our own categories stands for itself. */
struct i64_list safety_data_categories(struct arena *arena, struct str theirs, bool *ret_known);

#endif
