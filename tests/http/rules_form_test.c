/* SPDX-License-Identifier: EUPL-1.2 */
/* The form for new rules loses no line of the rules in force, however many there are. */
#include <string.h>

#include "goods/goods_codes.h"
#include "http_refusal.h"
#include "http_rounds.h"
#include "http_rules.h"

int http_rules_form_test(void);

#define FIELDS_MOST 1200
#define KINDS       60 /* with points of their own */
#define CLASSES     40
#define CROWDED     11 /* kinds with a figure for each size and state: 132 lines */

/* ---- what a browser would send --------------------------------------------------------------- */

/* The value of `attribute` in a tag; NULL when it has none. */
static const char *attribute_of(struct fixture *f, struct str tag, const char *attribute)
{
    const struct str start = str_format(f->mem, " %s=\"", attribute);
    const ptrdiff_t at = str_find(tag, start);
    if (at < 0) {
        return NULL;
    }
    const struct str rest = str_slice(tag, (size_t)at + start.len, tag.len);
    const ptrdiff_t end = str_find(rest, STR("\""));
    assert_true(end >= 0);
    return str_copy(f->mem, str_slice(rest, 0, (size_t)end)).ptr;
}

static struct str from(struct str page, const char *what)
{
    const ptrdiff_t at = str_find(page, str_of(what));
    return at < 0 ? (struct str){0} : str_slice(page, (size_t)at, page.len);
}

/* What the rows of the form hold, as fields; how many there are. */
static size_t fill_rows(struct fixture *f, struct str page, const char **fields)
{
    size_t count = 0;
    while ((page = from(page, "name=\"")).ptr != NULL) {
        const ptrdiff_t end = str_find(page, STR(">"));
        const struct str tag = str_concat(f->mem, STR(" "), str_slice(page, 0, (size_t)end));
        const char *name = attribute_of(f, tag, "name");
        const char *value = attribute_of(f, tag, "value");
        page = str_slice(page, (size_t)end, page.len);
        if (strchr("kstmcqr", name[0]) == NULL || name[1] < '0' || name[1] > '9') {
            continue;
        }
        if (value == NULL) { /* a list: no row of these tests chooses in it but by its option */
            const ptrdiff_t close = str_find(page, STR("</select>"));
            const struct str options = str_slice(page, 0, (size_t)close);
            const ptrdiff_t chosen = str_find(options, STR("\" selected"));
            size_t start = chosen < 0 ? 0 : (size_t)chosen;
            while (start > 0 && options.ptr[start - 1] != '"') {
                start--;
            }
            value =
                chosen < 0 ? "" : str_copy(f->mem, str_slice(options, start, (size_t)chosen)).ptr;
        }
        assert_true(count + 2 < FIELDS_MOST);
        fields[count++] = name;
        fields[count++] = value;
    }
    return count;
}

/* The rest of the form, with the default points that a centre starts with. */
#define REST                                                                                       \
    "from_day", "2026-11-25", "note", REASON, "startup", "20", "kept", "91,7", "newcomer", "2",    \
        "penalty", "1", "second_call", "50", "swap_hours", "48", "show_names", "1", "chain",       \
        "drand-quicknet", "genesis", "1692803367", "period", "3", "fallback",                      \
        "Lotto på lørdag etter trekningen", "p01", "1", "p02", "0,5", "p03", "0,75", "p11", "2",   \
        "p12", "1", "p13", "1,5", "p21", "4", "p22", "2", "p23", "3", "p31", "10", "p32", "5",     \
        "p33", "7,5"

/* Saves what the form shows. */
static struct answer save_as_shown(struct fixture *f, struct str page)
{
    static const char *const rest[] = {REST};
    const char **fields = arena_alloc(f->mem, sizeof(char *) * (FIELDS_MOST + 2));
    size_t count = fill_rows(f, page, fields);
    for (size_t i = 0; i < sizeof(rest) / sizeof(rest[0]); i++) {
        assert_true(count < FIELDS_MOST);
        fields[count++] = rest[i];
    }
    fields[count] = NULL;
    fields[count + 1] = NULL;
    return fixture_post(f, &f->who[AS_MANAGER], "/kontor/regler", fields);
}

static void check_all_is_kept(size_t kinds, int64_t step, size_t classes)
{
    struct fixture *f = rules_open(kinds, step, classes);
    const int64_t before = rules_in_force(f);
    const struct answer form = rounds_page(f, AS_MANAGER, "/kontor/regler/ny");
    assert_int_equal(form.code, 200);
    assert_int_equal(save_as_shown(f, form.body).code, 303);
    assert_int_not_equal(rules_in_force(f), before);
    assert_true(rules_same(f, rules_in_force(f), before));
    fixture_close(f);
}

static void test_saving_what_the_form_shows_keeps_every_line(void **state)
{
    (void)state;
    check_all_is_kept(KINDS, 0, CLASSES);
    check_all_is_kept(5, 500, 0);
    check_all_is_kept(0, 0, goods_codes_all()->category_count);
}

