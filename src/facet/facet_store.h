/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of an index. Inside the folder only. */
#ifndef OMBRUK_FACET_FACET_STORE_H
#define OMBRUK_FACET_FACET_STORE_H

#include <pthread.h>

#include "facet/facet.h"
#include "facet/facet_posting.h"

#define NO_ORDINAL UINT16_MAX

/* A token with where it stands. */
struct facet_term {
    uint64_t hash;
    char *text; /* and the label behind it */
    uint32_t len;
    uint32_t label_len;
    uint8_t group;
    uint16_t ordinal; /* of counted values; else NO_ORDINAL */
    struct posting posting;
};

/* Up to SEGMENT_DOCS documents side by side. */
struct facet_segment {
    struct bits live;
    uint32_t live_count;
    int64_t seqs[SEGMENT_DOCS];
    uint32_t ranks[SEGMENT_DOCS];
    uint32_t values_at[SEGMENT_DOCS]; /* in `values`: how many, then the ordinals */
    uint16_t *values;
    uint32_t values_count;
    uint32_t values_capacity;
    uint32_t values_waste;
};

struct facet_index {
    pthread_rwlock_t lock;
    unsigned char key[16]; /* of the hash, so that nobody can write words that collide */
    struct facet_segment **segments;
    uint32_t segment_count;
    uint32_t segment_capacity;
    uint32_t place_count; /* documents ever added */
    size_t live_count;
    struct facet_term *terms;
    uint32_t term_count;
    uint32_t term_capacity;
    uint32_t *buckets; /* term + 1; 0: empty */
    uint32_t bucket_count;
    uint32_t *counted; /* terms by ordinal */
    uint32_t counted_count;
    /* Memory of finished queries, for the next: 230 kB each, as many as ever ran at once. */
    pthread_mutex_t spare_lock;
    struct finding *spare;
};

/* NULL when no document ever had it. */
struct facet_term *facet_term_find(const struct facet_index *index,
                                   const struct facet_token *token);
struct facet_term *facet_term_make(struct facet_index *index, const struct facet_token *token);
void facet_term_finish(struct facet_index *index);

/* How many documents stand in the segment, found or not. */
static inline uint32_t segment_size(const struct facet_index *index, uint32_t segment)
{
    const uint32_t left = index->place_count - segment * SEGMENT_DOCS;
    return left < SEGMENT_DOCS ? left : SEGMENT_DOCS;
}

#endif
