/* SPDX-License-Identifier: EUPL-1.2 */
/* The line behind a thing that is held: who waits gets it as soon as it is free, first come first.
 */
#include "base/id.h"
#include "catalogue/catalogue_hold_inside.h"
#include "centre/centre.h"

#include "base/banned.h"

#define LINES_STEP 100

enum status catalogue_line_length(struct ctx *ctx, int64_t listing_id, int64_t *ret_waiting)
{
    return catalogue_store_line_before(ctx, listing_id, INT64_MAX, ret_waiting);
}

enum status catalogue_line_place(struct ctx *ctx, const struct hold *hold, int64_t *ret_place)
{
    int64_t before = 0;
    TRY(catalogue_store_line_before(ctx, hold->listing_id, hold->id, &before));
    *ret_place = before + 1;
    return OK;
}

static enum status give_turn(struct ctx *ctx, struct indexed_listing *row, struct hold *hold)
{
    unsigned char bytes[HOLD_TOKEN_BYTES];
    int64_t day = 0;
    int minute = 0;
    TRY(centre_hold_until(ctx, hold->tenant_id, &day, &minute, &hold->until_ms));
    TRY(catalogue_hold_pickup_code(ctx, hold->tenant_id, &hold->pickup_code));
    random_bytes(bytes, sizeof(bytes));
    const struct str token = str_hex(ctx->mem, bytes, sizeof(bytes));
    hold->state = HOLD_ACTIVE;
    TRY(catalogue_store_turn(ctx, hold, catalogue_hold_sha256(ctx, token)));
    TRY(catalogue_hold_mail_turn(ctx, hold, &row->listing, token));
    row->listing.held += hold->count;
    return goods_remark(ctx, row->listing.thing_id, GOODS_HELD, hold->count, NO_I64);
}

/* Who waited for what is gone is told so; who never confirmed the address is not. */
static enum status end_line(struct ctx *ctx, const struct indexed_listing *row)
{
    struct stored_holds waiting;
    TRY(catalogue_store_holds_on(ctx, row->listing.id, HOLD_WAITING, &waiting));
    for (size_t i = 0; i < waiting.count; i++) {
        const struct hold *hold = &waiting.ptr[i].hold;
        TRY(catalogue_store_end_waiting(ctx, hold->id));
        if (hold->confirmed) {
            TRY(catalogue_hold_mail_gone(ctx, hold, row->listing.title));
        }
    }
    return OK;
}

enum status catalogue_hold_serve(struct ctx *ctx, struct indexed_listing *row)
{
    struct thing thing;
    struct stored_hold first;
    enum status found = OK;
    if (row->listing.state != LISTING_PUBLIC) {
        return end_line(ctx, row);
    }
    TRY(goods_thing(ctx, row->listing.thing_id, &thing));
    while (found == OK && goods_sellable(&thing) && row->listing.count_left > row->listing.held) {
        found = catalogue_store_line_first(ctx, row->listing.id, &first);
        found = found == OK ? give_turn(ctx, row, &first.hold) : found;
    }
    /* Nobody waits, or the shop has no open day to hold it until: then they wait on. */
    if (found == NOT_FOUND || found == UNAVAILABLE) {
        ctx->err = (struct ctx_error){0};
        return OK;
    }
    return found;
}

enum status catalogue_hold_serve_all(struct ctx *ctx)
{
    struct i64_list due;
    TRY(catalogue_store_lines_due(ctx, LINES_STEP, &due));
    for (size_t i = 0; i < due.count; i++) {
        struct indexed_listing row;
        TRY(catalogue_store_get(ctx, due.ptr[i], &row));
        const int64_t held = row.listing.held;
        TRY(catalogue_hold_serve(ctx, &row));
        if (row.listing.held != held) {
            TRY(catalogue_store_set(ctx, &row));
        }
    }
    return OK;
}
