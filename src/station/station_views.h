/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the station show. */
#ifndef OMBRUK_STATION_STATION_VIEWS_H
#define OMBRUK_STATION_STATION_VIEWS_H

#include "goods/goods.h"
#include "html/page.h"

/* A radio tile. */
struct intake_tile {
    struct str value;
    struct str label;
    struct str icon; /* may be empty: words only */
    bool chosen;
};

struct intake_tiles {
    struct intake_tile *ptr;
    size_t count;
    size_t capacity;
};

/* A branch of all categories: what stands above, and its own. */
struct intake_branch {
    struct str name;
    struct intake_tiles tiles;
};

/* What the stop list asks about what was chosen. */
struct intake_stop {
    struct str value; /* of the checkbox "rule"; empty: the list has nothing about it */
    bool asks;        /* else it may not be taken in, whatever is answered */
    struct str category;
    struct str picture;
    struct str title;
    struct str text;
    struct str_list questions;
    struct str source;
    struct str error;
    bool yes; /* checked */
};

struct intake_view {
    struct page page;
    struct str person;        /* who is at work */
    struct url switch_person; /* POST: back to the list of people */
    struct error_summary errors;
    struct url save_url;            /* POST, multipart */
    struct url refuse_url;          /* POST: it is turned away */
    struct str uuid;                /* hidden field `key`: the same lot sent twice is one lot */
    struct form_field photo;        /* file, capture */
    struct form_field photo2;       /* one more of the same lot */
    struct intake_tiles categories; /* name "category": at most 12 tiles */
    struct {
        struct intake_branch *ptr;
        size_t count;
        size_t capacity;
    } tree;       /* the categories without a tile, name "category" too */
    bool in_tree; /* what is chosen stands only there: show it open */
    struct str category_error;
    struct intake_stop stop;
    struct intake_tiles states; /* name "state": Hel, Må fikses, Usikker */
    struct intake_tiles bands;  /* name "band": weight by eye */
    struct form_field count;
    struct form_field weight; /* from the scale, kg */
    struct form_field note;
    struct form_field sacks;
    struct form_field label;
    struct intake_tiles sources; /* name "source": remembered for the shift */
    bool source_open;            /* another than the station is chosen: show it */
    struct str again;            /* "Samme igjen: Sykkel"; empty: a lot of its own */
};

/* One of the last lots of the station. */
struct recent_lot {
    struct thing_card card; /* its url leads to the page that says it is saved */
    struct str code_short;
    struct url undo; /* POST; empty: it is too late */
};

struct intake_saved_view {
    struct page page;
    struct str amount;           /* "12 pcs · 3 sacks" */
    struct error_summary errors; /* why it could not be undone */
    struct str heading;          /* "Sykkel lagret", "Sykkel er angret" */
    int64_t lot_id;
    bool undone;
    struct url undo;       /* POST; empty: undone, or too late */
    struct str code;       /* "7K4M-2PXQ" */
    struct str code_short; /* last four signs */
    struct url label_url;  /* PDF */
    struct url next_url;
    struct url again_url; /* the form filled as this one */
    struct url delivery;  /* a code for who delivered; empty: no such page */
    struct str station;   /* "I dag på Skogheim" */
    struct facts today;   /* 86 ting, 412 kilo, 11 må fikses */
    struct {
        struct recent_lot *ptr;
        size_t count;
        size_t capacity;
    } latest;
};

#endif
