/* SPDX-License-Identifier: EUPL-1.2 */
/* The average weights of the centre beside those of the table. */
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_pages.h"
#include "goods_html.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* "+12 %", beside the table's weight. */
static struct str difference_of(struct ctx *ctx, int64_t own_g, int64_t table_g)
{
    if (own_g == NO_I64 || table_g <= 0) {
        return STR("");
    }
    const int64_t per_cent = ((own_g - table_g) * 200 / table_g + (own_g < table_g ? -1 : 1)) / 2;
    const bool less = per_cent < 0;
    return str_format(ctx->mem, "%s%.*s\u00a0%%", less ? "−" : "+",
                      STR_ARG(i18n_number(ctx, less ? -per_cent : per_cent)));
}

static struct str waits_for(struct ctx *ctx, int64_t weighings)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, GOODS_OWN_WEIGHINGS - weighings)};
    return weighings >= GOODS_OWN_WEIGHINGS
               ? translate(ctx, N_("from tonight"))
               : i18n_replace(ctx,
                              i18n_plural(ctx->lang, N_("1 more weighing"),
                                          N_("{n} more weighings"),
                                          GOODS_OWN_WEIGHINGS - weighings),
                              &arg, 1);
}

static struct weight_row row_of(struct ctx *ctx, const struct goods_weighed *weighed)
{
    const struct goods_kind *kind = goods_codes_kind(weighed->kind_key);
    const int64_t table_g = kind == NULL ? -1 : kind->default_weight_g;
    return (struct weight_row){
        .name = kind == NULL ? weighed->kind_key : kind->name.in[ctx->lang],
        .own = weighed->own_g == NO_I64 ? STR("") : i18n_grams(ctx, weighed->own_g),
        .from = weighed->own_g == NO_I64 ? waits_for(ctx, weighed->weighings)
                                         : i18n_day(ctx, weighed->from_day),
        .weighings = i18n_number(ctx, weighed->weighings),
        .table = table_g > 0 ? i18n_grams(ctx, table_g) : translate(ctx, N_("none")),
        .difference = difference_of(ctx, weighed->own_g, table_g),
    };
}

enum status goods_weights_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct weights_view view = {0};
    struct goods_weighed_list list;
    TRY(goods_weighed(ctx, &list));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/massebalanse", &view.page);
    view.heading = translate(ctx, req->route->title);
    view.back = url_build(ctx, "/kontor/massebalanse", NULL, 0);
    for (size_t i = 0; i < list.count; i++) {
        vec_push(ctx->mem, &view.rows, row_of(ctx, &list.ptr[i]));
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing has been weighed on a scale yet")),
        .text = translate(ctx, N_("When a kind has been weighed 30 times, its average counts where "
                                  "nobody weighs.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    goods_weights_html(&out, &view);
    return OK;
}
