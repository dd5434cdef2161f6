/* SPDX-License-Identifier: EUPL-1.2 */
/* Compounds into the parts that we know. Inside the room only; pure, thread-safe. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_WORDS_SPLIT_H
#define OMBRUK_CATALOGUE_CATALOGUE_WORDS_SPLIT_H

#include "catalogue/catalogue_words.h"

struct word_parts {
    struct word_text key;                  /* of the whole word */
    struct word_text keys[WORD_PARTS_MAX]; /* as the parts alone have */
    size_t starts[WORD_PARTS_MAX];         /* where each begins in `key` */
    size_t count;
    /* What begins with a part after this one is not the thing: 0 for nettbrett, 1 for
     * el-sparkesykkel. Else the last part. */
    size_t thing;
};

/* Cuts a lowered word into two to WORD_PARTS_MAX known parts, with an s or e between them allowed:
 * as few as possible, then the longest at the end. False if that cannot be, or it stands as `whole`
 * in the list. */
bool catalogue_split(struct str lowered, struct word_parts *ret_parts);

/* The key of the parts from `from` up to before `to`, as if they were a word. */
struct word_text catalogue_parts_key(const struct word_parts *parts, size_t from, size_t to);

/* Whether a search leaves the word, lowered, out: og, til, for. */
bool catalogue_is_stop_word(struct str lowered);

#endif
