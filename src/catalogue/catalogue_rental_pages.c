/* SPDX-License-Identifier: EUPL-1.2 */
/* A shop rents a thing out at the counter and gets it back. Who has it stands in the shop's own
 * book, not here. */
#include "base/vec.h"
#include "catalogue/catalogue.h"
#include "catalogue/catalogue_cards.h"
#include "catalogue/catalogue_rental.h"
#include "catalogue/catalogue_seller_fields.h"
#include "catalogue_html.h"
#include "centre/centre.h"
#include "goods/goods_rent.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

#define LIST_PATH "/lager/utlan"
#define LIST_PAGE 30

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- forms ----------------------------------------------------------------------------------- */

static const struct field rentals_fields[] = {
    {.name = "etter",
     .type = FIELD_ID,
     .offset = offsetof(struct rentals_input, before_id),
     .label = N_("Page")},
};
const struct form catalogue_rentals_form = FORM("rentals", rentals_fields, struct rentals_input);

static const struct field rent_fields[] = {
    {.name = "version",
     .type = FIELD_I64,
     .offset = offsetof(struct rent_input, version),
     .required = true,
     .label = N_("Version")},
    {.name = "rent_count",
     .type = FIELD_I64,
     .offset = offsetof(struct rent_input, count),
     .required = true,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many")},
};
const struct form catalogue_rent_form = FORM("rent", rent_fields, struct rent_input);

static const struct field back_fields[] = {
    {.name = "event",
     .type = FIELD_ID,
     .offset = offsetof(struct back_input, event_id),
     .required = true,
     .label = N_("What is rented out")},
    {.name = "out",
     .type = FIELD_I64,
     .offset = offsetof(struct back_input, out),
     .required = true,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many are out")},
    {.name = "back_count",
     .type = FIELD_I64,
     .offset = offsetof(struct back_input, count),
     .required = true,
     .min = 1,
     .max = GOODS_COUNT_MAX,
     .label = N_("How many come back")},
};
const struct form catalogue_back_form = FORM("back", back_fields, struct back_input);

/* ---- what is shown --------------------------------------------------------------------------- */

static struct str number(struct ctx *ctx, int64_t n)
{
    return str_of_i64(ctx->mem, n);
}

static enum status line_of(struct ctx *ctx, const struct goods_rental *rental,
                           struct rental_line *ret)
{
    struct thing thing;
    TRY(goods_thing(ctx, rental->thing_id, &thing));
    const struct str event = number(ctx, rental->event_id);
    const struct i18n_arg args[] = {{"n", i18n_number(ctx, rental->count)},
                                    {"when", centre_when_near(ctx, rental->out_ms)},
                                    {"code", thing.code}};
    *ret = (struct rental_line){
        .picture = catalogue_cards_photo(ctx, thing.photo, PHOTO_400),
        .icon = catalogue_cards_icon(thing.category_id),
        .name = goods_name(ctx, &thing),
        .detail = i18n_fill(ctx, N_("{n} pcs out since {when} · label {code}"), args, 3),
        .url = url_build(ctx, "/lager/{}", &thing.code, 1),
        .back_url = url_build(ctx, "/lager/{}/tilbake", &thing.code, 1),
        .event = event,
        .out = number(ctx, rental->count),
        .id = rental->count > 1 ? str_format(ctx->mem, "f-back-%.*s", STR_ARG(event)) : STR(""),
        .back = number(ctx, rental->count)};
    return OK;
}

static enum status lines_of(struct ctx *ctx, const struct goods_rentals *rentals, size_t most,
                            struct rental_lines *lines)
{
    for (size_t i = 0; i < rentals->count && i < most; i++) {
        struct rental_line line;
        TRY(line_of(ctx, &rentals->ptr[i], &line));
        vec_push(ctx->mem, lines, line);
    }
    return OK;
}

enum status catalogue_rental_fill(struct ctx *ctx, struct request *req, const struct thing *thing,
                                  struct rental_part *ret, struct error_summary *ret_errors)
{
    const struct form *form = &catalogue_rent_form;
    struct goods_rentals rentals;
    struct rental_part part = {.can_rent = thing->count > 0 && goods_sellable(thing)};
    part.rent_url = url_build(ctx, "/lager/{}/lei-ut", &thing->code, 1);
    part.count = form_field(ctx, req, form, "rent_count", STR("1"));
    if (req->again && req->route->form == form) {
        ret_errors->errors = form_errors(ctx, req, form);
        /* What cannot be rented out any more has no field to jump to. */
        for (size_t i = 0; !part.can_rent && i < ret_errors->errors.count; i++) {
            ret_errors->errors.ptr[i].id = STR("");
        }
    }
    TRY(goods_rentals_of(ctx, thing->id, &rentals));
    TRY(lines_of(ctx, &rentals, rentals.count, &part.lines));
    *ret = part;
    return OK;
}

/* What was typed for how many come back is kept, and the error leads to it. */
static void keep_typed(struct ctx *ctx, struct request *req, struct rentals_view *view)
{
    const struct form *form = &catalogue_back_form;
    const struct str event = form_field(ctx, req, form, "event", STR("")).value;
    const struct str typed = form_field(ctx, req, form, "back_count", STR("")).value;
    struct str id = STR("");
    for (size_t i = 0; i < view->lines.count; i++) {
        struct rental_line *line = &view->lines.ptr[i];
        if (str_equal(line->event, event) && line->id.len > 0) {
            line->back = typed;
            id = line->id;
        }
    }
    view->errors.errors = form_errors(ctx, req, form);
    for (size_t i = 0; i < view->errors.errors.count; i++) {
        view->errors.errors.ptr[i].id = id;
    }
}

enum status catalogue_rentals_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct rentals_input *input = req->again ? NULL : req->form;
    struct rentals_view view = {0};
    struct goods_rentals rentals;
    TRY(goods_rentals(ctx, ctx->actor.owner_id, input == NULL ? NO_I64 : input->before_id,
                      LIST_PAGE + 1, &rentals));
    centre_page(ctx, req, PAGE_TENANT, N_("Rented out"), LIST_PATH, &view.page);
    TRY(lines_of(ctx, &rentals, LIST_PAGE, &view.lines));
    if (rentals.count > LIST_PAGE) {
        const struct str last = number(ctx, rentals.ptr[LIST_PAGE - 1].event_id);
        view.next = url_build(ctx, LIST_PATH "?etter={}", &last, 1);
    }
    if (req->again) {
        keep_typed(ctx, req, &view);
    } else if (str_equal(request_query(ctx, req, "lagret"), STR("1"))) {
        view.saved = translate(ctx, N_("Saved. It stands in the ledger."));
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing is rented out")),
        .text = translate(ctx, N_("Open a thing in “Our things” to rent it out. It stands here "
                                  "until it is back.")),
        .url = url_build(ctx, "/lager", NULL, 0),
        .act = translate(ctx, N_("Our things")),
    };
    struct html_out out = centre_out(ctx, req, res);
    catalogue_rentals_html(&out, &view);
    return OK;
}

/* ---- out and back ---------------------------------------------------------------------------- */

struct renting {
    const struct rent_input *input;
    int64_t thing_id;
    struct str code;
};

/* What somebody holds is theirs to fetch. */
static enum status check_holds(struct ctx *ctx, const struct renting *renting)
{
    struct listing listing;
    struct thing thing;
    const enum status found = catalogue_by_code(ctx, renting->code, &listing);
    if (found != OK || listing.state != LISTING_PUBLIC || listing.held == 0) {
        return found == NOT_FOUND ? OK : found;
    }
    TRY(goods_thing(ctx, renting->thing_id, &thing));
    return listing.held + renting->input->count > thing.count
               ? ctx_fail(ctx, CONFLICT, N_("Somebody holds it. It cannot be rented out now."),
                          "rent_count")
               : OK;
}

static enum status rent(struct ctx *ctx, void *arg)
{
    const struct renting *renting = arg;
    int64_t event_id = 0;
    TRY(check_holds(ctx, renting));
    const enum status status =
        goods_rent_out(ctx, renting->thing_id, ctx->actor.owner_id, renting->input->version,
                       renting->input->count, &event_id);
    if (status != OK && ctx->err.field != NULL && strcmp(ctx->err.field, "count") == 0) {
        ctx->err.field = "rent_count";
    }
    return status;
}

enum status catalogue_rent_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct renting renting = {.input = req->form};
    struct thing thing;
    int64_t followed = 0;
    TRY(catalogue_seller_thing(ctx, req, &thing));
    renting.thing_id = thing.id;
    renting.code = thing.code;
    TRY(db_write(ctx, rent, &renting));
    /* What was out for sale is offered no longer, or fewer of it; a job would do so too. */
    TRY(catalogue_follow(ctx, &followed));
    return response_redirect(ctx, req, res, STR(LIST_PATH "?lagret=1"));
}

enum status catalogue_back_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct back_input *input = req->form;
    int64_t followed = 0;
    const enum status status =
        goods_take_back(ctx, input->event_id, ctx->actor.owner_id, input->out, input->count);
    if (status != OK && ctx->err.field != NULL && strcmp(ctx->err.field, "count") == 0) {
        ctx->err.field = "back_count";
    }
    TRY(status);
    TRY(catalogue_follow(ctx, &followed));
    return response_redirect(ctx, req, res, STR(LIST_PATH "?lagret=1"));
}
