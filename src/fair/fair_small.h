/* SPDX-License-Identifier: EUPL-1.2 */
/* Small draws for tests: made at random, run, read back, and made smaller while they show a fault.
 */
#ifndef OMBRUK_FAIR_FAIR_SMALL_H
#define OMBRUK_FAIR_FAIR_SMALL_H

#include "fair/fair_draw.h"

enum {
    SMALL_TENANTS = 5,
    SMALL_LOTS = 8,
    SMALL_CLASSES = 3,
    SMALL_TURNS = 64,
    SMALL_STEPS = 12,
    SMALL_NONE = -1
};

/* Tenants are t0, t1, …, lots l0, …, class names c0, …; a class is just a name. */
struct small {
    int tenants;
    int lots;
    int classes;
    int weight[SMALL_TENANTS];
    int balance[SMALL_TENANTS];
    int cap[SMALL_TENANTS]; /* SMALL_NONE: none */
    int class_cap[SMALL_TENANTS][SMALL_CLASSES];
    bool inactive[SMALL_TENANTS];
    bool startup[SMALL_TENANTS];
    int points[SMALL_CLASSES];
    int class_of[SMALL_LOTS];
    bool needs[SMALL_LOTS];
    bool eligible[SMALL_TENANTS];
    int stars[SMALL_TENANTS][SMALL_LOTS]; /* 0: not wished */
    int share_ppm;
    int round;
    int decay_den; /* decay is 1 / this */
};

enum small_shape {
    SMALL_PLAIN = 0,
    SMALL_ONE_CLASS = 1,
    SMALL_CAPS = 2,
    SMALL_STARTUPS = 4,
    SMALL_NEGATIVE = 8,
    SMALL_ABSENT = 16, /* inactive tenants, needs */
    SMALL_DEBTS = 32,  /* balances below 0 too */
    SMALL_EVEN = 64    /* all balances 0 */
};

struct small_turn {
    int tenant;
    int class;
    int64_t balance;
    enum fair_action action;
    int steps; /* a take has one; a trade one for each lot of the circle */
    int lot[SMALL_STEPS];
    int holder[SMALL_STEPS]; /* SMALL_NONE: the lot was free */
};

struct small_reason {
    int tenant;
    int lot;
    char code[16];
    int turn; /* 0: none */
    int other;
    int own_turn;
};

struct small_result {
    int turns; /* turn[1] is the first */
    struct small_turn turn[SMALL_TURNS + 1];
    int owner[SMALL_LOTS]; /* SMALL_NONE: nobody */
    int got[SMALL_TENANTS];
    int64_t before[SMALL_TENANTS];
    int64_t gained[SMALL_TENANTS];
    int64_t after[SMALL_TENANTS];
    int reasons;
    struct small_reason reason[SMALL_TENANTS * SMALL_LOTS];
};

/* A number that follows from the state, which moves on. */
uint64_t fair_small_random(uint64_t *state);
/* 0 to bound − 1. */
int fair_small_below(uint64_t *state, int bound);

struct small fair_small_make(uint64_t seed, int shape, int tenants, int lots);
/* Draws with tickets that are the same for the same round, whatever else changes. */
struct small_result fair_small_draw(const struct small *small);
bool fair_small_may_get(const struct small *small, int tenant, int lot);
void fair_small_print(const struct small *small);

/* The case without a tenant or a lot; others move up. */
struct small fair_small_without_tenant(const struct small *small, int tenant);
struct small fair_small_without_lot(const struct small *small, int lot);

/* A promise: NULL if the case keeps it, else what is broken. */
typedef const char *small_promise(const struct small *small);
/* A case that breaks the promise, made as small as it gets. */
struct small fair_small_shrink(struct small small, small_promise *promise);

#endif
