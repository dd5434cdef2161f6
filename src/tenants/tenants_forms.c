/* SPDX-License-Identifier: EUPL-1.2 */
/* The fields of a shop. */
#include "tenants/tenants_forms.h"

#include "base/banned.h"

static const struct choice icons[] = {
    {"shops", 0, N_("Mixed goods")},
    {"clothes", 1, N_("Clothes")},
    {"teddy", 2, N_("Toys")},
    {"pram", 3, N_("For small children")},
    {"armchair", 4, N_("Furniture")},
    {"bike", 5, N_("Sport and bicycles")},
    {"book", 6, N_("Books")},
    {"electronics", 7, N_("Electronics")},
    {"wrench", 8, N_("Repair")},
    {"shoe", 9, N_("Shoes")},
    {"skis", 10, N_("Winter sports")},
    {"yarn", 11, N_("Yarn and fabric")},
    {NULL, 0, NULL},
};

static const struct field shop_fields[] = {
    {.name = "name",
     .type = FIELD_TEXT,
     .offset = offsetof(struct shop_input, name),
     .max = 80,
     .required = true,
     .label = N_("Name of the shop")},
    {.name = "slug",
     .type = FIELD_TEXT,
     .offset = offsetof(struct shop_input, slug),
     .max = 40,
     .label = N_("Address on the site"),
     .hint = N_("Small letters, digits and hyphens: stor-og-liten. It cannot be changed later.")},
    {.name = "organisation_number",
     .type = FIELD_TEXT,
     .offset = offsetof(struct shop_input, organisation_number),
     .max = 20,
     .required = true,
     .label = N_("Organisation number"),
     .hint = N_("Nine digits")},
    {.name = "place",
     .type = FIELD_TEXT,
     .offset = offsetof(struct shop_input, place),
     .max = 60,
     .label = N_("Where in the house"),
     .hint = N_("For instance: floor 2, by the lift")},
    {.name = "unit",
     .type = FIELD_TEXT,
     .offset = offsetof(struct shop_input, unit),
     .max = 10,
     .label = N_("Number on the floor plan")},
    {.name = "icon",
     .type = FIELD_CHOICE,
     .offset = offsetof(struct shop_input, icon),
     .choices = icons,
     .label = N_("What it has most of")},
    {.name = "about_nb",
     .type = FIELD_LINES,
     .offset = offsetof(struct shop_input, about_nb),
     .max = 600,
     .label = N_("About the shop, in bokmål")},
    {.name = "about_nn",
     .type = FIELD_LINES,
     .offset = offsetof(struct shop_input, about_nn),
     .max = 600,
     .label = N_("About the shop, in nynorsk")},
    {.name = "about_en",
     .type = FIELD_LINES,
     .offset = offsetof(struct shop_input, about_en),
     .max = 600,
     .label = N_("About the shop, in English")},
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct shop_input, email),
     .label = N_("E-mail for customers")},
    {.name = "phone",
     .type = FIELD_PHONE,
     .offset = offsetof(struct shop_input, phone),
     .label = N_("Phone for customers")},
    {.name = "own_entrance",
     .type = FIELD_FLAG,
     .offset = offsetof(struct shop_input, own_entrance),
     .label = N_("Has an entrance of its own, and may be open while the house is closed")},
};
const struct form tenants_shop_form = FORM("shop", shop_fields, struct shop_input);

#define TOLD(member, lang_, name_, max_, label_, hint_)                                            \
    {                                                                                              \
        .name = (name_), .type = FIELD_LINES,                                                      \
        .offset = offsetof(struct profile_input, member[lang_]), .max = (max_), .label = (label_), \
        .hint = (hint_)                                                                            \
    }

static const struct field profile_fields[] = {
    TOLD(about, LANG_NB, "about_nb", 600, N_("About the shop, in bokmål"), NULL),
    TOLD(about, LANG_NN, "about_nn", 600, N_("About the shop, in nynorsk"), NULL),
    TOLD(about, LANG_EN, "about_en", 600, N_("About the shop, in English"), NULL),
    TOLD(people, LANG_NB, "people_nb", 300, N_("Who you are, in bokmål"), NULL),
    TOLD(people, LANG_NN, "people_nn", 300, N_("Who you are, in nynorsk"), NULL),
    TOLD(people, LANG_EN, "people_en", 300, N_("Who you are, in English"), NULL),
    TOLD(takes, LANG_NB, "takes_nb", 600, N_("What you take in, in bokmål"),
         N_("What people can bring or sell to you, and what you say no to.")),
    TOLD(takes, LANG_NN, "takes_nn", 600, N_("What you take in, in nynorsk"), NULL),
    TOLD(takes, LANG_EN, "takes_en", 600, N_("What you take in, in English"), NULL),
    TOLD(services, LANG_NB, "services_nb", 600, N_("Services and prices, in bokmål"),
         N_("A line for each, with a colon before the price: Puncture: 150 kr")),
    TOLD(services, LANG_NN, "services_nn", 600, N_("Services and prices, in nynorsk"), NULL),
    TOLD(services, LANG_EN, "services_en", 600, N_("Services and prices, in English"), NULL),
    {.name = "email",
     .type = FIELD_EMAIL,
     .offset = offsetof(struct profile_input, email),
     .label = N_("E-mail for customers")},
    {.name = "phone",
     .type = FIELD_PHONE,
     .offset = offsetof(struct profile_input, phone),
     .label = N_("Phone for customers")},
};
const struct form tenants_profile_form = FORM("profile", profile_fields, struct profile_input);

struct str tenants_forms_icon(int64_t number)
{
    for (const struct choice *icon = icons; icon->value != NULL; icon++) {
        if (icon->number == number) {
            return str_of(icon->value);
        }
    }
    return str_of(icons[0].value);
}

struct str tenants_forms_digits(struct arena *arena, struct str typed)
{
    char *digits = arena_alloc(arena, typed.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < typed.len; i++) {
        if (typed.ptr[i] != ' ') {
            digits[len++] = typed.ptr[i];
        }
    }
    return (struct str){digits, len};
}
