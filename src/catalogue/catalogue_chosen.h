/* SPDX-License-Identifier: EUPL-1.2 */
/* What is chosen in a search, said and taken away. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_CHOSEN_H
#define OMBRUK_CATALOGUE_CATALOGUE_CHOSEN_H

#include "catalogue/catalogue_asked.h"
#include "catalogue/catalogue_views.h"

/* Each filter that is on, with the list without it. Words and order are none. */
struct chosen_filters catalogue_chosen(struct ctx *ctx, const struct find_input *find);
/* "ski · Str. 104 · Opptil 100 kr"; empty: everything. */
struct str catalogue_chosen_words(struct ctx *ctx, const struct find_input *find);

#endif
