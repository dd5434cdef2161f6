/* SPDX-License-Identifier: EUPL-1.2 */
/* Sends requests to the application as browsers do, and keeps their cookies. */
#include "http_fixture.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/clock.h"
#include "base/log.h"
#include "http_scene.h"
#include "mail/mail.h"

#include "base/banned.h"

#define MEMORY_MAX   ((size_t)256 * 1024 * 1024)
#define REDIRECTS    5
#define HOST         "ombruk.test"
#define HEADERS_MAX  8
#define BODY_MAX     ((size_t)1024 * 1024)
#define ENGINE_COUNT DB_ENGINE_COUNT

static struct fixture *shared[ENGINE_COUNT];

#define FIXTURE_WHO_NAME(name, roles) #name,
static const char *const who_names[] = {FIXTURE_WHO(FIXTURE_WHO_NAME)};
#undef FIXTURE_WHO_NAME

#define FIXTURE_WHO_ROLES(name, roles) (roles),
static const uint64_t who_roles[] = {FIXTURE_WHO(FIXTURE_WHO_ROLES)};
#undef FIXTURE_WHO_ROLES

const char *fixture_who_name(enum fixture_who who)
{
    return who_names[who];
}

uint64_t fixture_who_roles(enum fixture_who who)
{
    return who_roles[who];
}

/* ---- opening
 * ------------------------------------------------------------------------------------- */

static struct settings settings_of(struct arena *mem, const char *url)
{
    static int made;
    struct settings settings = {0};
    for (const struct setting_row *row = settings_rows; row->key != NULL; row++) {
        *(struct str *)((char *)&settings + row->offset) = str_of(row->value);
    }
    settings.data_dir = str_format(mem, "%s/data-%d", test_folder(), ++made);
    settings.database_url = str_of(url);
    settings.log_level = STR("error");
    settings.pool_size = STR("3");
    return settings;
}

struct fixture *fixture_open(void)
{
    static int opened;
    char url[TEST_DB_URL_MAX];
    char why[256] = "";
    struct arena *mem = arena_create(MEMORY_MAX);
    struct fixture *f = ARENA_NEW(mem, struct fixture);
    f->mem = mem;
    /* Tries are counted in the process, whatever the database: nobody shares an address. */
    opened++;
    f->remote = str_format(mem, "198.51.%d.%d", opened / 250, opened % 250 + 1);
    f->now_ms = FIXTURE_NOW_MS;
    clock_set_ms(f->now_ms);
    test_db_create(test_db_engine(), url);
    const struct settings settings = settings_of(mem, url);
    if (app_open(&f->app, &settings, APP_MIGRATE, why) != OK) {
        fail_msg("%s", why);
    }
    http_scene_make(f);
    return f;
}

void fixture_close(struct fixture *f)
{
    assert_true(app_close(&f->app));
    arena_destroy(f->mem);
    clock_release();
}

void fixture_reopen(struct fixture *f, struct str url, int patience_ms)
{
    char why[256] = "";
    db_close(f->app.db);
    if (db_open((struct db_options){.url = url, .pool_size = 3, .patience_ms = patience_ms},
                &f->app.db, why) != OK) {
        fail_msg("%s", why);
    }
    f->app.http.db = f->app.db;
}

static void close_shared(void)
{
    for (int engine = 0; engine < ENGINE_COUNT; engine++) {
        if (shared[engine] != NULL) {
            (void)app_close(&shared[engine]->app);
            arena_destroy(shared[engine]->mem);
            shared[engine] = NULL;
        }
    }
}

struct fixture *fixture_shared(void)
{
    const enum db_engine engine = test_db_engine();
    if (shared[engine] == NULL) {
        static bool registered;
        if (!registered) {
            registered = true;
            atexit(close_shared);
        }
        shared[engine] = fixture_open();
    }
    clock_set_ms(shared[engine]->now_ms);
    return shared[engine];
}

void fixture_ctx(struct fixture *f, struct ctx *ret_ctx)
{
    app_begin(&f->app, ret_ctx);
    ret_ctx->centre_id = f->home.id;
}

void fixture_wait(struct fixture *f, int64_t ms)
{
    f->now_ms += ms;
    clock_set_ms(f->now_ms);
}

void fixture_run_jobs(struct fixture *f)
{
    int done = 0;
    assert_int_equal(jobs_run_due(f->app.db, 0, &done), OK);
}

const char *fixture_text(struct fixture *f, const char *format, ...)
{
    char text[2048];
    va_list args;
    va_start(args, format);
    const int len = vsnprintf(text, sizeof(text), format, args);
    va_end(args);
    assert_in_range(len, 0, (int)sizeof(text) - 1);
    return str_copy(f->mem, str_of(text)).ptr;
}

struct str fixture_mail(struct fixture *f, const char *to)
{
    struct ctx ctx;
    struct mail_items items;
    struct str text = {0};
    fixture_ctx(f, &ctx);
    assert_int_equal(mail_list(&ctx, 100, &items), OK);
    for (size_t i = 0; i < items.count && text.ptr == NULL; i++) {
        if (str_equal(items.ptr[i].to, str_of(to))) {
            text = str_copy(f->mem, items.ptr[i].text);
        }
    }
    app_end(&ctx);
    if (text.ptr == NULL) {
        fail_msg("no mail to %s", to);
    }
    return text;
}

