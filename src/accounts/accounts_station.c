/* SPDX-License-Identifier: EUPL-1.2 */
/* Shared devices at stations, and people who sign in at them with a PIN. */
#include "accounts/accounts_secret.h"
#include "accounts/accounts_sign_in.h"
#include "base/id.h"
#include "base/vec.h"
#include "centre/centre.h"

#include "base/banned.h"

/* ---- devices -----------------------------------------------------------------------------------
 */

struct new_code {
    struct str name;
    int64_t station_id;
    struct str digest;
};

static enum status add_code_in_write(struct ctx *ctx, void *arg)
{
    const struct new_code *code = arg;
    return accounts_store_device_code_add(ctx, code->name, code->station_id, code->digest,
                                          ctx->now_ms + ACCOUNTS_DEVICE_CODE_MS);
}

enum status accounts_device_code(struct ctx *ctx, int64_t station_id, struct str name,
                                 struct str *ret_code)
{
    const struct str code = accounts_secret_device_code(ctx);
    struct new_code new_code = {
        .name = name, .station_id = station_id, .digest = accounts_secret_digest(ctx, code)};
    TRY(db_write(ctx, add_code_in_write, &new_code));
    *ret_code = code;
    return OK;
}

struct enrolment {
    struct str code_digest;
    struct str token_digest;
    int64_t device_id;
};

static enum status enrol_in_write(struct ctx *ctx, void *arg)
{
    const struct enrolment *enrolment = arg;
    struct stored_device device;
    TRY(accounts_store_device_code_take(ctx, enrolment->code_digest, &device));
    device.id = enrolment->device_id;
    device.ends_ms = ctx->now_ms + ACCOUNTS_DEVICE_MS;
    return accounts_store_device_add(ctx, &device, enrolment->token_digest);
}

enum status accounts_device_enrol(struct ctx *ctx, struct str code, struct str *ret_token,
                                  int64_t *ret_device_id)
{
    const struct str token = accounts_secret_token(ctx);
    struct enrolment enrolment = {
        .code_digest = accounts_secret_digest(ctx, accounts_secret_code_typed(ctx, code)),
        .token_digest = accounts_secret_digest(ctx, token),
        .device_id = id_new()};
    const enum status status = db_write(ctx, enrol_in_write, &enrolment);
    if (status == NOT_FOUND || status == GONE) {
        return ctx_fail(
            ctx, INVALID,
            N_("That code is not right, or more than an hour old. Ask the manager for a "
               "new one."),
            "code");
    }
    TRY(status);
    *ret_token = token;
    *ret_device_id = enrolment.device_id;
    return OK;
}

enum status accounts_device_station(struct ctx *ctx, int64_t device_id, int64_t *ret_station_id)
{
    struct stored_device device;
    TRY(accounts_store_device(ctx, device_id, &device));
    if (device.refused) {
        return NOT_FOUND;
    }
    *ret_station_id = device.station_id;
    return OK;
}

enum status accounts_any_device(struct ctx *ctx, int64_t *ret_device_id)
{
    struct stored_devices devices;
    TRY(accounts_store_devices(ctx, &devices));
    for (size_t i = 0; i < devices.count; i++) {
        if (!devices.ptr[i].refused) {
            *ret_device_id = devices.ptr[i].id;
            return OK;
        }
    }
    return NOT_FOUND;
}

enum status accounts_workers(struct ctx *ctx, struct accounts_workers *ret_workers)
{
    struct people people;
    struct accounts_workers workers = {0};
    TRY(accounts_store_with_role(ctx, ROLE_STATION_WORKER, centre_today(ctx), &people));
    for (size_t i = 0; i < people.count; i++) {
        if (people.ptr[i].has_pin) {
            vec_push(ctx->mem, &workers, people.ptr[i].person);
        }
    }
    *ret_workers = workers;
    return OK;
}

