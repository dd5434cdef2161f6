/* SPDX-License-Identifier: EUPL-1.2 */
/* Receiving a lot on the station's phone. */
#include "station/station_pages.h"

#include "accounts/accounts.h"
#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "station/station_forms.h"
#include "station/station_views.h"
#include "station_html.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str new_uuid(struct ctx *ctx)
{
    char text[UUID_TEXT_SIZE];
    id_uuid(text);
    return str_copy(ctx->mem, str_of(text));
}

/* ---- the form -------------------------------------------------------------------------------- */

static struct intake_tiles tiles_of_choices(struct ctx *ctx, const struct choice *choices,
                                            struct str chosen)
{
    struct intake_tiles tiles = {0};
    for (const struct choice *choice = choices; choice->value != NULL; choice++) {
        vec_push(ctx->mem, &tiles,
                 (struct intake_tile){.value = str_of(choice->value),
                                      .label = translate(ctx, choice->label),
                                      .icon = STR(""),
                                      .chosen = str_equal(str_of(choice->value), chosen)});
    }
    return tiles;
}

static struct intake_tiles category_tiles(struct ctx *ctx, struct str chosen)
{
    struct intake_tiles tiles = {0};
    for (int64_t place = 1;; place++) {
        const struct goods_category *category = goods_codes_tile(place);
        if (category == NULL) {
            return tiles;
        }
        const struct str value = str_format(ctx->mem, "%lld", (long long)category->id);
        const struct str label = category->tile_name.in[ctx->lang].len > 0
                                     ? category->tile_name.in[ctx->lang]
                                     : category->name.in[ctx->lang];
        vec_push(ctx->mem, &tiles,
                 (struct intake_tile){value, label, category->icon, str_equal(value, chosen)});
    }
}

/* Begins from a lot registered before ("the same again"): its category and condition. */
static void like_lot(struct ctx *ctx, const struct request *req, struct str *category,
                     struct str *state)
{
    const struct like_input *input = req->again ? NULL : req->form;
    struct str code;
    struct thing thing;
    if (input == NULL || input->like.ptr == NULL) {
        return;
    }
    if (goods_code_read(ctx, input->like, &code) != OK || goods_by_code(ctx, code, &thing) != OK) {
        ctx->err = (struct ctx_error){0};
        return;
    }
    *category = str_format(ctx->mem, "%lld", (long long)thing.category_id);
    *state = str_format(ctx->mem, "%lld", (long long)thing.station_state);
}

enum status station_intake_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &station_intake_form;
    struct intake_view view = {0};
    struct str category = STR("");
    struct str state = STR("1");
    like_lot(ctx, req, &category, &state);
    centre_page(ctx, req, PAGE_STATION, N_("Receive a thing"), "/inn", &view.page);
    view.page.script = url_asset("intake.js");
    view.person = ctx->actor.name;
    view.switch_person = centre_link(ctx, req, "/inn/person", NULL, 0);
    view.save_url = url_build(ctx, "/inn", NULL, 0);
    view.errors.errors = form_errors(ctx, req, form);
    view.uuid = req->again ? form_field(ctx, req, form, "key", STR("")).value : STR("");
    if (view.uuid.len == 0) {
        view.uuid = new_uuid(ctx);
    }
    const struct form_field typed = form_field(ctx, req, form, "category", category);
    view.categories = category_tiles(ctx, typed.value);
    view.category_error = typed.error;
    view.photo = form_field(ctx, req, form, "photo", STR(""));
    view.states =
        tiles_of_choices(ctx, station_states, form_field(ctx, req, form, "state", state).value);
    view.bands =
        tiles_of_choices(ctx, station_bands, form_field(ctx, req, form, "band", STR("")).value);
    view.count = form_field(ctx, req, form, "count", STR("1"));
    view.weight = form_field(ctx, req, form, "weight", STR(""));
    view.note = form_field(ctx, req, form, "note", STR(""));
    struct html_out out = centre_out(ctx, req, res);
    station_intake_html(&out, &view);
    return OK;
}

/* ---- saving ---------------------------------------------------------------------------------- */

static struct lot lot_of(const struct intake_input *input, int64_t station_id)
{
    struct lot lot = {
        .key_source = STR("intake"),
        .key = input->key,
        .holder_id = station_id,
        .source_id = station_id,
        .category_id = input->category_id,
        .kind_key = STR(""),
        .count = input->count,
        .g = input->g,
        .weight_method = WEIGHT_SCALE,
        .state = (enum station_state)input->state,
        .size_key = STR(""),
        .note = input->note.ptr == NULL ? STR("") : input->note,
    };
    if (lot.g == NO_I64 && input->band != NO_I64) {
        lot.g = input->band;
        lot.weight_method = WEIGHT_BAND;
    }
    return lot;
}

enum status station_intake_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct intake_input *input = req->form;
    struct thing thing;
    struct str photo;
    bool is_new = false;
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    struct lot lot = lot_of(input, station_id);
    if (input->photo.bytes.len > 0) {
        TRY(photo_store(ctx, input->photo.bytes, &photo));
        lot.photos = &photo;
        lot.photo_count = 1;
    }
    TRY(goods_receive(ctx, &lot, &thing, &is_new));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/inn/lagret/%.*s", STR_ARG(thing.code)));
}
