/* SPDX-License-Identifier: EUPL-1.2 */
/* Radix sorts, least significant byte first; insertion for few. */
#include "fair/fair_sort.h"

#include <string.h>

#include "base/banned.h"

#define FEW    24
#define DIGITS 256

int fair_compare_texts(struct fair_text a, struct fair_text b)
{
    const size_t shorter = a.len < b.len ? a.len : b.len;
    const int order = shorter == 0 ? 0 : memcmp(a.ptr, b.ptr, shorter);
    return order != 0 ? order : (a.len > b.len) - (a.len < b.len);
}

/* Counts become where each digit begins; false if all have the same digit. */
static bool begin_digits(size_t counts[DIGITS], size_t count)
{
    size_t at = 0;
    for (size_t digit = 0; digit < DIGITS; digit++) {
        const size_t here = counts[digit];
        if (here == count) {
            return false;
        }
        counts[digit] = at;
        at += here;
    }
    return true;
}

static void insert_pairs(struct fair_pair *pairs, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const struct fair_pair one = pairs[i];
        size_t at = i;
        for (; at > 0 && pairs[at - 1].key > one.key; at--) {
            pairs[at] = pairs[at - 1];
        }
        pairs[at] = one;
    }
}

void fair_sort_pairs(struct fair_pair *pairs, size_t count, struct fair_pair *scratch)
{
    if (count <= FEW) {
        insert_pairs(pairs, count);
        return;
    }
    struct fair_pair *from = pairs;
    struct fair_pair *to = scratch;
    for (unsigned shift = 0; shift < 64; shift += 8) {
        size_t counts[DIGITS] = {0};
        for (size_t i = 0; i < count; i++) {
            counts[from[i].key >> shift & 0xff]++;
        }
        if (!begin_digits(counts, count)) {
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            to[counts[from[i].key >> shift & 0xff]++] = from[i];
        }
        struct fair_pair *swap = from;
        from = to;
        to = swap;
    }
    if (from != pairs) {
        memcpy(pairs, from, count * sizeof(pairs[0]));
    }
}

static void insert_numbers(uint32_t *numbers, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const uint32_t one = numbers[i];
        size_t at = i;
        for (; at > 0 && numbers[at - 1] > one; at--) {
            numbers[at] = numbers[at - 1];
        }
        numbers[at] = one;
    }
}

void fair_sort_numbers(uint32_t *numbers, size_t count, uint32_t *scratch)
{
    if (count <= FEW) {
        insert_numbers(numbers, count);
        return;
    }
    uint32_t *from = numbers;
    uint32_t *to = scratch;
    for (unsigned shift = 0; shift < 32; shift += 8) {
        size_t counts[DIGITS] = {0};
        for (size_t i = 0; i < count; i++) {
            counts[from[i] >> shift & 0xff]++;
        }
        if (!begin_digits(counts, count)) {
            continue;
        }
        for (size_t i = 0; i < count; i++) {
            to[counts[from[i] >> shift & 0xff]++] = from[i];
        }
        uint32_t *swap = from;
        from = to;
        to = swap;
    }
    if (from != numbers) {
        memcpy(numbers, from, count * sizeof(numbers[0]));
    }
}

/* ---- texts ----------------------------------------------------------------------------------- */

struct texts {
    const struct fair_text *texts;
    struct fair_pair *pairs;
    struct fair_pair *scratch;
};

/* Eight bytes from `depth`, as a number in their order. */
static uint64_t piece(struct fair_text text, size_t depth)
{
    uint64_t key = 0;
    for (size_t i = depth; i < depth + 8; i++) {
        key = key << 8 | (i < text.len ? (unsigned char)text.ptr[i] : 0);
    }
    return key;
}

static void insert_texts(const struct fair_text *texts, uint32_t *order, size_t count)
{
    for (size_t i = 1; i < count; i++) {
        const uint32_t one = order[i];
        size_t at = i;
        for (; at > 0 && fair_compare_texts(texts[order[at - 1]], texts[one]) > 0; at--) {
            order[at] = order[at - 1];
        }
        order[at] = one;
    }
}

/* Sorts texts that are alike in their first `depth` bytes. Goes one deeper for each eight bytes. */
static void sort_from(const struct texts *all, uint32_t *order, size_t count, size_t depth)
{
    if (count <= FEW) {
        insert_texts(all->texts, order, count);
        return;
    }
    for (size_t i = 0; i < count; i++) {
        all->pairs[i] = (struct fair_pair){piece(all->texts[order[i]], depth), order[i]};
    }
    fair_sort_pairs(all->pairs, count, all->scratch);
    for (size_t i = 0; i < count; i++) {
        order[i] = all->pairs[i].item;
    }
    size_t run = 0;
    for (size_t i = 1; i <= count; i++) {
        const uint64_t key = piece(all->texts[order[run]], depth);
        if (i < count && piece(all->texts[order[i]], depth) == key) {
            continue;
        }
        /* A key that ends in 0 is of texts that end there: alike. */
        if (i - run > 1 && (key & 0xff) != 0) {
            sort_from(all, order + run, i - run, depth + 8);
        }
        run = i;
    }
}

void fair_sort_texts(struct arena *mem, const struct fair_text *texts, uint32_t count,
                     uint32_t *ret_order)
{
    const struct arena_mark mark = arena_mark(mem);
    const struct texts all = {
        .texts = texts,
        .pairs = arena_array(mem, count, sizeof(struct fair_pair)),
        .scratch = arena_array(mem, count, sizeof(struct fair_pair)),
    };
    for (uint32_t i = 0; i < count; i++) {
        ret_order[i] = i;
    }
    sort_from(&all, ret_order, count, 0);
    arena_reset(mem, mark);
}
