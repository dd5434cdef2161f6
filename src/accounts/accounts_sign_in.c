/* SPDX-License-Identifier: EUPL-1.2 */
/* Proving who you are: password, code by e-mail, one-time link. */
#include "accounts/accounts_sign_in.h"

#include "accounts/accounts_secret.h"
#include "base/id.h"
#include "centre/centre.h"
#include "i18n/i18n.h"
#include "mail/mail.h"

#include "base/banned.h"

#define QUARTER_MS (15 * MS_PER_MINUTE)

/* Tries for one address in a quarter of an hour. */
#define PASSWORD_TRIES 10
#define CODE_ASKS      5
#define CODE_TRIES     20

#define LINK_ID_BYTES     8
#define LINK_RANDOM_BYTES 24

/* One counter for each address in each centre. */
static struct str limit_key(struct ctx *ctx, struct str email)
{
    return str_format(ctx->mem, "%lld:%.*s", (long long)ctx->centre_id, STR_ARG(email));
}

/* ---- password ----------------------------------------------------------------------------------
 */

enum status accounts_sign_in_password(struct ctx *ctx, struct str email, struct str password,
                                      struct str *ret_token)
{
    email = str_lower_ascii(ctx->mem, email);
    const struct str key = limit_key(ctx, email);
    TRY(rate_limit("password", key, PASSWORD_TRIES, QUARTER_MS, ctx->now_ms));
    struct stored_person person = {0};
    const enum status found = accounts_store_by_email(ctx, email, &person);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    if (!accounts_secret_verify(person.password_hash, password)) {
        return ctx_fail(ctx, INVALID,
                        N_("The e-mail address and the password do not belong together. Try again, "
                           "or ask for a code by e-mail."),
                        NULL);
    }
    rate_limit_clear("password", key);
    return accounts_sign_in_open(ctx, person.person.id, 0, ret_token);
}

/* ---- code by e-mail
 * ------------------------------------------------------------------------------ */

static enum status ask_in_write(struct ctx *ctx, void *arg)
{
    const struct str *email = arg;
    return job_queue(ctx, "accounts_mail_code", *email, 0);
}

enum status accounts_sign_in_ask_code(struct ctx *ctx, struct str email)
{
    email = str_lower_ascii(ctx->mem, email);
    TRY(rate_limit("code-ask", limit_key(ctx, email), CODE_ASKS, QUARTER_MS, ctx->now_ms));
    return db_write(ctx, ask_in_write, &email);
}

struct mailed_code {
    struct stored_code code;
    struct mail mail;
};

static enum status mail_in_write(struct ctx *ctx, void *arg)
{
    const struct mailed_code *mailed = arg;
    TRY(accounts_store_code_add(ctx, &mailed->code));
    return mail_queue(ctx, &mailed->mail);
}

enum status accounts_sign_in_mail_code(struct ctx *ctx, struct str argument)
{
    struct stored_person person;
    const enum status found = accounts_store_by_email(ctx, argument, &person);
    if (found == NOT_FOUND) {
        return GONE;
    }
    TRY(found);
    struct centre centre;
    TRY(centre_get(ctx, &centre));
    const struct str digits = accounts_secret_digits(ctx);
    const int64_t id = id_new();
    const struct i18n_arg args[] = {{"code", digits}, {"centre", centre.name}};
    struct mailed_code mailed = {
        .code = {.id = id,
                 .person_id = person.person.id,
                 .digest = accounts_secret_digest(ctx, digits),
                 .ends_ms = ctx->now_ms + ACCOUNTS_MAIL_CODE_MS,
                 .tries_left = ACCOUNTS_MAIL_CODE_TRIES},
        .mail = {.to = argument,
                 .subject = i18n_fill(ctx, N_("{code} is your code for {centre}"), args, 2),
                 .text = i18n_fill(ctx,
                                   N_("Your code is {code}. It works for ten minutes, once.\n\n"
                                      "If you did not ask for it, you need not do anything.\n\n"
                                      "{centre}\n"),
                                   args, 2),
                 .key = str_format(ctx->mem, "sign-in:%lld", (long long)id)}};
    return db_write(ctx, mail_in_write, &mailed);
}

struct code_attempt {
    int64_t person_id;
    struct str digest;
    bool right;
};

/* Each try is counted whether right or wrong, so this write succeeds either way. */
static enum status try_in_write(struct ctx *ctx, void *arg)
{
    struct code_attempt *attempt = arg;
    attempt->right = false;
    struct stored_code code;
    const enum status found = accounts_store_newest_code(ctx, attempt->person_id, &code);
    if (found == NOT_FOUND) {
        return OK;
    }
    TRY(found);
    if (code.used || code.ends_ms <= ctx->now_ms || code.tries_left <= 0) {
        return OK;
    }
    TRY(accounts_store_code_try(ctx, code.id));
    if (!accounts_secret_equal(code.digest, attempt->digest)) {
        return OK;
    }
    TRY(accounts_store_code_use(ctx, code.id));
    attempt->right = true;
    return OK;
}

