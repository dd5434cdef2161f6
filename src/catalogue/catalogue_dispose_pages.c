/* SPDX-License-Identifier: EUPL-1.2 */
/* The shop's things that go to recycling or are thrown away, and why. */
#include "catalogue/catalogue_forms.h"
#include "catalogue/catalogue_pages.h"
#include "goods/goods.h"

#include "base/banned.h"

struct disposing {
    const struct dispose_input *input;
    struct str code;
};

static enum status dispose(struct ctx *ctx, void *arg)
{
    const struct disposing *disposing = arg;
    const struct dispose_input *input = disposing->input;
    struct thing thing;
    TRY(goods_by_code(ctx, disposing->code, &thing));
    if (thing.holder_id != ctx->actor.owner_id) {
        return NOT_FOUND;
    }
    /* A double click takes out no more than one. */
    if (thing.seq != input->version) {
        return ctx_fail(ctx, CONFLICT, NULL, NULL);
    }
    return goods_dispose(ctx, thing.id, ctx->actor.owner_id, (enum goods_event_kind)input->how,
                         input->count, (enum goods_discard)input->discard);
}

enum status catalogue_dispose_post(struct ctx *ctx, struct request *req, struct response *res)
{
    struct disposing disposing = {.input = req->form};
    TRY(goods_code_in_path(ctx, req->params[0], &disposing.code));
    const enum status status = db_write(ctx, dispose, &disposing);
    if (status != OK && ctx->err.field != NULL) {
        ctx->err.field = strcmp(ctx->err.field, "count") == 0    ? "out_count"
                         : strcmp(ctx->err.field, "reason") == 0 ? "discard"
                                                                 : ctx->err.field;
    }
    TRY(status);
    return response_redirect(ctx, req, res, STR("/lager"));
}
