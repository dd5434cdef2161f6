/* SPDX-License-Identifier: EUPL-1.2 */
/* Amounts of the mass balance in words, and its lines put together. Inside the room only. */
#ifndef OMBRUK_GOODS_GOODS_BALANCE_WORDS_H
#define OMBRUK_GOODS_GOODS_BALANCE_WORDS_H

#include "goods/goods_balance_filter.h"

bool goods_sum_is_nothing(const struct goods_sum *sum);
/* With a real minus where it is below zero. */
struct str goods_balance_grams(struct ctx *ctx, int64_t g);
struct str goods_balance_number(struct ctx *ctx, int64_t count);
struct str goods_balance_things(struct ctx *ctx, int64_t count);
/* "3 uten kjent vekt"; empty when all weights are known. */
struct str goods_balance_unknown(struct ctx *ctx, const struct goods_sum *sum);
/* A sum of nothing has no address. */
struct balance_cell goods_balance_cell(struct ctx *ctx, const struct goods_sum *sum,
                                       struct url url);
/* N_() words for why something was thrown away or counted anew; NULL. */
const char *goods_balance_why(const struct goods_event *event);
/* The lines as the page shows them: categories together by the one above, in public order; others
 * by weight that came in or is there. */
void goods_balance_gather(struct ctx *ctx, const struct balance_filter *filter,
                          const struct goods_lines *lines, struct goods_lines *ret_lines);

#endif
