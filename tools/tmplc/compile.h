/* SPDX-License-Identifier: EUPL-1.2 */
/* The template compiler as one function on buffers: no files, so that it can be fuzzed. */
#ifndef TMPLC_COMPILE_H
#define TMPLC_COMPILE_H

#include <stdbool.h>

#include "base/strbuf.h"
#include "tree.h"

/* Bytes in one template file; ten times the largest that anybody should write. */
#define TMPLC_FILE_MAX ((size_t)256 * 1024)

/* Compiles `sources` into the set `name`. On success appends the header and the C file. On failure
 * `*ret_error` is "file:line:col: what is wrong and what to write instead" and the buffers are as
 * they were. The sources must outlive `mem`'s contents. */
bool tmplc_compile(struct arena *mem, struct str name, const struct source *sources, size_t count,
                   struct strbuf *ret_header, struct strbuf *ret_code, struct str *ret_error);

#endif
