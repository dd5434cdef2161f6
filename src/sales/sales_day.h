/* SPDX-License-Identifier: EUPL-1.2 */
/* Words that the shop's day and the house's day share. Inside the room only. */
#ifndef OMBRUK_SALES_SALES_DAY_H
#define OMBRUK_SALES_SALES_DAY_H

#include "base/ctx.h"

#define SALES_DAY_WEEK  7
#define SALES_DAY_WIDTH 480 /* of the chart of a week, px */

/* `one` or `many` (N_()) with {n}. */
struct str sales_day_plural(struct ctx *ctx, const char *one, const char *many, int64_t n);
/* "man", for the axis of a chart. */
struct str sales_day_short(struct ctx *ctx, int64_t day);

#endif
