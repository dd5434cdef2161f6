/* SPDX-License-Identifier: EUPL-1.2 */
/* Readers for the kinds of text that have a shape: contact addresses, dates, UUIDs, numbers. */
#ifndef OMBRUK_HTTP_FORM_TEXT_H
#define OMBRUK_HTTP_FORM_TEXT_H

#include "base/str.h"

/* Each takes trimmed UTF-8, writes only on true, and puts text into `arena`. */

/* One address: a dot-atom of RFC 5321 in ASCII, at most 64 bytes, '@', a domain of at least two
 * labels; at most 254 bytes in all. The domain is lower-cased. */
bool form_text_email(struct arena *arena, struct str text, struct str *ret_email);
/* "+" and 7 to 15 digits; 8 digits that begin with 2 to 9 are Norwegian. Spaces, no-break spaces,
 * '-', '.', '(' and ')' between digits are dropped; a leading "00" is '+'. */
bool form_text_phone(struct arena *arena, struct str text, struct str *ret_phone);
bool form_text_uuid(struct arena *arena, struct str text, struct str *ret_uuid);
/* "2026-11-23" or "23.11.2026" (also "3.1.2026"). */
bool form_text_day(struct str text, int64_t *ret_day);
/* A whole number; digits may be grouped by single spaces or no-break spaces. */
bool form_text_i64(struct arena *arena, struct str text, int64_t *ret_number);

/* True if `text` holds a control character (C0, DEL or C1) that is neither in `allowed`. */
bool form_text_has_control(struct str text, const char *allowed);

#endif
