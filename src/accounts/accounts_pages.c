/* SPDX-License-Identifier: EUPL-1.2 */
/* Pages on which people sign in, sign out and keep their own account. */
#include "accounts/accounts_pages.h"

#include "accounts/accounts_forms.h"
#include "accounts/accounts_sign_in.h"
#include "accounts/accounts_start.h"
#include "accounts/accounts_store.h"
#include "accounts/accounts_views.h"
#include "accounts_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

/* Tries to sign in from one address in a quarter of an hour, whoever it is about. */
#define TRIES_PER_ADDRESS 100
#define QUARTER_MS        (15 * MS_PER_MINUTE)

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct error_summary errors_of(struct ctx *ctx, const struct request *req,
                                      const struct form *form)
{
    return (struct error_summary){.errors = form_errors(ctx, req, form)};
}

enum status accounts_pages_go_on(struct ctx *ctx, const struct request *req, struct response *res,
                                 struct str token, struct str next)
{
    const int64_t lasts_ms = ctx->actor.device_id != 0 ? ACCOUNTS_SHIFT_MS : ACCOUNTS_SESSION_MS;
    response_cookie(ctx, req, res, ACCOUNTS_SESSION_COOKIE, token, "/", lasts_ms / 1000);
    if (!accounts_sign_in_local_path(next)) {
        next = centre_home(ctx, req);
    }
    return response_redirect(ctx, req, res, next);
}

/* "?neste=…" of a GET, or the hidden field of the POST that is shown again. */
static struct str next_of(struct ctx *ctx, const struct request *req, const struct form *form)
{
    const struct str next = req->again ? form_field(ctx, req, form, "neste", STR("")).value
                                       : request_query(ctx, req, "neste");
    return accounts_sign_in_local_path(next) ? next : STR("");
}

/* ---- password and demo
 * ------------------------------------------------------------------------------ */

/* A station worker of the demo works at some device. False if there is none. */
static bool demo_device(struct ctx *ctx, enum role role, int64_t *ret_device_id)
{
    *ret_device_id = 0;
    return role != ROLE_STATION_WORKER || accounts_any_device(ctx, ret_device_id) == OK;
}

/* Whether the demo has a button for more than one who holds it: two managers draw a round, and two
 * shops wish for the same. */
static bool is_for_two(enum role role)
{
    return role == ROLE_MANAGER || role == ROLE_TENANT_OWNER;
}

/* "Shop owner · Hjulet". */
static struct str demo_label(struct ctx *ctx, enum role role, int64_t tenant_id,
                             const struct accounts_choices *shops)
{
    const struct str label = translate(ctx, accounts_role_label(role));
    for (size_t i = 0; i < shops->count; i++) {
        if (shops->ptr[i].id == tenant_id) {
            return str_format(ctx->mem, "%.*s · %.*s", STR_ARG(label), STR_ARG(shops->ptr[i].name));
        }
    }
    return label;
}

static enum status add_demo_people(struct ctx *ctx, enum role role,
                                   const struct accounts_choices *shops, struct sign_in_view *view)
{
    struct people people;
    TRY(accounts_store_with_role(ctx, role, centre_today(ctx), &people));
    const size_t most = is_for_two(role) ? ACCOUNTS_DEMO_EACH : 1;
    for (size_t i = 0; i < people.count && i < most; i++) {
        const struct people_row *row = &people.ptr[i];
        vec_push(
            ctx->mem, &view->demo_roles,
            (struct demo_role){.key = str_of(accounts_role_key(role)),
                               .number = i == 0 ? STR("") : str_of_i64(ctx->mem, (int64_t)i + 1),
                               .label = demo_label(ctx, role, row->tenant_id, shops),
                               .who = row->person.name});
    }
    return OK;
}

static enum status add_demo_roles(struct ctx *ctx, struct sign_in_view *view)
{
    struct accounts_choices shops;
    TRY(accounts_start_shops(ctx, &shops));
    for (unsigned role = 0; role < ROLE_SIGNED_IN; role++) {
        int64_t device_id = 0;
        if (demo_device(ctx, (enum role)role, &device_id)) {
            TRY(add_demo_people(ctx, (enum role)role, &shops, view));
        }
    }
    return OK;
}

