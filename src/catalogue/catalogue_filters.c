/* SPDX-License-Identifier: EUPL-1.2 */
/* The choices of the filter, from the counts of a search. Each is a link: it works without script,
 * and its count is what will be found. */
#include "catalogue/catalogue_filters.h"

#include "base/vec.h"
#include "catalogue/catalogue_ages.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define BRANDS_MAX 12
#define SHOPS_MAX  12

struct filtering {
    const char *path;
    const struct find_input *find;
    const struct found *found;
    const struct shop_names *names;
    struct filter_groups groups;
    struct filter_choices choices; /* of the group under way */
};

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static void add(struct ctx *ctx, struct filtering *f, struct str label, int64_t count, bool chosen,
                struct find_input next)
{
    next.after = STR("");
    if (label.len == 0 || (count == 0 && !chosen)) {
        return;
    }
    vec_push(ctx->mem, &f->choices,
             (struct filter_choice){.label = label,
                                    .count = catalogue_cards_count(ctx, count),
                                    .url = catalogue_asked_url(ctx, f->path, &next),
                                    .chosen = chosen});
}

/* Ends the group under way; one without choices is none. */
static void end_group(struct ctx *ctx, struct filtering *f, const char *id, const char *heading,
                      enum filter_look look)
{
    if (f->choices.count > 0) {
        vec_push(ctx->mem, &f->groups,
                 (struct filter_group){.id = str_of(id),
                                       .heading = translate(ctx, heading),
                                       .look = look,
                                       .choices = f->choices});
    }
    f->choices = (struct filter_choices){0};
}

/* A choice of which there can be several: `list` is the member of `next`. */
static void add_of_many(struct ctx *ctx, struct filtering *f, struct str label, int64_t count,
                        struct find_input *next, struct str *list, struct str key)
{
    const struct str whole = *list;
    *list = catalogue_asked_toggle(ctx, whole, key);
    add(ctx, f, label, count, catalogue_asked_has(whole, key), *next);
    *list = whole;
}

static const struct facet_counts *counts_of(const struct filtering *f, enum facet facet)
{
    return &f->found->facets[facet];
}

static int64_t count_of(const struct filtering *f, enum facet facet, int64_t id)
{
    const struct facet_counts *counts = counts_of(f, facet);
    for (size_t i = 0; i < counts->count; i++) {
        if (counts->ptr[i].id == id) {
            return counts->ptr[i].listings;
        }
    }
    return 0;
}

static int64_t count_of_key(const struct filtering *f, enum facet facet, struct str key)
{
    const struct facet_counts *counts = counts_of(f, facet);
    for (size_t i = 0; i < counts->count; i++) {
        if (str_equal(counts->ptr[i].key, key)) {
            return counts->ptr[i].listings;
        }
    }
    return 0;
}

/* Whether the size is with one that is asked for, to grow into. */
static bool is_grown(const struct find_input *find, const struct goods_size *size)
{
    struct str rest = find->grows ? find->sizes : STR("");
    struct str key;
    bool is_so = false;
    while (!is_so && catalogue_asked_next(&rest, &key)) {
        const struct goods_size *asked = goods_codes_size_by_key(key);
        is_so = asked != NULL && goods_size_next(asked) == size;
    }
    return is_so && !catalogue_asked_has(find->sizes, size->key);
}

static void add_size(struct ctx *ctx, struct filtering *f, const struct goods_size *size)
{
    struct find_input next = *f->find;
    const int64_t count = count_of_key(f, FACET_SIZE, size->key);
    next.grows = false;
    if (is_grown(f->find, size)) {
        add(ctx, f, size->name.in[ctx->lang], count, true, next);
    } else if (size->min == size->max || catalogue_asked_has(next.sizes, size->key)) {
        add_of_many(ctx, f, size->name.in[ctx->lang], count, &next, &next.sizes, size->key);
    }
}

