/* SPDX-License-Identifier: EUPL-1.2 */
/* Our own code lists, embedded from data/goods: categories, kinds, sizes, grades, colours,
 * materials.
 *
 * One immutable table for the whole program, made at the first call and never freed; every pointer
 * and text in it lives as long. Ids and keys are stable over releases. */
#ifndef OMBRUK_GOODS_GOODS_CODES_H
#define OMBRUK_GOODS_GOODS_CODES_H

#include "base/ctx.h"

/* Name by enum lang. */
struct goods_name {
    struct str in[LANG_COUNT];
};

struct goods_category {
    int64_t id;
    struct str key;
    int64_t parent_id; /* 0: top level */
    int level;         /* 1 and 2 are public, 3 is for our own use */
    struct goods_name name;
    struct str icon; /* id in the sprite */
    bool size_required;
    struct str size_system; /* empty: no sizes */
    int64_t sort;           /* public order; children follow their parent */
    int64_t tile;           /* place at the station from 1; 0: no tile */
    struct goods_name tile_name;
};

enum goods_size_class {
    GOODS_SIZE_S,
    GOODS_SIZE_M,
    GOODS_SIZE_L,
    GOODS_SIZE_PALLET
};

/* "S", "M", "L", "pallet": as it stands in kind.size_class. */
struct str goods_codes_size_class(enum goods_size_class size_class);

struct goods_kind {
    struct str key; /* the factor key */
    int64_t category_id;
    struct goods_name name;
    int64_t default_weight_g; /* NO weight: -1, and then no source */
    struct str weight_source;
    enum goods_size_class size_class;
    struct str picture; /* object of the demo pictures */
};

struct goods_size {
    int64_t id;
    struct str key;    /* "h92", "h86-92", "s28", "a-m", "one" */
    struct str system; /* "body", "shoe", "adult", "head", "wheel", … */
    bool by_overlap;   /* fits other sizes of its system that share a value */
    struct goods_name name;
    int64_t min; /* in `unit`; -1: the size is a word only */
    int64_t max;
    struct str unit;
    int64_t inner_mm;      /* inner length of a shoe or boot; -1: not told */
    struct goods_name age; /* "1–2 år": a guide; may be empty */
};

struct goods_condition {
    int64_t grade; /* 1 to 4, enum grade */
    struct str key;
    struct goods_name name;
    struct goods_name meaning;
};

struct goods_colour {
    int64_t id;
    struct str key;
    struct goods_name name;
    struct str swatch; /* six hexadecimal digits */
};

struct goods_material {
    int64_t id;
    struct str key;
    struct goods_name name;
};

/* Arrays in the order of the files, which is the order to show. */
struct goods_codes {
    const struct goods_category *categories;
    size_t category_count;
    const struct goods_kind *kinds;
    size_t kind_count;
    const struct goods_size *sizes;
    size_t size_count;
    const struct goods_condition *conditions;
    size_t condition_count;
    const struct goods_colour *colours;
    size_t colour_count;
    const struct goods_material *materials;
    size_t material_count;
};

/* Thread-safe. The embedded files are part of the program: one that cannot be read aborts. */
const struct goods_codes *goods_codes_all(void);

/* By id or key; NULL if there is none. */
const struct goods_category *goods_codes_category(int64_t id);
const struct goods_category *goods_codes_category_by_key(struct str key);
const struct goods_kind *goods_codes_kind(struct str key);
const struct goods_size *goods_codes_size(int64_t id);
const struct goods_size *goods_codes_size_by_key(struct str key);
const struct goods_condition *goods_codes_condition(int64_t grade);
const struct goods_colour *goods_codes_colour(int64_t id);
const struct goods_colour *goods_codes_colour_by_key(struct str key);
const struct goods_material *goods_codes_material(int64_t id);
const struct goods_material *goods_codes_material_by_key(struct str key);

/* Walks the children of a category (0: the top level) in public order: `after` NULL for the first;
 * NULL after the last. */
const struct goods_category *goods_codes_child(int64_t parent_id,
                                               const struct goods_category *after);

/* Walks the sizes of a system in order, the same way. */
const struct goods_size *goods_codes_size_in(struct str system, const struct goods_size *after);

/* Whether `category_id` is `ancestor_id` or below it. */
bool goods_codes_is_within(int64_t category_id, int64_t ancestor_id);

/* Walks the tiles of the station by their place: 1 up to the first NULL. */
const struct goods_category *goods_codes_tile(int64_t place);

#endif
