/* SPDX-License-Identifier: EUPL-1.2 */
/* A small application without a database, for the tests of this floor. */
#ifndef OMBRUK_HTTP_TEST_APP_H
#define OMBRUK_HTTP_TEST_APP_H

#include <pthread.h>
#include <stdlib.h>
#include <time.h>

#include "base/fiber.h"
#include "base/log.h"
#include "http/http.h"
#include "i18n/i18n.h"

#include "test.h"

#define TEST_ROLE UINT64_C(1)

struct test_input {
    struct str name;
    int64_t price_ore;
};

static const struct field test_fields[] = {
    {"name", FIELD_TEXT, offsetof(struct test_input, name), .max = 40, .required = true,
     .label = "Name"},
    {"price", FIELD_MONEY, offsetof(struct test_input, price_ore), .max = 100000, .label = "Price"},
};
static const struct form test_form = FORM("test", test_fields, struct test_input);

struct test_filter {
    int64_t page;
};

static const struct field test_filter_fields[] = {
    {"page", FIELD_I64, offsetof(struct test_filter, page), .min = 1, .max = 99, .empty = 1,
     .label = "Page"},
};
static const struct form test_filter_form = FORM("filter", test_filter_fields, struct test_filter);

struct test_upload {
    struct upload photo;
    struct str note;
};

static const struct field test_upload_fields[] = {
    {"photo", FIELD_FILE, offsetof(struct test_upload, photo), .max = 200000, .required = true,
     .label = "Photo"},
    {"note", FIELD_LINES, offsetof(struct test_upload, note), .label = "Note"},
};
static const struct form test_upload_form = {
    .name = "upload",
    .fields = test_upload_fields,
    .field_count = 2,
    .size = sizeof(struct test_upload),
    .body_max = (size_t)300 * 1024,
};

static const struct field test_offset_fields[] = {{"offset", FIELD_I64, 0, .label = "Offset"}};
static const struct form test_offset_form = {.name = "offset",
                                             .fields = test_offset_fields,
                                             .field_count = 1,
                                             .size = sizeof(int64_t),
                                             .body_max = (size_t)300 * 1024};

static enum status test_home(struct ctx *ctx, struct request *req, struct response *res)
{
    strbuf_format(&res->body, "<p>home lang=%s prefix=%.*s slug=%.*s", i18n_code(ctx->lang),
                  STR_ARG(req->prefix), STR_ARG(req->centre_slug));
    return OK;
}

static enum status test_big(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)ctx;
    (void)req;
    for (int i = 0; i < 1000; i++) {
        strbuf_format(&res->body, "<p>row %d of the table</p>\n", i);
    }
    res->etag = STR("\"big-1\"");
    return OK;
}

/* Shows what was typed and what is wrong, after the token. */
static enum status test_form_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct test_filter *filter = req->form;
    const struct str token = http_form_token(ctx, req);
    const struct form_field name = form_field(ctx, req, &test_form, "name", STR("initial"));
    const struct form_errors errors = form_errors(ctx, req, &test_form);
    strbuf_format(&res->body, "token=%.*s;name=%.*s;page=%d;errors=%zu;", STR_ARG(token),
                  STR_ARG(name.value), filter == NULL ? 0 : (int)filter->page, errors.count);
    for (size_t i = 0; i < errors.count; i++) {
        strbuf_format(&res->body, "[%.*s|%.*s]", STR_ARG(errors.ptr[i].id),
                      STR_ARG(errors.ptr[i].message));
    }
    return OK;
}

static enum status test_form_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct test_input *input = req->form;
    if (str_equal(input->name, STR("conflict"))) {
        return CONFLICT;
    }
    if (str_equal(input->name, STR("taken"))) {
        return ctx_fail(ctx, INVALID, "{label} is taken.", "name");
    }
    if (str_equal(input->name, STR("forbidden"))) {
        return FORBIDDEN;
    }
    return response_redirect(ctx, req, res, STR("/form?done=1"));
}

