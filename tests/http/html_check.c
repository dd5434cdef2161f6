/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads a page tag by tag and stops at the first thing that is wrong. */
#include "html_check.h"

#include "base/strbuf.h"
#include "base/vec.h"

#include "base/banned.h"

#define DEPTH_MAX      64
#define ATTRIBUTES_MAX 32

struct attribute {
    struct str name;
    struct str value;
    bool has_value;
};

struct open_element {
    struct str name;
    bool named; /* text or an aria-label inside, for links and buttons */
};

struct id_list {
    struct str *ptr;
    size_t count;
    size_t capacity;
};

struct reader {
    struct arena *mem;
    struct str page;
    size_t at;
    struct open_element stack[DEPTH_MAX];
    size_t depth;
    struct attribute attributes[ATTRIBUTES_MAX];
    size_t attribute_count;
    struct id_list ids;
    struct id_list wanted;     /* ids that something refers to */
    struct id_list labelled;   /* ids that a label is for */
    struct id_list unlabelled; /* ids of fields that need a label */
    struct html_links links;
    int titles;
    int mains;
    int firsts; /* h1 */
    int heading;
    const char *wrong;
};

static const char known[] =
    " html head title meta link script body header nav main video footer div span p a b i small "
    "strong "
    "em br"
    " h1 h2 h3 h4 h5 h6 ul ol li dl dt dd table caption thead tbody tr th td form fieldset legend "
    "label"
    " input select option optgroup datalist progress textarea button output img picture source "
    "figure "
    "figcaption svg "
    "use"
    " path rect circle line g text title defs pattern polyline polygon ellipse section article "
    "aside"
    " details summary code pre time s del ins sup sub hr abbr address dialog template ";
static const char voids[] =
    " meta link br input img source hr use path rect circle line polyline polygon"
    " ellipse ";
static const char blocks[] =
    " div p ul ol dl table form fieldset section article aside header footer nav"
    " main h1 h2 h3 h4 h5 h6 figure details pre hr ";
/* Child, and the parents it may have. */
static const char *const parents[][2] = {
    {"li", " ul ol "},
    {"tr", " thead tbody "},
    {"td", " tr "},
    {"th", " tr "},
    {"thead", " table "},
    {"tbody", " table "},
    {"caption", " table "},
    {"option", " select optgroup datalist "},
    {"dt", " dl div "},
    {"dd", " dl div "},
    {"legend", " fieldset "},
    {"summary", " details "},
    {"figcaption", " figure "},
    {"head", " html "},
    {"body", " html "},
    {"meta", " head "},
    {"main", " body "},
};
/* What may not stand anywhere inside itself or the other. */
static const char *const apart[][2] = {{"a", "a"},         {"button", "a"},  {"a", "button"},
                                       {"input", "a"},     {"form", "form"}, {"button", "button"},
                                       {"label", "label"}, {"select", "a"},  {"input", "button"}};

static bool in_words(const char *words, struct str word)
{
    char spaced[64];
    if (word.len == 0 || word.len > sizeof(spaced) - 3) {
        return false;
    }
    spaced[0] = ' ';
    memcpy(spaced + 1, word.ptr, word.len);
    spaced[word.len + 1] = ' ';
    spaced[word.len + 2] = '\0';
    return strstr(words, spaced) != NULL;
}

static bool is(struct str name, const char *word)
{
    return str_equal(name, str_of(word));
}

static bool wrong(struct reader *r, const char *what, struct str detail)
{
    if (r->wrong == NULL) {
        const struct str near = str_slice(r->page, r->at, r->at + 60);
        r->wrong =
            str_format(r->mem, "%s “%.*s” near “%.*s”", what, STR_ARG(detail), STR_ARG(near)).ptr;
    }
    return false;
}

static bool in_svg(const struct reader *r)
{
    for (size_t i = 0; i < r->depth; i++) {
        if (is(r->stack[i].name, "svg")) {
            return true;
        }
    }
    return false;
}

