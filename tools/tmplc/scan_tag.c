/* SPDX-License-Identifier: EUPL-1.2 */
/* Tags and attributes of literal HTML. */
#include "scan_tag.h"

#include "base/banned.h"

static bool is_name_byte(char c)
{
    return scan_is_letter(c) || (c >= '0' && c <= '9') || (c != '\0' && strchr("-_:.@", c) != NULL);
}

static struct str take_name(struct piece *piece)
{
    const size_t start = piece->pos;
    while (piece->pos < piece->text.len && is_name_byte(piece->text.ptr[piece->pos])) {
        piece->pos++;
    }
    return str_slice(piece->text, start, piece->pos);
}

static void skip_space(struct piece *piece)
{
    while (piece->pos < piece->text.len && scan_is_space(piece->text.ptr[piece->pos])) {
        piece->pos++;
    }
}

static char here(const struct piece *piece)
{
    return piece->pos < piece->text.len ? piece->text.ptr[piece->pos] : '\0';
}

/* ---- opening ----------------------------------------------------------------------------------
 */

static bool has_open_p(const struct scan *scan)
{
    for (size_t i = scan->depth; i > 0; i--) {
        const struct str name = scan->elements[i - 1].name;
        if (str_equal_nocase(name, STR("p"))) {
            return true;
        }
        if (names_is_p_scope(name)) {
            return false;
        }
    }
    return false;
}

static bool check_element(struct scan *scan, const struct piece *piece, struct str name)
{
    const bool drawing = scan_has_open(scan, STR("svg"));
    if (names_is_forbidden(name) || (drawing && str_equal_nocase(name, STR("script")))) {
        return scan_fail(scan, piece, "<%.*s> is not allowed in templates; find another way",
                         STR_ARG(name));
    }
    if (names_closes_p(name) && has_open_p(scan)) {
        return scan_fail(scan, piece, "<%.*s> cannot stand inside <p>; close the <p> first",
                         STR_ARG(name));
    }
    if ((str_equal_nocase(name, STR("form")) || str_equal_nocase(name, STR("a")) ||
         str_equal_nocase(name, STR("button"))) &&
        scan_has_open(scan, name)) {
        return scan_fail(scan, piece, "<%.*s> cannot stand inside another one; close that first",
                         STR_ARG(name));
    }
    return true;
}

bool scan_tag_open(struct scan *scan, struct piece *piece)
{
    const struct piece start = *piece;
    piece->pos++;
    const struct str name = take_name(piece);
    if (!check_element(scan, &start, name)) {
        return false;
    }
    scan->tag =
        (struct tag){.name = name, .at = start.at + start.pos, .block_depth = scan->block_depth};
    strbuf_byte(scan->out, '<');
    strbuf_str(scan->out, name);
    scan->state = SCAN_TAG;
    return true;
}

static enum scan_state state_inside(const struct scan *scan, struct str name)
{
    if (scan_has_open(scan, STR("svg"))) {
        return SCAN_TEXT;
    }
    if (str_equal_nocase(name, STR("script"))) {
        return SCAN_SCRIPT;
    }
    return names_is_text_only(name) ? SCAN_TEXT_ONLY : SCAN_TEXT;
}

static bool push_element(struct scan *scan, const struct piece *piece)
{
    if (scan->depth == ELEMENTS_MAX) {
        return scan_fail(scan, piece,
                         "elements are nested too deep; move the inner part to a "
                         "template of its own");
    }
    scan->state = state_inside(scan, scan->tag.name);
    scan->elements[scan->depth++] = (struct element){scan->tag.name, scan->tag.at};
    return true;
}

static bool check_tag(struct scan *scan, const struct piece *piece)
{
    const struct tag *tag = &scan->tag;
    if (str_equal_nocase(tag->name, STR("img")) && !tag->has_alt) {
        return scan_fail(scan, piece, "an <img> needs alt=\"…\"; alt=\"\" when it only decorates");
    }
    if (str_equal_nocase(tag->name, STR("script")) && tag->has_src == tag->is_jsonld) {
        return scan_fail(scan, piece,
                         "a <script> has src=\"{{ asset … }}\", or is "
                         "type=\"application/ld+json\" and holds {{ jsonld … }}");
    }
    return true;
}