static enum status test_echo(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct test_input *input = req->form;
    (void)ctx;
    res->content_type = STR("application/json");
    strbuf_format(&res->body, "{\"name\":\"%.*s\",\"ore\":%lld}", STR_ARG(input->name),
                  (long long)input->price_ore);
    return OK;
}

static enum status test_upload_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct test_upload *input = req->form;
    (void)ctx;
    strbuf_format(&res->body, "bytes=%zu;note=%.*s", input->photo.bytes.len, STR_ARG(input->note));
    return OK;
}

static enum status test_photo_put(struct ctx *ctx, struct request *req, struct response *res)
{
    const int64_t *offset = req->form;
    (void)ctx;
    strbuf_format(&res->body, "offset=%lld;bytes=%zu", (long long)*offset, req->body.len);
    return OK;
}

static enum status test_remote(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)ctx;
    strbuf_format(&res->body, "remote=%.*s;secure=%d", STR_ARG(req->remote), req->secure);
    return OK;
}

static enum status test_nothing(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)ctx;
    (void)req;
    strbuf_literal(&res->body, "ok");
    return OK;
}

static enum status test_unavailable(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)ctx;
    (void)req;
    strbuf_literal(&res->body, "half a page");
    return UNAVAILABLE;
}

static enum status test_too_big(struct ctx *ctx, struct request *req, struct response *res)
{
    char kilobyte[1024];
    (void)ctx;
    (void)req;
    memset(kilobyte, 'x', sizeof(kilobyte));
    while (!res->body.overflow) {
        strbuf_bytes(&res->body, kilobyte, sizeof(kilobyte));
    }
    return OK;
}

/* A gate that tests shut to keep workers busy. */
static struct {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    bool shut;
    int waiting;
} test_barrier = {.lock = PTHREAD_MUTEX_INITIALIZER, .changed = PTHREAD_COND_INITIALIZER};

__attribute__((unused)) static void test_barrier_set(bool shut)
{
    pthread_mutex_lock(&test_barrier.lock);
    test_barrier.shut = shut;
    pthread_cond_broadcast(&test_barrier.changed);
    pthread_mutex_unlock(&test_barrier.lock);
}

static enum status test_wait(struct ctx *ctx, struct request *req, struct response *res)
{
    (void)ctx;
    (void)req;
    pthread_mutex_lock(&test_barrier.lock);
    test_barrier.waiting++;
    pthread_cond_broadcast(&test_barrier.changed);
    while (test_barrier.shut) {
        pthread_cond_wait(&test_barrier.changed, &test_barrier.lock);
    }
    test_barrier.waiting--;
    pthread_mutex_unlock(&test_barrier.lock);
    strbuf_literal(&res->body, "waited");
    return OK;
}

static void *wake_after_a_while(void *fiber)
{
    const struct timespec pause = {.tv_nsec = 2000000};
    nanosleep(&pause, NULL);
    fiber_wake(fiber);
    return NULL;
}

/* Waits as a write does: in a fiber, until another thread wakes it. */
static enum status test_quick(struct ctx *ctx, struct request *req, struct response *res)
{
    pthread_t waker;
    (void)ctx;
    (void)req;
    if (fiber_current() == NULL) {
        return INTERNAL;
    }
    for (int i = 0; i < 2; i++) {
        if (pthread_create(&waker, NULL, wake_after_a_while, fiber_current()) != 0) {
            return INTERNAL;
        }
        pthread_detach(waker);
        fiber_wait();
    }
    strbuf_literal(&res->body, "quick");
    return OK;
}

