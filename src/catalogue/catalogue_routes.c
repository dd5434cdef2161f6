/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "accounts/accounts.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_pages.h"

#include "base/banned.h"

const struct route catalogue_routes[] = {
    {HTTP_GET, "/", catalogue_home_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Used, mended and ready for another round.")},
    {HTTP_GET, "/finn", catalogue_list_page, EVERYONE, OWNER_NONE, &catalogue_find_form, NULL,
     N_("Find things")},
    {HTTP_GET, "/finn/filter", catalogue_filter_page, EVERYONE, OWNER_NONE, &catalogue_find_form,
     NULL, N_("Filter")},
    {HTTP_GET, "/finn/feed", catalogue_feed, EVERYONE, OWNER_NONE, &catalogue_find_form, NULL,
     NULL},
    {HTTP_GET, "/barn", catalogue_children_page, EVERYONE, OWNER_NONE, NULL, NULL,
     N_("Who is it for?")},
    {HTTP_POST, "/barn", catalogue_child_post, EVERYONE, OWNER_NONE, &catalogue_child_form,
     catalogue_children_page, NULL, .quick = true},
    {HTTP_POST, "/barn/glem", catalogue_child_forget_post, EVERYONE, OWNER_NONE,
     &catalogue_child_forget_form, catalogue_children_page, NULL, .quick = true},
    {HTTP_GET, "/husket", catalogue_remembered_page, EVERYONE, OWNER_NONE,
     &catalogue_remembered_form, NULL, N_("Remembered")},
    {HTTP_GET, "/ting/{code}", catalogue_item_page, EVERYONE, OWNER_NONE, &catalogue_item_form,
     NULL, N_("A thing")},
    {HTTP_POST, "/ting/{code}/hold", catalogue_hold_post, EVERYONE, OWNER_NONE,
     &catalogue_hold_form, catalogue_item_page, NULL},
    {HTTP_POST, "/ting/{code}/ko", catalogue_line_post, EVERYONE, OWNER_NONE, &catalogue_line_form,
     catalogue_item_page, NULL},
    {HTTP_GET, "/hold/{token}", catalogue_held_page, EVERYONE, OWNER_NONE, NULL, NULL, N_("Held")},
    {HTTP_POST, "/hold/{token}/bekreft", catalogue_confirm_post, EVERYONE, OWNER_NONE,
     &catalogue_confirm_form, catalogue_held_page, NULL},
    {HTTP_POST, "/hold/{token}/avbestill", catalogue_cancel_post, EVERYONE, OWNER_NONE, &form_empty,
     catalogue_held_page, NULL},
    {HTTP_POST, "/hold/{token}/forleng", catalogue_longer_post, EVERYONE, OWNER_NONE, &form_empty,
     catalogue_held_page, NULL},
    {HTTP_GET, "/butikk/{slug}", catalogue_shop_page, EVERYONE, OWNER_NONE, NULL, NULL, N_("Shop")},
    {HTTP_GET, "/lager", catalogue_stock_page, WHO_TENANT, OWNER_GROUP, &catalogue_stock_form, NULL,
     N_("Goods in hand")},
    {HTTP_GET, "/lager/{code}", catalogue_publish_page, WHO_TENANT, OWNER_GROUP, NULL, NULL,
     N_("Price and put out")},
    {HTTP_POST, "/lager/{code}", catalogue_publish_post, WHO_TENANT, OWNER_GROUP,
     &catalogue_publish_form, catalogue_publish_page, NULL},
    {HTTP_POST, "/lager/{code}/del", catalogue_split_post, WHO_TENANT, OWNER_GROUP,
     &catalogue_split_form, catalogue_publish_page, NULL},
    {HTTP_POST, "/lager/{code}/ut", catalogue_dispose_post, WHO_TENANT, OWNER_GROUP,
     &catalogue_dispose_form, catalogue_publish_page, NULL},
    {HTTP_POST, "/lager/{code}/trekk", catalogue_withdraw_post, WHO_TENANT, OWNER_GROUP,
     &form_empty, catalogue_publish_page, NULL},
    ROUTES_END,
};
