/* SPDX-License-Identifier: EUPL-1.2 */
/* Sessions: opened, recognised in a request, ended. */
#include "accounts/accounts_memory.h"
#include "accounts/accounts_secret.h"
#include "accounts/accounts_sign_in.h"
#include "base/id.h"
#include "centre/centre.h"

#include "base/banned.h"

/* A bearer token guessed this often a minute from one address is not looked up any more. */
#define BEARER_TRIES 30

/* Uses written in one go. */
#define FLUSH_BATCH 200

static void become(struct ctx *ctx, const struct stored_session *session,
                   const struct grants *grants)
{
    const bool on_device = session->device_id != 0;
    struct actor actor = {.person_id = session->person_id,
                          .session_id = session->id,
                          .device_id = session->device_id,
                          .name = session->name,
                          .roles = WHO_SIGNED_IN | (on_device ? WHO_DEVICE : 0)};
    for (size_t i = 0; i < grants->count; i++) {
        const uint64_t bit = UINT64_C(1) << grants->ptr[i].role;
        /* A PIN of four digits proves enough for the station, and for nothing else. */
        if (on_device && bit != WHO_STATION_WORKER) {
            continue;
        }
        if ((bit & WHO_TENANT) != 0) {
            /* One shop at a time: the first grant decides which. */
            actor.owner_id = actor.owner_id == 0 ? grants->ptr[i].tenant_id : actor.owner_id;
            if (actor.owner_id != grants->ptr[i].tenant_id) {
                continue;
            }
        }
        actor.roles |= bit;
    }
    ctx->actor = actor;
}

enum status accounts_sign_in_become(struct ctx *ctx, int64_t person_id, int64_t session_id,
                                    int64_t device_id, struct str name)
{
    const struct stored_session session = {
        .id = session_id, .person_id = person_id, .device_id = device_id, .name = name};
    struct grants grants;
    TRY(accounts_store_grants(ctx, person_id, centre_today(ctx), &grants));
    become(ctx, &session, &grants);
    return OK;
}

struct opening {
    struct stored_session session;
    struct str digest;
    int64_t replaced_session_id;
};

static enum status open_in_write(struct ctx *ctx, void *arg)
{
    const struct opening *opening = arg;
    if (opening->replaced_session_id != 0) {
        TRY(accounts_store_session_end(ctx, opening->replaced_session_id));
    }
    return accounts_store_session_add(ctx, &opening->session, opening->digest);
}

enum status accounts_sign_in_open(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                  struct str *ret_token)
{
    struct stored_person person;
    TRY(accounts_store_person(ctx, person_id, &person));
    if (person.disabled) {
        return NOT_FOUND;
    }
    const struct str token = accounts_secret_token(ctx);
    const int64_t lasts_ms = device_id != 0 ? ACCOUNTS_SHIFT_MS : ACCOUNTS_SESSION_MS;
    struct opening opening = {.session = {.id = id_new(),
                                          .person_id = person_id,
                                          .device_id = device_id,
                                          .last_used_ms = ctx->now_ms,
                                          .ends_ms = ctx->now_ms + lasts_ms},
                              .digest = accounts_secret_digest(ctx, token),
                              .replaced_session_id = ctx->actor.session_id};
    TRY(db_write(ctx, open_in_write, &opening));
    TRY(accounts_sign_in_become(ctx, person_id, opening.session.id, device_id, person.person.name));
    *ret_token = token;
    return OK;
}

enum status accounts_session_open(struct ctx *ctx, int64_t person_id, int64_t device_id,
                                  struct str *ret_token)
{
    const struct actor before = ctx->actor;
    ctx->actor = (struct actor){0};
    const enum status status = accounts_sign_in_open(ctx, person_id, device_id, ret_token);
    ctx->actor = before;
    return status;
}

static enum status end_in_write(struct ctx *ctx, void *arg)
{
    const int64_t *session_id = arg;
    return accounts_store_session_end(ctx, *session_id);
}

enum status accounts_sign_in_end(struct ctx *ctx)
{
    int64_t session_id = ctx->actor.session_id;
    TRY(db_write(ctx, end_in_write, &session_id));
    ctx->actor = (struct actor){0};
    return OK;
}

/* ---- recognising -------------------------------------------------------------------------------
 */

