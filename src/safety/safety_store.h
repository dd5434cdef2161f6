/* SPDX-License-Identifier: EUPL-1.2 */
/* What the room keeps: rows as they stand, read and added. Those that write are called inside
 * db_write(). */
#ifndef OMBRUK_SAFETY_SAFETY_STORE_H
#define OMBRUK_SAFETY_SAFETY_STORE_H

#include "safety/safety.h"

/* ---- rules ----------------------------------------------------------------------------------- */

/* A version of a rule in all languages. */
struct stored_rule {
    int64_t id;
    struct str key;
    int64_t from_day;
    bool ended;
    int64_t category_id;
    struct str kind_key;
    int64_t action;
    struct str picture;
    struct str title[LANG_COUNT];
    struct str text[LANG_COUNT];
    struct str questions[LANG_COUNT]; /* one to a line */
    struct str source;
    int64_t made_ms;
    int64_t made_by;
};
struct stored_rules {
    struct stored_rule *ptr;
    size_t count;
    size_t capacity;
};
/* id, made_ms and made_by are set here, unless it comes with the program (`seed`). */
MUST_CHECK enum status safety_store_add_rule(struct ctx *ctx, const struct stored_rule *rule,
                                             bool seed);
MUST_CHECK enum status safety_store_rule(struct ctx *ctx, int64_t id, struct stored_rule *ret_rule);
/* Those begun by `day`, each rule's newest last. */
MUST_CHECK enum status safety_store_rules(struct ctx *ctx, int64_t day,
                                          struct stored_rules *ret_rules);
MUST_CHECK enum status safety_store_versions(struct ctx *ctx, struct str key,
                                             struct stored_rules *ret_rules);
MUST_CHECK enum status safety_store_has_rule(struct ctx *ctx, const struct stored_rule *rule,
                                             bool *ret_has);

