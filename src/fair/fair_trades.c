/* SPDX-License-Identifier: EUPL-1.2 */
/* The trades of a part of a class, in the order that docs/draw/format.md asks for.
 *
 * A holder may trade lot l for a better one m if and only if m leads back to l, and since l leads
 * to m, if both are in one strongly connected component of the graph. That decides nearly all
 * questions without a search. What a trade changes keeps it so:
 *
 * 1. Who gives a on a circle and gets b has at least as many stars for b. So b now leads only where
 *    a led, or to a. Nothing on the circle leads to a lot to which nothing in its component led
 *    before: components only fall apart, and only the one of the circle can. Those that were found
 *    before stay right as an upper bound, and one is split when a search in it fails.
 *
 * 2. "Begin again at the first lot" need not try every lot again. A lot that had no trade and is
 * not on the circle has the same holder and the same better wishes, and 1 says that no more of them
 *    are in its component. One of them may have been its holder's own and is so no more; but had
 *    that one been in the component, it would have led out of the holder's lots to an even better
 *    one, and the lot would have had a trade. So only the lots of the circle are tried again. */
#include "fair/fair_trades.h"

#include "base/banned.h"

/* ---- lots that wait for a try ---------------------------------------------------------------- */

#define LEVELS    6
#define WORD_BITS 64

/* Bits, and for each word of them a bit that says whether it holds any, and so on. */
struct waiting {
    uint64_t *levels[LEVELS];
    int count;
};

static void wait_begin(struct waiting *waiting, struct arena *mem, uint32_t size)
{
    size_t words = size;
    do {
        words = words / WORD_BITS + 1;
        waiting->levels[waiting->count++] = arena_array(mem, words, sizeof(uint64_t));
    } while (words > 1);
}

static void wait_add(struct waiting *waiting, uint32_t index)
{
    for (int level = 0; level < waiting->count; level++) {
        waiting->levels[level][index / WORD_BITS] |= UINT64_C(1) << index % WORD_BITS;
        index /= WORD_BITS;
    }
}

/* Takes the first one; FAIR_NONE if none waits. */
static uint32_t wait_take(struct waiting *waiting)
{
    uint32_t word = 0;
    for (int level = waiting->count; level-- > 0;) {
        const uint64_t bits = waiting->levels[level][word];
        if (bits == 0) {
            return FAIR_NONE;
        }
        word = word * WORD_BITS + (uint32_t)__builtin_ctzll(bits);
    }
    uint32_t at = word;
    for (int level = 0; level < waiting->count; level++) {
        uint64_t *bits = &waiting->levels[level][at / WORD_BITS];
        *bits &= ~(UINT64_C(1) << at % WORD_BITS);
        if (*bits != 0) {
            break;
        }
        at /= WORD_BITS;
    }
    return word;
}

/* ---- before the first trade ------------------------------------------------------------------ */

/* Nobody trades where everybody has the same stars for all it wishes. */
static bool has_better(const struct fair_draw *draw, const struct fair_class *class,
                       const struct fair_part *part)
{
    for (uint32_t i = part->segment_from; i < part->segment_to; i++) {
        const struct fair_segment *segment = &draw->segments[class->segment_from + i];
        if (fair_wish_stars(draw->accepted[segment->from]) !=
            fair_wish_stars(draw->accepted[segment->to - 1])) {
            return true;
        }
    }
    return false;
}

/* ---- a trade --------------------------------------------------------------------------------- */

/* Each holder on the circle gets the lot after its own in the place of its own. */
static void execute(struct fair_trades *trades, struct waiting *waiting)
{
    struct fair_draw *draw = trades->draw;
    const uint32_t count = trades->circle_count;
    const uint32_t last = fair_wish_lot(trades->circle[count - 1]);
    uint32_t getter = trades->nodes[last].seat;
    uint32_t slot = trades->slot_of[last];
    const struct fair_turn row = {
        .at = trades->worker->steps.len / sizeof(struct fair_step_of),
        .count = count,
        .tenant = trades->seats[getter].tenant,
        .action = FAIR_TRADE,
        .worker = trades->part->worker,
    };
    for (uint32_t i = 0; i < count; i++) {
        const uint32_t index = fair_wish_lot(trades->circle[i]);
        struct fair_node *node = &trades->nodes[index];
        const uint32_t giver = node->seat;
        const uint32_t next_slot = trades->slot_of[index];
        const struct fair_step_of step = {node->place, trades->seats[giver].tenant};
        strbuf_bytes(&trades->worker->steps, (const char *)&step, sizeof(step));
        node->seat = getter;
        node->stars = (uint8_t)fair_wish_stars(trades->circle[i]);
        draw->owner[node->place] = trades->seats[getter].tenant;
        trades->held[slot] = trades->circle[i];
        trades->slot_of[index] = slot;
        getter = giver;
        slot = next_slot;
        wait_add(waiting, index);
    }
    strbuf_bytes(&trades->worker->rows, (const char *)&row, sizeof(row));
}

/* Does the first trade of the lot, if it has one. */
static void try_lot(struct fair_trades *trades, uint32_t index, struct waiting *waiting)
{
    const struct fair_node *node = &trades->nodes[index];
    const struct fair_seat *seat = &trades->seats[node->seat];
    for (uint32_t at = seat->wish_from[3]; at < seat->wish_from[node->stars]; at++) {
        const uint32_t wish = trades->wishes[at];
        const struct fair_node *other = &trades->nodes[fair_wish_lot(wish)];
        if (other->component == node->component && other->seat != node->seat &&
            fair_circle_find(trades, wish, index)) {
            execute(trades, waiting);
            return;
        }
    }
}

void fair_trades_run(struct fair_draw *draw, const struct fair_class *class, struct fair_part *part)
{
    struct fair_worker *worker = &draw->workers[part->worker];
    if (!has_better(draw, class, part)) {
        return;
    }
    const struct arena_mark mark = arena_mark(worker->mem);
    struct fair_trades trades = {.draw = draw, .class = class, .part = part, .worker = worker};
    struct waiting waiting = {0};
    fair_graph_begin(&trades);
    fair_components_make(&trades);
    fair_graph_finish(&trades);
    wait_begin(&waiting, worker->mem, trades.count);
    for (uint32_t i = 0; i < trades.count; i++) {
        wait_add(&waiting, i);
    }
    uint32_t index = wait_take(&waiting);
    while (index != FAIR_NONE) {
        try_lot(&trades, index, &waiting);
        index = wait_take(&waiting);
    }
    arena_reset(worker->mem, mark);
}
