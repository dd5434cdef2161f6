/* SPDX-License-Identifier: EUPL-1.2 */
/* JSON in (cJSON behind limits) and JSON out (a printer into a strbuf). */
#ifndef OMBRUK_JSON_JSON_H
#define OMBRUK_JSON_JSON_H

#include "base/ctx.h"
#include "base/strbuf.h"

/* ---- in ---- */

#define JSON_DEPTH_MAX   32
#define JSON_MEMBERS_MAX 1024 /* of one object */

struct json; /* a value; lives until json_free of its root */

/* Parses one JSON text. MALFORMED if it is not valid JSON (RFC 8259) in UTF-8, over the limits
 * above, or followed by anything but white space; TOO_LARGE above `max_bytes`. Also MALFORMED:
 * duplicate keys in an object, because readers that disagree on which one wins are a known way
 * in, and U+0000 in a string, where C would cut it. */
MUST_CHECK enum status json_parse(struct str text, size_t max_bytes, struct json **ret_root);
void json_free(struct json *root);

enum json_type {
    JSON_ABSENT, /* NULL */
    JSON_NULL,
    JSON_BOOL,
    JSON_NUMBER,
    JSON_STRING,
    JSON_ARRAY,
    JSON_OBJECT
};

/* Every reader below accepts NULL as "absent". */
enum json_type json_type(const struct json *value);

/* A member of an object, or NULL if absent or not an object. */
const struct json *json_get(const struct json *object, const char *name);
bool json_is_null(const struct json *value);
/* Copies into `arena`; false if it is not a string. */
bool json_str(const struct json *value, struct arena *arena, struct str *ret_text);
/* A whole number strictly within ±2^53; false otherwise. Numbers are read as IEEE doubles, as
 * JavaScript does: 1.0 and 1e3 are whole. Ids are strings and are read by json_id(). */
bool json_i64(const struct json *value, int64_t *ret_number);
/* A positive id from a string; false otherwise. */
bool json_id(const struct json *value, int64_t *ret_id);
bool json_bool(const struct json *value, bool *ret_flag);
/* Elements of an array; 0 if it is not one. */
size_t json_count(const struct json *array);
/* Walks an array or object, each step in constant time; NULL at the end or if it is neither. */
const struct json *json_first(const struct json *container);
const struct json *json_next(const struct json *element);
/* One element, found by counting from the first; NULL outside. */
const struct json *json_at(const struct json *array, size_t index);
/* Walks the members of an object: i from 0 until NULL; name is valid as long as the root. Also
 * json_first(), json_next() and json_name() walk them, each step in constant time. */
const struct json *json_member(const struct json *object, size_t i, const char **ret_name);
/* The key of a member; NULL for what is not one. */
const char *json_name(const struct json *member);

/* ---- out: commas and escapes are the printer's business ---- */

struct json_out {
    struct strbuf *buf;
    bool comma;
};

void json_object_begin(struct json_out *out);
void json_object_end(struct json_out *out);
void json_array_begin(struct json_out *out);
void json_array_end(struct json_out *out);
void json_key(struct json_out *out, const char *name);
/* Bytes that are no valid UTF-8 become U+FFFD. */
void json_put_str(struct json_out *out, struct str value);
void json_put_i64(struct json_out *out, int64_t number);
/* Ids and amounts above 2^53 are strings, so that JavaScript keeps them. */
void json_put_id(struct json_out *out, int64_t id);
void json_put_bool(struct json_out *out, bool flag);
void json_put_null(struct json_out *out);

#endif
