/* SPDX-License-Identifier: EUPL-1.2 */
/* The factor set in the program: what making a thing new emits, how sure that is, and how often a
 * used thing stands in for a new one. Read from data/impact (ORIGIN.txt there names every source).
 *
 * Figures are integers: milligrams CO2e per kilogram or per item, rates in ppm (1 000 000 = 1).
 * A factor without a value is no zero: such kinds are reported in kilograms only. */
#ifndef OMBRUK_IMPACT_IMPACT_FACTORS_H
#define OMBRUK_IMPACT_IMPACT_FACTORS_H

#include "base/ctx.h"

/* Changes with every change of a factor or rate; an old set is never edited. */
#define IMPACT_FACTORS_VERSION "2026-1"
#define IMPACT_FACTORS_LICENCE "CC-BY-SA-4.0"

enum impact_unit {
    IMPACT_NO_FACTOR,
    IMPACT_PER_KG,
    IMPACT_PER_ITEM
};

/* A product-specific, primary data file; B product-specific or official group factor; C second-hand
 * quote or a division of two sourced numbers; D material only or inherited: a placeholder. */
enum impact_grade {
    IMPACT_GRADE_NONE, /* no factor */
    IMPACT_GRADE_A,
    IMPACT_GRADE_B,
    IMPACT_GRADE_C,
    IMPACT_GRADE_D,
    IMPACT_GRADE_COUNT
};

/* "A" to "D", "" for none. */
struct str impact_factors_grade(enum impact_grade grade);

/* Decision (EU) 2021/19. */
enum impact_class {
    IMPACT_TEXTILES,
    IMPACT_EEE,
    IMPACT_FURNITURE,
    IMPACT_CONSTRUCTION,
    IMPACT_OTHER,
    IMPACT_CLASS_COUNT
};

/* "textiles", "eee", "furniture", "construction", "other". */
struct str impact_factors_class(enum impact_class reuse_class);

struct impact_factor {
    struct str key;
    struct str name_nb;
    struct str name_en;
    struct str parent; /* family; empty: it is one */
    enum impact_unit unit;
    int64_t low_mg; /* of production; low = high: the range is not known */
    int64_t central_mg;
    int64_t high_mg;
    enum impact_grade grade;
    bool inherited; /* from its family by impact_factors_find(): then grade D */
    struct str source;
    struct str source_year;
    int64_t weight_g; /* typical weight; -1: no source has one */
    struct str weight_source;
    struct str displacement; /* key in displacement.csv; empty: no rate, kilograms only */
    enum impact_class reuse_class;
    bool energy_gate; /* no CO2e claim without a look at the energy label */
    struct str notes;
    struct str range_basis; /* the words in the notes that low and high rest on */
};

struct impact_rate {
    struct str key;
    struct str action;
    struct str scope;
    int64_t ppm; /* -1: none */
    struct str basis;
    struct str source;
    struct str year;
    struct str use;
    struct str notes;
};

struct impact_factor_set {
    struct str version;
    struct str licence;
    /* Lower-case hexadecimal: SHA-256 of the output of
     *   sha256sum factors.csv factor_ranges.csv displacement.csv context_factors.csv */
    struct str sha256;
    const struct impact_factor *factors; /* in order of the file */
    size_t factor_count;
    const struct impact_rate *rates;
    size_t rate_count;
};

/* The contents of the four files. */
struct impact_files {
    struct str factors;
    struct str ranges;
    struct str displacement;
    struct str context;
};

/* The files embedded in the program. */
struct impact_files impact_factors_embedded(void);

/* Reads a set into ctx->mem (the files are borrowed). INVALID, with line and reason in
 * ctx->err.detail, for: missing columns, a value that is no number, a value without source, grade
 * or range row, a range that does not hold the value, a key that stands twice, an unknown unit,
 * class, parent or rate. */
MUST_CHECK enum status impact_factors_read(struct ctx *ctx, const struct impact_files *files,
                                           const struct impact_factor_set **ret_set);

/* The factor of `key`, or NULL. */
const struct impact_factor *impact_factors_get(const struct impact_factor_set *set, struct str key);
/* The factor of `key`; a key that is not in the set takes that of its family `family` with grade D
 * and `inherited`. NOT_FOUND if neither is there. */
MUST_CHECK enum status impact_factors_find(const struct impact_factor_set *set, struct str key,
                                           struct str family, struct impact_factor *ret_factor);

const struct impact_rate *impact_factors_rate(const struct impact_factor_set *set, struct str key);

#endif
