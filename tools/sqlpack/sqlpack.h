/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of sqlpack: SQL text in, C text out. Everything here works on memory only (tests and
 * the fuzzer call it directly); sqlpack.c reads and writes the files. */
#ifndef OMBRUK_SQLPACK_H
#define OMBRUK_SQLPACK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/arena.h"
#include "base/str.h"
#include "base/strbuf.h"
#include "base/vec.h"

/* Index of struct sql.text in db/db.h. */
enum sqlpack_engine {
    ENGINE_SQLITE,
    ENGINE_POSTGRES,
    ENGINE_COUNT
};

/* Bits: for which engines a text is written. */
enum {
    FOR_SQLITE = 1 << ENGINE_SQLITE,
    FOR_POSTGRES = 1 << ENGINE_POSTGRES,
    FOR_BOTH = FOR_SQLITE | FOR_POSTGRES
};

#define SQLPACK_PARAMS_MAX      64
#define SQLPACK_COLUMNS_MAX     64
#define SQLPACK_DIRECT_ARGS_MAX 5
#define SQLPACK_FILE_MAX        ((size_t)1024 * 1024)
#define SQLPACK_OUTPUT_MAX      ((size_t)32 * 1024 * 1024)

/* ---- where something is wrong ---------------------------------------------------------------- */

struct sqlpack_error {
    int line;
    char why[200];
};

/* Fills `ret_error` and returns false. */
bool sqlpack_fail(struct sqlpack_error *ret_error, int line, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* ---- lex.c: SQL cut into tokens -------------------------------------------------------------- */

enum token_kind {
    TOKEN_END,
    TOKEN_SPACE,   /* white space and comments, as much as there is */
    TOKEN_WORD,    /* identifier, keyword or number */
    TOKEN_TEXT,    /* 'string', "identifier", $tag$ body $tag$ */
    TOKEN_PARAM,   /* :name; text is the name */
    TOKEN_DOLLAR,  /* $1 */
    TOKEN_BYTE,    /* any other single byte */
    TOKEN_CAST,    /* :: */
    TOKEN_UNCLOSED /* a string, identifier, comment or body that does not end */
};

struct token {
    enum token_kind kind;
    struct str text;
    int line;
};

struct lexer {
    struct str source;
    size_t at;
    int line;
};

struct token lex_next(struct lexer *lexer);

/* True for a word equal to the upper-case `word`, in any case. */
bool token_is_word(const struct token *token, const char *word);

/* ---- dialect.c: what a text for both engines may not use --------------------------------------
 */

/* The last two tokens that are not space, for rules about neighbours. Start zeroed. */
struct dialect {
    bool in_migration;
    struct token previous;
};

/* Looks at the next token of a common text. */
bool dialect_check(struct dialect *dialect, const struct token *token,
                   struct sqlpack_error *ret_error);

/* ---- parse.c: a room's queries -----------------------------------------------------------------
 */

enum value_kind {
    VALUE_INT,
    VALUE_TEXT,
    VALUE_BYTES
};

struct value {
    struct str name;
    enum value_kind kind;
    bool nullable;
    bool used;
};

typedef VEC(struct value) value_list;

struct query {
    struct str name;
    int line;
    bool is_query; /* else exec */
    bool writes;
    int engines; /* FOR_… bits of the texts seen so far */
    value_list params;
    value_list columns;
    /* The query whose row struct this one gives: its own name, or another's ("-> as NAME"). */
    struct str row_name;
    struct str text[ENGINE_COUNT]; /* numbered parameters, white space folded; or `.ptr == NULL` */
};

struct sqlpack {
    struct arena *mem;
    VEC(struct query) queries;
};

/* Parses a whole file. On failure `ret_error` says where and what; `*ret_pack` is untouched. */
bool sqlpack_parse(struct arena *mem, struct str source, struct sqlpack *ret_pack,
                   struct sqlpack_error *ret_error);

/* ---- emit.c: C for the queries -----------------------------------------------------------------
 */

/* `stem` is the file's name without folder and ".sql"; false if two names made from the file
 * would be the same C identifier. */
bool sqlpack_emit(const struct sqlpack *pack, struct str stem, struct strbuf *header,
                  struct strbuf *body, struct sqlpack_error *ret_error);

/* `text` as C string literals, cut into lines; `indent` spaces before each. */
void emit_literal(struct strbuf *out, struct str text, int indent);

/* ---- migrations.c: schema changes ---------------------------------------------------------------
 */

/* Expands the tokens {id} {ref} {int} {bytes} {strict} for `engine` and folds comments away.
 * `engines` says what the file is for; FOR_BOTH turns the dialect check on. */
bool migration_expand(struct str source, int engines, enum sqlpack_engine engine,
                      struct strbuf *out, struct sqlpack_error *ret_error);

struct migration_file {
    struct str file_name;
    struct str source;
};

/* The table of db/migrate.h from files sorted by name. On failure `*ret_file` is the index of the
 * file that is wrong. */
bool migrations_emit(struct arena *mem, const struct migration_file *files, size_t count,
                     struct strbuf *out, size_t *ret_file, struct sqlpack_error *ret_error);

#endif
