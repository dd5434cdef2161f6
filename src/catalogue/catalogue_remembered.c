/* SPDX-License-Identifier: EUPL-1.2 */
/* The things that a visitor has put a heart on. The device remembers them and names them in the
 * address: nothing about the visitor is stored here, and the address can be sent to somebody. */
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* Takes the listing of one code; what is mistyped, unknown or no longer for sale counts as gone. */
static enum status add_code(struct ctx *ctx, struct str typed, struct listings *listings,
                            int64_t *gone)
{
    struct str code;
    struct listing listing;
    if (goods_code_read(ctx, typed, &code) != OK) {
        ctx->err = (struct ctx_error){0};
        (*gone)++;
        return OK;
    }
    const enum status found = catalogue_by_code(ctx, code, &listing);
    if (found == NOT_FOUND || (found == OK && listing.state != LISTING_PUBLIC)) {
        ctx->err = (struct ctx_error){0};
        (*gone)++;
        return OK;
    }
    TRY(found);
    vec_push(ctx->mem, listings, listing);
    return OK;
}

static enum status read_codes(struct ctx *ctx, const struct remembered_input *input,
                              struct listings *listings, int64_t *gone)
{
    struct str rest = input == NULL || input->codes.ptr == NULL ? STR("") : input->codes;
    for (int i = 0; rest.len > 0 && i < CATALOGUE_REMEMBERED_MAX; i++) {
        const ptrdiff_t dot = str_find_byte(rest, '.');
        const size_t end = dot < 0 ? rest.len : (size_t)dot;
        TRY(add_code(ctx, str_slice(rest, 0, end), listings, gone));
        rest = str_slice(rest, end + 1, rest.len);
    }
    return OK;
}

enum status catalogue_remembered_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct remembered_view view = {.gone = STR("")};
    struct shop_names names;
    struct listings listings = {0};
    int64_t gone = 0;
    TRY(read_codes(ctx, req->form, &listings, &gone));
    TRY(catalogue_cards_shops(ctx, &names));
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/finn", &view.page);
    view.page.noindex = true;
    view.cards = catalogue_cards_of(ctx, &names, &listings, 4);
    view.total = catalogue_cards_total(ctx, (int64_t)listings.count);
    if (gone > 0) {
        const struct i18n_arg arg = {"n", i18n_number(ctx, gone)};
        view.gone = i18n_replace(ctx,
                                 i18n_plural(ctx->lang, N_("1 thing is no longer for sale."),
                                             N_("{n} things are no longer for sale."), gone),
                                 &arg, 1);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-teddy.svg"),
        .heading = translate(ctx, N_("Nothing remembered yet")),
        .text = translate(ctx, N_("Press the heart on a thing, and you find it again here, on this "
                                  "device.")),
        .url = url_build(ctx, "/finn", NULL, 0),
        .act = translate(ctx, N_("Find things")),
    };
    struct html_out out = centre_out(ctx, req, res);
    catalogue_remembered_html(&out, &view);
    return OK;
}
