/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind alerts_routes.c. Inside the room only. */
#ifndef OMBRUK_ALERTS_ALERTS_PAGES_H
#define OMBRUK_ALERTS_ALERTS_PAGES_H

#include "http/http.h"

enum status alerts_new_page(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_new_post(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_sent_page(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_page(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_confirm_post(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_stop_post(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_box_page(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_stop_box_post(struct ctx *ctx, struct request *req, struct response *res);
enum status alerts_one_click_post(struct ctx *ctx, struct request *req, struct response *res);

#endif
