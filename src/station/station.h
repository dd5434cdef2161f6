/* SPDX-License-Identifier: EUPL-1.2 */
/* The recycling station: receiving lots on a shared phone, from the app that works without network,
 * and over the API. */
#ifndef OMBRUK_STATION_STATION_H
#define OMBRUK_STATION_STATION_H

#include "http/http.h"
#include "jobs/jobs.h"

/* Makes a roll of 1 to 2 000 labels for a station. INVALID (fields "count", "station"). */
MUST_CHECK enum status station_add_roll(struct ctx *ctx, int64_t station_id, int64_t count,
                                        int64_t *ret_roll_id);
/* Puts what came to a station and could not be received into its help pile, once for each `key`.
 * `why` is an N_() message. */
MUST_CHECK enum status station_add_help(struct ctx *ctx, int64_t station_id, struct str key,
                                        struct str body, const char *why, int64_t *ret_case_id);

extern const struct route station_routes[];
extern const struct job_kind station_jobs[];
extern const struct sql *const station_sql_all[];

#endif
