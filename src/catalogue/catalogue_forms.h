/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed into the pages of the catalogue. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_FORMS_H
#define OMBRUK_CATALOGUE_CATALOGUE_FORMS_H

#include "http/form.h"

/* Lists are keys with CATALOGUE_LIST_MARK between them; empty is any. */
struct find_input {
    struct str words;
    int64_t category_id; /* 0: all */
    struct str sizes;    /* size keys */
    bool grows;          /* also the next size up */
    struct str ages;     /* catalogue_age_key() */
    struct str grades;   /* numbers of enum grade */
    int64_t min_kr;      /* NO_I64: any price */
    int64_t max_kr;      /* 0: free */
    struct str colours;  /* keys of goods_codes.h */
    struct str brands;
    struct str seasons; /* catalogue_season_key() */
    struct str shops;   /* slugs */
    bool new_today;
    bool reduced;
    bool rent;
    bool checked;
    int64_t sort;     /* enum search_sort; NO_I64: newest */
    struct str after; /* the page; empty: the first */
};
#define CATALOGUE_LIST_MARK '~'
extern const struct form catalogue_find_form;
extern const struct choice catalogue_sorts[];

#define CATALOGUE_REMEMBERED_MAX 60 /* also in ui/js/hearts.js */

struct remembered_input {
    struct str codes; /* label codes with dots between */
    int64_t shared;   /* 1: the link was given to somebody */
};
extern const struct form catalogue_remembered_form;

struct child_input {
    struct str name;
    struct str size_key; /* empty: by `born` */
    struct str born;     /* "2023-05" */
};
extern const struct form catalogue_child_form;

struct child_forget_input {
    struct str name; /* empty: all */
};
extern const struct form catalogue_child_forget_form;
/* Of what programs read in parts; NO_I64: not asked for. */
struct part_input {
    int64_t part;
};

struct item_input {
    int64_t picture; /* 1: the first */
};
extern const struct form catalogue_item_form;

struct hold_input {
    struct str contact;
    struct str first_name;
};
extern const struct form catalogue_hold_form;

struct line_input {
    struct str contact; /* an e-mail */
};
extern const struct form catalogue_line_form;

struct confirm_input {
    struct str code;
};
extern const struct form catalogue_confirm_form;

struct stock_input {
    int64_t before_id;
};
extern const struct form catalogue_stock_form;

struct publish_input {
    int64_t version;
    struct upload photo;
    struct upload wear_photo;
    struct str kind_key;
    int64_t category_id;
    struct str title;
    struct str size;
    int64_t grade;
    int64_t colour_id;
    int64_t price_ore;
    struct str place;
    struct str wear;
    struct str brand;
    struct i64_list seasons; /* enum season */
    struct str material;
    bool washed;
};
extern const struct form catalogue_publish_form;
extern const struct choice catalogue_grades[];

struct photo_input {
    struct str photo; /* hash of a picture of the thing */
};
extern const struct form catalogue_photo_form;

struct split_input {
    int64_t version;
    int64_t count;
    int64_t g;
    int64_t price_ore; /* NO_I64: only taken out, not put out */
    struct str title;
    struct str size;
    int64_t grade; /* NO_I64: not said */
};
extern const struct form catalogue_split_form;

struct dispose_input {
    int64_t version;
    int64_t count;
    int64_t how;     /* GOODS_RECYCLED or GOODS_DISCARDED */
    int64_t discard; /* enum goods_discard */
};
extern const struct form catalogue_dispose_form;

#endif
