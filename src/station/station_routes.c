/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "accounts/accounts.h"
#include "station/station.h"
#include "station/station_forms.h"
#include "station/station_pages.h"

#include "base/banned.h"

const struct route station_routes[] = {
    {HTTP_GET, "/inn", station_intake_page, WHO_STATION_WORKER, OWNER_CENTRE, &station_like_form,
     NULL, N_("Receive a thing")},
    {HTTP_POST, "/inn", station_intake_post, WHO_STATION_WORKER, OWNER_CENTRE, &station_intake_form,
     station_intake_page, NULL},
    {HTTP_GET, "/inn/lagret/{code}", station_saved_page, WHO_STATION_WORKER, OWNER_CENTRE, NULL,
     NULL, N_("Saved")},
    {HTTP_POST, "/inn/lagret/{code}/angre", station_undo_post, WHO_STATION_WORKER, OWNER_CENTRE,
     &form_empty, station_saved_page, NULL},
    {.method = HTTP_POST,
     .path = "/api/v1/things",
     .handler = station_api_intake,
     .who = WHO_STATION_WORKER,
     .owner = OWNER_CENTRE,
     .form = &station_api_form,
     .guard = GUARD_BEARER,
     .quick = true},
    ROUTES_END,
};
