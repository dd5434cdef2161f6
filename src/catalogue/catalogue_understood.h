/* SPDX-License-Identifier: EUPL-1.2 */
/* What was understood of the words of a search, in the language of ctx. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_UNDERSTOOD_H
#define OMBRUK_CATALOGUE_CATALOGUE_UNDERSTOOD_H

#include "catalogue/catalogue.h"
#include "catalogue/catalogue_query.h"

struct understood {
    struct str label;   /* "Size 104" */
    struct str without; /* the text of the search without it */
};
struct understood_list {
    struct understood *ptr;
    size_t count;
    size_t capacity;
};
/* Sizes, colours, prices and wishes in the order of the text; an age as it was typed, unless
 * nothing tells it (found->without_age). */
struct understood_list catalogue_understood(struct ctx *ctx, const struct found *found);

/* When what was found is not what was typed: why it is shown. Else empty. */
struct str catalogue_understood_note(struct ctx *ctx, const struct found *found);

#endif
