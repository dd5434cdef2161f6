/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of media share about one photo; the rest is in media.h. */
#ifndef OMBRUK_MEDIA_PHOTO_H
#define OMBRUK_MEDIA_PHOTO_H

#include "media/media.h"
#include "media/photo_worker.h"

/* Endings of what is kept of a photo, of a drawing, and of what has not been through the door. */
#define PHOTO_ORIGINAL ".orig"
#define PHOTO_DRAWING  ".svg"
#define PHOTO_RAW      ".raw"

/* What a worker's verdict means to the sender: OK, or INVALID, TOO_LARGE, UNAVAILABLE with ctx->err
 * where a person can do something. */
MUST_CHECK enum status photo_verdict_status(struct ctx *ctx, enum photo_verdict verdict);

/* SHA-256 of `bytes` in hexadecimal, in ctx->mem. */
struct str photo_hash(struct ctx *ctx, struct str bytes);

/* Checks the JPEG or PNG in `in` and keeps it as the original of `hash`; fails as photo_store(). */
MUST_CHECK enum status photo_receive(struct ctx *ctx, int in, struct str hash);
/* The same and the three sizes at once, which takes one process and not two; for jobs, as a person
 * need not wait for sizes. */
MUST_CHECK enum status photo_receive_whole(struct ctx *ctx, int in, struct str hash);

bool photo_drawing_is_stored(struct str hash);
/* Turns the drawing `hash` into pixels and receives them. NOT_FOUND if there is no such drawing,
 * UNAVAILABLE if rsvg-convert is missing or fails. */
MUST_CHECK enum status photo_drawing_receive(struct ctx *ctx, struct str hash);

/* True if photo_store() or photo_store_drawing() has given this hash. Any text is allowed. */
bool photo_is_stored(struct str hash);

/* Makes the three WebP files of a stored photo or drawing unless they are there. NOT_FOUND if it is
 * not in the media folder; BUSY, UNAVAILABLE: try again later. */
MUST_CHECK enum status photo_make_sizes(struct ctx *ctx, struct str hash);

/* The endings a photo's files may have: i from 0 until NULL. Those before
 * PHOTO_SIZES_FROM are what was received, one of which is always there; the rest is made from it.
 */
#define PHOTO_SIZES_FROM 3
const char *photo_file_ending(size_t i);

#endif
