/* SPDX-License-Identifier: EUPL-1.2 */
/* Each filter of a search as a label and a way back. */
#include "catalogue/catalogue_chosen.h"

#include "base/strbuf.h"
#include "base/vec.h"
#include "catalogue/catalogue_ages.h"
#include "catalogue/catalogue_brands.h"
#include "catalogue/catalogue_cards.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"
#include "tenants/tenants.h"

#include "base/banned.h"

#define WORDS_BYTES ((size_t)4096)

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static void add(struct ctx *ctx, struct chosen_filters *chosen, struct str label,
                struct find_input without)
{
    without.after = STR("");
    if (label.len > 0) {
        vec_push(ctx->mem, chosen,
                 (struct chosen_filter){
                     label, catalogue_asked_url(ctx, CATALOGUE_LIST_PATH, &without), false});
    }
}

static struct str size_label(struct ctx *ctx, struct str key)
{
    const struct i18n_arg arg = {"size", catalogue_cards_size(ctx, key)};
    return arg.value.len == 0 ? arg.value : i18n_fill(ctx, N_("Size {size}"), &arg, 1);
}

static struct str age_label(struct ctx *ctx, struct str key)
{
    return catalogue_age_words(ctx, catalogue_age_of_key(key));
}

static struct str grade_label(struct ctx *ctx, struct str key)
{
    for (const struct choice *grade = catalogue_grades; grade->value != NULL; grade++) {
        if (str_equal(key, str_of(grade->value))) {
            return translate(ctx, grade->label);
        }
    }
    return STR("");
}

static struct str colour_label(struct ctx *ctx, struct str key)
{
    const struct goods_colour *colour = goods_codes_colour_by_key(key);
    return colour == NULL ? STR("") : colour->name.in[ctx->lang];
}

static struct str season_label(struct ctx *ctx, struct str key)
{
    for (int64_t season = 1; season < SEASON_END; season++) {
        if (str_equal(key, str_of(catalogue_season_key(season)))) {
            return translate(ctx, catalogue_season_words(season));
        }
    }
    return STR("");
}

static struct str brand_label(struct ctx *ctx, struct str key)
{
    return catalogue_brand_written(ctx, key);
}

static struct str shop_label(struct ctx *ctx, struct str slug)
{
    struct tenant tenant;
    const struct ctx_error kept = ctx->err;
    const bool found = tenants_by_slug(ctx, slug, &tenant) == OK;
    ctx->err = kept;
    return found ? tenant.name : STR("");
}

typedef struct str label_fn(struct ctx *ctx, struct str key);

/* `list` is the member of `without`, which is a copy of the search. */
static void add_list(struct ctx *ctx, struct chosen_filters *chosen, label_fn *label,
                     struct find_input *without, struct str *list)
{
    const struct str whole = *list;
    struct str rest = whole;
    struct str key;
    while (catalogue_asked_next(&rest, &key)) {
        *list = catalogue_asked_toggle(ctx, whole, key);
        add(ctx, chosen, label(ctx, key), *without);
    }
    *list = whole;
}

static void add_flag(struct ctx *ctx, struct chosen_filters *chosen, const char *label,
                     struct find_input *without, bool *flag)
{
    if (*flag) {
        *flag = false;
        add(ctx, chosen, translate(ctx, label), *without);
        *flag = true;
    }
}

static void add_prices(struct ctx *ctx, struct chosen_filters *chosen,
                       const struct find_input *find)
{
    struct find_input without = *find;
    if (find->min_kr != NO_I64) {
        const struct i18n_arg arg = {"from", i18n_money(ctx, find->min_kr * 100)};
        without.min_kr = NO_I64;
        add(ctx, chosen, i18n_fill(ctx, N_("From {from}"), &arg, 1), without);
    }
    without = *find;
    if (find->max_kr != NO_I64) {
        without.max_kr = NO_I64;
        add(ctx, chosen, catalogue_asked_price(ctx, find->max_kr), without);
    }
}

/* The next size of the first that is chosen: "vokser inn i 104". */
static void add_growth(struct ctx *ctx, struct chosen_filters *chosen,
                       const struct find_input *find)
{
    struct find_input without = *find;
    struct str rest = find->sizes;
    struct str key;
    const struct goods_size *size =
        catalogue_asked_next(&rest, &key) ? goods_codes_size_by_key(key) : NULL;
    const struct goods_size *next = size == NULL ? NULL : goods_size_next(size);
    if (!find->grows || next == NULL) {
        return;
    }
    const struct i18n_arg arg = {"size", next->name.in[ctx->lang]};
    without.grows = false;
    add(ctx, chosen, i18n_fill(ctx, N_("grows into {size}"), &arg, 1), without);
}

struct chosen_filters catalogue_chosen(struct ctx *ctx, const struct find_input *find)
{
    struct chosen_filters chosen = {0};
    struct find_input without = *find;
    if (find->category_id != 0) {
        without.category_id = 0;
        add(ctx, &chosen, catalogue_cards_category(ctx, find->category_id), without);
        without.category_id = find->category_id;
    }
    const size_t before = chosen.count;
    add_list(ctx, &chosen, size_label, &without, &without.sizes);
    add_growth(ctx, &chosen, find);
    for (size_t i = before; find->grows && i < chosen.count; i++) {
        chosen.ptr[i].of_child = true;
    }
    add_list(ctx, &chosen, age_label, &without, &without.ages);
    add_list(ctx, &chosen, grade_label, &without, &without.grades);
    add_prices(ctx, &chosen, find);
    add_list(ctx, &chosen, colour_label, &without, &without.colours);
    add_list(ctx, &chosen, brand_label, &without, &without.brands);
    add_list(ctx, &chosen, season_label, &without, &without.seasons);
    add_list(ctx, &chosen, shop_label, &without, &without.shops);
    add_flag(ctx, &chosen, N_("New today"), &without, &without.new_today);
    add_flag(ctx, &chosen, N_("Reduced"), &without, &without.reduced);
    add_flag(ctx, &chosen, N_("To rent"), &without, &without.rent);
    add_flag(ctx, &chosen, N_("Checked"), &without, &without.checked);
    return chosen;
}

struct str catalogue_chosen_words(struct ctx *ctx, const struct find_input *find)
{
    const struct chosen_filters chosen = catalogue_chosen(ctx, find);
    struct strbuf out;
    strbuf_init(&out, WORDS_BYTES);
    strbuf_str(&out, find->words.ptr == NULL ? STR("") : find->words);
    for (size_t i = 0; i < chosen.count; i++) {
        strbuf_cstr(&out, strbuf_view(&out).len > 0 ? " · " : "");
        strbuf_str(&out, chosen.ptr[i].label);
    }
    const struct str words = strbuf_copy(&out, ctx->mem);
    strbuf_finish(&out);
    return words;
}
