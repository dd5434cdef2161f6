/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed where shops take in things themselves. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SELLER_FORMS_H
#define OMBRUK_CATALOGUE_CATALOGUE_SELLER_FORMS_H

#include "http/form.h"

struct own_input {
    struct str key; /* made with the form */
    struct upload photo;
    struct upload wear_photo;
    struct upload photo_3;
    struct upload photo_4;
    struct str kept; /* pictures that came before (catalogue_seller_photos.h) */
    struct str title;
    int64_t price_ore;
    int64_t grade;
    struct str size;
    int64_t count;
    int64_t category_id; /* 0: by the words of the title */
    int64_t colour_id;
    struct str place;
    struct str wear;
    struct str brand;
    struct i64_list seasons; /* enum season */
    struct str material;
    bool washed;
    bool used; /* it is no new product */
};
extern const struct form catalogue_own_form;

/* What the page is asked while somebody types, and what was put out just now. */
struct own_ask {
    struct str title;
    struct str size;
    int64_t category_id;
    struct str done; /* label code */
};
extern const struct form catalogue_own_ask_form;

struct rule_input {
    int64_t first_days;
    int64_t first_percent;
    int64_t second_days; /* NO_I64: no second step */
    int64_t second_percent;
    int64_t floor_ore;
    bool ended; /* no rule any more */
};
extern const struct form catalogue_rule_form;

struct pause_input {
    bool paused;
};
extern const struct form catalogue_pause_form;

struct sheet_input {
    struct upload file;
};
extern const struct form catalogue_sheet_form;

/* As typed: nothing is checked but the length. Has the fields of both forms that put out. */
struct draft_input {
    struct str version;
    struct str key;
    struct upload photo;
    struct upload wear_photo;
    struct upload photo_3;
    struct upload photo_4;
    struct str kept;
    struct str title;
    struct str wear;
    struct str category;
    struct str kind;
    struct str size;
    struct str grade;
    struct str colour;
    struct str price;
    struct str place;
    struct str count;
    struct str brand;
    struct i64_list seasons;
    struct str material;
    bool washed;
    bool used;
};
extern const struct form catalogue_draft_form;

struct declaration_input {
    bool confirm;
};
extern const struct form catalogue_declaration_form;

struct moderate_input {
    int64_t reason; /* enum moderation */
    struct str sentence;
};
extern const struct form catalogue_moderate_form;

#endif
