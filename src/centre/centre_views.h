/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the centre show. Filled by centre_pages.c, drawn by html/. Texts are translated
 * already. */
#ifndef OMBRUK_CENTRE_CENTRE_VIEWS_H
#define OMBRUK_CENTRE_CENTRE_VIEWS_H

#include "html/page.h"

struct day_hours {
    struct str day;   /* "Mandag", "I dag" */
    struct str hours; /* "10–19", "Stengt" */
    struct str note;  /* "1. juledag"; may be empty */
    bool today;
    bool closed;
};

struct day_hours_list {
    struct day_hours *ptr;
    size_t count;
    size_t capacity;
};

struct paragraphs {
    struct str *ptr;
    size_t count;
    size_t capacity;
};

struct getting_here_view {
    struct page page;
    struct str address; /* one line */
    struct str open_text;
    struct tasks ways; /* bus, bicycle, car, pram: what the text says with a heading */
    struct paragraphs getting_here;
    struct day_hours_list week;    /* seven days from today */
    struct day_hours_list special; /* later days that differ, at most 12; may be empty */
    struct str email;              /* may be empty */
    struct url email_url;
    struct str phone; /* may be empty */
    struct url phone_url;
    struct str map_text; /* "Åpne i kart" */
    struct url map_url;  /* geo: link; empty without an address */
};

/* ---- in the office
 * ------------------------------------------------------------------------------- */

struct week_row {
    struct str day; /* "Mandag" */
    struct form_field opens;
    struct form_field closes;
};

struct exception_item {
    struct str id;    /* hidden field "id" */
    struct str day;   /* "fredag 18. desember" */
    struct str hours; /* "10–14", "Stengt" */
    struct str reason;
};

struct hours_view {
    struct page page;
    struct error_summary errors;
    struct str saved; /* what was just saved; may be empty */
    bool may_change;
    struct url week_url; /* POST */
    struct {
        struct week_row *ptr;
        size_t count;
        size_t capacity;
    } week;
    struct {
        struct exception_item *ptr;
        size_t count;
        size_t capacity;
    } exceptions;
    struct url remove_url;    /* POST with "id" */
    struct url exception_url; /* POST */
    struct form_field day;
    struct form_field opens;
    struct form_field closes;
    struct form_field reason_nb;
    struct form_field reason_nn;
    struct form_field reason_en;
};

/* Name, address and how to get here. */
struct texts_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct form_field name;
    struct form_field address;
    struct form_field getting_here;
    struct form_field email;
    struct form_field phone;
};

#endif
