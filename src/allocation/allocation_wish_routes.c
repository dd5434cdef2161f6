/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of what a shop does before the draw and sees of its result. */
#include "allocation/allocation.h"
#include "allocation/allocation_wish_forms.h"
#include "allocation/allocation_wish_pages.h"
#include "roles/roles.h"

#include "base/banned.h"

const struct route allocation_wish_routes[] = {
    {HTTP_GET, "/onsker", allocation_wish_page, WHO_TENANT, OWNER_GROUP, NULL, NULL, N_("Wishes")},
    {HTTP_POST, "/onsker/{number}/ting/{thing}", allocation_wish_post, WHO_TENANT, OWNER_CENTRE,
     &allocation_wish_form, allocation_wish_page, NULL, .quick = true},
    {HTTP_POST, "/onsker/{number}/plass", allocation_wish_room_post, WHO_TENANT, OWNER_CENTRE,
     &allocation_wish_room_form, allocation_wish_page, NULL, .quick = true},
    {HTTP_POST, "/onsker/hjelp", allocation_wish_delegate_post, WHO_TENANT, OWNER_GROUP,
     &allocation_wish_delegate_form, allocation_wish_page, NULL, .quick = true},
    {HTTP_GET, "/onsker/faste", allocation_wish_standing_page, WHO_TENANT, OWNER_GROUP, NULL, NULL,
     N_("Standing wishes")},
    {HTTP_POST, "/onsker/faste", allocation_wish_standing_post, WHO_TENANT, OWNER_GROUP,
     &allocation_wish_standing_form, allocation_wish_standing_page, NULL, .quick = true},
    {HTTP_POST, "/onsker/faste/{wish}/slutt", allocation_wish_standing_end_post, WHO_TENANT,
     OWNER_GROUP, &form_empty, allocation_wish_standing_page, NULL, .quick = true},
    {HTTP_GET, "/onsker/resultat/{number}", allocation_wish_result_page, WHO_TENANT, OWNER_CENTRE,
     NULL, NULL, N_("What you got")},
    {HTTP_GET, "/onsker/poeng", allocation_wish_points_page, WHO_TENANT, OWNER_GROUP, NULL, NULL,
     N_("Your points")},
    {HTTP_GET, "/kontor/runder/{number}/onsker/{shop}", allocation_wish_manager_page, WHO_MANAGER,
     OWNER_CENTRE, NULL, NULL, N_("Wishes for a shop")},
    {HTTP_POST, "/kontor/runder/{number}/onsker/{shop}/ting/{thing}", allocation_wish_manager_post,
     WHO_MANAGER, OWNER_CENTRE, &allocation_wish_form, allocation_wish_manager_page, NULL,
     .quick = true},
    {HTTP_POST, "/kontor/runder/{number}/onsker/{shop}/plass", allocation_wish_manager_room_post,
     WHO_MANAGER, OWNER_CENTRE, &allocation_wish_room_form, allocation_wish_manager_page, NULL,
     .quick = true},
    ROUTES_END,
};
