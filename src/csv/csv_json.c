/* SPDX-License-Identifier: EUPL-1.2 */
/* A reader of flat JSON objects that keeps numbers as they were written. */
#include "csv/csv_json.h"

#include "base/i18n_mark.h"

#include "base/banned.h"

struct scan {
    struct str in;
    size_t at;
    struct strbuf *text;
    struct csv_json_member *members;
    size_t count;
    size_t max;
    const char *wrong;
    /* Names of the objects around the current member, with dots. */
    char path[CSV_JSON_NAME_MAX + 1];
    size_t path_len;
    int depth;
};

static bool fail(struct scan *scan, const char *wrong)
{
    if (scan->wrong == NULL) {
        scan->wrong = wrong;
    }
    return false;
}

static bool syntax(struct scan *scan)
{
    return fail(scan, N_("This line is not a valid JSON object."));
}

static int peek(const struct scan *scan)
{
    return scan->at < scan->in.len ? (unsigned char)scan->in.ptr[scan->at] : -1;
}

static void skip_space(struct scan *scan)
{
    int c = peek(scan);
    while (c == ' ' || c == '\t' || c == '\r' || c == '\n') {
        scan->at++;
        c = peek(scan);
    }
}

static bool take(struct scan *scan, char wanted)
{
    skip_space(scan);
    if (peek(scan) != wanted) {
        return false;
    }
    scan->at++;
    return true;
}

static bool hex4(struct scan *scan, unsigned *ret_value)
{
    unsigned value = 0;
    for (int i = 0; i < 4; i++, scan->at++) {
        const int c = peek(scan);
        const int lower = c | 0x20;
        if (c >= '0' && c <= '9') {
            value = value * 16 + (unsigned)(c - '0');
        } else if (lower >= 'a' && lower <= 'f') {
            value = value * 16 + (unsigned)(lower - 'a' + 10);
        } else {
            return syntax(scan);
        }
    }
    *ret_value = value;
    return true;
}

static void append_utf8(struct strbuf *text, unsigned point)
{
    if (point < 0x80) {
        strbuf_byte(text, (char)point);
        return;
    }
    if (point < 0x800) {
        strbuf_byte(text, (char)(0xC0 | (point >> 6)));
    } else if (point < 0x10000) {
        strbuf_byte(text, (char)(0xE0 | (point >> 12)));
        strbuf_byte(text, (char)(0x80 | ((point >> 6) & 0x3F)));
    } else {
        strbuf_byte(text, (char)(0xF0 | (point >> 18)));
        strbuf_byte(text, (char)(0x80 | ((point >> 12) & 0x3F)));
        strbuf_byte(text, (char)(0x80 | ((point >> 6) & 0x3F)));
    }
    strbuf_byte(text, (char)(0x80 | (point & 0x3F)));
}

/* After "\u"; a pair of surrogates is one sign, half a pair is an error. */
static bool unicode_escape(struct scan *scan)
{
    unsigned point = 0;
    if (!hex4(scan, &point)) {
        return false;
    }
    if (point >= 0xDC00 && point <= 0xDFFF) {
        return syntax(scan);
    }
    if (point >= 0xD800 && point <= 0xDBFF) {
        unsigned low = 0;
        if (!str_starts_with(str_slice(scan->in, scan->at, scan->in.len), STR("\\u"))) {
            return syntax(scan);
        }
        scan->at += 2;
        if (!hex4(scan, &low)) {
            return false;
        }
        if (low < 0xDC00 || low > 0xDFFF) {
            return syntax(scan);
        }
        point = 0x10000 + ((point - 0xD800) << 10) + (low - 0xDC00);
    }
    append_utf8(scan->text, point);
    return true;
}

static bool escape(struct scan *scan)
{
    static const char signs[] = "\"\\/bfnrt";
    static const char meant[] = "\"\\/\b\f\n\r\t";
    const int c = peek(scan);
    scan->at++;
    if (c == 'u') {
        return unicode_escape(scan);
    }
    const char *found = c > 0 ? strchr(signs, c) : NULL;
    if (found == NULL) {
        return syntax(scan);
    }
    strbuf_byte(scan->text, meant[found - signs]);
    return true;
}

/* Appends the text of a string; the opening quote is taken. */
static bool string(struct scan *scan)
{
    for (;;) {
        const size_t from = scan->at;
        int c = peek(scan);
        while (c >= 0x20 && c != '"' && c != '\\') {
            scan->at++;
            c = peek(scan);
        }
        strbuf_str(scan->text, str_slice(scan->in, from, scan->at));
        if (c < 0x20) {
            return syntax(scan);
        }
        scan->at++;
        if (c == '"') {
            return true;
        }
        if (!escape(scan)) {
            return false;
        }
    }
}

static bool is_digit(int c)
{
    return c >= '0' && c <= '9';
}

static bool digits(struct scan *scan)
{
    if (!is_digit(peek(scan))) {
        return syntax(scan);
    }
    while (is_digit(peek(scan))) {
        scan->at++;
    }
    return true;
}

/* RFC 8259 section 6. */
static bool number(struct scan *scan)
{
    const size_t from = scan->at;
    if (peek(scan) == '-') {
        scan->at++;
    }
    const bool zero = peek(scan) == '0';
    const size_t whole = scan->at;
    if (!digits(scan) || (zero && scan->at > whole + 1)) {
        return syntax(scan);
    }
    if (peek(scan) == '.') {
        scan->at++;
        if (!digits(scan)) {
            return false;
        }
    }
    if ((peek(scan) | 0x20) == 'e') {
        scan->at++;
        if (peek(scan) == '+' || peek(scan) == '-') {
            scan->at++;
        }
        if (!digits(scan)) {
            return false;
        }
    }
    strbuf_str(scan->text, str_slice(scan->in, from, scan->at));
    return true;
}

