/* SPDX-License-Identifier: EUPL-1.2 */
/* The documents that are listed, in the order asked for. */
#include "facet/facet_finding.h"

#include "base/banned.h"

/* Whether `a` stands before `b`; keys are only compared, so the lowest rank is the highest key. */
static bool is_before(const struct facet_hit *a, const struct facet_hit *b)
{
    return a->key != b->key ? a->key > b->key : a->seq > b->seq;
}

static int64_t key_of(enum facet_order order, int64_t key)
{
    return order == FACET_LOWEST ? -key : key;
}

static void insert(struct finding *finding, struct facet_hit hit)
{
    size_t at = finding->hit_count;
    const size_t limit = finding->query->limit;
    if (at == limit && !is_before(&hit, &finding->hits[at - 1])) {
        return;
    }
    at -= at == limit ? 1 : 0;
    finding->hit_count = at + 1;
    for (; at > 0 && is_before(&hit, &finding->hits[at - 1]); at--) {
        finding->hits[at] = finding->hits[at - 1];
    }
    finding->hits[at] = hit;
}

/* Every document has the same key, so the newest are taken until the page is full. */
static void take_newest(struct finding *finding, const struct bits *set, int64_t key)
{
    const struct facet_cursor *after = &finding->query->after;
    const struct facet_hit last = {after->seq, after->key};
    size_t taken = 0;
    for (uint32_t place = SEGMENT_DOCS;
         taken < finding->query->limit && bits_next_down(set, &place);) {
        const struct facet_hit hit = {finding->segment->seqs[place], key};
        if (!after->has || is_before(&last, &hit)) {
            insert(finding, hit);
            taken++;
        }
    }
}

static void take_by_rank(struct finding *finding, const struct bits *set)
{
    const struct facet_query *query = finding->query;
    const struct facet_hit last = {query->after.seq, key_of(query->order, query->after.key)};
    for (uint32_t place = SEGMENT_DOCS; bits_next_down(set, &place);) {
        const struct facet_hit hit = {finding->segment->seqs[place],
                                      key_of(query->order, finding->segment->ranks[place])};
        const bool full = finding->hit_count == query->limit;
        if ((!full || hit.key > finding->hits[query->limit - 1].key) &&
            (!query->after.has || is_before(&last, &hit))) {
            insert(finding, hit);
        }
    }
}

/* Segments come from the newest, so a full page of the same key gets nothing more. */
static bool is_full(const struct finding *finding, int64_t key)
{
    return finding->hit_count == finding->query->limit &&
           finding->hits[finding->hit_count - 1].key >= key;
}

void facet_page_take(struct finding *finding, const struct bits *set)
{
    const struct facet_query *query = finding->query;
    if (query->limit == 0) {
        return;
    }
    if (query->order == FACET_LOWEST || query->order == FACET_HIGHEST) {
        take_by_rank(finding, set);
        return;
    }
    if (query->order == FACET_NEWEST) {
        if (!is_full(finding, 0)) {
            take_newest(finding, set, 0);
        }
        return;
    }
    for (int64_t key = 1; key >= 0 && !is_full(finding, key); key--) {
        struct bits part = *set;
        for (size_t i = 0; i < SEGMENT_WORDS; i++) {
            part.words[i] &= key == 1 ? finding->sets.top.words[i] : ~finding->sets.top.words[i];
        }
        take_newest(finding, &part, key);
    }
}
