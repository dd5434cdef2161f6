/* SPDX-License-Identifier: EUPL-1.2 */
/* Requests answered in process: order of checks, forms, tokens, headers. */
#include "http/test_app.h"

#include <zlib.h>

int http_handle_test(void);

#define HEADERS_MAX 8

struct fixture {
    struct http_app app;
    struct arena *mem;
    struct ctx ctx;
    struct request req;
    struct response res;
    struct http_header headers[HEADERS_MAX];
};

static int set_up(void **state)
{
    struct fixture *f = calloc(1, sizeof(*f));
    f->app = test_app_create();
    f->mem = arena_create(ARENA_DEFAULT_CAP);
    response_init(&f->res);
    *state = f;
    return 0;
}

static int tear_down(void **state)
{
    struct fixture *f = *state;
    response_finish(&f->res);
    arena_destroy(f->mem);
    test_app_destroy(&f->app);
    free(f);
    return 0;
}

/* A new request with a Host header; more headers may follow. */
static void request(struct fixture *f, enum http_method method, const char *target)
{
    response_finish(&f->res);
    response_init(&f->res);
    f->ctx = (struct ctx){.mem = f->mem, .now_ms = 1000};
    f->req = (struct request){
        .method = method, .target = str_of(target), .headers = f->headers, .header_count = 1};
    f->headers[0] = (struct http_header){STR("Host"), STR("ombruk.test")};
}

static void header(struct fixture *f, const char *name, const char *value)
{
    assert_true(f->req.header_count < HEADERS_MAX);
    f->headers[f->req.header_count++] = (struct http_header){str_of(name), str_of(value)};
}

static int answer(struct fixture *f)
{
    http_handle(&f->app, &f->ctx, &f->req, &f->res);
    return f->res.code;
}

static int get(struct fixture *f, const char *target)
{
    request(f, HTTP_GET, target);
    return answer(f);
}

static void body(struct fixture *f, const char *type, struct str text)
{
    header(f, "Content-Type", type);
    f->req.body = text;
}

static struct str answered(const struct fixture *f, const char *name)
{
    for (size_t i = 0; i < f->res.headers.count; i++) {
        if (str_equal_nocase(f->res.headers.ptr[i].name, str_of(name))) {
            return f->res.headers.ptr[i].value;
        }
    }
    return STR("(none)");
}

static bool contains(struct str text, const char *part)
{
    return str_find(text, str_of(part)) >= 0;
}

static struct str page(const struct fixture *f)
{
    return strbuf_view(&f->res.body);
}

/* The token of a fresh form page for a visitor with `cookie` (or NULL). */
static struct str token_for(struct fixture *f, const char *cookie)
{
    request(f, HTTP_GET, "/form");
    if (cookie != NULL) {
        header(f, "Cookie", cookie);
    }
    assert_int_equal(answer(f), 200);
    const struct str text = page(f);
    const ptrdiff_t end = str_find_byte(text, ';');
    return str_copy(f->mem, str_slice(text, 6, (size_t)end));
}

static int post_form(struct fixture *f, const char *cookie, struct str token, const char *fields)
{
    request(f, HTTP_POST, "/form?page=4");
    if (cookie != NULL) {
        header(f, "Cookie", cookie);
    }
    body(f, "application/x-www-form-urlencoded",
         str_format(f->mem, "token=%.*s&%s", STR_ARG(token), fields));
    return answer(f);
}

#define VISITOR "ob_visit=00112233445566778899aabbccddeeff"

static void test_the_address_gives_centre_and_language(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(get(f, "/"), 200);
    assert_str(page(f), "<p>home lang=nb prefix= slug=");
    assert_int_equal(get(f, "/nn"), 200);
    assert_str(page(f), "<p>home lang=nn prefix=/nn slug=");
    assert_int_equal(get(f, "/c/elvebyen/en/"), 200);
    assert_str(page(f), "<p>home lang=en prefix=/c/elvebyen/en slug=elvebyen");
    assert_int_equal(get(f, "/c/elvebyen?x=1"), 200);
    assert_str(page(f), "<p>home lang=nb prefix=/c/elvebyen slug=elvebyen");
}

static void test_an_unknown_centre_or_page_is_404(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(get(f, "/c/unknown/"), 404);
    assert_int_equal(get(f, "/c//"), 404);
    assert_int_equal(get(f, "/c/UPPER/"), 404);
    assert_int_equal(get(f, "/en/nn/"), 404);
    assert_int_equal(get(f, "/enough"), 404);
    assert_int_equal(get(f, "/nothing"), 404);
    assert_int_equal(get(f, "/a/none.css"), 404);
}

