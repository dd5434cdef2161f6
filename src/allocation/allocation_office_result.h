/* SPDX-License-Identifier: EUPL-1.2 */
/* What came of a draw, for the office's and the public's pages: sums, winners, runs, files. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OFFICE_RESULT_H
#define OMBRUK_ALLOCATION_ALLOCATION_OFFICE_RESULT_H

#include "allocation/allocation.h"
#include "allocation/allocation_office_views.h"

#define ALLOCATION_OFFICE_AWARDS_PAGE 50

struct sums_band allocation_office_sums_band(struct ctx *ctx, const struct draw_sums *sums);

/* One page of the awards of a run, from 1; NOT_FOUND before publication unless `office`.
 * `*ret_count` is how many there are in all. */
MUST_CHECK enum status allocation_office_award_rows(struct ctx *ctx, int64_t run_id, bool office,
                                                    int64_t page, struct award_rows *ret_rows,
                                                    int64_t *ret_count);
struct pagination allocation_office_award_pages(struct ctx *ctx, const char *pattern,
                                                struct str number, int64_t page, int64_t count);

/* All runs, the newest first. */
MUST_CHECK enum status allocation_office_run_rows(struct ctx *ctx, const struct round *round,
                                                  struct run_rows *ret_rows);
/* The run that counts; NOT_FOUND before the close. */
MUST_CHECK enum status allocation_office_run_of(struct ctx *ctx, const struct round *round,
                                                struct draw_run *ret_run);
/* The picture of a thing, or none. */
struct url allocation_office_picture(struct ctx *ctx, const struct thing *thing);
struct str allocation_office_icon(const struct thing *thing);

#endif
