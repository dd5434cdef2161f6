/* SPDX-License-Identifier: EUPL-1.2 */
/* What element and attribute names mean for escaping. Names are compared without case. */
#ifndef TMPLC_NAMES_H
#define TMPLC_NAMES_H

#include <stdbool.h>

#include "base/str.h"

enum attribute_kind {
    ATTRIBUTE_PLAIN,     /* text */
    ATTRIBUTE_ADDRESS,   /* one address */
    ATTRIBUTE_ADDRESSES, /* srcset */
    ATTRIBUTE_LITERAL,   /* decides how the element works: no {{ }} */
    ATTRIBUTE_FORBIDDEN  /* code, style or a document in an attribute */
};

enum attribute_kind names_attribute(struct str element, struct str attribute);

/* An address to which a form token or the visitor's rights go along, or whose answer is run: it
 * must be on our own site. */
bool names_is_own_address(struct str element, struct str attribute);

/* HTML elements without an end tag (HTML Living Standard, 13.1.2). */
bool names_is_void(struct str element);
/* Elements whose content is text only: title, textarea. */
bool names_is_text_only(struct str element);
/* Elements that load, run or restyle, or whose content is not parsed as HTML. */
bool names_is_forbidden(struct str element);
/* A start tag that closes an open <p> by itself (HTML Living Standard, 13.2.6.4.7). */
bool names_closes_p(struct str element);
/* An element that hides an open <p> around it from that rule. */
bool names_is_p_scope(struct str element);

#endif
