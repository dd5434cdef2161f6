/* SPDX-License-Identifier: EUPL-1.2 */
/* The draw on its way: classes, who holds what, and the rows that tell it. Private to the floor.
 *
 * Lots have two numbers: the one of fair_case.h, and their place in the draw, which runs through
 * the classes in their order and within a class in lot order. Here a `lot` is such a place unless
 * said otherwise. */
#ifndef OMBRUK_FAIR_FAIR_DRAW_H
#define OMBRUK_FAIR_FAIR_DRAW_H

#include "base/strbuf.h"
#include "fair/fair_case.h"

enum fair_action {
    FAIR_TAKE,
    FAIR_CHAIN,
    FAIR_STARTUP,
    FAIR_LEAVE,
    FAIR_TRADE
};

/* A row of turns.csv. Its steps or frozen lots stand in the list of the worker that made it. */
struct fair_turn {
    uint64_t at; /* of the first step, or of the first frozen lot */
    uint32_t count;
    uint32_t tenant;
    uint8_t action;
    uint8_t worker;
};

/* Step of an exchange: the lot, and who had it; FAIR_NONE: it was free. Who gets the lot is the
 * tenant of the row for the first step, else who had the lot of the step before. */
struct fair_step_of {
    uint32_t lot;
    uint32_t holder;
};

/* The wishes of a tenant in a class: accepted[from..to), most stars first, then lot order. */
struct fair_segment {
    uint32_t tenant;
    uint32_t from;
    uint32_t to;
};

struct fair_class {
    int64_t points;
    uint32_t name; /* in the names of the case */
    uint32_t lot_from;
    uint32_t lot_to;
    uint32_t segment_from;
    uint32_t segment_to;
    uint32_t turn_to; /* the number of its last turn; the class before tells the first */
};

/* A part of a class that no wish connects with the rest of it, so that it is drawn alone. */
struct fair_part {
    uint32_t segment_from; /* in the segments of the class, which are sorted by part */
    uint32_t segment_to;
    uint32_t lot_from; /* in fair_draw.part_lots */
    uint32_t lot_to;
    uint32_t too_large; /* a tenant whose balance grew too large, or FAIR_NONE */
    uint8_t worker;
    /* Its rows in the worker's list: turns, then trades. */
    uint32_t row_from;
    uint32_t trade_from;
    uint32_t row_to;
};

/* What one thread writes. */
struct fair_worker {
    struct strbuf rows;   /* struct fair_turn, of the class that is being drawn */
    struct strbuf steps;  /* struct fair_step_of, of the whole draw */
    struct strbuf frozen; /* uint32_t, lots of fair_case.h, of the whole draw */
    struct arena *mem;    /* for a part at a time */
    uint32_t mark;        /* the last one that was used in a search */
};

struct fair_draw {
    const struct fair_case *all;
    struct arena *mem;
    int threads;
    char commitment[FAIR_HEX_SIZE + 1];
    char seed[FAIR_HEX_SIZE + 1]; /* given beforehand: that one is kept */

    /* Tenants: tickets, and their order by weight, then ticket, then id. */
    unsigned char (*tickets)[FAIR_DIGEST_SIZE];
    uint32_t *rank;
    int64_t *before; /* balance before the draw */
    int64_t *begin;  /* balance when the class began */
    uint32_t *got;   /* lots got in the class */
    uint32_t *total; /* lots got before the class */
    uint32_t *room;  /* lots that may be got in the class */

    /* Lots. */
    uint32_t *lot_of;   /* lot of fair_case.h */
    uint32_t *place_of; /* back */
    uint32_t *class_of;
    uint32_t *owner; /* tenant, or FAIR_NONE */
    uint8_t *held_stars;
    bool *frozen;
    uint32_t unwished;

    struct fair_class *classes;
    uint32_t class_count;
    struct fair_segment *segments; /* sorted by class */
    uint32_t *accepted;            /* place << FAIR_STAR_BITS | stars */
    uint32_t accepted_count;

