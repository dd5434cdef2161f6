/* SPDX-License-Identifier: EUPL-1.2 */
/* Templates and the blocks in them. */
#include "parse.h"

#include <stdarg.h>
#include <stdio.h>

#include "parser.h"

#include "base/banned.h"

bool parser_fail(struct parser *parser, size_t at, const char *format, ...)
{
    char text[512];
    va_list args;
    va_start(args, format);
    vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    return tmplc_fail(parser->compiler, parser->lexer.source, at, "%s", text);
}

static bool parse_block(struct parser *parser, size_t opened_at, struct nodes *nodes,
                        struct token *ret_stop);

static bool enter(struct parser *parser, size_t at)
{
    parser->nesting++;
    return parser->nesting < NESTING_MAX ||
           parser_fail(parser, at,
                       "nested deeper than %d; move the inner part to a template of its own",
                       NESTING_MAX);
}

/* ---- if ---------------------------------------------------------------------------------------
 */

static bool parse_operand(struct parser *parser, struct branch *branch)
{
    struct token operand;
    if (!lex_token(&parser->lexer, &operand)) {
        return false;
    }
    const bool constant =
        operand.kind == TOKEN_WORD && operand.text.ptr[0] >= 'A' && operand.text.ptr[0] <= 'Z';
    if (operand.kind != TOKEN_NUMBER && !constant) {
        return parser_fail(parser, operand.at, "compare with a number or an ENUM_NAME only");
    }
    branch->operand = operand.text;
    return true;
}

static bool parse_condition(struct parser *parser, struct branch *branch)
{
    struct token next;
    if (!lex_peek(&parser->lexer, &next)) {
        return false;
    }
    if (lex_is(&next, "not")) {
        branch->test = TEST_NOT;
        return lex_token(&parser->lexer, &next) && expression_path(parser, &branch->path) &&
               expression_end(parser);
    }
    if (!expression_path(parser, &branch->path) || !lex_peek(&parser->lexer, &next)) {
        return false;
    }
    branch->test = TEST_TRUE;
    if (lex_is(&next, "==") || lex_is(&next, "!=")) {
        branch->test = lex_is(&next, "==") ? TEST_EQUAL : TEST_DIFFERENT;
        return lex_token(&parser->lexer, &next) && parse_operand(parser, branch) &&
               expression_end(parser);
    }
    if (branch->path.number) {
        return parser_fail(parser, next.at, "a number # is never zero; compare it: == or !=");
    }
    return expression_end(parser);
}

static bool parse_if(struct parser *parser, size_t at, struct node *node)
{
    node->kind = NODE_IF;
    struct token stop = {.at = at, .text = STR("if")};
    bool has_else = false;
    for (;;) {
        struct branch branch = {.at = stop.at, .test = TEST_ELSE};
        if (has_else ? !expression_end(parser) : !parse_condition(parser, &branch)) {
            return false;
        }
        if (!parse_block(parser, at, &branch.body, &stop)) {
            return false;
        }
        vec_push(parser->compiler->mem, &node->branches, branch);
        if (lex_is(&stop, "end")) {
            return expression_end(parser);
        }
        if (has_else) {
            return parser_fail(parser, stop.at, "{{ else }} is the last branch; write {{ end }}");
        }
        has_else = lex_is(&stop, "else");
    }
}

/* ---- for --------------------------------------------------------------------------------------
 */

static bool parse_for_head(struct parser *parser, struct node *node)
{
    if (!expression_new_name(parser, &node->text)) {
        return false;
    }
    struct token in;
    if (!expression_word(parser, "in", &in)) {
        return false;
    }
    if (!lex_is(&in, "in")) {
        return parser_fail(parser, in.at, "write {{ for name in v.list }}");
    }
    return expression_path(parser, &node->path) && expression_end(parser);
}

