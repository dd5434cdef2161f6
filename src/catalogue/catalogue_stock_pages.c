/* SPDX-License-Identifier: EUPL-1.2 */
/* What the shop has in hand: describing, pricing, publishing. */
#include "base/vec.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_seller_control.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_fields.h"
#include "catalogue/catalogue_seller_forms.h"
#include "catalogue/catalogue_seller_photos.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

#define STOCK_PAGE 30

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str thing_name(struct ctx *ctx, const struct thing *thing)
{
    const struct goods_kind *kind =
        thing->kind_key.len == 0 ? NULL : goods_codes_kind(thing->kind_key);
    return kind != NULL ? kind->name.in[ctx->lang]
                        : catalogue_cards_category(ctx, thing->category_id);
}

static struct str weight_text(struct ctx *ctx, const struct thing *thing)
{
    return thing->g == NO_I64 ? translate(ctx, N_("weight not known")) : i18n_grams(ctx, thing->g);
}

/* ---- the list of what is in hand ------------------------------------------------------------- */

static struct pill stop_of(struct ctx *ctx, const struct thing *thing)
{
    return (struct pill){PILL_BAD, STR("alert"), translate(ctx, goods_stop_words(thing->stops))};
}

static struct pill state_of(struct ctx *ctx, const struct thing *thing,
                            const struct listing *listing)
{
    if (!goods_sellable(thing)) {
        return stop_of(ctx, thing);
    }
    if (listing == NULL || listing->state == LISTING_WITHDRAWN) {
        return (struct pill){PILL_WAIT, STR("hourglass"), translate(ctx, N_("Not put out"))};
    }
    if (listing->held > 0) {
        return (struct pill){PILL_INFO, STR("clock"), translate(ctx, N_("Held"))};
    }
    return (struct pill){PILL_OPEN, STR("tag"),
                         listing->price_ore == 0 ? translate(ctx, N_("Free"))
                                                 : i18n_money(ctx, listing->price_ore)};
}

static struct stock_row row_of(struct ctx *ctx, const struct thing *thing)
{
    struct listing listing;
    const enum status found = catalogue_by_code(ctx, thing->code, &listing);
    const bool is_public = found == OK && listing.state == LISTING_PUBLIC;
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, thing->count)},
        {"weight", weight_text(ctx, thing)},
        {"code", thing->code},
    };
    struct undo_bar undo = {0};
    if (found == OK && catalogue_seller_undo_bar(ctx, &listing, &undo) != OK) {
        undo = (struct undo_bar){0};
    }
    return (struct stock_row){
        .undo = undo.undo,
        .picture = catalogue_cards_photo(ctx, thing->photo, PHOTO_400),
        .icon = catalogue_cards_icon(thing->category_id),
        .name = found == OK ? listing.title : thing_name(ctx, thing),
        .detail = goods_with_sacks(
            ctx, thing, i18n_fill(ctx, N_("{n} pcs · {weight} · label {code}"), args, 3)),
        .state = state_of(ctx, thing, found == OK ? &listing : NULL),
        .url = url_build(ctx, "/lager/{}", &thing->code, 1),
        .act = translate(ctx, !goods_sellable(thing) ? N_("Look at it")
                              : is_public            ? N_("Change")
                                                     : N_("Price it")),
    };
}

enum status catalogue_stock_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct stock_input *input = req->form;
    const int64_t before = input == NULL ? NO_I64 : input->before_id;
    struct stock_view view = {0};
    struct things things;
    TRY(goods_in_hand(ctx, ctx->actor.owner_id, before, STOCK_PAGE + 1, &things));
    centre_page(ctx, req, PAGE_TENANT, req->route->title, "/lager", &view.page);
    const bool more = things.count > STOCK_PAGE;
    for (size_t i = 0; i < things.count && i < STOCK_PAGE; i++) {
        vec_push(ctx->mem, &view.rows, row_of(ctx, &things.ptr[i]));
    }
    if (more) {
        const struct str last =
            str_format(ctx->mem, "%lld", (long long)things.ptr[STOCK_PAGE - 1].id);
        view.next = url_build(ctx, "/lager?etter={}", &last, 1);
    }
    if (catalogue_seller_must_declare(ctx, ctx->actor.owner_id) == CONFLICT) {
        view.must_declare = translate(ctx, ctx->err.message);
        ctx->err = (struct ctx_error){0};
    }
    view.declaration_url = url_build(ctx, "/lager/brukt", NULL, 0);
    view.sheet_url = url_build(ctx, "/lager/regneark", NULL, 0);
    view.rule_url = url_build(ctx, "/lager/priser", NULL, 0);
    view.own_url = url_build(ctx, "/lager/ny", NULL, 0);
    view.total = more ? STR("") : catalogue_cards_total(ctx, (int64_t)view.rows.count);
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing in hand yet")),
        .text = translate(ctx, N_("When you have picked up a lot, it stands here to be priced.")),
        .url = url_build(ctx, "/henting", NULL, 0),
        .act = translate(ctx, N_("Pick up")),
    };
    struct html_out out = centre_out(ctx, req, res);
    catalogue_stock_html(&out, &view);
    return OK;
}

