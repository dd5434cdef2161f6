/* SPDX-License-Identifier: EUPL-1.2 */
/* How many documents of a set have each value. */
#include "base/arena.h"
#include "facet/facet_finding.h"

#include "base/banned.h"

/* What the two ways of counting cost, in nanoseconds: document by document, and value by value. The
 * second gets cheaper with each value that is over the limit. */
#define COST_DOC    60
#define COST_VALUE  15
#define COST_PLACE  1
#define COST_BITMAP 600

/* On the average of all segments. */
static uint64_t cost_of(const struct finding *finding, const struct facet_term *term)
{
    const struct posting *posting = &term->posting;
    const uint64_t places = posting->count * (uint64_t)COST_PLACE;
    const uint64_t bitmaps = posting->dense_count * (uint64_t)COST_BITMAP;
    return COST_VALUE + (places + bitmaps) / finding->index->segment_count;
}

void facet_count_begin(struct finding *finding, struct arena *arena)
{
    const struct facet_index *index = finding->index;
    if (finding->query->count_group == 0) {
        return;
    }
    finding->values = arena_array(arena, index->counted_count, sizeof(*finding->values));
    finding->open = arena_array(arena, index->counted_count, sizeof(*finding->open));
    for (uint32_t i = 0; i < index->counted_count; i++) {
        const struct facet_term *term = &index->terms[index->counted[i]];
        finding->values[i] = (struct finding_value){term, 0, term->posting.count};
        if ((finding->query->count_group >> term->group & 1) != 0) {
            finding->open[finding->open_count++] = (uint16_t)i;
            finding->open_cost[term->group] += cost_of(finding, term);
        }
    }
}

static void count_by_docs(struct finding *finding, const struct bits *set, uint32_t groups)
{
    const struct facet_segment *segment = finding->segment;
    const uint32_t most = finding->query->count_max;
    for (uint32_t place = SEGMENT_DOCS; bits_next_down(set, &place);) {
        const uint16_t *ordinals = &segment->values[segment->values_at[place]];
        for (uint32_t i = 1; i <= ordinals[0]; i++) {
            struct finding_value *value = &finding->values[ordinals[i]];
            if ((groups >> value->term->group & 1) != 0 && value->docs <= most) {
                value->docs++;
            }
        }
    }
}

/* Goes down the list to the end of the segment under way, then over what it has there. */
static void count_list(const struct finding *finding, const struct bits *set,
                       struct finding_value *value)
{
    const uint32_t *places = value->term->posting.places;
    const uint32_t first = finding->number * SEGMENT_DOCS;
    const uint32_t most = finding->query->count_max;
    uint32_t left = value->left;
    if (left > 0 && places[left - 1] / SEGMENT_DOCS > finding->number) {
        uint32_t from = 0;
        const uint32_t behind = first + SEGMENT_DOCS;
        while (from < left) {
            const uint32_t middle = from + (left - from) / 2;
            if (places[middle] < behind) {
                from = middle + 1;
            } else {
                left = middle;
            }
        }
    }
    while (left > 0 && places[left - 1] >= first && value->docs <= most) {
        value->docs += bits_has(set, places[--left] % SEGMENT_DOCS) ? 1 : 0;
    }
    value->left = left;
}

static void count_value(const struct finding *finding, const struct bits *set, uint32_t count,
                        struct finding_value *value)
{
    const struct posting *posting = &value->term->posting;
    for (uint32_t i = posting->dense_count; i-- > 0;) {
        const struct posting_dense *dense = &posting->dense[i];
        if (dense->segment == finding->number) {
            value->docs += count == finding->segment->live_count
                               ? dense->count
                               : bits_count_both(dense->bits, set);
            return;
        }
        if (dense->segment < finding->number) {
            break;
        }
    }
    count_list(finding, set, value);
}

void facet_count_take(struct finding *finding, const struct bits *set, uint32_t count,
                      uint32_t groups)
{
    uint32_t open = 0;
    uint64_t by_value = 0;
    if (count == 0) {
        return;
    }
    for (uint32_t group = 0; group < FACET_GROUPS_MAX; group++) {
        by_value += (groups >> group & 1) != 0 ? finding->open_cost[group] : 0;
    }
    if (count * (uint64_t)COST_DOC <= by_value) {
        count_by_docs(finding, set, groups);
        return;
    }
    for (uint32_t i = 0; i < finding->open_count; i++) {
        const uint16_t ordinal = finding->open[i];
        struct finding_value *value = &finding->values[ordinal];
        if ((groups >> value->term->group & 1) != 0 && value->docs <= finding->query->count_max) {
            count_value(finding, set, count, value);
        }
        /* Over the limit: never looked at again. */
        if (value->docs <= finding->query->count_max) {
            finding->open[open++] = ordinal;
        } else {
            finding->open_cost[value->term->group] -= cost_of(finding, value->term);
        }
    }
    finding->open_count = open;
}

void facet_count_end(const struct finding *finding, struct arena *arena, struct facet_found *found)
{
    const uint32_t most = finding->query->count_max + 1;
    const uint32_t known = finding->values == NULL ? 0 : finding->index->counted_count;
    size_t count = 0;
    for (uint32_t i = 0; i < known; i++) {
        count += finding->values[i].docs > 0 ? 1 : 0;
    }
    found->values = arena_array(arena, count, sizeof(*found->values));
    for (uint32_t i = 0; i < known; i++) {
        const struct finding_value *value = &finding->values[i];
        const struct facet_term *term = value->term;
        if (value->docs > 0) {
            found->values[found->value_count++] = (struct facet_value){
                .group = term->group,
                .text = str_copy(arena, (struct str){term->text, term->len}),
                .label = str_copy(arena, (struct str){term->text + term->len, term->label_len}),
                .docs = value->docs < most ? value->docs : most};
        }
    }
}
