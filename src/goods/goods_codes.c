/* SPDX-License-Identifier: EUPL-1.2 */
/* The embedded code lists, read once. */
#include "goods/goods_codes.h"

#include <assert.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/arena.h"
#include "base/log.h"
#include "base/vec.h"
#include "csv/csv.h"
#include "goods/goods_data.h"

#include "base/banned.h"

#define CODES_ARENA_CAP ((size_t)8 * 1024 * 1024)

static struct goods_codes codes;
static pthread_once_t codes_once = PTHREAD_ONCE_INIT;
/* Holds the codes until the process ends. */
static struct arena *codes_mem;

/* One embedded file with the columns that its reader expects, in this order. */
struct table {
    const struct str *text;
    const char *header;
    void (*take)(struct ctx *ctx, const struct csv_row *row);
};

static VEC(struct goods_category) categories;
static VEC(struct goods_kind) kinds;
static VEC(struct goods_size) sizes;
static VEC(struct goods_condition) conditions;
static VEC(struct goods_colour) colours;
static VEC(struct goods_material) materials;

static void refuse(const struct csv_row *row, const char *why)
{
    log_error("codes", "line=%lld first=\"%.*s\" why=\"%s\"", (long long)row->line,
              STR_ARG(row->fields[0]), why);
    abort();
}

static struct str text_at(struct ctx *ctx, const struct csv_row *row, size_t column)
{
    return str_copy(ctx->mem, row->fields[column]);
}

static int64_t number_at(const struct csv_row *row, size_t column, int64_t if_empty)
{
    int64_t number = if_empty;
    if (row->fields[column].len > 0 && !str_to_i64(row->fields[column], &number)) {
        refuse(row, "not a number");
    }
    return number;
}

/* nb, nn and en stand beside each other in every file. */
static struct goods_name name_at(struct ctx *ctx, const struct csv_row *row, size_t column)
{
    struct goods_name name;
    name.in[LANG_NB] = text_at(ctx, row, column);
    name.in[LANG_NN] = text_at(ctx, row, column + 1);
    name.in[LANG_EN] = text_at(ctx, row, column + 2);
    return name;
}

static void take_category(struct ctx *ctx, const struct csv_row *row)
{
    struct goods_category category = {
        .id = number_at(row, 0, 0),
        .key = text_at(ctx, row, 1),
        .parent_id = number_at(row, 2, 0),
        .level = 1,
        .name = name_at(ctx, row, 3),
        .icon = text_at(ctx, row, 6),
        .size_required = str_equal(row->fields[7], STR("size")),
        .size_system = text_at(ctx, row, 8),
        .sort = number_at(row, 9, 0),
        .tile = number_at(row, 10, 0),
        .tile_name = name_at(ctx, row, 11),
    };
    if (category.parent_id != 0) {
        const struct goods_category *parent = NULL;
        for (size_t i = 0; i < categories.count; i++) {
            parent = categories.ptr[i].id == category.parent_id ? &categories.ptr[i] : parent;
        }
        if (parent == NULL) {
            refuse(row, "the parent does not stand before it");
            return;
        }
        category.level = parent->level + 1;
    }
    vec_push(ctx->mem, &categories, category);
}

static const char *const size_classes[] = {"S", "M", "L", "pallet"};

static enum goods_size_class size_class_at(const struct csv_row *row, size_t column)
{
    for (size_t i = 0; i < sizeof(size_classes) / sizeof(size_classes[0]); i++) {
        if (str_equal(row->fields[column], str_of(size_classes[i]))) {
            return (enum goods_size_class)i;
        }
    }
    refuse(row, "unknown size class");
    return GOODS_SIZE_S;
}

static void take_kind(struct ctx *ctx, const struct csv_row *row)
{
    int64_t category_id = 0;
    for (size_t i = 0; i < categories.count; i++) {
        if (str_equal(categories.ptr[i].key, row->fields[1])) {
            category_id = categories.ptr[i].id;
        }
    }
    if (category_id == 0) {
        refuse(row, "unknown category");
    }
    vec_push(ctx->mem, &kinds,
             (struct goods_kind){.key = text_at(ctx, row, 0),
                                 .category_id = category_id,
                                 .name = name_at(ctx, row, 2),
                                 .default_weight_g = number_at(row, 5, -1),
                                 .weight_source = text_at(ctx, row, 6),
                                 .size_class = size_class_at(row, 7),
                                 .picture = text_at(ctx, row, 8)});
}

static void take_size(struct ctx *ctx, const struct csv_row *row)
{
    vec_push(ctx->mem, &sizes,
             (struct goods_size){.id = number_at(row, 0, 0),
                                 .key = text_at(ctx, row, 1),
                                 .system = text_at(ctx, row, 2),
                                 .by_overlap = str_equal(row->fields[3], STR("overlap")),
                                 .name = name_at(ctx, row, 4),
                                 .min = number_at(row, 7, -1),
                                 .max = number_at(row, 8, -1),
                                 .unit = text_at(ctx, row, 9),
                                 .inner_mm = number_at(row, 10, -1),
                                 .age = name_at(ctx, row, 11)});
}

