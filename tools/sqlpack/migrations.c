/* SPDX-License-Identifier: EUPL-1.2 */
/* Turns the files of migrations/ into the table of db/migrate.h. */
#include <sodium.h>
#include <string.h>

#include "sqlpack.h"

#include "base/banned.h"

struct schema_token {
    const char *name;
    const char *text[ENGINE_COUNT];
};

static const struct schema_token schema_tokens[] = {
    {"id", {"INTEGER NOT NULL", "BIGINT NOT NULL"}},
    {"ref", {"INTEGER", "BIGINT"}},
    {"int", {"INTEGER", "BIGINT"}},
    {"bytes", {"BLOB", "BYTEA"}},
    {"strict", {"STRICT, WITHOUT ROWID", ""}},
};

/* ---- one file -------------------------------------------------------------------------------- */

struct expansion {
    enum sqlpack_engine engine;
    int engines;
    struct dialect dialect;
    struct strbuf *out;
    struct sqlpack_error *error;
};

/* After "{": the name and "}". */
static bool expand_token(struct expansion *expansion, struct lexer *lexer)
{
    const struct token name = lex_next(lexer);
    const struct token close = lex_next(lexer);
    const bool closed = close.kind == TOKEN_BYTE && close.text.ptr[0] == '}';
    for (size_t i = 0; closed && i < sizeof(schema_tokens) / sizeof(schema_tokens[0]); i++) {
        if (name.kind == TOKEN_WORD && str_equal(name.text, str_of(schema_tokens[i].name))) {
            strbuf_cstr(expansion->out, schema_tokens[i].text[expansion->engine]);
            expansion->dialect.previous = (struct token){0};
            return true;
        }
    }
    return sqlpack_fail(expansion->error, name.line,
                        "unknown token: there are {id}, {ref}, {int}, {bytes} and {strict}");
}

static void put_space(struct strbuf *out, struct str space)
{
    if (out->len > 0) {
        strbuf_byte(out, str_find_byte(space, '\n') >= 0 ? '\n' : ' ');
    }
}

static bool expand_next(struct expansion *expansion, struct lexer *lexer, const struct token *token)
{
    if (token->kind == TOKEN_UNCLOSED) {
        return sqlpack_fail(expansion->error, token->line,
                            "a text or comment begins and never ends");
    }
    if (token->kind == TOKEN_SPACE) {
        put_space(expansion->out, token->text);
        return true;
    }
    if (token->kind == TOKEN_BYTE && token->text.ptr[0] == '{') {
        return expand_token(expansion, lexer);
    }
    if (token->kind == TOKEN_PARAM || token->kind == TOKEN_DOLLAR) {
        return sqlpack_fail(expansion->error, token->line, "a migration has no parameters");
    }
    if (expansion->engines == FOR_BOTH &&
        !dialect_check(&expansion->dialect, token, expansion->error)) {
        return false;
    }
    strbuf_str(expansion->out, token->text);
    return true;
}

bool migration_expand(struct str source, int engines, enum sqlpack_engine engine,
                      struct strbuf *out, struct sqlpack_error *ret_error)
{
    struct expansion expansion = {.engine = engine,
                                  .engines = engines,
                                  .dialect = {.in_migration = true},
                                  .out = out,
                                  .error = ret_error};
    struct lexer lexer = {source, 0, 1};
    if (str_find_byte(source, '\0') >= 0) {
        return sqlpack_fail(ret_error, 1, "the file holds a NUL byte");
    }
    struct token token = lex_next(&lexer);
    while (token.kind != TOKEN_END) {
        if (!expand_next(&expansion, &lexer, &token)) {
            return false;
        }
        token = lex_next(&lexer);
    }
    if (str_trim(strbuf_view(out)).len == 0) {
        return sqlpack_fail(ret_error, 1, "the file holds no statement");
    }
    return !out->overflow || sqlpack_fail(ret_error, 1, "the file is too long");
}

/* ---- the table ------------------------------------------------------------------------------- */

/* A file name taken apart: "0007_search" and what it is for. */
struct file_parts {
    struct str base;
    int engines;
};

static bool file_parts(struct str file_name, struct file_parts *ret_parts)
{
    static const char *const suffixes[] = {".sqlite.sql", ".postgres.sql", ".sql"};
    static const int engines[] = {FOR_SQLITE, FOR_POSTGRES, FOR_BOTH};
    int kind = 0;
    while (kind < 3 && !str_ends_with(file_name, str_of(suffixes[kind]))) {
        kind++;
    }
    if (kind == 3) {
        return false;
    }
    const struct str base = str_slice(file_name, 0, file_name.len - strlen(suffixes[kind]));
    bool ok = base.len > 5 && base.ptr[4] == '_';
    for (size_t i = 0; ok && i < base.len; i++) {
        const char c = base.ptr[i];
        const bool digit = c >= '0' && c <= '9';
        ok = digit || (i >= 4 && ((c >= 'a' && c <= 'z') || c == '_'));
    }
    *ret_parts = (struct file_parts){base, engines[kind]};
    return ok;
}

