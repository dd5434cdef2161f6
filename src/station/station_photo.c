/* SPDX-License-Identifier: EUPL-1.2 */
/* Photos in pieces, from the app and over the API, and the job that gives them to their lots. */
#include "accounts/accounts.h"
#include "http/form_text.h"
#include "media/upload.h"
#include "station/station_forms.h"
#include "station/station_help.h"
#include "station/station_intake.h"
#include "station/station_pages.h"
#include "json/json.h"

#include "base/banned.h"

static const char *keys_of(const struct request *req)
{
    return req->route->guard == GUARD_BEARER ? INTAKE_API : INTAKE_KEYS;
}

static void put_progress(struct response *res, int64_t have, bool done)
{
    struct json_out out = {.buf = &res->body};
    json_object_begin(&out);
    json_key(&out, "have");
    json_put_i64(&out, have);
    json_key(&out, "done");
    json_put_bool(&out, done);
    json_object_end(&out);
    res->content_type = STR("application/json");
    res->cache_control = STR("no-store");
}

static bool is_done(const struct upload_progress *progress)
{
    return progress->state == UPLOAD_WHOLE || progress->state == UPLOAD_KEPT;
}

static enum status uuid_in_path(struct ctx *ctx, const struct request *req, struct str *ret_uuid)
{
    return form_text_uuid(ctx->mem, req->params[0], ret_uuid) ? OK : NOT_FOUND;
}

enum status station_photo_get(struct ctx *ctx, struct request *req, struct response *res)
{
    struct upload_progress progress = {.have = 0};
    struct str uuid;
    TRY(uuid_in_path(ctx, req, &uuid));
    const enum status found = upload_find(ctx, uuid, &progress);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const bool done = found == OK && is_done(&progress);
    response_header(ctx, res, "X-Photo-Length", str_of_i64(ctx->mem, progress.have));
    response_header(ctx, res, "X-Photo-Done", done ? STR("1") : STR("0"));
    put_progress(res, progress.have, done);
    return OK;
}

/* ---- no picture ------------------------------------------------------------------------------ */

static enum status thing_of(struct ctx *ctx, struct str owner, struct thing *ret_thing)
{
    const ptrdiff_t colon = str_find_byte(owner, ':');
    return colon < 0 ? NOT_FOUND
                     : goods_by_key(ctx, str_slice(owner, 0, (size_t)colon),
                                    str_slice(owner, (size_t)colon + 1, owner.len), ret_thing);
}

static enum status open_case(struct ctx *ctx, const struct upload_promise *promise, struct str why,
                             int64_t *ret_id)
{
    struct thing thing;
    const enum status known = thing_of(ctx, promise->owner, &thing);
    if (known != OK && known != NOT_FOUND) {
        return known;
    }
    const struct help_case help = {
        .kind = HELP_PHOTO,
        .key = str_concat(ctx->mem, STR("photo:"), promise->uuid),
        .station_id = promise->place_id,
        .person_id = ctx->actor.person_id,
        .received_ms = ctx->now_ms,
        .why = why,
        .body = promise->owner,
        .upload = promise->uuid,
        .thing_id = known == OK ? thing.id : NO_I64,
        .other_id = NO_I64,
        .settled = NO_I64,
        .reason = NO_I64,
    };
    return station_help_open(ctx, &help, ret_id);
}

static enum status answer_help(struct ctx *ctx, const struct request *req, struct response *res,
                               const struct upload_promise *promise, struct str why)
{
    int64_t help_id = 0;
    TRY(open_case(ctx, promise, why, &help_id));
    const struct problem_member more[] = {{"help", str_of_i64(ctx->mem, help_id), 0}};
    ctx->err = (struct ctx_error){.message = str_copy(ctx->mem, why).ptr, .field = "photo"};
    response_problem_as(ctx, req, res, INVALID, "HELP", more, 1);
    return OK;
}

/* ---- a piece --------------------------------------------------------------------------------- */

static enum status answer_piece(struct ctx *ctx, const struct request *req, struct response *res,
                                const struct upload_progress *progress, enum upload_answer answer)
{
    const struct problem_member have[] = {{"have", {0}, progress->have}};
    switch (answer) {
    case UPLOAD_OFFSET:
        response_problem_as(ctx, req, res, CONFLICT, "OFFSET", have, 1);
        return OK;
    case UPLOAD_HASH:
        response_problem_as(ctx, req, res, INVALID, "HASH", have, 1);
        return OK;
    case UPLOAD_NO_PHOTO:
        return answer_help(ctx, req, res, &progress->promise, progress->why);
    case UPLOAD_GO_ON:
    case UPLOAD_DONE:
        break;
    }
    put_progress(res, progress->have, answer == UPLOAD_DONE);
    return OK;
}

