/* SPDX-License-Identifier: EUPL-1.2 */
/* The manager's pages about people: who works here, and what each may do. */
#include "accounts/accounts_forms.h"
#include "accounts/accounts_pages.h"
#include "accounts/accounts_sign_in.h"
#include "accounts/accounts_start.h"
#include "accounts/accounts_views.h"
#include "accounts_html.h"
#include "base/vec.h"
#include "centre/centre.h"
#include "i18n/i18n.h"

#include "base/banned.h"

#define PEOPLE_SHOWN 500

static struct str translate(const struct ctx *ctx, const char *source)
{
    return str_of(i18n_text(ctx->lang, source));
}

static struct str id_text(struct ctx *ctx, int64_t id)
{
    return str_format(ctx->mem, "%lld", (long long)id);
}

static bool may_change(const struct ctx *ctx)
{
    return (ctx->actor.roles & WHO_MANAGER) != 0;
}

static struct error_summary errors_of(struct ctx *ctx, const struct request *req,
                                      const struct form *form)
{
    return (struct error_summary){.errors = form_errors(ctx, req, form)};
}

/* ---- words and choices
 * --------------------------------------------------------------------------- */

static struct str shop_name(const struct accounts_choices *shops, int64_t id)
{
    for (size_t i = 0; i < shops->count; i++) {
        if (shops->ptr[i].id == id) {
            return shops->ptr[i].name;
        }
    }
    return STR("–");
}

/* "Shop owner in Stor & Liten". */
static struct str grant_label(struct ctx *ctx, const struct grant *grant,
                              const struct accounts_choices *shops)
{
    const struct str role = translate(ctx, accounts_role_label(grant->role));
    if (grant->tenant_id == 0) {
        return role;
    }
    const struct i18n_arg args[] = {{"role", role}, {"shop", shop_name(shops, grant->tenant_id)}};
    return i18n_fill(ctx, N_("{role} in {shop}"), args, 2);
}

/* Roles that the actor may give: all that are granted, but only an operator makes operators. */
static bool may_give(const struct ctx *ctx, enum role role)
{
    return role < ROLE_SIGNED_IN &&
           (role != ROLE_OPERATOR || (ctx->actor.roles & WHO_OPERATOR) != 0);
}

static void keep_given_roles(const struct ctx *ctx, struct form_field *field)
{
    size_t kept = 0;
    for (size_t i = 0; i < field->options.count; i++) {
        if (may_give(ctx, accounts_role_of(field->options.ptr[i].value))) {
            field->options.ptr[kept++] = field->options.ptr[i];
        }
    }
    field->options.count = kept;
}

static void add_choices(struct ctx *ctx, const struct accounts_choices *choices,
                        struct form_field *field)
{
    field->options.ptr = arena_array(ctx->mem, choices->count, sizeof(struct form_option));
    field->options.count = choices->count;
    for (size_t i = 0; i < choices->count; i++) {
        const struct str value = id_text(ctx, choices->ptr[i].id);
        field->options.ptr[i] = (struct form_option){.value = value,
                                                     .label = choices->ptr[i].name,
                                                     .chosen = str_equal(value, field->value)};
    }
}

/* ---- all people
 * ------------------------------------------------------------------------------------ */

static struct str roles_of(struct ctx *ctx, int64_t person_id, const struct grants *grants,
                           const struct accounts_choices *shops)
{
    struct str text = STR("");
    for (size_t i = 0; i < grants->count; i++) {
        if (grants->ptr[i].person_id == person_id) {
            const struct str label = grant_label(ctx, &grants->ptr[i], shops);
            text = str_format(ctx->mem, "%.*s%s%.*s", STR_ARG(text), text.len > 0 ? ", " : "",
                              STR_ARG(label));
        }
    }
    return text.len > 0 ? text : translate(ctx, N_("No role yet."));
}

static enum status add_people(struct ctx *ctx, const struct accounts_choices *shops,
                              struct people_view *view)
{
    struct people people;
    struct grants grants;
    TRY(accounts_store_people(ctx, STR(""), 0, PEOPLE_SHOWN, &people));
    TRY(accounts_store_grants(ctx, 0, centre_today(ctx), &grants));
    for (size_t i = 0; i < people.count; i++) {
        const struct people_row *row = &people.ptr[i];
        const struct str id = id_text(ctx, row->person.id);
        struct person_item item = {.name = row->person.name,
                                   .email = row->person.email,
                                   .roles = roles_of(ctx, row->person.id, &grants, shops),
                                   .url = url_build(ctx, "/kontor/folk/{}", &id, 1)};
        if (row->disabled) {
            item.state = (struct pill){PILL_BAD, STR("padlock"), translate(ctx, N_("Shut out"))};
        }
        vec_push(ctx->mem, &view->people, item);
    }
    return OK;
}

