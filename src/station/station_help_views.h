/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the help pile show. */
#ifndef OMBRUK_STATION_STATION_HELP_VIEWS_H
#define OMBRUK_STATION_STATION_HELP_VIEWS_H

#include "html/page.h"

/* One case in the list. */
struct help_row {
    struct url url;
    struct url picture; /* empty: the icon */
    struct str icon;
    struct str name; /* "Sykkel", "Noe som ikke kunne leses" */
    struct str why;
    struct str when; /* "i dag kl. 11.20 på Skogheim" */
};

struct help_list_view {
    struct page page;
    struct {
        struct help_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct url next; /* empty: no more */
    struct empty_state none;
    struct facts refused; /* what the stop list turned away, by category; office only */
};

/* A thing of a case: with its label and what it looks like. */
struct help_thing {
    struct str heading; /* "Denne fikk en ny lapp" */
    struct url picture;
    struct str icon;
    struct str name;
    struct str code;  /* "7K4M-2PXQ" */
    struct url label; /* PDF; empty: none to print */
};

struct help_things {
    struct help_thing *ptr;
    size_t count;
    size_t capacity;
};

struct help_pictures {
    struct url *ptr;
    size_t count;
    size_t capacity;
};

struct help_view {
    struct page page;
    struct error_summary errors;
    struct url back;
    struct str heading;
    struct str why;
    struct str settled; /* "Mottatt i dag": then there are no forms */
    struct facts facts; /* when, where, who */
    struct facts typed; /* what came, as it was */
    struct help_pictures pictures;
    struct help_things things;
    struct url file; /* the bytes that are no picture; empty: none */

    struct url receive; /* POST; empty: there is nothing to receive */
    struct form_field category;
    struct form_field state;
    struct form_field count;
    struct form_field weight;
    struct form_field source;
    struct form_field note;

    struct url label_url; /* POST; empty: no label of a roll can be given */
    struct form_field label;

    struct url photo_url; /* POST, multipart; empty: no new photo can be given */
    struct form_field photo;

    struct url done;      /* POST; empty: not this kind of case */
    struct str done_text; /* "Den har fått riktig lapp" */

    struct url throw_away; /* POST; empty: may not */
    struct form_field reason;
};

#endif
