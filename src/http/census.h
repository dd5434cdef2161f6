/* SPDX-License-Identifier: EUPL-1.2 */
/* How many connections each client address holds, over all loops. */
#ifndef OMBRUK_HTTP_CENSUS_H
#define OMBRUK_HTTP_CENSUS_H

#include "http/address.h"

struct census;

/* For at most `connections_max` connections, `per_address` from one network (address_network). */
struct census *census_create(int connections_max, int per_address);
void census_destroy(struct census *census);

/* Counts one more connection; false if the address has its share. Thread-safe, as is leave. */
bool census_enter(struct census *census, const struct address *address);
void census_leave(struct census *census, const struct address *address);

#endif
