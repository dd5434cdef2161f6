/* SPDX-License-Identifier: EUPL-1.2 */
/* Runs the queries of accounts.sql about sessions, codes and devices. */
#include "accounts/accounts_store.h"
#include "accounts_sql.h"
#include "base/id.h"
#include "base/vec.h"

#include "base/banned.h"

static int64_t id_or_null(int64_t id)
{
    return id == 0 ? NO_I64 : id;
}

/* A device that was left-joined: no device, or one that is neither revoked nor past its end. */
static bool device_refused(const struct ctx *ctx, int64_t device_id, int64_t ends_ms,
                           int64_t revoked_ms)
{
    return device_id != NO_I64 &&
           (ends_ms == NO_I64 || ends_ms <= ctx->now_ms || revoked_ms != NO_I64);
}

/* ---- sessions and bearer tokens ----------------------------------------------------------------
 */

enum status accounts_store_session(struct ctx *ctx, struct str digest,
                                   struct stored_session *ret_session)
{
    struct accounts_session_row_row row;
    TRY(one_accounts_session_row(ctx, ctx->centre_id, digest, &row));
    *ret_session = (struct stored_session){
        .id = row.id,
        .person_id = row.person_id,
        .device_id = row.device_id == NO_I64 ? 0 : row.device_id,
        .last_used_ms = row.last_used_ms,
        .ends_ms = row.ends_ms,
        .name = row.name,
        .refused = row.disabled_ms != NO_I64 ||
                   device_refused(ctx, row.device_id, row.device_ends_ms, row.device_revoked_ms)};
    return OK;
}

enum status accounts_store_api_token(struct ctx *ctx, struct str digest, int64_t day,
                                     struct stored_session *ret_session, struct grants *ret_grants)
{
    struct stored_session session = {0};
    struct grants grants = {0};
    struct accounts_api_token_rows_row row;
    struct rows rows = sql_accounts_api_token_rows(ctx, ctx->centre_id, digest, day);
    while (next_accounts_api_token_rows(&rows, &row)) {
        session = (struct stored_session){
            .id = row.id,
            .person_id = row.person_id,
            .device_id = row.device_id == NO_I64 ? 0 : row.device_id,
            .name = row.name,
            .refused =
                row.revoked_ms != NO_I64 || row.disabled_ms != NO_I64 ||
                device_refused(ctx, row.device_id, row.device_ends_ms, row.device_revoked_ms)};
        accounts_store_push_grant(ctx, &grants, row.person_id, row.role, row.tenant_id);
    }
    TRY(rows_done(&rows));
    *ret_session = session;
    *ret_grants = grants;
    return session.id != 0 ? OK : NOT_FOUND;
}

enum status accounts_store_session_add(struct ctx *ctx, const struct stored_session *session,
                                       struct str digest)
{
    return sql_accounts_session_insert(
        ctx, &(struct accounts_session_insert_args){.centre_id = ctx->centre_id,
                                                    .id = session->id,
                                                    .person_id = session->person_id,
                                                    .device_id = id_or_null(session->device_id),
                                                    .token_hash = digest,
                                                    .now_ms = session->last_used_ms,
                                                    .ends_ms = session->ends_ms});
}

enum status accounts_store_session_used(struct ctx *ctx, int64_t centre_id, int64_t session_id,
                                        int64_t last_used_ms)
{
    return sql_accounts_session_used(ctx, session_id, centre_id, last_used_ms);
}

enum status accounts_store_session_end(struct ctx *ctx, int64_t session_id)
{
    return sql_accounts_session_delete(ctx, ctx->centre_id, session_id);
}

enum status accounts_store_sessions_end_of(struct ctx *ctx, int64_t person_id)
{
    return sql_accounts_sessions_delete_of(ctx, ctx->centre_id, person_id);
}

enum status accounts_store_sessions_end_of_device(struct ctx *ctx, int64_t device_id)
{
    return sql_accounts_sessions_delete_of_device(ctx, ctx->centre_id, device_id);
}

