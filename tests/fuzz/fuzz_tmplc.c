/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as a template file: refused with a message that names a place, or compiled. */
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
        if (header.len == 0 || code.len == 0 || header.overflow || code.overflow) {
            abort();
        }
    } else {
        check_error(error);
    }
    strbuf_finish(&header);
    strbuf_finish(&code);
    arena_destroy(mem);
    return 0;
}
