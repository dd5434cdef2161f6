/* SPDX-License-Identifier: EUPL-1.2 */
/* Reads received pairs into the checked struct of a form, telling all faults at once. */
#include "http/form_types.h"

#include "base/banned.h"

static const struct field *field_named(const struct form *form, struct str name)
{
    for (size_t i = 0; i < form->field_count; i++) {
        if (str_equal(name, str_of(form->fields[i].name))) {
            return &form->fields[i];
        }
    }
    return NULL;
}

static struct str typed_text(struct ctx *ctx, const struct field *field, struct str before,
                             const struct form_pair *pair)
{
    if (pair->is_file || field->type == FIELD_SECRET || field->type == FIELD_FILE) {
        return STR("");
    }
    struct str text = pair->value;
    if (field->type == FIELD_IDS && before.ptr != NULL) {
        text = str_format(ctx->mem, "%.*s,%.*s", STR_ARG(before), STR_ARG(text));
    }
    size_t len = text.len < FORM_TYPED_MAX ? text.len : FORM_TYPED_MAX;
    while (len < text.len && ((unsigned char)text.ptr[len] & 0xC0) == 0x80) {
        len--;
    }
    return str_copy(ctx->mem, str_slice(text, 0, len));
}

static void take_pair(struct ctx *ctx, const struct form_pair *pair, void *checked,
                      struct form_value *value)
{
    const struct field *field = value->field;
    const bool repeated = value->typed.ptr != NULL && field->type != FIELD_IDS;
    value->typed = typed_text(ctx, field, value->typed, pair);
    if (value->error != NULL) {
        return;
    }
    if (repeated) {
        form_types_empty(field, checked);
        value->error = N_("{label} came twice.");
    } else if (!form_types_is_empty(field, pair)) {
        struct str detail = {0};
        value->error = form_types_read(ctx, field, pair, checked, &detail);
        value->detail = detail;
        if (value->error != NULL && field->wrong != NULL) {
            value->error = field->wrong;
        }
    }
}

static bool holds_value(const struct field *field, const struct form_pairs *pairs)
{
    for (size_t i = 0; i < pairs->count; i++) {
        if (str_equal(pairs->ptr[i].name, str_of(field->name)) &&
            !form_types_is_empty(field, &pairs->ptr[i])) {
            return true;
        }
    }
    return false;
}

void form_read(struct ctx *ctx, const struct form *form, const struct form_pairs *pairs,
               bool refuse_unknown, void *ret_checked, struct form_result *ret_result)
{
    struct form_value *values = arena_array(ctx->mem, form->field_count, sizeof(*values));
    bool ok = true;
    for (size_t i = 0; i < form->field_count; i++) {
        values[i].field = &form->fields[i];
        form_types_empty(&form->fields[i], ret_checked);
    }
    for (size_t i = 0; i < pairs->count; i++) {
        const struct form_pair *pair = &pairs->ptr[i];
        const struct field *field = field_named(form, pair->name);
        if (field != NULL) {
            take_pair(ctx, pair, ret_checked, &values[field - form->fields]);
        } else if (refuse_unknown && !str_equal(pair->name, STR(FORM_TOKEN_FIELD))) {
            ctx->err = (struct ctx_error){.message = N_("We do not know the field “{detail}”."),
                                          .detail = str_copy(ctx->mem, pair->name)};
            ok = false;
        }
    }
    for (size_t i = 0; i < form->field_count; i++) {
        const struct field *field = &form->fields[i];
        if (values[i].error == NULL && field->required && !holds_value(field, pairs)) {
            values[i].error = form_types_missing(field);
        }
        ok = ok && values[i].error == NULL;
    }
    *ret_result = (struct form_result){.values = values, .count = form->field_count, .ok = ok};
}
