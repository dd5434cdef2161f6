/* SPDX-License-Identifier: EUPL-1.2 */
/* Forms: each field type takes what people type and refuses the rest, all faults at once. */
#include "http/form.h"

#include <stdio.h>

#include "db/db.h"
#include "http/form_types.h"
#include "http/http.h"

#include "test.h"

int http_form_test(void);

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
    {"text", FIELD_TEXT, AT(text), .min = 2, .max = 5, .label = "Title"},
    {"lines", FIELD_LINES, AT(lines), .max = 10, .label = "Note"},
    {"number", FIELD_I64, AT(number), .min = -5, .max = 2000, .label = "Count"},
    {"money", FIELD_MONEY, AT(money_ore), .min = 100, .max = 100000, .label = "Price"},
    {"weight", FIELD_GRAMS, AT(weight_g), .max = 50000, .label = "Weight"},
    {"id", FIELD_ID, AT(id), .label = "Shop"},
    {"choice", FIELD_CHOICE, AT(choice), .choices = choices, .empty = 9, .label = "Condition"},
    {"flag", FIELD_FLAG, AT(flag), .label = "Yes"},
    {"day", FIELD_DAY, AT(day), .label = "Day"},
    {"email", FIELD_EMAIL, AT(email), .label = "E-mail"},
    {"phone", FIELD_PHONE, AT(phone), .label = "Phone", .wrong = "Own message"},
    {"contact", FIELD_CONTACT, AT(contact), .label = "Contact"},
    {"uuid", FIELD_UUID, AT(uuid)},
    {"secret", FIELD_SECRET, AT(secret), .min = 4, .max = 8, .label = "Password"},
    {"ids", FIELD_IDS, AT(ids), .max = 3, .label = "Things"},
    {"file", FIELD_FILE, AT(file), .max = 4, .label = "Photo"},
    {"points", FIELD_MILLI, AT(points_mp), .min = -2000, .max = 5000, .label = "Points"},
    {"minute", FIELD_MINUTE, AT(minute), .label = "Time"},
};
static const struct form form = FORM("all", fields, struct input);

static struct ctx ctx;
static struct input input;
static struct form_result result;
static struct form_pairs pairs;

static int set_up(void **state)
{
    (void)state;
    ctx = (struct ctx){.mem = arena_create(ARENA_DEFAULT_CAP), .lang = LANG_EN};
    pairs = (struct form_pairs){.ptr = arena_array(ctx.mem, 100, sizeof(struct form_pair))};
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    arena_destroy(ctx.mem);
    return 0;
}

static void put(const char *name, const char *value)
{
    pairs.ptr[pairs.count++] = (struct form_pair){.name = str_of(name), .value = str_of(value)};
}

static void read_pairs(void)
{
    ctx.err = (struct ctx_error){0};
    memset(&input, 0, sizeof(input));
    form_read(&ctx, &form, &pairs, true, &input, &result);
    pairs.count = 0;
}

static const struct form_value *value_of(const char *name)
{
    for (size_t i = 0; i < result.count; i++) {
        if (strcmp(result.values[i].field->name, name) == 0) {
            return &result.values[i];
        }
    }
    fail_msg("no field %s", name);
    return NULL;
}

/* Reads one field alone; its message, or NULL if it was taken. */
static const char *take(const char *name, const char *value)
{
    put(name, value);
    read_pairs();
    assert_int_equal(result.ok, value_of(name)->error == NULL);
    return value_of(name)->error;
}

static void refuse_all(const char *name, const char *const *values, size_t count)
{
    for (size_t i = 0; i < count; i++) {
        if (take(name, values[i]) == NULL) {
            fail_msg("%s took: %s", name, values[i]);
        }
    }
}

#define REFUSE(name, ...)                                                                          \
    do {                                                                                           \
        static const char *const refused_[] = {__VA_ARGS__};                                       \
        refuse_all((name), refused_, sizeof(refused_) / sizeof(refused_[0]));                      \
    } while (0)

