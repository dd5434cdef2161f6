/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of the room. */
#include "accounts/accounts.h"
#include "goods/goods_forms.h"
#include "goods/goods_pages.h"

#include "base/banned.h"

#define WHO_BALANCE (WHO_OFFICE | WHO_ECONOMIST)

const struct route goods_routes[] = {
    {HTTP_GET, "/varer", goods_waiting_page, WHO_OFFICE, OWNER_CENTRE, &goods_waiting_form, NULL,
     N_("Lots that wait for a shop")},
    {HTTP_POST, "/varer/{code}/gi", goods_give_post, WHO_MANAGER, OWNER_CENTRE, &goods_give_form,
     goods_waiting_page, NULL},
    {HTTP_GET, "/varer/gitt", goods_given_page, WHO_OFFICE, OWNER_CENTRE, &goods_given_form, NULL,
     N_("Given, not picked up")},
    {HTTP_GET, "/varer/hendelser", goods_flow_page, WHO_OFFICE, OWNER_CENTRE, &goods_flow_form,
     NULL, N_("What came in and went out")},
    {HTTP_GET, "/kontor/massebalanse", goods_balance_page, WHO_BALANCE, OWNER_CENTRE,
     &goods_balance_form, NULL, N_("Mass balance")},
    {HTTP_GET, "/kontor/massebalanse/hendelser", goods_balance_events_page, WHO_BALANCE,
     OWNER_CENTRE, &goods_balance_form, NULL, N_("Behind the mass balance")},
    {HTTP_GET, "/kontor/massebalanse/vekter", goods_weights_page, WHO_BALANCE, OWNER_CENTRE, NULL,
     NULL, N_("Average weights of this centre")},
    {HTTP_GET, "/kontor/massebalanse.csv", goods_balance_csv, WHO_BALANCE, OWNER_CENTRE,
     &goods_balance_form, NULL, N_("Mass balance")},
    {HTTP_GET, "/varer/{code}/historikk", goods_history_page, WHO_BALANCE, OWNER_CENTRE, NULL, NULL,
     N_("What has happened")},
    {.method = HTTP_GET,
     .path = "/lapp/{code}",
     .handler = goods_label_pdf,
     .who = WHO_STATION_WORKER | WHO_OFFICE | WHO_TENANT,
     .owner = OWNER_GROUP,
     .title = N_("Label"),
     .slow = true},
    {HTTP_GET, "/bilde/{name}", goods_photo, EVERYONE, OWNER_NONE, NULL, NULL, NULL},
    ROUTES_END,
};
