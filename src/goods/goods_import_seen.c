/* SPDX-License-Identifier: EUPL-1.2 */
/* A table of hashes with counts. */
#include "goods/goods_import_seen.h"

#include <string.h>

#include "base/arena.h"

#include "base/banned.h"

#define SEEN_FIRST 4096

static void grow(struct import_seen *seen)
{
    const struct import_seen old = *seen;
    seen->capacity = old.capacity == 0 ? SEEN_FIRST : old.capacity * 2;
    seen->hashes = arena_array(seen->arena, seen->capacity, sizeof(*seen->hashes));
    seen->counts = arena_array(seen->arena, seen->capacity, sizeof(*seen->counts));
    for (size_t i = 0; i < old.capacity; i++) {
        if (old.hashes[i] != 0) {
            size_t at = old.hashes[i] & (seen->capacity - 1);
            while (seen->hashes[at] != 0) {
                at = (at + 1) & (seen->capacity - 1);
            }
            seen->hashes[at] = old.hashes[i];
            seen->counts[at] = old.counts[i];
        }
    }
}

uint32_t goods_import_seen_count(struct import_seen *seen, const unsigned char *bytes)
{
    uint64_t hash = 0;
    memcpy(&hash, bytes, sizeof(hash));
    hash = hash == 0 ? 1 : hash;
    if (2 * (seen->used + 1) > seen->capacity) {
        grow(seen);
    }
    size_t at = hash & (seen->capacity - 1);
    while (seen->hashes[at] != 0 && seen->hashes[at] != hash) {
        at = (at + 1) & (seen->capacity - 1);
    }
    seen->used += seen->hashes[at] == 0;
    seen->hashes[at] = hash;
    return ++seen->counts[at];
}
