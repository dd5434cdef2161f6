/* SPDX-License-Identifier: EUPL-1.2 */
/* The statements that print something: values, translations, addresses, icons, includes. */
#include "base/strbuf.h"
#include "parser.h"

#include "base/banned.h"

#define PLACEHOLDERS_MAX 12

/* ---- t and tn ---------------------------------------------------------------------------------
 */

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || c == '_' || (c >= '0' && c <= '9');
}

static bool next_placeholder(struct str text, size_t *at, struct str *ret_name)
{
    const ptrdiff_t open = str_find_byte(str_slice(text, *at, text.len), '{');
    if (open < 0) {
        return false;
    }
    const size_t start = *at + (size_t)open + 1;
    size_t end = start;
    while (end < text.len && is_name_byte(text.ptr[end])) {
        end++;
    }
    *ret_name = str_slice(text, start, end);
    *at = end;
    return true;
}

static struct argument *find_argument(const struct arguments *arguments, struct str name)
{
    for (size_t i = 0; i < arguments->count; i++) {
        if (str_equal(arguments->ptr[i].name, name)) {
            return &arguments->ptr[i];
        }
    }
    return NULL;
}

/* Every {name} of `text` has an argument; marks those in `used`. */
static bool check_placeholders(struct parser *parser, const struct node *node, struct str text,
                               bool used[PLACEHOLDERS_MAX])
{
    size_t at = 0;
    struct str name;
    while (next_placeholder(text, &at, &name)) {
        if (name.len == 0 || at >= text.len || text.ptr[at] != '}') {
            return parser_fail(parser, node->at, "a { in a text begins a {name}; write it so");
        }
        const struct argument *argument = find_argument(&node->arguments, name);
        if (argument == NULL) {
            return parser_fail(parser, node->at, "{%.*s} has no value; write %.*s=… after the text",
                               STR_ARG(name), STR_ARG(name));
        }
        used[argument - node->arguments.ptr] = true;
    }
    return true;
}

static bool check_arguments(struct parser *parser, const struct node *node)
{
    bool used[PLACEHOLDERS_MAX] = {0};
    if (!check_placeholders(parser, node, node->text, used) ||
        !check_placeholders(parser, node, node->many, used)) {
        return false;
    }
    for (size_t i = 0; i < node->arguments.count; i++) {
        const struct argument *argument = &node->arguments.ptr[i];
        if (!used[i]) {
            return parser_fail(parser, argument->path.at,
                               "the text has no {%.*s}; remove this value",
                               STR_ARG(argument->name));
        }
    }
    return true;
}

static bool parse_translated(struct parser *parser, struct node *node)
{
    node->kind = NODE_TRANSLATED;
    return expression_string(parser, "the English text", &node->text) &&
           expression_named(parser, &node->arguments) && check_arguments(parser, node);
}

static bool parse_plural(struct parser *parser, struct node *node)
{
    node->kind = NODE_PLURAL;
    if (!expression_string(parser, "the text for one", &node->text) ||
        !expression_string(parser, "the text for many", &node->many) ||
        !expression_path(parser, &node->path) || !expression_named(parser, &node->arguments)) {
        return false;
    }
    if (find_argument(&node->arguments, STR("n")) == NULL &&
        (str_find(node->text, STR("{n}")) >= 0 || str_find(node->many, STR("{n}")) >= 0)) {
        const struct argument n = {.name = STR("n"), .format = FORMAT_NUMBER, .path = node->path};
        vec_push(parser->compiler->mem, &node->arguments, n);
    }
    return check_arguments(parser, node);
}

/* ---- addresses, assets, icons -----------------------------------------------------------------
 */

static bool is_pattern_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           (c != '\0' && strchr("/-._~?=&#{}", c) != NULL);
}

static bool check_pattern(struct parser *parser, const struct token *pattern, size_t *ret_values)
{
    const struct str text = pattern->text;
    if (text.len == 0 || text.ptr[0] != '/' || (text.len > 1 && text.ptr[1] == '/')) {
        return parser_fail(parser, pattern->at,
                           "an address pattern begins with one \"/\"; put other addresses into the "
                           "view as a struct url");
    }
    size_t values = 0;
    for (size_t i = 0; i < text.len; i++) {
        if (!is_pattern_byte(text.ptr[i])) {
            return parser_fail(parser, pattern->at,
                               "an address pattern has letters a-z, digits and /-._~?=&# only; "
                               "write {} where a value goes");
        }
        if (text.ptr[i] != '{' && text.ptr[i] != '}') {
            continue;
        }
        if (text.ptr[i] == '}' || i + 1 == text.len || text.ptr[i + 1] != '}') {
            return parser_fail(parser, pattern->at, "write {} where a value goes, without a name");
        }
        values++;
        i++;
    }
    *ret_values = values;
    return true;
}

