/* SPDX-License-Identifier: EUPL-1.2 */
/* What a layout needs to know about the page around the content, and the view structs of the
 * components in html/components. Filled by the application's page_begin() from centre, actor and
 * route; a handler sets title and what differs. Texts are translated already. */
#ifndef OMBRUK_HTML_PAGE_H
#define OMBRUK_HTML_PAGE_H

#include "html/html.h"
#include "http/form.h"

struct link {
    struct str label;
    struct url url;
};

struct links {
    struct link *ptr;
    size_t count;
    size_t capacity;
};

struct nav_item {
    struct str label;
    struct url url;
    struct str icon;  /* id in the sprite: "search" (ui/icons.json lists them) */
    struct str group; /* heading before this item in the rail; empty: none */
    int64_t badge;    /* what waits; 0: none */
    bool active;
    bool folded; /* in a group of which the rail shows the heading alone, as a link to its first */
    bool phone;  /* also in the phone's bottom bar, which takes four */
};

struct nav {
    struct nav_item *ptr;
    size_t count;
    size_t capacity;
};

struct lang_link {
    struct str code;  /* "nn" */
    struct str label; /* in its own language: "Nynorsk" */
    struct url url;   /* this page in that language: url_fixed() */
    struct url whole; /* the same, absolute when public_url is set: for search engines */
    bool current;
};

enum open_state {
    OPEN_UNKNOWN,
    OPEN_NOW,
    OPEN_LATER,
    CLOSED_TODAY
};

struct footer_column {
    struct str heading;
    struct links links;
};

struct footer_columns {
    struct footer_column *ptr;
    size_t count;
    size_t capacity;
};

struct page {
    struct str title;       /* without the centre's name */
    struct str description; /* for search engines; may be empty */
    struct str lang;        /* "nb" */
    struct str centre_name;
    struct str address;   /* one line, for the footer; may be empty */
    struct url canonical; /* absolute when public_url is set; may be empty */
    struct nav nav;       /* header, rail or bottom bar of this audience */
    struct footer_columns footer;
    struct {
        struct lang_link *ptr;
        size_t count;
    } langs;                     /* all, the current one too */
    struct lang_link other_lang; /* the one the header offers: English, on English pages bokmål */
    enum open_state open;
    struct str open_text;  /* "Åpent til 19" */
    struct str actor_name; /* signed in: shop, station or person; else empty */
    struct url account;    /* the person's own page; empty when not signed in */
    struct url sign_out;   /* POST; empty when not signed in */
    struct url theme_css;  /* the centre's own colours; may be empty */
    struct str picture;    /* absolute address for previews elsewhere (Open Graph); may be empty */
    struct str jsonld; /* printed JSON text for <script type="application/ld+json">; may be empty */
    struct url feed;   /* Atom feed of what the page is about; empty: none */
    struct url script; /* island to load: url_asset("intake.js"); empty: none */
    struct str color_scheme; /* "auto", "light", "dark" */
    bool action_bar;         /* the page has a sticky action bar: no bottom bar on phones */
    struct url demo_mail;    /* in demo mode, where mails can be read; else empty */
    bool demo;               /* show the "Demo" mark */
    bool print;              /* a print sheet: no header, footer or script */
    bool noindex;
};

/* Error summary at the top of a form; nothing when empty. See form_errors(). */
struct error_summary {
    struct str heading; /* empty: "That did not work" */
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
    struct str code; /* label code; remembers the heart on the device; empty: no heart */
    struct str name;
    struct url picture; /* the 400 px picture, url_fixed(); empty: a drawn placeholder by `icon` */
    struct str picture_alt; /* empty in lists: the name follows at once */
    struct str icon;
    struct price_tag tag;
    struct str size; /* pill; may be empty */
    struct str shop;
    struct str badge; /* "Ny i dag"; may be empty */
    bool checked;     /* the badge says that somebody checked it: dark, with a shield */
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
    struct str icon; /* never colour alone: every pill has an icon and a word */
    struct str text;
};

struct pills {
    struct pill *ptr;
    size_t count;
    size_t capacity;
};

/* Answer where there is nothing, or nothing any more: picture, what it means, the next best act. */
struct empty_state {
    struct url picture; /* url_asset("scene-shelf.svg", "scene-night.svg" or "scene-teddy.svg") */
    struct str heading;
    struct str text;
    struct url url; /* empty: no act */
    struct str act;
};

/* A whole page that says what went wrong and the next best act. */
struct error_view {
    struct page page;
    struct url picture;
    struct str heading;
    struct str text;
    struct str keep; /* where what was typed is; empty: nothing was */
    struct str code; /* to tell us: "E-4417"; empty: none */
    struct url url;
    struct str act;
};

/* One number with its unit, period and way on. The whole tile is a link when `url` is set. */
struct tile {
    struct str label;
    struct str figure; /* with unit: "4 280 kr" */
    struct str note;   /* comparison in words */
    struct url url;
};

struct tiles {
    struct tile *ptr;
    size_t count;
    size_t capacity;
};

/* Colour of the square behind an icon in a task row or a way to get here. */
enum tint {
    TINT_GREEN,
    TINT_SUN,
    TINT_SKY,
    TINT_PLUM,
    TINT_CLAY,
    TINT_BAD
};

/* Something that waits for somebody: icon, what, who or when, and one verb. */
struct task {
    enum tint tint;
    struct str icon;
    struct str what;
    struct str detail;
    struct url url;
    struct str act; /* a verb: "Hent"; empty: no button */
};

struct tasks {
    struct task *ptr;
    size_t count;
    size_t capacity;
};

enum step_state {
    STEP_DONE,
    STEP_NOW,
    STEP_LATER
};

struct timeline_step {
    enum step_state state;
    struct str what;
    struct str when; /* a date or "senest …" */
};

struct timeline {
    struct timeline_step *ptr;
    size_t count;
    size_t capacity;
};

/* A decision that affects somebody, in one or two sentences, and the way to the numbers. */
struct why_box {
    struct str text;
    struct url url; /* "Tallene bak"; empty: none */
};

/* A label and what it says: "Tilstand: Pent brukt". */
struct fact {
    struct str label;
    struct str value;
    struct str note; /* small, after the value; may be empty */
};

struct facts {
    struct fact *ptr;
    size_t count;
    size_t capacity;
};

/* Where in the house something is: small plan, shop, place. */
struct place {
    struct str shop;
    struct str where; /* "Plan 2, stativ 4" */
    struct str hours; /* "Åpent til 19 i dag" */
    struct url url;   /* the shop; may be empty */
    int64_t spot;     /* which of the 7 rooms of the small plan is lit, 1 to 7; 0: no plan */
};

/* What just happened, with a way back for a while. */
struct undo_bar {
    struct str text;    /* empty: no bar */
    struct url undo;    /* POST; empty: cannot be undone */
    struct str id_name; /* one hidden field that says what to undo; may be empty */
    struct str id_value;
};

#endif
