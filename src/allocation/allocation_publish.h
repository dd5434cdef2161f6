/* SPDX-License-Identifier: EUPL-1.2 */
/* What a published run does to points and lots, and how a correction undoes it. Inside the room
 * only, inside db_write(). */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_PUBLISH_H
#define OMBRUK_ALLOCATION_ALLOCATION_PUBLISH_H

#include "allocation/allocation_draw.h"

/* Reads a drawn run with its files as they are kept. Memory: large. */
MUST_CHECK enum status allocation_publish_read(struct ctx *ctx, const struct round *round,
                                               const struct draw_run *run,
                                               struct drawing *ret_drawing);

/* Points, lots, pick-ups, mails of a run; the run and the round are then published. `before` is the
 * run it replaces, whose entries have been taken back; NULL: it is the first. */
MUST_CHECK enum status allocation_publish_run(struct ctx *ctx, const struct round *round,
                                              const struct draw_run *run,
                                              const struct drawing *drawing,
                                              const struct draw_run *before);

#endif
