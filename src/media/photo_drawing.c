/* SPDX-License-Identifier: EUPL-1.2 */
/* Pictures drawn by the program: kept as SVG, turned into pixels by librsvg in a process of its
 * own. */
#include <assert.h>
#include <unistd.h>

#include "media/media_files.h"
#include "media/photo.h"
#include "media/process.h"

#include "base/banned.h"

#define DRAW_TIMEOUT_MS  60000
#define DRAW_CPU_SECONDS 30
#define DRAW_MEMORY_MAX  ((size_t)1024 * 1024 * 1024)

bool photo_drawing_is_stored(struct str hash)
{
    return media_file_exists(hash, PHOTO_DRAWING);
}

enum status photo_store_drawing(struct ctx *ctx, struct str svg, struct str *ret_hash)
{
    assert(svg.len > 0 && svg.len <= DRAWING_BYTES_MAX);
    const struct str hash = photo_hash(ctx, svg);
    if (!photo_drawing_is_stored(hash)) {
        struct media_file file = {0};
        TRY(media_file_begin(hash, PHOTO_DRAWING, &file));
        if (write(file.fd, svg.ptr, svg.len) != (ssize_t)svg.len) {
            media_file_drop(&file);
            return UNAVAILABLE;
        }
        TRY(media_file_keep(&file));
    }
    *ret_hash = hash;
    return OK;
}

static enum status rasterise(int drawing, int png)
{
    static const char *const argv[] = {"rsvg-convert", "--format=png", NULL};
    const int fds[] = {drawing, png};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = 2,
                                    .timeout_ms = DRAW_TIMEOUT_MS,
                                    .cpu_seconds = DRAW_CPU_SECONDS,
                                    .memory_max = DRAW_MEMORY_MAX,
                                    .file_max = PHOTO_BYTES_MAX};
    struct process_result result = {0};
    if (process_run(&process, &result) != OK) {
        return UNAVAILABLE;
    }
    const bool drawn = result.end == PROCESS_EXITED && result.code == 0;
    return drawn && lseek(png, 0, SEEK_SET) == 0 ? OK : UNAVAILABLE;
}

enum status photo_drawing_receive(struct ctx *ctx, struct str hash)
{
    const int drawing = media_file_open(hash, PHOTO_DRAWING);
    if (drawing < 0) {
        return NOT_FOUND;
    }
    const int png = process_input(STR(""));
    enum status status = png < 0 ? UNAVAILABLE : rasterise(drawing, png);
    if (status == OK) {
        status = photo_receive(ctx, png, hash);
    }
    close(drawing);
    if (png >= 0) {
        close(png);
    }
    return status;
}