enum status accounts_store_api_token_add(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                         struct str name, struct str digest)
{
    return sql_accounts_api_token_insert(
        ctx, &(struct accounts_api_token_insert_args){.centre_id = ctx->centre_id,
                                                      .id = id_new(),
                                                      .person_id = person_id,
                                                      .device_id = id_or_null(device_id),
                                                      .name = name,
                                                      .token_hash = digest,
                                                      .created_ms = ctx->now_ms});
}

enum status accounts_store_clean(struct ctx *ctx, int64_t idle_since_ms, int64_t codes_before_ms)
{
    TRY(sql_accounts_sessions_delete_ended(ctx, ctx->centre_id, ctx->now_ms, idle_since_ms));
    TRY(sql_accounts_codes_delete_ended(ctx, ctx->centre_id, codes_before_ms));
    return sql_accounts_device_codes_delete_ended(ctx, ctx->centre_id, codes_before_ms);
}

/* ---- codes
 * --------------------------------------------------------------------------------------- */

enum status accounts_store_code(struct ctx *ctx, int64_t code_id, struct stored_code *ret_code)
{
    struct accounts_code_row_row row;
    TRY(one_accounts_code_row(ctx, ctx->centre_id, code_id, &row));
    *ret_code = (struct stored_code){.id = code_id,
                                     .person_id = row.person_id,
                                     .digest = row.code_hash,
                                     .ends_ms = row.ends_ms,
                                     .tries_left = row.tries_left,
                                     .used = row.used_ms != NO_I64};
    return OK;
}

enum status accounts_store_newest_code(struct ctx *ctx, int64_t person_id,
                                       struct stored_code *ret_code)
{
    struct accounts_code_newest_row row;
    TRY(one_accounts_code_newest(ctx, ctx->centre_id, person_id, &row));
    *ret_code = (struct stored_code){.id = row.id,
                                     .person_id = person_id,
                                     .digest = row.code_hash,
                                     .ends_ms = row.ends_ms,
                                     .tries_left = row.tries_left,
                                     .used = row.used_ms != NO_I64};
    return OK;
}

enum status accounts_store_code_add(struct ctx *ctx, const struct stored_code *code)
{
    return sql_accounts_code_insert(
        ctx, &(struct accounts_code_insert_args){.centre_id = ctx->centre_id,
                                                 .id = code->id,
                                                 .person_id = code->person_id,
                                                 .code_hash = code->digest,
                                                 .created_ms = ctx->now_ms,
                                                 .ends_ms = code->ends_ms,
                                                 .tries_left = code->tries_left});
}

enum status accounts_store_code_try(struct ctx *ctx, int64_t code_id)
{
    TRY(sql_accounts_code_try(ctx, ctx->centre_id, code_id));
    return db_changes(ctx) == 1 ? OK : GONE;
}

enum status accounts_store_code_use(struct ctx *ctx, int64_t code_id)
{
    TRY(sql_accounts_code_use(ctx, ctx->centre_id, code_id, ctx->now_ms));
    return db_changes(ctx) == 1 ? OK : GONE;
}

enum status accounts_store_pin_failures(struct ctx *ctx, int64_t person_id, int64_t *ret_failures,
                                        int64_t *ret_locked_until_ms)
{
    struct accounts_pin_failure_row_row row = {0};
    const enum status status = one_accounts_pin_failure_row(ctx, ctx->centre_id, person_id, &row);
    if (status != OK && status != NOT_FOUND) {
        return status;
    }
    *ret_failures = status == OK ? row.failures : 0;
    *ret_locked_until_ms = status == OK ? row.locked_until_ms : 0;
    return OK;
}

enum status accounts_store_pin_failures_set(struct ctx *ctx, int64_t person_id, int64_t failures,
                                            int64_t locked_until_ms)
{
    if (failures == 0) {
        return sql_accounts_pin_failure_clear(ctx, ctx->centre_id, person_id);
    }
    return sql_accounts_pin_failure_put(ctx, ctx->centre_id, person_id, failures, locked_until_ms);
}