static bool inside(const struct reader *r, const char *name)
{
    for (size_t i = 0; i < r->depth; i++) {
        if (is(r->stack[i].name, name)) {
            return true;
        }
    }
    return false;
}

/* ---- text and attributes
 * ------------------------------------------------------------------------- */

/* Every '&' begins an entity. */
static bool check_entities(struct reader *r, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        if (text.ptr[i] != '&') {
            continue;
        }
        size_t end = i + 1;
        while (end < text.len && text.ptr[end] != ';' && end - i < 10 &&
               (text.ptr[end] == '#' || (text.ptr[end] >= '0' && text.ptr[end] <= '9') ||
                (text.ptr[end] >= 'a' && text.ptr[end] <= 'z') ||
                (text.ptr[end] >= 'A' && text.ptr[end] <= 'Z'))) {
            end++;
        }
        if (end >= text.len || text.ptr[end] != ';' || end == i + 1) {
            return wrong(r, "a bare & in", text);
        }
    }
    return true;
}

static struct str resolved(struct reader *r, struct str text)
{
    static const char *const entities[][2] = {
        {"&amp;", "&"}, {"&lt;", "<"}, {"&gt;", ">"}, {"&quot;", "\""}, {"&#39;", "'"}};
    struct strbuf out;
    strbuf_init(&out, text.len + 1);
    for (size_t i = 0; i < text.len;) {
        size_t taken = 0;
        for (size_t j = 0; j < sizeof(entities) / sizeof(entities[0]) && taken == 0; j++) {
            if (str_starts_with(str_slice(text, i, text.len), str_of(entities[j][0]))) {
                strbuf_cstr(&out, entities[j][1]);
                taken = strlen(entities[j][0]);
            }
        }
        if (taken == 0) {
            strbuf_byte(&out, text.ptr[i]);
            taken = 1;
        }
        i += taken;
    }
    const struct str copy = strbuf_copy(&out, r->mem);
    strbuf_finish(&out);
    return copy;
}

static const struct attribute *find(const struct reader *r, const char *name)
{
    for (size_t i = 0; i < r->attribute_count; i++) {
        if (is(r->attributes[i].name, name)) {
            return &r->attributes[i];
        }
    }
    return NULL;
}

static struct str value_of(const struct reader *r, const char *name)
{
    const struct attribute *attribute = find(r, name);
    return attribute == NULL ? (struct str){0} : attribute->value;
}

static bool is_name_sign(char sign)
{
    return (sign >= 'a' && sign <= 'z') || (sign >= 'A' && sign <= 'Z') ||
           (sign >= '0' && sign <= '9') || sign == '-' || sign == ':' || sign == '_';
}

static struct str read_name(struct reader *r)
{
    const size_t from = r->at;
    while (r->at < r->page.len && is_name_sign(r->page.ptr[r->at])) {
        r->at++;
    }
    return str_slice(r->page, from, r->at);
}

static void skip_space(struct reader *r)
{
    while (r->at < r->page.len && (r->page.ptr[r->at] == ' ' || r->page.ptr[r->at] == '\n')) {
        r->at++;
    }
}

static bool at_sign(const struct reader *r, char sign)
{
    return r->at < r->page.len && r->page.ptr[r->at] == sign;
}

static bool read_attribute(struct reader *r)
{
    struct attribute attribute = {.name = read_name(r)};
    if (attribute.name.len == 0) {
        return wrong(r, "no attribute", STR(""));
    }
    if (find(r, str_copy(r->mem, attribute.name).ptr) != NULL) {
        return wrong(r, "a repeated attribute", attribute.name);
    }
    if (r->attribute_count == ATTRIBUTES_MAX) {
        return wrong(r, "too many attributes at", attribute.name);
    }
    if (at_sign(r, '=')) {
        r->at++;
        if (!at_sign(r, '"')) {
            return wrong(r, "an unquoted attribute", attribute.name);
        }
        const ptrdiff_t len = str_find_byte(str_slice(r->page, r->at + 1, r->page.len), '"');
        if (len < 0) {
            return wrong(r, "an attribute without end", attribute.name);
        }
        attribute.has_value = true;
        attribute.value = str_slice(r->page, r->at + 1, r->at + 1 + (size_t)len);
        r->at += (size_t)len + 2;
    }
    r->attributes[r->attribute_count++] = attribute;
    return check_entities(r, attribute.value);
}

