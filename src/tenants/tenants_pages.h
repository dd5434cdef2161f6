/* SPDX-License-Identifier: EUPL-1.2 */
/* Handlers of the pages of tenants; what each does stands in the route table. */
#ifndef OMBRUK_TENANTS_TENANTS_PAGES_H
#define OMBRUK_TENANTS_TENANTS_PAGES_H

#include "http/http.h"

http_handler tenants_shops_page;
http_handler tenants_repairs_page;
http_handler tenants_office_page;
http_handler tenants_new_page;
http_handler tenants_new_post;
http_handler tenants_edit_page;
http_handler tenants_edit_post;
http_handler tenants_profile_page;
http_handler tenants_profile_post;
http_handler tenants_calendar;

#endif
