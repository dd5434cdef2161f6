/* SPDX-License-Identifier: EUPL-1.2 */
/* The map of how to get here, as the manager writes it: a line for each thing on it.
 *
 *     house -52 2, 48 54: floor 2
 *     road -300 -14, 300 -14: Industriveien
 *     bus -60 -26: Handelsparken
 *
 * What it is, in any of our languages; points, each as whole metres east and north of the entrance
 * (west and south are negative); after a colon its name, which may be left out. Empty lines do not
 * count. */
#ifndef OMBRUK_CENTRE_CENTRE_MAP_H
#define OMBRUK_CENTRE_CENTRE_MAP_H

#include "centre/centre_views.h"

#define MAP_TEXT_MAX   2000 /* code points, all lines */
#define MAP_ITEMS_MAX  60
#define MAP_POINTS_MAX 12   /* of one item */
#define MAP_METRES_MAX 5000 /* from the entrance */
#define MAP_NAME_MAX   40   /* code points */

struct map_point {
    int east;
    int north;
};

struct map_item {
    enum map_kind kind;
    struct {
        struct map_point *ptr;
        size_t count;
        size_t capacity;
    } points; /* a house has two opposite corners or all of them, a way or water at least two */
    struct str name;
};

struct map {
    struct map_item *ptr;
    size_t count;
    size_t capacity;
};

/* Reads `text`; an empty one is a map without items. INVALID names the first line that is wrong,
 * field "map". */
MUST_CHECK enum status centre_map_read(struct ctx *ctx, struct str text, struct map *ret_map);

/* N_() word of a kind: the one a line begins with, and the one of the legend. */
const char *centre_map_word(enum map_kind kind);

/* Lays the map out for a drawing of MAP_WIDTH × MAP_HEIGHT. It shows the first house, which carries
 * `centre_name`, the footpaths and the places, with air around; roads, water and trees go on beyond
 * the edge. A map without items has no drawing: `.title` stays empty. */
#define MAP_WIDTH  720
#define MAP_HEIGHT 480
void centre_map_lay_out(struct ctx *ctx, const struct map *map, struct str centre_name,
                        struct map_view *ret_view);

#endif
