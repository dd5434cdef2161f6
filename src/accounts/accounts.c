/* SPDX-License-Identifier: EUPL-1.2 */
/* People and what they may do. */
#include "accounts/accounts_secret.h"
#include "accounts/accounts_sign_in.h"
#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

#define LIST_MAX 1000

static enum status hash_if_given(struct ctx *ctx, struct str secret,
                                 enum status (*check)(struct ctx *, struct str),
                                 struct str *ret_hash)
{
    if (secret.len == 0) {
        *ret_hash = (struct str){0};
        return OK;
    }
    TRY(check(ctx, secret));
    return accounts_secret_hash(ctx, secret, ret_hash);
}

static enum status add_in_write(struct ctx *ctx, void *arg)
{
    const struct stored_person *person = arg;
    return accounts_store_person_add(ctx, person);
}

enum status accounts_person_add(struct ctx *ctx, const struct new_person *person,
                                int64_t *ret_person_id)
{
    struct stored_person stored = {.person = {.id = id_new(),
                                              .name = person->name,
                                              .email = str_lower_ascii(ctx->mem, person->email)}};
    if (person->name.len == 0) {
        return ctx_fail(ctx, INVALID, N_("Write the name."), "name");
    }
    TRY(hash_if_given(ctx, person->password, accounts_secret_password_check,
                      &stored.password_hash));
    TRY(hash_if_given(ctx, person->pin, accounts_secret_pin_check, &stored.pin_hash));
    const enum status status = db_write(ctx, add_in_write, &stored);
    if (status == CONFLICT) {
        return ctx_fail(ctx, CONFLICT, N_("Somebody here has that e-mail address already."),
                        "email");
    }
    TRY(status);
    *ret_person_id = stored.person.id;
    return OK;
}

static bool is_tenant_role(enum role role)
{
    return role == ROLE_TENANT_OWNER || role == ROLE_TENANT_STAFF;
}

static enum status grant_check(struct ctx *ctx, enum role role, int64_t tenant_id)
{
    if (role >= ROLE_SIGNED_IN) {
        return ctx_fail(ctx, INVALID, N_("Choose a role."), "role");
    }
    if (is_tenant_role(role) != (tenant_id != 0)) {
        return ctx_fail(ctx, INVALID,
                        is_tenant_role(role) ? N_("Choose the shop.")
                                             : N_("Only shop roles belong to a shop."),
                        "tenant");
    }
    return OK;
}

static enum status grant_in_write(struct ctx *ctx, void *arg)
{
    const struct grant *grant = arg;
    const int64_t today = centre_today(ctx);
    struct stored_person person;
    TRY(accounts_store_person(ctx, grant->person_id, &person));
    struct grants held;
    TRY(accounts_store_grants(ctx, grant->person_id, today, &held));
    for (size_t i = 0; i < held.count; i++) {
        if (held.ptr[i].role == grant->role && held.ptr[i].tenant_id == grant->tenant_id) {
            return OK;
        }
    }
    return accounts_store_grant(ctx, grant, today);
}

enum status accounts_grant(struct ctx *ctx, int64_t person_id, enum role role, int64_t tenant_id)
{
    TRY(grant_check(ctx, role, tenant_id));
    struct grant grant = {.person_id = person_id, .role = role, .tenant_id = tenant_id};
    return db_write(ctx, grant_in_write, &grant);
}

static enum status revoke_in_write(struct ctx *ctx, void *arg)
{
    const struct grant *grant = arg;
    return accounts_store_revoke(ctx, grant, centre_today(ctx));
}

enum status accounts_revoke(struct ctx *ctx, int64_t person_id, enum role role, int64_t tenant_id)
{
    struct grant grant = {.person_id = person_id, .role = role, .tenant_id = tenant_id};
    return db_write(ctx, revoke_in_write, &grant);
}

enum status accounts_person(struct ctx *ctx, int64_t person_id, struct person *ret_person)
{
    struct stored_person stored;
    TRY(accounts_store_person(ctx, person_id, &stored));
    *ret_person = stored.person;
    return OK;
}

