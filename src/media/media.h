/* SPDX-License-Identifier: EUPL-1.2 */
/* Photos, QR codes and printed labels. */
#ifndef OMBRUK_MEDIA_MEDIA_H
#define OMBRUK_MEDIA_MEDIA_H

#include "db/db.h"
#include "jobs/jobs.h"

/* ---- photos ---------------------------------------------------------------------------------
 * Received as JPEG or PNG, checked, stored by the SHA-256 of the received bytes under
 * DIR/media/ab/abcdef….orig (written to a temporary name, fsynced, renamed). What is kept is a
 * JPEG made at the door: upright by the EXIF orientation, sRGB, at most 2560 px long, quality 90,
 * without any metadata (EXIF, GPS, XMP, ICC). A job makes 400/800/1600 px wide WebP (quality 74;
 * the 400 px one less where it would weigh more than 28 kB) beside it. Until then the kept
 * original is shown.
 *
 * Decoding happens in a process of its own (photo_worker.h): the program starts itself again, so
 * main() must begin with: if argv[1] is "photo-worker", return photo_worker_main(argc, argv). */

#define PHOTO_BYTES_MAX  ((size_t)10 * 1024 * 1024)
#define PHOTO_PIXELS_MAX 50000000
#define PHOTO_SIDE_MIN   64

/* Sets (and makes) the folder. Once, before use. INVALID if the name is too long, UNAVAILABLE if it
 * cannot be made or opened. */
MUST_CHECK enum status media_start(struct str data_dir);

/* The program is about to end: photos and documents under way are given up (BUSY, UNAVAILABLE; jobs
 * come back to theirs), new ones too. media_start() ends that. */
void media_stop(void);

/* Checks and stores `bytes`. INVALID (ctx->err names what to do) if it is not a complete JPEG or
 * PNG, too small; TOO_LARGE over the limits; BUSY if too many photos came at once; UNAVAILABLE if
 * the disk does not take it. Damage inside a picture that decoders can go on after is not refused.
 * Sets `*ret_hash` (64 hex digits, in ctx->mem). Not inside db_write(): decoding takes time. The
 * same bytes again are OK. */
MUST_CHECK enum status photo_store(struct ctx *ctx, struct str bytes, struct str *ret_hash);

#define DRAWING_BYTES_MAX ((size_t)256 * 1024)

/* Stores a picture that the program itself drew (never a visitor's), as SVG text, under its
 * SHA-256; the same drawing again is OK. From there on it is like a photo: photo_add() queues the
 * job, which first turns it into pixels (rsvg-convert in a process of its own) and sends them
 * through the same door; until then the drawing itself is shown. UNAVAILABLE if the disk does not
 * take it. Not inside db_write(). */
MUST_CHECK enum status photo_store_drawing(struct ctx *ctx, struct str svg, struct str *ret_hash);

/* Inside db_write(): records that the centre has the photo (if new) and queues the job that makes
 * the sizes (unless queued or made before). `demo` marks drawn pictures. INVALID if `hash` was not
 * given by photo_store() or photo_store_drawing(). */
MUST_CHECK enum status photo_add(struct ctx *ctx, struct str hash, bool demo);

/* Inside db_write(): the centre has the photo no longer. A job destroys its files soon after,
 * unless another centre has the same picture or one is on its way. OK if the centre has no such
 * photo. */
MUST_CHECK enum status photo_forget(struct ctx *ctx, struct str hash);

/* How many photos of the centre wait for their sizes. */
MUST_CHECK enum status photo_backlog(struct ctx *ctx, int64_t *ret_count);

/* "photo_sizes": argument is the hash. Heavy. "photo_forget": the same; destroys files that nobody
 * has. "media_sweep": once a day, removes what a crash left
 * half written. */
extern const struct job_kind media_jobs[];

enum photo_size {
    PHOTO_400 = 400,
    PHOTO_800 = 800,
    PHOTO_1600 = 1600
};

/* Path of our own address for an <img>: "/bilde/HASH-400.webp", in ctx->mem. */
struct str photo_path(struct ctx *ctx, struct str hash, enum photo_size size);

/* Opens the file to serve: the WebP, or the stripped original (JPEG) or drawing (SVG) while it is
 * being made. NOT_FOUND if hash or size is unknown. The caller closes `*ret_fd`. `*ret_final`
 * false: cache briefly. */
MUST_CHECK enum status photo_open(struct str hash, int size, int *ret_fd, int64_t *ret_bytes,
                                  const char **ret_content_type, bool *ret_final);

/* ---- copies of all photos ----------------------------------------------------------------------
 * Files are known by name: "HASH.orig", "HASH.svg", "HASH.raw", "HASH-400.webp" …; no other name is
 * accepted, so none leads out of the media folder. */

#define MEDIA_NAME_MAX  80
#define MEDIA_FILES_MAX 8
typedef enum status media_hash_fn(void *arg, struct str hash);

/* Gives `fn` the hash of each photo of all centres (one that several centres have comes again), in
 * the session's read. Its answer, unless OK, ends the walk. Memory does not grow. */
MUST_CHECK enum status media_each(struct ctx *ctx, media_hash_fn *fn, void *arg);
/* The files there are of a photo; NOT_FOUND if what was received is gone or `hash` is none. */
MUST_CHECK enum status media_files_of(struct str hash, char ret_names[][MEDIA_NAME_MAX],
                                      size_t *ret_count);
/* Opens one for reading; the caller closes. -1 if it is not there or the name is no such name. */
int media_open(const char *name);
/* Makes one, for writing; the caller closes, and ends with media_sync() after the last. INVALID for
 * another name, CONFLICT if it is there, UNAVAILABLE if the disk does not take it. */
MUST_CHECK enum status media_create(const char *name, int *ret_fd);
/* OK if media_create() would accept the name. */
MUST_CHECK enum status media_check_name(const char *name);
/* Makes all created files durable. */
MUST_CHECK enum status media_sync(void);

/* ---- QR codes ---------------------------------------------------------------------------------
 */

/* `text` (at most 300 bytes) as one SVG <path> in a viewBox of modules with the quiet zone of four,
 * error correction M: a whole <svg class="qr" aria-hidden="true">, ready markup in ctx->mem that
 * holds own digits only. The page gives it its size, a light ground and the same text in words.
 * INVALID if `text` is empty or longer. */
MUST_CHECK enum status qr_svg(struct ctx *ctx, struct str text, struct str *ret_svg);

/* ---- PDF from our own HTML ---------------------------------------------------------------------
 */

/* Runs WeasyPrint in a process of its own, without network, at most 30 s a time: HTML in, PDF (at
 * most 12 MB) out in ctx->mem. `css` is the text of a print stylesheet, added as the reader's own;
 * it gives way to the page's. One that crashes is started once more. UNAVAILABLE if it is not
 * installed, fails or takes too long. */
MUST_CHECK enum status pdf_from_html(struct ctx *ctx, struct str html, struct str css,
                                     struct str *ret_pdf);

#endif
