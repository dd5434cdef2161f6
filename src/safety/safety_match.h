/* SPDX-License-Identifier: EUPL-1.2 */
/* Which things a recall may be about, and which recalls a thing may be one of. */
#ifndef OMBRUK_SAFETY_SAFETY_MATCH_H
#define OMBRUK_SAFETY_SAFETY_MATCH_H

#include "safety/safety_recall_store.h"

/* The words by which a recall is found: its bar codes and the words of its brands. */
struct str_list safety_match_recall_words(struct arena *arena, const struct recall *recall);
/* Inside db_write(). Looks through what is in stock and written down; `*ret_found` new matches. */
MUST_CHECK enum status safety_match_recall(struct ctx *ctx, const struct recall *recall,
                                           int64_t *ret_found);
/* Inside db_write(). Keeps the thing's words and looks through the recalls. Matches that wait get
 * their score anew. */
MUST_CHECK enum status safety_match_thing(struct ctx *ctx, const struct thing *thing);
/* Inside db_write(). What `from_id` may be, `to_id` may be: their lots were one or became one. */
MUST_CHECK enum status safety_match_copy(struct ctx *ctx, int64_t from_id, int64_t to_id);
/* Inside db_write(). The part gets what is written on its lot, and the lot's matches. */
MUST_CHECK enum status safety_match_divide(struct ctx *ctx, const struct thing *part);

#endif
