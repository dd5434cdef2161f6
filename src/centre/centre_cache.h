/* SPDX-License-Identifier: EUPL-1.2 */
/* The centres this process has met lately, so that a page does not ask the database what it asked a
 * second ago. At most 64 centres and 256 addresses; what was met longest ago gives way. */
#ifndef OMBRUK_CENTRE_CENTRE_CACHE_H
#define OMBRUK_CENTRE_CENTRE_CACHE_H

#include "centre/centre_calendar.h"

/* A change made by another process is seen after at most this long. */
#define CENTRE_CACHE_MS INT64_C(5000)

/* Looks at the cached centre and calendar under a lock: copy what you keep, and ask no database. */
typedef void centre_cache_use(const struct centre *centre, const struct calendar *calendar,
                              void *arg);

/* Calls `use` with the centre of ctx, read anew when it changed. NOT_FOUND if there is none. */
MUST_CHECK enum status centre_cache_with(struct ctx *ctx, centre_cache_use *use, void *arg);

/* The centre of ctx was changed here: read it anew next time. */
void centre_cache_forget(const struct ctx *ctx);

/* Forgets all that was read from `db`. */
void centre_cache_drop(const struct db *db);

/* Id of the centre a visitor means: by `slug` when not empty, else by `host`, else the first
 * centre. NOT_FOUND for an unknown slug and where there is no centre at all. */
MUST_CHECK enum status centre_cache_find(struct ctx *ctx, struct str slug, struct str host,
                                         int64_t *ret_id);

#endif