static void test_another_method_is_405_and_names_the_right_ones(void **state)
{
    struct fixture *f = *state;
    request(f, HTTP_DELETE, "/form");
    assert_int_equal(answer(f), 405);
    assert_str(answered(f, "Allow"), "GET, HEAD, POST");
    request(f, HTTP_POST, "/a/app.1234.css");
    assert_int_equal(answer(f), 405);
    assert_str(answered(f, "Allow"), "GET, HEAD");
}

static void test_the_gate_comes_before_all(void **state)
{
    struct fixture *f = *state;
    request(f, HTTP_GET, "/");
    header(f, "Host", "second.test");
    assert_int_equal(answer(f), 400);
    assert_int_equal(f->ctx.centre_id, 0);
    request(f, HTTP_GET, "/");
    f->req.target = (struct str){arena_alloc(f->mem, HTTP_TARGET_MAX + 1), HTTP_TARGET_MAX + 1};
    assert_int_equal(answer(f), 414);
}

static void test_a_visitor_is_sent_to_sign_in_and_back(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(get(f, "/nn/private?q=a%26b"), 303);
    assert_str(answered(f, "Location"), "/nn/logg-inn?neste=%2Fprivate%3Fq%3Da%2526b");
    request(f, HTTP_HEAD, "/private");
    assert_int_equal(answer(f), 303);
    assert_int_equal(get(f, "/api/v1/private"), 401);
    assert_str(answered(f, "WWW-Authenticate"), "Bearer");
    assert_str(answered(f, "Content-Type"), "application/problem+json");
}

static void test_a_role_opens_what_its_row_says(void **state)
{
    struct fixture *f = *state;
    request(f, HTTP_GET, "/private");
    header(f, "Cookie", "session=member");
    assert_int_equal(answer(f), 200);
    assert_str(answered(f, "Cache-Control"), "no-store");
    request(f, HTTP_GET, "/private");
    header(f, "Cookie", "session=other");
    assert_int_equal(answer(f), 403);
}

static void test_a_form_with_its_token_is_taken(void **state)
{
    struct fixture *f = *state;
    const struct str token = token_for(f, VISITOR);
    assert_int_equal(post_form(f, VISITOR, token, "name=Kari&price=12,50"), 303);
    assert_str(answered(f, "Location"), "/form?done=1");
    const struct test_input *input = f->req.form;
    assert_str(input->name, "Kari");
    assert_int_equal(input->price_ore, 1250);
}

static void test_a_visitor_without_cookie_gets_one_that_fits_the_token(void **state)
{
    struct fixture *f = *state;
    const struct str token = token_for(f, NULL);
    const struct str cookie = answered(f, "Set-Cookie");
    assert_true(str_starts_with(cookie, STR("ob_visit=")));
    assert_true(contains(cookie, "; Path=/; HttpOnly; SameSite=Lax"));
    assert_false(contains(cookie, "Secure"));
    assert_str(answered(f, "Cache-Control"), "private, no-cache");
    const struct str pair = str_copy(f->mem, str_slice(cookie, 0, 9 + 32));
    assert_int_equal(post_form(f, pair.ptr, token, "name=Kari"), 303);
}

static void test_a_token_is_masked_anew_each_time(void **state)
{
    struct fixture *f = *state;
    const struct str first = token_for(f, VISITOR);
    const struct str second = token_for(f, VISITOR);
    assert_false(str_equal(first, second));
    assert_str(answered(f, "Set-Cookie"), "(none)");
    assert_int_equal(post_form(f, VISITOR, first, "name=A"), 303);
    assert_int_equal(post_form(f, VISITOR, second, "name=A"), 303);
}

