/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads a room's .sql file: signatures in comments, each followed by one statement. */
#include <string.h>

#include "sqlpack.h"

#include "base/banned.h"

#define NAME_MAX_LENGTH 60
#define TEXT_MAX        ((size_t)256 * 1024)

struct parser {
    struct sqlpack pack;
    struct str source;
    size_t at;
    int line;
    struct sqlpack_error *error;
};

/* ---- signatures ------------------------------------------------------------------------------ */

enum sign {
    SIGN_END,
    SIGN_WORD,
    SIGN_ARROW,
    SIGN_BYTE
};

struct signature_token {
    enum sign kind;
    struct str text;
    int line;
    /* Where the parser stands after it. */
    size_t end;
};

static bool is_name_byte(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

static struct str rest_of(const struct parser *parser, size_t at)
{
    return str_slice(parser->source, at, parser->source.len);
}

/* Passes the space before a token; a signature goes on over lines that begin with "--". */
static size_t signature_space(const struct parser *parser, size_t at, int *line)
{
    for (; at < parser->source.len; at++) {
        const char c = parser->source.ptr[at];
        if (c == '\n' && str_starts_with(rest_of(parser, at + 1), STR("--"))) {
            at += 2;
            (*line)++;
        } else if (c != ' ' && c != '\t' && c != '\r') {
            break;
        }
    }
    return at;
}

static struct signature_token signature_peek(const struct parser *parser)
{
    struct signature_token token = {.kind = SIGN_END, .line = parser->line};
    const size_t from = signature_space(parser, parser->at, &token.line);
    const struct str rest = rest_of(parser, from);
    size_t len = 0;
    while (len < rest.len && is_name_byte(rest.ptr[len])) {
        len++;
    }
    if (len > 0) {
        token.kind = SIGN_WORD;
    } else if (str_starts_with(rest, STR("->"))) {
        token.kind = SIGN_ARROW;
        len = 2;
    } else if (rest.len > 0 && rest.ptr[0] != '\n') {
        token.kind = SIGN_BYTE;
        len = 1;
    }
    token.text = str_slice(rest, 0, len);
    token.end = from + len;
    return token;
}

static void signature_take(struct parser *parser, const struct signature_token *token)
{
    parser->at = token->end;
    parser->line = token->line;
}

static bool signature_take_byte(struct parser *parser, char c)
{
    const struct signature_token token = signature_peek(parser);
    if (token.kind != SIGN_BYTE || token.text.ptr[0] != c) {
        return false;
    }
    signature_take(parser, &token);
    return true;
}

static bool expected(struct parser *parser, const char *what)
{
    const struct signature_token token = signature_peek(parser);
    if (token.kind == SIGN_END) {
        return sqlpack_fail(parser->error, parser->line, "expected %s at the end of the signature",
                            what);
    }
    return sqlpack_fail(parser->error, token.line, "expected %s before \"%.*s\"", what,
                        STR_ARG(str_utf8_prefix(token.text, 40)));
}

static const char *const reserved[] = {
    "args",     "asm",      "auto",     "bool",    "break",   "case",   "char",   "const",
    "ctx",      "default",  "do",       "double",  "else",    "enum",   "extern", "false",
    "float",    "for",      "goto",     "if",      "inline",  "int",    "linux",  "long",
    "param",    "register", "restrict", "ret_row", "return",  "short",  "signed", "sizeof",
    "static",   "struct",   "switch",   "true",    "typedef", "typeof", "union",  "unix",
    "unsigned", "void",     "volatile", "while"};

/* Names become C identifiers. */
static bool check_name(struct parser *parser, struct str name, int line)
{
    /* A last "_" marks the names that generated code has for itself. */
    bool ok = name.ptr[0] >= 'a' && name.ptr[0] <= 'z' && name.ptr[name.len - 1] != '_' &&
              name.len <= NAME_MAX_LENGTH;
    for (size_t i = 0; i < name.len; i++) {
        ok = ok && !(name.ptr[i] >= 'A' && name.ptr[i] <= 'Z');
    }
    if (!ok) {
        return sqlpack_fail(parser->error, line,
                            "\"%.*s\": names are lower-case letters, digits and _, at most %d",
                            STR_ARG(str_slice(name, 0, 80)), NAME_MAX_LENGTH);
    }
    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
        if (str_equal(name, str_of(reserved[i]))) {
            return sqlpack_fail(parser->error, line, "\"%s\" means something in C: choose another",
                                reserved[i]);
        }
    }
    return true;
}

