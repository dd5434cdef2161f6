/* SPDX-License-Identifier: EUPL-1.2 */
/* What surrounds the content of every page, and pages that are only an answer. */
#include "centre/centre.h"

#include "base/vec.h"
#include "centre/centre_nav.h"
#include "components_html.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define PROGRAM_NAME "Ombruk"

/* ---- languages and addresses
 * --------------------------------------------------------------------- */

/* "/c/slug" when the visitor came in that way, without the language. */
static struct str centre_prefix(struct ctx *ctx, const struct request *req)
{
    if (req->centre_slug.len == 0) {
        return STR("");
    }
    return str_format(ctx->mem, "/c/%.*s", STR_ARG(req->centre_slug));
}

static const struct route *get_row_of(const struct http_app *app, http_handler *handler)
{
    for (size_t i = 0; i < app->table_count; i++) {
        for (const struct route *row = app->tables[i].routes; row->path != NULL; row++) {
            if (row->method == HTTP_GET && row->handler == handler) {
                return row;
            }
        }
    }
    return NULL;
}

/* The path at which GET shows this page: what a POST answered is found where its form was. Empty
 * when there is no such page. */
static struct str path_to_get(struct ctx *ctx, const struct request *req)
{
    if (req->method == HTTP_GET || req->method == HTTP_HEAD) {
        return req->path;
    }
    const struct route *row = req->app == NULL || req->route == NULL || req->route->again == NULL
                                  ? NULL
                                  : get_row_of(req->app, req->route->again);
    if (row == NULL) {
        return STR("");
    }
    struct str rest = str_of(row->path);
    struct str pattern = STR("");
    size_t params = 0;
    ptrdiff_t open = 0;
    while ((open = str_find_byte(rest, '{')) >= 0) {
        const size_t close = (size_t)str_find_byte(rest, '}');
        pattern = str_format(ctx->mem, "%.*s%.*s{}", STR_ARG(pattern), (int)open, rest.ptr);
        rest = str_slice(rest, close + 1, rest.len);
        params++;
    }
    pattern = str_concat(ctx->mem, pattern, rest);
    return url_build(ctx, pattern.ptr, req->params, params).href;
}

/* This page in `lang`, as an absolute path. */
static struct str path_in(struct ctx *ctx, const struct request *req, struct str get_path,
                          enum lang lang)
{
    const struct str prefix =
        str_concat(ctx->mem, centre_prefix(ctx, req), str_of(i18n_prefix(lang)));
    const bool is_root = str_equal(get_path, STR("/"));
    const struct str path =
        str_concat(ctx->mem, prefix, is_root && prefix.len > 0 ? STR("") : get_path);
    if (req->query.len == 0 || req->method == HTTP_POST) {
        return path;
    }
    return str_format(ctx->mem, "%.*s?%.*s", STR_ARG(path), STR_ARG(req->query));
}

/* The address before all paths: what the settings say, else what the visitor asked for. */
static struct str origin(struct ctx *ctx, const struct request *req)
{
    struct str base = req->app == NULL ? STR("") : req->app->public_url;
    while (base.len > 0 && base.ptr[base.len - 1] == '/') {
        base.len--;
    }
    return base.len > 0 ? base
                        : str_format(ctx->mem, "%s://%.*s", req->secure ? "https" : "http",
                                     STR_ARG(request_header(req, "Host")));
}

struct str centre_whole_address(struct ctx *ctx, const struct request *req, struct url url)
{
    const struct str prefix = url.fixed ? STR("") : req->prefix;
    return str_format(ctx->mem, "%.*s%.*s%.*s", STR_ARG(origin(ctx, req)), STR_ARG(prefix),
                      STR_ARG(url.href));
}

static struct url whole(struct ctx *ctx, const struct request *req, struct str path)
{
    const bool known = req->app != NULL && req->app->public_url.len > 0;
    return known ? url_external(ctx, str_concat(ctx->mem, origin(ctx, req), path))
                 : url_fixed(ctx, path);
}

static struct lang_link lang_link(struct ctx *ctx, const struct request *req, struct str get_path,
                                  enum lang lang)
{
    /* Each in its own language, so these are never translated. */
    static const char *const labels[LANG_COUNT] = {"Bokmål", "Nynorsk", "English"};
    return (struct lang_link){.code = str_of(i18n_code(lang)),
                              .label = str_of(labels[lang]),
                              .url = url_fixed(ctx, path_in(ctx, req, get_path, lang)),
                              .whole = whole(ctx, req, path_in(ctx, req, get_path, lang)),
                              .current = lang == ctx->lang};
}

static void add_languages(struct ctx *ctx, const struct request *req, struct page *page)
{
    const struct str get_path = path_to_get(ctx, req);
    if (get_path.len == 0) {
        return;
    }
    page->langs.ptr = arena_array(ctx->mem, LANG_COUNT, sizeof(struct lang_link));
    page->langs.count = LANG_COUNT;
    for (int lang = 0; lang < LANG_COUNT; lang++) {
        page->langs.ptr[lang] = lang_link(ctx, req, get_path, (enum lang)lang);
    }
    page->other_lang = lang_link(ctx, req, get_path, ctx->lang == LANG_EN ? LANG_NB : LANG_EN);
}

static struct url canonical(struct ctx *ctx, const struct request *req)
{
    const struct str get_path = path_to_get(ctx, req);
    if (req->app == NULL || req->app->public_url.len == 0 || get_path.len == 0) {
        return (struct url){0};
    }
    struct str base = req->app->public_url;
    while (base.len > 0 && base.ptr[base.len - 1] == '/') {
        base.len--;
    }
    const struct str prefix =
        str_concat(ctx->mem, centre_prefix(ctx, req), str_of(i18n_prefix(ctx->lang)));
    return url_external(ctx, str_format(ctx->mem, "%.*s%.*s%.*s", STR_ARG(base), STR_ARG(prefix),
                                        STR_ARG(get_path)));
}

