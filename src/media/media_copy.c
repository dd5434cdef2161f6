/* SPDX-License-Identifier: EUPL-1.2 */
/* The files of photos by name, for copies of all of them. */
#include <errno.h>
#include <stdio.h>
#include <string.h>

#include "media/media_files.h"
#include "media/media_store.h"
#include "media/photo.h"
#include "media/upload_store.h"

#include "base/banned.h"

enum status media_each(struct ctx *ctx, media_hash_fn *fn, void *arg)
{
    TRY(media_store_each(ctx, fn, arg));
    return upload_store_each(ctx, fn, arg);
}

enum status media_files_of(struct str hash, char ret_names[][MEDIA_NAME_MAX], size_t *ret_count)
{
    size_t count = 0;
    bool received = false;
    if (!media_hash_is_valid(hash)) {
        return NOT_FOUND;
    }
    for (size_t i = 0; photo_file_ending(i) != NULL; i++) {
        if (media_file_exists(hash, photo_file_ending(i))) {
            snprintf(ret_names[count++], MEDIA_NAME_MAX, "%.*s%s", STR_ARG(hash),
                     photo_file_ending(i));
            received = received || i < PHOTO_SIZES_FROM;
        }
    }
    if (!received) {
        return NOT_FOUND;
    }
    *ret_count = count;
    return OK;
}

/* Divides the name; the ending comes from our own list. */
static bool read_name(const char *name, struct str *ret_hash, const char **ret_ending)
{
    const struct str hash = str_slice(str_of(name), 0, MEDIA_HASH_LEN);
    if (!media_hash_is_valid(hash)) {
        return false;
    }
    for (size_t i = 0; photo_file_ending(i) != NULL; i++) {
        if (strcmp(name + MEDIA_HASH_LEN, photo_file_ending(i)) == 0) {
            *ret_hash = hash;
            *ret_ending = photo_file_ending(i);
            return true;
        }
    }
    return false;
}

int media_open(const char *name)
{
    struct str hash;
    const char *ending = NULL;
    return read_name(name, &hash, &ending) ? media_file_open(hash, ending) : -1;
}

enum status media_check_name(const char *name)
{
    struct str hash;
    const char *ending = NULL;
    return read_name(name, &hash, &ending) ? OK : INVALID;
}

enum status media_create(const char *name, int *ret_fd)
{
    struct str hash;
    const char *ending = NULL;
    if (!read_name(name, &hash, &ending)) {
        return INVALID;
    }
    const int fd = media_file_create(hash, ending);
    if (fd < 0) {
        return errno == EEXIST ? CONFLICT : UNAVAILABLE;
    }
    *ret_fd = fd;
    return OK;
}

enum status media_sync(void)
{
    return media_files_sync();
}
