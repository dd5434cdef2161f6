/* SPDX-License-Identifier: EUPL-1.2 */
/* libxml2's text writer into memory, with its failures kept until the end. */
#include "html/xml_print.h"

#include "base/banned.h"

/* XML 1.0 has no place for most control characters, not even escaped (section 2.2). */
static const xmlChar *xml_text(struct ctx *ctx, struct str text)
{
    struct strbuf clean;
    strbuf_init(&clean, text.len * 3 + 3);
    if (!str_is_utf8(text)) {
        strbuf_literal(&clean, "\xEF\xBF\xBD");
    } else {
        for (size_t i = 0; i < text.len; i++) {
            const unsigned char c = (unsigned char)text.ptr[i];
            if (c < ' ' && c != '\t' && c != '\n' && c != '\r') {
                strbuf_literal(&clean, "\xEF\xBF\xBD");
            } else {
                strbuf_byte(&clean, text.ptr[i]);
            }
        }
    }
    const struct str copy = strbuf_copy(&clean, ctx->mem);
    strbuf_finish(&clean);
    return (const xmlChar *)copy.ptr;
}

void xml_print_begin(struct ctx *ctx, struct xml_print *ret_print)
{
    struct xml_print p = {.ctx = ctx, .buffer = xmlBufferCreate()};
    p.xml = p.buffer == NULL ? NULL : xmlNewTextWriterMemory(p.buffer, 0);
    p.failed = p.xml == NULL || xmlTextWriterStartDocument(p.xml, "1.0", "UTF-8", NULL) < 0;
    *ret_print = p;
}

void xml_open(struct xml_print *p, const char *name)
{
    p->failed = p->failed || xmlTextWriterStartElement(p->xml, (const xmlChar *)name) < 0;
}

void xml_close(struct xml_print *p)
{
    p->failed = p->failed || xmlTextWriterEndElement(p->xml) < 0;
}

void xml_attribute(struct xml_print *p, const char *name, struct str value)
{
    p->failed = p->failed || xmlTextWriterWriteAttribute(p->xml, (const xmlChar *)name,
                                                         xml_text(p->ctx, value)) < 0;
}

void xml_element(struct xml_print *p, const char *name, struct str text)
{
    p->failed = p->failed || xmlTextWriterWriteElement(p->xml, (const xmlChar *)name,
                                                       xml_text(p->ctx, text)) < 0;
}

enum status xml_print_finish(struct xml_print *p, struct strbuf *out)
{
    enum status status = UNAVAILABLE;
    p->failed = p->failed || xmlTextWriterEndDocument(p->xml) < 0 || xmlTextWriterFlush(p->xml) < 0;
    if (!p->failed) {
        strbuf_bytes(out, (const char *)xmlBufferContent(p->buffer),
                     (size_t)xmlBufferLength(p->buffer));
        status = out->overflow ? TOO_LARGE : OK;
    }
    if (p->xml != NULL) {
        xmlFreeTextWriter(p->xml);
    }
    if (p->buffer != NULL) {
        xmlBufferFree(p->buffer);
    }
    *p = (struct xml_print){0};
    return status;
}
