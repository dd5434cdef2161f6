/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of what follows a draw: pick-ups, the swap square, what nobody wanted. */
#include "accounts/accounts.h"
#include "allocation/allocation_after.h"
#include "allocation/allocation_after_forms.h"
#include "allocation/allocation_after_pages.h"

#include "base/banned.h"

const struct route allocation_after_routes[] = {
    {HTTP_GET, "/henting", allocation_after_dock_page, WHO_TENANT, OWNER_GROUP,
     &allocation_after_collected_form, NULL, N_("Pick-ups")},
    {HTTP_POST, "/henting", allocation_after_dock_post, WHO_TENANT, OWNER_GROUP,
     &allocation_after_receive_form, allocation_after_dock_page, NULL},
    {HTTP_POST, "/henting/tid", allocation_after_move_post, WHO_TENANT, OWNER_GROUP,
     &allocation_after_move_form, allocation_after_dock_page, NULL},
    {HTTP_POST, "/henting/kalender", allocation_after_feed_post, WHO_TENANT, OWNER_GROUP,
     &form_empty, allocation_after_dock_page, NULL},
    {HTTP_GET, "/kalender/{feed}", allocation_after_feed, EVERYONE, OWNER_NONE, NULL, NULL, NULL},

    {HTTP_GET, "/inn/henting", allocation_after_desk_page, WHO_STATION_WORKER, OWNER_CENTRE,
     &allocation_after_handed_form, NULL, N_("Pick-ups today")},
    {HTTP_POST, "/inn/henting", allocation_after_desk_post, WHO_STATION_WORKER, OWNER_CENTRE,
     &allocation_after_give_form, allocation_after_desk_page, NULL},

    {HTTP_GET, "/bytte", allocation_after_swap_page, WHO_TENANT, OWNER_GROUP,
     &allocation_after_swap_form, NULL, N_("The swap square")},
    {HTTP_POST, "/bytte/tilby", allocation_after_offer_post, WHO_TENANT, OWNER_GROUP,
     &allocation_after_offer_form, allocation_after_swap_page, NULL},
    {HTTP_POST, "/bytte/vil-ha", allocation_after_ask_post, WHO_TENANT, OWNER_GROUP,
     &allocation_after_ask_form, allocation_after_swap_page, NULL},
    {HTTP_POST, "/bytte/likevel-ikke", allocation_after_unask_post, WHO_TENANT, OWNER_GROUP,
     &allocation_after_unask_form, allocation_after_swap_page, NULL},
    {HTTP_POST, "/bytte/trekk", allocation_after_withdraw_post, WHO_TENANT, OWNER_GROUP,
     &allocation_after_withdraw_form, allocation_after_swap_page, NULL},

    {HTTP_GET, "/kontor/rester", allocation_after_leftovers_page, WHO_OFFICE, OWNER_CENTRE,
     &allocation_after_leftovers_form, NULL, N_("Leftovers")},
    {HTTP_POST, "/kontor/rester/lys-ut", allocation_after_second_call_post, WHO_MANAGER,
     OWNER_CENTRE, &allocation_after_second_call_form, allocation_after_leftovers_page, NULL},
    {HTTP_POST, "/kontor/rester/kast", allocation_after_ruined_post, WHO_MANAGER, OWNER_CENTRE,
     &allocation_after_ruined_form, allocation_after_leftovers_page, N_("Leftovers")},
    {HTTP_POST, "/kontor/rester/ut", allocation_after_leave_post, WHO_MANAGER, OWNER_CENTRE,
     &allocation_after_leave_form, allocation_after_leftovers_page, NULL},
    {HTTP_POST, "/kontor/rester/funnet", allocation_after_unreceived_post, WHO_MANAGER,
     OWNER_CENTRE, &allocation_after_unreceived_form, allocation_after_leftovers_page, NULL},
    {HTTP_GET, "/kontor/partnere", allocation_after_partners_page, WHO_OFFICE, OWNER_CENTRE, NULL,
     NULL, N_("Partners")},
    {HTTP_POST, "/kontor/partnere", allocation_after_partner_post, WHO_MANAGER, OWNER_CENTRE,
     &allocation_after_partner_form, allocation_after_partners_page, NULL},
    {HTTP_POST, "/kontor/partnere/avslutt", allocation_after_partner_end_post, WHO_MANAGER,
     OWNER_CENTRE, &allocation_after_partner_end_form, allocation_after_partners_page, NULL},
    ROUTES_END,
};
