/* SPDX-License-Identifier: EUPL-1.2 */
/* What a layout needs to know about the page around the content. Filled by the application's
 * page_begin() from centre, actor and route; a handler sets title and what differs. */
#ifndef OMBRUK_HTML_PAGE_H
#define OMBRUK_HTML_PAGE_H

#include "html/html.h"
#include "http/form.h"

struct nav_item {
    struct str label; /* translated */
    struct url url;
    struct str icon; /* id in the sprite: "search" */
    int64_t badge;   /* 0: none */
    bool active;
    bool phone; /* also in the phone's bottom bar */
};

struct nav {
    struct nav_item *ptr;
    size_t count;
    size_t capacity;
};

struct lang_link {
    struct str code;  /* "nn" */
    struct str label; /* in its own language: "Nynorsk" */
    struct str href;  /* this page in that language */
    bool current;
};

enum open_state {
    OPEN_UNKNOWN,
    OPEN_NOW,
    OPEN_LATER,
    CLOSED_TODAY
};

struct page {
    struct str title;       /* without the centre's name */
    struct str description; /* for search engines; may be empty */
    struct str lang;        /* "nb" */
    struct str centre_name;
    struct str canonical; /* absolute when public_url is set; may be empty */
    struct nav nav;       /* header, rail or bottom bar of this audience */
    struct {
        struct lang_link *ptr;
        size_t count;
    } langs;
    enum open_state open;
    struct str open_text;  /* "Åpent til 19" */
    struct str actor_name; /* signed in: shop or person; else empty */
    struct url sign_out;   /* POST; empty when not signed in */
    struct str theme_css;  /* served path of the centre's theme; may be empty */
    struct str jsonld; /* printed JSON text for <script type="application/ld+json">; may be empty */
    struct str script; /* island to load, e.g. "intake.js"; empty: none */
    struct str color_scheme; /* "auto", "light", "dark" */
    bool demo;               /* show the "Demo" mark */
    bool print;              /* a print sheet: no header, footer or script */
    bool noindex;
};

/* Error summary at the top of a form; nothing when empty. See form_errors(). */
struct error_summary {
    struct str heading;
    struct form_errors errors;
};

struct pagination {
    int64_t page; /* from 1 */
    int64_t pages;
    struct url previous; /* empty: none */
    struct url next;
};

struct price_tag {
    struct str price;  /* "250 kr" or the word for free */
    struct str before; /* struck old price; may be empty */
    bool sun;          /* free or held: sun-coloured */
    bool sold;
    bool large;
};

struct thing_card {
    struct url url;
    struct str name;
    struct str picture; /* src of the 400 px picture; empty: a drawn placeholder by `icon` */
    struct str picture_alt;
    struct str icon;
    struct price_tag tag;
    struct str size; /* pill; may be empty */
    struct str shop;
    struct str badge; /* "Ny i dag"; may be empty */
    bool eager;       /* above the fold: load at once */
    bool sold;
};

struct thing_cards {
    struct thing_card *ptr;
    size_t count;
    size_t capacity;
};

enum pill_kind {
    PILL_OPEN,
    PILL_WAIT,
    PILL_INFO,
    PILL_WORK,
    PILL_BAD,
    PILL_PASSED,
    PILL_QUIET
};

struct pill {
    enum pill_kind kind;
    struct str icon;
    struct str text;
};

/* Answer where there is nothing, or nothing any more: picture, what it means, the next best act. */
struct empty_state {
    struct str picture; /* asset name of a scene; may be empty */
    struct str heading;
    struct str text;
    struct url url; /* empty: no act */
    struct str act;
};

#endif
