/* SPDX-License-Identifier: EUPL-1.2 */
/* What may not be taken in or sold: the stop list, recalls, electrical tests, wiping, and the
 * rules for dealers in second-hand goods.
 *
 * Stops themselves stand in goods (goods_stop_set); this room decides when they are set and lifted,
 * and keeps what stands behind each. What stands about a lot is copied to parts taken out of it by
 * a job within a minute; the stops go with them at once. */
#ifndef OMBRUK_SAFETY_SAFETY_H
#define OMBRUK_SAFETY_SAFETY_H

#include "base/ctx.h"
#include "goods/goods.h"
#include "http/http.h"
#include "jobs/jobs.h"

#define SAFETY_BRAND_MAX     60
#define SAFETY_MODEL_MAX     80
#define SAFETY_BATCH_MAX     40
#define SAFETY_WHO_MAX       80
#define SAFETY_NOTE_MAX      500
#define SAFETY_QUESTIONS_MAX 6
#define SAFETY_GUARANTEE_MAX 120 /* months */

/* ---- the stop list ---------------------------------------------------------------------------
 */

/* Number in the database, name, key in files and JSON, N_() words. */
#define SAFETY_ACTION_TABLE(X)                                                                     \
    X(1, REFUSE, "refuse", N_("Do not take it in"))                                                \
    X(2, ASK, "ask", N_("Ask before you take it in"))                                              \
    X(3, TEST, "test", N_("Take it in, to be tested"))
#define SAFETY_ACTION_ENUM(number, name, key, words) SAFETY_##name = (number),
enum safety_action {
    SAFETY_ACTION_TABLE(SAFETY_ACTION_ENUM) SAFETY_ACTION_END
};
#undef SAFETY_ACTION_ENUM
const char *safety_action_words(int64_t action); /* N_(); NULL when unknown */
const char *safety_action_key(int64_t action);   /* "refuse"; NULL when unknown */

/* A rule as it holds on a day, in the language of ctx. */
struct safety_rule {
    int64_t id;          /* of this dated version; what an intake refers to */
    struct str key;      /* of the rule through all its versions */
    int64_t category_id; /* and what is below it */
    struct str kind_key; /* empty: every kind of the category */
    int64_t action;      /* enum safety_action */
    struct str picture;  /* icon of the sprite */
    struct str title;
    struct str text;
    struct str_list questions; /* of ASK: "yes" to each means that it may come in */
    struct str source;         /* law, authority, page */
    int64_t from_day;
    int64_t made_ms;
    int64_t made_by; /* NO_I64: came with the program */
};
struct safety_rules {
    struct safety_rule *ptr;
    size_t count;
    size_t capacity;
};
/* The whole stop list of `day`, in the order of the categories. */
MUST_CHECK enum status safety_rules_at(struct ctx *ctx, int64_t day,
                                       struct safety_rules *ret_rules);
/* One version, as it was written; NOT_FOUND. */
MUST_CHECK enum status safety_rule(struct ctx *ctx, int64_t rule_id, struct safety_rule *ret_rule);

/* Writes what comes with the program (data/safety) into the centre: rules, classes, dealer rules
 * that are not there yet. Never changes a row. */
MUST_CHECK enum status safety_load(struct ctx *ctx);

/* ---- at intake -------------------------------------------------------------------------------
 */

/* What a lot begins with: STOP_UNTESTED for what is electrical, STOP_UNWIPED for what may hold
 * data, STOP_HOLDING for what is bought under a dealer rule; `*ret_hold_until_day` is then the last
 * day on which it may not be sold (the day before `day` where the rule names no days: then only
 * who sold it must be written down), else NO_I64. `kind_key` may be empty, `source_kind` is the
 * enum holder_kind of the source. One or two quick questions to the database. */
MUST_CHECK enum status safety_stops_for(struct ctx *ctx, int64_t category_id, struct str kind_key,
                                        int64_t source_kind, int64_t day, int64_t *ret_stops,
                                        int64_t *ret_hold_until_day);

/* After goods_receive(), in the same write or later; again: nothing. Makes the entry of the
 * dealer's register that a bought thing owes, and looks whether its note fits a recall. Rooms need
 * not call it: a job does so for every thing within a minute. */
MUST_CHECK enum status safety_received(struct ctx *ctx, const struct thing *thing);

/* Which paper the seller showed. */
#define SAFETY_DOCUMENT_TABLE(X)                                                                   \
    X(1, PASSPORT, "passport", N_("Passport"))                                                     \
    X(2, LICENCE, "licence", N_("Driving licence"))                                                \
    X(3, ID_CARD, "id_card", N_("National identity card"))                                         \
    X(4, BANK_CARD, "bank_card", N_("Bank card with a photo"))                                     \
    X(5, KNOWN, "known", N_("Known to us"))
#define SAFETY_DOCUMENT_ENUM(number, name, key, words) DOCUMENT_##name = (number),
enum safety_document {
    SAFETY_DOCUMENT_TABLE(SAFETY_DOCUMENT_ENUM) DOCUMENT_END
};
#undef SAFETY_DOCUMENT_ENUM
const char *safety_document_words(int64_t document); /* N_(); NULL when unknown */