static bool parse_url(struct parser *parser, struct node *node)
{
    struct token pattern;
    if (!lex_peek(&parser->lexer, &pattern)) {
        return false;
    }
    if (pattern.kind != TOKEN_STRING) {
        node->kind = NODE_URL_VALUE;
        return expression_path(parser, &node->path);
    }
    node->kind = NODE_URL;
    size_t values = 0;
    if (!lex_token(&parser->lexer, &pattern) || !check_pattern(parser, &pattern, &values) ||
        !expression_values(parser, &node->arguments)) {
        return false;
    }
    node->text = pattern.text;
    return node->arguments.count == values ||
           parser_fail(parser, pattern.at,
                       "%zu {} in the pattern and %zu values after it; make them as "
                       "many",
                       values, node->arguments.count);
}

static bool check_bytes(struct parser *parser, size_t at, struct str text, const char *signs,
                        const char *what)
{
    for (size_t i = 0; i < text.len; i++) {
        const char c = text.ptr[i];
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (!plain && (c == '\0' || strchr(signs, c) == NULL)) {
            return parser_fail(parser, at, "%s has small letters, digits and %s only", what, signs);
        }
    }
    return text.len > 0 || parser_fail(parser, at, "%s is missing between the quotes", what);
}

static bool parse_asset(struct parser *parser, struct node *node)
{
    node->kind = NODE_ASSET;
    return expression_string(parser, "the name of the asset", &node->text) &&
           check_bytes(parser, node->at, node->text, "-._/", "the name of an asset");
}

static bool parse_icon(struct parser *parser, struct node *node)
{
    struct token id;
    if (!lex_peek(&parser->lexer, &id)) {
        return false;
    }
    if (id.kind != TOKEN_STRING) {
        node->kind = NODE_ICON_VALUE;
        return expression_path(parser, &node->path);
    }
    node->kind = NODE_ICON;
    return expression_string(parser, "the id of the icon", &node->text) &&
           check_bytes(parser, node->at, node->text, "-", "the id of an icon");
}

/* ---- the rest ---------------------------------------------------------------------------------
 */

static bool parse_include(struct parser *parser, struct node *node)
{
    struct token name;
    node->kind = NODE_INCLUDE;
    if (!expression_word(parser, "the name of a template", &name) ||
        !expression_sign(parser, "(") || !expression_path(parser, &node->path)) {
        return false;
    }
    node->text = name.text;
    return expression_sign(parser, ")");
}

static bool parse_body(struct parser *parser, struct node *node)
{
    node->kind = NODE_BODY;
    return parser->template->is_layout ||
           parser_fail(
               parser, node->at,
               "{{ body }} stands only in a layout: {{ template NAME(struct TYPE v) body }}");
}

static bool parse_jsonld(struct parser *parser, struct node *node)
{
    node->kind = NODE_JSONLD;
    return expression_path(parser, &node->path);
}

/* A path or formatter: the word is part of it, so the lexer goes back to it. */
static bool parse_value(struct parser *parser, const struct token *word, struct node *node)
{
    node->kind = NODE_VALUE;
    node->format = expression_format(word);
    if (node->format == FORMAT_PLAIN) {
        parser->lexer.at = word->at;
    }
    return expression_path(parser, &node->path);
}

bool statement_parse(struct parser *parser, const struct token *word, struct node *ret_node)
{
    static const struct {
        const char *word;
        bool (*parse)(struct parser *parser, struct node *node);
    } statements[] = {
        {"t", parse_translated}, {"tn", parse_plural},     {"url", parse_url},
        {"asset", parse_asset},  {"icon", parse_icon},     {"include", parse_include},
        {"body", parse_body},    {"jsonld", parse_jsonld},
    };
    struct node node = {.at = word->at};
    if (word->kind != TOKEN_WORD) {
        return parser_fail(parser, word->at,
                           word->kind == TOKEN_STRING
                               ? "text for people is written {{ t \"…\" }}, other text as HTML"
                               : "a statement begins with a word or a path such as v.name");
    }
    for (size_t i = 0; i < sizeof(statements) / sizeof(statements[0]); i++) {
        if (lex_is(word, statements[i].word)) {
            if (!statements[i].parse(parser, &node) || !expression_end(parser)) {
                return false;
            }
            *ret_node = node;
            return true;
        }
    }
    if (!parse_value(parser, word, &node) || !expression_end(parser)) {
        return false;
    }
    *ret_node = node;
    return true;
}
