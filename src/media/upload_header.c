/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads the sides of a JPEG or PNG from its header, without decoding. */
#include "media/upload_header.h"

#include <string.h>

#include "media/media.h"

#include "base/banned.h"

#define JPEG_SOF_BYTES 7 /* length, precision, height, width */
#define PNG_BYTES      24

static uint32_t big_endian(struct str bytes, size_t at, size_t count)
{
    uint32_t number = 0;
    for (size_t i = 0; i < count; i++) {
        number = number << 8 | (unsigned char)bytes.ptr[at + i];
    }
    return number;
}

static enum photo_verdict judge(uint64_t width, uint64_t height)
{
    if (width == 0 || height == 0) {
        return PHOTO_BROKEN;
    }
    if (width * height > PHOTO_PIXELS_MAX) {
        return PHOTO_TOO_MANY_PIXELS;
    }
    return width < PHOTO_SIDE_MIN || height < PHOTO_SIDE_MIN ? PHOTO_SMALL : PHOTO_FINE;
}

static enum photo_verdict png(struct str bytes)
{
    if (bytes.len < PNG_BYTES || memcmp(bytes.ptr + 12, "IHDR", 4) != 0) {
        return PHOTO_BROKEN;
    }
    return judge(big_endian(bytes, 16, 4), big_endian(bytes, 20, 4));
}

/* C0 to CF begin a frame, but for tables and what is reserved. */
static bool begins_frame(unsigned char marker)
{
    return marker >= 0xc0 && marker <= 0xcf && marker != 0xc4 && marker != 0xc8 && marker != 0xcc;
}

/* Restart markers and TEM stand alone. */
static bool has_length(unsigned char marker)
{
    return marker != 0x01 && (marker < 0xd0 || marker > 0xd7);
}

/* Walks the segments up to the frame. What stands between them is skipped, as decoders do. */
static enum photo_verdict jpeg(struct str bytes)
{
    size_t at = 2;
    while (at + 4 <= bytes.len) {
        const unsigned char marker = (unsigned char)bytes.ptr[at + 1];
        if ((unsigned char)bytes.ptr[at] != 0xff || marker == 0xff || marker == 0) {
            at++;
            continue;
        }
        if (begins_frame(marker)) {
            return at + 2 + JPEG_SOF_BYTES > bytes.len
                       ? PHOTO_BROKEN
                       : judge(big_endian(bytes, at + 7, 2), big_endian(bytes, at + 5, 2));
        }
        if (marker == 0xd8 || marker == 0xd9 || marker == 0xda) {
            return PHOTO_BROKEN;
        }
        at += 2 + (has_length(marker) ? big_endian(bytes, at + 2, 2) : 0);
    }
    return PHOTO_BROKEN;
}

enum photo_verdict upload_header(struct str bytes)
{
    static const char png_begin[] = "\x89PNG\r\n\x1a\n";
    if (str_starts_with(bytes, STR("\xff\xd8\xff"))) {
        return jpeg(bytes);
    }
    return str_starts_with(bytes, (struct str){png_begin, sizeof(png_begin) - 1})
               ? png(bytes)
               : PHOTO_NOT_PICTURE;
}
