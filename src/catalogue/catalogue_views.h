/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of the catalogue show. Filled by catalogue_pages*.c, drawn by html/. Texts are
 * translated and formatted already. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_VIEWS_H
#define OMBRUK_CATALOGUE_CATALOGUE_VIEWS_H

#include "catalogue/catalogue_rental.h"
#include "goods/goods.h"
#include "html/page.h"

/* One of the four entry tiles. A room that is not there yet has no tile. */
struct home_tile {
    struct str label;
    struct str note; /* "1 284 ting nå" */
    struct str icon;
    struct url url;
    enum tint tint;
    bool primary; /* the green one */
};

/* One child that the cookie knows. */
struct child_chip {
    struct str letter;
    struct str name;
    struct str span; /* "98–104": what fits, and the size to grow into */
    struct url url;  /* the list with it; chosen: without */
    bool chosen;
};

/* Chips for children. The browser makes those in its own memory; it needs the list and the sizes by
 * age. */
struct child_chips {
    struct url url;    /* the list with all other filters */
    struct str param;  /* name of its size parameter */
    struct str growth; /* "0:h50 1:h56 … 0:s15 …": sizes from so many months on */
    struct url page;   /* where children are added */
    struct {
        struct child_chip *ptr;
        size_t count;
        size_t capacity;
    } known;
};

struct children_view {
    struct page page;
    struct child_chips chips;
    struct form_field name;
    struct form_field size;
    struct form_field born;
    struct error_summary errors;
};

/* A shop on the start page. */
struct home_shop {
    struct str name;
    struct str text; /* what they have: "Klær 0–16 år" */
    struct url url;
    struct url picture; /* 8:5; empty: `icon` on a green ground */
    struct str icon;
    struct pill open; /* empty text: not told */
};

struct home_shops {
    struct home_shop *ptr;
    size_t count;
    size_t capacity;
};

struct home_view {
    struct page page;
    struct str headline; /* the centre's own; empty: ours */
    struct str lead;     /* one sentence below it, on wide screens; may be empty */
    struct url picture;  /* 3:2 beside it, on wide screens; empty: the drawn hall */
    struct child_chips children;
    struct form_field words; /* the search field; GET to /finn */
    struct {
        struct home_tile *ptr;
        size_t count;
        size_t capacity;
    } tiles;
    struct thing_cards newest; /* at most 8 */
    struct str see_all;        /* "Se alle 86" or "Se alle" */
    struct url see_all_url;
    struct str open_text; /* why it is closed today, where the header has no room; may be empty */
    struct str newest_words; /* "86 new today", "New this week", "Newest things" */
    struct facts coming;     /* the next days that are not as usual; may be empty */
    struct url coming_url;
    struct home_shops shops; /* up to four; may be empty */
    struct url shops_url;
    struct str impact_figure; /* "11,8 tonn"; empty: nothing counted yet */
    struct str impact_text;   /* "fikk nytt hjem så langt i år" */
    struct url impact_url;
    struct url method_url;
    struct facts impact_more; /* up to two more: value is the figure, label what it is */
};

/* A choice in the filter: a size, a category, a price step. */
struct filter_choice {
    struct str label;
    struct str count; /* "42"; empty when not known */
    struct url url;   /* this list with the choice made, or taken away when chosen */
    bool chosen;
};

struct filter_choices {
    struct filter_choice *ptr;
    size_t count;
    size_t capacity;
};

enum filter_look {
    FILTER_CHECKS, /* one under the other */
    FILTER_CHIPS,
    FILTER_SIZES /* in a grid */
};

struct filter_group {
    struct str id; /* of its heading */
    struct str heading;
    enum filter_look look;
    struct filter_choices choices;
};

struct filter_groups {
    struct filter_group *ptr;
    size_t count;
    size_t capacity;
};

/* One choice that is made now, with a link that takes it away. */
struct chosen_filter {
    struct str label;
    struct url remove;
    bool of_child; /* a child's chip says it too */
};

struct chosen_filters {
    struct chosen_filter *ptr;
    size_t count;
    size_t capacity;
};

/* Being told when something new comes; not shown without an address to send it to. */
struct alert_box {
    struct url url;   /* of the page that asks for an address */
    struct url post;  /* where one is sent to at once */
    struct str query; /* the search, as a hidden field */
    struct form_field email;
    struct url feed;
};

