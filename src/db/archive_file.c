/* SPDX-License-Identifier: EUPL-1.2 */
/* The file of an archive: whole under its name or not there, and known by its last line. */
#include "db/archive_file.h"

#include <errno.h>
#include <fcntl.h>
#include <sodium.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/id.h"

#include "base/banned.h"

#define TRAILER_BEGINS "ombruk backup "
#define SQLITE_BEGINS  "SQLite format 3"
#define READ_BYTES     ((size_t)256 * 1024)
/* Most bytes of a row: all values of a table may be long, but not all at once. */
#define LENGTH_LIMIT ((int)(ARCHIVE_VALUE_MAX + ARCHIVE_VALUE_MAX / 4))

/* ---- errors ---------------------------------------------------------------------------------- */

const char *archive_why(const struct archive *archive)
{
    return archive->why;
}

enum status archive_fail(struct archive *archive, enum status status, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(archive->why, sizeof(archive->why), format, args);
    va_end(args);
    return status;
}

static enum status cannot_write(struct archive *archive, int error)
{
    return archive_fail(archive, UNAVAILABLE, "cannot write %.150s: %s", archive->path,
                        strerror(error));
}

enum status archive_status(struct archive *archive, int code)
{
    switch (code & 0xFF) {
    case SQLITE_OK:
    case SQLITE_ROW:
    case SQLITE_DONE:
        return OK;
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_READONLY: {
        const int error = sqlite3_system_errno(archive->handle);
        return archive->temporary != NULL
                   ? cannot_write(archive, error == 0 ? ENOSPC : error)
                   : archive_fail(archive, UNAVAILABLE, "cannot read %.200s", archive->path);
    }
    case SQLITE_NOMEM:
        return archive_fail(archive, UNAVAILABLE, "out of memory");
    case SQLITE_TOOBIG:
        return archive_fail(archive, TOO_LARGE, "a value is longer than 64 MB");
    default:
        return archive->temporary != NULL
                   ? archive_fail(archive, INTERNAL, "cannot build the backup: %s",
                                  sqlite3_errmsg(archive->handle))
                   : archive_fail(archive, INVALID,
                                  "the backup is damaged inside; use another one");
    }
}

static struct archive *new_archive(const char *path)
{
    struct archive *archive = calloc(1, sizeof(*archive));
    if (archive == NULL || (archive->path = strdup(path)) == NULL) {
        abort();
    }
    return archive;
}

void archive_close(struct archive *archive)
{
    if (archive == NULL) {
        return;
    }
    sqlite3_close(archive->handle);
    if (archive->temporary != NULL) {
        unlink(archive->temporary);
    }
    free(archive->temporary);
    free(archive->path);
    free(archive);
}

/* Closes it after a failure that the caller is told of in `ret_why`. */
static enum status give_up(struct archive *archive, enum status status, char ret_why[256])
{
    snprintf(ret_why, 256, "%s", archive->why);
    archive_close(archive);
    return status;
}

/* ---- the trailer ----------------------------------------------------------------------------- */

static ssize_t read_some(int fd, void *bytes, size_t len, int64_t at)
{
    ssize_t got = 0;
    do {
        got = pread(fd, bytes, len, at);
    } while (got < 0 && errno == EINTR);
    return got;
}

bool archive_trailer(int fd, int64_t bytes, char ret_trailer[ARCHIVE_TRAILER_LEN])
{
    crypto_generichash_state state;
    unsigned char hash[32];
    char hex[65];
    unsigned char *chunk = malloc(READ_BYTES);
    if (chunk == NULL) {
        abort();
    }
    int64_t at = 0;
    ssize_t got = 1;
    crypto_generichash_init(&state, NULL, 0, sizeof(hash));
    while (at < bytes && got > 0) {
        const int64_t left = bytes - at;
        got = read_some(fd, chunk, left < (int64_t)READ_BYTES ? (size_t)left : READ_BYTES, at);
        if (got > 0) {
            crypto_generichash_update(&state, chunk, (size_t)got);
            at += got;
        }
    }
    free(chunk);
    crypto_generichash_final(&state, hash, sizeof(hash));
    sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash));
    char text[ARCHIVE_TRAILER_LEN + 1];
    snprintf(text, sizeof(text), TRAILER_BEGINS "%d %s\n", ARCHIVE_VERSION, hex);
    memcpy(ret_trailer, text, ARCHIVE_TRAILER_LEN);
    return at == bytes;
}

