/* SPDX-License-Identifier: EUPL-1.2 */
/* What a shop tells about itself, kept by its owner; and its hours for calendar programs. */
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "roles/roles.h"
#include "tenants/tenants.h"
#include "tenants/tenants_forms.h"
#include "tenants/tenants_pages.h"
#include "tenants/tenants_views.h"
#include "tenants_html.h"

#include "base/banned.h"

static void add_text(struct ctx *ctx, const struct request *req, const char *name, struct str value,
                     struct profile_view *view)
{
    vec_push(ctx->mem, &view->texts, form_field(ctx, req, &tenants_profile_form, name, value));
}

static void add_texts(struct ctx *ctx, const struct request *req, const struct tenant *tenant,
                      struct profile_view *view)
{
    add_text(ctx, req, "about_nb", tenant->about_nb, view);
    add_text(ctx, req, "about_nn", tenant->about_nn, view);
    add_text(ctx, req, "about_en", tenant->about_en, view);
    add_text(ctx, req, "people_nb", tenant->people[LANG_NB], view);
    add_text(ctx, req, "people_nn", tenant->people[LANG_NN], view);
    add_text(ctx, req, "people_en", tenant->people[LANG_EN], view);
    add_text(ctx, req, "takes_nb", tenant->takes[LANG_NB], view);
    add_text(ctx, req, "takes_nn", tenant->takes[LANG_NN], view);
    add_text(ctx, req, "takes_en", tenant->takes[LANG_EN], view);
    add_text(ctx, req, "services_nb", tenant->services[LANG_NB], view);
    add_text(ctx, req, "services_nn", tenant->services[LANG_NN], view);
    add_text(ctx, req, "services_en", tenant->services[LANG_EN], view);
}

enum status tenants_profile_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct tenant tenant;
    struct profile_view view = {.may_change = (ctx->actor.roles & WHO_TENANT_OWNER) != 0};
    TRY(tenants_get(ctx, ctx->actor.owner_id, &tenant));
    centre_page(ctx, req, PAGE_TENANT, N_("Our page"), "/butikken", &view.page);
    view.errors.errors = form_errors(ctx, req, &tenants_profile_form);
    if (!req->again && request_query(ctx, req, "lagret").len > 0) {
        view.saved = str_of(i18n_text(ctx->lang, N_("Saved. Visitors see it at once.")));
    }
    view.save_url = url_build(ctx, "/butikken", NULL, 0);
    view.public_url = centre_link(ctx, req, "/butikk/{}", &tenant.slug, 1);
    view.hours_url = centre_link(ctx, req, "/butikken/apningstider", NULL, 0);
    add_texts(ctx, req, &tenant, &view);
    view.email = form_field(ctx, req, &tenants_profile_form, "email", tenant.email);
    view.phone = form_field(ctx, req, &tenants_profile_form, "phone", tenant.phone);
    struct html_out out = centre_out(ctx, req, res);
    tenants_profile_html(&out, &view);
    return OK;
}

enum status tenants_profile_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct profile_input *input = req->form;
    struct tenant tenant = {.id = ctx->actor.owner_id,
                            .about_nb = input->about[LANG_NB],
                            .about_nn = input->about[LANG_NN],
                            .about_en = input->about[LANG_EN],
                            .email = input->email,
                            .phone = input->phone};
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        tenant.people[lang] = input->people[lang];
        tenant.takes[lang] = input->takes[lang];
        tenant.services[lang] = input->services[lang];
    }
    TRY(tenants_tell(ctx, &tenant));
    return response_redirect(ctx, req, res, STR("/butikken?lagret=1"));
}

enum status tenants_calendar(struct ctx *ctx, struct request *req, struct response *res)
{
    struct tenant tenant;
    struct str text;
    TRY(tenants_by_slug(ctx, req->params[0], &tenant));
    TRY(centre_hours_calendar(ctx, tenant.id, tenant.name, tenant.place, &text));
    res->content_type = STR("text/calendar; charset=utf-8");
    res->cache_control = STR("public, max-age=3600");
    strbuf_str(&res->body, text);
    return OK;
}
