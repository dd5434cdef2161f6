/* SPDX-License-Identifier: EUPL-1.2 */
/* The HTML state machine: reads literal HTML piece by piece, checks it, writes it out with white
 * space folded and comments left out, and knows in which context it stands between the pieces. */
#ifndef TMPLC_SCAN_H
#define TMPLC_SCAN_H

#include "base/strbuf.h"
#include "names.h"
#include "tree.h"

enum scan_state {
    SCAN_TEXT,
    SCAN_TEXT_ONLY, /* in <title> or <textarea> */
    SCAN_SCRIPT,    /* in <script> */
    SCAN_TAG,       /* in a tag, between attributes */
    SCAN_VALUE      /* in a quoted attribute value */
};

/* How far an address in an attribute has come. */
enum address_state {
    ADDRESS_START,
    ADDRESS_DONE,     /* after {{ url }} */
    ADDRESS_FRAGMENT, /* after # */
    ADDRESS_LITERAL   /* https:… written out */
};

struct element {
    struct str name;
    size_t at;
};

/* Most attributes of one tag. */
#define ATTRIBUTES_MAX 40

struct tag {
    struct str name;
    size_t at;
    size_t block_depth; /* how many {{ if }} and {{ for }} stand around the tag's beginning */
    bool has_alt;
    bool has_src;
    bool is_post;                          /* <form method="post"> */
    bool is_jsonld;                        /* <script type="application/ld+json"> */
    struct str attributes[ATTRIBUTES_MAX]; /* that it has so far, in any branch */
    size_t attribute_count;
};

struct scan {
    struct compiler *compiler;
    const struct source *source;
    struct strbuf *out;  /* literal HTML not yet made a node */
    struct nodes *nodes; /* where it goes */
    enum scan_state state;
    struct element elements[ELEMENTS_MAX]; /* open, outermost first */
    size_t depth;
    size_t floor;       /* elements below were opened outside this branch */
    size_t block_depth; /* of {{ if }} and {{ for }} */
    struct tag tag;     /* SCAN_TAG, SCAN_VALUE, SCAN_SCRIPT */
    char quote;         /* SCAN_VALUE */
    struct str attribute;
    enum attribute_kind attribute_kind;
    enum address_state address;
    bool spaced; /* what was written last is white space, so more of it would not show */
};

/* Reads the literal `text`, which begins at byte `at` of the source. False after an error. */
bool scan_literal(struct scan *scan, struct str text, size_t at);

/* Makes what was written so far a literal node. */
void scan_flush(struct scan *scan);

#endif