/* The same search with one thing less asked for. */
struct nearly_choice {
    struct str label; /* "Str. 110", "Uten prisgrense" */
    struct str count;
    struct url url;
};

/* A shop that the words are about. */
struct shop_hit {
    struct str name;
    struct str what; /* the line of what it does that fits, else where it is; may be empty */
    struct url url;
};
struct shop_hits {
    struct shop_hit *ptr;
    size_t count;
    size_t capacity;
};

struct list_view {
    struct page page;
    struct str heading; /* "Parkdress", "Treff på «sykkel»", "Alle ting" */
    struct form_field words;
    struct child_chips children;
    /* The other filters as hidden fields of the search form: name, value. */
    struct {
        struct form_option *ptr; /* value = name of the field, label = its value */
        size_t count;
        size_t capacity;
    } keep;
    struct shop_hits shops; /* that the words are about; may be empty */
    struct str note;        /* why what is shown is not just what was typed; may be empty */
    struct str total;       /* "218 ting", "mer enn 1 000 ting" */
    struct url filter_url;  /* the filter page */
    struct url remembered_url;
    int64_t filter_count; /* how many filters are on */
    struct chosen_filters chosen;
    struct str growth;           /* which size fits now and which is with it; may be empty */
    struct link grow;            /* also the next size up; empty: it is, or there is none */
    struct filter_groups groups; /* side column on wide screens */
    struct filter_choices sorts;
    struct thing_cards cards;
    struct url first;          /* the first page; empty: this is it */
    struct url next;           /* older; empty: that was all */
    struct empty_state none;   /* shown when there are no cards */
    struct thing_cards nearly; /* nearly right, below `none` */
    struct {
        struct nearly_choice *ptr; /* the first is what `nearly` shows */
        size_t count;
        size_t capacity;
    } nearly_choices;
    struct alert_box alert;
};

/* The filter page for phones: the same choices, one under the other. */
struct filter_view {
    struct page page;
    struct str growth;
    struct child_chips children;
    struct filter_groups groups;
    struct filter_choices sorts;
    struct url clear; /* empty: nothing is chosen */
    struct url show;
    struct str show_text; /* "Vis 42 ting" */
};

struct gallery_picture {
    struct url small; /* 400 px */
    struct url large; /* 800 px */
    struct url full;  /* 1600 px */
    struct str alt;
    struct url choose; /* this page with ?bilde=N */
    bool chosen;
};

struct item_view {
    struct page page;
    struct link back; /* "218 ting" */
    struct {
        struct gallery_picture *ptr;
        size_t count;
        size_t capacity;
    } pictures;
    struct gallery_picture main;
    struct {
        struct gallery_picture *ptr;
        size_t count;
        size_t capacity;
    } others; /* after the main one, in the order of a swipe */
    bool has_picture;
    struct str icon; /* drawn placeholder when there is no picture */
    struct str name;
    struct str size;      /* "104"; may be empty */
    struct str size_note; /* "passer ca. 3–4 år"; may be empty */
    struct price_tag tag;
    /* Holding: the form, or why not. */
    bool can_hold;
    struct url hold_url;
    struct str hold_act;       /* "Hold av til i morgen kl. 16" */
    struct str hold_act_short; /* for the phone's bar: "Hold av til i morgen"; empty: hold_act */
    struct str hold_note;      /* what is asked for, and that it costs nothing */
    struct str hold_button;    /* "Hold den av til meg", "Still meg i kø" */
    struct str hold_limits;    /* how much one may hold, or how many wait; may be empty */
    struct form_field contact;
    struct form_field first_name;
    struct error_summary errors;
    struct str not_now; /* above the form: held by others, sold; may be empty */
    struct place place;
    struct facts facts;                  /* Tilstand, Farge, Antall … */
    struct str wear;                     /* may be empty */
    struct gallery_picture wear_picture; /* the one that `wear` names */
    bool has_wear_picture;
    bool sold;
    struct str story;  /* "Kom inn på Skogheim gjenvinningsstasjon 9. desember." */
    struct str saved;  /* "Trolig spart: 6–14 kg CO₂e."; may be empty */
    struct url method; /* how we count */
    struct thing_cards similar;
    struct url similar_url;
    struct pills pills; /* after the size: "Ny i dag" */
};

/* A thing that has no page any more. */
struct gone_view {
    struct page page;
    struct empty_state state;
    struct thing_cards similar;
    struct url similar_url;
};

