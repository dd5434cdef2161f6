/* SPDX-License-Identifier: EUPL-1.2 */
/* Mappings, read and checked. */
#include "goods/goods_mapping.h"

#include <assert.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/units.h"
#include "base/vec.h"
#include "goods/goods_mappings_data.h"

#include "base/banned.h"

enum mapping_columns {
    WHAT,
    COLUMN,
    VALUE,
    OURS,
    NOTE,
    MAPPING_COLUMNS
};

static const char *const header[MAPPING_COLUMNS] = {"what", "column", "value", "ours", "note"};

static const char *const field_words[GOODS_FIELD_END] = {
    "-",      "key",      "title", "note",   "category", "kind",  "size", "condition",
    "colour", "material", "price", "weight", "count",    "place", "brand"};

static const struct {
    const char *name;
    const struct str *text;
} shipped[] = {
    {"finn_like", &goods_mappings_finn_like_csv},
    {"oressource_prices", &goods_mappings_oressource_prices_csv},
    {"oressource_sales", &goods_mappings_oressource_sales_csv},
    {"oressource_weighings", &goods_mappings_oressource_weighings_csv},
    {"own", &goods_mappings_own_csv},
    {"vinted_fr", &goods_mappings_vinted_fr_csv},
};

#define SHIPPED_COUNT (sizeof(shipped) / sizeof(shipped[0]))

struct build {
    struct ctx *ctx;
    const struct csv_row *row;
    size_t at[MAPPING_COLUMNS];
    struct goods_mapping mapping;
    VEC(struct goods_mapping_column) columns;
    VEC(struct goods_mapping_entry) entries;
};

struct str goods_mapping_shipped(struct str name)
{
    for (size_t i = 0; i < SHIPPED_COUNT; i++) {
        if (str_equal(name, str_of(shipped[i].name))) {
            return *shipped[i].text;
        }
    }
    return (struct str){0};
}

const char *goods_mapping_shipped_name(size_t index)
{
    return index < SHIPPED_COUNT ? shipped[index].name : NULL;
}

const char *goods_mapping_field_word(enum goods_field field)
{
    assert(field < GOODS_FIELD_END);
    return field_words[field];
}

static enum status wrong(struct build *build, const char *why)
{
    struct ctx *ctx = build->ctx;
    ctx_fail(ctx, INVALID, N_("The mapping cannot be used: {detail}"), NULL);
    ctx->err.detail = str_format(ctx->mem, "%lld: %s",
                                 build->row == NULL ? 1LL : (long long)build->row->line, why);
    return INVALID;
}

static struct str cell(const struct build *build, enum mapping_columns column)
{
    return str_trim(build->row->fields[build->at[column]]);
}

/* ---- settings ---- */

static bool is_word(struct str s, const char *word)
{
    return str_equal_nocase(s, str_of(word));
}

static bool is_source_name(struct str s)
{
    for (size_t i = 0; i < s.len; i++) {
        const char c = s.ptr[i];
        if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-' || c == '_')) {
            return false;
        }
    }
    return s.len > 0 && s.len <= GOODS_MAPPING_SOURCE_MAX;
}

static enum status set_source(struct build *build, struct str value)
{
    if (!is_source_name(value)) {
        return wrong(build, "a source has 1 to 40 signs of a-z, 0-9, - and _");
    }
    build->mapping.source = str_copy(build->ctx->mem, value);
    return OK;
}

static enum status set_format(struct build *build, struct str value)
{
    if (!is_word(value, "csv") && !is_word(value, "jsonl")) {
        return wrong(build, "format is csv or jsonl");
    }
    build->mapping.file.format = is_word(value, "csv") ? CSV_SEPARATED : CSV_JSON_LINES;
    return OK;
}

static enum status set_encoding(struct build *build, struct str value)
{
    if (!is_word(value, "utf-8") && !is_word(value, "latin-1") && !is_word(value, "mac-roman")) {
        return wrong(build, "encoding is utf-8, latin-1 or mac-roman");
    }
    build->mapping.file.encoding = is_word(value, "utf-8")     ? CSV_UTF8
                                   : is_word(value, "latin-1") ? CSV_LATIN1
                                                               : CSV_MAC_ROMAN;
    return OK;
}

static enum status set_separator(struct build *build, struct str value)
{
    if (!is_word(value, "comma") && !is_word(value, "semicolon") && !is_word(value, "tab")) {
        return wrong(build, "separator is comma, semicolon or tab");
    }
    build->mapping.file.separator = is_word(value, "comma") ? ','
                                    : is_word(value, "tab") ? '\t'
                                                            : ';';
    return OK;
}

static enum status set_decimal(struct build *build, struct str value)
{
    if (!is_word(value, "comma") && !is_word(value, "point")) {
        return wrong(build, "decimal is comma or point");
    }
    build->mapping.decimal = is_word(value, "comma") ? GOODS_DECIMAL_COMMA : GOODS_DECIMAL_POINT;
    return OK;
}

