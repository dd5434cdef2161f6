/* SPDX-License-Identifier: EUPL-1.2 */
/* Percent-encoding of addresses and form bodies (RFC 3986 section 2.1, WHATWG URL section 5). */
#ifndef OMBRUK_HTTP_PERCENT_H
#define OMBRUK_HTTP_PERCENT_H

#include "base/str.h"

/* Decodes into `arena`; '+' becomes a space when `plus` is true. False for a broken escape, a NUL
 * or what is not UTF-8 afterwards. */
bool percent_decode(struct arena *arena, struct str text, bool plus, struct str *ret_text);

/* Encodes all but the unreserved characters A–Z a–z 0–9 - . _ ~ into `arena`. */
struct str percent_encode(struct arena *arena, struct str text);

#endif
