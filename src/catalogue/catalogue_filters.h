/* SPDX-License-Identifier: EUPL-1.2 */
/* What a search can be narrowed by, each choice with how much there is. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_FILTERS_H
#define OMBRUK_CATALOGUE_CATALOGUE_FILTERS_H

#include "catalogue/catalogue_asked.h"
#include "catalogue/catalogue_cards.h"

/* The groups of choices for `found`, as links to `path` (list or filter page). */
struct filter_groups catalogue_filters(struct ctx *ctx, const char *path,
                                       const struct find_input *find, const struct found *found,
                                       const struct shop_names *names);
/* In which order: the same links for each. */
struct filter_choices catalogue_filters_sorts(struct ctx *ctx, const char *path,
                                              const struct find_input *find);

#endif
