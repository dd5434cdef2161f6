/* SPDX-License-Identifier: EUPL-1.2 */
/* What happens to a photo inside its own process; the only place that runs libvips.
 *
 * The server starts itself again as `ombruk photo-worker door|sizes|whole` (process.h). Reasons:
 * code that decodes hostile pictures shares no memory with sessions and data, a picture that
 * crashes or eats memory ends only its own process, and the server's memory stays flat. */
#ifndef OMBRUK_MEDIA_PHOTO_WORKER_H
#define OMBRUK_MEDIA_PHOTO_WORKER_H

#include <stdbool.h>
#include <stddef.h>

/* The exit code of a worker. */
enum photo_verdict {
    PHOTO_FINE = 0,
    PHOTO_NOT_PICTURE = 20, /* neither JPEG nor PNG */
    PHOTO_BROKEN,           /* cut off or damaged */
    PHOTO_SMALL,            /* a side under PHOTO_SIDE_MIN */
    PHOTO_TOO_MANY_PIXELS,  /* over PHOTO_PIXELS_MAX */
    PHOTO_NO_ROOM,          /* what was made could not be written */
    PHOTO_WRONG_USE,
};

/* The longest side of what is kept of the original; three WebP widths are made from it. */
#define PHOTO_KEPT_SIDE_MAX 2560

/* A WebP of 400 px is made again with lower quality until it is at most this large. */
#define PHOTO_CARD_BYTES_MAX ((size_t)28 * 1024)

/* The whole program when its first argument is "photo-worker"; returns the verdict.
 * door:  reads a JPEG or PNG from descriptor 0, writes an upright sRGB JPEG without any metadata
 *        and at most PHOTO_KEPT_SIDE_MAX long to 1.
 * sizes: reads such a JPEG from 0, writes WebP 400, 800 and 1600 px wide (never enlarged) to
 *        3, 4, 5.
 * whole: both at once, from what is read from 0: the JPEG to 1, the sizes to 3, 4, 5. */
int photo_worker_main(int argc, char **argv);

/* The same in this process, for fuzzing; photo_worker_begin() once before. */
bool photo_worker_begin(void);
enum photo_verdict photo_worker_door(int in, int out);
enum photo_verdict photo_worker_sizes(int in, const int out[3]);
enum photo_verdict photo_worker_whole(int in, int out, const int sizes[3]);

#endif
