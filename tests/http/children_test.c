/* SPDX-License-Identifier: EUPL-1.2 */
/* Children to find things for, without JavaScript: in a signed cookie and nowhere else. The
 * fixture's browser keeps none but its own cookies, so the test carries this one itself. */
#include <string.h>

#include <stdio.h>
#include <unistd.h>

#include "base/log.h"
#include "db/tables.h"
#include "goods/goods.h"
#include "http/http.h"
#include "http_fixture.h"
#include "http_refusal.h"

int http_children_test(void);

/* A visitor who also sends this cookie. */
static struct answer get_with(struct fixture *f, const char *path, struct str cookie)
{
    struct browser visitor = {.visit = str_concat(f->mem, STR("x; "), cookie)};
    return fixture_get(f, &visitor, path);
}

/* NAME=VALUE of the cookie that the answer sets. */
static struct str cookie_of(const struct answer *answer)
{
    for (size_t i = 0; i < answer->header_count; i++) {
        const struct str value = answer->headers[i].value;
        if (str_equal_nocase(answer->headers[i].name, STR("Set-Cookie")) &&
            str_starts_with(value, STR("ob_children="))) {
            return str_slice(value, 0, (size_t)str_find_byte(value, ';'));
        }
    }
    fail_msg("no cookie of children");
    return STR("");
}

static struct answer add(struct fixture *f, const char *const *fields)
{
    struct browser visitor = {0};
    return fixture_post(f, &visitor, "/barn", fields);
}

static void test_a_child_is_a_chip_that_shows_what_fits_and_the_next_size(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer added = add(f, FIELDS("navn", "Ella Ø", "storrelse", "h98", "fodt", ""));
    assert_int_equal(added.code, 303);
    assert_true(str_ends_with(added.location, STR("/finn?storrelse=h98&vokser=1")));
    const struct str cookie = cookie_of(&added);
    const struct answer home = get_with(f, "/", cookie);
    assert_true(answer_has(&home, "Ella Ø · 98–104"));
    assert_true(answer_has(&home, "/finn?storrelse=h98&amp;vokser=1"));
    const struct answer list = get_with(f, "/finn?storrelse=h98&vokser=1", cookie);
    assert_true(answer_has(&list, "aria-current=\"true\" rel=\"nofollow\"><b"));
    assert_true(answer_has(&list, "Blå parkdress")); /* size 104 */
    const struct answer page = get_with(f, "/barn", cookie);
    assert_true(answer_has(&page, "Ella Ø"));
    assert_true(answer_has(&page, "Fjern"));
    assert_str(page.cache_control, "no-store");
}

static void test_the_size_grows_with_the_months(void **state)
{
    struct fixture *f = fixture_open();
    (void)state;
    /* It is November 2026. */
    const struct str cookie = cookie_of(
        &(struct answer[]){add(f, FIELDS("navn", "Noah", "storrelse", "", "fodt", "2024-01"))}[0]);
    const struct answer now = get_with(f, "/", cookie);
    assert_true(answer_has(&now, "Noah · 98–104"));
    /* 34 months: clothes and shoes. */
    assert_true(answer_has(&now, "/finn?storrelse=h98~s25&amp;vokser=1"));
    const struct answer list = get_with(f, "/finn?storrelse=h98~s25&vokser=1", cookie);
    assert_true(answer_has(&list, "aria-current=\"true\" rel=\"nofollow\"><b"));
    assert_true(answer_has(&list, "98 passer nå. 104 er med, så det varer lenger."));
    fixture_wait(f, INT64_C(70) * 24 * 3600 * 1000);
    const struct answer later = get_with(f, "/", cookie);
    assert_true(answer_has(&later, "Noah · 104–110"));
    fixture_close(f);
}

/* ---- nothing is kept ------------------------------------------------------------------------- */

/* No other text of the tests holds them. */
#define NAME  "Zvartalf"
#define MONTH "2019-07"

static bool tells(struct str text)
{
    return text.len > 0 && (str_find(text, STR(NAME)) >= 0 || str_find(text, STR(MONTH)) >= 0);
}

struct looking {
    const struct table *table;
    int rows;
    int told;
};

static enum status look_at_row(void *arg, const struct db_value *values)
{
    struct looking *looking = arg;
    for (size_t i = 0; i < looking->table->column_count; i++) {
        if (values[i].kind == DB_TEXT || values[i].kind == DB_BYTES) {
            looking->told += tells(values[i].text) ? 1 : 0;
        }
    }
    looking->rows++;
    return OK;
}

/* How many values of the whole database tell of the child. */
static int told_in_database(struct fixture *f)
{
    struct ctx ctx;
    struct tables tables;
    struct looking looking = {.rows = 0};
    fixture_ctx(f, &ctx);
    assert_int_equal(tables_list(&ctx, &tables), OK);
    for (size_t i = 0; i < tables.count; i++) {
        looking.table = &tables.ptr[i];
        assert_int_equal(table_read(&ctx, &tables.ptr[i], look_at_row, &looking), OK);
    }
    app_end(&ctx);
    assert_true(looking.rows > 100);
    return looking.told;
}

