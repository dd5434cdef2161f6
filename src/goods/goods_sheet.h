/* SPDX-License-Identifier: EUPL-1.2 */
/* The mass balance of a period as the pages show it, what is behind its figures, and the average
 * weights that come of what was weighed. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_SHEET_H
#define OMBRUK_GOODS_GOODS_SHEET_H

#include "goods/goods.h"

/* What explains a corrected amount: 1 to 4 as enum goods_why, for a count that was wrong. */
#define GOODS_EXPLAINED_TABLE(X)                                                                   \
    X(11, UNDONE, N_("A sale was undone"))                                                         \
    X(12, WEIGHED, N_("Weighed anew"))                                                             \
    X(13, DESCRIBED, N_("Moved to another category"))                                              \
    X(14, DIVIDED, N_("Divided into parts"))                                                       \
    X(15, MERGED, N_("Lots put together"))                                                         \
    X(16, RETURNED, N_("Came back from rental elsewhere, or with another weight"))
#define GOODS_EXPLAINED_ENUM(number, name, words) EXPLAINED_##name = (number),
enum goods_explained {
    GOODS_EXPLAINED_TABLE(GOODS_EXPLAINED_ENUM) EXPLAINED_END
};
#undef GOODS_EXPLAINED_ENUM
const char *goods_explained_words(int64_t reason); /* N_(); NULL when unknown */
/* Reasons of every kind are below this. */
#define GOODS_REASONS 17

/* What a sheet is about, and its lines. An id or kind 0: all. */
enum goods_by {
    BY_CATEGORY,
    BY_SOURCE,
    BY_HOLDER
};
struct goods_sheet_of {
    int64_t from_day;
    int64_t to_day;
    int64_t category_id; /* with all below it */
    int64_t source_kind; /* enum holder_kind: the class of the source */
    int64_t source_id;
    int64_t holder_id;
    enum goods_by by;
};
struct goods_line {
    int64_t id; /* category, source or holder; 0: all together */
    struct goods_sum buckets[BUCKET_COUNT];
    bool holds;
};
struct goods_lines {
    struct goods_line *ptr;
    size_t count;
    size_t capacity;
};
struct goods_sheet {
    struct goods_lines lines; /* by id; those with nothing in them are left out */
    struct goods_line all;
    /* By reason, 0 where none is told: enum goods_discard … */
    struct goods_sum discarded[GOODS_REASONS];
    struct goods_sum recycled[GOODS_REASONS];
    /* … and enum goods_explained. */
    struct goods_sum corrected[GOODS_REASONS];
};
/* The mass balance of a period. Quick for any period: whole months and years are kept. */
MUST_CHECK enum status goods_sheet(struct ctx *ctx, const struct goods_sheet_of *of,
                                   struct goods_sheet *ret_sheet);

/* Weighings of a kind on a scale after which the centre's own average is its standard weight. */
#define GOODS_OWN_WEIGHINGS 30
struct goods_weighed {
    struct str kind_key;
    int64_t weighings;
    int64_t things;
    int64_t g;        /* of all of them */
    int64_t own_g;    /* of one; NO_I64: not weighed often enough yet */
    int64_t from_day; /* since when it counts */
};
struct goods_weighed_list {
    struct goods_weighed *ptr;
    size_t count;
    size_t capacity;
};
/* The kinds that were weighed, the one weighed most often first. */
MUST_CHECK enum status goods_weighed(struct ctx *ctx, struct goods_weighed_list *ret_list);
/* Takes the days that are over into the averages; what is received from now on and has no weight of
 * its own gets the newest. A clockwork job does so too. */
MUST_CHECK enum status goods_learn_weights(struct ctx *ctx);

/* What moved one figure of a sheet: its bucket, and among those with reasons one of them. */
struct goods_moved_of {
    struct goods_sheet_of of;
    enum goods_bucket bucket;
    int64_t reason;    /* NO_I64: all; 0: where none is told */
    int64_t before_id; /* goods_moved_list.next_id of the page before; NO_I64: from the newest */
    int64_t limit;
};
struct goods_moved {
    struct goods_event event;
    struct str code;
    struct goods_sum sum; /* what it adds to the figure */
};
struct goods_moved_list {
    struct goods_moved *ptr;
    size_t count;
    size_t capacity;
    int64_t next_id; /* NO_I64: these were the last. A page may be shorter than the limit. */
};
MUST_CHECK enum status goods_moved_events(struct ctx *ctx, const struct goods_moved_of *of,
                                          struct goods_moved_list *ret_list);

/* Adds up the months and years that are over; again: those that are over since. A clockwork job
 * does so too; until then they are added up from their days. */
MUST_CHECK enum status goods_keep_spans(struct ctx *ctx);

#endif