static bool take_name(struct parser *parser, const char *what, struct str *ret_name)
{
    const struct signature_token token = signature_peek(parser);
    if (token.kind != SIGN_WORD) {
        return expected(parser, what);
    }
    if (!check_name(parser, token.text, token.line)) {
        return false;
    }
    signature_take(parser, &token);
    *ret_name = token.text;
    return true;
}

static bool take_type(struct parser *parser, struct value *value)
{
    static const char *const names[] = {"int", "text", "bytes"};
    const struct signature_token token = signature_peek(parser);
    for (int i = 0; i < 3 && token.kind == SIGN_WORD; i++) {
        if (str_equal(token.text, str_of(names[i]))) {
            signature_take(parser, &token);
            value->kind = (enum value_kind)i;
            value->nullable = signature_take_byte(parser, '?');
            return true;
        }
    }
    return expected(parser, "a type (int, text, bytes)");
}

static struct value *value_find(const value_list *list, struct str name)
{
    for (size_t i = 0; i < list->count; i++) {
        if (str_equal(list->ptr[i].name, name)) {
            return &list->ptr[i];
        }
    }
    return NULL;
}

/* name type, name type … */
static bool take_values(struct parser *parser, value_list *list, size_t max)
{
    do {
        struct value value = {0};
        if (!take_name(parser, "a name", &value.name)) {
            return false;
        }
        if (value_find(list, value.name) != NULL) {
            return sqlpack_fail(parser->error, parser->line, "\"%.*s\" stands twice",
                                STR_ARG(value.name));
        }
        if (!take_type(parser, &value)) {
            return false;
        }
        if (list->count == max) {
            return sqlpack_fail(parser->error, parser->line, "more than %zu values", max);
        }
        vec_push(parser->pack.mem, list, value);
    } while (signature_take_byte(parser, ','));
    return true;
}

static bool take_params(struct parser *parser, struct query *query)
{
    if (!signature_take_byte(parser, '(')) {
        return expected(parser, "(");
    }
    if (signature_take_byte(parser, ')')) {
        return true;
    }
    if (!take_values(parser, &query->params, SQLPACK_PARAMS_MAX)) {
        return false;
    }
    return signature_take_byte(parser, ')') || expected(parser, ", or )");
}

/* "-> as NAME": the columns and the row struct of a query above. */
static bool take_row_of(struct parser *parser, struct query *query)
{
    struct str name;
    if (!take_name(parser, "the name of a query", &name)) {
        return false;
    }
    for (size_t i = 0; i < parser->pack.queries.count; i++) {
        const struct query *other = &parser->pack.queries.ptr[i];
        if (other->is_query && str_equal(other->name, name)) {
            query->columns = other->columns;
            query->row_name = other->row_name;
            return true;
        }
    }
    return sqlpack_fail(parser->error, parser->line, "no query %.*s above has rows to share",
                        STR_ARG(name));
}

static bool take_columns(struct parser *parser, struct query *query)
{
    const struct signature_token arrow = signature_peek(parser);
    if (query->is_query != (arrow.kind == SIGN_ARROW)) {
        return query->is_query
                   ? expected(parser, "-> and the columns")
                   : sqlpack_fail(parser->error, arrow.line, "exec has no columns: use query");
    }
    if (!query->is_query) {
        return true;
    }
    signature_take(parser, &arrow);
    const struct signature_token as = signature_peek(parser);
    if (as.kind == SIGN_WORD && str_equal(as.text, STR("as"))) {
        signature_take(parser, &as);
        return take_row_of(parser, query);
    }
    return take_values(parser, &query->columns, SQLPACK_COLUMNS_MAX);
}

