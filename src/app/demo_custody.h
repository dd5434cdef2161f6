/* SPDX-License-Identifier: EUPL-1.2 */
/* What is under way in the demo's store today: loads, a stocktake, a booth that is nearly full, a
 * householder's code. Made by the same functions as in earnest, after the lives of the things. */
#ifndef OMBRUK_APP_DEMO_CUSTODY_H
#define OMBRUK_APP_DEMO_CUSTODY_H

#include "app/demo_cast.h"

/* As of `now_ms`. With too few things in the demo some of it is left out. */
MUST_CHECK enum status demo_custody_make(struct ctx *ctx, const struct demo_cast *cast,
                                         int64_t now_ms);

#endif
