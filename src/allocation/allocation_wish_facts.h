/* SPDX-License-Identifier: EUPL-1.2 */
/* A round as one shop meets it: its lots, its wishes, what it may have and what suits it. Inside
 * the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_WISH_FACTS_H
#define OMBRUK_ALLOCATION_ALLOCATION_WISH_FACTS_H

#include "allocation/allocation.h"

struct wish_facts {
    struct round round;
    int64_t tenant_id;
    struct round_lots lots; /* without what was taken out; like beside like, then by age */
    struct wishes wishes;   /* as they would be sent in, by thing */
    struct str_list approved;
    struct i64_list habits; /* categories the shop knows; none: a new shop */
    int64_t max_lots;       /* NO_I64: no limit */
};

MUST_CHECK enum status allocation_wish_facts(struct ctx *ctx, const struct round *round,
                                             int64_t tenant_id, struct wish_facts *ret_facts);
/* Only the lot `thing_id`, for an answer to one press; NOT_FOUND when the round does not have it.
 * Without habits. */
MUST_CHECK enum status allocation_wish_facts_of(struct ctx *ctx, const struct round *round,
                                                int64_t tenant_id, int64_t thing_id,
                                                struct wish_facts *ret_facts);
/* The shop has wished, got or had such lots before; true of all for a new shop. */
bool allocation_wish_suits(const struct wish_facts *facts, const struct round_lot *lot);
/* The shop has the approval the lot requires, if any. */
bool allocation_wish_may(const struct wish_facts *facts, const struct round_lot *lot);
/* NULL: not wished. */
const struct wish *allocation_wish_of(const struct wish_facts *facts, int64_t thing_id);

#endif
