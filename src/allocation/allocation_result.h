/* SPDX-License-Identifier: EUPL-1.2 */
/* Rows of a run as people may read them. Inside the room only. */
#ifndef OMBRUK_ALLOCATION_ALLOCATION_RESULT_H
#define OMBRUK_ALLOCATION_ALLOCATION_RESULT_H

#include "allocation/allocation_store.h"

/* Who took part in a run and what they may be called. */
struct result_names {
    struct entrants entrants; /* by lead */
    struct str_list shops;    /* their names, in the same order; empty unless show_names */
    struct str seed;
    bool show_names;
};

/* Fills all but `thing`. */
struct refusal allocation_result_refusal(struct ctx *ctx, const struct result_names *names,
                                         const struct stored_refusal *stored);

/* By what the one who had the turn came before: the rules of docs/draw/format.md, "Turns". */
enum refusal_measure {
    MEASURE_NONE,    /* nothing is compared */
    MEASURE_STARTUP, /* a start-up's turn by right */
    MEASURE_LOTS,    /* fewer lots of the class by weight */
    MEASURE_POINTS,  /* fewer points by weight */
    MEASURE_WEIGHT,  /* as many points by weight: the smaller weight */
    MEASURE_TICKET   /* the same weight too: the lower ticket */
};
enum refusal_measure allocation_result_measure(const struct refusal *refusal);

#endif