/* ---- what stands in a tag
 * ------------------------------------------------------------------------- */

static bool is_own(struct str address)
{
    return str_starts_with(address, STR("/")) && !str_starts_with(address, STR("//"));
}

static void add_ids(struct reader *r, struct id_list *list, struct str ids)
{
    struct str rest = ids;
    struct str id;
    while (rest.ptr != NULL && rest.len > 0 && str_split(&rest, ' ', &id)) {
        if (id.len > 0) {
            vec_push(r->mem, list, id);
        }
    }
}

static bool has_id(const struct id_list *list, struct str id)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->ptr[i], id)) {
            return true;
        }
    }
    return false;
}

static bool check_addresses(struct reader *r, struct str name)
{
    static const char *const fetched[] = {"src", "srcset", "action", "poster"};
    for (size_t i = 0; i < sizeof(fetched) / sizeof(fetched[0]); i++) {
        const struct attribute *attribute = find(r, fetched[i]);
        if (attribute != NULL && !is_own(attribute->value)) {
            return wrong(r, "something from elsewhere", attribute->value);
        }
    }
    const struct attribute *href = find(r, "href");
    const struct str rel = value_of(r, "rel");
    if (is(name, "link") && href != NULL && !is(rel, "canonical") && !is_own(href->value)) {
        return wrong(r, "something from elsewhere", href->value);
    }
    const struct str address = href != NULL       ? href->value
                               : is(name, "form") ? value_of(r, "action")
                                                  : value_of(r, "src");
    if (address.len > 0 && !is(name, "use")) {
        vec_push(r->mem, &r->links,
                 (struct html_link){name, resolved(r, address), is(value_of(r, "method"), "post")});
    }
    if (is(name, "a") && address.len > 1 && address.ptr[0] == '#') {
        vec_push(r->mem, &r->wanted, str_slice(address, 1, address.len));
    }
    return true;
}

static bool check_ids(struct reader *r)
{
    const struct attribute *id = find(r, "id");
    if (id != NULL && (id->value.len == 0 || has_id(&r->ids, id->value))) {
        return wrong(r, "an id that is empty or twice there", id->value);
    }
    if (id != NULL) {
        vec_push(r->mem, &r->ids, id->value);
    }
    add_ids(r, &r->wanted, value_of(r, "aria-labelledby"));
    add_ids(r, &r->wanted, value_of(r, "aria-describedby"));
    add_ids(r, &r->wanted, value_of(r, "aria-controls"));
    return true;
}

static bool check_inline(struct reader *r, struct str name)
{
    for (size_t i = 0; i < r->attribute_count; i++) {
        const struct str attribute = r->attributes[i].name;
        if (is(attribute, "style") || str_starts_with(attribute, STR("on"))) {
            return wrong(r, "an inline attribute", attribute);
        }
    }
    if (is(name, "script") && find(r, "src") == NULL &&
        !is(value_of(r, "type"), "application/ld+json")) {
        return wrong(r, "an inline script", STR(""));
    }
    return true;
}

static bool check_field(struct reader *r, struct str name)
{
    const bool is_field = is(name, "input") || is(name, "select") || is(name, "textarea");
    if (!is_field || is(value_of(r, "type"), "hidden")) {
        return true;
    }
    if (value_of(r, "name").len == 0) {
        return wrong(r, "a field without a name", name);
    }
    if (inside(r, "label") || value_of(r, "aria-label").len > 0 ||
        value_of(r, "aria-labelledby").len > 0) {
        return true;
    }
    if (value_of(r, "id").len == 0) {
        return wrong(r, "a field without a label", value_of(r, "name"));
    }
    vec_push(r->mem, &r->unlabelled, value_of(r, "id"));
    return true;
}

