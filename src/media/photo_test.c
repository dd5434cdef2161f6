/* SPDX-License-Identifier: EUPL-1.2 */
/* Tests of the photo door: what comes in, what is turned away, what is left of it. */
#include "media/photo.h"

#include <fcntl.h>
#include <ftw.h>
#include <sodium.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>
#include <vips/vips.h>

#include "base/arena.h"
#include "media/media_files.h"
#include "media/photo_worker.h"
#include "media/process.h"
#include "test.h"

#include "base/banned.h"

int media_photo_test(void);

#define ARENA_CAP ((size_t)64 * 1024 * 1024)

static char folder[] = "/tmp/ombruk-photo-XXXXXX";

static int remove_one(const char *path, const struct stat *file, int kind, struct FTW *walk)
{
    (void)file;
    (void)kind;
    (void)walk;
    return remove(path);
}

static int group_setup(void **state)
{
    (void)state;
    return VIPS_INIT("photo_test") == 0 && mkdtemp(folder) != NULL &&
                   media_start(str_of(folder)) == OK
               ? 0
               : -1;
}

static int group_teardown(void **state)
{
    (void)state;
    return nftw(folder, remove_one, 8, FTW_DEPTH | FTW_PHYS);
}

static int setup(void **state)
{
    struct arena *arena = arena_create(ARENA_CAP);
    struct ctx *ctx = ARENA_NEW(arena, struct ctx);
    ctx->mem = arena;
    *state = ctx;
    return 0;
}

static int teardown(void **state)
{
    struct ctx *ctx = *state;
    arena_destroy(ctx->mem);
    return 0;
}

/* ---- pictures made here -----------------------------------------------------------------------
 */

struct picture {
    int width;
    int height;
    const char *format; /* ".jpg", ".png[bitdepth=16]" … */
    int orientation;
    bool position; /* with the place where it was taken */
    int noise;     /* standard deviation, 0: red and blue */
    bool alpha;
    bool sixteen_bit;
};

/* Left half red, right half blue; or grey noise. */
static VipsImage *paint(const struct picture *picture)
{
    VipsImage *image = NULL;
    if (picture->noise) {
        VipsImage *grey = NULL;
        vips_gaussnoise(&grey, picture->width, picture->height, "mean", 128.0, "sigma",
                        (double)picture->noise, NULL);
        vips_cast_uchar(grey, &image, NULL);
        g_object_unref(grey);
        return image;
    }
    VipsImage *black = NULL;
    VipsImage *colour = NULL;
    vips_black(&black, picture->width, picture->height, "bands", picture->alpha ? 4 : 3, NULL);
    vips_copy(black, &colour, "interpretation", VIPS_INTERPRETATION_sRGB, NULL);
    image = vips_image_copy_memory(colour);
    double red[] = {220, 20, 20, 255};
    double blue[] = {20, 20, 220, 0};
    const int bands = picture->alpha ? 4 : 3;
    vips_draw_rect(image, red, bands, 0, 0, picture->width / 2, picture->height, "fill", TRUE,
                   NULL);
    vips_draw_rect(image, blue, bands, picture->width / 2, 0, picture->width, picture->height,
                   "fill", TRUE, NULL);
    g_object_unref(black);
    g_object_unref(colour);
    if (picture->sixteen_bit) {
        VipsImage *deep = NULL;
        vips_colourspace(image, &deep, VIPS_INTERPRETATION_RGB16, NULL);
        g_object_unref(image);
        image = deep;
    }
    return image;
}

static struct str make(struct ctx *ctx, struct picture picture)
{
    VipsImage *plain = paint(&picture);
    VipsImage *image = NULL;
    vips_copy(plain, &image, NULL);
    if (picture.orientation != 0) {
        vips_image_set_int(image, VIPS_META_ORIENTATION, picture.orientation);
    }
    if (picture.position) {
        vips_image_set_string(image, "exif-ifd3-GPSLatitude", "59/1 50/1 42/1 (59, 50, 42)");
        vips_image_set_string(image, "exif-ifd3-GPSLongitude", "10/1 26/1 6/1 (10, 26, 6)");
        vips_image_set_string(image, "exif-ifd0-Make", "Kameramerke (Kameramerke)");
        static const char xmp[] = "<x:xmpmeta>hemmelig sted</x:xmpmeta>";
        vips_image_set_blob_copy(image, VIPS_META_XMP_NAME, xmp, sizeof(xmp) - 1);
    }
    void *bytes = NULL;
    size_t size = 0;
    const int failed = vips_image_write_to_buffer(image, picture.format, &bytes, &size, NULL);
    assert_int_equal(failed, 0);
    const struct str copy = str_copy(ctx->mem, (struct str){bytes, size});
    g_free(bytes);
    g_object_unref(plain);
    g_object_unref(image);
    return copy;
}