/* The browser drops one line break after <textarea>; ours is dropped instead of the visitor's. */
static void after_textarea(struct scan *scan, struct piece *piece)
{
    strbuf_byte(scan->out, '\n');
    if (here(piece) == '\n') {
        piece->pos++;
    }
}

static void add_form_token(struct scan *scan)
{
    scan_flush(scan);
    const struct node token = {.kind = NODE_FORM_TOKEN, .at = scan->tag.at};
    vec_push(scan->compiler->mem, scan->nodes, token);
}

static bool end_tag(struct scan *scan, struct piece *piece, bool self_closing)
{
    if (!check_tag(scan, piece)) {
        return false;
    }
    if (scan->tag.block_depth != scan->block_depth) {
        return scan_fail(scan, piece, "the tag began outside this branch; end it outside, too");
    }
    const bool drawing =
        scan_has_open(scan, STR("svg")) || str_equal_nocase(scan->tag.name, STR("svg"));
    const bool is_void = !drawing && names_is_void(scan->tag.name);
    if (self_closing && !drawing && !is_void) {
        return scan_fail(scan, piece, "<%.*s/> does not close itself in HTML; write an end tag",
                         STR_ARG(scan->tag.name));
    }
    strbuf_cstr(scan->out, self_closing && drawing ? "/>" : ">");
    piece->pos += self_closing ? 2 : 1;
    scan->spaced = false;
    scan->state = SCAN_TEXT;
    if (is_void || self_closing) {
        return true;
    }
    if (!push_element(scan, piece)) {
        return false;
    }
    if (scan->tag.is_post && str_equal_nocase(scan->tag.name, STR("form"))) {
        add_form_token(scan);
    }
    if (!drawing && str_equal_nocase(scan->tag.name, STR("textarea"))) {
        after_textarea(scan, piece);
    }
    return true;
}

/* ---- closing ----------------------------------------------------------------------------------
 */

static bool check_close(struct scan *scan, const struct piece *piece, struct str name)
{
    if (names_is_void(name) && !scan_has_open(scan, STR("svg"))) {
        return scan_fail(scan, piece, "<%.*s> has no end tag; remove it", STR_ARG(name));
    }
    if (scan->depth == 0) {
        return scan_fail(scan, piece, "</%.*s> closes nothing in this template; remove it",
                         STR_ARG(name));
    }
    const struct element *open = &scan->elements[scan->depth - 1];
    if (!str_equal_nocase(open->name, name)) {
        return scan_fail(scan, piece, "</%.*s> stands where </%.*s> is wanted (opened in line %zu)",
                         STR_ARG(name), STR_ARG(open->name), tmplc_line(scan->source, open->at));
    }
    if (scan->depth == scan->floor) {
        return scan_fail(scan, piece,
                         "</%.*s> closes what was opened outside this branch; close it "
                         "after {{ end }}",
                         STR_ARG(name));
    }
    return true;
}

bool scan_tag_close(struct scan *scan, struct piece *piece)
{
    const struct piece start = *piece;
    piece->pos += 2;
    const struct str name = take_name(piece);
    skip_space(piece);
    if (name.len == 0 || here(piece) != '>') {
        return scan_fail(scan, &start, "an end tag is written </name>, without {{ }}");
    }
    if (!check_close(scan, &start, name)) {
        return false;
    }
    piece->pos++;
    scan->depth--;
    scan->state = SCAN_TEXT;
    strbuf_cstr(scan->out, "</");
    strbuf_str(scan->out, name);
    strbuf_byte(scan->out, '>');
    scan->spaced = false;
    return true;
}

/* ---- attributes -------------------------------------------------------------------------------
 */

static bool set_type(struct scan *scan, const struct piece *piece, struct str value)
{
    if (str_equal_nocase(value, STR("application/ld+json"))) {
        scan->tag.is_jsonld = true;
        return true;
    }
    return str_equal_nocase(value, STR("module")) ||
           scan_fail(scan, piece, "a script's type is \"module\" or \"application/ld+json\"");
}

