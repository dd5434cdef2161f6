/* SPDX-License-Identifier: EUPL-1.2 */
/* What is offered, when the ledger has changed behind it. */
#include "base/day.h"
#include "base/id.h"
#include "catalogue/catalogue_index.h"
#include "catalogue/catalogue_seller_store.h"
#include "safety/safety.h"

#include "base/banned.h"

#define FOLLOW_STEP 100
/* Tests of a slow transaction may show up with an id below the cursor. */
#define LOOK_BACK_MS (10 * MS_PER_MINUTE)

/* As many as there are; holds end when they are more than that. */
static enum status offer_what_is_left(struct ctx *ctx, struct indexed_listing *row,
                                      const struct thing *thing)
{
    if (row->listing.held > thing->count) {
        TRY(catalogue_index_end_holds(ctx, row, 0, HOLD_CANCELLED));
    }
    row->listing.count_left = thing->count;
    TRY(catalogue_store_set(ctx, row));
    return goods_remark(ctx, thing->id, GOODS_LISTED, thing->count, row->listing.price_ore);
}

/* Off sale; whoever held it is told when it was stopped, and not merely gone. */
static enum status take_off(struct ctx *ctx, const struct listing *listing,
                            const struct thing *thing)
{
    struct stored_holds holds;
    TRY(catalogue_store_holds_on(ctx, listing->id, HOLD_ACTIVE, &holds));
    TRY(catalogue_withdraw(ctx, listing->tenant_id, listing->id));
    return goods_sellable(thing) ? OK : catalogue_hold_mail_stopped(ctx, listing, &holds);
}

static enum status follow(struct ctx *ctx, void *arg)
{
    const int64_t *thing_id = arg;
    struct indexed_listing row;
    struct thing thing;
    TRY(goods_thing(ctx, *thing_id, &thing));
    if (thing.listed != LISTED_CHANGED) {
        return OK;
    }
    const enum status found = catalogue_store_by_code(ctx, thing.code, &row);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    const bool is_public = found == OK && row.listing.state == LISTING_PUBLIC;
    if (is_public && goods_sellable(&thing) && thing.count > 0) {
        return offer_what_is_left(ctx, &row, &thing);
    }
    return is_public ? take_off(ctx, &row.listing, &thing)
                     : goods_remark(ctx, thing.id, GOODS_UNLISTED, thing.count, NO_I64);
}

enum status catalogue_follow(struct ctx *ctx, int64_t *ret_followed)
{
    struct things changed;
    TRY(goods_listed_changed(ctx, FOLLOW_STEP, &changed));
    for (size_t i = 0; i < changed.count; i++) {
        TRY(db_write(ctx, follow, &changed.ptr[i].id));
    }
    *ret_followed = (int64_t)changed.count;
    return OK;
}

/* ---- tests ----------------------------------------------------------------------------------- */

enum status catalogue_is_checked(struct ctx *ctx, int64_t thing_id, bool *ret_checked)
{
    struct safety_test test;
    const enum status found = safety_test_of(ctx, thing_id, &test);
    if (found != OK && found != NOT_FOUND) {
        return found;
    }
    *ret_checked = found == OK && test.passed;
    return OK;
}

static enum status follow_test(struct ctx *ctx, void *arg)
{
    const int64_t *thing_id = arg;
    struct indexed_listing row;
    struct thing thing;
    bool checked = false;
    TRY(goods_thing(ctx, *thing_id, &thing));
    const enum status found = catalogue_store_by_code(ctx, thing.code, &row);
    if (found != OK || row.listing.state != LISTING_PUBLIC) {
        return found == NOT_FOUND ? OK : found;
    }
    TRY(catalogue_is_checked(ctx, thing.id, &checked));
    if (row.listing.checked == checked) {
        return OK;
    }
    const struct indexed_listing before = row;
    row.listing.checked = checked;
    TRY(catalogue_store_set(ctx, &row));
    return catalogue_index_replace(ctx, &before, &row);
}

static enum status followed_to(struct ctx *ctx, void *arg)
{
    const int64_t *test_id = arg;
    return catalogue_seller_store_set_tested(ctx, *test_id);
}

/* From a while before the last one, so that none is missed; those that are known change nothing. */
static enum status first_to_read(struct ctx *ctx, int64_t *ret_last, int64_t *ret_after)
{
    const enum status found = catalogue_seller_store_tested(ctx, ret_last);
    if (found == NOT_FOUND) {
        *ret_last = 0;
        *ret_after = 0;
        return OK;
    }
    TRY(found);
    *ret_after = id_floor(id_time_ms(*ret_last) - LOOK_BACK_MS);
    return OK;
}

enum status catalogue_follow_tests(struct ctx *ctx)
{
    struct safety_testeds tested;
    int64_t last = 0;
    int64_t after = 0;
    TRY(first_to_read(ctx, &last, &after));
    const int64_t known = last;
    do {
        const struct arena_mark mark = arena_mark(ctx->mem);
        TRY(safety_tested_after(ctx, after, FOLLOW_STEP, &tested));
        for (size_t i = 0; i < tested.count; i++) {
            after = tested.ptr[i].id;
            TRY(db_write(ctx, follow_test, &tested.ptr[i].thing_id));
        }
        arena_reset(ctx->mem, mark);
    } while (tested.count == FOLLOW_STEP);
    last = after > last ? after : last;
    return last > known ? db_write(ctx, followed_to, &last) : OK;
}

enum status catalogue_checked_job(struct ctx *ctx, struct str argument)
{
    (void)argument;
    return catalogue_follow_tests(ctx);
}