/* ---- one thing ------------------------------------------------------------------------------- */

static void fill_form(struct ctx *ctx, struct request *req, const struct thing *thing,
                      const struct listing *listing, const struct draft *draft,
                      struct publish_view *view)
{
    const struct form *form = &catalogue_publish_form;
    const struct listing none = {.title = STR(""),
                                 .wear = STR(""),
                                 .place = STR(""),
                                 .brand = STR(""),
                                 .material = STR(""),
                                 .grade = thing->grade,
                                 .category_id = thing->category_id,
                                 .size_key = thing->size_key,
                                 .colour_id = NO_I64};
    const struct listing *from = listing == NULL ? &none : listing;
    const struct draft typed = {
        .category = catalogue_seller_number(ctx, from->category_id),
        .kind = thing->kind_key,
        .title = from->title,
        .size = catalogue_cards_size(ctx, from->size_key),
        .grade = catalogue_seller_number(ctx, from->grade),
        .colour = catalogue_seller_number(ctx, from->colour_id),
        .price = listing == NULL ? STR("") : catalogue_seller_money(ctx, listing->price_ore),
        .place = from->place,
        .wear = from->wear,
        .brand = from->brand,
        .seasons = catalogue_seller_season_list(ctx, from->seasons),
        .material = from->material,
        .washed = from->washed_day > 0 ? STR("1") : STR(""),
    };
    const struct draft *shown = draft == NULL ? &typed : draft;
    view->category = form_field(ctx, req, form, "category", shown->category);
    view->kind = form_field(ctx, req, form, "kind", shown->kind);
    view->title = form_field(ctx, req, form, "title", shown->title);
    view->size = form_field(ctx, req, form, "size", shown->size);
    view->grade = form_field(ctx, req, form, "grade", shown->grade);
    view->colour = form_field(ctx, req, form, "colour", shown->colour);
    view->price = form_field(ctx, req, form, "price", shown->price);
    view->place = form_field(ctx, req, form, "place", shown->place);
    view->wear = form_field(ctx, req, form, "wear", shown->wear);
    view->photo = form_field(ctx, req, form, "photo", STR(""));
    view->wear_photo = form_field(ctx, req, form, "wear_photo", STR(""));
    view->brand = form_field(ctx, req, form, "brand", shown->brand);
    view->seasons = form_field(ctx, req, form, "seasons", shown->seasons);
    view->material = form_field(ctx, req, form, "material", shown->material);
    view->material.list = STR("known-materials");
    view->washed = form_field(ctx, req, form, "washed", shown->washed);
    catalogue_seller_seasons(ctx, &view->seasons);
    catalogue_seller_categories(ctx, &view->category);
    catalogue_seller_kinds(ctx, thing->category_id, &view->kind);
    catalogue_seller_colours(ctx, &view->colour);
    view->errors.errors = form_errors(ctx, req, form);
}

static enum status fill_photos(struct ctx *ctx, const struct thing *thing,
                               struct publish_view *view)
{
    struct str_list photos;
    TRY(goods_photos(ctx, thing->id, &photos));
    for (size_t i = 0; i < photos.count; i++) {
        const struct shown_picture shown = {
            .url = catalogue_cards_photo(ctx, photos.ptr[i], PHOTO_400),
            .hash = photos.ptr[i],
            .n = i18n_number(ctx, (int64_t)i + 1),
        };
        vec_push(ctx->mem, &view->removable, shown);
        if (i > 0) {
            vec_push(ctx->mem, &view->pictures, shown.url);
        }
    }
    view->remove_url = url_build(ctx, "/lager/{}/bilde/fjern", &thing->code, 1);
    view->can_add_photo = photos.count < SELLER_PHOTOS_MAX;
    return OK;
}

