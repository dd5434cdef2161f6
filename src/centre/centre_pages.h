/* SPDX-License-Identifier: EUPL-1.2 */
/* Handlers of the pages of the centre; what each does stands in the route table. */
#ifndef OMBRUK_CENTRE_CENTRE_PAGES_H
#define OMBRUK_CENTRE_CENTRE_PAGES_H

#include "http/http.h"

http_handler centre_getting_here_page;
http_handler centre_whats_on_page;
/* Where the hours of the house and of a shop are set. */
#define CENTRE_HOUSE_HOURS "/kontor/apningstider"
#define CENTRE_SHOP_HOURS  "/butikken/apningstider"

http_handler centre_calendar_page;
http_handler centre_eves_post;
http_handler centre_hours_page;
http_handler centre_week_post;
http_handler centre_exception_post;
http_handler centre_exception_remove_post;
http_handler centre_texts_page;
http_handler centre_texts_post;

#endif
