/* SPDX-License-Identifier: EUPL-1.2 */
/* What may be typed about a shop. */
#ifndef OMBRUK_TENANTS_TENANTS_FORMS_H
#define OMBRUK_TENANTS_TENANTS_FORMS_H

#include "http/form.h"

struct shop_input {
    struct str name;
    struct str slug; /* only for a new shop */
    struct str organisation_number;
    struct str place;
    struct str unit;
    int64_t icon; /* index for tenants_forms_icon() */
    struct str about_nb;
    struct str about_nn;
    struct str about_en;
    struct str email;
    struct str phone;
    bool own_entrance;
};
extern const struct form tenants_shop_form;

/* What a shop tells about itself: index by enum lang. */
struct profile_input {
    struct str about[LANG_COUNT];
    struct str people[LANG_COUNT];
    struct str takes[LANG_COUNT];
    struct str services[LANG_COUNT];
    struct str email;
    struct str phone;
};
extern const struct form tenants_profile_form;

/* Id in the sprite of a choice, and back; the first one for what is unknown. */
struct str tenants_forms_icon(int64_t number);

/* The digits of what was typed: "974 760 673" → "974760673". */
struct str tenants_forms_digits(struct arena *arena, struct str typed);

#endif
