/* SPDX-License-Identifier: EUPL-1.2 */
/* The graph of trades.
 *
 * Trades go on within strongly connected components, which only fall apart, and nobody's stars
 * become fewer. So a wish can matter only if its tenant holds a lot of the same component with at
 * most as many stars, and whether it does at the beginning decides for good: who gives a lot of a
 * component gets one of the same. Mostly few wishes are left. */
#include "fair/fair_trades.h"

#include "base/banned.h"

/* ---- held lots ------------------------------------------------------------------------------- */

static const struct fair_segment *segment_of(const struct fair_trades *trades, uint32_t seat)
{
    return &trades->draw->segments[trades->class->segment_from + trades->part->segment_from + seat];
}

static void seat_tenants(struct fair_trades *trades)
{
    struct fair_draw *draw = trades->draw;
    uint32_t held = 0;
    trades->seat_count = trades->part->segment_to - trades->part->segment_from;
    trades->seats = arena_array(trades->worker->mem, trades->seat_count, sizeof(trades->seats[0]));
    for (uint32_t i = 0; i < trades->seat_count; i++) {
        const uint32_t tenant = segment_of(trades, i)->tenant;
        draw->seat[tenant] = i;
        trades->seats[i] = (struct fair_seat){.tenant = tenant, .held_from = held};
        held += draw->got[tenant];
    }
}

void fair_graph_begin(struct fair_trades *trades)
{
    struct fair_draw *draw = trades->draw;
    struct arena *mem = trades->worker->mem;
    const size_t lots = trades->part->lot_to - trades->part->lot_from;
    uint32_t **const by_index[] = {&trades->held, &trades->slot_of, &trades->front, &trades->back,
                                   &trades->circle};
    for (size_t i = 0; i < sizeof(by_index) / sizeof(by_index[0]); i++) {
        *by_index[i] = arena_array(mem, lots, sizeof(uint32_t));
    }
    trades->nodes = arena_array(mem, lots, sizeof(trades->nodes[0]));
    seat_tenants(trades);
    for (uint32_t i = trades->part->lot_from; i < trades->part->lot_to; i++) {
        const uint32_t place = draw->part_lots[i];
        draw->index_of[place] = FAIR_NONE;
        if (draw->owner[place] != FAIR_NONE) {
            struct fair_seat *seat = &trades->seats[draw->seat[draw->owner[place]]];
            const uint32_t slot = seat->held_from + seat->held_count++;
            draw->index_of[place] = trades->count;
            trades->held[slot] = trades->count << FAIR_STAR_BITS | draw->held_stars[place];
            trades->slot_of[trades->count] = slot;
            trades->nodes[trades->count++] =
                (struct fair_node){.place = place,
                                   .seat = draw->seat[draw->owner[place]],
                                   .stars = draw->held_stars[place]};
        }
    }
}

/* ---- wishes that can matter ------------------------------------------------------------------ */

/* By component: which seat was there last, and the least stars of its lots there. */
struct marks {
    uint32_t *seat;
    uint8_t *least;
};

static void mark_held(const struct fair_trades *trades, uint32_t seat, struct marks *marks)
{
    const struct fair_seat *one = &trades->seats[seat];
    for (uint32_t i = 0; i < one->held_count; i++) {
        const uint32_t index = fair_wish_lot(trades->held[one->held_from + i]);
        const struct fair_node *node = &trades->nodes[index];
        if (marks->seat[node->component] != seat + 1 ||
            node->stars < marks->least[node->component]) {
            marks->least[node->component] = node->stars;
        }
        marks->seat[node->component] = seat + 1;
    }
}

static void gather_wishes(struct fair_trades *trades, uint32_t seat, const struct marks *marks,
                          uint32_t *count)
{
    const struct fair_draw *draw = trades->draw;
    const struct fair_segment *segment = segment_of(trades, seat);
    struct fair_seat *one = &trades->seats[seat];
    uint32_t stars = 3;
    one->wish_from[3] = *count;
    for (uint32_t at = segment->from; at < segment->to; at++) {
        const uint32_t wish = draw->accepted[at];
        const uint32_t index = draw->index_of[fair_wish_lot(wish)];
        while (stars > fair_wish_stars(wish)) {
            one->wish_from[--stars] = *count;
        }
        if (index != FAIR_NONE) {
            const uint32_t component = trades->nodes[index].component;
            if (marks->seat[component] == seat + 1 && marks->least[component] <= stars) {
                trades->wishes[(*count)++] = index << FAIR_STAR_BITS | stars;
                trades->wisher_from[index]++;
            }
        }
    }
    while (stars > 0) {
        one->wish_from[--stars] = *count;
    }
}

static void gather_wishers(struct fair_trades *trades, uint32_t count)
{
    uint32_t at = 0;
    for (uint32_t i = 0; i <= trades->count; i++) {
        at += trades->wisher_from[i];
        trades->wisher_from[i] = at;
    }
    trades->wishers = arena_array(trades->worker->mem, count, sizeof(uint32_t));
    for (uint32_t seat = 0; seat < trades->seat_count; seat++) {
        const struct fair_seat *one = &trades->seats[seat];
        for (uint32_t i = one->wish_from[3]; i < one->wish_from[0]; i++) {
            const uint32_t wish = trades->wishes[i];
            trades->wishers[--trades->wisher_from[fair_wish_lot(wish)]] =
                seat << FAIR_STAR_BITS | fair_wish_stars(wish);
        }
    }
}

void fair_graph_finish(struct fair_trades *trades)
{
    struct arena *mem = trades->worker->mem;
    struct marks marks = {
        .seat = arena_array(mem, trades->component_count, sizeof(marks.seat[0])),
        .least = arena_array(mem, trades->component_count, sizeof(marks.least[0])),
    };
    uint32_t wishes = 0;
    for (uint32_t seat = 0; seat < trades->seat_count; seat++) {
        wishes += segment_of(trades, seat)->to - segment_of(trades, seat)->from;
    }
    trades->wishes = arena_array(mem, wishes, sizeof(uint32_t));
    trades->wisher_from = arena_array(mem, (size_t)trades->count + 1, sizeof(uint32_t));
    uint32_t count = 0;
    for (uint32_t seat = 0; seat < trades->seat_count; seat++) {
        mark_held(trades, seat, &marks);
        gather_wishes(trades, seat, &marks, &count);
    }
    gather_wishers(trades, count);
}
