/* SPDX-License-Identifier: EUPL-1.2 */
/* Decodes, turns upright, shrinks and encodes photos with libvips, limits before pixels. */
#include "media/photo_worker.h"

#include <errno.h>
#include <malloc.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>
#include <vips/vips.h>

#include "media/media.h"

#include "base/banned.h"

#define DOOR_QUALITY 90
#define WEBP_QUALITY 74

/* Lists are full of cards, where each byte counts. The larger sizes become 3 % larger and take a
 * third less time with half the effort. */
#define WEBP_EFFORT_CARD 4
#define WEBP_EFFORT      2

/* The heap, which ends with the process. */
#define HEAP_STEP (16 * 1024 * 1024)
#define HEAP_PART (32 * 1024 * 1024)

/* RIFF, length, WEBP; and before each chunk its name and length. */
#define WEBP_HEADER       12
#define WEBP_CHUNK_HEADER 8

/* Steps down for the card picture; the last is taken whatever it weighs. */
static const int card_qualities[] = {WEBP_QUALITY, 60, 45, 30};

/* Only what the picture formats of the contract need; the rest of libvips refuses to load. */
bool photo_worker_begin(void)
{
    /* Rows and tiles of a picture come and go: memory that is given back must be cleared again. */
    mallopt(M_ARENA_MAX, 1);
    mallopt(M_TOP_PAD, HEAP_STEP);
    mallopt(M_TRIM_THRESHOLD, HEAP_PART);
    mallopt(M_MMAP_THRESHOLD, HEAP_PART);
    /* No modules (PDF, ImageMagick, HEIF …): loading them takes a third of a worker's start. */
    g_setenv("VIPSHOME", "/nonexistent", TRUE);
    if (VIPS_INIT("ombruk") != 0) {
        return false;
    }
    vips_operation_block_set("VipsForeignLoad", TRUE);
    vips_operation_block_set("VipsForeignSave", TRUE);
    vips_operation_block_set("VipsForeignLoadJpeg", FALSE);
    vips_operation_block_set("VipsForeignLoadPng", FALSE);
    vips_operation_block_set("VipsForeignSaveJpeg", FALSE);
    vips_operation_block_set("VipsForeignSaveWebp", FALSE);
    vips_concurrency_set(1);
    vips_cache_set_max(0);
    return true;
}

static bool write_all(int fd, const void *bytes, size_t size)
{
    const char *at = bytes;
    while (size > 0) {
        const ssize_t wrote = write(fd, at, size);
        if (wrote < 0 && errno != EINTR) {
            return false;
        }
        if (wrote > 0) {
            at += wrote;
            size -= (size_t)wrote;
        }
    }
    return true;
}

