/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "centre/centre.h"
#include "centre/centre_forms.h"
#include "centre/centre_pages.h"
#include "roles/roles.h"

#include "base/banned.h"

const struct route centre_routes[] = {
    {HTTP_GET, "/finn-fram", centre_getting_here_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Getting here")},
    {HTTP_GET, "/hva-skjer", centre_whats_on_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("What's on")},
    {HTTP_GET, "/apningstider.ics", centre_calendar_page, EVERYONE, OWNER_NONE, NULL, NULL, NULL},
    {HTTP_GET, CENTRE_HOUSE_HOURS, centre_hours_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Opening hours")},
    {HTTP_POST, CENTRE_HOUSE_HOURS, centre_week_post, WHO_MANAGER, OWNER_CENTRE, &centre_week_form,
     centre_hours_page, NULL},
    {HTTP_POST, CENTRE_HOUSE_HOURS "/dag", centre_exception_post, WHO_MANAGER, OWNER_CENTRE,
     &centre_exception_form, centre_hours_page, NULL},
    {HTTP_POST, CENTRE_HOUSE_HOURS "/fjern", centre_exception_remove_post, WHO_MANAGER,
     OWNER_CENTRE, &centre_exception_remove_form, NULL, NULL},
    {HTTP_POST, CENTRE_HOUSE_HOURS "/aften", centre_eves_post, WHO_MANAGER, OWNER_CENTRE,
     &centre_eves_form, centre_hours_page, NULL},
    {HTTP_GET, CENTRE_SHOP_HOURS, centre_hours_page, WHO_TENANT, OWNER_GROUP, NULL, NULL,
     N_("Opening hours")},
    {HTTP_POST, CENTRE_SHOP_HOURS, centre_week_post, WHO_TENANT_OWNER, OWNER_GROUP,
     &centre_week_form, centre_hours_page, NULL},
    {HTTP_POST, CENTRE_SHOP_HOURS "/dag", centre_exception_post, WHO_TENANT_OWNER, OWNER_GROUP,
     &centre_exception_form, centre_hours_page, NULL},
    {HTTP_POST, CENTRE_SHOP_HOURS "/fjern", centre_exception_remove_post, WHO_TENANT_OWNER,
     OWNER_GROUP, &centre_exception_remove_form, NULL, NULL},
    {HTTP_GET, "/kontor/om", centre_texts_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("About the centre")},
    {HTTP_POST, "/kontor/om", centre_texts_post, WHO_MANAGER, OWNER_CENTRE, &centre_texts_form,
     centre_texts_page, NULL},
    ROUTES_END,
};
