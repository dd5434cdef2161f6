/* SPDX-License-Identifier: EUPL-1.2 */
/* XML through libxml2's text writer, which escapes: what feeds and site maps are printed with. */
#ifndef OMBRUK_HTML_XML_PRINT_H
#define OMBRUK_HTML_XML_PRINT_H

#include <libxml/xmlwriter.h>

#include "base/ctx.h"
#include "base/strbuf.h"

struct xml_print {
    struct ctx *ctx;
    xmlTextWriterPtr xml; /* NULL: there was no memory */
    xmlBufferPtr buffer;
    bool failed;
};

/* Begins a document. Whatever is written, xml_print_finish() has to follow. */
void xml_print_begin(struct ctx *ctx, struct xml_print *ret_print);
void xml_open(struct xml_print *p, const char *name);
void xml_close(struct xml_print *p);
/* Bytes that XML cannot carry become U+FFFD. */
void xml_attribute(struct xml_print *p, const char *name, struct str value);
void xml_element(struct xml_print *p, const char *name, struct str text);
/* Ends the document and appends it to `out`. UNAVAILABLE when libxml2 cannot get memory; TOO_LARGE
 * when it does not fit. */
MUST_CHECK enum status xml_print_finish(struct xml_print *p, struct strbuf *out);

#endif
