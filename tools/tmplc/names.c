/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of element and attribute names. */
#include "names.h"

#include "base/banned.h"

static bool is_one_of(struct str name, const char *const *words)
{
    for (; *words != NULL; words++) {
        if (str_equal_nocase(name, str_of(*words))) {
            return true;
        }
    }
    return false;
}

static bool starts_with_nocase(struct str name, struct str prefix)
{
    return str_equal_nocase(str_slice(name, 0, prefix.len), prefix);
}

static bool is_forbidden_attribute(struct str attribute)
{
    static const char *const words[] = {"style", "srcdoc", "hx-vars", "xml:base", NULL};
    return starts_with_nocase(attribute, STR("on")) ||
           starts_with_nocase(attribute, STR("hx-on")) || is_one_of(attribute, words);
}

/* htmx reads hx-get and data-hx-get alike. */
static struct str without_data(struct str attribute)
{
    return starts_with_nocase(attribute, STR("data-hx-")) ? str_slice(attribute, 5, attribute.len)
                                                          : attribute;
}

bool names_is_own_address(struct str element, struct str attribute)
{
    static const char *const words[] = {"action", "formaction", "hx-get",    "hx-post",
                                        "hx-put", "hx-patch",   "hx-delete", NULL};
    return is_one_of(without_data(attribute), words) ||
           (str_equal_nocase(element, STR("script")) && str_equal_nocase(attribute, STR("src")));
}

enum attribute_kind names_attribute(struct str element, struct str full_name)
{
    const struct str attribute = without_data(full_name);
    static const char *const addresses[] = {
        "href",    "src",    "action",   "formaction",  "poster",   "xlink:href",     "hx-get",
        "hx-post", "hx-put", "ping",     "hx-delete",   "hx-patch", "background",     "cite",
        "data",    "usemap", "manifest", "hx-push-url", "longdesc", "hx-replace-url", NULL,
    };
    static const char *const lists[] = {"srcset", "imagesrcset", NULL};
    static const char *const literals[] = {
        "method",        "formmethod", "http-equiv", "hx-vals", "hx-headers",
        "hx-trigger",    "hx-request", "hx-ext",     "nonce",   "sandbox",
        "attributename", "xmlns",      "is",         "rel",     "integrity",
        "target",        "hx-boost",   "charset",    NULL,
    };
    if (is_forbidden_attribute(attribute)) {
        return ATTRIBUTE_FORBIDDEN;
    }
    if (is_one_of(attribute, addresses)) {
        return ATTRIBUTE_ADDRESS;
    }
    if (is_one_of(attribute, lists)) {
        return ATTRIBUTE_ADDRESSES;
    }
    if (is_one_of(attribute, literals) ||
        (str_equal_nocase(element, STR("script")) && str_equal_nocase(attribute, STR("type")))) {
        return ATTRIBUTE_LITERAL;
    }
    return ATTRIBUTE_PLAIN;
}

bool names_is_void(struct str element)
{
    static const char *const words[] = {"area",  "base", "br",   "col",    "embed", "hr",  "img",
                                        "input", "link", "meta", "source", "track", "wbr", NULL};
    return is_one_of(element, words);
}

bool names_is_text_only(struct str element)
{
    static const char *const words[] = {"title", "textarea", NULL};
    return is_one_of(element, words);
}

bool names_is_forbidden(struct str element)
{
    static const char *const words[] = {
        "style",   "base",  "iframe",      "object",           "embed",    "applet",
        "frame",   "math",  "frameset",    "foreignObject",    "animate",  "animateMotion",
        "set",     "xmp",   "noembed",     "animateTransform", "noframes", "plaintext",
        "listing", "param", "fencedframe", "portal",           NULL,
    };
    return is_one_of(element, words);
}

bool names_closes_p(struct str element)
{
    static const char *const words[] = {
        "address", "article", "aside",   "blockquote", "details", "dialog", "div", "dl", "fieldset",
        "figure",  "footer",  "form",    "figcaption", "h1",      "h2",     "h3",  "h4", "h5",
        "h6",      "header",  "hgroup",  "hr",         "main",    "menu",   "nav", "ol", "p",
        "pre",     "search",  "section", "summary",    "table",   "ul",     NULL,
    };
    return is_one_of(element, words);
}

bool names_is_p_scope(struct str element)
{
    static const char *const words[] = {"button", "td", "th", "caption", "template", "svg", NULL};
    return is_one_of(element, words);
}
