/* SPDX-License-Identifier: EUPL-1.2 */
/* Drafts that are kept, acts that are undone, and the shop's declaration. */
#include "catalogue/catalogue_pages.h"
#include "catalogue/catalogue_seller_control.h"
#include "catalogue/catalogue_seller_draft.h"
#include "catalogue/catalogue_seller_fields.h"
#include "catalogue/catalogue_seller_forms.h"
#include "catalogue/catalogue_seller_photos.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

/* ---- drafts ---------------------------------------------------------------------------------- */

static struct draft draft_of(struct ctx *ctx, const struct draft_input *input)
{
    return (struct draft){
        .title = input->title,
        .wear = input->wear,
        .category = input->category,
        .kind = input->kind,
        .size = input->size,
        .grade = input->grade,
        .colour = input->colour,
        .price = input->price,
        .place = input->place,
        .count = input->count,
        .photo = input->kept,
        .brand = input->brand,
        .seasons = catalogue_seller_season_list(ctx, catalogue_seller_season_bits(&input->seasons)),
        .material = input->material,
        .washed = input->washed ? STR("1") : STR("")};
}

bool catalogue_seller_typed_draft(struct ctx *ctx, const struct request *req, struct draft *draft,
                                  struct form_errors *ret_errors)
{
    const struct form *form = &catalogue_draft_form;
    const struct {
        const char *name;
        struct str *text;
    } fields[] = {{"title", &draft->title},       {"wear", &draft->wear},
                  {"category", &draft->category}, {"kind", &draft->kind},
                  {"size", &draft->size},         {"grade", &draft->grade},
                  {"colour", &draft->colour},     {"price", &draft->price},
                  {"place", &draft->place},       {"count", &draft->count},
                  {"kept", &draft->photo},        {"brand", &draft->brand},
                  {"seasons", &draft->seasons},   {"material", &draft->material},
                  {"washed", &draft->washed}};
    if (!req->again || req->route->form != form) {
        return false;
    }
    for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
        *fields[i].text = form_field(ctx, req, form, fields[i].name, STR("")).value;
    }
    *ret_errors = form_errors(ctx, req, form);
    return true;
}

enum status catalogue_draft_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct draft_input *input = req->form;
    const struct draft draft = draft_of(ctx, input);
    struct thing thing;
    TRY(catalogue_seller_thing(ctx, req, &thing));
    TRY(catalogue_seller_photos_add(ctx, &input->photo, &input->wear_photo, &thing));
    TRY(catalogue_seller_save_draft(ctx, ctx->actor.owner_id, thing.id, &draft));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/lager/%.*s", STR_ARG(thing.code)));
}

enum status catalogue_own_draft_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct draft_input *input = req->form;
    struct draft draft = draft_of(ctx, input);
    const struct upload *const sent[SELLER_PHOTOS_MAX] = {&input->photo, &input->wear_photo,
                                                          &input->photo_3, &input->photo_4};
    struct seller_photos photos =
        catalogue_seller_photos_of(draft.photo.ptr == NULL ? STR("") : draft.photo);
    TRY(catalogue_seller_photos_take(ctx, sent, &photos));
    draft.photo = catalogue_seller_photos_text(ctx, &photos);
    TRY(catalogue_seller_save_draft(ctx, ctx->actor.owner_id, 0, &draft));
    return response_redirect(ctx, req, res, STR("/lager/ny"));
}

struct str catalogue_seller_saved_text(struct ctx *ctx, const struct draft *draft)
{
    const struct i18n_arg args[] = {
        {"time", i18n_time(ctx, centre_minute_of(ctx, draft->saved_ms))},
        {"day", i18n_day_relative(ctx, centre_day_of(ctx, draft->saved_ms), centre_today(ctx))},
        {"n", i18n_number(ctx, DRAFT_KEPT_DAYS)},
    };
    return i18n_fill(ctx, N_("Draft saved {day} at {time}. We keep it for {n} days."), args, 3);
}

/* ---- undo ------------------------------------------------------------------------------------ */

static const char *act_words(enum undo_act act)
{
    return act == UNDO_PUT_OUT    ? N_("It is put out.")
           : act == UNDO_WITHDRAW ? N_("It is taken off sale.")
                                  : N_("The changes are saved.");
}

enum status catalogue_seller_undo_bar(struct ctx *ctx, const struct listing *listing,
                                      struct undo_bar *ret_bar)
{
    enum undo_act act = UNDO_CHANGE;
    const enum status found = catalogue_seller_undoable(ctx, ctx->actor.owner_id, listing, &act);
    if (found != OK) {
        return found == NOT_FOUND ? OK : found;
    }
    ret_bar->text = str_of(i18n_text(ctx->lang, act_words(act)));
    ret_bar->undo = url_build(ctx, "/lager/{}/angre", &listing->code, 1);
    return OK;
}

enum status catalogue_undo_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct thing thing;
    struct listing listing;
    TRY(catalogue_seller_thing(ctx, req, &thing));
    TRY(catalogue_by_code(ctx, thing.code, &listing));
    TRY(catalogue_seller_undo(ctx, ctx->actor.owner_id, listing.id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/lager/%.*s", STR_ARG(thing.code)));
}

/* ---- the declaration ------------------------------------------------------------------------- */

enum status catalogue_declaration_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct declaration_view view = {0};
    int64_t until = NO_I64;
    TRY(catalogue_seller_declared(ctx, ctx->actor.owner_id, &until));
    centre_page(ctx, req, PAGE_TENANT, N_("Only used things"), "/lager", &view.page);
    const struct i18n_arg arg = {"day", until == NO_I64 ? STR("") : i18n_day(ctx, until)};
    view.holds = until != NO_I64 && until >= centre_today(ctx);
    view.state =
        view.holds ? i18n_fill(ctx, N_("Confirmed. It holds through {day}."), &arg, 1)
        : until == NO_I64
            ? str_of(i18n_text(ctx->lang, N_("Not confirmed yet. Nothing can be put out until it "
                                             "is.")))
            : i18n_fill(ctx,
                        N_("It held through {day}. Nothing can be put out until it is confirmed "
                           "again."),
                        &arg, 1);
    view.may_declare = (ctx->actor.roles & WHO_TENANT_OWNER) != 0;
    view.post_url = url_build(ctx, "/lager/brukt", NULL, 0);
    view.confirm = form_field(ctx, req, &catalogue_declaration_form, "confirm", STR(""));
    view.errors.errors = form_errors(ctx, req, &catalogue_declaration_form);
    struct html_out out = centre_out(ctx, req, res);
    catalogue_declaration_html(&out, &view);
    return OK;
}

enum status catalogue_declaration_post(struct ctx *ctx, struct request *req, struct response *res)
{
    TRY(catalogue_declare(ctx, ctx->actor.owner_id));
    return response_redirect(ctx, req, res, STR("/lager/brukt"));
}