static enum status set_weight_unit(struct build *build, struct str value)
{
    if (!is_word(value, "kg") && !is_word(value, "g")) {
        return wrong(build, "weight_unit is kg or g");
    }
    build->mapping.weight_in_grams = is_word(value, "g");
    return OK;
}

static enum status set_price_rate(struct build *build, struct str value)
{
    int64_t rate = 0;
    /* Kroner with four decimals are øre × 100, so two more zeros make øre × 10 000. */
    if (!decimal_parse(value, 4, &rate) || rate <= 0 || rate > INT64_C(10000000)) {
        return wrong(build, "price_rate is kroner for one unit of their money, up to 1000");
    }
    build->mapping.price_rate = rate * 100;
    return OK;
}

static const struct {
    const char *name;
    enum status (*set)(struct build *build, struct str value);
} settings[] = {
    {"source", set_source},       {"format", set_format},           {"encoding", set_encoding},
    {"decimal", set_decimal},     {"weight_unit", set_weight_unit}, {"price_rate", set_price_rate},
    {"separator", set_separator},
};

static enum status take_setting(struct build *build)
{
    for (size_t i = 0; i < sizeof(settings) / sizeof(settings[0]); i++) {
        if (is_word(cell(build, VALUE), settings[i].name)) {
            return settings[i].set(build, cell(build, OURS));
        }
    }
    return wrong(build, "unknown setting");
}

/* ---- columns ---- */

static bool is_list_field(enum goods_field field)
{
    return field >= GOODS_FIELD_CATEGORY && field <= GOODS_FIELD_MATERIAL;
}

static enum status take_column(struct build *build)
{
    struct goods_mapping_column column = {.name = str_copy(build->ctx->mem, cell(build, COLUMN)),
                                          .field = GOODS_FIELD_END};
    for (int i = 0; i < GOODS_FIELD_END; i++) {
        if (is_word(cell(build, OURS), field_words[i])) {
            column.field = (enum goods_field)i;
        }
    }
    if (column.name.len == 0 || column.field == GOODS_FIELD_END) {
        return wrong(build, "a column needs a name and one of our fields");
    }
    if (column.field == GOODS_FIELD_NONE && cell(build, NOTE).len == 0) {
        return wrong(build, "a column left out needs a note that says why");
    }
    if (build->columns.count == GOODS_MAPPING_COLUMNS_MAX) {
        return wrong(build, "too many columns");
    }
    vec_push(build->ctx->mem, &build->columns, column);
    return OK;
}

/* ---- values ---- */

/* The column whose field is a list, by name. */
static struct goods_mapping_column *list_column(struct build *build, struct str name)
{
    for (size_t i = 0; i < build->columns.count; i++) {
        struct goods_mapping_column *column = &build->columns.ptr[i];
        if (str_equal_nocase(column->name, name) && is_list_field(column->field)) {
            return column;
        }
    }
    return NULL;
}

static enum status category_value(struct build *build, struct str ours,
                                  struct goods_mapping_value *ret_value)
{
    struct str rest = ours;
    struct str key = ours;
    const struct goods_category *category = NULL;
    str_split(&rest, ':', &key);
    category = goods_codes_category_by_key(key);
    if (category == NULL) {
        return wrong(build, "unknown category");
    }
    ret_value->id = category->id;
    if (rest.ptr != NULL) {
        const struct goods_kind *kind = goods_codes_kind(rest);
        if (kind == NULL) {
            return wrong(build, "unknown kind");
        }
        ret_value->kind_key = kind->key;
    }
    return OK;
}

static enum status code_value(struct build *build, enum goods_field field, struct str ours,
                              struct goods_mapping_value *ret_value)
{
    if (field == GOODS_FIELD_CATEGORY) {
        return category_value(build, ours, ret_value);
    }
    if (field == GOODS_FIELD_KIND) {
        const struct goods_kind *kind = goods_codes_kind(ours);
        ret_value->kind_key = kind == NULL ? (struct str){0} : kind->key;
        return kind == NULL ? wrong(build, "unknown kind") : OK;
    }
    if (field == GOODS_FIELD_SIZE) {
        const struct goods_size *size = goods_codes_size_by_key(ours);
        ret_value->id = size == NULL ? 0 : size->id;
    } else if (field == GOODS_FIELD_COLOUR) {
        const struct goods_colour *colour = goods_codes_colour_by_key(ours);
        ret_value->id = colour == NULL ? 0 : colour->id;
    } else if (field == GOODS_FIELD_MATERIAL) {
        const struct goods_material *material = goods_codes_material_by_key(ours);
        ret_value->id = material == NULL ? 0 : material->id;
    } else if (!str_to_i64(ours, &ret_value->id) || goods_codes_condition(ret_value->id) == NULL) {
        ret_value->id = 0;
    }
    return ret_value->id == 0 ? wrong(build, "unknown size, grade, colour or material") : OK;
}

