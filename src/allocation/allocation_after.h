/* SPDX-License-Identifier: EUPL-1.2 */
/* What follows a draw: pick-ups at the dock, the swap square, and what nobody wanted.
 *
 * Every arrow is an event of the goods ledger too. Writers are called inside or outside db_write();
 * outside they make their own transaction. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_H

#include "allocation/allocation.h"

/* ---- pick-ups (allocation_pick_up.c, _dock.c, _missed.c)
 * -------------------------------------------------------------- */

enum pick_up_state {
    PICK_UP_WAITING = 1,
    PICK_UP_COLLECTED = 2,
    PICK_UP_MISSED = 3,
    PICK_UP_TAKEN_BACK = 4, /* by a correction */
    PICK_UP_PASSED_ON = 5   /* another shop got it on the swap square before it was collected */
};

/* How long a lot without a window waits, from when its pick-up was made. */
#define PICK_UP_DAYS 7
/* A lot that one side alone has confirmed is never missed: it has left the station, or the shop
 * says so. What the shop alone has confirmed counts as collected this long after its due_ms: the
 * station has had that time to confirm too. Where the station alone has confirmed, a person
 * decides (allocation_unreceived). Until then the other side can still confirm. */
#define PICK_UP_SHOP_ALONE_DAYS 14
struct pick_up_window {
    int64_t id;
    int64_t round_id;
    int64_t station_id;
    int64_t starts_ms;
    int64_t ends_ms;
    int64_t capacity_lots; /* a limit of the dock, not of a shop */
    int64_t taken_lots;
};
struct pick_up_windows {
    struct pick_up_window *ptr;
    size_t count;
    size_t capacity;
};
struct pick_up {
    int64_t id;
    struct thing thing;
    int64_t round_id;
    int64_t tenant_id;
    int64_t station_id;
    int64_t window_id; /* NO_I64: no window had room; by agreement */
    int64_t starts_ms; /* of its window; NO_I64 without one */
    int64_t due_ms;    /* end of its window, else after PICK_UP_DAYS: then missed if unconfirmed */
    int64_t state;
    int64_t given_ms;    /* the station handed it out; NO_I64 */
    int64_t received_ms; /* the shop took it; NO_I64 */
};
struct pick_ups {
    struct pick_up *ptr;
    size_t count;
    size_t capacity;
};
/* INVALID (field "from", "to", "capacity" or "station") unless now < starts < ends, at most 14
 * days apart, capacity >= 1, and the station is one; NOT_FOUND for the round. */
MUST_CHECK enum status allocation_window_add(struct ctx *ctx, const struct pick_up_window *window,
                                             int64_t *ret_id);
/* CONFLICT when a pick-up is in it; NOT_FOUND. */
MUST_CHECK enum status allocation_window_remove(struct ctx *ctx, int64_t window_id);
/* By their start. */
MUST_CHECK enum status allocation_windows(struct ctx *ctx, int64_t round_id,
                                          struct pick_up_windows *ret_windows);
/* Called by publication: one pick-up for each award; each shop's lots at a station go into the
 * first window to come that has room for all of them (else into the first ones with any room),
 * shops in the order of their tickets; leads that the list does not have come last. Inside
 * db_write(). */
MUST_CHECK enum status allocation_pick_ups_make(struct ctx *ctx, int64_t round_id, int64_t run_id,
                                                const struct i64_list *leads_by_ticket);
/* Called by a correction: CONFLICT if any is collected, half confirmed, missed or passed on; else
 * all are taken back, and their offers on the swap square withdrawn. Inside db_write(). */
MUST_CHECK enum status allocation_pick_ups_take_back(struct ctx *ctx, int64_t round_id);
/* The one that is due first first. */
MUST_CHECK enum status allocation_pick_ups_of(struct ctx *ctx, int64_t tenant_id, int64_t state,
                                              int64_t limit, struct pick_ups *ret_list);
/* In windows that are open between the two instants, waiting or collected; then what waits without
 * a window or with only one side's confirmation. By window, then shop; at most 500. */
MUST_CHECK enum status allocation_pick_ups_at(struct ctx *ctx, int64_t station_id, int64_t from_ms,
                                              int64_t to_ms, struct pick_ups *ret_list);
/* Moves the shop's waiting lots of one round and station to another window of the same; from_window
 * NO_I64: those without one. CONFLICT when it is full or has begun, or the time of the lots is
 * over; NOT_FOUND for windows that are not there, of another round or station, or without lots of
 * the shop. */
MUST_CHECK enum status allocation_pick_up_move(struct ctx *ctx, int64_t tenant_id,
                                               int64_t from_window, int64_t to_window);
/* The two confirmations at the dock, by label; in either order, each OK again. With both the lot is
 * the shop's (goods_pick_up). NOT_FOUND (field "code") where no such lot waits there or for the
 * shop; CONFLICT (field "code") for a lot that is stopped, or that neither side had confirmed when
 * its time ended. */
MUST_CHECK enum status allocation_give(struct ctx *ctx, struct str code, int64_t station_id,
                                       struct pick_up *ret_pick_up);
