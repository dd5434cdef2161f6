/* SPDX-License-Identifier: EUPL-1.2 */
/* Photos that arrive in pieces: taken, checked when whole, sent through the door by a job. */
#include "media/upload.h"

#include <errno.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/day.h"
#include "media/media_files.h"
#include "media/photo.h"
#include "media/upload_header.h"
#include "media/upload_store.h"

#include "base/banned.h"

struct taking {
    const struct upload_promise *promise;
    const char *job;
    struct upload_progress progress;
    enum upload_state state;
    struct str why;
};

/* ---- files ------------------------------------------------------------------------------------
 */

/* Bytes held of a partial upload; 0 when there is no file. */
static int64_t held(struct ctx *ctx, struct str uuid)
{
    struct stat file = {0};
    const int fd = media_part_open(ctx->centre_id, uuid, false);
    if (fd < 0) {
        return 0;
    }
    const bool known = fstat(fd, &file) == 0;
    close(fd);
    return known ? file.st_size : 0;
}

static bool write_all(int fd, struct str bytes, int64_t offset)
{
    size_t written = 0;
    while (written < bytes.len) {
        const ssize_t wrote =
            pwrite(fd, bytes.ptr + written, bytes.len - written, offset + (int64_t)written);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        written += wrote > 0 ? (size_t)wrote : 0;
    }
    return true;
}

static enum status append(struct ctx *ctx, struct str uuid, struct str bytes, int64_t offset)
{
    const int fd = media_part_open(ctx->centre_id, uuid, true);
    if (fd < 0) {
        return UNAVAILABLE;
    }
    const bool written = write_all(fd, bytes, offset) && fdatasync(fd) == 0;
    if (!written && ftruncate(fd, offset) != 0) {
        media_part_remove(ctx->centre_id, uuid);
    }
    close(fd);
    return written ? OK : UNAVAILABLE;
}

static enum status read_part(struct ctx *ctx, const struct upload_promise *promise,
                             struct str *ret_bytes)
{
    char *bytes = arena_alloc(ctx->mem, (size_t)promise->size);
    const int fd = media_part_open(ctx->centre_id, promise->uuid, false);
    if (fd < 0) {
        return UNAVAILABLE;
    }
    size_t have = 0;
    ssize_t got = 1;
    while (have < (size_t)promise->size && (got > 0 || errno == EINTR)) {
        got = pread(fd, bytes + have, (size_t)promise->size - have, (off_t)have);
        have += got > 0 ? (size_t)got : 0;
        if (got == 0) {
            break;
        }
    }
    close(fd);
    *ret_bytes = (struct str){bytes, have};
    return have == (size_t)promise->size ? OK : UNAVAILABLE;
}

static enum status keep_raw(struct str hash, struct str bytes)
{
    struct media_file file = {0};
    if (media_file_exists(hash, PHOTO_RAW)) {
        return OK;
    }
    TRY(media_file_begin(hash, PHOTO_RAW, &file));
    if (!write_all(file.fd, bytes, 0)) {
        media_file_drop(&file);
        return UNAVAILABLE;
    }
    return media_file_keep(&file);
}

/* ---- whole ------------------------------------------------------------------------------------
 */

static enum status set_in_write(struct ctx *ctx, void *arg)
{
    const struct taking *taking = arg;
    TRY(upload_store_set(ctx, taking->promise, taking->state, taking->why));
    return taking->state == UPLOAD_WHOLE ? job_queue(ctx, taking->job, taking->promise->uuid, 0)
                                         : OK;
}

static enum status set(struct ctx *ctx, struct taking *taking, enum upload_state state)
{
    taking->state = state;
    TRY(db_write(ctx, set_in_write, taking));
    taking->progress = (struct upload_progress){.promise = *taking->promise,
                                                .state = state,
                                                .have = taking->promise->size,
                                                .why = taking->why,
                                                .changed_ms = ctx->now_ms};
    return OK;
}

/* Why the header is no photo's; empty when it may be one. */
static struct str fault_of(struct ctx *ctx, struct str bytes)
{
    const struct ctx_error before = ctx->err;
    struct str why = STR("");
    if (bytes.len == 0) {
        return STR(N_("The photo is empty. Take it again or choose another."));
    }
    if (photo_verdict_status(ctx, upload_header(bytes)) != OK) {
        why = str_of(ctx->err.message);
    }
    ctx->err = before;
    return why;
}

