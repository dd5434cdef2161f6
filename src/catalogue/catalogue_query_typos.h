/* SPDX-License-Identifier: EUPL-1.2 */
/* What a mistyped word can have been meant to be. Inside the room only.
 *
 * Words are compared with plain letters. Of four to seven letters one may be wrong, of eight and
 * more two: a letter too much, too little, another one, or two that changed places. Looked through
 * are the list of synonyms and the words of the centre's titles that share the beginning or the
 * end: half of the word where one letter may be wrong, a third where two may be (two mistakes of
 * which one stands in each are not found). */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_QUERY_TYPOS_H
#define OMBRUK_CATALOGUE_CATALOGUE_QUERY_TYPOS_H

#include "catalogue/catalogue_query.h"

/* How many mistakes there are between two words, where places changed count as one; `most` + 1
 * when there are more than `most`. Compares bytes, at most WORD_BYTES_MAX. */
size_t catalogue_typo_distance(struct str a, struct str b, size_t most);

/* How many mistakes a word with plain letters may have: 0, 1 or 2. */
size_t catalogue_typos_allowed(struct str folded);

/* Inside a session: takes the word for what is nearest to it. `*ret_corrected` false: nothing is
 * near. */
MUST_CHECK enum status catalogue_query_mend(struct ctx *ctx, struct query_word *word,
                                            bool *ret_corrected);

/* Inside db_write(): the words of a title can be what a mistyped one is taken for. */
MUST_CHECK enum status catalogue_query_learn(struct ctx *ctx, struct str title);

#endif
