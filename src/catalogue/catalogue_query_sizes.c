/* SPDX-License-Identifier: EUPL-1.2 */
/* Sizes and ages among the words of a query. */
#include "catalogue/catalogue_query_reading.h"
#include "goods/goods_size.h"

#include "base/banned.h"

#define ANNOUNCING "str stl strl storrelse storrelsen storleik size sz eu"
#define LETTERS    "xxxs xxs xs xl xxl xxxl 2xl 3xl 4xl 5xl 6xl 7xl 8xl 9xl"

enum size_unit {
    UNIT_NONE,
    UNIT_YEARS,
    UNIT_MONTHS,
    UNIT_INCHES,
    UNIT_KILOS,
    UNIT_CM,
    UNIT_CL,
    UNIT_OTHER
};

static const struct {
    const char *words; /* folded */
    enum size_unit unit;
} units[] = {
    {"ar aring aringer year years yr yrs yo y", UNIT_YEARS},
    {"mnd md mdr mnder maned maneder manad manader month months mth mths", UNIT_MONTHS},
    {"tommer tomme tom inch inches in", UNIT_INCHES},
    {"kg kilo", UNIT_KILOS},
    {"cm", UNIT_CM},
    {"cl centilong", UNIT_CL},
    {"mm m meter l liter dl g gram w watt v volt gb tb mb mah stk pk deler biter", UNIT_OTHER},
};

static enum size_unit unit_of(struct str folded)
{
    for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
        struct str rest = str_of(units[i].words);
        struct str part;
        while (folded.len > 0 && str_split(&rest, ' ', &part)) {
            if (str_equal(part, folded)) {
                return units[i].unit;
            }
        }
    }
    return UNIT_NONE;
}

bool catalogue_is_unit(struct str folded)
{
    return unit_of(folded) != UNIT_NONE;
}

/* A size as it stands in the text. */
struct typed {
    bool announced; /* by "str" */
    struct str numbers[2];
    size_t number_count;
    bool decimal; /* "27,5": the second number is what comes after the comma */
    enum size_unit unit;
    size_t words; /* how many it takes */
};

/* "104" and "104cl": the digits, and what follows them in the word. */
static struct str digits_of(struct str word, struct str *ret_rest)
{
    size_t len = 0;
    while (len < word.len && word.ptr[len] >= '0' && word.ptr[len] <= '9') {
        len++;
    }
    *ret_rest = str_slice(word, len, word.len);
    return str_slice(word, 0, len);
}

static bool is_dash(struct str gap)
{
    gap = str_trim(gap);
    return str_equal(gap, STR("/")) || str_equal(gap, STR("-")) ||
           str_equal(gap, STR("\xE2\x80\x93")) || str_equal(gap, STR("\xE2\x80\x94"));
}

/* 20", 20″ and 20'' */
static bool is_inch_sign(struct str gap)
{
    return str_starts_with(gap, STR("\"")) || str_starts_with(gap, STR("''")) ||
           str_starts_with(gap, STR("\xE2\x80\xB3")) || str_starts_with(gap, STR("\xE2\x80\x9D"));
}

/* The unit written with the last number, or the word after it. */
static void take_unit(const struct reading *reading, size_t at, struct str attached,
                      struct typed *typed)
{
    const struct str gap = catalogue_reading_gap(reading, at);
    if (attached.len > 0) {
        typed->unit = unit_of(attached);
        typed->number_count = typed->unit == UNIT_NONE ? 0 : typed->number_count;
    } else if (is_inch_sign(gap)) {
        typed->unit = UNIT_INCHES;
    } else if (str_trim(gap).len == 0 || str_equal(str_trim(gap), STR("."))) {
        typed->unit = unit_of(catalogue_reading_word(reading, at + 1));
        typed->words += typed->unit == UNIT_NONE || typed->unit == UNIT_OTHER ? 0 : 1;
    }
}

