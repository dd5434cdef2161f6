/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's page with the texts about the centre. */
#include "base/vec.h"
#include "centre/centre_cache.h"
#include "centre/centre_forms.h"
#include "centre/centre_map.h"
#include "centre/centre_pages.h"
#include "centre/centre_store.h"
#include "centre/centre_views.h"
#include "centre/centre_ways.h"
#include "centre_html.h"
#include "i18n/i18n.h"
#include "roles/roles.h"

#include "base/banned.h"

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

/* "?lagret=…" of the redirect after a POST. */
static struct str saved_text(struct ctx *ctx, const struct request *req)
{
    if (req->again || request_query(ctx, req, "lagret").len == 0) {
        return STR("");
    }
    return translate(ctx, N_("Saved. Visitors see it at once."));
}

static enum status back_saved(struct ctx *ctx, const struct request *req, struct response *res,
                              const char *path)
{
    return response_redirect(ctx, req, res, str_format(ctx->mem, "%s?lagret=1", path));
}

/* The map as it is saved, and the words to write it with. */
static enum status add_map(struct ctx *ctx, const struct centre *centre, struct texts_view *view)
{
    struct map map;
    TRY(centre_map_read(ctx, centre->map, &map));
    centre_map_lay_out(ctx, &map, centre->name, &view->map_drawn);
    for (int kind = 0; kind < MAP_KIND_COUNT; kind++) {
        vec_push(ctx->mem, &view->map_kinds, translate(ctx, centre_map_word((enum map_kind)kind)));
    }
    return OK;
}

enum status centre_texts_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &centre_texts_form;
    struct centre centre;
    struct texts_view view = {.may_change = may_change(ctx)};
    TRY(centre_get(ctx, &centre));
    view.errors.errors = form_errors(ctx, req, form);
    centre_page(ctx, req, PAGE_OFFICE, N_("About the centre"), "/kontor/om", &view.page);
    view.saved = saved_text(ctx, req);
    view.name = form_field(ctx, req, form, "name", centre.name);
    view.address = form_field(ctx, req, form, "address", centre.address);
    view.getting_here = form_field(ctx, req, form, "getting_here", centre.getting_here);
    view.map = form_field(ctx, req, form, "map", centre.map);
    TRY(add_map(ctx, &centre, &view));
    view.stop_id = form_field(ctx, req, form, "stop_id", centre.stop_id);
    view.position = form_field(ctx, req, form, "position", centre.position);
    view.email = form_field(ctx, req, form, "email", centre.email);
    view.phone = form_field(ctx, req, form, "phone", centre.phone);
    struct html_out out = centre_out(ctx, req, res);
    centre_texts_html(&out, &view);
    return OK;
}

static enum status texts_in_write(struct ctx *ctx, void *arg)
{
    const struct centre *centre = arg;
    return centre_store_texts(ctx, centre);
}

enum status centre_texts_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct texts_input *input = req->form;
    struct centre centre = {.name = input->name,
                            .address = input->address,
                            .getting_here = input->getting_here,
                            .map = input->map,
                            .stop_id = input->stop_id,
                            .email = input->email,
                            .phone = input->phone};
    struct map map;
    TRY(centre_map_read(ctx, input->map, &map));
    TRY(centre_ways_stop(ctx, input->stop_id, &centre.stop_id));
    TRY(centre_ways_position(ctx, input->position, &centre.position));
    const enum status status = db_write(ctx, texts_in_write, &centre);
    centre_cache_forget(ctx);
    TRY(status);
    return back_saved(ctx, req, res, "/kontor/om");
}
