/* SPDX-License-Identifier: EUPL-1.2 */
/* Passwords, PINs, tokens and codes: made, judged and hashed. No database here. */
#ifndef OMBRUK_ACCOUNTS_ACCOUNTS_SECRET_H
#define OMBRUK_ACCOUNTS_ACCOUNTS_SECRET_H

#include "base/ctx.h"

#define ACCOUNTS_PASSWORD_MIN    12
#define ACCOUNTS_PASSWORD_MAX    200
#define ACCOUNTS_PIN_MIN         4
#define ACCOUNTS_PIN_MAX         8
#define ACCOUNTS_CODE_DIGITS     6
#define ACCOUNTS_DEVICE_CODE_LEN 8

/* OK, or INVALID with ctx->err (field "password"): shorter than 12 signs, longer than 200 bytes,
 * fewer than five different signs, or one of the well-known ones that are that long. */
MUST_CHECK enum status accounts_secret_password_check(struct ctx *ctx, struct str password);

/* OK, or INVALID with ctx->err (field "pin"): not 4 to 8 digits, or one digit repeated. */
MUST_CHECK enum status accounts_secret_pin_check(struct ctx *ctx, struct str pin);

/* Argon2id (libsodium, interactive limits: 64 MiB, two passes); a printable text in ctx->mem. At
 * most two run at a time in the process, the others wait. Never inside db_write(). UNAVAILABLE when
 * there is no memory for it. */
MUST_CHECK enum status accounts_secret_hash(struct ctx *ctx, struct str secret,
                                            struct str *ret_hash);
/* True if `secret` belongs to `hash`. With `hash.ptr == NULL` false, after just as long a time. */
bool accounts_secret_verify(struct str hash, struct str secret);

/* 32 random bytes as 43 signs of base64url, in ctx->mem: session, device and bearer tokens. */
struct str accounts_secret_token(struct ctx *ctx);
/* BLAKE2b-256 of a token or code, 32 raw bytes in ctx->mem: what the database keeps. */
struct str accounts_secret_digest(struct ctx *ctx, struct str token);
/* Compares two digests in constant time. */
bool accounts_secret_equal(struct str a, struct str b);

/* Six random digits. */
struct str accounts_secret_digits(struct ctx *ctx);
/* Eight random signs of 23456789ABCDEFGHJKMNPQRSTVWXYZ, and what somebody typed for them: upper
 * case, without spaces and hyphens. */
struct str accounts_secret_device_code(struct ctx *ctx);
struct str accounts_secret_code_typed(struct ctx *ctx, struct str typed);

#endif
