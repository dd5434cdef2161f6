/* SPDX-License-Identifier: EUPL-1.2 */
/* What is kept of pick-ups, offers, leftovers and partners. Inside the room only; writers inside
 * db_write(). */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_STORE_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_STORE_H

#include "allocation/allocation_after.h"

/* ---- windows and pick-ups ---- */

MUST_CHECK enum status allocation_after_store_window(struct ctx *ctx, int64_t id,
                                                     struct pick_up_window *ret_window);
MUST_CHECK enum status allocation_after_store_add_window(struct ctx *ctx,
                                                         const struct pick_up_window *window);
/* CONFLICT when a pick-up waits or was collected in it. */
MUST_CHECK enum status allocation_after_store_delete_window(struct ctx *ctx, int64_t id);

/* Without the thing but its id: `list` functions of pick_ups fill it with goods_thing(). */
struct pick_up_row {
    int64_t id;
    int64_t thing_id;
    int64_t round_id;
    int64_t tenant_id;
    int64_t station_id;
    int64_t window_id;
    int64_t due_ms;
    int64_t state;
    int64_t given_ms;
    int64_t received_ms;
};
struct pick_up_rows {
    struct pick_up_row *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_after_store_row(struct ctx *ctx, int64_t id,
                                                  struct pick_up_row *ret_row);
/* The row with its thing and the start of its window. */
MUST_CHECK enum status allocation_after_store_pick_up(struct ctx *ctx,
                                                      const struct pick_up_row *row,
                                                      struct pick_up *ret_pick_up);
/* The one that waits for the thing or has collected it; NOT_FOUND. */
MUST_CHECK enum status allocation_after_store_of_thing(struct ctx *ctx, int64_t thing_id,
                                                       struct pick_up_row *ret_row);
/* Waiting or collected, newest first. */
MUST_CHECK enum status allocation_after_store_newest(struct ctx *ctx, int64_t tenant_id,
                                                     int64_t limit, struct pick_up_rows *ret_rows);
MUST_CHECK enum status allocation_after_store_waiting_of(struct ctx *ctx, int64_t tenant_id,
                                                         int64_t limit,
                                                         struct pick_up_rows *ret_rows);
MUST_CHECK enum status allocation_after_store_waiting_at(struct ctx *ctx, int64_t station_id,
                                                         int64_t limit,
                                                         struct pick_up_rows *ret_rows);
MUST_CHECK enum status allocation_after_store_late(struct ctx *ctx, int64_t limit,
                                                   struct pick_up_rows *ret_rows);
/* What the shop alone has confirmed, with due_ms not after `due_ms`. */
MUST_CHECK enum status allocation_after_store_received(struct ctx *ctx, int64_t due_ms,
                                                       int64_t limit,
                                                       struct pick_up_rows *ret_rows);
/* OK when the shop has missed the thing once; else NOT_FOUND. */
MUST_CHECK enum status allocation_after_store_missed_by(struct ctx *ctx, int64_t thing_id,
                                                        int64_t tenant_id);
/* A new row with a new id. */
MUST_CHECK enum status allocation_after_store_add_pick_up(struct ctx *ctx,
                                                          const struct pick_up_row *row);
MUST_CHECK enum status allocation_after_store_confirm(struct ctx *ctx, int64_t id, bool by_station);
/* Takes the station's confirmation back; CONFLICT when it does not stand alone. */
MUST_CHECK enum status allocation_after_store_not_given(struct ctx *ctx, int64_t id);
/* CONFLICT when it is no longer in `from_state`. */
MUST_CHECK enum status allocation_after_store_end(struct ctx *ctx, int64_t id, int64_t from_state,
                                                  int64_t state);

/* The shop's lots of a round and station in a window (NO_I64: none) that nobody has confirmed. */
struct pick_up_group {
    int64_t tenant_id;
    int64_t round_id;
    int64_t station_id;
    int64_t window_id;
};
MUST_CHECK enum status allocation_after_store_movable(struct ctx *ctx,
                                                      const struct pick_up_group *group,
                                                      int64_t *ret_lots, int64_t *ret_due_ms);
MUST_CHECK enum status allocation_after_store_move(struct ctx *ctx,
                                                   const struct pick_up_group *group,
                                                   const struct pick_up_window *to);

/* OK when a pick-up of the round is past taking back; else NOT_FOUND. */
MUST_CHECK enum status allocation_after_store_begun(struct ctx *ctx, int64_t round_id);
/* Ends the round's waiting pick-ups and open offers. */
MUST_CHECK enum status allocation_after_store_take_back(struct ctx *ctx, int64_t round_id);

struct awarded {
    int64_t thing_id;
    int64_t lead_id;
    int64_t tenant_id;
    int64_t station_id;
};
struct awarded_list {
    struct awarded *ptr;
    size_t count;
    size_t capacity;
};
/* By lead, shop, station and thing. */
MUST_CHECK enum status allocation_after_store_awarded(struct ctx *ctx, int64_t round_id,
                                                      int64_t run_id,
                                                      struct awarded_list *ret_list);
/* Points and requirement of a lot in a round; NOT_FOUND. */
MUST_CHECK enum status allocation_after_store_lot(struct ctx *ctx, int64_t round_id,
                                                  int64_t thing_id, int64_t *ret_points_mp,
                                                  struct str *ret_requires);

/* Published rounds without a waiting pick-up or an open offer. */
MUST_CHECK enum status allocation_after_store_settleable(struct ctx *ctx,
                                                         struct i64_list *ret_round_ids);
MUST_CHECK enum status allocation_after_store_settle(struct ctx *ctx, int64_t round_id);

/* ---- the swap square ---- */

struct swap_row {
    int64_t id;
    int64_t thing_id;
    int64_t from_tenant;
    int64_t round_id;
    int64_t points_mp;
    int64_t offered_ms;
    int64_t until_ms;
    int64_t state;
    int64_t taker_id;
};
struct swap_rows {
    struct swap_row *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_after_store_swap(struct ctx *ctx, int64_t id,
                                                   struct swap_row *ret_row);
/* The open offer of the thing; NOT_FOUND. */
MUST_CHECK enum status allocation_after_store_swap_of(struct ctx *ctx, int64_t thing_id,
                                                      struct swap_row *ret_row);
MUST_CHECK enum status allocation_after_store_swaps_open(struct ctx *ctx, int64_t tenant_id,
                                                         int64_t limit,
                                                         struct swap_offers *ret_offers);
MUST_CHECK enum status allocation_after_store_swaps_ended(struct ctx *ctx, int64_t limit,
                                                          struct swap_rows *ret_rows);
/* A new row with a new id, open. */
MUST_CHECK enum status allocation_after_store_add_swap(struct ctx *ctx, const struct swap_row *row,
                                                       int64_t *ret_id);
/* CONFLICT when it is open no longer. */
MUST_CHECK enum status allocation_after_store_end_swap(struct ctx *ctx, int64_t id, int64_t state,
                                                       int64_t taker_id);

struct swap_ask {
    int64_t tenant_id;
    int64_t at_ms;
    int64_t lead_id;
    int64_t balance_mp;
    int64_t weight;
};
struct swap_asks {
    struct swap_ask *ptr;
    size_t count;
    size_t capacity;
};
/* Who asked and when, in that order. */
MUST_CHECK enum status allocation_after_store_asks(struct ctx *ctx, int64_t offer_id,
                                                   struct swap_asks *ret_asks);
MUST_CHECK enum status allocation_after_store_ask(struct ctx *ctx, int64_t offer_id,
                                                  int64_t tenant_id, bool asks);
/* Those who asked for one offer ask for another, but for one shop. */
MUST_CHECK enum status allocation_after_store_move_asks(struct ctx *ctx, int64_t from_offer,
                                                        int64_t to_offer, int64_t but_tenant);
MUST_CHECK enum status allocation_after_store_seen(struct ctx *ctx, int64_t offer_id,
                                                   const struct swap_ask *ask);

/* ---- what nobody wanted ---- */

struct leftover_row {
    int64_t thing_id;
    int64_t round_id;
    int64_t station_id;
    int64_t points_mp;
    struct str quota_class;
    struct str requires;
    int64_t parent_id; /* NO_I64: the round was a first call */
};
struct leftover_rows {
    struct leftover_row *ptr;
    size_t count;
    size_t capacity;
};
/* After (round, thing), in that order. */
MUST_CHECK enum status allocation_after_store_leftovers(struct ctx *ctx, int64_t after_round,
                                                        int64_t after_thing, int64_t limit,
                                                        struct leftover_rows *ret_rows);
MUST_CHECK enum status allocation_after_store_leftover(struct ctx *ctx, int64_t thing_id,
                                                       struct leftover_row *ret_row);
struct decision {
    int64_t thing_id;
    int64_t round_id;
    enum leftover_outcome outcome;
    int64_t next_round_id;
    int64_t partner_id;
    struct str reason;
};
MUST_CHECK enum status allocation_after_store_decide(struct ctx *ctx,
                                                     const struct decision *decision);

MUST_CHECK enum status allocation_after_store_partner(struct ctx *ctx, int64_t id,
                                                      struct partner *ret_partner);
MUST_CHECK enum status allocation_after_store_partners(struct ctx *ctx, int64_t limit,
                                                       struct partners *ret_partners);
MUST_CHECK enum status
allocation_after_store_add_partner(struct ctx *ctx, const struct partner *partner, int64_t *ret_id);
MUST_CHECK enum status allocation_after_store_end_partner(struct ctx *ctx, int64_t id);
MUST_CHECK enum status allocation_after_store_use_partner(struct ctx *ctx, int64_t id);

/* ---- calendar feeds ---- */

MUST_CHECK enum status allocation_after_store_feed(struct ctx *ctx, int64_t tenant_id,
                                                   int64_t *ret_made_ms);
MUST_CHECK enum status allocation_after_store_feed_of(struct ctx *ctx, struct str token_hash,
                                                      int64_t *ret_tenant_id);
MUST_CHECK enum status allocation_after_store_put_feed(struct ctx *ctx, int64_t tenant_id,
                                                       struct str token_hash);

#endif
