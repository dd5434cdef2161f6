/* SPDX-License-Identifier: EUPL-1.2 */
/* Id generator: one atomic word holds milliseconds and sequence. */
#include "base/id.h"

#include <assert.h>
#include <stdatomic.h>
#include <stdlib.h>
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

void random_bytes(void *ret_bytes, size_t len)
{
    unsigned char *at = ret_bytes;
    while (len > 0) {
        const ssize_t got = getrandom(at, len > 256 ? 256 : len, 0);
        if (got < 0) {
            abort();
        }
        at += got;
        len -= (size_t)got;
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
