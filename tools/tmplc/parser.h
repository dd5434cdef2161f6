/* SPDX-License-Identifier: EUPL-1.2 */
/* State shared by the files of the parser: parse.c (templates and blocks), statement.c (what stands
 * in one {{ }}) and expression.c (paths, arguments). */
#ifndef TMPLC_PARSER_H
#define TMPLC_PARSER_H

#include "lex.h"

struct parser {
    struct compiler *compiler;
    struct lexer lexer;
    const struct template *template;   /* being read */
    struct str names[NESTING_MAX + 1]; /* parameter and loop names in reach */
    size_t name_count;
    size_t nesting;
};

/* Records an error at byte `at`; false. */
bool parser_fail(struct parser *parser, size_t at, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- expression.c: each takes tokens and is false after an error ------------------------------
 */

bool expression_sign(struct parser *parser, const char *sign);
bool expression_end(struct parser *parser);
bool expression_word(struct parser *parser, const char *what, struct token *ret_token);
bool expression_string(struct parser *parser, const char *what, struct str *ret_text);
/* A name that a template may give: no C keyword, statement or name of the generated code. */
bool expression_new_name(struct parser *parser, struct str *ret_name);
bool expression_path(struct parser *parser, struct path *ret_path);
/* True if the next token begins a path. */
bool expression_has_path(const struct parser *parser);
/* [name=] [formatter] path, as long as there are any. */
bool expression_named(struct parser *parser, struct arguments *arguments);
bool expression_values(struct parser *parser, struct arguments *arguments);
/* FORMAT_PLAIN if `word` is no formatter. */
enum format expression_format(const struct token *word);

/* ---- statement.c ------------------------------------------------------------------------------
 */

/* A statement that prints, after its first token `word`; up to and with "}}". */
bool statement_parse(struct parser *parser, const struct token *word, struct node *ret_node);

#endif
