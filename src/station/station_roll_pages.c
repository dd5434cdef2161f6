/* SPDX-License-Identifier: EUPL-1.2 */
/* Rolls of labels in the office: made, printed in parts, closed. */
#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "station/station_forms.h"
#include "station/station_office_views.h"
#include "station/station_pages.h"
#include "station/station_store.h"
#include "station_html.h"

#include "base/banned.h"

#define SHEET_LABELS 24
/* Labels of one PDF: four sheets, which are printed in time on a slow machine too. */
#define PART_LABELS 96

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str name_of(struct ctx *ctx, const struct label_roll *roll)
{
    struct holder station = {.name = STR("–")};
    if (goods_holder(ctx, roll->station_id, &station) != OK) {
        station.name = STR("–");
    }
    const struct i18n_arg args[] = {{"count", i18n_number(ctx, roll->count)},
                                    {"station", station.name}};
    return i18n_fill(ctx, N_("{count} labels for {station}"), args, 2);
}

static struct pill state_of(struct ctx *ctx, const struct label_roll *roll)
{
    return roll->closed_ms == NO_I64
               ? (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("In use"))}
               : (struct pill){PILL_QUIET, STR("padlock"), translate(ctx, N_("Closed"))};
}

/* ---- the list -------------------------------------------------------------------------------- */

static enum status add_rolls(struct ctx *ctx, struct rolls_view *view)
{
    struct label_rolls rolls;
    TRY(station_store_rolls(ctx, &rolls));
    for (size_t i = 0; i < rolls.count; i++) {
        const struct label_roll *roll = &rolls.ptr[i];
        const struct str id = str_of_i64(ctx->mem, roll->id);
        const struct i18n_arg args[] = {{"day", i18n_day(ctx, centre_day_of(ctx, roll->made_ms))},
                                        {"count", i18n_number(ctx, roll->bound)}};
        vec_push(ctx->mem, &view->rolls,
                 (struct roll_row){.url = url_build(ctx, "/kontor/lapper/{}", &id, 1),
                                   .name = name_of(ctx, roll),
                                   .detail =
                                       i18n_fill(ctx, N_("Made {day} · {count} are used"), args, 2),
                                   .state = state_of(ctx, roll)});
    }
    return OK;
}

static enum status station_options(struct ctx *ctx, struct form_field *field)
{
    struct holders stations;
    TRY(goods_holders(ctx, HOLDER_STATION, &stations));
    field->options.ptr = arena_array(ctx->mem, stations.count, sizeof(struct form_option));
    field->options.count = stations.count;
    for (size_t i = 0; i < stations.count; i++) {
        const struct str value = str_of_i64(ctx->mem, stations.ptr[i].id);
        field->options.ptr[i] = (struct form_option){.value = value,
                                                     .label = stations.ptr[i].name,
                                                     .chosen = str_equal(value, field->value)};
    }
    return OK;
}

enum status station_rolls_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &station_roll_form;
    struct rolls_view view = {.may_change = (ctx->actor.roles & WHO_MANAGER) != 0,
                              .make = url_build(ctx, "/kontor/lapper", NULL, 0)};
    TRY(add_rolls(ctx, &view));
    view.errors.errors = form_errors(ctx, req, form);
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No roll yet")),
        .text = translate(ctx, N_("A lot without such a label gets a code of its own."))};
    centre_page(ctx, req, PAGE_OFFICE, N_("Labels"), "/kontor/lapper", &view.page);
    view.station = form_field(ctx, req, form, "station", STR(""));
    view.count = form_field(ctx, req, form, "count", STR("240"));
    TRY(station_options(ctx, &view.station));
    struct html_out out = centre_out(ctx, req, res);
    office_rolls_html(&out, &view);
    return OK;
}

enum status station_rolls_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct roll_input *input = req->form;
    int64_t id = 0;
    TRY(station_rolls_make(ctx, input->station_id, input->count, &id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/kontor/lapper/%lld", (long long)id));
}

/* ---- a roll ---------------------------------------------------------------------------------- */

static enum status roll_in_path(struct ctx *ctx, const struct request *req,
                                struct label_roll *ret_roll)
{
    int64_t id = 0;
    TRY(request_param_i64(req, 0, &id));
    return station_store_roll(ctx, id, ret_roll);
}

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    vec_push(ctx->mem, facts, (struct fact){translate(ctx, label), value, STR("")});
}

static void add_parts(struct ctx *ctx, const struct label_roll *roll, struct roll_view *view)
{
    int64_t number = 1;
    for (int64_t from = 1; from <= roll->count; from += PART_LABELS, number++) {
        const int64_t to =
            from + PART_LABELS - 1 < roll->count ? from + PART_LABELS - 1 : roll->count;
        const struct str values[] = {str_of_i64(ctx->mem, roll->id), str_of_i64(ctx->mem, number)};
        const struct i18n_arg args[] = {{"from", i18n_number(ctx, from)},
                                        {"to", i18n_number(ctx, to)}};
        vec_push(
            ctx->mem, &view->parts,
            (struct roll_part){.name = i18n_fill(ctx, N_("Labels {from}–{to}"), args, 2),
                               .strip = url_build(ctx, "/kontor/lapper/{}/rull/{}", values, 2),
                               .sheet = url_build(ctx, "/kontor/lapper/{}/ark/{}", values, 2)});
    }
}