/* True if the lot has as many as it can have without this one. */
static enum status is_too_many(struct ctx *ctx, const struct upload_promise *promise,
                               bool *ret_too_many)
{
    struct upload_list list;
    size_t others = 0;
    TRY(upload_of(ctx, promise->owner, &list));
    for (size_t i = 0; i < list.count; i++) {
        const bool same = str_equal(list.ptr[i].promise.uuid, promise->uuid);
        others += !same && list.ptr[i].state != UPLOAD_REFUSED ? 1 : 0;
    }
    *ret_too_many = others >= INTAKE_PHOTOS_MAX;
    return OK;
}

/* Over the API the lot comes first. */
static enum status check_lot(struct ctx *ctx, const struct request *req, struct str owner)
{
    struct thing thing;
    return req->route->guard == GUARD_BEARER ? thing_of(ctx, owner, &thing) : OK;
}

enum status station_photo_put(struct ctx *ctx, struct request *req, struct response *res)
{
    const struct photo_input *input = req->form;
    struct upload_progress progress;
    enum upload_answer answer = UPLOAD_GO_ON;
    struct upload_promise promise = {.position = input->n, .size = input->size};
    bool too_many = false;
    TRY(uuid_in_path(ctx, req, &promise.uuid));
    TRY(accounts_device_station(ctx, ctx->actor.device_id, &promise.place_id));
    promise.owner = station_intake_owner(ctx, keys_of(req), input->lot);
    promise.hash = str_lower_ascii(ctx->mem, input->hash);
    unsigned char digest[32];
    if (!str_from_hex(promise.hash, digest, sizeof(digest))) {
        return ctx_fail(ctx, INVALID, N_("The sum must be SHA-256 as 64 hexadecimal digits."),
                        "sha256");
    }
    TRY(check_lot(ctx, req, promise.owner));
    TRY(is_too_many(ctx, &promise, &too_many));
    if (too_many) {
        return answer_help(ctx, req, res, &promise, STR(N_("The lot has two photos already.")));
    }
    TRY(upload_put(ctx, &promise, input->offset, req->body, "station_photo", &progress, &answer));
    return answer_piece(ctx, req, res, &progress, answer);
}

/* ---- the job --------------------------------------------------------------------------------- */

struct keeping {
    const struct upload_progress *progress;
    const char *why; /* NULL: it is a photo */
};

static enum status keep_in_write(struct ctx *ctx, void *arg)
{
    const struct keeping *keeping = arg;
    const struct upload_promise *promise = &keeping->progress->promise;
    struct thing thing;
    int64_t help_id = 0;
    if (keeping->why != NULL) {
        TRY(upload_refuse(ctx, keeping->progress, keeping->why));
        return open_case(ctx, promise, str_of(keeping->why), &help_id);
    }
    TRY(upload_keep(ctx, keeping->progress));
    const enum status known = thing_of(ctx, promise->owner, &thing);
    if (known != OK) {
        return known == NOT_FOUND ? OK : known; /* It gets it when it comes. */
    }
    return goods_add_photo(ctx, thing.id, promise->hash, false);
}

static const char *why_refused(const struct ctx *ctx, enum status status)
{
    return status == GONE ? N_("The photo has not arrived. Send it again.") : ctx->err.message;
}

enum status station_photo_job(struct ctx *ctx, struct str uuid)
{
    struct upload_progress progress;
    const enum status found = upload_find(ctx, uuid, &progress);
    if (found == NOT_FOUND || (found == OK && progress.state != UPLOAD_WHOLE)) {
        return GONE;
    }
    TRY(found);
    /* Pictures take their time: the read does not wait open for them. */
    struct db *db = db_of(ctx);
    db_session_end(ctx);
    const enum status door = upload_open_door(ctx, &progress);
    db_session_begin(ctx, db);
    struct keeping keeping = {.progress = &progress};
    if (door == INVALID || door == TOO_LARGE || door == GONE) {
        keeping.why = why_refused(ctx, door);
        return db_write(ctx, keep_in_write, &keeping);
    }
    TRY(door);
    TRY(db_write(ctx, keep_in_write, &keeping));
    return upload_forget(ctx, &progress);
}
