/* SPDX-License-Identifier: EUPL-1.2 */
/* Cuts a template file into HTML and {{ statements }}, and a statement into words. */
#ifndef TMPLC_LEX_H
#define TMPLC_LEX_H

#include "tree.h"

enum token_kind {
    TOKEN_END, /* }} */
    TOKEN_WORD,
    TOKEN_NUMBER,
    TOKEN_STRING,
    TOKEN_SIGN /* . ( ) # = and == != */
};

struct token {
    enum token_kind kind;
    size_t at;
    struct str text; /* of a string: without quotes, escapes resolved */
};

struct lexer {
    struct compiler *compiler;
    const struct source *source;
    size_t at;
};

/* Takes HTML up to the next "{{", or to the end of the file. Comments {{# … #}} are skipped and end
 * a piece as a statement does. False at the end of the file. */
bool lex_literal(struct lexer *lexer, struct str *ret_literal, size_t *ret_at);

/* True if the lexer stands at "{{" of a statement; goes past it. */
bool lex_open(struct lexer *lexer);

/* The next token of the statement; TOKEN_END takes the "}}". False after an error. */
bool lex_token(struct lexer *lexer, struct token *ret_token);

/* As lex_token without moving. */
bool lex_peek(const struct lexer *lexer, struct token *ret_token);

/* True if `token` is the word or sign `text`. */
bool lex_is(const struct token *token, const char *text);

#endif
