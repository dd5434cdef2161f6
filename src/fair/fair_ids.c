/* SPDX-License-Identifier: EUPL-1.2 */
/* An open hash from texts to numbers. */
#include "fair/fair_ids.h"

#include <sodium.h>
#include <string.h>

#include "base/banned.h"

#define BEGIN_BYTES 8

/* The first bytes of a text; all of a short one, and its length in the byte that is left. */
static uint64_t begin_of(struct str text)
{
    uint64_t begin = 0;
    if (text.len >= BEGIN_BYTES) {
        memcpy(&begin, text.ptr, BEGIN_BYTES);
        return begin;
    }
    for (size_t i = 0; i < text.len; i++) {
        begin = begin << 8 | (unsigned char)text.ptr[i];
    }
    return begin | (uint64_t)(text.len + 1) << 56;
}

static uint64_t hash_of(const struct fair_ids *ids, struct str text)
{
    unsigned char bytes[crypto_shorthash_BYTES];
    uint64_t hash = 0;
    crypto_shorthash(bytes, (const unsigned char *)text.ptr, text.len, ids->key);
    memcpy(&hash, bytes, sizeof(hash));
    return hash;
}

static void make_slots(struct fair_ids *ids, struct arena *mem)
{
    size_t slots = 16;
    while (slots < (size_t)ids->capacity * 2) {
        slots *= 2;
    }
    ids->slots = arena_array(mem, slots, sizeof(ids->slots[0]));
    ids->mask = slots - 1;
}

void fair_ids_init(struct fair_ids *ids, struct arena *mem, size_t capacity,
                   const unsigned char seed[static 16])
{
    _Static_assert(crypto_shorthash_KEYBYTES == sizeof(ids->key), "the key of the hash");
    *ids = (struct fair_ids){.capacity = (uint32_t)(capacity < 8 ? 8 : capacity)};
    memcpy(ids->key, seed, sizeof(ids->key));
    ids->texts = arena_array(mem, ids->capacity, sizeof(ids->texts[0]));
    make_slots(ids, mem);
}

/* The slot of the text, or the free one where it would go. */
static size_t slot_of(const struct fair_ids *ids, struct str text, uint64_t hash)
{
    const uint64_t begin = begin_of(text);
    const uint32_t tag = (uint32_t)(hash >> 32);
    size_t at = (size_t)hash & ids->mask;
    for (; ids->slots[at].number != 0; at = (at + 1) & ids->mask) {
        const struct fair_slot *slot = &ids->slots[at];
        if (slot->tag != tag || slot->begin != begin) {
            continue;
        }
        if (text.len < BEGIN_BYTES) {
            break;
        }
        const struct fair_text *known = &ids->texts[slot->number - 1];
        if (known->len == text.len && memcmp(known->ptr, text.ptr, text.len) == 0) {
            break;
        }
    }
    return at;
}

static void put(struct fair_ids *ids, size_t at, struct str text, uint64_t hash, uint32_t number)
{
    ids->slots[at] = (struct fair_slot){begin_of(text), (uint32_t)(hash >> 32), number + 1};
}

static void grow(struct fair_ids *ids, struct arena *mem)
{
    struct fair_text *wider = arena_array(mem, (size_t)ids->capacity * 2, sizeof(wider[0]));
    memcpy(wider, ids->texts, ids->count * sizeof(wider[0]));
    ids->texts = wider;
    ids->capacity *= 2;
    make_slots(ids, mem);
    for (uint32_t i = 0; i < ids->count; i++) {
        const struct str text = {wider[i].ptr, wider[i].len};
        const uint64_t hash = hash_of(ids, text);
        put(ids, slot_of(ids, text, hash), text, hash, i);
    }
}

uint32_t fair_ids_add(struct fair_ids *ids, struct arena *mem, struct str text, bool *ret_new)
{
    if (ids->count == ids->capacity) {
        grow(ids, mem);
    }
    const uint64_t hash = hash_of(ids, text);
    const size_t slot = slot_of(ids, text, hash);
    *ret_new = ids->slots[slot].number == 0;
    if (*ret_new) {
        ids->texts[ids->count] = (struct fair_text){text.ptr, (uint32_t)text.len};
        put(ids, slot, text, hash, ids->count);
        ids->count++;
    }
    return ids->slots[slot].number - 1;
}

uint32_t fair_ids_find(const struct fair_ids *ids, struct str text)
{
    const uint32_t number = ids->slots[slot_of(ids, text, hash_of(ids, text))].number;
    return number == 0 ? FAIR_NONE : number - 1;
}

void fair_ids_renumber(struct fair_ids *ids, struct arena *mem, const uint32_t *rank)
{
    struct fair_text *texts = arena_array(mem, ids->capacity, sizeof(texts[0]));
    for (uint32_t i = 0; i < ids->count; i++) {
        texts[rank[i]] = ids->texts[i];
    }
    ids->texts = texts;
    for (size_t slot = 0; slot <= ids->mask; slot++) {
        uint32_t *number = &ids->slots[slot].number;
        if (*number != 0) {
            *number = rank[*number - 1] + 1;
        }
    }
}
