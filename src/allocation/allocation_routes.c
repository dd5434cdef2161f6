/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the office's and the public's pages of the draw. */
#include "allocation/allocation.h"
#include "allocation/allocation_office_forms.h"
#include "allocation/allocation_office_pages.h"
#include "allocation/allocation_public_pages.h"
#include "roles/roles.h"

#include "base/banned.h"

/* What happens to a round is done on its page, which shows what went wrong. */
#define ROUND_ACT(path, handler, form)                                                             \
    {                                                                                              \
        HTTP_POST, path, handler, WHO_MANAGER, OWNER_CENTRE, form, allocation_office_round_page,   \
            NULL                                                                                   \
    }

const struct route allocation_routes[] = {
    {HTTP_GET, "/fordeling", allocation_public_rounds_page, EVERYONE, OWNER_NONE,
     &allocation_office_list_form, NULL, N_("How lots are shared out")},
    {HTTP_GET, "/fordeling/regler", allocation_public_rules_page, EVERYONE, OWNER_NONE,
     &allocation_office_rules_show_form, NULL, N_("Rules and points")},
    {HTTP_GET, "/fordeling/slik-virker-det", allocation_public_how_page, EVERYONE, OWNER_NONE, NULL,
     NULL, N_("How it works")},
    {HTTP_GET, "/fordeling/feed.atom", allocation_public_feed, EVERYONE, OWNER_NONE, NULL, NULL,
     NULL},
    {HTTP_GET, "/fordeling/{number}", allocation_public_round_page, EVERYONE, OWNER_NONE, NULL,
     NULL, N_("Round")},
    {HTTP_GET, "/fordeling/{number}/filer/{file}", allocation_public_file, EVERYONE, OWNER_NONE,
     NULL, NULL, NULL},
    {HTTP_GET, "/fordeling/{number}/{run}/filer/{file}", allocation_public_run_file, EVERYONE,
     OWNER_NONE, NULL, NULL, NULL},

    {HTTP_GET, "/kontor/runder", allocation_office_rounds_page, WHO_OFFICE, OWNER_CENTRE,
     &allocation_office_list_form, NULL, N_("Rounds")},
    {HTTP_GET, "/kontor/runder/ny", allocation_office_new_page, WHO_MANAGER, OWNER_NONE, NULL, NULL,
     N_("New round")},
    {HTTP_POST, "/kontor/runder", allocation_office_new_post, WHO_MANAGER, OWNER_CENTRE,
     &allocation_office_round_form, allocation_office_new_page, NULL},
    {HTTP_GET, "/kontor/runder/{number}", allocation_office_round_page, WHO_OFFICE, OWNER_CENTRE,
     &allocation_office_show_form, NULL, N_("Round")},
    {HTTP_GET, "/kontor/runder/{number}/endre", allocation_office_edit_page, WHO_MANAGER,
     OWNER_CENTRE, NULL, NULL, N_("Name and times")},
    {HTTP_POST, "/kontor/runder/{number}/endre", allocation_office_edit_post, WHO_MANAGER,
     OWNER_CENTRE, &allocation_office_round_form, allocation_office_edit_page, NULL},
    {HTTP_GET, "/kontor/runder/{number}/partier", allocation_office_lots_page, WHO_OFFICE,
     OWNER_CENTRE, &allocation_office_lots_form, NULL, N_("Lots of the round")},
    {HTTP_POST, "/kontor/runder/{number}/partier", allocation_office_lots_add_post, WHO_MANAGER,
     OWNER_CENTRE, &allocation_office_lot_ids_form, allocation_office_lots_page, NULL},
    {HTTP_POST, "/kontor/runder/{number}/partier/ut", allocation_office_lots_remove_post,
     WHO_MANAGER, OWNER_CENTRE, &allocation_office_lot_ids_form, allocation_office_lots_page, NULL},
    {HTTP_POST, "/kontor/runder/{number}/partier/alle", allocation_office_lots_all_post,
     WHO_MANAGER, OWNER_CENTRE, &form_empty, allocation_office_lots_page, NULL},
    ROUND_ACT("/kontor/runder/{number}/planlegg", allocation_office_plan_post,
              &allocation_office_plan_form),
    ROUND_ACT("/kontor/runder/{number}/apne", allocation_office_open_post, &form_empty),
    ROUND_ACT("/kontor/runder/{number}/avlys", allocation_office_cancel_post,
              &allocation_office_reason_form),
    ROUND_ACT("/kontor/runder/{number}/slett", allocation_office_delete_post, &form_empty),
    ROUND_ACT("/kontor/runder/{number}/hentetid", allocation_office_window_post,
              &allocation_office_window_form),
    ROUND_ACT("/kontor/runder/{number}/hentetid/fjern", allocation_office_window_remove_post,
              &allocation_office_window_remove_form),
    ROUND_ACT("/kontor/runder/{number}/tilfeldighet", allocation_office_beacon_post,
              &allocation_office_beacon_form),
    ROUND_ACT("/kontor/runder/{number}/reserve", allocation_office_fallback_post,
              &allocation_office_fallback_form),
    ROUND_ACT("/kontor/runder/{number}/publiser", allocation_office_publish_post, &form_empty),
    {HTTP_GET, "/kontor/runder/{number}/rett", allocation_office_correct_page, WHO_MANAGER,
     OWNER_CENTRE, NULL, NULL, N_("Draw anew")},
    {HTTP_POST, "/kontor/runder/{number}/rett", allocation_office_correct_post, WHO_MANAGER,
     OWNER_CENTRE, &allocation_office_correct_form, allocation_office_correct_page, NULL},

    {HTTP_GET, "/kontor/regler", allocation_office_rules_page, WHO_OFFICE, OWNER_CENTRE,
     &allocation_office_rules_show_form, NULL, N_("Rules and points")},
    {HTTP_GET, "/kontor/regler/ny", allocation_office_rules_new_page, WHO_MANAGER, OWNER_CENTRE,
     NULL, NULL, N_("New rules")},
    {HTTP_POST, "/kontor/regler", allocation_office_rules_post, WHO_MANAGER, OWNER_CENTRE,
     &allocation_office_rules_form, allocation_office_rules_new_page, NULL},

    {HTTP_GET, "/kontor/deltakere", allocation_office_shops_page, WHO_OFFICE, OWNER_CENTRE, NULL,
     NULL, N_("Who takes part")},
    {HTTP_GET, "/kontor/deltakere/{shop}", allocation_office_shop_page, WHO_OFFICE, OWNER_CENTRE,
     NULL, NULL, N_("Who takes part")},
    {HTTP_POST, "/kontor/deltakere/{shop}", allocation_office_shop_post, WHO_MANAGER, OWNER_CENTRE,
     &allocation_office_shop_form, allocation_office_shop_page, NULL},
    {HTTP_POST, "/kontor/deltakere/{shop}/godkjenning", allocation_office_approve_post, WHO_MANAGER,
     OWNER_CENTRE, &allocation_office_approve_form, allocation_office_shop_page, NULL},
    ROUTES_END,
};
