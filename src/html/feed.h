/* SPDX-License-Identifier: EUPL-1.2 */
/* An Atom feed (RFC 4287): what has been announced, for programs that follow it. */
#ifndef OMBRUK_HTML_FEED_H
#define OMBRUK_HTML_FEED_H

#include "base/ctx.h"
#include "base/strbuf.h"

struct feed_entry {
    struct str id; /* an IRI that never changes: RFC 4287 section 4.2.6 */
    struct str title;
    struct str summary; /* plain text */
    struct str url;     /* absolute; of the page to read */
    int64_t updated_ms;
};

struct feed {
    struct str id;
    struct str title;
    struct str subtitle; /* may be empty */
    struct str author;
    struct str lang; /* "nb" */
    struct str self; /* absolute address of the feed itself */
    struct str url;  /* absolute; the page it belongs to */
    /* When nothing has been announced yet: the feed must say when it changed. */
    int64_t empty_ms;
    struct {
        struct feed_entry *ptr; /* newest first */
        size_t count;
        size_t capacity;
    } entries;
};

/* Content type of the feed. */
#define FEED_TYPE "application/atom+xml; charset=utf-8"

/* Writes the feed into `out`; bytes that XML cannot carry become U+FFFD. UNAVAILABLE when libxml2
 * cannot get memory; TOO_LARGE when it does not fit into `out`. */
MUST_CHECK enum status feed_write(struct ctx *ctx, const struct feed *feed, struct strbuf *out);

/* "2026-12-16T11:05:00Z" (RFC 3339), in ctx->mem. */
struct str feed_time(struct ctx *ctx, int64_t at_ms);

#endif
