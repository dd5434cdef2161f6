/* SPDX-License-Identifier: EUPL-1.2 */
/* Where a token stands: places of documents, over all segments. Inside the folder only. */
#ifndef OMBRUK_FACET_FACET_POSTING_H
#define OMBRUK_FACET_FACET_POSTING_H

#include "facet/facet_bits.h"

/* More places than that in one segment are a bitmap, which then is smaller. */
#define POSTING_LIST_MAX 2048U

/* One segment as a bitmap. */
struct posting_dense {
    uint32_t segment;
    uint32_t count;
    struct bits *bits;
};

/* A place is segment * SEGMENT_DOCS + number in it. */
struct posting {
    uint32_t *places; /* sorted; of segments without a bitmap */
    uint32_t count;
    uint32_t capacity;
    struct posting_dense *dense; /* by segment */
    uint32_t dense_count;
    uint32_t dense_capacity;
};

/* What a posting has in one segment: a list or a bitmap; neither: nothing. */
struct posting_part {
    const uint32_t *places;
    uint32_t count;
    const struct bits *bits;
};

void facet_posting_finish(struct posting *posting);
/* False when it was there already. */
bool facet_posting_add(struct posting *posting, uint32_t place);
bool facet_posting_remove(struct posting *posting, uint32_t place);
struct posting_part facet_posting_part(const struct posting *posting, uint32_t segment);
size_t facet_posting_bytes(const struct posting *posting);

/* Memory for what is no request's. Aborts when there is none. */
void *facet_posting_memory(void *ptr, size_t count, size_t size);

#endif