static bool session_lives(const struct ctx *ctx, const struct stored_session *session)
{
    const int64_t remembered_ms = accounts_memory_last(db_of(ctx), session->id);
    const int64_t used_ms =
        remembered_ms > session->last_used_ms ? remembered_ms : session->last_used_ms;
    const int64_t idle_ms = session->device_id != 0 ? ACCOUNTS_SHIFT_MS : ACCOUNTS_IDLE_MS;
    return !session->refused && ctx->now_ms < session->ends_ms && ctx->now_ms - used_ms < idle_ms;
}

/* NOT_FOUND for whatever is no living session of this centre: then it is a visitor. */
static enum status recognise_session(struct ctx *ctx, struct str token, struct request *req)
{
    struct stored_session session;
    TRY(accounts_store_session(ctx, accounts_secret_digest(ctx, token), &session));
    if (!session_lives(ctx, &session)) {
        return NOT_FOUND;
    }
    TRY(accounts_sign_in_become(ctx, session.person_id, session.id, session.device_id,
                                session.name));
    accounts_memory_touch((struct accounts_use){.db = db_of(ctx),
                                                .centre_id = ctx->centre_id,
                                                .session_id = session.id,
                                                .used_ms = ctx->now_ms});
    req->token_secret = token;
    return OK;
}

static enum status recognise_device(struct ctx *ctx, struct str token)
{
    struct stored_device device;
    TRY(accounts_store_device_by_token(ctx, accounts_secret_digest(ctx, token), &device));
    if (!device.refused) {
        ctx->actor.device_id = device.id;
        ctx->actor.roles |= WHO_DEVICE;
    }
    return OK;
}

static enum status recognise_bearer(struct ctx *ctx, const struct request *req)
{
    const struct str header = request_header(req, "Authorization");
    const struct str scheme = STR("Bearer ");
    if (header.len <= scheme.len || !str_equal_nocase(str_slice(header, 0, scheme.len), scheme)) {
        return OK;
    }
    const struct str token = str_trim(str_slice(header, scheme.len, header.len));
    struct stored_session session;
    struct grants grants;
    const enum status status = accounts_store_api_token(ctx, accounts_secret_digest(ctx, token),
                                                        centre_today(ctx), &session, &grants);
    if (status == OK && !session.refused) {
        session.id = 0;
        become(ctx, &session, &grants);
        return OK;
    }
    if (status != OK && status != NOT_FOUND) {
        return status;
    }
    return rate_limit("bearer", req->remote, BEARER_TRIES, MS_PER_MINUTE, ctx->now_ms);
}

static enum status visitor_if_not_found(enum status status)
{
    return status == NOT_FOUND ? OK : status;
}

enum status accounts_identify(struct ctx *ctx, struct request *req)
{
    if (req->route != NULL && req->route->guard == GUARD_BEARER) {
        return recognise_bearer(ctx, req);
    }
    const struct str session = request_cookie(req, ACCOUNTS_SESSION_COOKIE);
    if (session.len > 0) {
        TRY(visitor_if_not_found(recognise_session(ctx, session, req)));
    }
    const struct str device = request_cookie(req, ACCOUNTS_DEVICE_COOKIE);
    if (device.len > 0 && ctx->actor.person_id == 0) {
        TRY(visitor_if_not_found(recognise_device(ctx, device)));
    }
    return OK;
}

/* ---- keeping the last use
 * ------------------------------------------------------------------------ */

struct flush {
    struct accounts_use uses[FLUSH_BATCH];
    size_t count;
};

static enum status flush_in_write(struct ctx *ctx, void *arg)
{
    const struct flush *flush = arg;
    for (size_t i = 0; i < flush->count; i++) {
        const struct accounts_use *use = &flush->uses[i];
        TRY(accounts_store_session_used(ctx, use->centre_id, use->session_id, use->used_ms));
    }
    return OK;
}

enum status accounts_flush(struct ctx *ctx)
{
    struct flush *flush = ARENA_NEW(ctx->mem, struct flush);
    do {
        flush->count = accounts_memory_take(db_of(ctx), flush->uses, FLUSH_BATCH);
        if (flush->count > 0) {
            TRY(db_write(ctx, flush_in_write, flush));
        }
    } while (flush->count == FLUSH_BATCH);
    return OK;
}

void accounts_close(const struct db *db)
{
    accounts_memory_drop(db);
}
