/* SPDX-License-Identifier: EUPL-1.2 */
/* A search as a query of the index, and what the index counted as facets. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_NARROW_H
#define OMBRUK_CATALOGUE_CATALOGUE_NARROW_H

#include "catalogue/catalogue_facets.h"
#include "catalogue/catalogue_query.h"

struct narrowed {
    struct facet_query query;
    struct query_conditions conditions;
    struct facet_condition best;
    struct facet_condition wish_rent;
    struct facet_condition wish_age;
    struct facet_condition wish_today;
    bool is_limited; /* by more than words, category and size */
};

/* Everything asked for. INVALID (field "after") for a cursor that cannot be. `*ret_page`: which
 * page it is, from 1. */
MUST_CHECK enum status catalogue_narrow(struct ctx *ctx, const struct search *search,
                                        const struct catalogue_query *query,
                                        enum query_strength strength, struct narrowed *ret_narrowed,
                                        int64_t *ret_page);
/* Of the same, only words, category and size, and no page: whether the words find anything. */
void catalogue_narrow_loosen(struct narrowed *narrowed);

/* Of the same, all but the age that stands in the words; false when there is none. */
bool catalogue_narrow_forget_age(struct narrowed *narrowed);

/* The cursor behind the last of `found`, for page number `page`; empty beyond SEARCH_PAGES_MAX. */
struct str catalogue_narrow_next(struct ctx *ctx, enum search_sort sort, int64_t page,
                                 const struct facet_hit *last);

/* Fills all facets of `found`. */
void catalogue_counts_fill(struct ctx *ctx, const struct search *search,
                           const struct facet_found *counted, struct found *found);

#endif
