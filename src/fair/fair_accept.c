/* SPDX-License-Identifier: EUPL-1.2 */
/* Accepted wishes, sorted as they are scanned: by class, stars, lot order. */
#include <string.h>

#include "fair/fair_draw.h"
#include "fair/fair_sort.h"

#include "base/banned.h"

static void note_wished(struct fair_draw *draw, bool *wished, uint32_t place)
{
    draw->unwished -= wished[place] ? 0 : 1;
    wished[place] = true;
}

/* The accepted wishes of a tenant by place, to draw->accepted; gives how many. */
static uint32_t gather(struct fair_draw *draw, uint32_t tenant, bool *wished)
{
    const struct fair_case *all = draw->all;
    uint32_t *list = draw->accepted + draw->accepted_count;
    uint32_t count = 0;
    for (uint32_t at = all->wish_from[tenant]; at < all->wish_from[tenant + 1]; at++) {
        const uint32_t lot = fair_wish_lot(all->wishes[at]);
        if (fair_is_eligible(all, tenant, &all->lots[lot])) {
            const uint32_t place = draw->place_of[lot];
            note_wished(draw, wished, place);
            list[count++] = place << FAIR_STAR_BITS | fair_wish_stars(all->wishes[at]);
        }
    }
    return count;
}

/* Most stars first; else as they stood. */
static void sort_by_stars(uint32_t *list, size_t count, uint32_t *scratch)
{
    size_t at = 0;
    for (uint32_t stars = 3; stars >= 1; stars--) {
        for (size_t i = 0; i < count; i++) {
            if (fair_wish_stars(list[i]) == stars) {
                scratch[at++] = list[i];
            }
        }
    }
    memcpy(list, scratch, count * sizeof(list[0]));
}

/* Where the wishes that begin at `from` leave their class. */
static uint32_t segment_end(const struct fair_draw *draw, uint32_t from, uint32_t end)
{
    const uint32_t class = draw->class_of[fair_wish_lot(draw->accepted[from])];
    const uint32_t limit = draw->classes[class].lot_to;
    uint32_t to = from;
    while (to < end && fair_wish_lot(draw->accepted[to]) < limit) {
        to++;
    }
    return to;
}

/* Sorts each tenant's wishes and counts the segments of each class in its segment_to. */
static void sort_wishes(struct fair_draw *draw, uint32_t *first, bool *wished)
{
    const struct fair_case *all = draw->all;
    uint32_t longest = 1;
    for (uint32_t tenant = 0; tenant < all->tenant_count; tenant++) {
        const uint32_t count = all->wish_from[tenant + 1] - all->wish_from[tenant];
        longest = count > longest ? count : longest;
    }
    uint32_t *scratch = arena_array(draw->mem, longest, sizeof(scratch[0]));
    for (uint32_t tenant = 0; tenant < all->tenant_count; tenant++) {
        first[tenant] = draw->accepted_count;
        if (!all->tenants[tenant].active) {
            continue;
        }
        const uint32_t count = gather(draw, tenant, wished);
        const uint32_t end = draw->accepted_count + count;
        fair_sort_numbers(draw->accepted + draw->accepted_count, count, scratch);
        for (uint32_t from = draw->accepted_count; from < end;) {
            const uint32_t class = draw->class_of[fair_wish_lot(draw->accepted[from])];
            const uint32_t to = segment_end(draw, from, end);
            draw->classes[class].segment_to++;
            sort_by_stars(draw->accepted + from, to - from, scratch);
            from = to;
        }
        draw->accepted_count = end;
    }
    first[all->tenant_count] = draw->accepted_count;
}

static void make_segments(struct fair_draw *draw, const uint32_t *first)
{
    uint32_t count = 0;
    for (uint32_t i = 0; i < draw->class_count; i++) {
        struct fair_class *class = &draw->classes[i];
        class->segment_from = count;
        count += class->segment_to;
        class->segment_to = class->segment_from;
    }
    draw->segments = arena_array(draw->mem, count, sizeof(draw->segments[0]));
    for (uint32_t tenant = 0; tenant < draw->all->tenant_count; tenant++) {
        for (uint32_t from = first[tenant]; from < first[tenant + 1];) {
            struct fair_class *class =
                &draw->classes[draw->class_of[fair_wish_lot(draw->accepted[from])]];
            const uint32_t to = segment_end(draw, from, first[tenant + 1]);
            draw->segments[class->segment_to++] = (struct fair_segment){tenant, from, to};
            from = to;
        }
    }
}

void fair_wishes_accept(struct fair_draw *draw)
{
    const struct fair_case *all = draw->all;
    draw->accepted = arena_array(draw->mem, all->wish_count, sizeof(draw->accepted[0]));
    uint32_t *first = arena_array(draw->mem, (size_t)all->tenant_count + 1, sizeof(first[0]));
    bool *wished = arena_array(draw->mem, all->lot_count, sizeof(wished[0]));
    draw->unwished = all->lot_count;
    sort_wishes(draw, first, wished);
    make_segments(draw, first);
}
