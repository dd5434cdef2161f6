/* SPDX-License-Identifier: EUPL-1.2 */
/* The HTML state machine over literal pieces (HTML Living Standard, section 13.2.5, as far as
 * templates may use it). */
#include "scan.h"

#include <stdarg.h>
#include <stdio.h>

#include "scan_tag.h"

#include "base/banned.h"

bool scan_is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f';
}

bool scan_is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool scan_fail(struct scan *scan, const struct piece *piece, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    return tmplc_fail(scan->compiler, scan->source, piece->at + piece->pos, "%s", text);
}

bool scan_has_open(const struct scan *scan, struct str name)
{
    for (size_t i = scan->depth; i > 0; i--) {
        if (str_equal_nocase(scan->elements[i - 1].name, name)) {
            return true;
        }
    }
    return false;
}

void scan_flush(struct scan *scan)
{
    if (scan->out->len == 0) {
        return;
    }
    const struct node literal = {.kind = NODE_LITERAL,
                                 .text = strbuf_copy(scan->out, scan->compiler->mem)};
    vec_push(scan->compiler->mem, scan->nodes, literal);
    strbuf_clear(scan->out);
}

/* White space between words and tags shows as one space at most. */
static void scan_space(struct scan *scan, struct piece *piece)
{
    const size_t start = piece->pos;
    bool line = false;
    while (piece->pos < piece->text.len && scan_is_space(piece->text.ptr[piece->pos])) {
        line = line || piece->text.ptr[piece->pos] == '\n';
        piece->pos++;
    }
    if (scan_has_open(scan, STR("pre"))) {
        strbuf_str(scan->out, str_slice(piece->text, start, piece->pos));
    } else if (!scan->spaced) {
        strbuf_byte(scan->out, line ? '\n' : ' ');
        scan->spaced = true;
    }
}

static bool scan_comment(struct scan *scan, struct piece *piece)
{
    const ptrdiff_t end =
        str_find(str_slice(piece->text, piece->pos + 4, piece->text.len), STR("-->"));
    if (end < 0) {
        return scan_fail(scan, piece,
                         "this comment does not end, or holds {{ }}, which is not "
                         "allowed there; write {{# … #}}");
    }
    piece->pos += 4 + (size_t)end + 3;
    return true;
}

static bool scan_doctype(struct scan *scan, struct piece *piece)
{
    static const struct str doctype = STR_INIT("<!doctype html>");
    const struct str here = str_slice(piece->text, piece->pos, piece->pos + doctype.len);
    if (!str_equal_nocase(here, doctype) || scan->depth > 0) {
        return scan_fail(scan, piece,
                         "only <!doctype html>, first of all, and <!-- --> begin with <!");
    }
    strbuf_str(scan->out, doctype);
    piece->pos += doctype.len;
    return true;
}

static bool scan_markup(struct scan *scan, struct piece *piece)
{
    const struct str rest = str_slice(piece->text, piece->pos, piece->text.len);
    if (str_starts_with(rest, STR("<!--"))) {
        return scan_comment(scan, piece);
    }
    if (str_starts_with(rest, STR("<!"))) {
        return scan_doctype(scan, piece);
    }
    scan->spaced = false;
    if (str_starts_with(rest, STR("</"))) {
        return scan_tag_close(scan, piece);
    }
    if (rest.len > 1 && scan_is_letter(rest.ptr[1])) {
        return scan_tag_open(scan, piece);
    }
    return scan_fail(scan, piece,
                     rest.len == 1 ? "{{ }} cannot be a tag name; write the tag out"
                                   : "a tag name follows <; for the sign itself write &lt;");
}

static bool scan_text(struct scan *scan, struct piece *piece)
{
    const char c = piece->text.ptr[piece->pos];
    if (c == '<') {
        return scan_markup(scan, piece);
    }
    if (scan_is_space(c)) {
        scan_space(scan, piece);
        return true;
    }
    strbuf_byte(scan->out, c);
    scan->spaced = false;
    piece->pos++;
    return true;
}

/* True if the end tag of the innermost element stands at the cursor. */
static bool at_end_tag(const struct scan *scan, const struct piece *piece)
{
    const struct str name = scan->elements[scan->depth - 1].name;
    const struct str here = str_slice(piece->text, piece->pos, piece->text.len);
    return str_starts_with(here, STR("</")) &&
           str_equal_nocase(str_slice(here, 2, 2 + name.len), name);
}

static bool scan_text_only(struct scan *scan, struct piece *piece)
{
    if (at_end_tag(scan, piece)) {
        return scan_tag_close(scan, piece);
    }
    const char c = piece->text.ptr[piece->pos];
    if (c == '<') {
        return scan_fail(scan, piece, "no tags in <title> and <textarea>; for the sign write &lt;");
    }
    if (scan_is_space(c) && !scan_has_open(scan, STR("textarea"))) {
        scan_space(scan, piece);
        return true;
    }
    strbuf_byte(scan->out, c);
    scan->spaced = false;
    piece->pos++;
    return true;
}

static bool scan_script(struct scan *scan, struct piece *piece)
{
    if (at_end_tag(scan, piece)) {
        return scan_tag_close(scan, piece);
    }
    if (!scan_is_space(piece->text.ptr[piece->pos])) {
        return scan_fail(
            scan, piece,
            scan->tag.is_jsonld
                ? "only {{ jsonld v.data }} stands in this script"
                : "no code in a page; put it into ui/js and write src=\"{{ asset … }}\"");
    }
    piece->pos++;
    return true;
}

bool scan_literal(struct scan *scan, struct str text, size_t at)
{
    struct piece piece = {.text = text, .at = at};
    while (piece.pos < text.len && !scan->compiler->failed) {
        if (text.ptr[piece.pos] == '\0') {
            return scan_fail(scan, &piece, "a NUL byte; remove it");
        }
        switch (scan->state) {
        case SCAN_TEXT:
            scan_text(scan, &piece);
            break;
        case SCAN_TEXT_ONLY:
            scan_text_only(scan, &piece);
            break;
        case SCAN_SCRIPT:
            scan_script(scan, &piece);
            break;
        case SCAN_TAG:
            scan_tag_inside(scan, &piece);
            break;
        case SCAN_VALUE:
            scan_tag_value(scan, &piece);
            break;
        }
    }
    return !scan->compiler->failed;
}
