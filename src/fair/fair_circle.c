/* SPDX-License-Identifier: EUPL-1.2 */
/* Finds the circle of a trade as the breadth-first search of docs/draw/format.md finds it.
 *
 * That search reaches lots in the order of their paths (compare the first step, then the second,
 * …), so of all shortest paths to the lot that is given it finds the first in that order. The same
 * path comes out of two searches that meet: one from the beginning, which keeps that order, and one
 * from the end, which only measures how far each lot is from it. Where they meet, the first lot of
 * the outermost ring of the one that also lies in the outermost ring of the other is on that path;
 * up to there the path is that of the first search, and from there each step goes to the first lot
 * that is one step nearer.
 *
 * Only lots of the component of both ends are looked at: others lie on no path between them. When
 * the searches do not meet, one of them has come to an end: from what it has seen nothing in the
 * component leads out (or in, if it is the one from the end), so this becomes a component of its
 * own. Both do about the same work until then, so what is split off is the smaller part, and a lot
 * is split off at most log n times. */
#include "fair/fair_trades.h"

#include "base/banned.h"

/* ---- wishes in lot order --------------------------------------------------------------------- */

/* Wishes of a seat with some numbers of stars. */
struct scan {
    const uint32_t *at[3];
    const uint32_t *end[3];
};

static struct scan begin_scan(const struct fair_trades *trades, const struct fair_seat *seat,
                              uint32_t least, uint32_t most)
{
    struct scan scan;
    for (uint32_t i = 0; i < 3; i++) {
        const bool wanted = i + 1 >= least && i + 1 <= most;
        scan.at[i] = trades->wishes + seat->wish_from[i + 1];
        scan.end[i] = wanted ? trades->wishes + seat->wish_from[i] : scan.at[i];
    }
    return scan;
}

/* Moves on to the next wish; false after the last. */
static bool next_wish(struct scan *scan, uint32_t *ret_wish)
{
    uint32_t group = 3;
    for (uint32_t i = 0; i < 3; i++) {
        if (scan->at[i] < scan->end[i] && (group == 3 || *scan->at[i] < *ret_wish)) {
            *ret_wish = *scan->at[i];
            group = i;
        }
    }
    if (group == 3) {
        return false;
    }
    scan->at[group]++;
    return true;
}

/* ---- two searches ---------------------------------------------------------------------------- */

/* A ring is queue[from..to). */
struct ring {
    uint32_t *queue;
    uint32_t from;
    uint32_t to;
    uint32_t end;
    uint32_t distance;
    uint64_t work; /* wishes looked at, up to and with this ring */
};

struct meeting {
    struct fair_trades *trades;
    uint32_t mark;
    uint32_t component;
    struct ring front;
    struct ring back;
};

static void next_ring(struct ring *ring)
{
    ring->from = ring->to;
    ring->to = ring->end;
    ring->distance++;
}

/* What becomes due when the next ring is looked at. */
static void count_front(struct meeting *meeting)
{
    const struct fair_trades *trades = meeting->trades;
    for (uint32_t i = meeting->front.from; i < meeting->front.to; i++) {
        const struct fair_node *node = &trades->nodes[meeting->front.queue[i]];
        const struct fair_seat *seat = &trades->seats[node->seat];
        if (seat->front != meeting->mark) {
            meeting->front.work += seat->wish_from[node->stars - 1] - seat->wish_from[3];
        }
    }
}

static void count_back(struct meeting *meeting)
{
    const struct fair_trades *trades = meeting->trades;
    for (uint32_t i = meeting->back.from; i < meeting->back.to; i++) {
        const uint32_t index = meeting->back.queue[i];
        meeting->back.work += trades->wisher_from[index + 1] - trades->wisher_from[index];
    }
}

/* Looks at the lot of a wish from the lot of index `from`; true if the other search was there. */
static bool reach_forward(struct meeting *meeting, uint32_t wish, uint32_t from)
{
    const uint32_t index = fair_wish_lot(wish);
    struct fair_node *node = &meeting->trades->nodes[index];
    if (node->component != meeting->component || node->front == meeting->mark) {
        return false;
    }
    node->front = meeting->mark;
    node->parent = from;
    node->wished = (uint8_t)fair_wish_stars(wish);
    meeting->front.queue[meeting->front.end++] = index;
    return node->back == meeting->mark;
}

/* Wishes that another lot of the same holder has led to lead nowhere new. */
static bool expand_lot(struct meeting *meeting, uint32_t index)
{
    struct fair_trades *trades = meeting->trades;
    const uint32_t least = trades->nodes[index].stars;
    struct fair_seat *seat = &trades->seats[trades->nodes[index].seat];
    const uint32_t done = seat->front == meeting->mark ? seat->front_least : 4;
    if (least >= done) {
        return false;
    }
    seat->front = meeting->mark;
    seat->front_least = least;
    struct scan scan = begin_scan(trades, seat, least, done - 1);
    uint32_t wish = 0;
    while (next_wish(&scan, &wish)) {
        if (reach_forward(meeting, wish, index)) {
            return true;
        }
    }
    return false;
}

