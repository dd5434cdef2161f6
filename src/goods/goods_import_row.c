/* SPDX-License-Identifier: EUPL-1.2 */
/* One row of theirs to one of ours. */
#include "goods/goods_import_row.h"

#include <sodium.h>

#include "base/arena.h"
#include "goods/goods_import_value.h"
#include "goods/goods_size.h"

#include "base/banned.h"

#define HASH_BYTES        16
#define PROBLEM_VALUE_MAX 100

/* ---- problems ---- */

static struct import_problem problem_at(const struct import *import, const struct csv_row *row,
                                        size_t i, const char *message)
{
    const struct goods_mapping_column *column = &import->mapping->columns[i];
    return (struct import_problem){
        .line = row->line,
        .column = column->name,
        .value = str_utf8_prefix(str_trim(row->fields[import->at[i]]), PROBLEM_VALUE_MAX),
        .message = message};
}

void goods_import_row_tell(struct import *import, const struct import_problem *problem)
{
    import->result.problems++;
    if (import->sink->problem != NULL) {
        import->sink->problem(import->ctx, problem, import->sink->arg);
    }
}

static bool lose(struct import *import, struct import_problem problem)
{
    problem.row_lost = true;
    goods_import_row_tell(import, &problem);
    return false;
}

static void tell_value(struct import *import, const struct csv_row *row, size_t i,
                       const char *message)
{
    const struct import_problem problem = problem_at(import, row, i, message);
    goods_import_row_tell(import, &problem);
}

/* Walks the mapped columns of `field` that hold something in this row: `*i` from 0. */
static bool next_value(const struct import *import, const struct csv_row *row,
                       enum goods_field field, size_t *i, struct str *ret_value)
{
    for (; *i < import->mapping->column_count; (*i)++) {
        if (import->mapping->columns[*i].field == field && import->at[*i] != CSV_NO_COLUMN) {
            const struct str value = str_trim(row->fields[import->at[*i]]);
            if (value.len > 0) {
                *ret_value = value;
                return true;
            }
        }
    }
    return false;
}

/* What the mapping says of a value of column `i`, or NULL. */
static const struct goods_mapping_value *translation(const struct import *import, size_t i,
                                                     struct str value)
{
    const struct goods_mapping_column *column = &import->mapping->columns[i];
    return column->translated ? goods_mapping_find(import->mapping, column->name, value) : NULL;
}

/* ---- category and kind ---- */

enum found {
    FOUND,
    NOTHING,
    UNKNOWN,
    NOT_TAKEN
};

static enum found category_of(const struct import *import, size_t i, struct str value,
                              struct import_row *out)
{
    const struct goods_mapping_value *ours = translation(import, i, value);
    if (ours != NULL) {
        out->category_id = ours->id;
        out->kind_key = ours->kind_key;
        return ours->state == GOODS_MAPPED      ? FOUND
               : ours->state == GOODS_NOT_TAKEN ? NOT_TAKEN
                                                : NOTHING;
    }
    out->category_id = goods_import_value_category(value);
    return out->category_id == 0 ? UNKNOWN : FOUND;
}

/* Takes the first category that is known. A value that is not taken on purpose loses the row. */
static bool read_category(struct import *import, const struct csv_row *row, struct import_row *out)
{
    struct str value;
    struct import_problem unknown = {
        .line = row->line, .message = N_("The row tells no category; it is not imported.")};
    for (size_t i = 0; next_value(import, row, GOODS_FIELD_CATEGORY, &i, &value); i++) {
        switch (category_of(import, i, value, out)) {
        case FOUND:
            if (unknown.column.len > 0) {
                unknown.message =
                    N_("We have no category for this value; the next column gave it.");
                goods_import_row_tell(import, &unknown);
            }
            return true;
        case NOT_TAKEN:
            unknown = problem_at(import, row, i, N_("Not taken on purpose: {detail}"));
            unknown.detail = translation(import, i, value)->note;
            return lose(import, unknown);
        case UNKNOWN:
            if (unknown.column.len == 0) {
                unknown = problem_at(import, row, i,
                                     N_("We have no category for this value; the row is not "
                                        "imported."));
            }
            break;
        case NOTHING:
            break;
        }
    }
    out->category_id = 0;
    if (out->kind_key.len > 0) {
        out->category_id = goods_codes_kind(out->kind_key)->category_id;
        return true;
    }
    return lose(import, unknown);
}

