/* SPDX-License-Identifier: EUPL-1.2 */
/* People, what they may do, and how they prove who they are. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_H

#include "base/ctx.h"
#include "http/http.h"
#include "jobs/jobs.h"

/* Roles: number in the database, name in the program, what people call it. The number is also the
 * bit in ctx->actor.roles and in route.who. */
#define ROLE_TABLE(X)                                                                              \
    X(0, STATION_WORKER, "station-worker", N_("Station worker"))                                   \
    X(1, TENANT_OWNER, "tenant-owner", N_("Shop owner"))                                           \
    X(2, TENANT_STAFF, "tenant-staff", N_("Shop staff"))                                           \
    X(3, MANAGER, "manager", N_("Centre manager"))                                                 \
    X(4, COMMUNICATIONS, "communications", N_("Communications officer"))                           \
    X(5, EVALUATOR, "evaluator", N_("Evaluator"))                                                  \
    X(6, ECONOMIST, "economist", N_("Economist"))                                                  \
    X(7, AUDITOR, "auditor", N_("Auditor"))                                                        \
    X(8, OPERATOR, "operator", N_("Operator"))                                                     \
    X(9, APPLICANT, "applicant", N_("Applicant"))                                                  \
    /* Not granted: held by everybody who is signed in. */                                         \
    X(10, SIGNED_IN, "signed-in", N_("Signed in"))                                                 \
    /* Not granted: an enrolled station device, before a person has given the PIN. */              \
    X(11, DEVICE, "device", N_("Station device"))

#define ROLE_ENUM(number, name, key, label) ROLE_##name = (number),
enum role { ROLE_TABLE(ROLE_ENUM) ROLE_COUNT };
#undef ROLE_ENUM

#define ROLE_BIT(number, name, key, label) WHO_##name = UINT64_C(1) << (number),
enum who { ROLE_TABLE(ROLE_BIT) };
#undef ROLE_BIT

#define WHO_TENANT (WHO_TENANT_OWNER | WHO_TENANT_STAFF)
/* Looks into everything of the centre that is not sealed. */
#define WHO_OFFICE (WHO_MANAGER | WHO_AUDITOR)

/* "station-worker"; NULL for an unknown number. And back; ROLE_COUNT when unknown. */
const char *accounts_role_key(enum role role);
const char *accounts_role_label(enum role role); /* N_() */
enum role accounts_role_of(struct str key);

struct person {
    int64_t id;
    struct str name;
    struct str email; /* may be empty */
};

struct new_person {
    struct str name;
    struct str email; /* empty: cannot sign in by e-mail */
    struct str password; /* empty: none */
    struct str pin;      /* empty: none; else 4 to 8 digits */
};

/* Adds a person. Hashes before the write. CONFLICT if the e-mail is in use, INVALID for a weak
 * password (under 12 characters or among the 1000 most common) or a PIN that is no 4 to 8 digits
 * or one digit repeated. */
MUST_CHECK enum status accounts_person_add(struct ctx *ctx, const struct new_person *person,
                                           int64_t *ret_person_id);

/* Grants `role` from today, in shop `tenant_id` for the two tenant roles, else 0. Granting what is
 * already held is OK. */
MUST_CHECK enum status accounts_grant(struct ctx *ctx, int64_t person_id, enum role role,
                                      int64_t tenant_id);
MUST_CHECK enum status accounts_revoke(struct ctx *ctx, int64_t person_id, enum role role,
                                       int64_t tenant_id);

MUST_CHECK enum status accounts_person(struct ctx *ctx, int64_t person_id,
                                       struct person *ret_person);

/* A link token for the first sign-in, good once within 7 days; printed by `ombruk init`. */
MUST_CHECK enum status accounts_first_link(struct ctx *ctx, int64_t person_id,
                                           struct str *ret_token);

/* A code with which a device enrols itself at the station (holder) `station_id`, good once within
 * one hour: eight signs, shown to the manager. */
MUST_CHECK enum status accounts_device_code(struct ctx *ctx, int64_t station_id, struct str name,
                                            struct str *ret_code);

/* Enrols without a browser, for demo and tests: gives the device cookie's value. */
MUST_CHECK enum status accounts_device_enrol(struct ctx *ctx, struct str code,
                                             struct str *ret_token, int64_t *ret_device_id);

/* The station a device is enrolled at; NOT_FOUND if it is unknown or revoked. */
MUST_CHECK enum status accounts_device_station(struct ctx *ctx, int64_t device_id,
                                               int64_t *ret_station_id);

/* A bearer token for /api/v1 acting as `person_id` (and, for intake, at the station of `device_id`,
 * or 0). Shown once. */
MUST_CHECK enum status accounts_api_token(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                          struct str name, struct str *ret_token);

/* Opens a session without a password, for demo buttons and tests: gives the cookie's value. */
MUST_CHECK enum status accounts_session_open(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                             struct str *ret_token);

/* Hooks of struct http_app. */
enum status accounts_identify(struct ctx *ctx, struct request *req);
struct str accounts_sign_in_path(struct ctx *ctx, const struct request *req);

/* The first person holding `role` (and `tenant_id`, or 0), for the demo's sign-in buttons. */
MUST_CHECK enum status accounts_first_with_role(struct ctx *ctx, enum role role, int64_t tenant_id,
                                                struct person *ret_person);

extern const struct route accounts_routes[];
extern const struct job_kind accounts_jobs[];
extern const struct sql *const accounts_sql_all[];

#endif
