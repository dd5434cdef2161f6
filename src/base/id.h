/* SPDX-License-Identifier: EUPL-1.2 */
/* Time-sortable 64-bit ids and random bytes.
 *
 * An id is 41 bits of milliseconds since 2020-01-01Z, 10 bits of node, 12 bits of sequence; the
 * sign bit is 0. Ids of one process strictly increase, also when the clock is set back or 4096
 * are made within a millisecond (then the last millisecond is kept or borrowed from the future).
 * The node number is leased in the database, so two processes never share one. Lasts to 2089. */
#ifndef OMBRUK_BASE_ID_H
#define OMBRUK_BASE_ID_H

#include <stddef.h>
#include <stdint.h>

#define ID_EPOCH_MS INT64_C(1577836800000)
#define ID_NODE_MAX 1023

/* Sets this process's node, 0 to ID_NODE_MAX. Before any id is made. */
void id_set_node(int node);

/* A new id, thread-safe. */
int64_t id_new(void);

/* When the id was made, ms UTC; and the smallest id of an instant, for range queries. */
int64_t id_time_ms(int64_t id);
int64_t id_floor(int64_t at_ms);

#define UUID_TEXT_SIZE 37

/* A UUID version 7 (RFC 9562 section 5.7: 48 bits of Unix milliseconds, then 74 random bits), lower
 * case with a NUL. Made in order, so an index of them grows at its end; not a secret. */
void id_uuid(char ret_text[static UUID_TEXT_SIZE]);

/* Unpredictable bytes from the operating system (getrandom). Never fails: aborts if it must. */
void random_bytes(void *ret_bytes, size_t len);
/* From now on random_bytes() follows from `seed` alone, in this whole process: for making a demo
 * centre that is the same each time, and for tests. Never while serving: codes and sessions made
 * so can be guessed. random_release() goes back to the operating system. */
void random_fix(uint64_t seed);
void random_release(void);
/* Uniform in 0..bound-1, unpredictable; bound > 0. */
uint32_t random_below(uint32_t bound);

#endif