/* Who sold a thing. Kept outside the ledger and erased after the days that the rule names. */
struct safety_seller {
    struct str name;
    int64_t document; /* enum safety_document */
    struct str address;
    bool adult;        /* of the age the rule asks for */
    int64_t price_ore; /* paid; NO_I64: not told */
};
/* Writes down who sold it; without that STOP_HOLDING stays, also when the days are over. OK without
 * keeping anything when no dealer rule holds for the thing. INVALID (field "seller", "document" or
 * "adult") for what is missing; CONFLICT when it is written down already. */
MUST_CHECK enum status safety_bought(struct ctx *ctx, int64_t thing_id,
                                     const struct safety_seller *seller);

/* ---- tests and wiping ------------------------------------------------------------------------
 */

struct safety_test {
    int64_t id;
    int64_t day;
    struct str tester;
    struct str instrument;
    bool passed;
    int64_t guarantee_months; /* 0: none */
    struct str note;
    int64_t at_ms;
    int64_t person_id; /* who wrote it down */
};
/* Writes down a test and lifts or sets the stop. `holder_id` NO_I64: whoever has it. INVALID
 * (field named) for a day that is to come or more than a year ago, no tester, no instrument, or a
 * guarantee on what did not pass; NOT_FOUND if `holder_id` does not have it; CONFLICT when nothing
 * is left of it. */
MUST_CHECK enum status safety_test_add(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                       const struct safety_test *test);
/* The newest test of the thing, NOT_FOUND without one: what a listing may show. */
MUST_CHECK enum status safety_test_of(struct ctx *ctx, int64_t thing_id,
                                      struct safety_test *ret_test);
/* Tests with an id above `after_id` in order of id, at most `limit`: for a follower with a cursor,
 * which reads again from a few minutes back, as of goods_events_after(). */
