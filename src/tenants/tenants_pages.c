/* SPDX-License-Identifier: EUPL-1.2 */
/* Shops as visitors see them, and as the manager keeps them. */
#include "tenants/tenants_pages.h"

#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"
#include "tenants/tenants.h"
#include "tenants/tenants_forms.h"
#include "tenants/tenants_views.h"
#include "tenants_html.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

/* ---- for visitors
 * ---------------------------------------------------------------------------------- */

static enum status shop_of(struct ctx *ctx, const struct request *req, const struct tenant *tenant,
                           struct tenants_shop *ret_shop)
{
    struct open_now open;
    TRY(centre_open_now(ctx, tenant->id, &open));
    *ret_shop = (struct tenants_shop){.name = tenant->name,
                                      .about = tenants_about(ctx, tenant),
                                      .place = tenant->place,
                                      .picture = tenants_picture(tenant->icon),
                                      .open = {open.state == OPEN_NOW ? PILL_OPEN : PILL_QUIET,
                                               open.state == OPEN_NOW ? STR("check") : STR("clock"),
                                               open.text},
                                      .url = centre_link(ctx, req, "/butikk/{}", &tenant->slug, 1)};
    return OK;
}

enum status tenants_shops_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct tenant_list tenants;
    struct tenants_shops_view view = {0};
    TRY(tenants_list(ctx, &tenants));
    for (size_t i = 0; i < tenants.count; i++) {
        struct tenants_shop shop;
        TRY(shop_of(ctx, req, &tenants.ptr[i], &shop));
        vec_push(ctx->mem, &view.shops, shop);
    }
    centre_page(ctx, req, PAGE_PUBLIC, req->route->title, "/butikker", &view.page);
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No shop has moved in yet")),
        .text = translate(ctx, N_("Come back soon: the shops open one by one."))};
    struct html_out out = centre_out(ctx, req, res);
    tenants_shops_html(&out, &view);
    return OK;
}

/* ---- for the office
 * -------------------------------------------------------------------------------- */

/* "974760673" → "974 760 673", with no-break spaces. */
static struct str number_text(struct ctx *ctx, struct str number)
{
    if (number.len != 9) {
        return number;
    }
    return str_format(ctx->mem, "%.3s\u00a0%.3s\u00a0%.3s", number.ptr, number.ptr + 3,
                      number.ptr + 6);
}

static struct str id_text(struct ctx *ctx, int64_t id)
{
    return str_format(ctx->mem, "%lld", (long long)id);
}

enum status tenants_office_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct tenant_list tenants;
    struct shop_rows_view view = {.may_change = may_change(ctx)};
    TRY(tenants_list(ctx, &tenants));
    for (size_t i = 0; i < tenants.count; i++) {
        const struct tenant *tenant = &tenants.ptr[i];
        const struct str id = id_text(ctx, tenant->id);
        vec_push(
            ctx->mem, &view.shops,
            (struct shop_row){.name = tenant->name,
                              .place = tenant->place,
                              .organisation_number = number_text(ctx, tenant->organisation_number),
                              .url = url_build(ctx, "/kontor/butikker/{}", &id, 1)});
    }
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/kontor/butikker", &view.page);
    view.add_url = url_build(ctx, "/kontor/butikker/ny", NULL, 0);
    view.none = (struct empty_state){.heading = translate(ctx, N_("No shop yet")),
                                     .text = translate(ctx, N_("Add the first one.")),
                                     .act = translate(ctx, N_("Add a shop"))};
    if (view.may_change) {
        view.none.url = view.add_url;
    }
    struct html_out out = centre_out(ctx, req, res);
    tenants_rows_html(&out, &view);
    return OK;
}

