/* SPDX-License-Identifier: EUPL-1.2 */
/* Is this text JSON by the letter? cJSON forgives more than RFC 8259 allows. */
#ifndef OMBRUK_JSON_JSON_SCAN_H
#define OMBRUK_JSON_JSON_SCAN_H

#include <stdbool.h>

#include "base/str.h"

/* True if `text` is one JSON text of RFC 8259 in valid UTF-8 without byte-order mark, at most
 * JSON_DEPTH_MAX containers deep, no string holding U+0000, numbers at most 64 characters long. */
bool json_scan(struct str text);

#endif
