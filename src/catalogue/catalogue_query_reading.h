/* SPDX-License-Identifier: EUPL-1.2 */
/* A query while it is being read. Only for the files catalogue_query*.c. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_QUERY_READING_H
#define OMBRUK_CATALOGUE_CATALOGUE_QUERY_READING_H

#include "catalogue/catalogue_query.h"
#include "catalogue/catalogue_words.h"

#define READ_WORDS_MAX   24
#define READ_SYSTEMS_MAX 6

struct read_word {
    struct word word;
    struct word_text folded;
    struct word_text key;
    bool used; /* understood as something else than a word */
};

struct reading {
    struct ctx *ctx;
    struct catalogue_query *query;
    struct read_word words[READ_WORDS_MAX];
    size_t count;
    /* Size systems of the categories that the words name; `known`: they name some category. */
    struct str systems[READ_SYSTEMS_MAX];
    size_t system_count;
    bool known;
};

/* The folded word number `at`; empty behind the last. */
struct str catalogue_reading_word(const struct reading *reading, size_t at);
/* What stands between word `at` and the next (or the end). */
struct str catalogue_reading_gap(const struct reading *reading, size_t at);
/* Whether the folded word stands among the space-divided ones of `list`. */
bool catalogue_reading_is(const struct reading *reading, size_t at, const char *list);
/* Remembers the fact, read from `count` words at `at`, which are then no words any more. */
void catalogue_reading_take(struct reading *reading, size_t at, size_t count,
                            struct query_fact fact);

/* Each tries to understand the words at `at` and returns how many it took; 0: none. */
size_t catalogue_read_size(struct reading *reading, size_t at);
size_t catalogue_read_price(struct reading *reading, size_t at);
size_t catalogue_read_wish(struct reading *reading, size_t at);

/* Whether the folded word is a unit of a size or amount, which a price never has. */
bool catalogue_is_unit(struct str folded);

#endif
