/* SPDX-License-Identifier: EUPL-1.2 */
/* The index in memory of what a centre offers, made from the rows and kept in step with them.
 * Inside the room only.
 *
 * One index for each centre and database of this process. A search first reads one row, how far the
 * changes have come (listing_index), in its own reading transaction; when that is further than the
 * index, it applies the changes in between. So what was published a moment ago, here or in another
 * process, is found at once. An index may be ahead of a transaction that began before: rows it
 * names that cannot be seen yet are left out of the page. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_FACETS_H
#define OMBRUK_CATALOGUE_CATALOGUE_FACETS_H

#include "catalogue/catalogue_store.h"
#include "facet/facet.h"
#include "jobs/jobs.h"

/* The group of a facet's values. */
#define FACET_GROUP(facet) ((uint8_t)((facet) + 1))
/* Limits of price that stand in the words: no choice of a facet. */
#define FACET_GROUP_WORDS_PRICE ((uint8_t)(FACET_GROUPS_MAX - 1))

struct facet_tokens {
    struct facet_token *ptr;
    size_t count;
    size_t capacity;
};
/* All that the listing is found by; `today`: centre_today(), which takes its time. */
struct facet_tokens catalogue_facets_tokens(struct ctx *ctx, const struct facet_row *row,
                                            int64_t today);
/* The words alone, as the row has them. */
struct facet_tokens catalogue_facets_words(struct ctx *ctx, struct str words);
/* "name-it" for "Name It"; empty for what has no letter or digit. */
struct str catalogue_facets_brand(struct ctx *ctx, struct str brand);
/* The highest price of the step in øre; NO_I64 above the last. */
int64_t catalogue_facets_price_step(int64_t price_ore);

/* Finds in the centre's index, which is made first where there is none yet: that takes some seconds
 * for a million things. Not inside db_write() (assert). */
MUST_CHECK enum status catalogue_facets_find(struct ctx *ctx, const struct facet_query *query,
                                             struct facet_found *ret_found);

/* The job that makes the index before anybody searches, and anew when half of it is waste. */
job_fn catalogue_facets_job;

#endif