/* [sqlite] or [postgres] or nothing. */
static bool take_engine(struct parser *parser, int *ret_engines)
{
    *ret_engines = FOR_BOTH;
    if (!signature_take_byte(parser, '[')) {
        return true;
    }
    const struct signature_token token = signature_peek(parser);
    if (str_equal(token.text, STR("sqlite"))) {
        *ret_engines = FOR_SQLITE;
    } else if (str_equal(token.text, STR("postgres"))) {
        *ret_engines = FOR_POSTGRES;
    } else {
        return expected(parser, "sqlite or postgres");
    }
    signature_take(parser, &token);
    return signature_take_byte(parser, ']') || expected(parser, "]");
}

/* At the end of a signature its line must end too; comments may follow on lines of their own. */
static bool check_line_end(struct parser *parser)
{
    const struct signature_token token = signature_peek(parser);
    if (token.kind != SIGN_END && token.line == parser->line) {
        return sqlpack_fail(parser->error, token.line, "\"%.*s\" after the end of the signature",
                            STR_ARG(str_utf8_prefix(token.text, 40)));
    }
    return true;
}

static bool take_signature(struct parser *parser, struct query *query, int *ret_engines)
{
    const struct signature_token what = signature_peek(parser);
    query->is_query = str_equal(what.text, STR("query"));
    query->line = what.line;
    signature_take(parser, &what);
    if (!take_name(parser, "the name of the query", &query->name)) {
        return false;
    }
    query->row_name = query->name;
    return take_params(parser, query) && take_columns(parser, query) &&
           take_engine(parser, ret_engines) && check_line_end(parser);
}

/* ---- statements ------------------------------------------------------------------------------ */

struct statement {
    struct query *query;
    int engines;
    int line;
    struct dialect dialect;
    struct strbuf text[ENGINE_COUNT];
    bool begun; /* a token that is not space came */
    bool space; /* space came since the last token */
    bool ended; /* ';' came */
    struct token first;
    bool has_write_word;
};

static bool is_write_word(const struct token *token)
{
    return token_is_word(token, "INSERT") || token_is_word(token, "UPDATE") ||
           token_is_word(token, "DELETE");
}

static bool add_param(struct parser *parser, struct statement *statement, const struct token *token)
{
    struct value *param = value_find(&statement->query->params, token->text);
    if (param == NULL) {
        return sqlpack_fail(parser->error, token->line, ":%.*s is not declared in the signature",
                            STR_ARG(str_slice(token->text, 0, 80)));
    }
    param->used = true;
    const int number = (int)(param - statement->query->params.ptr) + 1;
    strbuf_format(&statement->text[ENGINE_SQLITE], "?%d", number);
    strbuf_format(&statement->text[ENGINE_POSTGRES], "$%d", number);
    return true;
}

static bool check_token(struct parser *parser, struct statement *statement,
                        const struct token *token)
{
    if (token->kind == TOKEN_UNCLOSED) {
        return sqlpack_fail(parser->error, token->line, "a text or comment begins and never ends");
    }
    if (statement->ended && token->kind != TOKEN_SPACE) {
        return sqlpack_fail(parser->error, token->line,
                            "one statement for each signature: nothing may follow ;");
    }
    const bool question = token->kind == TOKEN_BYTE && token->text.ptr[0] == '?' &&
                          statement->engines != FOR_POSTGRES;
    if (token->kind == TOKEN_DOLLAR || question) {
        return sqlpack_fail(parser->error, token->line, "write :name for a parameter, not %.*s",
                            STR_ARG(token->text));
    }
    if (statement->engines != FOR_BOTH) {
        return true;
    }
    if (token->kind == TOKEN_TEXT && token->text.ptr[0] == '$') {
        return sqlpack_fail(parser->error, token->line, "dollar quotes are PostgreSQL's: use '…'");
    }
    return dialect_check(&statement->dialect, token, parser->error);
}

