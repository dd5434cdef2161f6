/* SPDX-License-Identifier: EUPL-1.2 */
/* How events change things and sums. */
#include "goods/goods_apply.h"

#include <assert.h>

#include "base/units.h"

#include "base/banned.h"

struct goods_sum goods_amount(int64_t count, int64_t g)
{
    if (g == NO_I64) {
        return (struct goods_sum){.count = count, .unknown_count = count};
    }
    return (struct goods_sum){.count = count, .g = g};
}

struct goods_sum goods_sum_add(struct goods_sum a, struct goods_sum b)
{
    return (struct goods_sum){a.count + b.count, a.g + b.g, a.unknown_count + b.unknown_count};
}

bool goods_is_reused(int64_t bucket)
{
    return bucket == BUCKET_SOLD || bucket == BUCKET_GIVEN;
}

struct goods_sum goods_sum_negate(struct goods_sum a)
{
    return (struct goods_sum){-a.count, -a.g, -a.unknown_count};
}

bool goods_sum_is_zero(struct goods_sum a)
{
    return a.count == 0 && a.g == 0 && a.unknown_count == 0;
}

int64_t goods_share(int64_t g, int64_t count, int64_t all)
{
    if (g == NO_I64 || count == all) {
        return g;
    }
    int64_t share = 0;
    const bool fits = scale_half_up(g, count, all, &share);
    assert(fits);
    return share;
}

struct str goods_detail(struct str detail, const char *key)
{
    struct str rest = detail.ptr == NULL ? STR("") : detail;
    struct str pair;
    const struct str wanted = str_of(key);
    while (str_split(&rest, '&', &pair)) {
        if (pair.len > wanted.len && pair.ptr[wanted.len] == '=' && str_starts_with(pair, wanted)) {
            return (struct str){pair.ptr + wanted.len + 1, pair.len - wanted.len - 1};
        }
    }
    return (struct str){NULL, 0};
}

int64_t goods_detail_i64(struct str detail, const char *key)
{
    int64_t number = 0;
    return str_to_i64(goods_detail(detail, key), &number) ? number : NO_I64;
}

/* `at` says where: its source and its holder. `reason` 0: none. */
static void add_delta(struct goods_deltas *deltas, const struct thing_state *at,
                      int64_t category_id, enum goods_bucket bucket, int64_t reason,
                      struct goods_sum sum)
{
    if (goods_sum_is_zero(sum)) {
        return;
    }
    assert(deltas->count < GOODS_DELTAS_MAX);
    deltas->rows[deltas->count++] = (struct goods_delta){.category_id = category_id,
                                                         .source_id = at->source_id,
                                                         .holder_id = at->holder_id,
                                                         .bucket = bucket,
                                                         .reason = reason,
                                                         .sum = sum};
}

/* Takes `event`'s amounts out of what is in hand; false if there is not so much. */
static bool take(struct thing_state *state, const struct goods_event *event)
{
    if (event->count < 0 || event->count > state->count ||
        (state->g == NO_I64) != (event->g == NO_I64)) {
        return false;
    }
    if (state->g != NO_I64) {
        if (event->g < 0 || event->g > state->g) {
            return false;
        }
        state->g -= event->g;
    }
    state->count -= event->count;
    return true;
}

static void changed_while_listed(struct thing_state *state)
{
    state->listed = state->listed == LISTED_NOT ? LISTED_NOT : LISTED_CHANGED;
}

static void set_stops(struct thing_state *state, int64_t stops)
{
    state->stops = stops;
    state->blocked = (stops & STOPS_BLOCKING) != 0;
    if (stops != 0) {
        changed_while_listed(state);
    }
}

/* All that is in hand goes from one holder to another: for each of them it still adds up. */
static void change_hands(struct thing_state *state, const struct goods_event *event,
                         struct goods_deltas *deltas)
{
    const struct goods_sum all = goods_amount(state->count, state->g);
    add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, goods_sum_negate(all));
    add_delta(deltas, state, state->category_id, BUCKET_MOVED, 0, all);
    state->holder_id = event->to_holder;
    state->since_ms = event->at_ms;
    add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, all);
    add_delta(deltas, state, state->category_id, BUCKET_MOVED, 0, goods_sum_negate(all));
}