static void fill_fields(struct ctx *ctx, const struct request *req, const struct tenant *tenant,
                        struct shop_edit_view *view)
{
    const struct form *form = &tenants_shop_form;
    view->errors.errors = form_errors(ctx, req, form);
    view->may_change = may_change(ctx);
    view->name = form_field(ctx, req, form, "name", tenant->name);
    view->slug = form_field(ctx, req, form, "slug", tenant->slug);
    view->organisation_number =
        form_field(ctx, req, form, "organisation_number", tenant->organisation_number);
    view->place = form_field(ctx, req, form, "place", tenant->place);
    view->unit = form_field(ctx, req, form, "unit", tenant->unit);
    view->icon = form_field(ctx, req, form, "icon", tenant->icon);
    view->about_nb = form_field(ctx, req, form, "about_nb", tenant->about_nb);
    view->about_nn = form_field(ctx, req, form, "about_nn", tenant->about_nn);
    view->about_en = form_field(ctx, req, form, "about_en", tenant->about_en);
    view->email = form_field(ctx, req, form, "email", tenant->email);
    view->phone = form_field(ctx, req, form, "phone", tenant->phone);
    bool own = false;
    if (tenant->id != 0 && centre_own_entrance(ctx, tenant->id, &own) != OK) {
        own = false;
    }
    view->own_entrance = form_field(ctx, req, form, "own_entrance", own ? STR("1") : STR(""));
}

static struct tenant tenant_of(struct ctx *ctx, const struct shop_input *input)
{
    return (struct tenant){.slug = input->slug,
                           .name = input->name,
                           .organisation_number =
                               tenants_forms_digits(ctx->mem, input->organisation_number),
                           .about_nb = input->about_nb,
                           .about_nn = input->about_nn,
                           .about_en = input->about_en,
                           .place = input->place,
                           .unit = input->unit,
                           .icon = tenants_forms_icon(input->icon),
                           .email = input->email,
                           .phone = input->phone};
}

enum status tenants_new_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct tenant none = {.icon = STR("shops")};
    struct shop_edit_view view = {0};
    centre_page(ctx, req, PAGE_OFFICE, N_("Add a shop"), "/kontor/butikker", &view.page);
    fill_fields(ctx, req, &none, &view);
    view.save_url = url_build(ctx, "/kontor/butikker", NULL, 0);
    view.save_act = translate(ctx, N_("Add the shop"));
    struct html_out out = centre_out(ctx, req, res);
    tenants_edit_html(&out, &view);
    return OK;
}

enum status tenants_new_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct tenant tenant = tenant_of(ctx, req->form);
    int64_t tenant_id = 0;
    TRY(tenants_add(ctx, &tenant, &tenant_id));
    TRY(centre_set_own_entrance(ctx, tenant_id,
                                ((const struct shop_input *)req->form)->own_entrance));
    return response_redirect(
        ctx, req, res,
        str_format(ctx->mem, "/kontor/butikker/%lld?lagret=1", (long long)tenant_id));
}

enum status tenants_edit_page(struct ctx *ctx, struct request *req, struct response *res)
{
    int64_t tenant_id = 0;
    struct tenant tenant;
    struct shop_edit_view view = {0};
    TRY(request_param_i64(req, 0, &tenant_id));
    TRY(tenants_get(ctx, tenant_id, &tenant));
    centre_page(ctx, req, PAGE_OFFICE, N_("Shop"), "/kontor/butikker", &view.page);
    view.page.title = tenant.name;
    fill_fields(ctx, req, &tenant, &view);
    view.slug = (struct form_field){0};
    if (!req->again && request_query(ctx, req, "lagret").len > 0) {
        view.saved = translate(ctx, N_("Saved. Visitors see it at once."));
    }
    const struct str id = id_text(ctx, tenant_id);
    view.save_url = url_build(ctx, "/kontor/butikker/{}", &id, 1);
    view.save_act = translate(ctx, N_("Save"));
    struct html_out out = centre_out(ctx, req, res);
    tenants_edit_html(&out, &view);
    return OK;
}

enum status tenants_edit_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct tenant tenant = tenant_of(ctx, req->form);
    TRY(request_param_i64(req, 0, &tenant.id));
    TRY(tenants_change(ctx, &tenant));
    TRY(centre_set_own_entrance(ctx, tenant.id,
                                ((const struct shop_input *)req->form)->own_entrance));
    return response_redirect(
        ctx, req, res,
        str_format(ctx->mem, "/kontor/butikker/%lld?lagret=1", (long long)tenant.id));
}
