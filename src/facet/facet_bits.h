/* SPDX-License-Identifier: EUPL-1.2 */
/* Sets of places within one segment, as bits. Inside the folder only. */
#ifndef OMBRUK_FACET_FACET_BITS_H
#define OMBRUK_FACET_FACET_BITS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define SEGMENT_DOCS  65536U
#define SEGMENT_WORDS (SEGMENT_DOCS / 64)

struct bits {
    uint64_t words[SEGMENT_WORDS];
};

static inline bool bits_has(const struct bits *bits, uint32_t place)
{
    return (bits->words[place / 64] >> (place % 64) & 1) != 0;
}

static inline void bits_set(struct bits *bits, uint32_t place)
{
    bits->words[place / 64] |= UINT64_C(1) << (place % 64);
}

static inline void bits_clear(struct bits *bits, uint32_t place)
{
    bits->words[place / 64] &= ~(UINT64_C(1) << (place % 64));
}

static inline void bits_or(struct bits *into, const struct bits *other)
{
    for (size_t i = 0; i < SEGMENT_WORDS; i++) {
        into->words[i] |= other->words[i];
    }
}

static inline void bits_and(struct bits *into, const struct bits *other)
{
    for (size_t i = 0; i < SEGMENT_WORDS; i++) {
        into->words[i] &= other->words[i];
    }
}

/* How many bits, without the processor's own instruction, which not every machine has: sums of
 * eight words side by side, as compilers make vectors of. */
static inline uint64_t bits_sum(uint64_t x)
{
    x = x - ((x >> 1) & UINT64_C(0x5555555555555555));
    x = (x & UINT64_C(0x3333333333333333)) + ((x >> 2) & UINT64_C(0x3333333333333333));
    return (x + (x >> 4)) & UINT64_C(0x0F0F0F0F0F0F0F0F);
}

static inline uint32_t bits_total(uint64_t bytes)
{
    /* Eight counters of a byte each to four of two bytes, and so on. */
    bytes = (bytes & UINT64_C(0x00FF00FF00FF00FF)) + ((bytes >> 8) & UINT64_C(0x00FF00FF00FF00FF));
    bytes = (bytes & UINT64_C(0x0000FFFF0000FFFF)) + ((bytes >> 16) & UINT64_C(0x0000FFFF0000FFFF));
    return (uint32_t)(bytes & UINT64_C(0xFFFFFFFF)) + (uint32_t)(bytes >> 32);
}

#define BITS_STRIDE 16 /* 16 words of at most 8 in each byte stay below 256 */

static inline uint32_t bits_count(const struct bits *bits)
{
    uint32_t count = 0;
    for (size_t i = 0; i < SEGMENT_WORDS; i += BITS_STRIDE) {
        uint64_t sum = 0;
        for (size_t j = 0; j < BITS_STRIDE; j++) {
            sum += bits_sum(bits->words[i + j]);
        }
        count += bits_total(sum);
    }
    return count;
}

static inline uint32_t bits_count_both(const struct bits *a, const struct bits *b)
{
    uint32_t count = 0;
    for (size_t i = 0; i < SEGMENT_WORDS; i += BITS_STRIDE) {
        uint64_t sum = 0;
        for (size_t j = 0; j < BITS_STRIDE; j++) {
            sum += bits_sum(a->words[i + j] & b->words[i + j]);
        }
        count += bits_total(sum);
    }
    return count;
}

/* The next place below `*place` that is set, which moves there; false when there is none. Begin
 * with SEGMENT_DOCS. */
static inline bool bits_next_down(const struct bits *bits, uint32_t *place)
{
    if (*place == 0) {
        return false;
    }
    uint32_t word = (*place - 1) / 64;
    uint64_t left = bits->words[word] & (UINT64_MAX >> (63 - (*place - 1) % 64));
    while (left == 0) {
        if (word == 0) {
            return false;
        }
        left = bits->words[--word];
    }
    *place = word * 64 + 63 - (uint32_t)__builtin_clzll(left);
    return true;
}

#endif
