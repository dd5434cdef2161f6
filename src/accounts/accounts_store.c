/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of accounts.sql about people and what they may do. */
#include "accounts/accounts_store.h"

#include "accounts_sql.h"
#include "base/id.h"
#include "base/vec.h"

#include "base/banned.h"

/* Empty text is NULL: "no e-mail" may stand in many rows of a unique column. */
static struct str text_or_null(struct str s)
{
    return s.len == 0 ? (struct str){0} : s;
}

static int64_t id_or_null(int64_t id)
{
    return id == 0 ? NO_I64 : id;
}

enum status accounts_store_person(struct ctx *ctx, int64_t person_id,
                                  struct stored_person *ret_person)
{
    struct accounts_person_row_row row;
    TRY(one_accounts_person_row(ctx, ctx->centre_id, person_id, &row));
    *ret_person =
        (struct stored_person){.person = {.id = person_id, .name = row.name, .email = row.email},
                               .password_hash = row.password_hash,
                               .pin_hash = row.pin_hash,
                               .disabled = row.disabled_ms != NO_I64};
    return OK;
}

enum status accounts_store_by_email(struct ctx *ctx, struct str email,
                                    struct stored_person *ret_person)
{
    struct accounts_person_by_email_row row;
    TRY(one_accounts_person_by_email(ctx, ctx->centre_id, email, &row));
    *ret_person = (struct stored_person){.person = {.id = row.id, .name = row.name, .email = email},
                                         .password_hash = row.password_hash};
    return OK;
}

void accounts_store_push_grant(struct ctx *ctx, struct grants *grants, int64_t person_id,
                               int64_t role, int64_t tenant_id)
{
    if (role < 0 || role >= ROLE_COUNT) {
        return;
    }
    vec_push(ctx->mem, grants,
             (struct grant){.person_id = person_id,
                            .role = (enum role)role,
                            .tenant_id = tenant_id == NO_I64 ? 0 : tenant_id});
}

static enum status grants_of_one(struct ctx *ctx, int64_t person_id, int64_t day,
                                 struct grants *grants)
{
    struct rows rows = sql_accounts_person_roles(ctx, ctx->centre_id, person_id, day);
    struct accounts_person_roles_row row;
    while (next_accounts_person_roles(&rows, &row)) {
        accounts_store_push_grant(ctx, grants, person_id, row.role, row.tenant_id);
    }
    return rows_done(&rows);
}

static enum status grants_of_all(struct ctx *ctx, int64_t day, struct grants *grants)
{
    struct rows rows = sql_accounts_people_roles(ctx, ctx->centre_id, day);
    struct accounts_people_roles_row row;
    while (next_accounts_people_roles(&rows, &row)) {
        accounts_store_push_grant(ctx, grants, row.person_id, row.role, row.tenant_id);
    }
    return rows_done(&rows);
}

enum status accounts_store_grants(struct ctx *ctx, int64_t person_id, int64_t day,
                                  struct grants *ret_grants)
{
    struct grants grants = {0};
    TRY(person_id == 0 ? grants_of_all(ctx, day, &grants)
                       : grants_of_one(ctx, person_id, day, &grants));
    *ret_grants = grants;
    return OK;
}

enum status accounts_store_people(struct ctx *ctx, struct str after_name, int64_t after_id,
                                  int64_t most, struct people *ret_people)
{
    struct people people = {0};
    struct rows rows = sql_accounts_people(
        ctx, ctx->centre_id, after_name.ptr == NULL ? STR("") : after_name, after_id, most);
    struct accounts_people_row row;
    while (next_accounts_people(&rows, &row)) {
        vec_push(ctx->mem, &people,
                 (struct people_row){.person = {row.id, row.name, row.email},
                                     .has_password = row.has_password != 0,
                                     .has_pin = row.has_pin != 0,
                                     .disabled = row.disabled_ms != NO_I64});
    }
    TRY(rows_done(&rows));
    *ret_people = people;
    return OK;
}

enum status accounts_store_with_role(struct ctx *ctx, enum role role, int64_t day,
                                     struct people *ret_people)
{
    struct people people = {0};
    struct rows rows = sql_accounts_with_role(ctx, ctx->centre_id, role, day);
    struct accounts_with_role_row row;
    while (next_accounts_with_role(&rows, &row)) {
        vec_push(ctx->mem, &people,
                 (struct people_row){.person = {row.person_id, row.name, row.email},
                                     .tenant_id = row.tenant_id == NO_I64 ? 0 : row.tenant_id,
                                     .has_pin = row.has_pin != 0});
    }
    TRY(rows_done(&rows));
    *ret_people = people;
    return OK;
}

enum status accounts_store_person_add(struct ctx *ctx, const struct stored_person *person)
{
    static const char *const langs[LANG_COUNT] = {"nb", "nn", "en"};
    return sql_accounts_person_insert(
        ctx, &(struct accounts_person_insert_args){.centre_id = ctx->centre_id,
                                                   .id = person->person.id,
                                                   .name = person->person.name,
                                                   .email = text_or_null(person->person.email),
                                                   .password_hash = person->password_hash,
                                                   .pin_hash = person->pin_hash,
                                                   .lang = str_of(langs[ctx->lang]),
                                                   .created_ms = ctx->now_ms});
}

enum status accounts_store_grant(struct ctx *ctx, const struct grant *grant, int64_t from_day)
{
    return sql_accounts_grant_insert(
        ctx, &(struct accounts_grant_insert_args){.centre_id = ctx->centre_id,
                                                  .id = id_new(),
                                                  .person_id = grant->person_id,
                                                  .role = grant->role,
                                                  .tenant_id = id_or_null(grant->tenant_id),
                                                  .from_day = from_day});
}

enum status accounts_store_revoke(struct ctx *ctx, const struct grant *grant, int64_t today)
{
    const int64_t tenant_id = id_or_null(grant->tenant_id);
    TRY(sql_accounts_grant_delete(ctx, ctx->centre_id, grant->person_id, grant->role, tenant_id,
                                  today));
    return sql_accounts_grant_end(ctx, ctx->centre_id, grant->person_id, grant->role, tenant_id,
                                  today);
}

enum status accounts_store_password(struct ctx *ctx, int64_t person_id, struct str hash)
{
    return sql_accounts_password_set(ctx, ctx->centre_id, person_id, hash);
}

enum status accounts_store_pin(struct ctx *ctx, int64_t person_id, struct str hash)
{
    return sql_accounts_pin_set(ctx, ctx->centre_id, person_id, hash);
}

enum status accounts_store_disable(struct ctx *ctx, int64_t person_id, int64_t at_ms)
{
    return sql_accounts_disabled_set(ctx, ctx->centre_id, person_id, at_ms);
}
