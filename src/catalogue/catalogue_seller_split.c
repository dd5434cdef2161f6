/* SPDX-License-Identifier: EUPL-1.2 */
/* Some taken out of a lot, and put out at once when they have a price. */
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_fields.h"
#include "i18n/i18n.h"

#include "base/banned.h"

enum status catalogue_seller_done(struct ctx *ctx, struct str code, struct undo_bar *ret_bar,
                                  struct url *ret_url)
{
    struct listing listing;
    struct str known;
    if (code.len == 0 || goods_code_in_path(ctx, code, &known) != OK) {
        return OK;
    }
    const enum status found = catalogue_by_code(ctx, known, &listing);
    if (found == NOT_FOUND || (found == OK && (listing.tenant_id != ctx->actor.owner_id ||
                                               listing.state != LISTING_PUBLIC))) {
        return OK;
    }
    TRY(found);
    const struct i18n_arg args[] = {
        {"name", listing.title},
        {"price", listing.price_ore == 0 ? str_of(i18n_text(ctx->lang, N_("Free")))
                                         : i18n_money(ctx, listing.price_ore)},
        {"n", i18n_number(ctx, listing.count_left)},
    };
    ret_bar->text = listing.count_left == 1
                        ? i18n_fill(ctx, N_("Put out: {name}, {price}."), args, 2)
                        : i18n_fill(ctx, N_("Put out: {n} × {name}, {price} each."), args, 3);
    ret_bar->undo = url_build(ctx, "/lager/{}/trekk", &listing.code, 1);
    *ret_url = url_build(ctx, "/lager/{}", &listing.code, 1);
    return OK;
}

enum status catalogue_seller_fill_split(struct ctx *ctx, struct request *req,
                                        const struct thing *thing, struct publish_view *view)
{
    const struct form *form = &catalogue_split_form;
    struct url ignored;
    view->can_split = thing->count > 1 && !view->published;
    view->split_url = url_build(ctx, "/lager/{}/del", &thing->code, 1);
    view->split_count = form_field(ctx, req, form, "split_count", STR("1"));
    view->split_weight = form_field(ctx, req, form, "split_weight", STR(""));
    view->split_price = form_field(ctx, req, form, "split_price", STR(""));
    view->split_size = form_field(ctx, req, form, "split_size", STR(""));
    view->split_grade = form_field(ctx, req, form, "split_grade", STR(""));
    view->split_title = form_field(ctx, req, form, "split_title", STR(""));
    if (req->again && req->route->form == form) {
        view->errors.errors = form_errors(ctx, req, form);
        /* What cannot be split any more has no field to jump to. */
        for (size_t i = 0; !view->can_split && i < view->errors.errors.count; i++) {
            view->errors.errors.ptr[i].id = STR("");
        }
    }
    return catalogue_seller_done(ctx, request_query(ctx, req, "lagt"), &view->done, &ignored);
}

struct splitting {
    const struct split_input *input;
    struct thing lot;
    struct str size_key;
    struct thing part;
};

/* The forms' own names for the fields of other rooms' rules. */
static enum status in_split_words(struct ctx *ctx, enum status status)
{
    static const char *const fields[][2] = {{"weight", "split_weight"}, {"count", "split_count"},
                                            {"size", "split_size"},     {"price", "split_price"},
                                            {"grade", "split_grade"},   {"title", "split_title"}};
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        if (ctx->err.field != NULL && strcmp(ctx->err.field, fields[i][0]) == 0) {
            ctx->err.field = fields[i][1];
            break;
        }
    }
    return status;
}

static enum status put_out(struct ctx *ctx, const struct splitting *splitting)
{
    const struct split_input *input = splitting->input;
    const struct thing *part = &splitting->part;
    struct listing listing;
    struct listing lot = {.brand = STR(""), .material = STR("")};
    const enum status found = catalogue_by_code(ctx, splitting->lot.code, &lot);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const struct publication publication = {
        .thing_id = part->id,
        .title = input->title.ptr == NULL ? STR("") : input->title,
        .wear = STR(""),
        .category_id = part->category_id,
        .kind_key = part->kind_key,
        .grade = input->grade,
        .size_key = splitting->size_key.len > 0 ? splitting->size_key : part->size_key,
        .colour_id = NO_I64,
        .price_ore = input->price_ore,
        .place = STR(""),
        .brand = lot.brand,
        .seasons = lot.seasons,
        .material = lot.material,
        .washed_day = lot.washed_day,
    };
    return catalogue_seller_publish(ctx, ctx->actor.owner_id, &publication, &listing);
}

static enum status split(struct ctx *ctx, void *arg)
{
    struct splitting *splitting = arg;
    const struct split_input *input = splitting->input;
    const struct thing_part part = {
        .count = input->count,
        .g = input->g,
        .size_key = splitting->size_key.len > 0 ? splitting->size_key : (struct str){NULL, 0}};
    struct things made;
    TRY(goods_split(ctx, splitting->lot.id, ctx->actor.owner_id, input->version, &part, 1, &made));
    splitting->part = made.ptr[0];
    return input->price_ore == NO_I64 ? OK : put_out(ctx, splitting);
}

enum status catalogue_split_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct split_input *input = req->form;
    struct splitting splitting = {.input = input};
    TRY(catalogue_seller_thing(ctx, req, &splitting.lot));
    if (input->price_ore != NO_I64 && input->grade == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Choose the condition of what you put out."),
                        "split_grade");
    }
    TRY(in_split_words(ctx, catalogue_seller_size(ctx, input->size, splitting.lot.category_id,
                                                  &splitting.size_key)));
    TRY(in_split_words(ctx, db_write(ctx, split, &splitting)));
    const struct str code = splitting.part.code;
    return input->price_ore == NO_I64
               ? response_redirect(ctx, req, res,
                                   str_format(ctx->mem, "/lager/%.*s", STR_ARG(code)))
               : response_redirect(ctx, req, res,
                                   str_format(ctx->mem, "/lager/%.*s?lagt=%.*s",
                                              STR_ARG(splitting.lot.code), STR_ARG(code)));
}
