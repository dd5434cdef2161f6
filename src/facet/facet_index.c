/* SPDX-License-Identifier: EUPL-1.2 */
/* Documents into an index and out of it. */
#include <sodium.h>
#include <stdlib.h>

#include "facet/facet_finding.h"

#include "base/banned.h"

struct facet_index *facet_index_create(void)
{
    struct facet_index *index = facet_posting_memory(NULL, 1, sizeof(*index));
    pthread_rwlockattr_t attributes;
    memset(index, 0, sizeof(*index));
    pthread_rwlockattr_init(&attributes);
    /* A change would else wait for as long as somebody searches. */
    pthread_rwlockattr_setkind_np(&attributes, PTHREAD_RWLOCK_PREFER_WRITER_NONRECURSIVE_NP);
    pthread_rwlock_init(&index->lock, &attributes);
    pthread_rwlockattr_destroy(&attributes);
    pthread_mutex_init(&index->spare_lock, NULL);
    randombytes_buf(index->key, sizeof(index->key));
    return index;
}

void facet_index_destroy(struct facet_index *index)
{
    if (index == NULL) {
        return;
    }
    for (uint32_t i = 0; i < index->segment_count; i++) {
        free(index->segments[i]->values);
        free(index->segments[i]);
    }
    free(index->segments);
    while (index->spare != NULL) {
        struct finding *spare = index->spare;
        index->spare = spare->next;
        free(spare);
    }
    facet_term_finish(index);
    pthread_mutex_destroy(&index->spare_lock);
    pthread_rwlock_destroy(&index->lock);
    free(index);
}

void facet_index_begin(struct facet_index *index)
{
    pthread_rwlock_wrlock(&index->lock);
}

void facet_index_end(struct facet_index *index)
{
    pthread_rwlock_unlock(&index->lock);
}

/* ---- places ---------------------------------------------------------------------------------- */

static int64_t seq_at(const struct facet_index *index, uint32_t place)
{
    return index->segments[place / SEGMENT_DOCS]->seqs[place % SEGMENT_DOCS];
}