static enum status revoke_in_write(struct ctx *ctx, void *arg)
{
    const int64_t *device_id = arg;
    TRY(accounts_store_device_revoke(ctx, *device_id));
    return accounts_store_sessions_end_of_device(ctx, *device_id);
}

enum status accounts_device_revoke(struct ctx *ctx, int64_t device_id)
{
    return db_write(ctx, revoke_in_write, &device_id);
}

/* ---- bearer tokens
 * -------------------------------------------------------------------------------- */

struct new_token {
    int64_t person_id;
    int64_t device_id;
    struct str name;
    struct str digest;
};

static enum status add_token_in_write(struct ctx *ctx, void *arg)
{
    const struct new_token *token = arg;
    return accounts_store_api_token_add(ctx, token->person_id, token->device_id, token->name,
                                        token->digest);
}

enum status accounts_api_token(struct ctx *ctx, int64_t person_id, int64_t device_id,
                               struct str name, struct str *ret_token)
{
    const struct str token = accounts_secret_token(ctx);
    struct new_token new_token = {.person_id = person_id,
                                  .device_id = device_id,
                                  .name = name,
                                  .digest = accounts_secret_digest(ctx, token)};
    TRY(db_write(ctx, add_token_in_write, &new_token));
    *ret_token = token;
    return OK;
}

/* ---- PIN
 * ------------------------------------------------------------------------------------------ */

struct pin_try {
    int64_t person_id;
    bool locked;
};

/* Counts the try before the PIN is looked at, so that many at once are no more than five. */
static enum status count_in_write(struct ctx *ctx, void *arg)
{
    struct pin_try *try = arg;
    int64_t failures = 0;
    int64_t locked_until_ms = 0;
    TRY(accounts_store_pin_failures(ctx, try->person_id, &failures, &locked_until_ms));
    try->locked = locked_until_ms > ctx->now_ms;
    if (try->locked) {
        return OK;
    }
    /* A lock that is over starts a new row of tries. */
    failures = locked_until_ms > 0 ? 1 : failures + 1;
    locked_until_ms =
        failures >= ACCOUNTS_PIN_FAILURES_MAX ? ctx->now_ms + ACCOUNTS_PIN_LOCK_MS : 0;
    return accounts_store_pin_failures_set(ctx, try->person_id, failures, locked_until_ms);
}

static enum status forget_in_write(struct ctx *ctx, void *arg)
{
    const struct pin_try *try = arg;
    return accounts_store_pin_failures_set(ctx, try->person_id, 0, 0);
}

static enum status works_at_station(struct ctx *ctx, int64_t person_id)
{
    struct grants grants;
    TRY(accounts_store_grants(ctx, person_id, centre_today(ctx), &grants));
    for (size_t i = 0; i < grants.count; i++) {
        if (grants.ptr[i].role == ROLE_STATION_WORKER) {
            return OK;
        }
    }
    return NOT_FOUND;
}

enum status accounts_sign_in_pin(struct ctx *ctx, int64_t person_id, struct str pin,
                                 struct str *ret_token)
{
    struct stored_person person;
    TRY(accounts_store_person(ctx, person_id, &person));
    if (person.disabled || person.pin_hash.ptr == NULL || ctx->actor.device_id == 0) {
        return NOT_FOUND;
    }
    TRY(works_at_station(ctx, person_id));
    struct pin_try try = {.person_id = person_id};
    TRY(db_write(ctx, count_in_write, &try));
    if (try.locked) {
        return ctx_fail(
            ctx, TOO_MANY,
            N_("Five wrong PINs: wait a quarter of an hour, or ask the manager for a new "
               "PIN."),
            "pin");
    }
    if (!accounts_secret_verify(person.pin_hash, pin)) {
        return ctx_fail(ctx, INVALID, N_("That PIN is not right. Try again."), "pin");
    }
    TRY(db_write(ctx, forget_in_write, &try));
    return accounts_sign_in_open(ctx, person_id, ctx->actor.device_id, ret_token);
}