/* The index where the searches meet, or FAIR_NONE. */
static uint32_t expand_front(struct meeting *meeting)
{
    struct ring *front = &meeting->front;
    for (uint32_t i = front->from; i < front->to; i++) {
        if (expand_lot(meeting, front->queue[i])) {
            return front->queue[front->end - 1];
        }
    }
    next_ring(front);
    count_front(meeting);
    return FAIR_NONE;
}

/* All lots whose holder would give them for the lot of a wish; true if the other search was there.
 */
static bool reach_back(struct meeting *meeting, uint32_t wisher)
{
    struct fair_trades *trades = meeting->trades;
    struct fair_seat *seat = &trades->seats[wisher >> FAIR_STAR_BITS];
    const uint32_t stars = fair_wish_stars(wisher);
    bool met = false;
    if (seat->back == meeting->mark && seat->back_most >= stars) {
        return false;
    }
    seat->back = meeting->mark;
    seat->back_most = stars;
    for (uint32_t i = seat->held_from; i < seat->held_from + seat->held_count; i++) {
        if (fair_wish_stars(trades->held[i]) > stars) {
            continue;
        }
        struct fair_node *node = &trades->nodes[fair_wish_lot(trades->held[i])];
        if (node->component == meeting->component && node->back != meeting->mark) {
            node->back = meeting->mark;
            node->distance = meeting->back.distance + 1;
            meeting->back.queue[meeting->back.end++] = fair_wish_lot(trades->held[i]);
            met = met || node->front == meeting->mark;
        }
    }
    return met;
}

static uint32_t expand_back(struct meeting *meeting)
{
    const struct fair_trades *trades = meeting->trades;
    struct ring *back = &meeting->back;
    bool met = false;
    for (uint32_t i = back->from; i < back->to; i++) {
        const uint32_t index = back->queue[i];
        for (uint32_t at = trades->wisher_from[index]; at < trades->wisher_from[index + 1]; at++) {
            met = reach_back(meeting, trades->wishers[at]) || met;
        }
    }
    next_ring(back);
    count_back(meeting);
    for (uint32_t i = meeting->front.from; met && i < meeting->front.to; i++) {
        const uint32_t index = meeting->front.queue[i];
        if (trades->nodes[index].back == meeting->mark) {
            return index;
        }
    }
    return FAIR_NONE;
}

/* ---- the path -------------------------------------------------------------------------------- */

static void trace_front(struct meeting *meeting, uint32_t met, uint32_t length)
{
    struct fair_trades *trades = meeting->trades;
    uint32_t index = met;
    trades->circle_count = length;
    while (length-- > 0) {
        trades->circle[length] = index << FAIR_STAR_BITS | trades->nodes[index].wished;
        index = trades->nodes[index].parent;
    }
}

/* Steps, each to the first lot that is one nearer to the end. */
static void trace_back(struct meeting *meeting, uint32_t met)
{
    struct fair_trades *trades = meeting->trades;
    const struct fair_node *node = &trades->nodes[met];
    for (uint32_t distance = node->distance; distance-- > 0;) {
        struct scan scan = begin_scan(trades, &trades->seats[node->seat], node->stars, 3);
        uint32_t wish = 0;
        while (next_wish(&scan, &wish)) {
            node = &trades->nodes[fair_wish_lot(wish)];
            if (node->back == meeting->mark && node->distance == distance) {
                break;
            }
        }
        trades->circle[trades->circle_count++] = wish;
    }
}

/* Takes what a search has seen, and could not leave, out of the component. */
static void split_off(struct fair_trades *trades, const struct ring *ring)
{
    for (uint32_t i = 0; i < ring->end; i++) {
        trades->nodes[ring->queue[i]].component = trades->component_count;
    }
    trades->component_count++;
}

/* Both searches at their ends. */
static struct meeting begin_meeting(struct fair_trades *trades, uint32_t wish, uint32_t given)
{
    struct fair_node *first = &trades->nodes[fair_wish_lot(wish)];
    struct fair_node *last = &trades->nodes[given];
    struct meeting meeting = {
        .trades = trades,
        .mark = ++trades->worker->mark,
        .component = last->component,
        .front = {.queue = trades->front, .to = 1, .end = 1},
        .back = {.queue = trades->back, .to = 1, .end = 1},
    };
    first->front = meeting.mark;
    first->wished = (uint8_t)fair_wish_stars(wish);
    last->back = meeting.mark;
    last->distance = 0;
    trades->front[0] = fair_wish_lot(wish);
    trades->back[0] = given;
    count_front(&meeting);
    count_back(&meeting);
    return meeting;
}

bool fair_circle_find(struct fair_trades *trades, uint32_t wish, uint32_t given)
{
    struct meeting meeting = begin_meeting(trades, wish, given);
    const struct ring *front = &meeting.front;
    const struct ring *back = &meeting.back;
    uint32_t met = FAIR_NONE;
    while (met == FAIR_NONE) {
        if (front->from == front->to || back->from == back->to) {
            split_off(trades, front->from == front->to ? front : back);
            return false;
        }
        met = front->work <= back->work ? expand_front(&meeting) : expand_back(&meeting);
    }
    /* A ring in which the front met the other search is not closed yet. */
    trace_front(&meeting, met, front->distance + (front->end > front->to ? 2 : 1));
    trace_back(&meeting, met);
    return true;
}