/* The files of one migration: one common, or one for each engine. */
struct migration_set {
    struct str base;
    const struct migration_file *file[ENGINE_COUNT];
    int engines;
    size_t last; /* index of the last file, for errors */
};

typedef VEC(struct migration_set) set_list;

static bool place_file(struct arena *mem, set_list *sets, const struct migration_file *file,
                       size_t index, struct sqlpack_error *ret_error)
{
    struct file_parts parts;
    if (!file_parts(file->file_name, &parts)) {
        return sqlpack_fail(
            ret_error, 1, "name it NNNN_name.sql, NNNN_name.sqlite.sql or NNNN_name.postgres.sql");
    }
    struct migration_set *last = sets->count == 0 ? NULL : &sets->ptr[sets->count - 1];
    if (last == NULL || !str_equal(last->base, parts.base)) {
        if (last != NULL && strncmp(last->base.ptr, parts.base.ptr, 4) == 0) {
            return sqlpack_fail(ret_error, 1, "the number is taken by %.*s", STR_ARG(last->base));
        }
        vec_push(mem, sets, (struct migration_set){.base = parts.base});
        last = &sets->ptr[sets->count - 1];
    }
    if ((last->engines & parts.engines) != 0) {
        return sqlpack_fail(ret_error, 1, "there is a common file and one for an engine");
    }
    for (int i = 0; i < ENGINE_COUNT; i++) {
        if ((parts.engines & (1 << i)) != 0) {
            last->file[i] = file;
        }
    }
    last->engines |= parts.engines;
    last->last = index;
    return true;
}

/* SHA-256 of the common file, or of the SQLite file followed by the PostgreSQL file. */
static void put_hash(struct strbuf *out, const struct migration_set *set)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    char hex[sizeof(hash) * 2 + 1];
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    for (int i = 0; i < ENGINE_COUNT; i++) {
        if (i == 0 || set->file[i] != set->file[0]) {
            const struct str source = set->file[i]->source;
            crypto_hash_sha256_update(&state, (const unsigned char *)source.ptr, source.len);
        }
    }
    crypto_hash_sha256_final(&state, hash);
    strbuf_cstr(out, sodium_bin2hex(hex, sizeof(hex), hash, sizeof(hash)) == NULL ? "" : hex);
}

static bool put_set(struct strbuf *out, const struct migration_set *set,
                    struct sqlpack_error *ret_error)
{
    static const char *const engines[] = {"DB_SQLITE", "DB_POSTGRES"};
    if (set->engines != FOR_BOTH) {
        return sqlpack_fail(ret_error, 1, "the file for the other engine is missing");
    }
    const bool common = set->file[ENGINE_SQLITE] == set->file[ENGINE_POSTGRES];
    strbuf_format(out, "    {\n        .name = \"%.*s\",\n", STR_ARG(set->base));
    for (int i = 0; i < ENGINE_COUNT; i++) {
        struct strbuf text;
        strbuf_init(&text, SQLPACK_FILE_MAX * 2);
        const bool ok = migration_expand(set->file[i]->source, common ? FOR_BOTH : 1 << i,
                                         (enum sqlpack_engine)i, &text, ret_error);
        if (ok) {
            strbuf_format(out, "        .text[%s] =\n", engines[i]);
            emit_literal(out, strbuf_view(&text), 12);
            strbuf_literal(out, ",\n");
        }
        strbuf_finish(&text);
        if (!ok) {
            return false;
        }
    }
    strbuf_literal(out, "        .sha256 = \"");
    put_hash(out, set);
    strbuf_literal(out, "\",\n    },\n");
    return true;
}

bool migrations_emit(struct arena *mem, const struct migration_file *files, size_t count,
                     struct strbuf *out, size_t *ret_file, struct sqlpack_error *ret_error)
{
    set_list sets = {0};
    for (size_t i = 0; i < count; i++) {
        *ret_file = i;
        if (!place_file(mem, &sets, &files[i], i, ret_error)) {
            return false;
        }
    }
    strbuf_literal(out, "/* Generated by sqlpack from migrations/. */\n"
                        "#include \"db/migrate.h\"\n\n"
                        "#pragma GCC diagnostic ignored \"-Woverlength-strings\"\n\n"
                        "const struct migration migrations[] = {\n");
    for (size_t i = 0; i < sets.count; i++) {
        *ret_file = sets.ptr[i].last;
        if (!put_set(out, &sets.ptr[i], ret_error)) {
            return false;
        }
    }
    strbuf_literal(out, "    {.name = NULL},\n};\n");
    return !out->overflow || sqlpack_fail(ret_error, 1, "the generated code is too long");
}
