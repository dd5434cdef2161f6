/* SPDX-License-Identifier: EUPL-1.2 */
/* The page of one case of the help pile. */
#include "accounts/accounts.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"
#include "media/upload.h"
#include "station/station_forms.h"
#include "station/station_help_pages.h"
#include "station/station_intake.h"
#include "station_html.h"
#include "json/json.h"

#include "base/banned.h"

#define SHOWN_MAX 200

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static void add_fact(struct ctx *ctx, struct facts *facts, struct str label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts, (struct fact){label, value, STR("")});
    }
}

/* ---- what came ------------------------------------------------------------------------------- */

static struct str scalar_text(struct ctx *ctx, const struct json *value)
{
    struct str text = STR("");
    int64_t number = 0;
    bool flag = false;
    if (json_str(value, ctx->mem, &text)) {
        return text;
    }
    if (json_i64(value, &number)) {
        return str_of_i64(ctx->mem, number);
    }
    if (json_bool(value, &flag)) {
        return flag ? STR("true") : STR("false");
    }
    return STR("");
}

static void take_member(struct ctx *ctx, const char *name, struct str text,
                        struct help_typed *typed)
{
    const struct {
        const char *name;
        struct str *into;
    } known[] = {{"category", &typed->category}, {"state", &typed->state},
                 {"count", &typed->count},       {"weight_g", &typed->g},
                 {"source", &typed->source},     {"note", &typed->note}};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (strcmp(known[i].name, name) == 0) {
            *known[i].into = text;
        }
    }
    if (strcmp(name, "uuid") != 0) {
        add_fact(ctx, &typed->all, str_copy(ctx->mem, str_of(name)),
                 str_utf8_prefix(text, SHOWN_MAX));
    }
}

void station_help_read(struct ctx *ctx, struct str body, struct help_typed *ret_typed)
{
    struct json *root = NULL;
    struct help_typed typed = {0};
    if (json_parse(body, HELP_BODY_MAX, &root) == OK && json_type(root) == JSON_OBJECT) {
        for (const struct json *member = json_first(root); member != NULL;
             member = json_next(member)) {
            take_member(ctx, json_name(member), scalar_text(ctx, member), &typed);
        }
    } else {
        add_fact(ctx, &typed.all, translate(ctx, N_("As it came")),
                 str_utf8_prefix(body, SHOWN_MAX));
    }
    json_free(root);
    *ret_typed = typed;
}

/* ---- things and pictures --------------------------------------------------------------------- */

static enum status add_thing(struct ctx *ctx, int64_t thing_id, const char *heading, bool label,
                             struct help_view *view)
{
    struct thing thing;
    if (thing_id == NO_I64) {
        return OK;
    }
    TRY(goods_thing(ctx, thing_id, &thing));
    const struct goods_category *category = goods_codes_category(thing.category_id);
    struct help_thing box = {
        .heading = translate(ctx, heading),
        .icon = category == NULL ? STR("box") : category->icon,
        .name = goods_name(ctx, &thing),
        .code = str_format(ctx->mem, "%.4s-%.4s", thing.code.ptr, thing.code.ptr + 4)};
    if (thing.photo.len > 0) {
        box.picture = url_fixed(ctx, photo_path(ctx, thing.photo, PHOTO_400));
    }
    if (label) {
        box.label = url_build(ctx, "/lapp/{}", &thing.code, 1);
    }
    vec_push(ctx->mem, &view->things, box);
    return OK;
}

static enum status add_pictures(struct ctx *ctx, const struct help_case *help,
                                struct help_view *view)
{
    struct upload_list uploads;
    TRY(upload_of(ctx, station_intake_owner(ctx, INTAKE_KEYS, help->key), &uploads));
    for (size_t i = 0; i < uploads.count; i++) {
        if (uploads.ptr[i].state == UPLOAD_KEPT) {
            vec_push(ctx->mem, &view->pictures,
                     url_fixed(ctx, photo_path(ctx, uploads.ptr[i].promise.hash, PHOTO_400)));
        }
    }
    return OK;
}

static enum status add_objects(struct ctx *ctx, const struct help_case *help,
                               struct help_view *view)
{
    switch (help->kind) {
    case HELP_FIELD:
        return add_pictures(ctx, help, view);
    case HELP_LABEL:
        add_fact(ctx, &view->facts, translate(ctx, N_("Label it wears")), help->label);
        TRY(add_thing(ctx, help->thing_id, N_("This one needs another label"), true, view));
        return add_thing(ctx, help->other_id, N_("This one has the label already"), false, view);
    case HELP_PHOTO:
        break;
    }
    return add_thing(ctx, help->thing_id, N_("The photo was of this one"), false, view);
}