static void test_a_wrong_missing_or_foreign_token_is_refused(void **state)
{
    struct fixture *f = *state;
    struct str token = token_for(f, VISITOR);
    assert_int_equal(post_form(f, NULL, token, "name=A"), 403);
    assert_int_equal(post_form(f, "ob_visit=ffeeddccbbaa99887766554433221100", token, "name=A"),
                     403);
    assert_int_equal(post_form(f, "session=member", token, "name=A"), 403);
    assert_int_equal(post_form(f, VISITOR, STR(""), "name=A"), 403);
    assert_int_equal(post_form(f, VISITOR, str_slice(token, 1, token.len), "name=A"), 403);
    assert_int_equal(post_form(f, VISITOR, str_concat(f->mem, token, STR("A")), "name=A"), 403);
    assert_int_equal(post_form(f, VISITOR, token, "name=A&token=x"), 403);
    char *flipped = arena_alloc(f->mem, token.len + 1);
    memcpy(flipped, token.ptr, token.len);
    flipped[60] = flipped[60] == 'A' ? 'B' : 'A';
    token.ptr = flipped;
    assert_int_equal(post_form(f, VISITOR, token, "name=A"), 403);
}

static void test_a_form_from_another_site_is_refused_even_with_a_token(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *origin;
        int code;
    } cases[] = {
        {"http://ombruk.test", 303},
        {"https://ombruk.test", 303},
        {"http://evil.test", 403},
        {"http://ombruk.test.evil", 403},
        {"null", 403},
        {"ombruk.test", 403},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        const struct str token = token_for(f, VISITOR);
        request(f, HTTP_POST, "/form");
        header(f, "Cookie", VISITOR);
        header(f, "Origin", cases[i].origin);
        body(f, "application/x-www-form-urlencoded",
             str_format(f->mem, "token=%.*s&name=A", STR_ARG(token)));
        assert_int_equal(answer(f), cases[i].code);
    }
}

static void test_a_failed_form_is_shown_again_with_what_was_typed(void **state)
{
    struct fixture *f = *state;
    const struct str token = token_for(f, VISITOR);
    assert_int_equal(post_form(f, VISITOR, token, "name=%3Cb%3E&price=gratis"), 422);
    assert_true(contains(page(f), ";name=<b>;page=4;errors=1;[f-price|"));
    assert_int_equal(post_form(f, VISITOR, token, "name=+&price=-4"), 422);
    assert_true(contains(page(f), ";errors=2;[f-name|"));
    assert_int_equal(post_form(f, VISITOR, token, "name=taken"), 422);
    assert_true(contains(page(f), ";name=taken;"));
    assert_true(contains(page(f), "errors=1;[f-name|"));
    assert_int_equal(post_form(f, VISITOR, token, "name=conflict"), 409);
    assert_true(contains(page(f), ";name=conflict;page=4;errors=1;[|"));
    assert_int_equal(post_form(f, VISITOR, token, "name=forbidden"), 403);
    assert_true(contains(page(f), "<h1>FORBIDDEN"));
}

static void test_an_unknown_field_in_a_body_is_refused(void **state)
{
    struct fixture *f = *state;
    const struct str token = token_for(f, VISITOR);
    assert_int_equal(post_form(f, VISITOR, token, "name=A&role=admin"), 422);
    assert_true(contains(page(f), "errors=1;[|"));
    assert_true(contains(page(f), "role"));
}

static void test_a_wrong_parameter_of_a_page_leaves_the_field_empty(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(get(f, "/form?page=7&utm=x&%zz&x=%FF"), 200);
    assert_true(contains(page(f), ";name=initial;page=7;"));
    assert_int_equal(get(f, "/form?page=none"), 200);
    assert_true(contains(page(f), ";page=1;"));
    assert_int_equal(get(f, "/api/v1/page?page=none"), 422);
    assert_int_equal(get(f, "/api/v1/page?page=2"), 200);
}

static int post_json(struct fixture *f, const char *path, const char *origin, const char *text)
{
    request(f, HTTP_POST, path);
    if (origin != NULL) {
        header(f, "Origin", origin);
    }
    body(f, "application/json; charset=utf-8", str_of(text));
    return answer(f);
}

static void test_json_is_read_by_the_same_table(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "{\"name\":\"Stol\",\"price\":1250}"),
                     200);
    assert_str(page(f), "{\"name\":\"Stol\",\"ore\":1250}");
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "{\"name\":\"S\",\"price\":\"12,50\"}"),
                     200);
    assert_str(page(f), "{\"name\":\"S\",\"ore\":1250}");
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "{\"name\":null,\"x\":1}"), 422);
    assert_true(contains(page(f), "{\"status\":422,\"code\":\"INVALID\",\"title\":\""));
    assert_true(contains(page(f), "\"errors\":[{\"field\":\"name\",\"message\":\""));
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "{\"name\":\"S\""), 400);
    assert_true(contains(page(f), "\"code\":\"MALFORMED\""));
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "{\"name\":{\"a\":1}}"), 400);
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "[]"), 400);
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "{\"name\":[\"a\",\"b\"]}"), 422);
    assert_int_equal(post_json(f, "/api/v1/things", NULL, "{\"name\":\"S\",\"price\":1.5}"), 422);
}

