/* SPDX-License-Identifier: EUPL-1.2 */
/* tmplc --name NAME --out-h H --out-c C FILE.html…: HTML templates to C. See README.md. */
#include <errno.h>
#include <stdio.h>

#include "compile.h"

#include "base/banned.h"

#define FILES_MAX  200
#define OUTPUT_MAX ((size_t)64 * 1024 * 1024)
#define MEMORY_MAX ((size_t)1024 * 1024 * 1024)

struct options {
    const char *name;
    const char *header;
    const char *code;
    const char *files[FILES_MAX];
    size_t file_count;
};

static bool read_options(int argc, char **argv, struct options *ret_options)
{
    struct options options = {0};
    for (int i = 1; i < argc; i++) {
        const char **target = strcmp(argv[i], "--name") == 0    ? &options.name
                              : strcmp(argv[i], "--out-h") == 0 ? &options.header
                              : strcmp(argv[i], "--out-c") == 0 ? &options.code
                                                                : NULL;
        if (target != NULL && i + 1 < argc) {
            *target = argv[++i];
        } else if (target != NULL || options.file_count == FILES_MAX) {
            return false;
        } else {
            options.files[options.file_count++] = argv[i];
        }
    }
    *ret_options = options;
    return options.name != NULL && options.header != NULL && options.code != NULL;
}

static bool complain(const char *file)
{
    fprintf(stderr, "%s: %s\n", file, strerror(errno));
    return false;
}

static bool read_file(struct arena *mem, const char *file, struct source *ret_source)
{
    FILE *stream = fopen(file, "rb");
    if (stream == NULL) {
        return complain(file);
    }
    char *bytes = arena_alloc(mem, TMPLC_FILE_MAX + 2);
    const size_t len = fread(bytes, 1, TMPLC_FILE_MAX + 1, stream);
    const bool failed = ferror(stream) != 0;
    fclose(stream);
    if (failed) {
        return complain(file);
    }
    *ret_source = (struct source){.file = str_of(file), .text = {bytes, len}};
    return true;
}

static bool write_file(const char *file, struct str text)
{
    FILE *stream = fopen(file, "wb");
    if (stream == NULL) {
        return complain(file);
    }
    const bool written = fwrite(text.ptr, 1, text.len, stream) == text.len;
    return fclose(stream) == 0 && written ? true : complain(file);
}

static bool compile(struct arena *mem, const struct options *options, struct strbuf *header,
                    struct strbuf *code)
{
    struct source sources[FILES_MAX];
    for (size_t i = 0; i < options->file_count; i++) {
        if (!read_file(mem, options->files[i], &sources[i])) {
            return false;
        }
    }
    struct str error;
    if (!tmplc_compile(mem, str_of(options->name), sources, options->file_count, header, code,
                       &error)) {
        fprintf(stderr, "%.*s\n", STR_ARG(error));
        return false;
    }
    if (header->overflow || code->overflow) {
        fprintf(stderr, "%s: the output is over %zu bytes; split the set\n", options->name,
                OUTPUT_MAX);
        return false;
    }
    return write_file(options->header, strbuf_view(header)) &&
           write_file(options->code, strbuf_view(code));
}

int main(int argc, char **argv)
{
    struct options options;
    if (!read_options(argc, argv, &options)) {
        fputs("tmplc --name NAME --out-h FILE.h --out-c FILE.c FILE.html...\n", stderr);
        return 2;
    }
    struct arena *mem = arena_create(MEMORY_MAX);
    struct strbuf header;
    struct strbuf code;
    strbuf_init(&header, OUTPUT_MAX);
    strbuf_init(&code, OUTPUT_MAX);
    const bool ok = compile(mem, &options, &header, &code);
    strbuf_finish(&header);
    strbuf_finish(&code);
    arena_destroy(mem);
    return ok ? 0 : 1;
}
