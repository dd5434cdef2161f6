/* SPDX-License-Identifier: EUPL-1.2 */
/* When sessions were last used, in memory, so that no GET has to write (decisions.md).
 *
 * A table of fixed size, shared by all threads. When it is crowded the least used of eight
 * neighbours is forgotten; that only makes a session look idle since its last flush. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_MEMORY_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_MEMORY_H

#include <stddef.h>
#include <stdint.h>

struct db;

struct accounts_use {
    const struct db *db;
    int64_t centre_id;
    int64_t session_id;
    int64_t used_ms;
};

void accounts_memory_touch(struct accounts_use use);

/* The last use remembered, or 0. */
int64_t accounts_memory_last(const struct db *db, int64_t session_id);

/* Takes at most `most` uses of `db` that are not flushed yet; the rest comes in the next call. They
 * stay remembered. */
size_t accounts_memory_take(const struct db *db, struct accounts_use *ret_uses, size_t most);

/* Forgets all of `db`. */
void accounts_memory_drop(const struct db *db);

#endif
