/* SPDX-License-Identifier: EUPL-1.2 */
/* What the menus of each audience may hold. */
#ifndef OMBRUK_CENTRE_CENTRE_NAV_H
#define OMBRUK_CENTRE_CENTRE_NAV_H

#include "centre/centre.h"

/* The menu of `audience` for this visitor: items whose route exists and lets the actor in. */
struct nav centre_nav(struct ctx *ctx, const struct request *req, enum page_audience audience,
                      const char *active);

/* The columns of the public footer, without links that lead nowhere. */
struct footer_columns centre_nav_footer(struct ctx *ctx, const struct request *req);

#endif