/* The hold's own page. */
struct held_view {
    struct page page;
    struct str heading; /* "Holdt av til deg til i morgen kl. 16" */
    struct str pickup_code;
    struct str say; /* "Si koden i kassa hos Stor & Liten." */
    struct thing_card card;
    struct place place;
    bool active;
    bool must_confirm;
    struct str confirm_note; /* "Vi har sendt en kode til … Skriv den innen kl. 14.32." */
    struct url confirm_url;
    struct form_field code;
    struct error_summary errors;
    struct url cancel_url;
    struct str cancel_act;   /* "Jeg trenger det ikke likevel", "Gå ut av køa" */
    bool waiting;            /* stands in line: heading tells the place */
    struct url longer_url;   /* empty: cannot be made longer */
    struct str longer_act;   /* "Hold av til onsdag kl. 16 i stedet" */
    struct str not_longer;   /* why not; may be empty */
    struct str missed;       /* what follows from not collecting; may be empty */
    struct url calendar_url; /* .ics; empty: none */
    struct str ended;        /* why it is over; empty while active */
    struct url find_url;
};

/* What somebody has put a heart on. */
struct remembered_view {
    struct page page;
    struct str total;
    struct str heading;
    struct str lead;  /* to whoever got the link; may be empty */
    struct str gone;  /* how many are no longer for sale; empty: none */
    struct str sold;  /* how many of those shown are sold; empty: none */
    struct url share; /* this list, for others */
    struct thing_cards cards;
    struct empty_state none;
};

struct shop_view {
    struct page page;
    struct url picture; /* wide; empty: none */
    struct pills pills; /* open now, where, workshop */
    struct str name;
    struct str about;
    struct place place;
    struct str people;     /* who they are; may be empty */
    struct str takes;      /* what they take in; may be empty */
    struct facts services; /* label: price; may be empty */
    struct facts differs;  /* days with other hours than the house; may be empty */
    struct facts hours;    /* the next seven days */
    struct url calendar_url;
    struct str contact_email;
    struct url email_url;
    struct str contact_phone;
    struct url phone_url;
    struct thing_cards newest;
    struct url all_url;
};

/* ---- for the shop itself -----------------------------------------------------------------------
 */

struct stock_row {
    struct url picture; /* empty: icon */
    struct str icon;
    struct str name;
    struct str detail; /* "3 ting · 1,2 kg · lapp 7K4M2PXQ" */
    struct pill state; /* "Ikke lagt ut", "Til salgs 250 kr", "Holdt av" */
    struct url url;
    struct str act;  /* "Pris og legg ut", "Endre" */
    struct url undo; /* POST; empty: nothing to undo */
};

struct stock_view {
    struct page page;
    struct str total; /* "34 ting i hånda" */
    struct {
        struct stock_row *ptr;
        size_t count;
        size_t capacity;
    } rows;
    struct url next;
    struct url declaration_url;
    struct str must_declare; /* nothing can be put out; empty: it can */
    struct url sheet_url;
    struct url rule_url;
    struct url own_url; /* to put out something that did not come from the station */
    struct empty_state none;
};

/* What a name means to us, and what such things were sold for; both may be empty. */
struct suggested {
    struct str meant; /* "Blir lagt ut som: Parkdress, 98/104." */
    struct str band;
};

struct urls {
    struct url *ptr;
    size_t count;
    size_t capacity;
};

/* A picture of a thing, which the shop can take away. */
struct shown_picture {
    struct url url;
    struct str hash;
    struct str n; /* 1 is the first */
};

struct shown_pictures {
    struct shown_picture *ptr;
    size_t count;
    size_t capacity;
};

/* Something of the shop's own, put out in one go. */
struct own_view {
    struct page page;
    struct undo_bar done; /* what was put out just now */
    struct url done_url;
    struct url post_url;
    struct url draft_url;
    struct str saved;   /* when the draft was kept; empty: none */
    struct url ask_url; /* for what the name means, while it is typed */
    struct error_summary errors;
    struct form_field key; /* hidden */
    struct form_field photo;
    struct form_field wear_photo;
    struct form_field photo_3;
    struct form_field photo_4;
    struct str kept; /* pictures that came already; may be empty */
    struct url picture;
    struct url wear_picture;
    struct urls more; /* pictures that came already, after those two */
    struct form_field title;
    struct suggested suggested;
    struct form_field grade;
    struct form_field price;
    struct form_field count;
    struct form_field used;
    struct form_field category;
    struct form_field size;
    struct form_field colour;
    struct form_field place;
    struct form_field wear;
    struct form_field brand;
    struct str_list brands; /* known in the house */
    struct form_field seasons;
    struct form_field material;
    struct form_field washed;
};