static enum status take_value(struct build *build)
{
    struct arena *arena = build->ctx->mem;
    struct goods_mapping_column *column = list_column(build, cell(build, COLUMN));
    struct goods_mapping_entry entry = {.column = str_lower_ascii(arena, cell(build, COLUMN)),
                                        .value = str_lower_ascii(arena, cell(build, VALUE)),
                                        .ours = {.note = str_copy(arena, cell(build, NOTE))}};
    const struct str ours = cell(build, OURS);
    if (column == NULL) {
        return wrong(build, "this column is not mapped to a list of ours");
    }
    if (build->entries.count == GOODS_MAPPING_VALUES_MAX) {
        return wrong(build, "too many values");
    }
    if (ours.len == 0) {
        entry.ours.state = GOODS_SAYS_NOTHING;
    } else if (is_word(ours, "-")) {
        entry.ours.state = GOODS_NOT_TAKEN;
        if (entry.ours.note.len == 0) {
            return wrong(build, "a value not taken needs a note that says why");
        }
    } else {
        TRY(code_value(build, column->field, ours, &entry.ours));
    }
    column->translated = true;
    vec_push(arena, &build->entries, entry);
    return OK;
}

static int compare_entries(const void *a, const void *b)
{
    const struct goods_mapping_entry *left = a;
    const struct goods_mapping_entry *right = b;
    const int by_column = str_compare(left->column, right->column);
    return by_column != 0 ? by_column : str_compare(left->value, right->value);
}

/* ---- the whole ---- */

static enum status take_row(struct build *build)
{
    if (is_word(cell(build, WHAT), "setting")) {
        return take_setting(build);
    }
    if (is_word(cell(build, WHAT), "column")) {
        return take_column(build);
    }
    return is_word(cell(build, WHAT), "value") ? take_value(build)
                                               : wrong(build, "setting, column or value expected");
}

static enum status read_rows(struct build *build, struct csv_reader *reader)
{
    struct csv_row row = {0};
    enum csv_step step = CSV_END;
    for (int i = 0; i < MAPPING_COLUMNS; i++) {
        build->at[i] = csv_column(reader, str_of(header[i]));
        if (build->at[i] == CSV_NO_COLUMN) {
            return wrong(build, "the columns are what, column, value, ours, note");
        }
    }
    while ((step = csv_next(reader, &row)) == CSV_ROW) {
        build->row = &row;
        const enum status status = take_row(build);
        build->row = NULL;
        TRY(status);
    }
    if (step != CSV_END) {
        build->row = &row;
        row.line = csv_problem(reader)->line;
        const enum status status = wrong(build, csv_problem(reader)->message);
        build->row = NULL;
        return status;
    }
    return OK;
}

static enum status check_whole(struct build *build)
{
    if (build->mapping.source.len == 0) {
        return wrong(build, "the setting source is missing");
    }
    if (build->entries.count > 0) {
        qsort(build->entries.ptr, build->entries.count, sizeof(build->entries.ptr[0]),
              compare_entries);
    }
    for (size_t i = 1; i < build->entries.count; i++) {
        const struct goods_mapping_entry *entry = &build->entries.ptr[i];
        if (compare_entries(entry - 1, entry) == 0) {
            return wrong(build, str_format(build->ctx->mem, "%s: the value %s stands twice",
                                           entry->column.ptr, entry->value.ptr)
                                    .ptr);
        }
    }
    return OK;
}

enum status goods_mapping_read(struct ctx *ctx, struct str text,
                               const struct goods_mapping **ret_mapping)
{
    struct csv_reader *reader = NULL;
    struct build build = {.ctx = ctx};
    if (csv_open_text(ctx, text, NULL, &reader) != OK) {
        return wrong(&build, ctx->err.message);
    }
    enum status status = read_rows(&build, reader);
    csv_close(reader);
    TRY(status);
    TRY(check_whole(&build));
    struct goods_mapping *mapping = ARENA_NEW(ctx->mem, struct goods_mapping);
    *mapping = build.mapping;
    mapping->columns = build.columns.ptr;
    mapping->column_count = build.columns.count;
    mapping->entries = build.entries.ptr;
    mapping->entry_count = build.entries.count;
    *ret_mapping = mapping;
    return OK;
}

/* Order of bytes with ASCII letters as lower case; `stored` is lower case already. */
static int compare_folded(struct str typed, struct str stored)
{
    const size_t len = typed.len < stored.len ? typed.len : stored.len;
    for (size_t i = 0; i < len; i++) {
        const unsigned char c = (unsigned char)typed.ptr[i];
        const int a = c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c;
        const int b = (unsigned char)stored.ptr[i];
        if (a != b) {
            return a - b;
        }
    }
    return (typed.len > stored.len) - (typed.len < stored.len);
}

const struct goods_mapping_value *goods_mapping_find(const struct goods_mapping *mapping,
                                                     struct str column, struct str value)
{
    size_t low = 0;
    size_t high = mapping->entry_count;
    while (low < high) {
        const size_t middle = low + (high - low) / 2;
        const struct goods_mapping_entry *entry = &mapping->entries[middle];
        int order = compare_folded(column, entry->column);
        order = order != 0 ? order : compare_folded(value, entry->value);
        if (order == 0) {
            return &entry->ours;
        }
        if (order < 0) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    return NULL;
}
