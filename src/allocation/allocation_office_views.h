/* SPDX-License-Identifier: EUPL-1.2 */
/* What the manager's pages of the draw show, and what they share with the public's. Filled by
 * allocation_office*.c and allocation_public*.c, drawn by html/. Texts are translated already. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OFFICE_VIEWS_H
#define OMBRUK_ALLOCATION_ALLOCATION_OFFICE_VIEWS_H

#include "html/page.h"

/* ---- shared with the public's pages ---- */

/* A lot that somebody got. */
struct award_row {
    struct url picture; /* empty: the icon */
    struct str icon;
    struct str name;
    struct str code;
    struct str shop;
    int64_t turn;
    struct str points;
};

struct award_rows {
    struct award_row *ptr;
    size_t count;
    size_t capacity;
};

/* The sums of a draw, as a band: one large figure and some beside it. */
struct sums_band {
    struct str heading; /* name of the region */
    struct tile hero;
    struct tiles figures;
    struct str explained; /* what the least and the most mean, in a sentence */
    struct str mark;      /* "PRØVE – kan ikke publiseres"; empty: a real draw */
};

struct file_row {
    struct str name;
    struct str what; /* what stands in it */
    struct str size;
    struct url url;
};

struct file_rows {
    struct file_row *ptr;
    size_t count;
    size_t capacity;
};

/* One draw of a round. */
struct run_row {
    struct str name; /* "Første trekning", "Rettelse 2" */
    struct pill state;
    struct str when;
    struct str reason; /* empty: the first */
    struct str commitment;
    struct file_rows files;
    bool counts;
};

struct run_rows {
    struct run_row *ptr;
    size_t count;
    size_t capacity;
};

/* The tariff as everybody reads it. */
struct tariff_row {
    struct str size;
    struct str whole;
    struct str repair;
    struct str unsure;
};

struct tariff_rows {
    struct tariff_row *ptr;
    size_t count;
    size_t capacity;
};

struct tariff_other {
    struct str category;
    struct str size;
    struct str state;
    struct str points;
};

struct tariff_others {
    struct tariff_other *ptr;
    size_t count;
    size_t capacity;
};

struct tariff_quota {
    struct str category;
    struct str quota_class;
    struct str requires;
};

struct tariff_quotas {
    struct tariff_quota *ptr;
    size_t count;
    size_t capacity;
};

struct rules_version {
    struct str from; /* the day */
    struct str note;
    struct str made; /* when, and by whom where that may be told */
    struct url url;
    bool current;     /* the one on the page */
    struct pill mark; /* in force now, or to come; text empty: neither */
};

struct rules_versions {
    struct rules_version *ptr;
    size_t count;
    size_t capacity;
};

struct rules_body {
    struct str from; /* "Gjelder fra mandag 30. november" */
    struct str note;
    struct facts facts;
    struct tariff_rows tariff;
    struct tariff_others others;
    struct tariff_quotas quotas;
    struct rules_versions versions;
};

/* ---- rounds ---- */

struct office_round_row {
    struct str number;
    struct str name;
    struct url url;
    struct pill state;
    struct str when; /* what happens next, or happened last, and when */
    struct str lots;
    struct str next; /* what is to do; empty: nothing */
};

struct office_rounds_view {
    struct page page;
    bool may_change;
    struct {
        struct office_round_row *ptr;
        size_t count;
        size_t capacity;
    } rounds;
    struct url add_url;
    struct url next;
    struct empty_state none;
};

struct office_round_edit_view {
    struct page page;
    struct error_summary errors;
    struct str heading;
    struct url back_url;
    struct str back;
    struct url save_url; /* POST */
    struct str save_act;
    struct form_field label;
    struct form_field opens_day;
    struct form_field opens_time;
    struct form_field closes_day;
    struct form_field closes_time;
    struct form_field draw_day;
    struct form_field draw_time;
    struct form_field all; /* of a new round only */
    struct str all_hint;
    struct str version; /* of a draft */
};

struct office_lot_row {
    struct str id;
    struct url picture;
    struct str icon;
    struct str name;
    struct str code;
    struct str detail; /* state, how many, weight */
    struct str station;
    struct str points;
};

struct office_lots_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct str heading;
    struct url back_url;
    struct str back;
    struct nav which;    /* at the stations, in the round */
    bool in_round;       /* the rows are what the round has */
    struct url post_url; /* adds, or takes out */
    struct url all_url;  /* POST: everything at the stations */
    struct str sum;
    struct {
        struct office_lot_row *ptr;
        size_t count;
        size_t capacity;
    } lots;
    struct url next;
    struct empty_state none;
};

/* What is to be done now. */
struct office_act {
    struct str heading;
    struct str text;
    struct url link; /* a page to go to; or */
    struct str here; /* an id on this page; or */
    struct url post; /* an act to do at once */
    struct str act;
    struct str version; /* hidden field of `other_post` */
    struct url other_post;
    struct str other_act;
    bool other_planned; /* the hidden flag "planned" */
};

struct office_window_row {
    struct str id;
    struct str station;
    struct str when;
    struct str lots; /* "12 av 40" */
};

/* A shop that has asked the centre to wish for it. */
struct office_helped_row {
    struct str name;
    struct url url;
};

struct office_problem_row {
    struct str requires;
    struct str wishes;
    struct str shops;
    struct str lots;
};

struct office_beacon_row {
    struct str who;
    struct str when;
    struct str source;
    struct str signature;
    struct str randomness;
    struct str note;
};

