/* SPDX-License-Identifier: EUPL-1.2 */
/* No hits: a size larger or smaller, any price, the category above, any size, fewer words; each
 * with how much there is, and the things of the first that has some. */
#include "catalogue/catalogue_nearly.h"

#include "base/vec.h"
#include "catalogue/catalogue_query.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define NEARLY_CARDS   4
#define NEARLY_CHOICES 4

struct nearly {
    const struct shop_names *names;
    const struct goods_size *size; /* that nothing was found in; NULL: none was asked for */
    struct find_input find;        /* what stands in the words as filters of their own */
    struct list_view *view;
};

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* "fotballsko 34" is football boots in size 34: then each can be changed alone. */
static void take_apart(struct ctx *ctx, const struct catalogue_query *query, struct nearly *nearly)
{
    for (size_t i = 0; i < query->fact_count; i++) {
        const struct query_fact *fact = &query->facts[i];
        if (fact->kind == QUERY_SIZE && nearly->find.sizes.len == 0) {
            nearly->find.words = catalogue_query_without(ctx, query, i);
            nearly->find.sizes = fact->size->key;
            break;
        }
    }
    struct str rest = nearly->find.sizes;
    struct str key;
    if (catalogue_asked_next(&rest, &key)) {
        nearly->size = goods_codes_size_by_key(key);
    }
}

static const struct goods_size *smaller(const struct goods_size *size)
{
    const struct goods_size *other = NULL;
    while ((other = goods_codes_size_in(size->system, other)) != NULL) {
        if (other->min == other->max && goods_size_next(other) == size) {
            return other;
        }
    }
    return NULL;
}

static enum status try_one(struct ctx *ctx, struct nearly *nearly, struct str label,
                           const struct find_input *find)
{
    struct list_view *view = nearly->view;
    struct search search;
    struct found found;
    if (view->nearly_choices.count >= NEARLY_CHOICES) {
        return OK;
    }
    TRY(catalogue_asked_search(ctx, find, &search));
    TRY(catalogue_search(ctx, &search, &found));
    if (found.listings.count == 0) {
        return OK;
    }
    if (view->nearly_choices.count == 0) {
        found.listings.count =
            found.listings.count > NEARLY_CARDS ? NEARLY_CARDS : found.listings.count;
        view->nearly = catalogue_cards_of(ctx, nearly->names, &found.listings, 0);
    }
    vec_push(ctx->mem, &view->nearly_choices,
             (struct nearly_choice){.label = label,
                                    .count = catalogue_cards_total(ctx, found.total),
                                    .url = catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, find)});
    return OK;
}

static enum status try_size(struct ctx *ctx, struct nearly *nearly, const struct goods_size *size)
{
    struct find_input other = nearly->find;
    if (size == NULL) {
        return OK;
    }
    const struct i18n_arg arg = {"size", size->name.in[ctx->lang]};
    other.sizes = size->key;
    return try_one(ctx, nearly, i18n_fill(ctx, N_("Size {size}"), &arg, 1), &other);
}

static enum status try_sizes(struct ctx *ctx, struct nearly *nearly)
{
    struct find_input other = nearly->find;
    if (nearly->size == NULL) {
        return OK;
    }
    TRY(try_size(ctx, nearly, goods_size_next(nearly->size)));
    TRY(try_size(ctx, nearly, smaller(nearly->size)));
    other.sizes = STR("");
    return try_one(ctx, nearly, translate(ctx, N_("Any size")), &other);
}

static enum status try_price(struct ctx *ctx, struct nearly *nearly)
{
    struct find_input other = nearly->find;
    if (other.max_kr == NO_I64 && other.min_kr == NO_I64) {
        return OK;
    }
    other.max_kr = NO_I64;
    other.min_kr = NO_I64;
    return try_one(ctx, nearly, translate(ctx, N_("Any price")), &other);
}

static enum status try_category(struct ctx *ctx, struct nearly *nearly)
{
    struct find_input other = nearly->find;
    const struct goods_category *category = goods_codes_category(other.category_id);
    if (category == NULL) {
        return OK;
    }
    other.category_id = category->parent_id;
    return try_one(ctx, nearly,
                   category->parent_id == 0 ? translate(ctx, N_("All kinds of things"))
                                            : catalogue_cards_category(ctx, category->parent_id),
                   &other);
}

/* Condition, colour, brand, season, shop and the rest: fewer wishes. */
static enum status try_rest(struct ctx *ctx, struct nearly *nearly)
{
    struct find_input other = CATALOGUE_FIND_ALL;
    other.words = nearly->find.words;
    other.category_id = nearly->find.category_id;
    other.sizes = nearly->find.sizes;
    other.min_kr = nearly->find.min_kr;
    other.max_kr = nearly->find.max_kr;
    other.sort = nearly->find.sort;
    return catalogue_asked_fields(ctx, &other).count ==
                   catalogue_asked_fields(ctx, &nearly->find).count
               ? OK
               : try_one(ctx, nearly, translate(ctx, N_("Without the other filters")), &other);
}

/* The first word alone, and the filters without words. */
static enum status try_words(struct ctx *ctx, struct nearly *nearly)
{
    struct find_input other = nearly->find;
    const struct str words = str_trim(other.words);
    const ptrdiff_t space = str_find_byte(words, ' ');
    if (space > 0) {
        other.words = str_slice(words, 0, (size_t)space);
        TRY(try_one(ctx, nearly, other.words, &other));
    }
    if (words.len == 0) {
        return OK;
    }
    other.words = STR("");
    return try_one(ctx, nearly, translate(ctx, N_("Without the words")), &other);
}

static void show_none(struct ctx *ctx, const struct nearly *nearly)
{
    struct empty_state *none = &nearly->view->none;
    none->picture = url_asset("scene-teddy.svg");
    none->text = translate(ctx, N_("New things come every day."));
    if (nearly->size != NULL) {
        const struct i18n_arg arg = {"size", nearly->size->name.in[ctx->lang]};
        none->heading = i18n_fill(ctx, N_("None in size {size} right now"), &arg, 1);
    } else {
        none->heading = translate(ctx, N_("Nothing like that right now"));
    }
}

enum status catalogue_nearly_show(struct ctx *ctx, const struct shop_names *names,
                                  const struct find_input *find,
                                  const struct catalogue_query *query, struct list_view *view)
{
    struct nearly nearly = {.names = names, .find = *find, .view = view};
    nearly.find.after = STR("");
    nearly.find.grows = false;
    take_apart(ctx, query, &nearly);
    show_none(ctx, &nearly);
    TRY(try_sizes(ctx, &nearly));
    TRY(try_price(ctx, &nearly));
    TRY(try_rest(ctx, &nearly));
    TRY(try_category(ctx, &nearly));
    return try_words(ctx, &nearly);
}