enum status station_roll_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct roll_view view = {.back = url_build(ctx, "/kontor/lapper", NULL, 0)};
    struct label_roll roll;
    TRY(roll_in_path(ctx, req, &roll));
    view.heading = name_of(ctx, &roll);
    add_fact(ctx, &view.facts, N_("Made"), i18n_day(ctx, centre_day_of(ctx, roll.made_ms)));
    add_fact(ctx, &view.facts, N_("Labels"), i18n_number(ctx, roll.count));
    add_fact(ctx, &view.facts, N_("Used"), i18n_number(ctx, roll.bound));
    add_parts(ctx, &roll, &view);
    if (roll.closed_ms == NO_I64 && (ctx->actor.roles & WHO_MANAGER) != 0) {
        const struct str id = str_of_i64(ctx->mem, roll.id);
        view.close = url_build(ctx, "/kontor/lapper/{}/lukk", &id, 1);
    }
    centre_page(ctx, req, PAGE_OFFICE, N_("Labels"), "/kontor/lapper", &view.page);
    struct html_out out = centre_out(ctx, req, res);
    office_roll_html(&out, &view);
    return OK;
}

enum status station_roll_close_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct label_roll roll;
    TRY(roll_in_path(ctx, req, &roll));
    TRY(station_rolls_close(ctx, roll.id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/kontor/lapper/%lld", (long long)roll.id));
}

/* ---- printing -------------------------------------------------------------------------------- */

/* What the QR code opens: the public address of the thing that will have the code. */
static struct str target_of(struct ctx *ctx, const struct request *req, struct str code)
{
    if (req->app->public_url.len > 0) {
        return str_format(ctx->mem, "%.*s/ting/%.*s", STR_ARG(req->app->public_url), STR_ARG(code));
    }
    return str_format(ctx->mem, "%s://%.*s/ting/%.*s", req->secure ? "https" : "http",
                      STR_ARG(request_header(req, "Host")), STR_ARG(code));
}

static enum status add_labels(struct ctx *ctx, const struct request *req,
                              const struct label_codes *codes, struct roll_print_view *view)
{
    for (size_t i = 0; i < codes->count; i++) {
        const struct str code = codes->ptr[i].code;
        struct roll_label label = {.code =
                                       str_format(ctx->mem, "%.4s-%.4s", code.ptr, code.ptr + 4),
                                   .last = str_slice(code, 4, 8),
                                   .owner = view->page.centre_name};
        TRY(qr_svg(ctx, target_of(ctx, req, code), &label.qr.markup));
        if (view->sheets.count == 0 || (!view->strip && i % SHEET_LABELS == 0)) {
            vec_push(ctx->mem, &view->sheets, (struct roll_sheet){0});
        }
        vec_push(ctx->mem, &view->sheets.ptr[view->sheets.count - 1].labels, label);
    }
    return OK;
}

static enum status to_pdf(struct ctx *ctx, struct response *res)
{
    const struct asset *css = asset_by_name("print.css");
    const struct str style =
        css == NULL ? STR("") : (struct str){(const char *)css->bytes, css->len};
    struct str pdf;
    TRY(pdf_from_html(ctx, strbuf_view(&res->body), style, &pdf));
    strbuf_clear(&res->body);
    strbuf_str(&res->body, pdf);
    res->content_type = STR("application/pdf");
    response_header(ctx, res, "Content-Disposition", STR("inline; filename=\"lapper.pdf\""));
    return OK;
}

static enum status print(struct ctx *ctx, struct request *req, struct response *res, bool strip)
{
    struct roll_print_view view = {.strip = strip};
    struct label_roll roll;
    struct label_codes codes;
    int64_t part = 0;
    TRY(roll_in_path(ctx, req, &roll));
    TRY(request_param_i64(req, 1, &part));
    if (part > (roll.count + PART_LABELS - 1) / PART_LABELS) {
        return NOT_FOUND;
    }
    TRY(station_store_roll_codes(ctx, roll.id, (part - 1) * PART_LABELS + 1, part * PART_LABELS,
                                 &codes));
    centre_page(ctx, req, PAGE_BARE, N_("Labels"), "", &view.page);
    view.page.print = true;
    TRY(add_labels(ctx, req, &codes, &view));
    struct html_out out = centre_out(ctx, req, res);
    office_roll_print_html(&out, &view);
    return to_pdf(ctx, res);
}

enum status station_roll_strip_pdf(struct ctx *ctx, struct request *req, struct response *res)
{
    return print(ctx, req, res, true);
}

enum status station_roll_sheet_pdf(struct ctx *ctx, struct request *req, struct response *res)
{
    return print(ctx, req, res, false);
}