enum status accounts_people_page(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct form *form = &accounts_person_form;
    struct accounts_choices shops;
    struct people_view view = {.errors = errors_of(ctx, req, form), .may_change = may_change(ctx)};
    TRY(accounts_start_shops(ctx, &shops));
    TRY(add_people(ctx, &shops, &view));
    centre_page(ctx, req, PAGE_OFFICE, N_("People"), "/kontor/folk", &view.page);
    view.name = form_field(ctx, req, form, "name", STR(""));
    view.email = form_field(ctx, req, form, "email", STR(""));
    view.role = form_field(ctx, req, form, "role", STR(""));
    view.shop = form_field(ctx, req, form, "shop", STR(""));
    view.pin = form_field(ctx, req, form, "pin", STR(""));
    keep_given_roles(ctx, &view.role);
    add_choices(ctx, &shops, &view.shop);
    struct html_out out = centre_out(ctx, req, res);
    accounts_people_html(&out, &view);
    return OK;
}

static enum status to_person(struct ctx *ctx, const struct request *req, struct response *res,
                             int64_t person_id, const char *saved)
{
    return response_redirect(
        ctx, req, res,
        str_format(ctx->mem, "/kontor/folk/%lld?lagret=%s", (long long)person_id, saved));
}

/* Only shops of this centre; a role of none is INVALID in accounts_grant(). */
static enum status check_shop(struct ctx *ctx, int64_t shop_id)
{
    struct accounts_choices shops;
    TRY(accounts_start_shops(ctx, &shops));
    for (size_t i = 0; i < shops.count; i++) {
        if (shops.ptr[i].id == shop_id) {
            return OK;
        }
    }
    return ctx_fail(ctx, INVALID, N_("Choose the shop."), "shop");
}

static enum status check_grant(struct ctx *ctx, const struct grant_input *input,
                               struct grant *ret_grant)
{
    const enum role role = (enum role)input->role;
    const bool at_shop = role == ROLE_TENANT_OWNER || role == ROLE_TENANT_STAFF;
    if (!may_give(ctx, role)) {
        return ctx_fail(ctx, INVALID, N_("Choose a role."), "role");
    }
    if (at_shop) {
        TRY(check_shop(ctx, input->shop));
    }
    ret_grant->role = role;
    ret_grant->tenant_id = at_shop ? input->shop : 0;
    return OK;
}

enum status accounts_people_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct person_input *input = req->form;
    const struct grant_input wanted = {.role = input->role, .shop = input->shop};
    const struct new_person person = {
        .name = input->name, .email = input->email, .pin = input->pin};
    const bool with_role = input->role != NO_I64;
    struct grant grant = {0};
    int64_t person_id = 0;
    if (with_role) {
        TRY(check_grant(ctx, &wanted, &grant));
    }
    TRY(accounts_person_add(ctx, &person, &person_id));
    if (with_role) {
        TRY(accounts_grant(ctx, person_id, grant.role, grant.tenant_id));
    }
    if (input->email.len > 0) {
        TRY(accounts_mail_link(ctx, req, person_id));
    }
    return to_person(ctx, req, res, person_id, "person");
}

/* ---- one person
 * ------------------------------------------------------------------------------------ */

struct one_person {
    struct stored_person stored;
    struct grants grants;
    struct accounts_choices shops;
};

/* NOT_FOUND for somebody of another centre; for a change, FORBIDDEN when it is an operator and the
 * actor is none: whoever can change a person could become that person. */
static enum status read_person(struct ctx *ctx, const struct request *req, bool change,
                               struct one_person *ret_one)
{
    int64_t person_id = 0;
    TRY(request_param_i64(req, 0, &person_id));
    TRY(accounts_store_person(ctx, person_id, &ret_one->stored));
    TRY(accounts_store_grants(ctx, person_id, centre_today(ctx), &ret_one->grants));
    for (size_t i = 0; change && i < ret_one->grants.count; i++) {
        if (!may_give(ctx, ret_one->grants.ptr[i].role)) {
            return FORBIDDEN;
        }
    }
    return accounts_start_shops(ctx, &ret_one->shops);
}

static void add_grants(struct ctx *ctx, const struct one_person *one, struct person_view *view)
{
    for (size_t i = 0; i < one->grants.count; i++) {
        const struct grant *grant = &one->grants.ptr[i];
        vec_push(ctx->mem, &view->grants,
                 (struct grant_item){
                     .label = grant_label(ctx, grant, &one->shops),
                     .role = str_of(accounts_role_key(grant->role)),
                     .shop = grant->tenant_id == 0 ? STR("") : id_text(ctx, grant->tenant_id)});
    }
}

