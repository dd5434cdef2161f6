/* SPDX-License-Identifier: EUPL-1.2 */
/* Words, facets and browse keys of a listing, and moving it in and out of what visitors see. Inside
 * the room, inside db_write(). */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_INDEX_H
#define OMBRUK_CATALOGUE_CATALOGUE_INDEX_H

#include "catalogue/catalogue_store.h"

/* Fills row->words from the listing and its kind. */
void catalogue_index_text(struct ctx *ctx, struct indexed_listing *row, struct str kind_key);

/* What visitors see begins to show the listing, no longer does, or shows it otherwise than
 * `before`, with the same seq. The row itself is stored in the same write. */
MUST_CHECK enum status catalogue_index_add(struct ctx *ctx, const struct indexed_listing *row);
MUST_CHECK enum status catalogue_index_remove(struct ctx *ctx, const struct indexed_listing *row);

MUST_CHECK enum status catalogue_index_replace(struct ctx *ctx,
                                               const struct indexed_listing *before,
                                               const struct indexed_listing *row);

/* Whether its newest safety test was passed. */
MUST_CHECK enum status catalogue_is_checked(struct ctx *ctx, int64_t thing_id, bool *ret_checked);

/* The jobs that follow safety tests, make words anew, and compare new titles with recalls. */
job_fn catalogue_checked_job;
job_fn catalogue_words_job;
job_fn catalogue_titles_job;

/* Mails to those whose hold of a stopped thing is ended, as far as they have confirmed an address.
 */
MUST_CHECK enum status catalogue_hold_mail_stopped(struct ctx *ctx, const struct listing *listing,
                                                   const struct stored_holds *holds);

/* Ends all active holds on the listing but `except_id` (0: none), with an event each. */
MUST_CHECK enum status catalogue_index_end_holds(struct ctx *ctx, struct indexed_listing *row,
                                                 int64_t except_id, enum hold_state state);

#endif
