/* SPDX-License-Identifier: EUPL-1.2 */
/* Words of the room. */
#include "custody/custody_words.h"

#include "accounts/accounts.h"
#include "base/day.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "goods/goods_codes.h"
#include "i18n/i18n.h"
#include "media/media.h"

#include "base/banned.h"

#define CODE_HALF 4

struct str custody_words_text(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

struct str custody_words_id(struct ctx *ctx, int64_t id)
{
    return str_of_i64(ctx->mem, id);
}

struct str custody_words_code(struct ctx *ctx, struct str code)
{
    return code.len != GOODS_CODE_LEN
               ? code
               : str_format(ctx->mem, "%.4s-%.4s", code.ptr, code.ptr + CODE_HALF);
}

struct str custody_words_holder(struct ctx *ctx, int64_t holder_id)
{
    struct holder holder;
    return holder_id != NO_I64 && goods_holder(ctx, holder_id, &holder) == OK ? holder.name
                                                                              : STR("");
}

struct str custody_words_person(struct ctx *ctx, int64_t person_id)
{
    struct person person;
    return person_id != NO_I64 && accounts_person(ctx, person_id, &person) == OK ? person.name
                                                                                 : STR("");
}

static struct str counted(struct ctx *ctx, const char *one, const char *many, int64_t count)
{
    const struct i18n_arg arg = {"n", i18n_number(ctx, count)};
    return i18n_replace(ctx, i18n_plural(ctx->lang, one, many, count), &arg, 1);
}

struct str custody_words_lots(struct ctx *ctx, int64_t lots)
{
    return counted(ctx, N_("1 lot"), N_("{n} lots"), lots);
}

struct str custody_words_days(struct ctx *ctx, int64_t days)
{
    return counted(ctx, N_("1 day"), N_("{n} days"), days);
}

struct str custody_words_weight(struct ctx *ctx, int64_t g)
{
    return g == NO_I64 ? custody_words_text(ctx, N_("not known")) : i18n_grams(ctx, g);
}

struct str custody_words_sum(struct ctx *ctx, const struct load_lots *lots)
{
    int64_t g = 0;
    bool known = true;
    for (size_t i = 0; i < lots->count; i++) {
        known = known && lots->ptr[i].g != NO_I64;
        g += lots->ptr[i].g == NO_I64 ? 0 : lots->ptr[i].g;
    }
    const struct i18n_arg args[] = {{"lots", custody_words_lots(ctx, (int64_t)lots->count)},
                                    {"weight", i18n_grams(ctx, g)}};
    return g == 0  ? args[0].value
           : known ? i18n_fill(ctx, N_("{lots} · {weight}"), args, 2)
                   : i18n_fill(ctx, N_("{lots} · at least {weight}"), args, 2);
}

/* ---- a thing --------------------------------------------------------------------------------- */

struct pill custody_words_state(struct ctx *ctx, const struct thing *thing)
{
    const char *stop = goods_stop_words(thing->stops);
    if (stop != NULL) {
        return (struct pill){thing->blocked ? PILL_BAD : PILL_WAIT,
                             thing->blocked ? STR("alert") : STR("hourglass"),
                             custody_words_text(ctx, stop)};
    }
    if (thing->allotted_to != NO_I64) {
        const struct i18n_arg arg = {"shop", custody_words_holder(ctx, thing->allotted_to)};
        return (struct pill){PILL_INFO, STR("truck"),
                             i18n_fill(ctx, N_("Given to {shop}"), &arg, 1)};
    }
    if (thing->listed) {
        return (struct pill){PILL_OPEN, STR("tag"), custody_words_text(ctx, N_("Out for sale"))};
    }
    if (thing->station_state == STATE_REPAIR) {
        return (struct pill){PILL_WORK, STR("wrench"),
                             custody_words_text(ctx, N_("Needs mending"))};
    }
    return (struct pill){.text = STR("")};
}

struct store_row custody_words_row(struct ctx *ctx, const struct thing *thing, const char *pattern)
{
    const int64_t days = centre_today(ctx) - centre_day_of(ctx, thing->since_ms);
    struct store_row row = {.id = custody_words_id(ctx, thing->id),
                            .name = goods_name(ctx, thing),
                            .code = custody_words_code(ctx, thing->code),
                            .where = custody_words_holder(ctx, thing->holder_id),
                            .count = i18n_number(ctx, thing->count),
                            .weight = custody_words_weight(ctx, thing->g),
                            .age = days <= 0 ? custody_words_text(ctx, N_("since today"))
                                             : custody_words_days(ctx, days),
                            .reason = STR(""),
                            .state = custody_words_state(ctx, thing)};
    if (pattern != NULL) {
        row.url = url_build(ctx, pattern, &thing->code, 1);
    }
    return row;
}

struct pill custody_words_load_state(struct ctx *ctx, const struct load *load)
{
    if (custody_load_is_late(ctx, load)) {
        return (struct pill){PILL_BAD, STR("alert"),
                             custody_words_text(ctx, N_("Late: not confirmed"))};
    }
    switch (load->state) {
    case LOAD_OPEN:
        return (struct pill){PILL_WORK, STR("box"), custody_words_text(ctx, N_("Being loaded"))};
    case LOAD_SENT:
        return (struct pill){PILL_INFO, STR("truck"), custody_words_text(ctx, N_("On its way"))};
    case LOAD_ARRIVED:
        return (struct pill){PILL_OPEN, STR("check"), custody_words_text(ctx, N_("Arrived"))};
    default:
        return (struct pill){PILL_QUIET, STR("minus"), custody_words_text(ctx, N_("Called off"))};
    }
}

/* ---- selects --------------------------------------------------------------------------------- */

struct options {
    struct form_option *ptr;
    size_t count;
    size_t capacity;
};

static void push(struct ctx *ctx, struct options *options, const struct form_field *field,
                 struct str value, struct str label)
{
    vec_push(ctx->mem, options, (struct form_option){value, label, str_equal(value, field->value)});
}

static void take(struct options *options, struct form_field *field)
{
    field->options.ptr = options->ptr;
    field->options.count = options->count;
}

enum status custody_words_holders(struct ctx *ctx, uint64_t kinds, struct form_field *field)
{
    struct options options = {0};
    struct holders holders;
    TRY(goods_holders(ctx, (enum holder_kind)0, &holders));
    for (size_t i = 0; i < holders.count; i++) {
        const struct holder *holder = &holders.ptr[i];
        if ((kinds & CUSTODY_KIND(holder->kind)) != 0) {
            push(ctx, &options, field, custody_words_id(ctx, holder->id), holder->name);
        }
    }
    take(&options, field);
    return OK;
}

void custody_words_categories(struct ctx *ctx, struct form_field *field)
{
    struct options options = {0};
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        const struct goods_category *category = &codes->categories[i];
        const struct goods_category *parent = goods_codes_category(category->parent_id);
        if (category->level <= 2) {
            push(ctx, &options, field, custody_words_id(ctx, category->id),
                 parent == NULL
                     ? category->name.in[ctx->lang]
                     : str_format(ctx->mem, "%.*s › %.*s", STR_ARG(parent->name.in[ctx->lang]),
                                  STR_ARG(category->name.in[ctx->lang])));
        }
    }
    take(&options, field);
}