MUST_CHECK enum status allocation_receive(struct ctx *ctx, struct str code, int64_t tenant_id,
                                          struct pick_up *ret_pick_up);
/* What the shop does with a label: allocation_receive() for a lot of a round, goods_pick_up() for
 * one that it was given by hand. */
MUST_CHECK enum status allocation_take(struct ctx *ctx, struct str code, int64_t tenant_id);
/* A whole label, or the last four signs of one that waits at the station (NO_I64: at any), to be
 * collected by the shop (NO_I64: any). INVALID (field "code") as goods_code_read(), NOT_FOUND when
 * nothing that waits ends so, CONFLICT when several do. */
MUST_CHECK enum status allocation_pick_up_code(struct ctx *ctx, struct str typed,
                                               int64_t station_id, int64_t tenant_id,
                                               struct str *ret_code);
/* Marks what neither side had confirmed when its time ended: penalty of the round's rules for each
 * lot, given back (goods_unallot), offered on the swap square by the house, one mail to the shop.
 * An offer of the shop's own ends; those who asked there ask the house. Inside a job. */
MUST_CHECK enum status allocation_miss_late(struct ctx *ctx, int64_t *ret_missed);
/* Collects what the shop alone has confirmed, PICK_UP_SHOP_ALONE_DAYS after its time ended, as if
 * both had: goods_pick_up, by nobody. A lot that is stopped waits until it is free. Inside a job.
 */
MUST_CHECK enum status allocation_collect_received(struct ctx *ctx, int64_t *ret_collected);
/* What the station alone has confirmed and whose time is over: somebody has to find out where it
 * is. The one that was due first first. */
MUST_CHECK enum status allocation_unreceived(struct ctx *ctx, int64_t limit,
                                             struct pick_ups *ret_list);
/* What was found out. With the shop: collected, as if both had confirmed. At the station: its
 * confirmation is taken back, and as the time is over, the next allocation_miss_late() marks the
 * lot. NOT_FOUND; CONFLICT when somebody has decided already or the shop has confirmed, when the
 * time is not over, or the shop is to have a lot that is stopped. */
MUST_CHECK enum status allocation_unreceived_decide(struct ctx *ctx, int64_t pick_up_id,
                                                    bool with_shop);
/* A settled round has no waiting pick-ups, so none that one side alone has confirmed, no open
 * offers and no leftovers undecided. Inside a job. */
MUST_CHECK enum status allocation_settle(struct ctx *ctx, int64_t *ret_settled);

/* ---- the swap square (allocation_swap.c, _decide.c)
 * ----------------------------------------------------------- */

enum swap_state {
    SWAP_OPEN = 1,
    SWAP_TAKEN = 2,
    SWAP_ENDED = 3, /* nobody asked */
    SWAP_WITHDRAWN = 4
};
struct swap_offer {
    int64_t id;
    struct thing thing;
    int64_t from_tenant; /* NO_I64: the house */
    int64_t points_mp;
    int64_t offered_ms;
    int64_t until_ms;
    int64_t state;
    int64_t taker_id;
    struct str requires; /* what a shop must be approved for; empty: nothing */
    bool asked;          /* by the shop that looks */
    bool approved;       /* the shop that looks may have such a lot */
};
struct swap_offers {
    struct swap_offer *ptr;
    size_t count;
    size_t capacity;
};
/* Offers a lot that the shop has from a round, waiting or collected, until swap_hours (of the
 * round's rules) from now; what waits at a station at most until an hour before it would be missed.
 * CONFLICT (field "code") when it is offered already, put out for sale, split, partly sold,
 * stopped, or half confirmed or late at the dock; NOT_FOUND for what the shop does not have from a
 * round. */
MUST_CHECK enum status allocation_swap_offer(struct ctx *ctx, int64_t tenant_id, struct str code,
                                             int64_t *ret_id);
/* The lots that allocation_swap_offer() would take, newest first. */
MUST_CHECK enum status allocation_swap_offerable(struct ctx *ctx, int64_t tenant_id, int64_t limit,
                                                 struct things *ret_things);
/* OK again; CONFLICT when it is over; NOT_FOUND for an offer that is not the shop's. */
MUST_CHECK enum status allocation_swap_withdraw(struct ctx *ctx, int64_t tenant_id,
                                                int64_t offer_id);
/* Asks for it, or (false) no longer; each OK again. CONFLICT when over, the shop's own, missed by
 * the shop itself, or the shop takes no part; FORBIDDEN without the approval it requires. */
MUST_CHECK enum status allocation_swap_ask(struct ctx *ctx, int64_t tenant_id, int64_t offer_id,
                                           bool asks);
/* Open ones, the one that ends first first, at most 200; who asked is nobody's to see. */
MUST_CHECK enum status allocation_swap_offers(struct ctx *ctx, int64_t tenant_id,
                                              struct swap_offers *ret_offers);
