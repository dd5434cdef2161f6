/* SPDX-License-Identifier: EUPL-1.2 */
/* Fields of the pages where shops describe and price things. */
#include "catalogue/catalogue_seller_fields.h"

#include "base/vec.h"
#include "catalogue/catalogue_brands.h"
#include "goods/goods_codes.h"
#include "goods/goods_size.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static void add_option(struct ctx *ctx, struct form_field *field, struct str value,
                       struct str label)
{
    struct {
        struct form_option *ptr;
        size_t count;
        size_t capacity;
    } options = {field->options.ptr, field->options.count, field->options.count};
    vec_push(ctx->mem, &options,
             (struct form_option){value, label, str_equal(value, field->value)});
    field->options.ptr = options.ptr;
    field->options.count = options.count;
}

void catalogue_seller_categories(struct ctx *ctx, struct form_field *field)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        const struct str name =
            category->level == 1
                ? category->name.in[ctx->lang]
                : str_format(ctx->mem, "%s%.*s", category->level == 2 ? "– " : "– – ",
                             STR_ARG(category->name.in[ctx->lang]));
        add_option(ctx, field, str_format(ctx->mem, "%lld", (long long)category->id), name);
    }
}

/* Kinds of the thing's category and those above and below it. */
void catalogue_seller_kinds(struct ctx *ctx, int64_t category_id, struct form_field *field)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->kind_count; i++) {
        const struct goods_kind *kind = &codes->kinds[i];
        if (goods_codes_is_within(kind->category_id, category_id) ||
            goods_codes_is_within(category_id, kind->category_id) ||
            str_equal(kind->key, field->value)) {
            add_option(ctx, field, kind->key, kind->name.in[ctx->lang]);
        }
    }
}

void catalogue_seller_colours(struct ctx *ctx, struct form_field *field)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->colour_count; i++) {
        const struct goods_colour *colour = &codes->colours[i];
        add_option(ctx, field, str_format(ctx->mem, "%lld", (long long)colour->id),
                   colour->name.in[ctx->lang]);
    }
}

static bool is_in_list(struct str list, int64_t number)
{
    struct str rest = list;
    struct str part;
    int64_t one = 0;
    while (list.len > 0 && str_split(&rest, ',', &part)) {
        if (str_to_i64(part, &one) && one == number) {
            return true;
        }
    }
    return false;
}

void catalogue_seller_seasons(struct ctx *ctx, struct form_field *field)
{
    for (int64_t season = 1; season < SEASON_END; season++) {
        add_option(ctx, field, str_of_i64(ctx->mem, season),
                   str_of(i18n_text(ctx->lang, catalogue_season_words(season))));
        field->options.ptr[field->options.count - 1].chosen = is_in_list(field->value, season);
    }
}

enum status catalogue_seller_brands(struct ctx *ctx, struct form_field *field,
                                    struct str_list *ret_brands)
{
    TRY(catalogue_brands(ctx, ret_brands));
    field->list = ret_brands->count > 0 ? STR("known-brands") : STR("");
    return OK;
}

int64_t catalogue_seller_season_bits(const struct i64_list *chosen)
{
    int64_t bits = 0;
    for (size_t i = 0; i < chosen->count; i++) {
        bits |= SEASON_BIT(chosen->ptr[i] < SEASON_END ? chosen->ptr[i] : SEASON_END);
    }
    return bits;
}

struct str catalogue_seller_season_list(struct ctx *ctx, int64_t seasons)
{
    struct str list = STR("");
    for (int64_t season = 1; season < SEASON_END; season++) {
        if ((seasons & SEASON_BIT(season)) != 0) {
            list = str_format(ctx->mem, "%.*s%s%lld", STR_ARG(list), list.len > 0 ? "," : "",
                              (long long)season);
        }
    }
    return list;
}

struct str catalogue_seller_number(struct ctx *ctx, int64_t value)
{
    return value == NO_I64 || value == 0 ? STR("") : str_format(ctx->mem, "%lld", (long long)value);
}

/* Øre as typed: "250" or "12,50". */
struct str catalogue_seller_money(struct ctx *ctx, int64_t ore)
{
    return ore % 100 == 0 ? str_format(ctx->mem, "%lld", (long long)(ore / 100))
                          : str_format(ctx->mem, "%lld,%02lld", (long long)(ore / 100),
                                       (long long)(ore % 100));
}

enum status catalogue_seller_size(struct ctx *ctx, struct str typed, int64_t category_id,
                                  struct str *ret_key)
{
    const struct goods_category *category = goods_codes_category(category_id);
    if (typed.len == 0) {
        *ret_key = STR("");
        return OK;
    }
    const struct goods_size *size = goods_size_read(
        typed,
        category == NULL || category->size_system.len == 0 ? STR("") : category->size_system);
    if (size == NULL) {
        return ctx_fail(ctx, INVALID,
                        N_("We do not know this size. Write it as on the label: 104 or 98/104."),
                        "size");
    }
    *ret_key = size->key;
    return OK;
}

struct str catalogue_seller_band_text(struct ctx *ctx, const struct price_band *band)
{
    const struct i18n_arg one[] = {{"price", i18n_money(ctx, band->high_ore)},
                                   {"n", i18n_number(ctx, band->sales)}};
    const struct i18n_arg range[] = {{"low", i18n_number(ctx, band->low_ore / 100)},
                                     {"high", i18n_number(ctx, band->high_ore / 100)},
                                     {"n", i18n_number(ctx, band->sales)}};
    if (band->sales == 0) {
        return STR("");
    }
    return band->low_ore == band->high_ore
               ? i18n_fill(ctx, N_("Things like this were sold for {price} ({n} sales)."), one, 2)
               : i18n_fill(ctx, N_("Things like this were sold for {low}–{high} kr ({n} sales)."),
                           range, 3);
}

enum status catalogue_seller_thing(struct ctx *ctx, const struct request *req,
                                   struct thing *ret_thing)
{
    struct str code;
    struct thing thing;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    TRY(goods_by_code(ctx, code, &thing));
    if (thing.holder_id != ctx->actor.owner_id) {
        return NOT_FOUND;
    }
    *ret_thing = thing;
    return OK;
}