static void take_condition(struct ctx *ctx, const struct csv_row *row)
{
    vec_push(ctx->mem, &conditions,
             (struct goods_condition){.grade = number_at(row, 0, 0),
                                      .key = text_at(ctx, row, 1),
                                      .name = name_at(ctx, row, 2),
                                      .meaning = name_at(ctx, row, 5)});
}

static void take_colour(struct ctx *ctx, const struct csv_row *row)
{
    vec_push(ctx->mem, &colours,
             (struct goods_colour){.id = number_at(row, 0, 0),
                                   .key = text_at(ctx, row, 1),
                                   .name = name_at(ctx, row, 2),
                                   .swatch = text_at(ctx, row, 5)});
}

static void take_material(struct ctx *ctx, const struct csv_row *row)
{
    vec_push(ctx->mem, &materials,
             (struct goods_material){.id = number_at(row, 0, 0),
                                     .key = text_at(ctx, row, 1),
                                     .name = name_at(ctx, row, 2)});
}

static const struct table tables[] = {
    {&goods_data_categories_csv,
     "id,key,parent_id,name_nb,name_nn,name_en,icon,required,size_system,sort,tile,tile_nb,tile_nn,"
     "tile_en",
     take_category},
    {&goods_data_kinds_csv,
     "key,category,name_nb,name_nn,name_en,default_weight_g,weight_source,size_class,picture",
     take_kind},
    {&goods_data_sizes_csv,
     "id,key,system,match,name_nb,name_nn,name_en,min,max,unit,inner_mm,age_nb,age_nn,age_en",
     take_size},
    {&goods_data_conditions_csv,
     "grade,key,name_nb,name_nn,name_en,meaning_nb,meaning_nn,meaning_en", take_condition},
    {&goods_data_colours_csv, "id,key,name_nb,name_nn,name_en,swatch", take_colour},
    {&goods_data_materials_csv, "id,key,name_nb,name_nn,name_en", take_material},
};

static void read_table(struct ctx *ctx, const struct table *table)
{
    struct csv_reader *reader = NULL;
    struct csv_row row = {0};
    if (!str_starts_with(*table->text, str_of(table->header)) ||
        csv_open_text(ctx, *table->text, NULL, &reader) != OK) {
        log_error("codes", "header=\"%s\" why=\"the embedded file has other columns\"",
                  table->header);
        abort();
    }
    enum csv_step step = csv_next(reader, &row);
    while (step == CSV_ROW) {
        table->take(ctx, &row);
        step = csv_next(reader, &row);
    }
    if (step != CSV_END) {
        refuse(&row, csv_problem(reader)->message);
    }
    csv_close(reader);
}

/* ---- indexes ---- */

struct entry {
    struct str key;
    int64_t id;
    const void *row;
};

struct index {
    struct entry *entries;
    size_t count;
};

static struct index category_ids, category_keys, kind_keys, size_ids, size_keys, colour_ids,
    colour_keys, material_ids, material_keys;

static int compare_keys(const void *a, const void *b)
{
    return str_compare(((const struct entry *)a)->key, ((const struct entry *)b)->key);
}

static int compare_ids(const void *a, const void *b)
{
    const int64_t left = ((const struct entry *)a)->id;
    const int64_t right = ((const struct entry *)b)->id;
    return (left > right) - (left < right);
}

/* By id and by key; an id or key that stands twice is an error in the files. */
#define INDEX(arena, list, ids, keys)                                                              \
    do {                                                                                           \
        for (size_t i = 0; i < (list).count; i++) {                                                \
            add((arena), (ids), (list).count,                                                      \
                (struct entry){.id = (list).ptr[i].id, .row = &(list).ptr[i]});                    \
            add((arena), (keys), (list).count,                                                     \
                (struct entry){.key = (list).ptr[i].key, .row = &(list).ptr[i]});                  \
        }                                                                                          \
        sort((ids), compare_ids);                                                                  \
        sort((keys), compare_keys);                                                                \
    } while (0)

static void add(struct arena *arena, struct index *index, size_t total, struct entry entry)
{
    if (index->entries == NULL) {
        index->entries = arena_array(arena, total, sizeof(struct entry));
    }
    index->entries[index->count++] = entry;
}

static void sort(struct index *index, int (*compare)(const void *, const void *))
{
    qsort(index->entries, index->count, sizeof(struct entry), compare);
    for (size_t i = 1; i < index->count; i++) {
        if (compare(&index->entries[i - 1], &index->entries[i]) == 0) {
            log_error("codes", "id=%lld key=\"%.*s\" why=\"stands twice\"",
                      (long long)index->entries[i].id, STR_ARG(index->entries[i].key));
            abort();
        }
    }
}

