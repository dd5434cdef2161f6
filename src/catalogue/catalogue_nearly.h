/* SPDX-License-Identifier: EUPL-1.2 */
/* What is nearly right when nothing is: the same search with one thing changed. Inside the room
 * only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_NEARLY_H
#define OMBRUK_CATALOGUE_CATALOGUE_NEARLY_H

#include "catalogue/catalogue_asked.h"
#include "catalogue/catalogue_cards.h"

/* Fills `none`, `nearly_choices` and `nearly` of the view. */
MUST_CHECK enum status catalogue_nearly_show(struct ctx *ctx, const struct shop_names *names,
                                             const struct find_input *find,
                                             const struct catalogue_query *query,
                                             struct list_view *view);

#endif
