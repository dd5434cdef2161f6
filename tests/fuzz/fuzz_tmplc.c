/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a template file: refused with a message that names a place, or compiled to C whose
 * literals hold no script and no event handler. */
#include <stdlib.h>

#include "compile.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ARENA_CAP ((size_t)256 * 1024 * 1024)
#define CODE_MAX  ((size_t)16 * 1024 * 1024)

static void check_error(struct str error)
{
    if (!str_starts_with(error, STR("fuzz.html:")) || error.len < sizeof("fuzz.html:1:1: ")) {
        abort();
    }
}

/* A literal never begins with what tmplc refuses, however the input was cut apart. */
static void check_code(struct str code)
{
    static const char *const never[] = {"<style",    "<iframe", "<base",
                                        " onclick=", " style=", "<script>"};
    static const struct str call = STR_INIT("html_raw(out, \"");
    ptrdiff_t at = 0;
    while ((at = str_find(code, call)) >= 0) {
        code = str_slice(code, (size_t)at + call.len, code.len);
        for (size_t i = 0; i < sizeof(never) / sizeof(never[0]); i++) {
            if (str_starts_with(code, str_of(never[i]))) {
                abort();
            }
        }
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena *mem = arena_create(ARENA_CAP);
    struct strbuf header;
    struct strbuf code;
    strbuf_init(&header, CODE_MAX);
    strbuf_init(&code, CODE_MAX);
    const struct source source = {.file = STR("fuzz.html"), .text = {(const char *)data, size}};
    struct str error = STR("");
    if (tmplc_compile(mem, STR("fuzz"), &source, 1, &header, &code, &error)) {
        if (header.len == 0 || code.len == 0) {
            abort();
        }
        check_code(strbuf_view(&code));
    } else {
        check_error(error);
    }
    strbuf_finish(&header);
    strbuf_finish(&code);
    arena_destroy(mem);
    return 0;
}
