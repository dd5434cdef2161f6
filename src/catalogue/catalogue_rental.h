/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop rents out and gets back: what the pages show, and which input they take. Inside the
 * room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_RENTAL_H
#define OMBRUK_CATALOGUE_CATALOGUE_RENTAL_H

#include "goods/goods.h"
#include "html/page.h"
#include "http/http.h"

/* Some that are out. */
struct rental_line {
    struct url picture;
    struct str icon;
    struct str name;
    struct str detail; /* "2 pcs out since 30 November · label 7K4M2PXQ" */
    struct url url;    /* the thing */
    struct url back_url;
    struct str event;
    struct str out; /* how many are out, in digits */
    struct str id;  /* of the field for how many come back; empty: only one is out */
    struct str back;
};
struct rental_lines {
    struct rental_line *ptr;
    size_t count;
    size_t capacity;
};

/* On the page of a thing. */
struct rental_part {
    bool can_rent;
    struct url rent_url;
    struct form_field count;
    struct rental_lines lines;
};

struct rentals_view {
    struct page page;
    struct error_summary errors;
    struct str saved; /* empty: nothing was done just now */
    struct rental_lines lines;
    struct url next;
    struct empty_state none;
};

struct rentals_input {
    int64_t before_id;
};
extern const struct form catalogue_rentals_form;

struct rent_input {
    int64_t version;
    int64_t count;
};
extern const struct form catalogue_rent_form;

struct back_input {
    int64_t event_id;
    int64_t out;
    int64_t count;
};
extern const struct form catalogue_back_form;

/* The form that rents out, and what of the thing is out. `*ret_errors` is filled when this form was
 * sent and refused. */
MUST_CHECK enum status catalogue_rental_fill(struct ctx *ctx, struct request *req,
                                             const struct thing *thing, struct rental_part *ret,
                                             struct error_summary *ret_errors);

http_handler catalogue_rentals_page;
http_handler catalogue_rent_post;
http_handler catalogue_back_post;

#endif
