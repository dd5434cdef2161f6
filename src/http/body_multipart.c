/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads multipart/form-data strictly. */
#include "base/vec.h"
#include "http/body.h"

#include "base/banned.h"

#define BOUNDARY_MAX 70

static bool is_boundary_byte(char c)
{
    const char lower = (char)(c | 0x20);
    return (lower >= 'a' && lower <= 'z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("'()+_,-./:=? ", c) != NULL);
}

/* The boundary parameter; nothing else may be there but other simple parameters before it. */
static bool read_boundary(struct str content_type, struct str *ret_boundary)
{
    struct str part;
    struct str boundary = {0};
    if (!str_split(&content_type, ';', &part)) {
        return false;
    }
    while (content_type.ptr != NULL && str_split(&content_type, ';', &part)) {
        part = str_trim(part);
        const ptrdiff_t equals = str_find_byte(part, '=');
        if (equals < 0) {
            return false;
        }
        if (str_equal_nocase(str_slice(part, 0, (size_t)equals), STR("boundary"))) {
            if (boundary.ptr != NULL) {
                return false;
            }
            boundary = str_slice(part, (size_t)equals + 1, part.len);
        }
    }
    if (boundary.len >= 2 && boundary.ptr[0] == '"' && boundary.ptr[boundary.len - 1] == '"') {
        boundary = str_slice(boundary, 1, boundary.len - 1);
    }
    for (size_t i = 0; i < boundary.len; i++) {
        if (!is_boundary_byte(boundary.ptr[i])) {
            return false;
        }
    }
    *ret_boundary = boundary;
    return boundary.len > 0 && boundary.len <= BOUNDARY_MAX &&
           boundary.ptr[boundary.len - 1] != ' ';
}

static bool take(struct str *rest, struct str prefix)
{
    if (!str_starts_with(*rest, prefix)) {
        return false;
    }
    *rest = str_slice(*rest, prefix.len, rest->len);
    return true;
}

/* Takes up to CRLF; the line is without it. */
static bool take_line(struct str *rest, struct str *ret_line)
{
    const ptrdiff_t end = str_find(str_slice(*rest, 0, BODY_PART_HEADER_MAX), STR("\r\n"));
    if (end < 0) {
        return false;
    }
    *ret_line = str_slice(*rest, 0, (size_t)end);
    *rest = str_slice(*rest, (size_t)end + 2, rest->len);
    return true;
}

static int hex_value(char c)
{
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

/* Browsers write CR, LF and '"' in names as %0D, %0A and %22, and nothing else encoded (WHATWG
 * HTML, multipart form data). */
static struct str unescape_name(struct arena *mem, struct str quoted)
{
    char *out = arena_alloc(mem, quoted.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < quoted.len; i++) {
        out[len] = quoted.ptr[i];
        if (quoted.ptr[i] == '%' && quoted.len - i > 2) {
            const int high = hex_value(quoted.ptr[i + 1]);
            const int low = hex_value(quoted.ptr[i + 2]);
            const int byte = high * 16 + low;
            if (high >= 0 && low >= 0 && (byte == 0x0D || byte == 0x0A || byte == 0x22)) {
                out[len] = (char)byte;
                i += 2;
            }
        }
        len++;
    }
    return (struct str){out, len};
}

struct part {
    struct str name;
    bool has_name;
    bool is_file;
    struct str content_type;
};

/* Up to the closing quote. A backslash before it could be read as an escape: refused. */
static bool take_quoted(struct str *rest, struct str *ret_text)
{
    const ptrdiff_t end = str_find_byte(*rest, '"');
    if (end < 0) {
        return false;
    }
    *ret_text = str_slice(*rest, 0, (size_t)end);
    *rest = str_slice(*rest, (size_t)end + 1, rest->len);
    return !str_ends_with(*ret_text, STR("\\"));
}

static bool read_disposition(struct str value, struct part *part)
{
    struct str file_name;
    if (part->has_name || !take(&value, STR("form-data"))) {
        return false;
    }
    while (value.len > 0) {
        if (!take(&value, STR(";"))) {
            return false;
        }
        while (take(&value, STR(" "))) {
        }
        if (take(&value, STR("name=\""))) {
            if (part->has_name || !take_quoted(&value, &part->name)) {
                return false;
            }
            part->has_name = true;
        } else if (take(&value, STR("filename=\""))) {
            if (part->is_file || !take_quoted(&value, &file_name)) {
                return false;
            }
            part->is_file = true;
        } else {
            return false;
        }
    }
    return part->has_name;
}

static bool read_part_header(struct str line, struct part *part)
{
    const ptrdiff_t colon = str_find_byte(line, ':');
    if (colon <= 0) {
        return false;
    }
    const struct str name = str_slice(line, 0, (size_t)colon);
    const struct str value = str_trim(str_slice(line, (size_t)colon + 1, line.len));
    if (str_equal_nocase(name, STR("content-disposition"))) {
        return read_disposition(value, part);
    }
    if (str_equal_nocase(name, STR("content-type"))) {
        const bool first = part->content_type.ptr == NULL;
        part->content_type = value;
        return first;
    }
    return !str_equal_nocase(name, STR("content-transfer-encoding"));
}

static bool read_part_headers(struct str *rest, struct part *part)
{
    const size_t before = rest->len;
    struct str line;
    while (take_line(rest, &line)) {
        if (line.len == 0) {
            return part->has_name && part->name.len > 0 && part->name.len <= BODY_NAME_MAX &&
                   str_is_utf8(part->name);
        }
        if (before - rest->len > BODY_PART_HEADER_MAX || !read_part_header(line, part)) {
            return false;
        }
    }
    return false;
}

/* One part: from after the boundary's line to after the next boundary. */
static bool read_part(struct ctx *ctx, struct str *rest, struct str delimiter,
                      struct form_pair *ret_pair)
{
    struct part part = {0};
    if (!read_part_headers(rest, &part)) {
        return false;
    }
    const ptrdiff_t end = str_find(*rest, delimiter);
    if (end < 0) {
        return false;
    }
    struct form_pair pair = {
        .name = unescape_name(ctx->mem, part.name),
        .value = str_slice(*rest, 0, (size_t)end),
        .is_file = part.is_file,
        .content_type = part.content_type,
    };
    *rest = str_slice(*rest, (size_t)end + delimiter.len, rest->len);
    const bool text = str_is_utf8(pair.value) && str_find_byte(pair.value, '\0') < 0;
    *ret_pair = pair;
    return part.is_file || text;
}

static enum status damaged(struct ctx *ctx)
{
    return ctx_fail(ctx, MALFORMED,
                    N_("The form with its files arrived damaged. Choose the files and send again."),
                    NULL);
}

enum status body_multipart(struct ctx *ctx, struct str content_type, struct str body,
                           struct form_pairs *ret_pairs)
{
    struct str boundary;
    struct form_pairs pairs = {0};
    if (!read_boundary(content_type, &boundary)) {
        return damaged(ctx);
    }
    const struct str delimiter = str_concat(ctx->mem, STR("\r\n--"), boundary);
    struct str rest = body;
    if (!take(&rest, str_slice(delimiter, 2, delimiter.len))) {
        return damaged(ctx);
    }
    while (take(&rest, STR("\r\n"))) {
        struct form_pair pair;
        if (pairs.count == BODY_PAIRS_MAX) {
            return ctx_fail(ctx, MALFORMED, N_("The form has too many fields."), NULL);
        }
        if (!read_part(ctx, &rest, delimiter, &pair)) {
            return damaged(ctx);
        }
        vec_push(ctx->mem, &pairs, pair);
    }
    if (!take(&rest, STR("--")) || (rest.len > 0 && !str_equal(rest, STR("\r\n")))) {
        return damaged(ctx);
    }
    *ret_pairs = pairs;
    return OK;
}