/* What is typed now, by a script, or what stands in the fields. */
static enum status fill_suggested(struct ctx *ctx, const struct request *req,
                                  const struct thing *thing, struct publish_view *view)
{
    const struct own_ask *ask = req->again ? NULL : req->form;
    int64_t chosen = NO_I64;
    if (ask != NULL && ask->title.ptr != NULL) {
        const struct fit typed = {ask->title, ask->category_id, thing->kind_key, ask->size};
        return catalogue_seller_tell_fit(ctx, &typed, &view->suggested);
    }
    const bool known = str_to_i64(view->category.value, &chosen);
    const struct fit shown = {view->title.value, known ? chosen : NO_I64, thing->kind_key,
                              view->size.value};
    return catalogue_seller_tell_fit(ctx, &shown, &view->suggested);
}

/* What was done last and can be undone, and why the manager took it off. */
static enum status fill_past(struct ctx *ctx, const struct listing *listing,
                             struct publish_view *view)
{
    struct moderated why;
    if (view->done.text.len == 0) {
        TRY(catalogue_seller_undo_bar(ctx, listing, &view->done));
    }
    const enum status off = catalogue_seller_why_off(ctx, listing->id, &why);
    if (off != OK) {
        return off == NOT_FOUND ? OK : off;
    }
    const struct i18n_arg args[] = {
        {"why", translate(ctx, catalogue_seller_moderation_words(why.reason))},
        {"sentence", why.sentence}};
    view->off_why = i18n_fill(ctx,
                              N_("The manager took this off: {why}. {sentence} Mend it and put it "
                                 "out again."),
                              args, 2);
    return OK;
}

static enum status fill_facts(struct ctx *ctx, const struct thing *thing, struct publish_view *view)
{
    struct holder source;
    TRY(goods_holder(ctx, thing->source_id, &source));
    const struct fact facts[] = {
        {translate(ctx, N_("Left")), goods_with_sacks(ctx, thing, i18n_number(ctx, thing->count)),
         STR("")},
        {translate(ctx, N_("Weight")), weight_text(ctx, thing), STR("")},
        {translate(ctx, N_("From")), source.name, STR("")},
        {translate(ctx, N_("Note from the station")), thing->note, STR("")},
    };
    for (size_t i = 0; i < sizeof(facts) / sizeof(facts[0]); i++) {
        if (facts[i].value.len > 0) {
            vec_push(ctx->mem, &view->facts, facts[i]);
        }
    }
    return OK;
}

static void add_dispose(struct ctx *ctx, struct request *req, const struct thing *thing,
                        struct publish_view *view)
{
    const struct form *form = &catalogue_dispose_form;
    const struct str all = str_format(ctx->mem, "%lld", (long long)thing->count);
    view->can_dispose = thing->count > 0 && !view->published;
    view->dispose_url = url_build(ctx, "/lager/{}/ut", &thing->code, 1);
    view->out_count = form_field(ctx, req, form, "out_count", all);
    view->how = form_field(ctx, req, form, "how", STR(""));
    view->discard = form_field(ctx, req, form, "discard", STR(""));
    if (req->again && req->route->form == form) {
        view->errors.errors = form_errors(ctx, req, form);
        for (size_t i = 0; !view->can_dispose && i < view->errors.errors.count; i++) {
            view->errors.errors.ptr[i].id = STR("");
        }
    }
}

static void add_stop(struct ctx *ctx, const struct thing *thing, struct publish_view *view)
{
    view->stopped = !goods_sellable(thing);
    if (view->stopped) {
        view->stop = stop_of(ctx, thing);
        view->stop_text = translate(ctx, goods_stop_refusal(thing->stops));
    }
}

