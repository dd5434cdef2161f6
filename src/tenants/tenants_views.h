/* SPDX-License-Identifier: EUPL-1.2 */
/* What the pages of tenants show. Filled by tenants_pages.c, drawn by html/. Texts are translated
 * already. */
#ifndef OMBRUK_TENANTS_TENANTS_VIEWS_H
#define OMBRUK_TENANTS_TENANTS_VIEWS_H

#include "html/page.h"

/* One shop in the public list. */
struct tenants_shop {
    struct str name;
    struct str about; /* may be empty */
    struct str place; /* "Plan 2" */
    struct url picture;
    struct pill open; /* "Åpent til 19" */
    struct url url;   /* the shop's page; empty when no room shows one */
};

struct tenants_shops_view {
    struct page page;
    struct {
        struct tenants_shop *ptr;
        size_t count;
        size_t capacity;
    } shops;
    struct empty_state none;
};

/* A shop that mends things. */
struct tenants_repairer {
    struct str name;
    struct str place;  /* may be empty */
    struct str people; /* who they are; may be empty */
    struct pill open;
    struct url url; /* empty when no room shows one */
    struct facts repairs;
};

struct tenants_repairs_view {
    struct page page;
    struct {
        struct tenants_repairer *ptr;
        size_t count;
        size_t capacity;
    } shops;
    struct empty_state none;
};

/* ---- in the office
 * ------------------------------------------------------------------------------- */

struct shop_row {
    struct str name;
    struct str place;
    struct str organisation_number; /* "974 760 673" */
    struct url url;
};

struct shop_rows_view {
    struct page page;
    struct {
        struct shop_row *ptr;
        size_t count;
        size_t capacity;
    } shops;
    bool may_change;
    struct url add_url;
    struct empty_state none;
};

/* Add a shop, or change one. */
struct shop_edit_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct url save_url;
    struct str save_act; /* "Legg til butikken", "Lagre" */
    struct form_field name;
    struct form_field slug;
    struct form_field organisation_number;
    struct form_field place;
    struct form_field unit;
    struct form_field icon; /* select */
    struct form_field about_nb;
    struct form_field about_nn;
    struct form_field about_en;
    struct form_field email;
    struct form_field phone;
    struct form_field own_entrance;
};

/* What a shop tells about itself, written by its owner. */
struct profile_view {
    struct page page;
    struct error_summary errors;
    struct str saved;
    bool may_change;
    struct url save_url;
    struct url public_url; /* what visitors see */
    struct url hours_url;
    struct {
        struct form_field *ptr;
        size_t count;
        size_t capacity;
    } texts;
    struct form_field email;
    struct form_field phone;
};

#endif
