/* SPDX-License-Identifier: EUPL-1.2 */
/* What else people call a thing: our own list data/search/synonyms.csv in bokmål, nynorsk and
 * English. Inside the room only; pure, one immutable table for the whole program, thread-safe. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_SYNONYMS_H
#define OMBRUK_CATALOGUE_CATALOGUE_SYNONYMS_H

#include "catalogue/catalogue_words.h"

#define SYNONYM_WORDS_MAX 3

/* "car seat": the keys of its words, and the same divided by one space. */
struct synonym {
    struct str text; /* as it stands in the list */
    struct str keys[SYNONYM_WORDS_MAX];
    size_t count;
    struct str joined;
    bool english;
};

/* One row: words that mean the same, in the order of the list (nb, nn, en). */
struct synonym_group {
    const struct synonym *words;
    size_t word_count;
    const int64_t *category_ids; /* of its categories and of its kinds' */
    size_t category_count;
    int64_t colour_id; /* NO_I64: none */
};

/* The groups that a word or phrase asks for: those it stands in, then those it only leads to. */
struct synonym_use {
    const struct synonym_group *group;
    bool equal; /* it stands in the group */
    struct synonym_use *next;
};

/* `joined`: keys divided by one space, at most SYNONYM_WORDS_MAX. NULL: not in the list. */
const struct synonym_use *catalogue_synonyms_of(struct str joined);

/* Every row of the list. */
const struct synonym_group *catalogue_synonyms_all(size_t *ret_count);

/* Single words of the list and of the names of categories and kinds, shortest first: what a
 * mistyped word can have been meant to be. */
struct known_word {
    struct str folded;
    struct str key;
    struct str shown; /* lowered, with its own letters */
};
const struct known_word *catalogue_synonyms_known(size_t *ret_count);
/* Whether the folded word is one of them. */
bool catalogue_synonyms_knows(struct str folded);

#endif
