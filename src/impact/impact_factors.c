/* SPDX-License-Identifier: EUPL-1.2 */
/* The factor files to checked structs. */
#include "impact/impact_factors.h"

#include <sodium.h>

#include "base/arena.h"
#include "base/units.h"
#include "base/vec.h"
#include "csv/csv.h"
#include "impact/impact_data.h"

#include "base/banned.h"

#define MG_DECIMALS  6 /* kilograms to milligrams */
#define PPM_DECIMALS 6
#define G_DECIMALS   3

/* mg: ten tonnes of CO2e for one item or kilogram; g: ten thousand tonnes. Method v1 multiplies
 * within this bound. */
#define NUMBER_MAX INT64_C(10000000000)

static const char *const grades[IMPACT_GRADE_COUNT] = {"", "A", "B", "C", "D"};
static const char *const classes[IMPACT_CLASS_COUNT] = {"textiles", "eee", "furniture",
                                                        "construction", "other"};

struct str impact_factors_grade(enum impact_grade grade)
{
    return str_of(grade < IMPACT_GRADE_COUNT ? grades[grade] : "");
}

struct str impact_factors_class(enum impact_class reuse_class)
{
    return str_of(reuse_class < IMPACT_CLASS_COUNT ? classes[reuse_class] : "");
}

struct impact_files impact_factors_embedded(void)
{
    return (struct impact_files){.factors = impact_data_factors_csv,
                                 .ranges = impact_data_factor_ranges_csv,
                                 .displacement = impact_data_displacement_csv,
                                 .context = impact_data_context_factors_csv};
}

/* ---- reading rows ---- */

struct load {
    struct ctx *ctx;
    const char *file;
    const struct csv_row *row;
    VEC(struct impact_factor) factors;
    VEC(struct impact_rate) rates;
};

static enum status wrong(struct load *load, const char *why)
{
    struct ctx *ctx = load->ctx;
    ctx_fail(ctx, INVALID, N_("The factor files cannot be used: {detail}"), NULL);
    ctx->err.detail = str_format(ctx->mem, "%s: %lld: %s", load->file,
                                 load->row == NULL ? 1LL : (long long)load->row->line, why);
    return INVALID;
}

static struct str text(struct load *load, size_t column)
{
    return str_copy(load->ctx->mem, load->row->fields[column]);
}

/* -1 for an empty field. */
static enum status decimal(struct load *load, size_t column, int decimals, int64_t *ret_number)
{
    const struct str field = load->row->fields[column];
    int64_t number = -1;
    if (field.len > 0 &&
        (!decimal_parse(field, decimals, &number) || number < 0 || number > NUMBER_MAX)) {
        return wrong(load, "not a number of the right size");
    }
    *ret_number = number;
    return OK;
}

static int index_of(const char *const *words, int count, struct str word)
{
    for (int i = 0; i < count; i++) {
        if (str_equal(word, str_of(words[i]))) {
            return i;
        }
    }
    return -1;
}

typedef enum status take_row(struct load *load);

/* Opens `bytes`, compares the header and gives each row to `take`. */
static enum status read_table(struct load *load, struct str bytes, const char *header,
                              take_row *take)
{
    struct csv_reader *reader = NULL;
    struct csv_row row = {0};
    load->row = NULL;
    if (!str_starts_with(bytes, str_of(header)) ||
        csv_open_text(load->ctx, bytes, &(struct csv_options){.separator = ','}, &reader) != OK) {
        return wrong(load, "other columns than expected");
    }
    enum status status = OK;
    enum csv_step step = csv_next(reader, &row);
    for (; step == CSV_ROW && status == OK; step = csv_next(reader, &row)) {
        load->row = &row;
        status = take(load);
    }
    if (status == OK && step != CSV_END) {
        row.line = csv_problem(reader)->line;
        load->row = &row;
        status = wrong(load, csv_problem(reader)->message);
    }
    load->row = NULL;
    csv_close(reader);
    return status;
}

/* ---- displacement.csv ---- */