static bool add_token(struct parser *parser, struct statement *statement, const struct token *token)
{
    if (!check_token(parser, statement, token)) {
        return false;
    }
    if (token->kind == TOKEN_SPACE) {
        statement->space = statement->begun;
        return true;
    }
    if (token->kind == TOKEN_BYTE && token->text.ptr[0] == ';') {
        statement->ended = true;
        return true;
    }
    if (!statement->begun) {
        statement->first = *token;
        statement->begun = true;
    }
    statement->has_write_word = statement->has_write_word || is_write_word(token);
    for (int i = 0; i < ENGINE_COUNT && statement->space; i++) {
        strbuf_byte(&statement->text[i], ' ');
    }
    statement->space = false;
    if (token->kind == TOKEN_PARAM) {
        return add_param(parser, statement, token);
    }
    for (int i = 0; i < ENGINE_COUNT; i++) {
        strbuf_str(&statement->text[i], token->text);
    }
    return true;
}

static bool check_statement(struct parser *parser, struct statement *statement)
{
    if (!statement->begun || !statement->ended) {
        return sqlpack_fail(parser->error, statement->line,
                            statement->begun ? "the statement of %.*s does not end with ;"
                                             : "%.*s has no statement",
                            STR_ARG(statement->query->name));
    }
    if (statement->text[ENGINE_SQLITE].overflow || statement->text[ENGINE_POSTGRES].overflow) {
        return sqlpack_fail(parser->error, statement->line, "the statement is over %zu bytes",
                            TEXT_MAX);
    }
    const struct token *first = &statement->first;
    const bool with = token_is_word(first, "WITH");
    const bool writes = is_write_word(first) || (with && statement->has_write_word);
    const bool reads = token_is_word(first, "SELECT") || token_is_word(first, "VALUES") || with;
    if (!writes && !reads) {
        return sqlpack_fail(parser->error, first->line,
                            "begin with SELECT, WITH, VALUES, INSERT, UPDATE or DELETE");
    }
    if (!writes && !statement->query->is_query) {
        return sqlpack_fail(parser->error, first->line, "exec writes; what reads is a query");
    }
    statement->query->writes = statement->query->writes || writes;
    return true;
}

/* True where a signature begins: "-- query " or "-- exec " at the start of a line. */
static bool is_signature(const struct parser *parser, size_t at)
{
    const bool line_start = at == 0 || parser->source.ptr[at - 1] == '\n';
    const struct str rest = rest_of(parser, at);
    return line_start &&
           (str_starts_with(rest, STR("-- query ")) || str_starts_with(rest, STR("-- exec ")));
}

/* Where the next signature begins, or the end of the file. */
static size_t find_signature(const struct parser *parser)
{
    size_t at = parser->at;
    while (at < parser->source.len && !is_signature(parser, at)) {
        at++;
    }
    return at;
}

static bool lex_statement(struct parser *parser, struct statement *statement, size_t end)
{
    struct lexer lexer = {str_slice(parser->source, 0, end), parser->at, parser->line};
    struct token token = lex_next(&lexer);
    while (token.kind != TOKEN_END) {
        if (!add_token(parser, statement, &token)) {
            return false;
        }
        token = lex_next(&lexer);
    }
    parser->at = end;
    parser->line = lexer.line;
    return check_statement(parser, statement);
}

static bool take_statement(struct parser *parser, struct query *query, int engines)
{
    struct statement statement = {.query = query, .engines = engines, .line = query->line};
    for (int i = 0; i < ENGINE_COUNT; i++) {
        strbuf_init(&statement.text[i], TEXT_MAX);
    }
    const bool ok = lex_statement(parser, &statement, find_signature(parser));
    for (int i = 0; i < ENGINE_COUNT; i++) {
        if (ok && (engines & (1 << i)) != 0) {
            query->text[i] = strbuf_copy(&statement.text[i], parser->pack.mem);
        }
        strbuf_finish(&statement.text[i]);
    }
    query->engines |= engines;
    return ok;
}