struct office_round_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct str name;
    struct str number;
    struct pill state;
    struct url public_url; /* empty: a draft */
    struct timeline timeline;
    struct office_act act;
    struct facts facts; /* lots, rules, times */
    struct url lots_url;
    struct url edit_url; /* of a draft */
    /* pick-up times; shown until publication */
    bool windows_shown;
    struct {
        struct office_window_row *ptr;
        size_t count;
        size_t capacity;
    } windows;
    struct url window_url;
    struct url window_remove_url;
    struct form_field station;
    struct form_field day;
    struct form_field from;
    struct form_field to;
    struct form_field capacity;
    /* while open */
    bool open;
    struct str wished; /* how many shops have wished */
    struct {
        struct office_problem_row *ptr;
        size_t count;
        size_t capacity;
    } problems;
    struct {
        struct office_helped_row *ptr;
        size_t count;
        size_t capacity;
    } helped;
    struct form_field seed;
    struct url try_url;
    struct sums_band tried; /* hero empty: not tried */
    /* after the close */
    bool closed;
    struct str commitment;
    struct str chain;
    struct str beacon_round;
    struct str beacon_address; /* text to open oneself; never fetched by a browser */
    struct str beacon_wait;    /* why nothing can be entered yet; empty: it can */
    struct str fetch_note;     /* how fetching goes; may be empty */
    struct {
        struct office_beacon_row *ptr;
        size_t count;
        size_t capacity;
    } entries;
    struct str entries_note;
    struct url beacon_url;
    struct form_field round;
    struct form_field signature;
    struct form_field randomness;
    struct url fallback_url;
    struct str fallback;
    struct str fallback_wait; /* why the fall-back cannot be used yet; empty: it can */
    struct form_field fallback_note;
    /* after the draw */
    struct sums_band sums;
    struct award_rows awards;
    struct pagination awards_pages;
    struct str awards_sum;
    struct url correct_url; /* the page; empty: not now */
    struct run_rows runs;
    /* a draft or an open round can be called off */
    struct url cancel_url;
    struct str cancel_heading;
    struct str cancel_text;
    struct str cancel_act;
    struct form_field reason;
};

struct office_correct_view {
    struct page page;
    struct error_summary errors;
    struct str heading;
    struct url back_url;
    struct str back;
    struct {
        struct str *ptr;
        size_t count;
        size_t capacity;
    } consequences;
    struct url save_url;
    struct form_field lots;
    struct form_field shops;
    struct {
        struct form_option *ptr;
        size_t count;
        size_t capacity;
    } shop_options;
    struct form_field reason;
};

/* ---- rules ---- */

struct office_rules_view {
    struct page page;
    struct str saved;
    bool may_change;
    struct url add_url;
    struct rules_body rules;
};

struct office_tariff_row {
    struct str size;
    struct form_field whole;
    struct form_field repair;
    struct form_field unsure;
};

struct office_point_row {
    struct form_field category;
    struct form_field size;
    struct form_field state;
    struct form_field points;
};

struct office_class_row {
    struct form_field category;
    struct form_field quota_class;
    struct form_field requires;
};

struct office_rules_edit_view {
    struct page page;
    struct error_summary errors;
    struct form_field from_day;
    struct form_field note;
    struct form_field startup;
    struct form_field kept;
    struct form_field floor;
    struct form_field newcomer;
    struct form_field penalty;
    struct form_field second_call;
    struct form_field swap_hours;
    struct form_field show_names;
    struct form_field chain;
    struct form_field genesis;
    struct form_field period;
    struct form_field chain_url;
    struct form_field fallback;
    struct {
        struct office_tariff_row *ptr;
        size_t count;
        size_t capacity;
    } tariff;
    struct {
        struct office_point_row *ptr;
        size_t count;
        size_t capacity;
    } points;
    struct {
        struct office_class_row *ptr;
        size_t count;
        size_t capacity;
    } classes;
    struct {
        struct str *ptr;
        size_t count;
        size_t capacity;
    } kinds; /* what the fields for a kind of thing may hold */
    struct str limits;
    struct str refusal; /* why there is no form; else empty */
};

/* ---- who takes part ---- */

struct office_shop_row {
    struct str name;
    struct url url;
    struct pill state;
    struct str weight;
    struct str points;
    struct str per_share;
    struct str cap;
    struct str lead;     /* with the same owner as; may be empty */
    struct pill startup; /* text empty: none */
    bool delegated;
};

struct office_shops_view {
    struct page page;
    struct {
        struct office_shop_row *ptr;
        size_t count;
        size_t capacity;
    } shops;
    struct empty_state none;
};

struct office_change_row {
    struct str when;
    struct str what;
    struct str reason;
    struct str who;
};

struct office_points_row {
    struct str when;
    struct str what;
    struct str points;
    struct str balance;
};

struct office_shop_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct str name;
    struct pill state;
    struct facts facts;
    struct str delegated; /* may be empty */
    struct url save_url;
    struct form_field state_field;
    struct form_field weight;
    struct form_field cap_lots;
    struct form_field startup;
    struct form_field lead;
    struct form_field reason;
    struct str version;
    struct url approve_url;
    struct form_field requires;
    struct form_field caps;
    struct form_field approve_reason;
    struct {
        struct office_change_row *ptr;
        size_t count;
        size_t capacity;
    } changes;
    struct {
        struct office_points_row *ptr;
        size_t count;
        size_t capacity;
    } points;
};

#endif
