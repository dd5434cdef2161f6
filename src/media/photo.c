/* SPDX-License-Identifier: EUPL-1.2 */
/* Takes photos in, makes their sizes and opens them for serving. */
#include "media/photo.h"

#include <errno.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/strbuf.h"
#include "media/media.h"
#include "media/media_files.h"
#include "media/photo_worker.h"
#include "media/process.h"

#include "base/banned.h"

#define WORKER_TIMEOUT_MS  30000
#define PATH_TEXT_MAX      1024
#define WORKER_CPU_SECONDS 20
#define WORKER_MEMORY_MAX  ((size_t)1024 * 1024 * 1024)
#define WORKER_FILE_MAX    ((size_t)32 * 1024 * 1024)

static const struct photo_width {
    int size;
    const char *ending;
} photo_widths[] = {{PHOTO_400, "-400.webp"}, {PHOTO_800, "-800.webp"}, {PHOTO_1600, "-1600.webp"}};

#define PHOTO_WIDTHS (sizeof(photo_widths) / sizeof(photo_widths[0]))

/* ---- the worker's answer ----------------------------------------------------------------------
 */

enum status photo_verdict_status(struct ctx *ctx, enum photo_verdict verdict)
{
    switch (verdict) {
    case PHOTO_FINE:
        return OK;
    case PHOTO_NOT_PICTURE:
        return ctx_fail(ctx, INVALID, N_("The photo must be a JPEG or PNG picture."), "photo");
    case PHOTO_BROKEN:
        return ctx_fail(ctx, INVALID,
                        N_("The photo is cut off or damaged. Take it again or choose another."),
                        "photo");
    case PHOTO_SMALL:
        return ctx_fail(ctx, INVALID,
                        N_("The photo is too small. Each side must be at least 64 pixels."),
                        "photo");
    case PHOTO_TOO_MANY_PIXELS:
        return ctx_fail(ctx, TOO_LARGE,
                        N_("The photo has too many pixels. It may have 50 million at most."),
                        "photo");
    case PHOTO_NO_ROOM:
        return UNAVAILABLE;
    case PHOTO_WRONG_USE:
        break;
    }
    return INTERNAL;
}

static enum status photo_run(struct ctx *ctx, const char *task, const int *fds, size_t fd_count)
{
    const char *const argv[] = {"/proc/self/exe", "photo-worker", task, NULL};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = fd_count,
                                    .timeout_ms = WORKER_TIMEOUT_MS,
                                    .cpu_seconds = WORKER_CPU_SECONDS,
                                    .memory_max = WORKER_MEMORY_MAX,
                                    .file_max = WORKER_FILE_MAX};
    struct process_result result = {0};
    const enum status ran = process_run(&process, &result);
    if (ran != OK) {
        return ran == BUSY ? BUSY : UNAVAILABLE;
    }
    switch (result.end) {
    case PROCESS_EXITED:
        return photo_verdict_status(ctx, (enum photo_verdict)result.code);
    case PROCESS_KILLED:
        /* Only a picture made to do harm, or hopelessly damaged, brings the decoder down. */
        return photo_verdict_status(ctx, PHOTO_BROKEN);
    case PROCESS_TIMEOUT:
        break;
    }
    return BUSY;
}

/* ---- in ------------------------------------------------------------------------------------- */

struct str photo_hash(struct ctx *ctx, struct str bytes)
{
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)bytes.ptr, bytes.len);
    return str_hex(ctx->mem, digest, sizeof(digest));
}

enum status photo_receive(struct ctx *ctx, int in, struct str hash)
{
    struct media_file file = {0};
    TRY(media_file_begin(hash, PHOTO_ORIGINAL, &file));
    const enum status status = photo_run(ctx, "door", (const int[]){in, file.fd}, 2);
    if (status == OK) {
        return media_file_keep(&file);
    }
    media_file_drop(&file);
    return status;
}

static enum status photo_receive_bytes(struct ctx *ctx, struct str bytes, struct str hash)
{
    const int in = process_input(bytes);
    if (in < 0) {
        return UNAVAILABLE;
    }
    const enum status status = photo_receive(ctx, in, hash);
    close(in);
    return status;
}

enum status photo_store(struct ctx *ctx, struct str bytes, struct str *ret_hash)
{
    if (bytes.len == 0) {
        return ctx_fail(ctx, INVALID, N_("The photo is empty. Take it again or choose another."),
                        "photo");
    }
    if (bytes.len > PHOTO_BYTES_MAX) {
        return ctx_fail(ctx, TOO_LARGE, N_("The photo is too large. It may be 10 MB at most."),
                        "photo");
    }
    const struct str hash = photo_hash(ctx, bytes);
    if (!media_file_exists(hash, PHOTO_ORIGINAL)) {
        TRY(photo_receive_bytes(ctx, bytes, hash));
    }
    *ret_hash = hash;
    return OK;
}

