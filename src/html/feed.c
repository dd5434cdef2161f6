/* SPDX-License-Identifier: EUPL-1.2 */
/* Prints Atom. */
#include "html/feed.h"

#include "base/day.h"
#include "html/xml_print.h"

#include "base/banned.h"

struct str feed_time(struct ctx *ctx, int64_t at_ms)
{
    const int64_t day = (at_ms >= 0 ? at_ms : at_ms - (MS_PER_DAY - 1)) / MS_PER_DAY;
    const int second = (int)((at_ms - day * MS_PER_DAY) / MS_PER_SECOND);
    const struct str date = day_iso(ctx->mem, day);
    return str_format(ctx->mem, "%.*sT%02d:%02d:%02dZ", STR_ARG(date), second / 3600,
                      second / 60 % 60, second % 60);
}

static void put_link(struct xml_print *p, const char *rel, const char *type, struct str href)
{
    xml_open(p, "link");
    xml_attribute(p, "rel", str_of(rel));
    xml_attribute(p, "type", str_of(type));
    xml_attribute(p, "href", href);
    xml_close(p);
}

static void put_entry(struct xml_print *p, const struct feed_entry *entry)
{
    xml_open(p, "entry");
    xml_element(p, "id", entry->id);
    xml_element(p, "title", entry->title);
    xml_element(p, "updated", feed_time(p->ctx, entry->updated_ms));
    put_link(p, "alternate", "text/html", entry->url);
    xml_element(p, "summary", entry->summary);
    xml_close(p);
}

static void put_feed(struct xml_print *p, const struct feed *feed)
{
    int64_t updated_ms = feed->entries.count == 0 ? feed->empty_ms : INT64_MIN;
    for (size_t i = 0; i < feed->entries.count; i++) {
        const int64_t at_ms = feed->entries.ptr[i].updated_ms;
        updated_ms = at_ms > updated_ms ? at_ms : updated_ms;
    }
    xml_open(p, "feed");
    xml_attribute(p, "xmlns", STR("http://www.w3.org/2005/Atom"));
    xml_attribute(p, "xml:lang", feed->lang);
    xml_element(p, "id", feed->id);
    xml_element(p, "title", feed->title);
    if (feed->subtitle.len > 0) {
        xml_element(p, "subtitle", feed->subtitle);
    }
    xml_element(p, "updated", feed_time(p->ctx, updated_ms));
    xml_open(p, "author");
    xml_element(p, "name", feed->author);
    xml_close(p);
    put_link(p, "self", "application/atom+xml", feed->self);
    put_link(p, "alternate", "text/html", feed->url);
    for (size_t i = 0; i < feed->entries.count; i++) {
        put_entry(p, &feed->entries.ptr[i]);
    }
    xml_close(p);
}

enum status feed_write(struct ctx *ctx, const struct feed *feed, struct strbuf *out)
{
    struct xml_print printer;
    xml_print_begin(ctx, &printer);
    put_feed(&printer, feed);
    return xml_print_finish(&printer, out);
}
