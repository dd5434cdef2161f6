/* SPDX-License-Identifier: EUPL-1.2 */
/* Escaping of text for each place in HTML. Only html.c calls it; templates reach it through there.
 */
#ifndef OMBRUK_HTML_ESCAPE_H
#define OMBRUK_HTML_ESCAPE_H

#include "base/strbuf.h"

/* Between tags: & < > */
void escape_text(struct strbuf *out, struct str text);

/* In a quoted attribute value: & < > " ' */
void escape_attribute(struct strbuf *out, struct str text);

/* JSON text inside a data script: < > & and U+2028, U+2029 as \uXXXX, which means the same within
 * JSON strings, the only place where a valid JSON text has them. */
void escape_script_json(struct strbuf *out, struct str json);

#endif
