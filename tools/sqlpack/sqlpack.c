/* SPDX-License-Identifier: EUPL-1.2 */
/* The command: reads SQL files, writes C files, or says in one line what is wrong. */
#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "sqlpack.h"

#include "base/banned.h"

#define MEMORY_CAP ((size_t)256 * 1024 * 1024)
#define FILES_MAX  10000

enum {
    EXIT_WRONG = 1,
    EXIT_USAGE = 2
};

struct options {
    const char *sql;
    const char *migrations;
    const char *out_c;
    const char *out_h;
    /* The migrations that the build knows, if it says so. */
    const char **files;
    int file_count;
};

static const char *base_name(const char *path)
{
    const char *slash = strrchr(path, '/');
    return slash == NULL ? path : slash + 1;
}

static int usage(void)
{
    fputs("usage: sqlpack --sql FILE.sql --out-c X.c --out-h X.h\n"
          "       sqlpack --migrations DIR --out-c X.c [FILE…]\n",
          stderr);
    return EXIT_USAGE;
}

/* ---- files ----------------------------------------------------------------------------------- */

static bool read_stream(struct arena *mem, FILE *file, struct str *ret_text)
{
    struct strbuf text;
    strbuf_init(&text, SQLPACK_FILE_MAX);
    char piece[8192];
    size_t got = 0;
    while ((got = fread(piece, 1, sizeof(piece), file)) > 0) {
        strbuf_bytes(&text, piece, got);
    }
    const bool ok = ferror(file) == 0 && !text.overflow;
    if (ok) {
        *ret_text = strbuf_copy(&text, mem);
    } else if (text.overflow) {
        errno = EFBIG;
    }
    strbuf_finish(&text);
    return ok;
}

static bool read_file(struct arena *mem, const char *path, struct str *ret_text)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL || !read_stream(mem, file, ret_text)) {
        fprintf(stderr, "%s:1: cannot read it: %s\n", path, strerror(errno));
        if (file != NULL) {
            fclose(file);
        }
        return false;
    }
    fclose(file);
    return true;
}

static bool write_file(const char *path, const struct strbuf *text)
{
    FILE *file = fopen(path, "wb");
    bool ok = file != NULL && fwrite(text->ptr, 1, text->len, file) == text->len;
    if (file != NULL && fclose(file) != 0) {
        ok = false;
    }
    if (!ok) {
        fprintf(stderr, "%s:1: cannot write it: %s\n", path, strerror(errno));
    }
    return ok;
}

static int wrong(const char *path, const struct sqlpack_error *error)
{
    fprintf(stderr, "%s:%d: %s\n", path, error->line, error->why);
    return EXIT_WRONG;
}

/* ---- --sql ----------------------------------------------------------------------------------- */

/* The file's name without folder and ".sql"; it becomes part of C names. */
static bool stem_of(struct arena *mem, const char *path, struct str *ret_stem)
{
    const struct str name = str_of(base_name(path));
    if (!str_ends_with(name, STR(".sql")) || name.len == 4) {
        return false;
    }
    const struct str stem = str_slice(name, 0, name.len - 4);
    for (size_t i = 0; i < stem.len; i++) {
        const char c = stem.ptr[i];
        if (!((c >= 'a' && c <= 'z') || c == '_' || (i > 0 && c >= '0' && c <= '9'))) {
            return false;
        }
    }
    *ret_stem = str_copy(mem, stem);
    return true;
}

static int pack_sql(struct arena *mem, const struct options *options, struct strbuf *header,
                    struct strbuf *body)
{
    struct str source;
    struct str stem;
    struct sqlpack pack;
    struct sqlpack_error error = {.line = 1};
    if (!read_file(mem, options->sql, &source)) {
        return EXIT_WRONG;
    }
    if (!stem_of(mem, options->sql, &stem)) {
        sqlpack_fail(&error, 1, "name it with lower-case letters, digits and _, ending in .sql");
        return wrong(options->sql, &error);
    }
    if (!sqlpack_parse(mem, source, &pack, &error) ||
        !sqlpack_emit(&pack, stem, header, body, &error)) {
        return wrong(options->sql, &error);
    }
    return write_file(options->out_h, header) && write_file(options->out_c, body) ? 0 : EXIT_WRONG;
}

/* ---- --migrations ---------------------------------------------------------------------------- */

typedef VEC(struct migration_file) file_list;

