/* SPDX-License-Identifier: EUPL-1.2 */
/* The demo centre: a fictional municipality's reuse house with shops, people and the life of its
 * things, made through the same functions as everything else. Deterministic: seed, number of things
 * and today's day decide all of it but the moment of its making. */
#ifndef OMBRUK_APP_DEMO_H
#define OMBRUK_APP_DEMO_H

#include "app/app.h"

#define DEMO_THINGS_DEFAULT 2000
#define DEMO_THINGS_MAX     1000000

struct demo_plan {
    int64_t seed;
    int64_t things;   /* 0 to DEMO_THINGS_MAX */
    int64_t pictures; /* distinct pictures at most, 0 to 400 */
};

/* Told now and then while the things live their lives; NULL is allowed. */
typedef void demo_progress(void *arg, int64_t done, int64_t all);

/* Fills the empty database of `app`. CONFLICT if there is a centre already. The clock is moved
 * while it runs: nothing else may use the app meanwhile. */
MUST_CHECK enum status demo_fill(struct app *app, const struct demo_plan *plan,
                                 demo_progress *progress, void *arg, struct ctx_error *ret_error);

#endif