static bool parse_for(struct parser *parser, size_t at, struct node *node)
{
    node->kind = NODE_FOR;
    struct token stop = {0};
    if (!parse_for_head(parser, node)) {
        return false;
    }
    if (node->path.number) {
        return parser_fail(parser, node->path.at, "a number # is no list");
    }
    parser->names[parser->name_count++] = node->text;
    const bool ok = parse_block(parser, at, &node->body, &stop);
    parser->name_count--;
    if (!ok) {
        return false;
    }
    if (lex_is(&stop, "elif")) {
        return parser_fail(parser, stop.at, "a {{ for }} has {{ else }} and {{ end }} only");
    }
    if (lex_is(&stop, "else")) {
        struct branch otherwise = {.at = stop.at, .test = TEST_ELSE};
        if (!expression_end(parser) || !parse_block(parser, at, &otherwise.body, &stop)) {
            return false;
        }
        vec_push(parser->compiler->mem, &node->branches, otherwise);
        if (!lex_is(&stop, "end")) {
            return parser_fail(parser, stop.at, "{{ else }} is the last branch; write {{ end }}");
        }
    }
    return expression_end(parser);
}

/* ---- blocks -----------------------------------------------------------------------------------
 */

static bool parse_statement(struct parser *parser, const struct token *word, struct node *ret_node)
{
    struct node node = {.at = word->at};
    if (lex_is(word, "template") || lex_is(word, "use")) {
        return parser_fail(parser, word->at,
                           "a {{ %.*s }} cannot stand inside a template; write {{ end }} before it",
                           STR_ARG(word->text));
    }
    if (!lex_is(word, "if") && !lex_is(word, "for")) {
        return statement_parse(parser, word, ret_node);
    }
    const bool ok =
        enter(parser, word->at) && (lex_is(word, "if") ? parse_if(parser, word->at, &node)
                                                       : parse_for(parser, word->at, &node));
    parser->nesting--;
    *ret_node = node;
    return ok;
}

/* Reads up to {{ end }}, {{ else }} or {{ elif }}, whose word is taken. */
static bool parse_block(struct parser *parser, size_t opened_at, struct nodes *nodes,
                        struct token *ret_stop)
{
    for (;;) {
        struct node literal = {.kind = NODE_LITERAL};
        while (lex_literal(&parser->lexer, &literal.text, &literal.at)) {
            if (literal.text.len > 0) {
                vec_push(parser->compiler->mem, nodes, literal);
            } else {
                break;
            }
        }
        if (parser->compiler->failed) {
            return false;
        }
        if (!lex_open(&parser->lexer)) {
            return parser_fail(parser, opened_at, "this is never closed; write {{ end }} after it");
        }
        struct token word;
        if (!lex_token(&parser->lexer, &word)) {
            return false;
        }
        if (lex_is(&word, "end") || lex_is(&word, "else") || lex_is(&word, "elif")) {
            *ret_stop = word;
            return true;
        }
        struct node node;
        if (!parse_statement(parser, &word, &node)) {
            return false;
        }
        vec_push(parser->compiler->mem, nodes, node);
    }
}

/* ---- templates --------------------------------------------------------------------------------
 */

static bool parse_parameter(struct parser *parser, struct template *template)
{
    struct token word;
    if (!expression_sign(parser, "(") || !expression_word(parser, "struct", &word)) {
        return false;
    }
    if (!lex_is(&word, "struct")) {
        return parser_fail(parser, word.at, "write (struct TYPE v)");
    }
    if (!expression_word(parser, "the type of the view", &word)) {
        return false;
    }
    template->type = word.text;
    if (!expression_new_name(parser, &template->parameter)) {
        return false;
    }
    parser->names[0] = template->parameter;
    parser->name_count = 1;
    return expression_sign(parser, ")");
}

static bool parse_layout(struct parser *parser, struct template *template)
{
    struct token word;
    if (!expression_word(parser, "the name of a layout", &word)) {
        return false;
    }
    template->layout = word.text;
    return expression_sign(parser, "(") && expression_path(parser, &template->layout_path) &&
           expression_sign(parser, ")");
}