/* ---- looking at the result --------------------------------------------------------------------
 */

struct served {
    struct str bytes;
    const char *type;
    bool final;
};

static struct served serve(struct ctx *ctx, struct str hash, int size)
{
    struct served served = {0};
    int fd = -1;
    int64_t bytes = 0;
    assert_int_equal(photo_open(hash, size, &fd, &bytes, &served.type, &served.final), OK);
    assert_int_equal(process_output(ctx->mem, fd, PHOTO_BYTES_MAX, &served.bytes), OK);
    assert_int_equal(served.bytes.len, bytes);
    close(fd);
    return served;
}

static VipsImage *decode(struct str bytes)
{
    VipsImage *image = vips_image_new_from_buffer(bytes.ptr, bytes.len, "", NULL);
    assert_non_null(image);
    return image;
}

static bool image_has(struct str bytes, const char *field)
{
    VipsImage *image = decode(bytes);
    const bool has = vips_image_get_typeof(image, field) != 0;
    g_object_unref(image);
    return has;
}

static void assert_no_metadata(struct str bytes)
{
    assert_false(image_has(bytes, VIPS_META_EXIF_NAME));
    assert_false(image_has(bytes, VIPS_META_XMP_NAME));
    assert_false(image_has(bytes, VIPS_META_ICC_NAME));
    assert_false(image_has(bytes, "exif-ifd3-GPSLatitude"));
    assert_int_equal(str_find(bytes, STR("Exif")), -1);
    assert_int_equal(str_find(bytes, STR("EXIF")), -1);
    assert_int_equal(str_find(bytes, STR("Kameramerke")), -1);
    assert_int_equal(str_find(bytes, STR("hemmelig sted")), -1);
}

static void assert_pixel(VipsImage *image, int x, int y, const int wanted[3])
{
    double *pixel = NULL;
    int bands = 0;
    assert_int_equal(vips_getpoint(image, &pixel, &bands, x, y, NULL), 0);
    assert_int_equal(bands, 3);
    for (int i = 0; i < 3; i++) {
        assert_in_range((int)pixel[i] + 16, wanted[i], wanted[i] + 32);
    }
    g_free(pixel);
}

static const int red[3] = {220, 20, 20};
static const int blue[3] = {20, 20, 220};

static int files_seen;

static int count_new(const char *path, const struct stat *file, int kind, struct FTW *walk)
{
    (void)file;
    (void)walk;
    files_seen += kind == FTW_F && strstr(path, "/.new-") != NULL ? 1 : 0;
    return 0;
}

static int temporary_files(void)
{
    files_seen = 0;
    assert_int_equal(nftw(folder, count_new, 8, FTW_PHYS), 0);
    return files_seen;
}

/* ---- tests ------------------------------------------------------------------------------------
 */

static void test_place_and_camera_are_gone_from_all_that_is_stored(void **state)
{
    struct ctx *ctx = *state;
    const struct str photo = make(
        ctx, (struct picture){.width = 900, .height = 700, .format = ".jpg", .position = true});
    assert_true(image_has(photo, "exif-ifd3-GPSLatitude"));
    assert_true(str_find(photo, STR("hemmelig sted")) > 0);
    struct str hash = {0};
    assert_int_equal(photo_store(ctx, photo, &hash), OK);
    const struct served original = serve(ctx, hash, 400);
    assert_false(original.final);
    assert_string_equal(original.type, "image/jpeg");
    assert_no_metadata(original.bytes);
    assert_int_equal(photo_make_sizes(ctx, hash), OK);
    const int sizes[] = {400, 800, 1600};
    for (size_t i = 0; i < 3; i++) {
        const struct served made = serve(ctx, hash, sizes[i]);
        assert_true(made.final);
        assert_string_equal(made.type, "image/webp");
        assert_no_metadata(made.bytes);
    }
}

