/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "accounts/accounts.h"
#include "sales/sales.h"
#include "sales/sales_forms.h"
#include "sales/sales_pages.h"

#include "base/banned.h"

const struct route sales_routes[] = {
    {HTTP_GET, "/i-dag", sales_today_page, WHO_TENANT, OWNER_GROUP, NULL, NULL, N_("Today")},
    {HTTP_GET, "/kontor/i-dag", sales_house_page, WHO_OFFICE, OWNER_CENTRE, NULL, NULL,
     N_("Today in the house")},
    {HTTP_GET, "/salg", sales_till_page, WHO_TENANT, OWNER_GROUP, &sales_find_form, NULL,
     N_("Sell")},
    {HTTP_GET, "/salg/{code}", sales_sell_page, WHO_TENANT, OWNER_GROUP, NULL, NULL, N_("Sell")},
    {HTTP_POST, "/salg/{code}", sales_sell_post, WHO_TENANT, OWNER_GROUP, &sales_sell_form,
     sales_sell_page, NULL},
    {HTTP_POST, "/salg/{id}/angre", sales_undo_post, WHO_TENANT, OWNER_GROUP, &form_empty,
     sales_till_page, NULL},
    ROUTES_END,
};
