/* SPDX-License-Identifier: EUPL-1.2 */
/* Many sums by their key. */
#include "goods/goods_sums.h"

#include "base/banned.h"

#define FIRST_CAPACITY 1024
/* A sum takes 160 to 320 bytes, and half as much again while the table grows. */
#define MEMORY_MAX ((size_t)8 * 1024 * 1024 * 1024)

static size_t key_hash(const struct goods_total_row *row)
{
    uint64_t hash = 1469598103934665603u;
    const int64_t parts[] = {row->day,       row->category_id, row->source_id,
                             row->holder_id, row->bucket,      row->reason};
    for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++) {
        hash = (hash ^ (uint64_t)parts[i]) * 1099511628211u;
        hash ^= hash >> 29;
    }
    return (size_t)hash;
}

static bool same_key(const struct goods_total_row *a, const struct goods_total_row *b)
{
    return a->day == b->day && a->category_id == b->category_id && a->source_id == b->source_id &&
           a->holder_id == b->holder_id && a->bucket == b->bucket && a->reason == b->reason;
}

static struct sum_entry *slot(struct goods_sums *sums, const struct goods_total_row *row)
{
    size_t at = key_hash(row) & (sums->capacity - 1);
    while (sums->entries[at].used && !same_key(&sums->entries[at].row, row)) {
        at = (at + 1) & (sums->capacity - 1);
    }
    return &sums->entries[at];
}

static void grow(struct goods_sums *sums)
{
    const struct goods_sums old = *sums;
    sums->mem = arena_create(MEMORY_MAX);
    sums->capacity = old.capacity == 0 ? FIRST_CAPACITY : old.capacity * 2;
    sums->entries = arena_array(sums->mem, sums->capacity, sizeof(*sums->entries));
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.entries[i].used) {
            *slot(sums, &old.entries[i].row) = old.entries[i];
        }
    }
    arena_destroy(old.mem);
}

void goods_sums_add(struct goods_sums *sums, const struct goods_total_row *row, int sign)
{
    const struct goods_sum sum = sign < 0 ? goods_sum_negate(row->sum) : row->sum;
    if ((sums->count + 1) * 3 > sums->capacity * 2) {
        grow(sums);
    }
    struct sum_entry *entry = slot(sums, row);
    if (!entry->used) {
        *entry = (struct sum_entry){.row = *row, .used = true};
        entry->row.sum = sum;
        sums->count++;
        return;
    }
    entry->row.sum = goods_sum_add(entry->row.sum, sum);
}

void goods_sums_finish(struct goods_sums *sums)
{
    arena_destroy(sums->mem);
    *sums = (struct goods_sums){0};
}

struct goods_total_row goods_sums_reused(int64_t day, struct goods_sum sum)
{
    return (struct goods_total_row){.day = day, .bucket = -1, .sum = sum};
}

void goods_sums_add_deltas(struct goods_sums *sums, int64_t day, const struct goods_deltas *deltas)
{
    for (size_t i = 0; i < deltas->count; i++) {
        const struct goods_delta *delta = &deltas->rows[i];
        const struct goods_total_row row = {.day = day,
                                            .category_id = delta->category_id,
                                            .source_id = delta->source_id,
                                            .holder_id = delta->holder_id,
                                            .bucket = delta->bucket,
                                            .reason = delta->reason,
                                            .sum = delta->sum};
        goods_sums_add(sums, &row, 1);
        if (goods_is_reused(row.bucket)) {
            const struct goods_total_row reused = goods_sums_reused(day, row.sum);
            goods_sums_add(sums, &reused, 1);
        }
    }
}
