/* SPDX-License-Identifier: EUPL-1.2 */
/* What everybody may see of the draw. Texts are translated already. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_PUBLIC_VIEWS_H
#define OMBRUK_ALLOCATION_ALLOCATION_PUBLIC_VIEWS_H

#include "allocation/allocation_check_views.h"
#include "allocation/allocation_office_views.h"

struct public_round_row {
    struct str name;
    struct str number;
    struct url url;
    struct pill state;
    struct str when;
    struct str lots;
};

struct public_round_rows {
    struct public_round_row *ptr;
    size_t count;
    size_t capacity;
};

struct public_rounds_view {
    struct page page;
    struct public_round_rows now;  /* open, closed or drawn */
    struct public_round_rows past; /* published */
    struct url next;
    struct empty_state none;
    struct url feed;
};

struct public_round_view {
    struct page page;
    struct str name;
    struct str number;
    struct pill state;
    struct str lead; /* what stands in one sentence */
    struct timeline timeline;
    struct facts facts;
    struct url rules_url;
    struct str commitment; /* empty: not closed yet */
    struct str seed;
    struct url commitment_file;
    struct sums_band sums; /* hero empty: not published */
    struct award_rows awards;
    struct pagination pages;
    struct str unwished; /* a sentence about the lots that nobody got; may be empty */
    struct run_rows runs;
    struct allocation_check_view check; /* of the run that counts; no files before publication */
    struct url feed;
};

struct public_rules_view {
    struct page page;
    struct rules_body rules;
    struct url feed;
};

/* One turn of the worked example. */
struct example_turn {
    struct str turn;
    struct str shop;
    struct str why;
    struct {
        struct form_option *ptr; /* each shop, its points per share before; chosen: has the turn */
        size_t count;
        size_t capacity;
    } shares;
};

struct public_how_view {
    struct page page;
    struct {
        struct example_turn *ptr;
        size_t count;
        size_t capacity;
    } turns;
    struct str startup_share; /* "20 %" */
    struct str half_life;     /* rounds until points count half; "0": never */
    struct url rules_url;
    struct url feed;
};

#endif
