/* SPDX-License-Identifier: EUPL-1.2 */
/* People, what they may do, and how they prove who they are. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_H

#include "base/ctx.h"
#include "http/http.h"
#include "jobs/jobs.h"
#include "roles/roles.h"

/* Cookies: a session's token, an enrolled device's token. */
#define ACCOUNTS_SESSION_COOKIE "ob_session"
#define ACCOUNTS_DEVICE_COOKIE  "ob_device"

/* "station-worker"; NULL for an unknown number. And back; ROLE_COUNT when unknown. */
const char *accounts_role_key(enum role role);
const char *accounts_role_label(enum role role); /* N_() */
enum role accounts_role_of(struct str key);
/* "manager,auditor", or "everyone": the roles in `who`, in `arena`. */
struct str accounts_who_keys(struct arena *arena, uint64_t who);

struct person {
    int64_t id;
    struct str name;
    struct str email; /* may be empty */
};

struct new_person {
    struct str name;
    struct str email;    /* empty: cannot sign in by e-mail */
    struct str password; /* empty: none */
    struct str pin;      /* empty: none; else 4 to 8 digits */
};

/* Adds a person. Hashes before the write. CONFLICT if the e-mail is in use (compared in lower
 * case), INVALID without a name, for a weak password (under 12 characters, fewer than five
 * different signs, or one that everybody tries first) or a PIN that is no 4 to 8 digits or one
 * digit repeated. */
MUST_CHECK enum status accounts_person_add(struct ctx *ctx, const struct new_person *person,
                                           int64_t *ret_person_id);

/* Grants `role` from today, in shop `tenant_id` for the two tenant roles, else 0. Granting what is
 * already held is OK. INVALID for a role nobody is granted, or a shop that is missing or too much;
 * NOT_FOUND for an unknown person. A person with roles in two shops acts for the first one granted.
 */
MUST_CHECK enum status accounts_grant(struct ctx *ctx, int64_t person_id, enum role role,
                                      int64_t tenant_id);
/* Ends it: yesterday was the last day, or it never was. */
MUST_CHECK enum status accounts_revoke(struct ctx *ctx, int64_t person_id, enum role role,
                                       int64_t tenant_id);

MUST_CHECK enum status accounts_person(struct ctx *ctx, int64_t person_id,
                                       struct person *ret_person);

/* By e-mail address, in any case; NOT_FOUND also for somebody who is disabled. */
MUST_CHECK enum status accounts_by_email(struct ctx *ctx, struct str email,
                                         struct person *ret_person);

struct person_row {
    struct person person;
    struct str roles; /* "manager,tenant-owner"; empty: none */
    bool disabled;
};
struct person_rows {
    struct person_row *ptr;
    size_t count;
    size_t capacity;
};
/* Everybody by name, with what they may do today; at most 1000. */
MUST_CHECK enum status accounts_list(struct ctx *ctx, struct person_rows *ret_people);

/* Sets a new password or PIN (INVALID as accounts_person_add). A new password ends all sessions of
 * the person, a new PIN its lock. NOT_FOUND for an unknown person. */
MUST_CHECK enum status accounts_set_password(struct ctx *ctx, int64_t person_id,
                                             struct str password);
MUST_CHECK enum status accounts_set_pin(struct ctx *ctx, int64_t person_id, struct str pin);
/* A disabled person cannot sign in, and is signed out everywhere. */
MUST_CHECK enum status accounts_set_disabled(struct ctx *ctx, int64_t person_id, bool disabled);

/* A link token for the first sign-in, good once within 7 days; printed by `ombruk init`. */
MUST_CHECK enum status accounts_first_link(struct ctx *ctx, int64_t person_id,
                                           struct str *ret_token);

/* A code with which a device enrols itself at the station (holder) `station_id`, good once within
 * one hour: eight signs, shown to the manager. */
MUST_CHECK enum status accounts_device_code(struct ctx *ctx, int64_t station_id, struct str name,
                                            struct str *ret_code);

/* Enrols without a browser, for demo and tests: gives the device cookie's value, good for a year.
 * INVALID for a code that is unknown, used or too old. */
MUST_CHECK enum status accounts_device_enrol(struct ctx *ctx, struct str code,
                                             struct str *ret_token, int64_t *ret_device_id);

/* The station a device is enrolled at; NOT_FOUND if it is unknown or revoked. */
MUST_CHECK enum status accounts_device_station(struct ctx *ctx, int64_t device_id,
                                               int64_t *ret_station_id);

/* Who may work at a station today and has a PIN, oldest grant first, at most 200. */
struct accounts_workers {
    struct person *ptr;
    size_t count;
    size_t capacity;
};
MUST_CHECK enum status accounts_workers(struct ctx *ctx, struct accounts_workers *ret_workers);

/* The newest device that is neither revoked nor past its year; NOT_FOUND if there is none. */
MUST_CHECK enum status accounts_any_device(struct ctx *ctx, int64_t *ret_device_id);

/* The device may do nothing any more, and nobody is signed in at it. NOT_FOUND if it is revoked or
 * unknown. */
MUST_CHECK enum status accounts_device_revoke(struct ctx *ctx, int64_t device_id);

/* A bearer token for /api/v1 acting as `person_id` (and, for intake, at the station of `device_id`,
 * or 0). Shown once. */
MUST_CHECK enum status accounts_api_token(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                          struct str name, struct str *ret_token);

/* Opens a session without a password, for demo buttons and tests: gives the cookie's value. Office
 * sessions end after 8 hours idle or 30 days; at a device (not 0) after 12 hours, and there a
 * person acts as station worker and nothing else, because four digits prove no more. */
MUST_CHECK enum status accounts_session_open(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                             struct str *ret_token);

/* Hooks of struct http_app. */
enum status accounts_identify(struct ctx *ctx, struct request *req);
struct str accounts_sign_in_path(struct ctx *ctx, const struct request *req);

/* The first person holding `role` (and `tenant_id`, or 0), for the demo's sign-in buttons. */
MUST_CHECK enum status accounts_first_with_role(struct ctx *ctx, enum role role, int64_t tenant_id,
                                                struct person *ret_person);

/* ---- what other rooms know, and the application -------------------------------------------------
 */

/* An object of another room that a role or device can belong to. */
struct accounts_choice {
    int64_t id;
    struct str name;
};
struct accounts_choices {
    struct accounts_choice *ptr;
    size_t count;
    size_t capacity;
};
typedef enum status accounts_choices_fn(struct ctx *ctx, struct accounts_choices *ret_choices);

/* Who can tell the shops and the stations of the centre; set once at start, by the list of rooms.
 */
struct accounts_hooks {
    accounts_choices_fn *shops;
    accounts_choices_fn *stations;
};
void accounts_start(struct accounts_hooks hooks);

/* Writes when sessions were last used, which identifying keeps in memory. Each process calls it
 * every minute and before it ends. */
MUST_CHECK enum status accounts_flush(struct ctx *ctx);
/* Before `db` is closed: forgets what was remembered for it. */
void accounts_close(const struct db *db);

extern const struct route accounts_routes[];
extern const struct job_kind accounts_jobs[];
extern const struct sql *const accounts_sql_all[];

#endif