static enum status finish(struct ctx *ctx, struct taking *taking, struct str bytes,
                          enum upload_answer *ret_answer)
{
    const struct upload_promise *promise = taking->promise;
    if (!str_equal(photo_hash(ctx, bytes), promise->hash)) {
        media_part_remove(ctx->centre_id, promise->uuid);
        taking->progress.have = 0;
        *ret_answer = UPLOAD_HASH;
        return OK;
    }
    TRY(keep_raw(promise->hash, bytes));
    taking->why = fault_of(ctx, bytes);
    TRY(set(ctx, taking, taking->why.len > 0 ? UPLOAD_REFUSED : UPLOAD_WHOLE));
    media_part_remove(ctx->centre_id, promise->uuid);
    *ret_answer = taking->why.len > 0 ? UPLOAD_NO_PHOTO : UPLOAD_DONE;
    return OK;
}

/* ---- pieces -----------------------------------------------------------------------------------
 */

static bool same_promise(const struct upload_promise *a, const struct upload_promise *b)
{
    return a->size == b->size && a->position == b->position && str_equal(a->hash, b->hash) &&
           str_equal(a->owner, b->owner);
}

static enum status begin(struct ctx *ctx, struct taking *taking)
{
    struct upload_backlog backlog;
    TRY(upload_store_backlog(ctx, &backlog));
    if (backlog.partial >= UPLOAD_PARTIAL_MAX ||
        backlog.partial_bytes + taking->promise->size > UPLOAD_PARTIAL_BYTES_MAX) {
        return ctx_fail(ctx, BUSY,
                        N_("Too many photos are on their way. They are sent again later."), NULL);
    }
    media_part_remove(ctx->centre_id, taking->promise->uuid);
    TRY(set(ctx, taking, UPLOAD_PARTIAL));
    taking->progress.have = 0;
    return OK;
}

static enum status take_piece(struct ctx *ctx, struct taking *taking, int64_t offset,
                              struct str bytes, enum upload_answer *ret_answer)
{
    const struct upload_promise *promise = taking->promise;
    const int64_t have = taking->progress.have;
    const int64_t end = offset + (int64_t)bytes.len;
    *ret_answer = offset > have ? UPLOAD_OFFSET : UPLOAD_GO_ON;
    if (offset > have || (end <= have && have < promise->size)) {
        return OK;
    }
    if (end > have) {
        const struct str rest = str_slice(bytes, (size_t)(have - offset), bytes.len);
        TRY(append(ctx, promise->uuid, rest, have));
        taking->progress.have = end;
    }
    if (taking->progress.have < promise->size) {
        return OK;
    }
    struct str whole;
    TRY(read_part(ctx, promise, &whole));
    return finish(ctx, taking, whole, ret_answer);
}

/* What has been settled before. */
static bool is_settled(const struct upload_progress *progress, enum upload_answer *ret_answer)
{
    *ret_answer = progress->state == UPLOAD_REFUSED ? UPLOAD_NO_PHOTO : UPLOAD_DONE;
    return progress->state != UPLOAD_PARTIAL;
}

static enum status take(struct ctx *ctx, struct taking *taking, int64_t offset, struct str bytes,
                        enum upload_answer *ret_answer)
{
    const struct upload_promise *promise = taking->promise;
    const enum status found = upload_find(ctx, promise->uuid, &taking->progress);
    const bool known = found == OK && same_promise(&taking->progress.promise, promise);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (known && is_settled(&taking->progress, ret_answer)) {
        return OK;
    }
    if (offset == 0 && (int64_t)bytes.len == promise->size) {
        return finish(ctx, taking, bytes, ret_answer);
    }
    if (!known) {
        TRY(begin(ctx, taking));
    }
    return take_piece(ctx, taking, offset, bytes, ret_answer);
}

enum status upload_put(struct ctx *ctx, const struct upload_promise *promise, int64_t offset,
                       struct str bytes, const char *job, struct upload_progress *ret_progress,
                       enum upload_answer *ret_answer)
{
    /* Of nothing there is nothing to check: it is told that it is empty. */
    struct upload_promise own = *promise;
    own.hash = promise->size == 0 ? photo_hash(ctx, STR("")) : promise->hash;
    struct taking taking = {
        .promise = &own, .job = job, .progress = {.promise = own, .state = UPLOAD_PARTIAL}};
    if (promise->size > (int64_t)PHOTO_BYTES_MAX) {
        return ctx_fail(ctx, TOO_LARGE, N_("The photo is too large. It may be 10 MB at most."),
                        "size");
    }
    if (bytes.len > UPLOAD_PIECE_MAX || offset > promise->size ||
        (int64_t)bytes.len > promise->size - offset) {
        return TOO_LARGE;
    }
    TRY(take(ctx, &taking, offset, bytes, ret_answer));
    *ret_progress = taking.progress;
    return OK;
}

