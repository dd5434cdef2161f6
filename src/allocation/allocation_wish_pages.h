/* SPDX-License-Identifier: EUPL-1.2 */
/* The handlers behind allocation_wish_routes.c. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_WISH_PAGES_H
#define OMBRUK_ALLOCATION_ALLOCATION_WISH_PAGES_H

#include "allocation/allocation.h"
#include "allocation/allocation_wish_views.h"

enum status allocation_wish_page(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_wish_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_wish_room_post(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_wish_delegate_post(struct ctx *ctx, struct request *req,
                                          struct response *res);

/* The same for a shop that has delegated, by the manager. */
enum status allocation_wish_manager_page(struct ctx *ctx, struct request *req,
                                         struct response *res);
enum status allocation_wish_manager_post(struct ctx *ctx, struct request *req,
                                         struct response *res);
enum status allocation_wish_manager_room_post(struct ctx *ctx, struct request *req,
                                              struct response *res);

enum status allocation_wish_standing_page(struct ctx *ctx, struct request *req,
                                          struct response *res);
enum status allocation_wish_standing_post(struct ctx *ctx, struct request *req,
                                          struct response *res);
enum status allocation_wish_standing_end_post(struct ctx *ctx, struct request *req,
                                              struct response *res);

enum status allocation_wish_result_page(struct ctx *ctx, struct request *req, struct response *res);
enum status allocation_wish_points_page(struct ctx *ctx, struct request *req, struct response *res);

/* "4 poeng", "1 poeng", "2,5 poeng". */
struct str allocation_wish_points_words(struct ctx *ctx, int64_t mp);
/* Chips for the rounds that are open, `number` active; none when there is only that one. */
MUST_CHECK enum status allocation_wish_round_chips(struct ctx *ctx, int64_t number,
                                                   struct wish_chips *ret_chips);
/* The newest result there is, and the shop's own pages. */
MUST_CHECK enum status allocation_wish_ways(struct ctx *ctx, struct links *ret_ways);
/* What a shop meets of a round that is not published: its lots to wish, or what happens now. NULL:
 * there has never been one. */
MUST_CHECK enum status allocation_wish_round_page(struct ctx *ctx, struct request *req,
                                                  struct response *res, const struct round *round);
/* The page when `round` takes no wishes any more, or (NULL) no round was ever opened. */
MUST_CHECK enum status allocation_wish_later_page(struct ctx *ctx, struct request *req,
                                                  struct response *res, const struct round *round);

#endif
