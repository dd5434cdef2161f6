/* SPDX-License-Identifier: EUPL-1.2 */
/* A thing that did not come from the station: picture, name, price, and it is out. */
#include "base/id.h"
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

/* 64 hex digits; whether we have the photo, photo_add() looks. */
static bool is_hash(struct str text)
{
    bool hex = text.len == 64;
    for (size_t i = 0; hex && i < text.len; i++) {
        hex = (text.ptr[i] >= '0' && text.ptr[i] <= '9') ||
              (text.ptr[i] >= 'a' && text.ptr[i] <= 'f');
    }
    return hex;
}

/* ---- what it will be put out as -------------------------------------------------------------- */

/* What is typed, completed by what the name says. */
struct meant {
    int64_t category_id; /* 0: not known */
    struct str kind_key;
    struct str size_key;
    int64_t colour_id;
};

static enum status understand(struct ctx *ctx, struct str title, int64_t category_id,
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

static enum status fill_suggestion(struct ctx *ctx, struct str title, int64_t category_id,
                                   struct str size, struct own_view *view)
{
    const struct ctx_error before = ctx->err;
    struct meant meant;
    struct price_band band;
    if (understand(ctx, title, category_id, size, &meant) != OK) {
        ctx->err = before;
        return OK;
    }
    TRY(catalogue_seller_band(ctx, meant.category_id, meant.kind_key, meant.size_key, &band));
    view->meant = meant_text(ctx, &meant);
    view->band = catalogue_seller_band_text(ctx, &band);
    return OK;
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
    view->used = form_field(ctx, req, form, "used", STR(""));
    /* Asked for by check(), after the picture. */
    view->photo.required = true;
    view->price.required = true;
    view->grade.required = true;
    view->used.required = true;
    catalogue_seller_categories(ctx, &view->category);
    catalogue_seller_colours(ctx, &view->colour);
    view->errors.errors = form_errors(ctx, req, form);
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
                          .photo = STR("")};
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
        view.kept = is_hash(draft.photo) ? draft.photo : STR("");
    }
    view.draft_url = url_build(ctx, "/lager/ny/utkast", NULL, 0);
    fill_fields(ctx, req, &draft, &view);
    const struct own_ask *ask = req->form;
    if (req->again || ask == NULL || ask->title.ptr == NULL) {
        TRY(fill_suggestion(ctx, view.title.value, NO_I64, view.size.value, &view));
    } else {
        TRY(fill_suggestion(ctx, ask->title, ask->category_id, ask->size, &view));
    }
    if (!req->again && ask != NULL) {
        TRY(catalogue_seller_done(ctx, or_empty(ask->done), &view.done, &view.done_url));
    }
    view.picture = catalogue_cards_photo(ctx, view.kept, PHOTO_400);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_own_html(&out, &view);
    return OK;
}

/* ---- putting out ----------------------------------------------------------------------------- */

static enum status read_photo(struct ctx *ctx, const struct own_input *input, struct str *ret_hash)
{
    if (input->photo.bytes.len > 0) {
        const enum status stored = photo_store(ctx, input->photo.bytes, ret_hash);
        if (stored == INVALID || stored == TOO_LARGE) {
            return ctx_fail(ctx, INVALID, ctx->err.message, "photo");
        }
        return stored;
    }
    if (!is_hash(or_empty(input->kept))) {
        return ctx_fail(ctx, INVALID, N_("Take a picture of it first."), "photo");
    }
    *ret_hash = input->kept;
    return OK;
}

/* What a form table would ask for, asked here: a picture that came is kept first, so that nobody
 * has to take it again. */
static enum status check(struct ctx *ctx, const struct own_input *input, const struct meant *meant)
{
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

static enum status put_out(struct ctx *ctx, const struct own_input *input, struct str photo,
                           struct thing *ret_thing, bool *ret_published)
{
    struct own_thing own = {.key = input->key, .count = input->count, .photo = photo};
    struct meant meant;
    TRY(understand(ctx, or_empty(input->title), input->category_id, input->size, &meant));
    TRY(check(ctx, input, &meant));
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
    };
    return catalogue_seller_put_out(ctx, ctx->actor.owner_id, &own, ret_thing, ret_published);
}

/* What could not be put out is a draft, with its picture. */
static enum status keep(struct ctx *ctx, const struct own_input *input, struct str photo)
{
    const struct ctx_error why = ctx->err;
    const struct draft draft = {.title = input->title,
                                .wear = input->wear,
                                .category = catalogue_seller_number(ctx, input->category_id),
                                .size = input->size,
                                .grade = catalogue_seller_number(ctx, input->grade),
                                .colour = catalogue_seller_number(ctx, input->colour_id),
                                .price = input->price_ore == NO_I64
                                             ? STR("")
                                             : catalogue_seller_money(ctx, input->price_ore),
                                .place = input->place,
                                .count = catalogue_seller_number(ctx, input->count),
                                .photo = photo};
    TRY(catalogue_seller_save_draft(ctx, ctx->actor.owner_id, 0, &draft));
    ctx->err = why;
    return OK;
}

enum status catalogue_own_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct own_input *input = req->form;
    struct str photo = STR("");
    struct thing thing;
    bool published = false;
    TRY(read_photo(ctx, input, &photo));
    const enum status status = put_out(ctx, input, photo, &thing, &published);
    if (status == INVALID || status == CONFLICT) {
        TRY(keep(ctx, input, photo));
    }
    TRY(status);
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, published ? "/lager/ny?lagt=%.*s" : "/lager/%.*s",
                                        STR_ARG(thing.code)));
}