/* The number that ends a range or a decimal fraction, at word `at`, if there is one. */
static size_t take_second(const struct reading *reading, size_t at, struct typed *typed)
{
    const struct str gap = catalogue_reading_gap(reading, at);
    const bool fraction = str_equal(gap, STR(",")) || str_equal(gap, STR("."));
    const bool to = str_trim(gap).len == 0 && catalogue_reading_is(reading, at + 1, "til to");
    const size_t next = at + (to ? 2 : 1);
    struct str rest = STR("");
    const struct str digits = digits_of(catalogue_reading_word(reading, next), &rest);
    if (digits.len == 0 || digits.len > 3 || !(fraction || to || is_dash(gap)) ||
        (fraction && digits.len > 1)) {
        return at;
    }
    typed->numbers[typed->number_count++] = digits;
    typed->decimal = fraction;
    typed->words += to ? 2 : 1;
    return next;
}

static bool take_apart(const struct reading *reading, size_t at, struct typed *ret_typed)
{
    struct typed typed = {.words = 1};
    if (catalogue_reading_is(reading, at, ANNOUNCING)) {
        typed.announced = true;
        typed.words++;
        at++;
    }
    struct str rest = STR("");
    const struct str digits = digits_of(catalogue_reading_word(reading, at), &rest);
    if (digits.len == 0 || digits.len > 3) {
        return false;
    }
    typed.numbers[typed.number_count++] = digits;
    size_t last = at;
    if (rest.len == 0) {
        last = take_second(reading, at, &typed);
        digits_of(catalogue_reading_word(reading, last), &rest);
    }
    take_unit(reading, last, rest, &typed);
    if (typed.unit == UNIT_YEARS &&
        catalogue_reading_is(reading, at + typed.words, "gammel gamal gammalt old")) {
        typed.words++;
    }
    *ret_typed = typed;
    return typed.number_count > 0 && typed.unit != UNIT_OTHER;
}

/* As goods_size_read() reads it. */
static struct str written(struct ctx *ctx, const struct typed *typed)
{
    static const char *const names[] = {"", " years", " md", "", " kg", " cm", "", ""};
    if (typed->number_count == 1) {
        return str_format(ctx->mem, "%.*s%s", STR_ARG(typed->numbers[0]), names[typed->unit]);
    }
    return str_format(ctx->mem, "%.*s%s%.*s%s", STR_ARG(typed->numbers[0]),
                      typed->decimal ? "," : "-", STR_ARG(typed->numbers[1]), names[typed->unit]);
}

/* ---- which size it is ------------------------------------------------------------------------ */

static bool has_system(const struct reading *reading, const char *system)
{
    for (size_t i = 0; i < reading->system_count; i++) {
        if (str_equal(reading->systems[i], str_of(system))) {
            return true;
        }
    }
    return false;
}

/* Whether the words say nothing of sizes, so that a size must speak for itself. */
static bool is_open(const struct reading *reading)
{
    return !reading->known;
}

static void add_key(struct catalogue_query *query, struct str key)
{
    for (size_t i = 0; i < query->size_count; i++) {
        if (str_equal(query->sizes[i], key)) {
            return;
        }
    }
    if (query->size_count < QUERY_SIZES_MAX) {
        query->sizes[query->size_count++] = key;
    }
}

/* A double size is asked for by its halves, which find it too: who looks for 98/104 can use 104. */
static void add_size(struct catalogue_query *query, const struct goods_size *size)
{
    const struct goods_size *part = NULL;
    bool halves = false;
    while (size->by_overlap && size->min != size->max &&
           (part = goods_codes_size_in(size->system, part)) != NULL) {
        if (part->min == part->max && part->min >= size->min && part->max <= size->max) {
            add_key(query, part->key);
            halves = true;
        }
    }
    if (!halves) {
        add_key(query, size->key);
    }
}