static void test_nothing_typed_leaves_every_field_empty(void **state)
{
    (void)state;
    read_pairs();
    assert_true(result.ok);
    assert_int_equal(input.number, NO_I64);
    assert_int_equal(input.money_ore, NO_I64);
    assert_int_equal(input.weight_g, NO_I64);
    assert_int_equal(input.id, NO_I64);
    assert_int_equal(input.day, NO_I64);
    assert_int_equal(input.choice, 9);
    assert_false(input.flag);
    assert_null(input.text.ptr);
    assert_null(input.secret.ptr);
    assert_null(input.file.bytes.ptr);
    assert_int_equal(input.ids.count, 0);
    assert_null(value_of("text")->typed.ptr);
}

static void test_text_is_one_trimmed_line_of_limited_length(void **state)
{
    (void)state;
    assert_null(take("text", "  bl\xC3\xA5\xC3\xA6\xC3\xB8 "));
    assert_str(input.text, "bl\xC3\xA5\xC3\xA6\xC3\xB8");
    assert_null(take("text", "   "));
    assert_null(input.text.ptr);
    REFUSE("text", "x", "123456", "a\nb",
           "a\x7F"
           "b",
           "a\xC2\x85"
           "b",
           "a\tb");
    assert_str(value_of("text")->typed, "a\tb");
}

static void test_the_limit_is_told(void **state)
{
    (void)state;
    take("text", "123456");
    assert_str(value_of("text")->detail, "5");
    take("text", "x");
    assert_str(value_of("text")->detail, "2");
}

static void test_lines_end_in_one_way(void **state)
{
    (void)state;
    assert_null(take("lines", "a\r\nb\rc\nd\te"));
    assert_str(input.lines, "a\nb\nc\nd\te");
    REFUSE("lines", "12345678901", "a\x01");
    assert_null(take("lines", "1234\r\n56\r\n7"));
}

static void test_whole_numbers_have_a_range(void **state)
{
    (void)state;
    assert_null(take("number", " -5 "));
    assert_int_equal(input.number, -5);
    assert_null(take("number", "1\xC2\xA0"
                               "200"));
    assert_int_equal(input.number, 1200);
    assert_null(take("number", "1 200"));
    assert_int_equal(input.number, 1200);
    REFUSE("number", "-6", "2001", "1.5", "1e2", "0x10", "+1", "12 a", "1 2 ,",
           "99999999999999999999", "- 5");
}

static void test_amounts_are_read_as_people_type_them(void **state)
{
    (void)state;
    assert_null(take("money", "12,50"));
    assert_int_equal(input.money_ore, 1250);
    assert_null(take("money", "1 000 kr"));
    assert_int_equal(input.money_ore, 100000);
    REFUSE("money", "0,99", "1000,01", "-5", "free", "1,234");
    assert_null(take("weight", "1,2"));
    assert_int_equal(input.weight_g, 1200);
    assert_null(take("weight", "350 g"));
    assert_int_equal(input.weight_g, 350);
    REFUSE("weight", "50,001", "-1", "heavy", "0,00001");
}

static void test_json_numbers_are_base_units(void **state)
{
    (void)state;
    put("money", "1250");
    pairs.ptr[0].is_number = true;
    put("weight", "350");
    pairs.ptr[1].is_number = true;
    read_pairs();
    assert_true(result.ok);
    assert_int_equal(input.money_ore, 1250);
    assert_int_equal(input.weight_g, 350);
    put("money", "99");
    pairs.ptr[0].is_number = true;
    read_pairs();
    assert_false(result.ok);
}

static void test_ids_are_positive(void **state)
{
    (void)state;
    assert_null(take("id", "9223372036854775807"));
    assert_int_equal(input.id, INT64_MAX);
    REFUSE("id", "0", "-1", "a", "1 2", "9223372036854775808");
}

static void test_a_choice_is_one_of_its_alternatives(void **state)
{
    (void)state;
    assert_null(take("choice", "used"));
    assert_int_equal(input.choice, 2);
    REFUSE("choice", "2", "Used", "use", "used2");
}

