/* SPDX-License-Identifier: EUPL-1.2 */
/* Parse, check and print one set. */
#include "compile.h"

#include <stdarg.h>
#include <stdio.h>

#include "context.h"
#include "emit.h"
#include "parse.h"

#include "base/banned.h"

size_t tmplc_line(const struct source *source, size_t at)
{
    size_t line = 1;
    for (size_t i = 0; i < at && i < source->text.len; i++) {
        line += source->text.ptr[i] == '\n';
    }
    return line;
}

static size_t column(const struct source *source, size_t at)
{
    size_t start = at < source->text.len ? at : source->text.len;
    size_t columns = 1;
    while (start > 0 && source->text.ptr[start - 1] != '\n') {
        start--;
        columns += (source->text.ptr[start] & 0xc0) != 0x80;
    }
    return columns;
}

bool tmplc_fail(struct compiler *compiler, const struct source *source, size_t at,
                const char *format, ...)
{
    if (compiler->failed) {
        return false;
    }
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    compiler->failed = true;
    compiler->error = str_format(compiler->mem, "%.*s:%zu:%zu: %s", STR_ARG(source->file),
                                 tmplc_line(source, at), column(source, at), text);
    return false;
}

static bool check_source(struct compiler *compiler, const struct source *source)
{
    if (source->text.len > TMPLC_FILE_MAX) {
        return tmplc_fail(compiler, source, 0, "over %zu bytes; split the file", TMPLC_FILE_MAX);
    }
    return str_is_utf8(source->text) ||
           tmplc_fail(compiler, source, 0, "not UTF-8; save the file as UTF-8");
}

bool tmplc_compile(struct arena *mem, struct str name, const struct source *sources, size_t count,
                   struct strbuf *ret_header, struct strbuf *ret_code, struct str *ret_error)
{
    struct compiler compiler = {.mem = mem};
    struct set set = {.name = name};
    for (size_t i = 0; i < count && !compiler.failed; i++) {
        vec_push(mem, &set.files, sources[i].file);
        if (check_source(&compiler, &sources[i])) {
            parse_file(&compiler, &sources[i], &set);
        }
    }
    for (size_t i = 0; i < set.templates.count && !compiler.failed; i++) {
        context_check(&compiler, &set.templates.ptr[i]);
    }
    if (compiler.failed) {
        *ret_error = compiler.error;
        return false;
    }
    emit_header(ret_header, &set);
    emit_code(ret_code, &set);
    return true;
}
