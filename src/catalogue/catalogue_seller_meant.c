/* SPDX-License-Identifier: EUPL-1.2 */
/* What a name that a shop types means, told back with what such things were sold for. */
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_seller_fields.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

enum status catalogue_seller_understand(struct ctx *ctx, struct str title, int64_t category_id,
                                        struct str size, struct meant *ret_meant)
{
    struct suggestion suggestion;
    struct str size_key;
    catalogue_seller_suggest(ctx, title, &suggestion);
    const bool own = category_id > 0 && category_id != NO_I64;
    const int64_t chosen = own ? category_id : suggestion.category_id;
    const struct goods_kind *kind =
        suggestion.kind_key.len == 0 ? NULL : goods_codes_kind(suggestion.kind_key);
    TRY(catalogue_seller_size(ctx, or_empty(size), chosen, &size_key));
    *ret_meant = (struct meant){
        .category_id = chosen,
        .kind_key = kind != NULL && kind->category_id == chosen ? kind->key : STR(""),
        .size_key = size_key.len > 0 ? size_key : suggestion.size_key,
        .colour_id = suggestion.colour_id,
    };
    return OK;
}

static struct str with(struct ctx *ctx, struct str text, struct str more)
{
    return more.len == 0   ? text
           : text.len == 0 ? more
                           : str_format(ctx->mem, "%.*s, %.*s", STR_ARG(text), STR_ARG(more));
}

/* "Parkdress, 98/104, blå": how the page tells it back. */
static struct str meant_text(struct ctx *ctx, const struct meant *meant)
{
    const struct goods_kind *kind =
        meant->kind_key.len == 0 ? NULL : goods_codes_kind(meant->kind_key);
    const struct goods_colour *colour =
        meant->colour_id == NO_I64 ? NULL : goods_codes_colour(meant->colour_id);
    struct str text =
        kind != NULL ? kind->name.in[ctx->lang] : catalogue_cards_category(ctx, meant->category_id);
    text = with(ctx, text, catalogue_cards_size(ctx, meant->size_key));
    text = with(ctx, text,
                colour == NULL ? STR("") : str_lower_ascii(ctx->mem, colour->name.in[ctx->lang]));
    const struct i18n_arg arg = {"what", text};
    return text.len == 0 ? text : i18n_fill(ctx, N_("We put it out as: {what}."), &arg, 1);
}

enum status catalogue_seller_tell_back(struct ctx *ctx, struct str title, int64_t category_id,
                                       struct str size, struct suggested *ret_suggested)
{
    const struct ctx_error before = ctx->err;
    struct meant meant;
    struct price_band band;
    if (catalogue_seller_understand(ctx, title, category_id, size, &meant) != OK) {
        ctx->err = before;
        return OK;
    }
    TRY(catalogue_seller_band(ctx, meant.category_id, meant.kind_key, meant.size_key, &band));
    ret_suggested->meant = meant_text(ctx, &meant);
    ret_suggested->band = catalogue_seller_band_text(ctx, &band);
    return OK;
}

/* True when what the name says is neither the category that is chosen nor above or below it. */
static bool fits(int64_t said, int64_t chosen)
{
    return said == 0 || (chosen > 0 && chosen != NO_I64 &&
                         (goods_codes_is_within(chosen, said) || said == chosen));
}

enum status catalogue_seller_tell_fit(struct ctx *ctx, const struct fit *fit,
                                      struct suggested *ret_suggested)
{
    const struct ctx_error before = ctx->err;
    struct suggestion suggestion;
    struct price_band band;
    struct str size_key;
    catalogue_seller_suggest(ctx, or_empty(fit->title), &suggestion);
    if (catalogue_seller_size(ctx, or_empty(fit->size), fit->category_id, &size_key) != OK) {
        ctx->err = before;
        size_key = STR("");
    }
    if (!fits(suggestion.category_id, fit->category_id)) {
        const struct i18n_arg arg = {"what", catalogue_cards_category(ctx, suggestion.category_id)};
        ret_suggested->meant = i18n_fill(
            ctx, N_("By its name this is: {what}. Choose that as category, if it is."), &arg, 1);
    }
    TRY(catalogue_seller_band(ctx, fit->category_id, fit->kind_key, size_key, &band));
    ret_suggested->band = catalogue_seller_band_text(ctx, &band);
    return OK;
}
