/* SPDX-License-Identifier: EUPL-1.2 */
/* Paths, names and arguments inside a statement. */
#include "parser.h"

#include "base/banned.h"

#define ARGUMENTS_MAX 12
#define PATH_MAX_LEN  200

bool expression_sign(struct parser *parser, const char *sign)
{
    struct token token;
    if (!lex_token(&parser->lexer, &token)) {
        return false;
    }
    return lex_is(&token, sign) || parser_fail(parser, token.at, "write %s here", sign);
}

bool expression_end(struct parser *parser)
{
    struct token token;
    if (!lex_token(&parser->lexer, &token)) {
        return false;
    }
    return token.kind == TOKEN_END ||
           parser_fail(parser, token.at, "this statement ends here; write }} before \"%.*s\"",
                       STR_ARG(token.text));
}

bool expression_word(struct parser *parser, const char *what, struct token *ret_token)
{
    if (!lex_token(&parser->lexer, ret_token)) {
        return false;
    }
    return ret_token->kind == TOKEN_WORD || parser_fail(parser, ret_token->at, "write %s", what);
}

bool expression_string(struct parser *parser, const char *what, struct str *ret_text)
{
    struct token token;
    if (!lex_token(&parser->lexer, &token)) {
        return false;
    }
    if (token.kind != TOKEN_STRING) {
        return parser_fail(parser, token.at, "write %s in \"quotes\"", what);
    }
    *ret_text = token.text;
    return true;
}

static bool is_reserved(struct str name)
{
    static const char *const words[] = {
        "template", "use",    "end",      "if",     "elif",     "else",    "for",      "in",
        "include",  "t",      "tn",       "url",    "asset",    "icon",    "jsonld",   "body",
        "money",    "grams",  "number",   "day",    "iso_day",  "time",    "not",      "out",
        "body_arg", "frame",  "auto",     "break",  "case",     "char",    "const",    "continue",
        "default",  "do",     "double",   "enum",   "extern",   "float",   "goto",     "inline",
        "int",      "long",   "register", "return", "restrict", "short",   "signed",   "sizeof",
        "static",   "struct", "switch",   "union",  "unsigned", "typedef", "volatile", "void",
        "while",    "asm",    "typeof",   "bool",   "true",     "false",   "NULL",     "unix",
        "linux",    "stdin",  "stdout",   "stderr", "errno",    "assert",  "main",
    };
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (str_equal(name, str_of(words[i]))) {
            return true;
        }
    }
    return name.ptr[0] == '_';
}

static bool is_in_reach(const struct parser *parser, struct str name)
{
    for (size_t i = 0; i < parser->name_count; i++) {
        if (str_equal(parser->names[i], name)) {
            return true;
        }
    }
    return false;
}

bool expression_new_name(struct parser *parser, struct str *ret_name)
{
    struct token token;
    if (!expression_word(parser, "a name", &token)) {
        return false;
    }
    if (is_reserved(token.text)) {
        return parser_fail(parser, token.at, "\"%.*s\" means something else; choose another name",
                           STR_ARG(token.text));
    }
    if (is_in_reach(parser, token.text)) {
        return parser_fail(parser, token.at, "\"%.*s\" is in use already; choose another name",
                           STR_ARG(token.text));
    }
    *ret_name = token.text;
    return true;
}

static bool unknown_name(struct parser *parser, const struct token *root)
{
    struct str list = STR("");
    for (size_t i = 0; i < parser->name_count; i++) {
        list = str_format(parser->compiler->mem, "%.*s%s%.*s", STR_ARG(list), i > 0 ? ", " : "",
                          STR_ARG(parser->names[i]));
    }
    return parser_fail(parser, root->at,
                       "\"%.*s\" is no statement and no name; names known here: %.*s",
                       STR_ARG(root->text), STR_ARG(list));
}

