/* SPDX-License-Identifier: EUPL-1.2 */
/* How often a key or a content has come in one import. */
#ifndef OMBRUK_GOODS_GOODS_IMPORT_SEEN_H
#define OMBRUK_GOODS_GOODS_IMPORT_SEEN_H

#include <stddef.h>
#include <stdint.h>

struct arena;

/* Open addressing, at most half full. Zeroed but for `arena` it is empty. */
struct import_seen {
    struct arena *arena;
    uint64_t *hashes; /* 0: free */
    uint32_t *counts;
    size_t capacity;
    size_t used;
};

/* How often this hash has come, this time included. `hash` has at least eight bytes, evenly
 * spread; two that share the first eight count as one. */
uint32_t goods_import_seen_count(struct import_seen *seen, const unsigned char *hash);

#endif