static enum status apply_begin(struct arena *arena, struct thing_state *state,
                               const struct goods_event *event, struct goods_deltas *deltas)
{
    const struct goods_sum amount = goods_amount(event->count, event->g);
    const bool part = event->kind == GOODS_SPLIT;
    if (event->count < 1 || event->to_holder == NO_I64) {
        return INTERNAL;
    }
    const struct str kind = event->kind_key.ptr == NULL ? STR("") : event->kind_key;
    const struct str size = goods_detail(event->detail, "size");
    *state = (struct thing_state){
        .code = str_copy(arena, goods_detail(event->detail, "code")),
        .parent_id = goods_detail_i64(event->detail, "parent"),
        .category_id = event->category_id,
        .kind_key = str_copy(arena, kind),
        .holder_id = event->to_holder,
        .allotted_to = NO_I64,
        .source_id = event->source_id,
        .count = event->count,
        .g = event->g,
        .weight_method = event->weight_method,
        .station_state = goods_detail_i64(event->detail, "state"),
        .grade = goods_detail_i64(event->detail, "grade"),
        .size_key = str_copy(arena, size),
        .received_ms = goods_detail_i64(event->detail, "received"),
        .place_id = event->to_holder,
        .since_ms = goods_detail_i64(event->detail, part ? "since" : "received"),
    };
    if (state->received_ms == NO_I64) {
        state->received_ms = event->at_ms;
    }
    if (state->since_ms == NO_I64) {
        state->since_ms = event->at_ms;
    }
    const int64_t stops = goods_detail_i64(event->detail, "stops");
    set_stops(state, stops == NO_I64 ? 0 : stops);
    add_delta(deltas, state, event->category_id, BUCKET_HELD, 0, amount);
    if (part) {
        add_delta(deltas, state, event->category_id, BUCKET_CORRECTED, EXPLAINED_DIVIDED,
                  goods_sum_negate(amount));
    } else {
        add_delta(deltas, state, event->category_id, BUCKET_RECEIVED, 0, amount);
    }
    return OK;
}

/* What explains an amount that no user gets; 0: nothing. */
static int64_t reason_of(const struct goods_event *event)
{
    const int64_t why = goods_detail_i64(event->detail, "why");
    const int64_t reason = goods_detail_i64(event->detail, "reason");
    switch (event->kind) {
    case GOODS_SPLIT:
        return EXPLAINED_DIVIDED;
    case GOODS_MERGED:
        return EXPLAINED_MERGED;
    case GOODS_CORRECTED:
        return goods_event_undoes_hand_over(event) ? EXPLAINED_UNDONE
               : goods_why_words(why) != NULL      ? why
                                                   : 0;
    case GOODS_DISCARDED:
    case GOODS_RECYCLED:
        return goods_discard_words(reason) != NULL ? reason : 0;
    default:
        return 0;
    }
}

static enum status apply_out(struct thing_state *state, const struct goods_event *event,
                             enum goods_bucket bucket, struct goods_deltas *deltas)
{
    const struct goods_sum amount = goods_amount(event->count, event->g);
    if (event->count < 1 || !take(state, event)) {
        return INTERNAL;
    }
    add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, goods_sum_negate(amount));
    add_delta(deltas, state, state->category_id, bucket, reason_of(event), amount);
    return OK;
}

bool goods_event_undoes_hand_over(const struct goods_event *event)
{
    const int64_t undone = goods_detail_i64(event->detail, "undo");
    return event->kind == GOODS_CORRECTED && (undone == GOODS_SOLD || undone == GOODS_GIVEN);
}

int64_t goods_event_owner(const struct goods_event *event)
{
    return event->kind == GOODS_ALLOTTED ? goods_detail_i64(event->detail, "owner") : NO_I64;
}

bool goods_event_undoes_allotment(const struct goods_event *event)
{
    return event->kind == GOODS_CORRECTED &&
           goods_detail_i64(event->detail, "undo") == GOODS_ALLOTTED;
}

/* Undo of an intake: only a whole lot, as it was received, can have been a mistake. */
static enum status apply_undo_received(struct thing_state *state, const struct goods_event *event,
                                       struct goods_deltas *deltas)
{
    const struct goods_sum taken = goods_sum_negate(goods_amount(event->count, event->g));
    if (state->parent_id != NO_I64 || state->allotted_to != NO_I64 || event->count < 1 ||
        event->count != state->count || event->g != state->g ||
        event->category_id != state->category_id || !take(state, event)) {
        return INTERNAL;
    }
    add_delta(deltas, state, state->category_id, BUCKET_RECEIVED, 0, taken);
    add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, taken);
    return OK;
}

/* Undo of an allotment: the lot never left the station. */
static enum status apply_undo_allotted(struct thing_state *state, const struct goods_event *event)
{
    if (event->count != 0 || state->allotted_to == NO_I64 ||
        state->allotted_to != event->from_holder || state->holder_id != event->to_holder) {
        return INTERNAL;
    }
    state->allotted_to = NO_I64;
    return OK;
}