/* Single sizes: what is marked 98/104 is found at both. Children's where the category has none. */
static void add_sizes(struct ctx *ctx, struct filtering *f)
{
    const struct goods_category *category = goods_codes_category(f->find->category_id);
    const struct str system =
        category == NULL || category->size_system.len == 0 ? STR("body") : category->size_system;
    const struct goods_size *size = NULL;
    while ((size = goods_codes_size_in(system, size)) != NULL) {
        add_size(ctx, f, size);
    }
    end_group(ctx, f, "f-sizes", N_("Size"), FILTER_SIZES);
}

/* What lies below the chosen category, or beside it when nothing does. */
static void add_categories(struct ctx *ctx, struct filtering *f)
{
    const struct goods_category *chosen = goods_codes_category(f->find->category_id);
    const struct goods_category *child = NULL;
    int64_t parent = f->find->category_id;
    if (chosen != NULL && goods_codes_child(chosen->id, NULL) == NULL) {
        parent = chosen->parent_id;
    }
    while ((child = goods_codes_child(parent, child)) != NULL) {
        const bool is_chosen = child->id == f->find->category_id;
        struct find_input next = *f->find;
        next.category_id = is_chosen ? child->parent_id : child->id;
        add(ctx, f, child->name.in[ctx->lang], count_of(f, FACET_CATEGORY, child->id), is_chosen,
            next);
    }
    end_group(ctx, f, "f-categories", N_("Kind of thing"), FILTER_CHECKS);
}

static void add_ages(struct ctx *ctx, struct filtering *f)
{
    struct find_input next = *f->find;
    for (int64_t age = 1; age <= CATALOGUE_AGES; age++) {
        add_of_many(ctx, f, catalogue_age_words(ctx, age), count_of(f, FACET_AGE, age), &next,
                    &next.ages, str_of(catalogue_age_key(age)));
    }
    end_group(ctx, f, "f-ages", N_("Age"), FILTER_CHIPS);
}

static void add_grades(struct ctx *ctx, struct filtering *f)
{
    struct find_input next = *f->find;
    for (const struct choice *grade = catalogue_grades; grade->value != NULL; grade++) {
        add_of_many(ctx, f, translate(ctx, grade->label), count_of(f, FACET_GRADE, grade->number),
                    &next, &next.grades, str_of(grade->value));
    }
    end_group(ctx, f, "f-grades", N_("Condition"), FILTER_CHECKS);
}

static void add_prices(struct ctx *ctx, struct filtering *f)
{
    const struct facet_counts *counts = counts_of(f, FACET_PRICE);
    for (size_t i = 0; i < counts->count; i++) {
        const int64_t max_kr = counts->ptr[i].id / 100;
        const bool is_chosen = f->find->max_kr == max_kr;
        struct find_input next = *f->find;
        next.max_kr = is_chosen ? NO_I64 : max_kr;
        add(ctx, f, catalogue_asked_price(ctx, max_kr), counts->ptr[i].listings, is_chosen, next);
    }
    end_group(ctx, f, "f-prices", N_("Price"), FILTER_CHIPS);
}

static void add_colours(struct ctx *ctx, struct filtering *f)
{
    const struct facet_counts *counts = counts_of(f, FACET_COLOUR);
    struct find_input next = *f->find;
    for (size_t i = 0; i < counts->count; i++) {
        const struct goods_colour *colour = goods_codes_colour(counts->ptr[i].id);
        if (colour != NULL) {
            add_of_many(ctx, f, colour->name.in[ctx->lang], counts->ptr[i].listings, &next,
                        &next.colours, colour->key);
        }
    }
    end_group(ctx, f, "f-colours", N_("Colour"), FILTER_CHECKS);
}

