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

/* A line with a way on: a hold that ends, a figure of the week, hours. */
struct house_row {
    struct str lead; /* bold: a time, a name */
    struct str text;
    struct str note; /* small; may be empty */
    struct url url;  /* empty: nowhere */
    struct str act;  /* what the way on is called */
};

struct house_rows {
    struct house_row *ptr;
    size_t count;
    size_t capacity;
};

/* The manager's first page. */
struct house_view {
    struct page page;
    struct str when; /* "tirsdag 15. desember kl. 13.20" */
    struct pill open;
    struct tiles tiles; /* open shops, came in, went out, holds that end */
    struct tasks tasks; /* what needs the manager now */
    struct house_rows holds;
    struct str more_holds; /* "og 4 til"; empty: all are shown */
    struct house_rows week;
    struct chart out;        /* weight that got a new home, by day */
    struct house_rows hours; /* the house, shops that differ, days that differ */
    struct url set_hours;
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
            struct str line; /* how many wait for it; may be empty */
            struct url url;  /* to the sale */
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