/* Decides what has ended: the asker with the least points per weight (then smaller weight, then who
 * asked first) gets it. Points move with the lot; a newcomer gets its starting points first. A lot
 * of a shop changes hands at once (goods_pass_on), one at a station gets a new pick-up. Askers that
 * take no part any more or lost the approval are passed over; a lot that can no longer be swapped
 * ends the offer. Mails to both. Inside a job. */
MUST_CHECK enum status allocation_swap_decide(struct ctx *ctx, int64_t *ret_decided);

/* ---- what nobody wanted (allocation_leftover.c, allocation_partner.c)
 * ----------------------------------------------------- */

enum leftover_outcome {
    LEFTOVER_SECOND_CALL = 1,
    LEFTOVER_PARTNER = 2,
    LEFTOVER_RECYCLED = 3
};
enum partner_term {
    PARTNER_TWELVE_MONTHS = 1,
    PARTNER_ONCE = 2
};
struct partner {
    int64_t id;
    struct str name;
    struct str organisation_number;
    struct str email;
    int64_t term;
    int64_t from_day;
    int64_t to_day;
    struct i64_list categories;
    int64_t used_ms; /* first given something; NO_I64: never */
    bool ended;      /* stopped before its last day */
    int64_t version;
};
struct partners {
    struct partner *ptr;
    size_t count;
    size_t capacity;
};
/* The agreement runs from from_day for twelve months; with PARTNER_ONCE it is used up after the
 * first day on which something is given. INVALID (field "name", "organisation_number", "term",
 * "from" or "category") for no name or more than 120 characters, a number that does not exist, a
 * day before today, no category or one that is not in the list. */
MUST_CHECK enum status allocation_partner_add(struct ctx *ctx, const struct partner *partner,
                                              int64_t *ret_id);
/* OK again; NOT_FOUND. */
MUST_CHECK enum status allocation_partner_end(struct ctx *ctx, int64_t partner_id);
/* Newest first, at most 200. */
MUST_CHECK enum status allocation_partners(struct ctx *ctx, struct partners *ret_partners);
/* Whether the agreement lets the partner have things of that category on `day`. */
bool allocation_partner_may_have(struct ctx *ctx, const struct partner *partner,
                                 int64_t category_id, int64_t day);
/* Lots of published rounds that no shop got, that are still at the station and undecided: awarded
 * to nobody, or missed and not asked for. By round. */
struct leftover {
    struct round_lot lot;
    int64_t round_id;
    bool second; /* it has been called out twice: a partner's turn, then recycling */
};
struct leftovers {
    struct leftover *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status allocation_leftovers(struct ctx *ctx, int64_t limit,
                                            struct leftovers *ret_lots);
/* A second call with these lots: a draft of its own, to be drawn as any round, with points reduced
 * by the rules in force. `round` gives label and times. INVALID (field "things") for none; CONFLICT
 * (field "things") for a lot that is no leftover any more or has had its second call. */
MUST_CHECK enum status allocation_second_call(struct ctx *ctx, const struct i64_list *thing_ids,
                                              const struct new_round *round, int64_t *ret_round_id);
/* To a partner with an agreement for the category today, only after a second call (tenants first);
 * or to recycling, for which the ledger gets `why`: what is ruined (broken, dirty, unsafe or
 * recalled) may go there without a second call. INVALID (field "reason") for a reason of fewer than
 * ALLOCATION_REASON_MIN characters, (field "discard") for no `why`, (field "partner") for a partner
 * without such an agreement; CONFLICT when it is not the lot's turn; NOT_FOUND for a lot that is no
 * leftover. Many ruined ones go all or none: INVALID (field "things") for no lot, CONFLICT (the
 * same field) when one of them is no leftover any more. */
MUST_CHECK enum status allocation_to_partner(struct ctx *ctx, int64_t thing_id, int64_t partner_id,
                                             struct str reason);
MUST_CHECK enum status allocation_recycle_ruined(struct ctx *ctx, const struct i64_list *thing_ids,
                                                 enum goods_discard why, struct str reason);
MUST_CHECK enum status allocation_recycle(struct ctx *ctx, int64_t thing_id, enum goods_discard why,
                                          struct str reason);

/* ---- the calendar feed (allocation_after_feed.c)
 * ------------------------------------------------ */

/* Makes the shop's secret address anew: what was given out before answers no longer. Gives the
 * token, which is shown once; only its hash is kept. */
MUST_CHECK enum status allocation_feed_renew(struct ctx *ctx, int64_t tenant_id,
                                             struct str *ret_token);
/* When the address was made; NOT_FOUND when there is none. */
MUST_CHECK enum status allocation_feed_made(struct ctx *ctx, int64_t tenant_id,
                                            int64_t *ret_made_ms);
/* The shop's waiting pick-ups as text/calendar: one event for each window and station, no personal
 * data. NOT_FOUND for a token that is none (any more). */
MUST_CHECK enum status allocation_feed_text(struct ctx *ctx, struct str token,
                                            struct str *ret_calendar);

extern const struct route allocation_after_routes[];
extern const struct sql *const allocation_after_sql_all[];

#endif