static enum status check_trailer(struct archive *archive, int fd)
{
    char begins[sizeof(SQLITE_BEGINS)];
    char found[ARCHIVE_TRAILER_LEN + 1] = "";
    char wanted[ARCHIVE_TRAILER_LEN];
    struct stat info;
    if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        return archive_fail(archive, INVALID, "%.200s is not a file", archive->path);
    }
    if (read_some(fd, begins, sizeof(begins), 0) != (ssize_t)sizeof(begins) ||
        memcmp(begins, SQLITE_BEGINS, sizeof(begins)) != 0) {
        return archive_fail(archive, INVALID, "%.200s is not a backup of Ombruk", archive->path);
    }
    const int64_t bytes = info.st_size - ARCHIVE_TRAILER_LEN;
    const size_t begin_len = strlen(TRAILER_BEGINS);
    if (bytes <= 0 ||
        read_some(fd, found, ARCHIVE_TRAILER_LEN, bytes) != (ssize_t)ARCHIVE_TRAILER_LEN ||
        memcmp(found, TRAILER_BEGINS, begin_len) != 0) {
        return archive_fail(archive, INVALID, "%.180s is cut off or is not a backup of Ombruk",
                            archive->path);
    }
    if (strncmp(found + begin_len, "1 ", 2) != 0) {
        return archive_fail(archive, INVALID,
                            "the backup has a format that this program does not know: use the "
                            "newer program");
    }
    if (!archive_trailer(fd, bytes, wanted)) {
        return archive_fail(archive, UNAVAILABLE, "cannot read %.150s: %s", archive->path,
                            strerror(errno));
    }
    return memcmp(found, wanted, ARCHIVE_TRAILER_LEN) == 0
               ? OK
               : archive_fail(archive, INVALID,
                              "%.150s was changed or damaged after it was made; use another backup",
                              archive->path);
}

/* ---- reading --------------------------------------------------------------------------------- */

/* What SQLite advises for files from strangers (sqlite.org/security.html). By the descriptor, so
 * that it is the file that was checked, and without looking for a journal beside it. */
static enum status open_to_read(struct archive *archive, int fd)
{
    char uri[64];
    snprintf(uri, sizeof(uri), "file:/proc/self/fd/%d?immutable=1", fd);
    int code = sqlite3_open_v2(
        uri, &archive->handle,
        SQLITE_OPEN_READONLY | SQLITE_OPEN_URI | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) {
        sqlite3_db_config(archive->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
        sqlite3_limit(archive->handle, SQLITE_LIMIT_LENGTH, LENGTH_LIMIT);
        code = sqlite3_exec(archive->handle,
                            "PRAGMA trusted_schema = OFF; PRAGMA cell_size_check = ON;"
                            "PRAGMA mmap_size = 0; PRAGMA query_only = ON;"
                            "PRAGMA cache_size = -8000;",
                            NULL, NULL, NULL);
    }
    return archive_status(archive, code);
}

enum status archive_file_open(const char *path, struct archive **ret_archive, char ret_why[256])
{
    struct archive *archive = new_archive(path);
    const int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        return give_up(archive,
                       archive_fail(archive, errno == ENOENT ? NOT_FOUND : UNAVAILABLE,
                                    "cannot open %.150s: %s", path, strerror(errno)),
                       ret_why);
    }
    enum status status = check_trailer(archive, fd);
    if (status == OK) {
        status = open_to_read(archive, fd);
    }
    close(fd);
    if (status != OK) {
        return give_up(archive, status, ret_why);
    }
    *ret_archive = archive;
    return OK;
}

/* ---- making ---------------------------------------------------------------------------------- */