static void add_brands(struct ctx *ctx, struct filtering *f)
{
    const struct facet_counts *counts = counts_of(f, FACET_BRAND);
    struct find_input next = *f->find;
    for (size_t i = 0; i < counts->count && i < BRANDS_MAX; i++) {
        /* A brand whose key holds our mark cannot be chosen in an address. */
        if (str_find_byte(counts->ptr[i].key, CATALOGUE_LIST_MARK) < 0) {
            add_of_many(ctx, f, counts->ptr[i].name, counts->ptr[i].listings, &next, &next.brands,
                        counts->ptr[i].key);
        }
    }
    end_group(ctx, f, "f-brands", N_("Brand"), FILTER_CHECKS);
}

static void add_seasons(struct ctx *ctx, struct filtering *f)
{
    struct find_input next = *f->find;
    for (int64_t season = 1; season < SEASON_END; season++) {
        add_of_many(ctx, f, translate(ctx, catalogue_season_words(season)),
                    count_of(f, FACET_SEASON, season), &next, &next.seasons,
                    str_of(catalogue_season_key(season)));
    }
    end_group(ctx, f, "f-seasons", N_("Season"), FILTER_CHECKS);
}

static void add_shops(struct ctx *ctx, struct filtering *f)
{
    const struct facet_counts *counts = counts_of(f, FACET_SHOP);
    struct find_input next = *f->find;
    for (size_t i = 0; i < counts->count && i < SHOPS_MAX; i++) {
        const struct tenant *shop = catalogue_cards_shop(f->names, counts->ptr[i].id);
        if (shop != NULL) {
            add_of_many(ctx, f, shop->name, counts->ptr[i].listings, &next, &next.shops,
                        shop->slug);
        }
    }
    end_group(ctx, f, "f-shops", N_("Shop"), FILTER_CHECKS);
}

static void add_flag(struct ctx *ctx, struct filtering *f, const char *label, enum facet facet,
                     struct find_input *next, bool *flag)
{
    const bool was = *flag;
    *flag = !was;
    add(ctx, f, translate(ctx, label), count_of(f, facet, 1), was, *next);
    *flag = was;
}

static void add_flags(struct ctx *ctx, struct filtering *f)
{
    struct find_input next = *f->find;
    add_flag(ctx, f, N_("New today"), FACET_NEW_TODAY, &next, &next.new_today);
    add_flag(ctx, f, N_("Reduced"), FACET_REDUCED, &next, &next.reduced);
    add_flag(ctx, f, N_("To rent"), FACET_RENT, &next, &next.rent);
    add_flag(ctx, f, N_("Checked"), FACET_CHECKED, &next, &next.checked);
    end_group(ctx, f, "f-more", N_("More"), FILTER_CHECKS);
}

struct filter_groups catalogue_filters(struct ctx *ctx, const char *path,
                                       const struct find_input *find, const struct found *found,
                                       const struct shop_names *names)
{
    struct filtering f = {.path = path, .find = find, .found = found, .names = names};
    add_sizes(ctx, &f);
    add_categories(ctx, &f);
    add_ages(ctx, &f);
    add_grades(ctx, &f);
    add_prices(ctx, &f);
    add_colours(ctx, &f);
    add_brands(ctx, &f);
    add_seasons(ctx, &f);
    add_shops(ctx, &f);
    add_flags(ctx, &f);
    return f.groups;
}

struct filter_choices catalogue_filters_sorts(struct ctx *ctx, const char *path,
                                              const struct find_input *find)
{
    struct filter_choices choices = {0};
    for (const struct choice *sort = catalogue_sorts; sort->value != NULL; sort++) {
        struct find_input next = *find;
        const int64_t number = sort->number == SORT_NEWEST ? NO_I64 : sort->number;
        next.after = STR("");
        next.sort = number;
        /* Without words nothing matches better than anything else. */
        if (sort->number != SORT_BEST || find->words.len > 0) {
            vec_push(ctx->mem, &choices,
                     (struct filter_choice){.label = translate(ctx, sort->label),
                                            .count = STR(""),
                                            .url = catalogue_asked_url(ctx, path, &next),
                                            .chosen = find->sort == number});
        }
    }
    return choices;
}