enum status upload_find(struct ctx *ctx, struct str uuid, struct upload_progress *ret_progress)
{
    TRY(upload_store_get(ctx, uuid, ret_progress));
    ret_progress->have = ret_progress->promise.size;
    if (ret_progress->state == UPLOAD_PARTIAL) {
        ret_progress->have = held(ctx, uuid);
    }
    return OK;
}

enum status upload_of(struct ctx *ctx, struct str owner, struct upload_list *ret_list)
{
    return upload_store_of(ctx, owner, ret_list);
}

enum status upload_backlog(struct ctx *ctx, struct upload_backlog *ret_backlog)
{
    return upload_store_backlog(ctx, ret_backlog);
}

/* ---- through the door -------------------------------------------------------------------------
 */

enum status upload_open_door(struct ctx *ctx, const struct upload_progress *progress)
{
    const struct str hash = progress->promise.hash;
    if (photo_is_stored(hash)) {
        return OK;
    }
    const int raw = media_file_open(hash, PHOTO_RAW);
    if (raw < 0) {
        return errno == ENOENT ? GONE : UNAVAILABLE;
    }
    const enum status status = photo_receive_whole(ctx, raw, hash);
    close(raw);
    return status;
}

enum status upload_keep(struct ctx *ctx, const struct upload_progress *progress)
{
    TRY(photo_add(ctx, progress->promise.hash, false));
    return upload_store_set(ctx, &progress->promise, UPLOAD_KEPT, STR(""));
}

enum status upload_refuse(struct ctx *ctx, const struct upload_progress *progress, const char *why)
{
    return upload_store_set(ctx, &progress->promise, UPLOAD_REFUSED, str_of(why));
}

enum status upload_forget(struct ctx *ctx, const struct upload_progress *progress)
{
    bool shared = false;
    TRY(upload_store_is_shared(ctx, progress->promise.hash, progress->promise.uuid, &shared));
    if (!shared) {
        media_file_remove(progress->promise.hash, PHOTO_RAW);
    }
    return OK;
}

enum status upload_open(const struct upload_progress *progress, int *ret_fd, int64_t *ret_bytes)
{
    struct stat file;
    const int fd = media_file_open(progress->promise.hash, PHOTO_RAW);
    if (fd < 0) {
        return errno == ENOENT ? NOT_FOUND : UNAVAILABLE;
    }
    if (fstat(fd, &file) != 0) {
        close(fd);
        return UNAVAILABLE;
    }
    *ret_fd = fd;
    *ret_bytes = file.st_size;
    return OK;
}

/* ---- what is never used -----------------------------------------------------------------------
 */

static enum status remove_in_write(struct ctx *ctx, void *arg)
{
    const struct upload_list *list = arg;
    for (size_t i = 0; i < list->count; i++) {
        TRY(upload_store_remove(ctx, list->ptr[i].promise.uuid));
    }
    return OK;
}

static enum status sweep_state(struct ctx *ctx, enum upload_state state, int64_t days)
{
    struct upload_list old;
    TRY(upload_store_old(ctx, state, ctx->now_ms - days * MS_PER_DAY, &old));
    if (old.count == 0) {
        return OK;
    }
    TRY(db_write(ctx, remove_in_write, &old));
    for (size_t i = 0; i < old.count; i++) {
        media_part_remove(ctx->centre_id, old.ptr[i].promise.uuid);
        if (state == UPLOAD_REFUSED) {
            TRY(upload_forget(ctx, &old.ptr[i]));
        }
    }
    return OK;
}

static enum status sweep(struct ctx *ctx, struct str argument)
{
    (void)argument;
    TRY(sweep_state(ctx, UPLOAD_PARTIAL, UPLOAD_PARTIAL_DAYS));
    return sweep_state(ctx, UPLOAD_REFUSED, UPLOAD_REFUSED_DAYS);
}

const struct job_kind upload_jobs[] = {
    {.name = "upload_sweep", .run = sweep, .every_ms = MS_PER_DAY},
    {0},
};
