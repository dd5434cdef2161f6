/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind station_routes.c. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_PAGES_H
#define OMBRUK_STATION_STATION_PAGES_H

#include "http/http.h"

enum status station_intake_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_intake_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_saved_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_undo_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_api_intake(struct ctx *ctx, struct request *req, struct response *res);

#endif
