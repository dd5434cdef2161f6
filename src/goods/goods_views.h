/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the room goods show. */
#ifndef OMBRUK_GOODS_GOODS_VIEWS_H
#define OMBRUK_GOODS_GOODS_VIEWS_H

#include "html/chart.h"
#include "html/page.h"

/* The printed label: 62 × 29 mm, a page each. */
struct label_item {
    struct html qr;       /* <svg> */
    struct str code;      /* "7K4M2PXQ" */
    struct str code_last; /* the last four signs, large */
    struct str name;
    struct str size;   /* may be empty */
    struct str price;  /* may be empty: not priced yet */
    struct str holder; /* station or shop */
    struct str date;
};

struct label_view {
    struct page page;
    struct {
        struct label_item *ptr;
        size_t count;
        size_t capacity;
    } labels;
};

/* A lot that waits for a shop, with the form that gives it away. */
struct waiting_lot {
    struct url picture;
    struct str icon;
    struct str name;          /* "Sykkel" */
    struct str detail;        /* "1 ting · 12 kg · Hel" */
    struct str when;          /* "i dag kl. 11.20 på Skogheim" */
    struct str given;         /* "Gitt til Hjulet"; empty: to nobody yet */
    struct str note;          /* may be empty */
    struct pills reserved;    /* instead of the form: it is part of a round */
    struct url give_url;      /* POST, field `tenant` */
    struct form_field tenant; /* select, id unique per row */
    struct url history;       /* events */
};

struct waiting_view {
    struct page page;
    struct str heading; /* "12 partier venter på en butikk" */
    struct tiles tiles;
    struct error_summary errors;
    struct undo_bar done; /* "Sykkel er gitt til Hjulet." */
    struct {
        struct waiting_lot *ptr;
        size_t count;
        size_t capacity;
    } lots;
    struct url next;
    struct empty_state none;
};

/* The events behind what came in or went out on some days. */
struct flow_row {
    struct str when;
    struct str what;
    struct str name;
    struct str code;
    struct str where; /* station or shop */
    struct str count; /* with a minus when undone */
    struct str weight;
    struct url history;
};

struct flow_view {
    struct page page;
    struct str heading;
    struct str period;
    struct nav ways;    /* came in, went out */
    struct nav periods; /* today, this week */
    struct str sum;     /* what the rows add up to */
    struct str note;    /* what is not in the weight; may be empty */
    struct {
        struct flow_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct url next;
    struct empty_state none;
};

/* The ledger of one thing, for those who may see it. */
struct history_row {
    struct str when;
    struct str what;
    struct str detail; /* holders, count, grams */
    struct str hash;   /* first 12 hex digits */
};

struct history_view {
    struct page page;
    struct str name;
    struct str code;
    struct facts facts;
    struct {
        struct history_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
};

/* ---- the mass balance ------------------------------------------------------------------------ */

struct balance_options {
    struct form_option *ptr;
    size_t count;
    size_t capacity;
};

/* A select where nothing chosen is all. */
struct balance_select {
    struct str name;
    struct str label;
    struct balance_options options;
};

struct balance_fields {
    struct form_field from;
    struct form_field to;
    struct {
        struct balance_select *ptr;
        size_t count;
        size_t capacity;
    } selects;
    struct balance_select way;
};

/* A figure with the events behind it; without weight: nothing. */
struct balance_cell {
    struct str weight;
    struct str count;   /* "12 ting" */
    struct str unknown; /* "3 uten kjent vekt"; may be empty */
    struct url url;
};

struct balance_cells {
    struct balance_cell *ptr;
    size_t count;
    size_t capacity;
};

struct balance_row {
    struct str name;
    struct url url; /* one step further in; empty: none */
    struct balance_cells cells;
    bool holds;
};

/* A reason with what it explains. */
struct balance_reason {
    struct str name;
    struct balance_cell cell;
};

struct balance_reasons {
    struct balance_reason *ptr;
    size_t count;
    size_t capacity;
};

struct balance_view {
    struct page page;
    struct str heading;
    struct str period;
    struct str narrowed; /* may be empty */
    struct nav periods;
    struct error_summary errors;
    struct balance_fields fields;
    struct url action; /* of the filter's form */
    struct url all;    /* without the filter; empty: there is none */
    struct tiles tiles;
    struct pill verdict;
    struct sankey flow;
    struct chart discarded;
    struct balance_reasons reasons; /* of what was corrected */
    struct str lines_label;         /* head of the first column */
    struct {
        struct str *ptr;
        size_t count;
        size_t capacity;
    } columns;
    struct {
        struct balance_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct balance_row all_rows;
    struct url csv;
    struct url weights; /* own average weights */
    struct empty_state none;
};

struct balance_event_row {
    struct str when;
    struct str what;
    struct str name;
    struct str code;
    struct str where;
    struct str why; /* may be empty */
    struct str count;
    struct str weight;
    struct url history;
};

struct balance_events_view {
    struct page page;
    struct str heading;
    struct str period;
    struct str narrowed;
    struct url back;
    struct balance_cell sum;
    struct {
        struct balance_event_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct url next;
    struct empty_state none;
};

/* A kind's average weight beside the table's. */
struct weight_row {
    struct str name;
    struct str own;  /* empty: not yet */
    struct str from; /* since when it counts, or what it waits for */
    struct str weighings;
    struct str table;
    struct str difference; /* may be empty */
};

struct weights_view {
    struct page page;
    struct str heading;
    struct url back;
    struct {
        struct weight_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct empty_state none;
};

#endif
