/* SPDX-License-Identifier: EUPL-1.2 */
/* Lists of places that become bitmaps where they are dense. */
#include "facet/facet_posting.h"

#include <stdlib.h>

#include "base/log.h"

#include "base/banned.h"

#define LIST_FIRST 4

void *facet_posting_memory(void *ptr, size_t count, size_t size)
{
    void *memory = reallocarray(ptr, count, size);
    if (memory == NULL) {
        log_error("facet.memory", "count=%zu size=%zu", count, size);
        abort();
    }
    return memory;
}

void facet_posting_finish(struct posting *posting)
{
    for (uint32_t i = 0; i < posting->dense_count; i++) {
        free(posting->dense[i].bits);
    }
    free(posting->dense);
    free(posting->places);
    *posting = (struct posting){.count = 0};
}

/* The first in the list that is not below `place`. */
static uint32_t list_find(const struct posting *posting, uint32_t place)
{
    uint32_t from = 0;
    uint32_t to = posting->count;
    /* Nearly everything happens at the end. */
    if (to > 0 && posting->places[to - 1] < place) {
        return to;
    }
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (posting->places[middle] < place) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    return from;
}

static uint32_t dense_find(const struct posting *posting, uint32_t segment)
{
    uint32_t at = posting->dense_count;
    if (at > 0 && posting->dense[at - 1].segment < segment) {
        return at;
    }
    uint32_t from = 0;
    while (from < at) {
        const uint32_t middle = from + (at - from) / 2;
        if (posting->dense[middle].segment < segment) {
            from = middle + 1;
        } else {
            at = middle;
        }
    }
    return from;
}

static struct posting_dense *dense_of(const struct posting *posting, uint32_t segment)
{
    const uint32_t at = dense_find(posting, segment);
    const bool has = at < posting->dense_count && posting->dense[at].segment == segment;
    return has ? &posting->dense[at] : NULL;
}

static struct posting_dense *dense_add(struct posting *posting, uint32_t segment)
{
    const uint32_t at = dense_find(posting, segment);
    if (posting->dense_count == posting->dense_capacity) {
        posting->dense_capacity = posting->dense_capacity == 0 ? 2 : posting->dense_capacity * 2;
        posting->dense =
            facet_posting_memory(posting->dense, posting->dense_capacity, sizeof(*posting->dense));
    }
    memmove(&posting->dense[at + 1], &posting->dense[at],
            (posting->dense_count - at) * sizeof(*posting->dense));
    posting->dense_count++;
    posting->dense[at] =
        (struct posting_dense){segment, 0, facet_posting_memory(NULL, 1, sizeof(struct bits))};
    memset(posting->dense[at].bits, 0, sizeof(struct bits));
    return &posting->dense[at];
}

static void list_cut(struct posting *posting, uint32_t from, uint32_t to)
{
    memmove(&posting->places[from], &posting->places[to],
            (posting->count - to) * sizeof(*posting->places));
    posting->count -= to - from;
}

/* Makes a bitmap of the places from..to of the list, which are all of that segment. */
static void make_dense(struct posting *posting, uint32_t segment, uint32_t from, uint32_t to)
{
    struct posting_dense *dense = dense_add(posting, segment);
    for (uint32_t i = from; i < to; i++) {
        bits_set(dense->bits, posting->places[i] % SEGMENT_DOCS);
    }
    dense->count = to - from;
    list_cut(posting, from, to);
}

/* Where the list has that segment. */
static void list_range(const struct posting *posting, uint32_t segment, uint32_t *ret_from,
                       uint32_t *ret_to)
{
    *ret_from = list_find(posting, segment * SEGMENT_DOCS);
    *ret_to = *ret_from;
    if (*ret_from < posting->count) {
        const uint32_t last = segment * SEGMENT_DOCS + (SEGMENT_DOCS - 1);
        *ret_to = list_find(posting, last);
        *ret_to += *ret_to < posting->count && posting->places[*ret_to] == last ? 1 : 0;
    }
}

static void list_insert(struct posting *posting, uint32_t at, uint32_t place)
{
    if (posting->count == posting->capacity) {
        const uint32_t capacity = posting->capacity;
        posting->capacity = capacity == 0 ? LIST_FIRST : capacity + capacity / 2;
        posting->places =
            facet_posting_memory(posting->places, posting->capacity, sizeof(*posting->places));
    }
    memmove(&posting->places[at + 1], &posting->places[at],
            (posting->count - at) * sizeof(*posting->places));
    posting->places[at] = place;
    posting->count++;
}

bool facet_posting_add(struct posting *posting, uint32_t place)
{
    const uint32_t segment = place / SEGMENT_DOCS;
    struct posting_dense *dense = dense_of(posting, segment);
    if (dense != NULL) {
        const bool is_new = !bits_has(dense->bits, place % SEGMENT_DOCS);
        bits_set(dense->bits, place % SEGMENT_DOCS);
        dense->count += is_new ? 1 : 0;
        return is_new;
    }
    const uint32_t at = list_find(posting, place);
    if (at < posting->count && posting->places[at] == place) {
        return false;
    }
    list_insert(posting, at, place);
    /* Only a list as long as that can have so many in one segment. */
    if (posting->count > POSTING_LIST_MAX) {
        uint32_t from = 0;
        uint32_t to = 0;
        list_range(posting, segment, &from, &to);
        if (to - from > POSTING_LIST_MAX) {
            make_dense(posting, segment, from, to);
        }
    }
    return true;
}

bool facet_posting_remove(struct posting *posting, uint32_t place)
{
    struct posting_dense *dense = dense_of(posting, place / SEGMENT_DOCS);
    if (dense != NULL) {
        const bool had = bits_has(dense->bits, place % SEGMENT_DOCS);
        bits_clear(dense->bits, place % SEGMENT_DOCS);
        dense->count -= had ? 1 : 0;
        return had;
    }
    const uint32_t at = list_find(posting, place);
    if (at == posting->count || posting->places[at] != place) {
        return false;
    }
    list_cut(posting, at, at + 1);
    return true;
}

struct posting_part facet_posting_part(const struct posting *posting, uint32_t segment)
{
    const struct posting_dense *dense = dense_of(posting, segment);
    uint32_t from = 0;
    uint32_t to = 0;
    if (dense != NULL) {
        return (struct posting_part){.count = dense->count, .bits = dense->bits};
    }
    list_range(posting, segment, &from, &to);
    return (struct posting_part){.places = posting->places == NULL ? NULL : &posting->places[from],
                                 .count = to - from};
}

size_t facet_posting_bytes(const struct posting *posting)
{
    return posting->capacity * sizeof(*posting->places) +
           posting->dense_capacity * sizeof(*posting->dense) +
           posting->dense_count * sizeof(struct bits);
}
