/* SPDX-License-Identifier: EUPL-1.2 */
/* What room accounts keeps in the database. Only this file's .c runs the room's queries. All texts
 * live in ctx->mem; all functions look only at the centre of ctx. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_STORE_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_STORE_H

#include "accounts/accounts.h"

/* ---- people ---- */

struct stored_person {
    struct person person;
    struct str password_hash; /* `.ptr == NULL`: none */
    struct str pin_hash;      /* `.ptr == NULL`: none */
    bool disabled;
};

MUST_CHECK enum status accounts_store_person(struct ctx *ctx, int64_t person_id,
                                             struct stored_person *ret_person);
/* Of people who are not disabled. */
MUST_CHECK enum status accounts_store_by_email(struct ctx *ctx, struct str email,
                                               struct stored_person *ret_person);

struct grant {
    int64_t person_id;
    enum role role;
    int64_t tenant_id; /* 0: none */
};
struct grants {
    struct grant *ptr;
    size_t count;
    size_t capacity;
};
/* Adds one as it stands in a row; a role that this program does not know is left out. */
void accounts_store_push_grant(struct ctx *ctx, struct grants *grants, int64_t person_id,
                               int64_t role, int64_t tenant_id);
/* What `person_id` (0: each person) may do on `day`. */
MUST_CHECK enum status accounts_store_grants(struct ctx *ctx, int64_t person_id, int64_t day,
                                             struct grants *ret_grants);

struct people_row {
    struct person person;
    int64_t tenant_id; /* 0: none, or not asked for */
    bool has_password;
    bool has_pin;
    bool disabled;
};
struct people {
    struct people_row *ptr;
    size_t count;
    size_t capacity;
};
/* By name, after (`after_name`, `after_id`), at most `most`. */
MUST_CHECK enum status accounts_store_people(struct ctx *ctx, struct str after_name,
                                             int64_t after_id, int64_t most,
                                             struct people *ret_people);
/* Who holds `role` on `day`, oldest grant first, at most 200; nobody who is disabled. */
MUST_CHECK enum status accounts_store_with_role(struct ctx *ctx, enum role role, int64_t day,
                                                struct people *ret_people);

/* Inside db_write(). */
MUST_CHECK enum status accounts_store_person_add(struct ctx *ctx,
                                                 const struct stored_person *person);
MUST_CHECK enum status accounts_store_grant(struct ctx *ctx, const struct grant *grant,
                                            int64_t from_day);
MUST_CHECK enum status accounts_store_revoke(struct ctx *ctx, const struct grant *grant,
                                             int64_t today);
/* `hash.ptr == NULL`: none any more. */
MUST_CHECK enum status accounts_store_password(struct ctx *ctx, int64_t person_id, struct str hash);
MUST_CHECK enum status accounts_store_pin(struct ctx *ctx, int64_t person_id, struct str hash);
/* `at_ms` NO_I64: enabled again. */
MUST_CHECK enum status accounts_store_disable(struct ctx *ctx, int64_t person_id, int64_t at_ms);

/* ---- sessions and bearer tokens ---- */

struct stored_session {
    int64_t id;
    int64_t person_id;
    int64_t device_id; /* 0: none */
    int64_t last_used_ms;
    int64_t ends_ms;
    struct str name;
    bool refused; /* the person is disabled, or the device revoked or past its year */
};

MUST_CHECK enum status accounts_store_session(struct ctx *ctx, struct str digest,
                                              struct stored_session *ret_session);
/* Of a bearer token and what its owner may do on `day`; `last_used_ms` and `ends_ms` are not set.
 */
MUST_CHECK enum status accounts_store_api_token(struct ctx *ctx, struct str digest, int64_t day,
                                                struct stored_session *ret_session,
                                                struct grants *ret_grants);

/* Inside db_write(). */
MUST_CHECK enum status accounts_store_session_add(struct ctx *ctx,
                                                  const struct stored_session *session,
                                                  struct str digest);