static bool parse_template_head(struct parser *parser, struct template *template)
{
    struct token word;
    if (!expression_word(parser, "the name of the template", &word)) {
        return false;
    }
    template->name = word.text;
    if (!parse_parameter(parser, template) || !lex_token(&parser->lexer, &word)) {
        return false;
    }
    if (lex_is(&word, "body")) {
        template->is_layout = true;
        if (!lex_token(&parser->lexer, &word)) {
            return false;
        }
    }
    if (lex_is(&word, "in")) {
        return parse_layout(parser, template) && expression_end(parser);
    }
    return word.kind == TOKEN_END ||
           parser_fail(parser, word.at, "write body, in LAYOUT(v.page) or }} here");
}

static bool parse_template(struct parser *parser, size_t at, struct set *set)
{
    struct template template = {.source = parser->lexer.source, .at = at};
    struct token stop = {0};
    parser->template = &template;
    parser->name_count = 0;
    if (!parse_template_head(parser, &template)) {
        return false;
    }
    for (size_t i = 0; i < set->templates.count; i++) {
        if (str_equal(set->templates.ptr[i].name, template.name)) {
            return parser_fail(parser, at, "a template %.*s exists already; choose another name",
                               STR_ARG(template.name));
        }
    }
    if (!parse_block(parser, at, &template.body, &stop)) {
        return false;
    }
    if (!lex_is(&stop, "end")) {
        return parser_fail(parser, stop.at, "{{ %.*s }} without its {{ if }} or {{ for }}",
                           STR_ARG(stop.text));
    }
    parser->template = NULL;
    vec_push(parser->compiler->mem, &set->templates, template);
    return expression_end(parser);
}

static bool parse_use(struct parser *parser, struct set *set)
{
    struct str header;
    const size_t at = parser->lexer.at;
    if (!expression_string(parser, "the header's path", &header)) {
        return false;
    }
    for (size_t i = 0; i < header.len; i++) {
        const char c = header.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || strchr("/._-", c) != NULL)) {
            return parser_fail(parser, at, "write a path like \"catalogue/catalogue_views.h\"");
        }
    }
    for (size_t i = 0; i < set->headers.count; i++) {
        if (str_equal(set->headers.ptr[i], header)) {
            return expression_end(parser);
        }
    }
    vec_push(parser->compiler->mem, &set->headers, header);
    return expression_end(parser);
}

static bool check_outside(struct parser *parser, struct str text, size_t at)
{
    size_t i = 0;
    while (i < text.len) {
        const struct str rest = str_slice(text, i, text.len);
        if (strchr(" \n\t\r", text.ptr[i]) != NULL && text.ptr[i] != '\0') {
            i++;
        } else if (str_starts_with(rest, STR("<!--")) && str_find(rest, STR("-->")) >= 0) {
            i += (size_t)str_find(rest, STR("-->")) + 3;
        } else {
            return parser_fail(parser, at + i,
                               "this stands outside a template; write {{ template "
                               "NAME(struct TYPE v) }} before it");
        }
    }
    return true;
}

static bool parse_outside(struct parser *parser, struct set *set)
{
    struct token word;
    if (!lex_token(&parser->lexer, &word)) {
        return false;
    }
    if (lex_is(&word, "use")) {
        return parse_use(parser, set);
    }
    return lex_is(&word, "template")
               ? parse_template(parser, word.at, set)
               : parser_fail(parser, word.at,
                             "only {{ use }} and {{ template }} stand outside a template");
}

bool parse_file(struct compiler *compiler, const struct source *source, struct set *set)
{
    struct parser parser = {.compiler = compiler,
                            .lexer = {.compiler = compiler, .source = source}};
    while (parser.lexer.at < source->text.len) {
        struct str literal;
        size_t at = 0;
        if (!lex_literal(&parser.lexer, &literal, &at)) {
            break;
        }
        if (!check_outside(&parser, literal, at)) {
            return false;
        }
        if (lex_open(&parser.lexer) && !parse_outside(&parser, set)) {
            return false;
        }
    }
    return !compiler->failed;
}
