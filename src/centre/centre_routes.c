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
    {HTTP_GET, "/kontor/apningstider", centre_hours_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Opening hours")},
    {HTTP_POST, "/kontor/apningstider", centre_week_post, WHO_MANAGER, OWNER_CENTRE,
     &centre_week_form, centre_hours_page, NULL},
    {HTTP_POST, "/kontor/apningstider/dag", centre_exception_post, WHO_MANAGER, OWNER_CENTRE,
     &centre_exception_form, centre_hours_page, NULL},
    {HTTP_POST, "/kontor/apningstider/fjern", centre_exception_remove_post, WHO_MANAGER,
     OWNER_CENTRE, &centre_exception_remove_form, NULL, NULL},
    {HTTP_GET, "/kontor/om", centre_texts_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("About the centre")},
    {HTTP_POST, "/kontor/om", centre_texts_post, WHO_MANAGER, OWNER_CENTRE, &centre_texts_form,
     centre_texts_page, NULL},
    ROUTES_END,
};
