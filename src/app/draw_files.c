/* SPDX-License-Identifier: EUPL-1.2 */
/* Shares out lots, from a folder of files to a new one. */
#include "app/draw_files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/strbuf.h"
#include "fair/fair.h"

#include "base/banned.h"

/* More than any input; a text over it is refused, not cut. */
#define FILE_BYTES_MAX ((size_t)64 * 1024 * 1024 * 1024)
#define READ_BYTES     ((size_t)1024 * 1024)

const char draw_files_help[] = "share out lots by the rules of docs/draw/format.md";
const struct command_option draw_files_options[] = {
    {"in", "DIR",
     "the folder with tenants.csv, lots.csv, wishes.csv, eligibility.csv, caps.csv, draw.ini",
     true},
    {"out", "DIR", "a new folder for the result", true},
    {"threads", "N", "how many at once; changes no byte; 1", false},
    {"commit", NULL, "only the canonical text and its commitment, before the randomness is known",
     false},
    {.name = NULL}};

struct drawing {
    const struct options *options;
    const char *in;
    const char *out;
    const char *made; /* where the files are written before they get their name */
    int folder;       /* of that; -1: not open */
    int file;         /* the one that is being written; -1: none */
    enum fair_out writing;

    struct strbuf texts[FAIR_IN_COUNT];
};

/* ---- reading --------------------------------------------------------------------------------- */

static bool read_all(int fd, struct strbuf *text)
{
    struct stat info;
    if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0) {
        strbuf_grow(text, (size_t)info.st_size);
    }
    for (;;) {
        strbuf_grow(text, READ_BYTES);
        if (text->overflow) {
            errno = EFBIG;
            return false;
        }
        const ssize_t got = read(fd, text->ptr + text->len, READ_BYTES);
        if (got < 0 && errno != EINTR) {
            return false;
        }
        if (got == 0) {
            return true;
        }
        text->len += got > 0 ? (size_t)got : 0;
    }
}

/* A file that is not there is a text without `.ptr`: the draw says so. */
static bool read_file(struct drawing *drawing, enum fair_in file, struct str *ret_text)
{
    const struct str path =
        str_format(drawing->options->mem, "%s/%s", drawing->in, fair_in_names[file]);
    struct strbuf *text = &drawing->texts[file];
    const int fd = open(path.ptr, O_RDONLY | O_CLOEXEC);
    *ret_text = (struct str){0};
    strbuf_init(text, FILE_BYTES_MAX);
    if (fd < 0 && errno == ENOENT) {
        return true;
    }
    const bool whole = fd >= 0 && read_all(fd, text);
    if (!whole) {
        (void)options_fail(drawing->options, "cannot read %s: %s", path.ptr, strerror(errno));
    }
    if (fd >= 0) {
        (void)close(fd);
    }
    *ret_text = strbuf_view(text);
    return whole;
}

/* ---- writing --------------------------------------------------------------------------------- */

static enum status fail_writing(struct drawing *drawing, const char *name)
{
    (void)options_fail(drawing->options, "cannot write %s/%s: %s", drawing->made, name,
                       strerror(errno));
    return UNAVAILABLE;
}

/* Empty until now or not there yet, so that nothing of an older draw is mixed with this one. */
static bool is_free(struct drawing *drawing)
{
    DIR *folder = opendir(drawing->out);
    if (folder == NULL) {
        if (errno != ENOENT) {
            (void)options_fail(drawing->options, "cannot use the folder %s: %s", drawing->out,
                               strerror(errno));
            return false;
        }
        return true;
    }
    bool empty = true;
    const struct dirent *entry = NULL;
    while ((entry = readdir(folder)) != NULL) { /* NOLINT(concurrency-mt-unsafe) */
        empty = empty && (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0);
    }
    (void)closedir(folder);
    if (!empty) {
        (void)options_fail(drawing->options, "%s is not empty; name a new folder for the draw",
                           drawing->out);
    }
    return empty;
}

