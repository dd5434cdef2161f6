/* SPDX-License-Identifier: EUPL-1.2 */
/* A strict reader of our own pages: stricter than browsers, so that they never have to guess. */
#ifndef OMBRUK_TESTS_HTTP_HTML_CHECK_H
#define OMBRUK_TESTS_HTTP_HTML_CHECK_H

#include "base/arena.h"
#include "base/str.h"

/* An address the page leads to or sends to. */
struct html_link {
    struct str element; /* "a", "form", "img" … */
    struct str address; /* with entities resolved */
    bool post;          /* a form with method="post" */
};

struct html_links {
    struct html_link *ptr;
    size_t count;
    size_t capacity;
};

/* NULL if `page` is a whole, valid page; else what is wrong with it and where, in `mem`. Looks at:
 * doctype, lang, one title, one main, one h1, headings without gaps; every element known, closed in
 * order and where it may stand; attributes quoted and not repeated; ids unique, and what refers to
 * ids finds them; a label for every field, alt on every picture, a name on every link and button;
 * no inline style or script, nothing fetched from elsewhere; entities written out. `ret_links` may
 * be NULL. */
const char *html_check(struct arena *mem, struct str page, struct html_links *ret_links);

#endif
