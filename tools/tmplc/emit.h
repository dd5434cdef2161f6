/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints a checked set of templates as a C header and a C file. */
#ifndef TMPLC_EMIT_H
#define TMPLC_EMIT_H

#include "base/strbuf.h"
#include "tree.h"

void emit_header(struct strbuf *out, const struct set *set);
void emit_code(struct strbuf *out, const struct set *set);

/* `text` as a C string literal with its quotes; broken after line ends, each part under the 4095
 * bytes that C17 promises. */
void emit_string(struct strbuf *out, struct str text);

#endif
