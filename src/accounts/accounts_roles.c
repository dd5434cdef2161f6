/* SPDX-License-Identifier: EUPL-1.2 */
/* Names of roles, from the one table in accounts.h. */
#include "accounts/accounts.h"

#include "base/banned.h"

struct role_words {
    const char *key;
    const char *label;
};

#define ROLE_WORDS(number, name, key, label) [(number)] = {(key), (label)},
static const struct role_words words[ROLE_COUNT] = {ROLE_TABLE(ROLE_WORDS)};
#undef ROLE_WORDS

const char *accounts_role_key(enum role role)
{
    return role < ROLE_COUNT ? words[role].key : NULL;
}

const char *accounts_role_label(enum role role)
{
    return role < ROLE_COUNT ? words[role].label : NULL;
}

enum role accounts_role_of(struct str key)
{
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        if (str_equal(key, str_of(words[role].key))) {
            return (enum role)role;
        }
    }
    return ROLE_COUNT;
}

struct str accounts_who_keys(struct arena *arena, uint64_t who)
{
    struct str keys = STR("");
    if ((who & EVERYONE) != 0) {
        keys = STR("everyone");
    }
    for (unsigned role = 0; role < ROLE_COUNT; role++) {
        if ((who & UINT64_C(1) << role) != 0) {
            keys = str_format(arena, "%.*s%s%s", STR_ARG(keys), keys.len > 0 ? "," : "",
                              words[role].key);
        }
    }
    return keys;
}