static enum status take_rate(struct load *load)
{
    struct impact_rate rate = {.key = text(load, 0),
                               .action = text(load, 1),
                               .scope = text(load, 3),
                               .basis = text(load, 5),
                               .source = text(load, 6),
                               .year = text(load, 7),
                               .use = text(load, 8),
                               .notes = text(load, 9)};
    TRY(decimal(load, 4, PPM_DECIMALS, &rate.ppm));
    for (size_t i = 0; i < load->rates.count; i++) {
        if (str_equal(load->rates.ptr[i].key, rate.key)) {
            return wrong(load, "this key stands twice");
        }
    }
    if (rate.ppm >= 0 && rate.source.len == 0) {
        return wrong(load, "a rate without source");
    }
    vec_push(load->ctx->mem, &load->rates, rate);
    return OK;
}

/* ---- factors.csv ---- */

static struct impact_factor *factor_of(struct load *load, struct str key)
{
    for (size_t i = 0; i < load->factors.count; i++) {
        if (str_equal(load->factors.ptr[i].key, key)) {
            return &load->factors.ptr[i];
        }
    }
    return NULL;
}

static enum status unit_of(struct load *load, struct impact_factor *factor)
{
    const struct str unit = load->row->fields[7];
    if (factor->central_mg < 0) {
        factor->unit = IMPACT_NO_FACTOR;
        return unit.len == 0 ? OK : wrong(load, "a unit without a value");
    }
    factor->unit = str_equal(unit, STR("kgCO2e/kg"))     ? IMPACT_PER_KG
                   : str_equal(unit, STR("kgCO2e/item")) ? IMPACT_PER_ITEM
                                                         : IMPACT_NO_FACTOR;
    if (factor->unit == IMPACT_NO_FACTOR) {
        return wrong(load, "unknown unit");
    }
    return factor->source.len > 0 ? OK : wrong(load, "a value without source");
}

static enum status displacement_of(struct load *load, struct impact_factor *factor)
{
    int64_t ppm = -1;
    TRY(decimal(load, 10, PPM_DECIMALS, &ppm));
    if (factor->displacement.len == 0) {
        return ppm < 0 ? OK : wrong(load, "a displacement rate without source");
    }
    for (size_t i = 0; i < load->rates.count; i++) {
        if (str_equal(load->rates.ptr[i].key, factor->displacement)) {
            return load->rates.ptr[i].ppm == ppm
                       ? OK
                       : wrong(load, "the displacement rate differs from its source");
        }
    }
    return wrong(load, "unknown displacement source");
}

static enum status take_factor(struct load *load)
{
    struct impact_factor factor = {.key = text(load, 0),
                                   .name_nb = text(load, 1),
                                   .name_en = text(load, 2),
                                   .parent = text(load, 3),
                                   .weight_source = text(load, 5),
                                   .source = text(load, 8),
                                   .source_year = text(load, 9),
                                   .displacement = text(load, 11),
                                   .notes = text(load, 14)};
    TRY(decimal(load, 4, G_DECIMALS, &factor.weight_g));
    TRY(decimal(load, 6, MG_DECIMALS, &factor.central_mg));
    TRY(unit_of(load, &factor));
    TRY(displacement_of(load, &factor));
    const int reuse_class = index_of(classes, IMPACT_CLASS_COUNT, load->row->fields[12]);
    if (reuse_class < 0) {
        return wrong(load, "unknown class of Decision (EU) 2021/19");
    }
    factor.reuse_class = (enum impact_class)reuse_class;
    if (factor.weight_g >= 0 && factor.weight_source.len == 0) {
        return wrong(load, "a weight without source");
    }
    if (factor_of(load, factor.key) != NULL) {
        return wrong(load, "this key stands twice");
    }
    factor.energy_gate = str_find(factor.notes, STR("energy label gate")) >= 0;
    factor.low_mg = -1;
    factor.high_mg = -1;
    vec_push(load->ctx->mem, &load->factors, factor);
    return OK;
}

/* ---- factor_ranges.csv ---- */

static enum status take_range(struct load *load)
{
    struct impact_factor *factor = factor_of(load, load->row->fields[0]);
    if (factor == NULL || factor->unit == IMPACT_NO_FACTOR || factor->grade != IMPACT_GRADE_NONE) {
        return wrong(load, "a range for a key without factor, or twice");
    }
    TRY(decimal(load, 1, MG_DECIMALS, &factor->low_mg));
    TRY(decimal(load, 2, MG_DECIMALS, &factor->high_mg));
    const int grade = index_of(grades, IMPACT_GRADE_COUNT, load->row->fields[3]);
    if (grade <= IMPACT_GRADE_NONE) {
        return wrong(load, "unknown grade");
    }
    if (factor->low_mg < 0 || factor->low_mg > factor->central_mg ||
        factor->high_mg < factor->central_mg) {
        return wrong(load, "the range does not hold the value");
    }
    factor->grade = (enum impact_grade)grade;
    factor->range_basis = text(load, 4);
    return OK;
}

