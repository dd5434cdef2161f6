/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of accounts show. Filled by accounts_pages*.c, drawn by html/. Texts are
 * translated already. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_VIEWS_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_VIEWS_H

#include "html/page.h"

/* A button of the demo: sign in as one of the first people with this role. */
struct demo_role {
    struct str key;    /* hidden field "role" */
    struct str number; /* hidden field "number"; empty for the first */
    struct str label;  /* "Butikkeier · Hjulet" */
    struct str who;    /* name of the person */
};

struct sign_in_view {
    struct page page;
    struct error_summary errors;
    struct str next; /* hidden field "neste" of every form here; may be empty */
    struct form_field email;
    struct form_field password;
    struct url code_page; /* where to ask for a code by e-mail */
    struct {
        struct demo_role *ptr;
        size_t count;
        size_t capacity;
    } demo_roles; /* only in demo mode */
};

/* Ask for a code by e-mail. */
struct code_ask_view {
    struct page page;
    struct error_summary errors;
    struct str next;
    struct form_field email;
};

/* Type the code that was sent. */
struct code_view {
    struct page page;
    struct error_summary errors;
    struct str next;
    struct str email; /* hidden field "email" */
    struct str sent;  /* "Hvis noen her har adressen …, har vi sendt en kode dit." */
    struct form_field code;
};

/* The one-time link: a button that signs in. */
struct link_view {
    struct page page;
    struct url url; /* POST */
};

/* The signed-in person's own page. */
struct account_view {
    struct page page;
    struct error_summary errors;
    struct str saved;   /* what was just saved; may be empty */
    struct facts facts; /* name, e-mail, roles */
    struct form_field password;
    bool has_email; /* a password without an e-mail address is of no use */
};

/* ---- at the station
 * ------------------------------------------------------------------------------ */

struct enrol_view {
    struct page page;
    struct error_summary errors;
    struct form_field code;
};

struct worker {
    struct str id;       /* value of the radio button "person" */
    struct str input_id; /* its id attribute */
    struct str name;
    struct str initials;
    bool chosen;
};

struct workers_view {
    struct page page;
    struct error_summary errors;
    struct {
        struct worker *ptr;
        size_t count;
        size_t capacity;
    } workers;
    struct form_field pin;
    struct empty_state none; /* shown when nobody has a PIN */
};

/* ---- in the office
 * ------------------------------------------------------------------------------- */

struct person_item {
    struct str name;
    struct str email;
    struct str roles;  /* "Stasjonsarbeider, Butikkeier i Stor & Liten" */
    struct pill state; /* active, disabled */
    struct url url;
};

struct people_view {
    struct page page;
    struct error_summary errors;
    struct {
        struct person_item *ptr;
        size_t count;
        size_t capacity;
    } people;
    bool may_change; /* false: looks only, no forms */
    struct form_field name;
    struct form_field email;
    struct form_field role; /* select */
    struct form_field shop; /* select */
    struct form_field pin;
};

struct grant_item {
    struct str label; /* "Butikkeier i Stor & Liten" */
    struct str role;  /* hidden field "role" */
    struct str shop;  /* hidden field "shop"; may be empty */
};

struct person_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    struct facts facts;
    bool may_change;
    bool may_mail; /* has an e-mail address to send a link to */
    bool disabled;
    struct {
        struct grant_item *ptr;
        size_t count;
        size_t capacity;
    } grants;
    struct url grant_url; /* each a POST */
    struct url revoke_url;
    struct url pin_url;
    struct url link_url;    /* mails a one-time sign-in link */
    struct url disable_url; /* disables, or enables again */
    struct form_field role;
    struct form_field shop;
    struct form_field pin;
};

struct device_item {
    struct str id; /* hidden field "device" */
    struct str name;
    struct str detail; /* "Skogheim · siden 3. november" */
    struct pill state; /* in use, revoked, ended */
    bool may_revoke;
};

struct devices_view {
    struct page page;
    struct error_summary errors;
    struct str code;      /* "7K4M-2PXQ": shown once after it was made; may be empty */
    struct str code_note; /* where to type it, and until when */
    struct {
        struct device_item *ptr;
        size_t count;
        size_t capacity;
    } devices;
    bool may_change;
    struct form_field name;
    struct form_field station; /* select */
    struct url enrol_page;
};

/* The mails of the demo. */
struct demo_line {
    struct str text;
    struct url url; /* empty: words only */
};

struct demo_mail {
    struct str to;
    struct str subject;
    struct str when;
    struct {
        struct demo_line *ptr;
        size_t count;
        size_t capacity;
    } lines;
};

struct demo_outbox_view {
    struct page page;
    struct {
        struct demo_mail *ptr;
        size_t count;
        size_t capacity;
    } mails;
    struct empty_state none;
};

#endif
