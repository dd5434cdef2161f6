/* SPDX-License-Identifier: EUPL-1.2 */
/* Values as the world writes them. */
#include "goods/goods_import_value.h"

#include "base/units.h"

#include "base/banned.h"

#define NUMBER_BYTES 64

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* True if exactly three digits stand after `at`. */
static bool is_group(struct str s, size_t at)
{
    size_t digits = 0;
    while (at + 1 + digits < s.len && is_digit(s.ptr[at + 1 + digits])) {
        digits++;
    }
    return digits == 3;
}

/* Copies `s` without the mark that groups thousands; false where that mark groups nothing. */
static bool without_groups(enum goods_decimal_mark mark, struct str s, char *out,
                           struct str *ret_plain)
{
    const char group = mark == GOODS_DECIMAL_COMMA ? '.' : mark == GOODS_DECIMAL_POINT ? ',' : '\0';
    size_t len = 0;
    if (s.len >= NUMBER_BYTES) {
        return false;
    }
    for (size_t i = 0; i < s.len; i++) {
        const bool marked = s.ptr[i] == group && i > 0 && is_digit(s.ptr[i - 1]) && i + 1 < s.len &&
                            is_digit(s.ptr[i + 1]);
        if (marked && !is_group(s, i)) {
            return false;
        }
        if (!marked) {
            out[len++] = s.ptr[i];
        }
    }
    out[len] = '\0';
    *ret_plain = (struct str){out, len};
    return true;
}

/* Without what is no digit at both ends: signs and names of a currency. A minus stays. */
static struct str without_currency(struct str s)
{
    size_t from = 0;
    size_t to = s.len;
    while (from < to && !is_digit(s.ptr[from]) && s.ptr[from] != '-') {
        from++;
    }
    while (to > from && !is_digit(s.ptr[to - 1])) {
        to--;
    }
    return str_slice(s, from, to);
}

static bool is_free(struct str s)
{
    return str_equal_nocase(s, STR("gratis")) || str_equal_nocase(s, STR("gis bort")) ||
           str_equal_nocase(s, STR("free"));
}

bool goods_import_value_price(const struct goods_mapping *mapping, struct str s, int64_t *ret_ore)
{
    char number[NUMBER_BYTES];
    struct str plain;
    int64_t amount = 0;
    if (is_free(s)) {
        *ret_ore = 0;
        return true;
    }
    if (!without_groups(mapping->decimal, s, number, &plain)) {
        return false;
    }
    if (mapping->price_rate == 0) {
        return money_parse(plain, ret_ore);
    }
    return decimal_parse(without_currency(plain), 2, &amount) && amount >= 0 &&
           scale_half_up(amount, mapping->price_rate, INT64_C(100) * 10000, ret_ore);
}

bool goods_import_value_grams(const struct goods_mapping *mapping, struct str s, int64_t *ret_g)
{
    char number[NUMBER_BYTES];
    struct str plain;
    if (!without_groups(mapping->decimal, s, number, &plain) || plain.len == 0) {
        return false;
    }
    const bool bare = is_digit(plain.ptr[plain.len - 1]);
    if (bare && mapping->weight_in_grams) {
        return str_to_i64(plain, ret_g) && *ret_g >= 0;
    }
    return grams_parse(plain, ret_g);
}

static bool is_named(const struct goods_name *name, struct str s)
{
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        if (str_equal_nocase(name->in[lang], s)) {
            return true;
        }
    }
    return false;
}

int64_t goods_import_value_category(struct str s)
{
    const struct goods_category *category = goods_codes_category_by_key(s);
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; category == NULL && i < codes->category_count; i++) {
        if (is_named(&codes->categories[i].name, s)) {
            category = &codes->categories[i];
        }
    }
    return category == NULL ? 0 : category->id;
}

int64_t goods_import_value_colour(struct str s)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->colour_count; i++) {
        if (str_equal_nocase(codes->colours[i].key, s) || is_named(&codes->colours[i].name, s)) {
            return codes->colours[i].id;
        }
    }
    return 0;
}

int64_t goods_import_value_material(struct str s)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->material_count; i++) {
        if (str_equal_nocase(codes->materials[i].key, s) ||
            is_named(&codes->materials[i].name, s)) {
            return codes->materials[i].id;
        }
    }
    return 0;
}

int64_t goods_import_value_grade(struct str s)
{
    const struct goods_codes *codes = goods_codes_all();
    int64_t grade = 0;
    if (str_to_i64(s, &grade)) {
        return goods_codes_condition(grade) == NULL ? 0 : grade;
    }
    for (size_t i = 0; i < codes->condition_count; i++) {
        if (str_equal_nocase(codes->conditions[i].key, s) ||
            is_named(&codes->conditions[i].name, s)) {
            return codes->conditions[i].grade;
        }
    }
    return 0;
}