static bool path_members(struct parser *parser, struct path *path)
{
    struct token next;
    while (lex_peek(&parser->lexer, &next) && lex_is(&next, ".")) {
        struct token member;
        if (!lex_token(&parser->lexer, &next) ||
            !expression_word(parser, "the name of a member after the point", &member)) {
            return false;
        }
        path->rest = str_format(parser->compiler->mem, "%.*s.%.*s", STR_ARG(path->rest),
                                STR_ARG(member.text));
        if (path->rest.len > PATH_MAX_LEN) {
            return parser_fail(parser, member.at,
                               "this path is too long; give the view its own field");
        }
    }
    return !parser->compiler->failed;
}

static bool path_after(struct parser *parser, const struct token *root, struct path *ret_path)
{
    if (!is_in_reach(parser, root->text)) {
        return unknown_name(parser, root);
    }
    struct path path = {.at = root->at, .root = root->text};
    struct token next;
    if (!lex_peek(&parser->lexer, &next)) {
        return false;
    }
    if (lex_is(&next, "#")) {
        if (str_equal(root->text, parser->template->parameter)) {
            return parser_fail(parser, next.at, "only the name of a {{ for }} has a number #");
        }
        path.number = true;
        *ret_path = path;
        return lex_token(&parser->lexer, &next);
    }
    if (!path_members(parser, &path)) {
        return false;
    }
    *ret_path = path;
    return true;
}

bool expression_path(struct parser *parser, struct path *ret_path)
{
    struct token root;
    return expression_word(parser, "a path such as v.name", &root) &&
           path_after(parser, &root, ret_path);
}

bool expression_has_path(const struct parser *parser)
{
    struct token next;
    return lex_peek(&parser->lexer, &next) && next.kind == TOKEN_WORD;
}

enum format expression_format(const struct token *word)
{
    static const char *const formats[FORMAT_COUNT] = {
        [FORMAT_MONEY] = "money", [FORMAT_GRAMS] = "grams",     [FORMAT_NUMBER] = "number",
        [FORMAT_DAY] = "day",     [FORMAT_ISO_DAY] = "iso_day", [FORMAT_TIME] = "time",
    };
    for (int i = FORMAT_PLAIN + 1; i < FORMAT_COUNT; i++) {
        if (lex_is(word, formats[i])) {
            return (enum format)i;
        }
    }
    return FORMAT_PLAIN;
}

static bool value(struct parser *parser, struct argument *argument)
{
    struct token word;
    if (!expression_word(parser, "a path such as v.name", &word)) {
        return false;
    }
    argument->format = expression_format(&word);
    return argument->format == FORMAT_PLAIN ? path_after(parser, &word, &argument->path)
                                            : expression_path(parser, &argument->path);
}

static bool push(struct parser *parser, struct arguments *arguments,
                 const struct argument *argument)
{
    if (arguments->count == ARGUMENTS_MAX) {
        return parser_fail(parser, argument->path.at, "more than %d values; make the text shorter",
                           ARGUMENTS_MAX);
    }
    vec_push(parser->compiler->mem, arguments, *argument);
    return true;
}

static bool has_argument(const struct arguments *arguments, struct str name)
{
    for (size_t i = 0; i < arguments->count; i++) {
        if (str_equal(arguments->ptr[i].name, name)) {
            return true;
        }
    }
    return false;
}

bool expression_named(struct parser *parser, struct arguments *arguments)
{
    while (expression_has_path(parser)) {
        struct token name;
        struct argument argument = {0};
        if (!expression_word(parser, "a name", &name) || !expression_sign(parser, "=") ||
            !value(parser, &argument)) {
            return false;
        }
        if (has_argument(arguments, name.text)) {
            return parser_fail(parser, name.at, "\"%.*s\" is given twice; remove one",
                               STR_ARG(name.text));
        }
        argument.name = name.text;
        if (!push(parser, arguments, &argument)) {
            return false;
        }
    }
    return !parser->compiler->failed;
}

bool expression_values(struct parser *parser, struct arguments *arguments)
{
    while (expression_has_path(parser)) {
        struct argument argument = {0};
        if (!expression_path(parser, &argument.path) || !push(parser, arguments, &argument)) {
            return false;
        }
    }
    return !parser->compiler->failed;
}
