/* SPDX-License-Identifier: EUPL-1.2 */
/* Checks form tables. */
#include "http/form_check.h"

#include "base/banned.h"

const struct form form_empty = {.name = "empty", .fields = NULL, .field_count = 0, .size = 0};

static size_t size_of_type(enum field_type type)
{
    switch (type) {
    case FIELD_TEXT:
    case FIELD_LINES:
    case FIELD_EMAIL:
    case FIELD_PHONE:
    case FIELD_CONTACT:
    case FIELD_UUID:
    case FIELD_SECRET:
        return sizeof(struct str);
    case FIELD_FLAG:
        return sizeof(bool);
    case FIELD_IDS:
        return sizeof(struct i64_list);
    case FIELD_FILE:
        return sizeof(struct upload);
    case FIELD_I64:
    case FIELD_MONEY:
    case FIELD_GRAMS:
    case FIELD_MILLI:
    case FIELD_MINUTE:
    case FIELD_ID:
    case FIELD_CHOICE:
    case FIELD_DAY:
        break;
    }
    return sizeof(int64_t);
}

static const char *field_fault(const struct form *form, const struct field *field)
{
    if (field->name == NULL || field->name[0] == '\0') {
        return "the form has a field without a name";
    }
    if (strcmp(field->name, FORM_TOKEN_FIELD) == 0) {
        return "the form has a field named as the token";
    }
    if (field->offset + size_of_type(field->type) > form->size) {
        return "the form has a field outside its struct";
    }
    if (field->type == FIELD_CHOICE &&
        (field->choices == NULL || field->choices[0].value == NULL)) {
        return "the form has a choice without alternatives";
    }
    if (field->max != 0 && field->min > field->max) {
        return "the form has a field whose min is above its max";
    }
    return NULL;
}

const char *form_fault(const struct form *form)
{
    if (form->name == NULL || form->field_count > FORM_FIELDS_MAX) {
        return "the form has no name or too many fields";
    }
    for (size_t i = 0; i < form->field_count; i++) {
        const char *fault = field_fault(form, &form->fields[i]);
        if (fault != NULL) {
            return fault;
        }
        for (size_t j = 0; j < i; j++) {
            if (strcmp(form->fields[i].name, form->fields[j].name) == 0) {
                return "the form has two fields of one name";
            }
        }
    }
    return NULL;
}
