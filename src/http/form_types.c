/* SPDX-License-Identifier: EUPL-1.2 */
/* Field types: limits, messages and the way into the checked struct. */
#include "http/form_types.h"

#include "base/day.h"
#include "base/units.h"
#include "base/vec.h"
#include "db/db.h"
#include "http/form_text.h"
#include "http/http.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define TEXT_MAX   200
#define LINES_MAX  2000
#define IDS_MAX    100
#define FILE_MAX   ((int64_t)10 * 1024 * 1024)
#define I64_MAX    ((INT64_C(1) << 53) - 1)
#define ORE_MAX    INT64_C(1000000000)
#define GRAMS_MAX  INT64_C(100000000)
#define MINUTE_MAX 1439
#define DAY_MAX    INT64_C(2932896) /* 9999-12-31 */

/* What was typed, as each reader gets it. */
struct typed {
    struct ctx *ctx;
    const struct field *field;
    struct str text; /* trimmed, except for FIELD_SECRET */
    bool is_number;
    struct str detail;
};

int64_t form_types_max(const struct field *field)
{
    static const int64_t own[] = {
        [FIELD_TEXT] = TEXT_MAX,   [FIELD_LINES] = LINES_MAX,   [FIELD_I64] = I64_MAX,
        [FIELD_MONEY] = ORE_MAX,   [FIELD_GRAMS] = GRAMS_MAX,   [FIELD_ID] = INT64_MAX,
        [FIELD_MILLI] = I64_MAX,   [FIELD_MINUTE] = MINUTE_MAX, [FIELD_CHOICE] = INT64_MAX,
        [FIELD_FLAG] = 1,          [FIELD_DAY] = DAY_MAX,       [FIELD_EMAIL] = 254,
        [FIELD_PHONE] = 16,        [FIELD_CONTACT] = 254,       [FIELD_UUID] = 36,
        [FIELD_SECRET] = TEXT_MAX, [FIELD_IDS] = IDS_MAX,       [FIELD_FILE] = FILE_MAX,
    };
    return field->max != 0 ? field->max : own[field->type];
}

const char *form_types_missing(const struct field *field)
{
    switch (field->type) {
    case FIELD_CHOICE:
    case FIELD_IDS:
        return N_("{label}: choose one of the alternatives.");
    case FIELD_FLAG:
        return N_("You have to tick “{label}”.");
    case FIELD_FILE:
        return N_("{label}: choose a file.");
    default:
        return N_("{label} is missing.");
    }
}

static struct str amount_text(struct typed *typed, int64_t amount)
{
    switch (typed->field->type) {
    case FIELD_MONEY:
        return i18n_money(typed->ctx, amount);
    case FIELD_GRAMS:
        return i18n_grams(typed->ctx, amount);
    case FIELD_MILLI:
        return i18n_milli(typed->ctx, amount);
    case FIELD_MINUTE:
        return i18n_time(typed->ctx, (int)amount);
    case FIELD_DAY:
        return i18n_day(typed->ctx, amount);
    default:
        return i18n_number(typed->ctx, amount);
    }
}

static const char *range_fault(struct typed *typed, int64_t number)
{
    const int64_t max = form_types_max(typed->field);
    if (number < typed->field->min) {
        typed->detail = amount_text(typed, typed->field->min);
        return typed->field->type == FIELD_DAY ? N_("{label} cannot be before {detail}.")
                                               : N_("{label} must be {detail} or more.");
    }
    if (number > max) {
        typed->detail = amount_text(typed, max);
        return typed->field->type == FIELD_DAY ? N_("{label} cannot be after {detail}.")
                                               : N_("{label} must be {detail} or less.");
    }
    return NULL;
}

static const char *length_fault(struct typed *typed, size_t length)
{
    const int64_t max = form_types_max(typed->field);
    if (length > (uint64_t)max) {
        typed->detail = i18n_number(typed->ctx, max);
        return N_("{label} can be at most {detail} characters long.");
    }
    if ((int64_t)length < typed->field->min) {
        typed->detail = i18n_number(typed->ctx, typed->field->min);
        return N_("{label} must be at least {detail} characters long.");
    }
    return NULL;
}

static const char *read_text(struct typed *typed, struct str *ret_text)
{
    if (form_text_has_control(typed->text, "")) {
        return N_("{label} has a line break or another sign that cannot be saved here.");
    }
    const char *fault = length_fault(typed, str_utf8_length(typed->text));
    if (fault == NULL) {
        *ret_text = str_copy(typed->ctx->mem, typed->text);
    }
    return fault;
}

