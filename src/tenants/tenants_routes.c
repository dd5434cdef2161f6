/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "roles/roles.h"
#include "tenants/tenants.h"
#include "tenants/tenants_forms.h"
#include "tenants/tenants_pages.h"

#include "base/banned.h"

const struct route tenants_routes[] = {
    {HTTP_GET, "/butikker", tenants_shops_page, EVERYONE, OWNER_NONE, NULL, NULL, N_("The shops")},
    {HTTP_GET, "/reparer", tenants_repairs_page, EVERYONE, OWNER_NONE, NULL, NULL, N_("Repair it")},
    {HTTP_GET, "/kontor/butikker", tenants_office_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Shops")},
    {HTTP_GET, "/kontor/butikker/ny", tenants_new_page, WHO_MANAGER, OWNER_NONE, NULL, NULL,
     N_("Add a shop")},
    {HTTP_POST, "/kontor/butikker", tenants_new_post, WHO_MANAGER, OWNER_CENTRE, &tenants_shop_form,
     tenants_new_page, NULL},
    {HTTP_GET, "/kontor/butikker/{shop}", tenants_edit_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Shop")},
    {HTTP_POST, "/kontor/butikker/{shop}", tenants_edit_post, WHO_MANAGER, OWNER_CENTRE,
     &tenants_shop_form, tenants_edit_page, NULL},
    {HTTP_GET, "/butikk/{slug}/apningstider.ics", tenants_calendar, EVERYONE, OWNER_NONE, NULL,
     NULL, NULL},
    {HTTP_GET, "/butikken", tenants_profile_page, WHO_TENANT, OWNER_GROUP, NULL, NULL,
     N_("Our page")},
    {HTTP_POST, "/butikken", tenants_profile_post, WHO_TENANT_OWNER, OWNER_GROUP,
     &tenants_profile_form, tenants_profile_page, NULL},
    ROUTES_END,
};