/* What comes in to what is left, which may have been weighed since: then the two weights add up.
 * Where one is unknown the whole is. What more is held than before. */
static struct goods_sum take_in(struct thing_state *state, const struct goods_event *event)
{
    const struct goods_sum before = goods_amount(state->count, state->g);
    state->g = state->count == 0                          ? event->g
               : state->g == NO_I64 || event->g == NO_I64 ? NO_I64
                                                          : state->g + event->g;
    state->count += event->count;
    return goods_sum_add(goods_amount(state->count, state->g), goods_sum_negate(before));
}

/* The difference is an explained correction. */
static void put_in(struct thing_state *state, const struct goods_event *event,
                   struct goods_deltas *deltas)
{
    const struct goods_sum held = take_in(state, event);
    add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, held);
    add_delta(deltas, state, state->category_id, BUCKET_CORRECTED, reason_of(event),
              goods_sum_negate(held));
}

/* Undo of a hand-over: the event carries the category that the hand-over was counted in. */
static enum status apply_undo(struct thing_state *state, const struct goods_event *event,
                              struct goods_deltas *deltas)
{
    const int64_t undone = goods_detail_i64(event->detail, "undo");
    const struct goods_sum amount = goods_amount(event->count, event->g);
    if (event->count < 1 || !goods_event_undoes_hand_over(event)) {
        return INTERNAL;
    }
    const enum goods_bucket bucket = undone == GOODS_SOLD ? BUCKET_SOLD : BUCKET_GIVEN;
    /* It was counted where it was sold, which another shop may have taken over since. */
    struct thing_state sold_at = *state;
    sold_at.holder_id = event->from_holder == NO_I64 ? state->holder_id : event->from_holder;
    add_delta(deltas, &sold_at, event->category_id, bucket, 0, goods_sum_negate(amount));
    add_delta(deltas, &sold_at, event->category_id, BUCKET_CORRECTED, EXPLAINED_UNDONE, amount);
    put_in(state, event, deltas);
    return OK;
}

/* Whether an amount goes out of `holder` (from, to nobody) or in to it; false for anything else. */
static bool goes_one_way(const struct thing_state *state, const struct goods_event *event)
{
    const int64_t whose = event->from_holder == NO_I64 ? event->to_holder : event->from_holder;
    return event->count > 0 && whose == state->holder_id &&
           (event->from_holder == NO_I64) != (event->to_holder == NO_I64);
}

/* Counted again: fewer go out to an explained correction, more come in from one. */
static enum status apply_recount(struct thing_state *state, const struct goods_event *event,
                                 struct goods_deltas *deltas)
{
    if (!goes_one_way(state, event)) {
        return INTERNAL;
    }
    if (event->to_holder == NO_I64) {
        TRY(apply_out(state, event, BUCKET_CORRECTED, deltas));
    } else {
        put_in(state, event, deltas);
    }
    if (state->g == NO_I64) {
        state->weight_method = WEIGHT_UNKNOWN;
    }
    changed_while_listed(state);
    return OK;
}

/* Put into another lot, all of it; or another put into this one, with its stops. */
static enum status apply_merged(struct thing_state *state, const struct goods_event *event,
                                struct goods_deltas *deltas)
{
    const int64_t stops = goods_detail_i64(event->detail, "stops");
    if (!goes_one_way(state, event) || event->category_id != state->category_id ||
        state->allotted_to != NO_I64 || state->listed != LISTED_NOT || state->count < 1) {
        return INTERNAL;
    }
    if (event->to_holder == NO_I64) {
        return event->count == state->count ? apply_out(state, event, BUCKET_CORRECTED, deltas)
                                            : INTERNAL;
    }
    put_in(state, event, deltas);
    state->weight_method = event->weight_method;
    set_stops(state, stops == NO_I64 ? state->stops : state->stops | stops);
    return OK;
}

/* Rented out: it leaves the shelf and is expected back. */
static enum status apply_rented_out(struct thing_state *state, const struct goods_event *event,
                                    struct goods_deltas *deltas)
{
    TRY(apply_out(state, event, BUCKET_RENTED, deltas));
    changed_while_listed(state);
    return OK;
}

/* Back from rental: the event carries the category and the holder it was counted in as rented out.
 * Where it came back to another shelf or weighs otherwise by now, that is explained. */