static void add_facts(struct ctx *ctx, const struct stored_person *stored, struct person_view *view)
{
    if (stored->person.email.len > 0) {
        vec_push(
            ctx->mem, &view->facts,
            (struct fact){.label = translate(ctx, N_("E-mail")), .value = stored->person.email});
    }
    vec_push(ctx->mem, &view->facts,
             (struct fact){
                 .label = translate(ctx, N_("PIN for the station")),
                 .value = translate(ctx, stored->pin_hash.ptr != NULL ? N_("Yes") : N_("No"))});
    if (stored->disabled) {
        vec_push(ctx->mem, &view->facts,
                 (struct fact){.label = translate(ctx, N_("Access")),
                               .value = translate(ctx, N_("Shut out"))});
    }
}

static void add_actions(struct ctx *ctx, const struct one_person *one, struct person_view *view)
{
    const struct str id = id_text(ctx, one->stored.person.id);
    view->may_mail = one->stored.person.email.len > 0 && !one->stored.disabled;
    view->grant_url = url_build(ctx, "/kontor/folk/{}/rolle", &id, 1);
    view->revoke_url = url_build(ctx, "/kontor/folk/{}/rolle/fjern", &id, 1);
    view->pin_url = url_build(ctx, "/kontor/folk/{}/pin", &id, 1);
    view->link_url = url_build(ctx, "/kontor/folk/{}/lenke", &id, 1);
    view->disable_url = url_build(ctx, "/kontor/folk/{}/sperr", &id, 1);
}

static struct str saved_text(struct ctx *ctx, const struct request *req)
{
    const struct str what = request_query(ctx, req, "lagret");
    if (req->again || what.len == 0) {
        return STR("");
    }
    if (str_equal(what, STR("lenke"))) {
        return translate(ctx, N_("A link for signing in is on its way by e-mail."));
    }
    return translate(ctx, N_("Saved."));
}

enum status accounts_person_page(struct ctx *ctx, struct request *req, struct response *res)
{
    struct one_person one;
    struct person_view view = {.may_change = may_change(ctx)};
    TRY(read_person(ctx, req, false, &one));
    if (req->route->form != NULL && req->route->form->field_count > 0) {
        view.errors = errors_of(ctx, req, req->route->form);
    }
    centre_page(ctx, req, PAGE_OFFICE, N_("Person"), "/kontor/folk", &view.page);
    view.page.title = one.stored.person.name;
    view.saved = saved_text(ctx, req);
    view.disabled = one.stored.disabled;
    add_facts(ctx, &one.stored, &view);
    add_grants(ctx, &one, &view);
    add_actions(ctx, &one, &view);
    view.role = form_field(ctx, req, &accounts_grant_form, "role", STR(""));
    view.shop = form_field(ctx, req, &accounts_grant_form, "shop", STR(""));
    view.pin = form_field(ctx, req, &accounts_new_pin_form, "pin", STR(""));
    keep_given_roles(ctx, &view.role);
    add_choices(ctx, &one.shops, &view.shop);
    struct html_out out = centre_out(ctx, req, res);
    accounts_person_html(&out, &view);
    return OK;
}

enum status accounts_grant_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct one_person one;
    struct grant grant = {0};
    TRY(read_person(ctx, req, true, &one));
    TRY(check_grant(ctx, req->form, &grant));
    TRY(accounts_grant(ctx, one.stored.person.id, grant.role, grant.tenant_id));
    return to_person(ctx, req, res, one.stored.person.id, "rolle");
}

enum status accounts_revoke_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct grant_input *input = req->form;
    const enum role role = (enum role)input->role;
    struct one_person one;
    TRY(read_person(ctx, req, true, &one));
    if (one.stored.person.id == ctx->actor.person_id && role == ROLE_MANAGER) {
        return ctx_fail(ctx, INVALID, N_("Another manager has to take back your own role."), NULL);
    }
    TRY(accounts_revoke(ctx, one.stored.person.id, role, input->shop == NO_I64 ? 0 : input->shop));
    return to_person(ctx, req, res, one.stored.person.id, "rolle");
}

enum status accounts_new_pin_post(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct new_pin_input *input = req->form;
    struct one_person one;
    TRY(read_person(ctx, req, true, &one));
    TRY(accounts_set_pin(ctx, one.stored.person.id, input->pin));
    return to_person(ctx, req, res, one.stored.person.id, "pin");
}

enum status accounts_send_link_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct one_person one;
    TRY(read_person(ctx, req, true, &one));
    if (one.stored.disabled || one.stored.person.email.len == 0) {
        return NOT_FOUND;
    }
    TRY(accounts_mail_link(ctx, req, one.stored.person.id));
    return to_person(ctx, req, res, one.stored.person.id, "lenke");
}

enum status accounts_disable_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct one_person one;
    TRY(read_person(ctx, req, true, &one));
    if (one.stored.person.id == ctx->actor.person_id) {
        return ctx_fail(ctx, INVALID, N_("You cannot shut yourself out."), NULL);
    }
    TRY(accounts_set_disabled(ctx, one.stored.person.id, !one.stored.disabled));
    return to_person(ctx, req, res, one.stored.person.id, "sperr");
}
