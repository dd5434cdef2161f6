/* SPDX-License-Identifier: EUPL-1.2 */
/* The files of a draw, byte for byte as they were committed to and published. */
#include <sodium.h>

#include "allocation/allocation.h"
#include "allocation/allocation_office_result.h"
#include "allocation/allocation_office_words.h"
#include "allocation/allocation_public_pages.h"

#include "base/banned.h"

#define YEAR_IMMUTABLE STR("public, max-age=31536000, immutable")
#define ETAG_BYTES     16

static struct str type_of(struct str name)
{
    return str_ends_with(name, STR(".csv"))    ? STR("text/csv; charset=utf-8")
           : str_ends_with(name, STR(".json")) ? STR("application/json")
                                               : STR("text/plain; charset=utf-8");
}

/* Only names that were published of the run lead to bytes, so nothing typed gets into a header. */
static enum status published_name(struct ctx *ctx, const struct draw_run *run, struct str wanted,
                                  struct str *ret_name)
{
    struct draw_files files;
    TRY(allocation_files(ctx, run, &files));
    for (size_t i = 0; i < files.count; i++) {
        if (str_equal(files.ptr[i].name, wanted)) {
            *ret_name = files.ptr[i].name;
            return OK;
        }
    }
    return NOT_FOUND;
}

static struct str etag_of(struct ctx *ctx, struct str bytes)
{
    unsigned char hash[crypto_hash_sha256_BYTES];
    crypto_hash_sha256(hash, (const unsigned char *)bytes.ptr, bytes.len);
    const struct str hex = str_hex(ctx->mem, hash, ETAG_BYTES);
    return str_format(ctx->mem, "\"%.*s\"", STR_ARG(hex));
}

static enum status send_file(struct ctx *ctx, struct response *res, const struct draw_run *run,
                             struct str wanted)
{
    struct str name;
    struct str bytes;
    TRY(published_name(ctx, run, wanted, &name));
    TRY(allocation_file(ctx, run, name, &bytes));
    if (bytes.len > res->body.max) {
        return TOO_LARGE;
    }
    strbuf_str(&res->body, bytes);
    res->content_type = type_of(name);
    res->etag = etag_of(ctx, bytes);
    response_header(ctx, res, "Content-Disposition",
                    str_format(ctx->mem, "attachment; filename=\"%.*s\"", STR_ARG(name)));
    return OK;
}

static enum status round_of(struct ctx *ctx, const struct request *req, struct round *ret_round)
{
    TRY(allocation_office_round_in(ctx, req, 0, ret_round));
    return allocation_office_is_closed(ret_round) ? OK : NOT_FOUND;
}

enum status allocation_public_file(struct ctx *ctx, struct request *req, struct response *res)
{
    struct round round;
    struct draw_run run;
    TRY(round_of(ctx, req, &round));
    TRY(allocation_office_run_of(ctx, &round, &run));
    /* Another run counts after a correction, so this address may come to mean other bytes. */
    res->cache_control = STR("public, no-cache");
    return send_file(ctx, res, &run, req->params[1]);
}

enum status allocation_public_run_file(struct ctx *ctx, struct request *req, struct response *res)
{
    struct round round;
    struct draw_runs runs;
    int64_t number = 0;
    TRY(round_of(ctx, req, &round));
    TRY(request_param_i64(req, 1, &number));
    TRY(allocation_runs(ctx, round.id, &runs));
    for (size_t i = 0; i < runs.count; i++) {
        if (runs.ptr[i].number == number) {
            res->cache_control =
                runs.ptr[i].state >= RUN_PUBLISHED ? YEAR_IMMUTABLE : STR("public, no-cache");
            return send_file(ctx, res, &runs.ptr[i], req->params[2]);
        }
    }
    return NOT_FOUND;
}
