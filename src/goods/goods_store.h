/* SPDX-License-Identifier: EUPL-1.2 */
/* What the room goods keeps: the only file pair that runs its queries. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_STORE_H
#define OMBRUK_GOODS_GOODS_STORE_H

#include "goods/goods_apply.h"
#include "goods/goods_find.h"
#include "goods/goods_period.h"
#include "goods/goods_rent.h"

/* A thing with its ledger state, for writers. */
struct stored_thing {
    struct thing thing;
    unsigned char hash[32];
};

MUST_CHECK enum status goods_store_thing(struct ctx *ctx, int64_t id, struct stored_thing *ret);
MUST_CHECK enum status goods_store_by_code(struct ctx *ctx, struct str code,
                                           struct stored_thing *ret);
MUST_CHECK enum status goods_store_by_key(struct ctx *ctx, struct str source, struct str key,
                                          struct stored_thing *ret);

MUST_CHECK enum status goods_store_often(struct ctx *ctx, int64_t holder_id, int64_t from_day,
                                         int64_t limit, struct goods_oftens *ret_list);

/* A code that no thing of the centre has. BUSY if eight in a row were taken: never by chance before
 * the centre has a thousand million things. */
MUST_CHECK enum status goods_store_set_code(struct ctx *ctx, int64_t id, struct str code);
MUST_CHECK enum status goods_store_new_code(struct ctx *ctx, struct str *ret_code);
MUST_CHECK enum status goods_store_add_thing(struct ctx *ctx, int64_t id,
                                             const struct thing_state *state, int64_t received_day);
/* CONFLICT if the thing is not at number `seq_before` any more. */
MUST_CHECK enum status goods_store_set_thing(struct ctx *ctx, int64_t id,
                                             const struct thing_state *state, int64_t seq_before);
MUST_CHECK enum status goods_store_add_event(struct ctx *ctx, const struct goods_event *event);
MUST_CHECK enum status goods_store_add_deltas(struct ctx *ctx, int64_t day,
                                              const struct goods_deltas *deltas);
MUST_CHECK enum status goods_store_add_note(struct ctx *ctx, int64_t thing_id, struct str note,
                                            int64_t sacks);
MUST_CHECK enum status goods_store_add_key(struct ctx *ctx, struct str source, struct str key,
                                           int64_t thing_id);
MUST_CHECK enum status goods_store_add_photo(struct ctx *ctx, int64_t thing_id, int64_t position,
                                             struct str hash);
MUST_CHECK enum status goods_store_clear_photos(struct ctx *ctx, int64_t thing_id);
/* Whether a thing of the centre has it. */
MUST_CHECK enum status goods_store_photo_used(struct ctx *ctx, struct str hash, bool *ret_used);

MUST_CHECK enum status goods_store_add_reservation(struct ctx *ctx, int64_t thing_id,
                                                   int64_t owner_id);
MUST_CHECK enum status goods_store_remove_reservation(struct ctx *ctx, int64_t thing_id,
                                                      int64_t owner_id);

/* The holder of its kind that every centre has; nothing when it is there. */
MUST_CHECK enum status goods_store_put_holder(struct ctx *ctx, enum holder_kind kind);

/* NOT_FOUND if the centre has no such category. */
MUST_CHECK enum status goods_store_category(struct ctx *ctx, int64_t category_id);

/* Which of the things a lot points to the centre has, and the default weight of its kind. */
struct lot_lists {
    bool category;
    bool holder;
    bool source;
    bool kind;
    int64_t default_g; /* of one; NO_I64: none */
};
MUST_CHECK enum status goods_store_lists(struct ctx *ctx, const struct lot *lot,
                                         struct lot_lists *ret_lists);
MUST_CHECK enum status goods_store_put_category(struct ctx *ctx, int64_t id, int64_t parent_id,
                                                struct str key, const struct str names[LANG_COUNT]);
MUST_CHECK enum status goods_store_put_kind(struct ctx *ctx, struct str key, int64_t category_id,
                                            int64_t default_g, struct str weight_source,
                                            struct str size_class);

