/* SPDX-License-Identifier: EUPL-1.2 */
/* The list of rooms: nothing else knows them all. */
#ifndef OMBRUK_APP_ROOMS_H
#define OMBRUK_APP_ROOMS_H

#include "db/db.h"
#include "http/http.h"
#include "jobs/jobs.h"

extern const struct route_table rooms_routes[];
extern const size_t rooms_route_count;

/* Job tables of rooms and floors. */
extern const struct job_kind *const rooms_jobs[];
extern const size_t rooms_job_count;

/* Every statement of every room and floor, each list ending with NULL: for the test that prepares
 * them on both engines. */
extern const struct sql *const *const rooms_sql[];
extern const size_t rooms_sql_count;

/* Tells rooms what they need of each other; once, at start. */
void rooms_start(void);

/* Writes what a new centre must have (code lists); ctx->centre_id is the centre. Again: OK. */
MUST_CHECK enum status rooms_furnish(struct ctx *ctx);

/* Before `db` is closed: what the rooms remember is written or forgotten. */
void rooms_close(struct db *db);

#endif
