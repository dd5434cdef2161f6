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

enum map_kind {
    MAP_HOUSE,
    MAP_ROAD,
    MAP_PATH,
    MAP_WATER,
    MAP_TREES,
    MAP_BUS, /* from here on places, which get a letter */
    MAP_TRAIN,
    MAP_BICYCLE,
    MAP_PARKING,
    MAP_LIFT,
    MAP_KIND_COUNT,
    MAP_FIRST_PLACE = MAP_BUS
};

struct map_line {
    struct str path; /* data of an SVG path */
    bool own;        /* of a house: the centre's */
};

struct map_lines {
    struct map_line *ptr;
    size_t count;
    size_t capacity;
};

struct map_circle {
    int x;
    int y;
    int radius;
};

struct map_label {
    struct str name;
    int x;
    int y;
    bool before; /* ends at x rather than beginning there */
};

struct map_place {
    enum map_kind kind;
    struct str letter;
    struct str word; /* "cycle racks" */
    struct str name; /* may be empty */
    int x;
    int y;
    bool name_before; /* the name stands left of the letter */
};

struct map_places {
    struct map_place *ptr;
    size_t count;
    size_t capacity;
};

/* The drawn map, in units of its sheet (centre_map.h). */
struct map_view {
    struct str title; /* empty: there is no map */
    struct map_lines waters;
    struct map_lines roads;
    struct map_lines houses;
    struct map_lines paths;
    struct {
        struct map_circle *ptr;
        size_t count;
        size_t capacity;
    } trees;
    struct {
        struct map_label *ptr;
        size_t count;
        size_t capacity;
    } roads_named;
    int road_width;
    int river_width;
    struct str door; /* data of an SVG path; empty without a house */
    struct str house_name;
    struct str house_note; /* "floor 2"; may be empty */
    int house_x;
    int house_y;
    bool name_fits; /* inside the house */
    struct map_places places;
    struct map_places legend; /* one of each kind */
    struct paragraphs words;  /* a sentence for each place */
    struct str scale;         /* data of an SVG path */
    struct str scale_text;    /* "50 m" */
    int scale_x;
    int scale_y;
};

/* A room of the floor plan. */
struct floor_room {
    struct str number;
    bool lit; /* a shop is in it */
    int x;
    int y;
    int width;
    int height;
    int middle_x;
    int middle_y;
};

struct floor_rooms {
    struct floor_room *ptr;
    size_t count;
    size_t capacity;
};

/* A shop on the plan, below it. */
struct floor_shop {
    struct str number;
    struct str name;
    struct str place; /* may be empty */
    struct url url;
};

struct floor_plan {
    struct floor_rooms rooms;
    struct {
        struct floor_shop *ptr; /* by number; empty: there is no plan */
        size_t count;
        size_t capacity;
    } shops;
};

struct getting_here_view {
    struct page page;
    struct str address; /* one line */
    struct str open_text;
    struct tasks ways; /* bus, bicycle, car, pram: what the text says with a heading */
    struct paragraphs getting_here;
    struct day_hours_list week; /* seven days from today */
    struct facts special;       /* later days that differ, at most 12; may be empty */
    struct str email;           /* may be empty */
    struct url email_url;
    struct str phone; /* may be empty */
    struct url phone_url;
    struct map_view map;
    struct floor_plan floor;
    struct url calendar_url; /* of the opening hours */
};

/* A shop with days of its own that differ. */
struct whats_on_shop {
    struct str name;
    struct url url;
    struct facts days;
};

struct whats_on_view {
    struct page page;
    struct str open_text;
    struct facts days; /* of the house */
    struct {
        struct whats_on_shop *ptr;
        size_t count;
        size_t capacity;
    } shops;
    struct url calendar_url;
    struct url shops_url;
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
    bool of_shop;      /* a shop's own hours; else those of the house */
    bool own_entrance; /* of the shop: not bound to the hours of the house */
    struct {
        struct form_field *ptr;
        size_t count;
        size_t capacity;
    } eves;              /* of the house */
    struct url eves_url; /* POST */
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
    struct form_field map;
    struct map_view map_drawn;
    struct paragraphs map_kinds; /* the words a line of the map may begin with */
    struct form_field stop_id;
    struct form_field position;
    struct form_field email;
    struct form_field phone;
};

#endif
