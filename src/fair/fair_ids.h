/* SPDX-License-Identifier: EUPL-1.2 */
/* Texts to numbers. Private to the floor. */
#ifndef OMBRUK_FAIR_FAIR_IDS_H
#define OMBRUK_FAIR_FAIR_IDS_H

#include "fair/fair_case.h"

/* Room for `capacity` texts at first. `seed`: what the key of the hash is made from. */
void fair_ids_init(struct fair_ids *ids, struct arena *mem, size_t capacity,
                   const unsigned char seed[static 16]);
/* The number of the text, made if it is new; *ret_new says which. */
uint32_t fair_ids_add(struct fair_ids *ids, struct arena *mem, struct str text, bool *ret_new);
/* The number, or FAIR_NONE. */
uint32_t fair_ids_find(const struct fair_ids *ids, struct str text);
/* Gives text `number` the number rank[number] instead. */
void fair_ids_renumber(struct fair_ids *ids, struct arena *mem, const uint32_t *rank);

#endif