static enum status demo_person(struct ctx *ctx, const struct demo_input *input,
                               struct person *ret_person)
{
    struct people people;
    const size_t at = input->number == NO_I64 ? 0 : (size_t)input->number - 1;
    TRY(accounts_store_with_role(ctx, (enum role)input->role, centre_today(ctx), &people));
    if (at >= people.count) {
        return NOT_FOUND;
    }
    *ret_person = people.ptr[at].person;
    return OK;
}

enum status accounts_sign_in_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &accounts_sign_in_form;
    struct sign_in_view view = {.errors = errors_of(ctx, req, form),
                                .next = next_of(ctx, req, form)};
    centre_page(ctx, req, PAGE_BARE, N_("Sign in"), "", &view.page);
    view.email = form_field(ctx, req, form, "email", STR(""));
    view.password = form_field(ctx, req, form, "password", STR(""));
    view.code_page = url_build(ctx, "/logg-inn/kode?neste={}", &view.next, 1);
    if (req->app->demo) {
        TRY(add_demo_roles(ctx, &view));
    }
    struct html_out out = centre_out(ctx, req, res);
    accounts_sign_in_html(&out, &view);
    return OK;
}

enum status accounts_sign_in_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct sign_in_input *input = req->form;
    struct str token;
    TRY(rate_limit("sign-in", req->remote, TRIES_PER_ADDRESS, QUARTER_MS, ctx->now_ms));
    TRY(accounts_sign_in_password(ctx, input->email, input->password, &token));
    return accounts_pages_go_on(ctx, req, res, token, input->next);
}

enum status accounts_demo_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct demo_input *input = req->form;
    const enum role role = (enum role)input->role;
    struct person person;
    int64_t device_id = 0;
    struct str token;
    if (!req->app->demo || !demo_device(ctx, role, &device_id)) {
        return NOT_FOUND;
    }
    TRY(demo_person(ctx, input, &person));
    TRY(accounts_sign_in_open(ctx, person.id, device_id, &token));
    return accounts_pages_go_on(ctx, req, res, token, input->next);
}

/* ---- code by e-mail
 * ---------------------------------------------------------------------------------- */

enum status accounts_code_ask_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &accounts_code_ask_form;
    struct code_ask_view view = {.errors = errors_of(ctx, req, form),
                                 .next = next_of(ctx, req, form)};
    centre_page(ctx, req, PAGE_BARE, N_("Get a code by e-mail"), "", &view.page);
    view.email = form_field(ctx, req, form, "email", STR(""));
    struct html_out out = centre_out(ctx, req, res);
    accounts_code_ask_html(&out, &view);
    return OK;
}

static void show_code_page(struct ctx *ctx, struct request *req, struct response *res,
                           struct str email, struct str next)
{
    const struct i18n_arg address = {"email", email};
    struct code_view view = {
        .email = email,
        .next = next,
        .sent =
            i18n_fill(ctx,
                      N_("If {email} belongs to somebody here, a code is on its way. It works for "
                         "ten minutes."),
                      &address, 1)};
    centre_page(ctx, req, PAGE_BARE, N_("Type the code"), "", &view.page);
    view.errors = errors_of(ctx, req, &accounts_code_form);
    view.code = form_field(ctx, req, &accounts_code_form, "code", STR(""));
    struct html_out out = centre_out(ctx, req, res);
    accounts_code_html(&out, &view);
}

/* The answer is the next page itself, so that no address has to carry the e-mail. */
enum status accounts_code_ask_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct code_ask_input *input = req->form;
    TRY(rate_limit("sign-in", req->remote, TRIES_PER_ADDRESS, QUARTER_MS, ctx->now_ms));
    TRY(accounts_sign_in_ask_code(ctx, input->email));
    show_code_page(ctx, req, res, input->email,
                   accounts_sign_in_local_path(input->next) ? input->next : STR(""));
    return OK;
}

enum status accounts_code_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &accounts_code_form;
    show_code_page(ctx, req, res, form_field(ctx, req, form, "email", STR("")).value,
                   next_of(ctx, req, form));
    return OK;
}

enum status accounts_code_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct code_input *input = req->form;
    struct str token;
    TRY(rate_limit("sign-in", req->remote, TRIES_PER_ADDRESS, QUARTER_MS, ctx->now_ms));
    TRY(accounts_sign_in_code(ctx, input->email, input->code, &token));
    return accounts_pages_go_on(ctx, req, res, token, input->next);
}

/* ---- one-time link
 * ------------------------------------------------------------------------------------ */

