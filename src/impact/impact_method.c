/* SPDX-License-Identifier: EUPL-1.2 */
/* Method v1. */
#include "impact/impact_method.h"

#include <assert.h>

#include "base/units.h"

#include "base/banned.h"

#define PPM        INT64_C(1000000)
#define MG_PER_G   1000
#define G_PER_KG   1000
#define FACTOR_MAX INT64_C(10000000000) /* mg, as impact_factors_read() lets through */

/* Life factor L and rebound r that are the definition of the method and stand in no row. */
#define LIFE_WHOLE   (1 * PPM)
#define REBOUND_NONE 0
#define REBOUND_LOW_CASE                                                                           \
    290000 /* Makov & Font Vivanco 2018: mean of smartphones, electronics only */

/* ---- parameters ---- */

/* Keys of displacement.csv for an action in clothing and in other goods. */
struct choice {
    const char *clothing[IMPACT_CASES];
    const char *other[IMPACT_CASES];
};

static const struct choice choices[] = {
    [IMPACT_RESALE] = {{"WRAP2013-CLO", "WRAP2013-CLO", "WRAP2025-RESALE"},
                       {"WRAP2013-ALL", "WRAP2013-ALL", "WRAP2013-ALL"}},
    [IMPACT_REPAIR] = {{"WRAP2013-ALL", "RESTART-0.5", "WRAP2025-REPAIR"},
                       {"WRAP2013-ALL", "RESTART-0.5", "RESTART-0.5"}},
};

static enum status rate(const struct impact_factor_set *set, const char *key,
                        struct impact_parameter *ret_parameter)
{
    const struct impact_rate *row = impact_factors_rate(set, str_of(key));
    if (row == NULL || row->ppm < 0) {
        return NOT_FOUND;
    }
    *ret_parameter = (struct impact_parameter){row->ppm, row->key};
    return OK;
}

enum status impact_method_parameters(const struct impact_factor_set *set,
                                     const struct impact_factor *factor, enum impact_action action,
                                     struct impact_parameters *ret_parameters)
{
    struct impact_parameters parameters = {0};
    if ((action != IMPACT_RESALE && action != IMPACT_REPAIR) || factor->displacement.len == 0) {
        return NOT_FOUND;
    }
    const bool clothing = str_equal(factor->displacement, STR("WRAP2013-CLO"));
    const char *const *keys = clothing ? choices[action].clothing : choices[action].other;
    for (int i = 0; i < IMPACT_CASES; i++) {
        TRY(rate(set, keys[i], &parameters.displacement[i]));
        parameters.life[i] = (struct impact_parameter){LIFE_WHOLE, STR("")};
        parameters.rebound[i] = (struct impact_parameter){REBOUND_NONE, STR("")};
    }
    TRY(rate(set, "TNO-HALF", &parameters.life[IMPACT_LOW]));
    if (factor->reuse_class == IMPACT_EEE) {
        parameters.rebound[IMPACT_LOW] =
            (struct impact_parameter){REBOUND_LOW_CASE, STR("MAKOV2018")};
    }
    *ret_parameters = parameters;
    return OK;
}

/* ---- one line ---- */

const char *impact_method_gap_words(enum impact_gap gap)
{
    switch (gap) {
    case IMPACT_GAP_FACTOR:
        return N_("No factor is known for this kind: kilograms only.");
    case IMPACT_GAP_RATE:
        return N_("Nobody has measured how often this replaces something new: kilograms only.");
    case IMPACT_GAP_MASS:
        return N_("The weight is not known.");
    case IMPACT_GAP_ENERGY:
        return N_("An old one can use more energy than a new one: kilograms only until the energy "
                  "label is checked.");
    case IMPACT_COMPLETE:
        break;
    }
    return NULL;
}

__extension__ typedef __int128 wide;

/* mg × amount × d × L × (1 − r) in ppm each, ÷ unit, to grams, rounded half up once. All factors
 * are within the limits above, so the product stays below 10^38. */
static int64_t avoided_g(int64_t mg, int64_t amount, int64_t unit,
                         const struct impact_parameters *parameters, int i)
{
    const wide one = (wide)PPM * PPM * PPM * MG_PER_G * unit;
    const wide product = (wide)mg * amount * parameters->displacement[i].ppm *
                         parameters->life[i].ppm * (PPM - parameters->rebound[i].ppm);
    return (int64_t)((2 * product + one) / (2 * one));
}

static struct impact_grams avoided(const int64_t *mg, int64_t amount, int64_t unit,
                                   const struct impact_parameters *parameters)
{
    return (struct impact_grams){
        .low_g = avoided_g(mg[IMPACT_LOW], amount, unit, parameters, IMPACT_LOW),
        .central_g = avoided_g(mg[IMPACT_CENTRAL], amount, unit, parameters, IMPACT_CENTRAL),
        .high_g = avoided_g(mg[IMPACT_HIGH], amount, unit, parameters, IMPACT_HIGH)};
}

static struct impact_grams sum_of(struct impact_grams a, struct impact_grams b)
{
    return (struct impact_grams){a.low_g + b.low_g, a.central_g + b.central_g, a.high_g + b.high_g};
}

