/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room: all of it is public. */
#include "impact/impact_forms.h"
#include "impact/impact_pages.h"

#include "base/banned.h"

const struct route impact_routes[] = {
    {HTTP_GET, "/resultater", impact_page, EVERYONE, OWNER_NONE, &impact_period_form, NULL,
     N_("What we have achieved")},
    {HTTP_GET, "/resultater/linjer", impact_lines_page, EVERYONE, OWNER_NONE, &impact_period_form,
     NULL, N_("The events behind the figures")},
    {HTTP_GET, "/resultater/linjer.csv", impact_lines_csv, EVERYONE, OWNER_NONE,
     &impact_period_form, NULL, NULL},
    {HTTP_GET, "/resultater/hendelse/{id}", impact_event_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("One event in the ledger")},
    {HTTP_GET, "/resultater/metode", impact_method_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("How we count")},
    ROUTES_END,
};
