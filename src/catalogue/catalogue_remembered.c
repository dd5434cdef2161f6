/* SPDX-License-Identifier: EUPL-1.2 */
/* The things that a visitor has put a heart on. The device remembers them and names them in the
 * address: nothing about the visitor is stored here, and the address can be sent to somebody. */
#include "base/day.h"
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

struct remembered {
    struct listings listings;
    struct str_list codes; /* of them */
    int64_t gone;
    int64_t sold;
};

/* Takes the listing of one code; what is sold lately is shown as that; what is mistyped, unknown or
 * withdrawn counts as gone. */
static enum status add_code(struct ctx *ctx, struct str typed, struct remembered *remembered)
{
    struct str code;
    struct listing listing;
    if (goods_code_read(ctx, typed, &code) != OK) {
        ctx->err = (struct ctx_error){0};
        remembered->gone++;
        return OK;
    }
    const enum status found = catalogue_by_code(ctx, code, &listing);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const bool sold = found == OK && listing.state == LISTING_SOLD &&
                      listing.ended_ms >= ctx->now_ms - SOLD_SHOWN_DAYS * MS_PER_DAY;
    if (found == NOT_FOUND || (listing.state != LISTING_PUBLIC && !sold)) {
        ctx->err = (struct ctx_error){0};
        remembered->gone++;
        return OK;
    }
    remembered->sold += sold;
    vec_push(ctx->mem, &remembered->listings, listing);
    vec_push(ctx->mem, &remembered->codes, code);
    return OK;
}

static enum status read_codes(struct ctx *ctx, const struct remembered_input *input,
                              struct remembered *remembered)
{
    struct str rest = input == NULL || input->codes.ptr == NULL ? STR("") : input->codes;
    for (int i = 0; rest.len > 0 && i < CATALOGUE_REMEMBERED_MAX; i++) {
        const ptrdiff_t dot = str_find_byte(rest, '.');
        const size_t end = dot < 0 ? rest.len : (size_t)dot;
        TRY(add_code(ctx, str_slice(rest, 0, end), remembered));
        rest = str_slice(rest, end + 1, rest.len);
    }
    return OK;
}

static struct url share_url(struct ctx *ctx, const struct remembered *remembered)
{
    struct str codes = STR("");
    for (size_t i = 0; i < remembered->codes.count; i++) {
        codes = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(codes), i == 0 ? "" : ".",
                           STR_ARG(remembered->codes.ptr[i]));
    }
    return url_build(ctx, "/husket?koder={}&delt=1", &codes, 1);
}

static struct str counted(struct ctx *ctx, const char *one, const char *many, int64_t count)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, count)};
    return count == 0 ? STR("")
                      : i18n_replace(ctx, i18n_plural(ctx->lang, one, many, count), &arg, 1);
}

enum status catalogue_remembered_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct remembered_input *input = req->form;
    const bool shared = input != NULL && input->shared == 1;
    struct remembered_view view = {.lead = STR("")};
    struct shop_names names;
    struct remembered remembered = {0};
    TRY(read_codes(ctx, input, &remembered));
    TRY(catalogue_cards_shops(ctx, &names));
    centre_page(ctx, req, PAGE_PUBLIC, shared ? N_("A shared list") : req->route->title, "/finn",
                &view.page);
    view.page.noindex = true;
    view.heading = view.page.title;
    view.cards = catalogue_cards_of(ctx, &names, &remembered.listings, 4);
    view.total = catalogue_cards_total(ctx, (int64_t)remembered.listings.count);
    view.share = share_url(ctx, &remembered);
    view.gone = counted(ctx, N_("1 thing is no longer for sale."),
                        N_("{n} things are no longer for sale."), remembered.gone);
    view.sold =
        counted(ctx, N_("1 of them is sold."), N_("{n} of them are sold."), remembered.sold);
    if (shared) {
        view.lead = translate(ctx, N_("Somebody has given you this list. Press the heart on what "
                                      "you like, and this device remembers it."));
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