/* OK if `refers_to` has been corrected by an event of `thing_id`; else NOT_FOUND. */
MUST_CHECK enum status goods_store_correction(struct ctx *ctx, int64_t thing_id, int64_t refers_to);

/* Events by which `holder_id` rented out what is not all back, the newest first: only event_id and
 * thing_id are filled. */
MUST_CHECK enum status goods_store_rentals(struct ctx *ctx, int64_t holder_id, int64_t before_id,
                                           int64_t limit, struct goods_rentals *ret);

/* What a search looks at. */
struct goods_candidate {
    int64_t id;
    struct str code;
    int64_t category_id;
    int64_t holder_id;
    int64_t received_day;
    int64_t stops;
    int64_t count;
};
/* False to stop: that one was not taken. */
typedef bool goods_take_fn(struct ctx *ctx, void *arg, const struct goods_candidate *candidate);
/* Hands at most `most` of them to `take`, of the holder or with a stop when that is looked for,
 * else of all things; `*ret_ended` when they ended before it stopped. */
MUST_CHECK enum status goods_store_candidates(struct ctx *ctx, const struct goods_find *find,
                                              int64_t most, goods_take_fn *take, void *arg,
                                              bool *ret_ended);

/* For verification: things in order of id after `after_id`, and the events of things in a range of
 * ids, by thing and number. */