/* A kind by column of its own; it wins over the one that comes with a category. */
static struct str read_kind(struct import *import, const struct csv_row *row)
{
    struct str value;
    for (size_t i = 0; next_value(import, row, GOODS_FIELD_KIND, &i, &value); i++) {
        const struct goods_mapping_value *ours = translation(import, i, value);
        const struct goods_kind *kind = goods_codes_kind(ours == NULL ? value : ours->kind_key);
        if (kind != NULL) {
            return kind->key;
        }
        if (ours == NULL) {
            tell_value(import, row, i, N_("We do not know this kind; only the category is used."));
        }
    }
    return (struct str){0};
}

/* ---- size, condition, colour, material ---- */

/* People wear letters on children's clothes too, and one size fits where sizes are told at all. */
static bool suits_category(const struct goods_size *size, const struct goods_category *category)
{
    const bool worn = str_equal(category->size_system, STR("body")) ||
                      str_equal(category->size_system, STR("adult"));
    return str_equal(size->system, category->size_system) || str_equal(size->system, STR("one")) ||
           (worn &&
            (str_equal(size->system, STR("body")) || str_equal(size->system, STR("adult"))));
}

static void read_size(struct import *import, const struct csv_row *row, struct import_row *out)
{
    const struct goods_category *category = goods_codes_category(out->category_id);
    struct str value;
    for (size_t i = 0; next_value(import, row, GOODS_FIELD_SIZE, &i, &value); i++) {
        const struct goods_mapping_value *ours = translation(import, i, value);
        const struct goods_size *size = ours == NULL ? goods_size_read(value, category->size_system)
                                                     : goods_codes_size(ours->id);
        if (size == NULL && ours != NULL) {
            continue;
        }
        if (size == NULL) {
            tell_value(import, row, i, N_("We do not know this size."));
        } else if (!suits_category(size, category)) {
            tell_value(import, row, i, N_("This size does not belong to the category."));
        } else {
            out->size_key = size->key;
            out->size_id = size->id;
            return;
        }
    }
}

/* The id of one value, by the mapping or by our own key or name; NOTHING where the mapping leaves
 * it out on purpose. */
static enum found list_id(const struct import *import, size_t i, struct str value,
                          int64_t (*by_name)(struct str), int64_t *ret_id)
{
    const struct goods_mapping_value *ours = translation(import, i, value);
    if (ours != NULL) {
        *ret_id = ours->id;
        return ours->state == GOODS_MAPPED ? FOUND : NOTHING;
    }
    const int64_t id = by_name(value);
    if (id != 0) {
        *ret_id = id;
    }
    return id == 0 ? UNKNOWN : FOUND;
}

static int64_t read_one(struct import *import, const struct csv_row *row, enum goods_field field,
                        int64_t (*by_name)(struct str), const char *message)
{
    struct str value;
    int64_t id = NO_I64;
    for (size_t i = 0; next_value(import, row, field, &i, &value); i++) {
        const enum found found = list_id(import, i, value, by_name, &id);
        if (found == FOUND) {
            return id;
        }
        if (found == UNKNOWN) {
            tell_value(import, row, i, message);
        }
    }
    return NO_I64;
}

static void add_colour(struct import_row *out, int64_t id)
{
    for (int i = 0; i < IMPORT_COLOURS_MAX; i++) {
        if (out->colour_ids[i] == id) {
            return;
        }
        if (out->colour_ids[i] == NO_I64) {
            out->colour_ids[i] = id;
            return;
        }
    }
}