bool photo_is_stored(struct str hash)
{
    return media_hash_is_valid(hash) &&
           (media_file_exists(hash, PHOTO_ORIGINAL) || photo_drawing_is_stored(hash));
}

/* ---- sizes ---------------------------------------------------------------------------------- */

static bool photo_has_sizes(struct str hash)
{
    bool all = true;
    for (size_t i = 0; i < PHOTO_WIDTHS; i++) {
        all = all && media_file_exists(hash, photo_widths[i].ending);
    }
    return all;
}

/* Runs `task` on `in`; what it writes is kept as the three sizes and, with `original`, as that:
 * all of it or nothing. The original comes last, since it says that the photo is there. */
static enum status photo_make_files(struct ctx *ctx, const char *task, int in, struct str hash,
                                    bool original)
{
    struct media_file files[PHOTO_WIDTHS + 1] = {0};
    const size_t count = PHOTO_WIDTHS + (original ? 1 : 0);
    enum status status = OK;
    for (size_t i = 0; i < count && status == OK; i++) {
        const char *ending = i < PHOTO_WIDTHS ? photo_widths[i].ending : PHOTO_ORIGINAL;
        status = media_file_begin(hash, ending, &files[i]);
    }
    if (status == OK) {
        const int out = original ? files[PHOTO_WIDTHS].fd : -1;
        const int fds[] = {in, out, -1, files[0].fd, files[1].fd, files[2].fd};
        status = photo_run(ctx, task, fds, sizeof(fds) / sizeof(fds[0]));
    }
    for (size_t i = 0; i < count; i++) {
        if (status == OK) {
            status = media_file_keep(&files[i]);
        } else {
            media_file_drop(&files[i]);
        }
    }
    return status;
}

enum status photo_receive_whole(struct ctx *ctx, int in, struct str hash)
{
    return photo_make_files(ctx, "whole", in, hash, true);
}

enum status photo_make_sizes(struct ctx *ctx, struct str hash)
{
    if (!media_hash_is_valid(hash)) {
        return NOT_FOUND;
    }
    if (photo_has_sizes(hash)) {
        return OK;
    }
    if (!media_file_exists(hash, PHOTO_ORIGINAL)) {
        TRY(photo_drawing_receive(ctx, hash));
    }
    const int original = media_file_open(hash, PHOTO_ORIGINAL);
    if (original < 0) {
        return UNAVAILABLE;
    }
    const enum status status = photo_make_files(ctx, "sizes", original, hash, false);
    close(original);
    return status;
}

/* ---- out ------------------------------------------------------------------------------------ */

struct str photo_path(struct ctx *ctx, struct str hash, enum photo_size size)
{
    struct strbuf path;
    strbuf_init(&path, PATH_TEXT_MAX);
    strbuf_literal(&path, "/bilde/");
    strbuf_str(&path, hash);
    strbuf_byte(&path, '-');
    strbuf_i64(&path, size);
    strbuf_literal(&path, ".webp");
    const struct str text = strbuf_copy(&path, ctx->mem);
    strbuf_finish(&path);
    return text;
}

static const char *photo_ending(int size)
{
    for (size_t i = 0; i < PHOTO_WIDTHS; i++) {
        if (photo_widths[i].size == size) {
            return photo_widths[i].ending;
        }
    }
    return NULL;
}

const char *photo_file_ending(size_t i)
{
    static const char *const received[PHOTO_SIZES_FROM] = {PHOTO_ORIGINAL, PHOTO_DRAWING,
                                                           PHOTO_RAW};
    if (i < PHOTO_SIZES_FROM) {
        return received[i];
    }
    return i < PHOTO_SIZES_FROM + PHOTO_WIDTHS ? photo_widths[i - PHOTO_SIZES_FROM].ending : NULL;
}

enum status photo_open(struct str hash, int size, int *ret_fd, int64_t *ret_bytes,
                       const char **ret_content_type, bool *ret_final)
{
    const char *ending = photo_ending(size);
    if (ending == NULL || !media_hash_is_valid(hash)) {
        return NOT_FOUND;
    }
    const struct {
        const char *ending;
        const char *content_type;
    } choices[] = {
        {ending, "image/webp"}, {PHOTO_ORIGINAL, "image/jpeg"}, {PHOTO_DRAWING, "image/svg+xml"}};
    int fd = -1;
    size_t i = 0;
    while (fd < 0 && i < sizeof(choices) / sizeof(choices[0])) {
        fd = media_file_open(hash, choices[i++].ending);
    }
    if (fd < 0) {
        return errno == ENOENT ? NOT_FOUND : UNAVAILABLE;
    }
    struct stat file;
    if (fstat(fd, &file) != 0) {
        close(fd);
        return UNAVAILABLE;
    }
    *ret_fd = fd;
    *ret_bytes = file.st_size;
    *ret_content_type = choices[i - 1].content_type;
    *ret_final = i == 1;
    return OK;
}