/* The first bytes decide which of the two decoders may see the rest. */
static enum photo_verdict photo_kind(VipsSource *source, bool *ret_png)
{
    static const unsigned char jpeg[] = {0xff, 0xd8, 0xff};
    static const unsigned char png[] = {0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    const unsigned char *start = vips_source_sniff(source, sizeof(png));
    if (start == NULL) {
        return PHOTO_NOT_PICTURE;
    }
    *ret_png = memcmp(start, png, sizeof(png)) == 0;
    return *ret_png || memcmp(start, jpeg, sizeof(jpeg)) == 0 ? PHOTO_FINE : PHOTO_NOT_PICTURE;
}

struct picture {
    bool png;
    int width;
    int height;
};

/* Reads the header only, so that a small file which unfolds to gigabytes is turned away here. */
static enum photo_verdict photo_measure(VipsSource *source, struct picture *ret_picture)
{
    struct picture picture = {0};
    const enum photo_verdict kind = photo_kind(source, &picture.png);
    if (kind != PHOTO_FINE) {
        return kind;
    }
    VipsImage *header = NULL;
    const int failed = picture.png ? vips_pngload_source(source, &header, NULL)
                                   : vips_jpegload_source(source, &header, NULL);
    if (failed != 0) {
        return PHOTO_BROKEN;
    }
    picture.width = vips_image_get_width(header);
    picture.height = vips_image_get_height(header);
    g_object_unref(header);
    if (picture.width < PHOTO_SIDE_MIN || picture.height < PHOTO_SIDE_MIN) {
        return PHOTO_SMALL;
    }
    if ((int64_t)picture.width * picture.height > PHOTO_PIXELS_MAX) {
        return PHOTO_TOO_MANY_PIXELS;
    }
    *ret_picture = picture;
    return PHOTO_FINE;
}

/* How much the JPEG decoder itself may shrink (1, 2, 4, 8) and leave enough to keep. */
static int photo_decoder_shrink(const struct picture *picture)
{
    const int longest = picture->width > picture->height ? picture->width : picture->height;
    int shrink = 8;
    while (shrink > 1 && longest / shrink < PHOTO_KEPT_SIDE_MAX) {
        shrink /= 2;
    }
    return shrink;
}

/* Transparent places become white. Takes `image`. */
static VipsImage *photo_flatten(VipsImage *image)
{
    if (!vips_image_hasalpha(image)) {
        return image;
    }
    const double white[] = {255, 255, 255};
    VipsArrayDouble *background = vips_array_double_new(white, 3);
    VipsImage *flat = NULL;
    const int failed = vips_flatten(image, &flat, "background", background, NULL);
    vips_area_unref(VIPS_AREA(background));
    g_object_unref(image);
    return failed == 0 ? flat : NULL;
}

/* Upright, sRGB or grey, at most PHOTO_KEPT_SIDE_MAX long; a file cut off fails when its
 * pixels are asked for. (vips_thumbnail_source() of 8.14 would let it pass.) */
static VipsImage *photo_receive(VipsSource *source, const struct picture *picture)
{
    VipsImage *image = NULL;
    const int failed = picture->png
                           ? vips_pngload_source(source, &image, "access", VIPS_ACCESS_SEQUENTIAL,
                                                 "fail_on", VIPS_FAIL_ON_ERROR, NULL)
                           : vips_jpegload_source(source, &image, "access", VIPS_ACCESS_SEQUENTIAL,
                                                  "fail_on", VIPS_FAIL_ON_ERROR, "shrink",
                                                  photo_decoder_shrink(picture), NULL);
    if (failed != 0) {
        return NULL;
    }
    /* Without a colour profile it is taken to be sRGB as it stands. */
    const char *profile = vips_image_get_typeof(image, VIPS_META_ICC_NAME) != 0 ? "srgb" : NULL;
    VipsImage *shrunk = NULL;
    const int not_shrunk = vips_thumbnail_image(
        image, &shrunk, PHOTO_KEPT_SIDE_MAX, "height", PHOTO_KEPT_SIDE_MAX, "size", VIPS_SIZE_DOWN,
        profile != NULL ? "export_profile" : NULL, profile, NULL);
    g_object_unref(image);
    return not_shrunk == 0 ? photo_flatten(shrunk) : NULL;
}

static enum photo_verdict write_and_free(int out, void *bytes, size_t size)
{
    const bool written = write_all(out, bytes, size);
    g_free(bytes);
    return written ? PHOTO_FINE : PHOTO_NO_ROOM;
}

static enum photo_verdict original_write(VipsImage *image, int out)
{
    void *bytes = NULL;
    size_t size = 0;
    return vips_jpegsave_buffer(image, &bytes, &size, "Q", DOOR_QUALITY, "strip", TRUE, NULL) == 0
               ? write_and_free(out, bytes, size)
               : PHOTO_BROKEN;
}

/* What came in, ready to be kept; *ret_image is NULL unless PHOTO_FINE. */
static enum photo_verdict photo_admit(int in, VipsImage **ret_image)
{
    *ret_image = NULL;
    VipsSource *source = vips_source_new_from_descriptor(in);
    if (source == NULL) {
        return PHOTO_BROKEN;
    }
    struct picture picture = {0};
    enum photo_verdict verdict = photo_measure(source, &picture);
    if (verdict == PHOTO_FINE) {
        *ret_image = photo_receive(source, &picture);
        verdict = *ret_image == NULL ? PHOTO_BROKEN : PHOTO_FINE;
    }
    g_object_unref(source);
    return verdict;
}

enum photo_verdict photo_worker_door(int in, int out)
{
    VipsImage *image = NULL;
    enum photo_verdict verdict = photo_admit(in, &image);
    if (verdict == PHOTO_FINE) {
        verdict = original_write(image, out);
        g_object_unref(image);
    }
    return verdict;
}

static size_t little_endian_32(const unsigned char *at)
{
    return (size_t)at[0] | (size_t)at[1] << 8 | (size_t)at[2] << 16 | (size_t)at[3] << 24;
}

/* The picture itself, chunk "VP8 ", of a WebP file from our own encoder; NULL if there is none.
 * libvips 8.14 adds an EXIF chunk even with "strip". */
static const unsigned char *webp_picture(const unsigned char *bytes, size_t size, size_t *ret_size)
{
    size_t at = WEBP_HEADER;
    while (at + WEBP_CHUNK_HEADER <= size) {
        const size_t length = little_endian_32(bytes + at + 4);
        const size_t whole = WEBP_CHUNK_HEADER + length + length % 2;
        if (whole > size - at) {
            return NULL;
        }
        if (memcmp(bytes + at, "VP8 ", 4) == 0) {
            *ret_size = whole;
            return bytes + at;
        }
        at += whole;
    }
    return NULL;
}

/* A WebP file of one chunk has no room for metadata. */
static enum photo_verdict webp_write_bare(int out, const unsigned char *chunk, size_t size)
{
    const size_t rest = size + 4;
    const unsigned char header[WEBP_HEADER] = {
        'R', 'I', 'F', 'F', rest & 0xff, rest >> 8 & 0xff, rest >> 16 & 0xff, rest >> 24 & 0xff,
        'W', 'E', 'B', 'P'};
    return write_all(out, header, sizeof(header)) && write_all(out, chunk, size) ? PHOTO_FINE
                                                                                 : PHOTO_NO_ROOM;
}

/* PHOTO_NO_ROOM if it would be larger than `size_max`. */
static enum photo_verdict webp_write(VipsImage *image, int quality, int effort, int sharp_colours,
                                     size_t size_max, int out)
{
    void *bytes = NULL;
    size_t size = 0;
    if (vips_webpsave_buffer(image, &bytes, &size, "Q", quality, "effort", effort,
                             "smart_subsample", sharp_colours, "strip", TRUE, NULL) != 0) {
        return PHOTO_BROKEN;
    }
    size_t picture_size = 0;
    const unsigned char *picture = webp_picture(bytes, size, &picture_size);
    enum photo_verdict verdict = PHOTO_BROKEN;
    if (picture != NULL) {
        verdict = picture_size + WEBP_HEADER > size_max
                      ? PHOTO_NO_ROOM
                      : webp_write_bare(out, picture, picture_size);
    }
    g_free(bytes);
    return verdict;
}

static enum photo_verdict card_write(VipsImage *image, int out)
{
    const size_t count = sizeof(card_qualities) / sizeof(card_qualities[0]);
    enum photo_verdict verdict = PHOTO_NO_ROOM;
    for (size_t i = 0; i < count && verdict == PHOTO_NO_ROOM; i++) {
        verdict = webp_write(image, card_qualities[i], WEBP_EFFORT_CARD, TRUE,
                             i + 1 < count ? PHOTO_CARD_BYTES_MAX : SIZE_MAX, out);
    }
    return verdict;
}

/* Takes `lazy`: its pixels, computed once. */
static VipsImage *computed(VipsImage *lazy)
{
    VipsImage *image = vips_image_copy_memory(lazy);
    g_object_unref(lazy);
    return image;
}

/* The largest size, from which the others are made. */
static VipsImage *largest(int in)
{
    VipsSource *source = vips_source_new_from_descriptor(in);
    VipsImage *lazy = NULL;
    const int failed =
        source == NULL || vips_thumbnail_source(source, &lazy, PHOTO_1600, "height", VIPS_MAX_COORD,
                                                "size", VIPS_SIZE_DOWN, NULL) != 0;
    VipsImage *image = failed ? NULL : computed(lazy);
    g_clear_object(&source);
    return image;
}

static VipsImage *thumbnail(VipsImage *image, int width)
{
    VipsImage *lazy = NULL;
    const int failed = vips_thumbnail_image(image, &lazy, width, "height", VIPS_MAX_COORD, "size",
                                            VIPS_SIZE_DOWN, NULL);
    return failed ? NULL : computed(lazy);
}

static enum photo_verdict smaller_write(VipsImage *image, int width, int out)
{
    VipsImage *small = thumbnail(image, width);
    if (small == NULL) {
        return PHOTO_BROKEN;
    }
    const enum photo_verdict verdict =
        width == PHOTO_400 ? card_write(small, out)
                           : webp_write(small, WEBP_QUALITY, WEBP_EFFORT, TRUE, SIZE_MAX, out);
    g_object_unref(small);
    return verdict;
}

/* `image` is the largest. */
static enum photo_verdict sizes_write(VipsImage *image, const int out[3])
{
    enum photo_verdict verdict = smaller_write(image, PHOTO_400, out[0]);
    if (verdict == PHOTO_FINE) {
        verdict = smaller_write(image, PHOTO_800, out[1]);
    }
    if (verdict == PHOTO_FINE) {
        /* Sharper colour edges would cost half as much again and hardly show at this size. */
        verdict = webp_write(image, WEBP_QUALITY, WEBP_EFFORT, FALSE, SIZE_MAX, out[2]);
    }
    return verdict;
}

enum photo_verdict photo_worker_sizes(int in, const int out[3])
{
    VipsImage *image = largest(in);
    if (image == NULL) {
        return PHOTO_BROKEN;
    }
    const enum photo_verdict verdict = sizes_write(image, out);
    g_object_unref(image);
    return verdict;
}

enum photo_verdict photo_worker_whole(int in, int out, const int sizes[3])
{
    VipsImage *lazy = NULL;
    enum photo_verdict verdict = photo_admit(in, &lazy);
    if (verdict != PHOTO_FINE) {
        return verdict;
    }
    VipsImage *image = computed(lazy);
    VipsImage *large = image == NULL ? NULL : thumbnail(image, PHOTO_1600);
    verdict = large == NULL ? PHOTO_BROKEN : original_write(image, out);
    if (verdict == PHOTO_FINE) {
        verdict = sizes_write(large, sizes);
    }
    g_clear_object(&large);
    g_clear_object(&image);
    return verdict;
}

int photo_worker_main(int argc, char **argv)
{
    enum photo_verdict verdict = PHOTO_WRONG_USE;
    if (argc == 3 && photo_worker_begin()) {
        if (strcmp(argv[2], "door") == 0) {
            verdict = photo_worker_door(STDIN_FILENO, STDOUT_FILENO);
        } else if (strcmp(argv[2], "sizes") == 0) {
            verdict = photo_worker_sizes(STDIN_FILENO, (const int[]){3, 4, 5});
        } else if (strcmp(argv[2], "whole") == 0) {
            verdict = photo_worker_whole(STDIN_FILENO, STDOUT_FILENO, (const int[]){3, 4, 5});
        }
    }
    /* Without the libraries' own farewells: there is nothing left to save. */
    _exit(verdict);
}