static int compare_files(const void *a, const void *b)
{
    const struct migration_file *left = a;
    const struct migration_file *right = b;
    return str_compare(left->file_name, right->file_name);
}

static bool read_folder(struct arena *mem, const char *folder, file_list *ret_files)
{
    DIR *dir = opendir(folder);
    if (dir == NULL) {
        fprintf(stderr, "%s:1: cannot read the folder: %s\n", folder, strerror(errno));
        return false;
    }
    bool ok = true;
    const struct dirent *entry = NULL;
    while (ok && (entry = readdir(dir)) != NULL) {
        const struct str name = str_of(entry->d_name);
        if (str_ends_with(name, STR(".sql")) && name.ptr[0] != '.') {
            struct migration_file file = {.file_name = str_copy(mem, name)};
            const struct str path = str_format(mem, "%s/%s", folder, file.file_name.ptr);
            ok = ret_files->count < FILES_MAX && read_file(mem, path.ptr, &file.source);
            vec_push(mem, ret_files, file);
        }
    }
    closedir(dir);
    if (ok && ret_files->count > 0) {
        qsort(ret_files->ptr, ret_files->count, sizeof(*ret_files->ptr), compare_files);
    }
    return ok;
}

/* A file that the build does not know would be left out when it changes. */
static bool check_listed(const struct options *options, const file_list *files)
{
    for (size_t i = 0; i < files->count; i++) {
        bool listed = options->file_count == 0;
        for (int j = 0; j < options->file_count && !listed; j++) {
            listed = str_equal(files->ptr[i].file_name, str_of(base_name(options->files[j])));
        }
        if (!listed) {
            fprintf(stderr, "%s/%.*s:1: add it to the list in migrations/meson.build\n",
                    options->migrations, STR_ARG(files->ptr[i].file_name));
            return false;
        }
    }
    return true;
}

static int pack_migrations(struct arena *mem, const struct options *options, struct strbuf *body)
{
    file_list files = {0};
    size_t wrong_file = 0;
    struct sqlpack_error error = {.line = 1};
    if (!read_folder(mem, options->migrations, &files) || !check_listed(options, &files)) {
        return EXIT_WRONG;
    }
    if (!migrations_emit(mem, files.ptr, files.count, body, &wrong_file, &error)) {
        assert(wrong_file < files.count);
        const struct str path = str_format(mem, "%s/%.*s", options->migrations,
                                           STR_ARG(files.ptr[wrong_file].file_name));
        return wrong(path.ptr, &error);
    }
    return write_file(options->out_c, body) ? 0 : EXIT_WRONG;
}

/* ---- command line ---------------------------------------------------------------------------- */

static bool read_options(int argc, char **argv, struct options *options)
{
    const struct {
        const char *name;
        const char **value;
    } known[] = {{"--sql", &options->sql},
                 {"--migrations", &options->migrations},
                 {"--out-c", &options->out_c},
                 {"--out-h", &options->out_h}};
    for (int i = 1; i < argc; i++) {
        size_t k = 0;
        while (k < 4 && strcmp(argv[i], known[k].name) != 0) {
            k++;
        }
        if (k < 4 && i + 1 < argc) {
            *known[k].value = argv[++i];
        } else if (k < 4 || argv[i][0] == '-') {
            return false;
        } else {
            options->files[options->file_count++] = argv[i];
        }
    }
    const bool sql = options->sql != NULL && options->out_h != NULL && options->file_count == 0;
    const bool migrations = options->migrations != NULL && options->out_h == NULL;
    return options->out_c != NULL && sql != migrations &&
           (options->sql == NULL || options->migrations == NULL);
}

int main(int argc, char **argv)
{
    struct arena *mem = arena_create(MEMORY_CAP);
    struct options options = {.files = arena_array(mem, (size_t)argc, sizeof(char *))};
    int result = EXIT_USAGE;
    if (read_options(argc, argv, &options)) {
        struct strbuf header;
        struct strbuf body;
        strbuf_init(&header, SQLPACK_OUTPUT_MAX);
        strbuf_init(&body, SQLPACK_OUTPUT_MAX);
        result = options.sql != NULL ? pack_sql(mem, &options, &header, &body)
                                     : pack_migrations(mem, &options, &body);
        strbuf_finish(&header);
        strbuf_finish(&body);
    } else {
        usage();
    }
    arena_destroy(mem);
    return result;
}