static bool word(struct scan *scan, struct str wanted, struct str shown)
{
    if (!str_starts_with(str_slice(scan->in, scan->at, scan->in.len), wanted)) {
        return syntax(scan);
    }
    scan->at += wanted.len;
    strbuf_str(scan->text, shown);
    return true;
}

/* Text, number, true, false or null. */
static bool plain_value(struct scan *scan)
{
    switch (peek(scan)) {
    case '"':
        scan->at++;
        return string(scan);
    case 't':
        return word(scan, STR("true"), STR("true"));
    case 'f':
        return word(scan, STR("false"), STR("false"));
    case 'n':
        return word(scan, STR("null"), STR(""));
    default:
        return number(scan);
    }
}

static bool skip_value(struct scan *scan);

/* Walks a list or object without keeping anything of it. */
static bool skip_compound(struct scan *scan, bool object)
{
    const char end = object ? '}' : ']';
    if (take(scan, end)) {
        return true;
    }
    do {
        if (object) {
            if (!take(scan, '"') || !string(scan) || !take(scan, ':')) {
                return syntax(scan);
            }
        }
        if (!skip_value(scan)) {
            return false;
        }
    } while (take(scan, ','));
    return take(scan, end) || syntax(scan);
}

static bool skip_value(struct scan *scan)
{
    bool done = false;
    skip_space(scan);
    const int c = peek(scan);
    if (c != '{' && c != '[') {
        return plain_value(scan);
    }
    if (++scan->depth > CSV_JSON_DEPTH_MAX) {
        return fail(scan, N_("This line nests objects too deeply."));
    }
    scan->at++;
    done = skip_compound(scan, c == '{');
    scan->depth--;
    return done;
}

/* A list: joined if all its values are plain, else its own JSON text. */
static bool list_value(struct scan *scan, size_t start)
{
    const size_t from = scan->at++;
    bool plain = true;
    if (take(scan, ']')) {
        return true;
    }
    do {
        skip_space(scan);
        if (scan->text->len > start) {
            strbuf_literal(scan->text, ", ");
        }
        plain = plain && peek(scan) != '{' && peek(scan) != '[';
        if (!skip_value(scan)) {
            return false;
        }
    } while (take(scan, ','));
    if (!take(scan, ']')) {
        return syntax(scan);
    }
    if (!plain && !scan->text->overflow) {
        scan->text->len = start;
        strbuf_str(scan->text, str_slice(scan->in, from, scan->at));
    }
    return true;
}

static bool object_members(struct scan *scan);

static bool member_value(struct scan *scan, struct csv_json_member member)
{
    skip_space(scan);
    if (peek(scan) == '{') {
        if (++scan->depth > CSV_JSON_DEPTH_MAX) {
            return fail(scan, N_("This line nests objects too deeply."));
        }
        scan->at++;
        const bool done = object_members(scan);
        scan->depth--;
        return done;
    }
    if (scan->count == scan->max) {
        return fail(scan, N_("This row has more fields than there may be columns."));
    }
    member.value = scan->text->len;
    if (!(peek(scan) == '[' ? list_value(scan, member.value) : plain_value(scan))) {
        return false;
    }
    member.value_len = scan->text->len - member.value;
    strbuf_byte(scan->text, '\0');
    scan->members[scan->count++] = member;
    return true;
}

/* One member with its name, which is the path of the objects around it and its own key. */
static bool member(struct scan *scan)
{
    if (!take(scan, '"')) {
        return syntax(scan);
    }
    const size_t name = scan->text->len;
    const size_t path_len = scan->path_len;
    strbuf_bytes(scan->text, scan->path, path_len);
    if (!string(scan) || !take(scan, ':')) {
        return syntax(scan);
    }
    const size_t name_len = scan->text->len - name;
    strbuf_byte(scan->text, '\0');
    if (scan->text->overflow) {
        return fail(scan, N_("The row is longer than a row may be."));
    }
    if (name_len + 1 > CSV_JSON_NAME_MAX) {
        return fail(scan, N_("A name in this line is too long."));
    }
    memcpy(scan->path, scan->text->ptr + name, name_len);
    scan->path[name_len] = '.';
    scan->path_len = name_len + 1;
    const bool done =
        member_value(scan, (struct csv_json_member){.name = name, .name_len = name_len});
    scan->path_len = path_len;
    return done;
}

/* The opening brace is taken. */
static bool object_members(struct scan *scan)
{
    if (take(scan, '}')) {
        return true;
    }
    do {
        if (!member(scan)) {
            return false;
        }
    } while (take(scan, ','));
    return take(scan, '}') || syntax(scan);
}

const char *csv_json_read(struct str line, struct strbuf *text, struct csv_json_member *members,
                          size_t members_max, size_t *ret_count)
{
    struct scan scan = {.in = line, .text = text, .members = members, .max = members_max};
    if (take(&scan, '{') && object_members(&scan)) {
        skip_space(&scan);
        if (scan.at < line.len) {
            syntax(&scan);
        }
    } else {
        syntax(&scan);
    }
    if (scan.wrong == NULL && text->overflow) {
        fail(&scan, N_("The row is longer than a row may be."));
    }
    if (scan.wrong == NULL) {
        *ret_count = scan.count;
    }
    return scan.wrong;
}