/* The shop's things as a file. */
struct sheet_view {
    struct page page;
    struct url post_url;
    struct url download;
    struct error_summary errors;
    struct form_field file;
    struct str done; /* what a file did; empty: none was read */
};

/* The shop's declaration that it sells only used things. */
struct declaration_view {
    struct page page;
    bool holds;
    struct str state;
    bool may_declare;
    struct url post_url;
    struct error_summary errors;
    struct form_field confirm;
};

/* A row of the manager's list of listings to look at. */
struct control_row {
    struct str lead;
    struct str text;
    struct str note; /* may be empty */
    struct url url;
    struct str act;
    struct url seen_url; /* POST; empty: nothing to settle */
    struct str seen_act; /* "Den er i orden nå", "Den er brukt" */
};
struct control_rows {
    struct control_row *ptr;
    size_t count;
    size_t capacity;
};
struct control_view {
    struct page page;
    struct control_rows mended;
    struct control_rows alike;
    struct control_rows off;
    struct control_rows newest;
    struct str sample_text; /* how this month's spot check was drawn; empty: not yet */
    struct control_rows sample;
    struct facts months; /* month: what came of it */
    struct facts shops;  /* shop: whether it has confirmed */
};

/* A listing as the manager sees it. */
struct moderate_view {
    struct page page;
    struct str name;
    struct str shop;
    struct url picture;
    struct str icon;
    bool is_public;
    bool may_act;
    struct url public_url;
    struct url history_url;
    struct str why; /* it was taken off before; empty: not */
    struct str sentence_before;
    struct url post_url;
    struct error_summary errors;
    struct form_field reason;
    struct form_field sentence;
};

/* The shop's rule for prices that fall. */
struct rule_view {
    struct page page;
    struct url post_url;
    bool has_rule;
    struct error_summary errors;
    struct form_field first_days;
    struct form_field first_percent;
    struct form_field second_days;
    struct form_field second_percent;
    struct form_field floor;
};

/* One thing in the shop's hands: split, price, publish. */
struct publish_view {
    struct page page;
    struct str name;
    struct str code;
    struct url picture;
    struct urls pictures;            /* after the first */
    struct shown_pictures removable; /* all, the first too */
    struct url remove_url;
    bool can_add_photo; /* it has fewer than four */
    struct form_field photo;
    struct form_field wear_photo;
    struct str icon;
    struct facts facts; /* count, weight, from where, note from the station */
    struct error_summary errors;
    struct url publish_url;
    struct str publish_act; /* "Legg ut", "Lagre endringene" */
    struct str version;     /* hidden field `version` */
    struct form_field kind; /* select */
    struct form_field category;
    struct form_field title;
    struct form_field size;
    struct form_field grade; /* radios */
    struct form_field colour;
    struct form_field price;
    struct url ask_url; /* for what the name means, while it is typed */
    struct suggested suggested;
    struct form_field place;
    struct form_field wear;
    struct form_field brand;
    struct str_list brands; /* known in the house */
    struct form_field seasons;
    struct form_field material;
    struct form_field washed;
    bool can_split; /* more than one in the lot, and not published */
    struct url split_url;
    struct form_field split_count; /* how many to take out */
    struct form_field split_weight;
    struct form_field split_title; /* with a price they are put out at once */
    struct form_field split_size;
    struct form_field split_grade;
    struct form_field split_price;
    struct undo_bar done; /* the part that was put out just now */
    struct url draft_url;
    struct str saved;   /* when the draft was kept; empty: none */
    struct str off_why; /* why the manager took it off; empty: not */
    struct str fall;    /* what the price rule does next; empty: nothing */
    bool fall_paused;
    struct url fall_url;
    bool can_dispose; /* something is left, and it is not published */
    struct url dispose_url;
    struct form_field out_count;
    struct form_field how;     /* radios: recycling, waste */
    struct form_field discard; /* select: why */
    bool stopped;              /* may not be sold */
    struct pill stop;
    struct str stop_text;
    bool published;
    struct url public_url;
    struct url withdraw_url;
    struct url label_url;
    struct url safety_url; /* tests, wiping, brand and model */
    struct rental_part rental;
};

#endif
