/* SPDX-License-Identifier: EUPL-1.2 */
/* Cuts SQL into the few tokens that sqlpack has to tell apart. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "sqlpack.h"

#include "base/banned.h"

bool sqlpack_fail(struct sqlpack_error *ret_error, int line, const char *format, ...)
{
    va_list args;
    va_start(args, format);
    vsnprintf(ret_error->why, sizeof(ret_error->why), format, args);
    va_end(args);
    ret_error->line = line;
    return false;
}

static bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_word(char c)
{
    return is_word_start(c) || is_digit(c);
}

/* The byte `ahead` places on, or NUL past the end. */
static char peek(const struct lexer *lexer, size_t ahead)
{
    const size_t at = lexer->at + ahead;
    return at < lexer->source.len ? lexer->source.ptr[at] : '\0';
}

static bool at_end(const struct lexer *lexer)
{
    return lexer->at >= lexer->source.len;
}

static void step(struct lexer *lexer)
{
    if (lexer->source.ptr[lexer->at] == '\n') {
        lexer->line++;
    }
    lexer->at++;
}

/* Steps over white space and comments; false when a comment does not end. */
static bool skip_space(struct lexer *lexer)
{
    while (!at_end(lexer)) {
        const char c = peek(lexer, 0);
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            step(lexer);
        } else if (c == '-' && peek(lexer, 1) == '-') {
            while (!at_end(lexer) && peek(lexer, 0) != '\n') {
                step(lexer);
            }
        } else if (c == '/' && peek(lexer, 1) == '*') {
            const size_t from = lexer->at;
            while (!at_end(lexer) && !(lexer->at >= from + 3 && peek(lexer, 0) == '/' &&
                                       lexer->source.ptr[lexer->at - 1] == '*')) {
                step(lexer);
            }
            if (at_end(lexer)) {
                return false;
            }
            step(lexer);
        } else {
            break;
        }
    }
    return true;
}

/* Steps over text in `quote`s, doubled inside to stand for themselves. */
static bool skip_quoted(struct lexer *lexer, char quote)
{
    step(lexer);
    while (!at_end(lexer)) {
        if (peek(lexer, 0) == quote) {
            step(lexer);
            if (at_end(lexer) || peek(lexer, 0) != quote) {
                return true;
            }
        }
        step(lexer);
    }
    return false;
}

/* At "$": steps over $tag$ … $tag$. False when it does not end; `*ret_is_body` is false (and
 * nothing is stepped over) when no dollar quote begins here. */
static bool skip_dollar_body(struct lexer *lexer, bool *ret_is_body)
{
    size_t tag = 1;
    while (is_word(peek(lexer, tag))) {
        tag++;
    }
    *ret_is_body = peek(lexer, tag) == '$' && !is_digit(peek(lexer, 1));
    if (!*ret_is_body) {
        return true;
    }
    const struct str delimiter = {lexer->source.ptr + lexer->at, tag + 1};
    lexer->at += delimiter.len;
    while (!at_end(lexer)) {
        if (str_starts_with(str_slice(lexer->source, lexer->at, lexer->source.len), delimiter)) {
            lexer->at += delimiter.len;
            return true;
        }
        step(lexer);
    }
    return false;
}

static enum token_kind skip_dollar(struct lexer *lexer)
{
    bool is_body = false;
    if (!skip_dollar_body(lexer, &is_body)) {
        return TOKEN_UNCLOSED;
    }
    if (is_body) {
        return TOKEN_TEXT;
    }
    lexer->at++;
    if (!is_digit(peek(lexer, 0))) {
        return TOKEN_BYTE;
    }
    while (is_digit(peek(lexer, 0))) {
        lexer->at++;
    }
    return TOKEN_DOLLAR;
}

static enum token_kind skip_colon(struct lexer *lexer)
{
    lexer->at++;
    if (peek(lexer, 0) == ':') {
        lexer->at++;
        return TOKEN_CAST;
    }
    if (!is_word_start(peek(lexer, 0))) {
        return TOKEN_BYTE;
    }
    while (is_word(peek(lexer, 0))) {
        lexer->at++;
    }
    return TOKEN_PARAM;
}

static enum token_kind skip_token(struct lexer *lexer)
{
    const char c = peek(lexer, 0);
    if (c == '\'' || c == '"') {
        return skip_quoted(lexer, c) ? TOKEN_TEXT : TOKEN_UNCLOSED;
    }
    if (c == '$') {
        return skip_dollar(lexer);
    }
    if (c == ':') {
        return skip_colon(lexer);
    }
    if (!is_word(c)) {
        lexer->at++;
        return TOKEN_BYTE;
    }
    while (is_word(peek(lexer, 0))) {
        lexer->at++;
    }
    return TOKEN_WORD;
}

struct token lex_next(struct lexer *lexer)
{
    const size_t from = lexer->at;
    struct token token = {.kind = TOKEN_SPACE, .line = lexer->line};
    if (at_end(lexer)) {
        token.kind = TOKEN_END;
    } else if (!skip_space(lexer)) {
        token.kind = TOKEN_UNCLOSED;
    } else if (lexer->at == from) {
        token.kind = skip_token(lexer);
    }
    token.text = str_slice(lexer->source, from, lexer->at);
    if (token.kind == TOKEN_PARAM) {
        token.text = str_slice(token.text, 1, token.text.len);
    }
    return token;
}

bool token_is_word(const struct token *token, const char *word)
{
    return token->kind == TOKEN_WORD && str_equal_nocase(token->text, str_of(word));
}