/* Attributes that decide what the element is: known when the template is compiled. */
static bool decide(struct scan *scan, const struct piece *piece, struct str value)
{
    const struct str name = scan->attribute;
    if (str_equal_nocase(name, STR("method"))) {
        if (scan->tag.block_depth != scan->block_depth) {
            return scan_fail(scan, piece, "method= cannot depend on a branch; write two forms");
        }
        scan->tag.is_post = str_equal_nocase(value, STR("post"));
        return scan->tag.is_post || str_equal_nocase(value, STR("get")) ||
               str_equal_nocase(value, STR("dialog")) ||
               scan_fail(scan, piece, "method is get, post or dialog");
    }
    if (str_equal_nocase(name, STR("formmethod"))) {
        return scan_fail(scan, piece, "formmethod= goes around the form token; write another form");
    }
    if (str_equal_nocase(name, STR("http-equiv"))) {
        return scan_fail(scan, piece, "http-equiv= is not allowed; the server sets headers");
    }
    if (str_equal_nocase(name, STR("type"))) {
        return set_type(scan, piece, value);
    }
    return str_find(value, STR("js:")) < 0 || scan_fail(scan, piece, "no code in attributes");
}

static bool literal_only(struct scan *scan, const struct piece *piece)
{
    const struct str rest = str_slice(piece->text, piece->pos, piece->text.len);
    const ptrdiff_t end = str_find_byte(rest, scan->quote);
    if (end < 0) {
        return scan_fail(scan, piece, "%.*s= decides what the element does: no {{ }} in it",
                         STR_ARG(scan->attribute));
    }
    return decide(scan, piece, str_slice(rest, 0, (size_t)end));
}

bool scan_tag_note(struct tag *tag, struct str attribute)
{
    for (size_t i = 0; i < tag->attribute_count; i++) {
        if (str_equal_nocase(tag->attributes[i], attribute)) {
            return false;
        }
    }
    if (tag->attribute_count == ATTRIBUTES_MAX) {
        return false;
    }
    tag->attributes[tag->attribute_count++] = attribute;
    return true;
}

/* The browser takes the first of two attributes of one name: which one is meant must be plain. */
static bool note_attribute(struct scan *scan, const struct piece *piece)
{
    if (!scan_tag_note(&scan->tag, scan->attribute)) {
        return scan_fail(scan, piece,
                         "a second %.*s= in this tag (or over %d attributes); "
                         "branches that exclude each other are written {{ elif }}",
                         STR_ARG(scan->attribute), ATTRIBUTES_MAX);
    }
    scan->tag.has_alt = scan->tag.has_alt || str_equal_nocase(scan->attribute, STR("alt"));
    scan->tag.has_src = scan->tag.has_src || str_equal_nocase(scan->attribute, STR("src"));
    return true;
}

/* Behind "name": a quoted value, or nothing for a boolean attribute. */
static bool begin_value(struct scan *scan, struct piece *piece)
{
    struct piece after = *piece;
    skip_space(&after);
    if (here(&after) != '=') {
        return scan->attribute_kind == ATTRIBUTE_PLAIN ||
               scan_fail(scan, piece, "%.*s needs a value in quotes", STR_ARG(scan->attribute));
    }
    after.pos++;
    skip_space(&after);
    const char quote = here(&after);
    *piece = after;
    if (quote != '"' && quote != '\'') {
        return scan_fail(scan, piece, "write quotes around the value: %.*s=\"…\"",
                         STR_ARG(scan->attribute));
    }
    piece->pos++;
    scan->quote = quote;
    scan->address = ADDRESS_START;
    scan->state = SCAN_VALUE;
    strbuf_byte(scan->out, '=');
    strbuf_byte(scan->out, quote);
    return scan->attribute_kind != ATTRIBUTE_LITERAL || literal_only(scan, piece);
}

static bool scan_attribute(struct scan *scan, struct piece *piece)
{
    const struct piece start = *piece;
    scan->attribute = take_name(piece);
    if (scan->attribute.len == 0) {
        return scan_fail(scan, &start, "an attribute name is wanted here, or > to end the tag");
    }
    scan->attribute_kind = names_attribute(scan->tag.name, scan->attribute);
    if (scan->attribute_kind == ATTRIBUTE_FORBIDDEN) {
        return scan_fail(scan, &start,
                         "%.*s= is not allowed: styles belong in ui/css, behaviour in "
                         "ui/js",
                         STR_ARG(scan->attribute));
    }
    if (!note_attribute(scan, &start)) {
        return false;
    }
    strbuf_byte(scan->out, ' ');
    strbuf_str(scan->out, scan->attribute);
    return begin_value(scan, piece);
}