static const char *read_lines(struct typed *typed, struct str *ret_text)
{
    if (form_text_has_control(typed->text, "\t\r\n")) {
        return N_("{label} has a sign that cannot be saved.");
    }
    char *out = arena_alloc(typed->ctx->mem, typed->text.len + 1);
    size_t len = 0;
    for (size_t i = 0; i < typed->text.len; i++) {
        const char c = typed->text.ptr[i];
        const bool pair = c == '\r' && i + 1 < typed->text.len && typed->text.ptr[i + 1] == '\n';
        if (!pair) {
            out[len++] = c == '\r' ? '\n' : c;
        }
    }
    const struct str lines = {out, len};
    const char *fault = length_fault(typed, str_utf8_length(lines));
    if (fault == NULL) {
        *ret_text = lines;
    }
    return fault;
}

static const char *read_secret(struct typed *typed, struct str *ret_text)
{
    const char *fault = length_fault(typed, typed->text.len);
    if (fault == NULL) {
        *ret_text = str_copy(typed->ctx->mem, typed->text);
    }
    return fault;
}

static const char *read_shaped(struct typed *typed, struct str *ret_text)
{
    struct arena *mem = typed->ctx->mem;
    switch (typed->field->type) {
    case FIELD_EMAIL:
        return form_text_email(mem, typed->text, ret_text)
                   ? NULL
                   : N_("{label} must be an e-mail address, such as name@example.no.");
    case FIELD_PHONE:
        return form_text_phone(mem, typed->text, ret_text)
                   ? NULL
                   : N_("{label} must be a phone number, such as 912 34 567.");
    case FIELD_CONTACT:
        return (str_find_byte(typed->text, '@') >= 0 ? form_text_email(mem, typed->text, ret_text)
                                                     : form_text_phone(mem, typed->text, ret_text))
                   ? NULL
                   : N_("{label} must be an e-mail address or a phone number.");
    default:
        return form_text_uuid(mem, typed->text, ret_text) ? NULL
                                                          : N_("{label} is not something we know.");
    }
}

static const char *read_choice(const struct typed *typed, int64_t *ret_number)
{
    for (const struct choice *choice = typed->field->choices; choice->value != NULL; choice++) {
        if (str_equal(typed->text, str_of(choice->value))) {
            *ret_number = choice->number;
            return NULL;
        }
    }
    return N_("{label}: choose one of the alternatives.");
}

/* A minus as people write it (U+2212) counts as one. */
static bool read_milli(struct arena *mem, struct str text, int64_t *ret_milli)
{
    static const struct str minus = STR_INIT("\xe2\x88\x92");
    return decimal_parse(str_starts_with(text, minus)
                             ? str_concat(mem, STR("-"), str_slice(text, minus.len, text.len))
                             : text,
                         3, ret_milli);
}

static bool read_minute(struct str text, int64_t *ret_minute)
{
    int minute = 0;
    if (!minute_parse(text, &minute)) {
        return false;
    }
    *ret_minute = minute;
    return true;
}

static const char *read_amount(struct typed *typed, int64_t *ret_number)
{
    const enum field_type type = typed->field->type;
    int64_t number = 0;
    const char *fault = NULL;
    if (type == FIELD_MILLI) {
        fault = read_milli(typed->ctx->mem, typed->text, &number)
                    ? NULL
                    : N_("{label} must be a number, such as 2,5, with at most three decimals.");
    } else if (type == FIELD_MINUTE) {
        fault = read_minute(typed->text, &number)
                    ? NULL
                    : N_("{label} must be a time of day, such as 12.05.");
    } else if (type == FIELD_DAY) {
        fault = form_text_day(typed->text, &number)
                    ? NULL
                    : N_("{label} must be a date, such as 23.11.2026.");
    } else if (type == FIELD_MONEY && !typed->is_number) {
        fault = money_parse(typed->text, &number)
                    ? NULL
                    : N_("{label} must be an amount in kroner, such as 120 or 49,50.");
    } else if (type == FIELD_GRAMS && !typed->is_number) {
        fault = grams_parse(typed->text, &number)
                    ? NULL
                    : N_("{label} must be a weight in kilograms, such as 1,2.");
    } else if (!form_text_i64(typed->ctx->mem, typed->text, &number)) {
        fault = N_("{label} must be a whole number, such as 12.");
    }
    if (fault == NULL) {
        fault = range_fault(typed, number);
    }
    if (fault == NULL) {
        *ret_number = number;
    }
    return fault;
}

