/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of titles and of what visitors type, and what of them stands in the search index. Inside
 * the room only; pure: no database.
 *
 * A word is letters and digits. It is lowered, stemmed (catalogue_stem) and folded to plain
 * letters; that is its key, and what the index holds. So "Støvlene", "stovler" and "stoevel" meet.
 *
 * Compounds are cut into the parts we know (data/search/words.csv). The rule: what a compound ends
 * with is the thing itself, so "vinterparkdress" is indexed as parkdress and dress too; what it
 * begins with only says which one, so "sykkelhjelm" is indexed as "_msykkel", which a search for
 * "sykkel" asks for only beside another word that is the thing ("sykkel hjelm") or when nothing
 * else is there. A few words are not what they end with ("dukkevogn", "nettbrett"; `loose` in the
 * list): all their parts are weak. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_WORDS_H
#define OMBRUK_CATALOGUE_CATALOGUE_WORDS_H

#include "base/ctx.h"

#define WORD_BYTES_MAX  40 /* what a longer word has more is left out */
#define WORD_PARTS_MAX  4
#define INDEX_WORDS_MAX ((size_t)8 * 1024)
/* Begins a key that is only a modifier; no word has a '_'. */
#define WEAK_PREFIX "_m"

/* Up to WORD_BYTES_MAX bytes. */
struct word_text {
    char bytes[WORD_BYTES_MAX];
    size_t len;
};

struct word {
    struct word_text lowered; /* also Æ Ø Å and the other letters of Latin-1 */
    size_t from;              /* where it stands in the text, in bytes */
    size_t to;
    bool hyphened; /* nothing but a hyphen between it and the word before */
};

/* The first word at or after `*at`, which moves behind it; false when there is none. Any bytes. */
bool catalogue_word_next(struct str text, size_t *at, struct word *ret_word);

/* How many bytes from the beginning of a lowered word are its stem: exactly those of Snowball's
 * Norwegian stemmer. */
size_t catalogue_stem(struct str word);

/* Plain letters: å and aa to a, ø and oe to o, æ to ae, é to e, ß to ss. */
struct word_text catalogue_fold(struct str lowered);

/* The key of a lowered word. It is folded from the stem, which for words like lue, luer, luene and
 * sofa, sofaen is cut once more than by Snowball. */
struct word_text catalogue_key(struct str lowered);

static inline struct str word_text_view(const struct word_text *text)
{
    return (struct str){text->bytes, text->len};
}

/* The keys of all words in `text`, each once, divided by one space. */
struct str catalogue_keys(struct ctx *ctx, struct str text);

/* Where a text of a listing comes from, for what in it is the thing itself. */
enum index_source {
    INDEX_TITLE,   /* not the word after "til": hjelm til sykkel */
    INDEX_NAME,    /* of our lists: nothing after "til", "i" or "med": spisestol i tre */
    INDEX_ENGLISH, /* of our lists: the last word before a sign, "and" or "of": bike helmet */
    INDEX_ASIDE    /* none of it: the pram of doll's pram */
};
struct index_text {
    struct str text;
    enum index_source source;
};

/* The keys of all words with the parts of compounds, and at the end those that are only modifiers,
 * with WEAK_PREFIX: what the index is given. At most INDEX_WORDS_MAX bytes. */
struct str catalogue_index_words(struct ctx *ctx, const struct index_text *texts, size_t count);

#endif