enum status accounts_by_email(struct ctx *ctx, struct str email, struct person *ret_person)
{
    struct stored_person stored;
    TRY(accounts_store_by_email(ctx, str_lower_ascii(ctx->mem, email), &stored));
    *ret_person = stored.person;
    return OK;
}

enum status accounts_first_with_role(struct ctx *ctx, enum role role, int64_t tenant_id,
                                     struct person *ret_person)
{
    struct people people;
    TRY(accounts_store_with_role(ctx, role, centre_today(ctx), &people));
    for (size_t i = 0; i < people.count; i++) {
        if (tenant_id == 0 || people.ptr[i].tenant_id == tenant_id) {
            *ret_person = people.ptr[i].person;
            return OK;
        }
    }
    return NOT_FOUND;
}

enum status accounts_list(struct ctx *ctx, struct person_rows *ret_people)
{
    struct people people;
    struct grants grants;
    TRY(accounts_store_people(ctx, STR(""), 0, LIST_MAX, &people));
    TRY(accounts_store_grants(ctx, 0, centre_today(ctx), &grants));
    struct person_rows rows = {0};
    for (size_t i = 0; i < people.count; i++) {
        const struct people_row *row = &people.ptr[i];
        uint64_t roles = 0;
        for (size_t j = 0; j < grants.count; j++) {
            if (grants.ptr[j].person_id == row->person.id) {
                roles |= UINT64_C(1) << grants.ptr[j].role;
            }
        }
        vec_push(ctx->mem, &rows,
                 (struct person_row){.person = row->person,
                                     .roles = accounts_who_keys(ctx->mem, roles),
                                     .disabled = row->disabled});
    }
    *ret_people = rows;
    return OK;
}

/* ---- secrets set by or for a person
 * ---------------------------------------------------------------- */

struct new_secret {
    int64_t person_id;
    struct str hash;
    bool disable;
};

static enum status set_password_in_write(struct ctx *ctx, void *arg)
{
    const struct new_secret *secret = arg;
    struct stored_person person;
    TRY(accounts_store_person(ctx, secret->person_id, &person));
    TRY(accounts_store_password(ctx, secret->person_id, secret->hash));
    return accounts_store_sessions_end_of(ctx, secret->person_id);
}

enum status accounts_set_password(struct ctx *ctx, int64_t person_id, struct str password)
{
    struct new_secret secret = {.person_id = person_id};
    TRY(accounts_secret_password_check(ctx, password));
    TRY(accounts_secret_hash(ctx, password, &secret.hash));
    return db_write(ctx, set_password_in_write, &secret);
}

static enum status set_pin_in_write(struct ctx *ctx, void *arg)
{
    const struct new_secret *secret = arg;
    struct stored_person person;
    TRY(accounts_store_person(ctx, secret->person_id, &person));
    TRY(accounts_store_pin(ctx, secret->person_id, secret->hash));
    return accounts_store_pin_failures_set(ctx, secret->person_id, 0, 0);
}

enum status accounts_set_pin(struct ctx *ctx, int64_t person_id, struct str pin)
{
    struct new_secret secret = {.person_id = person_id};
    TRY(accounts_secret_pin_check(ctx, pin));
    TRY(accounts_secret_hash(ctx, pin, &secret.hash));
    return db_write(ctx, set_pin_in_write, &secret);
}

static enum status disable_in_write(struct ctx *ctx, void *arg)
{
    const struct new_secret *secret = arg;
    struct stored_person person;
    TRY(accounts_store_person(ctx, secret->person_id, &person));
    TRY(accounts_store_disable(ctx, secret->person_id, secret->disable ? ctx->now_ms : NO_I64));
    return accounts_store_sessions_end_of(ctx, secret->person_id);
}

enum status accounts_set_disabled(struct ctx *ctx, int64_t person_id, bool disabled)
{
    struct new_secret secret = {.person_id = person_id, .disable = disabled};
    return db_write(ctx, disable_in_write, &secret);
}
