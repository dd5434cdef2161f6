/* SPDX-License-Identifier: EUPL-1.2 */
/* Lots that wait for a shop, giving them, and what has happened to a thing. */
#include "goods/goods_pages.h"

#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "goods/goods_forms.h"
#include "goods_html.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

#define WAITING_PAGE 20

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

/* ---- a thing in words ------------------------------------------------------------------------ */

struct str goods_name(struct ctx *ctx, const struct thing *thing)
{
    const struct goods_kind *kind =
        thing->kind_key.len == 0 ? NULL : goods_codes_kind(thing->kind_key);
    const struct goods_category *category = goods_codes_category(thing->category_id);
    return kind != NULL       ? kind->name.in[ctx->lang]
           : category != NULL ? category->name.in[ctx->lang]
                              : thing->code;
}

static const char *station_state_words(int64_t state)
{
    switch (state) {
    case STATE_WHOLE:
        return N_("whole");
    case STATE_REPAIR:
        return N_("needs mending");
    default:
        return N_("unsure");
    }
}

static struct str detail_of(struct ctx *ctx, const struct thing *thing)
{
    const struct i18n_arg args[] = {
        {"n", i18n_number(ctx, thing->count)},
        {"weight",
         thing->g == NO_I64 ? translate(ctx, N_("weight not known")) : i18n_grams(ctx, thing->g)},
        {"state", translate(ctx, station_state_words(thing->station_state))},
    };
    return i18n_fill(ctx, N_("{n} pcs · {weight} · {state}"), args, 3);
}

struct str goods_pages_holder(struct ctx *ctx, int64_t holder_id)
{
    struct holder holder;
    return holder_id != NO_I64 && goods_holder(ctx, holder_id, &holder) == OK ? holder.name
                                                                              : STR("");
}

struct waiting_lot goods_pages_lot(struct ctx *ctx, const struct thing *thing)
{
    const struct goods_category *category = goods_codes_category(thing->category_id);
    const struct i18n_arg args[] = {{"when", centre_when_near(ctx, thing->received_ms)},
                                    {"station", goods_pages_holder(ctx, thing->holder_id)}};
    struct waiting_lot lot = {
        .icon = category == NULL ? STR("box") : category->icon,
        .name = goods_name(ctx, thing),
        .detail = detail_of(ctx, thing),
        .when = i18n_fill(ctx, N_("{when}, {station}"), args, 2),
        .note = thing->note,
        .history = url_build(ctx, "/varer/{}/historikk", &thing->code, 1),
    };
    if (thing->photo.len > 0) {
        lot.picture = url_fixed(ctx, photo_path(ctx, thing->photo, PHOTO_400));
    }
    return lot;
}

/* ---- the manager gives ----------------------------------------------------------------------- */

static struct form_field tenant_field(struct ctx *ctx, const struct request *req,
                                      const struct holders *shops, const struct thing *thing)
{
    struct form_field field = form_field(ctx, req, &goods_give_form, "tenant", STR(""));
    struct form_option *options = arena_array(ctx->mem, shops->count, sizeof(*options));
    for (size_t i = 0; i < shops->count; i++) {
        options[i].value = str_format(ctx->mem, "%lld", (long long)shops->ptr[i].id);
        options[i].label = shops->ptr[i].name;
        options[i].chosen = str_equal(options[i].value, field.value);
    }
    field.options.ptr = options;
    field.options.count = shops->count;
    field.id = str_format(ctx->mem, "f-tenant-%.*s", STR_ARG(thing->code));
    return field;
}

/* Only the lot that was posted shows what was typed and what was wrong. */
static void add_lot(struct ctx *ctx, const struct request *req, const struct holders *shops,
                    const struct thing *thing, bool reserved, struct waiting_view *view)
{
    struct waiting_lot lot = goods_pages_lot(ctx, thing);
    if (reserved) {
        vec_push(ctx->mem, &lot.reserved,
                 (struct pill){PILL_WAIT, STR("hourglass"), translate(ctx, N_("In a round"))});
    }
    lot.give_url = url_build(ctx, "/varer/{}/gi", &thing->code, 1);
    lot.tenant = tenant_field(ctx, req, shops, thing);
    if (!req->again || !str_equal(req->params[0], thing->code)) {
        lot.tenant.error = STR("");
        lot.tenant.value = STR("");
    } else if (view->errors.errors.count > 0) {
        view->errors.errors.ptr[0].id = lot.tenant.id;
    }
    vec_push(ctx->mem, &view->lots, lot);
}

static bool has_id(const struct i64_list *ids, int64_t id)
{
    for (size_t i = 0; i < ids->count; i++) {
        if (ids->ptr[i] == id) {
            return true;
        }
    }
    return false;
}

