/* SPDX-License-Identifier: EUPL-1.2 */
/* The ways to prove who you are, and the sessions they open. Rules only; pages are elsewhere. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_SIGN_IN_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_SIGN_IN_H

#include "accounts/accounts_store.h"
#include "base/day.h"

#define ACCOUNTS_IDLE_MS          (8 * MS_PER_HOUR)
#define ACCOUNTS_SESSION_MS       (30 * MS_PER_DAY)
#define ACCOUNTS_SHIFT_MS         (12 * MS_PER_HOUR)
#define ACCOUNTS_DEVICE_MS        (365 * MS_PER_DAY)
#define ACCOUNTS_DEVICE_CODE_MS   MS_PER_HOUR
#define ACCOUNTS_MAIL_CODE_MS     (10 * MS_PER_MINUTE)
#define ACCOUNTS_MAIL_CODE_TRIES  5
#define ACCOUNTS_LINK_MS          (7 * MS_PER_DAY)
#define ACCOUNTS_PIN_FAILURES_MAX 5
#define ACCOUNTS_PIN_LOCK_MS      (15 * MS_PER_MINUTE)

/* Sets ctx->actor to the person with what the person may do today (at a device: as a station worker
 * only). NOT_FOUND if there is no such person. */
MUST_CHECK enum status accounts_sign_in_become(struct ctx *ctx, int64_t person_id,
                                               int64_t session_id, int64_t device_id,
                                               struct str name);

/* Opens a session and ends ctx->actor's, if any, in one write; becomes the person. */
MUST_CHECK enum status accounts_sign_in_open(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                             struct str *ret_token);
MUST_CHECK enum status accounts_sign_in_end(struct ctx *ctx);

/* INVALID with the same message, after about the same time, whatever of the two is wrong. */
MUST_CHECK enum status accounts_sign_in_password(struct ctx *ctx, struct str email,
                                                 struct str password, struct str *ret_token);

/* Queues the job that sends a code if the address is somebody's: the same write, known or not. */
MUST_CHECK enum status accounts_sign_in_ask_code(struct ctx *ctx, struct str email);
/* INVALID if the code is wrong, used, too old or tried five times, or nobody has the address. */
MUST_CHECK enum status accounts_sign_in_code(struct ctx *ctx, struct str email, struct str code,
                                             struct str *ret_token);

/* Whether the link may still be used: GONE if not. */
MUST_CHECK enum status accounts_sign_in_link_check(struct ctx *ctx, struct str token);
MUST_CHECK enum status accounts_sign_in_link(struct ctx *ctx, struct str token,
                                             struct str *ret_token);

/* Mails a new one-time link to the person, who must have an e-mail address. The address of the site
 * is public_url, or what the manager's browser called it. */
MUST_CHECK enum status accounts_mail_link(struct ctx *ctx, const struct request *req,
                                          int64_t person_id);

/* At an enrolled device. INVALID for a wrong PIN (field "pin"), TOO_MANY while the person is
 * locked, NOT_FOUND unless the person works at the station and has a PIN. */
MUST_CHECK enum status accounts_sign_in_pin(struct ctx *ctx, int64_t person_id, struct str pin,
                                            struct str *ret_token);

/* True for a path on this site that a visitor may be sent back to: "/…" of printable ASCII, no
 * "//" at the beginning and no backslash, at most 1000 bytes. */
bool accounts_sign_in_local_path(struct str path);

/* The job "accounts_mail_code"; `argument` is the address. */
enum status accounts_sign_in_mail_code(struct ctx *ctx, struct str argument);

#endif