void custody_words_nothing(struct ctx *ctx, struct form_field *field, const char *words)
{
    struct options options = {0};
    vec_push(ctx->mem, &options,
             (struct form_option){STR(""), custody_words_text(ctx, words), field->value.len == 0});
    for (size_t i = 0; i < field->options.count; i++) {
        vec_push(ctx->mem, &options, field->options.ptr[i]);
    }
    take(&options, field);
    if (field->value.len == 0) {
        field->value = STR(" "); /* the first option stands for "choose" */
    }
}

/* ---- forms ----------------------------------------------------------------------------------- */

bool custody_words_typed(struct str typed, struct str number)
{
    struct str rest = typed;
    struct str part;
    while (rest.len > 0 && str_split(&rest, ',', &part)) {
        if (str_equal(str_trim(part), number)) {
            return true;
        }
    }
    return false;
}

void custody_words_errors(struct ctx *ctx, const struct request *req, const struct form *form,
                          struct error_summary *errors)
{
    if (!req->again || req->route->form != form) {
        return;
    }
    const struct form_errors found = form_errors(ctx, req, form);
    for (size_t i = 0; i < found.count; i++) {
        vec_push(ctx->mem, &errors->errors, found.ptr[i]);
    }
}

void custody_words_aim(struct error_summary *errors, const char *const *names)
{
    for (size_t i = 0; i < errors->errors.count; i++) {
        struct form_error *error = &errors->errors.ptr[i];
        bool there = false;
        for (const char *const *name = names; *name != NULL; name++) {
            there =
                there || str_equal(str_slice(error->id, error->id.len < 2 ? 0 : 2, error->id.len),
                                   str_of(*name));
        }
        if (!there) {
            error->id = STR("");
        }
    }
}

struct str custody_words_target(struct ctx *ctx, const struct request *req, const char *path,
                                struct str code)
{
    const struct str host = request_header(req, "Host");
    if (req->app->public_url.len > 0) {
        return str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(req->app->public_url), path,
                          STR_ARG(code));
    }
    return str_format(ctx->mem, "%s://%.*s%s%.*s", req->secure ? "https" : "http", STR_ARG(host),
                      path, STR_ARG(code));
}

enum status custody_words_pdf(struct ctx *ctx, struct response *res, struct str name)
{
    const struct asset *css = asset_by_name("print.css");
    const struct str style =
        css == NULL ? STR("") : (struct str){(const char *)css->bytes, css->len};
    struct str pdf;
    TRY(pdf_from_html(ctx, strbuf_view(&res->body), style, &pdf));
    strbuf_clear(&res->body);
    strbuf_str(&res->body, pdf);
    res->content_type = STR("application/pdf");
    response_header(ctx, res, "Content-Disposition",
                    str_format(ctx->mem, "inline; filename=\"%.*s\"", STR_ARG(name)));
    return OK;
}
