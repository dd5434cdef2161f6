/* SPDX-License-Identifier: EUPL-1.2 */
/* The search for a free lot, directly or by an exchange. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_SEARCH_H
#define OMBRUK_FAIR_FAIR_SEARCH_H

#include "fair/fair_draw.h"

struct fair_path {
    const uint32_t *tenants; /* tenants[i] gets the lot of wishes[i] */
    const uint32_t *wishes;
    uint32_t count;
};

struct fair_search {
    struct fair_draw *draw;
    struct fair_worker *worker;
    uint32_t *tenants; /* the path of the walk, and its wishes */
    uint32_t *wishes;
    uint32_t depth;
    uint32_t *queue; /* of the search */
    uint32_t queue_count;
    uint32_t head;
    uint32_t at;    /* next wish of the tenant at the head */
    uint32_t *lots; /* all reached lots; after a failure all that could be reached */
    uint32_t lot_count;
    uint32_t hopeless; /* a distance that no tenant of the part can have */
};

void fair_search_begin(struct fair_search *search, struct fair_draw *draw,
                       const struct fair_class *class, const struct fair_part *part);

/* The path that the search of docs/draw/format.md finds from `tenant` to a free lot, until the next
 * search. The caller executes it before it searches again. False if there is none: search->lots are
 * then the lots to freeze, which the caller does. */
bool fair_search_free(struct fair_search *search, uint32_t tenant, struct fair_path *ret_path);

#endif
