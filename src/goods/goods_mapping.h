/* SPDX-License-Identifier: EUPL-1.2 */
/* A mapping: how the columns and values of somebody else's table become ours (docs/import.md).
 *
 * A CSV with the columns what, column, value, ours, note:
 *   setting,,NAME,VALUE,    source, format, encoding, separator, decimal, weight_unit, price_rate
 *   column,THEIRS,,FIELD,   which field a column gives; "-" and a note: left out on purpose
 *   value,THEIRS,V,OURS,    what the value V of that column is with us; "-" and a note: not taken
 *                           on purpose; empty: says nothing, look at the next column
 * OURS is a category key, or category:kind; a kind key; a size key; a grade 1 to 4; a colour key; a
 * material key. One column may give several fields and several columns one field, in the order of
 * the file. */
#ifndef OMBRUK_GOODS_GOODS_MAPPING_H
#define OMBRUK_GOODS_GOODS_MAPPING_H

#include "csv/csv.h"
#include "goods/goods_codes.h"

enum goods_field {
    GOODS_FIELD_NONE, /* left out on purpose */
    GOODS_FIELD_KEY,
    GOODS_FIELD_TITLE,
    GOODS_FIELD_NOTE,
    GOODS_FIELD_CATEGORY,
    GOODS_FIELD_KIND,
    GOODS_FIELD_SIZE,
    GOODS_FIELD_CONDITION,
    GOODS_FIELD_COLOUR,
    GOODS_FIELD_MATERIAL,
    GOODS_FIELD_PRICE,
    GOODS_FIELD_WEIGHT,
    GOODS_FIELD_COUNT,
    GOODS_FIELD_PLACE,
    GOODS_FIELD_BRAND,
    GOODS_FIELD_END
};

/* The word for it in a mapping: "key", "title", … */
const char *goods_mapping_field_word(enum goods_field field);

struct goods_mapping_column {
    struct str name; /* of their column */
    enum goods_field field;
    bool translated; /* has value rows */
};

enum goods_mapping_state {
    GOODS_MAPPED,
    GOODS_NOT_TAKEN,   /* on purpose; note says why */
    GOODS_SAYS_NOTHING /* look at the next column */
};

/* What one of their values is with us. */
struct goods_mapping_value {
    enum goods_mapping_state state;
    int64_t id;          /* category, size, colour or material id, or grade; 0: none */
    struct str kind_key; /* may be empty */
    struct str note;
};

#define GOODS_MAPPING_COLUMNS_MAX 100
#define GOODS_MAPPING_VALUES_MAX  20000
#define GOODS_MAPPING_SOURCE_MAX  40

enum goods_decimal_mark {
    GOODS_DECIMAL_ANY,
    GOODS_DECIMAL_COMMA, /* then a point groups thousands */
    GOODS_DECIMAL_POINT  /* then a comma groups thousands */
};

struct goods_mapping {
    struct str source; /* whose table it is; with the row key it makes an import idempotent */
    struct csv_options file;
    enum goods_decimal_mark decimal;
    bool weight_in_grams;
    int64_t price_rate; /* øre for one unit of their currency, × 10 000; 0: prices are in kroner */
    const struct goods_mapping_column *columns; /* in order of the mapping */
    size_t column_count;
    /* Sorted by column and value; see goods_mapping_find(). */
    const struct goods_mapping_entry *entries;
    size_t entry_count;
};

struct goods_mapping_entry {
    struct str column; /* lower case */
    struct str value;  /* lower case */
    struct goods_mapping_value ours;
};

/* Reads a mapping into ctx->mem. INVALID, with line and reason in ctx->err.detail, for: no source,
 * an unknown word, setting, field or code, a value of a column that is not mapped to a list, a
 * value that stands twice, "-" without a note, more rows than the limits. */
MUST_CHECK enum status goods_mapping_read(struct ctx *ctx, struct str text,
                                          const struct goods_mapping **ret_mapping);

/* A mapping that comes with the program, by name ("vinted_fr"); empty if there is none. */
struct str goods_mapping_shipped(struct str name);
/* Names of those, from 0 until NULL. */
const char *goods_mapping_shipped_name(size_t index);

/* What `value` of their column `column` is with us, or NULL if the mapping does not say. ASCII
 * letters are compared without case. */
const struct goods_mapping_value *goods_mapping_find(const struct goods_mapping *mapping,
                                                     struct str column, struct str value);

#endif
