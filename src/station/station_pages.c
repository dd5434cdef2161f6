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
#include "station/station_rules.h"
#include "station/station_store.h"
#include "station/station_views.h"
#include "station_html.h"

#include "base/banned.h"

/* How many tiles the form shows before the list of everything. */
#define FORM_TILES 12

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

/* What the station gets most of comes first. */
static enum status category_tiles(struct ctx *ctx, int64_t station_id, struct str chosen,
                                  struct intake_tiles *ret_tiles)
{
    struct intake_tiles tiles = {0};
    struct i64_list ids;
    TRY(station_intake_tiles(ctx, station_id, FORM_TILES, &ids));
    for (size_t i = 0; i < ids.count; i++) {
        const struct goods_category *category = goods_codes_category(ids.ptr[i]);
        const struct str value = str_of_i64(ctx->mem, category->id);
        const struct str label = category->tile_name.in[ctx->lang].len > 0
                                     ? category->tile_name.in[ctx->lang]
                                     : category->name.in[ctx->lang];
        vec_push(ctx->mem, &tiles,
                 (struct intake_tile){value, label, category->icon, str_equal(value, chosen)});
    }
    *ret_tiles = tiles;
    return OK;
}

static bool is_tile(const struct intake_tiles *tiles, struct str value)
{
    for (size_t i = 0; i < tiles->count; i++) {
        if (str_equal(tiles->ptr[i].value, value)) {
            return true;
        }
    }
    return false;
}

static void add_leaf(struct ctx *ctx, const struct goods_category *category, struct str chosen,
                     struct intake_view *view, struct intake_branch *branch)
{
    const struct str value = str_of_i64(ctx->mem, category->id);
    /* A value stands once in the form: what has a tile is chosen there. */
    if (is_tile(&view->categories, value)) {
        return;
    }
    const bool is_chosen = str_equal(value, chosen);
    view->in_tree = view->in_tree || is_chosen;
    vec_push(ctx->mem, &branch->tiles,
             (struct intake_tile){value, category->name.in[ctx->lang], STR(""), is_chosen});
}

/* Everything there is, by what it stands under. */
static void fill_tree(struct ctx *ctx, struct str chosen, struct intake_view *view)
{
    const struct goods_category *top = NULL;
    while ((top = goods_codes_child(0, top)) != NULL) {
        struct intake_branch branch = {.name = top->name.in[ctx->lang]};
        add_leaf(ctx, top, chosen, view, &branch);
        const struct goods_category *middle = NULL;
        while ((middle = goods_codes_child(top->id, middle)) != NULL) {
            add_leaf(ctx, middle, chosen, view, &branch);
            const struct goods_category *leaf = NULL;
            while ((leaf = goods_codes_child(middle->id, leaf)) != NULL) {
                add_leaf(ctx, leaf, chosen, view, &branch);
            }
        }
        if (branch.tiles.count > 0) {
            vec_push(ctx->mem, &view->tree, branch);
        }
    }
}

/* The source chosen last in this shift, if the station may still have things from it. */
static struct str remembered_source(struct ctx *ctx, const struct request *req, int64_t station_id)
{
    int64_t id = 0;
    const struct ctx_error before = ctx->err;
    const struct str value = request_cookie(req, STATION_SOURCE_COOKIE);
    const bool known = value.ptr != NULL && str_to_i64(value, &id) &&
                       station_intake_check_source(ctx, station_id, id) == OK;
    ctx->err = before;
    return str_of_i64(ctx->mem, known ? id : station_id);
}

static enum status fill_sources(struct ctx *ctx, const struct request *req, int64_t station_id,
                                struct intake_view *view)
{
    struct holders sources;
    const struct str station = str_of_i64(ctx->mem, station_id);
    TRY(station_intake_sources(ctx, station_id, &sources));
    const struct str chosen = form_field(ctx, req, &station_intake_form, "source",
                                         remembered_source(ctx, req, station_id))
                                  .value;
    view->source_open = !str_equal(chosen, station);
    for (size_t i = 0; i < sources.count; i++) {
        const struct str value = str_of_i64(ctx->mem, sources.ptr[i].id);
        vec_push(ctx->mem, &view->sources,
                 (struct intake_tile){.value = value,
                                      .label = station_intake_source_name(ctx, &sources.ptr[i]),
                                      .icon = STR(""),
                                      .chosen = str_equal(value, chosen)});
    }
    return OK;
}

/* What a form begins with. */
struct beginning {
    struct str category;
    struct str state;
    struct str count;
    struct str sacks;
    struct str again;
};

/* What was just turned away, so that its worker reads that it is counted. */
static struct str refused_words(struct ctx *ctx, int64_t category_id)
{
    const struct goods_category *category = goods_codes_category(category_id);
    if (category == NULL) {
        return STR("");
    }
    const struct i18n_arg arg = {"name", category->name.in[ctx->lang]};
    return i18n_fill(ctx, N_("{name} is turned away"), &arg, 1);
}