/* ---- the page
 * -------------------------------------------------------------------------------------- */

static void add_centre(struct ctx *ctx, struct page *page)
{
    struct centre centre;
    struct open_now open;
    if (ctx->centre_id == 0 || centre_get(ctx, &centre) != OK) {
        return;
    }
    page->centre_name = centre.name;
    page->address = centre.address;
    page->demo = centre.demo;
    if (centre_open_now(ctx, 0, &open) == OK) {
        page->open = open.state;
        page->open_text = open.brief;
    }
}

void centre_page(struct ctx *ctx, const struct request *req, enum page_audience audience,
                 const char *title, const char *active, struct page *ret_page)
{
    const struct ctx_error kept = ctx->err;
    struct page page = {.title = str_of(i18n_text(ctx->lang, title)),
                        .lang = str_of(i18n_code(ctx->lang)),
                        .centre_name = STR(PROGRAM_NAME),
                        .canonical = canonical(ctx, req),
                        .color_scheme = STR("auto"),
                        .actor_name = ctx->actor.name,
                        .noindex = audience != PAGE_PUBLIC};
    add_centre(ctx, &page);
    page.nav = centre_nav(ctx, req, audience, active);
    if (audience == PAGE_PUBLIC) {
        page.footer = centre_nav_footer(ctx, req);
    }
    if (ctx->actor.person_id != 0) {
        page.account = url_build(ctx, "/konto", NULL, 0);
        page.sign_out = url_build(ctx, "/logg-ut", NULL, 0);
    }
    if (req->app != NULL && req->app->demo) {
        page.demo_mail = centre_link(ctx, req, "/demo/utboks", NULL, 0);
    }
    add_languages(ctx, req, &page);
    page.picture = centre_whole_address(ctx, req, url_asset("house.png"));
    ctx->err = kept;
    *ret_page = page;
}

struct token_source {
    struct ctx *ctx;
    struct request *req;
};

static struct str form_token(void *arg)
{
    const struct token_source *source = arg;
    return http_form_token(source->ctx, source->req);
}

struct html_out centre_out(struct ctx *ctx, struct request *req, struct response *res)
{
    struct token_source *source = ARENA_NEW(ctx->mem, struct token_source);
    *source = (struct token_source){ctx, req};
    return (struct html_out){.buf = &res->body,
                             .ctx = ctx,
                             .prefix = req->prefix,
                             .form_token = form_token,
                             .form_token_arg = source};
}

/* ---- errors
 * ---------------------------------------------------------------------------------------- */

static const char *heading_of(enum status status)
{
    switch (status) {
    case NOT_FOUND:
        return N_("We could not find this");
    case GONE:
        return N_("This is no longer here");
    case UNAUTHENTICATED:
        return N_("Sign in first");
    case FORBIDDEN:
        return N_("This is not for your role");
    case INTERNAL:
    case UNAVAILABLE:
        return N_("Something went wrong on our side");
    case BUSY:
    case TOO_MANY:
        return N_("Wait a little");
    case CONFLICT:
        return N_("Somebody was here before you");
    default:
        return N_("That did not work");
    }
}

static const char *picture_of(enum status status)
{
    switch (status) {
    case INTERNAL:
    case UNAVAILABLE:
    case BUSY:
        return "scene-night.svg";
    case NOT_FOUND:
    case GONE:
        return "scene-teddy.svg";
    default:
        return "scene-shelf.svg";
    }
}

/* Where to go from here: searching where there is a search, else the start of the actor's day. */
static void add_way_on(struct ctx *ctx, const struct request *req, enum status status,
                       struct error_view *view)
{
    if (status == UNAUTHENTICATED) {
        view->url = url_build(ctx, "/logg-inn", NULL, 0);
        view->act = str_of(i18n_text(ctx->lang, N_("Sign in")));
        return;
    }
    const struct url find = centre_link(ctx, req, "/finn", NULL, 0);
    if (status == NOT_FOUND && ctx->actor.person_id == 0 && find.href.len > 0) {
        view->url = find;
        view->act = str_of(i18n_text(ctx->lang, N_("Find things")));
        return;
    }
    view->url = url_build(ctx, centre_home(ctx, req).ptr, NULL, 0);
    view->act = str_of(i18n_text(ctx->lang, N_("To the start page")));
}

void centre_error_page(struct ctx *ctx, struct request *req, struct response *res,
                       enum status status)
{
    if (req->wants_json) {
        response_problem(ctx, req, res, status);
        return;
    }
    const char *message = ctx->err.message != NULL ? ctx->err.message : status_message(status);
    const struct i18n_arg detail = {"detail", ctx->err.detail};
    struct error_view view = {.picture = url_asset(picture_of(status)),
                              .heading = str_of(i18n_text(ctx->lang, heading_of(status))),
                              .text = i18n_fill(ctx, message, &detail, 1)};
    if (req->method == HTTP_POST && (status == BUSY || status == UNAVAILABLE)) {
        view.keep = str_of(i18n_text(
            ctx->lang,
            N_("What you typed is still in the form: go back one page and send it again.")));
    }
    centre_page(ctx, req, PAGE_BARE, heading_of(status), "", &view.page);
    view.page.noindex = true;
    add_way_on(ctx, req, status, &view);
    struct html_out out = centre_out(ctx, req, res);
    error_page_html(&out, &view);
}
