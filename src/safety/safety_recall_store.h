/* SPDX-License-Identifier: EUPL-1.2 */
/* Recalls, what is written on things, and matches, as they stand. Those that write are called
 * inside db_write(). */
#ifndef OMBRUK_SAFETY_SAFETY_RECALL_STORE_H
#define OMBRUK_SAFETY_SAFETY_RECALL_STORE_H

#include "safety/safety.h"

struct recall {
    int64_t id;
    struct str source; /* "safety-gate", "cpsc", "own" */
    struct str number;
    struct str category;
    struct str product;
    struct str model;
    struct str brand;
    struct str gtins;   /* one to a line */
    struct str batches; /* one to a line */
    struct str made_when;
    struct str risk;
    struct str what_to_do;
    struct str url;
    struct str country;
    int64_t imported_ms;
};
struct recalls {
    struct recall *ptr;
    size_t count;
    size_t capacity;
};

/* NOT_FOUND when that source has no such number yet. */
MUST_CHECK enum status safety_recall_known(struct ctx *ctx, struct str source, struct str number,
                                           int64_t *ret_id, struct str *ret_hash);
MUST_CHECK enum status safety_recall_add(struct ctx *ctx, const struct recall *recall,
                                         struct str hash);
/* All but source and number. */
MUST_CHECK enum status safety_recall_change(struct ctx *ctx, const struct recall *recall,
                                            struct str hash);
MUST_CHECK enum status safety_recall_get(struct ctx *ctx, int64_t id, struct recall *ret_recall);
/* Newest first. */
MUST_CHECK enum status safety_recall_list(struct ctx *ctx, int64_t before_id, int64_t limit,
                                          struct recalls *ret_recalls);
/* `*ret_newest_ms` NO_I64 without any. */
MUST_CHECK enum status safety_recall_count(struct ctx *ctx, int64_t *ret_count,
                                           int64_t *ret_newest_ms);
/* The words by which it is found, instead of those it has. */
MUST_CHECK enum status safety_recall_set_words(struct ctx *ctx, int64_t recall_id,
                                               const struct str_list *words);
/* Adds the recalls with the word to `list`, each once; at most `limit` for a word. */
MUST_CHECK enum status safety_recall_find(struct ctx *ctx, struct str word, int64_t limit,
                                          struct i64_list *list);

MUST_CHECK enum status safety_thing_set_identity(struct ctx *ctx, int64_t thing_id,
                                                 const struct safety_identity *identity);
MUST_CHECK enum status safety_thing_set_words(struct ctx *ctx, int64_t thing_id,
                                              const struct str_list *words);
/* The things with the word after `after_id`, by id. */
MUST_CHECK enum status safety_thing_find(struct ctx *ctx, struct str word, int64_t after_id,
                                         int64_t limit, struct i64_list *ret_ids);

/* Empty: none is kept. */
MUST_CHECK enum status safety_title_get(struct ctx *ctx, int64_t thing_id, struct str *ret_title);
MUST_CHECK enum status safety_title_set(struct ctx *ctx, int64_t thing_id, struct str title);
/* How far titles are compared; 0: none of them. */
MUST_CHECK enum status safety_titles_seq(struct ctx *ctx, int64_t *ret_seq);
MUST_CHECK enum status safety_titles_set_seq(struct ctx *ctx, int64_t seq);

/* Nothing when the pair is there. */
MUST_CHECK enum status safety_match_add(struct ctx *ctx, const struct safety_match *match);
MUST_CHECK enum status safety_match_get(struct ctx *ctx, int64_t id,
                                        struct safety_match *ret_match);
MUST_CHECK enum status safety_match_pair(struct ctx *ctx, int64_t recall_id, int64_t thing_id,
                                         struct safety_match *ret_match);
MUST_CHECK enum status safety_match_set_score(struct ctx *ctx, int64_t id, int64_t score,
                                              struct str reasons);
/* CONFLICT if it is changed since `version`. */
MUST_CHECK enum status safety_match_set_state(struct ctx *ctx, int64_t id, int64_t version,
                                              enum safety_match_state state);

struct safety_decided {
    int64_t id;
    int64_t decision;
    struct str why;
    int64_t at_ms;
    int64_t person_id;
};
struct safety_decisions {
    struct safety_decided *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status safety_decision_add(struct ctx *ctx, int64_t match_id,
                                           enum safety_decision decision, struct str why);
MUST_CHECK enum status safety_decisions(struct ctx *ctx, int64_t match_id,
                                        struct safety_decisions *ret_decisions);

#endif
