/* SPDX-License-Identifier: EUPL-1.2 */
/* What the six input texts say, in numbers. Private to the floor.
 *
 * Tenants and lots are numbered by the bytes of their ids, so that order of numbers is order of the
 * published files. Everything borrows from the texts and lives in one arena. */
#ifndef OMBRUK_FAIR_FAIR_CASE_H
#define OMBRUK_FAIR_FAIR_CASE_H

#include <stdbool.h>
#include <stddef.h>

#include "fair/fair.h"

#define FAIR_NONE        UINT32_MAX
#define FAIR_LARGEST     ((INT64_C(1) << 53) - 1)
#define FAIR_MILLION     INT64_C(1000000)
#define FAIR_NO_CAP      INT64_C(-1)
#define FAIR_HEX_SIZE    64
#define FAIR_DIGEST_SIZE 32

/* A lot number and 1 to 3 stars share 32 bits. */
#define FAIR_LOTS_MAX   ((size_t)1 << 30)
#define FAIR_ROWS_MAX   ((size_t)UINT32_MAX - 1)
#define FAIR_STAR_BITS  2
#define FAIR_STARS_MASK 3U

/* Cross products of balances and weights, and sums of balances, need more than 64 bits. */
__extension__ typedef __int128 fair_wide;

struct fair_text {
    const char *ptr;
    uint32_t len;
};

/* The first bytes of a text stand in its slot, so that most are found without looking at it. */
struct fair_slot {
    uint64_t begin;  /* up to eight bytes */
    uint32_t tag;    /* part of the hash */
    uint32_t number; /* + 1; 0: the slot is free */
};

/* Texts numbered in the order in which they came, found again by an open hash. The key of the hash
 * follows from what is hashed, so that nobody can write texts that collide. */
struct fair_ids {
    struct fair_text *texts;
    uint32_t count;
    uint32_t capacity;
    struct fair_slot *slots;
    size_t mask;
    unsigned char key[16];
};

struct fair_tenant {
    struct fair_text id;
    int64_t balance; /* before the draw */
    int64_t cap;     /* FAIR_NO_CAP: none */
    uint32_t weight;
    uint32_t line;
    bool newcomer;
    bool startup;
    bool active;
};

struct fair_lot {
    struct fair_text id;
    int64_t points;
    uint32_t class_name; /* numbers in names */
    uint32_t need;
    uint32_t window;
};

/* A row of caps.csv or, without `cap`, of eligibility.csv. */
struct fair_cap {
    uint32_t tenant;
    uint32_t name;
    uint32_t line;
    uint32_t turn; /* when it was reached; 0: from the start; FAIR_NONE: not */
    int64_t cap;
    int64_t got;
};

struct fair_settings {
    struct str chain;
    struct str signature;  /* lower case */
    struct str randomness; /* lower case; empty: not known yet */
    int64_t round;
    int64_t startup_share_ppm;
    int64_t decay_num;
    int64_t decay_den;
    int64_t floor_mp; /* -1: none */
    int64_t newcomer_credit_mp;
};

struct fair_case {
    struct arena *mem;
    struct fair_error *error;
    struct fair_settings settings;
    struct fair_ids names; /* of classes, needs and windows; number 0 is the empty one */
    struct fair_tenant *tenants;
    uint32_t tenant_count;
    struct fair_lot *lots;
    uint32_t lot_count;
    /* Sorted by tenant, then name: those of tenant t are from_of[t] to from_of[t + 1]. */
    struct fair_cap *needs;
    uint32_t need_count;
    uint32_t *need_from;
    struct fair_cap *caps;
    uint32_t cap_count;
    uint32_t *cap_from;
    /* By tenant, then lot; each lot << FAIR_STAR_BITS | stars. */
    uint32_t *wishes;
    uint32_t wish_count;
    uint32_t *wish_from;
};

/* Reads all. `with_randomness`: it may not be empty. INVALID after filling *ret_error. */
MUST_CHECK enum status fair_read(struct arena *mem, const struct str in[FAIR_IN_COUNT],
                                 bool with_randomness, int threads, struct fair_case *ret_case,
                                 struct fair_error *ret_error);

/* True if `tenant` may get `lot`: nothing is needed, or it has that need. */
bool fair_is_eligible(const struct fair_case *all, uint32_t tenant, const struct fair_lot *lot);

/* The tenant's row of caps.csv for the class name, or NULL. */
struct fair_cap *fair_cap_of(const struct fair_case *all, uint32_t tenant, uint32_t name);

static inline uint32_t fair_wish_lot(uint32_t wish)
{
    return wish >> FAIR_STAR_BITS;
}

static inline uint32_t fair_wish_stars(uint32_t wish)
{
    return wish & FAIR_STARS_MASK;
}

#endif