static void make_indexes(struct arena *arena)
{
    INDEX(arena, categories, &category_ids, &category_keys);
    INDEX(arena, sizes, &size_ids, &size_keys);
    INDEX(arena, colours, &colour_ids, &colour_keys);
    INDEX(arena, materials, &material_ids, &material_keys);
    for (size_t i = 0; i < kinds.count; i++) {
        add(arena, &kind_keys, kinds.count,
            (struct entry){.key = kinds.ptr[i].key, .row = &kinds.ptr[i]});
    }
    sort(&kind_keys, compare_keys);
}

static void read_all(void)
{
    codes_mem = arena_create(CODES_ARENA_CAP);
    struct ctx ctx = {.mem = codes_mem};
    for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
        read_table(&ctx, &tables[i]);
    }
    make_indexes(ctx.mem);
    codes = (struct goods_codes){
        .categories = categories.ptr,
        .category_count = categories.count,
        .kinds = kinds.ptr,
        .kind_count = kinds.count,
        .sizes = sizes.ptr,
        .size_count = sizes.count,
        .conditions = conditions.ptr,
        .condition_count = conditions.count,
        .colours = colours.ptr,
        .colour_count = colours.count,
        .materials = materials.ptr,
        .material_count = materials.count,
    };
}

const struct goods_codes *goods_codes_all(void)
{
    pthread_once(&codes_once, read_all);
    return &codes;
}

struct str goods_codes_size_class(enum goods_size_class size_class)
{
    assert(size_class <= GOODS_SIZE_PALLET);
    return str_of(size_classes[size_class]);
}

/* ---- lookups ---- */

static const void *find_key(const struct index *index, struct str key)
{
    goods_codes_all();
    const struct entry wanted = {.key = key};
    const struct entry *found =
        bsearch(&wanted, index->entries, index->count, sizeof(wanted), compare_keys);
    return found == NULL ? NULL : found->row;
}

static const void *find_id(const struct index *index, int64_t id)
{
    goods_codes_all();
    const struct entry wanted = {.id = id};
    const struct entry *found =
        bsearch(&wanted, index->entries, index->count, sizeof(wanted), compare_ids);
    return found == NULL ? NULL : found->row;
}

const struct goods_category *goods_codes_category(int64_t id)
{
    return find_id(&category_ids, id);
}

const struct goods_category *goods_codes_category_by_key(struct str key)
{
    return find_key(&category_keys, key);
}

const struct goods_kind *goods_codes_kind(struct str key)
{
    return find_key(&kind_keys, key);
}

const struct goods_size *goods_codes_size(int64_t id)
{
    return find_id(&size_ids, id);
}

const struct goods_size *goods_codes_size_by_key(struct str key)
{
    return find_key(&size_keys, key);
}

const struct goods_condition *goods_codes_condition(int64_t grade)
{
    const struct goods_codes *all = goods_codes_all();
    for (size_t i = 0; i < all->condition_count; i++) {
        if (all->conditions[i].grade == grade) {
            return &all->conditions[i];
        }
    }
    return NULL;
}

const struct goods_colour *goods_codes_colour(int64_t id)
{
    return find_id(&colour_ids, id);
}

const struct goods_colour *goods_codes_colour_by_key(struct str key)
{
    return find_key(&colour_keys, key);
}

const struct goods_material *goods_codes_material(int64_t id)
{
    return find_id(&material_ids, id);
}

const struct goods_material *goods_codes_material_by_key(struct str key)
{
    return find_key(&material_keys, key);
}

const struct goods_category *goods_codes_child(int64_t parent_id,
                                               const struct goods_category *after)
{
    const struct goods_codes *all = goods_codes_all();
    for (size_t i = after == NULL ? 0 : (size_t)(after - all->categories) + 1;
         i < all->category_count; i++) {
        if (all->categories[i].parent_id == parent_id) {
            return &all->categories[i];
        }
    }
    return NULL;
}

const struct goods_size *goods_codes_size_in(struct str system, const struct goods_size *after)
{
    const struct goods_codes *all = goods_codes_all();
    for (size_t i = after == NULL ? 0 : (size_t)(after - all->sizes) + 1; i < all->size_count;
         i++) {
        if (str_equal(all->sizes[i].system, system)) {
            return &all->sizes[i];
        }
    }
    return NULL;
}

bool goods_codes_is_within(int64_t category_id, int64_t ancestor_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    while (category != NULL && category->id != ancestor_id) {
        category = goods_codes_category(category->parent_id);
    }
    return category != NULL;
}

const struct goods_category *goods_codes_tile(int64_t place)
{
    const struct goods_codes *all = goods_codes_all();
    for (size_t i = 0; place > 0 && i < all->category_count; i++) {
        if (all->categories[i].tile == place) {
            return &all->categories[i];
        }
    }
    return NULL;
}
