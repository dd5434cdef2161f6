/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the room show. Texts are translated already. */
#ifndef OMBRUK_SAFETY_SAFETY_VIEWS_H
#define OMBRUK_SAFETY_SAFETY_VIEWS_H

#include "html/page.h"

/* ---- the stop list --------------------------------------------------------------------------- */

struct rule_line {
    struct str icon;
    struct str title;
    struct str place; /* category, and the kind */
    struct pill action;
    struct str from;
    struct str source;
    struct url url;
};
struct rules_view {
    struct page page;
    struct str saved;
    bool may_change;
    struct url add_url;
    struct url classes_url;
    struct {
        struct rule_line *ptr;
        size_t count;
        size_t capacity;
    } rules;
};

struct version_line {
    struct str from;
    struct str what; /* action, or that it ended */
    struct str text;
    struct str who; /* who made it, and when */
};
struct rule_edit_view {
    struct page page;
    struct error_summary errors;
    bool may_change;
    struct url save_url;
    struct form_field from_day;
    struct form_field ended;
    struct form_field category;
    struct form_field kind;
    struct form_field action;
    struct form_field picture;
    struct form_field title_nb;
    struct form_field text_nb;
    struct form_field questions_nb;
    struct form_field title_nn;
    struct form_field text_nn;
    struct form_field questions_nn;
    struct form_field title_en;
    struct form_field text_en;
    struct form_field questions_en;
    struct form_field source;
    struct facts facts; /* for who may not change it */
    struct {
        struct version_line *ptr;
        size_t count;
        size_t capacity;
    } versions;
};

struct class_line {
    struct str what;
    struct str place;
    struct pill applies;
    struct str from;
    struct str source;
};
struct classes_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct url save_url;
    struct form_field what;
    struct form_field category;
    struct form_field kind;
    struct form_field applies;
    struct form_field from_day;
    struct form_field source;
    struct {
        struct class_line *ptr;
        size_t count;
        size_t capacity;
    } rows;
};

/* ---- things ---------------------------------------------------------------------------------- */

/* A thing as the pages of the room show it. */
struct safety_thing {
    struct url picture;
    struct str icon;
    struct str name;
    struct str code;
    struct str detail; /* "2 pcs · label 7K4M2PXQ · Hjulet" */
    struct pills stops;
};

struct check_line {
    struct str day;
    struct pill result;
    struct str who;
    struct str detail;
};
struct check_lines {
    struct check_line *ptr;
    size_t count;
    size_t capacity;
};

struct check_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    struct url back_url;
    struct str back;
    struct safety_thing thing;
    struct facts facts; /* note, brand … for who may not write */
    bool may_write;
    bool wants_wiping; /* else the form stands folded */
    struct url test_url;
    struct form_field day;
    struct form_field tester;
    struct form_field instrument;
    struct form_field result;
    struct form_field guarantee;
    struct form_field note;
    struct url wipe_url;
    struct form_field wiped_day;
    struct form_field wiper;
    struct form_field method;
    struct form_field wipe_note;
    struct url identity_url;
    struct form_field brand;
    struct form_field model;
    struct form_field batch;
    struct form_field gtin;
    struct check_lines tests;
    struct check_lines wipes;
    struct check_lines matches;
};

struct waiting_line {
    struct safety_thing thing;
    struct url url;
    struct str act;
};
struct waiting_lines {
    struct waiting_line *ptr;
    size_t count;
    size_t capacity;
};
struct checks_view {
    struct page page;
    struct error_summary errors;
    struct url find_url;
    struct form_field code;
    struct waiting_lines waiting;
    struct url next;
    struct empty_state none;
};

/* ---- recalls --------------------------------------------------------------------------------- */

struct match_line {
    struct safety_thing thing;
    struct str recall; /* "KINDERKRAFT I-CARE i-Size" */
    struct str reasons;
    struct pill score;
    struct url url;
};
struct match_lines {
    struct match_line *ptr;
    size_t count;
    size_t capacity;
};
struct recalls_view {
    struct page page;
    struct str saved;
    struct str known; /* "353 recalls are known, the newest read …" */
    struct match_lines open;
    struct match_lines asked;
    struct match_lines blocked;
    struct match_lines other;
    struct url next;
    struct empty_state none;
};

struct log_line {
    struct str when;
    struct str what;
    struct str why;
    struct str who;
};
struct match_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    struct safety_thing thing;
    struct facts thing_facts;
    struct facts recall_facts;
    struct pill state;
    struct str score; /* "75 of 100" */
    struct pills reasons;
    bool may_change;
    struct url check_url; /* where brand and model are written down */
    struct url decide_url;
    struct str version;
    struct form_field decision;
    struct form_field why;
    struct {
        struct log_line *ptr;
        size_t count;
        size_t capacity;
    } log;
};

/* A shop's own: what is blocked and what it is asked to look at. */
struct own_match {
    struct safety_thing thing;
    struct facts facts;
    struct url answer_url; /* asked: the form; else empty */
    struct form_field answer;
    struct form_field why;
    struct url dispose_url; /* blocked: the form; else empty */
    struct form_field way;
    struct url check_url;
};
struct own_matches_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    struct {
        struct own_match *ptr;
        size_t count;
        size_t capacity;
    } matches;
    struct empty_state none;
};

/* ---- dealers --------------------------------------------------------------------------------- */

struct entry_line {
    struct str name;
    struct str code;
    struct str bought;
    struct str until;
    struct pill seller;
    struct url url;
};
struct dealer_rule_line {
    struct str what;
    struct str place;
    struct pill applies;
    struct str days;
    struct str from;
    struct str source;
    struct url url;
};
struct dealer_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct url export_url;
    struct {
        struct entry_line *ptr;
        size_t count;
        size_t capacity;
    } entries;
    struct url next;
    struct {
        struct dealer_rule_line *ptr;
        size_t count;
        size_t capacity;
    } rules;
    struct url add_url;
    struct url country_url;
    struct form_field country;
};

struct entry_view {
    struct page page;
    struct error_summary errors;
    struct safety_thing thing;
    struct facts facts;
    bool may_write; /* the form is shown */
    struct url save_url;
    struct form_field seller;
    struct form_field document;
    struct form_field address;
    struct form_field adult;
    struct form_field price;
};

struct dealer_rule_view {
    struct page page;
    struct error_summary errors;
    bool may_change;
    struct url save_url;
    struct form_field country;
    struct form_field category;
    struct form_field from_day;
    struct form_field applies;
    struct form_field hold_days;
    struct form_field commission;
    struct form_field min_age;
    struct form_field keep_days;
    struct form_field what_nb;
    struct form_field what_nn;
    struct form_field what_en;
    struct form_field source;
    struct facts facts;
};

#endif
