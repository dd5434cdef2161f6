/* SPDX-License-Identifier: EUPL-1.2 */
/* The demo's draws: eight weekly rounds that are settled and one whose wishes are open, made by the
 * same functions as in earnest. Between them they have what can happen: exchanges, a shop that
 * lacks an approval, one that does not collect, the swap square, a second call. */
#ifndef OMBRUK_APP_DEMO_ROUNDS_H
#define OMBRUK_APP_DEMO_ROUNDS_H

#include "app/demo_cast.h"

#define DEMO_ROUNDS         8
#define DEMO_ROUND_ACTS_MAX 100

struct demo_rounds;

/* A lot that a shop has got, and when it collects it. */
struct demo_award {
    int64_t thing_id;
    int64_t at_ms;
    int shop; /* index in demo_shops */
};

struct demo_awards {
    struct demo_award *ptr;
    size_t count;
    size_t capacity;
};

/* The plan, in `arena`, of rounds up to `now_ms` in the centre of `ctx`. */
struct demo_rounds *demo_rounds_plan(struct ctx *ctx, struct arena *arena,
                                     const struct demo_cast *cast, int64_t now_ms, uint64_t seed);

/* Acts in order of time. */
size_t demo_rounds_count(const struct demo_rounds *rounds);
int64_t demo_rounds_at_ms(const struct demo_rounds *rounds, size_t act);
/* Does the act, at ctx->now_ms. After a publication `ret_awards` has the lots given, else nothing.
 */
MUST_CHECK enum status demo_rounds_act(struct ctx *ctx, struct demo_rounds *rounds, size_t act,
                                       struct demo_awards *ret_awards);

/* True if what comes in at `at_ms` waits for a round. */
bool demo_rounds_waits(const struct demo_rounds *rounds, int64_t at_ms);

/* Station and shop confirm at the dock, as `worker` and `shopkeeper`. */
MUST_CHECK enum status demo_rounds_collect(struct ctx *ctx, int64_t thing_id, int64_t tenant_id,
                                           int64_t worker, int64_t shopkeeper);

#endif