MUST_CHECK enum status accounts_store_session_used(struct ctx *ctx, int64_t centre_id,
                                                   int64_t session_id, int64_t last_used_ms);
MUST_CHECK enum status accounts_store_session_end(struct ctx *ctx, int64_t session_id);
MUST_CHECK enum status accounts_store_sessions_end_of(struct ctx *ctx, int64_t person_id);
MUST_CHECK enum status accounts_store_sessions_end_of_device(struct ctx *ctx, int64_t device_id);
MUST_CHECK enum status accounts_store_api_token_add(struct ctx *ctx, int64_t person_id,
                                                    int64_t device_id, struct str name,
                                                    struct str digest);
/* Sessions, codes and device codes that nobody can use any more. */
MUST_CHECK enum status accounts_store_clean(struct ctx *ctx, int64_t idle_since_ms,
                                            int64_t codes_before_ms);

/* ---- codes ---- */

/* Tries left of a code that is no e-mail code but a one-time link. */
#define ACCOUNTS_LINK INT64_C(-1)

struct stored_code {
    int64_t id;
    int64_t person_id;
    struct str digest;
    int64_t ends_ms;
    int64_t tries_left;
    bool used;
};

MUST_CHECK enum status accounts_store_code(struct ctx *ctx, int64_t code_id,
                                           struct stored_code *ret_code);
MUST_CHECK enum status accounts_store_newest_code(struct ctx *ctx, int64_t person_id,
                                                  struct stored_code *ret_code);
/* Inside db_write(). */
MUST_CHECK enum status accounts_store_code_add(struct ctx *ctx, const struct stored_code *code);
/* GONE if no try is left. */
MUST_CHECK enum status accounts_store_code_try(struct ctx *ctx, int64_t code_id);
/* GONE if somebody used it first. */
MUST_CHECK enum status accounts_store_code_use(struct ctx *ctx, int64_t code_id);

/* Wrong PINs in a row; zero when there are none. */
MUST_CHECK enum status accounts_store_pin_failures(struct ctx *ctx, int64_t person_id,
                                                   int64_t *ret_failures,
                                                   int64_t *ret_locked_until_ms);
/* Inside db_write(). `failures` 0 forgets them. */
MUST_CHECK enum status accounts_store_pin_failures_set(struct ctx *ctx, int64_t person_id,
                                                       int64_t failures, int64_t locked_until_ms);

/* ---- devices ---- */

struct stored_device {
    int64_t id;
    struct str name;
    int64_t station_id;
    int64_t created_ms;
    int64_t ends_ms;
    bool refused; /* revoked, or past its year */
};
struct stored_devices {
    struct stored_device *ptr;
    size_t count;
    size_t capacity;
};

MUST_CHECK enum status accounts_store_device(struct ctx *ctx, int64_t device_id,
                                             struct stored_device *ret_device);
MUST_CHECK enum status accounts_store_device_by_token(struct ctx *ctx, struct str digest,
                                                      struct stored_device *ret_device);
/* Newest first, at most 200. */
MUST_CHECK enum status accounts_store_devices(struct ctx *ctx, struct stored_devices *ret_devices);

/* Inside db_write(). */
MUST_CHECK enum status accounts_store_device_code_add(struct ctx *ctx, struct str name,
                                                      int64_t station_id, struct str digest,
                                                      int64_t ends_ms);
/* Takes the code: GONE if it is used or past its hour, NOT_FOUND if there is none. Sets name and
 * station. */
MUST_CHECK enum status accounts_store_device_code_take(struct ctx *ctx, struct str digest,
                                                       struct stored_device *ret_device);
MUST_CHECK enum status
accounts_store_device_add(struct ctx *ctx, const struct stored_device *device, struct str digest);
MUST_CHECK enum status accounts_store_device_revoke(struct ctx *ctx, int64_t device_id);

#endif
