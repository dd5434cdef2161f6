/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind station_routes.c. Inside the room only. */
#ifndef OMBRUK_STATION_STATION_PAGES_H
#define OMBRUK_STATION_STATION_PAGES_H

#include "http/http.h"

/* The source of the last lot, for as long as a shift. */
#define STATION_SOURCE_COOKIE "ob_source"

enum status station_intake_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_intake_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_turned_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_saved_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_undo_post(struct ctx *ctx, struct request *req, struct response *res);
/* For the app: docs/intake.md. */
enum status station_data_get(struct ctx *ctx, struct request *req, struct response *res);
enum status station_lot_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_lot_undo_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_refused_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_photo_get(struct ctx *ctx, struct request *req, struct response *res);
enum status station_photo_put(struct ctx *ctx, struct request *req, struct response *res);

/* In the office. */
enum status station_pictures_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_rolls_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_rolls_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_roll_page(struct ctx *ctx, struct request *req, struct response *res);
enum status station_roll_close_post(struct ctx *ctx, struct request *req, struct response *res);
enum status station_roll_strip_pdf(struct ctx *ctx, struct request *req, struct response *res);
enum status station_roll_sheet_pdf(struct ctx *ctx, struct request *req, struct response *res);

/* Job: a whole upload becomes a photo of its lot, or a help case. */
enum status station_photo_job(struct ctx *ctx, struct str uuid);

enum status station_api_intake(struct ctx *ctx, struct request *req, struct response *res);

#endif