struct safety_tested {
    int64_t id;
    int64_t thing_id;
};
struct safety_testeds {
    struct safety_tested *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status safety_tested_after(struct ctx *ctx, int64_t after_id, int64_t limit,
                                           struct safety_testeds *ret_tested);
/* "Tested, 12 months' guarantee" for a public page, in the language of ctx; empty when the newest
 * test was not passed or there is none. */
MUST_CHECK enum status safety_tested_words(struct ctx *ctx, int64_t thing_id,
                                           struct str *ret_words);

#define SAFETY_WIPE_TABLE(X)                                                                       \
    X(1, OVERWRITTEN, "overwritten", N_("Overwritten with a program"))                             \
    X(2, RESET, "reset", N_("Reset to factory settings, encrypted storage"))                       \
    X(3, REMOVED, "removed", N_("Storage taken out"))                                              \
    X(4, DESTROYED, "destroyed", N_("Storage destroyed"))                                          \
    X(5, NONE, "none", N_("Looked: it has no storage"))
#define SAFETY_WIPE_ENUM(number, name, key, words) WIPE_##name = (number),
enum safety_wipe_method {
    SAFETY_WIPE_TABLE(SAFETY_WIPE_ENUM) WIPE_END
};
#undef SAFETY_WIPE_ENUM
const char *safety_wipe_words(int64_t method); /* N_(); NULL when unknown */

struct safety_wipe {
    int64_t id;
    int64_t day;
    int64_t method; /* enum safety_wipe_method */
    struct str wiper;
    struct str note;
    int64_t at_ms;
    int64_t person_id;
};
/* As safety_test_add. */
MUST_CHECK enum status safety_wipe_add(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                       const struct safety_wipe *wipe);

/* ---- what a thing says of itself -------------------------------------------------------------
 */

struct safety_identity {
    struct str brand;
    struct str model;
    struct str batch;
    struct str gtin; /* 8, 12, 13 or 14 digits with a right check digit, or empty */
};
/* All empty when nobody has looked. */
MUST_CHECK enum status safety_identity(struct ctx *ctx, int64_t thing_id,
                                       struct safety_identity *ret_identity);
/* Writes it down and looks for recalls anew. INVALID (field "gtin") for digits that are no GTIN,
 * NOT_FOUND if `holder_id` (NO_I64: whoever) does not have it. */
MUST_CHECK enum status safety_identify(struct ctx *ctx, int64_t thing_id, int64_t holder_id,
                                       const struct safety_identity *identity);

/* ---- recalls ---------------------------------------------------------------------------------
 */

struct safety_import_problem {
    int64_t line;
    struct str column;   /* may be empty: the row as a whole */
    const char *message; /* N_(); "{detail}" stands for detail */
    struct str detail;
};
typedef void safety_problem_fn(struct ctx *ctx, const struct safety_import_problem *problem,
                               void *arg);
struct safety_imported {
    int64_t rows; /* read */
    int64_t lost; /* could not be used; each is told as a problem */
    int64_t added;
    int64_t changed;
    int64_t known;   /* there already, the same */
    int64_t matches; /* things that may be one of them and wait for a decision */
    struct str format;
};
/* Reads a table of recalls: EU Safety Gate, CPSC, or our own (docs/import.md), told apart by the
 * columns. Idempotent by (format, number). Looks for each in stock. With `dry_run` nothing is
 * written; added, changed and known are then counted as they would be. MALFORMED for a file that is
 * no table, INVALID for a table without the columns of any of the three; ctx->err tells. */
MUST_CHECK enum status safety_import_recalls(struct ctx *ctx, const char *path, bool dry_run,
                                             safety_problem_fn *problem, void *arg,
                                             struct safety_imported *ret_imported);
/* The same of a text, without remarks; for the demo. */
MUST_CHECK enum status safety_import_recalls_text(struct ctx *ctx, struct str text,
                                                  struct safety_imported *ret_imported);

/* Number in the database, name, N_() words. */
#define SAFETY_MATCH_TABLE(X)                                                                      \
    X(1, OPEN, N_("To be decided"))                                                                \
    X(2, BLOCKED, N_("Blocked from sale"))                                                         \
    X(3, OTHER, N_("Not this one"))                                                                \
    X(4, ASKED, N_("The holder is asked"))
#define SAFETY_MATCH_ENUM(number, name, words) MATCH_##name = (number),
enum safety_match_state {
    SAFETY_MATCH_TABLE(SAFETY_MATCH_ENUM) MATCH_END
};
#undef SAFETY_MATCH_ENUM
const char *safety_match_words(int64_t state); /* N_(); NULL when unknown */

struct safety_match {
    int64_t id;
    int64_t recall_id;
    int64_t thing_id;
    int64_t score;      /* 1 to 100: the sum of its reasons */
    struct str reasons; /* "gtin=100 brand=35", own ASCII words */
    int64_t state;
    int64_t found_ms;
    int64_t version;
};
struct safety_matches {
    struct safety_match *ptr;
    size_t count;
    size_t capacity;
};
/* Newest first, at most `limit`, with id below `before_id` (NO_I64: from the newest). */
MUST_CHECK enum status safety_matches(struct ctx *ctx, int64_t state, int64_t before_id,
                                      int64_t limit, struct safety_matches *ret_matches);
MUST_CHECK enum status safety_matches_of(struct ctx *ctx, int64_t thing_id,
                                         struct safety_matches *ret_matches);

/* What is decided or answered about a match; number in the database, name, N_() words. */
#define SAFETY_DECISION_TABLE(X)                                                                   \
    X(1, BLOCK, N_("Blocked from sale"))                                                           \
    X(2, OTHER, N_("Not this one"))                                                                \
    X(3, ASK, N_("Asked the holder"))                                                              \
    X(4, YES, N_("The holder says: it is this one"))                                               \
    X(5, NO, N_("The holder says: it is another"))                                                 \
    X(6, UNSURE, N_("The holder cannot tell"))
#define SAFETY_DECISION_ENUM(number, name, words) DECISION_##name = (number),
enum safety_decision {
    SAFETY_DECISION_TABLE(SAFETY_DECISION_ENUM) DECISION_END
};
#undef SAFETY_DECISION_ENUM
const char *safety_decision_words(int64_t decision); /* N_(); NULL when unknown */

/* A person decides BLOCK (the thing is stopped as RECALLED and its shop told by mail), OTHER (a
 * stop that was set for this recall is lifted) or ASK (its shop is asked by mail). `why` is kept in
 * the log. CONFLICT if somebody decided since `version`; INVALID (field "why") without a reason,
 * (field "decision") for ASK when no shop has it. */
MUST_CHECK enum status safety_decide(struct ctx *ctx, int64_t match_id, int64_t version,
                                     enum safety_decision decision, struct str why);
/* The shop answers YES, NO or UNSURE: the match waits for a decision again. NOT_FOUND unless
 * `holder_id` has the thing and was asked. */
MUST_CHECK enum status safety_answer(struct ctx *ctx, int64_t match_id, int64_t holder_id,
                                     enum safety_decision answer, struct str why);

/* The listing of a thing has this title: it is compared with the recalls whose brand it names. Only
 * reads when it names none. Matches wait for a person, as all others. */
MUST_CHECK enum status safety_titled(struct ctx *ctx, int64_t thing_id, struct str title);
/* How far the room of the listings has told its titles, by a number of its own; 0 after recalls
 * have come in: from the first one. */
MUST_CHECK enum status safety_titles_told(struct ctx *ctx, int64_t *ret_seq);
/* It has told those after `from_seq` up to `to_seq`. Nothing when recalls came in meanwhile. */
MUST_CHECK enum status safety_titles_tell(struct ctx *ctx, int64_t from_seq, int64_t to_seq);

/* From now on: what happened before in the ledger is not followed. For the demo, which is made in
 * one go. */
MUST_CHECK enum status safety_follow_from_now(struct ctx *ctx);

extern const struct route safety_routes[];
extern const struct job_kind safety_jobs[];
extern const struct sql *const safety_sql_all[];
extern const struct sql *const safety_recall_sql_all[];

#endif
