/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed into the pages after a draw. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_FORMS_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_FORMS_H

#include "http/form.h"

/* GET: the label of what was just confirmed. */
struct dock_done_input {
    struct str code;
};
extern const struct form allocation_after_collected_form;
extern const struct form allocation_after_handed_form;

struct dock_code_input {
    struct str code;
};
extern const struct form allocation_after_receive_form;
extern const struct form allocation_after_give_form;

struct dock_move_input {
    int64_t from; /* NO_I64: those without a window */
    int64_t to;   /* NO_I64: not chosen */
};
extern const struct form allocation_after_move_form;

/* GET: what was just done on the swap square. */
enum swap_done {
    SWAP_DONE_NOTHING,
    SWAP_DONE_OFFERED,
    SWAP_DONE_ASKED,
    SWAP_DONE_NOT_ASKED,
    SWAP_DONE_WITHDRAWN
};
struct swap_show_input {
    int64_t done;
};
extern const struct form allocation_after_swap_form;

struct swap_offer_input {
    struct str code;
};
extern const struct form allocation_after_offer_form;

/* One offer; a form for each act, so that a page knows what was posted. */
struct swap_act_input {
    int64_t offer_id;
};
extern const struct form allocation_after_ask_form;
extern const struct form allocation_after_unask_form;
extern const struct form allocation_after_withdraw_form;

/* Where a lot was found that the shop did not confirm. */
enum found_at {
    FOUND_NOWHERE,
    FOUND_SHOP,
    FOUND_STATION
};
/* GET: how many lots were just called out, that one left, or where one was found. */
struct leftovers_show_input {
    int64_t called;
    bool left;
    int64_t found;
};
extern const struct form allocation_after_leftovers_form;

struct unreceived_input {
    int64_t pick_up_id;
    int64_t found;
};
extern const struct form allocation_after_unreceived_form;

struct second_call_input {
    struct i64_list things;
    struct str label;
    int64_t closes_day;
};
extern const struct form allocation_after_second_call_form;

struct leave_input {
    int64_t thing_id;
    int64_t partner_id; /* 0: to recycling; NO_I64: not chosen */
    int64_t discard;    /* enum goods_discard; NO_I64: not chosen */
    struct str reason;
};
extern const struct form allocation_after_leave_form;
extern const struct choice allocation_after_discards[];

struct ruined_input {
    struct i64_list things;
    int64_t discard;
    struct str reason;
};
extern const struct form allocation_after_ruined_form;

struct partner_input {
    struct str name;
    struct str organisation_number;
    struct str email;
    int64_t term;
    int64_t from_day;
    struct i64_list categories;
};
extern const struct form allocation_after_partner_form;

struct partner_end_input {
    int64_t partner_id;
};
extern const struct form allocation_after_partner_end_form;

#endif
