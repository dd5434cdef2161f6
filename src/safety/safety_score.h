/* SPDX-License-Identifier: EUPL-1.2 */
/* How much speaks for a thing being a recalled one: a sum of reasons that people can read.
 *
 * Kind and category alone never make a match: not every pram is under suspicion because one is
 * recalled. It takes the bar code, or a brand that is written down, or named in the note or in the
 * title of its listing. */
#ifndef OMBRUK_SAFETY_SAFETY_SCORE_H
#define OMBRUK_SAFETY_SAFETY_SCORE_H

#include "safety/safety_text.h"

/* Key, points, N_() words. */
#define SAFETY_REASON_TABLE(X)                                                                     \
    X(GTIN, "gtin", 100, N_("same bar code"))                                                      \
    X(GTIN_OTHER, "gtin-other", -10, N_("another bar code"))                                       \
    X(BRAND, "brand", 35, N_("same brand"))                                                        \
    X(BRAND_NOTE, "brand-note", 30, N_("the note names the brand"))                                \
    X(BRAND_TITLE, "brand-title", 30, N_("the title names the brand"))                             \
    X(MODEL, "model", 30, N_("same model"))                                                        \
    X(MODEL_PART, "model-part", 15, N_("the model has words in common"))                           \
    X(MODEL_OTHER, "model-other", -5, N_("another model"))                                         \
    X(BATCH, "batch", 25, N_("same batch"))                                                        \
    X(PRODUCT, "product", 10, N_("the same sort of product"))                                      \
    X(CATEGORY, "category", 10, N_("a category that fits"))                                        \
    X(CATEGORY_OTHER, "category-other", -30, N_("another category"))

#define SAFETY_REASON_ENUM(name, key, points, words) REASON_##name,
enum safety_reason {
    SAFETY_REASON_TABLE(SAFETY_REASON_ENUM) REASON_COUNT
};
#undef SAFETY_REASON_ENUM

#define SAFETY_SCORE_MIN 40 /* below, nobody is asked */
#define SAFETY_SCORE_MAX 100

/* N_() words of a key as it stands in safety_match.reasons; NULL when unknown. */
const char *safety_score_words(struct str key);

/* A thing as it is compared; texts folded. */
struct score_thing {
    struct str brand;
    struct str model;
    struct str batch;
    struct str gtin;  /* 14 digits or empty */
    struct str note;  /* what people wrote about it */
    struct str title; /* of its listing */
    struct str names; /* its kind and category in English */
    int64_t category_id;
};

/* A recall as it is compared; texts folded. */
struct score_recall {
    struct str_list brands;
    struct str model;
    struct str product;
    struct str_list batches;
    struct str_list gtins; /* 14 digits */
    struct i64_list categories;
    bool categories_known; /* with no category: nothing of what we take in */
};

struct score {
    int64_t points;     /* 0 to SAFETY_SCORE_MAX */
    struct str reasons; /* "brand=35 category=10" */
};
struct score safety_score(struct arena *arena, const struct score_thing *thing,
                          const struct score_recall *recall);

#endif
