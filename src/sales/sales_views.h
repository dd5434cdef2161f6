/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the till show. */
#ifndef OMBRUK_SALES_SALES_VIEWS_H
#define OMBRUK_SALES_SALES_VIEWS_H

#include "html/chart.h"
#include "html/page.h"

/* The shop's first page. */
struct today_view {
    struct page page;
    struct str day;      /* "mandag 23. november" */
    struct str greeting; /* "God morgen, Hjulet" */
    struct pill open;
    struct tiles tiles;         /* Solgt i dag, Holdt av, Til salgs, Venter på henting */
    struct tasks tasks;         /* what to do now */
    struct chart week;          /* sales of the last seven days, kr */
    struct thing_cards waiting; /* ready to be picked up, small pictures */
};

/* Find the thing: scan or type. */
struct till_view {
    struct page page;
    struct error_summary errors;
    struct undo_bar done; /* "Parkdress solgt for 250 kr", with undo */
    struct url find_url;  /* GET, field `kode` */
    struct form_field code;
    struct tiles tiles; /* today's sum */
    struct {
        struct till_row {
            struct str when;
            struct str name;
            struct str price;
            bool undone;
            struct url undo; /* POST; empty when undone */
        } * ptr;
        size_t count;
        size_t capacity;
    } rows; /* today's sales */
    struct {
        struct held_row {
            struct str code; /* three signs */
            struct str name;
            struct str until;
            struct url url; /* to the sale */
        } * ptr;
        size_t count;
        size_t capacity;
    } holds;
};

/* The thing is found: price is filled in, one button. */
struct sell_view {
    struct page page;
    struct str name;
    struct str code;
    struct url picture;
    struct str icon;
    struct str size;
    struct pill state;
    struct error_summary errors;
    struct url sell_url; /* POST */
    struct str key;      /* hidden: the same sale sent twice is one sale */
    struct str listing_id;
    struct str hold_id; /* hidden; empty: none */
    struct form_field price;
    struct form_field count;
    bool many;      /* more than one left: show count */
    struct str act; /* "Solgt" */
    bool can_sell;
    struct str not_now;          /* why not */
    struct form_field hold_code; /* asked for when what is left is held */
    bool ask_hold;
    struct url back;
};

#endif
