/* SPDX-License-Identifier: EUPL-1.2 */
/* The part of the state machine inside tags. Each function is false after an error, and moves the
 * cursor of `piece` past what it read. */
#ifndef TMPLC_SCAN_TAG_H
#define TMPLC_SCAN_TAG_H

#include "scan.h"

/* A literal between two {{ }}, and how far it is read. */
struct piece {
    struct str text;
    size_t at; /* of text.ptr[0] in the source */
    size_t pos;
};

/* At "<name". */
bool scan_tag_open(struct scan *scan, struct piece *piece);
/* At "</name>". */
bool scan_tag_close(struct scan *scan, struct piece *piece);
/* Between attributes: takes white space, one attribute up to its value, or the end of the tag. */
bool scan_tag_inside(struct scan *scan, struct piece *piece);
/* In a quoted value: takes it up to the quote or the end of the piece. */
bool scan_tag_value(struct scan *scan, struct piece *piece);

/* Adds an attribute to those of the tag; false if it has it, or too many. */
bool scan_tag_note(struct tag *tag, struct str attribute);

/* ---- scan.c -----------------------------------------------------------------------------------
 */

bool scan_fail(struct scan *scan, const struct piece *piece, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
bool scan_is_space(char c);
bool scan_is_letter(char c);
bool scan_has_open(const struct scan *scan, struct str name);

#endif
