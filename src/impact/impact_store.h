/* SPDX-License-Identifier: EUPL-1.2 */
/* Lines and sums as they are kept: the only file pair that runs the room's queries. Inside the
 * room. */
#ifndef OMBRUK_IMPACT_IMPACT_STORE_H
#define OMBRUK_IMPACT_IMPACT_STORE_H

#include "impact/impact.h"

/* Records the set and its rows when the database does not know it. CONFLICT if a set of the same
 * version has another hash: a set is never edited. Inside db_write(). */
MUST_CHECK enum status impact_store_set(struct ctx *ctx, const struct impact_factor_set *set,
                                        int64_t *ret_set_id);
/* 0 when nothing has been followed yet. */
MUST_CHECK enum status impact_store_cursor(struct ctx *ctx, int64_t *ret_last_event_id);
MUST_CHECK enum status impact_store_set_cursor(struct ctx *ctx, int64_t last_event_id);
/* `*ret_new` false when the event has its line already; then nothing is added to the sums. */
MUST_CHECK enum status impact_store_add(struct ctx *ctx, const struct impact_entry *entry,
                                        int64_t set_id, int64_t source_id, bool *ret_new);
MUST_CHECK enum status impact_store_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                                          struct impact_entries *ret);

struct impact_total {
    int64_t category_id;
    struct str grade;
    int64_t count;
    int64_t g;
    int64_t unknown_count;
    int64_t unknown_range_count;
    struct impact_grams co2;
};
struct impact_totals {
    struct impact_total *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status impact_store_totals(struct ctx *ctx, int64_t from_day, int64_t to_day,
                                           struct impact_totals *ret);
/* What one line adds to its total. */
struct impact_total impact_store_total_of(const struct impact_entry *entry);

#endif