/* The place of a known document; false when there is none. */
static bool place_of(const struct facet_index *index, int64_t seq, uint32_t *ret_place)
{
    uint32_t from = 0;
    uint32_t to = index->place_count;
    while (from < to) {
        const uint32_t middle = from + (to - from) / 2;
        if (seq_at(index, middle) < seq) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    *ret_place = from;
    return from < index->place_count && seq_at(index, from) == seq;
}

static uint32_t place_new(struct facet_index *index, int64_t seq)
{
    const uint32_t place = index->place_count++;
    if (place / SEGMENT_DOCS == index->segment_count) {
        if (index->segment_count == index->segment_capacity) {
            index->segment_capacity =
                index->segment_capacity == 0 ? 4 : index->segment_capacity * 2;
            index->segments = facet_posting_memory(index->segments, index->segment_capacity,
                                                   sizeof(struct facet_segment *));
        }
        /* Zeroed by the system, page by page as it is used. */
        struct facet_segment *segment = calloc(1, sizeof(*segment));
        if (segment == NULL) {
            abort();
        }
        index->segments[index->segment_count++] = segment;
    }
    index->segments[place / SEGMENT_DOCS]->seqs[place % SEGMENT_DOCS] = seq;
    return place;
}

static struct facet_segment *segment_of(const struct facet_index *index, uint32_t place)
{
    return index->segments[place / SEGMENT_DOCS];
}

/* ---- values of a document -------------------------------------------------------------------- */

/* `values` begins with a zero, so that 0 means none. */
static void values_put(struct facet_segment *segment, uint32_t number, const uint16_t *values,
                       uint16_t count)
{
    const uint32_t old_at = segment->values_at[number];
    const uint32_t old_count = old_at == 0 ? 0 : segment->values[old_at];
    if (old_at == 0 || count > old_count) {
        const uint32_t need = segment->values_count + 2 + count;
        if (need > segment->values_capacity) {
            segment->values_capacity = need + need / 2 + 64;
            segment->values = facet_posting_memory(segment->values, segment->values_capacity,
                                                   sizeof(*segment->values));
        }
        if (segment->values_count == 0) {
            segment->values[segment->values_count++] = 0;
        }
        segment->values_at[number] = segment->values_count;
        segment->values_count += 1 + count;
        segment->values_waste += old_at == 0 ? 0 : old_count + 1;
    }
    uint16_t *at = &segment->values[segment->values_at[number]];
    *at = count;
    memcpy(at + 1, values, count * sizeof(*values));
}

/* When more than half is what documents had before, only what they have now. */
static void values_tidy(struct facet_segment *segment)
{
    if (segment->values_waste < 4096 || segment->values_waste * 2 < segment->values_count) {
        return;
    }
    uint16_t *old = segment->values;
    segment->values = NULL;
    segment->values_count = segment->values_capacity = segment->values_waste = 0;
    for (uint32_t number = 0; number < SEGMENT_DOCS; number++) {
        const uint32_t at = segment->values_at[number];
        segment->values_at[number] = 0;
        if (at != 0 && bits_has(&segment->live, number)) {
            values_put(segment, number, &old[at + 1], old[at]);
        }
    }
    free(old);
}

static void values_forget(struct facet_index *index, uint32_t place)
{
    struct facet_segment *segment = segment_of(index, place);
    const uint32_t at = segment->values_at[place % SEGMENT_DOCS];
    for (uint32_t i = 1; at != 0 && i <= segment->values[at]; i++) {
        facet_posting_remove(&index->terms[index->counted[segment->values[at + i]]].posting, place);
    }
}

/* ---- documents ------------------------------------------------------------------------------- */

static bool has_value(const uint16_t *values, uint16_t count, uint16_t ordinal)
{
    bool has = false;
    for (uint16_t i = 0; i < count; i++) {
        has = has || values[i] == ordinal;
    }
    return has;
}

bool facet_index_add(struct facet_index *index, const struct facet_doc *doc)
{
    uint16_t values[FACET_DOC_VALUES_MAX];
    uint16_t count = 0;
    uint32_t place = 0;
    if (!place_of(index, doc->seq, &place)) {
        if (place != index->place_count || place == UINT32_MAX) {
            return false;
        }
        place = place_new(index, doc->seq);
    }
    values_forget(index, place);
    for (size_t i = 0; i < doc->count; i++) {
        struct facet_term *term = facet_term_make(index, &doc->tokens[i]);
        const bool counted = term->ordinal != NO_ORDINAL;
        if (counted && (count == FACET_DOC_VALUES_MAX || has_value(values, count, term->ordinal))) {
            continue;
        }
        facet_posting_add(&term->posting, place);
        if (counted) {
            values[count++] = term->ordinal;
        }
    }
    struct facet_segment *segment = segment_of(index, place);
    const uint32_t number = place % SEGMENT_DOCS;
    values_put(segment, number, values, count);
    segment->ranks[number] = doc->rank < 0                ? 0
                             : doc->rank > FACET_RANK_MAX ? FACET_RANK_MAX
                                                          : (uint32_t)doc->rank;
    if (!bits_has(&segment->live, number)) {
        bits_set(&segment->live, number);
        segment->live_count++;
        index->live_count++;
    }
    values_tidy(segment);
    return true;
}

void facet_index_remove(struct facet_index *index, int64_t seq)
{
    uint32_t place = 0;
    if (!place_of(index, seq, &place)) {
        return;
    }
    struct facet_segment *segment = segment_of(index, place);
    values_forget(index, place);
    if (bits_has(&segment->live, place % SEGMENT_DOCS)) {
        bits_clear(&segment->live, place % SEGMENT_DOCS);
        segment->live_count--;
        index->live_count--;
    }
}

void facet_index_forget(struct facet_index *index, int64_t seq, const struct facet_token *tokens,
                        size_t count)
{
    uint32_t place = 0;
    if (!place_of(index, seq, &place)) {
        return;
    }
    for (size_t i = 0; i < count; i++) {
        struct facet_term *term = facet_term_find(index, &tokens[i]);
        if (term != NULL && term->ordinal == NO_ORDINAL) {
            facet_posting_remove(&term->posting, place);
        }
    }
}

size_t facet_index_docs(const struct facet_index *index)
{
    return index->live_count;
}

size_t facet_index_waste(const struct facet_index *index)
{
    return index->place_count - index->live_count;
}

size_t facet_index_bytes(const struct facet_index *index)
{
    size_t bytes = sizeof(*index) + index->term_capacity * sizeof(*index->terms) +
                   index->bucket_count * sizeof(*index->buckets);
    for (uint32_t i = 0; i < index->segment_count; i++) {
        bytes +=
            sizeof(struct facet_segment) + index->segments[i]->values_capacity * sizeof(uint16_t);
    }
    for (uint32_t i = 0; i < index->term_count; i++) {
        bytes += index->terms[i].len + index->terms[i].label_len + 1 +
                 facet_posting_bytes(&index->terms[i].posting);
    }
    return bytes;
}
