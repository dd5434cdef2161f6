/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints Atom by libxml2's text writer, which escapes. */
#include "html/feed.h"

#include <libxml/xmlwriter.h>

#include "base/day.h"

#include "base/banned.h"

struct str feed_time(struct ctx *ctx, int64_t at_ms)
{
    const int64_t day = (at_ms >= 0 ? at_ms : at_ms - (MS_PER_DAY - 1)) / MS_PER_DAY;
    const int second = (int)((at_ms - day * MS_PER_DAY) / MS_PER_SECOND);
    const struct str date = day_iso(ctx->mem, day);
    return str_format(ctx->mem, "%.*sT%02d:%02d:%02dZ", STR_ARG(date), second / 3600,
                      second / 60 % 60, second % 60);
}

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

struct printer {
    struct ctx *ctx;
    xmlTextWriterPtr xml;
    bool failed;
};

static void begin(struct printer *p, const char *name)
{
    p->failed |= xmlTextWriterStartElement(p->xml, (const xmlChar *)name) < 0;
}

static void end(struct printer *p)
{
    p->failed |= xmlTextWriterEndElement(p->xml) < 0;
}

static void attribute(struct printer *p, const char *name, struct str value)
{
    p->failed |=
        xmlTextWriterWriteAttribute(p->xml, (const xmlChar *)name, xml_text(p->ctx, value)) < 0;
}

static void element(struct printer *p, const char *name, struct str text)
{
    p->failed |=
        xmlTextWriterWriteElement(p->xml, (const xmlChar *)name, xml_text(p->ctx, text)) < 0;
}

static void put_link(struct printer *p, const char *rel, const char *type, struct str href)
{
    begin(p, "link");
    attribute(p, "rel", str_of(rel));
    attribute(p, "type", str_of(type));
    attribute(p, "href", href);
    end(p);
}

static void put_entry(struct printer *p, const struct feed_entry *entry)
{
    begin(p, "entry");
    element(p, "id", entry->id);
    element(p, "title", entry->title);
    element(p, "updated", feed_time(p->ctx, entry->updated_ms));
    put_link(p, "alternate", "text/html", entry->url);
    element(p, "summary", entry->summary);
    end(p);
}

static void put_feed(struct printer *p, const struct feed *feed)
{
    int64_t updated_ms = feed->entries.count == 0 ? feed->empty_ms : INT64_MIN;
    for (size_t i = 0; i < feed->entries.count; i++) {
        const int64_t at_ms = feed->entries.ptr[i].updated_ms;
        updated_ms = at_ms > updated_ms ? at_ms : updated_ms;
    }
    p->failed |= xmlTextWriterStartDocument(p->xml, "1.0", "UTF-8", NULL) < 0;
    begin(p, "feed");
    attribute(p, "xmlns", STR("http://www.w3.org/2005/Atom"));
    attribute(p, "xml:lang", feed->lang);
    element(p, "id", feed->id);
    element(p, "title", feed->title);
    if (feed->subtitle.len > 0) {
        element(p, "subtitle", feed->subtitle);
    }
    element(p, "updated", feed_time(p->ctx, updated_ms));
    begin(p, "author");
    element(p, "name", feed->author);
    end(p);
    put_link(p, "self", "application/atom+xml", feed->self);
    put_link(p, "alternate", "text/html", feed->url);
    for (size_t i = 0; i < feed->entries.count; i++) {
        put_entry(p, &feed->entries.ptr[i]);
    }
    end(p);
    p->failed |= xmlTextWriterEndDocument(p->xml) < 0;
}

enum status feed_write(struct ctx *ctx, const struct feed *feed, struct strbuf *out)
{
    enum status status = UNAVAILABLE;
    struct printer printer = {.ctx = ctx};
    xmlBufferPtr buffer = xmlBufferCreate();
    if (buffer == NULL) {
        return UNAVAILABLE;
    }
    printer.xml = xmlNewTextWriterMemory(buffer, 0);
    if (printer.xml == NULL) {
        goto done;
    }
    put_feed(&printer, feed);
    printer.failed |= xmlTextWriterFlush(printer.xml) < 0;
    if (!printer.failed) {
        strbuf_bytes(out, (const char *)xmlBufferContent(buffer), (size_t)xmlBufferLength(buffer));
        status = out->overflow ? TOO_LARGE : OK;
    }
    xmlFreeTextWriter(printer.xml);
done:
    xmlBufferFree(buffer);
    return status;
}
