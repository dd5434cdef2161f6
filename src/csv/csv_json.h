/* SPDX-License-Identifier: EUPL-1.2 */
/* One line of JSON lines: an object to names and texts. */
#ifndef OMBRUK_CSV_CSV_JSON_H
#define OMBRUK_CSV_CSV_JSON_H

#include "base/strbuf.h"

#define CSV_JSON_DEPTH_MAX 8
#define CSV_JSON_NAME_MAX  200

/* Offsets into the text, which moves as it grows. */
struct csv_json_member {
    size_t name;
    size_t name_len;
    size_t value;
    size_t value_len;
};

/* Reads the object `line` and appends names and values, each followed by NUL, to `text`; at most
 * `members_max` members go to `members`. NULL on success, else what is wrong (English source
 * string): not valid JSON, deeper than CSV_JSON_DEPTH_MAX, a name over CSV_JSON_NAME_MAX bytes,
 * more members than `members_max`. Whether names repeat and values are UTF-8 is not checked. */
const char *csv_json_read(struct str line, struct strbuf *text, struct csv_json_member *members,
                          size_t members_max, size_t *ret_count);

#endif
