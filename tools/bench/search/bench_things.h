/* SPDX-License-Identifier: EUPL-1.2 */
/* The parts of bench_search, for its own files only. */
#ifndef OMBRUK_TOOLS_BENCH_THINGS_H
#define OMBRUK_TOOLS_BENCH_THINGS_H

#include "catalogue/catalogue.h"
#include "catalogue/catalogue_store.h"
#include "facet/facet.h"
#include "goods/goods.h"

#define VOCABULARY 50000
#define DOC_WORDS  16
#define SHOPS      8
#define FIRST_DAY  INT64_C(20200) /* today, for the newest */

struct bench {
    const char *url;
    struct db *db;
    struct ctx ctx;
    int64_t station;
    int64_t shops[SHOPS];
    struct thing thing; /* every listing is of this one, so that a million are made in a minute */
    int64_t count;
    struct bench_word {
        const char *text;
        struct str keys; /* alone, and as in a title: with parts of compounds */
        struct str title_keys;
    } words[VOCABULARY];
    double chances[VOCABULARY];
    struct str *names;         /* keys of each category's names, by its place in the list */
    struct facet_index *index; /* NULL: through the database */
};

extern const char *const bench_brands[15];

uint64_t bench_draw(uint64_t *state);
int64_t bench_below(uint64_t *state, int64_t limit);

/* Words by Zipf's law: syllables that no list knows, and each fifth a word of our lists, so that
 * synonyms and compounds cost what they cost. */
void bench_words_make(struct bench *bench);
/* Listing number `number`, always the same; `words` are its own. */
struct indexed_listing bench_listing(struct bench *bench, int64_t number, int words[DOC_WORDS]);

/* How a search is mixed. */
struct bench_mix {
    int words;
    int filters;
    bool typos; /* one word of ten is mistyped */
};
struct search bench_nothing_asked(void);
/* Words and filters of a listing that is there, drawn by `state`. */
struct search bench_some_search(struct bench *bench, struct bench_mix mix, uint64_t *state);
/* The commonest words, all filters with all their choices, a page far back, the dearest sort. */
struct search bench_worst(struct bench *bench);

#endif
