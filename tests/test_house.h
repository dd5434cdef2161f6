/* SPDX-License-Identifier: EUPL-1.2 */
/* The house of the tests: a centre and shops with what every row must have, for those that open a
 * database of their own. */
#ifndef OMBRUK_TESTS_TEST_HOUSE_H
#define OMBRUK_TESTS_TEST_HOUSE_H

#include "centre/centre.h"
#include "tenants/tenants.h"

static inline struct centre test_house_centre(void)
{
    return (struct centre){.slug = STR("proven"),
                           .name = STR("Ombrukssenteret"),
                           .municipality = STR("Fjordvik"),
                           .address = STR(""),
                           .getting_here = STR(""),
                           .email = STR(""),
                           .phone = STR(""),
                           .time_zone = STR("Europe/Oslo")};
}

/* `number`: of an organisation, with a check digit that is right. */
static inline struct tenant test_house_shop(struct str slug, struct str name, struct str number)
{
    return (struct tenant){.slug = slug,
                           .name = name,
                           .organisation_number = number,
                           .about_nb = STR(""),
                           .about_nn = STR(""),
                           .about_en = STR(""),
                           .place = STR("Plan 2"),
                           .unit = STR("2"),
                           .icon = STR("tag"),
                           .email = STR("post@shop.example"),
                           .phone = STR("+4700000000")};
}

#endif