/* Everything that is done with a child, with all that is logged written to `log`. */
static void use_a_child(struct fixture *f, FILE *log)
{
    struct browser visitor = {0};
    const int kept = dup(STDERR_FILENO);
    assert_int_equal(dup2(fileno(log), STDERR_FILENO), STDERR_FILENO);
    log_set_level(LOG_DEBUG);
    log_info("test.children", "begins=1");
    const struct answer added = add(f, FIELDS("navn", NAME, "storrelse", "", "fodt", MONTH));
    const struct str cookie = cookie_of(&added);
    get_with(f, "/", cookie);
    get_with(f, fixture_text(f, "%.*s", STR_ARG(added.location)), cookie);
    get_with(f, "/barn", cookie);
    fixture_post(f, &visitor, "/barn", FIELDS("navn", NAME, "storrelse", "x", "fodt", MONTH));
    fixture_post(f, &visitor, "/barn/glem", FIELDS("navn", NAME));
    fixture_run_jobs(f);
    log_set_level(LOG_ERROR);
    dup2(kept, STDERR_FILENO);
    close(kept);
    assert_true(str_find(cookie, STR(NAME)) > 0 && str_find(cookie, STR(MONTH)) > 0);
}

static void test_nothing_of_a_child_is_kept_here(void **state)
{
    struct fixture *f = fixture_open();
    char text[65536];
    FILE *log = tmpfile();
    (void)state;
    assert_non_null(log);
    use_a_child(f, log);
    rewind(log);
    const size_t len = fread(text, 1, sizeof(text), log);
    fclose(log);
    assert_true(len > 0 && len < sizeof(text));
    assert_true(str_find((struct str){text, len}, STR("test.children")) >= 0);
    assert_false(tells((struct str){text, len}));
    assert_int_equal(told_in_database(f), 0);
    /* What is looked for would be found. */
    struct ctx ctx;
    fixture_ctx(f, &ctx);
    assert_int_equal(goods_holder_add(&ctx, 0, HOLDER_STATION, STR(NAME " " MONTH), &(int64_t){0}),
                     OK);
    app_end(&ctx);
    assert_true(told_in_database(f) > 0);
    fixture_close(f);
}

static void test_a_changed_cookie_is_no_cookie(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer added = add(f, FIELDS("navn", "Ella", "storrelse", "h98", "fodt", ""));
    const struct str cookie = cookie_of(&added);
    char *changed = arena_alloc(f->mem, cookie.len);
    memcpy(changed, cookie.ptr, cookie.len);
    changed[cookie.len - 1] = '4';
    const struct answer home = get_with(f, "/", (struct str){changed, cookie.len});
    assert_int_equal(home.code, 200);
    assert_false(answer_has(&home, "Ella"));
    static const char *const broken[] = {"ob_children=", "ob_children=x",
                                         "ob_children=00000000000000000000000000000000Ella:h98",
                                         "ob_children=00000000000000000000000000000000!!!:::"};
    for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
        const struct answer page = get_with(f, "/barn", str_of(broken[i]));
        assert_int_equal(page.code, 200);
        assert_false(answer_has(&page, "Ella"));
    }
}

static void test_what_is_no_child_is_told_and_kept(void **state)
{
    struct fixture *f = fixture_shared();
    struct browser visitor = {0};
    (void)state;
    const struct refusal neither = {.code = 422,
                                    .message = "Choose a size, or enter the month of birth.",
                                    .kept = {"value=\"Ella\""}};
    const struct refusal month = {
        .code = 422,
        .message = "Enter year and month of birth, such as 2023-05, at most 18 years ago.",
        .kept = {"value=\"Ella\""}};
    const struct refusal size = {
        .code = 422, .message = "Choose a size from the list.", .kept = {"value=\"Ella\""}};
    static const char *const months[] = {"2031-01", "1999-01", "2023-13",
                                         "2023-00", "mai",     "20230-1"};
    refusal_post(f, &visitor, "/barn", FIELDS("navn", "Ella", "storrelse", "", "fodt", ""),
                 &neither);
    for (size_t i = 0; i < sizeof(months) / sizeof(months[0]); i++) {
        refusal_post(f, &visitor, "/barn",
                     FIELDS("navn", "Ella", "storrelse", "", "fodt", months[i]), &month);
    }
    refusal_post(f, &visitor, "/barn", FIELDS("navn", "Ella", "storrelse", "s28", "fodt", ""),
                 &size);
    refusal_post(f, &visitor, "/barn", FIELDS("navn", "Ella", "storrelse", "'; --", "fodt", ""),
                 &size);
}

static void test_a_child_is_forgotten_by_a_button(void **state)
{
    struct fixture *f = fixture_shared();
    (void)state;
    const struct answer added = add(f, FIELDS("navn", "Ella", "storrelse", "h98", "fodt", ""));
    /* The browser of the fixture sends its own cookie only; what is told is that it goes. */
    struct browser visitor = {0};
    assert_int_equal(added.code, 303);
    const struct answer gone = fixture_post(f, &visitor, "/barn/glem", FIELDS("navn", "Ella"));
    assert_int_equal(gone.code, 303);
    bool removed = false;
    for (size_t i = 0; i < gone.header_count; i++) {
        removed = removed || (str_starts_with(gone.headers[i].value, STR("ob_children=;")) &&
                              str_find(gone.headers[i].value, STR("Max-Age=0")) >= 0);
    }
    assert_true(removed);
}

int http_children_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_child_is_a_chip_that_shows_what_fits_and_the_next_size),
        cmocka_unit_test(test_the_size_grows_with_the_months),
        cmocka_unit_test(test_nothing_of_a_child_is_kept_here),
        cmocka_unit_test(test_a_changed_cookie_is_no_cookie),
        cmocka_unit_test(test_what_is_no_child_is_told_and_kept),
        cmocka_unit_test(test_a_child_is_forgotten_by_a_button),
    };
    return TEST_DB_RUN("children", tests);
}