/* ---- forms ----------------------------------------------------------------------------------- */

static void set_options(struct ctx *ctx, struct form_field *field, struct form_option *options,
                        size_t count)
{
    for (size_t i = 0; i < count; i++) {
        options[i].chosen = str_equal(options[i].value, field->value);
    }
    (void)ctx;
    field->options.ptr = options;
    field->options.count = count;
}

/* All categories, those below another with its name before theirs. */
static void category_options(struct ctx *ctx, struct form_field *field)
{
    const struct goods_codes *codes = goods_codes_all();
    struct form_option *options =
        arena_array(ctx->mem, codes->category_count + 1, sizeof(*options));
    options[0] = (struct form_option){.value = STR(""), .label = translate(ctx, N_("Choose"))};
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        const struct goods_category *parent = goods_codes_category(category->parent_id);
        const struct str name = category->name.in[ctx->lang];
        options[i + 1] = (struct form_option){
            .value = str_of_i64(ctx->mem, category->id),
            .label = parent == NULL
                         ? name
                         : str_format(ctx->mem, "%.*s: %.*s", STR_ARG(parent->name.in[ctx->lang]),
                                      STR_ARG(name))};
    }
    set_options(ctx, field, options, codes->category_count + 1);
}

static enum status source_options(struct ctx *ctx, int64_t station_id, struct form_field *field)
{
    struct holders sources;
    TRY(station_intake_sources(ctx, station_id, &sources));
    struct form_option *options = arena_array(ctx->mem, sources.count, sizeof(*options));
    for (size_t i = 0; i < sources.count; i++) {
        options[i] =
            (struct form_option){.value = str_of_i64(ctx->mem, sources.ptr[i].id),
                                 .label = station_intake_source_name(ctx, &sources.ptr[i])};
    }
    set_options(ctx, field, options, sources.count);
    return OK;
}

/* Grams as they are typed in the form: kilograms. */
static struct str kilograms(struct ctx *ctx, struct str g)
{
    int64_t number = 0;
    return str_to_i64(g, &number) && number > 0 && number <= GOODS_GRAMS_MAX
               ? i18n_milli(ctx, number)
               : STR("");
}

static enum status fill_receive(struct ctx *ctx, const struct request *req,
                                const struct help_case *help, const struct help_typed *typed,
                                struct help_view *view)
{
    const struct form *form = &station_help_receive_form;
    view->category = form_field(ctx, req, form, "category", typed->category);
    category_options(ctx, &view->category);
    view->state = form_field(ctx, req, form, "state", typed->state);
    view->count = form_field(ctx, req, form, "count", typed->count);
    view->weight = form_field(ctx, req, form, "weight", kilograms(ctx, typed->g));
    view->source = form_field(ctx, req, form, "source", typed->source);
    view->note = form_field(ctx, req, form, "note", typed->note);
    return source_options(ctx, help->station_id, &view->source);
}

static struct url act_url(struct ctx *ctx, const struct request *req, const struct help_case *help,
                          const char *office, const char *station)
{
    const struct str id = str_of_i64(ctx->mem, help->id);
    return url_build(ctx, station_help_is_office(req) ? office : station, &id, 1);
}

static enum status fill_forms(struct ctx *ctx, const struct request *req,
                              const struct help_case *help, const struct help_typed *typed,
                              struct help_view *view)
{
    if (help->kind == HELP_FIELD) {
        view->receive =
            act_url(ctx, req, help, "/kontor/hjelp/{}/ta-imot", "/inn/hjelp/{}/ta-imot");
        view->throw_away = act_url(ctx, req, help, "/kontor/hjelp/{}/kast", "/inn/hjelp/{}/kast");
        view->reason = form_field(ctx, req, &station_help_throw_form, "reason", STR(""));
        return fill_receive(ctx, req, help, typed, view);
    }
    view->done = act_url(ctx, req, help, "/kontor/hjelp/{}/ferdig", "/inn/hjelp/{}/ferdig");
    view->done_text = translate(ctx, help->kind == HELP_LABEL ? N_("It wears its own label now")
                                                              : N_("Go on without this photo"));
    if (help->kind == HELP_LABEL) {
        view->label_url = act_url(ctx, req, help, "/kontor/hjelp/{}/lapp", "/inn/hjelp/{}/lapp");
        view->label = form_field(ctx, req, &station_help_label_form, "label", STR(""));
    }
    if (help->kind == HELP_PHOTO && help->thing_id != NO_I64) {
        view->photo_url = act_url(ctx, req, help, "/kontor/hjelp/{}/bilde", "/inn/hjelp/{}/bilde");
        view->photo = form_field(ctx, req, &station_help_photo_form, "photo", STR(""));
    }
    return OK;
}

/* ---- the page -------------------------------------------------------------------------------- */

