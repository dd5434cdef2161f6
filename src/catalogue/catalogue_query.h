/* SPDX-License-Identifier: EUPL-1.2 */
/* What a visitor typed, understood: words with all that means the same, and the sizes, colours,
 * prices and wishes among them, each told back so that a page can show it and take it away. Inside
 * the room only; pure: no database, any bytes are harmless. */
#ifndef OMBRUK_CATALOGUE_CATALOGUE_QUERY_H
#define OMBRUK_CATALOGUE_CATALOGUE_QUERY_H

#include "base/ctx.h"
#include "db/db.h"
#include "facet/facet.h"
#include "goods/goods_codes.h"

#define QUERY_TEXT_MAX         200 /* bytes; what comes after is not read */
#define QUERY_WORDS_MAX        8
#define QUERY_ALTERNATIVES_MAX 12
#define QUERY_PARTS_MAX        3
#define QUERY_SIZES_MAX        6
#define QUERY_FACTS_MAX        8

/* Keys of the index (catalogue_words.h) that must all be there, or one facet token. Of several the
 * last must be the thing, the others may only tell which: car seat, and ski + bukse for skibukse.
 */
struct query_alternative {
    struct str tokens[QUERY_PARTS_MAX];
    size_t count;
};

/* One word or phrase of the text; one of its alternatives must be there. The first is what was
 * typed, the others its synonyms. */
struct query_word {
    struct str typed;
    size_t from; /* in the text, in bytes */
    size_t to;
    int64_t colour_id; /* NO_I64: not a colour */
    struct query_alternative alternatives[QUERY_ALTERNATIVES_MAX];
    size_t count;
    struct str corrected; /* what it was taken for; empty: as typed */
};

enum query_fact_kind {
    QUERY_SIZE,
    QUERY_AGE, /* of whom it is for, where what is asked for has no sizes (catalogue_ages.h) */
    QUERY_COLOUR,
    QUERY_PRICE,
    QUERY_FREE,
    QUERY_RENT,
    QUERY_NEW_TODAY
};

/* Something that was understood in the text, which stands there from `from` up to before `to`. */
struct query_fact {
    enum query_fact_kind kind;
    size_t from;
    size_t to;
    const struct goods_size *size; /* SIZE */
    int64_t months_min;            /* AGE */
    int64_t months_max;
    int64_t colour_id;     /* COLOUR */
    int64_t price_min_ore; /* PRICE; NO_I64: no limit */
    int64_t price_max_ore;
};

/* All texts live in ctx->mem. */
struct catalogue_query {
    struct str text;
    struct query_word words[QUERY_WORDS_MAX];
    size_t word_count;
    bool cut_short;                    /* there were more words or bytes than are read */
    struct str sizes[QUERY_SIZES_MAX]; /* size keys, any of which; a double size by its halves */
    size_t size_count;
    int64_t price_min_ore; /* NO_I64: no limit; both 0: free */
    int64_t price_max_ore;
    bool rent;
    bool new_today;
    struct query_fact facts[QUERY_FACTS_MAX]; /* in the order of the text */
    size_t fact_count;
};

/* Reads what was typed. Nothing but signs gives a query without words and facts. Understood are
 * sizes ("98/104", "str. 104", "104 cl", "3–4 år", "6 mnd", "20 tommer", "20\"", "sko 28", "XL"),
 * colours, "gratis" and "gis bort", "under 200 kr", "100-300 kr", "maks 150", "til leie" and "ny i
 * dag", also in nynorsk and English. A number without a unit is a size where the other words have
 * sizes ("sykkel 20"), or nothing is known of them ("reima 104"); else it is a word ("lego 10").
 * Words like og, til, brukt are left out, unless there is nothing else. */
void catalogue_query_read(struct ctx *ctx, struct str text, struct catalogue_query *ret_query);
/* The same, but every word is only a word. */
void catalogue_query_read_plain(struct ctx *ctx, struct str text,
                                struct catalogue_query *ret_query);

/* The text without what fact number `fact` was read from; in ctx->mem. */
struct str catalogue_query_without(struct ctx *ctx, const struct catalogue_query *query,
                                   size_t fact);

/* How a word may be found. */
enum query_strength {
    /* One word: as the thing itself. More: each in any way, one of them at least as the thing. */
    QUERY_AS_THE_THING,
    /* Also as the first part of a compound only. */
    QUERY_IN_ANY_WAY
};

/* Conditions of the index (facet.h): for each word, that one of several is the thing, and one of
 * the sizes. None when the query has no words and sizes. In ctx->mem, but texts of the query. */
#define QUERY_CONDITIONS_MAX (QUERY_WORDS_MAX + 2)
struct query_conditions {
    struct facet_condition list[QUERY_CONDITIONS_MAX];
    size_t count;
};
void catalogue_query_conditions(struct ctx *ctx, const struct catalogue_query *query,
                                enum query_strength strength,
                                struct query_conditions *ret_conditions);
/* That the word is there in any way. */
struct facet_condition catalogue_query_word_condition(struct ctx *ctx,
                                                      const struct query_word *word);
/* That all words are the thing itself, for the best match. */
struct facet_condition catalogue_query_best(struct ctx *ctx, const struct catalogue_query *query);

/* Takes `word` for what `candidates` say instead: keys of the index, best first. */
void catalogue_query_correct(struct ctx *ctx, struct query_word *word, const struct str *candidates,
                             size_t count, struct str shown);

#endif
