/* SPDX-License-Identifier: EUPL-1.2 */
/* Tables of what children wear at which age, and the ages of a filter made from them. */
#include "catalogue/catalogue_ages.h"

#include <assert.h>
#include <pthread.h>

#include "catalogue/catalogue_query.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define SIZES_MAX 512

/* The table of ux.md 5.2 in single sizes. */
const struct growth catalogue_growth_body[CATALOGUE_GROWTH_BODY] = {
    {0, "h50"},    {1, "h56"},    {3, "h62"},    {4, "h68"},    {6, "h74"},    {9, "h80"},
    {12, "h86"},   {18, "h92"},   {24, "h98"},   {36, "h104"},  {48, "h110"},  {60, "h116"},
    {72, "h122"},  {84, "h128"},  {96, "h134"},  {114, "h140"}, {126, "h146"}, {135, "h152"},
    {144, "h158"}, {156, "h164"}, {168, "h170"}, {180, "h176"},
};
/* EU sizes by age from superglobalcalculator.com/calculators/parenting/child-shoe-size (read in
 * November 2026), with the sizes it leaves out put between in even steps. It ends at ten years:
 * after that feet differ too much to say. */
const struct growth catalogue_growth_shoe[CATALOGUE_GROWTH_SHOE] = {
    {0, "s15"},  {2, "s16"},  {3, "s17"},   {6, "s18"},   {9, "s19"},  {11, "s20"},
    {12, "s21"}, {18, "s22"}, {24, "s23"},  {28, "s24"},  {32, "s25"}, {36, "s26"},
    {42, "s27"}, {48, "s28"}, {54, "s29"},  {60, "s30"},  {72, "s31"}, {78, "s32"},
    {84, "s33"}, {96, "s34"}, {102, "s35"}, {108, "s36"}, {120, NULL},
};

static const struct {
    const char *key;
    int from; /* months */
    int to;
} ages[CATALOGUE_AGES] = {
    {"0-3m", 0, 3},      {"3-6m", 3, 6},      {"6-12m", 6, 12},    {"1-2", 12, 24},
    {"2-4", 24, 48},     {"4-6", 48, 72},     {"6-8", 72, 96},     {"8-10", 96, 120},
    {"10-12", 120, 144}, {"12-14", 144, 168}, {"14-16", 168, 192},
};

struct str catalogue_growth_size(const struct growth *rows, size_t count, int64_t months)
{
    const char *key = NULL;
    for (size_t i = 0; i < count && rows[i].months <= months; i++) {
        key = rows[i].size_key;
    }
    return str_of(key == NULL ? "" : key);
}

/* ---- names ----------------------------------------------------------------------------------- */

static bool is_age(int64_t age)
{
    return age >= 1 && age <= CATALOGUE_AGES;
}

const char *catalogue_age_key(int64_t age)
{
    return is_age(age) ? ages[age - 1].key : NULL;
}

int64_t catalogue_age_of_key(struct str key)
{
    for (int64_t age = 1; age <= CATALOGUE_AGES; age++) {
        if (str_equal(key, str_of(ages[age - 1].key))) {
            return age;
        }
    }
    return 0;
}

struct str catalogue_age_words(struct ctx *ctx, int64_t age)
{
    if (!is_age(age)) {
        return STR("");
    }
    const bool months = ages[age - 1].to <= 12;
    const int64_t unit = months ? 1 : 12;
    const struct i18n_arg args[] = {{"from", str_of_i64(ctx->mem, ages[age - 1].from / unit)},
                                    {"to", str_of_i64(ctx->mem, ages[age - 1].to / unit)}};
    return months ? i18n_fill(ctx, N_("{from}–{to} months"), args, 2)
                  : i18n_fill(ctx, N_("{from}–{to} years"), args, 2);
}

/* ---- sets ------------------------------------------------------------------------------------ */

uint32_t catalogue_ages_of_months(int64_t months_min, int64_t months_max)
{
    uint32_t set = 0;
    for (int64_t age = 1; age <= CATALOGUE_AGES; age++) {
        const int64_t from = ages[age - 1].from;
        const bool has_first = from <= months_min && months_min < ages[age - 1].to;
        const bool has_later = from > months_min && from < months_max;
        set |= has_first || has_later ? CATALOGUE_AGE_BIT(age) : 0;
    }
    return set;
}

static uint32_t ages_of_sizes[SIZES_MAX];
static pthread_once_t ages_made = PTHREAD_ONCE_INIT;

static void put_growth(const struct growth *rows, size_t count)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t row = 0; row < count && rows[row].size_key != NULL; row++) {
        const struct goods_size *worn = goods_codes_size_by_key(str_of(rows[row].size_key));
        const int64_t until = row + 1 < count ? rows[row + 1].months : ages[CATALOGUE_AGES - 1].to;
        const uint32_t set = catalogue_ages_of_months(rows[row].months, until);
        for (size_t i = 0; i < codes->size_count; i++) {
            if (goods_size_fits(&codes->sizes[i], worn)) {
                ages_of_sizes[i] |= set;
            }
        }
    }
}

static void make_ages(void)
{
    assert(goods_codes_all()->size_count <= SIZES_MAX);
    put_growth(catalogue_growth_body, CATALOGUE_GROWTH_BODY);
    put_growth(catalogue_growth_shoe, CATALOGUE_GROWTH_SHOE);
}

uint32_t catalogue_ages_of_size(const struct goods_size *size)
{
    pthread_once(&ages_made, make_ages);
    return ages_of_sizes[size - goods_codes_all()->sizes];
}

/* ---- titles ---------------------------------------------------------------------------------- */

/* Things that somebody may say an age of; of a sofa "3 år" is how old it is. */
static bool is_for_children(int64_t category_id)
{
    static const char *const keys[] = {"toys", "children_books", "baby_gear", "school_bags"};
    bool is_so = false;
    for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]) && !is_so; i++) {
        is_so =
            goods_codes_is_within(category_id, goods_codes_category_by_key(str_of(keys[i]))->id);
    }
    return is_so;
}

/* Nearly all titles end here: an age is a number and a unit, and not how old the thing is. */
static bool may_tell_age(struct str title)
{
    static const char *const units[] = {"\xC3\xA5r",  "\xC3\x85R", "md",  "mnd",
                                        "m\xC3\xA5n", "month",     "year"};
    bool has_digit = false;
    bool has_unit = false;
    for (size_t i = 0; i < title.len && !has_digit; i++) {
        has_digit = title.ptr[i] >= '0' && title.ptr[i] <= '9';
    }
    for (size_t i = 0; has_digit && i < sizeof(units) / sizeof(units[0]) && !has_unit; i++) {
        has_unit = str_find(title, str_of(units[i])) >= 0;
    }
    return has_unit && str_find(title, STR("gam")) < 0 && str_find(title, STR(" old")) < 0;
}

uint32_t catalogue_ages_of_title(struct ctx *ctx, int64_t category_id, struct str title)
{
    uint32_t set = 0;
    if (!may_tell_age(title) || !is_for_children(category_id)) {
        return 0;
    }
    struct catalogue_query *told = ARENA_NEW(ctx->mem, struct catalogue_query);
    catalogue_query_read(ctx, title, told);
    for (size_t i = 0; i < told->fact_count; i++) {
        const struct query_fact *fact = &told->facts[i];
        if (fact->kind == QUERY_AGE) {
            set |= catalogue_ages_of_months(fact->months_min, fact->months_max);
        } else if (fact->kind == QUERY_SIZE && str_equal(fact->size->system, STR("body"))) {
            set |= catalogue_ages_of_size(fact->size);
        }
    }
    return set;
}
