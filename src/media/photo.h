/* SPDX-License-Identifier: EUPL-1.2 */
/* What room media's job does with one photo; the rest of photo.c is in media.h. */
#ifndef OMBRUK_MEDIA_PHOTO_H
#define OMBRUK_MEDIA_PHOTO_H

#include "media/media.h"

/* True if photo_store() has given this hash. Any text is allowed. */
bool photo_is_stored(struct str hash);

/* Makes the three WebP files of a stored photo unless they are there. NOT_FOUND if the photo is
 * not in the media folder; BUSY, UNAVAILABLE: try again later. */
MUST_CHECK enum status photo_make_sizes(struct ctx *ctx, struct str hash);

#endif
