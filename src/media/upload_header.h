/* SPDX-License-Identifier: EUPL-1.2 */
/* What the first bytes of a file say it is. Inside media only. */
#ifndef OMBRUK_MEDIA_UPLOAD_HEADER_H
#define OMBRUK_MEDIA_UPLOAD_HEADER_H

#include "base/str.h"
#include "media/photo_worker.h"

/* PHOTO_FINE for a file that begins as a JPEG or PNG whose sides and pixels are within the limits
 * of media.h; what comes after its header is not looked at, and any bytes are allowed. */
enum photo_verdict upload_header(struct str bytes);

#endif
