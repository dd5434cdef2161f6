/* SPDX-License-Identifier: EUPL-1.2 */
/* The figures: what changed hands, its kilograms, and the CO2e that was avoided, each figure with
 * the events it comes from. Follows the ledger of goods by a cursor in a job; writes only its own
 * tables. */
#ifndef OMBRUK_IMPACT_IMPACT_H
#define OMBRUK_IMPACT_IMPACT_H

#include "goods/goods.h"
#include "http/http.h"
#include "impact/impact_method.h"
#include "jobs/jobs.h"

/* Writes lines for ledger events that have none yet (sold, given, undone); `*ret_added` how many.
 * The job "impact_follow" does it every few seconds; running it twice changes nothing. */
MUST_CHECK enum status impact_follow(struct ctx *ctx, int64_t *ret_added);

/* The factor set that holds today, read once per process. */
MUST_CHECK enum status impact_factor_set_now(struct ctx *ctx,
                                             const struct impact_factor_set **ret_set);

/* What one more owner of a thing probably saves, had it been sold now: grams of CO2e for `count` of
 * them that weigh `g` (NO_I64: unknown). NOT_FOUND where no factor, rate or weight is known, or
 * they give no range. */
MUST_CHECK enum status impact_likely(struct ctx *ctx, int64_t category_id, struct str kind_key,
                                     int64_t count, int64_t g, struct impact_grams *ret_grams);

struct impact_figures {
    int64_t category_id; /* a top-level category; 0: all */
    struct impact_sum sum;
    int64_t unknown_range_count; /* things whose factor has no known range */
};

struct impact_figures_list {
    struct impact_figures *ptr;
    size_t count;
    size_t capacity;
};

/* Sums of the lines on `from_day`..`to_day`: one row for all (first), then one for each top-level
 * category with lines. */
MUST_CHECK enum status impact_sums(struct ctx *ctx, int64_t from_day, int64_t to_day,
                                   struct impact_figures_list *ret_rows);

struct impact_month {
    int64_t first_day;
    int64_t g;
};
struct impact_months {
    struct impact_month *ptr;
    size_t count;
    size_t capacity;
};
/* Grams with a new home in each of the last `months` months, this one last. */
MUST_CHECK enum status impact_by_month(struct ctx *ctx, int months,
                                       struct impact_months *ret_months);

struct impact_entry {
    int64_t event_id;
    int64_t day;
    int64_t category_id;
    struct str factor_key;
    struct str grade; /* "A" to "D", "" */
    struct str formula_version;
    int64_t count; /* negative when undone, as all amounts */
    int64_t g;     /* NO_I64: unknown */
    int64_t weight_method;
    int64_t gap; /* enum impact_gap */
    bool range_known;
    struct impact_grams co2;
};
struct impact_entries {
    struct impact_entry *ptr;
    size_t count;
    size_t capacity;
};
/* Newest first, below `before_id` (NO_I64: from the newest). `category_id` 0: all, else it and all
 * below. */
MUST_CHECK enum status impact_lines(struct ctx *ctx, int64_t category_id, int64_t from_day,
                                    int64_t to_day, int64_t before_id, int64_t limit,
                                    struct impact_entries *ret_lines);
MUST_CHECK enum status impact_line_of(struct ctx *ctx, int64_t event_id,
                                      struct impact_entry *ret_line);

/* True if the kept sums equal the sum of the lines, and each line is what the method gives for its
 * event; for `ombruk ledger verify`. */
struct impact_verdict {
    int64_t lines;
    int64_t differences;
    struct str first;
};
MUST_CHECK enum status impact_verify(struct ctx *ctx, struct impact_verdict *ret_verdict);

extern const struct route impact_routes[];
extern const struct job_kind impact_jobs[];
extern const struct sql *const impact_sql_all[];

#endif
