/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of wishes and results show. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_WISH_VIEWS_H
#define OMBRUK_ALLOCATION_ALLOCATION_WISH_VIEWS_H

#include "html/chart.h"
#include "html/page.h"

/* A choice that is a link: a round, a station, a part of the lots. */
struct wish_chip {
    struct str label; /* "Passer oss (24)" */
    struct url url;
    bool active;
};
struct wish_chips {
    struct wish_chip *ptr;
    size_t count;
    size_t capacity;
};

struct wish_card {
    struct str id;    /* of the thing; "l" and this is the anchor */
    struct url press; /* POST, field "stars" */
    struct str name;
    struct str where; /* "Skogheim · må fikses" */
    struct price_tag points;
    struct url picture;
    struct str icon;
    bool eager;
    int64_t stars;     /* 0 to 3 */
    bool standing;     /* they come from a standing wish */
    struct str lacks;  /* the approval it requires and the shop lacks; empty: may be wished */
    struct str advice; /* what to do about it */
};
struct wish_cards {
    struct wish_card *ptr;
    size_t count;
    size_t capacity;
};

/* "5 ønsker · plass til 12 ting", with the small form of the latter. */
struct wish_bar {
    struct str wishes;
    struct str room;
    struct form_field field;
    struct url set; /* POST */
    bool open;      /* the form is shown: what was typed has to be corrected */
};

struct wishes_view {
    struct page page;
    struct str eyebrow; /* "Uke 51 · frist onsdag 16. desember kl. 12" */
    struct str heading;
    struct pill left; /* "20 timer igjen" */
    struct error_summary errors;
    struct str notice;        /* what else the shop has to know; empty: nothing */
    struct wish_chips rounds; /* of several open ones; else empty */
    struct wish_chips chips;
    struct wish_bar bar;
    struct wish_cards cards;
    struct url self; /* the form's own address; each button has its own */
    struct pagination pages;
    struct empty_state empty; /* when nothing is chosen by the chip */
    struct url standing;      /* empty: on the manager's page */
    struct str standing_text;
    struct url delegate; /* POST; empty: on the manager's page */
    bool delegated;
    struct links ways; /* as in the page below; none on the manager's */
};

/* What one press changes, for the script: the card's text, the bar, and what is said of it. */
struct wish_pressed_view {
    struct wish_card card;
    struct wish_bar bar;
    struct str said;
};

/* No round is open, or the one asked for has closed. */
struct wish_later_view {
    struct page page;
    struct str eyebrow; /* may be empty */
    struct str heading;
    struct error_summary errors;
    struct str text;           /* what the shop sent in, in words */
    struct thing_cards wished; /* the first of it */
    struct wish_chips rounds;  /* those that are open */
    struct timeline steps;     /* of a round under way; else empty */
    struct str commitment;     /* of it, 64 digits; empty: none yet */
    struct url round;          /* its public page */
    struct empty_state empty;  /* when nothing is under way */
    struct links ways;         /* the last result, standing wishes, points */
};

struct standing_row {
    struct str icon;
    struct str what;   /* "Vogner" */
    struct str detail; /* "str. 98/104 · må fikses" */
    struct str stars;  /* "Vil ha" */
    struct str now;    /* "3 ting i uke 51"; empty: no round is open */
    struct url end;    /* POST */
};
struct standing_view {
    struct page page;
    struct error_summary errors;
    struct {
        struct standing_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct url add; /* POST */
    struct form_field what;
    struct form_field size;
    struct form_field state;
    struct form_field stars;
    struct url back;
};

struct result_number {
    struct str shop;
    struct str points; /* per share */
    struct str lots;   /* got among those without points; empty where points decide */
    struct str turn;   /* when it got a lot, or when it left */
    struct str ticket; /* empty unless it decided */
    bool winner;
};
struct result_card {
    bool refused;
    struct str name;
    struct url picture;
    struct str icon;
    struct pill pill;
    struct str text; /* why, in a sentence; of one that was got: what it counts */
    struct {
        struct result_number *ptr;
        size_t count;
        size_t capacity;
    } numbers;
    bool lots;      /* the numbers have a column for lots */
    bool open;      /* the numbers show at once */
    bool tickets;   /* the numbers have a column for them */
    struct str log; /* "Tur 17 i loggen"; empty: none */
    struct url log_url;
};
struct result_cards {
    struct result_card *ptr;
    size_t count;
    size_t capacity;
};
struct result_pick_up {
    struct str when;  /* "torsdag 17. desember, kl. 10–12" */
    struct str where; /* "Skogheim · 4 ting · ca. 58 kg" */
};
struct result_view {
    struct page page;
    struct str eyebrow;
    struct str heading; /* "Dere fikk 4 av 5" */
    struct str notice;  /* a correction; empty: none */
    struct {
        struct result_pick_up *ptr;
        size_t count;
        size_t capacity;
    } pick_ups;
    struct url change; /* of the time; empty: nothing to collect */
    struct result_cards refused;
    struct result_cards refused_rest; /* closed, under `refused_more` */
    struct str refused_more;          /* "Vis de andre 31" */
    struct result_cards got;
    struct result_cards got_rest;
    struct str got_more;
    struct str place; /* "Dere står som nummer 3 av 14 neste gang." */
    struct str unclaimed;
    struct thing_cards lots; /* the first of those */
    struct facts own;        /* alias and ticket */
    struct str command;      /* a line that prints the ticket; empty: no ticket */
    struct url round;        /* the public page, with the files */
    struct url points;
    struct url wishes;
};

struct points_row {
    struct str when;
    struct str why;
    struct str note;
    struct str change; /* "+4" */
    struct str balance;
    struct url round; /* empty: none */
    struct str round_name;
};
struct points_view {
    struct page page;
    struct str rule; /* in one sentence */
    struct tiles tiles;
    struct chart chart; /* nothing in it: no points yet */
    struct str decay;
    struct {
        struct points_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct url newer; /* empty: these are the newest */
    struct url older; /* empty: no more */
    struct url rules;
};

#endif
