/* SPDX-License-Identifier: EUPL-1.2 */
/* Route tables: careless rows are refused, paths find their row. */
#include "http/route.h"

#include <stdio.h>

#include "test.h"

int http_route_test(void);

static enum status handler(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)ctx;
    (void)req;
    (void)res;
    return OK;
}

static const struct route good[] = {
    {HTTP_GET, "/", handler, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/ting/{code}", handler, EVERYONE, OWNER_NONE},
    {HTTP_POST, "/ting/{code}", handler, EVERYONE, OWNER_NONE, &form_empty},
    {HTTP_GET, "/ting/ny", handler, EVERYONE, OWNER_NONE},
    {HTTP_POST, "/ting/{code}/hold", handler, EVERYONE, OWNER_NONE, &form_empty},
    {HTTP_GET, "/x/{x}/b/{y}", handler, EVERYONE, OWNER_NONE},
    {HTTP_PUT, "/api/v1/photos/{uuid}", handler, 1, OWNER_GROUP, &form_empty,
     .guard = GUARD_BEARER},
    {HTTP_DELETE, "/api/v1/photos/{uuid}", handler, 1, OWNER_GROUP, .guard = GUARD_BEARER},
    ROUTES_END,
};
static const struct route_table tables[] = {{"goods", good}};

struct found {
    enum status status;
    const struct route *route;
    struct str params[ROUTE_PARAMS_MAX];
    struct str allow;
};

static struct arena *mem;
static struct routes *routes;

static int set_up(void **state)
{
    (void)state;
    mem = arena_create(ARENA_DEFAULT_CAP);
    routes = routes_create(tables, 1);
    return 0;
}

static int tear_down(void **state)
{
    (void)state;
    routes_destroy(routes);
    arena_destroy(mem);
    return 0;
}

static struct found find(enum http_method method, const char *path)
{
    struct found found = {0};
    found.status =
        routes_find(routes, mem, method, str_of(path), &found.route, found.params, &found.allow);
    return found;
}

static void test_a_path_finds_its_row_and_parameters(void **state)
{
    (void)state;
    struct found found = find(HTTP_GET, "/");
    assert_int_equal(found.status, OK);
    assert_ptr_equal(found.route, &good[0]);
    found = find(HTTP_POST, "/ting/ABC/hold");
    assert_int_equal(found.status, OK);
    assert_ptr_equal(found.route, &good[4]);
    assert_str(found.params[0], "ABC");
    found = find(HTTP_GET, "/x/1%20%C3%A5/b/%7b2%7D");
    assert_int_equal(found.status, OK);
    assert_str(found.params[0], "1 \xC3\xA5");
    assert_str(found.params[1], "{2}");
}

static void test_a_fixed_segment_wins_but_does_not_hide_the_parameter(void **state)
{
    (void)state;
    assert_ptr_equal(find(HTTP_GET, "/ting/ny").route, &good[3]);
    const struct found hold = find(HTTP_POST, "/ting/ny/hold");
    assert_ptr_equal(hold.route, &good[4]);
    assert_str(hold.params[0], "ny");
    assert_ptr_equal(find(HTTP_POST, "/ting/ny").route, &good[2]);
}

static void test_head_is_answered_by_the_row_for_get(void **state)
{
    (void)state;
    assert_ptr_equal(find(HTTP_HEAD, "/ting/X").route, &good[1]);
    assert_int_equal(find(HTTP_HEAD, "/ting/X/hold").status, MALFORMED);
}

static void test_another_method_says_what_is_allowed(void **state)
{
    (void)state;
    struct found found = find(HTTP_DELETE, "/ting/X");
    assert_int_equal(found.status, MALFORMED);
    assert_str(found.allow, "GET, HEAD, POST");
    found = find(HTTP_GET, "/ting/X/hold");
    assert_int_equal(found.status, MALFORMED);
    assert_str(found.allow, "POST");
    found = find(HTTP_GET, "/api/v1/photos/7");
    assert_str(found.allow, "PUT, DELETE");
}

static void test_what_matches_no_row_is_not_found(void **state)
{
    (void)state;
    static const char *const paths[] = {
        "",
        "ting",
        "//",
        "/ting",
        "/ting/",
        "/ting//hold",
        "/ting/X/",
        "/TING/X",
        "/t%69ng/X",
        "/ting/%",
        "/ting/%4",
        "/ting/%zz",
        "/ting/%2F",
        "/ting/a%2fb",
        "/ting/%00",
        "/ting/%FF",
        "/ting/%C0%80",
        "/ting/X/hold/more",
        "/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p",
        "/*",
        "*",
    };
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        if (find(HTTP_GET, paths[i]).status != NOT_FOUND) {
            fail_msg("found: %s", paths[i]);
        }
    }
}

static void test_links_are_checked_by_pattern(void **state)
{
    (void)state;
    assert_true(routes_have_pattern(routes, HTTP_GET, STR("/ting/{}")));
    assert_true(routes_have_pattern(routes, HTTP_GET, STR("/ting/{}?side={}")));
    assert_true(routes_have_pattern(routes, HTTP_POST, STR("/ting/{}/hold")));
    assert_false(routes_have_pattern(routes, HTTP_GET, STR("/ting/{}/hold")));
    assert_false(routes_have_pattern(routes, HTTP_GET, STR("/{}")));
    assert_true(routes_have_pattern(routes, HTTP_GET, STR("/")));
}

