/* SPDX-License-Identifier: EUPL-1.2 */
/* The businesses in the centre. */
#ifndef OMBRUK_TENANTS_TENANTS_H
#define OMBRUK_TENANTS_TENANTS_H

#include "base/ctx.h"
#include "html/html.h"
#include "http/http.h"

struct facts;

struct tenant {
    int64_t id; /* also the id of its goods holder */
    struct str slug;
    struct str name;
    struct str organisation_number; /* nine digits with a valid check digit (modulus 11) */
    struct str about_nb;
    struct str about_nn;
    struct str about_en;
    /* What they tell about themselves, each in bokmål, nynorsk and English; may be empty. */
    struct str people[LANG_COUNT];   /* who they are */
    struct str takes[LANG_COUNT];    /* what they take in or buy */
    struct str services[LANG_COUNT]; /* a line for each: "Punktering: 150 kr" */
    struct str place;                /* where in the house: "Plan 2" */
    struct str unit;                 /* number on the floor plan */
    struct str icon;
    struct str email;
    struct str phone;
};

struct tenant_list {
    struct tenant *ptr;
    size_t count;
    size_t capacity;
};

/* True for nine digits whose last is the modulus-11 check digit (weights 3 2 7 6 5 4 3 2; a
 * remainder that asks for 10 does not exist), as Brønnøysundregistrene describes. */
bool tenants_organisation_number_valid(struct str number);

/* Adds the shop and its goods holder. INVALID for a bad organisation number or slug, CONFLICT if
 * the slug is taken. */
MUST_CHECK enum status tenants_add(struct ctx *ctx, const struct tenant *tenant,
                                   int64_t *ret_tenant_id);
/* Changes all but id and slug. INVALID as tenants_add, NOT_FOUND. */
MUST_CHECK enum status tenants_change(struct ctx *ctx, const struct tenant *tenant);
/* What a shop tells about itself: about, people, takes, services, e-mail and phone. NOT_FOUND. */
MUST_CHECK enum status tenants_tell(struct ctx *ctx, const struct tenant *tenant);
MUST_CHECK enum status tenants_get(struct ctx *ctx, int64_t tenant_id, struct tenant *ret_tenant);
MUST_CHECK enum status tenants_by_slug(struct ctx *ctx, struct str slug, struct tenant *ret_tenant);
/* Shops with an agreement today, by name. */
MUST_CHECK enum status tenants_list(struct ctx *ctx, struct tenant_list *ret_tenants);
/* `about` in ctx->lang, else in bokmål; may be empty. */
struct str tenants_about(const struct ctx *ctx, const struct tenant *tenant);

/* One of those texts in ctx->lang, else in bokmål; may be empty. */
struct str tenants_told(const struct ctx *ctx, const struct str texts[LANG_COUNT]);

/* What it does, a fact for each line: "Puncture: 150 kr" becomes a label and a value. */
void tenants_services(struct ctx *ctx, const struct tenant *tenant, struct facts *services);
/* Of them those that are mending. */
void tenants_repairs(struct ctx *ctx, const struct tenant *tenant, struct facts *repairs);

/* A drawing of such a shop, by its icon: it stands for a photo until there is one. */
struct url tenants_picture(struct str icon);

extern const struct route tenants_routes[];
extern const struct sql *const tenants_sql_all[];

#endif