static void test_the_hash_is_sha256_of_what_was_received(void **state)
{
    struct ctx *ctx = *state;
    const struct str photo =
        make(ctx, (struct picture){.width = 100, .height = 80, .format = ".png"});
    unsigned char digest[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(digest, (const unsigned char *)photo.ptr, photo.len);
    struct str hash = {0};
    assert_int_equal(photo_store(ctx, photo, &hash), OK);
    assert_str(hash, str_hex(ctx->mem, digest, sizeof(digest)).ptr);
    assert_str(photo_path(ctx, STR("abc"), PHOTO_400), "/bilde/abc-400.webp");
    struct str again = {0};
    assert_int_equal(photo_store(ctx, photo, &again), OK);
    assert_true(str_equal(hash, again));
}

static void test_a_photo_taken_sideways_stands_upright(void **state)
{
    struct ctx *ctx = *state;
    const struct str photo = make(
        ctx, (struct picture){.width = 600, .height = 300, .format = ".jpg", .orientation = 6});
    struct str hash = {0};
    assert_int_equal(photo_store(ctx, photo, &hash), OK);
    assert_int_equal(photo_make_sizes(ctx, hash), OK);
    VipsImage *image = decode(serve(ctx, hash, 400).bytes);
    assert_int_equal(vips_image_get_width(image), 300);
    assert_int_equal(vips_image_get_height(image), 600);
    assert_pixel(image, 150, 50, red);
    assert_pixel(image, 150, 550, blue);
    g_object_unref(image);
}

static void test_sizes_are_never_enlarged(void **state)
{
    struct ctx *ctx = *state;
    struct str hash = {0};
    const struct picture picture = {.width = 1000, .height = 1250, .format = ".jpg"};
    assert_int_equal(photo_store(ctx, make(ctx, picture), &hash), OK);
    assert_int_equal(photo_make_sizes(ctx, hash), OK);
    const int sizes[] = {400, 800, 1600};
    const int widths[] = {400, 800, 1000};
    for (size_t i = 0; i < 3; i++) {
        VipsImage *image = decode(serve(ctx, hash, sizes[i]).bytes);
        assert_int_equal(vips_image_get_width(image), widths[i]);
        assert_int_equal(vips_image_get_height(image), widths[i] * 5 / 4);
        g_object_unref(image);
    }
}

/* Through the door and to its sizes in one process: the same promises as one after the other. */
static void test_a_photo_received_whole_has_its_sizes(void **state)
{
    struct ctx *ctx = *state;
    const struct picture picture = {
        .width = 2000, .height = 1000, .format = ".jpg", .orientation = 6, .position = true};
    const struct str photo = make(ctx, picture);
    const struct str hash = photo_hash(ctx, photo);
    const int in = process_input(photo);
    assert_int_equal(photo_receive_whole(ctx, in, hash), OK);
    close(in);
    assert_true(photo_is_stored(hash));
    const int sizes[] = {400, 800, 1600};
    const int widths[] = {400, 800, 1000};
    for (size_t i = 0; i < 3; i++) {
        const struct served made = serve(ctx, hash, sizes[i]);
        assert_true(made.final);
        assert_no_metadata(made.bytes);
        VipsImage *image = decode(made.bytes);
        assert_int_equal(vips_image_get_width(image), widths[i]);
        assert_int_equal(vips_image_get_height(image), widths[i] * 2);
        assert_pixel(image, widths[i] / 2, 50, red);
        g_object_unref(image);
    }
}

static void test_what_is_not_received_whole_leaves_nothing(void **state)
{
    struct ctx *ctx = *state;
    const struct picture picture = {.width = 900, .height = 700, .format = ".jpg", .noise = 30};
    const struct str whole = make(ctx, picture);
    const struct str photo = str_slice(whole, 0, whole.len * 9 / 10);
    const struct str hash = photo_hash(ctx, photo);
    const int in = process_input(photo);
    assert_int_equal(photo_receive_whole(ctx, in, hash), INVALID);
    close(in);
    assert_false(photo_is_stored(hash));
    int fd = -1;
    int64_t bytes = 0;
    const char *type = NULL;
    bool final = false;
    assert_int_equal(photo_open(hash, 400, &fd, &bytes, &type, &final), NOT_FOUND);
}

static void test_the_kept_original_is_at_most_2560_long(void **state)
{
    struct ctx *ctx = *state;
    struct str hash = {0};
    const struct picture picture = {.width = 5200, .height = 1300, .format = ".jpg"};
    assert_int_equal(photo_store(ctx, make(ctx, picture), &hash), OK);
    VipsImage *image = decode(serve(ctx, hash, 1600).bytes);
    assert_int_equal(vips_image_get_width(image), PHOTO_KEPT_SIDE_MAX);
    assert_int_equal(vips_image_get_height(image), 640);
    g_object_unref(image);
}

static void test_even_noise_fits_the_card_budget(void **state)
{
    struct ctx *ctx = *state;
    struct str hash = {0};
    const struct picture picture = {.width = 800, .height = 1000, .format = ".jpg", .noise = 30};
    assert_int_equal(photo_store(ctx, make(ctx, picture), &hash), OK);
    assert_int_equal(photo_make_sizes(ctx, hash), OK);
    assert_true(serve(ctx, hash, 400).bytes.len <= PHOTO_CARD_BYTES_MAX);
}

static void test_transparent_and_sixteen_bit_pngs_become_plain_on_white(void **state)
{
    struct ctx *ctx = *state;
    static const int white[3] = {255, 255, 255};
    struct str hash = {0};
    const struct picture picture = {
        .width = 200, .height = 100, .format = ".png", .alpha = true, .sixteen_bit = true};
    const struct str photo = make(ctx, picture);
    VipsImage *sent = decode(photo);
    assert_int_equal(vips_image_get_format(sent), VIPS_FORMAT_USHORT);
    g_object_unref(sent);
    assert_int_equal(photo_store(ctx, photo, &hash), OK);
    VipsImage *image = decode(serve(ctx, hash, 400).bytes);
    assert_int_equal(vips_image_get_bands(image), 3);
    assert_pixel(image, 20, 50, red);
    assert_pixel(image, 180, 50, white);
    g_object_unref(image);
}

static void assert_refused(struct ctx *ctx, struct str bytes, enum status status, const char *why)
{
    struct str hash = STR("untouched");
    ctx->err = (struct ctx_error){0};
    assert_int_equal(photo_store(ctx, bytes, &hash), status);
    assert_non_null(ctx->err.message);
    assert_non_null(strstr(ctx->err.message, why));
    assert_string_equal(ctx->err.field, "photo");
    assert_str(hash, "untouched");
}

static void test_what_is_not_a_jpeg_or_png_is_refused(void **state)
{
    struct ctx *ctx = *state;
    const struct picture webp = {.width = 100, .height = 100, .format = ".webp"};
    const struct picture tiff = {.width = 100, .height = 100, .format = ".tif"};
    assert_refused(ctx, STR(""), INVALID, "empty");
    assert_refused(ctx, STR("x"), INVALID, "JPEG or PNG");
    assert_refused(ctx, STR("Hei, dette er ikke et bilde."), INVALID, "JPEG or PNG");
    assert_refused(ctx, STR("<svg xmlns=\"http://www.w3.org/2000/svg\"/>"), INVALID, "JPEG or PNG");
    assert_refused(ctx, STR("%PDF-1.7\n1 0 obj\n"), INVALID, "JPEG or PNG");
    assert_refused(ctx, STR("GIF89a\1\0\1\0\0\0\0;"), INVALID, "JPEG or PNG");
    assert_refused(ctx, make(ctx, webp), INVALID, "JPEG or PNG");
    assert_refused(ctx, make(ctx, tiff), INVALID, "JPEG or PNG");
    assert_int_equal(temporary_files(), 0);
}

static void test_a_photo_cut_off_anywhere_is_refused(void **state)
{
    struct ctx *ctx = *state;
    const char *const formats[] = {".jpg", ".jpg[interlace]", ".png"};
    for (size_t i = 0; i < 3; i++) {
        const struct str whole = make(
            ctx, (struct picture){.width = 300, .height = 300, .format = formats[i], .noise = 20});
        const size_t cuts[] = {12, 200, whole.len / 2, whole.len * 9 / 10};
        for (size_t cut = 0; cut < sizeof(cuts) / sizeof(cuts[0]); cut++) {
            assert_refused(ctx, str_slice(whole, 0, cuts[cut]), INVALID, "cut off or damaged");
        }
    }
    assert_int_equal(temporary_files(), 0);
}

static void test_a_photo_of_few_pixels_is_refused(void **state)
{
    struct ctx *ctx = *state;
    const struct picture wide = {.width = 500, .height = PHOTO_SIDE_MIN - 1, .format = ".jpg"};
    const struct picture smallest = {
        .width = PHOTO_SIDE_MIN, .height = PHOTO_SIDE_MIN, .format = ".jpg"};
    struct str hash = {0};
    assert_refused(ctx, make(ctx, wide), INVALID, "too small");
    assert_int_equal(photo_store(ctx, make(ctx, smallest), &hash), OK);
}

/* The frame header (SOF0) of a JPEG says how large the picture unfolds. */
static void test_a_small_file_that_unfolds_to_gigapixels_is_refused(void **state)
{
    struct ctx *ctx = *state;
    const struct str photo =
        make(ctx, (struct picture){.width = 100, .height = 100, .format = ".jpg"});
    const ptrdiff_t frame = str_find(photo, STR("\xff\xc0\x00\x11\x08"));
    assert_true(frame > 0);
    char *bytes = arena_alloc(ctx->mem, photo.len);
    memcpy(bytes, photo.ptr, photo.len);
    for (int i = 5; i < 9; i++) {
        bytes[frame + i] = '\x7f';
    }
    assert_refused(ctx, (struct str){bytes, photo.len}, TOO_LARGE, "too many pixels");
}

static void test_more_than_ten_megabytes_are_refused_unread(void **state)
{
    struct ctx *ctx = *state;
    const char *zeros = arena_alloc(ctx->mem, PHOTO_BYTES_MAX + 1);
    assert_refused(ctx, (struct str){zeros, PHOTO_BYTES_MAX + 1}, TOO_LARGE, "10 MB");
    assert_refused(ctx, (struct str){zeros, PHOTO_BYTES_MAX}, INVALID, "JPEG or PNG");
}

static void test_damaged_bytes_are_taken_or_refused_but_never_break_the_door(void **state)
{
    struct ctx *ctx = *state;
    const struct str photo =
        make(ctx, (struct picture){.width = 120, .height = 90, .format = ".jpg", .position = true});
    uint32_t random = 12345;
    for (int round = 0; round < 16; round++) {
        char *bytes = arena_alloc(ctx->mem, photo.len);
        memcpy(bytes, photo.ptr, photo.len);
        for (int i = 0; i < 12; i++) {
            random = random * 1664525u + 1013904223u;
            bytes[(random >> 8) % photo.len] = (char)(random >> 3);
        }
        struct str hash = {0};
        const enum status status = photo_store(ctx, (struct str){bytes, photo.len}, &hash);
        assert_true(status == OK || status == INVALID || status == TOO_LARGE);
        if (status == OK) {
            assert_no_metadata(serve(ctx, hash, 400).bytes);
        }
    }
    assert_int_equal(temporary_files(), 0);
}

static void test_unknown_photos_and_sizes_are_not_found(void **state)
{
    struct ctx *ctx = *state;
    int fd = -1;
    int64_t bytes = 0;
    const char *type = NULL;
    bool final = false;
    const struct str unknown =
        STR("0000000000000000000000000000000000000000000000000000000000000000");
    struct str known = {0};
    const struct picture picture = {.width = 70, .height = 70, .format = ".png"};
    assert_int_equal(photo_store(ctx, make(ctx, picture), &known), OK);
    assert_int_equal(photo_open(unknown, 400, &fd, &bytes, &type, &final), NOT_FOUND);
    assert_int_equal(photo_open(known, 401, &fd, &bytes, &type, &final), NOT_FOUND);
    assert_int_equal(photo_open(STR("../../etc/passwd"), 400, &fd, &bytes, &type, &final),
                     NOT_FOUND);
    assert_int_equal(photo_open(STR(""), 400, &fd, &bytes, &type, &final), NOT_FOUND);
    assert_int_equal(photo_make_sizes(ctx, unknown), NOT_FOUND);
    assert_int_equal(photo_make_sizes(ctx, STR("../x")), NOT_FOUND);
    assert_int_equal(fd, -1);
}

static void test_a_full_disk_is_told_from_a_broken_photo(void **state)
{
    struct ctx *ctx = *state;
    const struct picture picture = {.width = 300, .height = 200, .format = ".jpg"};
    const char *const argv[] = {"/proc/self/exe", "photo-worker", "door", NULL};
    const int fds[] = {process_input(make(ctx, picture)), open("/dev/full", O_WRONLY | O_CLOEXEC)};
    const struct process process = {.argv = argv,
                                    .fds = fds,
                                    .fd_count = 2,
                                    .timeout_ms = 20000,
                                    .cpu_seconds = 10,
                                    .memory_max = (size_t)1024 * 1024 * 1024,
                                    .file_max = PHOTO_BYTES_MAX};
    struct process_result result = {0};
    assert_int_equal(process_run(&process, &result), OK);
    assert_int_equal(result.end, PROCESS_EXITED);
    assert_int_equal(result.code, PHOTO_NO_ROOM);
    close(fds[0]);
    close(fds[1]);
}

static void test_what_a_crash_left_is_swept_away_and_nothing_else(void **state)
{
    struct ctx *ctx = *state;
    struct str hash = {0};
    const struct picture picture = {.width = 71, .height = 70, .format = ".png"};
    assert_int_equal(photo_store(ctx, make(ctx, picture), &hash), OK);
    struct media_file file = {0};
    assert_int_equal(media_file_begin(hash, ".orig", &file), OK);
    close(file.fd);
    struct stat written;
    char path[256];
    snprintf(path, sizeof(path), "%s/media/%s", folder, file.temporary);
    assert_int_equal(stat(path, &written), 0);
    const int64_t written_ms = (int64_t)written.st_mtim.tv_sec * 1000;
    assert_int_equal(media_files_sweep(written_ms), OK);
    assert_int_equal(temporary_files(), 1);
    assert_int_equal(media_files_sweep(written_ms + 1000), OK);
    assert_int_equal(temporary_files(), 0);
    assert_true(photo_is_stored(hash));
}

static void test_a_folder_that_cannot_be_made_is_unavailable(void **state)
{
    (void)state;
    assert_int_equal(media_start(STR("/nonexistent/ombruk")), UNAVAILABLE);
}

#define TEST(function) cmocka_unit_test_setup_teardown(function, setup, teardown)

int media_photo_test(void)
{
    const struct CMUnitTest tests[] = {
        TEST(test_place_and_camera_are_gone_from_all_that_is_stored),
        TEST(test_the_hash_is_sha256_of_what_was_received),
        TEST(test_a_photo_taken_sideways_stands_upright),
        TEST(test_sizes_are_never_enlarged),
        TEST(test_a_photo_received_whole_has_its_sizes),
        TEST(test_what_is_not_received_whole_leaves_nothing),
        TEST(test_the_kept_original_is_at_most_2560_long),
        TEST(test_even_noise_fits_the_card_budget),
        TEST(test_transparent_and_sixteen_bit_pngs_become_plain_on_white),
        TEST(test_what_is_not_a_jpeg_or_png_is_refused),
        TEST(test_a_photo_cut_off_anywhere_is_refused),
        TEST(test_a_photo_of_few_pixels_is_refused),
        TEST(test_a_small_file_that_unfolds_to_gigapixels_is_refused),
        TEST(test_more_than_ten_megabytes_are_refused_unread),
        TEST(test_damaged_bytes_are_taken_or_refused_but_never_break_the_door),
        TEST(test_unknown_photos_and_sizes_are_not_found),
        TEST(test_a_full_disk_is_told_from_a_broken_photo),
        TEST(test_what_a_crash_left_is_swept_away_and_nothing_else),
        TEST(test_a_folder_that_cannot_be_made_is_unavailable),
    };
    return cmocka_run_group_tests_name("media_photo", tests, group_setup, group_teardown);
}