static void test_two_hundred_rows_are_all_found(void **state)
{
    (void)state;
    enum {
        ROWS = 200
    };
    static char paths[ROWS][32];
    static struct route rows[ROWS + 1];
    for (int i = 0; i < ROWS; i++) {
        snprintf(paths[i], sizeof(paths[i]), "/r%d/x%d/{id}", i * 7 % 31, i);
        rows[i] = (struct route){HTTP_GET, paths[i], handler, EVERYONE, OWNER_NONE};
    }
    const struct route_table many = {"many", rows};
    char why[256];
    assert_int_equal(routes_check(&many, 1, why), OK);
    struct routes *compiled = routes_create(&many, 1);
    for (int i = 0; i < ROWS; i++) {
        struct found found = {0};
        char path[48];
        snprintf(path, sizeof(path), "/r%d/x%d/%d", i * 7 % 31, i, i);
        assert_int_equal(routes_find(compiled, mem, HTTP_GET, str_of(path), &found.route,
                                     found.params, &found.allow),
                         OK);
        assert_ptr_equal(found.route, &rows[i]);
    }
    routes_destroy(compiled);
}

static void expect_fault(struct route route, const char *part)
{
    const struct route rows[] = {
        {HTTP_GET, "/x/{a}", handler, EVERYONE, OWNER_NONE}, route, ROUTES_END};
    const struct route_table table = {"room", rows};
    char why[256] = "";
    if (routes_check(&table, 1, why) != INVALID || strstr(why, part) == NULL) {
        fail_msg("expected \"%s\", got \"%s\"", part, why);
    }
}

static void test_a_careless_row_stops_the_start(void **state)
{
    (void)state;
    char why[256];
    assert_int_equal(routes_check(tables, 1, why), OK);
    const struct route base = {HTTP_GET, "/y", handler, EVERYONE, OWNER_NONE};
    struct route row = base;
    row.who = 0;
    expect_fault(row, "say who");
    row = base;
    row.owner = 0;
    expect_fault(row, "owner rule");
    row = base;
    row.handler = NULL;
    expect_fault(row, "no handler");
    row = base;
    row.method = HTTP_HEAD;
    expect_fault(row, "method");
    row = base;
    row.method = HTTP_POST;
    expect_fault(row, "no form");
    row = base;
    row.again = handler;
    expect_fault(row, "shown again");
    row = base;
    row.guard = GUARD_BEARER;
    expect_fault(row, "bearer");
    row = base;
    row.path = "/x/{other}";
    expect_fault(row, "matches the same");
    row = base;
    row.path = "/nn/y";
    expect_fault(row, "the floor");
    row = base;
    row.method = HTTP_DELETE;
    row.path = "/api/v1/y";
    expect_fault(row, "GUARD_BEARER");
}

static void test_a_malformed_path_stops_the_start(void **state)
{
    (void)state;
    static const char *const paths[] = {"",
                                        "y",
                                        "/y/",
                                        "//y",
                                        "/y//z",
                                        "/{}",
                                        "/{a",
                                        "/a}",
                                        "/{A}",
                                        "/y?z",
                                        "/y z",
                                        "/\xC3\xA5",
                                        "/%41",
                                        "/{a}b",
                                        "/{a}/{b}/{c}/{d}/{e}",
                                        "/1/2/3/4/5/6/7/8/9/10/11/12/13"};
    for (size_t i = 0; i < sizeof(paths) / sizeof(paths[0]); i++) {
        const struct route row = {HTTP_GET, paths[i], handler, EVERYONE, OWNER_NONE};
        expect_fault(row, "the path");
    }
}

static void test_a_faulty_form_stops_the_start(void **state)
{
    (void)state;
    struct input {
        int64_t number;
    };
    static const struct field outside[] = {{"a", FIELD_TEXT, 0}};
    static const struct field twice[] = {{"a", FIELD_I64, 0}, {"a", FIELD_I64, 0}};
    static const struct field nothing[] = {{"a", FIELD_CHOICE, 0}};
    static const struct field token[] = {{FORM_TOKEN_FIELD, FIELD_I64, 0}};
    static const struct field range[] = {{"a", FIELD_I64, 0, .min = 5, .max = 4}};
    const struct form forms[] = {FORM("f", outside, struct input), FORM("f", twice, struct input),
                                 FORM("f", nothing, struct input), FORM("f", token, struct input),
                                 FORM("f", range, struct input)};
    for (size_t i = 0; i < sizeof(forms) / sizeof(forms[0]); i++) {
        const struct route row = {HTTP_POST, "/y", handler, EVERYONE, OWNER_NONE, &forms[i]};
        expect_fault(row, "the form");
    }
}

int http_route_test(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_a_path_finds_its_row_and_parameters),
        cmocka_unit_test(test_a_fixed_segment_wins_but_does_not_hide_the_parameter),
        cmocka_unit_test(test_head_is_answered_by_the_row_for_get),
        cmocka_unit_test(test_another_method_says_what_is_allowed),
        cmocka_unit_test(test_what_matches_no_row_is_not_found),
        cmocka_unit_test(test_links_are_checked_by_pattern),
        cmocka_unit_test(test_two_hundred_rows_are_all_found),
        cmocka_unit_test(test_a_careless_row_stops_the_start),
        cmocka_unit_test(test_a_malformed_path_stops_the_start),
        cmocka_unit_test(test_a_faulty_form_stops_the_start),
    };
    return cmocka_run_group_tests_name("route", tests, set_up, tear_down);
}