static void test_a_device_posts_json_from_our_own_pages_only(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(post_json(f, "/station", "http://ombruk.test", "{\"name\":\"A\"}"), 200);
    assert_int_equal(post_json(f, "/station", NULL, "{\"name\":\"A\"}"), 403);
    assert_int_equal(post_json(f, "/station", "https://evil.test", "{\"name\":\"A\"}"), 403);
    request(f, HTTP_POST, "/station");
    header(f, "Origin", "http://ombruk.test");
    body(f, "application/x-www-form-urlencoded", STR("name=A"));
    assert_int_equal(answer(f), 400);
}

static void test_a_page_form_cannot_come_as_json(void **state)
{
    struct fixture *f = *state;
    assert_int_equal(post_json(f, "/form", NULL, "{\"name\":\"A\"}"), 400);
    request(f, HTTP_POST, "/form");
    assert_int_equal(answer(f), 400);
}

static void test_a_put_takes_bytes_and_reads_the_query(void **state)
{
    struct fixture *f = *state;
    request(f, HTTP_PUT, "/api/v1/photos/1?offset=42");
    body(f, "image/jpeg", (struct str){"\xFF\xD8\0x", 4});
    assert_int_equal(answer(f), 200);
    assert_str(page(f), "offset=42;bytes=4");
}

static void test_an_upload_arrives_with_its_fields(void **state)
{
    struct fixture *f = *state;
    const struct str token = token_for(f, VISITOR);
    request(f, HTTP_POST, "/upload");
    header(f, "Cookie", VISITOR);
    body(f, "multipart/form-data; boundary=XX",
         str_format(f->mem,
                    "--XX\r\nContent-Disposition: form-data; name=\"token\"\r\n\r\n%.*s\r\n"
                    "--XX\r\nContent-Disposition: form-data; name=\"note\"\r\n\r\na\r\nb\r\n"
                    "--XX\r\nContent-Disposition: form-data; name=\"photo\"; filename=\"a.jpg\"\r\n"
                    "Content-Type: image/jpeg\r\n\r\nJPEG\r\n--XX--\r\n",
                    STR_ARG(token)));
    assert_int_equal(answer(f), 200);
    assert_str(page(f), "bytes=4;note=a\nb");
}

static void test_a_body_over_the_limit_of_its_form_is_413(void **state)
{
    struct fixture *f = *state;
    char *large = calloc(1, HTTP_BODY_MAX + 2);
    memset(large, 'a', HTTP_BODY_MAX + 1);
    request(f, HTTP_POST, "/form");
    body(f, "application/x-www-form-urlencoded", (struct str){large, HTTP_BODY_MAX + 1});
    assert_int_equal(answer(f), 413);
    request(f, HTTP_GET, "/");
    f->req.body = STR("x");
    assert_int_equal(answer(f), 413);
    free(large);
}

static void expect_header(const struct fixture *f, const char *name, const char *value)
{
    assert_str(answered(f, name), value);
}

static void expect_security(const struct fixture *f)
{
    const struct str policy = answered(f, "Content-Security-Policy");
    expect_header(f, "X-Content-Type-Options", "nosniff");
    expect_header(f, "Referrer-Policy", "same-origin");
    expect_header(f, "Cross-Origin-Opener-Policy", "same-origin");
    assert_true(contains(policy, "default-src 'none'; "));
    assert_true(contains(policy, "frame-ancestors 'none'"));
    assert_false(contains(policy, "unsafe"));
    assert_true(contains(answered(f, "Permissions-Policy"), "camera=(self)"));
}

static void test_every_answer_carries_the_security_headers(void **state)
{
    struct fixture *f = *state;
    static const char *const targets[] = {"/", "/nothing", "/a/app.1234.css", "/private"};
    for (size_t i = 0; i < sizeof(targets) / sizeof(targets[0]); i++) {
        get(f, targets[i]);
        expect_security(f);
        expect_header(f, "Strict-Transport-Security", "(none)");
    }
    request(f, HTTP_GET, "/");
    f->req.secure = true;
    answer(f);
    expect_header(f, "Strict-Transport-Security", "max-age=31536000");
}

