/* SPDX-License-Identifier: EUPL-1.2 */
/* Where media files are kept: DIR/media/ab/HASH + ending, written whole or not at all. */
#include "media/media_files.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/id.h"
#include "media/media.h"
#include "media/process.h"

#include "base/banned.h"

/* How the name of a temporary file begins. */
#define TEMPORARY ".new-"

/* Set once by media_start(), before threads. */
static int media_dir_fd = -1;

enum status media_start(struct str data_dir)
{
    char path[4096];
    if (snprintf(path, sizeof(path), "%.*s/media", STR_ARG(data_dir)) >= (int)sizeof(path)) {
        return INVALID;
    }
    if (mkdir(path, 0700) != 0 && errno != EEXIST) {
        return UNAVAILABLE;
    }
    const int fd = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return UNAVAILABLE;
    }
    if (media_dir_fd >= 0) {
        close(media_dir_fd);
    }
    media_dir_fd = fd;
    process_call_off(false);
    return OK;
}

void media_stop(void)
{
    process_call_off(true);
}

bool media_hash_is_valid(struct str hash)
{
    bool valid = hash.len == MEDIA_HASH_LEN;
    for (size_t i = 0; valid && i < hash.len; i++) {
        const char c = hash.ptr[i];
        valid = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
    }
    return valid;
}

/* "ab/abcdef….orig" */
static void media_path(struct str hash, const char *ending, char ret_path[MEDIA_PATH_MAX])
{
    assert(media_dir_fd >= 0 && media_hash_is_valid(hash));
    snprintf(ret_path, MEDIA_PATH_MAX, "%.2s/%.*s%s", hash.ptr, STR_ARG(hash), ending);
}

int media_file_open(struct str hash, const char *ending)
{
    char path[MEDIA_PATH_MAX];
    media_path(hash, ending, path);
    return openat(media_dir_fd, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
}

bool media_file_exists(struct str hash, const char *ending)
{
    char path[MEDIA_PATH_MAX];
    media_path(hash, ending, path);
    return faccessat(media_dir_fd, path, R_OK, 0) == 0;
}

int media_file_create(struct str hash, const char *ending)
{
    char path[MEDIA_PATH_MAX];
    media_path(hash, ending, path);
    const char folder[3] = {hash.ptr[0], hash.ptr[1], '\0'};
    if (mkdirat(media_dir_fd, folder, 0700) != 0 && errno != EEXIST) {
        return -1;
    }
    return openat(media_dir_fd, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
}

enum status media_files_sync(void)
{
    assert(media_dir_fd >= 0);
    return syncfs(media_dir_fd) == 0 ? OK : UNAVAILABLE;
}

enum status media_file_begin(struct str hash, const char *ending, struct media_file *ret_file)
{
    struct media_file file = {.fd = -1};
    media_path(hash, ending, file.path);
    char folder[3] = {hash.ptr[0], hash.ptr[1], '\0'};
    if (mkdirat(media_dir_fd, folder, 0700) == 0) {
        if (fsync(media_dir_fd) != 0) {
            return UNAVAILABLE;
        }
    } else if (errno != EEXIST) {
        return UNAVAILABLE;
    }
    uint64_t number = 0;
    random_bytes(&number, sizeof(number));
    snprintf(file.temporary, sizeof(file.temporary), "%s/" TEMPORARY "%016" PRIx64, folder, number);
    file.fd = openat(media_dir_fd, file.temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (file.fd < 0) {
        return UNAVAILABLE;
    }
    *ret_file = file;
    return OK;
}

static bool sync_folder_of(const char *path)
{
    const char folder[3] = {path[0], path[1], '\0'};
    const int fd = openat(media_dir_fd, folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return false;
    }
    const bool synced = fsync(fd) == 0;
    close(fd);
    return synced;
}

enum status media_file_keep(struct media_file *file)
{
    const bool kept = fsync(file->fd) == 0 &&
                      renameat(media_dir_fd, file->temporary, media_dir_fd, file->path) == 0 &&
                      sync_folder_of(file->path);
    if (kept) {
        file->temporary[0] = '\0';
    }
    media_file_drop(file);
    return kept ? OK : UNAVAILABLE;
}

void media_file_drop(struct media_file *file)
{
    if (file->temporary[0] != '\0') {
        unlinkat(media_dir_fd, file->temporary, 0);
        close(file->fd);
    } else if (file->path[0] != '\0') {
        close(file->fd);
    }
    *file = (struct media_file){.fd = -1};
}

static void sweep_entry(int folder, const char *name, int64_t before_ms)
{
    struct stat file;
    if (strncmp(name, TEMPORARY, sizeof(TEMPORARY) - 1) == 0 &&
        fstatat(folder, name, &file, AT_SYMLINK_NOFOLLOW) == 0 &&
        (int64_t)file.st_mtim.tv_sec * 1000 < before_ms) {
        unlinkat(folder, name, 0);
    }
}

static bool sweep_folder(const char *name, int64_t before_ms)
{
    const int fd = openat(media_dir_fd, name, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) {
        return errno == ENOENT;
    }
    DIR *folder = fdopendir(fd);
    if (folder == NULL) {
        close(fd);
        return false;
    }
    const struct dirent *entry = NULL;
    while ((entry = readdir(folder)) != NULL) { /* NOLINT(concurrency-mt-unsafe) */
        sweep_entry(fd, entry->d_name, before_ms);
    }
    closedir(folder);
    return true;
}

enum status media_files_sweep(int64_t before_ms)
{
    bool swept = true;
    for (unsigned i = 0; i < 256; i++) {
        char name[3];
        snprintf(name, sizeof(name), "%02x", i);
        swept = sweep_folder(name, before_ms) && swept;
    }
    return swept ? OK : UNAVAILABLE;
}

void media_file_remove(struct str hash, const char *ending)
{
    char path[MEDIA_PATH_MAX];
    media_path(hash, ending, path);
    unlinkat(media_dir_fd, path, 0);
}

/* ---- files that come in pieces ------------------------------------------------------------------
 */

#define PARTS "part"

static void part_path(int64_t centre_id, struct str uuid, char ret_path[MEDIA_PATH_MAX])
{
    assert(media_dir_fd >= 0 && uuid.len == UUID_TEXT_SIZE - 1);
    for (size_t i = 0; i < uuid.len; i++) {
        const char c = uuid.ptr[i];
        assert((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || c == '-');
    }
    snprintf(ret_path, MEDIA_PATH_MAX, PARTS "/%" PRId64 "-%.*s", centre_id, STR_ARG(uuid));
}

int media_part_open(int64_t centre_id, struct str uuid, bool create)
{
    char path[MEDIA_PATH_MAX];
    part_path(centre_id, uuid, path);
    if (create && mkdirat(media_dir_fd, PARTS, 0700) != 0 && errno != EEXIST) {
        return -1;
    }
    return openat(media_dir_fd, path, O_RDWR | (create ? O_CREAT : 0) | O_CLOEXEC | O_NOFOLLOW,
                  0600);
}

void media_part_remove(int64_t centre_id, struct str uuid)
{
    char path[MEDIA_PATH_MAX];
    part_path(centre_id, uuid, path);
    unlinkat(media_dir_fd, path, 0);
}
