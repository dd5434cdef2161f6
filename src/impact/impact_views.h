/* SPDX-License-Identifier: EUPL-1.2 */
/* What the public page of results shows, and the pages behind its figures. */
#ifndef OMBRUK_IMPACT_IMPACT_VIEWS_H
#define OMBRUK_IMPACT_IMPACT_VIEWS_H

#include "html/chart.h"
#include "html/page.h"

struct impact_figure {
    struct str figure; /* "11,8 tonn" */
    struct str label;  /* "fikk nytt hjem" */
    struct str note;   /* "64 av 100 kilo som kom inn"; may be empty */
    struct url url;    /* opens what is behind */
};

struct impact_view {
    struct page page;
    struct str heading; /* "Det har vi fått til" */
    struct str period;  /* "November · oppdatert 23. november kl. 14.02" */
    struct nav periods; /* Måned, År, Siden start; the shown one is active */
    struct impact_figure hero;
    struct {
        struct impact_figure *ptr;
        size_t count;
        size_t capacity;
    } figures;              /* things, CO₂e as a range with its central value, … */
    struct chart flow;      /* where it all went: held, sold, given, … in grams */
    struct chart months;    /* grams given a new home, last twelve months */
    struct range_chart co2; /* by category, low–central–high in grams */
    struct str co2_text;    /* "Trolig spart: 312–1 441 kg CO₂e, mest sannsynlig 625 kg" */
    struct str not_counted; /* "7 ting er uten kjent vekt og er ikke med i kiloene." */
    struct str range_note;  /* "for 12 ting er spennet ikke kjent"; may be empty */
    struct str by_grade;    /* "61 % av kiloene har faktor av klasse A eller B" */
    struct str seal;        /* newest seal: number, time, first signs */
    struct str factor_set;
    struct url method;
    struct url csv;
};

struct impact_line_row {
    struct str when;
    struct str what; /* "solgt", "gitt bort", "angret" */
    struct str category;
    struct str factor; /* name of the factor row, with grade */
    struct str count;
    struct str weight; /* "350 g", "ukjent" */
    struct str weight_method;
    struct str co2;   /* "1,2–4,1 kg, mest sannsynlig 2,0 kg"; "bare kilo" */
    struct url event; /* the event itself */
};

/* The events behind a figure. */
struct impact_lines_view {
    struct page page;
    struct str heading;
    struct str period;
    struct str sum; /* the figure that these rows add up to */
    struct {
        struct impact_line_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct pagination pages;
    struct url csv;
    struct url method;
};

/* One event: factor row, source, formula with its numbers, hash. */
struct impact_event_view {
    struct page page;
    struct str heading;
    struct facts facts;
    struct str formula;  /* with numbers put in */
    struct facts factor; /* key, value, unit, source, year, grade */
    struct str hash;
    struct str previous_hash;
};

struct impact_method_view {
    struct page page;
    struct str factor_set;
    struct str sha256;
    struct {
        struct impact_factor_row {
            struct str name;
            struct str value; /* "22,31 kg CO₂e per kg" */
            struct str range;
            struct str grade;
            struct str source;
        } * ptr;
        size_t count;
        size_t capacity;
    } factors;
};

#endif