static void test_cookies_are_secure_behind_tls(void **state)
{
    struct fixture *f = *state;
    f->app.public_url = STR("https://ombruk.test");
    token_for(f, NULL);
    assert_true(str_ends_with(answered(f, "Set-Cookie"), STR("; Secure")));
}

static void test_a_known_etag_is_304_without_body(void **state)
{
    struct fixture *f = *state;
    static const char *const known[] = {"\"big-1\"", "W/\"big-1\"", "\"x\", \"big-1\"", "*"};
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        request(f, HTTP_GET, "/big");
        header(f, "If-None-Match", known[i]);
        assert_int_equal(answer(f), 304);
        assert_int_equal(f->res.body.len, 0);
        assert_str(answered(f, "ETag"), "\"big-1\"");
        assert_str(answered(f, "Content-Type"), "(none)");
    }
    request(f, HTTP_GET, "/big");
    header(f, "If-None-Match", "\"big-2\"");
    assert_int_equal(answer(f), 200);
}

static void test_a_large_page_is_gzipped_when_asked(void **state)
{
    struct fixture *f = *state;
    static unsigned char plain[65536];
    get(f, "/big");
    assert_str(answered(f, "Content-Encoding"), "(none)");
    assert_str(answered(f, "Vary"), "Accept-Encoding");
    const struct str expected = str_copy(f->mem, page(f));
    request(f, HTTP_GET, "/big");
    header(f, "Accept-Encoding", "br, gzip");
    assert_int_equal(answer(f), 200);
    assert_str(answered(f, "Content-Encoding"), "gzip");
    assert_str(answered(f, "ETag"), "W/\"big-1\"");
    assert_true(f->res.body.len < expected.len / 4);
    z_stream stream = {.next_in = (Bytef *)f->res.body.ptr,
                       .avail_in = (uInt)f->res.body.len,
                       .next_out = plain,
                       .avail_out = sizeof(plain)};
    assert_int_equal(inflateInit2(&stream, 15 + 16), Z_OK);
    assert_int_equal(inflate(&stream, Z_FINISH), Z_STREAM_END);
    assert_int_equal(stream.total_out, expected.len);
    assert_memory_equal(plain, expected.ptr, expected.len);
    inflateEnd(&stream);
}

static void test_a_small_page_is_not_compressed(void **state)
{
    struct fixture *f = *state;
    request(f, HTTP_GET, "/");
    header(f, "Accept-Encoding", "gzip");
    answer(f);
    assert_str(answered(f, "Content-Encoding"), "(none)");
}

static void expect_asset(const struct fixture *f, const char *bytes)
{
    assert_int_equal(f->res.code, 200);
    assert_str(f->res.fixed, bytes);
    expect_header(f, "Vary", "Accept-Encoding");
    expect_header(f, "Cache-Control", "public, max-age=31536000, immutable");
    expect_header(f, "Content-Type", "text/css; charset=utf-8");
}

static void test_assets_are_cached_for_ever_in_the_best_coding(void **state)
{
    struct fixture *f = *state;
    static const struct {
        const char *accept;
        const char *coding;
        const char *bytes;
    } cases[] = {
        {"gzip, br", "br", "BR"},
        {"gzip", "gzip", "GZIP"},
        {"br;q=0.5, gzip;q=0.8", "gzip", "GZIP"},
        {"br;q=0, gzip;q=0", "(none)", "body{}"},
        {"*;q=0.1", "br", "BR"},
        {"identity", "(none)", "body{}"},
        {"identity, gzip;q=0.5", "(none)", "body{}"},
        {"zstd", "(none)", "body{}"},
        {"gzip;q=1.5", "(none)", "body{}"},
        {"GZIP", "gzip", "GZIP"},
        {"", "(none)", "body{}"},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        request(f, HTTP_GET, "/a/app.1234.css");
        header(f, "Accept-Encoding", cases[i].accept);
        answer(f);
        expect_header(f, "Content-Encoding", cases[i].coding);
        expect_asset(f, cases[i].bytes);
    }
    assert_int_equal(get(f, "/a/f.99.woff2"), 200);
    assert_str(answered(f, "Vary"), "(none)");
}

static void test_half_a_page_is_never_sent(void **state)
{
    struct fixture *f = *state;
    log_set_level(LOG_ERROR + 1);
    assert_int_equal(get(f, "/unavailable"), 503);
    assert_str(answered(f, "Retry-After"), "2");
    assert_false(contains(page(f), "half a page"));
    assert_int_equal(get(f, "/toobig"), 500);
    log_set_level(LOG_ERROR);
    assert_true(contains(page(f), "<h1>INTERNAL"));
}

