/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages of the help pile, at the station and in the office: the list, a case, and settling it. */
#include "station/station_help_pages.h"

#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "station/station_forms.h"
#include "station/station_pages.h"
#include "station/station_store.h"
#include "station_html.h"

#include "base/banned.h"

#define REFUSED_DAYS 30

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

bool station_help_is_office(const struct request *req)
{
    return str_starts_with(req->path, STR("/kontor/"));
}

enum status station_help_place(struct ctx *ctx, const struct request *req, int64_t *ret_station_id)
{
    *ret_station_id = 0;
    return station_help_is_office(req)
               ? OK
               : accounts_device_station(ctx, ctx->actor.device_id, ret_station_id);
}

/* ---- words ----------------------------------------------------------------------------------- */

/* "message|label|detail", as station_lot_api.c keeps it, in the language of ctx. */
struct str station_help_why(struct ctx *ctx, struct str why)
{
    struct str rest = why;
    struct str parts[3] = {{0}};
    for (size_t i = 0; i < 3 && rest.ptr != NULL; i++) {
        str_split(&rest, '|', &parts[i]);
        parts[i] = str_copy(ctx->mem, parts[i]);
    }
    const struct i18n_arg args[] = {
        {"label", parts[1].len > 0 ? translate(ctx, parts[1].ptr) : STR("")},
        {"detail", parts[2].ptr == NULL ? STR("") : parts[2]}};
    return i18n_replace(ctx, i18n_text(ctx->lang, parts[0].ptr), args, 2);
}

struct str station_help_when(struct ctx *ctx, int64_t at_ms, int64_t station_id)
{
    struct holder station;
    const struct str when = centre_when_near(ctx, at_ms);
    if (goods_holder(ctx, station_id, &station) != OK) {
        return when;
    }
    const struct i18n_arg args[] = {{"when", when}, {"station", station.name}};
    return i18n_fill(ctx, N_("{when} at {station}"), args, 2);
}

/* ---- the list -------------------------------------------------------------------------------- */

static struct str name_of(struct ctx *ctx, const struct help_case *help, const struct thing *thing)
{
    if (thing != NULL) {
        return goods_name(ctx, thing);
    }
    struct help_typed typed;
    station_help_read(ctx, help->body, &typed);
    int64_t id = 0;
    const struct goods_category *category =
        str_to_i64(typed.category, &id) ? goods_codes_category(id) : NULL;
    return category == NULL ? translate(ctx, N_("A lot that could not be read"))
                            : category->name.in[ctx->lang];
}

static enum status add_row(struct ctx *ctx, const struct request *req, const struct help_case *help,
                           struct help_list_view *view)
{
    struct thing thing;
    const bool known = help->thing_id != NO_I64;
    const struct str id = str_of_i64(ctx->mem, help->id);
    struct help_row row = {
        .url = url_build(ctx, station_help_is_office(req) ? "/kontor/hjelp/{}" : "/inn/hjelp/{}",
                         &id, 1),
        .icon = STR("information"),
        .why = station_help_why(ctx, help->why),
        .when = station_help_when(ctx, help->at_ms, help->station_id),
    };
    if (known) {
        TRY(goods_thing(ctx, help->thing_id, &thing));
    }
    row.name = name_of(ctx, help, known ? &thing : NULL);
    if (known && thing.photo.len > 0) {
        row.picture = url_fixed(ctx, photo_path(ctx, thing.photo, PHOTO_400));
    }
    vec_push(ctx->mem, &view->rows, row);
    return OK;
}

static enum status add_refused(struct ctx *ctx, struct help_list_view *view)
{
    struct intake_refused_sums sums;
    TRY(station_store_refused(ctx, centre_today(ctx) - REFUSED_DAYS, &sums));
    for (size_t i = 0; i < sums.count; i++) {
        const struct goods_category *category = goods_codes_category(sums.ptr[i].category_id);
        vec_push(ctx->mem, &view->refused,
                 (struct fact){category == NULL ? STR("–") : category->name.in[ctx->lang],
                               i18n_number(ctx, sums.ptr[i].count), STR("")});
    }
    return OK;
}

static struct empty_state nothing(struct ctx *ctx)
{
    return (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("Nothing needs help")),
        .text = translate(ctx, N_("Everything the phones have sent is received."))};
}

