/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind goods_routes.c, and how a thing is told in words. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_PAGES_H
#define OMBRUK_GOODS_GOODS_PAGES_H

#include "goods/goods.h"
#include "goods/goods_views.h"

enum status goods_waiting_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_give_post(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_history_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_pickup_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_pickup_post(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_label_pdf(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_photo(struct ctx *ctx, struct request *req, struct response *res);

#endif
