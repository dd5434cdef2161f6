/* SPDX-License-Identifier: EUPL-1.2 */
/* Stable sorts in linear time. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_SORT_H
#define OMBRUK_FAIR_FAIR_SORT_H

#include "fair/fair_case.h"

struct fair_pair {
    uint64_t key;
    uint32_t item;
};

/* Ascending by key. `scratch` has room for as many. */
void fair_sort_pairs(struct fair_pair *pairs, size_t count, struct fair_pair *scratch);
/* Ascending. `scratch` has room for as many. */
void fair_sort_numbers(uint32_t *numbers, size_t count, uint32_t *scratch);
/* Numbers of the texts, by their bytes, a shorter one first. No text may hold U+0000. */
void fair_sort_texts(struct arena *mem, const struct fair_text *texts, uint32_t count,
                     uint32_t *ret_order);

/* As memcmp, a shorter text before a longer one that begins with it. */
int fair_compare_texts(struct fair_text a, struct fair_text b);

#endif
