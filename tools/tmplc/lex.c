/* SPDX-License-Identifier: EUPL-1.2 */
/* Cuts a template file into HTML and statements. */
#include "lex.h"

#include "base/strbuf.h"

#include "base/banned.h"

#define STRING_MAX 2000

static bool is_word_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

static bool is_space(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static char byte_at(const struct source *source, size_t at)
{
    return at < source->text.len ? source->text.ptr[at] : '\0';
}

static bool starts_at(const struct source *source, size_t at, const char *text)
{
    const size_t len = strlen(text);
    return at + len <= source->text.len && memcmp(source->text.ptr + at, text, len) == 0;
}

static size_t find_from(const struct source *source, size_t at, const char *text)
{
    const struct str rest = str_slice(source->text, at, source->text.len);
    const ptrdiff_t found = str_find(rest, str_of(text));
    return found < 0 ? source->text.len : at + (size_t)found;
}

static bool skip_comment(struct lexer *lexer)
{
    const size_t end = find_from(lexer->source, lexer->at, "#}}");
    if (end == lexer->source->text.len) {
        return tmplc_fail(lexer->compiler, lexer->source, lexer->at,
                          "this comment never ends; write #}} after it");
    }
    lexer->at = end + 3;
    return true;
}

bool lex_literal(struct lexer *lexer, struct str *ret_literal, size_t *ret_at)
{
    while (starts_at(lexer->source, lexer->at, "{{#")) {
        if (!skip_comment(lexer)) {
            return false;
        }
    }
    if (lexer->at >= lexer->source->text.len) {
        return false;
    }
    const size_t end = find_from(lexer->source, lexer->at, "{{");
    *ret_literal = str_slice(lexer->source->text, lexer->at, end);
    *ret_at = lexer->at;
    lexer->at = end;
    return true;
}

bool lex_open(struct lexer *lexer)
{
    if (!starts_at(lexer->source, lexer->at, "{{") || starts_at(lexer->source, lexer->at, "{{#")) {
        return false;
    }
    lexer->at += 2;
    return true;
}

static bool lex_escape(struct lexer *lexer, size_t at, struct strbuf *text)
{
    const char c = byte_at(lexer->source, at);
    if (c != '"' && c != '\\') {
        return tmplc_fail(lexer->compiler, lexer->source, at,
                          "only \\\" and \\\\ may follow a backslash in a string");
    }
    strbuf_byte(text, c);
    return true;
}

/* A line break in a string is folded with the spaces around it, so long sentences may be broken. */
static bool lex_string_bytes(struct lexer *lexer, struct strbuf *text)
{
    const struct source *source = lexer->source;
    const size_t start = lexer->at;
    size_t at = start + 1;
    while (byte_at(source, at) != '"') {
        const char c = byte_at(source, at);
        if (at >= source->text.len || text->overflow) {
            return tmplc_fail(lexer->compiler, source, start,
                              "this string never ends or is over %d bytes; write \" after it",
                              STRING_MAX);
        }
        if (c == '\\') {
            if (!lex_escape(lexer, at + 1, text)) {
                return false;
            }
            at += 2;
        } else if (is_space(c)) {
            strbuf_byte(text, ' ');
            while (is_space(byte_at(source, at))) {
                at++;
            }
        } else if ((unsigned char)c < 0x20 || c == 0x7f) {
            return tmplc_fail(lexer->compiler, source, at, "a control byte in a string; remove it");
        } else {
            strbuf_byte(text, c);
            at++;
        }
    }
    lexer->at = at + 1;
    return true;
}

static bool lex_string(struct lexer *lexer, struct token *ret_token)
{
    struct strbuf text;
    strbuf_init(&text, STRING_MAX);
    const bool ok = lex_string_bytes(lexer, &text);
    if (ok) {
        ret_token->kind = TOKEN_STRING;
        ret_token->text = strbuf_copy(&text, lexer->compiler->mem);
    }
    strbuf_finish(&text);
    return ok;
}

static void lex_run(struct lexer *lexer, enum token_kind kind, struct token *ret_token)
{
    const size_t start = lexer->at++;
    while (is_digit(byte_at(lexer->source, lexer->at)) ||
           (kind == TOKEN_WORD && is_word_start(byte_at(lexer->source, lexer->at)))) {
        lexer->at++;
    }
    ret_token->kind = kind;
    ret_token->text = str_slice(lexer->source->text, start, lexer->at);
}

static bool lex_sign(struct lexer *lexer, struct token *ret_token)
{
    static const char *const signs[] = {"}}", "==", "!=", "=", ".", "(", ")", "#"};
    for (size_t i = 0; i < sizeof(signs) / sizeof(signs[0]); i++) {
        if (starts_at(lexer->source, lexer->at, signs[i])) {
            ret_token->kind = i == 0 ? TOKEN_END : TOKEN_SIGN;
            ret_token->text = str_of(signs[i]);
            lexer->at += strlen(signs[i]);
            return true;
        }
    }
    if (lexer->at >= lexer->source->text.len) {
        return tmplc_fail(lexer->compiler, lexer->source, lexer->at,
                          "the file ends inside {{ …; write }}");
    }
    return tmplc_fail(lexer->compiler, lexer->source, lexer->at,
                      "this sign has no meaning inside {{ }}; only paths such as v.name, strings "
                      "and statements do");
}

bool lex_token(struct lexer *lexer, struct token *ret_token)
{
    while (is_space(byte_at(lexer->source, lexer->at))) {
        lexer->at++;
    }
    ret_token->at = lexer->at;
    const char c = byte_at(lexer->source, lexer->at);
    if (c == '"') {
        return lex_string(lexer, ret_token);
    }
    if (is_word_start(c)) {
        lex_run(lexer, TOKEN_WORD, ret_token);
        return true;
    }
    if (is_digit(c) || (c == '-' && is_digit(byte_at(lexer->source, lexer->at + 1)))) {
        lex_run(lexer, TOKEN_NUMBER, ret_token);
        return true;
    }
    return lex_sign(lexer, ret_token);
}

bool lex_peek(const struct lexer *lexer, struct token *ret_token)
{
    struct lexer copy = *lexer;
    return lex_token(&copy, ret_token);
}

bool lex_is(const struct token *token, const char *text)
{
    return (token->kind == TOKEN_WORD || token->kind == TOKEN_SIGN) &&
           str_equal(token->text, str_of(text));
}