static const struct route test_routes[] = {
    {HTTP_GET, "/", test_home, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/big", test_big, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/form", test_form_page, EVERYONE, OWNER_NONE, &test_filter_form},
    {HTTP_POST, "/form", test_form_post, EVERYONE, OWNER_NONE, &test_form, test_form_page},
    {HTTP_GET, "/private", test_nothing, TEST_ROLE, OWNER_CENTRE},
    {HTTP_GET, "/api/v1/private", test_nothing, TEST_ROLE, OWNER_CENTRE, .guard = GUARD_BEARER},
    {HTTP_GET, "/api/v1/page", test_nothing, EVERYONE, OWNER_NONE, &test_filter_form},
    {HTTP_POST, "/api/v1/things", test_echo, EVERYONE, OWNER_NONE, &test_form,
     .guard = GUARD_BEARER},
    {HTTP_POST, "/station", test_echo, EVERYONE, OWNER_NONE, &test_form, .guard = GUARD_DEVICE},
    {HTTP_POST, "/upload", test_upload_post, EVERYONE, OWNER_NONE, &test_upload_form},
    {HTTP_PUT, "/api/v1/photos/{uuid}", test_photo_put, EVERYONE, OWNER_NONE, &test_offset_form,
     .guard = GUARD_BEARER},
    {HTTP_GET, "/remote", test_remote, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/unavailable", test_unavailable, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/toobig", test_too_big, EVERYONE, OWNER_NONE},
    {HTTP_GET, "/slow", test_wait, EVERYONE, OWNER_NONE, .slow = true},
    {HTTP_POST, "/api/v1/wait", test_wait, EVERYONE, OWNER_NONE, &form_empty,
     .guard = GUARD_BEARER},
    {HTTP_POST, "/api/v1/quick", test_quick, EVERYONE, OWNER_NONE, &form_empty,
     .guard = GUARD_BEARER, .quick = true},
    ROUTES_END,
};
static const struct route_table test_tables[] = {{"test", test_routes}};

static const struct asset test_assets[] = {
    {"app.css", "/a/app.1234.css", "text/css; charset=utf-8", (const unsigned char *)"body{}", 6,
     (const unsigned char *)"GZIP", 4, (const unsigned char *)"BR", 2},
    {"f.woff2", "/a/f.99.woff2", "font/woff2", (const unsigned char *)"font", 4, NULL, 0, NULL, 0},
    {NULL, NULL, NULL, NULL, 0, NULL, 0, NULL, 0},
};

static enum status test_find_centre(struct ctx *ctx, const struct request *req)
{
    if (str_equal(req->centre_slug, STR("unknown"))) {
        return NOT_FOUND;
    }
    ctx->centre_id = 1;
    return OK;
}

/* "session=member" has TEST_ROLE, "session=other" has another role. */
static enum status test_identify(struct ctx *ctx, struct request *req)
{
    const struct str session = request_cookie(req, "session");
    if (session.len > 0) {
        ctx->actor.person_id = 7;
        ctx->actor.roles = str_equal(session, STR("member")) ? TEST_ROLE : UINT64_C(2);
        req->token_secret = session;
    }
    return OK;
}

static void test_error_page(struct ctx *ctx, struct request *req, struct response *res,
                            enum status status)
{
    if (req->wants_json) {
        response_problem(ctx, req, res, status);
    } else {
        strbuf_format(&res->body, "<h1>%s</h1><p>%s", status_name(status),
                      ctx->err.message == NULL ? "" : ctx->err.message);
    }
}

static struct str test_sign_in_path(struct ctx *ctx, const struct request *req)
{
    (void)ctx;
    (void)req;
    return STR("/logg-inn");
}

static struct routes *test_compiled;

static struct http_app test_app_create(void)
{
    char why[256] = "";
    struct http_app app = {
        .tables = test_tables,
        .table_count = 1,
        .assets = test_assets,
        .public_url = STR(""),
        .find_centre = test_find_centre,
        .identify = test_identify,
        .error_page = test_error_page,
        .sign_in_path = test_sign_in_path,
    };
    memset(app.secret, 0x5A, sizeof(app.secret));
    if (routes_check(test_tables, 1, why) != OK) {
        fail_msg("%s", why);
    }
    test_compiled = routes_create(test_tables, 1);
    app.routes = test_compiled;
    log_set_level(LOG_ERROR);
    return app;
}

static void test_app_destroy(struct http_app *app)
{
    routes_destroy(test_compiled);
    app->routes = NULL;
    log_set_level(LOG_INFO);
}

#endif
