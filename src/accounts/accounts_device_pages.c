/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's page about shared devices. */
#include "accounts/accounts_forms.h"
#include "accounts/accounts_pages.h"
#include "accounts/accounts_sign_in.h"
#include "accounts/accounts_start.h"
#include "accounts/accounts_views.h"
#include "accounts_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str id_text(struct ctx *ctx, int64_t id)
{
    return str_format(ctx->mem, "%lld", (long long)id);
}

static struct pill state_of(struct ctx *ctx, const struct stored_device *device)
{
    return device->refused
               ? (struct pill){PILL_QUIET, STR("padlock"), translate(ctx, N_("Blocked"))}
               : (struct pill){PILL_OPEN, STR("check"), translate(ctx, N_("In use"))};
}

static struct str detail_of(struct ctx *ctx, const struct stored_device *device,
                            const struct accounts_choices *stations)
{
    struct str station = STR("–");
    for (size_t i = 0; i < stations->count; i++) {
        station = stations->ptr[i].id == device->station_id ? stations->ptr[i].name : station;
    }
    const struct i18n_arg args[] = {{"station", station},
                                    {"day", i18n_day(ctx, centre_day_of(ctx, device->created_ms))}};
    return i18n_fill(ctx, N_("{station} · since {day}"), args, 2);
}

static enum status add_devices(struct ctx *ctx, const struct accounts_choices *stations,
                               struct devices_view *view)
{
    struct stored_devices devices;
    TRY(accounts_store_devices(ctx, &devices));
    for (size_t i = 0; i < devices.count; i++) {
        const struct stored_device *device = &devices.ptr[i];
        vec_push(ctx->mem, &view->devices,
                 (struct device_item){.id = id_text(ctx, device->id),
                                      .name = device->name,
                                      .detail = detail_of(ctx, device, stations),
                                      .state = state_of(ctx, device),
                                      .may_revoke = view->may_change && !device->refused});
    }
    return OK;
}

static void add_station_options(struct ctx *ctx, const struct accounts_choices *stations,
                                struct form_field *field)
{
    field->options.ptr = arena_array(ctx->mem, stations->count, sizeof(struct form_option));
    field->options.count = stations->count;
    for (size_t i = 0; i < stations->count; i++) {
        const struct str value = id_text(ctx, stations->ptr[i].id);
        field->options.ptr[i] = (struct form_option){.value = value,
                                                     .label = stations->ptr[i].name,
                                                     .chosen = str_equal(value, field->value)};
    }
}

/* `code` is shown only in the answer to the request that made it. */
static enum status show(struct ctx *ctx, struct request *req, struct response *res, struct str code)
{
    const struct form *form = &accounts_device_form;
    struct accounts_choices stations;
    struct devices_view view = {.code = code, .may_change = (ctx->actor.roles & WHO_MANAGER) != 0};
    TRY(accounts_start_stations(ctx, &stations));
    TRY(add_devices(ctx, &stations, &view));
    view.errors.errors = form_errors(ctx, req, form);
    view.code_note = translate(
        ctx, N_("Open the page “Use this device at a station” on the device and type this code "
                "within an hour. It is shown only now."));
    centre_page(ctx, req, PAGE_OFFICE, N_("Devices"), "/kontor/enheter", &view.page);
    view.name = form_field(ctx, req, form, "name", STR(""));
    view.station = form_field(ctx, req, form, "station", STR(""));
    add_station_options(ctx, &stations, &view.station);
    view.enrol_page = url_build(ctx, "/inn/enroler", NULL, 0);
    struct html_out out = centre_out(ctx, req, res);
    accounts_devices_html(&out, &view);
    return OK;
}

enum status accounts_devices_page(struct ctx *ctx, struct request *req, struct response *res)
{
    return show(ctx, req, res, STR(""));
}

enum status accounts_devices_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct device_input *input = req->form;
    struct accounts_choices stations;
    bool known = false;
    struct str code;
    TRY(accounts_start_stations(ctx, &stations));
    for (size_t i = 0; i < stations.count; i++) {
        known = known || stations.ptr[i].id == input->station;
    }
    if (!known) {
        return ctx_fail(ctx, INVALID, N_("Choose the station."), "station");
    }
    TRY(accounts_device_code(ctx, input->station, input->name, &code));
    return show(ctx, req, res, str_format(ctx->mem, "%.4s-%.4s", code.ptr, code.ptr + 4));
}

enum status accounts_device_revoke_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct device_revoke_input *input = req->form;
    TRY(accounts_device_revoke(ctx, input->device));
    return response_redirect(ctx, req, res, STR("/kontor/enheter"));
}
