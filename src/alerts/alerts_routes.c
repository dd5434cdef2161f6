/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "alerts/alerts.h"
#include "alerts/alerts_forms.h"
#include "alerts/alerts_pages.h"

#include "base/banned.h"

const struct route alerts_routes[] = {
    {HTTP_GET, "/varsel", alerts_new_page, EVERYONE, OWNER_NONE, &alerts_show_form, NULL,
     N_("Tell me when something new comes")},
    {HTTP_POST, "/varsel", alerts_new_post, EVERYONE, OWNER_NONE, &alerts_form, alerts_new_page,
     NULL},
    {HTTP_GET, "/varsel/sendt", alerts_sent_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Look in your e-mail")},
    {HTTP_GET, "/varsel/{alert}", alerts_page, EVERYONE, OWNER_NONE, NULL, NULL, N_("Alert")},
    {HTTP_POST, "/varsel/{alert}/ja", alerts_confirm_post, EVERYONE, OWNER_NONE, &form_empty,
     alerts_page, NULL},
    {HTTP_POST, "/varsel/{alert}/stopp", alerts_stop_post, EVERYONE, OWNER_NONE, &form_empty,
     alerts_page, NULL},
    {HTTP_GET, "/varsler/{box}", alerts_box_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Your alerts")},
    {.method = HTTP_POST,
     .path = "/varsler/{box}",
     .handler = alerts_one_click_post,
     .who = EVERYONE,
     .owner = OWNER_NONE,
     .form = &alerts_one_click_form,
     .guard = GUARD_LINK},
    {HTTP_POST, "/varsler/{box}/stopp", alerts_stop_box_post, EVERYONE, OWNER_NONE, &form_empty,
     alerts_box_page, NULL},
    ROUTES_END,
};
