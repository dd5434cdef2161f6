/* SPDX-License-Identifier: EUPL-1.2 */
/* Trades of a part of a class: what its steps share. Private to the floor.
 *
 * The graph of docs/draw/format.md: a lot that somebody holds leads to each other held lot that its
 * holder wishes with at least as many stars. Held lots are numbered here by `index`, in lot order,
 * tenants by `seat`. */
#ifndef OMBRUK_FAIR_FAIR_TRADES_H
#define OMBRUK_FAIR_FAIR_TRADES_H

#include "fair/fair_draw.h"

/* Marks are numbers of searches: what an older one left behind is not there. */
struct fair_node {
    uint32_t place;
    uint32_t seat;      /* of its holder */
    uint32_t component; /* lots in a common circle have the same */
    uint32_t front;     /* mark of the search from the beginning, and the index it came from */
    uint32_t parent;
    uint32_t back; /* mark of the search from the end, and how far that is */
    uint32_t distance;
    uint8_t stars;  /* that its holder gave it */
    uint8_t wished; /* that the holder of the parent gave it */
};

struct fair_seat {
    uint32_t tenant;
    /* The wishes that can matter: with s stars they are wishes[wish_from[s]..wish_from[s - 1]). */
    uint32_t wish_from[4];
    uint32_t held_from; /* held[held_from] and the held_count - 1 after it */
    uint32_t held_count;
    uint32_t front; /* mark, and the least stars down to which wishes were looked at */
    uint32_t front_least;
    uint32_t back; /* mark, and the most stars up to which held lots were looked at */
    uint32_t back_most;
};

struct fair_trades {
    struct fair_draw *draw;
    const struct fair_class *class;
    const struct fair_part *part;
    struct fair_worker *worker;
    struct fair_node *nodes;
    uint32_t count;
    struct fair_seat *seats;
    uint32_t seat_count;
    uint32_t component_count;
    uint32_t
        *wishes; /* index << FAIR_STAR_BITS | stars, of each seat: most stars, then lot order */
    uint32_t *wisher_from; /* by index; and to the next one */
    uint32_t *wishers;     /* seat << FAIR_STAR_BITS | stars */
    uint32_t *held;        /* index << FAIR_STAR_BITS | stars */
    uint32_t *slot_of;     /* where in held an index stands */
    uint32_t *front;       /* queues of the two searches */
    uint32_t *back;
    uint32_t
        *circle; /* found: the wish by which each lot is got, index << FAIR_STAR_BITS | stars */
    uint32_t circle_count;
};

/* Seats the tenants and numbers the held lots. */
void fair_graph_begin(struct fair_trades *trades);
/* Numbers the strongly connected components. */
void fair_components_make(struct fair_trades *trades);
/* Gathers the wishes that can matter, after that. */
void fair_graph_finish(struct fair_trades *trades);

/* Finds the circle that begins with `wish` and comes back to the lot of index `given`, as the
 * search of docs/draw/format.md finds it. False if there is none: the two lots are then in
 * different components. */
bool fair_circle_find(struct fair_trades *trades, uint32_t wish, uint32_t given);

#endif