/* ---- the set as a whole ---- */

static enum status check_factors(struct load *load)
{
    load->row = NULL;
    for (size_t i = 0; i < load->factors.count; i++) {
        const struct impact_factor *factor = &load->factors.ptr[i];
        if (factor->unit != IMPACT_NO_FACTOR && factor->grade == IMPACT_GRADE_NONE) {
            return wrong(load, str_format(load->ctx->mem, "%s has no range", factor->key.ptr).ptr);
        }
        if (factor->parent.len > 0 && factor_of(load, factor->parent) == NULL) {
            return wrong(load,
                         str_format(load->ctx->mem, "%s: unknown parent", factor->key.ptr).ptr);
        }
    }
    return OK;
}

static struct str sha256_hex(struct ctx *ctx, struct str bytes)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.ptr, bytes.len);
    return str_hex(ctx->mem, hash, sizeof(hash));
}

static struct str set_hash(struct ctx *ctx, const struct impact_files *files)
{
    return sha256_hex(ctx, str_format(ctx->mem,
                                      "%s  factors.csv\n%s  factor_ranges.csv\n"
                                      "%s  displacement.csv\n%s  context_factors.csv\n",
                                      sha256_hex(ctx, files->factors).ptr,
                                      sha256_hex(ctx, files->ranges).ptr,
                                      sha256_hex(ctx, files->displacement).ptr,
                                      sha256_hex(ctx, files->context).ptr));
}

enum status impact_factors_read(struct ctx *ctx, const struct impact_files *files,
                                const struct impact_factor_set **ret_set)
{
    struct load load = {.ctx = ctx, .file = "displacement.csv"};
    TRY(read_table(&load, files->displacement,
                   "key,action,channel,product_scope,rate,basis,source,year,use_in_method,notes\n",
                   take_rate));
    load.file = "factors.csv";
    TRY(read_table(&load, files->factors,
                   "key,name_nb,name_en,parent,typical_weight_kg,weight_source,"
                   "production_kgco2e_per_kg_or_item,unit,co2_source,source_year,"
                   "displacement_rate,displacement_source,reuse_statistics_category_EU2021_19,"
                   "child_relevant,notes\n",
                   take_factor));
    load.file = "factor_ranges.csv";
    TRY(read_table(&load, files->ranges, "key,low,high,grade,basis\n", take_range));
    load.file = "factors.csv";
    TRY(check_factors(&load));
    struct impact_factor_set *set = ARENA_NEW(ctx->mem, struct impact_factor_set);
    *set = (struct impact_factor_set){.version = STR(IMPACT_FACTORS_VERSION),
                                      .licence = STR(IMPACT_FACTORS_LICENCE),
                                      .sha256 = set_hash(ctx, files),
                                      .factors = load.factors.ptr,
                                      .factor_count = load.factors.count,
                                      .rates = load.rates.ptr,
                                      .rate_count = load.rates.count};
    *ret_set = set;
    return OK;
}

const struct impact_factor *impact_factors_get(const struct impact_factor_set *set, struct str key)
{
    for (size_t i = 0; i < set->factor_count; i++) {
        if (str_equal(set->factors[i].key, key)) {
            return &set->factors[i];
        }
    }
    return NULL;
}

enum status impact_factors_find(const struct impact_factor_set *set, struct str key,
                                struct str family, struct impact_factor *ret_factor)
{
    const struct impact_factor *own = impact_factors_get(set, key);
    if (own != NULL) {
        *ret_factor = *own;
        return OK;
    }
    const struct impact_factor *parent = impact_factors_get(set, family);
    if (parent == NULL) {
        return NOT_FOUND;
    }
    struct impact_factor factor = *parent;
    factor.inherited = true;
    factor.grade = factor.unit == IMPACT_NO_FACTOR ? IMPACT_GRADE_NONE : IMPACT_GRADE_D;
    *ret_factor = factor;
    return OK;
}

const struct impact_rate *impact_factors_rate(const struct impact_factor_set *set, struct str key)
{
    for (size_t i = 0; i < set->rate_count; i++) {
        if (str_equal(set->rates[i].key, key)) {
            return &set->rates[i];
        }
    }
    return NULL;
}
