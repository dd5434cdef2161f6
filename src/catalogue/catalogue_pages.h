/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind catalogue_routes.c. Inside the room only. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_PAGES_H
#define OMBRUK_CATALOGUE_CATALOGUE_PAGES_H

#include "http/http.h"

enum status catalogue_home_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_list_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_feed(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_filter_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_children_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_child_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_child_forget_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_item_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_hold_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_held_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_confirm_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_cancel_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_longer_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_line_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_remembered_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_shop_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_rule_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_rule_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_pause_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_sheet_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_sheet_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_sheet_csv(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_draft_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_own_draft_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_undo_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_declaration_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_declaration_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_control_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_moderate_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_moderate_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_sample_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_seen_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_own_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_own_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_stock_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_publish_page(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_publish_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_dispose_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_split_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_photo_remove_post(struct ctx *ctx, struct request *req, struct response *res);
enum status catalogue_withdraw_post(struct ctx *ctx, struct request *req, struct response *res);
http_handler catalogue_robots;
http_handler catalogue_sitemap;
http_handler catalogue_products;

#endif
