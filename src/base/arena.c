/* SPDX-License-Identifier: EUPL-1.2 */
/* Block-chained arena with a cap; unused bytes are poisoned under AddressSanitizer. */
#include "base/arena.h"

#include <assert.h>
#include <stdalign.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"

#include "base/banned.h"

#if defined(__SANITIZE_ADDRESS__)
#define ARENA_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ARENA_ASAN 1
#endif
#endif

#ifdef ARENA_ASAN
#include <sanitizer/asan_interface.h>
#define ARENA_POISON(ptr, size)   ASAN_POISON_MEMORY_REGION((ptr), (size))
#define ARENA_UNPOISON(ptr, size) ASAN_UNPOISON_MEMORY_REGION((ptr), (size))
/* A gap after each allocation turns an overrun into a report. */
#define ARENA_GAP 16
#else
#define ARENA_POISON(ptr, size)   ((void)(ptr), (void)(size))
#define ARENA_UNPOISON(ptr, size) ((void)(ptr), (void)(size))
#define ARENA_GAP                 0
#endif

struct block {
    struct block *previous;
    size_t size;
    size_t used;
    max_align_t data[];
};

struct arena {
    struct block *block;
    size_t cap;
    size_t total;
};

static _Noreturn void arena_die(const char *why, size_t size)
{
    log_error("arena", "why=\"%s\" bytes=%zu", why, size);
    abort();
}

static struct block *block_create(struct block *previous, size_t size)
{
    struct block *block = malloc(sizeof(*block) + size);
    if (block == NULL) {
        arena_die("out of memory", size);
    }
    block->previous = previous;
    block->size = size;
    block->used = 0;
    ARENA_POISON(block->data, size);
    return block;
}

static void block_destroy(struct block *block)
{
    ARENA_UNPOISON(block->data, block->size);
    free(block);
}

struct arena *arena_create(size_t cap)
{
    struct arena *arena = calloc(1, sizeof(*arena));
    if (arena == NULL) {
        arena_die("out of memory", sizeof(*arena));
    }
    arena->cap = cap;
    arena->block = block_create(NULL, ARENA_BLOCK_SIZE);
    return arena;
}

void arena_destroy(struct arena *arena)
{
    if (arena == NULL) {
        return;
    }
    while (arena->block != NULL) {
        struct block *previous = arena->block->previous;
        block_destroy(arena->block);
        arena->block = previous;
    }
    free(arena);
}

void *arena_alloc(struct arena *arena, size_t size)
{
    const size_t align = alignof(max_align_t);
    if (size > arena->cap) {
        arena_die("over the cap", size);
    }
    const size_t padded = (size + ARENA_GAP + align) / align * align;
    if (padded > arena->cap - arena->total) {
        arena_die("over the cap", arena->total + padded);
    }
    if (padded > arena->block->size - arena->block->used) {
        const size_t wanted = padded > ARENA_BLOCK_SIZE ? padded : ARENA_BLOCK_SIZE;
        arena->block = block_create(arena->block, wanted);
    }
    char *bytes = (char *)arena->block->data + arena->block->used;
    arena->block->used += padded;
    arena->total += padded;
    ARENA_UNPOISON(bytes, size == 0 ? 1 : size);
    return memset(bytes, 0, size == 0 ? 1 : size);
}

void *arena_array(struct arena *arena, size_t count, size_t size)
{
    size_t bytes = 0;
    if (__builtin_mul_overflow(count, size, &bytes)) {
        arena_die("over the cap", SIZE_MAX);
    }
    return arena_alloc(arena, bytes);
}

struct arena_mark arena_mark(const struct arena *arena)
{
    return (struct arena_mark){arena->block, arena->block->used, arena->total};
}

void arena_reset(struct arena *arena, struct arena_mark mark)
{
    while (arena->block != mark.block) {
        struct block *previous = arena->block->previous;
        assert(previous != NULL);
        block_destroy(arena->block);
        arena->block = previous;
    }
    assert(arena->block->used >= mark.used);
    ARENA_POISON((char *)arena->block->data + mark.used, arena->block->used - mark.used);
    arena->block->used = mark.used;
    arena->total = mark.total;
}

void arena_clear(struct arena *arena)
{
    while (arena->block->previous != NULL) {
        struct block *previous = arena->block->previous;
        block_destroy(arena->block);
        arena->block = previous;
    }
    ARENA_POISON(arena->block->data, arena->block->used);
    arena->block->used = 0;
    arena->total = 0;
}

size_t arena_used(const struct arena *arena)
{
    return arena->total;
}