/* The first page of `things`, which stand by id, newest first. */
static enum status add_lots(struct ctx *ctx, const struct request *req, const struct holders *shops,
                            const struct things *things, struct waiting_view *view)
{
    struct i64_list reserved = {0};
    const size_t count = things->count > WAITING_PAGE ? WAITING_PAGE : things->count;
    if (count > 0) {
        TRY(goods_reserved(ctx, things->ptr[count - 1].id, things->ptr[0].id, &reserved));
    }
    for (size_t i = 0; i < count; i++) {
        const struct thing *thing = &things->ptr[i];
        add_lot(ctx, req, shops, thing, has_id(&reserved, thing->id), view);
    }
    return OK;
}

static void add_given(struct ctx *ctx, struct str code, struct waiting_view *view)
{
    struct thing thing;
    if (code.len == 0 || goods_by_code(ctx, code, &thing) != OK || thing.allotted_to == NO_I64) {
        return;
    }
    const struct i18n_arg args[] = {{"name", goods_name(ctx, &thing)},
                                    {"shop", goods_pages_holder(ctx, thing.allotted_to)}};
    view->done.text = i18n_fill(ctx, N_("{name} is given to {shop}."), args, 2);
}

enum status goods_waiting_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct waiting_input *input = req->again ? NULL : req->form;
    struct waiting_view view = {0};
    struct things things;
    struct holders shops;
    TRY(goods_holders(ctx, HOLDER_TENANT, &shops));
    TRY(goods_unallotted(ctx, input == NULL ? NO_I64 : input->before_id, WAITING_PAGE + 1,
                         &things));
    centre_page(ctx, req, PAGE_OFFICE, N_("Lots that wait for a shop"), "/varer", &view.page);
    view.heading = translate(ctx, N_("Lots that wait for a shop"));
    TRY(goods_pages_tiles(ctx, &view.tiles));
    if (req->again) {
        view.errors.errors = form_errors(ctx, req, &goods_give_form);
    }
    TRY(add_lots(ctx, req, &shops, &things, &view));
    if (input != NULL) {
        add_given(ctx, input->given, &view);
    }
    if (things.count > WAITING_PAGE) {
        const struct str last =
            str_format(ctx->mem, "%lld", (long long)things.ptr[WAITING_PAGE - 1].id);
        view.next = url_build(ctx, "/varer?etter={}", &last, 1);
    }
    view.none = (struct empty_state){
        .picture = url_asset("scene-shelf.svg"),
        .heading = translate(ctx, N_("No lots are waiting")),
        .text = translate(ctx, N_("What the stations register stands here until a shop gets it.")),
    };
    struct html_out out = centre_out(ctx, req, res);
    goods_waiting_html(&out, &view);
    return OK;
}

/* The thing in the address; NOT_FOUND for what is no label code too. */
static enum status thing_in_path(struct ctx *ctx, const struct request *req, struct thing *ret)
{
    struct str code;
    TRY(goods_code_in_path(ctx, req->params[0], &code));
    return goods_by_code(ctx, code, ret);
}

enum status goods_give_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct give_input *input = req->form;
    struct thing thing;
    TRY(thing_in_path(ctx, req, &thing));
    TRY(goods_allot(ctx, thing.id, input->tenant_id));
    return response_redirect(ctx, req, res,
                             str_format(ctx->mem, "/varer?gitt=%.*s", STR_ARG(thing.code)));
}

/* ---- history --------------------------------------------------------------------------------- */

static struct str event_detail(struct ctx *ctx, const struct goods_event *event)
{
    const struct str from = goods_pages_holder(ctx, event->from_holder);
    const struct str to = goods_pages_holder(ctx, event->to_holder);
    const struct str g = event->g == NO_I64 ? STR("") : i18n_grams(ctx, event->g);
    return str_format(ctx->mem, "%.*s%s%.*s%s%.*s%s%.*s", STR_ARG(from),
                      from.len > 0 && to.len > 0 ? " → " : "", STR_ARG(to),
                      event->count > 0 ? " · " : "",
                      STR_ARG(event->count > 0 ? i18n_number(ctx, event->count) : STR("")),
                      g.len > 0 ? " · " : "", STR_ARG(g));
}

enum status goods_history_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct history_view view = {0};
    struct thing thing;
    struct goods_events events;
    TRY(thing_in_path(ctx, req, &thing));
    TRY(goods_events_of(ctx, thing.id, &events));
    centre_page(ctx, req, PAGE_OFFICE, req->route->title, "/varer", &view.page);
    view.name = goods_name(ctx, &thing);
    view.code = thing.code;
    for (size_t i = 0; i < events.count; i++) {
        const struct goods_event *event = &events.ptr[i];
        const char *words = goods_event_words(event->kind);
        vec_push(ctx->mem, &view.rows,
                 (struct history_row){
                     .when = centre_when_near(ctx, event->at_ms),
                     .what = translate(ctx, words == NULL ? N_("unknown") : words),
                     .detail = event_detail(ctx, event),
                     .hash = str_hex(ctx->mem, event->hash.ptr, event->hash.len > 6 ? 6 : 0),
                 });
    }
    struct html_out out = centre_out(ctx, req, res);
    goods_history_html(&out, &view);
    return OK;
}
