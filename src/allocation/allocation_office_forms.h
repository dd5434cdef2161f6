/* SPDX-License-Identifier: EUPL-1.2 */
/* The checked input of the manager's pages of the draw. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OFFICE_FORMS_H
#define OMBRUK_ALLOCATION_ALLOCATION_OFFICE_FORMS_H

#include "http/form.h"

/* A new round, and the label and times of a draft. */
struct round_input {
    struct str label;
    int64_t opens_day;
    int64_t opens_minute;
    int64_t closes_day;
    int64_t closes_minute;
    int64_t draw_day;
    int64_t draw_minute;
    bool all; /* with everything that waits at the stations */
    int64_t version;
};
extern const struct form allocation_office_round_form;

struct round_list_input {
    int64_t before_number;
};
extern const struct form allocation_office_list_form;

/* Which lots the page shows. */
struct lots_input {
    int64_t after_id;
    int64_t which;
    bool saved;
};
enum lots_which {
    LOTS_WAITING,
    LOTS_IN_ROUND
};
extern const struct form allocation_office_lots_form;
#define ALLOCATION_OFFICE_LOTS_PAGE 60
struct lot_ids_input {
    struct i64_list things;
};
extern const struct form allocation_office_lot_ids_form;

struct round_show_input {
    struct str test_seed;
    struct str saved;
};
extern const struct form allocation_office_show_form;

struct plan_input {
    int64_t version;
    bool planned;
};
extern const struct form allocation_office_plan_form;

struct reason_input {
    struct str reason;
};
extern const struct form allocation_office_reason_form;

struct window_input {
    int64_t station_id;
    int64_t day;
    int64_t from_minute;
    int64_t to_minute;
    int64_t capacity;
};
extern const struct form allocation_office_window_form;
struct window_remove_input {
    int64_t id;
};
extern const struct form allocation_office_window_remove_form;

struct beacon_input {
    int64_t round;
    struct str signature;
    struct str randomness;
};
extern const struct form allocation_office_beacon_form;
struct fallback_input {
    struct str note;
};
extern const struct form allocation_office_fallback_form;

struct correct_input {
    struct str lots; /* labels, one a line */
    struct i64_list shops;
    struct str reason;
};
extern const struct form allocation_office_correct_form;

/* ---- rules ---- */

/* Most lines the form takes; a form has at most 999 fields in all. A page shows those there are
 * and some empty ones. Every kind of thing can have its class. */
#define ALLOCATION_OFFICE_POINT_ROWS 120
#define ALLOCATION_OFFICE_CLASS_ROWS 150

struct point_row_input {
    struct str category;   /* its name, as the list of the page writes it */
    int64_t size_class;    /* NO_I64: every size */
    int64_t station_state; /* NO_I64: every state */
    int64_t points_mp;
};
struct class_row_input {
    struct str category;
    struct str quota_class;
    struct str requires;
};
struct rules_input {
    int64_t from_day;
    struct str note;
    int64_t startup_percent_milli;
    int64_t kept_percent_milli;
    int64_t floor_mp;
    int64_t newcomer_credit_mp;
    int64_t penalty_mp;
    int64_t second_call_percent_milli;
    int64_t swap_hours;
    bool show_names;
    struct str chain;
    int64_t chain_genesis_s;
    int64_t chain_period_milli; /* seconds */
    struct str chain_url;
    struct str fallback;
    int64_t points_mp[4][3]; /* by size class, and station state from 1 */
    struct point_row_input rows[ALLOCATION_OFFICE_POINT_ROWS];
    struct class_row_input classes[ALLOCATION_OFFICE_CLASS_ROWS];
};
extern const struct form allocation_office_rules_form;

/* Which rules the page shows: NO_I64, those in force. */
struct rules_show_input {
    int64_t id;
    bool saved;
};
extern const struct form allocation_office_rules_show_form;

/* ---- who takes part ---- */

struct shop_part_input {
    int64_t weight;
    bool startup;
    int64_t cap_lots;
    int64_t state;
    int64_t lead_id;
    struct str reason;
    int64_t version;
};
extern const struct form allocation_office_shop_form;

struct approve_input {
    struct str requires; /* one a line */
    struct str caps;     /* "class: 5", one a line */
    struct str reason;
};
extern const struct form allocation_office_approve_form;

#endif
