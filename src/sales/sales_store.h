/* SPDX-License-Identifier: EUPL-1.2 */
/* Sales as they are kept: the only file pair that runs the room's queries. Inside the room only. */
#ifndef OMBRUK_SALES_SALES_STORE_H
#define OMBRUK_SALES_SALES_STORE_H

#include "sales/sales.h"

MUST_CHECK enum status sales_store_get(struct ctx *ctx, int64_t sale_id, struct sale *ret_sale);
MUST_CHECK enum status sales_store_by_key(struct ctx *ctx, struct str key, struct sale *ret_sale);
MUST_CHECK enum status sales_store_add(struct ctx *ctx, const struct sale *sale, struct str key,
                                       int64_t hold_id);
/* CONFLICT if it is undone already. */
MUST_CHECK enum status sales_store_undo(struct ctx *ctx, int64_t sale_id);

#endif