/* ---- files -------------------------------------------------------------------------------------
 */

static bool same_values(const value_list *a, const value_list *b)
{
    bool same = a->count == b->count;
    for (size_t i = 0; same && i < a->count; i++) {
        same = str_equal(a->ptr[i].name, b->ptr[i].name) && a->ptr[i].kind == b->ptr[i].kind &&
               a->ptr[i].nullable == b->ptr[i].nullable;
    }
    return same;
}

/* Adds `query`, or finds the one it gives the other engine's text for. */
static bool place_query(struct parser *parser, const struct query *query, int engines,
                        struct query **ret_place)
{
    for (size_t i = 0; i < parser->pack.queries.count; i++) {
        struct query *other = &parser->pack.queries.ptr[i];
        if (!str_equal(other->name, query->name)) {
            continue;
        }
        if ((other->engines & engines) != 0) {
            return sqlpack_fail(parser->error, query->line, "%.*s stands already in line %d",
                                STR_ARG(query->name), other->line);
        }
        if (other->is_query != query->is_query || !same_values(&other->params, &query->params) ||
            !same_values(&other->columns, &query->columns)) {
            return sqlpack_fail(parser->error, query->line,
                                "the signature of %.*s differs from the one in line %d",
                                STR_ARG(query->name), other->line);
        }
        *ret_place = other;
        return true;
    }
    vec_push(parser->pack.mem, &parser->pack.queries, *query);
    *ret_place = &parser->pack.queries.ptr[parser->pack.queries.count - 1];
    return true;
}

static bool take_query(struct parser *parser)
{
    struct query query = {0};
    struct query *place = NULL;
    int engines = 0;
    parser->at += 2;
    return take_signature(parser, &query, &engines) &&
           place_query(parser, &query, engines, &place) && take_statement(parser, place, engines);
}

static bool check_all_used(struct parser *parser)
{
    for (size_t i = 0; i < parser->pack.queries.count; i++) {
        const struct query *query = &parser->pack.queries.ptr[i];
        for (size_t j = 0; j < query->params.count; j++) {
            if (!query->params.ptr[j].used) {
                return sqlpack_fail(parser->error, query->line,
                                    "%.*s declares %.*s and has no :%.*s", STR_ARG(query->name),
                                    STR_ARG(query->params.ptr[j].name),
                                    STR_ARG(query->params.ptr[j].name));
            }
        }
    }
    return true;
}

/* Before the first signature there may be comments only. */
static bool skip_head(struct parser *parser)
{
    const size_t end = find_signature(parser);
    struct lexer lexer = {str_slice(parser->source, 0, end), 0, 1};
    struct token token = lex_next(&lexer);
    while (token.kind != TOKEN_END) {
        if (token.kind != TOKEN_SPACE) {
            return sqlpack_fail(parser->error, token.line,
                                "SQL before the first \"-- query\" or \"-- exec\" line");
        }
        token = lex_next(&lexer);
    }
    parser->at = end;
    parser->line = lexer.line;
    return true;
}

bool sqlpack_parse(struct arena *mem, struct str source, struct sqlpack *ret_pack,
                   struct sqlpack_error *ret_error)
{
    struct parser parser = {.pack = {.mem = mem}, .source = source, .line = 1, .error = ret_error};
    if (source.len > SQLPACK_FILE_MAX) {
        return sqlpack_fail(ret_error, 1, "the file is over %zu bytes", SQLPACK_FILE_MAX);
    }
    if (str_find_byte(source, '\0') >= 0) {
        return sqlpack_fail(ret_error, 1, "the file holds a NUL byte");
    }
    if (!skip_head(&parser)) {
        return false;
    }
    while (parser.at < source.len) {
        if (!take_query(&parser)) {
            return false;
        }
    }
    if (!check_all_used(&parser)) {
        return false;
    }
    *ret_pack = parser.pack;
    return true;
}