enum status catalogue_publish_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct publish_view view = {0};
    struct thing thing;
    struct listing listing;
    struct draft draft = {0};
    struct form_errors wrong;
    TRY(catalogue_seller_thing(ctx, req, &thing));
    const enum status found = catalogue_by_code(ctx, thing.code, &listing);
    view.published = found == OK && listing.state == LISTING_PUBLIC;
    centre_page(ctx, req, PAGE_TENANT, N_("Price and put out"), "/lager", &view.page);
    view.name = found == OK ? listing.title : thing_name(ctx, &thing);
    view.page.title = view.name;
    view.code = thing.code;
    view.picture = catalogue_cards_photo(ctx, thing.photo, PHOTO_400);
    view.icon = catalogue_cards_icon(thing.category_id);
    view.version = str_format(ctx->mem, "%lld", (long long)thing.seq);
    view.publish_url = url_build(ctx, "/lager/{}", &thing.code, 1);
    view.publish_act = translate(ctx, view.published ? N_("Save the changes") : N_("Put out"));
    TRY(fill_facts(ctx, &thing, &view));
    const enum status drafted = catalogue_seller_draft(ctx, ctx->actor.owner_id, thing.id, &draft);
    if (drafted != OK && drafted != NOT_FOUND) {
        return drafted;
    }
    const bool typed = catalogue_seller_typed_draft(ctx, req, &draft, &wrong);
    fill_form(ctx, req, &thing, found == OK ? &listing : NULL,
              typed || drafted == OK ? &draft : NULL, &view);
    if (typed) {
        view.errors.errors = wrong;
    }
    view.ask_url = url_build(ctx, "/lager/{}", &thing.code, 1);
    view.draft_url = url_build(ctx, "/lager/{}/utkast", &thing.code, 1);
    view.saved = drafted == OK && !typed ? catalogue_seller_saved_text(ctx, &draft) : STR("");
    view.page.script = url_asset("seller.js");
    TRY(fill_photos(ctx, &thing, &view));
    TRY(catalogue_seller_fill_split(ctx, req, &thing, &view));
    TRY(catalogue_seller_brands(ctx, &view.brand, &view.brands));
    TRY(fill_suggested(ctx, req, &thing, &view));
    TRY(catalogue_seller_fill_fall(ctx, &thing, &listing, &view));
    if (found == OK) {
        TRY(fill_past(ctx, &listing, &view));
    }
    add_stop(ctx, &thing, &view);
    add_dispose(ctx, req, &thing, &view);
    TRY(catalogue_rental_fill(ctx, req, &thing, &view.rental, &view.errors));
    if (view.published) {
        view.public_url = url_build(ctx, "/ting/{}", &thing.code, 1);
        view.withdraw_url = url_build(ctx, "/lager/{}/trekk", &thing.code, 1);
    }
    view.label_url = url_build(ctx, "/lapp/{}", &thing.code, 1);
    view.safety_url = url_build(ctx, "/lager/{}/sikkerhet", &thing.code, 1);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_publish_html(&out, &view);
    return OK;
}

/* The day that is told already stays while the tick stays. */
static enum status washed_day(struct ctx *ctx, struct str code, int64_t *ret_day)
{
    struct listing listing;
    const enum status found = catalogue_by_code(ctx, code, &listing);
    *ret_day = found == OK && listing.washed_day > 0 ? listing.washed_day : centre_today(ctx);
    return found == NOT_FOUND ? OK : found;
}

enum status catalogue_publish_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct publish_input *input = req->form;
    struct thing thing;
    struct listing listing;
    struct publication publication = {
        .title = input->title.ptr == NULL ? STR("") : input->title,
        .wear = input->wear.ptr == NULL ? STR("") : input->wear,
        .category_id = input->category_id,
        .kind_key = input->kind_key.ptr == NULL ? STR("") : input->kind_key,
        .grade = input->grade,
        .colour_id = input->colour_id,
        .price_ore = input->price_ore,
        .place = input->place.ptr == NULL ? STR("") : input->place,
        .brand = input->brand.ptr == NULL ? STR("") : input->brand,
        .seasons = catalogue_seller_season_bits(&input->seasons),
        .material = input->material.ptr == NULL ? STR("") : input->material,
    };
    TRY(catalogue_seller_thing(ctx, req, &thing));
    const bool as_shown = thing.seq == input->version;
    TRY(catalogue_seller_photos_add(ctx, &input->photo, &input->wear_photo, &thing));
    if (input->wear_photo.bytes.len > 0 && publication.wear.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write what the picture of the fault shows."), "wear");
    }
    publication.thing_id = thing.id;
    /* The pictures that came with the form are no change by somebody else. */
    publication.thing_seq = as_shown ? thing.seq : input->version;
    TRY(catalogue_seller_size(ctx, input->size, input->category_id, &publication.size_key));
    if (input->washed) {
        TRY(washed_day(ctx, thing.code, &publication.washed_day));
    }
    TRY(catalogue_seller_publish(ctx, ctx->actor.owner_id, &publication, &listing));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/lager/%.*s", STR_ARG(thing.code)));
}

enum status catalogue_photo_remove_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct photo_input *input = req->form;
    struct thing thing;
    TRY(catalogue_seller_thing(ctx, req, &thing));
    TRY(catalogue_seller_photos_remove(ctx, ctx->actor.owner_id, thing.id, input->photo));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/lager/%.*s", STR_ARG(thing.code)));
}

enum status catalogue_withdraw_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct thing thing;
    struct listing listing;
    TRY(catalogue_seller_thing(ctx, req, &thing));
    TRY(catalogue_by_code(ctx, thing.code, &listing));
    TRY(catalogue_seller_withdraw(ctx, ctx->actor.owner_id, listing.id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/lager/%.*s", STR_ARG(thing.code)));
}