static void test_a_flag_is_set_unless_it_says_no(void **state)
{
    (void)state;
    assert_null(take("flag", "on"));
    assert_true(input.flag);
    assert_null(take("flag", "0"));
    assert_false(input.flag);
    assert_null(take("flag", "false"));
    assert_false(input.flag);
    assert_null(take("flag", ""));
    assert_false(input.flag);
}

static void test_days_are_read_in_both_orders(void **state)
{
    (void)state;
    assert_null(take("day", "1970-01-02"));
    assert_int_equal(input.day, 1);
    assert_null(take("day", "2.1.1970"));
    assert_int_equal(input.day, 1);
    REFUSE("day", "2026-02-29", "29.02.2026", "2.1.70", "1.13.2026", "2026/01/01", "1..2026",
           "1.1.2026.", "1969-12-31", "tomorrow", "+1.1.2026");
}

static void test_an_email_address_has_one_plain_form(void **state)
{
    (void)state;
    assert_null(take("email", " Kari.Nordmann+x@Post.Example.NO "));
    assert_str(input.email, "Kari.Nordmann+x@post.example.no");
    REFUSE("email", "kari", "@a.no", "a@", "a@b", "a@@b.no", "a b@c.no", "a@b..no", "a@-b.no",
           "a@b-.no", ".a@b.no", "a.@b.no", "a..b@c.no", "a@b.no,c@d.no", "<a@b.no>", "a@1.2.3.4",
           "a@b.no\r\nBcc: x", "\xC3\xA5@b.no", "a@bl\xC3\xA5.no", "a@[1.2.3.4]", "\"a\"@b.no",
           "a@b.no.", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b.no");
}

static void test_phone_numbers_become_international(void **state)
{
    (void)state;
    assert_null(take("phone", "912 34 567"));
    assert_str(input.phone, "+4791234567");
    assert_null(take("phone", "0047 91 23 45 67"));
    assert_str(input.phone, "+4791234567");
    assert_null(take("phone", "+46 (0)8-123 456"));
    assert_str(input.phone, "+4608123456");
    REFUSE("phone", "1234567", "12345678", "+4712345", "912345678", "+", "+1234567890123456",
           "9123456x", "+0123456789", "9+1234567");
    assert_string_equal(value_of("phone")->error, "Own message");
}

static void test_a_contact_is_either(void **state)
{
    (void)state;
    assert_null(take("contact", "a@b.no"));
    assert_str(input.contact, "a@b.no");
    assert_null(take("contact", "41234567"));
    assert_str(input.contact, "+4741234567");
    REFUSE("contact", "kari", "a@b", "123");
}

static void test_a_uuid_is_lower_cased(void **state)
{
    (void)state;
    assert_null(take("uuid", "00112233-4455-6677-8899-AABBCCDDEEFF"));
    assert_str(input.uuid, "00112233-4455-6677-8899-aabbccddeeff");
    REFUSE("uuid", "00112233445566778899aabbccddeeff", "00112233-4455-6677-8899-aabbccddeefg",
           "{0112233-4455-6677-8899-aabbccddeeff}");
}

static void test_a_secret_is_kept_as_it_is_and_never_shown(void **state)
{
    (void)state;
    assert_null(take("secret", " p w "));
    assert_str(input.secret, " p w ");
    assert_str(value_of("secret")->typed, "");
    REFUSE("secret", "abc", "123456789");
    assert_str(value_of("secret")->typed, "");
}

static void test_ids_may_repeat_up_to_the_limit(void **state)
{
    (void)state;
    put("ids", "3");
    put("ids", "1");
    put("ids", "3");
    put("ids", "2");
    read_pairs();
    assert_true(result.ok);
    assert_int_equal(input.ids.count, 3);
    assert_int_equal(input.ids.ptr[0], 3);
    assert_int_equal(input.ids.ptr[1], 1);
    assert_int_equal(input.ids.ptr[2], 2);
    assert_str(value_of("ids")->typed, "3,1,3,2");
    put("ids", "1");
    put("ids", "2");
    put("ids", "3");
    put("ids", "4");
    read_pairs();
    assert_false(result.ok);
    assert_str(value_of("ids")->detail, "3");
}

static void test_a_file_has_a_size_limit_and_must_be_a_file(void **state)
{
    (void)state;
    put("file", "JPEG");
    pairs.ptr[0].is_file = true;
    pairs.ptr[0].content_type = STR("image/jpeg");
    read_pairs();
    assert_true(result.ok);
    assert_str(input.file.bytes, "JPEG");
    assert_str(input.file.content_type, "image/jpeg");
    put("file", "JPEGS");
    pairs.ptr[0].is_file = true;
    read_pairs();
    assert_false(result.ok);
    assert_non_null(take("file", "no file"));
    put("file", "");
    pairs.ptr[0].is_file = true;
    read_pairs();
    assert_true(result.ok);
    assert_null(input.file.bytes.ptr);
    put("text", "abc");
    pairs.ptr[0].is_file = true;
    read_pairs();
    assert_false(result.ok);
    assert_str(value_of("text")->typed, "");
}

static void test_a_field_that_comes_twice_is_refused(void **state)
{
    (void)state;
    put("text", "abc");
    put("text", "abd");
    read_pairs();
    assert_false(result.ok);
    assert_null(input.text.ptr);
    put("text", "");
    put("text", "abd");
    read_pairs();
    assert_false(result.ok);
}

static void test_all_faults_are_told_at_once(void **state)
{
    (void)state;
    put("text", "x");
    put("number", "many");
    put("email", "kari");
    put("lines", "fine");
    read_pairs();
    assert_false(result.ok);
    int faults = 0;
    for (size_t i = 0; i < result.count; i++) {
        faults += result.values[i].error != NULL;
    }
    assert_int_equal(faults, 3);
    assert_str(input.lines, "fine");
}

static void test_an_unknown_field_is_named(void **state)
{
    (void)state;
    put("role", "admin");
    read_pairs();
    assert_false(result.ok);
    assert_str(ctx.err.detail, "role");
    put("role", "admin");
    put("token", "x");
    form_read(&ctx, &form, &pairs, false, &input, &result);
    assert_true(result.ok);
    pairs.count = 0;
}

static void test_what_is_required_must_come(void **state)
{
    static const struct field required[] = {
        {"text", FIELD_TEXT, AT(text), .required = true, .label = "Title"},
        {"flag", FIELD_FLAG, AT(flag), .required = true, .label = "Consent"},
        {"ids", FIELD_IDS, AT(ids), .required = true, .label = "Things"},
        {"file", FIELD_FILE, AT(file), .required = true, .label = "Photo"},
    };
    static const struct form wanted = FORM("wanted", required, struct input);
    (void)state;
    put("text", " ");
    put("flag", "0");
    form_read(&ctx, &wanted, &pairs, true, &input, &result);
    pairs.count = 0;
    for (size_t i = 0; i < 4; i++) {
        assert_non_null(result.values[i].error);
    }
    put("text", "a");
    put("flag", "1");
    put("ids", "1");
    put("file", "x");
    pairs.ptr[3].is_file = true;
    form_read(&ctx, &wanted, &pairs, true, &input, &result);
    pairs.count = 0;
    assert_true(result.ok);
}

static void test_typed_text_is_cut_between_characters(void **state)
{
    (void)state;
    char long_text[FORM_TYPED_MAX + 10];
    memset(long_text, 'a', sizeof(long_text));
    memcpy(long_text + FORM_TYPED_MAX - 1, "\xC3\xA5", 2);
    long_text[sizeof(long_text) - 1] = '\0';
    take("text", long_text);
    assert_int_equal(value_of("text")->typed.len, FORM_TYPED_MAX - 1);
}

static void test_a_page_shows_value_hint_and_alternatives(void **state)
{
    (void)state;
    const struct route route = {.form = &form};
    struct request req = {.method = HTTP_POST, .route = &route, .form_result = &result};
    struct form_field shown = form_field(&ctx, &req, &form, "choice", STR("new"));
    assert_int_equal(shown.options.count, 2);
    assert_true(shown.options.ptr[0].chosen);
    assert_str(shown.input_type, "select");
    assert_str(shown.id, "f-choice");
    put("choice", "used");
    put("flag", "1");
    put("text", "x");
    read_pairs();
    req.again = true;
    shown = form_field(&ctx, &req, &form, "choice", STR("new"));
    assert_false(shown.options.ptr[0].chosen);
    assert_true(shown.options.ptr[1].chosen);
    shown = form_field(&ctx, &req, &form, "flag", STR(""));
    assert_true(shown.options.ptr[0].chosen);
    shown = form_field(&ctx, &req, &form, "text", STR("initial"));
    assert_str(shown.value, "x");
    assert_true(shown.error.len > 0);
    assert_int_equal(shown.max_length, 5);
    shown = form_field(&ctx, &req, &form, "money", STR("10"));
    assert_str(shown.value, "");
    assert_str(shown.input_mode, "decimal");
    assert_int_equal(form_errors(&ctx, &req, &form).count, 1);
}

static void test_thousandths_and_times_are_read_exactly(void **state)
{
    (void)state;
    assert_null(take("points", "2,5"));
    assert_int_equal(input.points_mp, 2500);
    assert_null(take("points", "0.125"));
    assert_int_equal(input.points_mp, 125);
    assert_null(take("points", "\xe2\x88\x92"
                               "2"));
    assert_int_equal(input.points_mp, -2000);
    assert_null(take("points", ""));
    assert_int_equal(input.points_mp, NO_I64);
    REFUSE("points", "2,5001", "-2,001", "5.001", "1 000", "many", "\xe2\x88\x92");
    assert_string_equal(take("points", "5,5"), "{label} must be {detail} or less.");
    assert_str(value_of("points")->detail, "5");
    assert_null(take("minute", "12.05"));
    assert_int_equal(input.minute, 725);
    REFUSE("minute", "24", "12.60", "noon");
}

int http_form_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_nothing_typed_leaves_every_field_empty),
        cmocka_unit_test(test_text_is_one_trimmed_line_of_limited_length),
        cmocka_unit_test(test_the_limit_is_told),
        cmocka_unit_test(test_lines_end_in_one_way),
        cmocka_unit_test(test_whole_numbers_have_a_range),
        cmocka_unit_test(test_amounts_are_read_as_people_type_them),
        cmocka_unit_test(test_json_numbers_are_base_units),
        cmocka_unit_test(test_thousandths_and_times_are_read_exactly),
        cmocka_unit_test(test_ids_are_positive),
        cmocka_unit_test(test_a_choice_is_one_of_its_alternatives),
        cmocka_unit_test(test_a_flag_is_set_unless_it_says_no),
        cmocka_unit_test(test_days_are_read_in_both_orders),
        cmocka_unit_test(test_an_email_address_has_one_plain_form),
        cmocka_unit_test(test_phone_numbers_become_international),
        cmocka_unit_test(test_a_contact_is_either),
        cmocka_unit_test(test_a_uuid_is_lower_cased),
        cmocka_unit_test(test_a_secret_is_kept_as_it_is_and_never_shown),
        cmocka_unit_test(test_ids_may_repeat_up_to_the_limit),
        cmocka_unit_test(test_a_file_has_a_size_limit_and_must_be_a_file),
        cmocka_unit_test(test_a_field_that_comes_twice_is_refused),
        cmocka_unit_test(test_all_faults_are_told_at_once),
        cmocka_unit_test(test_an_unknown_field_is_named),
        cmocka_unit_test(test_what_is_required_must_come),
        cmocka_unit_test(test_typed_text_is_cut_between_characters),
        cmocka_unit_test(test_a_page_shows_value_hint_and_alternatives),
    };
    return cmocka_run_group_tests_name("form", tests, set_up, tear_down);
}
