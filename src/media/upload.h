/* SPDX-License-Identifier: EUPL-1.2 */
/* Photos that arrive in pieces, from senders that lose the network in between.
 *
 * A piece is written behind what is held and is on disk when upload_put() returns; the length of
 * the file is the truth about how far it has come. Whole, its SHA-256 is checked against what the
 * sender promised, its header looked at (upload_header.c), and it is kept as received, where nobody
 * can read it, until a job sends it through the door (photo.h): then metadata is gone. Nothing here
 * decodes pictures in the time of a request. */
#ifndef OMBRUK_MEDIA_UPLOAD_H
#define OMBRUK_MEDIA_UPLOAD_H

#include "media/media.h"

#define UPLOAD_PIECE_MAX ((size_t)256 * 1024)
/* Of a centre: uploads begun and not whole, and their bytes in all. */
#define UPLOAD_PARTIAL_MAX       400
#define UPLOAD_PARTIAL_BYTES_MAX (INT64_C(1024) * 1024 * 1024)
/* Begun and never whole; and no picture: then they are removed. */
#define UPLOAD_PARTIAL_DAYS 14
#define UPLOAD_REFUSED_DAYS 30

enum upload_state {
    UPLOAD_PARTIAL = 1,
    UPLOAD_WHOLE = 2,  /* durable, checked by hash, waits for the door */
    UPLOAD_KEPT = 3,   /* a photo of the centre */
    UPLOAD_REFUSED = 4 /* no picture that we can read; `why` says it */
};

struct upload_promise {
    struct str uuid;
    struct str owner; /* what it belongs to, in words of the room: at most 60 bytes */
    int64_t position; /* its place there */
    int64_t place_id; /* where it came from, an id of the room */
    int64_t size;     /* bytes in all, 0 to PHOTO_BYTES_MAX */
    struct str hash;  /* SHA-256 of all of it, 64 hex digits */
};

struct upload_progress {
    struct upload_promise promise;
    enum upload_state state;
    int64_t have;   /* bytes held */
    struct str why; /* REFUSED: N_() message, to be translated; else empty */
    int64_t changed_ms;
};

struct upload_list {
    struct upload_progress *ptr;
    size_t count;
    size_t capacity;
};

enum upload_answer {
    UPLOAD_GO_ON,    /* taken, or it was there already: go on at `have` */
    UPLOAD_DONE,     /* whole and durable */
    UPLOAD_OFFSET,   /* not taken: go on at `have` */
    UPLOAD_HASH,     /* whole and not what was promised: thrown away, begin at 0 */
    UPLOAD_NO_PHOTO, /* whole and no picture: state REFUSED */
};

/* Takes a piece that begins at `offset`. When the upload is whole the job `job` is queued with its
 * uuid, in the same write. A promise that differs from before begins anew. TOO_LARGE for a piece
 * over UPLOAD_PIECE_MAX or beyond `size`; BUSY over the limits of a centre; UNAVAILABLE if the disk
 * does not take it. Outside db_write(). */
MUST_CHECK enum status upload_put(struct ctx *ctx, const struct upload_promise *promise,
                                  int64_t offset, struct str bytes, const char *job,
                                  struct upload_progress *ret_progress,
                                  enum upload_answer *ret_answer);

/* How far it has come; NOT_FOUND if it has not begun. */
MUST_CHECK enum status upload_find(struct ctx *ctx, struct str uuid,
                                   struct upload_progress *ret_progress);
/* All of an owner, by position; `have` is not looked up (0) for those that are partial. */
MUST_CHECK enum status upload_of(struct ctx *ctx, struct str owner, struct upload_list *ret_list);

/* For the job: sends a whole upload through the door. OK also when it is through already. INVALID
 * or TOO_LARGE, with ctx->err, when it is no picture after all; GONE if there is no such whole
 * upload; BUSY, UNAVAILABLE: later. Changes no row. Outside db_write(). */
MUST_CHECK enum status upload_open_door(struct ctx *ctx, const struct upload_progress *progress);
/* Inside db_write(): it is a photo of the centre now (photo_add()). */
MUST_CHECK enum status upload_keep(struct ctx *ctx, const struct upload_progress *progress);
/* Inside db_write(): it is no picture, because of `why`, an N_() message. */
MUST_CHECK enum status upload_refuse(struct ctx *ctx, const struct upload_progress *progress,
                                     const char *why);
/* After upload_keep() has been stored, or when nobody needs to see a refused one any more: forgets
 * the bytes as they were received. */
MUST_CHECK enum status upload_forget(struct ctx *ctx, const struct upload_progress *progress);

/* Opens the bytes of a refused upload as they were received, for somebody who wants to see what it
 * is; the caller closes. NOT_FOUND when they are gone. */
MUST_CHECK enum status upload_open(const struct upload_progress *progress, int *ret_fd,
                                   int64_t *ret_bytes);

struct upload_backlog {
    int64_t partial;       /* begun and not whole */
    int64_t partial_bytes; /* promised by them in all */
    int64_t waiting;       /* whole, not through the door */
    int64_t oldest_ms;     /* of those that wait; NO_I64: none */
};
MUST_CHECK enum status upload_backlog(struct ctx *ctx, struct upload_backlog *ret_backlog);

/* "upload_sweep": once a day in each centre, removes what was never whole or is no picture. */
extern const struct job_kind upload_jobs[];

#endif