struct browser fixture_browser(struct fixture *f, int64_t centre_id, int64_t person_id,
                               int64_t device_id)
{
    struct ctx ctx;
    struct browser browser = {.person_id = person_id};
    struct str token = {0};
    fixture_ctx(f, &ctx);
    ctx.centre_id = centre_id;
    assert_int_equal(accounts_session_open(&ctx, person_id, device_id, &token), OK);
    browser.session = str_copy(f->mem, token);
    app_end(&ctx);
    return browser;
}

struct browser fixture_bearer(struct fixture *f, enum fixture_who who)
{
    struct ctx ctx;
    struct browser browser = {.person_id = f->who[who].person_id};
    struct str token = {0};
    if (browser.person_id == 0) {
        return browser;
    }
    fixture_ctx(f, &ctx);
    ctx.centre_id = who == AS_OTHER_MANAGER ? f->other.id : f->home.id;
    const int64_t device_id = who == AS_STATION_WORKER ? f->home.device_id : 0;
    assert_int_equal(accounts_api_token(&ctx, browser.person_id, device_id, STR("test"), &token),
                     OK);
    browser.bearer = str_copy(f->mem, token);
    app_end(&ctx);
    return browser;
}

void fixture_secrets(struct fixture *f)
{
    struct ctx ctx;
    struct browser *manager = &f->who[AS_MANAGER];
    fixture_ctx(f, &ctx);
    assert_int_equal(accounts_set_password(&ctx, manager->person_id, STR(FIXTURE_PASSWORD)), OK);
    assert_int_equal(accounts_set_pin(&ctx, f->who[AS_STATION_WORKER].person_id, STR(FIXTURE_PIN)),
                     OK);
    app_end(&ctx);
    /* A new password signs out. */
    *manager = fixture_browser(f, f->home.id, manager->person_id, 0);
}

/* ---- requests
 * ------------------------------------------------------------------------------------ */

static void add_header(struct request *req, const char *name, struct str value)
{
    assert_true(req->header_count < HEADERS_MAX);
    req->headers[req->header_count++] = (struct http_header){str_of(name), value};
}

static void add_cookie(struct fixture *f, struct str *cookies, const char *name, struct str value)
{
    if (value.len > 0) {
        *cookies = str_format(f->mem, "%.*s%s%s=%.*s", STR_ARG(*cookies),
                              cookies->len > 0 ? "; " : "", name, STR_ARG(value));
    }
}

static void add_cookies(struct fixture *f, const struct browser *browser, struct request *req)
{
    struct str cookies = STR("");
    add_cookie(f, &cookies, ACCOUNTS_SESSION_COOKIE, browser->session);
    add_cookie(f, &cookies, ACCOUNTS_DEVICE_COOKIE, browser->device);
    add_cookie(f, &cookies, HTTP_VISITOR_COOKIE, browser->visit);
    if (cookies.len > 0) {
        add_header(req, "Cookie", cookies);
    }
    if (browser->bearer.len > 0) {
        add_header(req, "Authorization", str_concat(f->mem, STR("Bearer "), browser->bearer));
    }
}

static void put_encoded(struct strbuf *body, struct str text)
{
    for (size_t i = 0; i < text.len; i++) {
        strbuf_format(body, "%%%02X", (unsigned)(unsigned char)text.ptr[i]);
    }
}

static void put_field(struct strbuf *body, const char *name, struct str value)
{
    if (body->len > 0) {
        strbuf_byte(body, '&');
    }
    put_encoded(body, str_of(name));
    strbuf_byte(body, '=');
    put_encoded(body, value);
}

static struct str encoded_body(struct fixture *f, const char *const *fields, struct str token)
{
    struct strbuf body;
    strbuf_init(&body, BODY_MAX);
    for (size_t i = 0; fields != NULL && fields[i] != NULL; i += 2) {
        put_field(&body, fields[i], str_of(fields[i + 1]));
    }
    if (token.len > 0) {
        put_field(&body, FORM_TOKEN_FIELD, token);
    }
    const struct str text = strbuf_copy(&body, f->mem);
    strbuf_finish(&body);
    return text;
}

/* A token as a page of this browser would carry; a browser without cookies gets a visitor cookie.
 */
static struct str token_of(struct fixture *f, struct browser *browser)
{
    struct ctx ctx = {.mem = f->mem};
    struct request page = {.app = &f->app.http};
    const bool signed_in = browser->session.len > 0 && !browser->elsewhere;
    page.token_secret = signed_in ? browser->session : browser->visit;
    const struct str token = http_form_token(&ctx, &page);
    if (page.token_secret_is_new) {
        browser->visit = page.token_secret;
    }
    return token;
}