enum safety_class {
    CLASS_ELECTRICAL = 1,
    CLASS_DATA = 2
};
struct stored_class {
    int64_t id;
    int64_t category_id; /* 0: of a kind */
    struct str kind_key; /* empty: of a category */
    int64_t what;        /* enum safety_class */
    int64_t from_day;
    bool applies;
    struct str source;
    int64_t made_ms;
    int64_t made_by;
};
struct stored_classes {
    struct stored_class *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status safety_store_add_class(struct ctx *ctx, const struct stored_class *row,
                                              bool seed);
/* All, by what, and of each the newest first. */
MUST_CHECK enum status safety_store_classes(struct ctx *ctx, struct stored_classes *ret_rows);
MUST_CHECK enum status safety_store_has_class(struct ctx *ctx, const struct stored_class *row,
                                              bool *ret_has);
/* Mask of enum safety_class that hold for the kind on the day. `chain` is the category and the two
 * above it, 0 where there is none. */
MUST_CHECK enum status safety_store_class_of(struct ctx *ctx, const int64_t chain[3],
                                             struct str kind_key, int64_t day, int64_t *ret_mask);

/* ---- dealers --------------------------------------------------------------------------------- */

struct stored_dealer_rule {
    int64_t id;
    struct str country;
    int64_t category_id;
    int64_t from_day;
    bool applies;
    int64_t hold_days;
    bool commission; /* also for what is sold for its owner */
    int64_t min_age;
    int64_t keep_days;
    struct str what[LANG_COUNT];
    struct str source;
    int64_t made_ms;
    int64_t made_by;
};
struct stored_dealer_rules {
    struct stored_dealer_rule *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status
safety_store_add_dealer_rule(struct ctx *ctx, const struct stored_dealer_rule *rule, bool seed);
MUST_CHECK enum status safety_store_dealer_rules(struct ctx *ctx,
                                                 struct stored_dealer_rules *ret_rules);
MUST_CHECK enum status safety_store_dealer_rule(struct ctx *ctx, int64_t id,
                                                struct stored_dealer_rule *ret_rule);
MUST_CHECK enum status
safety_store_has_dealer_rule(struct ctx *ctx, const struct stored_dealer_rule *rule, bool *ret_has);
/* The one that decides for the category on the day (it may say that nothing applies); NOT_FOUND. */
MUST_CHECK enum status safety_store_dealer_rule_of(struct ctx *ctx, struct str country,
                                                   const int64_t chain[3], int64_t day,
                                                   struct stored_dealer_rule *ret_rule);
MUST_CHECK enum status safety_store_country(struct ctx *ctx, int64_t day, struct str *ret_country);
MUST_CHECK enum status safety_store_set_country(struct ctx *ctx, struct str country,
                                                int64_t from_day);

struct dealer_entry {
    int64_t id;
    int64_t thing_id;
    int64_t rule_id;
    int64_t of_id; /* entry of the lot it was taken out of; NO_I64: bought as it is */
    int64_t bought_day;
    int64_t hold_until_day;
    int64_t price_ore;
    bool released;
    bool seller_known;
    struct str name;  /* empty: not written down yet, or erased */
    int64_t document; /* NO_I64 with it */
    struct str address;
    int64_t keep_until_day;
};
struct dealer_entries {
    struct dealer_entry *ptr;
    size_t count;
    size_t capacity;
};
/* Nothing when the thing has one. */
MUST_CHECK enum status safety_store_add_entry(struct ctx *ctx, const struct dealer_entry *entry);
/* It must be kept until then at least, and is no longer released. */
MUST_CHECK enum status safety_store_extend(struct ctx *ctx, int64_t thing_id,
                                           int64_t hold_until_day);
/* What `from_id` tells of was put into what `into_id` tells of; both are of no other (of_id). */
MUST_CHECK enum status safety_store_merged(struct ctx *ctx, int64_t into_id, int64_t from_id);
/* Whether who sold it is written down: `entry` is of no other, and all that was put into it. */
MUST_CHECK enum status safety_store_sellers_known(struct ctx *ctx, const struct dealer_entry *entry,
                                                  bool *ret_known);
MUST_CHECK enum status safety_store_entry(struct ctx *ctx, int64_t id,
                                          struct dealer_entry *ret_entry);
MUST_CHECK enum status safety_store_entry_of(struct ctx *ctx, int64_t thing_id,
                                             struct dealer_entry *ret_entry);
/* Newest first. */
MUST_CHECK enum status safety_store_entries(struct ctx *ctx, int64_t before_id, int64_t limit,
                                            struct dealer_entries *ret_entries);
/* CONFLICT when it is written down. */
MUST_CHECK enum status safety_store_add_seller(struct ctx *ctx, int64_t entry_id,
                                               const struct safety_seller *seller,
                                               int64_t keep_until_day);
MUST_CHECK enum status safety_store_forget_sellers(struct ctx *ctx, int64_t day,
                                                   int64_t *ret_count);
/* Those whose days are over before `day` and whose sellers are known. */
MUST_CHECK enum status safety_store_due(struct ctx *ctx, int64_t day, int64_t limit,
                                        struct dealer_entries *ret_entries);
MUST_CHECK enum status safety_store_release(struct ctx *ctx, int64_t entry_id);

/* ---- tests and wiping ------------------------------------------------------------------------ */

struct safety_tests {
    struct safety_test *ptr;
    size_t count;
    size_t capacity;
};
struct safety_wipes {
    struct safety_wipe *ptr;
    size_t count;
    size_t capacity;
};
/* `of_id`: the test of the lot it was taken out of, or NO_I64. Id, instant and person as they
 * stand. */
MUST_CHECK enum status safety_store_add_test(struct ctx *ctx, int64_t thing_id, int64_t of_id,
                                             const struct safety_test *test);
MUST_CHECK enum status safety_store_tested_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                                                 struct safety_testeds *ret_tested);
MUST_CHECK enum status safety_store_tests(struct ctx *ctx, int64_t thing_id,
                                          struct safety_tests *ret_tests);
MUST_CHECK enum status safety_store_add_wipe(struct ctx *ctx, int64_t thing_id, int64_t of_id,
                                             const struct safety_wipe *wipe);
MUST_CHECK enum status safety_store_wipes(struct ctx *ctx, int64_t thing_id,
                                          struct safety_wipes *ret_wipes);

/* 0 before the first. */
MUST_CHECK enum status safety_store_cursor(struct ctx *ctx, int64_t *ret_event_id);
MUST_CHECK enum status safety_store_set_cursor(struct ctx *ctx, int64_t event_id);

#endif
