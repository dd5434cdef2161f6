/* SPDX-License-Identifier: EUPL-1.2 */
/* Id generator: one atomic word holds milliseconds and sequence. */
#include "base/id.h"

#include <assert.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/types.h>

#include "base/clock.h"

#include "base/banned.h"

#define SEQUENCE_BITS 12
#define NODE_BITS     10

static _Atomic int id_node = 0;
/* (ms << 12) | sequence of the newest id. */
static _Atomic int64_t id_last = 0;

void id_set_node(int node)
{
    assert(node >= 0 && node <= ID_NODE_MAX);
    atomic_store(&id_node, node);
}

int64_t id_new(void)
{
    const int64_t now = (clock_now_ms() - ID_EPOCH_MS) << SEQUENCE_BITS;
    int64_t last = atomic_load(&id_last);
    int64_t next = 0;
    do {
        next = now > last ? now : last + 1;
    } while (!atomic_compare_exchange_weak(&id_last, &last, next));
    const int64_t ms = next >> SEQUENCE_BITS;
    const int64_t sequence = next & ((1 << SEQUENCE_BITS) - 1);
    return (ms << (NODE_BITS + SEQUENCE_BITS)) | ((int64_t)atomic_load(&id_node) << SEQUENCE_BITS) |
           sequence;
}

int64_t id_time_ms(int64_t id)
{
    return (id >> (NODE_BITS + SEQUENCE_BITS)) + ID_EPOCH_MS;
}

int64_t id_floor(int64_t at_ms)
{
    return at_ms <= ID_EPOCH_MS ? 0 : (at_ms - ID_EPOCH_MS) << (NODE_BITS + SEQUENCE_BITS);
}

static _Atomic bool random_fixed = false;
static _Atomic uint64_t random_state = 0;

void random_fix(uint64_t seed)
{
    atomic_store(&random_state, seed);
    atomic_store(&random_fixed, true);
}

void random_release(void)
{
    atomic_store(&random_fixed, false);
}

/* SplitMix64 (Steele, Lea, Flood: Fast splittable pseudorandom number generators, 2014). */
static uint64_t random_next(void)
{
    uint64_t z = atomic_fetch_add(&random_state, UINT64_C(0x9E3779B97F4A7C15)) +
                 UINT64_C(0x9E3779B97F4A7C15);
    z = (z ^ (z >> 30)) * UINT64_C(0xBF58476D1CE4E5B9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94D049BB133111EB);
    return z ^ (z >> 31);
}

/* Each thread has some of the kernel's bytes in store, because asking costs more than the bytes. */
static pthread_once_t store_once = PTHREAD_ONCE_INIT;
static _Thread_local unsigned char store[256];
static _Thread_local size_t store_left;

/* A child must not give out what its parent does. */
static void empty_store(void)
{
    store_left = 0;
}

static void watch_forks(void)
{
    if (pthread_atfork(NULL, NULL, empty_store) != 0) {
        abort();
    }
}

/* What was given out is wiped. */
static size_t take_random(unsigned char *out, size_t len)
{
    if (store_left == 0) {
        pthread_once(&store_once, watch_forks);
        const ssize_t got = getrandom(store, sizeof(store), 0);
        if (got <= 0) {
            abort();
        }
        store_left = (size_t)got;
    }
    const size_t step = len < store_left ? len : store_left;
    unsigned char *from = store + store_left - step;
    memcpy(out, from, step);
    explicit_bzero(from, step);
    store_left -= step;
    return step;
}

void random_bytes(void *ret_bytes, size_t len)
{
    unsigned char *at = ret_bytes;
    while (atomic_load(&random_fixed) && len > 0) {
        const uint64_t word = random_next();
        const size_t step = len < sizeof(word) ? len : sizeof(word);
        memcpy(at, &word, step);
        at += step;
        len -= step;
    }
    while (len > 0) {
        const size_t step = take_random(at, len);
        at += step;
        len -= step;
    }
}

uint32_t random_below(uint32_t bound)
{
    assert(bound > 0);
    /* Numbers under the threshold would favour small results; draw again. */
    const uint32_t threshold = (0u - bound) % bound;
    uint32_t number = 0;
    do {
        random_bytes(&number, sizeof(number));
    } while (number < threshold);
    return number % bound;
}

void id_uuid(char ret_text[static UUID_TEXT_SIZE])
{
    static const char digits[] = "0123456789abcdef";
    const uint64_t at_ms = (uint64_t)clock_now_ms();
    unsigned char bytes[16];
    random_bytes(bytes + 6, sizeof(bytes) - 6);
    for (int i = 0; i < 6; i++) {
        bytes[i] = (unsigned char)(at_ms >> (40 - 8 * i));
    }
    bytes[6] = (unsigned char)((bytes[6] & 0x0F) | 0x70);
    bytes[8] = (unsigned char)((bytes[8] & 0x3F) | 0x80);
    char *at = ret_text;
    for (size_t i = 0; i < sizeof(bytes); i++) {
        if (i == 4 || i == 6 || i == 8 || i == 10) {
            *at++ = '-';
        }
        *at++ = digits[bytes[i] >> 4];
        *at++ = digits[bytes[i] & 0x0F];
    }
    *at = '\0';
}
