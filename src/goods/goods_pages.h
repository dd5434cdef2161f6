/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind goods_routes.c, and how a thing is told in words. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_PAGES_H
#define OMBRUK_GOODS_GOODS_PAGES_H

#include "goods/goods_sheet.h"
#include "goods/goods_views.h"

/* The name of who has it; empty for nobody. */
struct str goods_pages_holder(struct ctx *ctx, int64_t holder_id);
/* A lot as it is shown in a list; without the form that gives it away. */
struct waiting_lot goods_pages_lot(struct ctx *ctx, const struct thing *thing);
/* What waits, what came in and what went out today. */
MUST_CHECK enum status goods_pages_tiles(struct ctx *ctx, struct tiles *ret_tiles);

enum status goods_waiting_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_given_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_flow_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_balance_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_balance_events_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_balance_csv(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_weights_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_give_post(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_history_page(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_label_pdf(struct ctx *ctx, struct request *req, struct response *res);
enum status goods_photo(struct ctx *ctx, struct request *req, struct response *res);

#endif