static enum status apply_returned(struct thing_state *state, const struct goods_event *event,
                                  struct goods_deltas *deltas)
{
    const struct goods_sum amount = goods_amount(event->count, event->g);
    struct thing_state out_at = *state;
    if (event->count < 1 || event->from_holder == NO_I64 || event->to_holder != state->holder_id) {
        return INTERNAL;
    }
    out_at.holder_id = event->from_holder;
    const bool same =
        out_at.holder_id == state->holder_id && event->category_id == state->category_id;
    const struct goods_sum held = take_in(state, event);
    const struct goods_sum less = goods_sum_negate(held);
    add_delta(deltas, &out_at, event->category_id, BUCKET_RENTED, 0, goods_sum_negate(amount));
    add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, held);
    add_delta(deltas, &out_at, event->category_id, BUCKET_CORRECTED, EXPLAINED_RETURNED,
              same ? goods_sum_add(amount, less) : amount);
    if (!same) {
        add_delta(deltas, state, state->category_id, BUCKET_CORRECTED, EXPLAINED_RETURNED, less);
    }
    if (state->g == NO_I64) {
        state->weight_method = WEIGHT_UNKNOWN;
    }
    changed_while_listed(state);
    return OK;
}

static enum status apply_corrected(struct thing_state *state, const struct goods_event *event,
                                   struct goods_deltas *deltas)
{
    if (goods_detail_i64(event->detail, "recount") == 1) {
        return apply_recount(state, event, deltas);
    }
    switch (goods_detail_i64(event->detail, "undo")) {
    case GOODS_RECEIVED:
        return apply_undo_received(state, event, deltas);
    case GOODS_ALLOTTED:
        return apply_undo_allotted(state, event);
    default:
        return apply_undo(state, event, deltas);
    }
}

/* With a receiver in the house the whole thing changes hands; without one an amount leaves. */
static enum status apply_passed_on(struct thing_state *state, const struct goods_event *event,
                                   struct goods_deltas *deltas)
{
    if (event->to_holder == NO_I64) {
        return apply_out(state, event, BUCKET_PASSED_ON, deltas);
    }
    if (event->count != 0 || state->count < 1 || state->allotted_to != NO_I64 ||
        event->from_holder != state->holder_id) {
        return INTERNAL;
    }
    change_hands(state, event, deltas);
    return OK;
}

/* A stop set or taken away. */
static enum status apply_blocked(struct thing_state *state, const struct goods_event *event)
{
    const int64_t stop = goods_detail_i64(event->detail, "stop");
    const int64_t on = goods_detail_i64(event->detail, "on");
    if (stop < 1 || (stop & ~(int64_t)STOPS_ALL) != 0 || (on != 0 && on != 1)) {
        return INTERNAL;
    }
    set_stops(state, on == 1 ? state->stops | stop : state->stops & ~stop);
    return OK;
}

static enum status apply_tested(struct thing_state *state, const struct goods_event *event)
{
    const int64_t passed = goods_detail_i64(event->detail, "passed");
    if (passed != 0 && passed != 1) {
        return INTERNAL;
    }
    set_stops(state,
              passed == 1 ? state->stops & ~(int64_t)STOP_UNTESTED : state->stops | STOP_UNTESTED);
    return OK;
}

/* With both holders it changes hands; without, as in old ledgers, it is a remark. */
static enum status apply_moved(struct thing_state *state, const struct goods_event *event,
                               struct goods_deltas *deltas)
{
    if (event->to_holder == NO_I64) {
        return OK;
    }
    if (event->count != 0 || state->count < 1 || state->allotted_to != NO_I64 ||
        state->listed != LISTED_NOT || event->from_holder != state->holder_id ||
        event->to_holder == event->from_holder) {
        return INTERNAL;
    }
    change_hands(state, event, deltas);
    return OK;
}

static enum status apply_weighed(struct thing_state *state, const struct goods_event *event,
                                 struct goods_deltas *deltas)
{
    if (event->g == NO_I64 || event->g < 0 || event->count != state->count) {
        return INTERNAL;
    }
    const struct goods_sum change =
        goods_sum_add(goods_amount(state->count, event->g),
                      goods_sum_negate(goods_amount(state->count, state->g)));
    add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, change);
    add_delta(deltas, state, state->category_id, BUCKET_CORRECTED, EXPLAINED_WEIGHED,
              goods_sum_negate(change));
    state->g = event->g;
    state->weight_method = event->weight_method;
    return OK;
}

