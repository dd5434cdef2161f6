/* SPDX-License-Identifier: EUPL-1.2 */
/* Many sums by their key, in an open-addressing table. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_SUMS_H
#define OMBRUK_GOODS_GOODS_SUMS_H

#include "goods/goods_store.h"

struct sum_entry {
    struct goods_total_row row;
    bool used;
};

/* Zeroed: empty. It has memory of its own, which goods_sums_finish() gives back. */
struct goods_sums {
    struct arena *mem;
    struct sum_entry *entries;
    size_t capacity;
    size_t count;
};

/* Adds the row's sum, or takes it away, where all else in the row is the key. */
void goods_sums_add(struct goods_sums *sums, const struct goods_total_row *row, int sign);
void goods_sums_finish(struct goods_sums *sums);

/* Adds what an event of `day` moved; what was handed over to people also to the key of the day with
 * bucket −1. */
void goods_sums_add_deltas(struct goods_sums *sums, int64_t day, const struct goods_deltas *deltas);
/* That key: the day's row of goods_reused_day. */
struct goods_total_row goods_sums_reused(int64_t day, struct goods_sum sum);

#endif
