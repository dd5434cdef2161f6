/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed on the pages of the room. */
#ifndef OMBRUK_SAFETY_SAFETY_FORMS_H
#define OMBRUK_SAFETY_SAFETY_FORMS_H

#include "http/form.h"

struct rule_input {
    int64_t from_day;
    bool ended;
    int64_t category_id;
    struct str kind_key;
    int64_t action;
    int64_t picture; /* number in safety_pictures */
    struct str title_nb;
    struct str title_nn;
    struct str title_en;
    struct str text_nb;
    struct str text_nn;
    struct str text_en;
    struct str questions_nb;
    struct str questions_nn;
    struct str questions_en;
    struct str source;
};
extern const struct form safety_rule_form;

struct class_input {
    int64_t what;
    int64_t category_id;
    struct str kind_key;
    int64_t applies; /* 1 yes, 2 no */
    int64_t from_day;
    struct str source;
};
extern const struct form safety_class_form;

struct saved_input {
    int64_t before_id;
    bool saved;
};
extern const struct form safety_saved_form;

struct code_input {
    struct str code;
    int64_t before_id;
    bool saved;
};
extern const struct form safety_code_form;

struct test_input {
    int64_t day;
    struct str tester;
    struct str instrument;
    int64_t result; /* 1 passed, 2 failed */
    int64_t guarantee;
    struct str note;
};
extern const struct form safety_test_form;

struct wipe_input {
    int64_t day;
    struct str wiper;
    int64_t method;
    struct str note;
};
extern const struct form safety_wipe_form;

struct identity_input {
    struct str brand;
    struct str model;
    struct str batch;
    struct str gtin;
};
extern const struct form safety_identity_form;

struct decide_input {
    int64_t version;
    int64_t decision;
    struct str why;
};
extern const struct form safety_decide_form;

struct answer_input {
    int64_t answer;
    struct str why;
};
extern const struct form safety_answer_form;

struct dispose_input {
    int64_t way; /* enum goods_event_kind */
};
extern const struct form safety_dispose_form;

struct dealer_rule_input {
    struct str country;
    int64_t category_id;
    int64_t from_day;
    int64_t applies; /* 1 yes, 2 no */
    int64_t hold_days;
    bool commission;
    int64_t min_age;
    int64_t keep_days;
    struct str what_nb;
    struct str what_nn;
    struct str what_en;
    struct str source;
};
extern const struct form safety_dealer_rule_form;

struct country_input {
    struct str country;
};
extern const struct form safety_country_form;

struct seller_input {
    struct str name;
    int64_t document;
    struct str address;
    bool adult;
    int64_t price_ore;
};
extern const struct form safety_seller_form;

/* "shield" of its number, and back (1 when unknown). */
struct str safety_forms_picture(int64_t number);
int64_t safety_forms_picture_of(struct str picture);

#endif
