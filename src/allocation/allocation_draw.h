/* SPDX-License-Identifier: EUPL-1.2 */
/* Running the engine over what is kept, and keeping what came out. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_DRAW_H
#define OMBRUK_ALLOCATION_ALLOCATION_DRAW_H

#include "allocation/allocation_outcome.h"

/* A draw with its files, in memory. */
struct drawing {
    struct draw_input input;
    struct str in[FAIR_IN_COUNT];
    struct str out[FAIR_OUT_COUNT];
    struct draw_outcome outcome;
};

/* Commits to `drawing->input`: in and out are filled. INTERNAL, with what the engine says as
 * detail, if it does not accept what we wrote. */
MUST_CHECK enum status allocation_draw_commit(struct ctx *ctx, struct drawing *drawing);
/* Draws with that randomness, and reads the outcome. */
MUST_CHECK enum status allocation_draw_run(struct ctx *ctx, struct drawing *drawing,
                                           struct str signature, struct str randomness);

/* Inside db_write(): all files, or (`committed`) only those that exist before the draw. */
MUST_CHECK enum status allocation_draw_keep_files(struct ctx *ctx, int64_t run_id,
                                                  const struct drawing *drawing, bool committed);
/* Inside db_write(): awards and refusals. */
MUST_CHECK enum status allocation_draw_keep_rows(struct ctx *ctx, int64_t run_id,
                                                 const struct drawing *drawing);

/* Draws a closed round whose randomness is certain by its entries; tells whether it is drawn now.
 * Outside db_write(), for it may take seconds. */
MUST_CHECK enum status allocation_draw_if_certain(struct ctx *ctx, int64_t round_id,
                                                  bool *ret_drawn);

#endif
