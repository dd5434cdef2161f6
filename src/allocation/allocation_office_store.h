/* SPDX-License-Identifier: EUPL-1.2 */
/* What the manager's pages and the fetching of randomness keep and ask. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OFFICE_STORE_H
#define OMBRUK_ALLOCATION_ALLOCATION_OFFICE_STORE_H

#include "allocation/allocation.h"

/* How many shops have wished for anything in the round; who they are is nobody's to see. */
MUST_CHECK enum status allocation_office_store_wished(struct ctx *ctx, int64_t round_id,
                                                      int64_t *ret_shops);

/* The last failure of fetching the randomness of a round. */
struct beacon_fetch {
    int64_t tries;
    int64_t tried_ms;
    struct str message; /* an English source string of the program */
    struct str detail;  /* fills {detail} in it */
};
/* NOT_FOUND when none has failed since the last success. */
MUST_CHECK enum status allocation_office_store_fetch(struct ctx *ctx, int64_t round_id,
                                                     struct beacon_fetch *ret_fetch);
/* Counts one more. Inside db_write(). */
MUST_CHECK enum status allocation_office_store_fetch_failed(struct ctx *ctx, int64_t round_id,
                                                            struct str message, struct str detail);
MUST_CHECK enum status allocation_office_store_fetch_done(struct ctx *ctx, int64_t round_id);

/* Closed rounds whose time of the draw has come, the first due first, at most 20. */
MUST_CHECK enum status allocation_office_store_waiting(struct ctx *ctx, struct i64_list *ret_ids);

#endif