static void test_there_are_empty_rows_for_more(void **state)
{
    struct fixture *f = rules_open(KINDS, 0, CLASSES);
    (void)state;
    const struct answer form = rounds_page(f, AS_MANAGER, "/kontor/regler/ny");
    assert_true(answer_has(&form, "name=\"k60\""));
    assert_true(answer_has(&form, "name=\"c40\""));
    assert_false(answer_has(&form, "name=\"k119\""));
    fixture_close(f);
}

static void test_what_was_typed_in_a_far_row_is_shown_again(void **state)
{
    struct fixture *f = rules_open(1, 0, 1);
    (void)state;
    const struct refusal unknown = {
        .code = 422,
        .message = "We know no kind of thing called {detail}. Choose one from the list.",
        .detail = "romskip",
        .kept = {"name=\"k77\"", "value=\"romskip\"", "value=\"stor klasse\""}};
    refusal_post(
        f, &f->who[AS_MANAGER], "/kontor/regler",
        FIELDS(REST, "k77", "romskip", "m77", "7", "c99", "Parkdress", "q99", "stor klasse"),
        &unknown);
    fixture_close(f);
}

#define MESSAGE_IN_FORCE                                                                           \
    "The rules in force have more lines of points than the {detail} this form holds. Nothing "     \
    "can be saved here, because lines would be lost."

#define MESSAGE_TOGETHER                                                                           \
    "Together these lines come to more than {detail} when exceptions are told one by one. Leave "  \
    "out lines, or let a kind above say it."

static void test_rules_that_no_form_holds_are_not_saved_over(void **state)
{
    struct fixture *f = rules_open(CROWDED, 500, 1);
    const int64_t before = rules_in_force(f);
    (void)state;
    const struct answer form = rounds_page(f, AS_MANAGER, "/kontor/regler/ny");
    assert_int_equal(form.code, 200);
    assert_false(answer_has(&form, "name=\"k0\""));
    const struct refusal refused = {.code = 422, .message = MESSAGE_IN_FORCE, .detail = "120"};
    refusal_post(f, &f->who[AS_MANAGER], "/kontor/regler", FIELDS(REST), &refused);
    assert_int_equal(rules_in_force(f), before);
    fixture_close(f);
}

static bool has_own_name(const struct goods_category *kind)
{
    const struct goods_codes *codes = goods_codes_all();
    for (size_t i = 0; i < codes->category_count; i++) {
        if (&codes->categories[i] != kind &&
            str_equal(codes->categories[i].name.in[LANG_NB], kind->name.in[LANG_NB])) {
            return false;
        }
    }
    return true;
}

/* The lines `row` to `row` + 2: an exception from an exception takes three to write and four to
 * tell. */
static size_t add_three(struct fixture *f, const struct goods_category *kind, size_t row,
                        const char **fields)
{
    static const char *const sizes[] = {"", "s", "s"};
    static const char *const states[] = {"", "", "hel"};
    size_t count = 0;
    for (size_t n = 0; n < 3; n++) {
        const char *const pairs[] = {fixture_text(f, "k%zu", row + n), kind->name.in[LANG_NB].ptr,
                                     fixture_text(f, "s%zu", row + n), sizes[n],
                                     fixture_text(f, "t%zu", row + n), states[n],
                                     fixture_text(f, "m%zu", row + n), fixture_text(f, "%zu", n)};
        memcpy(&fields[count], pairs, sizeof(pairs));
        count += sizeof(pairs) / sizeof(pairs[0]);
    }
    return count;
}

static void test_lines_that_the_next_form_could_not_show_are_refused(void **state)
{
    static const char *const rest[] = {REST};
    struct fixture *f = fixture_open();
    const char **fields = arena_alloc(f->mem, sizeof(char *) * FIELDS_MOST);
    size_t count = 0;
    size_t row = 0;
    (void)state;
    for (size_t i = 0; row < 120; i++) {
        const struct goods_category *kind = &goods_codes_all()->categories[i];
        if (has_own_name(kind)) {
            count += add_three(f, kind, row, &fields[count]);
            row += 3;
        }
    }
    memcpy(&fields[count], rest, sizeof(rest));
    count += sizeof(rest) / sizeof(rest[0]);
    fields[count] = NULL;
    fields[count + 1] = NULL;
    const struct refusal expected = {.code = 422,
                                     .message = MESSAGE_TOGETHER,
                                     .detail = "120",
                                     .kept = {"name=\"k119\"", "value=\"2\""}};
    refusal_judge(f, 0, fixture_post(f, &f->who[AS_MANAGER], "/kontor/regler", fields), &expected);
    fixture_close(f);
}

int http_rules_form_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_saving_what_the_form_shows_keeps_every_line),
        cmocka_unit_test(test_there_are_empty_rows_for_more),
        cmocka_unit_test(test_what_was_typed_in_a_far_row_is_shown_again),
        cmocka_unit_test(test_rules_that_no_form_holds_are_not_saved_over),
        cmocka_unit_test(test_lines_that_the_next_form_could_not_show_are_refused),
    };
    return TEST_DB_RUN("rules form", tests);
}
