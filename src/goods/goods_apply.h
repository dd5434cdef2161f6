/* SPDX-License-Identifier: EUPL-1.2 */
/* The one rule by which an event changes a thing and the sums of the mass balance; and the hash
 * that chains events. Pure: no database, no clock. Used when writing and when verifying. */
#ifndef OMBRUK_GOODS_GOODS_APPLY_H
#define OMBRUK_GOODS_GOODS_APPLY_H

#include "goods/goods_sheet.h"

/* What the ledger says of a thing; the columns of `thing` that verification compares. */
struct thing_state {
    struct str code;
    int64_t parent_id;
    int64_t category_id;
    struct str kind_key;
    int64_t holder_id;
    int64_t allotted_to;
    int64_t source_id;
    int64_t count;
    int64_t g;
    int64_t weight_method;
    int64_t station_state;
    int64_t grade;
    struct str size_key;
    int64_t received_ms;
    bool blocked;
    int64_t seq;
    int64_t place_id;
    int64_t since_ms;
    int64_t stops;
    int64_t listed;
    unsigned char hash[32];
};

struct goods_delta {
    int64_t category_id;
    int64_t source_id;
    int64_t holder_id; /* who had it, or got it */
    enum goods_bucket bucket;
    int64_t reason; /* enum goods_discard or goods_explained, by the bucket; 0: none */
    struct goods_sum sum;
};

#define GOODS_DELTAS_MAX 6

struct goods_deltas {
    struct goods_delta rows[GOODS_DELTAS_MAX];
    size_t count;
};

/* `count` things of `g` grams in all, or of unknown weight. */
struct goods_sum goods_amount(int64_t count, int64_t g);
struct goods_sum goods_sum_add(struct goods_sum a, struct goods_sum b);
struct goods_sum goods_sum_negate(struct goods_sum a);
/* Whether the bucket counts as handed over to an end user. */
bool goods_is_reused(int64_t bucket);
bool goods_sum_is_zero(struct goods_sum a);

/* Grams that `count` of `all` things take along when all weigh `g`: the share rounded half up, all
 * of it for the last; NO_I64 stays NO_I64. */
int64_t goods_share(int64_t g, int64_t count, int64_t all);

/* Applies `event` (number state->seq + 1) to `state` and adds what it moves to `ret_deltas`.
 * INTERNAL if the event cannot follow that state: wrong number, amounts below zero, first event not
 * a beginning, unknown kind. Then neither is touched. Text in `state` then points into the event or
 * its arena. */
MUST_CHECK enum status goods_apply(struct arena *arena, struct thing_state *state,
                                   const struct goods_event *event,
                                   struct goods_deltas *ret_deltas);

/* The value of `key` in a detail text "a=1&b=2"; `.ptr == NULL` if absent. */
struct str goods_detail(struct str detail, const char *key);
int64_t goods_detail_i64(struct str detail, const char *key); /* NO_I64 if absent or no number */

/* SHA-256 over "ombruk-event-1\n", then centre, id, thing, seq, kind, at_ms, day, person, device,
 * from, to, count, g, weight_method, category, kind_key, source, refers_to, detail, each followed
 * by '\n' (numbers decimal, null empty), then the 32 bytes of the previous event's hash (zeroes for
 * the first). */
void goods_event_hash(int64_t centre_id, const struct goods_event *event,
                      const unsigned char previous[32], unsigned char ret_hash[32]);

/* RFC 6962 Merkle tree hash: SHA-256(0x00 leaf), SHA-256(0x01 left right), split at the largest
 * power of two below the count. `count` ≥ 1. */
void goods_merkle_root(const unsigned char (*leaves)[32], size_t count, unsigned char ret_root[32]);

/* SHA-256 over "ombruk-seal-1\n", centre, number, at_ms, count each with '\n', root, previous hash.
 */
void goods_seal_hash(int64_t centre_id, int64_t number, int64_t at_ms, int64_t count,
                     const unsigned char root[32], const unsigned char previous[32],
                     unsigned char ret_hash[32]);

#endif
