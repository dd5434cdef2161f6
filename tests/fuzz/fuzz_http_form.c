/* SPDX-License-Identifier: EUPL-1.2 */
/* Any bytes as URL-encoded body or JSON into a form with every field type. */
#include <stdlib.h>

#include "db/db.h"
#include "http/body.h"
#include "http/form_text.h"
#include "http/percent.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

struct input {
    struct str text;
    struct str lines;
    int64_t number;
    int64_t money_ore;
    int64_t weight_g;
    int64_t id;
    int64_t choice;
    bool flag;
    int64_t day;
    struct str email;
    struct str phone;
    struct str contact;
    struct str uuid;
    struct str secret;
    struct i64_list ids;
    struct upload file;
    int64_t points_mp;
    int64_t minute;
};

static const struct choice choices[] = {{"new", 1, "As new"}, {"used", 2, "Used"}, {NULL}};

#define AT(member) offsetof(struct input, member)

static const struct field fields[] = {
    {"t", FIELD_TEXT, AT(text), .max = 9},
    {"l", FIELD_LINES, AT(lines), .max = 9},
    {"n", FIELD_I64, AT(number), .min = -5, .max = 2000},
    {"m", FIELD_MONEY, AT(money_ore), .max = 100000},
    {"w", FIELD_GRAMS, AT(weight_g), .max = 50000},
    {"i", FIELD_ID, AT(id)},
    {"c", FIELD_CHOICE, AT(choice), .choices = choices},
    {"f", FIELD_FLAG, AT(flag)},
    {"d", FIELD_DAY, AT(day)},
    {"e", FIELD_EMAIL, AT(email)},
    {"p", FIELD_PHONE, AT(phone)},
    {"k", FIELD_CONTACT, AT(contact)},
    {"u", FIELD_UUID, AT(uuid)},
    {"s", FIELD_SECRET, AT(secret), .max = 9},
    {"is", FIELD_IDS, AT(ids), .max = 3},
    {"x", FIELD_FILE, AT(file), .max = 3},
    {"pt", FIELD_MILLI, AT(points_mp), .min = -2000, .max = 5000},
    {"mi", FIELD_MINUTE, AT(minute)},
};
static const struct form form = FORM("fuzz", fields, struct input);

static void check(bool holds)
{
    if (!holds) {
        abort();
    }
}

static bool in_range(int64_t value, int64_t min, int64_t max)
{
    return value == NO_I64 || (value >= min && value <= max);
}

static void check_input(const struct input *input)
{
    check(str_is_utf8(input->text) && !form_text_has_control(input->text, ""));
    check(str_utf8_length(input->text) <= 9 && str_utf8_length(input->lines) <= 9);
    check(str_find_byte(input->lines, '\r') < 0);
    check(in_range(input->number, -5, 2000) && in_range(input->money_ore, 0, 100000));
    check(in_range(input->weight_g, 0, 50000) && in_range(input->id, 1, INT64_MAX));
    check(in_range(input->points_mp, -2000, 5000) && in_range(input->minute, 0, 1439));
    check(in_range(input->choice, 1, 2) && in_range(input->day, 0, 2932896));
    check(input->email.ptr == NULL || str_find_byte(input->email, '@') > 0);
    check(input->email.len <= 254 && !form_text_has_control(input->email, ""));
    check(input->phone.ptr == NULL || (input->phone.ptr[0] == '+' && input->phone.len <= 16));
    check(input->uuid.ptr == NULL || input->uuid.len == 36);
    check(input->secret.len <= 9 && input->ids.count <= 3 && input->file.bytes.len <= 3);
}

static void check_encoding(struct ctx *ctx, struct str text)
{
    struct str back;
    if (str_is_utf8(text) && str_find_byte(text, '\0') < 0) {
        check(percent_decode(ctx->mem, percent_encode(ctx->mem, text), true, &back));
        check(str_equal(text, back));
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    const struct str body = {(const char *)data, size};
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP)};
    struct form_pairs pairs;
    const bool json = size > 0 && data[0] == '{';
    if (size < 65536 &&
        (json ? body_json(&ctx, body, &pairs) : body_urlencoded(&ctx, body, &pairs)) == OK) {
        struct input input = {0};
        struct form_result result;
        form_read(&ctx, &form, &pairs, true, &input, &result);
        check_input(&input);
        for (size_t i = 0; i < result.count; i++) {
            check(str_is_utf8(result.values[i].typed) &&
                  result.values[i].typed.len <= FORM_TYPED_MAX);
        }
    }
    if (size < 65536) {
        body_query(&ctx, body, &pairs);
        check_encoding(&ctx, body);
    }
    arena_destroy(ctx.mem);
    return 0;
}