static struct impact_grams turned(struct impact_grams grams)
{
    return (struct impact_grams){-grams.low_g, -grams.central_g, -grams.high_g};
}

static enum impact_gap gap_of(const struct impact_factor_set *set,
                              const struct impact_factor *factor, const struct impact_event *event,
                              struct impact_parameters *ret_parameters)
{
    if (factor == NULL || factor->unit == IMPACT_NO_FACTOR) {
        return IMPACT_GAP_FACTOR;
    }
    if (impact_method_parameters(set, factor, event->action, ret_parameters) != OK) {
        return IMPACT_GAP_RATE;
    }
    if (factor->energy_gate && !event->energy_label_checked) {
        return IMPACT_GAP_ENERGY;
    }
    return factor->unit == IMPACT_PER_KG && event->mass_g < 0 ? IMPACT_GAP_MASS : IMPACT_COMPLETE;
}

static void turn(struct impact_line *line)
{
    line->count = -line->count;
    line->mass_g = -line->mass_g;
    line->unknown_count = -line->unknown_count;
    line->production = turned(line->production);
    line->waste = turned(line->waste);
    line->total = turned(line->total);
}

static bool within_limits(const struct impact_event *event, const struct impact_settings *settings)
{
    return event->count >= 1 && event->count <= IMPACT_COUNT_MAX &&
           event->mass_g <= IMPACT_MASS_MAX_G && settings->incineration_mg_per_kg >= 0 &&
           settings->incineration_mg_per_kg < FACTOR_MAX;
}

void impact_method_line(const struct impact_factor_set *set, const struct impact_factor *factor,
                        const struct impact_settings *settings, const struct impact_event *event,
                        struct impact_line *ret_line)
{
    assert(within_limits(event, settings));
    struct impact_parameters parameters;
    struct impact_line line = {
        .count = event->count,
        .mass_g = event->mass_g < 0 ? 0 : event->mass_g,
        .unknown_count = event->mass_g < 0 ? event->count : 0,
        .gap = gap_of(set, factor, event, &parameters),
        .reuse_class = factor == NULL ? IMPACT_OTHER : factor->reuse_class,
    };
    if (line.gap == IMPACT_COMPLETE) {
        const bool per_kg = factor->unit == IMPACT_PER_KG;
        const int64_t mg[] = {factor->low_mg, factor->central_mg, factor->high_mg};
        const int64_t e_inc = settings->incineration_mg_per_kg;
        line.grade = factor->grade;
        line.production =
            avoided(mg, per_kg ? line.mass_g : line.count, per_kg ? G_PER_KG : 1, &parameters);
        line.waste =
            avoided((const int64_t[]){e_inc, e_inc, e_inc}, line.mass_g, G_PER_KG, &parameters);
        line.total = sum_of(line.production, line.waste);
    }
    if (event->turned) {
        turn(&line);
    }
    *ret_line = line;
}

/* ---- mass ---- */

int64_t impact_method_mass(const struct impact_mass *mass, int64_t count,
                           enum impact_mass_basis *ret_basis)
{
    if (mass->weighed_g >= 0) {
        *ret_basis = IMPACT_MASS_WEIGHED;
        return mass->weighed_g;
    }
    if (mass->own_mean_count >= IMPACT_OWN_MEAN_MIN) {
        *ret_basis = IMPACT_MASS_OWN_MEAN;
        return mass->own_mean_g * count;
    }
    if (mass->default_g >= 0) {
        *ret_basis = IMPACT_MASS_DEFAULT;
        return mass->default_g * count;
    }
    *ret_basis = IMPACT_MASS_UNKNOWN;
    return -1;
}

/* ---- sums ---- */

void impact_method_add(struct impact_sum *sum, const struct impact_line *line)
{
    sum->lines++;
    sum->count += line->count;
    sum->mass_g += line->mass_g;
    sum->unknown_count += line->unknown_count;
    sum->by_grade[line->grade] = sum_of(sum->by_grade[line->grade], line->total);
    sum->mass_by_grade_g[line->grade] += line->mass_g;
    sum->mass_by_class_g[line->reuse_class] += line->mass_g;
}

struct impact_grams impact_method_headline(const struct impact_sum *sum)
{
    struct impact_grams headline =
        sum_of(sum->by_grade[IMPACT_GRADE_A], sum->by_grade[IMPACT_GRADE_B]);
    headline.high_g += sum->by_grade[IMPACT_GRADE_C].high_g;
    return headline;
}

int64_t impact_method_sure_percent(const struct impact_sum *sum)
{
    int64_t percent = -1;
    const int64_t sure_g =
        sum->mass_by_grade_g[IMPACT_GRADE_A] + sum->mass_by_grade_g[IMPACT_GRADE_B];
    if (sum->mass_g <= 0 || !scale_half_up(sure_g, 100, sum->mass_g, &percent)) {
        return -1;
    }
    return percent;
}

bool impact_method_is_plausible(int64_t central_g, int64_t mass_g)
{
    return 10 * central_g >= 3 * mass_g && central_g <= 7 * mass_g;
}
