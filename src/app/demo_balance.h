/* SPDX-License-Identifier: EUPL-1.2 */
/* What makes the demo's mass balance worth looking at: reasons, repairs, weighings, counts that
 * were wrong. By the number of a life, so that each demo of a size is the same. */
#ifndef OMBRUK_APP_DEMO_BALANCE_H
#define OMBRUK_APP_DEMO_BALANCE_H

#include "goods/goods.h"

/* Why that one was thrown away. */
enum goods_discard demo_balance_reason(int64_t number);
/* What a shop does with some of its things before it puts them out: to the repairer and back, on
 * the scale, counted anew. */
MUST_CHECK enum status demo_balance_care(struct ctx *ctx, int64_t tenant_id, int64_t thing_id,
                                         int64_t number);

#endif
