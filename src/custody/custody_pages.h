/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind custody_routes.c. Inside the room only. */
#ifndef OMBRUK_CUSTODY_CUSTODY_PAGES_H
#define OMBRUK_CUSTODY_CUSTODY_PAGES_H

#include "http/http.h"

http_handler custody_desk_page;
http_handler custody_desk_post;
http_handler custody_thing_page;
http_handler custody_recount_post;
http_handler custody_split_post;
http_handler custody_weigh_post;

http_handler custody_loads_page;
http_handler custody_load_new_post;
http_handler custody_load_page;
http_handler custody_load_add_post;
http_handler custody_load_off_post;
http_handler custody_load_send_post;
http_handler custody_load_call_off_post;
http_handler custody_load_arrive_post;
http_handler custody_load_sheet;

http_handler custody_takes_page;
http_handler custody_take_new_post;
http_handler custody_take_page;
http_handler custody_take_see_post;
http_handler custody_take_finish_post;
http_handler custody_take_settle_post;
http_handler custody_take_close_post;

http_handler custody_booths_page;
http_handler custody_booths_post;
http_handler custody_booth_days_csv;
http_handler custody_own_booth_page;
http_handler custody_public_booths_page;
http_handler custody_age_page;

http_handler custody_delivery_new_page;
http_handler custody_delivery_new_post;
http_handler custody_delivery_page;
http_handler custody_delivery_slip;
http_handler custody_lookup_page;
http_handler custody_journey_page;

#endif
