/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages after a draw show: the shop's pick-ups, the station's desk, the swap square, what
 * nobody wanted and the partners. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_VIEWS_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_VIEWS_H

#include "html/page.h"

/* A lot as a picture with a few words. */
struct dock_lot {
    struct url picture;
    struct str icon;
    struct str name;
    struct str detail; /* "3 stk · 12 kg · Hel" */
    struct str code;   /* "7K4M2PXQ" */
    struct pill state;
    struct str when; /* when it is due or has been; may be empty */
};
struct dock_lots {
    struct dock_lot *ptr;
    size_t count;
    size_t capacity;
};

/* ---- the shop's pick-ups ---- */

/* Another time that has room. */
struct dock_time {
    struct str value; /* id of the window */
    struct str label; /* "fredag 18. desember kl. 10–12" */
    struct str room;  /* "plass til 9 partier" */
    bool chosen;
};
struct dock_times {
    struct dock_time *ptr;
    size_t count;
    size_t capacity;
};
/* What is collected at one station at one time. */
struct dock_box {
    struct str when;  /* "Hent torsdag 17. desember kl. 10–12" */
    struct str where; /* "Skogheim · 4 partier · ca. 58 kg" */
    struct str from;  /* id of the window, hidden field; empty: without one */
    struct str error; /* of the form that moves it */
    bool can_move;    /* nobody has confirmed anything, and its time is not over */
    bool open;        /* the list of times is unfolded */
    struct dock_times times;
};
struct dock_boxes {
    struct dock_box *ptr;
    size_t count;
    size_t capacity;
};
struct dock_view {
    struct page page;
    struct error_summary errors;
    struct str done;       /* "Dere har hentet: Sykkel." */
    struct str done_note;  /* what is still missing; may be empty */
    struct link done_link; /* to price and publish it */
    struct form_field code;
    struct dock_boxes boxes;
    struct dock_lots lots;
    struct empty_state none;
    struct str feed_address; /* whole, shown once; else empty */
    struct str feed_made;    /* "Laget onsdag 25. november"; empty: there is none */
};

/* ---- the station's desk ---- */

/* One shop at one time. */
struct desk_shop {
    struct str shop;
    struct str id;  /* unique on the page */
    struct str sum; /* "6 partier · 4 igjen" */
    struct {
        struct desk_lot {
            struct str code;       /* whole, hidden field */
            struct str code_first; /* "7K4M" */
            struct str code_last;  /* "2PXQ" */
            struct str name;
            struct str said; /* "Utlevert kl. 10.12 · butikken har bekreftet" */
            bool given;
        } * ptr;
        size_t count;
        size_t capacity;
    } lots;
};
struct desk_time {
    struct str when; /* "Kl. 10–12" or what waits without a time */
    bool now;
    struct {
        struct desk_shop *ptr;
        size_t count;
        size_t capacity;
    } shops;
};
struct desk_view {
    struct page page;
    struct error_summary errors;
    struct str station;
    struct str done; /* "Sykkel er utlevert til Hjulet." */
    struct str done_note;
    struct form_field code;
    struct {
        struct desk_time *ptr;
        size_t count;
        size_t capacity;
    } times;
};

/* ---- the swap square ---- */

struct swap_card {
    struct str id;
    struct dock_lot lot;
    struct str points; /* "12,4 poeng" */
    struct str left;   /* "4 timer igjen" */
    struct str until;  /* "til torsdag 17. desember kl. 12" */
    struct str from;   /* "Fra senteret" or "Fra en annen butikk" */
    bool asked;
    bool may; /* ask for it */
};
struct swap_cards {
    struct swap_card *ptr;
    size_t count;
    size_t capacity;
};
struct swap_view {
    struct page page;
    struct error_summary errors;
    struct undo_bar done;
    struct swap_cards offers;
    struct swap_cards own;
    struct dock_lots offerable;
    struct empty_state none;
};

/* ---- what nobody wanted ---- */

struct leftover_card {
    struct str id;     /* of the thing */
    struct str number; /* on the page: ids of its fields */
    struct dock_lot lot;
    bool chosen;
    struct form_field to;      /* select: partners, then recycling */
    struct form_field discard; /* select: what is wrong, for recycling */
    struct form_field reason;
};
struct leftover_cards {
    struct leftover_card *ptr;
    size_t count;
    size_t capacity;
};
/* Handed out, and not confirmed by the shop in time. */
struct unreceived_card {
    struct str id; /* of the pick-up */
    struct dock_lot lot;
};
struct leftovers_view {
    struct page page;
    struct error_summary errors;
    struct undo_bar done;
    bool may_change;
    struct {
        struct unreceived_card *ptr;
        size_t count;
        size_t capacity;
    } unreceived;
    struct str steps;             /* what becomes of leftovers; empty: only the above is there */
    struct leftover_cards first;  /* to be called out a second time */
    struct leftover_cards second; /* to a partner or to recycling */
    struct form_field label;
    struct form_field closes;
    struct form_field ruined; /* select: what is wrong with the chosen ones */
    struct form_field ruined_reason;
    struct str more; /* "Vi viser de 100 første."; may be empty */
    struct link partners;
    struct empty_state none;
};

struct partner_row {
    struct str id;
    struct str name;
    struct str number; /* "914 205 682" */
    struct str term;   /* "Fast i tolv måneder, til 24. november 2027" */
    struct str categories;
    struct str email; /* may be empty */
    struct pill state;
    bool may_end;
};
struct partner_choice {
    struct str value;
    struct str label;
    bool chosen;
};
struct partners_view {
    struct page page;
    struct error_summary errors;
    bool may_change;
    struct {
        struct partner_row *ptr;
        size_t count;
        size_t capacity;
    } partners;
    struct form_field name;
    struct form_field organisation_number;
    struct form_field email;
    struct form_field term;
    struct form_field from;
    struct form_field category; /* label and error; the choices stand below */
    struct {
        struct partner_choice *ptr;
        size_t count;
        size_t capacity;
    } categories;
};

#endif