static const char *settled_words(int64_t settled)
{
    switch (settled) {
    case SETTLED_RECEIVED:
        return N_("Settled: received");
    case SETTLED_LABELLED:
        return N_("Settled: it has another label");
    case SETTLED_THROWN:
        return N_("Settled: thrown away");
    case SETTLED_UNDONE:
        return N_("Settled: undone on the phone");
    default:
        return N_("Settled: it stays without that photo");
    }
}

static const char *heading_words(enum help_kind kind)
{
    switch (kind) {
    case HELP_LABEL:
        return N_("Two things, one label");
    case HELP_PHOTO:
        return N_("A photo that cannot be used");
    default:
        return N_("A lot that could not be received");
    }
}

static void fill_facts(struct ctx *ctx, const struct help_case *help, struct help_view *view)
{
    struct person person;
    add_fact(ctx, &view->facts, translate(ctx, N_("Came")),
             station_help_when(ctx, help->at_ms, help->station_id));
    if (help->kind == HELP_FIELD) {
        add_fact(ctx, &view->facts, translate(ctx, N_("Taken in")),
                 centre_when_near(ctx, help->received_ms));
    }
    if (help->person_id != 0 && accounts_person(ctx, help->person_id, &person) == OK) {
        add_fact(ctx, &view->facts, translate(ctx, N_("By")), person.name);
    }
}

static const struct form *form_of(const struct request *req)
{
    return req->route->form == NULL ? &form_empty : req->route->form;
}

/* A form that this kind of case does not have: it was not sent by our page. */
static bool is_foreign(const struct request *req, const struct help_case *help)
{
    const struct form *form = form_of(req);
    const bool of_field = form == &station_help_receive_form || form == &station_help_throw_form;
    const bool of_label = form == &station_help_label_form;
    const bool of_photo = form == &station_help_photo_form;
    return req->again &&
           ((of_field && help->kind != HELP_FIELD) || (of_label && help->kind != HELP_LABEL) ||
            (of_photo && help->kind != HELP_PHOTO));
}

static enum status fill(struct ctx *ctx, const struct request *req, const struct help_case *help,
                        struct help_view *view)
{
    const bool office = station_help_is_office(req);
    const bool may = !office || (ctx->actor.roles & WHO_MANAGER) != 0;
    struct help_typed typed = {0};
    view->back = url_build(ctx, office ? "/kontor/hjelp" : "/inn/hjelp", NULL, 0);
    view->heading = translate(ctx, heading_words(help->kind));
    view->why = station_help_why(ctx, help->why);
    view->errors.errors = form_errors(ctx, req, form_of(req));
    fill_facts(ctx, help, view);
    if (help->kind == HELP_FIELD) {
        station_help_read(ctx, help->body, &typed);
        view->typed = typed.all;
    }
    TRY(add_objects(ctx, help, view));
    if (help->upload.len > 0 && office && help->settled == NO_I64) {
        const struct str id = str_of_i64(ctx->mem, help->id);
        view->file = url_build(ctx, "/kontor/hjelp/{}/fil", &id, 1);
    }
    if (help->settled != NO_I64) {
        view->settled = translate(ctx, settled_words(help->settled));
        return OK;
    }
    return may ? fill_forms(ctx, req, help, &typed, view) : OK;
}

enum status station_help_case_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const bool office = station_help_is_office(req);
    struct help_view view = {0};
    struct help_case help;
    TRY(station_help_in_path(ctx, req, &help));
    if (is_foreign(req, &help)) {
        return NOT_FOUND;
    }
    TRY(fill(ctx, req, &help, &view));
    centre_page(ctx, req, office ? PAGE_OFFICE : PAGE_STATION, N_("Needs help"),
                office ? "/kontor/hjelp" : "/inn/hjelp", &view.page);
    struct html_out out = centre_out(ctx, req, res);
    if (office) {
        office_help_case_html(&out, &view);
    } else {
        station_help_case_html(&out, &view);
    }
    return OK;
}

enum status station_help_file(struct ctx *ctx, struct request *req, struct response *res)
{
    struct help_case help;
    struct upload_progress progress;
    TRY(station_help_in_path(ctx, req, &help));
    if (help.upload.len == 0) {
        return NOT_FOUND;
    }
    TRY(upload_find(ctx, help.upload, &progress));
    if (progress.state != UPLOAD_REFUSED) {
        return NOT_FOUND;
    }
    TRY(upload_open(&progress, &res->file_fd, &res->file_size));
    /* Never shown by the browser: nobody knows what it is. */
    res->content_type = STR("application/octet-stream");
    response_header(ctx, res, "Content-Disposition", STR("attachment; filename=\"bilde.bin\""));
    return OK;
}
