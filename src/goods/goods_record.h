/* SPDX-License-Identifier: EUPL-1.2 */
/* Writing one event with the state and sums it changes. Inside the room, inside db_write(). */
#ifndef OMBRUK_GOODS_GOODS_RECORD_H
#define OMBRUK_GOODS_GOODS_RECORD_H

#include "goods/goods_store.h"

/* An event of `kind` on `thing` by the actor of ctx, now: number, amounts and lists as the thing
 * stands, nothing moved (count 0, no holders). The caller fills what differs. */
struct goods_event goods_record_new(struct ctx *ctx, const struct stored_thing *thing,
                                    enum goods_event_kind kind);

/* "&KEY=NUMBER" for the detail of an event; empty for 0. */
struct str goods_detail_part(struct ctx *ctx, const char *key, int64_t number);

/* Chains, applies and stores `event` on the thing as it was read; updates `*thing`. CONFLICT if
 * someone else changed the thing since. */
MUST_CHECK enum status goods_record(struct ctx *ctx, struct stored_thing *thing,
                                    struct goods_event *event);

/* The same for the first event of a new thing, which creates it. Fills `*ret_thing`. */
MUST_CHECK enum status goods_record_first(struct ctx *ctx, struct goods_event *event,
                                          struct stored_thing *ret_thing);

/* Reads a thing that `holder_id` has, blocked or not: NOT_FOUND if someone else has it. */
MUST_CHECK enum status goods_record_held(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                         struct stored_thing *ret_thing);

/* The same for changing it: CONFLICT if it is blocked. */
MUST_CHECK enum status goods_record_in_hand(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                            struct stored_thing *ret_thing);

/* Reads a lot at a station that no shop has been given, for giving it away: CONFLICT if it is
 * given, gone or blocked. Whether it is reserved is not looked at. */
MUST_CHECK enum status goods_record_at_station(struct ctx *ctx, int64_t thing_id,
                                               struct stored_thing *ret_thing);

/* INVALID (field "tenant") for what is no shop. */
MUST_CHECK enum status goods_record_shop(struct ctx *ctx, int64_t tenant_id);

/* CONFLICT if anybody has the lot reserved. */
MUST_CHECK enum status goods_record_unreserved(struct ctx *ctx, int64_t thing_id);

#endif