/* "red, blue" or "rød/blå": each part by itself. False if one is unknown. */
static bool read_colour_parts(const struct import *import, size_t i, struct str value,
                              struct import_row *out)
{
    bool known = true;
    size_t from = 0;
    for (size_t at = 0; at <= value.len; at++) {
        const bool end = at == value.len || value.ptr[at] == ',' || value.ptr[at] == '/' ||
                         value.ptr[at] == ';' || value.ptr[at] == '&';
        if (!end) {
            continue;
        }
        const struct str part = str_trim(str_slice(value, from, at));
        int64_t id = 0;
        const enum found found =
            part.len == 0 ? NOTHING : list_id(import, i, part, goods_import_value_colour, &id);
        if (found == FOUND) {
            add_colour(out, id);
        }
        known = known && found != UNKNOWN;
        from = at + 1;
    }
    return known;
}

static void read_colours(struct import *import, const struct csv_row *row, struct import_row *out)
{
    struct str value;
    for (size_t i = 0; next_value(import, row, GOODS_FIELD_COLOUR, &i, &value); i++) {
        int64_t id = 0;
        const enum found whole = list_id(import, i, value, goods_import_value_colour, &id);
        if (whole == FOUND) {
            add_colour(out, id);
        } else if (whole == UNKNOWN && !read_colour_parts(import, i, value, out)) {
            tell_value(import, row, i, N_("We do not know this colour."));
        }
    }
}

/* ---- numbers ---- */

static int64_t read_price(struct import *import, const struct csv_row *row)
{
    struct str value;
    int64_t ore = 0;
    for (size_t i = 0; next_value(import, row, GOODS_FIELD_PRICE, &i, &value); i++) {
        if (!goods_import_value_price(import->mapping, value, &ore)) {
            tell_value(import, row, i, N_("This is not a price."));
        } else if (ore > IMPORT_PRICE_MAX) {
            tell_value(import, row, i, N_("This price is above 100 000 kr."));
        } else {
            return ore;
        }
    }
    return NO_I64;
}

static int64_t read_grams(struct import *import, const struct csv_row *row)
{
    struct str value;
    int64_t g = 0;
    for (size_t i = 0; next_value(import, row, GOODS_FIELD_WEIGHT, &i, &value); i++) {
        if (!goods_import_value_grams(import->mapping, value, &g)) {
            tell_value(import, row, i, N_("This is not a weight."));
        } else if (g == 0) {
            tell_value(import, row, i, N_("A weight of zero is read as unknown."));
        } else if (g > IMPORT_GRAMS_MAX) {
            tell_value(import, row, i, N_("This weight is above 5 tonnes."));
        } else {
            return g;
        }
    }
    return NO_I64;
}

static int64_t read_count(struct import *import, const struct csv_row *row)
{
    struct str value;
    int64_t count = 0;
    for (size_t i = 0; next_value(import, row, GOODS_FIELD_COUNT, &i, &value); i++) {
        if (str_to_i64(value, &count) && count >= 1 && count <= IMPORT_COUNT_MAX) {
            return count;
        }
        tell_value(import, row, i, N_("A count is a whole number from 1 to 10 000; 1 is used."));
    }
    return 1;
}

/* ---- texts ---- */

/* One line: each run of white space and control bytes is one space. */
static struct str one_line(struct arena *arena, struct str s)
{
    char *out = arena_alloc(arena, s.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < s.len; i++) {
        const bool blank = (unsigned char)s.ptr[i] <= ' ' || s.ptr[i] == 0x7F;
        if (!blank) {
            out[len++] = s.ptr[i];
        } else if (len > 0 && out[len - 1] != ' ') {
            out[len++] = ' ';
        }
    }
    return str_trim((struct str){out, len});
}

