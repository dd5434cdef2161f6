/* SPDX-License-Identifier: EUPL-1.2 */
/* A thing that did not come from the station: picture, name, price, and it is out. */
#include "base/id.h"
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_seller_fields.h"
#include "catalogue/catalogue_seller_forms.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

static struct str or_empty(struct str text)
{
    return text.ptr == NULL ? STR("") : text;
}

/* ---- the page -------------------------------------------------------------------------------- */

static void fill_fields(struct ctx *ctx, struct request *req, const struct draft *draft,
                        struct own_view *view)
{
    const struct form *form = &catalogue_own_form;
    char uuid[UUID_TEXT_SIZE];
    id_uuid(uuid);
    view->key = form_field(ctx, req, form, "key", str_copy(ctx->mem, str_of(uuid)));
    view->photo = form_field(ctx, req, form, "photo", STR(""));
    view->wear_photo = form_field(ctx, req, form, "wear_photo", STR(""));
    view->photo_3 = form_field(ctx, req, form, "photo_3", STR(""));
    view->photo_4 = form_field(ctx, req, form, "photo_4", STR(""));
    view->title = form_field(ctx, req, form, "title", draft->title);
    view->price = form_field(ctx, req, form, "price", draft->price);
    view->grade = form_field(ctx, req, form, "grade", draft->grade);
    view->size = form_field(ctx, req, form, "size", draft->size);
    view->count =
        form_field(ctx, req, form, "count", draft->count.len > 0 ? draft->count : STR("1"));
    view->category = form_field(ctx, req, form, "category", draft->category);
    view->colour = form_field(ctx, req, form, "colour", draft->colour);
    view->place = form_field(ctx, req, form, "place", draft->place);
    view->wear = form_field(ctx, req, form, "wear", draft->wear);
    view->brand = form_field(ctx, req, form, "brand", draft->brand);
    view->seasons = form_field(ctx, req, form, "seasons", draft->seasons);
    view->material = form_field(ctx, req, form, "material", draft->material);
    view->material.list = STR("known-materials");
    view->washed = form_field(ctx, req, form, "washed", draft->washed);
    view->used = form_field(ctx, req, form, "used", STR(""));
    /* Asked for by check(), after the picture. */
    view->photo.required = true;
    view->price.required = true;
    view->grade.required = true;
    view->used.required = true;
    catalogue_seller_categories(ctx, &view->category);
    catalogue_seller_colours(ctx, &view->colour);
    catalogue_seller_seasons(ctx, &view->seasons);
    view->errors.errors = form_errors(ctx, req, form);
}

static void fill_photos(struct ctx *ctx, const struct draft *draft, struct own_view *view)
{
    const struct seller_photos photos = catalogue_seller_photos_of(draft->photo);
    view->kept = catalogue_seller_photos_text(ctx, &photos);
    view->picture = catalogue_cards_photo(ctx, photos.hash[SELLER_PHOTO_MAIN], PHOTO_400);
    view->wear_picture = catalogue_cards_photo(ctx, photos.hash[SELLER_PHOTO_WEAR], PHOTO_400);
    for (size_t i = SELLER_PHOTO_THIRD; i < SELLER_PHOTOS_MAX; i++) {
        if (photos.hash[i].len > 0) {
            vec_push(ctx->mem, &view->more, catalogue_cards_photo(ctx, photos.hash[i], PHOTO_400));
        }
    }
}

enum status catalogue_own_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct own_view view = {0};
    struct draft draft = {.title = STR(""),
                          .wear = STR(""),
                          .category = STR(""),
                          .size = STR(""),
                          .grade = STR(""),
                          .colour = STR(""),
                          .price = STR(""),
                          .place = STR(""),
                          .count = STR(""),
                          .photo = STR(""),
                          .brand = STR(""),
                          .seasons = STR(""),
                          .material = STR(""),
                          .washed = STR("")};
    struct form_errors wrong;
    centre_page(ctx, req, PAGE_TENANT, N_("Put out something of our own"), "/lager", &view.page);
    view.page.script = url_asset("seller.js");
    view.post_url = url_build(ctx, "/lager/ny", NULL, 0);
    view.ask_url = url_build(ctx, "/lager/ny", NULL, 0);
    const enum status drafted = catalogue_seller_draft(ctx, ctx->actor.owner_id, 0, &draft);
    if (drafted != OK && drafted != NOT_FOUND) {
        return drafted;
    }
    if (drafted == OK) {
        view.saved = catalogue_seller_saved_text(ctx, &draft);
    }
    view.draft_url = url_build(ctx, "/lager/ny/utkast", NULL, 0);
    const bool typed = catalogue_seller_typed_draft(ctx, req, &draft, &wrong);
    fill_fields(ctx, req, &draft, &view);
    if (typed) {
        view.errors.errors = wrong;
    }
    TRY(catalogue_seller_brands(ctx, &view.brand, &view.brands));
    const struct own_ask *ask = req->form;
    if (req->again || ask == NULL || ask->title.ptr == NULL) {
        TRY(catalogue_seller_tell_back(ctx, view.title.value, NO_I64, view.size.value,
                                       &view.suggested));
    } else {
        TRY(catalogue_seller_tell_back(ctx, ask->title, ask->category_id, ask->size,
                                       &view.suggested));
    }
    if (!req->again && ask != NULL) {
        TRY(catalogue_seller_done(ctx, or_empty(ask->done), &view.done, &view.done_url));
    }
    fill_photos(ctx, &draft, &view);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_own_html(&out, &view);
    return OK;
}