struct goods_snapshot {
    int64_t id;
    struct thing_state state;
};
struct goods_snapshots {
    struct goods_snapshot *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status goods_store_snapshots(struct ctx *ctx, int64_t after_id, int64_t limit,
                                             struct goods_snapshots *ret);
MUST_CHECK enum status goods_store_events_between(struct ctx *ctx, int64_t after_thing,
                                                  int64_t last_thing, struct goods_events *ret);

/* Events that brought things in or took them out to people, and their undoing, on some days. */
struct goods_flow {
    bool out; /* sold or given away; else received */
    int64_t from_day;
    int64_t to_day;
};
struct goods_entry {
    int64_t event_id;
    int64_t kind; /* GOODS_CORRECTED: takes back what an earlier one counted */
    int64_t at_ms;
    int64_t count;
    int64_t g;
    struct thing thing; /* label, category and kind only */
    int64_t from_holder;
    int64_t to_holder;
};
struct goods_entries {
    struct goods_entry *ptr;
    size_t count;
    size_t capacity;
};
/* Newest first, below `before_id` (NO_I64: from the newest). */
MUST_CHECK enum status goods_store_entries(struct ctx *ctx, const struct goods_flow *flow,
                                           int64_t before_id, int64_t limit,
                                           struct goods_entries *ret);

/* ---- sums, in goods_store_totals.c -----------------------------------------------------------
 */

struct goods_total_row {
    int64_t day; /* 0 where days are added up; and so on: 0 is what is not told apart */
    int64_t category_id;
    int64_t source_id;
    int64_t holder_id;
    int64_t bucket; /* −1: what was handed over to people, which is kept by day alone */
    int64_t reason;
    struct goods_sum sum;
};
struct goods_total_rows {
    struct goods_total_row *ptr;
    size_t count;
    size_t capacity;
};

/* Which sums, and what to tell apart among them. An id or kind 0: all. */
struct goods_totals_wanted {
    int64_t category_id; /* with all below it */
    int64_t source_kind;
    int64_t source_id;
    int64_t holder_id;
    bool by_category;
    bool by_source;
    bool by_holder;
};
/* Takes rows one at a time and in any order: there may be millions. */
typedef void goods_total_fn(void *arg, const struct goods_total_row *row);
/* The sums of one piece of a period. */
MUST_CHECK enum status goods_store_totals(struct ctx *ctx, const struct goods_totals_wanted *wanted,
                                          const struct period_piece *piece, goods_total_fn *each,
                                          void *arg);
/* Adds to a day's sum; bucket −1 adds to goods_reused_day. */
MUST_CHECK enum status goods_store_add_total(struct ctx *ctx, const struct goods_total_row *row);
/* Every row that is kept by day. */
MUST_CHECK enum status goods_store_each_total(struct ctx *ctx, goods_total_fn *each, void *arg);
/* What was sold or given, by day; only `day` and `sum` are set. */
MUST_CHECK enum status goods_store_reused_by_day(struct ctx *ctx, struct goods_total_rows *ret);

/* Events that may have moved something of a sum. */
struct goods_moved_wanted {
    struct goods_totals_wanted of;
    uint64_t kinds;        /* bit N for kind N */
    const char *corrected; /* LIKE pattern of the detail of a CORRECTED event */
    int64_t reason;        /* of what is thrown away; 0: none told; NO_I64: any */
    int64_t from_day;
    int64_t to_day;
    int64_t before_id; /* on to_day */
    int64_t most;
};
struct goods_moved_row {
    int64_t id;
    int64_t thing_id;
    int64_t seq;
};
struct goods_moved_rows {
    struct goods_moved_row *ptr;
    size_t count;
    size_t capacity;
};
/* Newest first. */
MUST_CHECK enum status goods_store_moved(struct ctx *ctx, const struct goods_moved_wanted *wanted,
                                         struct goods_moved_rows *ret);

/* How a finished month or year is kept: a sum of these. */
enum goods_cut {
    CUT_SOURCE = 1,
    CUT_HOLDER = 2,
    CUT_COUNT = 4
};
MUST_CHECK enum status goods_store_kept_spans(struct ctx *ctx, struct kept_spans *ret);
/* NO_I64 before the first event. */
MUST_CHECK enum status goods_store_first_day(struct ctx *ctx, int64_t *ret_day);
/* Adds up the days of a span that is not kept. */
MUST_CHECK enum status goods_store_keep(struct ctx *ctx, const struct kept_span *span);
/* Those that have any of these days are added up from their days until they are kept again. */
MUST_CHECK enum status goods_store_forget_kept(struct ctx *ctx, int64_t from_day, int64_t to_day);
/* How many of the span's kept rows are not the sum of its days. */
MUST_CHECK enum status goods_store_kept_wrong(struct ctx *ctx, const struct kept_span *span,
                                              int64_t *ret_wrong);

/* Average weights: up to which day weighings are taken in (NOT_FOUND: none yet), taking in one more
 * day, and a weight that counts from a day on. */
MUST_CHECK enum status goods_store_weighed_day(struct ctx *ctx, int64_t *ret_last_day);
MUST_CHECK enum status goods_store_add_weighed(struct ctx *ctx, int64_t day);
MUST_CHECK enum status goods_store_add_weight(struct ctx *ctx, struct str kind_key,
                                              int64_t from_day, int64_t g, int64_t weighings);

/* Centres whose sums a migration has taken away; that the one of ctx is so no more. */
MUST_CHECK enum status goods_store_totals_due(struct ctx *ctx, struct i64_list *ret_centres);
MUST_CHECK enum status goods_store_total_due_done(struct ctx *ctx, bool *ret_was_due);
MUST_CHECK enum status goods_store_remove_totals(struct ctx *ctx);

struct seal_row {
    int64_t id;
    int64_t number;
    int64_t at_ms;
    int64_t event_count;
    unsigned char root[32];
    unsigned char previous[32];
    unsigned char hash[32];
};
struct seal_rows {
    struct seal_row *ptr;
    size_t count;
    size_t capacity;
};
struct hashes {
    unsigned char (*ptr)[32];
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status goods_store_unsealed(struct ctx *ctx, int64_t after_id, int64_t limit,
                                            struct i64_list *ret_ids, struct hashes *ret_hashes);
MUST_CHECK enum status goods_store_unsealed_count(struct ctx *ctx, int64_t *ret_count);
MUST_CHECK enum status goods_store_newest_seal(struct ctx *ctx, struct seal_row *ret);
MUST_CHECK enum status goods_store_seals(struct ctx *ctx, int64_t after_number, int64_t limit,
                                         struct seal_rows *ret);
MUST_CHECK enum status goods_store_seal_leaves(struct ctx *ctx, int64_t seal_id,
                                               struct hashes *ret);
MUST_CHECK enum status goods_store_add_seal(struct ctx *ctx, const struct seal_row *seal,
                                            const struct i64_list *event_ids);

#endif