static const char *read_id(const struct typed *typed, int64_t *ret_id)
{
    int64_t id = 0;
    if (!str_to_i64(typed->text, &id) || id <= 0) {
        return N_("{label} is not something we know.");
    }
    *ret_id = id;
    return NULL;
}

static const char *read_ids(struct typed *typed, struct i64_list *list)
{
    int64_t id = 0;
    const char *fault = read_id(typed, &id);
    if (fault != NULL) {
        return fault;
    }
    for (size_t i = 0; i < list->count; i++) {
        if (list->ptr[i] == id) {
            return NULL;
        }
    }
    if (list->count >= (uint64_t)form_types_max(typed->field)) {
        typed->detail = i18n_number(typed->ctx, form_types_max(typed->field));
        return N_("{label}: choose at most {detail}.");
    }
    vec_push(typed->ctx->mem, list, id);
    return NULL;
}

static const char *read_flag(const struct typed *typed, bool *ret_flag)
{
    const bool flag = !str_equal(typed->text, STR("0")) && !str_equal(typed->text, STR("false"));
    if (typed->field->required && !flag) {
        return form_types_missing(typed->field);
    }
    *ret_flag = flag;
    return NULL;
}

static const char *read_file(struct typed *typed, const struct form_pair *pair,
                             struct upload *ret_upload)
{
    if (!pair->is_file) {
        return N_("{label}: choose a file.");
    }
    const int64_t max = form_types_max(typed->field);
    if (pair->value.len > (uint64_t)max) {
        typed->detail =
            str_format(typed->ctx->mem, "%lld", (long long)(max / (INT64_C(1024) * 1024)));
        return N_("{label} is too large: at most {detail} MB.");
    }
    *ret_upload = (struct upload){.bytes = pair->value, .content_type = pair->content_type};
    return NULL;
}

static const char *read_value(struct typed *typed, const struct form_pair *pair, void *target)
{
    switch (typed->field->type) {
    case FIELD_TEXT:
        return read_text(typed, target);
    case FIELD_LINES:
        return read_lines(typed, target);
    case FIELD_SECRET:
        return read_secret(typed, target);
    case FIELD_CHOICE:
        return read_choice(typed, target);
    case FIELD_ID:
        return read_id(typed, target);
    case FIELD_IDS:
        return read_ids(typed, target);
    case FIELD_FLAG:
        return read_flag(typed, target);
    case FIELD_FILE:
        return read_file(typed, pair, target);
    case FIELD_EMAIL:
    case FIELD_PHONE:
    case FIELD_CONTACT:
    case FIELD_UUID:
        return read_shaped(typed, target);
    case FIELD_I64:
    case FIELD_MONEY:
    case FIELD_GRAMS:
    case FIELD_MILLI:
    case FIELD_MINUTE:
    case FIELD_DAY:
        break;
    }
    return read_amount(typed, target);
}

const char *form_types_read(struct ctx *ctx, const struct field *field,
                            const struct form_pair *pair, void *checked, struct str *ret_detail)
{
    struct typed typed = {.ctx = ctx, .field = field, .is_number = pair->is_number};
    if (pair->is_file && field->type != FIELD_FILE) {
        return N_("{label} cannot be a file.");
    }
    typed.text = field->type == FIELD_SECRET ? pair->value : str_trim(pair->value);
    const char *fault = read_value(&typed, pair, (char *)checked + field->offset);
    *ret_detail = typed.detail;
    return fault;
}

void form_types_empty(const struct field *field, void *checked)
{
    void *target = (char *)checked + field->offset;
    switch (field->type) {
    case FIELD_I64:
    case FIELD_MONEY:
    case FIELD_GRAMS:
    case FIELD_MILLI:
    case FIELD_MINUTE:
    case FIELD_ID:
    case FIELD_CHOICE:
    case FIELD_DAY:
        *(int64_t *)target = field->empty == 0 ? NO_I64 : field->empty;
        break;
    case FIELD_FLAG:
        *(bool *)target = false;
        break;
    case FIELD_IDS:
        *(struct i64_list *)target = (struct i64_list){0};
        break;
    case FIELD_FILE:
        *(struct upload *)target = (struct upload){0};
        break;
    default:
        *(struct str *)target = (struct str){0};
        break;
    }
}

bool form_types_is_empty(const struct field *field, const struct form_pair *pair)
{
    if (pair->is_file || field->type == FIELD_SECRET) {
        return pair->value.len == 0;
    }
    return str_trim(pair->value).len == 0;
}
