/* SPDX-License-Identifier: EUPL-1.2 */
/* Another label for a thing. */
#include "goods/goods_record.h"

#include "base/banned.h"

struct relabelling {
    int64_t thing_id;
    struct str code;
};

static enum status check_free(struct ctx *ctx, const struct relabelling *relabelling)
{
    struct stored_thing other;
    const enum status found = goods_store_by_code(ctx, relabelling->code, &other);
    if (found == OK) {
        return ctx_fail(ctx, CONFLICT, N_("Another thing has this label. Take a new label."),
                        "label");
    }
    return found == NOT_FOUND ? OK : found;
}

/* Beyond the store its code stands in addresses and on receipts. */
static enum status check_place(struct ctx *ctx, const struct thing *thing)
{
    struct holder holder;
    TRY(goods_holder(ctx, thing->holder_id, &holder));
    if (thing->count == 0 || !goods_is_store(holder.kind) || thing->listed != LISTED_NOT) {
        return ctx_fail(ctx, CONFLICT, N_("This lot is no longer at a station or in the store."),
                        NULL);
    }
    return OK;
}

static enum status relabel(struct ctx *ctx, void *arg)
{
    const struct relabelling *relabelling = arg;
    struct stored_thing stored;
    TRY(goods_store_thing(ctx, relabelling->thing_id, &stored));
    if (str_equal(stored.thing.code, relabelling->code)) {
        return OK;
    }
    TRY(check_place(ctx, &stored.thing));
    TRY(check_free(ctx, relabelling));
    struct goods_event event = goods_record_new(ctx, &stored, GOODS_LABELLED);
    event.detail = str_format(ctx->mem, "code=%.*s", STR_ARG(relabelling->code));
    return goods_record(ctx, &stored, &event);
}

enum status goods_relabel(struct ctx *ctx, int64_t thing_id, struct str code)
{
    struct relabelling relabelling = {.thing_id = thing_id};
    TRY(goods_code_read(ctx, code, &relabelling.code));
    return db_write(ctx, relabel, &relabelling);
}
