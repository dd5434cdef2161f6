/* SPDX-License-Identifier: EUPL-1.2 */
/* Counts connections per address in a plain array: it is short and read only on accept. */
#include "http/census.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/log.h"

#include "base/banned.h"

struct person {
    struct address network;
    int connections;
};

struct census {
    pthread_mutex_t lock;
    int per_address;
    int max;
    int count;
    struct person people[];
};

struct census *census_create(int connections_max, int per_address)
{
    struct census *census =
        calloc(1, sizeof(*census) + (size_t)connections_max * sizeof(census->people[0]));
    if (census == NULL) {
        log_error("server", "why=\"out of memory\"");
        abort();
    }
    pthread_mutex_init(&census->lock, NULL);
    census->per_address = per_address;
    census->max = connections_max;
    return census;
}

void census_destroy(struct census *census)
{
    if (census != NULL) {
        pthread_mutex_destroy(&census->lock);
        free(census);
    }
}

static int find(const struct census *census, const struct address *network)
{
    for (int i = 0; i < census->count; i++) {
        if (memcmp(&census->people[i].network, network, sizeof(*network)) == 0) {
            return i;
        }
    }
    return -1;
}

bool census_enter(struct census *census, const struct address *address)
{
    const struct address network = address_network(address);
    pthread_mutex_lock(&census->lock);
    int i = find(census, &network);
    if (i < 0 && census->count < census->max) {
        i = census->count++;
        census->people[i] = (struct person){.network = network};
    }
    const bool welcome = i >= 0 && census->people[i].connections < census->per_address;
    if (welcome) {
        census->people[i].connections++;
    }
    pthread_mutex_unlock(&census->lock);
    return welcome;
}

void census_leave(struct census *census, const struct address *address)
{
    const struct address network = address_network(address);
    pthread_mutex_lock(&census->lock);
    const int i = find(census, &network);
    assert(i >= 0 && census->people[i].connections > 0);
    census->people[i].connections--;
    if (census->people[i].connections == 0) {
        census->people[i] = census->people[--census->count];
    }
    pthread_mutex_unlock(&census->lock);
}
