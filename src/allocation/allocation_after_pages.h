/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind allocation_after_routes.c. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_AFTER_PAGES_H
#define OMBRUK_ALLOCATION_ALLOCATION_AFTER_PAGES_H

#include "http/http.h"

enum status allocation_after_dock_page(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_dock_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_move_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_feed_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_feed(struct ctx *ctx, struct request *req, struct response *res);

enum status allocation_after_desk_page(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_desk_post(struct ctx *ctx, struct request *req, struct response *res);

enum status allocation_after_swap_page(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_offer_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_ask_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_unask_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_withdraw_post(struct ctx *ctx, struct request *req,
                                           struct response *res);

enum status allocation_after_leftovers_page(struct ctx *ctx, struct request *req,
                                            struct response *res);
enum status allocation_after_second_call_post(struct ctx *ctx, struct request *req,
                                              struct response *res);
enum status allocation_after_ruined_post(struct ctx *ctx, struct request *req,
                                         struct response *res);
enum status allocation_after_leave_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_after_unreceived_post(struct ctx *ctx, struct request *req,
                                             struct response *res);

enum status allocation_after_partners_page(struct ctx *ctx, struct request *req,
                                           struct response *res);
enum status allocation_after_partner_post(struct ctx *ctx, struct request *req,
                                          struct response *res);
enum status allocation_after_partner_end_post(struct ctx *ctx, struct request *req,
                                              struct response *res);

#endif
