/* SPDX-License-Identifier: EUPL-1.2 */
/* A small hash table of sessions and their last use. */
#include "accounts/accounts_memory.h"

#include <pthread.h>
#include <stdbool.h>

#include "base/banned.h"

#define BUCKETS 512
#define WAYS    8

struct slot {
    struct accounts_use use; /* .db NULL: unused */
    bool dirty;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct slot slots[BUCKETS][WAYS];

static struct slot *bucket_of(int64_t session_id)
{
    /* Ids differ mostly in time and sequence: Fibonacci hashing spreads both. */
    const uint64_t hash = (uint64_t)session_id * UINT64_C(11400714819323198485);
    return slots[(hash >> 32) % BUCKETS];
}

static bool is_of(const struct slot *slot, const struct db *db, int64_t session_id)
{
    return slot->use.db == db && slot->use.session_id == session_id;
}

void accounts_memory_touch(struct accounts_use use)
{
    pthread_mutex_lock(&lock);
    struct slot *bucket = bucket_of(use.session_id);
    struct slot *place = &bucket[0];
    for (size_t i = 0; i < WAYS; i++) {
        if (is_of(&bucket[i], use.db, use.session_id)) {
            place = &bucket[i];
            break;
        }
        if (bucket[i].use.used_ms < place->use.used_ms) {
            place = &bucket[i];
        }
    }
    if (!is_of(place, use.db, use.session_id) || place->use.used_ms < use.used_ms) {
        *place = (struct slot){.use = use, .dirty = true};
    }
    pthread_mutex_unlock(&lock);
}

int64_t accounts_memory_last(const struct db *db, int64_t session_id)
{
    int64_t used_ms = 0;
    pthread_mutex_lock(&lock);
    const struct slot *bucket = bucket_of(session_id);
    for (size_t i = 0; i < WAYS; i++) {
        if (is_of(&bucket[i], db, session_id)) {
            used_ms = bucket[i].use.used_ms;
        }
    }
    pthread_mutex_unlock(&lock);
    return used_ms;
}

size_t accounts_memory_take(const struct db *db, struct accounts_use *ret_uses, size_t most)
{
    size_t count = 0;
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < (size_t)BUCKETS * WAYS && count < most; i++) {
        struct slot *slot = &slots[i / WAYS][i % WAYS];
        if (slot->use.db == db && slot->dirty) {
            ret_uses[count++] = slot->use;
            slot->dirty = false;
        }
    }
    pthread_mutex_unlock(&lock);
    return count;
}

void accounts_memory_drop(const struct db *db)
{
    pthread_mutex_lock(&lock);
    for (size_t i = 0; i < (size_t)BUCKETS * WAYS; i++) {
        struct slot *slot = &slots[i / WAYS][i % WAYS];
        if (slot->use.db == db) {
            *slot = (struct slot){0};
        }
    }
    pthread_mutex_unlock(&lock);
}
