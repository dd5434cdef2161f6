/* SPDX-License-Identifier: EUPL-1.2 */
/* Method v1 for the figures: from one line sold, given or repaired to kilograms in use and grams of
 * CO2e avoided as low, central and high. Pure; docs/method-impact.md explains it to people.
 *
 *     P     = factor × mass, or factor × count        production of a new one
 *     gross = d × L × P                               avoided production, mostly abroad
 *     waste = d × L × mass × e_inc                    avoided treatment, in Norway; e_inc unset: 0
 *     net   = (gross + waste) × (1 − r)
 *
 * d: share of used things that stand in for a new one. L: service left in a used thing as a share
 * of a new one's. r: rebound. The centre's own emissions (h) are not deducted, and the page says
 * so. Integers: milligrams and ppm in, products of 128 bits, one rounding half up to grams at the
 * end of a line. */
#ifndef OMBRUK_IMPACT_IMPACT_METHOD_H
#define OMBRUK_IMPACT_IMPACT_METHOD_H

#include "impact/impact_factors.h"

#define IMPACT_METHOD_VERSION "v1"

/* Said wherever a sum of CO2e is shown. */
#define IMPACT_METHOD_NOT_DEDUCTED N_("The centre's own emissions are not deducted.")

#define IMPACT_COUNT_MAX  INT64_C(1000000)
#define IMPACT_MASS_MAX_G INT64_C(1000000000)

enum impact_action {
    IMPACT_RESALE, /* sold, or given away at the counter */
    IMPACT_REPAIR, /* mended and taken back by its owner */
    IMPACT_REDESIGN,
    IMPACT_RENTAL
};

enum impact_case {
    IMPACT_LOW,
    IMPACT_CENTRAL,
    IMPACT_HIGH,
    IMPACT_CASES
};

/* One parameter with the row of displacement.csv it comes from ("" where it is the definition). */
struct impact_parameter {
    int64_t ppm;
    struct str rate_key;
};

struct impact_parameters {
    struct impact_parameter displacement[IMPACT_CASES];
    struct impact_parameter life[IMPACT_CASES];
    struct impact_parameter rebound[IMPACT_CASES];
};

/* The parameters for a factor and an action. NOT_FOUND where no rate is known: redesign, rental,
 * building materials: kilograms only. */
MUST_CHECK enum status impact_method_parameters(const struct impact_factor_set *set,
                                                const struct impact_factor *factor,
                                                enum impact_action action,
                                                struct impact_parameters *ret_parameters);

/* Settings of a centre. */
struct impact_settings {
    int64_t incineration_mg_per_kg; /* e_inc; 0: unset, no source read */
};

struct impact_event {
    enum impact_action action;
    int64_t count;  /* 1 to IMPACT_COUNT_MAX */
    int64_t mass_g; /* of all of them, up to IMPACT_MASS_MAX_G; negative: unknown */
    bool turned;    /* a return or an undone sale: the same line with its signs turned */
    bool energy_label_checked;
};

/* Why a line has no CO2e. */
enum impact_gap {
    IMPACT_COMPLETE,
    IMPACT_GAP_FACTOR, /* no factor is known for the kind */
    IMPACT_GAP_RATE,   /* no displacement rate for the action or class */
    IMPACT_GAP_MASS,   /* a factor per kilogram, and the mass is not known */
    IMPACT_GAP_ENERGY  /* the energy label has to be looked at first */
};

/* N_() words, NULL for IMPACT_COMPLETE. */
const char *impact_method_gap_words(enum impact_gap gap);

struct impact_grams {
    int64_t low_g;
    int64_t central_g;
    int64_t high_g;
};

struct impact_line {
    int64_t count;         /* signed: negative when turned, as all amounts here */
    int64_t mass_g;        /* 0 where unknown */
    int64_t unknown_count; /* things without a known mass */
    enum impact_gap gap;
    enum impact_grade grade; /* IMPACT_GRADE_NONE with a gap */
    enum impact_class reuse_class;
    struct impact_grams production; /* mostly abroad */
    struct impact_grams waste;      /* in Norway */
    struct impact_grams total;
};

/* Computes one line. `factor` NULL: the kind is unknown, kilograms only (class other).
 * Count and mass outside their limits are a fault of the caller. */
void impact_method_line(const struct impact_factor_set *set, const struct impact_factor *factor,
                        const struct impact_settings *settings, const struct impact_event *event,
                        struct impact_line *ret_line);

/* ---- the mass of things that were not weighed ------------------------------------------------ */

/* From this many own weighings on, the own mean is used. */
#define IMPACT_OWN_MEAN_MIN 30

enum impact_mass_basis {
    IMPACT_MASS_UNKNOWN,
    IMPACT_MASS_WEIGHED,
    IMPACT_MASS_OWN_MEAN,
    IMPACT_MASS_DEFAULT
};

struct impact_mass {
    int64_t weighed_g;  /* of all; negative: not weighed */
    int64_t own_mean_g; /* of one */
    int64_t own_mean_count;
    int64_t default_g; /* of one; negative: none */
};

/* Weighed, else own mean of at least IMPACT_OWN_MEAN_MIN, else default; −1 when unknown. */
int64_t impact_method_mass(const struct impact_mass *mass, int64_t count,
                           enum impact_mass_basis *ret_basis);

/* ---- sums --------------------------------------------------------------------------------------
 */

struct impact_sum {
    int64_t lines;
    int64_t count;
    int64_t mass_g;
    int64_t unknown_count;
    struct impact_grams by_grade[IMPACT_GRADE_COUNT]; /* NONE stays 0 */
    int64_t mass_by_grade_g[IMPACT_GRADE_COUNT];      /* NONE: mass of lines without CO2e */
    int64_t mass_by_class_g[IMPACT_CLASS_COUNT];
};

/* Adds a line to a sum that began as zero. The sum is exactly the sum of the lines. */
void impact_method_add(struct impact_sum *sum, const struct impact_line *line);

/* What may stand in a headline: low and central of grades A and B, high of A, B and C. Grade C only
 * widens the range upwards; grade D never counts. */
struct impact_grams impact_method_headline(const struct impact_sum *sum);

/* Whole percent of the mass that is on grade A or B, rounded half up; −1 without mass. */
int64_t impact_method_sure_percent(const struct impact_sum *sum);

/* False if a total lies outside 0.3 to 7 tonnes of CO2e per tonne of goods: then it is held for
 * review before it is published. Without mass, only zero is plausible. */
bool impact_method_is_plausible(int64_t central_g, int64_t mass_g);

#endif