static bool check_heading(struct reader *r, struct str name)
{
    if (name.len != 2 || name.ptr[0] != 'h' || name.ptr[1] < '1' || name.ptr[1] > '6') {
        return true;
    }
    const int level = name.ptr[1] - '0';
    r->firsts += level == 1 ? 1 : 0;
    /* The columns of the footer begin anew under the page's h1. */
    const int before = inside(r, "footer") && r->heading > 2 ? 2 : r->heading;
    if (level > before + 1) {
        return wrong(r, "a heading that skips a level", name);
    }
    r->heading = level;
    return true;
}

static bool check_place(struct reader *r, struct str name)
{
    const struct str parent = r->depth == 0 ? STR("") : r->stack[r->depth - 1].name;
    for (size_t i = 0; i < sizeof(parents) / sizeof(parents[0]); i++) {
        if (is(name, parents[i][0]) && !in_words(parents[i][1], parent)) {
            return wrong(r, "an element where it may not stand:", name);
        }
    }
    for (size_t i = 0; i < sizeof(apart) / sizeof(apart[0]); i++) {
        if (is(name, apart[i][0]) && inside(r, apart[i][1]) &&
            !(is(name, "input") && is(value_of(r, "type"), "hidden"))) {
            return wrong(r, "an element inside one it may not be in:", name);
        }
    }
    if (in_words(blocks, name) && (inside(r, "p") || is(parent, "span") || is(parent, "button"))) {
        return wrong(r, "a block inside a paragraph:", name);
    }
    return true;
}

static bool check_tag(struct reader *r, struct str name)
{
    if (!in_words(known, name)) {
        return wrong(r, "an unknown element", name);
    }
    if (is(name, "html") && value_of(r, "lang").len == 0) {
        return wrong(r, "no language on", name);
    }
    if (is(name, "img") && find(r, "alt") == NULL) {
        return wrong(r, "a picture without alt", value_of(r, "src"));
    }
    if (is(name, "label")) {
        add_ids(r, &r->labelled, value_of(r, "for"));
        add_ids(r, &r->wanted, value_of(r, "for"));
    }
    r->titles += is(name, "title") && !in_svg(r) ? 1 : 0;
    r->mains += is(name, "main") ? 1 : 0;
    return check_place(r, name) && check_inline(r, name) && check_addresses(r, name) &&
           check_ids(r) && check_field(r, name) && check_heading(r, name);
}

/* ---- reading
 * --------------------------------------------------------------------------------------- */

/* Text or a name makes every link and button around it named. */
static void name_all_open(struct reader *r)
{
    for (size_t i = 0; i < r->depth; i++) {
        r->stack[i].named = true;
    }
}

/* Up to the closing tag of an element whose content is text only. */
static bool read_raw(struct reader *r, struct str name)
{
    const struct str end = str_format(r->mem, "</%.*s>", STR_ARG(name));
    const ptrdiff_t len = str_find(str_slice(r->page, r->at, r->page.len), end);
    if (len < 0) {
        return wrong(r, "an element without end", name);
    }
    if (is(name, "title") && len == 0) {
        return wrong(r, "an empty", name);
    }
    const struct str text = str_slice(r->page, r->at, r->at + (size_t)len);
    r->at += (size_t)len + end.len;
    return is(name, "script") || check_entities(r, text);
}

