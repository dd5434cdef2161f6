/* SPDX-License-Identifier: EUPL-1.2 */
/* Turns a field of a form into what a template shows: value, message, alternatives. */
#include <assert.h>

#include "base/vec.h"
#include "http/form_types.h"
#include "http/http.h"
#include "i18n/i18n.h"

#include "base/banned.h"

struct form_result *form_result_of(const struct request *req)
{
    return req->form_result;
}

/* What was typed in `form` on this request, or NULL if the page is fresh. */
static const struct form_result *result_for(const struct request *req, const struct form *form)
{
    const bool shown = req->again || req->method == HTTP_GET || req->method == HTTP_HEAD;
    return shown && req->route != NULL && req->route->form == form ? req->form_result : NULL;
}

static struct str message_text(struct ctx *ctx, const char *message, const struct field *field,
                               struct str detail)
{
    const char *label = field == NULL          ? ""
                        : field->label == NULL ? field->name
                                               : i18n_text(ctx->lang, field->label);
    const struct i18n_arg args[] = {{"label", str_of(label)}, {"detail", detail}};
    return i18n_fill(ctx, message, args, sizeof(args) / sizeof(args[0]));
}

/* The failure the handler reported, if it concerns `field`. */
static bool handler_blames(const struct ctx *ctx, const struct field *field)
{
    return ctx->err.message != NULL && ctx->err.field != NULL &&
           strcmp(ctx->err.field, field->name) == 0;
}

static struct str error_text(struct ctx *ctx, const struct form_value *value)
{
    if (value->error != NULL) {
        return message_text(ctx, value->error, value->field, value->detail);
    }
    if (handler_blames(ctx, value->field)) {
        return message_text(ctx, ctx->err.message, value->field, ctx->err.detail);
    }
    return STR("");
}

static struct str input_type(enum field_type type)
{
    switch (type) {
    case FIELD_LINES:
        return STR("textarea");
    case FIELD_ID:
    case FIELD_UUID:
        return STR("hidden");
    case FIELD_CHOICE:
        return STR("select");
    case FIELD_FLAG:
    case FIELD_IDS:
        return STR("checkbox");
    case FIELD_DAY:
        return STR("date");
    case FIELD_EMAIL:
        return STR("email");
    case FIELD_PHONE:
        return STR("tel");
    case FIELD_SECRET:
        return STR("password");
    case FIELD_FILE:
        return STR("file");
    default:
        return STR("text");
    }
}

static struct str input_mode(enum field_type type)
{
    switch (type) {
    case FIELD_I64:
        return STR("numeric");
    case FIELD_MONEY:
    case FIELD_GRAMS:
    case FIELD_MILLI:
        return STR("decimal");
    case FIELD_EMAIL:
    case FIELD_CONTACT:
        return STR("email");
    case FIELD_PHONE:
        return STR("tel");
    default:
        return STR("text");
    }
}

static int64_t max_length(const struct field *field)
{
    switch (field->type) {
    case FIELD_TEXT:
    case FIELD_LINES:
    case FIELD_EMAIL:
    case FIELD_CONTACT:
    case FIELD_SECRET:
        return form_types_max(field);
    default:
        return 0;
    }
}

static void add_options(struct ctx *ctx, const struct field *field, struct form_field *shown)
{
    VEC(struct form_option) options = {0};
    if (field->type == FIELD_FLAG) {
        const bool chosen = shown->value.len > 0 && !str_equal(shown->value, STR("0")) &&
                            !str_equal(shown->value, STR("false"));
        vec_push(ctx->mem, &options, (struct form_option){STR("1"), shown->label, chosen});
    }
    for (const struct choice *choice = field->choices; choice != NULL && choice->value != NULL;
         choice++) {
        const struct form_option option = {
            .value = str_of(choice->value),
            .label = str_of(i18n_text(ctx->lang, choice->label)),
            .chosen = str_equal(shown->value, str_of(choice->value)),
        };
        vec_push(ctx->mem, &options, option);
    }
    shown->options.ptr = options.ptr;
    shown->options.count = options.count;
}

static size_t index_named(const struct form *form, const char *name)
{
    size_t i = 0;
    while (i < form->field_count && strcmp(form->fields[i].name, name) != 0) {
        i++;
    }
    assert(i < form->field_count);
    return i;
}

struct form_field form_field(struct ctx *ctx, const struct request *req, const struct form *form,
                             const char *name, struct str initial)
{
    const size_t index = index_named(form, name);
    const struct field *field = &form->fields[index];
    const struct form_result *result = result_for(req, form);
    struct form_field shown = {
        .name = str_of(field->name),
        .id = str_concat(ctx->mem, STR("f-"), str_of(field->name)),
        .label = str_of(field->label == NULL ? "" : i18n_text(ctx->lang, field->label)),
        .hint = str_of(field->hint == NULL ? "" : i18n_text(ctx->lang, field->hint)),
        .value = initial.ptr == NULL ? STR("") : initial,
        .error = STR(""),
        .autocomplete = str_of(field->autocomplete),
        .input_type = input_type(field->type),
        .input_mode = input_mode(field->type),
        .max_length = max_length(field),
        .required = field->required,
    };
    if (result != NULL) {
        const struct form_value *value = &result->values[index];
        /* A failed POST shows what came, also an unticked box; a GET without the parameter shows
         * the initial value. */
        if (req->again || value->typed.ptr != NULL) {
            shown.value = value->typed.ptr == NULL ? STR("") : value->typed;
        }
        shown.error = error_text(ctx, value);
    }
    add_options(ctx, field, &shown);
    return shown;
}

struct form_errors form_errors(struct ctx *ctx, const struct request *req, const struct form *form)
{
    struct form_errors errors = {0};
    const struct form_result *result = result_for(req, form);
    if (result == NULL) {
        return errors;
    }
    if (ctx->err.message != NULL && ctx->err.field == NULL) {
        const struct form_error error = {
            .id = STR(""), .message = message_text(ctx, ctx->err.message, NULL, ctx->err.detail)};
        vec_push(ctx->mem, &errors, error);
    }
    for (size_t i = 0; i < result->count; i++) {
        const struct str message = error_text(ctx, &result->values[i]);
        if (message.len > 0) {
            const struct str name = str_of(result->values[i].field->name);
            vec_push(ctx->mem, &errors,
                     (struct form_error){str_concat(ctx->mem, STR("f-"), name), message});
        }
    }
    return errors;
}