/* ---- devices
 * --------------------------------------------------------------------------------------- */

static bool ended(const struct ctx *ctx, int64_t ends_ms, int64_t revoked_ms)
{
    return ends_ms <= ctx->now_ms || revoked_ms != NO_I64;
}

enum status accounts_store_device(struct ctx *ctx, int64_t device_id,
                                  struct stored_device *ret_device)
{
    struct accounts_device_row_row row;
    TRY(one_accounts_device_row(ctx, ctx->centre_id, device_id, &row));
    *ret_device = (struct stored_device){.id = device_id,
                                         .name = row.name,
                                         .station_id = row.station_id,
                                         .ends_ms = row.ends_ms,
                                         .refused = ended(ctx, row.ends_ms, row.revoked_ms)};
    return OK;
}

enum status accounts_store_device_by_token(struct ctx *ctx, struct str digest,
                                           struct stored_device *ret_device)
{
    struct accounts_device_by_token_row row;
    TRY(one_accounts_device_by_token(ctx, ctx->centre_id, digest, &row));
    *ret_device = (struct stored_device){.id = row.id,
                                         .station_id = row.station_id,
                                         .ends_ms = row.ends_ms,
                                         .refused = ended(ctx, row.ends_ms, row.revoked_ms)};
    return OK;
}

enum status accounts_store_devices(struct ctx *ctx, struct stored_devices *ret_devices)
{
    struct stored_devices devices = {0};
    struct rows rows = sql_accounts_devices(ctx, ctx->centre_id);
    struct accounts_devices_row row;
    while (next_accounts_devices(&rows, &row)) {
        vec_push(ctx->mem, &devices,
                 (struct stored_device){.id = row.id,
                                        .name = row.name,
                                        .station_id = row.station_id,
                                        .created_ms = row.created_ms,
                                        .ends_ms = row.ends_ms,
                                        .refused = ended(ctx, row.ends_ms, row.revoked_ms)});
    }
    TRY(rows_done(&rows));
    *ret_devices = devices;
    return OK;
}

enum status accounts_store_device_code_add(struct ctx *ctx, struct str name, int64_t station_id,
                                           struct str digest, int64_t ends_ms)
{
    return sql_accounts_device_code_insert(
        ctx, &(struct accounts_device_code_insert_args){.centre_id = ctx->centre_id,
                                                        .id = id_new(),
                                                        .name = name,
                                                        .station_id = station_id,
                                                        .code_hash = digest,
                                                        .ends_ms = ends_ms});
}

enum status accounts_store_device_code_take(struct ctx *ctx, struct str digest,
                                            struct stored_device *ret_device)
{
    struct accounts_device_code_row_row row;
    TRY(one_accounts_device_code_row(ctx, ctx->centre_id, digest, &row));
    if (row.used_ms != NO_I64 || row.ends_ms <= ctx->now_ms) {
        return GONE;
    }
    TRY(sql_accounts_device_code_use(ctx, ctx->centre_id, row.id, ctx->now_ms));
    if (db_changes(ctx) != 1) {
        return GONE;
    }
    *ret_device = (struct stored_device){.name = row.name, .station_id = row.station_id};
    return OK;
}

enum status accounts_store_device_add(struct ctx *ctx, const struct stored_device *device,
                                      struct str digest)
{
    return sql_accounts_device_insert(
        ctx, &(struct accounts_device_insert_args){.centre_id = ctx->centre_id,
                                                   .id = device->id,
                                                   .name = device->name,
                                                   .station_id = device->station_id,
                                                   .token_hash = digest,
                                                   .created_ms = ctx->now_ms,
                                                   .ends_ms = device->ends_ms});
}

enum status accounts_store_device_revoke(struct ctx *ctx, int64_t device_id)
{
    TRY(sql_accounts_device_revoke(ctx, ctx->centre_id, device_id, ctx->now_ms));
    return db_changes(ctx) == 1 ? OK : NOT_FOUND;
}
