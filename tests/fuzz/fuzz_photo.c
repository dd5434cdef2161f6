/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes at the photo door: refused, or a clean JPEG of which sizes can be made. */
#include <stdlib.h>
#include <unistd.h>
#include <vips/vips.h>

#include "base/arena.h"
#include "media/photo_worker.h"
#include "media/process.h"
#include "media/upload_header.h"

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define OUTPUT_MAX ((size_t)64 * 1024 * 1024)

int LLVMFuzzerInitialize(int *argc, char ***argv)
{
    (void)argc;
    (void)argv;
    /* Its warnings would drown what the fuzzer says. */
    setenv("VIPS_WARNING", "0", 1);
    if (!photo_worker_begin()) {
        abort();
    }
    return 0;
}

static void check_kept(struct str jpeg)
{
    static const struct str metadata[] = {STR_INIT("Exif"), STR_INIT("http://ns.adobe.com"),
                                          STR_INIT("ICC_PROFILE")};
    if (!str_starts_with(jpeg, STR("\xff\xd8\xff"))) {
        abort();
    }
    for (size_t i = 0; i < sizeof(metadata) / sizeof(metadata[0]); i++) {
        if (str_find(jpeg, metadata[i]) >= 0) {
            abort();
        }
    }
}

static void make_sizes(struct arena *arena, int kept)
{
    const int out[3] = {process_input(STR("")), process_input(STR("")), process_input(STR(""))};
    if (lseek(kept, 0, SEEK_SET) != 0 || photo_worker_sizes(kept, out) != PHOTO_FINE) {
        abort();
    }
    for (size_t i = 0; i < 3; i++) {
        struct str webp = {0};
        if (process_output(arena, out[i], OUTPUT_MAX, &webp) != OK ||
            !str_starts_with(webp, STR("RIFF")) || str_find(webp, STR("VP8X")) >= 0) {
            abort();
        }
        close(out[i]);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *arena = arena_create(4 * OUTPUT_MAX);
    const int in = process_input((struct str){(const char *)data, size});
    const int out = process_input(STR(""));
    if (in < 0 || out < 0) {
        abort();
    }
    if (photo_worker_door(in, out) == PHOTO_FINE) {
        struct str kept = {0};
        /* Nothing that the door takes is turned away by a look at its header. */
        if (upload_header((struct str){(const char *)data, size}) != PHOTO_FINE) {
            abort();
        }
        if (process_output(arena, out, OUTPUT_MAX, &kept) != OK) {
            abort();
        }
        check_kept(kept);
        make_sizes(arena, out);
    }
    close(in);
    close(out);
    arena_destroy(arena);
    vips_error_clear();
    return 0;
}
