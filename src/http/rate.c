/* SPDX-License-Identifier: EUPL-1.2 */
/* Counts tries per key in a hash table of fixed size; entries stand in the order of their windows'
 * beginning in a ring, so that the oldest makes room. */
#include <assert.h>
#include <pthread.h>
#include <sodium.h>
#include <stdlib.h>

#include "base/id.h"
#include "base/log.h"
#include "http/http.h"

#include "base/banned.h"

#define RATE_ENTRIES 100000
#define RATE_BUCKETS 131072
#define NO_ENTRY     UINT32_MAX

struct entry {
    unsigned char hash[crypto_generichash_BYTES_MIN];
    int64_t begin_ms;
    uint32_t count; /* 0: not in any bucket */
    uint32_t next;  /* in its bucket */
};

/* A table of the process: a limit must hold across all threads. */
static struct {
    pthread_mutex_t lock;
    struct entry *entries;
    uint32_t *buckets;
    uint32_t ring; /* where the next new entry goes */
    unsigned char key[crypto_generichash_KEYBYTES];
} rate = {.lock = PTHREAD_MUTEX_INITIALIZER};

static void rate_start(void)
{
    if (rate.entries != NULL) {
        return;
    }
    rate.entries = calloc(RATE_ENTRIES, sizeof(*rate.entries));
    rate.buckets = malloc(RATE_BUCKETS * sizeof(*rate.buckets));
    if (rate.entries == NULL || rate.buckets == NULL) {
        log_error("rate", "why=\"out of memory\"");
        abort();
    }
    for (uint32_t i = 0; i < RATE_BUCKETS; i++) {
        rate.buckets[i] = NO_ENTRY;
    }
    random_bytes(rate.key, sizeof(rate.key));
}

static void hash_key(const char *what, struct str key, struct entry *entry)
{
    crypto_generichash_state state;
    crypto_generichash_init(&state, rate.key, sizeof(rate.key), sizeof(entry->hash));
    crypto_generichash_update(&state, (const unsigned char *)what, strlen(what) + 1);
    crypto_generichash_update(&state, (const unsigned char *)key.ptr, key.len);
    crypto_generichash_final(&state, entry->hash, sizeof(entry->hash));
}

static uint32_t *bucket_of(const struct entry *entry)
{
    uint32_t bits = 0;
    memcpy(&bits, entry->hash, sizeof(bits));
    return &rate.buckets[bits % RATE_BUCKETS];
}

/* The link that leads to the entry with this hash, or to NO_ENTRY. */
static uint32_t *find_link(const struct entry *wanted)
{
    uint32_t *link = bucket_of(wanted);
    while (*link != NO_ENTRY &&
           memcmp(rate.entries[*link].hash, wanted->hash, sizeof(wanted->hash)) != 0) {
        link = &rate.entries[*link].next;
    }
    return link;
}

static void drop(uint32_t *link)
{
    struct entry *entry = &rate.entries[*link];
    *link = entry->next;
    entry->count = 0;
}

static struct entry *add(const struct entry *wanted, int64_t now_ms)
{
    struct entry *entry = &rate.entries[rate.ring];
    if (entry->count > 0) {
        drop(find_link(entry));
    }
    uint32_t *bucket = bucket_of(wanted);
    *entry = *wanted;
    entry->begin_ms = now_ms;
    entry->next = *bucket;
    *bucket = rate.ring;
    rate.ring = (rate.ring + 1) % RATE_ENTRIES;
    return entry;
}

enum status rate_limit(const char *what, struct str key, int limit, int64_t window_ms,
                       int64_t now_ms)
{
    struct entry wanted = {.count = 0};
    assert(limit > 0 && window_ms > 0);
    pthread_mutex_lock(&rate.lock);
    rate_start();
    hash_key(what, key, &wanted);
    uint32_t *link = find_link(&wanted);
    /* A clock set back must not lengthen a window for ever. */
    if (*link != NO_ENTRY && (now_ms >= rate.entries[*link].begin_ms + window_ms ||
                              now_ms < rate.entries[*link].begin_ms - window_ms)) {
        drop(link);
        link = find_link(&wanted);
    }
    struct entry *entry = *link == NO_ENTRY ? add(&wanted, now_ms) : &rate.entries[*link];
    if (entry->count <= (uint32_t)limit) {
        entry->count++;
    }
    const bool over = entry->count > (uint32_t)limit;
    pthread_mutex_unlock(&rate.lock);
    return over ? TOO_MANY : OK;
}

void rate_limit_clear(const char *what, struct str key)
{
    struct entry wanted = {.count = 0};
    pthread_mutex_lock(&rate.lock);
    rate_start();
    hash_key(what, key, &wanted);
    uint32_t *link = find_link(&wanted);
    if (*link != NO_ENTRY) {
        drop(link);
    }
    pthread_mutex_unlock(&rate.lock);
}