static void keep_cookie(struct browser *browser, struct str header)
{
    static const struct {
        const char *name;
        size_t offset;
    } kept[] = {{ACCOUNTS_SESSION_COOKIE "=", offsetof(struct browser, session)},
                {ACCOUNTS_DEVICE_COOKIE "=", offsetof(struct browser, device)},
                {HTTP_VISITOR_COOKIE "=", offsetof(struct browser, visit)}};
    for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
        const struct str name = str_of(kept[i].name);
        if (str_starts_with(header, name)) {
            const ptrdiff_t end = str_find_byte(header, ';');
            *(struct str *)((char *)browser + kept[i].offset) =
                str_slice(header, name.len, end < 0 ? header.len : (size_t)end);
        }
    }
}

static struct answer answer_of(struct fixture *f, struct browser *browser,
                               const struct response *res)
{
    struct answer answer = {.code = res->code,
                            .content_type = str_copy(f->mem, res->content_type),
                            .location = str_copy(f->mem, res->location),
                            .header_count = res->headers.count};
    answer.body = res->fixed.ptr != NULL ? res->fixed : strbuf_copy(&res->body, f->mem);
    answer.headers = arena_array(f->mem, res->headers.count, sizeof(struct http_header));
    for (size_t i = 0; i < res->headers.count; i++) {
        const struct http_header *header = &res->headers.ptr[i];
        answer.headers[i] =
            (struct http_header){str_copy(f->mem, header->name), str_copy(f->mem, header->value)};
        if (str_equal_nocase(header->name, STR("Set-Cookie"))) {
            keep_cookie(browser, answer.headers[i].value);
        }
    }
    answer.location = answer_header(&answer, "Location");
    answer.cache_control = answer_header(&answer, "Cache-Control");
    return answer;
}

struct answer fixture_send(struct fixture *f, struct browser *browser, struct fixture_request sent)
{
    struct http_header headers[HEADERS_MAX];
    struct ctx ctx = {.mem = arena_create(ARENA_DEFAULT_CAP), .now_ms = clock_now_ms()};
    struct request req = {.method = sent.method,
                          .target =
                              str_of(sent.path == NULL || sent.path[0] == '\0' ? "/" : sent.path),
                          .headers = headers,
                          .remote = f->remote};
    struct response res;
    const bool writes = sent.method != HTTP_GET && sent.method != HTTP_HEAD;
    struct str token = {0};
    if (writes && !sent.without_token) {
        token = sent.token.ptr != NULL ? sent.token : token_of(f, browser);
    }
    add_header(&req, "Host", str_of(sent.host == NULL ? HOST : sent.host));
    add_cookies(f, browser, &req);
    if (sent.origin != NULL) {
        add_header(&req, "Origin", str_of(sent.origin));
    }
    if (writes) {
        req.body = sent.body.ptr != NULL ? sent.body : encoded_body(f, sent.fields, token);
        add_header(&req, "Content-Type",
                   str_of(sent.content_type == NULL ? "application/x-www-form-urlencoded"
                                                    : sent.content_type));
    }
    response_init(&res);
    http_handle(&f->app.http, &ctx, &req, &res);
    const struct answer answer = answer_of(f, browser, &res);
    response_finish(&res);
    arena_destroy(ctx.mem);
    return answer;
}

struct answer fixture_get(struct fixture *f, struct browser *browser, const char *path)
{
    return fixture_send(f, browser, (struct fixture_request){.path = path});
}

struct answer fixture_post(struct fixture *f, struct browser *browser, const char *path,
                           const char *const *fields)
{
    return fixture_send(
        f, browser, (struct fixture_request){.method = HTTP_POST, .path = path, .fields = fields});
}

struct answer fixture_follow(struct fixture *f, struct browser *browser, struct answer answer)
{
    for (int i = 0; answer.code == 303; i++) {
        if (i == REDIRECTS) {
            fail_msg("more than %d redirects, the last to %.*s", REDIRECTS,
                     STR_ARG(answer.location));
        }
        answer = fixture_get(f, browser, answer.location.ptr);
    }
    return answer;
}

/* ---- looking at answers
 * -------------------------------------------------------------------------- */

struct str answer_header(const struct answer *answer, const char *name)
{
    for (size_t i = 0; i < answer->header_count; i++) {
        if (str_equal_nocase(answer->headers[i].name, str_of(name))) {
            return answer->headers[i].value;
        }
    }
    return (struct str){0};
}

bool answer_has(const struct answer *answer, const char *text)
{
    return str_find(answer->body, str_of(text)) >= 0;
}

struct str fixture_token(struct fixture *f, struct answer page)
{
    const struct str mark = STR("name=\"" FORM_TOKEN_FIELD "\" value=\"");
    const ptrdiff_t at = str_find(page.body, mark);
    if (at < 0) {
        fail_msg("the page has no form with a token");
    }
    const struct str rest = str_slice(page.body, (size_t)at + mark.len, page.body.len);
    const ptrdiff_t end = str_find_byte(rest, '"');
    assert_true(end > 0);
    return str_copy(f->mem, str_slice(rest, 0, (size_t)end));
}