/* Beside it, hidden, so that nobody takes it for a backup. */
static char *temporary_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    const int folder = slash == NULL ? 0 : (int)(slash - path) + 1;
    uint64_t number = 0;
    char *name = NULL;
    random_bytes(&number, sizeof(number));
    if (asprintf(&name, "%.*s.%s.%08llx.part", folder, path, path + folder,
                 (unsigned long long)(number & 0xFFFFFFFF)) < 0) {
        abort();
    }
    return name;
}

static enum status open_to_write(struct archive *archive)
{
    const int fd = open(archive->temporary, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
    if (fd < 0) {
        return cannot_write(archive, errno);
    }
    close(fd);
    int code =
        sqlite3_open_v2(archive->temporary, &archive->handle,
                        SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE, NULL);
    if (code == SQLITE_OK) {
        /* Nobody reads it before it is whole, and a failed one is thrown away. */
        code = sqlite3_exec(archive->handle,
                            "PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;"
                            "PRAGMA locking_mode = EXCLUSIVE; PRAGMA cache_size = -8000;"
                            "PRAGMA trusted_schema = OFF; BEGIN",
                            NULL, NULL, NULL);
    }
    return archive_status(archive, code);
}

enum status archive_file_begin(const char *path, struct archive **ret_archive, char ret_why[256])
{
    struct archive *archive = new_archive(path);
    struct stat info;
    if (lstat(path, &info) == 0) {
        return give_up(
            archive,
            archive_fail(archive, CONFLICT, "%.150s is there already; give another name", path),
            ret_why);
    }
    archive->temporary = temporary_name(path);
    const enum status status = open_to_write(archive);
    if (status != OK) {
        return give_up(archive, status, ret_why);
    }
    *ret_archive = archive;
    return OK;
}

static bool write_trailer(int fd)
{
    char trailer[ARCHIVE_TRAILER_LEN];
    struct stat info;
    return fstat(fd, &info) == 0 && archive_trailer(fd, info.st_size, trailer) &&
           pwrite(fd, trailer, sizeof(trailer), info.st_size) == (ssize_t)sizeof(trailer) &&
           fsync(fd) == 0;
}

/* Never over another file. Some file systems cannot promise that; there the look must do. */
static bool give_name(const struct archive *archive)
{
    struct stat info;
    if (renameat2(AT_FDCWD, archive->temporary, AT_FDCWD, archive->path, RENAME_NOREPLACE) == 0) {
        return true;
    }
    if (errno != EINVAL && errno != ENOSYS) {
        return false;
    }
    if (lstat(archive->path, &info) == 0) {
        errno = EEXIST;
        return false;
    }
    return rename(archive->temporary, archive->path) == 0;
}

static bool sync_folder(const char *path)
{
    const char *slash = strrchr(path, '/');
    char *folder = slash == NULL ? strdup(".") : strndup(path, (size_t)(slash - path) + 1);
    if (folder == NULL) {
        abort();
    }
    const int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    free(folder);
    const bool synced = fd >= 0 && fsync(fd) == 0;
    if (fd >= 0) {
        close(fd);
    }
    return synced;
}

enum status archive_file_end(struct archive *archive)
{
    TRY(archive_status(archive, sqlite3_exec(archive->handle, "COMMIT", NULL, NULL, NULL)));
    sqlite3_close(archive->handle);
    archive->handle = NULL;
    const int fd = open(archive->temporary, O_RDWR | O_CLOEXEC);
    bool done = fd >= 0 && write_trailer(fd);
    const int error = errno;
    if (fd >= 0) {
        done = close(fd) == 0 && done;
    }
    if (!done) {
        return cannot_write(archive, error);
    }
    if (!give_name(archive)) {
        return errno == EEXIST
                   ? archive_fail(archive, CONFLICT, "%.150s is there already; give another name",
                                  archive->path)
                   : cannot_write(archive, errno);
    }
    free(archive->temporary);
    archive->temporary = NULL;
    return sync_folder(archive->path) ? OK : cannot_write(archive, errno);
}