static enum status gone_link(struct ctx *ctx, enum status status)
{
    if (status != GONE) {
        return status;
    }
    return ctx_fail(ctx, GONE,
                    N_("This link has been used, or is more than seven days old. Ask for a code by "
                       "e-mail, or ask the manager for a new link."),
                    NULL);
}

enum status accounts_link_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct link_view view = {0};
    TRY(gone_link(ctx, accounts_sign_in_link_check(ctx, req->params[0])));
    centre_page(ctx, req, PAGE_BARE, N_("Welcome"), "", &view.page);
    view.url = url_build(ctx, "/logg-inn/lenke/{}", &req->params[0], 1);
    struct html_out out = centre_out(ctx, req, res);
    accounts_link_html(&out, &view);
    return OK;
}

enum status accounts_link_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct str token;
    TRY(gone_link(ctx, accounts_sign_in_link(ctx, req->params[0], &token)));
    return accounts_pages_go_on(ctx, req, res, token, STR("/konto"));
}

/* ---- signed in
 * ------------------------------------------------------------------------------------------ */

enum status accounts_sign_out_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const bool at_device = ctx->actor.device_id != 0;
    if (ctx->actor.session_id != 0) {
        TRY(accounts_sign_in_end(ctx));
    }
    response_cookie(ctx, req, res, ACCOUNTS_SESSION_COOKIE, STR(""), "/", -1);
    return response_redirect(ctx, req, res, at_device ? STR("/inn/person") : STR("/"));
}

enum status accounts_leave_post(struct ctx *ctx, struct request *req, struct response *res)
{
    TRY(accounts_sign_out_post(ctx, req, res));
    res->code = 200;
    res->location = STR("");
    res->content_type = STR("application/json");
    strbuf_str(&res->body, STR("{\"signed_out\":true}\n"));
    return OK;
}

static enum page_audience audience_of(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_TENANT) != 0 ? PAGE_TENANT : PAGE_OFFICE;
}

static struct str role_labels(struct ctx *ctx)
{
    struct str labels = STR("");
    for (unsigned role = 0; role < ROLE_SIGNED_IN; role++) {
        if ((ctx->actor.roles & UINT64_C(1) << role) != 0) {
            const struct str label = translate(ctx, accounts_role_label((enum role)role));
            labels = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(labels), labels.len > 0 ? ", " : "",
                                STR_ARG(label));
        }
    }
    return labels;
}

static void add_fact(struct ctx *ctx, struct facts *facts, const char *label, struct str value)
{
    if (value.len > 0) {
        vec_push(ctx->mem, facts, (struct fact){.label = translate(ctx, label), .value = value});
    }
}

enum status accounts_account_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct person person;
    struct account_view view = {.errors = errors_of(ctx, req, &accounts_password_form)};
    TRY(accounts_person(ctx, ctx->actor.person_id, &person));
    centre_page(ctx, req, audience_of(ctx), N_("My account"), "/konto", &view.page);
    add_fact(ctx, &view.facts, N_("Name"), person.name);
    add_fact(ctx, &view.facts, N_("E-mail"), person.email);
    add_fact(ctx, &view.facts, N_("Roles"), role_labels(ctx));
    view.has_email = person.email.len > 0;
    view.password = form_field(ctx, req, &accounts_password_form, "password", STR(""));
    if (!req->again && request_query(ctx, req, "lagret").len > 0) {
        view.saved =
            translate(ctx, N_("The password is saved. You are signed out everywhere else."));
    }
    struct html_out out = centre_out(ctx, req, res);
    accounts_account_html(&out, &view);
    return OK;
}

enum status accounts_password_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct password_input *input = req->form;
    struct str token;
    TRY(accounts_set_password(ctx, ctx->actor.person_id, input->password));
    TRY(accounts_sign_in_open(ctx, ctx->actor.person_id, 0, &token));
    return accounts_pages_go_on(ctx, req, res, token, STR("/konto?lagret=1"));
}

struct str accounts_sign_in_path(struct ctx *ctx, const struct request *req)
{
    const bool at_station = req->route != NULL && (req->route->who & WHO_STATION_WORKER) != 0;
    if ((ctx->actor.roles & WHO_DEVICE) != 0 && at_station) {
        return STR("/inn/person");
    }
    const bool is_station_page =
        str_equal(req->path, STR("/inn")) || str_starts_with(req->path, STR("/inn/"));
    if (is_station_page && !req->app->demo) {
        return STR("/inn/enroler");
    }
    return STR("/logg-inn");
}
