/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks a text against the grammar of RFC 8259 without recursion or memory. */
#include "json/json_scan.h"

#include "json/json.h"

#include "base/banned.h"

#define JSON_NUMBER_MAX 64

struct scan {
    const char *at;
    const char *end;
    int depth;
    bool in_object[JSON_DEPTH_MAX];
};

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static void skip_space(struct scan *scan)
{
    while (scan->at < scan->end &&
           (*scan->at == ' ' || *scan->at == '\t' || *scan->at == '\n' || *scan->at == '\r')) {
        scan->at++;
    }
}

static bool take(struct scan *scan, char c)
{
    if (scan->at == scan->end || *scan->at != c) {
        return false;
    }
    scan->at++;
    return true;
}

static bool scan_word(struct scan *scan, struct str word)
{
    const struct str rest = {scan->at, (size_t)(scan->end - scan->at)};
    if (!str_starts_with(rest, word)) {
        return false;
    }
    scan->at += word.len;
    return true;
}

static bool scan_digits(struct scan *scan)
{
    const char *from = scan->at;
    while (scan->at < scan->end && is_digit(*scan->at)) {
        scan->at++;
    }
    return scan->at > from;
}

static bool scan_number(struct scan *scan)
{
    const char *from = scan->at;
    take(scan, '-');
    if (!take(scan, '0') && !scan_digits(scan)) {
        return false;
    }
    if (take(scan, '.') && !scan_digits(scan)) {
        return false;
    }
    if (take(scan, 'e') || take(scan, 'E')) {
        if (!take(scan, '+')) {
            take(scan, '-');
        }
        if (!scan_digits(scan)) {
            return false;
        }
    }
    return scan->at - from <= JSON_NUMBER_MAX;
}

/* After the backslash. Surrogate pairs are checked by cJSON. */
static bool scan_escape(struct scan *scan)
{
    if (scan->at == scan->end) {
        return false;
    }
    const char c = *scan->at++;
    if (c != 'u') {
        return c != '\0' && strchr("\"\\/bfnrt", c) != NULL;
    }
    unsigned char bytes[2];
    if (scan->end - scan->at < 4 || !str_from_hex((struct str){scan->at, 4}, bytes, 2)) {
        return false;
    }
    scan->at += 4;
    return bytes[0] != 0 || bytes[1] != 0;
}

static bool scan_string(struct scan *scan)
{
    if (!take(scan, '"')) {
        return false;
    }
    while (scan->at < scan->end) {
        const unsigned char c = (unsigned char)*scan->at++;
        if (c == '"') {
            return true;
        }
        if (c < ' ' || (c == '\\' && !scan_escape(scan))) {
            return false;
        }
    }
    return false;
}

static bool scan_scalar(struct scan *scan)
{
    if (scan->at == scan->end) {
        return false;
    }
    switch (*scan->at) {
    case '"':
        return scan_string(scan);
    case 't':
        return scan_word(scan, STR("true"));
    case 'f':
        return scan_word(scan, STR("false"));
    case 'n':
        return scan_word(scan, STR("null"));
    default:
        return scan_number(scan);
    }
}

static bool scan_key(struct scan *scan)
{
    skip_space(scan);
    if (!scan_string(scan)) {
        return false;
    }
    skip_space(scan);
    return take(scan, ':');
}

/* Goes into a container. `*ret_value_follows` is false if it was empty and is closed again. */
static bool scan_open(struct scan *scan, bool object, bool *ret_value_follows)
{
    if (scan->depth == JSON_DEPTH_MAX) {
        return false;
    }
    skip_space(scan);
    if (take(scan, object ? '}' : ']')) {
        *ret_value_follows = false;
        return true;
    }
    scan->in_object[scan->depth++] = object;
    *ret_value_follows = true;
    return !object || scan_key(scan);
}

/* After a value: closes what ends here, or steps over the comma to the next value. */
static bool scan_after_value(struct scan *scan, bool *ret_value_follows)
{
    *ret_value_follows = false;
    while (scan->depth > 0) {
        const bool object = scan->in_object[scan->depth - 1];
        skip_space(scan);
        if (take(scan, ',')) {
            *ret_value_follows = true;
            return !object || scan_key(scan);
        }
        if (!take(scan, object ? '}' : ']')) {
            return false;
        }
        scan->depth--;
    }
    return true;
}

bool json_scan(struct str text)
{
    struct scan scan = {.at = text.ptr, .end = text.ptr + text.len};
    bool value_follows = true;
    if (text.len == 0 || !str_is_utf8(text)) {
        return false;
    }
    while (value_follows) {
        skip_space(&scan);
        const bool object = take(&scan, '{');
        if (object || take(&scan, '[')) {
            if (!scan_open(&scan, object, &value_follows)) {
                return false;
            }
            if (value_follows) {
                continue;
            }
        } else if (!scan_scalar(&scan)) {
            return false;
        }
        if (!scan_after_value(&scan, &value_follows)) {
            return false;
        }
    }
    skip_space(&scan);
    return scan.at == scan.end;
}
