/* SPDX-License-Identifier: EUPL-1.2 */
/* Memory that lives as long as one request or job and is freed in one step.
 *
 * An arena grows in blocks up to a hard cap. The cap is a bug detector: sizes are bounded at the
 * door (form limits, page sizes), so code never checks an allocation. Reaching the cap, or real
 * lack of memory, logs one line and aborts the process; nothing acknowledged is lost by that,
 * because acknowledged means committed. Not thread-safe: one thread at a time. */
#ifndef OMBRUK_BASE_ARENA_H
#define OMBRUK_BASE_ARENA_H

#include <stddef.h>

#define ARENA_BLOCK_SIZE  ((size_t)64 * 1024)
#define ARENA_DEFAULT_CAP ((size_t)16 * 1024 * 1024)

struct arena;

/* A place to return to; valid until a reset to an earlier mark. */
struct arena_mark {
    void *block;
    size_t used;
    size_t total;
};

/* A new arena that may hand out at most `cap` bytes. The caller destroys it. */
struct arena *arena_create(size_t cap);

/* Frees the arena and all it handed out. NULL is allowed. */
void arena_destroy(struct arena *arena);

/* `size` zeroed bytes, aligned for any type. Size 0 gives a valid, distinct pointer. */
void *arena_alloc(struct arena *arena, size_t size) __attribute__((returns_nonnull, malloc));

/* `count` zeroed elements of `size` bytes; an overflowing product counts as over the cap. */
void *arena_array(struct arena *arena, size_t count, size_t size) __attribute__((returns_nonnull));

/* Remember where the arena stands; arena_reset() gives back all that came later. */
struct arena_mark arena_mark(const struct arena *arena);
void arena_reset(struct arena *arena, struct arena_mark mark);

/* Empties the arena but keeps its first block for the next request. */
void arena_clear(struct arena *arena);

/* Bytes handed out since the start or the last clear, with padding. */
size_t arena_used(const struct arena *arena);

/* One zeroed `type` from `arena`. */
#define ARENA_NEW(arena, type) ((type *)arena_alloc((arena), sizeof(type)))

#endif
