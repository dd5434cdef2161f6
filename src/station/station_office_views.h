/* SPDX-License-Identifier: EUPL-1.2 */
/* What the station's pages in the office show: label rolls, photos on their way. */
#ifndef OMBRUK_STATION_STATION_OFFICE_VIEWS_H
#define OMBRUK_STATION_STATION_OFFICE_VIEWS_H

#include "html/page.h"

struct roll_row {
    struct url url;
    struct str name;   /* "240 lapper til Skogheim" */
    struct str detail; /* "Laget i dag · 12 er brukt" */
    struct pill state;
};

struct rolls_view {
    struct page page;
    struct error_summary errors;
    struct {
        struct roll_row *ptr;
        size_t count;
        size_t capacity;
    } rolls;
    struct empty_state none;
    bool may_change;
    struct url make; /* POST */
    struct form_field station;
    struct form_field count;
};

/* A PDF of some of the labels. */
struct roll_part {
    struct str name; /* "Lapp 1–240" */
    struct url strip;
    struct url sheet;
};

struct roll_view {
    struct page page;
    struct url back;
    struct str heading;
    struct facts facts;
    struct {
        struct roll_part *ptr;
        size_t count;
        size_t capacity;
    } parts;
    struct url close; /* POST; empty: closed, or may not */
};

struct roll_label {
    struct html qr;
    struct str code;  /* "7K4M-2PXQ" */
    struct str last;  /* "2PXQ" */
    struct str owner; /* the centre's name */
};

struct roll_sheet {
    struct {
        struct roll_label *ptr;
        size_t count;
        size_t capacity;
    } labels;
};

struct roll_print_view {
    struct page page;
    bool strip; /* 62 × 29 mm, one to a page; else sheets of 24 */
    struct {
        struct roll_sheet *ptr;
        size_t count;
        size_t capacity;
    } sheets;
};

struct backlog_view {
    struct page page;
    struct str summary; /* "Alt er ferdig", or what waits and since when */
    struct facts facts;
};

#endif
