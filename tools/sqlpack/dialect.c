/* SPDX-License-Identifier: EUPL-1.2 */
/* The words that only one engine understands, or that both understand differently. */
#include <string.h>

#include "sqlpack.h"

#include "base/banned.h"

struct dialect_rule {
    const char *word;
    /* The rule holds only before this word or byte, or always. */
    const char *next;
    const char *instead;
};

static const struct dialect_rule rules[] = {
    {"ILIKE", NULL, "ILIKE is PostgreSQL's: keep a folded column and use LIKE"},
    {"GLOB", NULL, "GLOB is SQLite's: use LIKE"},
    {"NOW", "(", "now() is not in both engines: take the instant as a parameter"},
    {"CURRENT_TIMESTAMP", NULL, "CURRENT_TIMESTAMP differs: take the instant as a parameter"},
    {"CURRENT_DATE", NULL, "CURRENT_DATE differs: take the day as a parameter"},
    {"STRFTIME", "(", "strftime() is SQLite's: take the instant as a parameter"},
    {"DATETIME", "(", "datetime() is SQLite's: take the instant as a parameter"},
    {"IFNULL", "(", "IFNULL is SQLite's: use COALESCE"},
    {"ROWID", NULL, "rowid is SQLite's: name a key of your own"},
    {"RANDOM", "(", "random() differs: make the number in the program"},
    {"FOR", "UPDATE", "FOR UPDATE is PostgreSQL's: use a version column"},
    {"FOR", "SHARE", "FOR SHARE is PostgreSQL's: use a version column"},
    {"IDENTITY", NULL, "IDENTITY is PostgreSQL's: ids are made by the program"},
    {"SERIAL", NULL, "SERIAL is PostgreSQL's: ids are made by the program"},
    {"BIGSERIAL", NULL, "BIGSERIAL is PostgreSQL's: ids are made by the program"},
    {"AUTOINCREMENT", NULL, "AUTOINCREMENT is SQLite's: ids are made by the program"},
    {"INSERT", "OR", "INSERT OR is SQLite's: use ON CONFLICT"},
    {"REPLACE", "INTO", "REPLACE INTO is SQLite's: use ON CONFLICT DO UPDATE"},
    {"BOOLEAN", NULL, "BOOLEAN is PostgreSQL's: use 0 and 1"},
};

/* Column types, which a migration writes as tokens; CAST (… AS BIGINT) is in both engines. */
static const char *const types[] = {"BIGINT", "INTEGER", "INT",  "SMALLINT", "BYTEA",
                                    "BLOB",   "VARCHAR", "REAL", "FLOAT",    "STRICT"};

static bool matches_next(const struct dialect_rule *rule, const struct token *token)
{
    return rule->next != NULL && (token->kind == TOKEN_WORD || token->kind == TOKEN_BYTE) &&
           str_equal_nocase(token->text, str_of(rule->next));
}

static bool check_type(const struct dialect *dialect, const struct token *token,
                       struct sqlpack_error *ret_error)
{
    for (size_t i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
        if (token_is_word(token, types[i]) && !token_is_word(&dialect->previous, "AS")) {
            return sqlpack_fail(ret_error, token->line,
                                "%s is not in both engines: write {id}, {ref}, {int}, {bytes}, "
                                "{strict} or TEXT",
                                types[i]);
        }
    }
    return true;
}

bool dialect_check(struct dialect *dialect, const struct token *token,
                   struct sqlpack_error *ret_error)
{
    if (token->kind == TOKEN_SPACE) {
        return true;
    }
    if (token->kind == TOKEN_CAST) {
        return sqlpack_fail(ret_error, token->line, ":: is PostgreSQL's: use CAST (… AS …)");
    }
    for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++) {
        const struct dialect_rule *rule = &rules[i];
        const bool now = rule->next == NULL && token_is_word(token, rule->word);
        const bool before =
            token_is_word(&dialect->previous, rule->word) && matches_next(rule, token);
        if (now || before) {
            return sqlpack_fail(ret_error, token->line, "%s", rule->instead);
        }
    }
    if (dialect->in_migration && !check_type(dialect, token, ret_error)) {
        return false;
    }
    dialect->previous = *token;
    return true;
}