enum status station_help_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const bool office = station_help_is_office(req);
    const char *path = office ? "/kontor/hjelp" : "/inn/hjelp";
    const struct help_after_input *input = req->form;
    struct help_list_view view = {.none = nothing(ctx)};
    struct help_cases cases;
    int64_t station_id = 0;
    TRY(station_help_place(ctx, req, &station_id));
    TRY(station_store_open_help(
        ctx, station_id, input == NULL || input->after == NO_I64 ? 0 : input->after, &cases));
    for (size_t i = 0; i < cases.count && i < HELP_PAGE; i++) {
        TRY(add_row(ctx, req, &cases.ptr[i], &view));
    }
    if (cases.count > HELP_PAGE) {
        const struct str after = str_of_i64(ctx->mem, cases.ptr[HELP_PAGE - 1].id);
        view.next =
            url_build(ctx, office ? "/kontor/hjelp?etter={}" : "/inn/hjelp?etter={}", &after, 1);
    }
    if (office) {
        TRY(add_refused(ctx, &view));
    }
    centre_page(ctx, req, office ? PAGE_OFFICE : PAGE_STATION, N_("Needs help"), path, &view.page);
    struct html_out out = centre_out(ctx, req, res);
    if (office) {
        office_help_html(&out, &view);
    } else {
        station_help_html(&out, &view);
    }
    return OK;
}

/* ---- settling -------------------------------------------------------------------------------- */

enum status station_help_in_path(struct ctx *ctx, const struct request *req,
                                 struct help_case *ret_help)
{
    int64_t id = 0;
    int64_t station_id = 0;
    TRY(request_param_i64(req, 0, &id));
    TRY(station_help_place(ctx, req, &station_id));
    return station_help_get(ctx, id, station_id, ret_help);
}

static enum status to_list(struct ctx *ctx, const struct request *req, struct response *res)
{
    return response_redirect(
        ctx, req, res, station_help_is_office(req) ? STR("/kontor/hjelp") : STR("/inn/hjelp"));
}

enum status station_help_throw_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct help_throw_input *input = req->form;
    struct help_case help;
    TRY(station_help_in_path(ctx, req, &help));
    if (help.kind != HELP_FIELD) {
        return NOT_FOUND;
    }
    TRY(station_help_throw(ctx, &help, (enum help_reason)input->reason));
    return to_list(ctx, req, res);
}

enum status station_help_done_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct help_case help;
    TRY(station_help_in_path(ctx, req, &help));
    if (help.kind == HELP_FIELD) {
        return NOT_FOUND;
    }
    TRY(station_help_done(ctx, &help));
    return to_list(ctx, req, res);
}

enum status station_help_label_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct help_label_input *input = req->form;
    struct help_case help;
    TRY(station_help_in_path(ctx, req, &help));
    if (help.kind != HELP_LABEL || help.thing_id == NO_I64) {
        return NOT_FOUND;
    }
    TRY(station_help_label(ctx, &help, input->label));
    return to_list(ctx, req, res);
}

enum status station_help_receive_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct help_receive_input *input = req->form;
    struct help_case help;
    struct thing thing;
    TRY(station_help_in_path(ctx, req, &help));
    if (help.kind != HELP_FIELD) {
        return NOT_FOUND;
    }
    if (input->source_id != NO_I64) {
        TRY(station_intake_check_source(ctx, help.station_id, input->source_id));
    }
    const struct lot lot = {
        .holder_id = help.station_id,
        .source_id = input->source_id == NO_I64 ? help.station_id : input->source_id,
        .category_id = input->category_id,
        .kind_key = STR(""),
        .count = input->count,
        .g = input->g,
        .weight_method = WEIGHT_SCALE,
        .state = (enum station_state)input->state,
        .size_key = STR(""),
        .note = input->note.ptr == NULL ? STR("") : input->note,
    };
    TRY(station_help_receive(ctx, &help, &lot, &thing));
    return to_list(ctx, req, res);
}

enum status station_help_photo_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct help_photo_input *input = req->form;
    struct help_case help;
    struct str hash;
    TRY(station_help_in_path(ctx, req, &help));
    if (help.kind != HELP_PHOTO || help.thing_id == NO_I64 || help.settled != NO_I64) {
        return NOT_FOUND;
    }
    TRY(photo_store(ctx, input->photo.bytes, &hash));
    TRY(goods_add_photo(ctx, help.thing_id, hash, false));
    TRY(station_help_done(ctx, &help));
    return to_list(ctx, req, res);
}
