/* SPDX-License-Identifier: EUPL-1.2 */
/* Files of the media folder, inside room media: named by hash, written whole or not at all.
 *
 * A file is written under a temporary name, fsynced, renamed, and its folder fsynced; a crash
 * leaves the old state or the new one, and at worst a file ".new-…" that nobody reads and that is
 * swept away a day later. */
#ifndef OMBRUK_MEDIA_MEDIA_FILES_H
#define OMBRUK_MEDIA_MEDIA_FILES_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"
#include "base/str.h"

/* SHA-256 in lower-case hexadecimal. */
#define MEDIA_HASH_LEN 64
#define MEDIA_PATH_MAX 96

bool media_hash_is_valid(struct str hash);

/* A descriptor for reading, which the caller closes, or -1. `hash` must be valid (assert). */
int media_file_open(struct str hash, const char *ending);
bool media_file_exists(struct str hash, const char *ending);

struct media_file {
    int fd;
    char path[MEDIA_PATH_MAX];
    char temporary[MEDIA_PATH_MAX];
};

/* Opens a temporary file that will become HASH + ending. Ended by keep or drop. UNAVAILABLE if the
 * disk does not take it. */
MUST_CHECK enum status media_file_begin(struct str hash, const char *ending,
                                        struct media_file *ret_file);
/* Makes it durable under its name and closes it; UNAVAILABLE if it could not: then it is dropped.
 */
MUST_CHECK enum status media_file_keep(struct media_file *file);
/* Closes and removes it. A zeroed, kept or dropped one is allowed. */
void media_file_drop(struct media_file *file);

/* A new file HASH + ending for writing, which the caller closes, or -1. Not durable before
 * media_files_sync(): for many at once in a folder that nobody uses yet. */
int media_file_create(struct str hash, const char *ending);
/* Makes all that was written durable. UNAVAILABLE if the disk does not take it. */
MUST_CHECK enum status media_files_sync(void);

/* Removes temporary files last written before `before_ms`: what a crash left. UNAVAILABLE if a
 * folder cannot be read. */
MUST_CHECK enum status media_files_sweep(int64_t before_ms);
void media_file_remove(struct str hash, const char *ending);

/* ---- files that come in pieces ------------------------------------------------------------------
 * "part/CENTRE-UUID" in the media folder; not part of any copy. */

/* For reading and writing, made when it is missing if `create`; the caller closes. -1: errno tells.
 * `uuid` is 36 hex digits and hyphens (assert). */
int media_part_open(int64_t centre_id, struct str uuid, bool create);
/* Allowed also when there is none. */
void media_part_remove(int64_t centre_id, struct str uuid);

#endif