static bool read_open(struct reader *r)
{
    r->attribute_count = 0;
    const struct str name = read_name(r);
    for (skip_space(r); r->at < r->page.len && !at_sign(r, '>') && !at_sign(r, '/');
         skip_space(r)) {
        if (!read_attribute(r)) {
            return false;
        }
    }
    const bool closed = at_sign(r, '/');
    r->at += closed ? 1 : 0;
    if (!at_sign(r, '>')) {
        return wrong(r, "a tag without end", name);
    }
    if (closed && !in_svg(r) && !is(name, "svg")) {
        return wrong(r, "a self-closing tag outside svg", name);
    }
    if (!check_tag(r, name)) {
        return false;
    }
    r->at++;
    if (value_of(r, "aria-label").len > 0 || (is(name, "img") && value_of(r, "alt").len > 0)) {
        name_all_open(r);
    }
    if (closed || (in_words(voids, name) && !in_svg(r))) {
        return true;
    }
    if (is(name, "script") || is(name, "textarea") || (is(name, "title") && !in_svg(r))) {
        return read_raw(r, name);
    }
    if (r->depth == DEPTH_MAX) {
        return wrong(r, "too deep at", name);
    }
    r->stack[r->depth++] =
        (struct open_element){.name = name, .named = value_of(r, "aria-label").len > 0};
    return true;
}

static bool read_close(struct reader *r)
{
    const struct str name = read_name(r);
    if (!at_sign(r, '>') || r->depth == 0 || !str_equal(r->stack[r->depth - 1].name, name)) {
        return wrong(r, "a closing tag out of order:", name);
    }
    r->depth--;
    if ((is(name, "a") || is(name, "button") || is(name, "summary")) && !r->stack[r->depth].named) {
        return wrong(r, "a link or button without a name:", name);
    }
    r->at++;
    return true;
}

static bool read_text(struct reader *r)
{
    const ptrdiff_t end = str_find_byte(str_slice(r->page, r->at, r->page.len), '<');
    const size_t len = end < 0 ? r->page.len - r->at : (size_t)end;
    const struct str text = str_slice(r->page, r->at, r->at + len);
    if (!check_entities(r, text)) {
        return false;
    }
    if (str_trim(text).len > 0) {
        if (r->depth < 2) {
            return wrong(r, "text outside the body:", str_trim(text));
        }
        name_all_open(r);
    }
    r->at += len;
    return true;
}

static bool read_all(struct reader *r)
{
    const struct str doctype = STR("<!doctype html>");
    if (!str_starts_with(r->page, doctype)) {
        return wrong(r, "no doctype", STR(""));
    }
    for (r->at = doctype.len; r->at < r->page.len;) {
        if (!at_sign(r, '<')) {
            if (!read_text(r)) {
                return false;
            }
            continue;
        }
        r->at++;
        const bool closes = at_sign(r, '/');
        r->at += closes ? 1 : 0;
        if (!(closes ? read_close(r) : read_open(r))) {
            return false;
        }
    }
    return r->depth == 0 || wrong(r, "an element left open:", r->stack[r->depth - 1].name);
}

static bool check_whole(struct reader *r)
{
    if (r->titles != 1 || r->mains != 1 || r->firsts != 1) {
        return wrong(r, "not one title, one main and one h1",
                     str_format(r->mem, "%d, %d, %d", r->titles, r->mains, r->firsts));
    }
    for (size_t i = 0; i < r->wanted.count; i++) {
        if (!has_id(&r->ids, r->wanted.ptr[i])) {
            return wrong(r, "a reference to an id that is not there:", r->wanted.ptr[i]);
        }
    }
    for (size_t i = 0; i < r->unlabelled.count; i++) {
        if (!has_id(&r->labelled, r->unlabelled.ptr[i])) {
            return wrong(r, "a field without a label:", r->unlabelled.ptr[i]);
        }
    }
    return true;
}

const char *html_check(struct arena *mem, struct str page, struct html_links *ret_links)
{
    struct reader *r = ARENA_NEW(mem, struct reader);
    r->mem = mem;
    r->page = page;
    if (read_all(r) && check_whole(r) && ret_links != NULL) {
        *ret_links = r->links;
    }
    return r->wrong;
}
