/* SPDX-License-Identifier: EUPL-1.2 */
/* Lots that were stopped while a round waits. Inside the room, inside db_write(). */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_STOPPED_H
#define OMBRUK_ALLOCATION_ALLOCATION_STOPPED_H

#include "allocation/allocation.h"

/* Takes a lot that is stopped, or of which nothing is left, out of the draft or open round that has
 * it: lot, wishes and reservation; the shops that had wished for it get a mail. OK when it is not
 * stopped or no such round has it. */
MUST_CHECK enum status allocation_stopped_lot(struct ctx *ctx, int64_t thing_id);
/* The same for all lots of a draft or open round. */
MUST_CHECK enum status allocation_stopped_round(struct ctx *ctx, const struct round *round);

#endif
