/* SPDX-License-Identifier: EUPL-1.2 */
/* An index in memory of documents with words and values: finds by any mix of them and counts, for
 * each value, how many would be found with it. No database, no HTTP, no idea of what it holds.
 *
 * A document has a number (`seq`, newest highest), a rank to sort and limit by, and tokens. A token
 * stands in a group: group 0 is words, of which nothing is counted; groups 1 to FACET_GROUPS_MAX-1
 * hold values that are counted.
 *
 * How: documents stand in the order of `seq` in segments of 65 536. A token keeps the places of its
 * documents as a sorted list, and as a bitmap of 8 kB in segments where it has more than 2 048. A
 * query goes over the segments from the newest, each on bitmaps that fit the first cache, and stops
 * counting a value when it is over the limit. So its time grows with the number of segments, not
 * with the hits.
 *
 * Memory: about 20 bytes a document and 4 to 6 for each token it has; a segment begins with 1 MB,
 * of which the system gives what is used; some 100 bytes for each different token. A document that
 * was removed leaves its place empty; facet_index_waste() says when to build anew.
 *
 * Threads: many may find at once; a change waits for them and they for it. Not for fibers that
 * wait: nothing here waits but for that. Out of memory aborts, as in an arena. */
#ifndef OMBRUK_FACET_FACET_H
#define OMBRUK_FACET_FACET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/str.h"

#define FACET_GROUPS_MAX 16
/* Different values that are counted in one index; what comes later is found but not counted, and
 * only facet_index_forget() takes it off a document. */
#define FACET_VALUES_MAX 8192
/* Values one document may have; more are left out. */
#define FACET_DOC_VALUES_MAX 48
#define FACET_RANK_MAX       UINT32_MAX

struct facet_index;

struct facet_token {
    uint8_t group;
    struct str text;
    struct str label; /* told with counts; that of its first document stays. May be zero */
};

struct facet_doc {
    int64_t seq;
    int64_t rank; /* 0..FACET_RANK_MAX */
    const struct facet_token *tokens;
    size_t count;
};

struct facet_index *facet_index_create(void);
void facet_index_destroy(struct facet_index *index);

/* Changes stand between these two, from one thread; finding waits for the end. */
void facet_index_begin(struct facet_index *index);
void facet_index_end(struct facet_index *index);

/* Puts the document in: with a seq above all there were before, or one that was there, whose rank
 * and values are replaced and whose words are added to. False, and nothing happens, for any other
 * seq. */
bool facet_index_add(struct facet_index *index, const struct facet_doc *doc);
/* It is found no more; unknown ones too. */
void facet_index_remove(struct facet_index *index, int64_t seq);
/* It has these tokens no more. */
void facet_index_forget(struct facet_index *index, int64_t seq, const struct facet_token *tokens,
                        size_t count);

/* Documents that can be found, and places of such as were removed. */
size_t facet_index_docs(const struct facet_index *index);
size_t facet_index_waste(const struct facet_index *index);
/* Bytes it has taken, the places not used yet included. */
size_t facet_index_bytes(const struct facet_index *index);

/* ---- finding --------------------------------------------------------------------------------- */

/* A condition is a little program on a stack of sets. */
enum facet_op {
    FACET_NONE, /* push the empty set */
    FACET_HAS,  /* to the top set add all that have the token */
    FACET_OR,   /* pop two, push what is in either */
    FACET_AND   /* pop two, push what is in both */
};
#define FACET_STACK_MAX 8

struct facet_step {
    enum facet_op op;
    struct facet_token token; /* FACET_HAS */
};
struct facet_condition {
    struct facet_step *ptr;
    size_t count;
    size_t capacity;
};

/* One of the tokens, or a rank within limits. What it asks does not narrow the counts of its
 * group. */
struct facet_filter {
    uint8_t group;
    bool by_rank;
    int64_t rank_min;
    int64_t rank_max;
    const struct facet_token *tokens;
    size_t count;
};

enum facet_order {
    FACET_NEWEST,
    FACET_LOWEST, /* rank; of one rank the newest first */
    FACET_HIGHEST,
    FACET_BEST /* what fulfils `best` first; then newest */
};

/* The place behind a document; has == false: before the first. */
struct facet_cursor {
    bool has;
    int64_t key; /* the rank, or with FACET_BEST 1 or 0 */
    int64_t seq;
};

#define FACET_CONDITIONS_MAX 17
#define FACET_FILTERS_MAX    16

struct facet_query {
    /* All of them must be fulfilled. */
    const struct facet_condition *conditions[FACET_CONDITIONS_MAX];
    size_t condition_count;
    struct facet_filter filters[FACET_FILTERS_MAX]; /* at most one for each group */
    size_t filter_count;
    enum facet_order order;
    const struct facet_condition *best;
    struct facet_cursor after;
    size_t limit;         /* documents to list */
    uint32_t count_max;   /* counts stop above it */
    uint32_t count_group; /* bits of the groups to count; 0: none */
};

struct facet_hit {
    int64_t seq;
    int64_t key; /* for the cursor */
};

struct facet_value {
    uint8_t group;
    struct str text;
    struct str label;
    uint32_t docs; /* at most count_max + 1 */
};

struct facet_found {
    struct facet_hit *hits;
    size_t count;
    int64_t total; /* all that fulfil conditions and filters, whatever the cursor */
    /* Of counted groups, those above zero; in no order. */
    struct facet_value *values;
    size_t value_count;
};

/* Everything found lives in `arena`. */
void facet_find(struct facet_index *index, const struct facet_query *query, struct arena *arena,
                struct facet_found *ret_found);

#endif
