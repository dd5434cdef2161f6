/* SPDX-License-Identifier: EUPL-1.2 */
/* A gettext catalogue (.mo) in memory, with a hash table for finding a string. */
#ifndef OMBRUK_I18N_CATALOGUE_H
#define OMBRUK_I18N_CATALOGUE_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "base/str.h"

struct catalogue_entry {
    uint64_t hash;
    struct str source; /* the singular; `.ptr` NULL in a free slot */
    const char *text;
    const char *many; /* the second plural form, or the text itself */
};

struct catalogue {
    struct catalogue_entry *slots;
    size_t slot_count; /* a power of two, at most half of it used */
    size_t count;
};

/* Reads `bytes`, which must outlive the catalogue: its strings are views. The table is in `arena`.
 * INVALID if it is no little-endian .mo file of format 0, or a string lies outside it or has no
 * NUL after it. The header (source "") is left out. Format: GNU gettext manual, "MO Files". */
MUST_CHECK enum status catalogue_read(struct arena *arena, const unsigned char *bytes, size_t len,
                                      struct catalogue *ret_catalogue);

/* The entry of `source`, or NULL. */
const struct catalogue_entry *catalogue_find(const struct catalogue *catalogue, const char *source);

#endif