/* Which systems the number can belong to, at most READ_SYSTEMS_MAX. */
static size_t systems_for(const struct reading *reading, const struct typed *typed,
                          struct str *ret_systems)
{
    static const char *const centimetres[] = {"body", "head", "ski", "pole", "carseat", NULL};
    static const char *const open[] = {"body", "shoe", "adult", NULL};
    static const char *const by_unit[][2] = {{NULL},      {"body"}, {"body"}, {"wheel"},
                                             {"carseat"}, {NULL},   {"body"}, {NULL}};
    size_t count = 0;
    if (by_unit[typed->unit][0] != NULL) {
        ret_systems[0] = str_of(by_unit[typed->unit][0]);
        return is_open(reading) || has_system(reading, by_unit[typed->unit][0]) ||
                       typed->announced || typed->unit == UNIT_CL
                   ? 1
                   : 0;
    }
    for (size_t i = 0; typed->unit == UNIT_CM && centimetres[i] != NULL; i++) {
        if (has_system(reading, centimetres[i]) || (i == 0 && is_open(reading))) {
            ret_systems[count++] = str_of(centimetres[i]);
        }
    }
    for (size_t i = 0; typed->unit == UNIT_NONE && i < reading->system_count; i++) {
        ret_systems[count++] = reading->systems[i];
    }
    if (count == 0 && typed->unit == UNIT_NONE && (typed->announced || is_open(reading))) {
        for (size_t i = 0; open[i] != NULL; i++) {
            ret_systems[count++] = str_of(open[i]);
        }
    }
    return count;
}

static size_t take_size(struct reading *reading, size_t at, const struct typed *typed)
{
    struct str systems[READ_SYSTEMS_MAX];
    const struct goods_size *first = NULL;
    const struct str text = written(reading->ctx, typed);
    const size_t count = systems_for(reading, typed, systems);
    for (size_t i = 0; i < count; i++) {
        const struct goods_size *size = goods_size_read(text, systems[i]);
        if (size != NULL) {
            add_size(reading->query, size);
            first = first == NULL ? size : first;
        }
    }
    if (first == NULL) {
        return 0;
    }
    catalogue_reading_take(reading, at, typed->words,
                           (struct query_fact){.kind = QUERY_SIZE, .size = first});
    return typed->words;
}

/* The age of whom it is for, where what is asked for has no sizes. */
static size_t take_age(struct reading *reading, size_t at, const struct typed *typed)
{
    int64_t numbers[2] = {0, 0};
    const int64_t months = typed->unit == UNIT_YEARS ? 12 : 1;
    if ((typed->unit != UNIT_YEARS && typed->unit != UNIT_MONTHS) || typed->decimal) {
        return 0;
    }
    for (size_t i = 0; i < typed->number_count; i++) {
        if (!str_to_i64(typed->numbers[i], &numbers[i])) {
            return 0;
        }
    }
    numbers[1] = typed->number_count == 1 ? numbers[0] : numbers[1];
    if (numbers[0] > numbers[1] || numbers[1] * months > 18 * 12) {
        return 0;
    }
    catalogue_reading_take(reading, at, typed->words,
                           (struct query_fact){.kind = QUERY_AGE,
                                               .months_min = numbers[0] * months,
                                               .months_max = numbers[1] * months});
    return typed->words;
}

/* "XL"; a lone s, m or l only where it cannot be anything else. */
static size_t take_letters(struct reading *reading, size_t at)
{
    const bool announced = catalogue_reading_is(reading, at, ANNOUNCING);
    const size_t letters = at + (announced ? 1 : 0);
    const bool worn = has_system(reading, "adult") || has_system(reading, "body");
    const bool long_ones = catalogue_reading_is(reading, letters, LETTERS);
    const bool short_ones = catalogue_reading_is(reading, letters, "s m l");
    if (!(long_ones && (announced || worn || is_open(reading))) &&
        !(short_ones && (announced || worn) &&
          !str_starts_with(catalogue_reading_gap(reading, letters), STR("/")))) {
        return 0;
    }
    const struct goods_size *size =
        goods_size_read(catalogue_reading_word(reading, letters), STR("adult"));
    if (size == NULL) {
        return 0;
    }
    add_key(reading->query, size->key);
    catalogue_reading_take(reading, at, letters - at + 1,
                           (struct query_fact){.kind = QUERY_SIZE, .size = size});
    return letters - at + 1;
}

size_t catalogue_read_size(struct reading *reading, size_t at)
{
    struct typed typed;
    if (!take_apart(reading, at, &typed)) {
        return take_letters(reading, at);
    }
    const size_t taken = take_size(reading, at, &typed);
    return taken > 0 ? taken : take_age(reading, at, &typed);
}