static void test_the_server_can_refuse_by_itself(void **state)
{
    struct fixture *f = *state;
    request(f, HTTP_POST, "/api/v1/things");
    http_refuse(&f->app, &f->ctx, &f->req, &f->res, BUSY);
    assert_int_equal(f->res.code, 503);
    assert_str(answered(f, "Content-Type"), "application/problem+json");
    assert_str(answered(f, "Retry-After"), "2");
    assert_int_equal(f->ctx.centre_id, 0);
}

static void test_a_redirect_never_leaves_the_site(void **state)
{
    struct fixture *f = *state;
    static const char *const bad[] = {
        "//evil.test", "/\\evil.test", "https://evil.test", "", "x", "/a\r\nSet-Cookie: a=b"};
    get(f, "/nn/");
    for (size_t i = 0; i < sizeof(bad) / sizeof(bad[0]); i++) {
        assert_int_equal(response_redirect(&f->ctx, &f->req, &f->res, str_of(bad[i])), MALFORMED);
        assert_int_equal(f->res.code, 200);
    }
    assert_int_equal(response_redirect(&f->ctx, &f->req, &f->res, STR("/ting/1?a=/b")), OK);
    assert_str(f->res.location, "/nn/ting/1?a=/b");
}

static void test_only_writes_and_slow_pages_need_a_worker(void **state)
{
    struct fixture *f = *state;
    static const struct {
        enum http_method method;
        const char *target;
        enum http_place place;
    } cases[] = {
        {HTTP_GET, "/", HTTP_ON_LOOP},        {HTTP_HEAD, "/big", HTTP_ON_LOOP},
        {HTTP_POST, "/form", HTTP_ON_WORKER}, {HTTP_POST, "/api/v1/quick", HTTP_ON_FIBER},
        {HTTP_GET, "/slow", HTTP_ON_WORKER},  {HTTP_GET, "/none", HTTP_ON_LOOP},
        {HTTP_GET, "/a/x.css", HTTP_ON_LOOP}, {HTTP_PUT, "/api/v1/photos/1", HTTP_ON_WORKER},
    };
    for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
        request(f, cases[i].method, cases[i].target);
        http_open(&f->app, &f->ctx, &f->req);
        assert_int_equal(http_place_of(&f->app, &f->req), cases[i].place);
    }
}

#define T(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int http_handle_test(void)
{
    const struct CMUnitTest tests[] = {
        T(test_the_address_gives_centre_and_language),
        T(test_an_unknown_centre_or_page_is_404),
        T(test_another_method_is_405_and_names_the_right_ones),
        T(test_the_gate_comes_before_all),
        T(test_a_visitor_is_sent_to_sign_in_and_back),
        T(test_a_role_opens_what_its_row_says),
        T(test_a_form_with_its_token_is_taken),
        T(test_a_visitor_without_cookie_gets_one_that_fits_the_token),
        T(test_a_token_is_masked_anew_each_time),
        T(test_a_wrong_missing_or_foreign_token_is_refused),
        T(test_a_form_from_another_site_is_refused_even_with_a_token),
        T(test_a_failed_form_is_shown_again_with_what_was_typed),
        T(test_an_unknown_field_in_a_body_is_refused),
        T(test_a_wrong_parameter_of_a_page_leaves_the_field_empty),
        T(test_json_is_read_by_the_same_table),
        T(test_a_device_posts_json_from_our_own_pages_only),
        T(test_a_page_form_cannot_come_as_json),
        T(test_a_put_takes_bytes_and_reads_the_query),
        T(test_an_upload_arrives_with_its_fields),
        T(test_a_body_over_the_limit_of_its_form_is_413),
        T(test_every_answer_carries_the_security_headers),
        T(test_cookies_are_secure_behind_tls),
        T(test_a_known_etag_is_304_without_body),
        T(test_a_large_page_is_gzipped_when_asked),
        T(test_a_small_page_is_not_compressed),
        T(test_assets_are_cached_for_ever_in_the_best_coding),
        T(test_half_a_page_is_never_sent),
        T(test_the_server_can_refuse_by_itself),
        T(test_a_redirect_never_leaves_the_site),
        T(test_only_writes_and_slow_pages_need_a_worker),
    };
    return cmocka_run_group_tests_name("handle", tests, NULL, NULL);
}