enum status accounts_sign_in_code(struct ctx *ctx, struct str email, struct str code,
                                  struct str *ret_token)
{
    email = str_lower_ascii(ctx->mem, email);
    const struct str key = limit_key(ctx, email);
    TRY(rate_limit("code", key, CODE_TRIES, QUARTER_MS, ctx->now_ms));
    struct stored_person person = {0};
    const enum status found = accounts_store_by_email(ctx, email, &person);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    /* Nobody is person 0: the same write runs and finds no code. */
    struct code_attempt attempt = {
        .person_id = person.person.id,
        .digest = accounts_secret_digest(ctx, accounts_secret_code_typed(ctx, code))};
    TRY(db_write(ctx, try_in_write, &attempt));
    if (!attempt.right) {
        return ctx_fail(
            ctx, INVALID,
            N_("That code is not right any more. Check the six digits, or ask for a new "
               "code."),
            "code");
    }
    rate_limit_clear("code", key);
    return accounts_sign_in_open(ctx, person.person.id, 0, ret_token);
}

/* ---- one-time link
 * ------------------------------------------------------------------------------- */

/* A link token is the code's id and 24 random bytes, in hexadecimal; the digest is of all of it. */
static enum status link_find(struct ctx *ctx, struct str token, struct stored_code *ret_code)
{
    unsigned char bytes[LINK_ID_BYTES + LINK_RANDOM_BYTES];
    if (!str_from_hex(token, bytes, sizeof(bytes))) {
        return GONE;
    }
    uint64_t id = 0;
    for (size_t i = 0; i < LINK_ID_BYTES; i++) {
        id = id << 8 | bytes[i];
    }
    struct stored_code code;
    const enum status found = accounts_store_code(ctx, (int64_t)id, &code);
    if (found == NOT_FOUND) {
        return GONE;
    }
    TRY(found);
    const struct str digest = accounts_secret_digest(ctx, str_lower_ascii(ctx->mem, token));
    if (code.used || code.ends_ms <= ctx->now_ms || code.tries_left != ACCOUNTS_LINK ||
        !accounts_secret_equal(code.digest, digest)) {
        return GONE;
    }
    *ret_code = code;
    return OK;
}

static enum status add_code_in_write(struct ctx *ctx, void *arg)
{
    const struct stored_code *code = arg;
    return accounts_store_code_add(ctx, code);
}

/* A new link for the person, not stored yet. */
static struct str link_make(struct ctx *ctx, int64_t person_id, struct stored_code *ret_code)
{
    unsigned char bytes[LINK_ID_BYTES + LINK_RANDOM_BYTES];
    random_bytes(bytes, sizeof(bytes));
    const int64_t id = id_new();
    for (size_t i = 0; i < LINK_ID_BYTES; i++) {
        bytes[i] = (unsigned char)((uint64_t)id >> (8 * (LINK_ID_BYTES - 1 - i)));
    }
    const struct str token = str_hex(ctx->mem, bytes, sizeof(bytes));
    *ret_code = (struct stored_code){.id = id,
                                     .person_id = person_id,
                                     .digest = accounts_secret_digest(ctx, token),
                                     .ends_ms = ctx->now_ms + ACCOUNTS_LINK_MS,
                                     .tries_left = ACCOUNTS_LINK};
    return token;
}

enum status accounts_first_link(struct ctx *ctx, int64_t person_id, struct str *ret_token)
{
    struct stored_code code;
    const struct str token = link_make(ctx, person_id, &code);
    TRY(db_write(ctx, add_code_in_write, &code));
    *ret_token = token;
    return OK;
}

/* "https://ombruk.example.no/c/slug/nn", without a slash at the end. */
static struct str site_address(struct ctx *ctx, const struct request *req)
{
    struct str base = req->app->public_url;
    while (base.len > 0 && base.ptr[base.len - 1] == '/') {
        base.len--;
    }
    if (base.len == 0) {
        base = str_format(ctx->mem, "%s://%.*s", req->secure ? "https" : "http",
                          STR_ARG(request_header(req, "Host")));
    }
    return str_concat(ctx->mem, base, req->prefix);
}

enum status accounts_mail_link(struct ctx *ctx, const struct request *req, int64_t person_id)
{
    struct person person;
    struct centre centre;
    struct mailed_code mailed;
    TRY(accounts_person(ctx, person_id, &person));
    TRY(centre_get(ctx, &centre));
    const struct str token = link_make(ctx, person_id, &mailed.code);
    const struct str link = str_format(ctx->mem, "%.*s/logg-inn/lenke/%.*s",
                                       STR_ARG(site_address(ctx, req)), STR_ARG(token));
    const struct i18n_arg args[] = {{"link", link}, {"centre", centre.name}};
    mailed.mail = (struct mail){
        .to = person.email,
        .subject = i18n_fill(ctx, N_("Sign in to {centre}"), args, 2),
        .text =
            i18n_fill(ctx,
                      N_("Open this link to sign in. It works once, for seven days:\n\n{link}\n\n"
                         "Choose a password afterwards, so that you can come back.\n\n"
                         "{centre}\n"),
                      args, 2),
        .key = str_format(ctx->mem, "link:%lld", (long long)mailed.code.id)};
    return db_write(ctx, mail_in_write, &mailed);
}

enum status accounts_sign_in_link_check(struct ctx *ctx, struct str token)
{
    struct stored_code code;
    return link_find(ctx, token, &code);
}

static enum status use_link_in_write(struct ctx *ctx, void *arg)
{
    const struct stored_code *code = arg;
    return accounts_store_code_use(ctx, code->id);
}

enum status accounts_sign_in_link(struct ctx *ctx, struct str token, struct str *ret_token)
{
    struct stored_code code;
    TRY(link_find(ctx, token, &code));
    TRY(db_write(ctx, use_link_in_write, &code));
    return accounts_sign_in_open(ctx, code.person_id, 0, ret_token);
}
