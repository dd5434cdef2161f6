/* SPDX-License-Identifier: EUPL-1.2 */
/* A query while it goes over the segments. Inside the folder only. */
#ifndef OMBRUK_FACET_FACET_FINDING_H
#define OMBRUK_FACET_FACET_FINDING_H

#include "facet/facet_store.h"

struct finding_step {
    enum facet_op op;
    const struct facet_term *term; /* NULL: nothing has it */
};
struct finding_condition {
    struct finding_step *steps;
    size_t count;
};
struct finding_filter {
    const struct facet_filter *asked;
    const struct facet_term **terms;
};

/* A value that is being counted. */
struct finding_value {
    const struct facet_term *term;
    uint32_t docs;
    uint32_t left; /* places of its list not gone over yet */
};

/* Sets of the segment under way; never cleared as a whole. */
struct finding_bits {
    struct bits stack[FACET_STACK_MAX];
    struct bits words;                     /* what fulfils the conditions */
    struct bits passed[FACET_FILTERS_MAX]; /* what passes each filter, of `words` */
    struct bits all;                       /* and all filters */
    struct bits others;                    /* all but one */
    struct bits top;                       /* fulfils `best` */
};

struct finding {
    struct finding *next; /* spare */
    struct facet_index *index;
    const struct facet_query *query;
    struct finding_condition conditions[FACET_CONDITIONS_MAX];
    struct finding_condition best;
    struct finding_filter filters[FACET_FILTERS_MAX];
    struct finding_value *values; /* by ordinal */
    /* Ordinals that are still counted: of groups asked for, not over the limit. */
    uint16_t *open;
    uint32_t open_count;
    uint64_t open_cost[FACET_GROUPS_MAX]; /* of counting them value by value in a segment, in ns */
    /* The segment under way. */
    const struct facet_segment *segment;
    uint32_t number;
    uint32_t docs; /* places in use */
    /* The page, sorted. */
    struct facet_hit *hits;
    size_t hit_count;
    int64_t total;
    struct finding_bits sets;
};

/* The documents of `set` that come on the page. */
void facet_page_take(struct finding *finding, const struct bits *set);

/* Counts the values of the groups in `groups` among `set`, which holds `count`. */
void facet_count_take(struct finding *finding, const struct bits *set, uint32_t count,
                      uint32_t groups);
void facet_count_begin(struct finding *finding, struct arena *arena);
void facet_count_end(const struct finding *finding, struct arena *arena, struct facet_found *found);

#endif