/* ---- putting out ----------------------------------------------------------------------------- */

static enum status read_photos(struct ctx *ctx, const struct own_input *input,
                               struct seller_photos *ret_photos)
{
    const struct upload *const sent[SELLER_PHOTOS_MAX] = {&input->photo, &input->wear_photo,
                                                          &input->photo_3, &input->photo_4};
    *ret_photos = catalogue_seller_photos_of(or_empty(input->kept));
    TRY(catalogue_seller_photos_take(ctx, sent, ret_photos));
    return ret_photos->hash[SELLER_PHOTO_MAIN].len > 0
               ? OK
               : ctx_fail(ctx, INVALID, N_("Take a picture of it first."), "photo");
}

/* What a form table would ask for, asked here: a picture that came is kept first, so that nobody
 * has to take it again. */
static enum status check(struct ctx *ctx, const struct own_input *input,
                         const struct seller_photos *photos, const struct meant *meant)
{
    if (photos->hash[SELLER_PHOTO_WEAR].len > 0 && or_empty(input->wear).len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write what the picture of the fault shows."), "wear");
    }
    if (input->price_ore == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Enter the price. 0 is free."), "price");
    }
    if (input->grade == NO_I64) {
        return ctx_fail(ctx, INVALID, N_("Choose the condition."), "grade");
    }
    if (!input->used) {
        return ctx_fail(ctx, INVALID, N_("Only used things are sold here. Tick that this is one."),
                        "used");
    }
    if (meant->category_id == 0) {
        return ctx_fail(ctx, INVALID,
                        N_("We cannot tell what it is by its name. Choose it from the list."),
                        "category");
    }
    return OK;
}

static enum status put_out(struct ctx *ctx, const struct own_input *input,
                           const struct seller_photos *photos, struct thing *ret_thing,
                           bool *ret_published)
{
    struct own_thing own = {.key = input->key, .count = input->count, .photos = *photos};
    struct meant meant;
    TRY(catalogue_seller_understand(ctx, or_empty(input->title), input->category_id, input->size,
                                    &meant));
    TRY(check(ctx, input, photos, &meant));
    own.publication = (struct publication){
        .title = or_empty(input->title),
        .wear = or_empty(input->wear),
        .category_id = meant.category_id,
        .kind_key = meant.kind_key,
        .grade = input->grade,
        .size_key = meant.size_key,
        .colour_id = input->colour_id != NO_I64 ? input->colour_id : meant.colour_id,
        .price_ore = input->price_ore,
        .place = or_empty(input->place),
        .brand = or_empty(input->brand),
        .seasons = catalogue_seller_season_bits(&input->seasons),
        .material = or_empty(input->material),
        .washed_day = input->washed ? centre_today(ctx) : 0,
    };
    return catalogue_seller_put_out(ctx, ctx->actor.owner_id, &own, ret_thing, ret_published);
}

/* What could not be put out is a draft, with its pictures. */
static enum status keep(struct ctx *ctx, const struct own_input *input,
                        const struct seller_photos *photos)
{
    const struct ctx_error why = ctx->err;
    const struct draft draft = {
        .title = input->title,
        .wear = input->wear,
        .category = catalogue_seller_number(ctx, input->category_id),
        .size = input->size,
        .grade = catalogue_seller_number(ctx, input->grade),
        .colour = catalogue_seller_number(ctx, input->colour_id),
        .price =
            input->price_ore == NO_I64 ? STR("") : catalogue_seller_money(ctx, input->price_ore),
        .place = input->place,
        .count = catalogue_seller_number(ctx, input->count),
        .photo = catalogue_seller_photos_text(ctx, photos),
        .brand = input->brand,
        .seasons = catalogue_seller_season_list(ctx, catalogue_seller_season_bits(&input->seasons)),
        .material = input->material,
        .washed = input->washed ? STR("1") : STR("")};
    TRY(catalogue_seller_save_draft(ctx, ctx->actor.owner_id, 0, &draft));
    ctx->err = why;
    return OK;
}

enum status catalogue_own_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct own_input *input = req->form;
    struct seller_photos photos;
    struct thing thing;
    bool published = false;
    enum status status = read_photos(ctx, input, &photos);
    if (status == OK) {
        status = put_out(ctx, input, &photos, &thing, &published);
    }
    if (status == INVALID || status == CONFLICT) {
        TRY(keep(ctx, input, &photos));
    }
    TRY(status);
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, published ? "/lager/ny?lagt=%.*s" : "/lager/%.*s",
                                        STR_ARG(thing.code)));
}