static bool make_folder(struct drawing *drawing)
{
    struct str path = str_format(drawing->options->mem, "%s.XXXXXX", drawing->out);
    char *made = arena_alloc(drawing->options->mem, path.len + 1);
    memcpy(made, path.ptr, path.len + 1);
    if (mkdtemp(made) == NULL) {
        (void)options_fail(drawing->options, "cannot make a folder like %s: %s", path.ptr,
                           strerror(errno));
        return false;
    }
    drawing->made = made;
    drawing->folder = open(made, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (drawing->folder < 0) {
        (void)options_fail(drawing->options, "cannot use the folder %s: %s", made, strerror(errno));
        return false;
    }
    return true;
}

static bool close_file(struct drawing *drawing)
{
    const int fd = drawing->file;
    drawing->file = -1;
    if (fd < 0) {
        return true;
    }
    const bool safe = fsync(fd) == 0;
    return close(fd) == 0 && safe;
}

static enum status write_piece(void *arg, enum fair_out file, struct str piece)
{
    struct drawing *drawing = arg;
    const char *name = fair_out_names[file];
    if (drawing->file < 0 || drawing->writing != file) {
        if (!close_file(drawing)) {
            return fail_writing(drawing, fair_out_names[drawing->writing]);
        }
        drawing->writing = file;
        drawing->file =
            openat(drawing->folder, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
        if (drawing->file < 0) {
            return fail_writing(drawing, name);
        }
    }
    while (piece.len > 0) {
        const ssize_t put = write(drawing->file, piece.ptr, piece.len);
        if (put < 0 && errno != EINTR) {
            return fail_writing(drawing, name);
        }
        piece = str_slice(piece, put > 0 ? (size_t)put : 0, piece.len);
    }
    return OK;
}

/* Gives the finished folder its name, on disk too. */
static bool publish(struct drawing *drawing)
{
    const mode_t mask = umask(0);
    (void)umask(mask);
    if (!close_file(drawing)) {
        (void)fail_writing(drawing, fair_out_names[drawing->writing]);
        return false;
    }
    if (fchmod(drawing->folder, 0777 & ~mask) != 0 || fsync(drawing->folder) != 0 ||
        rename(drawing->made, drawing->out) != 0) {
        (void)options_fail(drawing->options, "cannot make the folder %s: %s", drawing->out,
                           strerror(errno));
        return false;
    }
    drawing->made = NULL;
    const int parent = openat(drawing->folder, "..", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (parent >= 0) {
        (void)fsync(parent);
        (void)close(parent);
    }
    return true;
}

static void clean_up(struct drawing *drawing)
{
    if (drawing->file >= 0) {
        (void)close(drawing->file);
    }
    if (drawing->made != NULL && drawing->folder >= 0) {
        for (int i = 0; i < FAIR_OUT_COUNT; i++) {
            (void)unlinkat(drawing->folder, fair_out_names[i], 0);
        }
    }
    if (drawing->folder >= 0) {
        (void)close(drawing->folder);
    }
    if (drawing->made != NULL) {
        (void)rmdir(drawing->made);
    }
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        strbuf_finish(&drawing->texts[i]);
    }
}

/* ---- the draw -------------------------------------------------------------------------------- */

/* The message in English, with what it names. */
static struct str words_of(struct drawing *drawing, const struct fair_error *error)
{
    const struct str hole = STR("{detail}");
    const struct str message = str_of(error->message);
    const ptrdiff_t at = str_find(message, hole);
    if (at < 0) {
        return message;
    }
    return str_format(drawing->options->mem, "%.*s%.*s%s", (int)at, message.ptr,
                      STR_ARG(error->detail), message.ptr + at + hole.len);
}

/* One line: the file, its line, and what is wrong there. */
static int refuse(struct drawing *drawing, const struct fair_error *error)
{
    const struct str words = words_of(drawing, error);
    if (error->line == 0) {
        return options_fail(drawing->options, "%s/%s: %.*s", drawing->in,
                            fair_in_names[error->file], STR_ARG(words));
    }
    return options_fail(drawing->options, "%s/%s:%lld: %.*s", drawing->in,
                        fair_in_names[error->file], (long long)error->line, STR_ARG(words));
}

static int draw(struct drawing *drawing, int threads, bool only_commit)
{
    const struct fair_sink sink = {write_piece, drawing};
    struct str in[FAIR_IN_COUNT];
    struct fair_error error = {0};
    for (int i = 0; i < FAIR_IN_COUNT; i++) {
        if (!read_file(drawing, (enum fair_in)i, &in[i])) {
            return COMMAND_FAILED;
        }
    }
    /* A whole region's year fits into the memory of a small machine: no cap of our own. */
    struct arena *mem = arena_create(SIZE_MAX / 4);
    const enum status status = only_commit ? fair_commit_to(mem, in, &sink, &error)
                                           : fair_draw_to(mem, in, threads, &sink, &error);
    int code = COMMAND_DONE;
    if (status == INVALID) {
        code = refuse(drawing, &error);
    } else if (status != OK || !publish(drawing)) {
        code = COMMAND_FAILED;
    }
    arena_destroy(mem);
    return code;
}

static const char *without_slashes(struct arena *mem, struct str path)
{
    while (path.len > 1 && path.ptr[path.len - 1] == '/') {
        path.len--;
    }
    return str_copy(mem, path).ptr;
}

int draw_files(const struct options *options)
{
    struct drawing drawing = {.options = options, .folder = -1, .file = -1};
    const struct str threads_text = options_value(options, "threads");
    int64_t threads = 1;
    if (threads_text.ptr != NULL &&
        (!str_to_i64(threads_text, &threads) || threads < 1 || threads > FAIR_THREADS_MAX)) {
        return options_usage(options, "--threads takes a number from 1 to %d", FAIR_THREADS_MAX);
    }
    drawing.in = without_slashes(options->mem, options_value(options, "in"));
    drawing.out = without_slashes(options->mem, options_value(options, "out"));
    int code = COMMAND_FAILED;
    if (is_free(&drawing) && make_folder(&drawing)) {
        code = draw(&drawing, (int)threads, options_value(options, "commit").ptr != NULL);
    }
    clean_up(&drawing);
    return code;
}
