/* SPDX-License-Identifier: EUPL-1.2 */
/* Fetches the public randomness of closed rounds, where the rules name an address for it. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_OFFICE_BEACON_H
#define OMBRUK_ALLOCATION_ALLOCATION_OFFICE_BEACON_H

#include "allocation/allocation.h"

/* `address` with the number in place of "{round}". */
struct str allocation_office_beacon_address(struct ctx *ctx, struct str address, int64_t round);

/* Where people find round `number` of the chain: the address of the rules, else drand's own for the
 * chains we know by name; empty for others. */
struct str allocation_office_beacon_place(struct ctx *ctx, const struct allocation_rules *rules,
                                          int64_t number);

/* Reads what the source answered: {"round": …, "randomness": "…", "signature": "…"} with whatever
 * else. INVALID, with words in ctx->err, when it is no such object or speaks of another round than
 * `number`. Whether the randomness belongs to the signature, allocation_beacon() judges. */
MUST_CHECK enum status allocation_office_beacon_read(struct ctx *ctx, struct str json,
                                                     int64_t number, struct beacon *ret_beacon);

/* The job "allocation_beacon": for each closed round whose time of the draw has come, one fetch; a
 * failure is kept for the manager's page and tried again at the next run. */
enum status allocation_office_beacon_job(struct ctx *ctx, struct str argument);

#endif