bool scan_tag_inside(struct scan *scan, struct piece *piece)
{
    const char c = here(piece);
    if (scan_is_space(c)) {
        skip_space(piece);
        return true;
    }
    if (c == '>') {
        return end_tag(scan, piece, false);
    }
    if (c == '/') {
        const struct str rest = str_slice(piece->text, piece->pos, piece->text.len);
        return str_starts_with(rest, STR("/>")) ? end_tag(scan, piece, true)
                                                : scan_fail(scan, piece, "/ stands before > only");
    }
    return scan_attribute(scan, piece);
}

/* ---- values -----------------------------------------------------------------------------------
 */

static bool is_absolute(struct str text)
{
    static const char *const schemes[] = {"https://", "http://", "mailto:", "tel:", "geo:"};
    for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++) {
        const struct str scheme = str_of(schemes[i]);
        if (str_equal_nocase(str_slice(text, 0, scheme.len), scheme)) {
            return true;
        }
    }
    return false;
}

static bool has_script(struct scan *scan, struct str text)
{
    return str_find(str_lower_ascii(scan->compiler->mem, text), STR("javascript:")) >= 0;
}

static bool address_text(struct scan *scan, const struct piece *piece, struct str text)
{
    if (text.len == 0) {
        return true;
    }
    if (has_script(scan, text)) {
        return scan_fail(scan, piece, "no code in an address; put it into ui/js");
    }
    if (scan->address == ADDRESS_START && is_absolute(text)) {
        if (names_is_own_address(scan->tag.name, scan->attribute)) {
            return scan_fail(scan, piece, "%.*s= stays on our own site; write {{ url \"/…\" }}",
                             STR_ARG(scan->attribute));
        }
        scan->address = ADDRESS_LITERAL;
        return true;
    }
    if ((scan->address == ADDRESS_START || scan->address == ADDRESS_DONE) && text.ptr[0] == '#') {
        scan->address = ADDRESS_FRAGMENT;
        return true;
    }
    if (scan->address == ADDRESS_FRAGMENT || scan->address == ADDRESS_LITERAL) {
        return true;
    }
    return scan_fail(scan, piece,
                     scan->address == ADDRESS_DONE
                         ? "only #… may follow the address; put the rest into its pattern"
                         : "an own address is written {{ url \"/…\" }} or {{ asset \"…\" }}");
}

/* Between the addresses of a srcset: " 400w, ". */
static bool addresses_text(struct scan *scan, const struct piece *piece, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool descriptor = (c >= '0' && c <= '9') || c == 'w' || c == 'x' || c == '.';
        if (!scan_is_space(c) && c != ',' && (!descriptor || scan->address != ADDRESS_DONE)) {
            return scan_fail(scan, piece, "write {{ url … }} 400w, {{ url … }} 800w");
        }
        if (c == ',') {
            scan->address = ADDRESS_START;
        }
    }
    return true;
}

static bool value_text(struct scan *scan, const struct piece *piece, struct str text)
{
    switch (scan->attribute_kind) {
    case ATTRIBUTE_ADDRESS:
        return address_text(scan, piece, text);
    case ATTRIBUTE_ADDRESSES:
        return addresses_text(scan, piece, text);
    default:
        return true;
    }
}

static bool end_value(struct scan *scan, struct piece *piece)
{
    if (scan->attribute_kind == ATTRIBUTE_ADDRESS && scan->address == ADDRESS_START) {
        return scan_fail(scan, piece, "%.*s=\"\" is no address; leave the attribute out",
                         STR_ARG(scan->attribute));
    }
    strbuf_byte(scan->out, scan->quote);
    piece->pos++;
    scan->state = SCAN_TAG;
    return true;
}

bool scan_tag_value(struct scan *scan, struct piece *piece)
{
    const struct str rest = str_slice(piece->text, piece->pos, piece->text.len);
    const ptrdiff_t quote = str_find_byte(rest, scan->quote);
    const struct str text = str_slice(rest, 0, quote < 0 ? rest.len : (size_t)quote);
    if (!value_text(scan, piece, text)) {
        return false;
    }
    strbuf_str(scan->out, text);
    piece->pos += text.len;
    return quote < 0 || end_value(scan, piece);
}
