/* SPDX-License-Identifier: EUPL-1.2 */
/* The rows of a class from those of its parts.
 *
 * Parts share no tenant and no lot, so what happens in one changes nothing in another: the turns of
 * the whole class are those of the parts, and whose turn is next is whose key is smallest among the
 * next ones of the parts. In the same way the next trade is the one whose lot comes first, because
 * each part's next trade is that of its first lot that has one. */
#include "fair/fair_heap.h"

#include "base/banned.h"

struct merge {
    struct fair_draw *draw;
    const struct fair_class *class;
    const struct fair_part *parts;
    uint32_t *next; /* by part: its next row */
};

static const struct fair_turn *row_at(const struct merge *merge, const struct fair_part *part,
                                      uint32_t row)
{
    return (const struct fair_turn *)(const void *)merge->draw->workers[part->worker].rows.ptr +
           row;
}

static void append(struct merge *merge, const struct fair_turn *row)
{
    strbuf_bytes(&merge->draw->turns, (const char *)row, sizeof(*row));
    merge->draw->turn_count++;
    merge->draw->trade_count += row->action == FAIR_TRADE ? 1 : 0;
}

/* Each part's next tenant waits in the heap with the key it had then: got counts up once more. */
static void merge_turns(struct merge *merge, uint32_t count)
{
    struct fair_draw *draw = merge->draw;
    struct fair_heap heap = {draw, merge->class, arena_array(draw->mem, count, sizeof(uint32_t)),
                             draw->heap_place, 0};
    for (uint32_t i = 0; i < count; i++) {
        const struct fair_part *part = &merge->parts[i];
        for (uint32_t at = part->segment_from; at < part->segment_to; at++) {
            draw->got[draw->segments[merge->class->segment_from + at].tenant] = 0;
        }
        merge->next[i] = part->row_from;
        if (part->row_from < part->trade_from) {
            fair_heap_add(&heap, row_at(merge, part, part->row_from)->tenant);
        }
    }
    while (heap.count > 0) {
        const uint32_t tenant = heap.items[0];
        const uint32_t i = draw->part_of[tenant];
        const struct fair_part *part = &merge->parts[i];
        const struct fair_turn *row = row_at(merge, part, merge->next[i]++);
        append(merge, row);
        fair_heap_remove(&heap, tenant);
        draw->got[tenant] += row->action == FAIR_LEAVE ? 0 : 1;
        if (merge->next[i] < part->trade_from) {
            fair_heap_add(&heap, row_at(merge, part, merge->next[i])->tenant);
        }
    }
}

/* ---- trades ---------------------------------------------------------------------------------- */

/* The lot that the tenant of a trade gives: the last one of the circle. */
static uint32_t given_lot(const struct merge *merge, const struct fair_turn *row)
{
    return fair_steps_of(merge->draw, row)[row->count - 1].lot;
}

static uint32_t next_lot(const struct merge *merge, uint32_t part)
{
    return given_lot(merge, row_at(merge, &merge->parts[part], merge->next[part]));
}

/* Keeps the parts by the lot of their next trade. */
static void sink_part(const struct merge *merge, uint32_t *heap, uint32_t count, uint32_t at)
{
    const uint32_t part = heap[at];
    const uint32_t lot = next_lot(merge, part);
    for (;;) {
        uint32_t child = 2 * at + 1;
        if (child >= count) {
            break;
        }
        if (child + 1 < count && next_lot(merge, heap[child + 1]) < next_lot(merge, heap[child])) {
            child++;
        }
        if (lot < next_lot(merge, heap[child])) {
            break;
        }
        heap[at] = heap[child];
        at = child;
    }
    heap[at] = part;
}

static void merge_trades(struct merge *merge, uint32_t count)
{
    uint32_t *heap = arena_array(merge->draw->mem, count, sizeof(heap[0]));
    uint32_t waiting = 0;
    for (uint32_t i = 0; i < count; i++) {
        merge->next[i] = merge->parts[i].trade_from;
        if (merge->parts[i].trade_from < merge->parts[i].row_to) {
            heap[waiting++] = i;
        }
    }
    for (uint32_t i = waiting / 2; i-- > 0;) {
        sink_part(merge, heap, waiting, i);
    }
    while (waiting > 0) {
        const uint32_t i = heap[0];
        append(merge, row_at(merge, &merge->parts[i], merge->next[i]++));
        if (merge->next[i] == merge->parts[i].row_to) {
            heap[0] = heap[--waiting];
        }
        if (waiting > 0) {
            sink_part(merge, heap, waiting, 0);
        }
    }
}

static void append_part(struct merge *merge)
{
    const struct fair_part *part = &merge->parts[0];
    for (uint32_t row = part->row_from; row < part->row_to; row++) {
        append(merge, row_at(merge, part, row));
    }
}

void fair_merge_parts(struct fair_draw *draw, const struct fair_class *class,
                      const struct fair_part *parts, uint32_t count)
{
    struct merge merge = {.draw = draw, .class = class, .parts = parts};
    if (count == 1) {
        append_part(&merge);
    } else {
        merge.next = arena_array(draw->mem, count, sizeof(merge.next[0]));
        merge_turns(&merge, count);
        merge_trades(&merge, count);
    }
    for (int i = 0; i < draw->threads; i++) {
        strbuf_clear(&draw->workers[i].rows);
    }
}
