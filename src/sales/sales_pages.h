/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind sales_routes.c. Inside the room only. */
#ifndef OMBRUK_SALES_SALES_PAGES_H
#define OMBRUK_SALES_SALES_PAGES_H

#include "http/http.h"

enum status sales_today_page(struct ctx *ctx, struct request *req, struct response *res);
enum status sales_house_page(struct ctx *ctx, struct request *req, struct response *res);
enum status sales_till_page(struct ctx *ctx, struct request *req, struct response *res);
enum status sales_sell_page(struct ctx *ctx, struct request *req, struct response *res);
enum status sales_sell_post(struct ctx *ctx, struct request *req, struct response *res);
enum status sales_undo_post(struct ctx *ctx, struct request *req, struct response *res);

#endif