static struct str read_text(struct import *import, const struct csv_row *row,
                            enum goods_field field, size_t max)
{
    struct str value;
    size_t i = 0;
    if (!next_value(import, row, field, &i, &value)) {
        return STR("");
    }
    /* A code point has at most four bytes: what is far too long is cut before it is copied. */
    const struct str near = str_utf8_prefix(value, 4 * max);
    const struct str text = field == GOODS_FIELD_NOTE ? near : one_line(import->batch, near);
    const struct str cut = str_trim(str_utf8_prefix(text, max));
    if (cut.len < text.len || near.len < value.len) {
        struct import_problem problem =
            problem_at(import, row, i, N_("This text is cut after {detail} signs."));
        problem.detail = str_format(import->batch, "%zu", max);
        goods_import_row_tell(import, &problem);
    }
    return str_copy(import->batch, cut);
}

/* ---- keys ---- */

static void hash_bytes(unsigned char *ret_hash, struct str s)
{
    crypto_generichash(ret_hash, HASH_BYTES, (const unsigned char *)s.ptr, s.len, NULL, 0);
}

static void hash_row(unsigned char *ret_hash, const struct csv_row *row)
{
    static const unsigned char unit_separator = 0x1F;
    crypto_generichash_state state;
    crypto_generichash_init(&state, NULL, 0, HASH_BYTES);
    for (size_t i = 0; i < row->count; i++) {
        crypto_generichash_update(&state, (const unsigned char *)row->fields[i].ptr,
                                  row->fields[i].len);
        crypto_generichash_update(&state, &unit_separator, 1);
    }
    crypto_generichash_final(&state, ret_hash, HASH_BYTES);
}

/* False, and told, if the row's own key has come before in this file. */
static bool read_key(struct import *import, const struct csv_row *row, struct import_row *out)
{
    unsigned char hash[HASH_BYTES];
    struct str own = {0};
    size_t i = 0;
    if (next_value(import, row, GOODS_FIELD_KEY, &i, &own)) {
        hash_bytes(hash, own);
        if (goods_import_seen_count(&import->seen, hash) > 1) {
            return lose(import, problem_at(import, row, i,
                                           N_("This key has come before in the file; the row is "
                                              "not imported.")));
        }
        out->key = own.len <= IMPORT_KEY_MAX ? str_copy(import->batch, own)
                                             : str_hex(import->batch, hash, HASH_BYTES);
        return true;
    }
    hash_row(hash, row);
    const uint32_t times = goods_import_seen_count(&import->seen, hash);
    out->key = str_hex(import->batch, hash, HASH_BYTES);
    if (times > 1) {
        out->key = str_format(import->batch, "%s-%u", out->key.ptr, times);
    }
    return true;
}

/* ---- the row ---- */

bool goods_import_row_convert(struct import *import, const struct csv_row *row,
                              struct import_row *out)
{
    *out = (struct import_row){.line = row->line,
                               .source = import->mapping->source,
                               .size_id = NO_I64,
                               .colour_ids = {NO_I64, NO_I64}};
    const struct str kind = read_kind(import, row);
    out->kind_key = kind;
    if (!read_category(import, row, out) || !read_key(import, row, out)) {
        return false;
    }
    out->kind_key = kind.len > 0 ? kind : out->kind_key;
    read_size(import, row, out);
    out->grade = read_one(import, row, GOODS_FIELD_CONDITION, goods_import_value_grade,
                          N_("We do not know this condition."));
    read_colours(import, row, out);
    out->material_id = read_one(import, row, GOODS_FIELD_MATERIAL, goods_import_value_material,
                                N_("We do not know this material."));
    out->price_ore = read_price(import, row);
    out->g = read_grams(import, row);
    out->count = read_count(import, row);
    out->title = read_text(import, row, GOODS_FIELD_TITLE, IMPORT_TITLE_MAX);
    out->note = read_text(import, row, GOODS_FIELD_NOTE, IMPORT_NOTE_MAX);
    out->place = read_text(import, row, GOODS_FIELD_PLACE, IMPORT_PLACE_MAX);
    out->brand = read_text(import, row, GOODS_FIELD_BRAND, IMPORT_BRAND_MAX);
    return true;
}
