/* SPDX-License-Identifier: EUPL-1.2 */
/* Many label codes in one field, as they are typed, scanned or pasted. Inside the room only. */
#ifndef OMBRUK_CUSTODY_CUSTODY_CODES_H
#define OMBRUK_CUSTODY_CUSTODY_CODES_H

#include "custody/custody.h"

/* The parts of `typed` that spaces, commas, semicolons and line ends divide: a whole label as its
 * eight signs ("7k4m 2pxq" is one), anything else as typed, cut at forty signs; each once, in
 * order. */
void custody_codes_split(struct ctx *ctx, struct str typed, struct str_list *ret_parts);

/* The thing of a part: by its whole label, or by the last four signs among what `holder_id` has.
 * NOT_FOUND for no such label, for four signs that nothing or more than one thing there has, and
 * for what is no label at all; ctx->err is left alone. */
MUST_CHECK enum status custody_codes_thing(struct ctx *ctx, struct str part, int64_t holder_id,
                                           struct thing *ret_thing);

#endif