static enum status apply_graded(struct arena *arena, struct thing_state *state,
                                const struct goods_event *event, struct goods_deltas *deltas)
{
    const struct goods_sum held = goods_amount(state->count, state->g);
    if (event->category_id != state->category_id) {
        add_delta(deltas, state, state->category_id, BUCKET_HELD, 0, goods_sum_negate(held));
        add_delta(deltas, state, state->category_id, BUCKET_CORRECTED, EXPLAINED_DESCRIBED, held);
        add_delta(deltas, state, event->category_id, BUCKET_HELD, 0, held);
        add_delta(deltas, state, event->category_id, BUCKET_CORRECTED, EXPLAINED_DESCRIBED,
                  goods_sum_negate(held));
    }
    state->category_id = event->category_id;
    state->kind_key = str_copy(arena, event->kind_key);
    state->grade = goods_detail_i64(event->detail, "grade");
    state->size_key = str_copy(arena, goods_detail(event->detail, "size"));
    return OK;
}

/* With a code it is another label; without, as in old ledgers, it is a remark. */
static enum status apply_labelled(struct arena *arena, struct thing_state *state,
                                  const struct goods_event *event)
{
    const struct str code = goods_detail(event->detail, "code");
    if (code.ptr == NULL) {
        return OK;
    }
    if (code.len != GOODS_CODE_LEN || state->listed != LISTED_NOT) {
        return INTERNAL;
    }
    state->code = str_copy(arena, code);
    return OK;
}

static enum status apply_kind(struct arena *arena, struct thing_state *state,
                              const struct goods_event *event, struct goods_deltas *deltas)
{
    switch (event->kind) {
    case GOODS_SPLIT:
        return apply_out(state, event, BUCKET_CORRECTED, deltas);
    case GOODS_ALLOTTED:
        state->allotted_to = event->to_holder;
        return OK;
    case GOODS_PICKED_UP:
        change_hands(state, event, deltas);
        state->allotted_to = NO_I64;
        return OK;
    case GOODS_WEIGHED:
        return apply_weighed(state, event, deltas);
    case GOODS_GRADED:
        return apply_graded(arena, state, event, deltas);
    case GOODS_SOLD:
        return apply_out(state, event, BUCKET_SOLD, deltas);
    case GOODS_GIVEN:
        return apply_out(state, event, BUCKET_GIVEN, deltas);
    case GOODS_RENTED_OUT:
        return apply_rented_out(state, event, deltas);
    case GOODS_RETURNED:
        return apply_returned(state, event, deltas);
    case GOODS_RECYCLED:
        return apply_out(state, event, BUCKET_RECYCLED, deltas);
    case GOODS_DISCARDED:
        return apply_out(state, event, BUCKET_DISCARDED, deltas);
    case GOODS_PASSED_ON:
        return apply_passed_on(state, event, deltas);
    case GOODS_CORRECTED:
        return apply_corrected(state, event, deltas);
    case GOODS_BLOCKED:
        return apply_blocked(state, event);
    case GOODS_TESTED:
        return apply_tested(state, event);
    case GOODS_WIPED:
        set_stops(state, state->stops & ~(int64_t)STOP_UNWIPED);
        return OK;
    case GOODS_MOVED:
        return apply_moved(state, event, deltas);
    case GOODS_MERGED:
        return apply_merged(state, event, deltas);
    case GOODS_LISTED:
    case GOODS_UNLISTED:
        state->listed = event->kind == GOODS_LISTED ? LISTED_AS_IS : LISTED_NOT;
        return OK;
    case GOODS_PHOTOGRAPHED:
    case GOODS_UNPHOTOGRAPHED:
    case GOODS_PRICED:
    case GOODS_HELD:
    case GOODS_HOLD_ENDED:
    case GOODS_LOADED:
        return OK;
    case GOODS_LABELLED:
        return apply_labelled(arena, state, event);
    default:
        return INTERNAL;
    }
}

enum status goods_apply(struct arena *arena, struct thing_state *state,
                        const struct goods_event *event, struct goods_deltas *ret_deltas)
{
    struct thing_state next = *state;
    struct goods_deltas deltas = *ret_deltas;
    if (event->seq != state->seq + 1) {
        return INTERNAL;
    }
    if (state->seq == 0) {
        if (event->kind != GOODS_RECEIVED && event->kind != GOODS_SPLIT) {
            return INTERNAL;
        }
        TRY(apply_begin(arena, &next, event, &deltas));
    } else {
        TRY(apply_kind(arena, &next, event, &deltas));
    }
    next.seq = event->seq;
    if (event->hash.len == sizeof(next.hash)) {
        memcpy(next.hash, event->hash.ptr, sizeof(next.hash));
    }
    *state = next;
    *ret_deltas = deltas;
    return OK;
}