    /* Of the search, by tenant; what they mean is told in fair_search.c. */
    uint32_t *from;
    uint32_t *to;
    uint32_t *cursor;
    uint32_t *distance;
    uint32_t *nearest;
    uint32_t *queued;
    uint32_t *entered;
    uint32_t *depth;
    uint32_t *heap_place;
    uint32_t *startup_place;
    uint32_t *part_of;
    /* Of the trades, by tenant; see fair_trades.h. */
    uint32_t *twos;
    uint32_t *ones;
    uint32_t *seat;
    /* By lot. */
    uint32_t *index_of;
    uint32_t *reached;
    uint32_t *reacher;
    uint32_t *reached_lots; /* of each part, in the order of the search */
    uint32_t *part_lots;    /* of each part, in lot order */
    /* By segment: queues and paths of the parts. */
    uint32_t *queue;
    uint32_t *stack;
    uint32_t *stack_wishes;

    struct fair_worker *workers;
    struct strbuf turns; /* struct fair_turn, in their order: turn 1 is the first */
    uint32_t turn_count;
    uint32_t trade_count;
    int64_t given;             /* lots with points above 0 */
    int64_t given_to_startups; /* of them */
};

/* As fair_draw_to(), with a seed of 64 hexadecimal digits instead of the one that follows from the
 * input: what would have been with the same tickets and lot order. For tests of what a change of
 * the input changes. NULL: as fair_draw_to(). */
MUST_CHECK enum status fair_draw_as_if(struct arena *mem, const struct str in[FAIR_IN_COUNT],
                                       int threads, const char *seed, const struct fair_sink *sink,
                                       struct fair_error *ret_error);

/* ---- in the order in which they are called --------------------------------------------------- */

/* The seed, tickets and the place of each lot; sorts the lots into classes. */
void fair_seed_make(struct fair_draw *draw);
/* Opening balances; INVALID (error filled) where one is too large. */
MUST_CHECK enum status fair_ledger_open(struct fair_draw *draw);
/* Accepted wishes, by class. */
void fair_wishes_accept(struct fair_draw *draw);
/* Draws all classes; INVALID (error filled) when a balance grows too large. */
MUST_CHECK enum status fair_classes_draw(struct fair_draw *draw);

/* Of a part, after its tenants are set up: turns, then trades. */
void fair_turns_run(struct fair_draw *draw, const struct fair_class *class, struct fair_part *part);
void fair_trades_run(struct fair_draw *draw, const struct fair_class *class,
                     struct fair_part *part);

/* Appends the rows of all parts of a class to draw->turns, in the order of the whole class. */
void fair_merge_parts(struct fair_draw *draw, const struct fair_class *class,
                      const struct fair_part *parts, uint32_t count);

/* A balance or a figure of the ledger is beyond ±(2^53 − 1). Gives INVALID. */
enum status fair_ledger_refuse(const struct fair_draw *draw, uint32_t tenant);

/* ---- what several need ----------------------------------------------------------------------- */

static inline const struct fair_turn *fair_turn_at(const struct fair_draw *draw, uint32_t turn)
{
    return (const struct fair_turn *)(const void *)draw->turns.ptr + (turn - 1);
}

static inline const struct fair_step_of *fair_steps_of(const struct fair_draw *draw,
                                                       const struct fair_turn *row)
{
    return (const struct fair_step_of *)(const void *)draw->workers[row->worker].steps.ptr +
           row->at;
}

static inline const uint32_t *fair_frozen_of(const struct fair_draw *draw,
                                             const struct fair_turn *row)
{
    return (const uint32_t *)(const void *)draw->workers[row->worker].frozen.ptr + row->at;
}

/* Balance of a tenant within the class that is being drawn. */
static inline int64_t fair_balance(const struct fair_draw *draw, const struct fair_class *class,
                                   uint32_t tenant)
{
    return draw->begin[tenant] + class->points * (int64_t)draw->got[tenant];
}

/* floor(a / b) toward −∞, b > 0. */
static inline fair_wide fair_floor(fair_wide a, fair_wide b)
{
    return a / b - (a % b < 0 ? 1 : 0);
}

#endif
