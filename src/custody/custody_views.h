/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the room custody show. */
#ifndef OMBRUK_CUSTODY_CUSTODY_VIEWS_H
#define OMBRUK_CUSTODY_CUSTODY_VIEWS_H

#include "html/page.h"

/* A thing in a table. */
struct store_row {
    struct str id;
    bool chosen;
    struct str name;
    struct str code;
    struct url url; /* empty: no page for it */
    struct str where;
    struct str count;
    struct str weight;
    struct str age;    /* "12 dager" */
    struct str reason; /* why a difference is one; may be empty */
    bool open;         /* it can be settled: it has a box */
    struct pill state; /* empty text: nothing to tell */
};
struct store_rows {
    struct store_row *ptr;
    size_t count;
    size_t capacity;
};

struct desk_view {
    struct page page;
    struct undo_bar done;
    struct error_summary errors;
    struct form_field code;
    struct form_field category;
    struct form_field holder;
    struct form_field days;
    struct url act_url; /* POST, with the search in it */
    struct store_rows rows;
    struct str things_error;
    bool may_change;
    struct form_field to;
    struct form_field way;
    struct form_field reason;
    struct url next;
    struct empty_state none;
};

struct store_thing_view {
    struct page page;
    struct str name;
    struct str code;
    struct pills states;
    struct facts facts;
    struct error_summary errors;
    struct str done;
    bool may_change;
    bool can_split;
    struct str version;
    struct url history;
    struct url label;
    struct url recount_url;
    struct url split_url;
    struct url weigh_url;
    struct form_field count;
    struct form_field why;
    struct form_field split_count;
    struct form_field split_weight;
    struct form_field weight;
};

/* ---- loads ---- */

struct load_row {
    struct str code; /* "7K4M-2PXQ" */
    struct url url;
    struct str from;
    struct str to;
    struct str lots;
    struct str when;
    struct pill state;
};
struct load_rows {
    struct load_row *ptr;
    size_t count;
    size_t capacity;
};

struct loads_view {
    struct page page;
    struct error_summary errors;
    struct load_rows open;
    struct load_rows past;
    struct url next;
    bool may_change;
    struct url new_url;
    struct form_field from; /* only at the office */
    struct form_field to;
};

struct arrival_row {
    struct str name;
    struct str code;
    struct str detail;
    struct str field_id;
    struct str came; /* values of the select */
    struct str lost;
    struct str left;
    bool is_lost;
    bool is_left;
};

struct load_view {
    struct page page;
    struct url back;
    struct str heading; /* "Lass 7K4M-2PXQ" */
    struct str way;     /* "Fra Skogheim til Sentrallageret" */
    struct pill state;
    struct error_summary errors;
    struct timeline steps;
    struct url list_url; /* PDF */
    struct store_rows lots;
    struct str sum;
    bool may_load; /* the sender, and it has not left */
    bool may_arrive;
    bool differs; /* the form for differences is unfolded */
    struct form_field codes;
    struct url add_url;
    struct url off_url;
    struct url send_url;
    struct url call_off_url;
    struct url arrive_url;
    struct {
        struct arrival_row *ptr;
        size_t count;
        size_t capacity;
    } arrivals;
    struct form_field extra;
    struct form_field why;
    struct html qr;
    struct str address; /* what the QR opens, in words */
};

struct load_sheet_view {
    struct page page;
    struct html qr;
    struct str heading;
    struct str way;
    struct facts facts;
    struct store_rows lots;
    struct str sum;
};

/* ---- stocktakes ---- */

struct take_row {
    struct url url;
    struct str where;
    struct str when;
    struct str sum;
    struct pill state;
};
struct takes_view {
    struct page page;
    struct error_summary errors;
    struct {
        struct take_row *ptr;
        size_t count;
        size_t capacity;
    } takes;
    struct url next;
    bool may_change;
    struct form_field holder;
    struct form_field category;
    struct form_field label;
};

struct take_view {
    struct page page;
    struct str heading;
    struct str when;
    struct pill state;
    struct str done;
    struct error_summary errors;
    struct facts facts;
    bool counting;
    bool settling;
    bool may_change;
    struct form_field codes;
    struct url see_url;
    struct url finish_url;
    struct url settle_url;
    struct url close_url;
    struct store_rows rows;
    struct str rows_error;
    struct url next;
    struct form_field outcome;
    struct form_field discard;
    struct form_field why;
    bool can_close;
};

/* ---- booths ---- */

struct booth_row {
    struct str shop;
    struct url url;    /* ageing list of the shop */
    struct str stands; /* "18 av 20 partier" */
    struct str litres;
    struct str fee;
    struct str from;
    struct pill state;
};
struct booth_rows {
    struct booth_row *ptr;
    size_t count;
    size_t capacity;
};
struct size_row {
    struct str size;
    struct str litres;
};
struct booths_view {
    struct page page;
    struct undo_bar done;
    struct error_summary errors;
    struct booth_rows booths;
    struct booth_rows coming;
    struct {
        struct size_row *ptr;
        size_t count;
        size_t capacity;
    } sizes;
    bool may_change;
    struct form_field tenant;
    struct form_field lots;
    struct form_field litres;
    struct form_field fee;
    struct form_field from;
    struct url csv;
    struct str full_days; /* "3 dager hittil i måneden" */
};

struct booth_day_row {
    struct str day;
    struct str stood;
    struct str fee;
};
struct own_booth_view {
    struct page page;
    struct str sentence;
    struct pill state;
    struct facts facts;
    struct store_rows oldest;
    struct url next;
    struct {
        struct booth_day_row *ptr;
        size_t count;
        size_t capacity;
    } days;
    struct str fees; /* what they add up to */
    struct empty_state none;
};

struct public_booths_view {
    struct page page;
    struct booth_rows booths;
};

struct age_band {
    struct str words; /* "Over 90 dager" */
    struct str lots;
};
struct age_view {
    struct page page;
    struct form_field holder;
    struct store_rows rows;
    struct url next;
    struct empty_state none;
};

/* ---- deliveries ---- */

struct delivery_choice {
    struct str id;
    struct str name;
    struct str code;
    struct str when;
    bool chosen;
};
struct delivery_new_view {
    struct page page;
    struct error_summary errors;
    struct {
        struct delivery_choice *ptr;
        size_t count;
        size_t capacity;
    } things;
    struct str things_error;
    struct url make_url;
};

struct delivery_view {
    struct page page;
    struct str code; /* "7K4M-2PXQ" */
    struct html qr;
    struct str address;
    struct url slip;
    struct url again;
    struct str sum;
};

struct slip_view {
    struct page page;
    struct html qr;
    struct str code;
    struct str address;
    struct str centre;
    struct str day;
};

struct journey {
    struct str name;
    struct str icon;
    struct pill state;
    struct timeline steps;
};
struct journey_view {
    struct page page;
    struct str heading;
    struct str intro;
    struct {
        struct journey *ptr;
        size_t count;
        size_t capacity;
    } things;
};

struct lookup_view {
    struct page page;
    bool unknown;
    struct form_field code;
    struct url look_url;
    struct link example; /* in the demo: a code that can be tried */
};

#endif