/* Begins from a lot registered before ("the same again"). */
static void like_lot(struct ctx *ctx, const struct request *req, struct beginning *begin)
{
    const struct like_input *input = req->again ? NULL : req->form;
    struct str code;
    struct thing thing;
    if (input != NULL && input->refused != NO_I64) {
        begin->again = refused_words(ctx, input->refused);
    }
    if (input == NULL || input->like.ptr == NULL) {
        return;
    }
    if (goods_code_read(ctx, input->like, &code) != OK || goods_by_code(ctx, code, &thing) != OK) {
        ctx->err = (struct ctx_error){0};
        return;
    }
    const struct i18n_arg arg = {"name", goods_name(ctx, &thing)};
    begin->again = i18n_fill(ctx, N_("The same again: {name}"), &arg, 1);
    begin->category = str_of_i64(ctx->mem, thing.category_id);
    begin->state = str_of_i64(ctx->mem, thing.station_state);
    begin->count = thing.count > 0 ? str_of_i64(ctx->mem, thing.count) : STR("1");
    begin->sacks = thing.sacks == NO_I64 ? STR("") : str_of_i64(ctx->mem, thing.sacks);
}

static struct str typed(struct ctx *ctx, const struct request *req, const char *name,
                        struct str begin)
{
    return form_field(ctx, req, &station_intake_form, name, begin).value;
}

static void fill_fields(struct ctx *ctx, const struct request *req, const struct beginning *begin,
                        struct intake_view *view)
{
    const struct form *form = &station_intake_form;
    view->photo = form_field(ctx, req, form, "photo", STR(""));
    view->photo2 = form_field(ctx, req, form, "photo2", STR(""));
    view->states = tiles_of_choices(ctx, station_states, typed(ctx, req, "state", begin->state));
    view->bands = tiles_of_choices(ctx, station_bands, typed(ctx, req, "band", STR("")));
    view->count = form_field(ctx, req, form, "count", begin->count);
    view->weight = form_field(ctx, req, form, "weight", STR(""));
    view->note = form_field(ctx, req, form, "note", STR(""));
    view->sacks = form_field(ctx, req, form, "sacks", begin->sacks);
    view->label = form_field(ctx, req, form, "label", STR(""));
    view->again = begin->again;
}

/* Asked or refused when what was sent comes back; until then nobody knows what it is. */
static enum status fill_stop(struct ctx *ctx, const struct request *req, struct str category,
                             struct intake_stop *stop)
{
    struct safety_rule rule;
    int64_t category_id = 0;
    if (!req->again || !str_to_i64(category, &category_id)) {
        return OK;
    }
    const enum status found = station_rules_of(ctx, category_id, &rule);
    if (found == NOT_FOUND || (found == OK && rule.action == SAFETY_TEST)) {
        return OK;
    }
    TRY(found);
    const struct form_field field = form_field(ctx, req, &station_intake_form, "rule", STR(""));
    *stop = (struct intake_stop){
        .value = str_of_i64(ctx->mem, rule.id),
        .asks = rule.action == SAFETY_ASK,
        .category = category,
        .picture = rule.picture,
        .title = rule.title,
        .text = rule.text,
        .questions = rule.questions,
        .source = rule.source,
        .error = field.error,
    };
    stop->yes = str_equal(field.value, stop->value);
    return OK;
}

static void fill_page(struct ctx *ctx, struct request *req, struct intake_view *view)
{
    centre_page(ctx, req, PAGE_STATION, N_("Receive a thing"), "/inn", &view->page);
    view->page.script = url_asset("intake.js");
    view->person = ctx->actor.name;
    view->switch_person = centre_link(ctx, req, "/inn/person", NULL, 0);
    view->save_url = url_build(ctx, "/inn", NULL, 0);
    view->refuse_url = url_build(ctx, "/inn/avvist", NULL, 0);
    view->errors.errors = form_errors(ctx, req, &station_intake_form);
    view->uuid = req->again ? typed(ctx, req, "key", STR("")) : STR("");
    if (view->uuid.len == 0) {
        view->uuid = new_uuid(ctx);
    }
}

enum status station_intake_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct intake_view view = {0};
    struct beginning begin = {STR(""), STR("1"), STR("1"), STR(""), STR("")};
    int64_t station_id = 0;
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &station_id));
    like_lot(ctx, req, &begin);
    fill_page(ctx, req, &view);
    const struct form_field category =
        form_field(ctx, req, &station_intake_form, "category", begin.category);
    view.category_error = category.error;
    TRY(fill_stop(ctx, req, category.value, &view.stop));
    TRY(category_tiles(ctx, station_id, category.value, &view.categories));
    fill_tree(ctx, category.value, &view);
    TRY(fill_sources(ctx, req, station_id, &view));
    fill_fields(ctx, req, &begin, &view);
    struct html_out out = centre_out(ctx, req, res);
    station_intake_html(&out, &view);
    return OK;
}
